"""Abbreviated names, ``P. uncia`` behind ``Panthera uncia``.

The genus is that of the species which the text names in any way, or of a name with this initial which the document
has before, beside it or as the only one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from rapidfuzz.distance import OSA

from pipeline.tag.lexicon import Label
from pipeline.tag.taxa.epithets import is_epithet
from pipeline.tag.taxa.joints import LEFT_OF_COORDINATION
from pipeline.tag.taxa.mention import Found
from pipeline.tag.taxa.misspelt import nearest_of
from pipeline.tag.taxa.searched import BETWEEN_BLOCKS, SearchedText
from pipeline.tag.taxa.told_apart import line

_ABBREVIATED = re.compile(r"\.(?<=\b[A-Z]\.) ?(?:(?:([a-z])\. ?)?([a-z]{3,})\b|([A-Z]{5,}\b|[A-Z][a-z]{3,}(?=[)\]])))")
"""Begins at the full stop, which is found faster than a capital letter. The last group is an epithet in capitals, as in
headings (``PANTHERA LEO AND P. UNCIA``), or with one in brackets of its own (``(P. Uncia)``)."""
_SPECIES = re.compile(r"\b([A-Z][a-z]+) ([a-z]{3,})(?: [a-z]{3,})?$")
_FURTHER = re.compile(r" ([a-z]{4,})\b")
"""The next word, which may be the subspecies."""
_LONGEST_NAME = 60
_SHORTEST_LISTED = 5
"""How long a word of any form is that is taken for an epithet in a list of names of the genus."""
_LONGEST_LIST = 200
"""How far before an abbreviated name the genus may stand that heads a list (``the genus Panthera, with P. leo``)."""


def abbreviated(searched: SearchedText, found: Sequence[Found]) -> Iterator[Found]:
    """Yield ``P. uncia`` where the document has named ``Panthera uncia``, in whatever words, or its genus."""
    matches = list(_ABBREVIATED.finditer(searched.text))
    if not matches:
        return
    named = _Named(searched, found)
    for match in matches:
        if match[3]:
            name = _species_in_capitals(named, match)
        else:
            name = _subspecies(named, match) if match[1] else _species(named, match)
        if name is not None:
            yield name


class _Named:
    """What a text names, by where its names end: what abbreviated names are read by."""

    def __init__(self, searched: SearchedText, found: Sequence[Found]) -> None:
        self.searched = searched
        self.taxa = {name.end: name.taxa[0] for name in found if name.taxa}
        self.species = {
            (name[0].lower(), name.split(" ")[1]): tuple(name.lower().split(" ")[:2])
            for name in self.taxa.values()
            if " " in name and name[0].isupper()
        }
        """Genus and epithet, in small letters, of the species that are named in any way, by initial and epithet."""
        self.spelt = {
            name.end: searched.text[name.start : name.end].split(" ")[0]
            for name in found
            if name.taxa and name.via != "common"
        }
        """The genera that are printed; those of abbreviated names are added as they are read."""
        self.alone = {
            name.end: self.spelt[name.end]
            for name in found
            if name.end in self.spelt and "genus" in (name.rank, searched.rank(name.taxa[0]))
        }

    def genera(self, start: int) -> set[str]:
        """Return the genera, in small letters, that the letter at ``start`` may stand for."""
        searched = self.searched
        initial = searched.text[start].lower()
        return {
            genus
            for genus in searched.known.genera
            if genus[0] == initial and searched.rank(genus.capitalize()) in ("genus", None)
        }

    def joined(self, start: int) -> str:
        """Return the genus of the name that a joint (``, ``, `` and ``) parts from here, or nothing."""
        joint = LEFT_OF_COORDINATION.search(self.searched.text, max(0, start - 6), start)
        return self.spelt.get(joint.start(), "") if joint else ""

    def lists(self, start: int, epithet: str) -> bool:
        """Whether a joint parts a word from a name of the same initial: an epithet of any form, if no other word."""
        initial = self.searched.text[start].lower()
        listed = self.joined(start).lower().startswith(initial)
        return listed and len(epithet) >= _SHORTEST_LISTED and epithet not in self.searched.lexicon.no_epithets

    def genus_of(self, start: int, genera: Set[str]) -> str:
        """Return the genus that an initial abbreviates where the lexicon does not have the species, else nothing.

        It is that of the name that a joint parts from here; or the nearest one named alone in the text before, near
        enough to head a list; or the only one of ``genera``, those with this initial.
        """
        text = self.searched.text
        initial, joined = text[start].lower(), self.joined(start)
        if joined.lower().startswith(initial):
            return joined
        first = max(start - _LONGEST_LIST, text.rfind(BETWEEN_BLOCKS, 0, start))
        near = [end for end, genus in self.alone.items() if first <= end < start and genus.lower().startswith(initial)]
        if near:
            return self.alone[max(near)]
        return next(iter(genera)).capitalize() if len(genera) == 1 and not joined else ""


def _species(named: _Named, match: re.Match[str]) -> Found | None:
    """Read ``P. uncia``, or ``P. pardus orientalis``; None where nothing tells the genus."""
    searched, start, end, epithet = named.searched, match.start() - 1, match.end(), match[2]
    genera = named.genera(start)
    labels = _labels(searched, sorted(f"{genus} {epithet}" for genus in genera))
    key = searched.text[start].lower(), epithet
    known = named.species.get(key) or searched.known.names.get(key)
    if known or labels:
        words = " ".join(known) if known else _preferred(named, start, labels)
        further = _FURTHER.match(searched.text, end)
        subspecies = further and _spelt_out(named, start, further.end(), f"{words} {further[1]}")
        return subspecies or _spelt_out(named, start, end, words)
    if misspelt := _nearest(named, start, genera, epithet):
        named.spelt[end] = misspelt.taxa[0].split(" ")[0]
        reason = f"{searched.text[start:end]} is not in the lexicon; the nearest name is {misspelt.taxa[0]}"
        return Found(start, end, misspelt.taxa, "scientific", "misspelt", reason)
    if not is_epithet(searched, epithet) and not named.lists(start, epithet):
        return None
    genus = named.genus_of(start, genera)
    if not named.joined(start) and (label := _of_a_relative(named, start, epithet, genus)):
        named.spelt[end] = label.taxa[0].split(" ")[0]
        reason = f"no other species of the lexicon has this initial and the epithet {epithet}, and relatives are named"
        return Found(start, end, label.taxa, "scientific", "variant", reason)
    if not genus:
        return None
    named.spelt[end] = genus
    reason = f"abbreviated behind {genus}, and {epithet} has the form of an epithet"
    return Found(start, end, (f"{genus} {epithet}",), "open", "unlisted", reason, "species")


def _of_a_relative(named: _Named, start: int, epithet: str, genus: str) -> Label | None:
    """Return the only species of the lexicon with an initial and an epithet where the text names what it is beneath.

    That is nothing that the genus which would be guessed, if any, is beneath, too (``M. emarginatus`` is a bat beside
    bats).
    """
    searched, initial = named.searched, named.searched.text[start].lower()
    genera = [other for other in searched.lexicon.genera.get(epithet, ()) if other[0] == initial]
    label = searched.lexicon.scientific(f"{genera[0]} {epithet}") if len(genera) == 1 else None
    higher = set(line(searched, label.taxa[0])) - set(line(searched, genus)) if label else set()
    return None if higher.isdisjoint(named.taxa.values()) else label


def _species_in_capitals(named: _Named, match: re.Match[str]) -> Found | None:
    """Read ``P. UNCIA`` and ``(P. Uncia)`` where one genus that the text names has such a species in the lexicon.

    Elsewhere either may be a person's name.
    """
    start = match.start() - 1
    initial = named.searched.text[start]
    if not match[3].isupper() and named.searched.text[start - 1] not in "([":
        return None
    genera = named.genera(start) | {genus.lower() for genus in named.spelt.values() if genus[0] == initial}
    labels = _labels(named.searched, sorted(f"{genus} {match[3].lower()}" for genus in genera))
    return _spelt_out(named, start, match.end(), next(iter(labels))) if len(labels) == 1 else None


def _subspecies(named: _Named, match: re.Match[str]) -> Found | None:
    """Read ``P. c. lucidus``; None where nothing tells genus and species."""
    searched, start, end, epithet = named.searched, match.start() - 1, match.end(), match[2]
    last = _of_the_last_species(named, match)
    if last:
        return last
    genera, initial = named.genera(start), searched.text[start].lower()
    species = sorted(name for letter, name in searched.known.names if letter == initial and name[0] == match[1])
    options = sorted(f"{genus} {name} {epithet}" for genus in genera for name in species)
    labels = _labels(searched, options)
    if labels:
        return _spelt_out(named, start, end, _preferred(named, start, labels))
    if len(species) == len(genera) == 1 and (epithet == species[0] or is_epithet(searched, epithet)):
        name = f"{next(iter(genera)).capitalize()} {species[0]} {epithet}"
        reason = f"abbreviated behind the species, and {epithet} has the form of an epithet"
        return Found(start, end, (name,), "open", "unlisted", reason, "subspecies")
    return None


def _labels(searched: SearchedText, options: Sequence[str]) -> dict[str, Label]:
    """Return those of some names, in small letters, that the lexicon has."""
    return {words: label for words in options if (label := searched.lexicon.scientific(words))}


def _preferred(named: _Named, start: int, options: Mapping[str, Label]) -> str:
    """Return the name of the genus that a joint parts from here, if it is among the options, else the first."""
    joined = named.joined(start).lower()
    return next((words for words in options if words.startswith(f"{joined} ")), next(iter(options)))


def _spelt_out(named: _Named, start: int, end: int, words: str) -> Found | None:
    """Return the name that an abbreviated one stands for: of the lexicon, or one that it does not have; else None."""
    name = words.capitalize()
    label = named.searched.lexicon.scientific(words)
    if label is None and name not in named.searched.known.unlisted:
        return None
    genus = name.split(" ")[0]
    named.spelt[end] = genus
    reason = f"abbreviated from {name}, a name or genus that the document has spelt out"
    if label:
        return Found(start, end, label.taxa, "scientific", "variant", reason)
    rank = "subspecies" if name.count(" ") > 1 else "species"
    return Found(start, end, (name,), "open", "unlisted", reason, rank)


def _of_the_last_species(named: _Named, match: re.Match[str]) -> Found | None:
    """Return a subspecies of the last species before that has these initials (``P. c. lucidus``), None if none has.

    The last one is that named right before the bracket, if any, else one of those that are printed.
    """
    searched, start = named.searched, match.start() - 1
    last = [_SPECIES.match(named.taxa.get(start - 2, ""))] + [
        _SPECIES.search(searched.text, max(0, end - _LONGEST_NAME), end) or _SPECIES.match(named.taxa.get(end, ""))
        for end in sorted((end for end in named.spelt if start - _LONGEST_LIST <= end <= start), reverse=True)
    ]
    for before in filter(None, last):
        if before[1][0] == searched.text[start] and before[2][0] == match[1]:
            name = f"{before[1]} {before[2]} {match[2]}"
            label = searched.lexicon.scientific(name.lower())
            reason = f"abbreviated from {before[1]} {before[2]}, the last species before with these initials"
            if label:
                return Found(start, match.end(), label.taxa, "scientific", "variant", reason)
            if match[2] == before[2] or is_epithet(searched, match[2]):
                return Found(start, match.end(), (name,), "open", "unlisted", reason, "subspecies")
    return None


def _nearest(named: _Named, start: int, genera: Set[str], rest: str) -> Label | None:
    """Return the one name of these genera that an abbreviated name is a misspelling of, None where there is none.

    Two edits away it is one only of the genus with this initial that is printed last before: of another one it is
    rather a name of the last one's that the lexicon lacks.
    """
    lexicon = named.searched.lexicon
    before = [end for end, genus in named.spelt.items() if end <= start and genus.lower() in genera]
    last = named.spelt[max(before)].lower() if before else ""
    for genus in sorted(genera):
        nearest = nearest_of(rest, [each for each in lexicon.epithets.get(genus, ()) if " " not in each])
        if nearest and (last in ("", genus) or OSA.distance(rest, nearest) == 1):
            return lexicon.scientific(f"{genus} {nearest}")
    return None
