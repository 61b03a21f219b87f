"""One row of any table beside the place in the source that it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model import UnreadableSourceError
from pipeline.parquet import read_rows
from pipeline.pictures import marked_pages
from pipeline.schema import TableSchema, tables
from pipeline.sources import FolderError, file_sha256

Row = dict[str, Any]

_NO_NAME = re.compile(r"[^\w.-]+")
"""What is not in the name of a picture."""
_PLACES = ("fragments", "block_ids")
"""The columns of a row that say no more than its blocks do."""
MOST = 6
"""Rows of one table that are named at most as naming a row."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A row, the table it is of, the blocks that it rests on, in reading order, and the keys of rows that name it.

    ``named_in`` has these by their table; it is empty for documents, which every row names.
    """

    table: str
    row: Row
    blocks: list[Row]
    named_in: Mapping[str, list[str]]


def show(folder: Path, identifier: str) -> list[Shown]:
    """Return the rows that an identifier names, in the order of the tables; none where nothing has it.

    A key of one column names its row (``sc98-doc-1/annex-1/B4``); a key of several columns is written with ``#``
    between them (``sc98-doc-1/t1#2#0``).
    """
    blocks: Mapping[str, Row] = {row["block_id"]: row for row in read_rows(folder, "blocks")}
    found: list[Shown] = []
    for schema in tables().values():
        if not schema.key or identifier.count("#") != len(schema.key) - 1:
            continue
        found.extend(
            Shown(schema.name, row, _blocks_of(row, blocks), _named_in(folder, schema, row))
            for row in read_rows(folder, schema.name)
            if _key(schema, row) == identifier
        )
    return found


def in_words(shown: Shown) -> str:
    """Return a row and its place as lines of text."""
    lines = [f"{shown.table}"]
    told = _PLACES if shown.blocks else ()
    lines += [
        f"  {name}: {_value(value)}"
        for name, value in shown.row.items()
        if value not in (None, [], "") and name not in told
    ]
    for table, keys in shown.named_in.items():
        more = f" and {len(keys) - MOST} more" if len(keys) > MOST else ""
        lines.append(f"  in {table}: {', '.join(keys[:MOST])}{more}")
    for block in shown.blocks:
        lines.append(f"  from {block['block_id']} ({block['kind']}){_place(block)}")
        lines.append(f"    {block['text']}")
    return "\n".join(lines)


def draw_pages(folder: Path, raw: Path, found: Iterable[Shown], to: Path) -> list[Path]:
    """Draw the pages of the PDFs in ``raw`` that rows of a dataset stand on into a folder; return the files.

    Raises `pipeline.sources.FolderError` where ``raw`` has not the file that a row was read from.
    """
    documents = {row["document_id"]: row for row in read_rows(folder, "documents")}
    drawn: list[Path] = []
    for shown in found:
        places = shown.row.get("fragments") or [place for block in shown.blocks for place in block["fragments"]]
        document = documents.get(shown.row.get("document_id", ""))
        if document is None or document["media_type"] != "application/pdf" or not places:
            continue
        source = raw / document["source_file"]
        if not source.is_file() or file_sha256(source) != document["sha256"]:
            raise FolderError(f"{source}: is not the file that {document['document_id']} was read from; name its --raw")
        to.mkdir(parents=True, exist_ok=True)
        try:
            for number, picture in marked_pages(source, places):
                name = "-".join(_NO_NAME.sub("-", str(shown.row[column])) for column in tables()[shown.table].key)
                drawn.append(to / f"{name}-page-{number}.png")
                picture.save(drawn[-1])
        except UnreadableSourceError as error:
            raise FolderError(f"{source}: {error}") from error
    return drawn


def _blocks_of(row: Row, blocks: Mapping[str, Row]) -> list[Row]:
    names = row.get("block_ids") or [
        row[column] for column in ("block_id", "first_block_id") if row.get(column) is not None
    ]
    return [blocks[name] for name in names if name in blocks]


def _named_in(folder: Path, schema: TableSchema, row: Row) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if schema.name == "documents" or len(schema.key) != 1:
        return found
    [column] = schema.key
    for other in tables().values():
        naming = [name for name, target in other.refers.items() if target == (schema.name, column)]
        if not naming or not other.key or other.name == schema.name:
            continue
        rows = read_rows(folder, other.name, sorted({*other.key, *naming}))
        keys = [_key(other, entry) for entry in rows if any(_names(entry[name], row[column]) for name in naming)]
        if keys:
            found[other.name] = keys
    return found


def _names(value: Any, identifier: str) -> bool:
    return identifier in value if isinstance(value, list) else bool(value == identifier)


def _key(schema: TableSchema, row: Row) -> str:
    return "#".join(str(row[name]) for name in schema.key)


def _place(block: Row) -> str:
    places = []
    for fragment in block["fragments"]:
        box = fragment["bbox"]
        if fragment["page"] is not None:
            corner = f" at {box['x0']:.0f}, {box['top']:.0f} to {box['x1']:.0f}, {box['bottom']:.0f} pt" if box else ""
            places.append(f"page {fragment['page']}{corner}")
        elif fragment["source_start"] is not None:
            places.append(f"characters {fragment['source_start']} to {fragment['source_end']}")
    return f", {'; '.join(places)}" if places else ""


def _value(value: Any) -> str:
    return str(value).replace("\n", "\n    ")
