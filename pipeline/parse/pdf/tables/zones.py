"""Zones of a page where a table without upright rules may be: under a header, between rules, where lines have gaps."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import inf
from statistics import median

from pipeline.parse.pdf.gutters import (
    ENUMERATOR,
    GUTTER,
    LEADER,
    LEAST_SPACE,
    RUN_ON,
    Span,
    broke_on_purpose,
    find_gutters,
    has_gap,
    ink,
    is_prose,
    stretches,
    without_leaders,
)
from pipeline.parse.pdf.lines import Line, lines_of
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.grid import Line as Rule
from pipeline.parse.pdf.tables.strips import MORE_THAN_SPACE, NARROWEST, WIDE, begins_at, middle_of
from pipeline.titles import activity_stems, column_role, describes_activities, names_activities

FAR = 3.4
"""Lines whose baselines are further apart than this, in ems, are not rows of one table (unless rules hold them)."""

TIGHT = 1.45
"""Lines of one paragraph are closer than this, in ems."""

HALF_FULL = 0.5
"""A line that fills less of its column did not end because the column does."""

AIRY = 2.6
"""The same for lines that only wide gaps show to be rows."""

LOOSE_LINES = 3
"""So many lines without a wide gap may follow each other in a table: heads of groups, entries of several lines."""

MAX_HEAD_WORDS = 9
"""A line without gaps that has more words than this is running text, not the head of a group."""

SIDE_LINES = 8
"""A column of a page has at least this many lines."""

ALIGNED = 6.0
"""Rules of one table begin and end within this many points of each other."""

INSET = 1.0
"""Text in a cell is set in by more than this (points) from the ends of the rules over it."""

FEWEST_RULES = 3
"""A table of one column has at least so many rules: over and under what names the column, and at its end."""

NOT_WHOLE = 0.9
"""A rule that is shorter than this share of a table's width stands under the head of some columns."""

TITLE_WHITE = 3.0
"""The title between two tables has so much more white (points) over and under it than rows between their rules."""

OUTSET = 2.0
"""A title begins so much farther left (points) than any row of a table whose rows are set in from the rules' ends."""

OVERHANG = 2.0
"""Italics, quotation marks and the like begin up to this (points) left of the column that they stand in."""

NOTE_SIZE = 0.93
"""Notes under a table are set in at most this share of the size of its rows."""

FEWEST_SPACES = 5
"""A line has at least so many spaces where they tell how wide a space is in it."""

LINES_BELOW = 12
"""So many lines below the names of columns show which white between words of theirs goes on."""

FEWEST_PARTED = 6
"""So many lines leave white at one place only where columns are parted."""

RUN_ACROSS = 0.25
"""Of these at least so many, and two, run across white that parts no columns; heads of groups do not count."""

FEWEST_FILLED = 3
"""What has words in so many columns of a table, far below its other rows, are rows of it."""

FEWEST_FRAMED = 4
"""Behind the names of columns, under one rule and over the next, at least so many lines are rows that no rules part."""

SHORT_RULE = 60.0
"""Rules shorter than this (points) do not bound a table by themselves."""


@dataclass(slots=True)
class Zone:
    """Lines that may be a table, with the horizontal rules between and around them, from top to bottom.

    ``bounds`` are the places of the rules as long as the table; ``gutters`` are set where a header gave them.
    ``continued``: the lines go on, without a header, in the columns of the page before; ``expected``: they stand in
    those columns, whose rows were ``row_gap`` apart and the names of the columns ``head_gap`` from the first, or
    (``ruled_rows``) parted by rules; ``spanning`` are those of which
    some cells span rows.
    ``single``: rules part the rows of a single column. ``only_names``: the page ends behind the names of the columns.
    ``level`` is what of their cells was level there, where that told rows.
    ``ends`` are the left and right end of the table where a ground shows them, on which its first ``names`` lines are.
    """

    lines: list[Line]
    rules: list[Rule]
    bounds: list[float]
    gutters: list[Span]
    continued: bool = False
    expected: bool = False
    row_gap: float | None = None
    head_gap: float | None = None
    spanning: frozenset[int] = frozenset()
    ruled_rows: bool = False
    single: bool = False
    only_names: bool = False
    ends: tuple[float, float] | None = None
    names: int | None = None
    level: str = ""

    @property
    def right(self) -> float:
        """Where its lines end."""
        return max(line.x1 for line in self.lines)


