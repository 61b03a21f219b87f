import pytest
from citing import references, symbols

CITES, CMS = "CITES", "CMS"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see document SC91 Doc. 16.2.", ["SC91 Doc. 16.2"]),
        ("documents CoP98 Doc. 69.1 and 69.2.", ["CoP98 Doc. 69.1", "CoP98 Doc. 69.2"]),
        ("documents CoP98 Doc. 69.1, 69.2 and 69.3.", ["CoP98 Doc. 69.1", "CoP98 Doc. 69.2", "CoP98 Doc. 69.3"]),
        ("in CoP98 Doc. 14, 15 and 16, as", ["CoP98 Doc. 14", "CoP98 Doc. 15", "CoP98 Doc. 16"]),
        (
            "CoP98 Doc. 76.1 (Rev. 1) and 76.2, and AC91 Doc 28.",
            ["CoP98 Doc. 76.1 (Rev. 1)", "CoP98 Doc. 76.2", "AC91 Doc. 28"],
        ),
        ("CoP97 Doc. 56.1, CoP98 Doc. 68.2, and in reports", ["CoP97 Doc. 56.1", "CoP98 Doc. 68.2"]),
        (
            "in CoP97 Doc. 8.3 (Rev.), Annex 4 and CoP98 Doc. 15.3, Annex 1",
            ["CoP97 Doc. 8.3 (Rev.)", "CoP98 Doc. 15.3"],
        ),
        ("SC96 Doc. 16.1 to 16.4", ["SC96 Doc. 16.1", "SC96 Doc. 16.2", "SC96 Doc. 16.3", "SC96 Doc. 16.4"]),
        ("information document CoP98 Inf. 9", ["CoP98 Inf. 9"]),
        ("CoP98 Inf. 9 and Inf. 10 were noted", ["CoP98 Inf. 9", "CoP98 Inf. 10"]),
        ("CoP98 Doc. 15 and Inf. 3", ["CoP98 Doc. 15", "CoP98 Inf. 3"]),
        ("SC99 Sum. 4 (Rev. 1)", ["SC99 Sum. 4 (Rev. 1)"]),
        ("SC99 Sum. 4 (Rev.1)", ["SC99 Sum. 4 (Rev. 1)"]),
        ("CoP96 Com. I Rec. 5", ["CoP96 Com. I Rec. 5"]),
        ("CoP97 Com. II. 5", ["CoP97 Com. II. 5"]),
        ("AC90 Doc. 6/PC94 Doc. 6", ["AC90 Doc. 6/PC94 Doc. 6"]),
        ("CoP97 Doc. 57.5 (Rev. 1), Annexes 1 and 2, Resolution Conf. 90.10", ["CoP97 Doc. 57.5 (Rev. 1)"]),
        ("SC91 Doc. 63.3/Inf. 7", ["SC91 Doc. 63.3", "SC91 Inf. 7"]),
        ("AC90 Doc. 6 / PC94 Doc. 6", ["AC90 Doc. 6/PC94 Doc. 6"]),
        ("AC90/PC94 Doc. 12", ["AC90/PC94 Doc. 12"]),
        ("(SC 91 Doc.7)", ["SC91 Doc. 7"]),
        ("COP97 Doc. 14.1", ["CoP97 Doc. 14.1"]),
        ("CoP97 Doc. 14.2 Addendum", ["CoP97 Doc. 14.2 Addendum"]),
        ("CoP97 Prop. 14", ["CoP97 Prop. 14"]),
        (
            "documents SC96 Doc. 16.2, SC99 Doc. 19, SC97 Doc. 19 and CoP97 Doc. 14.1.",
            ["SC96 Doc. 16.2", "SC99 Doc. 19", "SC97 Doc. 19", "CoP97 Doc. 14.1"],
        ),
        ("UNEP/CMS/COP92/Doc.25.1/Add.2", ["UNEP/CMS/COP92/Doc.25.1/Add.2"]),
        ("UNEP/CMS/COP92/Doc. 25.1 / Add. 2, which", ["UNEP/CMS/COP92/Doc.25.1/Add.2"]),
        (
            "UNEP/CMS/COP92/Doc.24.3.1.1 and Doc.24.3.1.3;",
            ["UNEP/CMS/COP92/Doc.24.3.1.1", "UNEP/CMS/COP92/Doc.24.3.1.3"],
        ),
        (
            "UNEP/CMS/COP93/Doc.27.1/Add.1 and Add.2.",
            ["UNEP/CMS/COP93/Doc.27.1/Add.1", "UNEP/CMS/COP93/Doc.27.1/Add.2"],
        ),
        ("UNEP/CMS/StC90/10.4 and 10.15 (see", ["UNEP/CMS/StC90/10.4", "UNEP/CMS/StC90/10.15"]),
        (
            "[see UNEP/CMS/COP92/Doc.25.1/Add.2 and UNEP/CMS/COP93/Doc.27.1/Add.2]",
            ["UNEP/CMS/COP92/Doc.25.1/Add.2", "UNEP/CMS/COP93/Doc.27.1/Add.2"],
        ),
        ("Document CMS/StC90/12 about", ["CMS/StC90/12"]),
        ("UNEP/CMS/ScC/Doc. 8 on", ["UNEP/CMS/ScC/Doc.8"]),
        ("UNEP/CMS/COP92/Inf.5", ["UNEP/CMS/COP92/Inf.5"]),
        ("UNEP/CMS/COP92/Doc.21.1.27 concerning", ["UNEP/CMS/COP92/Doc.21.1.27"]),
        ("UNEP/CBD/COP/90/27 and UNEP/CBD/SBSTTA/96/INF/4", ["UNEP/CBD/COP/90/27", "UNEP/CBD/SBSTTA/96/INF/4"]),
        ("CMS/Sharks/MOS9/Doc.9.1", ["CMS/Sharks/MOS9/Doc.9.1"]),
        ("le document PNUE/CMS/COP92/Doc.23.1", ["PNUE/CMS/COP92/Doc.23.1"]),
        ("los documentos CoP98 Doc. 69.1 y 69.2.", ["CoP98 Doc. 69.1", "CoP98 Doc. 69.2"]),
        ("les documents CoP98 Doc. 69.1 et 69.2.", ["CoP98 Doc. 69.1", "CoP98 Doc. 69.2"]),
        ("CoP99 Plen. Rec. 3 (Rev. 1) and CoP98 Com. I. 4", ["CoP99 Plen. Rec. 3 (Rev. 1)", "CoP98 Com. I. 4"]),
        ("CoP97 Doc. 14.1, Annex 2, and Doc. 14.2", ["CoP97 Doc. 14.1", "CoP97 Doc. 14.2"]),
        ("SC90 Inf. 22 – 24", ["SC90 Inf. 22", "SC90 Inf. 23", "SC90 Inf. 24"]),
        ("SC94 Docs 33.1, 33.2 and 33.3", ["SC94 Doc. 33.1", "SC94 Doc. 33.2", "SC94 Doc. 33.3"]),
        ("SC90 Doc. 31.2 (Rev. 1) Addendum", ["SC90 Doc. 31.2 (Rev. 1) Addendum"]),
        ("SC95Doc. 16.2", ["SC95 Doc. 16.2"]),
        ("UNEP/CMS/ COP92/Doc.23.1", ["UNEP/CMS/COP92/Doc.23.1"]),
        ("UNEP/CMS/ScC97/Doc.7 Rev.1", ["UNEP/CMS/ScC97/Doc.7/Rev.1"]),
        ("UNEP/CMS/COP90/Doc.20, Add.1", ["UNEP/CMS/COP90/Doc.20", "UNEP/CMS/COP90/Doc.20/Add.1"]),
        # CITES until 2000: the first number counts the meeting
        ("Doc. SC.41.4.1 (Rev.) and Doc. AC.14.8", ["Doc. SC.41.4.1 (Rev.)", "Doc. AC.14.8"]),
        ("(see Inf. AC.14.1, 14.2 and AC.14.4 to AC.14.6)", [f"Inf. AC.14.{n}" for n in (1, 2, 4, 5, 6)]),
        (
            "documents Doc. 10.44 Annex 2, Com. 10.23 and Com.I 10.5 (Rev.)",
            ["Doc. 10.44", "Com. 10.23", "Com. I 10.5 (Rev.)"],
        ),
        ("Doc. 10.44, 11.2 million dollars", ["Doc. 10.44"]),
        ("Report for 1992-1993 Doc. 9.8 & 9.9", ["Doc. 9.8", "Doc. 9.9"]),
        # the next item of an agenda is no symbol
        ("65.1 Herons SC98 Doc. 65.1; 65.4 Plans of the lakes", ["SC98 Doc. 65.1"]),
        # forms of other bodies and of papers within a session
        ("PC98 WG7 Doc. 1 (Rev. 1)", ["PC98 WG7 Doc. 1 (Rev. 1)"]),
        ("CMS/Sharks/MOS9/Doc.8.2 \u2013 Doc.8.4", [f"CMS/Sharks/MOS9/Doc.8.{n}" for n in (2, 3, 4)]),
        ("SC97 SR and AC97 summary record", ["SC97 SR", "AC97 summary record"]),
        ("AC97 Doc. 24 (Annexes 1-9)", ["AC97 Doc. 24"]),
        ("UNEP/CMS/Raptors/TAG9/Report 1 October 2095", ["UNEP/CMS/Raptors/TAG9/Report"]),
        ("CMS/Sharks/Outcome 9.4", ["CMS/Sharks/Outcome 9.4"]),
        ("Docs. AEWA/MOP 9.3 Rev.2 and AEWA/MOP 9.4", ["AEWA/MOP 9.3 Rev.2", "AEWA/MOP 9.4"]),
        ("EUROBATS.AC91.Record", ["EUROBATS.AC91.Record"]),
        ("the Rules (COP92/CRP25)", ["COP92/CRP25"]),
        ("MT-IOSEA/SS.9/Doc. 2", ["MT-IOSEA/SS.9/Doc.2"]),
        # where a list ends, and what is no range
        ("SC91 Doc. 19 and 20 Herons", ["SC91 Doc. 19"]),
        ("SC91 Doc. 19.1/19.2 and SC92 Doc. 19/20", ["SC91 Doc. 19.1", "SC91 Doc. 19.2", "SC92 Doc. 19"]),
        ("SC91 Doc. 19-Inf. 3 and SC91 Doc. 19.5-19.2", ["SC91 Doc. 19", "SC91 Doc. 19.5"]),
        ("SC91 Doc. 19.1 to 20.3", ["SC91 Doc. 19.1", "SC91 Doc. 20.3"]),
        (
            "UNEP/CMS/COP92/Doc.27/Add.1/Annex 2 and Add.2",
            ["UNEP/CMS/COP92/Doc.27/Add.1/Annex2", "UNEP/CMS/COP92/Doc.27/Add.2"],
        ),
        # what is none
        ("a CMS/CBD plan for 2092-2094", []),
        ("shared CITES/CMS tasks of 2095-2097", []),
        ("the UNEP/AEWA Secretariat and IUCN/UNCCD/UNEP", []),
        ("the UN Environment/CMS Secretariat in 2097", []),
        ("a doctor in SC91", []),
        ("SC99 Doc. 19 and 12 Parties", ["SC99 Doc. 19"]),
        ("SC99 Doc. 19 and 2.5 million dollars", ["SC99 Doc. 19"]),
        ("SC99 Doc. 19, 14 March 2091", ["SC99 Doc. 19"]),
        ("Available at http://www.example.org/eng/sc/97/E97-11.pdf", []),
    ],
)
def test_symbols_are_found_and_written_as_printed_by_their_convention(text: str, expected: list[str]) -> None:
    assert symbols(text) == expected


