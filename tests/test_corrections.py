import datetime
from pathlib import Path

import pytest

from pipeline.corrections import _FOLLOWING, CorrectionsError, apply, issues, read_corrections, unused
from pipeline.schema import tables

RECORD = """
- id: lost-heading
  table: activities
  row: {activity_id: sc91-doc-1/annex-1/B4}
  field: group
  expected: null
  use: Mermaids
  reason: The sub-heading was lost in conversion.
  evidence: Page 3 of the printed document.
"""


@pytest.fixture
def read(tmp_path: Path):
    def read(text: str):
        path = tmp_path / "corrections.yml"
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
        return read_corrections(path)

    return read


def rows(**values):
    return [
        {"document_id": "sc91-doc-1", "activity_id": f"sc91-doc-1/annex-1/B{n}", "group": None}
        | (values if n == 4 else {})
        for n in (3, 4)
    ]


def test_a_value_is_mended_where_the_expected_one_is_found(read):
    given = rows()
    applied = apply(read(RECORD), "activities", given)
    assert [row["group"] for row in applied.rows] == [None, "Mermaids"]
    assert (applied.used, applied.stale) == (("lost-heading",), {})
    assert [row["group"] for row in given] == [None, None]


def test_a_correction_of_another_table_does_nothing(read):
    applied = apply(read(RECORD), "results", rows())
    assert (applied.rows, applied.used, applied.stale) == (rows(), (), {})


@pytest.mark.parametrize("group", ["Griffins", "Mermaids"])
def test_it_is_stale_where_the_source_has_another_value(read, group):
    applied = apply(read(RECORD), "activities", rows(group=group))
    assert (applied.used, applied.stale) == ((), {"lost-heading": f"group is '{group}', not null"})
    assert applied.rows == rows(group=group)


def test_of_two_that_clash_the_second_is_stale_and_names_the_first(read):
    clashing = RECORD + RECORD.replace("lost-heading", "another").replace("Mermaids", "Griffins")
    assert apply(read(clashing), "activities", rows()).stale == {
        "another": "group is 'Mermaids' by lost-heading, not null"
    }


def test_what_follows_from_a_corrected_value_and_is_not_corrected_is_a_warning(read):
    frame = {"timeframe": "2012", "timeframe_start": 2012, "timeframe_end": 2012, "ongoing": False}
    first = RECORD.replace("group", "timeframe").replace("null", "'2012'").replace("Mermaids", "2012-2013")
    second = RECORD.replace("lost-heading", "end").replace("group", "timeframe_end")
    second = second.replace("null", "2012").replace("Mermaids", "2013")
    corrections = read(first + second)
    applied = apply(corrections, "activities", rows(**frame))
    assert applied.used == ("lost-heading", "end")
    found = issues(corrections, applied, "sc91-doc-1", "split")
    assert [(row["level"], row["message"]) for row in found if row["rule"] == "correction-partial"] == [
        (
            "warning",
            "The correction lost-heading of activities leaves as it was what follows from its column: "
            "timeframe_start, ongoing, subject_to_funding; correct each as well, or confirm it",
        )
    ]


def test_a_status_without_the_words_that_it_rests_on_is_half_mended(read):
    status = RECORD.replace("field: group", "field: status").replace("expected: null", "expected: in_progress")
    status = status.replace("activities", "results").replace("use: Mermaids", "use: completed")
    corrections = read(status.replace("activity_id: sc91-doc-1/annex-1/B4", "result_id: sc91-doc-1/annex-1/r1"))
    given = {"result_id": "sc91-doc-1/annex-1/r1", "status": "in_progress", "status_evidence": "is under way"}
    applied = apply(corrections, "results", [given])
    found = issues(corrections, applied, "sc91-doc-1", "split")
    assert [row["rule"] for row in found] == ["correction-used", "correction-partial"]
    assert "status_evidence; correct each" in found[1]["message"]


def test_all_that_is_said_to_follow_are_columns_of_the_table():
    for (table, column), following in _FOLLOWING.items():
        assert {column, *following} <= {field.name for field in tables()[table].fields}


def test_it_is_stale_where_it_names_several_rows(read):
    corrections = read(RECORD.replace("activity_id: sc91-doc-1/annex-1/B4", "document_id: sc91-doc-1"))
    assert apply(corrections, "activities", rows()).stale == {"lost-heading": "it names 2 rows, not one"}


def test_it_is_unused_where_nothing_has_its_row(read):
    corrections = read(RECORD)
    applied = apply(corrections, "activities", rows()[:1])
    assert (applied.used, applied.stale) == ((), {})
    found = unused(corrections, issues(corrections, applied, "sc91-doc-1", "split"))
    assert [(row["level"], row["rule"], row["evidence"]) for row in found] == [
        ("error", "correction-unused", "lost-heading")
    ]


@pytest.mark.parametrize(
    ("group", "rule", "level"), [(None, "correction-used", "info"), ("?", "correction-stale", "error")]
)
def test_what_became_of_it_is_an_issue_and_then_it_is_not_unused(read, group, rule, level):
    corrections = read(RECORD)
    found = issues(corrections, apply(corrections, "activities", rows(group=group)), "sc91-doc-1", "split")
    assert [(row["rule"], row["level"], row["stage"], row["document_id"]) for row in found] == [
        (rule, level, "split", "sc91-doc-1")
    ]
    assert unused(corrections, found) == []