def sides_of(lines: list[Line]) -> list[list[Line]]:
    """Part the lines of a page that is set in columns of running text; else return them as they are."""
    if len(lines) < 2 * SIDE_LINES:
        return [lines]
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    if sum(line.x1 - line.x0 < 0.6 * width or has_gap(line, GUTTER) for line in lines) < 0.6 * len(lines):
        return [lines]
    for gutter in find_gutters(lines):
        middle = (gutter.x0 + gutter.x1) / 2
        left = lines_of([word for line in lines for word in line.words if middle_of(word) < middle])
        right = lines_of([word for line in lines for word in line.words if middle_of(word) >= middle])
        if min(len(left), len(right)) >= SIDE_LINES and (_is_text(left) or _is_text(right)):
            return [left, right]
    return [lines]


def _is_text(lines: Sequence[Line]) -> bool:
    """Say whether lines are running text without columns in it."""
    return is_prose(lines) and sum(has_gap(line, WIDE) for line in lines) <= 0.3 * len(lines)


def apart_somewhere(lines: Sequence[Line], gutters: Sequence[Span]) -> bool:
    """Say whether a line of several has words on both sides of a gutter."""
    return any(apart(line, gutters) for line in lines)


def names_columns(line: Line) -> bool:
    """Say whether a line looks like the names of columns: of several parts, to none of which dots lead, and bold.

    Those of a programme's columns may be set in any type; in bold they may be as near each other as words may be.
    """
    wide = has_gap(line, WIDE)
    if not (wide or (line.bold and has_gap(line, RUN_ON))):
        return False
    if not (wide and line.bold) and not _says_columns(line, WIDE if wide else RUN_ON):
        return False
    return not any(LEADER.search(word.text) for word in line.words)


def _says_columns(line: Line, gap: float = WIDE) -> bool:
    """Say whether what white wider than ``gap`` (ems) parts in a line can only be names of a programme's columns."""
    if not activity_stems().search(line.text):
        return False
    return names_activities([" ".join(word.text for word in part) for part in stretches(line, gap)])


def ruled_zones(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Zone]:
    """Find what stands between horizontal rules of one length, with what goes on in columns under the last."""
    zones = []
    levels = levels_of(rules)
    if concluded := _under_names(lines, levels):
        rules = [*rules, *concluded]
        levels = levels_of(rules)
    used: set[int] = set()
    for first, level in enumerate(levels):
        if first in used:
            continue
        chain = [level]
        held = _names_over(lines, level)
        gutters = gutters_under(held, _lines_under(lines, level)) if held else []
        white = level.place - held[-1].bottom if held else 0.0
        bands = [Band(held.copy(), held[0].top - white, level.place)] if held else []
        single = bool(held) and not gutters and bool(names_of_one_column(held))
        titled = False
        again: Line | None = None
        for k in range(first + 1, len(levels)):
            other = levels[k]
            if k in used or abs(other.start - level.start) > ALIGNED or abs(other.end - level.end) > ALIGNED:
                continue
            between = _lines_in(lines, level, chain[-1].place, other.place)
            if bands and (again := _named_again(lines, other, bands[0]) or _names_others(between, bands)):
                break
            band = Band(between, chain[-1].place, other.place)
            if not bands:
                short = [rule for rule in rules if rule.end - rule.start < NOT_WHOLE * (level.end - level.start)]
                gutters = gutters_under(between, _lines_under(lines, other), short)
                single = not gutters and _names_one_column(band, level)
            elif _is_outset(band, bands, level) or (
                (gutters or single) and (is_title_between(band, bands) or _is_headed_again(k, levels, lines, bands[0]))
            ):
                titled = True
                break
            if single:
                if not is_inset(between, level) or (bands and between and not _follows(band, bands)):
                    break
            else:
                within, narrowed = under(between, gutters) if gutters else ([], [])
                if len(within) < len(between) and not _may_be_rows(between):
                    break
                if gutters and len(within) == len(between):
                    gutters = narrowed
                elif len(chain) > 1 and not (gutters and runs_across(between)):
                    gutters = []
            held.extend(between)
            chain.append(other)
            used.add(k)
            bands.append(band)
        least = NOTE_SIZE * max([line.size for band in bands for line in band.lines], default=0.0)
        below = [
            line for line in lines if line.baseline > chain[-1].place and line.size > least and _beside(line, level)
        ]
        if again is not None:
            below = [line for line in below if line.baseline < again.baseline]
            below = without_title(below, [again], gutters) if gutters else []
        if len(chain) == 1:
            if not held:
                held = _over(lines, level)
                gutters = gutters_under(held, _lines_under(lines, level))
            if not held and below and names_columns(below[0]):
                continue  # A table that the page's end cuts: what stands under the names tells how far it goes.
        if single:
            if len(chain) < FEWEST_RULES or all(line.bold for line in held):
                continue
            if below and not titled and is_inset(below, level) and _follows(Band(below, chain[-1].place, inf), bands):
                held.extend(below)
        elif below and not titled and below[0].baseline - chain[-1].place < FAR * below[0].size:
            run, narrowed = under(below, gutters) if gutters else ([], [])
            run = without_title(run, below[len(run) :], narrowed) if run else run
            rows = [k for k, line in enumerate(run) if apart(line, narrowed)]
            if gutters and len(run) == len(below) and _ends_page_as_row(run, bands, level):
                held.extend(run)
                gutters = narrowed
            elif rows:
                # Lines of one column that follow at once may be the rest of a cell; a note stands further off.
                stop = rows[-1] + 1
                while stop < len(run) and run[stop].baseline - run[stop - 1].baseline < TIGHT * run[stop].size:
                    stop += 1
                held.extend(run[:stop])
                gutters = narrowed
            elif len(chain) <= 2 and len(held) <= 4:
                held.extend(_tabular_run(below, chain[-1].place))
        if len(held) < 2 or not (single or gutters or any(_is_tabular(line) for line in held) or find_gutters(held)):
            continue
        top, bottom = chain[0].place, max(chain[-1].place, held[-1].bottom)
        inside = [rule for rule in rules if top - 1 <= rule.place <= bottom + 1]
        zones.append(Zone(held, inside, [rule.place for rule in chain], gutters, single=single))
    return zones


