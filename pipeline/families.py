"""The families of forms that programme documents are written in: data with examples, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NotRequired, TypedDict, get_type_hints

from pipeline.datafiles import DATA, check_unique, expand, reading
from pipeline.structures import read_structure


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
    {
        "abbreviations",
        "activity_codes",
        "captions",
        "counted_codes",
        "report_titles",
        "requests",
        "notification_requests",
        "headed_requests",
        "addressees",
        "theme_headings",
        "open_words",
        "decisions",
        "running_text",
    }
)
"""Families in which a capital letter is part of the evidence."""

LONGEST_END = 12
"""So many characters at most make the end of a text that is one of a family's forms."""


class _Parts(TypedDict):
    """Parts of patterns, by name."""

    parts: dict[str, str]


class _Record(TypedDict):
    """A form as its file states it; those of some families have further keys, which are its attributes.

    In its pattern ``%{name}`` stands for a part of `shared/parts.yml`.
    """

    name: str
    pattern: str
    examples: list[str]
    counterexamples: list[str]


class _ActivityCode(_Record):
    series: NotRequired[str]
    next: NotRequired[bool]
    misprinted: NotRequired[bool]


class _ClauseVerb(_Record):
    directive: bool
    role: str


class _Column(_Record):
    role: NotRequired[str]
    stems: NotRequired[list[str]]
    loose: NotRequired[bool]


class _Decision(_Record):
    draft: bool


class _Status(_Record):
    reason: NotRequired[str]
    reason_examples: NotRequired[list[str]]
    reason_counterexamples: NotRequired[list[str]]
    part: NotRequired[str]
    part_examples: NotRequired[list[str]]
    part_counterexamples: NotRequired[list[str]]


class _TimeFrame(_Record):
    ongoing: NotRequired[bool]


_RECORDS: dict[str, Any] = {
    "activity_codes": list[_ActivityCode],
    "clause_verbs": list[_ClauseVerb],
    "columns": list[_Column],
    "decisions": list[_Decision],
    "statuses": list[_Status],
    "timeframes": list[_TimeFrame],
}
"""The families of which forms have attributes."""


def family_names() -> list[str]:
    """Return the names of all families, sorted."""
    return sorted(path.stem for path in (DATA / "families").glob("*.yml"))


@cache
def parts() -> dict[str, str]:
    """Return the parts of patterns that several forms share, by their names; raise `DataFileError` for mistakes."""
    return read_structure(DATA / "families" / "shared" / "parts.yml", _Parts)["parts"]


@cache
def forms(family: str) -> tuple[Form, ...]:
    """Return the forms of a family in the order of its file, which is their precedence.

    Raises `DataFileError` where the file is not what it must be.
    """
    flags = re.NOFLAG if family in CASED else re.IGNORECASE
    known = get_type_hints(_Record)
    path = DATA / "families" / f"{family}.yml"
    records: list[Any] = read_structure(path, _RECORDS.get(family, list[_Record]))
    with reading(path):
        check_unique([record["name"] for record in records], "the form")
        return tuple(
            Form(
                name=record["name"],
                pattern=re.compile(expand(record["pattern"], parts()), flags),
                examples=tuple(record["examples"]),
                counterexamples=tuple(record["counterexamples"]),
                attributes={key: value for key, value in record.items() if key not in known},
            )
            for record in records
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


def ends_with(family: str, text: str) -> bool:
    """Say whether the text ends with a form of the family, whose patterns say themselves that they end it.

    They reach no farther back than `LONGEST_END`.
    """
    return _any_of(family).search(text, max(len(text) - LONGEST_END, 0)) is not None


@cache
def _any_of(family: str) -> re.Pattern[str]:
    """Return what matches any form of a family."""
    flags = re.NOFLAG if family in CASED else re.IGNORECASE
    return re.compile("|".join(f"(?:{form.pattern.pattern})" for form in forms(family)), flags)


def anywhere(family: str, text: str) -> tuple[Form, re.Match[str]] | None:
    """Return the first form of the family that occurs in the text, with its match, or None."""
    for form in forms(family):
        match = form.pattern.search(text)
        if match:
            return form, match
    return None
