"""What a document as a whole tells about the references in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pipeline.model import Level

CONVENTIONS = ("CITES", "CMS", "CBD", "Ramsar", "UNFCCC", "UNCCD")
"""Those with a Conference of the Parties and numbered resolutions or decisions."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An issue in the making: level, rule, message and evidence, before it is tied to a document."""

    level: Level
    rule: str
    message: str
    evidence: str = ""


@dataclass(frozen=True)
class Context:
    """The document's own convention, meeting and symbol (None where unknown), and how often it names each treaty."""

    convention: str | None = None
    meeting_id: str | None = None
    symbol: str | None = None
    meeting_start: date | None = None
    treaties: Counter[str] = field(default_factory=Counter)

    @cached_property
    def counterpart(self) -> str | None:
        """The convention, beside its own, that the document names most; None where it names no other."""
        others = [(-count, treaty) for treaty, count in self.treaties.items() if treaty in CONVENTIONS[:2]]
        ranked = sorted(pair for pair in others if pair[1] != self.convention)
        return ranked[0][1] if ranked else None
