"""Reference grammars: forms kept as data with the examples that prove them.

A grammar file lists forms. A form has a ``pattern`` (a regular expression in which ``%{name}`` stands for a part), the
``triggers`` of which at least one must be in the folded text before the pattern is tried, and one of ``also`` (a list,
or the name of one of the file's ``lists``) where it has them, ``examples`` that it must
find, with the found stretch between ``[[`` and ``]]``, and ``counterexamples`` in which it must find nothing. ``reads``
says whether it reads the text with its capitals (``text``) or folded (``folded``), ``continues`` that it is tried only
where another form ended. Tests hold forms and examples
against each other in both directions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import accumulate, count
from operator import or_
from pathlib import Path
from typing import Any, Literal

import ahocorasick
import yaml

from pipeline.tag.bodies import REFERENCES
from pipeline.tag.names import Name, NameFinder, in_word, take_longest
from pipeline.tag.passage import Passage

_PART = re.compile(r"%\{(\w+)\}")
_NUMBERS = count()


@dataclass(frozen=True, slots=True)
class Form:
    """One way of printing a reference."""

    name: str
    reads: Literal["text", "folded"]
    triggers: tuple[str, ...]
    also: tuple[str, ...]
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    continues: bool = False
    """Whether it is tried only where another form ended."""
    bit: int = field(default_factory=lambda: 1 << next(_NUMBERS))
    """Stands for the form among those noted on a passage."""

    def find(self, passage: Passage) -> Iterator[re.Match[str]]:
        """Yield the matches of the form in a passage, in order."""
        folded = passage.folded
        if all(any(word in folded for word in words) for words in (self.triggers, self.also) if words):
            yield from self.regex.finditer(passage.text if self.reads == "text" else folded)


class Grammar:
    """The forms of one file, which names those worth trying on a passage by one look at it."""

    def __init__(self, file: str, forms: dict[str, Form]) -> None:
        self.file = file
        self.forms = forms
        self._tried = [form for form in forms.values() if not form.continues]
        self._always = _together(form.bit for form in self._tried if not form.triggers)
        self.mask = _together(form.bit for form in forms.values())
        self._lookout = Lookout([self])

    def __getitem__(self, name: str) -> Form:
        return self.forms[name]

    def triggered(self, passage: Passage) -> int:
        """Return the bits of the forms whose triggers are in the passage, and of those without triggers.

        What a `Lookout` has noted on the passage is taken as it is.
        """
        if not passage.looked_for & self.mask:
            self._lookout.look([passage])
        return self._always | passage.triggered & self.mask

    def find(self, passage: Passage) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield the matches of all forms with the form's name, form by form in the order of the file."""
        triggered = self.triggered(passage)
        if triggered:
            for form in self._tried:
                if triggered & form.bit:
                    for match in form.regex.finditer(passage.text if form.reads == "text" else passage.folded):
                        yield form.name, match


def _together(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)


class Lookout:
    """The triggers of several grammars and the names of several finders, looked for in many passages at once."""

    def __init__(self, grammars: Sequence[Grammar], finders: Mapping[str, NameFinder] | None = None) -> None:
        forms = [form for grammar in grammars for form in grammar.forms.values()]
        self._mask = _together(form.bit for form in forms)
        self._both = _together(form.bit for form in forms if form.also)
        self._finders = tuple(finders or ())
        words: dict[str, tuple[list[int], list[int], list[tuple[str, tuple[Name, ...]]]]] = {}
        for form in forms:
            for word in form.triggers:
                words.setdefault(word, ([], [], []))[0].append(form.bit)
            for word in form.also:
                words.setdefault(word, ([], [], []))[1].append(form.bit)
        for key, finder in (finders or {}).items():
            for folded, names in finder.by_folded.items():
                words.setdefault(folded, ([], [], []))[2].append((key, tuple(names)))
        self._automaton = ahocorasick.Automaton()
        for word, (triggered, allowed, named) in words.items():
            self._automaton.add_word(word, (_together(triggered), _together(allowed), len(word), tuple(named)))
        self._automaton.make_automaton()
        self._any = bool(words)

    def look(self, passages: Sequence[Passage]) -> None:
        """Note on each passage the forms that are worth trying on it, and the names in it."""
        for passage in passages:
            passage.looked_for |= self._mask
            for key in self._finders:
                passage.named[key] = []
        if not self._any or not passages:
            return
        text = "\n".join(passage.folded for passage in passages) + "\n"
        ends = list(accumulate(len(passage.folded) + 1 for passage in passages))
        at, begin, end = 0, 0, ends[0]
        triggers = allows = 0
        for last, (triggered, allowed, length, named) in self._automaton.iter(text):
            if last >= end:
                passages[at].triggered |= triggers & (allows | ~self._both)
                triggers = allows = 0
                while last >= end:
                    at += 1
                    begin, end = end, ends[at]
            triggers |= triggered
            allows |= allowed
            if named and not in_word(text[last + 1]):
                start = last + 1 - length
                if start == begin or not in_word(text[start - 1]):
                    passage = passages[at]
                    first, behind = start - begin, last + 1 - begin
                    for key, names in named:
                        take_longest(passage.named[key], first, behind, names, passage.text[first:behind])
        passages[at].triggered |= triggers & (allows | ~self._both)


def expand(pattern: str, parts: dict[str, str]) -> str:
    """Put the parts that ``%{name}`` names into a pattern, and the parts within them; KeyError for an unknown one."""
    while _PART.search(pattern):
        pattern = _PART.sub(lambda match: parts[match[1]], pattern)
    return pattern


def load_forms(file: str, parts: dict[str, str] | None = None) -> dict[str, Form]:
    """Read a grammar file of `pipeline/data/references` and compile its forms, by name, in its order.

    ``parts`` are given beside those of the file, and may be used in them.
    """
    data: dict[str, Any] = yaml.safe_load(Path(REFERENCES / file).read_text("utf-8"))
    known = (data.get("parts") or {}) | (parts or {})
    lists: dict[str, list[str]] = data.get("lists") or {}
    forms = {}
    for row in data["forms"]:
        forms[row["form"]] = Form(
            row["form"],
            row.get("reads", "folded"),
            tuple(row.get("triggers", ())),
            tuple(lists[also] if isinstance(also := row.get("also", ()), str) else also),
            re.compile(expand(row["pattern"].replace("\n", ""), known)),
            tuple(row["examples"]),
            tuple(row.get("counterexamples", ())),
            bool(row.get("continues", False)),
        )
    return forms


def load_grammar(file: str, parts: dict[str, str] | None = None) -> Grammar:
    """Read a grammar file as `load_forms` does, as one `Grammar`."""
    return Grammar(file, load_forms(file, parts))
