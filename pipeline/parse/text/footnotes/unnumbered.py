"""Footnotes that a converter left without their numbers: paragraphs below marks that no footnote has."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from pipeline.model import Issue
from pipeline.parse.notices import notice
from pipeline.parse.text.drafts import (
    DraftTable,
    Item,
    Paragraph,
    in_capitals,
    is_finished,
    is_furniture,
    starts_activity,
)
from pipeline.parse.text.footnotes.notes import NOTE_BEGINS, footnote_marks
from pipeline.titles import programme_title

_ADDRESS = re.compile(r"^(?:\S+\s+){0,3}(?:https?://|www\.)\S+\.?$", re.IGNORECASE)

MAX_NOTE = 500
"""A note at the foot of a page has fewer characters."""


def is_address(text: str) -> bool:
    """Say whether ``text`` is an address with no more than a few words before it."""
    return _ADDRESS.match(text) is not None


class OpenMarks:
    """The raised marks of a source that no footnote has, in order; notes without numbers are given theirs.

    The title of a programme in capitals begins an annex, and a page: notes of marks above it stand above it. With small
    letters it may head a section.
    """

    def __init__(self, items: Sequence[Item], source: str) -> None:
        noted = {item.number for item in items if isinstance(item, Paragraph) and item.kind == "footnote"}
        self._marks = [mark for mark in footnote_marks(source) if mark.number not in noted]
        self._over = 0
        """Of so many marks, the first, the pages are over."""

    def above(self, note: Paragraph) -> int:
        """Return how many marks without a note, whose pages are not over, stand before a paragraph."""
        return self._before(note) - self._over

    def pass_by(self, item: Item) -> None:
        """Note that the pages of the marks above a title are over."""
        if self._marks and isinstance(item, Paragraph) and in_capitals(item.text) and programme_title(item.text):
            self._over = self._before(item)

    def _before(self, paragraph: Paragraph) -> int:
        return bisect_left(self._marks, _start(paragraph), key=attrgetter("position"))

    def name(self, notes: Sequence[Paragraph]) -> list[Issue]:
        """Make paragraphs the notes of the last marks before them; the pages of the marks before these are over."""
        if not notes:
            return []
        above = self._before(notes[0])
        numbers = [mark.number for mark in self._marks[above - len(notes) : above]]
        del self._marks[:above]
        self._over = 0
        return [_as_footnote(note, number) for note, number in zip(notes, numbers, strict=True)]

    def below(self, item: Item, items: Sequence[Item], at: int) -> list[Paragraph]:
        """Return the notes behind index ``at``, right below a numbered paragraph, a list item, an activity or a table.

        Or between a list and what announces it. They are whole sentences or addresses without a number of their own,
        and as many as marks above them have no note. One more behind them is the rest of a numbered paragraph.
        """
        announces = isinstance(item, Paragraph) and item.text.endswith(":")
        if not self._marks or not (announces or _has_notes_below(item)):
            return []
        notes: list[Paragraph] = []
        behind: Item | None = None
        for one in (items[index] for index in range(at + 1, len(items))):
            if is_furniture(one):
                continue
            if not isinstance(one, Paragraph) or not _may_be_note(one):
                behind = one
                break
            notes.append(one)
        if not notes or not (_has_notes_below(item) or _is_listed(behind)):
            return []
        above = self.above(notes[0])
        return notes[:above] if above <= len(notes) <= above + _is_numbered(item) else []


def _is_listed(item: Item | None) -> bool:
    return isinstance(item, Paragraph) and item.kind == "list_item"


def _has_notes_below(item: Item) -> bool:
    if isinstance(item, DraftTable) or item.number is not None or _is_listed(item):
        return True
    return item.kind == "footnote" or starts_activity(item.text)


def _is_numbered(item: Item) -> bool:
    return isinstance(item, Paragraph) and item.kind == "paragraph" and item.number is not None


def _may_be_note(item: Paragraph) -> bool:
    text = item.text
    if item.kind != "paragraph" or item.number is not None or item.bullet or starts_activity(text):
        return False
    whole = is_address(text) or (is_finished(text) and not text.endswith((":", ";", ",")))
    return whole and len(text) < MAX_NOTE and NOTE_BEGINS.match(text) is not None


def _start(note: Paragraph) -> int:
    return next(iter(note.run.stretches()))[0]


def _as_footnote(note: Paragraph, number: str) -> Issue:
    note.kind, note.number = "footnote", number
    return notice("footnote-number-inferred", note.text, number=number)
