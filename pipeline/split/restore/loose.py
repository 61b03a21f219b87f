"""Loose paragraphs that belong to a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.split.continuity import Usage, announces, begins_low, is_cut, is_finished, is_fragment
from pipeline.split.notices import Notices
from pipeline.split.printed import Piece, without_bullet
from pipeline.split.programmes.entries import code_ahead, is_group
from pipeline.split.programmes.labelled import in_paragraphs, labelled
from pipeline.split.programmes.rows import ProgrammeTable, Row
from pipeline.split.programmes.timeframes import is_timeframe
from pipeline.split.restore.assignment import CERTAIN, assign
from pipeline.split.restore.listed import place_listed
from pipeline.split.restore.told import code_number, is_status, last_answer, last_code, last_number, last_text

_SHORT_ANSWER = 12
WEIGHED = frozenset({"activity", "result", "timeframe", "code", "group"})
"""Roles of columns that loose paragraphs are told for; in a table with others, words without a stop may be theirs."""


def place_loose(
    table: ProgrammeTable, pieces: list[Piece], inside: bool, following: list[str], usage: Usage, notices: Notices
) -> list[int]:
    """Add loose paragraphs to a table as rows; return the indexes of the blocks that stay outside.

    ``inside``: more of the table follows, so that what stands before it is in the table too; ``following`` are then the
    texts of the next row by column.
    """
    left, right = table.column("activity"), table.column("result")
    if left is None:
        return [piece.block for piece in pieces]
    if len(table.headers) > 2 and not table.parts and not following:
        return place_listed(table, pieces, notices)
    before = [last_text(table, left), *(piece.text for piece in pieces)]
    pieces = [_unlisted(table, piece, text) for piece, text in zip(pieces, before, strict=False)]
    if right is None:
        count = len(pieces) if inside else _reach_without_results(table, pieces, left, notices)
        _place_activities(table, pieces[:count], left)
        return [piece.block for piece in pieces[count:]]
    own = _own_columns(table, pieces)
    words = [piece for piece in pieces if piece.block not in own]
    count = len(words) if inside else _reach_with_results(table, words, left, notices)
    end = pieces.index(words[count]) if count < len(words) else len(pieces)
    end = end if inside or count else 0
    taken, outside = pieces[:end], [piece.block for piece in pieces[end:]]
    words = words[:count]
    ahead = [Piece(text, -1)] if inside and (text := _first_words(table, following)) else []
    columns, margin = assign(table, words, inside, following, usage, ahead)
    doubtful = [piece for piece in taken if piece.block in own and is_status(piece.text)]
    if margin < CERTAIN:
        doubtful += words
    elif not WEIGHED.issuperset(table.roles):
        doubtful += [
            piece
            for piece in words
            if not (is_finished(piece.text) or piece.styled or code_number(table, piece.text, 0))
        ]
    if doubtful:
        notices.add_of(doubtful, "column-doubtful")
    assigned = own | {piece.block: column for piece, column in zip(words, columns, strict=True)}
    _emit(table, taken, [assigned[piece.block] for piece in taken], left, right, notices, ahead)
    return [piece.block for piece in taken if assigned[piece.block] is None] + outside


def _own_columns(table: ProgrammeTable, pieces: list[Piece]) -> dict[int, int]:
    """Return, by block, the columns, neither of activities nor of results, that loose paragraphs are cells of.

    What is a time frame and a status, right behind a time frame, is none of its column: it may be the result.
    """
    own: dict[int, int] = {}
    timeframe = table.column("timeframe")
    above: int | None = None
    for piece in pieces:
        answers = above is not None and above == timeframe and is_status(piece.text)
        above = None if answers else _own_column(table, piece.text)
        if above is not None:
            own[piece.block] = above
    return own


def _own_column(table: ProgrammeTable, text: str) -> int | None:
    """Return the column of a time frame, or that in which a cell above says the same and nothing else; else None."""
    timeframe = table.column("timeframe")
    if timeframe is not None and is_timeframe(text):
        return timeframe
    words = {table.column(role) for role in ("activity", "result", "code", "group")}
    for row in reversed(table.rows):
        for column, pieces in row.cells.items():
            if column not in words and [piece.text for piece in pieces] == [text]:
                return column
    return None


def _reach_without_results(table: ProgrammeTable, pieces: list[Piece], left: int, notices: Notices) -> int:
    """Return how many paragraphs after a table of activities belong to it, the time frames beside the last too.

    In a report that stands in paragraphs, the first one behind the last activity is its result.
    """
    count = _reach(table, pieces, left)
    if count and in_paragraphs(table) and _answers_after(pieces, count, most=1):
        count += 1
        _report_behind(pieces[count:], notices)
    elif count and labelled(pieces[count - 1].text):
        _report_behind(pieces[count:], notices)
    if table.column("timeframe") is not None and count and code_number(table, pieces[count - 1].text, 0):
        while count < len(pieces) and is_timeframe(pieces[count].text):
            count += 1
    return count


def _place_activities(table: ProgrammeTable, pieces: list[Piece], left: int) -> None:
    """Add paragraphs to a table without results."""
    for piece in pieces:
        column = table.column("timeframe") if is_timeframe(piece.text) else None
        if column is not None and table.rows:
            table.rows[-1].add(column, piece)
            continue
        bare = code_number(table, piece.text, 0) is None
        heads = bare and is_group(piece.text, piece.styled, last_text(table, left), True)
        if not table.rows or heads or not _grouped(table):
            table.rows.append(Row())
        table.rows[-1].add(left, piece)


def _reach_with_results(table: ProgrammeTable, pieces: list[Piece], left: int, notices: Notices) -> int:
    """Return how many paragraphs after a table belong to it: up to its last activity, or to the result of that."""
    reach = _reach(table, pieces, left)
    coded = any(code_number(table, piece.text, 0) for piece in pieces[:reach])
    beyond = _answers_after(pieces, reach) if coded else 0
    if coded or not last_number(table, left):  # where no activity has a code, none says that a row fell out
        _report_behind(pieces[reach + beyond :], notices)
    return reach + beyond


def _report_behind(pieces: list[Piece], notices: Notices) -> None:
    if pieces:
        notices.add_of(pieces, "text-behind-table/below")


def _first_words(table: ProgrammeTable, following: list[str]) -> str:
    """Return what stands in the activities' column of the next row, with the code of a column of codes before it."""
    activity, code = table.column("activity"), table.column("code")
    if activity is None or activity >= len(following):
        return ""
    bare = following[code].strip(" .():") if code is not None and code < len(following) else ""
    return f"{bare}. {following[activity]}" if bare and following[activity] else following[activity]


