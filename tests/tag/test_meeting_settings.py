"""Where and when meetings were, as texts say it, and which place and dates are whose."""

from datetime import date

import pytest
from citing import CITES, CMS, meeting, meetings, references


@pytest.mark.parametrize(
    ("text", "place", "start", "end"),
    [
        ("57th meeting of the Standing Committee (SC57, Geneva, July 2098)", "Geneva", "2098-07-01", "2098-07-31"),
        ("its 62nd meeting (SC62, Geneva 2092), the Standing Committee", "Geneva", "2092-01-01", "2092-12-31"),
        ("CMS COP91 (2094)", None, "2094-01-01", "2094-12-31"),
        ("the CMS COP91 meeting in February 2094", None, "2094-02-01", "2094-02-28"),
        ("the 45th Standing Committee Meeting in November 2096", None, "2096-11-01", "2096-11-30"),
        ("SC99 (18-22 July 2091, Geneva, Switzerland)", "Geneva, Switzerland", "2091-07-18", "2091-07-22"),
        ("the tenth meeting of the BLG, which took place in May 2095 in Rome", "Rome", "2095-05-01", "2095-05-31"),
        ("the 95th meeting of the BLG was held on 23 August 2096 in Bonn", "Bonn", "2096-08-23", "2096-08-23"),
        ("Conference (IWC 99) held in October 2096 in Slovenia", "Slovenia", "2096-10-01", "2096-10-31"),
        ("ninth meeting of the signatories of the Saiga MoU to be held in 2094/2095", None, "2094-01-01", "2095-12-31"),
        (
            "Ninety-fifth meeting of the Standing Committee Geneva (Switzerland), 7-11 July 2094",
            "Geneva (Switzerland)",
            "2094-07-07",
            "2094-07-11",
        ),
        ("Ninety-third meeting of the Standing Committee\nOnline, 5-7 May 2091", "Online", "2091-05-05", "2091-05-07"),
        ("92nd MEETING OF THE\nSTANDING COMMITTEE\nBergen, 19 November 2091", "Bergen", "2091-11-19", "2091-11-19"),
        ("In March 2091, at its 99th meeting, the CITES Standing Committee agreed.", None, "2091-03-01", "2091-03-31"),
        (
            "In July 2098, the lakes were named by the 97th meeting of the Standing Committee.",
            None,
            "2098-07-01",
            "2098-07-31",
        ),
        ("June 2090: participation in the 96th meeting of the Scientific Council.", None, "2090-06-01", "2090-06-30"),
        ("2092: March: 96th meeting of the Animals Committee.", None, "2092-03-01", "2092-03-31"),
        ("la 97e session du Comité permanent (Genève, juillet 2091)", "Genève", "2091-07-01", "2091-07-31"),
        ("la 97ª reunión del Comité Permanente (Ginebra, julio de 2091)", "Ginebra", "2091-07-01", "2091-07-31"),
        ("the 97th meeting of the Standing Committee of the region", None, None, None),
        ("CoP98 of CITES (Lagos, December 2098)", "Lagos", "2098-12-01", "2098-12-31"),
        (
            "The 97th meeting of the Animals Committee, chaired by Arcadia, was held from 3 to 5 May 2095 in Lima.",
            "Lima",
            "2095-05-03",
            "2095-05-05",
        ),
        ("CITES CoP98 is in Punta del Este in June 2095.", "Punta del Este", "2095-06-01", "2095-06-30"),
        (
            "97e réunion du Comité permanent\nDubaï, Émirats arabes unis, 3 – 6 juillet 2093",
            "Dubaï, Émirats arabes unis",
            "2093-07-03",
            "2093-07-06",
        ),
        # a place that is known, without dates; a line of nothing but a place; words within a place's name
        ("the 97th meeting of the Standing Committee in Geneva, the chair said", "Geneva", None, None),
        ("the 97th meeting of the Standing Committee, Switzerland said", None, None, None),
        ("the 97th meeting of the Standing Committee in Nowhere", None, None, None),
        ("NINETY-SEVENTH MEETING OF THE STANDING COMMITTEE\nBangkok, Thailand", "Bangkok, Thailand", None, None),
        ("Ninety-seventh meeting of the Standing Committee\nThailand", None, None, None),
        (
            "The 97th meeting of the Standing Committee will take place from 4-7 June 2094 in Dar es Salaam.",
            "Dar es Salaam",
            "2094-06-04",
            "2094-06-07",
        ),
        # at the head of the sentence with its verb, in a town that is said to be one, at what is somebody's
        (
            "Du 3 au 5 mai 2095 s'est tenue à Lima la 97e session du Comité permanent.",
            "Lima",
            "2095-05-03",
            "2095-05-05",
        ),
        (
            "Del 3 al 5 de mayo de 2095 se celebró en el Museo de la Garza la 97ª reunión del Comité Permanente.",
            None,
            "2095-05-03",
            "2095-05-05",
        ),
        (
            "la 97ª reunión del Comité Permanente en la ciudad de Lima, Perú, en mayo de 2095",
            "Lima, Perú",
            "2095-05-01",
            "2095-05-31",
        ),
        (
            "The 97th meeting of the Standing Committee was held on 3 May 2095 at the Secretariat's premises.",
            None,
            "2095-05-03",
            "2095-05-03",
        ),
        (
            "The 97th meeting of the Animals Committee (AC97), the first apart from a Meeting of Herons (MOH), "
            "convened online on 3 May 2095.",
            "online",
            "2095-05-03",
            "2095-05-03",
        ),
        (
            "97th MEETING OF THE CITES STANDING COMMITTEE SOCHI, RUSSIA 1-5 MAY 2098",
            "SOCHI, RUSSIA",
            "2098-05-01",
            "2098-05-05",
        ),
    ],
)
def test_place_and_dates_are_read_as_stated(text: str, place: str | None, start: str | None, end: str | None) -> None:
    setting = meeting(text, CITES).hit.setting
    dates = setting.dates if setting else None
    assert (setting.place if setting else None) == place
    assert (dates.start if dates else None) == (date.fromisoformat(start) if start else None)
    assert (dates.end if dates else None) == (date.fromisoformat(end) if end else None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SC97 was held as a virtual event on 12-14 March 2095.", None),
        (
            "La 97ª reunión del Comité Permanente se celebró en la sede de la Unión, en Lima, el 12 de marzo de 2095.",
            "Lima",
        ),
    ],
)
def test_how_a_meeting_was_held_stands_before_its_place_and_dates(text: str, place: str | None) -> None:
    setting = meeting(text, "CITES").hit.setting
    assert setting and setting.dates and (setting.place, setting.dates.start.year) == (place, 2095)


