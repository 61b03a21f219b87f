"""Where a table that no rule draws goes on over the end of a page, and what the pages tell of each other."""

from __future__ import annotations

from pipeline.model import Box
from pipeline.parse.pdf.pages.page import PageContent, Rule, Word
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from tests.parse.pdf.unruled import (
    LEFT,
    MARGIN,
    NAMES,
    PARAGRAPH,
    RIGHT,
    ROW,
    cells,
    column,
    figures,
    heads,
    joined,
    line,
    names,
    of_three,
    page,
    read,
    row_of_two,
    ruled,
    two_ruled_rows,
)


def rest_above_a_title(*rest: list[Word]) -> PageContent:
    """The rest of a table at the top of a page, over the title and the table of the next theme."""
    title = line("B. Otters", MARGIN, 230.0, bold=True)
    return page(2, *rest, title, names(264.0), row_of_two(264.0 + ROW), row_of_two(316.0 + ROW))


def begun() -> PageContent:
    return page(1, names(100.0), row_of_two(100.0 + ROW), row_of_two(152.0 + ROW))


LAST_ROW = ("Storks", "B3 Count all the storks of the lakes twice and", "ring them.")
"""The head of a group, and an activity that is broken where its column ends; no result stands beside it."""


def head_and_activity(top: float) -> list[Word]:
    return [*line(LAST_ROW[0], LEFT, top, bold=True), *column(LEFT, top + PARAGRAPH, *LAST_ROW[1:])]


def test_last_row_without_a_result_belongs_to_its_table_before_the_title_of_the_next() -> None:
    result = column(RIGHT, 74.0, "and the wardens met", "on both lakes.")
    (table, other) = read(begun(), rest_above_a_title(result, head_and_activity(86.0 + ROW)))
    assert joined(table)[3, 0] == " ".join(LAST_ROW)
    assert (table.rows, other.rows) == (4, 3)


def test_last_row_without_a_result_belongs_to_its_table_under_the_rest_of_an_activity() -> None:
    activity = column(LEFT + 14, 74.0, "of the lakes.")
    (table, _) = read(begun(), rest_above_a_title(names(50.0), activity, head_and_activity(74.0 + ROW)))
    assert joined(table)[table.rows - 1, 0] == " ".join(LAST_ROW)


def test_names_of_columns_at_the_end_of_a_page_head_what_the_next_begins_with() -> None:
    title = line("A. Herons and other birds of the lakes", MARGIN, 80.0, bold=True)
    below = [*column(LEFT, 70.0, "A1 Count the herons of both", "lakes."), *column(RIGHT, 70.0, "All were counted.")]
    (table,) = read(page(1, title, names(100.0), ground=(85.0, 108.0)), page(2, below))
    assert (table.rows, table.header_rows) == (2, 1)
    assert joined(table)[1, 1] == "All were counted."


def test_the_only_two_rows_of_a_page_may_be_further_apart_than_rows_are() -> None:
    """So the page behind still has its rows as far apart as those of the first page are."""
    first = page(1, names(100.0), row_of_two(100.0 + ROW), row_of_two(152.0 + ROW), ground=(85.0, 108.0))
    second = page(2, row_of_two(70.0), row_of_two(130.0))
    third = page(3, row_of_two(70.0), row_of_two(122.0), row_of_two(174.0))
    [table] = read(first, second, third)
    assert table.rows == 1 + 2 + 2 + 3


def test_two_rows_far_apart_tell_no_more_than_the_white_under_the_names() -> None:
    """The first page has one row, the third three as far apart as the names are from the first."""
    first = page(1, names(100.0), row_of_two(100.0 + ROW), ground=(85.0, 108.0))
    second = page(2, row_of_two(70.0), row_of_two(130.0))
    third = page(3, row_of_two(70.0), row_of_two(122.0), row_of_two(174.0))
    [table] = read(first, second, third)
    assert table.rows == 1 + 1 + 2 + 3


