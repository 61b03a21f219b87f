"""Tables without upright rules whose names of columns show where these end: on grounds, or over a rule, cell by cell.

Browsers and word processors draw the ground and the border of each cell by themselves. Where those of the names meet, a
column ends and the next begins, however little white is between them and wherever in them the names stand. Lengths are
in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from pipeline.model import Box
from pipeline.parse.pdf.gutters import Span
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import PageContent
from pipeline.parse.pdf.tables.columns.continued import go_on_there
from pipeline.parse.pdf.tables.columns.drawn import NEAR, Header, names_in, rows_between
from pipeline.parse.pdf.tables.columns.ends import without_title
from pipeline.parse.pdf.tables.columns.pieces import rules_in_pieces
from pipeline.parse.pdf.tables.columns.white import ALIGNED
from pipeline.parse.pdf.tables.columns.zones import Zone
from pipeline.parse.pdf.tables.drawn.boxes import SLIVER
from pipeline.parse.pdf.tables.drawn.grid import JoinedRule
from pipeline.parse.pdf.tables.drawn.rules import INSET, levels_across
from pipeline.parse.pdf.tables.drawn.shades import grounds_in_pieces
from pipeline.parse.pdf.tables.rows.cell_grounds import levels_of_grounds
from pipeline.parse.pdf.tables.strips import AT_EDGE, crosses, strips_of
from pipeline.parse.pdf.tables.table import PageTable

FEWEST_EDGES = 3
"""So many edges at least part columns."""


def headers_on(page: PageContent) -> list[Header]:
    """Find the rows of cells on a page that grounds or rules in pieces show, from top to bottom."""
    grounds = [Header(top, bottom, _apart(edges)) for top, bottom, edges in grounds_in_pieces(page)]
    ruled = []
    heights: dict[tuple[int, ...], float] = {}
    for height, edges in rules_in_pieces(page):
        over = heights.get(cells := tuple(map(round, edges)), -inf)
        heights[cells] = height
        if not any(abs(ground.bottom - height) <= INSET for ground in grounds):
            ruled.append(Header(None, height, _apart(edges), over))
    found = [header for header in (*grounds, *ruled) if len(header.edges) >= FEWEST_EDGES]
    return sorted(found, key=lambda header: header.bottom)


def _apart(edges: Sequence[float]) -> tuple[float, ...]:
    """Return edges with those so near each other as one that only a rule is between: of its two sides, or its joint."""
    found = [edges[0]]
    for x in edges[1:]:
        if x - found[-1] < SLIVER:
            found[-1] = (found[-1] + x) / 2
        else:
            found.append(x)
    return tuple(found)


def edged_zones(
    lines: Sequence[Line], rules: Sequence[JoinedRule], headers: Sequence[Header], shades: Sequence[Box] = ()
) -> list[Zone]:
    """Find the tables of a page under names whose cells are drawn.

    ``lines`` are those of the page that are in no table yet, ``rules`` the level rules that are none of a drawn grid,
    ``shades`` the filled areas of the page.
    """
    named = [(header, names) for header in headers if (names := names_in(lines, header))]
    zones: list[Zone] = []
    for number, (header, names) in enumerate(named):
        last = lines.index(names[-1]) + 1
        end = lines.index(named[number + 1][1][0]) if number + 1 < len(named) else len(lines)
        held = rows_between(lines[last:end], header.edges)
        if end < len(lines) and last + len(held) == end:
            held = _before_title(held, lines[end:], header.edges, names[0].x0)
        if held or last == end == len(lines):
            zone = _zone([*names, *held], rules if held else [], header.edges)
            zone.names = len(strips_of(names, zone.gutters, known=True, edges=header.edges))
            zone.only_names = not held
            _part_by_grounds(zone, held, shades, header.bottom)
            zones.append(zone)
    return zones


def continued_rows(
    lines: Sequence[Line],
    rules: Sequence[JoinedRule],
    known: PageTable,
    headers: Sequence[Header],
    shades: Sequence[Box] = (),
) -> list[Zone]:
    """Find what goes on at the top of a page, without names, in columns of which those on the page before show edges.

    ``headers`` and ``shades`` are the page's own.
    """
    first = next((names[0] for header in headers if (names := names_in(lines, header))), None)
    end = len(lines) if first is None else lines.index(first)
    held = rows_between(lines[:end], known.xs)
    if first is not None and len(held) == end:
        held = _before_title(held, lines[end:], known.xs, known.text_left)
    if not held or not go_on_there(held, _white_at(held, known.xs), known):
        return []
    zone = _zone(held, rules, known.xs)
    zone.continued = True
    _part_by_grounds(zone, held, shades)
    return [zone]


def _part_by_grounds(zone: Zone, body: Sequence[Line], shades: Sequence[Box], names_end: float | None = None) -> None:
    """Part the rows of a table by the grounds of single cells, where it has such; ``names_end`` is where names end."""
    rules, zone.inferred = levels_of_grounds(body, zone.edges, shades) if body and shades else ([], [])
    if not rules:
        return
    places = [rule.place for rule in rules]
    whole = [y for y in dict.fromkeys(places) if places.count(y) == len(zone.edges) - 1]
    if names_end is not None and not any(abs(y - names_end) <= ALIGNED for y in zone.bounds):
        rules.append(JoinedRule(names_end, zone.edges[0], zone.edges[-1], drawn=False))
        whole.append(names_end)
    zone.rules = sorted([*zone.rules, *rules], key=lambda rule: (rule.place, rule.start))
    zone.bounds = sorted({*zone.bounds, *(whole or places[:1])})
    zone.ruled_rows = True


def _zone(lines: list[Line], rules: Sequence[JoinedRule], edges: Sequence[float]) -> Zone:
    """Return the zone of lines in columns with some edges, with the rules that are as long as the table."""
    top, bottom = lines[0].top - NEAR * lines[0].size, lines[-1].bottom + NEAR * lines[-1].size
    inside = [rule for rule in rules if top <= rule.place <= bottom]
    bounds = [level.place for level in levels_across(inside, edges[0], edges[-1])]
    return Zone(lines, inside, bounds, _white_at(lines, edges), ends=(edges[0], edges[-1]), edges=tuple(edges))


def _before_title(held: list[Line], following: Sequence[Line], edges: Sequence[float], begins: float) -> list[Line]:
    """Leave out of a table's lines the title of the next, whose names follow."""
    return without_title(held, following, _white_at(held, edges), begins) if held else []


def _white_at(lines: Sequence[Line], edges: Sequence[float]) -> list[Span]:
    """Return the white between columns: what lines that cross no edge leave at each, none where they have no words."""
    words = [word for line in lines if not crosses(line, edges) for word in line.words]
    white = []
    for left, x, right in zip(edges, edges[1:], edges[2:], strict=False):
        before = [word.x1 for word in words if left <= word.x1 <= x + AT_EDGE]
        behind = [word.x0 for word in words if x - AT_EDGE <= word.x0 <= right]
        white.append(Span(min(max(before, default=x), x - AT_EDGE), max(min(behind, default=x), x + AT_EDGE)))
    return white
