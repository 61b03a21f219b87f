"""Events that have no number: workshops, retreats, summits, side events, meetings of groups; with place and dates.

Place and dates stand behind the name (``workshop on herons (Lima, May 2095)``), in it (``the May 2095 workshop``, ``the
Summit in Lima, planned for 2095``), at the head of its sentence or line (``May 2095: participation in the workshop``),
or in the next sentence, which goes on about it (``It was hosted by the club in Lima on 3 May 2095``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from itertools import product

from pipeline.tag.bodies import load_bodies, towns
from pipeline.tag.dates import DATE, Dates, parse_dates
from pipeline.tag.grammar import Grammar
from pipeline.tag.lazy import LazyForms
from pipeline.tag.meetings.settings import OPENING, label_of_line, month_of_line, start_of_line, year_of_line
from pipeline.tag.numerals import LANGUAGES
from pipeline.tag.passage import Passage
from pipeline.tag.places import Setting, after, in_brackets, is_known, line, setting_parts
from pipeline.tag.shadow import fold

_FORMS = LazyForms("events.yml", setting_parts)
_OF_EVENTS = ("workshop", "gathering", "side_event")
"""The forms whose nouns may be of one event or of several."""
_VERBS = ("met", "happened")
"""The forms of verbs: that a body met, or that something was held."""
_DATED = ("gathering", *_VERBS)
"""The forms that need dates."""
_WORD_OF_A_NAME = _FORMS.regex("word_of_a_name")
_SETTING = _FORMS.regex("setting")
_TOLD_OTHERWISE = _FORMS.regex("told_otherwise")
_LONGEST_WORD = 40
_FARTHEST = 320
"""How many characters behind its noun the place and dates of an event are looked for."""
_YEARS = [re.compile(rf"{millennium}(?=\d\d\d)") for millennium in "12"]
"""Two patterns: one that begins with a single character is searched for several times as fast."""
_LENGTH_OF_YEAR = 4
_ACRONYM_BEFORE = re.compile(r" \([A-Z][A-Za-z]*[A-Z]\)$")
_PAUSE = re.compile(r"[,;:(]|\.(?! [a-zà-öø-ÿ])")
"""A comma, a colon and the like; a full stop before a small letter is that of `P. leo`, or abbreviates a word."""
_NEAR = 80
"""How far before its noun the date may stand with which a name begins."""
_OF_ONE_KNOWN = ("The ", "the ", "This ", "this ")
"""What stands before the plain noun where an event is meant that was named before."""
_LONGEST_SUBJECT = 200
_LONGEST_TITLE = 240
"""The name of an event on a line of its own is no longer."""
_ENDS_A_SENTENCE = (".", ":", ";", ",")
_MANY_DAYS = timedelta(days=22)
_LONGEST_ACRONYM = 12
"""A treaty's acronym before the name of its committee is no longer."""


@dataclass(frozen=True, slots=True)
class EventMention:
    """An event named in a passage (offsets of the shadow text), its name as printed, and its place and dates.

    ``kind`` is the noun of one such event (``workshop`` of ``workshops``). Of a body that "met" the name is that of the
    body. ``the meeting`` of which only place and dates are told is called what it was called before in the passage.
    """

    start: int
    end: int
    kind: str
    name: str
    setting: Setting


@lru_cache(maxsize=1)
def event_grammar() -> Grammar:
    """Return the forms of `events.yml`."""
    return Grammar("events.yml", dict(_FORMS))


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
    found = _Events(passage, nouns, meetings, year)
    events = found.found() or found.set_below(below)
    return [event if (kind := _one_of(event.kind)) == event.kind else replace(event, kind=kind) for event in events]