def test_paragraphs_side_by_side_begin_no_row_where_those_of_cells_are_as_far_apart() -> None:
    """Under names at the end of the page before; rows are farther apart."""
    items = ("A1 Count the herons:", *((PARAGRAPH, f"- in {place};") for place in ("spring", "autumn", "winter")))
    wide = ("All herons of the lakes", "were counted in spring", (PARAGRAPH, "The wardens met twice."))
    begun = (*items, (PARAGRAPH, "A2 Ring the otters"), "of both lakes.")
    done = ("Half of them were", (12.0, "seen by the wardens of"), (12.0, "all of the lakes and"), (12.0, "rivers."))
    first = [*column(LEFT, 100.0, *begun), *column(RIGHT, 100.0, *done), *column(RIGHT, 164.0, *wide)]
    second = [*column(LEFT, 220.0, "A3 Map the islands."), *column(RIGHT, 220.0, "Not begun.")]
    (table,) = read(page(1, names(100.0), ground=(85.0, 108.0)), page(2, first, second))
    assert [text[:2] for (row, at), text in sorted(joined(table).items()) if row and not at] == ["A1", "A3"]


def test_lines_broken_where_the_next_column_would_begin_go_on_in_the_first() -> None:
    first = page(1, names(100.0), row_of_two(124.0), row_of_two(176.0))
    broken = column(
        LEFT,
        70.0,
        "A3 Watch the otters of both lakes in winter and",
        "count how many of their cubs survive the frost",
        "and ice.",
    )
    (table,) = read(first, page(2, broken))
    assert table.rows == 4
    assert joined(table)[3, 0].startswith("A3 Watch")
    short = column(LEFT, 70.0, "A3 Watch the otters.", (30.0, "The end."))
    (alone,) = read(first, page(2, short))
    assert alone.rows == 3


def test_row_as_high_as_the_page_stays_whole_behind_a_ruled_table() -> None:
    xs = (MARGIN, 290.0, 530.0)
    ruled = page(1, names(100), line("B1. Count the herons of", LEFT, 130), line("Some 312 were", RIGHT, 130))
    ruled.rules = [Rule(Box(x - 0.25, 85, x + 0.25, 140), horizontal=False) for x in xs]
    ruled.rules += [Rule(Box(xs[0], y - 0.25, xs[-1], y + 0.25), horizontal=True) for y in (85, 110, 140)]
    rest = page(
        2,
        column(LEFT, 100, "the marsh.", (ROW, "They are grey.")),
        column(RIGHT, 100, "counted.", (ROW, "So they are.")),
    )
    rest.rules = [Rule(Box(x - 0.25, 85, x + 0.25, 140), horizontal=False) for x in xs]
    [before] = find_tables(ruled).tables
    [table] = find_tables(rest, before).tables
    assert (table.evidence, table.rows) == ("rules", 1)


def test_rules_part_rows_under_names_under_which_they_did_before() -> None:
    """What stands beside each other between two rules may be rows, but not where each rule parts two rows above."""
    first = [*names(100), *row_of_two(124), *row_of_two(176), *row_of_two(228)]
    second = [*names(100), *column(LEFT, 124, "Waders", (PARAGRAPH, "Ringing"), (PARAGRAPH, "Counting"))]
    second += column(RIGHT, 124, "Yearly", (PARAGRAPH, "In spring"), (PARAGRAPH, "In autumn"))
    whole = (MARGIN, 540.0)
    above = ruled(1, first, *((y, *whole) for y in (88.0, 108.0, 160.0, 212.0, 264.0)))
    below = ruled(2, second, *((y, *whole) for y in (88.0, 108.0, 170.0)))
    told = Learnt()
    find_tables(above, None, told)
    [table] = find_tables(below, None, told).tables
    assert (table.rows, table.columns) == (2, 2)
    [alone] = find_tables(below).tables
    assert alone.rows > 2


def test_names_of_two_lines_stand_over_the_only_rule_of_a_page() -> None:
    """The page ends before its first row does."""
    head = [
        *of_three(100, "Joint activities", "Comments of", "Results", bold=True),
        *of_three(112, "and tasks", "the wardens", "", bold=True),
    ]
    row = [
        *of_three(136, "1. Count the herons of", "This helps the wardens", "In 2091 the herons of"),
        *of_three(148, "the lakes, and then all", "of both lakes and rivers", "both lakes were counted"),
    ]
    title = line("State of implementation", 70, 76, bold=True)
    [table] = find_tables(ruled(1, [*title, *head, *row], (120, MARGIN, 540))).tables
    assert {place: text for place, (text, *_) in cells(table).items()} == {
        (0, 0): "Joint activities and tasks",
        (0, 1): "Comments of the wardens",
        (0, 2): "Results",
        (1, 0): "1. Count the herons of the lakes, and then all",
        (1, 1): "This helps the wardens of both lakes and rivers",
        (1, 2): "In 2091 the herons of both lakes were counted",
    }


