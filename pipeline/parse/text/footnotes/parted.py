"""Footnotes whose raised numbers a converter printed elsewhere on the page than their texts.

Tools that go by the height of what is printed take raised numbers out of the line that they stand in: they come alone
on their lines somewhere on the page, and the texts of the notes without numbers at its foot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.model import Issue
from pipeline.parse.notices import notice
from pipeline.parse.text.drafts import is_finished, starts_code
from pipeline.parse.text.footnotes.notes import LONE_FOOTNOTE, NOTE_BEGINS, PLAIN_FOOTNOTE
from pipeline.parse.text.lines import Line, read_marker

_URL = "://"
MOST_LINES = 12
"""The notes at the foot of a page have no more lines."""


@dataclass
class PartedNotes:
    """The lines of a source put in order, what was inferred or is doubtful, and where the numbers of notes begin.

    ``moved`` are the stretches of the source that the numbers take which stood elsewhere, in order: what was printed
    around them may be one paragraph.
    """

    lines: list[Line] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    moved: list[tuple[int, int]] = field(default_factory=list)


def put_together(lines: Sequence[Line], marks: set[str], is_apart: Callable[[Line], bool]) -> PartedNotes:
    """Return the lines with the numbers of footnotes right above their texts.

    Numbers that stand alone on a page, count on from the last note and have a mark (``marks``) belong, in order, to as
    many texts in the last lines of the page; form feeds show where it ends. ``is_apart`` says which lines are running
    heads and feet, or seem to be: a number alone may have been taken for that of a page.
    """
    if not any(line.form_feed for line in lines):
        return PartedNotes(list(lines))
    made = PartedNotes()
    last = 0
    for page in _pages(lines):
        last += _put_page(page, last, marks, is_apart, made)
    return made


def _pages(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    starts = [0, *(index for index, line in enumerate(lines) if line.form_feed and index), len(lines)]
    return (lines[start:end] for start, end in pairwise(starts))


def _put_page(
    page: Sequence[Line], last: int, marks: set[str], is_apart: Callable[[Line], bool], made: PartedNotes
) -> int:
    """Add the lines of a page, put in order; return how many notes it has."""
    end = _end_of_text(page, is_apart)
    numbers = _numbers(page[:end], last, marks)
    texts = _texts(page[:end], numbers) if numbers else []
    if numbers and _in_order(page[:end], numbers):
        made.numbers |= {line.start for line in numbers}
    elif numbers and len(texts) == len(numbers):
        made.numbers |= {line.start for line in numbers}
        ordered = [line for number, text in zip(numbers, texts, strict=True) for line in (number, *text)]
        if list(page[end - len(ordered) : end]) != ordered:
            moved = {id(line) for line in ordered}
            page = [*(line for line in page[:end] if id(line) not in moved), *ordered, *page[end:]]
            made.moved += sorted((line.start, line.end) for line in numbers)
            made.issues.append(_paired(numbers, texts))
    elif numbers:
        evidence = " / ".join(line.text.strip() for line in (*numbers, *(text[0] for text in texts)))
        made.issues.append(notice("footnote-not-found/notes", evidence))
    made.lines += page
    whole = {int(match["plain"]) for line in page if (match := PLAIN_FOOTNOTE.match(line.text))}
    count = len(numbers)
    while not numbers and last + count + 1 in whole:
        count += 1
    return count


def _in_order(page: Sequence[Line], numbers: Sequence[Line]) -> bool:
    """Say whether each number stands right above a text, and the texts are the last lines of the page."""
    first = next(at for at, line in enumerate(page) if line is numbers[0])
    foot = page[first:]
    ids = [id(line) for line in foot]
    places = [ids.index(id(line)) for line in numbers if id(line) in ids]
    beginnings = [at + 1 < len(foot) and NOTE_BEGINS.match(foot[at + 1].text) is not None for at in places]
    blank = any(line.blank for line in foot) or len(foot) > MOST_LINES
    return not blank and len(places) == len(numbers) and places == sorted(places) and all(beginnings)


def _paired(numbers: Sequence[Line], texts: Sequence[Sequence[Line]]) -> Issue:
    printed = ", ".join(line.text.strip() for line in numbers)
    evidence = " / ".join(text[0].text.strip() for text in texts)
    return notice("footnotes-paired", evidence, numbers=printed)


def _numbers(page: Sequence[Line], last: int, marks: set[str]) -> list[Line]:
    """Return the lines of the numbers that stand alone on a page and count on from the last note's, in order.

    Where the only one begins or ends the page it is the page's.
    """
    lone: dict[int, Line] = {}
    for line in page:
        match = LONE_FOOTNOTE.match(line.text)
        if match and match["alone"] in marks and not line.form_feed:
            lone.setdefault(int(match["alone"]), line)
    numbers: list[Line] = []
    while last + len(numbers) + 1 in lone:
        numbers.append(lone[last + len(numbers) + 1])
    ends = [line for line in page if not line.blank]
    return [] if len(numbers) == 1 and numbers[0] in (ends[0], ends[-1]) else numbers


def _end_of_text(page: Sequence[Line], is_apart: Callable[[Line], bool]) -> int:
    """Return the index behind the last line of text."""
    end = len(page)
    while end and (page[end - 1].blank or is_apart(page[end - 1])):
        end -= 1
    return end


def _texts(page: Sequence[Line], numbers: Sequence[Line]) -> list[list[Line]]:
    """Return the texts at the foot of a page, each as its lines: those behind the last blank line before a text."""
    among = {id(line) for line in numbers}
    foot: list[Line] = []
    for at in range(len(page) - 1, max(-1, len(page) - 1 - MOST_LINES), -1):
        line = page[at]
        if line.blank and foot:
            if _awaits_text(page[:at], among):
                return []
            break
        if not line.blank and id(line) not in among:
            foot.insert(0, line)
    texts: list[list[Line]] = []
    for line in foot:
        above = texts[-1][-1].text.strip() if texts else ""
        ended = is_finished(above) or _URL in above
        if not texts or (ended and NOTE_BEGINS.match(line.text)):
            texts.append([])
        texts[-1].append(line)
    coded = any(starts_code(text[0].text.strip()) for text in texts)
    return texts if texts and NOTE_BEGINS.match(texts[0][0].text) and not coded else []


def _awaits_text(lines: Sequence[Line], among: set[int]) -> bool:
    """Say whether the last line that is none of ``among`` is a paragraph's number, whose text comes below."""
    above = next((line for line in reversed(lines) if not line.blank and id(line) not in among), None)
    marker = read_marker(above.text) if above else None
    return marker is not None and above is not None and not above.text[marker.end :].strip()
