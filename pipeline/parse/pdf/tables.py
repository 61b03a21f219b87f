"""The tables of one page: their cells with the words in them, and what printed evidence each table rests on.

Lengths are in points. A page's table may be a piece of one that runs over several pages; `pipeline.parse.pdf.stitch`
joins the pieces.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Literal

from pipeline.model import Box
from pipeline.parse.pdf.continued import Known
from pipeline.parse.pdf.grid import SNAP, Area, Grid, Line, grids_of, lines_of
from pipeline.parse.pdf.gutters import ENUMERATOR, GUTTER, RUN_ON, Span, has_gap, is_prose, text_lines
from pipeline.parse.pdf.lines import Line as TextLine
from pipeline.parse.pdf.page import PageContent, Rule, Word
from pipeline.parse.pdf.strips import WIDE, columns_between_rules, rows_between_rules
from pipeline.parse.pdf.unruled import Heads, find_text_tables

Evidence = Literal["rules", "horizontal_rules", "gutters"]

FRAME_SHARE = 0.8
"""A single rectangle around this share of a page's words is the frame of the page."""

FILLED_SHARE = 0.12
"""A grid with words in a smaller share of its cells is the grid of a chart or a drawing."""

SPARSE_SHARE = 0.5
"""The same where no line is drawn and only shades meet, as bars and maps do, or where there is only one column."""

FEW_BANDS = 4
"""With more ruled rows than this below the header, each is a row, whatever its cells hold."""

FEWEST_BESIDE = 2
"""So many lines with words on both sides of a column's edge show that no cell spans it; fewer if the gap is wide."""

BAND_HEIGHT = 8.0
"""A filled band that is higher than this (points) may be the ground of a row."""

FEWEST_BANDS = 2
"""So many filled bands of one width, with text that is not all bold, are grounds of rows."""

FEWEST_BARS = 3
"""So many bars of different lengths make a chart."""

BAR_GAP = 1.5
"""Bars are farther apart than this (points); grounds of cells touch."""

FEWEST_LINES_BESIDE = 3
"""So many lines of text run beside a box of text that stands by itself."""

BESIDE_SHARE = 0.6
"""They do so along at least this share of its height."""

SLIVER = 6.0
"""A row or column without words that is narrower than this is the white of a double rule."""