def test_few_rows_stand_in_the_columns_of_the_table_with_the_same_names() -> None:
    """A region goes on under its name printed again, whose rules begin behind its column."""
    body = [
        figures(152 + 20 * k, *texts)
        for k, texts in enumerate((("Delta", "herons", "5", "7"), ("", "otters", "8", "9")))
    ]
    inner, whole = (160.0, 540.0), (MARGIN, 540.0)
    above = ruled(
        1,
        [*heads(112), *body[0], *body[1]],
        (100, *whole),
        (120, 260, 540),
        (140, *whole),
        (160, *inner),
        (180, *whole),
    )
    below = ruled(
        2, [*heads(112), *figures(152, "", "seals", "3")], (100, *whole), (120, 260, 540), (140, *inner), (160, *whole)
    )
    [table] = read(above, below)
    found = joined(table)
    assert (table.rows, table.columns, table.header_rows) == (5, 4, 2)
    assert {key: text for key, text in found.items() if key[0] == 4} == {(4, 1): "seals", (4, 2): "3", (4, 3): ""}
    assert next(cell.row_span for cell in table.cells if (cell.row, cell.column) == (2, 0)) == 3


def test_table_of_which_the_page_ends_has_only_its_upper_rule() -> None:
    body = [
        part
        for k in range(4)
        for part in (
            column(LEFT, 124.0 + 48 * k, f"B{k + 1}. Count the herons of the", "lakes and of the", "marsh."),
            column(RIGHT, 124.0 + 48 * k, "They were counted."),
        )
    ]
    content = page(1, names(100.0), *body)
    content.rules = [Rule(Box(MARGIN, 86.75, 540.0, 87.25), horizontal=True)]
    [table] = find_tables(content).tables
    assert (table.rows, table.columns) == (5, 2)
    assert cells(table)[4, 0][0] == "B4. Count the herons of the lakes and of the marsh."


def test_last_bullets_of_a_row_over_a_rule_at_the_top_of_a_page_are_its_rest() -> None:
    cut = column(LEFT, 204.0, "A4 Feed the otters with:", (PARAGRAPH, "- frogs;"))
    rest = [
        *column(LEFT, 90.0, "- small fish."),
        *line("B. Cranes and storks", MARGIN, 130.0, bold=True),
        *names(155.0),
        *column(LEFT, 176.0, "B1 Count the cranes."),
        *column(RIGHT, 176.0, "All were counted."),
    ]
    rules = [(98.0, MARGIN, 540.0), (140.0, MARGIN, 540.0), (162.0, MARGIN, 540.0), (184.0, MARGIN, 540.0)]
    first, second = read(two_ruled_rows(1, cut), ruled(2, rest, *rules))
    assert joined(first)[3, 0] == "A4 Feed the otters with: - frogs;|- small fish."
    assert joined(second) == {
        (0, 0): NAMES[0],
        (0, 1): NAMES[1],
        (1, 0): "B1 Count the cranes.",
        (1, 1): "All were counted.",
    }


def test_row_without_a_result_goes_on_under_the_rest_of_the_one_above() -> None:
    """Its lines are set in as the table is, and broken on purpose; only the rest of a result stands over them."""
    rest = column(RIGHT, 74.0, "and the wardens met.")
    row = [*line("Storks", LEFT, 98.0, bold=True), *column(LEFT, 122.0, "B3 Count:", (PARAGRAPH, "- nests; and"))]
    first = page(1, line("In the marshes", MARGIN, 70.0), names(100.0), row_of_two(124.0), row_of_two(176.0))
    (table,) = read(first, page(2, rest, row))
    assert joined(table)[table.rows - 1, 0].endswith("B3 Count: - nests; and")


def test_rest_of_an_item_goes_on_where_the_next_begins_with_the_table() -> None:
    rest = [*line("Marshes; and", LEFT + 15, 74.0), *line("- the state of boats.", LEFT, 90.0)]
    first = page(1, line("In the marshes", MARGIN, 70.0), names(100.0), row_of_two(124.0), row_of_two(176.0))
    assert len(read(first, page(2, rest))[0].fragments) == 2
