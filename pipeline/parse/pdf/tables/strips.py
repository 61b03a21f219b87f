"""Strips of a table: its lines with their words in columns.

Lengths are in points where not said otherwise. Used where no rule parts columns or rows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

from pipeline.parse.pdf.gutters import (
    GUTTER,
    LEAST_SPACE,
    RUN_ON,
    Span,
    find_gutters,
    has_gap,
    ink,
    is_value,
    stretches,
    without_leaders,
)
from pipeline.parse.pdf.lines import Line, lines_of
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.entries import own_type

WIDE = 1.2
"""A line with a gap wider than this, in ems, may be a row of several cells."""

MORE_THAN_SPACE = 1.15
"""So many times as wide as a space, white between words is more than a space."""

NARROWEST = 0.4
"""A gutter that a header shows is at least this wide on every line, in ems."""

AT_EDGE = 0.8
"""Words keep this far (points) from the edge of their column, where that is drawn."""

AT_START = 1.0
"""What begins within this many points of where a column does begins with it."""

UNITS_BEFORE = frozenset({"$", "€", "£", "¥", "US$", "EUR", "USD", "+", "-", "−", "("})
"""Words that stand before a figure and are part of it."""

UNITS_BEHIND = frozenset({"%", ")", "*", "**", "†", "‡", "%)", "°"})
"""Words that stand behind a figure and are part of it."""

BESIDE = 0.3
"""Lines that overlap by more than this in height, in ems, stand beside each other."""

MOST_PITCH = 1.6
"""Lines of one paragraph in a table are hardly further apart than this, in ems."""

SOME_FIGURES = 0.25
"""Where at least this share of the lines of a column hold several figures, each has a column of its own."""

FEWEST = 3
"""Fewer lines do not show what the lines of a table are like."""

LEAST_PITCH = 0.95
"""Lines of one column are at least this far apart, in ems."""

SENTENCE_END = re.compile(r"[\w)\]\"'”’][.;:]$")
"""How a sentence or clause ends."""

ALIKE = 0.1
"""White that was set on purpose, between rows and under the names of columns, differs by less than this, in ems."""

MORE_WHITE = 0.2
"""A line so much further below the one above than lines of a paragraph are, in ems, may begin a row."""


@dataclass(slots=True)
class Entry:
    """The words of one line in one column, or over several."""

    column: int
    span: int
    words: list[Word]

    @property
    def text(self) -> str:
        """The words with single spaces, without leaders."""
        return " ".join([word.text for word in without_leaders(self.words)])


@dataclass(slots=True)
class Strip:
    """Lines at one height (their places differ by less than half of the type), entry by entry from left to right."""

    line: Line
    top: float
    bottom: float
    entries: list[Entry]

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    def at(self, column: int) -> Entry | None:
        """Return the entry that begins in a column."""
        return next((entry for entry in self.entries if entry.column == column), None)


@dataclass(slots=True)
class TextCell:
    """A cell found in the text: its place in the grid, spans and words."""

    row: int
    column: int
    row_span: int
    column_span: int
    words: list[Word]


def entries_in(strips: Iterable[Strip], column: int) -> Iterator[Entry]:
    """Yield the entries that begin in a column of some strips."""
    return (entry for strip in strips if (entry := strip.at(column)) is not None)


def columns_between_rules(lines: Sequence[Line]) -> list[Span]:
    """Find the gutters inside one column of a ruled table whose lines hold several figures each; perhaps none."""
    if len(lines) < 3 or not _mostly_have_gaps(lines):
        return []
    gutters = _without_units(find_gutters(lines), lines)
    if not gutters:
        return []
    strips = strips_of(lines, gutters, known=False)
    entries = [entry for strip in strips for entry in strip.entries]
    if sum(is_value(entry.text) for entry in entries) < 0.7 * len(entries):
        return []
    return gutters if sum(len(strip.entries) > 1 for strip in strips) >= 0.7 * len(strips) else []


def _mostly_have_gaps(lines: Sequence[Line]) -> bool:
    """Say whether lines of figures may be among lines: most columns are seen to be text by their first lines."""
    without = 0
    for line in lines:
        without += not has_gap(line, RUN_ON)
        if len(lines) - without < 0.7 * len(lines):
            return False
    return True


def with_inner_gutters(gutters: Sequence[Span], lines: Sequence[Line]) -> list[Span]:
    """Add the gutters inside of columns whose lines hold several figures each: their names left no white there."""
    middles = [gutter.middle for gutter in gutters]
    columns: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    for line in lines:
        words: dict[int, list[Word]] = {}
        for word in line.words:
            words.setdefault(bisect_right(middles, middle_of(word)), []).append(word)
        for column, own in words.items():
            columns[column].append(Line(own))
    inner = [gutter for own in columns for gutter in columns_between_rules(own) or _between_figures(own)]
    # A head over several of the columns may have hidden some.
    return with_inner_gutters(sorted([*gutters, *inner]), lines) if inner else list(gutters)


def _between_figures(lines: Sequence[Line]) -> list[Span]:
    """Find the gutters between figures that stand apart on some lines of a column, and that no other figure crosses."""
    figures = [line for line in lines if all(is_value(word.text) for word in line.words)]
    several = [line for line in figures if has_gap(line, WIDE)]
    if len(several) < SOME_FIGURES * len(lines):
        return []
    return [
        gutter
        for gutter in columns_between_rules(several)
        if not any(word.x0 < gutter.x0 and word.x1 > gutter.x1 for line in figures for word in line.words)
    ]


def strips_of_cells(columns: Sequence[Sequence[Word]]) -> list[Strip]:
    """Put the level words of a row's cells, which are given from left to right, into strips."""
    place = {word: column for column, words in enumerate(columns) for word in words}
    strips = []
    for line in lines_of([word for words in columns for word in words]):
        beside: dict[int, list[Word]] = {}
        for word in line.words:
            beside.setdefault(place[word], []).append(word)
        entries = [Entry(column, 1, beside[column]) for column in sorted(beside)]
        strips.append(Strip(line, line.top, line.bottom, entries))
    return strips


