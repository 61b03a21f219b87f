"""What footnotes begin with, and the marks in the text that call them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from pipeline.families import ends_with
from pipeline.parse.cover import cover_line
from pipeline.parse.structure import annex_named
from pipeline.parse.text.drafts import awaits_number, heads_codes, is_finished
from pipeline.parse.text.lines import Line

FOOTNOTE = re.compile(
    r"^\s*(?:\[\^(?P<reference>\w{1,4})\]:|\[fn:(?P<defined>\w{1,4})\]|<sup>\s*(?P<sup>\d{1,3})\s*</sup>|(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})"
    r"|\$\^\{?(?P<power>\d{1,3})\}?\$|\^(?P<caret>\d{1,3})\^|:sup:`(?P<role>\d{1,3})`)\s*(?=\S)"
    r"|^\s*\.\. \[(?P<below>\d{1,3})\]\s*$",
    re.IGNORECASE,
)
"""A note that its converter tells: ``below`` is the number of one whose text begins on the next line."""
PLAIN_FOOTNOTE = re.compile(
    r"^\s*(?:- )?(?P<plain>\d{1,2})(?:(?P<space>[ \t]+)(?=[^\W\d_a-z]|[“\"(]|https?:)|(?=[^\W\d_a-z][^\W\d_]|https?:))"
)
"""A note's number and its first word; some converters make an item of a list of it."""
BRACKETED_FOOTNOTE = re.compile(r"^\s*\\?\[(?P<bracket>\d{1,3})\\?\](?![(:])\s*(?=\S)")
"""A note as plain text of a word processor's file has it, with the mark ``[1]`` in the text."""
LISTED_FOOTNOTE = re.compile(
    r"^\s*(?:<ol\b[^<>]*>\s*)?<li\b[^<>]*\bid=[\"']?(?:fn|footnote)[^\"'<>\d]{0,3}(?P<item>\d{1,3})[\"']?[^<>]*>\s*"
    r"(?:<p\b[^<>]*>\s*)?(?=\S)",
    re.IGNORECASE,
)
"""A note in a list of HTML, which names it."""
BACK_LINK = re.compile(
    r"\s*(?:\[[↑↩\ufe0e\^]+\]\(#[^()\n]*\)|<a\b[^<>]*>[↑↩\ufe0e\^]+</a>)\s*(?:</p>\s*)?(?:</li>\s*)?$",
    re.IGNORECASE,
)
"""The link from a note back to its mark."""
_LINKED_FOOTNOTE = re.compile(r"^\s*(?P<linked>\d{1,3})\.\s+(?=\S)")
_DOTTED_FOOTNOTE = re.compile(r"^\s*(?P<dotted>\d{1,2})\.[ \t]+(?=[^\W\d_a-z]|[“\"(]|https?:)")
_SIGNED_FOOTNOTE = re.compile(r"^\s*(?P<sign>(?:\\?[*†‡§]){1,3})(?:\s|(?<!\*\*))(?=[^\W\d_]|[“\"(])")
_SIGNED_MARK = re.compile(r"(?<=[^\W_]|[.,;:)\]”\"’])(?P<sign>(?:\\?[*†‡§]){1,3})(?=[\s.,;:)]|$)", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<!\\)(?P<stars>\*{1,3})(?=[^\s*])(?:[^*\n]|\n(?!\s*\n))+?(?<=[^\s*])(?P=stars)(?!\*)")
LONE_FOOTNOTE = re.compile(r"^\s*(?P<alone>\d{1,2})\s*$")
NOTE_BEGINS = re.compile(r"\s*(?:[^\W\d_a-z]|[“\"(]|https?:)")
_RAISED_MARK = re.compile(
    r"(?P<raised>(?<=[^\s¹²³⁴⁵⁶⁷⁸⁹⁰])[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})|(?<=\S)<sup>\s*(?P<sup>\d{1,3})\s*</sup>"
    r"|(?<=\S)\[\^(?P<reference>\d{1,3})\](?!:)|(?<=\S)\$\^\{?(?P<power>\d{1,3})\}?\$"
    r"|(?<=\S)(?:\\ )?:sup:`(?P<role>\d{1,3})`|(?<=\S)\[fn:(?P<defined>\d{1,3})\]|(?<=\S) \[(?P<cited>\d{1,3})\]_(?!\w)"
    r"|(?<=\S)\[(?:\\?\[)?(?P<link>\d{1,3})(?:\\?\])?\]\(#",
    re.IGNORECASE,
)
_GLUED_MARK = re.compile(
    r"(?<=[^\W\d_]{3})(?P<glued>\d{1,2})(?!\w|\.\d)|(?<=[)”\"’])(?P<closed>\d{1,2})(?!\w|\.\d)"
    r"|(?<=\D(?:19|20)\d\d)(?P<year>\d)(?!\w)|(?<=(?:19|20)\d\d\.)(?P<ended>\d)(?!\w|\.\d)"
    r"|(?<=[^\W\d_]{3}[.,;:])(?P<dotted>\d{1,2})(?!\w|\.\d)|(?<=\)[.,;:])(?P<bracketed>\d{1,2})(?!\w|\.\d)"
)
_BRACKETED_MARK = re.compile(r"(?<=\S)\[(?P<bracketed>\d{1,3})\](?![(\[:])")
_SPACED_MARK = re.compile(
    r"(?<=[^\W\d_][.)”\"’]) (?P<spaced>\d{1,2})(?=\s*(?:\||$))|(?<=[)”\"’]) (?P<inner>\d{1,2})(?=[,.;:](?:\s|$))",
    re.MULTILINE,
)
_COUNTED = re.compile(r"(?i)\b(?:annexe?|anexo|appendix|appendice|apéndice|table|figure|phase)$")
"""What a line ends with whose number begins the next."""
_BEFORE_DECIMAL = re.compile(r"\s+(?=\d{1,2}\.\d)")
_LEADS = re.compile(r"\s*(?P<number>\d{1,2})(?!\d)")
RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

