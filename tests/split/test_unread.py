"""What looks like a programme and is not read is an issue."""

from __future__ import annotations

import pytest

from tests.split.invented import DATED, ONE_COLUMN, TWO_COLUMNS, Draft, planned, progress, rules


def test_a_title_without_activities_below_it_is_reported() -> None:
    draft = progress()
    draft.paragraph("Otters were counted in all lakes, and cranes in some of them.")
    assert "programme-not-read" in rules(draft.split())


@pytest.mark.parametrize(
    ("lines", "reported"),
    [
        (["Joint activities", "Results", "B1. Count the otters.", "They were counted."], True),
        (["Joint activities", "Results", "The otters were counted."], True),
        (["Joint activities Results", "The otters were counted."], True),
        (["Joint activities", "B1. Count the otters.", "Results", "They were counted."], True),
        (["Activities", "Otters", "B1. Count the otters.", "They were counted."], False),
    ],
)
def test_names_of_columns_without_a_title_above_them_are_reported(lines: list[str], reported: bool) -> None:
    draft = Draft()
    draft.heading("OTTERS AND CRANES")
    for text in lines:
        draft.paragraph(text)
    assert ("programme-not-read" in rules(draft.split())) is reported


@pytest.mark.parametrize("title", [True, False])
def test_names_of_columns_that_head_sections_of_a_text_or_stand_below_a_reported_title_are_not(title: bool) -> None:
    draft = planned() if title else Draft()
    for text in ("Activities", "The wardens met.", "Results", "All was well."):
        draft.paragraph(text)
    assert rules(draft.split()).count("programme-not-read") == title


@pytest.mark.parametrize(
    ("lines", "reported"),
    [
        (["'''PROGRESS ON THE CMS-CITES JOINT WORK PROGRAMME 2095-2099'''", "The otters were counted."], True),
        (["! A| '''Joint activities'''", "! B| '''Results'''", "The otters were counted."], True),
        (["h2. ''Otters''", *(f"/ E{number}. Count the otters. /" for number in (1, 2, 3))], True),
        (["h2. ''Otters''", *(f"/ E{number}. Count the otters. /" for number in (1, 2, 4))], False),
        (["h2. ''Otters''", *(f"/ E1.{number}. Count the otters. /" for number in (1, 2, 3))], True),
        (["h2. ''Otters''", "/ 1. Count the otters. /", "/ 2. Count the cranes. /", "/ 3. Ring them. /"], False),
        (["List of documents", "• CMS-CITES Joint Work Programme 2095-2099", "The otters were counted."], False),
    ],
)
def test_a_programme_in_a_notation_that_is_not_read_is_reported(lines: list[str], reported: bool) -> None:
    draft = Draft()
    for line in lines:
        draft.paragraph(line)
    rows = draft.split()
    assert not rows["activities"]
    assert rules(rows).count("programme-not-read") == reported


def test_a_title_at_the_end_of_its_annex_is_not() -> None:
    draft = progress()
    draft.annex = "annex 2"
    draft.paragraph("Otters were counted in all lakes, and cranes in some of them.")
    assert "programme-not-read" not in rules(draft.split())


def test_a_title_with_activities_is_not() -> None:
    draft = planned()
    draft.table([["B1. Count the otters."]], ONE_COLUMN)
    assert "programme-not-read" not in rules(draft.split())


def test_a_title_that_is_named_before_the_annexes_is_not() -> None:
    draft = Draft(annex=None)
    draft.heading("DRAFT CMS-CITES JOINT WORK PROGRAMME 2095-2099")
    draft.paragraph("The draft is in the annex.")
    assert "programme-not-read" not in rules(draft.split())


@pytest.mark.parametrize("capitals", [True, False])
def test_a_title_in_capitals_behind_the_main_text_is_reported(capitals: bool) -> None:
    draft = Draft(annex=None)
    draft.paragraph("The draft is below.", "1")
    title = "Draft CMS-CITES Joint Work Programme 2095-2099"
    draft.heading(title.upper() if capitals else title)
    told = [row["message"] for row in draft.split()["issues"] if row["rule"] == "programme-not-read"]
    assert [message.split(",")[0] for message in told] == ["The title of a programme stands in capitals"] * capitals


def test_a_programme_of_whose_rows_no_activity_is_made_is_reported() -> None:
    draft = Draft()
    draft.heading("CITES/CMS LIST OF JOINT ACTIVITIES 2088-2091")
    header = ["Activities", "Indicative list of common tasks", "Comments", "Summary of activities undertaken"]
    draft.table([["Names of species", "", "", ""]], header)
    assert "programme-not-read" in rules(draft.split())


def test_a_table_under_a_title_that_is_read_as_none_is_reported() -> None:
    draft = progress()
    draft.table([["Lake", "Otters"], ["Great Lake", "many"]])
    assert "table-not-read" in rules(draft.split())


