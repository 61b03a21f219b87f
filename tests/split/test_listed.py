"""Programmes that are a numbered list and no table."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.model import Box, Fragment
from tests.split.invented import ONE_COLUMN, Draft, answers, rules, texts


def drafted(title: str = "DRAFT CMS-CITES JOINT WORK PROGRAMME 2095-2099") -> Draft:
    draft = Draft(annex="annex 2")
    draft.heading(title)
    return draft


def places(rows: dict[str, list[dict[str, Any]]]) -> list[tuple[Any, ...]]:
    return [(row["activity_id"].split("/", 1)[1], row["theme_title"], row["group"]) for row in rows["activities"]]


def test_numbered_paragraphs_that_begin_as_activities_do() -> None:
    draft = drafted()
    draft.paragraph("The programme comprises a list of activities.")
    draft.paragraph("Count the otters of all lakes, and share what is counted on:", "1")
    draft.item("otters; and", "a)")
    draft.item("owls.", "b)")
    draft.paragraph("Share the data on cranes.", "2")
    draft.paragraph("Organize a meeting.", "3")
    draft.paragraph("The Secretariats will report on the programme.")
    rows = draft.split()
    assert list(texts(rows)) == ["1", "2", "3"]
    assert texts(rows)["1"].endswith("on:\na) otters; and\nb) owls.")
    assert texts(rows)["3"] == "Organize a meeting."
    assert [row["kind"] for row in rows["tables"]] == ["programme_draft"]
    assert rules(rows) == ["activities-listed"]


def test_numbers_may_go_on_over_themes_and_headings_part_them() -> None:
    draft = drafted()
    draft.heading("A. Data and information")
    draft.paragraph("Share data on otters.", "1")
    draft.paragraph("Publish a list of cranes.", "2")
    draft.heading("B. Joint activities")
    draft.heading("Otters")
    draft.paragraph("Organize a meeting.", "3")
    draft.heading("Cranes")
    draft.paragraph("Support the range States.", "4")
    assert places(draft.split()) == [
        ("annex-2/A.1", "Data and information", None),
        ("annex-2/A.2", "Data and information", None),
        ("annex-2/B.3", "Joint activities", "Otters"),
        ("annex-2/B.4", "Joint activities", "Cranes"),
    ]


def test_results_named_by_labels_answer_the_items_above_them() -> None:
    draft = drafted("PROGRESS REPORT ON THE JOINT WORK PROGRAMME 2091-2094")
    draft.paragraph("Activity 1: Share data on otters.")
    draft.paragraph("Progress: Data were shared.")
    draft.paragraph("Activity 2: Organize a meeting.")
    draft.paragraph("Progress: Ongoing.")
    assert answers(draft.split()) == {"1": "Data were shared.", "2": "Ongoing."}


@pytest.mark.parametrize(
    "items",
    [
        ["Otters are rare.", "Cranes are many.", "Share what is left."],
        ["Share data on otters."],
    ],
)
def test_other_numbered_paragraphs_are_no_activities(items: list[str]) -> None:
    draft = drafted()
    for number, text in enumerate(items, 1):
        draft.paragraph(text, str(number))
    rows = draft.split()
    assert rows["activities"] == []
    assert "programme-not-read" in rules(rows)


def test_a_list_in_a_programme_with_a_table_is_none_of_activities() -> None:
    draft = drafted()
    draft.paragraph("Share data on otters.", "1")
    draft.paragraph("Publish a list of cranes.", "2")
    draft.heading("B. Joint activities")
    draft.table([["B1. Count the otters."]], ONE_COLUMN)
    assert list(texts(draft.split())) == ["B1"]


def test_the_paragraphs_of_a_document_are_no_activities() -> None:
    draft = Draft(annex=None)
    draft.heading("DRAFT CMS-CITES JOINT WORK PROGRAMME 2095-2099")
    draft.paragraph("Share data on otters.", "1")
    draft.paragraph("Publish a list of cranes.", "2")
    assert draft.split()["activities"] == []


@pytest.mark.parametrize(("last", "found"), [(84.0, "Counted.\nThe wardens helped."), (60.0, "Counted.")])
def test_paragraph_set_in_as_the_last_result_belongs_to_it(last: float, found: str) -> None:
    draft = drafted()
    draft.paragraph("Share the data on cranes.", "1")
    draft.paragraph("Organize a count.", "2")
    draft.paragraph("Progress: Counted.")
    draft.paragraph("The wardens helped.")
    for block, x in zip(draft.blocks[1:], (60.0, 60.0, 84.0, last), strict=True):
        block.fragments = [Fragment(page=1, bbox=Box(x, 100, 400, 112))]
    assert answers(draft.split())["2"] == found
