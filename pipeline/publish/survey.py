"""What publishing needs to know of a part of a dataset: what is wrong with it, what stands in it, what it hashes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import orjson
import pyarrow.parquet as pq

from pipeline.check import Finding, Findings, Reference, check_schema, check_tables
from pipeline.kept import Kept, code_hash, key_of
from pipeline.layout import Unit, units
from pipeline.parquet import content_hash
from pipeline.publish.codebook import Counts, count_table
from pipeline.schema import tables
from pipeline.sources import file_sha256
from pipeline.stages import Run, all_done
from pipeline.tasks import UnitTask

STAGE = "survey"
"""What surveys are kept as."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of some documents: findings, and by table what is counted and the hash of the content.

    ``broken`` are findings of files that are not what their tables' schemas say; nothing else is known then.
    """

    broken: tuple[Finding, ...]
    findings: Findings
    counts: Mapping[str, Counts]
    hashes: Mapping[str, str]


def surveys(run: Run) -> list[Survey]:
    """Return the surveys of the parts of a dataset; those that are not kept are made by processes at once.

    Raises FileNotFoundError where a table is missing.
    """
    kept = Kept(run.keep)
    tasks = [UnitTask(unit, _key(unit), run.keep) for unit in units(run.out)]
    missing = [task for task in tasks if not kept.has(STAGE, task.key)]
    all_done(run, _survey, missing, "the dataset could not be surveyed")
    return [_kept(kept, task) or survey(task.unit) for task in tasks]


def survey(unit: Unit) -> Survey:
    """Survey the tables of some documents."""
    broken = tuple(finding for name, path in unit.files.items() for finding in check_schema(name, path))
    if broken:
        return Survey(broken, Findings(), {}, {})
    given = {name: pq.ParquetFile(path).read(use_threads=False) for name, path in unit.files.items()}
    schemas = [schema for schema in tables().values() if schema.name in given]
    return Survey(
        (),
        check_tables(given, schemas),
        {schema.name: count_table(schema, given[schema.name]) for schema in schemas},
        {name: content_hash(path) for name, path in unit.files.items()},
    )


def used_by_survey(run: Run) -> dict[str, list[str]]:
    """Return the keys of what is kept of the dataset in ``run.out`` for publishing; nothing where there is none."""
    try:
        return {STAGE: [_key(unit) for unit in units(run.out)]}
    except FileNotFoundError:
        return {}


def _key(unit: Unit) -> str:
    return key_of(code_hash("publish"), [[name, file_sha256(path)] for name, path in sorted(unit.files.items())])


def _survey(task: UnitTask) -> None:
    made = survey(task.unit)
    findings = made.findings
    plain: dict[str, Any] = {
        "broken": [asdict(entry) for entry in made.broken],
        "found": [[*place, [asdict(entry) for entry in found]] for place, found in findings.found.items()],
        "findings": [[*place, count] for place, count in findings.counts.items()],
        "open": [asdict(entry) for entry in findings.open],
        "counts": made.counts,
        "hashes": made.hashes,
    }
    Kept(task.keep).write_bytes(STAGE, task.key, orjson.dumps(plain))


def _kept(kept: Kept, task: UnitTask) -> Survey | None:
    data = kept.read_bytes(STAGE, task.key)
    if data is None:
        return None
    entry = orjson.loads(data)
    findings = Findings(
        {(rule, table): [Finding(**one) for one in found] for rule, table, found in entry["found"]},
        {(rule, table): count for rule, table, count in entry["findings"]},
        [Reference(**one) for one in entry["open"]],
    )
    broken = tuple(Finding(**one) for one in entry["broken"])
    return Survey(broken, findings, entry["counts"], entry["hashes"])
