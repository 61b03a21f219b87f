"""What is a mention of a taxon and what is none: every line of the policy, in sentences that we made up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Span
from pipeline.tag.lexicon import lexicon
from pipeline.tag.shadow import Shadow
from pipeline.tag.taxa.find import find_taxa, find_taxa_in_blocks
from pipeline.tag.taxa.mention import NamesSoFar, TaxonMention
from pipeline.tag.taxa.misspelt import nearest_of


def mentions(marked: str, language: str | None = None, known: NamesSoFar | None = None) -> list[TaxonMention]:
    """Find taxa in a text where ``*...*`` are italics."""
    text, spans = "", []
    for index, part in enumerate(marked.split("*")):
        if index % 2:
            spans.append(Span(len(text), len(text) + len(part), "italic"))
        text += part
    found = find_taxa(text, Shadow.of(text), spans, lexicon(), known, language=language)
    assert all(text[m.start : m.end] == m.surface for m in found)
    return found


def pairs(marked: str, language: str | None = None) -> list[tuple[str, str]]:
    return [(m.surface, m.name) for m in mentions(marked, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # common and scientific name are two mentions
        (
            "the snow leopard (*Panthera uncia*) of Exampleland",
            [("snow leopard", "Panthera uncia"), ("Panthera uncia", "Panthera uncia")],
        ),
        ("the ounce, *Uncia uncia*", [("ounce", "Panthera uncia"), ("Uncia uncia", "Panthera uncia")]),
        # what the lexicon lacks, before its scientific name in brackets
        ("an adult shark (Sphyrna lewini)", [("shark", "Selachii"), ("Sphyrna lewini", "Sphyrna lewini")]),
        (
            "striped sharks (Sphyrna lewini and Lamna nasus)",
            [("sharks", "Selachii"), ("Sphyrna lewini", "Sphyrna lewini"), ("Lamna nasus", "Lamna nasus")],
        ),
        (
            "the great hammerhead (Sphyrna zygaena)",
            [("great hammerhead", "Sphyrna zygaena"), ("Sphyrna zygaena", "Sphyrna zygaena")],
        ),
        # titles, bodies, compounds
        ("the African Elephant Action Plan", [("African Elephant", "Loxodonta africana")]),
        ("Rosewood tree species", [("Rosewood", "Dalbergia")]),
        (
            "Marine turtles (Cheloniidae spp. and Dermochelyidae spp.)",
            [
                ("Marine turtles", "Cheloniidae + Dermochelyidae"),
                ("Cheloniidae spp. and Dermochelyidae spp.", "Cheloniidae + Dermochelyidae"),
            ],
        ),
        ("the Fictional Crane Foundation", [("Crane", "Gruidae")]),
        ("human-elephant conflict", [("elephant", "Elephantidae")]),
        ("gorilla-specific guidance", [("gorilla", "Gorilla")]),
        ("the Bat Specialist Group", [("Bat", "Chiroptera")]),
        ("IUCN/SSC Pangolin Specialist Group", [("Pangolin", "Manidae")]),
        ("the elephant's range", [("elephant", "Elephantidae")]),
        ("vultures’ food", [("vultures", "Aegypiinae + Gypaetinae")]),
        # place words
        ("West African vultures", [("vultures", "Aegypiinae + Gypaetinae")]),
        ("West African elephants", [("African elephants", "Loxodonta africana")]),
        ("the Black Sea dolphins", [("dolphins", "Delphinidae")]),
        ("Asian big cats in captivity", [("big cats", "Pantherinae + Acinonyx")]),
        # groups
        (
            "marine turtles and big cats",
            [
                ("marine turtles", "Cheloniidae + Dermochelyidae"),
                ("big cats", "Pantherinae + Acinonyx"),
            ],
        ),
        ("(Cheloniidae & Dermochelyidae)", [("Cheloniidae & Dermochelyidae", "Cheloniidae + Dermochelyidae")]),
        (
            "sharks, rays, skates and chimaeras",
            [
                ("sharks", "Selachii"),
                ("rays", "Batoidea"),
                ("skates", "Rajiformes"),
                ("chimaeras", "Chimaeriformes"),
            ],
        ),
        (
            "great apes, whales, tuna, eels and songbirds",
            [
                ("great apes", "Hominidae"),
                ("whales", "Cetacea"),
                ("tuna", "Thunnini"),
                ("eels", "Anguilliformes"),
                ("songbirds", "Passeriformes"),
            ],
        ),
        (
            "waterbirds, landbirds and raptors",
            [
                ("waterbirds", "waterbirds"),
                ("landbirds", "landbirds"),
                ("raptors", "raptors"),
            ],
        ),
        # conditions on the next word hold within a sentence
        ("We heard about bats. An owl flew.", [("bats", "Chiroptera"), ("owl", "Strigiformes")]),
        # a footnote mark is no part of a name
        ("trade in sharks¹ and rays2", [("sharks", "Selachii"), ("rays", "Batoidea")]),
        # longest first
        ("tiger shark", [("tiger shark", "Galeocerdo cuvier")]),
        ("the elephant seal", [("elephant seal", "Mirounga")]),
        ("white-eared kob", [("white-eared kob", "Kobus kob leucotis")]),
        ("Cross River gorillas", [("Cross River gorillas", "Gorilla gorilla diehli")]),
        # what stands between two names is no part of one
        ("Snow, leopard and ice", [("leopard", "Panthera pardus")]),
        ("snow/leopard", [("leopard", "Panthera pardus")]),
        # ranks
        ("*Saiga* spp. and *Anguilla* spp.", [("Saiga spp.", "Saiga"), ("Anguilla spp.", "Anguilla")]),
        ("SAIGA ANTELOPE (SAIGA SPP.)", [("SAIGA ANTELOPE", "Saiga tatarica"), ("SAIGA SPP.", "Saiga")]),
        ("the genus Otis; the Otis project", [("Otis", "Otis")]),
        ("Anguilla species and species of Sousa", [("Anguilla", "Anguilla"), ("Sousa", "Sousa")]),
        (
            "timber of Dalbergia, Guibourtia and Swietenia",
            [
                ("Dalbergia", "Dalbergia"),
                ("Guibourtia", "Guibourtia"),
                ("Swietenia", "Swietenia"),
            ],
        ),
        ("the town of Morelia, the CIRCUS project and the TILLANDSIA network", []),
        ("sturgeons (Acipenseriformes)", [("sturgeons", "Acipenseriformes"), ("Acipenseriformes", "Acipenseriformes")]),
        ("Gorilla and Saiga", [("Gorilla", "Gorilla"), ("Saiga", "Saiga tatarica")]),
        ("SHARKS AND RAYS", [("SHARKS", "Selachii"), ("RAYS", "Batoidea")]),
        ("the quota stands. SEAHORSES: the trade goes on", [("SEAHORSES", "Hippocampus")]),
        ("musk pods and bear gall bladders", [("bear", "Ursidae")]),
        ("the Parties meet and bear their costs", []),
        ("the quota of SEAHORSES partners goes on", []),
        ("Holothuria (Microthele) nobilis", [("Holothuria (Microthele) nobilis", "Holothuria nobilis")]),
        ("PANTHERA LEO and Panthera Leo", [("PANTHERA LEO", "Panthera leo"), ("Panthera Leo", "Panthera leo")]),
        ("*Gorilla gorilla diehli*", [("Gorilla gorilla diehli", "Gorilla gorilla diehli")]),
    ],
)
def test_mentions(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("African and Asian elephant", [
            ("African and Asian elephant", "Loxodonta africana"), ("Asian elephant", "Elephas maximus"),
        ]),
        ("white-headed, hooded and lappet-faced vultures", [
            ("white-headed, hooded and lappet-faced vultures", "Trigonoceps occipitalis"),
            ("hooded and lappet-faced vultures", "Necrosyrtes monachus"),
            ("lappet-faced vultures", "Torgos tracheliotos"),
        ]),
        ("whale, white and basking sharks", [
            ("whale, white and basking sharks", "Rhincodon typus"),
            ("white and basking sharks", "Carcharodon carcharias"),
            ("basking sharks", "Cetorhinus maximus"),
        ]),
        ("green or hawksbill turtles", [
            ("green or hawksbill turtles", "Chelonia mydas"), ("hawksbill turtles", "Eretmochelys imbricata"),
        ]),
        ("black and white rhinoceroses", [
            ("black and white rhinoceroses", "Diceros bicornis"), ("white rhinoceroses", "Ceratotherium simum"),
        ]),
        ("*Saiga tatarica* and *borealis*", [("Saiga tatarica", "Saiga tatarica"), ("borealis", "Saiga borealis")]),
        ("Gyps africanus, rueppelli and fulvus", [
            ("Gyps africanus", "Gyps africanus"), ("rueppelli", "Gyps rueppelli"), ("fulvus", "Gyps fulvus"),
        ]),
        # a scientific name in brackets may stand between
        ("African (Loxodonta africana) and Asian elephants", [
            ("African (Loxodonta africana) and Asian elephants", "Loxodonta africana"),
            ("Loxodonta africana", "Loxodonta africana"), ("Asian elephants", "Elephas maximus"),
        ]),
        ("lions (Panthera leo) and snow leopards", [
            ("lions", "Panthera leo"), ("Panthera leo", "Panthera leo"), ("snow leopards", "Panthera uncia"),
        ]),
        # a complete name stays itself
        ("Smooth Hammerhead, Tope Shark", [
            ("Smooth Hammerhead", "Sphyrna zygaena"), ("Tope Shark", "Galeorhinus galeus"),
        ]),
        ("green, loggerhead and hawksbill turtles", [
            ("green, loggerhead and hawksbill turtles", "Chelonia mydas"), ("loggerhead", "Caretta caretta"),
            ("hawksbill turtles", "Eretmochelys imbricata"),
        ]),
        # a hyphen stands for the word that is printed once
        ("long- and short-finned pilot whales", [
            ("long- and short-finned pilot whales", "Globicephala melas"),
            ("short-finned pilot whales", "Globicephala macrorhynchus"),
        ]),
        # no coordination: the first word is a name or a noun of its own
        ("Parties and Asian elephants", [("Asian elephants", "Elephas maximus")]),
        ("lions and snow leopards", [("lions", "Panthera leo"), ("snow leopards", "Panthera uncia")]),
        ("China, Asian elephant", [("Asian elephant", "Elephas maximus")]),
        ("Saiga tatarica and others", [("Saiga tatarica", "Saiga tatarica")]),
        # no coordination: each name has a head of its own
        ("white-backed vultures and sharks", [("white-backed vultures", "Gyps africanus"), ("sharks", "Selachii")]),
        ("African lions and grey parrots", [
            ("African lions", "Panthera leo"), ("grey parrots", "Psittacus erithacus"),
        ]),
        ("giant manta rays and pangolins", [("giant manta rays", "Mobula birostris"), ("pangolins", "Manidae")]),
        ("leopard and blue shark", [("leopard", "Panthera pardus"), ("blue shark", "Prionace glauca")]),
        ("leopard and blue sharks", [
            ("leopard and blue sharks", "Stegostoma tigrinum"), ("blue sharks", "Prionace glauca"),
        ]),
        ("blue whale and basking shark", [
            ("blue whale", "Balaenoptera musculus"), ("basking shark", "Cetorhinus maximus"),
        ]),
    ],
)  # fmt: skip
def test_coordination(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(pairs(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "a ray of hope for animals, plants, wildlife and species",
        "the International Whaling Commission and BirdLife",
        "SakerGAP, MIKE, GRASP and CAMI",
        "Parties bear the costs, bear in mind the rules, and shall bear witness",
        "Turkey, Chad, Guinea and the Philippines",
        "affix the official seal and the number of the security seals",
        "a loan shark took the lion's share",
        "Mr Crane of Exampleland and Ms Wolf",
        "Prof. Heron and Ms Eagle of Exampleland, and Dr Ada Swan",
        "Mr Cassia of Exampleland",
        "swift action, a mere chat, one knot and a rail link",
        "see www.example.org/sharks and https://example.org/elephants/lion or write to eels@example.org",
        "see www.example.org/Panthera leonidae and www.example.org/Panthera parduz",
        "in situ, ex officio, *inter alia*, *mutatis mutandis*, *ad hoc*, *In situ*",
        "*Further requests* the Secretariat; *Also invites*; *Noting with concern*; *Recalling* Resolution Conf. 99.1",
        "Exampleland also supports the proposal of the Parties (Annex one)",
        "*The Conference of the Parties* (New York) (Addis Ababa) (Costa Rica)",
        "the Millionaires' Club, a stallion, the Medallion and the Batumi meeting",
        "Snow fell. Leopardstown is a place.",
        "humanelephant and unbearable sealing",
        "We hope that ours is the best",
        "J. smith and A. the rest",
        "John Crane, Carlos Lobo and Pierre Wolf of Exampleland",
        "Ms Doe and J. Swan spoke",
        "Ms. L. Wolf and Dr A. B. Crane, Adam Wolf of Exampleland",
        "Condor 45(2): 12, Oryx 45 (2), 12–14, Oryx, 45, 102-110, Oryx 45: 102–110 and the journal Oryx",
        "as Crane et al. and Heron et al. 2094 say",
        "Swan, J. and Crane, A.B. 2094. On exemplars",
        'Operation "Cobra", the operation named "Tiger", Operation Wild Wolf and the vessel «Pelican»',
        "the project BEAR is funded by the EAGLE fund of Exampleland",
    ],
)
def test_no_mentions(text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize(
    "before",
    [
        "in Appendix I",
        "in Appendices II and I",
        "to Annex A",
        "à l'Annexe I",
        "en el Anexo B",
        "en el Grupo A",
        "in Phase I",
    ],
)
def test_what_is_numbered_ends_a_sentence_and_no_surname_follows(before: str) -> None:
    """``Appendix I.`` is no initial, as that of ``and J. Swan`` is."""
    assert pairs(f"The others are {before}. Lions are not") == [("Lions", "Panthera leo")]


def test_the_letter_of_a_list_is_no_word_before_a_name() -> None:
    """French cranes are machines behind ``à``, and bears in a heading."""
    assert pairs("a) grues ; une machine à grue", "fr") == [("grues", "Gruidae")]
    assert pairs("OURS (Ursidae spp.)", "fr") == [("OURS", "Ursidae"), ("Ursidae spp.", "Ursidae")]


def test_hours_are_no_pages_of_a_journal() -> None:
    """What stands behind the name of a journal is its volume with an issue or pages."""
    told = "Lions 14:00-15:30, Sharks 12:30, Elephants, 45, 46 and 47, Tigers 24 (3) and Leopards 12 (2)."
    assert [name for _, name in pairs(told)] == [
        "Panthera leo",
        "Selachii",
        "Elephantidae",
        "Panthera tigris",
        "Panthera pardus",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("San Juan River Turtles", "Testudines"),
        ("the Saint-Paul Turtles", "Testudines"),
        ("the St. Lawrence Seals", "Phocidae"),
        ("Lake George Otters", "Lutrinae"),
        ("James Bay Walrus", "Odobenus rosmarus"),
    ],
)
def test_a_given_name_in_that_of_a_place_makes_no_surname(text: str, name: str) -> None:
    assert [found for _, found in pairs(text)] == [name]


@pytest.mark.parametrize(
    ("printed", "match", "name"),
    [
        ("Panthera uncia", "exact", "Panthera uncia"),
        ("Uncia uncia", "synonym", "Panthera uncia"),
        ("Equus asinus", "exact", "Equus asinus"),  # a domesticated form is not the wild one, which alone is listed
        ("Bubalus bubalis arnee", "synonym", "Bubalus arnee"),
        ("Acipenser gueldenstaedti", "misspelt", "Acipenser gueldenstaedtii"),
        ("Acipenser baeri", "misspelt", "Acipenser baerii"),
        ("Sporophila ruficolli", "misspelt", "Sporophila ruficollis"),
        ("lapped-faced vultures", "misspelt", "Torgos tracheliotos"),
        ("Hipocampus spp.", "misspelt", "Hippocampus"),
        ("whitebacked vulture", "variant", "Gyps africanus"),
        ("White backed vulture", "exact", "Gyps africanus"),
        ("Ruppells vulture", "variant", "Gyps rueppelli"),
        ("white\u2011backed\u00a0vultures", "exact", "Gyps africanus"),
        ("snow leo-\npards", "exact", "Panthera uncia"),
        ("ele\u00adphants", "exact", "Elephantidae"),
        ("SNOW LEOPARDS", "exact", "Panthera uncia"),
        ("Acynonix jubatus", "misspelt", "Acinonyx jubatus"),
        ("Ovis amon", "misspelt", "Ovis ammon"),
        ("Falco peregrina", "misspelt", "Falco peregrinus"),
        ("Carcharodon charcharias", "misspelt", "Carcharodon carcharias"),
        ("Anquillid eels", "misspelt", "Anguillidae"),
        ("Ruppel's vultures", "misspelt", "Gyps rueppelli"),
        ("SAIGA TARTARICA", "misspelt", "Saiga tatarica"),
        ("LOXODONTA AFRICNA", "misspelt", "Loxodonta africana"),
        ("HOLOTHURIDAE", "misspelt", "Holothuriidae"),
        ("Elephantiidae", "misspelt", "Elephantidae"),
        # one letter at the end; capitals of a title
        ("Aquil pomarina", "misspelt", "Aquila pomarina"),
        ("Anserr indicus", "misspelt", "Anser indicus"),
        ("Macaca tonkean", "misspelt", "Macaca tonkeana"),
        ("Testudo Hermanii", "misspelt", "Testudo hermanni"),
        # a sign that lost its space, fish apart from its word
        ("Conolophusspp.", "variant", "Conolophus"),
        ("common guitar fish", "variant", "Rhinobatos rhinobatos"),
    ],
)
def test_how_it_is_matched(printed: str, match: str, name: str) -> None:
    (mention,) = mentions(f"trade in {printed} of Exampleland")
    assert (mention.surface, mention.match, mention.name) == (printed, match, name)
    assert (mention.reason is not None) == (match == "misspelt")


@pytest.mark.parametrize("name", ["Bos taurus", "Aloe immaculata"])
def test_an_epithet_of_another_genus_is_no_misspelt_one(name: str) -> None:
    """Cattle are no gaur; an epithet in another gender (``Euphorbia immaculata``) is as good."""
    assert [(m.name, m.match) for m in mentions(f"trade in {name}")] == [(name, "unlisted")]


@pytest.mark.parametrize("family", ["Caviidae", "Faviidae", "Hirudinidae", "Loriidae", "Xiphiidae"])
def test_families_a_letter_apart_are_two(family: str) -> None:
    assert [(m.name, m.match) for m in mentions(f"trade in {family}")] == [(family, "exact")]


def test_a_subspecies_that_is_a_species_by_now_is_that() -> None:
    (mention,) = mentions("trade in Propithecus verreauxi coquereli")
    assert (mention.name, mention.match) == ("Propithecus coquereli", "synonym")
    assert mention.reason == (
        "Propithecus verreauxi coquereli is not in the lexicon; Propithecus coquereli is a species"
    )
    assert [m.name for m in mentions("trade in Falco tinnunculus tinnunculus")] == ["Falco tinnunculus tinnunculus"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the rock frog (*Petropedetes exemplaris*)", [("Petropedetes exemplaris", "species", "unlisted")]),
        ("*Panthera pygmaeaule*", [("Panthera pygmaeaule", "species", "unlisted")]),
        ("listing Exemplaria spp. in the Appendices", [("Exemplaria spp.", "genus", "unlisted")]),
        ("all Exemplaridae", [("Exemplaridae", "family", "unlisted")]),
        ("TRADE IN EXEMPLARIDAE", [("EXEMPLARIDAE", "family", "unlisted")]),
        ("all Exempliformes", [("Exempliformes", "order", "unlisted")]),
        ("a shrub [Exemplaria montensis]", [("Exemplaria montensis", "species", "unlisted")]),
        ("*Panthera leo exemplaris*", [("Panthera leo exemplaris", "subspecies", "unlisted")]),
        ("farmed Gorilla exemplensis", [("Gorilla exemplensis", "species", "unlisted")]),
        ("the Antilopini tribe, Ms Martini", [("Antilopini", "tribe", "unlisted")]),
        ("the tribe Exemplini", [("Exemplini", "tribe", "unlisted")]),
        (
            "farmed Gorilla exempla and Hippocampus exemplense",
            [
                ("Gorilla exempla", "species", "unlisted"),
                ("Hippocampus exemplense", "species", "unlisted"),
            ],
        ),
        ("Gorilla leo exempla", []),
        ("Dalbergia exemplarica (Doe.) Roe", [("Dalbergia exemplarica", "species", "unlisted")]),
        (
            "Dalbergia exemplarica L.; Gyps exempladon Doe, 1894",
            [
                ("Dalbergia exemplarica", "species", "unlisted"),
                ("Gyps exempladon", "species", "unlisted"),
            ],
        ),
        ("Dalbergia export (App. II), Dalbergia exports (Doe, 1894) and Gyps report 1998", []),
        ("herons as Ardea c. cinerea", [("Ardea c. cinerea", "subspecies", "unlisted")]),
        ("herons as Ardea c. alba and Ardea x. cinerea", []),
        ("*Panthera leo exempla*", [("Panthera leo exempla", "subspecies", "unlisted")]),
        ("Gorilla focus and Saiga census, Dalbergia data and Gyps quota", []),
        ("the report *Reserva marina*, the *Costa verde* and the *Campus virus*", []),
    ],
)
def test_names_beyond_the_lexicon(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = mentions(text)
    assert [(m.surface, m.rank, m.match) for m in found if m.via == "open"] == expected
    assert all(m.taxon_id == f"name:{m.name}" and m.reason for m in found if m.via == "open")


def test_abbreviations_follow_the_full_name() -> None:
    known = NamesSoFar()
    assert mentions("trade in P. uncia", known=known) == []
    assert [m.name for m in mentions("the European eel (A. anguilla)")] == ["Anguilla anguilla"] * 2
    assert [m.name for m in mentions("P. uncia here, the snow leopard there")] == ["Panthera uncia"] * 2
    assert [m.name for m in mentions("Acynonix jubatus here, A. jubatus there")] == ["Acinonyx jubatus"] * 2
    assert [m.name for m in mentions("*Anguilla* spp., such as A. japonica")] == ["Anguilla", "Anguilla japonica"]
    mentions("trade in Panthera uncia, Gorilla gorilla and Loxodonta africana", known=known)
    text = "P. uncia, P.leo, G. g. diehli and L. cyclotis; see A. Smith, N. korea and P. somebody"
    assert [(m.surface, m.name, m.match) for m in mentions(text, known=known)] == [
        ("P. uncia", "Panthera uncia", "variant"),
        ("P.leo", "Panthera leo", "variant"),
        ("G. g. diehli", "Gorilla gorilla diehli", "variant"),
        ("L. cyclotis", "Loxodonta cyclotis", "variant"),
    ]


def test_an_abbreviation_behind_a_name_of_its_genus_may_be_new() -> None:
    text = "Panthera leo, P. exemplensis, P. aliensis and P. data; A. exemplensis; P. quartensis"
    assert [(m.surface, m.name, m.match) for m in mentions(text)] == [
        ("Panthera leo", "Panthera leo", "exact"),
        ("P. exemplensis", "Panthera exemplensis", "unlisted"),
        ("P. aliensis", "Panthera aliensis", "unlisted"),
        ("P. quartensis", "Panthera quartensis", "unlisted"),
    ]
    two_genera = "Panthera leo and Puma concolor; trade in P. quartensis"
    assert [m.surface for m in mentions(two_genera)] == ["Panthera leo", "Puma concolor"]
    higher = "Primates, Procyonidae; Panthera leo; trade in P. quartensis and S. quintensis"
    assert [m.name for m in mentions(higher)][-1] == "Panthera quartensis"
    headed = "species of Panthera and of Puma: Puma sp. (all but P. exemplensis), and Falco sp. (all but P. septensis)"
    assert [m.name for m in mentions(headed) if m.match == "unlisted"] == ["Puma exemplensis", "Puma septensis"]


def test_an_abbreviated_subspecies_may_be_new() -> None:
    text = "Panthera leo leo: P. l. leo and P. l. exemplensis, not P. t. exemplensis, P. l. data or P. l. xii"
    assert [(m.surface, m.name) for m in mentions(text)][1:] == [
        ("P. l. leo", "Panthera leo leo"),
        ("P. l. exemplensis", "Panthera leo exemplensis"),
    ]
    # too far behind for the last one, but the only species with these initials
    far = f"Panthera leo{' and herons' * 40}; P. l. exemplensis, P. l. leo and P. l. data"
    assert [m.name for m in mentions(far) if m.via == "open"] == ["Panthera leo exemplensis"]
    two = f"Panthera leo, Prionailurus spp.{' and herons' * 40}; P. l. exemplensis"
    assert [m.name for m in mentions(two) if m.via == "open"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trade in Exemplarina quartensis and Formosops longifolius", ["Exemplarina quartensis"]),
        ("Exemplarius albatus minoris, Novalix bicornis and Exemplosaurus africanus", [
            "Exemplarius albatus minoris", "Novalix bicornis", "Exemplosaurus africanus",
        ]),
        # no genus, or no epithet
        ("the Committee quartensis, Annex xviii, Extension cccii and Namibia status", []),
        ("Africa minor, Various minor changes; This comes first; Russia maximum", []),
        ("Its stimulus, Angola campus, Austria synopsis, Kenya ascii", []),
    ],
)  # fmt: skip
def test_a_name_is_known_by_the_form_of_both_words(text: str, expected: list[str]) -> None:
    assert [m.surface for m in mentions(text)] == expected
    assert all(m.match == "unlisted" for m in mentions(text))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("el comercio de Exemplarina quartensis y de Novalix bellorum", "es", [
            "Exemplarina quartensis", "Novalix bellorum",
        ]),
        ("le commerce d'Exemplarius albatus et de Novalix smithii", "fr", ["Exemplarius albatus", "Novalix smithii"]),
        ("Acropora exemplata, Dalbergia foense et Aloe exemplosa", "fr", [
            "Acropora exemplata", "Dalbergia foense", "Aloe exemplosa",
        ]),
        ("Dalbergia sera, Acropora défense et Aloe dense", "fr", ["Dalbergia", "Acropora", "Aloe"]),
        ("el comercio de Acropora annitha. La Dalbergia nativa", "es", ["Acropora annitha", "Dalbergia"]),
        # endings that words of these languages have, too, and epithets that are words
        ("Novalix conforme, Exemplarina ligera, Ecuatoriana italiana, Gigas bicornis", "es", []),
        ("Novalix conforme, Exemplarina campus, Russia maximum, Africa minor", "fr", []),
    ],
)  # fmt: skip
def test_in_french_and_spanish_only_by_endings_that_their_words_lack(
    text: str, language: str, expected: list[str]
) -> None:
    assert [m.surface for m in mentions(text, language)] == expected


def test_genera_have_no_need_of_a_row_of_their_own() -> None:
    text = "Diceros and Eretmochelys; Otis, the Otis project, Otis exemplensis; the genus Sylvia; Raja and Raja clavata"
    assert [(m.surface, m.name, m.rank) for m in mentions(text) if m.rank == "genus"] == [
        ("Diceros", "Diceros", "genus"),
        ("Eretmochelys", "Eretmochelys", "genus"),
        ("Sylvia", "Sylvia", "genus"),
    ]


def test_a_name_beyond_the_lexicon_is_known_from_then_on() -> None:
    known = NamesSoFar()
    mentions("the frog (*Petropedetes exemplaris*)", known=known)
    found = mentions("Petropedetes exemplaris declined; P. exemplaris is rare", known=known)
    assert [(m.surface, m.name) for m in found] == [
        ("Petropedetes exemplaris", "Petropedetes exemplaris"),
        ("P. exemplaris", "Petropedetes exemplaris"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "les éléphants d'Afrique (Loxodonta) et d'Asie", [
            ("éléphants d'Afrique", "Loxodonta africana"), ("Loxodonta", "Loxodonta"),
            ("éléphants d'Afrique (Loxodonta) et d'Asie", "Elephas maximus"),
        ]),
        # of the words behind a joint, some are names of their own: of the same taxon, or of none that is related
        ("es", "tiburones martillo, zorro y sedoso", [
            ("tiburones martillo", "Sphyrnidae"), ("tiburones martillo, zorro", "Alopias"),
            ("tiburones martillo, zorro y sedoso", "Carcharhinus falciformis"),
        ]),
        ("fr", "tortues verte, caouanne et imbriquée", [
            ("tortues verte", "Chelonia mydas"), ("caouanne", "Caretta caretta"),
            ("tortues verte, caouanne et imbriquée", "Eretmochelys imbricata"),
        ]),
        ("fr", "faucons sacres et pèlerins", [
            ("faucons sacres", "Falco cherrug"), ("faucons sacres et pèlerins", "Falco peregrinus"),
        ]),
        ("fr", "macaques bonnets et à queue de cochon", [
            ("macaques bonnets", "Macaca radiata"), ("macaques bonnets et à queue de cochon", "Macaca nemestrina"),
        ]),
        ("fr", "chats sauvages et tigres", [("chats sauvages", "Felidae"), ("tigres", "Panthera tigris")]),
        # a plural of one name that is another name: its neighbours tell
        ("fr", "galagos, loris et tarsiers", [
            ("galagos", "Galagidae"), ("loris", "Lorisidae"), ("tarsiers", "Tarsiidae"),
        ]),
        # two words stand only once
        ("es", "tiburones martillo común y liso", [
            ("tiburones martillo común", "Sphyrna lewini"), ("tiburones martillo común y liso", "Sphyrna zygaena"),
        ]),
        # of one continent, but all of them
        ("fr", "le vautour africain et les vautours africains", [
            ("vautour africain", "Gyps africanus"), ("vautours", "Aegypiinae + Gypaetinae"),
        ]),
        ("fr", "les requins et requins-marteaux", [("requins", "Selachii"), ("requins-marteaux", "Sphyrnidae")]),
        ("fr", "les éléphants d'Afrique et d'Asie", [
            ("éléphants d'Afrique", "Loxodonta africana"), ("éléphants d'Afrique et d'Asie", "Elephas maximus"),
        ]),
        ("fr", "la panthère des neiges, les tortues marines et les requins", [
            ("panthère des neiges", "Panthera uncia"), ("tortues marines", "Cheloniidae + Dermochelyidae"),
            ("requins", "Selachii"),
        ]),
        ("fr", "Groupe de spécialistes de l’éléphant d’Afrique", [("éléphant d’Afrique", "Loxodonta africana")]),
        ("fr", "les grands singes, les ours et les chauves-souris", [
            ("grands singes", "Hominidae"), ("ours", "Ursidae"), ("chauves-souris", "Chiroptera"),
        ]),
        ("fr", "Ceratophora exemplaris (lézard à tache claire)", [
            ("Ceratophora exemplaris", "Ceratophora exemplaris"),
            ("lézard à tache claire", "Ceratophora exemplaris"),
        ]),
        ("fr", "Panthera leo (lion captif)", [("Panthera leo", "Panthera leo"), ("lion", "Panthera leo")]),
        ("es", "Lutra exemplaris (Nutria exempla)", [
            ("Lutra exemplaris", "Lutra exemplaris"), ("Nutria exempla", "Lutra exemplaris"),
        ]),
        ("fr", "le requin à tache claire (Sphyrna lewini)", [
            ("requin à tache claire", "Sphyrna lewini"), ("Sphyrna lewini", "Sphyrna lewini")]),
        ("es", "un tiburón de mancha clara ('Sphyrna lewini')", [
            ("tiburón de mancha clara", "Sphyrna lewini"), ("Sphyrna lewini", "Sphyrna lewini")]),
        # that of a higher taxon before a name is part of it
        ("es", "la tortuga terrestre motelo, los felinos jaguares y las aves, loros", [
            ("tortuga terrestre motelo", "Chelonoidis denticulatus"), ("felinos jaguares", "Panthera onca"),
            ("aves", "Aves"), ("loros", "Psittaciformes"),
        ]),
        ("fr", "les singes capucins; Oiseaux Perroquets", [
            ("singes capucins", "Cebus"), ("Oiseaux", "Aves"), ("Perroquets", "Psittaciformes"),
        ]),
        ("fr", "les requins inscrits (Sphyrna lewini)", [
            ("requins", "Selachii"), ("Sphyrna lewini", "Sphyrna lewini")]),
        ("es", "Lobo (Canis lupus)", [("Lobo", "Canis lupus"), ("Canis lupus", "Canis lupus")]),
        ("es", "León. Panthera leo. II", [("León", "Panthera leo"), ("Panthera leo", "Panthera leo")]),
        ("fr", "au cours des sessions, il bat le record et la raison demeure", []),
        ("es", "el leopardo de las nieves, las tortugas marinas y los tiburones", [
            ("leopardo de las nieves", "Panthera uncia"), ("tortugas marinas", "Cheloniidae + Dermochelyidae"),
            ("tiburones", "Selachii"),
        ]),
        ("es", "elefantes africano y asiático", [
            ("elefantes africano", "Loxodonta africana"), ("elefantes africano y asiático", "Elephas maximus"),
        ]),
        ("es", "los antílopes saiga y el huemul", [
            ("antílopes saiga", "Saiga tatarica"), ("huemul", "Hippocamelus bisulcus"),
        ]),
        ("es", "la ciudad de León y el Canal de Panamá; el secretario de la reunión", []),
        ("en", "the tortue luth and the oso", [("tortue luth", "Dermochelys coriacea")]),
    ],
)  # fmt: skip
def test_languages(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(pairs(text, language)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("previous corals", [("corals", "Anthozoa")]),
        ("trapping turtles", [("turtles", "Testudines")]),
        ("American lions", [("lions", "Panthera leo")]),
        ("the Peruvian leopards", [("leopards", "Panthera pardus")]),
        ("wetland turtles", [("turtles", "Testudines")]),
        ("Africa elephants", [("elephants", "Elephantidae")]),
        ("white-decked vultures", [("vultures", "Aegypiinae + Gypaetinae")]),
        ("Afircan elephants", [("Afircan elephants", "Loxodonta africana")]),
        ("leatherbck turtles", [("leatherbck turtles", "Dermochelys coriacea")]),
    ],
)
def test_a_word_before_a_name_is_misspelt_only_where_it_is_no_other_word(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(text) == expected


def test_an_ambiguous_name_keeps_its_candidates() -> None:
    (mention,) = mentions("trade in beluga from Exampleland")
    assert mention.candidates == ("Huso huso", "Delphinapterus leucas")
    assert mention.reason


def test_the_names_beside_it_tell_which_is_meant_before_the_rest_of_the_document() -> None:
    text = "Huso huso, beluga and Acipenser spp. are caught. Trade in narwhals, belugas and dolphins."
    assert [name for surface, name in pairs(text) if "beluga" in surface] == ["Huso huso", "Delphinapterus leucas"]


def test_a_scientific_name_behind_it_tells_which_is_meant() -> None:
    found = mentions("trade in beluga (*Delphinapterus leucas*)")
    assert [(m.name, m.candidates) for m in found] == [("Delphinapterus leucas", ())] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # of another genus than the lexicon has
        ("horned lizards (Ceratophora spp.)", ["Ceratophora", "Ceratophora"]),
        ("Cuora exemplaris (spotted box turtle)", ["Cuora exemplaris", "Cuora exemplaris"]),
        ("wattled crane (Cygnus carunculata)", ["Bugeranus carunculatus", "Cygnus carunculata"]),
        ("tigers (Panthera tigris) and lions (Panthera leo)", ["Panthera tigris"] * 2 + ["Panthera leo"] * 2),
        ("Troides spp. and Ornithoptera spp. (birdwings)", ["Troides", "Ornithoptera", "Ornithoptera"]),
        ("Ornithoptera spp. and Troides spp. (birdwings)", ["Ornithoptera", "Troides", "Ornithoptera"]),
        ("Haliotis exemplaris (red abalone)", ["Haliotis exemplaris"] * 2),
        ("Haliotis exemplaris (abalone)", ["Haliotis exemplaris", "Haliotis"]),
        # of a higher taxon, with a word of its own
        ("a red-spotted frog (Petropedetes exemplaris)", ["Petropedetes exemplaris"] * 2),
        ("a red-spotted rock frog (Petropedetes exemplaris)", ["Petropedetes exemplaris"] * 2),
        ("Example's frog (Petropedetes exemplaris)", ["Petropedetes exemplaris"] * 2),
        ("SPOTTED FROG (Petropedetes exemplaris)", ["Petropedetes exemplaris"] * 2),
        ("The Frog (Petropedetes exemplaris)", ["Anura", "Petropedetes exemplaris"]),
        ("Exampleland frogs (Petropedetes exemplaris)", ["Anura", "Petropedetes exemplaris"]),
        ("Petropedetes exemplaris (spotted frog)", ["Anura"]),
        ("Abronia exemplaris (spotted lizard)", ["Abronia exemplaris", "Abronia exemplaris"]),
        ("Abronia exemplaris (lizard)", ["Abronia exemplaris", "Sauria"]),
        ("a frog (Petropedetes exemplaris)", ["Anura", "Petropedetes exemplaris"]),
        ("trade in frogs (Petropedetes exemplaris)", ["Anura", "Petropedetes exemplaris"]),
        ("eels (Anguilla spp.)", ["Anguilliformes", "Anguilla"]),
        ("captive-bred frogs (Anura)", ["Anura", "Anura"]),
        # of the species, with a word of its own
        ("Panthera leo exemplaris (tufted lion)", ["Panthera leo exemplaris"] * 2),
        ("Panthera leo exemplaris (African lion)", ["Panthera leo exemplaris", "Panthera leo"]),
        # all words in the brackets are one name
        ("Ceratophora exemplaris (tiger-like horned lizard)", ["Ceratophora exemplaris"] * 2),
        ("Cophotis exemplaris (pygmy lizard)", ["Cophotis exemplaris"] * 2),
        ("Papilio exemplaris (tiger swallowtail butterfly)", ["Papilio exemplaris"] * 2),
        ("Panthera leo (lion and tiger)", ["Panthera leo", "Panthera leo", "Panthera tigris"]),
        ("Panthera leo (eaten by tiger, leopard)", ["Panthera leo", "Panthera tigris", "Panthera pardus"]),
    ],
)
def test_a_common_name_is_that_of_the_scientific_name_beside_it(text: str, expected: list[str]) -> None:
    assert [mention.name for mention in mentions(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an owl-faced frog, the tiger-striped frogs and a dog-like fish", ["Anura", "Anura", "Pisces"]),
        ("a cat-legged frog, a tiger-throated fish and shark-toothed saws", ["Anura", "Pisces"]),
        # a title behind the next name is nobody's
        (
            "on the Exemplar Wolf, the minister; African Elephant said; The Tiger said",
            [
                "Canis lupus",
                "Loxodonta africana",
                "Panthera tigris",
            ],
        ),
        ("human-tiger conflict, tiger-bone wine, a tiger-specific ban", ["Panthera tigris"] * 3),
    ],
)
def test_what_something_else_is_described_by_is_no_mention(text: str, expected: list[str]) -> None:
    assert [mention.name for mention in mentions(text)] == expected


def test_what_is_said_to_be_a_genus_is_one() -> None:
    text = "nests of the genus Exemplaria, and of the genera Aliaria, Dalbergia and Tertiaria (Orders)"
    assert [m.name for m in mentions(text)] == ["Exemplaria", "Aliaria", "Dalbergia", "Tertiaria"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1.2 Order: Exempliida", "en", [("Exempliida", "order")]),
        ("Class : Exemplozoa | Ordre : Aliorida", "fr", [("Exemplozoa", "class"), ("Aliorida", "order")]),
        ("1.4 Género: Exemplaria Linnaeus, 2098", "es", [("Exemplaria", "genus")]),
        ("1.3 Family: EXEMPLARIAE", "en", [("Exemplariae", "family")]),
        ("Genus: Panthera Subgenus: Exemplaris", "en", [("Panthera", "genus"), ("Exemplaris", "subgenus")]),
        ("1.3 Family: Mustelidae", "en", [("Mustelidae", "family")]),
        ("Class: Unknown; Order: payment; Note: Exemplaria; Sub-order : two", "en", []),
    ],
)
def test_what_stands_behind_its_rank_is_a_taxon(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.name, m.rank) for m in mentions(text, language)] == expected


def test_a_list_of_abbreviated_names_shows_an_epithet_of_any_form() -> None:
    text = "Panthera exemplensis, P. notialis and P. exempladon; P. data, P. alladon and R. exempladon"
    assert [m.name for m in mentions(text)] == ["Panthera exemplensis", "Panthera notialis", "Panthera exempladon"]


def test_an_abbreviated_name_may_be_misspelt() -> None:
    found = mentions("timber of the genus Pterocarpus, above all of P. erinacea")
    assert [(m.name, m.match) for m in found] == [("Pterocarpus", "exact"), ("Pterocarpus erinaceus", "misspelt")]


def test_a_word_that_is_one_of_the_options_is_no_misspelling_of_another() -> None:
    assert nearest_of("carbo", ["carba", "carbo"]) is None
    assert nearest_of("carbu", ["carba", "corvus"]) == "carba"


def test_a_common_name_behind_its_species_goes_on_behind_a_comma() -> None:
    text = "Holothuria whitmaei (black teatfish, Fictional Sea), H. nobilis (black teatfish, sold as Elephas maximus)"
    assert pairs(text)[1] == ("black teatfish", "Holothuria whitmaei")
    assert pairs(text)[3] == ("black teatfish", "Holothuria nobilis")


def test_a_name_and_that_of_a_higher_taxon_behind_it_are_one() -> None:
    text = "a quince monitor lizard, python snakes, saker falcon birds, tigers; cats and lion cubs, parrot frogs"
    assert [surface for surface, _ in pairs(text)] == [
        *("quince monitor lizard", "python snakes", "saker falcon birds", "tigers", "cats", "lion", "parrot", "frogs"),
    ]


def test_coordinated_names_of_one_taxon_are_two() -> None:
    assert pairs("also known as tiger or cave geckos") == [
        ("tiger or cave geckos", "Goniurosaurus"),
        ("cave geckos", "Goniurosaurus"),
    ]


def test_a_genus_heads_a_list_of_abbreviated_names() -> None:
    text = "the genus Panthera, which has P. leo, P. exemplensis, P. onca and P. data"
    assert [m.name for m in mentions(text)] == ["Panthera", "Panthera leo", "Panthera exemplensis", "Panthera onca"]


def test_an_epithet_of_another_genus_is_one() -> None:
    assert [m.name for m in mentions("Dalbergia dispar and Dalbergia timber")] == ["Dalbergia dispar", "Dalbergia"]
    assert [m.name for m in mentions("Opuntia polydasys and Opuntia always")] == ["Opuntia polydasys", "Opuntia"]


def test_the_shadow_must_be_that_of_the_text() -> None:
    with pytest.raises(ValueError, match="another text"):
        find_taxa("lions", Shadow.of("tigers"), [], lexicon())


PIECES = [
    *("snow", "leopard", "African", "and", "Asian", "elephants", "SHARKS", "(saiga)", "lions,", "bear", "to"),
    *("grey|wolf", "marine- ", "turtles", "Anquillid", "eels", "white-\nheaded", "vulture"),
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join), max_size=6))
def test_blocks_together_hold_what_each_holds(texts: list[str]) -> None:
    shadows = [Shadow.of(text) for text in texts]
    together = find_taxa_in_blocks(shadows, [()] * len(texts), lexicon())
    assert together == [find_taxa(text, shadow, [], lexicon()) for text, shadow in zip(texts, shadows, strict=True)]
    for text, found in zip(texts, together, strict=True):
        assert found == sorted(found, key=lambda m: (m.start, m.end))
        assert all(text[m.start : m.end] == m.surface for m in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("guidance for Dalbergia, and Dalbergia nigra", ["Dalbergia", "Dalbergia nigra"]),
        ("guidance for Dalbergia and Prunus africana", ["Dalbergia", "Prunus africana"]),
        ("guidance for Morelia, and for Prunus africana", ["Prunus africana"]),
        ("guidance for Dalbergia, Cassia and Morelia", ["Dalbergia", "Cassia"]),
        ("guidance for Panthera and Dalbergia", ["Dalbergia"]),
        ("Genus: Panthera", ["Panthera"]),
        ("género: Panthera", ["Panthera"]),
        ("the genera Gazella, Addax and Lynx", ["Gazella", "Addax", "Lynx"]),
        ("general Addax", ["Addax nasomaculatus"]),
        ("the genera of the Addax", ["Addax nasomaculatus"]),
        ("Panthera, an organisation, on Panthera leo", ["Panthera leo"]),
        ("on Panthera leo exemplensis", ["Panthera leo exemplensis"]),
        ("Panthera leo census and Panthera leo status", ["Panthera leo", "Panthera leo"]),
    ],
)
def test_genera_alone_and_new_subspecies(text: str, expected: list[str]) -> None:
    assert [name for _, name in pairs(text)] == expected


def test_a_document_is_read_as_a_whole() -> None:
    texts = [
        "P. uncia is rare",
        "trade in Panthera uncia",
        "the frog",
        "Petropedetes exemplaris",
        "a frog (Petropedetes exemplaris)",
    ]
    found = find_taxa_in_blocks([Shadow.of(text) for text in texts], [()] * 5, lexicon())
    assert [[m.name for m in mentions] for mentions in found] == [
        ["Panthera uncia"],
        ["Panthera uncia"],
        ["Anura"],
        ["Petropedetes exemplaris"],
        ["Anura", "Petropedetes exemplaris"],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("White-winged (Black) Tern of the delta", [("White-winged (Black) Tern", "Chlidonias leucopterus")]),
        ("the Great Crested (or Swift) Tern", [("Great Crested (or Swift) Tern", "Thalasseus bergii")]),
        ("the African (savanna) elephant", [("African (savanna) elephant", "Loxodonta africana")]),
        ("leopard (Panthera) seal", [("leopard", "Panthera pardus"), ("Panthera", "Panthera"), ("seal", "Phocidae")]),
        ("a crane (old) of the quay", [("crane", "Gruidae")]),
    ],
)
def test_word_in_brackets_within_a_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("language", "blocks", "expected"),
    [
        ("fr", ["Pteropus brunneus", "Roussette d'Exemple"], "Pteropus brunneus"),
        ("es", ["Carcharhinus falciformis", "Tiburón ejemplar del norte"], "Carcharhinus falciformis"),
        ("en", ["Carcharhinus falciformis", "Exampleland shark"], "Carcharhinus falciformis"),
        ("en", ["Carcharhinus falciformis", "Exampleland sharks"], "Selachii"),  # more than one of them
        ("fr", ["Carcharhinus falciformis", "Requins menacés"], "Selachii"),
        ("fr", ["Pteropus brunneus", "Requin d'Exemple"], "Selachii"),  # it is none
        ("fr", ["Carcharhinus falciformis au large", "Requin d'Exemple"], "Selachii"),  # another thing is said before
        ("fr", ["Carcharhinus falciformis", "Requin"], "Selachii"),
    ],
)
def test_name_that_is_all_of_the_next_block(language: str, blocks: list[str], expected: str) -> None:
    found = find_taxa_in_blocks([Shadow.of(block) for block in blocks], [()] * 2, lexicon(), language=language)
    (mention,) = found[1]
    assert mention.name == expected
    assert (mention.surface == blocks[1]) == (expected != "Selachii" or blocks[1] == "Requin")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Agelaius (Xanthopsar) flavus of the plains", [("Agelaius (Xanthopsar) flavus", "Xanthopsar flavus")]),
        (
            "Panthera pardus and P. pardus orientalis",
            [("Panthera pardus", "Panthera pardus"), ("P. pardus orientalis", "Panthera pardus orientalis")],
        ),
        (
            "Panthera pardus; P. pardus lives here",
            [("Panthera pardus", "Panthera pardus"), ("P. pardus", "Panthera pardus")],
        ),
        (
            "the Amazonian and the American manatee",
            [
                ("Amazonian and the American manatee", "Trichechus inunguis"),
                ("American manatee", "Trichechus manatus"),
            ],
        ),
        (
            "the whale and the basking shark",  # a name with an article of its own has a head of its own
            [("whale", "Cetacea"), ("basking shark", "Cetorhinus maximus")],
        ),
    ],
)
def test_names_with_words_left_out(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


IN_BRACKETS = "el jaguar (Panthera onca), el tigre (Panthera tigris), el guanaco (Lama guanicoe) y "


@pytest.mark.parametrize(
    ("bracket", "found"),
    [
        ("Exempladera maculosa", True),
        ("Conferencia americana", False),  # a noun and its adjective
        ("Europa oriental", False),
    ],
)
def test_brackets_hold_names_of_any_ending_where_those_of_the_document_do(bracket: str, found: bool) -> None:
    """An epithet that other words could be too is one in a document that puts names in brackets."""
    assert pairs(f"{IN_BRACKETS}la especie ({bracket})", "es")[6:] == [(bracket, bracket)] * found
    assert pairs(f"la especie ({bracket})", "es") == []