def test_a_list_of_meetings_takes_a_list_of_places_and_years() -> None:
    text = "at the 91st, 92nd and 93rd meetings of the Standing Committee (Gigiri, 2095; Lima, 2096, Bonn, 2097)."
    assert [m.hit.setting and m.hit.setting.place for m in references(text, CITES).meetings] == [
        "Gigiri",
        "Lima",
        "Bonn",
    ]
    text = "at the 91st and 92nd meetings of the Standing Committee (Gigiri, 2095; Lima, Bonn, and Rome)."
    assert [m.hit.setting for m in references(text, CITES).meetings] == [None, None]


def test_a_list_of_meetings_takes_a_list_of_years() -> None:
    found = references("the 2nd and 3rd meeting of the signatories to the Sharks MOU in 2096 and 2098.", CITES).meetings
    assert [m.hit.setting.dates.printed for m in found if m.hit.setting and m.hit.setting.dates] == ["2096", "2098"]


@pytest.mark.parametrize(
    "text",
    [
        "la 65e session du Comité permanent (Genève, juillet 2014)",
        "la 65ª reunión del Comité Permanente (Ginebra, julio de 2014)",
        "the 70th meeting of the Standing Committee (SC70; Sochi, October 2018)",
        "la 14ª reunión de la Conferencia de las Partes (CoP14, La Haya, 2007)",
    ],
)
def test_a_place_by_another_name_is_no_contradiction(text: str) -> None:
    found = meeting(text, CITES)
    assert found.finding is None
    assert found.hit.setting is not None
    assert found.hit.setting.place is not None


def test_several_settings_in_one_bracket_go_to_their_meetings() -> None:
    text = "the 97th and 98th meetings of the Conference of the Parties (Bonn, 2096 and Rome, May 2099)"
    settings = [m.hit.setting for m in references(text, CITES).meetings]
    assert [(s.place, s.dates.printed) for s in settings if s and s.dates] == [("Bonn", "2096"), ("Rome", "May 2099")]


