"""The map of a text source: what became of each of its characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Ledger

IN_BLOCK = 1
_OPEN = 0
_WHITE_SPACE = re.compile(r"\s+")

INNER_KINDS = frozenset({"white_space", "mark_up", "list_marker", "invisible", "line_end_hyphen"})
"""What may lie between two characters of one block without parting them into two fragments."""


class Coverage:
    """A mark for each character of one source: open, in a block, or set aside under a kind.

    A character is marked once; a second mark is a fault of the reader and raises, so that the sums of the
    ledger are counted from the source and never worked out from each other.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._marks = bytearray(len(source))
        self._kinds: list[str] = ["", "in_blocks"]

    def take(self, start: int, end: int) -> None:
        """Mark the characters from ``start`` to ``end`` as being in a block."""
        self._mark(start, end, IN_BLOCK)

    def set_aside(self, start: int, end: int, kind: str) -> None:
        """Mark the characters from ``start`` to ``end`` as set aside under ``kind``."""
        if kind not in self._kinds:
            self._kinds.append(kind)
        self._mark(start, end, self._kinds.index(kind))

    def is_inner(self, start: int, end: int) -> bool:
        """Say whether everything between ``start`` and ``end`` was set aside as white space or mark-up."""
        return all(self._kinds[mark] in INNER_KINDS for mark in set(self._marks[start:end]))

    def open(self, start: int, end: int) -> Sequence[int]:
        """Return the positions from ``start`` to ``end`` of characters without a mark."""
        if not any(self._marks[start:end]):
            return range(start, end)
        return [position for position in range(start, end) if self._marks[position] == _OPEN]

    def is_taken(self, position: int) -> bool:
        """Say whether the character at ``position`` is in a block."""
        return self._marks[position] == IN_BLOCK

    def sweep_white_space(self) -> None:
        """Set aside every white space character that is still open: what lies between lines and blocks."""
        for match in _WHITE_SPACE.finditer(self.source):
            for position in range(match.start(), match.end()):
                if self._marks[position] == _OPEN:
                    self.set_aside(position, position + 1, "white_space")

    def rename(self, start: int, end: int, kind: str) -> None:
        """Count the white space from ``start`` to ``end``, which stands for what was printed there, as ``kind``."""
        if kind not in self._kinds:
            self._kinds.append(kind)
        white, mark = self._kinds.index("white_space"), self._kinds.index(kind)
        for position in range(start, end):
            if self._marks[position] == white:
                self._marks[position] = mark

    def ledger(self) -> Ledger:
        """Count the marks; characters still open are those of ``Ledger.unaccounted``."""
        set_aside = {
            kind: count
            for number, kind in enumerate(self._kinds)
            if number > IN_BLOCK and (count := self._marks.count(number))
        }
        return Ledger(
            characters=len(self.source),
            in_blocks=self._marks.count(IN_BLOCK),
            set_aside=dict(sorted(set_aside.items())),
        )

    def _mark(self, start: int, end: int, mark: int) -> None:
        if any(self._marks[start:end]):
            raise ValueError(f"characters {start} to {end} are already accounted for: {self.source[start:end]!r}")
        self._marks[start:end] = bytes([mark]) * (end - start)
