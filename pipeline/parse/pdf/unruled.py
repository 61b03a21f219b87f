"""Tables without upright rules: columns from gutters, rows from horizontal rules or from how the lines break.

Lengths are in points. Everything here is concluded from the places of words, so that what is found is marked as
inferred by the caller.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

from pipeline.model import Box
from pipeline.parse.pdf.grid import Line as Rule
from pipeline.parse.pdf.gutters import (
    ENUMERATOR,
    GUTTER,
    RUN_ON,
    Span,
    broke_on_purpose,
    find_gutters,
    has_gap,
    ink,
    is_leader,
    is_prose,
    is_value,
    stretches,
)
from pipeline.parse.pdf.lines import Line, lines_of
from pipeline.parse.pdf.page import Word

WIDE = 1.2
"""A line with a gap wider than this, in ems, may be a row of several cells."""

FAR = 3.4
"""Lines whose baselines are further apart than this, in ems, are not rows of one table (unless rules hold them)."""

TIGHT = 1.45
"""Lines of one paragraph are closer than this, in ems."""

CLOSE = 1.8
"""A head over columns is at most so far above their names, in ems."""

AIRY = 2.6
"""The same for lines that only wide gaps show to be rows."""

LOOSE_LINES = 3
"""So many lines without a wide gap may follow each other in a table: heads of groups, entries of several lines."""

MAX_HEAD_WORDS = 9
"""A line without gaps that has more words than this is running text, not the head of a group."""

NARROWEST = 0.4
"""A gutter that a header shows is at least this wide on every line, in ems."""

SIDE_LINES = 8
"""A column of a page has at least this many lines."""

ALIGNED = 6.0
"""Rules of one table begin and end within this many points of each other."""

SHORT_RULE = 60.0
"""Rules shorter than this (points) do not bound a table by themselves."""

MAX_HEADER_LINES = 8
"""Headers have no more lines than this."""

UNITS_BEFORE = frozenset({"$", "€", "£", "¥", "US$", "EUR", "USD", "+", "-", "−", "("})
"""Words that stand before a figure and are part of it."""

UNITS_BEHIND = frozenset({"%", ")", "*", "**", "†", "‡", "%)", "°"})
"""Words that stand behind a figure and are part of it."""

YEAR = re.compile(r"^(?:1[89]|2[01])\d\d(?:\s?[-/–]\s?\d{2,4})?[a-z*]?$")
"""A year, or two: `2008`, `2008-09`."""

BESIDE = 0.3
"""Lines that overlap by more than this in height, in ems, stand beside each other."""

MOST_PITCH = 1.6
"""Lines of one paragraph in a table are hardly further apart than this, in ems."""

SHORT_ENTRIES = 0.85
"""Where at least this share of lines with words in several columns begin there on purpose, entries are short."""

FEWEST = 3
"""Fewer lines do not show what the lines of a table are like."""

LEAST_PITCH = 0.95
"""Lines of one column are at least this far apart, in ems."""

WIDE_ENTRY = 20
"""So much wider than its entries, in ems, a column of short entries may be where nothing shows its end."""

MORE_WHITE = 0.2
"""A line so much further below the one above than lines of a paragraph are, in ems, may begin a row."""

LONG_RULE = 0.75
"""A rule over this share of a table's width rules the table; a shorter one stands under the head of some columns."""


@dataclass(slots=True)
class TextCell:
    """A cell found in the text: its place in the grid, spans and words."""

    row: int
    column: int
    row_span: int
    column_span: int
    words: list[Word]


