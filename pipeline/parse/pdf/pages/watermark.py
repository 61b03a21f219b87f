"""Watermarks: large words that run aslant across a page, behind its text (`DRAFT`)."""

from __future__ import annotations

from statistics import median

from pipeline.parse.pdf.pages.page import PageContent, take_out

ASLANT = 5.0
"""Text that runs at least so many degrees off the directions of the page's sides runs aslant."""

LARGE = 1.8
"""Watermarks are set in type at least so many times as large as the text of the page."""


def take_out_watermark(page: PageContent) -> str:
    """Take a watermark's words out of a page, count their glyphs as set aside, and return what it says, else ``""``."""
    slanted = [] if page.level else [word for word in page.words if word.direction and _is_aslant(word.direction)]
    if not slanted:
        return ""
    level = [word.size for word in page.words if not word.direction]
    usual = median(level) if level else 0.0
    found = [word for word in slanted if word.size >= LARGE * usual]
    if not found:
        return ""
    take_out(page, "watermark", set(found))
    return "".join(f"{word.text} " if word.space_after else word.text for word in found).strip()


def _is_aslant(direction: float) -> bool:
    off = direction % 90
    return min(off, 90 - off) >= ASLANT
