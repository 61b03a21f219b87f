"""What the aggregates need to know of some documents: made of their tables alone, so that it can be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import orjson
import pyarrow as pa

from pipeline.aggregate.activity_status import activity_status, answered, statuses
from pipeline.aggregate.citations import citations, cited_meetings
from pipeline.aggregate.editions import COMPARED, Edition, editions
from pipeline.aggregate.registers import tally_instruments, tally_meetings, tally_organisations, tally_taxa
from pipeline.aggregate.rows import Rows, ordered
from pipeline.aggregate.species import tally_species
from pipeline.aggregate.tally import Tallies, Tally
from pipeline.aggregate.totals import breaches
from pipeline.kept import Kept
from pipeline.parquet import to_table
from pipeline.schema import tables as schemas

_MENTION = ("document_id", "block_id", "start", "surface")
NEEDED: Mapping[str, tuple[str, ...]] = {
    "documents": (
        *("document_id", "symbol", "own_instrument_id", "title", "meeting_id", "language", "specimen"),
        *("meeting_start", "meeting_end", "issued", "place"),
    ),
    "blocks": ("document_id", "block_id", "annex"),
    "activities": ("document_id", "annex", "role", "order", *COMPARED),
    "results": ("document_id", "result_id", "programme_id", "status"),
    "activity_results": ("document_id", "activity_id", "result_id"),
    "taxon_mentions": (*_MENTION, "taxon_id", "name", "rank", "via", "match", "activity_id", "result_id"),
    "meeting_mentions": (*_MENTION, "meeting_id", "place", "date_start", "date_end", "dates", "in_symbol"),
    "document_mentions": (*_MENTION, "symbol", "target_document_id"),
    "instrument_mentions": (*_MENTION, "instrument_id", "revision", "title"),
    "organisation_mentions": (*_MENTION, "organisation_id", "name"),
}
"""The tables that a summary is made of, and the columns of each; a table that is missing counts as empty."""
STAGE = "summary"
"""What summaries are kept as."""
_PLAIN = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What some documents, all of whose rows are known, add to the aggregates.

    ``tallies`` are those of taxa, meetings, instruments and organisations and of ``species`` by programme; ``cited``
    are the meetings that the documents name; ``tables`` are rows of aggregates that rest on one document each.
    """

    tallies: Mapping[str, Tallies]
    editions: tuple[Edition, ...]
    cited: Rows
    issues: Rows
    tables: Mapping[str, pa.Table]


def summarise(given: Mapping[str, Rows]) -> Summary:
    """Return the summary of the documents whose rows are given by table, in any order."""
    rows = {name: ordered(given.get(name, ()), *_ORDER.get(name, ())) for name in NEEDED}
    status = statuses(rows)
    return Summary(
        {
            "taxa": tally_taxa(rows["taxon_mentions"]),
            "meetings": tally_meetings(rows["meeting_mentions"]),
            "instruments": tally_instruments(rows["instrument_mentions"]),
            "organisations": tally_organisations(rows["organisation_mentions"]),
            "species": tally_species(rows),
        },
        tuple(replace(edition, answered=answered(edition, status)) for edition in editions(rows["activities"])),
        cited_meetings(rows),
        breaches(rows),
        {
            "citations": to_table(schemas()["citations"], citations(rows)),
            "activity_status": to_table(schemas()["activity_status"], activity_status(rows)),
        },
    )


def keep_summary(kept: Kept, key: str, summary: Summary) -> None:
    """Keep a summary."""
    plain: dict[str, Any] = {
        "tallies": {kind: {name: tally.plain() for name, tally in of.items()} for kind, of in summary.tallies.items()},
        "editions": [asdict(edition) for edition in summary.editions],
        "cited": summary.cited,
        "issues": summary.issues,
    }
    kept.write_tables(STAGE, key, summary.tables, {_PLAIN: orjson.dumps(plain)})


def kept_summary(kept: Kept, key: str) -> Summary | None:
    """Return a summary that is kept, or None."""
    plain = kept.read_parts(STAGE, key, [_PLAIN])
    tables = kept.read_tables(STAGE, key, _TABLES)
    if plain is None or tables is None:
        return None
    entry = orjson.loads(plain[_PLAIN])
    return Summary(
        {kind: {name: Tally.from_plain(tally) for name, tally in of.items()} for kind, of in entry["tallies"].items()},
        tuple(Edition(**{**edition, "activity_ids": tuple(edition["activity_ids"])}) for edition in entry["editions"]),
        entry["cited"],
        entry["issues"],
        tables,
    )


_TABLES = ("citations", "activity_status")
_ORDER: Mapping[str, tuple[str, ...]] = {
    "documents": ("document_id",),
    "activities": ("document_id", "order", "activity_id"),
    "results": ("document_id", "result_id"),
    "activity_results": ("document_id", "activity_id", "result_id"),
}
"""How the smaller tables are ordered. Of mentions and blocks there are many, and nothing rests on their order."""
