"""Strips of a table: its lines with their words in columns, and which strips make a row.

Lengths are in points where not said otherwise. Used where no rule parts columns or rows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

from pipeline.parse.pdf.gutters import (
    GUTTER,
    LEAST_SPACE,
    RUN_ON,
    Span,
    broke_on_purpose,
    find_gutters,
    has_gap,
    ink,
    is_prose,
    is_value,
    stretches,
    without_leaders,
)
from pipeline.parse.pdf.lines import Line, lines_of
from pipeline.parse.pdf.pages.page import Word

WIDE = 1.2
"""A line with a gap wider than this, in ems, may be a row of several cells."""

MORE_THAN_SPACE = 1.15
"""So many times as wide as a space, white between words is more than a space."""

NARROWEST = 0.4
"""A gutter that a header shows is at least this wide on every line, in ems."""

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

SHORT_ENTRIES = 0.85
"""Where at least this share of lines with words in several columns begin there on purpose, entries are short."""

FIGURES = 0.15
"""Rows of figures have at least this share of them among their words."""

SOME_FIGURES = 0.25
"""Where at least this share of the lines of a column hold several figures, each has a column of its own."""

SENTENCES = 0.3
"""Where at least this share of the lines of a column ends a sentence, its entries are text and no names."""

FEWEST = 3
"""Fewer lines do not show what the lines of a table are like."""

LEAST_PITCH = 0.95
"""Lines of one column are at least this far apart, in ems."""

WIDE_ENTRY = 20
"""So much wider than its entries, in ems, a column of short entries may be where nothing shows its end."""

SENTENCE_WORDS = 3
"""A line of fewer words is no sentence."""

SENTENCE_END = re.compile(r"[\w)\]\"'”’][.;:]$")
"""How a sentence or clause ends."""

SAME_GAP = 0.2
"""Distances of lines that differ by less than this, in ems, are the same."""

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


def columns_between_rules(lines: Sequence[Line]) -> list[Span]:
    """Find the gutters inside one column of a ruled table whose lines hold several figures each; perhaps none."""
    if len(lines) < 3 or sum(has_gap(line, RUN_ON) for line in lines) < 0.7 * len(lines):
        return []
    gutters = _without_units(find_gutters(lines), lines)
    if not gutters:
        return []
    strips = strips_of(lines, gutters, known=False)
    entries = [entry for strip in strips for entry in strip.entries]
    if sum(is_value(entry.text) for entry in entries) < 0.7 * len(entries):
        return []
    return gutters if sum(len(strip.entries) > 1 for strip in strips) >= 0.7 * len(strips) else []


def with_inner_gutters(gutters: Sequence[Span], lines: Sequence[Line]) -> list[Span]:
    """Add the gutters inside of columns whose lines hold several figures each: their names left no white there."""
    middles = [(gutter.x0 + gutter.x1) / 2 for gutter in gutters]
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
        if not any(word.box.x0 < gutter.x0 and word.box.x1 > gutter.x1 for line in figures for word in line.words)
    ]


def rows_between_rules(columns: Sequence[Sequence[Word]], *, alone: bool) -> list[list[list[Word]]] | None:
    """Split a ruled row that holds several lines of entries into the rows that were meant.

    ``columns`` are the words of the row's cells from left to right; ``alone`` says that the row is the whole body of
    its table, so that short entries without figures may be rows too. Returns for each row the words of each column,
    or None where the cells hold running text, or too little to tell.
    """
    every = [word for words in columns for word in words]
    if not every or [word for word in every if word.direction]:
        return None
    texts = [word.text for word in every]
    if not alone and sum([text[-1].isdigit() or is_value(text) for text in texts]) < FIGURES * len(texts):
        return None
    count = len(columns)
    strips = strips_of_cells(columns)
    figures = value_columns(strips, count)
    lined = [strip for strip in strips if any(e.column in figures and is_value(e.text) for e in strip.entries)]
    named = [strip for strip in lined if strip.entries[0].column == 0]
    first = [Line(strip.entries[0].words) for strip in strips if strip.entries[0].column == 0]
    if len(lined) >= 3 and len(lined) >= 0.7 * len(strips) and len(named) >= 0.7 * len(lined):
        if is_prose(first) or ends_sentences(first):
            return None
        split = _figure_rows(strips, figures, max((line.x1 for line in first), default=0.0), None)
    elif alone and sum(len(strip.entries) for strip in strips) >= 0.75 * count * len(strips):
        if any(is_prose(lines) or ends_sentences(lines) for lines in column_lines(strips, count)):
            return None
        split = _text_rows(strips, count, (), None, None)
    else:
        return None
    return words_by_column(split, count) if len(split) >= 3 else None


def strips_of_cells(columns: Sequence[Sequence[Word]]) -> list[Strip]:
    """Put the level words of a row's cells, which are given from left to right, into strips."""
    place = {id(word): column for column, words in enumerate(columns) for word in words}
    strips = []
    for line in lines_of([word for words in columns for word in words]):
        entries: list[Entry] = []
        for word in line.words:
            _add(entries, place[id(word)], 1, [word])
        strips.append(Strip(line, line.top, line.bottom, sorted(entries, key=lambda entry: entry.column)))
    return strips


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


