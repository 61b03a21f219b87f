"""Names in the fields of proposals, in lists of their genus, in capitals."""

from __future__ import annotations

import pytest

from pipeline.tag.lexicon import lexicon
from pipeline.tag.shadow import Shadow
from pipeline.tag.taxa.find import find_taxa_in_blocks


def names(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Return surface and name of the taxa of blocks, which ``|`` parts."""
    blocks = [Shadow.of(block) for block in text.split("|")]
    found = find_taxa_in_blocks(blocks, [()] * len(blocks), lexicon(), language=language)
    return [(mention.surface, mention.name) for block in found for mention in block]


LION = "Panthera leo"
TAXON = ("Panthera leo", LION)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # synonyms, with and without authors; those of the lexicon are whose it says
        (
            "1.4 Species: Panthera leo (Linnaeus)|1.5 Scientific synonyms: Leonaria regia Smith; Felis exemplica, "
            "Panthera tigris|1.6 Common names:",
            "en",
            [
                TAXON,
                ("Leonaria regia", LION),
                ("Felis exemplica", LION),
                ("Panthera tigris", "Panthera tigris"),
            ],
        ),
        ("Panthera leo|Synonymes scientifiques:|Leonaria regia|Novum modum|Forma alia", "fr", [
            TAXON, ("Leonaria regia", LION), ("Novum modum", LION), ("Forma alia", LION),
        ]),
        ("Panthera leo, Panthera tigris|Sinónimos científicos: Sinónimos de Panthera leo (A): Leonaria regia", "es", [
            TAXON, ("Panthera tigris", "Panthera tigris"), TAXON, ("Leonaria regia", LION),
        ]),
        # a subgenus in brackets, two authors
        ("Panthera leo|Scientific synonyms: Felis (Leonaria) regia (Exemplus and Doe, 1799)", "en", [
            TAXON, ("Felis (Leonaria) regia", LION),
        ]),
        # of which of two nobody says
        ("Panthera leo, Panthera tigris|Sinónimos científicos: Leonaria regia", "es", [
            TAXON, ("Panthera tigris", "Panthera tigris"),
        ]),
        # no field
        ("Panthera leo|The synonyms: Leonaria regia", "en", [TAXON, ("Leonaria regia", "Leonaria regia")]),
        # common names in several languages, of one word or more; the rest of the document has those of several
        (
            "Panthera leo|Common names: English: king cat, maned beast; French: chat roi (regio)|Range: A maned beast "
            "of the regio",
            "en",
            [
                TAXON, ("king cat", LION), ("maned beast", LION), ("chat roi", LION), ("regio", LION),
                ("maned beast", LION),
            ],
        ),
        ("Panthera leo|1.6 Noms communs:|anglais: maned beast|français: grand roi 1.7 Numéros de code: roi", "fr", [
            TAXON, ("maned beast", LION), ("grand roi", LION),
        ]),
        # that of another species, that of a group, that which the species of a subspecies has
        ("Panthera leo|Nombres comunes: español: tigre, felinos", "es", [
            TAXON, ("tigre", LION), ("felinos", "Felidae"),
        ]),
        ("Panthera leo persica|Common names: lion, maned beast", "en", [
            ("Panthera leo persica", "Panthera leo persica"), ("lion", LION), ("maned beast", LION),
        ]),
        # no names
        ("Panthera leo|Common names: English: not known; French: 12", "en", [TAXON]),
        ("Common names: English: maned beast", "en", []),
        ("A common name of the town is Exampleton", "en", []),
    ],
)  # fmt: skip
def test_fields_of_a_proposal_name_its_taxon(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert names(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PANTHERA LEO, P. TIGRIS Y P. PARDUS", ["Panthera leo", "Panthera tigris", "Panthera pardus"]),
        ("PANTHERA LEO AND P. TIGRIS", ["Panthera leo", "Panthera tigris"]),
        (
            "(PANTHERA LEO) Y DOS ESPECIES (P. TIGRIS Y P. PARDUS)",
            ["Panthera leo", "Panthera tigris", "Panthera pardus"],
        ),
        ("Panthera leo; P. TIGRIS", ["Panthera leo", "Panthera tigris"]),
        ("PANTHERA LEO; G. TIGRIS, P. DOE", ["Panthera leo"]),
        ("PANTHERA LEO, P. EXAMPLE", ["Panthera leo"]),
        ("AFRICAN AND ASIAN ELEPHANTS", ["Loxodonta africana", "Elephas maximus"]),
    ],
)
def test_names_in_capitals_are_abbreviated_and_coordinated(text: str, expected: list[str]) -> None:
    assert [name for _, name in names(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # between two of its genus a word of whatever ending is an epithet; so is the last one of the list
        ("Diospyros mun, Diospyros filipes, Diospyros geayana.", ["mun", "filipes", "geayana"]),
        ("Diospyros mun, Diospyros filipes", ["mun"]),
        ("Diospyros mun, Diospyros species, Diospyros ebenum", ["mun", "ebenum"]),
    ],
)
def test_a_list_of_one_genus_shows_its_epithets(text: str, expected: list[str]) -> None:
    found = names(text, "fr")
    assert [name for _, name in found if " " in name] == [f"Diospyros {epithet}" for epithet in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Diospyros perrieri is two letters away: a misspelling behind its own genus only
        ("Dalbergia|Diospyros: D. peltieri", "Diospyros perrieri"),
        ("Diospyros|Dalbergia: D. peltieri", "Dalbergia peltieri"),
        ("Diospyros|Dalbergia: D. perieri", "Diospyros perrieri"),
    ],
)
def test_an_abbreviated_name_is_misspelt_behind_its_genus(text: str, expected: str) -> None:
    assert names(text)[-1] == (text.split(": ")[1], expected)


def test_a_subspecies_is_abbreviated_behind_a_shortened_one() -> None:
    assert names("Limosa l. limosa and L. l. islandica")[-1] == ("L. l. islandica", "Limosa limosa islandica")


def test_a_name_in_capitals_before_its_scientific_name_is_no_acronym() -> None:
    text = "el águila (Aquila chrysaetos), ALIMOCHE (Neophron percnopterus) y otras"
    assert ("ALIMOCHE", "Neophron percnopterus") in names(text, "es")
    assert "ALIMOCHE" not in dict(names("la red ALIMOCHE trabaja", "es"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bats and Mammuthus primigenius: a colony of M. emarginatus", "Myotis emarginatus"),
        ("bats: a colony of M. emarginatus", "Myotis emarginatus"),
        # no relative is named, or a joint parts it from a name of the genus
        ("Mammuthus primigenius: a colony of M. emarginatus", "Mammuthus emarginatus"),
        ("bats, Mammuthus primigenius and M. emarginatus", "Mammuthus emarginatus"),
    ],
)
def test_an_initial_that_only_a_relative_fits_is_that_one(text: str, expected: str) -> None:
    assert names(text)[-1] == ("M. emarginatus", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("les grand et petit rhinolophes", ["Rhinolophus ferrumequinum", "Rhinolophus hipposideros"]),
        ("LES GRANDS ET PETITS RHINOLOPHES", ["Rhinolophus ferrumequinum", "Rhinolophus hipposideros"]),
        ("les murins et petits rhinolophes", ["Myotis", "Rhinolophus hipposideros"]),
        ("les beaux et petit rhinolophes", ["Rhinolophus"]),
        ("le grand rhinolophe et les petits rhinolophes", ["Rhinolophus ferrumequinum", "Rhinolophus hipposideros"]),
    ],
)
def test_french_adjectives_before_a_name_are_coordinated(text: str, expected: list[str]) -> None:
    assert [name for _, name in names(text, "fr")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Panthera leo and another (P. Tigris)", "Panthera tigris"),
        # no brackets of its own, no species of the genus
        ("Panthera leo and another, P. Tigris", "Panthera leo"),
        ("Panthera leo and another (P. Example)", "Panthera leo"),
    ],
)
def test_an_abbreviated_name_with_two_capitals_stands_in_brackets(text: str, expected: str) -> None:
    assert names(text)[-1][1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("el albatros de ceja negra y los albatros ceja negra", ["Thalassarche melanophris"] * 2),
        ("los loros nuca amarilla y el loro de nuca amarilla", ["Amazona auropalliata"] * 2),
        ("el albatros negro", ["Diomedeidae"]),
    ],
)
def test_spanish_names_have_de_before_a_part_of_the_body_or_not(text: str, expected: list[str]) -> None:
    assert [name for _, name in names(text, "es")] == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Lamna nasus|Porbeagle|Marrajo", "fr", [("Lamna nasus", "Lamna nasus"), ("Porbeagle", "Lamna nasus")]),
        ("Pristis pectinata: Sawfish", "fr", [("Pristis pectinata", "Pristis pectinata"), ("Sawfish", "Pristidae")]),
        ("Gypaetus barbatus, Quebrantahuesos", "en", [
            ("Gypaetus barbatus", "Gypaetus barbatus"), ("Quebrantahuesos", "Gypaetus barbatus"),
        ]),
        # a relative's, and one without a scientific name near it
        ("Lamna nasus|Angelshark", "fr", [("Lamna nasus", "Lamna nasus")]),
        ("le Porbeagle de l'exemple", "fr", []),
    ],
)  # fmt: skip
def test_single_words_of_other_languages_count_near_their_scientific_name(
    text: str, language: str, expected: list[tuple[str, str]]
) -> None:
    assert names(text, language) == expected
