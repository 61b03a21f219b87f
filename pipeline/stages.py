"""The stages over a folder of documents: what is there is kept, what is missing is made in worker processes.

Reading a file is the dear part and depends on its content alone; so every file is read first, then it is settled which
file is which document, and then each document goes through parse, split and tag. The tables are always written whole
from what is kept, in order of document_id, whatever was made anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import orjson
import pyarrow as pa
from filelock import FileLock, Timeout

from pipeline import __version__
from pipeline import corrections as correcting
from pipeline.aggregate.citations import targets
from pipeline.cluster import each_on_cluster
from pipeline.corrections import Correction
from pipeline.isolation import Failure, Limits, Outcome, each
from pipeline.kept import Kept, code_hash, key_of
from pipeline.model import Issue, ParsedDocument
from pipeline.params import Params
from pipeline.parquet import read_rows, to_table, write_table
from pipeline.parse.document import read_source
from pipeline.parse.identity import identify
from pipeline.parse.structure import finish
from pipeline.records import from_bytes, issue_row, parse_rows, to_bytes
from pipeline.renditions import Reading, settle
from pipeline.schema import VERSION, tables, tables_of
from pipeline.sources import Source, find_sources
from pipeline.split.document import split_document
from pipeline.tag.document import tag_document
from pipeline.tag.lexicon import lexicon

Row = dict[str, Any]
Task = TypeVar("Task")
Progress = Callable[[str, int, int], None]
"""Told the stage, how many documents are done, and how many there are."""

STAGES = ("parse", "split", "tag")
"""The stages that work on one document."""
WORK = ".stages"
"""Folder beside the tables that holds each stage's issues until they are published as one table."""


class BusyError(Exception):
    """Another run is writing the same dataset."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run works with.

    ``jobs`` processes work at once, or else the workers of the Dask cluster at ``scheduler``, which must see the same
    folders; ``keep`` is the folder of kept results.
    """

    raw: Path
    out: Path
    keep: Path
    params: Params = field(default_factory=Params)
    corrections: tuple[Correction, ...] = ()
    jobs: int = 1
    progress: Progress | None = None
    scheduler: str | None = None

    def each(self, work: Callable[[Task], None], tasks: Iterable[Task]) -> Iterator[Outcome[Task, None]]:
        """Work on tasks, here or on the cluster; yield the outcomes in their order."""
        if self.scheduler:
            return each_on_cluster(self.scheduler, work, tasks, self.limits)
        return each(work, tasks, self.jobs, self.limits)

    @property
    def limits(self) -> Limits:
        """The budget of one document."""
        return Limits(self.params.parse.seconds, self.params.parse.megabytes)


