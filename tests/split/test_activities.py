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


def test_activities_of_a_row_share_its_result() -> None:
    draft = progress()
    draft.table(
        [
            [
                "Cranes\nB1. Count the cranes.\nB2. Ring the cranes:\n• in spring; and\n• in autumn.",
                "Cranes were counted.\nNone was ringed.",
            ],
            ["Otters\nB3. Count the otters.", ""],
        ],
        TWO_COLUMNS,
        underlined=["Cranes"],
    )
    rows = draft.split()
    first = rows["activities"][0]
    assert first["activity_id"] == "sc190-doc-7/annex-1/B1"
    assert (first["programme_id"], first["role"], first["annex"]) == ("2091-2094", "progress_report", "annex 1")
    assert (first["theme"], first["theme_title"], first["group"]) == (
        "B",
        "Joint activities addressing shared species",
        "Cranes",
    )
    assert texts(rows) == {
        "B1": "Count the cranes.",
        "B2": "Ring the cranes:\n• in spring; and\n• in autumn.",
        "B3": "Count the otters.",
    }
    assert answers(rows) == {
        "B1": "Cranes were counted.\nNone was ringed.",
        "B2": "Cranes were counted.\nNone was ringed.",
        "B3": None,
    }
    assert [row["status"] for row in rows["results"]] == ["reported", "not_reported"]
    assert rows["activities"][2]["group"] == "Otters"
    assert rules(rows) == []


def test_a_row_cut_by_a_page_is_one_row() -> None:
    draft = progress()
    draft.table([["Cranes\nB1. Count the cranes in all", "Cranes were counted in"]], TWO_COLUMNS, underlined=["Cranes"])
    draft.table([["range States.\nB2. Ring them.", "two States.\nMore will follow."]], TWO_COLUMNS)
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes in all range States.", "B2": "Ring them."}
    assert answers(rows)["B2"] == "Cranes were counted in two States.\nMore will follow."
    assert [(row["rows"], row["columns"]) for row in rows["tables"]] == [(2, 2)]
    assert [row["text"] for row in rows["cells"] if row["row"] == 1] == [
        "Cranes\nB1. Count the cranes in all range States.\nB2. Ring them.",
        "Cranes were counted in two States.\nMore will follow.",
    ]


def test_without_stitching_the_tables_stay_in_pieces() -> None:
    draft = planned()
    draft.table([["B1. Count the cranes.", "2095"]], DATED)
    draft.table([["B2. Ring the cranes.", "2096"]])
    rows = draft.split(stitch=False)
    assert [row["table_id"] for row in rows["tables"]] == ["sc190-doc-7/t1", "sc190-doc-7/t2"]
    assert {row["table_id"] for row in rows["activities"]} == {"sc190-doc-7/t1"}
    assert list(texts(rows)) == ["B1", "B2"]


def test_a_result_cell_that_spans_rows_answers_them_all() -> None:
    draft = progress()
    draft.table(
        [
            ["B1. Count the cranes.", "All were counted."],
            ["B2. Ring the cranes.", None],
            ["B3. Rest.", "No action took place."],
        ],
        TWO_COLUMNS,
    )
    rows = draft.split()
    assert answers(rows) == {"B1": "All were counted.", "B2": "All were counted.", "B3": "No action took place."}
    assert [row["status"] for row in rows["results"]] == ["reported", "no_action"]
    spans = {(row["row"], row["column"]): row["row_span"] for row in rows["cells"]}
    assert spans[1, 1] == 2
    assert (2, 1) not in spans


