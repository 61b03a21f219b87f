"""Columns of justified text whose spaces are as wide as what is left of a line."""

from __future__ import annotations

from pipeline.parse.pdf.layout import PageLayout, lay_out
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.paragraphs import Paragraph
from pipeline.parse.pdf.tables.find import find_tables
from tests.parse.pdf.setting import page
from tests.parse.pdf.test_is_table import justified

LEFT = (
    "Wardens count all herons",
    "in the neighbourhood of",
    "the nearest territories",
    "of other conservators",
    "and grasslands in which",
    "birds overwinter alone",
)
RIGHT = (
    "Conservators may tell",
    "independently of these",
    "where in all of it an",
    "otter multiplied there",
    "considerably in winter",
    "along its wetlands too",
)


def texts(words: list[Word], right: float) -> list[str]:
    content = page(words)
    layout: PageLayout = lay_out(content, find_tables(content), 1.2, right)
    items = [item for item in layout.items if isinstance(item, Paragraph)]
    return [" ".join(line.text for line in item.lines) for item in items]


def column(said: tuple[str, ...], x0: float, mark: str = "") -> list[Word]:
    """Set lines as long as each other, the first behind a number."""
    found = justified(f"{mark} {mark}", x0 - 30, x0 - 12, 100.0)[:1] if mark else []
    return found + [word for k, text in enumerate(said) for word in justified(text, x0, x0 + 190, 100 + 12.0 * k)]


def test_columns_are_told_by_lines_whose_words_stand_far_apart() -> None:
    assert texts(column(LEFT, 60.0) + column(RIGHT, 310.0), 500.0) == [" ".join(LEFT), " ".join(RIGHT)]


def test_line_of_few_words_that_is_as_long_as_the_one_above_is_of_its_paragraph() -> None:
    """Two words leave one space, which no other shows to be as wide as others; a number hangs before three."""
    said = (LEFT[0], "of grasslands", *LEFT[3:])
    assert texts(column(said, 90.0, "2."), 280.0) == [f"2. {' '.join(said)}"]
