"""Sentences and lists that run on over a page break, from the last line of a cell to the first of the one below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.families import whole
from pipeline.parse.pdf.gutters import broke_on_purpose, is_value
from pipeline.parse.pdf.hyphens import HYPHENS
from pipeline.parse.pdf.line_ends import last_said
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.entries import (
    BULLET_MARK,
    CODE,
    ENDED,
    GOES_ON,
    begins_as_head,
    count_items,
    ends_with_item,
    kind_of_start,
    only_heads,
)
from pipeline.parse.pdf.tables.over_pages.habits import Habits
from pipeline.parse.pdf.tables.table import PageCell

FEW_WORDS = 3
"""A single line of fewer words is a short entry, which fills a narrow column without being cut."""

MANY_WORDS = 4
"""A line of more words is seldom full by chance."""

RUNS_ON = 3.0
"""Evidence of at least this weight shows by itself that a cell's text goes on over a break."""

BEGINS_ON = 1.0
"""The same in a column of which other cells span rows."""

LETTERED = re.compile(r"^\(?([a-z])[).]$")
"""A word that begins an item of a lettered list: `(d)`, `d)`, `d.`."""


def text_evidence(habits: Habits, above: Sequence[PageCell], below: Sequence[PageCell]) -> Iterator[tuple[float, str]]:
    """Look for a sentence that runs on from the last line above to the first line below, in any column."""
    ended = compared = 0
    for upper in above:
        lower = next((cell for cell in below if cell.column == upper.column), None)
        if lower is None or not lower.words or not upper.words:
            continue
        # An item ends above the next item of its row as it does above the next row.
        tells = not is_next_item(habits, upper, lower)
        compared += tells
        found = _running_on(habits, upper, lower)
        if breaks_off(habits, upper) and (found is None or found[0] < RUNS_ON):
            yield (
                RUNS_ON,
                f"no sentence ends with {last_said(upper.lines()[-1].words)!r}, as other cells of its column do",
            )
        elif found is not None:
            yield found
        elif tells and ENDED.search(last_said(upper.lines()[-1].words)):
            ended += 1
    if compared and ended == compared:
        yield -1.0, "sentences end above the break"


def _running_on(habits: Habits, upper: PageCell, lower: PageCell) -> tuple[float, str] | None:
    """Return what shows that the text of a cell goes on in the cell below it, and its weight; None where nothing does.

    Both have words.
    """
    before, after = upper.lines()[-1], lower.lines()[0]
    end, start = last_said(before.words), after.words[0].text
    if BULLET_MARK.match(start):
        if GOES_ON.search(end):
            return 3.0, f"a list goes on below behind {end!r}"
        if end.endswith(":"):
            return 4.0, f"the list below is announced by what ends with {end!r}"
        return 1.0, "the text below begins with a bullet"
    before_item = chr(ord(item[1]) - 1) if (item := LETTERED.match(start)) and item[1] != "a" else None
    of_row = letter_of_row(upper) if item and not upper.column else None
    if before_item and before_item != of_row and _has_item(upper, before_item):
        return 2.0, f"the list goes on below with {start!r}"
    if whole("open_words", end) or end.endswith(","):
        return 4.0, f"no sentence, heading or entry ends with {end!r}"
    if GOES_ON.search(end) and GOES_ON.search(start):
        return 3.0, f"a list goes on below with {start!r} behind {end!r}"
    full = is_full(upper, lower)
    small = start[:1].islower() and upper.column not in habits.small
    if ENDED.search(end) and not (small and end[-1] in ":;"):
        if full and len(before.words) >= FEW_WORDS and kind_of_start(lower.words) == "plain type":
            return 1.0, "the line above is full, though a sentence ends with it"
        return None
    if small or end[-1] in (*HYPHENS, "/"):
        return 3.0, f"the sentence runs on from {end!r} to {start!r}"
    if (
        full
        and (len(before.words) >= FEW_WORDS or len(upper.lines()) > 1)
        and not CODE.match(start)
        and not is_value(end)
    ):
        weight = 1.5 if len(before.words) > MANY_WORDS else 0.5
        return weight, f"the line above is full and no sentence ends with {end!r}"
    return None


def is_next_item(habits: Habits, upper: PageCell, lower: PageCell) -> bool:
    """Say whether an item begins below items of the first column, whose rows hold several. Both cells have words."""
    items = habits.several and upper.column == lower.column == 0 and kind_of_start(lower.words) == "a code"
    return items and count_items(upper) > 0


def breaks_off(habits: Habits, cell: PageCell) -> bool:
    """Say whether a cell ends within a sentence though the others of its column end one.

    Items of a list behind bullets may end without a mark.
    """
    return (
        cell.column in habits.ended
        and not only_heads(cell)
        and not ENDED.search(last_said(cell.lines()[-1].words))
        and not ends_with_item(cell)
    )


def is_full(upper: PageCell, lower: PageCell) -> bool:
    """Say whether the first word of a cell had no room behind the last line of the cell above it."""
    return not _ends_on_purpose(upper, upper.lines()[-1], lower.lines()[0])


def begins_with_line(upper: PageCell, lower: PageCell) -> bool:
    """Say whether a cell begins with a paragraph of one line, and none goes on in it from the cell above it."""
    first, *others = lower.lines()
    alone = not others or _ends_on_purpose(lower, first, others[0])
    return alone and not is_full(upper, lower)


def _ends_on_purpose(cell: PageCell, line: Line, following: Line) -> bool:
    """Say whether a line of a cell had room for the first word of the one that follows it."""
    # Lines of a cell end as far from its right edge as they begin from its left edge.
    right = cell.box.x1 - min(max(line.x0 - cell.box.x0, 0.0), 8.0)
    return broke_on_purpose(line, following, right)


def runs_on(habits: Habits, upper: PageCell, lower: PageCell, least: float) -> bool:
    """Say whether evidence of at least a weight shows that the text of a cell goes on in the cell below it."""
    said = _running_on(habits, upper, lower)
    return said is not None and said[0] >= least


def letter_of_row(cell: PageCell) -> str | None:
    """Return the letter that counts a row: its first cell begins with it, but for heads of groups, and no other line.

    None where it begins with none, or holds a list of lettered items.
    """
    body = [line for line in cell.lines() if not begins_as_head(line.words)]
    letters = [LETTERED.match(line.words[0].text) for line in body]
    return letters[0][1] if letters and letters[0] and sum(map(bool, letters)) == 1 else None


def _has_item(cell: PageCell, letter: str) -> bool:
    """Say whether an item of a lettered list begins with a letter in a cell."""
    return any((found := LETTERED.match(word.text)) is not None and found[1] == letter for word in cell.words)
