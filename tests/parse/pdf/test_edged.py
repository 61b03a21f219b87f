"""Tables without upright rules whose names of columns show where these end: their grounds, or the rule under them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.model import EMPTY_BELOW, Box
from pipeline.parse.pdf.gutters import text_lines
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.tables.columns.pieces import tables_of_rules
from pipeline.parse.pdf.tables.drawn.shades import banding
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.table import PageTable
from tests.parse.pdf.setting import level_rule, page, words

LEFT, EDGE, RIGHT = 46.0, 252.0, 458.0
"""Where the first column begins, where the second does, and where that ends: 200 and 203 points for their text."""

NAMES = ("Description of joint activities", "Results")
ROWS = (
    (
        ("A1. Count all the herons and otters here", "at all lakes, and tell the wardens of it"),
        ("The herons of all lakes were counted.",),
    ),
    (("A2. Meet the wardens once in each year.",), ("They met in May, at the Heron River, and", "then in autumn.")),
    (
        ("A3. Print a list of the birds that were", "seen, for schools and for wardens."),
        ("The list was printed in three tongues.",),
    ),
)


def lay(rows: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...], top: float) -> list[Word]:
    """Set rows, 2 points from the edges of their columns; 8 points more than between lines part them."""
    found = []
    for row in rows:
        for x, cell in zip((LEFT + 2, EDGE + 2), row, strict=True):
            found += [word for k, text in enumerate(cell) for word in words(text, x, top + 12 * k)]
        top += 12 * max(map(len, row)) + 8
    return sorted(found, key=lambda word: word.baseline)


def names(y: float) -> list[Word]:
    """Set names, each in the middle of its column."""
    centres = ((LEFT + EDGE) / 2, (EDGE + RIGHT) / 2)
    return [
        word
        for middle, name in zip(centres, NAMES, strict=True)
        for word in words(name, middle - 2.5 * len(name), y, bold=True)
    ]


def body(table: PageTable) -> list[list[str]]:
    found = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        found[cell.row][cell.column] = " ".join(line.text for line in text_lines(cell.words))
    return found


def said() -> list[list[str]]:
    return [list(NAMES), *([" ".join(cell) for cell in row] for row in ROWS)]


def under_names(content: PageContent, y: float, how: str) -> PageContent:
    """Draw grounds behind the cells of names at a height, or the rule under them, cell by cell."""
    cells = ((LEFT, EDGE), (EDGE, RIGHT))
    if how == "grounds":
        content.shades += [Box(x0, y - 12, x1, y + 6) for x0, x1 in cells]
    else:
        content.rules += [level_rule(x0, x1, y + 6) for x0, x1 in cells]
    return content


LONG_TITLE = words("(B) Joint work of the wardens of all lakes, and of the two rivers that run through them", LEFT, 236)
"""It runs across both columns."""


@pytest.mark.parametrize("how", ["grounds", "rule"])
@pytest.mark.parametrize("title", [LONG_TITLE, words("Work in spring", LEFT + 2, 236, bold=True)])
def test_cells_of_names_show_columns_with_hardly_any_white_between_them(how: str, title: list[Word]) -> None:
    first = [*names(112), *lay(ROWS, 132)]
    second = [*names(256), *lay(ROWS, 276)]
    content = under_names(under_names(page([*first, *title, *second]), 112, how), 256, how)
    found = find_tables(content)
    assert [body(table) for table in found.tables] == [said(), said()]
    assert found.words == title


@pytest.mark.parametrize("how", ["grounds", "rule"])
def test_one_name_on_grounds_shows_columns_where_it_describes_activities(how: str) -> None:
    """As where the names of narrow columns beside it are turned, and run up the page."""
    first = names(112)[:4]
    content = under_names(page([*first, *lay(ROWS, 132)]), 112, how)
    assert [body(table) for table in find_tables(content).tables] == (
        [[[NAMES[0], ""], *said()[1:]]] if how == "grounds" else []
    )


def test_bold_words_on_grounds_that_run_over_the_edge_name_no_columns() -> None:
    across = words("All that wardens of lakes and rivers together did in the spring", LEFT + 2, 112, bold=True)
    content = under_names(page([*across, *lay(ROWS, 132)]), 112, "grounds")
    assert not find_tables(content).tables


def test_the_joint_of_two_pieces_is_one_edge() -> None:
    content = page([*names(112), *lay(ROWS, 132)])
    content.rules = [level_rule(x0, x1, 118) for x0, x1 in ((LEFT, 251.6), (251.6, 252.4), (252.4, RIGHT))]
    [table] = find_tables(content).tables
    assert body(table) == said()


def test_rows_go_on_between_the_same_edges_on_the_next_page() -> None:
    learnt = Learnt()
    [before] = find_tables(under_names(page([*names(712), *lay(ROWS, 732)]), 712, "rule"), learnt=learnt).tables
    after = find_tables(page([*lay(ROWS, 60), *words("The wardens thank all.", LEFT, 200)], number=2), before, learnt)
    assert [body(table) for table in after.tables] == [said()[1:]]
    assert len(after.words) == 4


@pytest.mark.parametrize(("x", "held"), [(EDGE + 2, True), (EDGE + 30, False), (LEFT + 2, False)])
def test_far_below_a_line_only_goes_on_that_begins_with_a_column_behind_the_first(x: float, held: bool) -> None:
    """A paragraph of a result stands under an empty line, and nothing beside it."""
    last = words("They will meet again.", x, 250)
    found = find_tables(under_names(page([*names(112), *lay(ROWS, 132), *last]), 112, "rule"))
    assert (found.words == []) == held


@pytest.mark.parametrize(("before", "held"), [("", True), ("of ", False)])
def test_word_too_long_for_the_last_column_may_run_over_the_edge(before: str, held: bool) -> None:
    """Other text of the page that runs so far has several words there."""
    long = words(f"{before}UNEP/CMS/StC132/Doc.65.9/Annex.1/Addendum.7", EDGE + 2, 210)
    content = under_names(page([*names(112), *lay(ROWS, 132), *long]), 112, "rule")
    assert (find_tables(content).words == []) == held


def test_heads_of_groups_may_run_over_the_edge() -> None:
    head = words("Work that all of the wardens of lakes and rivers do together", LEFT + 2, 132, bold=True)
    content = under_names(page([*names(112), *head, *lay(ROWS, 152)]), 112, "grounds")
    [table] = find_tables(content).tables
    assert len(body(table)) == 5
    assert [cell.column_span for cell in table.cells if cell.row == 1] == [2]


def test_bars_beside_each_other_behind_text_name_no_columns() -> None:
    plain = [word for x, text in ((LEFT + 2, "lakes"), (EDGE + 2, "rivers")) for word in words(text, x, 112)]
    running = [word for k in range(6) for word in words(" ".join(["herons of the lakes"] * 4), LEFT, 132 + 12 * k)]
    assert find_tables(under_names(page([*plain, *running]), 112, "grounds")).tables == []


def test_last_row_under_names_without_a_rule_over_them_has_none_below() -> None:
    """Rules, in pieces, stand under the names and between rows only."""
    content = page([*names(112), *lay(ROWS, 132), *words("(B) Rivers", LEFT, 242), *names(262), *lay(ROWS[:2], 282)])
    for y in (118, 159, 191, 268, 309):
        content.rules += [level_rule(LEFT, EDGE, y), level_rule(EDGE, RIGHT, y)]
    learnt = Learnt(pieced=[(LEFT, RIGHT)])
    found = find_tables(content, learnt=learnt)
    assert [body(table) for table in found.tables] == [said(), said()[:3]]
    assert " ".join(word.text for word in found.words) == "(B) Rivers"


def test_names_at_the_end_of_a_page_are_a_table_of_their_own() -> None:
    [table] = find_tables(under_names(page(names(712)), 712, "rule")).tables
    assert (body(table), table.header_rows) == ([list(NAMES)], 1)


def test_table_without_a_rule_under_its_last_row_has_none_where_it_goes_on_either() -> None:
    learnt = Learnt(pieced=[(LEFT, RIGHT)])
    begun = page([*names(622), *lay(ROWS, 642)])
    again = page([*lay(ROWS[:2], 60), *words("(B) Rivers", LEFT, 132), *names(152), *lay(ROWS, 172)], number=2)
    for content, heights in ((begun, (628, 669, 701)), (again, (87, 158, 199, 231))):
        for y in heights:
            content.rules += [level_rule(LEFT, EDGE, y), level_rule(EDGE, RIGHT, y)]
    [before] = find_tables(begun, learnt=learnt).tables
    found = find_tables(again, before, learnt)
    assert [body(table) for table in found.tables] == [said()[1:3], said()]
    assert len(found.words) == 2


THREE = (LEFT, 180.0, EDGE, RIGHT)


def in_two_rows(*levels: tuple[float, float, float]) -> PageContent:
    """Set names of three columns in two rows, rows under them, and level rules: one under the names, cell by cell."""
    content = page([*words("Planned", LEFT + 2, 284, bold=True), *words("Results", EDGE + 2, 284, bold=True)])
    for x, name in zip(THREE, ("Joint activities", "Timing"), strict=False):
        content.words += words(name, x + 2, 300, bold=True)
    for k in range(3):
        for x, texts in zip(THREE, ((f"A{k}. Count all the herons", "of it."), ("2031",), ("Done.",)), strict=False):
            content.words += [
                word for n, text in enumerate(texts) for word in words(text, x + 2, 320 + 32 * k + 12 * n)
            ]
    content.words.sort(key=lambda word: word.baseline)
    content.rules += [level_rule(x0, x1, 306) for x0, x1 in pairwise(THREE)]
    content.rules += [level_rule(x0, x1, y) for x0, x1, y in levels]
    return content


IN_TWO_ROWS = [["Planned", "", "Results"], ["Joint activities", "Timing", ""]]
COUNTED = [[f"A{k}. Count all the herons of it.", "2031", "Done."] for k in range(3)]


def test_rule_under_names_of_some_columns_is_over_those_of_their_table() -> None:
    levels = [(x0, x1, y) for y in (272, 340, 372, 404) for x0, x1 in pairwise(THREE)]
    content = in_two_rows((LEFT, EDGE, 289), *levels)
    [table] = find_tables(content, learnt=Learnt(pieced=tables_of_rules(content))).tables
    assert body(table) == [*IN_TWO_ROWS, *COUNTED]


def test_row_that_no_rule_of_the_next_page_closes_goes_on_there() -> None:
    learnt = Learnt(pieced=[(LEFT, RIGHT)])
    begun = page([*names(652), *lay(ROWS, 672)])
    for y in (640, 658, 699):
        begun.rules += [level_rule(LEFT, EDGE, y), level_rule(EDGE, RIGHT, y)]
    [before] = find_tables(begun, learnt=learnt).tables
    rest = page([*lay(ROWS[:1], 60), *words("The wardens thank all who took part in this.", LEFT, 200)], number=2)
    found = find_tables(rest, before, learnt)
    assert [body(table) for table in found.tables] == [said()[1:2]]
    assert len(found.words) == 9


def on_first_column(rows: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...], top: float) -> list[Box]:
    """Return the grounds behind the first cells of rows that `lay` sets without white between them."""
    grounds = []
    for row in rows:
        height = 12 * max(map(len, row)) + 8
        grounds.append(Box(LEFT, top - 12, EDGE, top - 12 + height))
        top += height
    return grounds


def test_grounds_of_a_first_column_part_rows() -> None:
    """Paragraphs in a cell are as far apart as rows."""
    first = (("Herons", "", "A1. Count the herons here"), ("They were counted.", "", "Wardens told us so."))
    second = (("Otters", "", "A2. Count the otters here"), ("They were seen.", "", "Nobody counted."))
    third = (("Bats", "", "A3. Count the bats here"), ("None was seen.", "", "None was heard."))
    rows = (first, second, third)
    content = under_names(page([*names(112), *lay(rows, 132)]), 112, "grounds")
    content.shades += on_first_column(rows, 132)
    [table] = find_tables(content).tables
    assert body(table)[1:] == [[" ".join(filter(None, cell)) for cell in row] for row in rows]


def test_cell_whose_text_runs_past_the_end_of_a_ground_beside_it_spans_rows() -> None:
    left = lay(tuple(((f"A{k}. Count all the birds of lake {k}",), ()) for k in (1, 2, 3)), 132)
    right = lay((((), tuple(f"Birds were seen, line {k}" for k in range(1, 5))),), 132)
    content = page([*names(112), *sorted([*left, *right], key=lambda word: word.baseline)])
    under_names(content, 112, "grounds")
    content.shades += on_first_column(tuple(((f"A{k}",), ()) for k in (1, 2, 3)), 132)
    [table] = find_tables(content).tables
    assert [(cell.row, cell.row_span) for cell in table.cells if cell.column == 1 and cell.row] == [(1, 3)]
    assert EMPTY_BELOW not in table.inferred


def test_head_of_a_group_runs_on_over_the_edge_of_a_narrow_column() -> None:
    """The edge is in the space between its two words; text of the next column begins farther right."""
    content = page([])
    edges, y = (46.0, 82.0, 300.0, 458.0), 112.0
    for x, name in zip((50, 90, 308), ("No.", NAMES[0], NAMES[1]), strict=True):
        content.words += words(name, x, y, bold=True)
    content.shades = [Box(x0, y - 12, x1, y + 6) for x0, x1 in pairwise(edges)]
    for group, letter in (("Birds seen", "A"), ("Otters", "B")):
        y += 26
        content.words += words(group, 54.5, y, italic=True)
        for k in (1, 2):
            y += 26
            cells = (f"{k}", f"{letter}{k}. Count them all at lake {k}.", f"{k} were seen there.")
            for x, text in zip((54.5, 90, 308), cells, strict=True):
                content.words += words(text, x, y)
    [table] = find_tables(content).tables
    assert [row[0] for row in body(table)] == ["No.", "Birds seen", "1", "2", "Otters", "1", "2"]


def test_one_ground_as_wide_as_the_names_parts_rows() -> None:
    content = under_names(page([*names(112), *lay(ROWS, 132)]), 112, "grounds")
    content.shades.append(Box(LEFT, 152, RIGHT, 184))
    content.rules = [level_rule(LEFT, RIGHT, 200)]
    alone = banding(content, content.words)
    assert [rule.box.top for rule in alone if rule.box.top > 130] == [152, 184]


def test_one_ground_behind_several_columns_but_the_first_parts_rows() -> None:
    """What names both rows stands in the first column."""
    edges = (46.0, 126.0, 300.0, 458.0)
    content = page([])
    for x, name in zip((48, 128, 302), ("Subject", NAMES[0], NAMES[1]), strict=True):
        content.words += words(name, x, 112, bold=True)
    content.words += words("Herons", 48, 132, bold=True)
    rows = (("A1. Count the herons here.", "They were counted."), ("Storks are told apart.", "All of them ringed."))
    for y, cells in zip((132, 144), rows, strict=True):
        content.words += [word for x, text in zip((128, 302), cells, strict=True) for word in words(text, x, y)]
    content.shades = [Box(x0, 100, x1, 118) for x0, x1 in pairwise(edges)]
    content.shades += [Box(x0, 135, x1, 150) for x0, x1 in ((126.0, 300.0), (300.0, 458.0))]
    [table] = find_tables(content).tables
    assert [tuple(row[1:]) for row in body(table)[1:]] == list(rows)


def test_grounds_of_heads_part_rows_where_grounds_do_under_the_same_names() -> None:
    """A table before has rows on grounds, two of them between heads."""
    learnt = Learnt()

    def sheet(*rows: str) -> PageContent:
        content = under_names(page(names(112)), 112, "grounds")
        y = 132.0
        for text in rows:
            if text in ("Birds", "Beasts"):
                content.words += words(text, LEFT + 2, y, italic=True)
                content.shades.append(Box(LEFT, y - 12, RIGHT, y + 6))
            else:
                content.words += [*words(f"{text}. Count them all.", LEFT + 2, y), *words("They did.", EDGE + 2, y)]
                if text in ("A2", "A4"):
                    content.shades += [Box(LEFT, y - 12, EDGE, y + 6), Box(EDGE, y - 12, RIGHT, y + 6)]
            y += 18
        return content

    [first] = find_tables(sheet("Birds", "A1", "A2", "A3", "A4", "A5"), learnt=learnt).tables
    [second] = find_tables(sheet("A6", "Beasts", "A7"), learnt=learnt).tables
    assert [row[0][:6] for row in body(first)[1:]] == ["Birds", "A1. Co", "A2. Co", "A3. Co", "A4. Co", "A5. Co"]
    assert [row[0][:6] for row in body(second)[1:]] == ["A6. Co", "Beasts", "A7. Co"]


def test_grounds_of_some_cells_of_rows_as_wide_as_the_rules_of_the_table_part_rows() -> None:
    """The second column spans: its cells have grounds of their own, and none as wide as the table is drawn."""
    content = page(lay(ROWS, 132))
    content.shades = [Box(LEFT, top, EDGE, top + 24) for top in (122.0, 154.0)]
    assert banding(content, content.words) == []
    content.rules = [level_rule(LEFT, RIGHT, 120)]
    assert [(rule.box.x0, rule.box.x1, rule.box.top) for rule in banding(content, content.words)] == [
        (LEFT, EDGE, y) for y in (122, 146, 154, 178)
    ]
