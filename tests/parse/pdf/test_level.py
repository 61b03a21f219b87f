"""Tables whose cells are centred in their rows, or stand on the foot of them, and no rule parts the rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Box
from pipeline.parse.pdf.gutters import text_lines
from pipeline.parse.pdf.pages.page import Rule, Word
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.rows.level import MIDDLE, rows_as_before, rows_on_level
from pipeline.parse.pdf.tables.strips import strips_of_cells, words_by_column
from pipeline.parse.pdf.tables.table import PageTable
from tests.parse.pdf.setting import level_rule, page, upright_rule, words

Stand = Literal["middle", "foot", "top"]

LINE = 12.0
COLUMNS = (50.0, 230.0, 410.0)
"""Where the columns begin: codes, activities, results, in this order or another."""

NAMES = ("No.", "Activity", "Result")
WORK = (
    "Count all of the herons",
    "along the banks and on",
    "the islands of the lake,",
    "and tell the wardens of",
    "it every year.",
)
DONE = (
    "The herons were counted",
    "twice by the wardens of",
    "both lakes, who met and",
    "sent their figures to the",
    "secretariat in spring.",
)


def lay(
    rows: list[tuple[int, int]],
    stand: Stand,
    padding: float,
    *,
    top: float = 130.0,
    order: tuple[int, int, int] = (0, 1, 2),
) -> list[list[list[Word]]]:
    """Set rows of a code and so many lines of both texts; every row is as high as its highest cell and the padding.

    ``order`` says which of the three stands in the first column, the second and the third.
    """
    laid = []
    for number, (work, done) in enumerate(rows, 1):
        highest = max(work, done)
        cells = []
        texts = ([f"A{number}"], WORK[:work], DONE[:done])
        for x, lines in zip(COLUMNS, (texts[place] for place in order), strict=True):
            rest = (highest - len(lines)) * LINE
            start = top + padding + {"top": 0.0, "middle": rest / 2, "foot": rest}[stand]
            cells.append([word for k, text in enumerate(lines) for word in words(text, x, start + k * LINE)])
        laid.append(cells)
        top += highest * LINE + 2 * padding
    return laid


def said(found: list[Word]) -> str:
    return " ".join(line.text for line in text_lines(found))


def body(table: PageTable) -> list[list[str]]:
    found = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        found[cell.row][cell.column] = said(cell.words)
    return found[table.header_rows :]


def names() -> list[Word]:
    return [word for x, text in zip(COLUMNS, NAMES, strict=True) for word in words(text, x, 112, bold=True)]


def in_order(laid: list[list[list[Word]]]) -> list[Word]:
    """Return the words of names and rows from top to bottom."""
    found = [*names(), *(word for row in laid for cell in row for word in cell)]
    return sorted(found, key=lambda word: word.baseline)


def read(laid: list[list[list[Word]]], *rules: Rule) -> PageTable:
    [table] = find_tables(page(in_order(laid), *rules)).tables
    return table


ROWS = [(3, 1), (1, 4), (2, 2), (1, 1), (2, 5), (4, 3)]


@pytest.mark.parametrize("stand", ["middle", "foot"])
@pytest.mark.parametrize("padding", [3.0, 7.0])
def test_rows_are_told_by_cells_that_are_level(stand: Stand, padding: float) -> None:
    laid = lay(ROWS, stand, padding)
    table = read(laid)
    assert body(table) == [[said(cell) for cell in row] for row in laid]
    assert any("level in every row" in words for words in table.inferred)


@pytest.mark.parametrize("stand", ["middle", "foot"])
def test_lines_side_by_side_in_a_row_are_no_rows(stand: Stand) -> None:
    """Texts of as many lines stand beside each other; only the third column shows that they are of one row."""
    laid = lay([(3, 3), (2, 4), (3, 3), (1, 1), (4, 2), (3, 3), (2, 3)], stand, 4.0, order=(1, 2, 0))
    assert body(read(laid)) == [[said(cell) for cell in row] for row in laid]


@pytest.mark.parametrize("coded", [True, False])
@pytest.mark.parametrize("named", [True, False])
def test_few_rows_on_the_next_page_are_told_as_those_before(named: bool, coded: bool) -> None:
    learnt = Learnt()
    above, below = lay(ROWS, "middle", 3.0), lay([(2, 4), (3, 1)], "middle", 3.0)
    if not coded:
        for first, _, _ in [*above, *below]:
            first[:] = [replace(word, text="Lake") for word in first]
    [before] = find_tables(page(in_order(above)), learnt=learnt).tables
    content = page(in_order(below) if named else in_order(below)[len(names()) :], number=2)
    [after] = find_tables(content, before, learnt).tables
    assert body(after) == [[said(cell) for cell in row] for row in below]


def test_rows_that_begin_at_one_height_are_not_said_to_be_level_otherwise() -> None:
    laid = lay(ROWS, "top", 5.0)
    table = read(laid)
    assert body(table) == [[said(cell) for cell in row] for row in laid]
    assert not any("level in every row" in words for words in table.inferred)


@settings(deadline=None, max_examples=60)
@given(
    rows=st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=4, max_size=9),
    stand=st.sampled_from(["middle", "foot"]),
    padding=st.floats(2.0, 9.0),
)
def test_any_rows_of_cells_that_are_level_come_back(rows: list[tuple[int, int]], stand: Stand, padding: float) -> None:
    laid = lay([(1, 3), (4, 1), *rows, (1, 2), (3, 1)], stand, padding)
    assert body(read(laid)) == [[said(cell) for cell in row] for row in laid]


@pytest.mark.parametrize("stand", ["top", "middle"])
def test_rows_under_names_that_only_upright_rules_part_from_each_other_are_told_by_the_white(stand: Stand) -> None:
    laid = lay(ROWS, stand, 4.0)
    bottom = max(word.bottom for row in laid for cell in row for word in cell) + 4
    uprights = [upright_rule(x - 6, 98, bottom) for x in COLUMNS[1:]]
    table = read(laid, level_rule(44, 560, 120), *uprights)
    assert body(table) == [[said(cell) for cell in row] for row in laid]
    assert not table.rules_part_rows


def test_paragraphs_beside_each_other_in_one_row_of_rules_stay_one_row() -> None:
    work = ("Count all of the herons", "and of the otters.", "Tell the wardens of the", "lakes and of the coast.")
    done = ("The herons were counted", "twice in that year.", "The wardens of the lakes", "were told of it in May.")
    content = [*names(), *words("A1", COLUMNS[0], 136)]
    for y, *texts in zip((136, 148, 166, 178), work, done, strict=True):
        content += [word for x, text in zip(COLUMNS[1:], texts, strict=True) for word in words(text, x, y)]
    sides = [upright_rule(x, 98, 190) for x in (44, 224, 404, 560)]
    levels = [level_rule(44, 560, y) for y in (98, 120, 190)]
    [table] = find_tables(page(sorted(content, key=lambda word: word.baseline), *sides, *levels)).tables
    assert body(table) == [["A1", " ".join(work), " ".join(done)]]


def test_second_table_with_the_same_names_has_rows_though_the_first_was_one_between_rules() -> None:
    """A page ends with a table of one row between rules; the next has many rows between its rules."""
    learnt = Learnt()
    one = [word for cell in lay([(5, 3)], "top", 6.0)[0] for word in cell]
    find_tables(page([*names(), *one], *(level_rule(44, 560, y) for y in (100, 121, 200))), learnt=learnt)
    laid = lay(ROWS, "top", 6.0)
    below = [word for row in laid for cell in row for word in cell]
    bottom = max(word.bottom for word in below) + 6
    [table] = find_tables(
        page([*names(), *below], *(level_rule(44, 560, y) for y in (100, 121, bottom))), learnt=learnt
    ).tables
    assert body(table) == [[said(cell) for cell in row] for row in laid]


def test_table_behind_a_row_on_a_ground_is_one_of_its_own() -> None:
    """Every other row is on a ground; behind the last, which has none, a title and the names of columns follow."""
    laid = lay([(2, 1), (1, 1), (2, 2), (1, 1), (2, 1)], "top", 4.0, top=124.0)
    shades = []
    for row in laid[1::2]:
        held = [word for cell in row for word in cell]
        shades.append(Box(44, min(w.box.top for w in held) - 4, 560, max(w.box.bottom for w in held) + 2))
    end = max(word.bottom for cell in laid[-1] for word in cell)
    again = [word for x, text in zip(COLUMNS, NAMES, strict=True) for word in words(text, x, end + 48, bold=True)]
    more = [word for cell in lay([(2, 1)], "top", 4.0, top=end + 60)[0] for word in cell]
    title = words("B. Work on otters", 44, end + 28, bold=True)
    content = page([*names(), *(w for row in laid for cell in row for w in cell), *title, *again, *more])
    content.shades = shades
    first, second = find_tables(content).tables
    assert body(first) == [[said(cell) for cell in row] for row in laid]
    assert (second.header_rows, second.rows) == (1, 2)


def test_rest_of_a_row_between_level_rules_has_the_columns_of_the_others() -> None:
    """Upright rules are drawn in every other row; the first row has no code and no words in its first column."""
    laid = lay([(2, 3), (2, 2), (3, 1)], "top", 4.0)
    laid[0][0] = []
    bottoms = [max(word.bottom for cell in row for word in cell) + 3 for row in laid]
    levels = [level_rule(44, 560, y) for y in (98, 120, *bottoms)]
    uprights = [upright_rule(x, bottoms[0], bottoms[1]) for x in (224, 404)]
    sides = [upright_rule(x, 98, bottoms[2]) for x in (44, 560)]
    table = read(laid, *levels, *uprights, *sides)
    assert body(table) == [[said(cell) if cell else "" for cell in row] for row in laid]


def parted(laid: list[list[list[Word]]]) -> list[list[str]] | None:
    """Return what stands in the rows that only level cells tell, column by column; None where they tell none."""
    strips = strips_of_cells([[word for row in laid for word in row[column]] for column in range(3)])
    found = rows_on_level(strips)
    return None if found is None else [[said(cell) for cell in row] for row in words_by_column(found[0], 3)]


def lower(cell: list[Word], by: float) -> list[Word]:
    return [replace(word, top=word.top + by, bottom=word.bottom + by, baseline=word.baseline + by) for word in cell]


@pytest.mark.parametrize(("row", "told"), [(0, True), (2, False), (5, True)])
def test_a_row_whose_cells_are_not_level_may_only_be_one_that_a_break_of_the_page_cuts(row: int, told: bool) -> None:
    laid = lay(ROWS, "middle", 3.0)
    laid[row][0] = lower(laid[row][0], 3.0)
    expected = [[said(cell) for cell in each] for each in laid]
    assert parted(laid) == (expected if told else None)


@pytest.mark.parametrize(("row", "told"), [(0, True), (2, False), (5, True)])
def test_a_row_without_its_first_cell_may_only_be_one_that_a_break_of_the_page_cuts(row: int, told: bool) -> None:
    laid = lay(ROWS, "middle", 3.0)
    laid[row][0] = []
    expected = [[said(cell) for cell in each] for each in laid]
    assert parted(laid) == (expected if told else None)


@pytest.mark.parametrize(("alone", "told"), [((3,), True), ((2, 3), False)])
def test_a_quarter_of_the_rows_may_have_one_cell_that_is_level_with_nothing(alone: tuple[int, ...], told: bool) -> None:
    laid = lay(ROWS, "middle", 3.0)
    for row in alone:
        laid[row][1:] = [[], []]
    expected = [[said(cell) for cell in each] for each in laid]
    assert parted(laid) == (expected if told else None)


@pytest.mark.parametrize(("row", "told"), [(0, True), (1, False), (2, True)])
def test_rows_on_the_next_page_are_told_as_before_where_the_inner_ones_are_level(row: int, told: bool) -> None:
    laid = lay([(3, 1), (1, 4), (4, 2)], "middle", 5.0)
    laid[row][0] = lower(laid[row][0], 2.0)
    strips = strips_of_cells([[word for each in laid for word in each[column]] for column in range(3)])
    found = rows_as_before(strips, 2.2, MIDDLE)
    expected = [[said(cell) for cell in each] for each in laid]
    texts = found and [[said(cell) for cell in each] for each in words_by_column(found, 3)]
    assert texts == (expected if told else None)
