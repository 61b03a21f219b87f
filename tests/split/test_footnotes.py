from __future__ import annotations

from pipeline.model import Span
from tests.split.invented import Draft, rules


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
