"""Covers of resolutions, decisions and notifications: what they are, which meeting they are of, and their titles."""

from datetime import date

import pytest

from pipeline.parse.identity import identify
from pipeline.parse.text import read_text_string

CLAUSES = (
    "\n\nNOTING that otters cross borders;\n\nTHE CONFERENCE OF THE PARTIES TO THE CONVENTION\n\n"
    "1. REQUESTS the Secretariat to count the otters of the rivers and the lakes in the north every year.\n"
)
CMS_HEAD = "CONVENTION ON\n\nMIGRATORY\n\nSPECIES\n\nDistribution: General\n\n"
CITES_HEAD = "CONVENTION ON INTERNATIONAL TRADE IN ENDANGERED SPECIES\nOF WILD FAUNA AND FLORA\n\n"
NOTIFICATION = f"{CITES_HEAD}NOTIFICATION TO THE PARTIES\n\nNo. 2096/023 Lagos, 15 March 2096\n\n"
ADOPTED = "Adopted by the Conference of the Parties at its 93th Meeting (Lagos, February 2095)"
NAMES = ("symbol", "own_instrument_id", "convention", "meeting_id", "title")


@pytest.mark.parametrize(
    ("text", "expected", "rules"),
    [
        (
            f"{CMS_HEAD}UNEP/CMS/Resolution 91.10 (Rev.COP93)\n\nOriginal: English\n\nOTTERS\n\n{ADOPTED}{CLAUSES}",
            ("UNEP/CMS/Resolution 91.10 (Rev.COP93)", "CMS-RES-91.10", "CMS", "CMS-COP93", "OTTERS"),
            [],
        ),
        (
            "Conf. 93.3*\n\nCooperation with the Convention on the Conservation\n"
            f"of Migratory Species of Wild Animals (CMS){CLAUSES}\n\n* Amended at the 97th meeting of the Conference.",
            (
                "Resolution Conf. 93.3",
                "CITES-RES-93.3",
                "CITES",
                "CITES-CoP93",
                "Cooperation with the Convention on the Conservation of Migratory Species of Wild Animals (CMS)",
            ),
            ["meeting-inferred"],
        ),
        (
            f"Résolution Conf. 94.4 (Rev. CoP98)\n\nCoopération sur les loutres{CLAUSES}",
            (
                "Resolution Conf. 94.4 (Rev. CoP98)",
                "CITES-RES-94.4",
                "CITES",
                "CITES-CoP98",
                "Coopération sur les loutres",
            ),
            ["meeting-inferred"],
        ),
        (
            "CBD/COP/DEC/96/31\n\n2 May 2095\n\nConference of the Parties to the\n\nConvention on Biological Diversity"
            "\n\nNinety-sixth meeting, resumed session\n\nAgenda item 10\n\nPlanning\n\n96/31. Monitoring of otters"
            + CLAUSES,
            ("CBD/COP/DEC/96/31", "CBD-DEC-96/31", "CBD", "CBD-COP96", "Monitoring of otters"),
            ["meeting-inferred"],
        ),
        (
            f"{NOTIFICATION}CONCERNING:\n\nCounts of otters"
            "\n\n1. At its 98th meeting (Dakar, July 2095) the Standing Committee agreed to count the otters.\n",
            ("CITES Notification No. 2096/023", "CITES-NOT-2096/023", "CITES", None, "Counts of otters"),
            [],
        ),
        (
            f"{CITES_HEAD}Notification to the Parties No. 2096/100\n\nOtters of the north\n\n1. Count them.\n",
            ("CITES Notification No. 2096/100", "CITES-NOT-2096/100", "CITES", None, "Otters of the north"),
            [],
        ),
        (
            "A/RES/98/263\n\nGENERAL\n\n17 August 2094\n\nRESOLUTION ADOPTED\n\n98/263.\n\n"
            f"Agreement about the Convention on Otters of\n\n10 December 2082\n\nThe General Assembly,{CLAUSES}",
            (
                "A/RES/98/263",
                "UNGA-RES-98/263",
                "UNGA",
                None,
                "Agreement about the Convention on Otters of 10 December 2082",
            ),
            [],
        ),
        (
            "Notification to the Parties No. 2096/101\n\nCMS\n\nOtters of the north\n\n"
            "The otters of the north are many, and those of the south are few.\n\nPlease reply.\n",
            ("CMS Notification No. 2096/101", "CMS-NOT-2096/101", "CMS", None, "Otters of the north"),
            [],
        ),
        (
            f"ACCOBAMS-MOP96/2096/Res.96.13\n\nRESOLUTION 96.13\n\nWHALES AND LAKES{CLAUSES}",
            (
                "ACCOBAMS-MOP96/2096/Res.96.13",
                "ACCOBAMS-RES-96.13",
                "ACCOBAMS",
                "ACCOBAMS-MOP96",
                "WHALES AND LAKES",
            ),
            ["meeting-inferred"],
        ),
        # A number that many treaties count by is that of the treaty at the head, or nobody's.
        (
            "AGREEMENT ON THE CONSERVATION OF AFRICAN-EURASIAN MIGRATORY WATERBIRDS\n\n98th SESSION OF THE MEETING OF "
            f"THE PARTIES\n26-30 September 2092, Lagos\n\nRESOLUTION 98.2\n\nLAKES OF OTTERS{CLAUSES}",
            ("AEWA Resolution 98.2", "AEWA-RES-98.2", "AEWA", "AEWA-MOP98", "LAKES OF OTTERS"),
            [],
        ),
        # its title behind its name, or the symbol of the record that it is annexed to before it
        (
            f"Résolution 8.3 : Loutres\n\nAccord ACCOBAMS\n\nACCOBAMS-MOP8/2092/Doc38/Annexe15{CLAUSES}",
            ("ACCOBAMS Resolution 8.3", "ACCOBAMS-RES-8.3", "ACCOBAMS", "ACCOBAMS-MOP8", "Loutres"),
            ["meeting-inferred"],
        ),
        (
            f"Doc.EUROBATS.MoP8.Record.Annex 4\n\nResolution 8.3\n\nLakes of Bats{CLAUSES}",
            ("EUROBATS Resolution 8.3", "EUROBATS-RES-8.3", "EUROBATS", "EUROBATS-MOP8", "Lakes of Bats"),
            ["meeting-inferred"],
        ),
        (
            f"RESOLUTION 98.2\n\nLAKES OF OTTERS\n\n{CLAUSES}",
            (None, None, None, None, "LAKES OF OTTERS"),
            ["convention-unknown", "symbol-missing"],
        ),
    ],
)
def test_what_an_adopted_text_is(text: str, expected: tuple[str | None, ...], rules: list[str]) -> None:
    facts, issues = identify(read_text_string(text), {"file": "otters.txt"})
    assert tuple(facts[name] for name in NAMES) == expected
    assert sorted(issue.rule for issue in issues) == rules


