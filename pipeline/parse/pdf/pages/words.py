"""Words of a page out of PDFium's text page: each with its box, baseline and style, and its glyphs counted.

PDFium's text page gives all characters of a page in one call; of each word only the first and the last character
are then asked for their boxes, and of each text object once for its font and matrix. Characters are asked one by
one only where a word is made of several text objects or where PDFium's text and its characters do not match.
Text objects that PDFium leaves out of its text page (it drops what is drawn twice over itself) are brought back by
hiding all others, so that every drawn glyph is counted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from ctypes import c_void_p
from itertools import chain, repeat
from operator import lt
from typing import TypeVar

from pipeline.model import Box
from pipeline.parse.ligatures import unswapped
from pipeline.parse.pdf.pages import pdfium
from pipeline.parse.pdf.pages.accents import join_accents
from pipeline.parse.pdf.pages.characters import CHAR_BOXES, Pieces, map_glyphs, pieces_of, text_of
from pipeline.parse.pdf.pages.coordinates import Edges, Frame
from pipeline.parse.pdf.pages.fonts import TextStyle, TextStyles
from pipeline.parse.pdf.pages.hidden import (
    SAME_EXTENT,
    SHIFT,
    all_apart,
    clipped,
    drop_hidden,
    extent_of,
    keep_if_seen,
    lies_upon,
)
from pipeline.parse.pdf.pages.page import PageContent, Word, set_aside, take_out, words_of_columns
from pipeline.parse.pdf.pages.unseen import Cover, drop_unseen

T = TypeVar("T")

_ORIGINS = pdfium.Answers("d", each=1, places=2)


class WordReader:
    """Reads the words of one loaded page into its `PageContent`."""

    def __init__(
        self,
        page: c_void_p,
        frame: Frame,
        content: PageContent,
        styles: TextStyles,
        dark: Sequence[Box],
        covers: Sequence[Cover],
    ) -> None:
        """Prepare to read; white text can be read on ``dark`` areas, ``covers`` are drawn after texts."""
        self._page = page
        self._frame = frame
        self._content = content
        self._styles = styles
        self._dark = dark
        self._covers = covers
        self._read: list[Word] = []
        self._apart = True
        self._runs: list[tuple[int | None, tuple[int, int]]] = []
        self._invisible: set[int | None] = set()
        """Text objects that are drawn in no color."""

    def read(self, texts: list[int], layered: Collection[int]) -> None:
        """Append the words of the page, and those of the text objects among ``texts`` that its text page leaves out.

        Those ``layered`` can be shown or not.
        """
        seen = self._read_text(self._content.words)
        left_out = [text for text in texts if text not in seen and self._draws(text)]
        twins = self._read_twins(left_out) if left_out else set()
        self._drop_unseen(texts, twins, layered)
        if alone := [text for text in left_out if text not in twins]:
            with pdfium.inactive(set(texts).difference(alone)):
                self._read_text(self._content.words)
            self._drop_unseen(texts, set(), layered)
        if not self._apart:
            drop_hidden(self._content)

    def _drop_unseen(self, texts: list[int], twins: set[int], layered: Collection[int]) -> None:
        """Set aside those of the words just read that other objects hide, or layers, or the ends of the page."""
        if self._covers or layered:
            kept = set(self._content.words)
            runs = [
                (item, words)
                for item, (first, end) in self._runs
                if item is not None and item not in self._invisible
                if (words := [word for word in self._read[first:end] if word in kept])
            ]
            drop_unseen(self._page, self._content, runs, self._covers, texts, twins, layered)
        self._drop_clipped()

    def _drop_clipped(self) -> None:
        """Set aside what the page does not show, and what it shows less than the upper or lower half of."""
        content = self._content
        out = clipped([item for item, _ in self._runs if item is not None])
        if out:
            words = [(self._read[first:end], out[item]) for item, (first, end) in self._runs if item in out]
            unseen = set(chain.from_iterable(own for own, _ in words))
            # What of a line that a page break cuts is shown whole, as its stops may be, is drawn without that.
            lines: dict[float, list[Word]] = {}
            for own, is_cut in words:
                if is_cut:
                    lines.setdefault(round(own[0].baseline, 1), []).extend(own)
            unseen.update(
                word
                for word in content.words
                if not any(map(str.isalnum, word.text))
                and any(
                    max(word.x0 - cut.x1, cut.x0 - word.x1) <= cut.size
                    for cut in lines.get(round(word.baseline, 1), ())
                )
            )
            take_out(content, "off_page_glyph", unseen)

    def _draws(self, text: int) -> bool:
        """Say whether a text object has ink: the bounds of white space have no area."""
        width, height, _, _ = extent_of(text)
        return width > 0.01 and height > 0.01

    def _read_text(self, words: list[Word]) -> set[int | None]:
        """Append the words of the page's text page; return the text objects that they are made of."""
        text_page = pdfium.handle(pdfium.load_text(self._page))
        try:
            text, swapped = unswapped(text_of(text_page))
            self._content.swapped_glyphs += swapped
            seen = self._read_words(text_page, text, words)
            if seen is None:
                text, inferred = map_glyphs(text_page, text)
                self._content.inferred_glyphs += inferred
                seen = self._read_words(text_page, text, words, mapped=True) or set()
            self._content.unreadable_glyphs += text.count("\ufffd")
            return seen
        finally:
            pdfium.close_text(text_page)

    def _read_words(
        self, text_page: pdfium.Handle, text: str, words: list[Word], *, mapped: bool = False
    ) -> set[int | None] | None:
        """Append the words of a text page; None, and nothing is appended, where glyphs must be mapped first."""
        pieces = pieces_of(text_page, text)
        if pieces is None:
            return None
        accents = join_accents(text_page, text, pieces)
        runs = pieces.runs()
        starts = [pieces.starts[first] for first, _ in runs]
        items = [pieces.items[first] for first, _ in runs]
        styles = self._styles.of(text_page, items, starts, self._frame.rotation)
        kinds = {id(style): style for style in styles}.values()
        if not mapped and any(style.unmapped for style in kinds):
            return None
        self._runs = list(zip(items, runs, strict=True))
        level = not any(style.direction for style in kinds)
        self._content.level &= level
        edges = self._edges_of(text_page, pieces, level=level)
        near = SHIFT * max([style.size for style in kinds], default=0.0)
        self._apart = not words and level and all_apart(self._content, edges, runs, near)
        glyphs = list(map(len, pieces.said))
        self._content.glyphs += sum(glyphs)
        counts = [end - first for first, end in runs]

        def of_runs(values: Sequence[T]) -> Iterator[T]:
            """Give the value of each run for each of its words."""
            return chain.from_iterable(map(repeat, values, counts))

        baselines = self._baselines(text_page, starts, styles, level=level)
        read = self._read = words_of_columns(
            pieces.said,
            *edges,
            of_runs([style.size for style in styles]),
            of_runs(baselines),
            of_runs([style.bold for style in styles]),
            of_runs([style.italic for style in styles]),
            repeat(0.0) if level else of_runs([style.direction for style in styles]),
            glyphs,
            pieces.spaces,
        )
        if any(style.hidden for style in kinds):
            for (first, end), style in zip(runs, styles, strict=True):
                if style.hidden:
                    if style.hidden == "invisible_glyph":
                        self._invisible.add(pieces.items[first])
                    for word in read[first:end]:
                        keep_if_seen(self._content, word, style.hidden, self._dark)
                else:
                    words += read[first:end]
        else:
            words += read
        return {*items, *accents}

    def _edges_of(self, text_page: pdfium.Handle, pieces: Pieces, *, level: bool) -> Edges:
        """Return where words are on the displayed page, by the boxes of their first and last characters."""
        count = len(pieces.starts)
        asked = pieces.starts + [end - 1 for end in pieces.ends]
        _, written = CHAR_BOXES.of(pdfium.char_loose_box, asked, on=text_page)
        edges: list[list[float]] = [written[at : 4 * count : 4].tolist() for at in range(4)]
        left, top, right, bottom = edges
        ends: list[float] = written[4 * count + 2 :: 4].tolist()
        frame = self._frame
        if level and frame.rotation == 0 and not any(map(lt, ends, right)):
            x0, y1 = frame.x0, frame.y1
            if x0:
                left, ends = [x - x0 for x in left], [x - x0 for x in ends]
            return left, [y1 - y for y in top], ends, [y1 - y for y in bottom]
        last = written[4 * count :].tolist()
        boxes = [
            frame.box(min(x0, x2), min(y0, y2), max(x1, x3), max(y1, y3))
            for x0, y1, x1, y0, x2, y3, x3, y2 in zip(
                left, top, right, bottom, last[::4], last[1::4], ends, last[3::4], strict=True
            )
        ]
        return (
            [box.x0 for box in boxes],
            [box.top for box in boxes],
            [box.x1 for box in boxes],
            [box.bottom for box in boxes],
        )

    def _baselines(
        self, text_page: pdfium.Handle, indexes: list[int], styles: list[TextStyle], *, level: bool
    ) -> list[float]:
        """Return where baselines run: their distance from the top, or from the left where text runs up or down."""
        _, places = _ORIGINS.of(pdfium.char_origin, indexes, on=text_page)
        frame = self._frame
        ys = places[1::2].tolist()
        if frame.rotation == 0 and level:
            y1 = frame.y1
            return [y1 - y for y in ys]
        points = [frame.point(x, y) for x, y in zip(places[::2].tolist(), ys, strict=True)]
        return [
            across if 45 < style.direction % 180 < 135 else down
            for style, (across, down) in zip(styles, points, strict=True)
        ]

    def _read_twins(self, left_out: list[int]) -> set[int]:
        """Account for those of the text objects that PDFium's text page dropped that lie upon others; return them.

        It drops what says the same as an object near it.
        """
        runs: dict[int, list[tuple[int, int]]] = {}
        for item, run in self._runs:
            if item is not None:
                runs.setdefault(item, []).append(run)
        lying = sorted((extent_of(text), text) for text in runs)
        widths = [extent[0] for extent, _ in lying]
        twins = set()
        for text in left_out:
            extent = extent_of(text)
            low, high = bisect_left(widths, extent[0] - SAME_EXTENT), bisect_right(widths, extent[0] + SAME_EXTENT)
            twin = next((other for found, other in lying[low:high] if lies_upon(extent, found)), None)
            if twin is None:
                continue
            twins.add(text)
            words = [word for start, end in runs[twin] for word in self._read[start:end]]
            glyphs = sum(word.glyphs for word in words)
            self._content.glyphs += glyphs
            set_aside(self._content, "duplicate_glyph", glyphs)
            for word in words:
                word.bold = True
        return twins
