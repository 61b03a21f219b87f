import pytest
from citing import instrument, instruments, references, symbols

from pipeline.model import Span
from pipeline.tag.meetings.authority import last_known

CITES, CMS, CBD, AEWA = "CITES", "CMS", "CBD", "AEWA"


@pytest.mark.parametrize(
    ("text", "convention", "expected"),
    [
        ("Resolution Conf. 92.11 (Rev. CoP98) on Standard nomenclature", CMS, ["CITES-RES-92.11"]),
        ("Resolution 92.11 on Synergies", CMS, ["CMS-RES-92.11"]),
        (
            "In 2095, CMS Res.88.11 stressed it. In addition, Res.88.2 adopted it.",
            CMS,
            ["CMS-RES-88.11", "CMS-RES-88.2"],
        ),
        ("Resolution Conf. 92.11 (Rev. CoP100) on names", CMS, ["CITES-RES-92.11"]),
        ("Decision 98.12-2097 and Decisions 98.14 - 15", CITES, ["CITES-DEC-98.12", "CITES-DEC-98.14"]),
        ("Resolutions 70.21 and, 71.9 and 74.11", CMS, ["CMS-RES-70.21", "CMS-RES-71.9", "CMS-RES-74.11"]),
        ("CMS Resolution 69.23² and CMS Resolution 69.24.³", CMS, ["CMS-RES-69.23", "CMS-RES-69.24"]),
        ("Ramsar Resolutions VII.4 (1999), VIII.5 (2002)", CMS, ["Ramsar-RES-VII.4", "Ramsar-RES-VIII.5"]),
        ("It works with IPBES (decision XI/2) after IPBES decision 2/1.", CMS, ["CBD-DEC-XI/2", "IPBES-DEC-2/1"]),
        ("It works with IPBES (decision IX/15).", CMS, ["CBD-DEC-IX/15"]),
        ("CMS Resolution 90.8", CITES, ["CMS-RES-90.8"]),
        ("CITES Resolution 90.8", CMS, ["CITES-RES-90.8"]),
        ("Resolutions 87.9, 88.11 and 89.6", CMS, ["CMS-RES-87.9", "CMS-RES-88.11", "CMS-RES-89.6"]),
        ("Decisions 97.56 to 97.59", CITES, [f"CITES-DEC-97.{n}" for n in (56, 57, 58, 59)]),
        ("19.12 to 19.14 Herons (Ardeidae)", CITES, [f"CITES-DEC-19.{n}" for n in (12, 13, 14)]),
        ("19.12 à 19.13 Hérons (Ardeidae)", CITES, ["CITES-DEC-19.12", "CITES-DEC-19.13"]),
        ("19.2 to 19.14 Herons", CITES, []),
        ("Decisions 98.90-98.93", CITES, [f"CITES-DEC-98.{n}" for n in (90, 91, 92, 93)]),
        ("Decisions 98.171-173 of", CITES, [f"CITES-DEC-98.{n}" for n in (171, 172, 173)]),
        ("Decisions 98.7 regarding reeds and 98.9 regarding names", CITES, ["CITES-DEC-98.7", "CITES-DEC-98.9"]),
        ("Decision 98.7 on reeds and 12.5 million birds", CITES, ["CITES-DEC-98.7"]),
        ("NOTIFICATION TO THE PARTIES No. 2098/012 Geneva, 19 April 2098", CITES, []),
        (
            "(See Notifications to the Parties Nos. 737, 761, 775 and 898.)",
            CITES,
            ["CITES-NOT-737", "CITES-NOT-761", "CITES-NOT-775", "CITES-NOT-898"],
        ),
        ("Notification to the Parties No. 737, 98 Parties", CITES, ["CITES-NOT-737"]),
        ("Decision 98.7, 120 Parties", CITES, ["CITES-DEC-98.7"]),
        ("Work of the Convention on Biological Diversity (Resolution Conf. 96.5)", CITES, ["CITES-RES-96.5"]),
        ("Decisions 98.171-99 and Decision 98.22-11", CITES, ["CITES-DEC-98.171", "CITES-DEC-98.22"]),
        ("Decisions 98.90 through 98.92 and 98.99", CITES, [f"CITES-DEC-98.{n}" for n in (90, 91, 92, 99)]),
        ("under CITES decision 94.97 (Rev. CoP95), lakes", CMS, ["CITES-DEC-94.97"]),
        ("Decision 94.97 (Rev. CoP95)", CMS, ["CITES-DEC-94.97"]),
        ("Resolution 91.10 (Rev.COP92)", CITES, ["CMS-RES-91.10"]),
        ("UNEP/CMS/Resolution 91.10 (Rev.COP92)", CITES, ["CMS-RES-91.10"]),
        ("CMS noted Recommendation 96.4 of the Contracting Parties to the Ramsar Convention", CMS, ["Ramsar-REC-96.4"]),
        ("CMS noted “Recommendation 96.4” of Ramsar", CMS, ["Ramsar-REC-96.4"]),
        ("CMS noted Recommendation 96.4 “Herons”, adopted by the COP of Ramsar", CMS, ["Ramsar-REC-96.4"]),
        ("In Recommendation 96.4, the Ramsar Convention invited CMS to count", CMS, ["Ramsar-REC-96.4"]),
        ("In Resolution 92.4, Ramsar is invited to count", CMS, ["CMS-RES-92.4"]),
        ("Decision XXII/30 and decision X/2", CMS, ["CBD-DEC-XXII/30", "CBD-DEC-X/2"]),
        ("under CBD COP Decision XXII/6", CMS, ["CBD-DEC-XXII/6"]),
        ("(Decision X/2 of CBD)", CMS, ["CBD-DEC-X/2"]),
        ("decision 15/4 of the Conference of the Parties to the CBD", CMS, ["CBD-DEC-15/4"]),
        ("UNEA Resolution 2/17 on Clean lakes", CMS, ["UNEA-RES-2/17"]),
        ("The Assembly passed Resolutions (2/17 and 2/18).", CMS, ["UNEA-RES-2/17", "UNEA-RES-2/18"]),
        ("General Assembly resolution 69/314", CITES, ["UNGA-RES-69/314"]),
        ("UNEP/EA.2/Res.17 and A/RES/69/314", CITES, ["UNEA-RES-2/17", "UNGA-RES-69/314"]),
        ("Ramsar Resolution XI.6", CMS, ["Ramsar-RES-XI.6"]),
        ("decision IPBES-4/1", CMS, ["IPBES-DEC-4/1"]),
        ("AEWA Resolution 9.16", CMS, ["AEWA-RES-9.16"]),
        ("Notification 2096/023 to its Parties", CMS, ["CMS-NOT-2096/023"]),
        ("Notification to the Parties No. 2099/052", CITES, ["CITES-NOT-2099/052"]),
        ("In Notification to the Parties No. 870, of 21 April 2094", CMS, ["CITES-NOT-870"]),
        ("draft decisions 98.AA to 98.CC and 98.EE", CITES, [f"CITES-DEC-98.{n}" for n in ("AA", "BB", "CC", "EE")]),
        (
            "by Notifications (2096/017 on 3 May 2096 and 2095/19 on 9 May 2095)",
            CMS,
            ["CMS-NOT-2096/017", "CMS-NOT-2095/19"],
        ),
        (
            "Two notifications came out that year (2097/007 and 2097/012)",
            CMS,
            ["CMS-NOT-2097/007", "CMS-NOT-2097/012"],
        ),
        ("recommendation UNEP/CMS/89.4/Rev.1; review of it", CMS, ["CMS-REC-89.4"]),
        ("decision UNEP/CBD/COP10/DEC.X/20 on cooperation", CMS, ["CBD-DEC-X/20"]),
        (
            "CMS Resolutions 90.10 (Reed Beds) and 89.9 (Herons of Lakes) ask",
            CMS,
            ["CMS-RES-90.10", "CMS-RES-89.9"],
        ),
        (
            "Resolutions Conf. 92.6 (Rev. CoP98) and Conf. 93.4 (Rev. CoP98)",
            CMS,
            ["CITES-RES-92.6", "CITES-RES-93.4"],
        ),
        (
            "Resolution Conf. 92.6 (Rev. CoP98) on Herons of lakes and Resolution Conf. 93.4 on Reed beds",
            CMS,
            ["CITES-RES-92.6", "CITES-RES-93.4"],
        ),
        ("la résolution Conf. 92.11 (Rev. CoP98) et la décision 97.56", CITES, ["CITES-RES-92.11", "CITES-DEC-97.56"]),
        (
            "la Resolución 92.11 y las Decisiones 97.56 a 97.58",
            CMS,
            ["CMS-RES-92.11", *[f"CMS-DEC-97.{n}" for n in (56, 57, 58)]],
        ),
        ("la notification aux Parties n° 2099/012", CITES, ["CITES-NOT-2099/012"]),
        ("la Notificación a las Partes No. 2099/012", CITES, ["CITES-NOT-2099/012"]),
        ("Res Conf 93.3 and Res. Conf.93.4", CMS, ["CITES-RES-93.3", "CITES-RES-93.4"]),
        ("Resolution 91.10 Rev.COP92, Resolution 91.11 (Rev. COP 92)", CITES, ["CMS-RES-91.10", "CMS-RES-91.11"]),
        ("Decision 93.60 (CMS) and Decision 98.58 (CITES)", CITES, ["CMS-DEC-93.60", "CITES-DEC-98.58"]),
        ("Resolution 91.32 was adopted at CMS COP91.", CITES, ["CMS-RES-91.32"]),
        ("following the adoption of Decision 93.60 by CMS", CITES, ["CMS-DEC-93.60"]),
        ("By Notification 2094/023, the Parties to the Gorilla Agreement were told.", CMS, ["CMS-NOT-2094/023"]),
        ("Decision 36/4 of the UNEP Governing Council and decision 34/8.", CMS, ["UNEP-DEC-36/4", "UNEP-DEC-34/8"]),
        ("Decision 34/8 and SS.XXII/3 were noted.", CMS, ["CBD-DEC-34/8"]),
        ("Decision 6/CP.97 and decision 3/COP.98", CMS, ["UNFCCC-DEC-6/CP.97", "UNCCD-DEC-3/COP.98"]),
        ("Notification CITES 2098/054, la Résolution CMS 90.8", CBD, ["CITES-NOT-2098/054", "CMS-RES-90.8"]),
        ("Notification cites 2098/054", CMS, ["CMS-NOT-2098/054"]),  # letters in small type are no acronym
        ("Decisions 98.90 to 97.92", CITES, ["CITES-DEC-98.90", "CITES-DEC-97.92"]),  # no range
        ("UNEP/CMS/COP92/Res.92.3 and UNEP/AEWA/MOP9/Res.9.7", CITES, ["CMS-RES-92.3", "AEWA-RES-9.7"]),
        ("UNEP/CMS/Resolution9.7", CITES, ["CMS-RES-9.7"]),
        ("UNEP/CMS/COP9/Resolution 9.7, which", CITES, ["CMS-RES-9.7"]),
        ("UNEP/CMS/COP9/Recommendation 9.7 and UNEP/CMS/COP9/Decision 9.8", CITES, ["CMS-REC-9.7", "CMS-DEC-9.8"]),
        ("UNEP/ASCOBANS/MOP9/Res.9.1", CMS, ["ASCOBANS-RES-9.1"]),
        ("UNEP/CMS/Sharks/MOS9/Res.9.1", CMS, ["SharksMOU-RES-9.1"]),
        ("the herons that the CBD counts, of Resolution 9.7", AEWA, ["CBD-RES-9.7"]),
        # what is none
        ("UNEP/CMS/COP92/Res.92.3/Annex", CMS, []),
        ("Regulation (EC) No. 338/97 and Council Decision 2010/48/EC of the Council, Decision 2090/48", CITES, []),
        ("recommendations worth 12.5 million dollars", CMS, []),
        ("took decisions in 2092 on 14.2 per cent", CMS, []),
        ("a resolution of 12.5 km", CMS, []),
        ("CoP96 Com. I Rec. 5", CITES, []),
    ],
)
def test_instruments_are_found_and_resolved(text: str, convention: str, expected: list[str]) -> None:
    assert instruments(text, convention) == expected


