"""The grids of a page's rules and shades, and which of them are tables: no frames, no charts, no plain boxes.

Lengths are in points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from math import inf

from pipeline.model import Box
from pipeline.parse.pdf.gutters import ENUMERATOR, RUN_ON, has_gap, is_prose, text_lines
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.tables.drawn.boxes import is_within, overlap, words_in, words_near
from pipeline.parse.pdf.tables.drawn.grid import SNAP, Area, Grid, JoinedRule, grids_of, joined_rules
from pipeline.parse.pdf.tables.drawn.shades import rows_by_shades
from pipeline.parse.pdf.tables.names import names_columns
from pipeline.parse.pdf.tables.table import PageTable
from pipeline.parse.pdf.tables.unruled import find_text_tables

FRAME_SHARE = 0.8
"""A single rectangle around this share of a page's words is the frame of the page."""

HEADING_LINES = 3
"""A heading takes at most so many lines."""

FILLED_SHARE = 0.12
"""A grid with words in a smaller share of its cells is the grid of a chart or a drawing."""

SPARSE_SHARE = 0.5
"""The same where there is only one column."""


def grids_on(page: PageContent) -> list[Grid]:
    """Find the grids of a page's rules, and their rows.

    Inside a grid a shade that fills it from side to side is the ground of a row; any other lies behind lines of text.
    """
    grids = grids_of(joined_rules(page.rules, horizontal=True), joined_rules(page.rules, horizontal=False))
    added = rows_by_shades(page, grids) if page.shades else []
    both = page.rules + added
    found = grids_of(joined_rules(both, horizontal=True), joined_rules(both, horizontal=False)) if added else grids
    return [grid if grid.drawn_bottom else _with_last_line(grid, page.words) for grid in found]


def _with_last_line(grid: Grid, words: Sequence[Word]) -> Grid:
    """Return a grid that no rule closes below with the line of text in which its upright rules end.

    A row that a page break cuts may be as high as fewer lines than its longest cell prints on the page: what stands
    below it, to the end of the page, in columns behind the first is of their cells.
    """
    bottom = grid.ys[-1]
    cut = [word.bottom for word in words if word.top < bottom < word.bottom and grid.xs[0] <= word.x0 < grid.xs[-1]]
    end = max(cut, default=bottom)
    below = [word for word in words if word.top >= end]
    if (
        below
        and min(word.top for word in below) - end < below[0].size
        and all(_is_in_cell(word, grid) for word in below)
    ):
        end = max(word.bottom for word in below)
    if end == bottom:
        return grid
    areas = [
        replace(area, box=replace(area.box, bottom=end)) if area.box.bottom == bottom else area for area in grid.areas
    ]
    return replace(grid, ys=(*grid.ys[:-1], end), areas=tuple(areas))


def _is_in_cell(word: Word, grid: Grid) -> bool:
    """Say whether a word stands in a column of a grid behind the first."""
    column = bisect_right(grid.xs, word.x0)
    return 1 < column < len(grid.xs) and word.x1 <= grid.xs[column]


def real_grids(
    page: PageContent, grids: Sequence[Grid], before: PageTable | None
) -> list[tuple[Grid, list[tuple[Area, list[Word]]]]]:
    """Leave out the grids that are no tables, and of two grids one inside the other the one that is no table.

    Each comes with its areas that hold words, and these.
    """
    kept = []
    for grid, near in zip(grids, words_near([grid.box for grid in grids], page.words), strict=True):
        inside, standing = _standing(grid, near)
        if not inside:
            continue
        alone = len(grid.areas) == 1
        if not (_is_single_cell(grid, inside, grids, page, before) if alone else _is_filled(grid, standing)):
            continue
        if not _is_told_otherwise(grid, inside, page, before):
            kept.append((grid, standing))
    # Of grids that lie over each other the one with more cells is the table; what stands in its cells are words.
    kept.sort(key=lambda item: (-len(item[0].areas), item[0].ys[0], item[0].xs[0]))
    apart: list[tuple[Grid, list[tuple[Area, list[Word]]]]] = []
    for grid, standing in kept:
        if not any(overlap(grid.box, other.box) for other, _ in apart):
            apart.append((grid, standing))
    return apart


