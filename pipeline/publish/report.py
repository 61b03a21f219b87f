"""`report/index.html`: the dataset at a glance, for a person with a browser and nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.parquet import read_rows
from pipeline.schema import tables

REPORT = "report"


def write_report(out: Path, version: str) -> None:
    """Write the report of the dataset in ``out``. It loads nothing from elsewhere."""
    environment = Environment(
        loader=PackageLoader("pipeline.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    issues = read_rows(out, "issues")
    page = environment.get_template("report.html").render(
        version=version,
        documents=read_rows(out, "documents"),
        ledger={row["document_id"]: row for row in read_rows(out, "ledger")},
        counts={
            name: (schema, len(read_rows(out, name, [schema.fields[0].name]))) for name, schema in tables().items()
        },
        timeline=read_rows(out, "programme_timeline"),
        status=read_rows(out, "activity_status"),
        species=read_rows(out, "species_by_programme"),
        by_rule=sorted(Counter((row["level"], row["rule"]) for row in issues).items()),
        issues=sorted(issues, key=lambda row: ("error", "warning", "info").index(row["level"])),
    )
    folder = out / REPORT
    folder.mkdir(exist_ok=True)
    beside = folder / ".index.html.part"
    beside.write_text(page, encoding="utf-8", newline="\n")
    beside.replace(folder / "index.html")
