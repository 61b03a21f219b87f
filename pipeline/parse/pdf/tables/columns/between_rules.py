"""Tables between horizontal rules of one length, with what goes on in their columns under the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import inf

from pipeline.parse.pdf.gutters import Span, find_gutters, has_gap
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.columns.ends import without_title
from pipeline.parse.pdf.tables.columns.named import gutters_under
from pipeline.parse.pdf.tables.columns.undrawn import rules_under_names
from pipeline.parse.pdf.tables.columns.white import ALIGNED, FAR, TIGHT, apart, heads_group, under
from pipeline.parse.pdf.tables.columns.zones import Zone, is_tabular, tabular_run
from pipeline.parse.pdf.tables.drawn.grid import JoinedRule
from pipeline.parse.pdf.tables.drawn.rules import (
    NOTE_SIZE,
    OUTSET,
    TITLE_WHITE,
    Band,
    along,
    is_inset,
    is_outset,
    levels_of,
    lines_in,
    lines_under,
    runs_across,
)
from pipeline.parse.pdf.tables.names import LOOSE_LINES, letters_of, names_columns, names_of_one_column, says_columns
from pipeline.parse.pdf.tables.rows.coded import lettered_code_of
from pipeline.parse.pdf.tables.strips import WIDE, Entry
from pipeline.titles import names_activities

FEWEST_RULES = 3
"""A table of one column has at least so many rules: over and under what names the column, and at its end."""

NOT_WHOLE = 0.9
"""A rule that is shorter than this share of a table's width stands under the head of some columns."""


@dataclass(slots=True)
class _Chain:
    """Rules of one length that belong to a table, from the first on, with the lines between them.

    ``bands`` are these lines band by band, the names of columns over the first rule included; ``gutters`` what they
    leave white between columns, empty where they leave none. ``titled``: a title ends it; ``names`` is the first line
    of the names of another table's columns, where such end it.
    """

    first: JoinedRule
    places: list[float]
    held: list[Line]
    bands: list[Band]
    gutters: list[Span]
    single: bool
    titled: bool = False
    names: Line | None = None

    @property
    def last(self) -> float:
        """Where its last rule stands."""
        return self.places[-1]

    @property
    def only_names(self) -> bool:
        """Whether nothing belongs to it but what stands between its two rules."""
        return len(self.places) == FEWEST_RULES - 1 and [band.lines for band in self.bands] == [self.held]


def ruled_zones(lines: Sequence[Line], rules: Sequence[JoinedRule]) -> list[Zone]:
    """Find what stands between horizontal rules of one length, with what goes on in columns under the last."""
    zones = []
    levels = levels_of(rules)
    if concluded := rules_under_names(lines, levels):
        rules = [*rules, *concluded]
        levels = levels_of(rules)
    used: set[int] = set()
    for first, level in enumerate(levels):
        if first in used:
            continue
        chain = _begun(lines, level)
        for k in range(first + 1, len(levels)):
            other = levels[k]
            if k in used or abs(other.start - level.start) > ALIGNED or abs(other.end - level.end) > ALIGNED:
                continue
            if not _takes(chain, other, levels[k + 1 :], lines, rules):
                break
            used.add(k)
        if not _takes_rest(chain, _below(chain, lines)):
            continue
        held = chain.held
        if (len(held) < 2 and not chain.single) or not (
            chain.single or chain.gutters or any(is_tabular(line) for line in held) or find_gutters(held)
        ):
            continue
        top, bottom = level.place, max(chain.last, held[-1].bottom)
        inside = [rule for rule in rules if top - 1 <= rule.place <= bottom + ALIGNED]
        only_names = chain.single and chain.only_names
        zones.append(Zone(held, inside, chain.places, chain.gutters, single=chain.single, only_names=only_names))
    return zones


def _begun(lines: Sequence[Line], level: JoinedRule) -> _Chain:
    """Return the chain that a rule begins, with the names of columns right above it."""
    held = _names_over(lines, level)
    if not held:
        return _Chain(level, [level.place], [], [], [], single=False)
    gutters = gutters_under(held, lines_under(lines, level))
    white = level.place - held[-1].bottom
    single = not gutters and bool(names_of_one_column(held))
    return _Chain(level, [level.place], held, [Band(held.copy(), held[0].top - white, level.place)], gutters, single)


