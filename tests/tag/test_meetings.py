import pytest
from citing import CBD, CITES, CMS, meeting, meetings, references


@pytest.mark.parametrize(
    ("text", "convention", "expected"),
    [
        # codes
        ("The Committee agreed at SC98 to report.", CITES, ["CITES-SC98"]),
        ("It was raised at CoP97 and CoP98.", CITES, ["CITES-CoP97", "CITES-CoP98"]),
        ("It was raised at SC97 and 98.", CITES, ["CITES-SC97", "CITES-SC98"]),
        ("AC91 and PC95 met in joint session.", CITES, ["CITES-AC91", "CITES-PC95"]),
        ("The matter goes to StC88 and ScC89.", CMS, ["CMS-StC88", "CMS-ScC89"]),
        ("It goes to the Scientific Council (ScC-SC9).", CMS, ["CMS-ScC-SC9"]),
        ("UNEA-9 and UNEA8 took note; so did BLG-21 and IWC 99.", CMS, ["UNEA-9", "UNEA-8", "BLG-21", "IWC-99"]),
        ("SBI9 and SBSTTA 44 prepared it.", CMS, ["CBD-SBI9", "CBD-SBSTTA44"]),
        ("The AEWA MOP9 and the EUROBATS MOP9 agreed.", CMS, ["AEWA-MOP9", "EUROBATS-MOP9"]),
        ("At the Sharks MOU MOS9 it was agreed.", CMS, ["CMS-SharksMOU-MOS9"]),
        ("CITES CoPs 97 and 98 took decisions.", CMS, ["CITES-CoP97", "CITES-CoP98"]),
        ("The Saker Falcon Task Force agreed at its third meeting.", CITES, ["CMS-SakerFalconTF-3"]),
        ("The cop agreed at its 97th meeting, as the Ac, at its 96th, and the Iwc at its 95th meeting.", CITES, []),
        ("The AC, at its 96th meeting, and the IWC at its 95th meeting agreed.", CITES, ["CITES-AC96", "IWC-95"]),
        ("The ninth meeting of the Standing Committee was in May, and its twelfth in June.", CITES, ["CITES-SC9"]),
        (
            "The 91st meeting of the Standing Committee was in May, its 92nd in June, its 93rd in July, its 94th in "
            "August, its 95th in September, its 96th in October.",
            CITES,
            [f"CITES-SC{number}" for number in range(91, 96)],
        ),
        ("COPs 91-93 took decisions.", CMS, ["CMS-COP91", "CMS-COP92", "CMS-COP93"]),
        ("COPs 91, 93 to 95 of the CBD", CMS, ["CBD-COP91", "CBD-COP93", "CBD-COP94", "CBD-COP95"]),
        ("the 95th meeting of the Working Group on Article 8(j) (Lima, May 2095)", CITES, ["CBD-WG8J-95"]),
        # another meeting's body is not that of "its" one, unless the number is the next
        ("It was put off to its 59th meeting and to the 15th meeting of the Conference.", CITES, []),
        ("Reporté à sa 59e session et à la 15e session de la Conférence des Parties.", CITES, ["CITES-CoP15"]),
        ("COPs 92 to 90", CMS, ["CMS-COP90", "CMS-COP92"]),  # no range
        ("It was raised at SC94/SC95.", CITES, ["CITES-SC94", "CITES-SC95"]),
        ("The CMS-COP93 agenda.", CITES, ["CMS-COP93"]),
        # above ninety-nine
        (
            "It went to CMS StC130 and StC131, CoP100 and SC120.",
            CITES,
            [
                "CMS-StC130",
                "CMS-StC131",
                "CITES-CoP100",
                "CITES-SC120",
            ],
        ),
        ("Hundred and sixty-fifth meeting of the Standing Committee", CITES, ["CITES-SC165"]),
        ("Two hundredth meeting of the Standing Committee", CITES, ["CITES-SC200"]),
        ("Cent deuxième session du Comité permanent", CITES, ["CITES-SC102"]),
        ("Centésima segunda reunión del Comité Permanente", CITES, ["CITES-SC102"]),
        # converters lose the ordinal's mark, and some write that of degrees
        (
            "En su 13 reunión y en la 14 reunión del Comité de Flora, las 15 reuniones",
            CITES,
            ["CITES-PC13", "CITES-PC14"],
        ),
        ("La 92° reunión del Comité de Flora y la 93ª CoP", CITES, ["CITES-PC92", "CITES-CoP93"]),
        ("À la 93e CdP de la CITES", CITES, ["CITES-CoP93"]),
        (
            "The second meeting of the Signatories to the Convention on Migratory Species (CMS) Memorandum of "
            "Understanding concerning Birds of Prey met, and the second meeting counted.",
            CITES,
            ["CMS-RaptorsMOU-MOS2", "CMS-RaptorsMOU-MOS2"],
        ),
        # the convention is said at the head of the line or of a part of it
        (
            "CITES: 97th meeting of the Conference of the Parties (CoP97, Oslo, 2090); "
            "CMS: 76th meeting of the Conference of the Parties (COP76, Rome, 2091)",
            CITES,
            ["CITES-CoP97", "CMS-COP76"],
        ),
        (
            "SC95, SC96-SC98 and CoP97-98.",
            CITES,
            [f"CITES-{m}" for m in ("SC95", "SC96", "SC97", "SC98", "CoP97", "CoP98")],
        ),
        ("CITES' ninety-fifth Standing Committee.", CMS, ["CITES-SC95"]),
        ("See https://example.org/eng/sc/97/E-SC97-31-01.pdf and www.example.org/COP92.", CMS, []),
        ("The Standing Committee (98th meeting, Bergen, May 2091).", CMS, ["CMS-StC98"]),
        ("The Animals Committee at its 93rd and 94th meetings.", CITES, ["CITES-AC93", "CITES-AC94"]),
        ("Standing Committee, ninety-fifth meeting (Geneva, July 2094).", CITES, ["CITES-SC95"]),
        ("Second Meeting of the Signatories (MOS2) to the MOU on Saiga Antelopes.", CITES, ["CMS-SaigaMOU-MOS2"]),
        ("The 93rd meeting of the Parties to the CBD came before COP92.", CMS, ["CMS-COP92"]),
        ("The Secretariat attended StC95 and COP92.", CITES, ["CMS-StC95", "CMS-COP92"]),
        # conventions side by side
        ("CITES COP97 and CBD COP93 discussed it.", CMS, ["CITES-CoP97", "CBD-COP93"]),
        ("CMS CoP91 will consider it.", CITES, ["CMS-COP91"]),
        ("Ramsar COP94, UNFCCC COP91 and UNCCD COP95 follow.", CMS, ["Ramsar-COP94", "UNFCCC-COP91", "UNCCD-COP95"]),
        ("The plan goes to COP92.", CMS, ["CMS-COP92"]),
        ("The plan goes to CoP92.", CITES, ["CITES-CoP92"]),
        ("It was tabled at COP93 of the CBD.", CMS, ["CBD-COP93"]),
        # in words
        ("The 157th meeting of the CITES Standing Committee agreed.", CMS, ["CITES-SC157"]),
        ("The Sixty-fifth meeting of the Standing Committee agreed.", CITES, ["CITES-SC65"]),
        ("The Sixty-fifth meeting of the Standing Committee agreed.", CMS, ["CMS-StC65"]),
        ("The 88th Meeting of the CMS Standing Committee agreed.", CITES, ["CMS-StC88"]),
        ("Endorsed by the CMS 88th Standing Committee Meeting.", CITES, ["CMS-StC88"]),
        ("CMS 90th Standing Committee.", CITES, ["CMS-StC90"]),
        ("The 95th Standing Committee Meeting endorsed it.", CMS, ["CMS-StC95"]),
        ("12th MEETING OF THE CONFERENCE OF THE PARTIES", CMS, ["CMS-COP12"]),
        ("Ninety-third meeting of the Animals Committee", CITES, ["CITES-AC93"]),
        ("The 94th meeting of the Plants Committee.", CMS, ["CITES-PC94"]),
        ("The 77th meeting of the CMS Scientific Council.", CITES, ["CMS-ScC77"]),
        ("The 77th meeting of the Scientific Council.", CITES, ["CMS-ScC77"]),
        ("Fourth Meeting of the Sessional Committee of the Scientific Council", CMS, ["CMS-ScC-SC4"]),
        ("The tenth ordinary meeting of the BLG was held.", CMS, ["BLG-10"]),
        ("The 19th session of the CBD Subsidiary Body on Implementation.", CITES, ["CBD-SBI19"]),
        ("The 96th meeting of the Conference of the Parties to CITES.", CMS, ["CITES-CoP96"]),
        (
            "The 91st meeting of the Conference of the Contracting Parties to the Ramsar Convention.",
            CITES,
            ["Ramsar-COP91"],
        ),
        ("The second United Nations Environment Assembly noted it.", CMS, ["UNEA-2"]),
        ("The ninth meeting of the Parties to AEWA adopted it.", CMS, ["AEWA-MOP9"]),
        ("The 9th IUCN World Conservation Congress.", CITES, ["IUCN-WCC9"]),
        ("The 99th meeting of the International Whaling Commission.", CMS, ["IWC-99"]),
        ("The ninth session of the IPBES Plenary approved it.", CMS, ["IPBES-9"]),
        ("At the 17th CoP to CITES it was agreed.", CMS, ["CITES-CoP17"]),
        # memoranda and task forces
        ("The second meeting of the signatories to the Sharks MOU.", CITES, ["CMS-SharksMOU-MOS2"]),
        ("The first meeting of the signatories to the Sharks MOU (MOS1).", CITES, ["CMS-SharksMOU-MOS1"]),
        ("The ninth meeting of the signatory States to the Saiga MoU.", CITES, ["CMS-SaigaMOU-MOS9"]),
        ("The third Meeting of Signatories to the Raptors MOU.", CMS, ["CMS-RaptorsMOU-MOS3"]),
        ("The fourth Meeting of Signatories of the Dugong MOU.", CMS, ["CMS-DugongMOU-MOS4"]),
        (
            "The 2nd and 3rd meeting of the signatories to the CMS MoU on the conservation of migratory sharks.",
            CITES,
            ["CMS-SharksMOU-MOS2", "CMS-SharksMOU-MOS3"],
        ),
        (
            "the first meeting of the signatories to the CMS Memorandum of Understanding concerning Conservation "
            "Measures for the West African Populations of the African Elephant",
            CITES,
            ["CMS-WestAfricanElephantMOU-MOS1"],
        ),
        (
            "The 3rd, 4th, 5th, 6th and 7th meetings of the Saker Falcon Task Force.",
            CITES,
            [f"CMS-SakerFalconTF-{n}" for n in (3, 4, 5, 6, 7)],
        ),
        (
            "The 3rd to 6th meetings of the Saker Falcon Task Force.",
            CITES,
            [f"CMS-SakerFalconTF-{n}" for n in (3, 4, 5, 6)],
        ),
        (
            "The ninth meeting of the Technical Committee of the Agreement on the Conservation of Gorillas and their "
            "Habitats.",
            CITES,
            ["CMS-GorillaAgreement-TC9"],
        ),
        ("The third Meeting of Signatories to the CMS Dugong MOU.", CITES, ["CMS-DugongMOU-MOS3"]),
        ("At their second meeting, the Signatories to the Sharks MOU agreed.", CMS, ["CMS-SharksMOU-MOS2"]),
        # what "its 13th meeting" is of
        ("CITES Standing Committee at its 92nd meeting (Geneva, July 2091) endorsed it.", CMS, ["CITES-SC92"]),
        ("At its 92nd meeting, the Standing Committee endorsed it.", CITES, ["CITES-SC92"]),
        ("At its 59th meeting, the CITES Standing Committee endorsed it.", CMS, ["CITES-SC59"]),
        ("The Conference of the Parties to CMS at its 91st meeting adopted it.", CITES, ["CMS-COP91"]),
        (
            "The tenth meeting of the BLG was in Bonn, and its eleventh ordinary meeting in Rome.",
            CMS,
            ["BLG-10", "BLG-11"],
        ),
        ("As CMS moves on, it will be considered at its CoP91.", CITES, ["CMS-COP91"]),
        # French
        ("La 157e session du Comité permanent de la CITES a pris note.", CMS, ["CITES-SC157"]),
        ("À sa 57e session (SC57, Genève, juillet 2098), le Comité permanent a approuvé.", CITES, ["CITES-SC57"]),
        ("Soixante-treizième session du Comité permanent", CITES, ["CITES-SC73"]),
        ("La douzième session de la Conférence des Parties à la CMS.", CITES, ["CMS-COP12"]),
        ("la troisième réunion des signataires du MdE Requins", CMS, ["CMS-SharksMOU-MOS3"]),
        # Spanish
        ("La 157ª reunión del Comité Permanente de la CITES tomó nota.", CMS, ["CITES-SC157"]),
        ("En su 57ª reunión (SC57, Ginebra, julio de 2098), el Comité Permanente aprobó.", CITES, ["CITES-SC57"]),
        ("Septuagésima tercera reunión del Comité Permanente", CITES, ["CITES-SC73"]),
        ("la 94.ª y la 95.ª reuniones del Comité Permanente", CMS, ["CMS-StC94", "CMS-StC95"]),
        ("94ème et 95ème réunions du Comité permanent", CMS, ["CMS-StC94", "CMS-StC95"]),
        ("La 12ª Reunión de la Conferencia de las Partes en la CMS.", CITES, ["CMS-COP12"]),
        ("la tercera reunión de los signatarios del MdE sobre Tiburones", CMS, ["CMS-SharksMOU-MOS3"]),
        ("À la CdP98, les Parties ont décidé.", CITES, ["CITES-CoP98"]),
        ("À la CP21 de la CDB, les Parties ont décidé.", CITES, ["CBD-COP21"]),
        ("En la CP19, las Partes acordaron el plan.", CITES, ["CITES-CoP19"]),
        ("Le CP93 de la CITES l'a examiné.", CITES, ["CITES-SC93"]),
        ("En sus reuniones 93ª y 94ª, el Comité Permanente", CITES, ["CITES-SC93", "CITES-SC94"]),
        # what is none
        ("At the first meeting of the Standing Committee following CoP98.", CITES, ["CITES-CoP98"]),
        ("The second extraordinary meeting of the Conference of the Parties.", CITES, []),
        ("The second joint meeting of the parties to the CMS MoU on the West African elephant.", CITES, []),
        ("The third meeting on the drafting of a memorandum of understanding.", CITES, []),
        ("Meetings of the Standing Committee and of the CoP.", CITES, []),
        ("Resolution Conf. 92.11 (Rev. CoP98) on Standard nomenclature.", CITES, []),
        ("Decisions adopted at CoPs/COPs and the 12 Parties.", CITES, []),
        ("A loan of SC 100 000 was paid in AC 220 volts.", CITES, []),
        ("The first committee room and the second conference call.", CITES, []),
        ("The ninth cop of the village and the third meeting of the iwc met.", CMS, []),
        ("The Ramsar COP (Bucharest) was one, as a COP (Bucharest, July 2012) was.", CMS, []),
        ("The Ramsar COP (Otterville, July 2092) was one.", CMS, []),
        ("Before the Conference of the Parties meeting in March 2013 in Bangkok, it met.", CITES, ["CITES-CoP16"]),
        ("Before the Conference of the Parties meeting in Bangkok, it met.", CITES, []),
        ("CoP0, SC 000 and COP130 are none, nor are SC 130 herons.", CITES, []),
        ("It was raised at SC97, 99 times.", CITES, ["CITES-SC97"]),
        ("The 9th meeting of the Conference of the Parties to the cms was one.", CBD, ["CBD-COP9"]),
    ],
)
def test_meetings_are_found_and_resolved(text: str, convention: str, expected: list[str]) -> None:
    assert meetings(text, convention) == expected


