"""Pages of words at exact places, for tables that no rules close, and what is read of them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box
from pipeline.parse.pdf.gutters import text_lines
from pipeline.parse.pdf.pages.page import PageContent, Rule, Word
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.over_pages.stitch import stitch
from pipeline.parse.pdf.tables.over_pages.stitched import StitchedTable
from pipeline.parse.pdf.tables.table import PageTable

SIZE = 10.0
LINE = 12.0
PARAGRAPH = 16.0
ROW = 24.0
"""Distances of baselines: inside of a paragraph, from one to the next, from row to row."""

MARGIN, LEFT, RIGHT = 60.0, 70.0, 300.0
"""Where other text begins, and the columns of a table."""

NAMES = ("Joint activities", "What was done")


def line(text: str, x: float, baseline: float, *, bold: bool = False) -> list[Word]:
    """Set a line in words of 5 points a letter."""
    found = []
    for text_word in text.split():
        edges = (x, baseline - 8, x + 5.0 * len(text_word), baseline + 2)
        found.append(Word(text_word, *edges, SIZE, baseline, bold=bold, glyphs=len(text_word)))
        x = found[-1].x1 + 3
    return found


def column(x: float, top: float, *lines: str | tuple[float, str]) -> list[Word]:
    """Set lines below each other from a baseline; (white, text) is so far below the line above, else `LINE`."""
    found: list[Word] = []
    y = top
    for index, entry in enumerate(lines):
        white, text = entry if isinstance(entry, tuple) else (LINE, entry)
        y += white if index else 0.0
        found += line(text, x, y)
    return found


def names(baseline: float, texts: Sequence[str] = NAMES) -> list[Word]:
    return [word for x, text in zip((LEFT, RIGHT), texts, strict=False) for word in line(text, x, baseline, bold=True)]


def page(number: int, *parts: list[Word], ground: tuple[float, float] | None = None) -> PageContent:
    """Make a page of words; ``ground`` is the top and bottom of a filled band as wide as the text."""
    shades = [Box(MARGIN, ground[0], 540.0, ground[1])] if ground else []
    return PageContent(number, 600.0, 800.0, [word for part in parts for word in part], [], shades)


def said(words: Sequence[Word]) -> str:
    return " ".join(entry.text for entry in text_lines(words))


def cells(table: PageTable) -> dict[tuple[int, int], tuple[str, int, int]]:
    """Return what each cell says, with the rows and columns that it spans."""
    return {
        (cell.row, cell.column): (said(cell.words) if cell.words else "", cell.row_span, cell.column_span)
        for cell in table.cells
    }


def joined(table: StitchedTable) -> dict[tuple[int, int], str]:
    return {(c.row, c.column): "|".join(said(piece.words) for piece in c.pieces if piece.words) for c in table.cells}


def read(*pages: PageContent) -> list[StitchedTable]:
    """Read pages one after the other, each of which ends with the last of its tables, and join these."""
    learnt = Learnt()
    flow: list[PageTable | str] = []
    before = None
    for content in pages:
        tables = find_tables(content, before, learnt).tables
        before = tables[-1] if tables else None
        flow += tables
    return stitch(flow)


def row_of_two(top: float) -> list[Word]:
    return [
        *column(LEFT, top, "A1 Count the herons of both", "lakes.", (PARAGRAPH, "A2 Ring them.")),
        *column(RIGHT, top, "All herons of the lakes", "were counted."),
    ]


DESCRIBED = "Description of joint activities"


def of_three(baseline: float, *texts: str, bold: bool = False) -> list[Word]:
    places = zip((70.0, 230.0, 390.0), texts, strict=True)
    return [word for x, text in places for word in line(text, x, baseline, bold=bold)]


def ruled(number: int, words: Sequence[Word], *rules: tuple[float, float, float]) -> PageContent:
    """Make a page with rules: how far from the top each is, and where it starts and ends."""
    drawn = [Rule(Box(x0, y, x1, y), horizontal=True) for y, x0, x1 in rules]
    return PageContent(number, 600.0, 800.0, list(words), drawn, [])


FIGURES = (70.0, 170.0, 270.0, 340.0)
"""Columns of a table of figures: regions, their species, figures of two years."""


def figures(baseline: float, *texts: str, bold: bool = False) -> list[Word]:
    return [word for x, text in zip(FIGURES, texts, strict=False) for word in line(text, x, baseline, bold=bold)]


def heads(top: float) -> list[Word]:
    """Set names of columns, one of them over two."""
    return [
        *figures(top, "Region", "Species", "Seizures", bold=True),
        *figures(top + 20, "", "", "2091", "2092", bold=True),
    ]


UPPER, LOWER = (90.0, MARGIN, 540.0), (112.0, MARGIN, 540.0)
"""Rules over and under names of columns at 105 points."""


def two_ruled_rows(number: int, *below: list[Word]) -> PageContent:
    rows = [
        *column(LEFT, 126.0, "A1 Count the herons of both", "lakes.", (PARAGRAPH, "A2 Ring them.")),
        *column(RIGHT, 126.0, "All herons of the lakes", "were counted."),
        *column(LEFT, 182.0, "A3 Watch the otters."),
        *column(RIGHT, 182.0, "They were seen."),
    ]
    words = [*names(105.0), *rows, *(word for part in below for word in part)]
    return ruled(number, words, UPPER, LOWER, (168.0, MARGIN, 540.0), (190.0, MARGIN, 540.0))
