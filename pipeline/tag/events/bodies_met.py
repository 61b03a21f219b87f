"""Meetings of which a verb tells: that a body met (``The Heron Group met in Lima``), that something took place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from pipeline.tag.bodies import load_bodies
from pipeline.tag.dates import Dates, parse_dates
from pipeline.tag.events.behind import days_told
from pipeline.tag.events.ground import FORMS, EventMention, Ground
from pipeline.tag.meetings.settings import OPENING, label_of_line, start_of_line
from pipeline.tag.numerals import LANGUAGES
from pipeline.tag.places import after
from pipeline.tag.shadow import fold

_MANY_DAYS = timedelta(days=22)
_LONGEST_SUBJECT = 200
_LONGEST_ACRONYM = 12
"""A treaty's acronym before the name of its committee is no longer."""


def body_met(ground: Ground, match: re.Match[str], kind: str) -> EventMention | None:
    """Return the meeting of a body that met: ``The Heron Group met in Lima on 3 May 2095``; None where it is none.

    What "took place" may be anything (a seizure, a count): only where it took several days it is an event.
    """
    text, noun_end = ground.text, match.end("noun")
    begin = _clause(ground, match.start())
    lead = OPENING.match(text, begin, match.start())
    line = start_of_line(ground.passage, begin)
    labelled = lead is None and text.find(": ", line, match.start()) >= 0
    label = label_of_line(text, line, match.start()) if labelled else None
    told = parse_dates(lead["dates"]) if lead else label.dates if label else None
    start = label.end if label else begin
    if lead:
        start = lead.end() + (len(", ") if text.startswith(", ", lead.end()) else len(" "))
    article = FORMS["article"].regex.match(text, start)
    start = article.end() if article else start
    online = FORMS["met_online"].regex.match(text, noun_end)
    setting = after(text, online.end() if online else noun_end, dated=told is not None)
    setting = replace(setting, place=setting.place or online["place"]) if online else setting
    dates = setting.dates or told
    subject = FORMS["aside"].regex.sub("", text[start : match.start()].strip(" ,"))
    if dates is None and kind == "met" and (days := days_told(text, noun_end, setting)):
        setting = days
    if not (setting.place and (dates or setting.days) and subject):
        return None
    if kind == "happened" and not (dates and _takes_days(dates)):
        return None
    if ground.text.startswith(" (", setting.end) and ground.is_taken(setting.end + 2, setting.end + 3):
        return None
    if ground.is_taken(begin, start + len(subject)) or ground.is_taken(match.start(), setting.end):
        return None
    if FORMS["anybody"].regex.match(subject) or _is_of_a_treaty(subject) or len(subject) > _LONGEST_SUBJECT:
        return None
    noun = "meeting" if kind == "met" else "event"
    return EventMention(start, setting.end, noun, subject, replace(setting, dates=dates))


def _clause(ground: Ground, offset: int) -> int:
    """Return where the clause begins that holds an offset: its sentence, or what goes on behind another event."""
    begin = ground.passage.sentence(offset)[0]
    told = max([end for _, end in ground.taken if begin < end <= offset], default=begin)
    joint = FORMS["next_clause"].regex.match(ground.text, told) if told > begin else None
    return joint.end() if joint else begin


def _takes_days(dates: Dates) -> bool:
    """Say whether dates are several days, no month."""
    return timedelta() < dates.end - dates.start < _MANY_DAYS


@lru_cache(maxsize=1024)
def _is_of_a_treaty(name: str) -> bool:
    """Say whether a body's name is that of a kind of treaty bodies, whose meetings have numbers."""
    folded = fold(name)
    kinds = (kind for language in LANGUAGES for kind in load_bodies().kind_names(language))
    return any(0 <= folded.find(kind) <= _LONGEST_ACRONYM for kind in kinds)
