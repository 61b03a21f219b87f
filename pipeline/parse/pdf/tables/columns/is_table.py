"""Whether lines that stand in columns are a table, and not a list, a table of contents or prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.parse.pdf.gutters import ENUMERATOR, LEAST_SPACE, Span
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.columns.zones import Zone
from pipeline.parse.pdf.tables.rows.by_lines import fills_lines
from pipeline.parse.pdf.tables.strips import Strip, column_lines, value_columns

_NUMBERED = re.compile(r"(\d{1,3})[.)] ")

EVEN = 0.1
"""Spaces that differ by no more than this, in ems, are as wide as each other."""

FEWEST_EVEN = 3
"""So many lines whose spaces are all as wide, those over the white below each other too, are no rows of columns."""


def is_table(zone: Zone, strips: Sequence[Strip], head: int, rows: Sequence[Sequence[Strip]], count: int) -> bool:
    """Say whether lines in columns are a table, and not a list, a table of contents, prose in columns or an address."""
    if not rows:
        return False
    if zone.expected:
        return True
    columns = column_lines(strips[head:], count)
    firsts = [e.text for row in rows if (e := row[0].at(0)) is not None]
    if count == 2 and firsts and sum(bool(ENUMERATOR.match(text)) for text in firsts) >= 0.8 * len(firsts):
        return False
    if not zone.bounds and _is_contents(rows, count):
        return False
    prose = sum(map(fills_lines, columns))
    if prose == count and _counts_on(columns):
        return False
    figures = value_columns(strips, count)
    filled = [len({e.column for strip in row for e in strip.entries}) for row in rows]
    fill = sum(filled) / (len(rows) * count)
    if sum(columns > 1 for columns in filled) < 0.4 * len(rows) or (len(rows) == 1 and not head):
        return False
    if zone.gutters or (head and zone.bounds):
        return len(rows) >= (1 if zone.bounds else 2) and fill >= 0.3 and (prose < count or len(rows) >= 2)
    if zone.bounds:
        return len(rows) >= 2 and fill >= 0.5 and prose < max(count - 1, 2)
    if figures and len(rows) >= 3:
        return fill >= 0.4 and prose == 0
    return count >= 3 and len(rows) >= 3 and fill >= 0.6 and prose == 0 and head > 0


def _counts_on(columns: Sequence[Sequence[Line]]) -> bool:
    """Say whether the numbers of paragraphs count on from the foot of each column to the head of the next, as in text.

    The names of columns may be headings that stand level by chance.
    """
    numbers = [[int(number[1]) for line in lines if (number := _NUMBERED.match(line.text))] for lines in columns]
    return all(numbers) and all(below[0] == above[-1] + 1 for above, below in pairwise(numbers))


def is_set_evenly(lines: Sequence[Line], gutters: Sequence[Span]) -> bool:
    """Say whether lines are running text whose spaces stand one below the other by chance, as in narrow justified text.

    In every line that reaches over a gutter all spaces are as wide; between columns they have the width that is left.
    """
    middles = [gutter.middle for gutter in gutters]
    even = 0
    for line in lines:
        if not any(line.x0 < middle < line.x1 for middle in middles):
            continue
        spaces = [
            (before.x1, behind.x0)
            for before, behind in pairwise(line.words)
            if behind.x0 - before.x1 >= LEAST_SPACE * line.size
        ]
        if all(any(start < middle < end for middle in middles) for start, end in spaces):
            continue
        widths = [end - start for start, end in spaces]
        if max(widths) - min(widths) > EVEN * line.size:
            return False
        even += 1
    return even >= FEWEST_EVEN


def _is_contents(rows: Sequence[Sequence[Strip]], count: int) -> bool:
    """Say whether rows are a table of contents: entries, and page numbers that never fall."""
    numbers = []
    for row in rows:
        entry = row[-1].at(count - 1)
        if entry is not None and re.fullmatch(r"\d{1,4}", entry.text):
            numbers.append(int(entry.text))
    if len(numbers) < 3 or len(numbers) < 0.7 * len(rows) or numbers != sorted(numbers) or count > 3:
        return False
    leaders = sum(any(re.search(r"[.…]{3,}", word.text) for strip in row for word in strip.line.words) for row in rows)
    return leaders >= 0.5 * len(rows) or numbers[-1] > numbers[0] + 2 * len(numbers)
