"""Measures of table structure: adjacency relations (ICDAR 2013 table competition) and GriTS.

Adjacency relations (Göbel, Hassan, Oro, Orsi: "A methodology for evaluating algorithms for table understanding in PDF
documents", DocEng 2012): every cell with content is paired with its nearest neighbour with content to the right and
below; a relation is right when the truth has one of the same direction between cells of the same text. Texts compare
without white space and punctuation, as the competition did.

GriTS (Smock, Pesala, Abraham: "GriTS: Grid table similarity metric for table structure recognition", 2022): the most
similar substructures of two grids of cells, by content (`grits_content`) or by where cells span (`grits_topology`),
found by dynamic programming over rows and, in them, over columns.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from rapidfuzz.distance import LCSseq

Relation = tuple[str, str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ScoredCell:
    """A cell as the measures see it: first and last row and column (inclusive, from 0) and its text."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str


@dataclass(frozen=True, slots=True)
class ScoredTable:
    """A table as the measures see it: page (from 1), box (x0, top, x1, bottom in points from the top left), cells.

    ``last_page`` is set for a table that was joined over pages.
    """

    page: int
    box: tuple[float, float, float, float]
    cells: tuple[ScoredCell, ...]
    last_page: int | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Number of rows and columns."""
        return (
            max((cell.last_row for cell in self.cells), default=-1) + 1,
            max((cell.last_column for cell in self.cells), default=-1) + 1,
        )


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of what is right, found and true, and the ratios of them."""

    right: float
    found: float
    true: float

    @property
    def precision(self) -> float:
        """Share of the found that is right; 1 where nothing was found and nothing was to be found."""
        return self.right / self.found if self.found else float(not self.true)

    @property
    def recall(self) -> float:
        """Share of the true that was found."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def bare(text: str) -> str:
    """Return the letters and digits of a text, compatibility forms resolved, in lower case."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum()).casefold()


def relations(table: ScoredTable) -> Counter[Relation]:
    """Return the adjacency relations of a table's cells that have content."""
    grid = _grid(table)
    found: Counter[Relation] = Counter()
    for cell in table.cells:
        text = bare(cell.text)
        if not text:
            continue
        for direction, down, right in (("right", 0, 1), ("below", 1, 0)):
            seen: set[ScoredCell] = set()
            for row in range(cell.row, cell.last_row + 1) if right else (cell.last_row,):
                for column in range(cell.column, cell.last_column + 1) if down else (cell.last_column,):
                    neighbour = _next(grid, table.size, row + down, column + right, down, right)
                    if neighbour is not None and neighbour not in seen:
                        seen.add(neighbour)
                        found[text, bare(neighbour.text), direction] += 1
    return found


def _next(
    grid: dict[tuple[int, int], ScoredCell], size: tuple[int, int], row: int, column: int, down: int, right: int
) -> ScoredCell | None:
    while row < size[0] and column < size[1]:
        cell = grid.get((row, column))
        if cell is not None and bare(cell.text):
            return cell
        row, column = row + down, column + right
    return None


def _grid(table: ScoredTable) -> dict[tuple[int, int], ScoredCell]:
    return {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.last_row + 1)
        for column in range(cell.column, cell.last_column + 1)
    }


def matched(found: Sequence[ScoredTable], true: Sequence[ScoredTable]) -> list[tuple[ScoredTable, ScoredTable]]:
    """Pair found tables with true ones on the same page, largest common area first, each once."""
    overlaps = sorted(
        (
            (-area, t, f)
            for t, truth in enumerate(true)
            for f, table in enumerate(found)
            if truth.page == table.page and (area := _common(truth.box, table.box)) > 0
        )
    )
    pairs, used_true, used_found = [], set(), set()
    for _, t, f in overlaps:
        if t not in used_true and f not in used_found:
            used_true.add(t)
            used_found.add(f)
            pairs.append((found[f], true[t]))
    return pairs


def adjacency(found: Sequence[ScoredTable], true: Sequence[ScoredTable]) -> Score:
    """Score a document by its adjacency relations; relations of tables that match none count as wrong or missing."""
    right = sum((relations(table) & relations(truth)).total() for table, truth in matched(found, true))
    return Score(
        right,
        sum(relations(table).total() for table in found),
        sum(relations(truth).total() for truth in true),
    )


def grits_content(found: Sequence[ScoredTable], true: Sequence[ScoredTable]) -> Score:
    """Score a document by the similarity of its tables' grids of text (GriTS, factored, content)."""
    return _grits(found, true, _text_grid, _text_alike)


def grits_topology(found: Sequence[ScoredTable], true: Sequence[ScoredTable]) -> Score:
    """Score a document by the similarity of where its tables' cells span (GriTS, factored, topology)."""
    return _grits(found, true, _span_grid, _span_alike)


def tables_right(found: Sequence[ScoredTable], true: Sequence[ScoredTable]) -> int:
    """Count the true tables that were found with every adjacency relation and none too many."""
    return sum(relations(table) == relations(truth) for table, truth in matched(found, true))


def _grits(
    found: Sequence[ScoredTable],
    true: Sequence[ScoredTable],
    grid_of: Callable[[ScoredTable], list[list[T]]],
    alike: Callable[[T, T], float],
) -> Score:
    right = sum(_similar(grid_of(table), grid_of(truth), alike) for table, truth in matched(found, true))

    def positions(tables: Sequence[ScoredTable]) -> float:
        return float(sum(len(row) for table in tables for row in grid_of(table)))

    return Score(right, positions(found), positions(true))


def _similar(one: list[list[T]], other: list[list[T]], alike: Callable[[T, T], float]) -> float:
    """Return the total likeness of the most similar rows, each matched by its most similar columns."""
    row_pairs = [[_best([[alike(a, b) for b in second] for a in first]) for second in other] for first in one]
    by_rows = _best(row_pairs)
    turned_one, turned_other = list(zip(*one, strict=True)), list(zip(*other, strict=True))
    column_pairs = [
        [_best([[alike(a, b) for b in second] for a in first]) for second in turned_other] for first in turned_one
    ]
    return min(by_rows, _best(column_pairs))


def _best(scores: list[list[float]]) -> float:
    """Return the greatest sum of scores along a path that goes forward in both directions."""
    above = [0.0] * (len(scores[0]) + 1) if scores else [0.0]
    for row in scores:
        now = [0.0]
        for k, score in enumerate(row):
            now.append(max(above[k] + score, above[k + 1], now[k]))
        above = now
    return above[-1]


def _text_grid(table: ScoredTable) -> list[list[str]]:
    rows, columns = table.size
    grid = _grid(table)
    return [[bare(grid[r, c].text) if (r, c) in grid else "" for c in range(columns)] for r in range(rows)]


def _span_grid(table: ScoredTable) -> list[list[tuple[int, int, int, int]]]:
    rows, columns = table.size
    grid = _grid(table)
    empty = ScoredCell(0, 0, 0, 0, "")
    return [
        [
            (cell.column - c, cell.row - r, cell.last_column + 1 - c, cell.last_row + 1 - r)
            if (cell := grid.get((r, c), empty)) is not empty
            else (0, 0, 1, 1)
            for c in range(columns)
        ]
        for r in range(rows)
    ]


@lru_cache(maxsize=1 << 16)
def _text_alike(one: str, other: str) -> float:
    if not one and not other:
        return 1.0
    return 2 * LCSseq.similarity(one, other) / (len(one) + len(other))


def _span_alike(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    common = _common(one, other)
    both = (one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1]) - common
    return common / both


def _common(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)
