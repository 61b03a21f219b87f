"""Letters that fonts draw as one (fi, tt), where a file states them wrongly or a converter lost one of them."""

from __future__ import annotations

import re
import string
from operator import ne

_SWAPPED = {ord(letter) << 8: letter for letter in string.ascii_letters} | {0xCF00: "\ufb01"}
"""Letters by the character that their two bytes make in the wrong order; the last stands for the end of ffi."""
_COMMON_SWAPPED = tuple(chr(ord(letter) << 8) for letter in "fth")
"""One of these letters is in every ligature of Latin text (ff, fi, fl, ffi, ffl, ft, tt, ti, tti, Th)."""
_EASTERN = "[\u2e80-\u9fff\uac00-\ud7af]"
_SWAPPED_LIGATURE = re.compile(f"(?<!{_EASTERN})[{''.join(map(chr, _SWAPPED))}]{{2,}}(?!{_EASTERN})")

_LONG_WORD = re.compile(r"[^\W\d_]{6,}")
"""Without a letter shorter words may be others (latter and later)."""
_TWO_LETTERS = re.compile(r"(?<=f)[fil]|(?<=t)[fit]")
_FEWEST_LOST = 3
"""Of fewer words one may be misspelt, or another word."""


def unswapped(text: str) -> tuple[str, int]:
    """Put letters in place of characters with the bytes of letters swapped; count them.

    Ghostscript so states what ligatures say. Two or more such characters between Latin ones are no Chinese.
    """
    if not any(map(text.__contains__, _COMMON_SWAPPED)):
        return text, 0
    read = _SWAPPED_LIGATURE.sub(lambda ligature: ligature[0].translate(_SWAPPED), text)
    return read, sum(map(ne, text, read))


def lost_letters(text: str) -> list[str]:
    """Return the words that stand in a text with a ligature's second letter and without it (``meetng``), in order.

    A converter that loses it does so in some fonts only. There are none where they are fewer than three.
    """
    words = set(_LONG_WORD.findall(text))
    lost = {
        short
        for word in words
        for letter in _TWO_LETTERS.finditer(word)
        if (short := word[: letter.start()] + word[letter.end() :]) in words
    }
    return sorted(lost) if len(lost) >= _FEWEST_LOST else []
