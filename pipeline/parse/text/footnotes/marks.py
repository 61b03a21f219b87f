"""The marks of footnotes in text that raises none: a figure glued to a word, or in brackets, becomes one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Issue
from pipeline.parse.notices import notice
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.drafts import DraftTable, Item, Paragraph, is_furniture
from pipeline.parse.text.footnotes.notes import PLAIN_MARKS, is_counted
from pipeline.parse.text.runs import Run, style_bit

_CONTEXT = 60
_OTHER = re.compile(r"(?:^|\W)(?:[A-Z]\w{0,6}[A-Z]|[A-Z]\w*[.,;:])$")
"""What a figure may belong to without being a mark: ``COP12``, ``StC40``, ``EUROBATS4``, ``Add.2``."""


@dataclass(frozen=True)
class _Mark:
    """A figure that may be a mark: the run it is in, its characters, and those that go with it (brackets)."""

    run: Run
    start: int
    end: int
    first: int
    last: int


def raise_marks(items: Sequence[Item], coverage: Coverage) -> list[Issue]:
    """Make superscript the marks of the footnotes that no raised mark calls; return what was inferred.

    The mark of a note is the only figure with its number that stands where a mark does (`PLAIN_MARKS`), in the text
    before the note and behind the mark of the note before it. Brackets around it are set aside. Where several figures
    may be the mark, none is made one.
    """
    notes = [item for item in items if isinstance(item, Paragraph) and item.kind == "footnote"]
    if not notes:
        return []
    raised = {
        run.text[start:end] for run in _runs(items) if any(run.styles) for start, end in run.styled("superscript")
    }
    inferred: list[str] = []
    after = 0
    for note in notes:
        number = note.number or ""
        if not number.isdecimal() or number in raised:
            continue
        before = note.number_at[0] if note.number_at else len(coverage.source)
        found = [mark for mark in _marks(items, number) if after <= mark.run.origins[mark.start] < before]
        if len(found) != 1:
            continue
        mark = found[0]
        after = mark.run.origins[mark.start]
        inferred.append(mark.run.text[max(0, mark.start - _CONTEXT) : mark.end])
        _raise(mark, coverage)
    return [notice("marks-inferred", " / ".join(inferred), count=len(inferred))] if inferred else []


def lost_notes(items: Sequence[Item]) -> list[Issue]:
    """Report figures behind words that count on as marks do, from the first or the last note on, and call no note."""
    notes = {item.number for item in items if isinstance(item, Paragraph) and item.kind == "footnote"}
    number = 1
    after = 0
    lost: list[str] = []
    while True:
        found = [mark for mark in _marks(items, str(number)) if not _is_raised(mark)]
        behind = [mark for mark in found if mark.run.origins[mark.start] >= after]
        if str(number) not in notes:
            if not behind:
                break
            lost.append(behind[0].run.text[max(0, behind[0].start - _CONTEXT) : behind[0].end])
            after = behind[0].run.origins[behind[0].start]
        number += 1
    return [notice("footnote-not-found/marks", " / ".join(lost), count=len(lost))] if lost else []


def _is_raised(mark: _Mark) -> bool:
    return bool(mark.run.styles[mark.start] & style_bit("superscript"))


def _runs(items: Sequence[Item]) -> Iterator[Run]:
    for item in items:
        if isinstance(item, DraftTable):
            yield from (run for row in item.rows for cell in row if cell is not None for run in cell.paragraphs)
        elif item.kind != "footnote" and not is_furniture(item):
            yield item.run


def _marks(items: Sequence[Item], number: str) -> Iterator[_Mark]:
    for run in _runs(items):
        if number not in run.text:
            continue
        for pattern in PLAIN_MARKS:
            for match in pattern.finditer(run.text):
                group = match.lastgroup or ""
                start, end = match.span(group)
                printed = match[group] == number and min(run.origins[start:end]) >= 0
                if printed and not _OTHER.search(run.text[:start]) and not is_counted(run.text, start):
                    yield _Mark(run, start, end, *match.span())


def _raise(mark: _Mark, coverage: Coverage) -> None:
    """Make the figures superscript, and take the brackets around them out of the text."""
    run = mark.run
    for position in range(mark.start, mark.end):
        run.styles[position] |= style_bit("superscript")
    for position in (*range(mark.first, mark.start), *range(mark.end, mark.last)):
        if not run.text[position].isspace():
            run.set_aside(position, position + 1, coverage, "mark_up")
    keep = [
        position
        for position in range(len(run.text))
        if not (mark.first <= position < mark.start or mark.end <= position < mark.last) or run.text[position].isspace()
    ]
    run.text = "".join(run.text[position] for position in keep)
    run.origins = [run.origins[position] for position in keep]
    run.styles = [run.styles[position] for position in keep]
