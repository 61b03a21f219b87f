"""A passage in which events are looked for: where years stand in it, and what meetings and events found have taken."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.tag.grammar import Grammar
from pipeline.tag.lazy import LazyForms
from pipeline.tag.passage import Passage
from pipeline.tag.places import Setting, setting_parts

FORMS = LazyForms("events.yml", setting_parts)
"""The forms of `events.yml`, by name."""
_DAY_OF_MONTH = FORMS.regex("day_of_month")
PAUSE = re.compile(r"[,;:(]|\.(?! [a-zà-öø-ÿ])")
"""A comma, a colon and the like; a full stop before a small letter is that of `P. leo`, or abbreviates a word."""
FARTHEST = 320
"""How many characters behind its noun the place and dates of an event are looked for."""
_YEARS = [re.compile(rf"{millennium}(?=\d\d\d)") for millennium in "12"]
"""Two patterns: one that begins with a single character is searched for several times as fast."""
_LENGTH_OF_YEAR = 4


@lru_cache(maxsize=1)
def event_grammar() -> Grammar:
    """Return the forms of `events.yml`."""
    return Grammar("events.yml", dict(FORMS))


@dataclass(frozen=True, slots=True)
class EventMention:
    """An event named in a passage (offsets of the shadow text), its name as printed, and its place and dates.

    ``kind`` is the noun of one such event (``workshop`` of ``workshops``). Of a body that "met" the name is that of the
    body. ``the meeting`` of which only place and dates are told is called what it was called before in the passage.
    """

    start: int
    end: int
    kind: str
    name: str
    setting: Setting


class Ground:
    """A passage, the stretches of it that are ``taken`` by numbered meetings and events, the year that heads it."""

    def __init__(self, passage: Passage, meetings: Iterable[tuple[int, int]], year: str | None) -> None:
        self.passage = passage
        self.text = passage.text
        self.taken = list(meetings)
        self.year = year
        self._years = sorted([match.start() for years in _YEARS for match in years.finditer(self.text)])

    @cached_property
    def is_dated(self) -> bool:
        """Whether a year heads the passage, or one, or a day with its month, is printed in it."""
        return bool(self.year or self._years) or self.has_days(0, len(self.text))

    def has_days(self, start: int, end: int) -> bool:
        """Say whether a day is printed with its month between two offsets."""
        return _DAY_OF_MONTH.search(self.passage.folded, start, end) is not None

    def has_year(self, start: int, end: int) -> bool:
        """Say whether a year is printed between two offsets."""
        at = bisect_left(self._years, start)
        return at < len(self._years) and self._years[at] + _LENGTH_OF_YEAR <= end

    def is_taken(self, start: int, end: int) -> bool:
        """Say whether a meeting or an event that was found has a part of a stretch."""
        return bool(self.taken) and any(s < end and start < e for s, e in self.taken)

    def taken_at(self, offset: int) -> tuple[int, int] | None:
        """Return the stretch of the meeting or event that was found at an offset; None where none was."""
        return next(((start, end) for start, end in self.taken if start <= offset < end), None)

    def end_of_organisation(self, offset: int) -> int | None:
        """Return where the name of a known organisation ends that an offset is within; None where it is in none."""
        named = self.passage.named.get("organisations", ())
        return next((end for start, end, _ in named if start < offset < end), None)

    def is_organisation(self, start: int) -> bool:
        """Say whether the name of a known organisation begins at an offset."""
        return any(begin == start for begin, _, _ in self.passage.named.get("organisations", ()))

    def limit(self, noun_end: int) -> int:
        """Return how far behind a noun something may be told of its event."""
        return min(self.passage.sentence(noun_end - 1)[1], noun_end + FARTHEST)
