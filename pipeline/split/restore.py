"""Puts rows that fell out of a programme table back into it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.model import BULLET
from pipeline.split.codes import code_at_start, codes_inside
from pipeline.split.continuity import SURE, Usage, announces, begins_low, is_cut, is_finished, is_fragment, join, seam
from pipeline.split.entries import code_ahead, is_group
from pipeline.split.labelled import labelled
from pipeline.split.notices import Notices
from pipeline.split.printed import Piece, without_bullet
from pipeline.split.rows import ProgrammeTable, Row
from pipeline.split.statuses import status
from pipeline.split.texts import overlapping
from pipeline.split.timeframes import timeframes
from pipeline.split.weave import UNSURE, Division, Setting, ends_with_address, unweave

# Costs of giving a loose paragraph to a column, on one scale; the cheapest assignment of all paragraphs is taken.
_HEAD = 0.2
_ITEM = 0.3
_UNMARKED_ITEM = 0.1
_FIRST_PARAGRAPH = 0.5
_LISTED_RESULT = 0.7
_FURTHER_PARAGRAPH = 1.0
_UNANSWERED = 1.5
_FRAGMENT_ASIDE = 2.0
_FRAGMENT_AS_RESULT = 2.0
_CUT_ASIDE = 2.5
_UNCODED_PARAGRAPH = 3.0
_ASIDE = 3.5
_LEFT_OPEN = 2.0
_ASTRAY = 4.0
_MIDDLE_OF_NOTHING = 6.0
_CODE_IN_RESULTS = 8.0
_REPEATED = -1.0
_CERTAIN = 0.3
"""An assignment whose best rival costs less than this much more is reported as doubtful."""
_BEAM = 40
_LEFT, _RIGHT, _OUTSIDE = "abc"
_LONGEST_WOVEN = 1500
"""In words: no page and a half of text is printed with its columns through each other; dividing more takes too long."""
_LONGEST_GROUP_LINE = 6
_LONGEST_ITEM = 40
_SHORT_ANSWER = 12
_MANY_MORE = 2
"""A result with so many times as many further paragraphs as is usual in its table may hold some of other rows."""
_ITEM_ENDS = re.compile(r"[;,](?: (?:and|or|et|ou|y|e|o|u))?$")


@dataclass(frozen=True, slots=True)
class _Path:
    """One assignment of the paragraphs so far: their columns (None: aside), the open texts, the last code.

    ``headed``: the last paragraph is a sub-heading. ``trail`` decides between assignments of the same cost.
    """

    cost: float
    columns: tuple[int | None, ...]
    left: str
    right: str
    last: int
    headed: bool = False
    trail: str = ""


def place_loose(
    table: ProgrammeTable, pieces: list[Piece], inside: bool, following: list[str], usage: Usage, notices: Notices
) -> list[int]:
    """Add loose paragraphs to a table as rows; return the indexes of the blocks that stay outside.

    ``inside``: more of the table follows, so that what stands before it is in the table too; ``following`` are then the
    texts of the next row by column.
    """
    left = table.column("activity")
    right = table.column("result")
    if left is None:
        return [piece.block for piece in pieces]
    if len(table.headers) > 2 and not table.parts and not following:
        return place_listed(table, pieces, notices)
    before = [_last_text(table, left), *(piece.text for piece in pieces)]
    pieces = [_unlisted(table, piece, text) for piece, text in zip(pieces, before, strict=False)]
    if right is None:
        count = len(pieces) if inside else _reach(table, pieces, left)
        dated = table.column("timeframe") is not None and count and _code(table, pieces[count - 1].text, 0)
        while dated and count < len(pieces) and _is_timeframe(pieces[count].text):
            count += 1  # the cell beside the last activities
        for piece in pieces[:count]:
            column = table.column("timeframe") if _is_timeframe(piece.text) else None
            if column is not None and table.rows:
                table.rows[-1].add(column, piece)
                continue
            bare = _code(table, piece.text, 0) is None
            heads = bare and is_group(piece.text, piece.styled, _last_text(table, left), True)
            if not table.rows or heads or not _grouped(table):
                table.rows.append(Row())
            table.rows[-1].add(left, piece)
        return [piece.block for piece in pieces[count:]]
    if not inside:
        reach = _reach(table, pieces, left)
        coded = max((place for place in range(reach) if _code(table, pieces[place].text, 0)), default=-1)
        beyond = _answers_after(pieces, reach) if coded >= 0 else 0
        behind = pieces[reach + beyond :]
        outside = [piece.block for piece in behind]
        pieces = pieces[: reach + beyond]
        if beyond and behind:
            notices.add(
                "warning",
                "text-behind-table",
                "It is not certain whether the paragraphs behind the last result of a table belong to it: they were "
                "left outside.",
                " / ".join(piece.text[:80] for piece in behind),
                outside,
            )
    else:
        outside = []
    ahead = [Piece(text, -1)] if inside and (text := _first_words(table, following)) else []
    best, margin = _assign(table, pieces, inside, following, usage, ahead)
    if pieces and margin < _CERTAIN:
        notices.add(
            "warning",
            "column-doubtful",
            "Paragraphs that fell out of a table may belong to another of its columns.",
            " / ".join(piece.text[:80] for piece in pieces),
            [piece.block for piece in pieces],
        )
    _emit(table, pieces, best.columns, left, right, notices, ahead)
    return [piece.block for piece, column in zip(pieces, best.columns, strict=True) if column is None] + outside


def _first_words(table: ProgrammeTable, following: list[str]) -> str:
    """Return what stands in the activities' column of the next row, with the code of a column of codes before it."""
    activity, code = table.column("activity"), table.column("code")
    if activity is None or activity >= len(following):
        return ""
    bare = following[code].strip(" .():") if code is not None and code < len(following) else ""
    return f"{bare}. {following[activity]}" if bare and following[activity] else following[activity]


