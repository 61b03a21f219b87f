"""`CHANGELOG.md`, and the state of a released version that it is written against.

A state holds digests of rows and no words of them, so that it can be kept in git beside the code whatever the
documents are; and the change log as it was, so that the next one goes on from it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from pipeline.compare import AGGREGATE
from pipeline.parquet import read_rows
from pipeline.schema import VERSION, TableSchema, tables
from pipeline.versions import State, Version, advance

CHANGELOG = "CHANGELOG.md"
_DIGITS = 12
"""Hexadecimal digits of a digest: enough to tell a million rows of a table apart."""

Row = dict[str, Any]
Digests = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Table, document, digest of the key: digest of the row."""


@dataclass(frozen=True, slots=True)
class Released:
    """A released version: its state, the digests of its rows, and the entries of its change log, the latest first."""

    state: State
    rows: Digests
    log: Sequence[str]


def read_released(path: Path) -> Released | None:
    """Return the last released version; None where there is none yet."""
    if not path.exists():
        return None
    entry = orjson.loads(path.read_bytes())
    state = State(Version.parse(entry["version"]), entry["documents"], entry["tables"])
    return Released(state, entry["rows"], entry["log"])


def release_of(out: Path, version: str, hashes: Mapping[str, str], before: Released | None) -> bytes:
    """Return the dataset in ``out`` as the file that `read_released` reads; ``before`` is the version before it."""
    entry = {
        "version": version,
        "documents": documents_of(out),
        "tables": dict(hashes),
        "rows": row_digests(out),
        "log": _log(out, version, hashes, before),
    }
    return orjson.dumps(entry, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def next_version(out: Path, hashes: Mapping[str, str], released: Released | None) -> str:
    """Return the version that the dataset in ``out`` must have after the one released."""
    major = int(VERSION.split(".")[0])
    return str(advance(released.state if released else None, major, documents_of(out), hashes).version)


def documents_of(out: Path) -> dict[str, str]:
    """Return the documents of a dataset: id to SHA-256 of the source."""
    return {row["document_id"]: row["sha256"] for row in read_rows(out, "documents", ["document_id", "sha256"])}


def row_digests(out: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Return the digests of the rows of every table of a dataset, by table and document."""
    return {name: _digests(schema, read_rows(out, name)) for name, schema in tables().items()}


def change_log_of(out: Path, version: str, hashes: Mapping[str, str], released: Released | None) -> str:
    """Return the change log of the dataset in ``out``: what differs from the version released, by table, document.

    Below it stand the entries of the versions before. The log of a version is the same before and after its release.
    ``version`` is the one that the dataset was built as.
    """
    lines = ["# Changes", "", "\n\n".join(_log(out, version, hashes, released)), ""]
    lines += ["## Content", "", "| table | SHA-256 of its rows |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in hashes.items()]
    return "\n".join(lines) + "\n"


def _log(out: Path, version: str, hashes: Mapping[str, str], released: Released | None) -> list[str]:
    """Return the entries of the change log, the latest first."""
    if released is None:
        counts = {name: {AGGREGATE: (len(read_rows(out, name)), 0, 0)} for name in tables()}
        return ["\n".join([f"## {version}", "", "The first version.", "", *_table(counts)])]
    expected = next_version(out, hashes, released)
    before = str(released.state.version)
    if expected == before:
        return list(released.log)
    lines = [f"## {expected}, against {before}", ""]
    if expected != version:
        lines += [f"Not released: the files still state {version}, until `concord release` sets the version.", ""]
    return ["\n".join([*lines, *_table(_changes(released.rows, row_digests(out)))]), *released.log]


def _changes(before: Digests, after: Digests) -> dict[str, dict[str, tuple[int, int, int]]]:
    changes: dict[str, dict[str, tuple[int, int, int]]] = {}
    for name in sorted({*before, *after}):
        for document in sorted({*before.get(name, {}), *after.get(name, {})}):
            old = before.get(name, {}).get(document, {})
            new = after.get(name, {}).get(document, {})
            counts = (
                len(new.keys() - old.keys()),
                len(old.keys() - new.keys()),
                sum(old[key] != new[key] for key in old.keys() & new.keys()),
            )
            if any(counts):
                changes.setdefault(name, {})[document] = counts
    return changes


def _table(changes: Mapping[str, Mapping[str, tuple[int, int, int]]]) -> list[str]:
    lines = ["| table | document | added | removed | changed |", "|---|---|--:|--:|--:|"]
    for name, documents in changes.items():
        for document, (added, removed, changed) in documents.items():
            lines.append(f"| {name} | {document} | {added or ''} | {removed or ''} | {changed or ''} |")
    return lines


def _digests(schema: TableSchema, rows: list[Row]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    seen: Counter[str] = Counter()
    for row in rows:
        key = _digest([row[name] for name in schema.key] if schema.key else row)
        seen[key] += 1
        if seen[key] > 1:
            key = f"{key}-{seen[key]}"
        found.setdefault(row.get("document_id") or AGGREGATE, {})[key] = _digest(row)
    return found


def _digest(value: Any) -> str:
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()[:_DIGITS]
