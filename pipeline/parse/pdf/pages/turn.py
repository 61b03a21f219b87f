"""Pages whose text runs up, down or upside down: turned for the reading, and places turned back afterwards."""

from __future__ import annotations

from collections import Counter
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
    return replace(
        page,
        width=page.height if sideways else page.width,
        height=page.width if sideways else page.height,
        words=[_turned_word(word, direction, page) for word in page.words],
        rules=[Rule(_turned_box(rule.box, direction, page), rule.horizontal != sideways) for rule in page.rules],
        shades=[_turned_box(box, direction, page) for box in page.shades],
        images=[_turned_box(box, direction, page) for box in page.images],
        marks=[Mark(mark.style, _turned_box(mark.box, direction, page)) for mark in page.marks],
        turned=direction,
    )


def turned_back(box: Box, direction: int, width: float, height: float) -> Box:
    """Return a box of a turned page on the page as displayed, which is so wide and high."""
    if direction == 270:
        return Box(box.top, height - box.x1, box.bottom, height - box.x0)
    if direction == 90:
        return Box(width - box.bottom, box.x0, width - box.top, box.x1)
    return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)


def _turned_box(box: Box, direction: int, page: PageContent) -> Box:
    width, height = page.width, page.height
    if direction == 270:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    if direction == 90:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)


def _turned_word(word: Word, direction: int, page: PageContent) -> Word:
    box = _turned_box(word.box, direction, page)
    # A baseline is a distance from the left where text runs up or down, else from the top.
    upright = 45 < word.direction % 180 < 135
    at = Box(word.baseline, 0, word.baseline, 0) if upright else Box(0, word.baseline, 0, word.baseline)
    line = _turned_box(at, direction, page)
    becomes_upright = upright if direction == 180 else not upright
    return moved(
        word,
        box,
        baseline=line.x0 if becomes_upright else line.top,
        direction=(word.direction - direction) % 360,
    )
