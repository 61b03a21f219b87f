"""Pages as they are drawn, and the place on them of each paragraph and cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model import Box
from pipeline.specimens.content import Document, Element, Matrix, Programme, TaskTable
from pipeline.specimens.grid import Grid, GridCell
from pipeline.specimens.layout import Layout
from pipeline.specimens.rich import Rich
from pipeline.specimens.typeset import Line, Piece

RULE = 0.6
"""How thick a line is drawn unless said."""
SHADE = 0.88
"""How light a shaded rectangle is."""


@dataclass(slots=True)
class Text:
    """A piece of text on a page: its left end and base line, from the top left corner."""

    x: float
    y: float
    piece: Piece


@dataclass(slots=True)
class Rule:
    """A straight line on a page."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = RULE


@dataclass(slots=True)
class Shade:
    """A grey rectangle on a page."""

    box: Box


@dataclass(slots=True)
class Page:
    """A page as displayed; ``rotate`` degrees clockwise are applied by the viewer."""

    width: float
    height: float
    rotate: int = 0
    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """The part of a paragraph that stands on one page (1 is the first): characters ``start`` to ``end`` of its text."""

    page: int
    box: Box
    start: int
    end: int
    hyphens: list[int] = field(default_factory=list)
    """Offsets of the characters after which a hyphen was put at a line end."""
    lines: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Placed:
    """A paragraph with its places. ``kind`` is a block kind; ``number`` is printed apart from the text."""

    kind: str
    text: Rich
    parts: list[Part] = field(default_factory=list)
    number: str | None = None
    level: int | None = None
    annex: str | None = None
    element: Element | None = None
    role: str = ""


@dataclass(slots=True)
class PlacedCell:
    """A cell with its area on each page and its paragraphs."""

    cell: GridCell
    paragraphs: list[Placed]
    areas: list[tuple[int, Box]] = field(default_factory=list)


@dataclass(slots=True)
class PlacedTable:
    """A table with its cells by (row, column), and the pages on which its header was printed again."""

    grid: Grid
    cells: dict[tuple[int, int], PlacedCell]
    annex: str | None
    source: Programme | TaskTable | Matrix
    theme: str | None = None
    header_again: list[int] = field(default_factory=list)
    parts: list[tuple[int, Box]] = field(default_factory=list)


@dataclass(slots=True)
class PrintedDocument:
    """A document on its pages. ``order`` holds paragraphs, boxes and tables in reading order."""

    document: Document
    layout: Layout
    pages: list[Page]
    order: list[Placed | PlacedTable]
    footnotes: dict[str, Placed]


@dataclass(slots=True)
class PendingLine:
    """A line of a cell that is still to be placed: its indent, the gap above it, and what to draw in front of it."""

    paragraph: Placed
    line: Line
    indent: float
    gap: float
    mark: Piece | None = None
    mark_x: float = 0.0
