"""The names of columns at the top of a table: which rows hold them, and where a later page prints them again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.model import Box
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.names import counts_columns
from pipeline.parse.pdf.tables.table import PageCell, PageTable
from pipeline.titles import names_activities, without_continued

MAX_HEADER = 5
"""Headers have no more rows than this."""

NAME_WORDS = 10
"""The name of a column has at most so many words."""


def header_rows(table: PageTable) -> int:
    """Count the rows at the top of a table that name its columns.

    Evidence, in this order: a shaded ground where the rows below have none; bold type, or italics (in every cell that
    has words) where the row below has none. A row in which only one of several columns has words names a group, not
    the columns. Where grounds of rows alternate, plain text of some length on one is no name, nor does that of the
    first row below plain names say anything. Where nothing is marked so, names that can only be those of a programme's
    columns.
    """
    by_row: dict[int, list[PageCell]] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            by_row.setdefault(row, []).append(cell)
    rows = [by_row.get(row, []) for row in range(table.rows)]

    for marked in (_is_shaded, _is_bold, _is_italic):
        count = _marked_rows(table, rows, marked)
        # In a single column, bold rows may be heads of groups; where only the first is bold, it names the column.
        alone = count == 1 and not any(marked(row) for row in rows[1:])
        if 0 < count < table.rows and (marked is _is_shaded or table.columns > 1 or (marked is _is_bold and alone)):
            counted = len(rows[count]) == table.columns and counts_columns(_texts(rows[count]))
            return count + counted if count + counted < table.rows else count
    return int(table.rows > 1 and len(rows[0]) == table.columns and names_activities(_texts(rows[0])))


def _marked_rows(
    table: PageTable, rows: Sequence[Sequence[PageCell]], marked: Callable[[Sequence[PageCell]], bool]
) -> int:
    """Count the rows at the top of a table that are marked and may name columns."""
    ground = marked is _is_shaded
    count = 0
    while count < table.rows and marked(rows[count]) and _names_columns(table, rows[count]):
        if ground and _is_text(rows[count]):
            break
        count += 1
    if ground and count > 1:
        filled = [row for row in rows[count:] if _names_columns(table, row) and marked(row)]
        if filled and (filled[0] is rows[count] or not _is_bold(rows[0])):
            return next(place for place, row in enumerate(rows) if not _is_bold(row)) or 1
    return count


def _names_columns(table: PageTable, row: Sequence[PageCell]) -> bool:
    """Say whether a row names no group: it has words in several columns, or the table has one."""
    return table.columns == 1 or sum(bool(cell.words) for cell in row) > 1


def _is_shaded(row: Sequence[PageCell]) -> bool:
    return any(cell.words for cell in row) and all(cell.shaded for cell in row if cell.words)


def _is_bold(row: Sequence[PageCell]) -> bool:
    return any(cell.words for cell in row) and all(word.bold for cell in row for word in cell.words)


def _is_italic(row: Sequence[PageCell]) -> bool:
    return any(cell.words for cell in row) and all(word.italic for cell in row for word in cell.words)


def _is_marked(row: Sequence[PageCell]) -> bool:
    return _is_shaded(row) or _is_bold(row)


def _is_text(row: Sequence[PageCell]) -> bool:
    """Say whether a row is plain text, longer in one cell than names are."""
    return not _is_bold(row) and any(len(cell.words) > NAME_WORDS for cell in row)


def _texts(row: Sequence[PageCell]) -> list[str]:
    return [" ".join([word.text for word in cell.words]) for cell in row]


def is_only_header(first: PageTable, piece: PageTable) -> bool:
    """Say whether a page ends behind the names of a table's columns, whose rows all stand on the next."""
    return (
        not first.header_rows
        and first.rows <= MAX_HEADER
        and (_is_marked(first.cells) or (first.rows == 1 and names_activities(_texts(first.cells))))
        and all(len(_row_text(first, row)) == first.columns for row in range(first.rows))
        and not _is_marked([cell for cell in piece.cells if cell.row == 0])
    )


