"""Tables that print the names of columns down their first column, as cards do: one for each activity or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Block, Cell, Table
from pipeline.split.programmes.columns import cell_text
from pipeline.titles import column_role

_FEWEST_NAMES = 2


def turned(table: Table, blocks: Sequence[Block]) -> Table:
    """Return a table of cards with names above their values, a row for those of each card; another as it is.

    It has two columns, in the first of which each cell with text is the name of a column, of activities and of others,
    and none is empty beside a value. A card ends where a name comes again.
    """
    held = [cell for cell in table.cells if cell.block_indexes]
    names = {cell.row: cell for cell in held if cell.column == 0}
    values = {cell.row: cell for cell in held if cell.column == 1}
    said = {row: cell_text(cell, blocks) for row, cell in names.items()}
    roles = {column_role(text) for text in said.values()}
    if table.columns != 2 or not values.keys() <= names.keys() or None in roles or "activity" not in roles:
        return table
    if len(roles) < _FEWEST_NAMES:
        return table
    headers = list(dict.fromkeys(said[row] for row in sorted(said)))
    cards: list[list[int]] = [[]]
    for row in sorted(said):
        if said[row] in [said[other] for other in cards[-1]]:
            cards.append([])
        cards[-1].append(row)
    cells: list[Cell] = []
    for number, card in enumerate(cards):
        for row in card:
            place = headers.index(said[row])
            cells.append(replace(names[row], row=2 * number, row_span=1, column=place, header=not number))
            if row in values:
                cells.append(replace(values[row], row=2 * number + 1, row_span=1, column=place))
    return replace(table, rows=2 * len(cards), columns=len(headers), cells=cells, header_rows=1)
