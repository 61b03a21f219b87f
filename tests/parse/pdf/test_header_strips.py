"""How many lines at the top of a table without upright rules name its columns."""

from __future__ import annotations

import pytest

from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.columns.zones import Zone
from pipeline.parse.pdf.tables.headers.strips import header_strips
from pipeline.parse.pdf.tables.strips import strips_of_cells
from tests.parse.pdf.setting import words

Row = tuple[float, str, str]
"""Where a line stands, and what it says in the first column and in the second; `_` begins what is bold."""


def counted(*rows: Row) -> int:
    columns: list[list[Word]] = [[], []]
    for y, *texts in rows:
        for column, (x, text) in enumerate(zip((50, 250), texts, strict=True)):
            columns[column] += words(text.removeprefix("_"), x, y, bold=text.startswith("_")) if text else []
    strips = strips_of_cells(columns)
    return header_strips(Zone([strip.line for strip in strips], [], [], []), strips, 2)


FIGURES: list[Row] = [(140, "Grey herons", "41"), (152, "Storks", "7"), (164, "Cranes", "12")]


@pytest.mark.parametrize(
    ("above", "count"),
    [
        ([(116, "Birds of the lakes", "pairs")], 1),
        # The head of the first group names no column.
        ([(104, "Birds of the lakes", "pairs"), (116, "on the northern banks", "")], 1),
        ([(104, "Birds of the lakes", "pairs"), (116, "and rivers", "seen")], 2),
    ],
)
def test_before_the_first_figures(above: list[Row], count: int) -> None:
    assert counted(*above, *FIGURES) == count


@pytest.mark.parametrize(("second", "count"), [(112, 2), (130, 1)])
@pytest.mark.parametrize("mark", ["", "_"])
def test_lines_as_close_as_lines_are_end_names_in_their_type(second: float, count: int, mark: str) -> None:
    rows: list[Row] = [
        (100, f"{mark}Description of joint activities", f"{mark}Results"),
        (second, f"{mark}of both", ""),
        (150, "Count herons.", "Not begun."),
        (162, "Count storks.", "Done."),
    ]
    assert counted(*rows) == count


def test_nothing_names_the_columns_of_plain_text() -> None:
    assert counted((100, "Count herons.", "Not begun."), (118, "Count storks.", "Done."), (136, "Go on.", "Yes.")) == 0
