"""Rows that run together where no rule and no white parts them: items with codes or heads begin below each other.

They are items of one row, or a row each. Each is a row where it begins under white in its column, beside lines of
another one, and all other columns begin there, too; or where it begins level with two others at least. Where they only
have as many entries, that is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.pdf.grouping import cut_at
from pipeline.parse.pdf.line_ends import last_said
from pipeline.parse.pdf.tables.entries import ENDED, own_type
from pipeline.parse.pdf.tables.rows.coded import code_of
from pipeline.parse.pdf.tables.strips import ALIKE, Entry, Strip, baseline_of, entries_in

PARTED = "rows are told by codes or heads that begin level with what other columns begin with"
"""What is said of a table of which that is concluded."""

FEWEST_TOGETHER = 3
"""Where so many columns begin on one line beside the beginning of an item, that is no chance."""

FEW_WORDS = 3
"""What has no more words may be a whole entry without a full stop: a time frame, a name."""

FEWEST_EMS = 2.0
"""Under white, a line stands at least so far below the one above: more than paragraphs of a cell do."""


def rows_of_items(row: Sequence[Strip], count: int) -> list[list[Strip]]:
    """Return the rows that the strips of one are, in a table of so many columns: itself, or one for each item."""
    column, starts = _items(row, count)
    if len(starts) < 2 or not all(_begins_row(row, start, column, count) for start in starts[1:]):
        return [list(row)]
    return cut_at(row, starts[1:])


def rows_of_groups(row: Sequence[Strip], count: int) -> list[list[Strip]]:
    """Return the rows that the strips of one are by the heads of groups in its first column: itself, or several.

    A row begins with each head if every other column begins level with it or has nothing beside its group, and one
    begins with one of them at least: text that runs on past a head, or begins between two, shows that they part no
    rows.
    """
    heads = [start for start in _heads(row, 0) if start]
    if not heads or any(entry.span > 1 for strip in row for entry in strip.entries):
        return [list(row)]
    ends = [*heads[1:], len(row)]
    beside = [len(row[start].entries) > 1 for start in heads]
    if not any(beside) or not all(
        _begins_or_ended(row, start, end, column)
        for start, end in zip(heads, ends, strict=True)
        for column in range(1, count)
    ):
        return [list(row)]
    return cut_at(row, heads)


def _begins_or_ended(row: Sequence[Strip], start: int, end: int, column: int) -> bool:
    """Say whether a column begins at a strip, or has nothing from there to another one."""
    entry = row[start].at(column)
    if entry is None:
        return all(strip.at(column) is None for strip in row[start:end])
    return _begins(row, start, entry)


def may_be_rows(row: Sequence[Strip], count: int) -> bool:
    """Say whether the strips of a row may be several: it has items, and another column begins at least as often.

    Or as often as heads of groups stand among the items (`may_be_groups`).
    """
    column, starts = _items(row, count)
    return (len(starts) > 1 and _begins_as_often(row, column, count, len(starts))) or may_be_groups(row, count)


def may_be_groups(row: Sequence[Strip], count: int) -> bool:
    """Say whether the strips of a row may be several: of heads in a column, and another that begins as often."""
    heads = ((column, _heads(row, column)) for column in range(count))
    return any(len(starts) > 1 and _begins_as_often(row, column, count, len(starts)) for column, starts in heads)


def _begins_as_often(row: Sequence[Strip], column: int, count: int, least: int) -> bool:
    return any(_begun(row, other) >= least for other in range(count) if other != column)


def _items(row: Sequence[Strip], count: int) -> tuple[int, list[int]]:
    """Return the first column in which several items begin, and where these begin in the row.

    Items begin with different codes, or the head of a group that stands right above one; without codes, with heads.
    """
    for column in range(count):
        own = [(index, entry) for index, strip in enumerate(row) if (entry := strip.at(column)) is not None]
        codes = [code for _, entry in own if (code := code_of(entry)) is not None]
        heads = [own_type(entry.words) for _, entry in own]
        if len(codes) >= 2 and len(set(codes)) == len(codes):
            places = [_under_head(place, heads) for place, (_, entry) in enumerate(own) if code_of(entry) is not None]
        elif not codes and not all(heads):
            places = [place for place, head in enumerate(heads) if head and not (place and heads[place - 1])]
        else:
            continue
        if len(places) >= 2:
            return column, [own[place][0] for place in places]
    return 0, []


def _heads(row: Sequence[Strip], column: int) -> list[int]:
    """Return where heads of groups begin in a column of a row; nothing where nothing else stands in it."""
    own = [(index, own_type(entry.words)) for index, strip in enumerate(row) if (entry := strip.at(column)) is not None]
    if all(head for _, head in own):
        return []
    before = [False, *(head for _, head in own)]
    return [index for (index, head), above in zip(own, before, strict=False) if head and not above]


def _under_head(place: int, heads: Sequence[bool]) -> int:
    """Return where the head right above an entry begins in its column, else the entry's own place."""
    first = place
    while first and heads[first - 1] and not heads[place]:
        first -= 1
    return first


def _begins_row(row: Sequence[Strip], start: int, column: int, count: int) -> bool:
    """Say whether a row begins at a strip: all columns begin that go on, under white in one, or all of three."""
    above = next((strip.line for strip in reversed(row[:start]) if strip.at(column) is not None), None)
    if above is None or any(entry.span > 1 for entry in row[start].entries):
        return False
    line = row[start].line
    # Lines of other columns may stand between at other heights: white is where a line of this one would have room.
    under_white = line.baseline - above.baseline >= FEWEST_EMS * line.size
    together = len(row[start].entries) == count >= FEWEST_TOGETHER
    others = [entry for entry in row[start].entries if entry.column != column]
    # What begins a little higher or lower than the item is a paragraph that runs beside it.
    level = all(abs(baseline_of(entry) - line.baseline) <= ALIKE * line.size for entry in row[start].entries)
    begun = all(_begins(row, start, entry) for entry in others)
    return bool(others) and level and (under_white or together) and begun


def _begins(row: Sequence[Strip], start: int, entry: Entry) -> bool:
    """Say whether an entry begins in its column: under nothing, under what ends a sentence, or under a few words."""
    above = next(entries_in(reversed(row[:start]), entry.column), None)
    ended = above is None or len(above.words) <= FEW_WORDS or ENDED.search(last_said(above.words)) is not None
    return ended and not entry.words[0].text[:1].islower()


def _begun(row: Sequence[Strip], column: int) -> int:
    """Count the entries of a column that begin where the sentence above them ends."""
    return sum(_begins(row, index, entry) for index, strip in enumerate(row) if (entry := strip.at(column)) is not None)
