"""Coded activities out of the rows of a programme table, with their groups, time frames and results."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from pipeline.families import anywhere, whole
from pipeline.model import BULLET
from pipeline.split.codes import LETTERS, NUMBERS, Code, code_at_start, codes_inside
from pipeline.split.columns import is_bare_code
from pipeline.split.continuity import announces, begins_low, is_cut, is_finished, join
from pipeline.split.notices import Notices
from pipeline.split.printed import Piece, unique, without_bullet
from pipeline.split.rows import ProgrammeTable, Row
from pipeline.split.timeframes import Timeframe, timeframes, together

_LONGEST_GROUP_WORDS = 14
_LONGEST_GROUP = 120
_LONGEST_FUSED = 8
_LAST_SENTENCE = re.compile(r"^(?P<text>.*[.;!?][\"”’')\]]*)\s+(?P<tail>[^.;!?]+)$", re.DOTALL)
_ADDRESS = re.compile(
    r"(?P<first>[A-Z]?\d{1,2})(?:\s?(?:[-–—]|to|and|,|&)\s?(?P<last>[A-Z]?\d{1,2}))?[.):](?=\s)\s*(?=\S)"
)


@dataclass(slots=True)
class Text:
    """A text put together from pieces, with the blocks that it rests on (indexes)."""

    text: str = ""
    blocks: list[int] = field(default_factory=list)

    def go_on(self, text: str, block: int, same_paragraph: bool = False) -> None:
        """Append text: to the running paragraph where it was cut or ``same_paragraph``, else as a new paragraph."""
        if not text:
            return
        if not self.text:
            self.text = text
        elif text.startswith(BULLET) and not same_paragraph:
            self.text += "\n" + text
        elif (
            same_paragraph
            or (not is_finished(self.text) and begins_low(text) and not announces(self.text))
            or is_cut(self.text)
        ):
            self.text = overlapping(self.text, text) or join(self.text, text)
        else:
            self.text += "\n" + text
        self.blocks = unique([*self.blocks, block])


@dataclass(slots=True)
class Activity:
    """A coded activity as found: its place in the table, words, time frame, and how its code was found.

    ``printed`` is its code, given back where it was lost; ``row`` is the first row it stands in, ``answer`` the index
    of the answer that it shares, if the table has results.
    """

    printed: Code
    group: str | None
    row: int
    text: Text
    inferred: str | None = None
    timeframe: Timeframe | None = None
    timeframe_blocks: list[int] = field(default_factory=list)
    comments: list[Text] = field(default_factory=list)
    answer: int | None = None
    basis: str = "row"

    @property
    def code(self) -> str:
        """The normalised code."""
        return self.printed.name


@dataclass(slots=True)
class Answer:
    """The content of a result cell, or a part of it that names its activities. ``row`` is its first row."""

    row: int
    text: Text
    activities: list[Activity]
    basis: str = "row"


@dataclass(slots=True)
class _Event:
    kind: str
    row: int
    text: str
    piece: Piece
    code: Code | None = None
    inline: bool = False
    inferred: str | None = None
    heading: str = ""
    letter: str | None = None


def read_activities(table: ProgrammeTable, notices: Notices) -> tuple[list[Activity], list[Answer]]:
    """Return the activities of a programme table in order, and the answers of its results column."""
    series = _series(table)
    events = _restored(_events(table, series), notices)
    activities = _activities(events, notices)
    _check_series(activities, table, notices)
    spans = _row_spans(table, events)
    _set_timeframes(table, activities, spans, notices)
    _set_comments(table, activities, spans)
    return activities, _answers(table, activities, spans, notices)


def is_group(text: str, styled: bool, before: str | None, code_follows: bool) -> bool:
    """Say whether a text without a code is the sub-heading of what follows.

    ``before`` is the text of the activity before it (None: there is none), ``code_follows`` whether a code comes next.
    """
    bare = text.strip()
    if not bare or bare.startswith(BULLET) or len(bare) > _LONGEST_GROUP or len(bare.split()) > _LONGEST_GROUP_WORDS:
        return False
    if is_finished(bare) or bare.endswith((";", ",", ":")) or begins_low(bare) or not (styled or code_follows):
        return False
    if before and is_cut(before):
        return False
    return styled or not (before and announces(before)) or code_follows


def _series(table: ProgrammeTable) -> list[str | None]:
    """Return the series of codes that each row of the table belongs to.

    That is the one of most codes at the beginning of pieces, else of the heading. Another one begins, or goes on, with
    a row whose code is the next of it.
    """
    column = table.column("activity")
    first: list[list[Code]] = [
        [code for piece in _left(table, row, column) if (code := code_at_start(piece.text, None, 0))]
        for row in table.rows
    ]
    main = _main_series(table, [code for codes in first for code in codes])
    if main in (NUMBERS, LETTERS):
        return [main] * len(table.rows)
    series: list[str | None] = []
    last: Counter[str] = Counter()
    for codes in first:
        before = series[-1] if series else main
        begins = next((code for code in codes if code.letter == before), codes[0] if codes else None)
        if begins is not None and begins.number == last[begins.letter] + 1:
            before = begins.letter
        series.append(before)
        last.update({code.letter: code.number - last[code.letter] for code in codes if code.letter == before})
    return series


def _main_series(table: ProgrammeTable, codes: list[Code]) -> str | None:
    found = Counter(code.letter for code in codes)
    theme = table.theme.letter if table.theme else None
    if theme and found[theme]:
        return theme
    if found:
        return found.most_common(1)[0][0]
    return _bare_series(table) or theme


def _bare_series(table: ProgrammeTable) -> str | None:
    """Return `NUMBERS` or `LETTERS` where the rows of a table begin with numbers or small letters that count up.

    In a column of their own they may count on from another table.
    """
    own_column = table.column("code") is not None
    column = table.column("activity")
    starts = [pieces[0].text for row in table.rows if (pieces := _left(table, row, column))]
    for series in (NUMBERS, LETTERS):
        codes = [code for text in starts if (code := code_at_start(text, series, 0))]
        counts = [code.number for code in codes if code.in_series]
        from_one = len(counts) > 1 and counts[0] == 1
        if (own_column or from_one) and counts and counts == sorted(counts) and 2 * len(codes) >= len(starts):
            return series
    return None


def _left(table: ProgrammeTable, row: Row, column: int | None) -> list[Piece]:
    """Return the pieces of the activities column, with the code of a separate code column before them."""
    pieces = list(row.pieces(column))
    codes = row.pieces(table.column("code"))
    if codes and pieces:
        under = int(len(pieces) > 1 and is_group(pieces[0].text, pieces[0].styled, None, code_follows=False))
        begins = [place for place in range(under, len(pieces)) if not pieces[place].text.startswith(BULLET)]
        if len(codes) < 2 or len(codes) != len(begins) or not all(is_bare_code(code.text, None) for code in codes):
            begins = [under]
        for place, code in zip(begins, codes, strict=False):
            pieces[place] = _with_code(pieces[place], code.text)
        return pieces
    if codes and not is_bare_code(codes[0].text, None) and not is_bare_code(codes[0].text, NUMBERS):
        # A row with words in its first cell only is a sub-heading, whatever that column holds.
        return [replace(piece, styled=True) for piece in codes]
    return pieces


def _with_code(piece: Piece, code: str) -> Piece:
    """Return a piece with the code that a column of codes gives it."""
    bare = code.strip(" .():")
    closed = f"{bare})" if bare.isalpha() else f"{bare}."
    return Piece(f"{closed} {without_bullet(piece.text)}", piece.block, False, piece.loose, piece.listed)


def _events(table: ProgrammeTable, series: list[str | None]) -> list[_Event]:
    column = table.column("activity")
    group_column = table.column("group")
    placed: list[tuple[int, Piece]] = []
    for number, row in enumerate(table.rows):
        placed += [(number, Piece(piece.text, piece.block, True)) for piece in row.pieces(group_column)]
        placed += [(number, piece) for piece in _left(table, row, column)]
    events: list[_Event] = []
    lasts: Counter[str | None] = Counter()
    current: str | None = None
    for position, (row_number, piece) in enumerate(placed):
        letter = series[row_number]
        following = placed[position + 1 : position + 3]
        next_letter = series[following[0][0]] if following else letter
        code_follows = code_ahead([piece for _, piece in following], next_letter, lasts[next_letter])
        for event in _taken_apart(piece, row_number, letter, lasts[letter], current, code_follows):
            event.letter = letter
            events.append(event)
            if event.code:
                lasts[letter] = event.code.number if event.code.in_series else lasts[letter]
                current = event.text
            elif event.kind == "text":
                current = event.text if current is None else f"{current} {event.text}"
            else:
                current = None
    return events


def code_ahead(following: list[Piece], letter: str | None, last: int) -> bool:
    """Say whether a code comes next, or a whole paragraph that may have lost its code and then a code."""
    if not following:
        return False
    if code_at_start(following[0].text, letter, last):
        return True
    first = without_bullet(following[0].text)
    whole = is_finished(first) and not begins_low(first) and following[0].text != first
    return whole and len(following) > 1 and code_at_start(following[1].text, letter, last) is not None


def _taken_apart(
    piece: Piece, row: int, letter: str | None, last: int, before: str | None, code_follows: bool
) -> list[_Event]:
    """Take a piece apart into groups, codes with their words, and words that go on or have lost their code."""
    text = piece.text
    marks: list[tuple[int, Code]] = []
    first = code_at_start(text, letter, last)
    if first:
        marks.append((0, first))
    if letter or first:
        marks += codes_inside(
            text, letter or (first.letter if first else ""), first.number if first and first.in_series else last
        )
    events: list[_Event] = []
    head = text[: marks[0][0]].strip() if marks else text
    if head:
        events += _head(piece, head, row, before, code_follows or bool(marks), bool(marks))
    ends = [start for start, _ in marks[1:]] + [len(text)]
    for (_, code), end in zip(marks, ends[: len(marks)], strict=True):
        body = text[code.end : end].strip()
        tail = ""
        if end < len(text):
            body, tail = _tail_group(body)
        events.append(_Event("code", row, body, piece.part(body), code, inline=code is not first))
        if tail:
            events.append(_Event("group", row, tail, piece.part(tail), inline=True))
    return events


def _head(piece: Piece, head: str, row: int, before: str | None, code_follows: bool, inline: bool) -> list[_Event]:
    whole = head == piece.text
    if is_group(head, piece.styled and whole, before, code_follows):
        return [_Event("group", row, head, piece if whole else piece.part(head), inline=inline)]
    if inline:
        text, tail = _tail_group(head)
        if tail:
            return [
                _Event("text", row, text, piece.part(text)),
                _Event("group", row, tail, piece.part(tail), inline=True),
            ]
    return [_Event("text", row, head, piece if whole else piece.part(head))]


def _tail_group(text: str) -> tuple[str, str]:
    """Split a sub-heading off the end of a running text that a code follows."""
    match = _LAST_SENTENCE.match(text)
    if match and is_group(match["tail"], styled=False, before=match["text"], code_follows=True):
        return match["text"], match["tail"].strip()
    return text, ""


def _restored(events: list[_Event], notices: Notices | None) -> list[_Event]:
    """Return the events with lost codes given back, each series for itself."""
    restored: list[_Event] = []
    for letter, part in groupby(events, key=lambda event: event.letter):
        own = list(part)
        if letter not in (NUMBERS, LETTERS) and all(event.code is None or event.code.in_series for event in own):
            last = max((event.code.number for event in restored if event.code and event.letter == letter), default=0)
            _restore_codes(own, letter, last, notices)
        restored += own
    return restored


def _restore_codes(events: list[_Event], letter: str | None, before: int, notices: Notices | None) -> None:
    """Give their codes back to paragraphs that lost them, where the series leaves no other reading.

    ``before`` is the number of the last code before the events. Between two codes, as many paragraphs must begin a text
    as numbers are missing; after the last code only a paragraph right under a sub-heading counts.
    """
    if letter is None:
        return
    last = before
    candidates: list[tuple[int, bool]] = []
    text_before = ""
    for position, event in enumerate([*events, None]):
        if event is None or event.kind == "code":
            if event is not None and event.code is not None:
                missing = event.code.number - last - 1
            else:
                candidates = [(place, under) for place, under in candidates if under]
                missing = len(candidates)
            if missing > 0 and not (missing == 1 and not candidates and position > 0):
                _give_codes(events, [place for place, _ in candidates], missing, letter, last, notices)
            elif missing == 1 and event is not None:
                inside = _lost_inside(events, position, letter, last, notices)
                if inside is not None:
                    events.insert(inside[0], inside[1])
                    _restore_codes(events, letter, before, notices)
                    return
            if event is not None and event.code is not None:
                last = event.code.number
                text_before = event.text
            candidates = []
        elif event.kind == "text":
            under_group = position > 0 and events[position - 1].kind == "group"
            begins = not begins_low(event.text) and not event.text.startswith(BULLET + BULLET)
            if begins and (under_group or not (is_cut(text_before) or announces(text_before))):
                candidates.append((position, under_group))
            text_before = event.text
        else:
            text_before = ""


def _lost_inside(
    events: list[_Event], position: int, letter: str, last: int, notices: Notices | None
) -> tuple[int, _Event] | None:
    """Cut a running text where the only code missing before ``position`` must have stood.

    That is certain enough only where a single sentence of the text begins with a verb as activities do. Returns the
    place and event of the second part, None where there is no such cut; the first part is shortened.
    """
    start = position - 1
    while start > 0 and events[start].kind == "text":
        start -= 1
    cuts = [
        (place, cut)
        for place in range(start, position)
        if events[place].kind in ("code", "text")
        for cut in _sentences_with_verb(events[place].text)
    ]
    if len(cuts) != 1:
        return None
    place, cut = cuts[0]
    event = events[place]
    number = last + 1
    second = replace(
        event,
        kind="code",
        text=event.text[cut:].strip(),
        code=Code(letter, number, 0),
        inline=True,
        heading="",
        inferred=f"the only sentence that begins as activities do stands where {letter}{number} is missing",
    )
    event.text = event.text[:cut].strip()
    if notices is not None:
        notices.add(
            "warning",
            "code-inferred",
            f"The code {letter}{number} is lost in a running text; the text is cut at the only sentence that begins "
            "as activities do.",
            second.text[:200],
            [event.piece.block],
        )
    return place + 1, second


def _sentences_with_verb(text: str) -> list[int]:
    """Return where sentences after the first begin with a verb as activities do."""
    return [
        match.end()
        for match in re.finditer(r"(?<=[.!?])\s+(?=[A-Z])", text)
        if whole("activity_verbs", re.split(r"\W", text[match.end() :], maxsplit=1)[0])
    ]


def _give_codes(
    events: list[_Event], candidates: list[int], missing: int, letter: str, last: int, notices: Notices | None
) -> None:
    if len(candidates) > missing:
        listed = [place for place in candidates if events[place].piece.listed]
        under = [place for place in candidates if place > 0 and events[place - 1].kind == "group"]
        for narrower in (under, listed):
            if len(narrower) == missing:
                candidates = narrower
                break
    if len(candidates) != missing:
        return
    for offset, place in enumerate(candidates):
        event = events[place]
        number = last + 1 + offset
        event.kind = "code"
        event.code = Code(letter, number, 0)
        event.text = without_bullet(event.text)
        if place == 0 or events[place - 1].row != event.row:
            event.heading, event.text = _fused_group(event.text)
        event.inferred = f"the paragraph stands where {letter}{number} is missing in the series"
        if notices is not None:
            notices.add(
                "warning",
                "code-inferred",
                f"The code {letter}{number} is lost in the source and follows from the series.",
                event.text[:200],
                [event.piece.block],
            )


def _fused_group(text: str) -> tuple[str, str]:
    """Split off a sub-heading that runs into a text which lost its code: what stands before the verb that begins it."""
    words = text.split(" ")
    for place in range(1, min(_LONGEST_FUSED, len(words) - 1) + 1):
        if not words[place][:1].isupper() or not words[place + 1 : place + 2]:
            continue
        heading = " ".join(words[:place])
        if whole("activity_verbs", words[place]) and is_group(heading, False, None, True) and not is_cut(heading):
            return heading, " ".join(words[place:])
    return "", text


def _activities(events: list[_Event], notices: Notices) -> list[Activity]:
    activities: list[Activity] = []
    group: str | None = None
    for event in events:
        if event.kind == "group":
            group = without_bullet(event.text).strip(" :")
        elif event.code:
            group = event.heading or group
            text = Text()
            text.go_on(without_bullet(event.text), event.piece.block)
            if not event.text:
                text.blocks = [event.piece.block]
            activities.append(Activity(event.code, group, event.row, text, inferred=event.inferred))
        elif activities:
            activities[-1].text.go_on(event.text, event.piece.block)
        else:
            notices.add(
                "warning",
                "text-without-activity",
                "A paragraph in the activities column stands before the first code and belongs to none.",
                event.text[:500],
                [event.piece.block],
            )
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
                "warning",
                "code-gap",
                f"The series of codes has a gap before {activity.code}: {lost}.",
                table.theme.title if table.theme else "",
                activity.text.blocks,
            )
        elif code.number < expected:
            notices.add(
                "warning",
                "code-out-of-series",
                f"{activity.code} does not follow the code before it.",
                activity.text.text[:200],
                activity.text.blocks,
            )
        expectations[series] = code.number + 1
    letter = activities[0].printed.letter if activities else NUMBERS
    if table.theme and letter not in (NUMBERS, LETTERS, table.theme.letter):
        notices.add(
            "warning",
            "theme-mismatch",
            f"The codes begin with {letter}, the heading above the table with {table.theme.letter}.",
            table.theme.title,
            activities[0].text.blocks,
        )


def join_rows(table: ProgrammeTable, notices: Notices) -> None:
    """Join rows that only carry on the row above them, as rows cut by a page break do."""
    series = _series(table)
    events = _restored(_events(table, series), None)
    first: dict[int, _Event] = {}
    for event in events:
        first.setdefault(event.row, event)
    result = table.column("result")
    whole = [number for number, row in enumerate(table.rows) if number in first and not row.after_break]
    grouped = len(whole) > 1 and all(first[number].kind == "group" for number in whole if first[number].kind != "text")
    joined: list[Row] = []
    for number, row in enumerate(table.rows):
        start = first.get(number)
        goes_on = bool(joined) and (start is None or start.kind == "text") and not row.covered
        if joined and start is not None and start.kind == "code" and row.after_break:
            pieces = row.pieces(result)
            mid_text = bool(pieces) and begins_low(pieces[0].text)
            if mid_text or (grouped and result is not None) or _owes_timeframes(table, joined[-1], row, series[number]):
                goes_on = True
                notices.add(
                    "info",
                    "row-continued",
                    "The row after a page break has no sub-heading as the others do, or its result goes on: it is read "
                    "as the row before it, continued.",
                    start.text[:200],
                    [start.piece.block],
                )
        if not goes_on:
            joined.append(row)
            continue
        for column in sorted(row.cells):
            for position, piece in enumerate(row.cells[column]):
                joined[-1].add(column, replace(piece, resumes=position == 0))
    table.rows = joined


def _owes_timeframes(table: ProgrammeTable, before: Row, row: Row, letter: str | None) -> bool:
    """Say whether the row above prints more time frames than activities and this row, cut off from it, none."""
    column = table.column("timeframe")
    if column is None or row.pieces(column):
        return False
    frames = sum(len(timeframes(piece.text)) for piece in before.pieces(column))
    own = Row(cells={0: before.pieces(table.column("activity"))})
    count = sum(1 for piece in own.pieces(0) if code_at_start(piece.text, letter, 0))
    count += sum(len(codes_inside(piece.text, letter, 0)) for piece in own.pieces(0) if letter and not count)
    return frames > max(count, 1)


def _row_spans(table: ProgrammeTable, events: list[_Event]) -> list[int]:
    """Return for each row the row whose results it shares: a spanning result cell, or a sub-heading's own row."""
    result = table.column("result")
    spans: list[int] = []
    for number, row in enumerate(table.rows):
        shares = number > 0 and result is not None and result in row.covered
        if number > 0 and _only_group(events, number - 1) and not table.rows[number - 1].pieces(result):
            shares = True
        spans.append(spans[-1] if shares else number)
    return spans


