"""What are columns where no rules part all of them, and what are none."""

from __future__ import annotations

import pytest

from pipeline.model import Box
from pipeline.parse.pdf.gutters import Span, has_gap, stretches, text_lines
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import Rule, Word
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.strips import strips_of
from tests.parse.pdf.unruled import (
    LEFT,
    LINE,
    MARGIN,
    RIGHT,
    ROW,
    SIZE,
    UPPER,
    cells,
    column,
    line,
    names,
    of_three,
    page,
    row_of_two,
    ruled,
    two_ruled_rows,
)


@pytest.mark.parametrize("xs", [(MARGIN, 290.0, 530.0), (290.0, 530.0)], ids=["all", "without the first"])
def test_upright_rules_alone_part_columns_and_no_rows(xs: tuple[float, ...]) -> None:
    rules = [Rule(Box(x - 0.25, 90, x + 0.25, 220), horizontal=False) for x in xs]
    content = page(
        1,
        names(100),
        column(LEFT, 124, "B1. Count the herons of", "the marsh.", (ROW, "B2. Map the marsh.")),
        column(RIGHT, 124, "Some 312 herons were", "counted in the marsh.", (ROW, "No action was taken.")),
    )
    content.rules = rules
    [table] = find_tables(content).tables
    assert (table.evidence, table.header_rows) == ("gutters", 1)
    assert [entry for place, (entry, _, _) in sorted(cells(table).items()) if place[0]] == [
        "B1. Count the herons of the marsh.",
        "Some 312 herons were counted in the marsh.",
        "B2. Map the marsh.",
        "No action was taken.",
    ]


def test_words_are_in_one_table_only_where_names_of_columns_follow_each_other() -> None:
    heads = [names(100 + 30 * k) for k in range(5)]
    content = page(1, *(part for k, head in enumerate(heads) for part in (head, line("again", RIGHT, 112 + 30 * k))))
    parts = find_tables(content)
    held = [id(word) for table in parts.tables for cell in table.cells for word in cell.words]
    assert len(held) == len(set(held))
    assert len(held) + len(parts.words) == len(content.words)


def test_line_of_sentences_in_columns_names_none() -> None:
    """Some words of it are names of columns, as they begin with capitals."""
    head = of_three(100.0, "Joint activities", "Comments", "Results", bold=True)
    lines = [
        ("1. Oversee the", "The memorandum on", "The meeting agreed on"),
        ("activities.", "herons is in force", "funding."),
        ("2. Count the herons of", "and covers the lakes", "In 2091 the herons of"),
        ("the lakes.", "and rivers.", "the lakes were counted."),
    ]
    body = [word for k, texts in enumerate(lines) for word in of_three(124.0 + LINE * k, *texts)]
    [table] = find_tables(ruled(1, [*head, *body], (88, 60, 540), (108, 60, 540))).tables
    assert "".join(cells(table)[row, 2][0] for row in range(1, table.rows)).endswith("the lakes were counted.")


def test_space_of_a_justified_line_behind_a_heading_is_no_white_between_columns() -> None:
    """The first line of the paragraph leaves the gutter white by chance, those below do not."""
    rows = [row_of_two(124.0), row_of_two(176.0)]
    heading = line("(B) Otters of the rivers", MARGIN, 230, bold=True)
    first: list[Word] = []
    x = MARGIN
    said_first = "Joint activities between these programmes will go on for otters of all rivers"
    for text in said_first.split():
        first += line(text, x, 246)
        x = first[-1].box.x1 + 6
    assert any(word.x0 == RIGHT + 1 for word in first)
    rest = [*line("They are planned by the wardens of both deltas and of the rivers.", MARGIN, 258)]
    content = page(1, names(100.0), *rows, heading, first, rest)
    [table] = find_tables(content).tables
    assert table.rows == 3
    assert all("Otters" not in text for text, *_ in cells(table).values())


def test_names_in_plain_type_may_take_two_lines() -> None:
    head = [*of_three(100.0, "Joint activities", "Comments", "Results"), *of_three(112.0, "", "of wardens", "")]
    rows = [
        ("1. Count the herons of", "This helps the wardens", "In 2091 the herons of"),
        ("the lakes.", "to plan.", "the bay were counted."),
    ]
    body = [word for k, texts in enumerate(rows) for word in of_three(136.0 + LINE * k, *texts)]
    [table] = find_tables(page(1, head, body)).tables
    assert (table.rows, table.header_rows) == (2, 1)
    assert cells(table)[0, 1][0] == "Comments of wardens"


