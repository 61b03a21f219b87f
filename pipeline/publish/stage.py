"""The publish stage over a dataset folder: one table of issues, descriptions, figures of quality, the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from pipeline.check import Finding, check
from pipeline.corrections import Correction, unused
from pipeline.evaluate import evaluate, metrics
from pipeline.params import Params
from pipeline.parquet import content_hash, read_rows
from pipeline.publish.changelog import CHANGELOG, change_log_of, read_released
from pipeline.publish.codebook import CODEBOOK, codebook
from pipeline.publish.croissant import METADATA, croissant
from pipeline.publish.datapackage import DESCRIPTOR, describe
from pipeline.publish.report import write_report
from pipeline.schema import tables
from pipeline.stages import stage_issues, write_rows, writing

QUALITY = "quality.json"


def publish_dataset(out: Path, corrections: Sequence[Correction], params: Params) -> list[Finding]:
    """Finish the dataset in ``out`` and return in what it breaks the contract.

    Raises FileNotFoundError where a stage before has not run, and `pipeline.stages.BusyError`.
    """
    version = params.publish.version
    with writing(out):
        issues = stage_issues(out)
        issues += [{"block_ids": [], **row} for row in unused(corrections, issues)]
        write_rows(out, "issues", issues, version)
        _write_json(out / DESCRIPTOR, describe(out, version))
        _write_json(out / METADATA, croissant(out, version))
        _write(out / CODEBOOK, codebook(out))
        findings = check(out)
        hashes = {name: content_hash(out / f"{name}.parquet") for name in tables()}
        _write_json(out / QUALITY, _quality(out, findings, hashes, params))
        _write(out / CHANGELOG, change_log_of(out, version, hashes, read_released(Path(params.publish.released))))
        write_report(out, version)
    return findings


def _quality(out: Path, findings: Sequence[Finding], hashes: dict[str, str], params: Params) -> dict[str, Any]:
    ledger = read_rows(out, "ledger")
    issues = read_rows(out, "issues", ["level", "rule"])
    evaluations = {
        folder: metrics(evaluate(Path(folder), out))["overall"]
        for folder in params.publish.gold
        if Path(folder).is_dir()
    }
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
        "rows": {name: len(read_rows(out, name, [schema.fields[0].name])) for name, schema in tables().items()},
        "content": hashes,
        "evaluate": evaluations,
    }


def _write_json(path: Path, value: Any) -> None:
    _write(path, orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE, default=str).decode())


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)