def test_a_meeting_in_a_document_symbol_is_told_apart() -> None:
    found = references("See documents CoP97 Doc. 12 and UNEP/CMS/COP92/Doc.3, and CoP98.", CITES).meetings
    assert [(m.meeting_id, m.in_symbol) for m in found] == [
        ("CITES-CoP97", True),
        ("CMS-COP92", True),
        ("CITES-CoP98", False),
    ]


def test_the_own_symbol_names_no_meeting() -> None:
    assert references("SC91 Doc. 16.2\nA text.", CITES, "CITES-SC91", "SC91 Doc. 16.2").meetings == []


class TestTheReasonIsKept:
    def test_place_and_dates_decide_by_the_authority_table(self) -> None:
        found = meeting("13th meeting of the Conference of the Parties (COP13, Gandhinagar, 2020)", CITES)
        assert (found.meeting_id, found.reason) == ("CMS-COP13", "place and dates of the authority table")

    def test_what_is_named_with_its_convention_once_is_known_elsewhere(self) -> None:
        found = references("CBD COP93 met.\nThe advice was given to their secretariat and to COP93.", CMS).meetings
        assert [m.meeting_id for m in found] == ["CBD-COP93", "CBD-COP93"]
        assert found[1].reason == "named with its convention elsewhere in the document"

    def test_a_label_before_a_line_decides(self) -> None:
        text = (
            "CITES: 97th meeting of the Conference of the Parties\nCMS: 92nd meeting of the Conference of the Parties"
        )
        assert meetings(text, CITES) == ["CITES-CoP97", "CMS-COP92"]

    def test_the_spelling_decides_in_a_document_of_the_other_convention(self) -> None:
        text = "CMS is named.\nProposals made to COP92 and to CoP98."
        assert meetings(text, CITES) == ["CMS-COP92", "CITES-CoP98"]

    def test_an_unnumbered_meeting_is_found_in_the_authority_table(self) -> None:
        found = meeting("shown to the Ramsar COP (Bucharest, July 2012)", CMS)
        assert found.meeting_id == "Ramsar-COP11"
        assert found.finding is not None
        assert found.finding.rule == "meeting-number-inferred"


