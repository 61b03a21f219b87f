"""Which rows at the top of a table name its columns, where rows stand on grounds."""

from __future__ import annotations

import pytest
from setting import words

from pipeline.model import Box
from pipeline.parse.pdf.tables.headers.repeated import header_rows
from pipeline.parse.pdf.tables.table import PageCell, PageTable

LONG = "B1. Count the herons of the marsh and of both lakes behind it in spring"


def table(*rows: tuple[str, bool, bool]) -> PageTable:
    """Make a table of two columns that say the same; a row is (text, bold, on a ground)."""
    cells = [
        PageCell(k, column, 1, 1, Box(0, 0, 1, 1), words(text, bold=bold), shaded)
        for k, (text, bold, shaded) in enumerate(rows)
        for column in (0, 1)
    ]
    ys = [float(k) for k in range(len(rows) + 1)]
    return PageTable(1, Box(0, 0, 2, 1), [0.0, 1.0, 2.0], ys, cells, 0, "rules", drawn_top=True, drawn_bottom=True)


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([("Names", True, True), (LONG, False, True), (LONG, False, False)], 1),
        ([("Names", False, True), (LONG, False, True), (LONG, False, False), (LONG, False, True)], 1),
        ([("Names", True, True), ("of parts", False, True), (LONG, False, False)], 2),
        ([("Names", False, True), ("of parts", False, True), (LONG, False, False)], 2),
        ([(LONG, False, True), ("Herons", True, False), (LONG, False, True)], 0),
        ([("Names", True, True), ("Count them.", False, True), (LONG, False, True), (LONG, False, True)], 1),
    ],
)
def test_ground_of_the_first_row_of_text_names_no_columns(rows: list[tuple[str, bool, bool]], count: int) -> None:
    assert header_rows(table(*rows)) == count


def test_row_that_counts_the_columns_is_one_of_their_names() -> None:
    rows = table(("Names", True, True), ("counts", False, False), (LONG, False, False))
    assert header_rows(rows) == 1
    for cell, text in zip(rows.cells[2:4], ("1", "2"), strict=True):
        cell.words = words(text)
    assert header_rows(rows) == 2


def test_names_of_a_programme_are_the_header_in_any_type() -> None:
    assert header_rows(table(("Description of joint activities", False, False), (LONG, False, False))) == 1
    assert header_rows(table(("Description of the marsh", False, False), (LONG, False, False))) == 0
