"""Rows whose cells are centred, or stand on the foot of their row, where no rule parts one row from the next.

There a row does not begin at one height in all its columns: the middles of its cells are level, or their last lines
are. Rows that fit this in every column are told by it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.parse.pdf.grouping import cut_at
from pipeline.parse.pdf.tables.strips import MORE_WHITE, Strip, baseline_of, gap_between

SAME_LEVEL = 0.1
"""Heights of cells that differ by less than this, in ems, are level."""

FEWEST_TOLD = 3
"""So many rows with cells of different heights show that all cells of a table are level in their middle or foot."""

MOST_ALONE = 0.25
"""At most this share of such rows has words in one column only, which is level with nothing."""

LEAST_GAP = 0.9
"""Rows whose lines are nearer than this, in ems, overlap."""

MIDDLE = "the middles of their cells, which are level in every row"
FOOT = "the last lines of their cells, which are level in every row"

Extent = tuple[float, float]
"""The first and last baseline of a cell's text."""


def _middle(extent: Extent) -> float:
    return (extent[0] + extent[1]) / 2


def _foot(extent: Extent) -> float:
    return extent[1]


PLACES: dict[str, Callable[[Extent], float]] = {MIDDLE: _middle, FOOT: _foot}
"""The place of a cell's text that is level, by the words that say so."""


def begin_level(rows: Sequence[Sequence[Strip]]) -> bool:
    """Say whether the rows of a table begin at one height in all their columns."""
    return all(_are_level([first for first, _ in _extents(row)], row) for row in rows)


def rows_as_before(strips: Sequence[Strip], row_gap: float, level: str) -> list[list[Strip]] | None:
    """Put strips into rows as far apart as those of the table are on the page before, level as the cells there are.

    ``level`` is what told the rows there (`rows_on_level`). None where the cells are not level so.
    """
    gaps = [gap_between(strips[:index], strips[index]) for index in range(1, len(strips))]
    rows = _parted(strips, gaps, row_gap - MORE_WHITE / 2)
    return rows if all(_are_level(map(PLACES[level], _extents(row)), row) for row in rows[1:-1]) else None


def rows_on_level(strips: Sequence[Strip]) -> tuple[list[list[Strip]], str] | None:
    """Put the strips of a table into rows whose cells are level in their middle, or else in their foot.

    Returns the rows, and in words what tells them; None where no such rows fit all strips. The first row and the last
    may be parts that a page break left. Of several ways the one is taken that most rows show: lines that stand side by
    side in all columns are level too.
    """
    gaps = [gap_between(strips[:index], strips[index]) for index in range(1, len(strips))]
    best: tuple[list[list[Strip]], str] | None = None
    most = FEWEST_TOLD - 1
    for least in sorted({round(gap, 2) for gap in gaps if gap >= LEAST_GAP}):
        rows = _parted(strips, gaps, least - 0.01)
        if len(rows) < FEWEST_TOLD:
            break
        for words, place in PLACES.items():
            if (told := _told(rows, place)) > most:
                best, most = (rows, words), told
    return best


def _parted(strips: Sequence[Strip], gaps: Sequence[float], least: float) -> list[list[Strip]]:
    """Part strips where the gap over one, of which each but the first has one, is as wide as the least or wider."""
    return cut_at(strips, (at for at, gap in enumerate(gaps, 1) if gap >= least))


def _told(rows: Sequence[Sequence[Strip]], place: Callable[[Extent], float]) -> int:
    """Count the rows whose cells are level at a place though they begin at other heights; 0 where another is not.

    All rows but the outer ones must begin in the first column and be level.
    """
    told = alone = 0
    for index, row in enumerate(rows):
        extents = _extents(row)
        level = _are_level(map(place, extents), row)
        if not level or all(strip.at(0) is None for strip in row):
            if 0 < index < len(rows) - 1:
                return 0
            continue
        alone += len(extents) == 1
        told += not _are_level([first for first, _ in extents], row)
    return told if alone <= MOST_ALONE * len(rows) else 0


def _extents(row: Sequence[Strip]) -> list[Extent]:
    """Return the first and last baseline of each column of a row."""
    columns: dict[tuple[int, int], list[float]] = {}
    for strip in row:
        for entry in strip.entries:
            columns.setdefault((entry.column, entry.span), []).append(baseline_of(entry))
    return [(min(places), max(places)) for places in columns.values()]


def _are_level(places: Iterable[float], row: Sequence[Strip]) -> bool:
    ordered = sorted(places)
    return ordered[-1] - ordered[0] <= SAME_LEVEL * row[0].line.size
