import csv

import pytest

from pipeline.model import Span
from pipeline.tag.bodies import REFERENCES
from pipeline.tag.organisations import Definition, find_organisations, learn_acronyms
from pipeline.tag.passage import Passage
from pipeline.tag.shadow import fold
from pipeline.tag.triggers import look_for_triggers


def organisations(text: str) -> list[tuple[str, str]]:
    passages = [Passage.of(line, n) for n, line in enumerate(text.split("\n"))]
    acronyms = learn_acronyms(passages)
    return [
        (p.text[each.start : each.end], each.organisation_id)
        for p in passages
        for each in find_organisations(p, acronyms)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("with FAO and the Global Environment Facility", [("FAO", "FAO"), ("Global Environment Facility", "GEF")]),
        (
            "the OECD – Committee on Fisheries and that of FAO",
            [("OECD", "OECD"), ("Committee on Fisheries", "Committee on Fisheries"), ("FAO", "FAO")],
        ),
        (
            "the OECD – Committee on Fisheries – Committee on Forestry",
            [
                ("OECD", "OECD"),
                ("Committee on Fisheries", "Committee on Fisheries"),
                ("Committee on Forestry", "Committee on Forestry"),
            ],
        ),
        ("the Committee on Fisheries of FAO", [("Committee on Fisheries", "COFI"), ("FAO", "FAO")]),
        ("its (CAFF) Working Group of the Arctic Council", [("CAFF", "CAFF"), ("Arctic Council", "Arctic Council")]),
        (
            "the National Museums of Arcadia and Nature Kenya",
            [("National Museums of Arcadia", "National Museums of Arcadia"), ("Nature Kenya", "Nature Kenya")],
        ),
        ("Le Bureau de l'environnement a", []),
        ("a Global Partnership for Herons", [("Global Partnership for Herons", "Global Partnership for Herons")]),
        (
            "International Fund for Animal Welfare Workshop",
            [("International Fund for Animal Welfare", "IFAW")],
        ),
        ("el Real Jardín Botánico de Lima", [("Real Jardín Botánico de Lima", "Real Jardín Botánico de Lima")]),
        (
            "the University of Lima's Heron Conservation Network",
            [("University of Lima", "University of Lima"), ("Heron Conservation Network",) * 2],
        ),
        ("the Central Asian Flyway (CAF)", []),
        (
            "the Regional Office for Asia and the Pacific (FAO)",
            [("Regional Office for Asia and the Pacific", "Regional Office for Asia and the Pacific"), ("FAO", "FAO")],
        ),
        ("OECD, Committee on Fisheries", [("OECD", "OECD"), ("Committee on Fisheries", "COFI")]),
        (
            "the IUCN Species Survival Commission Crocodile Specialist Group",
            [("IUCN Species Survival Commission Crocodile Specialist Group", "IUCN Crocodile Specialist Group")],
        ),
        (
            "the Forest Agency of Oregon (hereinafter “FAO”) met. FAO",
            [(name, "Forest Agency of Oregon") for name in ("Forest Agency of Oregon", "FAO", "FAO")],
        ),
        (
            "the Commission on Biological Diversities (CBD)",
            [("Commission on Biological Diversities", "CBD"), ("CBD", "CBD")],
        ),
        (
            "the Green Climate Facility (GCF)",
            [("Green Climate Facility", "GCF"), ("GCF", "GCF")],
        ),
        (
            "le ministère des Lacs du gouvernement espagnol a",
            [("ministère des Lacs du gouvernement espagnol", "ministère des Lacs du gouvernement espagnol")],
        ),
        ("CITES, CMS and CBD", [("CITES", "CITES"), ("CMS", "CMS"), ("CBD", "CBD")]),
        ("the Convention on Migratory Species", [("Convention on Migratory Species", "CMS")]),
        ("the Saker Falcon Task Force", [("Saker Falcon Task Force", "Saker Falcon Task Force")]),
        ("la Convention sur la diversité biologique", [("Convention sur la diversité biologique", "CBD")]),
        (
            "el Programa de las Naciones Unidas para el Medio Ambiente",
            [("Programa de las Naciones Unidas para el Medio Ambiente", "UNEP")],
        ),
        (
            "The Arcadian Association for Lake Mammals and the Heron Conservation Society of Arcadia",
            [
                ("Arcadian Association for Lake Mammals", "Arcadian Association for Lake Mammals"),
                ("Heron Conservation Society of Arcadia", "Heron Conservation Society of Arcadia"),
            ],
        ),
        (
            "from the Ministry of Lakes and Fisheries of Arcadia in May",
            [("Ministry of Lakes and Fisheries of Arcadia", "Ministry of Lakes and Fisheries of Arcadia")],
        ),
        (
            "the CMS MoU on the West African elephant and World Migratory Bird Day",
            [
                ("CMS MoU on the West African elephant", "WestAfricanElephantMOU"),
                ("World Migratory Bird Day", "WMBD"),
            ],
        ),
        (
            "to the CMS Memorandum of Understanding on the Conservation of Migratory Sharks (CMS Sharks MOU)",
            [
                ("CMS Memorandum of Understanding on the Conservation of Migratory Sharks", "SharksMOU"),
                ("CMS Sharks MOU", "SharksMOU"),
            ],
        ),
        ("the Memorandum of Understanding between CMS and CITES", [("CMS", "CMS"), ("CITES", "CITES")]),
        ("the role of Civil Society and who gef", []),
        ("a working group on cms matters", []),
    ],
)
def test_organisations_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert organisations(text) == expected


