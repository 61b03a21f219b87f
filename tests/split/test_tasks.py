from __future__ import annotations

from tests.split.invented import Draft, answers, rules

FOUR_COLUMNS = ["Activities", "Indicative list of common tasks", "Comments", "Summary of activities undertaken"]


def task_list() -> Draft:
    draft = Draft()
    draft.heading("CITES/CMS LIST OF JOINT ACTIVITIES 2088-2091 STATE OF IMPLEMENTATION (AUGUST 2091)")
    return draft


def test_tasks_comments_and_results_by_number() -> None:
    draft = task_list()
    draft.table(
        [
            [
                "Names of species",
                "1. Compare the lists.\n2. Mend the lists.\n3. Publish them.",
                "1-3. Easy.\n3. With a printer.",
                "1-2. The lists were compared.\nAnd mended:\na) in spring;\nb) in autumn.\n3. They were published.",
            ]
        ],
        FOUR_COLUMNS,
    )
    rows = draft.split()
    assert [row["activity_id"].rsplit("/", 1)[1] for row in rows["activities"]] == ["1.1", "1.2", "1.3"]
    assert [(row["code"], row["theme"], row["programme_id"]) for row in rows["activities"]] == [
        ("1", "Names of species", "2088-2091"),
        ("2", "Names of species", "2088-2091"),
        ("3", "Names of species", "2088-2091"),
    ]
    assert [row["comment"] for row in rows["activities"]] == ["Easy.", "Easy.", "Easy.\nWith a printer."]
    first = "The lists were compared.\nAnd mended:\na) in spring;\nb) in autumn."
    assert answers(rows) == {"1": first, "2": first, "3": "They were published."}
    assert {row["basis"] for row in rows["activity_results"]} == {"numbered"}
    assert rows["tables"][0]["kind"] == "task_list"


def test_a_row_over_pages_and_a_task_without_a_number() -> None:
    draft = task_list()
    draft.table([["Names of", "1. Compare the lists of", "", "1. The lists were"]], FOUR_COLUMNS)
    draft.table(
        [
            ["species", "both sides.\n2. Rest.", "", "compared.\n2. No action took place."],
            ["Outreach", "Tell the story.", "", ""],
        ],
        FOUR_COLUMNS,
    )
    rows = draft.split()
    assert [(row["theme"], row["code"], row["text"], row["code_inferred"]) for row in rows["activities"]] == [
        ("Names of species", "1", "Compare the lists of both sides.", False),
        ("Names of species", "2", "Rest.", False),
        ("Outreach", "1", "Tell the story.", True),
    ]
    assert [(row["text"], row["status"]) for row in rows["results"]] == [
        ("The lists were compared.", "reported"),
        ("No action took place.", "no_action"),
        (None, "not_reported"),
    ]
    assert [row["rows"] for row in rows["tables"]] == [3]
    assert rules(rows) == ["code-inferred"]


def test_numbers_inside_a_running_paragraph() -> None:
    draft = task_list()
    draft.table(
        [["Funds", "1. Meet once a year. 2. Seek funds.", "1-2. Easy.", "1. They met in Bonn. 1-2. They found funds."]],
        FOUR_COLUMNS,
    )
    rows = draft.split()
    assert [row["text"] for row in rows["activities"]] == ["Meet once a year.", "Seek funds."]
    links = [(row["activity_id"][-1], row["result_id"][-1]) for row in rows["activity_results"]]
    assert links == [("1", "1"), ("1", "2"), ("2", "2")]


def test_a_result_for_a_task_that_is_not_there_is_reported() -> None:
    draft = task_list()
    draft.table([["Funds", "1. Meet.", "", "4. They met."]], FOUR_COLUMNS)
    rows = draft.split()
    assert rules(rows) == ["unknown-task-number"]
    assert rows["results"][0]["text"] == "4. They met."


def test_paragraphs_of_a_task_without_numbers_and_a_row_without_a_task() -> None:
    draft = task_list()
    draft.table(
        [["Names", "1. Compare the lists.\nThey are long.\n2. Mend them.", "", "1. Done."], ["Outreach", "", "", ""]],
        FOUR_COLUMNS,
    )
    rows = draft.split()
    assert [row["text"] for row in rows["activities"]] == ["Compare the lists.\nThey are long.", "Mend them."]
    assert [len(row["block_ids"]) for row in rows["activities"]] == [2, 1]
    assert [(row["rule"], row["evidence"]) for row in rows["issues"]] == [("row-without-task", "Outreach")]


def test_numbers_that_begin_anew_within_a_cell_are_reported() -> None:
    draft = task_list()
    draft.table([["Names", "1. Compare the lists.\n2. Mend them.\n1. Feed otters.", "", "Done."]], FOUR_COLUMNS)
    rows = draft.split()
    [issue] = [row for row in rows["issues"] if row["rule"] == "tasks-run-together"]
    assert issue["evidence"] == "Compare the lists. / 1. Feed otters."
