from __future__ import annotations

import pytest

from pipeline.model import Span
from pipeline.split.document import split_document
from tests.split.invented import ONE_COLUMN, Draft, planned, rules


def resolution(recoverable: bool = True) -> Draft:
    draft = Draft(recoverable=recoverable)
    draft.heading("PROPOSED AMENDMENTS TO RESOLUTION 91.10")
    draft.add(
        "paragraph",
        "NB: Proposed new text is underlined. Text to be deleted is crossed-out.",
        spans=[("underlined", "underline"), ("crossed-out", "strikethrough")],
    )
    draft.add(
        "paragraph",
        "Recalling Resolution 90.9 of the Parties old and new;",
        spans=[("old", "strikethrough"), ("and new", "underline")],
    )
    draft.paragraph("Noting with appreciation all who helped, and")
    draft.paragraph("aware of the costs;")
    draft.add("paragraph", "Welcoming also the new friends;", spans=[("Welcoming also the new friends;", "underline")])
    draft.paragraph("The Conference of the Parties to the Convention on the Conservation of Cranes")
    draft.paragraph("Stresses the importance of cranes;", "1")
    draft.add("paragraph", "Also requests the Secretariat, as far as it can, to report:", "2")
    draft.item("• on cranes; and")
    draft.item("• on otters.")
    draft.paragraph("Urges Parties and other governments to act, see www.example.org;", "3")
    draft.add(
        "paragraph",
        "Invites the members of the Liaison Group to meet; and",
        "4",
        [("Invites the members of the Liaison Group to meet; and", "underline")],
    )
    draft.paragraph("Repeals Resolution 90.9.", "5")
    return draft


def test_a_line_below_the_last_clause_that_is_no_sentence_is_none_of_it() -> None:
    draft = resolution()
    draft.paragraph("Ninety-first meeting of the Parties")
    assert draft.split()["clauses"][-1]["text"] == "Repeals Resolution 90.9."


@pytest.mark.parametrize(
    ("below", "printed"),
    [
        (
            [("paragraph", "Urges Parties to count", "6"), ("paragraph", "Cranes", None)],
            ["Urges Parties to count\nCranes"],
        ),
        (
            [("paragraph", "Urges Parties to act and", "6"), ("paragraph", "requests them to report.", None)],
            ["Urges Parties to act and requests them to report."],
        ),
        ([("paragraph", "Welcomes the cranes , too.", "6")], ["Welcomes the cranes , too."]),
        ([("paragraph", "Urges all.", "6"), ("list_item", "All cranes", None)], ["Urges all.\nAll cranes"]),
        ([("paragraph", "Urges all.", "6"), ("heading", "Of cranes.", None)], ["Urges all."]),
        ([("paragraph", "Urges all.", "6"), ("footnote", "See above.", None)], ["Urges all."]),
        (
            [("heading", f"Urges all Parties to {'count ' * 8}cranes", "6")],
            [f"Urges all Parties to {'count ' * 8}cranes"],
        ),
        ([("heading", "Urges all", "6")], []),
    ],
)
def test_what_stands_below_a_clause_is_its_own_or_another(
    below: list[tuple[str, str, str | None]], printed: list[str]
) -> None:
    draft = resolution()
    for block in below:
        draft.add(*block)
    assert [row["text"] for row in draft.split()["clauses"]][8:] == printed


def test_one_clause_makes_no_resolution_nor_do_those_of_another_annex_nor_words_that_speak_of_one() -> None:
    draft = Draft(annex=None)
    draft.heading("DRAFT RESOLUTION ON HERONS")
    draft.paragraph("Recalling the herons,")
    draft.annex = "annex 1"
    draft.paragraph(f"{'The herons were many. ' * 12} Proposed new text is underlined.")
    draft.paragraph("Recalling the herons, they counted;")
    draft.paragraph("Recognizing the herons, they counted;")
    assert draft.split()["clauses"] == []


@pytest.mark.parametrize("sign", ["Draft resolution on herons", "NB: Proposed new text is underlined."])
def test_a_heading_or_a_legend_shows_a_resolution(sign: str) -> None:
    draft = Draft(annex=None)
    draft.heading(sign)
    draft.paragraph("Recalling the herons,")
    draft.paragraph("Recognizing the otters,")
    assert [text for _, _, text in kinds(draft)] == ["Recalling the herons,", "Recognizing the otters,"]


