from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.split.invented import DATED, ONE_COLUMN, TWO_COLUMNS, Draft, answers, planned, progress, rules, texts


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


def test_a_piece_without_a_header_carries_the_table_on() -> None:
    draft = planned()
    draft.table([["B1. Count the cranes.", "2095"]], DATED)
    draft.table([["B2. Ring the cranes.", "2096"]])
    rows = draft.split()
    assert [(row["code"], row["timeframe"]) for row in rows["activities"]] == [("B1", "2095"), ("B2", "2096")]
    assert len(rows["tables"]) == 1


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


def test_a_lost_code_under_a_fused_sub_heading() -> None:
    draft = planned()
    draft.table(
        [["B1. Count the cranes."], ["Staffing and funding Share one officer between both. B3. Seek funds."]],
        ONE_COLUMN,
    )
    rows = draft.split()
    assert texts(rows)["B2"] == "Share one officer between both."
    assert rows["activities"][1]["group"] == "Staffing and funding"


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


def test_a_row_with_the_number_that_codes_begin_with_is_a_theme_and_one_below_it_a_sub_heading() -> None:
    draft = planned("Joint activities")
    draft.table(
        [
            ["1. Wardens", ""],
            ["1.1 Train the wardens.", "2093"],
            ["2. Lakes", ""],
            ["Otters", ""],
            ["2.1 Count the otters.", "2094"],
        ],
        ["Joint activities", "Timeframe"],
    )
    rows = draft.split()["activities"]
    assert [(row["code"], row["theme"], row["theme_title"], row["group"]) for row in rows] == [
        ("1.1", "1", "Wardens", None),
        ("2.1", "2", "Lakes", "Otters"),
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


def test_a_table_without_a_header_under_a_theme() -> None:
    draft = progress("B. Joint activities")
    draft.table([["B1. Count the cranes.", "They were counted."]])
    rows = draft.split()
    assert answers(rows) == {"B1": "They were counted."}
    assert rows["tables"][0]["inferred"] == ["its header is not printed"]


def test_a_document_without_tables() -> None:
    draft = progress()
    rows = draft.split()
    assert all(not found for found in rows.values())


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


def test_time_frames_printed_rows_too_early() -> None:
    draft = planned()
    draft.table([["B1. Count.", "2095\n2096"], ["B2. Ring.", ""], ["B3. Feed.", "2097"]], DATED)
    rows = draft.split()
    assert [row["timeframe"] for row in rows["activities"]] == ["2095", "2096", "2097"]
    assert rules(rows) == ["timeframes-not-aligned"]


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


def test_several_codes_in_one_cell_go_with_as_many_paragraphs() -> None:
    draft = planned()
    draft.table(
        [["B1\nB2", "Count the cranes:\n• in May\nRing the cranes."], ["B3", "Feed the otters."]],
        ["No.", "Description of envisaged joint activities"],
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes:\n• in May", "B2": "Ring the cranes.", "B3": "Feed the otters."}


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


def test_a_result_beside_nothing_answers_no_activity_below() -> None:
    draft = progress()
    draft.table([["", "Cranes were counted."], ["B1. Count the cranes.", ""]], TWO_COLUMNS)
    rows = draft.split()
    assert answers(rows) == {"B1": None}
    assert rules(rows) == ["result-without-activity", "results-missing"]


CODED = ["No.", "Activity", "Progress"]


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


def beside(rows: dict[str, list[dict[str, Any]]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows["activities"]]


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


def test_a_name_over_two_columns_may_be_printed_over_each() -> None:
    draft = progress()
    draft.table(
        [["B1.", "Count the otters.", "Counted."], ["B2.", "Ring the cranes.", ""]], ["Activity"] * 2 + ["Result"]
    )
    rows = draft.split()
    assert answers(rows) == {"B1": "Counted.", "B2": None}
    assert rules(rows) == ["columns-inferred"]


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


def split_under_heads(codes: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Split a table with two heads in its cells, one activity under the first, two under the second."""
    one, two, three = codes
    draft = progress()
    draft.table(
        [
            [f"Cranes\n{one} Count the cranes.", "Counted."],
            [f"Otters\n{two} Ring the otters.\n{three} Count the otters.", "Ringed."],
        ],
        TWO_COLUMNS,
        underlined=["Cranes", "Otters"],
    )
    return draft.split()


@pytest.mark.parametrize("codes", [["1.", "2.", "3."], ["(a)", "(b)", "(c)"]])
def test_numbers_under_heads_in_cells_count_the_activities(codes: list[str]) -> None:
    rows = split_under_heads(codes)
    assert list(answers(rows).values()) == ["Counted.", "Ringed.", "Ringed."]
    assert [row["text"] for row in rows["activities"]] == ["Count the cranes.", "Ring the otters.", "Count the otters."]
    assert [row["group"] for row in rows["activities"]] == ["Cranes", "Otters", "Otters"]
    assert rules(rows) == []


def test_a_column_before_the_activities_whose_name_says_nothing_holds_no_results() -> None:
    draft = planned()
    draft.table(
        [["Cranes", "B1. Count the cranes."], ["Otters", "B2. Ring the otters."]], ["Of what it treats", "Activity"]
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes.", "B2": "Ring the otters."}
    assert rows["results"] == []
    assert "columns-not-read" in rules(rows)


@pytest.mark.parametrize("last", ["and", "or", "et", "y"])
def test_the_last_item_but_one_of_a_list_without_bullets_is_no_sub_heading(last: str) -> None:
    text = f"B1. Attend meetings of:\nHeron Working Group;\nOtter Task Force (OTF); {last}\nForum on cranes, in 2091."
    draft = progress()
    draft.table([[text, "Attended."], ["B2. Ring the otters.", ""]], TWO_COLUMNS, underlined=text.split("\n"))
    rows = draft.split()
    assert texts(rows)["B1"] == text.removeprefix("B1. ")
    assert [row["group"] for row in rows["activities"]] == [None, None]


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


def test_a_code_that_occurs_thrice_keeps_all_activities() -> None:
    draft = progress()
    draft.table([[f"B1. Count {what}.", "Done."] for what in ("cranes", "otters", "owls")], TWO_COLUMNS)
    ids = [row["activity_id"].rsplit("/", 1)[1] for row in draft.split()["activities"]]
    assert ids == ["B1", "B1-2", "B1-3"]


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
