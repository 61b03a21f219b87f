"""Rows whose cells a converter printed one below the other.

A code begins a row, or several of which each has its time frame; these part the cells, which then go to the columns in
their order; what does not come out even is named.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from statistics import median

from pipeline.model import BULLET
from pipeline.split.continuity import announces, begins_low, is_finished
from pipeline.split.notices import Notices
from pipeline.split.printed import Piece
from pipeline.split.programmes.codes import code_at_start
from pipeline.split.programmes.entries import is_group
from pipeline.split.programmes.rows import ProgrammeTable, Row
from pipeline.split.programmes.timeframes import is_timeframe
from pipeline.split.restore.told import is_status

_SENTENCE = re.compile(r"(?:^|(?<=[.;:!?]))\s*(?=\w)")
_LONGEST_FRAME = 4
_LONGEST_ENTRY = 3
_MANY_MORE = 2
"""A result with so many times as many further paragraphs as is usual in its table may hold some of other rows."""


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
    records, heads, outside = _records(table, pieces)
    if "timeframe" in table.roles:
        records = [_with_frame_parted(record) for record in records]
    beyond: list[tuple[int, list[Piece]]] = []
    bare: list[Row] = []

    for place, record in enumerate(records):
        first, *rest = record
        row = Row({activity: [*([heads[place]] if place in heads else []), first]})
        while rest and _goes_on(row.cells[activity][-1].text, rest[0].text):
            row.add(activity, rest.pop(0))
        last = place + 1 == len(records)
        count = len(bare) + 1 if rest else 1
        cells = _in_order(table, columns, rest, count)
        if count > 1 and cells is not None:
            del table.rows[-len(bare) :]
            row.cells[activity][:0] = [piece for one in bare for piece in one.cells[activity]]
        elif rest or last:
            for one in bare:
                notices.add_of(one.cells[activity], "cells-not-aligned/order")
            cells = _in_order(table, columns, rest, count := 1)
        if cells is None and _ends_text(row.cells[activity][-1].text, rest):
            cells = _in_order(table, columns, rest[1:], count)
            if cells is not None:
                row.add(activity, replace(rest[0], resumes=True))
        if not last and _ends_with_head(rest, cells is None):
            without = _in_order(table, columns, rest[:-1], count)
            if without is not None:
                heads[place + 1] = rest.pop()
                cells = without
        bare = [*bare, row] if not rest and not last and place + 1 not in heads else []
        if cells is None and not bare:
            outside += [piece.block for piece in rest]
            notices.add_of(record, "cells-not-aligned/order")
        for column, piece in cells or []:
            row.add(column, piece)
        if cells and _may_be_entry(cells, table.roles) and any(_entries(table, columns, one[1:]) for one in records):
            notices.add_of(record, "cells-not-aligned/order")
        beyond.append((len(cells or []) - (count - 1) - len(columns), record))
        table.rows.append(row)
    usual = median(count for count, _ in beyond) if beyond else 0
    for record in [record for count, record in beyond if count > max(usual, 1) * _MANY_MORE]:
        notices.add_of(record, "cells-not-aligned/long")
    return outside


def _records(table: ProgrammeTable, pieces: list[Piece]) -> tuple[list[list[Piece]], dict[int, Piece], list[int]]:
    """Return the pieces from each code to the next, the sub-heading above the first by its place, the blocks before."""
    last = 0
    outside: list[int] = []
    records: list[list[Piece]] = []
    heads: dict[int, Piece] = {}
    for above, found in zip([None, *pieces], pieces, strict=False):
        number = code_at_start(found.text, table.letter, last)
        if number is not None:
            if not records and above is not None and is_group(above.text, above.styled, None, True):
                heads[0] = above
                outside.remove(above.block)
            last = number.number
            records.append([found])
        elif records:
            records[-1].append(found)
        else:
            outside.append(found.block)
    return records, heads, outside


def _with_frame_parted(record: list[Piece]) -> list[Piece]:
    """Return the pieces from one code to the next with a time frame parted that begins a line in a text.

    Some tools print it on one line with the words beside it: ``2091-2092 The cranes were counted.``
    """
    if any(is_timeframe(piece.text) for piece in record):
        return record
    for at, piece in enumerate(record):
        for found in _SENTENCE.finditer(piece.text, 0 if at else 1):
            words = piece.text[found.end() :].split(" ")
            for count in range(min(_LONGEST_FRAME, len(words) - 1), 0, -1):
                frame, rest = " ".join(words[:count]), " ".join(words[count:])
                if rest[:1].isupper() and is_timeframe(frame):
                    parts = [piece.text[: found.start()], frame, rest]
                    return [*record[:at], *(replace(piece, text=part) for part in parts if part), *record[at + 1 :]]
    return record


def _entries(table: ProgrammeTable, columns: list[int], cells: list[Piece]) -> int:
    """Return how many pieces go on with the entry before a result, which may have lines (``Lake`` over ``Watch``)."""
    if len(columns) < 2 or table.roles[columns[-1]] != "result" or table.roles[columns[-2]] == "timeframe":
        return 0
    behind = cells[len(columns) - 1 :]
    short = len(list(takewhile(lambda piece: _is_entry(piece.text), behind)))
    return short if short < len(behind) else 0


def _is_entry(text: str) -> bool:
    return len(text.split()) <= _LONGEST_ENTRY and not is_finished(text) and not is_status(text)


def _may_be_entry(cells: list[tuple[int, Piece]], roles: list[str | None]) -> bool:
    """Say whether all that stands for a result may be the rest of the entry before it."""
    results = [piece.text for column, piece in cells if roles[column] == "result"]
    return bool(results) and all(map(_is_entry, results))


def _ends_with_head(pieces: list[Piece], uneven: bool) -> bool:
    """Say whether the last of the pieces between two codes is the sub-heading of the second.

    ``uneven``: they are more or fewer than the columns.
    """
    if not pieces or is_status(pieces[-1].text) or not is_group(pieces[-1].text, pieces[-1].styled, None, True):
        return False
    return uneven or (len(pieces) > 1 and is_finished(pieces[-2].text))


def _goes_on(above: str, text: str) -> bool:
    """Say whether an activity goes on in a text: in a list, which a page may cut, or within a sentence."""
    if text.startswith(BULLET) or begins_low(text):
        return True
    return announces(above) and not is_timeframe(text) and not is_status(text)


def _ends_text(text: str, rest: list[Piece]) -> bool:
    """Say whether the first of the pieces behind an activity ends its text: a line broke before a name (``China.``)."""
    return bool(rest) and not is_finished(text) and is_finished(rest[0].text) and not is_status(rest[0].text)


def _in_order(
    table: ProgrammeTable, columns: list[int], cells: list[Piece], activities: int = 1
) -> list[tuple[int, Piece]] | None:
    """Give cells to columns in their order, None where that does not come out even.

    As many time frames as the row has activities divide them, the first that do so evenly (a status may be one, too:
    ``Ongoing``); a result may have several paragraphs, or none where it stands last.
    """
    dated = [place for place, piece in enumerate(cells) if is_timeframe(piece.text)]
    column = table.column("timeframe")
    if column in columns and dated:
        before, after = columns[: columns.index(column)], columns[columns.index(column) + 1 :]
        for place in dated:
            frames, behind = cells[place : place + activities], cells[place + activities :]
            if not set(range(place, place + activities)) <= set(dated):
                continue
            first, second = _in_order(table, before, cells[:place]), _in_order(table, after, behind)
            if first is not None and second is not None:
                return [*first, *((column, frame) for frame in frames), *second]
        return None
    if activities > 1:
        return None
    if len(columns) == len(cells):
        return list(zip(columns, cells, strict=True))
    if columns and table.roles[columns[-1]] == "result":
        if len(cells) > len(columns):
            begins = len(columns) - 1
            ends = begins + _entries(table, columns, cells)
            entry = [(columns[-2], piece) for piece in cells[begins:ends]]
            result = [(columns[-1], piece) for piece in cells[ends:]]
            return [*zip(columns[:-1], cells[:begins], strict=True), *entry, *result]
        if len(cells) == len(columns) - 1:
            return list(zip(columns, cells, strict=False))
    return None
