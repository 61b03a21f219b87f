"""Rows that the grounds of single cells tell: of a first column that is coloured throughout, of every other row.

Where grounds of cells begin and end, the rows of their columns do. A column without grounds there has a row of its own
where its text begins level with that of a cell on a ground; its cell goes on where its text runs on past that height.
Lengths are in points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.model import EMPTY_BELOW, SPANNED, Box
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.drawn.grid import SNAP, JoinedRule, places_apart

FEWEST_PARTIAL = 2
"""So many grounds behind some columns only show that grounds are those of cells; one does that is behind several."""

LEVEL = 1.5
"""Baselines that differ by at most this are level."""

INSIDE = 1.0
"""What reaches so far over the end of a ground runs on past it."""

_Beside = Literal["runs on", "empty", "level", "uneven"]
"""What a column has at the end of a ground of other columns."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """The ground of cells: where it begins and ends, and the columns behind which it is."""

    top: float
    bottom: float
    columns: frozenset[int]


def levels_of_grounds(
    lines: Sequence[Line], edges: Sequence[float], shades: Sequence[Box]
) -> tuple[list[JoinedRule], list[str]]:
    """Return where the grounds of single cells part the rows of columns, as level rules, and what is concluded of it.

    ``lines`` are those of the table's body, ``edges`` those of its columns, ``shades`` the page's filled areas. Nothing
    where grounds are those of whole rows.
    """
    top, bottom = lines[0].baseline - lines[0].size, lines[-1].baseline
    count = len(edges) - 1
    grounds = _grounds(edges, [shade for shade in shades if shade.bottom > top and shade.top < bottom])
    partial = [ground for ground in _as_rows(grounds) if len(ground.columns) < count]
    if len(partial) < FEWEST_PARTIAL and not any(len(ground.columns) > 1 for ground in partial):
        return [], []
    words = _by_column(lines, edges)
    ends = places_apart(y for ground in grounds for y in (ground.top, ground.bottom))
    heights = [y for y in ends if top + SNAP < y < bottom - SNAP]
    if not heights:
        return [], []
    ended = [_ended(y, grounds) for y in heights]
    told = {
        (row, column): _beside(words, column, own, y, below)
        for row, (y, below, own) in enumerate(zip(heights, [*heights[1:], bottom + 1], ended, strict=True))
        for column in range(count)
        if column not in own
        and not any(column in one.columns and one.top + SNAP < y < one.bottom - SNAP for one in grounds)
    }
    counts = Counter(told.values())
    if counts["uneven"] > counts["level"] and not _begin_level(words, heights[0]):
        return [], []
    spanning = {column for (_, column), beside in told.items() if beside in ("runs on", "uneven")}
    closed = {at for at, beside in told.items() if beside == "level" or (beside == "empty" and at[1] not in spanning)}
    rules = [
        JoinedRule(y, edges[column], edges[column + 1], drawn=False)
        for row, (y, own) in enumerate(zip(heights, ended, strict=True))
        for column in range(count)
        if column in own or (row, column) in closed
    ]
    empty = [column for (_, column), beside in told.items() if beside == "empty"]
    return rules, list(dict.fromkeys(SPANNED if column in spanning else EMPTY_BELOW for column in empty))


def _beside(words: Sequence[Sequence[Word]], column: int, own: Collection[int], y: float, below: float) -> _Beside:
    """Say what a column without grounds has at a height at which those of the columns ``own`` begin or end.

    Its text runs on past the height, or it has none before the next one, ``below``, or begins level with a cell on a
    ground, or does not.
    """
    if any(word.top + INSIDE < y < word.bottom - INSIDE for word in words[column]):
        return "runs on"
    first = _first_below(words[column], y)
    if first is None or first > below:
        return "empty"
    level = any(abs(first - other) <= LEVEL for k in own if (other := _first_below(words[k], y)) is not None)
    return "level" if level else "uneven"


def _grounds(edges: Sequence[float], shades: Sequence[Box]) -> list[_Ground]:
    """Return the filled areas that end where columns do, with the columns behind which they are."""
    found = []
    for shade in shades:
        first = next((k for k, x in enumerate(edges) if abs(x - shade.x0) <= SNAP), None)
        last = next((k for k, x in enumerate(edges) if abs(x - shade.x1) <= SNAP), None)
        if first is not None and last is not None and first < last:
            found.append(_Ground(shade.top, shade.bottom, frozenset(range(first, last))))
    return found


def _as_rows(grounds: Sequence[_Ground]) -> list[_Ground]:
    """Return grounds, those at one height as one."""
    rows: dict[tuple[int, int], _Ground] = {}
    for ground in grounds:
        place = round(ground.top), round(ground.bottom)
        beside = rows.get(place)
        rows[place] = ground if beside is None else _Ground(ground.top, ground.bottom, ground.columns | beside.columns)
    return list(rows.values())


def _ended(y: float, grounds: Sequence[_Ground]) -> frozenset[int]:
    """Return the columns of which grounds begin or end at a height."""
    at = [ground for ground in grounds if min(abs(ground.top - y), abs(ground.bottom - y)) <= SNAP]
    return frozenset(column for ground in at for column in ground.columns)


def _by_column(lines: Sequence[Line], edges: Sequence[float]) -> list[list[Word]]:
    """Return the words of each column; none of those that reach over an edge."""
    return [
        [word for line in lines for word in line.words if left - INSIDE <= word.x0 and word.x1 <= right + INSIDE]
        for left, right in pairwise(edges)
    ]


def _begin_level(words: Sequence[Sequence[Word]], y: float) -> bool:
    """Say whether the text of cells begins at their top: that of the first row does, over a height, in each column."""
    firsts = [min(own) for column in words if (own := [word.baseline for word in column if word.baseline < y])]
    return len(firsts) > 1 and max(firsts) - min(firsts) <= LEVEL


def _first_below(words: Sequence[Word], y: float) -> float | None:
    """Return the first baseline below a height."""
    return min([word.baseline for word in words if word.baseline > y], default=None)
