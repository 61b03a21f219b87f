"""Versions of the dataset: schema (major), documents (minor), content (patch)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A dataset version: ``major`` is the schema's, ``minor`` counts sets of documents, ``patch`` contents of one."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Version:
        """Read ``1.2.3``; raise ValueError for anything else."""
        match = _VERSION.fullmatch(text)
        if not match:
            raise ValueError(f"A dataset version is three numbers, like 1.2.3, not {text!r}.")
        return cls(int(match[1]), int(match[2]), int(match[3]))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


@dataclass(frozen=True, slots=True)
class State:
    """What a version holds: its documents (id to SHA-256 of the source) and its tables (name to content hash).

    A table's hash is `pipeline.parquet.content_hash`.
    """

    version: Version
    documents: Mapping[str, str]
    tables: Mapping[str, str]

    @property
    def content(self) -> str:
        """The hash of the whole dataset's content."""
        return hashlib.sha256(orjson.dumps(dict(self.tables), option=orjson.OPT_SORT_KEYS)).hexdigest()


def advance(before: State | None, schema: int, documents: Mapping[str, str], tables: Mapping[str, str]) -> State:
    """Return the state of a dataset with the version that follows from the one before (None: there is none).

    ``schema`` is the schema's major version. A changed schema begins at ``schema.0.0``; a document added, removed or
    replaced raises the minor number; other content raises the patch; where nothing changed the version stays.
    """
    if before is None or before.version.major != schema:
        version = Version(schema, 0, 0)
    elif dict(before.documents) != dict(documents):
        version = Version(schema, before.version.minor + 1, 0)
    elif dict(before.tables) != dict(tables):
        version = Version(schema, before.version.minor, before.version.patch + 1)
    else:
        version = before.version
    return State(version, documents, tables)