def test_an_annex_of_what_was_adopted_is_no_resolution_by_that() -> None:
    draft = Draft(annex="annex 1")
    draft.paragraph("Recalling the herons,")
    draft.paragraph("Recognizing the otters,")
    assert kinds(draft, "CITES-RES-91.2") == []


def test_an_operative_clause_needs_no_number_below_the_formula() -> None:
    draft = Draft(annex=None)
    draft.paragraph("The Conference of the Parties")
    draft.paragraph("Urges Parties to count the herons;")
    draft.paragraph("Requests them to report.")
    assert [text for _, _, text in kinds(draft)] == ["Urges Parties to count the herons;", "Requests them to report."]


def test_clauses() -> None:
    rows = resolution().split()["clauses"]
    assert [(row["kind"], row["number"], row["verb"], row["addressee"]) for row in rows] == [
        ("preambular", None, "Recalling", None),
        ("preambular", None, "Noting with appreciation", None),
        ("preambular", None, "Welcoming also", None),
        ("operative", "1", "Stresses", None),
        ("operative", "2", "Also requests", "the Secretariat"),
        ("operative", "3", "Urges", "Parties"),
        ("operative", "4", "Invites", "the members of the Liaison Group"),
        ("operative", "5", "Repeals", None),
    ]
    assert rows[1]["text"] == "Noting with appreciation all who helped, and aware of the costs;"
    assert rows[4]["text"].endswith("to report:\n• on cranes; and\n• on otters.")


@pytest.mark.parametrize("number", ["(1)", "1)", "§ 1"])
def test_a_figure_numbers_a_clause_however_it_is_set_off(number: str) -> None:
    draft = resolution()
    draft.add("list_item", "Decides to count the cranes.", number)
    assert draft.split()["clauses"][-1]["text"] == "Decides to count the cranes."


def test_a_formula_that_enacts_before_the_preamble() -> None:
    draft = Draft(annex=None)
    draft.paragraph("La Réunion des Parties à l'Accord sur la conservation des lacs,")
    draft.paragraph("Rappelant la résolution 91.9,")
    draft.paragraph("Consciente du déclin des loutres,")
    draft.paragraph("Prie le Secrétariat de compter les loutres;", "1")
    draft.paragraph("Rappelant les hérons, elle compte.", "2")
    rows = draft.split()["clauses"]
    assert [(row["kind"], row["number"], row["verb"]) for row in rows] == [
        ("preambular", None, "Rappelant"),
        ("preambular", None, "Consciente"),
        ("operative", "1", "Prie"),
    ]


def test_amendments_before_and_after() -> None:
    rows = resolution().split()
    assert [(row["kind"], row["text"]) for row in rows["amendments"]] == [
        ("delete", "old"),
        ("insert", "and new"),
        ("insert", "Welcoming also the new friends;"),
        ("insert", "4. Invites the members of the Liaison Group to meet; and"),
    ]
    first, whole = rows["clauses"][0], rows["clauses"][2]
    assert first["text"] == "Recalling Resolution 90.9 of the Parties old and new;"
    assert first["text_before"] == "Recalling Resolution 90.9 of the Parties old;"
    assert first["text_after"] == "Recalling Resolution 90.9 of the Parties and new;"
    assert (whole["text_before"], whole["text_after"]) == ("", "Welcoming also the new friends;")
    assert rows["amendments"][0]["clause"] == first["clause_id"]


@pytest.mark.parametrize(
    "legend",
    [("paragraph", "Underlined are the herons."), ("paragraph", f"{'Herons. ' * 40}New text is underlined."), None],
)
def test_underlining_that_nothing_explains_inserts_nothing(legend: tuple[str, str] | None) -> None:
    draft = Draft()
    if legend:
        draft.add(*legend)
    else:
        draft.table([["New text is underlined."]])
    draft.add("paragraph", "The herons flew.", spans=[("herons", "underline")])
    assert draft.split()["amendments"] == []


