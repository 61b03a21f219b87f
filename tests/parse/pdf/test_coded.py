"""Rows that only the codes in their first column tell: no rule and no more white is between them than inside."""

from __future__ import annotations

import pytest

from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.coded import rows_by_codes
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.strips import strips_of_cells
from pipeline.parse.pdf.tables.table import PageTable
from pipeline.parse.pdf.tables.unruled import Heads
from tests.parse.pdf.setting import level_rule, page, words
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


def read(laid: list[list[list[Word]]], heads: Heads | None = None, *, framed: bool = False) -> PageTable:
    names = [word for x, text in zip(COLUMNS, NAMES, strict=True) for word in words(text, x, 100, bold=True)]
    found = [*names, *(word for row in laid for cell in row for word in cell)]
    found.sort(key=lambda word: word.baseline)
    rules = [level_rule(44, 560, y) for y in (88, found[-1].box.bottom + 2)] if framed else []
    [table] = find_tables(page(found, *rules), heads=heads).tables
    return table


def expected(laid: list[list[list[Word]]]) -> list[list[str]]:
    return [[said(cell) if cell else "" for cell in row] for row in laid]


def test_rows_begin_with_codes_beside_which_all_columns_begin() -> None:
    laid = lay(1, ROWS)
    table = read(laid)
    assert body(table) == expected(laid)
    assert any("the codes in their first column" in words for words in table.inferred)


@pytest.mark.parametrize("framed", [True, False])
def test_few_codes_tell_rows_where_those_of_the_page_before_did(framed: bool) -> None:
    heads = Heads()
    read(lay(1, ROWS), heads)
    below = lay(6, [ROWS[1], ROWS[0]])
    assert body(read(below, heads, framed=framed)) == expected(below)


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
