"""The status of activities: what the results of an edition report of them, one by one and counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from pipeline.aggregate.editions import Edition
from pipeline.aggregate.rows import Row, Rows, ordered

NOT_REPORTED = "not_reported"
_PRECEDENCE = ("in_progress", "reported", "completed", "no_action", NOT_REPORTED)
"""Of several results of one activity the first of these counts: as long as a part goes on, the whole is not done."""


def statuses(tables: Mapping[str, Rows]) -> dict[str, str]:
    """Return the status of each activity of an edition that reports results, by activity_id.

    ``tables`` holds ``activities``, ``results`` and ``activity_results``. An activity without any result is
    ``not_reported``; activities of editions without results (drafts) are left out.
    """
    of_result = {row["result_id"]: row["status"] for row in tables["results"]}
    found: dict[str, set[str]] = defaultdict(set)
    for row in tables["activity_results"]:
        if row["result_id"] in of_result:
            found[row["activity_id"]].add(of_result[row["result_id"]])
    reporting = {_edition(row) for row in tables["activities"] if row["activity_id"] in found}
    return {
        row["activity_id"]: min(found.get(row["activity_id"], {NOT_REPORTED}), key=_PRECEDENCE.index)
        for row in tables["activities"]
        if _edition(row) in reporting
    }


def activity_status(tables: Mapping[str, Rows]) -> Rows:
    """Return how many activities of each programme, theme and group have which status; see `statuses`."""
    status = statuses(tables)
    counted: Counter[tuple[str | None, ...]] = Counter()
    for row in tables["activities"]:
        if row["activity_id"] in status:
            place = (row["document_id"], row["annex"], row.get("programme_id"), row.get("theme"))
            counted[(*place, row.get("theme_title"), row.get("group"), status[row["activity_id"]])] += 1
    columns = ("document_id", "annex", "programme_id", "theme", "theme_title", "group", "status")
    rows = [{**dict(zip(columns, key, strict=True)), "activities": count} for key, count in counted.items()]
    return ordered(rows, *columns)


def answered(edition: Edition, status: Mapping[str, str]) -> int | None:
    """Return how many activities of an edition are answered, given `statuses`; None where it reports no results."""
    answers = [status[name] for name in edition.activity_ids if name in status]
    return sum(answer != NOT_REPORTED for answer in answers) if answers else None


def _edition(row: Row) -> tuple[str, str | None, str | None]:
    return (row["document_id"], row["annex"], row.get("programme_id"))
