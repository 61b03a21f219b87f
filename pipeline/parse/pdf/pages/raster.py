"""Pages as pictures."""

from __future__ import annotations

from ctypes import c_void_p, create_string_buffer

from pipeline.parse.pdf.pages import pdfium

Area = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""


def raster(page: int | c_void_p, width: int, height: int, turns: int = 0, area: Area | None = None) -> bytes:
    """Draw a loaded page, or an area of it, in grey.

    The page is turned clockwise by so many quarters, and is then so many pixels wide and high; the ``area`` is in these
    pixels. Returns a byte for each of its pixels by rows from the top, 255 is white.
    """
    left, top, right, bottom = area or (0, 0, width, height)
    across, down = right - left, bottom - top
    pixels = create_string_buffer(across * down)
    bitmap = pdfium.bitmap_create(across, down, pdfium.GRAY, pixels, across)
    pdfium.bitmap_fill(bitmap, 0, 0, across, down, 0xFFFFFFFF)
    pdfium.render_page(bitmap, page, -left, -top, width, height, turns, pdfium.RENDER_GRAYSCALE)
    pdfium.bitmap_destroy(bitmap)
    return pixels.raw
