"""Ruled tables: the cells of a grid with their words, parted further where the white between entries shows it.

Lengths are in points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from math import inf

from pipeline.model import EMPTY_BELOW, Box
from pipeline.parse.pdf.gutters import GUTTER
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.tables.drawn.boxes import SLIVER
from pipeline.parse.pdf.tables.drawn.grid import SNAP, Area, Grid
from pipeline.parse.pdf.tables.drawn.shades import is_ground_of
from pipeline.parse.pdf.tables.entries import BARE_CODE, only_heads, own_type
from pipeline.parse.pdf.tables.headers.repeated import header_rows
from pipeline.parse.pdf.tables.rows.by_lines import holds_figures, rows_between_rules
from pipeline.parse.pdf.tables.rows.coded import FEWEST_CODES, rows_by_codes
from pipeline.parse.pdf.tables.rows.resumed import rows_resumed
from pipeline.parse.pdf.tables.strips import WIDE, strips_of_cells, words_by_column
from pipeline.parse.pdf.tables.table import PageCell, PageTable
from pipeline.titles import is_programme_header

FEW_BANDS = 4
"""With more ruled rows than this below the header, each is a row, whatever its cells hold."""

FEWEST_PARTED = 2
"""So many rows between rules under names of columns, none of which holds several, show that rules part rows."""

FEWEST_UNNAMED = 3
"""The same where no row is known to hold such names: the first may."""

FEWEST_GROUPED = 1
"""So many codes tell rows between two rules where most rules enclose several."""

BY_LINES = "stand between two rules and are told apart by their lines"
"""What is said of rows that rules enclose together."""

FEWEST_BESIDE = 2
"""So many lines with words on both sides of a column's edge show that no cell spans it; fewer if the gap is wide."""


def ruled_table(
    page: PageContent,
    grid: Grid,
    standing: Sequence[tuple[Area, list[Word]]],
    parted: Sequence[Sequence[float]] = (),
    gaps: Sequence[tuple[Sequence[float], float]] = (),
    *,
    concluded: bool = False,
) -> PageTable:
    """Make the table of a grid, of which some areas hold words.

    ``parted`` are the edges of the columns of tables whose rows rules part, ``gaps`` those of tables whose rows white
    parts, with how far rows are apart there (ems).

    Slivers between double rules, and empty columns that no rule closes, are left out.
    """
    columns, rows = _kept(grid, [area for area, _ in standing])
    cells = []
    at: dict[int, PageCell] = {}
    for area in grid.areas:
        # Where a kept column or row comes to stand is how many kept ones are before it.
        column, row = bisect_left(columns, area.column), bisect_left(rows, area.row)
        column_span = bisect_left(columns, area.column + area.column_span) - column
        row_span = bisect_left(rows, area.row + area.row_span) - row
        if column_span and row_span:
            cell = PageCell(row, column, row_span, column_span, area.box)
            cell.shaded = any(is_ground_of(shade, area.box) for shade in page.shades)
            at[id(area)] = cell
            cells.append(cell)
    for area, words in standing:
        at[id(area)].words = words
    xs = [*(grid.xs[column] for column in columns), grid.xs[columns[-1] + 1]]
    ys = [*(grid.ys[row] for row in rows), grid.ys[rows[-1] + 1]]
    table = PageTable(
        page=page.number,
        box=Box(xs[0], ys[0], xs[-1], ys[-1]),
        xs=xs,
        ys=ys,
        cells=cells,
        header_rows=0,
        evidence="rules",
        drawn_top=grid.drawn_top,
        drawn_bottom=grid.drawn_bottom,
        open_top=frozenset(columns.index(column) for column in grid.open_top if column in columns),
        open_bottom=frozenset(columns.index(column) for column in grid.open_bottom if column in columns),
        page_width=page.width,
    )
    if not grid.drawn_top or not grid.drawn_bottom:
        table.inferred.append("an outer rule is missing: the grid is closed where its upright rules end")
    _part_heads(table)
    _part_spanning(table)
    table.header_rows = header_rows(table)
    coded = _hold_codes(table)
    if coded or not are_parted(table, parted):
        row_gap = next((gap for edges, gap in gaps if has_columns(table, edges)), None)
        banded = coded or holds_groups(page, table, concluded=concluded)
        _split_rows(table, row_gap, FEWEST_GROUPED if coded else FEWEST_CODES, banded=banded)
    return table


