"""Numbered meetings of groups and bodies that are not listed: meetings without identifier."""

import pytest
from citing import meeting, meetings, references

from pipeline.tag.events.find import find_events
from pipeline.tag.passage import Passage

CITES, CMS = "CITES", "CMS"


@pytest.mark.parametrize(
    "text",
    [
        "It joined the second meeting of the Heron Lake Management Platform in Lima on 3-5 May 2095.",
        "At the first meeting of the Working Group on Herons and Lakes (Lima, 3-5 May 2095), it spoke.",
        "La deuxième réunion du Groupe de travail sur les hérons (Lima, 3-5 mai 2095) a eu lieu.",
        "En la segunda reunión del Grupo de Trabajo sobre Garzas, celebrada en Lima, 3-5 de mayo de 2095, habló.",
    ],
)
def test_a_numbered_meeting_of_a_group_that_is_not_listed_has_no_identifier_and_an_issue(text: str) -> None:
    found = meeting(text, CMS)
    assert (found.meeting_id, found.candidates) == (None, ())
    assert found.finding is not None
    assert found.finding.rule == "meeting-unlisted"
    assert found.hit.setting is not None
    assert found.hit.setting.place == "Lima"
    assert found.hit.setting.dates is not None
    assert find_events(Passage.of(text), [(found.hit.start, found.hit.end)]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It went to the 91st session of FAO's Committee on Fisheries (COFI 91) in Rome.", ["FAO-COFI91"]),
        ("It went to the 91st session of COFI and to COFI-92.", ["FAO-COFI91", "FAO-COFI92"]),
        ("It went to the 91st meeting of ICCAT.", ["ICCAT-91"]),
        ("La 91ª reunión del OSACTT y la OSASTT-92.", ["CBD-SBSTTA91", "CBD-SBSTTA92"]),
        # what is not named after its convention, but was then and there
        ("The fourth meeting of the Open-ended Working Group (Nairobi, 21-26 June 2022) met.", ["CBD-OEWG4"]),
        ("The fourth meeting of the Open-ended Working Group (Otterville, 21-26 June 2022) met.", [None]),
        ("UNEA-9.2 was resumed.", ["UNEA-9"]),
        ("La 91e session du Conseil international des lacs a décidé.", [None]),
        ("La 91e session du Conseil international des bois tropicaux.", ["ITTC-91"]),
        ("En la octava reunión del Grupo de Enlace se informó.", ["BLG-8"]),
        ("The eighth meeting of the liaison group agreed.", []),
        # no body, and no number of a meeting
        ("The third meeting of Asian heron range States (Lima, 2095) agreed.", []),
        ("The first meeting of the Heron Working Group after CoP98 agreed.", ["CITES-CoP98"]),
        # one that is listed, of whatever country
        ("The 91st meeting of Arcadia's Scientific Council agreed.", [None]),
    ],
)
def test_which_meeting_of_a_body_it_is(text: str, expected: list[str | None]) -> None:
    assert meetings(text, CITES) == expected


def test_a_meeting_of_the_memorandum_is_that_which_was_then_and_there() -> None:
    text = (
        "The second meeting of the Signatories to the Memorandum was held in Ulaanbaatar from 7 to 10 September 2010."
    )
    assert meetings(text, CITES) == ["CMS-SaigaMOU-MOS2"]


def test_the_conference_in_words_is_the_documents_own_whatever_other_is_named_by_its_code() -> None:
    text = "It would go to the 97th meeting of the Conference of the Parties.\nIt met before CBD COP97."
    assert meetings(text, CMS) == ["CMS-COP97", "CBD-COP97"]
    assert meetings("The CBD met at the 97th meeting of the Conference of the Parties.\nCBD COP97.", CMS) == [
        "CBD-COP97",
        "CBD-COP97",
    ]


def test_its_numbered_meeting_is_that_of_the_group_named_before() -> None:
    text = "Le Groupe de travail sur les hérons a tenu sa cinquième réunion à Lima en mai 2095."
    assert meetings(text, CMS) == [None]
    text = "The Lake Partnership held its tenth meeting in Lima in May 2095."
    assert meetings(text, CMS) == [None]
    text = "The Heron Fund Committee (HFC) held its tenth meeting in Lima in May 2095, before the Standing Committee."
    assert meetings(text, CMS) == [None]
    assert meetings("The lake people held its tenth meeting in Lima in May 2095.", CMS) == []


@pytest.mark.parametrize("told", ["in Lima", "in May 2095", "(LP10, Lima, May 2095)"])
def test_its_numbered_meeting_is_none_of_the_group_where_place_and_dates_do_not_say_so(told: str) -> None:
    assert meetings(f"The Lake Partnership held its tenth meeting {told}.", CMS) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It joined the meeting of the Signatories to the Saiga MOU (Tashkent, October 2015).", ["CMS-SaigaMOU-MOS3"]),
        ("It joined the Conference of the Parties to CMS (Bergen, November 2011).", ["CMS-COP10"]),
        ("It joined the COP of Ramsar (Bucharest, July 2012).", ["Ramsar-COP11"]),
        (
            "la réunion des Signataires du MdE sur l'éléphant d'Afrique de l'Ouest (Accra, mars 2009)",
            ["CMS-WestAfricanElephantMOU-MOS1"],
        ),
        ("la reunión del Comité Permanente (Ginebra, julio de 2014)", ["CITES-SC65"]),
        # the month is enough of the meeting of a body of the convention that is named, or of the document's own
        ("It reports to the next meeting of the Standing Committee in November 2016.", ["CMS-StC45"]),
        ("It was before the July 2012 meeting of the CITES Standing Committee.", ["CITES-SC62"]),
        ("à la réunion de juin 2021 du Comité pour les animaux de la CITES", ["CITES-AC31"]),
        ("en la reunión de julio de 2012 del Comité Permanente de la CITES", ["CITES-SC62"]),
        ("It was before the meeting of the Standing Committee in 2016.", []),
        ("It was before the May 1990 meeting of the Standing Committee.", []),
        ("The Conference of the Parties in November 2014 adopted it.", []),
        ("It joined the Conference of the Parties to CMS (Otterville, November 2011).", []),
        ("It joined the Conference of the Parties (agenda item 5).", []),
    ],
)
def test_a_meeting_without_its_number_is_that_which_was_then_and_there(text: str, expected: list[str]) -> None:
    found = references(text, CMS).meetings
    assert [m.meeting_id for m in found] == expected
    assert all(m.finding and m.finding.rule == "meeting-number-inferred" for m in found)


def test_the_number_behind_a_meeting_that_is_none_is_of_no_meeting_before_it() -> None:
    text = "After SC98, it went to the Lake Partnership's 10th meeting (Lima, May 2095) and its 11th (Rome, May 2096)."
    assert meetings(text, CITES) == ["CITES-SC98"]


def test_the_committee_is_that_whose_paper_the_sentence_names() -> None:
    text = "SC58 Doc. 5 was before the 57th and 58th meetings of the Committee."
    assert meetings(text, CITES, "CITES-CoP16") == ["CITES-SC57", "CITES-SC58"]
    assert meetings("The 57th and 58th meetings of the Committee were long.", CITES, "CITES-CoP16") == []