def place_listed(table: ProgrammeTable, pieces: list[Piece], notices: Notices) -> list[int]:
    """Add rows whose cells a converter printed one below the other; return the blocks that stay outside.

    A code begins a row, lists go on in its activity, a time frame is told by its words, and what stands between them is
    given to the columns in their order where it comes out even. What does not is reported and stays outside. A
    sub-heading stands right above a code, behind a text that has an end.
    """
    activity = table.column("activity")
    assert activity is not None
    columns = [
        column
        for column, role in enumerate(table.roles)
        if column > activity and role not in ("code", "group", "activity")
    ]
    last = 0
    outside: list[int] = []
    open_row: list[Piece] = []
    records: list[list[Piece]] = []
    heads: dict[int, Piece] = {}
    for above, found in zip([None, *pieces], pieces, strict=False):
        number = code_at_start(found.text, _letter(table), last)
        if number is not None:
            if not records and above is not None and is_group(above.text, above.styled, None, True):
                heads[0] = above
                outside.remove(above.block)
            last = number.number
            open_row = [found]
            records.append(open_row)
        elif open_row:
            open_row.append(found)
        else:
            outside.append(found.block)
    beyond: list[tuple[int, list[Piece]]] = []
    for place, record in enumerate(records):
        first, *rest = record
        row = Row({activity: [*([heads[place]] if place in heads else []), first]})
        while rest and (
            rest[0].text.startswith(BULLET) or begins_low(rest[0].text) or announces(row.cells[activity][-1].text)
        ):
            row.add(activity, rest.pop(0))
        cells = _in_order(table, columns, rest)
        if place + 1 < len(records) and _ends_with_head(rest, cells is None, 0 in heads):
            without = _in_order(table, columns, rest[:-1])
            if without is not None:
                heads[place + 1] = rest.pop()
                cells = without
        if cells is None:
            outside += [piece.block for piece in rest]
            notices.add(
                "warning",
                "cells-not-aligned",
                "The cells of a row stand one below the other, and it is not certain to which columns they belong.",
                " / ".join(piece.text[:80] for piece in record),
                [piece.block for piece in record],
            )
        for column, piece in cells or []:
            row.add(column, piece)
        beyond.append((len(cells or []) - len(columns), record))
        table.rows.append(row)
    usual = median(count for count, _ in beyond) if beyond else 0
    for record in [record for count, record in beyond if count > max(usual, 1) * _MANY_MORE]:
        notices.add(
            "warning",
            "cells-not-aligned",
            "The result of a row has far more paragraphs than those of the other rows: parts of their results may be "
            "printed behind it.",
            " / ".join(piece.text[:80] for piece in record),
            [piece.block for piece in record],
        )
    return outside


def _ends_with_head(pieces: list[Piece], uneven: bool, headed: bool) -> bool:
    """Say whether the last of the pieces between two codes is the sub-heading of the second.

    ``uneven``: they are more or fewer than the columns; ``headed``: a sub-heading stands above the first code, too.
    """
    if not pieces or _is_status(pieces[-1].text) or not is_group(pieces[-1].text, pieces[-1].styled, None, True):
        return False
    return uneven or (headed and len(pieces) > 1 and is_finished(pieces[-2].text))