def _named_again(lines: Sequence[Line], rule: Rule, head: Band) -> Line | None:
    """Return the line right over or right under a rule that names the columns of another table as its head does."""
    if not head.lines or not names_columns(head.lines[0]):
        return None
    beside = [line for line in lines if _beside(line, rule)]
    over = [line for line in beside if line.baseline < rule.place][-len(head.lines) :]
    under_it = [line for line in beside if line.baseline > rule.place][: len(head.lines)]
    said = letters_of(head.lines)
    for names in (over, under_it):
        if names and names[0] is not head.lines[0] and letters_of(names) == said:
            return names[0]
    return None


def _names_others(between: Sequence[Line], above: Sequence[Band]) -> Line | None:
    """Return the line right over a rule that names the columns of a programme's table, where one stands above."""
    named = len(above) > 1 and between and has_gap(between[-1], WIDE) and _says_columns(between[-1])
    return between[-1] if named else None


def _is_headed_again(index: int, levels: Sequence[Rule], lines: Sequence[Line], head: Band) -> bool:
    """Say whether the band under a rule names the columns once more: another table begins there."""
    rule = levels[index]
    below = next((level for level in levels[index + 1 :] if abs(level.start - rule.start) <= ALIGNED), None)
    if below is None or not head.lines:
        return False
    names = _lines_in(lines, rule, rule.place, below.place)
    return [line.text for line in names] == [line.text for line in head.lines]


def _names_one_column(band: Band, rule: Rule) -> bool:
    """Say whether the lines between two rules name the one column of a table: bold, and set in from the rules' ends."""
    return 0 < len(band.lines) < LOOSE_LINES and all(line.bold for line in band.lines) and is_inset(band.lines, rule)


def is_inset(lines: Sequence[Line], rule: Rule) -> bool:
    """Say whether lines are set in from both ends of a rule, as in a cell."""
    return all(line.x0 > rule.start + INSET and line.x1 < rule.end - INSET for line in lines)


def _follows(band: Band, above: Sequence[Band]) -> bool:
    """Say whether what stands under the last rule of a page follows as closely as rows follow their rules."""
    return band.white[0] <= min(other.white[0] for other in above if other.lines) + TITLE_WHITE


def _ends_page_as_row(below: Sequence[Line], above: Sequence[Band], rule: Rule) -> bool:
    """Say whether all that stands under the last rule of a page is a row that the page break cuts.

    It is set in from the ends of the rules as the rows above are, and follows as closely as they do.
    """
    return (
        bool(above)
        and min([line.x0 for band in above for line in band.lines]) > rule.start + OUTSET
        and not _is_outset(Band(list(below), 0.0, inf), above, rule)
        and _follows(Band(list(below), above[-1].bottom, inf), above)
        and (not all(line.bold for line in below) or _is_head_of_row(below, above))
    )


def _is_head_of_row(below: Sequence[Line], above: Sequence[Band]) -> bool:
    """Say whether a bold line is what some row under the names of the columns begins with: the head of its group."""
    return len(below) == 1 and any(
        band.lines and band.lines[0].words[0].bold and abs(band.lines[0].x0 - below[0].x0) <= OVERHANG
        for band in above[1:]
    )


