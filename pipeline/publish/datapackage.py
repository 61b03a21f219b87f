"""`datapackage.json`: the dataset described as a Frictionless Data Package, with a Table Schema for every table.

Source: the Data Package and Table Schema specifications, version 1 (frictionlessdata.io/specs).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from pipeline.layout import table_files
from pipeline.parquet import count_rows, hash_of_parts
from pipeline.schema import VERSION, Field, TableSchema, tables
from pipeline.sources import file_sha256

DESCRIPTOR = "datapackage.json"
TITLE = "Concord: the record of the CITES/CMS Joint Work Programmes"
ABOUT = "Activities, results, species and references read from the meeting documents of CITES and CMS."
LICENSE_NAME = "Apache-2.0"
_TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "box": "object",
}
"""Types of Table Schema. Lists are `any`: Frictionless reads Parquet by way of pandas, where a list is an array of
NumPy, which it does not take for an `array`; `arrowType` says of every field what it is."""
_MISSING = ["nan"]
"""What counts as null beside null: pandas has no other number for it. An empty text is no null here."""


def describe(folder: Path, version: str, rows: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Return the description of the dataset in ``folder``, whose tables are all there; with ``rows`` if counted."""
    rows = rows or {name: count_rows(folder, name) for name in tables()}
    return {
        "profile": "data-package",
        "name": "concord",
        "title": TITLE,
        "description": ABOUT,
        "version": version,
        "schema_version": VERSION,
        "licenses": [{"name": LICENSE_NAME, "title": "Apache License 2.0 (the code and the structure of the data)"}],
        "resources": [_resource(folder, schema, rows[name]) for name, schema in tables().items()],
    }


def described_tables(folder: Path) -> dict[str, str] | None:
    """Return the SHA-256 of each table's file as the description states it; None where there is no description."""
    path = folder / DESCRIPTOR
    if not path.exists():
        return None
    resources = orjson.loads(path.read_bytes())["resources"]
    return {resource["name"].replace("-", "_"): resource["hash"].removeprefix("sha256:") for resource in resources}


def file_hash(folder: Path, name: str) -> str:
    """Return the SHA-256 of a table's file; of several, that of theirs, a line each."""
    return hash_of_parts([file_sha256(path) for path in table_files(folder, name)])


def _resource(folder: Path, schema: TableSchema, rows: int) -> dict[str, Any]:
    files = [path.relative_to(folder).as_posix() for path in table_files(folder, schema.name)]
    return {
        "profile": "tabular-data-resource",
        "name": schema.name.replace("_", "-"),
        "path": files[0] if len(files) == 1 else files,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "description": schema.description,
        "hash": f"sha256:{file_hash(folder, schema.name)}",
        "rows": rows,
        "schema": {
            "fields": [_field(field, schema) for field in schema.fields],
            "missingValues": _MISSING,
            **({"primaryKey": list(schema.key)} if _is_primary(schema) else {}),
            **_foreign_keys(schema),
        },
    }


def _is_primary(schema: TableSchema) -> bool:
    """A primary key of Table Schema may hold no null."""
    return bool(schema.key) and not any(schema.field(name).nullable for name in schema.key)


def _field(field: Field, schema: TableSchema) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not field.nullable:
        constraints["required"] = True
    if field.allowed:
        constraints["enum"] = list(field.allowed)
    if schema.key == (field.name,):
        constraints["unique"] = True
    described: dict[str, Any] = {
        "name": field.name,
        "type": _TYPES.get(field.type, "any"),
        "arrowType": str(field.arrow.type),
        "description": field.description,
    }
    if field.unit:
        described["unit"] = field.unit
    if field.example:
        described["example"] = field.example
    if constraints:
        described["constraints"] = constraints
    return described


def _foreign_keys(schema: TableSchema) -> dict[str, Any]:
    """Lists of references have no foreign key in Table Schema; `concord check` holds them."""
    keys = [
        {"fields": [column], "reference": {"resource": table.replace("_", "-"), "fields": [target]}}
        for column, (table, target) in schema.refers.items()
        if schema.field(column).type == "text"
    ]
    return {"foreignKeys": keys} if keys else {}
