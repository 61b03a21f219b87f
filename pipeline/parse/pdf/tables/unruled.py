"""Tables without upright rules: columns from gutters, rows from horizontal rules or from how the lines break.

Lengths are in points. Everything here is concluded from the places of words, so that what is found is marked as
inferred by the caller.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from pipeline.families import whole
from pipeline.model import Box
from pipeline.parse.pdf.gutters import ENUMERATOR, Span, is_prose, is_value, text_lines
from pipeline.parse.pdf.lines import Line, lines_of
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.bands import Edge, cells_between, edges_of, part_rows
from pipeline.parse.pdf.tables.coded import CODES, FEWEST_CODES, are_run_together, rows_by_codes
from pipeline.parse.pdf.tables.continued import Known, continued_zone
from pipeline.parse.pdf.tables.grid import Line as Rule
from pipeline.parse.pdf.tables.grid import open_columns
from pipeline.parse.pdf.tables.grounded import continued_column, grounded_zones, named_zones
from pipeline.parse.pdf.tables.level import PLACES, begin_level, rows_as_before, rows_on_level
from pipeline.parse.pdf.tables.spanning import (
    cells_beside,
    empty_below,
    span_empty,
    span_groups,
    span_names,
    starts_beside,
)
from pipeline.parse.pdf.tables.strips import (
    ALIKE,
    FEWEST,
    LEAST_PITCH,
    MORE_WHITE,
    MOST_PITCH,
    SENTENCE_END,
    Entry,
    Strip,
    TextCell,
    column_lines,
    columns_of,
    gap_between,
    split_rows,
    strips_of,
    value_columns,
    with_inner_gutters,
)
from pipeline.parse.pdf.tables.zones import (
    ALIGNED,
    FAR,
    OVERHANG,
    Zone,
    agree,
    headed_zones,
    letters_of,
    levels_of,
    loose_zones,
    names_columns,
    own_type,
    ruled_zones,
    sides_of,
    under,
)
from pipeline.titles import names_activities

CLOSE = 1.8
"""A head over columns is at most so far above their names, in ems."""

MAX_HEADER_LINES = 8
"""Headers have no more lines than this."""

YEAR = re.compile(r"^(?:1[89]|2[01])\d\d(?:\s?[-/–]\s?\d{2,4})?[a-z*]?$")
"""A year, or two: `2008`, `2008-09`."""

FEWEST_FIGURES = 2
"""What says that there are no figures stands for at least so many columns of them."""

SAME_LEFT = 1.0
"""What begins within this many points begins at one place."""

HEADS_SPAN = "heads of groups, which stand alone in their rows in a type of their own, are taken to span all columns"
"""What is said of a table of which that is concluded."""

LONG_RULE = 0.75
"""A rule over this share of a table's width rules the table; a shorter one stands under the head of some columns."""


