"""Coordinated names, of which each is a mention: ``African and Asian elephant``, ``Saiga tatarica and borealis``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.tag.lexicon import Label
from pipeline.tag.shadow import fold
from pipeline.tag.taxa.joints import BREAKS, LEFT_OF_COORDINATION, RIGHT_OF_COORDINATION, WORD
from pipeline.tag.taxa.mention import Found
from pipeline.tag.taxa.searched import SearchedText
from pipeline.tag.taxa.told_apart import line

_THE = "the "
_BRACKET = re.compile(r" \([^()|]{3,50}\)")
_BRACKET_BEFORE = re.compile(f"{_BRACKET.pattern}$")
"""What may stand between a name and the joint: its scientific name (``African (Loxodonta) and Asian elephants``)."""
_LONGEST_BRACKET = 60
_TWO_WORDS_BEFORE = re.compile(r"(?<![\w'-])([^\W\d_]+) (?:et|ou|ET|OU) ([^\W\d_]+) $")
_WORD_BEFORE_JOINT = re.compile(r"(?<![\w'-])([^\W\d_]+) (?:et|ou|ET|OU) $")
_JOINTS = (" et ", " ou ")
_FARTHEST_WORDS = 30
_FARTHEST_BEHIND = 50
_MOST_BEHIND = 5
"""How many words a name may have behind those that stand only once (``macaques à face rouge et à queue de cochon``)."""
_LONG_ENOUGH = 3
"""How many words a French or Spanish name has of which two may stand only once (``requins-marteaux``)."""


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where the names of the lexicon begin and end."""

    starts_by_end: Mapping[int, int]
    starts: Mapping[int, Found]


def coordinated(searched: SearchedText, listed: list[Found]) -> list[Found]:
    """Return the names of the lexicon in a text with those that share words with them, which may overlap."""
    before: list[Found] = []
    after: list[Found] = []
    whole = {(found.start, found.end): found for found in listed}
    longest = _Ends(
        {found.end: found.start for found in listed}, {found.start: found for found in listed if found.taxa}
    )
    french = "fr" in searched.languages
    heads = set[int]()  # where names begin that are none of their own
    for found in listed:
        words = searched.spaced[found.start : found.end].split() if found.taxa else []
        if found.via == "scientific":
            after += _epithets_after(searched, found, words)
        elif (
            french and words and words[-1][-1] in "sx" and (more := _adjectives_before(searched, found, words, longest))
        ):
            if len(words) == 1:
                heads.add(found.start)
            after += more
        elif len(words) > 1:
            if "en" in searched.languages:
                before += _names_before(searched, found, words, whole, longest)
            after += _names_after(searched, found, words, longest, heads)
    if heads:
        listed = [found for found in listed if found.start not in heads]
    if before:  # a name may be only the first word of a coordinated one (``whale`` in ``whale and basking shark``)
        firsts = {each.start for each in before}
        listed = [f for f in listed if f.start not in firsts or f.via == "scientific"]
    return [*listed, *before, *after]


def _epithets_after(searched: SearchedText, found: Found, words: list[str]) -> Iterator[Found]:
    """``borealis`` of ``Saiga tatarica and borealis``."""
    if len(words) < 2:
        return
    end = found.end
    while joint := RIGHT_OF_COORDINATION.match(searched.text, end):
        word = WORD.match(searched.text, joint.end())
        if not word or not word[0].islower():
            return
        label = searched.lexicon.scientific(f"{words[0]} {fold(word[0])}")
        if label is None:
            return
        end = word.end()
        yield Found(word.start(), end, label.taxa, "scientific", label.match)


def _names_before(
    searched: SearchedText, found: Found, words: list[str], whole: Mapping[tuple[int, int], Found], listed: _Ends
) -> Iterator[Found]:
    """``African`` of ``African and Asian elephant``: English names whose last words stand only at the end of the list.

    A name that ends before the joint and begins before the words looked up has a head of its own (``blue whale and
    basking shark`` is no whale shark). So has one of a species, if what follows is in the singular (``leopard and
    blue shark``, but ``leopard and blue sharks``).
    """
    heads = [" ".join(words[-count:]) for count in range(1, len(words))]
    start = found.start
    while True:
        article = searched.spaced.startswith(_THE, start - len(_THE))  # ``the Amazonian and the American manatee``
        behind = start - len(_THE) if article else start
        joint = LEFT_OF_COORDINATION.search(searched.text, max(0, behind - 6), behind)
        if joint is None:
            return
        bracket = _BRACKET_BEFORE.search(searched.text, max(0, joint.start() - _LONGEST_BRACKET), joint.start())
        end = bracket.start() if bracket else joint.start()
        end -= searched.text[end - 1] == "-"  # ``red- and black-necked grebes``
        modified = _modified(searched, end, heads)
        if modified is None:
            return
        count, first, label = modified
        modifier = searched.spaced[first:end]
        own = whole.get((first, end))
        if listed.starts_by_end.get(end, first) < first or (own and article):
            return
        head = " ".join(words[:count])
        again = own is None or own.taxa == found.taxa or modifier.startswith(head) or head.startswith(modifier)
        if label.taxa == found.taxa and again:
            return
        if own and not heads[0].endswith("s") and own.taxa and _is_species(searched, own.taxa[0]):
            return
        start = first
        if own is None or own.taxa[:1] not in (label.taxa[:1], ()):
            yield Found(start, found.end, label.taxa, "common", label.match)


