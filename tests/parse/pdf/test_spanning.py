"""Cells of tables without rules that span the empty ones below them."""

from __future__ import annotations

import pytest

from pipeline.model import Box
from pipeline.parse.pdf.tables.rows.bands import Edge, closed_by_text, spanning_grounds
from pipeline.parse.pdf.tables.rows.spanning import cells_beside, empty_below, span_empty, span_groups, span_names
from pipeline.parse.pdf.tables.strips import TextCell, strips_of_cells
from tests.parse.pdf.setting import lines, words

Texts = list[list[str]]
"""The rows of a table: of each cell its lines."""

NAMES = ["Activity", "Result"]


def table(rows: Texts) -> list[TextCell]:
    """Set rows of two columns, each as high as its first cell, half a line apart; `_` begins what is bold."""
    cells = []
    top = 100.0
    for number, (first, second) in enumerate([NAMES, *rows]):
        for column, (x, text) in enumerate(zip((50, 300), (first, second), strict=True)):
            found = lines(text.removeprefix("_").split("\n"), x, top) if text else []
            for word in found:
                word.bold = text.startswith("_")
            cells.append(TextCell(number, column, 1, 1, found))
        top += 12 * len(first.split("\n")) + 6
    return cells


def spans(cells: list[TextCell], column: int = 1) -> list[tuple[int, int]]:
    """Return the row of each cell of a column, and how many it spans."""
    return sorted((cell.row, cell.row_span) for cell in cells if cell.column == column)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Count herons.", "Done."], ["Count otters.", ""], ["Count cranes.", ""]], [(0, 1), (1, 3)]),
        ([["Count herons.", "Done."], ["Count otters.", ""], ["Count cranes.", "Not yet."]], [(0, 1), (1, 2), (3, 1)]),
        # The head of a group ends what may be spanned, and above the first text nothing spans.
        ([["Count herons.", "Done."], ["_Otters of the sea", ""]], [(0, 1), (1, 1), (2, 1)]),
        ([["Count herons.", ""], ["Count otters.", "Done."]], [(0, 1), (1, 1), (2, 1)]),
        # Fonts without names tell no types: beside codes, a row without one is a head, too.
        ([["A1. Count.", "Done."], ["Otters of the sea", ""], ["A2. Count.", "Not yet."]], [(k, 1) for k in range(4)]),
    ],
)
def test_cells_span_the_empty_ones_below(rows: Texts, expected: list[tuple[int, int]]) -> None:
    cells = table(rows)
    assert span_empty(cells, 1, frozenset({1})) is any(height > 1 for _, height in expected)
    assert spans(cells) == expected


@pytest.mark.parametrize(("first", "columns"), [("", {1}), ("Done.", set())])
def test_an_empty_cell_at_the_top_of_a_page_may_be_under_one_on_the_page_before(first: str, columns: set[int]) -> None:
    assert empty_below(table([["Count herons.", first], ["Count otters.", "Not yet."]]), 1) == columns


def test_only_columns_that_span_elsewhere_do() -> None:
    cells = table([["Count herons.", "Done."], ["Count otters.", ""]])
    assert empty_below(cells, 1) == {1}
    assert not span_empty(cells, 1, frozenset())
    assert spans(cells) == [(0, 1), (1, 1), (2, 1)]


@pytest.mark.parametrize(
    ("rows", "figures", "expected"),
    [
        ([["Lakes", "Herons"], ["", "Storks"], ["Rivers", "Otters"]], {2}, [(0, 1), (1, 2), (3, 1)]),
        ([["Lakes", "Herons"], ["", ""], ["Rivers", "Otters"]], {2}, [(0, 1), (1, 1), (2, 1), (3, 1)]),
        ([["Lakes", "41"], ["", "7"]], {1}, [(0, 1), (1, 1), (2, 1)]),
    ],
)
def test_groups_span_the_rows_that_name_something_beside_them(
    rows: Texts, figures: set[int], expected: list[tuple[int, int]]
) -> None:
    cells = table(rows)
    assert span_groups(cells, 1, figures) is any(height > 1 for _, height in expected)
    assert spans(cells, 0) == expected


def test_names_span_the_rows_of_the_header_below_them() -> None:
    cells = table([["", "Herons"], ["Lakes", "41"]])
    assert span_names(cells, 2)
    assert spans(cells, 0) == [(0, 2), (2, 1)]
    assert spans(cells, 1) == [(0, 1), (1, 1), (2, 1)]


def test_a_cell_ends_where_the_next_begins_though_this_is_nearer_than_rows_are() -> None:
    left = [*words("Count the herons", 50, 100), *words("of the lakes.", 50, 112), *words("Map them.", 50, 134)]
    right = [*words("They were counted.", 200, 100), *words("In May.", 200, 114), *words("Mapped.", 200, 134)]
    cells = cells_beside(strips_of_cells([left, right]), [134.0], 1.8, 0, 2)
    assert [(cell.row, cell.column, cell.row_span) for cell in cells] == [(0, 0, 1), (1, 0, 1), (0, 1, 1), (1, 1, 1)]


def test_a_cell_whose_text_ends_right_above_the_next_row_spans_none_where_nothing_else_is_in_its_own() -> None:
    """The row goes on from the page before, where the text of its first cell ended."""
    cells = table([["Count herons.", "Done."], ["Count otters.", ""], ["Count cranes.", ""]])
    cells = [cell for cell in cells if cell.row]
    next(cell for cell in cells if (cell.row, cell.column) == (1, 0)).words = []
    assert not span_empty(cells, 1, frozenset({1}))
    assert spans(cells) == [(1, 1), (2, 1), (3, 1)]


