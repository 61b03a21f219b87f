"""Where a paragraph goes on in the next line: told by the words that meet, by titles, by the room lines had."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from pipeline.parse.cover import cover_line
from pipeline.parse.language import breaks_off, common_words
from pipeline.parse.structure import annex_named
from pipeline.parse.text.dialect import MIN_FULL_LINE, Dialect
from pipeline.parse.text.drafts import (
    MAX_GROUP_WORDS,
    MIN_LONG,
    awaits_number,
    in_capitals,
    is_finished,
    is_timeframe,
    may_head,
    share_years,
    starts_clause,
    starts_code,
    starts_small,
    starts_theme,
    starts_worded_code,
)
from pipeline.parse.text.furniture import MAX_COVER
from pipeline.parse.text.lines import Line, Marker
from pipeline.parse.text.tables.cells import FULL_LINE, had_room
from pipeline.titles import activity_stems, announces_section, column_role, result_label

_CODE = r"\(?(?:[A-Z]|[IVX]{2,4})\.?\d{1,2}(?:\.\d{1,2})?"
LONE_CODE = re.compile(rf"^\s*{_CODE}[.):]*\s*$")
"""The code of an activity alone on a line."""
_CODED = re.compile(rf"{_CODE}(?:[.):]| [-–—])\s+[^\W\d_a-z]")
_CODE_AND_WORD = re.compile(rf"{_CODE}[.):]?(?: [-–—])?\s+[^\W\d_a-z]")
_HEADED_CODE = re.compile(
    rf"(?:[_*]{{1,3}}|<\w+>)?(?=[^\W\d_a-z])(?:[^\s.;:!?]+\s+){{1,{MAX_GROUP_WORDS}}}?{_CODE_AND_WORD.pattern}"
)
"""A sub-heading, in whatever mark-up, and behind it on its line the first activity below it."""
_CLAUSE_ENDS = re.compile(r"(?:[,;]|[,;] (?:and|et|y))$")
_CAPITALS = re.compile(r"[^\W\d_]{5,}(?= \S)(?<=[A-ZÀ-Þ]{5})(?! [A-ZÀ-Þ]{2,} [A-ZÀ-Þ]{2,})")
"""How a clause of CITES begins: its verb in capitals, the rest not."""
_STAR_BULLET = re.compile(r"^\s*\*(?=\s)", re.MULTILINE)
_YEARS = re.compile(r"\(?(?:19|20)\d\d\s?[-–—/]\s?(?:19|20)?\d\d\)?")

MIN_TITLE_LINE = 40
"""A line in capitals of so many characters may go on in the next."""
LINES_AROUND = 6
"""So many lines before and behind a place show how wide its column is."""


@dataclass(frozen=True)
class Joint:
    """Where a paragraph may go on: the lines that it has, its marker, and where in the source the next line stands."""

    lines: Sequence[Line]
    marker: Marker | None
    following: Line
    at: int

    @cached_property
    def first(self) -> str:
        """Return the text of the paragraph's first line."""
        return self.lines[0].text.strip()

    @cached_property
    def above(self) -> str:
        """Return the text of the line above the joint."""
        return self.lines[-1].text.strip()

    @cached_property
    def text(self) -> str:
        """Return the text of the line below the joint."""
        return self.following.text.strip()