def test_an_activity_that_spans_rows_has_the_result_of_each() -> None:
    draft = progress()
    draft.table(
        [
            ["B1. Count the cranes.", "All were counted.", "Done.", "Twice."],
            [None, "None was ringed.", "Ongoing.", "Once."],
            [None, "", "", ""],
            ["B2. Ring the cranes.", "", "", ""],
            [None, "Rings were bought.", "", "Three."],
            ["B3. Rest.", "", "", ""],
            [None, "", "", ""],
        ],
        [*TWO_COLUMNS, "Status", "Comments"],
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes.", "B2": "Ring the cranes.", "B3": "Rest."}
    results = {row["result_id"]: row for row in rows["results"]}
    assert [
        (row["activity_id"][-2:], results[row["result_id"]]["text"], results[row["result_id"]]["status"])
        for row in rows["activity_results"]
    ] == [
        ("B1", "All were counted.", "completed"),
        ("B1", "None was ringed.", "in_progress"),
        ("B2", "Rings were bought.", "reported"),
        ("B3", None, "not_reported"),
    ]
    assert [row["comment"] for row in rows["activities"]] == ["Twice.\nOnce.", "Three.", None]
    assert [results[row["result_id"]]["row"] for row in rows["activity_results"]] == [1, 2, 5, 6]
    assert rules(rows) == []


def test_parts_of_an_activity_beside_its_code_have_results_of_their_own() -> None:
    draft = progress()
    draft.table(
        [
            ["B1", "Count the cranes:\n(a) in spring; and", "Counted in spring.", "2095"],
            [None, "(b) in autumn.", "Not counted.", "2096"],
            ["B2", "Ring the cranes.", "", "2097"],
        ],
        ["Code", "Activity", "Results", "Timeframe"],
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes:\n(a) in spring; and\n(b) in autumn.", "B2": "Ring the cranes."}
    results = {row["result_id"]: row["text"] for row in rows["results"]}
    assert [(row["activity_id"][-2:], results[row["result_id"]]) for row in rows["activity_results"]] == [
        ("B1", "Counted in spring."),
        ("B1", "Not counted."),
        ("B2", None),
    ]
    assert [(row["timeframe_start"], row["timeframe_end"]) for row in rows["activities"]] == [
        (2095, 2096),
        (2097, 2097),
    ]


def test_results_in_several_columns() -> None:
    draft = progress()
    draft.table(
        [
            ["B1. Count the cranes.", "All were counted.", "None was."],
            ["B2. Ring the cranes.", "", "Ongoing."],
            ["B3. Rest.", "", ""],
            ["B4. Feed the cranes.", "Completed.", None],
        ],
        ["Activity", "Progress by CITES", "Progress 2091-2092"],
    )
    rows = draft.split()
    results = {row["result_id"]: row for row in rows["results"]}
    assert [
        (row["activity_id"][-2:], results[row["result_id"]]["text"], results[row["result_id"]]["status"])
        for row in rows["activity_results"]
    ] == [
        ("B1", "All were counted.", "reported"),
        ("B1", "None was.", "reported"),
        ("B2", "Ongoing.", "in_progress"),
        ("B3", None, "not_reported"),
        ("B4", "Completed.", "completed"),
    ]
    assert rules(rows) == []


def test_rows_without_codes_are_counted() -> None:
    draft = progress("Joint activities")
    draft.table(
        [
            ["Cranes", ""],
            ["Count the cranes.\nOtters too.", "All were counted."],
            ["Ring the cranes.", ""],
            ["• Feed them", "Fed."],
        ],
        TWO_COLUMNS,
        underlined=["Cranes"],
    )
    draft.table([["with care.", "They liked it."], ["Rest.", "No action took place."]])
    rows = draft.split()
    assert texts(rows) == {
        "1": "Count the cranes.\nOtters too.",
        "2": "Ring the cranes.",
        "3": "Feed them with care.",
        "4": "Rest.",
    }
    assert answers(rows) == {
        "1": "All were counted.",
        "2": None,
        "3": "Fed.\nThey liked it.",
        "4": "No action took place.",
    }
    assert all(row["code_inferred"] and row["group"] == "Cranes" for row in rows["activities"])
    assert rules(rows) == ["code-inferred"]


def test_rows_without_codes_in_no_programme_are_none() -> None:
    draft = Draft(annex=None)
    draft.table([["Count the cranes.", "2094"], ["Ring otters.", ""]], DATED)
    assert draft.split()["activities"] == []


@pytest.mark.parametrize(
    ("theme", "printed", "codes"),
    [
        ("B. Joint activities", ["Activity 1", "Activity 2", "Activity 3"], ["1", "2", "3"]),
        ("B. Joint activities", ["Action B1:", "Action B2:"], ["B1", "B2"]),
        ("1. Joint activities", ["Activity 1.1", "Activity 1.2"], ["1.1", "1.2"]),
        ("B. Joint activities", ["B-1", "B-2"], ["B1", "B2"]),
    ],
)
def test_codes_in_the_column_of_activities_and_words_in_another(
    theme: str, printed: list[str], codes: list[str]
) -> None:
    draft = progress(theme)
    words = ["Count the cranes.", "Ring the cranes.", "Rest."]
    draft.table(
        [[code, text, ""] for code, text in zip(printed, words, strict=False)],
        ["Activity", "Description", "Results"],
    )
    rows = draft.split()
    assert texts(rows) == dict(zip(codes, words, strict=False))
    assert rules(rows) == ["columns-inferred", "results-missing"]
    assert rows["tables"][0]["inferred"] == ["what its columns hold is inferred from what is in them"]


@pytest.mark.parametrize(
    ("second", "codes"),
    [
        ("• Monitor the cranes.", {"B1": "Count the cranes.", "B2": "Monitor the cranes."}),
        ("• The cranes of the lakes.", {"B1": "Count the cranes.\n• The cranes of the lakes."}),
    ],
)
def test_the_last_item_of_a_list_of_activities_has_lost_its_code(second: str, codes: dict[str, str]) -> None:
    draft = planned()
    draft.paragraph("Description of envisaged joint activities")
    draft.item("B1. Count the cranes.")
    draft.item(second)
    draft.heading("C. Outreach")
    draft.paragraph("Description of envisaged joint activities")
    draft.item("C1. Monitor the press.")
    rows = draft.split()
    assert {code: text for code, text in texts(rows).items() if code[0] == "B"} == codes
    assert ("code-inferred" in rules(rows)) == (len(codes) > 1)


def test_a_gap_that_nothing_fills_is_reported() -> None:
    draft = planned()
    draft.table([["B1. Count the cranes."], ["B4. Feed the cranes."]], ONE_COLUMN)
    rows = draft.split()
    assert list(texts(rows)) == ["B1", "B4"]
    assert rules(rows) == ["code-gap"]


def test_time_frames_are_aligned_in_order() -> None:
    draft = planned()
    draft.table(
        [
            ["Cranes\nB1. Count.\nB2. Ring.\nB3. Feed.", "2095 – 96 On-going\nAnnual and as-required"],
            ["B4. Rest (subject to external funding).\nB5. Sleep.", "2097"],
            ["B6. Wait.", "Will depend on decisions adopted at CoP98"],
        ],
        DATED,
        underlined=["Cranes"],
    )
    rows = draft.split()
    assert [
        (row["timeframe"], row["timeframe_start"], row["timeframe_end"], row["ongoing"]) for row in rows["activities"]
    ] == [
        ("2095 – 96", 2095, 2096, False),
        ("On-going", None, None, True),
        ("Annual and as-required", None, None, False),
        ("2097", 2097, 2097, False),
        ("2097", 2097, 2097, False),
        ("Will depend on decisions adopted at CoP98", None, None, False),
    ]
    assert [row["subject_to_funding"] for row in rows["activities"]] == [False, False, False, True, False, False]
    assert rules(rows) == ["timeframes-not-aligned"]


def test_time_frames_that_cannot_be_aligned_are_given_to_nobody() -> None:
    draft = planned()
    draft.table([["B1. Count.\nB2. Ring.\nB3. Feed.", "2095\n2096"]], DATED)
    rows = draft.split()
    assert [row["timeframe"] for row in rows["activities"]] == [None, None, None]
    assert [(row["rule"], row["evidence"]) for row in rows["issues"]] == [("timeframes-not-aligned", "2095 / 2096")]


def test_a_dash_reports_nothing() -> None:
    draft = progress()
    draft.table([["B1. Count.", "Counted."], ["B2. Ring.", "–"]], TWO_COLUMNS)
    rows = draft.split()
    assert answers(rows) == {"B1": "Counted.", "B2": None}
    assert [(row["status"], len(row["block_ids"])) for row in rows["results"]] == [("reported", 1), ("not_reported", 1)]


def test_a_result_that_names_its_activities() -> None:
    draft = progress()
    draft.table([["B1. Count.\nB2. Ring.\nB3. Feed.", "B1-B2. Counted and ringed.\nIn spring.\nB3. Fed."]], TWO_COLUMNS)
    rows = draft.split()
    assert answers(rows) == {
        "B1": "Counted and ringed.\nIn spring.",
        "B2": "Counted and ringed.\nIn spring.",
        "B3": "Fed.",
    }
    assert {row["basis"] for row in rows["activity_results"]} == {"numbered"}


@pytest.mark.parametrize("begin", ["B2-B1.", "A9-B2.", "B9.", "9."])
def test_what_names_no_activities_of_its_row_is_a_part_of_the_result(begin: str) -> None:
    draft = progress()
    draft.table([["B1. Count.\nB2. Ring.", f"{begin} Counted."]], TWO_COLUMNS)
    rows = draft.split()
    assert answers(rows) == dict.fromkeys(["B1", "B2"], f"{begin} Counted.")
    assert {row["basis"] for row in rows["activity_results"]} == {"row"}


def test_a_code_that_occurs_twice_keeps_both_activities() -> None:
    draft = planned()
    draft.table([["B1. Count."], ["B1. Count again."]], ONE_COLUMN)
    rows = draft.split()
    assert [row["activity_id"] for row in rows["activities"]] == ["sc190-doc-7/annex-2/B1", "sc190-doc-7/annex-2/B1-2"]
    assert rules(rows) == ["code-out-of-series", "code-repeated"]


def test_prose_and_other_tables_are_no_activities() -> None:
    draft = planned()
    draft.paragraph("Shared species of particular attention include:")
    draft.item("• cranes (Gruidae);")
    draft.table([["B1. Count the cranes."]], ONE_COLUMN)
    draft.paragraph("The secretariats thank all donors for their support.")
    draft.heading("Figures")
    draft.table([["Africa", "12"], ["Asia", "7"]], ["Region", "Seizures"])
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes."}
    assert [row["kind"] for row in rows["tables"]] == ["programme_draft", "other"]
    assert [row["table_id"] for row in rows["tables"]] == ["sc190-doc-7/t1", "sc190-doc-7/t2"]


def test_a_document_without_tables() -> None:
    draft = progress()
    rows = draft.split()
    assert all(not found for found in rows.values())


def test_time_frames_printed_rows_too_early() -> None:
    draft = planned()
    draft.table([["B1. Count.", "2095\n2096"], ["B2. Ring.", ""], ["B3. Feed.", "2097"]], DATED)
    rows = draft.split()
    assert [row["timeframe"] for row in rows["activities"]] == ["2095", "2096", "2097"]
    assert rules(rows) == ["timeframes-not-aligned"]


def test_several_codes_in_one_cell_go_with_as_many_paragraphs() -> None:
    draft = planned()
    draft.table(
        [["B1\nB2", "Count the cranes:\n• in May\nRing the cranes."], ["B3", "Feed the otters."]],
        ["No.", "Description of envisaged joint activities"],
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes:\n• in May", "B2": "Ring the cranes.", "B3": "Feed the otters."}


def test_a_code_of_several_in_a_cell_whose_words_are_not_told_apart_is_named_with_them() -> None:
    draft = planned()
    draft.table(
        [["B1\nB2", "Count the cranes. Ring the cranes."], ["B3", "Feed the otters."]],
        ["No.", "Description of envisaged joint activities"],
    )
    issues = {row["rule"]: row["evidence"] for row in draft.split()["issues"]}
    assert issues["code-not-read"] == "B2: Count the cranes. Ring the cranes."


def test_a_result_beside_nothing_answers_no_activity_below() -> None:
    draft = progress()
    draft.table([["", "Cranes were counted."], ["B1. Count the cranes.", ""]], TWO_COLUMNS)
    rows = draft.split()
    assert answers(rows) == {"B1": None}
    assert rules(rows) == ["result-without-activity", "results-missing"]


def test_a_misprinted_code_in_a_cell_begins_an_activity() -> None:
    draft = progress()
    draft.table([["B1. Count the otters.\nB2, Ring the cranes.", "Done."], ["B3. Feed the owls.", "Fed."]], TWO_COLUMNS)
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the otters.", "B2": "Ring the cranes.", "B3": "Feed the owls."}
    assert rules(rows) == ["code-misprinted"]


def test_a_code_without_words_is_reported() -> None:
    draft = progress()
    draft.table([["B1", "Count the otters.", "Counted."], ["B2", "Feed the owls.", ""], ["B3", "", ""]], CODED)
    assert rules(draft.split()) == ["code-not-read"]


YEARS = ["No.", "Activity", "Lead", "Priority", "2091", "2092", "2093-2094"]


def test_marks_in_columns_of_years_are_time_frames() -> None:
    draft = planned()
    draft.table(
        [
            ["B1", "Count the otters.", "CITES Sec.", "High", "X", "✓", ""],
            ["B2", "Ring the cranes.", "Both", "", "", "", "x"],
            ["B3", "Feed the owls.", "", "2", "", "", ""],
        ],
        YEARS,
    )
    rows = draft.split()
    assert beside(rows, "timeframe", "timeframe_start", "timeframe_end") == [
        ("2091, 2092", 2091, 2092),
        ("2093-2094", 2093, 2094),
        (None, None, None),
    ]
    assert beside(rows, "lead", "priority") == [("CITES Sec.", "High"), ("Both", None), (None, "2")]
    assert rules(rows) == ["timeframe-inferred"]


def test_a_column_of_a_year_that_holds_figures_is_no_time_frame_and_named() -> None:
    draft = planned()
    draft.table([["B1", "Count the otters.", "CITES Sec.", "High", "10,000", "X", "X"]], YEARS)
    rows = draft.split()
    assert beside(rows, "timeframe") == [("2092, 2093-2094",)]
    assert rules(rows) == ["timeframe-inferred", "columns-not-read"]


def test_years_beside_activities_alone_make_no_programme() -> None:
    draft = Draft(annex=None)
    draft.table([["1. Count the otters.", "10,000", "20,000"]], ["Activity", "2091", "2092"])
    assert draft.split()["activities"] == []


def test_a_lead_that_spans_rows_leads_each_of_them() -> None:
    draft = planned()
    draft.table(
        [["B1. Count the otters.", "CMS Sec."], ["B2. Ring the cranes.", None], ["B3. Feed the owls.", "Both"]],
        ["Activity", "Lead"],
    )
    assert beside(draft.split(), "code", "lead") == [("B1", "CMS Sec."), ("B2", "CMS Sec."), ("B3", "Both")]


@pytest.mark.parametrize("again", ["B2 (cont.)", "B2. (continued)", "B2 (suite)"])
def test_a_row_that_repeats_a_code_and_says_that_it_goes_on_is_a_part_of_the_row_above(again: str) -> None:
    draft = progress()
    draft.table(
        [["B1", "Count the otters.", "Counted."], ["B2", "Ring the cranes", ""], [again, "of the lake.", "Ringed."]],
        CODED,
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the otters.", "B2": "Ring the cranes of the lake."}
    assert answers(rows)["B2"] == "Ringed."
    assert len(rows["activities"]) == 2


def test_a_code_printed_again_behind_a_break_is_no_other_activity() -> None:
    draft = progress()
    draft.table([["B1. Ring the cranes", "Cranes were"]], TWO_COLUMNS)
    draft.table([["B1. of the lake.", "ringed."]], TWO_COLUMNS)
    rows = draft.split()
    assert texts(rows) == {"B1": "Ring the cranes of the lake."}
    assert answers(rows) == {"B1": "Cranes were ringed."}
    assert len(rows["activities"]) == 1


def test_a_column_before_the_activities_whose_name_says_nothing_holds_no_results() -> None:
    draft = planned()
    draft.table(
        [["Cranes", "B1. Count the cranes."], ["Otters", "B2. Ring the otters."]], ["Of what it treats", "Activity"]
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes.", "B2": "Ring the otters."}
    assert rows["results"] == []
    assert "columns-not-read" in rules(rows)


@pytest.mark.parametrize("marks", [("3", "4", "5"), ("(iii)", "(iv)", "(v)"), ("xix.", "xx.", "xxi.")])
def test_numbers_that_only_their_counting_on_shows_are_codes(marks: tuple[str, ...]) -> None:
    rows = split_under_heads(marks)
    first = {"3": 3, "(iii)": 3, "xix.": 19}[marks[0]]
    assert answers(rows) == {str(first): "Counted.", str(first + 1): "Ringed.", str(first + 2): "Ringed."}
    assert list(texts(rows).values()) == ["Count the cranes.", "Ring the otters.", "Count the otters."]
    assert rules(rows) == []


def test_numbers_that_do_not_count_on_are_no_codes() -> None:
    draft = progress()
    draft.table([["12 Herons counted.", "Yes."], ["14 Otters ringed.", "No."]], TWO_COLUMNS)
    rows = draft.split()
    assert texts(rows) == {"1": "12 Herons counted.", "2": "14 Otters ringed."}
    assert "code-inferred" in rules(rows)


def test_codes_count_on_from_another_table() -> None:
    draft = progress()
    draft.table([["1. Count the cranes.", "Counted."], ["2. Ring the cranes.", "Ringed."]], TWO_COLUMNS)
    draft.heading("C. Joint activities on issues of common interest")
    draft.table([["Otters\n3. Count otters.", "So."], ["4. Ring otters.", "No."]], TWO_COLUMNS, underlined=["Otters"])
    rows = draft.split()
    assert answers(rows) == {"1": "Counted.", "2": "Ringed.", "3": "So.", "4": "No."}
    assert beside(rows, "code", "theme") == [("1", "B"), ("2", "B"), ("3", "C"), ("4", "C")]


def test_a_code_without_words_in_a_running_text_has_its_place() -> None:
    draft = progress()
    draft.table([["B1. Count the cranes. B2. B3. Ring the cranes.", "Done."]], TWO_COLUMNS)
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes.", "B2": "", "B3": "Ring the cranes."}
    assert [len(row["block_ids"]) for row in rows["activities"]] == [1, 1, 1]


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("B1-2.", ["B1", "B2"]),
        ("B1-B2.", ["B1", "B2"]),
        ("B2.", ["B2"]),
        ("1.", []),  # a number of the text itself
        ("B2-B1.", []),
        ("B9.", []),
        ("B1-B9.", []),
    ],
)
def test_whom_the_address_of_a_result_names(address: str, named: list[str]) -> None:
    draft = progress()
    draft.table([["B1. Count.\nB2. Ring.\nB3. Feed.", f"{address} They were told."]], TWO_COLUMNS)
    every = dict.fromkeys(["B1", "B2", "B3"], f"{address} They were told.")
    expected = {**dict.fromkeys(every), **dict.fromkeys(named, "They were told.")} if named else every
    assert answers(draft.split()) == expected


def test_numbers_before_the_paragraphs_of_a_result_are_its_own() -> None:
    draft = progress()
    draft.table(
        [["1", "Count the cranes.", "1. They came.\n2. They went."], ["2", "Ring the cranes.", "Done."]],
        ["No.", "Activities", "Results"],
    )
    assert answers(draft.split()) == {"1": "1. They came.\n2. They went.", "2": "Done."}


def test_the_last_name_of_columns_on_lines_of_their_own_may_be_that_of_priorities() -> None:
    draft = planned("1. Lakes")
    for text in (
        "Activity",
        "Time frame",
        "Lead",
        "Priority",
        "Otters",
        "1.1 Count the otters.",
        "2093",
        "CMS",
        "High",
    ):
        draft.paragraph(text)
    for text in ("1.2 Count the owls.", "2094", "CITES", "Low"):
        draft.paragraph(text)
    rows = draft.split()
    assert [
        (row["code"], row["theme"], row["group"], row["text"], row["timeframe"], row["lead"], row["priority"])
        for row in rows["activities"]
    ] == [
        ("1.1", "1", "Otters", "Count the otters.", "2093", "CMS", "High"),
        ("1.2", "1", "Otters", "Count the owls.", "2094", "CITES", "Low"),
    ]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("lakes and marshes.", "Count the cranes of all lakes and marshes."),
        ("• lakes", "Count the cranes of all\n• lakes"),
        ("B2. Ring the cranes.", "Count the cranes of all"),
    ],
)
def test_a_table_of_one_column_carries_on_that_of_activities(first: str, expected: str) -> None:
    draft = progress()
    draft.table([["B1. Count the cranes of all", "They were counted."]], TWO_COLUMNS)
    draft.table([[first], ["B3. Rest."]])
    rows = draft.split()
    assert texts(rows)["B1"] == expected
    assert len(rows["tables"]) == 1


def test_a_table_of_other_columns_does_not_carry_on_the_one_before() -> None:
    draft = progress()
    draft.table([["B1. Count the cranes.", "They were counted."]], TWO_COLUMNS)
    draft.table([["otters", "many", "few"], ["owls", "some", "none"]])
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes."}
    assert rules(rows) == ["table-not-read"]


def test_a_code_that_occurs_thrice_keeps_all_activities() -> None:
    draft = progress()
    draft.table([[f"B1. Count {what}.", "Done."] for what in ("cranes", "otters", "owls")], TWO_COLUMNS)
    ids = [row["activity_id"].rsplit("/", 1)[1] for row in draft.split()["activities"]]
    assert ids == ["B1", "B1-2", "B1-3"]


@pytest.mark.parametrize("mark", [". ", " "])
def test_numbers_of_rows_are_no_codes_where_the_activities_bear_their_own(mark: str) -> None:
    draft = progress()
    draft.table(
        [
            ["1", f"B1{mark}Count the cranes.\nB2{mark}Ring the cranes.", "Counted."],
            ["2", f"B3{mark}Count the otters.", "None was seen."],
        ],
        CODED,
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes.", "B2": "Ring the cranes.", "B3": "Count the otters."}
    assert answers(rows) == {"B1": "Counted.", "B2": "Counted.", "B3": "None was seen."}
    assert [(row["level"], row["rule"]) for row in rows["issues"]] == [("info", "columns-not-read")]


def test_time_frames_behind_the_rows_that_have_none_are_given_in_order_where_rows_are_inferred() -> None:
    rows = [["B1. Count the cranes.", ""], ["B2. Ring them.", "2095\n2096"], ["B3. Feed them.", "2097"]]
    draft = planned()
    draft.table(rows, DATED)
    draft.tables[-1].inferred.append("its rows are inferred")
    inferred = draft.split()
    assert [row["timeframe"] for row in inferred["activities"]] == ["2095", "2096", "2097"]
    [issue] = [row for row in inferred["issues"] if row["rule"] == "timeframes-not-aligned"]
    assert "(B1, B2)" in issue["message"]
    draft = planned()
    draft.table(rows, DATED)
    assert [row["timeframe"] for row in draft.split()["activities"]] == [None, "2095 2096", "2097"]


def test_codes_stand_in_a_column_whose_name_says_nothing() -> None:
    rows = [["B1", "Count the cranes.", "Counted."], ["B2", "Ring them.", "None was."]]
    draft = progress()
    draft.table(rows, ["Mark", "Activity", "Results"])
    found = draft.split()
    assert answers(found) == {"B1": "Counted.", "B2": "None was."}
    assert [row["code_inferred"] for row in found["activities"]] == [False, False]
    draft = progress()
    draft.table([[row[0][1:], *row[1:]] for row in rows], ["Mark", "Activity", "Results"])
    assert "columns-not-read" in rules(draft.split())


def test_a_code_with_a_letter_behind_it_is_no_step_of_the_series() -> None:
    draft = planned()
    draft.table([["B1. Count the cranes."], ["B1a. Count the eggs."], ["B2. Ring the cranes."]], ONE_COLUMN)
    rows = draft.split()
    assert list(texts(rows)) == ["B1", "B1a", "B2"]
    assert rules(rows) == []


def test_a_comment_is_of_the_rows_that_share_results_or_go_on_with_the_activity() -> None:
    draft = progress()
    draft.table(
        [
            ["B1. Count the cranes.", "Counted.", "Slow."],
            ["B2. Ring the cranes.", None, "Cold."],
            ["B3. Feed the owls.", "Fed.", "Dark."],
            [None, "Fed again.", "Wet."],
        ],
        [*TWO_COLUMNS, "Comments"],
    )
    assert beside(draft.split(), "comment") == [("Slow.\nCold.",), ("Slow.\nCold.",), ("Dark.\nWet.",)]


def test_time_frames_of_later_rows_are_not_held_back_for_one_without() -> None:
    """Where the rows are ruled, and where one too many stands before a row that has its own."""
    draft = planned()
    draft.table([["B1. Count.", ""], ["B2. Ring.", "2094"], ["B3. Feed.", "2093"]], DATED)
    assert beside(draft.split(), "timeframe") == [(None,), ("2094",), ("2093",)]
    draft = planned()
    draft.table([["B1. Count.", "2092\n2093"], ["B2. Ring.", "2094"], ["B3. Feed.", ""]], DATED)
    assert beside(draft.split(), "timeframe") == [("2092",), ("2093",), ("2094",)]


@pytest.mark.parametrize(
    ("leads", "priorities", "expected", "named"),
    [
        ("CMS Sec.\nBoth", "High\nLow", [("CMS Sec.", "High"), ("Both", "Low")], ["lead-not-aligned"]),
        ("CMS Sec.", "High", [("CMS Sec.", "High")] * 2, []),
        (
            "CMS Sec.\nBoth\nFAO",
            "High\nLow\nLow",
            [("CMS Sec.\nBoth\nFAO", "High\nLow\nLow")] * 2,
            ["lead-not-aligned", "priority-not-aligned"],
        ),
        (
            "CITES Sec.\nand CMS Sec.",
            "High,\nLow",
            [("CITES Sec.\nand CMS Sec.", "High,\nLow")] * 2,
            ["lead-not-aligned", "priority-not-aligned"],
        ),
    ],
)
def test_paragraphs_beside_several_activities_are_given_in_order_and_named(
    leads: str, priorities: str, expected: list[tuple[str, str]], named: list[str]
) -> None:
    draft = planned()
    draft.table([["B1. Count the otters.\nB2. Ring the cranes.", leads, priorities]], ["Activity", "Lead", "Priority"])
    rows = draft.split()
    assert beside(rows, "lead", "priority") == expected
    assert rules(rows) == named
