"""The words of a woven paragraph: what each is, how wide lines of them are, what reading one behind another costs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.families import ends_with, whole
from pipeline.split.continuity import Usage, is_finished
from pipeline.split.continuity import words as words_of
from pipeline.split.programmes.codes import code_at_start

FONT, SIZE = "Helvetica", 10.0
_SPACE = stringWidth(" ", FONT, SIZE)
_OF_SPECIES = re.compile(r"(?:^|\W)spp?\.$")
_ENUMERATION = re.compile(r"\((?:[a-z]|[ivx]+|\d+)\)$")
_EDGES = ",;:.()[]\"“”‘’'"
_OPENING = "([\"“‘'"
ADDRESS = re.compile(r"(?:www\.|https?://)")
BEFORE_ADDRESS = frozenset({"at", "website", "see", "on", "is", "from", "visit", "via"})
_CLASHES = {
    "determiner": ["preposition", "conjunction", "auxiliary", "modal", "past", "particle", "determiner", "relative"],
    "preposition": ["auxiliary", "conjunction", "modal", "past", "preposition", "particle"],
    "particle": ["particle", "conjunction"],
}
"""Classes of words, and of those that do not stand behind them."""

# Costs, on one scale: about the natural logarithm of how much less often the thing is met than its opposite.
CLASH = 3.0
_BAD_CASE = 4.0
_NEW_NAME = 1.2
_KNOWN_NAME = 0.4
_PHRASE = (0.0, -0.8, -1.5)
_STRAY_ADDRESS = 2.5
_AFTER_ADDRESS = 2.5
_BRACKET_OPEN = 0.5
_BRACKET_ASTRAY = 3.0
_PLAN_IN_REPORT = 1.2
_REPORT_IN_PLAN = 0.5
_PERFECT_IN_PLAN = 0.25
_LONGEST_GROUP = 6


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds the paragraph.

    The theme's letter, the last code before it, whether the second column is in the middle of a text, the words with
    which the texts after the paragraph begin, and the column widths found for another part of the table (None: none).
    """

    letter: str
    last: int
    second_open: bool
    followers: tuple[str, ...]
    widths: tuple[float, float] | None = None


def names_inside(texts: Iterable[str]) -> set[str]:
    """Return the capitalised words that the texts print in the middle of a sentence."""
    names: set[str] = set()
    for text in texts:
        words = text.split()
        for before, word in itertools.pairwise(words):
            if before[-1].isalnum() and before[0].islower() and word[0].isupper():
                names.add(word.strip(_EDGES))
    return names


def ends_with_address(text: str) -> bool:
    """Say whether a text ends with a web address, as a text may that has no full stop."""
    return bool(text) and bool(ADDRESS.match(text.rsplit(maxsplit=1)[-1]))


def _is_low(word: str) -> bool:
    """Say whether no text begins with the word: a small letter, or a bracket that opens no enumeration."""
    if word[0] in "([" and not _ENUMERATION.match(word):
        return True
    return word.lstrip(_OPENING)[:1].islower()


def _is_shortened(word: str) -> bool:
    """Say whether a full stop only shortens a word; behind ``spp.`` a sentence may end, though hardly any does."""
    return ends_with("abbreviations", word) or _OF_SPECIES.search(word) is not None


@lru_cache(maxsize=20_000)
def class_of(word: str) -> str:
    """Return the closed class that a word is of, without what is printed around it (empty: of none)."""
    form = whole("word_classes", word.strip(_EDGES))
    return form.name if form else ""


