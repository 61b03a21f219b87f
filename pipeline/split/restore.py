"""Puts rows that fell out of a programme table back into it."""

from __future__ import annotations

from pipeline.split.codes import code_at_start
from pipeline.split.continuity import Usage, announces, begins_low, is_cut, is_finished
from pipeline.split.notices import Notices
from pipeline.split.printed import Piece, without_bullet
from pipeline.split.rows import ProgrammeTable, Row


def place_loose(table: ProgrammeTable, pieces: list[Piece], inside: bool, usage: Usage, notices: Notices) -> list[int]:
    """Add loose paragraphs to a table as rows; return the indexes of the blocks that stay outside.

    ``inside``: more of the table follows, so that what stands before it is in the table too.
    """
    column = table.column("activity")
    if column is None:
        return [piece.block for piece in pieces]
    count = len(pieces) if inside else _reach(table, pieces, column)
    for piece in pieces[:count]:
        row = Row()
        row.add(column, _unlisted(table, piece))
        table.rows.append(row)
    return [piece.block for piece in pieces[count:]]


def place_woven(table: ProgrammeTable, block: int, text: str, usage: Usage, notices: Notices) -> None:
    """Add the rows that a paragraph prints as running text, its columns line by line through each other."""
    column = table.column("activity")
    row = Row()
    row.add(column or 0, Piece(text, block, loose=True))
    table.rows.append(row)


def _unlisted(table: ProgrammeTable, piece: Piece) -> Piece:
    """Return a list item whose bullet stands before a code without the bullet: the list was made by a converter."""
    bare = without_bullet(piece.text)
    if bare != piece.text and code_at_start(bare, table.theme.letter if table.theme else None, 0):
        return Piece(bare, piece.block, piece.styled, piece.loose, piece.listed)
    return piece


def _reach(table: ProgrammeTable, pieces: list[Piece], column: int) -> int:
    """Return how many of the paragraphs after a table's end certainly belong to it.

    Up to the last code of the theme, and on while the text goes on: list items after a colon, a sentence cut short,
    list items among list items.
    """
    letter = table.theme.letter if table.theme else None
    last = _last_number(table, column)
    reach = 0
    before = _last_text(table, column)
    for position, piece in enumerate(pieces):
        code = code_at_start(piece.text, letter, last)
        if code and code.number > last:
            last = code.number
            reach = position + 1
        elif reach == position:
            listed = reach > 0 and piece.listed and pieces[position - 1].listed
            goes_on = (begins_low(piece.text) or announces(before)) and not is_finished(before)
            if listed or goes_on or is_cut(before):
                reach = position + 1
        before = piece.text
    return reach


def _last_number(table: ProgrammeTable, column: int) -> int:
    letter = table.theme.letter if table.theme else None
    last = 0
    for row in table.rows:
        for piece in row.pieces(column):
            code = code_at_start(piece.text, letter, last)
            if code:
                last = max(last, code.number)
    return last


def _last_text(table: ProgrammeTable, column: int) -> str:
    pieces = [piece for row in table.rows for piece in row.pieces(column)]
    return pieces[-1].text if pieces else ""
