"""Where the columns of a table stand whose words keep their places on the printed page, and which words are whose.

A column begins where words begin line after line. Two spaces part columns wherever they stand; one space does where
the next word begins exactly at a column, or where the text before it was too long for its own and pushed it on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from pipeline.parse.text.tables.placed import PlacedLine

_WORD = re.compile(r"\S+")

WIDE = 2
"""So many spaces part columns, or stand for nothing."""
SHIFT = 8
"""A column begins in another row or on another page at most so many characters from where most of its texts do."""
MAX_AWAY = 16
"""Nothing that stands further away belongs to it."""
MAX_PUSHED = 4
"""A word that the text before it pushed out of its place stands at most so many characters behind it."""
MAX_SHIFTED = 2
"""Behind one space a column begins at most so many characters away, if nothing else speaks for it."""
LINES_BELOW = 4
"""In so many lines below none reaches over the place where a column begins nearer than elsewhere."""
MAX_COST = 3.0
"""A line whose cheapest division costs more is no line of the table."""
CERTAIN = 0.5
"""A line whose second division costs less than this more is doubtful."""
MIN_OWED = 3
"""Fewer lines that begin an activity do not show which columns have words beside it."""

# What a division of a line costs, on one scale: one word that stands in the place of another column costs 1.
_FAR, _GAP_INSIDE, _GAP_JUSTIFIED, _GAP_BEFORE, _OUTSIDE = 0.05, 1.5, 0.3, 3.0, 1.0
_CLOSE, _PUSHED, _PULLED, _FORCED, _OWED, _SMALL, _NEVER = 0.3, 0.8, 1.0, 2.0, 2.0, 1.0, 99.0
_WIDE_VOTES, _NAME_VOTES = 3, 4
"""How much more than a word behind one space tells where a column begins: one behind several, and a name above."""


@dataclass(frozen=True)
class Columns:
    """The columns of a table: where most of the texts of each begin (characters).

    ``near`` is where they begin in the lines right above, ``owed`` in what share of the lines that begin an activity
    each column has words.
    """

    usual: tuple[int, ...]
    near: tuple[int, ...] = ()
    owed: tuple[float, ...] = ()

    def away(self, column: int, start: int) -> int:
        """Return how far a place is from where texts of a column begin."""
        return min(abs(start - places[column]) for places in (self.usual, self.near) if places)

    def below(self, division: Division) -> Columns:
        """Return the columns as they are for the line below a divided one."""
        near = zip(division.parts, self.near or self.usual, self.usual, strict=True)
        return replace(
            self,
            near=tuple(
                start if start < end and abs(start - usual) <= SHIFT and division.wide else before
                for (start, end), before, usual in near
            ),
        )


@dataclass(frozen=True)
class Division:
    """Where the words of each column begin and end in a line.

    ``wide`` says whether a stretch of spaces parts two of them, ``exact`` whether each that one space parts from the
    one before begins just where its column does, ``certain`` whether both is so, no text reaches into the next column,
    and no other division is nearly as likely.
    """

    parts: tuple[tuple[int, int], ...]
    wide: bool
    exact: bool
    certain: bool

    @property
    def filled(self) -> int:
        """In how many columns words stand."""
        return sum(start < end for start, end in self.parts)


def find_columns(
    rows: Sequence[PlacedLine],
    ranges: Sequence[tuple[int, int]],
    named: Sequence[int] = (),
    left: int | None = None,
) -> Columns:
    """Return the columns of lines; ``ranges`` are the places between which each but the first may begin.

    ``named`` are the places of the names above them, if any, in which texts begin, too, unless the names are centred.
    ``left`` is where the first column begins, None where the line that begins furthest left says so.
    """
    lines = [_words(row) for row in rows]
    usual = [min([*named[:1], *(words[0][0] for words in lines)], default=0) if left is None else left]
    for place, (low, high) in enumerate(ranges):
        found: Counter[int] = Counter()
        for start, _, gap in (word for words in lines for word in words):
            if max(low, usual[-1] + 2) <= start <= high:
                found[start] += _WIDE_VOTES if gap >= WIDE else 1
        if named:
            found[named[place + 1]] += _NAME_VOTES
        usual.append(max(found, key=lambda start: (found[start], -start), default=high))
    return Columns(tuple(usual))


def with_owed(columns: Columns, rows: Sequence[PlacedLine], begins: Callable[[PlacedLine], bool]) -> Columns:
    """Return the columns with the share of lines that begin an activity in which each has words."""
    divisions = [division for row in rows if begins(row) and (division := divide(row, columns))]
    if len(divisions) < MIN_OWED:
        return columns
    filled = [
        sum(division.parts[at][0] < division.parts[at][1] for division in divisions) for at in range(len(columns.usual))
    ]
    return replace(columns, owed=tuple(count / len(divisions) for count in filled))


def divide(
    row: PlacedLine,
    columns: Columns,
    below: Sequence[PlacedLine] = (),
    *,
    begins: bool = False,
    forced: bool = False,
) -> Division | None:
    """Return the likeliest division of a line among columns, None where it is no line of the table.

    ``below`` are the lines that follow in its row; ``begins`` says whether it begins an activity, ``forced`` that it is
    a line of the table, however unlikely: it is parted where it can be, and not certain.
    """
    words = _words(row)
    justified = sum(gap >= WIDE for _, _, gap in words[1:]) >= len(columns.usual)
    best: list[list[tuple[float, tuple[int, ...]]]] = [[] for _ in columns.usual]
    for place, (start, end, gap) in enumerate(words):
        following: list[list[tuple[float, tuple[int, ...]]]] = []
        free = begins and row.line.text[start].isupper() and _is_free(start, below)
        for column in range(len(columns.usual)):
            above = words[place - 1][1] if place else 0
            begun = _cost_first(columns, column, start, gap if place else WIDE, above, free)
            begun = min(begun, _FORCED + _FAR * abs(start - columns.usual[column])) if forced else begun
            begun += _SMALL * (begins and row.line.text[start].islower())
            inside = _cost_inside(columns, column, start, gap, justified)
            before = [entry for other in range(column) for entry in best[other]] if place else [(0.0, ())]
            found = [(cost + begun, (*given, column)) for cost, given in before]
            found += [(cost + inside, (*given, column)) for cost, given in best[column]]
            found = [(cost + _cost_outside(columns, column, start, end), given) for cost, given in found]
            following.append(nsmallest(2, found))
        best = following
    owed = columns.owed if begins else ()
    ranked = nsmallest(
        2,
        (
            (cost + sum(_OWED * share for at, share in enumerate(owed) if share > 0.5 and at not in given), given)
            for entries in best
            for cost, given in entries
        ),
    )
    if not ranked or (ranked[0][0] - _OWED * sum(owed) > MAX_COST and not forced):
        return None
    division = _division(columns, words, ranked)
    return replace(division, certain=False) if forced else division


def _is_free(place: int, below: Sequence[PlacedLine]) -> bool:
    """Say whether no word of the lines below stands across the space before a place."""
    return all(line.line.text[place - 1 : place].strip() == "" for line in below[:LINES_BELOW])


def _division(
    columns: Columns, words: Sequence[tuple[int, int, int]], ranked: Sequence[tuple[float, tuple[int, ...]]]
) -> Division:
    given = ranked[0][1]
    parts: list[tuple[int, int]] = []
    at = words[0][0]
    for column in range(len(columns.usual)):
        own = [word for word, place in zip(words, given, strict=True) if place == column]
        parts.append((own[0][0], own[-1][1]) if own else (at, at))
        at = parts[-1][1]
    turns = [place for place in range(1, len(words)) if given[place] != given[place - 1]]
    exact = all(words[place][2] >= WIDE or columns.away(given[place], words[place][0]) == 0 for place in turns)
    within = all(start == end or end <= edge + 1 for (start, end), edge in zip(parts, columns.usual[1:], strict=False))
    apart = len(ranked) < 2 or ranked[1][0] - ranked[0][0] >= CERTAIN
    wide = any(words[place][2] >= WIDE for place in turns)
    return Division(tuple(parts), wide, exact, certain=exact and within and apart)


def _words(row: PlacedLine) -> list[tuple[int, int, int]]:
    """Return the words of a line with the spaces before each; a bullet goes with the word that it stands before."""
    found: list[tuple[int, int, int]] = []
    at = 0
    for first, last in row.segments:
        for match in _WORD.finditer(row.line.text, first, last):
            start, end = match.span()
            gap = start - at if start == first else 1
            found.append((start, end, gap))
            at = end
    return found


def _cost_first(columns: Columns, column: int, start: int, gap: int, above: int, free: bool) -> float:
    """Return what it costs that a word begins the text of a column.

    ``above`` is where the word before it ends; ``free`` says whether nothing below stands across its beginning.
    """
    usual = columns.usual[column]
    away = columns.away(column, start)
    if column and ((away > MAX_AWAY and start < usual) or start <= columns.usual[column - 1] + 1):
        return _NEVER
    if gap >= WIDE:
        return _FAR * away
    if away <= 1:
        return _CLOSE * (1 + away)
    if away <= MAX_SHIFTED or (usual < start <= usual + MAX_PUSHED and above >= usual - 1):
        return _PUSHED + _FAR * away
    return _PULLED + _FAR * away if free and usual - SHIFT <= start < usual else _NEVER


def _cost_inside(columns: Columns, column: int, start: int, gap: int, justified: bool) -> float:
    """Return what it costs that a word stands in a column behind another one."""
    if gap < WIDE:
        return 0.0
    if any(abs(start - usual) <= 1 for usual in columns.usual[column + 1 :]):
        return _GAP_BEFORE
    return _GAP_JUSTIFIED if justified else _GAP_INSIDE


def _cost_outside(columns: Columns, column: int, start: int, end: int) -> float:
    """Return what it costs that a word stands in the place of a following column."""
    if column + 1 == len(columns.usual):
        return 0.0
    edge = columns.usual[column + 1]
    return _OUTSIDE if start >= edge else _OUTSIDE / 2 if end > edge + MAX_PUSHED else 0.0
