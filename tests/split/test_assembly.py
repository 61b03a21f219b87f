"""Which lines belong to a programme table: headings of themes, names of columns, prose between its rows."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.model import Box, Fragment
from tests.split.invented import TWO_COLUMNS, Draft, answers, planned, progress, rules, texts


@pytest.mark.parametrize(
    ("line", "theme"),
    [
        ("Outreach to herons", ("B", "Outreach to herons")),
        ("Outreach follows below.", ("B", None)),
        ("and outreach", ("B", None)),
    ],
)
def test_a_line_right_above_a_table_whose_codes_begin_a_series_is_the_heading_of_a_theme(
    line: str, theme: tuple[str, str | None]
) -> None:
    draft = progress("A. Harmonization")
    draft.table([["A1. Count.", "Counted."]], TWO_COLUMNS)
    draft.paragraph(line)
    draft.table([["B1. Ring.", "Ringed."]], TWO_COLUMNS)
    first, second = draft.split()["activities"]
    assert (first["theme"], first["theme_title"]) == ("A", "Harmonization")
    assert (second["theme"], second["theme_title"]) == theme


def test_a_numbered_line_above_names_of_columns_alone_is_the_heading_of_the_codes_below_these() -> None:
    names = ["Code", "Joint activities", "Results"]
    draft = progress("1. Harmonization")
    draft.table([["1.1", "Count.", "Counted."]], names)
    draft.paragraph("2. Outreach")
    draft.table([], names)
    draft.paragraph("2.1. Ring.")
    draft.table([["2.2", "Feed.", "Fed."]], names)
    assert [(row["code"], row["theme_title"]) for row in draft.split()["activities"]] == [
        ("1.1", "Harmonization"),
        ("2.1", "Outreach"),
        ("2.2", "Outreach"),
    ]


@pytest.mark.parametrize("code", ["B2", "A1"])
def test_a_line_above_a_table_whose_codes_begin_no_series_is_the_heading_of_no_theme(code: str) -> None:
    draft = progress("A. Harmonization")
    draft.table([["A1. Count.", "Counted."]], TWO_COLUMNS)
    draft.paragraph("Outreach to herons")
    draft.table([[f"{code}. Ring.", "Ringed."]], TWO_COLUMNS)
    assert "Outreach to herons" not in [row["theme_title"] for row in draft.split()["activities"]]


@pytest.mark.parametrize(
    ("again", "names"),
    [
        (["Activities", "", "Results"], ["Activities", "Time frame", "Results"]),
        (["Activities", "", "Outcomes"], ["Activities", "", "Outcomes"]),
    ],
)
def test_a_name_that_is_not_printed_again_is_that_of_the_table_before(again: list[str], names: list[str]) -> None:
    draft = progress()
    draft.table([["B1. Count.", "2092", "Counted."]], ["Activities", "Time frame", "Results"])
    draft.paragraph("Something stands in between, and says so at a length that shows it to be of no cell.")
    draft.heading("C. Outreach")
    draft.table([["C1. Ring.", "2093", "Ringed."]], again)
    assert draft.split()["tables"][-1]["header"] == names


@pytest.mark.parametrize("coded", [True, False])
@pytest.mark.parametrize(
    ("result", "named"), [("", []), ("They did.", ["text-without-activity", "result-without-activity"])]
)
def test_a_row_of_one_text_below_the_heading_of_a_theme_introduces_it(
    coded: bool, result: str, named: list[str]
) -> None:
    draft = progress("A. Harmonization")
    rows = [
        ["A1", "Count.", "Counted."],
        ["B. Joint activities", "", ""],
        ["", "The secretariats work together on what follows.", result],
        ["B1", "Ring.", "Ringed."],
    ]
    if coded:
        draft.table(rows, ["No.", *TWO_COLUMNS])
    else:
        draft.table([[f"{code} {text}".strip(), result] for code, text, result in rows], TWO_COLUMNS)
    split = draft.split()
    assert texts(split) == {"A1": "Count.", "B1": "Ring."}
    assert answers(split) == {"A1": "Counted.", "B1": "Ringed."}
    assert rules(split) == named


def test_a_row_above_a_code_right_below_the_heading_of_a_theme_is_its_sub_heading() -> None:
    draft = progress("A. Harmonization")
    rows = [["A1. Count.", "Counted."], ["B. Joint activities", ""], ["Otters", ""], ["B1. Ring.", "Ringed."]]
    draft.table(rows, TWO_COLUMNS)
    assert [row["group"] for row in draft.split()["activities"]] == [None, "Otters"]


@pytest.mark.parametrize(("heading", "group"), [("Otters", "Otters"), ("All of this has been done.", None)])
def test_a_heading_right_above_a_table_without_a_header_is_the_sub_heading_of_its_rows(
    heading: str, group: str | None
) -> None:
    draft = progress()
    draft.heading(heading)
    draft.table([["B1. Count the otters.", "They were counted."]])
    rows = draft.split()
    assert [row["group"] for row in rows["activities"]] == [group]
    assert rules(rows) == []


def test_the_first_code_under_a_theme_begins_a_table_where_no_programme_is_named() -> None:
    draft = Draft()
    draft.heading("Theme B: Joint activities")
    draft.paragraph("B1. Count the cranes.")
    assert texts(draft.split()) == {"B1": "Count the cranes."}


def test_headings_right_above_tables_that_repeat_their_names_head_the_rows_of_these() -> None:
    draft = progress("A. Harmonization")
    draft.paragraph("What follows was agreed by letter.")
    for number, name in enumerate(("Herons", "Otters", "Lakes"), 1):
        draft.heading(name)
        draft.add("running_footer", str(number))
        draft.table([[f"A{number}. Count.", "• all of them were counted;"]], TWO_COLUMNS)
        draft.paragraph("Note: what has a star depends on funds.")
    rows = draft.split()
    assert rules(rows) == []
    assert [(row["code"], row["group"]) for row in rows["activities"]] == [
        ("A1", "Herons"),
        ("A2", "Otters"),
        ("A3", "Lakes"),
    ]
    assert [row["text"] for row in rows["results"]] == ["• all of them were counted;"] * 3


def test_a_heading_that_says_that_it_goes_on_from_another_page_heads_no_group() -> None:
    draft = progress("A. Harmonization")
    for number, heading in enumerate(("Annex 1 (continued)", "Harmonization (cont.)", "Lakes"), 1):
        draft.heading(heading)
        draft.table([[f"A{number}. Count.", "All were counted."]], TWO_COLUMNS)
    assert [row["group"] for row in draft.split()["activities"]] == [None, None, "Lakes"]


def test_a_heading_that_is_run_into_the_name_of_the_first_column_begins_a_theme() -> None:
    draft = planned()
    draft.table([["C1", "Count the otters.", "2092"]], ["C. Oceans Code", "Activities", "When"])
    [row] = draft.split()["activities"]
    assert (row["code"], row["theme_title"], row["timeframe"]) == ("C1", "Oceans", "2092")


@pytest.mark.parametrize(
    ("second", "titles"),
    [
        ("PROGRAMME 2090-2094", ["2090-2094"]),
        ("2090-2094", ["2090-2094"]),
        ("Programme 2090-2094", [None]),
        ("OF HERONS AND CRANES", [None]),
    ],
)
def test_the_title_of_a_programme_may_be_two_headings_in_capitals(second: str, titles: list[str | None]) -> None:
    draft = Draft()
    draft.heading("REPORT ON THE JOINT WORK")
    draft.heading(second)
    draft.heading("B. Herons")
    draft.table([["B1. Ring.", "Ringed."]], TWO_COLUMNS)
    assert [row["programme_id"] for row in draft.split()["activities"]] == titles


def test_of_the_title_of_a_programme_the_years_may_stand_on_a_line_of_their_own() -> None:
    draft = Draft()
    draft.heading("REPORT ON THE JOINT WORK PROGRAMME")
    draft.paragraph("2090-2094")
    draft.table([["B1. Ring.", "Ringed."]], TWO_COLUMNS)
    assert [row["programme_id"] for row in draft.split()["activities"]] == ["2090-2094"]


def test_a_heading_in_capitals_below_the_title_of_a_programme_is_no_part_of_it() -> None:
    draft = Draft()
    draft.heading("DRAFT JOINT WORK PROGRAMME 2090-2094")
    draft.heading("IMPLEMENTATION OF THE JOINT WORK")
    draft.heading("B. Herons")
    draft.table([["B1. Ring."]], ["Joint activities"])
    assert [row["role"] for row in draft.split()["activities"]] == ["draft"]


def _named(rows: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str | None, list[str]]]:
    headers = {row["table_id"]: row["header"] for row in rows["tables"]}
    return [(row["code"], row["group"], headers.get(row["table_id"], [])) for row in rows["activities"]]


def test_the_one_column_of_a_table_may_be_named_by_a_word_for_activities() -> None:
    draft = planned("A. Harmonization")
    draft.table([["A1. Count."], ["A2. Ring."]], ["Activity"])
    draft.heading("B. Outreach")
    draft.table([["B1. Tell."]], ["Activity"])
    rows = draft.split()
    assert _named(rows) == [("A1", None, ["Activity"]), ("A2", None, ["Activity"]), ("B1", None, ["Activity"])]
    assert "columns-inferred" not in rules(rows)


def test_a_word_for_activities_names_the_column_of_loose_paragraphs_and_heads_no_group() -> None:
    draft = planned("A. Harmonization")
    draft.heading("Cranes")
    draft.heading("Activity")
    draft.paragraph("A1. Count them in the delta and")
    draft.heading("Activity")
    draft.paragraph("in the marsh.")
    draft.heading("Storks")
    draft.heading("Activity")
    draft.paragraph("A2. Ring them.")
    rows = draft.split()
    assert texts(rows) == {"A1": "Count them in the delta and in the marsh.", "A2": "Ring them."}
    assert [row["group"] for row in rows["activities"]] == ["Cranes", "Storks"]


def test_labelled_results_of_a_table_leave_the_columns_of_the_next_as_they_are() -> None:
    draft = progress("A. Harmonization")
    draft.table([["A1. Count.\nProgress: Counted."]])
    draft.heading("B. Outreach")
    draft.table([["B1. Tell.\nProgress: Told."]])
    assert answers(draft.split()) == {"A1": "Counted.", "B1": "Told."}


@pytest.mark.parametrize("header", [["Activity"], ["Activity", "Results"]])
def test_codes_may_stand_above_their_activities_in_cells(header: list[str]) -> None:
    draft = planned("A. Harmonization") if len(header) == 1 else progress("A. Harmonization")
    cells = ["Cranes\nA1\nCount them.\nA2\nRing them.", "A3.\nTell of them.\n• the wardens;"]
    draft.table([[cell, "Done."][: len(header)] for cell in cells], header)
    assert texts(draft.split()) == {"A1": "Count them.", "A2": "Ring them.", "A3": "Tell of them.\n• the wardens;"}


def test_codes_may_stand_above_their_activities_in_loose_paragraphs() -> None:
    draft = planned("A. Harmonization")
    for heading, paragraph in (("A1", "Count the cranes."), ("A2", "Ring them.")):
        draft.heading(heading)
        draft.paragraph(paragraph)
    assert texts(draft.split()) == {"A1": "Count the cranes.", "A2": "Ring them."}


@pytest.mark.parametrize(("number", "theme"), [("2", "Outreach to herons"), ("3", None)])
def test_a_sentence_may_stand_between_the_number_of_a_theme_and_its_table(number: str, theme: str | None) -> None:
    draft = planned("1. Harmonization")
    draft.table([["1.1", "Count."], ["1.2", "Ring."]], ["No.", "Activity"])
    draft.add("heading", "Outreach to herons", number)
    draft.paragraph("The secretariats work together on what follows.")
    draft.table([["2.1", "Tell."], ["2.2", "Show."]], ["No.", "Activity"])
    assert [row["theme_title"] for row in draft.split()["activities"][2:]] == [theme, theme]


@pytest.mark.parametrize(("right", "group"), [(400, "Cranes"), (150, "Cranes")])
def test_a_sub_heading_that_fell_out_of_a_table_may_stand_across_its_columns(right: float, group: str) -> None:
    draft = progress()
    draft.table([["B1. Count.", "Counted."]], TWO_COLUMNS)
    for cell in draft.tables[-1].cells:
        x0 = 100.0 + 200 * cell.column
        cell.fragments = [Fragment(page=1, bbox=Box(x0, 100, x0 + 200, 120))]
    draft.heading("Cranes")
    draft.blocks[-1].fragments = [Fragment(page=1, bbox=Box(110, 130, right, 140))]
    draft.paragraph("B2. Ring them.")
    draft.table([["B3. Tell.", "Told."]], TWO_COLUMNS)
    assert [row["group"] for row in draft.split()["activities"]] == [None, group, group]