def test_frame_around_columns_that_nearly_touch_is_no_cell() -> None:
    """Names of columns stand in it; on most lines the columns are no further apart than words may be."""
    full = "Count the herons of the bay, and those of the lakes"
    right = line(full, LEFT, 100)[-1].box.x1 + 4
    words = [*line("Joint activities of both", LEFT, 100, bold=True), *line("Results of these", right, 100, bold=True)]
    for k in range(8):
        words += [*line(full, LEFT, 124 + LINE * k), *line("Herons were counted.", right, 124 + LINE * k)]
    content = ruled(1, words, (85, MARGIN, 540), (220, MARGIN, 540))
    content.rules += [Rule(Box(x, 85, x, 220), horizontal=False) for x in (MARGIN, 540)]
    [table] = find_tables(content).tables
    assert (table.rows, table.columns, table.header_rows) == (2, 2, 1)


def test_white_inside_of_a_justified_name_parts_no_columns() -> None:
    stretched = [*line("Joint", LEFT, 100.0, bold=True), *line("activities", LEFT + 140, 100.0, bold=True)]
    body = [
        part
        for k in range(3)
        for part in (
            column(LEFT, 124.0 + 36 * k, f"B{k + 1}. Count all the herons of the bay and", "of the lakes."),
            column(RIGHT, 124.0 + 36 * k, "Some were counted", "in spring."),
        )
    ]
    head = [*stretched, *line("Results", RIGHT, 100.0, bold=True)]
    (table,) = find_tables(page(1, head, *body)).tables
    assert (table.columns, table.rows) == (2, 4)
    assert cells(table)[0, 0][0] == "Joint activities"
    assert cells(table)[2, 0][0] == "B2. Count all the herons of the bay and of the lakes."


def test_column_between_two_upright_rules_is_one_of_several() -> None:
    content = page(
        1,
        of_three(100.0, "No.", "Joint activities", "Results", bold=True),
        *(of_three(124.0 + ROW * k, f"B{k + 1}", "Count the herons.", "They were counted.") for k in range(3)),
    )
    content.rules = [Rule(Box(x - 0.25, 90, x + 0.25, 190), horizontal=False) for x in (220.0, 380.0)]
    [table] = find_tables(content).tables
    assert (table.rows, table.columns) == (4, 3)
    assert [cells(table)[2, column][0] for column in range(3)] == ["B2", "Count the herons.", "They were counted."]


def test_white_no_wider_than_a_space_parts_no_columns() -> None:
    """In type with wide spaces, words of a name that stands over two columns are one entry."""
    wide = [word for k, text in enumerate(("Wardens", "trained")) for word in line(text, 300 + 41.0 * k, 100)]
    below = [*line("2091", 300, 112), *line("2092", 345, 112)]
    strips = strips_of(
        [Line([*line("Delta", 70, 100), *wide]), Line(below)], [Span(95, 300), Span(320, 345)], known=True
    )
    assert [(entry.column, entry.text) for entry in strips[0].entries] == [(0, "Delta"), (1, "Wardens trained")]


def test_contents_with_bold_headings_are_no_tables() -> None:
    dots = "." * 30
    entries = [
        ("1. Introduction", True),
        ("1.1 Herons", False),
        ("2. Methods", True),
        ("2.1 Counts", False),
        ("2.2 Maps", False),
    ]
    content = [
        [*line(text, LEFT, 100 + 14 * k, bold=bold), *line(f"{dots} {3 + k}", 200, 100 + 14 * k, bold=bold)]
        for k, (text, bold) in enumerate(entries)
    ]
    assert find_tables(page(1, *content)).tables == []


def test_white_behind_bullets_parts_no_columns_under_names_that_are_known() -> None:
    told = Learnt()
    find_tables(two_ruled_rows(1), None, told)
    items = [
        part for k in range(3) for part in (*line("-", LEFT, 142.0 + 16 * k), *line("herons and", 86.0, 142.0 + 16 * k))
    ]
    words = [*names(105.0), *column(LEFT, 126.0, "A4 Count all:"), *items]
    alone = ruled(2, words, UPPER, (112.0, MARGIN, 290.0), (190.0, MARGIN, 540.0))
    [table] = find_tables(alone, None, told).tables
    assert (table.rows, table.columns) == (2, 2)


