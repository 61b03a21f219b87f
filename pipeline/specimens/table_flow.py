"""The rows of a table onto pages, cut where a page ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.model import Box
from pipeline.specimens.placed import Page, PendingLine, PlacedCell, PlacedTable, Rule, Shade

if TYPE_CHECKING:
    from pipeline.specimens.flow import Printer


ROUNDED = 0.001
"""Lines fit into what they fill to a hair (points), whatever is lost in adding up."""

Stack = tuple[PlacedCell, list[PendingLine]]
"""A cell of a row and its lines that are on no page yet."""

Taken = tuple[PlacedCell, list[PendingLine], int, float]
"""A cell of a row, its lines that are left, how many of them fit on this page and their height."""


@dataclass(slots=True)
class _Open:
    """A cell that spans rows, while its rows are being placed."""

    placed: PlacedCell
    lines: list[PendingLine]
    last_row: int


class TablePrinter:
    """Places the rows of one table, cutting them where the page ends."""

    def __init__(self, printer: Printer, table: PlacedTable) -> None:
        self.printer = printer
        self.table = table
        self.layout = printer.layout
        self.open: list[_Open] = []
        self.cursor: dict[int, float] = {}
        self.start = 0.0
        self.drawn = -1
        """The row whose rules were drawn last."""
        self._edges()

    def _edges(self) -> None:
        printer, at = self.printer, self.printer.x0
        self.edges = [at]
        for share in self.table.grid.widths:
            at += share * (printer.x1 - printer.x0)
            self.edges.append(at)

    @property
    def page(self) -> Page:
        """The page that is being printed."""
        return self.printer.pages[-1]

    def _lines(self, placed: PlacedCell) -> list[PendingLine]:
        cell = placed.cell
        width = self.edges[cell.column + cell.column_span] - self.edges[cell.column]
        return self.printer.pending(placed, width - 2 * self._padding_x)

    @property
    def _padding_x(self) -> float:
        return self.layout.cell_padding + (3.0 if self.layout.rules != "all" else 1.0)

    @property
    def _row_gap(self) -> float:
        return 3.0 if self.layout.rules == "none" else 0.0

    def run(self) -> None:
        """Place the table where the printer is."""
        grid = self.table.grid
        head = self._head_height()
        if self.printer.y + head + 40 > self.printer.bottom and self.printer.y > self.printer.top:
            self.printer.next_frame()
        self.start = self.printer.y
        for row in range(grid.rows):
            self._row(row)
        self._close_page(end=True)

    def _head_height(self) -> float:
        return sum(map(self._header_row_height, range(self.table.grid.header_rows)))

    def _header_row_height(self, row: int) -> float:
        """Return how high a row of the header is by the cells that span no other."""
        return max(
            self._height(self._lines(placed)) + 2 * self.layout.cell_padding
            for (at, _), placed in self.table.cells.items()
            if at == row and placed.cell.row_span == 1
        )

    def _row(self, row: int) -> None:
        stacks = self._beginning(row)
        self._keep_together(row, stacks)
        stacks += self._ending(row)
        fresh = {id(placed): placed.cell.row == row or not self._on_this_page(placed) for placed, _ in stacks}
        while not self._place(row, stacks, fresh):
            fresh = dict.fromkeys(fresh, True)

    def _beginning(self, row: int) -> list[Stack]:
        """Return the cells of one row; those that span more are opened."""
        stacks: list[Stack] = []
        for (at, _), placed in sorted(self.table.cells.items()):
            if at == row:
                if placed.cell.row_span > 1:
                    self.open.append(_Open(placed, self._lines(placed), row + placed.cell.row_span - 1))
                else:
                    stacks.append((placed, self._lines(placed)))
        return stacks

    def _keep_together(self, row: int, stacks: list[Stack]) -> None:
        """Go on to the next page where a row is not to be cut, does not fit here, and fits there."""
        if not self.layout.keep_rows and row >= self.table.grid.header_rows:
            return
        printer = self.printer
        whole = max((self._height(lines) for _, lines in stacks), default=0.0) + 2 * self.layout.cell_padding
        if printer.bottom - printer.y < whole <= printer.bottom - printer.top and printer.y > printer.top:
            self._break(row_cut=False)

    def _ending(self, row: int) -> list[Stack]:
        """Fill the open cells that this row is the last of, and return what is left of them."""
        ending = [item for item in self.open if item.last_row == row]
        for item in ending:
            self._fill(item, row)
            self.open.remove(item)
        return [(item.placed, item.lines) for item in ending]

    def _place(self, row: int, stacks: list[Stack], fresh: dict[int, bool]) -> bool:
        """Put what fits of a row on this page, and go on to the next where lines are left; say whether none is."""
        taken = self._taken(stacks, fresh)
        done = all(count == len(lines) for _, lines, count, _ in taken)
        height = self.printer.bottom - self.printer.y
        if done:
            used = max((used for *_, used in taken), default=0.0)
            height = min(height, used + self.layout.cell_padding + self._row_gap)
        elif self.layout.telling_cuts:
            taken = _telling(taken)
        top, bottom = self.printer.y, self.printer.y + height
        for placed, lines, count, _ in taken:
            self._draw(placed, lines[:count], top, bottom, self._offset(placed, fresh))
            del lines[:count]
        for item in self.open:
            self._area(item.placed, top, bottom)
        self._segment(row, top, bottom)
        self.printer.y = bottom
        if not done:
            self._break(row_cut=True)
        return done

    def _taken(self, stacks: list[Stack], fresh: dict[int, bool]) -> list[Taken]:
        """Return how much of each cell fits on this page or, where no line does, on the next, where all are ``fresh``.

        Raises ValueError where no line fits on an empty page.
        """
        while True:
            room = self.printer.bottom - self.printer.y - self.layout.cell_padding
            taken = [
                (placed, lines, *self._fitting(lines, room, self._offset(placed, fresh))) for placed, lines in stacks
            ]
            if any(count for *_, count, _ in taken) or not any(lines for _, lines in stacks):
                return taken
            if self.printer.y <= self.printer.top:
                raise ValueError("a line of a cell does not fit on an empty page")
            self._break(row_cut=False)
            fresh.update(dict.fromkeys(fresh, True))

    def _height(self, lines: list[PendingLine]) -> float:
        return sum(item.line.height + item.gap for item in lines)

    def _offset(self, placed: PlacedCell, fresh: dict[int, bool]) -> float | None:
        """Return how far below the top of this row a cell that spans rows goes on, None where a cell begins."""
        return None if fresh[id(placed)] else self.cursor[id(placed)] - self.printer.y

    def _fitting(self, lines: list[PendingLine], room: float, offset: float | None) -> tuple[int, float]:
        """Return how many lines fit and the height that they take, from the top of the row."""
        used = self.layout.cell_padding if offset is None else offset
        for count, item in enumerate(lines):
            step = item.line.height + (item.gap if count or offset is not None else 0.0)
            if used + step > room + ROUNDED:
                return count, used
            used += step
        return len(lines), used

    def _draw(
        self, placed: PlacedCell, lines: list[PendingLine], top: float, bottom: float, offset: float | None
    ) -> None:
        self._area(placed, top, bottom)
        x = self.edges[placed.cell.column] + self._padding_x
        y = top + (self.layout.cell_padding if offset is None else offset)
        for i, item in enumerate(lines):
            y += item.gap if i or offset is not None else 0.0
            mark = (item.mark, x + item.mark_x) if item.mark else None
            self.printer.put(item.paragraph, item.line, x + item.indent, y, mark)
            y += item.line.height
        self.cursor[id(placed)] = y

    def _area(self, placed: PlacedCell, top: float, bottom: float) -> None:
        cell = placed.cell
        page = len(self.printer.pages)
        box = Box(self.edges[cell.column], top, self.edges[cell.column + cell.column_span], bottom)
        if placed.areas and placed.areas[-1][0] == page:
            placed.areas[-1] = (page, placed.areas[-1][1].union(box))
        else:
            placed.areas.append((page, box))

    def _fill(self, item: _Open, row: int) -> None:
        """Put the lines of a cell that spans rows into the part of this page that its rows take so far."""
        page = len(self.printer.pages)
        if not item.placed.areas or item.placed.areas[-1][0] != page:
            return
        box = item.placed.areas[-1][1]
        begun = id(item.placed) in self.cursor and self._on_this_page(item.placed)
        offset = self.cursor[id(item.placed)] - box.top if begun else None
        room = box.bottom - box.top
        if item.placed.cell.row + item.placed.cell.row_span - 1 != row:
            room -= self.layout.cell_padding
        count, _ = self._fitting(item.lines, room, offset)
        self._draw(item.placed, item.lines[:count], box.top, box.bottom, offset)
        del item.lines[:count]

    def _on_this_page(self, placed: PlacedCell) -> bool:
        page = len(self.printer.pages)
        return any(part.page == page for paragraph in placed.paragraphs for part in paragraph.parts)

    def _segment(self, row: int, top: float, bottom: float) -> None:
        """Draw shade and rules of one row on this page."""
        grid, page, layout = self.table.grid, self.page, self.layout
        header = row < grid.header_rows
        if header and layout.header_shaded:
            page.shades.append(Shade(Box(self.edges[0], top, self.edges[-1], bottom)))
        if layout.rules == "none":
            return
        if not self._cut_above(row):
            covered = {
                column
                for placed in self.table.cells.values()
                if placed.cell.row < row <= placed.cell.row + placed.cell.row_span - 1
                for column in range(placed.cell.column, placed.cell.column + placed.cell.column_span)
            }
            self._horizontal(top, covered)
        if layout.rules == "all":
            for edge in range(grid.columns + 1):
                if not self._inside_span(row, edge):
                    page.rules.append(Rule(self.edges[edge], top, self.edges[edge], bottom))
        self.drawn = row

    def _cut_above(self, row: int) -> bool:
        """Say whether this row began on an earlier page, so that no rule belongs above this part of it."""
        return self.drawn == row

    def _inside_span(self, row: int, edge: int) -> bool:
        return any(
            placed.cell.row <= row < placed.cell.row + placed.cell.row_span
            and placed.cell.column < edge < placed.cell.column + placed.cell.column_span
            for placed in self.table.cells.values()
        )

    def _horizontal(self, y: float, without: set[int]) -> None:
        start = None
        for column in range(self.table.grid.columns + 1):
            if column < self.table.grid.columns and column not in without:
                start = column if start is None else start
            elif start is not None:
                self.page.rules.append(Rule(self.edges[start], y, self.edges[column], y))
                start = None

    def _break(self, row_cut: bool) -> None:
        """Go on to the next page in the middle of the table, in a row or between two."""
        for item in self.open:
            self._fill(item, -1)
        self._close_page(end=False, row_cut=row_cut)
        self.printer.next_frame()
        self._edges()
        self.start = self.printer.y
        if self.layout.header_repeated:
            self._repeat_header()
        elif self.layout.rules != "none" and self.layout.break_rules and (row_cut or self.open):
            self._horizontal(self.printer.y, set())

    def _close_page(self, end: bool, row_cut: bool = False) -> None:
        y = self.printer.y
        if y > self.start:
            page = len(self.printer.pages)
            self.table.parts.append((page, Box(self.edges[0], self.start, self.edges[-1], y)))
            if self.layout.rules != "none" and (end or not row_cut or self.layout.break_rules):
                self._horizontal(y, set())

    def _repeat_header(self) -> None:
        """Print the header rows again; they are no cells of their own."""
        table = self.table
        header = [placed for (row, _), placed in sorted(table.cells.items()) if row < table.grid.header_rows]
        page = len(self.printer.pages)
        table.header_again.append(page)
        tops: dict[int, float] = {}
        y = self.printer.y
        for row in range(table.grid.header_rows):
            tops[row] = y
            y += self._header_row_height(row) + self._row_gap
        tops[table.grid.header_rows] = y
        for row in range(table.grid.header_rows):
            self.drawn = -1
            self._segment(row, tops[row], tops[row + 1])
        for placed in header:
            copy = PlacedCell(placed.cell, [replace(paragraph, parts=[]) for paragraph in placed.paragraphs])
            lines = self._lines(copy)
            bottom = tops[placed.cell.row + placed.cell.row_span]
            self._draw(copy, lines, tops[placed.cell.row], bottom, None)
        self.printer.y = y
        self.drawn = -1


def _telling(taken: list[Taken]) -> list[Taken]:
    """Keep one line back where a row would be cut between paragraphs in every cell, so that one paragraph is cut."""
    if any(
        0 < count < len(lines) and lines[count].paragraph is lines[count - 1].paragraph for _, lines, count, _ in taken
    ):
        return taken
    for i, (placed, lines, count, used) in enumerate(taken):
        if count > 1 and lines[count - 2].paragraph is lines[count - 1].paragraph:
            shorter = (placed, lines, count - 1, used - lines[count - 1].line.height)
            return [*taken[:i], shorter, *taken[i + 1 :]]
    return taken
