"""Printed documents to PDF bytes: the same document and layout give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from pipeline.specimens.content import SPECIMEN_MARK
from pipeline.specimens.layout import Layout
from pipeline.specimens.placed import SHADE, Page, PrintedDocument, Text

UNDERLINE_DEPTH = 0.12
STRIKE_HEIGHT = 0.26
TEXT_RULE_WIDTH = 0.055
FAKE_BOLD_SHIFT = 0.3
_LINK_COLOUR = (0.02, 0.2, 0.65)


def pdf_bytes(printed: PrintedDocument) -> bytes:
    """Draw every page."""
    buffer = io.BytesIO()
    first = printed.pages[0]
    facts = printed.document.facts
    with _binary_streams():
        canvas = Canvas(buffer, pagesize=(first.width, first.height), invariant=1, pageCompression=1)
        canvas.setTitle(f"{facts.symbol} ({SPECIMEN_MARK})")
        canvas.setAuthor("Concord specimens")
        for page in printed.pages:
            _draw(canvas, page, printed.layout)
            canvas.showPage()
        canvas.save()
    return buffer.getvalue()


@contextmanager
def _binary_streams() -> Iterator[None]:
    """Write no stream in base 85: it takes a quarter of the time, and more room. For others the setting stays."""
    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before


def _draw(canvas: Any, page: Page, layout: Layout) -> None:
    height = page.height
    canvas.setPageSize((page.width, page.height))  # as displayed: reportlab turns the page's box by itself
    canvas.setPageRotation(page.rotate)
    if page.rotate == 90:
        canvas.transform(0, 1, -1, 0, height, 0)
    elif page.rotate == 270:
        canvas.transform(0, -1, 1, 0, 0, page.width)
    if page.shades:
        canvas.setFillGray(SHADE)
        for shade in page.shades:
            box = shade.box
            canvas.rect(box.x0, height - box.bottom, box.x1 - box.x0, box.bottom - box.top, stroke=0, fill=1)
        canvas.setFillGray(0)
    width = None
    for rule in page.rules:
        if rule.width != width:
            width = rule.width
            canvas.setLineWidth(width)
        canvas.line(rule.x0, height - rule.y0, rule.x1, height - rule.y1)
    _draw_texts(canvas, page)
    _draw_text_rules(canvas, page, layout)


def _draw_texts(canvas: Any, page: Page) -> None:
    height = page.height
    out = canvas.beginText()
    font: tuple[str, float] | None = None
    coloured = False
    for text in page.texts:
        piece = text.piece
        if (piece.font, piece.size) != font:
            font = (piece.font, piece.size)
            out.setFont(piece.font, piece.size)
        if (piece.link is not None) != coloured:
            coloured = piece.link is not None
            out.setFillColorRGB(*(_LINK_COLOUR if coloured else (0, 0, 0)))
        y = height - text.y + piece.rise
        out.setTextOrigin(text.x, y)
        out.textOut(piece.text)
        if piece.twice:
            out.setTextOrigin(text.x + FAKE_BOLD_SHIFT, y)
            out.textOut(piece.text)
    canvas.drawText(out)
    for text in page.texts:
        if text.piece.link:
            _link(canvas, page, text)


def _link(canvas: Any, page: Page, text: Text) -> None:
    piece = text.piece
    y = page.height - text.y
    canvas.linkURL(piece.link, (text.x, y - 0.2 * piece.size, text.x + piece.width, y + 0.8 * piece.size), relative=1)


def _draw_text_rules(canvas: Any, page: Page, layout: Layout) -> None:
    height = page.height
    for text in page.texts:
        piece = text.piece
        if not (piece.underline or piece.strike):
            continue
        thick = piece.size * TEXT_RULE_WIDTH
        for wanted, offset in ((piece.underline, -UNDERLINE_DEPTH), (piece.strike, STRIKE_HEIGHT)):
            if not wanted:
                continue
            y = height - text.y + piece.rise + offset * piece.size
            if layout.text_rules == "stroke":
                canvas.setLineWidth(thick)
                canvas.line(text.x, y, text.x + piece.width, y)
            else:
                canvas.rect(text.x, y - thick / 2, piece.width, thick, stroke=0, fill=1)
