"""Habits of a table: what those of its rows have in common that no page break can have cut. Lengths are in points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.parse.pdf.line_ends import last_said
from pipeline.parse.pdf.tables.entries import (
    ENDED,
    HEADS,
    begins_as_head,
    count_items,
    ends_with_item,
    kind_of_start,
    only_heads,
    white_under,
)
from pipeline.parse.pdf.tables.over_pages.chains import Chain
from pipeline.parse.pdf.tables.table import PageCell

SAME_PADDING = 1.2
"""White under the last line of a row that differs by less than this from other rows' is the same."""

EXACT_SPREAD = 0.15
"""Rows end alike to a hair where the white under all of them differs by at most this."""

ROUNDED = 0.04
"""What ends alike to a hair differs by no more than the rows do, and by what coordinates are rounded."""

FEW_ROWS = 3
"""Fewer rows do not show how the cells of a column end, how many items rows hold, nor that rows end alike to a hair."""

SPANNED_SHARE = 0.2
"""Where at least this share of the cells of a column span rows, any may."""

FEWEST_SMALL = 2
"""So many rows that begin with a small letter in a column show that there it goes on with no sentence."""

FEWEST_PADDINGS = 2
"""Fewer rows do not show at all how rows end."""

MOST_REMEMBERED = 60
"""So many rows of tables before this one, of each number of columns, are enough to know its habits by."""


MOST_UNUSED = 8.0
"""A page may end so far under a cut row, in type sizes: the lines that came next were kept together."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What whole rows of a table have in common; None or left out where they have nothing in common.

    ``padding`` is the white under a row's lowest line in points, which is the same where it differs by no more than
    ``same_padding``; ``exact``: it is the same to a hair.
    ``cuts_show`` says whether all rows of the document that are surely cut by a page break have other white there,
    ``cuts_longer`` whether all have more; None where no row surely is. ``start`` names what rows begin with (or the
    items under the head of a group that they begin with), ``filled`` are the columns that next to no row leaves empty,
    ``items`` are how many items with a code each row has in its first column that has any, ``unheaded`` is the share of
    these rows that begin with one, behind no head of a group. ``headed``: heads of groups stand at the beginning of
    rows, and nowhere else in them. ``spanned`` are the columns of text of which many cells span rows: each whole row
    ends a sentence or the item of a list there; ``merged`` are those of which any cell does. ``small`` are the columns
    in which whole rows begin with a small letter, ``coded`` those behind the first in which they begin with a code.
    ``named``: the first cell of whole rows holds but what looks like a head, as the name of what stands beside it.
    ``page_end`` is how far down text reaches on a page, ``least_end`` how far at least above a break; ``cuts_rows``: a
    sentence surely runs on over one. ``open_cuts``: at breaks that cut cells no rule is drawn, as some of the document
    show; ``open_names``: nor is one between them and names printed again.
    ``closed_ends``: a rule ends the table on pages after which it goes on.
    """

    padding: float | None = None
    same_padding: float = SAME_PADDING
    exact: bool = False
    cuts_show: bool | None = None
    cuts_longer: bool | None = None
    start: str | None = None
    filled: frozenset[int] = frozenset()
    items: tuple[int, ...] = ()
    unheaded: float = 0.0
    headed: bool = False
    rows_of_heads: bool = False
    ended: frozenset[int] = frozenset()
    spanned: frozenset[int] = frozenset()
    merged: frozenset[int] = frozenset()
    small: frozenset[int] = frozenset()
    coded: frozenset[int] = frozenset()
    named: bool = False
    page_end: float = 0.0
    least_end: float = 0.0
    cuts_rows: bool = False
    open_cuts: bool = False
    open_names: bool = False
    closed_ends: bool = False

    @property
    def several(self) -> bool:
        """Whether rows hold several items."""
        return max(self.items, default=0) > 1

    def unused(self, page_end: float) -> float:
        """Return how far a page ends above where text reaches on others, 0 where nothing shows it."""
        return self.page_end - page_end if page_end else 0.0

    def ends_early(self, page_end: float, size: float) -> bool:
        """Say whether a page whose text of a size ends there has room for more lines than are kept together."""
        return self.unused(page_end) > MOST_UNUSED * size


