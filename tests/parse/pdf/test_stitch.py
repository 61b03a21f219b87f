"""Tables over page breaks: what is cut is joined, what is whole stays whole, nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Box
from pipeline.parse.pdf.gutters import Span, text_lines
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.over_pages.habits import Remembered
from pipeline.parse.pdf.tables.over_pages.stitch import stitch
from pipeline.parse.pdf.tables.over_pages.stitched import StitchedTable
from pipeline.parse.pdf.tables.table import PageCell, PageTable

WIDTH = 200.0
LINE = 12.0
PADDING = 4.0


def words(text: str, x0: float, top: float, bold: bool = False) -> list[Word]:
    """Set lines of text (parted by newlines) in words of 5 points a letter."""
    found = []
    for k, line in enumerate(text.split("\n")):
        x = x0
        for word in line.split():
            width = 5.0 * len(word)
            bottom = top + k * LINE + 10
            found.append(Word(word, x, bottom - 10, x + width, bottom, 10.0, bottom - 2, bold=bold, glyphs=len(word)))
            x += width + 3
    return found


def piece(page: int, rows: list[list[str]], header: int = 0, white: float = PADDING, drawn: bool = True) -> PageTable:
    """Make the table of one page; ``white`` is under the text of the last row, elsewhere it is the padding."""
    ys = [70.0]
    cells = []
    for r, row in enumerate(rows):
        height = max(len(text.split("\n")) for text in row) * LINE - 2 + PADDING
        height += white if r == len(rows) - 1 else PADDING
        for c, text in enumerate(row):
            box = Box(50 + c * WIDTH, ys[-1], 50 + (c + 1) * WIDTH, ys[-1] + height)
            cells.append(PageCell(r, c, 1, 1, box, words(text, box.x0 + PADDING, box.top + PADDING, bold=r < header)))
        ys.append(ys[-1] + height)
    xs = [50 + c * WIDTH for c in range(len(rows[0]) + 1)]
    return PageTable(page, Box(xs[0], ys[0], xs[-1], ys[-1]), xs, ys, cells, header, "rules", drawn, drawn)


def rows(table: StitchedTable) -> list[list[str]]:
    found = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        found[cell.row][cell.column] = "|".join(
            " ".join(line.text for line in text_lines(part.words)) for part in cell.pieces
        )
    return found


WORK = ((1, "Count herons."), (2, "Count otters."), (3, "Guard it."), (4, "Map it."), (5, "Mend it."))
FIRST = [["Activity", "Result"], ["B1. Count herons.", "All counted."], ["B2. Count otters.", "Half counted."]]


def test_sentence_that_runs_on_joins_its_row() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard the", "The wardens met."]], header=1)
    lower = piece(2, [["marsh all year.", ""], ["B4. Map the delta.", "Mapped."]])
    [table] = stitch([upper, lower])
    assert rows(table)[3:] == [
        ["B3. Guard the|marsh all year.", "The wardens met.|"],
        ["B4. Map the delta.", "Mapped."],
    ]
    assert [fragment.page for fragment in table.fragments] == [1, 2]
    assert any("cut by the break between pages 1 and 2" in words for words in table.inferred)
    assert table.issues == []


def test_row_that_goes_on_in_other_cells_is_reported() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard the", "The wardens met."]], header=1)
    lower = piece(2, [["marsh all year.", ""], ["B4. Map the delta.", "Mapped."]])
    wide, covered = (cell for cell in lower.cells if cell.row == 0)
    wide.column_span = 2
    lower.cells.remove(covered)
    [table] = stitch([upper, lower])
    assert [row[0] for row in rows(table)][3:] == ["B3. Guard the", "marsh all year.", "B4. Map the delta."]
    [issue] = table.issues
    assert (issue.rule, issue.page) == ("row-break-uncertain", 2)
    assert "not stand in the same columns" in issue.evidence


def test_row_that_ends_at_the_break_is_not_joined_with_the_next() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard the marsh.", "Guarded."]], header=1)
    lower = piece(2, [["B4. Map the delta.", "Mapped."], ["B5. Mend boats.", "Mended."]])
    [table] = stitch([upper, lower])
    assert rows(table)[3:5] == [["B3. Guard the marsh.", "Guarded."], ["B4. Map the delta.", "Mapped."]]
    assert table.rows == 6


def test_cut_between_paragraphs_shows_in_the_white_at_the_break() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard the marsh.", "Guarded."]], header=1, white=17)
    lower = piece(2, [["B4. Map the delta.", ""], ["B5. Mend boats.", "Mended."]])
    [table] = stitch([upper, lower])
    assert rows(table)[3] == ["B3. Guard the marsh.|B4. Map the delta.", "Guarded.|"]


def test_header_printed_again_is_set_aside_and_kept() -> None:
    upper = piece(1, FIRST, header=1)
    lower = piece(2, [FIRST[0], ["B3. Map the delta.", "Mapped."]], header=1)
    [table] = stitch([upper, lower])
    assert [row[0] for row in rows(table)] == [
        "Activity",
        "B1. Count herons.",
        "B2. Count otters.",
        "B3. Map the delta.",
    ]
    assert [part.words[0].text for part in table.repeated] == ["Activity", "Result"]
    assert [part.page for part in table.repeated] == [2, 2]


def test_header_known_only_by_being_printed_again() -> None:
    [table] = stitch([piece(1, FIRST), piece(2, [FIRST[0], ["B3. Map the delta.", "Mapped."]])])
    assert table.header_rows == 1
    assert {cell.header for cell in table.cells if cell.row == 0} == {True}
    assert "the header is what later pages print again" in table.inferred


NAMES = ["Activities", "Results"]


def test_header_may_be_printed_from_the_second_page_on() -> None:
    upper = piece(1, [["B1. Guard the", "The wardens met."]])
    middle = piece(2, [NAMES, ["marsh all year.", ""], FIRST[2]], header=1)
    lower = piece(3, [NAMES, ["B3. Map the delta.", "Mapped."]], header=1)
    [table] = stitch([upper, middle, lower])
    assert table.header_rows == 1
    assert rows(table) == [
        NAMES,
        ["B1. Guard the|marsh all year.", "The wardens met.|"],
        FIRST[2],
        ["B3. Map the delta.", "Mapped."],
    ]
    assert [part.page for cell in table.cells if cell.row == 0 for part in cell.pieces] == [2, 2]
    assert "the header is what page 2 is the first to print" in table.inferred


def test_names_over_names_printed_again_in_one_row_are_the_header() -> None:
    upper = piece(1, [["", "Seizures"], ["Region", "2091-2092"], *FIRST[1:]], header=2)
    [table] = stitch([upper, piece(2, [["Region", "Seizures\n2091-2092"], ["B3. Map the delta.", "Mapped."]])])
    assert [row[0] for row in rows(table)][2:] == ["B1. Count herons.", "B2. Count otters.", "B3. Map the delta."]
    assert [word.text for part in table.repeated for word in part.words] == ["Region", "Seizures", "2091-2092"]
    [table] = stitch([upper, piece(2, [["Region", "Seizures\n2093-2094"], ["B3. Map the delta.", "Mapped."]])])
    assert table.repeated == []


def test_row_in_which_nothing_stands_beside_a_cell_that_spans_it_begins_below_the_break() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard the marsh.", "The wardens met."], ["", ""]], header=1)
    spanning = next(cell for cell in upper.cells if (cell.row, cell.column) == (3, 1))
    spanning.row_span = 2
    spanning.box = Box(spanning.box.x0, spanning.box.top, spanning.box.x1, upper.ys[-1])
    upper.cells = [cell for cell in upper.cells if (cell.row, cell.column) != (4, 1)]
    lower = piece(2, [["B4. Map the delta.", "They meet again."], ["B5. Count cranes.", "Counted."]])
    [table] = stitch([upper, lower])
    assert rows(table)[4][0] == "|B4. Map the delta."
    assert (table.rows, rows(table)[3][1]) == (6, "The wardens met.|They meet again.")


def test_empty_place_above_a_break_over_a_cell_that_spans_rows_is_uncertain() -> None:
    def regions(page: int, *rows: list[str], header: int = 0) -> PageTable:
        table = piece(page, list(rows), header=header)
        for cell in table.cells:
            if not cell.column and cell.row >= header and cell.words:
                cell.row_span = 2
                cell.box = Box(cell.box.x0, cell.box.top, cell.box.x1, table.ys[cell.row + 2])
        covered = {(cell.row + 1, 0) for cell in table.cells if cell.row_span == 2}
        table.cells = [cell for cell in table.cells if (cell.row, cell.column) not in covered]
        return table

    upper = regions(1, ["Region", "Species"], ["Delta", "herons"], ["", "otters"], ["", "storks"], header=1)
    lower = regions(2, ["Lake", "cranes"], ["", "seals"])
    [table] = stitch([upper, lower])
    assert [issue.rule for issue in table.issues] == ["row-break-uncertain"]
    assert "column 1 that spans rows" in table.issues[0].message


def test_other_header_begins_another_table() -> None:
    lower = piece(2, [["Species", "Range"], ["Heron", "Delta"]], header=1)
    assert len(stitch([piece(1, FIRST, header=1), lower])) == 2


def test_heading_between_parts_tables_but_a_continued_caption_does_not() -> None:
    lower = piece(2, [["B3. Map the delta.", "Mapped."]])
    assert len(stitch([piece(1, FIRST, header=1), "(C) Fund-raising", lower])) == 2
    assert len(stitch([piece(1, FIRST, header=1), "Table 4 (continued)", lower])) == 1


def test_title_printed_again_over_the_names_parts_nothing() -> None:
    above, below = piece(1, FIRST, header=1), piece(2, [FIRST[0], ["B3. Map.", "Mapped."]], header=1)
    assert len(stitch(["Programme", above, "Programme", below])) == 1
    assert len(stitch(["Programme", above, "Programme", piece(2, [["B3. Map.", "Mapped."]])])) == 2
    assert len(stitch(["Programme", above, "Results", below])) == 2


def test_plain_names_of_a_programmes_columns_alone_at_the_foot_of_a_page_name_what_is_on_the_next() -> None:
    names = ["Description of joint activities", "Results"]
    [table] = stitch([piece(1, [names], drawn=False), piece(2, FIRST[1:], drawn=False)])
    assert (table.header_rows, rows(table)) == (1, [names, *FIRST[1:]])


def test_other_columns_are_another_table() -> None:
    assert len(stitch([piece(1, FIRST, header=1), piece(2, [["B3.", "Map", "Done"]])])) == 2


def test_not_stitched_when_switched_off() -> None:
    pieces = [piece(1, FIRST, header=1), piece(2, [["delta and marsh.", ""]])]
    assert [rows(table) for table in stitch(pieces, enabled=False)] == [
        [["Activity", "Result"], *FIRST[1:]],
        [["delta and marsh.", ""]],
    ]


def test_cell_cut_by_two_breaks_has_three_pieces() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard the", "Guards went to"]], header=1, drawn=False)
    middle = piece(2, [["marsh and the", "the marsh and"]], drawn=False)
    lower = piece(3, [["harbour.", "stayed."], ["B4. Map the delta.", "Mapped."]], drawn=False)
    [table] = stitch([upper, middle, lower])
    assert rows(table)[3] == ["B3. Guard the|marsh and the|harbour.", "Guards went to|the marsh and|stayed."]
    [cell] = [cell for cell in table.cells if (cell.row, cell.column) == (3, 0)]
    assert [part.page for part in cell.pieces] == [1, 2, 3]


def test_lettered_list_goes_on_over_the_break() -> None:
    upper = piece(
        1, [["1.1 Which marshes?", "(a) North;\n(b) South."], ["1.2 Which ports?", "(a) Oldquay.\n(b) Other."]]
    )
    lower = piece(2, [["", "(c) None."], ["1.3 Which boats?", "(a) All."]])
    [table] = stitch([upper, lower])
    assert rows(table)[1] == ["1.2 Which ports?|", "(a) Oldquay. (b) Other.|(c) None."]


def test_cell_that_spans_rows_goes_on_over_the_break() -> None:
    upper = piece(1, [*FIRST, ["Theme A", "B3. Mapped."], ["", "B4. Mended."]], header=1)
    upper.cells = [cell for cell in upper.cells if (cell.row, cell.column) != (4, 0)]
    next(cell for cell in upper.cells if (cell.row, cell.column) == (3, 0)).row_span = 2
    lower = piece(2, [["", "B5. Rowed."], ["Theme B", "B6. Rested."]])
    [table] = stitch([upper, lower])
    [theme] = [cell for cell in table.cells if cell.pieces[0].words and cell.pieces[0].words[-1].text == "A"]
    assert (theme.row, theme.row_span) == (3, 3)
    assert rows(table)[5] == ["", "B5. Rowed."]


def test_cell_that_spans_the_rows_of_a_group_ends_with_the_group() -> None:
    before = [["Otters", f"A{n}. Feed.", "Fed."] for n in range(1, 5)]
    body = [*before, ["Herons", "B1. Count.", "All counted"], ["", "B2. Map.", ""]]
    upper = piece(1, [["Group", "Activity", "Result"], *body], header=1)
    upper.cells = [cell for cell in upper.cells if cell.row < 6 or cell.column == 1]
    for cell in (cell for cell in upper.cells if cell.row == 5 and cell.column != 1):
        cell.row_span, cell.box = 2, Box(cell.box.x0, cell.box.top, cell.box.x1, upper.ys[-1])
        if cell.column == 2:
            cell.words = words("All counted\nin spring.", cell.box.x0 + PADDING, cell.box.top + PADDING)
    [table] = stitch([upper, piece(2, [["Otters", "B3. Rest.", "None yet."]])])
    assert rows(table)[7] == ["Otters", "B3. Rest.", "None yet."]


def test_what_nothing_tells_is_reported() -> None:
    [table] = stitch([piece(1, [["Herons", "Delta"]]), piece(2, [["Otters", "Marsh"]])])
    assert [issue.rule for issue in table.issues] == ["row-break-uncertain"]
    assert table.issues[0].page == 2


def test_head_of_a_group_alone_at_the_end_of_a_page_goes_with_what_it_heads() -> None:
    upper = piece(1, [*FIRST, ["Waders", "The wardens met in May"]], header=1)
    for word in upper.cells[-2].words:
        word.underline = True
    lower = piece(2, [["B3. Guard the marsh.", "2091 and agreed."], ["B4. Map the delta.", "Mapped."]])
    [table] = stitch([upper, lower])
    assert rows(table)[3] == ["Waders|B3. Guard the marsh.", "The wardens met in May|2091 and agreed."]


def test_another_figure_below_the_break_begins_another_row() -> None:
    upper = piece(1, [["grey herons", "551"], ["spotted eagle rays", "40"]])
    lower = piece(2, [["otters", "373"], ["seals", "12"]])
    [table] = stitch([upper, lower])
    assert rows(table) == [["grey herons", "551"], ["spotted eagle rays", "40"], ["otters", "373"], ["seals", "12"]]
    assert table.issues == []


def test_tasks_that_are_numbered_anew_are_those_of_another_row() -> None:
    upper = piece(1, [["Joint matters of shared concern", "1. Count herons.\n2. Count otters."]])
    lower = piece(2, [["Funds and staff", "1. Ask for funds."]])
    [table] = stitch([upper, lower])
    assert table.rows == 2


def test_list_whose_last_item_is_yet_to_come_goes_on() -> None:
    upper = piece(1, [*FIRST, ["B3. Take in:\n• marshes; and", "Taken."]], header=1)
    lower = piece(2, [["• harbours.", "Later too."], ["B4. Map the delta.", "Mapped."]])
    [table] = stitch([upper, lower])
    assert rows(table)[3] == ["B3. Take in: • marshes; and|• harbours.", "Taken.|Later too."]


def test_sentence_that_runs_on_beside_another_item_is_in_a_cell_of_two_rows() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard it.", "The wardens met in May\nand they were told that"]], header=1)
    lower = piece(2, [["B4. Map the delta.", "all goes well."], ["B5. Mend boats.", "Mended."]])
    [table] = stitch([upper, lower])
    assert rows(table)[3] == ["B3. Guard it.", "The wardens met in May and they were told that|all goes well."]
    assert rows(table)[4] == ["B4. Map the delta.", ""]
    assert {(cell.row, cell.row_span) for cell in table.cells if (cell.row, cell.column) == (3, 1)} == {(3, 2)}


def test_header_of_one_column_printed_again_is_known_by_its_bold_type() -> None:
    names = ["Activities"]
    upper = piece(1, [names, ["Waders"], ["B1. Count herons."]], header=2)
    upper.header_rows = 0
    [table] = stitch([upper, piece(2, [names, ["B2. Count otters."]], header=1)])
    assert [row[0] for row in rows(table)] == ["Activities", "Waders", "B1. Count herons.", "B2. Count otters."]


def test_empty_rest_of_a_cell_under_a_header_printed_again_has_the_row_of_its_cell() -> None:
    names = ["Region", "Seen"]
    upper = piece(1, [names, ["Delta", "herons, all of them."], ["", "otters, all of them."]], header=1)
    upper.cells = [cell for cell in upper.cells if (cell.row, cell.column) != (2, 0)]
    next(cell for cell in upper.cells if (cell.row, cell.column) == (1, 0)).row_span = 2
    lower = piece(2, [names, ["", "seals, all of them."]], header=1)
    lower.cells = [cell for cell in lower.cells if (cell.row, cell.column) != (1, 0)]
    lower.cells[0].row_span = 2
    [table] = stitch([upper, lower])
    assert {cell.row_span for cell in table.cells if (cell.row, cell.column) == (1, 0)} == {3}
    assert table.rows == 4


def test_no_row_is_uncertain_where_only_names_of_columns_stand_above_the_break() -> None:
    [table] = stitch([piece(1, [FIRST[0]], header=1, white=17), piece(2, [FIRST[0], *FIRST[1:]], header=1)])
    assert (table.rows, table.issues) == (3, [])


def test_page_that_ends_behind_the_names_of_columns() -> None:
    upper = piece(1, [FIRST[0]], header=1)
    upper.header_rows = 0
    lower = piece(2, FIRST[1:])
    [table] = stitch([upper, lower])
    assert rows(table) == FIRST
    assert table.header_rows == 1


def test_names_alone_on_a_page_are_known_where_the_third_prints_them_with_a_cell_that_goes_on() -> None:
    alone = piece(1, [FIRST[0]])
    upper = piece(2, [*FIRST, ["B3. Guard it.", "The wardens met."]], header=1)
    lower = piece(3, [FIRST[0], ["B4. Map it.", "They left."], ["B5. Mend it.", "Mended."]], header=1)
    name, rest = (cell for cell in lower.cells if cell.column == 1 and cell.row < 2)
    name.row_span, name.box, name.words = 2, name.box.union(rest.box), [*name.words, *rest.words]
    lower.cells.remove(rest)
    [table] = stitch([alone, upper, lower])
    assert [row[0] for row in rows(table)] == ["Activity", *(f"B{k}. {text}" for k, text in WORK)]
    assert rows(table)[3][1] == "The wardens met.|They left."


def test_sentence_that_runs_on_in_a_cell_of_several_rows_joins_no_rows_beside_it() -> None:
    def tall(table: PageTable, row: int) -> PageTable:
        """Let the cell of a row's second column span the next."""
        cell, other = (next(c for c in table.cells if (c.row, c.column) == (row + k, 1)) for k in (0, 1))
        cell.row_span, cell.box = 2, cell.box.union(other.box)
        table.cells.remove(other)
        return table

    upper = piece(1, [*FIRST, ["B3. Guard it.", "The wardens met\nand were told that"], ["B4. Map it.", ""]], header=1)
    lower = piece(2, [["B5. Mend it.", "all goes well."], ["B6. Row it.", ""]])
    [table] = stitch([tall(upper, 3), tall(lower, 0)])
    assert [row[0] for row in rows(table)][3:] == ["B3. Guard it.", "B4. Map it.", "B5. Mend it.", "B6. Row it."]
    [cell] = [cell for cell in table.cells if (cell.row, cell.column) == (3, 1)]
    assert cell.row_span == 4


