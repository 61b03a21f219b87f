"""The generator of specimens: documents that are no official record, with their truth."""