@pytest.mark.parametrize(
    ("text", "revision"),
    [
        ("Resolution Conf. 92.11 (Rev. CoP98)", "CoP98"),
        ("Resolution Conf. 92.11 (CoP98)", "CoP98"),
        ("Resolution 92.11 (Rev.COP92)", "COP92"),
        ("UNEP/CMS/89.4/Rev.1 is recommendation", None),
        ("recommendation UNEP/CMS/89.4/Rev.1", "Rev.1"),
        ("UNEP/CMS/COP9/Resolution 9.7/Rev.1", "Rev.1"),
        ("Resolution 92.11/Rev.1", "Rev.1"),
        ("Resolution 92.11 (Rev. 2)", "Rev.2"),
        ("Resolution 92.11 (Rev.)", "Rev."),
        ("Decision 92.11", None),
    ],
)
def test_the_revision_is_kept_apart(text: str, revision: str | None) -> None:
    assert [m.hit.revision for m in references(text, CMS).instruments] == (
        [] if text.endswith("is recommendation") else [revision]
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Resolution Conf. 92.11 (Rev. CoP98) on Standard nomenclature, which", "Standard nomenclature"),
        ("Resolution 87.9 on “Work with Lake Boards”, Resolution", "Work with Lake Boards"),
        (
            "Resolution 93.3 on Chondrichthyan species (sharks, rays and skates), and",
            "Chondrichthyan species (sharks, rays and skates)",
        ),
        ("Resolution 90.10 (Global Flyway Conservation) requests", "Global Flyway Conservation"),
        ("Resolution Conf. 93.3 on Synergy with the Convention (CMS). This", "Synergy with the Convention (CMS)"),
        ("Resolution Conf. 98.3 on CITES Strategic Vision: 2091-2099 states", "CITES Strategic Vision: 2091-2099"),
        ("Decision X/20 on herons of inland lakes. They", "herons of inland lakes"),
        ("Notification 2096/017 on 14 July 2096", None),
        ("Resolution 92.3 on its agenda", None),
        ("Resolution 92.3.", None),
        ("Resolution 92.3 (see the Annex) on herons", None),
        ("Resolution 92.3 (herons and lakes)", None),
        ("Resolution 92.3 on Air.", None),
        ("Resolution 92.3 on “Herons of lakes and", None),
        ("Resolution 92.3 on herons of lakes and of rivers and of seas and of all waters.", None),
        ("Resolution 92.3: CITES Resolution Conf. 92.4", None),
        ("la résolution 92.11 sur les Espèces migratrices.", None),
    ],
)
def test_the_title_ends_with_its_clause(text: str, title: str | None) -> None:
    assert references(text, CMS).instruments[0].hit.title == title


