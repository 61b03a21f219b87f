"""Text that nobody sees under what is drawn over it, as where passages are blacked out, or on layers that are off.

It is looked for only where words may be hidden so; what the page looks like with and without them then tells.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from ctypes import c_void_p, create_string_buffer
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from pipeline.model import Box
from pipeline.parse.pdf.pages import pdfium
from pipeline.parse.pdf.pages.page import PageContent, Word, take_out
from pipeline.parse.pdf.pages.raster import COLOURS, raster

TOLERANCE = 1.0
"""A cover may end so far inside a word (points): before the first and after the last letter is some white."""

RISE = 0.2
"""A cover may leave bare so much of the height of a word's box, above and below: letters seldom reach there."""

LARGEST_PAGE = 8_100_000
"""Pages of more square points than A0 has are not drawn for a look at them."""

FLAT = 24
"""Where the levels of grey (0 to 255) differ by less, a picture shows nothing."""

MOST_OVER = 8
"""So many texts that stand in one place, as in several languages on layers, and so many layers and forms, are told
apart."""

LAYER = "OC\0".encode("utf-16-le")
"""What marks the objects of a layer (optional content)."""

_NAME, _LENGTH = create_string_buffer(64), pdfium.Room("L", 1)

Run = tuple[int, Sequence[Word]]
"""A text object and the words that it draws."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A filled area, a thick stroke or an image, and its box; ``texts`` is how many text objects are drawn before."""

    texts: int
    box: Box
    is_image: bool


class _Doubt(NamedTuple):
    """Of a word that may not be seen: its text object, the kind that its glyphs are set aside as, what it is under."""

    text: int
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


def off_by_group(
    page: c_void_p, content: PageContent, paths: Sequence[int], forms: Iterable[Sequence[int]]
) -> set[int]:
    """Return what a loaded page does not show of its paths on layers, and of all that forms draw.

    The paths of one layer, and the objects of one form, are shown or not together: they are where the page looks the
    same without them. Of two that draw the same, one is taken to be off.
    """
    layers: dict[bytes, list[int]] = {}
    for path in on_layers(paths):
        layers.setdefault(_layers_of(path), []).append(path)
    groups = [*layers.values(), *filter(None, forms)][:MOST_OVER]
    width, height = round(content.width), round(content.height)
    off: set[int] = set()
    if groups and width * height <= LARGEST_PAGE:
        shown = raster(page, width, height, coloured=True)
        for group in groups:
            with pdfium.inactive([*off, *group]):
                if raster(page, width, height, coloured=True) == shown:
                    off.update(group)
    return off


def _layers_of(item: int) -> bytes:
    """Return the names of the layers that mark a page object, as PDFium gives them; empty where none does."""
    marks = (pdfium.get_mark(item, at) for at in range(pdfium.count_marks(item)))
    return b"".join(map(_name_of, filter(_is_layer, marks)))


def _name_of(mark: int) -> bytes:
    """Return what a layer that marks content is called; empty for one that has no name."""
    _NAME.value = b""
    pdfium.mark_string(mark, b"Name", _NAME, len(_NAME), _LENGTH.at[0])
    return _NAME.raw


