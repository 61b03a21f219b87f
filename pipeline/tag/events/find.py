"""Finding events in a passage: each noun of an event, with the place and dates that stand behind or before it.

They stand behind the name (``workshop on herons (Lima, May 2095)``), in it (``the May 2095 workshop``), at the head of
its sentence or line (``May 2095: participation in the workshop``), or on the line below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from pipeline.tag.events.before import dates_before, days_opening, may_be_dated_before, stated_before
from pipeline.tag.events.behind import day_of_a_meeting, held_by_a_meeting, stated_behind, told_next
from pipeline.tag.events.bodies_met import body_met
from pipeline.tag.events.ground import FORMS, PAUSE, EventMention, Ground, event_grammar
from pipeline.tag.events.names import OF_ONE_KNOWN, beginning, called_before, name_end, one_of, tidy, town_of
from pipeline.tag.events.series import further
from pipeline.tag.passage import Passage
from pipeline.tag.places import Setting, line

_VERBS = ("met", "happened")
"""The forms of verbs: that a body met, or that something was held."""
_SIDE_EVENT = "side_event"
_OCCASION = "occasion"
"""The form of what is an event only where its place and days are told."""
_NEED_DATES = ("gathering", _OCCASION)
_DATED = (*_NEED_DATES, *_VERBS)
"""The forms that need dates."""
_MONTH = timedelta(days=31)
_LONGEST_TITLE = 240
"""The name of an event on a line of its own is no longer."""
_ENDS_A_SENTENCE = (".", ":", ";", ",")
_Nouns = Sequence[tuple[str, re.Match[str]]]


def find_events(
    passage: Passage, meetings: Iterable[tuple[int, int]] = (), year: str | None = None, below: str | None = None
) -> list[EventMention]:
    """Return the events of a passage, in order.

    ``meetings`` are the stretches of numbered meetings, which are none; ``year`` is the one that heads the lines
    among which the passage stands, where it does. ``below`` are the next two lines, of which the first or both may
    be the place and dates of one that is named by itself on a line.
    """
    nouns = event_grammar().find(passage)
    if not nouns:
        return []
    ground = Ground(passage, meetings, year)
    events = _in_text(ground, nouns) or _set_below(ground, nouns, below)
    return [event if (kind := one_of(event.kind)) == event.kind else replace(event, kind=kind) for event in events]


def _in_text(ground: Ground, nouns: _Nouns) -> list[EventMention]:
    found: list[EventMention] = []
    for kind, match in nouns:
        if (kind in _DATED and not ground.is_dated) or ground.is_taken(*match.span()):
            continue
        event = body_met(ground, match, kind) if kind in _VERBS else _event(ground, nouns, match, kind)
        if event and not (kind == _SIDE_EVENT and _is_at_one(event, found)):
            ground.taken.append((event.start, event.end))
            found += [event, *further(ground, event, match)]
    return sorted(found, key=lambda each: each.start)


def _is_at_one(event: EventMention, found: Iterable[EventMention]) -> bool:
    """Say whether a side event, of which no place or dates are told, is one at an event that was found."""
    told = event.setting.place or event.setting.dates or event.setting.days
    return not told and any(event.start < other.start < event.end for other in found)


def _event(ground: Ground, nouns: _Nouns, match: re.Match[str], kind: str) -> EventMention | None:
    """Return the event of a noun, with what is stated behind it, before it, or of the meeting during which it was."""
    text, noun, noun_end = ground.text, match.start(), match.end("noun")
    sentence_start, sentence_end = ground.passage.sentence(noun)
    dated_behind = kind not in _NEED_DATES or ground.has_year(noun_end, sentence_end)
    dated_before = may_be_dated_before(ground, noun, sentence_start)
    if not (dated_behind or dated_before or ground.has_days(noun_end, sentence_end)):
        return None
    limit, start = ground.limit(noun_end), beginning(ground, noun)
    dates = dates_before(text, start, noun) if dated_before and start < noun else None
    named = start + len(dates.printed) + 1 if dates else start
    before = None
    if dates:
        before = Setting(None, dates, named)
    elif dated_before:
        before = stated_before(ground, match, kind, start, sentence_start)
    behind = stated_behind(ground, noun_end, limit, before.dates if before else None, placed=kind == "workshop")
    if kind == _OCCASION and not _is_one_breath(ground, noun_end, behind, before):
        return None
    if behind and (dated_behind or dated_before or behind[1].place):
        return _stated(ground, nouns, match, start, named, *behind)
    stop = name_end(ground, noun_end, limit)
    again = stop == noun_end and named == noun and text[:start].endswith(OF_ONE_KNOWN)
    if again and kind == _SIDE_EVENT:
        return None
    said = named < noun or kind != "gathering" or stop > noun_end
    setting = (
        (before if said else None)
        or (day_of_a_meeting(ground, noun_end, limit) if dated_behind else None)
        or (told_next(ground, sentence_end) if named < noun else None)
    )
    if setting is None:
        held = None if again else held_by_a_meeting(ground, noun_end, limit)
        if held:
            return _stated(ground, nouns, match, start, named, *held)
        if kind != _SIDE_EVENT:
            return None
        setting = Setting(None, None, stop)
    return EventMention(start, stop, match["noun"], tidy(text[named:stop]), replace(setting, end=stop))


def _is_one_breath(ground: Ground, noun_end: int, behind: tuple[int, Setting] | None, before: Setting | None) -> bool:
    """Say whether place and dates, to the month or closer, are told of a noun with nothing in between."""
    if behind and PAUSE.search(ground.text, noun_end, behind[0]):
        return False
    setting = behind[1] if behind else before
    dates = setting.dates if setting and setting.place else None
    return dates is not None and dates.end - dates.start < _MONTH


def _stated(
    ground: Ground, nouns: _Nouns, match: re.Match[str], start: int, named: int, opening: int, setting: Setting
) -> EventMention | None:
    """Return an event whose place or dates are stated behind it, in one piece with its name.

    None where its noun is within the name of an organisation, behind which more is said than place and dates.
    """
    text, place, end = ground.text, setting.place, max(setting.end, opening)
    if ground.end_of_organisation(match.start()) not in (None, opening):
        return None
    if not place or f" at the {place}" in text[opening:end]:
        place = town_of(ground, match, text[named : match.start()].rstrip(), opening) or place
    if not (setting.dates or setting.days):
        setting = replace(setting, days=days_opening(text, ground.passage.sentence(named)[0], start))
    name = tidy(text[named:opening])
    if not text[match.end("noun") : opening].strip(" ,") and (whom := FORMS["of_whom"].regex.match(text, end)):
        end = name_end(ground, whom.end(), ground.limit(whom.end()))
        name = f"{name} {text[whom.end() : end]}"
    if name == match["noun"]:
        name = called_before(ground, nouns, match) or name
    return EventMention(start, end, match["noun"], name, replace(setting, place=place, end=end))


def _set_below(ground: Ground, nouns: _Nouns, below: str | None) -> list[EventMention]:
    """Return the event that the passage is the name of, where the line below is its place and dates."""
    text = ground.text
    if not below or ground.taken or len(text) > _LONGEST_TITLE or text[-1:] in _ENDS_A_SENTENCE:
        return []
    first, _, second = below.partition("\n")
    setting = line(first[1:-1] if first[:1] == "(" and first[-1:] == ")" else first)
    if setting is None or not setting.dates:
        setting = line(f"{first}, {second}")  # place and dates on a line each
    elif not setting.place and (there := line(second)):
        setting = replace(setting, place=there.place)
    if setting is None or not (setting.place and setting.dates):
        return []
    kind, match = nouns[0]
    start = beginning(ground, match.start())
    bare = start == match.start() and match.end("noun") == len(text) and not first.startswith("(")
    if kind in _VERBS or bare:
        return []
    return [EventMention(start, len(text), match["noun"], tidy(text[start:]), replace(setting, end=len(text)))]