class _Events:
    def __init__(
        self,
        passage: Passage,
        nouns: Sequence[tuple[str, re.Match[str]]],
        meetings: Iterable[tuple[int, int]],
        year: str | None,
    ) -> None:
        self._passage = passage
        self._text = passage.text
        self._taken = list(meetings)
        self._year = year
        self._nouns = nouns
        self._years = sorted([match.start() for years in _YEARS for match in years.finditer(self._text)])

    def found(self) -> list[EventMention]:
        found: list[EventMention] = []
        undated = not self._year and not self._years
        for kind, match in self._nouns:
            if (undated and kind in _DATED) or self._is_taken(*match.span()):
                continue
            event = self._met(match, kind) if kind in _VERBS else self._event(match, kind)
            if event:
                found.append(event)
                self._taken.append((event.start, event.end))
                found += self._others(event, match)
        return sorted(found, key=lambda each: each.start)

    def set_below(self, below: str | None) -> list[EventMention]:
        """Return the event that the passage is the name of, where the line below is its place and dates."""
        text = self._text
        if not (below and self._nouns) or self._taken:
            return []
        if len(text) > _LONGEST_TITLE or text[-1:] in _ENDS_A_SENTENCE:
            return []
        first, _, second = below.partition("\n")
        setting = line(first[1:-1] if first[:1] == "(" and first[-1:] == ")" else first)
        if setting is None or not setting.dates:
            setting = line(f"{first}, {second}")  # place and dates on a line each
        if setting is None or not (setting.place and setting.dates):
            return []
        kind, match = self._nouns[0]
        start = self._beginning(match.start())
        bare = start == match.start() and match.end("noun") == len(text) and not first.startswith("(")
        if kind in _VERBS or bare:
            return []
        return [EventMention(start, len(text), match["noun"], _tidy(text[start:]), replace(setting, end=len(text)))]

    def _has_year(self, start: int, end: int) -> bool:
        """Say whether a year is printed between two offsets."""
        at = bisect_left(self._years, start)
        return at < len(self._years) and self._years[at] + _LENGTH_OF_YEAR <= end

    def _is_taken(self, start: int, end: int) -> bool:
        return bool(self._taken) and any(s < end and start < e for s, e in self._taken)

    def _is_named(self, offset: int) -> bool:
        """Say whether an offset is within the name of an organisation that is known."""
        return any(start < offset < end for start, end, _ in self._passage.named.get("organisations", ()))

    def _is_not_held(self, noun: int, opening: int) -> bool:
        """Say whether a noun is within the name of an organisation, behind which more is said than place and dates."""
        named = self._passage.named.get("organisations", ())
        return any(start < noun < end and end != opening for start, end, _ in named)

    def _is_organisation(self, place: str, opening: int) -> bool:
        """Say whether what is printed as a place behind an offset is the name of an organisation that is known."""
        at = self._text.find(place, opening)
        named = any(start == at for start, _, _ in self._passage.named.get("organisations", ()))
        return named and not is_known(place)

    def _is_of_another(self, noun_end: int, opening: int) -> bool:
        """Say whether another event is named, behind a semicolon, between a noun and place and dates."""
        end = self._text.find(";", noun_end, opening)
        return end >= 0 and any(end < noun.start() < opening for _, noun in self._nouns)

    def _is_of_a_meeting(self, noun_end: int, opening: re.Match[str]) -> bool:
        """Say whether it is a numbered meeting that "was held": ``an event of the 9th meeting of it, held in Lima``."""
        start = opening.start()
        if opening[0][0] != "," or not opening[0].strip(", "):
            return False
        return any(noun_end < s and e <= start and not _PAUSE.search(self._text, e, start) for s, e in self._taken)

    def _has_a_code(self, end: int) -> bool:
        """Say whether a bracket behind place and dates holds the code of a meeting: ``in Lima in 2095 (SC91)``."""
        return self._text.startswith(" (", end) and self._is_taken(end + 2, end + 3)

    def _event(self, match: re.Match[str], kind: str) -> EventMention | None:
        text, noun, noun_end = self._text, match.start(), match.end("noun")
        sentence_start, sentence_end = self._passage.sentence(noun)
        dated_behind = kind != "gathering" or self._has_year(noun_end, sentence_end)
        dated_before = self._may_be_dated_before(noun, sentence_start)
        if not (dated_behind or dated_before):
            return None
        limit = min(sentence_end, noun_end + _FARTHEST)
        start = self._beginning(noun) if dated_before else noun
        before = _month_before(text, start) if start < noun else None
        led = self._dated_before(match, kind, start, sentence_start) if dated_before and not before else None
        dated = before or (led.dates if led else None)
        behind = self._behind(noun_end, limit, kind, dated=dated is not None) if dated_behind or dated else None
        if behind and self._is_not_held(noun, behind[0]):
            return None
        during = self._during(noun_end, limit) if dated_behind and not behind else None
        goes_on = None if behind else _FORMS["goes_on"].regex.match(text, sentence_end)
        if not (behind or during or dated_before or goes_on or kind == "side_event"):
            return None
        start = start if dated_before else self._beginning(noun)
        named = start + len(before.printed) + 1 if before else start
        if behind:
            opening, stated = behind
            stated = stated if stated.dates else replace(stated, dates=dated)
            return self._stated(match, start, named, opening, stated)
        modified = named < noun
        stop = self._name_end(noun_end, limit)
        if before and (modified or stop > noun_end):
            return EventMention(start, stop, match["noun"], _tidy(text[named:stop]), Setting(None, before, stop))
        if led and (modified or kind != "gathering" or _FORMS["labelled"].regex.match(text, noun_end)):
            return EventMention(start, stop, match["noun"], _tidy(text[start:stop]), replace(led, end=stop))
        again = stop == noun_end and not modified and text[:start].endswith(_OF_ONE_KNOWN)
        told = during or (self._told_next(goes_on) if modified and goes_on else None)
        if told or (kind == "side_event" and not again):
            setting = replace(told, end=stop) if told else Setting(None, None, stop)
            return EventMention(start, stop, match["noun"], _tidy(text[start:stop]), setting)
        return None

    def _may_be_dated_before(self, noun: int, sentence_start: int) -> bool:
        """Say whether a date may label the line of a noun, open its sentence or begin its name: fast to ask first."""
        text = self._text
        line_start = start_of_line(self._passage, noun)
        if not self._year and not self._has_year(line_start, noun):
            return False
        return (
            text.find(": ", line_start, noun) >= 0
            or OPENING.match(text, sentence_start, noun) is not None
            or self._has_year(max(line_start, noun - _NEAR), noun)
        )

    def _dated_before(self, match: re.Match[str], kind: str, start: int, sentence_start: int) -> Setting | None:
        """Return the dates that open the sentence or label the line of an event, and a place said with them."""
        modified = start < match.start()
        proper = self._text[match.start()].isupper() and match.start() > sentence_start
        certain = kind == "side_event" or (modified and (proper or kind != "gathering"))
        led = self._led(start, sentence_start, certain=certain)
        if led:
            return led
        held = _FORMS["held_before"].regex.search(self._text, sentence_start, start)
        dates = parse_dates(held["dates"]) if held else None
        if held and dates:
            return Setting(held["place"], dates, start)
        near = modified or kind == "side_event" or _FORMS["labelled"].regex.match(self._text, match.end("noun"))
        return self._label(start, bool(near))

    def _beginning(self, noun: int) -> int:
        """Return where the words before the noun begin that belong to its name ("joint CMS/AEWA workshop")."""
        text, start = self._text, noun
        floor = max([end for _, end in self._taken if end <= noun], default=0)
        for _ in range(7):
            space = start - 1
            if space <= 0 or text[space] != " ":
                break
            if acronym := _ACRONYM_BEFORE.search(text, max(0, space - _LONGEST_ACRONYM), space):
                space = acronym.start()  # "Risk Management (RM) Workshop"
            begin = max([text.rfind(mark, max(0, space - _LONGEST_WORD), space) for mark in ' ("']) + 1
            if begin < floor or begin == space or not _WORD_OF_A_NAME.fullmatch(text, begin, space):
                break
            start = begin
        return start

    def _behind(self, noun_end: int, limit: int, kind: str, *, dated: bool) -> tuple[int, Setting] | None:
        """Return where place and dates begin that are stated behind a noun, and these; None where none are."""
        text, told_from = self._text, noun_end
        for opening in _SETTING.finditer(text, noun_end, limit):
            told = _TOLD_OTHERWISE.search(text, told_from, opening.start())
            if told or self._is_of_another(noun_end, opening.start()):
                return None
            if self._is_named(opening.start()):
                continue  # "Task Force on Illicit Trade in Reeds"
            if self._is_taken(opening.start(), opening.start() + 1) or self._is_of_a_meeting(noun_end, opening):
                return None  # place and dates are those of a numbered meeting
            near = dated and not _PAUSE.search(text, noun_end, opening.start())
            near = near and not any(s < opening.start() < e for s, e, _ in self._passage.treaties)
            bracket = in_brackets(text, opening.start())
            setting = bracket or after(text, opening.start(), dated=near)
            if setting.place and self._is_organisation(setting.place, opening.start()):
                setting = replace(setting, place=None)  # "in May 2095, FAO"
            if bracket and bracket.place and not bracket.dates:  # "(Lima), May 2095"
                behind = after(text, bracket.end)
                setting = replace(bracket, dates=behind.dates, end=behind.end) if behind.dates else bracket
            if self._is_taken(opening.start(), setting.end) or self._has_a_code(setting.end):
                return None  # the bracket names a numbered meeting
            if setting.dates or (setting.place and (kind == "workshop" or dated)):
                return opening.start(), _with_more_dates(text, setting)
            told_from = opening.end()  # "consultations were held with herons in Lima"
        return None

    def _during(self, noun_end: int, limit: int) -> Setting | None:
        """Return the one day of a numbered meeting on which an event was: ``at CoP97 (Lima, 3 May 2095)``."""
        for start, end in self._taken:
            if not (noun_end < start < limit and self._has_year(start, end)):
                continue
            if not _FORMS["during"].regex.search(self._text, max(noun_end, start - _LONGEST_WORD), start):
                continue
            for opening in _SETTING.finditer(self._text, start, end):
                at = opening.start()
                setting = in_brackets(self._text, at) or after(self._text, at)
                if setting.dates and setting.dates.start == setting.dates.end:
                    return setting
        return None

    def _stated(self, match: re.Match[str], start: int, named: int, opening: int, setting: Setting) -> EventMention:
        """Return an event whose place or dates are stated behind it, in one piece with its name."""
        text, noun_end = self._text, match.end("noun")
        name, end = text[named:opening], max(setting.end, opening)
        place = setting.place
        inside = _FORMS["in_place"].regex.fullmatch(text, noun_end, opening)
        if inside and not place:
            name, place = text[named:noun_end], inside["place"]
        before = text[named : match.start()].rstrip()
        if not place or f" at the {place}" in text[opening:end]:
            place = self._named_after(match, before, opening) or place
        if inside or not text[noun_end:opening].strip(" ,"):
            goes_on = _FORMS["of_whom"].regex.match(text, setting.end)
            if goes_on:
                end = self._name_end(goes_on.end(), min(len(text), goes_on.end() + _FARTHEST))
                name = f"{name.strip(' ,')} {text[goes_on.end() : end]}"
        label = self._label(start, near=True) if setting.dates is None else None
        dates = setting.dates or (label.dates if label else None)
        tidy = _tidy(name)
        if tidy == match["noun"]:
            tidy = self._called_before(match) or tidy
        return EventMention(start, end, match["noun"], tidy, Setting(place, dates, end))

    def _named_after(self, match: re.Match[str], before: str, opening: int) -> str | None:
        """Return the place that an event is called by: ``the Bonn workshop``, ``la conférence de Londres``.

        It may stand right behind the noun, or at the end of the name, where place and dates begin (``opening``).
        """
        if before and " " not in before and (fold(before) in towns() or (match[0].islower() and is_known(before))):
            return before
        words = before.split()
        for end in range(1, len(words)):  # "the Abu Dhabi raptors meeting"
            if words[end].islower() and fold(town := " ".join(words[:end])) in towns():
                return town
        for behind in _FORMS["of_town"].regex.finditer(self._text, match.end("noun"), opening):
            alone = behind.start() == match.end("noun") or not self._text[behind.end() : opening].strip(" ,")
            if alone and fold(behind["place"]) in towns():
                return behind["place"]
        return None

    def _called_before(self, match: re.Match[str]) -> str | None:
        """Return the name that "the meeting" had further up in the passage; None where it had none."""
        if not self._text[: match.start()].endswith(_OF_ONE_KNOWN):
            return None
        names = []
        for _, noun in self._nouns:
            if noun.start() < match.start() and noun["noun"] == match["noun"]:
                start = self._beginning(noun.start())
                limit = min(self._passage.sentence(noun.start())[1], noun.end() + _FARTHEST)
                name = _tidy(self._text[start : self._name_end(noun.end(), limit)])
                if name != noun["noun"] and not self._is_taken(start, noun.end()):
                    names.append(name)
        return names[-1] if names else None

    def _others(self, event: EventMention, match: re.Match[str]) -> Iterator[EventMention]:
        """Yield the events that go on behind one: ``and of the other (Bonn, 2096)``, ``and in Bonn in May 2096``."""
        head, at = self._text[event.start : match.end("noun")], event.end
        while found := (
            self._of_another(match["noun"], head, at)
            or self._elsewhere(event, at)
            or self._next(event, at)
            or self._also_in(event, at)
        ):
            yield found
            self._taken.append((found.start, found.end))
            at = found.end

    def _of_another(self, noun: str, head: str, at: int) -> EventMention | None:
        text = self._text
        joint = _FORMS["and_of"].regex.match(text, at)
        several = text[at - 1 : at] == ")" and noun.endswith("s")
        if named := _FORMS["of_another_kind"].regex.match(text, at) if several and not joint else None:
            setting = in_brackets(text, named.end())
            if setting is None or not (setting.place and setting.dates) or self._is_taken(named.start(), setting.end):
                return None
            return EventMention(named.start("whom"), setting.end, noun, f"{head} {named['whom']}", setting)
        bracket = text.find(" (", joint.end(), joint.end() + _FARTHEST) if joint else -1
        setting = in_brackets(text, bracket) if bracket >= 0 else None
        if setting and setting.code and not setting.dates:  # its acronym
            setting = in_brackets(text, setting.end)
        if joint is None or setting is None or not setting.dates or self._is_taken(joint.end(), setting.end):
            return None
        return EventMention(joint.end(), setting.end, noun, f"{head} {text[joint.end() : bracket]}", setting)

    def _elsewhere(self, event: EventMention, at: int) -> EventMention | None:
        match = _FORMS["elsewhere"].regex.match(self._text, at) if event.setting.place and event.setting.dates else None
        dates = parse_dates(match["bracketed"] or match["dates"] or match["told"] or match["first"]) if match else None
        if match is None or dates is None or self._is_taken(*match.span()):
            return None
        setting = Setting(match["place"] or match["listed"] or match["behind"], dates, match.end())
        start = match.start(next(group for group in ("setting", "listed", "first") if match[group]))
        return replace(event, start=start, end=match.end(), setting=setting)

    def _also_in(self, event: EventMention, at: int) -> EventMention | None:
        """Return the event at another place where its dates were told before: ``In 2095, courses in X and in Y``."""
        place, dates = event.setting.place, event.setting.dates
        told_before = place and dates and dates.printed not in self._text[event.start : at]
        match = _FORMS["also_in"].regex.match(self._text, at) if told_before else None
        if match is None or self._is_taken(*match.span()):
            return None
        return replace(event, start=match.start("place"), end=match.end(), setting=Setting(match["place"], dates, at))

    def _next(self, event: EventMention, at: int) -> EventMention | None:
        """Return the next of several: ``The first workshop was held in Lima in 2095; the second took place in ...``."""
        match = _FORMS["the_next"].regex.match(self._text, at)
        setting = after(self._text, match.end()) if match else None
        if match is None or setting is None or not setting.dates or self._is_taken(match.end(), setting.end):
            return None
        return replace(event, start=match.end() - len(match[0].lstrip(" ;,.")), end=setting.end, setting=setting)

    def _met(self, match: re.Match[str], kind: str) -> EventMention | None:
        """Return the meeting of a body that met: ``The Heron Group met in Lima on 3 May 2095``.

        What "took place" may be anything (a seizure, a count): only where it took several days it is an event.
        """
        text, noun_end = self._text, match.end("noun")
        begin = self._clause(match.start())
        lead = OPENING.match(text, begin, match.start())
        start = begin
        if lead:
            start = lead.end() + (len(", ") if text.startswith(", ", lead.end()) else len(" "))
        article = _FORMS["article"].regex.match(text, start)
        start = article.end() if article else start
        online = _FORMS["met_online"].regex.match(text, noun_end)
        setting = after(text, online.end() if online else noun_end, dated=lead is not None)
        setting = replace(setting, place=setting.place or online["place"]) if online else setting
        dates = setting.dates or (parse_dates(lead["dates"]) if lead else None)
        subject = _FORMS["aside"].regex.sub("", text[start : match.start()].strip(" ,"))
        if not (setting.place and dates and subject) or (kind == "happened" and not _takes_days(dates)):
            return None
        if self._has_a_code(setting.end):
            return None
        if self._is_taken(begin, start + len(subject)) or self._is_taken(match.start(), setting.end):
            return None
        if _FORMS["anybody"].regex.match(subject) or _is_of_a_treaty(subject) or len(subject) > _LONGEST_SUBJECT:
            return None
        noun = "meeting" if kind == "met" else "event"
        return EventMention(start, setting.end, noun, subject, Setting(setting.place, dates, setting.end))

    def _clause(self, offset: int) -> int:
        """Return where the clause begins that holds an offset: its sentence, or what goes on behind another event."""
        begin = self._passage.sentence(offset)[0]
        told = max([end for _, end in self._taken if begin < end <= offset], default=begin)
        joint = _FORMS["next_clause"].regex.match(self._text, told) if told > begin else None
        return joint.end() if joint else begin

    def _led(self, start: int, sentence_start: int, *, certain: bool) -> Setting | None:
        """Return the dates that open the sentence before an event, and the place to which it says somebody came.

        Unless the name is ``certain`` to be one's own, the sentence must tell that somebody attended or held it.
        """
        lead = OPENING.match(self._text, sentence_start, start)
        dates = parse_dates(lead["dates"]) if lead else None
        if lead is None or dates is None:
            return None
        there = after(self._text, lead.end(), dated=True)  # "On 3 May 2095 in Lima, Peru, a workshop"
        behind = there.end if there.place and there.end < start else lead.end()
        if not (certain or _FORMS["attended"].regex.fullmatch(self._passage.folded, behind, start)):
            return None
        bound = _FORMS["bound_for"].regex.search(self._text, sentence_start, start)
        return Setting(bound["place"] if bound else there.place if behind == there.end else None, dates, start)

    def _label(self, start: int, near: bool) -> Setting | None:
        """Return the dates that label the line before an event: a month right before it or, if ``near``, any."""
        text = self._text
        line_start = start_of_line(self._passage, start)
        if not near or text.find(": ", line_start, start) < 0:
            return None
        month = month_of_line(text, start)
        if month:
            year = year_of_line(text, start) or self._year
            dates = parse_dates(f"{month} {year}") if year else None
            return Setting(None, dates, start) if dates else None
        return label_of_line(text, line_start, start)

    def _told_next(self, goes_on: re.Match[str]) -> Setting | None:
        """Return the place and dates that a sentence tells which goes on about the event of the one before."""
        for opening in _FORMS["told"].regex.finditer(
            self._text, goes_on.end(), self._passage.sentence(goes_on.start())[1]
        ):
            setting = after(self._text, opening.start())
            if setting.dates and not self._is_taken(goes_on.start(), setting.end):
                return setting
        return None

    def _name_end(self, start: int, limit: int) -> int:
        ends = [
            found.start() for regex in (_PAUSE, _TOLD_OTHERWISE) if (found := regex.search(self._text, start, limit))
        ]
        end = min(ends, default=limit)
        return max(start, len(self._text[:end].rstrip()))