def _kept(grid: Grid, filled: Sequence[Area]) -> tuple[list[int], list[int]]:
    """Return the columns and rows of a grid that are no slivers, nor empty columns that no rule closes."""
    xs, ys = grid.xs, grid.ys
    busy_columns = {area.column for area in filled if area.column_span == 1}
    busy_rows = {area.row for area in filled if area.row_span == 1}
    last = len(xs) - 2
    spare_columns = {
        column
        for column in set(range(len(xs) - 1)) - busy_columns
        if xs[column + 1] - xs[column] < SLIVER
        or (column == 0 and not grid.drawn_left)
        or (column == last and not grid.drawn_right)
    }
    spare_rows = {row for row in set(range(len(ys) - 1)) - busy_rows if ys[row + 1] - ys[row] < SLIVER}
    for area in filled:
        if spare_columns.issuperset(range(area.column, area.column + area.column_span)):
            spare_columns.discard(area.column)
        if spare_rows.issuperset(range(area.row, area.row + area.row_span)):
            spare_rows.discard(area.row)
    return (
        [column for column in range(len(xs) - 1) if column not in spare_columns],
        [row for row in range(len(ys) - 1) if row not in spare_rows],
    )


def _part_heads(table: PageTable) -> None:
    """Part the head of a group, which runs across all columns, from the row that no rule parts from it.

    The row is the one under it or, where the cell ends with a head in a type of its own, the one above.
    """
    for cell in [cell for cell in table.cells if cell.column_span == table.columns > 1 == cell.row_span and cell.words]:
        lines = cell.lines()
        cut = len(list(takewhile(lambda line: own_type(line.words) or _runs_across(line, table.xs[1:-1]), lines)))
        at_foot = not cut
        if at_foot:
            cut = len(lines) - len(list(takewhile(lambda line: own_type(line.words), reversed(lines))))
        if not 0 < cut < len(lines):
            continue
        edge = (lines[cut - 1].bottom + lines[cut].top) / 2
        words = [[word for line in part for word in line.words] for part in (lines[:cut], lines[cut:])]
        above = replace(cell, box=replace(cell.box, bottom=edge), words=words[0])
        under = replace(cell, row=cell.row + 1, box=replace(cell.box, top=edge), words=words[1])
        if not any(_is_white_along(above if at_foot else under, x) for x in table.xs[1:-1]):
            continue
        table.ys.insert(cell.row + 1, edge)
        for other in table.cells:
            other.row += other.row > cell.row
        at = next(at for at, other in enumerate(table.cells) if other is cell)
        table.cells[at : at + 1] = [above, under]
        which = cell.row + (1 if at_foot else 2)
        table.inferred.append(f"the head of a group is parted from row {which}, which no rule parts from it")


def _runs_across(line: Line, edges: Sequence[float]) -> bool:
    return any(word.x0 < x < word.x1 for word in line.words for x in edges)


def _part_spanning(table: PageTable) -> None:
    """Part cells over several columns, in whose rows no upright rule is drawn, where their lines leave it white.

    A cell parted at one place is at the others too that leave it white, where other cells end: the rest of a row that a
    page break cuts may have no words in some columns.
    """
    edges = {id(cell): table.xs[cell.column + 1 : cell.column + cell.column_span] for cell in table.cells if cell.words}
    white = {id(cell): [x for x in edges.get(id(cell), ()) if _is_white_along(cell, x)] for cell in table.cells}
    ends = {x for places in white.values() for x in places} | {
        table.xs[cell.column] for cell in table.cells if cell.words
    }
    parted: list[PageCell] = []
    for cell in table.cells:
        places = white[id(cell)]
        inner = edges.get(id(cell), [])
        if places:
            places = [x for x in inner if x in ends and _white_beside(cell, x) is not None]
        else:
            parted.append(cell)
            continue
        bounds = [cell.box.x0, *places, cell.box.x1]
        columns = [cell.column, *(table.xs.index(x) for x in places), cell.column + cell.column_span]
        for k, (first, end) in enumerate(pairwise(columns)):
            words = [word for word in cell.words if bisect_right(places, (word.x0 + word.x1) / 2) == k]
            box = Box(bounds[k], cell.box.top, bounds[k + 1], cell.box.bottom)
            parted.append(PageCell(cell.row, first, cell.row_span, end - first, box, words, cell.shaded))
        table.inferred.append(f"cells of row {cell.row + 1} are parted by the white between them")
    table.cells = parted


