"""The record across documents: lineage, status, concordance, citations."""
