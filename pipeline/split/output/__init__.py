"""What the split stage read of a document, written as rows of its tables."""
