from __future__ import annotations

import pytest

from pipeline.model import letters_and_digits
from tests.split.invented import DATED, ONE_COLUMN, TWO_COLUMNS, Draft, answers, planned, progress, rules, texts
from tests.split.renderings import COVER, read

DATED_STATUSES = ["Joint activities", "Period", "Status", "Results"]


def test_a_table_that_fell_out_wholly() -> None:
    draft = planned()
    draft.paragraph("The secretariats work together here.")
    draft.paragraph("Description of envisaged joint activities")
    draft.paragraph("Cranes")
    draft.item("• B1 Count the cranes, with attention to young birds.")
    draft.item("• B2 Ring the cranes:")
    draft.item("• in spring; and")
    draft.item("• in autumn.")
    draft.paragraph("Big otters")
    draft.item("• Count the otters.")
    draft.item("• B4 - Feed the otters, as appropriate")
    draft.heading("C. Implementation")
    draft.paragraph("What the two secretariats do for each other is told here.")
    rows = draft.split()
    assert texts(rows) == {
        "B1": "Count the cranes, with attention to young birds.",
        "B2": "Ring the cranes:\n• in spring; and\n• in autumn.",
        "B3": "Count the otters.",
        "B4": "Feed the otters, as appropriate",
    }
    assert [row["group"] for row in rows["activities"]] == ["Cranes", "Cranes", "Big otters", "Big otters"]
    assert [row["code_inferred"] for row in rows["activities"]] == [False, False, True, False]
    assert [row["rows"] for row in rows["tables"]] == [3]


def test_rows_that_fell_out_between_pieces_of_a_table() -> None:
    draft = progress()
    draft.table([["Cranes\nB1. Count the cranes.", "They were counted."]], TWO_COLUMNS, underlined=["Cranes"])
    draft.paragraph("Otters")
    draft.item("• B2. Count the otters and, where it is safe, the")
    draft.paragraph("Otters were counted in two lakes.")
    draft.paragraph("The count of the third lake is in the hands of the")
    draft.table([["young ones too.\nB3. Feed them.", "lake's own wardens."]], TWO_COLUMNS)
    rows = draft.split()
    assert texts(rows)["B2"] == "Count the otters and, where it is safe, the young ones too."
    found = "Otters were counted in two lakes.\nThe count of the third lake is in the hands of the lake's own wardens."
    assert answers(rows) == {"B1": "They were counted.", "B2": found, "B3": found}
    assert rules(rows) == ["column-inferred"]
    assert len(rows["tables"]) == 1


def test_a_list_that_a_result_announces_is_in_it() -> None:
    draft = progress()
    for name in TWO_COLUMNS:
        draft.paragraph(name)
    draft.paragraph("B1. Count the cranes.")
    draft.paragraph("They were counted as follows:")
    draft.item("• Long Lake: 24 cranes;")
    draft.item("• Round Lake: 31 cranes;")
    draft.item("• Deep Lake: 19 cranes.")
    draft.paragraph("B2. Ring the cranes.")
    draft.paragraph("They were ringed.")
    rows = draft.split()
    assert texts(rows)["B1"] == "Count the cranes."
    assert answers(rows)["B1"] == (
        "They were counted as follows:\n• Long Lake: 24 cranes;\n• Round Lake: 31 cranes;\n• Deep Lake: 19 cranes."
    )


def test_the_last_row_and_its_result_after_the_table() -> None:
    draft = progress()
    draft.table([["Cranes\nB1. Count the cranes.", "They were counted."]], TWO_COLUMNS, underlined=["Cranes"])
    draft.paragraph("B2. Share what is known of cranes.")
    draft.paragraph("The two teams shared a list of lakes and of the cranes that live on them.")
    draft.heading("C. Outreach")
    rows = draft.split()
    assert answers(rows)["B2"] == "The two teams shared a list of lakes and of the cranes that live on them."