def test_an_italic_title_is_taken_whole() -> None:
    text = "Resolution 92.27 on Taxonomy, names and lists, similar to"
    start = text.index("Taxonomy")
    found = instrument(text, CMS, (Span(start, start + len("Taxonomy, names and lists"), "italic"),))
    assert found.hit.title == "Taxonomy, names and lists"


class TestTheReasonIsKept:
    def test_conf_is_cites(self) -> None:
        assert instrument("Resolution Conf. 93.3", CMS).reason == "CITES prints “Conf.”"

    def test_without_conf_in_a_document_that_prints_it_is_the_other_convention(self) -> None:
        found = references("Resolution Conf. 93.3 names CMS, and so does Resolution 93.4.", CITES).instruments
        assert [m.instrument_id for m in found] == ["CITES-RES-93.3", "CMS-RES-93.4"]
        assert found[1].reason.startswith("CITES prints “Conf.”, this has none")

    def test_without_conf_it_is_of_the_convention_that_it_is_named_with_elsewhere(self) -> None:
        text = "Resolution Conf. 93.3 and AEWA Resolution 9.5.\nResolution 9.5 applies."
        found = references(text, CITES).instruments[-1]
        assert (found.instrument_id, found.reason) == (
            "AEWA-RES-9.5",
            "named with its convention elsewhere in the document",
        )

    def test_without_conf_it_is_of_the_own_convention_where_the_document_names_no_other(self) -> None:
        found = references("Resolution Conf. 93.3 applies.\nResolution 9.9 applies.", CITES).instruments[-1]
        assert (found.instrument_id, found.reason) == ("CITES-RES-9.9", "the document's own convention")

    def test_who_adopted_it_decides_and_a_foreign_spelling_is_an_issue(self) -> None:
        found = instrument("Then the Conference of the Parties to CMS adopted Resolution Conf. 88.11, so", CITES)
        assert found.instrument_id == "CMS-RES-88.11"
        assert found.finding is not None
        assert found.finding.rule == "instrument-spelling"

    @pytest.mark.parametrize(
        "text",
        [
            "The Parties to CITES adopted Resolution Conf. 88.11",
            "The Parties to CMS adopted Resolution Conf. 88.11 (Rev. CoP98)",
            "The Parties to CMS agreed with Resolution Conf. 88.11",
        ],
    )
    def test_a_spelling_stands_where_nobody_else_is_said_to_have_adopted_just_this(self, text: str) -> None:
        found = instrument(text, CMS)
        assert (found.instrument_id, found.reason, found.finding) == ("CITES-RES-88.11", "CITES prints “Conf.”", None)

    def test_what_stands_right_before_it_decides(self) -> None:
        assert instrument("CMS Resolution 90.8", CITES).reason == "named before it: CMS"

    def test_the_subject_of_the_sentence_decides(self) -> None:
        found = instrument("CMS Parties adopted Resolution 93.4 in 2090.", CITES)
        assert (found.instrument_id, found.reason) == ("CMS-RES-93.4", "subject of the sentence: CMS")

    @pytest.mark.parametrize(
        "text", ["CMS COP92 decided, in Decision 92.36, so", "As COP92 of CMS said in Decision 92.36"]
    )
    def test_the_meeting_that_it_is_numbered_after_decides(self, text: str) -> None:
        found = instrument(text, CITES)
        assert (found.instrument_id, found.reason) == (
            "CMS-DEC-92.36",
            "numbered after the meeting in the sentence: CMS 92",
        )
        assert instrument(text.replace("92.36", "91.36"), CITES).reason != found.reason

    def test_a_convention_that_had_not_met_so_often_is_not_meant(self) -> None:
        found = references("Decision 19.22 and Decision 13.22 apply.", CMS, "CMS-COP14").instruments
        assert [m.instrument_id for m in found] == ["CITES-DEC-19.22", "CMS-DEC-13.22"]
        assert found[0].reason == "the conference of CMS had not met so often"
        found = references("Decision 14.22 applies.", CMS, "CMS-StC52").instruments
        assert [m.instrument_id for m in found] == ["CITES-DEC-14.22"]
        # resolutions keep their numbers, and other conventions number otherwise
        assert references("Resolution 19.22 applies.", CMS, "CMS-COP14").instruments[0].instrument_id == "CMS-RES-19.22"
        assert references("Decision 19.22 applies.", AEWA, "AEWA-MOP8").instruments[0].instrument_id == "AEWA-DEC-19.22"

    def test_a_convention_may_have_met_some_times_more_than_is_known_where_nobody_knows_when_it_was_written(
        self,
    ) -> None:
        after = f"Decision {last_known('CMS-COP') + 1}.22 applies."
        assert instruments(after, CMS) == [f"CMS-DEC-{last_known('CMS-COP') + 1}.22"]
        assert references(after, CMS, "CMS-StC52").instruments[0].reason == "the conference of CMS had not met so often"

    def test_the_documents_own_convention_is_the_last_word(self) -> None:
        assert instrument("Resolution 93.4 applies.", CMS).reason == "the document's own convention"


