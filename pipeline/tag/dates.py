"""Dates as meetings state them: a day, days, months, years; each as its first and last day.

`Dates.start` and `Dates.end` are the first and last day that the words allow: ``July 2008`` is 1 to 31 July, ``2004``
the whole year. Nothing is made more precise than printed; `Dates.printed` keeps the words.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.tag.shadow import fold

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_SHORT = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
    "setiembre": 9,
    "fevrier": 2,
    "aout": 8,
    "decembre": 12,
}
_MONTH_NUMBERS = {
    name: number for names in _MONTHS.values() for number, name in enumerate(names.split(), start=1)
} | _SHORT


def _accented(month: str) -> str:
    """Return a pattern for a French month with or without its accent."""
    return month.replace("fevrier", "f[eé]vrier").replace("aout", "ao[uû]t").replace("decembre", "d[eé]cembre")


MONTH = "(?:" + "|".join(map(_accented, sorted(_MONTH_NUMBERS, key=lambda name: (-len(name), name)))) + ")"
"""The name of a month in lower case, in any of the three languages; no groups."""
_MONTH = rf"{MONTH}\b\.?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er)?(?!\d)"
_YEAR = r"(?:19|20|21)\d\d(?!\d)"
_TO = r" ?(?:[-\u2010-\u2015]{1,3}|to|and|au|et|al|a|y|/|&) ?"
_OF = r"(?: de| del|,)? "
_WITHIN = r"(?:(?:late|early|mid|end of|fin|debut|finales de|principios de)[ -])?"

# Longest first: each is tried at one place of the text.
_BEHIND_REVISION = r"(?<!\brev\. )(?<!\brev\.)"
_LAST_DAY = rf"(?P<d2>{_DAY}){_OF}(?P<m2>{_MONTH}){_OF}(?P<y2>{_YEAR})"
_PART_OF_A_YEAR = (
    r"(?P<part>(?:first|second|third|fourth|last) (?:quarter|half) of(?: the year)?"
    r"|(?:premier|deuxi[eè]me|second|troisi[eè]me|quatri[eè]me|dernier) (?:trimestre|semestre)(?: de)?"
    r"|(?:primer|segundo|tercer|cuarto|[uú]ltimo) (?:trimestre|semestre) del?)"
)
_FORMS = [
    rf"(?:du |del |from |entre )?(?P<d1>{_DAY})(?:{_OF}|, )?(?P<m1>{_MONTH})"
    rf"(?:{_OF}(?P<y1>{_YEAR})|(?:[,;] ?\d{{1,2}}(?!\d))+)?{_TO}{_LAST_DAY}",
    rf"{_BEHIND_REVISION}(?:du |del |from )?(?P<d1>{_DAY})"
    rf"(?:(?:,|[-\u2010-\u2015]| &| and| et| y) ?\d{{1,2}})*{_TO}{_LAST_DAY}",
    # Converters lose the dash between days ("Lagos (Nigeria), 7 11 July 2094"): read only behind a place.
    rf"(?:(?<=[,)] )|\A)(?P<d1>{_DAY}) {_LAST_DAY}",
    rf"(?:(?<=[,)] )|\A)(?P<d1>{_DAY}){_OF}(?P<m1>{_MONTH}) {_LAST_DAY}",
    _LAST_DAY,
    rf"(?P<m1>{_MONTH}) (?P<d1>{_DAY}){_TO}(?:(?P<m2>{_MONTH}) )?(?P<d2>{_DAY}),? (?P<y2>{_YEAR})",
    rf"(?P<m2>{_MONTH}) (?P<d2>{_DAY}),? (?P<y2>{_YEAR})",
    rf"{_WITHIN}(?P<m1>{_MONTH})(?:{_OF}(?P<y1>{_YEAR}))?{_TO}(?P<m2>{_MONTH}){_OF}(?P<y2>{_YEAR})",
    rf"{_WITHIN}(?P<m2>{_MONTH}){_OF}(?P<y2>{_YEAR})",
    rf"{_PART_OF_A_YEAR} (?P<y2>{_YEAR})",
    rf"(?P<y1>{_YEAR})(?:/|[-\u2010-\u2015])(?P<y2>{_YEAR})",
    rf"(?P<d2>{_DAY})(?P<m2>{MONTH})(?P<y2>{_YEAR})",  # spaces lost: 8November2093
    rf"(?P<y2>{_YEAR})(?![/.]\d)",
]
_KEPT = 4096
"""How many expressions are kept with the dates that they are: documents state the same ones over and over."""
_FIRST = r"(?=[\dacdefjlmnopqstuú])"
"""What a date begins with: a figure, a month, or a word of those before it; asked first, because it is fast to ask."""
DATE = re.compile(
    f"{_FIRST}(?:{'|'.join(re.sub(r'[?]P<[a-z0-9]+>', '?:', form) for form in _FORMS)})",
    re.IGNORECASE,
)
"""A date of any form, without groups, wherever `re.Pattern.search` or ``match`` is asked for one."""
_PARSERS = [re.compile(form, re.IGNORECASE) for form in _FORMS]


@dataclass(frozen=True, slots=True)
class Dates:
    """First and last day that a date expression allows, and the expression as printed."""

    start: date
    end: date
    printed: str


@lru_cache(maxsize=_KEPT)
def parse_dates(text: str) -> Dates | None:
    """Return the dates that the whole text states, or None where it is no date (or an impossible one)."""
    for parser in _PARSERS:
        match = parser.fullmatch(text.strip())
        if match:
            return _dates(match)
    return None


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, Dates]]:
    """Return every date between two offsets of the text, with its offsets."""
    found = []
    for match in DATE.finditer(text, start, len(text) if end is None else end):
        dates = parse_dates(match[0])
        if dates:
            found.append((match.start(), match.end(), dates))
    return found


_COUNTED = {
    **dict.fromkeys(("first", "premier", "primer"), 1),
    **dict.fromkeys(("second", "deuxieme", "segundo"), 2),
    **dict.fromkeys(("third", "troisieme", "tercer"), 3),
    **dict.fromkeys(("fourth", "quatrieme", "cuarto"), 4),
}


def _months_of(part: str) -> tuple[int, int]:
    """Return the first and last month of a part of a year ("second half of"); the last is the last of its kind."""
    ordinal, noun = fold(part).split()[:2]
    months = 3 if noun in ("quarter", "trimestre") else 6
    last = months * min(_COUNTED.get(ordinal, 12), 12 // months)
    return last - months + 1, last


def _month(text: str) -> int:
    return _MONTH_NUMBERS[fold(text).rstrip(".")]


def _dates(match: re.Match[str]) -> Dates | None:
    part = dict.fromkeys(("d1", "d2", "m1", "m2", "y1", "y2", "part")) | match.groupdict()
    year_end = int(part["y2"] or 0)
    year_start = int(part["y1"] or year_end)
    month_end = _month(part["m2"]) if part["m2"] else (_month(part["m1"]) if part["m1"] else None)
    month_start = _month(part["m1"]) if part["m1"] else month_end
    if part["part"]:
        month_start, month_end = _months_of(part["part"])
    day_end = int(re.sub(r"\D", "", part["d2"])) if part["d2"] else None
    day_start = int(re.sub(r"\D", "", part["d1"])) if part["d1"] else day_end
    try:
        start = date(year_start, month_start or 1, day_start or 1)
        last_month = month_end or 12
        end = date(year_end, last_month, day_end or calendar.monthrange(year_end, last_month)[1])
    except ValueError:
        return None
    return Dates(start, end, match[0]) if start <= end else None