@dataclass(slots=True)
class TextTable:
    """A table found in the text: edges of columns and rows, cells, and how many rows at the top name the columns.

    ``ruled`` says that horizontal rules bound it; ``gutters`` are the white between its columns. ``row_gap`` is how far
    rows are at least apart, in ems, where lines inside of rows are always closer; else None.
    """

    xs: list[float]
    ys: list[float]
    cells: list[TextCell]
    header_rows: int
    ruled: bool
    gutters: list[Span]
    row_gap: float | None

    @property
    def box(self) -> Box:
        """The rectangle around the table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


@dataclass(slots=True)
class _Zone:
    """Lines that may be a table, with the horizontal rules between and around them, from top to bottom.

    ``bounds`` are the places of the rules as long as the table; ``gutters`` are set where a header gave them.
    ``continued``: the lines go on, without a header, in the columns of the page before; ``expected``: they stand in
    those columns, whose rows were ``row_gap`` apart.
    """

    lines: list[Line]
    rules: list[Rule]
    bounds: list[float]
    gutters: list[Span]
    continued: bool = False
    expected: bool = False
    row_gap: float | None = None

    @property
    def right(self) -> float:
        """Where its lines end."""
        return max(line.x1 for line in self.lines)


@dataclass(slots=True)
class _Entry:
    """The words of one line in one column, or over several."""

    column: int
    span: int
    words: list[Word]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words if not is_leader(word))


@dataclass(slots=True)
class _Strip:
    """Lines at one height (their places differ by less than half of the type), entry by entry from left to right."""

    line: Line
    top: float
    bottom: float
    entries: list[_Entry]

    def at(self, column: int) -> _Entry | None:
        """Return the entry that begins in a column."""
        return next((entry for entry in self.entries if entry.column == column), None)


def find_text_tables(
    lines: Sequence[Line], rules: Sequence[Rule], continued: Sequence[Span] = (), row_gap: float | None = None
) -> list[TextTable]:
    """Find the tables that no upright rules draw.

    ``lines`` are the lines of a page (or of one column of it) outside its ruled tables, from top to bottom; ``rules``
    the horizontal rules outside ruled tables; ``continued`` the gutters of the table that the page before ended with,
    and ``row_gap`` how far its rows are apart.
    """
    tables: list[TextTable] = []
    free = list(lines)
    if continued:
        free = _take(tables, _continued_zone(free, rules, continued), free, continued, row_gap)
    for finder in (_ruled_zones, _headed_zones):
        free = _take(tables, finder(free, rules), free, continued, row_gap)
    for side in _sides(free):
        rest = side
        finders = (_loose_zones,) if len(side) == len(free) else (_ruled_zones, _headed_zones, _loose_zones)
        for finder in finders:
            rest = _take(tables, finder(rest, rules), rest, ())
    tables.sort(key=lambda table: table.ys[0])
    return tables


def _take(
    tables: list[TextTable],
    zones: Sequence[_Zone],
    free: list[Line],
    continued: Sequence[Span],
    row_gap: float | None = None,
) -> list[Line]:
    """Add the tables of zones to ``tables`` and return the lines that are in none of them."""
    taken: set[int] = set()
    for zone in zones:
        if any(id(word) in taken for line in zone.lines for word in line.words):
            continue
        _add_heads(zone, free)
        zone.expected |= bool(continued) and _agree(zone.gutters, continued)
        zone.row_gap = row_gap if zone.expected else None
        table = _table(zone)
        if table is not None:
            tables.append(table)
            taken.update(id(word) for cell in table.cells for word in cell.words)
    return [line for line in free if not any(id(word) in taken for word in line.words)] if taken else free


def _add_heads(zone: _Zone, lines: Sequence[Line]) -> None:
    """Add the heads over several columns that stand right above a zone, behind its first column."""
    if zone.continued or len(zone.bounds) > 1:
        return
    first = zone.lines[0]
    gutters = zone.gutters or _columns(zone.lines)
    above = [line for line in lines if line.baseline < first.baseline - 0.5 * first.size]
    while gutters and above and above[-1].x0 >= gutters[0].x0 and above[-1].x1 <= zone.right + ALIGNED:
        line = above.pop()
        if zone.lines[0].baseline - line.baseline > CLOSE * line.size:
            break
        zone.lines.insert(0, line)


def _sides(lines: list[Line]) -> list[list[Line]]:
    """Part the lines of a page that is set in columns of running text; else return them as they are."""
    if len(lines) < 2 * SIDE_LINES:
        return [lines]
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    if sum(line.x1 - line.x0 < 0.6 * width or has_gap(line, GUTTER) for line in lines) < 0.6 * len(lines):
        return [lines]
    for gutter in find_gutters(lines):
        middle = (gutter.x0 + gutter.x1) / 2
        left = lines_of([word for line in lines for word in line.words if _middle(word) < middle])
        right = lines_of([word for line in lines for word in line.words if _middle(word) >= middle])
        if min(len(left), len(right)) >= SIDE_LINES and (_is_text(left) or _is_text(right)):
            return [left, right]
    return [lines]


def _is_text(lines: Sequence[Line]) -> bool:
    """Say whether lines are running text without columns in it."""
    return is_prose(lines) and sum(has_gap(line, WIDE) for line in lines) <= 0.3 * len(lines)


def columns_between_rules(lines: Sequence[Line]) -> list[Span]:
    """Find the gutters inside one column of a ruled table whose lines hold several figures each; perhaps none."""
    if len(lines) < 3 or sum(has_gap(line, RUN_ON) for line in lines) < 0.7 * len(lines):
        return []
    gutters = _without_units(find_gutters(lines), lines)
    if not gutters:
        return []
    strips = _strips(lines, gutters, known=False)
    entries = [entry for strip in strips for entry in strip.entries]
    if sum(is_value(entry.text) for entry in entries) < 0.7 * len(entries):
        return []
    return gutters if sum(len(strip.entries) > 1 for strip in strips) >= 0.7 * len(strips) else []


def rows_between_rules(columns: Sequence[Sequence[Word]], *, alone: bool) -> list[list[list[Word]]] | None:
    """Split a ruled row that holds several lines of entries into the rows that were meant.

    ``columns`` are the words of the row's cells from left to right; ``alone`` says that the row is the whole body of
    its table, so that short entries without figures may be rows too. Returns for each row the words of each column,
    or None where the cells hold running text, or too little to tell.
    """
    if any(word.direction for words in columns for word in words) or not any(columns):
        return None
    count = len(columns)
    place = {id(word): column for column, words in enumerate(columns) for word in words}
    strips = []
    for line in lines_of([word for words in columns for word in words]):
        entries: list[_Entry] = []
        for word in line.words:
            _add(entries, place[id(word)], 1, [word])
        strips.append(_Strip(line, line.top, line.bottom, sorted(entries, key=lambda entry: entry.column)))
    figures = _value_columns(strips, count)
    lined = [strip for strip in strips if any(e.column in figures and is_value(e.text) for e in strip.entries)]
    named = [strip for strip in lined if strip.entries[0].column == 0]
    first = [Line(strip.entries[0].words) for strip in strips if strip.entries[0].column == 0]
    if len(lined) >= 3 and len(lined) >= 0.7 * len(strips) and len(named) >= 0.7 * len(lined):
        if is_prose(first):
            return None
        split = _figure_rows(strips, figures, max((line.x1 for line in first), default=0.0))
    elif alone and sum(len(strip.entries) for strip in strips) >= 0.75 * count * len(strips):
        if any(is_prose(lines) for lines in _column_lines(strips, count)):
            return None
        split = _text_rows(strips, count, ())
    else:
        return None
    rows = []
    for row in split:
        words: list[list[Word]] = [[] for _ in columns]
        for strip in row:
            for entry in strip.entries:
                words[entry.column].extend(entry.words)
        rows.append(words)
    return rows if len(rows) >= 3 else None


# Zones: where a table may be.


def _continued_zone(lines: Sequence[Line], rules: Sequence[Rule], continued: Sequence[Span]) -> list[_Zone]:
    """Find what goes on, without a header, in the columns of the table that ended the page before."""
    if not continued or not lines or (lines[0].bold and _head_gutters(lines[:1])):
        return []
    held, gutters = _under(lines, list(continued))
    if not held or not (any(_apart(line, gutters) for line in held) or _only_there(held, gutters)):
        return []
    top, bottom = held[0].top - 6, held[-1].bottom + 8
    inside = [rule for rule in rules if top <= rule.place <= bottom]
    bounds = [level.place for level in _levels(inside)]
    return [_Zone(held, inside, bounds, gutters, continued=True, expected=True)]


def _ruled_zones(lines: Sequence[Line], rules: Sequence[Rule]) -> list[_Zone]:
    """Find what stands between horizontal rules of one length, with what goes on in columns under the last."""
    zones = []
    levels = _levels(rules)
    used: set[int] = set()
    for first, level in enumerate(levels):
        if first in used:
            continue
        chain = [level]
        held: list[Line] = []
        gutters: list[Span] = []
        for k in range(first + 1, len(levels)):
            other = levels[k]
            if k in used or abs(other.start - level.start) > ALIGNED or abs(other.end - level.end) > ALIGNED:
                continue
            between = _lines_in(lines, level, chain[-1].place, other.place)
            within, narrowed = _under(between, gutters) if gutters else ([], [])
            if len(within) < len(between) and not _may_be_rows(between):
                break
            if gutters and len(within) == len(between):
                gutters = narrowed
            else:
                gutters = _head_gutters(between) if len(chain) == 1 else []
            held.extend(between)
            chain.append(other)
            used.add(k)
        below = [line for line in lines if line.baseline > chain[-1].place and _beside(line, level)]
        if len(chain) == 1:
            held = _over(lines, level)
            gutters = _head_gutters(held)
        if below and below[0].baseline - chain[-1].place < FAR * below[0].size:
            run, narrowed = _under(below, gutters) if gutters else ([], [])
            apart = [k for k, line in enumerate(run) if _apart(line, narrowed)]
            if apart:
                # Lines of one column that follow at once may be the rest of a cell; a note stands further off.
                stop = apart[-1] + 1
                while stop < len(run) and run[stop].baseline - run[stop - 1].baseline < TIGHT * run[stop].size:
                    stop += 1
                held.extend(run[:stop])
                gutters = narrowed
            elif len(chain) <= 2 and len(held) <= 4:
                held.extend(_tabular_run(below, chain[-1].place))
        if len(held) < 2 or not (gutters or any(_is_tabular(line) for line in held) or find_gutters(held)):
            continue
        top, bottom = chain[0].place, max(chain[-1].place, held[-1].bottom)
        inside = [rule for rule in rules if top - 1 <= rule.place <= bottom + 1]
        zones.append(_Zone(held, inside, [rule.place for rule in chain], gutters))
    return zones


def _over(lines: Sequence[Line], rule: Rule) -> list[Line]:
    """Return the line that names columns right above a rule, if one does."""
    above = [line for line in lines if line.baseline < rule.place and _beside(line, rule)]
    if above and rule.place - above[-1].baseline < TIGHT * above[-1].size and has_gap(above[-1], WIDE):
        return [above[-1]]
    return []


def _headed_zones(lines: Sequence[Line], rules: Sequence[Rule]) -> list[_Zone]:
    """Find what stands in columns under a bold line of several parts, as far down as the gutters stay white."""
    zones = []
    index = 0
    while index < len(lines):
        head = lines[index]
        gutters = _head_gutters([head]) if has_gap(head, WIDE) and head.bold else []
        index += 1
        if not gutters:
            continue
        held, gutters = _under(lines[index:], gutters)
        if held and held[0].baseline - head.baseline <= FAR * head.size:
            top, bottom = head.top, held[-1].bottom
            inside = [rule for rule in rules if top - 6 <= rule.place <= bottom + 6]
            zones.append(_Zone([head, *held], inside, [], gutters))
            index += len(held)
    return zones


def _head_gutters(head: Sequence[Line]) -> list[Span]:
    """Return the white between the names of columns, on the line of a header that has most of them."""
    names = max((stretches(line, WIDE) for line in head), key=len, default=[])
    return [Span(ink(one[-1]).x1, ink(other[0]).x0) for one, other in pairwise(names)]


def _under(lines: Sequence[Line], gutters: list[Span]) -> tuple[list[Line], list[Span]]:
    """Take lines from the first on as long as they leave the gutters white; return them and what is left of these."""
    held: list[Line] = []
    for line in lines:
        if held and line.baseline - held[-1].baseline > FAR * line.size:
            break
        narrowed = _narrowed(gutters, line)
        if narrowed is None:
            break
        gutters = narrowed
        held.append(line)
    return held, gutters


def _agree(gutters: Sequence[Span], others: Sequence[Span]) -> bool:
    """Say whether gutters are, one by one, within others."""
    return len(gutters) == len(others) and all(
        gutter.x1 <= other.x1 + ALIGNED and gutter.x0 >= other.x0 - ALIGNED
        for gutter, other in zip(gutters, others, strict=True)
    )


def _only_there(lines: Sequence[Line], gutters: Sequence[Span]) -> bool:
    """Say whether lines can only be the rest of a cut row: all behind a gutter, or the end of a sentence before it."""
    if all(line.x0 >= gutters[0].x1 - 1 for line in lines):
        return True
    return lines[0].words[0].text[:1].islower() and all(line.x1 <= gutters[0].x0 + 1 for line in lines)


def _apart(line: Line, gutters: Sequence[Span]) -> bool:
    """Say whether a line has words on both sides of a gutter."""
    return any(line.x0 < gutter.x0 + 1 and line.x1 > gutter.x1 - 1 for gutter in gutters)


def _loose_zones(lines: Sequence[Line], rules: Sequence[Rule]) -> list[_Zone]:
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
            zones.append(_Zone(run, [r for r in rules if top - 6 <= r.place <= bottom + 6], [], []))
        index += max(len(run), 1)
    return zones


def _levels(rules: Sequence[Rule]) -> list[Rule]:
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
    """Return what a line leaves white of each gutter, the part nearest the column behind it; None where it crosses."""
    spans = [ink(word) for word in line.words if not is_leader(word)]
    left: list[Span] = []
    for gutter in gutters:
        start = max((span.x1 for span in spans if span.x0 < gutter.x1 - 1 and span.x1 > gutter.x0), default=gutter.x0)
        start = max(start, gutter.x0)
        if gutter.x1 - start < NARROWEST * line.size:
            return None
        left.append(Span(start, gutter.x1))
    return left


# Tables: what a zone holds.


def _table(zone: _Zone) -> TextTable | None:
    """Make the table of a zone; None where its lines stand in columns for another reason."""
    lines = zone.lines
    gutters = zone.gutters or _columns(lines)
    if not gutters:
        return None
    strips = _strips(lines, gutters, bool(zone.gutters))
    count = len(gutters) + 1
    head = 0 if zone.continued else _header_strips(zone, strips, count)
    rows = _rows(zone, strips[head:], count, gutters)
    if not _is_table(zone, strips, head, rows, count):
        return None
    cells = _header_cells(strips[:head], zone.rules, gutters)
    header_rows = max((cell.row + cell.row_span for cell in cells), default=0)
    tops = _header_tops(strips[:head], cells, header_rows)
    for offset, row in enumerate(rows):
        tops.append(row[0].top)
        by_place: dict[tuple[int, int], list[Word]] = {}
        for strip in row:
            for entry in strip.entries:
                by_place.setdefault((entry.column, entry.span), []).extend(entry.words)
        cells.extend(_row_cells(by_place, header_rows + offset, count))
    ys = [*accumulate(tops, max), max(tops[-1], *(strip.bottom for strip in strips))]
    left = min([gutters[0].x0] + [line.x0 for line in lines] + [rule.start for rule in zone.rules if zone.bounds])
    right = max([gutters[-1].x1] + [line.x1 for line in lines] + [rule.end for rule in zone.rules if zone.bounds])
    xs = [left, *((gutter.x0 + gutter.x1) / 2 for gutter in gutters), right]
    return TextTable(xs, ys, cells, header_rows, bool(zone.bounds), gutters, _row_gap(rows) or zone.row_gap)


def _row_gap(rows: Sequence[Sequence[_Strip]]) -> float | None:
    """Return how far rows are at least apart, in ems, where this is more than any two lines inside of one are."""

    def gap(above: _Strip, below: _Strip) -> float:
        return (below.line.baseline - above.line.baseline) / below.line.size

    between = [gap(above[-1], below[0]) for above, below in pairwise(rows)]
    inside = [gap(above, below) for row in rows for above, below in pairwise(row)]
    return min(between) if between and inside and min(between) > max(inside) + MORE_WHITE / 2 else None


def _columns(lines: Sequence[Line]) -> list[Span]:
    """Find the gutters by the lines with most parts, so that heads that span columns do not hide them."""
    counts = [len(stretches(line, WIDE)) for line in lines]
    several = [count for count in counts if count >= 2]
    if not several:
        return []
    least = max(2.0, 0.6 * median(several))
    core = [line for line, count in zip(lines, counts, strict=True) if count >= least]
    best = find_gutters(core)
    if len(core) < 0.6 * len(lines):
        every = find_gutters(lines)
        best = every if len(every) > len(best) else best
    return _without_units(best, core)


def _without_units(gutters: list[Span], lines: Sequence[Line]) -> list[Span]:
    """Leave out gutters that only part a figure from its unit: `$` set at the left of a column, `%` at its right."""
    if not gutters:
        return gutters
    middles = [(gutter.x0 + gutter.x1) / 2 for gutter in gutters]
    columns: list[set[str]] = [set() for _ in range(len(gutters) + 1)]
    for line in lines:
        for word in line.words:
            if not is_leader(word):
                columns[bisect_right(middles, _middle(word))].add(word.text)
    return [
        gutter
        for k, gutter in enumerate(gutters)
        if not (columns[k] and columns[k] <= UNITS_BEFORE) and not (columns[k + 1] and columns[k + 1] <= UNITS_BEHIND)
    ]


def _strips(lines: Sequence[Line], gutters: Sequence[Span], known: bool) -> list[_Strip]:
    """Put the words of each line into columns; lines at nearly one height become one strip.

    ``known``: a header gave the gutters, and each line was seen to leave them white.
    """
    middles = [(gutter.x0 + gutter.x1) / 2 for gutter in gutters]
    strips: list[_Strip] = []
    for line in lines:
        entries: list[_Entry] = []
        whole = stretches(line, WIDE)
        least = NARROWEST if known else RUN_ON if len(whole) > 1 else GUTTER
        for part in stretches(line, RUN_ON) if len(whole) > 1 else whole:
            first = bisect_right(middles, _middle(part[0]))
            last = bisect_right(middles, _middle(part[-1]))
            if any(_runs_over(part, gutters[k], least) for k in range(first, last)):
                _add(entries, first, last - first + 1, part)
                continue
            for word in part:
                _add(entries, bisect_right(middles, _middle(word)), 1, [word])
        for word in line.words:
            if is_leader(word):
                _add(entries, min(bisect_right(middles, word.box.x0), len(gutters)), 1, [word])
        entries = [entry for entry in entries if entry.words]
        previous = strips[-1] if strips else None
        shared = min(previous.bottom, line.bottom) - max(previous.top, line.top) if previous else 0.0
        if (
            previous is not None
            and shared > 0.5 * min(line.bottom - line.top, previous.bottom - previous.top)
            and not {e.column for e in previous.entries} & {e.column for e in entries}
        ):
            previous.entries = sorted(previous.entries + entries, key=lambda entry: entry.column)
            previous.line = Line(sorted(previous.line.words + line.words, key=lambda word: word.box.x0))
            previous.bottom = max(previous.bottom, line.bottom)
        else:
            strips.append(_Strip(line, line.top, line.bottom, sorted(entries, key=lambda entry: entry.column)))
    return strips


def _middle(word: Word) -> float:
    span = ink(word)
    return (span.x0 + span.x1) / 2


def _runs_over(part: Sequence[Word], gutter: Span, least: float) -> bool:
    """Say whether words run on over a gutter: the white between them there is narrower than ``least``, in ems."""
    before = max((ink(word).x1 for word in part if _middle(word) < (gutter.x0 + gutter.x1) / 2), default=gutter.x0)
    after = min((ink(word).x0 for word in part if _middle(word) >= (gutter.x0 + gutter.x1) / 2), default=gutter.x1)
    return after - before < least * part[0].size


def _add(entries: list[_Entry], column: int, span: int, words: list[Word]) -> None:
    for entry in entries:
        if entry.column == column and entry.span == span:
            entry.words.extend(words)
            return
    entries.append(_Entry(column, span, list(words)))


def _header_strips(zone: _Zone, strips: Sequence[_Strip], count: int) -> int:
    """Count the strips at the top that name the columns: above a rule, in bold type, or before the first figures."""
    limit = min(len(strips) - 1, MAX_HEADER_LINES)
    if len(zone.bounds) >= 3:
        heads = [sum((strip.top + strip.bottom) / 2 < bound for strip in strips) for bound in zone.bounds[1:-1]]
        # A title may stand between rules of its own, above the names of the columns.
        above = next((n for n in heads if any(len(strip.entries) > 1 for strip in strips[:n])), heads[0])
        if 0 < above <= limit:
            return above
    elif zone.rules:
        width = max(s.line.x1 for s in strips) - min(s.line.x0 for s in strips)
        for level in _levels(zone.rules):
            above = sum((strip.top + strip.bottom) / 2 < level.place for strip in strips)
            if 0 < above <= limit and level.end - level.start >= LONG_RULE * width:
                return above
    bold = 0
    while bold < limit and strips[bold].line.bold and any(entry.column for entry in strips[bold].entries):
        bold += 1
    if bold and not strips[bold].line.bold:
        return bold
    figures = _value_columns(strips, count)
    plain = _before_figures(strips, figures, limit)
    if figures and plain < limit and any(entry.column for strip in strips[:plain] for entry in strip.entries):
        while plain and not any(entry.column for entry in strips[plain - 1].entries):
            plain -= 1
        return plain
    return 0


def _before_figures(strips: Sequence[_Strip], figures: set[int], limit: int) -> int:
    """Count the strips above the first that has figures; years name columns more often than they fill them."""
    for index, strip in enumerate(strips[:limit]):
        if any(is_value(e.text) and not YEAR.match(e.text) for e in strip.entries if e.column in figures):
            return index
    return limit


def _value_columns(strips: Sequence[_Strip], count: int) -> set[int]:
    """Return the columns, the first left out, that hold mostly figures."""
    found = set()
    for column in range(1, count):
        texts = [e.text for strip in strips if (e := strip.at(column)) is not None and e.span == 1]
        values = sum(map(is_value, texts))
        if values >= 2 and values >= 0.6 * len(texts):
            found.add(column)
    return found


def _rows(zone: _Zone, strips: list[_Strip], count: int, gutters: Sequence[Span]) -> list[list[_Strip]]:
    """Put the strips of a table's body into rows: by rules where they part rows, else by how lines break."""
    bounds = zone.bounds if len(zone.bounds) >= 3 else []
    bands: list[list[_Strip]] = []
    for strip in strips:
        middle = (strip.top + strip.bottom) / 2
        if not bands or any((bands[-1][-1].top + bands[-1][-1].bottom) / 2 < y < middle for y in bounds):
            bands.append([])
        bands[-1].append(strip)
    split = [split_rows(band, count, gutters, zone.row_gap) for band in bands]
    prose = any(len(column) >= 3 and is_prose(column) for column in _column_lines(strips, count))
    if len(bands) >= 2 and (prose or sum(len(rows) == 1 for rows in split) >= 0.5 * len(bands)):
        return bands
    return [row for rows in split for row in rows]