@dataclass(slots=True)
class TextTable:
    """A table found in the text: edges of columns and rows, cells, and how many rows at the top name the columns.

    ``ruled`` says that horizontal rules bound it, ``ruled_rows`` that they part each row from the next; ``gutters`` are
    the white between its columns. ``row_gap`` is how far rows are at least apart, in ems, where lines inside of rows
    are always closer; else None. ``inferred`` says in words what of its shape is concluded. ``names`` are the letters
    and digits that name the columns, empty where nothing does. ``open_top`` and ``open_bottom`` are the columns that
    the outer rule, drawn over others, leaves open; ``on_grounds`` says that what parts rows are edges of filled areas,
    ``level`` what of the rows' cells is level where only that tells them (`rows_on_level`).
    """

    xs: list[float]
    ys: list[float]
    cells: list[TextCell]
    header_rows: int
    ruled: bool
    ruled_rows: bool
    gutters: list[Span]
    row_gap: float | None
    head_gap: float | None
    spanning: frozenset[int]
    inferred: list[str]
    names: str
    open_top: frozenset[int]
    open_bottom: frozenset[int]
    margin: float | None = None
    on_grounds: bool = False
    level: str = ""

    @property
    def box(self) -> Box:
        """The rectangle around the table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


@dataclass(slots=True)
class Heads:
    """What the tables of a document so far tell about those with the same names of columns.

    ``row_gaps`` has for the names (letters and digits) how far rows are at least apart, in ems; None where no two rows
    stood below each other. ``spanning`` has the columns of which some cells span rows, ``ruled`` the names under which
    horizontal rules part each row from the next, ``heads_span`` those under which heads of groups span all columns,
    ``gutters`` the white between the columns, as wide as it may be, ``insets`` how far (points) the text of a single
    column is set in from where the table begins, ``levels`` what of cells is level where that tells rows.
    """

    row_gaps: dict[str, float | None] = field(default_factory=dict)
    spanning: dict[str, frozenset[int]] = field(default_factory=dict)
    ruled: set[str] = field(default_factory=set)
    heads_span: set[str] = field(default_factory=set)
    gutters: dict[str, list[Span]] = field(default_factory=dict)
    insets: dict[str, float] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)

    def learn(self, table: TextTable) -> None:
        """Enter what a table tells."""
        if table.names:
            certain = table.row_gap if table.row_gap and table.row_gap >= (table.head_gap or 0.0) - ALIKE else None
            self.row_gaps[table.names] = self.row_gaps.get(table.names) or certain
            self.spanning[table.names] = self.spanning.get(table.names, frozenset()) | table.spanning
            if table.ruled_rows and len(table.ys) - 1 > table.header_rows + 1:
                self.ruled.add(table.names)
            if table.level:
                self.levels[table.names] = table.level
            if HEADS_SPAN in table.inferred:
                self.heads_span.add(table.names)
            if not table.gutters:
                text_left = min(word.box.x0 for cell in table.cells for word in cell.words)
                self.insets[table.names] = text_left - table.xs[0]
            starts = [table.xs[0], *(gutter.x1 for gutter in table.gutters)]
            self.gutters[table.names] = [
                Span(start, gutter.x1) for start, gutter in zip(starts, table.gutters, strict=False)
            ]

    def known_names(self, strips: Sequence[Strip]) -> int:
        """Count the strips at the top that say the names of columns of a table before, most of them; perhaps none."""
        said, found = "", 0
        for count, strip in enumerate(strips[:MAX_HEADER_LINES], 1):
            said += letters_of([strip.line])
            if said in self.row_gaps and count < len(strips):
                found = count
        return found

    def gutters_under(self, lines: Sequence[Line]) -> list[Span]:
        """Return the white between columns that lines leave under the names of columns with which they begin.

        Empty where they begin with no names that are known, or do not leave white what another table under them does.
        """
        said = ""
        for count, line in enumerate(lines[:MAX_HEADER_LINES], 1):
            said += letters_of([line])
            if said in self.gutters and count < len(lines):
                gutters = self.gutters[said]
                for below in lines[count:]:
                    fitting, gutters = under([below], gutters)
                    if not fitting:
                        return []
                for name in lines[:count]:  # names over several columns leave none between these white
                    fitting, narrowed = under([name], gutters)
                    gutters = narrowed if fitting else gutters
                return gutters
        return []


def find_text_tables(
    lines: Sequence[Line],
    rules: Sequence[Rule],
    known: Known | None = None,
    heads: Heads | None = None,
    grounds: Sequence[Box] = (),
    width: float = 0.0,
) -> list[TextTable]:
    """Find the tables that no upright rules draw.

    ``lines`` are the lines of a page (or of one column of it) outside its ruled tables, from top to bottom; ``rules``
    the horizontal rules outside ruled tables; ``known`` is what the table that ended the page before tells, if one did;
    ``heads`` what those of the pages before told, to which is added; ``grounds`` are filled bands behind bold words;
    ``width`` is that of the page.
    """
    tables: list[TextTable] = []
    setting = _Setting(known, heads or Heads(), grounds)
    free = list(lines)
    if known is not None:
        single = not known.gutters and not known.ruled
        zones = continued_column(free, known, grounds) if single else continued_zone(free, rules, known)
        free = _take(tables, zones, free, setting)
        end = max((table.ys[-1] for table in tables), default=0.0)
        rules = [rule for rule in rules if rule.place > end + ALIGNED]
    for finder in (ruled_zones, headed_zones):
        free = _take(tables, finder(free, rules), free, setting)
    free = _take(tables, grounded_zones(free, grounds, setting.heads.row_gaps), free, setting)
    free = _take(tables, named_zones(free, setting.heads.insets, width), free, setting)
    for side in sides_of(free):
        rest = side
        finders = (loose_zones,) if len(side) == len(free) else (ruled_zones, headed_zones, loose_zones)
        for finder in finders:
            # The rules over one column of text may go on over another.
            zones = [zone for zone in finder(rest, rules) if not zone.single]
            rest = _take(tables, zones, rest, replace(setting, known=None))
    margin = min((line.x0 for line in free), default=known.margin if known is not None else None)
    for table in tables:
        table.margin = margin
    tables.sort(key=lambda table: table.ys[0])
    return tables


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a page's zones are looked at with: see `find_text_tables`."""

    known: Known | None
    heads: Heads
    grounds: Sequence[Box]


