"""Dates that stand before an event: those with which its name, its sentence or its line begins."""

from __future__ import annotations

import re

from pipeline.tag.dates import DATE, Dates, parse_dates
from pipeline.tag.events.ground import FORMS, Ground
from pipeline.tag.meetings.settings import OPENING, label_of_line, month_of_line, start_of_line, year_of_line
from pipeline.tag.places import Setting, after, is_known

_NEAR = 80
"""How far before its noun the date may stand with which a name begins."""

_FAR = 120
"""How far before an event's name it may be told that it was held there and then (form ``held_before``)."""
_ARTICLES = (
    *(" a ", " an ", " the ", " its ", " their ", " two ", " three ", " un ", " une ", " una "),
    *(" la ", " le ", " el ", " los ", " las ", " les ", " des ", " unos ", " l'"),
)
"""How that ends: most texts before a name do not, and need not be searched."""


def may_be_dated_before(ground: Ground, noun: int, sentence_start: int) -> bool:
    """Say whether a date may label the line of a noun, open its sentence or begin its name: fast to ask first."""
    text = ground.text
    line_start = start_of_line(ground.passage, noun)
    if not ground.year and not ground.has_year(line_start, noun):
        return False
    return (
        text.find(": ", line_start, noun) >= 0
        or OPENING.match(text, sentence_start, noun) is not None
        or ground.has_year(max(line_start, noun - _NEAR), noun)
    )


def dates_before(text: str, start: int, noun: int) -> Dates | None:
    """Return the dates with which a name begins, of a month or closer, or the year of one that has capitals.

    ``March 2091 meetings``, ``2091 Annual Conference``; "the 2091 workshop" may be one of a series.
    """
    match = DATE.match(text, start)
    if match is None or text[match.end() : match.end() + 1] != " ":
        return None
    proper = text[match.end() + 1].isupper() and match.end() + 1 < noun and text[noun].isupper()
    return parse_dates(match[0]) if proper or not match[0].isdigit() else None


def days_opening(text: str, sentence_start: int, start: int) -> str | None:
    """Return the days of which no year is told that open the sentence before an event: ``On 2-4 May, a workshop``."""
    days = FORMS["days_first"].regex.match(text, sentence_start, start)
    return days["days"] if days else None


def stated_before(ground: Ground, match: re.Match[str], kind: str, start: int, sentence_start: int) -> Setting | None:
    """Return the dates that open the sentence or label the line of an event, and a place said with them; else None.

    ``start`` is where the name of the event begins.
    """
    modified = start < match.start()
    proper = ground.text[match.start()].isupper() and match.start() > sentence_start
    certain = kind == "side_event" or (modified and (proper or kind != "gathering"))
    led = _led(ground, start, sentence_start, certain=certain)
    if led:
        return led
    if ground.text.endswith(_ARTICLES, sentence_start, start):
        held = FORMS["held_before"].regex.search(ground.text, max(sentence_start, start - _FAR), start)
        if held and (dates := parse_dates(held["dates"] or held["then"] or held["first"])):
            return Setting(held["place"] or held["there"], dates, start)
    named = modified or kind == "side_event" or FORMS["labelled"].regex.match(ground.text, match.end("noun"))
    return _label(ground, start) if named else None


def _led(ground: Ground, start: int, sentence_start: int, *, certain: bool) -> Setting | None:
    """Return the dates that open the sentence before an event, and the place to which it says somebody came.

    Unless the name is ``certain`` to be one's own, the sentence must tell that somebody attended or held it.
    """
    text = ground.text
    lead = OPENING.match(text, sentence_start, start)
    dates = parse_dates(lead["dates"]) if lead else None
    if lead is None or dates is None:
        return None
    there = after(text, lead.end(), dated=True)  # "On 3 May 2095 in Lima, Peru, a workshop"
    placed = there.place is not None and (is_known(there.place) or text[lead.end()] != ",")
    behind = there.end if placed and there.end < start else lead.end()
    if not (certain or FORMS["attended"].regex.fullmatch(ground.passage.folded, behind, start)):
        return None
    bound = FORMS["bound_for"].regex.search(text, sentence_start, start)
    return Setting(bound["place"] if bound else there.place if behind == there.end else None, dates, start)


def _label(ground: Ground, start: int) -> Setting | None:
    """Return the dates that label the line before an event: a month right before it, or any."""
    text = ground.text
    line_start = start_of_line(ground.passage, start)
    if text.find(": ", line_start, start) < 0:
        return None
    month = month_of_line(text, start)
    if month:
        year = year_of_line(text, start) or ground.year
        dates = parse_dates(f"{month} {year}") if year else None
        return Setting(None, dates, start) if dates else None
    label = label_of_line(text, line_start, start)
    if label and label.dates and label.dates.start == label.dates.end:  # "3 May 2095: The Workshop is over"
        return label if FORMS["attended"].regex.fullmatch(ground.passage.folded, label.end, start) else None
    return label