class TestDoubt:
    @pytest.mark.parametrize(
        "text",
        [
            "The 9th meeting of the Conference of the Parties to the Heron Lake Convention (Lima, 2098) agreed.",
            "It was tabled at COP9 of the Abidjan Convention.",
            "It was tabled at the Nairobi Convention COP9.",
            "It was tabled at the 9th Conference of the Parties to the Convention for the Protection of Herons.",
            "Présenté à la 9e Conférence des Parties à la Convention de Lima, la proposition plaît.",
            "Se presentó en la 9ª reunión de la Conferencia de las Partes en el Convenio de Basilea.",
        ],
    )
    @pytest.mark.parametrize("convention", [CITES, CMS])
    def test_a_meeting_of_a_treaty_that_is_not_listed_is_not_the_documents_own(
        self, text: str, convention: str
    ) -> None:
        found = meeting(text, convention)
        assert (found.meeting_id, found.candidates) == (None, ())
        assert found.finding is not None
        assert found.finding.rule == "meeting-unlisted"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("The 92nd meeting of the Conference of the Parties to the Convention agreed.", "CITES-CoP92"),
            ("The 92nd meeting of the Conference of the Parties to the Convention on Trade in Herons.", "CITES-CoP92"),
            ("La 92e session de la Conférence des Parties à la Convention a décidé.", "CITES-CoP92"),
            (
                "The 9th Conference of the Parties to the Inter-American Convention for the Protection and Conservation"
                " of Sea Turtles (IAC) met.",
                "IAC-COP9",
            ),
        ],
    )
    def test_a_meeting_of_the_convention_is_that_of_the_documents_own(self, text: str, expected: str) -> None:
        assert meeting(text, CITES).meeting_id == expected

    def test_the_body_that_the_number_of_a_short_name_stands_for_is_inferred(self) -> None:
        for text, expected in (("Le CP77 a décidé.", "CITES-SC77"), ("La CP19 a décidé.", "CITES-CoP19")):
            found = meeting(text, CITES)
            assert found.meeting_id == expected
            assert found.reason.startswith("inferred from its number")

    def test_place_and_dates_of_the_documents_own_body_decide_before_a_body_in_the_sentence(self) -> None:
        text = (
            "Depuis la première réunion (Abou Dhabi, décembre 2012), l'unité a aidé le Groupe de travail sur le "
            "faucon sacre."
        )
        assert meetings(text, CMS, "CMS-RaptorsMOU-MOS2") == ["CMS-RaptorsMOU-MOS1"]

    def test_what_nothing_tells_apart_stays_ambiguous_with_its_candidates(self) -> None:
        found = meeting("It was agreed at the 95th meeting of the Standing Committee.")
        assert found.meeting_id is None
        assert {"CITES-SC95", "CMS-StC95"} <= set(found.candidates)
        assert found.finding is not None
        assert found.finding.rule == "meeting-ambiguous"

    def test_a_code_in_a_sentence_about_another_convention_stays_open(self) -> None:
        found = meeting("The Secretariat of the CBD presented it to COP93.", CMS)
        assert found.meeting_id is None
        assert {"CMS-COP93", "CBD-COP93"} <= set(found.candidates)

    def test_a_contradiction_with_the_authority_table_is_an_issue_and_both_are_kept(self) -> None:
        found = meeting("At its 59th meeting (SC59, Doha, 2011), the Standing Committee extended it.", CITES)
        assert found.meeting_id == "CITES-SC59"
        assert found.hit.setting is not None
        assert found.hit.setting.dates is not None
        assert found.hit.setting.dates.printed == "2011"
        assert found.finding is not None
        assert found.finding.rule == "meeting-contradicts-authority"
        assert "2010-03-12" in found.finding.message

    def test_brackets_behind_a_code_that_speak_of_something_else_are_not_its_place(self) -> None:
        found = meeting("meetings of range States to discuss CoP17 (Entebbe, 2016)", CITES)
        assert (found.meeting_id, found.hit.setting, found.finding) == ("CITES-CoP17", None, None)


