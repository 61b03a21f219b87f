"""Texts that a converter broke and the splitter put together again, with the way back to the blocks.

Where columns were woven into one another, or a cell was cut, a name can stand in two pieces: ``trade in the saiga``
in one block and ``antelope.`` in a later one, ``at the Second`` and ``Meeting of the ...`` with words of the next
column between them. The text of the activity or result has it whole. A mention that is whole only there is given the
place of its first piece; its other pieces are no mentions of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from pipeline.model import BULLET, Block

T = TypeVar("T")
_WORD = re.compile(r"\S+")


class Stretch(NamedTuple):
    """Characters of one block: its index, and where they begin and end in its text."""

    block: int
    start: int
    end: int

    def holds(self, other: Stretch) -> bool:
        """Tell whether another stretch lies within this one."""
        return self.block == other.block and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Stretch) -> bool:
        """Tell whether this and another stretch have characters in common."""
        return self.block == other.block and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Rejoined:
    """A paragraph of an activity or result whose words stand in several places of the blocks.

    ``row`` is the activity or result.
    """

    text: str
    row: Mapping[str, Any]
    _starts: tuple[int, ...]
    _stretches: tuple[Stretch, ...]

    def stretches(self, start: int, end: int) -> list[Stretch]:
        """Return where a part of the text stands in the blocks, in its order; nothing for what is not found there."""
        found = []
        for at in range(max(0, bisect_right(self._starts, start) - 1), bisect_right(self._starts, end - 1)):
            offset, piece = self._starts[at], self._stretches[at]
            first = piece.start + max(start - offset, 0)
            last = min(piece.start + end - offset, piece.end)
            if first < last:
                found.append(Stretch(piece.block, first, last))
        return found


def rejoined(blocks: Sequence[Block], rows: Iterable[Mapping[str, Any]]) -> list[Rejoined]:
    """Return the paragraphs of rows (with ``text`` and ``block_ids``) that none of their blocks has in one piece."""
    index = {block.block_id: number for number, block in enumerate(blocks)}
    found = []
    for row in rows:
        places = [(number, blocks[number].text) for number in sorted(index[block_id] for block_id in row["block_ids"])]
        for line in (row["text"] or "").split("\n"):
            text = line.removeprefix(BULLET)
            if not any(text in place for _, place in places):
                pieces = _pieces(text, places)
                if len(pieces) > 1:
                    starts, stretches = zip(*pieces, strict=True)
                    found.append(Rejoined(text, row, starts, stretches))
    return found


def _pieces(text: str, places: Sequence[tuple[int, str]]) -> list[tuple[int, Stretch]]:
    """Find a text piece by piece, each the longest that goes on from there in any place: offset and stretch."""
    pieces: list[tuple[int, Stretch]] = []
    after = (-1, 0)
    at = 0
    while word := _WORD.search(text, at):
        longest = _longest(text, word, places, after) or _longest(text, word, places, (-1, 0))
        at = word.end()
        if longest is not None:
            pieces.append((word.start(), longest))
            after = (longest.block, longest.end)
            at = word.start() + longest.end - longest.start
    return pieces


def _longest(
    text: str, word: re.Match[str], places: Sequence[tuple[int, str]], after: tuple[int, int]
) -> Stretch | None:
    """Return the longest run of whole words that begins with ``word`` and is in a place behind ``after``."""
    best: Stretch | None = None
    for number, place in places:
        if number < after[0]:
            continue
        at = place.find(word[0], after[1] if number == after[0] else 0)
        while at >= 0:
            length = _common(text, word.start(), place, at)
            if length and (best is None or length > best.end - best.start):
                best = Stretch(number, at, at + length)
            at = place.find(word[0], at + 1)
    return best


def _common(text: str, start: int, place: str, at: int) -> int:
    """Return how many characters, in whole words, two texts have in common from there on."""
    if at and not place[at - 1].isspace():
        return 0
    length, most = 0, min(len(text) - start, len(place) - at)
    while length < most and text[start + length] == place[at + length]:
        length += 1
    ends_here = start + length == len(text) or text[start + length].isspace()
    ends_there = at + length == len(place) or place[at + length].isspace()
    if ends_here and ends_there:
        return length
    return max(text.rfind(" ", start, start + length) - start, 0)


Placed = tuple[T, Stretch, Mapping[str, Any] | None]
"""A mention, the place where it stands, and the activity or result that alone has it whole, if any."""


def with_broken(whole: Sequence[tuple[T, Stretch]], broken: Iterable[tuple[T, Rejoined, int, int]]) -> list[Placed[T]]:
    """Add to the mentions of the blocks those that are whole only in rejoined texts; in reading order.

    ``broken`` are the mentions of rejoined texts with their offsets there: those that stand in one piece are left to
    the blocks. What a block has of one that is broken is left out; where a block has more than a piece, it is right.
    """
    new: list[Placed[T]] = []
    parts: list[Stretch] = []
    for mention, text, start, end in broken:
        stretches = text.stretches(start, end)
        if len(stretches) > 1 and not any(
            each.overlaps(at) and not each.holds(at) for _, at in whole for each in stretches
        ):
            new.append((mention, stretches[0], text.row))
            parts += stretches
    if not new:
        return [(mention, at, None) for mention, at in whole]
    known = [(mention, at, None) for mention, at in whole if not any(part.holds(at) for part in parts)]
    return sorted([*known, *new], key=lambda each: each[1][:2])
