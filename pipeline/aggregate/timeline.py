"""The editions of the programmes along time: what each took over, began and dropped."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pipeline.aggregate.calendar import Calendar
from pipeline.aggregate.editions import Edition, steps
from pipeline.aggregate.rows import Row, Rows


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