def _take(tables: list[TextTable], zones: Sequence[Zone], free: list[Line], setting: _Setting) -> list[Line]:
    """Add the tables of zones to ``tables`` and return the lines that are in none of them."""
    taken: set[int] = set()
    known = setting.known
    for zone in zones:
        if any(id(word) in taken for line in zone.lines for word in line.words):
            continue
        _add_heads(zone, [line for line in free if id(line.words[0]) not in taken])
        if known is not None and (zone.continued or (zone.gutters and agree(zone.gutters, known.gutters))):
            zone.expected = True
            zone.row_gap = known.row_gap
            zone.head_gap = known.head_gap
            zone.spanning = known.spanning
            zone.ruled_rows = known.ruled_rows and bool(zone.bounds)
            zone.level = known.level
        table = _table(zone, setting)
        if table is not None:
            tables.append(table)
            setting.heads.learn(table)
            taken.update(id(word) for cell in table.cells for word in cell.words)
    return [line for line in free if not any(id(word) in taken for word in line.words)] if taken else free


def _add_heads(zone: Zone, lines: Sequence[Line]) -> None:
    """Add the heads over several columns that stand right above a zone, behind its first column."""
    if zone.continued or zone.single or len(zone.bounds) > 1:
        return
    first = zone.lines[0]
    gutters = zone.gutters or columns_of(zone.lines)
    above = [line for line in lines if line.baseline < first.baseline - 0.5 * first.size]
    while gutters and above and above[-1].x0 >= gutters[0].x0 and above[-1].x1 <= zone.right + ALIGNED:
        line = above.pop()
        if zone.lines[0].baseline - line.baseline > CLOSE * line.size:
            break
        zone.lines.insert(0, line)


