"""Line numbers: figures in the left margin that count the lines of a draft, one by one or every so many."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from pipeline.parse.pdf.lines import rows_of
from pipeline.parse.pdf.pages.page import PageContent, Word, take_out
from pipeline.parse.pdf.paragraphs import level_words, level_words_on

KIND = "line_number"
"""The name under which the glyphs of line numbers are set aside."""

STEPS = frozenset({1, 2, 5, 10})
"""Lines are counted one by one, or every so many of them are numbered."""

MAX_FIGURES = 4
"""Line numbers that run through a document have at most so many figures."""

APART = 0.8
"""A line number keeps at least this distance from the line that it counts, in type sizes."""

ALIGNED = 1.0
"""Figures whose ends (or beginnings) differ by at most this (points) stand below each other."""

SAME_LINE = 0.6
"""A number counts the line whose baseline is off its own by less than this, in type sizes."""

COUNTED = 0.6
"""Between two numbers that follow each other there are as many lines as they count, for at least this share of them."""

RUNNING_ON = 2
"""So many numbers at least stand before a line that begins with a small letter, in the middle of a sentence."""


class _Margin(NamedTuple):
    """Where line numbers end (``at_end``) or begin, in points, on pages of one width."""

    page_width: float
    at_end: bool
    x: float

    def holds(self, word: Word) -> bool:
        """Say whether a figure stands there."""
        return abs((word.x1 if self.at_end else word.x0) - self.x) <= ALIGNED


class LineNumberFinder:
    """Takes the line numbers out of a document's pages, given in batches of consecutive pages.

    All pages of a batch must be looked at before any line numbers of theirs are taken out.

    Lists and tables number items, of several lines each; line numbers count the lines, and stand before those that
    go on in the middle of a sentence too. Where one page has shown that, figures that count upwards in the same place
    are line numbers on the others: on those with few lines, or with tables, whose lines some programs do not count. On
    pages of another width, as those set across between others, they must go on from the last one before.
    """

    def __init__(self) -> None:
        """Begin with a document of which nothing is known."""
        self._margins: set[_Margin] = set()
        self._last = 0

    def look_at(self, page: PageContent) -> None:
        """Learn from a page where line numbers stand."""
        found = _figures(page, RUNNING_ON + 1)
        self._margins |= {margin for margin in _margins(page, found) if _counts_lines(page, margin, found)}

    def take_out(self, page: PageContent) -> int:
        """Take the line numbers out of a page and count their glyphs as set aside; return how many it had."""
        if not self._margins:
            return 0
        figures = _figures(page)
        groups = [(margin, list(filter(margin.holds, figures))) for margin in sorted(self._margins)]
        found = max((group for margin, group in groups if self._is_counted(page, margin, group)), key=len, default=[])
        if found:
            self._last = int(found[-1].text)
            take_out(page, KIND, set(found))
        return len(found)

    def _is_counted(self, page: PageContent, margin: _Margin, group: Sequence[Word]) -> bool:
        """Say whether numbers at a place of line numbers count the lines of a page."""
        known = margin.page_width == page.width
        return bool(_step(group)) and (known or int(group[0].text) - self._last in STEPS)


def _figures(page: PageContent, fewest: int = 1) -> list[Word]:
    """Return the numbers that stand by themselves at the left of the page's lines, from top to bottom.

    Those that begin within the length of a level rule number the rows of a table: line numbers stand left of it.
    Where a page has fewer numbers than asked for, none is looked at.
    """
    left = min([rule.box.x0 for rule in page.rules if rule.horizontal], default=inf)
    possible = {
        word for word in page.words if word.x0 < left and word.text.isdecimal() and len(word.text) <= MAX_FIGURES
    }
    if len(possible) < fewest:
        return []
    rows = rows_of(level_words_on(page))
    return [
        row[0] for row in rows if row[0] in possible and (len(row) == 1 or row[1].x0 - row[0].x1 >= APART * row[1].size)
    ]


def _margins(page: PageContent, figures: Sequence[Word]) -> list[_Margin]:
    """Return where at least two of some numbers end, or begin, below each other."""
    ends = {_Margin(page.width, at_end=True, x=round(word.x1, 1)) for word in figures}
    starts = {_Margin(page.width, at_end=False, x=round(word.x0, 1)) for word in figures}
    return sorted(margin for margin in ends | starts if sum(map(margin.holds, figures)) > RUNNING_ON)


def _step(numbers: Sequence[Word]) -> int:
    """Return by how much numbers grow from each to the next; 0 where there are none or they do not count lines."""
    values = [int(word.text) for word in numbers]
    steps = {later - earlier for earlier, later in pairwise(values)} or {min(STEPS)}
    return steps.pop() if values and len(steps) == 1 and steps <= STEPS else 0


def _counts_lines(page: PageContent, margin: _Margin, figures: Sequence[Word]) -> bool:
    """Say whether the numbers at one place count the lines of the page, and not its paragraphs, items or rows."""
    numbers = [word for word in figures if margin.holds(word)]
    step = _step(numbers)
    if not step:
        return False
    right = max(word.x1 for word in numbers)
    own = set(numbers)
    rest = [word for word in page.words if word not in own and word.x0 > right]
    lines = [row[0] for row in rows_of(level_words(rest))]
    counted = running_on = 0
    for number, following in pairwise(numbers):
        start, end = (one.baseline + SAME_LINE * one.size for one in (number, following))
        counted += sum(start < line.baseline <= end for line in lines) == step
    for number in numbers:
        reach = SAME_LINE * number.size
        running_on += any(abs(line.baseline - number.baseline) < reach and line.text[0].islower() for line in lines)
    return running_on >= RUNNING_ON and counted >= COUNTED * (len(numbers) - 1)
