"""Rows between upright rules that no level rule parts, told by columns that begin again together under white.

The cells of one row end at different heights, and those of the next begin at one. In a single row, nothing keeps a
column that has ended from going on until the other has, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.parse.pdf.grouping import cut_at
from pipeline.parse.pdf.tables.strips import ALIKE, LEAST_PITCH, Strip, baseline_of, distance_between, gap_between

LEAST_MORE = 0.06
"""Lines of rows are at least so much further apart than those of one row, in ems."""


@dataclass(frozen=True, slots=True)
class _Start:
    """A strip under others: its index, the gap over it, and the smallest and largest over its entries, in ems.

    ``resumes``: several columns begin, level with each other, and one of them had ended a line before another; or all
    begin, and one has nothing above it.
    """

    index: int
    gap: float
    least: float
    most: float
    resumes: bool


def rows_resumed(
    strips: Sequence[Strip], count: int, row_gap: float | None = None
) -> tuple[list[list[Strip]], float] | None:
    """Put the strips of a row of so many columns into rows, where columns begin again together under white.

    ``row_gap`` is how far rows are apart, in ems, where another part of the table showed it. Returns the rows and how
    far they are apart; None where no column begins again so, or where paragraphs of a cell are as far apart as rows.
    """
    starts = _starts(strips, count)
    usual = min((start.least for start in starts if start.least >= LEAST_PITCH), default=LEAST_PITCH)
    shown = [start.gap for start in starts if start.resumes and start.gap >= usual + LEAST_MORE]
    if row_gap is not None:
        shown.append(row_gap)
    if not shown:
        return None
    least = min(shown) - min(ALIKE, (min(shown) - usual) / 2)
    rows = [start.index for start in starts if start.gap >= least]
    if any(start.gap < least <= start.most for start in starts) or not rows:
        return None
    return cut_at(strips, rows), min(shown)


def _starts(strips: Sequence[Strip], count: int) -> list[_Start]:
    """Return what stands over each strip but the first."""
    last = {entry.column: entry for entry in strips[0].entries}
    starts = []
    for index, strip in enumerate(strips[1:], 1):
        gap = gap_between(strips[:index], strip)
        own = [distance_between(last[entry.column], entry) for entry in strip.entries if entry.column in last]
        places = [baseline_of(entry) for entry in strip.entries]
        together = len(places) > 1 and max(places) - min(places) <= ALIKE * strip.line.size
        resumes = together and (
            max(own, default=0.0) >= gap + LEAST_PITCH if len(own) == len(places) else len(places) == count
        )
        starts.append(_Start(index, gap, min(own, default=gap), max(own, default=gap), resumes))
        last |= {entry.column: entry for entry in strip.entries}
    return starts
