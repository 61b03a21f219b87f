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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal

import ahocorasick
import yaml

from pipeline.tag.bodies import REFERENCES
from pipeline.tag.passage import Passage

_PART = re.compile(r"%\{(\w+)\}")


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
        self._always = frozenset(form.name for form in forms.values() if not form.triggers and not form.continues)
        self._triggers = Triggers([self])

    def __getitem__(self, name: str) -> Form:
        return self.forms[name]

    def triggered(self, passage: Passage) -> frozenset[str]:
        """Return the names of the forms whose triggers are in the passage, and of those without triggers.

        What `Triggers.look` has noted on the passage is taken as it is.
        """
        if passage.looked_for is None or self.file not in passage.looked_for:
            self._triggers.look([passage])
        found = passage.triggered.get(self.file)
        return self._always | found if found else self._always

    def find(self, passage: Passage) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield the matches of all forms with the form's name, form by form in the order of the file."""
        triggered = self.triggered(passage)
        if triggered:
            for name, form in self.forms.items():
                if name in triggered:
                    for match in form.regex.finditer(passage.text if form.reads == "text" else passage.folded):
                        yield name, match


class Triggers:
    """The triggers of several grammars, looked for in many passages at once."""

    def __init__(self, grammars: Sequence[Grammar]) -> None:
        self._files = frozenset(grammar.file for grammar in grammars)
        words: dict[str, tuple[set[tuple[str, str]], set[tuple[str, str]]]] = {}
        self._both: set[tuple[str, str]] = set()
        for grammar in grammars:
            for form in grammar.forms.values():
                key = (grammar.file, form.name)
                if form.also:
                    self._both.add(key)
                for place, listed in enumerate((form.triggers, form.also)):
                    for word in listed:
                        words.setdefault(word, (set(), set()))[place].add(key)
        self._automaton = ahocorasick.Automaton()
        for word, (triggered, allowed) in words.items():
            self._automaton.add_word(word, (frozenset(triggered), frozenset(allowed)))
        self._automaton.make_automaton()
        self._any = bool(words)

    def look(self, passages: Sequence[Passage]) -> None:
        """Note on each passage the forms that are worth trying on it."""
        for passage in passages:
            passage.looked_for = self._files if passage.looked_for is None else passage.looked_for | self._files
        if not self._any or not passages:
            return
        ends = list(accumulate(len(passage.folded) + 1 for passage in passages))
        seen: dict[int, list[tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]]] = {}
        at, end = 0, ends[0]
        for last, forms in self._automaton.iter("\n".join(passage.folded for passage in passages)):
            while last >= end:
                at += 1
                end = ends[at]
            seen.setdefault(at, []).append(forms)
        for index, hits in seen.items():
            triggered = frozenset().union(*(hit[0] for hit in hits))
            allowed = frozenset().union(*(hit[1] for hit in hits))
            for file, name in triggered:
                if (file, name) not in self._both or (file, name) in allowed:
                    passages[index].triggered.setdefault(file, set()).add(name)


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
