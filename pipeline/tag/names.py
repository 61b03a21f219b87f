"""Names out of a list, found in a text by one pass of an automaton."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ahocorasick

from pipeline.tag.shadow import fold

Found = list[tuple[int, int, str]]
"""Start, end and id of names, in order."""


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
        self._automaton = ahocorasick.Automaton()
        for folded, same in self.by_folded.items():
            self._automaton.add_word(folded, (len(folded), tuple(same)))
        self._automaton.make_automaton()

    def find(self, text: str, folded: str) -> Found:
        """Return start, end and id of the names in a text, of which ``folded`` is the folded form, in order."""
        found: Found = []
        if self.by_folded:
            for last, (length, names) in self._automaton.iter(folded):
                start, end = last + 1 - length, last + 1
                if not (start and in_word(folded[start - 1])) and not (end < len(folded) and in_word(folded[end])):
                    take_longest(found, start, end, names, text[start:end])
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


APART = frozenset(" \n,.;:()'\"-/")
"""What mostly stands between words: faster to ask for than for all that may stand in one."""


def in_word(character: str) -> bool:
    """Tell whether a character goes on a word that ends or begins beside it."""
    return character not in APART and (character.isalnum() or character == "_")
