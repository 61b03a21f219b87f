import copy
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import GRIFFIN, LEDGER, MERMAID, aggregate, document, edition

from pipeline.aggregate.dataset import TABLES
from pipeline.aggregate.summary import NEEDED
from pipeline.compare import AGGREGATE, compare
from pipeline.corrections import Correction
from pipeline.parquet import to_table
from pipeline.schema import tables as schemas
from pipeline.schema import tables_of


def mention(block_id, **values):
    row = {"document_id": block_id.split("/")[0], "block_id": block_id, "start": 3, "end": 9, "surface": "there"}
    return row | {"activity_id": None, "result_id": None} | values


def dataset():
    report = edition("sc93-doc-1", "2091-2093", "progress_report", ("A1", None, LEDGER), ("B1", None, MERMAID))
    found = {
        "documents": [
            document(
                "sc91-doc-1", symbol="SC91 Doc. 1", meeting_id="CITES-SC991", meeting_start="2091-01-10", place="Mu"
            ),
            document("sc93-doc-1", symbol="SC93 Doc. 1", meeting_id="CITES-SC993", meeting_start="2093-01-10"),
        ],
        "activities": [
            *edition(
                "sc91-doc-1", "2091-2093", "draft", ("A1", None, LEDGER), ("B1", None, MERMAID), ("B2", None, GRIFFIN)
            ),
            *report,
        ],
        "results": [
            {
                "document_id": "sc93-doc-1",
                "result_id": "sc93-doc-1/annex-1/r1",
                "programme_id": "2091-2093",
                "text": "Done.",
                "status": "completed",
            }
        ],
        "activity_results": [
            {"document_id": "sc93-doc-1", "activity_id": report[1]["activity_id"], "result_id": "sc93-doc-1/annex-1/r1"}
        ],
        "blocks": [
            {"document_id": name.split("/")[0], "block_id": name, "annex": "annex 1", "order": 1}
            for name in ("sc91-doc-1/b1", "sc93-doc-1/b1")
        ],
        "taxon_mentions": [
            mention("sc93-doc-1/b1", taxon_id="t", name="Saiga tatarica", rank="species", via="common", match="exact"),
            mention("sc91-doc-1/b1", taxon_id="t", name="Saiga tatarica", rank="species", via="common", match="exact"),
        ],
        "meeting_mentions": [
            mention(
                "sc93-doc-1/b1",
                meeting_id="CITES-SC991",
                place="Thule",
                date_start=None,
                date_end=None,
                dates=None,
                in_symbol=False,
            ),
            mention(
                "sc91-doc-1/b1",
                meeting_id="CITES-SC993",
                place=None,
                date_start=None,
                date_end=None,
                dates=None,
                in_symbol=True,
            ),
        ],
        "document_mentions": [mention("sc91-doc-1/b1", symbol="SC93 Doc. 1", target_document_id="sc93-doc-1")],
        "instrument_mentions": [mention("sc93-doc-1/b1", instrument_id="CITES-RES-91.1", title="T", revision=None)],
        "organisation_mentions": [mention("sc93-doc-1/b1", organisation_id="LEAGUE", name="League")],
    }
    assert found.keys() == set(NEEDED)
    return found


def test_every_aggregate_has_rows_that_fit_its_schema():
    made = aggregate(dataset())
    assert made.keys() == set(TABLES)
    assert set(TABLES) - {"issues"} == {schema.name for schema in tables_of("aggregate")}
    for name in TABLES:
        assert made[name], name
        to_table(schemas()[name], made[name])


def test_keys_of_aggregates_are_unique():
    for name, rows in aggregate(dataset()).items():
        key = schemas()[name].key
        assert not key or len({tuple(row[column] for column in key) for row in rows}) == len(rows), name


def test_in_how_many_runs_the_documents_are_summarised_does_not_matter():
    assert aggregate(dataset(), parts=2) == aggregate(dataset())


def test_what_is_doubtful_is_in_the_issues():
    rules = [(row["rule"], row["document_id"]) for row in aggregate(dataset())["issues"]]
    assert rules == [("meeting-contradiction", None), ("later-meeting-cited", "sc91-doc-1")]