def between(places: Sequence[float], strips: Sequence[Strip]) -> list[list[Strip]]:
    """Put strips together that stand between the same of some heights, which are given from top to bottom."""
    bands: list[list[Strip]] = [[] for _ in range(len(places) + 1)]
    for strip in strips:
        bands[bisect_right(places, strip.middle)].append(strip)
    return [band for band in bands if band]


def words_by_column(rows: Sequence[Sequence[Strip]], count: int) -> list[list[list[Word]]]:
    """Return for each row the words of each of its ``count`` columns; no entry may be over several."""
    found = []
    for row in rows:
        words: list[list[Word]] = [[] for _ in range(count)]
        for strip in row:
            for entry in strip.entries:
                words[entry.column].extend(entry.words)
        found.append(words)
    return found


def columns_of(lines: Sequence[Line]) -> list[Span]:
    """Find the gutters by the lines with most parts, so that heads that span columns do not hide them."""
    counts = [len(stretches(line, WIDE)) for line in lines]
    several = [count for count in counts if count >= 2]
    if not several:
        return []
    least = max(2.0, 0.6 * median(several))
    core = [line for line, count in zip(lines, counts, strict=True) if count >= least]
    best = find_gutters(core)
    if len(core) < 0.6 * len(lines):
        every = find_gutters(lines)
        best = every if len(every) > len(best) else best
    return _without_units(best, core)


def _without_units(gutters: list[Span], lines: Sequence[Line]) -> list[Span]:
    """Leave out gutters that only part a figure from its unit: `$` set at the left of a column, `%` at its right."""
    if not gutters:
        return gutters
    middles = [gutter.middle for gutter in gutters]
    columns: list[set[str]] = [set() for _ in range(len(gutters) + 1)]
    for line in lines:
        for word in without_leaders(line.words):
            columns[bisect_right(middles, middle_of(word))].add(word.text)
    return [
        gutter
        for k, gutter in enumerate(gutters)
        if not (columns[k] and columns[k] <= UNITS_BEFORE) and not (columns[k + 1] and columns[k + 1] <= UNITS_BEHIND)
    ]