class TestDoubt:
    def test_what_nothing_tells_apart_stays_ambiguous(self) -> None:
        found = instrument("Resolution 93.3 applies.")
        assert found.instrument_id is None
        assert found.candidates == ("CITES-RES-93.3", "CMS-RES-93.3")
        assert found.finding is not None
        assert found.finding.rule == "instrument-ambiguous"

    @pytest.mark.parametrize("titled", ["92.19", "92.9", "92.8"])  # a figure is lost, none is, one is another
    def test_a_misprint_is_read_by_the_title_in_its_sentence(self, titled: str) -> None:
        text = (
            f"Resolution {titled} on Endorsement of the Great Heron Plan was adopted.\n"
            "CMS COP92, in Resolution 92,9, endorsed the Great Heron Plan as the principal strategy."
        )
        found = references(text, CMS).instruments
        assert [m.instrument_id for m in found] == [f"CMS-RES-{titled}"] * 2
        assert found[1].finding is not None
        assert found[1].finding.rule == "instrument-number-misprint"
        assert found[1].reason.startswith("misprint read by evidence: its title")

    def test_a_misprint_two_figures_off_is_not_read_by_the_title(self) -> None:
        text = "Resolution 91.8 on the Great Heron Plan.\nIn Resolution 92,9, it endorsed the Great Heron Plan."
        assert [m.instrument_id for m in references(text, CMS).instruments] == ["CMS-RES-91.8", "CMS-RES-92.9"]

    @pytest.mark.parametrize(
        "other",
        [
            "Resolution 92.8 on Herons was adopted.",  # a single word is told by chance
            "Resolution 92.8 on “The sea” was adopted.",  # as are short ones
            "Resolution 92.8 on the Great Heron Plan of Northern Lakes and Southern Rivers was adopted.",  # half of it
            "Decision 92.8 on the Great Heron Plan was adopted.",
            "Resolution 92.899 on the Great Heron Plan was adopted.",
        ],
    )
    def test_a_misprint_is_not_read_by_less_than_the_title_of_its_kind(self, other: str) -> None:
        found = references(
            f"{other}\nIn Resolution 92,9 on herons, the Great Heron Plan was endorsed.", CMS
        ).instruments
        assert (found[1].instrument_id, found[1].reason) == (
            "CMS-RES-92.9",
            "misprint read by evidence: no other of its kind is near it",
        )

    def test_a_misprint_that_nothing_tells_apart_stays_ambiguous(self) -> None:
        found = instrument("Resolution 92,9 applies.")
        assert found.instrument_id is None
        assert found.finding is not None
        assert found.finding.rule == "instrument-ambiguous"

    def test_a_misprint_without_evidence_is_read_as_it_stands_and_noted(self) -> None:
        found = instrument("Resolution 92,9 applies.", CMS)
        assert found.instrument_id == "CMS-RES-92.9"
        assert found.finding is not None


