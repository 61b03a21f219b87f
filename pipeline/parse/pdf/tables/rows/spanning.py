"""Cells that span rows where no rule is drawn: a result that answers several activities, each in a row of its own.

Rows are told apart by white that the table has between rows and nowhere inside of them. Where the first column has it
and another column's text runs on beside it, a row begins there and the other column's cell spans both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from pipeline.parse.pdf.lines import lines_of
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.entries import CODE, leaves_list_open, own_type
from pipeline.parse.pdf.tables.strips import (
    ALIKE,
    MOST_PITCH,
    Entry,
    Strip,
    TextCell,
    baseline_of,
    distance_between,
    entries_in,
)

SAME_WHITE = 1.0
"""Rows that are as far apart as others differ by no more than this (points)."""


def starts_beside(row: Sequence[Strip], row_gap: float | None) -> list[float]:
    """Return the baselines in the first column at which further rows begin beside text of others, from top to bottom.

    ``row`` are strips between which no row begins for all columns; ``row_gap`` is how far rows are apart, in ems, None
    where this is not known.
    """
    if row_gap is None or any(entry.span > 1 for strip in row for entry in strip.entries):
        return []
    return [
        baseline_of(below)
        for above, below in pairwise(entries_in(row, 0))
        if abs(distance_between(above, below) - row_gap) <= ALIKE and not leaves_list_open(above.words, below.words)
    ]


def cells_beside(
    row: Sequence[Strip],
    starts: Sequence[float],
    row_gap: float,
    first: int,
    count: int,
    own: int = 1,
) -> list[TextCell]:
    """Return the cells of the rows that begin in a run of strips: at its top and at ``starts`` (`starts_beside`).

    ``first`` is the number of the first of them, ``count`` that of columns. In the first ``own`` of these each row has
    a cell; in the others one begins only where a line stands level with the row's first, with white above it as over
    rows (`_white_over_rows`), and one spans the rows that begin nearer to its text than rows are to each other.
    """
    cells: list[TextCell] = []
    texts = list(map(baseline_of, entries_in(row, own - 1)))
    apart = min(start - max([y for y in texts if y < start - SAME_WHITE], default=start) for start in starts)
    for column in range(count):
        begun: list[tuple[int, list[Word]]] = [(0, [])]
        entries = list(entries_in(row, column))
        least = _white_over_rows(entries, starts, row_gap)
        last: Entry | None = None
        for entry in entries:
            at, level = _row_at(entry, starts)
            off = last is None or distance_between(last, entry) >= least
            if at > begun[-1][0] and (column < own or (level and off)):
                begun.append((at, []))
            begun[-1][1].extend(entry.words)
            last = entry
        ends = [at for at, _ in begun[1:]] + [len(starts) + 1]
        for (at, words), end in zip(begun, ends, strict=True):
            lowest = max((word.baseline for word in words), default=0.0)
            beside = min(max(bisect_right(starts, lowest + apart - SAME_WHITE), at) + 1, end)
            cells.append(TextCell(first + at, column, beside - at, 1, words))
            cells += [TextCell(first + below, column, 1, 1, []) for below in range(beside, end)]
    return cells


def _row_at(entry: Entry, starts: Sequence[float]) -> tuple[int, bool]:
    """Return how many of some rows begin above an entry or level with it, and whether the last of them is level."""
    baseline, near = baseline_of(entry), ALIKE * entry.words[0].size
    at = bisect_right(starts, baseline + near)
    return at, at > 0 and abs(baseline - starts[at - 1]) <= near


def _white_over_rows(entries: Sequence[Entry], starts: Sequence[float], row_gap: float) -> float:
    """Return how far (ems) lines of a column at least are apart where a row begins: nearer to what rows are than lines.

    Columns keep different white under their last lines. Within its cells paragraphs of a column may be as far apart.
    """
    pairs = [(distance_between(above, below), below) for above, below in pairwise(entries)]
    inner = [distance for distance, below in pairs if not _row_at(below, starts)[1]]
    if not inner:
        return row_gap - ALIKE
    return min(row_gap - ALIKE, max((row_gap + min(inner)) / 2, max(inner) + ALIKE))


def span_empty(cells: list[TextCell], header_rows: int, columns: frozenset[int], own: int = 1) -> bool:
    """Let cells of some columns span the rows below beside which nothing stands, down to the next head of a group.

    Only for columns in which other cells visibly span rows, and not where the text of the cell makes its last row as
    high as it is: it would have room in the rows below. Where most rows begin with codes, one without is a head, too:
    fonts without names tell no types. The last of the first ``own`` columns has the text of each row
    (`cells_beside`). Says whether any cell spans more rows now.
    """
    first = {cell.row: cell for cell in cells if cell.column == own - 1 and cell.words}
    coded = {row for row, cell in first.items() if row >= header_rows and CODE.match(cell.words[0].text)}
    mostly = 2 * len(coded) > sum(row >= header_rows for row in first)
    ends: dict[int, list[TextCell]] = {}
    for cell in cells:
        if cell.words and cell.row >= header_rows:
            ends.setdefault(cell.row + cell.row_span, []).append(cell)
    apart = _usual_white([_white_over_row(ends[row], cell) for row, cell in sorted(first.items()) if row in ends])
    changed = False
    for column in sorted(columns):
        above: TextCell | None = None
        for cell in sorted((c for c in cells if c.column == column and c.row >= header_rows), key=lambda c: c.row):
            beside = first.get(cell.row)
            if (
                above is not None
                and above.words
                and above.row + above.row_span == cell.row
                and not cell.words
                and cell.column_span == 1
                and beside is not None
                and beside.words
                and beside.column_span == 1
                and not own_type(lines_of(beside.words)[0].words)
                and (cell.row in coded or not mostly)
                and not _makes_row_high(above, beside, ends.get(cell.row, []), apart)
            ):
                _join(cells, above, cell)
                changed = True
            else:
                above = cell
    return changed


def _makes_row_high(above: TextCell, beside: TextCell, ended: Sequence[TextCell], apart: float) -> bool:
    """Say whether the next row begins under the text of a cell as rows do, and farther under all other of its row.

    ``beside`` is the next row's cell that has its text, ``ended`` are the cells that end where it begins; ``apart`` is
    how far rows are from each other (points).
    """
    others = [cell for cell in ended if cell is not above]
    if others and _white_over_row(others, beside) <= apart + SAME_WHITE:
        return False
    return abs(_white_over(above, beside) - apart) <= SAME_WHITE


def _usual_white(whites: Sequence[float]) -> float:
    """Return how far rows are apart, by the least distance that several keep: one that is cut may be nearer."""
    ordered = sorted(whites)
    several = (low for low, high in pairwise(ordered) if high - low <= SAME_WHITE)
    return next(several, ordered[0] if ordered else 0.0)


def _white_over(upper: TextCell, lower: TextCell) -> float:
    """Return how far (points) the first line of a cell stands below the last one of another; both have words."""
    return min(word.baseline for word in lower.words) - max(word.baseline for word in upper.words)


def _white_over_row(ended: Sequence[TextCell], lower: TextCell) -> float:
    """Return how far (points) a row begins under the lowest text of the cells that end where it does."""
    return min(_white_over(cell, lower) for cell in ended)


def empty_below(cells: Sequence[TextCell], header_rows: int) -> set[int]:
    """Return the columns in which a cell with words stands right over an empty one, or may on the page before."""
    filled = {(cell.row + cell.row_span, cell.column) for cell in cells if cell.words and cell.row >= header_rows}
    filled |= {(header_rows, cell.column) for cell in cells}
    return {
        cell.column for cell in cells if not cell.words and cell.column_span == 1 and (cell.row, cell.column) in filled
    }


def span_names(cells: list[TextCell], header_rows: int) -> bool:
    """Let names of columns span the rows of the header under them in which nothing stands below them.

    Says whether any does now.
    """
    filled = {
        (row, column)
        for cell in cells
        if cell.words
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    changed = False
    for cell in [cell for cell in cells if cell.words]:
        columns = range(cell.column, cell.column + cell.column_span)
        end = cell.row + cell.row_span
        while end < header_rows and not any((end, column) in filled for column in columns):
            end += 1
        if end > cell.row + cell.row_span:
            cells[:] = [
                one
                for one in cells
                if one is cell or one.words or one.column not in columns or not cell.row < one.row < end
            ]
            cell.row_span = end - cell.row
            changed = True
    return changed


def span_groups(cells: list[TextCell], header_rows: int, figures: set[int]) -> bool:
    """Let what stands in the first column of a table of figures span the rows below in which nothing stands there.

    Only where the second column names something else in each of them: a region, beside its species. What stands there,
    but not level with that, may be the last of several lines. Says whether any cell spans more rows now; those at the
    top of a page, under none, are put together.
    """
    if not figures or 1 in figures:
        return False
    named = {cell.row: cell for cell in cells if cell.column == 1 and cell.words}
    first = sorted((cell for cell in cells if cell.column == 0 and cell.row >= header_rows), key=lambda cell: cell.row)
    changed = False
    above: TextCell | None = None
    for cell in first:
        if (
            above is not None
            and cell.row in named
            and above.row in named
            and (not cell.words or _is_rest(above, cell, named[cell.row]))
            and above.column_span == cell.column_span == 1
        ):
            _join(cells, above, cell)
            changed = True
        else:
            above = cell
    return changed


def _is_rest(above: TextCell, cell: TextCell, beside: TextCell) -> bool:
    """Say whether a cell is not level with that beside it, and as near to the one above as lines of one are."""
    size = cell.words[0].size
    off = abs(cell.words[0].baseline - beside.words[0].baseline)
    return bool(above.words) and off > ALIKE * size and _white_over(above, cell) <= MOST_PITCH * size


def _join(cells: list[TextCell], above: TextCell, below: TextCell) -> None:
    """Let a cell span the rows of the one under it, which is empty or its rest."""
    above.row_span += below.row_span
    above.words += below.words
    cells[:] = [one for one in cells if one is not below]
