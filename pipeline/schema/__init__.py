"""The one tree of fields and tables: Arrow schemas, validation and every description of the data derive from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import pyarrow as pa
import yaml

VERSION = "1.0"
"""Version of the schema: the first figure changes when a table or field is taken away or changes its meaning."""

_BOX = pa.struct([pa.field(name, pa.float64(), nullable=False) for name in ("x0", "top", "x1", "bottom")])
TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "texts": pa.list_(pa.field("element", pa.string(), nullable=False)),
    "box": _BOX,
    "fragments": pa.list_(
        pa.field(
            "element",
            pa.struct(
                [
                    pa.field("page", pa.int64()),
                    pa.field("bbox", _BOX),
                    pa.field("source_start", pa.int64()),
                    pa.field("source_end", pa.int64()),
                ]
            ),
            nullable=False,
        )
    ),
    "spans": pa.list_(
        pa.field(
            "element",
            pa.struct(
                [
                    pa.field("start", pa.int64(), nullable=False),
                    pa.field("end", pa.int64(), nullable=False),
                    pa.field("style", pa.string(), nullable=False),
                ]
            ),
            nullable=False,
        )
    ),
    "counts": pa.list_(
        pa.field(
            "element",
            pa.struct(
                [pa.field("kind", pa.string(), nullable=False), pa.field("characters", pa.int64(), nullable=False)]
            ),
            nullable=False,
        )
    ),
}
"""The Arrow type of each type of the tree. Lists name their element ``element``, as Parquet does."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of one table: what it means everywhere, and whether it may be null here."""

    name: str
    type: str
    description: str
    nullable: bool
    unit: str | None = None
    allowed: tuple[str, ...] | None = None
    example: str | None = None

    @property
    def arrow(self) -> pa.Field:
        """The Arrow field, with its description as metadata."""
        return pa.field(self.name, TYPES[self.type], nullable=self.nullable, metadata={"description": self.description})


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table: its fields in order, its key (empty where rows have none), and the tables that it refers to.

    ``pairs`` are the columns by which the rows of two datasets are the same row: the key, or what of a row without one
    stays where the rest moves.
    """

    name: str
    stage: str
    description: str
    key: tuple[str, ...]
    pairs: tuple[str, ...]
    fields: tuple[Field, ...]
    refers: Mapping[str, tuple[str, str]]

    @property
    def arrow(self) -> pa.Schema:
        """The Arrow schema."""
        return pa.schema([field.arrow for field in self.fields], metadata={"description": self.description})

    def field(self, name: str) -> Field:
        """Return a field by its name. Raises KeyError."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name} has no field {name}")


def field_tree() -> dict[str, dict[str, Any]]:
    """Return `fields.yml` as it stands."""
    return _read("fields.yml")


def table_tree() -> dict[str, dict[str, Any]]:
    """Return `tables.yml` as it stands."""
    return _read("tables.yml")


@lru_cache(maxsize=1)
def tables() -> dict[str, TableSchema]:
    """Return every table of the dataset by its name, in the order of the stages."""
    fields = field_tree()
    return {name: _table(name, entry, fields) for name, entry in table_tree().items()}


def tables_of(stage: str) -> list[TableSchema]:
    """Return the tables that a stage writes."""
    return [table for table in tables().values() if table.stage == stage]


def _table(name: str, entry: dict[str, Any], fields: dict[str, dict[str, Any]]) -> TableSchema:
    values = {"kind": entry.get("kinds"), "relation": entry.get("relations")}
    return TableSchema(
        name=name,
        stage=entry["stage"],
        description=entry["description"],
        key=tuple(entry["key"]),
        pairs=tuple(entry.get("pairs", entry["key"])),
        fields=tuple(_field(text, fields, values) for text in entry["fields"].split()),
        refers={column: _target(target) for column, target in entry.get("refers", {}).items()},
    )


def _field(text: str, fields: dict[str, dict[str, Any]], values: dict[str, list[str] | None]) -> Field:
    name = text.removesuffix("?")
    entry = fields[name]
    allowed = values.get(name) or entry.get("allowed")
    return Field(
        name=name,
        type=entry["type"],
        description=entry["description"],
        nullable=text.endswith("?"),
        unit=entry.get("unit"),
        allowed=tuple(allowed) if allowed else None,
        example=str(entry["example"]) if "example" in entry else None,
    )


def _target(text: str) -> tuple[str, str]:
    table, _, column = text.partition(".")
    return table, column


def _read(name: str) -> dict[str, dict[str, Any]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    tree: dict[str, dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return tree
