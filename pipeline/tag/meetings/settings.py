"""Place and dates stated with a meeting: behind it, at the head of its sentence, as the label of its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.tag.dates import Dates, find_dates, parse_dates
from pipeline.tag.meetings.hit import MeetingHit
from pipeline.tag.passage import Passage
from pipeline.tag.places import SETTING_FORMS, Setting, after, in_brackets, line, several_in_brackets
from pipeline.tag.surroundings import surrounding

_YEAR_LABEL = surrounding("year_label")
"""A year that heads the lines below it (``2092: March: 26th meeting``)."""
_FIGURE_AND_COLON = re.compile(r":(?<=\d:)")
"""What a label that is a year ends with: faster to ask for than for the label."""
_YEAR_REACHES = 30
"""How many passages a line that is a year ("2092:") may stand above the months listed under it."""
LONGEST_LABEL = 60
"""How far before a meeting its label is looked for."""
_OTHER_BRACKET = surrounding("other_bracket")
_LABEL = surrounding("line_label")
OPENING = SETTING_FORMS.regex("opening")
"""How a sentence begins that dates what it tells; group: dates."""
_MONTH_LABEL = surrounding("month_label")


def settings_behind(passage: Passage, end: int, count: int) -> list[Setting]:
    """Return place and dates stated behind a meeting: in brackets, in running text, on the same line of a cover."""
    text = passage.text
    if count > 1 and (several := several_in_brackets(text, end, count)):
        return several
    bracket = in_brackets(text, end)
    behind = bracket.end if bracket else end
    code = bracket.code if bracket else None
    if bracket is None or not (bracket.place or bracket.dates):
        # A second pair of brackets: "(Panthera uncia) (Bonn, May 2097)", or behind "organized by the Secretariat".
        skipped = _OTHER_BRACKET.match(text, behind)
        organised = SETTING_FORMS["organised"].regex.match(text, behind)
        at = skipped.end() if skipped else organised.end() if organised else behind
        second = in_brackets(text, at)
        if second and (second.place or second.dates) and second.code is None:
            bracket, behind = second, second.end
        elif skipped:
            behind = skipped.end()
        elif count > 1 and bracket is None and text.startswith(" (", end):
            return []  # several places or dates, which are not told apart
    running = after(text, behind)
    place = (bracket.place if bracket else None) or running.place
    dates = (bracket.dates if bracket else None) or running.dates
    if count > 1 and dates:
        each = [dated for _, stop, dated in find_dates(text, behind, min(len(text), behind + 60))]
        listed = SETTING_FORMS["years_listed"].regex.match(text, behind)
        if listed and len(each) >= count:
            return [Setting(place, dated, listed.end(), code) for dated in each[:count]]
    if count > 1 and running.place and running.dates and (more := _elsewhere(text, running, count)):
        return more
    stop = running.end if (running.place or running.dates) else behind
    if not (place or dates or code):
        rest = text[end:].strip(" ,")
        whole = line(rest) if rest and not rest.endswith(".") else None
        if whole:
            return [replace(whole, end=len(text))]
    clause = running.clause and bool(running.dates or running.place)
    return [Setting(place, dates, stop, code, clause)] if (place or dates or code) else []


def _elsewhere(text: str, first: Setting, count: int) -> list[Setting]:
    """Read where and when each of several meetings was: "in Lima in May 2094 and in Bonn in 2095"; else nothing."""
    settings = [first]
    while len(settings) < count and (joint := SETTING_FORMS["and_in"].regex.match(text, settings[-1].end)):
        setting = after(text, joint.end())
        if not (setting.place and setting.dates):
            break
        settings.append(setting)
    return settings if len(settings) == count else []


def led(hit: MeetingHit) -> MeetingHit:
    """Give a meeting the dates that open its sentence or line, where they are said of it.

    ``In March 2091, at its 59th meeting``; ``In July 2098, the plan was approved by the 57th meeting``;
    ``June 2090: participation in the 16th meeting``; ``2092: March: 26th meeting``.
    """
    if hit.symbol_meetings or (hit.setting and hit.setting.dates):
        return hit
    line_start = start_of_line(hit.passage, hit.start)
    labelled = _labelled(hit, line_start) if hit.passage.text.find(": ", line_start, hit.start) >= 0 else None
    return labelled or _opened(hit) or hit


def _labelled(hit: MeetingHit, line_start: int) -> MeetingHit | None:
    """Give a meeting the dates that label its line; None where nothing labels it."""
    text = hit.passage.text
    place = hit.setting.place if hit.setting else None
    month = month_of_line(text, hit.start)
    if month:
        year = year_of_line(text, hit.start)
        return _dated(hit, place, parse_dates(f"{month} {year}")) if year else replace(hit, month=month)
    label = label_of_line(text, line_start, hit.start)
    return _dated(hit, place or label.place, label.dates) if label else None


def month_of_line(text: str, offset: int) -> str | None:
    """Return the month that stands before an offset as its label (``March: 26th meeting``)."""
    month = _MONTH_LABEL.search(text, max(0, offset - LONGEST_LABEL), offset)
    return month["month"] if month else None


def year_of_line(text: str, offset: int) -> str | None:
    """Return the last year that heads something before an offset of a passage (``2092: March: 26th meeting``)."""
    years = _YEAR_LABEL.findall(text[:offset])
    return years[-1] if years else None


def label_of_line(text: str, line_start: int, offset: int) -> Setting | None:
    """Return dates, and a place said with them, that label a line before an offset (``May 2091: In Lima, ...``)."""
    label = _LABEL.match(text, line_start, offset)
    dates = parse_dates(label["dates"]) if label else None
    if label is None or dates is None:
        return None
    named = SETTING_FORMS["labelled_place"].regex.match(text, label.end(), offset)
    return Setting(named["place"] if named else None, dates, label.end())


def _opened(hit: MeetingHit) -> MeetingHit | None:
    """Give a meeting the dates that open its sentence, where they are said of it; else None."""
    text = hit.passage.text
    opening = OPENING.match(text, hit.passage.sentence(hit.start)[0], hit.start)
    dates = parse_dates(opening["dates"]) if opening else None
    if opening is None or dates is None:
        return None
    near = SETTING_FORMS["at_its"].regex.match(text, opening.end(), hit.start)
    done = SETTING_FORMS["done_by"].regex.search(text, opening.end(), hit.start)
    if near or (done and not hit.possessive):
        # "Del 3 al 5 de mayo de 2095 se celebró en Lima la 91ª reunión"
        there = after(text[: hit.start], opening.end())
        return _dated(hit, (hit.setting.place if hit.setting else None) or (there.place if near else None), dates)
    return None


def years_above(passages: Sequence[Passage]) -> dict[int, str]:
    """Return the year that heads a passage, which it may state itself, by the place of those that are headed by one."""
    years: dict[int, str] = {}
    for place, passage in enumerate(passages):
        text = passage.text
        if ":" in text and _FIGURE_AND_COLON.search(text) and (labels := _YEAR_LABEL.findall(text)):
            years.update(dict.fromkeys(range(place, place + _YEAR_REACHES + 1), labels[-1]))
    return years


def in_year(hit: MeetingHit, year: str) -> MeetingHit:
    """Date a meeting that its line gives a month only ("March: 26th meeting"), the year standing further up."""
    return _dated(hit, hit.setting.place if hit.setting else None, parse_dates(f"{hit.month} {year}"))


def _dated(hit: MeetingHit, place: str | None, dates: Dates | None) -> MeetingHit:
    if dates is None:
        return hit
    code = hit.setting.code if hit.setting else None
    return replace(hit, setting=Setting(place, dates, hit.end, code))


def start_of_line(passage: Passage, offset: int) -> int:
    """Return where the line of a passage begins that holds an offset."""
    return passage.text.rfind("\n", 0, offset) + 1
