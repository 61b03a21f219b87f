"""Words put together as lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress, count, pairwise
from math import inf
from operator import attrgetter, ne
from typing import TYPE_CHECKING

from pipeline.model import Box
from pipeline.parse.pdf.grouping import cut_at
from pipeline.parse.pdf.pages.page import Word

if TYPE_CHECKING:
    from pipeline.parse.pdf.gutters import Span

_X0 = attrgetter("x0")

SAME_BASELINE = 0.3
"""Words whose baselines differ by less than this share of the smaller type are on one line."""

SPACE = 0.15
"""A gap wider than this, in type sizes, is a space, whether or not one was drawn."""

DRAWN_SPACE = 0.05
"""The same where one was drawn: lines are justified by narrowing spaces too."""

LEANING_SPACE = 0.0
"""The same behind italics, which lean into it."""

WIDE_GAP = 1.5
"""A gap wider than this, in type sizes, parts two stretches of a line; spaces of justified text are narrower."""

EVEN = 0.05
"""Gaps that differ by less than this share are the spaces of one justified line."""

LONGEST_LETTER = 4
"""Letters and small Roman numbers of items have at most so many characters, with the sign behind them."""

USUAL_PITCH = 1.2
"""Distance of baselines in type sizes where a page has too few lines to tell (the habit of type setting)."""


@dataclass(slots=True, init=False)
class Line:
    """Words on one baseline from left to right; ``size`` is that of most of its glyphs."""

    words: list[Word]
    x0: float
    x1: float
    baseline: float
    size: float
    gaps: list[tuple[float, float]] | None = field(repr=False, compare=False)
    """What `pipeline.parse.pdf.gutters` found of its wide gaps, None before it looked; words stay as they are."""
    inks: Sequence[Span] | None = field(repr=False, compare=False)
    """The same of the widths that its words take."""
    _said: str | None = field(repr=False, compare=False)
    _top: float | None = field(repr=False, compare=False)
    _bottom: float | None = field(repr=False, compare=False)

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.gaps = self.inks = self._said = self._top = self._bottom = None
        first = words[0]
        self.x0 = first.x0
        if len(words) == 1:
            self.x1 = first.x1
            self.size, self.baseline = first.size, first.baseline
            return
        self.x1 = max([word.x1 for word in words])
        if first.size == words[-1].size and not first.superscript:
            self.size, self.baseline = first.size, first.baseline
            return
        sizes: Counter[float] = Counter()
        for word in words:
            sizes[word.size] += word.glyphs
        self.size = max(sizes, key=lambda size: (sizes[size], size))
        self.baseline = next(word.baseline for word in words if word.size == self.size)

    @property
    def top(self) -> float:
        """Where its highest word begins."""
        if self._top is None:
            self._top = min([word.top for word in self.words])
        return self._top

    @property
    def bottom(self) -> float:
        """Where its lowest word ends."""
        if self._bottom is None:
            self._bottom = max([word.bottom for word in self.words])
        return self._bottom

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def box(self) -> Box:
        """The smallest box around the words."""
        return Box(self.x0, self.top, self.x1, self.bottom)

    @property
    def said(self) -> str:
        """The words with spaces between all of them."""
        if self._said is None:
            self._said = " ".join([word.text for word in self.words])
        return self._said

    @property
    def text(self) -> str:
        """The words with spaces between them where the page has them."""
        return joined(self.words)

    @property
    def bold(self) -> bool:
        """Whether every word with letters or digits is bold."""
        first = self.words[0]
        return (first.bold or first.superscript) and all(word.bold for word in self.words if not word.superscript)

    @property
    def italic(self) -> bool:
        """Whether every word is italic."""
        return all(word.italic for word in self.words if not word.superscript)

    @property
    def underline(self) -> bool:
        """Whether every word is underlined."""
        return all(word.underline for word in self.words if not word.superscript)


def parted(left: Word, right: Word) -> bool:
    """Say whether white space stands between two neighbours on a line."""
    gap = right.x0 - left.x1
    if gap > SPACE * left.size:
        return True
    if left.superscript != right.superscript:
        return False
    return gap > least_space(left) * (left.size if left.size < right.size else right.size)


def least_space(word: Word) -> float:
    """Return how wide a gap behind a word is at least, in type sizes, where it is a space."""
    if not word.space_after:
        return SPACE
    return LEANING_SPACE if word.italic else DRAWN_SPACE


def unparted(words: Sequence[Word]) -> int:
    """Count the words at the beginning of a line that no white space parts, as they are in several styles."""
    count = 1
    for left, right in pairwise(words):
        if parted(left, right):
            break
        count += 1
    return count


def joined(words: Sequence[Word]) -> str:
    """Return the text of words on one line."""
    parts = [words[0].text]
    for left, right in pairwise(words):
        if parted(left, right):
            parts.append(" ")
        parts.append(right.text)
    return "".join(parts)


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Group level words by baseline, from top to bottom, each group from left to right."""
    rows = _by_baseline(words)
    for row in rows:
        row.sort(key=_X0)
    return rows


