"""Grids that rules draw on a page: which rectangles they enclose, and which sides were drawn.

Lengths are in points. A grid is closed on every side: where rules run on past the last line that crosses them,
as at a page break, the missing side is added and reported as not drawn.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import Any

from pipeline.model import Box
from pipeline.parse.pdf.grouping import groups_near
from pipeline.parse.pdf.pages.page import Rule

_PLACE: Callable[[Any], float] = itemgetter(0)

SNAP = 3.0
"""Rules nearer than this are one rule: double borders, borders drawn cell by cell, shades a hair apart."""

JOIN = 3.0
"""Pieces of a rule with a smaller gap than this are one piece; corners this far apart still touch."""

OVERHANG = 4.0
"""How far a rule must run past the last rule that crosses it to say that a side is missing."""

HEAD_HEIGHT = 36.0
"""Where upright rules are interrupted by the head of a group, it takes at most so much: two lines, and white."""

COVERED = 0.5
"""The share of a side that must be drawn for two cells to be apart."""


@dataclass(slots=True)
class Area:
    """A rectangle of grid positions: first row and column, spans, and where it is on the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells that a connected set of rules encloses.

    ``xs`` and ``ys`` are the places of the column and row edges. ``drawn_top`` and ``drawn_bottom`` say whether the
    outer rules are printed, ``drawn_left`` and ``drawn_right`` the same of the sides. ``open_top`` and ``open_bottom``
    are the columns that the outer rule, drawn over others, leaves open.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]
    drawn_top: bool
    drawn_bottom: bool
    drawn_left: bool
    drawn_right: bool
    open_top: frozenset[int] = frozenset()
    open_bottom: frozenset[int] = frozenset()

    @property
    def box(self) -> Box:
        """The rectangle around the grid."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


@dataclass(slots=True)
class JoinedRule:
    """Rules on one line joined into one: its place across, where it starts and ends along, whether any was drawn."""

    place: float
    start: float
    end: float
    drawn: bool


def joined_rules(rules: Sequence[Rule], horizontal: bool) -> list[JoinedRule]:
    """Join the rules of one direction that lie on one line and touch, sorted by place and start."""
    found = [
        ((r.box.top + r.box.bottom) / 2, r.box.x0, r.box.x1, not r.edge_of_shade)
        if horizontal
        else ((r.box.x0 + r.box.x1) / 2, r.box.top, r.box.bottom, not r.edge_of_shade)
        for r in rules
        if r.horizontal is horizontal
    ]
    lines: list[JoinedRule] = []
    for group in groups_near(found, _PLACE, reach=2 * SNAP, step=SNAP):
        pieces = sorted((start, end, place, drawn) for place, start, end, drawn in group)
        run = [pieces[0]]
        reach = pieces[0][1]
        for piece in pieces[1:]:
            if piece[0] <= reach + JOIN:
                run.append(piece)
                reach = max(reach, piece[1])
            else:
                lines.append(_joined(run))
                run, reach = [piece], piece[1]
        lines.append(_joined(run))
    return lines


def grids_of(horizontals: Sequence[JoinedRule], verticals: Sequence[JoinedRule]) -> list[Grid]:
    """Find the grids that crossing lines draw, from top to bottom."""
    ordered = sorted(verticals, key=lambda line: line.place)
    places = [line.place for line in ordered]
    joined = _Sets(len(horizontals) + len(ordered))
    touching = [False] * len(horizontals)
    for h, line in enumerate(horizontals):
        first, last = bisect_left(places, line.start - JOIN), bisect_right(places, line.end + JOIN)
        for v in range(first, last):
            if ordered[v].start - JOIN <= line.place <= ordered[v].end + JOIN:
                joined.union(h, len(horizontals) + v)
                touching[h] = True
    parts: dict[int, tuple[list[JoinedRule], list[JoinedRule]]] = defaultdict(lambda: ([], []))
    for h, line in enumerate(horizontals):
        if touching[h]:
            parts[joined.find(h)][0].append(line)
    for v, line in enumerate(ordered):
        parts[joined.find(len(horizontals) + v)][1].append(line)
    alone = [down[0] for across, down in parts.values() if not across and len(down) == 1]
    grids = [
        grid
        for across, down in parts.values()
        if across and (grid := _grid(across, _with_sides(across, down, alone))) is not None
    ]
    grids.extend(_pages_of_one_row(alone, grids))
    grids.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    return grids


def regions(same: Sequence[Sequence[bool]], below: Sequence[Sequence[bool]]) -> list[tuple[int, int, int, int]]:
    """Split a raster into rectangles (row, column, row span, column span) of positions that belong together.

    ``same[r][c]`` says that position (r, c) is one with the position right of it, ``below[r][c]`` with the one
    under it. A shape that is no rectangle is cut into rectangles, top down.
    """
    rows, columns = len(same), len(same[0])
    sets = _Sets(rows * columns)
    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and same[r][c]:
                sets.union(r * columns + c, r * columns + c + 1)
            if r + 1 < rows and below[r][c]:
                sets.union(r * columns + c, (r + 1) * columns + c)
    taken = [[False] * columns for _ in range(rows)]
    found: list[tuple[int, int, int, int]] = []
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            root = sets.find(r * columns + c)
            right = c + 1
            while right < columns and not taken[r][right] and sets.find(r * columns + right) == root:
                right += 1
            low = r + 1
            while low < rows and all(
                not taken[low][k] and sets.find(low * columns + k) == root for k in range(c, right)
            ):
                low += 1
            for k in range(r, low):
                taken[k][c:right] = [True] * (right - c)
            found.append((r, c, low - r, right - c))
    return found


class _Sets:
    """Disjoint sets of numbers."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, item: int) -> int:
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def union(self, one: int, other: int) -> None:
        a, b = self.find(one), self.find(other)
        if a != b:
            self._parent[max(a, b)] = min(a, b)


