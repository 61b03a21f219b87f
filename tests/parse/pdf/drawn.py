"""Tables of known cells, laid out on PDF pages by the tests themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

Rules = Literal["all", "horizontal", "header", "none"]

TEXT_TOP = 60.0
"""Where the text of a page begins, in points from its top."""


@dataclass(frozen=True)
class Entry:
    """A cell to draw: paragraphs (each broken into lines to fit), and how many columns and rows it takes."""

    paragraphs: tuple[str, ...]
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True)
class Sheet:
    """How to draw: page size, column widths (points), type, rules, and what happens at page breaks."""

    widths: tuple[float, ...]
    page: tuple[float, float] = (595.0, 842.0)
    rules: Rules = "all"
    font: str = "Helvetica"
    size: float = 9.0
    leading: float = 11.0
    padding: float = 4.0
    left: float = 50.0
    bottom: float = 60.0
    header_repeated: bool = False
    bold_header: bool = True
    shaded_header: bool = False
    rules_at_breaks: bool = True
    first_top: float = TEXT_TOP
    after: str = ""


@dataclass
class Drawing:
    """What was drawn: the rows that breaks cut (counted from the first body row), and the number of pages."""

    cut_rows: set[int] = field(default_factory=set)
    pages: int = 1


@dataclass
class _Laid:
    """A row with its cells' lines: cell, column, lines of text as (text, bold)."""

    cells: list[tuple[Entry, int, list[str]]]
    height: float


def draw(path: Path, header: list[Entry], rows: list[list[Entry]], sheet: Sheet) -> Drawing:
    """Draw a table over as many pages as it needs; rows are cut where a page ends, but never inside a line.

    Cells with a row span are drawn beside the rows they span; a page break must not fall inside such rows.
    """
    canvas = Canvas(str(path), pagesize=sheet.page, invariant=True)
    drawing = Drawing()
    y = sheet.first_top
    edges = _edges(sheet)
    limit = sheet.page[1] - sheet.bottom

    def put(laid: list[_Laid], bold: bool) -> None:
        """Draw a group of rows that row spans hold together."""
        nonlocal y
        if len(laid) == 1:
            index_lines = laid[0]
            start = 0
            total = max((len(lines) for _, _, lines in index_lines.cells), default=1) or 1
            while True:
                room = int((limit - y - 2 * sheet.padding) / sheet.leading)
                if room < min(2, total - start):
                    new_page()
                    continue
                take = min(room, total - start)
                cut_below = start + take < total
                height = take * sheet.leading + 2 * sheet.padding
                _row(canvas, sheet, edges, y, height, index_lines.cells, start, start + take, bold)
                _rules(canvas, sheet, edges, y, height, index_lines.cells, first=start == 0, last=not cut_below)
                y += height
                start += take
                if not cut_below:
                    return
                drawing.cut_rows.add(body_row)
                new_page()
        heights = sum(row.height for row in laid)
        if y + heights > limit:
            new_page()
        _spanned(canvas, sheet, edges, y, laid)
        y += heights

    def new_page() -> None:
        nonlocal y
        canvas.showPage()
        drawing.pages += 1
        y = TEXT_TOP
        if sheet.header_repeated and header and body_row >= 0:
            laid = _lay(header, sheet, bold=sheet.bold_header)
            _row(canvas, sheet, edges, y, laid.height, laid.cells, 0, 10_000, sheet.bold_header)
            _rules(canvas, sheet, edges, y, laid.height, laid.cells, first=True, last=True, header=True)
            y += laid.height

    body_row = -1
    if header:
        laid = _lay(header, sheet, bold=sheet.bold_header)
        _row(canvas, sheet, edges, y, laid.height, laid.cells, 0, 10_000, sheet.bold_header)
        _rules(canvas, sheet, edges, y, laid.height, laid.cells, first=True, last=True, header=True)
        y += laid.height
    body_row = 0
    while body_row < len(rows):
        group = 1
        reach = max((entry.row_span for entry in rows[body_row]), default=1)
        while group < reach:
            reach = max(reach, *(group + entry.row_span for entry in rows[body_row + group]))
            group += 1
        put([_lay(row, sheet, bold=False) for row in rows[body_row : body_row + group]], bold=False)
        body_row += group
    if sheet.rules in {"header", "horizontal"}:
        _line(canvas, sheet, edges[0], y, edges[-1], y)
    if sheet.after:
        canvas.setFont(sheet.font, sheet.size)
        canvas.drawString(sheet.left, sheet.page[1] - y - 30, sheet.after)
    canvas.save()
    return drawing


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a paragraph into lines that fit a width."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and stringWidth(longer, font, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _edges(sheet: Sheet) -> list[float]:
    edges = [sheet.left]
    for width in sheet.widths:
        edges.append(edges[-1] + width)
    return edges


