"""Level rules drawn cell by cell: where their pieces meet, columns end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from setting import level_rule, page, upright_rule, words

from pipeline.parse.pdf.pages.page import PageContent, Rule, Word
from pipeline.parse.pdf.tables.columns.drawn import Header
from pipeline.parse.pdf.tables.columns.pieces import CONCLUDED, tables_of_rules, uprights_of_pieces
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.table import PageTable

ENDS = [(50.0, 350.0)]
HEIGHTS = (90, 110, 140, 170)


def pieces(*heights: float, edges: tuple[float, ...] = (50, 200, 350)) -> list[Rule]:
    return [level_rule(a, b, y) for y in heights for a, b in pairwise(edges)]


def row(left: str, right: str, top: float, *more: str, bold: bool = False) -> list[Word]:
    found = [*words(left, 54, top, bold=bold), *words(right, 203, top, bold=bold)]
    return found + [word for k, text in enumerate(more, 1) for word in words(text, 54, top + 12 * k)]


TEXT = [
    *row("Activity", "Result", 102, bold=True),
    *row("B1. Count all herons of them.", "All counted.", 124),
    *row("B2. Map", "Mapped.", 154),
]


def said(table: PageTable) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, " ".join(word.text for word in cell.words)) for cell in table.cells]


def uprights(content: PageContent, before: tuple[float, ...] = ()) -> list[tuple[float, float, float]]:
    found = uprights_of_pieces(content, ENDS, before)
    return [(rule.box.x0, round(rule.box.top), round(rule.box.bottom)) for rule in found]


def test_columns_end_where_pieces_meet_however_near_their_text_is() -> None:
    content = page(TEXT, *pieces(*HEIGHTS))
    learnt = Learnt(pieced=tables_of_rules(content))
    [table] = find_tables(content, learnt=learnt).tables
    assert learnt.pieced == ENDS
    assert said(table) == [
        (0, 0, "Activity"),
        (0, 1, "Result"),
        (1, 0, "B1. Count all herons of them."),
        (1, 1, "All counted."),
        (2, 0, "B2. Map"),
        (2, 1, "Mapped."),
    ]
    assert CONCLUDED in table.inferred


def test_too_few_rules_part_no_rows() -> None:
    assert tables_of_rules(page(TEXT, *pieces(90, 110, 170))) == []


def test_upright_rules_show_columns_themselves() -> None:
    content = page(TEXT, *pieces(*HEIGHTS), upright_rule(200, 90, 170))
    assert tables_of_rules(content) == []
    assert uprights(content) == []


def test_white_between_pieces_parts_columns_and_a_bar_beside_the_table_does_not() -> None:
    apart = [level_rule(a, b, y) for y in HEIGHTS for a, b in ((50, 197), (202, 350))]
    content = page(TEXT, *apart, upright_rule(50, 90, 170))
    assert tables_of_rules(content) == ENDS
    assert {x for x, _, _ in uprights(content)} == {50, 199.5, 350}
    far = [level_rule(a, b, y) for y in HEIGHTS for a, b in ((50, 190), (210, 350))]
    assert tables_of_rules(page(TEXT, *far)) == []


def test_words_across_stand_in_a_cell_that_spans_columns() -> None:
    across = words("Herons and otters of the whole delta", 54, 124)
    content = page([*TEXT[:2], *across, *row("B2. Map", "Mapped.", 154)], *pieces(*HEIGHTS))
    assert [(x, top) for x, top, _ in uprights(content)] == [
        *((x, 90) for x in (50, 200, 350)),
        *((x, 110) for x in (50, 350)),
        *((x, 140) for x in (50, 200, 350)),
    ]


def test_title_between_two_tables_is_in_neither() -> None:
    title = words("Otters", 50, 190)
    below = [*row("Activity", "Result", 212, bold=True), *row("C1. Map", "Mapped.", 234)]
    content = page([*TEXT, *title, *below], *pieces(*HEIGHTS, 200, 220, 250))
    assert [x for x, top, _ in uprights(content) if top == 170] == []
    learnt = Learnt(pieced=tables_of_rules(content))
    assert [len(table.ys) - 1 for table in find_tables(content, learnt=learnt).tables] == [3, 2]


def test_text_right_over_the_rule_above_the_names_is_in_no_table() -> None:
    over = words("Otters of them", 203, 88, bold=True)
    content = page([*over, *TEXT], *pieces(*HEIGHTS))
    [table] = find_tables(content, learnt=Learnt(pieced=ENDS)).tables
    assert (table.rows, table.header_rows) == (3, 1)


def test_row_that_the_end_of_the_page_cuts_goes_on_under_the_last_rule() -> None:
    cut = row("B3. Guard it", "Guarded.", 184, "and the delta.")
    assert (200, 170, 198) in uprights(page([*TEXT, *cut], *pieces(*HEIGHTS)))
    running = words("Below the table the text of the page runs on.", 50, 184)
    heading = [*words("C. Joint work on cranes", 50, 188, bold=True), *words("All work is joint.", 50, 204)]
    for outside in (running, heading):  # the text of cells is set in from the ends of the rules
        assert all(bottom <= 170 for _, _, bottom in uprights(page([*TEXT, *outside], *pieces(*HEIGHTS))))


@pytest.mark.parametrize(("x", "last"), [(54, 184), (50, 170)])
def test_row_across_all_columns_goes_on_under_the_last_rule_where_others_stand_so(x: float, last: int) -> None:
    """What begins at the rule's end is text behind the table."""
    across = words("All of them were counted in the spring of that year.", 54, 154)
    cut = words("They were mapped again, and the maps were sent to all.", x, 182)
    found = uprights(page([*TEXT[:-2], *across, *cut], *pieces(*HEIGHTS)))
    assert max(bottom for _, _, bottom in found) == last


