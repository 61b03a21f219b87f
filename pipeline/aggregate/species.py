"""Species by programme: what the programmes and the reports on them say of which taxon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pipeline.aggregate.rows import Row, Rows, commonest, ordered


def species_by_programme(tables: Mapping[str, Rows]) -> Rows:
    """Return a row for each taxon named in a programme, in its activities, results or the text around them.

    ``tables`` holds ``activities``, ``results``, ``blocks`` and ``taxon_mentions``. A mention belongs to the programme
    of its activity or result, else of the annex it stands in, where that annex has one programme only.
    """
    of_activity = {row["activity_id"]: row.get("programme_id") for row in tables["activities"]}
    of_result = {row["result_id"]: row.get("programme_id") for row in tables["results"]}
    annexes: dict[tuple[str, str | None], set[str | None]] = defaultdict(set)
    for row in tables["activities"]:
        annexes[row["document_id"], row["annex"]].add(row.get("programme_id"))
    annex_of = {row["block_id"]: row.get("annex") for row in tables["blocks"]}
    found: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in tables["taxon_mentions"]:
        programme = of_activity.get(row.get("activity_id")) or of_result.get(row.get("result_id"))
        around = annexes.get((row["document_id"], annex_of.get(row["block_id"])), set())
        if programme is None and len(around) == 1:
            programme = next(iter(around))
        if programme and row.get("taxon_id"):
            found[programme, row["taxon_id"]].append(row)
    rows = [_row(programme, taxon_id, mentions) for (programme, taxon_id), mentions in found.items()]
    return ordered(rows, "programme_id", "name", "taxon_id")


def _row(programme: str, taxon_id: str, mentions: Rows) -> Row:
    elsewhere = sum(not row.get("activity_id") and not row.get("result_id") for row in mentions)
    return {
        "programme_id": programme,
        "taxon_id": taxon_id,
        "name": commonest(row["name"] for row in mentions),
        "rank": commonest(row["rank"] for row in mentions),
        "mentions": len(mentions),
        "activities": len({row["activity_id"] for row in mentions if row.get("activity_id")}),
        "results": len({row["result_id"] for row in mentions if row.get("result_id")}),
        "mentions_elsewhere": elsewhere,
        "documents": len({row["document_id"] for row in mentions}),
    }