PLAIN_MARKS = (_BRACKETED_MARK, _GLUED_MARK, _SPACED_MARK)
"""How marks are printed where nothing raises them: in brackets, glued to a word, or with a space behind a stop."""

HEAD_LINES = 3
"""The first code below the heading of a theme stands within so many lines: names of columns are between."""
MAX_NOTE_LINES = 10
"""A note at the foot of a page has fewer lines."""
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
    return ends_with("raised_units", before + mark.number)


def possible_marks(source: str) -> set[str]:
    """Return the numbers of all footnote marks, raised or glued to the word, the year or the bracket before, and signs.

    A star that ends emphasis is no sign.
    """
    raised = {mark.number for mark in footnote_marks(source)}
    found = (match for pattern in PLAIN_MARKS for match in pattern.finditer(source))
    signs = {sign for sign, _ in _sign_marks(source)}
    return {*raised, *signs, *(match[match.lastgroup or 0] for match in found if not is_counted(source, match.start()))}


def _sign_marks(source: str) -> list[tuple[str, int]]:
    """Return the signs behind words that may call notes, and where; a star that ends emphasis is none."""
    plain = _EMPHASIS.sub(lambda emphasis: "x" * len(emphasis[0]), source)  # a sign may stand behind what it emphasises
    return [(match["sign"].replace("\\", ""), match.start()) for match in _SIGNED_MARK.finditer(plain)]


def is_counted(text: str, at: int) -> bool:
    """Say whether what stands before a place awaits a number, which then is no mark (``p. 3``, ``Doc. 12``)."""
    return awaits_number(text[max(0, at - MAX_UNIT) : at].rstrip())


def bracketed_marks(source: str) -> set[str]:
    """Return the numbers of the footnote marks in square brackets, right behind a word."""
    return {match["bracketed"] for match in _BRACKETED_MARK.finditer(source)}


def group_of_number(match: re.Match[str]) -> str:
    """Return the name of the group that holds the number of a footnote's beginning."""
    return next(name for name, number in match.groupdict().items() if number and name != "space")


