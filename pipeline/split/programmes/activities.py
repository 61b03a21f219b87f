"""Coded activities out of the rows of a programme table, with their groups, time frames and comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.families import anywhere, whole
from pipeline.model import BULLET
from pipeline.split.continuity import begins_low, is_cut
from pipeline.split.notices import Notices
from pipeline.split.printed import unique, without_bullet
from pipeline.split.programmes.codes import LETTERS, NUMBERS, Code, code_alone
from pipeline.split.programmes.counted import COUNTED, entries_with_codes
from pipeline.split.programmes.entries import Entry, row_series
from pipeline.split.programmes.rows import ProgrammeTable
from pipeline.split.programmes.timeframes import Timeframe, timeframes, together
from pipeline.split.texts import Text, column_text, goes_on_in

_Frames = list[tuple[Timeframe, list[int]]]
_FARTHEST_SHIFT = 8
"""Over how many rows time frames may have been printed too early."""


@dataclass(slots=True)
class Activity:
    """A coded activity as found: its place in the table, words, time frame, and how its code was found.

    ``printed`` is its code, given back where it was lost; ``row`` is the first row it stands in.
    """

    printed: Code
    group: str | None
    row: int
    text: Text
    inferred: str | None = None
    timeframe: Timeframe | None = None
    timeframe_blocks: list[int] = field(default_factory=list)
    comments: list[Text] = field(default_factory=list)
    leads: list[Text] = field(default_factory=list)
    priorities: list[Text] = field(default_factory=list)
    basis: str = "row"

    @property
    def code(self) -> str:
        """The normalised code."""
        return self.printed.name


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the cells of a table reach over its rows.

    ``results`` has for each column of results (None where there is none), for each row, the row whose results it
    shares. ``told`` has for each row the row whose activities it tells of: itself, or one above whose activity or code
    spans over it, where no activity begins in it.
    """

    results: dict[int | None, list[int]]
    told: list[int]


def read_activities(table: ProgrammeTable, notices: Notices) -> tuple[list[Activity], Reach]:
    """Return the activities of a programme table in order, and how far what stands beside them reaches."""
    entries = entries_with_codes(table, row_series(table), notices)
    activities = _activities(entries, notices)
    _check_series(activities, table, notices)
    if counted := [activity for activity in activities if activity.inferred == COUNTED]:
        notices.add("code-inferred/table", " | ".join(table.headers), table.blocks()[:1], count=len(counted))
    columns: list[int] | list[None] = table.columns("result") or [None]
    reach = Reach({column: _row_spans(table, column, entries) for column in columns}, _told(table, activities))
    spans = reach.results[columns[0]]
    _set_timeframes(table, activities, spans, reach.told, notices)
    _set_comments(table, activities, spans, reach.told)
    leads = _beside(table, "lead", activities, reach.told, notices)
    priorities = _beside(table, "priority", activities, reach.told, notices)
    for activity, own_leads, own_priorities in zip(activities, leads, priorities, strict=True):
        activity.leads, activity.priorities = own_leads, own_priorities
    return activities, reach


def _activities(entries: list[Entry], notices: Notices) -> list[Activity]:
    activities: list[Activity] = []
    group: str | None = None
    for entry in entries:
        if entry.kind == "group":
            group = without_bullet(entry.text).strip(" :")
        elif entry.code:
            group = entry.heading or group
            text = Text()
            text.go_on(without_bullet(entry.text), entry.piece.block)
            activities.append(Activity(entry.code, group, entry.row, text, inferred=entry.inferred))
            if entry.code.misprint:
                notices.add("code-misprinted", entry.code.misprint, text.blocks, code=entry.code.name)
        elif activities:
            text = activities[-1].text
            text.go_on(entry.text, entry.piece.block, same_paragraph=goes_on_in(entry.piece, text.text))
        else:
            notices.add("text-without-activity", entry.text[:500], [entry.piece.block])
    return activities


