"""What a document itself tells of names: by brackets, by lists, by what else it names."""

import pytest
from habit import HABIT, NAMES_OF_HABIT

from pipeline.model import Span
from pipeline.tag.lexicon import lexicon
from pipeline.tag.shadow import Shadow
from pipeline.tag.taxa.find import find_taxa_in_blocks


def names(*blocks: str, language: str = "en") -> list[tuple[str, str]]:
    spans: list[list[Span]] = [[] for _ in blocks]
    found = find_taxa_in_blocks([Shadow.of(text) for text in blocks], spans, lexicon(), language=language)
    return [(mention.surface, mention.name) for block in found for mention in block]


def told(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Return the names of a text in a document whose brackets mostly stand behind common names."""
    return names(HABIT[language], text, language=language)[NAMES_OF_HABIT:]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("the exemplar (Panthera leo)", "en", ["exemplar", "Panthera leo"]),
        ("trade in specimens (Panthera leo)", "en", ["Panthera leo"]),
        ("the first hunting concession (Panthera leo)", "en", ["Panthera leo"]),
        ("de la reglamentación (Panthera leo)", "es", ["Panthera leo"]),
        ("trade in Exampleland (Panthera leo)", "en", ["Panthera leo"]),
        ("saiga horn (Saiga tatarica)", "en", ["saiga", "Saiga tatarica"]),
        ("la exemplara de agua (Panthera leo)", "es", ["agua", "Panthera leo"]),
        ("l'exemplaire roux (Panthera leo)", "fr", ["exemplaire roux", "Panthera leo"]),
        ("les populations de la sous-espèce (Panthera leo)", "fr", ["Panthera leo"]),
        # what says more of a name before it is none, but another name is
        ("les lions du Pacifique exemplaire (Panthera leo)", "fr", ["lions", "Panthera leo"]),
        ("le lion ou exemplaire roux (Panthera leo)", "fr", ["lion", "exemplaire roux", "Panthera leo"]),
    ],
)
def test_a_name_that_the_lexicon_lacks_is_told_by_the_bracket_behind_it(
    text: str, language: str, expected: list[str]
) -> None:
    assert [surface for surface, _ in told(text, language)] == expected


@pytest.mark.parametrize(
    ("others", "text", "expected"),
    [
        ("", "exemplars (Panthera leo)", []),
        ("Dugongs (Dugong dugon), cheetahs (Acinonyx jubatus).", "exemplars (Panthera leo)", []),
        (HABIT["en"], "exemplars (Panthera leo), nulls (Lynx lynx), zeros (Puma concolor)", []),
        (HABIT["en"], "exemplars (Panthera leo), nulls (Lynx lynx)", ["exemplars", "nulls"]),
        (
            HABIT["en"],
            "exemplars (Panthera leo), nulls (Lynx lynx), the nulls (Lynx lynx)",
            ["exemplars", *["nulls"] * 2],
        ),
    ],
)
def test_a_bracket_tells_a_name_where_most_of_the_document_are_behind_known_ones(
    others: str, text: str, expected: list[str]
) -> None:
    """At least three taxa are so named, and twice as many as such words tell."""
    assert [surface for surface, _ in names(others, text) if surface in {"exemplars", "nulls", "zeros"}] == expected


def test_a_name_that_is_told_once_is_known_in_the_whole_document() -> None:
    text = "The dwarf exemplar (Panthera leo) hunts. Dwarf exemplars rest; an exemplar of a permit is kept."
    assert [surface for surface, _ in told(text)] == ["dwarf exemplar", "Panthera leo", "Dwarf exemplars"]
    assert [surface for surface, _ in told("The sea (Panthera leo) and a sea")] == ["Panthera leo"]


@pytest.mark.parametrize("article", ["the", "a"])
def test_a_name_told_of_two_taxa_is_known_of_none(article: str) -> None:
    text = f"the exemplar (Panthera leo) and {article} exemplar (Panthera onca); the exemplar"
    assert [name for _, name in told(text)] == ["Panthera leo"] * 2 + ["Panthera onca"] * 2


def test_a_name_of_a_higher_taxon_is_that_which_the_document_tells() -> None:
    text = "the horned lizard (Ceratophora aspera) and every horned lizard"
    assert {name for _, name in names(text)} == {"Ceratophora aspera"}


def test_a_bracket_of_its_own_behind_a_name_tells_it_too() -> None:
    """Tables of proposals have the common name in a line of its own."""
    assert names("Xeromys myoides", "(Falsa exemplara de agua)", "Incluir", language="es") == [
        ("Xeromys myoides", "Xeromys myoides"),
        ("Falsa exemplara de agua", "Xeromys myoides"),
    ]
    assert names("Lyriocephalus scutatus", "(Lagarto de lira)", language="es")[1][1] == "Lyriocephalus scutatus"
    for place in ("United Republic of Tanzania", "Black Sea", "mer Noire"):
        assert names("Panthera leo", f"({place})") == [("Panthera leo", "Panthera leo")]
    assert len(names("Xeromys myoides", "(población de Exemplia)", "Incluir", language="es")) == 1
    assert len(names("Xeromys myoides is listed", "(Falsa exemplara de agua)", language="es")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Osprey, Common Buzzard, Hobby, Merlin and Ruff.", 5),
        ("Common Buzzard (Buteo buteo), Merlin", 3),
        ("kestrels, common buzzards, hobbies", 3),
        ("hawks, hobbies and eagles", 3),
        ("hawks and hobbies", 1),
        ("Ms Merlin and Mr Heron, Finch and Lark", 0),
        ("Common Buzzard, Heron Foundation", 1),
        ("a hobby, and two robins", 0),
        ("whale sharks, divers and boats", 1),
        ("grebes, loons and divers", 3),
    ],
)
def test_a_list_of_names_shows_that_a_word_is_one(text: str, expected: int) -> None:
    assert len(names(text)) == expected


def test_a_word_before_its_scientific_name_is_a_name_in_the_whole_document() -> None:
    """``Merlin`` may be a person, but not in a document that says which falcon it is."""
    assert len(names("the Merlin (Falco columbarius) hunts", "Merlin of the hills")) == 3
    assert len(names("the Merlin hunts", "Merlin of the hills")) == 0


def test_epithets_of_plants_are_such_in_french_and_spanish_too() -> None:
    assert [name for _, name in names("de Euphorbia exemplifolia.", language="es")] == ["Euphorbia exemplifolia"]
    assert [name for _, name in names("la tribu des Antilopini", language="fr")] == ["Antilopini"]


def test_a_list_may_stand_line_by_line() -> None:
    assert len(names("Common Buzzard", "Merlin", "Ruff")) == 3
    assert len(names("Common Buzzard", "Merlin and the others")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("caviar of beluga", ["Huso huso"]),
        ("narwhal and beluga", ["Monodon monoceros", "Delphinapterus leucas"]),
        ("sperm whale and beluga", ["Physeter macrocephalus", "Delphinapterus leucas"]),
        ("sperm whale, beluga, sterlet and stellate sturgeon", None),
    ],
)
def test_of_several_taxa_the_document_tells_which_is_meant(text: str, expected: list[str] | None) -> None:
    found = [name for _, name in names(text)]
    assert found == expected if expected else found[1] == "Huso huso"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cigognes blanches, tantales et hérons", "Mycteria"),
        ("babouins doguera, tantales et gorilles", "Chlorocebus tantalus"),
    ],
)
def test_a_name_of_several_taxa_in_a_list_is_that_of_the_class_of_the_list(text: str, name: str) -> None:
    assert names(text, language="fr")[1] == (text.split()[-3], name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the goose Anser f. fabalis", "Anser fabalis fabalis"),
        ("Branta b. hrota", "Branta bernicla hrota"),
        ("Panthera t. altaica", "Panthera tigris altaica"),
    ],
)
def test_the_species_may_be_shortened_before_a_subspecies(text: str, name: str) -> None:
    assert names(text)[-1][1] == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cacti (Sclerocactus spinosior)", ["Cactaceae", "Sclerocactus spinosior"]),
        ("Panthera leo, Angraecum sesquipedale (Exampleland)", ["Panthera leo", "Angraecum sesquipedale"]),
        ("wood (Dalbergia logs)", ["Dalbergia"]),
        ("Panthera leo and Angraecum exporters, and others", ["Panthera leo", "Angraecum"]),
        ("Angraecum sesquipedale grows", ["Angraecum"]),
    ],
)
def test_where_a_name_stands_shows_an_epithet_of_any_form(text: str, expected: list[str]) -> None:
    assert [name for _, name in names(text)] == expected


def test_a_common_name_in_the_singular_is_of_the_last_of_a_list_alone() -> None:
    text = "Andrias davidianus y Neurergus kaiseri ({})"
    assert names(text.format("tritón del Exemplar"), language="es")[2][1] == "Neurergus kaiseri"
    assert names(text.format("tritones del Exemplar"), language="es")[2][1] == "Caudata"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Manta birostris Raie Manta", "fr", ["Mobula birostris", "Manta"]),
        ("loutres, loutre cendrée", "fr", ["Lutrinae", "Aonyx cinereus"]),
        ("Fulica atra (Coot)", "en", ["Fulica atra", "Fulica atra"]),
        ("Fulica atra (Coot and others)", "en", ["Fulica atra"]),
        ("Sminthopsis exemplaris (banded marsupial rat)", "en", ["Sminthopsis exemplaris"] * 2),
        ("Panthera leo (the lion of Exampleland)", "en", ["Panthera leo"] * 2),
        ("Anas exemplaris (duck population)", "en", ["Anas exemplaris", "Anatidae"]),
        (
            "Phalacrocorax carbo sinensis; Podiceps cristatus, P. c. exemplaris; and at last Phaethon lepturus",
            "en",
            [
                "Phalacrocorax carbo sinensis",
                "Podiceps cristatus",
                "Podiceps cristatus exemplaris",
                "Phaethon lepturus",
            ],
        ),
        ("les servals et les rorquals communs", "fr", ["Leptailurus serval", "Balaenoptera physalus"]),
    ],
)
def test_names_beside_names(text: str, language: str, expected: list[str]) -> None:
    assert [name for _, name in names(text, language=language)] == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("puffins and auks", "en", ["Fratercula arctica", "Alcidae"]),
        ("des puffins", "fr", ["Puffinus"]),
        ("the Amur leopard (P. p. orientalis)", "en", ["Panthera pardus orientalis"] * 2),
        ("Baobab (Adansonia grandidieri)", "fr", ["Adansonia", "Adansonia grandidieri"]),
        ("M. Baobab (Exemplie)", "fr", []),
        (
            "Furcifer major; Calumma amber; Pyxis planicauda",
            "fr",
            ["Furcifer major", "Calumma amber", "Pyxis planicauda"],
        ),
        ("spatule blanche et spatule", "fr", ["Platalea leucorodia", "Platalea"]),
        ("esturgeon et spatule", "fr", ["Acipenseriformes", "Polyodontidae"]),
    ],
)
def test_one_word_of_two_languages_or_taxa(text: str, language: str, expected: list[str]) -> None:
    assert [name for _, name in names(text, language=language)] == expected