def _joined(run: Sequence[tuple[float, float, float, bool]]) -> JoinedRule:
    drawn = [piece for piece in run if piece[3]] or run
    return JoinedRule(
        place=sum([piece[2] for piece in drawn]) / len(drawn),
        start=run[0][0],
        end=max([piece[1] for piece in run]),
        drawn=drawn[0][3],
    )


def places_apart(places: Iterable[float]) -> list[float]:
    """Return places in their order, those nearer than `SNAP` to the one before left out."""
    return [near[0] for near in groups_near(places, float, reach=SNAP)]


def _grid(across: list[JoinedRule], down: list[JoinedRule]) -> Grid | None:
    """Make the grid of connected lines, closing each side that is not drawn; None where nothing is enclosed.

    There is a line of each direction at least.
    """
    ys = places_apart([line.place for line in across])
    xs = places_apart([line.place for line in down])
    above = [line.start for line in down if line.start < ys[0] - OVERHANG]
    below = [line.end for line in down if line.end > ys[-1] + OVERHANG]
    drawn_top = not (above and 2 * len(above) >= min(len(down), 3))
    drawn_bottom = not (below and 2 * len(below) >= min(len(down), 3))
    if not drawn_top:
        ys.insert(0, min(above))
    if not drawn_bottom:
        ys.append(max(below))
    left = [line.start for line in across if line.start < xs[0] - OVERHANG]
    right = [line.end for line in across if line.end > xs[-1] + OVERHANG]
    if left:
        xs.insert(0, min(left))
    if right:
        xs.append(max(right))
    if len(xs) < 2 or len(ys) < 2:
        return None
    interrupted = _interrupted(xs, ys, down)
    ends = [JoinedRule(y, xs[0], xs[-1], drawn=False) for y in interrupted]
    if ends:
        ys = sorted([*ys, *interrupted])
    return Grid(
        xs=tuple(xs),
        ys=tuple(ys),
        areas=_areas(xs, ys, [*across, *ends], down),
        drawn_top=drawn_top,
        drawn_bottom=drawn_bottom,
        drawn_left=not left,
        drawn_right=not right,
        open_top=_open(xs, across, ys[0]) if drawn_top else frozenset(),
        open_bottom=_open(xs, across, ys[-1]) if drawn_bottom else frozenset(),
    )


def _interrupted(xs: list[float], ys: list[float], down: list[JoinedRule]) -> list[float]:
    """Return the heights between the level rules at which all upright ones inside of a grid end, or begin again.

    What stands between the two spans the columns: a head, over which and under which no rule is drawn.
    """
    inner = [[line for line in down if abs(line.place - x) <= SNAP] for x in xs[1:-1]]
    if not inner or min(map(len, inner)) < 2:
        return []
    places = [y for line in inner[0] for y in (line.start, line.end)]
    return [
        y
        for y in places_apart(places)
        if ys[0] + SNAP < y < ys[-1] - SNAP
        and not any(abs(y - other) <= SNAP for other in ys)
        and all(any(min(abs(y - line.start), abs(y - line.end)) <= SNAP for line in lines) for lines in inner)
    ]


def _open(xs: list[float], across: list[JoinedRule], y: float) -> frozenset[int]:
    """Return the columns over which the rule at one height is not drawn; none where it is drawn over none."""
    level = [line for line in across if abs(line.place - y) <= SNAP]
    return open_columns([_covers(level, left, right) for left, right in pairwise(xs)])