def _table(zone: Zone, setting: _Setting) -> TextTable | None:
    """Make the table of a zone; None where its lines stand in columns for another reason."""
    lines = zone.lines
    again = [] if zone.single or zone.continued else setting.heads.gutters_under(lines)
    if again and len(again) != len(zone.gutters):
        zone.gutters = again
    gutters = with_inner_gutters(zone.gutters, lines) if zone.gutters else [] if zone.single else columns_of(lines)
    if not gutters and not zone.single:
        return None
    strips = strips_of(lines, gutters, bool(zone.gutters))
    count = len(gutters) + 1
    head = 0 if zone.continued else len(strips) if zone.only_names else zone.names
    if head is None:
        head = setting.heads.known_names(strips) or _header_strips(zone, strips, count)
    names = letters_of(strip.line for strip in strips[:head])
    row_gaps = setting.heads.row_gaps
    if names in row_gaps:
        zone.row_gap = zone.row_gap or row_gaps[names]
        zone.spanning |= setting.heads.spanning[names]
        zone.level = zone.level or setting.heads.levels.get(names, "")
    told = bool(names) and (
        names in row_gaps or _on_ground(strips[:head], setting.grounds) or _names_activities(strips[:head], count)
    )
    left = min([line.x0 for line in lines] + [rule.start for rule in zone.rules if zone.bounds])
    right = max([line.x1 for line in lines] + [rule.end for rule in zone.rules if zone.bounds])
    if gutters:
        left, right = min(left, gutters[0].x0), max(right, gutters[-1].x1)
    left, right = zone.ends or (left, right)
    xs = [left, *(_edge_in(gutter, zone.rules) for gutter in gutters), right]
    _span_centred(strips[head:], left, right, count)
    edges = edges_of(zone.rules, xs) if zone.bounds else []
    ruled_rows = (
        zone.ruled_rows
        or (bool(zone.bounds) and (zone.single or names in setting.heads.ruled))
        or (not zone.level and part_rows(edges, strips[head:], count))
    )
    if 0 < head < len(strips) and not ruled_rows:
        zone.head_gap = gap_between(strips[:head], strips[head])
    rows = _rows(zone, strips[head:], count, gutters) if head < len(strips) else []
    by_white, level = rows, ""
    if rows and not ruled_rows:
        rows, level = _told_rows(zone, strips[head:], rows, count)
    if not (ruled_rows and head and (zone.gutters or zone.single)) and not (
        (told and bool(zone.gutters or zone.single)) or _is_table(zone, strips, head, rows, count)
    ):
        return None
    # The only two rows of a page may be further apart than rows are; where cells span rows, paragraphs of one are, too.
    gap = _row_gap(rows, None if zone.spanning else zone.head_gap)
    row_gap = min(filter(None, (gap, zone.row_gap)), default=None)
    if ruled_rows:
        cells, ys, header_rows = cells_between(edges, strips, count, head)
    else:
        cells = _header_cells(strips[:head], zone.rules, gutters)
        header_rows = max((cell.row + cell.row_span for cell in cells), default=0)
        tops = _header_tops(strips[:head], cells, header_rows)
        for row in rows:
            starts = starts_beside(row, row_gap or zone.head_gap) if not level else []
            tops.append(row[0].top)
            if starts:
                cells.extend(cells_beside(row, starts, row_gap or zone.head_gap or 0.0, len(tops) - 1, count))
                tops.extend(start - row[0].line.size for start in starts)
                continue
            by_place: dict[tuple[int, int], list[Word]] = {}
            for strip in row:
                for entry in strip.entries:
                    by_place.setdefault((entry.column, entry.span), []).extend(entry.words)
            cells.extend(_row_cells(by_place, len(tops) - 1, count))
        ys = [*accumulate(tops, max), max(tops[-1], *(strip.bottom for strip in strips))]
    inferred = [
        *_span_heads(cells, header_rows, count, told=names in setting.heads.heads_span),
        *_span_statements(cells, header_rows, value_columns(strips, count), count),
    ]
    if level and rows != by_white:
        inferred.append(f"the rows are told by {level}")
    spanning = zone.spanning
    if not ruled_rows:
        visibly = {cell.column for cell in cells if cell.row >= header_rows and cell.row_span > 1}
        if visibly:
            inferred.append("cells whose text runs on beside the first lines of further rows are taken to span these")
        spanning |= visibly
        if span_empty(cells, header_rows, spanning):
            inferred.append("cells beside which further rows are empty are taken to span these, as others visibly do")
        elif empty_below(cells, header_rows) - value_columns(strips, count):
            inferred.append("cells under which others are empty are not taken to span these: nothing printed tells")
        if span_names(cells, header_rows):
            inferred.append("names of columns under which the header has nothing are taken to span its rows")
        if span_groups(cells, header_rows, value_columns(strips, count)):
            spanning |= {0}
            inferred.append(
                "what stands in the first column is taken to span the rows below without an own entry there"
            )
    return TextTable(
        xs,
        ys,
        cells,
        header_rows,
        bool(zone.bounds),
        ruled_rows,
        gutters,
        row_gap,
        zone.head_gap,
        spanning,
        inferred,
        names,
        _open_at(edges, ys[0], count) if ruled_rows else frozenset(),
        _open_at(edges, ys[-1], count) if ruled_rows else frozenset(),
        on_grounds=ruled_rows and not any(rule.drawn for rule in levels_of(zone.rules)),
        level=level,
    )