@dataclass(slots=True)
class Report:
    """What came of the stages: documents, files that were quarantined (name and cause), rows of each table written."""

    documents: int = 0
    quarantined: list[tuple[str, str]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    made: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A file to be read: ``key`` names what its content gives, ``card_key`` the facts, which the catalogue adds to."""

    source: Source
    key: str
    card_key: str
    keep: Path
    stitch: bool
    ocr: bool


@dataclass(frozen=True, slots=True)
class DocumentTask:
    """A document to go through the stages; ``keys`` name the results of parse, split and tag, as far as wanted."""

    document: Mapping[str, Any]
    issues: tuple[Issue, ...]
    read_key: str
    keys: Mapping[str, str]
    keep: Path
    stitch: bool
    corrections: tuple[Correction, ...]
    lexicons: tuple[str, ...]


def run_stages(run: Run, wanted: Sequence[str]) -> Report:
    """Bring the documents through the stages up to the last of ``wanted`` and write the tables of those wanted.

    Raises `pipeline.sources.FolderError` for a folder that cannot be used and `BusyError` where another run writes.
    """
    sources, folder_issues = find_sources(run.raw)
    with writing(run.out):
        report = Report()
        readings, failures = read_all(run, sources, report)
        settled = settle(readings)
        upto = STAGES[: max(STAGES.index(stage) for stage in wanted) + 1]
        tasks = [_document_task(run, reading, upto) for reading in settled.readings]
        broken = _work_all(run, tasks, report)
        done = [task for task in tasks if task.document["document_id"] not in broken]
        report.documents = len(done)
        rows = [issue_row(issue, None) for issue in (*folder_issues, *settled.issues)]
        for name, failure in sorted({**failures, **dict(broken.values())}.items()):
            report.quarantined.append((name, f"{failure.cause}: {failure.message}"))
            rows.append(_quarantine_row(name, failure))
        for stage in wanted:
            _write_stage(run, stage, done, rows if stage == "parse" else [], report)
        return report


def writing(out: Path) -> FileLock:
    """Return a lock on a dataset folder, taken; it is released at the end of a `with`.

    One process may take it again while it has it. What a killed run left half written is removed. Raises `BusyError`.
    """
    out.mkdir(parents=True, exist_ok=True)
    lock = FileLock(out / ".lock", is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise BusyError(f"{out}: another run is writing this dataset; wait for it or name another --out") from error
    for part in out.rglob(".*.part"):
        part.unlink()
    return lock


def about(version: str) -> dict[str, str]:
    """Return what every Parquet file says of its making."""
    return {"schema_version": VERSION, "dataset_version": version, "code_version": __version__}


def write_rows(out: Path, name: str, rows: list[Row], version: str) -> int:
    """Write the rows of a table of the schema to a dataset; return their number."""
    schema = tables()[name]
    return write_table(out / f"{name}.parquet", schema, [to_table(schema, rows)], about(version))


def write_issues(out: Path, stage: str, pieces: Iterable[pa.Table], version: str) -> int:
    """Write the issues of one stage where publishing finds them; return their number."""
    folder = out / WORK
    folder.mkdir(exist_ok=True)
    return write_table(folder / f"issues-{stage}.parquet", tables()["issues"], pieces, about(version))


def stage_issues(out: Path) -> list[Row]:
    """Return the issues of all stages that wrote any, in order of the stages."""
    return [
        row
        for stage in (*STAGES, "aggregate")
        if (out / WORK / f"issues-{stage}.parquet").exists()
        for row in read_rows(out / WORK, f"issues-{stage}")
    ]


def read_file(task: ReadTask) -> None:
    """Read one file, unless what was read of it is kept, and keep it with the facts that it states."""
    kept = Kept(task.keep)
    data = kept.read_bytes("read", task.key)
    if data is None:
        parsed = read_source(task.source, stitch=task.stitch, ocr=task.ocr)
        kept.write_bytes("read", task.key, to_bytes(parsed))
    else:
        parsed = from_bytes(data)
    facts, issues = identify(parsed, task.source.stated)
    words = sorted({word for block in parsed.blocks for word in re.findall(r"\w{4,}", block.text.lower())})
    card = {
        "facts": facts,
        "issues": issues,
        "errors": sum(issue.level == "error" for issue in parsed.issues),
        "characters": parsed.ledger.in_blocks,
        "unaccounted": parsed.ledger.unaccounted,
        "pages": parsed.pages,
        "dialect": parsed.dialect,
        "insertions_recoverable": parsed.insertions_recoverable,
        "words": [key_of(word)[:6] for word in words],
    }
    kept.write_bytes("card", task.card_key, orjson.dumps(card))


def read_all(run: Run, sources: Sequence[Source], report: Report) -> tuple[list[Reading], dict[str, Failure]]:
    """Read the files of which nothing is kept; return what is read of all, and why the others cannot be, by name."""
    kept = Kept(run.keep)
    tasks = _read_tasks(run, sources)
    missing = [task for task in tasks if not (kept.has("read", task.key) and kept.has("card", task.card_key))]
    failures = {
        outcome.task.source.name: outcome.failure
        for outcome in _counted(run, "read", run.each(read_file, missing), len(missing))
        if outcome.failure
    }
    report.made += len(missing)
    report.kept += len(tasks) - len(missing)
    readings, damaged = _readings(kept, (task for task in tasks if task.source.name not in failures))
    for task in damaged:
        failures[task.source.name] = Failure("kept_result_damaged", "what was read of it is damaged; run again")
    return readings, failures


def used_keys(run: Run) -> dict[str, list[str]]:
    """Return the keys of the kept results, by stage, that a run with these parameters over this folder uses."""
    reads = _read_tasks(run, find_sources(run.raw)[0])
    readings, _ = _readings(Kept(run.keep), reads)
    works = [_document_task(run, reading, STAGES) for reading in settle(readings).readings]
    return {
        "read": [task.key for task in reads],
        "card": [task.card_key for task in reads],
        **{stage: [task.keys[stage] for task in works] for stage in STAGES},
    }


def work_on_document(task: DocumentTask) -> None:
    """Bring one document through the stages whose results are not kept."""
    kept = Kept(task.keep)
    parsed: ParsedDocument | None = None
    made: dict[str, list[Row]] = {}
    document_id = task.document["document_id"]
    for stage in task.keys:
        found = None if parsed else kept.read_tables(stage, task.keys[stage])
        if found is not None:
            made.update({name: table.to_pylist() for name, table in found.items() if name != "issues"})
            continue
        if parsed is None:
            data = kept.read_bytes("read", task.read_key)
            if data is None:
                raise OSError(0, "what was read of it is gone; run again")
            parsed = from_bytes(data)
            finish(parsed, document_id)
            _take_corrected(parsed, made.get("blocks", ()))
        if stage == "parse":
            rows = parse_rows(task.document, parsed, task.issues)
        elif stage == "split":
            rows = split_document(task.document, parsed, stitch=task.stitch)
        else:
            names = lexicon(*(Path(path) for path in task.lexicons))
            rows = tag_document(task.document, parsed.blocks, made, names)
        rows = _corrected(task, stage, rows)
        if stage == "parse":
            _take_corrected(parsed, rows["blocks"])
        made.update({name: entries for name, entries in rows.items() if name != "issues"})
        kept.write_tables(
            stage, task.keys[stage], {name: to_table(tables()[name], entries) for name, entries in rows.items()}
        )


def _read_tasks(run: Run, sources: Iterable[Source]) -> list[ReadTask]:
    code, params = code_hash("read"), run.params.parse
    tasks: list[ReadTask] = []
    for source in sources:
        key = key_of(code, source.sha256, source.media_type, params.stitch, params.ocr)
        tasks.append(ReadTask(source, key, key_of(key, source.stated), run.keep, params.stitch, params.ocr))
    return tasks


def _card(kept: Kept, task: ReadTask) -> Row | None:
    data = kept.read_bytes("card", task.card_key)
    return None if data is None else orjson.loads(data)


def _readings(kept: Kept, tasks: Iterable[ReadTask]) -> tuple[list[Reading], list[ReadTask]]:
    """Return what is kept of the files, and those of which nothing is.

    Only files that may be one document keep their words: a folder has many more words than documents.
    """
    found: list[tuple[ReadTask, Row]] = []
    missing: list[ReadTask] = []
    for task in tasks:
        card = _card(kept, task)
        if card is None:
            missing.append(task)
        else:
            found.append((task, {**card, "words": ()}))
    shared = Counter(card["facts"]["document_id"] for _, card in found)
    for task, card in found:
        if shared[card["facts"]["document_id"]] > 1:
            card["words"] = (_card(kept, task) or card)["words"]
    return [Reading.of(task.source, task.key, card) for task, card in found], missing


def _document_task(run: Run, reading: Reading, upto: Sequence[str]) -> DocumentTask:
    mine = tuple(c for c in run.corrections if _concerns(c, reading.document["document_id"]))
    lexicons = run.params.tag.lexicons if "tag" in upto else ()
    extra = {"tag": [Path(path).read_bytes().hex() for path in lexicons]}
    keys: dict[str, str] = {}
    previous = key_of(reading.key, reading.document, [str(issue) for issue in reading.issues])
    for stage in upto:
        corrections = [str(c) for c in mine if c.table in tables() and tables()[c.table].stage == stage]
        previous = key_of(previous, code_hash(stage), corrections, extra.get(stage))
        keys[stage] = previous
    return DocumentTask(
        reading.document,
        tuple(reading.issues),
        reading.key,
        keys,
        run.keep,
        run.params.parse.stitch,
        mine,
        tuple(lexicons),
    )


def _work_all(run: Run, tasks: Sequence[DocumentTask], report: Report) -> dict[str, tuple[str, Failure]]:
    kept = Kept(run.keep)
    missing = [task for task in tasks if not all(kept.has(stage, key) for stage, key in task.keys.items())]
    report.made += len(missing)
    report.kept += len(tasks) - len(missing)
    outcomes = run.each(work_on_document, missing)
    return {
        outcome.task.document["document_id"]: (outcome.task.document["source_file"], outcome.failure)
        for outcome in _counted(run, "documents", outcomes, len(missing))
        if outcome.failure
    }


def _counted(run: Run, name: str, outcomes: Iterator[Outcome[Any, Any]], total: int) -> Iterator[Outcome[Any, Any]]:
    for done, outcome in enumerate(outcomes, 1):
        if run.progress:
            run.progress(name, done, total)
        yield outcome


def _write_stage(run: Run, stage: str, tasks: Sequence[DocumentTask], issues: list[Row], report: Report) -> None:
    kept = Kept(run.keep)
    version = run.params.publish.version
    documents = [dict(task.document) for task in tasks]
    schemas = {schema.name: schema for schema in tables_of(stage)}

    def pieces(name: str) -> Iterator[pa.Table]:
        for task in tasks:
            found = kept.read_tables(stage, task.keys[stage], [name])
            if found is None:
                raise OSError(f"kept results of {task.document['document_id']} vanished during the run; run again")
            table = found[name]
            if name == "document_mentions":
                table = to_table(schemas[name], targets(table.to_pylist(), documents))
            yield table

    for name, schema in schemas.items():
        report.rows[name] = write_table(run.out / f"{name}.parquet", schema, pieces(name), about(version))
    first = [to_table(tables()["issues"], issues)] if issues else []
    report.rows[f"issues of {stage}"] = write_issues(run.out, stage, [*first, *pieces("issues")], version)


def _corrected(task: DocumentTask, stage: str, rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    issues = list(rows.get("issues", ()))
    result: dict[str, list[Row]] = {}
    for name, entries in rows.items():
        if name == "issues":
            continue
        applied = correcting.apply(task.corrections, name, entries)
        result[name] = applied.rows
        issues += correcting.issues(task.corrections, applied, task.document["document_id"], stage)
    return {**result, "issues": [{"block_ids": [], **row} for row in issues]}


def _take_corrected(parsed: ParsedDocument, rows: Iterable[Row]) -> None:
    """Let the stages after parse read the blocks as they were corrected."""
    by_id = {row["block_id"]: row for row in rows}
    for block in parsed.blocks:
        row = by_id.get(block.block_id)
        if row is not None:
            block.text, block.number, block.annex, block.kind = row["text"], row["number"], row["annex"], row["kind"]


def _concerns(correction: Correction, document_id: str) -> bool:
    """Say whether a value of the correction's row is the document's id or begins with it."""
    return any(
        isinstance(value, str) and (value == document_id or value.startswith(f"{document_id}/"))
        for value in correction.row.values()
    )


def _quarantine_row(name: str, failure: Failure) -> Row:
    issue = Issue("error", "parse", "document-quarantined", f"{name}: {failure.message}", failure.cause)
    return issue_row(issue, None)
