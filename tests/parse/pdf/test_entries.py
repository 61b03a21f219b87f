"""What the text of a cell ends with: an item of a list."""

from __future__ import annotations

import pytest

from pipeline.model import Box
from pipeline.parse.pdf.tables.entries import ends_with_item
from pipeline.parse.pdf.tables.over_pages.stitch import stitch
from pipeline.parse.pdf.tables.table import PageCell
from tests.parse.pdf.setting import lines
from tests.parse.pdf.test_stitch import piece, rows, without_rules


@pytest.mark.parametrize(
    ("texts", "item"),
    [
        (["Count:", "\u2022 herons of", "  the lakes;", "\u2022 otters of", "  the other"], False),
        (["Count:", "\u2022 herons and", "\u2022 otters"], False),
        (["Count:", "\u2022 herons of", "  the lakes", "\u2022 otters"], True),
        (["Count:", "\u2022 otters"], True),
        (["Count:", "\u2022 herons.", "\u2022 otters"], True),
        (["\u2022 otters"], True),
        (["\u2022 herons;", "Count them"], False),
    ],
)
def test_an_item_may_end_without_a_mark_where_those_before_it_do(texts: list[str], item: bool) -> None:
    cell = PageCell(0, 0, 1, 1, Box(40, 90, 300, 200), lines(texts))
    assert ends_with_item(cell) is item


def test_item_without_a_mark_goes_on_below_where_others_of_its_list_have_one() -> None:
    """Its cell ends well above the other, as where two lines of a paragraph were kept together."""
    body = [[f"B{n}. Count the herons.", "All were counted."] for n in range(1, 5)]
    listed = "B5. Count and tell:\n\u2022 herons of all lakes;\n\u2022 otters of the other"
    cut = [listed, "All.\nNone.\nFew.\nMany were.\nAll.\nThey met.\nThey were counted.\nAll well."]
    upper = without_rules(piece(1, [["Activity", "Result"], *body, cut], header=1))
    lower = without_rules(piece(2, [["Convention.", "In 2091 few were."], ["B6. Feed them.", "Not yet."]]))
    for line in (cell for cell in upper.cells if cell.row == 5 and cell.column == 0):
        line.box = Box(line.box.x0, line.box.top, line.words[-1].x1 + 8, line.box.bottom)
    [table] = stitch([upper, lower])
    assert rows(table)[5][0].endswith("otters of the other|Convention.")