def _span_centred(strips: Sequence[Strip], left: float, right: float, count: int) -> None:
    """Let lines in a type of their own that stand alone in the middle of a table span all columns: heads of groups.

    A line that begins where the one above or below it in its column does is one of a cell in the middle.
    """
    heads = []
    for index, strip in enumerate(strips):
        off = abs(strip.line.x0 + strip.line.x1 - left - right) / 2
        if len(strip.entries) == 1 and off <= strip.line.size and own_type(strip.entries[0].words):
            [own] = strip.entries
            beside = [strips[at].at(own.column) for at in (index - 1, index + 1) if 0 <= at < len(strips)]
            if not any(one and abs(one.words[0].box.x0 - strip.line.x0) <= OVERHANG for one in beside):
                heads.append(strip)
    for strip in heads:
        strip.entries = [Entry(0, count, strip.entries[0].words)]


def _edge_in(gutter: Span, rules: Sequence[Rule]) -> float:
    """Return where a column ends and the next begins: where most of the rules do that end there, else in the middle."""
    left, right = min([rule.start for rule in rules], default=0.0), max([rule.end for rule in rules], default=0.0)
    ends = sorted(
        round(end, 1)
        for rule in rules
        for end in (rule.start, rule.end)
        if gutter.x0 <= end <= gutter.x1 and left + ALIGNED < end < right - ALIGNED
    )
    return max(dict.fromkeys(ends), key=ends.count) if ends else (gutter.x0 + gutter.x1) / 2


def _open_at(edges: Sequence[Edge], place: float, count: int) -> frozenset[int]:
    """Return the columns that the rule at a place leaves open."""
    return open_columns([any(edge.place == place and k in edge.columns for edge in edges) for k in range(count)])


def _names_activities(strips: Sequence[Strip], count: int) -> bool:
    """Say whether names of columns are those of a programme's table, of which a page may hold one row."""
    said: list[list[str]] = [[] for _ in range(count)]
    for strip in strips:
        for entry in strip.entries:
            said[entry.column].append(entry.text)
    return names_activities([" ".join(texts) for texts in said])


def _on_ground(strips: Sequence[Strip], grounds: Sequence[Box]) -> bool:
    """Say whether one filled ground lies behind all of the given strips."""
    left, right = min(strip.line.x0 for strip in strips), max(strip.line.x1 for strip in strips)
    return any(
        ground.x0 <= left
        and ground.x1 >= right
        and all(ground.top <= (strip.top + strip.bottom) / 2 <= ground.bottom for strip in strips)
        for ground in grounds
    )


def _span_heads(cells: list[TextCell], header_rows: int, count: int, *, told: bool) -> list[str]:
    """Let the heads of groups span all columns: rows of one entry, in a type that no other row begins with.

    ``told``: those of another table under the same names do, so that other rows need not show it. Returns what is
    concluded, in words.
    """
    first = [cell for cell in cells if cell.column == 0 and cell.row >= header_rows]
    filled = {(cell.row, cell.column) for cell in cells if cell.words}
    alone = [
        cell
        for cell in first
        if cell.words
        and cell.row_span == 1
        and not any((cell.row, column) in filled for column in range(cell.column_span, count))
    ]
    heads = [cell for cell in alone if own_type(cell.words)]
    others = [cell for cell in first if cell.words and cell.column_span < count and cell not in heads]
    if not told and any(own_type(lines_of(cell.words)[0].words) for cell in others):
        # Heads stand within cells: one alone in the last row is cut from what it heads.
        last = max(cell.row for cell in cells)
        heads = [cell for cell in heads if cell.row < last]
    shown = told or bool(others)
    if count < 2 or not heads or not shown or any(own_type(cell.words) for cell in others):
        return []
    for cell in heads:
        cell.column_span = count
    rows = {cell.row for cell in heads}
    cells[:] = [cell for cell in cells if cell.row not in rows or cell.column == 0]
    return [HEADS_SPAN]


