"""Rows that horizontal rules part: which rule ends the row of which columns, and the cells between the rules.

A rule over some of the columns only leaves the cells of the others whole: they span the rows on either side of it.
Lengths are in points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations, pairwise
from math import inf
from statistics import median_low

from pipeline.model import Box
from pipeline.parse.pdf.grouping import groups_near
from pipeline.parse.pdf.tables.drawn.grid import JoinedRule, regions
from pipeline.parse.pdf.tables.entries import BARE_CODE, own_type
from pipeline.parse.pdf.tables.rows.by_lines import begins_again, ends_sentences, fills_lines, line_pitch, split_rows
from pipeline.parse.pdf.tables.rows.coded import are_run_together
from pipeline.parse.pdf.tables.strips import (
    ALIKE,
    FEWEST,
    Entry,
    Strip,
    TextCell,
    baseline_of,
    between,
    column_lines,
    distance_between,
    entries_in,
    value_columns,
)

SAME_HEIGHT = 1.5
"""Rules whose heights differ by less than this (points) are one rule, drawn in pieces."""

COVERED = 0.5
"""A rule ends the row of the columns of which it covers at least this share."""


LESS_WHITE = 0.85
"""Between paragraphs of a row is at most this share of the white that rows keep at their top and bottom together."""

BROKEN = 2.0
"""A rule goes on over the white between two columns if it is drawn for this much on either side of its middle."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A horizontal rule of a table: where it is, the columns that it closes, and the first and last of each piece.

    ``drawn``: it is no edge of filled areas alone; ``run_over``: text of a column runs on over it.
    """

    place: float
    columns: frozenset[int]
    pieces: tuple[tuple[int, int], ...]
    drawn: bool = True
    run_over: bool = False


def edges_of(rules: Sequence[JoinedRule], xs: Sequence[float]) -> list[Edge]:
    """Return the rules that close at least one column, from top to bottom; ``xs`` are the edges of the columns."""
    edges = []
    for pieces in groups_near(rules, lambda rule: rule.place, reach=SAME_HEIGHT):
        columns = frozenset(
            column
            for column in range(len(xs) - 1)
            if sum(max(0.0, min(piece.end, xs[column + 1]) - max(piece.start, xs[column])) for piece in pieces)
            >= COVERED * (xs[column + 1] - xs[column])
        )
        if columns:
            drawn = any(piece.drawn for piece in pieces)
            edges.append(Edge(pieces[0].place, columns, tuple(_runs(pieces, columns, xs)), drawn))
    return edges


def spanning_grounds(edges: Sequence[Edge], shades: Sequence[Box], xs: Sequence[float]) -> list[frozenset[int]]:
    """Return for each edge of a ground the columns of which a cell goes on over it, by their own grounds.

    It lies on one on both sides of the edge, or it has none beside the ground of the row that begins there, though the
    column has some elsewhere.
    """
    own = [
        [shade for shade in shades if min(shade.x1, end) - max(shade.x0, start) >= COVERED * (end - start)]
        for start, end in pairwise(xs)
    ]
    found = []
    for edge in edges:
        above, below = (
            [next((ground for ground in one if ground.top < y < ground.bottom), None) for one in own]
            for y in (edge.place - SAME_HEIGHT, edge.place + SAME_HEIGHT)
        )
        begins = any(below[column] is not None for column in edge.columns)
        found.append(
            frozenset(
                column
                for column, grounds in enumerate(own)
                if column not in edge.columns
                and (above[column] is below[column] if below[column] is not None else begins and bool(grounds))
            )
        )
    return found


def closed_by_text(
    edges: Sequence[Edge], strips: Sequence[Strip], count: int, spanning: Sequence[frozenset[int]]
) -> list[Edge]:
    """Let the edge of a ground close a column, too, that has none there, where text begins in it level with the row's.

    A cell and the one below it may both have a ground, or both none; so may the head of a group, right over an edge,
    and the row above. Over a head every cell ends, also over one at the end of a page. It closes no column whose text
    runs on over it, nearer than rows are to each other. ``strips`` are the body's. Text closes none of the columns
    that grounds show to go on over an edge (``spanning``, `spanning_grounds`).
    """
    least = line_pitch(strips) + ALIKE if strips else 0.0
    apart = [{} if edge.drawn else _distances_at(edge, strips) for edge in edges]
    nearest = [min(own.values()) for own in apart if own]
    usual = median_low(nearest) if nearest else 0.0
    every = frozenset(range(count))
    found: list[Edge] = []
    for edge, own, going_on in zip(edges, apart, spanning, strict=True):
        below = next((k for k, strip in enumerate(strips) if strip.middle > edge.place), 0)
        if not below or edge.drawn:
            found.append(edge)
            continue
        head = _begins_head(strips, below - 1, least)
        if head and not (found and found[-1].place > strips[head - 1].middle):
            found.append(Edge((strips[head - 1].bottom + strips[head].top) / 2, every, ((0, count - 1),), drawn=False))
        more = every if _is_head(strips, below) else frozenset(_begun_beside(edge, strips, below, least)) - going_on
        beside_head = _is_head(strips, below) or _is_head(strips, below - 1)
        over = {column for column, distance in own.items() if not beside_head and distance < usual - ALIKE}
        found.append(replace(edge, columns=(edge.columns | more) - over, run_over=bool(over)))
    if _ends_with_head(strips, least) and any(not edge.drawn for edge in edges):
        end = (strips[-2].bottom + strips[-1].top) / 2
        if found[-1].place < strips[-2].middle:
            found.append(Edge(end, every, ((0, count - 1),), drawn=False))
    return found


def _distances_at(edge: Edge, strips: Sequence[Strip]) -> dict[int, float]:
    """Return how far (ems) the first line under an edge is from the last over it, in each column that has both."""
    above: dict[int, Entry] = {}
    below: dict[int, Entry] = {}
    for strip in strips:
        for entry in strip.entries:
            if entry.span > 1:
                continue
            if strip.middle < edge.place:
                above[entry.column] = entry
            else:
                below.setdefault(entry.column, entry)
    return {column: distance_between(above[column], below[column]) for column in above.keys() & below.keys()}


def _ends_with_head(strips: Sequence[Strip], least: float) -> bool:
    """Say whether the last strip is the head of a group, so far (ems) under the row above, as at the end of a page."""
    if len(strips) <= 1 or len(strips[-1].entries) > 1 or own_type(strips[-2].line.words):
        return False
    [head] = strips[-1].entries
    above = next((one for strip in strips[-2::-1] if (one := strip.at(0))), None)
    return head.column == 0 and own_type(head.words) and above is not None and distance_between(above, head) >= least


def _is_head(strips: Sequence[Strip], index: int) -> bool:
    """Say whether a strip of the first column stands alone, in a type of its own, over one that begins several."""
    alone, below = strips[index].entries, strips[index + 1 : index + 2]
    first = len(alone) == 1 and alone[0].column == 0 and own_type(alone[0].words)
    return first and bool(below) and len(below[0].entries) > 1


def _begins_head(strips: Sequence[Strip], index: int, least: float) -> int | None:
    """Return the strip with which the head of a group begins that ends with one strip; None if that ends none.

    Lines of the same column nearer above it than rows are apart (``least``, in ems), in a type of their own too, are
    the head's, or, where other columns begin beside them, those of a row: a column may be set in bold as a whole.
    """
    if not _is_head(strips, index):
        return None
    begins = index
    for at in reversed(range(index)):
        above = strips[at].at(0)
        if above is None:
            continue
        if not own_type(above.words) or distance_between(above, strips[begins].entries[0]) >= least:
            break
        if len(strips[at].entries) > 1:
            return None
        begins = at
    return begins


def _begun_beside(edge: Edge, strips: Sequence[Strip], index: int, least: float) -> Iterator[int]:
    """Return the columns that begin in a strip level with those of an edge, so far (ems) under what they have."""
    strip, columns = strips[index], edge.columns
    level = [baseline_of(entry) for entry in strip.entries if entry.column in columns]
    for entry in strip.entries:
        if entry.column in columns or entry.span > 1 or not level:
            continue
        above = next(entries_in(reversed(strips[:index]), entry.column), None)
        under_white = above is None or distance_between(above, entry) >= least
        if under_white and abs(baseline_of(entry) - min(level)) <= ALIKE * strip.line.size:
            yield entry.column


def _runs(pieces: Sequence[JoinedRule], columns: frozenset[int], xs: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Group columns that one unbroken piece of a rule closes: the first and last of each group."""
    first = None
    for column in sorted(columns):
        first = column if first is None else first
        joint = xs[column + 1]
        if column + 1 not in columns or not any(p.start < joint - BROKEN and p.end > joint + BROKEN for p in pieces):
            yield first, column
            first = None


