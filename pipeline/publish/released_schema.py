"""The schema as it was released, and what in the schema of today breaks it.

Fields and tables are added freely; to take one away, or to change what it is, needs a new major version. The released
schema lies beside the released state; `concord release` writes it, and ``python -m pipeline.publish.released_schema``
does where nothing has been released yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from pipeline.schema import VERSION, tables
from pipeline.whole import write_json

RELEASED_SCHEMA = Path("released-schema.json")

Snapshot = Mapping[str, Any]
"""``version``, and ``tables`` by name: ``key``, and ``columns`` by name with ``type`` and ``unit``."""


def snapshot() -> dict[str, Any]:
    """Return the schema of today, as far as a change of it can break what others built on it."""
    return {
        "version": VERSION,
        "tables": {
            name: {
                "key": list(schema.key),
                "columns": {field.name: {"type": str(field.arrow.type), "unit": field.unit} for field in schema.fields},
            }
            for name, schema in tables().items()
        },
    }


def breaking_changes(released: Snapshot, now: Snapshot) -> list[str]:
    """Return in what the schema of ``now`` breaks the one released; nothing where its major version is higher."""
    if _major(now) > _major(released):
        return []
    return list(_changes(released["tables"], now["tables"]))


def read_released_schema(path: Path) -> Snapshot:
    """Return the schema that was released. Raises FileNotFoundError."""
    found: Snapshot = orjson.loads(path.read_bytes())
    return found


def write_released_schema(path: Path) -> None:
    """Write the schema of today as the one released."""
    write_json(path, snapshot())


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name, table in before.items():
        if name not in after:
            yield f"table {name} is gone"
            continue
        if after[name]["key"] != table["key"]:
            yield f"the key of {name} was {table['key']} and is {after[name]['key']}"
        for column, described in table["columns"].items():
            now = after[name]["columns"].get(column)
            if now is None:
                yield f"{name}.{column} is gone"
                continue
            for what in ("type", "unit"):
                if now[what] != described[what]:
                    yield f"the {what} of {name}.{column} was {described[what]} and is {now[what]}"


def _major(schema: Snapshot) -> int:
    return int(schema["version"].split(".")[0])


if __name__ == "__main__":
    write_released_schema(RELEASED_SCHEMA)
