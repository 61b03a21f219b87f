"""Tables without upright rules: columns from gutters, rows from horizontal rules or from how the lines break.

Lengths are in points. Everything here is concluded from the places of words, so that what is found is marked as
inferred by the caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from pipeline.model import EMPTY_BELOW, SPANNED, Box
from pipeline.parse.pdf.gutters import Span, has_gap
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.tables.columns.between_rules import ruled_zones
from pipeline.parse.pdf.tables.columns.continued import continued_zone
from pipeline.parse.pdf.tables.columns.drawn import Header
from pipeline.parse.pdf.tables.columns.edged import continued_rows, edged_zones
from pipeline.parse.pdf.tables.columns.grounded import continued_column, grounded_zones, named_zones
from pipeline.parse.pdf.tables.columns.is_table import is_set_evenly, is_table
from pipeline.parse.pdf.tables.columns.white import ALIGNED, agree
from pipeline.parse.pdf.tables.columns.zones import Zone, headed_zones, loose_zones, sides_of
from pipeline.parse.pdf.tables.drawn.grid import JoinedRule, open_columns
from pipeline.parse.pdf.tables.drawn.rules import levels_of
from pipeline.parse.pdf.tables.entries import own_type
from pipeline.parse.pdf.tables.headers.cells import header_cells, header_tops, row_cells
from pipeline.parse.pdf.tables.headers.strips import header_strips
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.names import letters_of
from pipeline.parse.pdf.tables.rows.bands import (
    Edge,
    cells_between,
    closed_by_text,
    edges_of,
    part_rows,
    spanning_grounds,
)
from pipeline.parse.pdf.tables.rows.by_lines import line_pitch
from pipeline.parse.pdf.tables.rows.coded import FEWEST_CODES, code_of, coded_column
from pipeline.parse.pdf.tables.rows.heads import span_centred, span_heads, span_statements
from pipeline.parse.pdf.tables.rows.numbered import NUMBERED, numbers_of
from pipeline.parse.pdf.tables.rows.spanning import (
    cells_beside,
    empty_below,
    span_empty,
    span_groups,
    span_names,
    starts_beside,
)
from pipeline.parse.pdf.tables.rows.together import PARTED, may_be_groups, may_be_rows, rows_of_groups, rows_of_items
from pipeline.parse.pdf.tables.rows.told import by_codes_or_level, by_rules_or_white, known_gap
from pipeline.parse.pdf.tables.strips import (
    MORE_WHITE,
    WIDE,
    Strip,
    TextCell,
    between,
    columns_of,
    gap_between,
    strips_of,
    value_columns,
    with_inner_gutters,
)
from pipeline.parse.pdf.tables.table import PageCell, PageTable
from pipeline.titles import names_activities

CLOSE = 1.8
"""A head over columns is at most so far above their names, in ems."""


def find_text_tables(
    lines: Sequence[Line],
    rules: Sequence[JoinedRule],
    page: PageContent | None = None,
    known: PageTable | None = None,
    learnt: Learnt | None = None,
    grounds: Sequence[Box] = (),
    headers: Sequence[Header] = (),
) -> list[PageTable]:
    """Find the tables that no upright rules draw.

    ``lines`` are the lines of a page (or of one column of it) outside its ruled tables, from top to bottom; ``rules``
    the horizontal rules outside ruled tables; ``page`` is None where they are those of a box in it; ``known`` is the
    table without upright rules that ended the page before, if one did; ``learnt`` what those of the pages before told,
    to which is added; ``grounds`` are filled bands behind bold words; ``headers`` are rows of cells that may name
    columns (`headers_on`).
    """
    tables: list[PageTable] = []
    page = page or PageContent(0, 0.0, 0.0, [], [])
    shades = page.shades
    setting = _Setting(page, known, learnt or Learnt(), grounds)
    free = list(lines)
    if known is not None:
        single = not known.gutters and not known.ruled
        if single:
            zones = continued_column(free, known, grounds)
        elif known.edged:
            zones = continued_rows(free, rules, known, headers, shades)
        else:
            zones = continued_zone(free, rules, known)
        free = _take(tables, zones, free, setting)
        end = max((table.ys[-1] for table in tables), default=0.0)
        rules = [rule for rule in rules if rule.place > end + ALIGNED]
    if headers:
        free = _take(tables, edged_zones(free, rules, headers, shades), free, setting)
    for finder in (ruled_zones, headed_zones):
        free = _take(tables, finder(free, rules), free, setting)
    free = _take(tables, grounded_zones(free, grounds, setting.learnt.row_gaps), free, setting)
    free = _take(tables, named_zones(free, setting.learnt.insets, page.width), free, setting)
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

    page: PageContent
    known: PageTable | None
    learnt: Learnt
    grounds: Sequence[Box]


def _take(tables: list[PageTable], zones: Sequence[Zone], free: list[Line], setting: _Setting) -> list[Line]:
    """Add the tables of zones to ``tables`` and return the lines that are in none of them."""
    taken: set[Word] = set()
    known = setting.known
    for zone in zones:
        if not all(map(taken.isdisjoint, [line.words for line in zone.lines])):
            continue
        _add_heads(zone, [line for line in free if line.words[0] not in taken])
        if known is not None and (zone.continued or (zone.gutters and agree(zone.gutters, known.widest_gutters))):
            zone.expected = True
            zone.row_gap = known.row_gap
            zone.head_gap = known.head_gap
            zone.spanning = known.spanning
            several = known.rows > known.header_rows + 1
            zone.ruled_rows = known.ruled_rows and several and bool(zone.bounds)
            zone.level = known.level
        table = _table(zone, setting)
        if table is not None:
            tables.append(table)
            taken.update(word for cell in table.cells for word in cell.words)
    return [line for line in free if taken.isdisjoint(line.words)] if taken else free


def _add_heads(zone: Zone, lines: Sequence[Line]) -> None:
    """Add the heads over several columns that stand right above a zone, behind its first column."""
    if zone.continued or zone.single or zone.edges or len(zone.bounds) > 1:
        return
    first = zone.lines[0]
    gutters = zone.gutters or columns_of(zone.lines)
    above = [line for line in lines if line.baseline < first.baseline - 0.5 * first.size]
    while gutters and above and above[-1].x0 >= gutters[0].x0 and above[-1].x1 <= zone.right + ALIGNED:
        line = above.pop()
        if zone.lines[0].baseline - line.baseline > CLOSE * line.size:
            break
        zone.lines.insert(0, line)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the lines of a zone stand, before its rows are told."""

    strips: list[Strip]
    head: int
    """How many strips are names of columns; the body follows them."""

    names: str
    gutters: list[Span]
    xs: list[float]
    edges: list[Edge]
    ruled_rows: bool
    told: bool
    """The names are known to be those of a table, so that what follows needs no other sign of being one."""

    @property
    def count(self) -> int:
        return len(self.gutters) + 1

    @property
    def body(self) -> list[Strip]:
        return self.strips[self.head :]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a body: their strips, what told them if not the white between them, and what to say of it."""

    rows: list[list[Strip]]
    level: str
    row_gap: float | None
    inferred: list[str]

    @property
    def own(self) -> int:
        """In so many columns each row has a cell of its own (`cells_beside`)."""
        return 2 if self.level == NUMBERED else 1


def _table(zone: Zone, setting: _Setting) -> PageTable | None:
    """Make the table of a zone; None where its lines stand in columns for another reason.

    What it tells about others of its names is added to those of the ``setting``.
    """
    plan = _plan(zone, setting)
    if plan is None:
        return None
    rows = _rows_told(zone, plan)
    if rows is None:
        return None
    if plan.ruled_rows:
        cells, ys, header_rows = cells_between(plan.edges, plan.strips, plan.count, plan.head)
    else:
        cells, ys, header_rows = _cells_on_white(zone, plan, rows)
    inferred = ["the columns are concluded from the white between them"] if plan.gutters else []
    inferred += [
        *zone.inferred,
        *span_heads(cells, header_rows, plan.count, told=plan.names in setting.learnt.heads_span),
        *span_statements(cells, header_rows, value_columns(plan.strips, plan.count), plan.count),
        *rows.inferred,
    ]
    spanning = zone.spanning
    if any(edge.run_over for edge in plan.edges):
        inferred.append(EMPTY_BELOW)
    if not plan.ruled_rows:
        spanning, told = _reach(cells, header_rows, spanning, value_columns(plan.strips, plan.count), rows.own)
        inferred.extend(told)
    drawn = {edge.place for edge in plan.edges} if plan.ruled_rows else {ys[0], ys[-1]} if zone.bounds else set()
    xs = plan.xs
    table = PageTable(
        page=setting.page.number,
        box=Box(xs[0], ys[0], xs[-1], ys[-1]),
        xs=xs,
        ys=ys,
        cells=[_page_cell(cell, xs, ys) for cell in cells],
        header_rows=header_rows,
        evidence="horizontal_rules" if zone.bounds else "gutters",
        drawn_top=ys[0] in drawn,
        drawn_bottom=ys[-1] in drawn,
        inferred=inferred,
        gutters=tuple(plan.gutters),
        ruled_rows=plan.ruled_rows,
        row_gap=rows.row_gap,
        open_top=_open_at(plan.edges, ys[0], plan.count) if plan.ruled_rows else frozenset(),
        open_bottom=_open_at(plan.edges, ys[-1], plan.count) if plan.ruled_rows else frozenset(),
        head_gap=zone.head_gap,
        spanning=spanning,
        page_width=setting.page.width,
        rows_on_grounds=plan.ruled_rows and not any(rule.drawn for rule in levels_of(zone.rules)),
        level=rows.level,
        together=_may_run_together(plan, rows, setting.learnt),
        edged=bool(zone.edges),
    )
    kept_together = plan.ruled_rows and len(rows.rows) > table.rows - header_rows
    setting.learnt.learn(table, plan.names, against_white=kept_together)
    return table


def _page_cell(cell: TextCell, xs: Sequence[float], ys: Sequence[float]) -> PageCell:
    """Return a cell with its place on the page, given the edges of the columns and rows."""
    right, bottom = xs[cell.column + cell.column_span], ys[cell.row + cell.row_span]
    box = Box(xs[cell.column], ys[cell.row], right, bottom)
    return PageCell(cell.row, cell.column, cell.row_span, cell.column_span, box, cell.words)


def _may_run_together(plan: _Plan, rows: _Rows, learnt: Learnt) -> bool:
    """Say whether a row of a table may be several: where nothing parts rows, or rules that enclose only one."""
    if not plan.ruled_rows:
        return (
            rows.row_gap is None and rows.level != NUMBERED and any(may_be_rows(row, plan.count) for row in rows.rows)
        )
    body = plan.body
    if not body or plan.names in learnt.ruled - learnt.together:
        return False
    if any(body[0].middle < edge.place < body[-1].middle for edge in plan.edges):
        return False
    several = coded_column(body, plan.count, FEWEST_CODES) is not None and may_be_rows(body, plan.count)
    return several or (len(rows.rows) == 1 and may_be_groups(rows.rows[0], plan.count))


def _plan(zone: Zone, setting: _Setting) -> _Plan | None:
    """Find the columns of a zone, the names above them and the rules between; None where it has no columns.

    What tables of the same names on the pages before told is added to ``zone``.
    """
    lines, learnt = zone.lines, setting.learnt
    gutters = _gutters(zone, learnt)
    if (not gutters and not zone.single) or (gutters and not zone.edges and is_set_evenly(lines, gutters)):
        return None
    strips = strips_of(lines, gutters, bool(zone.gutters), edges=zone.edges)
    count = len(gutters) + 1
    head = 0 if zone.continued else len(strips) if zone.only_names else zone.names
    if head is None:
        head = learnt.known_names(strips) or header_strips(zone, strips, count)
    names = letters_of(strip.line for strip in strips[:head])
    if names in learnt.row_gaps:
        zone.row_gap = zone.row_gap or learnt.row_gaps[names]
        zone.spanning |= learnt.spanning[names]
        zone.level = zone.level or learnt.levels.get(names, "")
    told = bool(names) and (
        names in learnt.row_gaps
        or _on_ground(strips[:head], setting.grounds)
        or _names_activities(strips[:head], count)
    )
    left, right = _ends(zone, gutters)
    xs = list(zone.edges) or [left, *(_edge_in(gutter, zone.rules) for gutter in gutters), right]
    body = strips[head:]
    span_centred(body, left, right, count)
    inner = [rule for rule in zone.rules if body and body[0].top < rule.place < body[-1].bottom]
    rows_known = zone.ruled_rows or names in learnt.ruled
    under_heads = not rows_known and _stand_under_heads(inner, body)
    if under_heads or (not rows_known and _are_grounds_of_heads(inner, body)):
        zone.rules = [rule for rule in zone.rules if (rule not in inner if under_heads else rule.drawn)]
        zone.bounds = [place for place in zone.bounds if any(abs(rule.place - place) <= ALIGNED for rule in zone.rules)]
    edges = edges_of(zone.rules, xs) if zone.bounds else []
    if any(not edge.drawn for edge in edges):
        edges = closed_by_text(edges, body, count, spanning_grounds(edges, setting.page.shades, xs))
    known = zone.ruled_rows or (bool(zone.bounds) and (zone.single or rows_known))
    ruled_rows = not under_heads and (known or (not zone.level and part_rows(edges, body, count)))
    if 0 < head < len(strips) and not ruled_rows:
        zone.head_gap = gap_between(strips[:head], strips[head])
    return _Plan(strips, head, names, gutters, xs, edges, ruled_rows, told)


def _stand_under_heads(inner: Sequence[JoinedRule], body: Sequence[Strip]) -> bool:
    """Say whether each of the rules inside of a body is drawn right under the head of a group: none parts rows."""
    if not inner or not all(rule.drawn for rule in inner):
        return False
    over = [band[-1] for band in between(sorted(rule.place for rule in inner), body)][:-1]
    return all(len(strip.entries) == 1 and own_type(strip.line.words) for strip in over)


def _are_grounds_of_heads(inner: Sequence[JoinedRule], body: Sequence[Strip]) -> bool:
    """Say whether nothing but the grounds of heads parts the lines of a body: rows between heads are told otherwise.

    ``inner`` are the rules inside of it. They part more where a code and its text have nothing beside them: what stands
    further up may be for several codes.
    """
    if not inner or any(rule.drawn for rule in inner):
        return False
    alone = [strip.entries[0] for strip in body if len(strip.entries) == 1]
    if any(len(entry.words) > 1 and code_of(entry) for entry in alone):
        return False
    are_heads = [
        len(band) == 1 and own_type(band[0].line.words) and not has_gap(band[0].line, WIDE)
        for band in between(sorted(rule.place for rule in inner), body)
    ]
    return any(are_heads) and all(one or other for one, other in pairwise(are_heads))


def _gutters(zone: Zone, learnt: Learnt) -> list[Span]:
    """Return the gutters of a zone: its own, those that the same names had on a page before, or those of its lines."""
    if zone.edges:
        return zone.gutters
    again = [] if zone.single or zone.continued else learnt.gutters_under(zone.lines)
    if again and (zone.only_names or len(again) != len(zone.gutters)):  # Centred names alone tell no columns.
        zone.gutters = again
    if zone.gutters:
        return with_inner_gutters(zone.gutters, zone.lines)
    return [] if zone.single else columns_of(zone.lines)


def _ends(zone: Zone, gutters: Sequence[Span]) -> tuple[float, float]:
    """Return where the first column of a zone begins and its last ends."""
    rules = zone.rules if zone.bounds else []
    left = min([line.x0 for line in zone.lines] + [rule.start for rule in rules])
    right = max([line.x1 for line in zone.lines] + [rule.end for rule in rules])
    if gutters:
        left, right = min(left, gutters[0].x0), max(right, gutters[-1].x1)
    return zone.ends or (left, right)


def _rows_told(zone: Zone, plan: _Plan) -> _Rows | None:
    """Part the body of a table into rows; None where its lines are no rows of a table."""
    count, ruled_rows = plan.count, plan.ruled_rows
    by_white = by_rules_or_white(zone, plan.body, count, plan.gutters, ruled=ruled_rows) if plan.body else []
    rows, level = by_white, ""
    if rows and not ruled_rows:
        rows, level = by_codes_or_level(zone, plan.body, rows, count)
    columns_known = bool(zone.gutters or zone.single)
    known = columns_known and (plan.told or (ruled_rows and plan.head > 0))
    if not known and not is_table(zone, plan.strips, plan.head, rows, count):
        return None
    row_gap = known_gap(zone, rows)
    inferred = []
    if rows and not ruled_rows and not level:
        least = row_gap or zone.head_gap
        groups = [group for row in rows for group in rows_of_groups(row, count)]
        parts = [[row] if starts_beside(row, least) else rows_of_items(row, count) for row in groups]
        if len(rows) < sum(map(len, parts)):
            inferred.append(PARTED)
        rows = [one for part in parts for one in part]
    if level and rows != by_white:
        inferred.append(f"the rows are told by {level}")
    return _Rows(rows, level, row_gap, inferred)


def _cells_on_white(zone: Zone, plan: _Plan, rows: _Rows) -> tuple[list[TextCell], list[float], int]:
    """Return the cells of a table whose rows no rules part, the edges of its rows, and how many of these are header."""
    count = plan.count
    cells = header_cells(plan.strips[: plan.head], plan.gutters)
    header_rows = max((cell.row + cell.row_span for cell in cells), default=0)
    tops = header_tops(plan.strips[: plan.head], cells, header_rows)
    least = rows.row_gap or zone.head_gap
    for row in rows.rows:
        starts = numbers_of(row[1:]) if rows.level == NUMBERED else [] if rows.level else starts_beside(row, least)
        tops.append(row[0].top)
        if starts:
            gap = least or line_pitch(row) + MORE_WHITE
            cells.extend(cells_beside(row, starts, gap, len(tops) - 1, count, rows.own))
            tops.extend(start - row[0].line.size for start in starts)
            continue
        cells.extend(row_cells((entry for strip in row for entry in strip.entries), len(tops) - 1, count))
    return cells, [*accumulate(tops, max), max(tops[-1], *(strip.bottom for strip in plan.strips))], header_rows


def _reach(
    cells: list[TextCell], header_rows: int, spanning: frozenset[int], values: set[int], own: int
) -> tuple[frozenset[int], list[str]]:
    """Let cells span the rows beside which their columns are empty, and say what of it is concluded.

    Returns the columns whose cells may span rows, ``spanning`` among them; ``values`` are the columns of values,
    and ``own`` as many as each row has a cell of its own in (`cells_beside`).
    """
    inferred = []
    visibly = {cell.column for cell in cells if cell.row >= header_rows and cell.row_span > 1}
    if visibly:
        inferred.append("cells whose text runs on beside the first lines of further rows are taken to span these")
    spanning |= visibly
    if span_empty(cells, header_rows, spanning, own):
        inferred.append(SPANNED)
    elif empty_below(cells, header_rows) - values:
        inferred.append(EMPTY_BELOW)
    if span_names(cells, header_rows):
        inferred.append("names of columns under which the header has nothing are taken to span its rows")
    if span_groups(cells, header_rows, values):
        spanning |= {0}
        inferred.append("what stands in the first column is taken to span the rows below without an own entry there")
    return spanning, inferred


def _edge_in(gutter: Span, rules: Sequence[JoinedRule]) -> float:
    """Return where a column ends and the next begins: where most of the rules do that end there, else in the middle."""
    left, right = min([rule.start for rule in rules], default=0.0), max([rule.end for rule in rules], default=0.0)
    ends = sorted(
        round(end, 1)
        for rule in rules
        for end in (rule.start, rule.end)
        if gutter.x0 <= end <= gutter.x1 and left + ALIGNED < end < right - ALIGNED
    )
    return max(dict.fromkeys(ends), key=ends.count) if ends else gutter.middle


def _open_at(edges: Sequence[Edge], place: float, count: int) -> frozenset[int]:
    """Return the columns that the rule at a place leaves open; the edge of a ground may only end with that."""
    drawn = [edge for edge in edges if edge.drawn and edge.place == place]
    return open_columns([any(k in edge.columns for edge in drawn) for k in range(count)])


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
        and all(ground.top <= strip.middle <= ground.bottom for strip in strips)
        for ground in grounds
    )