def _takes(
    chain: _Chain, rule: JoinedRule, below: Sequence[JoinedRule], lines: Sequence[Line], rules: Sequence[JoinedRule]
) -> bool:
    """Add the next rule of its length, and the lines before it, to a chain; say whether they are of the same table.

    ``below`` are the levels of rules under that one, ``lines`` and ``rules`` those of the page.
    """
    between = lines_in(lines, chain.first, chain.last, rule.place)
    band = Band(between, chain.last, rule.place)
    bands = chain.bands
    if bands:
        chain.names = _other_names(lines, rule, below, bands) or _names_others(between, bands)
        if chain.names is not None:
            # What stands right under the last rule may be rows that go on there, or the title of the other table.
            chain.titled = bool(between) and is_outset(Band(between[:1], chain.last, rule.place), bands, chain.first)
            return False
        chain.titled = is_outset(band, bands, chain.first)
        if chain.titled:
            return False
    else:
        length = chain.first.end - chain.first.start
        short = [one for one in rules if one.end - one.start < NOT_WHOLE * length]
        # Under names that are bold, what is not may be the rest of a row that the page before began.
        bold = list(takewhile(lambda line: line.bold, between)) if between and names_columns(between[0]) else []
        chain.gutters = gutters_under(bold or between, lines_under(lines, rule), short)
        chain.single = not chain.gutters and _names_one_column(band, chain.first)
    if chain.single:
        if not is_inset(between, chain.first) or (bands and between and not _follows(band, bands)):
            return False
    elif not _in_columns(chain, between, lines, rule):
        return False
    chain.held.extend(between)
    chain.places.append(rule.place)
    bands.append(band)
    return True


def _in_columns(chain: _Chain, between: Sequence[Line], lines: Sequence[Line], rule: JoinedRule) -> bool:
    """Say whether those of some lines between two rules can be rows of a chain, and leave its columns their white.

    The last may head a group that begins under the second ``rule``.
    """
    within, narrowed = under(between, chain.gutters) if chain.gutters else ([], [])
    fitting = len(within) == len(between) or (
        0 < len(within) == len(between) - 1 and heads_group(between[-1], lines_under(lines, rule)[:1], narrowed)
    )
    if not fitting and not _may_be_rows(between):
        return False
    if chain.gutters and fitting:
        chain.gutters = narrowed
    elif len(chain.places) > 1 and not (chain.gutters and runs_across(between)):
        chain.gutters = []
    return True


def _below(chain: _Chain, lines: Sequence[Line]) -> list[Line]:
    """Return the lines under the last rule of a chain, without notes and what belongs to another table."""
    least = NOTE_SIZE * max([line.size for band in chain.bands for line in band.lines], default=0.0)
    below = [line for line in lines if line.middle > chain.last and line.size > least and along(line, chain.first)]
    names = chain.names
    if names is None:
        return below
    below = [line for line in below if line.baseline < names.baseline]
    return without_title(below, [names], chain.gutters) if chain.gutters else []


def _takes_rest(chain: _Chain, below: Sequence[Line]) -> bool:
    """Add to a chain what goes on in its columns under its last rule; say whether it can be a table."""
    if len(chain.places) == 1 and not chain.held and below and names_columns(below[0]):
        return False  # A table that the page's end cuts: what stands under the names tells how far it goes.
    goes_on = bool(below) and not chain.titled
    if chain.single:
        named = _describe_activities(chain.bands[0].lines)
        if named and chain.only_names and not below:
            return True
        if named and chain.only_names:  # The page's end cuts the first row.
            goes_on = goes_on and is_inset(below, chain.first)
            goes_on = goes_on and _follows(Band(list(below), chain.last, inf), chain.bands)
            chain.held.extend(below if goes_on else ())
            return goes_on
        if len(chain.places) < FEWEST_RULES or (all(line.bold for line in chain.held) and not named):
            return False
        if goes_on and is_inset(below, chain.first) and _follows(Band(list(below), chain.last, inf), chain.bands):
            chain.held.extend(below)
    elif goes_on and below[0].baseline - chain.last < FAR * below[0].size:
        _take_rows(chain, below)
    return True


def _take_rows(chain: _Chain, below: Sequence[Line]) -> None:
    """Add to a chain the rows of its columns that stand right under its last rule."""
    run, narrowed = under(below, chain.gutters) if chain.gutters else ([], [])
    run = without_title(run, below[len(run) :], narrowed) if run else run
    rows = [k for k, line in enumerate(run) if apart(line, narrowed)]
    if chain.gutters and len(run) == len(below) and _ends_page_as_row(run, chain.bands, chain.first):
        chain.held.extend(run)
        chain.gutters = narrowed
    elif rows:
        # Lines of one column that follow at once may be the rest of a cell; a note stands further off.
        stop = rows[-1] + 1
        while stop < len(run) and run[stop].baseline - run[stop - 1].baseline < TIGHT * run[stop].size:
            stop += 1
        chain.held.extend(run[:stop])
        chain.gutters = narrowed
    elif len(chain.places) <= 2 and len(chain.held) <= 4:
        chain.held.extend(tabular_run(below, chain.last))


