"""`codebook.md`: what stands in a dataset - rows, how full each column is, its values with counts, an example of each.

Publishing writes one into every dataset. ``python -m pipeline.publish.codebook DATASET FILE`` writes that of a dataset
of specimens into the documentation.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.parquet import read_rows
from pipeline.publish.markdown import table
from pipeline.schema import Field, TableSchema, tables

CODEBOOK = "codebook.md"
VALUES_LISTED = 12
"""A text column with at most so many different values, of which one at least occurs twice, has them listed."""
_EXAMPLE = 70
"""So many characters of an example are shown."""


def codebook(folder: Path) -> str:
    """Return the codebook of the dataset in ``folder`` as Markdown. Raises FileNotFoundError."""
    documents = read_rows(folder, "documents", ["document_id", "specimen"])
    specimens = sum(row["specimen"] for row in documents)
    lines = ["# Codebook", "", f"What stands in this dataset of {len(documents)} documents."]
    if specimens:
        lines += [f"{specimens} of them are specimens, written for the purpose and no official record."]
    lines += ["What the columns mean is in the data dictionary. Columns without any value are left out."]
    for schema in tables().values():
        lines += ["", *_section(schema, pq.read_table(folder / f"{schema.name}.parquet", use_threads=False))]
    return "\n".join(lines) + "\n"


def _section(schema: TableSchema, rows: pa.Table) -> list[str]:
    lines = [f"## {schema.name}", "", f"{rows.num_rows} rows. {schema.description}"]
    described = [_line(field, rows.column(field.name)) for field in schema.fields]
    filled = [line for line in described if line[1] != "0"]
    return [*lines, "", *table(("column", "filled:", "different:", "values or example"), filled)] if filled else lines


def _line(field: Field, column: pa.ChunkedArray) -> tuple[str, str, str, str]:
    """A list counts as filled where it is not empty; how many different values it has is counted over its members."""
    if pa.types.is_list(column.type):
        full = column.filter(pc.greater(pc.list_value_length(column), 0))
        values = pc.list_flatten(full)
    else:
        full = values = column.drop_null()
    plain = not pa.types.is_struct(values.type)
    different = str(pc.count_distinct(values).as_py()) if plain else ""
    shown = _values(field, values) if plain and len(values) else ""
    if not shown and len(full):
        shown = f"`{_cut(full[0].as_py())}`"
    return f"`{field.name}`", str(len(full)), different, shown


def _values(field: Field, values: pa.ChunkedArray) -> str:
    """The values with counts, most frequent first; from least to most of figures; "" where an example says more."""
    kind = values.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_date(kind):
        least, most = (pc.min_max(values)[name].as_py() for name in ("min", "max"))
        return f"{least} to {most}" if least != most else str(least)
    counts = {entry["values"].as_py(): entry["counts"].as_py() for entry in pc.value_counts(values)}
    few = field.allowed or len(counts) <= min(VALUES_LISTED, len(values) - 1)
    if few and max(len(str(value)) for value in counts) <= _EXAMPLE:
        ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
        return ", ".join(
            f"`{str(value).lower() if isinstance(value, bool) else value}` {count}" for value, count in ranked
        )
    return ""


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