def test_months_listed_under_a_year_are_of_that_year() -> None:
    found = references("2092:\nMarch: 96th meeting of the Animals Committee.\nJuly: SC97.", CITES).meetings
    printed = [m.hit.setting.dates.printed for m in found if m.hit.setting and m.hit.setting.dates]
    assert printed == ["March 2092", "July 2092"]


def test_a_place_ends_before_what_is_no_part_of_a_country() -> None:
    found = meeting(
        "At its 97th meeting, held on 16 August 2092 in Manila, the Standing Committee chose a Chair.", "CITES"
    )
    assert found.meeting_id == "CITES-SC97"
    assert found.hit.setting is not None
    assert found.hit.setting.place == "Manila"
    found = meeting("the 97th meeting of the Standing Committee, held in Manila, the Philippines, in May 2092", "CITES")
    assert found.hit.setting is not None
    assert found.hit.setting.place == "Manila, the Philippines"


def test_place_and_year_of_one_meeting_name_its_body() -> None:
    assert meetings("adopted at the fourth meeting (Gaborone, 1983)", CITES) == ["CITES-CoP4"]
    assert meetings("a partner at the 54th meeting (Geneva, October 2006)", CITES) == ["CITES-SC54"]
    assert meetings("adopted at the fourth meeting (Lagos, 1983)", CITES) == []
    assert meetings("adopted at the fourth meeting (1983)", CITES) == []


def test_place_and_dates_tell_which_of_two_bodies_a_meeting_is_of() -> None:
    text = (
        "Après la 57e session du Comité permanent, à sa quatorzième session (La Haye, 2007), la Conférence des Parties"
    )
    assert meetings(text, CITES, "CITES-SC98") == ["CITES-SC57", "CITES-CoP14"]


def test_place_and_year_behind_a_convention_are_its_own() -> None:
    text = "99th meeting of the Conference of the Parties to the Convention on Wetlands (Ramsar, Iran, 1971)"
    assert meeting(text).meeting_id == "Ramsar-COP99"
    assert meeting(text).hit.setting is None


def test_the_months_of_a_meeting_are_its_own_though_another_place_is_said() -> None:
    mention = meeting("It was endorsed by SC73 (Geneva, May 2021).", CITES)
    assert mention.meeting_id == "CITES-SC73"
    assert mention.hit.setting is not None and mention.hit.setting.place == "Geneva"
    assert mention.finding is not None and mention.finding.rule == "meeting-contradicts-authority"


def test_place_and_dates_behind_each_number() -> None:
    text = "The 93rd (Geneva, July 2095) and 94th (Lagos, May 2096) meetings of the Standing Committee saw it."
    found = references(text, CITES).meetings
    assert [(m.meeting_id, m.hit.setting.place) for m in found if m.hit.setting] == [
        ("CITES-SC93", "Geneva"),
        ("CITES-SC94", "Lagos"),
    ]
    assert meetings("The 93rd (revised) meeting of the Standing Committee.", CITES) == ["CITES-SC93"]


def test_the_commission_is_that_of_whaling_where_the_document_names_it() -> None:
    assert meetings("the 96th meeting of the Commission", CMS) == []
    assert meetings("The IWC reported.\nthe 96th meeting of the Commission", CMS) == ["IWC-96"]


def test_codes_place_and_dates_of_several_meetings_in_one_bracket() -> None:
    text = (
        "The Animals Committee at its 97th and 98th meetings "
        "(AC97, Lima, May 2095; AC98, Bonn, June 2096; see document AC98 Doc. 3) agreed"
    )
    found = [m for m in references(text, CITES).meetings if not m.in_symbol]
    stated = {m.meeting_id: m.hit.setting and m.hit.setting.place for m in found if m.hit.setting}
    assert stated == {"CITES-AC97": "Lima", "CITES-AC98": "Bonn"}