def _only_group(events: list[_Event], row: int) -> bool:
    kinds = [event.kind for event in events if event.row == row]
    return bool(kinds) and all(kind == "group" for kind in kinds)


def _column_text(table: ProgrammeTable, rows: list[int], column: int) -> list[Text]:
    """Return the paragraphs of a column over the rows of one span."""
    return paragraphs_of([piece for row in rows for piece in table.rows[row].pieces(column)])


def paragraphs_of(pieces: list[Piece]) -> list[Text]:
    """Return the paragraphs of a cell: a piece that resumes it after a break goes on in the one that was cut there."""
    paragraphs: list[Text] = []
    for piece in pieces:
        before = paragraphs[-1].text if paragraphs else ""
        goes_on = (
            piece.resumes
            and bool(before)
            and not is_finished(before)
            and not announces(before)
            and (begins_low(piece.text) or is_cut(before) or not piece.styled)
            and not piece.text.startswith(BULLET)
        )
        if goes_on:
            paragraphs[-1].go_on(piece.text, piece.block, same_paragraph=True)
        else:
            paragraphs.append(Text(piece.text, [piece.block]))
    return paragraphs


def _rows_of_spans(spans: list[int]) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        rows.setdefault(span, []).append(number)
    return rows


_Frames = list[tuple[Timeframe, list[int]]]
_FARTHEST_SHIFT = 8
"""Over how many rows time frames may have been printed too early."""


