"""Pages that draw every letter by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from setting import words

from pipeline.model import Box
from pipeline.parse.pdf.lines import parted
from pipeline.parse.pdf.pages.file import open_pdf
from pipeline.parse.pdf.pages.letters import join_letters
from pipeline.parse.pdf.pages.page import Word, moved

SAID = "Herons were counted in the northern marsh; otters (three of them) were not."


def letters(text: str) -> list[Word]:
    """Cut the words of a line into their letters."""
    found = []
    for word in words(text):
        for index, char in enumerate(word.text):
            x = word.x0 + 5 * index
            found.append(replace(word, text=char, x0=x, x1=x + 5, glyphs=1, space_after=index == len(word.text) - 1))
    return found


def test_letters_make_the_words_again() -> None:
    assert repr(join_letters(letters(SAID))) == repr(words(SAID))


def test_letters_that_stand_upside_down_make_words_from_right_to_left() -> None:
    def turned(word: Word) -> Word:
        box = Box(600 - word.x1, 800 - word.bottom, 600 - word.x0, 800 - word.top)
        return moved(word, box, direction=180.0)

    found = join_letters([turned(letter) for letter in letters(SAID)])
    assert repr(found) == repr([turned(word) for word in words(SAID)])


def test_space_without_white_parts_no_letters() -> None:
    found = [replace(word, space_after=True) for word in letters(SAID)]
    assert repr(join_letters(found)) == repr(words(SAID))


@pytest.mark.parametrize(("italic", "said"), [(True, ["of", "joint"]), (False, ["ofjoint"])])
def test_letters_in_italics_lean_into_the_space_behind_them(italic: bool, said: list[str]) -> None:
    found = [replace(word, italic=italic) for word in letters("of joint")]
    shift = found[2].box.x0 - found[1].box.x1 - 0.3
    for word in found[2:]:
        word.x0, word.x1 = word.x0 - shift, word.x1 - shift
    assert parted(found[1], found[2]) is italic
    assert [word.text for word in join_letters(found)] == said


def test_style_and_size_part_letters() -> None:
    found = letters("heron12")
    for word in found[5:]:
        word.size, word.space_after = 6.0, False
    found[4].space_after = False
    assert [word.text for word in join_letters(found)] == ["heron", "12"]


def test_whole_words_stay_as_they_are() -> None:
    found = words("Herons a b were counted")
    assert join_letters(found) == found


def test_few_words_drawn_letter_by_letter_among_whole_ones() -> None:
    found = [*words("Herons of the northern marsh", 50, 100), *(letters("Otters"))]
    assert [word.text for word in join_letters(found)] == ["Herons", "of", "the", "northern", "marsh", "Otters"]


def spaced(text: str, white: float, *, size: float = 10.0) -> list[Word]:
    """Set letters of half the size apart, and words by a space of 2.5 points more."""
    found = []
    x = 50.0
    for char in text:
        if char == " ":
            x += 2.5 + white
            continue
        found.append(Word(char, x, 92, x + size / 2, 102, size, 100, glyphs=1, space_after=True))
        x = found[-1].x1 + white
    return found


def test_letters_that_are_spaced_out_make_words() -> None:
    found = join_letters(spaced("REPORT OF THE WARDENS 2091", 1.6))
    assert [word.text for word in found] == ["REPORT", "OF", "THE", "WARDENS", "2091"]
    assert (found[0].box.x1, found[0].glyphs) == (pytest.approx(50 + 6 * 5 + 5 * 1.6), 6)


def test_small_capitals_that_are_spaced_out_belong_to_the_capital_before_them() -> None:
    capital, *small = spaced("REPORTS", 1.6)
    for word in small:
        word.size = 7.5
    [report] = join_letters([capital, *small])
    assert (report.text, report.size) == ("REPORTS", 10)


def test_single_letters_as_far_apart_as_words_stay() -> None:
    found = spaced("ABCDEF", 2.8)
    assert [word.text for word in join_letters(found)] == list("ABCDEF")


def test_letters_as_far_apart_as_words_may_be_make_words_where_words_are_farther_apart() -> None:
    found = join_letters(spaced("( C ) Joint work of all wardens", 3.2))
    assert [word.text for word in found] == ["(", "C", ")", "Joint", "work", "of", "all", "wardens"]


def test_one_word_that_is_spaced_out_far_is_a_word() -> None:
    assert [word.text for word in join_letters(spaced("Herons", 3.2))] == ["Herons"]


def test_a_short_word_is_spaced_out_as_longer_ones_in_its_type_are() -> None:
    assert [word.text for word in join_letters(spaced("No.", 1.6))] == list("No.")
    name = spaced("No.", 1.6)
    other = [replace(word, x0=word.x0 + 80, x1=word.x1 + 80) for word in spaced("Results", 1.6)]
    assert [word.text for word in join_letters([*name, *other])] == ["No.", "Results"]


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_page_drawn_letter_by_letter(tmp_path: Path, turn: int) -> None:
    path = tmp_path / "letters.pdf"
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 9)
    canvas.translate(300, 420)
    canvas.rotate(turn)
    x = -200.0
    for char in SAID:
        if char != " ":
            canvas.drawString(x, 0, char)
        x += stringWidth(char, "Helvetica", 9)
    canvas.save()
    with open_pdf(path) as pdf:
        page = pdf.page(1)
    assert [word.text for word in page.words] == SAID.split()
    assert sum(word.glyphs for word in page.words) == page.glyphs
