"""The white gutters that make columns, and the signs in the text that make rows, where no rule does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from pipeline.parse.pdf.hyphens import HYPHENS
from pipeline.parse.pdf.lines import Line, lines_of
from pipeline.parse.pdf.pages.page import Word

SPACE = 0.28
"""A space between words, in ems."""

FULL_LINE = 0.85
"""A line that fills this share of its column is a full one."""

GUTTER = 0.8
"""The usual gap over a gutter is at least this, in ems: two or three spaces, wider than in justified text."""

RUN_ON = 0.5
"""Words with a smaller gap, in ems, run on: no gutter is between them on this line."""

CROSSED = 0.12
"""The share of lines that may run across a gutter: heads that span columns, overlong entries."""

NUMBER = re.compile(
    r"^[<>≤≥~±+\-–−(\[]*[$€£¥]?[<>+\-–−(]*\d[\d.,:/–−-]*(?:%|[a-z*†‡]{1,2})?[)\]*†‡]*(?:\(?[\d*a-z]\))?$"
)
"""A value of a table of figures: `1 200`, `(34.5)`, `<0.1`, `12%`, `45*`, `2008-2009`, `12.5(2)`."""

NO_VALUE = re.compile(r"^(?:[-–—.…*$]+|n\.?\s?[ad]\.?|\([A-Z]\)|x|nil|none)$", re.IGNORECASE)
"""What stands in a table of figures for no figure: `-`, `n.a.`, `..`, `(D)`."""

VALUE_LETTERS = "nNxX"
"""The letters with which what stands for no figure begins; no figure begins with a letter."""

LEAST_SPACE = 0.15
"""Words that are nearer than this, in ems, are parts of one: their style changes there."""

DOTS = ".…·_"
"""What leaders are made of."""

_DOTTED = ("...", *(f" {dot}" for dot in DOTS))
"""What a line has in which a word ends with dots or begins with one."""

LEADER = re.compile(r"[.…·_]{2,}$")
"""Dots that lead the eye from an entry to its value."""

ENUMERATOR = re.compile(
    r"^[(\[]?(?:\d{1,3}(?:\.\d+)*|[a-z]{1,2}|[A-Z]|[ivxIVX]+)[.)\]]*$|^[•●▪■◦○‣⁃\uf0b7\uf0a7·*–—-]$"
)
"""The number, letter or bullet of a paragraph or list item."""


class Span(NamedTuple):
    """A stretch of the page's width."""

    x0: float
    x1: float

    @property
    def width(self) -> float:
        """Length in points."""
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.x0 + self.x1) / 2


def text_lines(words: Sequence[Word]) -> list[Line]:
    """Put words into lines across a table, from top to bottom; words that do not run level come last, one a line."""
    turned = [word for word in words if word.direction]
    if not turned:
        return lines_of(words)
    return lines_of([word for word in words if not word.direction]) + [Line([word]) for word in turned]


def is_prose(lines: Sequence[Line]) -> bool:
    """Say whether lines of one column read as running text: several words each, broken where the column ends."""
    if not lines:
        return False
    if len(lines) == 1:
        return len(lines[0].words) >= 3
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    full = sum(line.x1 - left >= FULL_LINE * (right - left) for line in lines[:-1])
    return median(len(line.words) for line in lines) >= 3 and full >= 0.4 * (len(lines) - 1)


def broke_on_purpose(line: Line, following: Line, right: float) -> bool:
    """Say whether the first word of the line below would have fitted on this line, so that a new item begins there."""
    last, first = line.words[-1], following.words[0]
    if last.text[-1] in HYPHENS:
        return False
    return last.x1 + SPACE * last.size + (first.x1 - first.x0) <= right


def is_value(text: str) -> bool:
    """Say whether a cell's text is a figure or stands for a missing one."""
    if text[:1].isalpha() and text[0] not in VALUE_LETTERS:
        return False
    bare = "".join(text.split())
    return bool(NUMBER.match(bare) or NO_VALUE.match(bare))


def is_leader(word: Word, reach: float = -inf) -> bool:
    """Say whether a word is only dots that lead to a value.

    One dot that stands right at ``reach``, where the word before it ends, only differs from it in type.
    """
    return word.text[0] in DOTS and not word.text.strip(DOTS) and _is_more_than_a_point(word, reach)


def _is_more_than_a_point(word: Word, reach: float) -> bool:
    """Say whether a word that begins with a dot is more than one dot right at ``reach``."""
    return len(word.text) > 1 or word.x0 - reach >= LEAST_SPACE * word.size


