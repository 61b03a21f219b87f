"""Tables whose borders are drawn with characters: grids of plus signs and bars, columns under rules of dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.parse.text.drafts import DraftTable
from pipeline.parse.text.lines import Line
from pipeline.parse.text.placed import CellReader, PlacedLine, mark_header

_COLUMN_RULE = re.compile(r"\s*(?P<mark>[-=])(?P=mark)+(?:\s+(?P=mark){2,})+\s*")
_FULL_RULE = re.compile(r"\s*[-=]{5,}\s*")
_DASHES = re.compile(r"[-=]+")

MAX_HEADER_LINES = 6
"""The names of columns run over no more lines."""


def read_grid(lines: Sequence[Line], cells: CellReader) -> DraftTable:
    """Read a table whose borders are drawn with plus signs, dashes and bars; a rule of ``=`` ends its header."""
    first = lines[0].text
    edges = [at for at, character in enumerate(first) if character == "+"]
    columns = [(left + 1, right) for left, right in pairwise(edges)]
    groups: list[list[PlacedLine]] = []
    header = 0
    for at, line in enumerate(lines):
        if line.text.lstrip().startswith("+"):
            cells.coverage.set_aside(line.start, line.end, "rule")
            header = len(groups) if "=" in line.text else header
            groups.append([])
            continue
        for edge in edges:
            if line.text[edge : edge + 1] == "|":
                cells.coverage.set_aside(line.start + edge, line.start + edge + 1, "cell_separator")
        groups[-1].append(PlacedLine(line, at, False))
    rows = [cells.row(group, columns) for group in groups if group]
    table = DraftTable(rows, header, [(lines[0].start, lines[-1].end)])
    mark_header(table)
    return table


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
    mark_header(table)
    return table, end


def _is_rule(line: Line) -> bool:
    return _FULL_RULE.fullmatch(line.text) is not None or _COLUMN_RULE.fullmatch(line.text) is not None
