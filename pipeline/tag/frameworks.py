"""Frameworks: strategic plans and visions, programmes of work, goals and targets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.datafiles import reading
from pipeline.tag.grammar import Grammar, load_grammar
from pipeline.tag.grammar_files import read_grammar
from pipeline.tag.passage import Passage

_FILE = "frameworks.yml"
_PARTED = {"cites_vision", "strategic_plan_migratory", "strategic_plan_biodiversity"}
"""The forms of the plans whose goals and objectives are named apart from them."""
_UNNAMED = "Strategic plan that is not named"
"""Whose goal or objective it is where neither the words behind it nor the passage say so."""


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
    """Return the frameworks named in a passage, in order, none within another.

    A goal or objective is that of the plan in the words behind it, else of the only one that the passage names.
    """
    found: list[FrameworkMention] = []
    plans: set[str] = set()
    for form, match in framework_grammar().find(passage):
        start, end = match.span()
        if not (found and any(each.start < end and start < each.end for each in found)):
            found.append(_mention(passage, form, match))
            if form in _PARTED:
                plans.add(_identifier(form, "", "", ""))
    for mention in found:
        if mention.framework_id == _UNNAMED and len(plans) == 1:
            [mention.framework_id] = plans
    return found if len(found) < 2 else sorted(found, key=lambda each: each.start)


def _mention(passage: Passage, form: str, match: re.Match[str]) -> FrameworkMention:
    groups = match.groupdict()
    part = groups.get("part") or groups.get("part2")
    start, end = match.span()
    printed = passage.text[start:end]
    if _identifiers()[form] == "part":
        identifier, part = _plan_named(passage, end) or _UNNAMED, printed
    else:
        identifier = _identifier(form, *(groups.get(name) or "" for name in ("years", "plan", "subject")))
    return FrameworkMention(start, end, identifier, printed, part)


@lru_cache(maxsize=1024)
def _identifier(form: str, years: str, plan: str, subject: str) -> str:
    years = re.sub(r" ?(?:-|to) ?", "-", years)
    return _identifiers()[form].format(years=years, plan=plan, subject=subject).strip()


def _plan_named(passage: Passage, end: int) -> str | None:
    """Return the plan that a goal or objective is said to be of, in the words behind it."""
    behind = re.match(r" of the (?:cites |cms )?strategic (vision|plan)", passage.folded[end:])
    if behind is None:
        return None
    return "CITES Strategic Vision" if behind[1] == "vision" else "Strategic Plan for Migratory Species"
