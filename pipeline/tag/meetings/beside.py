"""Which treaty is printed beside a meeting."""

from __future__ import annotations

import re

from pipeline.tag.passage import Passage

_OF_TREATY = re.compile(r" (?:of|to|of the|to the|de la|a la|en la|del?|du|au|al|en el) ")
_LABELS = re.compile(r" ?: (?:the |la |le )?")
_LINE_BEGINS = re.compile(r"(?:^|[;.\n•(-]) ?$")


def treaty_before(passage: Passage, start: int) -> tuple[str | None, int]:
    """Return the treaty printed immediately before an offset, and where it begins (else the offset)."""
    for treaty_start, end, treaty in reversed(passage.treaties):
        if end <= start:
            if start - end <= 4 and re.fullmatch(r"(?:'s?)? ?[ (-]", passage.folded[end:start]):
                return treaty, treaty_start
            return None, start
    return None, start


def treaty_behind(passage: Passage, end: int) -> tuple[str | None, int]:
    """Return the treaty that follows an offset as ``of the ...``, and where it ends (else the offset)."""
    for start, stop, treaty in passage.treaties:
        if start >= end:
            if _OF_TREATY.fullmatch(passage.folded, end, start):
                return treaty, stop
            return None, end
    return None, end


def treaty_around(passage: Passage, start: int, end: int) -> str | None:
    """Return the treaty printed immediately before a stretch, else the one behind it."""
    before, _ = treaty_before(passage, start)
    return before or treaty_behind(passage, end)[0]


def treaty_of_line(passage: Passage, start: int) -> str | None:
    """Return the treaty that heads a line or a part of it, up to the offset (``...; CMS: 76th meeting``)."""
    for treaty_start, end, treaty in passage.treaties:
        if _LABELS.fullmatch(passage.folded, end, start):
            return treaty if _LINE_BEGINS.search(passage.text, max(0, treaty_start - 2), treaty_start) else None
    return None
