"""Cells that span rows: beside which rows begin, and where they go on over a page break."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Box
from pipeline.parse.pdf.gutters import Span
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.over_pages.stitch import stitch
from pipeline.parse.pdf.tables.strips import strips_of
from pipeline.parse.pdf.tables.table import PageTable
from tests.parse.pdf.test_stitch import FIRST, PADDING, piece, rows, without_rules
from tests.parse.pdf.unruled import (
    LEFT,
    LINE,
    MARGIN,
    PARAGRAPH,
    RIGHT,
    ROW,
    cells,
    column,
    joined,
    line,
    names,
    page,
    read,
    row_of_two,
    ruled,
)


def test_cell_that_breaks_off_in_a_full_line_goes_on_where_any_other_of_its_column_spans_rows() -> None:
    """What stands below begins with what might be a code, and few cells of the column span rows."""
    body = [[f"B{n}. Count herons.", "All counted."] for n in range(1, 7)]
    upper = piece(
        1, [FIRST[0], *body, ["B7. Row.", "Rowed."], ["B8. Sail.", ""], ["B9. Fly.", "They met, see"]], header=1
    )
    tall, empty = (cell for cell in upper.cells if cell.column == 1 and cell.row in (7, 8))
    tall.row_span, tall.box = 2, tall.box.union(empty.box)
    upper.cells.remove(empty)
    cut = next(cell for cell in upper.cells if (cell.row, cell.column) == (9, 1))
    cut.box = cut.box.__class__(cut.box.x0, cut.box.top, cut.words[-1].x1 + 8, cut.box.bottom)
    [table] = stitch([upper, piece(2, [["B10. Map it.", "PC70 Doc. 11."], ["B11. Mend it.", "Mended."]])])
    assert rows(table)[9][1] == "They met, see|PC70 Doc. 11."
    assert [(cell.row, cell.row_span) for cell in table.cells if (cell.row, cell.column) == (9, 1)] == [(9, 2)]


def test_rule_under_one_of_the_names_leaves_the_column_of_the_other_open() -> None:
    """The second page prints the names again, with a rule only over the first column under them."""
    whole = (MARGIN, 540.0)
    first = [*names(100), *row_of_two(124), *row_of_two(176)]
    above = ruled(1, first, *((y, *whole) for y in (88.0, 108.0, 160.0, 212.0)))
    second = [
        *names(100),
        *column(LEFT, 124, "A7 Feed all of the herons", "in winter.", (28.0, "A8 Row there with"), "the otters."),
    ]
    second += column(RIGHT, 124, "They met in", "winter, too.") + row_of_two(220)
    rules = [(88.0, *whole), (108.0, MARGIN, RIGHT - 5), (148.0, MARGIN, RIGHT - 5)]
    below = ruled(2, second, *rules, *((y, *whole) for y in (204.0, 256.0)))
    [table] = read(above, below)
    assert joined(table)[2, 1].endswith("|They met in winter, too.")
    [cell] = [cell for cell in table.cells if (cell.row, cell.column) == (2, 1)]
    assert cell.row_span == 3


def test_row_begins_beside_text_where_most_rows_are_as_far_apart() -> None:
    """The text of the first cell, which spans two rows, ends lower than that beside it, by a hair."""
    top = 100.0 + ROW
    parts = [names(100.0), column(LEFT, top, "A1 Count the herons.", (ROW, "A2 Ring the otters of"), "both lakes.")]
    parts.append(
        column(RIGHT, top, "Herons were counted", "twice, and all otters", (13.0, "were ringed."), "All well.")
    )
    top += ROW + LINE + ROW
    for number in (3, 4, 5):
        parts += [column(LEFT, top, f"A{number} Map the sea", "in winter."), column(RIGHT, top, "It was", "mapped.")]
        top += LINE + ROW
    [table] = find_tables(page(1, *parts, ground=(85.0, 108.0))).tables
    found = cells(table)
    assert [found[row, 0][0][:2] for row in range(1, 6)] == ["A1", "A2", "A3", "A4", "A5"]
    assert found[1, 1][1] == 2


def test_row_under_the_rest_of_another_column_is_no_heading_where_it_begins_with_the_name() -> None:
    """Only text of the second column stands over the last row of the first, whose head is in a type of its own."""
    rest = column(RIGHT, 124.0, "counted in all of", "the marshes.")
    last = [*line("Otters", LEFT, 160.0, bold=True), *column(LEFT, 176.0, "A7 Ring the otters of", "both lakes.")]
    title = line("B. Other work that both Conventions have begun together", MARGIN, 216.0, bold=True)
    content = page(1, names(100.0), rest, last, title, names(246.0), row_of_two(270.0), ground=(85.0, 108.0))
    first = find_tables(content).tables[0]
    assert cells(first)[first.rows - 1, 0][0].startswith("Otters A7 Ring")


def test_cell_above_only_names_of_columns_is_no_part_of_them() -> None:
    names_only = piece(1, [FIRST[0]], header=1)
    lower = piece(2, [FIRST[0], ["B1. Count it.", ""], ["B2. Map it.", ""], ["B3. Row.", "Rowed."]], header=1)
    tall, empty = (cell for cell in lower.cells if cell.column == 1 and cell.row in (1, 2))
    tall.row_span, tall.box = 2, tall.box.union(empty.box)
    lower.cells.remove(empty)
    [table] = stitch([names_only, lower])
    assert [(cell.row, cell.row_span) for cell in table.cells if cell.column == 1] == [(0, 1), (1, 2), (3, 1)]


@pytest.mark.parametrize(("lines_left", "span"), [(0, 2), (3, 1)])
def test_full_line_that_ends_a_sentence_ends_a_cell_under_which_more_lines_have_room(
    lines_left: int, span: int
) -> None:
    """In a column of which many cells span rows."""

    def tall(table: PageTable, row: int) -> None:
        one, other = (cell for cell in table.cells if cell.column == 1 and cell.row in (row, row + 1))
        one.row_span, one.box = 2, one.box.union(other.box)
        table.cells.remove(other)

    above = ["B7. Fly.\n" + "\n".join(["Row."] * (1 + lines_left)), "All of the wardens met\nin their boats by night."]
    body = [["B1. Sail.", "All well."], ["B2. Row.", ""], ["B3. Sail.", "All well."], ["B4. Row.", ""], *FIRST[1:]]
    upper = piece(1, [FIRST[0], *body, above], header=1)
    lower = piece(2, [["B8. Sail.", "They came again by day."], ["B9. Row.", ""], ["B10. Fly.", "Flown."]])
    for table, row in ((upper, 1), (upper, 3), (lower, 0)):
        tall(table, row)
    for cell in upper.cells:
        if cell.row == 7 and cell.column == 1:
            cell.box = Box(cell.box.x0, cell.box.top, cell.words[-1].x1 + PADDING, cell.box.bottom)
    [table] = stitch([upper, lower])
    [cell] = [cell for cell in table.cells if (cell.row, cell.column) == (7, 1)]
    assert cell.row_span == (3 if span == 2 else 1)


def test_rules_part_rows_where_they_kept_together_what_the_white_parts() -> None:
    """The one row of the first table has white inside; the page ends before the row of the second does."""
    whole = (MARGIN, 540.0)
    entries = column(LEFT, 124, "A1 Count herons.", (PARAGRAPH, "A2 Ring otters."), (PARAGRAPH, "A3 Map it all."))
    first = [*names(100), *entries, *column(RIGHT, 124, "All herons of the lakes", "were counted.")]
    told = Learnt()
    [table] = find_tables(ruled(1, first, *((y, *whole) for y in (88.0, 108.0, 172.0))), None, told).tables
    assert table.rows == 2
    entries = column(LEFT, 124, "B1 Count what", (PARAGRAPH, "\u2022 herons eat;"), (PARAGRAPH, "\u2022 otters eat."))
    second = [
        *names(100),
        *entries,
        *column(RIGHT, 124, "This was told by all", (PARAGRAPH, "wardens."), "Not by all."),
    ]
    [table] = find_tables(ruled(2, second, *((y, *whole) for y in (88.0, 108.0))), None, told).tables
    assert table.rows == 2


def test_white_of_the_only_line_between_its_columns_is_no_space() -> None:
    alone = Line([*line("travel.", LEFT, 100), *line("2091-2092", RIGHT, 100)])
    [strip] = strips_of([alone], [Span(250, 300)], known=True)
    assert [(entry.column, entry.span, entry.text) for entry in strip.entries] == [
        (0, 1, "travel."),
        (1, 1, "2091-2092"),
    ]


def test_title_under_the_last_rule_is_no_row_where_other_names_follow() -> None:
    """A space of the text under the title stands where the columns part by chance."""
    whole = (MARGIN, 540.0)
    first = [*names(100), *row_of_two(124), *row_of_two(176)]
    title = [*line("B. Joint work", MARGIN, 240, bold=True), *line("Both work on what is told.", MARGIN, 260)]
    title += line("in the list.", RIGHT, 260)
    below = [*names(300), *row_of_two(324)]
    rules = ((y, *whole) for y in (88.0, 108.0, 160.0, 212.0, 288.0, 308.0, 364.0))
    found = find_tables(ruled(1, [*first, *title, *below], *rules)).tables
    assert [table.rows for table in found] == [3, 2]


def test_full_line_that_ends_a_sentence_ends_a_cell_above_rows_of_text_where_no_rules_are() -> None:
    """The lowest text of the page shows how much room there was."""
    body = [["B1. Sail.", "All well."], ["B2. Row.", ""], ["B3. Sail.", "All well."], ["B4. Row.", ""], *FIRST[1:]]
    above = ["B7. Fly.\nRow.\nSail.\nMap.\nCount.", "All of the wardens met\nin their boats by night."]
    upper = piece(1, [FIRST[0], *body, above], header=1)
    lower = piece(2, [["B8. Sail.", "They came again by day."], ["B9. Row.", ""], ["B10. Fly.", "Flown."]])
    for table, row in ((upper, 1), (upper, 3), (lower, 0)):
        one, other = (cell for cell in table.cells if cell.column == 1 and cell.row in (row, row + 1))
        one.row_span, one.box = 2, one.box.union(other.box)
        table.cells.remove(other)
    for cell in upper.cells:
        if cell.row == 7 and cell.column == 1:
            cell.box = Box(cell.box.x0, cell.box.top, cell.words[-1].x1 + PADDING, cell.box.bottom)
    [table] = stitch([without_rules(upper), without_rules(lower)])
    assert [cell.row_span for cell in table.cells if (cell.row, cell.column) == (7, 1)] == [1]


def test_second_level_of_a_list_goes_on_in_the_first_column_at_the_top_of_a_page() -> None:
    """Only text of the first column stands there, where the table's text begins; other text begins farther left."""
    running = line("Other text of the page begins farther left.", MARGIN, 70.0)
    first = column(LEFT, 100.0 + ROW, "A1 Count the herons of", "all lakes:", (PARAGRAPH, "\u2022 of the delta;"))
    above = page(
        1, running, names(100.0), first, column(RIGHT, 100.0 + ROW, "They were", "counted."), ground=(85.0, 108.0)
    )
    rest = [*line("\u2022 of its banks; and", LEFT + 14, 60.0), *line("\u2022 of the sea.", LEFT, 76.0)]
    title = line("B. Otters", MARGIN, 120.0, bold=True)
    below = page(2, rest, title, line("Other text of the page begins farther left.", MARGIN, 140.0))
    [table] = read(above, below)
    assert [fragment.page for fragment in table.fragments] == [1, 2]


