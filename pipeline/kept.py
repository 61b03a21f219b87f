"""Results of the stages, kept for each document under a key of everything that they depend on.

Nothing here is needed for a right result: a result that is missing or damaged is made anew.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa

PACKAGE = Path(__file__).parent
_LIBRARIES = ("pypdfium2", "pdfplumber", "spacy", "rapidfuzz", "ahocorasick-rs", "pyarrow", "python-docx", "reportlab")
_INGREDIENTS: Mapping[str, tuple[str, ...]] = {
    "read": (
        "collector.py",
        "model.py",
        "records.py",
        "datafiles.py",
        "families.py",
        "kept.py",
        "sources.py",
        "roman.py",
        "notices.py",
        "structures.py",
        "titles.py",
        "whole.py",
        "parse",
        "tag/*.py",
        "tag/events",
        "tag/instruments",
        "tag/meetings",
        "tag/outcomes",
        "data/families",
        "data/identity",
        "data/parse",
        "data/references",
    ),
    "parse": ("schema", "corrections.py", "layout.py", "parquet.py", "tasks.py", "work.py"),
    "split": ("split", "data/split"),
    "tag": ("tag", "data/taxa"),
}
"""What of the package each stage's results depend on, beside that of the stages before it; a test holds this against
what the stages import."""
_COMMON = ("schema", "kept.py", "layout.py", "parquet.py")
_INGREDIENTS_BY_CONTENT: Mapping[str, tuple[str, ...]] = {
    "aggregate": (
        *(*_COMMON, "aggregate", "data/lineage", "data/totals", "tag/targets.py"),
        *("tag/bodies.py", "tag/instruments/hit.py", "data/references/bodies.yml"),
    ),
    "publish": (*_COMMON, "publish", "check.py", "sources.py"),
}
"""The same for results that are kept under a key of the tables they rest on, whatever made these."""
_INDEX = 8
"""Bytes that say how long the index of a file is."""


@lru_cache(maxsize=8)
def code_hash(stage: str) -> str:
    """Return a hash of the code, data files and library versions on which a stage's results depend."""
    digest = hashlib.sha256()
    for library in _LIBRARIES:
        digest.update(f"{library}={metadata.version(library)}\n".encode())
    for path in sorted(ingredients(stage)):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def ingredients(stage: str) -> set[Path]:
    """Return the files of the package that a stage's results depend on, its own and those before it."""
    if stage in _INGREDIENTS_BY_CONTENT:
        return {path for pattern in _INGREDIENTS_BY_CONTENT[stage] for path in _files(pattern)}
    found: set[Path] = set()
    for name, patterns in _INGREDIENTS.items():
        found.update(path for pattern in patterns for path in _files(pattern))
        if name == stage:
            break
    return found


def key_of(*parts: Any) -> str:
    """Return a key of values that JSON can hold (dates as they are written)."""
    return hashlib.sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()


class KeepError(Exception):
    """A result could not be kept; the message names the folder and the cause."""


class Kept:
    """A folder of kept results. Files are written beside their place and renamed, so that none is ever half there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, stage: str, key: str) -> Path:
        """Where a result is, or would be."""
        return self.folder / stage / key[:2] / key

    def has(self, stage: str, key: str) -> bool:
        """Whether a result is there."""
        return self.path(stage, key).exists()

    def write_bytes(self, stage: str, key: str, data: bytes) -> None:
        """Keep bytes. Raises `KeepError`, as whatever writes here does."""
        self.write_parts(stage, key, {"": data})

    def read_bytes(self, stage: str, key: str) -> bytes | None:
        """Return kept bytes; None where there are none or they are damaged (which are then forgotten)."""
        found = self.read_parts(stage, key)
        return None if found is None else found[""]

    def write_tables(
        self, stage: str, key: str, tables: Mapping[str, pa.Table], more: Mapping[str, bytes] | None = None
    ) -> None:
        """Keep tables, each as an Arrow stream, and bytes beside them."""
        parts = dict(more or {})
        for name, table in tables.items():
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, table.schema) as stream:
                stream.write_table(table)
            parts[name] = sink.getvalue().to_pybytes()
        self.write_parts(stage, key, parts)

    def read_tables(self, stage: str, key: str, names: Iterable[str] | None = None) -> dict[str, pa.Table] | None:
        """Return kept tables (those of ``names``, or all) by name; None where there are none or they are damaged."""
        found = self.read_parts(stage, key, names)
        return None if found is None else {name: pa.ipc.open_stream(data).read_all() for name, data in found.items()}

    def write_parts(self, stage: str, key: str, parts: Mapping[str, bytes]) -> None:
        """Keep bytes under several names, compressed one behind the other; an index before them says where each is."""
        packed = {name: pa.compress(data, codec="zstd", asbytes=True) for name, data in parts.items()}
        index = [[name, len(packed[name]), len(data), zlib.crc32(data)] for name, data in parts.items()]
        head = orjson.dumps(index)
        self._write(stage, key, b"".join([len(head).to_bytes(_INDEX, "big"), head, *packed.values()]))

    def read_parts(self, stage: str, key: str, names: Iterable[str] | None = None) -> dict[str, bytes] | None:
        """Return what is kept under some names (or all); None where nothing is or it is damaged, and then forgotten."""
        path = self.path(stage, key)
        wanted = None if names is None else set(names)
        found: dict[str, bytes] = {}
        try:
            with path.open("rb") as file:
                place = _INDEX + int.from_bytes(file.read(_INDEX), "big")
                for name, length, size, checksum in orjson.loads(file.read(place - _INDEX)):
                    if wanted is None or name in wanted:
                        file.seek(place)
                        data = pa.decompress(file.read(length), decompressed_size=size, codec="zstd", asbytes=True)
                        if zlib.crc32(data) != checksum:
                            raise ValueError(name)
                        found[name] = data
                    place += length
        except FileNotFoundError:
            return None
        except (OSError, TypeError, ValueError, MemoryError, OverflowError):
            with suppress(OSError):  # then it cannot be written anew either, and that is told
                path.unlink(missing_ok=True)
            return None
        return found

    def prune(self, used: Mapping[str, Iterable[str]]) -> tuple[int, int]:
        """Remove every result of these stages that is not among the keys ``used``; return files and bytes removed."""
        keep = {self.path(stage, key) for stage, keys in used.items() for key in keys}
        files = size = 0
        for path in sorted(path for stage in used for path in (self.folder / stage).rglob("*")):
            if path.is_file() and path not in keep:
                size += path.stat().st_size
                files += 1
                path.unlink()
        return files, size

    def _write(self, stage: str, key: str, data: bytes) -> None:
        path = self.path(stage, key)
        beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                beside.write_bytes(data)
                beside.replace(path)
            except OSError:
                beside.unlink(missing_ok=True)  # what is half written takes room from what comes after it
                raise
        except OSError as error:
            raise KeepError(f"{self.folder}: nothing can be kept there: {error.strerror}") from error


def _files(pattern: str) -> list[Path]:
    path = PACKAGE / pattern
    if path.is_dir():
        found = [file for file in path.rglob("*") if file.is_file()]
    else:
        found = [path] if path.is_file() else list(PACKAGE.glob(pattern))
    return sorted(file for file in found if file.suffix != ".pyc")
