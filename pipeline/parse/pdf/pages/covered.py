"""Covered text: words under a filled area or an image that is drawn after them, as passages are blacked out."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from ctypes import c_void_p
from dataclasses import dataclass
from itertools import chain

from pipeline.model import Box
from pipeline.parse.pdf.pages import pdfium
from pipeline.parse.pdf.pages.page import PageContent, Word, set_aside
from pipeline.parse.pdf.pages.raster import raster

TOLERANCE = 1.0
"""A cover may end so far inside a word (points): before the first and after the last letter is some white."""

RISE = 0.2
"""A cover may leave bare so much of the height of a word's box, above and below: letters seldom reach there."""

LARGEST_PAGE = 8_100_000
"""Pages of more square points than A0 has are not drawn for a look at what covers their words."""

FLAT = 24
"""Where the levels of grey (0 to 255) differ by less, a picture shows nothing."""

Run = tuple[int | None, Sequence[Word]]
"""A text object, if any is known, and the words that it draws."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A filled area or an image and its box; ``texts`` is how many text objects the page draws before it."""

    texts: int
    box: Box
    is_image: bool


def drop_covered(
    page: c_void_p,
    content: PageContent,
    runs: Sequence[Run],
    covers: Sequence[Cover],
    drawn: Sequence[int],
    twins: Sequence[int],
) -> None:
    """Set aside the words of a loaded page that what it draws later hides.

    ``runs`` are those that are drawn to be seen, ``drawn`` all text objects in the order in which the page draws them,
    ``twins`` those that are no runs as others say the same at the same place. Glyphs that are read under a picture of
    them are counted as ``layered_glyphs``.

    Marks of highlighters, watermarks and shades that words are seen through hide nothing: a word is not seen where the
    page looks the same without it (ISO 32000-1, 8.2: objects are painted in order, each over those before). Over a
    scan's text layer lies a picture of the words; they are read.
    """
    under = _under(runs if content.level else _by_word(runs), covers, drawn)
    width, height = round(content.width), round(content.height)
    places = {
        word: (
            max(math.ceil(word.x0), 0),
            max(math.ceil(word.top), 0),
            min(math.floor(word.x1), width),
            min(math.floor(word.bottom), height),
        )
        for word in under
    }
    places = {word: area for word, area in places.items() if area[0] < area[2] and area[1] < area[3]}
    if not places or width * height > LARGEST_PAGE:
        return
    lefts, tops, rights, bottoms = zip(*places.values(), strict=True)
    looked = min(lefts), min(tops), max(rights), max(bottoms)
    shown = raster(page, width, height, area=looked)
    off = {text for text, _ in under.values()}.union(twins)
    for text in off:
        pdfium.object_set_active(text, 0)
    without = raster(page, width, height, area=looked)
    for text in off:
        pdfium.object_set_active(text, 1)
    hidden = set()
    across = looked[2] - looked[0]
    for word, (left, top, right, bottom) in places.items():
        begins = range((top - looked[1]) * across + left - looked[0], (bottom - looked[1]) * across, across)
        rows = [slice(begin, begin + right - left) for begin in begins]
        if any(shown[row] != without[row] for row in rows):
            continue
        greys = set(chain.from_iterable(shown[row] for row in rows))
        if under[word][1] and max(greys) - min(greys) >= FLAT:
            content.layered_glyphs += word.glyphs
        else:
            hidden.add(word)
    if hidden:
        content.words = [word for word in content.words if word not in hidden]
        set_aside(content, "covered_glyph", sum(word.glyphs for word in hidden))


def _by_word(runs: Sequence[Run]) -> list[Run]:
    """Return each word as a run, where those of one may differ in height."""
    return [(text, [word]) for text, words in runs for word in words]


def _under(runs: Sequence[Run], covers: Sequence[Cover], drawn: Sequence[int]) -> dict[Word, tuple[int, bool]]:
    """Return the words that lie under what is drawn later, with their text objects and whether that is an image.

    The words of each run have the same height on the page.
    """
    levels = sorted(((words[0].top + words[0].bottom) / 2, at) for at, (_, words) in enumerate(runs))
    found: dict[Word, tuple[int, bool]] = {}
    places: dict[int, int] = {}
    for cover in covers:
        left, right = cover.box.x0 - TOLERANCE, cover.box.x1 + TOLERANCE
        top, bottom = cover.box.top, cover.box.bottom
        for _, at in levels[bisect_left(levels, (top, 0)) : bisect_right(levels, (bottom, 0))]:
            text, words = runs[at]
            if text is None or words[-1].x1 < left or words[0].x0 > right:
                continue
            places = places or {one: place for place, one in enumerate(drawn)}
            if places[text] >= cover.texts:
                continue
            for word in words:
                bare = RISE * (word.bottom - word.top)
                if left <= word.x0 and word.x1 <= right and top <= word.top + bare and word.bottom - bare <= bottom:
                    found[word] = text, cover.is_image or found.get(word, (text, False))[1]
    return found
