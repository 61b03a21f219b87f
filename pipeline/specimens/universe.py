"""The fictional meetings and instruments that specimens cite: the same number is the same meeting in every specimen."""

from __future__ import annotations

from calendar import month_name
from dataclasses import dataclass
from random import Random

from pipeline.specimens.taxa import vocabulary

_ONES = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
)
_TENS = {2: "twenty", 3: "thirty", 4: "forty", 5: "fifty", 6: "sixty", 7: "seventy", 8: "eighty", 9: "ninety"}


@dataclass(frozen=True, slots=True)
class Body:
    """A body that meets: how it is named, its first meeting here with that one's year, and years between meetings."""

    convention: str
    code: str
    name: str
    first: int
    year: int
    every: float
    last: int


BODIES = {
    "SC": Body("CITES", "SC", "Standing Committee", 160, 2070, 0.62, 205),
    "CoP": Body("CITES", "CoP", "Conference of the Parties", 92, 2071, 3.0, 100),
    "AC": Body("CITES", "AC", "Animals Committee", 80, 2070, 1.5, 98),
    "PC": Body("CITES", "PC", "Plants Committee", 70, 2070, 1.5, 88),
    "COP": Body("CMS", "COP", "Conference of the Parties", 69, 2071, 3.0, 77),
    "StC": Body("CMS", "StC", "Standing Committee", 120, 2070, 0.65, 162),
    "ScC": Body("CMS", "ScC", "Scientific Council", 50, 2070, 1.6, 67),
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a body, with its place and date."""

    body: Body
    number: int

    @property
    def meeting_id(self) -> str:
        """The identifier of the contract."""
        return f"{self.body.convention}-{self.body.code}{self.number}"

    @property
    def year(self) -> int:
        """The year in which it meets."""
        return self.body.year + int((self.number - self.body.first) * self.body.every)

    @property
    def place(self) -> str:
        """The city in which it meets."""
        places: list[str] = vocabulary()["places"]
        return places[(self.number * 7 + len(self.body.name)) % len(places)]

    @property
    def month(self) -> str:
        """The month in which it meets."""
        return month_name[(self.number * 5 + len(self.body.code)) % 11 + 1]


def earlier(rng: Random, year: int, codes: tuple[str, ...]) -> Meeting:
    """Choose a meeting of one of these bodies that was held before a year."""
    body = BODIES[rng.choice(codes)]
    until = body.first + int((year - 1 - body.year) / body.every)
    return Meeting(body, rng.randint(body.first, max(body.first, min(body.last, until))))


def ordinal(number: int) -> str:
    """Return ``198th``."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def ordinal_word(number: int) -> str:
    """Return ``hundred and ninety-eighth`` (1 to 299)."""
    hundreds, rest = divmod(number, 100)
    lead = {0: "", 1: "hundred", 2: "two hundred"}[hundreds]
    if not rest:
        return f"{lead}th"
    if rest < len(_ONES):
        word = _ONES[rest]
    elif rest % 10:
        word = f"{_TENS[rest // 10]}-{_ONES[rest % 10]}"
    else:
        word = f"{_TENS[rest // 10].removesuffix('y')}ieth"
    return f"{lead} and {word}" if lead else word


MEETING_OF_ITS = 2
"""The form of `meeting_text` that goes with "its"."""


def meeting_text(rng: Random, meeting: Meeting, form: int | None = None) -> str:
    """Name a meeting in one of the five forms that documents use, marked up."""
    body = meeting.body
    code = f"{body.code}{meeting.number}"
    place, year = meeting.place, str(meeting.year)
    plain_id = f'<m id="{meeting.meeting_id}">'
    form = rng.randrange(5) if form is None else form
    stated = f'<m id="{meeting.meeting_id}" place="{place}" dates="{year}">'
    if form == 0:
        name = f"{ordinal(meeting.number)} meeting of the {body.convention} {body.name}"
        return f"{stated}{name} ({code}, {place}, {year})</m>"
    if form == 1:
        return f"{plain_id}{ordinal(meeting.number)} meeting of the {body.convention} {body.name}</m>"
    if form == MEETING_OF_ITS:
        dated = f'<m id="{meeting.meeting_id}" place="{place}" dates="{meeting.month} {year}">'
        return f"{dated}{ordinal(meeting.number)} meeting ({code}, {place}, {meeting.month} {year})</m>"
    if form == 3:
        return f"{plain_id}{ordinal(meeting.number)} meeting of the {body.name} ({code})</m>"
    return f"{plain_id}{body.convention} {code}</m>"


def document_text(rng: Random, year: int) -> str:
    """Name one meeting document, marked up."""
    meeting = earlier(rng, year, ("SC", "CoP", "AC", "PC", "COP", "StC"))
    number = _document_number(rng)
    if meeting.body.convention == "CMS":
        symbol = f"UNEP/CMS/{meeting.body.code}{meeting.number}/Doc.{number}"
        if rng.random() < 0.2:
            symbol += f"/Add.{rng.randint(1, 3)}"
        return f'<d s="{symbol}">{symbol}</d>'
    kind = "Inf." if rng.random() < 0.2 else "Doc."
    symbol = f"{meeting.body.code}{meeting.number} {kind} {number if kind == 'Doc.' else rng.randint(1, 80)}"
    revised = f"{symbol} (Rev. {rng.randint(1, 2)})" if rng.random() < 0.12 else symbol
    return f'<d s="{revised}">{revised}</d>'


def documents_text(rng: Random, year: int) -> str:
    """Name two or three documents of a meeting with what they share said once, marked up."""
    meeting = earlier(rng, year, ("SC", "CoP", "AC"))
    lead = f"{meeting.body.code}{meeting.number} Doc."
    main, first = rng.randint(10, 95), rng.randint(1, 6)
    numbers = [f"{main}.{first + i}" for i in range(rng.choice((2, 2, 3)))]
    parts = [f'<d s="{lead} {n}">{lead + " " if i == 0 else ""}{n}</d>' for i, n in enumerate(numbers)]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _document_number(rng: Random) -> str:
    number = str(rng.randint(5, 95))
    for _ in range(rng.choice((0, 1, 1, 2))):
        number += f".{rng.randint(1, 9)}"
    return number


def resolution_text(rng: Random, year: int, convention: str) -> str:
    """Name a resolution of a convention, marked up, at times with revision and title."""
    title = rng.choice(vocabulary()["titles"])
    titled = rng.random() < 0.5
    tail = f" on <i>{title}</i>" if titled else ""
    said = f' title="{title}"' if titled else ""
    if convention == "CITES":
        meeting = earlier(rng, year, ("CoP",))
        number = f"{meeting.number}.{rng.randint(1, 20)}"
        revision = earlier(rng, year, ("CoP",)).number
        if revision > meeting.number:
            tag = f'<r id="CITES-RES-{number}" rev="CoP{revision}"{said}>'
            return f"{tag}Resolution Conf. {number} (Rev. CoP{revision})</r>{tail}"
        return f'<r id="CITES-RES-{number}"{said}>Resolution Conf. {number}</r>{tail}'
    meeting = earlier(rng, year, ("COP",))
    number = f"{meeting.number}.{rng.randint(1, 28)}"
    return f'<r id="CMS-RES-{number}"{said}>CMS Resolution {number}</r>{tail}'


def decision_text(rng: Random, year: int, convention: str) -> str:
    """Name one CITES decision, two, or a range of decisions, marked up; documents of CMS say whose they are."""
    lead = "" if convention == "CITES" else "CITES "
    meeting = earlier(rng, year, ("CoP",))
    first = rng.randint(11, 180)
    number = f"{meeting.number}.{first}"
    form = rng.randrange(4)
    if form == 0:
        until = first + rng.randint(1, 5)
        last = f"{meeting.number}.{until}"
        text = f'<r id="CITES-DEC-{number}">{lead}Decisions {number}</r> to <r id="CITES-DEC-{last}">{last}</r>'
        for between in range(first + 1, until):
            text = f'<r id="CITES-DEC-{meeting.number}.{between}">{text}</r>'
        return text
    if form == 1:
        other = f"{meeting.number}.{first + rng.randint(7, 20)}"
        return f'<r id="CITES-DEC-{number}">{lead}Decisions {number}</r> and <r id="CITES-DEC-{other}">{other}</r>'
    if form == 2:
        revision = meeting.number + 1
        return f'<r id="CITES-DEC-{number}" rev="CoP{revision}">{lead}Decision {number} (Rev. CoP{revision})</r>'
    return f'<r id="CITES-DEC-{number}">{lead}Decision {number}</r>'


def notification_text(rng: Random, year: int, convention: str) -> str:
    """Name a notification to the Parties, marked up."""
    number = f"{year - rng.randint(0, 3)}/{rng.randint(1, 90):03d}"
    if rng.random() < 0.5:
        return f'<r id="{convention}-NOT-{number}">{convention} Notification {number}</r>'
    return f'<r id="{convention}-NOT-{number}">Notification {number}</r>'


def event_text(rng: Random, year: int, taxa: str) -> str:
    """Name a workshop with its place and date, marked up."""
    place, when = _place_and_month(rng, year)
    name = f"workshop on {taxa}"
    return f'<e n="{name}" place="{place}" dates="{when}">{name}, {place}, {when}</e>'


def met_text(rng: Random, year: int, who: str) -> str:
    """Tell that ``who`` met, with place and date, marked up."""
    place, when = _place_and_month(rng, year)
    return f'<e n="{who}" place="{place}" dates="{when}">{who} met in {place} in {when}</e>'


def _place_and_month(rng: Random, year: int) -> tuple[str, str]:
    place, month = rng.choice(vocabulary()["places"]), rng.choice(vocabulary()["months"])
    return place, f"{month} {year - rng.randint(0, 3)}"