def test_whether_a_cell_of_several_rows_goes_on_is_reported_where_nothing_tells() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard it.", "The wardens met."], ["B4. Map it.", ""]], header=1)
    upper.cells = [cell for cell in upper.cells if (cell.row, cell.column) != (4, 1)]
    spanning = next(cell for cell in upper.cells if (cell.row, cell.column) == (3, 1))
    spanning.row_span = 2
    spanning.box = Box(spanning.box.x0, spanning.box.top, spanning.box.x1, upper.ys[-1])
    [table] = stitch([upper, piece(2, [["B5. Ask.", "They met again."], ["B6. Mend it.", "Mended."]])])
    assert rows(table)[5] == ["B5. Ask.", "They met again."]
    assert [(issue.rule, issue.page) for issue in table.issues] == [("row-break-uncertain", 2)]
    assert "column 2" in table.issues[0].message


def test_rule_over_other_columns_ends_the_row_and_leaves_the_cell_beside_it_open() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard the marsh.", "The wardens met twice and"]], header=1)
    lower = piece(2, [["B4. Map the delta.", "agreed on a plan."], ["B5. Count tallies.", "Counted."]])
    lower.open_top = frozenset({1})
    [table] = stitch([upper, lower])
    assert rows(table)[3:] == [
        ["B3. Guard the marsh.", "The wardens met twice and|agreed on a plan."],
        ["B4. Map the delta.", ""],
        ["B5. Count tallies.", "Counted."],
    ]
    [cell] = [cell for cell in table.cells if (cell.row, cell.column) == (3, 1)]
    assert cell.row_span == 2


