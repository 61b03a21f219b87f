"""What stands in place of figures, and over several columns of them."""

from __future__ import annotations

import pytest

from pipeline.model import Box
from pipeline.parse.pdf.gutters import text_lines
from pipeline.parse.pdf.pages.page import PageContent
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.rows.heads import span_centred, span_statements
from pipeline.parse.pdf.tables.strips import TextCell, strips_of_cells
from tests.parse.pdf.setting import level_rule, page, words


@pytest.mark.parametrize(
    ("said", "height", "span"),
    [("Not reported", 1, 3), ("Not reported", 2, 1), ("Herons", 1, 1)],
)
def test_what_says_that_there_are_no_figures_spans_their_columns(said: str, height: int, span: int) -> None:
    """The last column's empty cell may span the row below, and then nothing else spans it."""
    cells = [
        TextCell(1, 0, 1, 1, words("Farhaven")),
        TextCell(1, 1, 1, 1, words(said, 150)),
        TextCell(1, 2, 1, 1, []),
        TextCell(1, 3, height, 1, []),
    ]
    found = span_statements(cells, 1, {1, 2, 3}, 4)
    assert [cell.column_span for cell in cells if cell.words] == [1, span]
    assert len(cells) == (2 if span == 3 else 4)
    assert len(found) == (span == 3)


def under_names(*heights: float) -> PageContent:
    """Return a page with the names of two columns, between two rules; ``heights`` are those of more below them."""
    names = [*words("Activities", 50, 100, bold=True), *words("Results", 330, 100, bold=True)]
    return page(names, *(level_rule(44, 560, y) for y in (86, 105, *heights)))


def texts_of(content: PageContent, learnt: Learnt | None = None) -> list[list[str]]:
    """Return the texts of the one table of a page, row by row."""
    content.words.sort(key=lambda word: word.baseline)
    [table] = find_tables(content, learnt=learnt).tables
    texts = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        texts[cell.row][cell.column] = " ".join(line.text for line in text_lines(cell.words))
    return texts


def test_a_styled_line_that_begins_with_its_column_is_no_head_by_standing_in_the_middle() -> None:
    """Lines of another column stand between at other heights, so that it has no neighbour in its own."""
    found = [*words("Reports:", 280, 100), *words("herons.int/a", 280, 124, italic=True)]
    strips = strips_of_cells([words("Count them", 50, 112), found])
    span_centred(strips, 44, 576, 2)
    assert [[entry.span for entry in strip.entries] for strip in strips] == [[1], [1], [1]]


def test_grounds_of_heads_part_no_rows_from_each_other() -> None:
    found = [*words("No.", 50, 100, bold=True), *words("Activities", 90, 100, bold=True)]
    found += words("Results", 330, 100, bold=True)
    rows: list[list[str]] = []
    content = page(found, level_rule(44, 560, 86), level_rule(44, 560, 105))
    y = 118
    for letter, group in (("A", "Herons"), ("B", "Otters")):
        content.words += words(group, 50, y, italic=True)
        content.shades.append(Box(44, y - 11, 560, y + 5))
        y += 18
        for k in range(1, 4):
            cells = (f"{letter}{k}", f"Count all of the {group.casefold()}", f"{k} were counted there.")
            for x, text in zip((50, 90, 330), cells, strict=True):
                content.words += words(text, x, y)
            content.words += words("at the lakes.", 90, y + 12)
            rows.append([cells[0], f"{cells[1]} at the lakes.", cells[2]])
            y += 26
    content.rules.append(level_rule(44, 560, y - 8))
    assert texts_of(content) == [
        ["No.", "Activities", "Results"],
        ["Herons", "", ""],
        *rows[:3],
        ["Otters", "", ""],
        *rows[3:],
    ]


def test_grounds_of_heads_part_rows_where_codes_share_what_stands_beside_the_first() -> None:
    rows: list[list[str]] = []
    content = under_names()
    y = 118
    for letter, group in (("A", "Herons"), ("B", "Otters")):
        content.words += words(group, 50, y, italic=True)
        content.shades.append(Box(44, y - 11, 560, y + 5))
        activities = [f"{letter}{k}. Count all of the {group.casefold()} with care." for k in (1, 2, 3)]
        content.words += words("All of them were counted.", 330, y + 20)
        for activity in activities:
            y += 20
            content.words += words(activity, 50, y)
        rows += [[group, ""], [" ".join(activities), "All of them were counted."]]
        y += 24
    content.rules.append(level_rule(44, 560, y - 12))
    assert texts_of(content) == [["Activities", "Results"], *rows]


def test_rules_right_under_heads_part_no_rows_from_each_other() -> None:
    rows: list[list[str]] = []
    content = under_names()
    y = 118
    for letter, group in (("A", "Herons"), ("B", "Otters")):
        content.words += words(group, 50, y, bold=True)
        content.rules.append(level_rule(44, 560, y + 5))
        rows.append([group, ""])
        y += 20
        for k in (1, 3):
            both = [f"{letter}{k + n}. Count all of the {group.casefold()} with care." for n in (0, 1)]
            for n, text in enumerate(both):
                content.words += words(text, 50, y + 14 * n)
            content.words += [*words("All were counted there", 330, y), *words("in May.", 330, y + 12)]
            rows.append([" ".join(both), "All were counted there in May."])
            y += 38
    content.rules.append(level_rule(44, 560, y - 8))
    assert texts_of(content) == [["Activities", "Results"], *rows]


def test_rule_under_a_head_parts_rows_where_those_of_other_pages_do() -> None:
    content = under_names(123, 175)
    content.words += words("Herons", 50, 118, bold=True)
    for k, y in ((1, 138), (2, 164)):
        content.words += [*words(f"A{k}. Count all of the herons.", 50, y), *words("All were counted there.", 330, y)]
    apart = ["A1. Count all of the herons.", "A2. Count all of the herons."]
    for ruled, first in ((set(), apart), ({"activitiesresults"}, [" ".join(apart)])):
        rows = texts_of(content, Learnt(ruled=ruled))
        assert [row[0] for row in rows] == ["Activities", "Herons", *first]
