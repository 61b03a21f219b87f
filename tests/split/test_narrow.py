"""Cells too narrow for a word, headers of which a row is not printed again, cells of which nothing shows the end."""

from __future__ import annotations

import pytest

from pipeline.model import EMPTY_BELOW, SPANNED
from pipeline.split.programmes.columns import whole_code
from pipeline.split.programmes.timeframes import timeframes
from pipeline.titles import column_role
from tests.split.invented import TWO_COLUMNS, answers, progress, rules, texts


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("CALEND AR", "timeframe"),
        ("Resp onsib le", "lead"),
        ("Status of implementa- tion", "result"),
        ("STATUS OF IMPLEMENTA-TION", "result"),
        ("Wardens of lakes", None),
    ],
)
def test_names_of_columns_whose_words_are_broken(name: str, role: str | None) -> None:
    assert column_role(name) == role


@pytest.mark.parametrize(("text", "code"), [("Ac tio n 1", "Action 1"), ("B2", "B2"), ("Two herons", "Two herons")])
def test_codes_whose_words_are_broken(text: str, code: str) -> None:
    assert whole_code(text) == code


@pytest.mark.parametrize(
    ("text", "years"),
    [("2091-2 093", (2091, 2093)), ("2091- 2093", (2091, 2093)), ("2092 2094", (2092, 2092)), ("Ongoin g", None)],
)
def test_time_frames_whose_words_or_years_are_broken(text: str, years: tuple[int, int] | None) -> None:
    frame = timeframes(text)[0]
    assert frame.form is not None
    assert (frame.start, frame.end) == (years or (None, None))


def test_codes_of_a_narrow_column_are_no_part_of_texts() -> None:
    draft = progress("Joint activities")
    header = ["N o.", "Activities", "Results"]
    draft.table([[f"Activit y {k}", f"Count {k} herons.", f"{k} were counted."] for k in (1, 2)], header)
    rows = draft.split()
    assert texts(rows) == {"1": "Count 1 herons.", "2": "Count 2 herons."}


def test_name_that_is_not_printed_again_is_that_of_the_table_before() -> None:
    draft = progress()
    for codes, name in ((("B1", "B2"), "Results"), (("B3", "B4"), "")):
        rows = [[f"{code}. Count herons.", "2091", f"{code} is done."] for code in codes]
        draft.table(rows, ["Activities", "Time frame", name])
    rows = draft.split()
    assert answers(rows) == {code: f"{code} is done." for code in ("B1", "B2", "B3", "B4")}


def test_activity_without_a_result_under_one_that_may_reach_down_is_named() -> None:
    said = []
    for inferred in ([], [EMPTY_BELOW]):
        draft = progress()
        draft.table(
            [
                ["B1. Count herons.", "Counted."],
                ["B2. Mend boats.", ""],
                ["B3. Map the marsh.", ""],
                ["B4. Ring herons.", "Ringed."],
                ["B5. Feed herons.", "Fed."],
            ],
            ["Activities", "Results"],
        )
        draft.tables[-1].inferred += inferred
        rows = draft.split()
        assert answers(rows) == {"B1": "Counted.", "B2": None, "B3": None, "B4": "Ringed.", "B5": "Fed."}
        said.append([(row["rule"], row["evidence"]) for row in rows["issues"]])
    assert said == [[], [("result-may-span", "B2")]]
    assert rules(rows) == ["result-may-span"]


def test_rows_without_codes_beside_one_result_are_an_activity_each() -> None:
    draft = progress("Joint activities")
    rows: list[list[str | None]] = [
        ["Count the herons.", "2091", "Work has begun."],
        ["Mend the boats of the wardens and of", "2092", None],
        ["the rangers.", None, None],
        ["Map the marsh.", "2093", "Mapped."],
    ]
    draft.table(rows, ["Activities", "Time frame", "Results"])
    found = draft.split()
    assert [(row["text"], row["timeframe"]) for row in found["activities"]] == [
        ("Count the herons.", "2091"),
        ("Mend the boats of the wardens and of the rangers.", "2092"),
        ("Map the marsh.", "2093"),
    ]
    assert answers(found) == {"1": "Work has begun.", "2": "Work has begun.", "3": "Mapped."}


@pytest.mark.parametrize(("last", "said"), [("Mapped.", []), ("", ["result-may-span"])])
def test_results_that_are_taken_to_span_rows_are_named_where_others_are_empty(last: str, said: list[str]) -> None:
    draft = progress()
    draft.table(
        [
            ["B1. Count herons.", "Counted."],
            ["B2. Mend boats.", None],
            ["B3. Map the marsh.", last],
            ["B4. Ring herons.", "Ringed."],
        ],
        ["Activities", "Results"],
    )
    draft.tables[-1].inferred.append(SPANNED)
    rows = draft.split()
    assert answers(rows) == {"B1": "Counted.", "B2": "Counted.", "B3": last or None, "B4": "Ringed."}
    assert rules(rows) == said


@pytest.mark.parametrize(
    ("above", "below", "said"),
    [
        ("Wardens met and agreed on:", "• maps;\n• boats.", ["result-may-span"]),
        ("Wardens met, and the head of", "the rangers came.", ["result-may-span"]),
        ("Wardens met.", "• Maps were drawn.", []),
        ("Wardens met.", "the rangers came.", []),
        ("Wardens met and agreed on:", "Maps were drawn.", []),
        ("• Wardens met;", "• Maps were drawn.", []),
    ],
)
def test_results_that_break_off_and_go_on_in_the_next_row_are_named(above: str, below: str, said: list[str]) -> None:
    draft = progress()
    draft.table([["B1. Count herons.", above], ["B2. Mend boats.", below]], TWO_COLUMNS)
    rows = draft.split()
    assert [row["rule"] for row in rows["issues"]] == said
    assert [row["evidence"] for row in rows["issues"]] == ["B1, B2"] * len(said)


@pytest.mark.parametrize(
    ("above", "below", "said"),
    [
        (["Wardens met, and the head of", "They ring."], ["the rangers came.", "They paint."], ["result-may-span"]),
        (["Wardens met, and the head of", "the rangers came."], ["They ring.", "They paint."], []),
    ],
)
def test_results_break_off_in_a_column_of_their_own(above: list[str], below: list[str], said: list[str]) -> None:
    draft = progress()
    draft.table([["B1. Count herons.", *above], ["B2. Mend boats.", *below]], ["Activities", "Results", "Outcomes"])
    rows = draft.split()
    assert [row["rule"] for row in rows["issues"]] == said
