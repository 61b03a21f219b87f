"""The cover of a meeting document: the lines before its body, and what each of them says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.datafiles import DATA
from pipeline.families import anywhere
from pipeline.model import FURNITURE, Block, ParsedDocument
from pipeline.tag.bodies import alternatives, load_bodies
from pipeline.tag.dates import Dates, find_dates
from pipeline.tag.grammar import Form, load_forms
from pipeline.tag.numerals import LANGUAGES, ordinal_pattern
from pipeline.tag.passage import Passage
from pipeline.tag.shadow import fold
from pipeline.tag.symbols import SymbolMention, find_symbols

IDENTITY = DATA / "identity"

MAX_COVER_BLOCKS = 40
"""No cover has more lines; a document whose body is not numbered ends its search here."""
MAX_COVER_LINE = 220
"""A line of a cover is shorter, in characters; what is longer is text."""
MAX_MEETING_DAYS = 28
"""Dates further apart than this many days are a period and no meeting."""
MAX_REST = {"meeting": 14, "date": 9, "other": 2}
"""How many other words may stand in a line of a cover beside the meeting, its days, or anything else."""

MIN_TORN_WORDS = 5
MIN_TORN_SHARE = 0.6
"""A convention's name of which words are lost still has at least so many, and such a share of them, in their order."""

_LINES_OF_A_NAME = 6
_WORDS_OF_A_LINE = 4
"""A convention's name in a narrow column has at most so many lines, of so many words each."""

LONGEST_JOINT = 12
"""What joins a meeting and its treaty ("to the") has at most so many characters."""

MEETING_FORMS = ("meeting_reported", "meeting_adopted", "meeting", "meeting_after", "meeting_unnamed")
"""The forms of `cover.yml` that name the meeting."""

_CODE_IN_BRACKETS = re.compile(r"^ \([A-Za-z-]{2,8} ?\d{1,3}\)")
"""The code of a meeting behind its name, before its treaty."""
_FIGURE = re.compile(r"\d")
_MARK = re.compile(r"[\d*†‡§]+")
_RAISED_MARK = re.compile("(?<=[^\\W\\d_]{3})[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+")
"""Figures that Unicode has raised, behind a word and no unit of measure."""
_LETTERHEAD = re.compile(r"\s*(?:CONVENTION|CONVENCI[ÓO]N|AGREEMENT|ACUERDO|MEMORANDUM)\b[^a-zß-öø-ÿ.]*")
"""A name in capitals behind a symbol, as much of it as its line holds."""


@lru_cache(maxsize=1)
def cover_forms() -> dict[str, Form]:
    """Return the forms of `cover.yml`."""
    ordinals = "|".join(ordinal_pattern(language) for language in LANGUAGES)
    parts = {
        "ordinal": f"(?:{ordinals})",
        "kind": alternatives(load_bodies().all_names),
    }
    return load_forms(str(IDENTITY / "cover.yml"), parts)


@dataclass(frozen=True)
class CoverLine:
    """A line of the cover and what was found in it; offsets are of the passage's text.

    ``days`` are dates to the day. ``rest`` counts the words that are none of all this.
    """

    text: str
    passage: Passage
    symbols: Sequence[SymbolMention]
    days: Sequence[tuple[int, int, Dates]]
    found: Mapping[str, re.Match[str]]
    rest: int

    @property
    def meeting(self) -> re.Match[str] | None:
        """The words that name the meeting, if there are any."""
        return next((self.found[form] for form in MEETING_FORMS if form in self.found), None)

    @property
    def is_formal(self) -> bool:
        """Whether the line says something about the document and is no part of its title or text."""
        if len(self.passage.text) > MAX_COVER_LINE or self.opens_body:
            return False
        if self.meeting:
            return self.rest <= MAX_REST["meeting"] and anywhere("running_text", self.text) is None
        if self.days:
            return self.rest <= MAX_REST["date"]
        return bool(self.symbols or self.found) and self.rest <= MAX_REST["other"]

    @property
    def opens_body(self) -> bool:
        """Whether the line is the heading of a first section (Introduction, Summary), or a greeting."""
        return "opening" in self.found


def cover_line(text: str) -> CoverLine:
    """Find in a line what a cover says."""
    passage = Passage.of(text)
    symbols = find_symbols(passage)
    days = [
        (start, end, dates)
        for start, end, dates in find_dates(passage.text)
        if (dates.end - dates.start).days < MAX_MEETING_DAYS and _FIGURE.match(_without_year(dates))
    ]
    found: dict[str, re.Match[str]] = {}
    for name, form in cover_forms().items():
        match = next(form.find(passage), None)
        if match is not None:
            found[name] = match
    taken = [(symbol.start, symbol.end) for symbol in symbols]
    taken += [(start, end) for start, end, _ in days]
    taken += [match.span() for match in found.values()]
    taken += _named_behind(passage, found, symbols)
    left = list(passage.text)
    for start, end in taken:
        left[start:end] = " " * (end - start)
    rest = sum(any(map(str.isalnum, word)) for word in "".join(left).split())
    return CoverLine(text, passage, symbols, days, found, rest)