def _check_series(activities: list[Activity], table: ProgrammeTable, notices: Notices) -> None:
    expectations: dict[tuple[str, tuple[int, ...]], int] = {}
    for activity in activities:
        code = activity.printed
        series = (code.letter, code.parents)
        expected = expectations.get(series, code.number if code.letter in (NUMBERS, LETTERS) else 1)
        if code.suffix:
            continue
        if code.number > expected:
            lost = ", ".join(replace(code, number=number).name for number in range(expected, code.number))
            notices.add(
                "code-gap",
                table.theme.title if table.theme else "",
                activity.text.blocks,
                code=activity.code,
                lost=lost,
            )
        elif code.number < expected:
            notices.add("code-out-of-series", activity.text.text[:200], activity.text.blocks, code=activity.code)
        expectations[series] = code.number + 1
    begun = Counter(activity.row for activity in activities)
    read = {activity.code for activity in activities}
    for number, row in enumerate(table.rows):
        words = [piece.text for piece in row.pieces(table.column("activity"))]
        codes = table.codes(row)
        for piece in codes:
            bare, evidence = code_alone(piece.text, None), piece.text
            if bare is not None and bare.name not in read and len(codes) > 1 and begun[number]:
                why = "several"
                evidence = f"{piece.text}: {words[0][:200] if words else ''}"
            elif _is_not_read(piece.text, expectations):
                why = "without-words"
            elif begun[number] < min(len(codes), len(words)) and piece.text not in words and _is_no_code(piece.text):
                why = "no-code"
            else:
                continue
            notices.add(f"code-not-read/{why}", evidence, [piece.block])
    letter = activities[0].printed.letter if activities else NUMBERS
    if table.theme and letter not in (NUMBERS, LETTERS, table.theme.letter):
        notices.add(
            "theme-mismatch", table.theme.title, activities[0].text.blocks, letter=letter, other=table.theme.letter
        )


def _is_not_read(text: str, expectations: Mapping[tuple[str, tuple[int, ...]], int]) -> bool:
    """Say whether a text is the code of an activity behind all that were read of its series."""
    code = code_alone(text, None)
    return code is not None and code.number >= expectations.get((code.letter, code.parents), code.number + 1)


def _is_no_code(text: str) -> bool:
    """Say whether a text is the code of no series."""
    return not any(code_alone(text, letter) for letter in (None, NUMBERS, LETTERS))


def _row_spans(table: ProgrammeTable, result: int | None, entries: list[Entry]) -> list[int]:
    """Return for each row the row whose results it shares: a spanning result cell, or a sub-heading's own row."""
    spans: list[int] = []
    for number, row in enumerate(table.rows):
        shares = number > 0 and result is not None and result in row.covered
        if number > 0 and _only_group(entries, number - 1) and not table.rows[number - 1].pieces(result):
            shares = True
        spans.append(spans[-1] if shares else number)
    return spans


def _only_group(entries: list[Entry], row: int) -> bool:
    kinds = [entry.kind for entry in entries if entry.row == row]
    return bool(kinds) and all(kind == "group" for kind in kinds)


def rows_of_spans(spans: list[int]) -> dict[int, list[int]]:
    """Return the rows that share the results of each row, or tell of its activities; ``spans``: see `Reach`."""
    rows: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        rows.setdefault(span, []).append(number)
    return rows


def _told(table: ProgrammeTable, activities: list[Activity]) -> list[int]:
    """Return for each row the row whose activities it tells of: see `Reach`."""
    columns = {table.column("activity"), table.column("code")} - {None}
    beginning = {activity.row for activity in activities}
    told: list[int] = []
    for number, row in enumerate(table.rows):
        of_above = number > 0 and number not in beginning and bool(columns & row.covered)
        told.append(told[-1] if of_above else number)
    return told


def _set_timeframes(
    table: ProgrammeTable, activities: list[Activity], spans: list[int], told: list[int], notices: Notices
) -> None:
    """Give the time frames of each row to its activities, in order.

    A cell over several rows speaks for all of them. Where a cell prints more time frames than its row has activities
    and the rows after it as many fewer, they are taken together; so they are where the rows before it have none and the
    rows of the table are inferred.
    """
    column = table.column("timeframe")
    if column is None:
        _set_marked_years(table, activities, told, notices)
        return
    ends: list[int] = []
    for number, row in enumerate(table.rows):
        shares = column in row.covered or spans[number] != number or told[number] != number
        ends.append(ends[-1] if number and shares else number)
    inferred = bool(table.inferred) or any(part.inferred for part in table.parts)
    groups: list[tuple[list[Activity], _Frames]] = []
    for first, rows in rows_of_spans(ends).items():
        mine = [activity for activity in activities if ends[activity.row] == first]
        paragraphs = column_text(table, rows, column)
        groups.append((mine, [(frame, text.blocks) for text in paragraphs for frame in timeframes(text.text)]))
    place = 0
    while place < len(groups):
        count = _rows_together(groups[place : place + _FARTHEST_SHIFT], late=inferred)
        taken = groups[place : place + count]
        _align([one for mine, _ in taken for one in mine], [one for _, found in taken for one in found], count, notices)
        place += count


