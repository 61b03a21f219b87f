"""Place and dates as stated beside a meeting or event: ``(SC91, Geneva, July 2098)``, ``in Bonn on 3 May 2091``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache

from pipeline.datafiles import read_rows
from pipeline.tag.bodies import REFERENCES, load_meetings, place_names, towns
from pipeline.tag.dates import DATE, Dates, date_words, parse_dates
from pipeline.tag.lazy import LazyForms
from pipeline.tag.shadow import fold


@cache
def _date_parts() -> dict[str, str]:
    return {"date": DATE.pattern, **date_words()}


SETTING_FORMS = LazyForms("settings.yml", _date_parts)
"""The forms of `settings.yml`, by name."""


@cache
def setting_parts() -> dict[str, str]:
    """Return parts for forms of other files: dates and their words, names, places, what tells that it was held."""
    return _date_parts() | {
        name: SETTING_FORMS[name].regex.pattern for name in ("name", "place", "held", "to_a_country")
    }


_PLACE = SETTING_FORMS.regex("place")
_HELD = SETTING_FORMS.regex("held")
_VENUE = SETTING_FORMS.regex("venue")
_ORGANISED_BY = SETTING_FORMS.regex("organised_by")
_DATED = SETTING_FORMS.regex("dated")
_DATE_BEHIND = SETTING_FORMS.regex("date_behind")
_PLACED = SETTING_FORMS.regex("placed")
_COUNTRY_FOR_SHORT = re.compile(r" \([A-Z]{2,}\)$")
"""What a country is called for short, behind its name: ``Abu Dhabi, United Arab Emirates (UAE)``."""
_MAY_FOLLOW = SETTING_FORMS.regex("may_follow")
_REGION = SETTING_FORMS.regex("region")
MONTH_IN_A_PLACE = SETTING_FORMS.regex("month_in_a_place")
"""A month that was taken for a word of a place."""
_BETWEEN_SETTINGS = re.compile(r",? (?:and|et|y) |; |(?<=\d{4}), (?=[^\W\d_])")
"""What stands between place and dates of several meetings; a comma only behind a year."""
_LONGEST_END = 12
"""How much of a text that ends with dates its year takes, with what closes it."""
_LONGEST_DATES = 80
_SHORTEST_MONTH = timedelta(days=27)
"""From first to last day; dates to the day span less."""
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
    days: str | None = None
    """Days of which no year is told (``2-4 December``), as printed."""


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
    inner = text[at + 1 : close].partition("; see ")[0].removesuffix("respectively").rstrip(" ,")
    parts = [_parts(part) for part in _BETWEEN_SETTINGS.split(inner)]
    first = parts[0]
    if len(parts) != count or not (first and first.place and first.dates):
        return []
    if not all(part and (part.dates or part.place) for part in parts):
        return []
    place, settings = None, []
    for part in filter(None, parts):
        place = part.place or place  # "(Lima, July 2094 and May 2095, respectively)"
        settings.append(Setting(place, part.dates, close + 1, part.code))
    return settings


_BRACKET = re.compile(r"[()]")


def _closing(text: str, opened: int) -> int:
    """Return where the bracket closes that is opened at an offset; -1 where it does not soon."""
    depth = 0
    for bracket in _BRACKET.finditer(text, opened, opened + 200):
        depth += 1 if bracket[0] == "(" else -1
        if depth == 0:
            return bracket.start()
    return -1


@lru_cache(maxsize=4096)
def _bracketed(inner: str) -> Setting | None:
    """Read what stands in a bracket; documents print the same ones over and over."""
    return _parts(inner)


def _parts(inner: str) -> Setting | None:
    """Read ``SC91, Geneva, July 2098`` in any part: code, place, dates; None where something else is in it."""
    rest = inner.strip().replace(";", ",")
    code = None
    first, _, others = rest.partition(",")
    first_code = SETTING_FORMS["code"].regex.match(first.strip())
    if first_code and not is_known(first):
        code, rest = first_code["code"], others.strip()
    dates = None
    dated = None
    if _YEAR_LAST.search(rest, max(0, len(rest) - _LONGEST_END)):
        dated = SETTING_FORMS["dates_last"].regex.search(rest, max(0, len(rest) - _LONGEST_DATES))
    if dated:
        dates = parse_dates(dated["dates"])
        rest = rest[: dated.start()].rstrip(" ,;:-")
        rest = SETTING_FORMS["before_dates"].regex.sub("", rest)
    else:
        leading = SETTING_FORMS["dates_first"].regex.match(rest)
        if leading:
            dates = parse_dates(leading["dates"])
            rest = rest[leading.end() :]
    place = _place(rest)
    if rest and place is None:
        return None
    if not (code or place or dates):
        return None
    numbered = code is not None and code[-1].isdigit()
    if place and not dates and not numbered and not is_known(place):
        return None
    return Setting(_in_town(place), dates, 0, code)


@lru_cache(maxsize=1)
def _known_places() -> frozenset[str]:
    met = {meeting.country for meeting in load_meetings().values() if meeting.country}
    return towns().union((name for country in met for name in place_names(country)), _countries())


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    """Return the folded names of countries in three languages (`countries.csv`)."""
    rows = read_rows(REFERENCES / "countries.csv", ("country", "other_names"), ("country",))
    return frozenset(fold(name) for row in rows for name in (row["country"], *row["other_names"].split("|")) if name)


def is_country(name: str) -> bool:
    """Tell whether a name is that of a country."""
    return fold(name) in _countries()


_ARTICLE = re.compile(r", the ")
_JOINT_LEFT = re.compile(r" (?:and|et|y|en|in|de)$")
"""What joined a date to a place: ``in Lima and May 2095``, ``à Lima en Mai 2095``."""
_INITIALS = re.compile(r"[A-Z]\.[A-Z]\.$")
"""How a place ends whose last point is its own ("Washington, D.C.")."""


@lru_cache(maxsize=1)
def _countries_with_article() -> tuple[str, ...]:
    """Return how the names of countries begin that have an article (`countries_with_article.csv`), folded."""
    rows = read_rows(REFERENCES / "countries_with_article.csv", ("begins", "example"), ("begins",))
    return tuple(fold(row["begins"]) for row in rows)


def is_known(place: str) -> bool:
    """Tell whether a part of the place is a country, or a town of `places.csv` or of the authority table."""
    return any(fold(part.strip(" )")) in _known_places() for part in re.split(r"[,(]", place))


def _place(text: str) -> str | None:
    text = text.strip(" ,;:")
    if SETTING_FORMS["online"].regex.fullmatch(text):
        return text
    match = _PLACE.fullmatch(text)
    if not match or MONTH_IN_A_PLACE.search(text) or len(text) > 80:
        return None
    return text


def after(text: str, start: int, *, dated: bool = False) -> Setting:
    """Read what follows a meeting in running text: ``, Geneva, July 2091``, ``held in Bonn on 3 May 2091``.

    ``dated`` says that its dates are known otherwise: a place behind it need not be a known one.
    """
    dates: Dates | None = None
    at = start
    if not _MAY_FOLLOW.match(text, at):
        return Setting(None, None, start)
    verb = _HELD.match(text, at)
    at = verb.end() if verb else at
    place = verb["online"] if verb else None
    venue = _VENUE.match(text, at)
    at = venue.end() if venue else at
    planned: re.Match[str] | None = None
    for _ in range(4):
        if dates is None:
            told = _DATED.match(text, at)
            if told and (found := parse_dates(told["dates"])):
                dates, at = found, told.end()
                if planned and (nearer := _PLACED.match(text, at)) and nearer["place"] and is_known(nearer["place"]):
                    place = None  # "a workshop on herons in Arcadia was held on 3 May 2095 in Lima"
                continue
        if place is None:
            building = _VENUE.match(text, at) if dates else None
            at = building.end() if building else at
            placed = _PLACED.match(text, at)
            if placed and placed["online"]:
                if not (verb or dates):
                    break
                place, at = placed["online"], placed.end()
                continue
            if placed:
                named = _trim(placed["place"])
                short = _COUNTRY_FOR_SHORT.search(named) if named and "," in named else None
                if named and not (verb or is_known(named)) and _REGION.match(named):
                    break  # "herons in the North Atlantic"
                stated = verb or dates or (dated and text[placed.start("place") - 1] == " ")
                if named and (stated or _is_stated(text, placed, named)):
                    place, at = named[: short.start()] if short else named, placed.start("place") + len(named)
                    by = None if dates else _ORGANISED_BY.match(text, at)
                    at = by.end() if by else at
                    # "in Lima, currently planned for 2092"
                    planned = None if verb or dates else _HELD.match(text, at)
                    at = planned.end() if planned and _DATED.match(text, planned.end()) else at
                    continue
        break
    return Setting(_in_town(place), dates, at if (place or dates) else start, None, bool(verb))


def _is_stated(text: str, placed: re.Match[str], place: str) -> bool:
    """Whether a place is where a meeting was: dates follow it, or it is known and "in" stands before it."""
    dated = _DATE_BEHIND.match(text, placed.start("place") + len(place)) is not None
    return dated or (placed["within"] is not None and is_known(place))


def _trim(place: str) -> str | None:
    """Cut a place at a month that was taken for a word of it, and at an article that no country has.

    None for what is none: a meeting's code ("AC91, Lima"), what something else is of.
    """
    if any(map(str.isdigit, place.partition(",")[0])):
        return None
    month = MONTH_IN_A_PLACE.search(place)
    cut = place[: month.start()] if month else place
    for article in _ARTICLE.finditer(cut):
        if fold(cut[article.end() :]).startswith(_countries_with_article()):
            continue
        cut = cut[: article.start()]
        break
    whole = cut.rstrip(" ,;:(")
    cut = whole if _INITIALS.search(whole) else _JOINT_LEFT.sub("", whole.rstrip(" ,;:(."))
    if cut.count("(") > cut.count(")"):
        cut = cut[: cut.rindex("(")].rstrip()
    return cut if cut and not cut.endswith("'s") else None  # "at the Secretariat's premises"


def _in_town(place: str | None) -> str | None:
    """Return a place without the building or the seat before it (``Heron House, Lima``)."""
    building = SETTING_FORMS["building_first"].regex.match(place) if place and "," in place else None
    return place[building.end() :] if place and building else place


def line(text: str) -> Setting | None:
    """Read a line that is nothing but a place, with its country or with dates; else None.

    ``Manila, Philippines, 23 - 28 October 2097``; ``Manila, Philippines``. Before no more than a month or year, only a
    known place is one: ``Before 2097`` and ``Completed, May 2097`` are cells of other columns.
    """
    if len(text) > _LONGEST_LINE:
        return None
    if not _YEAR.search(text):
        text = _in_town(text) or text
        place = _place(text) if _CITY_AND_COUNTRY.search(text) else None
        return Setting(place, None, 0) if place and is_known(place) else None
    setting = _parts(text.strip())
    if setting is None or setting.dates is None or setting.code is not None:
        return None
    to_the_day = setting.dates.end - setting.dates.start < _SHORTEST_MONTH
    return setting if to_the_day or setting.place is None or is_known(setting.place) else None
