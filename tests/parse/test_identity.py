from datetime import date

import pytest

from pipeline.parse.cover import cover_line
from pipeline.parse.identity import document_id, identify
from pipeline.parse.language import language_of
from pipeline.parse.text import read_text_string

BODY = (
    "\n1. The Secretariat has counted the otters of the rivers and the lakes in the north, with the help of friends.\n"
)
CITES = (
    "Original language: English SC98 Doc. 16.2\n\n"
    "CONVENTION ON INTERNATIONAL TRADE IN ENDANGERED SPECIES\nOF WILD FAUNA AND FLORA\n\n"
    "Ninety-eighth meeting of the Standing Committee Lagos (Nigeria), 7-11 July 2094\n\n"
    "Strategic matters\n\nCooperation with other organizations\n\nCOOPERATION WITH THE FRIENDS\nOF OTTERS.\n" + BODY
)
AEWA = "AGREEMENT ON THE CONSERVATION OF AFRICAN-EURASIAN MIGRATORY WATERBIRDS"
CMS = (
    "**CONVENTION ON  \nMIGRATORY  \nSPECIES**\n\nDistribution: General\n\nUNEP/CMS/COP92/Doc.23.1  \n24 July 2095\n\n"
    "Original: English\n\n92<sup>th</sup> MEETING OF THE CONFERENCE OF THE PARTIES  \n"
    "Lagos, Nigeria, 23 - 28 October 2095  \n"
    "Agenda Item 23.1\n\n**OTTERS AND PARTNERSHIPS**\n\n*(Prepared by the Secretariat)*\n\nSummary:\n\n"
    "This document should be read with UNEP/CMS/COP92/Doc.21.1.\n\n## OTTERS AND PARTNERSHIPS\n\n### Background\n"
    + BODY
)


def test_a_cover_of_cites() -> None:
    facts, issues = identify(read_text_string(CITES), {})
    assert facts == {
        "document_id": "sc98-doc-16-2",
        "symbol": "SC98 Doc. 16.2",
        "own_instrument_id": None,
        "convention": "CITES",
        "body": "SC",
        "meeting_id": "CITES-SC98",
        "title": "COOPERATION WITH THE FRIENDS OF OTTERS",
        "agenda_item": None,
        "issued": None,
        "place": "Lagos (Nigeria)",
        "meeting_start": date(2094, 7, 7),
        "meeting_end": date(2094, 7, 11),
        "language": "en",
        "specimen": False,
    }
    assert issues == []


def test_a_cover_of_cms() -> None:
    facts, issues = identify(read_text_string(CMS), {})
    assert facts == {
        "document_id": "unep-cms-cop92-doc-23-1",
        "symbol": "UNEP/CMS/COP92/Doc.23.1",
        "own_instrument_id": None,
        "convention": "CMS",
        "body": "COP",
        "meeting_id": "CMS-COP92",
        "title": "OTTERS AND PARTNERSHIPS",
        "agenda_item": "23.1",
        "issued": date(2095, 7, 24),
        "place": "Lagos, Nigeria",
        "meeting_start": date(2095, 10, 23),
        "meeting_end": date(2095, 10, 28),
        "language": "en",
        "specimen": False,
    }
    assert issues == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Online, 5-7 May 2094", ("Online", date(2094, 5, 5), date(2094, 5, 7))),
        ("Bergen, 19 November 2094", ("Bergen", date(2094, 11, 19), date(2094, 11, 19))),
        ("Lagos (Nigeria), 31 August - 2 September 2094", ("Lagos (Nigeria)", date(2094, 8, 31), date(2094, 9, 2))),
        ("Lagos, Nigeria, 29 December 2094 – 2 January 2095", ("Lagos, Nigeria", date(2094, 12, 29), date(2095, 1, 2))),
        ("Lagos (Nigeria)\n\n7-11 July 2094", ("Lagos (Nigeria)", date(2094, 7, 7), date(2094, 7, 11))),
        ("7 - 11 July 2094, Lagos", ("Lagos", date(2094, 7, 7), date(2094, 7, 11))),
        ("(Lagos, Nigeria, 7-11 July 2094)", ("Lagos, Nigeria", date(2094, 7, 7), date(2094, 7, 11))),
        ("We thank all who came.", (None, None, None)),
        ("7-11 July 2094. We will meet in the lake town", (None, date(2094, 7, 7), date(2094, 7, 11))),
        ("Standing Committee: 7-11 July 2094", (None, date(2094, 7, 7), date(2094, 7, 11))),
        ("Dar es Salaam, Tanzania, 7-11 July 2094", ("Dar es Salaam, Tanzania", date(2094, 7, 7), date(2094, 7, 11))),
        ("Geneva and online, 7–11 July 2094", ("Geneva and online", date(2094, 7, 7), date(2094, 7, 11))),
    ],
)
def test_places_and_days(lines: str, expected: tuple[str | None, date | None, date | None]) -> None:
    source = f"SC98 Doc. 7\n\nNinety-eighth meeting of the Standing Committee\n\n{lines}\n\nOTTERS AND BEARS\n{BODY}"
    facts, _ = identify(read_text_string(source), {})
    assert (facts["place"], facts["meeting_start"], facts["meeting_end"]) == expected
    assert facts["title"] == "OTTERS AND BEARS"