def _takes_days(dates: Dates) -> bool:
    """Say whether dates are several days, no month."""
    return timedelta() < dates.end - dates.start < _MANY_DAYS


@lru_cache(maxsize=256)
def _one_of(noun: str) -> str:
    """Return the noun of one event where a noun is that of several: a shorter one that the same form of nouns knows."""
    nouns = {" ".join(words) for words in product(*map(_without_plural, noun.split(" ")))}
    known = [one for one in nouns if any(_FORMS[form].regex.fullmatch(one) for form in _OF_EVENTS)]
    return min(known, key=lambda one: (len(one), one), default=noun)


def _without_plural(word: str) -> list[str]:
    """Return a word, and what it may be without the ending of a plural in any of the languages."""
    endings = () if word.endswith("ss") else (("s", ""), ("es", ""), ("ies", "y"))
    return [word, *(word.removesuffix(plural) + one for plural, one in endings if word.endswith(plural))]


@lru_cache(maxsize=1024)
def _is_of_a_treaty(name: str) -> bool:
    """Say whether a body's name is that of a kind of treaty bodies, whose meetings have numbers."""
    folded = fold(name)
    kinds = (kind for language in LANGUAGES for kind in load_bodies().kind_names(language))
    return any(0 <= folded.find(kind) <= _LONGEST_ACRONYM for kind in kinds)


def _month_before(text: str, start: int) -> Dates | None:
    """Return the dates, of a month or closer, with which a name begins: ``March 2091 meetings``."""
    match = DATE.match(text, start)
    if match is None or match[0].isdigit() or text[match.end() : match.end() + 1] != " ":
        return None
    return parse_dates(match[0])


def _with_more_dates(text: str, setting: Setting) -> Setting:
    """Add dates that follow in a list: ``in 2091, 2092 and 2093``."""
    more = _FORMS["more_dates"].regex.match(text, setting.end) if setting.dates else None
    last = parse_dates(more["last"]) if more else None
    if more is None or last is None or setting.dates is None or last.start < setting.dates.start:
        return setting
    printed = setting.dates.printed + more[0]
    return replace(setting, dates=Dates(setting.dates.start, last.end, printed), end=more.end())


def _tidy(name: str) -> str:
    whole = _FORMS["within_a_name"].regex.sub("", name)
    return _FORMS["behind_a_name"].regex.sub("", whole).strip(" ,;:\"'")
