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


def title_after(passage: Passage, end: int) -> tuple[str | None, int]:
    """Return the title that follows an instrument's number and the offset behind it; (None, end) without one."""
    text, folded = passage.text, passage.folded
    lead = _TITLE_LEAD.match(folded, end)
    if not lead or lead.end() == end:
        return None, end
    at = lead.end()
    connective = lead["connective"]
    if text[at] == '"' and (connective or lead[0].startswith(",") or not lead[0].strip()):
        close = text.find('"', at + 1)
        if 0 < close - at < 300:
            return _clean(text[at + 1 : close]), close + 1
    if text[at] == "(" and not connective:
        close = text.find(")", at)
        inner = text[at + 1 : close] if close > 0 else ""
        if " " in inner and inner[0].isupper() and not _NOT_A_TITLE.search(inner):
            return _clean(inner), close + 1
        return None, end
    for start, stop in passage.italics:
        if abs(start - at) <= 1 or (start < at < stop and start >= end):
            return _clean(text[start:stop]), stop
    if connective in (None, ":", "sur", "sobre") and not (connective and text[at].isupper()):
        return None, end
    if DATE.match(folded, at) or not _PLAIN_OPENING.match(text, at):
        return None, end
    stop = _clause_end(folded, at)
    another = _ANOTHER.search(folded, at, stop)
    if another:
        return None, end
    title = _clean(text[at:stop])
    if title is None or len(title) < 4 or (not title[0].isupper() and len(title.split()) > 12):
        return None, end
    return title, stop


def _clause_end(folded: str, start: int) -> int:
    for match in _CLAUSE_END.finditer(folded, start):
        opened = folded.count("(", start, match.start()) - folded.count(")", start, match.start())
        if opened <= 0 or match[0] not in "]),":
            return match.start()
    return len(folded)


def _clean(title: str) -> str | None:
    return title.strip().strip("\"'").strip().rstrip(".,;:").strip() or None