@pytest.mark.parametrize(
    ("symbol", "meeting", "meeting_id"),
    [
        ("AC94 Doc. 5", "Ninety-fourth meeting of the Animals Committee", "CITES-AC94"),
        ("PC90 Doc. 5 (Rev. 1)", "Ninetieth meeting of the Plants Committee", "CITES-PC90"),
        ("CoP95 Doc. 5", "Ninety-fifth meeting of the Conference of the Parties", "CITES-CoP95"),
        ("CoP95 Inf. 8", "Ninety-fifth meeting of the Conference of the Parties", "CITES-CoP95"),
        ("UNEP/CMS/StC98/Doc.3", "98TH MEETING OF THE\nSTANDING COMMITTEE", "CMS-StC98"),
        ("UNEP/CMS/ScC95/Doc.8", "95th Meeting of the Scientific Council", "CMS-ScC95"),
        ("CMS/Sharks/MOS9/Doc.9.1", "Ninth Meeting of the Signatories", "CMS-SharksMOU-MOS9"),
        ("AEWA/MOP95/Doc.2", "95th Session of the Meeting of the Parties", "AEWA-MOP95"),
        ("CBD/SBI/93/4", "Ninety-third meeting of the Subsidiary Body on Implementation", "CBD-SBI93"),
    ],
)
def test_bodies_of_both_conventions(symbol: str, meeting: str, meeting_id: str) -> None:
    facts, issues = identify(
        read_text_string(f"{symbol}\n\n{meeting}\nLagos, 19 May 2094\n\nOTTERS AND BEARS\n{BODY}"), {}
    )
    assert (facts["symbol"], facts["meeting_id"]) == (symbol, meeting_id)
    assert facts["convention"] == meeting_id.split("-", maxsplit=1)[0]
    assert [issue.rule for issue in issues] == []


@pytest.mark.parametrize(
    ("words", "meeting_id"),
    [
        ("Hundred and ninety-eighth meeting of the Standing Committee", "CITES-SC198"),
        ("Two hundred and first meeting of the Standing Committee", "CITES-SC201"),
        ("Ninety-eighth meeting of the\n\nStanding Committee", "CITES-SC98"),
    ],
)
def test_meetings_above_ninety_ninth_or_on_two_lines(words: str, meeting_id: str) -> None:
    source = f"SC{meeting_id[8:]} Doc. 7\n\n{words}\n\nLagos, 7-11 July 2094\n\nOTTERS AND BEARS\n{BODY}"
    facts, issues = identify(read_text_string(source), {})
    assert (facts["meeting_id"], facts["place"], facts["title"]) == (meeting_id, "Lagos", "OTTERS AND BEARS")
    assert issues == []


FRENCH = """Langue originale: anglais SC98 Doc. 16.2

CONVENTION SUR LE COMMERCE INTERNATIONAL DES ESPÈCES DE FAUNE
ET DE FLORE SAUVAGES MENACÉES D'EXTINCTION

Quatre-vingt-dix-huitième session du Comité permanent
Lagos (Nigéria), 7 – 11 juillet 2094

COOPÉRATION AVEC LES AMIS DES LOUTRES

1. Le Secrétariat a compté les loutres des rivières et des lacs du nord avec les amis qui sont dans le pays.
"""
SPANISH = """UNEP/CMS/StC98/Doc.3
24 de julio de 2094

Original: inglés

Nonagésima octava reunión del Comité Permanente
Lagos (Nigeria), 23 a 28 de octubre de 2094
Punto 5 del orden del día

COOPERACIÓN CON LOS AMIGOS DE LAS NUTRIAS

1. La Secretaría ha contado las nutrias de los ríos y de los lagos del norte con los amigos, y se presenta una lista.
"""


def test_an_edition_in_french() -> None:
    facts, issues = identify(read_text_string(FRENCH), {})
    assert (facts["language"], facts["meeting_id"], facts["place"]) == ("fr", "CITES-SC98", "Lagos (Nigéria)")
    assert facts["title"] == "COOPÉRATION AVEC LES AMIS DES LOUTRES"
    assert (facts["meeting_start"], facts["meeting_end"]) == (date(2094, 7, 7), date(2094, 7, 11))
    assert issues == []


def test_an_edition_in_spanish() -> None:
    facts, issues = identify(read_text_string(SPANISH), {})
    assert (facts["language"], facts["meeting_id"], facts["place"]) == ("es", "CMS-StC98", "Lagos (Nigeria)")
    assert facts["title"] == "COOPERACIÓN CON LOS AMIGOS DE LAS NUTRIAS"
    assert (facts["meeting_start"], facts["meeting_end"]) == (date(2094, 10, 23), date(2094, 10, 28))
    assert (facts["issued"], facts["agenda_item"]) == (date(2094, 7, 24), "5")
    assert issues == []


def test_a_symbol_in_a_sentence_is_not_the_documents_own() -> None:
    facts, _ = identify(read_text_string("Summary:\n\nSee document UNEP/CMS/COP92/Doc.21.1.27 on otters.\n" + BODY), {})
    assert facts["symbol"] is None


def test_what_only_the_catalogue_states_is_taken_from_there() -> None:
    stated = {
        **{
            "file": "folder/otters-report.txt",
            "symbol": "",
            "convention": "CMS",
            "meeting_id": "CMS-StC98",
            "title": None,
        },
        **{"place": "Lagos", "meeting_start": "2094-05-07", "specimen": "true"},
    }
    facts, issues = identify(read_text_string("Introduction\n" + BODY), stated)
    assert facts["document_id"] == "otters-report"
    assert (facts["symbol"], facts["convention"], facts["body"]) == (None, "CMS", "StC")
    assert (facts["place"], facts["meeting_start"], facts["specimen"]) == ("Lagos", date(2094, 5, 7), True)
    assert [(issue.rule, issue.evidence) for issue in issues] == [
        ("symbol-missing", "otters-report"),
        ("title-missing", ""),
    ]