def test_a_fragment_under_a_later_heading_goes_back_to_its_cell() -> None:
    draft = progress()
    draft.table([["B1. Count the cranes of all lakes and", "They were counted."]], TWO_COLUMNS)
    draft.heading("C. Outreach")
    draft.paragraph("the marshes around them.")
    draft.table([["C1. Tell the story.", "It was told."]], TWO_COLUMNS)
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes of all lakes and the marshes around them.", "C1": "Tell the story."}
    assert rules(rows) == ["fragment-placed"]
    placed = next(row for row in rows["activities"] if row["code"] == "B1")
    assert len(placed["block_ids"]) == 2


def test_the_rest_of_a_heading_that_breaks_off_is_no_fragment_of_a_cell() -> None:
    draft = progress()
    draft.table([["B1. Count the cranes of all lakes and", "They were counted."]], TWO_COLUMNS)
    draft.heading("C. Outreach (with the secretariats of")
    draft.paragraph("the marshes around them)")
    draft.table([["C1. Tell the story.", "It was told."]], TWO_COLUMNS)
    assert texts(draft.split()) == {"B1": "Count the cranes of all lakes and", "C1": "Tell the story."}


def test_a_fragment_that_fits_nowhere_is_reported_with_its_text() -> None:
    draft = progress()
    draft.table([["B1. Count the cranes.", "They were counted."]], TWO_COLUMNS)
    draft.heading("C. Outreach")
    draft.paragraph("of the marshes around them.")
    draft.table([["C1. Tell the story.", "It was told."]], TWO_COLUMNS)
    rows = draft.split()
    assert [(row["rule"], row["evidence"]) for row in rows["issues"]] == [
        ("fragment-unplaced", "of the marshes around them.")
    ]
    assert texts(rows) == {"B1": "Count the cranes.", "C1": "Tell the story."}


def test_a_fragment_that_repeats_the_end_of_a_cell_is_not_added_again() -> None:
    draft = progress()
    draft.table([["B1. Count the cranes of the marshes around them.", "They were counted."]], TWO_COLUMNS)
    draft.heading("C. Outreach")
    draft.paragraph("of the marshes around them.")
    draft.table([["C1. Tell the story.", "It was told."]], TWO_COLUMNS)
    rows = draft.split()
    assert rules(rows) == ["fragment-repeated"]
    assert texts(rows)["B1"] == "Count the cranes of the marshes around them."


def test_words_printed_again_where_a_cell_goes_on_are_joined_once() -> None:
    draft = progress()
    draft.table([["B1. Tell the keepers of the great marsh about", "They were told."]], TWO_COLUMNS)
    draft.paragraph("keepers of the great marsh about the cranes.")
    draft.table([["B2. Rest.", ""]], TWO_COLUMNS)
    rows = draft.split()
    assert texts(rows)["B1"] == "Tell the keepers of the great marsh about the cranes."


def test_prose_after_a_table_stays_outside() -> None:
    draft = planned()
    draft.table([["B1. Count the cranes."]], ONE_COLUMN)
    draft.paragraph("Further information is found on the website of the programme.")
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes."}
    assert [row["text"] for row in rows["cells"]] == [ONE_COLUMN[0], "B1. Count the cranes."]


def test_codes_without_any_header_under_their_theme() -> None:
    draft = planned()
    draft.paragraph("B1. Count the cranes.")
    draft.paragraph("B2. Ring the cranes.")
    draft.heading("C. Outreach")
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes.", "B2": "Ring the cranes."}
    assert rows["tables"][0]["inferred"] == ["its header is not printed"]


def test_a_header_and_the_end_of_a_cell_in_one_paragraph() -> None:
    draft = planned()
    draft.paragraph("Description of envisaged joint activities")
    draft.paragraph("B1. Count the cranes of all")
    draft.paragraph("Description of envisaged joint activities lakes.")
    draft.paragraph("B2. Ring the cranes.")
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes of all lakes.", "B2": "Ring the cranes."}
    assert len(rows["tables"]) == 1


