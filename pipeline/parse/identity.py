"""What a document is: symbol, meeting, title, dates, as it says itself, with the catalogue for what it does not say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypedDict

from pipeline.families import anywhere, at_start
from pipeline.model import FURNITURE, Issue, ParsedDocument, letters_and_digits
from pipeline.parse.adopted import adopted_text, title_of
from pipeline.parse.convention import ORGANISATIONS, convention_of_text, is_enacting
from pipeline.parse.cover import LONGEST_JOINT, CoverLine, cover, cover_line, without_names_of_treaties
from pipeline.parse.language import WORDS_OF_A_LANGUAGE, language_of
from pipeline.parse.notices import notice
from pipeline.tag.bodies import Body, load_bodies
from pipeline.tag.dates import Dates, find_dates
from pipeline.tag.meetings.authority import agrees, body_that_met
from pipeline.tag.numerals import ordinal_value
from pipeline.tag.outcomes.words import is_record
from pipeline.tag.passage import Passage
from pipeline.tag.places import Setting
from pipeline.tag.shadow import fold
from pipeline.tag.symbols import find_symbols, with_edition

_WORD = re.compile(r"[^\W\d_]+")
_OTHER = re.compile(r"[^a-z0-9]+")
_HOURS = re.compile(r",?:? ?\(?\d{1,2} ?[h:.] ?\d{2}")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_FIRST_ITEM = re.compile(r"1(?!\d)")
_ORDINAL_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th|[eè](?:me)?|[aº]|re|er)\b")
_BEFORE_PLACE = re.compile(r"^.*\([A-Z][A-Za-z-]*\d+\)|\s*[\"“«].*$")
"""What is no part of a place: the code of the meeting in brackets before it, a motto in quotes behind it."""
_LABEL = re.compile(r"(?:Doc(?:ument)?)?[.:]? ?")
"""What may stand before a symbol that stands alone."""
_WITH = re.compile(r"\b(?:with|between|and|avec|entre|con|et|y) (?:the |la |l')?$")
"""What makes of a treaty behind it that of a partner."""

MIN_TITLE_WORDS = 2
"""A title has more than one word; one word in capitals is the heading of a section."""
MAX_LETTERHEAD = 120
"""The line with a convention's name at the head of a cover has at most so many characters, if it begins otherwise."""


