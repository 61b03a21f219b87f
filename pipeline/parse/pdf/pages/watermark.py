"""Watermarks: large words that run aslant across a page, or over its lines, behind its text (`DRAFT`)."""

from __future__ import annotations

from statistics import median_low

from pipeline.parse.pdf.pages.page import PageContent, Word, take_out

ASLANT = 5.0
"""Text that runs at least so many degrees off the directions of the page's sides runs aslant."""

LARGE = 1.8
"""Watermarks are set in type at least so many times as large as the text of the page."""

CAPITALS = 0.66
"""So much of their size capitals are high, nearly."""

VERY_LARGE = 3.0
"""Those that run as the text does are at least so many times as large; so large are no titles over lines of text."""


def take_out_watermark(page: PageContent) -> str:
    """Take a watermark's words out of a page, count their glyphs as set aside, and return what it says, else ``""``."""
    slanted = [] if page.level else [word for word in page.words if word.direction and _is_aslant(word.direction)]
    level = [word.size for word in page.words if not word.direction]
    if not slanted and (not level or max(level) < VERY_LARGE * min(level)):
        return ""
    usual = median_low(level) if level else 0.0
    found = [word for word in slanted if word.size >= LARGE * usual]
    if level and max(level) >= VERY_LARGE * usual:
        found += _over_lines(page, VERY_LARGE * usual)
    if not found:
        return ""
    take_out(page, "watermark", set(found))
    return "".join(f"{word.text} " if word.space_after else word.text for word in found).strip()


def _over_lines(page: PageContent, least: float) -> list[Word]:
    """Return the words of at least a size that run as the text does, of lines of which one stands over smaller words.

    Letters reach from their baseline two thirds of their size up: what stands beside an initial is not under it.
    """
    large = [word for word in page.words if word.size >= least and not word.direction]
    small = [word for word in page.words if word.size < least and not word.direction]
    lines = {
        round(word.baseline)
        for word in large
        if any(
            2 * word.x0 < other.x0 + other.x1 < 2 * word.x1
            and word.baseline - CAPITALS * word.size < other.baseline < word.baseline
            for other in small
        )
    }
    return [word for word in large if round(word.baseline) in lines]


def _is_aslant(direction: float) -> bool:
    off = direction % 90
    return min(off, 90 - off) >= ASLANT
