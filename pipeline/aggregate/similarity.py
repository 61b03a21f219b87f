"""How much two activities say the same: words weighed by their rarity and place, sub-heading and theme.

The method and what it was measured against are described in ``docs/lineage.md``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypedDict

from pipeline.aggregate.rows import Row
from pipeline.datafiles import DATA, reading
from pipeline.structures import read_structure

STEM = 6
"""Words are compared by their first letters: `harmonize` and `harmonization` are one word, in every language."""
HEAD_WORDS = 8
HEAD_WEIGHT = 1.5
"""An activity says first what shall be done to what, and then the circumstances: its first words weigh more."""
_MOVES = {"same sub-heading": 0.1, "other sub-heading": -0.2, "other theme": -0.1, "same code": 0.15}
"""What moves the score. The code counts between editions of one programme; from one to the next codes begin anew."""
RELATED_THEME = 0.3
"""Two themes are related if so much of the shorter title's words stands in the other."""
SHARED_SHOWN = 6

_WORD = re.compile(r"[^\W\d_]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011](?=[^\W\d_])")


class _Heading(TypedDict):
    words: list[str]
    examples: list[str]
    counterexamples: list[str]


class _BackReference(TypedDict):
    pattern: str
    examples: list[str]
    counterexamples: list[str]


class Words(TypedDict):
    """What ``pipeline/data/lineage/words.yml`` holds."""

    heading: _Heading
    back_reference: _BackReference


@cache
def words_data() -> Words:
    """Return ``pipeline/data/lineage/words.yml``."""
    return read_structure(DATA / "lineage" / "words.yml", Words)


@cache
def _heading_words() -> frozenset[str]:
    return frozenset(word[:STEM] for word in words_data()["heading"]["words"])


@cache
@reading("lineage/words.yml")
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


class Similarity(NamedTuple):
    """How alike two activities are.

    ``text`` (0 to 1) compares the words alone; ``score`` is moved by sub-heading, theme and code (``moves``) and
    decides. ``shared`` are the stems of the words that both have.
    """

    text: float
    score: float
    moves: tuple[str, ...]
    shared: frozenset[str]


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
        self._activities = {
            row["activity_id"]: _prepared(row["code"], row["text"] or "", row.get("group"), row.get("theme_title"))
            for row in (*earlier, *later)
        }
        count = Counter(stem for activity in self._activities.values() for stem in activity.weights)
        total = len(self._activities)
        self._rarity = {stem: math.log(1 + total / number) for stem, number in count.items()}
        self._sizes = {
            activity_id: math.fsum(weight * self._rarity[stem] for stem, weight in activity.weights.items())
            for activity_id, activity in self._activities.items()
        }
        self._known: dict[tuple[Any, ...], tuple[tuple[str, ...], float, frozenset[str]]] = {}
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
        moves, moved, left_out = self._beside_words(one, other)
        ours, theirs, rarity = one.weights, other.weights, self._rarity
        shared = ours.keys() & theirs.keys()
        if left_out:
            shared -= left_out
        common = math.fsum([(ours[stem] + theirs[stem]) / 2 * rarity[stem] for stem in shared])
        size, other_size = self._size(earlier_id, left_out), self._size(later_id, left_out)
        smaller = min(size, other_size)
        text = common / (size + other_size) + min(1.0, common / smaller) / 2 if smaller > 0 else 0.0
        return Similarity(round(text, 4), round(text + moved, 6), moves, frozenset(shared))

    def reasons(self, similarity: Similarity, later_id: str) -> tuple[str, ...]:
        """Say in words what a similarity rests on: the rarest words shared, as the later activity prints them."""
        shown = sorted(similarity.shared, key=lambda stem: (-self._rarity[stem], stem))[:SHARED_SHOWN]
        printed = self._activities[later_id].printed
        words = (f"shares {', '.join(printed[stem] for stem in shown)}",) if shown else ()
        return (*words, *similarity.moves)

    def _size(self, activity_id: str, left_out: frozenset[str]) -> float:
        if not left_out:
            return self._sizes[activity_id]
        weights = self._activities[activity_id].weights
        return self._sizes[activity_id] - math.fsum(
            weights[stem] * self._rarity[stem] for stem in left_out if stem in weights
        )

    def _beside_words(self, one: _Activity, other: _Activity) -> tuple[tuple[str, ...], float, frozenset[str]]:
        """Return what moves the score beside the words, by how much, and the words that are left out for it.

        Few sub-headings and themes stand over many activities.
        """
        same_code = self._same_programme and one.code == other.code
        key = one.subject, other.subject, one.theme, other.theme, same_code
        if key not in self._known:
            moves = self._moves(one, other, same_code=same_code)
            left_out = one.subject & other.subject if one.subject and other.subject else frozenset()
            self._known[key] = moves, sum(_MOVES[name] for name in moves), left_out
        return self._known[key]

    def _moves(self, one: _Activity, other: _Activity, *, same_code: bool) -> tuple[str, ...]:
        """Return the names of what moves the score beside the words."""
        found: list[str] = []
        if one.subject is not None and other.subject is not None:
            if _related(one.subject, other.subject):
                found.append("same sub-heading")
            elif not (one.subject in self._renamed and other.subject in self._renamed):
                found.append("other sub-heading")
        if one.theme and other.theme:
            common = len(one.theme & other.theme)
            if common < RELATED_THEME * min(len(one.theme), len(other.theme)):
                found.append("other theme")
        if same_code:
            found.append("same code")
        return tuple(found)


def _related(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other) or one == other


@lru_cache(maxsize=1024)
def _prepared(code: str, text: str, group: str | None, theme_title: str | None) -> _Activity:
    """Prepare an activity; each edition is compared with the one before it and with the one after it."""
    weights: dict[str, float] = {}
    for place, stem in enumerate(stems(text)):
        weights.setdefault(stem, HEAD_WEIGHT if place < HEAD_WORDS else 1.0)
    printed: dict[str, str] = {}
    for word in _WORD.findall(_HYPHEN.sub("", text)):
        printed.setdefault(word.lower()[:STEM], word)
    return _Activity(code, weights, subject(group), subject(theme_title) or frozenset(), printed)
