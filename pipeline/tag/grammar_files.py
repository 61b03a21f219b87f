"""The files of grammars as they are written: how they are built, and reading them strictly."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict

from pipeline.datafiles import MistakeError, check_unique, reading
from pipeline.structures import read_structure
from pipeline.tag.bodies import REFERENCES


class FormRecord(TypedDict):
    """A form as its file states it, see `pipeline.tag.grammar`."""

    form: str
    pattern: str
    examples: list[str]
    counterexamples: NotRequired[list[str]]
    reads: NotRequired[Literal["text", "any case", "folded"]]
    triggers: NotRequired[list[str]]
    also: NotRequired[list[str] | str]
    continues: NotRequired[bool]
    begins: NotRequired[Literal["trigger"]]
    lead: NotRequired[str]
    breaks: NotRequired[str]


class FrameworkRecord(FormRecord):
    """A form of `frameworks.yml`; ``id`` is filled from the groups of its pattern."""

    id: str


class NumberRecord(FormRecord):
    """A form of `numbers.yml`: whose an instrument is, of which ``kinds``, ``beside`` which form of surroundings."""

    treaty: str
    reason: str
    kinds: NotRequired[list[Literal["RES", "DEC", "REC", "NOT"]]]
    beside: NotRequired[str]


class _Grammar(TypedDict):
    """A grammar: ``parts`` that its patterns name, ``lists`` of words that its forms name, the forms.

    A part is a regular expression, or the list of those of which it is any.
    """

    parts: NotRequired[dict[str, str | list[str]]]
    lists: NotRequired[dict[str, list[str]]]
    forms: list[FormRecord]


class _Frameworks(TypedDict):
    parts: dict[str, str]
    forms: list[FrameworkRecord]


class _Numbers(TypedDict):
    forms: list[NumberRecord]


class OutcomesRecord(TypedDict):
    """`outcomes.yml`: the kinds of bodies that a noun may stand for, pairs of bodies, lists of words, the verbs."""

    parts: dict[str, str]
    actors: dict[str, list[str]]
    pairs: dict[str, list[str]]
    lists: dict[str, list[str]]
    forms: list[FormRecord]


class NamesOfDays(TypedDict):
    """Names in each language, in their order."""

    en: list[str]
    fr: list[str]
    es: list[str]


class DatesRecord(TypedDict):
    """`dates.yml`: its forms, and the words that they are made of."""

    months: NamesOfDays
    weekdays: NamesOfDays
    other_months: dict[str, int]
    before: list[str]
    within: list[str]
    ordinals: dict[str, int]
    lengths: dict[str, int]
    parts: dict[str, str]
    forms: list[FormRecord]


_BUILT: dict[str, Any] = {
    "dates.yml": DatesRecord,
    "frameworks.yml": _Frameworks,
    "numbers.yml": _Numbers,
    "outcomes.yml": OutcomesRecord,
}
"""How the files are built that hold more than a grammar."""


@cache
def read_grammar(file: str) -> Any:
    """Read a grammar file of `pipeline/data/references` (or by its whole path) as it is written.

    Raises `DataFileError` where it is not built as such a file is, or two forms have one name.
    """
    path = REFERENCES / file
    data = read_structure(path, _BUILT.get(Path(file).name, _Grammar))
    with reading(path):
        check_unique([row["form"] for row in data["forms"]], "the form")
        for row in data["forms"]:
            if isinstance(also := row.get("also"), str) and also not in data.get("lists", {}):
                raise MistakeError(f"the form {row['form']}: there is no list {also!r}")
    return data
