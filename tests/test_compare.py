import datetime
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compare import AGGREGATE, Counts, account, change_log, compare
from pipeline.schema import tables

KEYS = {"documents": ["document_id"], "activities": ["activity_id"], "taxa": ["taxon_id"], "cells": ["table_id", "row"]}


def activity(n, text="Count griffins", document_id="sc91-doc-1"):
    return {
        "document_id": document_id,
        "activity_id": f"{document_id}/annex-1/B{n}",
        "programme_id": "2091-2093",
        "text": text,
    }


def test_equal_datasets_do_not_differ_whatever_their_order():
    old = {"activities": [activity(1), activity(2)]}
    difference = compare(old, {"activities": [activity(2), activity(1)]}, KEYS)
    assert not difference
    assert change_log(difference) == ["Nothing changed."]
    assert account(difference, old) == ["Nothing new."]


def test_rows_added_removed_and_changed_are_told_apart_by_their_key():
    old = {"activities": [activity(1), activity(2)]}
    new = {"activities": [activity(2, "Count all griffins"), activity(3)]}
    table = compare(old, new, KEYS).tables["activities"]
    assert [row["activity_id"][-2:] for row in table.added] == ["B3"]
    assert [row["activity_id"][-2:] for row in table.removed] == ["B1"]
    assert [(change.key, dict(change.fields)) for change in table.changed] == [
        (("sc91-doc-1/annex-1/B2",), {"text": ("Count griffins", "Count all griffins")})
    ]


def test_an_issue_that_moved_to_another_page_is_the_same_issue():
    issue = {"document_id": "sc91-doc-1", "stage": "tag", "rule": "taxon-misspelt", "evidence": "Grifon", "page": 1}
    table = compare({"issues": [issue]}, {"issues": [issue | {"page": 2}]}, {"issues": tables()["issues"].pairs})
    assert [(change.document_id, dict(change.fields)) for change in table.tables["issues"].changed] == [
        ("sc91-doc-1", {"page": (1, 2)})
    ]


def test_the_numbers_go_by_table_and_document():
    old = {"activities": [activity(1)], "taxa": [{"taxon_id": "t", "name": "Mermaid", "mentions": 1}]}
    new = {
        "activities": [activity(1, "x"), activity(1, document_id="sc92-doc-1")],
        "taxa": [{"taxon_id": "t", "name": "Mermaid", "mentions": 2}],
    }
    difference = compare(old, new, KEYS)
    assert difference.counts() == [
        Counts("activities", "sc91-doc-1", 0, 0, 1),
        Counts("activities", "sc92-doc-1", 1, 0, 0),
        Counts("taxa", AGGREGATE, 0, 0, 1),
    ]
    assert difference.documents() == ["sc91-doc-1", "sc92-doc-1"]
    assert "| activities | sc92-doc-1 | 1 |  |  |" in change_log(difference)


def test_a_document_more_or_less_is_exactly_its_rows():
    mine = {"documents": [{"document_id": "a"}], "activities": [activity(1, document_id="a")]}
    both = {
        name: [*rows, {**rows[0], "document_id": "b", "activity_id": "b/annex-1/B1"}] for name, rows in mine.items()
    }
    assert compare(mine, both, KEYS).documents() == ["b"]
    assert [counts.removed for counts in compare(both, mine, KEYS).counts()] == [1, 1]


def test_rows_without_a_key_are_compared_whole_and_counted():
    issue = {"document_id": "a", "level": "info", "rule": "code-inferred"}
    difference = compare({"issues": [issue]}, {"issues": [issue, issue]}, KEYS)
    assert difference.counts() == [Counts("issues", "a", 1, 0, 0)]


def test_rows_with_one_key_are_paired_by_their_contents():
    one, other = ({"table_id": "t1", "row": 0, "text": text} for text in "ab")
    assert not compare({"cells": [one, other]}, {"cells": [other, one]}, KEYS)
    changed = compare({"cells": [one, other]}, {"cells": [one, {**other, "text": "c"}]}, KEYS).tables["cells"].changed
    assert [change.fields for change in changed] == [{"text": ("b", "c")}]


def test_a_table_that_only_one_has_is_named():
    difference = compare({}, {"taxa": []}, KEYS)
    assert change_log(difference)[0] == "- The table `taxa` is new."
    assert change_log(compare({"taxa": []}, {}, KEYS))[0] == "- The table `taxa` is gone."


def test_a_column_that_is_missing_is_null():
    assert not compare({"taxa": [{"taxon_id": "t"}]}, {"taxa": [{"taxon_id": "t", "name": None}]}, KEYS)


def test_dates_lists_and_structures_are_compared_by_value_and_can_be_written():
    row = {"document_id": "a", "issued": datetime.date(2091, 1, 2), "spans": [{"start": 0}], "bbox": {"x0": 1.0}}
    assert not compare({"documents": [row]}, {"documents": [row | {"issued": datetime.date(2091, 1, 2)}]}, KEYS)
    difference = compare({"documents": [row]}, {"documents": [row | {"issued": datetime.date(2091, 1, 3)}]}, KEYS)
    assert difference.as_dict()["documents"]["changed"] == [
        {"key": ["a"], "document_id": "a", "fields": {"issued": ["2091-01-02", "2091-01-03"]}}
    ]


