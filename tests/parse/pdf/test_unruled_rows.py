"""Tables that no rule draws: which lines make rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Box
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.rows.by_lines import ends_sentences
from tests.parse.pdf.unruled import (
    DESCRIBED,
    LEFT,
    LINE,
    MARGIN,
    PARAGRAPH,
    RIGHT,
    ROW,
    SIZE,
    cells,
    column,
    figures,
    line,
    names,
    of_three,
    page,
    row_of_two,
    ruled,
)


def test_paragraphs_closer_than_the_first_row_is_to_the_names_are_one_row() -> None:
    (table,) = find_tables(page(1, names(100.0), row_of_two(100.0 + ROW), ground=(85.0, 108.0))).tables
    assert cells(table) == {
        (0, 0): ("Joint activities", 1, 1),
        (0, 1): ("What was done", 1, 1),
        (1, 0): ("A1 Count the herons of both lakes. A2 Ring them.", 1, 1),
        (1, 1): ("All herons of the lakes were counted.", 1, 1),
    }


def test_one_row_without_a_ground_is_no_table_unless_another_has_the_same_names() -> None:
    alone = page(1, names(100.0), row_of_two(100.0 + ROW))
    assert find_tables(alone).tables == []
    learnt = Learnt()
    two = page(1, names(100.0), row_of_two(100.0 + ROW), row_of_two(152.0 + ROW))
    (table,) = find_tables(two, None, learnt).tables
    assert (table.rows, table.row_gap) == (3, ROW / SIZE)
    (again,) = find_tables(alone, None, learnt).tables
    assert again.rows == 2


def test_one_row_is_a_table_where_a_name_describes_activities() -> None:
    (table,) = find_tables(page(1, names(100.0, (DESCRIBED, "Results")), row_of_two(100.0 + ROW))).tables
    assert (table.rows, table.columns, table.header_rows) == (2, 2, 1)
    assert cells(table)[1, 1][0] == "All herons of the lakes were counted."


def test_one_row_below_three_names_of_a_programme_is_a_table() -> None:
    rows = [
        ("1. Count the herons of", "This helps the warden", "In 2091 the herons of the"),
        ("the lakes.", "to", "bay."),
    ]
    body = [of_three(124.0 + LINE * k, *texts) for k, texts in enumerate(rows)]
    (table,) = find_tables(page(1, of_three(100.0, "Joint activities", "Comments", "Results", bold=True), *body)).tables
    assert (table.rows, table.columns, table.header_rows) == (2, 3, 1)
    assert cells(table)[1, 2][0] == "In 2091 the herons of the bay."
    other = of_three(100.0, "Herons", "Otters", "Cranes", bold=True)
    assert find_tables(page(1, other, *body)).tables == [], "three columns of prose under heads of their own"


def test_line_in_italics_in_the_middle_of_a_cell_heads_no_group() -> None:
    """A title in italics runs over some lines of the middle column, beside which the others are empty."""
    head = of_three(100.0, "Joint activities", "Comments", "Results", bold=True)
    body = of_three(124.0, "1. Count herons.", "See the report", "They were counted.")
    body += [
        replace(word, italic=True)
        for at, text in enumerate(
            ("on herons and all others", "of their kin and of the", "lakes of the two deltas."), 1
        )
        for word in line(text, 235, 124 + LINE * at)
    ]
    [table] = find_tables(ruled(1, [*head, *body], (88, 60, 540), (108, 60, 540), (170, 60, 540))).tables
    assert [cells(table)[1, column][0] for column in range(3)] == [
        "1. Count herons.",
        "See the report on herons and all others of their kin and of the lakes of the two deltas.",
        "They were counted.",
    ]


def test_sentence_that_ends_in_a_line_of_one_word_shows_text() -> None:
    """A row between rules whose lines end sentences is one row, though each has something beside it."""
    long = line("Work for the herons of all the", 70, 100)
    assert ends_sentences([Line(long), Line(line("marshes.", 70, 112)), Line(line("Map the delta again.", 70, 124))])
    assert not ends_sentences([Line(line("Delta.", 70, 100)), Line(line("Marsh.", 70, 112))])


def test_second_table_on_every_other_ground_begins_with_a_row_without_one() -> None:
    """The table before ends the page before; grounds part the rows of both."""
    rest = [*names(70), *row_of_two(70 + ROW)]
    title = line("B. Otters of the rivers", MARGIN, 146, bold=True)
    tops = (190.0, 242.0, 294.0, 346.0)
    words = [*rest, *title, *names(166), *(word for top in tops for word in row_of_two(top))]
    content = page(1, words)
    content.shades = [Box(MARGIN, top - 15, 540, top + 37) for top in (94.0, tops[1], tops[3])]
    tables = find_tables(content).tables
    assert [table.rows for table in tables] == [2, 5]
    assert [cells(table)[0, 1][0] for table in tables] == ["What was done", "What was done"]


def test_rows_of_figures_far_apart_are_told_by_the_white_whatever_they_leave_empty() -> None:
    content = page(
        1,
        figures(100.0, "Region", "Species", "2090", "2091", bold=True),
        figures(124.0, "North", "herons", "12", "340"),
        figures(148.0, "", "otters", "7", "81"),
        figures(172.0, "East", "storks"),
        figures(196.0, "", "herons", "3", "5"),
        figures(220.0, "West and", "slender-horned", "30", "6"),
        figures(232.0, "South", "gazelles"),
        figures(244.0, "Africa"),
        figures(268.0, "", "cranes", "8", "9"),
    )
    (table,) = find_tables(content).tables
    found = cells(table)
    assert [found[row, 1][0] for row in range(1, table.rows)] == [
        "herons",
        "otters",
        "storks",
        "herons",
        "slender-horned gazelles",
        "cranes",
    ]
    assert (found[3, 0], found[5, 0]) == (("East", 2, 1), ("West and South Africa", 2, 1))


def test_row_without_figures_is_as_far_from_others_as_these_are() -> None:
    rows = (
        ("North", "herons", "12", "340"),
        ("", "otters", "7", "81"),
        ("", "white storks"),
        ("", "bitterns", "", "9"),
        ("East", "cranes", "4", "2"),
    )
    body = [figures(124.0 + 21 * k, *texts) for k, texts in enumerate(rows)]
    (table,) = find_tables(page(1, figures(100.0, "Region", "Species", "2090", "2091", bold=True), *body)).tables
    assert [cells(table)[row, 1][0] for row in range(1, table.rows)] == [species for _, species, *_ in rows]


def test_rows_far_below_are_of_the_table_where_they_fill_several_columns() -> None:
    head = [
        figures(100.0, "Region", "Species", "2090", "2091", bold=True),
        figures(124.0, "North", "herons", "12", "340"),
        figures(148.0, "", "otters", "7", "81"),
        figures(172.0, "East", "storks", "3", "5"),
    ]
    below = [figures(500.0, "West", "Not reported"), figures(524.0, "South", "cranes", "8", "9")]
    (table,) = find_tables(page(1, *head, *below)).tables
    assert (table.rows, cells(table)[5, 1][0]) == (6, "cranes")
    (apart,) = find_tables(page(1, *head, below[0])).tables
    assert apart.rows == 4, "two columns only may be anything"


@pytest.mark.parametrize(
    ("said", "apart", "rows"), [(DESCRIBED, 36.0, 4), (DESCRIBED, 66.0, 0), ("Joint efforts", 36.0, 0)]
)
def test_rows_may_be_as_far_apart_as_the_first_is_below_names_of_a_programme(
    said: str, apart: float, rows: int
) -> None:
    """Their table was text, also where a row has no result; what else stands so far below names may be anything."""
    top = 100.0 + apart
    body = [
        row_of_two(top),
        column(LEFT, top + LINE + PARAGRAPH + apart, "A3 Watch the otters."),
        row_of_two(top + LINE + PARAGRAPH + 2 * apart),
    ]
    tables = find_tables(page(1, names(100.0, (said, "Results")), *body)).tables
    assert [table.rows for table in tables] == [rows] * bool(rows)
    below = page(2, column(LEFT, 100.0, "A6 Map the reeds."), row_of_two(100.0 + apart))
    again = find_tables(below, tables[0]).tables if tables else []
    assert [table.rows for table in again] == [2] * bool(rows)


def test_rows_far_below_are_of_two_columns_where_they_begin_with_both() -> None:
    top = [names(100.0), row_of_two(124.0), row_of_two(176.0)]
    both = [*column(LEFT, 500.0, "A5 Watch the otters."), *column(RIGHT, 500.0, "Some were seen.")]
    short = column(LEFT, 500.0, "A5 Watch the otters.")
    shifted = [*column(LEFT + 20, 500.0, "A5 Watch the otters."), *column(RIGHT, 500.0, "Some were seen.")]
    found = [find_tables(page(1, *top, rest)).tables[0] for rest in (both, short, shifted)]
    assert [table.rows for table in found] == [4, 3, 3]
    assert [table.row_gap for table in found] == [2.4] * 3, "white under a row as high as the page is no habit"
