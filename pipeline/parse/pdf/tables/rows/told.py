"""Which of the ways that tell rows tells those of a body: rules, white, codes, level cells; how far rows are apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from pipeline.parse.pdf.gutters import Span
from pipeline.parse.pdf.tables.columns.white import FAR
from pipeline.parse.pdf.tables.columns.zones import Zone
from pipeline.parse.pdf.tables.rows.by_lines import fills_lines, split_rows
from pipeline.parse.pdf.tables.rows.coded import CODES, FEWEST_CODES, are_run_together, rows_by_codes
from pipeline.parse.pdf.tables.rows.level import PLACES, begin_level, rows_as_before, rows_on_level
from pipeline.parse.pdf.tables.rows.numbered import NUMBERED, rows_by_numbers
from pipeline.parse.pdf.tables.rows.resumed import rows_resumed
from pipeline.parse.pdf.tables.rows.spanning import starts_beside
from pipeline.parse.pdf.tables.strips import (
    ALIKE,
    LEAST_PITCH,
    MORE_WHITE,
    Strip,
    between,
    column_distances,
    column_lines,
    gap_between,
)

FEWEST_BOUNDS = 3
"""So many rules at least stand over, under and inside of a body that they part."""

KEPT = 0.02
"""Gaps that rows keep differ by less than this, in ems."""


def _pitches(rows: Sequence[Sequence[Strip]]) -> list[float]:
    """Return, for each column of each row, how far most of its lines are apart, in ems, where it has several."""
    return [median_low(own) for row in rows for own in column_distances(row)]


def _gap_of_rows(rows: Sequence[Sequence[Strip]], head_gap: float | None) -> float | None:
    """Return how far rows are at least apart, in ems, where this is more than any two lines inside of one are.

    Under a row as high as what was left of its page, more white is than rows keep; so two rows tell it only if they are
    no further apart than the first is from the names of the columns, ``head_gap``, which else tells it.
    """
    far = max(FAR, (head_gap or 0.0) + ALIKE)
    between = [gap for above, below in pairwise(rows) if (gap := gap_between(above, below[0])) <= far]
    inside = [gap_between(row[:index], row[index]) for row in rows for index in range(1, len(row))]
    if not between or not inside or min(between) < max(_pitches(rows), default=0.0) + KEPT:
        return None
    least = max(inside) + MORE_WHITE / 2
    told = min(between)
    # One gap may be narrower by a hair than those that rows keep: text of a cell that spans rows ends lower.
    told = next((low for low, high in pairwise(sorted(between)) if high - low < KEPT and low - told < MORE_WHITE), told)
    if len(between) == 1 and head_gap is not None and least < head_gap < told - ALIKE:
        told = head_gap
    return told if told > least else None


def known_gap(zone: Zone, rows: Sequence[Sequence[Strip]]) -> float | None:
    """Return how far rows of a table are at least apart, in ems, on this page or the one before; None if neither tells.

    The only two rows of a page may be further apart than rows are, which the names of the columns show if no page
    before did; where cells span rows, paragraphs of one are, too.
    """
    gap = _gap_of_rows(rows, None if zone.spanning or zone.row_gap else zone.head_gap)
    return min(filter(None, (gap, zone.row_gap)), default=None)


def by_rules_or_white(
    zone: Zone, strips: list[Strip], count: int, gutters: Sequence[Span], *, ruled: bool
) -> list[list[Strip]]:
    """Put the strips of a table's body into rows: by rules where they part rows, else by how lines break.

    ``ruled``: rules do part rows. Else what pages before told of the white between rows parts what stands between
    rules, which may be around the heads of groups only.
    """
    bounds = zone.bounds if len(zone.bounds) >= FEWEST_BOUNDS else []
    bands = between(bounds, strips)
    split = [split_rows(band, count, gutters, zone.row_gap, zone.head_gap) for band in bands]
    white_known = zone.row_gap is not None and not ruled
    prose = any(map(fills_lines, column_lines(strips, count)))
    if len(bands) >= 2 and not white_known and (prose or sum(len(rows) == 1 for rows in split) >= 0.5 * len(bands)):
        return bands
    return [row for rows in split for row in rows]


def by_codes_or_level(
    zone: Zone, strips: Sequence[Strip], rows: list[list[Strip]], count: int
) -> tuple[list[list[Strip]], str]:
    """Return the rows that codes or level cells tell, and what does; else ``rows``, by the white, and nothing."""
    # Names of columns as near to the first row as lines are show that the table has no white between rows.
    gaps = sorted(gap for above, below in pairwise(strips) if (gap := gap_between([above], below)) >= LEAST_PITCH)
    dense = zone.head_gap is not None and bool(gaps) and zone.head_gap < gaps[len(gaps) // 10] + ALIKE
    dense = dense or are_run_together(rows, count, ruled=len(zone.bounds) >= FEWEST_BOUNDS)
    if zone.level in CODES or (not zone.level and (dense or not begin_level(rows))):
        fewest = 1 if zone.level else FEWEST_CODES
        told = (zone.level,) if zone.level else CODES if dense else CODES[1:]
        coded = rows_by_codes(strips, count, fewest, told)
        if coded is not None:
            return coded
    if zone.level in ("", NUMBERED):
        numbered = rows_by_numbers(strips, rows, count, 1 if zone.level else FEWEST_CODES)
        if numbered is not None:
            return numbered, NUMBERED
    if zone.level in PLACES and zone.row_gap is not None:
        again = rows_as_before(strips, zone.row_gap, zone.level)
        if again is not None:
            return again, zone.level
    found = None if begin_level(rows) else rows_on_level(strips)
    if found is not None:
        return found
    # Where rows begin in the first column alone, as far apart as others, what else begins there are paragraphs.
    least = known_gap(zone, rows) or zone.head_gap
    resumed = [None if starts_beside(row, least) else rows_resumed(row, count) for row in rows]
    return [part for row, parts in zip(rows, resumed, strict=True) for part in (parts[0] if parts else [row])], ""
