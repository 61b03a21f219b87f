"""Rows that run together: no rule, no white and too few codes part them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.over_pages.stitch import stitch
from pipeline.parse.pdf.tables.rows.together import may_be_groups, may_be_rows, rows_of_groups, rows_of_items
from pipeline.parse.pdf.tables.strips import Strip, strips_of_cells
from tests.parse.pdf.setting import level_rule, lines, page, upright_rule, words

LONG = "Count all of the herons along the banks of the lakes"
NAMES = [*words("Description of joint activities", 50, 100, bold=True), *words("Results", 350, 100, bold=True)]


def columns(activities: list[str], results: list[str]) -> list[list[Word]]:
    """Lay two columns line beside line; a line that begins with `_` is a head in bold type."""
    first = [
        word
        for k, text in enumerate(activities)
        if text
        for word in words(text.removeprefix("_"), 50, 112 + 12 * k, bold=text.startswith("_"))
    ]
    return [first, lines(results, 350, 112)]


def row(activities: list[str], results: list[str]) -> list[Strip]:
    return strips_of_cells(columns(activities, results))


@pytest.mark.parametrize(
    ("above", "parted"),
    [("in winter.", True), ("in the winter of", False)],
)
def test_an_item_under_white_beside_which_all_columns_begin_is_a_row(above: str, parted: bool) -> None:
    strips = row(
        ["_Cranes", "A1. Count the cranes.", "", "_Otters", "A2. Ring the otters.", ""],
        [
            "The cranes were counted by",
            "wardens of the lakes, and",
            above,
            "2091 has brought none.",
            "They were",
            "shy.",
        ],
    )
    assert [len(part) for part in rows_of_items(strips, 2)] == ([3, 3] if parted else [6])


@pytest.mark.parametrize(
    ("results", "rows"),
    [
        (["They were counted by wardens.", "", "", "", "", "The otters were", "ringed.", ""], [5, 3]),
        (["They were counted by wardens.", "", "", "", "", "", "", ""], [8]),
        (
            ["They were counted", "by wardens of lakes", "", "", "and of the great", "Otter River, and", "ringed.", ""],
            [8],
        ),
        (["They were counted.", "", "", "", "", "", "The otters were", "ringed."], [8]),
    ],
    ids=["begins level", "begins nowhere", "runs on", "begins between"],
)
def test_rows_begin_with_heads_of_groups_past_which_nothing_runs(results: list[str], rows: list[int]) -> None:
    activities = ["_Cranes", "A1. Count the cranes.", "", "A2. Ring them.", "", "_Otters", "A3. Ring them.", "A4. Map."]
    strips = row(activities, results)
    found = [len(part) for part in rows_of_groups(strips, 2)]
    lost = sum(not any(texts) for texts in zip(activities, results, strict=True))
    assert sum(found) == len(strips) == 8 - lost
    assert len(found) == len(rows)
    assert found[-1] == rows[-1] - (lost if len(rows) == 1 else 0)


def test_an_item_right_under_another_is_none_by_itself() -> None:
    strips = row(["A1. Count the cranes.", "A2. Ring the otters."], ["Counted.", "Ringed."])
    assert [len(part) for part in rows_of_items(strips, 2)] == [2]
    assert may_be_rows(strips, 2)


def test_lines_of_another_column_at_other_heights_are_no_white() -> None:
    first = [*words("A1. Count the cranes.", 50, 112), *words("A2. Ring the otters.", 50, 128)]
    other = [*words("Counted.", 350, 112), *words("Twice.", 350, 122), *words("Ringed.", 350, 128)]
    strips = strips_of_cells([first, other])
    assert strips[1].at(0) is None
    assert [len(part) for part in rows_of_items(strips, 2)] == [3]


@pytest.mark.parametrize(("lower", "rows"), [(0.0, 2), (3.0, 1)])
def test_what_begins_a_little_lower_than_an_item_under_white_begins_no_row_with_it(lower: float, rows: int) -> None:
    first = [*words("A1. Count the cranes.", 50, 112), *words("A2. Ring the otters.", 50, 136)]
    other = [*words("Counted.", 350, 112), *words("Twice.", 350, 124), *words("Ringed.", 350, 136 + lower)]
    strips = strips_of_cells([first, other])
    assert len(strips) == 3
    assert len(rows_of_items(strips, 2)) == rows


def test_items_beside_one_text_are_items_of_a_row() -> None:
    strips = row(["A1. Count the cranes.", "A2. Ring the otters."], ["Cranes and otters were", "counted and ringed."])
    assert not may_be_rows(strips, 2)


def test_what_may_be_rows_is_named() -> None:
    activities, results = columns(
        [f"A1. {LONG}", "and of the delta, and ring them.", f"A2. {LONG}", "and of the sea, and map these."],
        ["They were counted in spring, and", "ringed in autumn.", "They were counted in spring, and", "mapped."],
    )
    found = sorted([*NAMES, *activities, *results], key=lambda word: (word.baseline, word.x0))
    [table] = find_tables(page(found, *(level_rule(44, 560, y) for y in (88, 104, 154)))).tables
    assert stitch([table])[0].issues == []  # the second row begins where all columns break on purpose
    [issue] = stitch([replace(table, together=True)])[0].issues
    assert (issue.rule, issue.page, issue.evidence) == ("rows-run-together", 1, "A1. A2.")


def test_several_items_between_the_only_rules_under_names_may_be_rows() -> None:
    """A sentence runs on beside one of them, so that codes part no rows."""
    activities, results = columns(
        [f"A1. {LONG}", "and ring them.", f"A2. {LONG}", "and map these.", f"A3. {LONG}"],
        [
            "They were counted in spring.",
            "They were ringed in",
            "autumn.",
            "They were mapped.",
            "Counted.",
        ],
    )
    found = sorted([*NAMES, *activities, *results], key=lambda word: (word.baseline, word.x0))
    learnt = Learnt()
    for _ in range(2):  # a table of which that is said does not show that rules enclose one row in the next
        content = page(found, *(level_rule(44, 560, y) for y in (88, 104, 166)))
        [table] = find_tables(content, learnt=learnt).tables
        assert [issue.rule for issue in stitch([table])[0].issues] == ["rows-run-together"]


@pytest.mark.parametrize(("second", "several"), [("Otters", True), ("", False)])
def test_heads_of_groups_in_a_column_show_that_a_row_may_be_several(second: str, several: bool) -> None:
    """Each cell stands in the middle of its row; nothing but the heads of the groups shows that there are two rows."""
    heads = [word for y, text in ((118, "Herons"), (154, second)) for word in words(text, 50, y, bold=True)]
    work = [word for y in (130, 142, 166) for word in words("A1. Count them and tell it to", 50, y)]
    done = [word for y in (124, 136, 160) for word in words("All of them were counted.", 340, y)]
    row = strips_of_cells([sorted([*heads, *work], key=lambda word: (word.baseline, word.x0)), done])
    assert may_be_groups(row, 2) is several
    assert may_be_rows(row, 2) is several


def boxed(number: int, places: list[float], parts: list[list[Word]]) -> PageContent:
    """Draw the rules of a table of two columns on a page, with what it says."""
    rules = [level_rule(44, 560, y) for y in places]
    rules += [upright_rule(x, places[0], places[-1]) for x in (44, 340, 560)]
    return page([word for part in parts for word in part], *rules, number=number)


def test_one_row_between_rules_stays_one_where_rules_part_the_rows_of_tables_with_its_columns() -> None:
    def entries(top: float) -> list[list[Word]]:
        said = [("D1. Count the herons.", "2091"), ("D2. Ring the otters.", "2092"), ("D3. Map the sea.", "2093")]
        return [
            words(text, x, top + 16 * k) for k, row in enumerate(said) for x, text in zip((50, 350), row, strict=True)
        ]

    def first(rows: int) -> PageContent:
        said = [words("C1. Count the storks.", 50, 80 + 60 * k) for k in range(rows)]
        said += [words("2090", 350, 80 + 60 * k) for k in range(rows)]
        return boxed(1, [66 + 60 * k for k in range(rows + 1)], said)

    for rows, expected in ((3, 1), (1, 3)):
        learnt = Learnt()
        find_tables(first(rows), None, learnt)
        [table] = find_tables(boxed(2, [66, 140], entries(80)), None, learnt).tables
        assert table.rows == expected


@pytest.mark.parametrize(("bold", "expected"), [(True, 1), (False, 3)])
def test_two_rows_between_rules_show_that_these_part_rows_where_names_stand_above(bold: bool, expected: int) -> None:
    """The first of three rows in one type may hold the names of columns."""

    def entries(top: float) -> list[list[Word]]:
        return [
            words(text, x, top + 16 * k) for k in range(3) for x, text in ((50, f"D{k + 1}. Count."), (350, "2091"))
        ]

    first = [words(text, x, 80, bold=bold) for x, text in ((50, "Sites"), (350, "Years"))]
    first += [words("C1. Count the storks.", 50, 140), words("2090", 350, 140)]
    if bold:
        first += [words("C2. Count the herons.", 50, 200), words("2090", 350, 200)]
    learnt = Learnt()
    find_tables(boxed(1, [66 + 60 * k for k in range(3 + bold)], first), None, learnt)
    [table] = find_tables(boxed(2, [66, 140], entries(80)), None, learnt).tables
    assert table.rows == expected


@pytest.mark.parametrize(("second", "parted"), [("2092", True), ("", False)])
def test_heads_beside_which_two_other_columns_begin_are_rows(second: str, parted: bool) -> None:
    first = ["_Cranes", f"i) {LONG}", "and of the delta.", "_Otters", f"ii) {LONG}", "and of the sea."]
    activities, results = columns(first, ["They were counted, all of", "them.", "", "Otters were not.", "", ""])
    times = [word for k, text in ((0, "2091"), (3, second)) if text for word in words(text, 500, 112 + 12 * k)]
    strips = strips_of_cells([activities, results, times])
    assert [len(part) for part in rows_of_items(strips, 3)] == ([3, 3] if parted else [6])
    assert may_be_rows(strips, 3)


@pytest.mark.parametrize("ruled", [False, True])
def test_what_stands_between_heads_that_no_rule_parts_from_it_may_be_rows(ruled: bool) -> None:
    """Only upright rules are drawn, which end at the heads; with level rules at these, what they enclose is a row."""
    found = list(NAMES)
    rules = [level_rule(44, 560, y) for y in (88, 104, 252)]
    rules += [upright_rule(x, 88, 252) for x in (44, 560)]
    rules.append(upright_rule(345, 88, 104))
    for top, group in ((104, "Work on A"), (178, "Work on B")):
        found += words(group, 60, top + 14, bold=True)
        rules.append(upright_rule(345, top + 20, top + 74))
        rules += [level_rule(44, 560, y) for y in (top, top + 20)] if ruled else []
        for k, animal in enumerate(("cranes", "otters")):
            found += words(f"{group[-1]}{k + 1}. Count all the {animal} of the lakes,", 50, top + 34 + 24 * k)
            found += words("and ring them.", 50, top + 46 + 24 * k)
            found += words("They were counted in spring, and", 350, top + 29 + 24 * k)
            found += words("ringed in autumn, by the wardens.", 350, top + 41 + 24 * k)
    found.sort(key=lambda word: (word.baseline, word.x0))
    [table] = find_tables(page(found, *rules)).tables
    assert (table.rows, table.columns) == (5, 2)
    assert table.together is not ruled


def test_rules_under_heads_alone_part_no_rows_between_these() -> None:
    """Upright rules stop at heads, under each of which a rule is drawn: its rows begin at their codes."""
    found = [*words("Joint activities", 54, 110, bold=True), *words("Results", 304, 110, bold=True)]
    y = 110.0
    spans, levels = [(100.0, 114.0)], []
    for group, letters in (("Herons", "AB"), ("Otters", "CD")):
        y += 16
        found += words(group, 54, y, bold=True)
        levels.append(level_rule(50, 550, y + 4))
        top = y + 4
        for letter in letters:
            y += 18
            found += [*words(f"{letter}1. Count them at all of the lakes of", 54, y), *words("Counted in May.", 304, y)]
            y += 12
            found += words("the north.", 54, y)
        spans.append((top, y + 4))
    rules = [*levels, *(upright_rule(x, 100, y + 4) for x in (50, 550)), *(upright_rule(300, *one) for one in spans)]
    [table] = find_tables(page(found, *rules)).tables
    begun = [cell.words[0].text for cell in table.cells if cell.column == 0 and cell.words]
    assert begun == ["Joint", "Herons", "A1.", "B1.", "Otters", "C1.", "D1."]


def test_frame_around_the_rest_of_a_table_on_its_next_page_is_no_cell() -> None:
    """Only the table's outer border is drawn; a list that goes on at the top of the page leaves no wide gaps."""
    names = [*words("No.", 50, 100, bold=True), *words("Joint activities", 90, 100, bold=True)]
    found = [*names, *words("Results", 300, 100, bold=True)]
    for at in range(6):
        cells = (f"A{at + 1}", f"Count herons at lake {at}.", "They were counted twice.")
        found += [word for x, text in zip((50, 90, 300), cells, strict=True) for word in words(text, x, 120 + 24 * at)]
    found += words("They were mapped, too:", 300, 252)
    [above] = find_tables(page(found)).tables
    rest = [*words("\u2022 by the wardens of lakes;", 300, 60), *words("\u2022 by schools.", 300, 72)]
    frame = [upright_rule(x, 48, 80) for x in (44, 560)] + [level_rule(44, 560, y) for y in (48, 80)]
    [below] = find_tables(page(rest, *frame), above).tables
    assert (below.columns, below.evidence) == (3, "gutters")
