"""What a document as a whole tells about the references in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.model import Level
from pipeline.tag.passage import Passage

PAIR = ("CITES", "CMS")
"""The conventions whose documents are read here."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An issue in the making: level, rule, message and evidence, before it is tied to a document."""

    level: Level
    rule: str
    message: str
    evidence: str = ""


@dataclass(frozen=True)
class Context:
    """The document's own convention, meeting and symbol (None where unknown), and its passages."""

    convention: str | None = None
    meeting_id: str | None = None
    symbol: str | None = None
    passages: Sequence[Passage] = ()

    @cached_property
    def treaties(self) -> Counter[str]:
        """How often the document names each treaty."""
        return Counter(treaty for passage in self.passages for _, _, treaty in passage.treaties)

    def above(self, passage: Passage) -> Iterator[Passage]:
        """Yield the passages above one, the nearest first; none for one that is not the document's."""
        place = next((place for place, each in enumerate(self.passages) if each is passage), 0)
        return (self.passages[at] for at in range(place - 1, -1, -1))

    @cached_property
    def own_meeting_code(self) -> str | None:
        """The code of the meeting that begins the document's symbol (``SC91``); None where none does."""
        code = re.match(r"(?:CoP|SC|AC|PC)\d+", self.symbol or "")
        return code[0] if code else None

    @cached_property
    def counterpart(self) -> str | None:
        """The convention of the pair, beside its own, that the document names; None where it names none."""
        others = [(-self.treaties[treaty], treaty) for treaty in PAIR if treaty != self.convention]
        ranked = sorted(pair for pair in others if pair[0])
        return ranked[0][1] if ranked else None
