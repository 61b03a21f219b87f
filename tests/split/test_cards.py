"""Tables that print the names of columns down their first column, or activities over all columns."""

from __future__ import annotations

import pytest

from tests.split.invented import Draft, answers, progress

FIRST = [
    ["Activity", "A1. Count the herons."],
    ["Lead", "Both"],
    ["Timing", "2092"],
    ["Results", "• counted;\n• told."],
]
SECOND = [["Activity", "A2. Count the otters."], ["Lead", "CMS"], ["Timing", "2093"], ["Results", "all were counted."]]


def drawn(*tables: list[list[str]]) -> Draft:
    draft = progress("A. Counts")
    draft.heading("Lakes")
    for table in tables:
        draft.table(table)
    return draft


@pytest.mark.parametrize("tables", [[FIRST, SECOND], [[*FIRST, *SECOND]], [[*FIRST, ["", ""], *SECOND]]])
def test_cards_are_rows_of_one_table(tables: list[list[list[str]]]) -> None:
    rows = drawn(*tables).split()
    found = [(row["code"], row["text"], row["lead"], row["timeframe"], row["group"]) for row in rows["activities"]]
    assert found == [
        ("A1", "Count the herons.", "Both", "2092", "Lakes"),
        ("A2", "Count the otters.", "CMS", "2093", "Lakes"),
    ]
    assert answers(rows) == {"A1": "• counted;\n• told.", "A2": "all were counted."}
    assert [row["header"] for row in rows["tables"]] == [["Activity", "Lead", "Timing", "Results"]]


@pytest.mark.parametrize("other", ["Count", "Activity", ""])
def test_other_words_in_the_first_column_make_no_cards(other: str) -> None:
    draft = drawn([["Activity", "Results"], [other, "A1. Counted."], ["A2. Ring.", "Ringed."]])
    assert [row["header"] for row in draft.split()["tables"]] == [["Activity", "Results"]]


def test_activities_over_all_columns_are_told_of_by_the_rows_below() -> None:
    draft = progress("A. Counts")
    rows = [["A1. Count."], ["2092", "Both", "Counted."], ["A2. Ring."], ["2093", "CMS", "Ringed."]]
    draft.table(rows, ["Timing", "Lead", "Results"])
    [table] = draft.tables
    wide = [cell for cell in table.cells if cell.row in (1, 3) and cell.column == 0]
    table.cells = [cell for cell in table.cells if cell.row not in (1, 3) or cell.column == 0]
    for cell in wide:
        cell.column_span = 3
    found = draft.split()
    said = [(row["code"], row["text"], row["timeframe"], row["lead"]) for row in found["activities"]]
    assert said == [("A1", "Count.", "2092", "Both"), ("A2", "Ring.", "2093", "CMS")]
    assert answers(found) == {"A1": "Counted.", "A2": "Ringed."}
    assert "columns-inferred" in [row["rule"] for row in found["issues"]]