@pytest.mark.parametrize("begins", [True, False])
def test_rule_that_ends_a_page_leaves_a_cell_open_though_names_are_printed_again(begins: bool) -> None:
    upper = piece(1, [*FIRST, ["B3. Guard the marsh.", "The wardens met."]], header=1)
    upper.open_bottom = frozenset({1})
    below = "B4. Map the delta." if begins else ""
    lower = piece(2, [FIRST[0], [below, "They agreed."], ["B5. Count tallies.", "Counted."]], header=1)
    [table] = stitch([upper, lower])
    cell = next(cell for cell in table.cells if (cell.row, cell.column) == (3, 1))
    assert (cell.row_span == 2) is begins
    assert not begins or rows(table)[3][1] == "The wardens met.|They agreed."


def test_an_empty_cell_below_a_break_is_named_where_no_other_is_empty_and_some_span_rows() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard it.", "Guarded."], ["B4. Map it.", ""], ["B5. Ask.", "Asked."]], header=1)
    upper.cells = [cell for cell in upper.cells if (cell.row, cell.column) != (4, 1)]
    tall = next(cell for cell in upper.cells if (cell.row, cell.column) == (3, 1))
    tall.row_span = 2
    tall.box = Box(tall.box.x0, tall.box.top, tall.box.x1, upper.ys[5])
    [table] = stitch([upper, piece(2, [FIRST[0], ["B6. Ask again.", ""], ["B7. Mend it.", "Mended."]], header=1)])
    assert rows(table)[6] == ["B6. Ask again.", ""]
    assert [(issue.rule, "column 2" in issue.message) for issue in table.issues] == [("row-break-uncertain", True)]


