"""What stands in the activities' column of a programme table, in its order: codes, sub-headings and texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.families import whole
from pipeline.model import BULLET
from pipeline.split.continuity import announces, begins_low, is_cut, is_finished
from pipeline.split.notices import Notices
from pipeline.split.printed import Piece, without_bullet
from pipeline.split.programmes.codes import LETTERS, LONGEST_GAP, NUMBERS, Code, code_alone, code_at_start, codes_inside
from pipeline.split.programmes.columns import bears_code, is_bare_code, whole_code
from pipeline.split.programmes.rows import ProgrammeTable, Row
from pipeline.split.programmes.timeframes import is_timeframe
from pipeline.titles import column_role

_ITEM = re.compile(r"(\d{1,2})([.)])\s")
_LONGEST_GROUP_WORDS = 14
_FEWEST_PICKED = 2
"""In a table without a theme, so many rows must begin with a code for codes that do not count from one."""
_LONGEST_GROUP = 120
_NAMED = ("activity", "task", "result", "timeframe")
"""The names of columns with these roles are no sub-headings."""
MISPRINTED = "its code is misprinted"
"""Why an activity has another code than is printed."""
_LONGEST_FUSED = 8
"""A sub-heading that runs into a text has no more words."""
_BEHIND_NOUNS = ("of", "for")
"""Behind these a word was none of the verbs by which activities begin, though it has the form of one."""
_LONGEST_MISPRINT = 6
"""What is longer in a column of codes is no misprinted one, in characters."""
_LAST_SENTENCE = re.compile(r"^(?P<text>.*[.;!?][\"”’')\]]*)\s+(?P<tail>[^.;!?]+)$", re.DOTALL)


@dataclass(slots=True)
class Entry:
    """A piece of the column, or a part of one, as what it is.

    ``kind`` is ``code`` (an activity begins), ``group`` (a sub-heading) or ``text``; ``row`` is the row it stands in.
    ``inferred`` is why a code that is not printed was given; ``heading`` is a sub-heading that runs into the text;
    ``letter`` names the series of the row.
    """

    kind: str
    row: int
    text: str
    piece: Piece
    code: Code | None = None
    inferred: str | None = None
    heading: str = ""
    letter: str | None = None


def read_entries(table: ProgrammeTable, series: list[str | None]) -> list[Entry]:
    """Return what stands in the activities' column; ``series`` is what `row_series` returns."""
    column = table.column("activity")
    group_column = table.column("group")
    placed: list[tuple[int, Piece]] = []
    for number, row in enumerate(table.rows):
        placed += [(number, Piece(piece.text, piece.block, True)) for piece in row.pieces(group_column)]
        placed += [(number, piece) for piece in _left(table, row, column)]
    entries: list[Entry] = []
    lasts: Counter[str | None] = Counter()
    current: str | None = None
    misprints = _misprints(table, series)
    for position, (row_number, piece) in enumerate(placed):
        letter = series[row_number]
        following = placed[position + 1 : position + 3]
        next_letter = series[following[0][0]] if following else letter
        code_follows = code_ahead([piece for _, piece in following], next_letter, lasts[next_letter])
        for entry in _taken_apart(piece, row_number, letter, lasts[letter], current, code_follows):
            entry.letter = letter
            if entry.kind == "text" and letter and (misprint := misprints.pop(row_number, None)):
                entry.kind, entry.inferred = "code", MISPRINTED
                entry.code = Code(letter, lasts[letter] + 1, 0, misprint=misprint)
                entry.text = entry.text.removeprefix(f"{misprint}. ")
            entries.append(entry)
            if entry.code:
                lasts[letter] = entry.code.number if entry.code.in_series else lasts[letter]
                current = entry.text
            elif entry.kind == "text":
                current = entry.text if current is None else f"{current} {entry.text}"
            else:
                current = None
    return entries


def _misprints(table: ProgrammeTable, series: list[str | None]) -> dict[int, str]:
    """Return what stands for a code in the rows of a table with a column of codes, where it is none, but short.

    Half of the column at least must be codes.
    """
    printed = {
        number: codes[0].text.strip(" .():")
        for number, row in enumerate(table.rows)
        if (codes := row.pieces(table.column("code"))) and row.pieces(table.column("activity"))
    }
    odd = {
        number: text
        for number, text in printed.items()
        if any(map(str.isalnum, text)) and code_alone(text, series[number]) is None
    }
    most = 2 * len(odd) <= len(printed)
    return {number: text for number, text in odd.items() if most and len(text) <= _LONGEST_MISPRINT}


