"""Draft decisions are clauses: whom each addresses, and what it asks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.split.invented import Draft


def found(draft: Draft) -> list[tuple[Any, ...]]:
    rows = draft.split()["clauses"]
    assert {row["kind"] for row in rows} <= {"decision"}
    return [(row["number"], row["addressee"], row["verb"], row["text"]) for row in rows]


def test_decisions_are_addressed_to_those_of_the_line_above_them() -> None:
    draft = Draft()
    draft.heading("DRAFT DECISIONS ON CRANES")
    draft.heading("Directed to the Secretariat")
    draft.paragraph("91.AA The Secretariat shall, if funds allow:")
    draft.item("count the cranes; and", "a)")
    draft.item("report.", "b)")
    draft.paragraph("91.BB The Secretariat shall ring otters.")
    draft.paragraph("Directed to Parties and observers")
    draft.paragraph("91.CC Parties are strongly encouraged to help.")
    draft.paragraph("Those who cannot may write.")
    draft.heading("Budget")
    draft.paragraph("Nothing is needed.")
    assert found(draft) == [
        ("91.AA", "the Secretariat", "shall", "The Secretariat shall, if funds allow:\ncount the cranes; and\nreport."),
        ("91.BB", "the Secretariat", "shall", "The Secretariat shall ring otters."),
        (
            "91.CC",
            "Parties and observers",
            "are strongly encouraged to",
            "Parties are strongly encouraged to help.\nThose who cannot may write.",
        ),
    ]


def test_the_heading_of_the_next_decisions_belongs_to_none_though_the_source_does_not_mark_it() -> None:
    draft = Draft()
    draft.paragraph("91.AA Directed to Parties")
    draft.paragraph("Parties shall count the cranes.")
    draft.paragraph("Great otters (Lutra spp.)")
    draft.paragraph("91.BB (Rev. CoP92) Directed to the Standing Committee")
    draft.paragraph("The Standing Committee shall meet.")
    assert [(number, addressee, text) for number, addressee, _, text in found(draft)] == [
        ("91.AA", "Parties", "Parties shall count the cranes."),
        ("91.BB (Rev. CoP92)", "the Standing Committee", "The Standing Committee shall meet."),
    ]


def test_a_number_on_a_line_of_its_own_with_the_addressee_behind_it() -> None:
    draft = Draft()
    draft.paragraph("91.AA")
    draft.paragraph("Directed to the Animals Committee")
    draft.paragraph("The Animals Committee shall review the list of cranes.")
    draft.paragraph("91.BB Directed to the Standing Committee")
    draft.paragraph("The Standing Committee shall meet.")
    assert [(number, addressee, text) for number, addressee, _, text in found(draft)] == [
        ("91.AA", "the Animals Committee", "The Animals Committee shall review the list of cranes."),
        ("91.BB", "the Standing Committee", "The Standing Committee shall meet."),
    ]


def test_who_stands_before_the_verb_is_addressed_where_no_line_says_so() -> None:
    draft = Draft()
    draft.paragraph("91.AA Range States, as far as they can, should report.")
    assert found(draft) == [("91.AA", "Range States", "should", "Range States, as far as they can, should report.")]


@pytest.mark.parametrize(
    ("words", "addressee"),
    [
        ("Not later than 60 days before the meeting, Parties should report.", "Parties"),
        ("Once funds are found, Parties should report.", "Parties"),
        ("Every two years, Parties should report.", "Parties"),
        ("Previo acuerdo del Comité, la Secretaría deberá informar.", "la Secretaría"),
        ("Tous les pays, autant que possible, devraient faire rapport.", "Tous les pays"),
    ],
)
def test_when_and_on_what_condition_is_nobody_addressed(words: str, addressee: str) -> None:
    draft = Draft()
    draft.paragraph(f"91.AA {words}")
    assert [row[1] for row in found(draft)] == [addressee]


@pytest.mark.parametrize(("title", "count"), [("DRAFT DECISIONS", 1), ("Background", 0)])
def test_a_decision_in_force_is_a_draft_only_under_a_title_of_drafts(title: str, count: int) -> None:
    draft = Draft()
    draft.heading(title)
    draft.paragraph("(Rev. CoP92) The Secretariat shall count the cranes.", "91.12")
    rows = found(draft)
    assert len(rows) == count
    assert rows == [
        ("91.12 (Rev. CoP92)", "The Secretariat", "shall", "The Secretariat shall count the cranes.") for _ in rows
    ]


def test_a_number_that_addresses_nobody_and_asks_nothing_begins_no_decision() -> None:
    draft = Draft(annex=None)
    draft.heading("DRAFT DECISIONS")
    draft.paragraph("98.5.")
    draft.paragraph("about trade in herons")
    assert draft.split()["clauses"] == []


def test_a_numbered_paragraph_ends_a_decision() -> None:
    draft = Draft(annex=None)
    draft.paragraph("91.AA The Secretariat shall count the cranes.")
    draft.paragraph("The Secretariat has no funds.", "7")
    draft.paragraph("It will look for some.")
    assert [text for *_, text in found(draft)] == ["The Secretariat shall count the cranes."]


def test_decisions_in_french_and_spanish() -> None:
    draft = Draft()
    draft.heading("PROJETS DE DÉCISIONS")
    draft.heading("À l'adresse des Parties")
    draft.paragraph("91.AA Les Parties sont encouragées à compter les grues.")
    draft.heading("PROYECTOS DE DECISIONES")
    draft.heading("Dirigida a la Secretaría")
    draft.paragraph("91.BB La Secretaría deberá contar las grullas.")
    assert [(number, addressee, verb) for number, addressee, verb, _ in found(draft)] == [
        ("91.AA", "des Parties", "sont encouragées à"),
        ("91.BB", "a la Secretaría", "deberá"),
    ]


def test_amendments_of_a_decision_name_it() -> None:
    draft = Draft()
    draft.heading("PROPOSED AMENDMENTS TO DECISIONS")
    draft.add(
        "paragraph",
        "91.AA The Secretariat shall count ring the cranes.",
        spans=[("count", "strikethrough"), ("ring", "underline")],
    )
    rows = draft.split()
    [clause] = rows["clauses"]
    assert (clause["text_before"], clause["text_after"]) == (
        "The Secretariat shall count the cranes.",
        "The Secretariat shall ring the cranes.",
    )
    assert [(row["kind"], row["clause"]) for row in rows["amendments"]] == [
        ("delete", clause["clause_id"]),
        ("insert", clause["clause_id"]),
    ]


def test_when_a_decision_is_due_is_no_addressee() -> None:
    draft = Draft()
    draft.heading("DRAFT DECISIONS ON CRANES")
    draft.paragraph("91.AA By the 93rd meeting of the Conference of the Parties, the Scientific Council should report.")
    draft.paragraph("91.BB Parties, in cooperation with the Secretariat, shall count the cranes.")
    assert [(number, addressee) for number, addressee, _, _ in found(draft)] == [
        ("91.AA", "the Scientific Council"),
        ("91.BB", "Parties"),
    ]


def test_numbers_with_figures_count_where_a_text_is_decisions_only() -> None:
    draft = Draft()
    draft.heading("Directed to the Secretariat")
    draft.paragraph("91.251 The Secretariat shall count the cranes.")
    assert [number for number, _, _, _ in found(draft)] == ["91.251"]
    draft.paragraph("The decisions above are in force.", "3")
    assert found(draft) == []


@pytest.mark.parametrize(
    ("above", "below"),
    [("The decisions read:", "The herons were counted."), ("Decisions 91.7 and 91.8", "Recommended actions")],
)
def test_a_paper_that_numbers_no_paragraph_quotes_decisions(above: str, below: str) -> None:
    draft = Draft(annex=None)
    draft.heading("Decisions on herons")
    draft.paragraph(above)
    draft.heading("Directed to the Secretariat")
    draft.paragraph("91.251 The Secretariat shall count the herons.")
    draft.heading(below)
    assert found(draft) == []
