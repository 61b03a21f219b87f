"""`docs/data-dictionary.md`: every table and column of the dataset in words, from the schema tree alone.

``python -m pipeline.publish.dictionary`` writes it anew.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.publish.markdown import table
from pipeline.schema import VERSION, Field, TableSchema, tables

DICTIONARY = Path("docs/data-dictionary.md")
_STAGES = {
    "parse": "What the documents hold",
    "split": "What the documents say",
    "tag": "What the documents name",
    "aggregate": "The record across documents",
    "publish": "What is to be looked at",
}
_INTRODUCTION = f"""\
# Data dictionary

Schema version {VERSION}. Made from `pipeline/schema` by `make docs`; do not edit it here.

A column name means the same in every table. **?** marks a column that may be null: it does not apply there, or is not
known. The key singles out a row; `→` names the table whose row a column refers to. Offsets count characters of the
block's text, ends are exclusive; lengths are in points (1/72 inch) from the top left corner of the page.

| type | in Parquet |
|---|---|"""


def data_dictionary() -> str:
    """Return the dictionary as Markdown: a section for every stage, in it one for every table."""
    lines = [_INTRODUCTION, *_types()]
    for stage, title in _STAGES.items():
        lines += ["", f"## {title}"]
        for schema in tables().values():
            if schema.stage == stage:
                lines += ["", *_section(schema)]
    return "\n".join(lines) + "\n"


def _types() -> list[str]:
    found = {field.type: str(field.arrow.type) for schema in tables().values() for field in schema.fields}
    return [
        f"| {name} | `{arrow.replace('element: ', '').replace(' not null', '')}` |" for name, arrow in found.items()
    ]


def _section(schema: TableSchema) -> list[str]:
    key = ", ".join(f"`{name}`" for name in schema.key) or "none"
    rows = [
        (f"`{field.name}`{'?' if field.nullable else ''}", _type(field), _meaning(field, schema))
        for field in schema.fields
    ]
    return [
        f"### {schema.name}",
        "",
        f"{schema.description} Key: {key}.",
        "",
        *table(("column", "type", "meaning"), rows),
    ]


def _type(field: Field) -> str:
    return f"{field.type}, {field.unit}" if field.unit else field.type


def _meaning(field: Field, schema: TableSchema) -> str:
    parts = [field.description]
    if field.allowed:
        parts.append("One of: " + ", ".join(f"`{value}`" for value in field.allowed) + ".")
    if field.name in schema.refers and schema.refers[field.name] != (schema.name, field.name):
        other, column = schema.refers[field.name]
        parts.append(f"→ [{other}](#{other}).{column}")
    if field.example:
        parts.append(f"Example: `{field.example}`.")
    return " ".join(parts)


if __name__ == "__main__":
    DICTIONARY.write_text(data_dictionary(), encoding="utf-8", newline="\n")