def test_cells_one_below_the_other_keep_lists_without_bullets_and_short_results() -> None:
    rows = read(
        COVER + "Annex 1\n\nIMPLEMENTATION OF THE JOINT WORK PROGRAMME 2090-2094\n\n(A) Harmonization of information\n"
        "Description of joint activities\nResults\n"
        "Harmonization of the information on otters that is contained in related lists\n"
        "A1. Exchange information on otters, in particular:\nthe calendars of meetings;\nthe invitations to them; and\n"
        "all lists of the experts on otters.\nInformation was exchanged in all of the years.\n"
        "A2. Count the otters of all lakes.\nCompleted\n"
        "A3. Count the otters of all rivers.\nThe rivers were counted in 2093.\n"
    )
    expected = [
        (
            "a1",
            "Exchange information on otters, in particular: the calendars of meetings; the invitations to them; "
            "and all lists of the experts on otters.",
            "Information was exchanged in all of the years.",
        ),
        ("a2", "Count the otters of all lakes.", "Completed"),
        ("a3", "Count the otters of all rivers.", "The rivers were counted in 2093."),
    ]
    assert [(row["code"], row["text"], row["result"]) for row in rows] == [
        (code, letters_and_digits(text), letters_and_digits(result)) for code, text, result in expected
    ]


@pytest.mark.parametrize(
    ("cells", "text", "torn"),
    [
        (["B1. Count the cranes of southern", "China."], "Count the cranes of southern China.", False),
        (["B1. Count, with help:", "• from wardens;"], "Count, with help:\n• from wardens;", True),
    ],
)
def test_time_frames_part_cells_beside_statuses_and_names_that_end_a_text(
    cells: list[str], text: str, torn: bool
) -> None:
    draft = progress()
    rest = ["2091-2092", "Ongoing", "They were counted.", "B2. Ring the cranes.", "2093", "Ongoing", "None was ringed."]
    for each in (*DATED_STATUSES, *cells, *rest):
        draft.paragraph(each)
    rows = draft.split()
    assert [(row["code"], row["text"], row["timeframe"]) for row in rows["activities"]] == [
        ("B1", text, "2091-2092"),
        ("B2", "Ring the cranes.", "2093"),
    ]
    assert answers(rows) == {"B1": "They were counted.", "B2": "None was ringed."}
    assert ("cells-torn" in rules(rows)) is torn


def test_as_many_time_frames_as_codes_stand_beside_several_activities_of_a_row() -> None:
    draft = progress()
    for each in ("Joint activities", "Period", "Results"):
        draft.paragraph(each)
    for each in ("B1. Count the cranes.", "2091", "They were counted.", "Storks"):
        draft.paragraph(each)
    for each in ("B2. Ring the storks.", "B3. Feed them.", "2092", "Ongoing", "Nine were ringed.", "None was fed."):
        draft.paragraph(each)
    rows = draft.split()
    assert [(row["code"], row["group"], row["timeframe"]) for row in rows["activities"]] == [
        ("B1", None, "2091"),
        ("B2", "Storks", "2092"),
        ("B3", "Storks", "Ongoing"),
    ]
    shared = "Nine were ringed.\nNone was fed."
    assert answers(rows) == {"B1": "They were counted.", "B2": shared, "B3": shared}
    assert "cells-not-aligned" not in rules(rows)


def test_a_time_frame_on_one_line_with_the_words_beside_it_parts_cells() -> None:
    rows = read(
        COVER + "Annex 1\n\nREPORT ON THE JOINT WORK PROGRAMME 2090-2094\n\n"
        + "".join(
            f"({letter}) Otters\nJoint activity Deadline Status of implementation\n"
            f"{letter}1. Count the otters of all lakes\nthat freeze.\n"
            "2091-2092 The otters were counted in\nall lakes.\n"
            f"{letter}2. Ring them.\nOngoing None was ringed.\n"
            for letter in "AB"
        )
    )  # fmt: skip
    frames = ["20912092", "ongoing"] * 2
    results = ["theotterswerecountedinalllakes", "nonewasringed"] * 2
    assert [(row["timeframe"], row["result"]) for row in rows] == list(zip(frames, results, strict=True))