def test_a_meeting_cut_by_a_break_is_read_over_it() -> None:
    found = references(
        "money for the third meeting\n• of the signatories of the Saiga MoU to be held in 2094.", CITES
    ).meetings
    assert [m.meeting_id for m in found] == ["CMS-SaigaMOU-MOS3"]
    assert found[0].hit.passage.text[found[0].hit.start : found[0].hit.end] == "third meeting"


def test_a_clause_that_contradicts_the_authority_table_speaks_of_something_else() -> None:
    found = meeting("a choir before COP12, which is planned to take place on 22 October 2017, will sing", CMS)
    assert (found.meeting_id, found.hit.setting, found.finding) == ("CMS-COP12", None, None)


def test_a_meeting_cut_by_a_break_ends_there_where_a_clause_contradicts_the_authority_table() -> None:
    text = "a choir before the twelfth meeting of the\nConference of the Parties to CMS, planned on 22 October 2017"
    (found,) = references(text, CMS).meetings
    assert (found.meeting_id, found.hit.setting) == ("CMS-COP12", None)
    assert (found.hit.start, found.hit.end) == (19, len(found.hit.passage.text))


def test_a_number_far_beyond_the_own_meeting_is_not_of_the_own_body() -> None:
    text = "Paris hosted COP91; UNFCCC was there."
    assert meetings(text, CMS, "CMS-COP78") == [None]
    assert meetings(text, CMS, "CMS-COP90") == ["CMS-COP91"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Plants Committee met once, in Lima, Peru, 3-8 July 2006.", ["CITES-PC16"]),
        ("Le Comité pour les plantes s'est réuni à Lima du 3 au 8 juillet 2006.", ["CITES-PC16"]),
        ("El Comité de Flora se reunió en Lima del 3 al 8 de julio de 2006.", ["CITES-PC16"]),
        ("The Plants Committee of CITES convened in Lima from 3 to 8 July 2006.", ["CITES-PC16"]),
        ("The Conference of the Parties to CMS met in Gandhinagar from 15 to 22 February 2020.", ["CMS-COP13"]),
        ("for the Conference of Parties (COP) in Gandhinagar, India, from 15 to 22 February 2020.", ["CMS-COP13"]),
        ("The Plants Committee met in Lima in July 2096.", []),
    ],
)
def test_a_body_that_met_had_the_meeting_that_was_then_and_there(text: str, expected: list[str]) -> None:
    assert meetings(text, CITES) == expected


def test_the_contracting_parties_are_those_of_ramsar_where_it_is_named() -> None:
    text = "Ramsar delegates met.\nThe 11th meeting of the Conference of the Contracting Parties (COP 11).\nCMS COP 11"
    assert meetings(text, CMS) == ["Ramsar-COP11", "CMS-COP11"]
    text = "Ramsar hosted the 10th meeting of the Conference of the Contracting Parties.\nHerons met at COP10."
    assert meetings(text, CMS) == ["Ramsar-COP10", "Ramsar-COP10"]


@pytest.mark.parametrize(
    ("treaty", "expected"), [("the CBD", ["CBD-COP11", "CBD-COP11"]), ("the Lake Convention", [None, "CMS-COP11"])]
)
def test_the_contracting_parties_to_another_treaty_are_not_those_of_ramsar(
    treaty: str, expected: list[str | None]
) -> None:
    text = f"Ramsar delegates met.\nThe 11th meeting of the Conference of the Contracting Parties to {treaty}.\nCOP11."
    assert meetings(text, CMS) == expected


def test_a_steering_group_is_called_by_the_plan_that_it_steers() -> None:
    text = "the 19th Meeting of the Steering Group for the ASCOBANS Recovery Plan for Baltic Harbour Porpoises (JP)"
    assert meetings(text, CMS) == ["ASCOBANS-JG19"]


def test_the_sub_committee_of_a_body_is_another_one() -> None:
    assert meetings("the 14th session of the COFI Sub-Committee on Fish Trade", CITES) == [None]