def test_a_notification_is_of_no_meeting_and_its_day_is_that_of_issue() -> None:
    text = f"{NOTIFICATION}CONCERNING: Otters\n\n1. Count.\n"
    facts, _ = identify(read_text_string(text), {})
    assert (facts["issued"], facts["place"], facts["meeting_start"]) == (date(2096, 3, 15), None, None)
    assert facts["title"] == "Otters"
    body = "The 97th meeting of the Conference of the Parties held from 3 to 8 May 2095 decided to count the otters."
    text = f"NOTIFICATION TO THE PARTIES\n\n2096/016\n\nLagos, 8 November 2096\n\nCOUNTS OF OTTERS\n\n{body}\n"
    facts, _ = identify(read_text_string(text), {})
    assert (facts["issued"], facts["meeting_id"], facts["title"]) == (date(2096, 11, 8), None, "COUNTS OF OTTERS")


def test_a_meetings_document_about_a_resolution_is_the_meetings() -> None:
    text = (
        "SC98 Doc. 16.2\n\nNinety-eighth meeting of the Standing Committee\nLagos (Nigeria), 7-11 July 2094\n\n"
        "Resolution Conf. 93.3\n\nREVIEW OF OTTERS\n\n1. The Secretariat has counted the otters of the north.\n"
    )
    facts, _ = identify(read_text_string(text), {})
    assert (facts["symbol"], facts["own_instrument_id"], facts["meeting_id"]) == ("SC98 Doc. 16.2", None, "CITES-SC98")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "CONCERNING:\n\nNinety-third meeting of the Conference of the Parties\n\nCounts of otters",
            "Ninety-third meeting of the Conference of the Parties Counts of otters",
        ),
        (
            "CONCERNING: Count for the 93rd meeting\n\nof the Conference of the Parties",
            "Count for the 93rd meeting of the Conference of the Parties",
        ),
        ("CONCERNING: Counts of otters\n\nEstimados puntos focales:", "Counts of otters"),
        ("CONCERNING: Counts of otters\n\nMadame, Monsieur,", "Counts of otters"),
    ],
)
def test_what_a_notification_concerns_may_be_a_meeting(head: str, title: str) -> None:
    facts, _ = identify(read_text_string(f"{NOTIFICATION}{head}\n\n1. Count.\n"), {})
    assert (facts["own_instrument_id"], facts["title"]) == ("CITES-NOT-2096/023", title)


def test_a_notification_may_have_its_number_above_its_name() -> None:
    number = "No. 2096/023 Lagos, 15 March 2096"
    text = f"{CITES_HEAD}{number}\n\nNotification to the Parties\n\nCounts of otters\n\n1. Count.\n"
    facts, _ = identify(read_text_string(text), {})
    assert (facts["own_instrument_id"], facts["issued"]) == ("CITES-NOT-2096/023", date(2096, 3, 15))
    assert facts["title"] == "Counts of otters"