def test_a_date_is_compared_and_replaced_as_a_date(read):
    text = RECORD.replace("table: activities", "table: documents").replace("field: group", "field: issued")
    text = text.replace("{activity_id: sc91-doc-1/annex-1/B4}", "{document_id: sc91-doc-1}")
    for expected, use in (("2091-01-02", "2091-02-01"), ("'2091-01-02'", "'2091-02-01'"), ("null", "'2091-02-01'")):
        there = None if expected == "null" else datetime.date(2091, 1, 2)
        corrections = read(text.replace("expected: null", f"expected: {expected}").replace("Mermaids", use))
        applied = apply(corrections, "documents", [{"document_id": "sc91-doc-1", "issued": there}])
        assert applied.rows[0]["issued"] == datetime.date(2091, 2, 1)


def without_value(action: str) -> str:
    lines = [line for line in RECORD.splitlines() if not line.strip().startswith(("field", "expected", "use"))]
    return "\n".join([*lines, f"  action: {action}"])


ANSWER = {
    "document_id": "sc91-doc-1",
    "activity_id": "sc91-doc-1/annex-1/B4",
    "result_id": "sc91-doc-1/annex-1/r2",
    "basis": "row",
}


def adding(**values: str) -> str:
    """A correction that adds an answer to an activity."""
    row = ", ".join(f"{name}: {value}" for name, value in {**ANSWER, **values}.items())
    text = without_value("add").replace("table: activities", "table: activity_results")
    return text.replace("{activity_id: sc91-doc-1/annex-1/B4}", f"{{{row}}}")


def test_a_row_is_removed(read):
    applied = apply(read(without_value("remove")), "activities", rows())
    assert [row["activity_id"] for row in applied.rows] == ["sc91-doc-1/annex-1/B3"]
    assert applied.used == ("lost-heading",)


def test_a_row_is_added_once(read):
    there = [{**ANSWER, "activity_id": "sc91-doc-1/annex-1/B3"}]
    applied = apply(read(adding()), "activity_results", there)
    assert (applied.rows, applied.used) == ([*there, ANSWER], ("lost-heading",))
    again = apply(read(adding()), "activity_results", applied.rows)
    assert (again.rows, again.stale) == (applied.rows, {"lost-heading": "the row to add is there already"})


def test_a_row_is_not_added_to_another_document(read):
    applied = apply(read(adding(document_id="sc92-doc-1")), "activity_results", [ANSWER])
    assert (applied.rows, applied.used, applied.stale) == ([ANSWER], (), {})


def test_no_file_and_an_empty_file_have_no_corrections(read, tmp_path):
    assert read_corrections(tmp_path / "nowhere.yml") == []
    assert read("") == read("[]") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RECORD + RECORD, "Two corrections are called lost-heading"),
        (RECORD.replace("  reason: The sub-heading was lost in conversion.\n", ""), "Correction 1: lacks reason"),
        (RECORD.replace("use: Mermaids", "value: Mermaids"), "lacks use; has unknown value"),
        (RECORD + "  action: guess\n", "action must be one of change, remove, add, not 'guess'"),
        (RECORD.replace("Page 3 of the printed document.", '" "'), "evidence must be a text that is not empty"),
        (RECORD.replace("{activity_id: sc91-doc-1/annex-1/B4}", "{}"), "row must name at least one column"),
        (RECORD.replace("table: activities", "table: voyages"), "Correction 1: there is no table voyages"),
        (RECORD.replace("field: group", "field: grupo"), "Correction 1: activities has no column grupo"),
        (RECORD.replace("{activity_id:", "{activity:"), "Correction 1: activities has no column activity"),
        (RECORD.replace("use: Mermaids", "use: 7"), "Correction 1: group is to be text, not 7"),
        (RECORD.replace("field: group", "field: order"), "order is to be integer, not 'Mermaids'"),
        (RECORD.replace("group", "order").replace("Mermaids", "true"), "order is to be integer, not True"),
        (RECORD.replace("field: group", "field: text").replace("Mermaids", "null"), "text is to be text, not null"),
        (RECORD.replace("field: group", "field: role"), "role is one of draft, progress_report, not 'Mermaids'"),
        (RECORD.replace("field: group", "field: block_ids"), "block_ids is to be texts, not 'Mermaids'"),
        (adding(basis="null"), "Correction 1: a row of activity_results needs basis"),
        (adding(basis="7"), "Correction 1: basis is to be text, not 7"),
        (RECORD.replace("table: activities", "table: [activities]"), "table must be a text"),
        (RECORD.replace("field: group", "field: [group]"), "field must be a text"),
        (RECORD + "  7: x\n", "has unknown 7"),
        (RECORD.replace("group", "order").replace("Mermaids", "9" * 30), "order is to be integer, not 999"),
        ("just text", "must be a list"),
        ("- just text", "Correction 1 is no mapping"),
        ("[", "is not YAML"),
        ("# \udcff", "is not YAML in UTF-8"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_reason(read, text, message):
    with pytest.raises(CorrectionsError, match=message):
        read(text)


def test_the_corrections_of_the_repository_can_be_read():
    path = Path(__file__).parents[1] / "corrections.yml"
    assert path.exists()
    read_corrections(path)
