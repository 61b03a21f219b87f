"""Roman numerals, as pages, paragraphs, activities and decisions are numbered with."""

from __future__ import annotations

from itertools import pairwise

_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def roman_value(small: str) -> int:
    """Return the number that small Roman figures stand for (``xiv`` is 14); what is no such number gives any.

    Raises `KeyError` for other letters, ``d`` and ``m`` among them.
    """
    values = [_VALUES[figure] for figure in small]
    return sum(-one if one < following else one for one, following in pairwise([*values, 0]))
