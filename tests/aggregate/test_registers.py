import datetime

import orjson
import pytest
from invented import document

from pipeline.aggregate.calendar import Calendar
from pipeline.aggregate.registers import (
    instruments,
    meetings,
    organisations,
    tally_instruments,
    tally_meetings,
    tally_organisations,
    tally_taxa,
    taxa,
)
from pipeline.aggregate.tally import Tally

FIRST = document(
    "sc91-doc-1", meeting_id="CITES-SC991", meeting_start="2091-01-10", meeting_end="2091-01-14", place="Atlantis"
)
SECOND = document("sc93-doc-1", meeting_id="CITES-SC993", meeting_start="2093-01-10", place="Lemuria")
UNDATED = document("a-note")
DOCUMENTS = [SECOND, UNDATED, FIRST]
CALENDAR = Calendar(DOCUMENTS)


def mention(document_id, **values):
    row = {"document_id": document_id, "block_id": f"{document_id}/b1", "start": 0, "surface": "x", "in_symbol": False}
    return row | values


def taxon(document_id, surface="mermaid", match="exact", **values):
    found = {"taxon_id": "name:Sirena", "name": "Sirena", "rank": "genus", "via": "common"}
    return mention(document_id, surface=surface, match=match, **found, activity_id=None, result_id=None) | values


def test_a_taxon_has_one_row_with_counts_and_first_and_last_document():
    rows = taxa(
        tally_taxa(
            [
                taxon("sc93-doc-1", "mermaids", activity_id="B1"),
                taxon("a-note", "Sirene", "misspelt"),
                taxon("sc91-doc-1", "Halia", "synonym", activity_id="B1", result_id="r1"),
                taxon("sc91-doc-1", taxon_id=None),
            ]
        ),
        CALENDAR,
    )
    assert rows == [
        {
            "taxon_id": "name:Sirena",
            "name": "Sirena",
            "rank": "genus",
            "mentions": 3,
            "documents": 3,
            "first_document_id": "sc91-doc-1",
            "last_document_id": "a-note",
            "activities": 1,
            "results": 1,
            "surfaces": 3,
            "synonyms": 1,
            "misspelt": 1,
        }
    ]


def test_an_instrument_has_its_commonest_title_and_all_revisions():
    found = [
        mention("sc91-doc-1", instrument_id="CITES-RES-91.1", title=title, revision=revision)
        for title, revision in (
            ("On griffins", "CoP92"),
            (None, None),
            ("On griffons", "CoP91"),
            ("On griffins", "CoP91"),
        )
    ]
    rows = instruments(tally_instruments(found), CALENDAR)
    assert [(row["title"], row["revisions"], row["mentions"]) for row in rows] == [
        ("On griffins", ["CoP91", "CoP92"], 4)
    ]


def test_an_organisation_has_one_row():
    rows = organisations(
        tally_organisations([mention("sc91-doc-1", organisation_id="LEAGUE", name="League")] * 2), CALENDAR
    )
    assert [(row["organisation_id"], row["name"], row["mentions"]) for row in rows] == [("LEAGUE", "League", 2)]


def of_meeting(document_id, place, start, end, printed, meeting_id="CITES-SC990"):
    return mention(document_id, meeting_id=meeting_id, place=place, date_start=start, date_end=end, dates=printed)


def row_of(rows, meeting_id):
    return next(row for row in rows if row["meeting_id"] == meeting_id)


def test_place_and_dates_come_from_the_meetings_own_document():
    rows, issues = meetings(
        tally_meetings([of_meeting("sc93-doc-1", None, None, None, None, "CITES-SC991")]), DOCUMENTS, CALENDAR
    )
    row = row_of(rows, "CITES-SC991")
    assert (row["place"], row["date_start"], row["date_end"]) == (
        "Atlantis",
        datetime.date(2091, 1, 10),
        datetime.date(2091, 1, 14),
    )
    assert (row["source"], row["own_documents"], row["mentions"]) == ("document", 1, 1)
    assert row["stated"] == ["Atlantis, 2091-01-10 to 2091-01-14 (sc91-doc-1)"]
    assert issues == []