def without_leaders(words: Sequence[Word]) -> Sequence[Word]:
    """Return words of one line but for leaders."""
    if not [word for word in words if word.text[0] in DOTS]:
        return words
    found: list[Word] = []
    for word in words:
        if not is_leader(word, found[-1].x1 if found else -inf):
            found.append(word)
    return found


def ink(word: Word) -> Span:
    """Return the width that a word takes without the dots glued to its end."""
    if word.text[-1] not in DOTS:
        return Span(word.x0, word.x1)
    found = LEADER.search(word.text)
    if found is None or found.start() == 0:
        return Span(word.x0, word.x1)
    return Span(word.x0, word.x0 + (word.x1 - word.x0) * found.start() / len(word.text))


def inks_of(line: Line) -> Sequence[Span]:
    """Return the widths that the words of a line take, without leaders; many finders ask."""
    if line.inks is None:
        line.inks = [ink(word) for word in without_leaders(line.words)]
    return line.inks


def stretches(line: Line, gap: float) -> list[list[Word]]:
    """Cut a line's words (without leaders) where the white between two is wider than ``gap``, in ems."""
    parts: list[list[Word]] = []
    reach = -inf
    for word in line.words:
        if is_leader(word, reach):
            continue
        if parts and word.x0 - reach <= gap * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
        reach = word.x1 if word.text[-1] not in DOTS else ink(word).x1
    return parts


def has_gap(line: Line, gap: float) -> bool:
    """Say whether the white between two words of a line is wider than ``gap``, in ems, or led over by dots.

    ``gap`` is at least `RUN_ON`.
    """
    if line.gaps is None:
        line.gaps = _gaps_in(line)
    return bool(line.gaps) and any(white > gap * size for white, size in line.gaps)


def _gaps_in(line: Line) -> list[tuple[float, float]]:
    """Return the white between words of a line where it is wider than `RUN_ON`, with the size of the type behind it.

    Where dots lead over it, it is as wide as may be. Most lines have none, and many finders ask.
    """
    words = line.words
    found = [
        (white, word.size) for before, word in pairwise(words) if (white := word.x0 - before.x1) > RUN_ON * word.size
    ]
    said = " " + line.said
    if any(map(said.__contains__, _DOTTED)):
        reach = words[0].x1
        for word in words:
            if word.text.endswith("...") or (word.text[0] in DOTS and _is_more_than_a_point(word, reach)):
                found.append((inf, 1.0))
            reach = word.x1
    return found


def find_gutters(lines: Sequence[Line]) -> list[Span]:
    """Find the white stretches between columns of lines, from left to right.

    A gutter is crossed by few lines, has words on either side in several, and the gap over it is usually wide.
    """
    inks = [[Span(part[0].x0, ink(part[-1]).x1) for part in stretches(line, RUN_ON)] for line in lines]
    em = median(line.size for line in lines)
    return [white for white in _whites(inks) if white.width > 0.15 * em and _parts_columns(white, inks, em)]


def _whites(inks: Sequence[Sequence[Span]]) -> list[Span]:
    """Return the stretches that the ink of few lines crosses; ``inks`` are the stretches of each line."""
    marks: list[tuple[float, int]] = []
    for spans in inks:
        for span in spans:
            marks.append((span.x0, 1))
            marks.append((span.x1, -1))
    marks.sort()
    allowed = int(CROSSED * len(inks))
    open_spans = 0
    whites: list[Span] = []
    start: float | None = None
    for x, step in marks:
        open_spans += step
        if open_spans > allowed and start is not None:
            whites.append(Span(start, x))
            start = None
        elif open_spans <= allowed and start is None:
            start = x
    return whites


def _parts_columns(white: Span, inks: Sequence[Sequence[Span]], em: float) -> bool:
    """Say whether several lines have words left of a white stretch, several right of it, and wide gaps over it."""
    middle = white.middle
    gaps, left, right = [], 0, 0
    for spans in inks:
        if any(span.x0 < white.x0 and span.x1 > white.x1 for span in spans):
            continue
        before = max((span.x1 for span in spans if span.x0 < middle and span.x1 <= white.x1), default=None)
        after = min((span.x0 for span in spans if span.x1 > middle and span.x0 >= white.x0), default=None)
        left += before is not None
        right += after is not None
        if before is not None and after is not None:
            gaps.append(after - before)
    return bool(gaps) and left >= 2 and right >= 2 and median(gaps) >= GUTTER * em
