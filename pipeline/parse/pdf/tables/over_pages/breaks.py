"""Page breaks in tables: what printed evidence says that a row is cut there or ends, weighed against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import log

from pipeline.parse.pdf.gutters import is_value
from pipeline.parse.pdf.tables.entries import (
    HEADS,
    begins_as_head,
    count_items,
    kind_of_start,
    only_heads,
    white_under,
)
from pipeline.parse.pdf.tables.over_pages.chains import Chain
from pipeline.parse.pdf.tables.over_pages.habits import MOST_UNUSED, Habits
from pipeline.parse.pdf.tables.over_pages.sentences import (
    LETTERED,
    RUNS_ON,
    begins_with_line,
    breaks_off,
    is_next_item,
    letter_of_row,
    runs_on,
    text_evidence,
)
from pipeline.parse.pdf.tables.table import PageCell, PageTable

CERTAIN = 1.5
"""A balance of evidence smaller than this is reported as uncertain."""

CERTAIN_AMONG_ITEMS = 3.25
"""The same where rows hold several items, so that what begins with a code may be one more of them."""

CERTAIN_WITHOUT_RULES = 2.75
"""The same where rows are joined that no rule parts: how the second begins does not show by itself that it is none."""

ROOM = 2.7
"""Where a cell goes on, so much white, in ems, is not left under its text: there was room for its next line, and for
one that is kept with it."""

ROOM_FOR_LINE = 1.0
"""The same where what follows is a paragraph of one line: nothing is kept with it."""

MUCH_ROOM = 4.5
"""The same where a paragraph of three lines may have been kept together."""

CLOSED = 9.0
"""A rule that ends a row weighs more than all that its text may say."""

NO_RULE = 3.5
"""What it weighs that no rule ends a page where one ends others: it would close a row that ends there."""

HEAD_ALONE = 6.0
"""What it weighs that a row has nothing but the head of a group, which no row of its table is."""

EMPTY = 6.0
"""What it weighs that nothing stands in the row above a break but what began above it: no line of its own fitted in."""

MORE_EMPTY = 1.0
"""What it weighs that another column, which other rows fill, is empty below a break beside the first such."""

MORE_ITEMS, NO_MORE_ITEMS = 0.75, 1.5
"""What it weighs at most that rows of a table hold more items than stand above a break, and that they do not: which of
them a page cuts is chance."""

LINE_LEFT = 1.9
"""A page that ends farther above where others do, in ems, has room for a line of the next item."""

UNSEEN = 0.5
"""So many rows more than are seen hold so many items, and as many hold more: no number of rows shows that none does."""

CUTS_SHOW = 4.0
"""What it weighs that a row ends under its text as whole rows do where no row that is surely cut does, or that it does
not where all whole rows end alike to a hair."""

COUNTED = re.compile(r"^([A-Z]{0,2}[.-]?)(\d{1,3})[.)]?$")
"""The number of a row: `22`, `B4.`; what stands before the digits, and these."""

TASK = re.compile(r"^(\d{1,2})(?:[-–]\d{1,2})?[.)]$")
"""The number of a task or of tasks in a cell: `2.`, `1-3.`."""


def weigh(habits: Habits, last: PageTable, piece: PageTable, header: int) -> tuple[float, dict[bool, list[str]]]:
    """Weigh whether the row above a break and the row below it are one.

    Returns the balance (above 0: one row) and the reasons for one row (True) and for two (False).
    """
    reasons: dict[bool, list[str]] = {True: [], False: []}
    balance = 0.0
    for weight, reason in _evidence(habits, last, piece, header):
        balance += weight
        reasons[weight > 0].append(reason)
    return balance, reasons


def ends_of_cuts(chain: Chain, habits: Habits) -> list[float | None]:
    """Return how much more white (points) than under whole rows stands under each row that a page break surely cuts.

    Surely cut is a row of which a sentence runs on over the break. None where the white under whole rows is not known.
    """
    ends: list[float | None] = []
    for last, piece, columns in zip(chain.pieces, chain.pieces[1:], chain.columns[1:], strict=False):
        above, below = _at_break(last, piece, columns.header)
        lower = {cell.column: cell for cell in below if cell.words}
        if any(
            cell.words
            and cell.column in lower
            and cell.column not in habits.spanned
            and runs_on(habits, cell, lower[cell.column], RUNS_ON)
            for cell in above
        ):
            white = min(white_under(cell) for cell in above if cell.words)
            ends.append(None if habits.padding is None or not last.rules_part_rows else white - habits.padding)
    return ends


def with_cuts(habits: Habits, cuts: Sequence[float | None]) -> Habits:
    """Return the habits of a table with what the rows of its document that are surely cut show (`ends_of_cuts`)."""
    ends = [end for end in cuts if end is not None]
    return replace(
        habits,
        cuts_rows=bool(cuts),
        cuts_show=all(abs(end) > habits.same_padding for end in ends) if ends else None,
        cuts_longer=all(end > habits.same_padding for end in ends) if ends else None,
    )


def _at_break(last: PageTable, piece: PageTable, header: int) -> tuple[list[PageCell], list[PageCell]]:
    """Return the cells that end above a page break and those that begin below it, from left to right."""
    above = sorted(last.last_cells, key=lambda c: c.column)
    below = sorted((c for c in piece.cells if c.row == header), key=lambda c: c.column)
    return above, below


def certain_from(balance: float, habits: Habits, last: PageTable) -> float:
    """Return how large a balance of evidence must be for what it decides to be certain."""
    if balance < 0 and habits.several:
        return CERTAIN_AMONG_ITEMS
    return CERTAIN_WITHOUT_RULES if balance > 0 and last.evidence == "gutters" else CERTAIN


def _evidence(habits: Habits, last: PageTable, piece: PageTable, header: int) -> Iterator[tuple[float, str]]:
    """Yield what speaks for one row (weight above 0) or two, each with its reason."""
    above, below = _at_break(last, piece, header)
    # A rule under names that are printed again says nothing of the row below them; that which ends the page does.
    open_columns = _open_above(last, piece, header) if header else columns_left_open(last, piece, header)
    if open_columns:
        closed = ", ".join(str(column + 1) for column in range(piece.columns) if column not in open_columns)
        yield -CLOSED, f"the rule at the break closes column {closed} only"
    unclosed = not last.drawn_bottom and (header or not piece.drawn_top)
    if last.rules_part_rows and last.rows > 1 and unclosed:
        if habits.closed_ends:
            yield NO_RULE, "no rule is drawn at the break, as one is where rows end at others"
        elif last.evidence == "rules" and not header:
            yield 2.0, "no rule is drawn at the break"
    # The text of a cell that spans rows goes on below the row that ends at the break; so it does under a name printed
    # again that no rule parts from it.
    several = {cell.column for cell in (*above, *below) if cell.row_span > 1}
    spanning = last.spanning | piece.spanning | several | (piece.open_under_names if header else frozenset())
    yield from text_evidence(habits, [cell for cell in above if cell.column not in spanning], below)
    yield from _number_evidence(above, below)
    # Where rows hold several items, they may hold as many figures.
    next_item = bool(above[0].words and below[0].words) and is_next_item(habits, above[0], below[0])
    if not next_item:
        yield from _figure_evidence(above, below)
    yield from _room_evidence(habits, above, below, spanning)
    yield from _task_evidence(above, below)
    yield from _empty_evidence(habits, above, below, last.spanning & piece.spanning)
    size = max([word.size for cell in above for word in cell.words], default=0.0)
    if size and habits.unused(last.page_end) > MUCH_ROOM * size:
        yield -1.5, "the page ends above where others do, so that more lines would have fitted in"
    if size and not (last.rows_by_white or last.rows_on_grounds or piece.rows_on_grounds):
        yield from _padding_evidence(habits, above, last.page_end, size)
    begun = [cell for cell in above if cell.row == last.rows - 1]
    if len(begun) < len(above) and not any(cell.words for cell in begun):
        yield EMPTY, "the row above the break is empty beside a cell that spans it"
    if _is_head_alone(above, habits):
        yield HEAD_ALONE, "the head of a group stands above without what it heads"
        return
    if any(cell.column in habits.coded and cell.words and kind_of_start(cell.words) == "a code" for cell in below):
        yield -1.0, "the text below begins with a code behind the first column, as that of other rows does"
    if next_item:
        yield _item_evidence(habits, above[0], below[0], last.page_end)
    else:
        yield from _start_evidence(habits, below)


def _item_evidence(habits: Habits, upper: PageCell, lower: PageCell, page_end: float) -> tuple[float, str]:
    """Weigh whether an item below a break is the next of the row above, by how many items other rows hold.

    Of the rows that hold as many as stand above, some hold more, others are followed by a row that begins with an item.
    Where a line of the item would have fitted in above, another row begins with it.
    """
    items, more = count_items(upper), count_items(lower)
    if habits.unused(page_end) > LINE_LEFT * lower.words[0].size:
        return -NO_MORE_ITEMS, "another line would have fitted in above the break"
    if not habits.cuts_rows and habits.unused(habits.least_end) > MUCH_ROOM * lower.words[0].size:
        return -NO_MORE_ITEMS, "a page ends above where others do, and no row surely goes on over any"
    if items + more > max(habits.items):
        return -NO_MORE_ITEMS, f"with the {more} below, a row would hold more items than any other"
    longer = sum(held > items for held in habits.items)
    ended = sum(held == items for held in habits.items)
    odds = log((longer + UNSEEN) / ((ended + UNSEEN) * max(habits.unheaded, 1 / len(habits.items))))
    seen = f"{longer} other rows hold more items than the {items} above the break, {ended} as many"
    return max(-NO_MORE_ITEMS, min(MORE_ITEMS, odds)), seen


def columns_left_open(last: PageTable, piece: PageTable, header: int) -> frozenset[int]:
    """Return the columns in which a cell goes on over a break though the rule there, drawn over others, ends a row.

    The name of a column that a page prints again has no rule under it where a cell goes on below.
    """
    above = _open_above(last, piece, header)
    if header:
        reaching = frozenset(cell.column for cell in piece.cells if cell.row < header < cell.row + cell.row_span)
        return above | piece.open_under_names | reaching
    return above | piece.open_top


def _open_above(last: PageTable, piece: PageTable, header: int) -> frozenset[int]:
    """Return the columns that the rule at the end of a page, drawn over others, leaves open.

    Where the next page prints the names of columns again, a cut row may be closed, too, where its text ends: there the
    rule tells only if a row that the page holds to its end ends in all other columns, and one begins in them below.
    """
    if not last.open_bottom or last.columns != piece.columns:
        return frozenset()
    if header:
        above, below = _at_break(last, piece, header)
        closed = set(range(piece.columns)) - last.open_bottom
        begun = {cell.column for cell in above if cell.words and cell.row == last.rows - 1}
        if not closed <= begun & {cell.column for cell in below if cell.words}:
            return frozenset()
    return last.open_bottom


def _is_head_alone(cells: Sequence[PageCell], habits: Habits) -> bool:
    """Say whether a row holds only the head of a group in its first cell, though that is no row of its own.

    Other cells of the row have text then, or it is the only one, and heads begin rows elsewhere in the table. Where
    whole rows have no more there, it is the name of what stands beside it.
    """
    first, *others = cells
    if first.column or not first.words or not only_heads(first):
        return False
    if not others:
        return habits.headed and not habits.rows_of_heads
    return not habits.named and not all(begins_as_head(cell.words) for cell in others if cell.words)


def _room_evidence(
    habits: Habits, above: Sequence[PageCell], below: Sequence[PageCell], spanning: frozenset[int]
) -> Iterator[tuple[float, str]]:
    """Look for a column with text below the break though above it there was room for that text, beside other text.

    Not where a sentence runs on in that column, nor for text that only begins below it where cells of the column span
    rows (``spanning``) or it is the first.
    """
    foot = max((cell.lines()[-1].bottom for cell in above if cell.words), default=0.0)
    filled = {cell.column: cell for cell in below if cell.words}
    late = [cell.column for cell in above if cell.column and not cell.words and cell.column in filled.keys() - spanning]
    if late and foot:
        yield -2.0, f"column {late[0] + 1} has text below the break only"
    rooms = []
    for cell in above:
        if not cell.words or cell.column not in filled or breaks_off(habits, cell):
            continue
        if not runs_on(habits, cell, filled[cell.column], RUNS_ON):
            line = cell.lines()[-1]
            room = (foot - line.bottom) / line.size
            if room > (ROOM_FOR_LINE if begins_with_line(cell, filled[cell.column]) else ROOM):
                rooms.append((room, cell.column))
    if rooms:
        room, column = max(rooms)
        weight = 4.0 if room > MUCH_ROOM else 2.0 if room > ROOM else 1.5
        yield -weight, f"column {column + 1} has text below the break, for which there was room above it"


def _empty_evidence(
    habits: Habits, above: Sequence[PageCell], below: Sequence[PageCell], spanning: frozenset[int]
) -> Iterator[tuple[float, str]]:
    """Look for a cell that is empty below the break though other rows fill its column: its text ended above.

    Not in columns of which cells span rows (``spanning``).
    """
    if not any(cell.words for cell in below):
        yield 2.0, "the row below the break is empty"
        return
    spanned = {*spanning, *(cell.column for cell in (*above, *below) if cell.row_span > 1)}
    empty = [
        cell.column for cell in below if not cell.words and cell.column in habits.filled and cell.column not in spanned
    ]
    if empty:
        yield (
            (2.5 if empty[0] else 3.0) + MORE_EMPTY * (len(empty) - 1),
            f"column {empty[0] + 1}, which other rows fill, is empty below the break",
        )
        return
    if below[0].column == 0 and not below[0].words and above[0].words and 0 not in spanned:
        yield 1.5, "the first column is empty below the break"


def _padding_evidence(
    habits: Habits, above: Sequence[PageCell], page_end: float, size: float
) -> Iterator[tuple[float, str]]:
    """Compare the white under the last line with that of whole rows: a cut row ends where the page does.

    Where more lines would have fitted in, the white does not tell: something else ended the row there. The text of a
    cell that spans rows may fill more of the page than the row that ends there does.
    """
    at_break = [white_under(cell) for cell in above if cell.words]
    if habits.padding is None:
        return
    own = [white_under(cell) for cell in above if cell.words and cell.row_span == 1]
    if habits.exact and own and abs(min(own) - habits.padding) <= habits.same_padding:
        at_break = own
    if habits.ends_early(page_end, size):
        return
    if min(at_break) - habits.padding > MOST_UNUSED * size:
        return
    ends = f"the row ends {min(at_break):.1f} pt under its text, others {habits.padding:.1f} pt"
    if min(at_break) < habits.padding - habits.same_padding and habits.cuts_longer:
        return
    if abs(min(at_break) - habits.padding) > habits.same_padding:
        yield (CUTS_SHOW if habits.exact and habits.cuts_show else 3.0), ends
    elif habits.cuts_show and not any(_is_spaced(cell, habits.same_padding) for cell in above if cell.words):
        yield -CUTS_SHOW, "the row ends under its text as others do, and not as rows that are surely cut"
    else:
        yield -2.0 if habits.exact and habits.cuts_show is None else -1.0, "the row ends under its text as others do"


def _is_spaced(cell: PageCell, same: float) -> bool:
    """Say whether white parts paragraphs in a cell: a row that is cut between two ends with it, as whole rows do."""
    steps = [below.baseline - above.baseline for above, below in pairwise(cell.lines())]
    return bool(steps) and max(steps) - min(steps) > same


def _number_evidence(above: Sequence[PageCell], below: Sequence[PageCell]) -> Iterator[tuple[float, str]]:
    """Look for the number or letter of a row in the first column below that follows that of the row above.

    A number stands alone there, a letter begins the text and is the only one in the row above.
    """
    upper, lower = above[0], below[0]
    if upper.column or lower.column or not upper.words or not lower.words:
        return
    if len(upper.words) == len(lower.words) == 1:
        one, next_one = (COUNTED.match(cell.words[0].text) for cell in (upper, lower))
        if one and next_one and one[1] == next_one[1] and int(next_one[2]) == int(one[2]) + 1:
            yield -4.0, f"the row below has the next number, {next_one[0]!r}"
        return
    letter, follows = letter_of_row(upper), LETTERED.match(lower.lines()[0].words[0].text)
    if letter and follows and ord(follows[1]) == ord(letter) + 1:
        yield -4.0, f"the row below begins with the next letter, {follows[0]!r}"


def _figure_evidence(above: Sequence[PageCell], below: Sequence[PageCell]) -> Iterator[tuple[float, str]]:
    """Look for a column of figures, one a row, that has another below the break."""
    figures = {cell.column for cell in above if _is_figure(cell)}
    column = next((cell.column for cell in below if cell.column in figures and _is_figure(cell)), None)
    if column is not None:
        yield -4.0, f"column {column + 1} has another figure below the break"


def _is_figure(cell: PageCell) -> bool:
    """Say whether a cell, not the first of its row, holds one figure and nothing else."""
    return bool(cell.column and cell.words) and len(cell.lines()) == 1 and is_value(cell.lines()[0].text)


def _task_evidence(above: Sequence[PageCell], below: Sequence[PageCell]) -> Iterator[tuple[float, str]]:
    """Look for numbers of tasks that begin again below the break."""
    for upper in above:
        lower = next((cell for cell in below if cell.column == upper.column and cell.words), None)
        begins = TASK.match(lower.lines()[0].words[0].text) if lower is not None else None
        numbers = [found for line in upper.lines() if (found := TASK.match(line.words[0].text))] if upper.words else []
        if begins and numbers and int(begins[1]) < int(numbers[-1][1]):
            yield -3.0, f"numbers begin again below the break, with {begins[0]!r} behind {numbers[-1][0]!r}"
            return


def _start_evidence(habits: Habits, below: Sequence[PageCell]) -> Iterator[tuple[float, str]]:
    """Compare how the text below begins with how rows of this table begin: with a code, a bold head, a capital."""
    first = next((cell for cell in below if cell.column == 0 and cell.words), None)
    if first is None:
        return
    kind = kind_of_start(first.words)
    if kind in HEADS and habits.headed and kind != habits.start:
        yield -2.5, f"the text below begins with the head of a group ({kind}), as other rows do"
        return
    if habits.start is None:
        return
    if kind == habits.start == "a code":
        weight = 1.0 if habits.several else 3.5 if habits.items else 2.5
    elif habits.start == "a code" or (habits.start in HEADS and habits.several and kind != "a code"):
        weight = 2.5
    elif habits.named and kind in HEADS:
        weight = 2.5  # A row has one name, beside all that it holds.
    else:
        weight = 0.5 if kind == "a code" else 1.5
    if kind == habits.start or (habits.start == "a code" and kind in HEADS):
        yield -weight, f"the text below begins as other rows do ({kind})"
    else:
        yield weight, f"the text below begins with {kind}, other rows with {habits.start}"