def test_notes_in_smaller_type_under_the_last_rule_are_no_row() -> None:
    notes = [
        word
        for k in (0, 1)
        for word in words(f"{k + 1} Agreed by all of the wardens in May 2091", 52, 182 + 10 * k, size=7.0)
    ]
    content = page([*TEXT, *notes], *pieces(*HEIGHTS))
    assert max(bottom for _, _, bottom in uprights(content)) == 170
    learnt = Learnt(pieced=tables_of_rules(content))
    assert [table.rows for table in find_tables(content, learnt=learnt).tables] == [3]


def test_rest_of_a_row_stands_over_the_first_rule_where_the_table_ended_the_page_before() -> None:
    rest = row("the marsh", "of it.", 70)
    content = page([*rest, *row("B0. List them", "Listed.", 102), *TEXT[2:]], *pieces(*HEIGHTS))
    assert (200, 62, 90) in uprights(content, before=(50, 200, 350))
    assert min(top for _, top, _ in uprights(content)) == 90


def test_titles_over_names_of_columns_are_no_rest_of_a_row_of_the_page_before() -> None:
    content = page([*row("Annex 2", "Programme", 70), *TEXT], *pieces(*HEIGHTS))
    assert min(top for _, top, _ in uprights(content, before=(50, 200, 350))) == 90


def test_head_of_a_group_under_names_on_a_ground_parts_these_from_the_first_rule_but_not_from_their_table() -> None:
    """What stands above the names is a title, though it stands in the columns of the table of the page before."""
    text = [*row("Annex 2", "Programme", 50), *TEXT[:2], *words("Herons of lakes", 54, 116, bold=True), *TEXT[2:]]
    content = page(text, *pieces(122, 140, 170, 200))
    header = Header(92.0, 106.0, (50.0, 200.0, 350.0))
    found = uprights_of_pieces(content, ENDS, (50, 200, 350), [header])
    assert min(rule.box.top for rule in found) == 92


