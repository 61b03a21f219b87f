"""An instrument as it is found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.tag.passage import Passage

KINDS = {"res": "RES", "con": "RES", "dec": "DEC", "rec": "REC", "not": "NOT"}
"""By the first letters; ``Conf. 9.24`` alone is a resolution of CITES."""


_MEETING = re.compile(r"(?:COP|CDP|MOP|MOS)(\d+)", re.IGNORECASE)


def revised_at(revision: str | None) -> int | None:
    """Return the number of the conference's meeting that a revision names: 18 of ``CoP18``, None of ``Rev.1``."""
    meeting = _MEETING.fullmatch(revision or "")
    return int(meeting[1]) if meeting else None


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
