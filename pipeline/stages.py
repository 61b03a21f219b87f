"""The stages over a folder of documents: what is there is kept, what is missing is made in worker processes.

Reading a file is the dear part and depends on its content alone; so every file is read first, then it is settled which
file is which document, and then each document goes through parse, split and tag. The tables are always written whole
from what is kept, in order of document_id, whatever was made anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from pipeline import __version__
from pipeline.cluster import each_on_cluster
from pipeline.corrections import Correction
from pipeline.isolation import DATA_FILE, NOT_KEPT, Failure, Limits, Outcome, each, make_ready
from pipeline.kept import Kept, code_hash, key_of
from pipeline.layout import DOCUMENT_STAGES, clear, cut, place
from pipeline.model import Issue
from pipeline.params import Params
from pipeline.parquet import read_table, to_table, write_table
from pipeline.records import issue_row
from pipeline.renditions import Reading, settle
from pipeline.schema import VERSION, tables, tables_of
from pipeline.sources import Source, find_sources
from pipeline.tag.targets import known_symbols
from pipeline.tasks import FACTS, NOTES, PART, WORDS, DocumentTask, PartTask, ReadTask

Row = dict[str, Any]
Task = TypeVar("Task")
Progress = Callable[[str, int, int], None]
"""Told the stage, how many documents are done, and how many there are."""

STAGES = DOCUMENT_STAGES
WORK = ".stages"
"""Folder beside the tables that holds each stage's issues until they are published as one table."""


class BusyError(Exception):
    """Another run is writing the same dataset."""


class WorkError(Exception):
    """What concerns no single document could not be done; the message says what and why."""


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
        """Work on tasks, here or on the cluster; yield the outcomes in their order.

        Raises `WorkError` where a result cannot be kept or a data file is wrong: that is no fault of the document's.
        """
        if self.scheduler:
            outcomes = each_on_cluster(self.scheduler, work, tasks, self.limits)
        else:
            outcomes = each(work, tasks, self.jobs, self.limits)
        for outcome in outcomes:
            if outcome.failure and outcome.failure.cause in (NOT_KEPT, DATA_FILE):
                raise WorkError(outcome.failure.message)
            yield outcome

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
        done = [task for task in tasks if task.document_id not in broken]
        report.documents = len(done)
        rows = [issue_row(issue, None) for issue in (*folder_issues, *settled.issues)]
        for name, failure in sorted({**failures, **dict(broken.values())}.items()):
            report.quarantined.append((name, f"{failure.cause}: {failure.message}"))
            rows.append(_quarantine_row(name, failure))
        parts = _put_together(run, wanted, done)
        for stage in wanted:
            _write_stage(run, stage, parts, rows if stage == "parse" else [], report)
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
    clear(out)
    return lock


def about(version: str) -> dict[str, str]:
    """Return what every Parquet file says of its making."""
    return {"schema_version": VERSION, "dataset_version": version, "code_version": __version__}


def write_whole(out: Path, table: str, rows: pa.Table, version: str) -> int:
    """Write a table of the schema to a dataset as one file; return the number of rows."""
    return write_table(out / f"{table}.parquet", tables()[table], [rows], about(version))


def write_issues(out: Path, stage: str, pieces: Iterable[pa.Table], version: str) -> int:
    """Write the issues of one stage where publishing finds them; return their number."""
    folder = out / WORK
    folder.mkdir(exist_ok=True)
    return write_table(folder / f"issues-{stage}.parquet", tables()["issues"], pieces, about(version))


def stage_issues(out: Path) -> pa.Table:
    """Return the issues of all stages that wrote any, in order of the stages."""
    found = [
        read_table(out / WORK, f"issues-{stage}")
        for stage in (*STAGES, "aggregate")
        if (out / WORK / f"issues-{stage}.parquet").exists()
    ]
    return pa.concat_tables([tables()["issues"].arrow.empty_table(), *found])


def all_done(run: Run, work: Callable[[Task], None], tasks: Sequence[Task], failed: str) -> None:
    """Do work on parts of the dataset in processes here. Raises `WorkError`, which begins with ``failed``."""
    for outcome in each(work, tasks, run.jobs, Limits()):
        if outcome.failure:
            raise WorkError(f"{failed}: {outcome.failure.message}")