def test_the_surface_is_number_and_revision_without_the_title() -> None:
    found = references("see Resolution Conf. 92.11 (Rev. CoP98) on Names, and 93.4", CITES).instruments[0].hit
    assert found.passage.text[found.start : found.end] == "Resolution Conf. 92.11 (Rev. CoP98)"


@pytest.mark.parametrize(("text", "mark"), [("Resolution 69.232 on birds", 16), ("under Resolution 69.23.2", 23)])
def test_the_mark_of_a_footnote_is_no_part_of_a_number(text: str, mark: int) -> None:
    found = instrument(text, CMS, (Span(mark, mark + 1, "superscript"),))
    assert found.instrument_id == "CMS-RES-69.23"
    assert found.hit.passage.shadow.original == text


def test_the_congress_of_iucn_and_the_economic_and_social_council_number_in_their_own_way() -> None:
    assert instruments("See IUCN Resolution WCC-2096-Res-021 and ECOSOC resolution 2093/40.", "CITES") == [
        "IUCN-RES-WCC-2096-021",
        "ECOSOC-RES-2093/40",
    ]
    assert instruments("See Resolution 2093/40 of the Arcadian Union.", "CITES") == []


def test_conf_alone_is_a_resolution_of_cites() -> None:
    assert instruments("Conf. 92.11 (Rev. CoP98) and Conf. 93.4") == ["CITES-RES-92.11", "CITES-RES-93.4"]
    assert instruments("document UNEP/CMS/Conf. 97.12") == []


