"""What a document is: symbol, meeting, title, dates, as it says itself, with the catalogue for what it does not say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypedDict

from pipeline.model import Issue, Level, ParsedDocument
from pipeline.parse.cover import FURNITURE, CoverLine, cover, cover_line, kind_names
from pipeline.parse.language import language_of
from pipeline.tag.bodies import Body, load_bodies
from pipeline.tag.numerals import ordinal_value
from pipeline.tag.passage import Passage
from pipeline.tag.symbols import find_symbols

STAGE = "parse"
_WORD = re.compile(r"[^\W\d_]+")
_OTHER = re.compile(r"[^a-z0-9]+")

MIN_TITLE_WORDS = 2
"""A title has more than one word; one word in capitals is the heading of a section."""
MAX_LETTERHEAD = 120
"""The line with a convention's name at the head of a cover has at most so many characters."""


class Facts(TypedDict):
    """The facts of a `documents` row that the document or its catalogue entry states; None is unknown."""

    document_id: str
    symbol: str | None
    convention: str | None
    body: str | None
    meeting_id: str | None
    title: str | None
    agenda_item: str | None
    issued: date | None
    place: str | None
    meeting_start: date | None
    meeting_end: date | None
    language: str | None
    specimen: bool


def identify(parsed: ParsedDocument, stated: Mapping[str, str | None]) -> tuple[Facts, list[Issue]]:
    """Return the facts of a document and what is to be said about them.

    ``stated`` is its catalogue entry (columns as in the contract, empty or None for unknown; ``file`` names the
    file and gives the document_id of a document without a symbol). What the document says itself wins, and a
    disagreement is an issue.

    Raises:
        ValueError: a date in ``stated`` is none.

    """
    return _Identifier(parsed, stated).result()


def document_id(symbol: str) -> str:
    """Return the identifier that a symbol gives: small letters and figures, all else as single dashes."""
    return _OTHER.sub("-", symbol.lower()).strip("-")


def _letters(text: str) -> str:
    """Return what of a text counts in comparing: its letters and figures."""
    return "".join(filter(str.isalnum, text)).casefold()


