"""Words that a page draws letter by letter, each by itself: put together, so that a word is one again."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box
from pipeline.parse.pdf.lines import SPACE
from pipeline.parse.pdf.pages.page import Word

MOST_SINGLE = 0.5
"""Where at least this share of a page's words are single glyphs, its words are drawn letter by letter."""

OVERLAP = 0.3
"""Letters of one word overlap by at most this, in type sizes (italics, kerning)."""

LEVEL = 0.05
"""Baselines and sizes of letters of one word differ by at most this (points)."""


def join_letters(words: Sequence[Word]) -> list[Word]:
    """Return the words of a page, in drawing order, with single letters that touch put together.

    What is set aslant, and pages of which most words are whole, come back as they are.
    """
    if [word.glyphs for word in words].count(1) < MOST_SINGLE * len(words):
        return list(words)
    joined: list[Word] = []
    for word in words:
        if joined and _goes_on(joined[-1], word):
            last = joined[-1]
            last.text += word.text
            last.box = last.box.union(word.box)
            last.glyphs += word.glyphs
            last.space_after = word.space_after
        else:
            joined.append(word)
    return joined


def _goes_on(word: Word, letter: Word) -> bool:
    """Say whether a letter belongs to the word that is drawn before it."""
    if (
        word.space_after
        or word.direction != letter.direction
        or word.direction % 90
        or word.bold != letter.bold
        or word.italic != letter.italic
        or abs(word.size - letter.size) > LEVEL
        or abs(word.baseline - letter.baseline) > LEVEL
    ):
        return False
    return -OVERLAP * word.size <= _gap(word.box, letter.box, word.direction) <= SPACE * word.size


def _gap(one: Box, other: Box, direction: float) -> float:
    """Return the white from one box to the next in the direction of reading."""
    if direction == 90:
        return other.top - one.bottom
    if direction == 180:
        return one.x0 - other.x1
    if direction == 270:
        return one.top - other.bottom
    return other.x0 - one.x1
