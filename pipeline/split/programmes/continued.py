"""Rows of a programme table that only carry on the row above them.

A row behind a page break does that has no code; one that repeats the code above, if it says that it goes on or begins
in the middle of a sentence; one without what every other row begins with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.families import at_start
from pipeline.split.continuity import begins_low
from pipeline.split.notices import Notices
from pipeline.split.programmes.counted import entries_with_codes
from pipeline.split.programmes.entries import Entry, row_series
from pipeline.split.programmes.rows import ProgrammeTable, Row
from pipeline.split.programmes.timeframes import timeframes


def join_rows(table: ProgrammeTable, notices: Notices, *, shared: bool) -> None:
    """Join rows that only carry on the row above them, as rows cut by a page break do.

    ``shared`` tells whether activities share rows anywhere in the document, see `share_rows`.
    """
    entries = entries_with_codes(table, row_series(table), None)
    held = _Held(table, entries, shared=shared)
    last = {entry.row: entry for entry in entries if entry.code}
    joined: list[Row] = []
    before: Entry | None = None
    activities = 0
    torn = False
    for number, row in enumerate(table.rows):
        start = held.first.get(number)
        carried = row
        goes_on = bool(joined) and (start is None or start.kind == "text") and not row.covered
        if joined and start is not None and _repeats(start, before, row):
            goes_on = True
            carried = _without_code(row, table, start)
            notices.add("row-continued/code", start.text[:200], [start.piece.block])
        elif joined and start is not None and held.may_be_cut(number):
            if held.is_cut(number, joined[-1], activities):
                goes_on = True
                notices.add("row-continued/head", start.text[:200], [start.piece.block])
            elif held.is_unlike(number, joined[-1]):
                _report_break(
                    [entry for entry in entries if entry.row in {number - 1, number} and entry.code],
                    "row-break-uncertain/head",
                    notices,
                )
        elif torn and start is not None and start.kind == "code" and table.column("result") is not None:
            _report_break(
                [entry for entry in (before, start) if entry is not None], "row-break-uncertain/torn", notices
            )
        torn = goes_on and not row.after_break and start is not None and begins_low(start.text)
        before = last.get(number, before)
        activities = held.coded[number] + (activities if goes_on else 0)
        if not goes_on:
            joined.append(row)
            continue
        for column in sorted(carried.cells):
            for position, piece in enumerate(carried.cells[column]):
                joined[-1].add(column, replace(piece, resumes=position == 0))
    table.rows = joined


class _Held:
    """What the rows of a table hold: ``first`` has the first entry of each, ``coded`` counts those with a code."""

    def __init__(self, table: ProgrammeTable, entries: Sequence[Entry], *, shared: bool) -> None:
        self._table = table
        self._shared = shared
        self._result = table.column("result")
        self.first: dict[int, Entry] = {}
        for entry in entries:
            self.first.setdefault(entry.row, entry)
        self.coded = Counter(entry.row for entry in entries if entry.code)
        numbers = [number for number, row in enumerate(table.rows) if number in self.first and not row.after_break]
        whole = [self.first[number].kind for number in numbers]
        self._grouped = len(whole) > 1 and all(kind == "group" for kind in whole if kind != "text")
        begun = [number for number in numbers if self.first[number].kind == "code"]
        self._headed = whole.count("group") > 1 and all(map(self._is_headed, begun))

    def _is_headed(self, number: int) -> bool:
        """Say whether a sub-heading in a row of its own stands right above a row."""
        head = self.first.get(number - 1)
        return head is not None and head.kind == "group" and not self.coded[number - 1]

    def may_be_cut(self, number: int) -> bool:
        """Say whether a page break may have cut a row that begins with a code from the row above it."""
        row = self._table.rows[number]
        return self.first[number].kind == "code" and row.after_break and not row.pieces(self._table.column("code"))

    def is_cut(self, number: int, above: Row, activities: int) -> bool:
        """Say whether a row is the rest of the one above it, which has so many activities.

        Its result goes on, or it has none, nor a sub-heading as others have; or only a sub-heading stands above.
        """
        row = self._table.rows[number]
        pieces = row.pieces(self._result)
        if pieces and begins_low(pieces[0].text):
            return True
        if self._grouped and self._result is not None and not pieces:
            return True
        head = self.first.get(number - 1)
        headed = head is not None and head.kind == "group" and not activities
        under = headed and _has_others(self._table, above) and not _has_others(self._table, row)
        return under or _owes_timeframes(self._table, above, row, activities)

    def is_unlike(self, number: int, above: Row) -> bool:
        """Say whether a row has no sub-heading where others have one, or no result where activities share some."""
        if self._result is None:
            return False
        row = self._table.rows[number]
        if self._grouped or (self._headed and not self._is_headed(number)):
            return True
        return self._shared and not row.pieces(self._result) and bool(above.pieces(self._result))


def share_rows(tables: Sequence[ProgrammeTable]) -> bool:
    """Say whether a row of one of the tables holds several activities, which share what stands beside them."""
    for table in tables:
        entries = entries_with_codes(table, row_series(table), None)
        if len({entry.row for entry in entries if entry.code}) < sum(entry.code is not None for entry in entries):
            return True
    return False


def _report_break(begun: Sequence[Entry], notice: str, notices: Notices) -> None:
    """Report that a row, ``begun`` with the last of these activities, may be the rest of that of the first."""
    evidence = " / ".join(entry.piece.text[:80] for entry in begun)
    notices.add(notice, evidence, [entry.piece.block for entry in begun])


def begins_continued(text: str) -> bool:
    """Say whether a text begins by saying that it goes on from another page (``(cont.) ...``)."""
    return without_continuation(text) != text


def without_continuation(text: str) -> str:
    """Return a text without what says at its beginning, in brackets or with a stop behind it, that it goes on."""
    found = at_start("continued", text)
    end = found[1].end() if found else 0
    closed = end > 0 and (text[end - 1] in ").:" or text[end : end + 1] == ":")
    return text[end:].lstrip(" .:") if closed else text


def _repeats(start: Entry, before: Entry | None, row: Row) -> bool:
    """Say whether a row begins with the code of the row above, and says that it goes on, or does so in a sentence."""
    if before is None or before.code is None or start.code is None or start.code.name != before.code.name:
        return False
    return begins_continued(start.text) or (row.after_break and begins_low(start.text))


def _without_code(row: Row, table: ProgrammeTable, start: Entry) -> Row:
    """Return the row without its code, and without the words that say that it goes on."""
    activity = table.column("activity")
    words = without_continuation(start.text)
    cells = {column: list(pieces) for column, pieces in row.cells.items() if column != table.column("code")}
    if activity is not None and activity in cells:
        cells[activity] = [*([start.piece.part(words)] if words else []), *cells[activity][1:]]
    return replace(row, cells=cells)


def _has_others(table: ProgrammeTable, row: Row) -> bool:
    """Say whether a row has texts in other columns than that of activities."""
    return any(pieces for column, pieces in row.cells.items() if column != table.column("activity"))


def _owes_timeframes(table: ProgrammeTable, before: Row, row: Row, activities: int) -> bool:
    """Say whether the row above prints more time frames than ``activities`` and this row, cut off from it, none."""
    column = table.column("timeframe")
    if column is None or row.pieces(column):
        return False
    frames = sum(len(timeframes(piece.text)) for piece in before.pieces(column))
    return frames > max(activities, 1)
