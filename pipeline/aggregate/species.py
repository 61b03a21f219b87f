"""Species by programme: what the programmes and the reports on them say of which taxon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pipeline.aggregate.rows import Rows, ordered
from pipeline.aggregate.tally import Tallies, Tally, distinct

_BETWEEN = "\t"
"""What stands between programme and taxon in the name of a tally."""


def tally_species(tables: Mapping[str, Rows]) -> Tallies:
    """Tally the taxa named in a programme, in its activities, results or the text around them.

    ``tables`` holds ``activities``, ``results``, ``blocks`` and ``taxon_mentions``. A mention belongs to the programme
    of its activity or result, else of the annex it stands in, where that annex has one programme only.
    """
    of_activity = {row["activity_id"]: row.get("programme_id") for row in tables["activities"]}
    of_result = {row["result_id"]: row.get("programme_id") for row in tables["results"]}
    annexes: dict[tuple[str, str | None], set[str | None]] = defaultdict(set)
    for row in tables["activities"]:
        annexes[row["document_id"], row["annex"]].add(row.get("programme_id"))
    annex_of = {row["block_id"]: row.get("annex") for row in tables["blocks"]}
    found: dict[str, Rows] = defaultdict(list)
    for row in tables["taxon_mentions"]:
        programme = of_activity.get(row.get("activity_id")) or of_result.get(row.get("result_id"))
        around = annexes.get((row["document_id"], annex_of.get(row["block_id"])), set())
        if programme is None and len(around) == 1:
            programme = next(iter(around))
        if programme and row.get("taxon_id"):
            found[f"{programme}{_BETWEEN}{row['taxon_id']}"].append(row)
    tallies: Tallies = {}
    for name, rows in sorted(found.items()):
        tally = tallies[name] = Tally.of(rows, ("name", "rank"))
        tally.sums["activities"] = distinct(rows, "activity_id")
        tally.sums["results"] = distinct(rows, "result_id")
        tally.sums["mentions_elsewhere"] = sum(not row.get("activity_id") and not row.get("result_id") for row in rows)
    return tallies


def species_by_programme(tallies: Tallies) -> Rows:
    """Return a row for each taxon named in a programme, given the tallies of `tally_species`."""
    rows: Rows = []
    for name, tally in tallies.items():
        programme, taxon_id = name.split(_BETWEEN)
        counts = ("mentions", "activities", "results", "mentions_elsewhere")
        rows.append(
            {
                "programme_id": programme,
                "taxon_id": taxon_id,
                "name": tally.commonest("name"),
                "rank": tally.commonest("rank"),
                **{column: tally.sums[column] for column in counts},
                "documents": len(tally.documents),
            }
        )
    return ordered(rows, "programme_id", "name", "taxon_id")
