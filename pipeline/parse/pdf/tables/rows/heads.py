"""Cells that span columns where no rule is drawn: heads of groups, and what stands in place of figures."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.families import whole
from pipeline.parse.pdf.gutters import text_lines
from pipeline.parse.pdf.lines import lines_of
from pipeline.parse.pdf.tables.columns.white import OVERHANG
from pipeline.parse.pdf.tables.entries import own_type
from pipeline.parse.pdf.tables.strips import Entry, Strip, TextCell, entries_in

HEADS_SPAN = "heads of groups, which stand alone in their rows in a type of their own, are taken to span all columns"
"""What is said of a table of which that is concluded."""

FEWEST_FIGURES = 2
"""What says that there are no figures stands for at least so many columns of them."""


def span_centred(strips: Sequence[Strip], left: float, right: float, count: int) -> None:
    """Let lines in a type of their own that stand alone in the middle of a table span all columns: heads of groups.

    A line that begins where the one above or below it in its column does is one of a cell in the middle.
    """
    heads = []
    for index, strip in enumerate(strips):
        off = abs(strip.line.x0 + strip.line.x1 - left - right) / 2
        if len(strip.entries) == 1 and off <= strip.line.size and own_type(strip.entries[0].words):
            [own] = strip.entries
            above = next(entries_in(reversed(strips[:index]), own.column), None)
            below = next(entries_in(strips[index + 1 :], own.column), None)
            if not any(one and abs(one.words[0].x0 - strip.line.x0) <= OVERHANG for one in (above, below)):
                heads.append(strip)
    for strip in heads:
        strip.entries = [Entry(0, count, strip.entries[0].words)]


def span_heads(cells: list[TextCell], header_rows: int, count: int, *, told: bool) -> list[str]:
    """Let the heads of groups span all columns: rows of one entry, in a type that no other row begins with.

    ``told``: those of another table under the same names do, so that other rows need not show it. Returns what is
    concluded, in words.
    """
    first = [cell for cell in cells if cell.column == 0 and cell.row >= header_rows]
    filled = {(cell.row, cell.column) for cell in cells if cell.words}
    alone = [
        cell
        for cell in first
        if cell.words
        and cell.row_span == 1
        and not any((cell.row, column) in filled for column in range(cell.column_span, count))
    ]
    heads = [cell for cell in alone if own_type(cell.words)]
    others = [cell for cell in first if cell.words and cell.column_span < count and cell not in heads]
    if not told and any(own_type(lines_of(cell.words)[0].words) for cell in others):
        # Heads stand within cells: one alone in the last row is cut from what it heads.
        last = max(cell.row for cell in cells)
        heads = [cell for cell in heads if cell.row < last]
    shown = told or bool(others)
    if count < 2 or not heads or not shown or any(own_type(cell.words) for cell in others):
        return []
    for cell in heads:
        cell.column_span = count
    rows = {cell.row for cell in heads}
    cells[:] = [cell for cell in cells if cell.row not in rows or cell.column == 0]
    return [HEADS_SPAN]


def span_statements(cells: list[TextCell], header_rows: int, figures: set[int], count: int) -> list[str]:
    """Let what says that there are no figures span all columns behind it, where its row has none.

    Returns what is concluded, in words.
    """
    found = []
    filled = {(cell.row, cell.column) for cell in cells if cell.words}
    for cell in [cell for cell in cells if cell.row >= header_rows and cell.words and cell.column_span == 1]:
        behind = range(cell.column + 1, count)
        if (
            len(figures.intersection(behind)) < FEWEST_FIGURES
            or any((cell.row, column) in filled for column in behind)
            or whole(
                "no_figures", text := " ".join(word.text for line in text_lines(cell.words) for word in line.words)
            )
            is None
        ):
            continue
        covered = [one for one in cells if one.row == cell.row and one.column in behind]
        if any(one.row_span != cell.row_span for one in covered):
            continue
        cell.column_span = count - cell.column
        cells[:] = [one for one in cells if all(one is not other for other in covered)]
        found.append(f"{text!r} in row {cell.row + 1}, which has no figures, is taken to span all columns behind it")
    return found
