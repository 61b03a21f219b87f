"""Editions of the programmes: where one list of activities stands among the others, in time."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.aggregate.calendar import Calendar
from pipeline.aggregate.rows import Row, Rows, issue, ordered
from pipeline.kept import key_of

_YEARS = re.compile(r"(\d{4})-(\d{4})")
_ROLE_ORDER = {"draft": 0, "programme": 1, "progress_report": 2}
_LAST_ROLE = 3
COMPARED = ("activity_id", "programme_id", "code", "theme", "theme_title", "group", "text")
"""The columns of `activities` that lineage looks at."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A programme's activities as one annex of one document has them: their ids, in the document's order.

    ``themes`` is how many themes they have, ``answered`` how many of them a result answers (None where the edition
    reports no results), ``digest`` a hash of everything that they are compared by.
    """

    document_id: str
    annex: str | None
    programme_id: str | None
    role: str | None
    activity_ids: tuple[str, ...]
    themes: int
    digest: str
    answered: int | None = None

    @property
    def name(self) -> str:
        """What the edition is called in `lineage_ends` and in messages: what its activities' ids begin with."""
        return self.activity_ids[0].rsplit("/", 1)[0]

    @property
    def years(self) -> tuple[int, int]:
        """First and last year of the programme; (0, 0) where it is unknown."""
        match = _YEARS.fullmatch(self.programme_id or "")
        return (int(match[1]), int(match[2])) if match else (0, 0)


@dataclass(frozen=True, slots=True)
class Step:
    """Two editions of which the second follows the first; ``earlier`` is None where the record begins."""

    earlier: Edition | None
    later: Edition

    @property
    def within_programme(self) -> bool:
        """Whether both are editions of one programme."""
        return self.earlier is not None and self.earlier.programme_id == self.later.programme_id


def chains(found: Iterable[Edition], documents: Iterable[Row]) -> tuple[list[list[Edition]], Rows]:
    """Put the editions in the order in which they succeed each other.

    Returns one list for each language, for specimens apart, and one for every edition whose programme is unknown;
    and the issues: an order that follows from the roles alone, and years between two programmes that no document
    covers. Programmes go by their years, the editions of one by the date of their meeting (or of issue), then by
    role (draft, programme, progress report).
    """
    documents = list(documents)
    calendar = Calendar(documents)
    known = {row["document_id"]: row for row in documents}
    grouped: dict[tuple[bool, str], list[Edition]] = defaultdict(list)
    alone: list[list[Edition]] = []
    for edition in sorted(found, key=_place):
        document = known.get(edition.document_id, {})
        if edition.years == (0, 0):
            alone.append([edition])
        else:
            grouped[bool(document.get("specimen")), document.get("language") or "en"].append(edition)
    issues: Rows = []
    result = [_in_order(grouped[key], calendar, issues) for key in sorted(grouped)]
    for chain in result:
        issues += _missing_between(chain)
    return result + alone, issues


def editions(activities: Iterable[Row]) -> dict[Edition, Rows]:
    """Gather the activities by document, annex and programme, sorted by these; each edition has its activities.

    An annex reports on a programme or proposes it: should its activities differ in role, that of the most is taken.
    """
    grouped: dict[tuple[str, str | None, str | None], Rows] = defaultdict(list)
    for row in activities:
        grouped[row["document_id"], row["annex"], row.get("programme_id")].append(row)
    found: dict[Edition, Rows] = {}
    for (document_id, annex, programme_id), members in grouped.items():
        roles = Counter(row.get("role") for row in members)
        role = min(roles, key=lambda name: (-roles[name], name or ""))
        rows = ordered(members, "order", "activity_id")
        ids = tuple(row["activity_id"] for row in rows)
        digest = key_of([[row.get(column) for column in COMPARED] for row in rows])
        themes = len({row.get("theme") for row in rows})
        found[Edition(document_id, annex, programme_id, role, ids, themes, digest)] = rows
    return {edition: found[edition] for edition in sorted(found, key=_place)}


def _place(edition: Edition) -> tuple[str, str, str]:
    return edition.document_id, edition.annex or "", edition.programme_id or ""


def steps(chain: Sequence[Edition]) -> list[Step]:
    """Return each edition of the chain with the one before it."""
    return [Step(None, chain[0]), *(Step(earlier, later) for earlier, later in pairwise(chain))]


def _in_order(found: list[Edition], calendar: Calendar, issues: Rows) -> list[Edition]:
    by_programme: dict[tuple[int, int], list[Edition]] = defaultdict(list)
    for edition in found:
        by_programme[edition.years].append(edition)
    result: list[Edition] = []
    for years in sorted(by_programme):
        group = by_programme[years]
        dates = {edition.document_id: calendar.document(edition.document_id) for edition in group}
        if None in dates.values() and len(group) > 1:
            undated = sorted(name for name, date in dates.items() if date is None)
            message = f"The editions of {years[0]}-{years[1]} are ordered by their roles: a document has no date."
            issues.append(issue("warning", "edition-order-inferred", message, ", ".join(undated), undated[0]))
            dates = dict.fromkeys(dates, None)
        result += sorted(
            group,
            key=lambda edition: (
                dates[edition.document_id] or datetime.date.min,
                _ROLE_ORDER.get(edition.role or "", _LAST_ROLE),
                edition.document_id,
                edition.annex or "",
            ),
        )
    return result


def _missing_between(chain: list[Edition]) -> Rows:
    found: Rows = []
    for earlier, later in pairwise(chain):
        if later.years[0] > earlier.years[1] + 1:
            message = (
                f"No document here has a programme for {earlier.years[1] + 1}-{later.years[0] - 1}: activities of "
                f"{later.programme_id} are compared with those of {earlier.programme_id}."
            )
            found.append(issue("info", "programme-missing", message, earlier.name, later.document_id))
    return found
