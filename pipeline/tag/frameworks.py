"""Frameworks: strategic plans and visions, programmes of work, goals and targets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.datafiles import reading
from pipeline.tag.grammar import Grammar, load_grammar, read_grammar
from pipeline.tag.passage import Passage

_FILE = "frameworks.yml"


@dataclass(slots=True)
class FrameworkMention:
    """A framework named in a passage (offsets of the shadow text); ``part`` is its goal or target, if one is named."""

    start: int
    end: int
    framework_id: str
    name: str
    part: str | None


@lru_cache(maxsize=1)
def framework_grammar() -> Grammar:
    """Return the forms of `frameworks.yml`."""
    return load_grammar(_FILE)


@lru_cache(maxsize=1)
@reading("references/frameworks.yml")
def _identifiers() -> dict[str, str]:
    return {row["form"]: row["id"] for row in read_grammar(_FILE)["forms"]}


def find_frameworks(passage: Passage) -> list[FrameworkMention]:
    """Return the frameworks named in a passage, in order, none within another."""
    found: list[FrameworkMention] = []
    for form, match in framework_grammar().find(passage):
        start, end = match.span()
        if not (found and any(each.start < end and start < each.end for each in found)):
            found.append(_mention(passage, form, match))
    return found if len(found) < 2 else sorted(found, key=lambda each: each.start)


def _mention(passage: Passage, form: str, match: re.Match[str]) -> FrameworkMention:
    groups = match.groupdict()
    part = groups.get("part") or groups.get("part2")
    start, end = match.span()
    printed = passage.text[start:end]
    if _identifiers()[form] == "part":
        identifier, part = _plan_named(passage, end) or "Strategic Vision", printed
    else:
        identifier = _identifier(form, groups.get("years") or "", groups.get("plan") or "")
    return FrameworkMention(start, end, identifier, printed, part)


@lru_cache(maxsize=1024)
def _identifier(form: str, years: str, plan: str) -> str:
    return _identifiers()[form].format(years=re.sub(r" ?(?:-|to) ?", "-", years), plan=plan).strip()


def _plan_named(passage: Passage, end: int) -> str | None:
    """Return the plan that a goal or objective is said to be of, in the words behind it."""
    behind = re.match(r" of the (?:cites |cms )?strategic (vision|plan)", passage.folded[end:])
    if behind is None:
        return None
    return "CITES Strategic Vision" if behind[1] == "vision" else "Strategic Plan for Migratory Species"