class NoteStarts:
    """Finds the lines of one source that footnotes begin on; ``last`` is the number of the last that was read.

    ``marks`` are its `possible_marks`. ``is_apart`` says which lines are running heads and feet, ``begins`` which are
    no plain text.
    """

    def __init__(
        self,
        source: str,
        marks: set[str],
        lines: Sequence[Line],
        is_apart: Callable[[Line], bool],
        begins: Callable[[Line], bool],
    ) -> None:
        self._source = source
        self._lines = lines
        self._is_apart = is_apart
        self._begins = begins
        self._marks = marks
        self._bracketed = bracketed_marks(source)
        self.last = 0

    def begins(self, line: Line, at: int, paragraph: int, *, wrapped: bool, ahead: int = 0) -> re.Match[str] | None:
        """Return how a footnote begins on the line: with a raised number, or a plain one that is the next.

        A plain one needs a mark in the text, or, where paragraphs are numbered with dots (``paragraph`` is the number
        of the last), a finished line above. One that is glued to its note, stands in brackets, or ends in a dot needs
        the mark. ``at`` is an index no line before which is asked for; ``wrapped`` says whether lines end as printed,
        ``ahead`` how many notes stand between the last one and this.
        """
        if match := FOOTNOTE.match(line.text):
            return match
        if match := BRACKETED_FOOTNOTE.match(line.text):
            return match if match["bracket"] in self._bracketed else None
        if match := _SIGNED_FOOTNOTE.match(line.text):
            return match if line.start in self._signed else None
        if match := LONE_FOOTNOTE.match(line.text):
            return match if self._is_lone(line, at, match["alone"], ahead) else None
        if (match := _LINKED_FOOTNOTE.match(line.text)) and BACK_LINK.search(line.text):
            return match
        if match := _DOTTED_FOOTNOTE.match(line.text):
            return match if self._is_dotted(line, at, match["dotted"], paragraph, ahead) else None
        match = PLAIN_FOOTNOTE.match(line.text)
        if match is None or int(match["plain"]) != self.last + ahead + 1:
            return None
        if any(start == 0 for start, _, _ in cover_line(line.text.strip()).days):
            return None
        above = self._lines[at - 1] if at else None
        if (above is not None and _COUNTED.search(above.text.rstrip())) or self._heads_codes(line, at):
            return None
        if match["plain"] in self._marks:
            return match
        if not match["space"] or line.text.lstrip().startswith("-"):
            return None
        ended = above is not None and (above.blank or (wrapped and is_finished(above.text.strip())))
        return match if paragraph and ended else None

    def _heads_codes(self, line: Line, at: int) -> bool:
        """Say whether a line heads a theme: a code right below it begins with its number (``2 Otters``, ``2.1``)."""
        behind = self._lines.index(line, at) + 1
        below = [one.text.strip() for one in self._lines[behind : behind + MAX_NOTE_LINES] if not one.blank]
        parts = (part for text in below[:HEAD_LINES] for part in _BEFORE_DECIMAL.split(text))
        return any(heads_codes(line.text.strip(), part) for part in parts)

    @cached_property
    def _signed(self) -> frozenset[int]:
        """Where the lines start that begin a note with a sign, and no item of a list whose bullets are such signs.

        A mark in the text above calls it (one that emphasis torn over paragraphs leaves may stand below), the text
        beside it begins with no such sign, and there are not more such lines than marks.
        """
        marks: dict[str, list[int]] = {}
        for sign, place in _sign_marks(self._source):
            marks.setdefault(sign, []).append(place)
        begun = list(self._begun_texts())
        signs = [sign for _, sign in begun]
        alone = [
            (start, sign)
            for (start, sign), above, below in zip(begun, ["", *signs], [*signs[1:], ""], strict=False)
            if sign in marks and sign not in (above, below)
        ]
        count = Counter(sign for _, sign in alone)
        return frozenset(start for start, sign in alone if count[sign] <= len(marks[sign]) and marks[sign][0] < start)

    def _begun_texts(self) -> Iterator[tuple[int, str]]:
        """Yield where texts start, behind a blank line or with a sign, and the sign (empty without one)."""
        apart = True
        for line in self._lines:
            match = _SIGNED_FOOTNOTE.match(line.text)
            if match and _EMPHASIS.match(self._source, line.start + match.start("sign")):
                match = None
            if match or (apart and not line.blank):
                yield line.start, match["sign"].replace("\\", "") if match else ""
            apart = line.blank

    def _is_lone(self, line: Line, at: int, number: str, ahead: int) -> bool:
        """Say whether a number alone on its line, raised as printed, is that of the note below it at a page's foot."""
        if not self._is_next(number, ahead) or self._is_apart(line):
            return False
        at = self._lines.index(line, at) + 1
        below = self._lines[at : at + 1]
        return bool(below) and NOTE_BEGINS.match(below[0].text) is not None and self.is_foot(at, int(number))

    def _is_dotted(self, line: Line, at: int, number: str, paragraph: int, ahead: int) -> bool:
        """Say whether a number with a dot is a note's at a page's foot, and not that of the next paragraph.

        Where the same number stands below it without a dot, that is the note's; where the next one stands there with a
        dot and has no mark, both are paragraphs.
        """
        if not self._is_next(number, ahead) or int(number) == paragraph + 1 or self._is_apart(line):
            return False
        behind = self._lines.index(line, at) + 1
        below = [one.text for one in self._lines[behind : behind + MAX_NOTE_LINES]]
        notes = (note["plain"] for text in below if (note := PLAIN_FOOTNOTE.match(text)))
        on_page = takewhile(lambda one: not self._ends_page(one), self._lines[behind : behind + MAX_NOTE_LINES])
        dotted = (note["dotted"] for one in on_page if (note := _DOTTED_FOOTNOTE.match(one.text)))
        following = next((other for other in dotted if int(other) == int(number) + 1), None)
        counted = following is not None and following not in self._marks
        return self.is_foot(behind, int(number)) and number not in notes and not counted

    def is_foot(self, at: int, number: int = 0) -> bool:
        """Say whether a page ends a few lines on, and nothing but lines of notes and space stands before its end.

        The last page ends with the source, another before the name of an annex. ``number`` is that of the note before
        the line: the next may stand behind a blank line.
        """
        ended = False
        for line in self._lines[at : at + MAX_NOTE_LINES]:
            if self._ends_page(line):
                return True
            leads = _LEADS.match(line.text)
            if leads and int(leads["number"]) == (number or self.last) + 1:
                number, ended = int(leads["number"]), False
            elif not line.blank and (ended or self._begins(line)):
                return False
            ended = line.blank
        return at + MAX_NOTE_LINES > len(self._lines)

    def _ends_page(self, line: Line) -> bool:
        return bool(line.form_feed or self._is_apart(line) or annex_named(line.text.strip()))

    def _is_next(self, number: str, ahead: int) -> bool:
        return number in self._marks and int(number) == self.last + ahead + 1