def _set_timeframes(table: ProgrammeTable, activities: list[Activity], spans: list[int], notices: Notices) -> None:
    """Give the time frames of each row to its activities, in order.

    A cell over several rows speaks for all of them. Where a cell prints more time frames than its row has activities
    and the rows after it as many fewer, they are taken together.
    """
    column = table.column("timeframe")
    if column is None:
        return
    ends: list[int] = []
    for number, row in enumerate(table.rows):
        ends.append(ends[-1] if number and (column in row.covered or spans[number] != number) else number)
    groups: list[tuple[list[Activity], _Frames]] = []
    for first, rows in _rows_of_spans(ends).items():
        mine = [activity for activity in activities if ends[activity.row] == first]
        paragraphs = _column_text(table, rows, column)
        groups.append((mine, [(frame, text.blocks) for text in paragraphs for frame in timeframes(text.text)]))
    place = 0
    while place < len(groups):
        count = _rows_together(groups[place : place + _FARTHEST_SHIFT])
        taken = groups[place : place + count]
        _align([one for mine, _ in taken for one in mine], [one for _, found in taken for one in found], count, notices)
        place += count


def _rows_together(groups: list[tuple[list[Activity], _Frames]]) -> int:
    """Return over how many rows time frames and activities come out even, 1 where they do not or need not."""
    missing = len(groups[0][1]) - len(groups[0][0])
    if missing <= 0 or not groups[0][0]:
        return 1
    for count, (mine, found) in enumerate(groups[1:], 2):
        missing += len(found) - len(mine)
        if missing == 0:
            return count
    return 1