def _named_behind(
    passage: Passage, found: Mapping[str, re.Match[str]], symbols: Sequence[SymbolMention]
) -> list[tuple[int, int]]:
    """Return the treaty right behind the meeting or symbol, which may go on in the next line of the cover."""
    named = []
    meeting = found.get("meeting")
    for start, end, _ in passage.treaties:
        joint = _CODE_IN_BRACKETS.sub("", passage.text[meeting.end() : start]) if meeting else ""
        if meeting and meeting.end() <= start and len(joint) <= LONGEST_JOINT:
            named.append((meeting.end(), end))
    if symbols and symbols[0].start == 0:
        letterhead = _LETTERHEAD.fullmatch(passage.text, symbols[0].end)
        if letterhead:
            named.append(letterhead.span())
    return named


def _without_year(dates: Dates) -> str:
    """Return a figure where the printed date names a day, else nothing."""
    return "".join(re.findall(r"\d+", re.sub(r"\d{4}", "", dates.printed)))


def cover(parsed: ParsedDocument) -> list[tuple[list[Block], CoverLine]]:
    """Return the lines before the body: up to the first numbered paragraph, table, or paragraph of running text.

    A line is one block, or two where only both together name the meeting, a convention or the document.
    """
    lines: list[tuple[list[Block], CoverLine]] = []
    for block in _cover_blocks(parsed):
        line = cover_line(without_marks(block))
        if lines and not line.is_formal and not lines[-1][1].is_formal:
            (above, before) = lines[-1]
            both = cover_line(f"{before.text} {line.text}")
            joint = len(before.text)
            is_meeting = both.meeting and both.meeting.start() < joint < both.meeting.end() and both.is_formal
            of_both = any(start < joint < end for start, end, _ in both.passage.treaties)
            is_symbol = both.is_formal and any(each.start < joint < each.end for each in both.symbols)
            if is_meeting or is_symbol or (of_both and is_name_of_treaty(both, None)):
                lines[-1] = ([*above, block], both)
                continue
        lines.append(([block], line))
    return lines


def without_marks(block: Block) -> str:
    """Return the block's text without the marks of footnotes in it, the figures and signs that are raised."""
    text = block.text
    for span in sorted(block.spans, key=lambda span: -span.start):
        if span.style == "superscript" and _MARK.fullmatch(text, span.start, span.end):
            text = text[: span.start] + text[span.end :]
    return _RAISED_MARK.sub("", text)


def _is_letterhead(text: str) -> bool:
    """Say whether a text begins with the name of a treaty and is no sentence."""
    treaties = Passage.of(text).treaties
    return bool(treaties) and treaties[0][0] == 0 and not text.endswith(".")


def is_name_of_treaty(line: CoverLine, own: str | None) -> bool:
    """Say whether a line is names of a convention and nothing else; those of ``own``, if given."""
    text = line.passage.text.strip(" _")
    named = sum(end - start + 1 for start, end, treaty in line.passage.treaties if own in (None, treaty))
    return named > len(text) - 2 or _is_torn_name(text, own)


def without_names_of_treaties(lines: Sequence[CoverLine], own: str | None) -> list[CoverLine]:
    """Return the lines that are no convention's name, alone or with short ones behind them; that of ``own``, if given.

    A letterhead in a narrow column is one name in several lines.
    """
    kept: list[CoverLine] = []
    at = 0
    while at < len(lines):
        last = at
        while last < min(len(lines), at + _LINES_OF_A_NAME) and _is_short(lines[last]):
            last += 1
        ends = range(max(last, at + 1), at, -1)
        end = next((end for end in ends if is_name_of_treaty(_together(lines[at:end]), own)), None)
        if end is None:
            kept.append(lines[at])
        at = end or at + 1
    return kept


def _is_short(line: CoverLine) -> bool:
    return line.text.isupper() and len(line.text.split()) <= _WORDS_OF_A_LINE


def _together(lines: Sequence[CoverLine]) -> CoverLine:
    return lines[0] if len(lines) == 1 else cover_line(" ".join([line.text for line in lines]))


def _is_torn_name(text: str, own: str | None) -> bool:
    """Say whether a line in capitals is a convention's name of which a converter lost words."""
    words = fold(text).split()
    if not text.isupper() or len(words) < MIN_TORN_WORDS:
        return False
    for treaty in load_bodies().treaties.values():
        for name in treaty.names if own in (None, treaty.id) else ():
            whole = iter(fold(name).split())
            if len(words) >= MIN_TORN_SHARE * len(name.split()) and all(word in whole for word in words):
                return True
    return False


def _cover_blocks(parsed: ParsedDocument) -> Iterator[Block]:
    end = min([table.position for table in parsed.tables if table.position > 0], default=len(parsed.blocks))
    count = 0
    for block in parsed.blocks[:end]:
        if block.kind in FURNITURE or block.kind == "footnote":
            continue
        count += 1
        is_text = block.kind in {"paragraph", "list_item"} and len(block.text) > MAX_COVER_LINE
        is_text = is_text and not (count == 1 and _is_letterhead(block.text))
        if block.number is not None or is_text or count > MAX_COVER_BLOCKS:
            return
        yield block
