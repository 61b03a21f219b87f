"""Whether a dataset keeps the contract. Each rule has a name and looks at the tables; what it finds is a finding.

A finding names its rule, the table and what is wrong, with the row where there is one. The tables of the documents are
looked at part by part; what a part refers to and does not hold is looked for in the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.layout import DOCUMENT_STAGES, Unit, table_files, units
from pipeline.parquet import read_table
from pipeline.publish.datapackage import described_tables, file_hash
from pipeline.schema import TableSchema, tables

Tables = Mapping[str, pa.Table]
_STRETCHES = {"amendments": ("block_id", "start", "end"), "footnotes": ("mark_block_id", "mark_start", "mark_end")}
"""Where a stretch of a block's text stands in tables that do not repeat its words: block, start and end."""
_PAIRS = (
    ("date_start", "date_end"),
    ("meeting_start", "meeting_end"),
    ("timeframe_start", "timeframe_end"),
    ("page_first", "page_last"),
    ("source_start", "source_end"),
)
"""Fields of which the second is not before the first."""
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


@dataclass(frozen=True, slots=True)
class Reference:
    """What a row refers to and what is not in the same part; ``row`` names the row."""

    table: str
    column: str
    value: str
    row: str


@dataclass(slots=True)
class Findings:
    """What the rules found, by rule and table: the first of them, and how many there are; and references left open."""

    found: dict[tuple[str, str], list[Finding]] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    open: list[Reference] = field(default_factory=list)

    def add(self, rule: str, table: str, found: Iterable[Finding]) -> None:
        """Add what a rule finds of a table."""
        place = (rule, table)
        for finding in found:
            self.counts[place] = self.counts.get(place, 0) + 1
            if self.counts[place] <= MOST:
                self.found.setdefault(place, []).append(finding)

    def merge(self, other: Findings) -> None:
        """Add what was found in another part."""
        for place, found in other.found.items():
            room = MOST - min(MOST, self.counts.get(place, 0))
            self.found.setdefault(place, []).extend(found[:room])
            self.counts[place] = self.counts.get(place, 0) + other.counts[place]
        self.open += other.open

    def listed(self) -> list[Finding]:
        """Return the findings in the order of the rules and tables; the last of many says how many more there are."""
        found: list[Finding] = []
        for rule in (*RULES, *_OVER_ALL):
            for name in tables():
                members, count = self.found.get((rule, name), []), self.counts.get((rule, name), 0)
                found += members
                if count > MOST:
                    found.append(Finding(members[-1].rule, members[-1].table, f"and {count - MOST} more"))
        return found


def check(folder: Path) -> list[Finding]:
    """Return everything in which the dataset in ``folder`` breaks the contract, by rule; none where all is well."""
    findings = check_files(folder, tables())
    if findings:
        return findings
    total = Findings()
    for unit in units(folder):
        total.merge(check_unit(unit))
    return check_whole(folder, total)


def check_files(folder: Path, names: Iterable[str]) -> list[Finding]:
    """Return where one of these tables has no files, or a file not the schema of its table."""
    found: list[Finding] = []
    for name in names:
        try:
            files = table_files(folder, name)
        except FileNotFoundError:
            files = []
        if not files:
            found.append(Finding("table-missing", name, "has no file"))
        for path in files:
            found += check_schema(name, path)
    return found


def check_schema(name: str, path: Path) -> list[Finding]:
    """Return where a file of a table is not what its table's schema says."""
    try:
        there = pq.read_schema(path)
    except (OSError, ValueError) as error:
        return [Finding("file-damaged", name, str(error))]
    wanted = tables()[name].arrow
    if there.equals(wanted):
        return []
    names = set(there.names) ^ set(wanted.names)
    what = f"columns {', '.join(sorted(names))}" if names else "column types or their order"
    return [Finding("schema-differs", name, f"does not have the schema of the contract: {what}")]


def check_unit(unit: Unit) -> Findings:
    """Return what is wrong with the tables of some documents by themselves, and what they refer to elsewhere."""
    return check_tables(
        {name: pq.ParquetFile(path).read(use_threads=False) for name, path in unit.files.items()},
        [schema for schema in tables().values() if schema.name in unit.files],
    )