def strips_of(
    lines: Sequence[Line], gutters: Sequence[Span], known: bool, *, edges: Sequence[float] = ()
) -> list[Strip]:
    """Put the words of each line into columns; lines at nearly one height become one strip.

    ``known``: a header gave the gutters, and each line was seen to leave them white. Figures beside each other never
    are one entry over several columns, however little white is between them. ``edges`` are those of the
    columns where they are drawn: what runs on over one of them is one entry.
    """
    middles = [gutter.middle for gutter in gutters]
    space = MORE_THAN_SPACE * _narrowest_space(lines, middles)
    starts = starts_behind(lines, edges)
    strips: list[Strip] = []
    for line in lines:
        entries: list[Entry] = []
        whole = stretches(line, WIDE)
        least = max(space, NARROWEST if known else RUN_ON if len(whole) > 1 else GUTTER)
        if edges:
            least = inf if crosses(line, edges) or any(runs_on_over(line, edges, starts)) else 0.0
        # The head of a group may be set in to where no column begins.
        head = len(whole) == 1 and own_type(line.words)
        for part in stretches(line, max(space, RUN_ON)) if len(whole) > 1 else whole:
            first = bisect_right(middles, part[0].x0 if head else middle_of(part[0]))
            last = bisect_right(middles, middle_of(part[-1]))
            figures = len(part) > 1 and all(is_value(word.text) for word in part)
            touching = known and ((len(whole) > 1 and len(gutters) > 1) or not own_type(line.words))
            if not figures and any(_runs_over(part, gutters[k], least, touching) for k in range(first, last)):
                _add(entries, first, last - first + 1, part)
                continue
            for word in part:
                _add(entries, bisect_right(middles, middle_of(word)), 1, [word])
        held = {word for part in whole for word in part}
        for word in line.words:
            if word not in held:
                _add(entries, min(bisect_right(middles, word.x0), len(gutters)), 1, [word])
        entries = [entry for entry in entries if entry.words]
        previous = strips[-1] if strips else None
        shared = min(previous.bottom, line.bottom) - max(previous.top, line.top) if previous else 0.0
        if (
            previous is not None
            and shared > 0.5 * min(line.bottom - line.top, previous.bottom - previous.top)
            and not {e.column for e in previous.entries} & {e.column for e in entries}
        ):
            previous.entries = sorted(previous.entries + entries, key=lambda entry: entry.column)
            previous.line = Line(sorted(previous.line.words + line.words, key=lambda word: word.x0))
            previous.bottom = max(previous.bottom, line.bottom)
        else:
            strips.append(Strip(line, line.top, line.bottom, sorted(entries, key=lambda entry: entry.column)))
    return strips


def column_distances(strips: Sequence[Strip]) -> list[list[float]]:
    """Return, for each column that has any, how far its lines are apart, in ems, from top to bottom."""
    last: dict[int, Entry] = {}
    found: dict[int, list[float]] = {}
    for strip in strips:
        for entry in strip.entries:
            if entry.column in last:
                found.setdefault(entry.column, []).append(distance_between(last[entry.column], entry))
            last[entry.column] = entry
    return list(found.values())


def crosses(line: Line, edges: Sequence[float]) -> bool:
    """Say whether a line runs on over the edge of a column."""
    for x in edges[1:-1]:
        left = [span for word in line.words if (span := ink(word)).x0 < x]
        right = [word for word in line.words if word.x1 > x]
        if left and max(span.x1 for span in left) > x - AT_EDGE and right:
            return True
        if right and left and min(word.x0 for word in right) < x + AT_EDGE:
            return True
    return False


def starts_behind(lines: Sequence[Line], edges: Sequence[float]) -> list[float]:
    """Return where text begins behind each inner edge of columns: nearest to it in several lines; 0 where in none.

    The text of cells is as far from their edges; what is centred begins anywhere. Text that is no more than a space
    behind other text may be in one cell with that.
    """
    return [_start_behind(lines, edge, end) for edge, end in pairwise(edges[1:])]


def _start_behind(lines: Sequence[Line], edge: float, end: float) -> float:
    firsts = []
    for line in lines:
        at = next((k for k, word in enumerate(line.words) if edge - AT_EDGE <= word.x0 < end), None)
        if at == 0 or (at and line.words[at].x0 - line.words[at - 1].x1 >= GUTTER * line.size):
            firsts.append(line.words[at].x0)
    firsts.sort()
    runs = zip(firsts, firsts[FEWEST - 1 :], strict=False)
    return next((first for first, last in runs if last - first <= AT_START), 0.0)