def ends_sentences(lines: Sequence[Line]) -> bool:
    """Say whether so many lines of one column end a sentence or clause that its entries are text.

    A line of few words ends one where it is the rest of a line above.
    """
    ended = 0
    goes_on = False
    for line in lines:
        long = len(line.words) >= SENTENCE_WORDS
        # A full stop in another style than the word before it is a word of its own.
        ends = SENTENCE_END.search("".join(word.text for word in line.words[-2:])) is not None
        ended += ends and (long or goes_on)
        goes_on = long and not ends
    return ended >= max(2, SENTENCES * len(lines))


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
    middles = [(gutter.x0 + gutter.x1) / 2 for gutter in gutters]
    columns: list[set[str]] = [set() for _ in range(len(gutters) + 1)]
    for line in lines:
        for word in without_leaders(line.words):
            columns[bisect_right(middles, middle_of(word))].add(word.text)
    return [
        gutter
        for k, gutter in enumerate(gutters)
        if not (columns[k] and columns[k] <= UNITS_BEFORE) and not (columns[k + 1] and columns[k + 1] <= UNITS_BEHIND)
    ]


def strips_of(lines: Sequence[Line], gutters: Sequence[Span], known: bool) -> list[Strip]:
    """Put the words of each line into columns; lines at nearly one height become one strip.

    ``known``: a header gave the gutters, and each line was seen to leave them white. Figures beside each other never
    are one entry over several columns, however little white is between them.
    """
    middles = [(gutter.x0 + gutter.x1) / 2 for gutter in gutters]
    space = MORE_THAN_SPACE * _narrowest_space(lines)
    strips: list[Strip] = []
    for line in lines:
        entries: list[Entry] = []
        whole = stretches(line, WIDE)
        least = max(space, NARROWEST if known else RUN_ON if len(whole) > 1 else GUTTER)
        for part in stretches(line, max(space, RUN_ON)) if len(whole) > 1 else whole:
            first = bisect_right(middles, middle_of(part[0]))
            last = bisect_right(middles, middle_of(part[-1]))
            figures = len(part) > 1 and all(is_value(word.text) for word in part)
            touching = known and len(whole) > 1 and len(gutters) > 1
            if not figures and any(_runs_over(part, gutters[k], least, touching) for k in range(first, last)):
                _add(entries, first, last - first + 1, part)
                continue
            for word in part:
                _add(entries, bisect_right(middles, middle_of(word)), 1, [word])
        held = {id(word) for part in whole for word in part}
        for word in line.words:
            if id(word) not in held:
                _add(entries, min(bisect_right(middles, word.box.x0), len(gutters)), 1, [word])
        entries = [entry for entry in entries if entry.words]
        previous = strips[-1] if strips else None
        shared = min(previous.bottom, line.bottom) - max(previous.top, line.top) if previous else 0.0
        if (
            previous is not None
            and shared > 0.5 * min(line.bottom - line.top, previous.bottom - previous.top)
            and not {e.column for e in previous.entries} & {e.column for e in entries}
        ):
            previous.entries = sorted(previous.entries + entries, key=lambda entry: entry.column)
            previous.line = Line(sorted(previous.line.words + line.words, key=lambda word: word.box.x0))
            previous.bottom = max(previous.bottom, line.bottom)
        else:
            strips.append(Strip(line, line.top, line.bottom, sorted(entries, key=lambda entry: entry.column)))
    return strips


def _narrowest_space(lines: Sequence[Line]) -> float:
    """Return the narrowest white between two words of a line, in ems: what the type has for a space; 0 without any.

    In justified text other spaces are wider.
    """
    gaps = [(behind.box.x0 - word.box.x1) / word.size for line in lines for word, behind in pairwise(line.words)]
    return min([gap for gap in gaps if gap >= LEAST_SPACE], default=0.0)


