"""Rules that are not drawn where names of columns end: over the first row, or in a mere frame."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from pipeline.parse.pdf.gutters import has_gap
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.columns.named import gutters_under, names_on, wraps_names
from pipeline.parse.pdf.tables.columns.white import ALIGNED, FAR, apart_somewhere, under
from pipeline.parse.pdf.tables.drawn.grid import JoinedRule
from pipeline.parse.pdf.tables.drawn.rules import is_inset, lines_in
from pipeline.parse.pdf.tables.entries import own_type
from pipeline.parse.pdf.tables.names import names_columns, names_of_one_column, says_columns
from pipeline.parse.pdf.tables.strips import WIDE

FEWEST_FRAMED = 4
"""Behind the names of columns, under one rule and over the next, at least so many lines are rows that no rules part."""


def rules_under_names(lines: Sequence[Line], levels: Sequence[JoinedRule]) -> list[JoinedRule]:
    """Return rules where the names of columns end and none is drawn: over the first row, or in a mere frame.

    The names stand over the first rule of a length, or over a ground, with a row between, or right under a rule with
    many lines behind.
    """
    found: list[JoinedRule | None] = []
    for index, level in enumerate(levels):
        alike = [one for one in levels if max(abs(one.start - level.start), abs(one.end - level.end)) <= ALIGNED]
        at = alike.index(level)
        top = levels[index - 1].place if index else -inf
        above = _last_together(lines_in(lines, level, top, level.place))
        if at and level.drawn and not any(names_columns(line) and says_columns(line) for line in above):
            above = []
        within = lines_in(lines, level, level.place, alike[at + 1].place) if at + 1 < len(alike) else []
        found += [_end_of_names(run, level, levels, framed=run is within) for run in (above, within)]
    return [rule for rule in found if rule is not None]


def _end_of_names(
    run: Sequence[Line], level: JoinedRule, levels: Sequence[JoinedRule], *, framed: bool
) -> JoinedRule | None:
    """Return the rule that is not drawn between the names of columns among lines and those behind them, if any is.

    None where one of the ``levels`` stands there, though it leaves some columns open: in these a cell goes on.
    """
    named = [at for at, line in enumerate(run) if names_columns(line)]
    if not named and not framed:
        return _end_of_one_name(run, level)
    begun = [at for at in named if at - 1 not in named or not names_on(run[at - 1], run[at])]
    first = (begun[0] if framed else begun[-1]) if begun else len(run)
    end = first + 1
    while end < len(run) and (names_on(run[end - 1], run[end]) or wraps_names(run[first:end], run[end])):
        end += 1
    body = run[end:]
    if not body or (body[0].bold and has_gap(body[0], WIDE)) or (framed and (first or len(body) < FEWEST_FRAMED)):
        return None
    if any(run[end - 1].bottom <= one.place <= body[0].top for one in levels):
        return None
    gutters = gutters_under(run[first:end], body)
    if gutters and not framed and all(own_type(line.words) and not has_gap(line, WIDE) for line in body):
        return _not_drawn(run[end - 1], body[0], level)
    held, gutters = under(body, gutters) if gutters else ([], [])
    if len(held) < len(body) or not apart_somewhere(body, gutters):
        return None
    return _not_drawn(run[end - 1], body[0], level)


def _end_of_one_name(run: Sequence[Line], level: JoinedRule) -> JoinedRule | None:
    """Return the rule that is not drawn between the name of the only column and its first row, if lines are these."""
    for at in range(len(run)):
        end = at + len(names_of_one_column(run[at:]))
        if at < end < len(run):
            return _not_drawn(run[end - 1], run[end], level) if is_inset(run[at:], level) else None
    return None


def _not_drawn(above: Line, below: Line, level: JoinedRule) -> JoinedRule:
    """Return the rule that would stand between two lines, as long as another one."""
    return JoinedRule((above.bottom + below.top) / 2, level.start, level.end, drawn=False)


def _last_together(lines: Sequence[Line]) -> list[Line]:
    """Return the last of some lines that follow each other closely."""
    first = max(len(lines) - 1, 0)
    while first and lines[first].baseline - lines[first - 1].baseline <= FAR * lines[first].size:
        first -= 1
    return list(lines[first:])
