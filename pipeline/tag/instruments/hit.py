"""An instrument as it is found."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.tag.passage import Passage

KINDS = {"res": "RES", "con": "RES", "dec": "DEC", "rec": "REC", "not": "NOT"}
"""By the first letters; ``Conf. 9.24`` alone is a resolution of CITES."""


@dataclass(slots=True)
class InstrumentHit:
    """An instrument as found, with offsets of the shadow text; ``treaty`` only where it is printed beside it."""

    passage: Passage
    start: int
    end: int
    kind: str
    number: str
    conf: bool = False
    revision: str | None = None
    title: str | None = None
    treaty: str | None = None
    reason: str = ""
