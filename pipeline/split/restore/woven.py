"""Rows that a paragraph prints as running text, its columns line by line through each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from pipeline.split.continuity import Usage, begins_low, is_finished, join
from pipeline.split.notices import Notices
from pipeline.split.printed import Piece
from pipeline.split.programmes.codes import code_at_start
from pipeline.split.programmes.entries import is_group
from pipeline.split.programmes.rows import ProgrammeTable, Row
from pipeline.split.restore.told import last_number, last_text
from pipeline.split.restore.weave import UNSURE, Division, Line, unweave
from pipeline.split.restore.woven_words import Setting, ends_with_address

_LONGEST_WOVEN = 1500
"""In words: no page and a half of text is printed with its columns through each other; dividing more takes too long."""
_LONGEST_GROUP_LINE = 6
_LONGEST_GAP = 2
"""In lines: a cell leaves no more white between its paragraphs; below more, it has ended."""


def place_woven(
    table: ProgrammeTable,
    block: int,
    text: str,
    followers: tuple[str, ...],
    usage: Usage,
    names: set[str],
    notices: Notices,
    widths: tuple[float, float] | None,
) -> tuple[float, float] | None:
    """Add the rows that a paragraph prints as running text, its columns line by line through each other.

    ``widths`` are the column widths found for another part of such a table, if any. Returns those found for this one.
    """
    left, right = table.column("activity"), table.column("result")
    letter = table.letter
    too_long = len(text.split()) > _LONGEST_WOVEN
    if left is None or right is None or len(table.headers) != 2 or letter is None or too_long:
        table.rows.append(Row({left or 0: [Piece(text, block, loose=True)]}))
        if len(table.headers) > 1:
            notices.add("columns-not-separated", text[:500], [block])
        return widths
    open_text = last_text(table, right)
    setting = Setting(
        letter, last_number(table, left), bool(open_text) and not is_finished(open_text), followers, widths
    )
    division = unweave(text.split(), setting, usage, names)
    rows, uncertain = _rows_of(division, letter, _uses_groups(table, division, letter))
    for parts in rows:
        row = Row()
        for column, lines in zip((left, right), parts, strict=True):
            if lines:
                row.add(column, Piece(_run(lines), block, loose=True))
        if row.cells:
            table.rows.append(row)
    if uncertain:
        notices.add("result-reach-doubtful", " / ".join(dict.fromkeys(uncertain)), [block])
    doubtful = division.margin < UNSURE or not last_number(table, left)  # rows without codes are not told
    notices.add("columns-doubtful" if doubtful else "columns-separated", text, [block])
    return division.widths


def _rows_of(division: Division, letter: str, grouped: bool) -> tuple[list[tuple[list[str], list[str]]], list[str]]:
    """Return the lines of each row, those of its first column and those of its second, and where a row may begin, too.

    A line of the second column that begins a text right before the line that begins a row belongs to that row. Among
    rows that begin with sub-headings one may begin without, where both columns begin anew.
    """
    uncertain: list[str] = []
    rows: list[tuple[list[str], list[str]]] = [([], [])]
    waiting: list[str] = []
    lines = division.lines
    for place, line in enumerate(lines):
        words = " ".join(division.words[line.start : line.end])
        first, second = rows[-1]
        finished = bool(second) and (is_finished(second[-1]) or ends_with_address(second[-1]))
        if line.column == 0:
            begins = (grouped or finished) and _starts_row(division.words, line, letter, grouped)
            if grouped and finished and first and not begins and _begins_beside(division, place, letter):
                begins = _gap(lines, place) > _LONGEST_GAP
                uncertain += [] if begins else [text for text in (*first, words) if _code_text(text, letter)][-2:]
            if begins and (first or second):
                first, second = [], []
                rows.append((first, second))
            first.append(words)
            second += waiting
            waiting = []
            continue
        following = lines[place + 1] if place + 1 < len(lines) else None
        ahead = (
            following is not None
            and following.column == 0
            and (finished or not second)
            and not begins_low(words)
            and _starts_row(division.words, following, letter, grouped)
            and not _starts_row(division.words, lines[place - 1], letter, grouped)
        )
        (waiting if ahead or waiting else second).append(words)
    rows[-1][1].extend(waiting)
    return rows, uncertain


def _begins_beside(division: Division, place: int, letter: str) -> bool:
    """Say whether a line of the first column begins with a code, and a text of the second begins beside it."""
    line, *beside = division.lines[place : place + 2]
    texts = [" ".join(division.words[one.start : one.end]) for one in (line, *beside) if one is line or one.column == 1]
    return len(texts) > 1 and _code_text(texts[0], letter) and not begins_low(texts[1])


def _gap(lines: Sequence[Line], place: int) -> int:
    """Return how many printed lines right above a line of the first column have words in one column only.

    The uppermost of those in the second column stands beside words of the first.
    """
    column = lines[place - 1].column
    return sum(1 for _ in takewhile(lambda line: line.column == column, reversed(lines[:place]))) - column


def _run(parts: list[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        text = join(text, part)
    return text


def _starts_row(words: list[str], line: Line, letter: str, grouped: bool) -> bool:
    """Say whether a line of the first column begins a row: with a sub-heading over a code, or without those, a code."""
    start, end = line.start, line.end
    text = " ".join(words[start:end])
    if not grouped:
        return code_at_start(" ".join(words[start : start + 3]), letter, 0) is not None
    near = any(
        code_at_start(" ".join(words[place : place + 3]), letter, 0) for place in range(end, min(end + 30, len(words)))
    )
    return (
        near
        and end - start <= _LONGEST_GROUP_LINE
        and is_group(text, False, None, True)
        and not _code_text(text, letter)
    )


def _code_text(text: str, letter: str) -> bool:
    return code_at_start(text, letter, 0) is not None


def _uses_groups(table: ProgrammeTable, division: Division, letter: str) -> bool:
    """Say whether the table's rows begin with sub-headings, as far as rows before or the lines themselves show."""
    column = table.column("activity")
    first = [row.pieces(column)[0].text for row in table.rows if row.pieces(column)]
    if any(not _code_text(text, letter) and is_group(text, False, None, True) for text in first):
        return True
    lines = [line for line in division.lines if line.column == 0]
    return any(
        line.end - line.start <= _LONGEST_GROUP_LINE
        and is_group(" ".join(division.words[line.start : line.end]), False, None, True)
        and not _code_text(" ".join(division.words[line.start : line.start + 3]), letter)
        and _code_text(" ".join(division.words[following.start : following.start + 3]), letter)
        for line, following in pairwise(lines)
    )