def read_all(run: Run, sources: Sequence[Source], report: Report) -> tuple[list[Reading], dict[str, Failure]]:
    """Read the files of which nothing is kept; return what is read of all, and why the others cannot be, by name."""
    kept = Kept(run.keep)
    tasks = _read_tasks(run, sources)
    failures = {source.name: Failure("unreadable_file", source.fault) for source in sources if source.fault}
    missing = [task for task in tasks if not (kept.has("read", task.key) and kept.has("card", task.card_key))]
    if missing and run.scheduler is None:
        make_ready()
    waiting = {task.card_key for task in missing}
    cards = {task.card_key: _card(kept, task) for task in tasks if task.card_key not in waiting}
    failures |= {
        outcome.task.source.name: outcome.failure
        for outcome in _counted(run, "read", run.each(_read, missing), len(missing))
        if outcome.failure
    }
    report.made += len(missing)
    report.kept += len(tasks) - len(missing)
    cards |= {task.card_key: _card(kept, task) for task in missing}
    for task in tasks:
        if cards[task.card_key] is None and task.source.name not in failures:
            failures[task.source.name] = Failure("kept_result_damaged", "what was read of it is damaged; run again")
    return _readings(kept, tasks, cards), failures


def used_keys(run: Run) -> dict[str, list[str]]:
    """Return the keys of the kept results, by stage, that a run with these parameters over this folder uses."""
    kept = Kept(run.keep)
    reads = _read_tasks(run, find_sources(run.raw)[0])
    readings = _readings(kept, reads, {task.card_key: _card(kept, task) for task in reads})
    works = [_document_task(run, reading, STAGES) for reading in settle(readings).readings]
    return {
        "read": [task.key for task in reads],
        "card": [task.card_key for task in reads],
        **{stage: [task.keys[stage] for task in works] for stage in STAGES},
        PART: [key for part in _part_tasks(run, STAGES, works) for key in part.keys.values()],
    }


def _read(task: ReadTask) -> None:
    from pipeline.work import read_file  # noqa: PLC0415 - what reads and tags is loaded where it works

    read_file(task)


def _work(task: DocumentTask) -> None:
    from pipeline.work import work_on_document  # noqa: PLC0415

    work_on_document(task)


def _together(task: PartTask) -> None:
    from pipeline.work import put_together  # noqa: PLC0415

    put_together(task)


def _read_tasks(run: Run, sources: Iterable[Source]) -> list[ReadTask]:
    return [_read_task(run, source) for source in sources if not source.fault]


def _read_task(run: Run, source: Source) -> ReadTask:
    params = run.params.parse
    key = key_of(code_hash("read"), source.sha256, source.media_type, params.stitch, params.ocr)
    return ReadTask(source, key, key_of(key, source.stated), run.keep, params.stitch, params.ocr)


def _card(kept: Kept, task: ReadTask) -> Row | None:
    """Return the facts that a file states; its words apart, of which a folder has many more than of documents."""
    data = kept.read_parts("card", task.card_key, [FACTS])
    return None if data is None else {**orjson.loads(data[FACTS]), "words": ()}


def _readings(kept: Kept, tasks: Iterable[ReadTask], cards: Mapping[str, Row | None]) -> list[Reading]:
    """Return what is read of the files that have a card; with their words where several may be one document."""
    found = [(task, card) for task in tasks if (card := cards[task.card_key]) is not None]
    shared = Counter(card["facts"]["document_id"] for _, card in found)
    for task, card in found:
        if shared[card["facts"]["document_id"]] > 1:
            words = kept.read_parts("card", task.card_key, [WORDS])
            card["words"] = orjson.loads(words[WORDS]) if words else ()
    return [Reading.of(task.source, task.key, card) for task, card in found]


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
    read = _read_task(run, reading.source)
    return DocumentTask(reading.document, tuple(reading.issues), read, keys, mine, tuple(lexicons))


