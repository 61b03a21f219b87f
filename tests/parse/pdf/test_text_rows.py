"""Rows of figures that no rule parts: lines without figures go on with the entry above, or lead to the one below."""

from __future__ import annotations

import pytest

from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.columns.zones import Zone
from pipeline.parse.pdf.tables.rows.by_lines import rows_between_rules, split_rows
from pipeline.parse.pdf.tables.rows.spanning import starts_beside
from pipeline.parse.pdf.tables.rows.told import by_rules_or_white, known_gap
from pipeline.parse.pdf.tables.strips import strips_of_cells
from tests.parse.pdf.setting import lines, words

Row = tuple[str, str]
"""What stands in the column of names, which is 20 letters wide, and its figure."""


def rows(lines: list[Row], *, bold: frozenset[int] = frozenset()) -> list[list[str]]:
    columns: list[list[Word]] = [[], []]
    for at, texts in enumerate(lines):
        for column, (x, text) in enumerate(zip((50, 200), texts, strict=True)):
            columns[column] += words(text, x, 100 + 12 * at, bold=at in bold) if text else []
    strips = strips_of_cells(columns)
    return [[entry.text for strip in row for entry in strip.entries] for row in split_rows(strips, 2, ())]


FIRST: list[Row] = [("Grey herons", "41"), ("Purple herons of the", "7")]
LAST: list[Row] = [("Storks", "12"), ("Cranes", "8")]


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        # The name of a row goes on in small letters: on the line below its figure, or above it.
        ([("delta", "")], [["Grey herons", "41"], ["Purple herons of the", "7", "delta"]]),
        (
            [("White egrets of the", ""), ("rivers", "5")],
            [["Grey herons", "41"], ["Purple herons of the", "7"], ["White egrets of the", "rivers", "5"]],
        ),
        # What ends with a colon heads the rows below it.
        ([("Others:", "")], [["Grey herons", "41"], ["Purple herons of the", "7"], ["Others:"], ["Storks", "12"]]),
    ],
)
def test_lines_without_figures(between: list[Row], expected: list[list[str]]) -> None:
    found = rows([*FIRST, *between, *LAST])
    assert found[: len(expected)] == expected


@pytest.mark.parametrize(
    ("last", "together"),
    [(("", "(few)"), True), (("Delta", ""), False), (("of the northern", ""), True)],
)
def test_a_line_behind_figures_goes_on_with_what_is_cut(last: Row, together: bool) -> None:
    found = rows([*LAST, ("Purple herons of the", "7"), last])
    assert (len(found) == 3) is together


def test_a_line_in_other_type_goes_on_with_nothing() -> None:
    found = rows([*LAST, ("Purple herons of the", "7"), ("delta in spring", "")], bold=frozenset({3}))
    assert found[-1] == ["delta in spring"]


def test_a_last_line_without_figures_is_a_row_of_its_own() -> None:
    assert rows([*FIRST, *LAST, ("All of the birds", "")])[-1] == ["All of the birds"]


def test_figures_at_half_the_height_of_their_entry_are_of_its_row() -> None:
    names = [*words("Purple herons of the", 50, 100), *words("northern lakes", 50, 112), *words("Storks", 50, 136)]
    strips = strips_of_cells([names, [*words("7", 200, 106), *words("12", 200, 136)]])
    found = [[entry.text for strip in row for entry in strip.entries] for row in split_rows(strips, 2, ())]
    assert found == [["Purple herons of the", "7", "northern lakes"], ["Storks", "12"]]


NAMES = ("Herons", "Otters", "Storks", "Cranes")
FIGURES = ("1,204", "310", "87", "45")


def said(found: list[list[list[Word]]] | None) -> list[list[str]] | None:
    return found and [[" ".join(word.text for word in cell) for cell in row] for row in found]


def parted(names: tuple[str, ...], figures: tuple[str, ...]) -> list[list[str]] | None:
    cells = [
        [word for k, text in enumerate(texts) if text for word in words(text, x, 100 + 14 * k)]
        for x, texts in ((50, names), (300, figures))
    ]
    return said(rows_between_rules(strips_of_cells(cells), 2))


