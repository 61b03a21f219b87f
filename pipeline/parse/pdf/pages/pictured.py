"""Rules that a scanned page shows in its picture: what encloses the cells of its tables, as no path does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Box
from pipeline.parse.pdf.pages.file import PdfFile
from pipeline.parse.pdf.pages.page import PageContent, Rule
from pipeline.parse.pdf.pages.paths import THIN
from pipeline.parse.pdf.pages.unseen import LARGEST_PAGE

RESOLUTION = 144
"""Dots per inch at which rules are looked for: the thinnest are a pixel wide, and letters have no strokes so long."""

SCALE = 72 / RESOLUTION

INK = 165
"""Pixels that are darker than this (0 to 255) are ink; the grounds of heads are lighter, a hairline is no darker."""

SHORTEST = 40
"""Ink that runs on for so many pixels is a rule: of a letter it would be the height of two."""

_RUN = re.compile(rb"\x01{%d,}" % SHORTEST)

_IS_INK = bytes(int(level < INK) for level in range(256))


def read_pictured_rules(pdf: PdfFile, page: PageContent) -> None:
    """Add the rules of a page's picture to its content; the page must be one of `is_scan`."""
    width, height, pixels = pdf.image(page.number, RESOLUTION)
    ink = pixels.translate(_IS_INK)
    for left, top, right, bottom in _rules(ink[y * width : (y + 1) * width] for y in range(height)):
        page.rules.append(Rule(_in_points(left, top, right, bottom), horizontal=True))
    for top, left, bottom, right in _rules(ink[x::width] for x in range(width)):
        page.rules.append(Rule(_in_points(left, top, right, bottom), horizontal=False))


def is_scan(page: PageContent) -> bool:
    """Say whether most of what a page says was recognised in a picture of it, and no path draws a rule."""
    if page.rules or not page.words or page.width * page.height > LARGEST_PAGE:
        return False
    return page.words[0].confidence is not None or 2 * page.layered_glyphs > page.glyphs


def _in_points(left: int, top: int, right: int, bottom: int) -> Box:
    return Box(left * SCALE, top * SCALE, right * SCALE, bottom * SCALE)


def _rules(rows: Iterator[bytes]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where ink that runs on begins, in which row first, where it ends, and behind which row last.

    What is thicker than a rule is none. A page that lies a little aslant has each rule in several rows.
    """
    runs: list[list[int]] = []  # those that reach the row before
    for at, row in enumerate(rows):
        here: list[list[int]] = []
        for found in _RUN.finditer(row):
            begin, end = found.span()
            run = next((one for one in runs if one[0] <= end + 1 and begin <= one[2] + 1), None)
            if run is None:
                run = [begin, at, end, at + 1]
            else:
                run[:] = min(run[0], begin), run[1], max(run[2], end), at + 1
            if run not in here:
                here.append(run)
        yield from _thin(one for one in runs if one not in here)
        runs = here
    yield from _thin(iter(runs))


def _thin(runs: Iterator[list[int]]) -> Iterator[tuple[int, int, int, int]]:
    """Yield those of some runs that are as thin as rules."""
    for left, first, right, behind in runs:
        if (behind - first) * SCALE <= THIN:
            yield left, first, right, behind
