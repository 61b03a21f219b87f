"""Separates two table columns that a converter printed line by line through each other.

What is known of such a paragraph is physical. Each printed line is a line of one column; lines of the two columns
alternate, except where one column is empty. Within a column lines were broken by width: a line is at most as wide as
the column, and the first word of the next line of the column would not have fitted on it, unless the paragraph ended.
A code begins a line of the first column. A column that has ended stays empty to the end of the row. To this comes
the grammar of the seams, by closed classes of words and by the document's own phrases.

The division of least cost over all divisions is found by dynamic programming, for the column widths of least cost.
Widths are those of Helvetica, which are those of the fonts that the conventions print in.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.split.continuity import Usage
from pipeline.split.restore.woven_words import ADDRESS, BEFORE_ADDRESS, CLASH, Setting, WovenWords, class_of

# Costs, on the scale of those of words (`woven_words`).
_CODE_ASTRAY = 20.0
_TOO_WIDE = 60.0
_ROOM_LEFT = 2.5
_ROOM_TOLERANCE = 0.01
_LIST_INDENT = 0.1
_TIGHT = -0.1
_SWITCH = 0.2
_EXTRA_LINE = 2.2
_PARAGRAPH = 0.7
_ITEM = 0.3
_ITEM_OF_SENTENCE = 1.0
_NO_END = 9.0
_CLOSE = 0.5
_REOPEN = 0.7
_WITHOUT_GROUP = 1.0
_REOPEN_SOON = 0.9
_REOPEN_LATER = 0.4
_REOPEN_ASTRAY = 6.7
_RESUME_ASTRAY = 6.0
_RESUME_SOON = 1.5

_LONGEST_LINE = 14
_NEAR_CODE = 12
_LONGEST_GAP = 4
_BEAM = 4.0
_STATES = 60
_FEW_STATES = 24
_WIDTHS = range(156, 290, 12)
_OTHER_WIDTH = 0.2
_STEPS = (6.0, 2.0, 1.0)
_STARTS = 3
_ROUND_ABOUT = tuple((left, right) for left in (-6.0, 0.0, 6.0) for right in (-6.0, 0.0, 6.0))
_MOVES = ((-1, 0), (1, 0), (0, -1), (0, 1))
UNSURE = 2.5
"""A division whose best rival costs less than this much more is not certain."""

State = tuple[str, int, int, int, int, int, bool]
_NEVER, _TEXT, _GROUP = -3, -2, -1
"""How an empty column ended: it never held anything, with a text, with a sub-heading."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its column (0 or 1) and its words by number, the end exclusive."""

    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Division:
    """How a paragraph divides into lines of two columns, for which column widths (points at 10 pt).

    ``margin`` is how much more the best division costs that ends in another way or for other widths.
    """

    words: list[str]
    lines: list[Line]
    widths: tuple[float, float]
    margin: float

    def text(self, column: int) -> str:
        """Return the words of a column as running text."""
        return " ".join(" ".join(self.words[line.start : line.end]) for line in self.lines if line.column == column)


