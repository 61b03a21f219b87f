"""What footnotes begin with, and the marks in the text that call them."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.families import anywhere

FOOTNOTE = re.compile(
    r"^\s*(?:\[\^(?P<reference>\w{1,4})\]:|<sup>\s*(?P<sup>\d{1,3})\s*</sup>|(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})"
    r"|\$\^\{?(?P<power>\d{1,3})\}?\$|\^(?P<caret>\d{1,3})\^)\s*(?=\S)",
    re.IGNORECASE,
)
PLAIN_FOOTNOTE = re.compile(
    r"^\s*(?P<plain>\d{1,2})(?:(?P<space>[ \t]+)(?=[^\W\d_a-z]|[“\"(]|https?:)|(?=[^\W\d_a-z][^\W\d_]{2}|https?:))"
)
LONE_FOOTNOTE = re.compile(r"^\s*(?P<alone>\d{1,2})\s*$")
NOTE_BEGINS = re.compile(r"\s*(?:[^\W\d_a-z]|[“\"(]|https?:)")
_RAISED_MARK = re.compile(
    r"(?P<raised>(?<=[^\s¹²³⁴⁵⁶⁷⁸⁹⁰])[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})|(?<=\S)<sup>\s*(?P<sup>\d{1,3})\s*</sup>"
    r"|(?<=\S)\[\^(?P<reference>\d{1,3})\](?!:)|(?<=\S)\$\^\{?(?P<power>\d{1,3})\}?\$",
    re.IGNORECASE,
)
_GLUED_MARK = re.compile(
    r"(?<=[^\W\d_]{3})(?P<glued>\d{1,2})(?!\w|\.\d)|(?<=[)”\"’])(?P<closed>\d{1,2})(?!\w|\.\d)"
    r"|(?<=\D(?:19|20)\d\d)(?P<year>\d)(?!\w)|(?<=(?:19|20)\d\d\.)(?P<ended>\d)(?!\w|\.\d)"
    r"|(?<=[^\W\d_]{3}[.,;:])(?P<dotted>\d{1,2})(?!\w|\.\d)|(?<=\)[.,;:])(?P<bracketed>\d{1,2})(?!\w|\.\d)"
)
RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

MAX_UNIT = 8
"""A unit of measure and what stands before it have at most so many characters."""


class RaisedMark(NamedTuple):
    """A raised number behind a word: that of a footnote, and where it stands in the source."""

    number: str
    position: int


def footnote_marks(source: str) -> list[RaisedMark]:
    """Return the raised footnote marks in ``source``, in order; the figure of a unit (``km²``) is none."""
    marks = [
        RaisedMark(match[match.lastgroup or 0].translate(RAISED_DIGITS), match.start())
        for match in _RAISED_MARK.finditer(source)
    ]
    return [mark for mark in marks if not _ends_unit(source, mark)]


def _ends_unit(source: str, mark: RaisedMark) -> bool:
    before = source[max(0, mark.position - MAX_UNIT) : mark.position]
    return anywhere("raised_units", before + mark.number) is not None


def possible_marks(source: str) -> set[str]:
    """Return the numbers of all footnote marks, raised or glued to the word, the year or the bracket before."""
    raised = {mark.number for mark in footnote_marks(source)}
    return {*raised, *(match.group() for match in _GLUED_MARK.finditer(source))}
