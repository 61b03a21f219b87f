"""How the text of a table's columns is set: at their left edge, in their middle or at their right edge.

Lines that are centred or set at the right end are read as if they began at the left: where a paragraph ends is told by
the room that its lines leave and by what is set in, which only then can be seen. Lengths are in points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from statistics import median
from typing import Literal

from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.entries import BULLET_MARK
from pipeline.parse.pdf.tables.over_pages.stitched import CellPiece, StitchedTable

MAX_PADDING = 12.0
"""White beside the text of a cell that is wider than this is no padding but a short or centred line."""

LEVEL = 0.75
"""Middles or ends of lines that differ by less than this are at one place."""

FEWEST_LINES = 4
"""So many lines of a column at least show how it is set."""

AT_LEFT, AT_PLACE = 0.5, 0.6
"""Where fewer lines than the first share begin at one place, and more than the second have one middle or one end."""

Alignment = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a column is set on one page: the white at the left and at the right of its cells, and where lines stand."""

    padding: float
    behind: float
    alignment: Alignment = "left"


AT_EDGE = Setting(0.0, 0.0)
"""How cells are set of which nothing is known."""


def settings_of(table: StitchedTable) -> dict[tuple[int, float, int], Setting]:
    """Return how the columns of a table are set, by page, column of text and column.

    The white at their left is what most cells of the column have: lists are set in, and edges that no rule draws can be
    a little off. Where lines are not set at the left, it is the least of all. It is taken to be that at their right, as
    far as no line stands there; where the column has none, as the first one of a table that no rule encloses, that of
    the next column is: the edge between them is the middle of the white.
    """
    margins: dict[tuple[int, float, int], Counter[float]] = {}
    body: dict[tuple[int, float, int], list[CellPiece]] = {}
    rooms: dict[tuple[int, float, int], float] = {}
    for cell in table.cells:
        for piece in cell.pieces:
            if piece.lines:
                place = piece.page, piece.left, cell.column
                margin = min([line.x0 for line in piece.lines]) - piece.box.x0
                margins.setdefault(place, Counter())[round(2 * min(max(margin, 0.0), MAX_PADDING)) / 2] += 1
                room = piece.box.x1 - max([line.x1 for line in piece.lines])
                rooms[place] = min(rooms.get(place, inf), room)
                if not cell.header and cell.column_span == 1:
                    body.setdefault(place, []).append(piece)
    paddings: dict[tuple[int, float, int], tuple[float, Alignment]] = {}
    for place, counted in margins.items():
        padding = max(counted, key=lambda margin: (counted[margin], -margin))
        alignment: Alignment = "left"
        if counted[padding] < counted.total():
            alignment = _alignment(body.get(place, []))
        paddings[place] = padding if alignment == "left" else min(counted), alignment
    found = {}
    for place, (padding, alignment) in paddings.items():
        page, left, column = place
        white = padding or paddings.get((page, left, column + 1), (0.0, alignment))[0]
        found[place] = Setting(padding, min(white, max(rooms[place], 0.0)), alignment)
    return found


def _alignment(pieces: Sequence[CellPiece]) -> Alignment:
    """Return how the lines of the cells of one column stand; bullets, which are set at the left, do not count."""
    lines = [(line, piece.box) for piece in pieces for line in piece.lines if not BULLET_MARK.match(line.words[0].text)]
    if len(lines) < FEWEST_LINES:
        return "left"
    if _share([line.x0 - box.x0 for line, box in lines]) >= AT_LEFT:
        return "left"
    if _share([(line.x0 + line.x1 - box.x0 - box.x1) / 2 for line, box in lines]) >= AT_PLACE:
        return "centre"
    return "right" if _share([box.x1 - line.x1 for line, box in lines]) >= AT_PLACE else "left"


def _share(places: Sequence[float]) -> float:
    """Return the share of places that are where the middle one of them is."""
    middle = median(places)
    return sum([abs(place - middle) <= LEVEL for place in places]) / len(places)


def flushed(piece: CellPiece, setting: Setting) -> list[Line]:
    """Return the lines of a cell as they would stand at its left edge; those of lists stay where they are."""
    left = piece.box.x0 + setting.padding
    shifted: list[Line] = []
    listed = False
    for line in piece.lines:
        listed = BULLET_MARK.match(line.words[0].text) is not None or (listed and abs(line.x0 - shifted[-1].x0) < LEVEL)
        shifted.append(line if listed else _moved(line, left - line.x0))
    return shifted


def _moved(line: Line, by: float) -> Line:
    return Line([replace(word, x0=word.x0 + by, x1=word.x1 + by) for word in line.words])