def _other_names(
    lines: Sequence[Line], rule: JoinedRule, below: Sequence[JoinedRule], above: Sequence[Band]
) -> Line | None:
    """Return the first line of the names of another table's columns, right over or right under a rule.

    They say what those of the table ``above`` say; names that only their rules show to be such fill the band to the
    next of the rules ``below``.
    """
    head = above[0].lines
    if not head:
        return None
    beside = [line for line in lines if along(line, rule)]
    over = [line for line in beside if line.middle < rule.place][-len(head) :]
    under_it = [line for line in beside if line.middle > rule.place]
    found = [over, under_it[: len(head)]]
    if not names_columns(head[0]):
        end = next((level for level in below if abs(level.start - rule.start) <= ALIGNED), None)
        found = [lines_in(lines, rule, rule.place, end.place)] if end is not None else []
    said = letters_of(head)
    return next((names[0] for names in found if names and names[0] is not head[0] and letters_of(names) == said), None)


def _names_others(between: Sequence[Line], above: Sequence[Band]) -> Line | None:
    """Return the line right over a rule that names the columns of a programme's table, where one stands above."""
    named = len(above) > 1 and between and has_gap(between[-1], WIDE) and says_columns(between[-1])
    return between[-1] if named else None


def _names_one_column(band: Band, rule: JoinedRule) -> bool:
    """Say whether the lines between two rules name the one column of a table, and are set in from the rules' ends.

    They are bold, or say that it describes activities.
    """
    if not 0 < len(band.lines) < LOOSE_LINES or not is_inset(band.lines, rule):
        return False
    return all(line.bold for line in band.lines) or _describe_activities(band.lines)


def _describe_activities(names: Sequence[Line]) -> bool:
    """Say whether the name of a single column says that it describes activities; in bold, some of its lines may."""
    return bool(names_of_one_column(names)) or names_activities([" ".join(line.text for line in names)])


def _follows(band: Band, above: Sequence[Band]) -> bool:
    """Say whether what stands under a rule follows as closely as rows follow theirs, or holds activities with codes.

    More white may stand over the head of a group, but no activity stands under a title without names between them.
    """
    if any(lettered_code_of(Entry(0, 1, line.words)) for line in band.lines):
        return True
    return band.white[0] <= min(other.white[0] for other in above if other.lines) + TITLE_WHITE


def _ends_page_as_row(below: Sequence[Line], above: Sequence[Band], rule: JoinedRule) -> bool:
    """Say whether all that stands under the last rule of a page is a row that the page break cuts.

    It is set in from the ends of the rules as the rows above are, and follows as closely as they do.
    """
    return (
        bool(above)
        and min([line.x0 for band in above for line in band.lines]) > rule.start + OUTSET
        and not is_outset(Band(list(below), 0.0, inf), above, rule)
        and _follows(Band(list(below), above[-1].bottom, inf), above)
        and not all(line.bold for line in below)
    )


def _names_over(lines: Sequence[Line], rule: JoinedRule) -> list[Line]:
    """Return the lines right above the first rule of a table that name its columns, none where those below do."""
    found: list[Line] = []
    for line in reversed([line for line in lines if line.middle < rule.place]):
        below = found[0].baseline if found else rule.place
        near = along(line, rule) and below - line.baseline <= TIGHT * line.size
        if not near or not (line.bold or names_columns(line)):
            break
        found.insert(0, line)
    if not any(map(names_columns, found)):
        lasts = (found[at:] for at in range(len(found)))
        only = next((last for last in lasts if len(names_of_one_column(last)) == len(last)), [])
        return only if is_inset(only, rule) else []
    while len(found) > 1 and not has_gap(found[0], WIDE):
        found.pop(0)
    rows = lines_under(lines, rule)
    return found if rows and not names_columns(rows[0]) else []


def _may_be_rows(lines: Sequence[Line]) -> bool:
    """Say whether lines between two rules can be rows: not running text alone."""
    return len(lines) < 3 or any(is_tabular(line) for line in lines) or bool(find_gutters(lines))
