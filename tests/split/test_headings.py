"""Themes and sub-headings of activities, and what stands over columns, wherever a reader left them."""

from __future__ import annotations

import pytest

from tests.split.invented import (
    CODED,
    DATED,
    ONE_COLUMN,
    TWO_COLUMNS,
    Draft,
    answers,
    beside,
    planned,
    progress,
    rules,
    split_under_heads,
    texts,
)


def test_a_piece_without_a_header_carries_the_table_on() -> None:
    draft = planned()
    draft.table([["B1. Count the cranes.", "2095"]], DATED)
    draft.table([["B2. Ring the cranes.", "2096"]])
    rows = draft.split()
    assert [(row["code"], row["timeframe"]) for row in rows["activities"]] == [("B1", "2095"), ("B2", "2096")]
    assert len(rows["tables"]) == 1


def test_activities_in_no_table_and_under_no_theme() -> None:
    draft = Draft()
    draft.heading("IMPLEMENTATION OF THE CMS CITES JOINT WORK PROGRAMME 2091-2094")
    draft.paragraph("1. This annex was written by the Secretariat.")
    draft.paragraph("A1. Count the cranes.")
    draft.paragraph("Progress: All were counted.")
    draft.paragraph("A2. Ring the cranes.")
    draft.paragraph("B1. Rest.")
    draft.paragraph("Progress: Ongoing.")
    rows = draft.split()
    assert texts(rows) == {"A1": "Count the cranes.", "A2": "Ring the cranes.", "B1": "Rest."}
    assert answers(rows) == {"A1": "All were counted.", "A2": None, "B1": "Ongoing."}


def test_a_sub_heading_in_a_row_of_its_own() -> None:
    draft = progress()
    draft.table(
        [["Cranes", ""], ["B1. Count the cranes.", "Done in full."], ["Otters", ""], ["B2. Count the otters.", ""]],
        TWO_COLUMNS,
    )
    rows = draft.split()
    assert [row["group"] for row in rows["activities"]] == ["Cranes", "Otters"]
    assert answers(rows) == {"B1": "Done in full.", "B2": None}