def test_an_acronym_is_learnt_from_its_definition_and_found_before_and_after_it() -> None:
    text = "HESP met.\nthe Heron and Egret Survival Partnership (HESP) grew.\nThen HESP ended."
    assert [surface for surface, id_ in organisations(text) if id_ == "HESP"] == [
        "HESP",
        "Heron and Egret Survival Partnership",
        "HESP",
        "HESP",
    ]


def test_an_acronym_that_the_lexicon_lacks_belongs_to_the_organisation_of_its_name() -> None:
    text = "SCF met the Sahara Conservation Fund (SCF)."
    assert organisations(text) == [
        ("SCF", "Sahara Conservation Fund"),
        ("Sahara Conservation Fund", "Sahara Conservation Fund"),
        ("SCF", "Sahara Conservation Fund"),
    ]


def test_a_name_that_the_lexicon_lacks_belongs_to_the_organisation_of_its_acronym() -> None:
    text = "The United Nations Development Program (UNDP) met. United Nations Development Program"
    assert organisations(text)[::2] == [("United Nations Development Program", "UNDP")] * 2


def test_an_acronym_of_a_known_name_need_not_tell_what_it_is() -> None:
    text = "Nature Conservation Egypt (NCE) met. NCE"
    assert organisations(text)[-1] == ("NCE", "Nature Conservation Egypt")
    passage = Passage.of("the International Council for Game and Wildlife Conservation (XYZ) met. XYZ")
    look_for_triggers([passage])
    assert list(learn_acronyms([passage])) == ["XYZ"]


@pytest.mark.parametrize(
    "text",
    [
        "the Memorandum of Reed Beds (HESP)",  # the initials are others
        "National Heron Strategies (NHS)",  # no organisation
        "Civil Society Organizations (CSOs)",  # any of a kind
        "the reed beds (RB)",  # small letters
        "a Programme of Work (POW)",  # a plan
        "the AEWA Standing Committee (StC)",  # a treaty's own
        "the Working Group (WG)",  # two letters
        "the Working Group (WG1)",
        "the Committee of the Whole (CoW)",  # a meeting itself
    ],
)
def test_what_does_not_define_an_organisation_teaches_nothing(text: str) -> None:
    assert learn_acronyms([Passage.of(text)]) == {}


