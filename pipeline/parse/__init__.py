"""Documents to blocks and tables."""