def test_what_the_document_says_wins_and_a_disagreement_is_an_issue() -> None:
    stated = {
        "symbol": "SC98 Doc. 16.3",
        "title": "Cooperation with the Friends of Otters",
        "meeting_start": "2094-07-08",
    }
    facts, issues = identify(read_text_string(CITES), stated)
    assert (facts["symbol"], facts["meeting_start"]) == ("SC98 Doc. 16.2", date(2094, 7, 7))
    assert [(issue.level, issue.rule) for issue in issues] == [("warning", "catalogue-disagrees")] * 2
    assert [issue.evidence for issue in issues] == ["SC98 Doc. 16.2", "2094-07-07"]


def test_a_meeting_that_only_the_symbol_tells_is_said_to_be_inferred() -> None:
    facts, issues = identify(read_text_string("SC98 Doc. 16.2\n\nOTTERS AND BEARS\n" + BODY), {})
    assert (facts["meeting_id"], facts["title"]) == ("CITES-SC98", "OTTERS AND BEARS")
    assert [issue.rule for issue in issues] == ["meeting-inferred"]


def test_a_cover_whose_meeting_is_not_that_of_its_symbol_is_an_issue() -> None:
    source = CITES.replace("Ninety-eighth", "Ninety-seventh")
    facts, issues = identify(read_text_string(source), {})
    assert facts["meeting_id"] == "CITES-SC97"
    assert [issue.rule for issue in issues] == ["meeting-contradicts-symbol"]


def test_the_symbol_of_the_running_heads_serves_where_the_cover_is_missing() -> None:
    source = "".join(f"{number}. {BODY[4:]}\nSC98 Doc. 9 – p. {number}\n\n" for number in range(2, 5))
    facts, _ = identify(read_text_string(source), {})
    assert (facts["symbol"], facts["document_id"]) == ("SC98 Doc. 9", "sc98-doc-9")


def test_a_specimen_says_so() -> None:
    facts, _ = identify(read_text_string("SPECIMEN – invented text, no official record\n\n" + CITES), {})
    assert facts["specimen"]
    assert facts["symbol"] == "SC98 Doc. 16.2"


def test_a_date_of_the_catalogue_that_is_none_is_an_error_of_the_document_and_is_left_out() -> None:
    facts, issues = identify(read_text_string(CITES), {"issued": "soon"})
    assert facts["issued"] is None
    assert facts["symbol"] == "SC98 Doc. 16.2"
    assert [(issue.level, issue.rule, issue.message) for issue in issues] == [
        (
            "error",
            "catalogue-no-date",
            "The catalogue states issued 'soon', which is no date (year-month-day): it is left out",
        )
    ]


@pytest.mark.parametrize(
    ("symbol", "identifier"),
    [
        ("SC98 Doc. 16.2", "sc98-doc-16-2"),
        ("UNEP/CMS/COP92/Doc.25.1/Add.2", "unep-cms-cop92-doc-25-1-add-2"),
        ("CoP98 Doc. 76.1 (Rev. 1)", "cop98-doc-76-1-rev-1"),
    ],
)
def test_identifiers_of_documents(symbol: str, identifier: str) -> None:
    assert document_id(symbol) == identifier


def test_a_few_words_are_no_evidence_of_a_language() -> None:
    assert language_of(["the of and"]) is None
    assert language_of(["La de los rios y las nutrias con el este y los lagos para su"]) == "es"


TORN = (
    "Original language: French1 SC98 Doc. 16.2\n\n"
    "CONVENTION ON INTERNATIONAL TRADE IN OF WILD FAUNA AND FLORA ______\n\n"
    "Ninety-eighth meeting of the Committee Lagos (Nigeria), 7-11 July 2094\n\n"
    "REED BEDS OF THE LAKES\n" + BODY
)


def test_a_cover_of_which_words_are_lost_is_read_by_its_symbol() -> None:
    facts, _ = identify(read_text_string(TORN), {})
    assert facts["symbol"] == "SC98 Doc. 16.2"
    assert facts["meeting_id"] == "CITES-SC98"
    assert facts["place"] == "Lagos (Nigeria)"
    assert facts["title"] == "REED BEDS OF THE LAKES"


def test_the_convention_of_a_text_without_a_cover_is_the_only_one_that_it_refers_to() -> None:
    text = "Decisions 98.103 to 98.104\n\nThe Scientific Council should follow UNEP/CMS/Resolution 98.28 on Otters "
    text += "and say by the next meeting whether the otters of the rivers should stay in the list or leave it.\n"
    facts, issues = identify(read_text_string(text), {"file": "otters.txt"})
    assert facts["convention"] == "CMS"
    assert [issue.rule for issue in issues] == ["convention-inferred", "symbol-missing", "title-missing"]
    both = text + "\nIt also follows Resolution Conf. 98.3 of CITES.\n"
    assert identify(read_text_string(both), {"file": "otters.txt"})[0]["convention"] is None


def test_the_names_of_taxa_in_brackets_do_not_end_a_title_in_capitals() -> None:
    text = CMS.replace("OTTERS AND PARTNERSHIPS**", "LIST OF OTTERS (Lutra lutra) OF THE LAKES**")
    facts, _ = identify(read_text_string(text.split("## OTTERS")[0] + BODY), {})
    assert facts["title"] == "LIST OF OTTERS (Lutra lutra) OF THE LAKES"


def test_a_language_that_nobody_knows_is_an_issue() -> None:
    shifted = BODY.translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "defghijklmnopqrstuvwxyzabc"))
    head = CITES.split("\n\n")[0]
    for body, expected in ((BODY * 6, 0), (shifted, 0), (shifted * 6, 1)):
        _, issues = identify(read_text_string(f"{head}\n\n{body}"), {})
        assert [issue.rule for issue in issues].count("language-unknown") == expected
    _, issues = identify(read_text_string(f"{head}\n\n{shifted * 6}"), {"language": "en"})
    assert "language-unknown" not in [issue.rule for issue in issues]