def split_rows(
    strips: Sequence[_Strip], count: int, gutters: Sequence[Span], row_gap: float | None = None
) -> list[list[_Strip]]:
    """Put strips of a table into rows, none of which a rule parts.

    In a table of figures each strip with a figure is a row, and lines without are the rest of an entry before or
    behind, or a head of their own. In a table of text a row begins where every column breaks on purpose, under more
    white than lines of a paragraph have, and a column begins again beside the first.
    """
    if len(strips) < 2:
        return [list(strips)] if strips else []
    figures = _value_columns(strips, count)
    widest = max((e.words[-1].box.x1 for s in strips if (e := s.at(0)) is not None and e.span == 1), default=0.0)
    lined = sum(any(e.column in figures and is_value(e.text) for e in strip.entries) for strip in strips)
    prose = any(len(column) >= 3 and is_prose(column) for column in _column_lines(strips, count))
    if figures and (lined >= 0.6 * len(strips) or not prose):
        return _figure_rows(strips, figures, widest)
    return _text_rows(strips, count, gutters, row_gap)


def _column_lines(strips: Sequence[_Strip], count: int) -> list[list[Line]]:
    """Return the lines of each column."""
    return [[Line(e.words) for s in strips for e in s.entries if e.column == k and e.span == 1] for k in range(count)]


