"""Names of columns over the first rule of a table, and titles over these."""

from __future__ import annotations

import pytest

from pipeline.model import Box
from pipeline.parse.pdf.gutters import text_lines
from pipeline.parse.pdf.pages.page import Rule
from pipeline.parse.pdf.tables.columns.between_rules import ruled_zones
from pipeline.parse.pdf.tables.drawn.grid import joined_rules
from pipeline.parse.pdf.tables.find import find_tables
from tests.parse.pdf.setting import level_rule, page, words

ROWS = [("Count the herons.", "Counted."), ("Count the otters.", "None seen."), ("Map the lakes.", "Mapped.")]


@pytest.mark.parametrize("left", [44, 50, 150])
def test_a_bold_title_right_over_the_names_of_columns_is_none_of_them(left: float) -> None:
    found = words("Work on herons and otters of the lakes", left, 100, bold=True)
    found += [*words("Activity", 50, 112, bold=True), *words("Result", 300, 112, bold=True)]
    for at, (first, second) in enumerate(ROWS):
        found += [*words(first, 50, 130 + 18 * at), *words(second, 300, 130 + 18 * at)]
    levels = [level_rule(44, 560, 117 + (19 + 18 * (at - 1) if at else 0)) for at in range(4)]
    [table] = find_tables(page(found, *levels)).tables
    assert (table.header_rows, table.rows, table.columns) == (1, 4, 2)
    said = [" ".join(line.text for line in text_lines(cell.words)) for cell in table.cells]
    assert said == ["Activity", "Result", *(text for row in ROWS for text in row)]


def test_rest_of_a_row_under_one_of_the_names_tells_no_columns() -> None:
    """The rule under the first name ends with its column: in the second, a cell goes on from the page before."""
    found = [*words("Activity", 50, 100, bold=True), *words("Result", 300, 100, bold=True)]
    found += [*words("B1. Count herons:", 50, 152), *words("Counted.", 300, 152), *words("B2. Map it.", 50, 250)]
    for y in (118, 132, 166, 180, 194, 208, 222, 236):
        found += [*words("-", 50, y), *words("those of the lakes;", 66, y)]
    levels = [level_rule(44, 560, y) for y in (88, 139, 241, 258)]
    [table] = find_tables(page(found, *levels, level_rule(44, 290, 105))).tables
    assert (table.rows, table.columns) == (4, 2)
    said = {(cell.row, cell.column): " ".join(word.text for word in cell.words) for cell in table.cells}
    assert [said[row, 0][:3] for row in (2, 3)] == ["B1.", "B2."]
    assert said[2, 1] == "Counted."


def test_the_head_of_a_group_right_over_a_rule_leaves_the_columns_of_the_rows_above_it() -> None:
    """Rules stand under the heads of groups only; the lines of the first column all but reach the second."""
    found = [*words("Activity", 50, 100, bold=True), *words("Result", 192, 100, bold=True)]
    found += words("Birds of the northern marshes and lakes", 50, 115, bold=True)
    activities = ["A1. Count the herons of the", "lakes, with the rangers and", "wardens of all the marshes."]
    for at, text in enumerate([*activities, "A2. Map the storks of the", "rivers, and those of lakes."]):
        found += [*words(text, 50, 133 + 12 * at), *words("Counted in May, and mapped.", 192, 133 + 12 * at)]
    found += words("Otters of the southern marshes and lakes", 50, 199, bold=True)
    found += [*words("A3. Feed the otters.", 50, 217), *words("None was seen.", 192, 217)]
    rules = joined_rules([level_rule(44, 560, y) for y in (88, 105, 120, 204)], horizontal=True)
    [zone] = ruled_zones(text_lines(found), rules)
    assert [(round(gutter.x0), round(gutter.x1)) for gutter in zone.gutters] == [(185, 192)]


def test_a_line_that_a_rule_runs_through_stands_on_one_side_of_it() -> None:
    """The rule is below the middle of the line, over its baseline."""
    found = [*words("Activity", 50, 100, bold=True), *words("Result", 300, 100, bold=True)]
    for at, (first, second) in enumerate(ROWS):
        found += [*words(first, 50, 120 + 18 * at), *words(second, 300, 120 + 18 * at)]
    crossed = text_lines(found)[1]
    place = (crossed.middle + crossed.baseline) / 2
    rules = joined_rules([level_rule(44, 560, y) for y in (88, 105, place)], horizontal=True)
    [zone] = ruled_zones(text_lines(found), rules)
    assert [line.text for line in zone.lines] == ["Activity Result", *(" ".join(row) for row in ROWS)]


def test_the_edge_of_a_ground_right_under_the_last_row_is_one_of_its_table() -> None:
    found = [*words("Activity", 50, 100, bold=True), *words("Result", 300, 100, bold=True)]
    for at, (first, second) in enumerate(ROWS):
        found += [*words(first, 50, 120 + 18 * at), *words(second, 300, 120 + 18 * at)]
    rules = [level_rule(44, 560, y) for y in (88, 105)] + [Rule(Box(44, 162, 290, 162), True, edge_of_shade=True)]
    [zone] = ruled_zones(text_lines(found), joined_rules(rules, horizontal=True))
    assert [rule.place for rule in zone.rules] == [88, 105, 162]
