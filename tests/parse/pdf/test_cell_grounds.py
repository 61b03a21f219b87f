"""Grounds of single cells of which no edge stands inside of a table's body."""

from __future__ import annotations

from pipeline.model import Box
from pipeline.parse.pdf.gutters import text_lines
from pipeline.parse.pdf.tables.rows.cell_grounds import levels_of_grounds
from tests.parse.pdf.setting import words


def test_ground_behind_several_columns_of_the_only_row_parts_nothing() -> None:
    content = [word for x in (52.0, 152.0, 252.0) for k in (0, 1) for word in words("Count them.", x, 100 + 12 * k)]
    found = levels_of_grounds(text_lines(content), (50.0, 150.0, 250.0, 350.0), [Box(50, 80, 250, 130)])
    assert found == ([], [])
