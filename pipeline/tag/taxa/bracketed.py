"""Names in brackets behind scientific ones, told by how the document writes such brackets.

``Cuora exemplaris and Gekko aliensis (box turtle and gecko of the hills)`` has one common name for each, in their
order. Where the brackets behind many scientific names hold common names that the lexicon has, one that it lacks
stands in the others (``Operculicarya exemplaris (Tabily)``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.tag.shadow import fold
from pipeline.tag.taxa.beside import unlisted_beside
from pipeline.tag.taxa.joints import LEFT_OF_COORDINATION
from pipeline.tag.taxa.mention import Found
from pipeline.tag.taxa.searched import SearchedText

_RANKS = ("species", "subspecies", "genus")
_BRACKET = re.compile(r"[ |]\(([^()\[\]|\d]{3,200})\)")
_PART = re.compile(r"(?:, (?:and |or |et |ou |y |e |o )?| and | or | & |; | et | ou | y | e | o )")
_WORDS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*(?: [^\W\d_]+(?:['-][^\W\d_]+)*){0,4}")
_SHORTEST = 4
_LEAST_KNOWN = 3
"""How many brackets of a document must hold common names that the lexicon has."""
_LONGEST_JOINT = 6


@dataclass(frozen=True, slots=True)
class _Bracket:
    """The names that a bracket stands behind, where each part of what it holds is, and the names found in it."""

    scientific: Sequence[Found]
    parts: Sequence[tuple[int, int]]
    inside: Sequence[Found]


def with_bracketed(searched: SearchedText, found: list[Found]) -> list[Found]:
    """Return the names with those that stand in brackets behind scientific ones, in the order of the text."""
    brackets = list(_brackets(searched, found))
    if not brackets:
        return found
    told = [*_in_order(searched, brackets), *_as_others(searched, brackets)]
    spans = [(name.start, name.end) for name in told]
    kept = [name for name in found if not any(start <= name.start and name.end <= end for start, end in spans)]
    return sorted([*kept, *told], key=lambda name: (name.start, name.end)) if told else found


def _brackets(searched: SearchedText, found: Sequence[Found]) -> Iterator[_Bracket]:
    for at, last in enumerate(found):
        if last.via == "common" or not last.taxa or searched.text[last.end + 1 : last.end + 2] != "(":
            continue
        bracket = _BRACKET.match(searched.text, last.end)
        if bracket is None or (last.rank or searched.rank(last.taxa[0])) not in _RANKS:
            continue
        parts, start = [], bracket.start(1)
        for joint in _PART.finditer(searched.text, start, bracket.end(1)):
            parts.append((start, joint.start()))
            start = joint.end()
        parts.append((start, bracket.end(1)))
        inside = [name for name in found[at + 1 : at + 12] if name.start < bracket.end()]
        yield _Bracket(_listed(searched, found, at), parts, inside)


def _listed(searched: SearchedText, found: Sequence[Found], at: int) -> list[Found]:
    """Return the scientific names of the list that ends with one."""
    names = [found[at]]
    for each in reversed(found[:at]):
        first = names[0].start
        joint = LEFT_OF_COORDINATION.search(searched.text, max(0, first - _LONGEST_JOINT), first)
        if joint is None or joint.start() != each.end or each.via == "common" or not each.taxa:
            break
        names.insert(0, each)
    return names


def _in_order(searched: SearchedText, brackets: Sequence[_Bracket]) -> Iterator[Found]:
    """Yield the names of brackets with a part for each of several species before it, some of which the lexicon knows.

    Each part has a common name that is of its species or of what that is beneath, and none is of another one's.
    """
    for bracket in brackets:
        species = [name.taxa[0] for name in bracket.scientific]
        if len(species) < 2 or len(species) != len(bracket.parts) or len(set(species)) < len(species):
            continue
        if any(name.via != "common" or not name.taxa for name in bracket.inside):
            continue
        held = [[n for n in bracket.inside if a <= n.start and n.end <= b] for a, b in bracket.parts]
        if not all(names and _fits(searched, one, names[-1]) for one, names in zip(species, held, strict=True)):
            continue
        for scientific, names, (start, end) in zip(bracket.scientific, held, bracket.parts, strict=True):
            if names[-1].taxa != scientific.taxa and _is_name(searched, start, end):
                yield unlisted_beside(searched, start, end, scientific)


def _fits(searched: SearchedText, species: str, name: Found) -> bool:
    """Whether a common name may be that of a species: it is, or is one of a group, and of no other species."""
    return name.taxa[0] == species or (searched.rank(name.taxa[0]) or "species") not in ("species", "subspecies")


def _as_others(searched: SearchedText, brackets: Sequence[_Bracket]) -> Iterator[Found]:
    """Yield unknown names of brackets where most brackets of the document hold known ones.

    What stands behind several taxa, or elsewhere in the document too, is none of them: a country, an author.
    """
    alone = [bracket for bracket in brackets if len(bracket.parts) == 1]
    known = sum(any((n.start, n.end) == bracket.parts[0] for n in bracket.inside) for bracket in alone)
    if known < _LEAST_KNOWN:
        return
    unknown = {bracket.parts[0]: bracket for bracket in alone if not bracket.inside}
    unknown = {
        (start, end): bracket
        for (start, end), bracket in unknown.items()
        if _is_name(searched, start, end) and searched.text.count(searched.text[start:end]) == 1
    }
    if known >= 2 * len(unknown):
        for (start, end), bracket in unknown.items():
            yield unlisted_beside(searched, start, end, bracket.scientific[-1])


def _is_name(searched: SearchedText, start: int, end: int) -> bool:
    """Whether what stands there is made as a common name is, of no word that is in none."""
    printed = searched.text[start:end]
    words = fold(printed).replace("-", " ").split()
    lexicon = searched.lexicon
    return (
        len(printed) >= _SHORTEST
        and not printed.isupper()
        and _WORDS.fullmatch(printed) is not None
        and lexicon.no_common_names.isdisjoint(words)
        and words[0] not in lexicon.small_words
    )