def test_repeated_name_without_a_rule_under_it_leaves_its_column_open() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard the marsh.", ""]], header=1)
    lower = piece(2, [FIRST[0], ["B4. Map the delta.", ""]], header=1)
    name, empty = (cell for cell in lower.cells if cell.column == 1)
    name.row_span, name.box = 2, name.box.union(empty.box)
    lower.cells.remove(empty)
    [table] = stitch([upper, lower])
    assert [(cell.row, cell.row_span) for cell in table.cells if cell.column == 1] == [(0, 1), (1, 1), (2, 1), (3, 2)]


def test_white_in_which_many_lines_would_have_fitted_cuts_no_row() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard the marsh.", "Guarded."]], header=1, white=300)
    lower = piece(2, [["B4. Map the delta.", "Mapped."]])
    [table] = stitch([upper, lower])
    assert rows(table)[3:] == [["B3. Guard the marsh.", "Guarded."], ["B4. Map the delta.", "Mapped."]]


@pytest.mark.parametrize(("end", "count"), [(0.0, 3), (700.0, 4)])
def test_page_that_ends_far_above_others_cuts_no_row(end: float, count: int) -> None:
    upper = piece(1, [*FIRST, ["Guard the marsh.", "Guarded."]], header=1, white=9)
    lower = piece(2, [["Map the delta.", "Mapped."]])
    upper.page_end, lower.page_end = end and 200.0, end
    [table] = stitch([upper, lower])
    assert table.rows == count + 1


@pytest.mark.parametrize("grounds", [False, True])
def test_white_under_the_last_row_of_a_page_says_nothing_where_every_other_row_is_on_a_ground(grounds: bool) -> None:
    upper = piece(1, [*FIRST, ["Guard the marsh.", "Guarded."]], header=1, white=9)
    lower = piece(2, [["Map the delta.", "Mapped."], ["Row it.", "Rowed."]])
    upper.rows_on_grounds = lower.rows_on_grounds = grounds
    [table] = stitch([upper, lower])
    assert any("under its text" in words for words in table.inferred) is not grounds
    assert (table.rows == 6) is grounds


