"""The aggregate stage: everything that needs all documents at once, put together from summaries of runs of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import pyarrow as pa

from pipeline import corrections as correcting
from pipeline.aggregate.calendar import Calendar
from pipeline.aggregate.citations import later_meetings, with_texts
from pipeline.aggregate.concordance import concordance, curated_taxa
from pipeline.aggregate.editions import Edition, Step, chains, steps
from pipeline.aggregate.lineage import lineage_ends
from pipeline.aggregate.registers import instruments, meetings, organisations, taxa
from pipeline.aggregate.rows import Rows, ordered
from pipeline.aggregate.species import species_by_programme
from pipeline.aggregate.summary import Summary
from pipeline.aggregate.tally import Tallies, add_all
from pipeline.aggregate.timeline import programme_timeline
from pipeline.corrections import Correction
from pipeline.parquet import in_order, to_table
from pipeline.schema import tables
from pipeline.tag.taxon_files import Taxon

STAGE = "aggregate"
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
    summaries: Iterable[Summary],
    documents: Rows,
    links: Callable[[Sequence[Step]], Iterable[pa.Table]],
    corrections: Sequence[Correction] = (),
    lexicon: Sequence[Taxon] | None = None,
) -> dict[str, pa.Table]:
    """Return the aggregates of a dataset: each of `TABLES`, sorted.

    ``summaries`` are of runs of documents in order of their ids, ``documents`` the rows of all of them. ``links``
    returns the rows of `lineage` of each step between two editions. ``corrections`` are applied to the tables returned,
    links before the ends that follow from them. ``lexicon`` is the taxa whose listings are known (default: the curated
    ones).
    """
    documents = ordered(documents, "document_id")
    calendar = Calendar(documents)
    found: list[Edition] = []
    tallies: dict[str, Tallies] = {}
    of_documents: dict[str, list[pa.Table]] = {}
    issues: Rows = []
    for summary in summaries:
        found += summary.editions
        issues += [*summary.issues, *later_meetings(summary.cited, calendar)]
        for kind, more in summary.tallies.items():
            add_all(tallies.setdefault(kind, {}), more)
        for name, table in summary.tables.items():
            of_documents.setdefault(name, []).append(table)
    tally = {kind: tallies.get(kind, {}) for kind in ("taxa", "meetings", "instruments", "organisations", "species")}

    def corrected(name: str, made: Rows | pa.Table, *columns: str) -> Rows | pa.Table:
        """Return rows as they are corrected, and in order again; a table that nothing corrects stays one."""
        if not any(correction.table == name for correction in corrections):
            return made
        applied = correcting.apply(corrections, name, made if isinstance(made, list) else made.to_pylist())
        issues.extend(correcting.issues(corrections, applied, None, STAGE))
        return ordered(applied.rows, *columns) if applied.used else applied.rows

    def of_each(name: str) -> pa.Table:
        return pa.concat_tables([tables()[name].arrow.empty_table(), *of_documents.get(name, [])])

    cited = with_texts(of_each("citations"), documents, calendar)
    chained, chain_issues = chains(found, documents)
    known_steps = [step for chain in chained for step in steps(chain)]
    links_made = _as_table("lineage", corrected("lineage", _joined(known_steps, links), *_LINK))
    from_ids, to_ids = (set(links_made.column(name).to_pylist()) for name in _LINK)
    ends_made = lineage_ends(from_ids, to_ids, known_steps)
    ends = _as_table("lineage_ends", corrected("lineage_ends", ends_made, "activity_id", "relation"))
    timeline = programme_timeline(chained, documents, to_ids, _by_relation(ends))
    del from_ids, to_ids, ends_made  # as many as there are activities, and the most is held from here on
    named = _rows(
        corrected("species_by_programme", species_by_programme(tally["species"]), "programme_id", "name", "taxon_id")
    )
    meeting_rows, meeting_issues = meetings(tally["meetings"], documents, calendar)
    listed = concordance(named, tally["taxa"], lexicon or curated_taxa(), calendar)
    result: dict[str, Rows | pa.Table] = {
        "taxa": corrected("taxa", taxa(tally["taxa"], calendar), "taxon_id"),
        "meetings": corrected("meetings", meeting_rows, "meeting_id"),
        "instruments": corrected("instruments", instruments(tally["instruments"], calendar), "instrument_id"),
        "organisations": corrected("organisations", organisations(tally["organisations"], calendar), "organisation_id"),
        "lineage": links_made,
        "lineage_ends": ends,
        "species_by_programme": named,
        "activity_status": corrected("activity_status", of_each("activity_status"), *tables()["activity_status"].key),
        "citations": corrected("citations", cited, *tables()["citations"].key),
        "programme_timeline": corrected("programme_timeline", timeline, "chain", "position"),
        "concordance": corrected("concordance", listed, "name", "taxon_id"),
    }
    issues += [*chain_issues, *meeting_issues]
    result["issues"] = ordered(issues, "document_id", "rule", "message", "evidence")
    return {name: _as_table(name, made) for name, made in result.items()}


def _joined(known: Sequence[Step], links: Callable[[Sequence[Step]], Iterable[pa.Table]]) -> pa.Table:
    """Return the links of all steps, sorted: those from one edition together, so that few are sorted at a time."""
    wanted = sorted((step for step in known if step.earlier), key=_from)
    pieces = [
        in_order(pa.concat_tables([table for _, table in found]), *_LINK)
        for _, found in groupby(zip(wanted, links(wanted), strict=True), key=lambda found: _from(found[0]))
    ]
    return pa.concat_tables([tables()["lineage"].arrow.empty_table(), *pieces])


def _from(step: Step) -> str:
    """Return what the ids of the activities that links of the step come from begin with."""
    return f"{step.earlier.name}/" if step.earlier else ""


def _by_relation(ends: pa.Table) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for relation, name in zip(*(ends.column(of).to_pylist() for of in ("relation", "activity_id")), strict=True):
        found[relation].add(name)
    return found


def _rows(made: Rows | pa.Table) -> Rows:
    rows: Rows = made if isinstance(made, list) else made.to_pylist()
    return rows


def _as_table(name: str, made: Rows | pa.Table) -> pa.Table:
    return to_table(tables()[name], made) if isinstance(made, list) else made


_LINK = ("from_activity_id", "to_activity_id")