class Facts(TypedDict):
    """The facts of a `documents` row that the document or its catalogue entry states; None is unknown."""

    document_id: str
    symbol: str | None
    own_instrument_id: str | None
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
    disagreement is an issue; so is a stated date that is none, of which nothing is taken.
    """
    return _Identifier(parsed, stated).result()


def document_id(symbol: str) -> str:
    """Return the identifier that a symbol gives: small letters and figures, all else as single dashes."""
    return _OTHER.sub("-", symbol.lower()).strip("-")


class _Identifier:
    def __init__(self, parsed: ParsedDocument, stated: Mapping[str, str | None]) -> None:
        self._parsed = parsed
        self._stated = {key: value.strip() for key, value in stated.items() if value and value.strip()}
        found = cover(parsed)
        self._lines = [line for _, line in found]
        self._headings = {id(line) for blocks, line in found if blocks[0].kind == "heading"}
        self._furniture = [cover_line(block.text) for block in parsed.blocks if block.kind in FURNITURE]
        self._adopted = adopted_text(self._lines)
        self._issues: list[Issue] = []

    def result(self) -> tuple[Facts, list[Issue]]:
        symbol = self._agreed("symbol", self._symbol(), document_id)
        meeting_line = self._meeting_line()
        meeting_id = self._agreed("meeting_id", self._meeting_id(meeting_line, symbol))
        body = body_that_met(meeting_id)
        convention = self._agreed("convention", _convention(body, self._letterhead(meeting_line)))
        if convention is None and (told := convention_of_text([block.text for block in self._parsed.blocks])):
            convention, why = told
            self._issues.append(notice("convention-inferred", convention, why=why))
        place, start, end, issued = self._places_and_days(meeting_line)
        facts = Facts(
            document_id=document_id(symbol) if symbol else Path(self._stated.get("file", "document")).stem,
            symbol=symbol,
            own_instrument_id=self._adopted.instrument_id(convention) if self._adopted else None,
            convention=convention,
            body=body.id.removeprefix(f"{convention}-") if body else None,
            meeting_id=meeting_id,
            title=self._agreed("title", self._title(meeting_line, convention, symbol)),
            agenda_item=self._agenda_item(),
            issued=self._agreed_date("issued", issued),
            place=self._agreed("place", place),
            meeting_start=self._agreed_date("meeting_start", start),
            meeting_end=self._agreed_date("meeting_end", end),
            language=self._agreed("language", language_of(block.text for block in self._parsed.blocks)),
            specimen=self._specimen(),
        )
        self._report_missing(facts)
        return facts, self._issues

    def _meeting_id(self, at: int | None, symbol: str | None) -> str | None:
        """Return the meeting that a line of the cover names, else that of the symbol; a contradiction is an issue."""
        body, number = self._printed_meeting(at, symbol)
        named = body.meeting_id(number) if body else None
        coded = self._meeting_of(symbol)
        if named and coded and coded != named:
            self._issues.append(notice("meeting-contradicts-symbol", symbol or "", named=named, coded=coded))
        if named is None and coded:
            self._issues.append(notice("meeting-inferred/symbol", symbol or "", meeting=coded))
        return named or coded

    def _report_missing(self, facts: Facts) -> None:
        """Say which facts that a document should have are neither printed nor stated."""
        if facts["symbol"] is None:
            self._issues.append(notice("symbol-missing", facts["document_id"]))
        if facts["convention"] is None:
            self._issues.append(notice("convention-unknown", facts["document_id"]))
        words = sum(len(block.text.split()) for block in self._parsed.blocks)
        if facts["language"] is None and words >= WORDS_OF_A_LANGUAGE:
            self._issues.append(notice("language-unknown", words=words))
        if facts["title"] is None:
            self._issues.append(notice("title-missing"))

    def _symbol(self) -> str | None:
        """Return the symbol that stands alone on the cover, else the commonest one of the running heads.

        It may leave out the name of the treaty whose name heads the cover.
        That of an adopted text is its own name.
        """
        if self._adopted:
            return self._adopted.symbol(_convention(None, self._letterhead(None)))
        for index, line in enumerate(self._lines):
            if line.is_formal and not line.meeting and line.symbols and not line.symbols[0].instrument:
                return self._with_editions(index)
        for line in self._lines:
            if line.is_formal and line.meeting and line.symbols and line.symbols[0].start >= line.meeting.end():
                return line.symbols[0].symbol
        treaty = self._letterhead(None)
        for line in self._lines if treaty else ():
            found = find_symbols(line.passage, convention=treaty)
            if found and _LABEL.fullmatch(line.passage.text[: found[0].start] + line.passage.text[found[0].end :]):
                return found[0].symbol
        heads = Counter(line.symbols[0].symbol for line in self._furniture if line.symbols)
        return heads.most_common(1)[0][0] if heads else None

    def _with_editions(self, at: int) -> str:
        """Return the symbol of a line with what of it is printed behind it or on the lines below."""
        line = self._lines[at]
        symbol = line.symbols[0].symbol
        behind = cover_line(line.passage.text[line.symbols[0].end :].strip())
        for each in [behind, *self._lines[at + 1 :]]:
            edition = each.found.get("edition")
            if edition is not None:
                symbol = with_edition(symbol, each.passage.text)
            elif each is not behind:
                break
        return symbol

    def _meeting_line(self) -> int | None:
        """Return the index of the line that names the meeting, whatever other meetings the cover names.

        That of a report within proceedings is the report's, that of an adopted text the one that adopted it.
        """
        naming = [index for index, line in enumerate(self._lines) if self._names_meeting(line)]
        of_text = ("meeting_adopted",) if self._adopted else ("meeting_reported",)
        first = [index for index in naming if not self._lines[index].found.keys().isdisjoint(of_text)]
        return next(iter(first + naming), None)

    def _names_meeting(self, line: CoverLine) -> bool:
        if line.meeting is None or not line.is_formal or at_start("clause_verbs", line.text) is not None:
            return False  # the text of a resolution may say where it was amended
        return not self._adopted or "meeting_adopted" in line.found or line.meeting.start() == 0

    def _printed_meeting(self, at: int | None, symbol: str | None) -> tuple[Body | None, int]:
        """Return the body and number of the meeting that the cover names in words; (None, 0) where it does not."""
        match = self._lines[at].meeting if at is not None else None
        if at is None or match is None:
            return None, 0
        number = ordinal_value(match["ordinal"])
        bodies = load_bodies()
        if "kind" not in match.groupdict():
            own = body_that_met(self._meeting_of(symbol))
            return (own, number) if own else (None, 0)
        name = bodies.all_names[match["kind"]]
        if name in bodies.bodies:
            return bodies.bodies[name], number
        named = [treaty for start, _, treaty in self._lines[at].passage.treaties if start >= match.start()]
        coded = body_that_met(self._meeting_of(symbol))
        letterhead = self._letterhead(at)
        candidates = [*named, *([coded.treaty] if coded and coded.kind == name else []), _treaty_in(symbol), letterhead]
        below = [
            treaty
            for line in self._lines[at + 1 :]
            for _, _, treaty in line.passage.treaties
            if treaty not in ORGANISATIONS
        ]
        candidates += below if len(set(below)) == 1 else []
        candidates += [treaty for line in reversed(self._lines[:at]) for _, _, treaty in line.passage.treaties]
        for treaty in [*candidates, self._stated.get("convention")]:
            found = bodies.of_kind(name, treaty) if treaty else ()
            if len(found) == 1:
                return found[0], number
        found = bodies.of_kind(name)
        if len(found) > 1:
            found = self._there_and_then(found, number, at)
        return (found[0], number) if len(found) == 1 else (None, 0)

    def _there_and_then(self, bodies: Sequence[Body], number: int, at: int) -> tuple[Body, ...]:
        """Return those of the bodies whose meeting the authority table has where and when the cover says."""
        place, start, end, _ = self._places_and_days(at)
        if not (place and start and end):
            return ()
        setting = Setting(place, Dates(start, end, ""), 0)
        found = tuple(body for body in bodies if agrees(setting, body.meeting_id(number)) == (True, True))
        if len(found) == 1:
            meeting_id = found[0].meeting_id(number)
            self._issues.append(notice("meeting-inferred/table", f"{place}, {start}", meeting=meeting_id))
        return found

    def _meeting_of(self, symbol: str | None) -> str | None:
        """Return the meeting whose code the symbol carries; of two joint committees, the first.

        That of an adopted text follows from its number.
        """
        if self._adopted:
            return self._adopted.meeting_id(self._letterhead(None))
        if symbol is None:
            return None
        mentions = find_symbols(Passage.of(symbol))
        return mentions[0].meetings[0] if mentions and mentions[0].meetings else None

    def _letterhead(self, at: int | None) -> str | None:
        """Return the treaty whose name heads the cover, or whose instrument does."""
        if self._adopted and self._adopted.treaty:
            return self._adopted.treaty
        enacting = [line for line in self._lines if at is None and is_enacting(line.text)]
        for line in [*enacting, *self._lines[: at + 1 if at is not None else len(self._lines)]]:
            if at_start("clause_verbs", line.text):
                continue
            folded = line.passage.folded
            named = [each for each in line.passage.treaties if each[2] not in ORGANISATIONS]
            named = [each for each in named if not _WITH.search(folded, 0, each[0])]  # it is that of somebody else
            short = len(line.passage.text) < MAX_LETTERHEAD or line in enacting
            if named and (short or named[0][0] == 0) and not line.text.endswith("."):
                return named[0][2]
        return None

    def _places_and_days(self, at: int | None) -> tuple[str | None, date | None, date | None, date | None]:
        """Return place, first and last day of the meeting, and the day of issue."""
        place: str | None = None
        days: tuple[date, date] | None = None
        issued: date | None = None
        for index, line in enumerate(self._lines):
            if not line.is_formal or not line.days or at_start("clause_verbs", line.text) is not None:
                continue
            start, end, dates = line.days[0]
            if _HOURS.match(line.passage.text, end):
                continue  # the day of one session
            from_meeting = _end_of_meeting(line, start)
            around = _place(line.passage.text[from_meeting:start]) or _place(line.passage.text[end:])
            of_meeting = _says_when(line)
            of_issue = bool(line.symbols) or "distribution" in line.found or "original" in line.found
            above = at is not None and index < at and _says_when(self._lines[at])
            labelled = above or (of_issue and not of_meeting)
            after_meeting = at is not None and index >= at
            if labelled or (not around and (not after_meeting or days)):
                issued = issued or dates.start
            elif days is None:
                days = dates.start, dates.end
                place = around or self._place_before(index, at)
        if days is None and at is not None and not place:
            place = _place_without_days(self._lines[at])
        if self._adopted and self._adopted.kind == "NOT":
            return None, None, None, next((line.days[0][2].start for line in self._lines if line.days), None)
        return place, days[0] if days else None, days[1] if days else None, issued

    def _place_before(self, index: int, at: int | None) -> str | None:
        """Return the line between the one that names the meeting and the one with its days."""
        if at is None or index != at + 2:
            return None
        return _place(self._lines[at + 1].passage.text)

    def _title(self, at: int | None, convention: str | None, symbol: str | None) -> str | None:
        """Return the title: an adopted text's, the first lines in capitals below the meeting, or the last heading."""
        own = title_of(self._lines, self._adopted) if self._adopted else None
        if own is not None:
            return own
        behind = self._lines[at + 1 if at is not None else 0 :]
        lines = without_names_of_treaties(behind, convention if at is not None else None)
        below = self._lines[at or 0 :]
        named = (_words(line, form) for line in below for form in ("record", "titled") if form in line.found)
        if (words := next(named, None)) is not None:
            return words
        capitals = [
            index
            for index, line in enumerate(lines)
            if _in_capitals(line) and (not line.is_formal or (at is not None and at_start("report_titles", line.text)))
        ]
        if capitals:
            first = capitals[0]
            last = first
            goes_on = [*capitals, *(index for index, line in enumerate(lines) if _names_in_title(line))]
            while last + 1 in goes_on and not lines[last + 1].opens_body and not _repeats(lines, first, last + 1):
                last += 1
            return _title_text(lines[first : last + 1])
        above = [line for line in self._lines[:at] if _in_capitals(line) and not line.is_formal]
        above = without_names_of_treaties(above, None)
        if at is not None and not above and at_start("report_titles", self._lines[at].text.upper()):
            return _title_text([self._lines[at]])  # the report of the meeting that it names
        headings: list[CoverLine] = []
        for line in lines:
            if line.opens_body or "author" in line.found:
                if not headings and is_record(symbol, None) and is_record(None, line.text):
                    return line.text  # "Executive summary", which elsewhere begins the text
                break
            if id(line) in self._headings and not line.is_formal and "agenda" not in line.found:
                headings.append(line)
        # One word in capitals is a title where only headings in small letters stand below it.
        headings = [line for line in headings if line.text.isupper()] or headings or above
        return _title_text(headings[-1:]) if headings and at is not None else None

    def _agenda_item(self) -> str | None:
        for above, line in zip([None, *self._lines], self._lines, strict=False):
            match = line.found.get("agenda")
            if match is None:
                continue
            group = next(name for name, value in match.groupdict().items() if value is not None)
            item = line.passage.text[match.start(group) : match.end(group)].rstrip(".")
            if above and _has_its_subject(line, match, above):
                return item
            # With its subject behind it, the first item may be a record's first heading.
            behind = match.start() == 0 and line.passage.text[match.end() :].strip(" .:-–—")[:1].isalpha()
            if line.is_formal and not (behind and _FIRST_ITEM.match(item)):
                return item
        return None

    def _specimen(self) -> bool:
        marked = any("specimen" in line.found for line in [*self._lines, *self._furniture])
        return marked or self._stated.get("specimen", "").casefold() in {"true", "1", "yes"}

    def _agreed(self, key: str, own: str | None, form: Callable[[str], str] = letters_and_digits) -> str | None:
        """Return what the document says, else what the catalogue states; note where they disagree."""
        stated = self._stated.get(key)
        if own is None:
            return stated
        if stated is not None and form(stated) != form(own):
            self._issues.append(notice("catalogue-disagrees", own, fact=key, stated=stated, printed=own))
        return own

    def _agreed_date(self, key: str, own: date | None) -> date | None:
        value = self._agreed(key, own.isoformat() if own else None, str)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self._issues.append(notice("catalogue-no-date", value or "", fact=key, stated=value))
            return None