def test_names_that_span_columns_over_the_first_rule_begin_a_table() -> None:
    edges = (50.0, 150.0, 200.0, 350.0)
    found = [*words("Plan", 54, 102, bold=True), *words("Carried out by", 154, 102, bold=True)]
    for x, name, code in ((54, "Activity", "B1."), (153, "Lead", "CMS"), (203, "Result", "Counted.")):
        found += [*words(name, x, 122, bold=True), *words(code, x, 144)]
    found.sort(key=lambda word: word.baseline)
    content = page(found, *pieces(110, 130, 160, edges=edges))
    [table] = find_tables(content, learnt=Learnt(pieced=ENDS)).tables
    assert said(table)[:2] == [(0, 0, "Plan"), (0, 1, "Carried out by")]
    assert table.header_rows == 2


def test_rules_over_some_columns_of_two_tables_show_no_columns_of_the_title_between_them() -> None:
    edges = (50.0, 150.0, 200.0, 350.0)
    title = words("C. Herons", 51, 194)
    content = page(
        [*TEXT[:2], *title, *row("Activity", "Result", 232, bold=True)],
        *pieces(90, 110, 170, 220, 240, 300, edges=edges),
        *pieces(130, 270, edges=edges[:3]),
    )
    found = uprights_of_pieces(content, [*ENDS, (50.0, 200.0)])
    assert found
    assert not [rule for rule in found if rule.box.top < 194 < rule.box.bottom]


def test_only_row_that_may_be_several_is_reported() -> None:
    body = [*row("B1. Count", "Counted.", 124), *row("B2. Map", "Mapped.", 136)]
    content = page([*row("Activity", "Result", 102, bold=True), *body], *pieces(90, 110, 145))
    [table] = find_tables(content, learnt=Learnt(pieced=ENDS)).tables
    assert table.rows == 2
    assert table.together


def test_only_row_between_upright_rules_that_may_be_several_is_reported_but_not_where_others_are_parted() -> None:
    names = row("Activity", "Result", 102, bold=True)
    content = page([*names, *row("B1. Count.", "Counted.", 124), *row("B2. Map.", "Mapped.", 136)])
    content.rules = [level_rule(50, 350, y) for y in (90, 110, 146)] + [
        upright_rule(x, 90, 146) for x in (50, 200, 350)
    ]
    learnt = Learnt()
    [table] = find_tables(content, learnt=learnt).tables
    assert (table.rows, table.together) == (2, True)
    learnt.parted.append(table.xs)
    [table] = find_tables(content, learnt=learnt).tables
    assert (table.rows, table.together) == (2, False)


def test_rows_of_a_group_that_rules_part_only_from_its_head_may_be_several() -> None:
    head = [*row("Activity", "Result", 102, bold=True), *words("Herons", 54, 122, bold=True)]
    otters = [*words("Otters", 54, 172, bold=True), *row("B3. Rest", "None yet.", 192)]
    lines = [*row("B1. Count", "Counted.", 144), *row("B2. Map", "Mapped.", 156)]
    learnt = Learnt(pieced=ENDS, parted=[])
    [table] = find_tables(page([*head, *lines, *otters], *pieces(90, 110, 130, 160, 180, 200)), learnt=learnt).tables
    assert (table.rows, table.together, learnt.parted) == (5, True, [])


def test_white_parts_the_rows_of_a_group_that_rules_part_only_from_its_head() -> None:
    """Codes that stand nearer to each other than the rows do are items of one, whatever stands beside the second."""
    head = [*row("Activity", "Result", 102, bold=True), *words("Herons", 54, 122, bold=True)]
    lines = [*row("B1. Count", "Counted at all", 144), *row("B2. Map", "lakes and along", 156)]
    lines += [*words("the river.", 203, 168), *row("B3. Ring", "Ringed.", 200)]
    otters = [*words("Otters", 54, 232, bold=True), *row("B4. Rest", "None yet.", 252)]
    learnt = Learnt(pieced=ENDS)
    content = page([*head, *lines, *otters], *pieces(90, 110, 130, 216, 238, 260))
    [table] = find_tables(content, learnt=learnt).tables
    assert said(table)[4:8] == [
        (2, 0, "B1. Count B2. Map"),
        (2, 1, "Counted at all lakes and along the river."),
        (3, 0, "B3. Ring"),
        (3, 1, "Ringed."),
    ]