@pytest.mark.parametrize("words", ["Herons too", "are ringed and counted"])
def test_a_part_of_a_cell_that_is_underlined_is_an_insertion(words: str) -> None:
    draft = Draft()
    draft.paragraph("New text is underlined.")
    draft.add("footnote", "They were cut.", spans=[("cut", "strikethrough")])
    draft.table([["Herons too are ringed and counted", "all"]])
    (block,) = [block for block in draft.blocks if words in block.text]
    start = block.text.index(words)
    block.spans.append(Span(start, start + len(words), "underline"))
    rows = draft.split()
    assert [row["text"] for row in rows["amendments"]] == [words]
    assert "insertions-lost" not in rules(rows)


def test_what_is_inserted_whole_leaves_nothing_behind() -> None:
    draft = Draft()
    draft.heading("PROPOSED AMENDMENTS TO RESOLUTION 91.10")
    draft.add(
        "paragraph",
        "Recalling the report of the Bureau Office/Crane Secretariat;",
        spans=[("Bureau", "strikethrough"), ("Office", "underline")],
    )
    draft.paragraph("The Conference of the Parties to the Convention on the Conservation of Cranes")
    draft.add("paragraph", "Requests reports:", "1", spans=[("Requests reports:", "underline")])
    draft.add("list_item", "• on cranes; and", spans=[("on cranes; and", "underline")])
    draft.add("list_item", "• on otters.", spans=[("on otters.", "underline")])
    first, whole = draft.split()["clauses"]
    assert first["text_before"] == "Recalling the report of the Bureau/Crane Secretariat;"
    assert first["text_after"] == "Recalling the report of the Office/Crane Secretariat;"
    assert (whole["text_before"], whole["text_after"]) == ("", "Requests reports:\n• on cranes; and\n• on otters.")


@pytest.mark.parametrize(
    ("text", "changes", "found", "after"),
    [
        ("Urges the rich Parties to act;", [("rich ", "strikethrough")], ["delete rich"], "Urges the Parties to act;"),
        (
            "Urges the rich old Parties to act;",
            [("rich", "strikethrough"), ("old", "strikethrough")],
            ["delete rich old"],
            "Urges the Parties to act;",
        ),
        (
            "Urges the rich Parties to act;",
            [("Urges the rich", "strikethrough"), ("rich", "strikethrough")],
            ["delete Urges the rich"],
            "Parties to act;",
        ),
    ],
)
def test_a_part_of_a_numbered_clause_is_changed_without_its_number(
    text: str, changes: list[tuple[str, str]], found: list[str], after: str
) -> None:
    draft = resolution()
    draft.add("paragraph", text, "6", changes)
    rows = draft.split()
    assert [f"{row['kind']} {row['text']}" for row in rows["amendments"][4:]] == found
    assert rows["clauses"][-1]["text_after"] == after


def test_an_underlined_heading_of_an_amended_text_is_no_insertion() -> None:
    draft = resolution()
    draft.add("heading", "Ringing of cranes", spans=[("Ringing of cranes", "underline")])
    draft.paragraph("Urges Parties to ring cranes.", "6")
    assert len(draft.split()["amendments"]) == 4


@pytest.mark.parametrize(
    ("line", "number", "is_below"),
    [
        ("Ringing of cranes", None, False),
        ("Ringing of cranes", "7", True),
        ("ringing of cranes", None, True),
        ("Ringing of cranes in the marshes of the lakes of the north", None, True),
        ("Ringing of cranes.", None, True),
        ("Ringing of cranes (all)", None, False),
    ],
)
def test_a_short_line_behind_a_clause_that_has_ended_heads_what_follows(
    line: str, number: str | None, is_below: bool
) -> None:
    draft = resolution()
    draft.paragraph(line, number)
    assert draft.split()["clauses"][-1]["text"] == "Repeals Resolution 90.9." + f"\n{line}" * is_below


def test_lost_underlining_is_said() -> None:
    assert "insertions-lost" not in rules(resolution().split())
    rows = resolution(recoverable=False).split()
    assert "insertions-lost" in rules(rows)
    assert {row["text_before"] for row in rows["clauses"]} == {None}


def test_underlined_sub_headings_are_no_insertions() -> None:
    draft = planned()
    draft.table([["Cranes\nB1. Count the cranes."]], ONE_COLUMN, underlined=["Cranes"])
    rows = draft.split()
    assert rows["amendments"] == []
    assert rows["clauses"] == []


