"""Cells that span rows on either side of a page break: which go on below it though another row begins there.

Lengths are in points.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.parse.pdf.tables.entries import begins_as_head, white_under
from pipeline.parse.pdf.tables.over_pages.habits import Habits
from pipeline.parse.pdf.tables.over_pages.sentences import BEGINS_ON, RUNS_ON, breaks_off, is_full, runs_on
from pipeline.parse.pdf.tables.over_pages.stitched import StitchedCell
from pipeline.parse.pdf.tables.table import PageCell, PageTable

SENTENCE_LINES = 2
"""What has fewer lines in a cell may be a name, behind which a small letter begins the next name."""

ROOM_FOR_LINE = 1.0
"""With less white under a cell's text than for this many lines, what follows it had to stand on the next page."""

ROOM_FOR_PARAGRAPH = 2.0
"""With more, what follows it in its cell would stand above the break."""

LOWER = 1.0
"""Text whose last line stands lower than that of others by more than this is not level with it."""

LEADING = 1.2
"""How far the lines of a cell are apart, in ems, where it has only one."""


def spans_break(habits: Habits, last: PageTable, piece: PageTable, above: StitchedCell, cell: PageCell) -> bool:
    """Say whether a cell under a break is the rest of a cell that spans rows on either side of it.

    ``above`` is what reaches the break in its column, ``last`` and ``piece`` are the pages' tables. An empty cell is
    the rest of one with text if either spans rows; a cell with text is if a sentence runs on into it, or if the text
    above fills all that its rows have and no rule at a break closes it where the document's others are open. None is
    under names printed again that a rule parts from it where others of the document are not. A cell whose text makes
    its last row as high as it is ends there, and none goes on into a row that begins with the head of a group, or with
    another group.
    """
    if _begins_group(habits, piece, cell) or _group_ends(last, piece, cell) or (habits.open_names and cell.row):
        return False
    if _runs_over_rows(habits, last, cell):
        return True
    if _ends_row(habits, last, cell.column):
        return False
    if cell.words:
        early = habits.ends_early(last.page_end, cell.words[0].size)
        closed = habits.open_cuts and last.drawn_bottom and piece.drawn_top
        fills = not early and not closed and _fills_rows(habits, last, cell.column)
        return above.row_span > 1 and not cell.row and fills
    spanning = cell.column in last.spanning & piece.spanning
    return any(part.words for part in above.pieces) and (above.row_span > 1 or cell.row_span > 1 or spanning)


def is_uncertain(habits: Habits, last: PageTable, piece: PageTable, above: StitchedCell, cell: PageCell) -> bool:
    """Say whether a cell under a break that was not joined may be the rest of the cell above that spans rows."""
    if cell.words and not any(part.words for part in above.pieces) and _may_be_part(last, cell):
        return True
    # Where no rule shows how rows end, what stands lowest on a full page may as well be cut by the break.
    shown = habits.padding is not None or habits.ends_early(last.page_end, _size_of(last))
    if not cell.column or (shown and _ends_row(habits, last, cell.column)):
        return False
    if not cell.words and above.pieces[-1].words:
        spans_rows = cell.column in habits.merged and not _begins_group(habits, piece, cell)
        return spans_rows or _may_be_part(last, cell)
    if bool(cell.words) != bool(above.pieces[-1].words):
        return False
    if above.row_span == cell.row_span == 1 and cell.column not in habits.merged:
        return False
    upper = _reaching(last, cell.column)
    return upper is None or not upper.words or _room_under(habits, upper) < ROOM_FOR_PARAGRAPH


def _group_ends(last: PageTable, piece: PageTable, cell: PageCell) -> bool:
    """Say whether a cell further left that spans all rows of the one above a break ends there: another begins below."""
    upper = _reaching(last, cell.column)
    left = [one for one in piece.cells if one.row == cell.row and one.column < cell.column and one.words]
    over = [_reaching(last, one.column) for one in left if not one.words[0].text[0].islower()]
    return upper is not None and any(
        one is not None and one.words and one.row_span > 1 and one.row <= upper.row for one in over
    )