def _span_statements(cells: list[TextCell], header_rows: int, figures: set[int], count: int) -> list[str]:
    """Let what says that there are no figures span all columns behind it, where its row has none.

    Returns what is concluded, in words.
    """
    found = []
    filled = {(cell.row, cell.column) for cell in cells if cell.words}
    for cell in [cell for cell in cells if cell.row >= header_rows and cell.words and cell.column_span == 1]:
        behind = range(cell.column + 1, count)
        if (
            len(figures.intersection(behind)) < FEWEST_FIGURES
            or any((cell.row, column) in filled for column in behind)
            or whole(
                "no_figures", text := " ".join(word.text for line in text_lines(cell.words) for word in line.words)
            )
            is None
        ):
            continue
        covered = [one for one in cells if one.row == cell.row and one.column in behind]
        if any(one.row_span != cell.row_span for one in covered):
            continue
        cell.column_span = count - cell.column
        cells[:] = [one for one in cells if all(one is not other for other in covered)]
        found.append(f"{text!r} in row {cell.row + 1}, which has no figures, is taken to span all columns behind it")
    return found


def _row_gap(rows: Sequence[Sequence[Strip]], head_gap: float | None) -> float | None:
    """Return how far rows are at least apart, in ems, where this is more than any two lines inside of one are.

    Under a row as high as what was left of its page, more white is than rows keep; so two rows tell it only if they are
    no further apart than the first is from the names of the columns, ``head_gap``, which else tells it.
    """
    between = [gap for above, below in pairwise(rows) if (gap := gap_between(above, below[0])) <= FAR]
    inside = [gap_between(row[:index], row[index]) for row in rows for index in range(1, len(row))]
    if not between or not inside:
        return None
    least = max(inside) + MORE_WHITE / 2
    told = min(between)
    if len(between) == 1 and head_gap is not None and least < head_gap < told - ALIKE:
        told = head_gap
    return told if told > least else None


def _header_strips(zone: Zone, strips: Sequence[Strip], count: int) -> int:
    """Count the strips at the top that name the columns: above a rule, in bold type, or before the first figures."""
    limit = min(len(strips) - 1, MAX_HEADER_LINES)
    over = sum((strip.top + strip.bottom) / 2 < bound for strip in strips for bound in zone.bounds[:1])
    if 0 < over <= limit and len(zone.bounds) >= 2:
        return over
    if len(zone.bounds) >= 3:
        heads = [sum((strip.top + strip.bottom) / 2 < bound for strip in strips) for bound in zone.bounds[1:-1]]
        # A title may stand between rules of its own, above the names of the columns.
        above = next((n for n in heads if any(len(strip.entries) > 1 for strip in strips[:n])), heads[0])
        if 0 < above <= limit:
            return 0 if _is_row_of_sentences(strips[:above]) else above
    elif zone.rules:
        width = max(s.line.x1 for s in strips) - min(s.line.x0 for s in strips)
        for level in levels_of(zone.rules):
            above = sum((strip.top + strip.bottom) / 2 < level.place for strip in strips)
            if 0 < above <= limit and level.end - level.start >= LONG_RULE * width:
                return above
    bold = 0
    while bold < limit and any(entry.column for entry in strips[bold].entries):
        if not strips[bold].line.bold and not names_columns(strips[bold].line):
            break
        bold += 1
    if 0 < bold < limit:
        return bold if strips[bold - 1].line.bold else bold + _rest_of_names(strips, bold, count)
    figures = value_columns(strips, count)
    plain = _before_figures(strips, figures, limit)
    if figures and plain < limit and any(entry.column for strip in strips[:plain] for entry in strip.entries):
        while plain and not any(entry.column for entry in strips[plain - 1].entries):
            plain -= 1
        return plain
    return 0


