"""Bullets that a page draws as shapes and not as glyphs, as browsers print them: discs, rings and squares."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from pipeline.model import Box
from pipeline.parse.pdf.pages.page import Word

LARGEST = 8.0
"""Shapes that are wider or higher than this (points) are no bullets."""

SIZES = (0.1, 0.6)
"""How wide and high a bullet is, in sizes of the type beside it."""

ROUND = 0.75
"""Its shorter side is at least this share of its longer one."""

HEIGHTS = (0.1, 0.7)
"""How far above the baseline its middle is, in sizes of the type."""

GAP = 2.0
"""It stands at most so far before its text, and nothing else stands as near before it, in sizes of the type."""

SPACE = 0.25
"""The white between a bullet and its text, as words have it, in sizes of the type."""

_BASELINE = attrgetter("baseline")


def may_be_bullet(box: Box) -> bool:
    """Say whether a shape is as small, and about as wide as high, as bullets are."""
    short, long = sorted((box.x1 - box.x0, box.bottom - box.top))
    return 0 < long <= LARGEST and short >= ROUND * long


def with_bullets(words: Sequence[Word], shapes: Sequence[Box]) -> list[Word]:
    """Return the words of a page, in drawing order, with a bullet before each word that a shape stands before.

    A bullet so drawn is no glyph: it counts none.
    """
    level = sorted((word for word in words if not word.direction), key=_BASELINE)
    before = {id(word): shape for shape in shapes if (word := _begun(level, shape)) is not None}
    result: list[Word] = []
    for word in words:
        shape = before.get(id(word))
        if shape is not None:
            # It reaches to its text, so that the white between them is no gutter of a table.
            x0, x1 = shape.x0, max(shape.x1, word.x0 - SPACE * word.size)
            bullet = Word("•", x0, word.top, x1, word.bottom, word.size, word.baseline, word.bold, word.italic)
            bullet.space_after = True
            result.append(bullet)
        result.append(word)
    return result


def _begun(level: Sequence[Word], shape: Box) -> Word | None:
    """Return the word that a shape stands before as a bullet, of words in the order of their baselines."""
    middle, size = (shape.top + shape.bottom) / 2, max(shape.x1 - shape.x0, shape.bottom - shape.top)
    first = bisect_left(level, middle, key=_BASELINE)
    last = bisect_right(level, middle + HEIGHTS[1] * size / SIZES[0], key=_BASELINE)
    line = [
        word
        for word in level[first:last]
        if SIZES[0] * word.size <= size <= SIZES[1] * word.size
        and HEIGHTS[0] * word.size <= word.baseline - middle <= HEIGHTS[1] * word.size
        and word.x1 > shape.x0 - GAP * word.size
    ]
    word = min(line, key=lambda word: word.x0, default=None)
    return word if word is not None and 0 < word.x0 - shape.x1 <= GAP * word.size else None