def turned(table: PageTable, width: float) -> PageTable:
    """Return a table as wide as a page of another width lets it be, its columns with the same shares of it."""
    scale = width / 595
    table.page_width = width
    table.xs = [x * scale for x in table.xs]
    table.box = Box(table.xs[0], table.ys[0], table.xs[-1], table.ys[-1])
    return table


def test_table_goes_on_over_turned_pages_and_back() -> None:
    upright = [turned(piece(page, [[f"B{page}. Count herons.", "All counted."]]), 595) for page in (2, 4)]
    level = turned(piece(3, [["B3. Count otters.", "Half counted."]]), 842)
    head = turned(piece(1, FIRST, header=1), 595)
    [table] = stitch([head, upright[0], level, upright[1]])
    assert [row[0] for row in rows(table)[-3:]] == ["B2. Count herons.", "B3. Count otters.", "B4. Count herons."]


def test_other_columns_on_a_turned_page_are_another_table() -> None:
    level = turned(piece(2, [["B3. Count otters.", "Half counted."]]), 842)
    level.xs[1] += 120
    assert len(stitch([turned(piece(1, FIRST, header=1), 595), level])) == 2


def without_rules(table: PageTable) -> PageTable:
    table.evidence, table.drawn_top, table.drawn_bottom = "gutters", False, False
    return table


def test_column_with_room_above_the_break_begins_another_row_below_it() -> None:
    tall = "\n".join(f"All {count} were counted." for count in range(12))
    upper = without_rules(piece(1, [["Activity", "Result"], ["Count the herons", tall]], header=1))
    lower = without_rules(piece(2, [["Ring the herons", "Not yet."]]))
    [table] = stitch([upper, lower])
    assert [row[0] for row in rows(table)[1:]] == ["Count the herons", "Ring the herons"]


def test_number_of_a_document_goes_on_behind_its_abbreviation() -> None:
    upper = without_rules(
        piece(1, [["Activity", "Result"], ["B1. Count herons.", "See document SC201 Doc."]], header=1)
    )
    lower = without_rules(piece(2, [["", "11 on herons."]]))
    [table] = stitch([upper, lower])
    assert rows(table)[1][1] == "See document SC201 Doc.|11 on herons."


def test_cell_that_ends_no_sentence_as_others_do_goes_on() -> None:
    body = [[f"B{n}. Count the herons.", "All were counted."] for n in range(1, 5)]
    upper = without_rules(piece(1, [["Activity", "Result"], *body, ["B5. Ring those of the Old", "All."]], header=1))
    lower = without_rules(piece(2, [["Lake.", ""], ["B6. Feed them.", "Not yet."]]))
    [table] = stitch([upper, lower])
    assert rows(table)[5][0] == "B5. Ring those of the Old|Lake."
    assert rows(table)[6][0] == "B6. Feed them."


@pytest.mark.parametrize("raised", [True, False])
def test_a_sentence_ends_before_the_mark_of_a_footnote(raised: bool) -> None:
    ended = [[f"B{n}. Count the herons.", "All were counted."] for n in range(1, 5)]
    upper = without_rules(piece(1, [["Activity", "Result"], *ended, ["B5. Ring those. 2", "All."]], header=1))
    [*_, cell] = [cell for cell in upper.cells if not cell.column]
    cell.words[-1] = replace(cell.words[-1], superscript=raised)
    [table] = stitch([upper, without_rules(piece(2, [["Feed them.", ""], ["B6. Mend boats.", "Not yet."]]))])
    assert any("no sentence ends with '2'" in reason for reason in table.inferred) is not raised


def headed(table: PageTable) -> PageTable:
    for cell in table.cells:
        for word in cell.words:
            word.bold = word.bold or (cell.column == 0 and word.text in {"Herons", "Otters", "Storks"})
    return table


def test_rows_joined_only_for_how_the_second_begins_are_reported() -> None:
    above = [
        [f"{name}\nB{n}1 Count them.\nB{n}2 Ring them."] for n, name in enumerate(("Herons", "Otters", "Storks"), 1)
    ]
    upper = headed(without_rules(piece(1, [["Activity"], *above], header=1)))
    lower = headed(without_rules(piece(2, [["B33 Feed them on the lake."]])))
    [table] = stitch([upper, lower])
    assert [issue.rule for issue in table.issues] == ["row-break-uncertain"]


def test_code_begins_an_item_or_a_row_where_rows_of_several_items_begin_with_heads() -> None:
    names = ("Herons", "Otters", "Storks", "Herons", "Otters")
    above = [[f"{name}\nB{n}1 Count them.\nB{n}2 Ring them."] for n, name in enumerate(names, 1)]
    upper = headed(without_rules(piece(1, [["Activity"], *above], header=1)))
    lower = headed(without_rules(piece(2, [["B53 Feed them on the lake."]])))
    [table] = stitch([upper, lower])
    assert len(rows(table)) == 7
    assert [issue.rule for issue in table.issues] == ["row-break-uncertain"]


def test_head_of_a_group_begins_a_row_where_others_do() -> None:
    above = [["Herons\nCount them all", "Done"], ["Otters\nCount them too", "Done"]]
    upper = headed(without_rules(piece(1, [["Activity", "Result"], *above, ["Ring them", "Done"]], header=1)))
    lower = headed(without_rules(piece(2, [["Storks\nFeed them", "Begun"]])))
    [table] = stitch([upper, lower])
    assert len(rows(table)) == 5


def test_row_goes_on_below_names_that_leave_another_column_open() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard the marsh and", "The wardens met and"]], header=1)
    lower = piece(2, [FIRST[0], ["the delta all year.", "agreed on a plan."], ["B4. Map it.", "Mapped."]], header=1)
    name, text = (cell for cell in lower.cells if cell.column == 1 and cell.row < 2)
    name.row_span, name.box = 2, name.box.union(text.box)
    lower.cells.remove(text)
    tall, beside = (cell for cell in upper.cells if cell.column == 1 and cell.row > 1)
    tall.row_span, tall.box = 2, tall.box.union(beside.box)
    tall.words = beside.words
    upper.cells.remove(beside)
    [table] = stitch([upper, lower])
    assert [row[0] for row in rows(table)[3:]] == ["B3. Guard the marsh and|the delta all year.", "B4. Map it."]