def test_a_report_that_quotes_is_no_resolution() -> None:
    draft = Draft(annex=None)
    draft.heading("Background")
    draft.paragraph("Recalling the last meeting, the Secretariat counted cranes.", "1")
    draft.paragraph("Requests were many.", "2")
    assert draft.split()["clauses"] == []


def test_items_of_a_clause_are_no_clauses_save_those_that_figures_number() -> None:
    draft = Draft(annex=None)
    draft.heading("DRAFT RESOLUTION ON HERONS")
    draft.paragraph("Recalling the herons,")
    draft.paragraph("The Conference of the Parties")
    draft.paragraph("Requests the Secretariat to count herons:")
    draft.item("Requests them to be counted twice;")
    draft.item("Urges Parties to ring herons;", "2.")
    draft.item("Urges Parties to feed them;", "a)")
    draft.paragraph("Requests, in view of this, the Secretariat to fly;")
    assert [(row["verb"], row["addressee"], row["text"]) for row in draft.split()["clauses"]] == [
        ("Recalling", None, "Recalling the herons,"),
        (
            "Requests",
            "the Secretariat",
            "Requests the Secretariat to count herons:\nRequests them to be counted twice;",
        ),
        ("Urges", "Parties", "Urges Parties to ring herons;\nUrges Parties to feed them;"),
        ("Requests", None, "Requests, in view of this, the Secretariat to fly;"),
    ]


def test_a_sub_heading_that_is_underlined_in_a_table_and_an_address_are_no_insertions() -> None:
    draft = Draft(annex=None)
    draft.paragraph("Text to be deleted is struck through; new text is underlined.")
    draft.table([["Cranes\nCount the cranes.", "all"]], underlined=["Cranes", "Count the cranes."])
    address = "https://www.example.org"
    draft.add("paragraph", f"See {address} or there", spans=[(address, "underline"), ("there", "underline")])
    assert [(row["kind"], row["text"]) for row in draft.split()["amendments"]] == [
        ("insert", "Count the cranes."),
        ("insert", "there"),
    ]


@pytest.mark.parametrize(
    ("words", "addressee"),
    [
        ("the Secretariat to report", "the Secretariat"),
        ("Parties and other governments to report", "Parties"),
        (
            "international and other lake organizations, clubs and youth to report",
            "international and other lake organizations",
        ),
        ("developed country Parties, and invites others, to report", "developed country Parties"),
        ("the regional and subregional heron centres to report", "the regional and subregional heron centres"),
        (
            "the Subsidiary Body on Scientific, Technical and Technological Advice, at its next meeting, to report",
            "the Subsidiary Body on Scientific, Technical and Technological Advice",
        ),
        ("the Animals and Plants Committees to report", "the Animals and Plants Committees"),
        ("that all Parties count the herons", "all Parties"),
        ("to Parties that they count the herons", "Parties"),
        ("that trade in herons be restricted", None),
    ],
)
def test_an_addressee_is_named_with_its_noun(words: str, addressee: str | None) -> None:
    draft = Draft()
    draft.heading("DRAFT RESOLUTION")
    draft.paragraph("The Conference of the Parties")
    draft.paragraph("Recalling the work on otters;")
    draft.paragraph(f"Requests {words};", "1")
    draft.paragraph("Repeals Resolution 90.9.", "2")
    assert [row["addressee"] for row in draft.split()["clauses"] if row["number"] == "1"] == [addressee]


def test_a_sub_heading_underlined_before_a_code_is_no_insertion() -> None:
    draft = resolution()
    draft.table([["Cranes B1. Count the cranes.", "All were counted."]], ["Activities", "Results"])
    draft.blocks[-2].spans = [Span(0, len("Cranes"), "underline")]
    assert "Cranes" not in [row["text"] for row in draft.split()["amendments"]]