def test_the_account_says_in_words_what_is_new():
    old = {
        "documents": [{"document_id": "sc91-doc-1"}],
        "activities": [activity(1), activity(2)],
        "results": [],
        "issues": [],
    }
    report = [activity(n, document_id="sc93-doc-1") for n in (1, 2, 3)]
    results = [
        {"document_id": "sc93-doc-1", "result_id": f"sc93-doc-1/annex-1/r{n}", "text": "Counted."} for n in (1, 3)
    ]
    new = {
        "documents": [*old["documents"], {"document_id": "sc93-doc-1"}],
        "activities": [*old["activities"], *report],
        "results": results,
        "activity_results": [
            {"document_id": "sc93-doc-1", "activity_id": row["activity_id"], "result_id": result["result_id"]}
            for row, result in ((report[0], results[0]), (report[2], results[1]))
        ],
        "lineage": [
            {"from_activity_id": old["activities"][0]["activity_id"], "to_activity_id": report[0]["activity_id"]}
        ],
        "programme_timeline": [
            {
                "chain": 1,
                "position": position,
                "programme_id": "2091-2093",
                "role": "progress_report",
                "document_id": "sc93-doc-1",
                "activities": 3,
                "linked": 2,
                "new": 1,
                "dropped": 0,
            }
            for position in (1, 2)
        ],
        "taxa": [{"taxon_id": "name:Griffin", "name": "Griffin"}],
        "meetings": [{"meeting_id": "CITES-SC93"}],
        "instruments": [{"instrument_id": "CITES-RES-91.1"}],
        "organisations": [{"organisation_id": "LEAGUE", "name": "League"}],
        "citations": [{"document_id": "sc93-doc-1", "target_kind": "document", "target": "SC91 Doc. 1"}],
        "issues": [
            {"document_id": "sc93-doc-1", "level": level, "rule": rule, "message": f"A {level}."}
            for level, rule in (("info", "code-inferred"), ("error", "code-gap"), ("info", "code-inferred"))
        ],
    }
    assert account(compare(old, new, {**KEYS, "results": ["result_id"]}), new) == [
        "New: 1 document: sc93-doc-1.",
        "3 new activities of 2091-2093, in sc93-doc-1/annex-1.",
        "2091-2093 (progress report in sc93-doc-1): 2 of 3 activities go on from the edition before, new: 1; "
        "of the edition before, dropped: 0.",
        "2 new results.",
        "They answer 1 activity known before: sc91-doc-1/annex-1/B1 (Counted.).",
        "1 new taxon name in the record: Griffin.",
        "1 meeting not named before: CITES-SC93.",
        "1 instrument not cited before: CITES-RES-91.1.",
        "1 organisation not named before: League.",
        "1 new reference to documents: SC91 Doc. 1.",
        "1 new error: code-gap.",
        "  A error.",
        "2 new notes: code-inferred.",
    ]
    gone = account(compare(new, old, {**KEYS, "results": ["result_id"]}), old)
    assert "Gone: 1 document: sc93-doc-1." in gone
    assert "3 activities gone of 2091-2093, in sc93-doc-1/annex-1." in gone


def test_specimens_left_out_beside_real_documents_are_not_told_one_by_one():
    specimen = {"documents": [{"document_id": "sc91-doc-1", "specimen": True}], "activities": [activity(1)]}
    real = {"documents": [{"document_id": "sc93-doc-1", "specimen": False}], "activities": []}
    assert account(compare(specimen, real, KEYS), real) == [
        "New: 1 document: sc93-doc-1.",
        "Left out beside real documents: 1 specimen.",
    ]
    none: dict[str, list] = {"documents": [], "activities": []}
    assert account(compare(specimen, none, KEYS), none) == [
        "Gone: 1 document: sc91-doc-1.",
        "1 activity gone of 2091-2093, in sc91-doc-1/annex-1.",
    ]


def test_long_lists_are_cut_and_the_rest_counted():
    new = {"taxa": [{"taxon_id": str(n), "name": f"Taxon {n}"} for n in range(7)]}
    lines = account(compare({"taxa": []}, new, KEYS), new)
    assert lines == ["7 new taxon names in the record: Taxon 0, Taxon 1, Taxon 2, Taxon 3, Taxon 4 and 2 more."]


def test_a_text_read_otherwise_is_named():
    difference = compare({"activities": [activity(1)]}, {"activities": [activity(1, "Count")]}, KEYS)
    assert account(difference, {}) == ["The text of 1 was read otherwise: sc91-doc-1/annex-1/B1."]


ROWS = st.lists(
    st.fixed_dictionaries({"taxon_id": st.sampled_from("abcd"), "name": st.one_of(st.none(), st.integers(0, 3))}),
    max_size=6,
)


@settings(deadline=None, max_examples=80)
@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_a_difference_accounts_for_every_row(old, new, shuffled: random.Random):
    table = compare({"taxa": old}, {"taxa": new}, KEYS).tables.get("taxa")
    mixed = list(new)
    shuffled.shuffle(mixed)
    assert compare({"taxa": old}, {"taxa": mixed}, KEYS) == compare({"taxa": old}, {"taxa": new}, KEYS)
    added, removed = (len(table.added), len(table.removed)) if table else (0, 0)
    assert len(old) - removed + added == len(new)
    backwards = compare({"taxa": new}, {"taxa": old}, KEYS).tables.get("taxa")
    assert (
        (len(backwards.removed), len(backwards.added)) == (added, removed) if backwards else (added, removed) == (0, 0)
    )