def middle_of(word: Word) -> float:
    """Return the middle of a word's width, without dots glued to its end."""
    span = ink(word)
    return (span.x0 + span.x1) / 2


def begins_at(x0: float, gutter: Span) -> bool:
    """Say whether what begins at a place begins where the column behind a gutter does."""
    return abs(x0 - gutter.x1) <= AT_START


def _runs_over(part: Sequence[Word], gutter: Span, least: float, touching: bool) -> bool:
    """Say whether words run on over a gutter: the white between them there is narrower than ``least``, in ems.

    ``touching``: not where a word begins with the column behind it, however near a long word comes to that.
    """
    before = max((ink(word).x1 for word in part if middle_of(word) < (gutter.x0 + gutter.x1) / 2), default=gutter.x0)
    after = min((ink(word).x0 for word in part if middle_of(word) >= (gutter.x0 + gutter.x1) / 2), default=gutter.x1)
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
        texts = [e.text for strip in strips if (e := strip.at(column)) is not None and e.span == 1]
        values = sum(map(is_value, texts))
        if values >= 2 and values >= 0.6 * len(texts):
            found.add(column)
    return found


def split_rows(
    strips: Sequence[Strip],
    count: int,
    gutters: Sequence[Span],
    row_gap: float | None = None,
    head_gap: float | None = None,
) -> list[list[Strip]]:
    """Put strips of a table into rows, none of which a rule parts.

    ``row_gap`` is how far rows are apart where that is known, ``head_gap`` how far the first is from the names of the
    columns (both in ems, `gap_between`).

    In a table of figures each strip with a figure is a row, and lines without are the rest of an entry before (as
    those closer to it than rows are to each other) or behind, or a head of their own. In a table of text a row begins
    where every column breaks on purpose, under more white than lines of a paragraph have, and a column begins again
    beside the first.
    """
    if len(strips) < 2:
        return [list(strips)] if strips else []
    figures = value_columns(strips, count)
    widest = max((e.words[-1].box.x1 for s in strips if (e := s.at(0)) is not None and e.span == 1), default=0.0)
    lined = sum(any(e.column in figures and is_value(e.text) for e in strip.entries) for strip in strips)
    columns = column_lines(strips, count)
    prose = any((len(column) >= 3 and is_prose(column)) or ends_sentences(column) for column in columns)
    gaps = [gap_between(strips[:index], strips[index]) for index in range(1, len(strips))]
    one_row = prose and head_gap is not None and max(gaps) < head_gap - ALIKE
    if row_gap is None and figures and not one_row and (lined >= 0.6 * len(strips) or not prose):
        return _figure_rows(strips, figures, widest, head_gap)
    return _text_rows(strips, count, gutters, row_gap, head_gap)


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


def _figure_rows(
    strips: Sequence[Strip], figures: set[int], widest: float, head_gap: float | None
) -> list[list[Strip]]:
    def has_figures(strip: Strip) -> bool:
        return any(entry.column in figures and is_value(entry.text) for entry in strip.entries)

    gaps = [inf, *(gap_between([above], below) for above, below in pairwise(strips)), inf]
    between = [gaps[k] for k in range(1, len(strips)) if has_figures(strips[k - 1]) and has_figures(strips[k])]
    enough = len(between) >= (FEWEST if head_gap is None else FEWEST - 1)
    least = min(between) - MORE_WHITE if enough else 0.0
    # Where rows stand further apart than lines of one entry ever do, that tells them.
    white = least >= MOST_PITCH
    rows: list[list[Strip]] = []
    waiting: list[Strip] = []
    for index, strip in enumerate(strips):
        above = strips[index - 1] if index else None
        if (
            above is not None
            and above.bottom - strip.top > BESIDE * strip.line.size
            and not (has_figures(strip) and has_figures(above))
        ):
            # Lines of one entry, with its figures set at half their height.
            (waiting if waiting else rows[-1]).append(strip)
            if has_figures(strip) and waiting:
                rows.append(waiting)
                waiting = []
            continue
        if has_figures(strip):
            rows.append([*waiting, strip])
            waiting = []
            continue
        following = strips[index + 1] if index + 1 < len(strips) else None
        apart = (
            index + 1 == len(strips) or strips[index + 1].at(0) is None or gaps[index + 1] > gaps[index] + MORE_WHITE
        )
        close = gaps[index] < least and (apart or white)
        as_rows = white and gaps[index] >= least
        goes_up = bool(rows) and not waiting and (close or (not as_rows and _continues(rows[-1][-1], strip, widest)))
        if goes_up:
            rows[-1].append(strip)
        elif (
            following is not None
            and not (white and gaps[index + 1] >= least)
            and _leads_to(strip, following, widest, has_figures(following))
        ):
            waiting.append(strip)
        else:
            rows.append([*waiting, strip])
            waiting = []
    if waiting:
        rows.append(waiting)
    return rows