def test_the_committee_is_that_of_the_document() -> None:
    text = "It was agreed at the 91st meeting of the Committee."
    assert meetings(text, CITES, "CITES-AC93") == ["CITES-AC91"]
    assert meetings(text, CITES) == []
    assert meetings(text, CITES, "CITES-CoP98") == []
    named = "It was asked of the Standing Committee that a report be ready for the 91st meeting of the Committee."
    assert meetings(named, CITES) == meetings(named, CITES, "CITES-CoP98") == ["CITES-SC91"]
    assert meetings("The Conference of the Parties asked for it at the 91st meeting of the Committee.", CITES) == []


def test_a_body_in_closed_brackets_is_not_what_its_meeting_is_of() -> None:
    text = "The Animals Committee met at its 97th meeting (held with the Plants Committee) and its 98th meeting."
    assert meetings(text, CITES) == ["CITES-AC97", "CITES-AC98"]


def test_the_revision_of_a_resolution_whose_number_is_lost_names_no_meeting() -> None:
    assert meetings("Under Resolution Conf (Rev. CoP93), on reeds", CITES) == []


def test_its_meeting_may_be_followed_by_what_it_is_about() -> None:
    text = "Report to the Standing Committee at its 98th and 99th meeting on the reeds."
    assert meetings(text, CMS) == ["CMS-StC98", "CMS-StC99"]


def test_a_meeting_of_signatory_states() -> None:
    assert meetings("The first official signatory State meeting of the Dugong MOU was held.", CMS) == [
        "CMS-DugongMOU-MOS1"
    ]


def test_a_committee_that_is_called_by_its_code_is_what_its_meeting_is_of() -> None:
    text = "The Standing Committee at its 99th meeting; the AC at its 97th meeting and the PC at its 94th meeting."
    assert meetings(text, CITES) == ["CITES-SC99", "CITES-AC97", "CITES-PC94"]
    assert meetings("The matter went to the StC, which at its 97th meeting agreed.", CITES) == ["CMS-StC97"]


@pytest.mark.parametrize(
    "text",
    [
        "The Standing Committee agreed, and the Heron Working Group at its 2nd meeting (Bonn, May 2093) noted it.",
        "The Conference of the Parties took note; the Heron Advisory Panel (HAP), at its 13th meeting, agreed.",
    ],
)
def test_the_meeting_of_another_group_is_not_that_of_the_body_before_it(text: str) -> None:
    assert not any(meetings(text, CITES))


def test_a_code_in_the_paper_of_a_memorandum_is_its_own_bodys() -> None:
    text = "Staff were recruited between MOS92 and MOS93."
    expected = ["CMS-DugongMOU-MOS92", "CMS-DugongMOU-MOS93"]
    assert meetings(text, CMS, "CMS-DugongMOU-MOS93") == expected


def test_the_spanish_name_of_the_convention_without_its_article() -> None:
    text = "la 91ª reunión de la Conferencia de las Partes (CP91) de la Convención sobre la Conservación de Especies"
    assert meetings(f"{text} Migratorias de Animales Silvestres (CEM)", CITES) == ["CMS-COP91"]


def test_a_meeting_in_the_paper_of_a_memorandum_is_its_own_bodys_in_words_too() -> None:
    text = "The Second Meeting of the Signatory States agreed to it."
    assert meetings(text, CMS, "CMS-DugongMOU-MOS6") == ["CMS-DugongMOU-MOS2"]
    assert meetings(text, CMS) == [None]
    assert meetings(f"{text}\nThe Raptors MOU is open.", CMS) == ["CMS-RaptorsMOU-MOS2"]
    assert meetings(f"{text}\nThe Raptors MOU and the Dugong MOU are open.", CMS) == [None]


def test_the_convention_may_stand_inside_the_name_of_the_body() -> None:
    assert meetings("à la 92e réunion du Comité de la CITES pour les plantes", CMS) == ["CITES-PC92"]
    assert meetings("the 96th Conference of the CITES Parties", CMS) == ["CITES-CoP96"]


def test_a_memorandum_and_its_meeting_may_be_one_word() -> None:
    assert meetings("as SharksMOS9 and SaigaMOS8 decided", CMS) == ["CMS-SharksMOU-MOS9", "CMS-SaigaMOU-MOS8"]


def test_partners_meet_as_parties_do() -> None:
    text = "the 9th Meeting of Partners of the East Asian-Australasian Flyway Partnership, and EAAFP MOP8"
    assert meetings(text, CMS) == ["EAAFP-MOP9", "EAAFP-MOP8"]


def test_a_meeting_that_came_years_later_is_not_meant() -> None:
    assert meetings("as COP12 decided", CITES, "CITES-AC19") == ["CITES-CoP12"]
    assert meetings("as COP12 decided", CITES, "CITES-SC70") == ["CMS-COP12"]
    assert meetings("as COP19 decided, CMS said", CITES, "CITES-AC33") == ["CITES-CoP19"]
    found = meeting("as COP25 decided", CMS, "CMS-COP12")
    assert found.meeting_id == "UNFCCC-COP25"
    assert found.reason == "the others had not met so often when the document was written"
    # what is spelt as CITES spells its own is no meeting of a convention of which nobody speaks
    assert meetings("as CoP19 decided, the CITES Parties said", CMS, "CMS-COP12") == ["CITES-CoP19"]
    assert meetings("as CoP19 decided, the UNFCCC said", CMS, "CMS-COP12") == ["UNFCCC-COP19"]
    # nor what the other convention of the document will not come to for years one of its meetings
    assert meetings("as COP30 decided, CMS said", CITES, "CITES-SC69") == [None]
    # the authority table has no 22nd of CITES, but a 20th that came years later
    assert meetings("as COP22 decided", CMS, "CMS-COP12") == ["UNFCCC-COP22"]


@pytest.mark.parametrize(
    ("text", "convention", "meeting_id", "expected"),
    [
        # the next meetings of the document's own convention, though they came more than four years later
        ("They report to COP13 and COP14.", CMS, "CMS-COP12", ["CMS-COP13", "CMS-COP14"]),
        ("They report to COP14 again.", CMS, "CMS-StC46", ["CMS-COP14"]),
        ("They report to CoP19 again.", CITES, "CITES-CoP17", ["CITES-CoP19"]),
        # one that the authority table does not have is not told by what it has of others
        ("They report to SC75 again.", CITES, "CITES-SC69", ["CITES-SC75"]),
        ("They report to MOP10 again.", CMS, "CMS-COP12", [None]),
        ("They report to MOP10 again.", CMS, "AEWA-MOP7", ["AEWA-MOP10"]),
        # what stands before the code is the family of the memorandum, not its name
        ("They report to CMS MOS4 again.", CMS, "CMS-SharksMOU-MOS3", ["CMS-SharksMOU-MOS4"]),
    ],
)
def test_how_far_ahead_a_document_speaks_of_meetings(
    text: str, convention: str, meeting_id: str, expected: list[str | None]
) -> None:
    assert meetings(text, convention, meeting_id) == expected


