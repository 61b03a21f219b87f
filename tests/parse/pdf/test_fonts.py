"""What a font's name, flags and weight say of its type."""

from __future__ import annotations

from ctypes import create_string_buffer
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from setting import print_pdf

from pipeline.parse.pdf.pages import pdfium
from pipeline.parse.pdf.pages.file import open_pdf
from pipeline.parse.pdf.pages.fonts import BOLD_WEIGHT, is_bold


@pytest.mark.parametrize(
    ("name", "flags", "weight", "bold"),
    [
        ("Sturdy-Regular", 0, 700, False),
        ("Sturdy-Italic", 0, 700, False),
        ("SturdyBook", 0, 700, False),
        ("Sturdy-Bold", 0, 400, True),
        ("Sturdy-BoldItalic", 0, 400, True),
        ("Sturdy-SemiBoldItalic", 0, 400, True),
        ("Sturdy", 0, BOLD_WEIGHT, True),
        ("Sturdy", 0, BOLD_WEIGHT - 1, False),
        ("Sturdy-Regular", pdfium.FONT_FORCE_BOLD, 400, True),
        ("CMBX12", 0, 400, True),
        ("SFBX1095", 0, 400, True),
        ("CMR12", 0, 400, False),
    ],
)
def test_what_a_name_says_of_weight_holds(name: str, flags: int, weight: int, bold: bool) -> None:
    assert is_bold(name, flags, weight) is bold


@pytest.mark.parametrize(
    ("main", "bold"),
    [(BOLD_WEIGHT - 1, ["Herons", "Storks"]), (BOLD_WEIGHT, ["Storks"])],
)
def test_weights_that_would_make_most_of_a_page_bold_tell_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, main: int, bold: list[str]
) -> None:
    """As where a program that writes a file anew states stems of all fonts by how far their letters reach."""

    def weigh(font: int) -> int:
        name = create_string_buffer(32)
        pdfium.font_base_name(font, name, 32)
        return main if name.value == b"Courier" else BOLD_WEIGHT

    def draw(canvas: Canvas) -> None:
        lines = [(bird, "Courier") for bird in ("Egrets", "Ibises", "Terns")]
        for y, (text, font) in enumerate([*lines, ("Herons", "Helvetica"), ("Storks", "Helvetica-Bold")]):
            canvas.setFont(font, 12)
            canvas.drawString(100, 700 - 30 * y, text)

    monkeypatch.setattr(pdfium, "font_weight", weigh)
    with open_pdf(print_pdf(tmp_path / "anew.pdf", draw)) as pdf:
        assert [word.text for word in pdf.page(1).words if word.bold] == bold
