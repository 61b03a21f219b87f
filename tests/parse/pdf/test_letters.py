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
from pipeline.parse.pdf.pages.file import open_pdf
from pipeline.parse.pdf.pages.letters import join_letters
from pipeline.parse.pdf.pages.page import Word

SAID = "Herons were counted in the northern marsh; otters (three of them) were not."


def letters(text: str) -> list[Word]:
    """Cut the words of a line into their letters."""
    found = []
    for word in words(text):
        for index, char in enumerate(word.text):
            x = word.box.x0 + 5 * index
            box = Box(x, word.box.top, x + 5, word.box.bottom)
            found.append(replace(word, text=char, box=box, glyphs=1, space_after=index == len(word.text) - 1))
    return found


def test_letters_make_the_words_again() -> None:
    assert join_letters(letters(SAID)) == words(SAID)


def test_style_and_size_part_letters() -> None:
    found = letters("heron12")
    for word in found[5:]:
        word.size, word.space_after = 6.0, False
    found[4].space_after = False
    assert [word.text for word in join_letters(found)] == ["heron", "12"]


def test_whole_words_stay_as_they_are() -> None:
    found = words("Herons a b were counted")
    assert join_letters(found) == found


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