def open_columns(closed: Sequence[bool]) -> frozenset[int]:
    """Return the columns that a rule does not close, where it closes others."""
    return frozenset(k for k, one in enumerate(closed) if not one) if any(closed) else frozenset()


def _with_sides(across: list[JoinedRule], down: list[JoinedRule], alone: Sequence[JoinedRule]) -> list[JoinedRule]:
    """Add to the upright lines of a grid that a page's end cuts those beside it that are as long and meet no other.

    They are the sides of cells that go on over the page's top and bottom, while rules close the others. So are pieces
    of an upright line inside of the grid that heads interrupt, and those of all its lines that go on under it below
    heads. ``down`` is in order of place.
    """
    left, right = down[0].place, down[-1].place
    places = [line.place for line in across]
    inside = {round(line.place) for line in down if left + SNAP < line.place < right - SNAP} if alone else set()
    top, bottom = min(*places, down[0].start, down[-1].start), max(*places, down[0].end, down[-1].end)
    if alone:
        down = down + [
            line
            for line in alone
            if line.drawn and round(line.place) in inside and top - SNAP < line.start and line.end < bottom + SNAP
        ]
        down = sorted([*down, *_below_heads(down, alone)], key=lambda line: line.place)
    if down[0].start >= min(places) - OVERHANG and down[0].end <= max(places) + OVERHANG:
        return down
    return down + [
        line
        for line in alone
        if line.drawn
        and not left - SNAP <= line.place <= right + SNAP
        and any(abs(line.start - one.start) <= SNAP and abs(line.end - one.end) <= SNAP for one in (down[0], down[-1]))
    ]


def _below_heads(down: Sequence[JoinedRule], alone: Sequence[JoinedRule]) -> list[JoinedRule]:
    """Return the pieces in which all upright lines of a grid go on under it, below one head of a group after the other.

    All end, and begin again, at the same heights.
    """
    places = places_apart([line.place for line in down])
    found: list[JoinedRule] = []
    bottom = max([line.end for line in down])
    while True:
        below = [line for line in alone if line.drawn and bottom < line.start <= bottom + HEAD_HEIGHT]
        top = min([line.start for line in below], default=0.0)
        level = sorted((line for line in below if line.start - top <= SNAP), key=lambda line: line.place)
        if [round(line.place) for line in level] != [round(place) for place in places]:
            return found
        ends = [line.end for line in level]
        if max(ends) - min(ends) > SNAP:
            return found
        found += level
        bottom = max(ends)


def _pages_of_one_row(alone: list[JoinedRule], grids: list[Grid]) -> list[Grid]:
    """Find rows that fill a page between two breaks without rules: upright lines of one length, none across."""
    groups: dict[tuple[int, int], list[JoinedRule]] = defaultdict(list)
    for line in alone:
        if line.drawn and not any(grid.box.x0 <= line.place <= grid.box.x1 for grid in grids):
            groups[round(line.start / SNAP), round(line.end / SNAP)].append(line)
    found = []
    for group in groups.values():
        xs = places_apart([line.place for line in group])
        if len(xs) < 2:
            continue
        ys = [min(line.start for line in group), max(line.end for line in group)]
        found.append(Grid(tuple(xs), tuple(ys), _areas(xs, ys, [], group), False, False, True, True))
    return found


def _areas(xs: list[float], ys: list[float], across: list[JoinedRule], down: list[JoinedRule]) -> tuple[Area, ...]:
    rows, columns = len(ys) - 1, len(xs) - 1
    upright: dict[int, list[JoinedRule]] = defaultdict(list)
    for line in down:
        upright[_nearest(xs, line.place)].append(line)
    level: dict[int, list[JoinedRule]] = defaultdict(list)
    for line in across:
        level[_nearest(ys, line.place)].append(line)
    same = [
        [c + 1 < columns and not _covers(upright[c + 1], ys[r], ys[r + 1]) for c in range(columns)] for r in range(rows)
    ]
    below = [
        [r + 1 < rows and not _covers(level[r + 1], xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows)
    ]
    return tuple(
        Area(row, column, row_span, column_span, Box(xs[column], ys[row], xs[column + column_span], ys[row + row_span]))
        for row, column, row_span, column_span in regions(same, below)
    )


def _nearest(edges: list[float], place: float) -> int:
    after = bisect_left(edges, place)
    if after == len(edges) or (after and place - edges[after - 1] <= edges[after] - place):
        return after - 1
    return after


def _covers(lines: list[JoinedRule], start: float, end: float) -> bool:
    """Say whether lines on one edge are drawn along enough of it."""
    drawn = sum(max(0.0, min(line.end, end) - max(line.start, start)) for line in lines)
    return drawn >= COVERED * (end - start)
