"""Abbreviated names, ``P. uncia`` behind ``Panthera uncia``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from pipeline.tag.lexicon import Label
from pipeline.tag.shadow import fold
from pipeline.tag.taxa.epithets import is_epithet
from pipeline.tag.taxa.joints import LEFT_OF_COORDINATION
from pipeline.tag.taxa.mention import Found
from pipeline.tag.taxa.misspelt import nearest_of
from pipeline.tag.taxa.searched import BETWEEN_BLOCKS, SearchedText

_ABBREVIATED = re.compile(r"\.(?<=\b[A-Z]\.) ?(?:([a-z])\. ?)?([a-z]{3,})\b")
"""Begins at the full stop, which is found faster than a capital letter."""
_SPECIES = re.compile(r"\b([A-Z][a-z]+) ([a-z]{3,})(?: [a-z]{3,})?$")
_LONGEST_NAME = 60
_SHORTEST_LISTED = 5
"""How long a word of any form is that is taken for an epithet in a list of names of the genus."""
_LONGEST_LIST = 200
"""How far before an abbreviated name the genus may stand that heads a list (``the genus Panthera, with P. leo``)."""


def abbreviated(searched: SearchedText, found: Sequence[Found]) -> Iterator[Found]:
    """Yield ``P. uncia`` where the document has named ``Panthera uncia``, or its genus, or behind ``snow leopard``."""
    matches = list(_ABBREVIATED.finditer(searched.text))
    if not matches:
        return
    genus_before = {name.end: fold(name.taxa[0].split(" ")[0]) for name in found if name.taxa}
    spelt = {
        name.end: searched.text[name.start : name.end].split(" ")[0]
        for name in found
        if name.taxa and name.via != "common"
    }
    alone = {
        name.end: spelt[name.end]
        for name in found
        if name.end in spelt and "genus" in (name.rank, searched.rank(name.taxa[0]))
    }
    for match in matches:
        start, end = match.start() - 1, match.end()
        initial, rest = searched.text[start].lower(), match[2]
        genera = {
            genus
            for genus in searched.known.genera
            if genus[0] == initial and searched.rank(genus.capitalize()) in ("genus", None)
        }
        before = genus_before.get(start - 1) or genus_before.get(start - 2) or " "
        if before[0] == initial:
            genera.add(before)
        if match[1]:
            common = next((name.taxa[0] for name in found if name.taxa and name.end == start - 2), "")
            if subspecies := _of_the_last_species(searched, spelt, common, start, match):
                yield subspecies
                continue
        if match[1]:
            species = sorted(e for letter, e in searched.known.names if letter == initial and e[0] == match[1])
            options = sorted(f"{genus} {epithet} {rest}" for genus in genera for epithet in species)
        else:
            options = sorted(f"{genus} {rest}" for genus in genera)
        labels = {words: label for words in options if (label := searched.lexicon.scientific(words))}
        if not match[1] and (initial, rest) in searched.known.names:
            words = " ".join(searched.known.names[initial, rest])
        elif labels:
            joined = _joined(searched, spelt, start).lower()
            words = next((words for words in labels if words.startswith(f"{joined} ")), next(iter(labels)))
        elif not match[1] and (misspelt := _nearest(searched, genera, rest)):
            spelt[end] = misspelt.taxa[0].split(" ")[0]
            reason = f"{searched.text[start:end]} is not in the lexicon; the nearest name is {misspelt.taxa[0]}"
            yield Found(start, end, misspelt.taxa, "scientific", "misspelt", reason)
            continue
        elif (
            not match[1]
            and (is_epithet(searched, rest) or _is_listed(searched, initial, rest, spelt, start))
            and (genus := _genus_of(searched, initial, start, spelt, alone, genera))
        ):
            spelt[end] = genus
            reason = f"abbreviated behind {genus}, and {rest} has the form of an epithet"
            yield Found(start, end, (f"{genus} {rest}",), "open", "unlisted", reason, "species")
            continue
        elif match[1] and len(species) == len(genera) == 1 and (rest == species[0] or is_epithet(searched, rest)):
            name = f"{next(iter(genera)).capitalize()} {species[0]} {rest}"
            reason = f"abbreviated behind the species, and {rest} has the form of an epithet"
            yield Found(start, end, (name,), "open", "unlisted", reason, "subspecies")
            continue
        else:
            continue
        spelt[end] = words.split(" ")[0].capitalize()
        reason = f"abbreviated from {words.capitalize()}, a name or genus that the document has spelt out"
        label = labels.get(words)
        if label:
            yield Found(start, end, label.taxa, "scientific", "variant", reason)
        elif words.capitalize() in searched.known.unlisted:
            yield Found(start, end, (words.capitalize(),), "open", "unlisted", reason, "species")


def _of_the_last_species(
    searched: SearchedText, spelt: Mapping[int, str], named: str, start: int, match: re.Match[str]
) -> Found | None:
    """Return a subspecies of the last species before that has these initials (``P. c. lucidus``), None if none has.

    The last one is that ``named`` right before the bracket, if any, else one of ``spelt`` by their end.
    """
    last = [_SPECIES.match(named)] + [
        _SPECIES.search(searched.text, max(0, end - _LONGEST_NAME), end)
        for end in sorted((end for end in spelt if start - _LONGEST_LIST <= end <= start), reverse=True)
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


def _nearest(searched: SearchedText, genera: Set[str], rest: str) -> Label | None:
    """Return the one name of these genera that an abbreviated name is a misspelling of, None where there is none."""
    for genus in sorted(genera):
        nearest = nearest_of(rest, [each for each in searched.lexicon.epithets.get(genus, ()) if " " not in each])
        if nearest:
            return searched.lexicon.scientific(f"{genus} {nearest}")
    return None


def _is_listed(searched: SearchedText, initial: str, rest: str, spelt: Mapping[int, str], start: int) -> bool:
    """Whether a joint parts a word from a name of the same initial: an epithet of whatever form, if no other word."""
    joined = _joined(searched, spelt, start).lower().startswith(initial)
    return joined and len(rest) >= _SHORTEST_LISTED and rest not in searched.lexicon.no_epithets


def _joined(searched: SearchedText, genera: Mapping[int, str], start: int) -> str:
    """Return the genus of the name that a joint (``, ``, `` and ``) parts from here, of ``genera`` by their end."""
    joint = LEFT_OF_COORDINATION.search(searched.text, max(0, start - 6), start)
    return genera.get(joint.start(), "") if joint else ""


def _genus_of(
    searched: SearchedText,
    initial: str,
    start: int,
    spelt: Mapping[int, str],
    alone: Mapping[int, str],
    known: Set[str],
) -> str:
    """Return the genus that an initial abbreviates where the lexicon does not have the species, else nothing.

    It is that of the name that a joint parts from here, of ``spelt`` by their end; or the nearest one in the text
    before (of ``alone``), near enough to head a list; or the only one of the ``known`` genera, those with this initial.
    """
    joined = _joined(searched, spelt, start)
    if joined.lower().startswith(initial):
        return joined
    first = max(start - _LONGEST_LIST, searched.text.rfind(BETWEEN_BLOCKS, 0, start))
    near = [end for end, genus in alone.items() if first <= end < start and genus.lower().startswith(initial)]
    if near:
        return alone[max(near)]
    return next(iter(known)).capitalize() if len(known) == 1 and not joined else ""
