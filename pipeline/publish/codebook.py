"""`codebook.md`: what stands in a dataset - rows, how full each column is, its values with counts, an example of each.

Publishing writes one into every dataset. ``python -m pipeline.publish.codebook DATASET FILE`` writes that of a dataset
of specimens into the documentation.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.layout import table_files
from pipeline.parquet import read_rows
from pipeline.publish.markdown import table
from pipeline.schema import Field, TableSchema, tables

CODEBOOK = "codebook.md"
VALUES_LISTED = 12
"""A text column with at most so many different values, of which one at least occurs twice, has them listed."""
VALUES_KEPT = 64
"""Of a column with more different values they are not kept: in several parts of a table it has that many at least."""
_EXAMPLE = 70
"""So many characters of an example are shown."""

Counts = dict[str, Any]
"""What is counted of a table, as values that JSON can hold: ``rows``, and ``columns`` by name."""


def codebook(folder: Path, counted: Mapping[str, Counts] | None = None) -> str:
    """Return the codebook of the dataset in ``folder`` as Markdown. Raises FileNotFoundError.

    ``counted`` is what `count_table` and `add_up` give of its tables, where that is known.
    """
    documents = read_rows(folder, "documents", ["document_id", "specimen"])
    specimens = sum(row["specimen"] for row in documents)
    lines = ["# Codebook", "", f"What stands in this dataset of {len(documents)} documents."]
    if specimens:
        lines += [f"{specimens} of them are specimens, written for the purpose and no official record."]
    lines += ["What the columns mean is in the data dictionary. Columns without any value are left out."]
    for schema in tables().values():
        counts = counted[schema.name] if counted else count_files(schema, table_files(folder, schema.name))
        lines += ["", *_section(schema, counts)]
    return "\n".join(lines) + "\n"


def count_files(schema: TableSchema, files: Iterable[Path]) -> Counts:
    """Return what is counted of a table in its files."""
    return add_up([count_table(schema, pq.ParquetFile(path).read(use_threads=False)) for path in files])


def count_table(schema: TableSchema, rows: pa.Table) -> Counts:
    """Return what is counted of a table, or of a part of it."""
    return {"rows": rows.num_rows, "columns": {f.name: _column(rows.column(f.name)) for f in schema.fields}}


def add_up(parts: Iterable[Counts]) -> Counts:
    """Return what is counted of a table of several parts."""
    first, *others = parts
    for other in others:
        first["rows"] += other["rows"]
        for name, column in other["columns"].items():
            _add_column(first["columns"][name], column)
    return first


def _column(column: pa.ChunkedArray) -> Counts:
    """A list counts as filled where it is not empty; how many different values it has is counted over its members."""
    if pa.types.is_list(column.type):
        full = column.filter(pc.greater(pc.list_value_length(column), 0))
        values = pc.list_flatten(full)
    else:
        full = values = column.drop_null()
    counts: Counts = {"full": len(full), "of": len(values), "example": _cut(full[0].as_py()) if len(full) else None}
    if pa.types.is_struct(values.type):
        return counts
    different = pc.count_distinct(values).as_py()
    counts |= {"different": different, "exact": True, "values": None, "least": None, "most": None}
    if different <= VALUES_KEPT:
        found = pc.value_counts(values)
        counts["values"] = [[_plain(entry["values"].as_py()), entry["counts"].as_py()] for entry in found]
    kind = values.type
    if len(values) and (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_date(kind)):
        counts |= {name: _plain(pc.min_max(values)[of].as_py()) for name, of in (("least", "min"), ("most", "max"))}
    return counts


def _add_column(first: Counts, other: Counts) -> None:
    first["full"] += other["full"]
    first["of"] += other["of"]
    first["example"] = first["example"] if first["example"] is not None else other["example"]
    if "different" not in first:
        return
    if first["values"] is not None and other["values"] is not None:
        added = Counter(dict(map(tuple, first["values"]))) + Counter(dict(map(tuple, other["values"])))
        first["different"] = len(added)
        first["values"] = [list(item) for item in added.items()] if len(added) <= VALUES_KEPT else None
    else:
        first["different"], first["values"] = max(first["different"], other["different"]), None
        first["exact"] = False
    first["exact"] = first["exact"] and other["exact"]
    for name, of in (("least", min), ("most", max)):
        known = [value for value in (first[name], other[name]) if value is not None]
        first[name] = of(known) if known else None


def _section(schema: TableSchema, counts: Counts) -> list[str]:
    lines = [f"## {schema.name}", "", f"{counts['rows']} rows. {schema.description}"]
    described = [_line(field, counts["columns"][field.name]) for field in schema.fields]
    filled = [line for line in described if line[1] != "0"]
    return [*lines, "", *table(("column", "filled:", "different:", "values or example"), filled)] if filled else lines


def _line(field: Field, counts: Counts) -> tuple[str, str, str, str]:
    different = str(counts.get("different", ""))
    if different and not counts["exact"]:
        different = f"≥ {different}"
    shown = _values(field, counts) if different and counts["of"] else ""
    return f"`{field.name}`", str(counts["full"]), different, shown or f"`{counts['example']}`"


def _values(field: Field, counts: Counts) -> str:
    """The values with counts, most frequent first; from least to most of figures; "" where an example says more."""
    if counts["least"] is not None:
        least, most = counts["least"], counts["most"]
        return f"{least} to {most}" if least != most else str(least)
    values = counts["values"]
    few = values is not None and (field.allowed or len(values) <= min(VALUES_LISTED, counts["of"] - 1))
    if few and max(len(str(value)) for value, _ in values) <= _EXAMPLE:
        ranked = sorted(values, key=lambda item: (-item[1], str(item[0])))
        return ", ".join(
            f"`{str(value).lower() if isinstance(value, bool) else value}` {count}" for value, count in ranked
        )
    return ""


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _cut(value: Any) -> str:
    text = value if isinstance(value, str) else orjson.dumps(value, default=str).decode()
    text = " ".join(text.split()).replace("`", "'")
    return text if len(text) <= _EXAMPLE else f"{text[:_EXAMPLE].rstrip()}…"


def main(folder: Path, target: Path) -> None:
    """Write the codebook of a dataset of specimens; raises ValueError for others, whose text is not ours to commit."""
    others = [row["document_id"] for row in read_rows(folder, "documents") if not row["specimen"]]
    if others:
        raise ValueError(f"{folder} holds documents that are no specimens: {', '.join(others[:5])}")
    target.write_text(codebook(folder), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
