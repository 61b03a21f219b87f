"""Dates as meetings state them: a day, days, months, years; each as its first and last day.

`Dates.start` and `Dates.end` are the first and last day that the words allow: ``July 2008`` is 1 to 31 July, ``2004``
the whole year. Nothing is made more precise than printed; `Dates.printed` keeps the words.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import chain

from pipeline.tag.grammar_files import DatesRecord, read_grammar
from pipeline.tag.lazy import LazyForms, LazyPattern
from pipeline.tag.patterns import any_of
from pipeline.tag.shadow import fold

_KEPT = 4096
"""How many expressions are kept with the dates that they are: documents state the same ones over and over."""


@cache
def _words() -> DatesRecord:
    data: DatesRecord = read_grammar("dates.yml")
    return data


@cache
def _month_numbers() -> dict[str, int]:
    """Return the numbers of months by their names in lower case and folded, in all languages."""
    months = _words()["months"]
    names = (months["en"], months["fr"], months["es"])
    numbers = {name: number for each in names for number, name in enumerate(each, start=1)} | _words()["other_months"]
    return numbers | {fold(name): number for name, number in numbers.items()}


@cache
def date_words() -> dict[str, str]:
    """Return patterns, in lower case, without groups, in any language: ``month``, ``full_month`` (none for short)."""
    days, months = _words()["weekdays"], _words()["months"]
    return {
        "month": any_of(_month_numbers()),
        "full_month": any_of([*months["en"], *months["fr"], *months["es"]]),
        "weekday": any_of([*days["en"], *days["fr"], *days["es"]]),
    }


def _before() -> dict[str, list[str]]:
    """Return what a date may begin with besides a figure or a month, by the name of its part in the forms."""
    words = _words()
    return {"before_word": words["before"], "within_word": words["within"], "ordinal": list(words["ordinals"])}


def _parts() -> dict[str, str]:
    return {**date_words(), **{name: any_of(words) for name, words in _before().items()}}


DATE_FORMS = LazyForms("dates.yml", _parts)
"""The forms of `dates.yml`, by name, in the order in which they are tried."""


def _date() -> re.Pattern[str]:
    begins = any_of(word[:3] for word in chain(_month_numbers(), *_before().values()))
    forms = "|".join(re.sub(r"[?]P<[a-z0-9]+>", "?:", form.regex.pattern) for form in DATE_FORMS.values())
    # How a date begins, as a figure, a month or a word of those before it, is asked first: it is fast to ask.
    return re.compile(rf"(?=\d|{begins})(?:{forms})", re.IGNORECASE)


DATE = LazyPattern(_date)
"""A date of any form, without groups, wherever `re.Pattern.search` or ``match`` is asked for one."""


@dataclass(frozen=True, slots=True)
class Dates:
    """First and last day that a date expression allows, and the expression as printed."""

    start: date
    end: date
    printed: str


@lru_cache(maxsize=_KEPT)
def parse_dates(text: str) -> Dates | None:
    """Return the dates that the whole text states, or None where it is no date (or an impossible one)."""
    for form in DATE_FORMS.values():
        match = form.regex.fullmatch(text.strip())
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


def _months_of(part: str) -> tuple[int, int]:
    """Return the first and last month of a part of a year ("second half of"); the last is the last of its kind."""
    ordinal, noun = fold(part).split()[:2]
    months: int = _words()["lengths"][noun]
    last: int = months * min(_words()["ordinals"][ordinal] or 12, 12 // months)
    return last - months + 1, last


def _month(text: str) -> int:
    return _month_numbers()[fold(text).rstrip(".")]


def _dates(match: re.Match[str]) -> Dates | None:
    part = dict.fromkeys(("d1", "d2", "m1", "m2", "y1", "y2", "part")) | match.groupdict()
    year_end = int(part["y2"] or 0)
    month_end = _month(part["m2"]) if part["m2"] else (_month(part["m1"]) if part["m1"] else None)
    month_start = _month(part["m1"]) if part["m1"] else month_end
    over_new_year = bool(month_start and month_end and month_start > month_end)
    year_start = int(part["y1"] or year_end - over_new_year)  # "30 December to 4 January 2096"
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