def check_tables(given: Tables, schemas: Iterable[TableSchema]) -> Findings:
    """Return what is wrong with these tables; what they refer to is looked for in ``given``."""
    found = Findings()
    for schema in schemas:
        for rule, finds in RULES.items():
            found.add(rule, schema.name, finds(schema, given))
        found.open += _references(schema, given)
    return found


def check_whole(folder: Path, of_units: Findings) -> list[Finding]:
    """Return what is wrong with the dataset, given what is wrong with the tables of the documents part by part."""
    total = Findings()
    total.merge(of_units)
    ids = read_table(folder, "documents", ["document_id"])
    if len(table_files(folder, "documents")) > 1:
        total.add("key-repeated", "documents", _key(tables()["documents"], {"documents": ids}))
    for schema in tables().values():
        if schema.stage not in DOCUMENT_STAGES:
            given = {name: read_table(folder, name, sorted(columns)) for name, columns in _referred(schema).items()}
            given[schema.name] = read_table(folder, schema.name, _looked_at(schema))
            total.merge(check_tables(given, [schema]))
    total.add("activity-untraced", "activities", _untraced(folder))
    known: dict[tuple[str, str], set[str]] = {}
    for reference in total.open:
        other, target = tables()[reference.table].refers[reference.column]
        if (other, target) not in known:
            known[other, target] = set(read_table(folder, other, [target]).column(target).to_pylist())
        if reference.value not in known[other, target]:
            message = f"{reference.column} {reference.value!r} of {reference.row} is not in {other}"
            total.add(_BROKEN, reference.table, [Finding(_BROKEN, reference.table, message)])
    return [*total.listed(), *_described(folder)]


def _described(folder: Path) -> Iterator[Finding]:
    """The data package describes every table as it is."""
    described = described_tables(folder)
    if described is None:
        yield Finding("not-described", None, "there is no datapackage.json; run `concord publish`")
        return
    for name in tables():
        if name not in described:
            yield Finding("not-described", name, "is not in datapackage.json")
        elif described[name] != file_hash(folder, name):
            yield Finding("description-stale", name, "is not the file that datapackage.json describes")


def _key(schema: TableSchema, given: Tables) -> Iterator[Finding]:
    """A key singles out one row."""
    if schema.key:
        counted = (
            given[schema.name]
            .select(schema.key)
            .group_by(list(schema.key), use_threads=False)
            .aggregate([([], "count_all")])
        )
        for row in counted.filter(pc.greater(counted.column("count_all"), 1)).to_pylist():
            key = tuple(row[name] for name in schema.key)
            yield Finding("key-repeated", schema.name, f"{key} occurs {row['count_all']} times")


def _id(schema: TableSchema, given: Tables) -> Iterator[Finding]:
    """An identifier begins with that of its document, so that it singles out one row of all parts."""
    rows = given[schema.name]
    if schema.stage not in DOCUMENT_STAGES:
        return
    begins = pc.list_element(pc.split_pattern(rows.column(schema.key[0]), "/", max_splits=1), 0)
    wrong = rows.filter(pc.not_equal(begins, rows.column("document_id")))
    for row in wrong.select(["document_id", *_names(schema)]).to_pylist():
        yield Finding("id-misplaced", schema.name, f"{_name(schema, row)} is not of {row['document_id']}")


def _null(schema: TableSchema, given: Tables) -> Iterator[Finding]:
    """What may not be null is not."""
    rows = given[schema.name]
    for entry in schema.fields:
        if not entry.nullable and entry.name in rows.column_names and rows.column(entry.name).null_count:
            for row in rows.filter(pc.is_null(rows.column(entry.name))).select(_names(schema)).to_pylist():
                yield Finding("value-missing", schema.name, f"{entry.name} is null in {_name(schema, row)}")


def _allowed(schema: TableSchema, given: Tables) -> Iterator[Finding]:
    """A field with a list of values has one of them."""
    rows = given[schema.name]
    for entry in schema.fields:
        if entry.allowed:
            column = rows.column(entry.name)
            known = pc.or_(pc.is_in(column, pa.array(entry.allowed, column.type)), pc.is_null(column))
            for row in rows.filter(pc.invert(known)).select([*_names(schema, entry.name)]).to_pylist():
                value = row[entry.name]
                yield Finding("value-unknown", schema.name, f"{entry.name} is {value!r} in {_name(schema, row)}")