def _set_marked_years(table: ProgrammeTable, activities: list[Activity], told: list[int], notices: Notices) -> None:
    """Give each activity the years whose columns have a mark in its rows; a row may span others, see `Reach`."""
    columns = marked_columns(table)
    rows_about = rows_of_spans(told)
    for activity in activities:
        rows = rows_about[activity.row]
        marked = [(column, text) for column in columns for text in column_text(table, rows, column)]
        if marked:
            frames = [frame for column, _ in marked for frame in timeframes(table.headers[column])]
            activity.timeframe = replace(
                together(frames), text=", ".join(dict.fromkeys(frame.text for frame in frames))
            )
            activity.timeframe_blocks = unique(block for _, text in marked for block in text.blocks)
    if columns and any(activity.timeframe for activity in activities):
        notices.add(
            "timeframe-inferred",
            " | ".join(table.headers[column] for column in columns),
            [block for column in columns for block in table.header_blocks.get(column, [])],
        )


def marked_columns(table: ProgrammeTable) -> list[int]:
    """Return the columns that are named after years and hold nothing but marks."""
    return [
        column
        for column in table.columns("year")
        if all(whole("marks", piece.text.strip()) for row in table.rows for piece in row.pieces(column))
    ]


def _rows_together(groups: list[tuple[list[Activity], _Frames]], *, late: bool) -> int:
    """Return over how many rows time frames and activities come out even, 1 where they do not or need not.

    Time frames stand in the first of these rows or, where they may be printed ``late``, in the last.
    """
    missing = len(groups[0][1]) - len(groups[0][0])
    if not groups[0][0] or (missing <= 0 and not (late and not groups[0][1])):
        return 1
    early = missing > 0
    for count, (mine, found) in enumerate(groups[1:], 2):
        missing += len(found) - len(mine)
        if missing == 0:
            return count
        if found and not early:
            return 1
    return 1


def _align(mine: list[Activity], found: _Frames, rows: int, notices: Notices) -> None:
    every = [block for _, blocks in found for block in blocks]
    for frame, blocks in found:
        if frame.form is None:
            notices.add("timeframe-not-understood", frame.text, blocks)
    if not found or not mine:
        return
    if len(found) == len(mine):
        pairs = [([frame], blocks) for frame, blocks in found]
        how = "in-order"
    elif len(mine) == 1 or len(found) == 1:
        pairs = [([frame for frame, _ in found], every)] * len(mine)
        how = "to-all"
    else:
        pairs = []
        how = "to-none"
    if len(found) != len(mine) or rows > 1:
        notices.add(
            f"timeframes-not-aligned/{how}",
            " / ".join(frame.text for frame, _ in found),
            every,
            frames=len(found),
            activities=len(mine),
            codes=", ".join(activity.code for activity in mine),
            rows=rows,
        )
    for activity, (frames, blocks) in zip(mine, pairs, strict=False):
        activity.timeframe = together(frames)
        activity.timeframe_blocks = unique(blocks)


def _set_comments(table: ProgrammeTable, activities: list[Activity], spans: list[int], told: list[int]) -> None:
    """Give the comments of each row to its activities."""
    sharing, rows_about = rows_of_spans(spans), rows_of_spans(told)
    for activity in activities:
        rows = sorted({*sharing[spans[activity.row]], *rows_about[activity.row]})
        activity.comments = column_text(table, rows, table.column("comment"))


def _beside(
    table: ProgrammeTable, role: str, activities: list[Activity], told: list[int], notices: Notices
) -> list[list[Text]]:
    """Return what a column says beside each activity; a cell that spans rows from above says it of all of them.

    As many paragraphs as there are activities beside a cell are given in order, as time frames are. That several lead
    them together may be printed so, too: it is an issue, as other numbers of paragraphs are.
    """
    column = table.column(role)
    beside: dict[int, list[int]] = {}
    found: list[list[Text]] = []
    rows_about = rows_of_spans(told)
    for at, activity in enumerate(activities):
        rows = rows_about[activity.row]
        first = rows[0]
        while first and column in table.rows[first].covered:
            first -= 1
        beside.setdefault(first, []).append(at)
        found.append(column_text(table, unique([first, *rows]), column))
    for mine in beside.values():
        said = found[mine[0]]
        if len(mine) == 1 or len(said) < 2 or any(found[at] != said for at in mine):
            continue
        in_order = len(said) == len(mine) and not any(_is_part(text.text) for text in said)
        if in_order:
            for at, text in zip(mine, said, strict=True):
                found[at] = [text]
        if not in_order or role == "lead":
            codes = ", ".join(activities[at].code for at in mine)
            notices.add(
                f"{role}-not-aligned/{'in-order' if in_order else 'to-each'}",
                " / ".join(text.text for text in said),
                [block for at in mine for block in activities[at].text.blocks],
                said=len(said),
                activities=len(mine),
                codes=codes,
            )
    return found


def _is_part(text: str) -> bool:
    """Say whether a paragraph of a cell is one of a list, or goes on in the next or from the one above."""
    return text.startswith(BULLET) or begins_low(text) or is_cut(text)


def depends_on_funding(text: str) -> bool:
    """Say whether the text makes the activity depend on money that is not there yet."""
    return anywhere("funding", text) is not None