class _Identifier:
    def __init__(self, parsed: ParsedDocument, stated: Mapping[str, str | None]) -> None:
        self._parsed = parsed
        self._stated = {key: value.strip() for key, value in stated.items() if value and value.strip()}
        found = cover(parsed)
        self._lines = [line for _, line in found]
        self._headings = {id(line) for blocks, line in found if blocks[0].kind == "heading"}
        self._furniture = [cover_line(block.text) for block in parsed.blocks if block.kind in FURNITURE]
        self._issues: list[Issue] = []

    def result(self) -> tuple[Facts, list[Issue]]:
        symbol = self._agreed("symbol", self._symbol(), document_id)
        meeting_line = next((index for index, line in enumerate(self._lines) if self._names_meeting(line)), None)
        printed_body, number = self._printed_meeting(meeting_line, symbol)
        meeting_id = printed_body.meeting_id(number) if printed_body else None
        coded = self._meeting_of(symbol)
        if meeting_id and coded and coded != meeting_id:
            self._note(
                "warning",
                "meeting-contradicts-symbol",
                f"The cover names {meeting_id}, the symbol {coded}",
                symbol or "",
            )
        if meeting_id is None and coded:
            self._note(
                "info", "meeting-inferred", f"The meeting is not named: {coded} follows from the symbol", symbol or ""
            )
        meeting_id = self._agreed("meeting_id", meeting_id or coded)
        body = _body_of(meeting_id)
        convention = self._agreed("convention", body.id.split("-")[0] if body else self._letterhead(meeting_line))
        place, start, end, issued = self._places_and_days(meeting_line)
        facts = Facts(
            document_id=document_id(symbol) if symbol else Path(self._stated.get("file", "document")).stem,
            symbol=symbol,
            convention=convention,
            body=body.id.removeprefix(f"{convention}-") if body else None,
            meeting_id=meeting_id,
            title=self._agreed("title", self._title(meeting_line)),
            agenda_item=self._agenda_item(),
            issued=self._agreed_date("issued", issued),
            place=self._agreed("place", place),
            meeting_start=self._agreed_date("meeting_start", start),
            meeting_end=self._agreed_date("meeting_end", end),
            language=self._agreed("language", language_of(block.text for block in self._parsed.blocks)),
            specimen=self._specimen(),
        )
        return facts, self._issues

    def _symbol(self) -> str | None:
        """Return the symbol that stands alone on the cover, else the commonest one of the running heads."""
        for line in self._lines:
            if line.is_formal and not line.meeting and line.symbols and not line.symbols[0].instrument:
                return line.symbols[0].symbol
        heads = Counter(line.symbols[0].symbol for line in self._furniture if line.symbols)
        return heads.most_common(1)[0][0] if heads else None

    def _names_meeting(self, line: CoverLine) -> bool:
        return line.meeting is not None and line.is_formal

    def _printed_meeting(self, at: int | None, symbol: str | None) -> tuple[Body | None, int]:
        """Return the body and number of the meeting that the cover names in words; (None, 0) where it does not."""
        match = self._lines[at].meeting if at is not None else None
        if at is None or match is None:
            return None, 0
        number = ordinal_value(match["ordinal"])
        name = kind_names()[match["kind"]]
        bodies = load_bodies()
        if name in bodies.bodies:
            return bodies.bodies[name], number
        named = [treaty for start, _, treaty in self._lines[at].passage.treaties if start >= match.start()]
        coded = _body_of(self._meeting_of(symbol))
        letterhead = self._letterhead(at)
        candidates = [*named, *([coded.treaty] if coded and coded.kind == name else []), letterhead]
        for treaty in [*candidates, self._stated.get("convention")]:
            found = bodies.of_kind(name, treaty) if treaty else ()
            if len(found) == 1:
                return found[0], number
        found = bodies.of_kind(name)
        return (found[0], number) if len(found) == 1 else (None, 0)

    def _meeting_of(self, symbol: str | None) -> str | None:
        """Return the meeting whose code the symbol carries; of two joint committees, the first."""
        if symbol is None:
            return None
        mentions = find_symbols(Passage.of(symbol))
        return mentions[0].meetings[0] if mentions and mentions[0].meetings else None

    def _letterhead(self, at: int | None) -> str | None:
        """Return the treaty whose name heads the cover."""
        for line in self._lines[: at + 1 if at is not None else len(self._lines)]:
            if line.passage.treaties and len(line.passage.text) < MAX_LETTERHEAD:
                return line.passage.treaties[0][2]
        return None

    def _places_and_days(self, at: int | None) -> tuple[str | None, date | None, date | None, date | None]:
        """Return place, first and last day of the meeting, and the day of issue."""
        place: str | None = None
        days: tuple[date, date] | None = None
        issued: date | None = None
        for index, line in enumerate(self._lines):
            if not line.is_formal or not line.days:
                continue
            start, end, dates = line.days[0]
            from_meeting = line.meeting.end() if line.meeting and line.meeting.end() <= start else 0
            around = _place(line.passage.text[from_meeting:start]) or _place(line.passage.text[end:])
            labelled = bool(line.symbols) or "distribution" in line.found or "original" in line.found
            after_meeting = at is not None and index >= at
            if labelled or (not around and (not after_meeting or days)):
                issued = issued or dates.start
            elif days is None:
                days = dates.start, dates.end
                place = around or self._place_before(index, at)
        return place, days[0] if days else None, days[1] if days else None, issued

    def _place_before(self, index: int, at: int | None) -> str | None:
        """Return the line between the one that names the meeting and the one with its days."""
        if at is None or index != at + 2:
            return None
        return _place(self._lines[at + 1].passage.text)

    def _title(self, at: int | None) -> str | None:
        """Return the title: the first lines in capitals below the meeting, else the last heading before the body."""
        lines = self._lines[at + 1 if at is not None else 0 :]
        if at is None:
            lines = [line for line in lines if not _is_letterhead(line)]
        capitals = [index for index, line in enumerate(lines) if _in_capitals(line) and not line.is_formal]
        if capitals:
            first = capitals[0]
            last = first
            while last + 1 in capitals and not lines[last + 1].opens_body and not _repeats(lines, first, last + 1):
                last += 1
            return _title_text(lines[first : last + 1])
        headings: list[CoverLine] = []
        for line in lines:
            if line.opens_body or "author" in line.found:
                break
            if id(line) in self._headings and not line.is_formal:
                headings.append(line)
        return _title_text(headings[-1:]) if headings and at is not None else None

    def _agenda_item(self) -> str | None:
        for line in self._lines:
            match = line.found.get("agenda")
            if match is not None and line.is_formal:
                group = next(name for name, value in match.groupdict().items() if value is not None)
                return line.passage.text[match.start(group) : match.end(group)].rstrip(".")
        return None

    def _specimen(self) -> bool:
        marked = any("specimen" in line.found for line in [*self._lines, *self._furniture])
        return marked or self._stated.get("specimen", "").casefold() in {"true", "1", "yes"}

    def _agreed(self, key: str, own: str | None, form: Callable[[str], str] = _letters) -> str | None:
        """Return what the document says, else what the catalogue states; note where they disagree."""
        stated = self._stated.get(key)
        if own is None:
            return stated
        if stated is not None and form(stated) != form(own):
            self._note(
                "warning", "catalogue-disagrees", f"The catalogue states {key} {stated!r}, the document {own!r}", own
            )
        return own

    def _agreed_date(self, key: str, own: date | None) -> date | None:
        stated = self._stated.get(key)
        value = self._agreed(key, own.isoformat() if own else None, str)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise ValueError(f"catalogue: {key} is no date: {stated!r}") from None

    def _note(self, level: Level, rule: str, message: str, evidence: str) -> None:
        self._issues.append(Issue(level, STAGE, rule, message, evidence))


def _body_of(meeting_id: str | None) -> Body | None:
    """Return the body whose meetings are named like ``meeting_id``."""
    if meeting_id is None:
        return None
    stem = re.sub(r"\d+$", "{n}", meeting_id)
    return next((body for body in load_bodies().bodies.values() if body.meeting == stem), None)


def _place(words: str) -> str | None:
    """Return the place that stands beside the days of a meeting, without what joins the two."""
    place = words.strip(" ,;:-")
    if place.count("(") != place.count(")"):
        place = place.strip("() ,;:-")
    return place if any(map(str.isalpha, place)) else None


def _in_capitals(line: CoverLine) -> bool:
    text = line.text
    return text.upper() == text and len(_WORD.findall(text)) >= MIN_TITLE_WORDS and not line.opens_body


def _is_letterhead(line: CoverLine) -> bool:
    """Say whether a line is a convention's name and nothing else."""
    text = line.passage.text
    return any(end - start >= len(text) - 2 for start, end, _ in line.passage.treaties)


def _repeats(lines: Sequence[CoverLine], first: int, index: int) -> bool:
    return _letters(lines[first].text) == _letters(lines[index].text)


def _title_text(lines: Sequence[CoverLine]) -> str:
    return " ".join(line.text for line in lines).removesuffix(".")