def test_what_decisions_are_directed_to_is_no_title() -> None:
    text = (
        "Ninety-eighth meeting of the Conference of the Parties\nDakar (Senegal), 2-14 October 2094\n\n"
        "Draft decisions on otters\n\nCoP98 Com. I. 6\n\nDirected to all range States of otters\n" + BODY
    )
    facts, _ = identify(read_text_string(text), {})
    assert (facts["symbol"], facts["title"]) == ("CoP98 Com. I. 6", "Draft decisions on otters")


def test_the_place_of_a_meeting_of_which_only_the_month_is_printed() -> None:
    text = CITES.replace("7-11 July 2094", "July 2094")
    facts, _ = identify(read_text_string(text), {})
    assert (facts["place"], facts["meeting_start"]) == ("Lagos (Nigeria)", None)


def test_a_report_of_a_meeting_is_titled_so_and_its_treaty_may_stand_below() -> None:
    text = (
        "MOP 97 Proceedings of the Ninety-seventh Session of the Meeting of the Parties\n\n"
        "4 - 8 December 2095 Dakar, Senegal\n\nUNEP / AEWA Secretariat\n\n"
        "REPORT OF THE NINETY-SEVENTH SESSION OF THE MEETING OF THE PARTIES\n" + BODY
    )
    facts, _ = identify(read_text_string(text), {})
    assert (facts["meeting_id"], facts["place"]) == ("AEWA-MOP97", "Dakar, Senegal")
    assert facts["title"] == "REPORT OF THE NINETY-SEVENTH SESSION OF THE MEETING OF THE PARTIES"


def test_a_report_within_proceedings_is_of_its_own_meeting() -> None:
    text = (
        "Convention on the Conservation of Migratory Species of Wild Animals\n\n"
        "Proceedings of the Ninety-seventh Meeting of the Conference of the Parties: Part I\n\n"
        "REPORT OF THE SCIENTIFIC COUNCIL AT ITS 98TH MEETING\n\nDakar, Senegal, 4-8 December 2095\n" + BODY
    )
    facts, _ = identify(read_text_string(text), {})
    assert (facts["meeting_id"], facts["place"]) == ("CMS-ScC98", "Dakar, Senegal")


def test_a_memorandum_is_one_of_its_convention() -> None:
    facts, _ = identify(read_text_string("CMS Raptors MOU\n\nDakar, Senegal, 4-8 December 2095\n" + BODY), {})
    assert facts["convention"] == "CMS"


def test_a_resolution_printed_as_cites_does_is_of_cites_whatever_its_title_names() -> None:
    for heading in ("Resolution Conf. 93.3", "Conf. 93.3 (Rev. CoP95)", "Résolution Conf. 93.3"):
        facts, _ = identify(
            read_text_string(f"{heading}\n\nCooperation with the Convention on Migratory Species\n" + BODY), {}
        )
        assert facts["convention"] == "CITES"
    facts, _ = identify(
        read_text_string("Resolution 93.3\n\nCooperation with the Convention on Migratory Species\n" + BODY), {}
    )
    assert facts["convention"] == "CMS"


def test_a_letterhead_may_be_longer_than_other_lines_and_the_agenda_item_may_have_its_subject_behind_it() -> None:
    treaty = (
        "Accord sur la Conservation des Cétacés de la Mer Noire, de la Méditerranée et de la zone Atlantique adjacente"
    )
    text = (
        f"{treaty}, conclu sous l'égide de la Convention sur la conservation des espèces migratrices appartenant "
        "à la faune sauvage, et ouvert à la signature de tous\n\nRAPPORT DE LA QUATORZIEME REUNION DES PARTIES\n"
        "Dakar, 4-8 décembre 2095\n\nDist. 3 July 2095\nAgenda Item 8 Any other business of it\n" + BODY
    )
    facts, _ = identify(read_text_string(text), {})
    assert (facts["meeting_id"], facts["place"], facts["agenda_item"]) == ("ACCOBAMS-MOP14", "Dakar", "8")


def test_the_day_of_a_session_is_no_day_of_issue_and_a_record_may_stand_behind_the_days() -> None:
    text = (
        "CoP98 Com. II Rec. 6\n\nNonagésima octava reunión de la Conferencia de las Partes Dakar (Senegal), "
        "13-25 de marzo de 2094 Acta resumida de la sexta sesión del Comité II\n\n"
        "17 de marzo de 2094: 14h10 - 16h55\n\nSecretaría: A. Nutria B. Lago\n" + BODY
    )
    facts, _ = identify(read_text_string(text), {})
    assert facts["title"] == "Acta resumida de la sexta sesión del Comité II"
    assert (facts["meeting_start"], facts["issued"]) == (date(2094, 3, 13), None)


def test_small_words_before_a_date_are_no_place() -> None:
    text = (
        "CONVENTION ON MIGRATORY SPECIES\n\nUNEP/CMS/COP98/Doc.5\n\nthroughout their lakes 4 March 2095\n\n"
        "Ninety-eighth Meeting of the Conference of the Parties | Dakar, Senegal, 13-14 March 2095\n\n"
        "LIST OF OTTERS\n" + BODY
    )
    facts, _ = identify(read_text_string(text), {})
    assert (facts["place"], facts["meeting_start"]) == ("Dakar, Senegal", date(2095, 3, 13))
    assert facts["issued"] == date(2095, 3, 4)


