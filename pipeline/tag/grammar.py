"""Reference grammars: forms kept as data with the examples that prove them.

A grammar file lists forms. A form has a ``pattern`` (a regular expression in which ``%{name}`` stands for a part), the
``triggers`` of which at least one must be in the folded text before the pattern is tried, ``examples`` that it must
find, with the found stretch between ``[[`` and ``]]``, and ``counterexamples`` in which it must find nothing. ``reads``
says whether it reads the text with its capitals (``text``) or folded (``folded``). Tests hold forms and examples
against each other in both directions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

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
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def find(self, passage: Passage) -> Iterator[re.Match[str]]:
        """Yield the matches of the form in a passage, in order."""
        folded = passage.folded
        if not self.triggers or any(trigger in folded for trigger in self.triggers):
            yield from self.regex.finditer(passage.text if self.reads == "text" else folded)


def expand(pattern: str, parts: dict[str, str]) -> str:
    """Put the parts that ``%{name}`` names into a pattern, and the parts within them; raise KeyError for an unknown one."""
    while _PART.search(pattern):
        pattern = _PART.sub(lambda match: parts[match[1]], pattern)
    return pattern


def load_forms(file: str, parts: dict[str, str] | None = None) -> dict[str, Form]:
    """Read a grammar file of `pipeline/data/references` and compile its forms, by name, in its order.

    ``parts`` are given beside those of the file, and may be used in them.
    """
    data: dict[str, Any] = yaml.safe_load(Path(REFERENCES / file).read_text("utf-8"))
    known = (data.get("parts") or {}) | (parts or {})
    forms = {}
    for row in data["forms"]:
        forms[row["form"]] = Form(
            row["form"],
            row.get("reads", "folded"),
            tuple(row.get("triggers", ())),
            re.compile(expand(row["pattern"].replace("\n", ""), known)),
            tuple(row["examples"]),
            tuple(row.get("counterexamples", ())),
        )
    return forms