def test_codes_and_sub_headings_inside_one_paragraph() -> None:
    draft = progress()
    draft.table(
        [["Cranes and storks B1. Count them. B.2 Ring them, twice a year. Otters B3 Feed them.", "Fed."]], TWO_COLUMNS
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count them.", "B2": "Ring them, twice a year.", "B3": "Feed them."}
    assert [row["group"] for row in rows["activities"]] == ["Cranes and storks", "Cranes and storks", "Otters"]


def test_a_lost_code_follows_from_the_series() -> None:
    draft = planned()
    draft.table(
        [["Cranes\nB1. Count the cranes.\nRing the cranes.\nB3. Feed the cranes."]], ONE_COLUMN, underlined=["Cranes"]
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes.", "B2": "Ring the cranes.", "B3": "Feed the cranes."}
    assert [row["code_inferred"] for row in rows["activities"]] == [False, True, False]
    assert rules(rows) == ["code-inferred"]


def test_a_lost_code_under_a_fused_sub_heading() -> None:
    draft = planned()
    draft.table(
        [["B1. Count the cranes."], ["Staffing and funding Share one officer between both. B3. Seek funds."]],
        ONE_COLUMN,
    )
    rows = draft.split()
    assert texts(rows)["B2"] == "Share one officer between both."
    assert rows["activities"][1]["group"] == "Staffing and funding"


@pytest.mark.parametrize(
    ("cell", "group", "text", "noticed"),
    [
        (
            "Sea otters Track the otters of the coast.",
            "Sea otters",
            "Track the otters of the coast.",
            ["group-inferred"],
        ),
        ("Sea otters\nTrack the otters.", "Sea otters", "Track the otters.", ["group-inferred"]),
        ("Review Work of the wardens.", None, "Review Work of the wardens.", []),
        ("Lake Survey of the wardens.", None, "Lake Survey of the wardens.", []),
        ("Sea Otter Review Panel.", None, "Sea Otter Review Panel.", []),
        ("Pilot-test the Otter Plan for the coast.", None, "Pilot-test the Otter Plan for the coast.", []),
        ("Counting the otters Plan a survey.", "Counting the otters", "Plan a survey.", ["group-inferred"]),
    ],
)
def test_a_sub_heading_without_style_beside_a_column_of_codes(
    cell: str, group: str | None, text: str, noticed: list[str]
) -> None:
    draft = progress("B. Otters")
    draft.table([["B1", cell, "Done."], ["B2", "Monitor the otters.", "Done."], ["B3", "Map the lakes.", ""]], CODED)
    rows = draft.split()
    assert texts(rows)["B1"] == text
    assert rows["activities"][0]["group"] == rows["activities"][1]["group"] == group
    assert rules(rows) == noticed


def test_no_sub_heading_is_told_by_a_verb_where_others_have_rows_of_their_own() -> None:
    draft = progress("B. Otters")
    row = ["B1", "Pilot-test the Otter Plan for the coast.", "Done."]
    draft.table([["Sea otters", "", ""], row, ["B2", "Monitor the otters.", "Done."]], CODED)
    rows = draft.split()
    assert texts(rows)["B1"] == row[1]
    assert {activity["group"] for activity in rows["activities"]} == {"Sea otters"}


def test_a_theme_heading_that_a_reader_took_for_a_row() -> None:
    draft = progress("A. Harmonization")
    draft.table(
        [["A1. Count.", "Counted."], ["B. Joint activities", ""], TWO_COLUMNS, ["B1. Ring.", "Ringed."]], TWO_COLUMNS
    )
    rows = draft.split()
    assert [(row["code"], row["theme_title"]) for row in rows["activities"]] == [
        ("A1", "Harmonization"),
        ("B1", "Joint activities"),
    ]
    assert len(rows["tables"]) == 2


def test_rows_above_codes_are_sub_headings_where_a_series_goes_on_below_another() -> None:
    draft = planned()
    draft.table(
        [
            ["Otters", ""],
            ["B1. Count the otters.", "2093"],
            ["Herons", ""],
            ["B2. Count the herons.", "2094"],
            ["B3. Ring the herons.", "2094"],
        ],
        ["Joint activities", "Timeframe"],
    )
    rows = draft.split()["activities"]
    assert [(row["code"], row["theme_title"], row["group"]) for row in rows] == [
        ("B1", "Joint activities addressing shared species", "Otters"),
        ("B2", "Joint activities addressing shared species", "Herons"),
        ("B3", "Joint activities addressing shared species", "Herons"),
    ]


@pytest.mark.parametrize(("first", "second"), [("1.", "2."), ("II", "III")])
@pytest.mark.parametrize("names_again", [False, True])
def test_a_row_with_the_number_that_codes_begin_with_is_a_theme_and_one_below_it_a_sub_heading(
    first: str, second: str, names_again: bool
) -> None:
    draft = planned("Joint activities")
    names = ["Joint activities", "Timeframe"]
    one, two = first.strip("."), second.strip(".")
    draft.table(
        [
            [f"{first} Wardens", ""],
            *[names] * names_again,
            [f"{one}.1 Train the wardens.", "2093"],
            [f"{second} Lakes", ""],
            ["Otters", ""],
            [f"{two}.1 Count the otters.", "2094"],
        ],
        names,
    )
    rows = draft.split()["activities"]
    assert [(row["theme"], row["theme_title"], row["group"]) for row in rows] == [
        (one, "Wardens", None),
        (two, "Lakes", "Otters"),
    ]


@pytest.mark.parametrize("first", [["Otters 2.1 Count the otters."], ["Otters\n2.1 Count the otters."], ["Otters"]])
def test_a_numbered_heading_is_a_theme_where_a_sub_heading_stands_above_the_first_code(first: list[str]) -> None:
    draft = planned("1. Wardens")
    draft.table([["1.1 Train the wardens.", "2093"]], ["Joint activities", "Timeframe"])
    draft.heading("2. Lakes")
    rows = [[first[0], "2094" if "2.1" in first[0] else ""], ["2.2 Count the owls.", "2095"]]
    if first == ["Otters"]:
        rows.insert(1, ["2.1 Count the otters.", "2094"])
    draft.table(rows, ["Joint activities", "Timeframe"])
    found = draft.split()
    assert [(row["code"], row["theme_title"], row["group"], row["timeframe"]) for row in found["activities"]] == [
        ("1.1", "Wardens", None, "2093"),
        ("2.1", "Lakes", "Otters", "2094"),
        ("2.2", "Lakes", "Otters", "2095"),
    ]


def test_a_table_without_a_header_under_a_theme() -> None:
    draft = progress("B. Joint activities")
    draft.table([["B1. Count the cranes.", "They were counted."]])
    rows = draft.split()
    assert answers(rows) == {"B1": "They were counted."}
    assert rows["tables"][0]["inferred"] == ["its header is not printed"]


def test_prose_between_themes_that_a_reader_took_into_the_table() -> None:
    draft = progress("A. Harmonization")
    draft.table(
        [
            ["A1. Count.", "Counted."],
            ["B. Joint activities", ""],
            ["The secretariats work together on what follows.", ""],
            TWO_COLUMNS,
            ["B1. Ring.", "Ringed."],
        ],
        TWO_COLUMNS,
    )
    rows = draft.split()
    assert texts(rows) == {"A1": "Count.", "B1": "Ring."}
    assert answers(rows) == {"A1": "Counted.", "B1": "Ringed."}


def test_a_theme_heading_that_a_reader_ran_into_the_header() -> None:
    draft = progress("A. Harmonization")
    draft.table([["A1. Count.", "Counted."]], TWO_COLUMNS)
    draft.table([["B1. Ring.", "Ringed."]], ["B. Joint activities Description of joint activities", "Results"])
    rows = draft.split()
    assert [(row["code"], row["theme_title"]) for row in rows["activities"]] == [
        ("A1", "Harmonization"),
        ("B1", "Joint activities"),
    ]


def test_sub_heading_over_an_activity_whose_code_has_its_own_column() -> None:
    draft = planned()
    draft.table(
        [["B1", "Cranes\nCount the cranes."], ["B2", "Ring the cranes."], ["B3", "Otters\nFeed them."]],
        ["No.", "Description of envisaged joint activities"],
        underlined=["Cranes", "Otters"],
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes.", "B2": "Ring the cranes.", "B3": "Feed them."}
    assert [row["group"] for row in rows["activities"]] == ["Cranes", "Cranes", "Otters"]


def test_a_result_beside_a_sub_heading_answers_the_activities_under_it() -> None:
    draft = progress()
    draft.table(
        [
            ["Cranes", "Cranes were counted."],
            ["B1. Count the cranes.", ""],
            ["B2. Ring the cranes.", ""],
            ["Otters", ""],
            ["B3. Count the otters.", "Otters were counted."],
            ["B4. Ring the otters.", ""],
        ],
        TWO_COLUMNS,
        underlined=["Cranes", "Otters"],
    )
    rows = draft.split()
    assert [row["group"] for row in rows["activities"]] == ["Cranes", "Cranes", "Otters", "Otters"]
    assert answers(rows) == {
        "B1": "Cranes were counted.",
        "B2": "Cranes were counted.",
        "B3": "Otters were counted.",
        "B4": None,
    }
    assert [row["basis"] for row in rows["activity_results"]] == ["group", "group", "row", "row"]
    assert rules(rows) == ["result-of-group"]


def test_a_row_whose_code_is_none_has_the_next_of_the_series() -> None:
    draft = progress()
    draft.table(
        [
            ["B1", "Count the otters.", "Counted."],
            ["l.2", "Ring the cranes.", "Ringed."],
            ["B3", "Feed the owls.", "Fed."],
            ["B,4", "Count the owls.", "Owls were counted."],
        ],
        CODED,
    )
    rows = draft.split()
    assert answers(rows) == {"B1": "Counted.", "B2": "Ringed.", "B3": "Fed.", "B4": "Owls were counted."}
    assert [row["code_inferred"] for row in rows["activities"]] == [False, True, False, True]
    assert texts(rows)["B2"] == "Ring the cranes."
    assert texts(rows)["B4"] == "Count the owls."
    assert rules(rows) == ["code-misprinted", "code-misprinted"]


def test_what_stands_for_a_code_without_words_is_none_of_its_series() -> None:
    """So the one row with words is no more than half of the codes."""
    draft = progress()
    draft.table([["B1", "Count the otters.", "Done."], ["l.2", "Ring the cranes.", ""], ["l.3", "", ""]], CODED)
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the otters.", "B2": "Ring the cranes."}
    assert rules(rows) == ["code-misprinted"]


def test_more_misprints_than_codes_are_no_codes_and_named() -> None:
    draft = progress()
    draft.table(
        [["B1", "Count the otters.", "Done."], ["x!", "Ring the cranes.", ""], ["y!", "Feed the owls.", ""]], CODED
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the otters.\nRing the cranes.\nFeed the owls."}
    assert rules(rows) == ["code-not-read", "code-not-read"]


def test_a_dash_in_the_place_of_a_code_is_no_word_of_the_activity() -> None:
    draft = progress()
    draft.table(
        [["B1", "Count the otters.", "Done."], ["--", "Ring the cranes.", ""], ["B3", "Feed the owls.", ""]], CODED
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the otters.", "B2": "Ring the cranes.", "B3": "Feed the owls."}
    assert rules(rows) == ["code-inferred"]


def test_a_column_of_groups_heads_the_activities_beside_and_below() -> None:
    draft = progress()
    draft.table(
        [
            ["Cranes", "B1. Count them.", "Done."],
            ["", "B2. Ring them.", "Begun."],
            ["Otters", "B3. Count them.", ""],
        ],
        ["Species", "Joint activities", "Results"],
    )
    rows = draft.split()
    assert [row["group"] for row in rows["activities"]] == ["Cranes", "Cranes", "Otters"]
    assert texts(rows)["B3"] == "Count them."


def test_an_item_that_counts_on_behind_other_words_of_its_activity_heads_nothing() -> None:
    draft = progress()
    draft.table([["B1. Train: 1. Wardens\nof all lakes\n2. Officers\nB2. Ring the cranes.", "Done."]], TWO_COLUMNS)
    rows = draft.split()
    assert texts(rows)["B1"].split()[-1] == "Officers"
    assert rows["activities"][1]["group"] is None


def test_roman_numbers_in_the_column_of_codes_are_read_and_not_named() -> None:
    draft = progress()
    draft.table([["i", "Count the otters.", "Done."], ["ii", "Ring the cranes.", ""], ["iii", "Map them.", ""]], CODED)
    rows = draft.split()
    assert texts(rows) == {"1": "Count the otters.", "2": "Ring the cranes.", "3": "Map them."}
    assert rules(rows) == []


def test_a_name_over_two_columns_may_be_printed_over_each() -> None:
    draft = progress()
    draft.table(
        [["B1.", "Count the otters.", "Counted."], ["B2.", "Ring the cranes.", ""]], ["Activity"] * 2 + ["Result"]
    )
    rows = draft.split()
    assert answers(rows) == {"B1": "Counted.", "B2": None}
    assert rules(rows) == ["columns-inferred"]


def test_codes_of_two_series_may_take_turns() -> None:
    draft = progress()
    draft.table([["B1. Count them."], ["C1. Ring them."], ["B2. Map them."], ["C2. Feed them."]], ONE_COLUMN)
    assert list(texts(draft.split())) == ["B1", "C1", "B2", "C2"]


def test_a_code_that_is_not_the_next_begins_no_other_series() -> None:
    draft = progress()
    draft.table([["B1. Count them.", "Done."], ["B2. Ring them.", ""], ["D9. Map them.", ""]], TWO_COLUMNS)
    rows = draft.split()
    assert texts(rows) == {"B1": "Count them.", "B2": "Ring them.\nD9. Map them."}
    assert rules(rows) == ["code-not-read"]


def test_a_sub_heading_that_is_repeated_in_each_column_heads_activities() -> None:
    draft = progress()
    draft.table(
        [["Otters"] * 3, ["B1", "Count the otters.", "Counted."], ["Cranes"] * 3, ["B2", "Ring the cranes.", ""]], CODED
    )
    rows = draft.split()
    assert beside(rows, "code", "group") == [("B1", "Otters"), ("B2", "Cranes")]
    assert answers(rows) == {"B1": "Counted.", "B2": None}
    assert rules(rows) == []


@pytest.mark.parametrize("spans", [True, False])
def test_a_name_that_reaches_over_both_rows_of_a_header(spans: bool) -> None:
    draft = progress()
    draft.table(
        [["Activity", "Time frame", None if spans else ""], ["B1. Count the herons.", "2091", "Counted."]],
        ["Planned", "", "Results"],
    )
    table = draft.tables[-1]
    table.header_rows = 2
    table.cells[0].column_span = 2
    del table.cells[1]
    rows = draft.split()
    assert answers(rows) == {"B1": "Counted."}
    assert beside(rows, "code", "timeframe") == [("B1", "2091")]
    assert rules(rows) == []


def test_head_over_all_columns_heads_activities_where_results_come_first() -> None:
    draft = progress()
    rows = [["Seven were seen.", "B1. Count herons."], ["Otters", ""], ["None was seen.", "B2. Count otters."]]
    draft.table(rows, ["Results", "Activities"])
    table = draft.tables[-1]
    head = next(cell for cell in table.cells if (cell.row, cell.column) == (2, 0))
    head.column_span = 2
    table.cells = [cell for cell in table.cells if (cell.row, cell.column) != (2, 1)]
    rows_found = draft.split()
    assert answers(rows_found) == {"B1": "Seven were seen.", "B2": "None was seen."}
    assert [activity["group"] for activity in rows_found["activities"]] == [None, "Otters"]


@pytest.mark.parametrize("codes", [["1.", "2.", "3."], ["(a)", "(b)", "(c)"]])
def test_numbers_under_heads_in_cells_count_the_activities(codes: list[str]) -> None:
    rows = split_under_heads(codes)
    assert list(answers(rows).values()) == ["Counted.", "Ringed.", "Ringed."]
    assert [row["text"] for row in rows["activities"]] == ["Count the cranes.", "Ring the otters.", "Count the otters."]
    assert [row["group"] for row in rows["activities"]] == ["Cranes", "Otters", "Otters"]
    assert rules(rows) == []


@pytest.mark.parametrize(("items", "groups"), [(("1.", "2."), [None, None]), (("1.", "3."), [None, "3. Otters"])])
def test_an_item_that_counts_on_from_one_of_the_activity_is_no_sub_heading(
    items: tuple[str, str], groups: list[str | None]
) -> None:
    draft = progress()
    text = f"B1. Count:\n{items[0]} Herons\n{items[1]} Otters"
    draft.table([[text, "Counted."], ["B2. Ring the cranes.", ""]], TWO_COLUMNS)
    rows = draft.split()
    assert [row["group"] for row in rows["activities"]] == groups


@pytest.mark.parametrize("last", ["and", "or", "et", "y"])
def test_the_last_item_but_one_of_a_list_without_bullets_is_no_sub_heading(last: str) -> None:
    text = f"B1. Attend meetings of:\nHeron Working Group;\nOtter Task Force (OTF); {last}\nForum on cranes, in 2091."
    draft = progress()
    draft.table([[text, "Attended."], ["B2. Ring the otters.", ""]], TWO_COLUMNS, underlined=text.split("\n"))
    rows = draft.split()
    assert texts(rows)["B1"] == text.removeprefix("B1. ")
    assert [row["group"] for row in rows["activities"]] == [None, None]


def test_names_under_a_head_over_columns_are_found_though_no_row_is_marked_as_header() -> None:
    draft = progress()
    draft.table(
        [["Planned", "", "Results"], ["Activity", "Time frame", None], ["B1. Count the herons.", "2091", "So."]]
    )
    draft.tables[-1].cells[0].column_span = 2
    del draft.tables[-1].cells[1]
    rows = draft.split()
    assert answers(rows) == {"B1": "So."}
    assert beside(rows, "code", "timeframe") == [("B1", "2091")]


def test_titles_of_a_programme_and_a_theme_in_rows_above_a_header() -> None:
    draft = Draft()
    title = "IMPLEMENTATION OF THE CMS CITES JOINT WORK PROGRAMME 2091-2094"
    theme = "C. Other joint activities"
    draft.table([[title, title], [theme, theme], TWO_COLUMNS, ["C1. Count.", "Done."]])
    (row,) = draft.split()["activities"]
    assert (row["programme_id"], row["theme"], row["theme_title"]) == ("2091-2094", "C", "Other joint activities")


def test_a_sub_heading_below_names_of_columns_on_lines_of_their_own_is_no_name() -> None:
    draft = progress()
    for text in ("Description of joint activities", "Results", "Funding"):
        draft.paragraph(text)
    for text in ("B1. Find money for cranes.", "It was found.", "B2. Find money for owls.", "None was found."):
        draft.paragraph(text)
    rows = draft.split()
    assert [(row["code"], row["group"]) for row in rows["activities"]] == [("B1", "Funding"), ("B2", "Funding")]
    assert [row["header"] for row in rows["tables"]] == [["Description of joint activities", "Results"]]


def test_a_sub_heading_with_the_number_of_the_codes_below_it_is_a_theme() -> None:
    draft = Draft()
    draft.heading("CMS-CITES JOINT WORK PROGRAMME 2091-2094")
    for text in ("Activity", "Time frame", "Lead", "1. Lakes", "1.1 Count the otters.", "2093", "CMS"):
        draft.paragraph(text)
    (row,) = draft.split()["activities"]
    assert (row["theme"], row["theme_title"], row["group"], row["lead"]) == ("1", "Lakes", None, "CMS")


@pytest.mark.parametrize(
    ("line", "title"),
    [("Joint activities of both", "Joint activities of both"), ("It was told at length.", ""), ("joint work", "")],
)
def test_what_stands_below_the_bare_letter_of_a_theme(line: str, title: str) -> None:
    draft = progress("Theme B")
    draft.paragraph(line)
    draft.table([["B1. Count.", "Done."]], TWO_COLUMNS)
    (row,) = draft.split()["activities"]
    assert (row["theme"], row["theme_title"] or "") == ("B", title)


def test_codes_of_another_theme_and_time_frames_that_say_no_years_are_named() -> None:
    draft = planned("A. Otters")
    draft.table([["B1. Count.", "in the fullness of time"], ["B2. Rest.", "2095"]], DATED)
    assert rules(draft.split()) == ["theme-mismatch", "timeframe-not-understood"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # the words behind the first one's end are no title of the second: a sub-heading is
        ([["B1. Count the cranes of\nall lakes. Great otters B2. Ring them."]], [(None, "B1"), ("Great otters", "B2")]),
        # nor is a line that goes on with a sentence, set as it may be
        ([["B1. Count the cranes of the\nOtters\nB2. Ring them."]], [(None, "B1"), (None, "B2")]),
    ],
)
def test_sub_headings_behind_a_text(rows: list[list[str]], expected: list[tuple[str | None, str]]) -> None:
    draft = planned()
    draft.table(rows, ONE_COLUMN, underlined=["Otters"])
    assert [(row["group"], row["code"]) for row in draft.split()["activities"]] == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # codes run together in running text, which no cell begins with
        (
            [["Lakes first. B1. Count the cranes. B2. Ring them.", "Done."]],
            {"B1": "Count the cranes.", "B2": "Ring them."},
        ),
        ([["What", ""], ["B1. Count.", "Done."], ["B2. Ring.", "Done."]], {"B1": "Count.", "B2": "Ring."}),
        # codes beside which nothing is said that may be an activity
        ([["B1", "yes"], ["B2", "no"]], {}),
    ],
)
def test_tables_of_codes_without_a_header(rows: list[list[str]], expected: dict[str, str]) -> None:
    draft = progress()
    draft.table(rows)
    assert texts(draft.split()) == expected


def test_a_table_without_header_in_another_theme_has_the_columns_of_the_one_before() -> None:
    draft = progress()
    draft.table([["B1. Count.", "Done."]], TWO_COLUMNS)
    draft.heading("C. Outreach")
    draft.table([["C1. Ring them.", "They were ringed."]])
    rows = draft.split()
    assert answers(rows) == {"B1": "Done.", "C1": "They were ringed."}
    assert [row["header"] for row in rows["tables"]] == [TWO_COLUMNS, TWO_COLUMNS]


@pytest.mark.parametrize("underlined", [(), ("Otters:", "Owls :")])
def test_a_sub_heading_may_end_with_a_colon_before_a_code(underlined: tuple[str, ...]) -> None:
    """Else it ends the activity above, and what stands under it has the sub-heading before."""
    draft = planned()
    draft.table(
        [["Cranes\nB1. Count the cranes."], ["Otters:\nB2. Ring the otters."], ["Owls :"], ["B3. Feed the owls."]],
        ONE_COLUMN,
        underlined=underlined,
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes.", "B2": "Ring the otters.", "B3": "Feed the owls."}
    assert [row["group"] for row in rows["activities"]] == ["Cranes", "Otters", "Owls"]
