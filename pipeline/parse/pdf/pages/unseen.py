"""Text that nobody sees under what is drawn over it, as where passages are blacked out, or on layers that are off.

It is looked for only where words may be hidden so; what the page looks like with and without them then tells.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from ctypes import c_void_p, create_string_buffer
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

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

LAYER = "OC\0".encode("utf-16-le")
"""What marks the objects of a layer (optional content)."""

_NAME, _LENGTH = create_string_buffer(64), pdfium.Room("L", 1)

Run = tuple[int | None, Sequence[Word]]
"""A text object, if any is known, and the words that it draws."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A filled area or an image and its box; ``texts`` is how many text objects the page draws before it."""

    texts: int
    box: Box
    is_image: bool


class _Doubt(NamedTuple):
    """Of a word that may not be seen: its text object, the kind that its glyphs are set aside as, what it is under."""

    text: int | None
    kind: str
    under_image: bool = False


def on_layers(items: Sequence[int]) -> list[int]:
    """Return those of some page objects that belong to layers, which can be on or off (ISO 32000-1, 8.11.3)."""
    counts = list(map(pdfium.count_marks, items))
    if not any(counts):
        return []
    # One mark with an identifier is that of the structure, which most texts of tagged files have.
    marked = [
        (item, count)
        for item, count in zip(items, counts, strict=True)
        if count > 1 or (count and pdfium.marked_content_id(item) < 0)
    ]
    marks = {item: [pdfium.get_mark(item, at) for at in range(count)] for item, count in marked}
    layers = set(filter(_is_layer, set(chain.from_iterable(marks.values()))))
    return [item for item, own in marks.items() if not layers.isdisjoint(own)]


def _is_layer(mark: int) -> bool:
    """Say whether content is marked so as that of a layer."""
    _NAME.value = b""  # a name for which there is no room is not written
    pdfium.mark_name(mark, _NAME, len(_NAME), _LENGTH.at[0])
    return _NAME.raw.startswith(LAYER)


def drop_unseen(
    page: c_void_p,
    content: PageContent,
    runs: Sequence[Run],
    covers: Sequence[Cover],
    drawn: Sequence[int],
    twins: Sequence[int],
    layered: Collection[int],
) -> None:
    """Set aside the words of a loaded page that what it draws later hides, and those of layers that are off.

    ``runs`` are those that are drawn to be seen, ``drawn`` all text objects in the order in which the page draws them,
    ``twins`` those that are no runs as others say the same at the same place, ``layered`` those on layers. Glyphs that
    are read under a picture of them are counted as ``layered_glyphs``.

    Marks of highlighters, watermarks and shades that words are seen through hide nothing: a word is not seen where the
    page looks the same without it (ISO 32000-1, 8.2: objects are painted in order, each over those before). Over a
    scan's text layer lies a picture of the words; they are read.
    """
    doubted = {word: _Doubt(text, "layer_glyph") for text, words in runs if text in layered for word in words}
    doubted |= _under(runs if content.level else _by_word(runs), covers, drawn)
    hidden = set()
    for word, shows in _not_seen(page, content, doubted, twins).items():
        if shows and doubted[word].under_image:
            content.layered_glyphs += word.glyphs
        else:
            hidden.add(word)
            set_aside(content, doubted[word].kind, word.glyphs)
    if hidden:
        content.words = [word for word in content.words if word not in hidden]


def _not_seen(
    page: c_void_p, content: PageContent, doubted: Mapping[Word, _Doubt], twins: Sequence[int]
) -> dict[Word, bool]:
    """Return the words without which the page looks the same, and whether it shows anything in their place."""
    width, height = round(content.width), round(content.height)
    places = {
        word: (
            max(math.ceil(word.x0), 0),
            max(math.ceil(word.top), 0),
            min(math.floor(word.x1), width),
            min(math.floor(word.bottom), height),
        )
        for word in doubted
    }
    places = {word: place for word, place in places.items() if place[0] < place[2] and place[1] < place[3]}
    if not places or width * height > LARGEST_PAGE:
        return {}
    lefts, tops, rights, bottoms = zip(*places.values(), strict=True)
    area = x0, y0, x1, _ = min(lefts), min(tops), max(rights), max(bottoms)
    shown = raster(page, width, height, area=area)
    off = {doubt.text for doubt in doubted.values() if doubt.text is not None}.union(twins)
    for text in off:
        pdfium.object_set_active(text, 0)
    without = raster(page, width, height, area=area)
    for text in off:
        pdfium.object_set_active(text, 1)
    found = {}
    for word, (left, top, right, bottom) in places.items():
        begins = [(line - y0) * (x1 - x0) + left - x0 for line in range(top, bottom)]
        lines = [slice(begin, begin + right - left) for begin in begins]
        if all(shown[line] == without[line] for line in lines):
            greys = set(chain.from_iterable(shown[line] for line in lines))
            found[word] = max(greys) - min(greys) >= FLAT
    return found


def _by_word(runs: Sequence[Run]) -> list[Run]:
    """Return each word as a run, where those of one may differ in height."""
    return [(text, [word]) for text, words in runs for word in words]


def _under(runs: Sequence[Run], covers: Sequence[Cover], drawn: Sequence[int]) -> dict[Word, _Doubt]:
    """Return the words that lie under what is drawn later.

    The words of each run have the same height on the page.
    """
    levels = sorted(((words[0].top + words[0].bottom) / 2, at) for at, (_, words) in enumerate(runs))
    found: dict[Word, _Doubt] = {}
    places: dict[int, int] = {}
    for cover in covers:
        left, right = cover.box.x0 - TOLERANCE, cover.box.x1 + TOLERANCE
        top, bottom = cover.box.top, cover.box.bottom
        for _, at in levels[bisect_left(levels, (top, 0)) : bisect_right(levels, (bottom, 0))]:
            text, words = runs[at]
            if text is None or words[-1].x1 < left or words[0].x0 > right:
                continue
            places = places or {one: place for place, one in enumerate(drawn)}
            if places.get(text, cover.texts) >= cover.texts:  # PDFium may know more of a damaged page's texts
                continue
            for word in words:
                bare = RISE * (word.bottom - word.top)
                if left <= word.x0 and word.x1 <= right and top <= word.top + bare and word.bottom - bare <= bottom:
                    found[word] = _Doubt(text, "covered_glyph", cover.is_image)
    return found
