"""The aggregate stage: everything that needs all documents at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pipeline import corrections as correcting
from pipeline.aggregate.calendar import Calendar
from pipeline.aggregate.citations import citations, later_meetings
from pipeline.aggregate.concordance import concordance, curated_taxa
from pipeline.aggregate.editions import Step
from pipeline.aggregate.lineage import lineage, lineage_ends
from pipeline.aggregate.outcomes import activity_status, programme_timeline
from pipeline.aggregate.registers import instruments, meetings, organisations, taxa
from pipeline.aggregate.rows import Rows, ordered
from pipeline.aggregate.species import species_by_programme
from pipeline.aggregate.totals import breaches
from pipeline.corrections import Correction
from pipeline.tag.lexicon import Taxon

STAGE = "aggregate"
_MENTION = ("document_id", "block_id", "start", "surface")
NEEDED: Mapping[str, tuple[str, ...]] = {
    "documents": (
        *("document_id", "symbol", "title", "meeting_id", "meeting_start", "meeting_end", "issued", "place"),
        *("language", "specimen"),
    ),
    "blocks": ("document_id", "block_id", "annex"),
    "activities": (
        *("document_id", "activity_id", "order", "annex", "programme_id", "role", "code", "theme", "theme_title"),
        *("group", "text"),
    ),
    "results": ("document_id", "result_id", "programme_id", "status"),
    "activity_results": ("document_id", "activity_id", "result_id"),
    "taxon_mentions": (*_MENTION, "taxon_id", "name", "rank", "via", "match", "activity_id", "result_id"),
    "meeting_mentions": (*_MENTION, "meeting_id", "place", "date_start", "date_end", "dates", "in_symbol"),
    "document_mentions": (*_MENTION, "symbol", "target_document_id"),
    "instrument_mentions": (*_MENTION, "instrument_id", "revision", "title"),
    "organisation_mentions": (*_MENTION, "organisation_id", "name"),
}
"""The tables that `aggregate` reads, and the columns of each; a table that is missing counts as empty."""
TABLES = (
    "taxa",
    "meetings",
    "instruments",
    "organisations",
    "lineage",
    "lineage_ends",
    "species_by_programme",
    "activity_status",
    "citations",
    "programme_timeline",
    "concordance",
    "issues",
)
"""What `aggregate` returns; ``issues`` are to be added to those of the other stages."""


def aggregate(
    tables: Mapping[str, Rows],
    corrections: Sequence[Correction] = (),
    lexicon: Sequence[Taxon] | None = None,
    step_links: Callable[[Step], Rows] | None = None,
) -> dict[str, Rows]:
    """Return the aggregates of a dataset: rows of each of `TABLES`, sorted.

    ``tables`` holds the rows of every document, in any order; nothing of it is changed. ``corrections`` are applied to
    the tables returned, links before the ends that follow from them. ``lexicon`` is the taxa whose listings are known
    (default: the curated ones). ``step_links`` is what `lineage` takes as ``links``.
    """
    given = {
        name: ordered(tables.get(name, ()), *_ORDER[name]) if name in _ORDER else list(tables.get(name, ()))
        for name in NEEDED
    }
    calendar = Calendar(given["documents"])
    issues: Rows = []

    def corrected(table: str, rows: Rows, *columns: str) -> Rows:
        applied = correcting.apply(corrections, table, rows)
        issues.extend(correcting.issues(corrections, applied, None, STAGE))
        return ordered(applied.rows, *columns) if applied.used else applied.rows

    links, link_issues = lineage(given["activities"], given["documents"], step_links)
    links = corrected("lineage", links, "from_activity_id", "to_activity_id")
    ends = corrected(
        "lineage_ends", lineage_ends(links, given["activities"], given["documents"]), "activity_id", "relation"
    )
    by_programme = corrected("species_by_programme", species_by_programme(given), "programme_id", "name", "taxon_id")
    meeting_rows, meeting_issues = meetings(given["meeting_mentions"], given["documents"], calendar)
    result = {
        "taxa": corrected("taxa", taxa(given["taxon_mentions"], calendar), "taxon_id"),
        "meetings": corrected("meetings", meeting_rows, "meeting_id"),
        "instruments": corrected("instruments", instruments(given["instrument_mentions"], calendar), "instrument_id"),
        "organisations": corrected(
            "organisations", organisations(given["organisation_mentions"], calendar), "organisation_id"
        ),
        "lineage": links,
        "lineage_ends": ends,
        "species_by_programme": by_programme,
        "activity_status": corrected("activity_status", activity_status(given), *_STATUS_KEY),
        "citations": corrected("citations", citations(given), "document_id", "target_kind", "target"),
        "programme_timeline": corrected(
            "programme_timeline", programme_timeline(given, links, ends), "chain", "position"
        ),
        "concordance": corrected(
            "concordance",
            concordance(by_programme, given["taxon_mentions"], lexicon or curated_taxa(), calendar),
            "name",
            "taxon_id",
        ),
    }
    issues += [*link_issues, *meeting_issues, *later_meetings(given, calendar), *breaches(given)]
    result["issues"] = ordered(issues, "document_id", "rule", "message", "evidence")
    return result


_STATUS_KEY = ("document_id", "annex", "programme_id", "theme", "theme_title", "group", "status")
_ORDER: Mapping[str, tuple[str, ...]] = {
    "documents": ("document_id",),
    "activities": ("document_id", "order", "activity_id"),
    "results": ("document_id", "result_id"),
    "activity_results": ("document_id", "activity_id", "result_id"),
}
"""How the smaller tables are ordered. Of mentions and blocks there are many, and nothing rests on their order."""
