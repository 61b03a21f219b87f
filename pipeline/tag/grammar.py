"""Reference grammars: forms kept as data with the examples that prove them.

A grammar file lists forms. A form has a ``pattern`` (a regular expression in which ``%{name}`` stands for a part), the
``triggers`` of which at least one must be in the folded text before the pattern is tried, and one of ``also`` (a list,
or the name of one of the file's ``lists``) where it has them, ``examples`` that it must find, with the found stretch
between ``[[`` and ``]]``, and ``counterexamples`` in which it must find nothing. ``reads`` says whether it reads the
text with its capitals (``text``), as printed but in any case (``any case``), or folded (``folded``), ``continues`` that
it is tried only at a place that is known otherwise, as where another form ended (in its counterexamples behind ``[[``).

Three things make a form faster. One that ``begins: trigger`` is tried only where a trigger stands. Forms that begin
alike have a ``lead``, a pattern that is searched for once, around the words of ``also``: they are tried only where its
matches, or groups of these, begin. One with ``breaks``, characters that no match holds, is tried between these only,
where a trigger stands (with a capital, if the form reads these).

Tests hold forms and examples against each other in both directions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import accumulate, count, repeat
from operator import or_
from typing import Any, Literal, NamedTuple

from pipeline.datafiles import PART, MistakeError, deeper, expand, reading
from pipeline.tag.bodies import REFERENCES
from pipeline.tag.grammar_files import read_grammar
from pipeline.tag.names import GOES_ON, Found, Name, NameFinder, WordFinder, places_of, take_longest
from pipeline.tag.passage import Passage
from pipeline.tag.patterns import one_of

_NUMBERS = count()
_LONGEST_LEAD = 40
"""How far from a word of ``also`` what holds it may begin or end."""


@dataclass(frozen=True, slots=True)
class Lead:
    """How forms begin that begin alike: with a match of ``regex`` or with a group of it; it holds one of ``also``."""

    regex: re.Pattern[str]
    bit: int = field(default_factory=lambda: 1 << next(_NUMBERS))
    """Stands for it among the places noted on a passage."""

    def places(self, text: str, words: Sequence[int]) -> list[int]:
        """Return where forms may begin in a text that has words of ``also`` at these places, in order."""
        places: set[int] = set()
        groups, last, done = range(self.regex.groups + 1), max(words) + _LONGEST_LEAD, 0
        for word in words:
            if word >= done:
                done = max(done, word - _LONGEST_LEAD)
            while word >= done:
                match = self.regex.search(text, done, last)
                if match is None:
                    return sorted(places)  # nor is there one farther on
                places.update([match.start(group) for group in groups])
                done = match.end()
        return sorted(places)


@dataclass(frozen=True, slots=True)
class Form:
    """One way of printing a reference."""

    name: str
    reads: Literal["text", "any case", "folded"]
    triggers: tuple[str, ...]
    also: tuple[str, ...]
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    continues: bool = False
    """Whether it is tried only at a place that is known otherwise."""
    begins: bool = False
    """Whether every match begins with a trigger."""
    lead: Lead | None = None
    """What every match begins with; None where nothing is said."""
    breaks: str = ""
    """Characters that are in no match: it is searched for only between them, around the triggers. Where the form reads
    the text with its capitals, only those triggers count that are printed with one."""
    bit: int = field(default_factory=lambda: 1 << next(_NUMBERS))
    """Stands for the form among those noted on a passage."""

    def find(self, passage: Passage) -> Iterator[re.Match[str]]:
        """Yield the matches of the form in a passage, in order."""
        folded = passage.folded
        if not all(any(word in folded for word in words) for words in (self.triggers, self.also) if words):
            return
        text = folded if self.reads == "folded" else passage.text
        if self.begins:
            places = {place for trigger in self.triggers for place in places_of(trigger, folded)}
            yield from _matches(self.regex, text, sorted(places))
        else:
            yield from self.regex.finditer(text)


class Grammar:
    """The forms of one file, which names those worth trying on a passage by one look at it."""

    def __init__(self, file: str, forms: dict[str, Form]) -> None:
        self.file = file
        self.forms = forms
        self._tried = [form for form in forms.values() if not form.continues]
        if missing := [form.name for form in self._tried if not form.triggers]:
            raise MistakeError(f"no triggers are given of {', '.join(missing)}")
        self.mask = _together(form.bit for form in forms.values())
        self._lookout = Lookout([self])
        self._worth_trying = lru_cache(maxsize=1024)(self._of_bits)

    def __getitem__(self, name: str) -> Form:
        return self.forms[name]

    def find(self, passage: Passage) -> Sequence[tuple[str, re.Match[str]]]:
        """Return the matches of all forms with the form's name, form by form in the order of the file.

        What a `Lookout` has noted on the passage is taken as it is.
        """
        if not passage.looked_for & self.mask:
            self._lookout.look([passage])
        triggered = passage.triggered & self.mask
        return self._find(passage, triggered) if triggered else ()

    def _of_bits(self, bits: int) -> list[Form]:
        """Return the forms to be tried that bits stand for."""
        return [form for form in self._tried if bits & form.bit]

    def _find(self, passage: Passage, triggered: int) -> list[tuple[str, re.Match[str]]]:
        found: list[tuple[str, re.Match[str]]] = []
        led: dict[int, list[int]] = {}
        for form in self._worth_trying(triggered):
            text = passage.folded if form.reads == "folded" else passage.text
            matches: Iterable[re.Match[str]]
            if form.breaks:
                places = sorted(passage.places[form.bit])
                if form.reads == "text":
                    places = [place for place in places if text[place].isupper()]
                matches = _between(form.regex, text, places, form.breaks)
            elif form.begins:
                matches = _matches(form.regex, text, sorted(passage.places[form.bit]))
            elif form.lead:
                if form.lead.bit not in led:
                    led[form.lead.bit] = form.lead.places(text, passage.places[form.lead.bit])
                matches = _matches(form.regex, text, led[form.lead.bit])
            else:
                matches = form.regex.finditer(text)
            found += zip(repeat(form.name), matches)
        return found


def _matches(regex: re.Pattern[str], text: str, places: Iterable[int]) -> list[re.Match[str]]:
    """Return the matches that begin at one of the places, none within another."""
    found: list[re.Match[str]] = []
    end = 0
    for place in places:
        if place >= end and (match := regex.match(text, place)):
            end = match.end()
            found.append(match)
    return found


def _between(regex: re.Pattern[str], text: str, places: Iterable[int], breaks: str) -> list[re.Match[str]]:
    """Return the matches in the stretches around the places up to the nearest breaks."""
    found: list[re.Match[str]] = []
    end = -1
    for place in places:
        if place > end:
            start = max([text.rfind(each, 0, place) for each in breaks]) + 1
            end = min([at for each in breaks if (at := text.find(each, place)) >= 0], default=len(text))
            found += regex.finditer(text, start, end)
    return found


def _together(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)


class Lookout:
    """The triggers of several grammars and the names of several finders, looked for in many passages at once."""

    def __init__(self, grammars: Sequence[Grammar], finders: Mapping[str, NameFinder] | None = None) -> None:
        forms = [form for grammar in grammars for form in grammar.forms.values()]
        self._mask = _together(form.bit for form in forms)
        self._both = _together(form.bit for form in forms if form.also)
        self._none: dict[str, Found] = {key: [] for key in finders or ()}
        """What is noted on passages without names: one for all."""
        words: dict[str, _Word] = {}
        for form in forms:
            for word in form.triggers:
                words.setdefault(word, _Word()).triggers.append(form)
            for word in form.also:
                words.setdefault(word, _Word()).allows.append(form)
        for key, finder in (finders or {}).items():
            for folded, names in finder.by_folded.items():
                words.setdefault(folded, _Word()).named.append((key, tuple(names)))
        self._words = WordFinder({word: told.payload() for word, told in words.items()})

    def look(self, passages: Sequence[Passage]) -> None:
        """Note on each passage the forms that are worth trying on it, and the names in it."""
        for passage in passages:
            passage.looked_for |= self._mask
            passage.named = passage.named or self._none
        if not passages:
            return
        text = "\n".join([passage.folded for passage in passages]) + "\n"
        ends = list(accumulate([len(passage.folded) + 1 for passage in passages]))
        told, goes_on = self._words.told, GOES_ON
        at, begin, end, passage = 0, 0, ends[0], passages[0]
        triggers = allows = 0
        for index, start, stop in self._words.find(text):
            if stop > end:
                passage.triggered |= triggers & (allows | ~self._both)
                triggers = allows = 0
                at = bisect_right(ends, stop - 1, at)
                begin, end, passage = ends[at - 1], ends[at], passages[at]
            forms, named = told[index]
            if forms:
                triggers |= forms.triggered
                allows |= forms.allowed
                for bit in forms.placed:
                    passage.places.setdefault(bit, []).append(start - begin)
            if named and not goes_on[text[stop]] and not goes_on[text[start - 1]]:
                # before the first of all stands, by its index -1, the last line break
                printed = passage.text[start - begin : stop - begin]
                for key, names in named:
                    found = passage.named.get(key)
                    if not found:
                        passage.named = {**passage.named, key: (found := [])}
                    take_longest(found, start - begin, stop - begin, names, printed)
        passage.triggered |= triggers & (allows | ~self._both)


class _Told(NamedTuple):
    """What a word tells of forms: bits of those it is a trigger of, those it allows, those that need its places."""

    triggered: int
    allowed: int
    placed: tuple[int, ...]


@dataclass(slots=True)
class _Word:
    """What a `Lookout` looks for, and what it tells: the forms it is a trigger of or allows, the names that it is."""

    triggers: list[Form] = field(default_factory=list)
    allows: list[Form] = field(default_factory=list)
    named: list[tuple[str, tuple[Name, ...]]] = field(default_factory=list)

    def payload(self) -> tuple[_Told | None, tuple[tuple[str, tuple[Name, ...]], ...]]:
        """Return what the word tells of forms, None where it is a name only, and the names by finder."""
        told = _Told(
            _together(form.bit for form in self.triggers),
            _together(form.bit for form in self.allows),
            (
                *(form.bit for form in self.triggers if form.begins or form.breaks),
                *dict.fromkeys(form.lead.bit for form in self.allows if form.lead),
            ),
        )
        return told if self.triggers or self.allows else None, tuple(self.named)


def load_forms(file: str, parts: dict[str, str] | None = None) -> dict[str, Form]:
    """Read a grammar file of `pipeline/data/references` and compile its forms, by name, in its order.

    ``parts`` are given beside those of the file, and may be used in them.
    """
    with reading(REFERENCES / file):
        return _compiled(read_grammar(file), parts or {})


def _compiled(data: Any, parts: dict[str, str]) -> dict[str, Form]:
    own: dict[str, str | list[str]] = data.get("parts") or {}
    known = {
        name: part.replace("\n", "") if isinstance(part, str) else one_of(_listed(part, own))
        for name, part in own.items()
    }
    known |= parts
    lists: dict[str, list[str]] = data.get("lists") or {}
    forms = {}
    leads: dict[str, Lead] = {}
    for row in data["forms"]:
        if (lead := row.get("lead")) is not None:
            leads.setdefault(lead, Lead(re.compile(expand(lead, known))))
        forms[row["form"]] = Form(
            row["form"],
            row.get("reads", "folded"),
            tuple(row.get("triggers", ())),
            tuple(lists[also] if isinstance(also := row.get("also", ()), str) else also),
            re.compile(
                expand(row["pattern"].replace("\n", ""), known),
                re.IGNORECASE if row.get("reads") == "any case" else re.NOFLAG,
            ),
            tuple(row["examples"]),
            tuple(row.get("counterexamples", ())),
            bool(row.get("continues", False)),
            row.get("begins") == "trigger",
            leads.get(lead) if lead is not None else None,
            row.get("breaks", ""),
        )
    return forms


def _listed(patterns: Sequence[str], parts: Mapping[str, str | list[str]], within: tuple[str, ...] = ()) -> list[str]:
    """Return patterns, of the parts ``within``, with those of the lists that some of them name in their places."""
    listed: list[str] = []
    for pattern in patterns:
        part = PART.fullmatch(pattern)
        named = parts.get(part[1]) if part else None
        listed += _listed(named, parts, deeper(part[1], within)) if part and isinstance(named, list) else [pattern]
    return listed


def load_grammar(file: str, parts: dict[str, str] | None = None) -> Grammar:
    """Read a grammar file as `load_forms` does, as one `Grammar`."""
    with reading(REFERENCES / file):
        return Grammar(file, load_forms(file, parts))