def test_an_entry_on_several_lines_is_no_result() -> None:
    draft = progress()
    for each in ("Joint activities", "Lead", "Results"):
        draft.paragraph(each)
    for each in (
        "B1. Count the cranes.",
        "Lake",
        "Watch",
        "They were counted.",
        "B2. Ring the storks.",
        "Crane",
        "Club",
    ):
        draft.paragraph(each)
    rows = draft.split()
    assert answers(rows) == {"B1": "They were counted.", "B2": "Club"}
    found = [row["evidence"] for row in rows["issues"] if row["rule"] == "cells-not-aligned"]
    assert found == ["B2. Ring the storks. / Crane / Club"]


def test_what_stands_behind_the_last_result_is_left_outside_and_said() -> None:
    draft = progress()
    draft.table([["Cranes\nB1. Count the cranes.", "They were counted."]], TWO_COLUMNS, underlined=["Cranes"])
    draft.paragraph("B2. Share what is known of cranes.")
    draft.paragraph("The two teams shared a list of lakes and of the cranes that live on them.")
    draft.paragraph("Otters sleep in the reeds by day, and no one knows why they do so.")
    draft.heading("C. Outreach")
    rows = draft.split()
    assert answers(rows)["B2"] == "The two teams shared a list of lakes and of the cranes that live on them."
    found = {row["rule"]: row["evidence"] for row in rows["issues"]}
    assert found["text-behind-table"] == "Otters sleep in the reeds by day, and no one knows why they do so."


@pytest.mark.parametrize(
    ("header", "row", "loose"),
    [
        (TWO_COLUMNS, ["Count the cranes.", "They were counted."], ["Ring the herons.", "Nine of them wear rings."]),
        (
            ["Joint activities", "Status", "Results"],
            ["B1. Count the cranes.", "Completed", "They were counted."],
            ["B2. Ring the herons.", "In hand", "Nine of them wear rings."],
        ),
    ],
)
def test_cells_that_fell_out_and_are_not_told_are_said(header: list[str], row: list[str], loose: list[str]) -> None:
    draft = progress()
    draft.table([row], header)
    for text in loose:
        draft.paragraph(text)
    draft.heading("C. Outreach")
    found = {row["rule"]: row["evidence"] for row in draft.split()["issues"]}
    assert found["text-behind-table"].endswith(loose[-1])


def test_words_that_are_no_sentence_are_no_result_behind_a_table() -> None:
    draft = progress()
    draft.table([["Cranes\nB1. Count the cranes.", "They were counted."]], TWO_COLUMNS, underlined=["Cranes"])
    draft.paragraph("B2. Share what is known of cranes.")
    draft.paragraph("Great Marsh")
    draft.paragraph("The keepers of it wrote a long and friendly letter to both of the secretariats.")
    draft.heading("C. Outreach")
    assert answers(draft.split())["B2"] is None


def test_the_time_frame_beside_an_activity_that_fell_out() -> None:
    draft = planned()
    draft.table([["B1. Count the cranes.", "2095"]], DATED)
    draft.paragraph("B2. Ring the cranes.")
    draft.paragraph("2096-2097")
    draft.paragraph("B3. Feed the cranes.")
    draft.paragraph("2098")
    draft.table([["B4. Rest.", "2099"]], DATED)
    draft.paragraph("B5. Wake up.")
    draft.paragraph("2099")
    draft.heading("C. Outreach")
    rows = draft.split()
    frames = {row["code"]: row["timeframe"] for row in rows["activities"]}
    assert frames == {"B1": "2095", "B2": "2096-2097", "B3": "2098", "B4": "2099", "B5": "2099"}
    assert rules(rows) == []


def test_cells_one_below_the_other_that_do_not_come_out_even_are_left_outside() -> None:
    draft = progress()
    for text in ("Description of joint activities", "Timeframe", "Lead agency", "Results"):
        draft.paragraph(text)
    for text in ("B1. Count the cranes.", "2095", "The clubs", "They were counted."):
        draft.paragraph(text)
    for text in ("B2. Ring the cranes.", "Here.", "2096", "Nobody", "Elsewhere."):
        draft.paragraph(text)
    rows = draft.split()
    assert answers(rows) == {"B1": "They were counted.", "B2": None}
    assert [row["evidence"] for row in rows["issues"] if row["rule"] == "cells-not-aligned"] == [
        "B2. Ring the cranes. / Here. / 2096 / Nobody / Elsewhere."
    ]