class Wrapping:
    """Says where paragraphs go on in plain lines; ``marker`` returns how the line at an index is numbered."""

    def __init__(self, lines: Sequence[Line], dialect: Dialect, marker: Callable[[int], Marker | None]) -> None:
        self._lines = lines
        self._dialect = dialect
        self._wrapped = dialect.wrapped or 0
        self._marker = marker

    def goes_on(self, joint: Joint) -> bool:
        """Say whether the line below a joint, which begins nothing else, is the paragraph's next."""
        if self._dialect.markdown and _emphasis_is_open(joint.lines):
            return True
        told = _by_words(joint)
        if told is None:
            told = self._by_title(joint)
        if told is not None:
            return told
        if is_finished(joint.above) and starts_clause(joint.text):
            return False
        if _CLAUSE_ENDS.search(joint.above) and starts_clause(joint.text, "operative"):
            return False
        return self._by_width(joint) if self._wrapped else self._by_list(joint)

    def wraps(self, joint: Joint, *, whole_page: bool = False) -> bool:
        """Say whether a wrapped paragraph goes on: a line that had room for the next word was ended on purpose.

        With ``whole_page`` the line is as wide as the page, whatever stands around it: it is a title.
        """
        if starts_small(joint.text):
            return True
        width = self._wrapped if whole_page else self._width(joint.at)
        if had_room(joint.above, joint.text, width):
            return False
        ends = is_finished(joint.above) or self._heads_codes(joint)
        return not (ends and self._stands_as_heading(joint))

    def _by_title(self, joint: Joint) -> bool | None:
        """Tell by lines of the cover, headings of themes and titles in capitals; None where there are none."""
        above, text = joint.above, joint.text
        on_cover = joint.marker is None and joint.following.start < MAX_COVER
        if on_cover and (cover_line(above).is_formal or cover_line(text).is_formal):
            return _share_days(above, text) or _share_brackets(above, text)
        if not self._wrapped and len(joint.lines) == 1 and starts_theme(above):
            return False
        if in_capitals(above) and len(above) >= MIN_TITLE_LINE and _YEARS.fullmatch(text):
            return True
        if in_capitals(above) and in_capitals(text):
            return _is_one_title(above, text)
        if in_capitals(above) or in_capitals(text):
            return self._wrapped > 0 and len(joint.lines) > 1 and self.wraps(joint)
        return None

    def _by_width(self, joint: Joint) -> bool:
        """Tell by the room that the line above had, where the source breaks its lines."""
        if is_finished(joint.above) and (starts_code(joint.text) or starts_theme(joint.text)):
            return False
        theme = starts_theme(joint.first)
        if theme and _share_brackets(joint.above, joint.text):
            return True
        if theme and _names_columns(joint.text):
            return False
        if theme and joint.text[:1].isupper() and len(joint.text) > FULL_LINE * self._wrapped:
            return False
        return self.wraps(joint, whole_page=theme or starts_clause(joint.first))

    def _by_list(self, joint: Joint) -> bool:
        """Tell by marker, indent and length, where a line of the source is a paragraph as a rule."""
        if joint.marker and joint.following.indent > joint.lines[0].indent:
            return True
        if joint.marker and joint.marker.bullet:
            return False  # the last item of a list may have no stop
        heads = may_head(joint.text) and self._heads_codes(joint)
        ends = is_finished(joint.above) or heads or _HEADED_CODE.match(joint.text) is not None
        return len(joint.above) >= MIN_LONG and not ends

    def _heads_codes(self, joint: Joint) -> bool:
        """Say whether a short line stands right above an activity with a code: it heads it, whatever ends above it."""
        if len(joint.text) > MIN_FULL_LINE or not joint.text[:1].isupper():
            return False
        below = self._lines[joint.at + 1 : joint.at + 2]
        return any(_CODE_AND_WORD.match(line.text.strip()) for line in below)

    def _width(self, at: int) -> int:
        """Return the width of full lines here: that of the lines around, for columns are narrower than the page."""
        around = self._lines[max(0, at - LINES_AROUND) : at + LINES_AROUND]
        return min(self._wrapped, max(MIN_FULL_LINE, *(len(line.text.strip()) for line in around)))

    def _stands_as_heading(self, joint: Joint) -> bool:
        """Say whether a short unfinished line is followed by what a heading is followed by."""
        text, below = joint.text, joint.at + 1
        if (is_finished(text) and not announces_section(text)) or len(text) > FULL_LINE * self._width(joint.at):
            return False
        if below >= len(self._lines):
            return False
        line = self._lines[below]
        return line.blank or self._marker(below) is not None or not starts_small(line.text.strip())


def _by_words(joint: Joint) -> bool | None:
    """Tell by the words that meet: a clause, a code, a label, a time frame begins, or the sentence asks for more."""
    above, text = joint.above, joint.text
    if _CAPITALS.match(text) and (starts_clause(text) or starts_clause(text, "operative")):
        return False
    if _CLAUSE_ENDS.search(above) and starts_clause(text):
        return False
    if starts_small(text) or breaks_off(above) or share_years(above, text):
        return True
    awaits = awaits_number(above)
    if _CODED.match(text) and not awaits:
        return False
    if is_finished(above) and (is_timeframe(text) or result_label(text) or starts_worded_code(text)):
        return False
    return True if awaits and (text[:1].isdigit() or " " in above) else None


def _names_columns(text: str) -> bool:
    """Say whether a line begins with the names of a column of activities and of the next column."""
    words = text.split()
    return activity_stems().search(text) is not None and any(
        column_role(" ".join(words[:first]), in_text=True) == "activity"
        and column_role(" ".join(words[first:second]), in_text=True) is not None
        for first, second in combinations(range(1, len(words) + 1), 2)
    )


def _share_days(above: str, text: str) -> bool:
    """Say whether a line that names a meeting goes on in the next: its days stand on both."""
    if not cover_line(above).meeting or cover_line(above).days:
        return False
    both = cover_line(f"{above} {text}").days
    return bool(both) and both[0][0] < len(above) < both[0][1]


def _share_brackets(above: str, text: str) -> bool:
    """Say whether a line opens brackets that the next closes, as those of the place and the month of a meeting."""
    return above.rfind("(") > above.rfind(")") and text.partition("(")[0].count(")") == 1


def _is_one_title(above: str, text: str) -> bool:
    """Say whether two lines in capitals are one title: the first is long, or a joining word stands where they meet."""
    if any(annex_named(line) or cover_line(line).is_formal for line in (above, text)):
        return False
    meeting = {above.rsplit(maxsplit=1)[-1].casefold(), text.split(maxsplit=1)[0].casefold()}
    return len(above) >= MIN_TITLE_LINE or not meeting.isdisjoint(common_words())


def _emphasis_is_open(lines: Sequence[Line]) -> bool:
    """Say whether the paragraph so far has opened bold or italic that it has not closed."""
    text = _STAR_BULLET.sub("", "\n".join(line.text for line in lines)).replace("\\*", "")
    return text.count("**") % 2 == 1 or text.replace("**", "").count("*") % 2 == 1