@dataclass(frozen=True, slots=True)
class Band:
    """The lines between two horizontal rules, which stand at ``top`` and ``bottom``."""

    lines: list[Line]
    top: float
    bottom: float

    @property
    def white(self) -> tuple[float, float]:
        """The white over its first line and under its last."""
        return self.lines[0].top - self.top, self.bottom - max(line.bottom for line in self.lines)


def begins_left_of_rows(lines: Sequence[Line], edge: float, rows: float) -> bool:
    """Say whether lines begin at the left end of a table's rules, ``edge``, and its rows farther right, at ``rows``."""
    return any(line.x0 <= edge + INSET and line.x0 < rows - OUTSET for line in lines)


def _is_outset(band: Band, above: Sequence[Band], rule: Rule) -> bool:
    """Say whether a band between rules of a table's length begins left of all rows above, as a title does."""
    rows = min([line.x0 for row in above for line in row.lines], default=-inf)
    return begins_left_of_rows(band.lines, rule.start, rows)


def is_title_between(band: Band, above: Sequence[Band]) -> bool:
    """Say whether a band holds the title of another table: more white over and under it than rows of the table have."""
    rows = [other.white for other in above if other.lines]
    if not band.lines or not rows or any(has_gap(line, WIDE) for line in band.lines):
        return False
    over, under = band.white
    return over > min(row[0] for row in rows) + TITLE_WHITE and under > min(row[1] for row in rows) + TITLE_WHITE


def runs_across(lines: Sequence[Line]) -> bool:
    """Say whether lines between two rules are the words of one cell over all columns."""
    return 0 < len(lines) < LOOSE_LINES and not any(has_gap(line, WIDE) for line in lines)


def _over(lines: Sequence[Line], rule: Rule) -> list[Line]:
    """Return the line that names columns right above a rule, if one does."""
    above = [line for line in lines if line.baseline < rule.place and _beside(line, rule)]
    if above and rule.place - above[-1].baseline < TIGHT * above[-1].size and has_gap(above[-1], WIDE):
        return [above[-1]]
    return []


def _names_over(lines: Sequence[Line], rule: Rule) -> list[Line]:
    """Return the lines right above the first rule of a table that name its columns, none where those below do."""
    found: list[Line] = []
    for line in reversed([line for line in lines if line.baseline < rule.place]):
        below = found[0].baseline if found else rule.place
        near = _beside(line, rule) and below - line.baseline <= TIGHT * line.size
        if not near or not (line.bold or names_columns(line)):
            break
        found.insert(0, line)
    if not any(map(names_columns, found)):
        lasts = (found[at:] for at in range(len(found)))
        only = next((last for last in lasts if len(names_of_one_column(last)) == len(last)), [])
        return only if is_inset(only, rule) else []
    while len(found) > 1 and not has_gap(found[0], WIDE):
        found.pop(0)
    rows = _lines_under(lines, rule)
    return found if rows and not names_columns(rows[0]) else []


def names_of_one_column(lines: Sequence[Line]) -> list[Line]:
    """Return the lines at the top of which all are bold and that together say that a column describes activities."""
    for count, line in enumerate(lines[: LOOSE_LINES - 1], 1):
        if not line.bold or has_gap(line, WIDE):
            break
        if names_activities([" ".join(one.text for one in lines[:count])]):
            return list(lines[:count])
    return []


def _under_names(lines: Sequence[Line], levels: Sequence[Rule]) -> list[Rule]:
    """Return rules where the names of columns end and none is drawn: over the first row, or in a mere frame.

    The names stand over the first rule of a length, or over a ground, with a row between, or right under a rule with
    many lines behind.
    """
    found: list[Rule | None] = []
    for index, level in enumerate(levels):
        alike = [one for one in levels if max(abs(one.start - level.start), abs(one.end - level.end)) <= ALIGNED]
        at = alike.index(level)
        top = levels[index - 1].place if index else -inf
        above = _last_together(_lines_in(lines, level, top, level.place))
        if at and level.drawn and not any(names_columns(line) and _says_columns(line) for line in above):
            above = []
        within = _lines_in(lines, level, level.place, alike[at + 1].place) if at + 1 < len(alike) else []
        found += [_end_of_names(run, level, framed=run is within) for run in (above, within)]
    return [rule for rule in found if rule is not None]