def test_the_columns_named_are_enough():
    rows = dataset()
    narrow = {
        name: [{column: row[column] for column in columns if column in row} for row in rows[name]]
        for name, columns in NEEDED.items()
    }
    assert aggregate(narrow) == aggregate(rows)
    for name, columns in NEEDED.items():
        assert set(columns) <= {field.name for field in schemas()[name].fields}, name


def test_a_dataset_without_anything_has_empty_aggregates():
    assert aggregate({}) == {name: [] for name in TABLES}


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_and_they_are_not_changed(shuffled: random.Random):
    given_rows = dataset()
    expected = aggregate(given_rows)
    for rows in given_rows.values():
        shuffled.shuffle(rows)
    before = copy.deepcopy(given_rows)
    assert aggregate(given_rows) == expected
    assert given_rows == before


def test_with_and_without_a_document_exactly_its_rows_and_what_rests_on_it_differ():
    rows = dataset()
    without = {name: [row for row in entries if row["document_id"] != "sc93-doc-1"] for name, entries in rows.items()}
    keys = {name: schema.key for name, schema in schemas().items()}
    stages = compare(without, rows, keys)
    assert stages.documents() == ["sc93-doc-1"]
    assert not any(table.removed or table.changed for table in stages.tables.values())
    made = compare(aggregate(without), aggregate(rows), keys)
    assert set(made.documents()) == {"sc93-doc-1", "sc91-doc-1"}
    of_the_other = {counts.table for counts in made.counts() if counts.document_id == "sc91-doc-1"}
    assert of_the_other == {"lineage_ends", "issues"}
    assert {counts.table for counts in made.counts() if counts.document_id == AGGREGATE} >= {
        "lineage",
        "taxa",
        "meetings",
    }


def correction(action, row, field=None, expected=None, use=None, table="lineage"):
    return Correction("by-hand", table, row, action, field, expected, use, "They are not the same.", "Read by two.")


LINK = {"from_activity_id": "sc91-doc-1/annex-1/B1", "to_activity_id": "sc93-doc-1/annex-1/B1"}


def test_a_link_can_be_removed_by_hand_and_its_ends_follow():
    made = aggregate(dataset(), [correction("remove", LINK)])
    assert not [row for row in made["lineage"] if row["from_activity_id"] == LINK["from_activity_id"]]
    found = {(row["activity_id"], row["relation"]) for row in made["lineage_ends"]}
    assert {("sc91-doc-1/annex-1/B1", "dropped"), ("sc93-doc-1/annex-1/B1", "new")} <= found
    assert ("info", "correction-used", "by-hand") in {
        (row["level"], row["rule"], row["evidence"]) for row in made["issues"]
    }


def test_a_link_can_be_added_or_changed_by_hand():
    row = {
        "from_activity_id": "sc91-doc-1/annex-1/B2",
        "to_activity_id": "sc93-doc-1/annex-1/B1",
        "relation": "merged",
        "similarity": 0.0,
        "evidence": "By hand.",
    }
    made = aggregate(dataset(), [correction("add", row)])
    assert (
        row.items()
        <= next(link for link in made["lineage"] if link["from_activity_id"] == row["from_activity_id"]).items()
    )
    assert ("sc91-doc-1/annex-1/B2", "dropped") not in {(r["activity_id"], r["relation"]) for r in made["lineage_ends"]}
    to_table(schemas()["lineage"], made["lineage"])
    changed = aggregate(dataset(), [correction("change", LINK, "relation", "same", "reworded")])
    assert "reworded" in {row["relation"] for row in changed["lineage"]}


@pytest.mark.parametrize("table", ["taxa", "lineage"])
def test_a_stale_correction_of_an_aggregate_is_an_error(table):
    row = {"taxon_id": "t"} if table == "taxa" else LINK
    field = "name" if table == "taxa" else "relation"
    issues = aggregate(dataset(), [correction("change", row, field, "what it was", "x", table)])["issues"]
    assert ("error", "correction-stale") in {(issue["level"], issue["rule"]) for issue in issues}
