"""Whether a dataset keeps the contract. Each rule has a name and looks at the tables; what it finds is a finding.

A finding names its rule, the table and what is wrong, with the row where there is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.parquet import read_rows
from pipeline.publish.datapackage import described_tables
from pipeline.schema import TableSchema, tables
from pipeline.sources import file_sha256

Row = dict[str, Any]
Dataset = Mapping[str, list[Row]]
_STRETCHES = {
    "amendments": ("block_id", "start", "end"),
    "footnotes": ("mark_block_id", "mark_start", "mark_end"),
}
"""Where a stretch of a block's text stands in tables that do not repeat its words: block, start and end."""
MOST = 20
"""A rule reports at most so many findings of a table; the last says how many more there are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: ``table`` is None for what concerns the dataset as a whole."""

    rule: str
    table: str | None
    message: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.rule}: {self.table}: {self.message}" if self.table else f"{self.rule}: {self.message}"


def check(folder: Path) -> list[Finding]:
    """Return everything in which the dataset in ``folder`` breaks the contract, by rule; none where all is well."""
    findings = list(_files(folder))
    if findings:
        return findings
    dataset = {name: read_rows(folder, name) for name in tables()}
    for rule in RULES.values():
        for schema in tables().values():
            findings.extend(_cut(list(rule(schema, dataset))))
    findings.extend(_described(folder))
    return findings


def _files(folder: Path) -> Iterator[Finding]:
    """Every table has its file, and the file the schema of its table."""
    for name, schema in tables().items():
        path = folder / f"{name}.parquet"
        if not path.exists():
            yield Finding("table-missing", name, "has no file")
            continue
        try:
            found = pq.read_schema(path)
        except (OSError, ValueError) as error:
            yield Finding("file-damaged", name, str(error))
            continue
        if not found.equals(schema.arrow):
            names = set(found.names) ^ set(schema.arrow.names)
            what = f"columns {', '.join(sorted(names))}" if names else "column types or their order"
            yield Finding("schema-differs", name, f"does not have the schema of the contract: {what}")


def _described(folder: Path) -> Iterator[Finding]:
    """The data package describes every table as it is."""
    described = described_tables(folder)
    if described is None:
        yield Finding("not-described", None, "there is no datapackage.json; run `concord publish`")
        return
    for name in tables():
        if name not in described:
            yield Finding("not-described", name, "is not in datapackage.json")
        elif described[name] != file_sha256(folder / f"{name}.parquet"):
            yield Finding("description-stale", name, "is not the file that datapackage.json describes")


def _key(schema: TableSchema, dataset: Dataset) -> Iterator[Finding]:
    """A key singles out one row."""
    if schema.key:
        counts = Counter(tuple(row[name] for name in schema.key) for row in dataset[schema.name])
        for key, count in counts.items():
            if count > 1:
                yield Finding("key-repeated", schema.name, f"{key} occurs {count} times")


def _null(schema: TableSchema, dataset: Dataset) -> Iterator[Finding]:
    """What may not be null is not."""
    for field in schema.fields:
        if not field.nullable:
            for row in dataset[schema.name]:
                if row[field.name] is None:
                    yield Finding("value-missing", schema.name, f"{field.name} is null in {_name(schema, row)}")


def _allowed(schema: TableSchema, dataset: Dataset) -> Iterator[Finding]:
    """A field with a list of values has one of them."""
    for field in schema.fields:
        if field.allowed:
            for row in dataset[schema.name]:
                if row[field.name] is not None and row[field.name] not in field.allowed:
                    yield Finding(
                        "value-unknown", schema.name, f"{field.name} is {row[field.name]!r} in {_name(schema, row)}"
                    )


def _refers(schema: TableSchema, dataset: Dataset) -> Iterator[Finding]:
    """What refers to a row of another table finds it."""
    for column, (other, target) in schema.refers.items():
        known = {row[target] for row in dataset[other]}
        for row in dataset[schema.name]:
            value = row[column]
            for entry in value if isinstance(value, list) else [value]:
                if entry is not None and entry not in known:
                    yield Finding(
                        "reference-broken", schema.name, f"{column} {entry!r} of {_name(schema, row)} is not in {other}"
                    )


def _offsets(schema: TableSchema, dataset: Dataset) -> Iterator[Finding]:
    """A mention's words stand in its block where it says."""
    names = {field.name for field in schema.fields}
    if not {"block_id", "start", "end", "surface"} <= names:
        return
    texts = {row["block_id"]: row["text"] for row in dataset["blocks"]}
    for row in dataset[schema.name]:
        if texts.get(row["block_id"], "")[row["start"] : row["end"]] != row["surface"] or row["start"] >= row["end"]:
            yield Finding("offset-wrong", schema.name, f"{row['surface']!r} does not stand at {_name(schema, row)}")


