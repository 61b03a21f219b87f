"""Chains of tables: the pieces on successive pages that are one table, since their columns are the same.

Lengths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.parse.pdf.tables.headers.repeated import repeated_rows
from pipeline.parse.pdf.tables.table import PageTable
from pipeline.titles import is_programme_header

SAME_EDGE = 4.0
"""Column edges of two pages that differ by less than this, in points, are the same column."""

SAME_SHARE = 0.06
"""Edges of columns on pages of different widths agree if they differ by at most this share of the table's width."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns of a piece map onto those of the table, and how many rows of names it has.

    They repeat the table's header, or, with ``late``, are the first to name its columns.
    """

    starts: list[int]
    header: int
    reason: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The pages' pieces of one table, and how the columns of each map onto those of the first."""

    pieces: list[PageTable]
    columns: list[Columns]

    @property
    def named(self) -> PageTable:
        """The first piece that names the columns; the first of all where none does."""
        return next((piece for piece in self.pieces if piece.header_rows), self.pieces[0])


def same_columns(chain: Chain, piece: PageTable) -> Columns | None:
    """Say how a piece on the next page continues a table; None where it is another table.

    The header printed again proves it. Without it, the column edges must be the same, or one piece's edges a part of
    the other's (a row that spans all columns shows none of the inner edges), and a new header must not begin there.
    """
    first, named = chain.pieces[0], chain.named
    if piece.columns == first.columns and (repeated := repeated_rows(named, piece)):
        return Columns(list(range(piece.columns + 1)), repeated, "")
    names = piece.columns > 1 or any(cell.shaded for cell in piece.cells if cell.row == 0)
    if names and piece.header_rows and piece.header_rows < piece.rows and named.header_rows:
        return None
    if _shares_columns(chain.pieces[-1], piece):
        reason = "the page is turned, and the columns have the same shares of its width"
        return Columns(list(range(piece.columns + 1)), 0, reason)
    above = chain.pieces[-1].gutters
    if above and piece.gutters:
        by = piece.left - chain.pieces[-1].left
        white = len(above) == len(piece.gutters) and all(
            min(one.x1 + by, other.x1) > max(one.x0 + by, other.x0)
            for one, other in zip(above, piece.gutters, strict=True)
        )
        return Columns(list(range(piece.columns + 1)), 0, "the same gutters are white") if white else None
    shift = piece.xs[0] - first.xs[0]
    if abs((piece.xs[-1] - first.xs[-1]) - shift) > SAME_EDGE:
        return None
    starts: list[int] = []
    for x in piece.xs:
        near = min(range(len(first.xs)), key=lambda k: abs(first.xs[k] + shift - x))
        if abs(first.xs[near] + shift - x) > SAME_EDGE or near in starts:
            return None
        starts.append(near)
    late = len(starts) == len(first.xs) and _names_first(piece)
    reason = "the columns stand at the same places and nothing is printed between"
    return Columns(starts, piece.header_rows if late else 0, reason, late)


def _names_first(piece: PageTable) -> bool:
    """Say whether a piece begins with the names of a programme's columns, which may be printed from its page on only.

    Typesetters leave them out on the page on which a table begins where its first row would not fit in under them.
    """
    if not 0 < piece.header_rows < piece.rows or piece.columns == 1:
        return False
    said = [
        " ".join(
            [
                word.text
                for cell in piece.cells
                if cell.column == k and cell.row < piece.header_rows
                for word in cell.words
            ]
        )
        for k in range(piece.columns)
    ]
    return is_programme_header(said)


def _shares_columns(last: PageTable, piece: PageTable) -> bool:
    """Say whether a page of another width goes on in columns with the same shares of it, under no names of its own."""
    if last.page_width == piece.page_width or piece.header_rows or not 1 < last.columns == piece.columns:
        return False
    shares = [
        [(x - one.xs[0]) / (one.xs[-1] - one.xs[0]) for x in ([gap.x1 for gap in one.gutters] or one.xs)]
        for one in (last, piece)
    ]
    return len(shares[0]) == len(shares[1]) and all(
        abs(one - other) <= SAME_SHARE for one, other in zip(*shares, strict=True)
    )