def tall(table: PageTable, row: int) -> None:
    """Let the cell of the second column span the empty one under it."""
    one, other = (cell for cell in table.cells if cell.column == 1 and cell.row in (row, row + 1))
    one.row_span, one.box = 2, one.box.union(other.box)
    table.cells.remove(other)


@pytest.mark.parametrize(("head", "span"), [("Otters", 1), ("B4.", 3)])
def test_cell_that_spans_rows_ends_before_the_head_of_a_group(head: str, span: int) -> None:
    body = [["Herons\nB1. Ring them.", "All were ringed."], ["Storks\nB2. Feed them.", "Not yet."]]
    upper = piece(1, [FIRST[0], *body, ["B3. Row there\nby night.", "Rowed."]], header=1)
    lower = piece(2, [[f"{head}\nSail there.", ""], ["B5. Map it.", ""], ["B6. Fly.", "Flown."]])
    tall(lower, 0)
    for cell in (*upper.cells, *lower.cells):
        for word in cell.words:
            word.bold = word.bold or word.text in {"Herons", "Storks", "Otters"}
    [table] = stitch([upper, lower])
    assert [(cell.row, cell.row_span) for cell in table.cells if cell.column == 1][3] == (3, span)


@pytest.mark.parametrize(("text", "span"), [("Rowed,\nand well.", 1), ("Rowed.", 3)])
def test_cell_whose_text_ends_below_that_of_its_row_ends_there(text: str, span: int) -> None:
    """No rule shows how much white is under rows."""
    body = [["B1. Ring them.", "All were ringed."], ["B2. Feed them.", "Not yet."]]
    upper = without_rules(piece(1, [FIRST[0], *body, ["B3. Row there.", text]], header=1))
    lower = without_rules(piece(2, [["B4. Sail there.", ""], ["B5. Map it.", ""], ["B6. Fly.", "Flown."]]))
    tall(lower, 0)
    [table] = stitch([upper, lower])
    assert [(cell.row, cell.row_span) for cell in table.cells if cell.column == 1][3] == (3, span)