def test_a_document_that_names_one_convention_means_its_instruments() -> None:
    assert instruments("On CITES-listed herons.\nNotification No. 2099/052") == ["CITES-NOT-2099/052"]
    assert instruments("On herons.\nNotification No. 2099/052") == [None]
    assert instruments("On CITES and CMS.\nNotification No. 2099/052") == [None]


TWICE = ["CITES-DEC-92.4", "CITES-DEC-92.4"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "CMS met in Lagos. It adopted Resolution 92.10 on herons and Decisions 92.55 to 92.57.",
            ["CMS-RES-92.10", "CMS-DEC-92.55", "CMS-DEC-92.56", "CMS-DEC-92.57"],
        ),
        # numbered after another meeting, of another sentence, or with a treaty between
        ("CMS met. See Resolution 92.10 and Decision 93.4.", ["CMS-RES-92.10", "CITES-DEC-93.4"]),
        ("CMS met. See Resolution 92.10. Decision 92.4 remains.", ["CMS-RES-92.10", "CITES-DEC-92.4"]),
        ("CMS met. See Resolution 92.10, and of CITES Decision 92.4.", ["CMS-RES-92.10", "CITES-DEC-92.4"]),
        ("CMS met. See Resolution 92.10 and, with CBD, Decision 92.4.", ["CMS-RES-92.10", "CITES-DEC-92.4"]),
        # not joined, of another paragraph, or named with its convention elsewhere
        ("CMS met. See Resolution 92.10 on herons (Decision 92.4).", ["CMS-RES-92.10", "CITES-DEC-92.4"]),
        ("CMS met. See Resolution 92.10 and herons; Decision 92.4.", ["CMS-RES-92.10", "CITES-DEC-92.4"]),
        ("CMS met (in Resolution 92.10 and herons; Decision 92.4).", ["CMS-RES-92.10", "CITES-DEC-92.4"]),
        ("CMS met. See Resolution 92.10 and herons. Decision 92.4 remains.", ["CMS-RES-92.10", "CITES-DEC-92.4"]),
        ("CMS met. See Resolution 92.10 on herons\nDecision 92.4 remains.", ["CMS-RES-92.10", "CITES-DEC-92.4"]),
        ("CMS met. See Resolution 92.10 and Decision 92.4.\nCITES Decision 92.4", ["CMS-RES-92.10", *TWICE]),
        # of a treaty that is none of the two
        ("CMS met. See AEWA Resolution 9.5 and Decision 9.4.", ["AEWA-RES-9.5", "CITES-DEC-9.4"]),
    ],
)
def test_what_is_adopted_together_is_of_one_convention(text: str, expected: list[str]) -> None:
    assert instruments(f"{text}\nResolution Conf. 93.3 of CITES", CITES)[:-1] == expected