def _figure_rows(strips: Sequence[_Strip], figures: set[int], widest: float) -> list[list[_Strip]]:
    def has_figures(strip: _Strip) -> bool:
        return any(entry.column in figures and is_value(entry.text) for entry in strip.entries)

    rows: list[list[_Strip]] = []
    waiting: list[_Strip] = []
    for index, strip in enumerate(strips):
        above = strips[index - 1] if index else None
        if (
            above is not None
            and above.bottom - strip.top > BESIDE * strip.line.size
            and not (has_figures(strip) and has_figures(above))
        ):
            # Lines of one entry, with its figures set at half their height.
            (waiting if waiting else rows[-1]).append(strip)
            if has_figures(strip) and waiting:
                rows.append(waiting)
                waiting = []
            continue
        if has_figures(strip):
            rows.append([*waiting, strip])
            waiting = []
            continue
        following = strips[index + 1] if index + 1 < len(strips) else None
        goes_up = False if waiting or not rows else _continues(rows[-1][-1], strip, widest)
        if goes_up:
            rows[-1].append(strip)
        elif following is not None and _leads_to(strip, following, widest, has_figures(following)):
            waiting.append(strip)
        else:
            rows.append([*waiting, strip])
            waiting = []
    if waiting:
        rows.append(waiting)
    return rows