def _align(mine: list[Activity], found: _Frames, rows: int, notices: Notices) -> None:
    every = [block for _, blocks in found for block in blocks]
    for frame, blocks in found:
        if frame.form is None:
            notices.add(
                "info",
                "timeframe-not-understood",
                "A time frame states no years that are understood.",
                frame.text,
                blocks,
            )
    if not found or not mine:
        return
    if len(found) == len(mine):
        pairs = [([frame], blocks) for frame, blocks in found]
        how = f"over {rows} rows they are given in order"
    elif len(mine) == 1 or len(found) == 1:
        pairs = [([frame for frame, _ in found], every)] * len(mine)
        how = "it applies to all of them"
    else:
        pairs = []
        how = "it is given to none of them"
    if len(found) != len(mine) or rows > 1:
        notices.add(
            "info" if pairs else "warning",
            "timeframes-not-aligned",
            f"{len(found)} time frame(s) stand beside {len(mine)} activities; {how}.",
            " / ".join(frame.text for frame, _ in found),
            every,
        )
    for activity, (frames, blocks) in zip(mine, pairs, strict=False):
        activity.timeframe = together(frames)
        activity.timeframe_blocks = unique(blocks)


def _set_comments(table: ProgrammeTable, activities: list[Activity], spans: list[int]) -> None:
    """Give the comments of each row to its activities."""
    column = table.column("comment")
    if column is None:
        return
    for span, rows in _rows_of_spans(spans).items():
        comments = _column_text(table, rows, column)
        for activity in activities:
            if spans[activity.row] == span:
                activity.comments = comments