def runs_on_over(line: Line, edges: Sequence[float], starts: Sequence[float]) -> list[bool]:
    """Say of each inner edge whether words run on over it: with a space only, before text behind it begins.

    Both are in one type: letters in italics may lean out of their column. ``starts`` are where that text does
    (`starts_behind`).
    """
    return [
        start > 0
        and any(
            word.x1 <= edge + AT_EDGE
            and edge - AT_EDGE <= behind.x0 < start - AT_START
            and behind.x0 - word.x1 < GUTTER * word.size
            and (word.bold, word.italic, word.underline) == (behind.bold, behind.italic, behind.underline)
            for word, behind in pairwise(line.words)
        )
        for edge, start in zip(edges[1:-1], starts, strict=True)
    ]


def _narrowest_space(lines: Sequence[Line], middles: Sequence[float]) -> float:
    """Return the narrowest white between two words of a line, in ems: what the type has for a space; 0 without any.

    In justified text other spaces are wider. What is wide and over a gutter, whose ``middles`` are given, is no space:
    a line or two may have no other white.
    """
    spaces = [
        (gap, word.x1, behind.x0)
        for line in lines
        for word, behind in pairwise(line.words)
        if (gap := (behind.x0 - word.x1) / word.size) >= LEAST_SPACE
    ]
    narrowest = min([gap for gap, _, _ in spaces], default=0.0)
    if narrowest < GUTTER or not middles:
        return narrowest
    return min([gap for gap, x0, x1 in spaces if not any(x0 < middle < x1 for middle in middles)], default=0.0)


def middle_of(word: Word) -> float:
    """Return the middle of a word's width, without dots glued to its end."""
    return ink(word).middle


def begins_at(x0: float, gutter: Span) -> bool:
    """Say whether what begins at a place begins where the column behind a gutter does."""
    return abs(x0 - gutter.x1) <= AT_START


def _runs_over(part: Sequence[Word], gutter: Span, least: float, touching: bool) -> bool:
    """Say whether words run on over a gutter: the white between them there is narrower than ``least``, in ems.

    ``touching``: not where a word begins with the column behind it, however near a long word comes to that.
    """
    middle = gutter.middle
    before = max((ink(word).x1 for word in part if middle_of(word) < middle), default=gutter.x0)
    after = min((word.x0 for word in part if middle_of(word) >= middle), default=gutter.x1)
    return after - before < least * part[0].size and not (touching and begins_at(after, gutter))


def _add(entries: list[Entry], column: int, span: int, words: list[Word]) -> None:
    for entry in entries:
        if entry.column == column and entry.span == span:
            entry.words.extend(words)
            return
    entries.append(Entry(column, span, list(words)))


def value_columns(strips: Sequence[Strip], count: int) -> set[int]:
    """Return the columns, the first left out, that hold mostly figures."""
    found = set()
    for column in range(1, count):
        texts = [entry.text for entry in entries_in(strips, column) if entry.span == 1]
        values = sum(map(is_value, texts))
        if values >= 2 and values >= 0.6 * len(texts):
            found.add(column)
    return found


def gap_between(above: Sequence[Strip], below: Strip) -> float:
    """Return how far the first baseline of a strip is from the last one above it, in ems."""
    last = max(_baselines([word for strip in above[-2:] for word in strip.line.words]))
    return (min(_baselines(below.line.words)) - last) / below.line.size


def distance_between(above: Entry, below: Entry) -> float:
    """Return how far the baseline of an entry is from that of the one above it in its column, in ems."""
    return (baseline_of(below) - max(_baselines(above.words))) / below.words[0].size


def baseline_of(entry: Entry) -> float:
    """Return the baseline of an entry, without those of raised marks where there are others."""
    return min(_baselines(entry.words))


def _baselines(words: Sequence[Word]) -> list[float]:
    """Return the baselines of words, without those of raised marks where there are others."""
    return [word.baseline for word in words if not word.superscript] or [word.baseline for word in words]


def column_lines(strips: Sequence[Strip], count: int) -> list[list[Line]]:
    """Return the lines of each column."""
    return [[Line(e.words) for s in strips for e in s.entries if e.column == k and e.span == 1] for k in range(count)]
