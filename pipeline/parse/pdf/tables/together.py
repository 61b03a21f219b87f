"""Rows that run together where no rule and no white parts them: items with a code begin one below the other.

They are items of one row, or a row each. Each is a row where it begins under white in its column, beside lines of
another one, and all other columns begin there, too. Where they only have as many entries, that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.parse.pdf.tables.coded import code_of
from pipeline.parse.pdf.tables.entries import ENDED, own_type
from pipeline.parse.pdf.tables.strips import Entry, Strip

PARTED = "rows are told by codes that begin under white in their column, level with what other columns begin with"
"""What is said of a table of which that is concluded."""


FEWEST_EMS = 2.0
"""Under white, a line stands at least so far below the one above: more than paragraphs of a cell do."""


def rows_of_items(row: Sequence[Strip], count: int) -> list[list[Strip]]:
    """Return the rows that the strips of one are, in a table of so many columns: itself, or one for each item."""
    column, starts = _items(row, count)
    if len(starts) < 2 or not all(_begins_row(row, start, column) for start in starts[1:]):
        return [list(row)]
    return [list(row[begin:end]) for begin, end in pairwise([0, *starts[1:], len(row)])]


def may_be_rows(row: Sequence[Strip], count: int) -> bool:
    """Say whether the strips of a row may be several: it has items, and another column begins at least as often."""
    column, starts = _items(row, count)
    if len(starts) < 2:
        return False
    return any(_begun(row, other) >= len(starts) for other in range(count) if other != column)


def _items(row: Sequence[Strip], count: int) -> tuple[int, list[int]]:
    """Return the first column in which several entries begin with different codes, and where these begin in the row.

    An item begins with the head of a group that stands right above its code.
    """
    for column in range(count):
        own = [(index, entry) for index, strip in enumerate(row) if (entry := strip.at(column)) is not None]
        codes = [code for _, entry in own if (code := code_of(entry)) is not None]
        if len(codes) < 2 or len(set(codes)) < len(codes):
            continue
        starts = []
        for place, (index, entry) in enumerate(own):
            if code_of(entry) is None:
                continue
            first = place
            while first and own_type(own[first - 1][1].words) and not own_type(entry.words):
                first -= 1
            starts.append(own[first][0] if first < place else index)
        return column, starts
    return 0, []


def _begins_row(row: Sequence[Strip], start: int, column: int) -> bool:
    """Say whether a row begins at a strip: under white in a column, where all others begin that go on at all."""
    above = next((strip.line for strip in reversed(row[:start]) if strip.at(column) is not None), None)
    line = row[start].line
    # Lines of other columns may stand between at other heights: white is where a line of this one would have room.
    if above is None or line.baseline - above.baseline < FEWEST_EMS * line.size:
        return False
    if any(entry.span > 1 for entry in row[start].entries):
        return False
    others = [entry for entry in row[start].entries if entry.column != column]
    return bool(others) and all(_begins(row, start, entry) for entry in others)


def _begins(row: Sequence[Strip], start: int, entry: Entry) -> bool:
    """Say whether an entry begins in its column: nothing stands above it there, or what ends a sentence."""
    above = next((found for strip in reversed(row[:start]) if (found := strip.at(entry.column)) is not None), None)
    ended = above is None or ENDED.search(above.words[-1].text) is not None
    return ended and not entry.words[0].text[:1].islower()


def _begun(row: Sequence[Strip], column: int) -> int:
    """Count the entries of a column that begin where the sentence above them ends."""
    return sum(_begins(row, index, entry) for index, strip in enumerate(row) if (entry := strip.at(column)) is not None)
