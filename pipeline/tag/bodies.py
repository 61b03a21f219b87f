"""Treaties, bodies and their meetings, as `pipeline/data/references` states them.

A *treaty* is whatever tells bodies of one kind apart (a convention, an agreement, a memorandum, an organisation), a
*kind* is what a body is called whatever its treaty (Standing Committee), a *body* is one that meets (``CITES-SC``).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NotRequired, TypedDict

from pipeline.datafiles import DATA, MistakeError, check_unique, read_rows, reading
from pipeline.structures import read_structure
from pipeline.tag.names import Found, Name, NameFinder
from pipeline.tag.numerals import LANGUAGES, Language
from pipeline.tag.patterns import any_of
from pipeline.tag.shadow import fold

_OF_CMS = re.compile(r"\bcms $")
"""What may stand before a memorandum."""
_LENGTH_OF_CMS = len("cms ")
_ON = " (?:on|concerning|for|regarding) (?:the )?"
"""What stands between a memorandum and its topic."""
_JOINT = re.compile(r"(?:, (?:and )?| (?:and|&) )(?:the )?$")
"""What stands between the names of memoranda."""
_LONGEST_JOINT = len(", and the ")
_MOU = re.compile(r" mous?(?!\w)")
"""The word that the names of memoranda may share."""
_MOST_WORDS = 3
"""The short name of a memorandum (``Pacific Cetaceans``) has no more."""
REFERENCES = DATA / "references"


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty or organisation; ``memorandum`` lists what follows "Memorandum of Understanding on the ..."."""

    id: str
    acronyms: tuple[str, ...]
    symbols: tuple[str, ...]
    names: tuple[str, ...]
    memorandum: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A body that meets. ``meeting`` is the form of its meetings' identifiers, ``{n}`` standing for the number."""

    id: str
    treaty: str | None
    kind: str | None
    codes: tuple[str, ...]
    meeting: str
    names: dict[Language, tuple[str, ...]]

    def meeting_id(self, number: int) -> str:
        """Return the identifier of the body's meeting of that number."""
        return self.meeting.format(n=number)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the authority table; ``start`` and ``end`` are the first and last day known to be possible."""

    body: str
    number: int
    meeting_id: str
    place: str
    country: str
    start: date
    end: date


def names_memoranda(folded: str) -> bool:
    """Say whether a folded text may name a memorandum on something: fast to ask first."""
    return "mou" in folded or "memorand" in folded


@dataclass(frozen=True)
class Bodies:
    """All treaties, kinds of bodies and bodies, with the look-ups that finding and resolving need."""

    treaties: dict[str, Treaty]
    kinds: dict[str, dict[Language, tuple[str, ...]]]
    bodies: dict[str, Body]

    @cached_property
    def treaty_by_name(self) -> dict[str, str]:
        """Folded name or acronym to treaty id."""
        return {fold(name): t.id for t in self.treaties.values() for name in (*t.names, *t.acronyms)}

    @cached_property
    def memoranda(self) -> dict[str, str]:
        """Folded subject of a memorandum ("saiga antelope") to treaty id."""
        return {fold(topic): t.id for t in self.treaties.values() for topic in t.memorandum}

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """Every acronym with its capitals."""
        return frozenset(a for t in self.treaties.values() for a in t.acronyms)

    @cached_property
    def treaty_pattern(self) -> str:
        """Regular expression (no groups) on folded text for a treaty's name, acronym or memorandum."""
        return rf"(?:{self._memorandum_pattern}|{alternatives(self.treaty_by_name)})"

    @cached_property
    def _memorandum_pattern(self) -> str:
        return rf"(?:(?:cms )?m{self._behind_m})"

    @cached_property
    def _behind_m(self) -> str:
        """What follows the first letter of ``memorandum`` and ``MoU`` in the name of a memorandum on something."""
        memorandum = r"(?:ous?|emorand(?:um|a) of understanding)(?: \([\w ]{0,12}mous?\))?"
        return memorandum + _ON + self._topic

    @cached_property
    def _topic(self) -> str:
        topics = any_of(self.memoranda)
        return rf"(?:{topics}|conservation of (?:the )?{topics})(?!\w)"

    @cached_property
    def treaty_finder(self) -> NameFinder:
        """Finds names and acronyms of treaties."""
        return NameFinder(
            Name(printed, treaty.id, exact=name in treaty.acronyms)
            for treaty in self.treaties.values()
            for name in (*treaty.names, *treaty.acronyms)
            for printed in ((name, f"{name}s") if name.endswith(" MOU") else (name,))
        )

    @cached_property
    def _memorandum_regex(self) -> re.Pattern[str]:
        # One that begins with a single character is searched for several times as fast.
        return re.compile(rf"m(?<!\wm){self._behind_m}")

    @cached_property
    def _next_topic_regex(self) -> re.Pattern[str]:
        """The topic of the next of several memoranda: ``the MOUs on dugongs (Dugong) and on sharks``."""
        return re.compile(rf"(?: \([\w ]+\))?(?:,|,? and){_ON}(?P<topic>{self._topic})")

    def with_memoranda(self, named: Found, text: str, folded: str) -> Found:
        """Add to what `treaty_finder` found in a text the treaties that are named as a memorandum on something."""
        if not names_memoranda(folded):
            return named
        found = [*named, *self._named_together(folded)]
        for match in self._memorandum_regex.finditer(folded):
            start, end = match.span()
            if _OF_CMS.search(folded, max(0, start - _LENGTH_OF_CMS), start):
                start -= _LENGTH_OF_CMS
            stretches = [(start, end)]
            while following := self._next_topic_regex.match(folded, end):
                end = following.end()
                stretches.append((following.start("topic"), end))
            for start, end in stretches:
                found = [each for each in found if each[1] <= start or each[0] >= end]
                if treaty := self.treaty_of(text[start:end]):
                    found.append((start, end, treaty))
        return sorted(found)

    def _named_together(self, folded: str) -> Found:
        """Return memoranda that share the word with the next: ``Raptors`` in ``Raptors and Sharks MOUs``."""
        found: Found = []
        for shared in _MOU.finditer(folded):
            start = self._short_name(folded, shared.start())
            while start is not None and (joint := _JOINT.search(folded, max(0, start - _LONGEST_JOINT), start)):
                end = joint.start()
                start = self._short_name(folded, end)
                if start is not None:
                    found.append((start, end, self.treaty_by_name[f"{folded[start:end]} mou"]))
        return found

    def _short_name(self, folded: str, end: int) -> int | None:
        """Return where the name of a memorandum begins that ends at an offset, without that word; None for none."""
        longest, start = None, end
        for _ in range(_MOST_WORDS):
            start = folded.rfind(" ", 0, start - 1) + 1
            if f"{folded[start:end]} mou" in self.treaty_by_name:
                longest = start
            if start == 0:
                break
        return longest

    @cached_property
    def _topics(self) -> tuple[str, ...]:
        """The folded subjects of memoranda, the longest first."""
        return tuple(sorted(self.memoranda, key=len, reverse=True))

    def treaty_of(self, text: str) -> str | None:
        """Return the treaty that a stretch names; None where an acronym lacks its capitals."""
        folded = fold(text)
        treaty = self.treaty_by_name.get(folded)
        if treaty is None:
            topic = next((t for t in self._topics if folded.endswith(t)), None)
            return self.memoranda[topic] if topic else None
        is_acronym = any(fold(a) == folded for a in self.treaties[treaty].acronyms)
        if is_acronym and text not in self.acronyms:
            return None
        return treaty

    def kind_names(self, language: Language) -> dict[str, str]:
        """Folded name of a kind of body to the kind."""
        return self._kind_names[language]

    @cached_property
    def _kind_names(self) -> dict[Language, dict[str, str]]:
        return {
            language: {fold(name): kind for kind, names in self.kinds.items() for name in names.get(language, ())}
            for language in LANGUAGES
        }

    def body_names(self, language: Language) -> dict[str, str]:
        """Folded name that identifies one body by itself, to that body's id; the English ones serve all languages."""
        return self._body_names[language]

    @cached_property
    def _body_names(self) -> dict[Language, dict[str, str]]:
        return {
            language: {
                fold(name): body.id
                for body in self.bodies.values()
                for spoken in dict.fromkeys((language, "en"))
                for name in body.names.get(spoken, ())
            }
            for language in LANGUAGES
        }

    @cached_property
    def all_names(self) -> dict[str, str]:
        """Folded name of a kind of body, in every language, to the kind; of a body with a name of its own to its id."""
        names: dict[str, str] = {}
        for language in LANGUAGES:
            names |= {**self.body_names(language), **names}
        for language in LANGUAGES:
            names |= self.kind_names(language)
        return names

    def named_in(self, words: str, treaty: str | None) -> Body | None:
        """Return the one body that words name: by its own name, or as the only one of its kind (of the treaty's)."""
        found = {named for _, _, named in self.name_finder.find(words, fold(words))}
        bodies = [
            body
            for named in found
            for body in (
                [self.bodies[named]] if named in self.bodies else self.of_kind(named, treaty) or self.of_kind(named)
            )
        ]
        return bodies[0] if len(bodies) == 1 else None

    @cached_property
    def name_finder(self) -> NameFinder:
        """Finds names of bodies and of their kinds in every language."""
        return NameFinder(Name(name, named) for name, named in self.all_names.items())

    @cached_property
    def short_names(self) -> frozenset[str]:
        """Folded names of few words that begin a longer name of their body; in small letters others are called so."""
        return frozenset(
            fold(name)
            for body in self.bodies.values()
            for names in body.names.values()
            for name in names
            if name.count(" ") < _FEW_SPACES and any(other.startswith(f"{name} ") for other in names)
        )

    @cached_property
    def by_code(self) -> dict[str, tuple[Body, ...]]:
        """Code as printed (``CoP``) to the bodies that it can stand for."""
        codes: dict[str, list[Body]] = {}
        for body in self.bodies.values():
            for code in body.codes:
                codes.setdefault(code, []).append(body)
        return {code: tuple(bodies) for code, bodies in codes.items()}

    def of_kind(self, kind: str, treaty: str | None = None) -> tuple[Body, ...]:
        """Return the bodies of a kind, of one treaty where it is given."""
        return self._of_kind.get((kind, treaty), ())

    def conference_meeting(self, treaty: str, number: int) -> str | None:
        """Return a meeting of a treaty's conference, which adopts and revises; None where it has none, or several."""
        found = [body for kind in _CONFERENCES for body in self.of_kind(kind, treaty)]
        return found[0].meeting_id(number) if len(found) == 1 else None

    @cached_property
    def _of_kind(self) -> dict[tuple[str | None, str | None], tuple[Body, ...]]:
        found: dict[tuple[str | None, str | None], tuple[Body, ...]] = {}
        for body in self.bodies.values():
            for treaty in {None, body.treaty}:
                found[body.kind, treaty] = (*found.get((body.kind, treaty), ()), body)
        return found


