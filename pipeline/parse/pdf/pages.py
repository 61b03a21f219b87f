"""The pages of a PDF file as PDFium draws them: words with exact boxes and fonts, rules, filled areas.

PDFium's text page gives all characters of a page in one call; of each word only the first and the last character
are then asked for their boxes, and of each text object once for its font and matrix. Characters are asked one by
one only where a word is made of several text objects or where PDFium's text and its characters do not match.
Text objects that PDFium leaves out of its text page (it drops what is drawn twice over itself) are brought back by
hiding all others, so that every drawn glyph is counted.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_int, c_void_p, create_string_buffer
from dataclasses import dataclass, field
from itertools import accumulate, chain, compress, count, pairwise, repeat
from operator import add, eq, lt, ne, not_, or_, sub
from pathlib import Path
from typing import Any, TypeVar

from pipeline.model import Box, UnreadableSourceError
from pipeline.parse.pdf import pdfium
from pipeline.parse.pdf.dots import rules_of_dots
from pipeline.parse.pdf.letters import join_letters
from pipeline.parse.pdf.page import PageContent, Rule, Word

T = TypeVar("T")

THIN = 3.0
"""A filled rectangle at most this thick (points) is drawn as a line: rules of Word are 0.5, heavy ones 2.25."""

DOT = 1.8
"""Filled areas that are at most so wide and high (points) may be the dots of a dotted rule."""

MIN_RULE = 2.0
"""Lines shorter than this are dots and corners of borders; they are kept only as parts of longer ones."""

MAX_SEGMENTS = 4000
"""A path of more segments is a map or a drawing; the grids of whole tables drawn in one path have some hundreds."""

PATHS_AT_ONCE = 256
"""So many paths are asked about at once: enough for speed, few enough for maps with many thousands."""

WHITE = 250
"""Each colour channel from which on ink is not seen on white paper."""

DARK = 200
"""Lightness (0 to 255) below which white text can be read on a ground."""

SHIFT = 0.12
"""Two copies of a word nearer than this share of the type size are one word in fake bold."""

SAME_EXTENT = 0.05
"""Text objects whose widths and heights differ by less than this (points) say the same."""

SKEW = 0.1
"""Tangent of the slant (about six degrees) from which on an upright font was skewed to look italic."""

BOLD_WEIGHT = 600
"""Weight from which on a font is bold (CSS and OpenType: 600 is semi-bold)."""

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|(?<![a-z])bd(?![a-z])", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|(?<![a-z])it(?![a-z])|kursiv|slanted", re.IGNORECASE)
_CONTROL = re.compile(r"[\x01\x03-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""What is no character: control codes, and halves of a character beyond the first 65,536 without the other half."""
_WORD = re.compile(r"([^\s\x00-\x01\x03-\x1f\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe])")
_UNUSUAL = re.compile(r"[\x00\x01\x03-\x09\x0b\x0c\x0e-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
"""White space other than spaces and ends of lines, and what is no character."""

_SPACES = frozenset(" \r\n\t\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
_PDFIUM_HYPHENS = "\x02\ufffe"
"""What PDFium puts in place of a hyphen that ends a line."""


_MACINTOSH_ORDER = {number: chr(number + 29) for number in range(3, 98)} | {
    number: bytes([number + 30]).decode("mac_roman") for number in range(98, 226)
}
"""What the first glyphs of a TrueType font are by the standard order: number 3 is the space, 36 is `A`."""


@dataclass(frozen=True, slots=True)
class _Style:
    """How one text object is set, in the page's own coordinates."""

    size: float
    bold: bool
    italic: bool
    direction: float
    unmapped: bool
    hidden: str | None
    """Why its glyphs are not seen (``invisible_glyph``, ``white_glyph``), else None."""


_MESSAGES = {
    "encrypted": "the file is protected by a password",
    "damaged": "the file is damaged: its structure cannot be read as PDF",
}

_CHAR_BOXES = pdfium.Answers("f", each=4)
_ORIGINS = pdfium.Answers("d", each=1, places=2)
_MATRICES = pdfium.Answers("f", each=6)
_SIZES = pdfium.Answers("f", each=1)
_COLORS = pdfium.Answers("I", each=1, places=4)
_BOUNDS = pdfium.Answers("f", each=1, places=4)
_DRAW_MODES = pdfium.Answers("i", each=1, places=2)
_POINTS = pdfium.Answers("f", each=1, places=2)
_MATRIX, _EDGES = pdfium.Room("f", 6), pdfium.Room("f", 4)
"""Where PDFium writes what it is asked; each is read before it is asked again."""

_NO_STYLE = _Style(0.0, bold=False, italic=False, direction=0.0, unmapped=False, hidden=None)


@dataclass(slots=True)
class _Frame:
    """Maps the coordinates of the page's content to those of the page as displayed."""

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a box of the content as a box of the displayed page."""
        if self.rotation == 0:
            return Box(left - self.x0, self.y1 - top, right - self.x0, self.y1 - bottom)
        if self.rotation == 1:
            return Box(bottom - self.y0, left - self.x0, top - self.y0, right - self.x0)
        if self.rotation == 2:
            return Box(self.x1 - right, bottom - self.y0, self.x1 - left, top - self.y0)
        return Box(self.y1 - top, self.x1 - right, self.y1 - bottom, self.x1 - left)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the content as a point of the displayed page."""
        if self.rotation == 0:
            return x - self.x0, self.y1 - y
        box = self.box(x, y, x, y)
        return box.x0, box.top


_Edges = tuple[Sequence[float], Sequence[float], Sequence[float], Sequence[float]]
"""Where words begin, their tops, where they end, and their bottoms: an index is one word in each."""


@dataclass(slots=True)
class _Pieces:
    """The words of a text page, each cut into pieces of one text object, as columns: an index is one piece in each.

    ``said`` is what it says, ``starts`` and ``ends`` where its characters are, ``items`` its text object; ``spaces``
    says whether white space is drawn behind it.
    """

    said: list[str]
    starts: list[int]
    ends: list[int]
    spaces: list[bool]
    items: list[int | None]

    def runs(self) -> list[tuple[int, int]]:
        """Return from where to where pieces are of one text object; one of none is a run by itself."""
        items = self.items
        if not items:
            return []
        changes = map(ne, items[1:], items)
        if None in items:
            changes = map(or_, changes, [item is None for item in items[1:]])
        bounds = compress(count(1), changes)
        return list(pairwise([0, *bounds, len(items)]))


class _Session:
    """What reading one page leaves for the next, until the file is opened anew."""

    def __init__(self) -> None:
        self.fonts: dict[int, tuple[bool, bool]] = {}
        self.styles: dict[tuple[Any, ...], _Style] = {}

    def clear(self) -> None:
        """Forget what holds for one opening of the file only."""
        self.fonts.clear()
        self.styles.clear()


class PdfFile:
    """An open PDF file with ``page_count`` pages. Use `open_pdf`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        self._session = _Session()
        self.reopen()
        self.page_count: int = pdfium.page_count(self._handle)

    def reopen(self) -> None:
        """Open the file anew, so that PDFium forgets what it keeps of pages that are done.

        Raises `UnreadableSourceError` (``encrypted``, ``damaged``).
        """
        self.close()
        self._handle = pdfium.load_document(str(self._path).encode(), None)
        if not self._handle:
            cause = pdfium.ERRORS.get(pdfium.last_error(), "damaged")
            raise UnreadableSourceError(cause, _MESSAGES[cause])

    def close(self) -> None:
        """Close the file."""
        if self._handle:
            pdfium.close_document(self._handle)
        self._handle = None
        self._session.clear()

    def page(self, number: int) -> PageContent:
        """Read one page, counted from 1.

        Raises `UnreadableSourceError` (``damaged``) where PDFium cannot load it.
        """
        page = pdfium.load_page(self._handle, number - 1)
        if not page:
            raise UnreadableSourceError("damaged", f"page {number} cannot be loaded")
        try:
            return _PageReader(c_void_p(page), number, self._session).read()
        finally:
            pdfium.close_page(page)

    def image(self, number: int, resolution: int, turns: int = 0) -> tuple[int, int, bytes]:
        """Draw one page, counted from 1, in grey at so many dots per inch, turned clockwise by so many quarters.

        Returns width and height in pixels, and a byte for each pixel by rows from the top, 255 is white.
        """
        page = pdfium.load_page(self._handle, number - 1)
        try:
            width = round(pdfium.page_width(page) * resolution / 72)
            height = round(pdfium.page_height(page) * resolution / 72)
            if turns % 2:
                width, height = height, width
            pixels = create_string_buffer(width * height)
            bitmap = pdfium.bitmap_create(width, height, pdfium.GRAY, pixels, width)
            pdfium.bitmap_fill(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            pdfium.render_page(bitmap, page, 0, 0, width, height, turns, pdfium.RENDER_GRAYSCALE)
            pdfium.bitmap_destroy(bitmap)
        finally:
            pdfium.close_page(page)
        return width, height, pixels.raw


@contextmanager
def open_pdf(path: Path) -> Iterator[PdfFile]:
    """Open a PDF file for reading.

    Raises `UnreadableSourceError`: ``empty`` (no bytes), ``not_a_pdf`` (no PDF header in the first 1024 bytes, where
    ISO 32000 readers look for it), ``encrypted`` (a password is needed), ``damaged`` (no page can be had).
    """
    with path.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise UnreadableSourceError("empty", "the file is empty")
    if b"%PDF-" not in head:
        raise UnreadableSourceError("not_a_pdf", "the file is not a PDF: it has no PDF header")
    pdf = PdfFile(path)
    try:
        if not pdf.page_count:
            raise UnreadableSourceError("damaged", "the file is damaged: it has no pages")
        yield pdf
    finally:
        pdf.close()


@dataclass(slots=True)
class _Objects:
    """What a page draws, with the matrices of the forms around it."""

    texts: list[int] = field(default_factory=list)
    paths: list[tuple[int, tuple[float, ...] | None]] = field(default_factory=list)
    images: list[tuple[int, tuple[float, ...] | None]] = field(default_factory=list)


class _PageReader:
    """Reads one loaded page into a `PageContent`."""

    def __init__(self, page: c_void_p, number: int, session: _Session) -> None:
        self._page = page
        self._session = session
        pdfium.page_bounding_box(page, _EDGES.at[0])
        left, top, right, bottom = _EDGES.read()
        rotation = pdfium.page_rotation(page)
        self._frame = _Frame(left, bottom, right, top, rotation)
        width, height = right - left, top - bottom
        if rotation % 2:
            width, height = height, width
        self._content = PageContent(number=number, width=width, height=height, words=[], rules=[])
        self._dark: list[Box] = []
        self._dots: list[Box] = []
        self._read: list[Word] = []
        self._apart = True
        self._runs: list[tuple[int | None, tuple[int, int]]] = []

    def read(self) -> PageContent:
        content = self._content
        objects = _Objects()
        self._collect(self._page, pdfium.count_objects, pdfium.get_object, None, objects)
        for first in range(0, len(objects.paths), PATHS_AT_ONCE):
            self._read_paths(objects.paths[first : first + PATHS_AT_ONCE])
        for image, matrix in objects.images:
            content.images.append(self._bounds(image, matrix))
        seen = self._read_text(content.words)
        left_out = [text for text in objects.texts if text not in seen and self._draws(text)]
        if left_out:
            self._read_left_out(left_out, objects.texts)
        self._drop_hidden()
        content.words = join_letters(content.words)
        if self._dots:
            content.rules += rules_of_dots(self._dots)
        return content

    def _collect(
        self,
        parent: int | c_void_p,
        count: pdfium.Call,
        get: pdfium.Call,
        matrix: tuple[float, ...] | None,
        objects: _Objects,
    ) -> None:
        items = list(map(get, repeat(parent), range(count(parent))))
        for item, kind in zip(items, map(pdfium.object_type, items), strict=True):
            if kind == pdfium.TEXT:
                objects.texts.append(item)
            elif kind == pdfium.PATH:
                objects.paths.append((item, matrix))
            elif kind == pdfium.IMAGE:
                objects.images.append((item, matrix))
            elif kind == pdfium.FORM:
                pdfium.object_matrix(item, _MATRIX.at[0])
                inner = _MATRIX.read()
                self._collect(
                    item,
                    pdfium.count_form_objects,
                    pdfium.get_form_object,
                    inner if matrix is None else _multiply(inner, matrix),
                    objects,
                )

    def _bounds(self, item: int, matrix: tuple[float, ...] | None) -> Box:
        pdfium.object_bounds(item, *_EDGES.at)
        return self._on_page(_EDGES.read(), matrix)

    def _on_page(self, edges: tuple[float, ...], matrix: tuple[float, ...] | None) -> Box:
        """Return the box of an object by its left, bottom, right and top edge and the matrix of the forms around it."""
        return self._frame.box(*(edges if matrix is None else _apply_to_box(matrix, edges)))

    def _draws(self, text: int) -> bool:
        """Say whether a text object has ink: the bounds of white space have no area."""
        width, height, _, _ = self._extent(text)
        return width > 0.01 and height > 0.01

    # Text

    def _read_text(self, words: list[Word]) -> set[int | None]:
        """Append the words of the page's text page; return the text objects that they are made of."""
        text_page = c_void_p(pdfium.load_text(self._page))
        if not text_page:
            return set()
        try:
            text = _text_of(text_page)
            seen = None if _CONTROL.search(text) else self._read_words(text_page, text, words)
            if seen is None:
                text = self._mapped(text_page, text)
                seen = self._read_words(text_page, text, words, mapped=True) or set()
            self._content.unreadable_glyphs += text.count("\ufffd")
            return seen
        finally:
            pdfium.close_text(text_page)

    def _mapped(self, text_page: c_void_p, text: str) -> str:
        """Put characters in place of glyph numbers, where a font does not say what its glyphs are.

        TrueType fonts number their first glyphs as the standard Macintosh order has them (Apple's TrueType reference,
        table `post`). Where the numbers themselves read better as characters, they are left.
        """
        unmapped = [index for index in range(len(text)) if pdfium.char_is_unmapped(text_page, index)]
        by_font: dict[int | None, list[int]] = {}
        for index in unmapped:
            item = pdfium.char_text_object(text_page, index)
            by_font.setdefault(pdfium.text_font(item) if item else None, []).append(index)
        characters = list(text)
        for indexes in by_font.values():
            raw = [text[index] for index in indexes]
            mapped = [_MACINTOSH_ORDER.get(ord(char), char) for char in raw]
            if sum(map(str.isalpha, mapped)) >= sum(map(str.isalpha, raw)):
                for index, char in zip(indexes, mapped, strict=True):
                    characters[index] = char
        self._content.inferred_glyphs += sum(not characters[index].isspace() for index in unmapped)
        return _CONTROL.sub("\ufffd", "".join(characters))

    def _read_words(
        self, text_page: c_void_p, text: str, words: list[Word], *, mapped: bool = False
    ) -> set[int | None] | None:
        """Append the words of a text page; None, and nothing is appended, where glyphs must be mapped first."""
        pieces = self._pieces(text_page, text)
        runs = pieces.runs()
        starts = [pieces.starts[first] for first, _ in runs]
        items = [pieces.items[first] for first, _ in runs]
        styles = self._styles(text_page, items, starts)
        kinds = {id(style): style for style in styles}.values()
        if not mapped and any(style.unmapped for style in kinds):
            return None
        self._runs = list(zip(items, runs, strict=True))
        level = not any(style.direction for style in kinds)
        edges = self._edges_of(text_page, pieces, level=level)
        near = SHIFT * max([style.size for style in kinds], default=0.0)
        self._apart = not words and level and self._all_apart(edges, runs, near)
        glyphs = list(map(sub, pieces.ends, pieces.starts))
        self._content.glyphs += sum(glyphs)
        counts = [end - first for first, end in runs]
        baselines = self._baselines(text_page, starts, styles, level=level)
        read = self._read = list(
            map(
                Word,
                pieces.said,
                map(Box, *edges),
                _each([style.size for style in styles], counts),
                _each(baselines, counts),
                _each([style.bold for style in styles], counts),
                _each([style.italic for style in styles], counts),
                repeat(0.0) if level else _each([style.direction for style in styles], counts),
                glyphs,
                pieces.spaces,
            )
        )
        if any(style.hidden for style in kinds):
            for (first, end), style in zip(runs, styles, strict=True):
                if style.hidden:
                    for word in read[first:end]:
                        self._hidden(word, style.hidden)
                else:
                    words += read[first:end]
        else:
            words += read
        return set(items)

    def _pieces(self, text_page: c_void_p, text: str) -> _Pieces:
        """Find the words of a text, and cut each where its characters change from one text object to the next."""
        said, starts, ends, spaces = _words_of(text)
        object_of = pdfium.char_text_object
        items: list[int | None] = list(map(object_of, repeat(text_page), starts))
        cut = [
            index
            for index in compress(range(len(said)), map(ne, items, [*items[1:], None]))
            if ends[index] - starts[index] > 1 and object_of(text_page, ends[index] - 1) != items[index]
        ]
        for index in reversed(cut):
            start, end = starts[index], ends[index]
            inner = list(map(object_of, repeat(text_page), range(start, end)))
            bounds = [start, *(start + at for at in range(1, end - start) if inner[at] != inner[at - 1]), end]
            here = slice(index, index + 1)
            said[here] = [text[one:other] for one, other in pairwise(bounds)]
            starts[here], ends[here] = bounds[:-1], bounds[1:]
            items[here] = [inner[at - start] for at in bounds[:-1]]
            spaces[index:index] = [False] * (len(bounds) - 2)
        if any(map(text.__contains__, _PDFIUM_HYPHENS)):
            said = [one[:-1] + "-" if one[-1] in _PDFIUM_HYPHENS else one for one in said]
        return _Pieces(said, starts, ends, spaces, items)

    def _edges_of(self, text_page: c_void_p, pieces: _Pieces, *, level: bool) -> _Edges:
        """Return where words are on the displayed page, by the boxes of their first and last characters."""
        count = len(pieces.starts)
        asked = pieces.starts + [end - 1 for end in pieces.ends]
        _, written = _CHAR_BOXES.of(pdfium.char_loose_box, asked, on=text_page)
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

    def _styles(self, text_page: c_void_p, texts: list[int | None], indexes: list[int]) -> list[_Style]:
        """Return the styles of text objects, each by one of its characters."""
        first_of = dict(zip(reversed(texts), reversed(indexes), strict=True))
        first_of.pop(None, None)
        asked = [text for text in first_of if text is not None]
        firsts = list(first_of.values())
        _, matrices = _MATRICES.of(pdfium.char_matrix, firsts, on=text_page)
        _, sizes = _SIZES.of(pdfium.text_font_size, asked)
        filled, colors = _COLORS.of(pdfium.object_fill_color, asked)
        looks = zip(
            *(matrices[place::6].tolist() for place in range(4)),
            sizes.tolist(),
            map(pdfium.text_font, asked),
            map(pdfium.text_render_mode, asked),
            filled,
            *(colors[place::4].tolist() for place in range(4)),
            map(pdfium.char_is_unmapped, repeat(text_page), firsts),
            repeat(self._frame.rotation),
            strict=False,
        )
        known = self._session.styles
        found: dict[int | None, _Style] = {None: _NO_STYLE}
        for text, look in zip(asked, looks, strict=True):
            style = known.get(look)
            if style is None:
                style = known[look] = self._style(look)
            found[text] = style
        return [found[text] for text in texts]

    def _style(self, look: tuple[Any, ...]) -> _Style:
        a, b, c, d, font_size, font, mode, filled, *color, unmapped, rotation = look
        size = abs(font_size) * math.hypot(c, d)
        direction = 0.0
        skewed = False
        if b == 0 and a > 0:
            skewed = d > 0 and c / d > SKEW
        else:
            direction = round(-math.degrees(math.atan2(b, a)), 1) % 360
            length = math.hypot(a, b) or 1.0
            along, across = (a * c + b * d) / length, abs(a * d - b * c) / length
            skewed = across > 0 and along / across > SKEW
        direction = (direction + 90 * rotation) % 360
        bold, italic = self._font(font)
        hidden = None
        if mode in pdfium.INVISIBLE_MODES:
            hidden = "invisible_glyph"
        elif filled and _is_white(*color):
            hidden = "white_glyph"
        return _Style(size, bold, italic or skewed, direction, bool(unmapped), hidden)

    def _font(self, font: int | None) -> tuple[bool, bool]:
        if not font:
            return False, False
        if font not in self._session.fonts:
            name_buffer = create_string_buffer(256)
            pdfium.font_base_name(font, name_buffer, 256)
            name = name_buffer.value.decode("utf-8", "replace")
            name = name.split("+", 1)[-1]
            flags = pdfium.font_flags(font)
            angle = c_int()
            pdfium.font_italic_angle(font, byref(angle))
            bold = bool(_BOLD_NAME.search(name) or flags & pdfium.FONT_FORCE_BOLD) or (
                pdfium.font_weight(font) >= BOLD_WEIGHT
            )
            italic = bool(_ITALIC_NAME.search(name) or (flags > 0 and flags & pdfium.FONT_ITALIC) or angle.value)
            self._session.fonts[font] = bold, italic
        return self._session.fonts[font]

    def _baselines(self, text_page: c_void_p, indexes: list[int], styles: list[_Style], *, level: bool) -> list[float]:
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

    def _hidden(self, word: Word, kind: str) -> None:
        """Keep a word that is white on dark ground or a scan's text layer; set aside what nobody sees."""
        x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
        content = self._content
        grounds = content.images if kind == "invisible_glyph" else [*self._dark, *content.images]
        if any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in grounds):
            content.words.append(word)
        else:
            _set_aside(content, kind, word.glyphs)

    def _read_left_out(self, left_out: list[int], texts: list[int]) -> None:
        """Account for the text objects that PDFium's text page dropped.

        It drops what says the same as an object that it lies upon. What lies upon none is read with all others hidden.
        """
        runs: dict[int, list[tuple[int, int]]] = {}
        for item, run in self._runs:
            if item is not None:
                runs.setdefault(item, []).append(run)
        lying = sorted((self._extent(text), text) for text in runs)
        widths = [extent[0] for extent, _ in lying]
        alone = []
        for text in left_out:
            extent = self._extent(text)
            low, high = bisect_left(widths, extent[0] - SAME_EXTENT), bisect_right(widths, extent[0] + SAME_EXTENT)
            twin = next((other for found, other in lying[low:high] if _lies_upon(extent, found)), None)
            if twin is None:
                alone.append(text)
                continue
            words = [word for start, end in runs[twin] for word in self._read[start:end]]
            glyphs = sum(word.glyphs for word in words)
            self._content.glyphs += glyphs
            _set_aside(self._content, "duplicate_glyph", glyphs)
            for word in words:
                word.bold = True
        if alone:
            self._read_alone(alone, texts)

    def _extent(self, text: int) -> tuple[float, float, float, float]:
        """Return width, height, left and bottom of a text object in its own coordinates."""
        pdfium.object_bounds(text, *_EDGES.at)
        left, bottom, right, top = _EDGES.read()
        return right - left, top - bottom, left, bottom

    def _read_alone(self, alone: list[int], texts: list[int]) -> None:
        hidden = set(texts).difference(alone)
        for text in hidden:
            pdfium.object_set_active(text, 0)
        try:
            self._read_text(self._content.words)
        finally:
            for text in hidden:
                pdfium.object_set_active(text, 1)

    def _all_apart(self, edges: _Edges, runs: list[tuple[int, int]], near: float) -> bool:
        """Say whether all of some level words begin on the page and none as near as this to another.

        Runs go from left to right at nearly one height; so it is enough to look at runs, and at neighbours in each.
        """
        x0s, tops, _, _ = edges
        steps = list(map(sub, x0s[1:], x0s))
        level = list(map(eq, tops[1:], tops))
        for first, _ in runs[1:]:
            steps[first - 1], level[first - 1] = math.inf, True
        if min(steps, default=math.inf) <= near:
            return False
        # Glyphs that a font lacks are taken from another, whose letters reach a little higher.
        uneven = 0.0
        if not all(level):
            uneven = max(max(tops[first:end]) - min(tops[first:end]) for first, end in runs)
        found = sorted([(tops[first], x0s[first], x0s[end - 1]) for first, end in runs])
        width, height = self._content.width, self._content.height
        for at, (top, x0, x1) in enumerate(found, start=1):
            if x0 <= 0 or x1 >= width or top <= 0 or top >= height:
                return False
            for other in range(at, len(found)):
                other_top, other_x0, other_x1 = found[other]
                if other_top - top > near + 2 * uneven:
                    break
                if other_x0 - x1 <= near and x0 - other_x1 <= near:
                    return False
        return True

    def _drop_hidden(self) -> None:
        """Set aside words drawn twice over themselves and words outside the page."""
        if self._apart:
            return
        content = self._content
        kept: list[Word] = []
        places: dict[str, list[Word]] = {}
        width, height = content.width, content.height
        for word in content.words:
            box = word.box
            x0, top = box.x0, box.top
            if box.x1 <= 0 or x0 >= width or box.bottom <= 0 or top >= height:
                _set_aside(content, "off_page_glyph", word.glyphs)
                continue
            text = word.text
            same = places.get(text)
            if same is None:
                places[text] = [word]
            else:
                near = SHIFT * word.size
                twin = None
                for other in same:
                    if -near <= other.box.top - top <= near and -near <= other.box.x0 - x0 <= near:
                        twin = other
                        break
                if twin is not None:
                    twin.bold = True
                    _set_aside(content, "duplicate_glyph", word.glyphs)
                    continue
                same.append(word)
            kept.append(word)
        content.words = kept

    # Lines and areas

    def _read_paths(self, paths: Sequence[tuple[int, tuple[float, ...] | None]]) -> None:
        """Append the rules, dots and filled areas of paths, given with the matrices of the forms around them."""
        items = [path for path, _ in paths]
        modes = _in_tuples(_DRAW_MODES.of(pdfium.path_draw_mode, items)[1], 2)
        edges = _in_tuples(_BOUNDS.of(pdfium.object_bounds, items)[1], 4)
        is_filled, written = _COLORS.of(pdfium.object_fill_color, items)
        fills = _in_tuples(written, 4)
        is_stroked, written = _COLORS.of(pdfium.object_stroke_color, items)
        strokes = _in_tuples(written, 4)
        matrices = _in_tuples(_MATRICES.of(pdfium.object_matrix, items)[1], 6)
        widths = _SIZES.of(pdfium.object_stroke_width, items)[1].tolist()
        for index, (path, matrix) in enumerate(paths):
            fill, stroke = modes[index]
            if fill:
                white = bool(is_filled[index]) and _is_white(*fills[index])
                self._read_area(path, self._on_page(edges[index], matrix), fills[index], white=white)
            if stroke and not (is_stroked[index] and _is_white(*strokes[index])):
                to_page = matrices[index] if matrix is None else _multiply(matrices[index], matrix)
                self._read_strokes(path, to_page, widths[index])

    def _read_area(self, path: int, box: Box, color: tuple[int, ...], *, white: bool) -> None:
        """Append what a filled path is by its box: a rule, a dot, or an area of some colour; nothing if it is white."""
        if white:
            return
        content = self._content
        width, height = box.x1 - box.x0, box.bottom - box.top
        if min(width, height) <= THIN:
            if 0 < max(width, height) <= DOT:
                self._dots.append(box)
            elif max(width, height) > 0:
                content.rules.append(Rule(box, horizontal=width >= height))
        elif self._rectangular(path):
            content.shades.append(box)
            red, green, blue, _ = color
            if 0.3 * red + 0.59 * green + 0.11 * blue < DARK:
                self._dark.append(box)

    def _rectangular(self, path: int) -> bool:
        """Say whether a path has straight edges only, and few of them: the ground of a cell, no drawing."""
        count = pdfium.count_segments(path)
        return count <= 12 and all(
            pdfium.segment_type(pdfium.get_segment(path, index)) != pdfium.BEZIER for index in range(count)
        )

    def _read_strokes(self, path: int, to_page: tuple[float, ...], line_width: float) -> None:
        """Append the straight upright and level strokes of a path as rules."""
        segments = pdfium.count_segments(path)
        if segments > MAX_SEGMENTS:
            return
        half = max(line_width * math.sqrt(abs(to_page[0] * to_page[3] - to_page[1] * to_page[2])), 0.1) / 2
        pieces = list(map(pdfium.get_segment, repeat(path), range(segments)))
        _, places = _POINTS.of(pdfium.segment_point, pieces)
        to_display = self._frame.point
        at: tuple[float, float] | None = None
        begin: tuple[float, float] | None = None
        for kind, closes, x, y in zip(
            map(pdfium.segment_type, pieces),
            map(pdfium.segment_closes, pieces),
            places[::2].tolist(),
            places[1::2].tolist(),
            strict=True,
        ):
            point = to_display(*_apply(to_page, x, y))
            if kind == pdfium.MOVE_TO:
                begin = point
            elif kind == pdfium.LINE_TO and at is not None:
                self._rule(at, point, half)
            at = point
            if closes and begin is not None:
                self._rule(at, begin, half)

    def _rule(self, start: tuple[float, float], end: tuple[float, float], half: float) -> None:
        width, height = abs(end[0] - start[0]), abs(end[1] - start[1])
        x0, x1 = min(start[0], end[0]), max(start[0], end[0])
        top, bottom = min(start[1], end[1]), max(start[1], end[1])
        if width >= MIN_RULE and height <= 0.5:
            self._content.rules.append(Rule(Box(x0, top - half, x1, bottom + half), horizontal=True))
        elif height >= MIN_RULE and width <= 0.5:
            self._content.rules.append(Rule(Box(x0 - half, top, x1 + half, bottom), horizontal=False))


def _each(values: Sequence[T], counts: Sequence[int]) -> Iterator[T]:
    """Give each value as many times as its count says."""
    return chain.from_iterable(map(repeat, values, counts))


def _in_tuples(numbers: Any, each: int) -> list[tuple[Any, ...]]:
    """Return numbers, so many for one thing after the other, as a tuple for each thing."""
    return list(zip(*(numbers[at::each].tolist() for at in range(each)), strict=True))


def _text_of(text_page: c_void_p) -> str:
    """Return a text page's characters, one code point each, so that positions in the text are those of the page."""
    count = pdfium.count_chars(text_page)
    if count <= 0:
        return ""
    text = pdfium.read_text(text_page, count).rstrip("\x00")
    if len(text) != count or "\x00" in text:
        code_points = [pdfium.char_code_point(text_page, index) for index in range(count)]
        text = "".join(chr(code) if code else "\ufffd" for code in code_points)
    return text


def _words_of(text: str) -> tuple[list[str], list[int], list[int], list[bool]]:
    """Return the words of a text, where each starts and ends, and whether white space is behind it."""
    if _UNUSUAL.search(text) is None:
        plain = text.replace("\r", " ").replace("\n", " ")
        hyphens = tuple(hyphen for hyphen in _PDFIUM_HYPHENS if hyphen in text)
        for hyphen in hyphens:
            plain = plain.replace(hyphen, f"{hyphen} ")
        parts = plain.split(" ")
        said = list(filter(None, parts))
        lengths = list(map(len, parts))
        # Behind each part there is a space, but none behind a hyphen: that one was only put in to part words.
        hyphened = list(map(str.endswith, parts, repeat(hyphens))) if hyphens else []
        spaced = accumulate(map(not_, hyphened), initial=0) if hyphens else count()
        ends = list(map(add, accumulate(lengths), spaced))
        starts = list(compress(map(sub, ends, lengths), parts))
        ends = list(compress(ends, parts))
        spaces = [True] * len(said)
        if ends and ends[-1] == len(text):
            spaces[-1] = False
        if hyphens:
            for index in compress(count(), compress(hyphened, parts)):
                spaces[index] = text[ends[index] : ends[index] + 1] in _SPACES
        return said, starts, ends, spaces
    parts = _WORD.split(text)
    places = list(accumulate(map(len, parts)))
    return parts[1::2], places[:-1:2], places[1::2], [behind[:1] in _SPACES for behind in parts[2::2]]


def _is_white(red: int, green: int, blue: int, alpha: int) -> bool:
    """Say whether a colour is white or nothing at all."""
    return alpha == 0 or (red >= WHITE and green >= WHITE and blue >= WHITE)


def _lies_upon(extent: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Say whether a text object lies upon another of the same extent, so near that the two look like bold type."""
    near = SHIFT * max(extent[1], 4.0)
    return (
        abs(extent[1] - other[1]) <= SAME_EXTENT
        and abs(extent[2] - other[2]) <= near
        and abs(extent[3] - other[3]) <= near
    )


def _set_aside(content: PageContent, kind: str, glyphs: int) -> None:
    content.set_aside[kind] = content.set_aside.get(kind, 0) + glyphs


def _apply(matrix: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _apply_to_box(matrix: tuple[float, ...], edges: tuple[float, ...]) -> tuple[float, float, float, float]:
    left, bottom, right, top = edges
    corners = [_apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _multiply(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    """Return the matrix that applies ``inner`` first and ``outer`` then (PDF's row vectors)."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