def _modified(searched: SearchedText, end: int, heads: list[str]) -> tuple[int, int, Label] | None:
    """Return how many words up to a place make a common name with one of some heads, their start, and that name.

    As many words as make one, at most three; None where none do.
    """
    before = list(WORD.finditer(searched.text, max(0, end - 50), end))
    if not before or before[-1].end() != end:
        return None
    for count in range(min(3, len(before)), 0, -1):
        first = before[-count].start()
        if BREAKS.search(searched.text, first, end):
            continue
        for head in heads:
            if label := searched.lexicon.common(f"{searched.spaced[first:end]} {head}", searched.languages):
                return count, first, label
    return None


def _adjectives_before(searched: SearchedText, found: Found, words: list[str], listed: _Ends) -> list[Found]:
    """``grand et petit rhinolophes``: French names whose adjectives stand in front, in the singular where each is one.

    Both are names of the lexicon, in the plural. The second may be part of the name found; the first is no name.
    """
    left = searched.left(found.start, _FARTHEST_WORDS)
    pattern = _WORD_BEFORE_JOINT if len(words) > 1 else _TWO_WORDS_BEFORE
    adjectives = pattern.search(left) if left.lower().endswith(_JOINTS) or len(words) == 1 else None
    if adjectives is None:
        return []
    heads = words[1:] if len(words) > 1 else words
    labels = [
        searched.lexicon.common(" ".join([_in_plural(word), *heads]), searched.languages)
        for word in adjectives.groups()
    ]
    start = found.start - len(adjectives[0])
    names = [
        Found(start + adjectives.start(at) - adjectives.start(), found.end, label.taxa, "common", label.match)
        for at, label in enumerate(labels, start=1)
        if label
    ]
    return names if len(names) == len(labels) and names[0].start not in listed.starts else []


def _in_plural(adjective: str) -> str:
    folded = fold(adjective)
    return folded if folded.endswith(("s", "x")) else f"{folded}s"


def _is_species(searched: SearchedText, name: str) -> bool:
    return searched.rank(name) in ("species", "subspecies")


def _names_after(
    searched: SearchedText, found: Found, words: list[str], listed: _Ends, replaced: set[int]
) -> Iterator[Found]:
    """``d'Asie`` of ``éléphants d'Afrique et d'Asie``: names whose first words stand only once, in front.

    A name behind the joint has a head of its own (``white-backed vultures and sharks`` are no white sharks). In French
    and Spanish it may be the end of one all the same: the list goes on behind it where it means the same taxon, and
    where only what it ends is a relative (``faucons sacres et pèlerins``) it is noted in ``replaced``.
    """
    end = found.end
    while joint := _joint_behind(searched, end):
        start = joint.end()
        own = listed.starts.get(start)
        if own and "en" in searched.languages:
            return
        label, end = _longest_behind(searched, words, start)
        if label is None:
            return
        if own and label.taxa == own.taxa:
            end = own.end
            continue
        if own and (_are_relatives(searched, own, found) or not _are_relatives(searched, label, found)):
            return
        if label.taxa == found.taxa:
            return
        if own:
            replaced.add(start)
        yield Found(found.start, end, label.taxa, "common", label.match)


def _longest_behind(searched: SearchedText, words: list[str], start: int) -> tuple[Label | None, int]:
    """Return the name that first words have with most of the next words from here on, and where it ends."""
    two = len(words) >= _LONG_ENOUGH and "en" not in searched.languages
    heads = [" ".join(words[:2]), words[0]] if two else words[:1]
    after = list(WORD.finditer(searched.text, start, start + _FARTHEST_BEHIND))[:_MOST_BEHIND]
    for count in range(len(after), 0, -1):
        end = after[count - 1].end()
        if after[0].start() == start and not BREAKS.search(searched.text, start, end):
            for head in heads:
                if label := searched.lexicon.common(f"{head} {searched.spaced[start:end]}", searched.languages):
                    return label, end
    return None, start


def _are_relatives(searched: SearchedText, one: Found | Label, other: Found) -> bool:
    """Whether two taxa are beneath the same one, below the class."""
    return not set(line(searched, one.taxa[0])).isdisjoint(line(searched, other.taxa[0]))


def _joint_behind(searched: SearchedText, end: int) -> re.Match[str] | None:
    bracket = _BRACKET.match(searched.text, end)
    return RIGHT_OF_COORDINATION.match(searched.text, bracket.end() if bracket else end)