@pytest.mark.parametrize(("gap", "expected"), [(18.0, (1, 1)), (40.0, (1, 2))])
def test_rows_keep_the_white_under_their_lowest_text_whichever_column_has_it(
    gap: float, expected: tuple[int, int]
) -> None:
    """The codes of the first column are one line each, so that the white under them is that of no two rows."""
    cells = []
    top = 100.0
    for number, (code, height) in enumerate([("B1", 3), ("B2", 5), ("B3", 2), ("B4", 1)]):
        result = words("None yet.", 300, top) if number != 2 else []
        if number == 1:
            result = [word for k in range(height) for word in words("Done there.", 300, top + 12 * k)]
        text = [word for k in range(1 if number == 1 else height) for word in words("Count.", 100, top + 12 * k)]
        cells += [TextCell(number, k, 1, 1, one) for k, one in enumerate((words(code, 50, top), text, result))]
        top += 12 * (height - 1) + (gap if number == 1 else 18.0)
    span_empty(cells, 0, frozenset({2}))
    assert expected in spans(cells, 2)


def test_the_last_line_of_a_group_stands_beside_the_next_row_and_is_not_level_with_it() -> None:
    cells = table([["Lakes of the", "Herons"], ["far north", "Storks"], ["Rivers", "Otters"]])
    rest = next(cell for cell in cells if (cell.row, cell.column) == (2, 0))
    rest.words = lines(["far north"], 50, rest.words[0].baseline - 4)
    assert span_groups(cells, 1, {2})
    assert spans(cells, 0) == [(0, 1), (1, 2), (3, 1)]
    assert [word.text for word in cells[2].words] == ["Lakes", "of", "the", "far", "north"]


def test_text_that_runs_on_over_the_edge_of_a_ground_spans_the_rows_on_both_sides_of_it() -> None:
    """Rows are farther apart; where another column is as near to the edge, it is closed there."""
    activities = [word for y in (100, 124, 148, 172) for word in words("Count herons.", 50, y)]
    results = [word for y in (100, 124, 136, 148, 172) for word in words("Counted.", 300, y)]
    edges = [Edge(y, frozenset({0, 1}), ((0, 1),), drawn=False) for y in (110, 140, 158)]
    found = closed_by_text(edges, strips_of_cells([activities, results]), 2, [frozenset()] * len(edges))
    assert [(sorted(edge.columns), edge.run_over) for edge in found] == [([0, 1], False), ([0], True), ([0, 1], False)]


def test_a_column_set_in_bold_has_no_heads_in_the_last_lines_of_its_cells() -> None:
    """The line of a group, alone and apart, is one; lines of it that follow are its own."""
    activities = [
        *words("A1. Count the", 50, 100, bold=True),
        *words("herons of it.", 50, 112, bold=True),
        *words("Birds of", 50, 136, bold=True),
        *words("the lakes", 50, 148, bold=True),
        *words("A2. Map them.", 50, 172, bold=True),
        *words("Ring others", 50, 184, bold=True),
        *words("in spring.", 50, 196, bold=True),
        *words("A3. Feed them.", 50, 220, bold=True),
    ]
    results = [word for y in (100, 172, 220) for word in words("Counted.", 300, y)]
    strips = strips_of_cells([activities, results])
    edges = [Edge(y, frozenset({0, 1}), ((0, 1),), drawn=False) for y in (160.0, 208.0)]
    assert [round(edge.place) for edge in closed_by_text(edges, strips, 2, [frozenset()] * len(edges))] == [
        121,
        160,
        208,
    ]


@pytest.mark.parametrize(("white", "begins"), [(20.0, True), (16.0, False)])
def test_a_cell_begins_under_white_as_over_rows_and_not_as_over_paragraphs(white: float, begins: bool) -> None:
    """Paragraphs of the second column are as far apart as the last result is from the line above it, or less."""
    left = [*words("A1. Count.", 50, 100), *words("A2. Map.", 50, 144 + white)]
    right = [
        *words("Counted.", 200, 100),
        *words("In May.", 200, 116),
        *words("In", 200, 132),
        *words("June.", 200, 144),
    ]
    right += words("Mapped.", 200, 144 + white)
    cells = cells_beside(strips_of_cells([left, right]), [144 + white], 2.4, 0, 2)
    assert (sum(cell.column == 1 for cell in cells) == 2) is begins


def test_grounds_show_which_columns_go_on_over_the_edge_of_one() -> None:
    """The third column has none beside the second row's, and one over the edge below it; the last has none at all."""
    xs = (50.0, 100.0, 200.0, 300.0, 400.0)
    shades = [Box(50, 120, 200, 140), Box(200, 140, 300, 180), Box(50, 160, 200, 180)]
    edges = [Edge(y, frozenset({0, 1}), ((0, 1),), drawn=False) for y in (120.0, 140.0, 160.0)]
    assert spanning_grounds(edges, shades, xs) == [{2}, set(), {2}]
    activities = [word for y in (110, 122, 142, 154, 174) for word in words("Count herons.", 50, y)]
    results = [word for y in (110, 142, 174) for word in words("Counted.", 210, y)]
    edges = [Edge(y, frozenset({0}), ((0, 0),), drawn=False) for y in (130.0, 162.0)]
    strips = strips_of_cells([activities, results])
    found = closed_by_text(edges, strips, 2, [frozenset({1}), frozenset()])
    assert [sorted(edge.columns) for edge in found] == [[0], [0, 1]]
