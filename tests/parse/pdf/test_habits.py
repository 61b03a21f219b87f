"""What the whole rows of a table look like."""

from __future__ import annotations

from pipeline.parse.pdf.tables.over_pages.chains import Chain, Columns
from pipeline.parse.pdf.tables.over_pages.habits import whole_rows
from tests.parse.pdf.test_stitch import PADDING, piece

ABOVE = [["Activity", "Result"], ["B1. Count herons.", "All counted."], ["B2. Count otters.", "Half"]]


def test_rows_beside_a_break_and_those_of_pieces_with_fewer_columns_are_not_whole() -> None:
    pieces = [piece(1, ABOVE, header=1), piece(2, [["B3. Go on."], ["B4. Stop."], ["B5. Rest."]])]
    chain = Chain(pieces, [Columns([0, 1, 2], 0, ""), Columns([0, 2], 0, "")])
    [row] = whole_rows(chain)
    assert (row.padding, row.filled, row.ended) == (PADDING + 2, {0, 1}, {0, 1})
    assert (row.items, row.small, row.spanned) == (1, frozenset(), frozenset())