def test_what_is_of_the_own_convention_anyway_keeps_its_reason() -> None:
    found = references("See Resolution Conf. 92.10 and Decision 92.4", CITES).instruments[1]
    assert (found.instrument_id, found.reason) == ("CITES-DEC-92.4", "the document's own convention")


def test_what_a_committee_recommends_is_a_document() -> None:
    found = references("See CMS/Sharks/AC9/Rec.9.1 and EUROBATS.AC96.Doc.12.", CMS)
    assert found.instruments == []
    assert [d.symbol.symbol for d in found.documents] == ["CMS/Sharks/AC9/Rec.9.1", "EUROBATS.AC96.Doc.12"]


def test_the_parties_that_speak_in_it() -> None:
    assert instruments("In Decision 93.60 the Parties to CMS asked for it.", CITES) == ["CMS-DEC-93.60"]
    assert instruments("After Decision 93.60 the Parties to CMS asked for it.", CITES) == ["CITES-DEC-93.60"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Under CMS, Decisions 93.60 and 93.61 apply.", ["CMS-DEC-93.60", "CMS-DEC-93.61"]),
        ("Dans le cadre de la CMS, la décision 93.60 s'applique.", ["CMS-DEC-93.60"]),
        ("It told CMS, Decision 93.60 applies.", ["CITES-DEC-93.60"]),
        ("EUROBATS MOP97 (Brussels, September 2094) spoke of lakes in its Resolution 97.12.", ["EUROBATS-RES-97.12"]),
        ("ASCOBANS, through Resolution 97.12, agreed.", ["ASCOBANS-RES-97.12"]),
    ],
)
def test_the_treaty_that_a_sentence_begins_with_or_whose_parties_speak(text: str, expected: list[str]) -> None:
    assert instruments(text, CITES) == expected


def test_a_meeting_document_of_cites_prints_conf() -> None:
    text = "CMS met. Its plan is in\nResolution 90.5 on herons."
    assert [m.instrument_id for m in references(text, "CITES", symbol="SC91 Doc. 7").instruments] == ["CMS-RES-90.5"]
    assert [m.instrument_id for m in references(text, "CITES").instruments] == ["CITES-RES-90.5"]


def test_the_congress_of_iucn_prints_three_figures() -> None:
    assert instruments("The Congress adopted Resolution 9.022 and Recommendation 9.105.", "CITES") == [
        "IUCN-RES-9.022",
        "IUCN-REC-9.105",
    ]
    assert instruments("Decision 9.122 is on herons.", "CITES") == ["CITES-DEC-9.122"]


@pytest.mark.parametrize("heading", ["Resolution 92.8*", "UNEP/CMS/Resolution 92.8", "RESOLUTION 92.8 (Rev. COP93)"])
def test_the_text_of_a_resolution_does_not_refer_to_itself(heading: str) -> None:
    text = f"{heading}\nOn herons\nRecalling Resolution 91.4,\nThe Conference\nDecides\nthat Resolution 92.8 stands"
    assert instruments(text, CMS) == ["CMS-RES-91.4"]
    assert symbols(text, CMS) == []


