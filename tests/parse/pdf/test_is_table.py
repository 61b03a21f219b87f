"""Text that stands in columns by chance is no table."""

from __future__ import annotations

import pytest

from pipeline.parse.pdf.gutters import Span
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.columns.is_table import is_set_evenly
from pipeline.parse.pdf.tables.find import find_tables
from tests.parse.pdf.setting import level_rule, page, upright_rule, words

BOXED = (
    ("The Neighbours of all Conservancies", True),
    ("between the conservators too", True),
    ("attending in all with reports on all", True),
    ("Conditions of all Parties (herons)", True),
    ("(see document no11 Doc. 91).", False),
    ("On all Decisions 92.73 and others,", True),
    ("all Conservancies had asked wardens", True),
    ("HERONRY about birds on Marches then", True),
    ("birds (Ardea cinerea).", False),
)
"""Lines of a narrow column, and whether they are as long as it is."""


def justified(text: str, x0: float, x1: float, baseline: float) -> list[Word]:
    """Set a line in words of 6 points a letter, with spaces of one width that fill it."""
    said = text.split()
    space = (x1 - x0 - sum(6.0 * len(word) for word in said)) / (len(said) - 1)
    found, x = [], x0
    for word in said:
        edges = (x, baseline - 8, x + 6.0 * len(word), baseline + 2)
        found.append(Word(word, *edges, 10.0, baseline, glyphs=len(word)))
        x = found[-1].x1 + space
    return found


def test_justified_text_between_rules_is_no_table_where_its_spaces_stand_below_each_other() -> None:
    said = []
    for k, (text, full) in enumerate(BOXED):
        plain = 6.0 * len(text)
        said += justified(text, 60, 286 if full else 60 + plain, 100 + 12.0 * k + (6 if k > 4 else 0))
    assert find_tables(page(said, *(level_rule(50, 296, y) for y in (84, 220)))).tables == []


def test_numbered_paragraphs_between_two_headings_in_boxes_are_no_table_beside_another_column() -> None:
    said = [word for k in range(30) for word in justified(BOXED[k % 9][0], 60, 290, 60 + 15.0 * k)]
    said += words("Herons", 450, 78)
    for k, (text, full) in enumerate(BOXED):
        baseline = 100 + 12.0 * k + (12 if k > 3 else 0)
        said += words(f"{20 + k}.", 350, baseline) if k in (0, 4) else []
        said += justified(text, 384, 620 if full else 384 + 6.0 * len(text), baseline)
    said += words("Otters", 450, 238)
    boxes = [level_rule(350, 620, y) for y in (64, 84, 224, 244)]
    boxes += [upright_rule(x, top, top + 20) for x in (350, 620) for top in (64, 224)]
    assert find_tables(page(said, *boxes)).tables == []


@pytest.mark.parametrize(("text", "even"), [("All of the wardens", True), ("All of them", False)])
def test_lines_are_set_evenly_where_all_spaces_are_as_wide(text: str, even: bool) -> None:
    lines = [Line(justified(said, 60, 200, 100)) for said in ("Count the red herons", "and ring the otters", text)]
    if not even:
        lines[-1].words[-1].x0, lines[-1].words[-1].x1 = 180, 200
        lines[-1].words[1].x0, lines[-1].words[1].x1 = 80, 92
    middle = (lines[0].words[1].x1 + lines[0].words[2].x0) / 2
    assert is_set_evenly(lines, [Span(middle - 2, middle + 2)]) is even


def test_figures_as_wide_as_each_other_are_no_text() -> None:
    """Every space is over a gutter: no other shows how wide spaces are."""
    lines = [Line(justified("2091 2092 2093", 60, 200, 100 + 12.0 * k)) for k in range(4)]
    gutters = [
        Span(before.box.x1, behind.box.x0) for before, behind in zip(lines[0].words, lines[0].words[1:], strict=False)
    ]
    assert not is_set_evenly(lines, gutters)


def test_headings_level_with_each_other_in_two_columns_of_text_name_no_columns() -> None:
    left = ["Herons were counted along the banks of both", "rivers, and the wardens of the coast helped", "in it."]
    right = [
        "Boats were mended before the winter, though",
        "none of them had been used by the wardens of",
        "the lakes.",
    ]
    headings = [*words("Counting herons", 50, 160, bold=True), *words("Mending boats", 310, 160, bold=True)]
    text = [
        [word for x, said in ((50.0, left), (310.0, right)) for k in range(3) for word in words(said[k], x, y + 12 * k)]
        for y in (64, 112, 172, 220)
    ]
    [names] = find_tables(page([*headings, *text[2], *text[3]])).tables
    assert names.columns == 2  # no text above tells it from a table
    assert find_tables(page([*text[0], *text[1], *headings, *text[2], *text[3]])).tables == []


@pytest.mark.parametrize(("first", "tables"), [(3, 0), (7, 1)])
def test_columns_whose_paragraphs_count_on_from_foot_to_head_are_text_under_level_headings(
    first: int, tables: int
) -> None:
    found = [word for x in (60, 330) for word in words("Herons of the lakes", x, 84, bold=True)]
    for x, numbers in ((60, (1, 2)), (330, (first, first + 1))):
        for place, number in enumerate(numbers):
            y = 104 + 60 * place
            found += words(f"{number}.  The wardens of all of the lakes", x, y)
            found += [
                word for k in (1, 2) for word in words("have counted and ringed their herons", x + 20, y + 12 * k)
            ]
    found.sort(key=lambda word: (word.baseline, word.x0))
    assert len(find_tables(page(found)).tables) == tables


@pytest.mark.parametrize("marks", [("a)", "b)", "c)", "d)"), ("1.", "2.", "3.", "4."), ("–",) * 4])
def test_a_list_between_two_rules_is_no_table(marks: tuple[str, ...]) -> None:
    said = [
        word
        for k, mark in enumerate(marks)
        for word in (*words(mark, 60, 100 + 18.0 * k), *words("Count the herons of the lakes.", 90, 100 + 18.0 * k))
    ]
    assert find_tables(page(said, *(level_rule(60, 540, y) for y in (86, 164)))).tables == []