def _references(schema: TableSchema, given: Tables) -> Iterator[Reference]:
    """What rows refer to and what is not among the tables given."""
    rows = given[schema.name]
    for column, (other, target) in schema.refers.items():
        values, of_row = rows.column(column).combine_chunks(), None
        if pa.types.is_list(values.type):
            of_row, values = pc.list_parent_indices(values), pc.list_flatten(values)
        known = pc.is_in(values, given[other].column(target).combine_chunks())
        places = pc.indices_nonzero(pc.and_(pc.is_valid(values), pc.invert(known)))
        if len(places):
            names = rows.take(of_row.take(places) if of_row is not None else places).select(_names(schema)).to_pylist()
            for value, row in zip(values.take(places).to_pylist(), names, strict=True):
                yield Reference(schema.name, column, value, _name(schema, row))


def _offsets(schema: TableSchema, given: Tables) -> Iterator[Finding]:
    """A mention's words stand in its block where it says."""
    if not {"block_id", "start", "end", "surface"} <= {entry.name for entry in schema.fields}:
        return
    rows, blocks = given[schema.name], given["blocks"]
    texts = dict(zip(blocks.column("block_id").to_pylist(), blocks.column("text").to_pylist(), strict=True))
    columns = [rows.column(name).to_pylist() for name in ("block_id", "start", "end", "surface")]
    for place, (block, start, end, surface) in enumerate(zip(*columns, strict=True)):
        if texts.get(block, "")[start:end] != surface or start >= end:
            name = _name(schema, rows.slice(place, 1).select(_names(schema)).to_pylist()[0])
            yield Finding("offset-wrong", schema.name, f"{surface!r} does not stand at {name}")


def _spans(schema: TableSchema, given: Tables) -> Iterator[Finding]:
    """Styled stretches, amendments and the marks of footnotes lie within their block's text."""
    if schema.name != "blocks" and schema.name not in _STRETCHES:
        return
    blocks = given["blocks"]
    lengths = pc.utf8_length(blocks.column("text")).combine_chunks()
    if schema.name == "blocks":
        column = blocks.column("spans").combine_chunks()
        of_block, spans = pc.list_parent_indices(column), pc.list_flatten(column)
        start, end = spans.field("start"), spans.field("end")
        wrong = pc.or_(pc.greater_equal(start, end), pc.greater(end, lengths.take(of_block)))
        for place in pc.indices_nonzero(pc.or_(wrong, pc.less(start, 0))).to_pylist():
            block = blocks.column("block_id")[of_block[place].as_py()].as_py()
            yield Finding("span-outside", "blocks", f"{spans[place].as_py()} of {block}")
        return
    length_of = dict(zip(blocks.column("block_id").to_pylist(), lengths.to_pylist(), strict=True))
    block, first, last = _STRETCHES[schema.name]
    for row in given[schema.name].select(list(dict.fromkeys([*_names(schema), block, first, last]))).to_pylist():
        known = None not in (row[first], row[last])
        if row[block] in length_of and not (known and 0 <= row[first] < row[last] <= length_of[row[block]]):
            yield Finding("span-outside", schema.name, f"{row[first]} to {row[last]} of {_name(schema, row)}")


def _order(schema: TableSchema, given: Tables) -> Iterator[Finding]:
    """What begins ends no earlier: dates, years, pages, source characters."""
    rows = given[schema.name]
    for first, last in _PAIRS:
        if {first, last} <= {entry.name for entry in schema.fields}:
            wrong = rows.filter(pc.greater(rows.column(first), rows.column(last)))
            for row in wrong.select(_names(schema)).to_pylist():
                yield Finding("order-wrong", schema.name, f"{first} is after {last} in {_name(schema, row)}")