def test_what_heads_the_document_of_a_meeting_is_what_it_is_about() -> None:
    text = "Resolution 92.8\nOn herons\na\nb\nc\nd"
    found = references(text, CMS, symbol="UNEP/CMS/COP92/Doc.3").instruments
    assert [mention.instrument_id for mention in found] == ["CMS-RES-92.8"]


def test_an_instrument_is_numbered_after_a_meeting_known_by_its_place() -> None:
    text = "La Résolution 12.19 de la COP12 (Manille, 2017), et la décision 12.20"
    assert instruments(text) == ["CMS-RES-12.19", "CMS-DEC-12.20"]
    assert instruments("La Résolution 12.19. La COP12 (Manille, 2017) de la CMS; CITES") == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the plan of the IWC with CITES (Resolution 2096-3)", ["IWC-RES-2096-3"]),
        ("the plan with CMS (decision XX/20)", ["CBD-DEC-XX/20"]),
        ("CMS (Notification 2096/003)", ["CMS-NOT-2096/003"]),
        ("CMS (Notification 2096-03)", ["CMS-NOT-2096-03"]),  # numbered as the IWC does its resolutions
        ("EUROBATS Decision X/2", ["EUROBATS-DEC-X/2"]),  # another treaty may number as it likes
        ("UNEP Decision X/2", ["CBD-DEC-X/2"]),  # under which conventions stand
    ],
)
def test_a_number_that_a_convention_does_not_use_is_not_its(text: str, expected: list[str]) -> None:
    assert instruments(text, CMS) == expected


def test_cites_adopts_no_recommendations() -> None:
    text = "Decision 95.12 and Recommendation 9.5 of one and the CMS."
    found = references(text, CITES).instruments
    assert [each.instrument_id for each in found] == ["CITES-DEC-95.12", "CMS-REC-9.5"]
    assert found[1].reason == "CITES adopts no recommendations; CMS is the other convention of the document"
    assert instruments(text.replace("CMS", "CITES"), CMS) == ["CMS-DEC-95.12", "CMS-REC-9.5"]


@pytest.mark.parametrize(
    ("text", "convention", "expected"),
    [
        # the same number without "Conf." is another's, where the document prints it; of decisions it is the same one
        ("Resolution Conf. 93.3 of CITES.\nResolution 93.3, and CMS.", CITES, ["CITES-RES-93.3", "CMS-RES-93.3"]),
        ("Decision 98.5 of CITES.\nDecision 98.5.", CMS, ["CITES-DEC-98.5", "CITES-DEC-98.5"]),
        # the nearest convention is meant where a paper of CITES prints no "Conf.", and nowhere else
        ("Beside CMS there is Resolution 93.4.", CITES, ["CMS-RES-93.4"]),
        ("Beside CMS there is Decision 93.4.", CITES, ["CITES-DEC-93.4"]),
        ("Beside CITES there is Resolution 93.4.", CMS, ["CMS-RES-93.4"]),
        # a revision that is only counted tells nothing
        ("Decision 92.11 (Rev. 2)", CITES, ["CITES-DEC-92.11"]),
        ("The Convention on Migratory Species adopted Decision 93.4.", CITES, ["CMS-DEC-93.4"]),
        # what is no treaty adopts none, and few treaties are meant by their name alone
        ("As UNEP adopted Decision 93.5", CITES, ["CITES-DEC-93.5"]),
        ("As AEWA adopted in Resolution 93.4", CITES, ["AEWA-RES-93.4"]),
        ("With EUROBATS in view, Resolution 93.4 applies.", CITES, ["CITES-RES-93.4"]),
    ],
)
def test_what_is_printed_elsewhere_and_what_is_nearest(text: str, convention: str, expected: list[str]) -> None:
    assert instruments(text, convention) == expected


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("As Ramsar notes in words of Recommendation 96.4, CMS counts.", True),
        ("CMS counts as Recommendation 96.4 says. Ramsar counts, too.", False),
    ],
)
def test_an_instrument_beside_another_treaty_that_nothing_tells_apart_is_doubtful(text: str, doubtful: bool) -> None:
    found = instrument(text, CMS)
    assert found.instrument_id == "CMS-REC-96.4"
    assert (found.finding is not None and found.finding.rule == "instrument-doubtful") is doubtful
