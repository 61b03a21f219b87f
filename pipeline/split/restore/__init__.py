"""Puts rows back into a programme table that fell out of it, or that running text prints."""
