"""Reading text: decoding, dialect by evidence, one reader a dialect."""