def test_small_words_may_be_left_out_of_an_acronym() -> None:
    learnt = learn_acronyms([Passage.of("the Regional Office for the Lakes and Islands Agency (ROLIA)")])
    assert learnt == {"ROLIA": Definition("ROLIA", "Regional Office for the Lakes and Islands Agency")}


@pytest.mark.parametrize(
    ("text", "acronym", "name"),
    [
        ("avec le Réseau des lacs protégés d'Arcadie (RLPA).", "RLPA", "Réseau des lacs protégés d'Arcadie"),
        ("la Corporación Nacional Lacustre (CONAL) y", "CONAL", "Corporación Nacional Lacustre"),
        (
            "the Global Heron and Ecosystem Protection Program (GHEP).",
            "GHEP",
            "Global Heron and Ecosystem Protection Program",
        ),
        ("l'Union économique et monétaire ouest-arcadienne (UEMOA2)", "UEMOA2", None),
        ("the Otter Heron Crane Swan Network (OSN)", "OSN", None),
        ("the reed bank of all the lakes (RBL)", "RBL", None),
    ],
)
def test_an_acronym_may_be_of_words_without_capitals_or_of_their_beginnings(
    text: str, acronym: str, name: str | None
) -> None:
    learnt = learn_acronyms([Passage.of(text)])
    assert learnt == ({acronym: Definition(acronym, name)} if name else {})


def test_the_code_of_a_meeting_is_no_acronym() -> None:
    text = "the 97th meeting of the Standing Committee (StC97), and the Imaginary Heron Group (IHG4) of StC97"
    assert learn_acronyms([Passage.of(text)]) == {"IHG4": Definition("IHG4", "Imaginary Heron Group")}
    assert learn_acronyms([Passage.of("the Ninth Meeting of the African Carnivore Initiative (ACI9)")]) == {}


