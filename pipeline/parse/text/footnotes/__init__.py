"""Footnotes of a text source: what they begin with, and the marks that call them, wherever a converter left these."""