def test_the_documents_own_symbol_is_no_reference() -> None:
    assert symbols("SC91 Doc. 16.2\nsee SC91 Doc. 16.3", CITES, "SC91 Doc. 16.2") == ["SC91 Doc. 16.3"]


def test_the_head_of_the_documents_own_annex_is_no_reference() -> None:
    own = "UNEP/CMS/StC94/Doc.7"
    text = f"{own}/Annex 2\nUNEP/CMS/StC94/Doc.8/Annex 2"
    assert symbols(text, "CMS", own) == ["UNEP/CMS/StC94/Doc.8/Annex2"]


def test_a_bare_number_belongs_to_the_documents_own_meeting_and_says_so() -> None:
    (found,) = references("as said in document Doc. 12.3 of this meeting", CITES, "CITES-SC91", "SC91 Doc. 1").documents
    assert found.symbol.symbol == "SC91 Doc. 12.3"
    assert found.symbol.inferred == "the meeting is this document's own"


def test_an_expanded_ellipsis_says_what_was_not_printed() -> None:
    first, second = references("CoP98 Doc. 69.1 and 69.2.").documents
    assert first.symbol.inferred is None
    assert second.symbol.inferred == "the meeting is that of the symbol before"
    assert "CoP98 Doc. 69.1 and 69.2."[second.symbol.start : second.symbol.end] == "69.2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CoP97 Doc. 1", ("CITES-CoP97",)),
        ("AC90 Doc. 6/PC94 Doc. 6", ("CITES-AC90", "CITES-PC94")),
        ("UNEP/CMS/COP92/Doc.3", ("CMS-COP92",)),
        ("CMS/StC90/12", ("CMS-StC90",)),
        ("CMS/Sharks/MOS9/Doc.9.1", ("CMS-SharksMOU-MOS9",)),
        ("UNEP/CBD/COP/90/27", ("CBD-COP90",)),
        ("UNEP/CMS/ScC/Doc. 8", ()),
        ("UNEP/CBD/MOS9/3", ()),
        ("UNEP/POPS/COP7/INF/3", ()),
    ],
)
def test_a_symbol_carries_its_meetings(text: str, expected: tuple[str, ...]) -> None:
    (found,) = references(text).documents
    assert found.symbol.meetings == expected