@pytest.mark.parametrize(("head", "issues"), [("B4.", ["row-break-uncertain"]), ("Otters", [])])
def test_empty_cell_below_a_break_may_be_the_rest_of_one_where_any_of_its_column_spans_rows(
    head: str, issues: list[str]
) -> None:
    """No other row of its page shows it; it is none where another group begins."""
    body = [["Herons\nB1. Ring them.", "All well."], ["Storks\nB2. Feed them.", "Not yet."]]
    upper = piece(1, [FIRST[0], *body, ["B3. Row there\nby night.", "Rowed."]], header=1)
    lower = piece(
        2, [[f"{head}\nSail there.", ""], ["B5. Map it.", "Mapped."], ["B6. Fly.", ""], ["B7. Row.", "Rowed."]]
    )
    tall(lower, 1)
    for cell in (*upper.cells, *lower.cells):
        for word in cell.words:
            word.bold = word.bold or word.text in {"Herons", "Storks", "Otters"}
    [table] = stitch([upper, lower])
    assert [(cell.row, cell.row_span) for cell in table.cells if cell.column == 1][3:5] == [(3, 1), (4, 1)]
    assert [issue.rule for issue in table.issues] == issues


def test_text_that_stands_lowest_on_a_full_page_may_be_cut_there() -> None:
    """No rule shows how rows end; a cell of the same column spans rows below."""
    body = [["B1. Ring them.", "All were ringed."], ["B2. Feed them.", "Not yet."]]
    upper = without_rules(piece(1, [FIRST[0], *body, ["B3. Row there.", "Rowed,\nand well."]], header=1))
    lower = without_rules(piece(2, [["B4. Sail there.", "Sailed."], ["B5. Map it.", ""], ["B6. Fly.", "Flown."]]))
    tall(lower, 0)
    for table in (upper, lower):
        table.page_end = 700.0
    assert [issue.rule for issue in stitch([upper, lower])[0].issues] == ["row-break-uncertain"]


