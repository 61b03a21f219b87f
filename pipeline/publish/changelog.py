"""`CHANGELOG.md`, and the state of a released version that it is written against.

A state holds digests of rows and no words of them, so that it can be kept in git beside the code whatever the
documents are; and the change log as it was, so that the next one goes on from it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq

from pipeline.compare import AGGREGATE
from pipeline.layout import table_files
from pipeline.parquet import count_rows, read_rows
from pipeline.schema import VERSION, TableSchema, tables
from pipeline.versions import State, Version, advance

CHANGELOG = "CHANGELOG.md"
ROWS = 20_000
"""A table of more rows is kept as one digest a document, so that the state of fifty thousand documents fits in git."""
_DIGITS = 12
"""Hexadecimal digits of a digest: enough to tell a million rows of a table apart."""

Row = dict[str, Any]
DocumentDigests = Mapping[str, str] | str
"""Of a document's rows in a table: digest of the key to digest of the row; or, of a large table, `_summary`."""
Digests = Mapping[str, Mapping[str, DocumentDigests]]
"""By table and document."""
Counts = tuple[int, int, int | None]
"""Rows added, removed and changed; the last is None where rows changed and it is not known how many."""


class ReleasedError(Exception):
    """The file of the last released version is not what `release_of` wrote; the message names it."""


@dataclass(frozen=True, slots=True)
class Released:
    """A released version: its state, the digests of its rows, and the entries of its change log, the latest first."""

    state: State
    rows: Digests
    log: Sequence[str]


def read_released(path: Path) -> Released | None:
    """Return the last released version; None where there is none yet. Raises `ReleasedError`."""
    if not path.exists():
        return None
    try:
        entry = orjson.loads(path.read_bytes())
        state = State(Version.parse(entry["version"]), entry["documents"], entry["tables"])
        return Released(state, entry["rows"], entry["log"])
    except (ValueError, KeyError, TypeError) as error:
        raise ReleasedError(f"{path}: is not the state of a released version; take it from git again") from error


def release_of(out: Path, version: str, hashes: Mapping[str, str], before: Released | None) -> bytes:
    """Return the dataset in ``out`` as the file that `read_released` reads; ``before`` is the version before it."""
    entry = {
        "version": version,
        "documents": documents_of(out),
        "tables": dict(hashes),
        "rows": row_digests(out, tables()),
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


def row_digests(out: Path, names: Iterable[str]) -> dict[str, dict[str, DocumentDigests]]:
    """Return the digests of the rows of tables of a dataset, by table and document."""
    return {name: _digests(tables()[name], table_files(out, name)) for name in names}


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
        counts = {name: {AGGREGATE: (count_rows(out, name), 0, 0)} for name in tables()}
        return ["\n".join([f"## {version}", "", "The first version.", "", *_table(counts)])]
    expected = next_version(out, hashes, released)
    before = str(released.state.version)
    if expected == before:
        return list(released.log)
    lines = [f"## {expected}, against {before}", ""]
    if expected != version:
        lines += [f"Not released: the files still state {version}, until `concord release` sets the version.", ""]
    gone = set(released.rows) - set(hashes)
    differing = [name for name in hashes if hashes[name] != released.state.tables.get(name)]
    before_rows = {name: released.rows.get(name, {}) for name in (*differing, *gone)}
    changes = _changes(before_rows, row_digests(out, differing))
    return ["\n".join([*lines, *_table(changes)]), *released.log]


def _changes(before: Digests, after: Digests) -> dict[str, dict[str, Counts]]:
    changes: dict[str, dict[str, Counts]] = {}
    for name in sorted({*before, *after}):
        for document in sorted({*before.get(name, {}), *after.get(name, {})}):
            counts = _difference(before.get(name, {}).get(document, {}), after.get(name, {}).get(document, {}))
            if any(count != 0 for count in counts):
                changes.setdefault(name, {})[document] = counts
    return changes


def _difference(old: DocumentDigests, new: DocumentDigests) -> Counts:
    if isinstance(old, str) or isinstance(new, str):
        one, other = (_summary(rows.values()) if isinstance(rows, Mapping) else rows for rows in (old, new))
        more = int(other.split(":")[0]) - int(one.split(":")[0])
        whole = not old or not new
        return (max(more, 0), max(-more, 0), 0 if whole or one == other else None)
    return (
        len(new.keys() - old.keys()),
        len(old.keys() - new.keys()),
        sum(old[key] != new[key] for key in old.keys() & new.keys()),
    )


def _table(changes: Mapping[str, Mapping[str, Counts]]) -> list[str]:
    lines = ["| table | document | added | removed | changed |", "|---|---|--:|--:|--:|"]
    for name, documents in changes.items():
        for document, (added, removed, changed) in documents.items():
            some = "some" if changed is None else changed or ""
            lines.append(f"| {name} | {document} | {added or ''} | {removed or ''} | {some} |")
    return lines


def _digests(schema: TableSchema, paths: Sequence[Path]) -> dict[str, DocumentDigests]:
    """Return the digests of a table, by document; only so many rows are held as one batch has."""
    found: dict[str, dict[str, str]] = {}
    sums: dict[str, list[int]] = {}
    seen: Counter[str] = Counter()
    large = sum(pq.read_metadata(path).num_rows for path in paths) > ROWS
    for path in paths:
        batches = pq.ParquetFile(path).iter_batches(ROWS, use_threads=False)
        for row in chain.from_iterable(batch.to_pylist() for batch in batches):
            document, digest = row.get("document_id") or AGGREGATE, _digest(row)
            if large:
                counted = sums.setdefault(document, [0, 0])
                counted[0] += 1
                counted[1] += int(digest, 16)
                continue
            key = _digest([row[name] for name in schema.key]) if schema.key else digest
            seen[key] += 1
            found.setdefault(document, {})[f"{key}-{seen[key]}" if seen[key] > 1 else key] = digest
    return {document: _stated(*counted) for document, counted in sums.items()} if large else dict(found)


def _summary(digests: Iterable[str]) -> str:
    """Return the number of rows and one digest of them all, whatever their order."""
    values = [int(digest, 16) for digest in digests]
    return _stated(len(values), sum(values))


def _stated(count: int, total: int) -> str:
    return f"{count}:{total % 16**_DIGITS:0{_DIGITS}x}"


def _digest(value: Any) -> str:
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()[:_DIGITS]
