"""The text of lines and its styles."""

from __future__ import annotations

import pytest
from setting import words

from pipeline.model import Span
from pipeline.parse.pdf.lines import lines_of
from pipeline.parse.pdf.texts import set_text


@pytest.mark.parametrize(
    ("styles", "spans"),
    [
        (("bold", "bold"), [(0, 34, "bold")]),
        (("bold", ""), [(0, 19, "bold")]),
        (("", "italic"), [(20, 34, "italic")]),
        (("bold", "italic"), [(0, 19, "bold"), (20, 34, "italic")]),
        (("bold", "bold italic"), [(0, 34, "bold"), (20, 34, "italic")]),
    ],
)
def test_lines_all_in_one_style_have_it_and_it_runs_on_over_their_ends(
    styles: tuple[str, str], spans: list[tuple[int, int, str]]
) -> None:
    said = ("Herons of the lakes", "and their eggs")
    lines = []
    for at, (text, style) in enumerate(zip(said, styles, strict=True)):
        lines += lines_of(words(text, 50, 100 + 12 * at, bold="bold" in style, italic="italic" in style))
    assert set_text(lines) == (" ".join(said), [Span(start, end, style) for start, end, style in spans])


def test_words_of_a_line_in_several_styles_have_each_its_own() -> None:
    line = lines_of([*words("Count the", bold=True), *words("red", 100, italic=True), *words("herons now", 120)])
    assert set_text(line) == ("Count the red herons now", [Span(0, 9, "bold"), Span(10, 13, "italic")])


def test_bullet_glued_to_a_word_is_lost_with_one_glyph() -> None:
    bold = lines_of(words("\uf0b7Herons nest", bold=True))
    plain = lines_of(words("\uf0b7Herons nest"))
    assert set_text(bold, prefix="• ", glued=True) == ("• Herons nest", [Span(2, 13, "bold")])
    assert set_text(plain, prefix="• ", glued=True) == ("• Herons nest", [])


@pytest.mark.parametrize(
    ("upper", "lower", "said"),
    [
        ("see https://herons.example.", "org/nests today", "see https://herons.example.org/nests today"),
        ("see www.herons.example/?id=", "12 and", "see www.herons.example/?id=12 and"),
        ("see www.herons.example.", "Nests are", "see www.herons.example. Nests are"),
        ("at www.herons.example?", "Nests are", "at www.herons.example? Nests are"),
        ("see the herons.", "nests are", "see the herons. nests are"),
    ],
)
def test_address_cut_at_the_end_of_a_line_is_whole(upper: str, lower: str, said: str) -> None:
    assert set_text([*lines_of(words(upper, 50, 100)), *lines_of(words(lower, 50, 112))]) == (said, [])


def test_no_space_is_between_a_raised_figure_and_a_point_that_the_page_sets_a_little_apart() -> None:
    found = [*words("over 9 km"), *words("2", 95, size=6), *words(".", 98.5)]
    found[-2].superscript = True
    assert set_text(lines_of(found))[0] == "over 9 km2."
