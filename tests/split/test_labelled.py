"""Results below their activities, statuses beside results, sub-headings between the parts of a table."""

from __future__ import annotations

import pytest

from pipeline.parse.structure import finish
from pipeline.parse.text import read_text_string
from pipeline.split.document import split_document
from pipeline.split.programmes.labelled import labelled
from tests.split.invented import ONE_COLUMN, Draft, answers, beside, planned, progress, rules, texts


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Progress: the herons were counted.", "Progress"),
        ("• Results: none.", "Results"),
        ("Résultats : la liste a été publiée.", "Résultats"),
        ("Resultados obtenidos: se contaron.", "Resultados obtenidos"),
    ],
)
def test_labels_of_results(text: str, label: str) -> None:
    found = labelled(text)
    assert found is not None
    assert found["label"] == label


@pytest.mark.parametrize("text", ["Count: the herons.", "The progress of herons: slow.", "Progress was made: slowly."])
def test_what_is_no_label_of_a_result(text: str) -> None:
    assert labelled(text) is None


def test_a_sub_heading_behind_a_labelled_result_in_a_cell_is_that_of_the_next_activity() -> None:
    draft = progress()
    cell = [
        "B1. Count the cranes.",
        "Result: They were counted.",
        "Storks",
        "B2. Ring them.",
        "Result: Nine were ringed.",
    ]
    draft.table([["\n".join(cell)]], ["Joint activities"])
    rows = draft.split()
    assert answers(rows) == {"B1": "They were counted.", "B2": "Nine were ringed."}
    assert [row["group"] for row in rows["activities"]] == [None, "Storks"]


def test_a_labelled_result_goes_on_in_a_row_of_its_own() -> None:
    draft = progress()
    draft.table(
        [
            ["B1. Count the cranes.\nResult: They were counted."],
            ["The maps were sent to:\n• wardens;\n• rangers."],
            ["Storks\nB2. Ring them."],
            ["Result: Nine were ringed."],
        ],
        ["Joint activities"],
    )
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the cranes.", "B2": "Ring them."}
    found = "They were counted.\nThe maps were sent to:\n• wardens;\n• rangers."
    assert answers(rows) == {"B1": found, "B2": "Nine were ringed."}


@pytest.mark.parametrize(("status", "code"), [("", "B{}"), ("Status", "B{}"), ("Status", "{}")])
def test_rows_below_the_activities_of_a_report_are_their_results(status: str, code: str) -> None:
    draft = progress()
    draft.table(
        [
            ["Herons", "", ""],
            [code.format(1), "Count the herons.", "Delayed"],
            ["They were counted in 2092.\nTwelve were found.", "", ""],
            [code.format(2), "Ring the herons where the banks are", "Ongoing"],
            ["", "low. Report thereon.", ""],
            ["Storks", "", ""],
            [code.format(3), "Map the nests.", "Completed"],
            ["–", "", ""],
            [code.format(4), "Train the wardens.", ""],
            ["Completed", "", ""],
        ],
        ["No.", "Activity", status],
    )
    rows = draft.split()
    found = list(answers(rows).values())
    assert found[::3] == ["They were counted in 2092.\nTwelve were found.", "Completed"]
    assert found[1] is None
    assert [row["group"] for row in rows["activities"]] == ["Herons", "Herons", "Storks", "Storks"]
    told = [row["evidence"] for row in rows["issues"] if row["rule"] == "result-not-told"]
    assert told == ["Ring the herons where the banks are"]


def test_rows_of_a_list_below_an_activity_are_its_own_and_what_is_below_them_its_result() -> None:
    draft = progress()
    rows = ["B1. Train those who count:", "• Wardens;", "• Rangers.", "Both were.", "B2. Ring herons.", "Nine were."]
    draft.table([[row] for row in rows], ONE_COLUMN)
    found = draft.split()
    assert texts(found)["B1"] == "Train those who count:\n• Wardens;\n• Rangers."
    assert answers(found) == {"B1": "Both were.", "B2": "Nine were."}
    assert "result-not-told" not in rules(found)


def test_rows_below_planned_activities_are_no_results() -> None:
    draft = planned()
    draft.table([["B1. Count the herons."], ["They were."], ["B2. Ring them."], ["Nine were."]], ["Joint activities"])
    assert not draft.split()["results"]


def test_a_list_with_a_result_below_each_activity() -> None:
    draft = progress()
    draft.paragraph("B1. Count the herons.")
    draft.paragraph("Progress: The herons were counted in 2092.")
    draft.paragraph("B2. Ring the herons.")
    draft.paragraph("B3. Feed the herons.")
    draft.paragraph("Progress: Ongoing.")
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the herons.", "B2": "Ring the herons.", "B3": "Feed the herons."}
    assert answers(rows) == {"B1": "The herons were counted in 2092.", "B2": None, "B3": "Ongoing."}
    assert [row["status"] for row in rows["results"]] == ["reported", "not_reported", "in_progress"]


