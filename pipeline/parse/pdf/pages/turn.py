"""Pages, and words on them, that run up, down or upside down: turned for the reading, places turned back afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Box
from pipeline.parse.pdf.pages.page import Mark, PageContent, Rule, Word, moved

SHARE = 0.6
"""A page is turned where at least this share of its glyphs runs in one direction that is not from left to right."""


def turned_upright(page: PageContent) -> PageContent:
    """Return the page turned so that its text reads from left to right; the same page where it does already.

    The result's ``turned`` is the direction that its text had (90, 180 or 270), its width and height are exchanged
    accordingly.
    """
    turned = [] if page.level else [word for word in page.words if word.direction]
    if not turned:
        return page
    directions: Counter[int] = Counter()
    for word in turned:
        directions[round(word.direction)] += word.glyphs
    directions[0] += sum([word.glyphs for word in page.words if not word.direction])
    direction = max(directions, key=lambda one: (directions[one], -one), default=0)
    if direction not in {90, 180, 270} or directions[direction] < SHARE * sum(directions.values()):
        return page
    sideways = direction != 180
    width, height = page.width, page.height

    def turn(box: Box) -> Box:
        return turned_box(box, direction, width, height)

    return replace(
        page,
        width=height if sideways else width,
        height=width if sideways else height,
        words=[turned_word(word, direction, width, height) for word in page.words],
        rules=[Rule(turn(rule.box), rule.horizontal != sideways) for rule in page.rules],
        shades=list(map(turn, page.shades)),
        images=list(map(turn, page.images)),
        marks=[Mark(mark.style, turn(mark.box)) for mark in page.marks],
        turned=direction,
    )


def turned_words(page: PageContent) -> Iterator[tuple[PageContent, dict[Word, Word]]]:
    """Give the words of a page that run up, and those that run down, on a page of theirs that is turned for them.

    They come as they stand there, each with what it is on the page as it was.
    """
    for direction in (90, 270):
        words = {
            turned_word(word, direction, page.width, page.height): word
            for word in page.words
            if round(word.direction) == direction
        }
        if words:
            yield (
                PageContent(page.number, page.height, page.width, list(words), [], turned=direction, level=True),
                words,
            )


def turned_box(box: Box, direction: float, width: float = 0.0, height: float = 0.0) -> Box:
    """Return a box of a page so wide and high, turned so that what runs in a direction reads from left to right.

    A box of a turned page is turned back by 360 less the direction. Without width and height, places are good for
    comparing with each other only.
    """
    if 225 < direction < 315:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    if 45 < direction < 135:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)


def turned_word(word: Word, direction: float, width: float = 0.0, height: float = 0.0) -> Word:
    """Return a word of a page so wide and high, turned as its box is (`turned_box`)."""
    # A baseline is a distance from the left where text runs up or down, else from the top.
    upright = 45 < word.direction % 180 < 135
    at = Box(word.baseline, 0, word.baseline, 0) if upright else Box(0, word.baseline, 0, word.baseline)
    line = turned_box(at, direction, width, height)
    sideways = 45 < direction % 180 < 135
    return moved(
        word,
        turned_box(word.box, direction, width, height),
        baseline=line.x0 if upright != sideways else line.top,
        direction=(word.direction - direction) % 360,
    )