def test_comma_ends_no_row() -> None:
    """Though one that begins with a code may follow, as the next item in the first cell."""
    upper = without_rules(piece(1, [*FIRST, ["B3. Guard it.", "In the year before (Accra,"]], header=1))
    lower = without_rules(piece(2, [["B4. Map it.", "February 2090), wardens met."], ["B5. Mend it.", "Mended."]]))
    [table] = stitch([upper, lower])
    assert rows(table)[3] == ["B3. Guard it.|B4. Map it.", "In the year before (Accra,|February 2090), wardens met."]


@pytest.mark.parametrize(("end", "count"), [(260.0, 6), (320.0, 5)])
def test_page_with_room_for_a_paragraph_cuts_no_row(end: float, count: int) -> None:
    """The line above is full: its sentence may end there by chance."""
    body = [["B1. Count herons.", "All were counted."], ["Count otters.", "Half were counted."]]
    above = ["Guard it.", "The wardens of the delta met twice."]
    upper = without_rules(piece(1, [["Activity", "Result"], *body, above], header=1))
    lower = without_rules(piece(2, [["Ring them.", "Afterwards they met."], ["Mend it.", "Mended."]]))
    upper.page_end, lower.page_end = end, 320.0
    [table] = stitch([upper, lower])
    assert len(rows(table)) == count


def test_head_of_a_group_begins_no_row_that_has_nothing_else_wherever_it_ends() -> None:
    """Rows that are surely cut leave more white under their text than whole ones; this one does not."""
    body = [["Herons\nCount them.", "On-going"], ["Otters\nCount them.", "On-going"], ["Storks\nRing them.", "Annual"]]
    first = headed(piece(1, [["Activity", "Time frame"], *body, ["Ring all of the", "Annual"]], header=1, white=9.0))
    second = headed(piece(2, [["otters.", ""], *body, ["Herons", "On-going"]]))
    [table] = stitch([first, second, piece(3, [["Feed them.", "Annual"], ["Row there.", "Annual"]])])
    assert rows(table)[-2] == ["Herons|Feed them.", "On-going|Annual"]


LISTED = ["B3. Take part in what follows.", "The wardens met."]
BELOW = [["Rowing and towing.", "They met again."], ["B4. Map the delta.", "Mapped."]]


def test_white_that_differs_by_a_hair_tells_where_all_rows_end_alike() -> None:
    whole = [*FIRST, ["B2a. Count cranes.", "Counted."], LISTED]
    for more, says in ((0.0, False), (0.5, True)):
        [table] = stitch([piece(1, whole, header=1, white=PADDING + more), piece(2, BELOW)])
        evidence = [*table.inferred, *(issue.evidence for issue in table.issues)]
        assert any("the row ends 6.5 pt under its text, others 6.0 pt" in words for words in evidence) is says


def test_row_that_ends_as_others_do_is_whole_where_cut_rows_end_otherwise() -> None:
    cut = piece(1, [*FIRST, ["B2a. Count cranes.", "Counted."], ["B3. Guard the", "Met."]], header=1, white=9.0)
    upper = piece(2, [["marsh all year.", ""], ["B4. Row.", "Rowed."], ["B5. Take part.", "The wardens met."]])
    lower = piece(3, [["Mending of boats.", "They met again."], ["B6. Map the delta.", "Mapped."]])
    [table] = stitch([cut, upper, lower])
    assert rows(table)[6:8] == [["B5. Take part.", "The wardens met."], ["Mending of boats.", "They met again."]]


@pytest.mark.parametrize(("gap", "joined"), [("\n\n", True), ("\n", False)])
def test_row_may_be_cut_between_paragraphs_that_white_parts(gap: str, joined: bool) -> None:
    """It ends with that white, as whole rows do, though rows that are cut in a paragraph end otherwise."""
    names = [["No.", "Activity", "Result"], ["B1", "Count herons.", "Counted."], ["B2", "Ring them.", "Ringed."]]
    cut = piece(1, [*names, ["B3", "Guard the", "Met."]], header=1, white=9.0)
    full = ["B5", "Take part.", f"The wardens\nmet.{gap}They rowed."]
    upper = piece(2, [["", "marsh all year.", ""], ["B4", "Row.", "Rowed."], full])
    lower = piece(3, [["", "", "They met again."], ["B6", "Map the delta.", "Mapped."]])
    [table] = stitch([cut, upper, lower])
    assert (rows(table)[5] == ["B5|", "Take part.|", "The wardens met. They rowed.|They met again."]) is joined


def test_white_under_a_row_is_compared_with_that_of_tables_before() -> None:
    """The last table of a document has too few rows to show how they end; text between sets it apart."""
    before = Remembered()
    cut = piece(1, [*FIRST, ["B2a. Count cranes.", "Counted."], ["B3. Guard the", "Met."]], header=1, white=9.0)
    stitch([cut, piece(2, [["marsh all year.", ""], ["B4. Row.", "Rowed."]])], before=before)
    for white, joined in ((9.0, True), (PADDING, False)):
        upper = piece(4, [["Task"], ["C1. Take part in what follows."]], header=1, white=white)
        [table] = stitch([upper, piece(5, [["C2. Feed them."]])], before=before)
        assert rows(table)[1:] == (
            [["C1. Take part in what follows.|C2. Feed them."]]
            if joined
            else [["C1. Take part in what follows."], ["C2. Feed them."]]
        )


def test_white_under_a_row_is_compared_with_that_of_tables_that_ran_over_no_page() -> None:
    before = Remembered()
    stitch([piece(1, [*FIRST, ["B2a. Count cranes.", "Counted."]], header=1)], before=before)
    upper = piece(3, [["Task"], ["C1. Take part in what follows."]], header=1, white=9.0)
    [table] = stitch([upper, piece(4, [["C2. Feed them."]])], before=before)
    assert rows(table)[1:] == [["C1. Take part in what follows.|C2. Feed them."]]


def test_less_white_than_under_whole_rows_cuts_none_where_cut_rows_have_more() -> None:
    cut = piece(1, [*FIRST, ["B2a. Count cranes.", "Counted."], ["B3. Guard the", "Met."]], header=1, white=9.0)
    upper = piece(
        2, [["marsh all year.", ""], ["B4. Row.", "Rowed."], ["B5. Take part.", "The wardens met."]], white=1.0
    )
    lower = piece(3, [["Mending of boats.", "They met again."], ["B6. Map the delta.", "Mapped."]])
    [table] = stitch([cut, upper, lower])
    [joined] = [words for words in table.inferred if "pages 2 and 3" in words and "is cut" in words]
    assert "under its text" not in joined


