"""Names out of a list, found in a text by one pass of an automaton; the places of a single one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

from pipeline.tag.shadow import fold

T = TypeVar("T")

Found = list[tuple[int, int, str]]
"""Start, end and id of names, in order."""


class WordFinder(Generic[T]):
    """Finds every place of many words in a text by one pass of an automaton; ``told`` is what each word stands for.

    Of the kinds of automata this one is small, which counts for more than that another is twice as fast on texts that
    come directly one behind another.
    """

    def __init__(self, words: Mapping[str, T]) -> None:
        self.told = list(words.values())
        self._automaton = AhoCorasick(list(words), implementation=Implementation.ContiguousNFA) if words else None

    def find(self, text: str) -> Sequence[tuple[int, int, int]]:
        """Return the index in ``told``, start and end of each word in a text, by their ends, the longer ones first."""
        return self._automaton.find_matches_as_indexes(text, overlapping=True) if self._automaton else ()


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be found. An acronym (``exact``) is found with its capitals only, any other name in any case."""

    text: str
    id: str
    exact: bool = False


class NameFinder:
    """Finds names of a list as whole words, the longest where several begin or end within one another."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.by_folded: dict[str, list[Name]] = {}
        """The names by what is looked for in folded text."""
        for name in names:
            self.by_folded.setdefault(fold(name.text), []).append(name)
        self._finder = WordFinder({folded: tuple(same) for folded, same in self.by_folded.items()})

    def find(self, text: str, folded: str) -> Found:
        """Return start, end and id of the names in a text, of which ``folded`` is the folded form, in order."""
        found: Found = []
        for index, start, end in self._finder.find(folded):
            if not (start and GOES_ON[folded[start - 1]]) and not (end < len(folded) and GOES_ON[folded[end]]):
                take_longest(found, start, end, self._finder.told[index], text[start:end])
        return found


def take_longest(found: Found, start: int, end: int, names: Sequence[Name], printed: str) -> None:
    """Add a name to those found before it, where it is printed as it must be and no longer one holds it."""
    for name in names:
        if not name.exact or printed == name.text:
            while found and found[-1][0] >= start:
                found.pop()
            if not found or found[-1][1] <= start:
                found.append((start, end, name.id))
            return


class _GoesOn(dict[str, bool]):
    """Characters to whether they go on a word that ends or begins beside them, filled as they are met."""

    def __missing__(self, character: str) -> bool:
        self[character] = goes_on = character.isalnum() or character == "_"
        return goes_on


GOES_ON = _GoesOn()


def places_of(part: str, text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Yield the offsets of a part of a text, between two offsets of it."""
    at = text.find(part, start, end)
    while at >= 0:
        yield at
        at = text.find(part, at + 1, end)