def _bold(font: str) -> str:
    return {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}[font]


def _lay(row: list[Entry], sheet: Sheet, bold: bool) -> _Laid:
    edges = _edges(sheet)
    font = _bold(sheet.font) if bold else sheet.font
    cells = []
    column = 0
    height = sheet.leading
    for entry in row:
        width = edges[column + entry.column_span] - edges[column] - 2 * sheet.padding
        lines = [line for text in entry.paragraphs for line in wrap(text, font, sheet.size, width)]
        cells.append((entry, column, lines))
        if entry.row_span == 1:
            height = max(height, len(lines) * sheet.leading)
        column += entry.column_span
    return _Laid(cells, height + 2 * sheet.padding)


def _row(
    canvas: Canvas,
    sheet: Sheet,
    edges: list[float],
    y: float,
    height: float,
    cells: list[tuple[Entry, int, list[str]]],
    start: int,
    stop: int,
    bold: bool,
) -> None:
    if bold and sheet.shaded_header:
        canvas.setFillColor(Color(0.85, 0.85, 0.85))
        canvas.rect(edges[0], sheet.page[1] - y - height, edges[-1] - edges[0], height, stroke=0, fill=1)
        canvas.setFillColor(Color(0, 0, 0))
    canvas.setFont(_bold(sheet.font) if bold else sheet.font, sheet.size)
    for _, column, lines in cells:
        for k, line in enumerate(lines[start:stop]):
            baseline = y + sheet.padding + sheet.leading * k + 0.8 * sheet.size
            canvas.drawString(edges[column] + sheet.padding, sheet.page[1] - baseline, line)


def _spanned(canvas: Canvas, sheet: Sheet, edges: list[float], y: float, laid: list[_Laid]) -> None:
    """Draw rows that cells with a row span hold together; columns taken by a span are left out of the rows below."""
    taken: dict[int, int] = {}
    canvas.setFont(sheet.font, sheet.size)
    heights = [row.height for row in laid]
    for index, row in enumerate(laid):
        column = 0
        for entry, _, _ in row.cells:
            while taken.get(column, 0) > index:
                column += 1
            right = column + entry.column_span
            for k in range(column, right):
                taken[k] = index + entry.row_span
            height = sum(heights[index : index + entry.row_span])
            width = edges[right] - edges[column] - 2 * sheet.padding
            lines = [line for text in entry.paragraphs for line in wrap(text, sheet.font, sheet.size, width)]
            for k, line in enumerate(lines):
                baseline = y + sheet.padding + sheet.leading * k + 0.8 * sheet.size
                canvas.drawString(edges[column] + sheet.padding, sheet.page[1] - baseline, line)
            if sheet.rules == "all":
                canvas.rect(edges[column], sheet.page[1] - y - height, edges[right] - edges[column], height)
            column = right
        y += row.height


def _rules(
    canvas: Canvas,
    sheet: Sheet,
    edges: list[float],
    y: float,
    height: float,
    cells: list[tuple[Entry, int, list[str]]],
    first: bool,
    last: bool,
    header: bool = False,
) -> None:
    top, bottom = first or sheet.rules_at_breaks, last or sheet.rules_at_breaks
    if sheet.rules in {"all", "horizontal"} or (sheet.rules == "header" and header):
        if top:
            _line(canvas, sheet, edges[0], y, edges[-1], y)
        if bottom:
            _line(canvas, sheet, edges[0], y + height, edges[-1], y + height)
    if sheet.rules == "all":
        for column in {column for _, column, _ in cells} | {len(edges) - 1}:
            _line(canvas, sheet, edges[column], y, edges[column], y + height)


def _line(canvas: Canvas, sheet: Sheet, x0: float, top: float, x1: float, bottom: float) -> None:
    canvas.setLineWidth(0.5)
    canvas.line(x0, sheet.page[1] - top, x1, sheet.page[1] - bottom)
