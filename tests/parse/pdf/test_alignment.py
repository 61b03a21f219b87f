"""How the text of columns is set, and what its paragraphs are where it is not set at the left."""

from __future__ import annotations

import pytest
from setting import words

from pipeline.model import Box
from pipeline.parse.pdf.lines import USUAL_PITCH, lines_of
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.paragraphs import column_paragraphs
from pipeline.parse.pdf.tables.over_pages.alignment import Alignment, flushed, settings_of
from pipeline.parse.pdf.tables.over_pages.stitched import CellPiece, StitchedCell, StitchedTable

LEFT, RIGHT, PADDING = 50.0, 250.0, 5.0
CELLS = [
    ["Count all of the herons at both lakes", "Conjointly"],
    ["Train the wardens"],
    ["Map the marsh:", "Publish the map at once, on paper too"],
    ["Mend the five boats of the wardens of", "Farhaven"],
]
PARAGRAPHS = [
    "Count all of the herons at both lakes Conjointly",
    "Train the wardens",
    "Map the marsh:",
    "Publish the map at once, on paper too",
    "Mend the five boats of the wardens of Farhaven",
]


def set_line(text: str, y: float, alignment: Alignment) -> list[Word]:
    width = 5.0 * len(text)
    room = RIGHT - LEFT - 2 * PADDING - width
    return words(text, LEFT + PADDING + room * {"left": 0.0, "centre": 0.5, "right": 1.0}[alignment], y)


def column(alignment: Alignment) -> StitchedTable:
    cells, y = [], 100.0
    for row, said in enumerate(CELLS):
        found = [word for k, text in enumerate(said) for word in set_line(text, y + 12 * k, alignment)]
        box = Box(LEFT, y - 12, RIGHT, y + 12 * len(said))
        cells.append(StitchedCell(row, 0, 1, 1, [CellPiece(1, box, found, lines_of(found))], header=False))
        y += 12 * len(said) + 10
    return StitchedTable(len(CELLS), 1, cells, 0, [])


@pytest.mark.parametrize("alignment", ["left", "centre", "right"])
def test_paragraphs_are_the_same_wherever_their_lines_are_set(alignment: Alignment) -> None:
    table = column(alignment)
    setting = settings_of(table)[1, 0.0, 0]
    assert setting.alignment == alignment
    said = []
    for piece in (piece for cell in table.cells for piece in cell.pieces):
        flush = flushed(piece, setting)
        assert {line.x0 for line in flush} == {LEFT + setting.padding}
        found = column_paragraphs(piece.lines, RIGHT - setting.behind, USUAL_PITCH, flush=flush)
        assert [word for one in found for line in one.lines for word in line.words] == piece.words
        said += [one.text for one in found]
    assert said == PARAGRAPHS


def test_list_in_centred_text_stays_where_it_is() -> None:
    found = [
        *set_line("Map the marsh:", 100, "centre"),
        *words("\u2022 at both of the lakes and on the", LEFT + 20, 112),
        *words("islands.", LEFT + 30, 124),
        *set_line("Publish.", 136, "centre"),
    ]
    piece = CellPiece(1, Box(LEFT, 88, RIGHT, 140), found, lines_of(found))
    setting = settings_of(column("centre"))[1, 0.0, 0]
    assert [line.x0 for line in flushed(piece, setting)][:2] == [LEFT + setting.padding, LEFT + 20]


@pytest.mark.parametrize(
    ("edge", "said"),
    [(250.0, ["Count the old Otters of the lakes"]), (300.0, ["Count the old", "Otters of the lakes"])],
)
def test_first_column_without_white_before_it_keeps_that_of_the_next_behind_it(edge: float, said: list[str]) -> None:
    """Its box begins with its text where no rule encloses the table, and ends in the middle of the white."""
    first = [*words("Count the old", 180, 100), *words("Otters of the lakes", 180, 112)]
    second = words("Counted.", edge + 8, 100)
    boxes = [Box(180, 90, edge, 115), Box(edge, 90, edge + 48, 115)]
    pieces = [CellPiece(1, box, found, lines_of(found)) for box, found in zip(boxes, (first, second), strict=True)]
    cells = [StitchedCell(0, at, 1, 1, [piece], header=False) for at, piece in enumerate(pieces)]
    settings = settings_of(StitchedTable(1, 2, cells, 0, []))
    assert settings[1, 0.0, 1].behind == 0
    right = edge - settings[1, 0.0, 0].behind
    assert [one.text for one in column_paragraphs(pieces[0].lines, right, USUAL_PITCH)] == said