@dataclass(slots=True)
class PageCell:
    """A cell on one page; positions count from 0, a position that another cell's span covers has none.

    ``words`` are in drawing order; an empty cell has none. ``shaded`` says that its ground is filled.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    words: list[Word] = field(default_factory=list)
    shaded: bool = False
    _lines: list[TextLine] | None = field(default=None, init=False, repr=False, compare=False)

    def lines(self) -> list[TextLine]:
        """Return its lines from top to bottom (`text_lines`). From then on its words must stay as they are."""
        if self._lines is None:
            self._lines = text_lines(self.words)
        return self._lines


@dataclass(slots=True)
class PageTable:
    """A table, or the part of one that stands on one page.

    ``xs`` and ``ys`` are the edges of columns and rows (one more than there are columns and rows). ``header_rows``
    counts the rows at the top that name the columns. ``evidence`` says what shows the table: rules on all sides,
    horizontal rules only, or only the white gutters between columns. ``drawn_top`` and ``drawn_bottom`` say whether a
    rule closes it there: where none is, it may go on over the page break. ``inferred`` names in words what of the shape
    was not printed. ``gutters`` are the white between columns where no upright rules are, and ``ruled_rows`` says that
    horizontal rules part each row from the next; ``open_top`` and ``open_bottom`` are the columns that the outer rule
    leaves open though it closes others: a cell goes on there over the page break; ``row_gap`` is how far rows are at
    least apart, in ems, where nothing parts them and lines inside of rows are always closer, ``head_gap`` how far the
    names of the columns are from the first row; ``spanning`` are then the columns of which some cells span rows.
    ``margin`` is where text outside of tables without upright rules begins on the page.
    ``page_width`` is that of its page (points).
    """

    page: int
    box: Box
    xs: list[float]
    ys: list[float]
    cells: list[PageCell]
    header_rows: int
    evidence: Evidence
    drawn_top: bool
    drawn_bottom: bool
    inferred: list[str] = field(default_factory=list)
    gutters: tuple[Span, ...] = ()
    ruled_rows: bool = False
    row_gap: float | None = None
    open_top: frozenset[int] = frozenset()
    open_bottom: frozenset[int] = frozenset()
    head_gap: float | None = None
    spanning: frozenset[int] = frozenset()
    margin: float | None = None
    page_width: float = 0.0

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1


@dataclass(slots=True)
class PageParts:
    """The tables of a page, from top to bottom, the words in none of them, and the lines of those that run level."""

    tables: list[PageTable]
    words: list[Word]
    lines: list[TextLine]


def find_tables(page: PageContent, before: PageTable | None = None, heads: Heads | None = None) -> PageParts:
    """Find the tables of a page, and what is outside of them.

    ``before`` is the table that ends the page before, if one does: without rules, only its columns tell that text at
    the top of this page goes on in them. ``heads`` is what tables without upright rules on the
    pages before told, to which those of this page are added.

    The page's rules must be without those that underline or strike out text. Every word of the page is in at most
    one cell. Frames of pages and charts, and text that only stands in columns (lists, numbered paragraphs, prose in
    two columns), are not tables.
    """
    grids = _grids(page)
    charts = [grid.box for grid in grids if _has_bars(page.shades, grid.box)] if page.shades else []
    if charts:
        grids = [grid for grid in grids if not any(_within(grid.box, chart) for chart in charts)]
    tables = [_ruled(page, grid, standing) for grid, standing in _real_grids(page, grids, before)]
    words = _outside(tables, page.words)
    level = [word for word in words if not word.direction]
    lines = text_lines(level)
    drawn = [*charts, *(table.box for table in tables)]
    unruled = _unruled(page, drawn, level, lines, before, heads)
    if unruled:
        tables += unruled
        words = _outside(unruled, words)
        lines = text_lines([word for word in words if not word.direction])
    tables.sort(key=lambda table: (table.box.top, table.box.x0))
    return PageParts(tables, words, lines)


def _outside(tables: Sequence[PageTable], words: list[Word]) -> list[Word]:
    """Return the words that are in none of some tables."""
    taken: set[int] = set()
    for table in tables:
        for cell in table.cells:
            taken.update(map(id, cell.words))
    return [word for word in words if id(word) not in taken] if taken else words


def _unruled(
    page: PageContent,
    drawn: Sequence[Box],
    words: Sequence[Word],
    lines: Sequence[TextLine],
    before: PageTable | None,
    heads: Heads | None,
) -> list[PageTable]:
    """Find the tables that no upright rules draw, in level words and their lines.

    ``drawn`` are the boxes of charts and of ruled tables, whose rules are none of theirs.
    """
    rules = [
        line
        for line in lines_of(
            [*(rule for rule in page.rules if not rule.edge_of_shade), *_banding(page, words)], horizontal=True
        )
        if not any(
            box.top - SNAP <= line.place <= box.bottom + SNAP and line.start < box.x1 and line.end > box.x0
            for box in drawn
        )
    ]
    grounds = _grounds_of_names(page, words)
    tables = []
    for found in find_text_tables(lines, rules, _known(before), heads, grounds):
        xs, ys = found.xs, found.ys
        cells = [
            PageCell(
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                Box(xs[cell.column], ys[cell.row], xs[cell.column + cell.column_span], ys[cell.row + cell.row_span]),
                cell.words,
            )
            for cell in found.cells
        ]
        table = PageTable(
            page=page.number,
            box=found.box,
            xs=xs,
            ys=ys,
            cells=cells,
            header_rows=found.header_rows,
            evidence="horizontal_rules" if found.ruled else "gutters",
            drawn_top=found.ruled,
            drawn_bottom=found.ruled,
            inferred=[
                *(["the columns are concluded from the white between them"] if found.gutters else []),
                *found.inferred,
            ],
            gutters=tuple(found.gutters),
            ruled_rows=found.ruled_rows,
            row_gap=found.row_gap,
            head_gap=found.head_gap,
            spanning=found.spanning,
            margin=found.margin,
            open_top=found.open_top,
            open_bottom=found.open_bottom,
            page_width=page.width,
        )
        tables.append(table)
    return tables


def _known(table: PageTable | None) -> Known | None:
    """Return what a table without upright rules tells about how it goes on; None for other tables.

    Its gutters may be as wide on the next page as from where a column begins to the next.
    """
    if table is None or table.evidence == "rules":
        return None
    starts = [table.xs[0], *(gutter.x1 for gutter in table.gutters)]
    cells = [cell for cell in table.cells if cell.words] if table.ruled_rows else []
    # Where a page break cuts a row, nothing is white over its first line or under its last.
    over = [min([word.box.top for word in cell.words]) - cell.box.top for cell in cells if cell.row]
    below = [
        cell.box.bottom - max([word.box.bottom for word in cell.words])
        for cell in cells
        if cell.row + cell.row_span < table.rows
    ]
    return Known(
        gutters=[Span(start, gutter.x1) for start, gutter in zip(starts, table.gutters, strict=False)],
        left=table.xs[0],
        right=table.xs[-1],
        text_left=min([word.box.x0 for cell in table.cells for word in cell.words], default=table.xs[0]),
        ruled=table.evidence == "horizontal_rules",
        ruled_rows=table.ruled_rows,
        white=(min(over, default=inf), min(below, default=inf)),
        row_gap=table.row_gap,
        head_gap=table.head_gap,
        spanning=table.spanning,
        margin=table.margin,
    )


def _grids(page: PageContent) -> list[Grid]:
    """Find the grids of a page's rules; the edges of shades count only where no drawn grid says otherwise.

    Inside a drawn grid a shade that fills it from side to side is the ground of a row, any other lies behind lines of
    text and makes no rows; beside or above one it may be its header.
    """
    drawn = [rule for rule in page.rules if not rule.edge_of_shade]
    grids = grids_of(lines_of(drawn, horizontal=True), lines_of(drawn, horizontal=False))
    outside = [rule for rule in page.rules if rule.edge_of_shade and not any(_inside(rule, grid.box) for grid in grids)]
    added = outside + (_rows_by_shades(page, grids) if page.shades else [])
    both = drawn + added
    return grids_of(lines_of(both, horizontal=True), lines_of(both, horizontal=False)) if added else grids


def _rows_by_shades(page: PageContent, grids: Sequence[Grid]) -> list[Rule]:
    """Return the level edges of bands that fill drawn grids of several columns from side to side: grounds of rows.

    Where a rule is drawn, only it says which cells it parts.
    """
    return [
        rule
        for grid in grids
        if len(grid.xs) > 2
        for band in _bands(page)
        if abs(band.x0 - grid.xs[0]) <= SNAP and abs(band.x1 - grid.xs[-1]) <= SNAP
        for rule in _edges_of(band)
        if _inside(rule, grid.box) and not any(abs(rule.box.top - y) <= SNAP for y in grid.ys)
    ]


def _bands(page: PageContent) -> list[Box]:
    """Return filled areas as bands: those that stand side by side at one height are one."""
    at_height: dict[tuple[int, int], list[Box]] = {}
    for shade in page.shades:
        if shade.bottom - shade.top >= BAND_HEIGHT:
            at_height.setdefault((round(shade.top), round(shade.bottom)), []).append(shade)
    bands: list[Box] = []
    for boxes in at_height.values():
        boxes.sort(key=lambda box: box.x0)
        band = boxes[0]
        for box in boxes[1:]:
            if box.x0 - band.x1 > SNAP:
                bands.append(band)
                band = box
            band = band.union(box)
        bands.append(band)
    return bands


def _edges_of(band: Box) -> list[Rule]:
    return [Rule(Box(band.x0, y, band.x1, y), horizontal=True, edge_of_shade=True) for y in (band.top, band.bottom)]


def _banding(page: PageContent, words: Sequence[Word]) -> list[Rule]:
    """Return the level edges of the bands that are grounds of rows where no grid is drawn."""
    bands = [band for band in _bands(page) if band.x1 - band.x0 >= page.width / 2] if page.shades else []
    found: list[Rule] = []
    for band in bands:
        alike = [one for one in bands if abs(one.x0 - band.x0) <= SNAP and abs(one.x1 - band.x1) <= SNAP]
        plain = [one for one in alike if any(not word.bold for word in _held(one, words))]
        if len(plain) >= FEWEST_BANDS:
            found += _edges_of(band)
    return found


def _grounds_of_names(page: PageContent, words: Sequence[Word]) -> list[Box]:
    """Return the bands that may be grounds of the names of columns: all words on them are bold."""
    if not page.shades:
        return []
    return [band for band in _bands(page) if (held := _held(band, words)) and all(word.bold for word in held)]


def _inside(rule: Rule, box: Box) -> bool:
    """Say whether a rule lies inside a box, not on its border."""
    x, y = (rule.box.x0 + rule.box.x1) / 2, (rule.box.top + rule.box.bottom) / 2
    return box.x0 - SNAP <= x <= box.x1 + SNAP and box.top + SNAP < y < box.bottom - SNAP


def _real_grids(
    page: PageContent, grids: Sequence[Grid], before: PageTable | None
) -> list[tuple[Grid, list[tuple[Area, list[Word]]]]]:
    """Leave out the grids that are no tables, and of two grids one inside the other the one that is no table.

    Each comes with its areas that hold words, and these.
    """
    kept: list[tuple[Grid, list[tuple[Area, list[Word]]]]] = []
    for grid in grids:
        box = grid.box
        inside = _held(box, page.words)
        if not inside:
            continue
        standing = _standing(grid, inside)
        if len(grid.areas) == 1:
            if len(inside) >= FRAME_SHARE * len(page.words) and box.bottom - box.top > page.height / 2:
                continue
            lines = text_lines(inside)
            ends_row = before is not None and _is_last_of(before, grid, page)
            if not ends_row and (
                grid.shaded_only
                or len(lines) < 2
                or not (is_prose(lines) or (grid.drawn_top and grid.drawn_bottom and _is_beside_text(box, page.words)))
            ):
                continue
            if any(other is not grid and _within(other.box, box) for other in grids):
                continue
        else:
            least = SPARSE_SHARE if grid.shaded_only or len(grid.xs) == 2 else FILLED_SHARE
            if len(standing) < least * len(grid.areas) or (grid.shaded_only and len(grid.ys) == 2):
                continue
        if len(grid.xs) == 2 and _frames_columns(grid, inside):
            continue
        kept.append((grid, standing))
    # Of grids that lie over each other the one with more cells is the table; what stands in its cells are words.
    kept.sort(key=lambda item: (-len(item[0].areas), item[0].ys[0], item[0].xs[0]))
    apart: list[tuple[Grid, list[tuple[Area, list[Word]]]]] = []
    for grid, standing in kept:
        if not any(_overlap(grid.box, other.box) for other, _ in apart):
            apart.append((grid, standing))
    return apart


def _is_beside_text(box: Box, words: Sequence[Word]) -> bool:
    """Say whether lines of text run beside a box all along its height."""
    heights = sorted(
        {
            round(word.baseline)
            for word in words
            if not word.direction
            and box.top < word.baseline < box.bottom
            and (word.box.x1 <= box.x0 or word.box.x0 >= box.x1)
        }
    )
    return len(heights) >= FEWEST_LINES_BESIDE and heights[-1] - heights[0] >= BESIDE_SHARE * (box.bottom - box.top)


def _has_bars(shades: Sequence[Box], box: Box) -> bool:
    """Say whether filled areas inside a box are the bars of a chart: apart, on one line, of different lengths."""
    inner = [shade for shade in shades if _within(shade, box)]
    upright = [(shade.bottom, shade.x0, shade.x1, shade.top) for shade in inner]
    level = [(shade.x0, shade.top, shade.bottom, shade.x1) for shade in inner]
    for bars in (upright, level):
        for foot, _, _, _ in bars:
            row = sorted({bar[1:] for bar in bars if abs(bar[0] - foot) <= 1.0})
            apart = all(one[1] + BAR_GAP < other[0] for one, other in pairwise(row))
            if apart and len({round(end) for _, _, end in row}) >= FEWEST_BARS:
                return True
    return False


def _is_last_of(before: PageTable, grid: Grid, page: PageContent) -> bool:
    """Say whether a box at the top of a page is what is left of the ruled table that ended the page before."""
    return (
        before.evidence == "rules"
        and abs(grid.xs[0] - before.xs[0]) <= SNAP
        and abs(grid.xs[-1] - before.xs[-1]) <= SNAP
        and all(word.box.bottom > grid.ys[0] for word in page.words)
    )


def _overlap(one: Box, other: Box) -> bool:
    """Say whether two boxes have more than a border in common."""
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) > SNAP
        and min(one.bottom, other.bottom) - max(one.top, other.top) > SNAP
    )


def _frames_columns(grid: Grid, words: Sequence[Word]) -> bool:
    """Say whether a grid of one column is only the frame of a table whose columns no rules part."""
    rules = [Line(y, grid.xs[0], grid.xs[1], drawn=True) for y in grid.ys]
    # The white behind a bullet or number parts no columns.
    lines = [TextLine(rest) for line in text_lines(words) if (rest := _behind_marker(line))]
    if not lines or sum(has_gap(line, RUN_ON) for line in lines) < 0.3 * len(lines):
        return False
    inner = find_text_tables(lines, rules)
    return sum(len(cell.words) for table in inner for cell in table.cells) >= 0.6 * len(words)


def _behind_marker(line: TextLine) -> list[Word]:
    """Return the words of a line without the bullet or number that begins it."""
    return line.words[1:] if ENUMERATOR.match(line.words[0].text) else line.words


def _ruled(page: PageContent, grid: Grid, standing: Sequence[tuple[Area, list[Word]]]) -> PageTable:
    """Make the table of a grid, of which some areas hold words.

    Slivers between double rules, and empty columns that no rule closes, are left out.
    """
    xs, ys, areas = list(grid.xs), list(grid.ys), list(grid.areas)
    filled = [area for area, _ in standing]
    busy_columns = {area.column for area in filled if area.column_span == 1}
    busy_rows = {area.row for area in filled if area.row_span == 1}
    last = len(xs) - 2
    spare_columns = {
        c
        for c in range(len(xs) - 1)
        if c not in busy_columns
        and (xs[c + 1] - xs[c] < SLIVER or (c == 0 and not grid.drawn_left) or (c == last and not grid.drawn_right))
    }
    spare_rows = {r for r in range(len(ys) - 1) if r not in busy_rows and ys[r + 1] - ys[r] < SLIVER}
    for area in filled:
        if spare_columns.issuperset(range(area.column, area.column + area.column_span)):
            spare_columns.discard(area.column)
        if spare_rows.issuperset(range(area.row, area.row + area.row_span)):
            spare_rows.discard(area.row)
    keep_columns = [c for c in range(len(xs) - 1) if c not in spare_columns]
    keep_rows = [r for r in range(len(ys) - 1) if r not in spare_rows]
    cells = []
    at: dict[int, PageCell] = {}
    for area in areas:
        # Where a kept column or row comes to stand is how many kept ones are before it.
        column = bisect_left(keep_columns, area.column)
        column_span = bisect_left(keep_columns, area.column + area.column_span) - column
        row = bisect_left(keep_rows, area.row)
        row_span = bisect_left(keep_rows, area.row + area.row_span) - row
        if column_span and row_span:
            cell = PageCell(row, column, row_span, column_span, area.box)
            cell.shaded = any(_shades(shade, area.box) for shade in page.shades)
            at[id(area)] = cell
            cells.append(cell)
    for area, words in standing:
        at[id(area)].words = words
    kept_xs = [xs[c] for c in keep_columns] + [xs[keep_columns[-1] + 1]]
    kept_ys = [ys[r] for r in keep_rows] + [ys[keep_rows[-1] + 1]]
    table = PageTable(
        page=page.number,
        box=Box(kept_xs[0], kept_ys[0], kept_xs[-1], kept_ys[-1]),
        xs=kept_xs,
        ys=kept_ys,
        cells=cells,
        header_rows=0,
        evidence="rules",
        drawn_top=grid.drawn_top,
        drawn_bottom=grid.drawn_bottom,
        page_width=page.width,
    )
    if not grid.drawn_top or not grid.drawn_bottom:
        table.inferred.append("an outer rule is missing: the grid is closed where its upright rules end")
    _part_spanning(table)
    table.header_rows = header_rows(table)
    _split_rows(table)
    for column in reversed(range(table.columns)):
        _split_column(table, column)
    if table.columns == len(keep_columns):
        table.open_top = frozenset(keep_columns.index(c) for c in grid.open_top if c in keep_columns)
        table.open_bottom = frozenset(keep_columns.index(c) for c in grid.open_bottom if c in keep_columns)
    return table


def _part_spanning(table: PageTable) -> None:
    """Part cells over several columns, in whose rows no upright rule is drawn, where their lines leave it white."""
    parted: list[PageCell] = []
    for cell in table.cells:
        edges = [table.xs[column] for column in range(cell.column + 1, cell.column + cell.column_span)]
        white = [x for x in edges if _is_white_along(cell, x)] if edges and cell.words else []
        if not white:
            parted.append(cell)
            continue
        bounds = [cell.box.x0, *white, cell.box.x1]
        places = [cell.column, *(table.xs.index(x) for x in white), cell.column + cell.column_span]
        for k, (first, end) in enumerate(pairwise(places)):
            words = [word for word in cell.words if bisect_right(white, (word.box.x0 + word.box.x1) / 2) == k]
            box = Box(bounds[k], cell.box.top, bounds[k + 1], cell.box.bottom)
            parted.append(PageCell(cell.row, first, cell.row_span, end - first, box, words, cell.shaded))
        table.inferred.append(f"cells of row {cell.row + 1} are parted by the white between them")
    table.cells = parted


def _is_white_along(cell: PageCell, x: float) -> bool:
    """Say whether several lines of a cell have words on both sides of a place, and all leave it white."""
    beside = 0
    widest = -inf
    for line in cell.lines():
        left = max((word.box.x1 for word in line.words if (word.box.x0 + word.box.x1) / 2 < x), default=-inf)
        right = min((word.box.x0 for word in line.words if (word.box.x0 + word.box.x1) / 2 >= x), default=inf)
        if left > x or right < x or right - left < GUTTER * line.size:
            return False
        if right - left < inf:
            beside += 1
            widest = max(widest, (right - left) / line.size)
    return beside >= FEWEST_BESIDE or widest >= WIDE


def _split_column(table: PageTable, column: int) -> None:
    """Split a column of a ruled table whose cells hold several figures side by side."""
    cells = [cell for cell in table.cells if cell.column == column and cell.column_span == 1 and cell.words]
    lines = [line for cell in cells if cell.row >= table.header_rows for line in cell.lines()]
    gutters = columns_between_rules(lines)
    if not gutters:
        return
    edges = [(gutter.x0 + gutter.x1) / 2 for gutter in gutters]
    table.xs[column + 1 : column + 1] = edges
    split: list[PageCell] = []
    for cell in table.cells:
        if cell.column > column:
            cell.column += len(edges)
        elif cell.column + cell.column_span > column:
            parts: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
            for word in cell.words:
                parts[bisect_right(edges, (word.box.x0 + word.box.x1) / 2)].append(word)
            crossed = cell.column_span > 1 or any(
                word.box.x0 < edge < word.box.x1 for word in cell.words for edge in edges
            )
            if crossed or (cell.words and sum(map(bool, parts)) < 2):
                cell.column_span += len(edges)
                continue
            bounds = [cell.box.x0, *edges, cell.box.x1]
            for k, words in enumerate(parts):
                box = Box(bounds[k], cell.box.top, bounds[k + 1], cell.box.bottom)
                split.append(PageCell(cell.row, column + k, cell.row_span, 1, box, words, cell.shaded))
            cell.row_span = 0
    table.cells = sorted(
        [cell for cell in table.cells if cell.row_span] + split, key=lambda cell: (cell.row, cell.column)
    )
    table.inferred.append(
        f"columns {column + 1} to {column + len(edges) + 1} are concluded from the white between them"
    )


def _split_rows(table: PageTable) -> None:
    """Split the rows of a ruled table that hold several lines of entries each, where its body has hardly any rules."""
    if table.columns < 2 or table.rows - table.header_rows > FEW_BANDS:
        return
    row = table.header_rows
    while row < table.rows:
        cells = sorted((c for c in table.cells if c.row <= row < c.row + c.row_span), key=lambda c: c.column)
        single = all(cell.row_span == 1 and cell.column_span == 1 for cell in cells)
        alone = table.rows - table.header_rows == 1
        split = rows_between_rules([cell.words for cell in cells], alone=alone) if single else None
        if split is None:
            row += 1
            continue
        tops = [min(word.box.top for words in texts for word in words) for texts in split]
        bottoms = [max(word.box.bottom for words in texts for word in words) for texts in split]
        edges = [(low + high) / 2 for low, high in zip(bottoms, tops[1:], strict=False)]
        table.ys[row + 1 : row + 1] = edges
        more = len(edges)
        for cell in table.cells:
            if cell.row > row:
                cell.row += more
        old = {id(cell) for cell in cells}
        table.cells = [cell for cell in table.cells if id(cell) not in old]
        for offset, texts in enumerate(split):
            top, bottom = table.ys[row + offset], table.ys[row + offset + 1]
            table.cells.extend(
                PageCell(row + offset, k, 1, 1, Box(cell.box.x0, top, cell.box.x1, bottom), words, cell.shaded)
                for k, (cell, words) in enumerate(zip(cells, texts, strict=True))
            )
        table.cells.sort(key=lambda cell: (cell.row, cell.column))
        table.inferred.append(
            f"rows {row + 1} to {row + more + 1} stand between two rules and are told apart by their lines"
        )
        row += more + 1


def header_rows(table: PageTable) -> int:
    """Count the rows at the top of a table that name its columns.

    Evidence, in this order: a shaded ground where the rows below have none; bold type, or italics (in every cell that
    has words) where the row below has none. A row in which only one of several columns has words names a group, not
    the columns.
    """
    by_row: dict[int, list[PageCell]] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            by_row.setdefault(row, []).append(cell)
    rows = [by_row.get(row, []) for row in range(table.rows)]

    def shaded(row: list[PageCell]) -> bool:
        return bool(row) and all(cell.shaded for cell in row if cell.words) and any(cell.words for cell in row)

    def bold(row: list[PageCell]) -> bool:
        words = [word for cell in row for word in cell.words]
        return bool(words) and all(word.bold for word in words)

    def italic(row: list[PageCell]) -> bool:
        words = [word for cell in row for word in cell.words]
        return bool(words) and all(word.italic for word in words)

    def names_columns(row: list[PageCell]) -> bool:
        return table.columns == 1 or sum(bool(cell.words) for cell in row) > 1

    for marked in (shaded, bold, italic):
        count = 0
        while count < table.rows and marked(rows[count]) and names_columns(rows[count]):
            count += 1
        # In a single column, bold rows may be heads of groups; where only the first is bold, it names the column.
        alone = count == 1 and not any(marked(row) for row in rows[1:])
        if 0 < count < table.rows and (marked is shaded or table.columns > 1 or (marked is bold and alone)):
            return count
    return 0


def _held(box: Box, words: Sequence[Word]) -> list[Word]:
    """Return the words whose middle a box holds."""
    x0, x1, top, bottom = 2 * box.x0, 2 * box.x1, 2 * box.top, 2 * box.bottom
    return [
        word for word in words if top <= (own := word.box).top + own.bottom <= bottom and x0 <= own.x0 + own.x1 <= x1
    ]


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner.x0 >= outer.x0 - SLIVER
        and inner.x1 <= outer.x1 + SLIVER
        and inner.top >= outer.top - SLIVER
        and inner.bottom <= outer.bottom + SLIVER
    )


def _shades(shade: Box, box: Box) -> bool:
    """Say whether a filled area is the ground of a cell: most of the cell lies on it."""
    width = min(shade.x1, box.x1) - max(shade.x0, box.x0)
    height = min(shade.bottom, box.bottom) - max(shade.top, box.top)
    return width > 0 and height > 0 and width * height >= 0.7 * (box.x1 - box.x0) * (box.bottom - box.top)


def _standing(grid: Grid, words: Sequence[Word]) -> list[tuple[Area, list[Word]]]:
    """Return the areas of a grid in which words have their middles, each with these; all must be inside the grid."""
    areas: list[dict[int, Area]] = [{} for _ in grid.ys[1:]]
    for area in grid.areas:
        for row in range(area.row, area.row + area.row_span):
            for column in range(area.column, area.column + area.column_span):
                areas[row][column] = area
    xs, ys = grid.xs, grid.ys
    columns, rows = len(xs) - 1, len(ys) - 1
    at_height: dict[float, dict[int, Area]] = {}
    held: dict[int, tuple[Area, list[Word]]] = {}
    here = Box(inf, inf, -inf, -inf)
    beside: list[Word] = []
    for word in words:
        box = word.box
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        if here.x0 <= x < here.x1 and here.top <= y < here.bottom:  # most words stand in the area of the one before
            beside.append(word)
            continue
        across = at_height.get(y)
        if across is None:
            across = at_height[y] = areas[bisect_right(ys, y, 1, rows) - 1]
        area = across[bisect_right(xs, x, 1, columns) - 1]
        here = area.box
        _, beside = held.setdefault(id(area), (area, []))
        beside.append(word)
    return list(held.values())