@pytest.mark.parametrize(("open_before", "span"), [(True, 2), (False, 4)])
def test_a_rule_at_a_break_ends_a_cell_where_the_rows_that_others_cut_are_left_open(
    open_before: bool, span: int
) -> None:
    """The text of the cell above fills its two rows; that below spans the first two of its page."""
    cut = piece(1, [FIRST[0], ["B1. Count the herons of", "All herons were"]], header=1)
    upper = piece(2, [["the lakes.", "counted."], ["B2. Sail.", "They met, and sailed."], ["B3. Fly.", ""]])
    lower = piece(3, [["B4. Map it.", "The wardens mapped it."], ["B5. Mend it.", ""], ["B6. Row.", "Rowed."]])
    cut.drawn_bottom = upper.drawn_top = not open_before
    for table, row in ((upper, 1), (lower, 0)):
        tall, empty = (cell for cell in table.cells if cell.column == 1 and cell.row in (row, row + 1))
        tall.row_span, tall.box = 2, tall.box.union(empty.box)
        table.cells.remove(empty)
        if table is upper:  # Its text is as high as its rows: nothing more has room.
            down = tall.box.bottom - PADDING - tall.words[-1].bottom
            tall.words = [
                replace(word, top=word.top + down, bottom=word.bottom + down, baseline=word.baseline + down)
                for word in tall.words
            ]
    [table] = stitch([cut, upper, lower])
    assert [cell.row_span for cell in table.cells if cell.column == 1][2] == span


def names_again(rows: list[list[str]], page: int) -> PageTable:
    """Make the table of a page under names printed again, of which no rule parts the second from what is below."""
    return replace(piece(page, [FIRST[0], *rows], header=1), open_under_names=frozenset({1}))


def test_text_under_a_name_that_no_rule_parts_from_it_says_nothing_of_the_row() -> None:
    upper = piece(1, [FIRST[0], *[["Count herons.", "All counted."]] * 3, ["Row there.", "Two boats and"]], header=1)
    [table] = stitch([upper, names_again([["Sail there.", "three sails."], ["Rest.", "No."]], 2)])
    assert rows(table)[4:6] == [["Row there.", "Two boats and|three sails."], ["Sail there.", ""]]
    assert [cell.row_span for cell in table.cells if (cell.row, cell.column) == (4, 1)] == [2]


@pytest.mark.parametrize("shown", [False, True])
def test_cell_under_names_printed_again_is_none_above_where_a_rule_parts_it_and_others_not(*, shown: bool) -> None:
    body = [[f"B{n}. Count herons.", "All counted."] for n in range(1, 4)]
    first = piece(1, [FIRST[0], *body, ["B4. Row there.", "Two boats and"]], header=1)
    second = names_again([["B5. Sail there.", "three sails."], ["B6. Rest.", "No."]], 2)
    third = piece(3, [FIRST[0], ["B7. Swim.", ""], ["B8. Dive.", ""], ["B9. Fly.", "Flown."]], header=1)
    tall, empty = (cell for cell in third.cells if cell.column == 1 and cell.row in (1, 2))
    tall.row_span, tall.box = 2, tall.box.union(empty.box)
    third.cells.remove(empty)
    pieces = [first, second, third] if shown else [first, replace(second, open_under_names=frozenset()), third]
    [table] = stitch(pieces)
    [cell] = [
        cell for cell in table.cells if cell.column == 1 and "".join(w.text for w in cell.pieces[0].words) == "No."
    ]
    assert cell.row_span == (1 if shown else 3)
