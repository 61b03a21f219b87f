"""The columns that names over them show, and the white between these.

The lines right below tell how far the white of a gutter reaches, and which white is inside of a name; a short rule
under a head tells over which columns it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from pipeline.parse.pdf.gutters import GUTTER, LEAST_SPACE, Span, has_gap, ink, stretches
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.columns.white import FAR, TIGHT, are_settled, left_white, under
from pipeline.parse.pdf.tables.drawn.grid import JoinedRule
from pipeline.parse.pdf.tables.entries import own_type
from pipeline.parse.pdf.tables.names import MAX_HEAD_WORDS, names_columns
from pipeline.parse.pdf.tables.strips import NARROWEST, WIDE
from pipeline.titles import column_role

LINES_BELOW = 12
"""So many lines below the names of columns show which white between words of theirs goes on."""

RUN_ACROSS = 0.25
"""Of these at least so many, and two, run across white that parts no columns; heads of groups do not count."""


def head_gutters(head: Sequence[Line], rules: Sequence[JoinedRule] = ()) -> list[Span]:
    """Return the white between the names of columns; a head over several columns, with their names below, is none."""
    return [Span(one.x1, other.x0) for one, other in pairwise(named_columns(head, rules))]


def named_columns(head: Sequence[Line], rules: Sequence[JoinedRule] = ()) -> list[Span]:
    """Return how far the names of columns reach, from left to right.

    A head spans columns, and names none, where it stands over the names of two, or over a short rule that does.
    """
    columns: list[Span] = []
    for line in sorted(head, key=lambda line: -line.baseline):
        for part in [name for stretch in stretches(line, GUTTER) for name in _names_in(stretch)]:
            span = Span(part[0].x0, ink(part[-1]).x1)
            reach = _ruled_reach(span, line, rules)
            if sum(map(partial(share_width, Span(reach.x0, reach.x1 + NARROWEST * line.size)), columns)) >= 2:
                continue
            same = next((column for column in columns if share_width(span, column)), None)
            if same is not None:
                columns.remove(same)
                span = Span(min(span.x0, same.x0), max(span.x1, same.x1))
            columns.append(span)
    return sorted(columns)


def _names_in(part: Sequence[Word]) -> list[Sequence[Word]]:
    """Part words with little white between them where they are the names of two columns or more, known by their words.

    What has a meaning as a whole is one name.
    """
    if not 1 < len(part) <= MAX_HEAD_WORDS or _is_name(part):
        return [part]
    for cut in range(1, len(part)):
        if _is_name(part[:cut]) and all(map(_is_name, rest := _names_in(part[cut:]))):
            return [part[:cut], *rest]
    return [part]


def _is_name(words: Sequence[Word]) -> bool:
    return column_role(" ".join(word.text for word in words), in_text=True) is not None


def gutters_under(head: Sequence[Line], below: Sequence[Line], rules: Sequence[JoinedRule] = ()) -> list[Span]:
    """Return the white between columns, by their names and by how far lines right below leave it.

    White inside of a name that is justified is left out: the lines right below run across it, and only there. Names
    that are centred leave white where text stands under them: there the text tells.
    """
    gutters = head_gutters(head, rules)
    seen = [line for line in below[:LINES_BELOW] if not own_type(line.words)]
    if not gutters:
        return gutters
    crossed = [sum(left_white([gutter], line) is None for line in seen) for gutter in gutters]
    if not any(crossed):
        return gutters
    if min(crossed) == 0:
        most = max(2, RUN_ACROSS * len(seen))
        stood = [gutter for gutter, times in zip(gutters, crossed, strict=True) if times < most]
        if len(under(seen, stood)[0]) == len(seen):
            return stood
        gutters = stood
    names = named_columns(head, rules)
    fewest = len(under(below, gutters)[0])
    for least in (NARROWEST, LEAST_SPACE):
        centred = _between_middles(names, below, least)
        held = under(below, centred)[0] if len(centred) == len(gutters) else []
        if len(held) > fewest and (least == NARROWEST or are_settled(held, centred)):
            gutters, fewest = centred, len(held)
    return gutters


def _between_middles(names: Sequence[Span], below: Sequence[Line], narrowest: float) -> list[Span]:
    """Return the widest white that lines leave between the middles of names above them; none where some leave none.

    It is at least as wide as ``narrowest``, in ems. Lines are taken as long as they leave any; heads of groups do not
    count.
    """
    middles = [name.middle for name in names]
    whites = [[Span(one, other)] for one, other in pairwise(middles)]
    rows = 0
    for line in below:
        if own_type(line.words) and not has_gap(line, WIDE):
            continue
        least = narrowest * line.size
        left = [_without(white, line, least) for white in whites]
        if not all(left):
            break
        whites = left
        rows += has_gap(line, WIDE)
    return [max(white, key=lambda span: span.width) for white in whites] if rows > 1 else []


def _without(whites: Sequence[Span], line: Line, least: float) -> list[Span]:
    """Return what the words of a line leave of white stretches, as far as it is wide enough."""
    for word in line.words:
        span = ink(word)
        if any(span.x0 < white.x1 and span.x1 > white.x0 for white in whites):
            parts = [Span(a, b) for w in whites for a, b in ((w.x0, min(w.x1, span.x0)), (max(w.x0, span.x1), w.x1))]
            parts = list(dict.fromkeys(part for part in parts if part.width >= least))
            whites = parts
    return list(whites)


def _ruled_reach(span: Span, line: Line, rules: Sequence[JoinedRule]) -> Span:
    """Return how far a head reaches by the short rule right under it; else its own width."""
    for rule in rules:
        if 0 <= rule.place - line.bottom < line.size and rule.start <= span.x0 + 3 and rule.end >= span.x1 - 3:
            return Span(rule.start, rule.end)
    return span


def share_width(one: Span, other: Span) -> bool:
    """Say whether two stretches of the page's width have some of it in common."""
    return min(one.x1, other.x1) > max(one.x0, other.x0)


def names_on(line: Line, following: Line) -> bool:
    """Say whether the names of columns go on: in bold and of several parts, not far below."""
    return names_columns(following) and following.baseline - line.baseline <= FAR * line.size


def wraps_names(names: Sequence[Line], line: Line) -> bool:
    """Say whether a bold line right below the names of columns is the rest of some that are broken over lines."""
    columns = named_columns(names)
    return (
        line.bold
        and names[-1].bold
        and line.baseline - names[-1].baseline <= TIGHT * line.size
        and len(columns) > 1
        and line.x1 > columns[1].x0
        and all(any(share_width(ink(word), column) for column in columns) for word in line.words)
    )