def test_without_an_own_document_the_table_of_meetings_says_and_else_the_most_precise_statement():
    known = of_meeting("sc91-doc-1", None, None, None, None, "CITES-CoP15")
    stated = [
        of_meeting("sc91-doc-1", "Mu", "2090-01-01", "2090-12-31", "2090"),
        of_meeting("sc93-doc-1", "Mu", "2090-05-02", "2090-05-04", "2-4 May 2090"),
    ]
    rows, issues = meetings(tally_meetings([known, *stated]), DOCUMENTS, CALENDAR)
    assert (row_of(rows, "CITES-CoP15")["source"], row_of(rows, "CITES-CoP15")["place"]) == ("table", "Doha")
    row = row_of(rows, "CITES-SC990")
    assert (row["source"], row["place"], row["date_start"], row["date_end"]) == (
        "stated",
        "Mu",
        datetime.date(2090, 5, 2),
        datetime.date(2090, 5, 4),
    )
    assert issues == []


def test_contradictions_of_place_or_date_are_issues_and_all_statements_are_kept():
    rows, issues = meetings(
        tally_meetings(
            [
                of_meeting("sc91-doc-1", "Mu", "2090-01-01", "2090-12-31", "2090"),
                of_meeting("sc93-doc-1", "Thule", "2089-03-01", "2089-03-31", "March 2089"),
            ]
        ),
        DOCUMENTS,
        CALENDAR,
    )
    row = row_of(rows, "CITES-SC990")
    assert row["stated"] == ["Mu, 2090 (sc91-doc-1)", "Thule, March 2089 (sc93-doc-1)"]
    assert row["contradiction"] == "place: Mu, 2090 (sc91-doc-1) or Thule, March 2089 (sc93-doc-1)"
    assert [(issue["rule"], issue["level"]) for issue in issues] == [("meeting-contradiction", "warning")] * 2
    assert "dates: Mu, 2090" in issues[1]["message"]


def test_a_country_behind_a_place_and_a_year_around_a_day_contradict_nothing():
    _, issues = meetings(
        tally_meetings(
            [
                of_meeting("sc91-doc-1", "Mu (Pacifica)", "2090-01-01", "2090-12-31", "2090"),
                of_meeting("sc93-doc-1", "Mu", "2090-05-02", "2090-05-04", "2-4 May 2090"),
            ]
        ),
        DOCUMENTS,
        CALENDAR,
    )
    assert issues == []


JANUARY, MARCH = ("2090-01-01", "2090-01-31", "January 2090"), ("2090-03-01", "2090-03-31", "March 2090")


@pytest.mark.parametrize(
    ("one", "other", "contradicted"),
    [
        (("Mu", *JANUARY), ("Mu", *MARCH), ["dates"]),
        (("Mu", *MARCH), ("Mu", *JANUARY), ["dates"]),
        (("Mu", *MARCH), ("Mu", "2090-03-31", "2090-04-02", "31 March - 2 April 2090"), []),
        (("Mu", "2090-03-31", "2090-04-02", "31 March - 2 April 2090"), ("Mu", *MARCH), []),
        (("Mu", *MARCH), ("Mu", None, None, None), []),
        (("Mu", None, None, None), ("Mu", *MARCH), []),
        ((None, *MARCH), ("Mu", *MARCH), []),
        (("Mu", *MARCH), (None, *MARCH), []),
    ],
)
def test_only_what_both_documents_state_contradicts_and_dates_only_where_they_are_apart(one, other, contradicted):
    stated = [of_meeting("sc91-doc-1", *one), of_meeting("sc93-doc-1", *other)]
    _, issues = meetings(tally_meetings(stated), DOCUMENTS, CALENDAR)
    assert [kind for issue in issues for kind in ("place", "dates") if f"{kind}: " in issue["message"]] == contradicted


def test_a_place_in_another_language_contradicts_nothing():
    stated = [
        of_meeting("sc91-doc-1", "Geneva (Switzerland)", "2090-05-02", "2090-05-04", "2-4 May 2090"),
        of_meeting("sc93-doc-1", "Ginebra (Suiza)", "2090-05-02", "2090-05-04", "2-4 de mayo de 2090"),
        of_meeting("sc93-doc-1", "La Haye", "2090-05-02", "2090-05-04", "2-4 mai 2090"),
    ]
    rows, issues = meetings(tally_meetings(stated[:2]), DOCUMENTS, CALENDAR)
    assert (row_of(rows, "CITES-SC990")["contradiction"], issues) == (None, [])
    _, issues = meetings(tally_meetings(stated), DOCUMENTS, CALENDAR)
    assert [issue["rule"] for issue in issues] == ["meeting-contradiction"]


