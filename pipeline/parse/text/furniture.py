"""Running heads, feet and page numbers of a text source, found by repetition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.parse.text.drafts import Item, Paragraph
from pipeline.parse.text.lines import Line

_FIGURES = re.compile(r"\d+|\b[ivxl]+\b")
_PAGE = re.compile(
    r"\b(?:p|page|página|pág)\.?\s*(?P<page>\d{1,4})\b|(?P<last>\d{1,4})\s*$|^\s*(?P<first>\d{1,4})\b", re.I
)
_LONE_PAGE = re.compile(
    r"^[-–—\s]*(?:p(?:age)?\.?\s*)?\d{1,4}(?:\s*(?:/|of|de|sur)\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE
)

MAX_FURNITURE = 100
"""A running head or foot has at most so many characters."""


def mark_furniture(items: Sequence[Item], lines: Sequence[Line]) -> None:
    """Make running heads and feet of short lines that come again with nothing changed but a rising page number.

    Beside form feeds a line that is only a page number, or the same again, is one too.
    """
    groups: dict[str, list[Paragraph]] = defaultdict(list)
    for item in items:
        if isinstance(item, Paragraph) and item.kind == "paragraph" and len(item.text) <= MAX_FURNITURE:
            groups[_FIGURES.sub("#", item.text)].append(item)
    breaks = {line.start for line in lines if line.form_feed}
    for key, group in groups.items():
        if "#" in key and len(group) > 1 and _pages_rise(group):
            for paragraph in group:
                paragraph.kind = "running_footer" if "p" in key.split("#")[0][-6:] else "running_header"
        elif breaks and len(group) > 1 and all(_beside_break(one, lines) for one in group):
            for paragraph in group:
                paragraph.kind = "running_header"
    if breaks:
        for item in items:
            if isinstance(item, Paragraph) and _LONE_PAGE.match(item.text) and _beside_break(item, lines):
                item.kind = "running_footer"


def _pages_rise(group: Sequence[Paragraph]) -> bool:
    pages = []
    for paragraph in group:
        found = _PAGE.search(paragraph.text)
        if found is None:
            return False
        pages.append(int(found[found.lastgroup or 0]))
    return all(one < following for one, following in pairwise(pages))


def _beside_break(paragraph: Paragraph, lines: Sequence[Line]) -> bool:
    """Say whether a paragraph is the first or the last line of a page."""
    start = paragraph.run.source_start()
    index = next(number for number, line in enumerate(lines) if line.start <= start <= line.end)
    before = [line for line in lines[:index] if not line.blank][-1:]
    page_first = lines[index].form_feed or any(
        line.form_feed and line.blank for line in lines[max(0, index - 2) : index]
    )
    following = next((line for line in lines[index + 1 :] if not line.blank or line.form_feed), None)
    return page_first or not before or following is None or following.form_feed