def test_white_under_a_row_is_that_of_cells_that_end_in_it() -> None:
    """The text of a cell that spans this row and the next ones fills the page."""
    cut = piece(1, [*FIRST, ["B2a. Count cranes.", "Counted."], ["B3. Guard the", "Met."]], header=1, white=9.0)
    upper = piece(2, [["marsh.", ""], ["B4. Row.", "They met twice"], ["B5. Sail.", ""]])
    tall, empty = (cell for cell in upper.cells if cell.column == 1 and cell.row > 0)
    tall.row_span, tall.box = 2, tall.box.union(empty.box)
    tall.words = words("They met\ntwice and\nagain.", tall.box.x0 + PADDING, tall.box.bottom - 3 * LINE)
    upper.cells.remove(empty)
    [table] = stitch([cut, upper, piece(3, [["Fly.", ""], ["B7. Map it.", "Mapped."]])])
    assert [row[0] for row in rows(table)[5:]] == ["B4. Row.", "B5. Sail.", "Fly.", "B7. Map it."]


def test_cell_is_open_where_no_rule_is_drawn_under_names_printed_again() -> None:
    upper = piece(1, [*FIRST, ["B3. Guard it.", "The wardens met."]], header=1)
    lower = piece(2, [FIRST[0], ["B4. Map it.", "Mapped."], ["B5. Mend boats.", "Mended."]])
    below = next(cell for cell in lower.cells if (cell.row, cell.column) == (1, 1))
    name = next(cell for cell in lower.cells if (cell.row, cell.column) == (0, 1))
    name.words, name.row_span = [*name.words, *below.words], 2
    name.box = Box(name.box.x0, name.box.top, name.box.x1, below.box.bottom)
    lower.cells.remove(below)
    [table] = stitch([upper, lower])
    assert rows(table)[3:5] == [["B3. Guard it.", "The wardens met.|Mapped."], ["B4. Map it.", ""]]
    assert table.issues == []


def test_head_of_a_group_under_names_printed_again_is_a_row() -> None:
    head = ["Waders", ""]
    upper = piece(1, [FIRST[0], head, *FIRST[1:]], header=1)
    lower = piece(2, [FIRST[0], head, ["B3. Guard it.", "Guarded."]], header=1)
    [table] = stitch([upper, lower])
    assert [row[0] for row in rows(table)][4:] == ["Waders", "B3. Guard it."]


def spanning(below: str, ends: tuple[float, float] = (0.0, 0.0)) -> StitchedTable:
    """Join pages with a cell of two rows at the end of the first, whose text fills them; ``below`` stands under it.

    ``ends`` is where the text of each page does.
    """
    upper = piece(1, [*FIRST, ["B3. Guard it\nall year.", ""], ["B4. Map it.", ""]], header=1)
    upper.cells = [cell for cell in upper.cells if (cell.row, cell.column) != (4, 1)]
    tall = next(cell for cell in upper.cells if (cell.row, cell.column) == (3, 1))
    tall.row_span = 2
    tall.box = Box(tall.box.x0, tall.box.top, tall.box.x1, upper.ys[-1])
    tall.words = words("The wardens met.\nThey met.\nThey left.", tall.box.x0 + PADDING, tall.box.top + PADDING)
    lower = piece(2, [["B5. Ask.", below], ["B6. Mend it.", "Mended."]])
    upper.page_end, lower.page_end = ends
    [table] = stitch([upper, lower])
    return table


def test_cell_whose_text_fills_its_rows_goes_on_below() -> None:
    assert rows(spanning("They came again."))[3][1] == "The wardens met. They met. They left.|They came again."


def test_cell_ends_on_a_page_that_ends_far_above_others() -> None:
    table = spanning("They came again.", ends=(200.0, 700.0))
    assert [row[1] for row in rows(table)[3:6]] == ["The wardens met. They met. They left.", "", "They came again."]


def test_cell_that_makes_its_row_as_high_as_it_is_ends_there() -> None:
    whole = [*FIRST, ["B2a. Count cranes.", "Counted."]]
    upper = piece(1, [*whole, ["B3. Guard it.", "The wardens met.\nThey left."]], header=1)
    lower = piece(2, [["B4. Map it.", ""], ["B5. Mend it.", ""], ["B6. Row.", "Rowed."]])
    lower.cells = [cell for cell in lower.cells if (cell.row, cell.column) != (1, 1)]
    next(cell for cell in lower.cells if (cell.row, cell.column) == (0, 1)).row_span = 2
    [table] = stitch([upper, lower])
    assert {(cell.row, cell.row_span) for cell in table.cells if cell.column == 1} >= {(4, 1), (5, 2)}


def test_small_letter_below_the_break_says_nothing_where_rows_begin_with_one() -> None:
    species = [["grey herons", "12"], ["otters of the delta", "3"], ["cranes", ""]]
    [table] = stitch(
        [piece(1, [["Species", "Seen"], *species], header=1), piece(2, [["brown bears", ""], ["seals", "7"]])]
    )
    assert [row[0] for row in rows(table)][3:] == ["cranes", "brown bears", "seals"]
    upper = piece(1, [*FIRST, ["B3. Guard the", "Met."]], header=1)
    [prose] = stitch([upper, piece(2, [["marsh all year.", ""], ["B4. Map it.", "Mapped."]])])
    assert rows(prose)[3][0] == "B3. Guard the|marsh all year."


def test_rows_that_letters_count_go_on_below_with_the_next() -> None:
    rows_above = [["(a) Count.", "Counted."], ["(b) Ring.", "Ringed."], ["(c) Map the marsh.", "Mapped."]]
    upper = piece(1, [FIRST[0], *rows_above], header=1, white=6.0)
    lower = piece(2, [["(d) Mend boats.", "Two were mended."], ["(e) Rest.", "No."]])
    [table] = stitch([upper, lower])
    assert rows(table)[3:5] == [["(c) Map the marsh.", "Mapped."], ["(d) Mend boats.", "Two were mended."]]
    assert [issue.rule for issue in table.issues] in ([], ["row-break-uncertain"])