def _end_of_names(run: Sequence[Line], level: Rule, *, framed: bool) -> Rule | None:
    """Return the rule that is not drawn between the names of columns among lines and those behind them, if any is."""
    named = [at for at, line in enumerate(run) if names_columns(line)]
    if not named and not framed:
        return _end_of_one_name(run, level)
    begun = [at for at in named if at - 1 not in named or not _names_on(run[at - 1], run[at])]
    first = (begun[0] if framed else begun[-1]) if begun else len(run)
    end = first + 1
    while end < len(run) and (_names_on(run[end - 1], run[end]) or _wraps_names(run[first:end], run[end])):
        end += 1
    body = run[end:]
    if not body or (body[0].bold and has_gap(body[0], WIDE)) or (framed and (first or len(body) < FEWEST_FRAMED)):
        return None
    gutters = gutters_under(run[first:end], body)
    if gutters and not framed and all(own_type(line.words) and not has_gap(line, WIDE) for line in body):
        return _not_drawn(run[end - 1], body[0], level)
    held, gutters = under(body, gutters) if gutters else ([], [])
    if len(held) < len(body) or not apart_somewhere(body, gutters):
        return None
    return _not_drawn(run[end - 1], body[0], level)


def _end_of_one_name(run: Sequence[Line], level: Rule) -> Rule | None:
    """Return the rule that is not drawn between the name of the only column and its first row, if lines are these."""
    for at in range(len(run)):
        end = at + len(names_of_one_column(run[at:]))
        if at < end < len(run):
            return _not_drawn(run[end - 1], run[end], level) if is_inset(run[at:], level) else None
    return None


def _not_drawn(above: Line, below: Line, level: Rule) -> Rule:
    """Return the rule that would stand between two lines, as long as another one."""
    return Rule((above.bottom + below.top) / 2, level.start, level.end, drawn=False)


def _last_together(lines: Sequence[Line]) -> list[Line]:
    """Return the last of some lines that follow each other closely."""
    first = max(len(lines) - 1, 0)
    while first and lines[first].baseline - lines[first - 1].baseline <= FAR * lines[first].size:
        first -= 1
    return list(lines[first:])


def headed_zones(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Zone]:
    """Find what stands in columns under a bold line of several parts, as far down as the gutters stay white."""
    zones = []
    index = 0
    while index < len(lines):
        head = lines[index]
        names = 1
        named = names_columns(head)
        if named:
            while index + names < len(lines) and _names_on(lines[index + names - 1], lines[index + names]):
                names += 1
        below = lines[index + names :]
        gutters = gutters_under(lines[index : index + names], below, rules) if named else []
        index += 1
        if not gutters:
            continue
        held, _ = under(lines[index:], gutters)
        held = without_title(held, lines[index + len(held) :], gutters)
        held, gutters = under(held, gutters)
        if held and held[0].baseline - head.baseline <= FAR * head.size:
            top, bottom = head.top, held[-1].bottom
            inside = [rule for rule in rules if top - 6 <= rule.place <= bottom + 6]
            zones.append(Zone([head, *held], inside, [], gutters))
            index += len(held)
        elif not held and index + names - 1 == len(lines):
            zones.append(Zone([head, *lines[index:]], [], [], gutters, only_names=True))
            index = len(lines)
    return zones


def _names_on(line: Line, following: Line) -> bool:
    """Say whether the names of columns go on: in bold and of several parts, not far below."""
    return names_columns(following) and following.baseline - line.baseline <= FAR * line.size


def _wraps_names(names: Sequence[Line], line: Line) -> bool:
    """Say whether a bold line right below the names of columns is the rest of some that are broken over lines."""
    columns = _named_columns(names)
    return (
        line.bold
        and names[-1].bold
        and line.baseline - names[-1].baseline <= TIGHT * line.size
        and not names_activities([line.text])
        and (line.x1 > columns[1].x0 or _completes(names, columns[0], line))
        and all(any(_share_width(ink(word), column) for column in columns) for word in line.words)
    )


def _completes(names: Sequence[Line], column: Span, line: Line) -> bool:
    """Say whether only with a line below it the name of the first column says that it describes activities."""
    said = " ".join([word.text for name in names for word in name.words if _share_width(ink(word), column)])
    return describes_activities(f"{said} {line.text}") and not describes_activities(said)


