"""`report/index.html`: the dataset at a glance, for a person with a browser and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.parquet import read_table
from pipeline.schema import tables
from pipeline.whole import write_text

REPORT = "report"
MOST = 1_000
"""So many rows of a table are shown; a browser has no use for more, and the table has them all."""


def write_report(out: Path, version: str, rows: Mapping[str, int]) -> None:
    """Write the report of the dataset in ``out``, with the number of rows of each table; it loads nothing else."""
    environment = Environment(
        loader=PackageLoader("pipeline.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    issues = read_table(out, "issues", ["level", "rule"]).to_pylist()
    ledger = read_table(out, "ledger", ["document_id", "source_characters", "characters_unaccounted"]).to_pylist()
    page = environment.get_template("report.html").render(
        version=version,
        most=MOST,
        documents=_first(out, "documents"),
        ledger={row["document_id"]: row for row in ledger},
        counts={name: (schema, rows[name]) for name, schema in tables().items()},
        timeline=_first(out, "programme_timeline"),
        status=_first(out, "activity_status", "programme_id"),
        species=_first(out, "species_by_programme"),
        outcomes=_first(out, "meeting_outcomes", "meeting_id"),
        by_rule=sorted(Counter((row["level"], row["rule"]) for row in issues).items()),
        issues=_worst_issues(out),
    )
    write_text(out / REPORT / "index.html", page)


def _first(out: Path, name: str, by: str | None = None) -> list[dict[str, Any]]:
    table = read_table(out, name)
    if by:
        table = table.take(pc.sort_indices(table.column(by)))
    rows: list[dict[str, Any]] = table.slice(0, MOST).to_pylist()
    return rows


def _worst_issues(out: Path) -> list[dict[str, Any]]:
    rows = read_table(out, "issues")
    found: list[dict[str, Any]] = []
    for level in ("error", "warning", "info"):
        found += rows.filter(pc.equal(rows.column("level"), level)).slice(0, MOST - len(found)).to_pylist()
    return found