def row_series(table: ProgrammeTable) -> list[str | None]:
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
    if main is None and (picked := _picked_series(table)):
        return picked
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


def _picked_series(table: ProgrammeTable) -> list[str | None]:
    """Return the series of each row of a table that picks activities out of several themes (A2, B13), else none."""
    column = table.column("activity")
    starts = [next((piece.text for piece in _left(table, row, column)), "") for row in table.rows]
    letters = [text[:1] if bears_code(text) else None for text in starts]
    coded = sum(letter is not None for letter in letters)
    if coded < _FEWEST_PICKED or 2 * coded < len(letters):
        return []
    return [next((each for each in letters[place::-1] if each), None) for place in range(len(letters))]


def _main_series(table: ProgrammeTable, codes: list[Code]) -> str | None:
    found = Counter(code.letter for code in codes)
    theme = table.letter
    if theme and found[theme]:
        return theme
    if found:
        return found.most_common(1)[0][0]
    return _bare_series(table) or theme


def _bare_series(table: ProgrammeTable) -> str | None:
    """Return `NUMBERS` or `LETTERS` where the rows of a table begin with numbers or small letters that count up.

    In a column of their own they may count on from another table, else where they do so in the whole programme, or
    where every row has the next. A row may begin with a sub-heading, and hold several activities.
    """
    own_column = table.column("code") is not None
    column = table.column("activity")
    cells = [_under_heads(pieces) for row in table.rows if (pieces := _left(table, row, column))]
    cells = [pieces for pieces in cells if pieces]
    for series in (NUMBERS, LETTERS):
        rows = [[code_at_start(piece.text, series, 0) for piece in pieces] for pieces in cells]
        coded = [row for row in rows if row[0]]
        counts: list[int] = []
        for row in coded:
            for place, code in enumerate(row):
                if code and code.in_series and (place == 0 or code.number == counts[-1] + 1):
                    counts.append(code.number)
        several = len(counts) > 1
        counted = several and (counts[0] == 1 or (len(coded) == len(rows) and _counts_on(counts)))
        counted |= series == NUMBERS and table.counts_on
        if (own_column or counted) and counts and counts == sorted(counts) and 2 * len(coded) >= len(rows):
            return series
    return None


def _counts_on(counts: list[int]) -> bool:
    return all(below == above + 1 for above, below in pairwise(counts))


