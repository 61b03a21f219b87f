"""The cells of names of columns, heads over several of them included.

A head spans the columns over whose middle it is centred and that no other head of its line names; where rules part
rows, these tell it (`rows.bands`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.parse.pdf.gutters import Span
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.strips import Entry, Strip, TextCell, entries_in

SAME_LEFT = 1.0
"""What begins within this many points begins at one place."""


def header_cells(strips: Sequence[Strip], gutters: Sequence[Span]) -> list[TextCell]:
    """Make the cells of the strips that name the columns.

    A line with a head over several columns is a row of its own; the lines under the last such line are one row, since
    the names of columns are broken over lines.
    """
    count = len(gutters) + 1
    spanning = [_spread(strip, strips[index + 1 :], gutters) for index, strip in enumerate(strips)]
    last_spanning = max((k for k, entries in enumerate(spanning) if any(e.span > 1 for e in entries)), default=-1)
    rest = [entry for entries in spanning[last_spanning + 1 :] for entry in entries]
    rows = [*spanning[: last_spanning + 1], *([rest] if rest else [])]
    return [cell for row, entries in enumerate(rows) for cell in row_cells(entries, row, count)]


def header_tops(strips: Sequence[Strip], cells: Sequence[TextCell], header_rows: int) -> list[float]:
    """Return where each row of a header begins."""
    tops = []
    for row in range(header_rows):
        words = [word for cell in cells if cell.row == row for word in cell.words]
        tops.append(min((word.top for word in words), default=strips[0].top))
    return tops


def _spread(strip: Strip, below: Sequence[Strip], gutters: Sequence[Span]) -> list[Entry]:
    """Give the heads of a line the columns they stand over.

    A head centred over columns that no other head of the line names, but lines below do, spans them; or, if it begins
    where the name of a column below does, that and the next ones.
    """
    named = {k for e in strip.entries for k in range(e.column, e.column + e.span)}
    lower = {e.column for s in below for e in s.entries}
    centres = _centres(gutters, below)
    lefts = {k: min(e.words[0].x0 for e in entries_in(below, k)) for k in lower}
    spread = []
    for entry in strip.entries:
        first, last = entry.column, entry.column + entry.span - 1
        begun = first in lefts and abs(entry.words[0].x0 - lefts[first]) <= SAME_LEFT
        if begun and (last > first or (first + 1 in lower and first + 1 not in named)):
            while last + 1 in lower and last + 1 not in named:
                last += 1
        elif lower and first > 0:
            middle = (entry.words[0].x0 + max(word.x1 for word in entry.words)) / 2
            options = [
                (abs(middle - (centres[a] + centres[b]) / 2), -(b - a), a, b)
                for a in range(1, first + 1)
                for b in range(last, len(gutters) + 1)
                if all(k in lower and (k not in named or first <= k <= last) for k in range(a, b + 1))
                and a in centres
                and b in centres
            ]
            if options:
                _, _, first, last = min(options)
        spread.append(Entry(first, last - first + 1, entry.words))
    return spread


def _centres(gutters: Sequence[Span], strips: Sequence[Strip]) -> dict[int, float]:
    """Return the middle of each column's words in the given strips."""
    centres = {}
    for column in range(len(gutters) + 1):
        entries = [entry for entry in entries_in(strips, column) if entry.span == 1]
        if entries:
            left = min(e.words[0].x0 for e in entries)
            centres[column] = (left + max(e.words[-1].x1 for e in entries)) / 2
    return centres


def row_cells(entries: Iterable[Entry], row: int, count: int) -> list[TextCell]:
    """Make the cells of one row, empty ones included; where entries overlap, the wider takes the place."""
    by_place: dict[tuple[int, int], list[Word]] = {}
    for entry in entries:
        by_place.setdefault((entry.column, entry.span), []).extend(entry.words)
    cells: list[TextCell] = []
    covered: dict[int, TextCell] = {}
    for (column, span), words in sorted(by_place.items(), key=lambda item: (-item[0][1], item[0][0])):
        taken = next((covered[k] for k in range(column, column + span) if k in covered), None)
        if taken is not None:
            taken.words.extend(words)
            continue
        cell = TextCell(row, column, 1, span, list(words))
        cells.append(cell)
        for k in range(column, column + span):
            covered[k] = cell
    cells.extend(TextCell(row, k, 1, 1, []) for k in range(count) if k not in covered)
    return sorted(cells, key=lambda cell: cell.column)
