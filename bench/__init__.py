"""Benchmarks: Concord beside other tools, on the same documents, in the same run."""
