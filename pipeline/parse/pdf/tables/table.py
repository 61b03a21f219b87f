"""A table of one page and its cells, and what printed evidence it rests on.

Lengths are in points. A page's table may be a piece of one that runs over several pages, whose pieces
`pipeline.parse.pdf.tables.over_pages.stitch` joins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import Literal

from pipeline.model import Box
from pipeline.parse.pdf.gutters import Span, text_lines
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import Word

Evidence = Literal["rules", "horizontal_rules", "gutters"]


@dataclass(slots=True)
class PageCell:
    """A cell on one page; positions count from 0, a position that another cell's span covers has none.

    ``words`` are in drawing order; an empty cell has none. ``shaded`` says that its ground is filled.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    words: list[Word] = field(default_factory=list)
    shaded: bool = False
    _lines: list[Line] | None = field(default=None, init=False, repr=False, compare=False)

    def lines(self) -> list[Line]:
        """Return its lines from top to bottom (`text_lines`). From then on its words must stay as they are."""
        if self._lines is None:
            self._lines = text_lines(self.words)
        return self._lines


@dataclass(slots=True)
class PageTable:
    """A table, or the part of one that stands on one page.

    ``xs`` and ``ys`` are the edges of columns and rows (one more than there are columns and rows). ``header_rows``
    counts the rows at the top that name the columns. ``evidence`` says what shows the table: rules on all sides,
    horizontal rules only, or only the white gutters between columns. ``drawn_top`` and ``drawn_bottom`` say whether a
    rule closes it there: where none is, it may go on over the page break. ``inferred`` names in words what of the shape
    was not printed. ``gutters`` are the white between columns where no upright rules are, and ``ruled_rows`` says that
    horizontal rules part each row from the next; ``open_top`` and ``open_bottom`` are the columns that the outer rule
    leaves open though it closes others: a cell goes on there over the page break, as in ``open_under_names`` under the
    rule below names of columns that are printed again; ``row_gap`` is how far rows are at
    least apart, in ems, where nothing parts them and lines inside of rows are always closer, ``head_gap`` how far the
    names of the columns are from the first row; ``spanning`` are then the columns of which some cells span rows.
    ``margin`` is where text outside of tables without upright rules begins on the page.
    ``page_width`` is that of its page (points), ``page_end`` where its text ends without running feet, or that of its
    column of text; 0 where that does not tell how far down text may reach.
    ``rows_by_white`` says that rules enclose several rows together, which are told apart by the white between them;
    ``rows_on_grounds`` that only grounds of some rows part them from others; ``level`` says what of their cells is
    level, where that tells rows; ``together`` that a row may be several; ``edged`` that only the names of its columns
    show where these end, by their grounds or the rule under them. ``left`` is where the column of text begins in which
    it stands, on a page set in two; 0 on others, and where it stands across them.
    """

    page: int
    box: Box
    xs: list[float]
    ys: list[float]
    cells: list[PageCell]
    header_rows: int
    evidence: Evidence
    drawn_top: bool
    drawn_bottom: bool
    inferred: list[str] = field(default_factory=list)
    gutters: tuple[Span, ...] = ()
    ruled_rows: bool = False
    row_gap: float | None = None
    open_top: frozenset[int] = frozenset()
    open_bottom: frozenset[int] = frozenset()
    open_under_names: frozenset[int] = frozenset()
    head_gap: float | None = None
    spanning: frozenset[int] = frozenset()
    margin: float | None = None
    page_width: float = 0.0
    page_end: float = 0.0
    rows_by_white: bool = False
    rows_on_grounds: bool = False
    level: str = ""
    together: bool = False
    edged: bool = False
    left: float = 0.0

    @property
    def rules_part_rows(self) -> bool:
        """Whether rules part each row from the next."""
        return self.ruled_rows or (self.evidence == "rules" and not self.rows_by_white)

    @property
    def ruled(self) -> bool:
        """Whether level rules only bound it."""
        return self.evidence == "horizontal_rules"

    @property
    def text_left(self) -> float:
        """Where its text begins."""
        return min([word.x0 for cell in self.cells for word in cell.words], default=self.xs[0])

    @property
    def white(self) -> tuple[float, float]:
        """How much white its cells keep at least over and under their lines, where level rules part its rows.

        Where a page break cuts a row, nothing is white over its first line or under its last.
        """
        cells = [cell for cell in self.cells if cell.words] if self.ruled_rows else []
        over = [min([word.top for word in cell.words]) - cell.box.top for cell in cells if cell.row]
        rest = [cell for cell in cells if cell.row + cell.row_span < self.rows]
        under = [cell.box.bottom - max([word.bottom for word in cell.words]) for cell in rest]
        return min(over, default=inf), min(under, default=inf)

    @property
    def widest_gutters(self) -> list[Span]:
        """The gutters as wide as they may be: each from where the column before it begins."""
        starts = [self.xs[0], *(gutter.x1 for gutter in self.gutters)]
        return [Span(start, gutter.x1) for start, gutter in zip(starts, self.gutters, strict=False)]

    @property
    def last_cells(self) -> list[PageCell]:
        """The cells that end in its last row."""
        return [cell for cell in self.cells if cell.row + cell.row_span == self.rows]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1