def headings_in_boxes(page: PageContent, grids: Sequence[Grid]) -> list[Box]:
    """Return the boxes around a heading each whose rules are none of a table's: no other of the page is as long."""
    closed = [
        grid.box
        for grid in grids
        if len(grid.areas) == 1 and grid.drawn_top and grid.drawn_bottom and grid.drawn_left and grid.drawn_right
    ]
    boxes = [box for box, inside in zip(closed, words_in(closed, page.words), strict=True) if _is_heading(inside)]
    if not boxes:
        return []
    others = [rule.box for rule in page.rules if rule.horizontal and not any(is_within(rule.box, box) for box in boxes)]
    return [
        box
        for box in boxes
        if not any(abs(other.x0 - box.x0) <= SNAP and abs(other.x1 - box.x1) <= SNAP for other in others)
    ]


def _is_heading(inside: Sequence[Word]) -> bool:
    """Say whether the words in a box are few lines of text, and no names of several columns."""
    lines = text_lines(inside)
    return 0 < len(lines) <= HEADING_LINES and not any(has_gap(line, RUN_ON) for line in lines)


def _is_single_cell(
    grid: Grid, inside: Sequence[Word], grids: Sequence[Grid], page: PageContent, before: PageTable | None
) -> bool:
    """Say whether a grid of one area is a cell with text, and no frame around the page or around other grids."""
    box = grid.box
    if len(inside) >= FRAME_SHARE * len(page.words) and box.bottom - box.top > page.height / 2:
        return False
    if before is None or not _is_last_of(before, grid, page):
        lines = text_lines(inside)
        if len(lines) < 2 or not is_prose(lines):
            return False
    return not any(other is not grid and is_within(other.box, box) for other in grids)


def _is_filled(grid: Grid, standing: Sequence[tuple[Area, list[Word]]]) -> bool:
    """Say whether enough areas of a grid hold words."""
    least = SPARSE_SHARE if len(grid.xs) == 2 else FILLED_SHARE
    return len(standing) >= least * len(grid.areas)


def _is_told_otherwise(grid: Grid, inside: Sequence[Word], page: PageContent, before: PageTable | None) -> bool:
    """Say whether a grid only frames columns or rows that no rules part, which is told otherwise than by its rules."""
    one_row = len(grid.ys) == 2
    names = one_row and _holds_names_and_more(text_lines(inside))
    if (len(grid.xs) == 2 or names) and _frames_columns(grid, inside):
        return True
    if len(grid.xs) == 2 and before is not None and _frames_rest(grid, before, inside, page):
        return True
    if one_row and before is not None and _carries_on(grid, before, inside, page):
        return True
    return _parts_only_columns(grid, before, page.words)


def _is_last_of(before: PageTable, grid: Grid, page: PageContent) -> bool:
    """Say whether a box at the top of a page is what is left of the ruled table that ended the page before."""
    return (
        before.evidence == "rules"
        and abs(grid.xs[0] - before.xs[0]) <= SNAP
        and abs(grid.xs[-1] - before.xs[-1]) <= SNAP
        and all(word.bottom > grid.ys[0] for word in page.words)
    )


def _holds_names_and_more(lines: Sequence[Line]) -> bool:
    """Say whether lines begin with the names of columns, and others stand below."""
    return names_columns(lines[0]) and any(not line.bold and not names_columns(line) for line in lines)


def _carries_on(grid: Grid, before: PageTable, inside: Sequence[Word], page: PageContent) -> bool:
    """Say whether a grid of one row at the top of a page is the rest of a table whose rows no rules part."""
    first = min(word.top for word in inside)
    inner = grid.xs[1:-1]
    return (
        len(inner) == len(before.gutters) > 0
        and all(gutter.x0 - SNAP <= x <= gutter.x1 + SNAP for x, gutter in zip(inner, before.gutters, strict=True))
        and all(word.bottom > first for word in page.words)
    )


