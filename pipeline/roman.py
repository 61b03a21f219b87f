"""Roman numerals, as pages, paragraphs, activities and decisions are numbered with."""

from __future__ import annotations

from itertools import pairwise

_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_PARTS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman_value(small: str) -> int:
    """Return the number that small Roman figures stand for (``xiv`` is 14); what is no such number gives any.

    Raises `KeyError` for other letters, ``d`` and ``m`` among them.
    """
    values = [_VALUES[figure] for figure in small]
    return sum(-one if one < following else one for one, following in pairwise([*values, 0]))


def in_roman(number: int) -> str:
    """Return a number of at least 1 in small Roman figures (14 is ``xiv``)."""
    text = ""
    for value, figures in _PARTS:
        while number >= value:
            text, number = text + figures, number - value
    return text