def _has_its_subject(line: CoverLine, match: re.Match[str], above: CoverLine) -> bool:
    """Say whether a line is the agenda item of a document with its subject, and no heading of a report's first item."""
    of_issue = "distribution" in above.found or bool(above.symbols)
    return match.start() == 0 and of_issue and line.passage.text[match.end() :].lstrip()[:1].isalpha()


def _convention(body: Body | None, letterhead: str | None) -> str | None:
    """Return the convention of a body, else of the treaty at the head: a memorandum is one of its convention."""
    if body is None:
        of_treaty = [each for each in load_bodies().bodies.values() if each.treaty == letterhead]
        body = of_treaty[0] if letterhead and of_treaty else None
    return body.id.split("-")[0] if body else letterhead


def _place(words: str) -> str | None:
    """Return the place that stands beside the days of a meeting, without what joins the two."""
    place = _BEFORE_PLACE.sub("", words).strip(" ,;:-_.|/")
    if place.count("(") != place.count(")"):
        place = place.strip("() ,;:-")
    if place.lstrip("(\"'")[:1].islower() or any(map(str.isdigit, place)) or not any(map(str.isalpha, place)):
        return None
    is_text = anywhere("running_text", place) or load_bodies().name_finder.find(place, fold(place))
    return None if is_text else place


