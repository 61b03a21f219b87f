"""Rows of figures that no rule parts: lines without figures go on with the entry above, or lead to the one below."""

from __future__ import annotations

import pytest

from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.rows.by_lines import rows_between_rules, split_rows
from pipeline.parse.pdf.tables.strips import strips_of_cells
from tests.parse.pdf.setting import words

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
