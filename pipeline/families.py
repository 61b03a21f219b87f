"""The families of forms that programme documents are written in: data with examples, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from pipeline.datafiles import DATA, reading


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a family: how it is printed, and examples that hold the pattern and the data against each other.

    ``pattern`` ignores case unless the family is one of `CASED`. ``attributes`` are the other keys of the record.
    """

    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)


CASED = frozenset(
    {"activity_codes", "counted_codes", "requests", "addressees", "theme_headings", "open_words", "decisions"}
)
"""Families in which a capital letter is part of the evidence."""


def family_names() -> list[str]:
    """Return the names of all families, sorted."""
    return sorted(path.stem for path in (DATA / "families").glob("*.yml"))


@cache
def forms(family: str) -> tuple[Form, ...]:
    """Return the forms of a family in the order of its file, which is their precedence."""
    flags = re.NOFLAG if family in CASED else re.IGNORECASE
    known = {"name", "pattern", "examples", "counterexamples"}
    path = DATA / "families" / f"{family}.yml"
    with reading(path):
        return tuple(
            Form(
                name=record["name"],
                pattern=re.compile(record["pattern"], flags),
                examples=tuple(record["examples"]),
                counterexamples=tuple(record["counterexamples"]),
                attributes={key: value for key, value in record.items() if key not in known},
            )
            for record in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        )


def whole(family: str, text: str) -> Form | None:
    """Return the first form of the family that matches all of the text, or None."""
    return next((form for form in forms(family) if form.pattern.fullmatch(text)), None)


def at_start(family: str, text: str) -> tuple[Form, re.Match[str]] | None:
    """Return the first form of the family that matches at the start of the text, with its match, or None."""
    for form in forms(family):
        match = form.pattern.match(text)
        if match:
            return form, match
    return None


def anywhere(family: str, text: str) -> tuple[Form, re.Match[str]] | None:
    """Return the first form of the family that occurs in the text, with its match, or None."""
    for form in forms(family):
        match = form.pattern.search(text)
        if match:
            return form, match
    return None