def _continues(above: Strip, strip: Strip, widest: float) -> bool:
    """Say whether a line without figures is the rest of the entries above it."""
    own, prior = strip.at(0), above.at(0)
    if own is None:
        return True
    if prior is None or own.span > 1 or strip.top - above.bottom > 0.8 * strip.line.size:
        return False
    if own.words[0].bold != prior.words[-1].bold:
        return False
    full = not broke_on_purpose(Line(prior.words), Line(own.words), widest)
    indented = own.words[0].box.x0 > prior.words[0].box.x0 + 0.4 * strip.line.size
    lower = own.text[:1].islower() or own.text[:1] in "(&"
    return (lower and (full or indented)) or (full and indented)


def _leads_to(strip: Strip, following: Strip, widest: float, figures: bool) -> bool:
    """Say whether a line without figures begins an entry whose figures stand on the next line."""
    own, after = strip.at(0), following.at(0)
    if own is None or own.span > 1 or own.text.endswith(":") or own.words[-1].bold != following.line.words[0].bold:
        return False
    if after is None:
        return figures
    full = not broke_on_purpose(Line(own.words), Line(after.words), widest)
    return full and (after.text[:1].islower() or after.words[0].box.x0 > own.words[0].box.x0 + 0.4 * strip.line.size)


@dataclass(frozen=True, slots=True)
class _Break:
    """A place between two lines where a row may begin.

    ``gap``: the distance of the lines in ems. ``several``: more than one column has words below. ``forced``: no
    column's line was broken because it was full. ``resumed``: a column begins again beside others. ``white``: more
    white is there than between lines of a paragraph. ``level``: two columns at least begin below, on one baseline,
    each under so much white.
    """

    index: int
    gap: float
    several: bool
    forced: bool
    resumed: bool
    white: bool
    level: bool


def _starts(breaks: Sequence[_Break], head_gap: float | None, *, text: bool, prose: bool, inner: bool) -> set[int]:
    """Return the indexes of the lines at which rows begin.

    ``text``: the entries are sentences, ``prose``: or fill lines; ``inner``: paragraphs begin in one column beside
    lines of another.
    """
    several = [place for place in breaks if place.several]
    if not text and len(several) >= FEWEST and sum(p.forced for p in several) >= SHORT_ENTRIES * len(several):
        # Entries of one line each: lines with words in several columns are rows, whatever white is between them.
        return {place.index for place in breaks if place.forced or (place.white and place.several)}
    white = [place for place in breaks if place.white]
    if head_gap is not None:
        if any(abs(place.gap - head_gap) <= ALIKE for place in white):
            return {place.index for place in breaks if place.gap >= head_gap - ALIKE}
        level = [place for place in white if place.level]
        rows = level if not prose else len(level) > 1 and len(level) == len(white) and not inner
        lined = all(place.several and place.forced for place in breaks)
        if not rows and not lined and not any(place.gap > head_gap for place in breaks):
            # The names of the columns stand further off than any two lines: paragraphs of one row.
            return set()
    levels = _levels([place.gap for place in white])
    if len(levels) > 1 or (levels and head_gap is not None and abs(head_gap - levels[0]) <= SAME_GAP):
        least = _row_level(levels, white, head_gap)
        return {place.index for place in white if place.gap >= least - SAME_GAP}
    sure = [place for place in white if place.several]
    if not sure:
        sure = [place for place in breaks if place.forced and place.resumed]
        white = [place for place in breaks if place.white or place.forced] if sure else white
    # What has less white above it than every row that surely begins is a paragraph inside a row.
    least = min((place.gap for place in sure), default=0.0)
    return {place.index for place in white if place.gap >= least - 0.04}


def _levels(gaps: Sequence[float]) -> list[float]:
    """Return the distances that lines have, from the smallest; those that hardly differ are one (its smallest)."""
    levels: list[list[float]] = []
    for gap in sorted(gaps):
        if levels and gap - levels[-1][-1] <= SAME_GAP / 2 and gap - levels[-1][0] <= SAME_GAP:
            levels[-1].append(gap)
        else:
            levels.append([gap])
    return [level[0] for level in levels]