@pytest.mark.parametrize(("text", "mended"), [("AC91 Doc 28", True), ("AC91 Doc. 28", False), ("SC91 Doc.7", False)])
def test_a_form_that_is_not_the_conventions_is_marked(text: str, mended: bool) -> None:
    (found,) = references(text).documents
    assert found.symbol.mended is mended


def test_a_symbol_counted_by_conferences_is_one_of_cites_before_its_symbols_had_codes() -> None:
    text = "as Doc. 10.44 says"
    assert symbols(text, CITES) == ["Doc. 10.44"]
    assert symbols(text, CMS) == []
    assert symbols(text, CITES, "SC91 Doc. 2") == ["Doc. 10.44"]
    assert symbols("as document Doc. 10.44 says", CITES, "SC91 Doc. 2") == ["SC91 Doc. 10.44"]
    (meeting,) = references(text, CITES).meetings
    assert (meeting.meeting_id, meeting.in_symbol) == ("CITES-CoP10", True)
    (meeting,) = references("as Doc. SC.41.4 says", CITES).meetings
    assert (meeting.meeting_id, meeting.in_symbol) == ("CITES-SC41", True)


def test_a_list_behind_the_plural_of_document() -> None:
    assert symbols("documentos CMS/Sharks/MOS9/Docs. 8.2.2 y 8.2.9.", "CMS") == [
        "CMS/Sharks/MOS9/Doc.8.2.2",
        "CMS/Sharks/MOS9/Doc.8.2.9",
    ]