def part_rows(edges: Sequence[Edge], strips: Sequence[Strip], count: int) -> bool:
    """Say whether the rules inside of a table's body part its rows, each from the next, and not groups of rows.

    ``strips`` are those of the body. In a table of figures rules may stand between groups of rows, and a rule over
    figures alone stands above their sum; rules part groups, too, where several codes stand between two of them. Other
    text that fills lines or ends sentences has no rows but those between rules.
    """
    figures = value_columns(strips, count)
    middles = [strip.middle for strip in strips]
    inside = [edge for edge in edges if middles[0] < edge.place < middles[-1]]
    if any(len(edge.columns) < count and not edge.columns <= figures for edge in inside):
        return True
    places = [edge.place for edge in inside if len(edge.columns) == count]
    if not places:
        return _is_one_row(edges, strips, count)
    bands = between(places, strips)
    tight = [_is_tight(edges, band) for band in bands if len(band) > 1 and all(_rules_at(edges, band))]
    if not (tight and all(tight)) and are_run_together(bands, count, ruled=True):
        return False
    if any(fills_lines(lines) or ends_sentences(lines) for lines in column_lines(strips, count)):
        return True
    single = sum(len(split_rows(band, count, ())) == 1 for band in bands)
    return single >= 0.5 * len(bands)