def test_years_under_one_name_are_columns_though_little_white_is_between_them() -> None:
    xs = (70.0, 170.0, 290.0, 350.0, 400.0, 448.0)

    def row(baseline: float, *texts: str, bold: bool = False) -> list[Word]:
        return [word for x, text in zip(xs, texts, strict=True) if text for word in line(text, x, baseline, bold=bold)]

    body = [row(148.0 + 24 * k, f"Lake {k + 1}", "herons", "12", "340", "5", "17") for k in range(8)]
    content = ruled(
        1,
        [
            *row(100.0, "Region", "Species", "Seizures", "", "Officers trained", "", bold=True),
            *row(124.0, "", "", "2088-2089", "2090-2091", "2088-2089", "2090-2091", bold=True),
            *(word for part in body for word in part),
        ],
        (86.0, MARGIN, 540.0),
        (110.0, 280.0, 540.0),
        *((134.0 + 24 * k, MARGIN, 540.0) for k in range(9)),
    )
    [table] = find_tables(content).tables
    assert (table.rows, table.columns, table.header_rows) == (10, 6, 2)


def test_long_word_may_all_but_touch_the_next_of_several_columns() -> None:
    def row(baseline: float, *texts: str) -> list[Word]:
        places = zip((70.0, 142.0, 290.0, 420.0), texts, strict=True)
        return [word for x, text in places if text for word in line(text, x, baseline)]

    title = [*line("Activities", 70.0, 100.0, bold=True), *line("Common tasks", 142.0, 100.0, bold=True)]
    title += [*line("Comments", 290.0, 100.0, bold=True), *line("Results", 420.0, 100.0, bold=True)]
    content = page(
        1,
        title,
        row(124.0, "Herons", "1. Count the herons.", "Many are there.", "Counted."),
        row(148.0, "Implementation", "1. Seek funds for all.", "Few were there.", "Sought."),
        row(160.0, "and training", "2. Train the wardens.", "", ""),
    )
    (table,) = find_tables(content).tables
    assert (table.rows, table.columns) == (3, 4)
    assert [cells(table)[2, column][0] for column in (0, 1)] == [
        "Implementation and training",
        "1. Seek funds for all. 2. Train the wardens.",
    ]


def test_dot_right_behind_a_word_of_another_type_leads_to_nothing() -> None:
    """Only dots apart from what they follow do, or several; else the title would name two columns."""
    bold = line("Herons of the lakes", LEFT, 100, bold=True)
    end = bold[-1].box.x1

    def title(*lead: tuple[float, str]) -> Line:
        dots = [Word(text, x, 92, x + 3, 102, SIZE, 100.0, glyphs=len(text)) for x, text in lead]
        [found] = text_lines([*bold, *dots])
        return found

    assert not has_gap(title((end, ".")), 1.2)
    assert [word.text for word in stretches(title((end, ".")), 1.2)[0]][-1] == "."
    for lead in ([(end, "....")], [(end + 4 + 8 * k, ".") for k in range(5)]):
        assert has_gap(title(*lead), 1.2)
        assert stretches(title(*lead), 1.2) == [bold]


def test_white_of_a_line_is_told_for_each_width_that_is_asked_for() -> None:
    [apart] = text_lines([*line("Herons", 70.0, 100.0), *line("waders", 110.0, 100.0)])
    white = (apart.words[1].x0 - apart.words[0].x1) / apart.words[1].size
    assert 0.5 < white < 5.0
    assert [has_gap(apart, gap) for gap in (0.5, 0.9 * white, 1.1 * white, 0.5)] == [True, True, False, True]


def test_heading_left_of_the_columns_is_no_row_where_the_head_of_a_group_stands_over_all_that_the_page_holds() -> None:
    """The second column is empty on the page: only the names show it, and where the first begins."""
    learnt = Learnt()
    left = column(LEFT, 148, "B1. Count the herons.", (ROW, "B2. Map the marsh."))
    group, heading = line("Herons", LEFT, 124, bold=True), line("(C) Otters of the rivers", MARGIN, 196, bold=True)
    first = page(1, names(100), group, left, column(RIGHT, 148, "Some were counted.", (ROW, "No action was taken.")))
    before = find_tables(first, learnt=learnt).tables[-1]
    found = find_tables(page(2, names(100), group, left, heading), before, learnt)
    assert [word.text for word in found.words] == ["(C)", "Otters", "of", "the", "rivers"]