def _continues(above: _Strip, strip: _Strip, widest: float) -> bool:
    """Say whether a line without figures is the rest of the entries above it."""
    own, prior = strip.at(0), above.at(0)
    if own is None:
        return True
    if prior is None or own.span > 1 or strip.top - above.bottom > 0.8 * strip.line.size:
        return False
    if own.words[0].bold != prior.words[-1].bold:
        return False
    full = not broke_on_purpose(Line(prior.words), Line(own.words), widest)
    indented = own.words[0].box.x0 > prior.words[0].box.x0 + 0.4 * strip.line.size
    lower = own.text[:1].islower() or own.text[:1] in "(&"
    return (lower and (full or indented)) or (full and indented)


def _leads_to(strip: _Strip, following: _Strip, widest: float, figures: bool) -> bool:
    """Say whether a line without figures begins an entry whose figures stand on the next line."""
    own, after = strip.at(0), following.at(0)
    if own is None or own.span > 1 or own.text.endswith(":") or own.words[-1].bold != following.line.words[0].bold:
        return False
    if after is None:
        return figures
    full = not broke_on_purpose(Line(own.words), Line(after.words), widest)
    return full and (after.text[:1].islower() or after.words[0].box.x0 > own.words[0].box.x0 + 0.4 * strip.line.size)


