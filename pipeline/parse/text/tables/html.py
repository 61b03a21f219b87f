"""Tables of a text source in HTML."""

from __future__ import annotations

import re

from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.drafts import DraftCell, DraftTable
from pipeline.parse.text.tables.cells import read_cell
from pipeline.parse.text.tables.marked import table_of

_CELL_TAG = re.compile(r"<(?P<closing>/?)(?P<name>table|thead|tbody|tfoot|tr|td|th|caption)\b(?P<rest>[^<>]*)>", re.I)
_SPAN = re.compile(r"(?P<name>rowspan|colspan)\s*=\s*[\"']?(?P<count>\d{1,3})", re.IGNORECASE)


def read_html_table(start: int, end: int, coverage: Coverage, *, markdown: bool) -> DraftTable:
    """Read ``<table>…</table>`` between two offsets, spans and header cells included."""
    reader = _Rows(start, coverage, markdown=markdown)
    for tag in _CELL_TAG.finditer(coverage.source, start, end):
        reader.take(tag)
    rows = reader.closed(end)
    header_rows = 0
    while header_rows < len(rows) and all(cell is None or cell.header for cell in rows[header_rows]):
        header_rows += 1
    table = table_of(rows, [(start, end)], [])
    if header_rows and header_rows < len(rows):
        table.name_header(header_rows)
    return table


class _Rows:
    """The rows of a table in HTML, filled tag by tag; what stands outside of cells is a row of one cell."""

    def __init__(self, start: int, coverage: Coverage, *, markdown: bool) -> None:
        self._coverage = coverage
        self._markdown = markdown
        self._rows: list[list[DraftCell | None]] = []
        self._spanned: set[tuple[int, int]] = set()
        self._open: re.Match[str] | None = None
        self._in_head = False
        self._position = start

    def take(self, tag: re.Match[str]) -> None:
        """Take the next tag: it ends what stands before it."""
        self._end(tag.start())
        self._coverage.set_aside(tag.start(), tag.end(), "mark_up")
        self._position = tag.end()
        name, closing = tag["name"].lower(), bool(tag["closing"])
        if name == "thead":
            self._in_head = not closing
        if closing:
            return
        if name == "tr" or (name in {"td", "th"} and not self._rows):
            self._rows.append([])
        if name in {"td", "th"}:
            self._open = tag

    def closed(self, end: int) -> list[list[DraftCell | None]]:
        """Return the rows that hold cells; the table ends at an offset."""
        self._end(end)
        return [row for row in self._rows if row]

    def _end(self, until: int) -> None:
        """End the open cell, or what stands between cells, at an offset."""
        if self._open is not None:
            self._add(self._open, until)
            self._open = None
        elif loose := read_cell(self._position, until, self._coverage, markdown=self._markdown):
            self._rows.append([DraftCell(loose, [(self._position, until)])])

    def _add(self, tag: re.Match[str], until: int) -> None:
        """Add a cell to the last row, behind those that cells of rows above span."""
        at, row = len(self._rows) - 1, self._rows[-1]
        while (at, len(row)) in self._spanned:
            row.append(None)
        spans = {found["name"].lower(): max(1, int(found["count"])) for found in _SPAN.finditer(tag["rest"])}
        cell = DraftCell(
            read_cell(tag.end(), until, self._coverage, markdown=self._markdown),
            [(tag.end(), until)],
            spans.get("rowspan", 1),
            spans.get("colspan", 1),
            header=tag["name"].lower() == "th" or self._in_head,
        )
        columns = range(len(row), len(row) + cell.column_span)
        self._spanned |= {(below, column) for below in range(at + 1, at + cell.row_span) for column in columns}
        row += [cell, *[None] * (cell.column_span - 1)]
