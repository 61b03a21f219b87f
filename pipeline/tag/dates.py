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
from itertools import chain

from pipeline.tag.grammar import load_forms
from pipeline.tag.grammar_files import read_grammar
from pipeline.tag.patterns import any_of
from pipeline.tag.shadow import fold

_DATA = read_grammar("dates.yml")
_LISTS = {"before_word": "before", "within_word": "within", "ordinal": "ordinals"}
_MONTH_NUMBERS: dict[str, int] = {
    **{name: number for names in _DATA["months"].values() for number, name in enumerate(names, start=1)},
    **_DATA["other_months"],
}
_MONTH_NUMBERS |= {fold(name): number for name, number in _MONTH_NUMBERS.items()}
MONTH = any_of(_MONTH_NUMBERS)
"""The name of a month in lower case, in any of the three languages; no groups."""
MONTH_EN = any_of(_DATA["months"]["en"])
"""The whole name of a month in English, in lower case; no groups."""
WEEKDAY = any_of(name for names in _DATA["weekdays"].values() for name in names)
"""The name of a day of the week, likewise."""
_BEFORE: dict[str, list[str]] = {name: list(_DATA[key]) for name, key in _LISTS.items()}
"""What a date may begin with besides a figure or a month, by the name of its part in the forms."""
DATE_FORMS = load_forms(
    "dates.yml", {"month": MONTH, "weekday": WEEKDAY, **{name: any_of(words) for name, words in _BEFORE.items()}}
)
"""The forms of `dates.yml`, by name, in the order in which they are tried."""
_KEPT = 4096
"""How many expressions are kept with the dates that they are: documents state the same ones over and over."""
_FIRST = rf"(?=\d|{any_of(word[:3] for word in chain(_MONTH_NUMBERS, *_BEFORE.values()))})"
"""How a date begins: as a figure, a month, or a word of those before it; asked first, because it is fast to ask."""
DATE = re.compile(
    f"{_FIRST}(?:{'|'.join(re.sub(r'[?]P<[a-z0-9]+>', '?:', form.regex.pattern) for form in DATE_FORMS.values())})",
    re.IGNORECASE,
)
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
    months: int = _DATA["lengths"][noun]
    last: int = months * min(_DATA["ordinals"][ordinal] or 12, 12 // months)
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
