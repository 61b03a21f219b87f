"""The aggregate stage over a dataset folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.aggregate.citations import graphml
from pipeline.aggregate.dataset import NEEDED, aggregate
from pipeline.corrections import Correction
from pipeline.params import Params
from pipeline.parquet import read_rows, to_table
from pipeline.schema import tables, tables_of
from pipeline.stages import write_issues, write_rows, writing
from pipeline.tag.lexicon import lexicon

GRAPH = "citations.graphml"
"""The file of a dataset with the citations as a graph."""


def aggregate_dataset(out: Path, corrections: Sequence[Correction], params: Params) -> dict[str, int]:
    """Write the aggregates of the dataset in ``out``, and `GRAPH`; return the number of rows of each table.

    Raises FileNotFoundError where a stage before has not run, and `pipeline.stages.BusyError`.
    """
    version = params.publish.version
    with writing(out):
        given = {name: read_rows(out, name, list(columns)) for name, columns in NEEDED.items()}
        taxa = tuple(lexicon(*(Path(path) for path in params.tag.lexicons)).taxa.values())
        made = aggregate(given, corrections, taxa)
        counts = {
            schema.name: write_rows(out, schema.name, made[schema.name], version) for schema in tables_of("aggregate")
        }
        issues = to_table(tables()["issues"], made["issues"])
        counts["issues of aggregate"] = write_issues(out, "aggregate", [issues], version)
        beside = out / f".{GRAPH}.part"
        beside.write_bytes(graphml(made["citations"], given["documents"]))
        beside.replace(out / GRAPH)
    return counts
