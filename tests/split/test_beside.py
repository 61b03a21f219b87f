"""Results in a table of their own, beside the codes of the activities that they answer."""

from __future__ import annotations

import pytest

from tests.split.invented import answers, progress, rules, texts

ACTIVITIES = [["B1", "Count herons."], ["B2", "Mend boats."], ["B3", "Map the marsh."]]
RESULTS = [["B1", "Counted."], ["B2", "Mended."], ["B3", "Mapped."]]


def test_results_are_told_by_their_codes() -> None:
    draft = progress()
    draft.table(ACTIVITIES, header=["No.", "Activities"])
    draft.table(RESULTS[::-1], header=["No.", "Results"])
    rows = draft.split()
    assert answers(rows) == {"B1": "Counted.", "B2": "Mended.", "B3": "Mapped."}
    assert [table["header"] for table in rows["tables"]] == [["No.", "Activities", "Results"]]
    assert rules(rows) == []


def test_codes_before_the_words_of_activities_tell_them_too() -> None:
    draft = progress()
    draft.table([[f"{code}. {text}", "2091"] for code, text in ACTIVITIES], header=["Activities", "Time frame"])
    draft.table(RESULTS, header=["Code", "Progress"])
    assert answers(draft.split()) == {"B1": "Counted.", "B2": "Mended.", "B3": "Mapped."}


def test_codes_that_begin_anew_are_those_of_the_table_before() -> None:
    draft = progress()
    for done in ("spring", "autumn"):
        draft.table([["1", "Count herons."], ["2", "Mend boats."]], header=["No.", "Activities"])
        draft.table([["1", f"Counted in {done}."], ["2", "Mended."]], header=["No.", "Results"])
    said = [row["text"] for row in draft.split()["results"]]
    assert said == ["Counted in spring.", "Mended.", "Counted in autumn.", "Mended."]


def test_results_of_several_tables_may_stand_in_one() -> None:
    draft = progress()
    for letter in "BC":
        draft.heading(f"({letter}) Counting herons")
        draft.table([[f"{letter}1", "Count herons."], [f"{letter}2", "Mend boats."]], header=["No.", "Activities"])
    codes = ["B1", "B2", "C1", "C2"]
    draft.table([[code, f"{code} is done."] for code in codes], header=["No.", "Results"])
    rows = draft.split()
    assert answers(rows) == {code: f"{code} is done." for code in codes}
    assert rules(rows) == []


def test_results_of_codes_in_several_tables_are_those_of_the_last_with_most() -> None:
    draft = progress()
    for count in (2, 3):
        texts_ = [[str(k), f"Count {count * k} herons."] for k in range(1, count + 1)]
        draft.table(texts_, header=["No.", "Activities" if count == 2 else "Joint activities"])
    draft.table([[str(k), f"Counted {k}."] for k in range(1, 5)], header=["No.", "Results"])
    rows = draft.split()
    assert [row["text"] for row in rows["results"]] == ["Counted 1.", "Counted 2.", "Counted 3."]
    assert rules(rows).count("result-without-activity") == 1


def test_result_of_a_code_that_no_activity_has_is_an_issue() -> None:
    draft = progress()
    draft.table(ACTIVITIES, header=["No.", "Activities"])
    draft.table([*RESULTS[:2], ["B9", "Nobody knows."]], header=["No.", "Results"])
    rows = draft.split()
    assert answers(rows) == {"B1": "Counted.", "B2": "Mended.", "B3": None}
    assert "result-without-activity" in rules(rows)


@pytest.mark.parametrize("header", [["No.", "Results"], ["Species", "Results"]])
def test_other_codes_are_not_joined(header: list[str]) -> None:
    draft = progress()
    draft.table(ACTIVITIES, header=["No.", "Activities"])
    draft.table([["C1", "Counted."], ["C2", "Mended."]], header=header)
    rows = draft.split()
    assert answers(rows) == {} or "B1" not in answers(rows)
    assert list(texts(rows))[:3] == ["B1", "B2", "B3"]


def test_lowest_names_of_a_header_in_two_rows_are_its_columns() -> None:
    draft = progress()
    draft.table(
        [["No.", "Activity", "Time frame", "Results"], ["B1", "Count herons.", "2091", "Counted."]],
        header=["Joint activities", "", "Implementation", ""],
    )
    draft.tables[-1].header_rows = 2
    rows = draft.split()
    assert answers(rows) == {"B1": "Counted."}
    assert [(row["timeframe"], row["text"]) for row in rows["activities"]] == [("2091", "Count herons.")]


def test_a_result_beside_no_code_is_said() -> None:
    draft = progress()
    draft.table(ACTIVITIES, header=["No.", "Activities"])
    draft.table([*RESULTS[:2], ["None", "Nothing."], RESULTS[2]], header=["No.", "Results"])
    rows = draft.split()
    assert answers(rows) == {"B1": "Counted.", "B2": "Mended.", "B3": "Mapped."}
    assert [(row["rule"], row["evidence"]) for row in rows["issues"]] == [("result-without-activity", "None Nothing.")]
