"""Which converter's habits a text source shows, by counting them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from pipeline.parse.text.drafts import runs_on
from pipeline.parse.text.lines import Line, read_marker
from pipeline.parse.text.webpage import is_page

DialectName = Literal["html", "tab", "tab_html", "markdown", "plain"]

_BLOCK_HTML = re.compile(r"</?(?:p|li|ul|ol|table|td|tr|th|div)\b[^<>]*>", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^#{1,6}[ \t]+\S|~~[^~\n]+~~|\]\((?:https?:|#|/)[^)\s]*\)|\*\*[^\s*][^*]*\*\*|^\|.*\|[ \t]*$"
    r"|^[ \t]*+(?:\|[ \t]*+)?:?-{3,}:?[ \t]*\|[ \t|:-]*$|\[\^\w+\]|^```",
    re.MULTILINE,
)
_MAYBE_MARKDOWN = re.compile(r"(?<![*\w])\*[^\s*][^*]{2,200}\*(?![*\w])|^[-*] \d{1,3}\. ", re.MULTILINE)
_LONE_NUMBER = re.compile(r"^[ \t]*(?:\d{1,3}\.|\(?[a-z]\)|[a-z]\.|[ivx]+[.)])[ \t\r]*$", re.MULTILINE)

MIN_MAYBE_MARKDOWN = 2
"""Fewer stars in pairs than this may be an accident of plain text."""
MAX_WRAPPED_LINE = 160
"""No one sets a page with more characters in a line; what is longer was not wrapped."""
MIN_GOING_ON = 0.1
"""Of long lines right above another, so many go on with a small letter where paragraphs are wrapped; in prose, half."""
MAX_CLOSE = 0.02
"""Of the lines of a source that has a blank one behind each, so many stand right below another."""
MIN_DOUBLED = 0.3
"""Of its long lines, so many go on with a small letter: paragraphs of one line that are parted so hardly ever do."""
MIN_WRAPPED_LINES = 3
"""Fewer lines of running text show no width."""
MIN_FULL_LINE = 40
"""Shorter lines are headings, entries and ends of paragraphs, and say nothing of the width."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a source is written down.

    ``wrapped`` is the usual number of characters in a full line where paragraphs are broken into lines, else None.
    ``markdown`` says whether asterisks, brackets and the like are mark-up. ``evidence`` says what was counted.
    """

    name: DialectName
    markdown: bool
    wrapped: int | None
    evidence: str


def is_tab_row(line: Line) -> bool:
    """Say whether a tab parts two cells in ``line``, and not just a number or a bullet from its text."""
    if "\t" not in line.text:
        return False
    marker = read_marker(line.text)
    return "\t" in line.text[marker.end if marker else 0 :].lstrip(" ")


def find_dialect(source: str, lines: Sequence[Line]) -> Dialect:
    """Return the dialect that the counts of tabs, tags, Markdown and line widths in ``source`` speak for."""
    tabbed = [line.text.strip() for line in lines if is_tab_row(line) and not line.blank]
    indented = sum("\t" not in text for text in tabbed)
    # A tab before most paragraphs is their first line's indent, and parts no cells.
    rows = len(tabbed) - indented if 2 * indented > len(tabbed) else len(tabbed)
    html = len(_BLOCK_HTML.findall(source))
    markdown = len(_MARKDOWN.findall(source))
    maybe = len(_MAYBE_MARKDOWN.findall(source))
    lone = len(_LONE_NUMBER.findall(source))
    wrapped = _wrapped_width(lines)
    name: DialectName
    if is_page(source):
        name = "html"
    elif html and rows + html > 1:
        name = "tab_html"
    elif rows > 1 and rows * 3 >= lone:
        name = "tab"
    elif markdown or maybe >= MIN_MAYBE_MARKDOWN:
        name = "markdown"
    else:
        name = "plain"
    evidence = (
        f"{rows} lines with tabs, {html} block tags, {markdown + maybe} signs of Markdown, "
        f"{lone} numbers on their own lines, "
        + (f"lines wrapped at about {wrapped} characters" if wrapped else "paragraphs on one line")
    )
    return Dialect(name, name not in {"plain", "html"}, wrapped, evidence)


def without_doubling(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, the blank ones left out that stand behind every printed one and part no paragraphs.

    A source that is so doubled has hardly two printed lines in a row, and sentences go on behind its blank ones. Where
    more than one are in a row, paragraphs are parted there, and half of them are left; where there never are, every
    blank line may part some.
    """
    printed = [line for line in lines if not line.blank]
    close = sum(not (above.blank or below.blank) for above, below in pairwise(lines))
    first, last = (lines.index(printed[0]), lines.index(printed[-1])) if printed else (0, 0)
    parted = any(above.blank and below.blank for above, below in pairwise(lines[first:last]))
    if close > MAX_CLOSE * len(printed) or not parted or _wrapped_width(printed, MIN_DOUBLED) is None:
        return list(lines)
    made: list[Line] = []
    for blank, group in groupby(lines, lambda line: line.blank):
        run = list(group)
        made += run[: len(run) // 2] if blank and made else run
    return made


def _wrapped_width(lines: Sequence[Line], least: float = MIN_GOING_ON) -> int | None:
    """Return the usual width of a full line, or None where paragraphs are not broken into lines.

    They are where no line is longer than a page is wide, and ``least`` of the long lines, as a share, go on in the next
    with a small letter.
    """
    pairs = [
        (above, following)
        for above, following in ((one.text.strip(), other.text.strip()) for one, other in pairwise(lines))
        if len(above) > MIN_FULL_LINE and following
    ]
    if len(pairs) < MIN_WRAPPED_LINES:
        return None
    width = sorted(len(above) for above, _ in pairs)[int(len(pairs) * 0.75)]
    going_on = sum(runs_on(above, following) for above, following in pairs)
    if width > MAX_WRAPPED_LINE or going_on < least * len(pairs):
        return None
    return width