def test_a_document_for_information_behind_a_revision_is_of_the_meeting() -> None:
    assert symbols("See UNEP/CMS/COP91/Doc.23.1.5/Rev.1 and Inf.24.", "CMS") == [
        "UNEP/CMS/COP91/Doc.23.1.5/Rev.1",
        "UNEP/CMS/COP91/Inf.24",
    ]


def test_an_addendum_of_the_document_before() -> None:
    assert symbols("SC94 Doc. 68 and Add., SC99 Doc. 14.3 (Rev. 1) and Addendum.") == [
        "SC94 Doc. 68",
        "SC94 Doc. 68 Add.",
        "SC99 Doc. 14.3 (Rev. 1)",
        "SC99 Doc. 14.3 Addendum",
    ]
    assert symbols("see SC97 Doc. 17.2 and its addendum.") == ["SC97 Doc. 17.2", "SC97 Doc. 17.2 Addendum"]


def test_the_symbols_of_accobams() -> None:
    (found,) = references("In ACCOBAMS-MOP97/2094/Doc 12.").documents
    assert (found.symbol.symbol, found.symbol.meetings) == ("ACCOBAMS-MOP97/2094/Doc12", ("ACCOBAMS-MOP97",))


@pytest.mark.parametrize(
    ("text", "convention", "expected"),
    [
        ("see COP92 Doc. 24.1 and 24.2 (Rev.1)", "CMS", ["UNEP/CMS/COP92/Doc.24.1", "UNEP/CMS/COP92/Doc.24.2/Rev.1"]),
        ("see COP92 Doc. 24.1", "CITES", ["CoP92 Doc. 24.1"]),
        ("see CMS COP92 Inf. 3", "CITES", ["UNEP/CMS/COP92/Inf.3"]),
        ("CITES takes it up in COP92 Doc. 24.1", "CMS", ["CoP92 Doc. 24.1"]),
        ("see Ramsar COP98 DOC.16 and Ramsar COP98 DR2", "CMS", ["Ramsar COP98 DOC. 16", "Ramsar COP98 DR 2"]),
        ("see COP98 DOC. 16", "Ramsar", ["Ramsar COP98 DOC. 16"]),
        ("see DOC. SC92-15", "CMS", ["DOC. SC92-15"]),
    ],
)
def test_whose_conference_a_document_is_of(text: str, convention: str, expected: list[str]) -> None:
    assert symbols(text, convention) == expected


