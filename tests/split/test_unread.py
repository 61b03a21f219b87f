"""What looks like a programme and is not read is an issue."""

from __future__ import annotations

from tests.split.invented import ONE_COLUMN, Draft, planned, progress, rules


def test_a_title_without_activities_below_it_is_reported() -> None:
    draft = progress()
    draft.paragraph("Otters were counted in all lakes, and cranes in some of them.")
    assert "programme-not-read" in rules(draft.split())


def test_a_title_with_activities_is_not() -> None:
    draft = planned()
    draft.table([["B1. Count the otters."]], ONE_COLUMN)
    assert "programme-not-read" not in rules(draft.split())


def test_a_title_that_is_named_before_the_annexes_is_not() -> None:
    draft = Draft(annex=None)
    draft.heading("DRAFT CMS-CITES JOINT WORK PROGRAMME 2095-2099")
    draft.paragraph("The draft is in the annex.")
    assert "programme-not-read" not in rules(draft.split())


def test_a_table_under_a_title_that_is_read_as_none_is_reported() -> None:
    draft = progress()
    draft.table([["Lake", "Otters"], ["Great Lake", "many"]])
    assert "table-not-read" in rules(draft.split())
