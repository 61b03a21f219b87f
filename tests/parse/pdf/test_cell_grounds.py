"""Grounds of single cells of which no edge stands inside of a table's body."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box
from pipeline.parse.pdf.gutters import text_lines
from pipeline.parse.pdf.pages.page import PageContent
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.rows.cell_grounds import levels_of_grounds
from tests.parse.pdf.setting import page, words


def _printed(lines: Sequence[tuple[float, str, str, bool]], columns: tuple[float, float]) -> PageContent:
    """Return a page with lines of two columns that begin at these places: height, both texts, whether bold."""
    return page(
        [w for y, *both, b in lines for x, t in zip(columns, both, strict=True) for w in words(t, x, y, bold=b)]
    )


def test_ground_behind_several_columns_of_the_only_row_parts_nothing() -> None:
    content = [word for x in (52.0, 152.0, 252.0) for k in (0, 1) for word in words("Count them.", x, 100 + 12 * k)]
    found = levels_of_grounds(text_lines(content), (50.0, 150.0, 250.0, 350.0), [Box(50, 80, 250, 130)])
    assert found == ([], [])


def test_heads_of_groups_are_rows_by_themselves_where_every_other_row_has_a_ground() -> None:
    """One that runs across columns right over its first row, and one at the end of a page under the last."""
    said = [
        (100, "Activity", "Results", True),
        (118, "Species listed under both conventions", "", True),
        (134, "B1. Count the herons", "Herons were counted.", False),
        (145, "of the lakes.", "All were well.", False),
        (163, "B2. Count the storks", "Storks were counted.", False),
        (174, "of the rivers.", "Some were.", False),
        (192, "B3. Count the cranes", "Cranes were counted.", False),
        (203, "of the coast.", "None were.", False),
        (221, "Marine birds", "", True),
    ]
    content = _printed(said, (54, 204))
    content.shades = [Box(x0, y, x1, y + 29) for y in (153,) for x0, x1 in ((50, 200), (200, 350))]
    content.shades += [Box(50, 88, 200, 105), Box(200, 88, 350, 105)]
    [table] = find_tables(content).tables
    rows: dict[int, list[str]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append(" ".join(word.text for word in cell.words))
    assert list(rows.values()) == [
        ["Activity", "Results"],
        ["Species listed under both conventions"],
        ["B1. Count the herons of the lakes.", "Herons were counted. All were well."],
        ["B2. Count the storks of the rivers.", "Storks were counted. Some were."],
        ["B3. Count the cranes of the coast.", "Cranes were counted. None were."],
        ["Marine birds"],
    ]


def test_head_over_the_code_of_its_first_row_is_a_row_where_neither_has_a_ground() -> None:
    said = [
        (100, "No.", "Activity", True),
        (118, "Storks", "", True),
        (134, "B1", "Count the storks of the lakes,", False),
        (145, "", "and of the rivers.", False),
        (163, "B2", "Count the herons of the lakes,", False),
        (174, "", "and of the rivers.", False),
        (192, "B3", "Count the cranes of the coast,", False),
        (203, "", "and of the marshes.", False),
    ]
    content = _printed(said, (54, 134))
    content.shades = [
        Box(x0, y, x1, y + height) for y, height in ((88, 17), (153, 29)) for x0, x1 in ((50, 130), (130, 350))
    ]
    [table] = find_tables(content).tables
    first = [(cell.row, " ".join(word.text for word in cell.words)) for cell in table.cells if cell.column == 0]
    assert sorted(first) == [(0, "No."), (1, "Storks"), (2, "B1"), (3, "B2"), (4, "B3")]
