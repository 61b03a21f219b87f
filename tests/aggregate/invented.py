"""Rows of an invented dataset: two conventions' programmes far in the future."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from pipeline.aggregate import dataset
from pipeline.aggregate.editions import Step, chains, editions, steps
from pipeline.aggregate.lineage import lineage_ends, step_links
from pipeline.aggregate.rows import ordered
from pipeline.aggregate.summary import summarise
from pipeline.corrections import Correction
from pipeline.parquet import to_table
from pipeline.schema import tables

Row = dict[str, Any]
Rows = list[Row]


def document(document_id: str, **values: Any) -> Row:
    row = {
        "document_id": document_id,
        "symbol": document_id.upper(),
        "convention": "CITES",
        "meeting_id": None,
        "title": None,
        "issued": None,
        "place": None,
        "meeting_start": None,
        "meeting_end": None,
        "language": "en",
        "specimen": True,
    }
    return row | values


def activity(document_id: str, code: str, text: str, **values: Any) -> Row:
    annex = values.pop("annex", "annex 1")
    row = {
        "document_id": document_id,
        "activity_id": f"{document_id}/{annex.replace(' ', '-')}/{code}",
        "order": values.pop("order", int(code.lstrip("ABCDE"))),
        "annex": annex,
        "programme_id": "2091-2093",
        "role": "draft",
        "code": code,
        "theme": code[0],
        "theme_title": {"A": "Names and lists", "B": "Joint work on shared species", "C": "Money and staff"}[code[0]],
        "group": None,
        "text": text,
    }
    return row | values


def edition(
    document_id: str, programme: str, role: str, *activities: tuple[str, str | None, str], **values: Any
) -> list[Row]:
    return [
        activity(document_id, code, text, group=group, programme_id=programme, role=role, order=place, **values)
        for place, (code, group, text) in enumerate(activities, 1)
    ]


MERMAID = "Draw up a plan for the recovery of the mermaid with the lagoon wardens, and pay for two boats"
GRIFFIN = "Count the griffins of the high plateau every winter and publish the counts in one list"
LEDGER = "Keep one ledger of names for the Appendices of both treaties"
"""Texts of activities that have nothing in common."""


def lineage(activities: Rows, documents: Rows) -> tuple[Rows, Rows]:
    """Return the rows of `lineage` between these activities, and the issues that arose."""
    found = editions(activities)
    in_order, issues = chains(found, documents)
    rows = [
        row
        for chain in in_order
        for step in steps(chain)
        if step.earlier
        for row in step_links(step, found[step.earlier], found[step.later])
    ]
    return ordered(rows, "from_activity_id", "to_activity_id"), issues


def ends(links: Rows, activities: Rows, documents: Rows) -> Rows:
    """Return the rows of `lineage_ends` that follow from these links."""
    ids = [{row[name] for row in links} for name in ("from_activity_id", "to_activity_id")]
    known = [step for chain in chains(editions(activities), documents)[0] for step in steps(chain)]
    rows: Rows = lineage_ends(*ids, known).to_pylist()
    return rows


def aggregate(given: dict[str, Rows], corrections: Sequence[Correction] = (), parts: int = 1) -> dict[str, Rows]:
    """Return the aggregates of a dataset given as rows, summarised in so many runs of documents."""
    documents = ordered(given.get("documents", ()), "document_id")
    size = -(-len(documents) // parts) or 1
    runs = [documents[start : start + size] for start in range(0, len(documents), size)]
    summaries = []
    for run in runs:
        ids = {row["document_id"] for row in run}
        summaries.append(
            summarise({name: [row for row in rows if row["document_id"] in ids] for name, rows in given.items()})
        )
    found = editions(given.get("activities", ()))

    def links(wanted: Sequence[Step]) -> list[pa.Table]:
        return [
            to_table(
                tables()["lineage"],
                step_links(step, *(_rows(found, edition) for edition in (step.earlier, step.later))),
            )
            for step in wanted
        ]

    made = dataset.aggregate(summaries, documents, links, corrections)
    return {name: table.to_pylist() for name, table in made.items()}


def _rows(found: dict[Any, Rows], edition: Any) -> Rows:
    return next(rows for known, rows in found.items() if known.activity_ids == edition.activity_ids)