_FEW_SPACES = 3
_CONFERENCES = ("COP", "MOP", "MOS")
"""The kinds of bodies that adopt instruments."""
_MEMORANDUM = {
    "sur": (("Mémorandum d'Entente", "Mémorandum d'Accord", "MdA", "MdE"), ("concernant",)),
    "sobre": (("Memorando de Entendimiento", "Memorándum de Entendimiento", "MdE"), ("relativo a",)),
}
"""What a memorandum is called in French and Spanish, and other words before its subject, by the word before it."""


def alternatives(names: Iterable[str]) -> str:
    """Return a regular expression for any of the folded names, the longest tried first."""
    return rf"{any_of(names)}(?!\w)"


def _called(row: _TreatyRecord) -> tuple[str, ...]:
    """Return the names of a treaty; a memorandum is called with and without "CMS", in French and Spanish in full."""
    names = [name for spoken in _spoken(row["names"]).values() for name in spoken]
    if "memorandum" not in row:
        return tuple(names)
    full = [
        f"{called}{of} {on} {name.removeprefix(f'MdE {short} ')}"
        for short, (calls, others) in _MEMORANDUM.items()
        for name in names
        if name.startswith(f"MdE {short} ")
        for called in calls
        for of in ("", " de la CMS")
        for on in (short, *others)
    ]
    return (*names, *(f"CMS {name}" for name in names), *full)


