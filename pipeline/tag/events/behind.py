"""Place and dates that are stated behind an event, in the same sentence, or as the day of a meeting it was held at."""

from __future__ import annotations

from dataclasses import replace

from pipeline.tag.dates import Dates, parse_dates
from pipeline.tag.events.ground import FORMS, PAUSE, Ground
from pipeline.tag.places import SETTING_FORMS, Setting, after, in_brackets, is_known

_SETTING = FORMS.regex("setting")
_TOLD_OTHERWISE = FORMS.regex("told_otherwise")
_CLAUSE_OF_ANOTHER = FORMS.regex("clause_of_another")
_BUILDING = SETTING_FORMS.regex("building")
_LONGEST_JOINT = 40


def stated_behind(
    ground: Ground, noun_end: int, limit: int, dates: Dates | None, *, placed: bool
) -> tuple[int, Setting] | None:
    """Return where place and dates begin that are stated behind a noun, and these; None where none are.

    ``dates`` are those that stand before it; with these, or where it may be ``placed`` only, a place is enough.
    """
    text, told_from = ground.text, noun_end
    undated: tuple[int, Setting] | None = None
    for opening in _SETTING.finditer(text, noun_end, limit):
        at = opening.start()
        if _TOLD_OTHERWISE.search(text, told_from, at):
            break
        if _is_of_another(ground, noun_end, at, opening.end()):
            break
        if ground.end_of_organisation(at):
            continue  # "Task Force on Illicit Trade in Reeds"
        if within := ground.taken_at(at):
            if ground.has_year(*within):
                break  # place and dates are those of a numbered meeting
            continue  # its code: "workshop to prepare the 91st meeting (SC91) in Lima"
        near = dates is not None and not PAUSE.search(text, noun_end, at)
        near = near and not any(s < at < e for s, e, _ in ground.passage.treaties)
        setting = _setting_at(ground, at, near=near)
        if ground.is_taken(at, setting.end) or _has_a_code(ground, setting.end):
            break
        if not (setting.dates or dates or undated) and (days := days_told(text, at, setting)):
            undated = at, days
        elif setting.dates or (
            not undated and setting.place and (dates or (placed and not _BUILDING.match(setting.place)))
        ):
            return at, _with_more_dates(text, setting if setting.dates else replace(setting, dates=dates))
        told_from = opening.end()  # "consultations were held with herons in Lima"
    return undated


def _is_of_another(ground: Ground, noun_end: int, at: int, end: int) -> bool:
    """Say whether a clause is of another noun: ``besides the workshop on herons, further meetings are planned in``."""
    comma = ground.text.rfind(", ", noun_end, at) if ground.text[end - 1 : end].isalpha() else -1
    return comma >= 0 and _CLAUSE_OF_ANOTHER.fullmatch(ground.text, comma, at) is not None


def _setting_at(ground: Ground, at: int, *, near: bool) -> Setting:
    """Read place and dates at an offset, in brackets or in running text; what is no place there is none of them."""
    text = ground.text
    bracket = in_brackets(text, at)
    setting = bracket or after(text, at, dated=near)
    if bracket and bracket.place and not bracket.dates:  # "(Lima), May 2095"
        behind = after(text, bracket.end)
        setting = replace(bracket, dates=behind.dates, end=behind.end) if behind.dates else bracket
    place = setting.place
    if place and not is_known(place) and ground.is_organisation(text.find(place, at)):
        return replace(setting, place=None)  # "in May 2095, FAO"
    return setting


def days_told(text: str, at: int, setting: Setting) -> Setting | None:
    """Return place and days of which no year is told, as printed: ``on 2-4 December in Lima``; else None.

    ``setting`` is what is stated at the offset, which may be no more than a place.
    """
    if both := FORMS["place_and_days"].regex.match(text, at):
        return Setting(both["place"], None, both.end(), days=both["days"])
    days = FORMS["days"].regex.match(text, setting.end if setting.place else at)
    if days is None:
        return None
    told = setting if setting.place else after(text, days.end(), dated=True)
    return replace(told, end=max(told.end, days.end()), days=days["days"])


def _has_a_code(ground: Ground, end: int) -> bool:
    """Say whether a bracket behind place and dates holds the code of a meeting: ``in Lima in 2095 (SC91)``."""
    return ground.text.startswith(" (", end) and ground.is_taken(end + 2, end + 3)


def day_of_a_meeting(ground: Ground, noun_end: int, limit: int) -> Setting | None:
    """Return the one day of a numbered meeting on which an event was: ``at CoP97 (Lima, 3 May 2095)``."""
    text = ground.text
    for start, end in ground.taken:
        if not (noun_end < start < limit and ground.has_year(start, end)):
            continue
        if not FORMS["during"].regex.search(text, max(noun_end, start - _LONGEST_JOINT), start):
            continue
        for opening in _SETTING.finditer(text, start, end):
            setting = in_brackets(text, opening.start()) or after(text, opening.start())
            if setting.dates and setting.dates.start == setting.dates.end:
                return setting
    return None


def held_by_a_meeting(ground: Ground, noun_end: int, limit: int) -> tuple[int, Setting] | None:
    """Return where it begins to be told by which numbered meeting an event was held, and this as it is printed.

    ``held immediately before COP97 in Lima``: its place is the meeting's where that is told in the same breath, not in
    brackets, as what is known of the meeting.
    """
    text = ground.text
    for start, end in ground.taken:
        told = FORMS["held_by"].regex.search(text, noun_end, start) if noun_end < start < limit else None
        if told and not _TOLD_OTHERWISE.search(text, noun_end, told.start()):
            opening = _SETTING.search(text, start, end)
            place = after(text, opening.start()).place if opening and not in_brackets(text, opening.start()) else None
            named = opening.start() if opening else end
            return told.start(), Setting(place, None, told.start(), days=text[told.start("when") : named])
    return None


def told_next(ground: Ground, sentence_end: int) -> Setting | None:
    """Return place and dates that the next sentence tells where it goes on about an event: ``It was hosted ...``."""
    goes_on = FORMS["goes_on"].regex.match(ground.text, sentence_end)
    if goes_on:
        end = ground.passage.sentence(goes_on.start())[1]
        for opening in FORMS["told"].regex.finditer(ground.text, goes_on.end(), end):
            setting = after(ground.text, opening.start(), dated=True)
            setting = setting if setting.dates else days_told(ground.text, opening.start(), setting) or setting
            if (setting.dates or setting.days) and not ground.is_taken(goes_on.start(), setting.end):
                return setting
    return None


def _with_more_dates(text: str, setting: Setting) -> Setting:
    """Add dates that follow in a list: ``in 2091, 2092 and 2093``; not those of another place."""
    if setting.place and FORMS["elsewhere"].regex.match(text, setting.end):
        return setting
    more = FORMS["more_dates"].regex.match(text, setting.end) if setting.dates else None
    last = parse_dates(more["last"]) if more else None
    if more is None or last is None or setting.dates is None or last.start < setting.dates.start:
        return setting
    printed = setting.dates.printed + more[0]
    return replace(setting, dates=Dates(setting.dates.start, last.end, printed), end=more.end())
