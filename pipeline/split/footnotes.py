"""Footnotes and the marks that call them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.families import ends_with
from pipeline.model import Block
from pipeline.split.notices import Notices

_SUPERSCRIPTS = re.compile("[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+")
"""Digits that Unicode has in superscript."""

_SIGNS = re.compile(r"(?<=[^\W_]|[.,;:)\]”\"'’])[*†‡§]{1,3}(?=[\s.,;:)]|$)")
"""Signs behind a word, which call a note that begins with them."""

Cuts = dict[int, list[tuple[int, int]]]
"""What is cut out of the texts of blocks (by index): where each cut begins and its length, the last first."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a footnote is called: block (index) and characters of its text."""

    number: str
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote, its block (index), and its mark where one was found."""

    number: str | None
    text: str
    block: int
    mark: Mark | None


def footnotes(blocks: list[Block], notices: Notices) -> list[Footnote]:
    """Return the footnotes of a document in order, each with the nearest mark before it that has its number.

    A mark is a superscript number or a number in superscript characters, but behind a unit (``km2``), or the sign
    behind a word with which a note begins. Numbers without a note and notes without a mark are reported.
    """
    noted = {_number(block.number or "") for block in blocks if block.kind == "footnote"}
    marks = [
        mark
        for index, block in enumerate(blocks)
        if block.kind != "footnote"
        for mark in _marks(block, index)
        if mark.number in noted or mark.number.isdigit()
    ]
    used: set[Mark] = set()
    found: list[Footnote] = []
    for index, block in enumerate(blocks):
        if block.kind != "footnote":
            continue
        number = _number(block.number or "") or None
        before = [mark for mark in marks if mark.number == number and mark.block < index and mark not in used]
        mark = before[-1] if before else None
        if mark:
            used.add(mark)
        else:
            notices.add("footnote-without-mark", block.text[:200], [index])
        found.append(Footnote(number, block.text, index, mark))
    numbers = {note.number for note in found}
    for mark in marks:
        if mark not in used and mark.number not in numbers:
            notices.add(
                "mark-without-footnote",
                blocks[mark.block].text[max(0, mark.start - 60) : mark.end],
                [mark.block],
                number=mark.number,
            )
    return found


def cuts_of_marks(blocks: list[Block], notes: Iterable[Footnote]) -> Cuts:
    """Return what the marks of footnotes are in the blocks' texts, with a space that they leave."""
    cuts: Cuts = {}
    for note in notes:
        if note.mark:
            cuts.setdefault(note.mark.block, []).append(_cut(blocks[note.mark.block].text, note.mark))
    return {index: sorted(found, reverse=True) for index, found in cuts.items()}


def without_marks(blocks: list[Block], cuts: Cuts) -> list[Block]:
    """Return the blocks with the marks of footnotes cut out of their texts, at the same places in the list."""
    return [_without(block, cuts[index]) if index in cuts else block for index, block in enumerate(blocks)]


def moved(offset: int, cuts: Iterable[tuple[int, int]]) -> int:
    """Return where an offset in a text is after the cuts of its block."""
    for start, length in cuts:
        offset = offset if offset <= start else max(start, offset - length)
    return offset


def _cut(text: str, mark: Mark) -> tuple[int, int]:
    space = text[: mark.start].endswith(" ") and text[mark.end :][:1] in ("", " ", ".", ",", ";", ":", ")")
    return mark.start - space, mark.end - mark.start + space


def _without(block: Block, cuts: Sequence[tuple[int, int]]) -> Block:
    text = block.text
    for start, length in cuts:
        text = text[:start] + text[start + length :]
    spans = [replace(span, start=moved(span.start, cuts), end=moved(span.end, cuts)) for span in block.spans]
    return replace(block, text=text, spans=[span for span in spans if span.end > span.start])


def _marks(block: Block, index: int) -> list[Mark]:
    text = block.text
    raised = [
        Mark(number, index, span.start, span.end)
        for span in block.spans
        if span.style == "superscript" and (number := _number(text[span.start : span.end]))
    ]
    taken = {position for mark in raised for position in range(mark.start, mark.end)}
    printed = [
        Mark(_number(match[0]), index, *match.span())
        for pattern in (_SUPERSCRIPTS, _SIGNS)
        for match in pattern.finditer(text)
        if match.start() not in taken
    ]
    marks = (mark for mark in raised + printed if not ends_with("raised_units", text[: mark.start] + mark.number))
    return sorted(marks, key=lambda mark: mark.start)


def _number(text: str) -> str:
    """Return the number or the signs that a mark prints, empty where it prints none (``th`` of an ordinal)."""
    plain = unicodedata.normalize("NFKC", text).strip(" .)")
    number = plain.strip("*") or plain
    return number if number.isdigit() or not number.strip("*†‡§") else ""
