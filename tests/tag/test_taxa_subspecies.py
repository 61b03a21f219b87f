"""Subspecies by their epithet alone, and genera that are the names of other things beside their relatives."""

from __future__ import annotations

import pytest

from pipeline.tag.lexicon import lexicon
from pipeline.tag.shadow import Shadow
from pipeline.tag.taxa.find import find_taxa


def names(text: str, language: str = "en") -> list[str]:
    return [mention.name for mention in find_taxa(text, Shadow.of(text), [], lexicon(), language=language)]


TIGERS = ["Panthera tigris altaica", "Panthera tigris sumatrae"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Panthera tigris has the subspecies altaica and sumatrae", "en", ["Panthera tigris", *TIGERS]),
        ("tigers of the subspecies (altaica, sumatrae)", "en", ["Panthera tigris", *TIGERS]),
        ("Panthera tigris (altaica, sumatrae) of the zoo", "en", ["Panthera tigris", *TIGERS]),
        ("Panthera tigris altaica and sumatrae", "en", TIGERS),
        ("Panthera tigris ssp. altaica", "en", TIGERS[:1]),
        ("le tigre et sa sous-espèce altaica", "fr", ["Panthera tigris", TIGERS[0]]),
        ("el tigre y las subespecies altaica y sumatrae", "es", ["Panthera tigris", *TIGERS]),
        # another taxon stands between, none does, the epithet is of another species, or of none, or words go on
        ("tigers, lions and the subspecies altaica", "en", ["Panthera tigris", "Panthera leo"]),
        ("cats of the subspecies altaica", "en", ["Felidae"]),
        ("the subspecies altaica of no name", "en", []),
        ("Panthera tigris and its subspecies cyclotis", "en", ["Panthera tigris"]),
        ("Panthera tigris (altaica population)", "en", ["Panthera tigris"]),
        ("Panthera tigris subspecies", "en", ["Panthera tigris"]),
    ],
)
def test_subspecies_by_their_epithet(text: str, language: str, expected: list[str]) -> None:
    assert names(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Panthera, Neofelis and Acinonyx", ["Panthera", "Neofelis", "Acinonyx"]),
        ("Panthera and Dalbergia", ["Dalbergia"]),
        ("WCS, Panthera and WWF on Panthera leo", ["Panthera leo"]),
    ],
)
def test_a_genus_that_is_an_organisation_too_is_meant_beside_its_relatives(text: str, expected: list[str]) -> None:
    assert names(text) == expected