def test_loose_text_below_a_table_without_a_column_of_activities() -> None:
    draft = Draft()
    draft.heading("CITES/CMS LIST OF JOINT ACTIVITIES 2088-2091 STATE OF IMPLEMENTATION (AUGUST 2091)")
    header = ["Activities", "Indicative list of common tasks", "Comments", "Summary of activities undertaken"]
    draft.table([["Cranes", "1. Count the cranes.", "", "They were counted."]], header)
    draft.paragraph("Herons fly.")
    draft.table([["Otters", "1. Feed the otters.", "", ""]], header)
    rows = draft.split()
    assert [row["text"] for row in rows["activities"]] == ["Count the cranes.", "Feed the otters."]
    assert [row["text"] for row in rows["results"]] == ["They were counted.", None]
    assert [row["evidence"] for row in rows["issues"]] == ["Herons fly."]


def test_columns_of_a_paragraph_that_are_no_activities_and_results_are_not_parted() -> None:
    draft = progress()
    draft.paragraph("Description of joint activities Timeframe Results B1. Count cranes. 2095 They were counted.")
    rows = draft.split()
    assert texts(rows) == {"B1": "Count cranes. 2095 They were counted."}
    assert "columns-not-separated" in rules(rows)


def test_words_printed_again_show_that_a_paragraph_goes_on_in_the_results() -> None:
    draft = progress()
    draft.table(
        [["B1. Count the cranes of the great marsh.", "They were counted in the great marsh by the"]], TWO_COLUMNS
    )
    draft.paragraph("great marsh by the wardens of it.")
    draft.table([["B2. Rest.", "They rested."]], TWO_COLUMNS)
    assert answers(draft.split())["B1"] == "They were counted in the great marsh by the wardens of it."


def test_words_that_end_the_result_before_show_whose_a_paragraph_is() -> None:
    draft = progress()
    draft.table([["B1. Count the cranes of lakes.", "They were counted in the great marsh."]], TWO_COLUMNS)
    draft.paragraph("in the great marsh. Wardens did so.")
    draft.table([["B2. Rest.", "They rested."]], TWO_COLUMNS)
    assert (answers(draft.split())["B1"] or "").endswith("Wardens did so.")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Feed the otters."], ["B2. Rest."]], {"B1": "Feed the otters.", "B2": "Rest."}),
        # of several paragraphs the one under a sub-heading
        (
            [["B1. Count the cranes."], ["Otters\nFeed the otters.\nThey are many."], ["B3. Rest."]],
            {"B1": "Count the cranes.", "B2": "Feed the otters.\nThey are many.", "B3": "Rest."},
        ),
        # of several paragraphs none more than another
        (
            [["B1. Count the cranes.\nFeed the otters.\nRing the owls.\nB3. Rest."]],
            {"B1": "Count the cranes.\nFeed the otters.\nRing the owls.", "B3": "Rest."},
        ),
    ],
)
def test_where_a_lost_code_stood(rows: list[list[str]], expected: dict[str, str]) -> None:
    draft = planned()
    draft.table(rows, ONE_COLUMN, underlined=["Otters"])
    assert texts(draft.split()) == expected


def test_the_last_name_of_columns_on_lines_is_one_where_the_names_are_printed_again() -> None:
    draft = planned()
    for letter, theme in (("B", None), ("C", "C. Outreach")):
        if theme:
            draft.heading(theme)
        for name in ("Joint activities", "Time frame", "Estimated cost"):
            draft.paragraph(name)
        for number in (1, 2):
            for cell in (f"{letter}{number}. Count the cranes.", "2095", "40,000"):
                draft.paragraph(cell)
    rows = draft.split()
    assert [(row["code"], row["group"], row["timeframe"]) for row in rows["activities"]] == [
        (code, None, "2095") for code in ("B1", "B2", "C1", "C2")
    ]
    assert "cells-not-aligned" not in rules(rows)
    assert rows["tables"][0]["header"] == ["Joint activities", "Time frame", "Estimated cost"]


