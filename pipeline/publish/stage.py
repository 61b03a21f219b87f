"""The publish stage over a dataset folder: one table of issues, descriptions, figures of quality, the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.check import Finding, Findings, check_files, check_whole
from pipeline.corrections import unused
from pipeline.evaluate import evaluate, metrics
from pipeline.layout import DOCUMENT_STAGES, table_files
from pipeline.params import Params
from pipeline.parquet import content_hash, hash_of_parts, read_rows, to_table
from pipeline.publish.changelog import CHANGELOG, change_log_of, read_released
from pipeline.publish.codebook import CODEBOOK, Counts, add_up, codebook, count_files
from pipeline.publish.croissant import METADATA, croissant
from pipeline.publish.datapackage import DESCRIPTOR, describe
from pipeline.publish.report import write_report
from pipeline.publish.survey import Survey, surveys
from pipeline.schema import tables
from pipeline.stages import Run, stage_issues, write_whole, writing
from pipeline.whole import write_json, write_text

QUALITY = "quality.json"


def publish_dataset(run: Run) -> list[Finding]:
    """Finish the dataset in ``run.out`` and return in what it breaks the contract.

    What is known of each part of it is kept. Raises FileNotFoundError where a stage before has not run, and
    `pipeline.stages.BusyError`.
    """
    out, params, version = run.out, run.params, run.params.publish.version
    with writing(out):
        issues = stage_issues(out)
        never = [
            {"block_ids": [], **row} for row in unused(run.corrections, issues.select(["rule", "evidence"]).to_pylist())
        ]
        write_whole(
            out, "issues", pa.concat_tables([issues, to_table(tables()["issues"], never)]) if never else issues, version
        )
        found = surveys(run)
        broken = [finding for survey in found for finding in survey.broken]
        broken += check_files(out, [schema.name for schema in tables().values() if schema.stage not in DOCUMENT_STAGES])
        if broken:
            return broken
        hashes, counts = _of_tables(out, found)
        rows = {name: count["rows"] for name, count in counts.items()}
        write_json(out / DESCRIPTOR, describe(out, version, rows))
        write_json(out / METADATA, croissant(out, version))
        write_text(out / CODEBOOK, codebook(out, counts))
        total = Findings()
        for survey in found:
            total.merge(survey.findings)
        findings = check_whole(out, total)
        write_json(out / QUALITY, _quality(out, findings, rows, hashes, params))
        write_text(out / CHANGELOG, change_log_of(out, version, hashes, read_released(Path(params.publish.released))))
        write_report(out, version, rows)
    return findings


def _of_tables(out: Path, found: Sequence[Survey]) -> tuple[dict[str, str], dict[str, Counts]]:
    """Return the content hash of each table, and what is counted of it."""
    hashes: dict[str, str] = {}
    counts: dict[str, Counts] = {}
    for name, schema in tables().items():
        if found and name in found[0].hashes:
            hashes[name] = hash_of_parts([survey.hashes[name] for survey in found])
            counts[name] = add_up([survey.counts[name] for survey in found])
        else:
            hashes[name] = content_hash(out / f"{name}.parquet")
            counts[name] = count_files(schema, table_files(out, name))
    return hashes, counts


def _quality(
    out: Path, findings: Sequence[Finding], rows: dict[str, int], hashes: dict[str, str], params: Params
) -> dict[str, Any]:
    columns = ["source_characters", "characters_in_blocks", "characters_unaccounted"]
    ledger = read_rows(out, "ledger", columns)
    issues = read_rows(out, "issues", ["level", "rule"])
    evaluations = {folder: metrics(evaluate(Path(folder), out))["overall"] for folder in params.publish.gold}
    return {
        "check": {
            "findings": len(findings),
            "by_rule": dict(sorted(Counter(finding.rule for finding in findings).items())),
        },
        "characters": {
            "source": sum(row["source_characters"] for row in ledger),
            "in_blocks": sum(row["characters_in_blocks"] for row in ledger),
            "unaccounted": sum(row["characters_unaccounted"] for row in ledger),
        },
        "issues": {
            level: dict(sorted(Counter(row["rule"] for row in issues if row["level"] == level).items()))
            for level in ("error", "warning", "info")
        },
        "rows": rows,
        "content": hashes,
        "evaluate": evaluations,
    }