def _is_white_along(cell: PageCell, x: float) -> bool:
    """Say whether several lines of a cell have words on both sides of a place, and all leave it white."""
    beside = _white_beside(cell, x)
    return beside is not None and (len(beside) >= FEWEST_BESIDE or max(beside, default=0.0) >= WIDE)


def _white_beside(cell: PageCell, x: float) -> list[float] | None:
    """Return how much white, in ems, the lines with words on both sides of a place leave there.

    None where a line runs across it.
    """
    beside = []
    for line in cell.lines():
        left = max((word.x1 for word in line.words if (word.x0 + word.x1) / 2 < x), default=-inf)
        right = min((word.x0 for word in line.words if (word.x0 + word.x1) / 2 >= x), default=inf)
        if left > x or right < x or right - left < GUTTER * line.size:
            return None
        if right - left < inf:
            beside.append((right - left) / line.size)
    return beside


def parts_rows(table: PageTable) -> bool:
    """Say whether a table shows that rules part each of its rows from the next: it has several, and none was split."""
    return (
        table.evidence == "rules"
        and table.rows - table.header_rows >= (FEWEST_PARTED if table.header_rows else FEWEST_UNNAMED)
        and not any(words.endswith(BY_LINES) for words in table.inferred)
    )


def are_parted(table: PageTable, parted: Sequence[Sequence[float]]) -> bool:
    """Say whether rules part the rows of tables with the same columns; ``parted`` are the edges of their columns."""
    return any(has_columns(table, edges) for edges in parted)


def has_columns(table: PageTable, edges: Sequence[float]) -> bool:
    """Say whether the columns of a table have some edges."""
    return len(edges) == len(table.xs) and all(
        abs(one - other) <= SNAP for one, other in zip(edges, table.xs, strict=True)
    )


def _plain_names(table: PageTable) -> int:
    """Count the rows at the top whose plain words name the columns of a programme: one at most, over one other."""
    said = [" ".join(word.text for word in cell.words) for cell in table.cells if cell.row == 0]
    return int(table.rows == 2 and is_programme_header(said))


def holds_groups(page: PageContent, table: PageTable, *, concluded: bool) -> bool:
    """Say whether what stands between two heads of groups may be several rows, which nothing parts but white.

    ``concluded``: its upright rules are (`uprights_of_pieces`), so that rules may be drawn around heads only.
    """
    return _has_bands(page, table) or (concluded and _are_parted_by_heads(table))


def _are_parted_by_heads(table: PageTable) -> bool:
    """Say whether heads of groups are all that parts the rows under the names: rules may be drawn around these only."""
    filled = [[cell for cell in table.cells if cell.row == row and cell.words] for row in range(table.rows)]
    heads = [len(cells) == 1 and only_heads(cells[0]) for cells in filled[table.header_rows :]]
    return any(heads) and all(one or other for one, other in pairwise(heads))


def _has_bands(page: PageContent, table: PageTable) -> bool:
    """Say whether heads over all columns part the body of a table, and no rule over these: rows are not parted.

    Upright rules that end at heads make rows of what stands between these. The names of the columns, printed again with
    rules of their own, part it too.
    """
    body = range(table.header_rows, table.rows)
    heads = {cell.row for cell in table.cells if cell.words and cell.column_span == table.columns > 1} & set(body)
    names = _said_in(table, table.header_rows - 1) if heads else []
    again = {row for row in body if names and _said_in(table, row) == names}
    apart = heads | again
    if not heads or any(row not in apart and row + 1 not in apart and row + 1 < table.rows for row in body):
        return False
    ends = [table.ys[row] for row in heads if row > max(table.header_rows, 1) and row - 1 not in apart]
    return not any(
        rule.horizontal
        and rule.box.x0 < table.box.x1
        and rule.box.x1 > table.box.x0
        and any(abs((rule.box.top + rule.box.bottom) / 2 - y) <= SNAP for y in ends)
        for rule in page.rules
    )


