"""What is handed to a worker process: a file to read, a document to work on, a part of the dataset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.corrections import Correction
from pipeline.layout import Unit
from pipeline.model import Issue
from pipeline.sources import Source

FACTS, WORDS = "facts", "words"
"""The names under which the card of a file keeps what the document states, and the words that it has."""
PART = "part"
"""What the files of a part of a dataset are kept as."""
NOTES = ""
"""The name among these files of what is noted of them: rows of each, and what the symbols mentioned lead to."""


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A file to be read: ``key`` names what its content gives, ``card_key`` the facts, which the catalogue adds to."""

    source: Source
    key: str
    card_key: str
    keep: Path
    stitch: bool
    ocr: bool


@dataclass(frozen=True, slots=True)
class DocumentTask:
    """A document to go through the stages; ``keys`` name the results of parse, split and tag, as far as wanted."""

    document: Mapping[str, Any]
    issues: tuple[Issue, ...]
    read: ReadTask
    keys: Mapping[str, str]
    corrections: tuple[Correction, ...]
    lexicons: tuple[str, ...]

    @property
    def document_id(self) -> str:
        """The id of the document."""
        return str(self.document["document_id"])


@dataclass(frozen=True, slots=True)
class PartTask:
    """Documents whose tables of some stages are to be put together.

    ``keys`` name the results by stage; ``known`` are the documents of the dataset by the letters of their symbols;
    ``about`` is what the files say of their making.
    """

    documents: tuple[DocumentTask, ...]
    keys: Mapping[str, str]
    known: Mapping[str, str]
    about: Mapping[str, str]
    keep: Path


@dataclass(frozen=True, slots=True)
class UnitTask:
    """A part of a dataset, as it lies there, to be looked through; ``key`` names the result."""

    unit: Unit
    key: str
    keep: Path