def test_the_days_behind_a_meeting_are_its_own_whatever_symbol_stands_between() -> None:
    text = (
        "98th ASCOBANS Advisory Committee Meeting AC98/Doc.1.3\nLagos, Nigeria, 5 - 7 September 2097\n"
        "Dist. 4 August 2097\n\nLIST OF REED BEDS\n" + BODY
    )
    both = text.replace("Doc.1.3\nLagos", "Doc.1.3 Lagos")
    for printed in (text, both):
        facts, _ = identify(read_text_string(printed), {})
        assert facts["meeting_id"] == "ASCOBANS-AC98"
        assert (facts["meeting_start"], facts["meeting_end"]) == (date(2097, 9, 5), date(2097, 9, 7))
        assert facts["issued"] == date(2097, 8, 4)


def test_days_behind_the_name_of_a_meeting_are_its_own_whatever_place_seems_to_stand_above() -> None:
    cover = (
        "CONVENTION ON Distribution: General MIGRATORY UNEP/CMS/StC98/Doc.7 SPECIES 24 July 2094\n\n"
        "98th MEETING OF THE STANDING COMMITTEE Bergen, Norway, 23-28 October 2094 Agenda Item 7\n\n"
        "OTTERS AND BEARS\n"
    )
    facts, _ = identify(read_text_string(cover + BODY), {})
    assert (facts["place"], facts["meeting_start"]) == ("Bergen, Norway", date(2094, 10, 23))
    assert (facts["issued"], facts["meeting_end"]) == (date(2094, 7, 24), date(2094, 10, 28))


def test_a_symbol_may_stand_on_two_lines() -> None:
    text = (
        "SC98\n\nSummary record\n\nNinety-eighth meeting of the Standing Committee\nLagos (Nigeria), 7-11 July 2094\n\n"
    )
    facts, _ = identify(read_text_string(text + BODY), {})
    assert facts["symbol"] == "SC98 Summary record"


def test_a_title_may_stand_above_the_meeting() -> None:
    text = (
        "CONVENTION ON INTERNATIONAL TRADE IN ENDANGERED SPECIES OF WILD FAUNA AND FLORA\n\nSUMMARY RECORD\n\n"
        "Ninety-fourth meeting of the Animals Committee\n\nLagos (Nigeria), 20-24 April 2099\n\nAC94 Summary record\n"
        + BODY
    )
    facts, _ = identify(read_text_string(text), {})
    assert facts["title"] == "SUMMARY RECORD"
    assert facts["meeting_id"] == "CITES-AC94"


def test_a_title_may_be_one_word_with_a_name_in_brackets() -> None:
    facts, _ = identify(
        read_text_string(CITES.replace("COOPERATION WITH THE FRIENDS\nOF OTTERS.", "OTTERS (LUTRINAE)")), {}
    )
    assert facts["title"] == "OTTERS (LUTRINAE)"


def test_the_language_before_a_meeting_makes_no_day_of_issue_of_its_days() -> None:
    text = CMS.replace("Original: English\n\n92", "Original: English 92").replace("PARTIES  \nLagos", "PARTIES Lagos")
    facts, _ = identify(read_text_string(text), {})
    assert (facts["meeting_start"], facts["meeting_end"]) == (date(2095, 10, 23), date(2095, 10, 28))
    assert facts["issued"] == date(2095, 7, 24)


def test_the_text_of_a_resolution_is_of_the_convention_that_cites_it_so() -> None:
    words = "Cooperation with the Convention on the Conservation of Migratory Species of Wild Animals (CMS)"
    facts, _ = identify(read_text_string(f"Resolution Conf. 93.3\n\n{words}\n" + BODY), {})
    assert facts["convention"] == "CITES"
    facts, _ = identify(read_text_string("Resolution 92.8 (Rev.COP93)\n\nCooperation with CITES\n" + BODY), {})
    assert facts["convention"] == "CMS"


def test_the_formula_that_enacts_names_the_convention_and_a_clause_no_place() -> None:
    text = (
        "RÉSOLUTION 98.13\n\nLa Réunion des Parties à l'Accord sur la Conservation des Cétacés de la Mer Noire, de la "
        "Méditerranée et de la zone Atlantique adjacente,\n\nPrenant note des recommandations de la quatorzième "
        "Réunion du Comité scientifique (Dakar, 22-26 novembre 2091),\n\n1. Prie le Secrétariat de compter les otaries."
    )
    facts = identify(read_text_string(text), {"file": "otters.txt"})[0]
    assert (facts["convention"], facts["place"], facts["meeting_start"]) == ("ACCOBAMS", None, None)


def test_the_report_of_a_meeting_has_its_name_for_a_title() -> None:
    title = "REPORT OF THE 98TH MEETING OF THE AEWA TECHNICAL COMMITTEE"
    text = f"# {title}\n\n14 - 16 March 2093, Dakar, Senegal\n\n1. It met."
    facts = identify(read_text_string(text), {"file": "otters.md"})[0]
    assert facts["title"] == title


@pytest.mark.parametrize(
    ("printed", "stated", "title"),
    [
        ("AC98 Sum. 3 (Rev. 1)\n\n", {}, "EXECUTIVE SUMMARY"),
        ("", {"symbol": "AC98 Sum. 3"}, "EXECUTIVE SUMMARY"),
        ("AC98 Doc. 3\n\n", {}, None),
    ],
)
def test_what_begins_the_text_of_a_paper_may_be_the_title_of_a_record(
    printed: str, stated: dict[str, str | None], title: str | None
) -> None:
    text = (
        f"{printed}CONVENTION ON INTERNATIONAL TRADE IN ENDANGERED SPECIES OF WILD FAUNA AND FLORA\n\n"
        "Ninety-eighth meeting of the Animals Committee\nDakar (Senegal), 16-19 July 2098\n\n"
        "EXECUTIVE SUMMARY\n\nTHURSDAY 19 JULY 2098\n\n21. Otters ..... AC98 Doc. 21\n\nThe Committee noted it.\n"
    )
    assert identify(read_text_string(text), stated)[0]["title"] == title


