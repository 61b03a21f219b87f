"""The text of a document in which names of taxa are looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from pipeline.model import BULLET, Span
from pipeline.tag.lexicon import Lexicon
from pipeline.tag.shadow import BEYOND_ASCII, Shadow, replaced
from pipeline.tag.taxa.mention import NamesSoFar

_SIGNS_OF_ADDRESSES = ("://", "www.", "@")
_BULLET = BULLET.strip()
"""Taken out of the text that is searched: one character beyond Latin makes all of it slower to search."""
BETWEEN_BLOCKS = "|"
"""Stands between the texts of two blocks; like all `BREAKS`, it is in no name."""
_ADDRESS_ENDS = re.compile(rf"[ {BETWEEN_BLOCKS}]")
CONTEXT = 40
"""How far around a possible division of a word names are looked for: longer than the longest word."""


class _Spaced(dict[int, str]):
    """Folded characters to what they are in a lookup: letters stay, others (the mark in ``sharks¹``) are a space."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = result = character if character.isalpha() else " "
        return result


_SPACED = _Spaced()


class SearchedText:
    """The blocks' shadow texts as one, with `BETWEEN_BLOCKS` between them; offsets are in that text.

    ``text`` has the letters as printed, ``spaced`` what names are looked up in: letters folded, a space for all else.
    ``known`` and ``languages`` are those of the document.
    """

    def __init__(
        self,
        shadows: Sequence[Shadow],
        spans: Sequence[Sequence[Span]],
        lexicon: Lexicon,
        known: NamesSoFar,
        language: str,
    ) -> None:
        self.shadows = shadows
        self.starts = [0, *accumulate([len(shadow.text) + 1 for shadow in shadows])][: len(shadows)]
        self.text = BETWEEN_BLOCKS.join([shadow.text for shadow in shadows]).replace(_BULLET, BETWEEN_BLOCKS)
        self.spaced = _spaced([shadow.folded for shadow in shadows])
        self.lexicon = lexicon
        self.known = known
        self.languages = frozenset({language})
        self.italics = {
            block: [(span.start, span.end) for span in styles if span.style == "italic"]
            for block, styles in enumerate(spans)
            if styles
        }
        self.addresses = sorted({span for sign in _SIGNS_OF_ADDRESSES for span in _words_with(sign, self.text)})

    def block_of(self, at: int) -> int:
        """Return the index of the block that holds an offset."""
        return bisect_right(self.starts, at) - 1

    def left(self, start: int, length: int) -> str:
        """Return what stands before, within the block."""
        return self.text[max(0, start - length) : start].rpartition(BETWEEN_BLOCKS)[2]

    def between_small_letters(self, start: int, end: int) -> bool:
        """Whether words with small letters stand on both sides: a word in capitals there is an acronym, no heading."""
        if self.text[end : end + 1] == ":":
            return False
        before = self.left(start, 15).split(" ")[-2:]
        after = self.text[end : end + 15].partition(BETWEEN_BLOCKS)[0].split(" ")[:2]
        return any(w.lower() != w.upper() and not w.isupper() for w in before) and any(
            w.lower() != w.upper() and not w.isupper() for w in after
        )

    def is_italic(self, start: int, end: int) -> bool:
        """Whether italics begin and end with these words, or with a list of such words."""
        block = self.block_of(start)
        italics = self.italics.get(block)
        if not italics:
            return False
        first, last = self.shadows[block].span(start - self.starts[block], end - self.starts[block])
        return any(a <= first and last <= b and b - a <= last - first + 12 for a, b in italics)

    def in_address(self, at: int) -> bool:
        """Whether an offset is in the address of a page or a mailbox."""
        before = bisect_right(self.addresses, (at, len(self.text))) - 1
        return before >= 0 and at < self.addresses[before][1]

    def rank(self, name: str) -> str | None:
        """Return the rank of an accepted name, None where the lexicon does not have it."""
        taxon = self.lexicon.taxa.get(name)
        return taxon.rank if taxon else None


def _spaced(folded: Sequence[str]) -> str:
    """Return texts as names are looked up in them, with a space between."""
    # A text that is not ASCII through and through is translated much more slowly.
    text = " ".join([each if each.isascii() else _letters_kept(each) for each in folded])
    return text.translate(_SPACED) if text.isascii() else " ".join([each.translate(_SPACED) for each in folded])


def _letters_kept(text: str) -> str:
    """Return a text with a space for what is beyond ASCII and no letter."""
    return replaced(text, _SPACED, {character for character in BEYOND_ASCII.findall(text) if not character.isalpha()})


def _words_with(sign: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches without space that hold a sign, each within its block."""
    at = text.find(sign)
    while at >= 0:
        start = max(text.rfind(" ", 0, at), text.rfind(BETWEEN_BLOCKS, 0, at)) + 1
        behind = _ADDRESS_ENDS.search(text, at)
        end = behind.start() if behind else len(text)
        yield start, end
        at = text.find(sign, end)