def test_rules_drawn_for_the_cell_above_and_again_for_the_one_below_are_one() -> None:
    edges = (50, 200, 280, 350)
    once = page(TEXT, *pieces(*HEIGHTS, edges=edges))
    twice = page(TEXT, *pieces(*HEIGHTS, *HEIGHTS[1:-1], edges=edges))
    assert tables_of_rules(twice) == ENDS
    assert uprights(twice) == uprights(once)


def test_words_with_a_space_between_them_over_an_edge_stand_in_one_cell() -> None:
    """The rows below begin farther right; where the words of two columns are as near, they begin there."""
    edges = (50.0, 84.5, 350.0)
    found = [*words("No.", 54, 102, bold=True), *words("Activities", 92, 102, bold=True)]
    for y, group, texts in ((124, "Storks seen", ("B1. Count", "B2. Ring")), (214, "Otters", ("B3. Map", "B4. Mend"))):
        found += words(group, 54, y, italic=True)
        for k, text in enumerate(texts, 1):
            found += [*words(f"{k}", 54, y + 30 * k), *words(text, 92, y + 30 * k)]
    heights = (90, 110, *(140 + 30 * k for k in range(6)))
    content = page(found, *pieces(*heights, edges=edges))
    learnt = Learnt(pieced=tables_of_rules(content))
    [table] = find_tables(content, learnt=learnt).tables
    assert [text for _, column, text in said(table) if column == 0] == [
        "No.",
        "Storks seen",
        "1",
        "2",
        "Otters",
        "1",
        "2",
    ]


def test_words_of_a_column_that_is_never_but_a_space_behind_another_stand_in_it() -> None:
    edges = (50.0, 200.0, 250.0, 400.0)
    rows = [("Count all of the herons at once.", "Done"), ("Ring all of the herons in spring.", "Begun")] * 2
    found = [
        word
        for x, name in zip(edges, ("Activity", "Status", "Result"), strict=False)
        for word in words(name, x + 4, 102)
    ]
    for k, (activity, status) in enumerate(rows):
        left = words(activity, 54, 124 + 30 * k)
        moved = 203 - 2.5 - left[-1].x1
        for word in left:
            word.x0, word.x1 = word.x0 + moved, word.x1 + moved
        found += [*left, *words(status, 203, 124 + 30 * k), *words("It was reported", 254, 124 + 30 * k)]
        found += [*words("and report.", 54, 135 + 30 * k), *words("to the Parties.", 254, 135 + 30 * k)]
    content = page(found, *pieces(90, *(110 + 30 * k for k in range(5)), edges=edges))
    learnt = Learnt(pieced=tables_of_rules(content))
    [table] = find_tables(content, learnt=learnt).tables
    assert [text for _, column, text in said(table) if column == 1] == ["Status", "Done", "Begun", "Done", "Begun"]


def test_line_in_which_the_upright_rules_of_a_cut_row_end_is_its_last() -> None:
    found = [*words("B1. Count", 54, 102), *words("They were counted on", 203, 102), *words("all lakes in", 203, 114)]
    found += [
        *words("B2. Ring", 54, 132),
        *words("Storks were ringed in", 203, 132),
        *words("May and June, by", 203, 144),
    ]
    content = page(found, *(upright_rule(x, 90, 139) for x in (50, 200, 350)), *pieces(90, 120))
    [table] = find_tables(content).tables
    assert said(table)[-1] == (1, 1, "Storks were ringed in May and June, by")


def test_head_across_all_columns_is_parted_from_the_row_above_it() -> None:
    content = page(
        [
            *row("Activity", "Result", 102, bold=True),
            *row("B1. Count", "All were", 124),
            *row("all herons.", "counted.", 136),
            *words("Species that both of the conventions list", 54, 152, bold=True),
            *row("B2. Map", "Mapped.", 174),
        ],
        *pieces(90, 110, 160, 190),
    )
    [table] = find_tables(content, learnt=Learnt(pieced=tables_of_rules(content))).tables
    assert said(table)[2:] == [
        (1, 0, "B1. Count all herons."),
        (1, 1, "All were counted."),
        (2, 0, "Species that both of the conventions list"),
        (3, 0, "B2. Map"),
        (3, 1, "Mapped."),
    ]