def _said_in(table: PageTable, row: int) -> list[tuple[int, str]]:
    """Return what begins in a row of a table, by column."""
    cells = [cell for cell in table.cells if cell.row == row and cell.words]
    return sorted((cell.column, " ".join(word.text for word in cell.words)) for cell in cells)


def _hold_codes(table: PageTable) -> bool:
    """Say whether most cells of codes in the first column hold several, one a line: rules part groups of rows."""
    held = [
        len(cell.words)
        for cell in table.cells
        if cell.column == 0 and cell.words and cell.row >= table.header_rows and _are_codes(cell.words)
    ]
    return 2 * sum(count > 1 for count in held) > len(held)


def _are_codes(words: Sequence[Word]) -> bool:
    below = all(above.bottom <= word.top for above, word in pairwise(words))
    return below and all(BARE_CODE.match(word.text) for word in words)


def _gap_of_bands(table: PageTable) -> float | None:
    """Return how far rows are apart, in ems, in the rows of a table of which one shows it; None where none does."""
    found = []
    for row in range(table.header_rows, table.rows):
        cells = [cell for cell in table.cells if cell.row == row and cell.words]
        if len(cells) > 1 and all(cell.row_span == cell.column_span == 1 for cell in cells):
            resumed = rows_resumed(strips_of_cells([cell.words for cell in cells]), len(cells))
            found += [resumed[1]] if resumed is not None else []
    return min(found, default=None)


def _split_rows(table: PageTable, row_gap: float | None, fewest: int, *, banded: bool) -> None:
    """Split the rows of a ruled table that hold several lines of entries each, where its body has hardly any rules.

    ``row_gap`` is how far rows are apart, in ems, in another part of the table whose rows white parts. So many codes as
    ``fewest`` tell rows; ``banded`` says that the rows are what stands between heads.
    """
    if table.columns < 2 or (table.rows - table.header_rows > FEW_BANDS and not banded):
        return
    row_gap = row_gap or (_gap_of_bands(table) if banded else None)
    row = table.header_rows
    names = row or _plain_names(table)
    while row < table.rows:
        cells = sorted((c for c in table.cells if c.row <= row < c.row + c.row_span), key=lambda c: c.column)
        single = all(cell.row_span == 1 and cell.column_span == 1 for cell in cells)
        alone = table.rows - names == 1 or banded
        every = [word for cell in cells for word in cell.words]
        level = bool(every) and not [word for word in every if word.direction]
        split = None
        if single and level and (alone or holds_figures(every)):
            strips = strips_of_cells([cell.words for cell in cells])
            split = rows_between_rules(strips, len(cells)) if holds_figures(every) else None
            if split is None and alone:
                # Codes that stand nearer to each other than rows do are items of one.
                resumed = rows_resumed(strips, len(cells), row_gap)
                if resumed is not None:
                    split, table.row_gap = words_by_column(resumed[0], len(cells)), resumed[1]
                elif coded := rows_by_codes(strips, len(cells), fewest):
                    split = words_by_column(coded[0], len(cells))
                table.rows_by_white |= split is not None
        if split is None:
            row += 1
            continue
        tops = [min(word.top for words in texts for word in words) for texts in split]
        bottoms = [max(word.bottom for words in texts for word in words) for texts in split]
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
        table.inferred.append(f"rows {row + 1} to {row + more + 1} {BY_LINES}")
        empty = any(above[k] and not below[k] for above, below in pairwise(split) for k in range(len(cells)))
        if empty and EMPTY_BELOW not in table.inferred:
            table.inferred.append(EMPTY_BELOW)
        row += more + 1
