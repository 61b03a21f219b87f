"""The aggregate stage over a dataset folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import orjson

from pipeline.aggregate.citations import graphml
from pipeline.aggregate.dataset import NEEDED, aggregate
from pipeline.aggregate.editions import Step
from pipeline.aggregate.lineage import step_links
from pipeline.aggregate.rows import Rows
from pipeline.corrections import Correction
from pipeline.kept import Kept, code_hash, key_of
from pipeline.params import Params
from pipeline.parquet import read_rows, to_table
from pipeline.schema import tables, tables_of
from pipeline.stages import write_issues, write_rows, writing
from pipeline.tag.lexicon import lexicon

GRAPH = "citations.graphml"
"""The file of a dataset with the citations as a graph."""


def aggregate_dataset(out: Path, corrections: Sequence[Correction], params: Params, keep: Path) -> dict[str, int]:
    """Write the aggregates of the dataset in ``out``, and `GRAPH`; return the number of rows of each table.

    What links two editions is kept in ``keep``: comparing their activities is the dear part. Raises FileNotFoundError
    where a stage before has not run, and `pipeline.stages.BusyError`.
    """
    version = params.publish.version
    with writing(out):
        given = {name: read_rows(out, name, list(columns)) for name, columns in NEEDED.items()}
        taxa = tuple(lexicon(*(Path(path) for path in params.tag.lexicons)).taxa.values())
        made = aggregate(given, corrections, taxa, partial(_kept_links, Kept(keep)))
        counts = {
            schema.name: write_rows(out, schema.name, made[schema.name], version) for schema in tables_of("aggregate")
        }
        issues = to_table(tables()["issues"], made["issues"])
        counts["issues of aggregate"] = write_issues(out, "aggregate", [issues], version)
        beside = out / f".{GRAPH}.part"
        beside.write_bytes(graphml(made["citations"], given["documents"]))
        beside.replace(out / GRAPH)
    return counts


def _kept_links(kept: Kept, step: Step) -> Rows:
    if step.earlier is None:
        return []
    key = key_of(code_hash("aggregate"), step)
    data = kept.read_bytes("lineage", key)
    if data is not None:
        rows: Rows = orjson.loads(data)
        return rows
    rows = step_links(step)
    kept.write_bytes("lineage", key, orjson.dumps(rows))
    return rows
