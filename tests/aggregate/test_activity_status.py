import datetime

from invented import GRIFFIN, MERMAID, aggregate, document, edition

from pipeline.aggregate.activity_status import activity_status, statuses
from pipeline.aggregate.species import species_by_programme, tally_species

DOCUMENTS = [
    document("sc91-doc-1", meeting_id="CITES-SC991", meeting_start="2091-01-10"),
    document("sc93-doc-1", meeting_start="2093-01-10"),
]
DRAFT = edition("sc91-doc-1", "2091-2093", "draft", ("B1", "Mermaids", MERMAID), ("B2", "Griffins", GRIFFIN))
REPORT = edition(
    "sc93-doc-1",
    "2091-2093",
    "progress_report",
    ("B1", "Mermaids", MERMAID),
    ("B2", "Mermaids", "Lend boats to each other"),
    ("B3", "Griffins", GRIFFIN),
)


def answered(**answers):
    """Tables with the report's activities (by code) and the statuses of their results."""
    results, links = [], []
    for code, found in answers.items():
        for place, status in enumerate(found):
            result_id = f"sc93-doc-1/annex-1/r{code}{place}"
            results.append(
                {"document_id": "sc93-doc-1", "result_id": result_id, "programme_id": "2091-2093", "status": status}
            )
            links.append(
                {"document_id": "sc93-doc-1", "activity_id": f"sc93-doc-1/annex-1/{code}", "result_id": result_id}
            )
    return {"documents": DOCUMENTS, "activities": [*DRAFT, *REPORT], "results": results, "activity_results": links}


def test_an_activity_goes_on_as_long_as_a_part_of_it_does_and_without_result_is_not_reported():
    found = statuses(answered(B1=["completed", "in_progress"], B2=["completed", "not_reported", "reported"]))
    assert found == {
        "sc93-doc-1/annex-1/B1": "in_progress",
        "sc93-doc-1/annex-1/B2": "reported",
        "sc93-doc-1/annex-1/B3": "not_reported",
    }


def test_a_link_whose_result_was_taken_out_answers_nothing():
    tables = answered(B1=["completed"], B2=["completed"])
    tables["results"] = tables["results"][1:]
    assert [*statuses(tables).values()] == ["not_reported", "completed", "not_reported"]


def test_statuses_are_counted_by_programme_theme_and_group():
    rows = activity_status(answered(B1=["completed"], B2=["completed"], B3=["not_reported"]))
    assert [(row["programme_id"], row["theme"], row["group"], row["status"], row["activities"]) for row in rows] == [
        ("2091-2093", "B", "Griffins", "not_reported", 1),
        ("2091-2093", "B", "Mermaids", "completed", 2),
    ]


def test_a_draft_has_no_statuses():
    assert activity_status(answered()) == []


def test_the_timeline_has_a_row_for_each_edition():
    tables = answered(B1=["completed"], B3=["not_reported"])
    rows = aggregate(tables)["programme_timeline"]
    assert rows[0] == {
        "chain": 1,
        "position": 1,
        "programme_id": "2091-2093",
        "role": "draft",
        "document_id": "sc91-doc-1",
        "annex": "annex 1",
        "meeting_id": "CITES-SC991",
        "date": datetime.date(2091, 1, 10),
        "themes": 1,
        "activities": 2,
        "answered": None,
        "linked": 0,
        "new": 2,
        "dropped": 0,
    }
    later = rows[1]
    assert (later["position"], later["activities"], later["answered"]) == (2, 3, 1)
    assert (later["linked"], later["new"], later["dropped"]) == (2, 1, 0)


def test_the_timeline_counts_what_an_edition_dropped_of_the_one_before():
    tables = answered(B1=["completed"])
    tables["activities"] = [*DRAFT, *REPORT[:2]]
    assert [row["dropped"] for row in aggregate(tables)["programme_timeline"]] == [0, 1]


def test_a_mention_belongs_to_the_programme_of_its_activity_or_result_or_annex():
    tables = answered(B1=["completed"])
    tables["activities"] = [
        *tables["activities"],
        *edition("sc93-doc-1", "2094-2099", "draft", ("B1", None, MERMAID), annex="annex 2"),
        *edition("sc93-doc-1", "2091-2093", "draft", ("B1", None, MERMAID), annex="annex 3"),
        *edition("sc93-doc-1", "2094-2099", "draft", ("B2", None, MERMAID), annex="annex 3"),
    ]
    annexes = {"b1": "annex 1", "b2": "annex 2", "b3": None, "b4": "annex 3"}
    tables["blocks"] = [
        {"document_id": "sc93-doc-1", "block_id": name, "annex": annex} for name, annex in annexes.items()
    ]

    def mention(block, **values):
        row = {"document_id": "sc93-doc-1", "block_id": block, "taxon_id": "t", "name": "Sirena", "rank": "genus"}
        return row | {"activity_id": None, "result_id": None} | values

    tables["taxon_mentions"] = [
        mention("b1", activity_id="sc93-doc-1/annex-1/B1"),
        mention("b1", result_id="sc93-doc-1/annex-1/rB10"),
        mention("b1"),
        mention("b2"),
        mention("b3"),
        mention("b4"),
        mention("b4", activity_id="sc93-doc-1/annex-3/B1"),
        mention("b2", activity_id="sc93-doc-1/annex-3/B1"),
        mention("b2", taxon_id=None),
    ]
    rows = species_by_programme(tally_species(tables))
    columns = ("programme_id", "mentions", "activities", "results", "mentions_elsewhere", "documents")
    assert [tuple(row[column] for column in columns) for row in rows] == [
        ("2091-2093", 5, 2, 1, 1, 1),
        ("2094-2099", 1, 0, 0, 1, 1),
    ]