def unweave(words: Sequence[str], setting: Setting, usage: Usage, names: set[str]) -> Division:
    """Divide a paragraph into the lines of two columns; column widths are estimated with it."""
    weave = WovenWords(list(words), setting, usage, names)
    tried: dict[tuple[float, float], tuple[float, list[Line]]] = {}

    known = setting.widths

    def solve(pair: tuple[float, float]) -> tuple[float, list[Line]]:
        if pair not in tried:
            cost, lines = _Search(weave, pair, _FEW_STATES).run()
            away = abs(pair[0] - known[0]) + abs(pair[1] - known[1]) if known else 0.0
            tried[pair] = (cost + away * _OTHER_WIDTH, lines)
        return tried[pair]

    def descend(pair: tuple[float, float], steps: Sequence[float]) -> tuple[float, float]:
        for step in steps:
            moved = True
            while moved:
                around = [pair, *((pair[0] + x * step, pair[1] + y * step) for x, y in _MOVES)]
                chosen = min(around, key=lambda other: (round(solve(other)[0], 6), other != pair, other))
                moved = chosen != pair
                pair = chosen
        return pair

    def cheapest(pairs: Iterable[tuple[float, float]], count: int) -> list[tuple[float, float]]:
        return sorted(pairs, key=lambda pair: (solve(pair)[0], pair))[:count]

    if known:
        best = descend(known, _STEPS[-2:])
    else:
        equal = cheapest(((float(width), float(width)) for width in _WIDTHS), _STARTS)
        unequal = [(one + away, one - away) for one, _ in equal for away in (-_WIDTHS.step, 0, _WIDTHS.step)]
        best = cheapest((descend(pair, _STEPS) for pair in cheapest(set(unequal), _STARTS)), 1)[0]
    for left, right in _ROUND_ABOUT:
        solve((best[0] + left, best[1] + right))
    cost, lines = _Search(weave, best, _STATES).run()
    first = Division(list(words), lines, best, 0.0).text(0)
    rivals = [other for other, divided in tried.values() if Division(list(words), divided, best, 0.0).text(0) != first]
    return Division(list(words), lines, best, min(rivals, default=math.inf) - cost)


