"""Pieces of tables on successive pages: one table where their columns stand at the same places."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Box
from pipeline.parse.pdf.tables.over_pages.chains import Chain, Columns, same_columns
from pipeline.parse.pdf.tables.table import PageCell, PageTable
from tests.parse.pdf.setting import words


def piece(page: int, *xs: float) -> PageTable:
    box = Box(xs[0], 100, xs[-1], 120)
    cells = [PageCell(0, column, 1, 1, Box(xs[column], 100, xs[column + 1], 120)) for column in range(len(xs) - 1)]
    return PageTable(page, box, list(xs), [100, 120], cells, 0, "rules", drawn_top=True, drawn_bottom=True)


@pytest.mark.parametrize(
    ("below", "starts"),
    [
        ((50, 150, 350, 450), [0, 1, 2, 3]),
        ((62, 162, 362, 462), [0, 1, 2, 3]),  # moved, as on left and right pages
        ((50, 150, 450), [0, 1, 3]),  # a row that spans columns shows fewer edges
        ((50, 150, 350, 480), None),  # of another width
        ((50, 200, 350, 450), None),  # an edge where there is none
        ((50, 150, 153, 350, 450), None),  # two edges where there is one
    ],
)
def test_columns_at_the_same_places(below: tuple[float, ...], starts: list[int] | None) -> None:
    above = piece(1, 50, 150, 350, 450)
    chain = Chain([above], [Columns([0, 1, 2, 3], 0, "")])
    found = same_columns(chain, piece(2, *below))
    assert (found.starts if found else None) == starts


def test_other_names_of_columns_begin_another_table() -> None:
    above, below = piece(1, 50, 150, 350), piece(2, 50, 150, 350)
    for one, names in ((above, ("Activity", "Result")), (below, ("State", "Otters"))):
        one.ys, one.header_rows = [100, 120, 140], 1
        for cell, text in zip(list(one.cells), names, strict=True):
            cell.words = words(text, cell.box.x0 + 4, 112, bold=True)
            one.cells.append(replace(cell, row=1, words=words("herons", cell.box.x0 + 4, 132)))
    assert same_columns(Chain([above], [Columns([0, 1, 2], 0, "")]), below) is None
    below.header_rows = 0
    assert same_columns(Chain([above], [Columns([0, 1, 2], 0, "")]), below) is not None
