"""Tables whose borders are drawn with characters: grids of plus signs and bars, columns under rules of dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.parse.text.drafts import DraftCell, DraftTable
from pipeline.parse.text.lines import Line
from pipeline.parse.text.tables.placed import CellReader, PlacedLine

_COLUMN_RULE = re.compile(r"\s*(?P<mark>[-=])(?P=mark)+(?:\s+(?P=mark){2,})+\s*")
_FULL_RULE = re.compile(r"\s*[-=]{5,}\s*")
_DASHES = re.compile(r"[-=]+")

CHOPPED = "words wider than their cells, which lines break anywhere, are put together"
MAX_HEADER_LINES = 6
"""The names of columns run over no more lines."""


def read_grid(lines: Sequence[Line], cells: CellReader) -> DraftTable:
    """Read a table whose borders are drawn with plus signs, dashes and bars; a rule of ``=`` ends its header.

    A cell reaches over the columns between which its row has no bar, and over the rows between which its column has no
    rule: what stands on the line of a rule that other columns have is its text.

    Source: the grid tables of Pandoc's Markdown and of reStructuredText.
    """
    edges = sorted({at for line in lines if _drawn(line) for at, sign in enumerate(line.text) if sign == "+"})
    bands = _bands(lines, edges)
    columns = len(edges) - 1
    rows: list[list[DraftCell | None]] = []
    header = 0
    above: dict[int, _Area] = {}
    areas: list[_Area] = []
    for band in bands:
        if band.double:
            header = len(rows)
        _set_borders_aside(band, edges, cells)
        if not band.lines:
            continue
        row: list[DraftCell | None] = [None] * columns
        begun: dict[int, _Area] = {}
        for left, right in pairwise([0, *band.bars(edges), columns]):
            area = above.get(left)
            if area is None or area.right != right or left in band.ruled:
                area = _Area(len(rows), left, right)
                areas.append(area)
            elif band.rule is not None:
                area.lines.append(band.rule)
            area.lines += band.lines
            area.bottom = len(rows) + 1
            begun[left] = area
        above = begun
        rows.append(row)
    read, narrow = cells.enclosed([(area.lines, edges[area.left] + 1, edges[area.right]) for area in areas])
    for area, cell in zip(areas, read, strict=True):
        cell.row_span, cell.column_span = area.bottom - area.top, area.right - area.left
        rows[area.top][area.left] = cell
    table = DraftTable(rows, header, [(lines[0].start, lines[-1].end)], [CHOPPED] * narrow)
    table.name_header(table.header_rows)
    return table


@dataclass
class _Area:
    """A cell of a grid: its first row, the edges left and right of it, the row behind it, and its lines."""

    top: int
    left: int
    right: int
    bottom: int = 0
    lines: list[PlacedLine] = field(default_factory=list)


@dataclass
class _Band:
    """A row of a grid and the rule above it: the line of the rule, and the columns that it reaches over."""

    rule: PlacedLine | None
    ruled: frozenset[int]
    double: bool
    lines: list[PlacedLine] = field(default_factory=list)

    def bars(self, edges: Sequence[int]) -> list[int]:
        """Return the inner edges that every line of the row has a bar at."""
        inner = range(1, len(edges) - 1)
        return [
            edge for edge in inner if all(line.line.text[edges[edge] : edges[edge] + 1] == "|" for line in self.lines)
        ]


def _drawn(line: Line) -> bool:
    return line.text.lstrip().startswith("+")


def _bands(lines: Sequence[Line], edges: Sequence[int]) -> list[_Band]:
    bands: list[_Band] = []
    for at, line in enumerate(lines):
        placed = PlacedLine(line, at, False)
        ruled = frozenset(
            column for column, (left, right) in enumerate(pairwise(edges)) if _is_ruled(line, left, right)
        )
        if ruled:
            bands.append(_Band(placed, ruled, double="=" in line.text and _drawn(line)))
        else:
            bands[-1].lines.append(placed)
    return bands


def _is_ruled(line: Line, left: int, right: int) -> bool:
    """Say whether a line is a rule between two edges: nothing but dashes between them and at one of them at least.

    A rule that breaks off is meant to reach all edges.
    """
    if left >= len(line.text):
        return not line.text.strip("+-=: ")
    ends = line.text[left : left + 1], line.text[right : right + 1]
    return not line.text[left + 1 : right].strip("-=:") and any(end and end in "+-=" for end in ends)


def _set_borders_aside(band: _Band, edges: Sequence[int], cells: CellReader) -> None:
    rule = band.rule
    if rule is not None:
        text, start = rule.line.text, rule.line.start
        within = [min(edge, len(text)) for edge in edges]  # a rule may break off
        for column, (left, right) in enumerate(pairwise([*within, len(text)])):
            if left == right:
                continue
            if text[left] in {"+", "|"} or {column - 1, column} & band.ruled:
                cells.coverage.set_aside(start + left, start + left + 1, "rule")
            if column in band.ruled:
                cells.coverage.set_aside(start + left + 1, start + right, "rule")
    for line in band.lines:
        for edge in (0, *band.bars(edges), len(edges) - 1):
            if line.line.text[edges[edge] : edges[edge] + 1] == "|":
                start = line.line.start + edges[edge]
                cells.coverage.set_aside(start, start + 1, "cell_separator")


def read_ruled(lines: Sequence[Line], at: int, cells: CellReader) -> tuple[DraftTable, int] | None:
    """Return the table whose header is the line ``at``, over a rule parted into columns, and the index behind it.

    Of a table that begins with a rule of its own another rule ends it, and blank lines part its rows; where they part
    none, and in a table that has no such rule and ends at a blank line, each line is a row. Under rules of ``=`` a line
    without words in its first column goes on with the row above. None where no such table begins here.

    Source: the simple and multiline tables of Pandoc's Markdown, the simple tables of reStructuredText.
    """
    rules = range(at + 1, min(at + 1 + MAX_HEADER_LINES, len(lines)))
    under = next((number for number in rules if _COLUMN_RULE.fullmatch(lines[number].text)), None)
    if under is None or any(line.blank for line in lines[at:under]):
        return None
    starts = [match.start() for match in _DASHES.finditer(lines[under].text)]
    columns = [(left, right) for left, right in zip([0, *starts[1:]], [*starts[1:], None], strict=True)]
    closed = at > 0 and _is_rule(lines[at - 1])
    double = "=" in lines[under].text
    behind = range(under + 1, len(lines))
    stop = next((at for at in behind if _is_rule(lines[at]) or (lines[at].blank and not closed)), len(lines))
    ruled = stop < len(lines) and _is_rule(lines[stop])
    body = [PlacedLine(lines[at], at, lines[at - 1].blank) for at in range(under + 1, stop) if not lines[at].blank]
    if not body or (closed and not ruled):
        return None
    parted = any(line.blank for line in lines[under + 1 : stop])
    groups: list[list[PlacedLine]] = []
    for line in body:
        left, right = line.part(*columns[0])
        begins = left < right if double else line.blank_before or not parted
        if begins or not groups:
            groups.append([])
        groups[-1].append(line)
    end = stop + ruled
    for rule in (lines[under], *lines[stop:end]):
        cells.coverage.set_aside(rule.start, rule.end, "rule")
    header = [PlacedLine(line, at + number, False) for number, line in enumerate(lines[at:under])]
    rows = [cells.row(group, columns) for group in (header, *groups)]
    table = DraftTable(rows, 1, [(lines[at].start, lines[end - 1].end)])
    table.name_header(table.header_rows)
    return table, end


def _is_rule(line: Line) -> bool:
    return _FULL_RULE.fullmatch(line.text) is not None or _COLUMN_RULE.fullmatch(line.text) is not None