def test_results_below_the_activities_of_a_cell() -> None:
    draft = progress()
    draft.table([["B1. Count the herons.\nResults: Done."], ["B2. Ring the herons."]], ONE_COLUMN)
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the herons.", "B2": "Ring the herons."}
    assert answers(rows) == {"B1": "Done.", "B2": None}


def test_what_stands_behind_the_last_labelled_result_of_a_list_is_named() -> None:
    draft = progress()
    draft.heading("Joint activities")
    for text in ("B1. Count the herons.", "Results: They were counted.", "All of them were ringed, too."):
        draft.paragraph(text)
    rows = draft.split()
    assert answers(rows) == {"B1": "They were counted."}
    assert [row["evidence"] for row in rows["issues"] if row["rule"] == "text-behind-table"] == [
        "All of them were ringed, too."
    ]


def test_a_column_of_statuses_beside_results_says_the_status() -> None:
    draft = progress()
    draft.table(
        [
            ["B1", "Count the herons.", "A report has the figures.", "Completed"],
            ["B2", "Ring the herons.", "", "Not started"],
        ],
        ["No.", "Activity", "Progress", "Status"],
    )
    rows = draft.split()
    assert [row["text"] for row in rows["results"]] == ["A report has the figures.", None]
    assert [row["status"] for row in rows["results"]] == ["completed", "no_action"]
    assert [row["timeframe"] for row in rows["activities"]] == [None, None]
    assert "columns-inferred" not in rules(rows)


def test_sub_headings_between_rows_with_tabs() -> None:
    source = "\n".join(
        [
            "PROGRESS REPORT ON THE JOINT WORK PROGRAMME 2091-2095",
            "",
            "No.\tActivity\tProgress\tStatus",
            "A. Herons and otters",
            "Herons",
            "A1\tCount the herons.\tThey were counted.\tCompleted",
            "Otters",
            "A2\tCount the otters.\tSee the list of otters.\tOngoing",
            "Other animals",
            "A3\tCount the cranes.\t\tNot started",
            "",
        ]
    )
    parsed = read_text_string(source)
    finish(parsed, "sc190-doc-7")
    rows = split_document({"document_id": "sc190-doc-7"}, parsed)
    assert [(row["code"], row["group"], row["timeframe"]) for row in rows["activities"]] == [
        ("A1", "Herons", None),
        ("A2", "Otters", None),
        ("A3", "Other animals", None),
    ]
    assert answers(rows) == {"A1": "They were counted.", "A2": "See the list of otters.", "A3": None}


def test_a_resolution_and_requests_in_french_and_spanish() -> None:
    draft = Draft(annex=None)
    draft.paragraph("Le Comité permanent est invité à prendre note du rapport et à approuver le plan.", "3")
    draft.paragraph("Se invita al Comité Permanente a:", "4")
    draft.item("tomar nota del informe; y", "a")
    draft.item("formular observaciones.", "b")
    assert [(row["addressee"], row["number"], row["text"]) for row in draft.split()["requested_actions"]] == [
        ("Le Comité permanent", None, "prendre note du rapport"),
        ("Le Comité permanent", None, "approuver le plan"),
        ("al Comité Permanente", "a", "tomar nota del informe"),
        ("al Comité Permanente", "b", "formular observaciones"),
    ]
    draft = Draft()
    draft.heading("PROJET DE RÉSOLUTION")
    draft.paragraph("Rappelant la résolution 90.9;")
    draft.paragraph("Notant avec satisfaction les progrès;")
    draft.paragraph("La Conférence des Parties à la Convention sur la conservation des grues")
    draft.paragraph("Prie le Secrétariat de compter les grues;", "1")
    draft.paragraph("Invite les Parties à agir.", "2")
    assert [(row["kind"], row["verb"], row["addressee"]) for row in draft.split()["clauses"]] == [
        ("preambular", "Rappelant", None),
        ("preambular", "Notant avec satisfaction", None),
        ("operative", "Prie", "le Secrétariat"),
        ("operative", "Invite", "les Parties"),
    ]


def test_activities_picked_out_of_several_themes() -> None:
    draft = Draft(annex=None)
    draft.heading("JOINT WORK PROGRAMME 2091-2094: OUTSTANDING ACTIVITIES")
    draft.table(
        [["A2 Count the herons.", "2094"], ["B13 Ring the otters.", "2093"], ["B15 Feed the cranes.", "2094"]],
        ["Joint activities", "Timeframe"],
    )
    rows = draft.split()
    assert [(row["code"], row["theme"], row["text"]) for row in rows["activities"]] == [
        ("A2", "A", "Count the herons."),
        ("B13", "B", "Ring the otters."),
        ("B15", "B", "Feed the cranes."),
    ]


def test_a_table_without_codes_has_no_activities() -> None:
    draft = Draft(annex=None)
    draft.heading("JOINT WORK PROGRAMME 2091-2094: OUTSTANDING ACTIVITIES")
    draft.table(
        [["A2 Count the herons.", "2094"], ["Ring otters.", ""], ["Feed them.", ""]], ["Activities", "Timeframe"]
    )
    assert draft.split()["activities"] == []


