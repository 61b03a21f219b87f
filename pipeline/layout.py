"""Where the tables of a dataset lie: each in one file or, of many documents, in a folder of parts.

``blocks.parquet`` is a file, or a folder of that name which holds ``part-00000.parquet`` and so on: pandas and Arrow
read both by the same name. A part holds the rows of a run of documents in the order of their ids. Where a part ends
follows from the id of its last document alone, so that a document more changes one part, or parts one in two.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.schema import tables, tables_of

PARTITIONED_FROM = 256
"""From so many documents on, the tables of the documents are in parts; measured in docs/benchmarks.md."""
PART = 32
"""So many documents a part has on average. A part is rewritten whole, a run reads something of each of them."""
DOCUMENT_STAGES = ("parse", "split", "tag")
"""The stages that work on one document: their tables may be in parts."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of documents as the dataset has it: the files of the tables of the documents, by name."""

    files: Mapping[str, Path]


def cut(document_ids: Sequence[str]) -> list[list[str]]:
    """Return the ids, which are in order, as the parts that they make; one where they are few."""
    if len(document_ids) < PARTITIONED_FROM:
        return [list(document_ids)]
    parts: list[list[str]] = [[]]
    for document_id in document_ids:
        parts[-1].append(document_id)
        if _ends_part(document_id):
            parts.append([])
    return [part for part in parts if part]


def table_files(folder: Path, name: str) -> list[Path]:
    """Return the files of a table in their order. Raises FileNotFoundError where it has none."""
    path = folder / f"{name}.parquet"
    if not path.is_dir():
        if not path.exists():
            raise FileNotFoundError(2, "there is no such table; has every stage before run?", str(path))
        return [path]
    return sorted(path.glob("[!._]*.parquet"))


def units(folder: Path, names: Iterable[str] | None = None) -> list[Unit]:
    """Return the runs of documents of a dataset, in order, with the files of all tables of documents or of ``names``.

    Raises FileNotFoundError where a table is missing.
    """
    wanted = names or [schema.name for schema in tables().values() if schema.stage in DOCUMENT_STAGES]
    files = {name: table_files(folder, name) for name in wanted}
    if len({tuple(path.name for path in found) for found in files.values() if len(found) > 1}) > 1:
        raise ValueError(f"{folder}: its tables are not in the same parts")
    return [Unit(dict(zip(files, found, strict=True))) for found in zip(*files.values(), strict=True)]


def place(folder: Path, stage: str, parts: Iterable[Mapping[str, bytes]], *, in_parts: bool) -> None:
    """Write the tables of a stage, given the bytes of the files of each part, beside their places and rename them."""
    names = [schema.name for schema in tables_of(stage)]
    beside = {name: folder / f".{name}.parquet.part" for name in names}
    for number, part in enumerate(parts):
        for name, path in beside.items():
            if in_parts:
                path.mkdir(exist_ok=True)
            (path / f"part-{number:05}.parquet" if in_parts else path).write_bytes(part[name])
    for name, path in beside.items():
        put(path, folder / f"{name}.parquet")


def put(beside: Path, path: Path) -> None:
    """Rename a file or folder to where another, or one of the other kind, may be."""
    if path.is_dir():
        old = path.with_name(f".{path.name}.old.part")
        path.rename(old)
        beside.rename(path)
        shutil.rmtree(old)
    elif beside.is_dir():
        path.unlink(missing_ok=True)
        beside.rename(path)
    else:
        beside.replace(path)


def clear(folder: Path) -> None:
    """Remove what a killed run left half written."""
    for path in sorted(folder.rglob(".*.part")):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _ends_part(document_id: str) -> bool:
    return int.from_bytes(hashlib.sha256(document_id.encode()).digest()[:8], "big") % PART == 0
