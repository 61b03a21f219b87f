"""How many lines at the top of a table name its columns.

They end at a rule, where bold type ends, before the first line with figures, or where more white follows than lines
have between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.pdf.gutters import is_value
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.columns.zones import Zone
from pipeline.parse.pdf.tables.drawn.rules import levels_of
from pipeline.parse.pdf.tables.entries import own_type
from pipeline.parse.pdf.tables.names import MAX_HEADER_LINES, names_columns
from pipeline.parse.pdf.tables.strips import (
    FEWEST,
    MORE_WHITE,
    MOST_PITCH,
    SENTENCE_END,
    Strip,
    gap_between,
    value_columns,
)

YEAR = re.compile(r"^(?:1[89]|2[01])\d\d(?:\s?[-/–]\s?\d{2,4})?[a-z*]?$")
"""A year, or two: `2008`, `2008-09`."""

LONG_RULE = 0.75
"""A rule over this share of a table's width rules the table; a shorter one stands under the head of some columns."""


def header_strips(zone: Zone, strips: Sequence[Strip], count: int) -> int:
    """Count the strips at the top that name the columns: above a rule, in bold type, or before the first figures."""
    limit = min(len(strips) - 1, MAX_HEADER_LINES)
    over = sum(strip.middle < bound for strip in strips for bound in zone.bounds[:1])
    if 0 < over <= limit and len(zone.bounds) >= 2:
        return over
    if len(zone.bounds) >= 3:
        heads = [sum(strip.middle < bound for strip in strips) for bound in zone.bounds[1:-1]]
        # A title may stand between rules of its own, above the names of the columns.
        above = next((n for n in heads if any(len(strip.entries) > 1 for strip in strips[:n])), heads[0])
        if 0 < above <= limit:
            return 0 if _is_row_of_sentences(strips[:above]) else above
    elif zone.rules:
        width = max(s.line.x1 for s in strips) - min(s.line.x0 for s in strips)
        for level in levels_of(zone.rules):
            above = sum(strip.middle < level.place for strip in strips)
            if 0 < above <= limit and level.end - level.start >= LONG_RULE * width:
                return above
    bold = 0
    while bold < limit and any(entry.column for entry in strips[bold].entries):
        if not strips[bold].line.bold and not names_columns(strips[bold].line):
            break
        bold += 1
    if 0 < bold < limit:
        return bold + _rest_of_names(strips, bold, count)
    figures = value_columns(strips, count)
    plain = _before_figures(strips, figures, limit)
    if figures and plain < limit and any(entry.column for strip in strips[:plain] for entry in strip.entries):
        while plain and not any(entry.column for entry in strips[plain - 1].entries):
            plain -= 1
        return plain
    return 0


def _rest_of_names(strips: Sequence[Strip], first: int, count: int) -> int:
    """Count the strips that end names of columns, in their type: as close as lines are, with more white below."""
    end = first
    while end + 1 < len(strips) and len(strips[end].entries) < count:
        if strips[first - 1].line.bold and not strips[end].line.bold:
            return 0
        over, under = gap_between(strips[:end], strips[end]), gap_between(strips[: end + 1], strips[end + 1])
        if over > MOST_PITCH or len(strips[end - 1].entries) < len(strips[end].entries):
            return 0
        end += 1
        if under >= over + MORE_WHITE:
            return end - first
    return 0


def _is_row_of_sentences(strips: Sequence[Strip]) -> bool:
    """Say whether strips that a rule parts from the rest are a row of text, and do not name the columns."""
    lines = [Line(entry.words) for strip in strips for entry in strip.entries]
    return not own_type(strips[0].line.words) and any(
        len(line.words) >= FEWEST and SENTENCE_END.search(line.words[-1].text) for line in lines
    )


def _before_figures(strips: Sequence[Strip], figures: set[int], limit: int) -> int:
    """Count the strips above the first that has figures; years name columns more often than they fill them."""
    for index, strip in enumerate(strips[:limit]):
        if any(is_value(e.text) and not YEAR.match(e.text) for e in strip.entries if e.column in figures):
            return index
    return limit