def test_a_status_that_a_reader_took_for_a_heading() -> None:
    draft = progress()
    draft.paragraph("B1. Count the herons.")
    draft.heading("Status: Ongoing")
    draft.paragraph("B2. Ring the herons.")
    draft.heading("Status: Completed in 2091")
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the herons.", "B2": "Ring the herons."}
    assert answers(rows) == {"B1": "Ongoing", "B2": "Completed in 2091"}


def test_label_inside_a_paragraph_is_that_of_the_result_where_others_begin_with_it() -> None:
    draft = progress()
    draft.paragraph("B1. Count the herons. Status: Counted in spring.")
    draft.paragraph("B2. Ring the herons.")
    draft.paragraph("Status: Ringed. Note: twelve of them.")
    rows = draft.split()
    assert texts(rows) == {"B1": "Count the herons.", "B2": "Ring the herons."}
    assert answers(rows) == {"B1": "Counted in spring.", "B2": "Ringed. Note: twelve of them."}


def test_paragraphs_below_the_activities_of_a_report_are_their_results() -> None:
    draft = progress()
    draft.paragraph("B1. Count the herons, by:")
    draft.item("• asking the wardens.")
    draft.paragraph("The herons were counted in 2092.")
    draft.paragraph("Twelve were found.")
    draft.paragraph("B2. Ring the herons.")
    draft.paragraph("Completed")
    draft.paragraph("B3. Rest.")
    draft.heading("C. Capacity building")
    draft.paragraph("C1. Teach the wardens.")
    draft.paragraph("They were taught.")
    draft.paragraph("The Secretariats thank all wardens who took part.")
    rows = draft.split()
    assert texts(rows)["B1"] == "Count the herons, by:\n• asking the wardens."
    assert answers(rows) == {
        "B1": "The herons were counted in 2092.\nTwelve were found.",
        "B2": "Completed",
        "B3": None,
        "C1": "They were taught.",
    }
    behind = [row["evidence"] for row in rows["issues"] if row["rule"] == "text-behind-table"]
    assert behind == ["The Secretariats thank all wardens who took part."]


def test_results_below_activities_whose_roman_codes_end_in_no_stop() -> None:
    draft = progress("II. Lakes")
    for text in ("II.1 Count the herons.", "They were counted.", "II.2 Ring the herons.", "They were ringed."):
        draft.paragraph(text)
    assert answers(draft.split()) == {"II1": "They were counted.", "II2": "They were ringed."}


def test_what_begins_anew_behind_a_cut_activity_is_no_part_of_a_report() -> None:
    draft = progress()
    for text in ("B1. Count the herons.", "They were counted.", "B2. Ring the herons where a sudden major"):
        draft.paragraph(text)
    draft.paragraph("Union of the Wardens of the Lakes")
    draft.heading("C. Capacity building")
    draft.paragraph("C1. Teach the wardens.")
    draft.paragraph("They were taught.")
    rows = draft.split()
    assert texts(rows)["B2"] == "Ring the herons where a sudden major"
    assert answers(rows) == {"B1": "They were counted.", "B2": None, "C1": "They were taught."}


def test_labels_below_activities_tell_what_columns_may() -> None:
    draft = progress()
    cells = [
        ["B1. Count the cranes.", "Lead: CMS", "Time frame: 2092", "Status: Completed", "Progress made: Counted."],
        ["B2. Ring them.", "Lead: CITES", "Time frame: 2093", "Status: Delayed", "Progress made: Nine were ringed."],
    ]
    draft.table([["\n".join(cell)] for cell in cells], ["Joint activities"])
    rows = draft.split()
    assert beside(rows, "text", "lead", "timeframe") == [
        ("Count the cranes.", "CMS", "2092"),
        ("Ring them.", "CITES", "2093"),
    ]
    assert answers(rows) == {"B1": "Counted.", "B2": "Nine were ringed."}


def test_one_label_below_an_activity_is_of_its_words() -> None:
    draft = planned()
    draft.table([["B1. Count the cranes.\nLead: the wardens of the delta."], ["B2. Ring them."]], ["Joint activities"])
    assert texts(draft.split())["B1"] == "Count the cranes.\nLead: the wardens of the delta."


def test_results_below_the_activities_of_one_table_add_no_column_to_the_one_before() -> None:
    parsed = read_text_string(
        "PROGRESS REPORT ON THE JOINT WORK PROGRAMME 2096-2099\n"
        "Activities\nTiming\nOngoing\nC. Cooperation with other bodies\nC1. Consult the otter clubs on fish.\n"
        "A meeting was held in May 2096.\nC2. Take part in the fair.\n"
    )
    finish(parsed, "d")
    rows = split_document({"document_id": "d", "file": "d.txt"}, parsed)
    assert answers(rows) == {"C1": "A meeting was held in May 2096.", "C2": None}
