"""How lines end: with a sentence or within one, with room for the next word or for want of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.families import ends_with, whole
from pipeline.parse.pdf.gutters import DOTS
from pipeline.parse.pdf.hyphens import HYPHENS
from pipeline.parse.pdf.lines import Line, unparted
from pipeline.parse.pdf.pages.page import Word

SLACK = 0.3
"""A line must have had at least this much room beyond the next word, in type sizes, to have ended on purpose."""

SURE_SLACK = 0.25
"""The same, in widths of the column, where the next line begins with a small letter and no sentence has ended, or where
the last word ends none."""

ENDED = re.compile(r"[.!?:;…][\"'”’»)\]\d]*$")
"""The end of a sentence or clause."""

_NUMERALS = "0123456789ivxlc"
_ENTRY = re.compile(rf"(?:…{{2,}}|(?: ?[{DOTS}]){{4,}})\s*(?:\d{{1,4}}|[ivxlc]{{1,6}})$")
"""The end of an entry of a table of contents: dots that lead to the number of a page."""


def ends_entry(line: Line) -> bool:
    """Say whether a line ends with dots that lead to the number of a page, so that the next begins another entry."""
    if line.words[-1].text[-1] not in _NUMERALS:
        return False
    led = line.said.rstrip(_NUMERALS).rstrip().endswith(tuple(DOTS))
    return led and _ENTRY.search(line.said) is not None


def is_centred(line: Line, left: float, right: float) -> bool:
    """Say whether a line stands in the middle of its column and away from both edges."""
    before, behind = line.x0 - left, right - line.x1
    return before > line.size and behind > line.size and abs(before - behind) < max(line.size, 0.06 * (before + behind))


def had_room(last: Line, line: Line, left: float, right: float) -> bool:
    """Say whether the first word of ``line`` would have fitted behind ``last``, so that it ended on purpose."""
    if last.words[-1].text[-1:] in HYPHENS:
        return False
    words = line.words
    need = words[unparted(words) - 1].x1 - words[0].x0 + 0.25 * line.size
    room = right - last.x1 - need
    if words[0].text[:1].islower() and not has_ended(last):
        if line.bold and last.bold:
            return False
        return room > SURE_SLACK * (right - left)
    if room <= SLACK * line.size:
        return False
    return room > SURE_SLACK * (right - left) or not _breaks_off(last)


def _breaks_off(line: Line) -> bool:
    """Say whether the last word of a line ends no sentence, and is no `; and` behind an item of a list."""
    item = len(line.words) > 1 and line.words[-2].text[-1] in ";,"
    said = last_said(line.words)
    return not item and (whole("open_words", said) is not None or ends_with("abbreviations", said))


def last_said(words: Sequence[Word]) -> str:
    """Return the last of the words of a line, without the footnote mark behind it."""
    for word in reversed(words):
        if not word.superscript:
            return word.text
    return words[-1].text


def has_ended(line: Line) -> bool:
    """Say whether a sentence or clause ends with a line, and not a shortened word (`document CoP91 Doc.`)."""
    said = last_said(line.words)
    return ENDED.search(said) is not None and not ends_with("abbreviations", said)


def is_open(text: str) -> bool:
    """Say whether a text ends inside brackets or at an abbreviation, so that its full stop ends no sentence."""
    return text.rfind("(") > text.rfind(")") or ends_with("abbreviations", text)
