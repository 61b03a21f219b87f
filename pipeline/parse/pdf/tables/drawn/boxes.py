"""Boxes on a page: which words and rules they hold, and which boxes lie in or over others. Lengths are in points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.model import Box
from pipeline.parse.pdf.pages.page import Rule, Word
from pipeline.parse.pdf.tables.drawn.grid import SNAP

SLIVER = 6.0
"""A row or column without words that is narrower than this is the white of a double rule."""

FEW = 3
"""For so many boxes it does not pay to put the words of a page in order of height."""


def words_in(boxes: Sequence[Box], words: Sequence[Word]) -> list[list[Word]]:
    """Return for each box the words whose middle it holds, in the order in which they are given."""
    return [_held(box, near) for box, near in zip(boxes, words_near(boxes, words), strict=True)]


def words_near(boxes: Sequence[Box], words: Sequence[Word]) -> list[Sequence[Word]]:
    """Return for each box words among which are all whose middle it holds, in the order in which they are given.

    Each of many boxes holds few of the words, and those at its height are found at once; for a few, all are returned.
    """
    if len(boxes) <= FEW:
        return [words for _ in boxes]
    heights = [word.top + word.bottom for word in words]
    order = sorted(range(len(words)), key=heights.__getitem__)
    heights.sort()
    found: list[Sequence[Word]] = []
    for box in boxes:
        near = order[bisect_left(heights, 2 * box.top) : bisect_right(heights, 2 * box.bottom)]
        found.append([words[at] for at in sorted(near)])
    return found


def _held(box: Box, words: Sequence[Word]) -> list[Word]:
    """Return the words whose middle a box holds."""
    x0, top, x1, bottom = 2 * box.x0, 2 * box.top, 2 * box.x1, 2 * box.bottom
    return [word for word in words if top <= word.top + word.bottom <= bottom and x0 <= word.x0 + word.x1 <= x1]


def is_inside(rule: Rule, box: Box) -> bool:
    """Say whether a rule lies inside a box, not on its border."""
    x, y = (rule.box.x0 + rule.box.x1) / 2, (rule.box.top + rule.box.bottom) / 2
    return box.x0 - SNAP <= x <= box.x1 + SNAP and box.top + SNAP < y < box.bottom - SNAP


def is_within(inner: Box, outer: Box) -> bool:
    """Say whether a box lies in another, or out of it by less than a sliver."""
    return (
        inner.x0 >= outer.x0 - SLIVER
        and inner.x1 <= outer.x1 + SLIVER
        and inner.top >= outer.top - SLIVER
        and inner.bottom <= outer.bottom + SLIVER
    )


def overlap(one: Box, other: Box) -> bool:
    """Say whether two boxes have more than a border in common."""
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) > SNAP
        and min(one.bottom, other.bottom) - max(one.top, other.top) > SNAP
    )
