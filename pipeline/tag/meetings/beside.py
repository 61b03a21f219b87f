"""Which treaty is printed beside a meeting.

Only what stands immediately before or behind it counts, or what heads its line.
"""

from __future__ import annotations

from pipeline.tag.passage import Passage
from pipeline.tag.surroundings import surrounding

_RIGHT_AFTER = surrounding("right_after_treaty")
_OF_TREATY = surrounding("of_treaty")
_LABELS = surrounding("label")
_LINE_BEGINS = surrounding("line_begins")
_OF_UNLISTED = surrounding("of_unlisted_treaty")
_UNLISTED_BEFORE = surrounding("unlisted_treaty_before")
_LONGEST_NAME = 60


def treaty_before(passage: Passage, start: int) -> tuple[str | None, int]:
    """Return the treaty printed immediately before an offset, and where it begins (else the offset)."""
    if named := passage.last_treaty(start):
        treaty_start, end, treaty = named
        if start - end <= 4 and _RIGHT_AFTER.fullmatch(passage.folded, end, start):
            return treaty, treaty_start
    return None, start


def treaty_behind(passage: Passage, end: int) -> tuple[str | None, int]:
    """Return the treaty that follows an offset as ``of the ...``, and where it ends (else the offset)."""
    if named := passage.next_treaty(end):
        start, stop, treaty = named
        if _OF_TREATY.fullmatch(passage.folded, end, start):
            return treaty, stop
    return None, end


def treaty_around(passage: Passage, start: int, end: int) -> str | None:
    """Return the treaty printed immediately before a stretch, else the one behind it."""
    before, _ = treaty_before(passage, start)
    return before or treaty_behind(passage, end)[0]


def treaty_of_line(passage: Passage, start: int) -> str | None:
    """Return the treaty that heads a line or a part of it, up to the offset (``...; CMS: 76th meeting``)."""
    if named := passage.last_treaty(start):
        treaty_start, end, treaty = named
        if _LABELS.fullmatch(passage.folded, end, start):
            return treaty if _LINE_BEGINS.search(passage.text, max(0, treaty_start - 2), treaty_start) else None
    return None


def is_of_unlisted_treaty(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a stretch is beside the name of a treaty that `bodies.yml` lacks ("COP9 of the Lake Treaty")."""
    named = _OF_UNLISTED.match(passage.text, end) or _UNLISTED_BEFORE.search(
        passage.text, max(0, start - _LONGEST_NAME), start
    )
    return named is not None and not any(at < named.end() and named.start() < stop for at, stop, _ in passage.treaties)