def _says_when(line: CoverLine) -> bool:
    """Say whether a line names a meeting and, behind it, its days."""
    return line.meeting is not None and bool(line.days) and line.meeting.end() <= line.days[0][0]


def _end_of_meeting(line: CoverLine, before: int) -> int:
    """Return where the words end that name the meeting, with its treaty right behind them; 0 without such words."""
    if line.meeting is None or line.meeting.end() > before:
        return 0
    ends = [end for start, end, _ in line.passage.treaties if 0 <= start - line.meeting.end() <= LONGEST_JOINT]
    return max([end for end in ends if end <= before], default=line.meeting.end())


def _place_without_days(line: CoverLine) -> str | None:
    """Return the place between a meeting and a month."""
    for start, _, dates in find_dates(line.passage.text):
        if line.meeting and line.meeting.end() < start and any(map(str.isalpha, dates.printed)):
            return _place(line.passage.text[_end_of_meeting(line, start) : start])
    return None


def _treaty_in(symbol: str | None) -> str | None:
    """Return the treaty that the segments of a symbol name (``UNEP/CMS/Inf.98.2``)."""
    segments = {part.casefold() for part in re.split(r"[/.]", symbol or "")}
    treaties = [t.id for t in load_bodies().treaties.values() if any(s.casefold() in segments for s in t.symbols)]
    return treaties[0] if len(treaties) == 1 else None