@dataclass(frozen=True, slots=True)
class _Break:
    """A place between two lines where a row may begin.

    ``gap``: the distance of the lines in ems. ``several``: more than one column has words below. ``forced``: no
    column's line was broken because it was full. ``resumed``: a column begins again beside others. ``white``: more
    white is there than between lines of a paragraph.
    """

    index: int
    gap: float
    several: bool
    forced: bool
    resumed: bool
    white: bool


def _starts(breaks: Sequence[_Break]) -> set[int]:
    """Return the indexes of the lines at which rows begin."""
    several = [place for place in breaks if place.several]
    if len(several) >= FEWEST and sum(place.forced for place in several) >= SHORT_ENTRIES * len(several):
        # Entries of one line each: lines with words in several columns are rows, whatever white is between them.
        return {place.index for place in breaks if place.forced or (place.white and place.several)}
    white = [place for place in breaks if place.white]
    sure = [place for place in white if place.several]
    if not sure:
        sure = [place for place in breaks if place.forced and place.resumed]
        white = [place for place in breaks if place.white or place.forced] if sure else white
    # What has less white above it than every row that surely begins is a paragraph inside a row.
    least = min((place.gap for place in sure), default=0.0)
    return {place.index for place in white if place.gap >= least - 0.04}


def _text_rows(
    strips: Sequence[_Strip], count: int, gutters: Sequence[Span], row_gap: float | None = None
) -> list[list[_Strip]]:
    last: dict[int, _Entry] = {entry.column: entry for entry in strips[0].entries}
    rights = _right_edges(strips, count, gutters)
    gaps = [(below.line.baseline - above.line.baseline) / below.line.size for above, below in pairwise(strips)]
    usual = sorted(gap for gap in gaps if gap >= LEAST_PITCH)
    tight = min(usual[len(usual) // 10], MOST_PITCH) if usual else LEAST_PITCH
    breaks: list[_Break] = []
    for index, (above, strip) in enumerate(pairwise(strips), 1):
        several = len(strip.entries) > 1
        if strip.at(0) is not None or several:
            forced = all(
                entry.column not in last
                or broke_on_purpose(Line(last[entry.column].words), Line(entry.words), rights[entry.column])
                for entry in strip.entries
            )
            resumed = any(above.at(entry.column) is None for entry in strip.entries) or len(above.entries) == count
            gap = gaps[index - 1]
            breaks.append(_Break(index, gap, several, forced, several and resumed, gap >= tight + MORE_WHITE))
        for entry in strip.entries:
            last[entry.column] = entry
    starts = _starts(breaks) if row_gap is None else {place.index for place in breaks if place.gap >= row_gap - 0.1}
    rows: list[list[_Strip]] = []
    for index, strip in enumerate(strips):
        if index == 0 or index in starts:
            rows.append([])
        rows[-1].append(strip)
    return rows


def _right_edges(strips: Sequence[_Strip], count: int, gutters: Sequence[Span]) -> list[float]:
    """Return where each column's lines end: running text at its longest line, else where the next column begins."""
    edges = []
    for column, lines in enumerate(_column_lines(strips, count)):
        content = max((line.x1 for line in lines), default=0.0)
        if not is_prose(lines):
            size = lines[0].size if lines else 0.0
            content = max(
                content, gutters[column].x1 - 0.5 * size if column < len(gutters) else content + WIDE_ENTRY * size
            )
        edges.append(content + 1.0)
    return edges


def _is_table(zone: _Zone, strips: Sequence[_Strip], head: int, rows: Sequence[Sequence[_Strip]], count: int) -> bool:
    """Say whether lines in columns are a table, and not a list, a table of contents, prose in columns or an address."""
    body = [entry for row in rows for strip in row for entry in strip.entries]
    if not rows or not body:
        return False
    if zone.expected:
        return True
    columns = _column_lines(strips[head:], count)
    firsts = [e.text for row in rows if (e := row[0].at(0)) is not None]
    if count == 2 and firsts and sum(bool(ENUMERATOR.match(text)) for text in firsts) >= 0.8 * len(firsts):
        return False
    if not zone.bounds and _is_contents(rows, count):
        return False
    prose = sum(len(column) >= 3 and is_prose(column) for column in columns)
    figures = _value_columns(strips, count)
    filled = sum(len({e.column for strip in row for e in strip.entries}) for row in rows)
    fill = filled / (len(rows) * count)
    several = sum(len({e.column for strip in row for e in strip.entries}) > 1 for row in rows)
    if several < 0.4 * len(rows):
        return False
    if zone.gutters or (head and zone.bounds):
        return len(rows) >= (1 if zone.bounds else 2) and fill >= 0.3 and (prose < count or len(rows) >= 2)
    if zone.bounds:
        return len(rows) >= 2 and fill >= 0.5 and prose < max(count - 1, 2)
    if figures and len(rows) >= 3:
        return fill >= 0.4 and prose == 0
    return count >= 3 and len(rows) >= 3 and fill >= 0.6 and prose == 0 and head > 0


def _is_contents(rows: Sequence[Sequence[_Strip]], count: int) -> bool:
    """Say whether rows are a table of contents: entries, and page numbers that never fall."""
    numbers = []
    for row in rows:
        entry = row[-1].at(count - 1)
        if entry is not None and re.fullmatch(r"\d{1,4}", entry.text):
            numbers.append(int(entry.text))
    if len(numbers) < 3 or len(numbers) < 0.7 * len(rows) or numbers != sorted(numbers) or count > 3:
        return False
    leaders = sum(any(re.search(r"[.…]{3,}", word.text) for strip in row for word in strip.line.words) for row in rows)
    return leaders >= 0.5 * len(rows) or numbers[-1] > numbers[0] + 2 * len(numbers)


# Header: cells over one or several columns.


def _header_cells(strips: Sequence[_Strip], rules: Sequence[Rule], gutters: Sequence[Span]) -> list[TextCell]:
    """Make the cells of the strips that name the columns.

    A line with a head over several columns is a row of its own; the lines under the last such line are one row, since
    the names of columns are broken over lines.
    """
    if not strips:
        return []
    count = len(gutters) + 1
    spanning: list[list[_Entry]] = []
    for index, strip in enumerate(strips):
        spanning.append(_spread(strip, strips[index + 1 :], rules, gutters))
    last_spanning = max((k for k, entries in enumerate(spanning) if any(e.span > 1 for e in entries)), default=-1)
    if last_spanning == len(strips) - 1 and len(strips) > 1 and last_spanning > 0:
        last_spanning = max((k for k in range(last_spanning) if any(e.span > 1 for e in spanning[k])), default=-1)
    cells: list[TextCell] = []
    row = 0
    for entries in spanning[: last_spanning + 1]:
        cells.extend(_row_cells({(e.column, e.span): e.words for e in entries}, row, count))
        row += 1
    rest = spanning[last_spanning + 1 :]
    if rest:
        by_place: dict[tuple[int, int], list[Word]] = {}
        for entries in rest:
            for entry in entries:
                by_place.setdefault((entry.column, entry.span), []).extend(entry.words)
        cells.extend(_row_cells(by_place, row, count))
    return cells


def _header_tops(strips: Sequence[_Strip], cells: Sequence[TextCell], header_rows: int) -> list[float]:
    """Return where each row of a header begins."""
    tops = []
    for row in range(header_rows):
        words = [word for cell in cells if cell.row == row for word in cell.words]
        tops.append(min((word.box.top for word in words), default=strips[0].top))
    return tops


def _spread(strip: _Strip, below: Sequence[_Strip], rules: Sequence[Rule], gutters: Sequence[Span]) -> list[_Entry]:
    """Give the heads of a line the columns they stand over.

    A short rule under a head says so exactly. Else a head centred over columns that no other head of the line names,
    but lines below do, spans them.
    """
    edges = [-1e9, *((gutter.x0 + gutter.x1) / 2 for gutter in gutters), 1e9]
    whole = max((rule.end - rule.start for rule in rules), default=0.0)
    entries = []
    for entry in strip.entries:
        x0, x1 = entry.words[0].box.x0, max(word.box.x1 for word in entry.words)
        under = [
            rule
            for rule in rules
            if strip.bottom - 3 <= rule.place <= strip.bottom + 0.8 * strip.line.size
            and rule.start <= x0 + 3
            and rule.end >= x1 - 3
            and rule.end - rule.start < 0.9 * whole
        ]
        if under:
            rule = min(under, key=lambda rule: rule.end - rule.start)
            first = bisect_right(edges, rule.start + 3) - 1
            last = bisect_right(edges, rule.end - 3) - 1
            entries.append(_Entry(first, last - first + 1, entry.words))
        else:
            entries.append(entry)
    named = {k for e in entries for k in range(e.column, e.column + e.span)}
    lower = {e.column for s in below for e in s.entries}
    centres = _centres(gutters, below)
    spread = []
    for entry in entries:
        first, last = entry.column, entry.column + entry.span - 1
        if lower and first > 0:
            middle = (entry.words[0].box.x0 + max(word.box.x1 for word in entry.words)) / 2
            options = [
                (abs(middle - (centres[a] + centres[b]) / 2), -(b - a), a, b)
                for a in range(1, first + 1)
                for b in range(last, len(gutters) + 1)
                if all(k in lower and (k not in named or first <= k <= last) for k in range(a, b + 1))
                and a in centres
                and b in centres
            ]
            if options:
                _, _, first, last = min(options)
        spread.append(_Entry(first, last - first + 1, entry.words))
    return spread


def _centres(gutters: Sequence[Span], strips: Sequence[_Strip]) -> dict[int, float]:
    """Return the middle of each column's words in the given strips."""
    centres = {}
    for column in range(len(gutters) + 1):
        entries = [e for s in strips if (e := s.at(column)) is not None and e.span == 1]
        if entries:
            left = min(e.words[0].box.x0 for e in entries)
            centres[column] = (left + max(e.words[-1].box.x1 for e in entries)) / 2
    return centres


def _row_cells(by_place: dict[tuple[int, int], list[Word]], row: int, count: int) -> list[TextCell]:
    """Make the cells of one row, empty ones included; where entries overlap, the wider takes the place."""
    cells: list[TextCell] = []
    covered: dict[int, TextCell] = {}
    for (column, span), words in sorted(by_place.items(), key=lambda item: (-item[0][1], item[0][0])):
        taken = next((covered[k] for k in range(column, column + span) if k in covered), None)
        if taken is not None:
            taken.words.extend(words)
            continue
        cell = TextCell(row, column, 1, span, list(words))
        cells.append(cell)
        for k in range(column, column + span):
            covered[k] = cell
    cells.extend(TextCell(row, k, 1, 1, []) for k in range(count) if k not in covered)
    return sorted(cells, key=lambda cell: cell.column)