def without_title(held: list[Line], following: Sequence[Line], gutters: Sequence[Span]) -> list[Line]:
    """Leave out of a table's lines the title of the next, whose columns are named, or text runs across, behind it.

    ``following`` are the lines behind them. Titles are set in a type of their own, in no column but the first.
    """
    held = _without_heading(held, gutters)
    if not held:
        return []
    body = next((index for index, line in enumerate(held) if not names_columns(line)), len(held))
    stop = next((index for index in range(body, len(held)) if names_columns(held[index])), len(held))
    runs_into = stop == len(held) and following and following[0].baseline - held[-1].baseline <= FAR * held[-1].size
    if stop == len(held) and not runs_into:
        return held
    first = stop
    while first > body and (not apart(held[first - 1], gutters) or (runs_into and _runs_on(held[first - 1]))):
        first -= 1

    def may_be_title(line: Line) -> bool:
        return line.x0 < gutters[0].x1 - 1 and own_type(line.words)

    title = next((index for index in range(stop - 1, first - 1, -1) if may_be_title(held[index])), stop)
    while title > first and may_be_title(held[title - 1]):
        title -= 1
    return held[:title]


def _runs_on(line: Line) -> bool:
    """Say whether a line is running text: no white between its words is wider than the spaces of a justified line."""
    gaps = [behind.box.x0 - word.box.x1 for word, behind in pairwise(line.words)]
    spaces = [gap for gap in gaps if gap >= LEAST_SPACE * line.size]
    return len(spaces) >= FEWEST_SPACES and max(spaces) <= MORE_THAN_SPACE * median(spaces)


def letters_of(lines: Iterable[Line]) -> str:
    """Return the letters and digits of lines, small."""
    return re.sub(r"\W+", "", "".join(word.text for line in lines for word in line.words)).casefold()


def _without_heading(held: list[Line], gutters: Sequence[Span]) -> list[Line]:
    """Leave out what follows a table in its first column only, from a heading on that begins left of the table's text.

    Headings are set in a type of their own.
    """
    last = max((index for index, line in enumerate(held) if line.x1 > gutters[0].x1 - OVERHANG), default=0)
    left = min((line.x0 for line in held[: last + 1] if not own_type(line.words)), default=0.0)
    for index in range(last + 1, len(held)):
        if held[index].x0 < left - OVERHANG and own_type(held[index].words):
            return held[:index]
    return held


def own_type(words: Sequence[Word]) -> bool:
    """Say whether all words are bold, in italics or underlined."""
    if not words:
        return True
    first = words[0]  # it has no such type in most lines
    return (
        (first.bold and all(word.bold for word in words))
        or (first.italic and all(word.italic for word in words))
        or (first.underline and all(word.underline for word in words))
    )


def head_gutters(head: Sequence[Line], rules: Sequence[Rule] = ()) -> list[Span]:
    """Return the white between the names of columns; a head over several columns, with their names below, is none."""
    return [Span(one.x1, other.x0) for one, other in pairwise(_named_columns(head, rules))]


def _named_columns(head: Sequence[Line], rules: Sequence[Rule] = ()) -> list[Span]:
    """Return how far the names of columns reach, from left to right.

    A head spans columns, and names none, where it stands over the names of two, or over a short rule that does.
    """
    columns: list[Span] = []
    for line in sorted(head, key=lambda line: -line.baseline):
        for part in [name for stretch in stretches(line, GUTTER) for name in _names_in(stretch)]:
            span = Span(ink(part[0]).x0, ink(part[-1]).x1)
            reach = _ruled_reach(span, line, rules)
            if sum(map(partial(_share_width, Span(reach.x0, reach.x1 + NARROWEST * line.size)), columns)) >= 2:
                continue
            same = next((column for column in columns if _share_width(span, column)), None)
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


def gutters_under(head: Sequence[Line], below: Sequence[Line], rules: Sequence[Rule] = ()) -> list[Span]:
    """Return the white between columns, by their names and by how far lines right below leave it.

    White inside of a name that is justified is left out: the lines right below run across it, and only there. Names
    that are centred leave white where text stands under them: there the text tells.
    """
    gutters = head_gutters(head, rules)
    seen = [line for line in below[:LINES_BELOW] if not own_type(line.words)]
    gutters = sorted([*gutters, *_narrow_gutters(head, gutters, seen)])
    if not gutters:
        return gutters
    crossed = [sum(_narrowed([gutter], line) is None for line in seen) for gutter in gutters]
    if not any(crossed):
        return gutters
    if min(crossed) == 0:
        most = max(2, RUN_ACROSS * len(seen))
        stood = [gutter for gutter, times in zip(gutters, crossed, strict=True) if times < most]
        if len(under(seen, stood)[0]) == len(seen):
            return stood
        gutters = stood
    centred = _between_middles(_named_columns(head, rules), below)
    more = len(centred) == len(gutters) and len(under(below, centred)[0]) > len(under(below, gutters)[0])
    return centred if more else gutters


