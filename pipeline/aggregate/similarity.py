"""How much two activities say the same: words weighed by their rarity and place, sub-heading and theme.

The method and what it was measured against are described in ``docs/lineage.md``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from pipeline.aggregate.rows import Row

STEM = 6
"""Words are compared by their first letters: `harmonize` and `harmonization` are one word, in every language."""
HEAD_WORDS = 8
HEAD_WEIGHT = 1.5
"""An activity says first what shall be done to what, and then the circumstances: its first words weigh more."""
SAME_GROUP = 0.1
OTHER_GROUP = -0.2
OTHER_THEME = -0.1
SAME_CODE = 0.15
"""Only between editions of one programme; from programme to programme the codes begin anew."""
RELATED_THEME = 0.3
"""Two themes are related if so much of the shorter title's words stands in the other."""
SHARED_SHOWN = 6

_WORD = re.compile(r"[^\W\d_]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011](?=[^\W\d_])")


@cache
def words_data() -> dict[str, dict[str, Any]]:
    """Return ``pipeline/data/lineage/words.yml``."""
    text = (resources.files("pipeline") / "data" / "lineage" / "words.yml").read_text(encoding="utf-8")
    data: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return data


@cache
def _heading_words() -> frozenset[str]:
    return frozenset(word[:STEM] for word in words_data()["heading"]["words"])


@cache
def _back_reference() -> re.Pattern[str]:
    return re.compile(words_data()["back_reference"]["pattern"], re.IGNORECASE)


def stems(text: str | None) -> list[str]:
    """Return the stems of the words of a text in order; words of one or two letters only if in capitals."""
    joined = _HYPHEN.sub("", text or "")
    return [word.lower()[:STEM] for word in _WORD.findall(joined) if len(word) > 2 or word.isupper()]


def subject(group: str | None) -> frozenset[str] | None:
    """Return the words of a sub-heading or title that name a subject; empty if none does, None without one."""
    return frozenset(stems(group)) - _heading_words() if group else None


def points_back(text: str) -> str | None:
    """Return the word by which an activity points back to the one before it, or None.

    Only among its first words: `Resolve these through the panel` does, `Work with these partners` does not.
    """
    opening = " ".join(text.split()[:HEAD_WORDS])
    match = _back_reference().search(opening)
    return match[0] if match else None


@dataclass(frozen=True, slots=True)
class Similarity:
    """How alike two activities are.

    ``text`` (0 to 1) compares the words alone; ``score`` is moved by sub-heading, theme and code and decides.
    ``reasons`` says in words what it rests on.
    """

    text: float
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Activity:
    code: str
    weights: dict[str, float]
    subject: frozenset[str] | None
    theme: frozenset[str]
    printed: dict[str, str]


class Comparison:
    """Compares every activity of one edition with every one of another.

    A word's weight comes from both editions together: the fewer activities have it, the more it says. Words of a
    shared sub-heading are left out of the texts, since the sub-heading counts by itself. A sub-heading without a
    counterpart on the other side may have been renamed and speaks against nothing that is new there as well.
    """

    def __init__(self, earlier: Sequence[Row], later: Sequence[Row], *, same_programme: bool) -> None:
        self._same_programme = same_programme
        self._activities = {row["activity_id"]: _prepared(row) for row in (*earlier, *later)}
        count = Counter(stem for activity in self._activities.values() for stem in activity.weights)
        total = len(self._activities)
        self._rarity = {stem: math.log(1 + total / number) for stem, number in count.items()}
        subjects_earlier = self._subjects(earlier)
        subjects_later = self._subjects(later)
        self._renamed = {
            entry
            for ours, theirs in ((subjects_earlier, subjects_later), (subjects_later, subjects_earlier))
            for entry in ours
            if not any(_related(entry, other) for other in theirs)
        }

    def _subjects(self, rows: Iterable[Row]) -> set[frozenset[str]]:
        found = (self._activities[row["activity_id"]].subject for row in rows)
        return {entry for entry in found if entry is not None}

    def similarity(self, earlier_id: str, later_id: str) -> Similarity:
        """Compare two activities by their ids."""
        one, other = self._activities[earlier_id], self._activities[later_id]
        same_group = one.subject is not None and other.subject is not None and _related(one.subject, other.subject)
        left_out = one.subject & other.subject if same_group and one.subject and other.subject else frozenset()
        shared = sorted((one.weights.keys() & other.weights.keys()) - left_out)
        common = sum((one.weights[stem] + other.weights[stem]) / 2 * self._rarity[stem] for stem in shared)
        sizes = [
            sum(weight * self._rarity[stem] for stem, weight in sorted(entry.weights.items()) if stem not in left_out)
            for entry in (one, other)
        ]
        text = 0.0
        if min(sizes) > 0:
            text = common / sum(sizes) + min(1.0, common / min(sizes)) / 2
        shown = sorted(shared, key=lambda stem: (-self._rarity[stem], stem))[:SHARED_SHOWN]
        reasons = [f"shares {', '.join(other.printed[stem] for stem in shown)}"] if shown else []
        score = text
        if same_group:
            score += SAME_GROUP
            reasons.append("same sub-heading")
        elif (
            one.subject is not None and other.subject is not None and not {one.subject, other.subject} <= self._renamed
        ):
            score += OTHER_GROUP
            reasons.append("other sub-heading")
        if (
            one.theme
            and other.theme
            and len(one.theme & other.theme) < RELATED_THEME * min(len(one.theme), len(other.theme))
        ):
            score += OTHER_THEME
            reasons.append("other theme")
        if self._same_programme and one.code == other.code:
            score += SAME_CODE
            reasons.append("same code")
        return Similarity(round(text, 4), round(score, 6), tuple(reasons))


def _related(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other) or one == other


def _prepared(row: Row) -> _Activity:
    text = row["text"] or ""
    weights: dict[str, float] = {}
    for place, stem in enumerate(stems(text)):
        weights.setdefault(stem, HEAD_WEIGHT if place < HEAD_WORDS else 1.0)
    printed: dict[str, str] = {}
    for word in _WORD.findall(_HYPHEN.sub("", text)):
        printed.setdefault(word.lower()[:STEM], word)
    return _Activity(
        row["code"], weights, subject(row.get("group")), subject(row.get("theme_title")) or frozenset(), printed
    )