def _in_order(table: ProgrammeTable, columns: list[int], cells: list[Piece]) -> list[tuple[int, Piece]] | None:
    """Give cells to columns in their order, None where that does not come out even.

    A time frame divides them; a result may have several paragraphs, or none where it stands last.
    """
    dated = [place for place, piece in enumerate(cells) if _is_timeframe(piece.text)]
    column = table.column("timeframe")
    if column in columns and len(dated) == 1:
        before, after = columns[: columns.index(column)], columns[columns.index(column) + 1 :]
        first, second = _in_order(table, before, cells[: dated[0]]), _in_order(table, after, cells[dated[0] + 1 :])
        return None if first is None or second is None else [*first, (column, cells[dated[0]]), *second]
    if len(columns) == len(cells):
        return list(zip(columns, cells, strict=True))
    if columns and table.roles[columns[-1]] == "result":
        if len(cells) > len(columns):
            return [*zip(columns, cells, strict=False), *((columns[-1], piece) for piece in cells[len(columns) :])]
        if len(cells) == len(columns) - 1:
            return list(zip(columns, cells, strict=False))
    return None


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
    letter = table.theme.letter if table.theme else None
    too_long = len(text.split()) > _LONGEST_WOVEN
    if left is None or right is None or len(table.headers) != 2 or letter is None or too_long:
        table.rows.append(Row({left or 0: [Piece(text, block, loose=True)]}))
        if len(table.headers) > 1:
            notices.add(
                "warning", "columns-not-separated", "A table's columns run through each other.", text[:500], [block]
            )
        return widths
    open_text = _last_text(table, right)
    setting = Setting(
        letter, _last_number(table, left), bool(open_text) and not is_finished(open_text), followers, widths
    )
    division = unweave(text.split(), setting, usage, names)
    rows: list[Row] = [Row()]
    waiting: list[str] = []
    texts: dict[int, list[str]] = {left: [], right: []}
    lines = division.lines

    def settle() -> None:
        for column, parts in texts.items():
            if parts:
                rows[-1].add(column, Piece(_run(parts), block, loose=True))
                texts[column] = []

    grouped = _uses_groups(table, division, letter)
    for place, line in enumerate(lines):
        words = " ".join(division.words[line.start : line.end])
        if line.column == 0:
            starts = _starts_row(division.words, line.start, line.end, letter, grouped)
            answered = bool(texts[right]) and is_finished(texts[right][-1])
            if starts and (grouped or answered) and (texts[left] or texts[right]):
                settle()
                rows.append(Row())
            texts[left].append(words)
            texts[right] += waiting
            waiting = []
        else:
            following = lines[place + 1] if place + 1 < len(lines) else None
            finished = not texts[right] or is_finished(texts[right][-1]) or ends_with_address(texts[right][-1])
            ahead = (
                following is not None
                and following.column == 0
                and finished
                and not begins_low(words)
                and _starts_row(division.words, following.start, following.end, letter, grouped)
                and not _starts_row(division.words, lines[place - 1].start, lines[place - 1].end, letter, grouped)
            )
            if ahead or waiting:
                waiting.append(words)
            else:
                texts[right].append(words)
    texts[right] += waiting
    settle()
    table.rows += [row for row in rows if row.cells]
    doubtful = division.margin < UNSURE
    notices.add(
        "warning" if doubtful else "info",
        "columns-doubtful" if doubtful else "columns-separated",
        "The columns of a table ran through each other line by line and were separated by line widths and grammar"
        + ("; another division is nearly as likely." if doubtful else "."),
        text[:1000],
        [block],
    )
    return division.widths


