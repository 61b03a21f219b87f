"""Subspecies by their epithet alone: ``the subspecies altaica and sumatrae`` behind ``Panthera tigris``.

Only epithets that the lexicon has of the species are read so: of others nobody knows whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.tag.names import places_of
from pipeline.tag.shadow import fold
from pipeline.tag.taxa.joints import RIGHT_OF_COORDINATION
from pipeline.tag.taxa.mention import Found
from pipeline.tag.taxa.searched import SearchedText

_TRIGGERS = ("subspecies ", "sous-espèce", "subespecie")
_TRIGGER = re.compile(r"(?:subspecies|sous-espèces?|subespecies?)(?:,? (?:of|are|is|sont|est|son|es)| ?:)? \(?")
_SHORT_SIGN = re.compile(r" (?:ssp|subsp)\. ")
_EPITHET = re.compile(r"[a-z]{4,}\b")
_FARTHEST = 150
"""How far before its subspecies a species may stand."""


def subspecies_alone(searched: SearchedText, found: Sequence[Found]) -> Iterator[Found]:
    """Yield subspecies of the last species named before them, told by the word, by ``ssp.`` or by a bracket."""
    for trigger in _TRIGGERS:
        for place in places_of(trigger, searched.text):
            match = _TRIGGER.match(searched.text, place)
            species = _species_before(searched, found, place) if match else None
            if match and species:
                yield from _epithets(searched, species, match.end())
    for name in found:
        if name.via == "common" or not name.taxa:
            continue
        words = name.taxa[0].count(" ")
        if words == 1:
            yield from _behind_species(searched, name)
        elif words > 1 and (joint := RIGHT_OF_COORDINATION.match(searched.text, name.end)):
            yield from _epithets(searched, name.taxa[0].rpartition(" ")[0], joint.end())


def _behind_species(searched: SearchedText, species: Found) -> Iterator[Found]:
    """Yield the subspecies in a bracket behind a species, or the one that a sign makes one name with it."""
    if searched.text.startswith(" (", species.end):
        listed = list(_epithets(searched, species.taxa[0], species.end + 2))
        if listed and searched.text.startswith(")", listed[-1].end):
            yield from listed
    elif sign := _SHORT_SIGN.match(searched.text, species.end):
        told = next(_epithets(searched, species.taxa[0], sign.end()), None)
        if told:
            yield Found(species.start, told.end, told.taxa, "scientific", "exact")


def _species_before(searched: SearchedText, found: Sequence[Found], place: int) -> str | None:
    """Return the species that is named last before, in the same block, None where another taxon is."""
    first = place - len(searched.left(place, _FARTHEST))
    before = [name for name in found if first <= name.start and name.end <= place and name.taxa]
    words = before[-1].taxa[0].split(" ") if before else []
    return " ".join(words[:2]) if len(words) > 1 else None


def _epithets(searched: SearchedText, species: str, start: int) -> Iterator[Found]:
    """Yield the epithets of a list that begins there, as long as the lexicon has them of the species."""
    while word := _EPITHET.match(searched.text, start):
        label = searched.lexicon.scientific(f"{fold(species)} {word[0]}")
        if label is None:
            return
        reason = f"{word[0]} is a subspecies of {species}, which is named before"
        yield Found(word.start(), word.end(), label.taxa, "scientific", "variant", reason)
        joint = RIGHT_OF_COORDINATION.match(searched.text, word.end())
        if joint is None:
            return
        start = joint.end()