def _spoken(names: _Names | None) -> dict[Language, tuple[str, ...]]:
    return {language: tuple(names.get(language, ()) if names else ()) for language in LANGUAGES}


class _Names(TypedDict):
    en: NotRequired[list[str]]
    fr: NotRequired[list[str]]
    es: NotRequired[list[str]]


class _TreatyRecord(TypedDict):
    id: str
    acronyms: list[str]
    symbols: list[str]
    names: _Names
    memorandum: NotRequired[list[str]]


class _KindRecord(TypedDict):
    kind: str
    names: _Names


class _BodyRecord(TypedDict):
    id: str
    treaty: NotRequired[str]
    kind: NotRequired[str]
    codes: list[str]
    meeting: str
    names: NotRequired[_Names]


class _Bodies(TypedDict):
    treaties: list[_TreatyRecord]
    kinds: list[_KindRecord]
    bodies: list[_BodyRecord]


@lru_cache(maxsize=1)
@reading("references/bodies.yml")
def load_bodies() -> Bodies:
    """Read `bodies.yml`; raise DataFileError where a body names a treaty or kind that is not there."""
    data = read_structure(REFERENCES / "bodies.yml", _Bodies)
    check_unique([row["id"] for row in data["treaties"]], "the treaty")
    check_unique([row["kind"] for row in data["kinds"]], "the kind")
    check_unique([row["id"] for row in data["bodies"]], "the body")
    treaties = {
        row["id"]: Treaty(
            row["id"],
            tuple(row["acronyms"]),
            tuple(row["symbols"]),
            _called(row),
            tuple(row.get("memorandum", ())),
        )
        for row in data["treaties"]
    }
    kinds = {row["kind"]: _spoken(row["names"]) for row in data["kinds"]}
    bodies = {
        row["id"]: Body(
            row["id"],
            row.get("treaty"),
            row.get("kind"),
            tuple(row["codes"]),
            row["meeting"],
            _spoken(row.get("names")),
        )
        for row in data["bodies"]
    }
    for body in bodies.values():
        if (body.treaty and body.treaty not in treaties) or (body.kind and body.kind not in kinds):
            raise MistakeError(f"{body.id} names a treaty or a kind that is not there")
    return Bodies(treaties, kinds, bodies)