def _run(parts: list[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        text = join(text, part)
    return text


def _starts_row(words: list[str], start: int, end: int, letter: str, grouped: bool) -> bool:
    """Say whether a line of the first column begins a row: with a sub-heading over a code, or without those, a code."""
    line = " ".join(words[start:end])
    if not grouped:
        return code_at_start(" ".join(words[start : start + 3]), letter, 0) is not None
    near = any(
        code_at_start(" ".join(words[place : place + 3]), letter, 0) for place in range(end, min(end + 30, len(words)))
    )
    return (
        near
        and end - start <= _LONGEST_GROUP_LINE
        and is_group(line, False, None, True)
        and not _code_text(line, letter)
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


def _grouped(table: ProgrammeTable) -> bool:
    """Say whether the table's last row begins with a sub-heading."""
    pieces = table.rows[-1].pieces(table.column("activity"))
    if not pieces or _code(table, pieces[0].text, 0):
        return False
    return is_group(pieces[0].text, pieces[0].styled, None, True)


def _unlisted(table: ProgrammeTable, piece: Piece, before: str) -> Piece:
    """Return a list item without the bullet where a code or the rest of a cut text follows it: a converter made it."""
    bare = without_bullet(piece.text)
    if bare != piece.text and (_code(table, bare, 0) or (begins_low(bare) and is_cut(before))):
        return replace(piece, text=bare)
    return piece


def _letter(table: ProgrammeTable) -> str | None:
    return table.theme.letter if table.theme else None


def _code(table: ProgrammeTable, text: str, last: int) -> int | None:
    code = code_at_start(text, _letter(table), last)
    return code.number if code else None


def _is_timeframe(text: str) -> bool:
    found = timeframes(text)
    return bool(found) and all(frame.form for frame in found)


def _answers_after(pieces: list[Piece], start: int) -> int:
    """Return how many paragraphs after the last activity may be its result: up to the first whole one."""
    count = 0
    for place in range(start, len(pieces)):
        piece = pieces[place]
        if piece.styled or (not is_finished(piece.text) and not begins_low(piece.text)):
            break
        if not is_fragment(piece.text):
            count = place - start + 1
            break
    return count


def _assign(
    table: ProgrammeTable, pieces: list[Piece], inside: bool, following: list[str], usage: Usage, ahead: list[Piece]
) -> tuple[_Path, float]:
    """Return the cheapest assignment of paragraphs to columns and how much more its best rival costs.

    ``ahead`` is what begins the next row, if anything.
    """
    left, right = table.column("activity"), table.column("result")
    assert left is not None
    assert right is not None
    answered = _last_text(table, right) if table.rows and table.rows[-1].pieces(right) else ""
    start = _Path(0.0, (), _last_text(table, left), answered, _last_number(table, left))
    paths = [start]
    in_order = [*pieces, *ahead]
    for place, piece in enumerate(pieces):
        code_follows = code_ahead(in_order[place + 1 : place + 3], _letter(table), 0)
        grown = [path for before in paths for path in _grow(table, before, piece, code_follows, usage)]
        paths = sorted(grown, key=lambda path: (path.cost, path.trail))[:_BEAM]
    if inside:
        paths = [replace(path, cost=path.cost + _cost_of_end(table, path, following)) for path in paths]
        paths.sort(key=lambda path: (path.cost, path.trail))
    return paths[0], (paths[1].cost - paths[0].cost) if len(paths) > 1 else _MIDDLE_OF_NOTHING


def _grow(table: ProgrammeTable, path: _Path, piece: Piece, code_follows: bool, usage: Usage) -> list[_Path]:
    left, right = table.column("activity"), table.column("result")
    text = piece.text
    number = _code(table, text, path.last)
    group = number is None and not _is_status(text) and is_group(text, piece.styled, path.left, code_follows)
    fresh = group or (number is not None and bool(path.right) and is_finished(path.right))
    right_after = "" if fresh else path.right
    grown = [
        _Path(
            path.cost + _cost_of_activity(path, piece, number, group, usage),
            (*path.columns, left),
            text if group or number is not None else f"{path.left} {text}".strip(),
            right_after,
            number or path.last,
            group,
            path.trail + _LEFT,
        ),
        _Path(
            path.cost + _cost_of_result(path, piece, number, group, usage),
            (*path.columns, right),
            path.left,
            f"{path.right} {text}".strip(),
            path.last,
            trail=path.trail + _RIGHT,
        ),
    ]
    aside = _CUT_ASIDE if begins_low(text) else _FRAGMENT_ASIDE if is_fragment(text) else _ASIDE
    if number is not None:
        aside = _CODE_IN_RESULTS
    trail = path.trail + _OUTSIDE
    grown.append(_Path(path.cost + aside, (*path.columns, None), path.left, path.right, path.last, trail=trail))
    return grown


def _cost_of_activity(path: _Path, piece: Piece, number: int | None, group: bool, usage: Usage) -> float:
    if number is not None:
        return 0.0
    if group:
        return _HEAD
    if overlapping(path.left, piece.text):
        return _REPEATED
    if path.left and not is_finished(path.left) and seam(path.left, piece.text, usage) >= SURE:
        return 0.0
    if path.headed and piece.listed and not begins_low(piece.text):
        return _ITEM
    if announces(path.left) and (piece.listed or without_bullet(piece.text) != piece.text):
        return _ITEM
    if _lists(path.left, piece.text):
        return _UNMARKED_ITEM
    return _MIDDLE_OF_NOTHING if begins_low(piece.text) else _UNCODED_PARAGRAPH


def _lists(open_text: str, text: str) -> bool:
    """Say whether ``text`` is an item of a list that lost its bullets: behind a colon, items end with semicolons."""
    if open_text.endswith(":"):
        return _ITEM_ENDS.search(text) is not None
    return ": " in open_text and _ITEM_ENDS.search(open_text) is not None and len(text.split()) <= _LONGEST_ITEM


def _cost_of_result(path: _Path, piece: Piece, number: int | None, group: bool, usage: Usage) -> float:
    cost = _LISTED_RESULT if piece.listed else 0.0
    if number is not None:
        return _CODE_IN_RESULTS
    if group:
        return _ASTRAY
    if overlapping(path.right, piece.text):
        return cost + _REPEATED
    if path.right and not is_finished(path.right) and seam(path.right, piece.text, usage) >= SURE:
        return cost
    if begins_low(piece.text):
        return cost + _MIDDLE_OF_NOTHING
    if is_fragment(piece.text):
        cost += _FRAGMENT_AS_RESULT
    return cost + (_FURTHER_PARAGRAPH if path.right else _FIRST_PARAGRAPH)


def _cost_of_end(table: ProgrammeTable, path: _Path, following: list[str]) -> float:
    """Return the cost of how the next row goes on: in the middle of a text, or not."""
    cost = 0.0
    for role, text in (("activity", path.left), ("result", path.right)):
        column = table.column(role)
        after = following[column] if column is not None and column < len(following) else ""
        if not after:
            continue
        if begins_low(after) and is_finished(text):
            cost += _ASTRAY
        elif is_cut(text) and not begins_low(after) and (role == "activity" and _code(table, after, 0)):
            cost += _LEFT_OPEN
    return cost


def _emit(
    table: ProgrammeTable,
    pieces: list[Piece],
    columns: tuple[int | None, ...],
    left: int,
    right: int,
    notices: Notices,
    ahead: list[Piece],
) -> None:
    """Add the paragraphs to the table's rows as assigned."""
    inferred: list[Piece] = []
    resumes = True
    in_order = [*pieces, *ahead]
    for place, (piece, column) in enumerate(zip(pieces, columns, strict=True)):
        if column is None:
            continue
        if column == left:
            code = _code(table, piece.text, 0) is not None
            code_follows = code_ahead(in_order[place + 1 : place + 3], _letter(table), 0)
            bare = not code and not _is_status(piece.text)
            group = bare and is_group(piece.text, piece.styled, _last_text(table, left), code_follows)
            answer = _last_text(table, right) if table.rows and table.rows[-1].pieces(right) else ""
            if group or not table.rows or (code and answer and _has_end(answer)):
                table.rows.append(Row())
        elif not table.rows:
            table.rows.append(Row())
        if column == right:
            inferred.append(piece)
        row = table.rows[-1]
        row.add(column, replace(piece, resumes=resumes or bool(row.pieces(column))))
        resumes = True
    if inferred:
        notices.add(
            "info",
            "column-inferred",
            "Paragraphs that fell out of a table were put back into its results column.",
            " / ".join(piece.text[:80] for piece in inferred),
            [piece.block for piece in inferred],
        )


def _is_status(text: str) -> bool:
    """Say whether a text is a status and nothing else (``Completed``): it answers, and heads nothing."""
    found = status(text)[1]
    return found is not None and found == text.strip(" .")


def _has_end(answer: str) -> bool:
    """Say whether a result has an end: a full stop, or few words that are not cut (``Completed``)."""
    return is_finished(answer) or (len(answer.split()) <= _SHORT_ANSWER and not is_cut(answer))


def _reach(table: ProgrammeTable, pieces: list[Piece], column: int) -> int:
    """Return how many of the paragraphs after a table's end certainly belong to it.

    Up to the last code of the theme, and on while the text goes on: list items after a colon, a sentence cut short,
    list items among list items.
    """
    last = _last_number(table, column)
    reach = 0
    before = _last_text(table, column)
    for position, piece in enumerate(pieces):
        number = _last_code(table, piece.text, last)
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


def _last_number(table: ProgrammeTable, column: int) -> int:
    last = 0
    for row in table.rows:
        for piece in row.pieces(column):
            last = max(last, _last_code(table, piece.text, last))
    return last


def _last_code(table: ProgrammeTable, text: str, last: int) -> int:
    """Return the number of the last code in a text that carries on the series, ``last`` where there is none."""
    letter = _letter(table)
    first = _code(table, text, last) or last
    inside = codes_inside(text, letter, first) if letter else []
    return inside[-1][1].number if inside else first


def _last_text(table: ProgrammeTable, column: int) -> str:
    for row in reversed(table.rows):
        pieces = row.pieces(column)
        if pieces:
            return pieces[-1].text
    return ""