def test_a_code_is_no_place() -> None:
    text = "the 97th meeting of the Animals Committee (AC97, Lima, May 2095; and others)"
    stated = [mention.hit.setting for mention in references(text, CITES).meetings]
    assert [setting.place for setting in stated if setting] == ["Lima"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The 97th meeting of the Animals Committee was held online on 3-5 May 2095.", "online"),
        (
            "The 97th meeting of the Animals Committee was held from 3 to 5 May 2095 at the Heron House in Lima, Peru.",
            "Lima, Peru",
        ),
        (
            "The 97th meeting of the Animals Committee (and first with herons) was held in Lima in May 2095.",
            "Lima",
        ),
        (
            "The 97th meeting of the Animals Committee was held at the seat of the Union (HU), Lima, on 3 May 2095.",
            "Lima",
        ),
        ("The 97th meeting of the Animals Committee (Sharm el-Sheikh, May 2095) agreed.", "Sharm el-Sheikh"),
        ("La 97e session du Comité pour les animaux, tenue aux Pays-Bas en mai 2095.", "Pays-Bas"),
        ("La 97e session du Comité pour les animaux avait eu lieu à Lima, au Pérou, en mai 2095.", "Lima, au Pérou"),
        (
            "The 97th meeting of the Animals Committee was held in Abu Dhabi, United Arab Emirates (UAE), in May 2095.",
            "Abu Dhabi, United Arab Emirates",
        ),
    ],
)
def test_where_a_meeting_was(text: str, place: str) -> None:
    found = meeting(text, CITES)
    assert found.hit.setting is not None
    assert found.hit.setting.dates is not None
    assert found.hit.setting.place == place


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (
            "The 97th meeting of the Animals Committee will take place from Tuesday, 3 to Thursday, 5 May 2095.",
            date(2095, 5, 3),
            date(2095, 5, 5),
        ),
        (
            "The 97th meeting of the Animals Committee and associated events will be held from 3 to 5 May 2095.",
            date(2095, 5, 3),
            date(2095, 5, 5),
        ),
        ("The third session of its Plenary (AC97) met from 3-5 May 2095 in Lima.", date(2095, 5, 3), date(2095, 5, 5)),
    ],
)
def test_when_a_meeting_was(text: str, start: date, end: date) -> None:
    found = meeting(text, CITES)
    assert found.hit.setting is not None
    assert found.hit.setting.dates is not None
    assert (found.hit.setting.dates.start, found.hit.setting.dates.end) == (start, end)


def test_what_is_no_place_behind_a_meeting() -> None:
    for text in (
        "It followed the AC97 Heron Day on 17 March 2095.",
        "The 97th meeting of the Animals Committee was held from 3 to 5 May 2095 at the UNEP/CMS premises.",
        "The 97th meeting of the Animals Committee online agreed.",
    ):
        setting = meeting(text, CITES).hit.setting
        assert setting is None or setting.place is None


@pytest.mark.parametrize(
    "text",
    [
        "The 97th and 98th meetings of the Animals Committee took place in Lima in May 2095 and in Bonn in June 2096.",
        "The 97th and 98th meetings of the Animals Committee (Lima, May 2095; Bonn, June 2096) agreed.",
    ],
)
def test_each_of_several_meetings_has_its_own_place(text: str) -> None:
    settings = [m.hit.setting for m in references(text, CITES).meetings]
    assert [(s.place, s.dates and s.dates.start) for s in settings if s] == [
        ("Lima", date(2095, 5, 1)),
        ("Bonn", date(2096, 6, 1)),
    ]


def test_a_second_place_without_its_time_is_not_that_of_a_second_meeting() -> None:
    text = "The 97th and 98th meetings of the Animals Committee took place in Lima in May 2095 and in Bonn with herons."
    settings = [m.hit.setting for m in references(text, CITES).meetings]
    assert [(s.place, s.dates and s.dates.start) for s in settings if s] == [("Lima", date(2095, 5, 1))] * 2


def test_dates_that_open_a_sentence_which_tells_something_else_are_not_those_of_a_meeting() -> None:
    found = meeting("In May 2095, herons were counted as the 97th meeting of the Animals Committee had asked.", CITES)
    assert found.hit.setting is None
    found = meeting("2095: Herons: 97th meeting of the Animals Committee", CITES)
    assert found.hit.setting is None


def test_several_meetings_in_one_place_at_times_of_their_own() -> None:
    text = "At its 97th and 98th meetings (Lima, May 2095 and June 2096, respectively), the Animals Committee agreed."
    settings = [m.hit.setting for m in references(text, CITES).meetings]
    assert [(s.place, s.dates and s.dates.start) for s in settings if s] == [
        ("Lima", date(2095, 5, 1)),
        ("Lima", date(2096, 6, 1)),
    ]


def test_its_meeting_at_another_place_and_time_is_that_of_something_else() -> None:
    text = "CMS spoke with the Turtle Union, and signed at its 9th Conference of the Parties in Lima in March 2018."
    found = meeting(text, "CMS")
    assert (found.meeting_id, found.candidates) == (None, ("CMS-COP9",))
    assert found.finding is not None