def _narrow_gutters(head: Sequence[Line], gutters: Sequence[Span], below: Sequence[Line]) -> list[Span]:
    """Return white between names that is too narrow to be told from a space, and that all lines below leave.

    Where names are justified, they fill their columns as the text below does.
    """
    found: list[Span] = []
    for line in head:
        for word, behind in pairwise(line.words):
            white = Span(word.box.x1, behind.box.x0)
            narrow = NARROWEST * line.size <= white.width <= GUTTER * line.size
            if not narrow or any(_share_width(white, gutter) for gutter in gutters):
                continue
            held, narrowed = under(below, [white])
            left = max([gutter.x1 for gutter in gutters if gutter.x1 <= white.x0], default=-inf)
            right = min([gutter.x0 for gutter in gutters if gutter.x0 >= white.x1], default=inf)
            parted = sum(_stand_in(line, left, white.x0) and _stand_in(line, white.x1, right) for line in held)
            if len(held) == len(below) and parted >= FEWEST_PARTED:
                found += narrowed
    return found


def _stand_in(line: Line, left: float, right: float) -> bool:
    """Say whether a line has words in a stretch of the page's width."""
    return any(left - OVERHANG <= word.box.x0 and word.box.x1 <= right + OVERHANG for word in line.words)


def _between_middles(names: Sequence[Span], below: Sequence[Line]) -> list[Span]:
    """Return the widest white that lines leave between the middles of names above them; none where some leave none.

    Lines are taken as long as they leave any; heads of groups do not count.
    """
    middles = [(name.x0 + name.x1) / 2 for name in names]
    whites = [[Span(one, other)] for one, other in pairwise(middles)]
    rows = 0
    for line in below:
        if own_type(line.words) and not has_gap(line, WIDE):
            continue
        least = NARROWEST * line.size
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


def _lines_under(lines: Sequence[Line], rule: Rule) -> list[Line]:
    """Return the lines below a rule that stand over its length."""
    return [line for line in lines if line.baseline > rule.place and _beside(line, rule)]


def _ruled_reach(span: Span, line: Line, rules: Sequence[Rule]) -> Span:
    """Return how far a head reaches by the short rule right under it; else its own width."""
    for rule in rules:
        if 0 <= rule.place - line.bottom < line.size and rule.start <= span.x0 + 3 and rule.end >= span.x1 - 3:
            return Span(rule.start, rule.end)
    return span


def _share_width(one: Span, other: Span) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0)


def under(lines: Sequence[Line], gutters: list[Span]) -> tuple[list[Line], list[Span]]:
    """Take lines from the first on as long as they leave the gutters white; return them and what is left of these.

    What stands far below must be in several columns: where a cell spans rows, a row of it may be as high as the page.
    """
    held: list[Line] = []
    for index, line in enumerate(lines):
        if held and line.baseline - held[-1].baseline > FAR * line.size:
            left = min(above.x0 for above in held)
            if not _are_rows(lines[index:], gutters, left):
                break
        narrowed = _narrowed(gutters, line)
        if narrowed is None and not _heads_group(line, lines[index + 1 : index + 2], gutters):
            break
        gutters = narrowed or gutters
        held.append(line)
    return held, gutters


def _are_rows(lines: Sequence[Line], gutters: Sequence[Span], left: float) -> bool:
    """Say whether lines, as far as they are close together, are rows of the columns that gutters part.

    One of them has words in several of the columns, or they fill all columns and begin where these do (the first at
    ``left``), or they are in the first only and broken where the next would begin.
    """
    ends = [gutter.x1 - OVERHANG for gutter in gutters]
    begins: dict[int, float] = {}
    most = 0
    run: list[Line] = []
    for line in lines:
        if run and line.baseline - run[-1].baseline > FAR * line.size:
            break
        if names_columns(line) or _narrowed(gutters, line) is None:
            return False
        filled: dict[int, float] = {}
        for word in line.words:
            filled.setdefault(bisect_right(ends, word.box.x0), word.box.x0)
        for column, x0 in filled.items():
            begins[column] = min(begins.get(column, x0), x0)
        most = max(most, len(filled))
        run.append(line)
    starts = [left, *(gutter.x1 for gutter in gutters)]
    if most >= FEWEST_FILLED:
        return True
    there = all(abs(x0 - starts[column]) <= OVERHANG for column, x0 in begins.items())
    return there and (len(begins) == len(starts) or (list(begins) == [0] and _wrapped(run, gutters[0].x1)))