def test_a_name_of_groups_behind_names_of_columns_on_lines_is_none_of_them() -> None:
    draft = planned()
    for letter, theme in (("B", None), ("C", "C. Outreach")):
        if theme:
            draft.heading(theme)
        for name in ("Joint activities", "Time frame", "Issue", f"{letter}1. Count the cranes.", "2095"):
            draft.paragraph(name)
    assert [table["header"] for table in draft.split()["tables"]] == [["Joint activities", "Time frame"]] * 2


@pytest.mark.parametrize("inside", [True, False], ids=["between-pieces", "behind-the-table"])
def test_cells_of_other_columns_that_fell_out_go_to_these(inside: bool) -> None:
    header = ["Joint activities", "Lead", "Timeframe", "Results"]
    draft = progress()
    draft.table([["B1. Count the cranes.", "Both teams", "2091", "They were counted."]], header)
    draft.paragraph("B2. Share what is known of cranes with all who live on the lakes.")
    draft.paragraph("Both teams")
    draft.paragraph("2092-2093")
    draft.paragraph("The two teams shared a list of lakes and of the cranes that live on them.")
    if inside:
        draft.table([["B3. Feed them.", "Both teams", "2094", "They were fed."]], header)
    rows = draft.split()
    assert answers(rows)["B2"] == "The two teams shared a list of lakes and of the cranes that live on them."
    assert [row["timeframe"] for row in rows["activities"]] == ["2091", "2092-2093", "2094"][: 2 + inside]
    assert texts(rows)["B2"] == "Share what is known of cranes with all who live on the lakes."


@pytest.mark.parametrize(
    ("lead", "said"), [("Both teams", ["column-inferred"]), ("Team A", ["column-doubtful", "column-inferred"])]
)
def test_words_that_may_stand_in_a_column_of_others_and_fell_out_are_doubtful(lead: str, said: list[str]) -> None:
    header = ["Joint activities", "Lead", "Results"]
    draft = progress()
    draft.table([["B1. Count the cranes.", "Both teams", "They were counted."]], header)
    draft.paragraph("B2. Share what is known of cranes with all who live on the lakes.")
    draft.paragraph(lead)
    draft.paragraph("The two teams shared a list of lakes and of the cranes that live on them.")
    draft.table([["B3. Feed them.", "Both teams", "They were fed."]], header)
    assert [rule for rule in rules(draft.split()) if rule.startswith("column-")] == said


def test_a_heading_behind_words_that_fell_out_is_doubtful_where_it_may_be_of_a_column_of_others() -> None:
    header = ["Joint activities", "Lead", "Results"]
    draft = progress()
    draft.table([["B1. Count the cranes.", "Both teams", "They were counted."]], header)
    draft.paragraph("B2. Share what is known of cranes")
    draft.heading("RINGERS")
    draft.table([["B3. Feed them.", "Both teams", "They were fed."]], header)
    rows = draft.split()
    assert [(row["rule"], row["evidence"]) for row in rows["issues"]] == [("column-doubtful", "RINGERS")]


@pytest.mark.parametrize(
    ("cells", "beside", "said"),
    [
        (["2092", "Ongoing"], ("2092", "Ongoing"), ["column-inferred"]),
        (["Ongoing"], ("Ongoing", None), ["column-doubtful"]),
    ],
)
def test_a_status_that_fell_out_is_a_result_behind_a_time_frame_and_else_a_doubtful_one(
    cells: list[str], beside: tuple[str, str | None], said: list[str]
) -> None:
    header = ["Joint activities", "Timeframe", "Results"]
    draft = progress()
    draft.table([["B1. Count the cranes.", "2091", "They were counted."]], header)
    for text in ["B2. Share what is known of cranes with all who live on the lakes.", *cells]:
        draft.paragraph(text)
    draft.table([["B3. Feed them.", "2094", "They were fed."]], header)
    rows = draft.split()
    assert (rows["activities"][1]["timeframe"], answers(rows)["B2"]) == beside
    assert rules(rows) == said