class Remembered:
    """What tables of a document showed that were joined before: whole rows, and how rows end that are surely cut.

    ``cuts`` are how much more white (points) than under whole rows stands under those. Tables that ran over no page are
    only looked at once another one does.
    """

    def __init__(self) -> None:
        self._rows: dict[int, list[WholeRow]] = {}
        self._waiting: list[Chain] = []
        self._waiting_rows = 0
        self.cuts: list[float | None] = []

    def rows(self, columns: int | None = None) -> list[WholeRow]:
        """Return the rows of tables with so many columns, or of all."""
        waiting, self._waiting = self._waiting, []
        for chain in waiting:
            self.add(chain.pieces[0].columns, list(whole_rows(chain)), ())
        if columns is not None:
            return self._rows.get(columns, [])
        return [row for rows in self._rows.values() for row in rows]

    def wait(self, chain: Chain) -> None:
        """Add a table that ran over no page, as long as there is not enough of such."""
        if self._waiting_rows < MOST_REMEMBERED:
            self._waiting.append(chain)
            self._waiting_rows += chain.pieces[0].rows

    def add(self, columns: int, rows: Sequence[WholeRow], cuts: Sequence[float | None]) -> None:
        """Add what a table with so many columns showed, as long as there is not enough of it."""
        known = self._rows.setdefault(columns, [])
        known += rows[: MOST_REMEMBERED - len(known)]
        self.cuts += cuts[: MOST_REMEMBERED - len(self.cuts)]


def habits_of(index: int, chains: Sequence[Chain], rows: Sequence[Sequence[WholeRow]], before: Remembered) -> Habits:
    """Learn what whole rows look like: from the table itself, else from those with as many columns, else from all.

    ``rows`` are the whole rows of each chain, ``before`` what was seen before these.
    """
    first = chains[index].pieces[0]
    kin = [
        row
        for chain, found in zip(chains, rows, strict=True)
        if chain.pieces[0].columns == first.columns
        for row in found
    ]
    kin += before.rows(first.columns)
    every = [row for found in rows for row in found] + before.rows()
    alike = [piece for chain in chains for piece in chain.pieces if piece.page_width == first.page_width]
    broken = [pair for chain in chains for pair in pairwise(chain.pieces)]
    return replace(
        _habits_of_rows(first.columns, rows[index], kin, every),
        page_end=max(piece.page_end for piece in alike),
        least_end=min(
            (last.page_end for last, _ in broken if last.page_end and last.page_width == first.page_width), default=0.0
        ),
        open_cuts=any(last.rules_part_rows and not last.drawn_bottom and not below.drawn_top for last, below in broken),
        closed_ends=any(last.rules_part_rows and last.drawn_bottom for last, _ in broken),
        open_names=any(below.open_under_names for _, below in broken),
    )


def _habits_of_rows(
    columns: int, own: Sequence[WholeRow], kin: Sequence[WholeRow], every: Sequence[WholeRow]
) -> Habits:
    """Return what the rows of a table, of those with as many columns, and of all have in common."""

    def where(told: Callable[[int], bool]) -> frozenset[int]:
        return frozenset(filter(told, range(columns)))

    def ends_in(column: int) -> list[bool]:
        return [column in row.ended for row in kin if column in row.filled and not row.only_head]

    padding, same_padding, exact = _usual_padding([own, kin, every])
    # Beside the head of a group that is a row of its own nothing stands.
    beside, others = ([row for row in rows if not row.only_head or len(row.filled) > 1] for rows in (own, kin))
    counted = beside if len(beside) >= 2 else others
    itemized = [row for row in kin if row.items]
    return Habits(
        padding=padding,
        same_padding=same_padding,
        exact=exact,
        start=_usual_start(own if len(own) >= 3 else kin),
        filled=where(lambda k: len(counted) >= 2 and sum(k in row.filled for row in counted) >= 0.8 * len(counted)),
        items=tuple(row.items for row in itemized) if len(itemized) >= FEW_ROWS else (),
        unheaded=sum((row.start == "a code") - row.only_head for row in kin) / max(1, len(itemized)),
        headed=any(row.start in HEADS for row in kin) and not any(row.headed_within for row in kin),
        rows_of_heads=any(row.only_head for row in kin),
        ended=where(lambda k: len(ends := ends_in(k)) >= FEW_ROWS and sum(ends) >= 0.9 * len(ends)),
        spanned=where(
            lambda k: (
                sum(k in row.spanned for row in kin) >= max(1, SPANNED_SHARE * sum(k in row.filled for row in kin))
                and all(ends_in(k))
            )
        ),
        merged=frozenset(column for row in kin for column in row.spanned),
        small=where(lambda k: sum(k in row.small for row in own) >= FEWEST_SMALL),
        coded=where(
            lambda k: (
                k > 0
                and sum(k in row.coded for row in counted) >= max(2, 0.8 * sum(k in row.filled for row in counted))
            )
        ),
        named=any(row.only_head and len(row.filled) > 1 for row in kin),
    )


