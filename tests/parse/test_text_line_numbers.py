"""Figures before the lines of a draft, which count them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.parse.text import read_text_string
from tests.parse.shown import shape

DRAFT = """\
Ninety-first meeting of the Standing Committee
OTTERS OF THE LAKES

1.
The otters of the lakes were counted in the spring by those who live on the lakes,
and in the autumn by the Parties. The lists of the two were put together in the winter
by the Secretariat.

2.
The Standing Committee is invited to:
a) note the number of the otters of the lakes, which was never as high before, and to
thank the Parties;
b) say what should be done in the years to come.

Annex 1
JOINT WORK PROGRAMME 2090-2094
A. Otters of the lakes
Activities
Results
A1. Count the otters of the lakes.
All were counted.
A2. Count the otters of the rivers that flow
into the lakes.
Some were counted.
"""


def _each(line: Callable[[int, str], str], *, blank: bool = True) -> str:
    made: list[str] = []
    number = 0
    for text in DRAFT.splitlines():
        number += blank or bool(text)
        made.append(line(number, text) if blank or text else text)
    return "\n".join(made) + "\n"


NUMBERED = {
    "every line": _each(lambda number, text: f"{number:4} {text}"),
    "every printed line": _each(lambda number, text: f"{number} {text}", blank=False),
    "behind tabs": _each(lambda number, text: f"{number}\t{text}"),
    "every second line": _each(lambda number, text: f"{number:3} {text}" if number % 2 == 0 else f"    {text}"),
    "page by page": f"{_each(lambda number, text: f'{number} {text}')}\f1 Annex 2\n2 OTTERS OF THE SEA\n",
}


@pytest.mark.parametrize("form", NUMBERED)
def test_a_numbered_draft_is_read_as_it_would_be_without_the_numbers(form: str) -> None:
    parsed = read_text_string(NUMBERED[form])
    plain = f"{DRAFT}\fAnnex 2\nOTTERS OF THE SEA\n" if form == "page by page" else DRAFT
    assert shape(parsed) == shape(read_text_string(plain))
    assert parsed.ledger.unaccounted == 0
    assert [issue.rule for issue in parsed.issues].count("line-numbers") == 1
    assert parsed.ledger.set_aside["line_number"] >= len(DRAFT.splitlines()) // 2
    for block in parsed.blocks:
        first = block.fragments[0].source_start
        assert first is not None and NUMBERED[form][first] == (block.number or block.text)[0]


@pytest.mark.parametrize(
    "text",
    [
        DRAFT,
        "OTTERS\n" + "\n".join(f"{number} Count the otters of lake {number}." for number in range(1, 31)),
        "OTTERS\n" + "\n".join(f"{number}\tOtters\t{number}" for number in range(1, 31)),
        DRAFT * 5 + "\n\n".join(f"{year} the otters were counted" for year in range(2060, 2090, 2)),
        "\f".join(f"{DRAFT}\n{number}\n" for number in range(1, 15)) + "\f2 otters\nand\n4 herons\n",
        "OTTERS\n" + "\n".join(f"{number}. Otters were counted on lake {number}." for number in range(1, 31)),
    ],
)
def test_items_of_lists_and_tables_are_numbered_by_none(text: str) -> None:
    assert "line_number" not in read_text_string(text).ledger.set_aside


def test_figures_before_some_lines_are_said() -> None:
    lines = [f"{number} the otters of lake {number}" if number % 4 else "otters" for number in range(1, 41)]
    parsed = read_text_string("\n".join(lines))
    assert [issue.level for issue in parsed.issues if issue.rule == "line-numbers"] == ["warning"]
    assert "line_number" not in parsed.ledger.set_aside


def test_figures_before_every_fifth_line_count_lines_whatever_these_begin_with() -> None:
    words = ["Otters", "Cranes", "Herons", "Owls", "Swans"] * 8
    source = "".join(f"{number if number % 5 == 0 else '':>3} {word}\n" for number, word in enumerate(words, 1))
    parsed = read_text_string(source)
    assert {block.text for block in parsed.blocks if any(map(str.isdigit, block.text))} == set()