def test_a_report_in_which_no_activity_has_a_result_is_reported() -> None:
    draft = progress()
    draft.table([["B1. Count the otters."], ["B2. Ring the cranes."]], ONE_COLUMN)
    rows = draft.split()
    [issue] = [row for row in rows["issues"] if row["rule"] == "results-missing"]
    assert issue["level"] == "warning"
    assert "0 of its 2" in issue["message"]
    assert issue["evidence"].endswith("B1 Count the otters. / B2 Ring the cranes.")


@pytest.mark.parametrize(("answered", "reported"), [(0, True), (2, True), (3, False), (10, False)])
def test_a_report_with_hardly_any_results_is_reported(answered: int, reported: bool) -> None:
    draft = progress()
    draft.table(
        [[f"B{number}. Count the otters.", "Counted." * (number <= answered)] for number in range(1, 11)], TWO_COLUMNS
    )
    assert ("results-missing" in rules(draft.split())) is reported


def test_the_results_of_a_programme_are_counted_over_its_tables() -> None:
    draft = progress()
    draft.table([["B1. Count the otters.", "Counted."]], TWO_COLUMNS)
    draft.heading("C. Other joint activities")
    draft.table([["C1. Count the cranes.", ""]], TWO_COLUMNS)
    assert "results-missing" not in rules(draft.split())


def test_a_table_of_a_report_without_a_column_of_results_is_reported() -> None:
    draft = progress()
    draft.table([["B1. Count the otters.", "Counted."], ["B2. Ring the cranes.", "Ringed."]], TWO_COLUMNS)
    draft.heading("C. Other joint activities")
    draft.table([["C1. Count the cranes."]], ONE_COLUMN)
    assert "results-missing" in rules(draft.split())


def test_a_plan_promises_no_results_unless_a_line_names_a_column_of_them() -> None:
    for line, reported in (("Cranes come first", False), ("No. Activity Progress Lead", True)):
        draft = planned()
        draft.paragraph(line)
        draft.paragraph("B1. Count the otters. They were counted.")
        draft.paragraph("B2. Ring the cranes. They were ringed.")
        assert ("results-missing" in rules(draft.split())) is reported


def test_the_name_of_a_column_that_got_among_activities_promises_results() -> None:
    for line, reported in (("Cranes come first", False), ("Results", True)):
        draft = planned()
        draft.table([[f"B1. Count the otters.\n{line}"], ["B2. Ring the cranes."]], ONE_COLUMN)
        assert ("results-missing" in rules(draft.split())) is reported


def test_a_status_is_a_result() -> None:
    draft = progress()
    draft.table([["B1. Count the otters.", "", "Completed"]], ["Activity", "Results", "Status"])
    assert "results-missing" not in rules(draft.split())


ON_LINES = ["Joint activities", "Time frame", "Summary of activities undertaken"]


def test_a_row_with_far_more_paragraphs_than_others_is_reported() -> None:
    draft = progress()
    for name in ON_LINES:
        draft.paragraph(name)
    for number in range(1, 5):
        for text in (f"B{number}. Count the otters.", "2092", "The otters were counted."):
            draft.paragraph(text)
    assert "cells-not-aligned" not in rules(draft.split())
    for _ in range(3):
        draft.paragraph("A report was published by both Secretariats.")
    assert "cells-not-aligned" in rules(draft.split())


def test_texts_between_the_parts_of_a_table_on_lines_are_reported() -> None:
    for stray in (False, True):
        draft = progress("A. Data and information")
        for letter in "AB":
            if letter == "B":
                draft.heading("B. Joint activities addressing shared species")
                if stray:
                    draft.paragraph("A report was published by both Secretariats.")
            for name in ON_LINES:
                draft.paragraph(name)
            for text in (f"{letter}1. Count the otters.", "2092", "The otters were counted."):
                draft.paragraph(text)
        assert ("text-behind-table" in rules(draft.split())) is stray


RUN_TOGETHER = (
    "Otters B1. Count the otters. They were counted. B2. Ring the cranes. They were ringed. B3. Feed the swans."
)


def test_coded_activities_inside_a_text_that_are_none_are_reported() -> None:
    draft = Draft(annex=None)
    draft.paragraph(RUN_TOGETHER)
    [issue] = [row for row in draft.split()["issues"] if row["rule"] == "codes-run-together"]
    assert issue["level"] == "warning"
    assert issue["evidence"].startswith("B1, B2, B3: Otters")


@pytest.mark.parametrize(
    "text",
    [
        RUN_TOGETHER.partition(" B3.")[0],
        "The Secretariats reported on the activities B1, B2 and B3 of the programme, and on C1 to C4.",
        "The Committee agreed. Annex B1 to the document, B2 and B3 are noted.",
    ],
)
def test_codes_that_are_only_named_are_not(text: str) -> None:
    draft = Draft(annex=None)
    draft.paragraph(text)
    assert "codes-run-together" not in rules(draft.split())


