"""Rows that codes in a column of their own tell where no rule parts them, whatever the cells beside them span.

Where the first column holds codes and nothing else, each begins a row, and so does the text behind it, which begins
with no small letter then. A cell of another column begins with a row where its first line is level with the code and
stands off from the line above; what runs on past a code spans the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from pipeline.parse.pdf.tables.entries import BARE_CODE
from pipeline.parse.pdf.tables.rows.coded import begins_small, between_heads, code_of, coded_column
from pipeline.parse.pdf.tables.strips import ALIKE, Strip, baseline_of, distance_between, entries_in

NUMBERED = "the codes in a column of their own, beside which text of other columns may run on"
"""What tells rows, in words."""

FEWEST_COLUMNS = 3
"""Beside codes and their text, another column must be there that may run on."""

UNNUMBERED = 0.2
"""Where more rows than this share of the codes begin without one, codes tell no rows: unless these are paragraphs."""


def rows_by_numbers(
    strips: Sequence[Strip], rows: Sequence[Sequence[Strip]], count: int, fewest: int
) -> list[list[Strip]] | None:
    """Return the runs of strips in which codes begin rows, and the heads between; None if codes tell none.

    They stand in the first of so many columns, and ``fewest`` of them at least. ``rows`` are those that white tells:
    where each of them has one code, they are left as they are.
    """
    if count < FEWEST_COLUMNS or coded_column(strips, count, fewest) != (0, code_of):
        return None
    parts = [list(part) for part in between_heads(strips, 0, code_of)]
    bodies = [part for part in parts if not _is_alone(part)]
    coded = [strip for part in bodies for strip in part if strip.at(0) is not None]
    if not all((entry := strip.at(0)) and BARE_CODE.match(entry.text) and strip.at(1) for strip in coded):
        return None
    if any(begins_small(strip, 1) for strip in coded):
        return None
    if any(entry.span > 1 for part in bodies for strip in part for entry in strip.entries):
        return None
    unnumbered = [row[0] for row in rows[1:] if row[0].at(0) is None and row[0].at(1) and len(row[0].entries) > 1]
    if len(unnumbered) > UNNUMBERED * len(coded) and not _are_paragraphs(unnumbered, bodies):
        return None
    told = (row[0].at(0) is not None and len(numbers_of(row)) == 1 for row in rows if not _is_alone(row))
    return None if all(told) else parts


def _are_paragraphs(strips: Sequence[Strip], bodies: Sequence[Sequence[Strip]]) -> bool:
    """Say whether the texts of some strips stand nearer to those above than any text beside a code does."""
    over: dict[bool, list[float]] = {True: [], False: []}
    for body in bodies:
        texts = [(strip, entry) for strip in body if (entry := strip.at(1)) is not None]
        for (_, above), (strip, below) in pairwise(texts):
            if strip.at(0) is not None or any(strip is one for one in strips):
                over[strip.at(0) is not None].append(distance_between(above, below))
    return min(over[True], default=0.0) > max(over[False], default=inf) + ALIKE


def numbers_of(row: Sequence[Strip]) -> list[float]:
    """Return the baselines of the codes in a run of strips."""
    return list(map(baseline_of, entries_in(row, 0)))


def _is_alone(row: Sequence[Strip]) -> bool:
    """Say whether a row is one line with words in one place: the head of a group."""
    return len(row) == 1 and len(row[0].entries) == 1
