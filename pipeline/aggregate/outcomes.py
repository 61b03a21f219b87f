"""Outcomes: what was reported about the activities, and the programmes' editions along time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from pipeline.aggregate.calendar import Calendar
from pipeline.aggregate.editions import Edition, steps
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


def programme_timeline(
    found: Sequence[Sequence[Edition]],
    documents: Sequence[Row],
    to_ids: Collection[str],
    ended: Mapping[str, Collection[str]],
) -> Rows:
    """Return a row for each edition of each programme, in the order in which they succeed each other.

    ``found`` are the chains of editions, ``to_ids`` the activities that a link of `lineage` leads to, ``ended`` those
    of `lineage_ends` by relation. ``position`` counts from 1 within a succession (``chain``); ``new`` and ``dropped``
    count what began here and what of the edition before is not here any more, ``linked`` what goes on from it.
    """
    calendar = Calendar(documents)
    of = {row["document_id"]: row for row in documents}
    rows: Rows = []
    for number, chain in enumerate(found, 1):
        for position, step in enumerate(steps(chain), 1):
            edition, before = step.later, step.earlier.activity_ids if step.earlier else ()
            rows.append(
                {
                    "chain": number,
                    "position": position,
                    "programme_id": edition.programme_id,
                    "role": edition.role,
                    "document_id": edition.document_id,
                    "annex": edition.annex,
                    "meeting_id": of.get(edition.document_id, {}).get("meeting_id"),
                    "date": calendar.document(edition.document_id),
                    "themes": edition.themes,
                    "activities": len(edition.activity_ids),
                    "answered": edition.answered,
                    "linked": sum(name in to_ids for name in edition.activity_ids),
                    "new": sum(name in ended.get("new", ()) for name in edition.activity_ids),
                    "dropped": sum(name in ended.get("dropped", ()) for name in before),
                }
            )
    return rows


def answered(edition: Edition, status: Mapping[str, str]) -> int | None:
    """Return how many activities of an edition are answered, given `statuses`; None where it reports no results."""
    answers = [status[name] for name in edition.activity_ids if name in status]
    return sum(answer != NOT_REPORTED for answer in answers) if answers else None


def _edition(row: Row) -> tuple[str, str | None, str | None]:
    return (row["document_id"], row["annex"], row.get("programme_id"))