def test_coded_activities_inside_the_text_of_a_cell_are_read_and_not_reported() -> None:
    draft = planned()
    draft.table([[RUN_TOGETHER.removeprefix("Otters ")]], ONE_COLUMN)
    rows = draft.split()
    assert len(rows["activities"]) == 3
    assert "codes-run-together" not in rules(rows)


@pytest.mark.parametrize(("lakes", "reported"), [(4, True), (1, False)])
def test_a_table_with_numbered_rows_in_no_programme_is_named(lakes: int, reported: bool) -> None:
    draft = Draft()
    draft.heading("Lakes")
    draft.table([[f"{number}. Great lake", "many otters"] for number in range(1, lakes + 1)], ["Lake", "Otters"])
    assert rules(draft.split()) == ["table-not-programme"] * reported


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("Description of joint activities Results", "Description of joint activities | Results"),
        ("Description of joint activities", None),
        ("Description of envisaged joint activities", None),
    ],
)
def test_a_column_with_the_names_of_several_is_reported(name: str, reported: str | None) -> None:
    draft = planned()
    for code in ("B1", "B2"):
        draft.table([[f"{code}. Count the otters. All were counted."]], [name])
    found = [row["evidence"] for row in draft.split()["issues"] if row["rule"] == "columns-run-together"]
    assert found == ([reported] if reported else [])


def test_cells_that_are_missing_where_they_stand_on_lines_of_their_own_are_named() -> None:
    draft = progress()
    for line in ("Activities", "Results"):
        draft.paragraph(line)
    for line in ("B1. Count the cranes.", "Cranes were counted.", "None was ringed.", "B2. Ring the cranes."):
        draft.paragraph(line)
    [issue] = [row for row in draft.split()["issues"] if row["rule"] == "cells-missing"]
    assert issue["message"].startswith("1 of 2 activities")
    assert issue["evidence"] == "B1 Count the cranes. / B2 Ring the cranes."


def test_a_time_frame_that_fell_out_of_its_table_heads_no_activities() -> None:
    draft = planned()
    draft.table([["B1. Count the cranes."]], ONE_COLUMN)
    draft.paragraph("2095-2096")
    draft.paragraph("B2. Ring the cranes.")
    assert [row["group"] for row in draft.split()["activities"]] == [None, None]


@pytest.mark.parametrize(("name", "rule"), [("Results", "results-missing"), ("Timeframe", "timeframes-missing")])
@pytest.mark.parametrize("last", [True, False])
def test_the_name_of_a_column_that_stands_alone_promises_it(name: str, rule: str, last: bool) -> None:
    draft = planned()
    draft.paragraph("Description of envisaged joint activities")
    draft.paragraph("B1. Count the cranes.")
    draft.paragraph("B2. Ring the cranes.")
    if last:
        draft.paragraph(name)
        draft.paragraph("2095")
    assert (rule in rules(draft.split())) is last


def test_annexes_without_time_frames_are_named_in_their_order() -> None:
    draft, annexes = Draft(), [f"annex {number}" for number in range(1, 8)]
    for annex in annexes:
        draft.annex = annex
        draft.heading("DRAFT CMS-CITES JOINT WORK PROGRAMME 2095-2099")
        draft.heading("B. Joint activities addressing shared species")
        draft.paragraph("Description of envisaged joint activities")
        draft.paragraph("B1. Count the cranes.")
        draft.paragraph("Timeframe")
    rows = draft.split()
    of_block = {block.block_id: block.annex for block in draft.blocks}
    told = [issue for issue in rows["issues"] if issue["rule"] == "timeframes-missing"]
    assert [of_block[issue["block_ids"][0]] for issue in told] == annexes


@pytest.mark.parametrize(
    ("inside", "reported"),
    [
        ("B2. Ring the cranes.", False),
        ("C4. Ring the cranes.", True),
        ("See Conf. 14.97 (Rev. CoP95), on cranes.", False),
        ("Funds 2093 C4. Ring the cranes.", True),
        ("OttersC4. Ring the cranes.", True),
        ("See 14.97 Ring the cranes.", False),
        ("See section 1.2 Ring the cranes.", False),
    ],
)
def test_the_code_of_no_activity_in_a_text_is_reported(inside: str, reported: bool) -> None:
    draft = progress()
    draft.table([["B1. Count the otters.", f"They were counted. {inside}"], ["B2. Ring the cranes.", ""]], TWO_COLUMNS)
    rows = draft.split()
    named = [row["evidence"] for row in rows["issues"] if row["rule"] == "code-not-read"]
    assert named == ["C4. Ring the cranes."] * reported