def _answers(table: ProgrammeTable, activities: list[Activity], spans: list[int], notices: Notices) -> list[Answer]:
    column = table.column("result")
    if column is None:
        return []
    answers: list[Answer] = []
    of_span = {
        span: ([activity for activity in activities if spans[activity.row] == span], _column_text(table, rows, column))
        for span, rows in _rows_of_spans(spans).items()
    }
    answered: set[int] = set()
    for span, (mine, paragraphs) in of_span.items():
        if span in answered:
            continue
        if not mine:
            if paragraphs and (under := _unanswered_under(_heading_at(table, spans, span), span, of_span)):
                answered |= under.keys()
                below = [activity for found in under.values() for activity in found]
                answers += [replace(answer, basis="group") for answer in _addressed(below, paragraphs, span)]
                notices.add(
                    "info",
                    "result-of-group",
                    "A result beside a sub-heading answers the activities under it that have none of their own.",
                    ", ".join(activity.code for activity in below),
                    [block for text in paragraphs for block in text.blocks],
                )
            elif paragraphs:
                notices.add(
                    "warning",
                    "result-without-activity",
                    "A result cell answers no activity of its row.",
                    " ".join(text.text for text in paragraphs)[:500],
                    [block for text in paragraphs for block in text.blocks],
                )
            continue
        answers += _addressed(mine, paragraphs, span)
    return answers