def test_figures_beside_names_are_rows() -> None:
    assert parted(NAMES, FIGURES) == [list(row) for row in zip(NAMES, FIGURES, strict=True)]


@pytest.mark.parametrize(
    ("names", "figures"),
    [
        (NAMES[:2], FIGURES[:2]),
        (("Herons", "", "", ""), FIGURES),
        ((*NAMES, "Egrets", "Ibises"), ("1,204", "", "310", "", "87", "")),
    ],
    ids=["two rows", "names beside few figures", "figures beside few names"],
)
def test_fewer_are_none(names: tuple[str, ...], figures: tuple[str, ...]) -> None:
    assert parted(names, figures) is None


def test_names_without_figures_are_none() -> None:
    assert parted(NAMES, ("seen", "heard", "missed", "gone")) is None


def test_years_beside_text_are_rows_by_the_white_where_names_stand_as_far_off_as_some() -> None:
    first = ["Count the herons of the lakes and the sea.", "Ring the otters of the rivers in spring.", "Map them all."]
    left = [word for text, y in zip(first, (100, 116, 144), strict=True) for word in words(text, 50, y)]
    right = [
        word for text, y in zip(("2091", "2092", "2093"), (100, 116, 144), strict=True) for word in words(text, 300, y)
    ]
    strips = strips_of_cells([left, right])
    assert [len(row) for row in split_rows(strips, 2, (), None, 2.8)] == [2, 1]
    assert [len(row) for row in split_rows(strips, 2, (), None, 1.6)] == [1, 1, 1]


@pytest.mark.parametrize(("before", "expected"), [(2.4, 2.4), (None, 1.9)])
def test_the_only_two_rows_of_a_page_are_as_far_apart_as_on_the_page_before(
    before: float | None, expected: float
) -> None:
    rows = [
        strips_of_cells([[*words("Count herons.", 50, y), *words("Ring otters.", 50, y + 12)], words("Done.", 200, y)])
        for y in (100.0, 136.0)
    ]
    zone = Zone([], [], [], [], row_gap=before, head_gap=1.9)
    assert known_gap(zone, rows) == pytest.approx(expected)


@pytest.mark.parametrize("beside", ["Half of them.", "2091"])
def test_item_of_an_open_list_begins_no_row_though_paragraphs_are_as_far_apart_as_rows(beside: str) -> None:
    left = [
        "C4. Count the herons:",
        "- those of the lakes;",
        "- those of the sea.",
        "C5. Ring the otters.",
        "C6. Rest.",
    ]
    cells = [
        [word for k, text in enumerate(texts) if text for word in words(text, x, 100 + 18 * k)]
        for x, texts in ((50, left), (300, [beside, "", "", beside, beside]))
    ]
    assert [len(row) for row in split_rows(strips_of_cells(cells), 2, (), None, 1.8)] == [3, 1, 1]
    assert starts_beside(strips_of_cells(cells), 1.8) == [154.0, 172.0]


@pytest.mark.parametrize(
    ("before", "ruled", "rows"),
    [(2.4, False, [1, 2, 4]), (None, False, [1, 6]), (2.4, True, [1, 6])],
    ids=["known", "unknown", "ruled"],
)
def test_white_known_from_pages_before_parts_rows_between_rules(
    before: float | None, ruled: bool, rows: list[int]
) -> None:
    """Rules may be around the head of a group only."""
    done = ["They were counted at each of the lakes,", "on the islands of the sea and on the coast."]
    left = lines(["Herons", "A1. Count them."], 50, 100, leading=24)
    left += lines(["A2. Count the otters.", "A3. Ring the otters."], 50, 160)
    strips = strips_of_cells([left, [*lines(done, 330, 124), *lines([*done, *done], 330, 160)]])
    zone = Zone([], [], [86.0, 108.0, 210.0], [], row_gap=before, head_gap=1.9)
    assert [len(row) for row in by_rules_or_white(zone, strips, 2, [], ruled=ruled)] == rows
