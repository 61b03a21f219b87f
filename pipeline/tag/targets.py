"""Which document of the dataset a symbol means: what the mentions of documents lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from pipeline.model import letters_and_digits


def known_symbols(documents: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the ids of documents (rows of `documents`) by the letters of their symbols."""
    return {letters_and_digits(row["symbol"]): row["document_id"] for row in documents if row.get("symbol")}


def symbols(mentions: pa.Table) -> list[str]:
    """Return the letters of the symbols in `document_mentions`, row by row."""
    return [letters_and_digits(symbol) for symbol in mentions.column("symbol").to_pylist()]


def with_targets(mentions: pa.Table, known: Mapping[str, str | None]) -> pa.Table:
    """Return `document_mentions` with ``target_document_id`` set where the document is in the dataset."""
    place = mentions.schema.get_field_index("target_document_id")
    found = pa.array([known.get(name) for name in symbols(mentions)], pa.string())
    return mentions.set_column(place, mentions.schema.field(place), found)
