r"""A normalised copy of a text that names and references are found in, with the way back to the text as printed.

The same name is printed with straight and curly quotes, with a hyphen, a non-breaking hyphen or a dash, with spaces of
many widths, and broken at the end of a line. `Shadow` removes what carries no meaning, and `Shadow.span` leads every
stretch of it back to exactly the characters that it stands for:

>>> shadow = Shadow.of("the  Rüppell’s\u00a0vulture")
>>> shadow.text
"the Rüppell's vulture"
>>> shadow.folded
"the ruppell's vulture"
>>> shadow.span(4, 21)
(5, 22)
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

_HYPHENS = "‐‑‒–—―−⁃﹘﹣－"
_SINGLE_QUOTES = "‘’‚‛ʼʹ′`´ʻ＇‹›"
_DOUBLE_QUOTES = "“”„‟″«»＂"
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_SPACES += "\u2028\u2029\u202f\u205f\u3000"
_SOFT = "\xad\u0002\ufffe"
"""Soft hyphens, and the marks that PDF libraries put for hyphens at line ends."""
_INVISIBLE = _SOFT + "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"

_LEFT_OUT = "\u2060"

_ONE_FOR_ONE = str.maketrans(
    {
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys(_SINGLE_QUOTES, "'"),
        **dict.fromkeys(_DOUBLE_QUOTES, '"'),
        **dict.fromkeys(_SPACES, " "),
    }
)
_ONE_FOR_ONE_BEYOND_ASCII = frozenset(chr(code) for code in _ONE_FOR_ONE if code > 0x7F)
_NORMAL = frozenset(
    character
    for character in map(chr, (*range(0xA1, 0x250), *range(0x2010, 0x2070)))
    if unicodedata.is_normalized("NFKC", character) and not unicodedata.combining(character)
)
"""Characters that NFKC leaves alone wherever they stand: faster to ask for than for NFKC."""
_PRINTABLE_ASCII = bytes(range(0x20, 0x7F))
_AFTER_A_SUSPENDED_HYPHEN = "and|or|to|et|ou|y|e|o|u|and/or|a"
_EDIT = re.compile(
    rf"(?=[- {_INVISIBLE}])"  # what all that is edited begins with: few characters are looked at more closely
    rf"(?:(?P<division>(?<=[^\W\d_])-[{_INVISIBLE}]*[ ]+(?=[^\W\d_A-Z])(?!(?:{_AFTER_A_SUSPENDED_HYPHEN})\b))"
    rf"|(?P<space>[ ][ {_INVISIBLE}]*[ ])"
    rf"|(?P<invisible>(?<=[^\W\d_])[{_SOFT}][ ]+(?=[^\W\d_A-Z])|[{_INVISIBLE}]+))"
)
_EDIT_OR_CLUSTER = re.compile(_EDIT.pattern + r"|(?P<cluster>[^\u0300-\u036f](?:[\u0300-\u036f]+|(?<=[^\x00-\x7f])))")
_LETTERS_WITHOUT_DECOMPOSITION = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d"}


class _Fold(dict[int, str]):
    """Characters to their folded form, one for one, filled as they are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        bases = [c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)]
        folded = bases[0].lower() if len(bases) == 1 else character.lower()
        folded = _LETTERS_WITHOUT_DECOMPOSITION.get(folded, folded)
        self[code] = folded = folded if len(folded) == 1 else character
        return folded


_FOLD = _Fold()


BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def replaced(text: str, table: Mapping[int, str], characters: Iterable[str]) -> str:
    """Return a text with these characters as the table has them; faster than `str.translate` where they are few."""
    for character in characters:
        text = text.replace(character, table[ord(character)])
    return text


def fold(text: str) -> str:
    """Return ``text`` in lower case and without diacritics, character for character (the length stays)."""
    return (text if text.isascii() else replaced(text, _FOLD, set(BEYOND_ASCII.findall(text)))).lower()