@pytest.mark.parametrize(
    ("clause", "addressee"),
    [
        ("Invite le secteur privé à coopérer;", "le secteur privé"),
        ("Invita a las organizaciones no gubernamentales a que ayuden;", "a las organizaciones no gubernamentales"),
        ("Encourage les clubs de hérons à les compter;", "les clubs de hérons"),
        ("Exhorte toutes les Parties à compter;", "toutes les Parties"),
        ("Recommande la création d'un groupe;", None),
        ("Recommande que les Parties comptent les hérons;", "les Parties"),
    ],
)
def test_addressees_in_small_letters_have_an_article_in_french_and_spanish(clause: str, addressee: str | None) -> None:
    draft = Draft()
    draft.heading("PROJET DE RÉSOLUTION")
    draft.paragraph("La Conférence des Parties")
    draft.paragraph(clause, "1")
    draft.paragraph("Abroge la Résolution 90.9.", "2")
    assert [row["addressee"] for row in draft.split()["clauses"] if row["number"] == "1"] == [addressee]


def kinds(draft: Draft, own: str | None = None) -> list[tuple[str, str | None, str]]:
    document = {"document_id": "a", "own_instrument_id": own}
    rows = split_document(document, draft.parsed())["clauses"]
    return [(row["kind"], row["number"], row["text"]) for row in rows]


def test_the_formula_that_enacts_may_be_lost_and_a_resolution_as_adopted_needs_no_title() -> None:
    draft = Draft(annex=None)
    draft.paragraph("WHEREAS otters swim;")
    draft.paragraph("RECALLING the work on otters;")
    draft.paragraph("INVITES Parties to count them; and")
    draft.paragraph("REPEALS Resolution 90.9.")
    assert kinds(draft) == []
    assert kinds(draft, "CITES-NOT-2091/001") == []
    assert kinds(draft, "CITES-RES-91.2") == [
        ("preambular", None, "WHEREAS otters swim;"),
        ("preambular", None, "RECALLING the work on otters;"),
        ("operative", None, "INVITES Parties to count them; and"),
        ("operative", None, "REPEALS Resolution 90.9."),
    ]


def test_paragraphs_are_numbered_from_the_preamble_on_and_the_formula_may_wrap() -> None:
    draft = Draft(annex=None)
    draft.paragraph("RECALLING the work on otters;", "1")
    draft.paragraph("THE CONFERENCE OF THE CONTRACTING PARTIES TO THE")
    draft.paragraph("Convention on Otters")
    draft.heading("DIRECTS:")
    draft.item("the Secretariat to count them; and", "a)")
    draft.heading("AGREES FURTHER that:")
    draft.item("they swim;", "a)")
    draft.paragraph("REPEALS Resolution 90.9.", "3")
    assert kinds(draft) == [
        ("preambular", "1", "RECALLING the work on otters;"),
        ("operative", None, "DIRECTS:\nthe Secretariat to count them; and"),
        ("operative", None, "AGREES FURTHER that:\nthey swim;"),
        ("operative", "3", "REPEALS Resolution 90.9."),
    ]


def test_no_clause_of_a_preamble_takes_numbered_paragraphs() -> None:
    draft = Draft(annex=None)
    draft.heading("RESOLUTION 91.2")
    draft.paragraph("Recalling the otters,")
    draft.paragraph("Considering their rivers,")
    draft.paragraph("Count the otters;", "1")
    assert [text for _, _, text in kinds(draft)] == ["Recalling the otters,", "Considering their rivers,"]


def test_a_clause_of_a_preamble_keeps_the_numbered_list_that_it_announces() -> None:
    draft = Draft(annex=None)
    draft.heading("RESOLUTION 91.2")
    draft.paragraph("Recognizing that:")
    draft.item("the otters are fewer;", "1")
    draft.paragraph("their rivers are dry;", "2")
    draft.paragraph("Considering their rivers,")
    draft.paragraph("Count the otters;", "1")
    assert [text for _, _, text in kinds(draft)] == [
        "Recognizing that:\nthe otters are fewer;\ntheir rivers are dry;",
        "Considering their rivers,",
    ]


@pytest.mark.parametrize(
    ("words", "addressee"),
    [
        ("Recommends that Parties' reports on otters be kept;", None),
        ("Recommends that the Secretariat’s reports be kept;", None),
        ("Recommends that each Party count its otters;", "each Party"),
        ("Recommends that importing and exporting countries count otters;", "importing and exporting countries"),
    ],
)
def test_who_is_addressed_behind_that_is_who_acts_and_whose_something_is_is_not(
    words: str, addressee: str | None
) -> None:
    draft = resolution()
    draft.paragraph(words, "6")
    assert draft.split()["clauses"][-1]["addressee"] == addressee