def _heading_at(table: ProgrammeTable, spans: list[int], span: int) -> str:
    """Return what stands in the activities' column of a span without activities."""
    column = table.column("activity")
    rows = [number for number, of in enumerate(spans) if of == span]
    return "" if column is None else " ".join(text.text for text in _column_text(table, rows, column))


def _unanswered_under(
    head: str, span: int, of_span: Mapping[int, tuple[list[Activity], list[Text]]]
) -> dict[int, list[Activity]]:
    """Return the spans right below a sub-heading whose activities stand under it and have no result, with these."""
    found: dict[int, list[Activity]] = {}
    for below, (mine, paragraphs) in of_span.items():
        if below > span:
            if paragraphs or not head or not all(activity.group == head for activity in mine):
                break
            if mine:
                found[below] = mine
    return found


def _addressed(mine: list[Activity], paragraphs: list[Text], row: int) -> list[Answer]:
    """Return the answers of one cell: one for all of its row's activities, or one for each part that names codes."""
    answers: list[Answer] = []
    for paragraph in paragraphs:
        match = _ADDRESS.match(paragraph.text)
        named = _named(match, mine) if match else []
        if match and named:
            answers.append(Answer(row, Text(paragraph.text[match.end() :], paragraph.blocks), named, "numbered"))
        elif answers:
            answers[-1].text.text += "\n" + paragraph.text
            answers[-1].text.blocks = unique([*answers[-1].text.blocks, *paragraph.blocks])
        else:
            answers.append(Answer(row, Text(paragraph.text, list(paragraph.blocks)), list(mine)))
    answered = [activity for answer in answers for activity in answer.activities]
    silent = [activity for activity in mine if activity not in answered]
    if silent:
        answers.append(Answer(row, Text(), silent))
    return answers


def _named(match: re.Match[str], mine: list[Activity]) -> list[Activity]:
    """Return the activities that an address before a paragraph names (``B2-B4.``), none where it is no address."""
    codes = [activity.code for activity in mine]
    first, last = match["first"], match["last"] or match["first"]
    if not first[0].isalpha():
        return []
    if last.isdigit():
        last = first[0] + last
    if first not in codes or last not in codes or codes.index(last) < codes.index(first):
        return []
    return mine[codes.index(first) : codes.index(last) + 1]


def overlapping(before: str, after: str, least: int = 4) -> str | None:
    """Return both texts as one where the second begins with the words that the first ends with, else None."""
    head = before.split(" ")
    tail = after.split(" ")
    for count in range(min(len(head), len(tail)), least - 1, -1):
        if head[-count:] == tail[:count]:
            return " ".join([*head, *tail[count:]])
    return None


def depends_on_funding(text: str) -> bool:
    """Say whether the text makes the activity depend on money that is not there yet."""
    return anywhere("funding", text) is not None
