"""The aggregate stage over a dataset folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.aggregate.citations import graphml
from pipeline.aggregate.dataset import aggregate
from pipeline.aggregate.editions import Edition, Step, chains, editions, steps
from pipeline.aggregate.lineage import step_links
from pipeline.aggregate.rows import Rows
from pipeline.aggregate.summary import NEEDED, STAGE, Summary, keep_summary, kept_summary, summarise
from pipeline.kept import Kept, code_hash, key_of
from pipeline.layout import Unit, units
from pipeline.parquet import read_rows, rows_of_documents, to_table
from pipeline.schema import tables, tables_of
from pipeline.sources import file_sha256
from pipeline.stages import Run, WorkError, all_done, write_issues, write_whole, writing
from pipeline.tag.lexicon import lexicon
from pipeline.tasks import UnitTask
from pipeline.whole import whole

GRAPH = "citations.graphml"
"""The file of a dataset with the citations as a graph."""
LINEAGE = "lineage"
"""What the links between two editions are kept as."""


@dataclass(frozen=True, slots=True)
class LinkTask:
    """A step between two editions whose activities are to be linked, and the files that they are in."""

    step: Step
    files: tuple[Path, Path]
    key: str
    keep: Path


def aggregate_dataset(run: Run) -> dict[str, int]:
    """Write the aggregates of the dataset in ``run.out``, and `GRAPH`; return the number of rows of each table.

    What is known of each part of the dataset, and what links two editions, is kept. Raises FileNotFoundError where a
    stage before has not run, and `pipeline.stages.BusyError`.
    """
    version, lexicons = run.params.publish.version, run.params.tag.lexicons
    with writing(run.out):
        documents = read_rows(run.out, "documents", list(NEEDED["documents"]))
        found = units(run.out)
        made = aggregate(
            summaries(run, found),
            documents,
            partial(_links, run, found),
            run.corrections,
            tuple(lexicon(*map(Path, lexicons)).taxa.values()) if lexicons else None,
        )
        counts = {
            schema.name: write_whole(run.out, schema.name, made[schema.name], version)
            for schema in tables_of("aggregate")
        }
        counts["issues of aggregate"] = write_issues(run.out, "aggregate", [made["issues"]], version)
        with whole(run.out / GRAPH) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(graphml(_each_row(made["citations"]), documents))
    return counts


def summaries(run: Run, found: Sequence[Unit]) -> Iterator[Summary]:
    """Give the summaries of the parts of a dataset, in order; those that are not kept are made by processes at once."""
    kept = Kept(run.keep)
    tasks = [_task(run, unit) for unit in found]
    missing = [task for task in tasks if not kept.has(STAGE, task.key)]
    all_done(run, _summarise, missing, "the aggregates could not be made")
    for task in tasks:
        yield kept_summary(kept, task.key) or summarise(_rows_of(task.unit))


def used_by_aggregate(run: Run) -> dict[str, list[str]]:
    """Return the keys of what is kept of the dataset in ``run.out`` for this stage; nothing where that is not known."""
    kept = Kept(run.keep)
    try:
        tasks = [_task(run, unit) for unit in units(run.out)]
        documents = read_rows(run.out, "documents", list(NEEDED["documents"]))
    except FileNotFoundError:
        return {}
    known: list[Edition] = []
    for task in tasks:
        summary = kept_summary(kept, task.key)
        if summary is None:
            return {}
        known += summary.editions
    joined = [step for chain in chains(known, documents)[0] for step in steps(chain)]
    return {STAGE: [task.key for task in tasks], LINEAGE: [_link_key(step) for step in joined]}


def _task(run: Run, unit: Unit) -> UnitTask:
    hashes = [file_sha256(unit.files[name]) for name in NEEDED]
    return UnitTask(unit, key_of(code_hash("aggregate"), hashes), run.keep)


def _summarise(task: UnitTask) -> None:
    keep_summary(Kept(task.keep), task.key, summarise(_rows_of(task.unit)))


def _rows_of(unit: Unit) -> Mapping[str, Rows]:
    return {
        name: pq.ParquetFile(unit.files[name]).read(columns=list(columns), use_threads=False).to_pylist()
        for name, columns in NEEDED.items()
    }


def _links(run: Run, found: Sequence[Unit], wanted: Sequence[Step]) -> Iterator[pa.Table]:
    """Give the links of each step; those that are not kept are made by processes at once."""
    kept = Kept(run.keep)
    keys = [_link_key(step) for step in wanted]
    missing = [(step, key) for step, key in zip(wanted, keys, strict=True) if not kept.has(LINEAGE, key)]
    if missing:
        places = {name: unit.files["activities"] for unit in found for name in _documents_of(unit)}
        tasks = [LinkTask(step, _files_of(step, places), key, run.keep) for step, key in missing]
        all_done(run, _link, tasks, "the lineage could not be made")
    for key in keys:
        tables_kept = kept.read_tables(LINEAGE, key)
        if tables_kept is None:
            raise WorkError("what was kept of the lineage is damaged; run again")
        yield tables_kept[LINEAGE]


def _link_key(step: Step) -> str:
    return key_of(code_hash("aggregate"), step)


def _documents_of(unit: Unit) -> list[str]:
    ids = pq.ParquetFile(unit.files["documents"]).read(columns=["document_id"], use_threads=False)
    found: list[str] = ids.column("document_id").to_pylist()
    return found


def _files_of(step: Step, places: Mapping[str, Path]) -> tuple[Path, Path]:
    earlier = step.earlier or step.later
    return places[earlier.document_id], places[step.later.document_id]


def _link(task: LinkTask) -> None:
    step, (earlier, later) = task.step, task.files
    rows = step_links(step, _activities(earlier, step.earlier), _activities(later, step.later))
    Kept(task.keep).write_tables(LINEAGE, task.key, {LINEAGE: to_table(tables()["lineage"], rows)})


def _activities(path: Path, edition: Edition | None) -> Rows:
    """Return the activities of an edition in their order, out of the file that has them."""
    if edition is None:
        return []
    rows = rows_of_documents({"activities": path}, [edition.document_id], NEEDED["activities"])["activities"]
    return next(found for known, found in editions(rows).items() if known.activity_ids == edition.activity_ids)


def _each_row(table: pa.Table) -> Iterator[dict[str, object]]:
    columns = ["document_id", "target_kind", "target", "target_document_id", "mentions"]
    for batch in table.select(columns).to_batches(max_chunksize=1024):
        yield from batch.to_pylist()