def test_names_in_a_first_column_are_no_heads_without_what_they_head() -> None:
    """White under the last row tells that it is cut; what the name stands beside does not."""
    first = [["Subject", "Activity", "Result"]]
    first += [[name, f"B{k}. Count them all.", "They were counted."] for k, name in enumerate(("Herons", "Otters"), 1)]
    upper = piece(1, [*first, ["Storks", "B3. Count them all.", "They were counted."]], header=1, white=PADDING + 3)
    lower = piece(2, [first[0], ["Bats", "B4. Count them all.", "None was seen."]], header=1)
    for table in (upper, lower):
        for cell in table.cells:
            for word in cell.words:
                word.bold |= cell.column == 0
    [table] = stitch([upper, lower])
    assert rows(table)[-2:] == [
        ["Storks", "B3. Count them all.", "They were counted."],
        ["Bats", "B4. Count them all.", "None was seen."],
    ]


@pytest.mark.parametrize("closed", [False, True])
def test_row_is_cut_where_no_rule_ends_the_page_though_one_ends_another(*, closed: bool) -> None:
    body = [["Count herons.", "All counted."], ["B2. Ring them.", "All ringed."], ["Map it.", "Mapped."]]
    first = piece(1, [NAMES, *body, ["Row there.", "Rowed."]], header=1)
    second = piece(2, [NAMES, ["Sail there.", "Sailed."], ["Rest.", "None."]], header=1)
    third = piece(3, [NAMES, ["Swim.", "None swam."], ["Dive.", "None."]], header=1)
    first.drawn_bottom, second.drawn_bottom = not closed, closed
    [table] = stitch([first, second, third])
    joined = ["Row there.|Sail there.", "Rowed.|Sailed."] if closed else ["Rest.|Swim.", "None.|None swam."]
    assert joined in rows(table)
    assert table.rows == 8


COUNTED = [[f"B{k}{n}. Count." for n in range(items)] for k, items in enumerate((1, 2, 3, 2, 3, 2), start=1)]


@pytest.mark.parametrize(
    ("above", "below", "ends", "joined", "why"),
    [
        (["G1. Map it."], ["G2. Mend it."], 0, True, "10 other rows hold more items than the 1 above"),
        (["G1. Map it."], ["G2. Mend it.", "G3. Rest."], 0, True, "10 other rows hold more items"),
        (["G1. Map.", "G2. Row.", "G3. Go."], ["H1. Mend it."], 0, False, "would hold more items than any other"),
        (["G1. Map it."], ["G2. Mend it."], 30, False, "another line would have fitted in above the break"),
    ],
)
def test_items_below_a_break_are_of_the_row_above_where_rows_hold_more(
    above: list[str], below: list[str], ends: float, joined: bool, why: str
) -> None:
    whole = [["\n".join(items)] for items in COUNTED]
    upper = piece(1, [*whole, ["\n".join(above)]], drawn=False)
    lower = piece(2, [["\n".join(below)], *whole], drawn=False)
    lower.page_end, upper.page_end = 700.0, 700.0 - ends
    for part in (upper, lower):
        part.evidence = "gutters"
    [table] = stitch([upper, lower])
    assert table.rows == 13 + (not joined)
    [issue] = table.issues
    assert issue.rule == "row-break-uncertain"
    assert why in issue.evidence


@pytest.mark.parametrize(
    ("least", "middle", "runs_on", "joined"),
    [(700, 700, False, True), (600, 700, False, False), (600, 0, False, False), (600, 700, True, True)],
)
def test_items_are_of_another_row_where_rows_are_kept_whole(
    least: float, middle: float, runs_on: bool, joined: bool
) -> None:
    whole = [["\n".join(items)] for items in COUNTED]
    cut = [["B9. Guard the marsh of"], ["the delta."]] if runs_on else [["B9. Guard it."], ["Herons"]]
    first, *others = (
        piece(k, rows, drawn=False)
        for k, rows in enumerate(([*whole, cut[0]], [cut[1], *whole, ["C1. Map it."]], [["C2. Mend it."], *whole]), 1)
    )
    for part, end in zip((first, *others), (least, middle, 700), strict=True):
        part.evidence, part.page_end = "gutters", end
    [table] = stitch([first, *others])
    assert any("cut by the break between pages 2 and 3" in words for words in table.inferred) is joined


def test_column_in_which_text_only_begins_below_a_break_begins_another_row() -> None:
    above = [["Count herons.", "All counted."], ["Guard the marsh all", ""]]
    [table] = stitch([piece(1, above), piece(2, [["year and the port.", "The wardens met."]])])
    assert (table.rows, "column 2 has text below the break only" in table.issues[0].evidence) == (2, True)


@pytest.mark.parametrize(
    ("text", "narrow", "joined"), [("2091", False, False), ("2091", True, False), ("", False, True)]
)
def test_items_are_of_another_row_where_what_stands_beside_them_had_room(
    text: str, *, narrow: bool, joined: bool
) -> None:
    """How far the last column reaches, the other page shows where this one does not."""
    whole = [["\n".join(items), "\n".join("2090" for _ in items)] for items in COUNTED]
    upper = without_rules(piece(1, [*whole, ["G1. Map the\nmarsh.", "2092"]]))
    lower = without_rules(piece(2, [["G2. Mend it.", text], *whole]))
    upper.gutters = lower.gutters = (Span(230.0, 250.0),)
    if narrow:
        upper.xs[-1] = 250 + PADDING + 20
        for cell in upper.cells:
            cell.box = replace(cell.box, x1=min(cell.box.x1, upper.xs[-1]))
    [table] = stitch([upper, lower])
    assert (table.rows, len(table.issues)) == ((13, 0) if joined else (14, 1))


def test_head_of_a_group_that_is_a_row_leaves_no_column_unfilled() -> None:
    """What ends above a break, and stands in all rows but the heads', was the cell of a row that goes on below."""
    whole = [row for items in COUNTED for row in (["Herons", ""], ["\n".join(items), "2090"])]
    upper = headed(without_rules(piece(1, [*whole, ["G1. Map it.", "2092"]])))
    [table] = stitch([upper, headed(without_rules(piece(2, [["G2. Mend it.", ""], *whole])))])
    assert (table.rows, table.issues) == (len(whole) * 2 + 1, [])


def test_small_letter_goes_on_behind_a_colon() -> None:
    upper = without_rules(piece(1, [*FIRST, ["B3. Guard it.", "Trade:"]], header=1))
    [table] = stitch([upper, without_rules(piece(2, [["B4. Map it.", "herons were sold."]]))])
    assert rows(table)[3:] == [["B3. Guard it.|B4. Map it.", "Trade:|herons were sold."]]