def _grouped(table: ProgrammeTable) -> bool:
    """Say whether the table's last row begins with a sub-heading."""
    pieces = table.rows[-1].pieces(table.column("activity"))
    if not pieces or code_number(table, pieces[0].text, 0):
        return False
    return is_group(pieces[0].text, pieces[0].styled, None, True)


def _unlisted(table: ProgrammeTable, piece: Piece, before: str) -> Piece:
    """Return a list item without the bullet where a code or the rest of a cut text follows it: a converter made it."""
    bare = without_bullet(piece.text)
    if bare != piece.text and (code_number(table, bare, 0) or (begins_low(bare) and is_cut(before))):
        return replace(piece, text=bare)
    return piece


def _answers_after(pieces: list[Piece], start: int, most: int = 0) -> int:
    """Return how many paragraphs after the last activity may be its result: up to the first whole one, or ``most``."""
    count = 0
    for place in range(start, len(pieces)):
        piece = pieces[place]
        if piece.styled or (not is_finished(piece.text) and not begins_low(piece.text)):
            break
        if place - start + 1 == most or not is_fragment(piece.text):
            count = place - start + 1
            break
    return count


def _emit(
    table: ProgrammeTable,
    pieces: list[Piece],
    columns: Sequence[int | None],
    left: int,
    right: int,
    notices: Notices,
    ahead: list[Piece],
) -> None:
    """Add the paragraphs to the table's rows as assigned."""
    inferred: list[Piece] = []
    in_order = [*pieces, *ahead]
    for place, (piece, column) in enumerate(zip(pieces, columns, strict=True)):
        if column is None:
            continue
        if column == left:
            code = code_number(table, piece.text, 0) is not None
            code_follows = code_ahead(in_order[place + 1 : place + 3], table.letter, 0)
            bare = not code and not is_status(piece.text)
            group = bare and is_group(piece.text, piece.styled, last_text(table, left), code_follows)
            answer = last_answer(table, right)
            if group or not table.rows or (code and answer and _has_end(answer)):
                table.rows.append(Row())
        elif not table.rows:
            table.rows.append(Row())
        if column == right:
            inferred.append(piece)
        table.rows[-1].add(column, replace(piece, resumes=True))
    if inferred:
        notices.add_of(inferred, "column-inferred/loose")


def _has_end(answer: str) -> bool:
    """Say whether a result has an end: a full stop, or few words that are not cut (``Completed``)."""
    return is_finished(answer) or (len(answer.split()) <= _SHORT_ANSWER and not is_cut(answer))


def _reach(table: ProgrammeTable, pieces: list[Piece], column: int) -> int:
    """Return how many of the paragraphs after a table's end certainly belong to it.

    Up to the last code of the theme, and on while the text goes on: list items after a colon, a sentence cut short,
    list items among list items.
    """
    last = last_number(table, column)
    reach = 0
    before = last_text(table, column)
    for position, piece in enumerate(pieces):
        number = last_code(table, piece.text, last)
        if number > last:
            last = number
            reach = position + 1
        elif reach == position:
            listed = reach > 0 and piece.listed and pieces[position - 1].listed
            goes_on = (begins_low(piece.text) or announces(before)) and not is_finished(before)
            goes_on = goes_on or labelled(piece.text) is not None
            if listed or goes_on or is_cut(before):
                reach = position + 1
        before = piece.text
    return reach