def _rest_of_names(strips: Sequence[Strip], first: int, count: int) -> int:
    """Count the strips that end names of columns set in plain type: as close as lines are, with more white below."""
    end = first
    while end + 1 < len(strips) and len(strips[end].entries) < count:
        over, under = gap_between(strips[:end], strips[end]), gap_between(strips[: end + 1], strips[end + 1])
        if over > MOST_PITCH or len(strips[end - 1].entries) < len(strips[end].entries):
            return 0
        end += 1
        if under >= over + MORE_WHITE:
            return end - first
    return 0


def _is_row_of_sentences(strips: Sequence[Strip]) -> bool:
    """Say whether strips that a rule parts from the rest are a row of text, and do not name the columns."""
    lines = [Line(entry.words) for strip in strips for entry in strip.entries]
    return not own_type(strips[0].line.words) and any(
        len(line.words) >= FEWEST and SENTENCE_END.search(line.words[-1].text) for line in lines
    )


def _before_figures(strips: Sequence[Strip], figures: set[int], limit: int) -> int:
    """Count the strips above the first that has figures; years name columns more often than they fill them."""
    for index, strip in enumerate(strips[:limit]):
        if any(is_value(e.text) and not YEAR.match(e.text) for e in strip.entries if e.column in figures):
            return index
    return limit


def _rows(zone: Zone, strips: list[Strip], count: int, gutters: Sequence[Span]) -> list[list[Strip]]:
    """Put the strips of a table's body into rows: by rules where they part rows, else by how lines break."""
    bounds = zone.bounds if len(zone.bounds) >= 3 else []
    bands: list[list[Strip]] = []
    for strip in strips:
        middle = (strip.top + strip.bottom) / 2
        if not bands or any((bands[-1][-1].top + bands[-1][-1].bottom) / 2 < y < middle for y in bounds):
            bands.append([])
        bands[-1].append(strip)
    split = [split_rows(band, count, gutters, zone.row_gap, zone.head_gap) for band in bands]
    prose = any(len(column) >= 3 and is_prose(column) for column in column_lines(strips, count))
    if len(bands) >= 2 and (prose or sum(len(rows) == 1 for rows in split) >= 0.5 * len(bands)):
        return bands
    return [row for rows in split for row in rows]