def _work_all(run: Run, tasks: Sequence[DocumentTask], report: Report) -> dict[str, tuple[str, Failure]]:
    kept = Kept(run.keep)
    missing = [task for task in tasks if not all(kept.has(stage, key) for stage, key in task.keys.items())]
    report.made += len(missing)
    report.kept += len(tasks) - len(missing)
    outcomes = run.each(_work, missing)
    return {
        outcome.task.document_id: (outcome.task.document["source_file"], outcome.failure)
        for outcome in _counted(run, "documents", outcomes, len(missing))
        if outcome.failure
    }


def _counted(run: Run, name: str, outcomes: Iterator[Outcome[Any, Any]], total: int) -> Iterator[Outcome[Any, Any]]:
    for done, outcome in enumerate(outcomes, 1):
        if run.progress:
            run.progress(name, done, total)
        yield outcome


def _put_together(run: Run, stages: Sequence[str], tasks: Sequence[DocumentTask]) -> list[PartTask]:
    """Make the parts of the dataset of which nothing is kept; return all."""
    kept = Kept(run.keep)
    parts = _part_tasks(run, stages, tasks)
    missing = [
        replace(part, keys=keys)
        for part in parts
        if (keys := {stage: key for stage, key in part.keys.items() if not _holds(kept, key, part.known)})
    ]
    for outcome in _counted(run, "tables", run.each(_together, missing), len(missing)):
        if outcome.failure:
            raise WorkError(f"a part of the tables could not be made: {outcome.failure.message}")
    return parts


def _part_tasks(run: Run, stages: Sequence[str], tasks: Sequence[DocumentTask]) -> list[PartTask]:
    known = known_symbols(task.document for task in tasks)
    said = about(run.params.publish.version)
    by_id = {task.document_id: task for task in tasks}
    parts: list[PartTask] = []
    for ids in cut(list(by_id)):
        documents = tuple(by_id[name] for name in ids)
        keys = {stage: key_of(code_hash(stage), [task.keys[stage] for task in documents], said) for stage in stages}
        parts.append(PartTask(documents, keys, known, said, run.keep))
    return parts


def _holds(kept: Kept, key: str, known: Mapping[str, str]) -> bool:
    """Whether a part is kept, and the symbols that it mentions still lead where they led when it was made."""
    found = kept.read_parts(PART, key, [NOTES])
    return found is not None and all(
        known.get(symbol) == target for symbol, target in orjson.loads(found[NOTES])["targets"].items()
    )


def _write_stage(run: Run, stage: str, parts: Sequence[PartTask], issues: list[Row], report: Report) -> None:
    """Write the tables of a stage from the parts that are kept, and its issues, ``issues`` first."""
    kept = Kept(run.keep)
    version = run.params.publish.version
    report.rows |= dict.fromkeys((*(schema.name for schema in tables_of(stage)), f"issues of {stage}"), 0)
    pieces = [to_table(tables()["issues"], issues)] if issues else []

    def files() -> Iterator[Mapping[str, bytes]]:
        for part in parts:
            found = kept.read_parts(PART, part.keys[stage])
            if found is None:
                raise WorkError("what was kept of the tables vanished during the run; run again")
            pieces.append(pq.ParquetFile(pa.BufferReader(found["issues"])).read(use_threads=False))
            for name, count in orjson.loads(found[NOTES])["rows"].items():
                report.rows[name if name != "issues" else f"issues of {stage}"] += count
            yield found

    place(run.out, stage, files(), in_parts=len(parts) > 1)
    write_issues(run.out, stage, pieces, version)
    report.rows[f"issues of {stage}"] += len(issues)


def _concerns(correction: Correction, document_id: str) -> bool:
    """Say whether a value of the correction's row is the document's id or begins with it."""
    return any(
        isinstance(value, str) and (value == document_id or value.startswith(f"{document_id}/"))
        for value in correction.row.values()
    )


def _quarantine_row(name: str, failure: Failure) -> Row:
    issue = Issue("error", "parse", "document-quarantined", f"{name}: {failure.message}", failure.cause)
    return issue_row(issue, None)
