"""Accents that are drawn as glyphs of their own."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.parse.pdf.pages.file import open_pdf
from pipeline.parse.pdf.read import read_pdf


def _draw(path: Path, *pieces: tuple[str, float], turned: bool = False) -> None:
    """Draw pieces of a line, each with how much higher than the line before it begins (points)."""
    canvas = Canvas(str(path), pagesize=A4)
    if turned:
        canvas.translate(0, A4[1])
        canvas.rotate(-90)
    text = canvas.beginText(90, 500)
    text.setFont("Times-Roman", 10)
    for shown, rise in pieces:
        text.setRise(rise)
        text._code.append(f"[{shown}] TJ")
    canvas.drawText(text)
    canvas.save()


def _text(path: Path) -> str:
    [block] = read_pdf(path).blocks
    return block.text


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (r"(sant) -55 (\264) 388 (e publique)", "santé publique"),
        (r"(\264) 389 (etroite)", "étroite"),
        (r"(fa) -55 (\270) 388 (con, C) 500 (\270) -167 (a)", "façon, Ça"),
        (r"(ni) -83 (\230) 417 (no)", "niño"),
        (r"(la be) 388 (\210) 333 (\264) 388 (te)", "la bếte"),
    ],
)
def test_an_accent_drawn_at_a_letter_is_that_letters(tmp_path: Path, shown: str, said: str, turned: bool) -> None:
    _draw(tmp_path / "a.pdf", (shown, 0), turned=turned)
    assert _text(tmp_path / "a.pdf") == said


def test_an_accent_raised_over_a_capital_is_that_capitals(tmp_path: Path) -> None:
    _draw(tmp_path / "a.pdf", ("(la phase d')", 0), (r"-139 (\264)", 2.5), ("472 (Etude)", 0))
    assert _text(tmp_path / "a.pdf") == "la phase d'Étude"
    with open_pdf(tmp_path / "a.pdf") as pdf:
        page = pdf.page(1)
    assert page.glyphs == len(unicodedata.normalize("NFD", "laphased'Étude"))


@pytest.mark.parametrize("said", ["l´hôte", "the `name` of a site", "un ¨ et un ¸"])
def test_an_accent_with_a_place_of_its_own_stays(tmp_path: Path, said: str) -> None:
    shown = said.encode("cp1252").decode("latin-1")
    _draw(tmp_path / "a.pdf", ("(" + "".join(c if c.isascii() else f"\\{ord(c):03o}" for c in shown) + ")", 0))
    assert _text(tmp_path / "a.pdf") == said
