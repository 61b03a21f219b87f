"""Figures in the margin that count lines, and figures there that do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from setting import Draw, lines, page, print_pdf, typeset, words

from pipeline.model import Box
from pipeline.parse.pdf.line_numbers import LineNumberFinder
from pipeline.parse.pdf.pages.page import PageContent, Rule, Word
from pipeline.parse.pdf.read import read_pdf

TEXT = [
    "The wardens of Farhaven counted the herons of the",
    "marsh and of the two lakes behind it in the spring",
    "of the year, and reported them to the Secretariat.",
    "Otters were not counted, since the boats of the",
    "wardens were still being mended when the ice broke",
    "and no others could be found.",
]


def numbered(numbers: list[int], *, at: list[int] | None = None, x1: float = 40.0) -> list[Word]:
    """Set numbers that end at one place, each before the line of its index."""
    found = []
    for number, line in zip(numbers, at or range(len(numbers)), strict=True):
        [word] = words(str(number), 0, 100 + 12 * line, size=8)
        found += words(str(number), x1 - word.x1, 100 + 12 * line, size=8)
    return found


def taken_out(finder: LineNumberFinder, pages: list[PageContent]) -> list[int]:
    for content in pages:
        finder.look_at(content)
    return [finder.take_out(content) for content in pages]


def left(content: PageContent) -> list[str]:
    return [word.text for word in content.words if word.text.isdecimal()]


@pytest.mark.parametrize("first", [1, 97])
def test_numbers_of_lines_are_taken_out(first: int) -> None:
    content = page([*lines(TEXT), *numbered(list(range(first, first + 6)))])
    glyphs = content.glyphs
    assert taken_out(LineNumberFinder(), [content]) == [6]
    assert left(content) == []
    assert content.set_aside == {"line_number": sum(len(str(first + k)) for k in range(6))}
    assert sum(word.glyphs for word in content.words) + content.set_aside["line_number"] == glyphs


def test_every_fifth_line_is_numbered() -> None:
    content = page([*lines(TEXT * 3), *numbered([5, 10, 15], at=[4, 9, 13])])
    assert taken_out(LineNumberFinder(), [content]) == [0], "five lines are not between the second and the third"
    content = page([*lines(TEXT[1:] * 3), *numbered([5, 10, 15], at=[3, 8, 13])])
    assert taken_out(LineNumberFinder(), [content]) == [3]


def test_numbers_of_items_stay() -> None:
    items = page(
        [*lines(["Opening of the meeting", "Adoption of the agenda", "Herons"] * 2), *numbered([*range(1, 7)])]
    )
    paragraphs = page([*lines(TEXT * 2), *numbered([1, 2, 3], at=[0, 6, 9])])
    figures = page([*lines(TEXT), *numbered([12, 7, 40, 3, 9, 11])])
    assert taken_out(LineNumberFinder(), [items, paragraphs, figures]) == [0, 0, 0]
    assert left(items) == ["1", "2", "3", "4", "5", "6"]


def test_numbers_of_rows_under_a_rule_stay() -> None:
    """Rows of one line each look like lines that are counted, but line numbers stand left of all rules."""
    content = page([*lines(TEXT), *numbered([*range(1, 7)])])
    content.rules = [Rule(Box(25, 90, 400, 90), horizontal=True)]
    assert taken_out(LineNumberFinder(), [content]) == [0]
    content.rules = [Rule(Box(45, 90, 400, 90), horizontal=True)]
    assert taken_out(LineNumberFinder(), [content]) == [6]


def test_place_shown_on_one_page_holds_on_the_others() -> None:
    shown = page([*lines(TEXT), *numbered([*range(1, 7)])])
    heads = page([*lines(["Herons", "", "", "Otters"]), *numbered([7, 8], at=[0, 3])], number=2)
    elsewhere = page([*lines(["Herons", "Otters"]), *numbered([9, 10], x1=20)], number=3)
    finder = LineNumberFinder()
    assert taken_out(finder, [shown]) == [6]
    assert taken_out(finder, [heads, elsewhere]) == [2, 0]
    assert left(elsewhere) == ["9", "10"]


@pytest.mark.parametrize(("first", "taken"), [(7, 2), (8, 2), (9, 0), (1, 0)])
def test_numbers_go_on_over_pages_set_across(first: int, taken: int) -> None:
    """These may hold tables, of which no line is counted, and too few lines to show what the figures are."""
    shown = page([*lines(TEXT), *numbered([*range(1, 7)])])
    across = page([*lines(["Herons", "", "", "Otters"]), *numbered([first, first + 1], at=[0, 3])], number=2)
    across.width, across.height = across.height, across.width
    assert taken_out(LineNumberFinder(), [shown, across]) == [6, taken]


def test_document_with_line_numbers_reads_as_without(tmp_path: Path) -> None:
    def draft(*, counted: bool) -> Draw:
        def draw(canvas: Canvas) -> None:
            typeset(canvas, TEXT * 2)
            if counted:
                canvas.setFont("Helvetica", 7)
                for k in range(12):
                    canvas.drawRightString(50, 770 - 12 * k, str(k + 1))

        return draw

    plain = read_pdf(print_pdf(tmp_path / "plain.pdf", draft(counted=False)))
    marked = read_pdf(print_pdf(tmp_path / "counted.pdf", draft(counted=True)))
    assert [block.text for block in marked.blocks] == [block.text for block in plain.blocks]
    assert (marked.ledger.set_aside["line_number"], marked.ledger.unaccounted) == (15, 0)
    assert [(issue.rule, issue.evidence, issue.page) for issue in marked.issues] == [("line-numbers", "12 numbers", 1)]