def _frames_columns(grid: Grid, words: Sequence[Word]) -> bool:
    """Say whether a grid of one column, or row, is only the frame of a table whose columns, or rows, no rules part."""
    # The white behind a bullet or number parts no columns.
    lines = [Line(rest) for line in text_lines(words) if (rest := _behind_marker(line))]
    if not lines or not (names_columns(lines[0]) or sum(has_gap(line, RUN_ON) for line in lines) >= 0.3 * len(lines)):
        return False
    return _holds_tables(grid, lines, words, None)


def _frames_rest(grid: Grid, before: PageTable, words: Sequence[Word], page: PageContent) -> bool:
    """Say whether a grid of one column at the top of a page is only the frame of what goes on in columns ``before``."""
    if before.evidence == "rules" or not before.gutters or any(word.bottom <= grid.ys[0] for word in page.words):
        return False
    return _holds_tables(grid, text_lines(words), words, before)


def _holds_tables(grid: Grid, lines: Sequence[Line], words: Sequence[Word], known: PageTable | None) -> bool:
    """Say whether most words in the frame that a grid is are in tables that no upright rules draw."""
    rules = [JoinedRule(y, grid.xs[0], grid.xs[1], drawn=True) for y in grid.ys]
    inner = find_text_tables(lines, rules, known=known)
    return sum(len(cell.words) for table in inner for cell in table.cells) >= 0.6 * len(words)


def _parts_only_columns(grid: Grid, before: PageTable | None, words: Sequence[Word]) -> bool:
    """Say whether a grid has only upright rules, so that its rows are told by the white between them, as without rules.

    A cell as high as the page has no others either, but there the table that ended the page before was ruled. Between
    two upright rules a column is one of several if text stands on either side; the last one may be empty.
    """
    if len(grid.ys) > 2 or grid.drawn_top or grid.drawn_bottom:
        return False
    if len(grid.xs) == 2:
        box = grid.box
        beside = [word for word in words if box.top < word.baseline < box.bottom and not word.direction]
        if all(one.x1 > box.x0 and one.x0 < box.x1 for one in beside):
            return False
    return before is None or before.evidence != "rules"


def _behind_marker(line: Line) -> list[Word]:
    """Return the words of a line without the bullet or number that begins it."""
    return line.words[1:] if ENUMERATOR.match(line.words[0].text) else line.words


def _standing(grid: Grid, words: Sequence[Word]) -> tuple[list[Word], list[tuple[Area, list[Word]]]]:
    """Return the words whose middle a grid holds, and the areas that hold some, each with its own."""
    areas: list[dict[int, Area]] = [{} for _ in grid.ys[1:]]
    for area in grid.areas:
        for row in range(area.row, area.row + area.row_span):
            for column in range(area.column, area.column + area.column_span):
                areas[row][column] = area
    xs, ys = grid.xs, grid.ys
    columns, rows = len(xs) - 1, len(ys) - 1
    held: dict[int, tuple[Area, list[Word]]] = {}
    left, right, upper, lower = 2 * xs[0], 2 * xs[-1], 2 * ys[0], 2 * ys[-1]
    x0 = top = inf
    x1 = bottom = -inf
    inside: list[Word] = []
    beside: list[Word] = []
    for word in words:
        x, y = word.x0 + word.x1, word.top + word.bottom  # twice of each, as the edges
        if not (x0 <= x < x1 and top <= y < bottom):  # most words stand in the area of the one before
            if not (left <= x <= right and upper <= y <= lower):
                continue
            area = areas[bisect_right(ys, y / 2, 1, rows) - 1][bisect_right(xs, x / 2, 1, columns) - 1]
            here = area.box
            x0, x1, top, bottom = 2 * here.x0, 2 * here.x1, 2 * here.top, 2 * here.bottom
            _, beside = held.setdefault(id(area), (area, []))
        beside.append(word)
        inside.append(word)
    return inside, list(held.values())
