"""Whether the pages of a specimen tell what was read from what was meant: another truth may draw the same pages.

Where no rule is drawn, a row that a page break cuts between its paragraphs looks like two rows, and an empty cell like
the rest of the cell above it. A table that was read otherwise than it was meant is printed again as it was read: if
no page changes, nothing that is printed tells which of the two is true.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from bench.measure import cell_text, letters
from pipeline.model import Block, Table
from pipeline.specimens.content import Matrix, Programme, TaskTable
from pipeline.specimens.flow import Printer
from pipeline.specimens.grid import CellParagraph, Grid, GridCell
from pipeline.specimens.layout import Layout
from pipeline.specimens.placed import Page, PlacedCell, PlacedTable, PrintedDocument, Rule
from pipeline.specimens.rich import plain


def tells_nothing(printed: PrintedDocument, number: int, read: Table, blocks: Sequence[Block]) -> bool:
    """Say whether the pages would be the same had a table (``number`` from 0) been meant as it was read.

    How the printer keeps rows whole, and whether it cuts a paragraph where it cuts a row, are choices that a reader
    cannot know: each is tried for the table.
    """
    table = [item for item in printed.order if isinstance(item, PlacedTable)][number]
    grid = _as_read(table, read, blocks)
    if grid is None:
        return False
    wanted = _drawn(printed.pages)
    for keep_rows, telling_cuts in product((False, True), repeat=2):
        layout = replace(printed.layout, keep_rows=keep_rows, telling_cuts=telling_cuts)
        try:
            pages = _Reprinter(printed, number, grid, layout).run().pages
        except ValueError:
            continue
        if _drawn(pages) == wanted:
            return True
    return False


class _Reprinter(Printer):
    """Prints a document again, one of its tables from another grid and in another layout."""

    def __init__(self, printed: PrintedDocument, number: int, grid: Grid, layout: Layout) -> None:
        super().__init__(printed.document, printed.layout)
        self.before = number
        self.grid = grid
        self.other = layout

    def _table(self, grid: Grid, source: Programme | TaskTable | Matrix, theme: str | None = None) -> None:
        own = self.layout
        if self.before == 0:
            self.layout, grid = self.other, self.grid
        self.before -= 1
        super()._table(grid, source, theme)
        self.layout = own


def _as_read(table: PlacedTable, read: Table, blocks: Sequence[Block]) -> Grid | None:
    """Return the grid of a table as it was read, of the paragraphs that were meant, or of two parts of one.

    None where these were cut in other ways, and where a name of columns reaches below the header, which nothing prints
    so.
    """
    if read.columns != table.grid.columns:
        return None
    meant: list[list[tuple[str, CellParagraph]]] = [[] for _ in range(read.columns)]
    for (_, column), placed in sorted(table.cells.items()):
        meant[column] += _paragraphs(placed)
    cells = []
    for cell in sorted(read.cells, key=lambda cell: (cell.row, cell.column)):
        wanted, said = letters(cell_text(cell, blocks)), ""
        own: list[CellParagraph] = []
        rest = meant[cell.column]
        while rest and said != wanted:
            if not wanted.startswith(said + rest[0][0]):
                rest[:1] = _parts(*rest[0], wanted.removeprefix(said))
            text, paragraph = rest.pop(0)
            said += text
            own.append(paragraph)
        if said != wanted:
            return None
        cells.append(GridCell(cell.row, cell.column, tuple(own), cell.row_span, cell.column_span, cell.header))
    if any(meant) or any(cell.row < table.grid.header_rows < cell.row + cell.row_span for cell in cells):
        return None
    return replace(table.grid, rows=read.rows, cells=tuple(cells))


def _paragraphs(cell: PlacedCell) -> list[tuple[str, CellParagraph]]:
    """Return the paragraphs of a cell, each with the letters and digits that are printed of it."""
    return [
        (letters((placed.number or "") + placed.text.text), paragraph)
        for paragraph, placed in zip(cell.cell.paragraphs, cell.paragraphs, strict=True)
    ]


def _parts(text: str, paragraph: CellParagraph, first: str) -> list[tuple[str, CellParagraph]]:
    """Return a paragraph in two that are cut behind a word, the first with the letters and digits ``first``.

    As it is where no part has these, or where what is in a type of its own would be cut.
    """
    for space in re.finditer(" ", paragraph.text):
        head, tail = paragraph.text[: space.start()], paragraph.text[space.end() :]
        try:
            said = letters(paragraph.mark + plain(head))
        except ValueError:
            continue
        if said == first:
            parts = replace(paragraph, text=head), replace(paragraph, text=tail, mark="")
            return [(first, parts[0]), (text.removeprefix(first), parts[1])]
    return [(text, paragraph)]


def _drawn(pages: Sequence[Page]) -> list[tuple[list[str], list[str]]]:
    """Return the texts and rules of each page with their places (to a hundredth of a point), in no order of drawing."""
    return [
        (
            sorted(f"{text.x:.2f} {text.y:.2f} {text.piece.font} {text.piece.text}" for text in page.texts),
            _seen(page.rules),
        )
        for page in pages
    ]


def _seen(rules: Sequence[Rule]) -> list[str]:
    """Return the rules as they are seen: those along one line that touch or lie over each other are one."""
    lines: dict[tuple[bool, float, float], list[tuple[float, float]]] = {}
    for rule in rules:
        upright = rule.x0 == rule.x1
        place, start, end = (rule.x0, rule.y0, rule.y1) if upright else (rule.y0, rule.x0, rule.x1)
        lines.setdefault((upright, round(place, 2), rule.width), []).append((round(start, 2), round(end, 2)))
    seen = []
    for line, stretches in sorted(lines.items()):
        joined: list[tuple[float, float]] = []
        for start, end in sorted(stretches):
            if joined and start <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(joined[-1][1], end)
            else:
                joined.append((start, end))
        seen += [f"{line} {start:.2f} {end:.2f}" for start, end in joined]
    return seen
