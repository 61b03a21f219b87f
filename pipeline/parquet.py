"""Parquet files of a dataset: written whole, the same bytes for the same rows; read back as rows."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.layout import put, table_files
from pipeline.schema import TableSchema

Row = dict[str, Any]

ROW_GROUP = 65_536
"""Rows of a row group; the writer holds about so many rows at once."""


class RowError(ValueError):
    """A row does not fit its table's schema; the message names table, field and value."""


def to_table(schema: TableSchema, rows: list[Row]) -> pa.Table:
    """Return rows as an Arrow table of the schema. Raises `RowError`.

    Unknown columns are refused here: Arrow drops them in silence.
    """
    names = {field.name for field in schema.fields}
    for row in rows:
        if row.keys() != names:
            extra, missing = sorted(row.keys() - names), sorted(names - row.keys())
            raise RowError(f"{schema.name}: unknown fields {extra}, missing fields {missing}")
    columns = {field.name: [row[field.name] for row in rows] for field in schema.fields}
    for field in schema.fields:
        if not field.nullable and None in columns[field.name]:
            raise RowError(f"{schema.name}: {field.name} is null")
    try:
        return pa.Table.from_pydict(columns, schema=schema.arrow)
    except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError) as error:
        raise RowError(f"{schema.name}: {error}") from error


def in_order(table: pa.Table, *columns: str) -> pa.Table:
    """Return a table sorted by some columns, the first of them first."""
    return table.take(pc.sort_indices(table, sort_keys=[(name, "ascending") for name in columns]))


def write_table(path: Path, schema: TableSchema, pieces: Iterable[pa.Table], about: Mapping[str, str]) -> int:
    """Write a table from pieces in their order and return its number of rows.

    ``about`` goes into the file's metadata beside the schema's. Row groups do not depend on how the rows were cut into
    pieces. The file is written beside its place and renamed. Raises OSError, which names the file.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        count = _write(beside, schema, pieces, about)
    except OSError as error:
        beside.unlink(missing_ok=True)
        if error.filename or not error.errno:
            raise
        raise OSError(error.errno, os.strerror(error.errno), str(path)) from error  # Arrow's names no file
    put(beside, path)
    return count


def file_bytes(schema: TableSchema, pieces: Iterable[pa.Table], about: Mapping[str, str]) -> bytes:
    """Return what `write_table` writes."""
    sink = pa.BufferOutputStream()
    _write(sink, schema, pieces, about)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _write(where: Any, schema: TableSchema, pieces: Iterable[pa.Table], about: Mapping[str, str]) -> int:
    metadata = {b"description": schema.description.encode()}
    metadata.update({name.encode(): value.encode() for name, value in about.items()})
    arrow = schema.arrow.with_metadata(metadata)
    count = 0
    with pq.ParquetWriter(where, arrow, compression="zstd", version="2.6") as writer:
        for group in _groups(arrow, pieces):
            writer.write_table(group, row_group_size=ROW_GROUP)
            count += group.num_rows
    return count


def _groups(arrow: pa.Schema, pieces: Iterable[pa.Table]) -> Iterable[pa.Table]:
    waiting: list[pa.Table] = []
    held = 0
    for piece in pieces:
        waiting.append(piece.cast(arrow) if piece.schema != arrow else piece)
        held += piece.num_rows
        while held >= ROW_GROUP:
            joined = pa.concat_tables(waiting).combine_chunks()
            yield joined.slice(0, ROW_GROUP).combine_chunks()
            rest = joined.slice(ROW_GROUP)
            waiting, held = [rest], rest.num_rows
    if held:
        yield pa.concat_tables(waiting).combine_chunks()


def read_table(folder: Path, name: str, columns: list[str] | None = None) -> pa.Table:
    """Return a table of a dataset, whether it lies in one file or in parts.

    Raises FileNotFoundError, and OSError where a file of it is damaged.
    """
    files = table_files(folder, name)
    return pa.concat_tables(_open(path).read(columns=columns, use_threads=False) for path in files)


def _open(path: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise OSError(errno.EINVAL, f"is damaged, or no Parquet file ({error})", str(path)) from error


def read_rows(folder: Path, name: str, columns: list[str] | None = None) -> list[Row]:
    """Return the rows of a table of a dataset, in their order. Raises FileNotFoundError."""
    rows: list[Row] = read_table(folder, name, columns).to_pylist()
    return rows


def rows_of_documents(
    files: Mapping[str, Path], document_ids: Iterable[str], columns: Sequence[str] | None = None
) -> dict[str, list[Row]]:
    """Return the rows (all ``columns`` or these) that some documents have in the files of some tables, by table."""
    wanted = pa.array(sorted(document_ids), pa.string())
    rows: dict[str, list[Row]] = {name: [] for name in files}
    for name, path in files.items():
        file = _open(path)
        ids = file.read(columns=["document_id"], use_threads=False).column(0)
        places = pc.indices_nonzero(pc.is_in(ids, wanted))
        if len(places):
            wanted_columns = None if columns is None else list(columns)
            rows[name] = file.read(columns=wanted_columns, use_threads=False).take(places).to_pylist()
    return rows


def count_rows(folder: Path, name: str) -> int:
    """Return the number of rows of a table of a dataset. Raises FileNotFoundError."""
    return sum(pq.read_metadata(path).num_rows for path in table_files(folder, name))


def read_dataset(folder: Path) -> dict[str, list[Row]]:
    """Return the rows of every table that the folder has, also of those that the schema of today does not know."""
    return {path.stem: read_rows(folder, path.stem) for path in sorted(folder.glob("*.parquet"))}


def content_hash(path: Path) -> str:
    """Return a hash of the rows of a table (its file or folder) that does not depend on versions noted in the files."""
    if path.is_dir():
        return hash_of_parts([content_hash(file) for file in table_files(path.parent, path.stem)])
    digest = hashlib.sha256()
    file = _open(path)
    digest.update(str(file.schema_arrow.remove_metadata()).encode())
    for batch in file.iter_batches(batch_size=ROW_GROUP, use_threads=False):
        sink = pa.BufferOutputStream()
        plain = batch.replace_schema_metadata(None)
        with pa.ipc.new_stream(sink, plain.schema) as stream:
            stream.write_batch(plain)
        digest.update(sink.getvalue())
    return digest.hexdigest()


def hash_of_parts(hashes: Sequence[str]) -> str:
    """Return the hash of a table whose parts have these; that of a single one is its own."""
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode()).hexdigest()
