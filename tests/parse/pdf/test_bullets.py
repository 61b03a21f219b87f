"""Bullets that a page draws as shapes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from setting import lines, print_pdf

from pipeline.model import Box
from pipeline.parse.pdf.pages.bullets import with_bullets
from pipeline.parse.pdf.read import read_pdf

ITEMS = ("Count the herons of the marsh and of both lakes;", "Map the reeds of the delta.")


def square(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x, y, 3.5, 3.5, stroke=0, fill=1)


def disc(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x + 1.2, y + 1.2, 1.2, stroke=0, fill=1)


def ring(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x + 1.5, y + 1.5, 1.5, stroke=1, fill=0)


@pytest.mark.parametrize("shape", [square, disc, ring])
def test_a_shape_before_an_item_is_its_bullet(shape: Callable[[Canvas, float, float], None], tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 700, "The wardens are asked to:")
        for number, item in enumerate(ITEMS):
            shape(canvas, 64, 683 - 12 * number)
            canvas.drawString(76, 680 - 12 * number, item)

    parsed = read_pdf(print_pdf(tmp_path / "items.pdf", draw))
    assert [(block.kind, block.text) for block in parsed.blocks][1:] == [("list_item", f"• {item}") for item in ITEMS]


@pytest.mark.parametrize(
    "shape",
    [
        Box(80, 94, 84, 98),  # within a line
        Box(20, 94, 24, 98),  # too far from it
        Box(44, 84, 48, 88),  # above it
        Box(40, 96, 48, 98),  # longer than high
        Box(40, 92, 47.5, 99.5),  # too large
    ],
)
def test_what_stands_elsewhere_or_is_of_another_size_is_no_bullet(shape: Box) -> None:
    found = lines(["Count the herons."])
    assert with_bullets(found, [shape]) == found


def test_the_white_between_a_bullet_and_its_text_is_no_gutter_of_a_table() -> None:
    bullet, first, *_ = with_bullets(lines(["Count the herons."]), [Box(34, 94, 38, 98)])
    assert (bullet.text, bullet.x0, first.x0 - bullet.x1) == ("•", 34, 2.5)