def _in_capitals(line: CoverLine) -> bool:
    text = _ORDINAL_ENDING.sub("", _IN_BRACKETS.sub("", line.text))
    words = len(_WORD.findall(text)), len(_WORD.findall(line.text))
    return text.upper() == text and words[0] > 0 and words[1] >= MIN_TITLE_WORDS and not line.opens_body


def _names_in_title(line: CoverLine) -> bool:
    """Say whether a line in capitals names a meeting behind other words, as the title that it goes on with does."""
    return line.meeting is not None and line.meeting.start() > 0 and _in_capitals(line)


def _repeats(lines: Sequence[CoverLine], first: int, index: int) -> bool:
    return letters_and_digits(lines[first].text) == letters_and_digits(lines[index].text)


def _words(line: CoverLine, name: str) -> str:
    """Return the words of a form as the line prints them."""
    start, end = line.passage.shadow.span(*line.found[name].span("words"))
    return line.text[start:end]


def _title_text(lines: Sequence[CoverLine]) -> str:
    """Return the lines as a title, without who wrote the document in brackets behind it."""
    title = " ".join(line.text for line in lines)
    author = title.rfind("(")
    if author > 0 and "author" in cover_line(title[author:]).found:
        title = title[:author].rstrip()
    return title.removesuffix(".")