def test_capitals_say_nothing_of_how_a_meeting_is_spelt() -> None:
    assert meetings("FOLLOW-UP OF COP93", CITES) == ["CITES-CoP93"]
    assert meetings("Follow-up of COP93", CITES) == ["CMS-COP93"]
    assert meetings("A convention on trade (CITES) met, known as COP93", CITES) == ["CITES-CoP93"]


def test_letters_behind_the_words_for_a_conference_are_no_other_convention_s() -> None:
    text = "The ninety-third Conference of the Parties (COP) met."
    assert meetings(text, CITES) == ["CITES-CoP93"]
    assert meetings(f"CMS has a part in it. {text}", CITES) == ["CMS-COP93"]


@pytest.mark.parametrize(
    ("text", "meeting_id", "expected"),
    [
        ("At its 90th meeting, the Council noted it.", "CMS-ScC93", ["CMS-ScC90"]),
        ("Le Conseil, à sa 90e réunion, a pris note.", "CMS-ScC93", ["CMS-ScC90"]),
        ("La 90ª reunión del Consejo tomó nota.", "CMS-ScC93", ["CMS-ScC90"]),
        ("At its 90th meeting, the Council noted it.", "CMS-StC93", []),
        ("The report of the 92nd Meeting was adopted.", "CMS-StC93", ["CMS-StC92"]),
        ("The report of the 91st Meeting was adopted.", "CMS-StC93", []),
        ("At its 90th meeting, the Council of Ministers noted it.", "CMS-ScC93", []),
        ("The COP, at its 90th meeting, agreed.", "CMS-StC93", ["CMS-COP90"]),
        (
            "Les eaux relèvent de l'ASCOBANS, dont la 96e Réunion des Parties a eu lieu.",
            "ACCOBAMS-MOP97",
            ["ASCOBANS-MOP96"],
        ),
    ],
)
def test_what_stands_for_the_body_of_a_meeting(text: str, meeting_id: str, expected: list[str]) -> None:
    assert meetings(text, meeting_id.split("-", maxsplit=1)[0], meeting_id) == expected


def test_a_paper_that_prints_cop_for_cites_goes_on_so() -> None:
    text = "the 12th Conference of the Parties (COP12) to CITES\nthe last days of COP12"
    assert meetings(text, CITES) == ["CITES-CoP12", "CITES-CoP12"]
    assert meetings(f"{text} and of CMS COP11", CITES) == ["CITES-CoP12", "CMS-COP12", "CMS-COP11"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a pair, or a partner, is not what the sentence speaks of
        ("The CMS-CITES plan goes to the Standing Committee at its 95th meeting.", ["CMS-StC95"]),
        ("A plan with CITES goes to the Standing Committee at its 95th and 96th meetings.", ["CMS-StC95", "CMS-StC96"]),
        ("In CITES, the Standing Committee agreed at its 95th meeting.", ["CITES-SC95"]),
        ("CMS and CITES met; the Standing Committee of CITES agreed at its 95th meeting.", ["CITES-SC95"]),
    ],
)
def test_a_partner_is_not_the_body_of_a_meeting(text: str, expected: list[str]) -> None:
    assert meetings(text, CMS) == expected


@pytest.mark.parametrize(
    ("text", "meeting_id", "expected"),
    [
        ("request the Secretariat to report at its 98th meeting.", "CITES-SC97", ["CITES-SC98"]),
        ("request the Secretariat to report at its 99th meeting.", "CITES-SC97", ["CITES-SC99"]),
        ("request the Secretariat to report at its 88th meeting.", "CITES-SC97", []),
        ("request the Secretariat to report at its 18th meeting.", "CITES-CoP17", []),
        ("request the Secretariat to report at its 9th meeting.", "CMS-ScC8", []),
    ],
)
def test_a_number_next_to_that_of_the_documents_own_meeting(text: str, meeting_id: str, expected: list[str]) -> None:
    assert meetings(text, CITES, meeting_id) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 38th Meeting will take place in Dublin.", ["CMS-StC38"]),
        ("He looked forward to the 38th meeting.", ["CMS-StC38"]),
        ("To report to the 38th meeting.", ["CMS-StC38"]),
        ("This will be the fourth meeting held in Bonn.", []),
        ("The 38th meeting was a surprise.", ["CMS-StC38"]),
        ("It follows the 38th and 39th meetings held with COP92.", ["CMS-StC38", "CMS-StC39", "CMS-COP92"]),
        ("The 48th meeting was a surprise.", []),
        ("The Committee may send comments before the 38th Meeting.", ["CMS-StC38"]),
        ("The Committee of Wardens may send comments before the 38th Meeting.", []),
        ("The 38th meeting of wardens was a surprise.", []),
        ("The working group met; its chair said that the 38th meeting will take place.", []),
    ],
)
def test_a_meeting_to_come_that_has_the_next_number_is_that_of_the_documents_own_body(
    text: str, expected: list[str]
) -> None:
    assert meetings(text, CMS, "CMS-StC37") == expected


def test_a_committee_in_the_paper_of_a_memorandum_is_its_own() -> None:
    text = "Le Comité consultatif, à sa deuxième réunion, a préparé le programme."
    assert meetings(text, CMS, "CMS-SharksMOU-MOS3") == ["CMS-SharksMOU-AC2"]


def test_a_french_possessive_before_the_name_of_a_body() -> None:
    text = "La CITES a agi; la CMS a adopté la liste et son 98e Comité permanent se réunira."
    assert meetings(text, CITES) == ["CMS-StC98"]


def test_a_year_alone_says_nothing_of_which_agreement_met_in_the_paper_of_one() -> None:
    text = "La troisième réunion des Signataires se tiendra en 2018."
    assert meetings(text, CMS, "CMS-RaptorsMOU-MOS2") == ["CMS-RaptorsMOU-MOS3"]