def _row_level(levels: Sequence[float], white: Sequence[_Break], head_gap: float | None) -> float:
    """Choose the least distance between rows: that of the header from the first, else where most begin several columns.

    Paragraphs inside rows are less far apart, and only by chance two of them stand side by side.
    """
    if head_gap is not None:
        near = [level for level in levels if abs(level - head_gap) <= SAME_GAP]
        if near:
            return near[0]
    chosen = levels[-1]
    for level, above in zip(reversed(levels), [inf, *reversed(levels)], strict=False):
        own = [place for place in white if level <= place.gap < above]
        if 2 * sum(place.several for place in own) <= len(own):
            break
        chosen = level
    return chosen


def _text_rows(
    strips: Sequence[Strip],
    count: int,
    gutters: Sequence[Span],
    row_gap: float | None,
    head_gap: float | None,
) -> list[list[Strip]]:
    last: dict[int, Entry] = {entry.column: entry for entry in strips[0].entries}
    rights = _right_edges(strips, count, gutters)
    gaps = [gap_between(strips[:index], strips[index]) for index in range(1, len(strips))]
    usual = sorted(gap for gap in gaps if gap >= LEAST_PITCH)
    tight = min(usual[len(usual) // 10], MOST_PITCH) if usual else LEAST_PITCH
    breaks: list[_Break] = []
    inner = False
    for index, (above, strip) in enumerate(pairwise(strips), 1):
        several = len(strip.entries) > 1
        if strip.at(0) is not None or several:
            forced = _is_forced(strip, last, rights)
            resumed = any(above.at(entry.column) is None for entry in strip.entries) or len(above.entries) == count
            gap = gaps[index - 1]
            new = [
                baseline_of(entry)
                for entry in strip.entries
                if entry.column not in last or distance_between(last[entry.column], entry) >= tight + MORE_WHITE
            ]
            inner |= bool(new) and gap < tight + MORE_WHITE and all(entry.column in last for entry in strip.entries)
            level = len(new) > 1 and max(new) - min(new) <= ALIKE * strip.line.size
            white = gap >= tight + MORE_WHITE
            breaks.append(_Break(index, gap, several, forced, several and resumed, white, white and level))
        for entry in strip.entries:
            last[entry.column] = entry
    if row_gap is None:
        columns = column_lines(strips, count)
        text = any(map(ends_sentences, columns))
        prose = text or any(len(lines) >= FEWEST and is_prose(lines) for lines in columns)
        starts = _starts(breaks, head_gap, text=text, prose=prose, inner=inner)
    else:
        starts = {place.index for place in breaks if place.gap >= row_gap - SAME_GAP / 2}
    rows: list[list[Strip]] = []
    for index, strip in enumerate(strips):
        if index == 0 or index in starts:
            rows.append([])
        rows[-1].append(strip)
    return rows


def _is_forced(strip: Strip, last: Mapping[int, Entry], rights: Sequence[float]) -> bool:
    """Say whether no entry of a strip stands there because the line above it, ``last`` of its column, was full."""
    return all(
        entry.column not in last
        or broke_on_purpose(Line(last[entry.column].words), Line(entry.words), rights[entry.column])
        for entry in strip.entries
    )


def begins_again(strips: Sequence[Strip], count: int) -> list[bool]:
    """Say of each strip but the first whether it begins several columns again, none of whose lines above was full."""
    rights = _right_edges(strips, count, ())
    last: dict[int, Entry] = {entry.column: entry for entry in strips[0].entries}
    found = []
    for strip in strips[1:]:
        found.append(len(strip.entries) > 1 and _is_forced(strip, last, rights))
        last |= {entry.column: entry for entry in strip.entries}
    return found


def _right_edges(strips: Sequence[Strip], count: int, gutters: Sequence[Span]) -> list[float]:
    """Return where each column's lines end: running text at its longest line, else where the next column begins."""
    edges = []
    for column, lines in enumerate(column_lines(strips, count)):
        content = max((line.x1 for line in lines), default=0.0)
        if not is_prose(lines):
            size = lines[0].size if lines else 0.0
            content = max(
                content, gutters[column].x1 - 0.5 * size if column < len(gutters) else content + WIDE_ENTRY * size
            )
        edges.append(content + 1.0)
    return edges