def _usual_start(rows: Sequence[WholeRow]) -> str | None:
    """Return what most rows begin with, that behind heads of groups where any does; None where they differ."""
    starts = [row.start for row in rows if row.start]
    if "a code" in starts:
        starts = [start for start in starts if start not in HEADS]
    usual = max(sorted(set(starts)), key=starts.count, default=None)
    return usual if usual is not None and len(starts) >= 2 and starts.count(usual) >= 0.8 * len(starts) else None


def _usual_padding(groups: Sequence[Sequence[WholeRow]]) -> tuple[float | None, float, bool]:
    """Return the white under rows, by how much that may differ to be the same, and whether it is the same to a hair.

    The first of the groups that shows it tells; where it holds too few rows to tell to a hair, a later one may that
    agrees with it.
    """
    usual: tuple[float, float, bool] | None = None
    for rows in groups:
        paddings = [row.padding for row in rows if row.padding is not None]
        if len(paddings) < FEWEST_PADDINGS:
            continue
        middle = median(paddings)
        spread = max(abs(padding - middle) for padding in paddings)
        if spread <= EXACT_SPREAD / 2 and len(paddings) >= FEW_ROWS:
            tolerance = 2 * spread + ROUNDED
            if usual is None or abs(usual[0] - middle) <= tolerance:
                return middle, tolerance, True
            continue
        alike = sum(abs(padding - middle) <= SAME_PADDING for padding in paddings)
        if usual is None and alike >= 0.8 * len(paddings):
            usual = middle, SAME_PADDING, False
    return usual or (None, SAME_PADDING, False)


@dataclass(frozen=True, slots=True)
class WholeRow:
    """What a whole row looks like, under the names of `Habits`; None where nothing shows it.

    ``filled`` and ``ended`` are the columns in which it has text, and in which that ends a sentence; ``items`` counts
    those with a code in its first column. ``headed_within``: the head of a group stands there behind other text;
    ``only_head``: nothing but heads stands there; ``spanned`` are the columns of which a cell goes on in the next row,
    ``small`` those in which the row begins with a small letter, ``coded`` those in which it does with a code.
    """

    padding: float | None
    start: str | None
    filled: frozenset[int]
    items: int
    headed_within: bool
    only_head: bool
    ended: frozenset[int]
    spanned: frozenset[int]
    small: frozenset[int]
    coded: frozenset[int]


def whole_rows(chain: Chain) -> Iterator[WholeRow]:
    """Take the body rows of a table that no break can have cut."""
    final = len(chain.pieces) - 1
    for index, (piece, columns) in enumerate(zip(chain.pieces, chain.columns, strict=True)):
        if piece.columns != chain.pieces[0].columns:
            continue
        header = columns.header if index else piece.header_rows
        begin = header + (1 if index else 0)
        stop = piece.rows - (1 if index < final else 0)
        beginning: dict[int, list[PageCell]] = {}
        ending: dict[int, list[PageCell]] = {}
        for cell in piece.cells:
            beginning.setdefault(cell.row, []).append(cell)
            ending.setdefault(cell.row + cell.row_span - 1, []).append(cell)
        for row in range(begin, stop):
            cells = [cell for cell in beginning.get(row, ()) if cell.words]
            ends = [white_under(cell) for cell in ending.get(row, ()) if cell.words]
            first = [cell for cell in cells if cell.column == 0]
            yield WholeRow(
                padding=min(ends) if ends and piece.rules_part_rows else None,
                start=next((kind_of_start(cell.words) for cell in first), None),
                filled=frozenset(cell.column for cell in cells),
                items=sum(map(count_items, first)),
                headed_within=any(map(_heads_within, first)),
                only_head=any(map(only_heads, first)),
                ended=frozenset(
                    cell.column
                    for cell in cells
                    if ENDED.search(last_said(cell.lines()[-1].words)) or ends_with_item(cell)
                ),
                spanned=frozenset(cell.column for cell in cells if cell.row_span > 1),
                small=frozenset(cell.column for cell in cells if cell.lines()[0].words[0].text[:1].islower()),
                coded=frozenset(cell.column for cell in cells if kind_of_start(cell.words) == "a code"),
            )


def _heads_within(cell: PageCell) -> bool:
    """Say whether the head of a group stands in a cell behind other text."""
    heads = [begins_as_head(line.words) for line in cell.lines()]
    return any(head and not above for above, head in pairwise(heads))
