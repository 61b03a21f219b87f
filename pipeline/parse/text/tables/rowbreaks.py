"""Where the rows of a table begin that a text keeps by the places of its words: nothing but its words says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from pipeline.parse.language import breaks_off
from pipeline.parse.text.drafts import is_code, is_finished, is_timeframe, may_head, starts_activity, starts_small
from pipeline.parse.text.tables.cells import BULLET_MARK, had_room
from pipeline.parse.text.tables.placed import PlacedLine

MIN_ANSWERED = 3
"""A text that begins beside each of fewer codes may do so by chance."""
MIN_TITLED = 3
"""Beside titles stand activities, and what is said of them."""


@dataclass(frozen=True)
class Divided:
    """A line of a table and where its words of each column are; one over all columns has one part."""

    row: PlacedLine
    parts: Sequence[tuple[int, int]]
    over_all: bool = False
    certain: bool = True

    @cached_property
    def texts(self) -> list[str]:
        """What the line prints in each column."""
        return [self.row.line.text[start:end] for start, end in self.parts]


def parted_rows(lines: Sequence[Divided], *, above_code: bool = False) -> list[list[Divided]]:
    """Part the lines of a table into its rows; ``above_code``: a code begins the next page, below the last of them.

    A row begins at a sub-heading above a code, where the table has such; else at a code. It does so behind a blank line
    where blank lines part rows, and never where another column is in the middle of a sentence. Behind a blank line, a
    code begins one also without a sub-heading where what answers it begins on the same line; below empty lines, what
    stands right above a code, or a code where no blank lines part rows, begins one where what answers it begins there;
    and a code without either where that is so for every code, and most have no blank line above them. In a table whose
    first column holds titles, one begins at each title.
    """
    rows = [line.row for line in lines]
    texts = [line.texts for line in lines]
    coded = [is_coded(line) for line in texts]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    headed = [
        not coded[at]
        and _is_group(texts[at])
        and (above_code if (below := _below(texts, at)) is None else _heads(texts[at], texts[below]))
        and (rows[at].blank_before or not at or not _wraps(texts[at - 1], texts[at], widths))
        for at in range(len(rows))
    ]
    grouped = any(head and _below(texts, at) is not None for at, head in enumerate(headed))
    spacing = [rows[at].blank_before for at in range(1, len(rows)) if headed[at] or (coded[at] and not headed[at - 1])]
    apart = [at for at in range(len(rows)) if _stands_apart(texts, coded, headed, at)]
    each = 2 * sum(spacing) <= len(spacing) and _answered_each(texts, coded, headed, apart)
    titled = _titled(texts, coded, widths)
    spaced = any(row.blank_before and (coded[at] or headed[at]) for at, row in enumerate(rows) if at)
    parted: list[list[Divided]] = []
    above = [""] * len(widths)
    for at, row in enumerate(rows):
        begins = headed[at] or (not grouped and coded[at] and (row.blank_before or at in apart))
        in_sentence = any(
            text
            and (
                starts_small(text)
                or breaks_off(above[column])
                or (column > 1 and above[column] and not is_finished(above[column]) and not row.blank_before)
            )
            for column, text in enumerate(texts[at])
            if column
        )
        free = (row.blank_before or not spaced) and not in_sentence
        answered = coded[at] and row.blank_before and _answers_begin(texts[at], above, widths)
        answered = answered or (each and at in apart)
        opens = headed[at] or (coded[at] and not spaced)
        if opens and parted and any(is_coded(line.texts) for line in parted[-1]):
            answered = answered or _answers_apart([line.texts for line in parted[-1]], texts[at], widths)
        if not parted or (begins and free) or answered or _alone(texts[at]) or at in titled:
            parted.append([])
            above = [""] * len(widths)
        parted[-1].append(lines[at])
        above = [text or before for text, before in zip(texts[at], above, strict=True)]
    return parted


def _answers_begin(texts: Sequence[str], above: Sequence[str], widths: Sequence[int]) -> bool:
    """Say whether every column beside a code begins a text on its line, each behind one that has an end."""
    return len(texts) > 1 and all(
        text and before and _begins_behind(text, before, width)
        for text, before, width in zip(texts[1:], above[1:], widths[1:], strict=True)
    )


def _answers_apart(above: Sequence[Sequence[str]], texts: Sequence[str], widths: Sequence[int]) -> bool:
    """Say whether the columns beside a code were empty in lines above, and all begin a text on its line.

    One such line says so, two where the lines of columns stand between each other.
    """
    woven = any(not line[0] and any(line) for line in above)
    empty = list(takewhile(lambda line: line[0] and not any(line[1:]), reversed(above)))
    if len(empty) < 1 + woven:
        return False
    last = [next((line[column] for line in reversed(above) if line[column]), "") for column in range(len(widths))]
    return _answers_begin(texts, last, widths)


def _titled(texts: Sequence[Sequence[str]], coded: Sequence[bool], widths: Sequence[int]) -> set[int]:
    """Return the lines on which titles in the first of several columns begin rows, none where it holds none.

    A title is set off from the one above by lines without words in its column, and beside it a text begins in every
    column that has one: cells begin level.
    """
    if len(widths) < MIN_TITLED or any(coded):
        return set()
    found: set[int] = set()
    above = [""] * len(widths)
    for at, line in enumerate(texts):
        beside = [
            (text, before, width) for text, before, width in zip(line[1:], above[1:], widths[1:], strict=True) if text
        ]
        apart = at > 0 and not texts[at - 1][0] and line[0][:1].isupper()
        if apart and beside and all(_begins_behind(*one) for one in beside):
            found.add(at)
        above = [text or before for text, before in zip(line, above, strict=True)]
    return found


def _begins_behind(text: str, before: str, width: int) -> bool:
    """Say whether a text begins in a column behind one that has an end there."""
    if starts_small(text) or BULLET_MARK.match(text):
        return False
    if is_timeframe(text) and is_timeframe(before):
        return True
    return not before or is_finished(before) or BULLET_MARK.match(before) is not None or had_room(before, text, width)


def _answered_each(
    texts: Sequence[Sequence[str]], coded: Sequence[bool], headed: Sequence[bool], apart: Sequence[int]
) -> bool:
    """Say whether what stands beside codes begins with them: each code has its own row then.

    Beside half of those that stand ``apart`` (`_stands_apart`) a text begins behind one that has ended, and beside
    none does one go on, or begin further down. A column of entries has no sentences that could end.
    """
    entries = [not any(is_finished(line[column]) for line in texts) for column in range(len(texts[0]))]
    edges = [at for at in range(len(texts)) if coded[at] or headed[at]]
    answered = 0
    for at in apart:
        beside = 0
        stop = next((edge for edge in edges if edge > at), len(texts))
        for column in range(1 + is_code(texts[at][0]), len(texts[at])):
            text = texts[at][column]
            above = next((line[column] for line in reversed(texts[:at]) if line[column]), "")
            ended = not above or entries[column] or is_finished(above) or above[-1].isdigit()
            if text and not (ended and (text[:1].isupper() or text[:1].isdigit())):
                return False
            if not text and any(line[column] for line in texts[at + 1 : stop]):
                return False
            beside += bool(text) and at > 0
        answered += beside > 0
    return answered >= MIN_ANSWERED - 1 and 2 * answered >= len(apart) and sum(coded) >= MIN_ANSWERED


def _stands_apart(texts: Sequence[Sequence[str]], coded: Sequence[bool], headed: Sequence[bool], at: int) -> bool:
    """Say whether a line begins a code, under no sub-heading, whose time frame does not stand beside the code above."""
    if not coded[at] or (at and headed[at - 1]):
        return False
    above = next((line for line in range(at - 1, -1, -1) if coded[line]), at)
    return not any(
        not texts[at][column] and sum(is_timeframe(line[column]) for line in texts[above:at]) > 1
        for column in range(1, len(texts[at]))
    )


def is_coded(texts: Sequence[str]) -> bool:
    """Say whether a line begins an activity: with its code alone in the first column, or before the words of one."""
    return is_code(texts[0]) or any(starts_activity(text) for text in texts[:2])


def _below(texts: Sequence[Sequence[str]], at: int) -> int | None:
    """Return the next line with words in the first column, where a line has such; else the next line."""
    ahead = range(at + 1, len(texts))
    return next((below for below in ahead if texts[below][0] or not texts[at][0]), None)


def _heads(texts: Sequence[str], below: Sequence[str]) -> bool:
    """Say whether a code begins the line below another one, in no column before the words of that."""
    return is_coded(below) and (bool(texts[0]) or not starts_activity(below[0]))


def _is_group(texts: Sequence[str]) -> bool:
    return may_head(next(filter(None, texts), ""))


def _wraps(above: Sequence[str], texts: Sequence[str], widths: Sequence[int]) -> bool:
    """Say whether what a line begins with is the rest of the line above: that has no end, and had no room for more."""
    column = next(at for at, text in enumerate(texts) if text)
    full = not had_room(above[column], texts[column], widths[column])
    return bool(above[column]) and full and not is_finished(above[column])


def _alone(texts: Sequence[str]) -> bool:
    """Say whether a line has a code in a column of its own: then each code has its own row."""
    return is_code(texts[0])
