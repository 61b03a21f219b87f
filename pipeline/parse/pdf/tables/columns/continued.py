"""What goes on at the top of a page, without a header, in the columns of the table that ended the page before.

Only for tables without upright rules: where these are, the grid shows itself on each page. Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from pipeline.parse.pdf.gutters import Span
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.columns.ends import without_title
from pipeline.parse.pdf.tables.columns.named import head_gutters
from pipeline.parse.pdf.tables.columns.white import ALIGNED, FAR, OVERHANG, apart_somewhere, only_there, under
from pipeline.parse.pdf.tables.columns.zones import Zone
from pipeline.parse.pdf.tables.drawn.grid import JoinedRule
from pipeline.parse.pdf.tables.drawn.rules import (
    OUTSET,
    SHORT_RULE,
    TITLE_WHITE,
    Band,
    begins_left_of_rows,
    is_inset,
    levels_across,
    levels_of,
    runs_across,
)
from pipeline.parse.pdf.tables.entries import BULLET_MARK, own_type
from pipeline.parse.pdf.tables.names import names_columns
from pipeline.parse.pdf.tables.strips import ALIKE
from pipeline.parse.pdf.tables.table import PageTable
from pipeline.parse.structure import annex_named

CLOSE_ABOVE = 2.5
"""The rule over a row stands at most so far above its first baseline, in ems."""


def continued_zone(lines: Sequence[Line], rules: Sequence[JoinedRule], known: PageTable) -> list[Zone]:
    """Find what goes on, without a header, in the columns of the table ``known``, which ended the page before."""
    if not lines or names_columns(lines[0]) or (lines[0].bold and head_gutters(lines[:1])):
        return []
    if annex_named(lines[0].text) is not None:
        return []
    closed = False
    if known.ruled:
        held, gutters, closed = _under_rules(lines, rules, known)
    else:
        begins, white = known.text_left, known.widest_gutters
        far = max([FAR, *(gap + ALIKE for gap in (known.row_gap, known.head_gap) if gap is not None)])
        held, gutters = under(lines, white, begins, far)
        held, gutters = under(without_title(held, lines[len(held) :], gutters, begins), white, begins, far)
    single = not known.gutters
    outside = min([line.x0 for line in lines[len(held) :]], default=None)
    if not held or not (single or closed or go_on_there(held, gutters, known, outside)):
        return []
    top, bottom = held[0].baseline - CLOSE_ABOVE * held[0].size, _bottom(held, lines[len(held) :], rules, known)
    inside = [rule for rule in rules if top <= rule.place <= bottom]
    bounds = [level.place for level in levels_of(inside)]
    return [Zone(held, inside, bounds, gutters, continued=True, single=single)]


def _bottom(held: Sequence[Line], following: Sequence[Line], rules: Sequence[JoinedRule], known: PageTable) -> float:
    """Return how far down rules may be of what goes on: to that of the table which closes a row that the page cuts."""
    last = held[-1]
    end = min([last.bottom + FAR * last.size, *(line.top for line in following)])
    levels = levels_across(rules, known.xs[0], known.xs[-1]) if known.ruled else []
    return max([last.bottom + 8, *(level.place for level in levels if last.bottom < level.place < end)])


def go_on_there(lines: Sequence[Line], gutters: Sequence[Span], known: PageTable, outside: float | None = None) -> bool:
    """Say whether lines go on in a table's columns: in several, or in one in which only the rest of a table can be.

    That is also what begins where the table's text does, set in from all other text, if need be under what stands
    behind it; the second level of a list begins farther right. ``outside`` is where the page's other text begins.
    """
    if apart_somewhere(lines, gutters) or only_there(lines, gutters):
        return True
    text_left = known.text_left
    before = [line for line in lines if line.x0 < gutters[0].x1 - OVERHANG]
    margin = min([x for x in (known.margin, outside) if x is not None], default=text_left)
    if not before or margin >= text_left - OVERHANG:
        return False
    # The rest of an item is set in as far as its text; the next one shows where the list is.
    listed = any(BULLET_MARK.match(line.words[0].text) for line in before)
    begins = min([line.x0 for line in before]) if listed else before[0].x0
    return abs(begins - text_left) <= OVERHANG and all(
        text_left - OVERHANG <= line.x0 and line.x1 <= gutters[0].x0 + 1 for line in before
    )


def _under_rules(
    lines: Sequence[Line], rules: Sequence[JoinedRule], known: PageTable
) -> tuple[list[Line], list[Span], bool]:
    """Take lines of a continued table down to the last of its rules, or on to the end of the page.

    Returns them with what they leave white of the gutters, and whether the first are closed as a row of the table is:
    between two of its rules, and beginning where one of its columns does, or over one as the rest of a row.
    """
    levels = levels_across(rules, known.xs[0], known.xs[-1])
    if not known.gutters and not levels:
        return [], [], False
    places = [level.place for level in levels if level.place > lines[0].baseline]
    first = max(
        [level.place for level in levels if level.place <= lines[0].baseline]
        + [rule.place for rule in rules if _closes_some(rule, lines[0], known)],
        default=None,
    )
    held: list[Line] = []
    gutters = white = known.widest_gutters
    text_left = known.text_left
    closed = False
    ends = [lines[0].top if first is None else first, *places, lines[-1].bottom + FAR * lines[-1].size]
    bands = [
        Band(between, top, bottom)
        for top, bottom in pairwise(ends)
        if (between := [line for line in lines if top < line.middle < bottom])
    ]
    for band, following in zip_longest(bands, bands[1:]):
        between = band.lines
        last = band.bottom not in places
        if not white and not is_inset(between, levels[0]):
            break
        within, narrowed = under(between, gutters) if white else (between, [])
        if begins_left_of_rows(between, known.xs[0], text_left):
            break
        if held and (names_columns(between[0]) or _is_title(band, following, narrowed, known, last=last)):
            break
        rest = first is None and not held and not last and _is_rest_of_row(band, levels[0], known)
        if first is None and not held and white and not (rest or _goes_on(within, between, narrowed)):
            break
        if len(within) == len(between):
            gutters = narrowed
        elif last or not runs_across(between):
            break
        if not held:
            begins = min([line.x0 for line in between])
            columns = [text_left, *(gutter.x1 for gutter in white)]
            closed = rest or (first is not None and not last and any(abs(begins - x) <= OVERHANG for x in columns))
        held.extend(between)
    return held, gutters, closed


def _closes_some(rule: JoinedRule, line: Line, known: PageTable) -> bool:
    """Say whether a rule right above the first line of a page closes some columns of a table, but not all."""
    return (
        known.ruled_rows
        and line.baseline - CLOSE_ABOVE * line.size <= rule.place <= line.baseline
        and rule.start >= known.xs[0] - ALIGNED
        and rule.end <= known.xs[-1] + ALIGNED
        and rule.end - rule.start >= SHORT_RULE
    )


def _is_title(band: Band, following: Band | None, gutters: Sequence[Span], known: PageTable, *, last: bool) -> bool:
    """Say whether a band is the title of the next table: so much white is in it, or names of columns stand under it.

    ``last``: no rule follows it.
    """
    if apart_somewhere(band.lines, gutters):
        return False
    over, below = band.white
    if over > known.white[0] + TITLE_WHITE and (last or below > known.white[1] + TITLE_WHITE):
        return True
    return following is not None and names_columns(following.lines[0]) and runs_across(band.lines)


def _is_rest_of_row(band: Band, rule: JoinedRule, known: PageTable) -> bool:
    """Say whether what stands at the top of a page over a rule of the table is the rest of a row that this rule ends.

    It is set in as the table's text is, while other text begins where its rules do, and as near the rule as rows are.
    """
    text_left = known.text_left
    return (
        text_left > known.xs[0] + OUTSET
        and is_inset(band.lines, rule)
        and all(line.x0 >= text_left - OVERHANG for line in band.lines)
        and not own_type(band.lines[0].words)
        and band.white[1] <= known.white[1] + TITLE_WHITE
    )


def _goes_on(within: Sequence[Line], lines: Sequence[Line], gutters: Sequence[Span]) -> bool:
    """Say whether lines without a rule over them can be the rest of a cut row: all of them stand in its columns."""
    return len(within) == len(lines) and (apart_somewhere(lines, gutters) or only_there(lines, gutters))