def _ledger(schema: TableSchema, given: Tables) -> Iterator[Finding]:
    """No character is unaccounted for, and every document has its ledger."""
    if schema.name != "ledger":
        return
    rows = given["ledger"].to_pylist()
    for row in rows:
        aside = sum(entry["characters"] for entry in row["characters_set_aside"])
        missing = row["source_characters"] - row["characters_in_blocks"] - aside
        if missing or row["characters_unaccounted"]:
            yield Finding(
                "characters-unaccounted",
                "ledger",
                f"{row['document_id']}: {missing or row['characters_unaccounted']} characters are unaccounted for",
            )
    absent = set(given["documents"].column("document_id").to_pylist()) - {row["document_id"] for row in rows}
    for document_id in sorted(absent):
        yield Finding("ledger-missing", "ledger", f"{document_id} has no ledger")


def _empty(schema: TableSchema, given: Tables) -> Iterator[Finding]:
    """An activity has a text, a result that is reported has one too."""
    rows = given[schema.name]
    if schema.name == "activities":
        bare = pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(rows.column("text"))), 0)
        for name in rows.column("activity_id").filter(bare).to_pylist():
            yield Finding("text-empty", "activities", f"{name} has no text")
    if schema.name == "results":
        silent = pc.equal(rows.column("status"), "not_reported")
        wrong = pc.not_equal(pc.is_null(rows.column("text")), silent)
        for row in rows.filter(wrong).select(["result_id", "status"]).to_pylist():
            yield Finding("status-wrong", "results", f"{row['result_id']} is {row['status']}")


def _referred(schema: TableSchema) -> dict[str, set[str]]:
    """Return the columns that a table refers to, by the table that they are in."""
    found: dict[str, set[str]] = {}
    for other, target in schema.refers.values():
        found.setdefault(other, set()).add(target)
    return found


def _untraced(folder: Path) -> Iterator[Finding]:
    """Every activity is linked to what it was or became, or is said to have no predecessor or successor."""
    links = read_table(folder, "lineage", ["from_activity_id", "to_activity_id"])
    ends = read_table(folder, "lineage_ends", ["activity_id"])
    traced = pa.chunked_array([*ends.column(0).chunks, *links.column(0).chunks, *links.column(1).chunks], pa.string())
    activities = read_table(folder, "activities", ["activity_id"]).column(0)
    for name in activities.filter(pc.invert(pc.is_in(activities, traced.combine_chunks()))).to_pylist():
        yield Finding("activity-untraced", "activities", f"{name} is in no lineage and no end of one")


def _errors(schema: TableSchema, given: Tables) -> Iterator[Finding]:
    """The stages noticed no error: totals kept, corrections neither stale nor unused, no document quarantined."""
    if schema.name == "issues":
        rows = given["issues"]
        for row in rows.filter(pc.equal(rows.column("level"), "error")).to_pylist():
            where = f"{row['document_id']}: " if row["document_id"] else ""
            yield Finding(row["rule"], None, f"{where}{row['message']}")


Rule = Callable[[TableSchema, Tables], Iterator[Finding]]
RULES: Mapping[str, Rule] = {
    "key-repeated": _key,
    "id-misplaced": _id,
    "value-missing": _null,
    "value-unknown": _allowed,
    "offset-wrong": _offsets,
    "span-outside": _spans,
    "order-wrong": _order,
    "characters-unaccounted": _ledger,
    "text-empty": _empty,
    "errors-noticed": _errors,
}
"""Every rule over the rows of tables, by the name of its (first) finding."""
_BROKEN = "reference-broken"
_OVER_ALL = (_BROKEN, "activity-untraced")
"""The rules over several tables: what refers to a row of another finds it, and every activity is traced."""
_LOOKED_AT = ("level", "rule", "document_id", "message")


def _looked_at(schema: TableSchema) -> list[str]:
    """Return the columns of an aggregate that the rules look at."""
    wanted = {*schema.key, *schema.refers, *(_LOOKED_AT if schema.name == "issues" else ())}
    wanted |= {entry.name for entry in schema.fields if entry.allowed}
    wanted |= {name for pair in _PAIRS for name in pair}
    return [entry.name for entry in schema.fields if entry.name in wanted]


def _names(schema: TableSchema, *more: str) -> list[str]:
    return list(dict.fromkeys([*schema.key, *more])) or [schema.fields[0].name]


def _name(schema: TableSchema, row: Mapping[str, Any]) -> str:
    keys = [name for name in schema.key if name in row]
    return ", ".join(f"{name} {row[name]}" for name in keys) or "a row"