def outer_rows(words: Iterable[Word], most: int) -> tuple[list[list[Word]], list[list[Word]]]:
    """Return so many of the first rows of level words from the top down, and of the last ones from the bottom up."""
    rows = _by_baseline(words)
    top, bottom = ([sorted(row, key=_X0) for row in outer] for outer in (rows[:most], rows[: -most - 1 : -1]))
    return top, bottom


def _by_baseline(words: Iterable[Word]) -> list[list[Word]]:
    """Group level words by baseline, from top to bottom; in a group they come by their own baselines, as they came."""
    same: dict[float, list[Word]] = {}
    words = list(words)
    baselines = [word.baseline for word in words]
    # Most words stand on the baseline of the one before.
    starts = compress(count(1), map(ne, baselines[1:], baselines))
    for first, end in pairwise([0, *starts, len(words)]) if words else ():
        same.setdefault(baselines[first], []).extend(words[first:end])
    rows: list[list[Word]] = []
    last = -inf
    for baseline in sorted(same):
        row, gap = same[baseline], baseline - last
        if rows and gap <= SAME_BASELINE * row[0].size and gap <= SAME_BASELINE * rows[-1][-1].size:
            rows[-1] += row
        else:
            rows.append(row)
        last = baseline
    return rows


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Put all level words on one baseline into one line, whatever the gaps."""
    return [Line(row) for row in rows_of(words)]


def stretches(row: Sequence[Word]) -> list[list[Word]]:
    """Cut a row of words at its wide gaps."""
    cuts = [
        place
        for place, (left, right) in enumerate(pairwise(row), 1)
        if (gap := right.x0 - left.x1) > WIDE_GAP * left.size and gap > WIDE_GAP * right.size
    ]
    return cut_at(row, cuts)


def evenly_spaced(row: Sequence[Word]) -> bool:
    """Say whether the spaces of a row, at least two, are all alike, as in a justified line, however wide."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(row) if parted(left, right)]
    return len(gaps) > 1 and max(gaps) - min(gaps) <= EVEN * max(gaps)


def line_pitches(words: Sequence[Word]) -> list[float]:
    """Return the distances of baselines, in type sizes, over which text runs on: to lines that begin small.

    A line that a raised mark stands in may be pushed down by it, and one that a letter numbers begins an item: they
    tell nothing.
    """
    pitches: list[float] = []
    baselines = [word.baseline for word in words]
    pushed = {word.baseline for word in words if word.superscript}
    for index in compress(count(1), map(ne, baselines[1:], baselines)):
        word = words[index]
        if not runs_on(word) or word.baseline in pushed:
            continue
        last = words[index - 1]
        distance = word.baseline - last.baseline
        if distance > 0.5 * last.size and word.x0 < last.x0:
            pitch = distance / word.size
            if 0.9 <= pitch <= 2.4 and abs(word.size - last.size) < 0.1 * word.size:
                pitches.append(round(pitch, 2))
    return pitches


def runs_on(word: Word) -> bool:
    """Say whether a line that begins with a word goes on with a sentence: it begins small, but with no `a)`, `ii.`."""
    text = word.text
    return text[0].islower() and not (text[-1] in ".)" and len(text) <= LONGEST_LETTER)


def usual_pitch(pitches: Counter[float]) -> float:
    """Return the distance of baselines inside paragraphs, in type sizes: the smallest that is common."""
    if not pitches:
        return USUAL_PITCH
    if len(pitches) == 1:
        return next(iter(pitches))
    grouped: Counter[float] = Counter()
    for pitch, times in pitches.items():
        for near in (-0.02, -0.01, 0.0, 0.01, 0.02):
            grouped[round(pitch + near, 2)] += times
    common = max(grouped.values())
    return min(pitch for pitch in pitches if grouped[pitch] >= 0.4 * common)
