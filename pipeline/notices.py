"""What stages say of documents in `issues`: messages by level and name, kept as data."""

from __future__ import annotations

from functools import cache
from typing import NotRequired, TypedDict

from pipeline.datafiles import DATA
from pipeline.model import Level
from pipeline.structures import read_structure


class _Notices(TypedDict):
    """What the `notices.yml` of a stage holds: by level, the message of each notice by its name."""

    info: dict[str, str]
    warning: dict[str, str]
    error: NotRequired[dict[str, str]]


@cache
def messages(stage: str) -> dict[str, tuple[Level, str]]:
    """Return the level and the message of each notice of a stage, by its name: a rule, and behind a bar a case of it.

    Raises `DataFileError` where the file is not what it must be.
    """
    notices = read_structure(DATA / stage / "notices.yml", _Notices)
    levels: dict[Level, dict[str, str]] = {
        "info": notices["info"],
        "warning": notices["warning"],
        "error": notices.get("error", {}),
    }
    return {name: (level, told) for level, named in levels.items() for name, told in named.items()}


def rule_of(name: str) -> str:
    """Return the rule of a notice, without the case of it."""
    return name.partition("/")[0]