class WovenWords:
    """The words of a paragraph by number, and what is known of each before any division into lines.

    ``edges`` are where words begin as if all stood on one line (points at 10 pt), ``codes`` the words that begin an
    activity, ``inner`` and ``tense`` (of either column) the costs of all words up to one, read on in one column.
    """

    def __init__(self, words: list[str], setting: Setting, usage: Usage, names: set[str]) -> None:
        self.words = words
        self.count = len(words)
        self.setting = setting
        self._usage = usage
        self._names = names
        self.widths = [stringWidth(word, FONT, SIZE) for word in words]
        self.edges = [0.0]
        for width in self.widths:
            self.edges.append(self.edges[-1] + width + _SPACE)
        self.codes = self._find_codes()
        self.ungrouped = setting.last == 0 and 0 in self.codes
        """Whether the table has no sub-headings: the first of its rows begins with its code."""
        self.next_code = [self.count + 99] * (self.count + 1)
        for place in range(self.count - 1, -1, -1):
            self.next_code[place] = place if place in self.codes else self.next_code[place + 1]
        self.ends_sentence = [
            is_finished(word) and not _is_shortened(word) and place not in self.codes
            for place, word in enumerate(words)
        ]
        self.ends_item = [word[-1] in ":;" for word in words]
        self.low = [_is_low(word) for word in words]
        self.listed = self._list_stretches()
        self._depth = [0]
        for word in words:
            self._depth.append(self._depth[-1] + word.count("(") - word.count(")"))
        self._seams: dict[tuple[int, int], float] = {}
        self._followers: dict[int, list[tuple[float, float]]] = {}
        self.inner = [0.0, 0.0]
        for place in range(1, self.count):
            self.inner.append(self.inner[-1] + self.seam(place - 1, place))
        self.tense = ([0.0], [0.0])
        for word in words:
            name = class_of(word)
            perfect = word.strip(_EDGES).endswith("ed") and len(word) > 4
            plan = _REPORT_IN_PLAN if name == "past" else _PERFECT_IN_PLAN if perfect else 0.0
            self.tense[0].append(self.tense[0][-1] + plan)
            self.tense[1].append(self.tense[1][-1] + (_PLAN_IN_REPORT if name == "modal" else 0.0))

    def _find_codes(self) -> set[int]:
        found: set[int] = set()
        expected = self.setting.last + 1
        for place in range(self.count):
            code = code_at_start(" ".join(self.words[place : place + 3]), self.setting.letter, expected - 1)
            if code and code.number == expected:
                found.add(place)
                expected += 1
        return found

    def seam(self, before: int, after: int) -> float:
        """Return the cost of reading two words one after the other."""
        key = (before, after)
        if key in self._seams:
            return self._seams[key]
        first, second = self.words[before], self.words[after]
        cost = self.clash(first, second, self.ends_sentence[before])
        left = words_of(" ".join(self.words[max(0, before - 1) : before + 1]))[-2:]
        right = words_of(" ".join(self.words[after : after + 2]))[:2]
        cost += _PHRASE[self._usage.attests(left, right, 2 if after == before + 1 else 1)]
        self._seams[key] = cost
        return cost

    def clash(self, first: str, second: str, ended: bool) -> float:
        """Return the cost of a word behind another by what both are; ``ended``: a sentence ends with the first."""
        cost = 0.0
        bare = second.lstrip(_OPENING)
        kind, next_kind = class_of(first), class_of(second)
        if ended:
            return _BAD_CASE if bare[:1].islower() and not ADDRESS.match(bare) else 0.0
        if first[-1] not in ",;:" and next_kind in _CLASHES.get(kind, ()):
            cost += CLASH
        if first[-1] not in ":;" and bare[:1].isupper():
            if next_kind in ("determiner", "preposition", "conjunction", "relative"):
                cost += CLASH
            else:
                cost += _KNOWN_NAME if bare.strip(_EDGES) in self._names else _NEW_NAME
        if ADDRESS.match(bare) and first.strip(_EDGES).casefold() not in BEFORE_ADDRESS and second[0] not in "([":
            cost += _STRAY_ADDRESS
        if first[-1] == ":" and first[:-1].casefold() in BEFORE_ADDRESS and not ADDRESS.match(bare):
            cost += CLASH
        if ADDRESS.match(first.lstrip(_OPENING)) and first[-1] not in ",;:)" and bare[:1].islower() and not next_kind:
            cost += _AFTER_ADDRESS
        return cost

    def followers(self, end: int) -> list[tuple[float, float]]:
        """Return of each word that may follow behind the paragraph its width, and what it costs behind a word of it.

        ``end`` is where that word ends (exclusive).
        """
        if end not in self._followers:
            self._followers[end] = [
                (stringWidth(word, FONT, SIZE), self.clash(self.words[end - 1], word, False))
                for word in self.setting.followers
            ]
        return self._followers[end]

    def _list_stretches(self) -> list[bool]:
        """Say for each word whether it may stand in a list, whose lines are indented: from a colon to the next code."""
        inside = [False] * self.count
        self.openers: set[int] = set()
        start: int | None = None
        for place in range(self.count + 1):
            if place == self.count or place in self.codes:
                if start is not None and any(word[-1] == ";" for word in self.words[start:place]):
                    inside[start:place] = [True] * (place - start)
                    self.openers.add(start - 1)
                start = None
            elif self.words[place][-1] == ":" and start is None:
                start = place + 1
        return inside

    def opens(self, start: int, end: int) -> bool:
        """Say whether a line leaves a bracket open."""
        return self._depth[end] > self._depth[start]

    def bracket(self, opened: bool, start: int, end: int) -> float:
        """Return the cost of a line by its brackets; ``opened`` says whether the line before it leaves one open.

        One that opens is closed soon after.
        """
        closed = self._depth[start] - self._depth[end]
        if opened:
            return 0.0 if closed > 0 else _BRACKET_OPEN if closed == 0 else _BRACKET_ASTRAY
        return _BRACKET_ASTRAY if closed > 0 else 0.0

    def width(self, start: int, end: int) -> float:
        """Return the width of a line; the code of a first line hangs in the margin."""
        if start in self.codes and end > start + 1:
            start += 1
        return float(self.edges[end] - self.edges[start] - _SPACE)

    def is_group(self, start: int, end: int) -> bool:
        """Say whether words may be a sub-heading: few, beginning as a text does, and no sentence or item."""
        return (
            end - start <= _LONGEST_GROUP
            and not self.low[start]
            and start not in self.codes
            and not any(self.ends_sentence[place] or self.ends_item[place] for place in range(start, end))
            and self.words[end - 1][-1] != ","
        )
