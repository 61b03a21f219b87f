"""Mentions of taxa, meetings, documents, instruments, organisations, events and frameworks in blocks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def load(convention: str | None = None, imported: Iterable[Path] = ()) -> Language:
    """Return a spaCy pipeline that tags any text (`pipeline.tag.components.load`; spaCy is imported only here)."""
    from pipeline.tag import components  # noqa: PLC0415

    return components.load(convention, imported)