@dataclass(slots=True)
class Shadow:
    """A text made comparable. Offsets into ``text`` and ``folded`` are the same; `span` leads back to ``original``.

    Nobody changes one; it is not frozen because that makes it four times as slow to make.

    ``text`` is ``original`` in NFKC with every run of white space as one space, every hyphen and dash as ``-``,
    every single and double quotation mark straight, and without soft hyphens and characters of no width.
    A hyphen before a space and a small letter (a word divided at a line end) loses the space; it may be no
    hyphen of the word at all, so its place is in ``divisions`` (``ele- phant``), but the hyphens of
    ``short- and long-term`` are left alone. ``folded`` is ``text`` in lower case without diacritics.
    """

    original: str
    text: str
    folded: str
    divisions: tuple[int, ...]
    _edits: tuple[tuple[int, int, int, int], ...]
    """Where the two differ in length: start and end in ``text``, start and end in ``original``; in order."""
    _edit_starts: tuple[int, ...]

    @classmethod
    def of(cls, original: str, without: Iterable[tuple[int, int]] = ()) -> Shadow:
        """Make the shadow of a text; the stretches ``without`` (start, end) are left out of it."""
        printed = original
        for start, end in without:
            printed = printed[:start] + _LEFT_OUT * (end - start) + printed[end:]
        plain = printed.isascii()
        if plain and "`" not in printed and _is_regular(printed):
            return cls(printed, printed, printed.lower(), (), (), ())
        even, beyond = _even(printed)
        normal = beyond <= _NORMAL or unicodedata.is_normalized("NFKC", even)
        if normal and _is_regular(even):
            return cls(original, even, replaced(even, _FOLD, beyond).lower(), (), (), ())
        matches = (_EDIT if normal else _EDIT_OR_CLUSTER).finditer(even)
        text, edits, divisions = _edit(even, matches)
        return cls(original, text, fold(text), divisions, edits, tuple(edit[0] for edit in edits))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of ``original`` that ``text[start:end]`` stands for.

        A boundary inside characters that one printed character became (``½``) takes in all of that character.
        Raises `ValueError` where the stretch is not within the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no stretch of {len(self.text)} characters: {start} to {end}")
        if not self._edits:
            return start, end
        if start == end:
            at = self._original_start(start)
            return at, at
        return self._original_start(start), self._original_end(end)

    def offset_of(self, original: int) -> int:
        """Return the first offset of ``text`` that stands for an offset of ``original`` or one behind it."""
        index = bisect_left(self._edits, original, key=itemgetter(2)) - 1
        if index < 0:
            return original
        _, end, _, original_end = self._edits[index]
        return end + max(0, original - original_end)

    def _original_start(self, offset: int) -> int:
        index = bisect_right(self._edit_starts, offset) - 1
        if index < 0:
            return offset
        _, end, original_start, original_end = self._edits[index]
        return original_start if offset < end else original_end + offset - end

    def _original_end(self, offset: int) -> int:
        index = bisect_right(self._edit_starts, offset - 1) - 1
        if index < 0:
            return offset
        _, end, _, original_end = self._edits[index]
        return original_end if offset <= end else original_end + offset - end


def _even(text: str) -> tuple[str, frozenset[str]]:
    """Return a text with plain spaces, hyphens and quotation marks for all others, and what is not ASCII in it then."""
    beyond = frozenset(BEYOND_ASCII.findall(text))
    if not text.isprintable() or "`" in text:
        text = text.translate(_ONE_FOR_ONE)
    else:
        text = replaced(text, _ONE_FOR_ONE, _ONE_FOR_ONE_BEYOND_ASCII & beyond)
    return text, beyond - _ONE_FOR_ONE_BEYOND_ASCII


def _is_regular(text: str) -> bool:
    """Tell whether a text has no white space but single spaces, no characters of no width, no hyphen before a space.

    These are all that is edited in a text that is NFKC; most texts have none, and this is faster than to look for each.
    """
    return "  " not in text and "- " not in text and _is_printable(text)


def _is_printable(text: str) -> bool:
    """Return what `str.isprintable` does; of ASCII, of which most texts are, in a fourth of the steps."""
    return not text.encode().translate(None, _PRINTABLE_ASCII) if text.isascii() else text.isprintable()


_Edits = tuple[tuple[int, int, int, int], ...]


def _edit(even: str, matches: Iterable[re.Match[str]]) -> tuple[str, _Edits, tuple[int, ...]]:
    """Apply what changes lengths; return the text, the edits and the places of divisions."""
    parts: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    divisions: list[int] = []
    length = done = 0
    for match in matches:
        kind = match.lastgroup
        if kind == "cluster":
            new = unicodedata.normalize("NFKC", match[0]).translate(_ONE_FOR_ONE)
            if new == match[0]:
                continue
        else:
            new = {"division": "-", "space": " ", "invisible": ""}[str(kind)]
        parts.append(even[done : match.start()])
        length += match.start() - done
        if kind == "division":
            divisions.append(length)
        parts.append(new)
        edits.append((length, length + len(new), match.start(), match.end()))
        length += len(new)
        done = match.end()
    if not edits:
        return even, (), ()
    parts.append(even[done:])
    return "".join(parts), tuple(edits), tuple(divisions)
