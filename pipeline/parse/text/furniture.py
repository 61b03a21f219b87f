"""Running heads, feet and page numbers of a text source, by form feeds, rising numbers and repeated symbols."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from pipeline.parse.cover import cover_line
from pipeline.parse.structure import annex_named
from pipeline.parse.text.lines import Line

_FIGURES = re.compile(r"\d+")
_PAGE_WORD = re.compile(r"\b(?:p|page|página|pág)\b\.?\s*(?P<page>\d{1,4})\b", re.IGNORECASE)
_LONE_PAGE = re.compile(r"^(?:[-–—]\s*)?(?P<page>\d{1,4})(?:\s*[-–—]|\s*(?:/|of|de|sur)\s*\d{1,4})?$")

MAX_FURNITURE = 100
"""A running head or foot has at most so many characters."""
MIN_LONE_PAGES = 3
"""Numbers on lines of their own are page numbers where so many of them count up by one."""
MAX_FIRST_PAGE = 3
"""A document begins on page 1; a page or two at its front may bear no number."""
MIN_PAGE_LINES = 10
"""A page has at least so many lines."""
MAX_COVER = 1500
"""The cover of a document ends before so many characters."""
MARGIN_LINES = 2
"""So many lines at the top and at the foot of a page may be running heads and feet."""

FurnitureKind = Literal["running_header", "running_footer"]


def find_furniture(lines: Sequence[Line]) -> dict[int, FurnitureKind]:
    """Return the offsets of the lines that stand between the pages of the source, with their kind.

    With form feeds: lines at a page's margin that come again, figures apart, and page numbers there. Without: lines
    with the word for page and a rising number or beside a symbol, numbers that count up on lines of their own, and the
    document's symbol where it comes again alone. The name of an annex beside any of these, if it comes again, belongs
    to them.
    """
    margins = _margins(lines)
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        text = _printed(line)
        if text and len(text) <= MAX_FURNITURE and "\t" not in line.text.strip():
            groups[_FIGURES.sub("#", text)].append(line)
    found: dict[int, FurnitureKind] = {}
    for line in (*_page_numbers(lines), *filter(_names_its_page, lines)):
        found[line.start] = "running_footer"
    for group in groups.values():
        for line in (*_numbered(group), *_at_margins(group, margins), *_repeated_symbols(group)):
            text = _printed(line)
            found[line.start] = (
                "running_footer" if _PAGE_WORD.search(text) or _LONE_PAGE.match(text) else "running_header"
            )
    printed = [line for line in lines if not line.blank]
    texts = Counter(line.text.strip() for line in printed)
    for index, line in enumerate(printed):
        beside = any(
            other.start in found for other in (*printed[max(0, index - 1) : index], *printed[index + 1 : index + 2])
        )
        if beside and line.start not in found and texts[line.text.strip()] > 1 and annex_named(line.text.strip()):
            found[line.start] = "running_header"
    return found


def _printed(line: Line) -> str:
    """Return the words of a line: its two ends may be set far apart, at both margins of the page."""
    return " ".join(line.text.split())


def _names_its_page(line: Line) -> bool:
    """Say whether a line says on which page of which document or annex it stands, and nothing else."""
    text = _printed(line)
    page = _PAGE_WORD.search(text) if len(text) <= MAX_FURNITURE else None
    if page is None:
        return False
    rest = cover_line((text[: page.start()] + text[page.end() :]).strip(" ,;/()[]–—-"))
    return bool(rest.symbols) and rest.rest == 0


def _numbered(group: Sequence[Line]) -> Sequence[Line]:
    """Return the group where its lines are told apart by a rising page number."""
    texts = [_printed(line) for line in group]
    worded = [int(found["page"]) for text in texts if (found := _PAGE_WORD.search(text))]
    if len(worded) == len(group) > 1 and all(one < following for one, following in pairwise(worded)):
        return group
    return ()


def _page_numbers(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines that are page numbers: each one more than the one before, a page of lines apart."""
    chain: list[tuple[int, Line]] = []
    value = 0
    for index, line in enumerate(lines):
        found = _LONE_PAGE.match(line.text.strip())
        if found is None:
            continue
        page = int(found["page"])
        if page == value + 1 and index - chain[-1][0] >= MIN_PAGE_LINES if chain else page <= MAX_FIRST_PAGE:
            chain.append((index, line))
            value = page
    return [line for _, line in chain] if len(chain) >= MIN_LONE_PAGES else ()


def _at_margins(group: Sequence[Line], margins: dict[int, int]) -> Iterator[Line]:
    """Yield the lines of the group at the margins of pages, if half of the pages have one or they are page numbers."""
    at_margin = [line for line in group if line.start in margins]
    if not at_margin or at_margin[0].text.strip()[0].islower():
        return
    pages = max(margins.values())
    if len(at_margin) >= max(2, pages / 2) or _LONE_PAGE.match(at_margin[0].text.strip()):
        yield from at_margin


def _repeated_symbols(group: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines that are the same symbol and nothing else, but for one on the cover."""
    first, *again = (_printed(line) for line in group)
    if again and all(text == first for text in again):
        line = cover_line(first)
        if line.symbols and line.rest == 0 and not line.days:
            yield from group[1:] if group[0].start < MAX_COVER else group


def _margins(lines: Sequence[Line]) -> dict[int, int]:
    """Return the offsets of the lines at top and foot of each page, with its number; none without form feeds."""
    pages: list[list[Line]] = [[]]
    for line in lines:
        if line.form_feed:
            pages.append([])
        if not line.blank:
            pages[-1].append(line)
    if len(pages) == 1:
        return {}
    return {
        line.start: number
        for number, page in enumerate(pages, start=1)
        for line in (*page[:MARGIN_LINES], *page[-MARGIN_LINES:])
    }
