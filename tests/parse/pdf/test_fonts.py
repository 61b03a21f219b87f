"""What a font's name, flags and weight say of its type."""

from __future__ import annotations

import pytest

from pipeline.parse.pdf.pages import pdfium
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
    ],
)
def test_what_a_name_says_of_weight_holds(name: str, flags: int, weight: int, bold: bool) -> None:
    assert is_bold(name, flags, weight) is bold