def test_the_mark_of_a_note_is_no_part_of_a_name() -> None:
    text = "with the Migratory Wildlife Network1 and FAO."
    at = text.index("1")
    passage = Passage.of(text, 0, [Span(at, at + 1, "superscript")])
    found = find_organisations(passage, {})
    assert [each.organisation_id for each in found] == ["Wild Migration", "FAO"]
    assert passage.shadow.span(found[0].start, found[0].end) == (text.index("Mig"), at)
    assert [each.organisation_id for each in find_organisations(Passage.of(text), {})] == ["FAO"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see UNEP/CMS/COP97/Doc.3 and UNEP/CMS/Resolution 90.10", []),
        ("a CMS/AEWA workshop", [("CMS", "CMS"), ("AEWA", "AEWA")]),
        ("the UNEP/CMS Secretariat", [("UNEP", "UNEP"), ("CMS", "CMS")]),
    ],
)
def test_the_symbol_of_a_document_names_no_organisation(text: str, expected: list[tuple[str, str]]) -> None:
    assert organisations(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "with the World Health Organization and Moonlit Heron Alliance, they",
            [("World Health Organization", "WHO"), ("Moonlit Heron Alliance", "Moonlit Heron Alliance")],
        ),
        (
            "INTERPOL's Working Group on Heron Crime met",
            [("INTERPOL", "INTERPOL"), ("Working Group on Heron Crime", "Working Group on Heron Crime")],
        ),
        (
            "the CMS Central Asian Mammals Initiative (CAMI)",
            [("CMS Central Asian Mammals Initiative", "CAMI"), ("CAMI", "CAMI")],
        ),
        ("A Moonlit Task Force met", [("Moonlit Task Force", "Moonlit Task Force")]),
        # whose office it is, is known; the office by itself names none
        ("du Bureau régional de l'UNESCO pour l'Arcadie et", [("UNESCO", "UNESCO")]),
        (
            "le ministère de l'Economie nationale et l'équipe spéciale de l'Accord de Lusaka",
            [
                ("ministère de l'Economie nationale", "ministère de l'Economie nationale"),
                ("équipe spéciale de l'Accord de Lusaka", "LATF"),
            ],
        ),
        ("the University of Lima's keepers", [("University of Lima", "University of Lima")]),
        ("IUCN's Working Group met", [("IUCN", "IUCN")]),
        (
            "l'Université de Héron et la Vulture Conservation Foundation",
            [
                ("Université de Héron", "Université de Héron"),
                ("Vulture Conservation Foundation", "Vulture Conservation Foundation"),
            ],
        ),
        ("the heron liaison group met", []),
        (
            "the Heron Crime Working Group of INTERPOL",
            [("Heron Crime Working Group", "Heron Crime Working Group"), ("INTERPOL", "INTERPOL")],
        ),
        (
            "the Range States of the African Carnivores Initiative",
            [("African Carnivores Initiative", "ACI")],
        ),
        (
            "the International Consortium on Combating Wildlife Crime Vision",
            [("International Consortium on Combating Wildlife Crime", "ICCWC")],
        ),
        (
            "le Mémorandum d'Accord de la CMS sur les éléphants d'Afrique de l'Ouest",
            [
                (
                    "Mémorandum d'Accord de la CMS sur les éléphants d'Afrique de l'Ouest",
                    "WestAfricanElephantMOU",
                )
            ],
        ),
        (
            "le Ministère des Lacs et de l'Office national de la chasse et de la faune sauvage",
            [
                ("Ministère des Lacs", "Ministère des Lacs"),
                ("Office national de la chasse et de la faune sauvage", "ONCFS"),
            ],
        ),
        ("Friends of FAO Foundation", [("Friends of FAO Foundation", "Friends of FAO Foundation")]),
        # what another owns
        ("FAO's Heron Division led", [("FAO", "FAO"), ("Heron Division", "Heron Division")]),
        ("Peru's Department of Lakes", [("Department of Lakes", "Department of Lakes")]),
        ("Arcadia's National Agency for Herons", [("National Agency for Herons", "National Agency for Herons")]),
        # its acronym with what it is, who leads it, the other spelling, two organs
        ("the GRASP Partnership", [("GRASP", "GRASP")]),
        ("Head of the Heron Division of Arcadia", [("Heron Division of Arcadia", "Heron Division of Arcadia")]),
        (
            "the United Nations Food and Agriculture Organisation",
            [("United Nations Food and Agriculture Organisation", "FAO")],
        ),
        (
            "its Heron Society and a Lake Commission",
            [("Heron Society", "Heron Society"), ("Lake Commission", "Lake Commission")],
        ),
        (
            "the Grey Heron Specialist Group of IUCN's Species Survival Commission",
            [
                ("Grey Heron Specialist Group", "Grey Heron Specialist Group"),
                ("IUCN", "IUCN"),
                ("Species Survival Commission", "IUCN SSC"),
            ],
        ),
        # what was signed, and what goes on with a capital
        ("Lake Care Sign Partnership Agreement", []),
        (
            "de l'Administration des Lacs et Forêts, a",
            [("Administration des Lacs et Forêts", "Administration des Lacs et Forêts")],
        ),
        ("La Direction des Lacs et Madame Dupont", [("Direction des Lacs", "Direction des Lacs")]),
        # who leads it, and the one whose part it is
        (
            "the Director-General of Thailand's Department of Marine and Coastal Resources",
            [("Department of Marine and Coastal Resources", "DMCR")],
        ),
        (
            "the Customs Administration of the Lake Revenue Authority",
            [
                ("Customs Administration", "Customs Administration"),
                ("Lake Revenue Authority", "Lake Revenue Authority"),
            ],
        ),
        # two known ones in a list; a known one that goes on into its parent body
        (
            "the Department of Forestry, Fisheries and the Environment, the Royal Thai Police",
            [
                ("Department of Forestry, Fisheries and the Environment", "DFFE"),
                ("Royal Thai Police", "Royal Thai Police"),
            ],
        ),
        (
            "la Commission de la survie des espèces de l'UICN",
            [("Commission de la survie des espèces", "IUCN SSC"), ("UICN", "IUCN")],
        ),
        # another behind it
        (
            "the Directorate of Lakes and IUCN Arcadia",
            [("Directorate of Lakes", "Directorate of Lakes"), ("IUCN", "IUCN")],
        ),
    ],
)
def test_a_known_name_keeps_its_place_within_a_longer_one(text: str, expected: list[tuple[str, str]]) -> None:
    assert organisations(text) == expected


