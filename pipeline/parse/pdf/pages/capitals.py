"""Small capitals of which a font says sometimes that they are capitals, sometimes that they are small letters.

A font that draws small capitals with the glyphs of its capitals can state one character only for each of these: that
which was set first. The sizes tell which letters were meant: capitals are as large as the type, small letters smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, count
from operator import ne

from pipeline.parse.pdf.pages.letters import LEVEL, OVERLAP, SMALL_CAPITALS
from pipeline.parse.pdf.pages.page import Word

SMALLER = 0.92
"""Small capitals have at most this share of the size of the capitals beside them."""

TOUCHING = 0.1
"""The white between a capital and the small ones behind it is at most this, in type sizes."""


def read_small_capitals(words: Sequence[Word]) -> int:
    """Read letters as large as the type as capitals, small capitals behind them as small letters; count these.

    Only where a font contradicts itself: a small letter is larger than those behind it, or small capitals in one word
    are small letters and capitals. ``words`` are those of a page in drawing order.
    """
    sizes = [word.size for word in words]
    changes = compress(count(), map(ne, sizes, sizes[1:]))  # most words are as large as the next
    smaller = [at for at in changes if sizes[at + 1] < SMALLER * sizes[at]]
    pairs = [(words[at], words[at + 1]) for at in smaller if _is_capital_before(words[at], words[at + 1])]
    told = {_line(other) for one, other in pairs if any(map(str.islower, one.text)) or _is_mixed(other.text)}
    if not told:
        return 0
    changed = 0
    for one, other in pairs:
        if _line(other) in told:
            changed += _say(one, one.text.upper())
    for word in words:
        if _line(word) in told and any(map(str.islower, word.text)):
            changed += _say(word, word.text.lower())
    return changed


def _is_capital_before(one: Word, other: Word) -> bool:
    """Say whether a word of smaller letters touches one, on its line and in its style."""
    return (
        other.size >= SMALL_CAPITALS * one.size
        and abs(one.baseline - other.baseline) <= LEVEL
        and not one.direction
        and (one.bold, one.italic) == (other.bold, other.italic)
        and -OVERLAP * one.size <= other.x0 - one.x1 <= TOUCHING * one.size
        and one.text[-1:].isalpha()
        and other.text[:1].isalpha()
    )


def _line(word: Word) -> tuple[float, float]:
    """Return the height of a word and its size, as others of its line and type have them."""
    return round(word.baseline, 1), round(word.size, 1)


def _is_mixed(text: str) -> bool:
    return any(map(str.islower, text)) and any(map(str.isupper, text))


def _say(word: Word, text: str) -> int:
    """Let a word say a text of as many characters; return how many of them are others than before."""
    if len(text) != len(word.text):
        return 0
    changed = sum(one != other for one, other in zip(word.text, text, strict=True))
    word.text = text
    return changed
