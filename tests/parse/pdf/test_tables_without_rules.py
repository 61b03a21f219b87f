"""Tables that no rule draws: which lines make rows, what spans them, and where they go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.model import Box
from pipeline.parse.pdf.gutters import Span, has_gap, stretches, text_lines
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import PageContent, Rule, Word
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.over_pages.stitch import stitch
from pipeline.parse.pdf.tables.over_pages.stitched import StitchedTable
from pipeline.parse.pdf.tables.rows.by_lines import ends_sentences
from pipeline.parse.pdf.tables.strips import strips_of
from pipeline.parse.pdf.tables.table import PageTable
from pipeline.parse.pdf.tables.text_table import Heads

SIZE = 10.0
LINE = 12.0
PARAGRAPH = 16.0
ROW = 24.0
"""Distances of baselines: inside of a paragraph, from one to the next, from row to row."""

MARGIN, LEFT, RIGHT = 60.0, 70.0, 300.0
"""Where other text begins, and the columns of a table."""

NAMES = ("Joint activities", "What was done")


def line(text: str, x: float, baseline: float, *, bold: bool = False) -> list[Word]:
    """Set a line in words of 5 points a letter."""
    found = []
    for text_word in text.split():
        edges = (x, baseline - 8, x + 5.0 * len(text_word), baseline + 2)
        found.append(Word(text_word, *edges, SIZE, baseline, bold=bold, glyphs=len(text_word)))
        x = found[-1].x1 + 3
    return found


def column(x: float, top: float, *lines: str | tuple[float, str]) -> list[Word]:
    """Set lines below each other from a baseline; (white, text) is so far below the line above, else `LINE`."""
    found: list[Word] = []
    y = top
    for index, entry in enumerate(lines):
        white, text = entry if isinstance(entry, tuple) else (LINE, entry)
        y += white if index else 0.0
        found += line(text, x, y)
    return found


def names(baseline: float, texts: Sequence[str] = NAMES) -> list[Word]:
    return [word for x, text in zip((LEFT, RIGHT), texts, strict=False) for word in line(text, x, baseline, bold=True)]


def page(number: int, *parts: list[Word], ground: tuple[float, float] | None = None) -> PageContent:
    """Make a page of words; ``ground`` is the top and bottom of a filled band as wide as the text."""
    shades = [Box(MARGIN, ground[0], 540.0, ground[1])] if ground else []
    return PageContent(number, 600.0, 800.0, [word for part in parts for word in part], [], shades)


def said(words: Sequence[Word]) -> str:
    return " ".join(entry.text for entry in text_lines(words))


def cells(table: PageTable) -> dict[tuple[int, int], tuple[str, int, int]]:
    """Return what each cell says, with the rows and columns that it spans."""
    return {
        (cell.row, cell.column): (said(cell.words) if cell.words else "", cell.row_span, cell.column_span)
        for cell in table.cells
    }


def joined(table: StitchedTable) -> dict[tuple[int, int], str]:
    return {(c.row, c.column): "|".join(said(piece.words) for piece in c.pieces if piece.words) for c in table.cells}


def read(*pages: PageContent) -> list[StitchedTable]:
    """Read pages one after the other, each of which ends with the last of its tables, and join these."""
    heads = Heads()
    flow: list[PageTable | str] = []
    before = None
    for content in pages:
        tables = find_tables(content, before, heads).tables
        before = tables[-1] if tables else None
        flow += tables
    return stitch(flow)


def row_of_two(top: float) -> list[Word]:
    return [
        *column(LEFT, top, "A1 Count the herons of both", "lakes.", (PARAGRAPH, "A2 Ring them.")),
        *column(RIGHT, top, "All herons of the lakes", "were counted."),
    ]


def test_paragraphs_closer_than_the_first_row_is_to_the_names_are_one_row() -> None:
    (table,) = find_tables(page(1, names(100.0), row_of_two(100.0 + ROW), ground=(85.0, 108.0))).tables
    assert cells(table) == {
        (0, 0): ("Joint activities", 1, 1),
        (0, 1): ("What was done", 1, 1),
        (1, 0): ("A1 Count the herons of both lakes. A2 Ring them.", 1, 1),
        (1, 1): ("All herons of the lakes were counted.", 1, 1),
    }


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


def test_one_row_without_a_ground_is_no_table_unless_another_has_the_same_names() -> None:
    alone = page(1, names(100.0), row_of_two(100.0 + ROW))
    assert find_tables(alone).tables == []
    heads = Heads()
    two = page(1, names(100.0), row_of_two(100.0 + ROW), row_of_two(152.0 + ROW))
    (table,) = find_tables(two, None, heads).tables
    assert (table.rows, table.row_gap) == (3, ROW / SIZE)
    (again,) = find_tables(alone, None, heads).tables
    assert again.rows == 2


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


def test_row_that_begins_beside_running_text_shares_the_cell_of_this() -> None:
    content = page(
        1,
        names(100.0),
        column(LEFT, 124.0, "A1 Count the herons.", (ROW, "A2 Ring the herons."), (ROW, "A3 Feed them.")),
        column(
            RIGHT, 124.0, "All herons of the lakes", "were counted and ringed", "by both secretariats", "in spring."
        ),
        column(LEFT, 124.0 + 3 * ROW, "A4 Watch the otters."),
        column(RIGHT, 124.0 + 3 * ROW, "Not begun."),
    )
    (table,) = find_tables(content).tables
    found = cells(table)
    assert [found[row, 0][0] for row in (1, 2, 3, 4)] == [
        "A1 Count the herons.",
        "A2 Ring the herons.",
        "A3 Feed them.",
        "A4 Watch the otters.",
    ]
    assert found[1, 1] == ("All herons of the lakes were counted and ringed by both secretariats in spring.", 3, 1)
    assert found[4, 1] == ("Not begun.", 1, 1)
    assert table.spanning == frozenset({1})
    assert any("to span" in words for words in table.inferred)


def test_paragraph_that_begins_level_with_a_row_is_of_the_cell_that_spans_it() -> None:
    """It stands nearer to the text above than rows do, and the first column as far as these."""
    done = ("All herons of the lakes", (13.0, "were counted by both of"), (13.0, "them."), (PARAGRAPH, "They met."))
    content = page(
        1,
        names(100.0),
        column(LEFT, 124.0, "A1 Count the herons of", "both lakes.", (30.0, "A2 Ring the herons.")),
        column(RIGHT, 124.0, *done),
        column(
            LEFT, 196.0, "A3 Watch otters:", (PARAGRAPH, "- at sea;"), (PARAGRAPH, "- by night."), (30.0, "A4 Map it.")
        ),
        column(RIGHT, 196.0, "Not begun.", (30.0 + 2 * PARAGRAPH, "Not begun.")),
        ground=(85.0, 108.0),
    )
    (table,) = find_tables(content).tables
    found = cells(table)
    assert found[1, 1] == ("All herons of the lakes were counted by both of them. They met.", 2, 1)
    assert [found[row, 0][0][:2] for row in (1, 2, 3, 4)] == ["A1", "A2", "A3", "A4"]


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


def test_empty_cells_are_spanned_only_where_others_visibly_are() -> None:
    content = page(
        1,
        names(100.0),
        column(LEFT, 124.0, "A1 Count the herons.", (ROW, "A2 Ring the herons."), (ROW, "A3 Feed them.")),
        column(RIGHT, 124.0, "All were counted."),
        ground=(85.0, 108.0),
    )
    (table,) = find_tables(content).tables
    assert cells(table)[1, 1] == ("All were counted.", 1, 1)
    assert cells(table)[2, 1] == ("", 1, 1)


def test_cell_that_makes_its_row_as_high_as_it_is_does_not_span_the_empty_ones_below() -> None:
    """The text of A4 needs two lines more than A4 has; were its cell to go on beside A5, it would need none."""
    content = page(
        1,
        names(100.0),
        column(LEFT, 124.0, "A1 Count the herons.", (ROW, "A2 Ring the herons."), (ROW, "A3 Feed them.")),
        column(
            RIGHT, 124.0, "All herons of the lakes", "were counted and ringed", "by both secretariats", "in spring."
        ),
        column(LEFT, 196.0, "A4 Watch the otters."),
        column(RIGHT, 196.0, "Otters were watched", "in all of the lakes", "and in the delta."),
        column(LEFT, 220.0 + ROW, "A5 Map it.", (ROW, "A6 Mend the boats.")),
    )
    (table,) = find_tables(content).tables
    found = cells(table)
    assert found[4, 1] == ("Otters were watched in all of the lakes and in the delta.", 1, 1)
    assert found[5, 1] == found[6, 1] == ("", 1, 1)


def test_empty_cells_under_others_are_named_where_nothing_tells_what_spans_them() -> None:
    first = [*column(LEFT, 124.0, "A1 Count the herons."), *column(RIGHT, 124.0, "All were counted.")]
    below = column(LEFT, 124.0 + ROW, "A2 Ring the herons.")
    beside = column(RIGHT, 124.0 + ROW, "All were ringed.")
    named = [
        any("not taken to span" in words for words in table.inferred)
        for content in (page(1, names(100.0), first, below), page(1, names(100.0), first, below, beside))
        for table in find_tables(content).tables
    ]
    assert named == [True, False]


def test_regions_and_heads_span_what_stands_under_them_in_a_table_of_figures() -> None:
    xs = (70.0, 150.0, 270.0, 330.0)

    def row(baseline: float, *texts: str, bold: bool = False) -> list[Word]:
        return [word for x, text in zip(xs, texts, strict=False) if text for word in line(text, x, baseline, bold=bold)]

    content = page(
        1,
        row(100.0, "Region", "Species", "Seizures", bold=True),
        row(124.0, "", "", "2090", "2091", bold=True),
        row(148.0, "North and", "herons", "12", "340"),
        row(160.0, "West"),
        row(172.0, "", "otters", "7", "81"),
        row(196.0, "East", "herons", "9", "11"),
        row(220.0, "", "storks", "3", "5"),
        row(244.0, "", "otters", "30", "6"),
    )
    (table,) = find_tables(content).tables
    found = cells(table)
    assert found[0, 0] == ("Region", 2, 1)
    assert found[0, 2] == ("Seizures", 1, 2)
    assert found[2, 0] == ("North and West", 2, 1)
    assert found[4, 0] == ("East", 3, 1)
    assert table.rows == 7


def one_column(number: int, *parts: list[Word], ground: bool = True) -> PageContent:
    return page(number, *parts, ground=(85.0, 108.0) if ground else None)


def test_column_under_a_ground_is_a_table_where_other_text_begins_with_the_ground() -> None:
    title = line("A. Herons and other birds of the lakes", MARGIN, 70.0, bold=True)
    name = line("Joint activities", LEFT, 100.0, bold=True)
    body = column(
        LEFT, 124.0, "A1 Count the herons of both lakes.", (ROW, "A2 Ring them."), (PARAGRAPH, "A3 Feed them.")
    )
    after = line("The secretariats thank all who counted.", MARGIN, 210.0)
    (table,) = find_tables(one_column(1, title, name, body, after)).tables
    assert [text for text, _, _ in cells(table).values()] == [
        "Joint activities",
        "A1 Count the herons of both lakes.",
        "A2 Ring them. A3 Feed them.",
    ]
    assert find_tables(one_column(1, title, name, body, after, ground=False)).tables == []
    assert find_tables(one_column(1, name, body)).tables == []


DESCRIBED = "Description of joint activities"


def test_column_whose_name_describes_activities_is_a_table_where_it_is_set_in() -> None:
    title = line("A. Herons and other birds of the lakes", MARGIN, 70.0, bold=True)
    name = line(DESCRIBED, LEFT, 100.0, bold=True)
    body = column(
        LEFT, 124.0, "A1 Count the herons of both lakes.", (ROW, "A2 Ring them."), (PARAGRAPH, "A3 Feed them.")
    )
    after = line("The secretariats thank all who counted.", MARGIN, 210.0)
    (table,) = find_tables(page(1, title, name, body, after)).tables
    assert [text for text, _, _ in cells(table).values()] == [
        DESCRIBED,
        "A1 Count the herons of both lakes.",
        "A2 Ring them. A3 Feed them.",
    ]
    assert (table.xs[0], table.xs[-1], table.header_rows) == (MARGIN, 600.0 - MARGIN, 1)
    assert find_tables(page(1, name, body)).tables == [], "all text of the page begins where the name does"


def between(content: PageContent, *places: float) -> PageContent:
    """Draw rules over the whole width of the text of a page."""
    content.rules += [Rule(Box(MARGIN, y, 540.0, y + 0.6), horizontal=True) for y in places]
    return content


def test_column_between_rules_is_a_table_though_its_page_ends_behind_its_name_or_the_first_head() -> None:
    title = line("A. Herons and other birds of the lakes", MARGIN, 660.0, bold=True)
    name = line(DESCRIBED, LEFT, 700.0, bold=True)
    head = line("Herons", LEFT, 724.0, bold=True)
    body = column(
        LEFT, 74.0, "A1 Count the herons of both lakes.", (PARAGRAPH, "A2 Ring them."), (ROW, "A3 Feed them.")
    )
    for above, rules in (((title, name), (686, 708)), ((title, name, head), (686, 708, 732))):
        upper = find_tables(between(page(1, *above), *rules)).tables
        assert [(table.rows, table.header_rows, table.ruled_rows) for table in upper] == [(len(rules) - 1, 1, True)]
        (lower,) = find_tables(between(page(2, body), 60.0, 98.0, 122.0), upper[0]).tables
        assert [text for text, _, _ in cells(lower).values()] == [
            "A1 Count the herons of both lakes. A2 Ring them.",
            "A3 Feed them.",
        ]


def test_row_that_the_page_cuts_right_under_the_name_of_a_column_is_one_row() -> None:
    name = line(DESCRIBED, LEFT, 700.0, bold=True)
    cut = [*line("Herons", LEFT, 724.0, bold=True), *line("A1 Count the herons of", LEFT, 742.0)]
    (upper,) = find_tables(between(page(1, name, cut), 686, 708)).tables
    assert (upper.rows, upper.header_rows, upper.ruled_rows) == (2, 1, True)
    assert cells(upper)[1, 0][0] == "Herons A1 Count the herons of"


def test_column_is_known_by_its_name_and_how_far_it_was_set_in_before() -> None:
    title = line("A. Herons and other birds of the lakes", MARGIN, 70.0, bold=True)
    name = line(DESCRIBED, LEFT, 100.0, bold=True)
    first = page(1, title, name, column(LEFT, 124.0, "A1 Count the herons."), line("B. Otters", MARGIN, 190.0))
    heads = Heads()
    find_tables(first, None, heads)
    alone = page(2, line(DESCRIBED, LEFT, 70.0, bold=True), column(LEFT, 94.0, "B1 Count the otters."))
    (table,) = find_tables(alone, None, heads).tables
    assert (table.rows, table.header_rows, table.xs[0]) == (2, 1, MARGIN)


def test_name_of_one_column_at_the_end_of_a_page_heads_what_the_next_begins_with() -> None:
    title = line("A. Herons and other birds of the lakes", MARGIN, 70.0, bold=True)
    first = page(1, title, line(DESCRIBED, LEFT, 100.0, bold=True))
    rest = column(LEFT, 70.0, "A1 Count the herons.", (ROW, "A2 Ring them."))
    (table,) = read(first, page(2, rest, line("Other matters were not raised.", MARGIN, 140.0)))
    assert (table.header_rows, list(joined(table).values())) == (
        1,
        [DESCRIBED, "A1 Count the herons.", "A2 Ring them."],
    )


def test_one_row_is_a_table_where_a_name_describes_activities() -> None:
    (table,) = find_tables(page(1, names(100.0, (DESCRIBED, "Results")), row_of_two(100.0 + ROW))).tables
    assert (table.rows, table.columns, table.header_rows) == (2, 2, 1)
    assert cells(table)[1, 1][0] == "All herons of the lakes were counted."


def test_column_goes_on_where_text_is_set_in_as_the_table_was() -> None:
    title = line("A. Herons and other birds of the lakes", MARGIN, 70.0, bold=True)
    name = line("Joint activities", LEFT, 100.0, bold=True)
    first = one_column(1, title, name, column(LEFT, 124.0, "A1 Count the herons.", (ROW, "A2 Ring them all, and")))
    rest = column(LEFT, 70.0, "feed them.", (ROW, "A3 Watch the otters."))
    (table,) = read(first, page(2, rest, line("Other matters were not raised.", MARGIN, 140.0)))
    assert list(joined(table).values()) == [
        "Joint activities",
        "A1 Count the herons.",
        "A2 Ring them all, and|feed them.",
        "A3 Watch the otters.",
    ]


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


def test_words_are_in_one_table_only_where_names_of_columns_follow_each_other() -> None:
    heads = [names(100 + 30 * k) for k in range(5)]
    content = page(1, *(part for k, head in enumerate(heads) for part in (head, line("again", RIGHT, 112 + 30 * k))))
    parts = find_tables(content)
    held = [id(word) for table in parts.tables for cell in table.cells for word in cell.words]
    assert len(held) == len(set(held))
    assert len(held) + len(parts.words) == len(content.words)


def of_three(baseline: float, *texts: str, bold: bool = False) -> list[Word]:
    places = zip((70.0, 230.0, 390.0), texts, strict=True)
    return [word for x, text in places for word in line(text, x, baseline, bold=bold)]


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


def test_sentence_that_ends_in_a_line_of_one_word_shows_text() -> None:
    """A row between rules whose lines end sentences is one row, though each has something beside it."""
    long = line("Work for the herons of all the", 70, 100)
    assert ends_sentences([Line(long), Line(line("marshes.", 70, 112)), Line(line("Map the delta again.", 70, 124))])
    assert not ends_sentences([Line(line("Delta.", 70, 100)), Line(line("Marsh.", 70, 112))])


def test_white_no_wider_than_a_space_parts_no_columns() -> None:
    """In type with wide spaces, words of a name that stands over two columns are one entry."""
    wide = [word for k, text in enumerate(("Wardens", "trained")) for word in line(text, 300 + 41.0 * k, 100)]
    below = [*line("2091", 300, 112), *line("2092", 345, 112)]
    strips = strips_of(
        [Line([*line("Delta", 70, 100), *wide]), Line(below)], [Span(95, 300), Span(320, 345)], known=True
    )
    assert [(entry.column, entry.text) for entry in strips[0].entries] == [(0, "Delta"), (1, "Wardens trained")]


def ruled(number: int, words: Sequence[Word], *rules: tuple[float, float, float]) -> PageContent:
    """Make a page with rules: how far from the top each is, and where it starts and ends."""
    drawn = [Rule(Box(x0, y, x1, y), horizontal=True) for y, x0, x1 in rules]
    return PageContent(number, 600.0, 800.0, list(words), drawn, [])


def test_rules_part_rows_under_names_under_which_they_did_before() -> None:
    """What stands beside each other between two rules may be rows, but not where each rule parts two rows above."""
    first = [*names(100), *row_of_two(124), *row_of_two(176), *row_of_two(228)]
    second = [*names(100), *column(LEFT, 124, "Waders", (PARAGRAPH, "Ringing"), (PARAGRAPH, "Counting"))]
    second += column(RIGHT, 124, "Yearly", (PARAGRAPH, "In spring"), (PARAGRAPH, "In autumn"))
    whole = (MARGIN, 540.0)
    above = ruled(1, first, *((y, *whole) for y in (88.0, 108.0, 160.0, 212.0, 264.0)))
    below = ruled(2, second, *((y, *whole) for y in (88.0, 108.0, 170.0)))
    told = Heads()
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


def test_rows_of_one_column_on_every_other_ground_are_those_of_the_name_over_the_first() -> None:
    """The first row has no ground, so that nothing is drawn under the name; the page ends with the head of a group."""
    running = line("Running text begins farther left than the table.", MARGIN, 60)
    rows = [
        ["Herons"],
        ["B1 Count herons."],
        ["Otters"],
        ["B2 Count otters", "of all rivers", "in winter."],
        ["Cranes"],
    ]
    rows += [["B3 Count cranes."], ["Seals"]]
    name = "Description of joint activities"
    words = line(name, LEFT, 100, bold=True)
    shades = []
    top = 124.0
    for at, texts in enumerate(rows):
        for text in texts:
            words += line(text, LEFT, top + LINE * texts.index(text), bold=at % 2 == 0)
        height = ROW + LINE * (len(texts) - 1)
        if at % 2:
            shades.append(Box(MARGIN, top - 15, 540, top - 15 + height))
        top += height
    content = page(1, running, words)
    content.shades = shades
    [table] = find_tables(content).tables
    assert table.header_rows == 1
    assert [cells(table)[row, 0][0] for row in range(table.rows)] == [name, *map(" ".join, rows)]


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


def test_grounds_of_some_columns_show_the_cell_beside_them_that_spans_rows() -> None:
    """The second result answers two activities; it has no ground, nor have the first of them, the row below, a head."""
    done = ["Two herons were counted.", "Mapped in May.", "", "Six boats were mended."]
    tops = [124.0 + 2 * LINE * k for k in range(4)]
    words = names(100)
    for k, (top, result) in enumerate(zip(tops, done, strict=True)):
        words += line(f"B{k + 1} Count all of the herons", LEFT, top) + line("of the lakes.", LEFT, top + LINE)
        words += line(result, RIGHT, top) if result else []
    content = page(1, words)
    content.shades = [Box(MARGIN, tops[k] - 10, right, tops[k] + 2 * LINE - 10) for k, right in ((0, 540), (2, 300))]
    content.words += line("Otters", LEFT, tops[3] + 2 * LINE, bold=True)
    last = tops[3] + 3 * LINE
    content.shades.append(Box(MARGIN, last - 10, 540, last + LINE - 10))
    content.words += [*line("B5 Seek funds.", LEFT, last), *line("Found.", RIGHT, last)]
    [table] = find_tables(content).tables
    spans = {(cell.row, cell.column): (cell.row_span, said(cell.words)) for cell in table.cells if cell.column}
    assert spans == {
        (0, 1): (1, "What was done"),
        (1, 1): (1, done[0]),
        (2, 1): (2, done[1]),
        (4, 1): (1, done[3]),
        (6, 1): (1, "Found."),
    }


FIGURES = (70.0, 170.0, 270.0, 340.0)
"""Columns of a table of figures: regions, their species, figures of two years."""


def figures(baseline: float, *texts: str, bold: bool = False) -> list[Word]:
    return [word for x, text in zip(FIGURES, texts, strict=False) for word in line(text, x, baseline, bold=bold)]


def heads(top: float) -> list[Word]:
    """Set names of columns, one of them over two."""
    return [
        *figures(top, "Region", "Species", "Seizures", bold=True),
        *figures(top + 20, "", "", "2091", "2092", bold=True),
    ]


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


def test_rows_far_below_are_of_two_columns_where_they_begin_with_both() -> None:
    top = [names(100.0), row_of_two(124.0), row_of_two(176.0)]
    both = [*column(LEFT, 500.0, "A5 Watch the otters."), *column(RIGHT, 500.0, "Some were seen.")]
    short = column(LEFT, 500.0, "A5 Watch the otters.")
    shifted = [*column(LEFT + 20, 500.0, "A5 Watch the otters."), *column(RIGHT, 500.0, "Some were seen.")]
    found = [find_tables(page(1, *top, rest)).tables[0] for rest in (both, short, shifted)]
    assert [table.rows for table in found] == [4, 3, 3]
    assert [table.row_gap for table in found] == [2.4] * 3, "white under a row as high as the page is no habit"


UPPER, LOWER = (90.0, MARGIN, 540.0), (112.0, MARGIN, 540.0)
"""Rules over and under names of columns at 105 points."""


def two_ruled_rows(number: int, *below: list[Word]) -> PageContent:
    rows = [
        *column(LEFT, 126.0, "A1 Count the herons of both", "lakes.", (PARAGRAPH, "A2 Ring them.")),
        *column(RIGHT, 126.0, "All herons of the lakes", "were counted."),
        *column(LEFT, 182.0, "A3 Watch the otters."),
        *column(RIGHT, 182.0, "They were seen."),
    ]
    words = [*names(105.0), *rows, *(word for part in below for word in part)]
    return ruled(number, words, UPPER, LOWER, (168.0, MARGIN, 540.0), (190.0, MARGIN, 540.0))


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


def test_white_behind_bullets_parts_no_columns_under_names_that_are_known() -> None:
    told = Heads()
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


def test_column_under_a_name_printed_again_may_begin_with_the_second_level_of_a_list() -> None:
    name = line("Joint activities", LEFT, 100.0, bold=True)
    rest = [*column(LEFT + 12, 124.0, "- frogs; and"), *column(LEFT, 140.0, "- fish."), *line("After.", MARGIN, 180.0)]
    (table,) = find_tables(one_column(1, name, rest)).tables
    assert cells(table)[1, 0][0] == "- frogs; and - fish."


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