def test_the_treaty_of_a_partner_is_no_letterhead() -> None:
    facts, _ = identify(read_text_string("The friends of otters\n\nOur cooperation with the CMS\n" + BODY), {})
    assert facts["convention"] is None


def test_a_labelled_date_is_the_day_of_issue_and_a_memorandum_stands_above_its_meeting() -> None:
    text = (
        "CONVENCIÓN SOBRE LAS ESPECIES MIGRATORIAS\n\nDate: 10 September 2095\n\n"
        "MEMORANDO DE ENTENDIMIENTO SOBRE LA CONSERVACIÓN DE FLAMENCOS ALTOANDINOS Y DE SUS HÁBITATS\n\n"
        "PRIMERA REUNIÓN DE LOS SIGNATARIOS\nDakar, Senegal, 26-28 de abril de 2096\n" + BODY
    )
    facts, _ = identify(read_text_string(text), {})
    assert (facts["meeting_id"], facts["place"]) == ("CMS-FlamingosMOU-MOS1", "Dakar, Senegal")
    assert (facts["issued"], facts["meeting_start"]) == (date(2095, 9, 10), date(2096, 4, 26))


def test_the_first_heading_of_a_report_is_no_agenda_item_of_its_own() -> None:
    title = "Report of the 98th Meeting of the CMS Standing Committee"
    text = f"# {title}\n\nDakar, 4-8 December 2095\n\n## Agenda Item 1: Opening remarks and introductions\n{BODY}"
    facts, _ = identify(read_text_string(text), {})
    assert (facts["meeting_id"], facts["agenda_item"], facts["title"]) == ("CMS-StC98", None, title)


RESOLUTION = (
    "RESOLUCIÓN 92.21\n\nNUTRIAS Y ASOCIACIONES\n\n"
    "Recordando la Resolución 91.6 sobre las nutrias;\n\n"
    "Tomando nota de que la 91ª reunión del Comité Permanente de la CITES examinó el plan;\n\n"
    "La Conferencia de las Partes de la Convención sobre las Especies Migratorias\n\n"
    "1. Pide a la Secretaría que prosiga su cooperación con la CITES.\n"
)


def test_the_formula_that_enacts_a_resolution_says_whose_it_is() -> None:
    facts, _ = identify(read_text_string(RESOLUTION), {})
    assert (facts["convention"], facts["meeting_id"], facts["title"]) == ("CMS", "CMS-COP92", "NUTRIAS Y ASOCIACIONES")
    facts, _ = identify(read_text_string(RESOLUTION.replace("las Especies Migratorias", "la Diversidad Biológica")), {})
    assert facts["convention"] == "CBD"


@pytest.mark.parametrize(
    "title",
    [
        "ARRANGEMENTS FOR THE 97TH MEETING OF THE CONFERENCE OF THE PARTIES",
        "DATE AND VENUE OF THE 99TH MEETING OF THE STANDING COMMITTEE",
        "RECOMMANDATIONS DU COMITÉ PERMANENT À LA 97E SESSION DE LA CONFÉRENCE DES PARTIES",
    ],
)
def test_a_title_may_name_another_meeting(title: str) -> None:
    text = (
        f"UNEP/CMS/StC98/Doc.7\n\n98th Meeting of the Standing Committee\n\nDakar, 3 May 2094\n\n{title}\n\n1. It met."
    )
    assert identify(read_text_string(text), {"file": "otters.txt"})[0]["title"] == title


def test_the_code_of_the_meeting_may_stand_before_its_treaty() -> None:
    text = (
        "61ª reunión del Comité Permanente (SC61) de la Convención sobre el Comercio Internacional de Especies "
        "Amenazadas de Fauna y Flora Silvestres\n\nGinebra, Suiza, 15 al 19 de agosto de 2011\n\n1. Se reunió."
    )
    assert identify(read_text_string(text), {"file": "otters.txt"})[0]["meeting_id"] == "CITES-SC61"


def test_the_convention_of_what_is_sure_where_a_text_without_a_cover_names_another() -> None:
    text = (
        "# COOPERATION WITH CITES\n\n1. Decision 13.26 was adopted by COP13 (Gandhinagar, February 2020).\n\n"
        "2. Decision 12.48 (Rev.COP13) is about otters.\n\n3. The Standing Committee will see it at its 52nd meeting."
    )
    facts, issues = identify(read_text_string(text), {"file": "otters.md"})
    assert facts["convention"] == "CMS"
    assert "by place and dates" in next(issue.message for issue in issues if issue.rule == "convention-inferred")


def test_what_a_text_names_with_its_treaty_does_not_make_it_that_treatys() -> None:
    text = (
        "1. As CMS Resolution 98.28 asks, CMS counts its partners.\n\n"
        "2. The CITES Standing Committee at its 62nd meeting (Geneva, July 2012) endorsed the programme with CMS."
    )
    facts, issues = identify(read_text_string(text), {"file": "otters.md"})
    assert facts["convention"] is None
    assert "convention-inferred" not in [issue.rule for issue in issues]
    understood = text.replace("The CITES Standing", "CITES knows. \n\n3. The Standing")
    assert identify(read_text_string(understood), {"file": "otters.md"})[0]["convention"] == "CITES"


