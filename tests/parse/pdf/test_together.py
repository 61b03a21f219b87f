"""Rows that run together: no rule, no white and too few codes part them."""

from __future__ import annotations

from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.stitch import stitch
from pipeline.parse.pdf.tables.table import PageTable
from tests.parse.pdf.setting import lines, page, words
from tests.parse.pdf.test_level import body

NAMES = [*words("Joint activities", 50, 100, bold=True), *words("Results", 330, 100, bold=True)]


def read(activities: list[str], results: list[str]) -> PageTable:
    """Lay two columns line beside line; a line that begins with `_` is a head in bold type."""
    found = [*NAMES]
    for k, text in enumerate(activities):
        found += words(text.removeprefix("_"), 50, 112 + 12 * k, bold=text.startswith("_")) if text else []
    found += lines(results, 330, 112)
    found.sort(key=lambda word: (word.baseline, word.box.x0))
    [table] = find_tables(page(found)).tables
    return table


def test_an_item_under_white_beside_which_all_columns_begin_is_a_row() -> None:
    table = read(
        ["_Cranes", "A1. Count the cranes.", "", "", "_Otters", "A2. Ring the otters of", "the delta."],
        [
            "The cranes were counted by",
            "wardens of both lakes, and",
            "in the delta, where they",
            "winter.",
            "None yet.",
        ],
    )
    assert body(table) == [
        [
            "Cranes A1. Count the cranes.",
            "The cranes were counted by wardens of both lakes, and in the delta, where they winter.",
        ],
        ["Otters A2. Ring the otters of the delta.", "None yet."],
    ]
    assert any("under white in their column" in words for words in table.inferred)
    assert [issue.rule for issue in stitch([table])[0].issues] == []


def test_items_beside_as_many_entries_that_nothing_parts_are_named() -> None:
    table = read(
        ["A1. Count all of the herons along the banks of the", "lakes.", "A2. Ring the otters."],
        ["Counted.", "Ringed in spring, and in", "autumn."],
    )
    assert len(body(table)) == 1
    assert [(issue.rule, issue.page) for issue in stitch([table])[0].issues] == [("rows-run-together", 1)]


def test_items_beside_one_text_are_items_of_a_row() -> None:
    table = read(
        ["A1. Count all of the herons along the banks of the", "lakes.", "A2. Ring the otters."],
        ["The herons and otters were", "counted and ringed, in", "autumn."],
    )
    assert len(body(table)) == 1
    assert stitch([table])[0].issues == []
