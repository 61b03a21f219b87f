"""Further events that are told of in one breath with one: ``workshops in Lima (May 2095) and in Bonn (June 2095)``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.tag.dates import parse_dates
from pipeline.tag.events.ground import FARTHEST, FORMS, EventMention, Ground
from pipeline.tag.places import MONTH_IN_A_PLACE, Setting, after, in_brackets


def further(ground: Ground, event: EventMention, match: re.Match[str]) -> Iterator[EventMention]:
    """Yield the events that go on behind one, whose noun ``match`` is; they are taken as they are found."""
    head, at = ground.text[event.start : match.end("noun")], event.end
    while found := (
        _elsewhere(ground, event, at) or _of_another(ground, match["noun"], head, at) or _next(ground, event, at)
    ):
        yield found
        ground.taken.append((found.start, found.end))
        at = found.end


def _of_another(ground: Ground, noun: str, head: str, at: int) -> EventMention | None:
    """Return the event of another: ``meetings of the one (Lima, 2095) and of the other (Bonn, 2096)``."""
    text = ground.text
    joint = FORMS["and_of"].regex.match(text, at)
    several = text[at - 1 : at] == ")" and noun.endswith("s")
    if named := FORMS["of_another_kind"].regex.match(text, at) if several and not joint else None:
        setting = in_brackets(text, named.end())
        if setting is None or not (setting.place and setting.dates) or ground.is_taken(named.start(), setting.end):
            return None
        return EventMention(named.start("whom"), setting.end, noun, f"{head} {named['whom']}", setting)
    bracket = text.find(" (", joint.end(), joint.end() + FARTHEST) if joint else -1
    setting = in_brackets(text, bracket) if bracket >= 0 else None
    if setting and setting.code and not setting.dates:  # its acronym
        setting = in_brackets(text, setting.end)
    if joint is None or setting is None or not setting.dates or ground.is_taken(joint.end(), setting.end):
        return None
    return EventMention(joint.end(), setting.end, noun, f"{head} {text[joint.end() : bracket]}", setting)


def _elsewhere(ground: Ground, event: EventMention, at: int) -> EventMention | None:
    """Return the event at another place: ``in Lima in May 2095 and in Bonn in June 2095``."""
    match = FORMS["elsewhere"].regex.match(ground.text, at) if event.setting.place and event.setting.dates else None
    dates = parse_dates(match["bracketed"] or match["dates"] or match["told"] or match["first"]) if match else None
    place = match["place"] or match["listed"] or match["behind"] if match else None
    if match is None or dates is None or ground.is_taken(*match.span()) or MONTH_IN_A_PLACE.search(place or ""):
        return None
    setting = Setting(place, dates, match.end())
    start = match.start(next(group for group in ("setting", "listed", "first") if match[group]))
    return replace(event, start=start, end=match.end(), setting=setting)


def _next(ground: Ground, event: EventMention, at: int) -> EventMention | None:
    """Return the next of several: ``The first workshop was held in Lima in 2095; the second took place in ...``."""
    match = FORMS["the_next"].regex.match(ground.text, at)
    setting = after(ground.text, match.end()) if match else None
    if match is None or setting is None or not setting.dates or ground.is_taken(match.end(), setting.end):
        return None
    return replace(event, start=match.end() - len(match[0].lstrip(" ;,.")), end=setting.end, setting=setting)
