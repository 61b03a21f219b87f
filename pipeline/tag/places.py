"""Place and dates as stated beside a meeting or event: ``(SC91, Geneva, July 2098)``, ``in Bonn on 3 May 2091``."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.tag.bodies import REFERENCES, load_meetings, place_names
from pipeline.tag.dates import DATE, MONTH, Dates, parse_dates
from pipeline.tag.shadow import fold

_WORD = r"(?:(?:St|Ste|Mt|Ft)\. [A-Z][\w'-]*|(?:[A-Z]\.){2,}|[A-ZÀ-ÖØ-Þ][\w'-]*|d'[A-ZÀ-Þ]\w+)"
_JOIN = r"(?:of|the|and|de|la|le|del|du|des|el|los|las|y|et|am|upon|en|es)"
_ADJECTIVE = (
    r"(?:arabes unis|saoudite|équatoriale|tchèque|centrafricaine|démocratique|dominicaine|slovaque|islamique|unie)\b"
)
"""What is printed in small letters in the French names of countries."""
_NAME = rf"{_WORD}(?: (?:{_JOIN} ){{0,2}}(?:{_WORD}|{_ADJECTIVE}))*"
PLACE = rf"{_NAME}(?:, (?:the )?{_NAME})*(?: \({_NAME}\))?"
"""A place name of one or more words with its country, on text with its capitals; no groups."""
_ONLINE = re.compile(r"(?:online|on-line|virtual(?:ly)?|en ligne|en l[ií]nea)\b", re.IGNORECASE)
_PLACE = re.compile(PLACE)
_CODE = re.compile(
    r"(?:(?:[A-Z]{3,}|Ramsar) )?(?P<code>[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)?[- ]?\d{1,3}|[A-Z]{2,}[a-z]?)$"
)
_DATES_FIRST = re.compile(rf"(?P<dates>{DATE.pattern}), ?", re.IGNORECASE)
_LONGEST_END = 12
"""How much of a text that ends with dates its year takes, with what closes it."""
_LONGEST_DATES = 80
_DATES_AT_END = re.compile(rf"(?<!\w)(?P<dates>{DATE.pattern})\W*$", re.IGNORECASE)
_MONTHS_OR_WORDS = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.IGNORECASE
)
PLANNED = "currently |tentatively |provisionally |subsequently |then |also |jointly "
"""Words that may stand within what tells that something was or will be held."""
HELD_FR = "(?:a|ont) eu lieu|aura lieu|auront lieu|s'est tenue?|se sont tenue?s|se tiendra"
HELD_ES = "tuvo lugar|tuvieron lugar|tendrán? lugar|se (?:celebr|realiz)(?:ó|aron|arán?)"
"""How French and Spanish tell it."""
_VERB = re.compile(
    r"(?:,? ?(?:which |that )?(?:was |is |were |are |will |would |should |had |has |have |be |been |to be "
    rf"|{PLANNED})*"
    r"(?:held|took place|taken place|take place|taking place|to take place|convened|organi[sz]ed|hosted"
    r"|planned to take place|(?:planned|scheduled|foreseen|envisaged)(?: for)?"
    r"|celebrad[ao]s?|previst[ao]s?|tenue?s?|(?:est |sont )?prévue?s?"
    rf"|(?:qui )?(?:{HELD_FR})"
    rf"|(?:que )?(?:{HELD_ES})"
    r"| (?:is|was|will be|would be)(?= (?:in|on|at|from) )"
    r"|(?:qui )?(?:doit|devrait) (?:se réunir|avoir lieu|se tenir))"
    r"(?: (?:jointly|back-to-back|online|virtually|by hybrid means|in hybrid format|in person))?)",
    re.IGNORECASE,
)
_IN = r"(?: ?,? (?:in|at|en|a|à|on(?= the Isl))(?: the)?)"
_ON = r"(?: ?,? ?(?:on|from|during|between|in|for|en|les?|del|el|los(?: días)?|du|au|entre)(?: the| le| el)?)"
_DATED = re.compile(rf"(?:{_ON} |, | )(?:the )?(?P<dates>{DATE.pattern})", re.IGNORECASE)
_DATE_BEHIND = re.compile(rf"\)?,?(?:{_VERB.pattern})?{_ON}? (?:{DATE.pattern})", re.IGNORECASE)
_PLACED = re.compile(rf"(?:{_IN} |, | \()(?P<place>{PLACE}|Online|online)")
_VENUE = re.compile(
    r" (?:at|in|à|dans|en) (?:the |la |le |l'|el )(?:[^,.;()\d]{3,90}?)"
    r"(?= (?:in|à|en|a) [A-ZÀ-Þ][\w'-]+(?:,| \(| (?:from|on|in|du|le|del|el|los)\b))"
)
"""A building between a verb and the place it is in: "held at the seat of the Union in Lima on"."""
_WITHIN_A_PLACE = ("in", "at", "en", "à")
"""What alone says that a meeting was at the place behind it, where no date does."""
_MAY_FOLLOW = re.compile(
    rf"[ ,][ ,(]*(?:[\dA-ZÀ-ÖØ-Þ]|d'|(?i:{MONTH}"
    r"|(?:which|that|was|is|were|are|will|would|should|had|has|have|be|to|currently|held|took|taken|take|taking|convened|organi[sz]ed|hosted|planned"
    r"|scheduled|foreseen|envisaged|tentatively|provisionally|between|for|prévu|previst|est|sont|ont|auront"
    r"|celebrad[ao]|tenue?s?|qui|que|a eu|aura|s'est|se|tuvo|tendrá"
    r"|on|from|during|in|en|le|del|el|du|at|a|à|online|entre|late|early|mid|end"
    r"|fin|debut|finales|principios)\b))"
)
"""How what is read behind a meeting begins: it is faster to ask first whether it may be there at all."""
_LONGEST_LINE = 120
_CITY_AND_COUNTRY = re.compile(r"^[^,()]+(?:, [^,()]+|\([^,()]+\))$")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
"""What every date has."""
_YEAR_LAST = re.compile(r"\d\d\d\d\W*$")


@dataclass(frozen=True, slots=True)
class Setting:
    """Place (None where not stated), dates (None where not stated), the code said with them, the offset behind them."""

    place: str | None
    dates: Dates | None
    end: int
    code: str | None = None
    clause: bool = False
    """Whether a clause with a verb states them ("which took place in ..."), which may speak of something before."""


def in_brackets(text: str, start: int) -> Setting | None:
    """Read a bracket that opens at ``start`` (or after one space) and holds a code, a place or dates; else None."""
    at = start + 1 if text[start : start + 1] == " " else start
    if text[at : at + 1] != "(":
        return None
    close = _closing(text, at)
    if close < 0 or close - at > 140:
        return None
    setting = _bracketed(text[at + 1 : close])
    return Setting(setting.place, setting.dates, close + 1, setting.code) if setting else None


def several_in_brackets(text: str, start: int, count: int) -> list[Setting]:
    """Read brackets with place and dates of several meetings: ``(Bonn, 2096 and Rome, May 2099)``; else nothing."""
    at = start + 1 if text[start : start + 1] == " " else start
    close = _closing(text, at) if text[at : at + 1] == "(" else -1
    if close < 0:
        return []
    parts = [_parts(part) for part in re.split(r" and |; ", text[at + 1 : close])]
    if len(parts) != count or not all(part and part.place and part.dates for part in parts):
        return []
    return [Setting(part.place, part.dates, close + 1, part.code) for part in parts if part]


def _closing(text: str, opened: int) -> int:
    depth = 0
    for index in range(opened, min(len(text), opened + 200)):
        depth += (text[index] == "(") - (text[index] == ")")
        if depth == 0:
            return index
    return -1


@lru_cache(maxsize=4096)
def _bracketed(inner: str) -> Setting | None:
    """Read what stands in a bracket; documents print the same ones over and over."""
    return _parts(inner)


def _parts(inner: str) -> Setting | None:
    """Read ``SC91, Geneva, July 2098`` in any part: code, place, dates; None where something else is in it."""
    rest = inner.strip().replace(";", ",")
    dates = None
    dated = None
    if _YEAR_LAST.search(rest, max(0, len(rest) - _LONGEST_END)):
        dated = _DATES_AT_END.search(rest, max(0, len(rest) - _LONGEST_DATES))
    if dated:
        dates = parse_dates(dated["dates"])
        rest = rest[: dated.start()].rstrip(" ,;:-")
        rest = re.sub(r",? (?:from|in|on|du|del|en)$", "", rest)
    else:
        leading = _DATES_FIRST.match(rest)
        if leading:
            dates = parse_dates(leading["dates"])
            rest = rest[leading.end() :]
    code = None
    first, _, others = rest.partition(",")
    first_code = _CODE.match(first.strip())
    if first_code and not is_known(first):
        code, rest = first_code["code"], others.strip()
    place = _place(rest)
    if rest and place is None:
        return None
    if not (code or place or dates):
        return None
    if place and not dates and not code and not is_known(place):
        return None
    return Setting(place, dates, 0, code)


@lru_cache(maxsize=1)
def _known_places() -> frozenset[str]:
    stated = {name for meeting in load_meetings().values() for name in (meeting.place, meeting.country) if name}
    return frozenset(name for place in stated for name in place_names(place))


_ARTICLE = re.compile(r", the ")


@lru_cache(maxsize=1)
def _countries_with_article() -> tuple[str, ...]:
    """Return how the names of countries begin that have an article (`countries_with_article.csv`), folded."""
    with (REFERENCES / "countries_with_article.csv").open(encoding="utf-8", newline="") as file:
        return tuple(fold(row["begins"]) for row in csv.DictReader(file))


def is_known(place: str) -> bool:
    """Tell whether a part of the place is a city or country of the authority table."""
    return any(fold(part.strip(" )")) in _known_places() for part in re.split(r"[,(]", place))


def _place(text: str) -> str | None:
    text = text.strip(" ,;:")
    if _ONLINE.fullmatch(text):
        return text
    match = _PLACE.fullmatch(text)
    if not match or _MONTHS_OR_WORDS.search(text) or len(text) > 80:
        return None
    return text


def after(text: str, start: int, *, dated: bool = False) -> Setting:
    """Read what follows a meeting in running text: ``, Geneva, July 2091``, ``held in Bonn on 3 May 2091``.

    ``dated`` says that its dates are known otherwise: a place behind it need not be a known one.
    """
    place: str | None = None
    dates: Dates | None = None
    at = start
    if not _MAY_FOLLOW.match(text, at):
        return Setting(None, None, start)
    verb = _VERB.match(text, at)
    if verb:
        venue = _VENUE.match(text, verb.end())
        at = venue.end() if venue else verb.end()
    for _ in range(3):
        if dates is None:
            told = _DATED.match(text, at)
            if told and (found := parse_dates(told["dates"])):
                dates, at = found, told.end()
                continue
        if place is None:
            placed = _PLACED.match(text, at)
            if placed:
                named = _trim(placed["place"])
                stated = verb or dates or (dated and text[placed.start("place") - 1] == " ")
                if named and (stated or _is_stated(text, at, placed.start("place"), named)):
                    place, at = named, placed.start("place") + len(named)
                    # "in Lima, currently planned for 2092"
                    planned = None if verb or dates else _VERB.match(text, at)
                    at = planned.end() if planned and _DATED.match(text, planned.end()) else at
                    continue
        break
    return Setting(place, dates, at if (place or dates) else start, None, bool(verb))


def _is_stated(text: str, end: int, start: int, place: str) -> bool:
    """Whether a place is where a meeting was: dates follow it, or it is known and "in" stands before it."""
    dated = _DATE_BEHIND.match(text, start + len(place)) is not None
    return dated or (text[end:start].strip(" ,").startswith(_WITHIN_A_PLACE) and is_known(place))


def _trim(place: str) -> str | None:
    """Cut a place at a month that was taken for a word of it, and at an article that no country has."""
    month = _MONTHS_OR_WORDS.search(place)
    cut = place[: month.start()] if month else place
    for article in _ARTICLE.finditer(cut):
        if fold(cut[article.end() :]).startswith(_countries_with_article()):
            continue
        cut = cut[: article.start()]
        break
    cut = cut.rstrip(" ,;:(.")
    if cut.count("(") > cut.count(")"):
        cut = cut[: cut.rindex("(")].rstrip()
    return cut or None


def line(text: str) -> Setting | None:
    """Read a line that is nothing but a place, with its country or with dates; else None.

    ``Manila, Philippines, 23 - 28 October 2097``; ``Manila, Philippines``.
    """
    if len(text) > _LONGEST_LINE:
        return None
    if not _YEAR.search(text):
        place = _place(text) if _CITY_AND_COUNTRY.search(text) else None
        return Setting(place, None, 0) if place and is_known(place) else None
    setting = _parts(text.strip())
    return setting if setting and setting.dates and setting.code is None else None