@lru_cache(maxsize=1)
def _other_place_names() -> dict[str, tuple[str, ...]]:
    rows = read_rows(REFERENCES / "places.csv", ("place", "other_names"), ("place",))
    return {row["place"]: tuple(map(fold, filter(None, row["other_names"].split("|")))) for row in rows}


@lru_cache(maxsize=1)
def towns() -> frozenset[str]:
    """Return the folded names of towns: of `places.csv`, and those in which the authority table has meetings."""
    met = {meeting.place for meeting in load_meetings().values() if meeting.place}
    return frozenset(name for place in (*_other_place_names(), *met) for name in place_names(place))


@lru_cache(maxsize=1024)
def place_names(place: str) -> tuple[str, ...]:
    """Return a place's folded name and those it has in other languages (`places.csv`)."""
    return (fold(place), *_other_place_names().get(place, ()))


@lru_cache(maxsize=1)
def _place_patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Return the names of each place that has several, folded, with the pattern of any of them."""
    known = [(fold(place), *others) for place, others in _other_place_names().items()]
    return tuple((names, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")) for names in known)


@lru_cache(maxsize=4096)
def same_places(text: str) -> tuple[str, ...]:
    """Return a place as printed, folded, and what the places that are named in it are called in other languages."""
    folded = fold(text)
    named = (names for names, pattern in _place_patterns() if pattern.search(folded))
    return (folded, *(name for names in named for name in names))


_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def _first_day(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def _last_day(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])


@lru_cache(maxsize=1)
@reading("references/meetings.csv")
def load_meetings() -> dict[str, Meeting]:
    """Read `meetings.csv`, the authority table, by meeting_id. Its dates may be a month or a year only."""
    bodies = load_bodies().bodies
    columns = ("body", "number", "place", "country", "start", "end")
    meetings = {}
    for number, row in enumerate(read_rows(REFERENCES / "meetings.csv", columns, ("body", "number")), start=2):
        if row["body"] not in bodies or not row["number"].isdecimal():
            raise MistakeError(f"row {number}: no meeting {row['number']} of {row['body']} is known of")
        if not (_DAY.fullmatch(row["start"]) and _DAY.fullmatch(row["end"])):
            raise MistakeError(f"row {number}: {row['start']} to {row['end']} are no days, months or years")
        meeting_id = bodies[row["body"]].meeting_id(int(row["number"]))
        meetings[meeting_id] = Meeting(
            row["body"],
            int(row["number"]),
            meeting_id,
            row["place"],
            row["country"],
            _first_day(row["start"]),
            _last_day(row["end"]),
        )
    return meetings
