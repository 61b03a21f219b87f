from __future__ import annotations

from pipeline.model import Span
from pipeline.split.footnotes import cuts_of_marks, footnotes, without_marks
from pipeline.split.notices import Notices
from tests.split.invented import TWO_COLUMNS, Draft, answers, rules, texts


def test_footnotes_and_their_marks() -> None:
    draft = Draft(annex=None)
    draft.add("paragraph", "Approved for 2088-20911 by the 5th meeting.", spans=[("th", "superscript")])
    draft.blocks[0].spans.append(Span(21, 22, "superscript"))
    draft.paragraph("Endorsed in 2092.²")
    draft.add("footnote", "In March 2091.", "1")
    draft.add("footnote", "Available elsewhere.", "2")
    rows = draft.split()
    assert [(row["number"], row["text"]) for row in rows["footnotes"]] == [
        ("1", "In March 2091."),
        ("2", "Available elsewhere."),
    ]
    assert [(row["mark_block_id"][-1], row["mark_start"], row["mark_end"]) for row in rows["footnotes"]] == [
        ("1", 21, 22),
        ("2", 17, 18),
    ]
    assert rules(rows) == []


def test_notes_without_marks_and_marks_without_notes() -> None:
    draft = Draft(annex=None)
    draft.paragraph("Endorsed in 2092.³")
    draft.add("footnote", "Available elsewhere.", "1")
    rows = draft.split()
    assert rows["footnotes"][0]["mark_block_id"] is None
    assert rules(rows) == ["footnote-without-mark", "mark-without-footnote"]


def test_the_same_number_on_two_pages() -> None:
    draft = Draft(annex=None)
    draft.paragraph("One.¹")
    draft.add("footnote", "First.", "1")
    draft.paragraph("Two.¹")
    draft.add("footnote", "Second.", "1")
    rows = draft.split()
    assert [row["mark_block_id"] for row in rows["footnotes"]] == ["sc190-doc-7/b0001", "sc190-doc-7/b0003"]


def test_the_power_of_a_unit_is_no_mark() -> None:
    draft = Draft(annex=None)
    draft.paragraph("Endorsed in 2092.²")
    draft.paragraph("The reserve has 97 km².")
    draft.add("footnote", "Available elsewhere.", "2")
    rows = draft.split()
    assert [row["mark_block_id"] for row in rows["footnotes"]] == ["sc190-doc-7/b0001"]
    assert rules(rows) == []


def test_marks_of_footnotes_are_in_no_activity_result_or_request() -> None:
    draft = Draft(annex=None)
    draft.add(
        "paragraph",
        "The Standing Committee is invited to note the report1 and approve the plan.",
        spans=[("1", "superscript"), ("plan", "italic")],
    )
    draft.annex = "annex 1"
    draft.heading("IMPLEMENTATION OF THE CMS CITES JOINT WORK PROGRAMME 2091-2094")
    draft.heading("B. Joint activities addressing shared species")
    draft.table([["B1. Count the otters².", "Counted in 2092 ³, but not in km2."]], TWO_COLUMNS)
    for number in "123":
        draft.add("footnote", f"Note {number}.", number)
    rows = draft.split()
    assert [row["text"] for row in rows["requested_actions"]] == ["note the report", "approve the plan"]
    assert texts(rows) == {"B1": "Count the otters."}
    assert answers(rows) == {"B1": "Counted in 2092, but not in km2."}
    assert [row["text"] for row in rows["cells"]][2:] == ["B1. Count the otters.", "Counted in 2092, but not in km2."]
    assert all(row["mark_block_id"] for row in rows["footnotes"])


def test_styles_keep_their_words_where_marks_are_taken_out() -> None:
    draft = Draft()
    block = draft.add("paragraph", "Otters¹ of all lakes² here", spans=[("Otters", "bold"), ("lakes", "italic")])
    for number in "12":
        draft.add("footnote", "A note.", number)
    notes = footnotes(draft.blocks, Notices("x", draft.blocks))
    [clean, *_] = without_marks(draft.blocks, cuts_of_marks(draft.blocks, notes))
    assert clean.text == "Otters of all lakes here"
    assert [(clean.text[span.start : span.end], span.style) for span in clean.spans] == [
        ("Otters", "bold"),
        ("lakes", "italic"),
    ]
    assert block.text == "Otters¹ of all lakes² here"


def test_clauses_have_no_marks_and_amendments_lead_to_the_blocks_as_printed() -> None:
    draft = Draft()
    draft.heading("DRAFT RESOLUTION")
    draft.paragraph("The Conference of the Parties")
    draft.paragraph("Recalling the work on otters;")
    block = draft.add(
        "paragraph",
        "Thanks the Heron Network1 for old new counts;",
        number="1",
        spans=[("1", "superscript"), ("old", "strikethrough"), ("new", "underline")],
    )
    draft.paragraph("Urges Parties to count again.", "2")
    draft.add("footnote", "A note.", "1")
    rows = draft.split()
    [thanks] = [row for row in rows["clauses"] if row["number"] == "1"]
    assert thanks["text"] == "Thanks the Heron Network for old new counts;"
    assert thanks["text_before"] == "Thanks the Heron Network for old counts;"
    assert thanks["text_after"] == "Thanks the Heron Network for new counts;"
    assert [block.text[row["start"] : row["end"]] for row in rows["amendments"]] == ["old", "new"]


def test_a_sign_calls_the_note_that_begins_with_it() -> None:
    draft = Draft(annex=None)
    draft.paragraph("This paper has been submitted by the friends of herons.*", "1")
    draft.paragraph("The herons† were counted by 5 * 2 friends.", "2")
    draft.add("footnote", "The names used here are those of the friends.", "*")
    rows = draft.split()
    assert [(row["number"], row["mark_block_id"], row["mark_start"]) for row in rows["footnotes"]] == [
        ("*", "sc190-doc-7/b0001", 55)
    ]
    assert rules(rows) == []