def _heads_group(line: Line, following: Sequence[Line], gutters: Sequence[Span]) -> bool:
    """Say whether a line that crosses gutters heads a group: in a type of its own, over a row in the columns."""
    return (
        bool(following)
        and own_type(line.words)
        and not has_gap(line, WIDE)
        and len(line.words) <= MAX_HEAD_WORDS
        and not own_type(following[0].words)
        and following[0].baseline - line.baseline <= FAR * line.size
        and (fitting := _narrowed(gutters, following[0])) is not None
        and (apart(following[0], fitting) or following[0].x0 >= fitting[0].x1 - OVERHANG)
    )


def agree(gutters: Sequence[Span], others: Sequence[Span]) -> bool:
    """Say whether gutters are, one by one, within others."""
    return len(gutters) == len(others) and all(
        gutter.x1 <= other.x1 + ALIGNED and gutter.x0 >= other.x0 - ALIGNED
        for gutter, other in zip(gutters, others, strict=True)
    )


def only_there(lines: Sequence[Line], gutters: Sequence[Span]) -> bool:
    """Say whether lines can only be the rest of a table: all behind a gutter, or all before it.

    Before it they are if they begin with the end of a sentence, or are broken where the next column would begin.
    """
    if all(line.x0 >= gutters[0].x1 - OVERHANG for line in lines):
        return not all(line.bold for line in lines)
    if not all(line.x1 <= gutters[0].x0 + 1 for line in lines):
        return False
    return lines[0].words[0].text[:1].islower() or _wrapped(lines, gutters[0].x1)


def _wrapped(lines: Sequence[Line], right: float) -> bool:
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


def loose_zones(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Zone]:
    """Find lines with wide gaps that follow each other."""
    zones = []
    index = 0
    while index < len(lines):
        if not _is_tabular(lines[index]):
            index += 1
            continue
        run = _tabular_run(lines[index:], None)
        if len(run) >= 3:
            top, bottom = run[0].top, run[-1].bottom
            zones.append(Zone(run, [r for r in rules if top - 6 <= r.place <= bottom + 6], [], []))
        index += max(len(run), 1)
    return zones


def levels_of(rules: Sequence[Rule]) -> list[Rule]:
    """Join the rules at one height into one, whatever the gaps between them (a rule under each column's head)."""
    levels: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.place, rule.start)):
        if levels and rule.place - levels[-1].place <= 1.5 and rule.start - levels[-1].end < 40:
            last = levels[-1]
            levels[-1] = Rule(last.place, min(last.start, rule.start), max(last.end, rule.end), last.drawn)
        else:
            levels.append(rule)
    return [level for level in levels if level.end - level.start >= SHORT_RULE]


def _lines_in(lines: Sequence[Line], rule: Rule, top: float, bottom: float) -> list[Line]:
    return [line for line in lines if top < (line.top + line.bottom) / 2 < bottom and _beside(line, rule)]


def _beside(line: Line, rule: Rule) -> bool:
    """Say whether a line stands over the length of a rule."""
    return line.x0 >= rule.start - ALIGNED and line.x1 <= rule.end + ALIGNED


def _may_be_rows(lines: Sequence[Line]) -> bool:
    """Say whether lines between two rules can be rows: not running text alone."""
    return len(lines) < 3 or any(_is_tabular(line) for line in lines) or bool(find_gutters(lines))


def _is_tabular(line: Line) -> bool:
    if not has_gap(line, WIDE):
        return False
    parts = stretches(line, WIDE)
    return len(parts) >= 2 and not (len(parts) == 2 and ENUMERATOR.match(" ".join(w.text for w in parts[0])))


def _tabular_run(lines: Sequence[Line], start: float | None) -> list[Line]:
    """Take lines from the first on as long as every few of them have wide gaps and they stand close together."""
    run: list[Line] = []
    last = 0
    for line in lines:
        above = run[-1].baseline if run else start
        if above is not None and line.baseline - above > AIRY * line.size:
            break
        if _is_tabular(line):
            run.append(line)
            last = len(run)
        elif len(run) - last < LOOSE_LINES and len(line.words) <= MAX_HEAD_WORDS:
            run.append(line)
        else:
            break
    return run[:last]


def _narrowed(gutters: Sequence[Span], line: Line) -> list[Span] | None:
    """Return what a line leaves white of each gutter, the part nearest the column behind it; None where it crosses.

    In a line with wider white between others of several columns, a long word may all but touch the column behind it.
    """
    spans = [ink(word) for word in without_leaders(line.words)]
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
            return None
        left.append(Span(start, end))
    return left
