"""Rows that only the codes in their first column tell: no rule and no more white is between them than inside."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.rows.coded import counts_on, rows_by_codes
from pipeline.parse.pdf.tables.strips import Entry, strips_of_cells, words_by_column
from pipeline.parse.pdf.tables.table import PageTable
from tests.parse.pdf.setting import level_rule, page, upright_rule, words
from tests.parse.pdf.test_level import body, said

LINE = 12.0
COLUMNS = (50.0, 330.0)
NAMES = ("Activity", "Result")

ROWS = [
    (["{}. Count all of the herons along the banks of the", "lakes and on the islands."], ["They were counted."]),
    (["{}. Seek funds."], ["Funds were found in spring, and", "more were promised by three of", "the Parties."]),
    (["{}. Map the marsh."], ["Mapped."]),
    (["{}. Train the wardens of both of the lakes and of the", "delta, and report."], []),
    (["{}. Mend boats."], ["Two boats were mended."]),
]


def lay(first: int, rows: list[tuple[list[str], list[str]]], top: float = 112.0) -> list[list[list[Word]]]:
    """Set rows right below each other, from the code A and a number on."""
    laid = []
    for number, texts in enumerate(rows, first):
        cells = [
            [word for k, text in enumerate(column) for word in words(text.format(f"A{number}"), x, top + k * LINE)]
            for x, column in zip(COLUMNS, texts, strict=True)
        ]
        laid.append(cells)
        top += LINE * max(map(len, texts))
    return laid


def read(laid: list[list[list[Word]]], learnt: Learnt | None = None, *, framed: bool = False) -> PageTable:
    names = [word for x, text in zip(COLUMNS, NAMES, strict=True) for word in words(text, x, 100, bold=True)]
    found = [*names, *(word for row in laid for cell in row for word in cell)]
    found.sort(key=lambda word: word.baseline)
    rules = [level_rule(44, 560, y) for y in (88, found[-1].box.bottom + 2)] if framed else []
    [table] = find_tables(page(found, *rules), learnt=learnt).tables
    return table


def expected(laid: list[list[list[Word]]]) -> list[list[str]]:
    return [[said(cell) if cell else "" for cell in row] for row in laid]


def test_rows_begin_with_codes_beside_which_all_columns_begin() -> None:
    laid = lay(1, ROWS)
    table = read(laid)
    assert body(table) == expected(laid)
    assert any("the codes in their first column" in words for words in table.inferred)


@pytest.mark.parametrize(
    ("given", "told"), [("Nine Parties gave funds", True), ("Nine Parties gave for the CMS-", False), ("-", True)]
)
def test_no_row_begins_behind_a_hyphen_though_it_stands_level_with_a_code(given: str, told: bool) -> None:
    laid = lay(1, [*ROWS, (["{}. Seek funds."], [given]), (["{}. Train."], ["CITES trained them."])])
    strips = strips_of_cells([[word for row in laid for word in row[k]] for k in range(2)])
    assert (rows_by_codes(strips, 2) is not None) is told


@pytest.mark.parametrize("codes", [("1.1", "1.2", "1.3", "2.1", "2.2"), ("d)", "e)", "f)", "g)", "h)")])
def test_codes_that_may_be_figures_or_points_of_lists_tell_rows_where_each_counts_on(codes: tuple[str, ...]) -> None:
    coded = zip(codes, ROWS, strict=True)
    rows = [([texts[0].replace("{}.", code), *texts[1:]], done) for code, (texts, done) in coded]
    told = []
    for shown in (rows, [*rows[:2], *rows[3:]]):
        laid = lay(1, shown)
        strips = strips_of_cells([[word for row in laid for word in row[column]] for column in (0, 1)])
        found = rows_by_codes(strips, 2)
        told.append(found and [row[0].line.words[0].text for row in found[0]])
    assert told == [list(codes), None]


@pytest.mark.parametrize(
    ("above", "below", "next_one"),
    [
        ("1.1", "1.2", True),
        ("1.9", "1.10", True),
        ("1.4", "2.1", True),
        ("1.4", "2.2", False),
        ("1.4", "1.4", False),
        ("a)", "b)", True),
        ("(b)", "(a)", False),
        ("1.1", "1.1.1", False),
    ],
)
def test_a_code_counts_on_from_another(above: str, below: str, next_one: bool) -> None:
    assert counts_on(above, below) is next_one


@pytest.mark.parametrize("framed", [True, False])
def test_few_codes_tell_rows_where_those_of_the_page_before_did(framed: bool) -> None:
    learnt = Learnt()
    read(lay(1, ROWS), learnt)
    below = lay(6, [ROWS[1], ROWS[0]])
    assert body(read(below, learnt, framed=framed)) == expected(below)


@pytest.mark.parametrize(
    ("done", "told"),
    [
        (["The herons were counted and the", "marsh was mapped, and the boats", "of the wardens were mended."], False),
        (["The herons were counted.", "The marsh was mapped.", "The boats were mended."], True),
        (["The herons were counted.", "The marsh was mapped.", ""], False),
    ],
)
def test_items_with_codes_are_rows_only_where_other_text_begins_beside_each(done: list[str], told: bool) -> None:
    columns = [
        [word for k, text in enumerate(texts) for word in words(text, x, 112 + k * LINE)]
        for x, texts in zip(COLUMNS, (["A1. Count.", "A2. Map.", "A3. Mend."], done), strict=True)
    ]
    rows = rows_by_codes(strips_of_cells(columns), 2)
    assert (rows is not None) is told


def test_codes_in_a_column_of_their_own_part_rows_between_two_rules() -> None:
    """No white is between the rows; heads of groups are set in to where no column begins."""
    lines = [
        ("", "", "Shore birds"),
        ("A1", "Count the herons of", "They were counted"),
        ("", "both lakes.", "in spring."),
        ("A2", "Ring them.", ""),
        ("", "", "Otters"),
        ("A3", "Map the holts of all", "Mapped. A report was"),
        ("", "rivers.", "sent to the Parties."),
    ]
    places = (50.0, 80.0, 250.0)
    laid = [
        *(word for x, name in zip(places, ("No.", "Activity", "Result"), strict=True) for word in words(name, x, 100)),
        *(
            word
            for row, (*texts, head) in enumerate(lines)
            for word in (
                words(head, 62, 120 + row * LINE, bold=True)
                if not any(texts)
                else [
                    w for x, text in zip(places, (*texts, head), strict=True) for w in words(text, x, 120 + row * LINE)
                ]
            )
        ),
    ]
    [table] = find_tables(page(laid, *(level_rule(48, 400, y) for y in (88, 105, 202)))).tables
    assert [row for row in body(table) if any(row[1:])] == [
        ["A1", "Count the herons of both lakes.", "They were counted in spring."],
        ["A2", "Ring them.", ""],
        ["A3", "Map the holts of all rivers.", "Mapped. A report was sent to the Parties."],
    ]
    assert [row[0] for row in body(table) if not any(row[1:])] == ["Shore birds", "Otters"]


def test_what_stands_under_the_head_of_a_group_without_codes_is_one_row() -> None:
    done = ["The herons were counted.", "The marsh was mapped.", "The boats were mended.", "", "None was seen."]
    work = ["A1. Count.", "A2. Map.", "A3. Mend.", "Otters", "See above."]
    columns = [
        [word for k, text in enumerate(texts) if text for word in words(text, x, 112 + k * LINE, bold=text == "Otters")]
        for x, texts in zip(COLUMNS, (work, done), strict=True)
    ]
    strips = strips_of_cells(columns)
    found = rows_by_codes(strips, 2)
    assert found is not None
    assert [[strip.line.words[0].text for strip in row] for row in found[0]] == [
        ["A1."],
        ["A2."],
        ["A3."],
        ["Otters"],
        ["See"],
    ]
    strips[1].entries = [Entry(0, 2, strips[1].line.words)]
    assert rows_by_codes(strips, 2) is None


HEIGHTS = [("A1", 1, 3), ("A2", 2, 1), ("A3", 4, 1), ("A4", 1, 2), ("A5", 3, 3)]
"""Rows by their code, with how many lines their other two cells have."""
SAID = ("Herons of the lake", "were counted again", "on all the islands", "of the wide delta.")


def set_level(place: str, first: int = 0, *, cut: bool = False) -> list[list[list[Word]]]:
    """Set rows without white between them, their cells level in their middle or foot.

    ``cut``: the last row is cut by the page's end, and begins level with its code.
    """
    laid, top = [], 112.0
    for index, (code, *counts) in enumerate(HEIGHTS[first:], first):
        high = max(counts)
        cells = []
        for x, count in zip((50.0, 100.0, 330.0), (1, *counts), strict=True):
            at_top = cut and index == len(HEIGHTS) - 1
            down = 0.0 if at_top else (high - count) * LINE * {"middle": 0.5, "foot": 1.0}[place]
            texts = [code] if x == 50.0 else SAID[:count]
            cells.append([word for k, text in enumerate(texts) for word in words(text, x, top + down + k * LINE)])
        laid.append(cells)
        top += high * LINE
    return laid


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("place", ["middle", "foot"])
def test_cells_level_with_their_codes_need_no_white_between_rows(place: str, cut: bool) -> None:
    laid = set_level(place, cut=cut)
    columns = [[word for row in laid for word in row[k]] for k in range(3)]
    found = rows_by_codes(strips_of_cells(columns), 3)
    assert found is not None
    rows = [[" ".join(entry.text for strip in row if (entry := strip.at(k))) for k in range(3)] for row in found[0]]
    assert rows == expected(laid)


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (["(a)", "(b)", "(c)"], True),
        (["1.1.a", "1.1.b", "1.2.a"], True),
        (["Action 1", "Action 2", "Action 3"], True),
        (["7", "8", "9"], True),
        (["7", "12", "3"], False),
        (["B1", "B1", "B2"], False),
        (["2091", "2092", "2093"], False),
    ],
)
def test_what_is_a_column_of_codes(codes: list[str], told: bool) -> None:
    columns = [
        [word for k, text in enumerate(texts) for word in words(text, x, 112 + 2 * k * LINE)]
        for x, texts in zip(COLUMNS, (["Herons.", "Boats.", "Maps."], codes), strict=True)
    ]
    assert (rows_by_codes(strips_of_cells(columns), 2) is not None) is told


def group(first: int, bold: str, answered: list[bool]) -> list[list[list[Word]]]:
    """Set the head of a group and, below it, a line for each row, of which some have no result."""
    laid, top = [[words(bold, 50, 106 + 30 * first, bold=True), []]], 112.0 + 30 * first
    for number, answer in enumerate(answered, first + 1):
        top += 24
        laid.append([words(f"A{number}. Count.", 50, top), words("Counted.", 330, top) if answer else []])
    return laid


@pytest.mark.parametrize(("last", "told"), [([True] * 4, True), ([True, False, False, False], False)])
def test_enough_codes_of_all_groups_together_have_text_beside_them(last: list[bool], told: bool) -> None:
    """Of a group with one code, that may have none: the rows of all groups were read as their white parts them."""
    laid = [
        *group(0, "Herons", [True, True]),
        *group(4, "Otters", [True]),
        *group(8, "Moths", [False]),
        *group(12, "Bats", last),
    ]
    strips = strips_of_cells([[word for row in laid for word in row[k]] for k in range(2)])
    found = rows_by_codes(strips, 2)
    assert (found is not None) is told
    assert found is None or words_by_column(found[0], 2) == laid


@pytest.mark.parametrize("meeting", ["SC70", "A6."])
def test_a_document_at_the_start_of_a_line_is_no_code_beside_codes_with_stops(meeting: str) -> None:
    laid = lay(1, [*ROWS, (["{}. Look at the herons as told in", f"{meeting} Doc. 4."], ["Looked at.", "Told."])])
    strips = strips_of_cells([[word for row in laid for word in row[k]] for k in range(2)])
    found = rows_by_codes(strips, 2)
    assert (found is not None and words_by_column(found[0], 2) == laid) is (meeting == "SC70")


@pytest.mark.parametrize("bold", [False, True])
def test_rows_in_a_frame_with_rules_between_columns_only(bold: bool) -> None:
    laid = set_level("middle")
    texts = zip((50, 100, 330), ("No.", *NAMES), strict=True)
    names = [word for x, name in texts for word in words(name, x, 92, bold=bold)]
    found = [*names, *(word for row in laid for cell in row for word in cell)]
    end = max(word.bottom for word in found) + 2
    rules = [
        *(level_rule(44, 560, y) for y in (80, 98, end)),
        *(upright_rule(x, 80, end) for x in (44, 94, 324, 560)),
    ]
    [table] = find_tables(page(found, *rules)).tables
    assert body(table) == expected(laid)


@pytest.mark.parametrize("wrapped", [False, True])
def test_names_that_are_centred_over_text_at_the_left(wrapped: bool) -> None:
    rows = [
        [
            words(f"A{k}", 50, 130 + 30 * k),
            words("Count the herons of the lakes and of the long", 80, 130 + 30 * k),
            words("They were counted in spring.", 330, 130 + 30 * k),
        ]
        for k in range(1, 6)
    ]
    names = [*words("No.", 50, 120, bold=True), *words("Time", 175, 120, bold=True)]
    names += [*words("Results", 390, 120, bold=True), *(words("frame", 174, 132, bold=True) if wrapped else [])]
    found = [*names, *(word for row in rows for cell in row for word in cell)]
    table = next(iter(find_tables(page(found, level_rule(44, 560, 106), level_rule(44, 560, 290))).tables))
    assert body(table) == expected(rows)


def test_codes_beside_two_other_columns_part_rows_that_white_does_not() -> None:
    """Paragraphs of cells stand as far apart as the rows do."""
    laid, top = [], 112.0
    for number, lines in enumerate((1, 3, 1, 2, 1), 1):
        said = [f"A{number}. Count.", *["Map the marsh."] * (lines - 1)]
        laid.append(
            [
                [word for k, text in enumerate(said) for word in words(text, 50, top + 18 * k)],
                words(f"209{number}", 200, top),
                words("Done.", 330, top),
            ]
        )
        top += 18 * lines
    names = [
        word
        for x, text in zip((50, 200, 330), ("Activity", "Year", "Result"), strict=True)
        for word in words(text, x, 90, bold=True)
    ]
    found = sorted([*names, *(word for row in laid for cell in row for word in cell)], key=lambda word: word.baseline)
    [table] = find_tables(page(found)).tables
    assert body(table) == expected(laid)


@pytest.mark.parametrize("names", [("No.", "Results"), ("Code", "Activities")])
def test_numbered_rows_under_names_of_a_programme_are_a_table(names: tuple[str, str]) -> None:
    rows = [[words(str(k), 50, 100 + 24 * k), words("Count the herons.", 90, 100 + 24 * k)] for k in range(1, 6)]
    header = [word for x, text in zip((50, 90), names, strict=True) for word in words(text, x, 100, bold=True)]
    found = [*header, *(word for row in rows for cell in row for word in cell)]
    rules = [level_rule(44, 560, 88), level_rule(44, 560, 106)]
    [table] = find_tables(page(found, *rules)).tables
    assert body(table) == expected(rows)


def test_names_with_little_white_between_them_are_told_by_their_words() -> None:
    rows = [
        [
            words(text, x, 100 + 24 * k)
            for x, text in ((50, f"A{k}. Count."), (200, "CMS"), (280, "2091"), (340, "Done."))
        ]
        for k in range(1, 6)
    ]
    texts = ((50, "Activities"), (200, "Responsible"), (260, "Timeframe"), (340, "Results"))
    header = [word for x, text in texts for word in words(text, x, 100, bold=True)]
    found = [*header, *(word for row in rows for cell in row for word in cell)]
    [table] = find_tables(page(found)).tables
    assert body(table) == expected(rows)


def test_space_in_a_head_over_figures_parts_no_column() -> None:
    """The figures below are short and end right of the space."""
    heads = [*words("Region", 50, 100, bold=True), *words("Wardens trained", 250, 100, bold=True)]
    years = [word for x in (270, 340) for word in words("2091", x, 112, bold=True)]
    rows = [
        [words(name, 50, 124 + 12 * k), words(f"{k + 3}", 285, 124 + 12 * k), words(f"{k + 5}", 355, 124 + 12 * k)]
        for k, name in enumerate(("North", "East", "South", "West", "Coast", "Hills", "Delta"))
    ]
    found = [*heads, *years, *(word for row in rows for cell in row for word in cell)]
    [table] = find_tables(page(found)).tables
    assert table.columns == 3
    assert body(table) == expected(rows)


@pytest.mark.parametrize("upright", [False, True])
def test_codes_tell_rows_between_rules_that_part_groups(upright: bool) -> None:
    found = [*words("No.", 50, 112, bold=True), *words("Activity", 90, 112, bold=True)]
    found += words("Results", 300, 112, bold=True)
    places = [97.0, 117.0]
    y, number = 117.0, 0
    for name, items in (("Herons", 2), ("Otters", 3), ("Lakes", 1)):
        found += words(name, 50, y + 13, bold=True)
        y += 18
        places.append(y)
        for _ in range(items):
            number += 1
            found += [*words(f"A{number}", 50, y + 13), *words("Count those that live by", 90, y + 13)]
            found += [*words("the lakes of the plain.", 90, y + 25), *words(f"Counted {number} times.", 300, y + 13)]
            y += 36
        places.append(y)
    rules = [level_rule(44, 560, place) for place in places]
    if upright:
        heads = [(first, last) for first, last in pairwise(places) if last - first < 19 and first != 97.0]
        for x in (44, 86, 296, 560):
            rules += [upright_rule(x, *part) for part in pairwise(places) if x in (44, 560) or part not in heads]
    [table] = find_tables(page(found, *rules)).tables
    said = {(cell.row, cell.column): " ".join(word.text for word in cell.words) for cell in table.cells}
    rows = [[said.get((row, column), "") for column in range(3)] for row in range(table.rows)]
    coded = [[f"A{k}", "Count those that live by the lakes of the plain.", f"Counted {k} times."] for k in range(1, 7)]
    assert [row for row in rows if row[1] and row[0] != "No."] == coded
    assert not table.together


def test_codes_before_words_tell_rows_between_rules_of_groups_and_numbers_of_documents_do_not() -> None:
    found = [*words("Activity", 50, 112, bold=True), *words("Results", 300, 112, bold=True)]
    places = [97.0, 117.0]
    y, number = 117.0, 0
    for name, items in (("Herons", 2), ("Otters", 3)):
        found += words(name, 50, y + 13, bold=True)
        y += 18
        places.append(y)
        for _ in range(items):
            number += 1
            found += [*words(f"A{number}. Count all by Resolution", 50, y + 13), *words("94.12.", 50, y + 25)]
            found += [*words(f"Counted {number} times by the", 300, y + 13), *words("wardens.", 300, y + 25)]
            y += 36
        places.append(y)
    [table] = find_tables(page(found, *[level_rule(44, 560, place) for place in places])).tables
    said = {(cell.row, cell.column): " ".join(word.text for word in cell.words) for cell in table.cells}
    rows = [[said.get((row, column), "") for column in range(2)] for row in range(table.rows)]
    coded = [[f"A{k}. Count all by Resolution 94.12.", f"Counted {k} times by the wardens."] for k in range(1, 6)]
    assert [row for row in rows if row[0].startswith("A") and row[0] != "Activity"] == coded


def test_codes_beside_which_a_sentence_runs_on_are_items_of_one_row_between_rules() -> None:
    rows = [("14.1", "The Standing Committee looks at", "Done."), ("14.2", "and tells what it thinks.", "")]
    rows += [("14.3", "Secretariat", "Open."), ("14.4", "Parties", "Open.")]
    names = ("Decision", "Addressee", "Status")
    found = [
        word
        for row, y in zip((names, *rows), (112, 132, 144, 164, 184), strict=True)
        for x, text in zip((50, 150, 400), row, strict=True)
        if text
        for word in words(text, x, y, bold=y == 112)
    ]
    rules = [level_rule(44, 560, y) for y in (97, 117, 149, 169, 189)]
    [table] = find_tables(page(found, *rules)).tables
    assert body(table) == [
        ["14.1 14.2", "The Standing Committee looks at and tells what it thinks.", "Done."],
        ["14.3", "Secretariat", "Open."],
        ["14.4", "Parties", "Open."],
    ]


@pytest.mark.parametrize(("apart", "count"), [(18.0, 5), (26.0, 7)])
def test_items_between_rules_are_rows_only_where_as_much_white_parts_them_as_is_at_the_rules(
    apart: float, count: int
) -> None:
    found = [*words("Activity", 50, 112, bold=True), *words("Results", 300, 112, bold=True)]
    places = [97.0, 117.0]
    y = 117.0
    for name, first in (("Herons", 1), ("Otters", 3)):
        found += words(name, 50, y + 17, bold=True)
        places.append(y + 26)
        y += 26 + 17
        for number in (first, first + 1):
            found += [*words(f"A{number}. Count them all.", 50, y), *words("All were counted.", 300, y)]
            y += apart
        y += 9 - apart
        places.append(y)
    for last in (places, places[:-1]):  # The page's end may cut the last row.
        [table] = find_tables(page(found, *[level_rule(44, 560, place) for place in last])).tables
        assert table.rows == count
