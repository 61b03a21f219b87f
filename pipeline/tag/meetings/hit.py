"""A meeting as it is found in a passage, before anything says which it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.tag.passage import Passage
from pipeline.tag.places import Setting

OWN_COMMITTEE = ("own_committee", "committees_own", "own_committee_fr", "own_committee_es")
"""The forms of meetings of "the Committee" or "the Council", which is that of the document."""
OF_GROUP = ("of_group", "of_group_fr", "of_group_es")
"""The forms of meetings of a body that is not listed."""
SHORT_KINDS = {
    "cop": "COP",
    "cdp": "COP",
    "mop": "MOP",
    "mos": "MOS",
    "stc": "StandingCommittee",
    "scc": "ScientificCouncil",
    "sc": "StandingCommittee",
    "ac": "AnimalsCommittee",
    "pc": "PlantsCommittee",
    "tc": "TechnicalCommittee",
    "tag": "TechnicalAdvisoryGroup",
}
"""How running text shortens the kinds of bodies, folded."""


@dataclass(slots=True)
class MeetingHit:
    """A meeting as found: offsets of the shadow text; what is printed of body, kind, treaty, code, place and dates.

    Nobody changes one; it is not frozen because that makes it four times as slow to make.

    ``number`` is None where only place and dates say which meeting is meant.
    """

    passage: Passage
    start: int
    end: int
    number: int | None
    kind: str | None = None
    body: str | None = None
    treaty: str | None = None
    code: str | None = None
    possessive: bool = False
    setting: Setting | None = None
    symbol_meetings: str | None = None
    form: str = ""
    bare_end: int = 0
    """End of the meeting itself, without place and dates."""
    month: str | None = None
    """The month that the line gives, where its year is not in the passage."""
    follows: int | None = None
    """Where the meeting before it begins, whose body it has, where only its number is printed ("and its tenth")."""


_LETTERS = re.compile(r"[A-Za-z-]*[A-Za-z]")


def letters_of(hit: MeetingHit) -> str | None:
    """Return the letters of the code that is printed, None where there is none."""
    return _letters(hit.code) if hit.code else None


@lru_cache(maxsize=1024)
def _letters(code: str) -> str | None:
    letters = _LETTERS.match(code)
    return letters[0] if letters else None
