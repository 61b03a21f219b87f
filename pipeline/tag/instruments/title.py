"""Titles of instruments, behind their numbers: in quotes, in italics, behind ``on`` or in brackets."""

from __future__ import annotations

from pipeline.tag.dates import DATE
from pipeline.tag.passage import Passage
from pipeline.tag.surroundings import surrounding

_TITLE_LEAD = surrounding("title_lead")
_CLAUSE_END = surrounding("title_ends")
_PLAIN_OPENING = surrounding("title_opens")
_ANOTHER = surrounding("another_instrument")
_NOT_A_TITLE = surrounding("no_title")
_LONGEST_QUOTED = 300
"""Words in quotation marks that are longer than so many characters are no title."""
_SHORTEST = 4
"""A title that nothing sets off has at least so many characters."""
_MOST_WORDS = 12
"""One that begins with a small letter has no more words."""


def title_after(passage: Passage, end: int) -> tuple[str | None, int]:
    """Return the title that follows an instrument's number and the offset behind it; (None, end) without one."""
    text, folded = passage.text, passage.folded
    lead = _TITLE_LEAD.match(folded, end)
    if not lead or lead.end() == end:
        return None, end
    at, connective = lead.end(), lead["connective"]
    if text[at] == '"' and (connective or lead[0].startswith(",") or not lead[0].strip()):
        close = text.find('"', at + 1)
        if 0 < close - at < _LONGEST_QUOTED:
            return _clean(text[at + 1 : close]), close + 1
    if text[at] == "(" and not connective:
        close = text.find(")", at)
        inner = text[at + 1 : close] if close > 0 else ""
        named = " " in inner and inner[0].isupper() and not _NOT_A_TITLE.search(inner)
        return (_clean(inner), close + 1) if named else (None, end)
    for start, stop in passage.italics:
        if abs(start - at) <= 1 or (start < at < stop and start >= end):
            return _clean(text[start:stop]), stop
    if connective in (None, ":", "sur", "sobre") and not (connective and text[at].isupper()):
        return None, end
    return _plain_title(passage, at) or (None, end)


def _plain_title(passage: Passage, at: int) -> tuple[str, int] | None:
    """Return a title that nothing sets off, up to the end of its clause, and the offset behind it; None if none is."""
    text, folded = passage.text, passage.folded
    if DATE.match(folded, at) or not _PLAIN_OPENING.match(text, at):
        return None
    stop = _clause_end(folded, at)
    title = None if _ANOTHER.search(folded, at, stop) else _clean(text[at:stop])
    if title is None or len(title) < _SHORTEST or (not title[0].isupper() and len(title.split()) > _MOST_WORDS):
        return None
    return title, stop


def _clause_end(folded: str, start: int) -> int:
    for match in _CLAUSE_END.finditer(folded, start):
        opened = folded.count("(", start, match.start()) - folded.count(")", start, match.start())
        if opened <= 0 or match[0] not in "]),":
            return match.start()
    return len(folded)


def _clean(title: str) -> str | None:
    return title.strip().strip("\"'").strip().rstrip(".,;:").strip() or None
