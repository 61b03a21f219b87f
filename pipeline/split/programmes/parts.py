"""One of the reader's tables as a piece of a programme table: its rows, and what of a page runs across it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf

from pipeline.model import Block, Table
from pipeline.split.printed import piece
from pipeline.split.programmes.columns import bare_name, cell_text, own_column
from pipeline.split.programmes.rows import Row

_ACROSS = 12.0
"""What reaches farther than this (points) into two columns stands in none of them."""


class TablePart:
    """The rows of a table of the reader; ``texts`` are those of its cells, row by row."""

    def __init__(self, table: Table, blocks: Sequence[Block]) -> None:
        self._table = table
        self._blocks = blocks
        self._cells = {(cell.row, cell.column): cell for cell in table.cells}
        self._covered = _covered(table)
        said = {place: cell_text(cell, blocks) for place, cell in self._cells.items()}
        columns = range(table.columns)
        self.texts = [[said.get((number, column), "") for column in columns] for number in range(table.rows)]

    def repeats(self, number: int, headers: Sequence[str]) -> bool:
        """Say whether a row prints nothing but names of the columns again."""
        names = set(map(bare_name, headers))
        texts = list(filter(None, map(bare_name, self.texts[number])))
        return bool(texts) and names.issuperset(texts)

    def breaks(self) -> Iterator[int]:
        """Yield the rows that begin behind a break between pieces of a text's table, and in none."""
        starts = [piece.source_start for piece in self._table.fragments[1:] if piece.source_start is not None]
        if not starts:
            return
        places = [
            [place for column, _ in self.indexes(number) for place in self._cells[number, column].fragments]
            for number in range(self._table.rows)
        ]
        for number, (above, row) in enumerate(pairwise(places), 1):
            end = max((place.source_end or 0 for place in above), default=0)
            begin = min((place.source_start or 0 for place in row), default=0)
            if any(end <= start <= begin for start in starts):
                yield number

    def indexes(self, number: int) -> Iterator[tuple[int, list[int]]]:
        """Yield the columns of a row's cells, in order, with the indexes of the blocks in them."""
        for column in range(self._table.columns):
            if (cell := self._cells.get((number, column))) is not None:
                yield column, cell.block_indexes

    def row(self, number: int, roles: Sequence[str | None], *, after_break: bool) -> Row:
        """Return a row of a programme table whose columns hold these; ``after_break`` says that a page ended above."""
        columns = range(self._table.columns)
        row = Row(covered=frozenset(column for column in columns if (number, column) in self._covered))
        for column in columns:
            cell = self._cells.get((number, column))
            target = own_column(cell, self._table, roles) if cell else column
            for index in cell.block_indexes if cell else []:
                row.add(target, piece(self._blocks[index], index))
        row.after_break = after_break
        return row


def runs_across(block: Block, table: Table) -> bool:
    """Say whether lines of a block run over the edge between two columns of a table; unknown of text files: False."""
    boxes = [fragment.bbox for fragment in block.fragments if fragment.bbox]
    starts: dict[int, float] = {}
    for cell in table.cells:
        for fragment in cell.fragments:
            if cell.column and cell.column_span == 1 and fragment.bbox:
                starts[cell.column] = min(starts.get(cell.column, inf), fragment.bbox.x0)
    return any(box.x0 < start - _ACROSS and box.x1 > start + _ACROSS for box in boxes for start in starts.values())


def _covered(table: Table) -> set[tuple[int, int]]:
    """Return the positions that a cell of a row above spans over."""
    return {
        (row, column)
        for cell in table.cells
        for row in range(cell.row + 1, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
