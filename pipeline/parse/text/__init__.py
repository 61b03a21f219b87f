"""The text reader: decoding, the converter's dialect found by evidence, one reader for each of its habits."""

from pipeline.parse.text.reader import read_text, read_text_string

__all__ = ["read_text", "read_text_string"]