def _is_one_row(edges: Sequence[Edge], strips: Sequence[Strip], count: int) -> bool:
    """Say whether text between two rules is one row: nowhere is so much white in it as at the rules.

    It ends sentences, or no two columns begin again at one height, as they do where a row begins; and no codes in it
    begin rows.
    """
    if are_run_together([strips], count, ruled=True):
        return False
    columns = column_lines(strips, count)
    if not any(ends_sentences(lines) for lines in columns) and (
        len(strips) < FEWEST or any(begins_again(strips, count))
    ):
        return False
    return _is_tight(edges, strips)


def _is_tight(edges: Sequence[Edge], strips: Sequence[Strip]) -> bool:
    """Say whether nowhere in the text between two rules is so much white as over and under it, where rows have both."""
    above, under = _rules_at(edges, strips)
    if not above or not under:
        return False
    bottoms = list(accumulate((strip.bottom for strip in strips), max))
    whites = [strip.top - bottom for bottom, strip in zip(bottoms, strips[1:], strict=False)]
    return max(whites, default=0.0) < LESS_WHITE * (strips[0].top - above[-1] + under[0] - bottoms[-1])


def _rules_at(edges: Sequence[Edge], strips: Sequence[Strip]) -> tuple[list[float], list[float]]:
    """Return where the rules over some strips are, and those under them."""
    above = [edge.place for edge in edges if edge.place <= strips[0].middle]
    return above, [edge.place for edge in edges if edge.place >= strips[-1].middle]


