"""Totals asserted: what every run must keep, from ``pipeline/data/totals/totals.yml``. A breach is an error."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypedDict

from pipeline.aggregate.editions import Edition, editions
from pipeline.aggregate.rows import Row, Rows, issue
from pipeline.datafiles import DATA, reading
from pipeline.structures import read_structure

_NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class Programme:
    """The bounds of a programme. ``themes`` are its letters, or how many there are where they have none."""

    themes: tuple[str, ...] | int
    activities: tuple[int, int]


class _ProgrammeRecord(TypedDict):
    themes: list[str] | int
    activities: list[int]


class _Totals(TypedDict):
    families: dict[str, list[int]]
    programmes: dict[str, _ProgrammeRecord]


@cache
@reading("totals/totals.yml")
def bounds() -> tuple[dict[str, tuple[int, int]], dict[str, Programme]]:
    """Return how many activities an edition of each role has, and the bounds of the programmes by programme_id."""
    data = read_structure(DATA / "totals" / "totals.yml", _Totals)
    families = {role: _pair(activities) for role, activities in data["families"].items()}
    programmes = {
        name: Programme(
            record["themes"] if isinstance(record["themes"], int) else tuple(record["themes"]),
            _pair(record["activities"]),
        )
        for name, record in data["programmes"].items()
    }
    return families, programmes


def breaches(tables: Mapping[str, Rows]) -> Rows:
    """Return an issue of level error for each total that is not kept, and a warning where an annex has two roles.

    ``tables`` holds ``activities``, ``results`` and ``activity_results``.
    """
    families, programmes = bounds()
    found: Rows = []
    for edition, activities in editions(tables["activities"]).items():
        usual = families.get(edition.role or "")
        if usual is None:
            roles = ", ".join(sorted(families))
            found.append(_breach("role-unknown", edition, f"Its role is none of {roles}.", str(edition.role)))
            continue
        programme = programmes.get(edition.programme_id or "")
        found += _roles_mixed(edition, activities)
        found += _gaps(edition, activities)
        if programme:
            found += _themes_missing(edition, activities, programme)
        least, most = programme.activities if programme else usual
        if not least <= len(activities) <= most:
            message = f"It has {len(activities)} activities, not {least} to {most}."
            found.append(_breach("activities-out-of-bounds", edition, message, str(len(activities))))
    return found + _unanswering(tables)


def _roles_mixed(edition: Edition, activities: Rows) -> Rows:
    others = [row["code"] for row in activities if row["role"] != edition.role]
    if not others:
        return []
    message = f"It is a {edition.role}, but {len(others)} of its activities are said to be of another role."
    return [_breach("roles-mixed", edition, message, ", ".join(others), level="warning")]


def _gaps(edition: Edition, activities: Rows) -> Rows:
    """Find numbers left out within a theme, which begins at 1 or, without letters, goes on from the theme before it."""
    numbers: dict[str, set[int]] = defaultdict(set)
    lettered: set[str] = set()
    for row in activities:
        match = _NUMBER.search(row["code"])
        if match:
            numbers[row["theme"] or ""].add(int(match[0]))
            if match[0] != row["code"]:
                lettered.add(row["theme"] or "")
    found: Rows = []
    last = 0
    for theme, present in numbers.items():
        first = last + 1 if theme not in lettered and min(present) == last + 1 else 1
        missing = sorted(set(range(first, max(present) + 1)) - present)
        last = max(present)
        if missing:
            gaps = ", ".join(str(number) for number in missing)
            found.append(_breach("code-gap", edition, f"In theme {theme} the codes {gaps} are missing.", gaps))
    return found


def _themes_missing(edition: Edition, activities: Rows, programme: Programme) -> Rows:
    present = {row["theme"] for row in activities if row["theme"]}
    if isinstance(programme.themes, int):
        if len(present) == programme.themes:
            return []
        message = f"It has {len(present)} themes, not {programme.themes}."
        return [_breach("theme-missing", edition, message, "; ".join(sorted(present)))]
    missing = [theme for theme in programme.themes if theme not in present]
    return [_breach("theme-missing", edition, f"Theme {theme} has no activity.", theme) for theme in missing]


def _unanswering(tables: Mapping[str, Rows]) -> Rows:
    activities = {row["activity_id"] for row in tables["activities"]}
    results = {row["result_id"] for row in tables["results"]}
    found: Rows = []
    answering: set[str] = set()
    for row in tables["activity_results"]:
        if row["activity_id"] in activities and row["result_id"] in results:
            answering.add(row["result_id"])
        else:
            message = f"A link leads from {row['result_id']} to {row['activity_id']}, and one of them is not there."
            found.append(issue("error", "link-broken", message, row["result_id"], row["document_id"]))
    for row in tables["results"]:
        if row["result_id"] not in answering:
            message = f"The result {row['result_id']} answers no activity."
            found.append(issue("error", "result-unanswering", message, row["result_id"], row["document_id"]))
    return found


def _breach(rule: str, edition: Edition, message: str, evidence: str, level: str = "error") -> Row:
    name = f"{edition.programme_id or 'A programme without years'} in {edition.name}"
    return issue(level, rule, f"{name}: {message}", evidence, edition.document_id)


def _pair(values: list[int]) -> tuple[int, int]:
    least, most = values
    return least, most
