"""Pages as pictures."""

from __future__ import annotations

from ctypes import c_void_p, create_string_buffer

from pipeline.parse.pdf.pages import pdfium

Area = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""


COLOURS = 4
"""Bytes of a pixel in colour; the last says nothing."""


def raster(
    page: int | c_void_p, width: int, height: int, turns: int = 0, area: Area | None = None, *, coloured: bool = False
) -> bytes:
    """Draw a loaded page, or an area of it, in grey or colour.

    The page is turned clockwise by so many quarters, and is then so many pixels wide and high; the ``area`` is in these
    pixels. Returns a byte for each of its pixels by rows from the top, `COLOURS` where it is coloured; 255 is white.
    """
    left, top, right, bottom = area or (0, 0, width, height)
    across, down = right - left, bottom - top
    kind, each, flags = (pdfium.COLOURED, COLOURS, 0) if coloured else (pdfium.GRAY, 1, pdfium.RENDER_GRAYSCALE)
    pixels = create_string_buffer(across * down * each)
    bitmap = pdfium.bitmap_create(across, down, kind, pixels, across * each)
    pdfium.bitmap_fill(bitmap, 0, 0, across, down, 0xFFFFFFFF)
    pdfium.render_page(bitmap, page, -left, -top, width, height, turns, flags)
    pdfium.bitmap_destroy(bitmap)
    return pixels.raw
