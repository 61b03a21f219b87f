"""The dataset and its description."""