def drop_unseen(
    page: c_void_p,
    content: PageContent,
    runs: Sequence[Run],
    covers: Sequence[Cover],
    drawn: Sequence[int],
    twins: Collection[int],
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
    width, height = round(content.width), round(content.height)
    if not doubted or width * height > LARGEST_PAGE:
        return
    look = _Look(page, content, list(doubted))
    unseen = look.unseen({word: doubt.text for word, doubt in doubted.items()}, twins)
    pictured = look.pictured([word for word in unseen if doubted[word].under_image], drawn)
    content.layered_glyphs += sum(word.glyphs for word in pictured)
    hidden = unseen - pictured
    for kind in sorted({doubted[word].kind for word in hidden}):
        take_out(content, kind, {word for word in hidden if doubted[word].kind == kind})


class _Look:
    """Looks at a page with and without texts, at the pixels of some of its words."""

    def __init__(self, page: c_void_p, content: PageContent, words: Sequence[Word]) -> None:
        """Find the pixels of words, one a point; a word that is smaller than one has none, and is not looked at."""
        self._page = page
        self._size = width, height = round(content.width), round(content.height)
        places = {
            word: (
                max(math.ceil(word.x0), 0),
                max(math.ceil(word.top), 0),
                min(math.floor(word.x1), width),
                min(math.floor(word.bottom), height),
            )
            for word in words
        }
        places = {word: place for word, place in places.items() if place[0] < place[2] and place[1] < place[3]}
        lefts, tops, rights, bottoms = zip(*places.values(), strict=True) if places else ((0,), (0,), (0,), (0,))
        self._area = x0, y0, x1, y1 = min(lefts), min(tops), max(rights), max(bottoms)
        self._pixels = (x1 - x0) * (y1 - y0)
        self._lines = {
            word: [((y - y0) * (x1 - x0) + left - x0, (y - y0) * (x1 - x0) + right - x0) for y in range(top, bottom)]
            for word, (left, top, right, bottom) in places.items()
        }

    def unseen(self, texts: Mapping[Word, int], twins: Collection[int]) -> set[Word]:
        """Return the words without which the page looks the same, given the text object of each.

        Of such that stand in one place, each is looked at by itself, as one may be seen and the others not. Two that
        say the same do not hide each other: at the edges of letters, ink on ink is darker.
        """
        found: set[Word] = set()
        groups = self._apart(texts)
        shown = self._without([], coloured=True) if groups else b""  # what differs in colour may be as dark
        for words in groups:
            without = self._without({*twins, *(texts[word] for word in words)}, coloured=True)
            found.update(
                word
                for word in words
                if all(
                    shown[COLOURS * a : COLOURS * b] == without[COLOURS * a : COLOURS * b] for a, b in self._lines[word]
                )
            )
        return found

    def pictured(self, words: Sequence[Word], drawn: Sequence[int]) -> set[Word]:
        """Return those in whose place the page shows something without any text."""
        if not words:
            return set()
        bare = self._without(drawn)
        greys = {word: set(chain.from_iterable(bare[a:b] for a, b in self._lines[word])) for word in words}
        return {word for word, levels in greys.items() if max(levels) - min(levels) >= FLAT}

    def _without(self, texts: Iterable[int], *, coloured: bool = False) -> bytes:
        """Draw the page without some text objects."""
        with pdfium.inactive(texts):
            return raster(self._page, *self._size, area=self._area, coloured=coloured)

    def _apart(self, texts: Mapping[Word, int]) -> list[list[Word]]:
        """Put words into groups so that none of a group stands where one of another text object does."""
        own: dict[int, list[Word]] = {}
        for word in self._lines:
            own.setdefault(texts[word], []).append(word)
        groups: list[tuple[bytearray, list[Word]]] = []
        for words in own.values():
            lines = [line for word in words for line in self._lines[word]]
            free = next((group for group in groups if all(group[0].find(1, a, b) < 0 for a, b in lines)), None)
            if free is None and len(groups) < MOST_OVER:
                groups.append((bytearray(self._pixels), []))
            taken, group = free or groups[-1]
            for a, b in lines:
                taken[a:b] = b"\x01" * (b - a)
            group += words
        return [words for _, words in groups]


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
            if words[-1].x1 < left or words[0].x0 > right:
                continue
            places = places or {one: place for place, one in enumerate(drawn)}
            if places.get(text, cover.texts) >= cover.texts:  # PDFium may know more of a damaged page's texts
                continue
            for word in words:
                bare = RISE * (word.bottom - word.top)
                if left <= word.x0 and word.x1 <= right and top <= word.top + bare and word.bottom - bare <= bottom:
                    found[word] = _Doubt(text, "covered_glyph", cover.is_image)
    return found