def _may_be_part(last: PageTable, cell: PageCell) -> bool:
    """Say whether what is empty at a break may be a part of a cell that spans it: no other of its column is empty.

    And some span rows. The first row of a page is left out: it may be the rest of one.
    """
    column = [one for one in last.cells if one.column == cell.column and one.row > last.header_rows]
    return (cell.row_span > 1 or any(one.row_span > 1 for one in column)) and all(
        one.words for one in column if one.row + one.row_span < last.rows
    )


def _size_of(last: PageTable) -> float:
    """Return the type size of the last word of a table."""
    return next((cell.words[-1].size for cell in reversed(last.cells) if cell.words), 0.0)


def _reaching(last: PageTable, column: int) -> PageCell | None:
    """Return the cell of a column that reaches the bottom of a page's table."""
    return next((cell for cell in last.last_cells if cell.column == column), None)


def _begins_group(habits: Habits, piece: PageTable, cell: PageCell) -> bool:
    """Say whether the head of a group stands at the beginning of a row, as it does in others, or is the row."""
    if not (habits.headed or habits.rows_of_heads) or habits.named:
        return False
    first = next((c for c in piece.cells if (c.row, c.column) == (cell.row, 0)), None)
    return first is not None and bool(first.words) and begins_as_head(first.words)


def _ends_row(habits: Habits, last: PageTable, column: int) -> bool:
    """Say whether the text of a column makes the last row above a break as high as it is (`_fills_row`).

    Where no rule shows how rows end, its text must stand lower than that of all other columns.
    """
    if habits.padding is not None:
        return _fills_row(habits, last, column)
    feet = {c.column: c.lines()[-1].baseline for c in last.last_cells if c.words}
    foot = feet.pop(column, None)
    return foot is not None and bool(feet) and foot > max(feet.values()) + LOWER


def _fills_row(habits: Habits, last: PageTable, column: int) -> bool:
    """Say whether the text of a column makes the last row above a break as high as it is, and no other does.

    Its cell ends in that row: the text of a cell that spans further rows has room in these.
    """
    if habits.padding is None or not habits.exact:
        return False
    white = {c.column: white_under(c) - habits.padding for c in last.last_cells if c.words}
    if column not in white or abs(white.pop(column)) > habits.same_padding:
        return False
    return all(other > habits.same_padding for other in white.values())


def _fills_rows(habits: Habits, last: PageTable, column: int) -> bool:
    """Say whether the text of a column leaves no room for another line in the rows above a break."""
    cell = _reaching(last, column)
    return cell is not None and bool(cell.words) and _room_under(habits, cell) < ROOM_FOR_LINE


def _room_under(habits: Habits, cell: PageCell) -> float:
    """Return how many lines have room under those of a cell, which must have words; unknown is room for a line."""
    return ROOM_FOR_LINE if habits.padding is None else _lines_in(white_under(cell) - habits.padding, cell)


def _lines_in(white: float, cell: PageCell) -> float:
    """Return how many lines of a cell have room in white (points)."""
    lines = cell.lines()
    pitch = min([b.baseline - a.baseline for a, b in pairwise(lines)], default=LEADING * lines[-1].size)
    return white / max(pitch, lines[-1].size)


def _has_room(habits: Habits, last: PageTable, cell: PageCell) -> bool:
    """Say whether a paragraph has room under the text of a cell, above what is white under all rows.

    Where this is not known, above what is white under the lowest text of the row that ends at the break.
    """
    least = habits.padding
    if least is None:
        least = min(white_under(cell) for cell in last.last_cells if cell.words)
    return _lines_in(white_under(cell) - least, cell) > ROOM_FOR_PARAGRAPH


def _runs_over_rows(habits: Habits, last: PageTable, cell: PageCell) -> bool:
    """Say whether a sentence runs on into a cell though another row begins there: the cell spans both rows."""
    upper = _reaching(last, cell.column)
    if not cell.column or not cell.words or upper is None or not upper.words:
        return False
    spanned = cell.column in last.spanning | habits.spanned
    merged = spanned or (cell.column in habits.merged and is_full(upper, cell))
    if merged and breaks_off(habits, upper):
        return True
    if len(upper.lines()) < SENTENCE_LINES:
        return False
    # A line may be full by chance where its sentence ends: not where the white under it shows that the cell does.
    ends = _fills_row(habits, last, cell.column) or _has_room(habits, last, upper)
    return runs_on(habits, upper, cell, BEGINS_ON if spanned and not ends else RUNS_ON)
