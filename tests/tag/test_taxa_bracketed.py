"""Names in brackets behind scientific ones: of the genus of several, of each in their order, as others are."""

from __future__ import annotations

import pytest

from pipeline.tag.lexicon import lexicon
from pipeline.tag.shadow import Shadow
from pipeline.tag.taxa.find import find_taxa_in_blocks


def names(*blocks: str, language: str = "en") -> list[tuple[str, str]]:
    found = find_taxa_in_blocks([Shadow.of(text) for text in blocks], [()] * len(blocks), lexicon(), language=language)
    return [(mention.surface, mention.name) for block in found for mention in block]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Cophotis ceylanica y Cophotis dumbara ({})", "es", ("Lagartos del ejemplo", "Cophotis")),
        ("Cuora bourreti and C. picturata ({})", "en", ("spotted box turtles", "Cuora")),
        ("Paramesotriton spp. ({})", "es", ("Tritones ejemplares", "Paramesotriton")),
        ("Cuora spp. ({})", "en", ("spotted turtles", "Cuora")),
        # of one of the names before, or of none of them
        ("Aquilaria spp. and Gyrinops spp. ({})", "en", ("Agarwood", "Aquilaria")),
        ("Cuora bourreti and Gekko gecko ({})", "en", ("lizards", "Sauria")),
        ("Panthera leo and P. onca ({})", "en", ("cats", "Felidae")),
        ("Gyps spp. ({})", "en", ("vultures", "Aegypiinae + Gypaetinae")),
    ],
)
def test_a_name_behind_several_is_of_their_genus(text: str, language: str, expected: tuple[str, str]) -> None:
    assert names(text.format(expected[0]), language=language)[-1] == expected


def test_words_before_a_group_make_no_name_of_a_genus() -> None:
    assert names("Panthera leo and P. onca (captive cats)")[-1] == ("cats", "Felidae")


@pytest.mark.parametrize(
    ("blocks", "language", "expected"),
    [
        (
            ("Cuora bourreti, Mauremys annamensis", "(Tortuga de caja de Bourret, Tortuga de Annam)"),
            "es",
            [("Tortuga de caja de Bourret", "Cuora bourreti"), ("Tortuga de Annam", "Mauremys annamensis")],
        ),
        (
            ("Cuora bourreti and Gekko gecko (hill turtle and hill gecko)",),
            "en",
            [("hill turtle", "Cuora bourreti"), ("hill gecko", "Gekko gecko")],
        ),
        (
            ("Panthera leo and Gekko gecko (lion and hill gecko)",),
            "en",
            [("lion", "Panthera leo"), ("hill gecko", "Gekko gecko")],
        ),
        # one of another species, what is no name, more names than species, a scientific name, one species twice
        (
            ("Panthera onca and Gekko gecko (lion and hill gecko)",),
            "en",
            [("lion", "Panthera leo"), ("gecko", "Gekkonidae")],
        ),
        (("Panthera leo and Gekko gecko (lions and permits)",), "en", [("lions", "Panthera leo")]),
        (
            ("Panthera leo and Gekko gecko (lions, hill geckos and cats)",),
            "en",
            [("lions", "Panthera leo"), ("geckos", "Gekkonidae"), ("cats", "Felidae")],
        ),
        (
            ("Panthera leo and Gekko gecko (lions and Gekko gecko)",),
            "en",
            [("lions", "Panthera leo"), ("Gekko gecko", "Gekko gecko")],
        ),
        (
            ("Panthera leo and Panthera leo (lion and hill cat)",),
            "en",
            [("lion", "Panthera leo"), ("cat", "Felidae")],
        ),
    ],
)
def test_names_in_brackets_are_of_the_names_before_in_their_order(
    blocks: tuple[str, ...], language: str, expected: list[tuple[str, str]]
) -> None:
    assert names(*blocks, language=language)[2:] == expected


KNOWN = ("Panthera leo (lion)", "Panthera onca (jaguar)", "Otis tarda (great bustard)", "Panthera uncia (snow leopard)")


def test_a_bracket_holds_a_name_where_those_of_the_document_do() -> None:
    unknown = "Operculicarya pachypus (Exempily)"
    assert names(*KNOWN, unknown)[-1] == ("Exempily", "Operculicarya pachypus")
    assert names(*KNOWN[:2], unknown)[-1] == ("Operculicarya pachypus",) * 2


@pytest.mark.parametrize(
    "more",
    [
        ("Anser anser (Peters)", "Anas crecca (Peters)"),  # an author
        ("Anser anser (Exemplia)", "the birds of Exemplia"),  # a country
        ("Anser anser (Appendix)",),
        ("Anser anser (EXA)",),
        ("Anser anser (one)", "Anas crecca (tooth two)", "Anas acuta (three times)"),
        ("Anser anser (the rest)",),
        ("Anser anser (Exemplia, Aliena)",),
    ],
)
def test_other_brackets_hold_none(more: tuple[str, ...]) -> None:
    assert [name for surface, name in names(*KNOWN, *more) if surface != name][4:] in ([], ["Aves"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1.1 Class: Chondrichtyes", "Chondrichthyes"),
        ("1.4 Genus: Hipocampus", "Hippocampus"),
        ("the genus Telenota", "Thelenota"),
        ("the genus Puja", "Puja"),  # too short to be another one misspelt
        ("1.2 Order: Exemplaria", "Exemplaria"),
        ("Pumi spp.", "Pumi"),
    ],
)
def test_what_is_said_to_be_of_a_rank_may_be_misspelt(text: str, name: str) -> None:
    assert [found for _, found in names(text)] == [name]


def test_french_and_spanish_names_share_no_last_words() -> None:
    assert names("el tiburón martillo (Sphyrna lewini), la cornuda gigante", language="es") == [
        ("tiburón martillo", "Sphyrnidae"),
        ("Sphyrna lewini", "Sphyrna lewini"),
        ("cornuda gigante", "Sphyrna mokarran"),
    ]


def test_a_short_genus_is_misspelt_where_the_document_has_the_right_one() -> None:
    assert [name for _, name in names("Puma concolor and Pumi spp.")] == ["Puma concolor", "Puma"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Serpent des branches Stenophis citrinus", "Serpent des branches"),
        ("les lions; Serpent des branches Stenophis citrinus; les ours", "Serpent des branches"),
        ("le serpent des branches Stenophis citrinus", "serpent"),
        ("Serpent des branches Stenophis citrinus en captivité", "Serpent"),
        ("Serpents inscrits Stenophis citrinus", "Serpents"),
    ],
)
def test_a_french_name_before_the_scientific_one_alone_is_read_whole(text: str, expected: str) -> None:
    found = dict(names(text, language="fr"))
    assert expected in found
    assert (found[expected] == "Stenophis citrinus") == (" " in expected)
