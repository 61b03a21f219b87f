"""Columns whose edges are drawn: which lines stand in them, and which of these are their names.

Lengths are in points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from pipeline.parse.pdf.gutters import LEAST_SPACE, stretches
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.columns.white import FAR, OVERHANG, TIGHT
from pipeline.parse.pdf.tables.drawn.rules import INSET
from pipeline.parse.pdf.tables.entries import own_type
from pipeline.parse.pdf.tables.names import LOOSE_LINES, MAX_HEADER_LINES
from pipeline.parse.pdf.tables.strips import WIDE, crosses
from pipeline.titles import is_programme_header, names_activities

NEAR = 1.5
"""Names stand at most so far above the rule under them, in ems."""

CELL_INSET = 10.0
"""What begins with a column stands at most so far from its edge."""


@dataclass(frozen=True, slots=True)
class Header:
    """A row of cells that may hold names of columns.

    ``edges`` are those of its cells from left to right, ``bottom`` is where it ends, ``top`` where it begins if that is
    shown; else ``over`` is the next rule above of the same cells, over which it cannot reach.
    """

    top: float | None
    bottom: float
    edges: tuple[float, ...]
    over: float = -inf


def names_in(lines: Sequence[Line], header: Header) -> list[Line]:
    """Return the lines in a row of cells if they can be names of columns; else none.

    On grounds one may be all that runs level, if it says that its column describes activities.
    """
    edges = header.edges
    if header.top is not None:
        found = [line for line in lines if header.top < line.middle < header.bottom]
    else:
        found = []
        for line in reversed([line for line in lines if header.over < line.baseline < header.bottom]):
            white = (header.bottom if not found else found[0].baseline) - line.baseline
            if (
                white > (TIGHT if found else NEAR) * line.size
                or not is_within_edges([line], edges)
                or not _stands_in(line, edges)
            ):
                break
            found.insert(0, line)
    if not found or len(found) > MAX_HEADER_LINES or not is_within_edges(found, edges):
        return []
    if not all(_stands_in(line, edges) for line in found):
        return []
    said: list[list[str]] = [[] for _ in edges[1:]]
    for line in found:
        for word in line.words:
            said[_column(word, edges)].append(word.text)
    headers = [" ".join(words) for words in said]
    if sum(map(bool, headers)) == 1:
        return found if header.top is not None and names_activities(list(filter(None, headers))) else []
    return found if is_programme_header(headers) or all(line.bold for line in found) else []


def _stands_in(line: Line, edges: Sequence[float]) -> bool:
    """Say whether names stand in columns, or each begins with one of several that it may span."""
    if not crosses(line, edges):
        return True
    begins = [part[0].x0 for part in stretches(line, WIDE)] if line.bold else []
    behind = [bisect_right(edges, x0) - 1 for x0 in begins]
    near = all(x0 - edges[k] <= CELL_INSET for x0, k in zip(begins, behind, strict=True))
    return 1 < len(begins) == len(set(behind)) and near


def rows_between(lines: Sequence[Line], edges: Sequence[float]) -> list[Line]:
    """Take lines from the first on as long as they stand in columns, or head rows that do."""
    held: list[Line] = []
    waiting: list[Line] = []
    for line in lines:
        above = (waiting or held or [line])[-1]
        far = line.baseline - above.baseline > FAR * line.size
        if not is_within_edges([line], edges) or (
            far and not _are_beside(line, edges) and not _begins_with_column(line, held, edges)
        ):
            break
        if crosses(line, edges):
            waiting.append(line)
            if len(waiting) == LOOSE_LINES or not own_type(line.words):
                break
            continue
        held += [*waiting, line]
        waiting = []
    return held


def is_within_edges(lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Say whether lines are set in from the outer edges of a table.

    A word too long for the last column, alone on its line there, may run over the edge of that.
    """
    return all(
        line.x0 > edges[0] + INSET and (line.x1 < edges[-1] - INSET / 2 or _is_too_long(line, edges[-2]))
        for line in lines
    )


def _is_too_long(line: Line, begins: float) -> bool:
    """Say whether the last word of a line is the only one in the last column, which begins at a place."""
    *others, last = stretches(line, LEAST_SPACE)
    return last[0].x0 > begins and (not others or others[-1][-1].x1 < begins)


def _are_beside(line: Line, edges: Sequence[float]) -> bool:
    """Say whether a line has words in several columns."""
    return len({_column(word, edges) for word in line.words}) > 1


def _begins_with_column(line: Line, held: Sequence[Line], edges: Sequence[float]) -> bool:
    """Say whether a line is in a column behind the first, and begins where lines above it do in that.

    However far below them it is, only the rest of a cell can begin there.
    """
    column = _column(line.words[0], edges)
    above = [word.x0 for one in held for word in one.words if _column(word, edges) == column]
    return column > 0 and bool(above) and abs(line.x0 - min(above)) <= OVERHANG


def _column(word: Word, edges: Sequence[float]) -> int:
    """Return the column in which the middle of a word is."""
    return min(max(bisect_right(edges, (word.x0 + word.x1) / 2) - 1, 0), len(edges) - 2)
