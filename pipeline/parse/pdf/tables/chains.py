"""Chains of tables: the pieces on successive pages that are one table, since their columns are the same.

Lengths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.parse.pdf.tables.headers import repeated_rows
from pipeline.parse.pdf.tables.table import PageTable

SAME_EDGE = 4.0
"""Column edges of two pages that differ by less than this, in points, are the same column."""

SAME_SHARE = 0.06
"""Edges of columns on pages of different widths agree if they differ by at most this share of the table's width."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns of a piece map onto those of the table, and whether its header repeats the table's."""

    starts: list[int]
    header: int
    reason: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The pages' pieces of one table, and how the columns of each map onto those of the first."""

    pieces: list[PageTable]
    columns: list[Columns]


def same_columns(chain: Chain, piece: PageTable) -> Columns | None:
    """Say how a piece on the next page continues a table; None where it is another table.

    The header printed again proves it. Without it, the column edges must be the same, or one piece's edges a part of
    the other's (a row that spans all columns shows none of the inner edges), and a new header must not begin there.
    """
    first = chain.pieces[0]
    if piece.columns == first.columns and (repeated := repeated_rows(first, piece)):
        return Columns(list(range(piece.columns + 1)), repeated, "")
    named = piece.columns > 1 or any(cell.shaded for cell in piece.cells if cell.row == 0)
    if named and piece.header_rows and piece.header_rows < piece.rows and first.header_rows:
        return None
    if _shares_columns(chain.pieces[-1], piece):
        reason = "the page is turned, and the columns have the same shares of its width"
        return Columns(list(range(piece.columns + 1)), 0, reason)
    above = chain.pieces[-1].gutters
    if above and piece.gutters:
        white = len(above) == len(piece.gutters) and all(
            min(one.x1, other.x1) > max(one.x0, other.x0) for one, other in zip(above, piece.gutters, strict=True)
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
    return Columns(starts, 0, "the columns stand at the same places and nothing is printed between")


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