def test_a_congress_and_a_subsidiary_body_are_no_organisations() -> None:
    assert organisations("at the IUCN World Conservation Congress") == [("IUCN", "IUCN")]
    assert organisations("the Subsidiary Body on Implementation") == []
    assert organisations("the Open-ended Working Group on the Post-2020 Global Biodiversity Framework") == [
        ("Open-ended Working Group on the Post-2020 Global Biodiversity Framework", "CBD-OEWG")
    ]


def test_a_name_that_the_document_defines_holds_the_known_name_in_it() -> None:
    text = "The Federation of Heron Associations of the EU (FHAEU) agreed."
    assert organisations(text) == [("Federation of Heron Associations of the EU", "FHAEU"), ("FHAEU", "FHAEU")]


def test_several_memoranda_are_named_at_once() -> None:
    text = "the MOUs on the conservation and management of dugongs (Dugong), on saiga antelope and on sharks met"
    assert organisations(text) == [
        ("MOUs on the conservation and management of dugongs", "DugongMOU"),
        ("saiga antelope", "SaigaMOU"),
        ("sharks", "SharksMOU"),
    ]


def test_several_memoranda_may_share_their_last_word() -> None:
    text = "the Pacific Cetaceans, Dugong and Sharks MOUs met, the Raptors and the Saiga MOU did not"
    assert organisations(text) == [
        ("Pacific Cetaceans", "PacificCetaceansMOU"),
        ("Dugong", "DugongMOU"),
        ("Sharks MOUs", "SharksMOU"),
        ("Raptors", "RaptorsMOU"),
        ("Saiga MOU", "SaigaMOU"),
    ]


@pytest.mark.parametrize("word", ["Mountains", "mouth", "Mouse"])
def test_a_word_that_only_begins_like_theirs_is_shared_by_no_memoranda(word: str) -> None:
    assert organisations(f"They met where the Raptors and the Saiga {word} are.") == []


def test_what_a_body_is_called_for_short_names_it_with_its_capitals_only() -> None:
    assert organisations("a meeting of the Liaison Group") == [("Liaison Group", "BLG")]
    assert organisations("a meeting of the liaison group") == []


def test_an_acronym_behind_a_name_told_by_its_form_need_not_be_made_of_its_letters() -> None:
    text = "The Arcadian Heron Association (ZYGARDE) spoke; ZYGARDE left."
    assert organisations(text) == [
        ("Arcadian Heron Association", "ZYGARDE"),
        ("ZYGARDE", "ZYGARDE"),
        ("ZYGARDE", "ZYGARDE"),
    ]
    text = "el Organismo Nacional de Garzas Rosas (GARO) habló"  # whose last words alone are no organisation
    assert [id_ for _, id_ in organisations(text)] == ["GARO", "GARO"]
    assert organisations("The Arcadian Heron Association (USA) spoke.") == [
        ("Arcadian Heron Association", "Arcadian Heron Association")
    ]


def test_the_authorities_that_every_party_has_are_no_organisations() -> None:
    assert organisations("It is the CITES Scientific Authority, as the National Management Authority said.") == [
        ("CITES", "CITES")
    ]
    assert organisations("The Arcadian CITES Management Authority of Arcadia wrote.") == [("CITES", "CITES")]
    assert organisations("The Lake Environment Management Authority wrote.") == [
        ("Lake Environment Management Authority", "Lake Environment Management Authority")
    ]


def test_a_name_goes_on_behind_small_words_within_it() -> None:
    assert organisations("the Heron bin Heron Conservation Fund gave") == [
        ("Heron bin Heron Conservation Fund", "Heron bin Heron Conservation Fund")
    ]


