"""Tables of scanned pages, whose rules are only in the picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from setting import Draw, print_pdf

from pipeline.parse.pdf.pages.file import open_pdf
from pipeline.parse.pdf.pages.pictured import is_scan, read_pictured_rules
from pipeline.parse.pdf.read import read_pdf

DOT = 72 / 150
XS, YS = (60.0, 260.0, 500.0), (100.0, 130.0, 190.0, 250.0)
TEXTS = [["Activity", "Progress"], ["A1. Count the herons", "They were counted"], ["A2. Ring them", "Not yet"]]


def scan(*, slope: float = 0.0, visible: bool = False) -> Draw:
    """Draw a grid into a picture, with a ground, a photograph's edge and letters, and what was recognised over it."""
    picture = Image.new("L", (round(595 / DOT), round(842 / DOT)), 250)
    draw = ImageDraw.Draw(picture)
    draw.rectangle([XS[0] / DOT, YS[0] / DOT, XS[-1] / DOT, YS[1] / DOT], fill=215)
    draw.rectangle([100 / DOT, 600 / DOT, 400 / DOT, 700 / DOT], fill=20)
    for y in YS:
        draw.line([XS[0] / DOT, y / DOT, XS[-1] / DOT, (y + slope) / DOT], fill=90)
    for x in XS:
        draw.line([x / DOT, YS[0] / DOT, x / DOT, YS[-1] / DOT], fill=90, width=2)
    for x in range(110, 290, 3):
        draw.line([x, 320, x, 330], fill=0)  # letters

    def write(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        for row, y in zip(TEXTS, YS, strict=False):
            for text, x in zip(row, XS, strict=False):
                line = canvas.beginText(x + 5, 842 - y - 15)
                line.setFont("Helvetica", 10)
                line.setTextRenderMode(0 if visible else 3)
                line.textOut(text)
                canvas.drawText(line)

    return write


@pytest.mark.parametrize("slope", [0.0, 1.0])
def test_rules_of_a_scan_are_read_in_its_picture(tmp_path: Path, slope: float) -> None:
    """A page lies seldom quite straight."""
    path = print_pdf(tmp_path / "scan.pdf", scan(slope=slope))
    with open_pdf(path) as pdf:
        page = pdf.page(1)
        assert is_scan(page)
        read_pictured_rules(pdf, page)
    level = sorted(rule.box.top for rule in page.rules if rule.horizontal)
    upright = sorted(rule.box.x0 for rule in page.rules if not rule.horizontal)
    assert level == pytest.approx(YS, abs=1.0)
    assert upright == pytest.approx(XS, abs=1.0)
    parsed = read_pdf(path)
    [table] = parsed.tables
    assert (table.rows, table.columns) == (3, 2)
    assert [block.text for block in parsed.blocks] == [text for row in TEXTS for text in row]


def test_page_that_draws_its_text_is_no_scan(tmp_path: Path) -> None:
    with open_pdf(print_pdf(tmp_path / "drawn.pdf", scan(visible=True))) as pdf:
        assert not is_scan(pdf.page(1))
