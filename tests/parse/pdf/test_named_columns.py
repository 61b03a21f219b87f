"""White between columns that is no wider than a space, under names of columns that are centred."""

from __future__ import annotations

import pytest

from pipeline.parse.pdf.gutters import Span, text_lines
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.columns.named import gutters_under, wraps_names
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.names import names_columns
from pipeline.parse.pdf.tables.unruled import find_text_tables
from tests.parse.pdf.setting import page, words

ROW = [(50.0, "Wardens of the northern lakes"), (198.0, "Otters were seen in spring.")]
"""The first ends at 195: 3 points are less than a space of 5."""


def _rows(rows: list[list[tuple[float, str]]], first: float, *, bold: bool = False) -> list[Line]:
    found = [
        word for k, parts in enumerate(rows) for x, text in parts for word in words(text, x, first + 12 * k, bold=bold)
    ]
    return text_lines(found)


OTHER = [(50.0, "Rangers along the long rivers"), (198.0, "Beavers came back.")]
SHORT = [(50.0, "Wardens"), (198.0, "Some of them have young.")]

HEAD = [(85.0, "Joint activities"), (260.0, "Results")]


def test_text_tells_the_narrow_white_between_columns_whose_names_are_centred() -> None:
    head = _rows([HEAD], 100, bold=True)
    [gutter] = gutters_under(head, _rows([SHORT, ROW, SHORT, OTHER], 112))
    assert (round(gutter.x0), round(gutter.x1)) == (195, 198)


def test_one_line_tells_no_narrow_white() -> None:
    head = _rows([HEAD], 100, bold=True)
    [gutter] = gutters_under(head, _rows([ROW], 112))
    assert round(gutter.x1) == 260


def test_centred_names_at_the_end_of_a_page_have_the_columns_of_a_table_before() -> None:
    learnt = Learnt(row_gaps={"jointactivitiesresults": None}, spanning={"jointactivitiesresults": frozenset()})
    learnt.gutters["jointactivitiesresults"] = [Span(50.0, 198.0)]
    [names] = find_text_tables(_rows([HEAD], 700, bold=True), [], learnt=learnt)
    assert [(round(gutter.x0), round(gutter.x1)) for gutter in names.gutters] == [(165, 198)]


COUNTED = [*words("Joint activities", 50, bold=True), *words("Results", 260, bold=True)]


@pytest.mark.parametrize("counts", [("1", "2"), ("(a)", "(b)"), ("[I]", "[II]")])
def test_line_that_only_counts_columns_is_set_aside_and_parts_no_names_from_rows(counts: tuple[str, str]) -> None:
    counting = [word for text, x in zip(counts, (50, 260), strict=True) for word in words(text, x, 115)]
    rows = [
        word for y in (130, 145) for x, text in ((50, "B1. Count"), (260, "Counted.")) for word in words(text, x, y)
    ]
    parts = find_tables(page([*COUNTED, *counting, *rows]))
    [table] = parts.tables
    assert (table.header_rows, {word.text for word in parts.counts}) == (1, set(counts))
    assert parts.words == []


@pytest.mark.parametrize("counts", [("2", "3"), ("1",), ("1", "Counted.")])
def test_what_does_not_count_all_columns_is_text(counts: tuple[str, ...]) -> None:
    counting = [word for text, x in zip(counts, (50, 260), strict=False) for word in words(text, x, 115)]
    rows = [
        word for y in (130, 145) for x, text in ((50, "B1. Count"), (260, "Counted.")) for word in words(text, x, y)
    ]
    assert find_tables(page([*COUNTED, *counting, *rows])).counts == []


def test_numbered_heading_over_numbered_paragraphs_names_no_columns() -> None:
    lines = [
        (50.0, 100.0, "1.", True),
        (80.0, 100.0, "Status of the herons", True),
        (50.0, 118.0, "1.", False),
        (80.0, 118.0, "Herons were counted along the banks of all lakes, and", False),
        (80.0, 130.0, "in the marsh.", False),
        (50.0, 148.0, "2.", False),
        (80.0, 148.0, "Parties are invited to:", False),
        (80.0, 166.0, "a)", False),
        (110.0, 166.0, "count the herons of the delta; and", False),
        (80.0, 180.0, "b)", False),
        (110.0, 180.0, "ring the otters.", False),
        (50.0, 198.0, "Surveys of lakes", True),
        (50.0, 214.0, "3.", False),
        (80.0, 214.0, "The marsh was mapped by the wardens.", False),
        (50.0, 232.0, "Surveys of the delta", True),
        (50.0, 248.0, "4.", False),
        (80.0, 248.0, "The delta was mapped by the wardens.", False),
    ]
    content = page([word for x, y, text, bold in lines for word in words(text, x, y, bold=bold)])
    assert find_tables(content).tables == []


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        (("1.", "Herons"), False),
        (("IV.", "Herons"), False),
        (("2.3", "Herons"), False),
        (("2", "Herons", "3", "Otters"), False),
        (("No.", "Herons"), True),
        (("(1)", "(2)"), True),
        (("2090", "2091"), True),
        (("Lakes", "2090", "2091"), True),
        (("Total", "1,250", "37"), False),
        (("Sum", "12%", "n.a."), False),
    ],
)
def test_names_of_columns_are_no_number_and_its_heading(parts: tuple[str, ...], named: bool) -> None:
    [line] = _rows([[(50.0 + 70 * k, part) for k, part in enumerate(parts)]], 100, bold=True)
    assert names_columns(line) is named


def test_a_bold_line_under_a_single_name_is_no_rest_of_names() -> None:
    names, below = _rows([[(50.0, "Count")], [(50.0, "of herons")]], 100, bold=True)
    assert not wraps_names([names], below)
