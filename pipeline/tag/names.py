"""Names out of a list, found in a text by one pass of an automaton."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from pipeline.tag.shadow import fold


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be found. An acronym (``exact``) is found with its capitals only, any other name in any case."""

    text: str
    id: str
    exact: bool = False


class NameFinder:
    """Finds names of a list as whole words, the longest where several begin or end within one another."""

    def __init__(self, names: Iterable[Name]) -> None:
        by_folded: dict[str, list[Name]] = {}
        for name in names:
            by_folded.setdefault(fold(name.text), []).append(name)
        self._automaton = ahocorasick.Automaton()
        for folded, same in by_folded.items():
            self._automaton.add_word(folded, (len(folded), tuple(same)))
        self._automaton.make_automaton()
        self._empty = not by_folded

    def find(self, text: str, folded: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and id of the names in a text, of which ``folded`` is the folded form, in order."""
        if self._empty:
            return
        best: list[tuple[int, int, str]] = []
        for last, (length, names) in self._automaton.iter(folded):
            start, end = last + 1 - length, last + 1
            if (start and _in_word(folded[start - 1])) or (end < len(folded) and _in_word(folded[end])):
                continue
            chosen = next((n for n in names if not n.exact or text[start:end] == n.text), None)
            if chosen is None:
                continue
            while best and best[-1][0] >= start:
                best.pop()
            if best and best[-1][1] > start:
                continue
            best.append((start, end, chosen.id))
        yield from best


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
