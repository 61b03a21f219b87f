"""Events that have no number: workshops, retreats, summits, side events, meetings of groups; with place and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.tag.dates import DATE, parse_dates
from pipeline.tag.grammar import Grammar, load_grammar
from pipeline.tag.passage import Passage
from pipeline.tag.places import Setting, after, in_brackets

_LEFT = re.compile(r"(?P<first>\w*)[^\s(),;:\"]*")
"""A word before the noun, and the letters that it begins with."""
_NOT_IN_A_NAME = frozenset(
    word
    for line in (
        "the a an of in at to by on for with its their this that these those two three several any all and or",
        "organised organized organising organizing hosting attending including relevant other such from as is was were",
        "attended during through le la les un une el los las del des du de",
    )
    for word in line.split()
)
"""Words that the name of an event does not begin with, and does not hold before its noun."""
_LONGEST_WORD = 40
_SETTING_STARTS = re.compile(
    r"(?=[ ,])(?: \((?!see )"
    r"|,? (?:which |that )?(?:was |were |is |will be |to be |currently )*"
    r"(?:held|took place|take place|taking place|convened|hosted|organi[sz]ed|planned|scheduled|tenue?|celebrad[ao])\b"
    rf"| in (?=(?:early |late |mid-?)?(?:{DATE.pattern}))"
    r"| on (?=\d)| from (?=\d)|, (?=\d{1,2}[ -])"
    r"|, (?=[A-Z][\w-]+(?: [A-Z][\w-]+)*(?:, [A-Z][\w ]+)?, \d)| in (?=[A-Z]))"
)
_FARTHEST = 260
"""How many characters behind its noun the place and dates of an event are looked for."""
_VERBS_END = re.compile(
    r",? (?:which (?!took|was held|is planned|will be held|is to)|that (?!took|was held)|where|who"
    r"|and (?:was|were)|was|were|had|has"
    r"|will|focused|focusing|addressed|produced|resulted|to press)\b"
)
_YEAR = re.compile(r"[12]\d\d\d")
_LONGEST_SETTING = 200
_PAUSE = re.compile(r"[,.;:(]")
_NAME_ENDS = re.compile(r",? (?:which|that|currently|took place|to be held|will take place)\b.*$")
_LEAD = re.compile(rf"^(?:In|On|During) (?P<dates>{DATE.pattern})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EventMention:
    """An event named in a passage (offsets of the shadow text), its name as printed, and its place and dates."""

    start: int
    end: int
    kind: str
    name: str
    setting: Setting


@lru_cache(maxsize=1)
def event_grammar() -> Grammar:
    """Return the forms of `events.yml`."""
    return load_grammar("events.yml")


def find_events(passage: Passage, meetings: Iterable[tuple[int, int]] = ()) -> list[EventMention]:
    """Return the events of a passage, in order. ``meetings`` are the stretches of numbered meetings, which are none."""
    found: list[EventMention] = []
    if not event_grammar().triggered(passage):
        return found
    taken = list(meetings)
    for form, match in event_grammar().find(passage):
        start, end = match.span()
        if any(s < end and start < e for s, e in taken):
            continue
        event = _event(passage, match, form, taken)
        if event:
            taken.append((event.start, event.end))
            found.append(event)
    return sorted(found, key=lambda each: each.start)


def _beginning(passage: Passage, noun: int) -> int:
    """Return where the words before the noun begin that belong to its name ("joint CMS/AEWA workshop")."""
    text, start = passage.text, noun
    for _ in range(7):
        space = start - 1
        if space <= 0 or text[space] != " ":
            break
        begin = max(0, *(text.rfind(mark, max(0, space - _LONGEST_WORD), space) + 1 for mark in ' ("'))
        word = _LEFT.fullmatch(text, begin, space)
        if begin == space or word is None or word["first"].lower() in _NOT_IN_A_NAME:
            break
        start = begin
    return start


def _event(passage: Passage, match: re.Match[str], kind: str, taken: list[tuple[int, int]]) -> EventMention | None:
    text = passage.text
    noun_end = match.end("noun")
    if kind == "gathering" and not _YEAR.search(text, noun_end, noun_end + _FARTHEST + _LONGEST_SETTING):
        return None  # there are no dates
    sentence_start, sentence_end = passage.sentence(match.start())
    limit = min(sentence_end, noun_end + _FARTHEST)
    for opening in _SETTING_STARTS.finditer(text, noun_end, limit):
        if any(s < opening.start() < e for s, e in taken):
            break  # place and dates are those of a numbered meeting
        setting = in_brackets(text, opening.start()) or after(text, opening.start())
        if any(s < setting.end and opening.start() < e for s, e in taken):
            break  # the bracket names a numbered meeting
        if setting.dates or (setting.place and kind == "workshop"):
            if _VERBS_END.search(text, noun_end, opening.start()):
                return None
            start = _beginning(passage, match.start())
            if any(s < noun_end and start < e for s, e in taken):
                return None
            end = max(setting.end, opening.start())
            name = text[start : opening.start()]
            return EventMention(start, end, match["noun"], _tidy(name), setting)
    if kind == "gathering":
        return None
    start = _beginning(passage, match.start())
    if kind == "side_event" or start < match.start("noun"):
        lead = _LEAD.match(text[sentence_start:start])
        dates = parse_dates(lead["dates"]) if lead else None
        if kind == "side_event" or dates:
            stop = _name_end(passage, noun_end, limit)
            return EventMention(start, stop, match["noun"], _tidy(text[start:stop]), Setting(None, dates, stop))
    return None


def _name_end(passage: Passage, start: int, limit: int) -> int:
    ends = [match.start() for regex in (_PAUSE, _VERBS_END) if (match := regex.search(passage.text, start, limit))]
    return min(ends, default=limit)


def _tidy(name: str) -> str:
    return _NAME_ENDS.sub("", name).strip(" ,;:\"'")
