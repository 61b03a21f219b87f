"""Characters of PDFium's text page, one code point each, and the words that they make, cut by text object."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress, count, pairwise, repeat
from operator import add, ne, not_

from pipeline.parse.language import common_words
from pipeline.parse.pdf.pages import pdfium

_NO_CHARACTER = re.compile(r"[\x01\x03-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]|[\uf721-\uf7ff]|[\ue000-\uf8ff]{3,}")
"""What is no character: control codes, halves of one beyond the first 65,536 without the other half, old-style figures
and small capitals by numbers of their own, and words in private ones. By itself such a one is a bullet or a sign."""
_EXPERT = {0xF700 + code: code for code in range(0x21, 0x100)}
"""Old-style figures and small capitals by the numbers that the Adobe Glyph List gives them."""
_WORD = re.compile(r"([^\s\x00-\x01\x03-\x1f\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe])")
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGNS = frozenset('!"#$&*+<=>?@[\\]^_`{|}~\ufffd')
"""What texts hardly print, and not among letters."""
_ENOUGH = 50
"""Fewer characters may be anything: a page's bullets, a formula."""
_MANY_SIGNS, _FEW_WORDS = 0.1, 0.12
"""Shares of signs among characters, and of the commonest words among words: in texts these are 0.17 to 0.3."""
_UNUSUAL = re.compile(r"[\x00\x01\x03-\x09\x0b\x0c\x0e-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
"""White space other than spaces and ends of lines, and what is no character."""

_SPACES = frozenset(" \r\n\t\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
_PDFIUM_HYPHENS = "\x02\ufffe"
"""What PDFium puts in place of a hyphen that ends a line."""
CHAR_BOXES = pdfium.Answers("f", each=4)
"""Of characters, where they begin, their top, where they end, and their bottom, in points of the page, y upwards."""
_GAP = 0.1
"""Characters of a word so far apart, in their heights, may be parted by white space; what gathers lines decides."""

MACINTOSH_ORDER = {number: chr(number + 29) for number in range(3, 98)} | {
    number: bytes([number + 30]).decode("mac_roman") for number in range(98, 226)
}
"""What the first glyphs of a TrueType font are by the standard order: number 3 is the space, 36 is `A`."""


@dataclass(slots=True)
class Pieces:
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
        starts = [0, *compress(count(1), map(ne, items[1:], items))]
        if None in items:
            starts = sorted({*starts, *(index for index, item in enumerate(items) if item is None)})
        return list(pairwise([*starts, len(items)]))


def text_of(text_page: pdfium.Handle) -> str:
    """Return a text page's characters, one code point each, so that positions in the text are those of the page."""
    count = pdfium.count_chars(text_page)
    if count <= 0:
        return ""
    text = pdfium.read_text(text_page, count).rstrip("\x00")
    if len(text) != count or "\x00" in text:
        code_points = [pdfium.char_code_point(text_page, index) for index in range(count)]
        text = "".join(chr(code) if code else "\ufffd" for code in code_points)
    return text


def map_glyphs(text_page: pdfium.Handle, text: str) -> tuple[str, int]:
    """Put characters in place of glyph numbers, where a font does not say what its glyphs are; count them.

    TrueType fonts number their first glyphs as the standard Macintosh order has them (Apple's TrueType reference,
    table `post`). Where the numbers themselves read better as characters, they are left. Numbers from 32 on are
    characters, too, so that nobody can tell from one of them: of a font that has others, they are all taken for
    numbers where that makes more of the commonest words (`WKH` is `the`). What no character stands for is U+FFFD, and
    so is all that is illegible in either way: some fonts number glyphs in an order of their own.
    """
    text = text.translate(_EXPERT)
    is_unmapped = [pdfium.char_is_unmapped(text_page, index) for index in range(len(text))]
    unmapped = list(compress(count(), is_unmapped))
    by_font = _by_font(text_page, unmapped)
    characters = list(text)
    for indexes in by_font.values():
        raw = [text[index] for index in indexes]
        mapped = list(map(_numbered, raw))
        if _count_letters(mapped) >= _count_letters(raw):
            for index, char in zip(indexes, mapped, strict=True):
                characters[index] = char
    inferred = {index for index in unmapped if not characters[index].isspace()}
    if unmapped:
        others = (at for at, char in enumerate(text) if not is_unmapped[at] and char not in _SPACES)
        stated = _by_font(text_page, others)
        for index in _stated_numbers(characters, [stated[font] for font in stated.keys() & by_font.keys()]):
            characters[index] = _numbered(text[index])
            inferred.add(index)
        numbered = sorted(chain.from_iterable([*indexes, *stated.get(font, ())] for font, indexes in by_font.items()))
        if _are_illegible(characters, numbered):
            for index in numbered:
                characters[index] = "\ufffd"
            inferred.clear()
    return _NO_CHARACTER.sub(lambda found: "\ufffd" * len(found[0]), "".join(characters)), len(inferred)


def _numbered(char: str) -> str:
    """Return the character of a glyph whose number stands in its place; one of an unknown number stays."""
    return MACINTOSH_ORDER.get(ord(char), char)


def _stated_numbers(characters: Sequence[str], fonts: Sequence[Sequence[int]]) -> list[int]:
    """Return where characters that fonts state are numbers of glyphs, given where those of each font are.

    A font is read so where that makes more of the commonest words. One of names only has none of these: it is read as
    others of the page are, if that makes no fewer letters.
    """
    said = _common_words(characters)
    gains = [_common_words(_numbers_read(characters, indexes)) - said for indexes in fonts]
    found: list[int] = []
    for indexes, gain in zip(fonts, gains, strict=True):
        raw = [characters[index] for index in indexes]
        alike = gain == 0 < max(gains) and _count_letters(map(_numbered, raw)) >= _count_letters(raw)
        if gain > 0 or alike:
            found += indexes
    return found


def _are_illegible(characters: Sequence[str], places: Sequence[int]) -> bool:
    """Say whether characters at some places are no text: many are signs, and the words are none of the commonest.

    Where PostScript's subsets number glyphs as a document comes to need them, the commonest letters have the first
    numbers, which in the standard order are those of signs: 25 to 46 in a hundred, and 0.1 in texts.
    """
    said = [" "] * len(characters)
    for place in places:
        said[place] = characters[place]
    words = len(_LETTERS.findall("".join(said)))
    signs = sum(char in _SIGNS for char in said)
    return len(places) >= _ENOUGH and signs > _MANY_SIGNS * len(places) and _common_words(said) <= _FEW_WORDS * words


def _by_font(text_page: pdfium.Handle, indexes: Iterable[int]) -> dict[int | None, list[int]]:
    """Put characters together that one font prints; None for those that no text object does."""
    found: dict[int | None, list[int]] = {}
    for index in indexes:
        item = pdfium.char_text_object(text_page, index)
        found.setdefault(pdfium.text_font(item) if item else None, []).append(index)
    return found


def _numbers_read(characters: Sequence[str], indexes: Iterable[int]) -> list[str]:
    """Return characters with those at some places taken for numbers of glyphs."""
    read = list(characters)
    for index in indexes:
        read[index] = _numbered(read[index])
    return read


def _count_letters(characters: Iterable[str]) -> int:
    """Count unaccented letters: what is no number, but taken for one, has few."""
    return sum(char.isascii() and char.isalpha() for char in characters)


def _common_words(characters: Sequence[str]) -> int:
    """Count the commonest words of the conventions' languages that a text says."""
    known = common_words()
    return sum(word in known for word in _LETTERS.findall("".join(characters).casefold()))


def pieces_of(text_page: pdfium.Handle, text: str) -> Pieces | None:
    """Find the words of a text, and cut each where its characters change from one text object to the next.

    Where a text object is a part of a word its characters may have white space of their own between them, as Distiller
    and Ghostscript set PostScript's kerned lines: PDFium takes no notice, so the word is cut there as well. None
    where the text holds what is no character.
    """
    words = _words_of(text)
    if words is None:
        return None
    said, starts, ends, spaces = words
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
        apart = _gaps(text_page, start, end)
        bounds = [
            start,
            *(at for at in range(start + 1, end) if at in apart or inner[at - start] != inner[at - start - 1]),
            end,
        ]
        here = slice(index, index + 1)
        said[here] = [text[one:other] for one, other in pairwise(bounds)]
        starts[here], ends[here] = bounds[:-1], bounds[1:]
        items[here] = [inner[at - start] for at in bounds[:-1]]
        spaces[index:index] = [False] * (len(bounds) - 2)
    if any(map(text.__contains__, _PDFIUM_HYPHENS)):
        said = [one[:-1] + "-" if one[-1] in _PDFIUM_HYPHENS else one for one in said]
    return Pieces(said, starts, ends, spaces, items)


def _gaps(text_page: pdfium.Handle, start: int, end: int) -> set[int]:
    """Return which characters of a stretch stand apart from the one before."""
    _, boxes = CHAR_BOXES.of(pdfium.char_loose_box, range(start, end), on=text_page)
    left, top, right, bottom = (boxes[at::4].tolist() for at in range(4))
    return {start + at for at in range(1, end - start) if left[at] - right[at - 1] > _GAP * (top[at] - bottom[at])}


def _words_of(text: str) -> tuple[list[str], list[int], list[int], list[bool]] | None:
    """Return the words of a text, where each starts and ends, and whether white space is behind it.

    None where the text holds what is no character.
    """
    plain = text.replace("\r", " ").replace("\n", " ")
    # All that is unusual is not printable: most texts need not be looked through for it.
    printable = plain.isprintable()
    if not printable and _NO_CHARACTER.search(text) is not None:
        return None
    if printable or _UNUSUAL.search(text) is None:
        hyphens = tuple(hyphen for hyphen in _PDFIUM_HYPHENS if hyphen in text)
        for hyphen in hyphens:
            plain = plain.replace(hyphen, f"{hyphen} ")
        parts = plain.split(" ")
        said = list(filter(None, parts))
        # Behind each part there is a space, but none behind a hyphen: that one was only put in to part words.
        hyphened = list(map(str.endswith, parts, repeat(hyphens))) if hyphens else []
        steps = map(add, map(len, parts), map(not_, hyphened) if hyphens else repeat(1))
        starts = list(compress(accumulate(steps, initial=0), parts))
        ends = list(map(add, starts, map(len, said)))
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