def test_the_papers_of_aewa_leave_its_name_out() -> None:
    text = "Docs TC 91.2 Rev. 3 and 91.5 and StC 92.7 on AEWA/MOP 93.4, 93.5 Add. 1; 94.2"
    expected = [*(f"AEWA/{s}" for s in ("TC 91.2 Rev.3", "TC 91.5", "StC 92.7", "MOP 93.4", "MOP 93.5 Add.1"))]
    assert symbols(text, "AEWA") == expected
    assert symbols("Docs TC 91.2 Rev. 3", "CMS") == []
    with_doc = "See StC91/Doc.9.1 and MOP92/Doc.3; ScC93.2 is of a committee that it does not have."
    assert symbols(with_doc, "AEWA") == ["StC91/Doc.9.1", "MOP92/Doc.3"]
    assert [each.meeting_id for each in references(with_doc, "AEWA").meetings] == ["AEWA-StC91", "AEWA-MOP92"]


def test_the_papers_of_the_committees_of_cms_leave_its_name_out() -> None:
    text = "the schedule (Doc Stc92.2 rev 1), Doc. StC92.5, StC 93/Doc.9.1, CMS/StC.94/12 and COP95/CRP25"
    expected = ["CMS/StC92.2 rev1", "CMS/StC92.5", "StC93/Doc.9.1", "CMS/StC.94/12", "COP95/CRP25"]
    assert symbols(text, "CMS") == expected
    meetings = [each.meeting_id for each in references(text, "CMS").meetings]
    assert meetings == ["CMS-StC92", "CMS-StC92", "CMS-StC93", "CMS-StC94", "CMS-COP95"]
    assert symbols(text, "CITES") == expected[2:]


def test_the_addendum_of_a_document_is_another_in_french_and_spanish() -> None:
    for text in ("le document SC91 Doc. 14.3 et son addendum", "el documento SC91 Doc. 14.3 y su Addendum"):
        assert symbols(text, "CITES") == ["SC91 Doc. 14.3", "SC91 Doc. 14.3 Addendum"]


def test_the_annex_of_a_documents_own_is_none_in_spanish() -> None:
    text = "UNEP/CMS/StC94/16.3/Anexo 1"
    assert symbols(text, "CMS", "UNEP/CMS/StC94/16.3") == []
