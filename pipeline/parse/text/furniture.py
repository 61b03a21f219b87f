"""Running heads, feet and page numbers of a text source, by form feeds, rising numbers and repeated symbols."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.parse.cover import cover_line
from pipeline.parse.text.drafts import Item, Paragraph
from pipeline.parse.text.lines import Line

_FIGURES = re.compile(r"\d+")
_PAGE_WORD = re.compile(r"\b(?:p|page|página|pág)\b\.?\s*(?P<page>\d{1,4})\b", re.IGNORECASE)
_LONE_PAGE = re.compile(r"^(?:[-–—]\s*)?(?P<page>\d{1,4})(?:\s*[-–—]|\s*(?:/|of|de|sur)\s*\d{1,4})?$")

MAX_FURNITURE = 100
"""A running head or foot has at most so many characters."""
MIN_LONE_PAGES = 3
"""Numbers on lines of their own are page numbers where so many of them count up by one."""
MARGIN_LINES = 2
"""So many lines at the top and at the foot of a page may be running heads and feet."""


def mark_furniture(items: Sequence[Item], lines: Sequence[Line]) -> None:
    """Make running heads and feet of the lines that are: what the source has between its pages.

    With form feeds: lines at a page's margin that come again, figures apart, and page numbers there. Without: lines
    with the word for page and a rising number, numbers that count up on lines of their own, and the document's symbol
    where it comes again alone.
    """
    short = [
        item
        for item in items
        if isinstance(item, Paragraph)
        and item.kind == "paragraph"
        and item.number is None
        and 0 < len(item.text) <= MAX_FURNITURE
        and item.run.source_start() >= 0
    ]
    margins = _margins(lines)
    groups: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in short:
        groups[_FIGURES.sub("#", paragraph.text)].append(paragraph)
    for group in groups.values():
        for paragraph in (*_numbered(group), *_at_margins(group, margins), *_repeated_symbols(group)):
            numbered = _PAGE_WORD.search(paragraph.text) or _LONE_PAGE.match(paragraph.text)
            paragraph.kind = "running_footer" if numbered else "running_header"


def _numbered(group: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return the group where its lines are told apart by a rising page number."""
    pages = [_PAGE_WORD.search(one.text) for one in group]
    if len(group) > 1 and all(pages) and _rise(pages, any_step=True):
        return group
    pages = [_LONE_PAGE.match(one.text) for one in group]
    if len(group) >= MIN_LONE_PAGES and all(pages) and _rise(pages, any_step=False):
        return group
    return ()


def _rise(pages: Sequence[re.Match[str] | None], *, any_step: bool) -> bool:
    numbers = [int(page["page"]) for page in pages if page]
    return all(one < following if any_step else one + 1 == following for one, following in pairwise(numbers))


def _at_margins(group: Sequence[Paragraph], margins: Sequence[tuple[int, int]]) -> Iterator[Paragraph]:
    """Yield the lines of the group at the margins of pages, if it has several there or they are page numbers."""
    starts = [start for start, _ in margins]
    at_margin = [
        one
        for one in group
        if (place := bisect_right(starts, one.run.source_start()) - 1) >= 0
        and one.run.source_start() <= margins[place][1]
    ]
    if len(at_margin) > 1 or (at_margin and _LONE_PAGE.match(at_margin[0].text)):
        yield from at_margin


def _repeated_symbols(group: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the lines after the first that are the same symbol and nothing else."""
    first, *again = group
    if again and all(one.text == first.text for one in again):
        line = cover_line(first.text)
        if line.symbols and line.rest == 0 and not line.days:
            yield from again


def _margins(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the stretches of the lines at the top and foot of each page; none where the source has no form feeds."""
    pages: list[list[Line]] = [[]]
    for line in lines:
        if line.form_feed:
            pages.append([])
        if not line.blank:
            pages[-1].append(line)
    if len(pages) == 1:
        return []
    margins = [(line.start, line.end) for page in pages for line in (*page[:MARGIN_LINES], *page[-MARGIN_LINES:])]
    return sorted(set(margins))
