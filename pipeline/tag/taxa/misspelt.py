"""Misspelt names, and the one that each is nearest to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipeline.tag.shadow import fold
from pipeline.tag.taxa.mention import Found
from pipeline.tag.taxa.searched import SearchedText

_LAST_WORD = re.compile(r"([^\W\d_]+(?:['-][^\W\d_]+)*)[ -]$")
_LONG_WORD = 5
"""How long words of scientific names are of which one letter more or less at the end makes no other one."""


def with_misspelt_modifiers(searched: SearchedText, found: list[Found]) -> list[Found]:
    """Take in a misspelt first word of a common name, with a genitive too, or two words joined by a hyphen."""
    if "en" not in searched.languages:
        return found
    result: list[Found] = []
    for name in found:
        head = searched.spaced[name.start : name.end] if name.via == "common" else " "
        first = result[-1].end if result else 0
        if name.taxa and " " not in head and head in searched.lexicon.modifiers:
            name = _with_modifier(searched, name, head, first) or name  # noqa: PLW2901
        result.append(name)
    return result


def _with_modifier(searched: SearchedText, name: Found, head: str, first: int) -> Found | None:
    least = max(first, name.start - 30, searched.text.rfind(" ", 0, max(0, name.start - 1)))
    before = _LAST_WORD.search(searched.text, least, name.start)
    word = fold(before[1]).replace("-", " ").replace("'", " ") if before else ""
    if before is None or len(word) < 6 or word in searched.lexicon.no_misspellings:
        return None
    options = searched.lexicon.joined_modifiers.get(head, ()) if " " in word else searched.lexicon.modifiers[head]
    nearest = nearest_of(word, options, ordinary=True)
    label = searched.lexicon.common(f"{nearest} {head}", searched.languages) if nearest else None
    if label is None:
        return None
    reason = f"{before[1]} is not in the lexicon before {head}; the nearest name is {nearest} {head}"
    return Found(before.start(1), name.end, label.taxa, "common", "misspelt", reason)


def nearest_of(word: str, options: Sequence[str], *, ordinary: bool = False) -> str | None:
    """Return the one option that is a misspelling away: one edit, two from eight letters on, and no mere ending.

    A single letter at the end of a long word of a scientific name is a misspelling all the same (``Aquil``), and of a
    short one a lost ``-s`` and a genitive in ``-i`` for ``-ii``.

    Of a common name (``ordinary``) the word may be one of the language: two edits only from ten letters on, one of what
    hyphens join (``white-backed`` is as right as ``white-necked``), and the first letter is right.
    """
    allowed = 1 if len(word) < (10 if ordinary else 8) or " " in word else 2
    scored = []
    for option, distance, _ in process.extract(word, options, scorer=OSA.distance, score_cutoff=allowed, limit=None):
        if option == word:
            return None
        mere_ending = word.startswith(option) or option.startswith(word)
        of_epithet = word.rstrip("i") == option.rstrip("i") or f"{word}s" == option
        of_long_word = distance == 1 and min(len(word), len(option)) >= _LONG_WORD
        if not mere_ending or (not ordinary and (of_epithet or of_long_word)):
            scored.append((distance, option))
    scored.sort()
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return None if ordinary and scored[0][1][0] != word[0] else scored[0][1]