@pytest.mark.parametrize(
    ("own", "stated", "expected"),
    [
        ([], [(None, None, None)], (None, None, None, None, [])),
        ([], [("Mu", None, None)], ("Mu", None, None, "stated", ["Mu (other)"])),
        ([], [(None, "2090-05-02", None)], (None, "2090-05-02", "2090-05-02", "stated", ["said (other)"])),
        (
            [],
            [("Mu", None, None), (None, "2090-05-02", None), (None, "2090-05-01", "2090-05-03")],
            ("Mu", "2090-05-02", "2090-05-02", "stated", ["Mu (other)", "said (other)"]),
        ),
        ([("Mu", None, None)], [], ("Mu", None, None, "document", ["Mu (own-0)"])),
        (
            [(None, "2090-05-02", "2090-05-02")],
            [],
            (None, "2090-05-02", "2090-05-02", "document", ["2090-05-02 (own-0)"]),
        ),
        (
            [("Mu", "2090-05-02", "2090-05-04"), (None, "2090-05-03", None)],
            [],
            (
                "Mu",
                "2090-05-02",
                "2090-05-04",
                "document",
                ["Mu, 2090-05-02 to 2090-05-04 (own-0)", "2090-05-03 (own-1)"],
            ),
        ),
    ],
)
def test_what_is_stated_of_a_meeting_settles_place_and_dates(own, stated, expected):
    documents = [
        document(f"own-{number}", meeting_id="CITES-SC990", place=place, meeting_start=start, meeting_end=end)
        for number, (place, start, end) in enumerate(own)
    ]
    named = [of_meeting("other", *one, "said" if one[1] else None) for one in stated]
    rows, issues = meetings(tally_meetings(named), documents, Calendar(documents))
    days = tuple(str(rows[0][name]) if rows[0][name] else None for name in ("date_start", "date_end"))
    assert (rows[0]["place"], *days, rows[0]["source"], rows[0]["stated"]) == expected
    assert issues == []  # a document does not contradict itself


@pytest.mark.parametrize(
    ("place", "start", "expected"),
    [
        (None, None, ("Doha", "2010-03-13", "2010-03-25", "table")),
        (None, "2010-03-14", ("Doha", "2010-03-14", "2010-03-14", "document")),
        ("Mu", None, ("Mu", "2010-03-13", "2010-03-25", "document")),
    ],
)
def test_the_table_of_meetings_says_what_a_meetings_own_document_does_not(place, start, expected):
    documents = [document("own", meeting_id="CITES-CoP15", place=place, meeting_start=start)]
    rows, _ = meetings({}, documents, Calendar(documents))
    assert (rows[0]["place"], str(rows[0]["date_start"]), str(rows[0]["date_end"]), rows[0]["source"]) == expected


def test_one_day_and_days_apart_from_it_contradict():
    stated = [
        of_meeting("sc91-doc-1", None, "2090-05-02", None, "2 May 2090"),
        of_meeting("sc93-doc-1", None, "2090-05-03", "2090-05-04", "3-4 May 2090"),
    ]
    for given in (stated, [{**stated[0], "document_id": "z"}, stated[1]]):
        _, issues = meetings(tally_meetings(given), DOCUMENTS, CALENDAR)
        assert [issue["message"].count("dates: ") for issue in issues] == [1]


def test_names_are_printed_as_they_stand_where_they_are_scientific_and_rightly_spelt():
    found = [
        taxon("a", "Sirena", via="scientific"),
        taxon("a", "Sirene", "misspelt", via="scientific"),
        taxon("a", "sirena", via="scientific"),
        taxon("a", "Mermaid"),
    ]
    assert tally_taxa(found)["name:Sirena"].seen["printed"] == {"Sirena"}


def test_an_instrument_that_no_mention_gives_a_title_has_none():
    rows = instruments(tally_instruments([mention("a", instrument_id="X", title=None, revision=None)]), CALENDAR)
    assert (rows[0]["title"], rows[0]["revisions"]) == (None, [])


def test_a_tally_is_kept_as_json():
    tally = tally_meetings([of_meeting("a", "Mu", *MARCH), of_meeting("b", None, None, None, None)])["CITES-SC990"]
    assert Tally.from_plain(orjson.loads(orjson.dumps(tally.plain()))) == tally


def test_a_document_without_dates_has_those_of_its_meeting():
    calendar = Calendar([document("x", meeting_id="CITES-CoP15"), document("y", issued="2091-05-05"), UNDATED])
    assert calendar.document("x") == datetime.date(2010, 3, 13)
    assert calendar.meeting_end_of("x") == datetime.date(2010, 3, 25)
    assert calendar.document("y") == calendar.meeting_end_of("y") == datetime.date(2091, 5, 5)
    assert calendar.document("a-note") is None
    assert calendar.first_and_last(["a-note", "y", "x"]) == ("x", "a-note")
    assert calendar.first_and_last([]) == (None, None)
