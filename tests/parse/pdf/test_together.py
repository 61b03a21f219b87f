"""Rows that run together: no rule, no white and too few codes part them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.stitch import stitch
from pipeline.parse.pdf.tables.strips import Strip, strips_of_cells
from pipeline.parse.pdf.tables.together import may_be_rows, rows_of_items
from tests.parse.pdf.setting import level_rule, lines, page, words

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


def test_an_item_right_under_another_is_none_by_itself() -> None:
    strips = row(["A1. Count the cranes.", "A2. Ring the otters."], ["Counted.", "Ringed."])
    assert [len(part) for part in rows_of_items(strips, 2)] == [2]
    assert may_be_rows(strips, 2)


def test_items_beside_one_text_are_items_of_a_row() -> None:
    strips = row(["A1. Count the cranes.", "A2. Ring the otters."], ["Cranes and otters were", "counted and ringed."])
    assert not may_be_rows(strips, 2)


def test_what_may_be_rows_is_named() -> None:
    activities, results = columns(
        [f"A1. {LONG}", "and of the delta, and ring them.", f"A2. {LONG}", "and of the sea, and map these."],
        ["They were counted in spring, and", "ringed in autumn.", "They were counted in spring, and", "mapped."],
    )
    found = sorted([*NAMES, *activities, *results], key=lambda word: (word.baseline, word.box.x0))
    [table] = find_tables(page(found, *(level_rule(44, 560, y) for y in (88, 104, 154)))).tables
    assert stitch([table])[0].issues == []  # the second row begins where all columns break on purpose
    [issue] = stitch([replace(table, together=True)])[0].issues
    assert (issue.rule, issue.page) == ("rows-run-together", 1)
