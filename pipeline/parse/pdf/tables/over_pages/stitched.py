"""Tables joined over pages, and their cells, each in the pieces that stand on the pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model import Box, Fragment, Issue
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.table import PageCell, PageTable


@dataclass(slots=True)
class CellPiece:
    """The part of a cell that stands on one page: the page's number, where, and its words in drawing order.

    ``lines`` are what its words make, from top to bottom; ``left`` is where the column of text begins that it stands in
    (`PageTable`).
    """

    page: int
    box: Box
    words: list[Word]
    lines: list[Line]
    left: float = 0.0

    @classmethod
    def of(cls, cell: PageCell, table: PageTable) -> CellPiece:
        """Return a cell of a page's table as a piece."""
        return cls(table.page, cell.box, cell.words, cell.lines(), table.left)


@dataclass(slots=True)
class StitchedCell:
    """A cell of a joined table; a cell that page breaks cut has a piece for each page (or column of text), in order."""

    row: int
    column: int
    row_span: int
    column_span: int
    pieces: list[CellPiece]
    header: bool


@dataclass(slots=True)
class StitchedTable:
    """A table joined over pages, or one page's table as it is.

    ``fragments`` are its places, one a page. ``repeated`` are the pieces of headers printed again on later pages:
    their words are in no cell. ``inferred`` names in words what of the table was concluded and not printed;
    ``issues`` holds what is uncertain about that.
    """

    rows: int
    columns: int
    cells: list[StitchedCell]
    header_rows: int
    fragments: list[Fragment]
    repeated: list[CellPiece] = field(default_factory=list)
    inferred: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