def test_a_meeting_whose_convention_no_cover_names_is_known_by_its_place_and_days() -> None:
    def cover(place: str) -> str:
        return f"TENTH MEETING OF THE CONFERENCE OF THE PARTIES\n\n{place}\n\nOTTERS AND BEARS\n{BODY}"

    facts, issues = identify(read_text_string(cover("Bergen, 20-25 November 2011")), {})
    assert (facts["meeting_id"], facts["convention"]) == ("CMS-COP10", "CMS")
    assert [issue.rule for issue in issues if "table" in issue.message] == ["meeting-inferred"]
    for unknown in ("Lima, 20-25 November 2091", "November 2011"):
        facts, _ = identify(read_text_string(cover(unknown)), {})
        assert facts["meeting_id"] is None


def test_the_convention_of_a_draft_is_that_whose_parties_speak() -> None:
    preamble = "Aware of what CITES and CMS do for herons, which the keepers of lakes have counted year after year;"
    formula = "The Conference of the Parties to the Convention on the Conservation of Migratory Species of Wild Animals"
    lines = [
        "DRAFT RESOLUTION",
        "OTTERS",
        "Recalling Resolutions 97.9 and 98.11;",
        *[f"{preamble} {preamble} {preamble}"] * 5,
        formula,
        BODY,
    ]
    facts, issues = identify(read_text_string("\n\n".join(lines)), {})
    assert facts["convention"] == "CMS"
    assert "convention-inferred" in [issue.rule for issue in issues]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["OTTERS OF THE NORTH", "AND BEARS OF THE SOUTH"], "OTTERS OF THE NORTH AND BEARS OF THE SOUTH"),
        (["OTTERS OF THE NORTH", "OTTERS OF THE NORTH"], "OTTERS OF THE NORTH"),
        # The convention's name, of which a converter lost words, is no title.
        (["CONVENTION ON INTERNATIONAL TRADE IN SPECIES OF FAUNA AND FLORA", "OTTERS ALONE"], "OTTERS ALONE"),
    ],
)
def test_titles_of_several_lines(lines: list[str], title: str) -> None:
    meeting = ["SC98 Doc. 7", "Ninety-eighth meeting of the Standing Committee", "Lagos, 7-11 July 2094"]
    facts, _ = identify(read_text_string("\n\n".join([*meeting, *lines, BODY])), {})
    assert facts["title"] == title


def test_a_letterhead_may_begin_behind_the_symbol_in_its_line() -> None:
    line = cover_line("SC98 Doc. 7 CONVENTION ON INTERNATIONAL TRADE IN ENDANGERED")
    assert (line.is_formal, line.rest) == (True, 0)
    assert not cover_line("SC98 Doc. 7 Convention on otters that nobody has ever heard of").is_formal


def test_a_text_without_a_cover_that_names_an_agreement_oftener_than_its_convention_is_the_agreements() -> None:
    text = (
        "# OTTERS OF THE FLYWAY\n\n1. The AEWA Secretariat reports to the Parties to AEWA as AEWA MOP6 asked it.\n\n"
        "2. CMS Resolution 11.10 is about otters, too.\n\n3. The Standing Committee will see it at its 12th meeting."
    )
    facts, issues = identify(read_text_string(text), {"file": "otters.md"})
    assert facts["convention"] == "AEWA"
    assert any(issue.rule == "convention-inferred" for issue in issues)
    once = text.replace("The AEWA Secretariat reports to the Parties to AEWA", "CMS and the Secretariat report")
    assert identify(read_text_string(once), {"file": "otters.md"})[0]["convention"] == "CMS"


def test_headings_of_agenda_items_are_neither_title_nor_agenda_item() -> None:
    lines = (
        "6th Session of the Meeting of the Parties\n\n9–14 November 2095, Lagos, Nigeria\n\n"
        "DRAFT REPORT OF THE 6th SESSION OF THE MEETING OF THE PARTIES\n\nAgenda item 1. Opening of the Meeting\n"
    )
    facts, _ = identify(read_text_string("African-Eurasian Waterbird Agreement (AEWA)\n\n" + lines + BODY), {})
    assert (facts["title"], facts["agenda_item"], facts["place"]) == (
        "DRAFT REPORT OF THE 6th SESSION OF THE MEETING OF THE PARTIES",
        None,
        "Lagos, Nigeria",
    )
    facts, _ = identify(read_text_string(CMS.replace("Agenda Item 23.1", "Agenda Item 1: Welcoming remarks")), {})
    assert facts["agenda_item"] is None


@pytest.mark.parametrize("line", ["Agenda Item 23.1: Otters", "Agenda Item 23.1 of the Provisional Agenda"])
def test_an_agenda_item_has_its_subject_or_its_agenda_behind_it(line: str) -> None:
    assert identify(read_text_string(CMS.replace("Agenda Item 23.1", line)), {})[0]["agenda_item"] == "23.1"


def test_one_word_in_capitals_is_a_title_above_headings_in_small_letters() -> None:
    cover = CITES.replace("COOPERATION WITH THE FRIENDS\nOF OTTERS.\n", "OTTERS\n\nThe herons swim.\n\nMembership\n\n")
    assert identify(read_text_string(cover), {})[0]["title"] == "OTTERS"


def test_who_wrote_a_document_is_no_part_of_its_title() -> None:
    cover = CMS.replace(
        "**OTTERS AND PARTNERSHIPS**\n\n*(Prepared by the Secretariat)*", "OTTERS (Prepared by the Secretariat)"
    )
    assert identify(read_text_string(cover.replace("## OTTERS AND PARTNERSHIPS\n", "")), {})[0]["title"] == "OTTERS"


