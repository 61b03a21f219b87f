"""White between the columns of a table: how far lines leave it, and which lines cross it all the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.parse.pdf.gutters import LEAST_SPACE, Span, broke_on_purpose, has_gap, inks_of
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.entries import own_type
from pipeline.parse.pdf.tables.names import MAX_HEAD_WORDS, names_columns
from pipeline.parse.pdf.tables.strips import AT_START, NARROWEST, WIDE, begins_at

FAR = 3.4
"""Lines whose baselines are further apart than this, in ems, are not rows of one table, unless rules hold them, or the
names of a programme's columns stand as far above them."""

TIGHT = 1.45
"""Lines of one paragraph are closer than this, in ems."""

OVERHANG = 2.0
"""Italics, quotation marks and the like begin up to this (points) left of the column that they stand in."""

HALF_FULL = 0.5
"""A line that fills less of its column did not end because the column does."""

UNLIKE = 0.15
"""Spaces of one line differ by at most this share; the white between columns is no space of the lines beside it."""

FEWEST_SETTLED = 2
"""So many lines with words that begin at one place behind a gutter settle that the column does."""

SEEN_BELOW = 24
"""So many lines further down may settle it too."""

ALIGNED = 6.0
"""Rules of one table begin and end within this many points of each other."""


def under(
    lines: Sequence[Line], gutters: list[Span], left: float | None = None, far: float = FAR
) -> tuple[list[Line], list[Span]]:
    """Take lines from the first on as long as they leave the gutters white; return them and what is left of these.

    What stands further below than ``far``, in ems, must be in several columns: where a cell spans rows, a row of it may
    be as high as the page. Rows begin no farther left than those above, or than ``left``; text outside of the
    table may, whose rows are set in.
    """
    held: list[Line] = []
    for index, line in enumerate(lines):
        away = held and line.baseline - held[-1].baseline > far * line.size
        if away and not _are_rows(lines[index:], gutters, min(above.x0 for above in held)):
            break
        narrowed = left_white(gutters, line)
        if narrowed is None or (apart(line, narrowed) and not has_gap(line, WIDE)):
            begins = min([x for x in (_begins(held, gutters), left) if x is not None], default=line.x0)
            if line.x0 < begins - AT_START:
                narrowed = None
            elif narrowed is None:
                near = [*held, *lines[index + 1 : index + SEEN_BELOW]]
                narrowed = left_white(gutters, line, settled=are_settled(near, gutters))
        if narrowed is None and not heads_group(line, lines[index + 1 : index + 2], gutters):
            break
        gutters = narrowed or gutters
        held.append(line)
    return held, gutters


def _begins(held: Sequence[Line], gutters: Sequence[Span]) -> float | None:
    """Return where the text of the first column begins in lines, but for heads of groups; None where there is none."""
    return min([line.x0 for line in held if line.x0 < gutters[0].x0 and not own_type(line.words)], default=None)


def are_settled(lines: Sequence[Line], gutters: Sequence[Span]) -> bool:
    """Say whether words of enough of some lines begin right behind each of some gutters: columns begin there."""
    return all(
        sum(any(begins_at(word.x0, gutter) for word in line.words) for line in lines) >= FEWEST_SETTLED
        for gutter in gutters
    )


def left_white(gutters: Sequence[Span], line: Line, *, settled: bool | None = None) -> list[Span] | None:
    """Return what a line leaves white of each gutter, the part nearest the column behind it; None where it crosses.

    In a line with wider white between others of several columns, a long word may all but touch the column behind it;
    in others where ``settled`` is given: whether other lines show where the columns behind the gutters begin.
    """
    spans = inks_of(line)
    several = len(gutters) > 1 and has_gap(line, WIDE)
    left: list[Span] = []
    for gutter in gutters:
        inside = [span for span in spans if span.x0 < gutter.x1 and span.x1 > gutter.x0]
        start = max((span.x1 for span in inside if span.x0 < gutter.x1 - OVERHANG), default=gutter.x0)
        start = max(start, gutter.x0)
        end = min((span.x0 for span in inside if span.x0 >= gutter.x1 - OVERHANG), default=gutter.x1)
        if end - start < NARROWEST * line.size:
            if several and start < end and any(begins_at(span.x0, gutter) for span in spans):
                left.append(gutter)
                continue
            if (
                settled is None
                or end - start < LEAST_SPACE * line.size
                or not _keeps_edge(line, gutter, settled=settled)
            ):
                return None
        left.append(Span(start, end))
    return left