def with_header_apart(first: PageTable, piece: PageTable) -> PageTable:
    """Part the header that a page prints again from the rest of a cut row, where no rule is drawn between them.

    Returns the piece as it is where its first row is something else, or a row of its own.
    """
    names, top = _row_text(first, 0), [cell for cell in piece.cells if cell.row == 0]
    if (
        first.header_rows != 1
        or piece.columns != first.columns
        or not names
        or {cell.column for cell in top} != set(names)
    ):
        return piece
    parts = {cell.column: _lines_that_say(cell, names[cell.column]) for cell in top}
    longer = [cell for cell in top if cell.row_span > 1 or 0 < (parts[cell.column] or 0) < len(cell.lines())]
    if not longer or not all(parts.values()):
        return piece
    inserted = all(cell.row_span == 1 for cell in longer)
    edge = max(cell.lines()[(parts[cell.column] or 1) - 1].bottom for cell in top) if inserted else piece.ys[1]
    shift = 1 if inserted else 0
    cells = [replace(cell, row=cell.row + shift) for cell in piece.cells if cell.row > 0]
    for cell in top:
        count = parts[cell.column] or 0
        head = [word for line in cell.lines()[:count] for word in line.words]
        rest = [word for line in cell.lines()[count:] for word in line.words]
        above = Box(cell.box.x0, cell.box.top, cell.box.x1, edge)
        cells.append(replace(cell, row_span=1, box=above, words=head))
        if rest or inserted or cell.row_span > 1:
            below = Box(cell.box.x0, edge, cell.box.x1, cell.box.bottom)
            span = cell.row_span if inserted else cell.row_span - 1
            cells.append(replace(cell, row=1, row_span=span, box=below, words=rest))
    ys = [piece.ys[0], edge, *piece.ys[1:]] if inserted else piece.ys
    cells.sort(key=lambda cell: (cell.row, cell.column))
    open_under = frozenset(cell.column for cell in top if cell.row_span > 1 and not inserted)
    return replace(piece, ys=ys, cells=cells, header_rows=1, open_under_names=open_under)


def _lines_that_say(cell: PageCell, text: str) -> int | None:
    """Count the lines at the top of a cell that say a text (letters and digits); None where it begins otherwise."""
    said = ""
    for count, line in enumerate(cell.lines(), 1):
        said += _said(line.words)
        if said == text:
            return count
        if not text.startswith(said):
            return None
    return None


def repeated_rows(first: PageTable, piece: PageTable) -> int:
    """Count the rows at the top of a piece that print the table's first rows again; 0 where it begins otherwise.

    The head of a group under the names of columns may by chance be that of the group under them on the first page.
    """
    count = 0
    while (
        count < min(first.rows, piece.rows, MAX_HEADER)
        and (text := _row_text(first, count)) == _row_text(piece, count)
        and (count < first.header_rows or not first.header_rows or len(text) > 1)
    ):
        count += 1
    if first.header_rows:
        return count if count >= first.header_rows else _rows_that_say(piece, _words_in(first, first.header_rows))
    if first.columns == 1:
        return int(count == 1 and all(word.bold for cell in first.cells if cell.row == 0 for word in cell.words))
    return count if any(len(_row_text(first, row)) > 1 for row in range(count)) else 0


def _rows_that_say(table: PageTable, words: Counter[str]) -> int:
    """Count the rows at the top of a table in which just these words stand; 0 where others do.

    Names over names may be told apart on one page and not on the next: where fewer rows stand below them.
    """
    said = (count for count in range(1, min(table.rows, MAX_HEADER)) if _words_in(table, count) == words)
    return next(said, 0) if len(words) > 1 else 0


def _words_in(table: PageTable, rows: int) -> Counter[str]:
    return Counter([word.text for cell in table.cells if cell.row < rows for word in cell.words])


def _row_text(table: PageTable, row: int) -> dict[int, str]:
    """Return the letters and digits of a row's cells that have any, by column."""
    cells = sorted((cell for cell in table.cells if cell.row == row and cell.words), key=lambda cell: cell.column)
    return {cell.column: _said(cell.words) for cell in cells}


def _said(words: Sequence[Word]) -> str:
    """Return the letters and digits of words, small, without what says at their end that the table goes on."""
    return re.sub(r"\W+", "", without_continued(" ".join(word.text for word in words))).casefold()