def test_the_committees_own_meeting() -> None:
    assert meetings("The Committee's 55th meeting will see it.", CITES, "CITES-SC54") == ["CITES-SC55"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La COP92 del CDB se reunirá y la CoP95 de la CITES también.", ["CBD-COP92", "CITES-CoP95"]),
        ("El 15º período de sesiones del Consejo Científico lo vio.", ["CMS-ScC15"]),
        ("La CITES y la 94e session de son Comité pour les animaux en ont parlé.", ["CITES-AC94"]),
        ("CITES and the 94th meeting of its Animals Committee saw it.", ["CITES-AC94"]),
        ("The 94th and 95thMeetings of the Animals Committee met.", ["CITES-AC94", "CITES-AC95"]),
        ("La 91° sesión del Comité de Flora.", ["CITES-PC91"]),
        ("La 97ª reunión del Comité de Fauna y la 91ª del Comité de Flora.", ["CITES-AC97", "CITES-PC91"]),
    ],
)
def test_bodies_behind_possessives_and_other_articles(text: str, expected: list[str]) -> None:
    assert meetings(text, CMS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The BLG met twice: its ninth meeting was in May 2094 and its tenth on 28 May 2095.", ["BLG-9", "BLG-10"]),
        (
            "The 91st meeting of the Standing Committee is in May, and the 92nd, in Lagos, and the 93rd will follow.",
            ["CITES-SC91", "CITES-SC92", "CITES-SC93"],
        ),
        ("La 96e session du Comité permanent et la 97e à Dakar.", ["CITES-SC96", "CITES-SC97"]),
        ("La 96ª reunión del Comité Permanente en Ginebra y la 97ª en Dakar.", ["CITES-SC96", "CITES-SC97"]),
        ("The 91st meeting of the Standing Committee and the 95th in Lagos.", ["CITES-SC91"]),
        ("The 91st meeting of the Standing Committee. And the 92nd in Lagos.", ["CITES-SC91"]),
        ("Its ninth meeting and its tenth in Lagos.", []),
        ("The 91st and the 92nd meetings of the Standing Committee.", ["CITES-SC91", "CITES-SC92"]),
        ("The 91st – 93rd meetings of the Standing Committee.", ["CITES-SC91", "CITES-SC92", "CITES-SC93"]),
    ],
)
def test_meetings_of_which_only_the_number_is_printed(text: str, expected: list[str]) -> None:
    assert meetings(text, CITES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "At its 94th meeting the CMS Standing Committee, and at its 96th meeting the CITES Standing Committee saw.",
            ["CMS-StC94", "CITES-SC96"],
        ),
        (
            "The Animals Committee at its 94th meeting, the Plants Committee at its 95th meeting and others saw.",
            ["CITES-AC94", "CITES-PC95"],
        ),
    ],
)
def test_the_body_right_behind_its_meeting(text: str, expected: list[str]) -> None:
    assert meetings(text, CITES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les signataires du MdE Requins ont tenu leur neuvième réunion à Bonn.", "CMS-SharksMOU-MOS9"),
        ("Los Estados signatarios del MdE sobre Tiburones celebraron su novena reunión.", "CMS-SharksMOU-MOS9"),
        ("The 9th meeting of the STF was in Abu Dhabi.", "CMS-SakerFalconTF-9"),
        ("The 97th meeting of the AC saw it.", "CITES-AC97"),
        ("The 97th meeting of the ASCOBANS AC saw it.", "ASCOBANS-AC97"),
    ],
)
def test_bodies_by_their_letters_and_signatories(text: str, expected: str) -> None:
    assert meetings(text, CMS) == [expected]


def test_letters_of_a_committee_have_capitals() -> None:
    assert meetings("The 97th meeting of the ac saw it.", CITES) == []


def test_a_meeting_that_is_awaited_is_of_the_own_convention() -> None:
    text = "CBD COP93 met in Lagos.\nThe Secretariat shall report to COP93 on herons."
    assert meetings(text, CMS) == ["CBD-COP93", "CMS-COP93"]
    assert meetings("CBD COP93 met in Lagos.\nHerons were named at COP93.", CMS) == ["CBD-COP93", "CBD-COP93"]


def test_letters_of_cites_committees_in_a_text_of_no_meeting() -> None:
    assert meetings("CITES and ASCOBANS agree.\nIt went to AC95.") == ["CITES-AC95"]
    assert meetings("ASCOBANS was told of AC95.", None, "ASCOBANS-AC94") == ["ASCOBANS-AC95"]
    assert meetings("CMS, the CMS Family, ASCOBANS and CITES agree.\nIt went to AC95.") == ["CITES-AC95"]


def test_a_workshop_of_a_body_is_no_meeting_of_it() -> None:
    assert meetings("The first Saker Falcon Task Force Stakeholders' Workshop was held.", "CMS") == []
    assert meetings("The first Saker Falcon Task Force noted two workshops.", "CMS") == ["CMS-SakerFalconTF-1"]


def test_the_symbol_of_a_paper_of_the_gorilla_agreement() -> None:
    (mention,) = references("See UNEP/GA/MOP93/Doc.7 for the plan.", "CMS").meetings
    assert (mention.meeting_id, mention.in_symbol) == ("CMS-GorillaAgreement-MOP93", True)


def test_another_convention_s_conference_is_that_of_the_other_of_the_pair() -> None:
    text = "CBD, CMS and Ramsar are partners.\nIt was noted at COP93."
    assert meeting(text, CITES).meeting_id == "CMS-COP93"
    assert meeting(text, CITES).reason == "CMS is the other convention of the document"
    assert meeting("CBD and CITES are partners.\nIt was noted at COP93.", None).meeting_id == "CITES-CoP93"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The 99th meeting of the Animals Committee and the 93rd of the Plants Committee.",
            ["CITES-AC99", "CITES-PC93"],
        ),
        (
            "La 99e session du Comité pour les animaux et la 93e du Comité pour les plantes.",
            ["CITES-AC99", "CITES-PC93"],
        ),
        ("He reminded the Council of its 96th Meeting.", ["CMS-ScC96"]),
        ("He spoke of the Council of Lakes and its 96th Meeting.", []),
        ("IPBES: the Plenary, at its sixth session, agreed.", ["IPBES-6"]),
        ("IPBES, at its sixth session, agreed.", ["IPBES-6"]),
        ("The ninth meeting of the North Sea Group.", ["ASCOBANS-NSG9"]),
    ],
)
def test_bodies_that_only_the_sentence_names(text: str, expected: list[str]) -> None:
    assert meetings(text, CMS, "CMS-ScC18") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At SC98, herons were seen by a group that met during its 99th meeting.", ["CITES-SC98", "CITES-SC99"]),
        ("At SC98, herons were seen by a group that met during its 93rd meeting.", ["CITES-SC98"]),
        ("At SC98 and AC98, herons were seen by a group at its 99th meeting.", ["CITES-SC98", "CITES-AC98"]),
        ("At SC8, herons were seen by a group that met during its 9th meeting.", ["CITES-SC8"]),
        ("At SC18, herons were seen by a group that met during its 19th meeting.", ["CITES-SC18"]),
        ("At SC19, herons were seen by a group that met during its 20th meeting.", ["CITES-SC19", "CITES-SC20"]),
        ("After SC98, herons were seen by a group at its fifth and sixth meetings.", ["CITES-SC98"]),
    ],
)
def test_a_number_next_to_that_of_a_meeting_named_with_it(text: str, expected: list[str]) -> None:
    assert meetings(text, CITES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Decision LXII/20 of COP62, and Resolution 92.3", ["CBD-COP62"]),
        ("COP62 (decision LXII/20) and COP63", ["CBD-COP62", "CMS-COP63"]),
        ("Resolution LXI.6 of COP61", ["Ramsar-COP61"]),
        ("Decision LXII/20, and COP62 of CMS", ["CMS-COP62"]),
        ("Decision LXII/20 came before COP63", ["CMS-COP63"]),
    ],
)
def test_a_conference_is_that_which_numbers_its_decisions_so(text: str, expected: list[str]) -> None:
    assert meetings(text, CMS) == expected