class _Search:
    """The dynamic programme for one pair of widths.

    A state is (kind, column, start, end, extra, number, alone): the last line with its column; for kind ``W`` (woven)
    ``extra`` and ``number`` are the start and end of the other column's last line, which is open, and ``alone`` says
    that the line before that was of its own column; for kind ``S`` (the other column is empty) ``extra`` says how the
    other column ended and ``number`` for how many lines it has been empty.
    """

    def __init__(self, weave: WovenWords, widths: tuple[float, float], states: int) -> None:
        self._states = states
        self._weave = weave
        self._widths = widths
        self._layers: list[dict[State, tuple[float, int, State | None]]] = [{} for _ in range(weave.count + 1)]
        self._reach = [math.inf] * (weave.count + 1)
        """What costs more than this up to a word is not gone on with there; all that reaches the end is compared."""
        self._lines: dict[tuple[int, int, bool], list[tuple[int, float, float]]] = {}
        self._follows: dict[tuple[int, int, int, int, bool, bool], float] = {}

    def run(self) -> tuple[float, list[Line]]:
        weave = self._weave
        for column in (0, 1) if weave.setting.second_open else (0,):
            for end, cost, _ in self._lines_from(column, 0, opened=False):
                self._push(end, ("S", column, 0, end, _NEVER, 9, True), cost, 0, None)
        for place in range(1, weave.count):
            layer = self._layers[place]
            if not layer:
                continue
            limit = self._reach[place]
            for cost, state in heapq.nsmallest(self._states, ((kept[0], state) for state, kept in layer.items())):
                if cost <= limit:
                    self._go_on(place, state, cost)
        return self._best()

    def _best(self) -> tuple[float, list[Line]]:
        final = self._layers[self._weave.count]
        state = min(final, key=lambda entry: (final[entry][0] + self._last_lines(entry), entry))
        total = final[state][0] + self._last_lines(state)
        lines: list[Line] = []
        place = self._weave.count
        current: State | None = state
        while current is not None:
            lines.append(Line(current[1], current[2], current[3]))
            _, place, current = self._layers[place][current]
        return total, lines[::-1]

    def _push(self, place: int, state: State, cost: float, origin: int, before: State | None) -> None:
        layer = self._layers[place]
        if state not in layer or cost < layer[state][0] - 1e-9:
            layer[state] = (cost, origin, before)
            if place < self._weave.count and cost + _BEAM < self._reach[place]:
                self._reach[place] = cost + _BEAM

    def _lines_from(self, column: int, start: int, *, opened: bool) -> list[tuple[int, float, float]]:
        """Return the lines that may begin at a word: where each ends, its cost, and that of its brackets.

        ``opened`` says whether the line before it leaves a bracket open.
        """
        key = (column, start, opened)
        found = self._lines.get(key)
        if found is None:
            found = self._lines[key] = [
                (end, self._cost_of_line(column, start, end), self._weave.bracket(opened, start, end))
                for end in self._ends(column, start)
            ]
        return found

    def _ends(self, column: int, start: int) -> list[int]:
        """Return where a line that begins at a word may end: nearly full, at the end of a text, before a code."""
        weave = self._weave
        ends: list[int] = []
        for end in range(start + 1, min(weave.count, start + _LONGEST_LINE) + 1):
            width = weave.width(start, end)
            if width > self._widths[column] * 1.04:
                break
            text_ends = weave.ends_sentence[end - 1] or weave.ends_item[end - 1] or end in weave.codes
            text_ends = text_ends or bool(ADDRESS.match(weave.words[end - 1]))
            if width > self._widths[column] * 0.6 or text_ends or end == weave.count or weave.is_group(start, end):
                ends.append(end)
            if end in weave.codes:
                break
        return ends or [start + 1]

    def _cost_of_line(self, column: int, start: int, end: int) -> float:
        """Return the cost of reading the words as one line of a column."""
        weave = self._weave
        cost = weave.inner[end] - weave.inner[start + 1]
        cost += weave.tense[column][end] - weave.tense[column][start]
        excess = weave.width(start, end) - self._widths[column]
        if excess > 0:
            cost += excess / self._widths[column] * _TOO_WIDE
        if column == 1 and start in weave.codes:
            cost += _CODE_ASTRAY
        if column == 0 and any(place in weave.openers for place in range(start, end - 1)):
            cost += CLASH
        return cost

    def _follow(self, column: int, start: int, end: int, place: int, woven: bool, alone: bool) -> float:
        """Return the cost of a line's being followed, in its column, by the word at ``place``.

        ``alone``: the line printed before it was of its own column too.
        """
        key = (column, start, end, place, woven, alone)
        if key not in self._follows:
            self._follows[key] = self._cost_of_following(column, start, end, place, woven, alone)
        return self._follows[key]

    def _cost_of_following(self, column: int, start: int, end: int, place: int, woven: bool, alone: bool) -> float:
        weave = self._weave
        ended, item, low = weave.ends_sentence[end - 1], weave.ends_item[end - 1], weave.low[place]
        if place in weave.codes:
            begins = not alone or start == 0 or weave.ends_sentence[start - 1]
            if ended or (column == 0 and begins and weave.is_group(start, end)):
                return 0.0
            return _ITEM if item else _NO_END / 2
        running = weave.seam(end - 1, place) + self._room(column, start, end, weave.widths[place], woven)
        if ended and not low:
            return min(running, _PARAGRAPH)
        if item and weave.words[end - 1][:-1].casefold() in BEFORE_ADDRESS:
            return running
        if item and column == 1 and not ADDRESS.match(weave.words[place]):
            return CLASH if low else running
        if item:
            sentence = not low and weave.words[end - 1][-1] == ";" and class_of(weave.words[place]) == "preposition"
            return min(running, _PARAGRAPH if low else _ITEM) + (_ITEM_OF_SENTENCE if sentence else 0.0)
        return min(running, _NO_END)

    def _room(self, column: int, start: int, end: int, width: float, woven: bool) -> float:
        """Return the cost of a line's having been broken before a word of this width."""
        printed = self._weave.edges[end] - self._weave.edges[start]
        room = self._widths[column] - (printed + width)
        indent = _LIST_INDENT if column == 0 and self._weave.listed[start] else 0.0
        if room > self._widths[column] * (_ROOM_TOLERANCE + indent):
            return float(_ROOM_LEFT + room / self._widths[column])
        return _TIGHT if woven else 0.0

    def _last_lines(self, state: State) -> float:
        """Return the cost of the last line of each column: cut off by the page's end, it is as full as any other."""
        kind, column, start, end, extra, number, _ = state
        cost = self._last_line(column, start, end)
        if kind == "W":
            cost += self._last_line(1 - column, extra, number)
        return cost

    def _last_line(self, column: int, start: int, end: int) -> float:
        weave = self._weave
        if weave.ends_sentence[end - 1] or weave.ends_item[end - 1] or not weave.setting.followers:
            return 0.0
        return min([self._room(column, start, end, width, False) + clash for width, clash in weave.followers(end)])

    def _go_on(self, place: int, state: State, cost: float) -> None:
        kind, column, start, end, extra, number, alone = state
        weave, reach, push = self._weave, self._reach, self._push
        other, single = 1 - column, kind == "S"
        if single:
            for stop, line, _ in self._lines_from(other, place, opened=False):
                total = cost + self._reopen(other, place, stop, state) + line + _SWITCH
                if total <= reach[stop]:
                    push(stop, ("W", other, place, stop, start, end, True), total, place, state)
        else:
            so_far = cost + self._follow(other, extra, number, place, True, alone)
            for stop, line, bracket in self._lines_from(other, place, opened=weave.opens(extra, number)):
                total = so_far + line + _SWITCH + bracket
                if total <= reach[stop]:
                    push(stop, ("W", other, place, stop, start, end, False), total, place, state)
        so_far = cost + self._follow(column, start, end, place, False, single)
        lines = self._lines_from(column, place, opened=weave.opens(start, end))
        if single:
            empty = min(number + 1, 9)
            for stop, line, bracket in lines:
                total = so_far + line + bracket
                if total <= reach[stop]:
                    push(stop, ("S", column, place, stop, extra, empty, True), total, place, state)
            return
        how = self._closes(other, extra, number, alone)
        for stop, line, bracket in lines:
            total = so_far + line + bracket
            if total + _EXTRA_LINE <= reach[stop]:
                push(stop, ("W", column, place, stop, extra, number, alone), total + _EXTRA_LINE, place, state)
            if how and total + how[1] <= reach[stop]:
                push(stop, ("S", column, place, stop, how[0], 1, True), total + how[1], place, state)

    def _closes(self, column: int, start: int, end: int, alone: bool) -> tuple[int, float] | None:
        """Say how a column may end with this line, and at what cost; None where it cannot."""
        weave = self._weave
        if weave.ends_sentence[end - 1]:
            return _TEXT, _CLOSE
        if column == 0:
            after_text = start == 0 or weave.ends_sentence[start - 1]
            return (_GROUP, _ITEM) if alone and after_text and weave.is_group(start, end) else None
        if ADDRESS.match(weave.words[end - 1]):
            return _TEXT, _CLOSE
        return (_TEXT, CLASH) if end - start <= 3 else None

    def _reopen(self, column: int, place: int, stop: int, state: State) -> float:
        """Return the cost of a column's beginning again after it was empty: at the start of a row, or after a gap."""
        weave = self._weave
        _, _, start, end, ended, empty, _ = state
        if column == 0:
            if place in weave.codes:
                return 0.0
            if ended == _GROUP or weave.low[place]:
                return _RESUME_ASTRAY
            code = weave.next_code[place]
            if weave.is_group(place, stop) and code - place <= _NEAR_CODE:
                return _ITEM
            return _RESUME_SOON if empty <= 1 else _RESUME_ASTRAY
        if weave.low[place] and not (ended == _NEVER and weave.setting.second_open):
            return _RESUME_ASTRAY
        code = weave.next_code[stop]
        if weave.is_group(start, end) or (stop < code <= stop + _NEAR_CODE and not weave.low[stop]):
            return _REOPEN
        if start in weave.codes:
            return _REOPEN + (0.0 if weave.ungrouped else _WITHOUT_GROUP)
        if ended == _NEVER or empty > _LONGEST_GAP:
            return _REOPEN_ASTRAY
        return _REOPEN_SOON + _REOPEN_LATER * max(0, empty - 2)