def test_head_across_all_columns_is_parted_from_the_row_under_it() -> None:
    content = page(
        [
            *row("Activity", "Result", 102, bold=True),
            *words("Species that both of the conventions list", 54, 124),
            *row("B1. Count", "All were", 138),
            *row("all herons.", "counted.", 150),
            *row("B2. Map", "Mapped.", 174),
        ],
        *pieces(90, 110, 160, 190),
    )
    [table] = find_tables(content, learnt=Learnt(pieced=tables_of_rules(content))).tables
    assert said(table)[2:] == [
        (1, 0, "Species that both of the conventions list"),
        (2, 0, "B1. Count all herons."),
        (2, 1, "All were counted."),
        (3, 0, "B2. Map"),
        (3, 1, "Mapped."),
    ]


def three(code: str, activity: str, result: str, top: float, *, bold: bool = False) -> list[Word]:
    places = zip((54, 90, 253), (code, activity, result), strict=True)
    return [word for x, text in places for word in words(text, x, top, bold=bold)]


@pytest.mark.parametrize("edge", [80.0, 86.0])
def test_head_of_a_group_across_columns_is_parted_from_its_rows_that_only_white_parts(edge: float) -> None:
    """Rules stand between groups only, over their heads."""
    edges = (50.0, edge, 250.0, 400.0)
    found = three("No.", "Activity", "Result", 102, bold=True)
    heights, y = [90.0, 108.0], 108.0
    for letter, group in (("B", "Wading herons"), ("C", "River otters")):
        found += words(group, 54, y + 14, bold=True)
        heights += [y] if y > 108 else []
        for k in (1, 2):
            found += three(f"{letter}{k}", "Count all of them", "Counted.", y + 20 + 26 * k)
            found += words("at every lake.", 90, y + 32 + 26 * k)
        y += 110
    content = page(found, *pieces(*heights, y, edges=edges))
    [table] = find_tables(content, learnt=Learnt(pieced=[(50.0, 400.0)])).tables
    first = [text for _, column, text in said(table) if column == 0 and text]
    assert first == ["No.", "Wading herons", "B1", "B2", "River otters", "C1", "C2"]


def test_cells_with_a_code_in_each_line_are_rows_though_rules_part_those_of_a_table_before() -> None:
    edges = (50.0, 84.0, 250.0, 400.0)
    found = three("No.", "Activity", "Result", 102, bold=True)
    found += [word for k in (1, 2, 3) for word in three(f"B{k}", "Count all of them", "Counted.", 98 + 26 * k)]
    content = page(found, *pieces(90, 108, 190, edges=edges))
    learnt = Learnt(pieced=[(50.0, 400.0)], parted=[list(edges)])
    [table] = find_tables(content, learnt=learnt).tables
    assert [text for _, column, text in said(table) if column == 0] == ["No.", "B1", "B2", "B3"]


@pytest.mark.parametrize(("bold", "parted"), [(True, True), (False, False)])
def test_only_what_is_set_off_over_a_code_is_a_head_in_the_first_column(bold: bool, parted: bool) -> None:
    """Else it may be the rest of the row above, at the top of a page."""
    edges = (50.0, 200.0, 400.0)
    found = words("• maps of lakes", 54, 102, bold=bold)
    for k in (2, 3):
        found += [*words(f"B{k} Count herons", 54, 38 + 38 * k), *words("at all lakes.", 54, 50 + 38 * k)]
        found += [*words("Counted.", 204, 38 + 38 * k), *words("Twice.", 204, 50 + 38 * k)]
    content = page(found, *pieces(90, 180, 220, edges=edges))
    [table] = find_tables(content, learnt=Learnt(pieced=[(50.0, 400.0)])).tables
    assert (said(table)[0] == (0, 0, "• maps of lakes")) is parted