@pytest.mark.parametrize(
    "line",
    [
        "(SC98) Lagos, Nigeria, 7-11 July 2094",
        'Lagos, Nigeria "Herons fly", 7-11 July 2094',
        "/ Lagos, Nigeria, 7-11 July 2094",
    ],
)
def test_neither_code_nor_motto_nor_a_stroke_is_part_of_a_place(line: str) -> None:
    cover = CITES.replace("Lagos (Nigeria), 7-11 July 2094", line)
    assert identify(read_text_string(cover), {})[0]["place"] == "Lagos, Nigeria"


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("SC98 Doc. 12\n\n(Rev. 1)", "SC98 Doc. 12 (Rev. 1)"),
        ("SC98 Doc. 12\n\nADDENDUM", "SC98 Doc. 12 Addendum"),
        ("SC98 Doc. 12\n\nAddendum 2\n\n(Rev. 1)", "SC98 Doc. 12 Addendum 2 (Rev. 1)"),
        ("SC98 Doc. 12 Annex II", "SC98 Doc. 12 (Annex II)"),
        ("SC98 Doc. 12\n\nAnnexe\n\n(English only)", "SC98 Doc. 12 (Annexe)"),
        ("UNEP/CMS/StC92/Doc.7\n\nCorrigendum 1", "UNEP/CMS/StC92/Doc.7/Corr.1"),
        ("UNEP/CMS/StC92/Doc.7/Add.1\n\nRev.2", "UNEP/CMS/StC92/Doc.7/Add.1/Rev.2"),
        ("SC98 Doc. 12\n\nAnnexes", "SC98 Doc. 12"),
        (f"{AEWA}\n\nDoc TC93 Inf.1", "AEWA/TC93 Inf.1"),
        (AEWA.replace(" AFRICAN", "\n\nAFRICAN") + "\n\nDoc TC93 Inf.1", "AEWA/TC93 Inf.1"),
        (f"{AEWA}\n\nDoc. StC 92.12", "AEWA/StC 92.12"),
    ],
)
def test_what_is_printed_below_a_symbol_is_part_of_it(printed: str, symbol: str) -> None:
    """Else an addendum is taken for its document in another file, and not read."""
    facts, _ = identify(read_text_string(f"{printed}\n\nCOOPERATION ON HERONS\n\n{BODY}"), {})
    assert (facts["symbol"], facts["title"]) == (symbol, "COOPERATION ON HERONS")


def test_a_paper_of_a_small_agreement_names_its_title_behind_its_number() -> None:
    source = (
        "93rd ASCOBANS Advisory Committee Meeting\n\nAC93/Doc.1.3\n\nLagos, 5 - 7 September 2094\n\n"
        "Dist. 4 August 2094\n\nAgenda Item 1 Opening of the Meeting\n\nDocument 1.3 Work Plan 2094-2097 Progress\n\n"
        "NOTE: DELEGATES ARE KINDLY REMINDED TO BRING LAMPS AND BOOTS\n" + BODY
    )
    facts, _ = identify(read_text_string(source), {})
    assert (facts["symbol"], facts["title"]) == ("AC93/Doc.1.3", "Work Plan 2094-2097 Progress")


def test_a_title_in_capitals_may_go_on_with_the_meeting_that_it_is_for() -> None:
    source = (
        "Twelfth Meeting of the CMS Scientific Council\nLagos, Nigeria, 31 March-3 April 2094\n\nCMS/ScC12/Inf.8\n\n"
        "RESOLUTIONS ON OTTERS\n\nRELEVANT TO THE WORK OF THE 12TH MEETING\n\nOF THE CMS SCIENTIFIC COUNCIL\n\n"
        "Action requested\n" + BODY
    )
    title = "RESOLUTIONS ON OTTERS RELEVANT TO THE WORK OF THE 12TH MEETING OF THE CMS SCIENTIFIC COUNCIL"
    assert identify(read_text_string(source), {})[0]["title"] == title


def test_the_day_of_a_daily_report_is_neither_place_nor_day_of_its_meeting() -> None:
    source = (
        "UNEP/CMS/COP92/CRP4\n\nDRAFT REPORT OF THE 92ND MEETING OF THE CONFERENCE OF THE PARTIES\n\n"
        "Day 5 – Sunday 9 November 2094\n" + BODY
    )
    facts, _ = identify(read_text_string(source), {})
    assert (facts["meeting_id"], facts["place"], facts["meeting_start"]) == ("CMS-COP92", None, None)


def test_a_paper_with_resolutions_in_it_is_of_its_own_meeting() -> None:
    source = (
        "Twelfth Meeting of the CMS Scientific Council\nLagos, Nigeria, 31 March-3 April 2094\n\nCMS/ScC12/Inf.8\n\n"
        "RESOLUTIONS ON OTTERS\n\nAdopted by the Conference of the Parties at its Seventh Meeting (Dakar, May 2092)\n"
        + BODY
    )
    facts, _ = identify(read_text_string(source), {})
    assert (facts["meeting_id"], facts["title"]) == ("CMS-ScC12", "RESOLUTIONS ON OTTERS")


@pytest.mark.parametrize("mark", ["<sup>1</sup>", "¹", "<sup>*</sup>"])
def test_the_mark_of_a_footnote_is_no_part_of_a_title(mark: str) -> None:
    source = f"{CITES.replace('OF OTTERS.', f'OF OTTERS{mark}')}\n\n{mark} Counted by friends.\n"
    assert identify(read_text_string(source), {})[0]["title"] == "COOPERATION WITH THE FRIENDS OF OTTERS"