def cells_between(
    edges: Sequence[Edge], strips: Sequence[Strip], count: int, head: int
) -> tuple[list[TextCell], list[float], int]:
    """Return the cells that rules enclose (empty ones included), the edges of their rows, and the rows of the header.

    The first ``head`` strips name the columns. Under them a rule over some columns shows what a head spans: it is
    shared out among the heads over it.
    """
    middles = [strip.middle for strip in strips]
    edges = _with_ends_of_heads(edges, strips, count, head)
    inside = [edge for edge in edges if middles[0] < edge.place < middles[-1]]
    places = [edge.place for edge in inside]
    rows = len(places) + 1
    placed: list[tuple[int, Entry]] = []
    for strip in strips:
        for entry in strip.entries:
            middle = (min(w.top for w in entry.words) + max(w.bottom for w in entry.words)) / 2
            placed.append((bisect_right(places, middle), entry))
    header_rows = bisect_right(places, middles[head - 1]) + 1 if head else 0
    starts = [
        min((e.words[0].x0 for s in strips for e in s.entries if e.column == column), default=0.0)
        for column in range(count)
    ]
    for row in range(min(header_rows, len(inside))):
        heads = [(at, entry) for at, (on, entry) in enumerate(placed) if on == row]
        # Where no rule stands above the row, a name from above it reaches down into it.
        closed = inside[row - 1].columns if row else frozenset(range(count))
        for first, last in inside[row].pieces:
            own = [column for column in range(first, last + 1) if column in closed]
            if (first, last) == (0, count - 1) or not own:
                continue
            over = [(at, entry) for at, entry in heads if own[0] <= entry.column <= own[-1]]
            spans = _shared_out([entry for _, entry in over], own[0], own[-1], starts)
            for (at, entry), (begin, end) in zip(over, spans, strict=True):
                placed[at] = row, Entry(begin, end - begin + 1, entry.words)
    same = [[False] * count for _ in range(rows)]
    for row, entry in placed:
        for column in range(entry.column, entry.column + entry.span - 1):
            same[row][column] = True
    below = [
        [row < len(inside) and column not in inside[row].columns for column in range(count)] for row in range(rows)
    ]
    cells = [
        TextCell(row, column, row_span, column_span, []) for row, column, row_span, column_span in regions(same, below)
    ]
    holders = {
        (row, column): cell
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    for row, entry in placed:
        holders[row, entry.column].words.extend(entry.words)
    above = max([edge.place for edge in edges if edge.place <= middles[0]], default=strips[0].top)
    under = min([edge.place for edge in edges if edge.place >= middles[-1]], default=max(s.bottom for s in strips))
    return cells, [above, *places, under], header_rows


def _with_ends_of_heads(edges: Sequence[Edge], strips: Sequence[Strip], count: int, head: int) -> list[Edge]:
    """Return rules with the ends of heads of groups right under a rule, over their first row.

    They run across columns, or stand over a code. The first ``head`` strips name the columns.
    """
    found = list(edges)
    for index, (strip, below) in enumerate(pairwise(strips)):
        if index < head or len(strip.entries) > 1:
            continue
        [first], code = strip.entries, below.at(0)
        if first.span == 1 and (first.column or code is None or not BARE_CODE.match(code.text)):
            continue
        over = strips[index - 1].middle if index else -inf
        rules = [edge.place for edge in edges if over < edge.place < below.middle]
        if own_type(strip.line.words) and not own_type(below.line.words) and rules and max(rules) < strip.middle:
            end = (strip.bottom + below.top) / 2
            found.append(Edge(end, frozenset(range(count)), ((0, count - 1),), drawn=False))
    return sorted(found, key=lambda edge: edge.place)


def _shared_out(heads: Sequence[Entry], first: int, last: int, starts: Sequence[float]) -> list[tuple[int, int]]:
    """Share out the columns from ``first`` to ``last`` among the heads over them: the first and last of each.

    A head begins where its first column does, or stands over the middle of its columns.
    """
    if len({head.column for head in heads}) < len(heads):
        return [(head.column, head.column + head.span - 1) for head in heads]
    best: tuple[float, list[tuple[int, int]]] = (0.0, [])
    for cuts in combinations(range(first + 1, last + 1), len(heads) - 1) if heads else ():
        bounds = [first, *cuts, last + 1]
        spans = [(begin, end - 1) for begin, end in pairwise(bounds)]
        off = 0.0
        for head, (begin, end) in zip(heads, spans, strict=True):
            x0, x1 = head.words[0].x0, max(word.x1 for word in head.words)
            right = starts[end + 1] if end + 1 < len(starts) else 2 * starts[end] - starts[end - 1]
            off += min(abs(x0 - starts[begin]), abs((x0 + x1) / 2 - (starts[begin] + right) / 2))
        if not best[1] or off < best[0]:
            best = off, spans
    return best[1]