def _under_heads(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces of a cell under the sub-headings that it begins with.

    These are set in a type of their own, or a bare number follows.
    """
    first = next((place for place in range(len(pieces)) if not _is_head(pieces[place : place + 2])), len(pieces))
    return pieces[first:]


def _is_head(pieces: Sequence[Piece]) -> bool:
    head, *below = pieces
    if head.styled:
        return is_group(head.text, styled=True, before=None, code_follows=False)
    numbered = bool(below) and code_at_start(below[0].text, NUMBERS, 0) is not None
    return numbered and is_group(head.text, styled=False, before=None, code_follows=True)


def count_on(tables: Sequence[ProgrammeTable]) -> None:
    """Mark the tables whose activities bear bare numbers that count on through all tables of their programme."""
    programmes: dict[tuple[str | None, str | None], list[tuple[ProgrammeTable, list[int]]]] = {}
    for table in tables:
        column = table.column("activity")
        rows = [_under_heads(pieces) for row in table.rows if (pieces := _left(table, row, column))]
        found = [code_at_start(piece.text, NUMBERS, 0) for pieces in rows for piece in pieces]
        numbers = [code.number for code in found if code and code.in_series]
        key = table.annex, table.programme_id
        if numbers and not any(code_at_start(piece.text, None, 0) for pieces in rows for piece in pieces):
            programmes.setdefault(key, []).append((table, numbers))
    for counted in programmes.values():
        first = [numbers[0] for _, numbers in counted]
        before = [0, *(numbers[-1] for _, numbers in counted[:-1])]
        if len(counted) > 1 and all(0 < one - last <= LONGEST_GAP for one, last in zip(first, before, strict=True)):
            for table, _ in counted:
                table.counts_on = True


def is_group(text: str, styled: bool, before: str | None, code_follows: bool) -> bool:
    """Say whether a text without a code is the sub-heading of what follows.

    ``before`` is the text of the activity before it (None: there is none), ``code_follows`` whether a code comes next.
    A time frame and the name of a column head nothing, nor does an item that counts on from one of that activity.
    """
    bare = text.strip()
    if not bare or bare.startswith(BULLET) or len(bare) > _LONGEST_GROUP or len(bare.split()) > _LONGEST_GROUP_WORDS:
        return False
    announced = announces(bare) and not (code_follows and bare.endswith(":"))  # with a colon it may head the code
    if is_finished(bare) or announced or is_cut(bare) or begins_low(bare) or not (styled or code_follows):
        return False
    if before and (is_cut(before) or _is_next_item(bare, before)):
        return False
    return styled or not _is_cell(bare)


def _is_next_item(text: str, before: str) -> bool:
    """Say whether a text counts on from an item of the one before it: ``2. Officers`` from ``Train: 1. Wardens``."""
    found = _ITEM.match(text)
    return found is not None and f" {int(found[1]) - 1}{found[2]} " in f" {before}"


def _is_cell(text: str) -> bool:
    """Say whether a text is all that a cell of another column holds: a time frame, or the name of one."""
    return is_timeframe(text) or column_role(text, in_text=True) in _NAMED


def code_ahead(following: list[Piece], letter: str | None, last: int) -> bool:
    """Say whether a code comes next, or a whole paragraph that may have lost its code and then a code."""
    if not following:
        return False
    if code_at_start(following[0].text, letter, last):
        return True
    first = without_bullet(following[0].text)
    whole = is_finished(first) and not begins_low(first) and following[0].text != first
    return whole and len(following) > 1 and code_at_start(following[1].text, letter, last) is not None


def _left(table: ProgrammeTable, row: Row, column: int | None) -> list[Piece]:
    """Return the pieces of the activities column, with the code of a separate code column before them."""
    pieces = list(row.pieces(column))
    codes = table.codes(row)
    if codes and [code.text for code in codes] == [each.text for each in pieces]:
        return [replace(each, styled=True) for each in pieces]  # a converter repeats a cell that spans both
    if codes and pieces:
        under = int(len(pieces) > 1 and is_group(pieces[0].text, pieces[0].styled, None, code_follows=False))
        begins = [place for place in range(under, len(pieces)) if not pieces[place].text.startswith(BULLET)]
        if len(codes) < 2 or len(codes) != len(begins) or not all(is_bare_code(code.text, None) for code in codes):
            begins = [under]
        for place, code in zip(begins, codes, strict=False):
            pieces[place] = _with_code(pieces[place], whole_code(code.text))
        return pieces
    if codes and not is_bare_code(codes[0].text, None) and not is_bare_code(codes[0].text, NUMBERS):
        # A row with words in its first cell only is a sub-heading, whatever that column holds.
        return [replace(piece, styled=True) for piece in codes]
    return pieces


def join_codes_above(table: ProgrammeTable) -> None:
    """Put codes that stand above their activities in cells before the words of these; see `with_codes_joined`."""
    column = table.column("activity")
    if column is not None and table.column("code") is None:
        for row in table.rows:
            if column in row.cells:
                row.cells[column] = with_codes_joined(row.cells[column])


def tell_groups(table: ProgrammeTable, notices: Notices) -> None:
    """Tell sub-headings in no type of their own from the activities below them, where a column of codes has theirs.

    They stand above the verb that an activity begins with, or run into it. Most activities of the table must begin with
    one: titles have verbs in them, too. No table has them that shows others in rows of their own.
    """
    column = table.column("activity")
    rows = [row for row in table.rows if table.codes(row) and row.pieces(column)]
    if column is None or not rows or any(_is_group_row(table, row, column) for row in table.rows):
        return
    found = [_group_above(row.cells[column]) for row in rows]
    told = sum(bool(heading) or _begins_with_verb(text) for heading, text in found)
    for row, (heading, text) in zip(rows, found, strict=True):
        if heading and 2 * told > len(rows) and text.split()[1:2] and text.split()[1][:1].islower():
            first, *below = row.cells[column]
            below = [first.part(text), *below] if text in first.text else below
            row.cells[column] = [replace(first.part(heading), styled=True), *below]
            notices.add_of([first], "group-inferred")


def _is_group_row(table: ProgrammeTable, row: Row, column: int) -> bool:
    """Say whether a row holds a sub-heading only, in the column of the activities or in that of their codes."""
    pieces = [piece for place in sorted(row.cells) for piece in row.cells[place]]
    alone = len(pieces) == 1 and pieces[0] in (*table.codes(row), *row.pieces(column))
    return alone and not is_bare_code(pieces[0].text, None) and is_group(pieces[0].text, pieces[0].styled, None, True)


def _group_above(pieces: Sequence[Piece]) -> tuple[str, str]:
    """Return the sub-heading that stands above or runs into the first activity of a cell, and the words of this."""
    head = pieces[0].text
    if len(pieces) > 1 and not _begins_with_verb(head) and _begins_with_verb(pieces[1].text):
        return (head, pieces[1].text) if is_group(head, False, None, True) else ("", head)
    return fused_group(head)


def fused_group(text: str) -> tuple[str, str]:
    """Return the sub-heading that runs into the text of an activity, and the text from the verb on that begins it.

    The first is empty where there is none: a text that begins with a verb has none before it, of which the article of
    its object tells where no list has it (``Pilot-test the Action Plan for …``).
    """
    words = text.split(" ")
    second = whole("word_classes", words[1]) if len(words) > 1 else None
    if second and second.name == "determiner" and not words[0].endswith("ing"):
        return "", text
    for place in range(min(_LONGEST_FUSED, len(words) - 2) + 1):
        is_noun = words[place + 1] in _BEHIND_NOUNS  # "Joint Survey of the lakes"
        if is_noun or not words[place][:1].isupper() or not _begins_with_verb(words[place]):
            continue
        heading = " ".join(words[:place])
        if not heading or is_group(heading, False, None, True):
            return heading, " ".join(words[place:])
    return "", text


def _begins_with_verb(text: str) -> bool:
    return whole("activity_verbs", re.split(r"\W", text, maxsplit=1)[0]) is not None


def with_codes_joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces of the activities' column, codes on lines of their own as parts of the pieces below them.

    One above a code, alone or with its words, stays as it is.
    """
    found: list[Piece] = []
    for one in pieces:
        if found and is_bare_code(found[-1].text, None) and not begins_activity(one.text, None):
            found[-1] = _with_code(one, found[-1].text)
        else:
            found.append(one)
    return found


def begins_activity(text: str, letter: str | None) -> bool:
    """Say whether a text begins with the code of a series (None: any), or is one whose words stand below it."""
    return code_at_start(text, letter, 0) is not None or is_bare_code(text, letter)


def _with_code(piece: Piece, code: str) -> Piece:
    """Return a piece with the code that a column of codes gives it."""
    bare = code.strip(" .():")
    closed = f"{bare})" if bare.isalpha() else f"{bare}."
    return Piece(f"{closed} {without_bullet(piece.text)}", piece.block, False, piece.loose, piece.listed)


def _taken_apart(
    piece: Piece, row: int, letter: str | None, last: int, before: str | None, code_follows: bool
) -> list[Entry]:
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
    entries: list[Entry] = []
    head = text[: marks[0][0]].strip() if marks else text
    if head:
        entries += _head(piece, head, row, before, code_follows or bool(marks), bool(marks))
    ends = [start for start, _ in marks[1:]] + [len(text)]
    for (_, code), end in zip(marks, ends[: len(marks)], strict=True):
        body = text[code.end : end].strip()
        tail = ""
        if end < len(text):
            body, tail = _tail_group(body)
        inferred = MISPRINTED if code.misprint else None
        entries.append(Entry("code", row, body, piece.part(body), code, inferred))
        if tail:
            entries.append(Entry("group", row, tail, piece.part(tail)))
    return entries


def _head(piece: Piece, head: str, row: int, before: str | None, code_follows: bool, inline: bool) -> list[Entry]:
    whole = head == piece.text
    if is_group(head, piece.styled and whole, before, code_follows):
        return [Entry("group", row, head, piece if whole else piece.part(head))]
    if inline:
        text, tail = _tail_group(head)
        if tail:
            return [Entry("text", row, text, piece.part(text)), Entry("group", row, tail, piece.part(tail))]
    return [Entry("text", row, head, piece if whole else piece.part(head))]


def _tail_group(text: str) -> tuple[str, str]:
    """Split a sub-heading off the end of a running text that a code follows."""
    match = _LAST_SENTENCE.match(text)
    if match and is_group(match["tail"], styled=False, before=match["text"], code_follows=True):
        return match["text"], match["tail"].strip()
    return text, ""
