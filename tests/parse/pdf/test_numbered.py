"""Rows that codes in a column of their own tell, beside cells that run on past them."""

from __future__ import annotations

import pytest

from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.rows.numbered import NUMBERED, rows_by_numbers
from pipeline.parse.pdf.tables.strips import strips_of_cells
from tests.parse.pdf.setting import page, words
from tests.parse.pdf.test_edged import body

PLACES = (50.0, 90.0, 350.0)
NAMES = ("No.", "Description of joint activities", "Results")
RESULT = (
    "The herons of all of the lakes and",
    "rivers were counted, and the wardens",
    "met in May, at the mouth of the Heron",
    "River, to plan what will follow on it.",
    "",
    "They will meet again in the autumn",
    "and then each year.",
)


def lay(codes: tuple[str, ...]) -> list[Word]:
    """Set activities of two lines under white beside one result."""
    found = [word for x, name in zip(PLACES, NAMES, strict=True) for word in words(name, x, 100, bold=True)]
    for number, code in enumerate(codes):
        y = 124 + 34 * number
        found += [*words(code, 50, y), *words("Count all the herons and otters at", 90, y)]
        found += words("all of the lakes, and tell.", 90, y + 12)
    for number, line in enumerate(RESULT):
        found += words(line, 350, 124 + 12 * number) if line else []
    y = 124 + 34 * len(codes) + 40
    found += [*words("B9", 50, y), *words("Map the marsh.", 90, y), *words("It was mapped.", 350, y)]
    return sorted(found, key=lambda word: (word.baseline, word.x0))


def test_text_that_runs_on_past_codes_spans_the_rows_that_begin_with_them() -> None:
    [table] = find_tables(page(lay(("B1", "B2", "B3", "B4")))).tables
    task = "Count all the herons and otters at all of the lakes, and tell."
    assert body(table) == [
        list(NAMES),
        ["B1", task, " ".join(filter(None, RESULT))],
        *([code, task, ""] for code in ("B2", "B3", "B4")),
        ["B9", "Map the marsh.", "It was mapped."],
    ]
    assert [cell.row_span for cell in table.cells if cell.column == 2 and cell.words] == [1, 4, 1]
    assert f"the rows are told by {NUMBERED}" in table.inferred
    assert not table.together


@pytest.mark.parametrize("codes", [("B1", "see B2", "B4", "B5"), ("B1", "B1", "B4", "B5")])
def test_what_is_no_code_or_no_other_one_tells_no_rows(codes: tuple[str, ...]) -> None:
    [table] = find_tables(page(lay(codes))).tables
    assert not any(NUMBERED in said for said in table.inferred)


def test_text_that_ends_as_far_above_a_code_as_rows_are_apart_spans_no_row_of_it() -> None:
    y = 124 + 34 * 4 + 40
    found = [*lay(("B1", "B2", "B3", "B4")), *words("The map was printed,", 350, y + 12)]
    found += [*words("and sold.", 350, y + 24), *words("B10", 50, y + 46), *words("Map the bay.", 90, y + 46)]
    found += [*words("B11", 50, y + 68), *words("Map the sea.", 90, y + 68), *words("None was.", 350, y + 68)]
    [table] = find_tables(page(sorted(found, key=lambda word: (word.baseline, word.x0)))).tables
    assert body(table)[5:] == [
        ["B9", "Map the marsh.", "It was mapped. The map was printed, and sold."],
        ["B10", "Map the bay.", ""],
        ["B11", "Map the sea.", "None was."],
    ]
    assert [cell.row_span for cell in table.cells if cell.column == 2 and cell.words] == [1, 4, 1, 1]


def test_text_that_runs_on_beside_a_code_begins_no_row() -> None:
    found = [word for word in lay(("B1", "B2", "B3", "B4")) if word.text != "Count" or word.baseline < 130]
    [table] = find_tables(page(found)).tables
    assert not any(NUMBERED in said for said in table.inferred)


@pytest.mark.parametrize(("white", "runs"), [(14.0, 1), (24.0, None)])
def test_paragraphs_of_two_columns_that_begin_level_with_each_other_are_no_rows_without_codes(
    white: float, runs: int | None
) -> None:
    """They are nearer to the text above them than what stands beside the codes; else codes tell no rows."""
    columns: list[list[Word]] = [[], [], []]
    rows: list[int] = []
    y, strips = 100.0, 0
    for code in ("B1", "B2", "B3"):
        columns[0] += words(code, 50, y)
        for number in range(3):
            columns[1] += words("Count herons.", 90, y)
            columns[2] += words("Counted.", 300, y)
            rows.append(strips)
            strips += 1
            y += white if number < 2 else 24.0
    found = strips_of_cells(columns)
    told = rows_by_numbers(found, [found[at : at + 1] for at in rows], 3, 3)
    assert (None if told is None else len(told)) == runs