@pytest.mark.parametrize(("theme", "reported"), [("1", True), ("2", True), ("4", False)])
def test_numbered_codes_inside_of_texts_count_on_from_those_of_the_annex(theme: str, reported: bool) -> None:
    draft = progress()
    draft.table([["1.1 Count the otters.", f"They were counted {theme}.2 Ring the cranes."]], TWO_COLUMNS)
    assert ("code-not-read" in rules(draft.split())) is reported


@pytest.mark.parametrize(
    ("cells", "torn"),
    [
        (["B2. Ring the cranes.", "2093"], False),
        (["B2. Ring the", "2093"], True),
        (["B2. ring the cranes.", "2093"], True),
        (["B2. Ring the cranes.", "2093 High"], True),
        (["B2. Ring:\n• the cranes.", "2093"], False),
        (["B2. Ring the cranes.\n• They were ringed.", "2093"], True),
    ],
)
@pytest.mark.parametrize("inferred", [True, False])
def test_cells_with_parts_of_sentences_are_reported_where_columns_are_inferred(
    cells: list[str], torn: bool, inferred: bool
) -> None:
    draft = planned()
    draft.table([["B1. Count the otters.", "2092"], cells], DATED)
    draft.tables[0].inferred.extend(["its columns and rows are inferred from the places of its words"] * inferred)
    assert ("cells-torn" in rules(draft.split())) is (torn and inferred)


@pytest.mark.parametrize(("text", "torn"), [("B2. Ring the cranes, as needed", False), ("B2. ring the cranes.", True)])
def test_a_list_has_no_columns_to_tear_its_ends_off(text: str, torn: bool) -> None:
    draft = planned()
    draft.table([["B1. Count the otters."], [text], ["B3. Count the herons."]], ONE_COLUMN)
    draft.tables[0].inferred.append("its columns and rows are inferred from the places of its words")
    assert ("cells-torn" in rules(draft.split())) is torn


def test_names_of_columns_on_one_line_hold_for_all_themes_below_them() -> None:
    draft = Draft()
    draft.heading("CMS-CITES JOINT WORK PROGRAMME 20952099")
    draft.paragraph("Joint activities Time frame Priority")
    for letter in "ABC":
        draft.heading(f"{letter}. Otters and cranes")
        for text in (f"{letter}1. Count them all.", "2096", "High"):
            draft.paragraph(text)
    rows = draft.split()["activities"]
    assert [(row["programme_id"], row["code"], row["timeframe"]) for row in rows] == [
        ("2095-2099", code, "2096") for code in ("A1", "B1", "C1")
    ]


def test_cells_that_run_together_below_five_names_on_one_line_are_reported() -> None:
    draft = planned()
    for text in (
        "No. Joint activity Lead Time frame Priority",
        "B1. Count the otters. CITES 2093 High",
        "B2. Rest. CMS",
    ):
        draft.paragraph(text)
    assert "cells-missing" in rules(draft.split())


def test_a_status_without_words_is_no_result_where_cells_stand_on_lines_of_their_own() -> None:
    draft = progress()
    for name in ("Activity", "Status", "Results"):
        draft.paragraph(name)
    for text in ("B1. Count the otters.", "Completed", "They were counted.", "B2. Ring the cranes.", "Ongoing"):
        draft.paragraph(text)
    assert "cells-missing" in rules(draft.split())


def test_activities_without_time_frames_are_named_where_others_of_the_annex_have_one() -> None:
    draft = planned()
    draft.table([["B1. Count the otters.", "2093"]], ["Joint activities", "Time frame"])
    draft.heading("C. Capacity building")
    draft.paragraph("Time frame")
    draft.paragraph("C1. Teach the wardens.")
    rows = draft.split()
    named = [row["evidence"] for row in rows["issues"] if row["rule"] == "timeframes-missing"]
    assert named == ["Time frame / C1 Teach the wardens."]


def test_codes_of_the_theme_behind_one_that_is_not_read_are_reported_too() -> None:
    draft = progress()
    draft.table([["1.1 Count the otters.", "They were. 2.1 Ring the cranes. 3.1 Feed the herons."]], TWO_COLUMNS)
    assert rules(draft.split()).count("code-not-read") == 2


def test_marks_in_columns_of_years_beside_one_of_time_frames_are_reported() -> None:
    draft = planned()
    draft.table([["B1. Count the otters.", "2095", "x", "x"]], [*DATED, "2095", "2096"])
    [issue] = [row for row in draft.split()["issues"] if row["rule"] == "columns-not-read"]
    assert issue["evidence"] == "2095 | 2096"


def test_a_report_without_activities_lacks_no_results() -> None:
    draft = progress()
    draft.table([["", "The otters were counted."]], TWO_COLUMNS)
    assert "results-missing" not in rules(draft.split())