def test_a_name_does_not_go_on_into_a_place_or_stop_before_its_country() -> None:
    assert organisations("the Heron Centre for Lakes in Otterville in May") == [
        ("Heron Centre for Lakes", "Heron Centre for Lakes")
    ]
    assert organisations("por el Ministerio de Lagos del Perú, que") == [
        ("Ministerio de Lagos del Perú", "Ministerio de Lagos del Perú")
    ]


def test_names_are_known_as_others_spell_them() -> None:
    with (REFERENCES / "spellings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ((printed, known),) = organisations(row["example"])
            assert row["other"] in printed == row["example"]
            assert [known] == [each for _, each in organisations(printed.replace(row["other"], row["usual"]))]


def test_no_name_or_acronym_is_listed_twice_or_of_two_organisations() -> None:
    names: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    listed: set[str] = set()
    for path in sorted((REFERENCES / "organisations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                identifier = row["organisation"]
                assert identifier not in listed
                listed.add(identifier)
                for acronym in filter(None, row["acronyms"].split("|")):
                    assert acronyms.setdefault(acronym, identifier) == identifier
                named, others = [row["name_en"], row["name_fr"], row["name_es"]], row["other_names"].split("|")
                assert len({*others} - {*filter(None, named)}) == len(others), identifier
                for name in filter(None, [*named, *others]):
                    assert names.setdefault(fold(name), identifier) == identifier


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'Institut arcadien du héron a parlé", ["Institut arcadien du héron"]),
        (
            "avec l'Office national des lacs et des forêts, la CITES",
            ["Office national des lacs et des forêts", "CITES"],
        ),
        ("el Instituto Nacional de Garzas y la Agencia de Lagos", ["Instituto Nacional de Garzas", "Agencia de Lagos"]),
        ("la Secretaría de Medio Ambiente de Arcadia dijo", ["Secretaría de Medio Ambiente de Arcadia"]),
        (
            "the Arcadian Customs Administration and the Otterville Zoo",
            ["Arcadian Customs Administration", "Otterville Zoo"],
        ),
        ("by the Institute of Heron Biology in", ["Institute of Heron Biology"]),
        ("by the Botanical Garden of the Heron University.", ["Botanical Garden of the Heron University"]),
        ("le ministère arcadien de l'environnement, l'UICN", ["ministère arcadien de l'environnement", "IUCN"]),
        ("the IUCN Herons & Cranes Specialist Group is", ["IUCN Herons & Cranes Specialist Group"]),
        (
            "el Ministerio de Lagos y del Grupo de Trabajo sobre Garzas.",
            ["Ministerio de Lagos", "Grupo de Trabajo sobre Garzas"],
        ),
        ("le Comité des pêches de la FAO et l'Union mondiale pour la nature", ["COFI", "IUCN"]),
        ("avec Moonlit Herons International, et", ["Moonlit Herons International"]),
        ("l'Agence arcadienne des lacs (FAO) et la Convention on International", ["FAO", "FAO"]),
        ("la Federación de Rusia y la Fédération de Russie", []),
        ("le Conseil scientifique et le Centre de conférences de Lima", []),
        ("el Consejo Científico, la Autoridad Científica y el Fondo Fiduciario", []),
        ("the Scientific Council and a Regional Organization", []),
    ],
)
def test_institutions_are_known_by_what_they_are_called(text: str, expected: list[str]) -> None:
    assert [identifier for _, identifier in organisations(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by Moonlit, the Heron Trust, Otter Friends and WWF, who", ["Moonlit", "Heron Trust", "Otter Friends", "WWF"]),
        ("Moonlit, the Heron Trust and WWF met.", ["Moonlit", "Heron Trust", "WWF"]),
        ("the Heron Trust and Moonlit took part.", ["Heron Trust", "Moonlit"]),
        ("avec l'UICN, Amis des Lacs et le Fonds du héron,", ["IUCN", "Amis des Lacs", "Fonds du héron"]),
        ("with MoonlitHerons, HERONET and the Heron Trust.", ["MoonlitHerons", "HERONET", "Heron Trust"]),
        ("with Moonlit and the Heron Trust.", ["Heron Trust"]),
        ("Recently, the Heron Trust, WWF and Gabon met.", ["Heron Trust", "WWF"]),
        ("IUCN, WWF, Lake Parties and Ms Garza met.", ["IUCN", "WWF"]),
        ("CITES, CMS and Moonlit Lakers met. IUCN and Moonlit lakes.", ["CITES", "CMS", "IUCN"]),
        ("with IUCN, TRAFFIC, Heron Adviser, Moonlit Park, la Secrétaire et WWF.", ["IUCN", "TRAFFIC", "WWF"]),
        ("the Heron Trust, Herons and Rays, WWF", ["Heron Trust", "WWF"]),
    ],
)
def test_a_name_in_a_list_of_organisations_is_one_of_them(text: str, expected: list[str]) -> None:
    assert [identifier for _, identifier in organisations(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Department of Lakes of Zambia, Moonlit, the Heron Trust", ["Department of Lakes of Zambia"]),
        ("the Ministry of Lakes, Zambia, and", ["Ministry of Lakes"]),
        ("the Lake Institute Zambia, and", ["Lake Institute Zambia"]),
        ("the Lake Institute Heron, and", ["Lake Institute"]),
        ("the A.P. Heron Institute in", ["A.P. Heron Institute"]),
        ("Then Instituto Garza and Heron Institute gave", ["Instituto Garza"]),
    ],
)
def test_a_country_and_initials_bound_a_name(text: str, expected: list[str]) -> None:
    assert [printed for printed, _ in organisations(text)][:1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la Organización de las Naciones Unidas para la Alimentación y la Agricultura en Roma, que", ["FAO"]),
        ("the Ministry of Lakes, Herons and Reeds, Peru)", ["Ministry of Lakes, Herons and Reeds"]),
        ("Implementation of the Moonlit Heron Initiative", ["Moonlit Heron Initiative"]),
        ("Report of the Moonlit Heron Working Group (May 2095)", ["Moonlit Heron Working Group"]),
        ("le Groupe de travail du Conseil scientifique sur les lacs", []),
        ("le Mémorandum d'accord concernant les requins", ["SharksMOU"]),
        ("le MdE sur les tortues marines de l'océan Indien et de l'Asie du Sud-Est (IOSEA)", ["IOSEA", "IOSEA"]),
        (
            "la Oficina de Naciones Unidas contra la Droga y el Delito y el Center for Herons",
            ["UNODC", "Center for Herons"],
        ),
        ("the UN Conference on Trade and Development", ["UNCTAD"]),
        ("the IUCN and FACE, as WHAT THEY FACE.", ["IUCN", "FACE"]),
        ("in the Heron Convention and Exhibition Centre, Lima", []),
        ("the Working Group on Article 8(j) and Related Provisions", ["CBD-WG8J"]),
        ("Le Consortium international de lutte contre la criminalité liée aux espèces sauvages", ["ICCWC"]),
    ],
)
def test_a_town_behind_a_known_name_or_an_action_before_one_is_no_part_of_it(text: str, expected: list[str]) -> None:
    assert [each.organisation_id for each in find_organisations(Passage.of(text), {})] == expected


def test_an_organ_of_a_known_organisation_is_none_by_itself() -> None:
    assert organisations("members of the Executive Committee of the Great Apes Survival Partnership") == [
        ("Great Apes Survival Partnership", "GRASP")
    ]


def test_two_groups_may_share_their_last_words() -> None:
    assert organisations("The IUCN/SSC African and Asian Elephant Specialist Groups met.") == [
        ("IUCN/SSC African", "African Elephant Specialist Group"),
        ("Asian Elephant Specialist Groups", "IUCN Asian Elephant Specialist Group"),
    ]
    assert organisations("the Grey and Purple Heron Working Groups") == [
        ("Grey", "Grey Heron Working Group"),
        ("Purple Heron Working Groups", "Purple Heron Working Group"),
    ]
