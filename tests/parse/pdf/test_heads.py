"""What stands in place of figures, and over several columns of them."""

from __future__ import annotations

import pytest

from pipeline.parse.pdf.tables.heads import span_statements
from pipeline.parse.pdf.tables.strips import TextCell
from tests.parse.pdf.setting import words


@pytest.mark.parametrize(
    ("said", "height", "span"),
    [("Not reported", 1, 3), ("Not reported", 2, 1), ("Herons", 1, 1)],
)
def test_what_says_that_there_are_no_figures_spans_their_columns(said: str, height: int, span: int) -> None:
    """The last column's empty cell may span the row below, and then nothing else spans it."""
    cells = [
        TextCell(1, 0, 1, 1, words("Farhaven")),
        TextCell(1, 1, 1, 1, words(said, 150)),
        TextCell(1, 2, 1, 1, []),
        TextCell(1, 3, height, 1, []),
    ]
    found = span_statements(cells, 1, {1, 2, 3}, 4)
    assert [cell.column_span for cell in cells if cell.words] == [1, span]
    assert len(cells) == (2 if span == 3 else 4)
    assert len(found) == (span == 3)