@pytest.mark.parametrize(
    "text",
    [
        "la première réunion du Comité permanent depuis la COP92",
        "la primera reunión del Comité Permanente tras la COP92",
        "the first meeting of the Standing Committee of the new triennium after COP92",
    ],
)
def test_the_first_meeting_since_another_has_no_number(text: str) -> None:
    assert meetings(text, CMS) == ["CMS-COP92"]


def test_a_label_may_stand_before_a_spaced_colon() -> None:
    text = "CITES : Le Comité a noté la décision. Le 96e Comité permanent l'examinera."
    assert meetings(text, CMS, "CMS-StC94") == ["CITES-SC96"]


def test_the_standing_committee_in_a_paper_of_the_ramsar_convention() -> None:
    assert meetings("As agreed at SC98.", "Ramsar") == ["Ramsar-SC98"]
    assert meetings("As agreed at SC98.", CMS) == ["CITES-SC98"]


def test_a_group_before_its_meeting_is_what_met() -> None:
    text = (
        "El Subcomité de Garzas examinó el texto en su 10ª reunión, y se firmó en la 54ª reunión del Comité Permanente."
    )
    assert meetings(text, "CITES") == ["CITES-SC54"]


def test_the_governing_council_is_that_of_unep() -> None:
    assert meetings("the 25th session of the UNEP Governing Council", "CITES") == ["UNEP-GC25"]


def test_the_symbol_of_an_advisory_group_says_whose_it_is() -> None:
    found = references("See UNEP/CMS/Raptors/TAG97/Doc.6 and UNEP/CMS/Dugong/TAG9/Doc.2.", CMS).meetings
    assert [m.meeting_id for m in found] == ["CMS-RaptorsMOU-TAG97", "CMS-DugongMOU-TAG9"]


def test_a_group_or_committee_that_is_named_by_its_letters_is_what_met() -> None:
    text = "The TAG, at its second meeting, and the TC at its ninth meeting agreed on the herons."
    assert meetings(text, CMS, "CMS-RaptorsMOU-TAG3")[0] == "CMS-RaptorsMOU-TAG2"
    assert meetings(text, CMS, "AEWA-TC12")[1] == "AEWA-TC9"


def test_a_meeting_to_do_something_is_not_that_of_a_body_before_it() -> None:
    text = (
        "It attended the first Meeting of the Parties to the Gorilla Agreement and the 2nd meeting to negotiate a pact "
        "on herons, and the first Meeting of Signatories to the MoU concerning the West African Populations of the "
        "African Elephant."
    )
    assert meetings(text, CITES) == ["CMS-GorillaAgreement-MOP1", "CMS-WestAfricanElephantMOU-MOS1"]


def test_meetings_named_in_the_same_words_are_of_one_body() -> None:
    text = "At its {} meetings, the Standing Committee shall review the rivers with the Standing Committee of CMS."
    assert meetings(text.format("77th and 78th"), CITES, "CITES-SC74") == ["CITES-SC77", "CITES-SC78"]


def test_a_line_of_a_cover_names_the_body_that_met() -> None:
    text = "LIAISON GROUP OF THE BIODIVERSITY-RELATED CONVENTIONS\nSeventh meeting, Paris, 9 April 2009"
    assert meetings(text, None) == ["BLG-7"]
    assert meetings("SUBSIDIARY BODY ON IMPLEMENTATION (SBI)\nNinth meeting\nOtterville, 3 May 2098", None) == [
        "CBD-SBI9"
    ]
    assert meetings("STANDING COMMITTEE\nTwelfth meeting", CITES) == ["CITES-SC12"]
    assert meetings("The Standing Committee heard of herons.\nTwelfth meeting", CITES) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Saker Falcon Task Force (STF) is one. The Task Force held its third meeting.", ["CMS-SakerFalconTF-3"]),
        (
            "The Saker Falcon Task Force is one.\nHerons.\nThe Task Force held its third meeting.",
            ["CMS-SakerFalconTF-3"],
        ),
        ("The Saker Falcon Task Force and the Heron Task Force. The Task Force held its third meeting.", []),
        ("The Saker Falcon Task Force. The Heron Working Group held its third meeting.", []),
    ],
)
def test_the_end_of_its_name_stands_for_a_group(text: str, expected: list[str]) -> None:
    assert meetings(text, CMS) == expected


def test_the_conference_is_that_of_which_the_paragraph_spoke_last() -> None:
    told = "CMS is one.\nThe secretariat of the IAC spoke. The plan goes to COP92."
    assert meetings(told, CITES) == ["IAC-COP92"]
    assert meetings(told.replace("The plan", "So did CMS. The plan"), CITES) == ["CMS-COP92"]
    assert meetings(told.replace("92", "14"), CITES, "CITES-SC78") == ["CMS-COP14"]  # the IAC is not as far for years


def test_what_the_conference_of_the_convention_is_said_to_be_stands_before_its_place() -> None:
    for told in (
        "the 11th meeting of the Conference of the Parties to the Convention, held in Quito in November 2014",
        "la 11e session de la Conférence des Parties à la Convention, tenue à Quito en novembre 2014",
        "la 11ª reunión de la Conferencia de las Partes en la Convención, celebrada en Quito en noviembre de 2014",
    ):
        setting = meeting(told, CITES).hit.setting
        assert setting is not None
        assert setting.place == "Quito"
        assert setting.dates is not None