def _keeps_edge(line: Line, gutter: Span, *, settled: bool) -> bool:
    """Say whether words of a line stop short of where the column behind a gutter begins, and others begin just there.

    In narrow white only that tells a line of two columns, or of one of them, from one that runs across: all the spaces
    of that are alike, if it is not ``settled`` where the column begins.
    """
    spans = inks_of(line)
    before = [span for span in spans if span.x0 < gutter.x1 - OVERHANG]
    behind = spans[len(before) :]
    if not before or not behind:
        return settled or not before
    white = behind[0].x0 - before[-1].x1
    begins = begins_at(behind[0].x0, gutter)
    if white >= NARROWEST * line.size or settled or not begins:
        return begins or white >= NARROWEST * line.size
    sides = ([other.x0 - one.x1 for one, other in pairwise(side)] for side in (before, behind))
    return any(abs(median(spaces) - white) > UNLIKE * white for spaces in sides if spaces)


def _are_rows(lines: Sequence[Line], gutters: Sequence[Span], left: float) -> bool:
    """Say whether lines, as far as they are close together, are rows of the columns that gutters part.

    One of them has words in several of the columns, or they fill all columns and begin where these do (the first at
    ``left``), or columns behind the first.
    """
    ends = [gutter.x1 - OVERHANG for gutter in gutters]
    begins: dict[int, float] = {}
    run: list[Line] = []
    for line in lines:
        if run and line.baseline - run[-1].baseline > FAR * line.size:
            break
        if names_columns(line) or left_white(gutters, line) is None:
            return False
        filled: dict[int, float] = {}
        for word in line.words:
            filled.setdefault(bisect_right(ends, word.x0), word.x0)
        for column, x0 in filled.items():
            begins[column] = min(begins.get(column, x0), x0)
        run.append(line)
    starts = [left, *(gutter.x1 for gutter in gutters)]
    there = all(abs(x0 - starts[column]) <= OVERHANG for column, x0 in begins.items())
    return there and (0 not in begins or len(begins) == len(starts))


def heads_group(line: Line, following: Sequence[Line], gutters: Sequence[Span]) -> bool:
    """Say whether a line that crosses gutters heads a group: in a type of its own, over a row in the columns."""
    return (
        bool(following)
        and own_type(line.words)
        and not has_gap(line, WIDE)
        and len(line.words) <= MAX_HEAD_WORDS
        and not own_type(following[0].words)
        and following[0].baseline - line.baseline <= FAR * line.size
        and (fitting := left_white(gutters, following[0])) is not None
        and (apart(following[0], fitting) or following[0].x0 >= fitting[0].x1 - OVERHANG)
    )


def agree(gutters: Sequence[Span], others: Sequence[Span]) -> bool:
    """Say whether gutters are, one by one, within others."""
    return len(gutters) == len(others) and all(
        gutter.x1 <= other.x1 + ALIGNED and gutter.x0 >= other.x0 - ALIGNED
        for gutter, other in zip(gutters, others, strict=True)
    )


def only_there(lines: Sequence[Line], gutters: Sequence[Span]) -> bool:
    """Say whether lines can only be the rest of a table: all behind a gutter, or all before it, or first behind it.

    Before it they are if they begin with the end of a sentence, or are broken where the next column would begin.
    """
    behind = 0
    while behind < len(lines) and lines[behind].x0 >= gutters[0].x1 - OVERHANG:
        behind += 1
    before = lines[behind:]
    if not before:
        return True
    if not all(line.x1 <= gutters[0].x0 + 1 for line in before):
        return False
    return (not behind and before[0].words[0].text[:1].islower()) or wrapped(before, gutters[0].x1)


def wrapped(lines: Sequence[Line], right: float) -> bool:
    """Say whether a line of a paragraph ends where the next column would begin: its next word would not have fitted."""
    return any(
        line.x1 - lines[0].x0 > HALF_FULL * (right - lines[0].x0)
        and following.baseline - line.baseline < TIGHT * line.size
        and not broke_on_purpose(line, following, right - line.size)
        for line, following in pairwise(lines)
    )


def apart(line: Line, gutters: Sequence[Span]) -> bool:
    """Say whether a line has words on both sides of a gutter."""
    return any(line.x0 < gutter.x0 + 1 and line.x1 > gutter.x1 - OVERHANG for gutter in gutters)


def apart_somewhere(lines: Sequence[Line], gutters: Sequence[Span]) -> bool:
    """Say whether a line of several has words on both sides of a gutter."""
    return any(apart(line, gutters) for line in lines)
