"""Rows that begin with a code in their first column, beside which all other columns begin too.

Tables of word processors often have no rules and no more white between rows than between lines: there the codes alone
tell the rows. Where several items with codes stand in one cell, the text beside them runs on past some of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.parse.pdf.tables.entries import CODE
from pipeline.parse.pdf.tables.strips import ALIKE, Strip, baseline_of
from pipeline.parse.pdf.tables.zones import own_type

FEWEST_CODES = 3
"""Fewer codes may stand beside the beginnings of other text by chance."""

BESIDE_CODES = 0.8
"""At least this share of the codes has text of another column beside it."""


CODES = "the codes in their first column, beside which all other columns begin"


def rows_by_codes(strips: Sequence[Strip], count: int, fewest: int = FEWEST_CODES) -> list[list[Strip]] | None:
    """Put the strips of a table of so many columns into the rows that codes begin; None where they do not tell.

    ``fewest`` is how many codes there must be.
    In every column what stands between two codes must begin on the line of the first, and with no small letter. What
    stands above the first code is the rest of a row; heads of groups over a code are rows of their own.
    """
    starts = [
        index
        for index, strip in enumerate(strips)
        if (entry := strip.at(0)) is not None and CODE.match(entry.words[0].text)
    ]
    if count < 2 or len(starts) < fewest or any(entry.span > 1 for strip in strips for entry in strip.entries):
        return None
    rows = [list(strips[: starts[0]])] if starts[0] else []
    beside = 0
    for start, stop in pairwise([*starts, len(strips)]):
        code, end = strips[start], stop
        while end > start + 1 and _is_head(strips[end - 1], code):
            end -= 1
        row = list(strips[start:end])
        if not all(_begins_beside(row, column) for column in range(1, count)):
            return None
        beside += len(code.entries) > 1
        rows += [row, *([list(strips[end:stop])] if end < stop else [])]
    return rows if beside >= BESIDE_CODES * len(starts) else None


def _begins_beside(row: Sequence[Strip], column: int) -> bool:
    """Say whether what a column has in a row begins level with the code in the first column; or has nothing."""
    code = row[0].at(0)
    first = next((entry for strip in row if (entry := strip.at(column)) is not None), None)
    if code is None or first is None:
        return first is None
    level = abs(baseline_of(first) - baseline_of(code)) <= ALIKE * code.words[0].size
    return level and not first.text[:1].islower()


def _is_head(strip: Strip, code: Strip) -> bool:
    """Say whether a line stands alone in the first column in a type of its own, which no code is set in."""
    entry = strip.at(0)
    return (
        entry is not None and len(strip.entries) == 1 and own_type(entry.words) and not own_type(code.entries[0].words)
    )
