"""Columns of justified text whose spaces are as wide as what is left of a line."""

from __future__ import annotations

import pytest

from pipeline.model import Box
from pipeline.parse.pdf.headings import Look
from pipeline.parse.pdf.layout import Before, PageLayout, lay_out
from pipeline.parse.pdf.lines import lines_of
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.paragraphs import Paragraph
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.text_columns import TextColumns
from tests.parse.pdf.setting import level_rule, lines, page, upright_rule, words
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


def texts(words: list[Word], right: float, known: TextColumns | None = None) -> list[str]:
    content = page(words)
    layout: PageLayout = lay_out(content, find_tables(content), 1.2, right, Before(known))
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


def test_number_that_hangs_once_before_the_second_column_stands_in_it() -> None:
    said = (LEFT[0], "of grasslands", *LEFT[3:])
    words = column(LEFT, 60.0) + column(said, 340.0, "7.")
    assert texts(words, 530.0) == [" ".join(LEFT), f"7. {' '.join(said)}"]


def test_number_and_two_words_as_far_apart_as_the_column_is_wide_are_one_line() -> None:
    said = ("Conservators multiply", *LEFT[1:])
    assert texts(column(said, 90.0, "2."), 280.0) == [f"2. {' '.join(said)}"]


def test_words_of_a_column_that_stand_below_each_other_by_chance_are_no_column() -> None:
    """Lines of the same few words begin paragraphs whose last lines are shorter than where the second word begins."""
    wide = "Birds overwinter in May"
    said = [text for last in ("here.", "there.", "once.") for text in (wide, *LEFT[:2], last)]
    words = [
        word
        for k, text in enumerate(said)
        for word in justified(
            text if " " in text else f"{text} .",
            60.0,
            250.0 if text in (wide, *LEFT) else 70.0 + 6.0 * len(text),
            100 + 12.0 * k,
        )
    ]
    words = [word for word in words if word.text != "."]
    words += column((*RIGHT, *RIGHT), 310.0)
    assert texts(words, 500.0)[:3] == [" ".join((wide, *LEFT[:2], last)) for last in ("here.", "there.", "once.")]


def test_few_lines_stand_in_the_columns_of_the_page_before() -> None:
    left, right = ("Wardens count the herons in the", "neighbourhood."), ("Otters are counted along the", "rivers.")
    found = [word for x, said in ((60.0, left), (310.0, right)) for word in lines(list(said), x)]
    assert texts(found, 500.0, TextColumns(60.0, 220.0, 310.0, 500.0)) == [" ".join(left), " ".join(right)]


def test_columns_as_near_each_other_as_words_may_be_are_read_one_after_the_other() -> None:
    assert texts(column(LEFT, 60.0) + column(RIGHT, 260.0), 450.0) == [" ".join(LEFT), " ".join(RIGHT)]


def test_short_line_over_columns_ends_the_paragraph_that_stands_across() -> None:
    above = [
        *justified("Wardens of every district report to the Secretariat each year what they", 60, 500, 66),
        *lines(["saw of otters."], 60, 78),
    ]
    found = texts(above + column(LEFT, 60.0) + column(RIGHT, 310.0), 500.0)
    assert found[0].endswith("what they saw of otters.")
    assert found[1:] == [" ".join(LEFT), " ".join(RIGHT)]


def test_heading_under_columns_is_read_behind_both() -> None:
    below = [
        *lines(["Next steps"], 60, 184),
        *justified("Wardens of every district report to the Secretariat each year what they saw.", 60, 500, 198),
    ]
    found = texts(column(LEFT, 60.0) + column(RIGHT, 310.0) + below, 500.0)
    assert found[:3] == [" ".join(LEFT), " ".join(RIGHT), "Next steps"]


def test_two_lines_over_a_table_are_as_far_apart_as_those_below_it() -> None:
    said = ["Wardens count herons in the lakes and in", "the marsh behind them. ", "all along the river,", "and"]
    found = [word for k, text in enumerate(said * 2) for word in lines([text], 60, 100 + 16 * k + 60 * (k > 1))]
    rules = [level_rule(60, 300, y) for y in (128, 144, 160, 176)]
    sides = [upright_rule(x, 128, 176) for x in (60, 180, 300)]
    cells = [word for x in (64, 184) for k in range(3) for word in lines([f"Lake {k}"], x, 140 + 16 * k)]
    content = page([*found, *cells], *rules, *sides)
    items = lay_out(content, find_tables(content), 1.2, 300.0, Before()).items
    first = items[0]
    assert (
        isinstance(first, Paragraph) and first.text == "Wardens count herons in the lakes and in the marsh behind them."
    )


def test_long_footnotes_are_told_from_the_text_of_other_pages() -> None:
    """The page itself has more of them than of text; on the line, a letter is a word, and no mark."""
    text = [*words("Wardens count herons.", 60), *words("2", 165, size=6)]
    said = [
        "1 Counted in winter, when otters sleep in their",
        "holts and herons stand along all of the lakes, as",
        "a rule.",
    ]
    notes = lines([*said, "2 In summer only."], 60, 700, leading=10, size=8)
    content = page([*text, *notes], level_rule(60, 200, 690))
    text[-1].superscript = True
    first = lay_out(content, find_tables(content), 1.2, 500.0, Before(size=10.0))
    assert [(mark, note.text) for mark, note in first.footnotes] == [
        ("1", " ".join(said)[2:]),
        ("2", "In summer only."),
    ]
    assert len(first.items) == 1


@pytest.mark.parametrize(("x0", "parted"), [(190, 1), (330, 5)], ids=["around it", "far from it, as an emblem is"])
def test_lines_that_go_around_a_picture_end_before_it(x0: float, parted: int) -> None:
    said = ["Wardens count herons in", "the lakes and the marsh", "behind them. A few of the", "herons stay in winter."]
    below = ["All herons of the lakes and of the marsh behind them are counted by the wardens."]
    content = page(lines([*said, *below], 60, 100))
    content.images = [Box(x0, 90, 460, 145)]
    found = [
        item
        for item in lay_out(content, find_tables(content), 1.2, 460.0, Before()).items
        if isinstance(item, Paragraph)
    ]
    assert len(found) == parted


def test_entries_that_dots_lead_to_pages_are_paragraphs_of_their_own() -> None:
    said = [
        "Herons of the lakes ........................ 2",
        "Otters .....................................iv",
        "Fees . . . . . . . . . . . . . . . . . . . 17",
        "Storks ····································· 18",
    ]
    assert texts(lines(said, 60, 100), 300.0) == said
    assert not any(Look.of(Paragraph.of([line])) for line in lines_of(lines(said, 60, 100)))