def _spans(schema: TableSchema, dataset: Dataset) -> Iterator[Finding]:
    """Styled stretches, amendments and the marks of footnotes lie within their block's text."""
    if schema.name == "blocks":
        for row in dataset["blocks"]:
            for span in row["spans"]:
                if not 0 <= span["start"] < span["end"] <= len(row["text"]):
                    yield Finding("span-outside", "blocks", f"{span} of {row['block_id']}")
    if schema.name not in _STRETCHES:
        return
    lengths = {row["block_id"]: len(row["text"]) for row in dataset["blocks"]}
    block, start, end = _STRETCHES[schema.name]
    for row in dataset[schema.name]:
        known = None not in (row[start], row[end])
        if row[block] in lengths and not (known and 0 <= row[start] < row[end] <= lengths[row[block]]):
            yield Finding("span-outside", schema.name, f"{row[start]} to {row[end]} of {_name(schema, row)}")


def _order(schema: TableSchema, dataset: Dataset) -> Iterator[Finding]:
    """What begins ends no earlier: dates, years, pages, source characters."""
    names = {field.name for field in schema.fields}
    pairs = [
        ("date_start", "date_end"),
        ("meeting_start", "meeting_end"),
        ("timeframe_start", "timeframe_end"),
        ("page_first", "page_last"),
        ("source_start", "source_end"),
    ]
    for first, last in pairs:
        if {first, last} <= names:
            for row in dataset[schema.name]:
                if row[first] is not None and row[last] is not None and row[first] > row[last]:
                    yield Finding("order-wrong", schema.name, f"{first} is after {last} in {_name(schema, row)}")


def _ledger(schema: TableSchema, dataset: Dataset) -> Iterator[Finding]:
    """No character is unaccounted for, and every document has its ledger."""
    if schema.name != "ledger":
        return
    for row in dataset["ledger"]:
        aside = sum(entry["characters"] for entry in row["characters_set_aside"])
        missing = row["source_characters"] - row["characters_in_blocks"] - aside
        if missing or row["characters_unaccounted"]:
            yield Finding(
                "characters-unaccounted",
                "ledger",
                f"{row['document_id']}: {missing or row['characters_unaccounted']} characters are unaccounted for",
            )
    absent = {row["document_id"] for row in dataset["documents"]} - {row["document_id"] for row in dataset["ledger"]}
    for document_id in sorted(absent):
        yield Finding("ledger-missing", "ledger", f"{document_id} has no ledger")


def _empty(schema: TableSchema, dataset: Dataset) -> Iterator[Finding]:
    """An activity has a text, a result that is reported has one too."""
    if schema.name == "activities":
        for row in dataset["activities"]:
            if not row["text"].strip():
                yield Finding("text-empty", "activities", f"{row['activity_id']} has no text")
    if schema.name == "results":
        for row in dataset["results"]:
            if (row["text"] is None) != (row["status"] == "not_reported"):
                yield Finding("status-wrong", "results", f"{row['result_id']} is {row['status']}")


def _untraced(schema: TableSchema, dataset: Dataset) -> Iterator[Finding]:
    """Every activity is linked to what it was or became, or is said to have no predecessor or successor."""
    if schema.name != "activities":
        return
    traced = {row[column] for row in dataset["lineage"] for column in ("from_activity_id", "to_activity_id")}
    traced |= {row["activity_id"] for row in dataset["lineage_ends"]}
    for row in dataset["activities"]:
        if row["activity_id"] not in traced:
            yield Finding("activity-untraced", "activities", f"{row['activity_id']} is in no lineage and no end of one")


def _errors(schema: TableSchema, dataset: Dataset) -> Iterator[Finding]:
    """The stages noticed no error: totals kept, corrections neither stale nor unused, no document quarantined."""
    if schema.name == "issues":
        for row in dataset["issues"]:
            if row["level"] == "error":
                where = f"{row['document_id']}: " if row["document_id"] else ""
                yield Finding(row["rule"], None, f"{where}{row['message']}")


Rule = Callable[[TableSchema, Dataset], Iterator[Finding]]
RULES: Mapping[str, Rule] = {
    "key-repeated": _key,
    "value-missing": _null,
    "value-unknown": _allowed,
    "reference-broken": _refers,
    "offset-wrong": _offsets,
    "span-outside": _spans,
    "order-wrong": _order,
    "characters-unaccounted": _ledger,
    "text-empty": _empty,
    "activity-untraced": _untraced,
    "errors-noticed": _errors,
}
"""Every rule over rows, by the name of its (first) finding."""


def _name(schema: TableSchema, row: Row) -> str:
    keys = [name for name in schema.key if name in row]
    return ", ".join(f"{name} {row[name]}" for name in keys) or "a row"


def _cut(findings: list[Finding]) -> list[Finding]:
    if len(findings) <= MOST:
        return findings
    last = findings[MOST]
    return [*findings[:MOST], Finding(last.rule, last.table, f"and {len(findings) - MOST} more")]
