"""Accents that a page draws as glyphs of their own over or under letters, as TeX does with its first fonts (OT1)."""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.parse.pdf.pages import pdfium
from pipeline.parse.pdf.pages.characters import CHAR_BOXES, Pieces

_COMBINING = dict(
    zip("`´ˆ˜¯˘˙¨˚˝ˇ¸˛", "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328", strict=True)
)
"""Accents that take a place of their own, each with the same that stands at the letter before it (Unicode)."""

_DOTLESS = {"ı": "i", "ȷ": "j"}
"""What an accent stands over instead of the dot."""

_Box = Sequence[float]
"""Left, top, right and bottom edge of a character."""


def join_accents(text_page: pdfium.Handle, text: str, pieces: Pieces) -> set[int | None]:
    """Put accents that are drawn at a letter behind it, as those that combine with it: two characters for two glyphs.

    Pieces that were accents only are no more; their text objects are returned. An accent is at the letter whose box its
    own has its middle in, best at one beside it in the text; a letter may have several (``ế``). One that stands by
    itself, as where it is used for an apostrophe, has a place of its own.
    """
    if not any(map(text.__contains__, _COMBINING)):
        return set()
    _, written = CHAR_BOXES.of(pdfium.char_loose_box, range(len(text)), on=text_page)
    numbers = written.tolist()
    boxes = [numbers[at : at + 4] for at in range(0, len(numbers), 4)]
    letters = sorted((at for at, char in enumerate(text) if char.isalpha()), key=lambda at: boxes[at][0])
    lefts = [boxes[at][0] for at in letters]
    widest = max([boxes[at][2] - boxes[at][0] for at in letters], default=0.0)
    marks: dict[int, str] = {}
    accents = set()
    for at, char in enumerate(text):
        mark = _COMBINING.get(char)
        if mark is None:
            continue
        x, y = _middle(boxes[at])
        found = [
            (abs(place - at) > 1, math.dist((x, y), _middle(boxes[place])), place)
            for place in letters[bisect_left(lefts, x - widest) : bisect_right(lefts, x)]
            if x <= boxes[place][2]
            and boxes[place][3] <= y <= boxes[place][1]
            and len(_composed(text[place], marks.get(place, "") + mark)) == 1
        ]
        if found:
            *_, letter = min(found)
            marks[letter] = marks.get(letter, "") + mark
            accents.add(at)
    return _joined(pieces, marks, accents) if accents else set()


def _middle(box: _Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _composed(letter: str, marks: str) -> str:
    return unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + marks)


def _joined(pieces: Pieces, marks: dict[int, str], accents: set[int]) -> set[int | None]:
    """Put accents behind the letters at some places, and take them out of where they are drawn."""
    gone = set()
    changed = {bisect_right(pieces.starts, at) - 1 for at in (*marks, *accents)}
    for piece in sorted(changed, reverse=True):
        start = pieces.starts[piece]
        said = pieces.said[piece]
        kept = [at for at in range(start, pieces.ends[piece]) if at not in accents]
        if kept:
            letters = ((said[at - start], marks.get(at)) for at in kept)
            pieces.said[piece] = "".join(_DOTLESS.get(one, one) + mark if mark else one for one, mark in letters)
            pieces.starts[piece], pieces.ends[piece] = kept[0], kept[-1] + 1
        else:
            gone.add(pieces.items[piece])
            for column in (pieces.said, pieces.starts, pieces.ends, pieces.spaces, pieces.items):
                del column[piece]
    return gone