def _told_rows(
    zone: Zone, strips: Sequence[Strip], rows: list[list[Strip]], count: int
) -> tuple[list[list[Strip]], str]:
    """Return the rows that codes or level cells tell, and what does; else ``rows``, by the white, and nothing."""
    # Names of columns as near to the first row as lines are show that the table has no white between rows.
    gaps = sorted(gap for above, below in pairwise(strips) if (gap := gap_between([above], below)) >= LEAST_PITCH)
    dense = zone.head_gap is not None and bool(gaps) and zone.head_gap < gaps[len(gaps) // 10] + ALIKE
    dense = dense or are_run_together(rows, count)
    if zone.level in CODES or (not zone.level and (dense or not begin_level(rows))):
        fewest = 1 if zone.level else FEWEST_CODES
        told = (zone.level,) if zone.level else CODES if dense else CODES[1:]
        coded = rows_by_codes(strips, count, fewest, told)
        if coded is not None:
            return coded
    if zone.level in PLACES and zone.row_gap is not None:
        again = rows_as_before(strips, zone.row_gap, zone.level)
        if again is not None:
            return again, zone.level
    found = None if begin_level(rows) else rows_on_level(strips)
    return found or (rows, "")


def _is_table(zone: Zone, strips: Sequence[Strip], head: int, rows: Sequence[Sequence[Strip]], count: int) -> bool:
    """Say whether lines in columns are a table, and not a list, a table of contents, prose in columns or an address."""
    body = [entry for row in rows for strip in row for entry in strip.entries]
    if not rows or not body:
        return False
    if zone.expected:
        return True
    columns = column_lines(strips[head:], count)
    firsts = [e.text for row in rows if (e := row[0].at(0)) is not None]
    if count == 2 and firsts and sum(bool(ENUMERATOR.match(text)) for text in firsts) >= 0.8 * len(firsts):
        return False
    if not zone.bounds and _is_contents(rows, count):
        return False
    prose = sum(len(column) >= 3 and is_prose(column) for column in columns)
    figures = value_columns(strips, count)
    filled = sum(len({e.column for strip in row for e in strip.entries}) for row in rows)
    fill = filled / (len(rows) * count)
    several = sum(len({e.column for strip in row for e in strip.entries}) > 1 for row in rows)
    if several < 0.4 * len(rows):
        return False
    if len(rows) == 1 and not head:
        return False
    if prose == count and not zone.bounds and all(ENUMERATOR.match(lines[0].words[0].text) for lines in columns):
        return False
    if zone.gutters or (head and zone.bounds):
        return len(rows) >= (1 if zone.bounds else 2) and fill >= 0.3 and (prose < count or len(rows) >= 2)
    if zone.bounds:
        return len(rows) >= 2 and fill >= 0.5 and prose < max(count - 1, 2)
    if figures and len(rows) >= 3:
        return fill >= 0.4 and prose == 0
    return count >= 3 and len(rows) >= 3 and fill >= 0.6 and prose == 0 and head > 0


def _is_contents(rows: Sequence[Sequence[Strip]], count: int) -> bool:
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


def _header_cells(strips: Sequence[Strip], rules: Sequence[Rule], gutters: Sequence[Span]) -> list[TextCell]:
    """Make the cells of the strips that name the columns.

    A line with a head over several columns is a row of its own; the lines under the last such line are one row, since
    the names of columns are broken over lines.
    """
    if not strips:
        return []
    count = len(gutters) + 1
    spanning: list[list[Entry]] = []
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


def _header_tops(strips: Sequence[Strip], cells: Sequence[TextCell], header_rows: int) -> list[float]:
    """Return where each row of a header begins."""
    tops = []
    for row in range(header_rows):
        words = [word for cell in cells if cell.row == row for word in cell.words]
        tops.append(min((word.box.top for word in words), default=strips[0].top))
    return tops


def _spread(strip: Strip, below: Sequence[Strip], rules: Sequence[Rule], gutters: Sequence[Span]) -> list[Entry]:
    """Give the heads of a line the columns they stand over.

    A short rule under a head says so exactly. Else a head centred over columns that no other head of the line names,
    but lines below do, spans them; or, if it begins where the name of a column below does, that and the next ones.
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
            entries.append(Entry(first, last - first + 1, entry.words))
        else:
            entries.append(entry)
    named = {k for e in entries for k in range(e.column, e.column + e.span)}
    lower = {e.column for s in below for e in s.entries}
    centres = _centres(gutters, below)
    lefts = {k: min(e.words[0].box.x0 for s in below if (e := s.at(k)) is not None) for k in lower}
    spread = []
    for entry in entries:
        first, last = entry.column, entry.column + entry.span - 1
        begun = first in lefts and abs(entry.words[0].box.x0 - lefts[first]) <= SAME_LEFT
        if begun and (last > first or (first + 1 in lower and first + 1 not in named)):
            while last + 1 in lower and last + 1 not in named:
                last += 1
        elif lower and first > 0:
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
        spread.append(Entry(first, last - first + 1, entry.words))
    return spread


def _centres(gutters: Sequence[Span], strips: Sequence[Strip]) -> dict[int, float]:
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
