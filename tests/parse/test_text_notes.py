"""Footnotes as converters print them: how they begin, and where their numbers went."""

from __future__ import annotations

import pytest

from pipeline.parse.text import read_text_string


def _notes(text: str) -> list[tuple[str | None, str]]:
    parsed = read_text_string(text)
    assert parsed.ledger.unaccounted == 0
    return [(block.number, block.text) for block in parsed.blocks if block.kind == "footnote"]


def _rules(text: str) -> set[str]:
    return {issue.rule for issue in read_text_string(text).issues}


BRACKETED = """\
1. The otters were counted in the spring.[1]

2. They were ringed.[2]

[1] See document SC58 Doc. 10, paragraph 7.

[2] By the wardens.
"""
LINKED_BACK = """\
# Otters

1. The otters were counted in the spring.[[1]](#footnote-4)
2. They were ringed.[[2]](#footnote-5)

1. See document SC58 Doc. 10, paragraph 7. [↑](#footnote-ref-4)
2. By the wardens. [↑](#footnote-ref-5)
"""
ANCHORED = """\
# Otters

1. The otters were counted in the spring\\.<a id="footnote-ref-4"></a>[\\[1\\]](#footnote-4)

1. <a id="footnote-4"></a> See document SC58 Doc\\. 10\\. [↑](#footnote-ref-4)
"""
LINKED = """\
# Otters

1. The otters were counted in the spring.[1](#fn1)

1 See document SC58 Doc. 10, paragraph 7.
"""
SPACED = """\
## Otters

1. The otters were counted in the spring. 1

2. They were ringed 2, and released.

1 See document SC58 Doc. 10, paragraph 7.

2 By the wardens.
"""

LISTED = """\
1. Herons were counted<sup>1</sup> on all lakes, and ringed.<sup>2</sup>

2. The Committee is invited to:

- a) count herons; and

- b) feed them.

- 1 See document SC58 Doc. 10, paragraph 7.

- 2 By the wardens.
"""


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (BRACKETED, [("1", "See document SC58 Doc. 10, paragraph 7."), ("2", "By the wardens.")]),
        (LINKED_BACK, [("1", "See document SC58 Doc. 10, paragraph 7."), ("2", "By the wardens.")]),
        (ANCHORED, [("1", "See document SC58 Doc. 10.")]),
        (LINKED, [("1", "See document SC58 Doc. 10, paragraph 7.")]),
        (SPACED, [("1", "See document SC58 Doc. 10, paragraph 7."), ("2", "By the wardens.")]),
        (LISTED, [("1", "See document SC58 Doc. 10, paragraph 7."), ("2", "By the wardens.")]),
    ],
    ids=["bracketed", "linked-back", "anchored", "linked", "spaced", "listed"],
)
def test_notes_are_read_however_a_converter_marks_them(text: str, notes: list[tuple[str, str]]) -> None:
    assert _notes(text) == notes


def test_a_bracketed_number_without_a_mark_begins_no_note() -> None:
    assert _notes("1. The otters were counted.\n\n[1] was the number of the pond.\n") == []


PAGE = """\
1. The otters of all the lakes and rivers of the north were counted in the spring of the
year, as the Committee had asked.1
2. They were ringed by the wardens of the reserves, who had been trained for it, and let
go where they had been caught.2
{below}
\f3. The rings are read by all who see otters in the reserves, and by the wardens at least
twice a year.
4. What they read is kept in a database that all range States may use, and is published at
the end of each year.
"""


def test_numbers_with_dots_at_the_foot_of_a_page_are_those_of_notes() -> None:
    text = PAGE.format(below="1. See document SC58 Doc. 10.\n2. By the wardens.")
    assert _notes(text) == [("1", "See document SC58 Doc. 10."), ("2", "By the wardens.")]
    numbers = [block.number for block in read_text_string(text).blocks if block.kind == "paragraph"]
    assert numbers == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "below",
    [
        "\n1\n2\n\nThe Committee is pleased.\n\nSee document SC58 Doc. 10.\nBy the wardens.",
        "\nThe Committee is pleased.\n\n1\n\nSee document SC58 Doc. 10.\n2\nBy the wardens.",
        "\nThe Committee is pleased.\n\n2\n\n1\n\nSee document SC58 Doc. 10.\nBy the wardens.",
        "\nThe Committee\n1\n2\nis pleased.\n\nSee document SC58 Doc. 10.\nBy the wardens.",
        "\nThe Committee is pleased.\n1\n\nSee document\n2\nSC58 Doc. 10.\nBy the wardens.",
    ],
    ids=["all-before", "each-above", "out-of-order", "within-a-paragraph", "within-a-note"],
)
def test_numbers_apart_from_their_notes_are_given_to_them(below: str) -> None:
    text = PAGE.format(below=below)
    assert _notes(text) == [("1", "See document SC58 Doc. 10."), ("2", "By the wardens.")]
    assert "The Committee is pleased." in [block.text for block in read_text_string(text).blocks]
    assert "footnotes-paired" in _rules(text)


def test_numbers_apart_from_another_number_of_notes_are_reported() -> None:
    text = PAGE.format(below="\n1\n2\n\nThe Committee is pleased.\n\nSee document SC58 Doc. 10.")
    issues = [issue for issue in read_text_string(text).issues if issue.rule == "footnote-not-found"]
    assert issues[0].evidence == "1 / 2 / See document SC58 Doc. 10."


def test_the_text_of_a_paragraph_whose_number_stands_above_it_is_no_note() -> None:
    text = PAGE.format(below="\n1\n\n9.\n\nThe Committee is pleased.")
    assert _notes(text) == []


STACKED = """\
1. The otters of all the lakes and rivers of the north were counted in the spring of the year, as
the Committee had asked.
Annex 1
IMPLEMENTATION OF THE JOINT WORK PROGRAMME 2090-2094
(A) Otters
Description of joint activities
Results
A1. Count the otters of all the lakes and rivers
of the north, with the help of the wardens.
They were counted in the spring by the
wardens of all the reserves.1
A2. Ring them wherever they are caught, and
read the rings at least twice a year.
They were ringed by the wardens where
they had been caught.
1
See document SC58 Doc. 10, which the Committee asked the Secretariat for at its meeting before.
\fA3. Feed them in the winter where they have to
be fed, and only there.
They were fed in the winter by the
wardens.
"""


def test_notes_below_a_table_whose_cells_stand_one_below_the_other_are_none_of_its_lines() -> None:
    note = "See document SC58 Doc. 10, which the Committee asked the Secretariat for at its meeting before."
    assert _notes(STACKED) == [("1", note)]
    cells = [block.text for block in read_text_string(STACKED).blocks if block.kind == "table_cell"]
    assert cells[3] == "They were counted in the spring by the wardens of all the reserves.1"
    assert cells[-2].startswith("A3. Feed them")


LINES = """\
1. The otters of all the lakes and rivers of the north were counted in the spring of the
year, as the Committee had asked at its meeting.1
2. They were ringed at {words} by the wardens of the reserves, who had been trained, and
let go where they had been caught.

1 See document SC58 Doc. 10.
"""


def _raised(text: str) -> list[str]:
    parsed = read_text_string(text)
    assert parsed.ledger.unaccounted == 0
    spans = [(block, span) for block in parsed.blocks for span in block.spans if span.style == "superscript"]
    return [block.text[span.start - 8 : span.end] for block, span in spans]


def test_the_only_figure_that_may_be_a_mark_is_raised() -> None:
    text = LINES.format(words="MOS1 and COP1")
    assert _raised(text) == ["meeting.1"]
    assert "marks-inferred" in _rules(text)


def test_of_several_figures_that_may_be_a_mark_none_is_raised() -> None:
    assert _raised(LINES.format(words="night1")) == []


def test_brackets_around_a_mark_are_set_aside() -> None:
    assert _raised(BRACKETED) == [" spring.1", " ringed.2"]


def test_figures_that_look_like_marks_and_call_no_note_are_reported() -> None:
    text = "1. The otters were counted in the spring.1\n\n2. They were ringed,2 as Res.3 asks.\n"
    issues = [issue for issue in read_text_string(text).issues if issue.rule == "footnote-not-found"]
    assert [issue.evidence for issue in issues] == ["The otters were counted in the spring.1 / They were ringed,2"]


def test_the_only_number_alone_on_a_page_without_form_feeds_or_at_its_edge_is_no_note() -> None:
    page = PAGE.replace("caught.2", "caught.")
    assert _notes(page.format(below="\n1\n\nThe Committee is pleased.").replace("\f", "")) == []
    assert _notes("1\n" + page.format(below="\nThe Committee is pleased.")) == []
    assert _notes(page.format(below="\n1\n\nA1. Count the otters.")) == []


def test_a_running_foot_that_begins_like_a_note_ends_no_reading() -> None:
    foot = "1 Otters of the north"
    text = STACKED.replace(
        "1\nSee document SC58 Doc. 10, which the Committee asked the Secretariat for at its meeting before.", foot
    )
    parsed = read_text_string(f"{text}{foot}\n\f{foot}\n")
    assert [block.kind for block in parsed.blocks].count("table_cell") == 8


def test_notes_in_a_list_of_html_below_a_table_are_those_of_its_marks() -> None:
    parsed = read_text_string(
        "Otters live in lakes.[^1]\n\n"
        '<table><tr><td>Otters</td><td>None.<a href="#fn1" id="fnref1"><sup>1</sup></a></td></tr></table>\n'
        '<section id="footnotes" class="footnotes"\nrole="doc-endnotes">\n<hr />\n<ol>\n'
        '<li id="fn1"><p>Not one was seen.<a href="#fnref1"\nclass="footnote-back">↩︎</a></p></li>\n'
        "</ol>\n</section>\n\n"
        "[^1]: So do herons.\n"
    )
    assert [(block.number, block.text) for block in parsed.blocks if block.kind == "footnote"] == [
        ("1", "Not one was seen."),
        ("1", "So do herons."),
    ]
    assert parsed.ledger.unaccounted == 0


def test_the_raised_figures_of_restructuredtext_are_marks_and_the_numbers_of_notes() -> None:
    source = "**Otters**\n\n1. Otters live in lakes,\\ :sup:`1` and **swim**.\n\n:sup:`1` Not one was seen.\n"
    assert _notes(source) == [("1", "Not one was seen.")]
    parsed = read_text_string(source)
    assert parsed.blocks[1].text == "Otters live in lakes,1 and swim."
    assert [span.style for span in parsed.blocks[1].spans] == ["superscript", "bold"]


def test_a_note_ends_above_a_heading_where_blank_lines_are_lost() -> None:
    parsed = read_text_string(
        "1. Otters live in lakes.<sup>1</sup>\n<sup>1</sup> Not one was seen.\n"
        "DRAFT CMS-CITES JOINT WORK PROGRAMME 2091-2094\nActivities\tResults\nA1. Count them.\tNone was.\n"
    )
    notes = [block.text for block in parsed.blocks if block.kind == "footnote"]
    assert notes == ["Not one was seen."]
    assert [block.text for block in parsed.blocks if block.kind == "heading"] == [
        "DRAFT CMS-CITES JOINT WORK PROGRAMME 2091-2094"
    ]


UNNUMBERED = {
    "between paragraphs": "1. The otters were counted¹.\n\nBy the wardens.\n\n2. They were ringed².\n\nIn June 2094.\n",
    "below list and table": (
        "1. The otters were counted¹:\n\n- a) in spring; and\n- b) in autumn.\n\nBy the wardens.\n\n"
        "Activity\tResults\nA1. Ring otters.\tThey were ringed².\n\nIn June 2094.\n\nBEAVERS ALONG THE LONG RIVER\n"
    ),
    "above a list that is announced": (
        "1. The otters were counted¹ and ringed².\n\nWardens are asked to:\n\nBy the wardens.\n\nIn June 2094.\n\n"
        "- a) count them; and\n- b) ring them.\n"
    ),
    "rest with a capital": (
        "1. The otters were counted by the wardens of all parks¹ on the first Sunday in\n\nBy the wardens.\n\n"
        "May of every year. They were ringed².\n\nIn June 2094.\n"
    ),
    "rest with a small letter": (
        "1. The otters were counted by the wardens of the parks¹ and of the reserves². The count is\n\n"
        "By the wardens.\n\nIn June 2094.\n\nrepeated every year.\n"
    ),
    "rest at a sentence's end": (
        "1. The otters were counted¹.\n\nBy the wardens.\n\nThey were all well.\n\n2. Ringed².\n\nIn June 2094.\n"
    ),
}


@pytest.mark.parametrize("place", UNNUMBERED)
def test_sentences_below_marks_without_notes_are_these(place: str) -> None:
    assert _notes(UNNUMBERED[place]) == [("1", "By the wardens."), ("2", "In June 2094.")]
    assert "footnote-number-inferred" in _rules(UNNUMBERED[place])


def test_a_mark_inside_a_note_is_none_of_the_marks_above_the_notes() -> None:
    text = (
        "1. The otters were counted by the wardens of the parks¹ and of the reserves. The count is\n\n"
        "By the wardens².\n\nIn June 2094.\n\nrepeated every year.\n"
    )
    assert _notes(text) == [("1", "By the wardens².")]


def test_of_many_paragraphs_that_break_off_behind_marks_without_notes_none_is_joined() -> None:
    paragraph = "The otters of the lakes were counted in the spring by those who live on the lakes¹, and the count is"
    parsed = read_text_string("\n\n".join([paragraph] * 2000))
    assert [block.text for block in parsed.blocks] == [paragraph] * 2000


def test_a_note_is_not_joined_to_the_sentence_that_it_cuts() -> None:
    texts = [block.text for block in read_text_string(UNNUMBERED["rest with a capital"]).blocks]
    assert texts[0].endswith("on the first Sunday in May of every year. They were ringed².")


@pytest.mark.parametrize(
    "text",
    [
        "1. The otters were counted¹ twice².\n\nBy the wardens.\n\n2. They were ringed.\n",
        "1. The otters were counted¹.\n\nBy the wardens:\n\n- a) of parks; and\n- b) of lakes.\n",
        "1. The otters were counted.\n\nBy the wardens.\n\n2. They were ringed.\n",
    ],
)
def test_sentences_are_no_notes_where_marks_are_fewer_or_more(text: str) -> None:
    assert _notes(text) == []


def test_numbers_in_running_feet_are_no_marks() -> None:
    pages = [f"{number}. Otters were counted on the lakes.\n\nSC91 Doc. 7 – p. {number}\n" for number in (1, 2, 3)]
    parsed = read_text_string("\f".join(pages))
    assert sum(block.kind == "running_footer" for block in parsed.blocks) == len(pages)
    assert "footnote-not-found" not in {issue.rule for issue in parsed.issues}


DENSE = """\
1. The otters were counted¹ on:
 - a) the lakes; and
¹ By the wardens.
 - b) the rivers.
2. They were ringed².
² In June 2094.
Action requested
The Committee is invited to:
 - a) note the count.
CMS-CITES JOINT WORK PROGRAMME 2090-2094
Activities\tResults
<p>A1. Count otters.</p>\t<p>Counted³.</p>
³ Twice.
B. Cranes
Activities
<p>B1. Count cranes.</p>
⁴ By night.
BEAVERS ALONG THE LONG RIVER
"""


def test_notes_end_where_no_blank_line_does() -> None:
    assert _notes(DENSE) == [("1", "By the wardens."), ("2", "In June 2094."), ("3", "Twice."), ("4", "By night.")]
    items = [block.number for block in read_text_string(DENSE).blocks if block.kind == "list_item"]
    assert items == ["a)", "b)", "a)"]


def test_the_number_of_the_next_paragraph_ends_a_note() -> None:
    words = "The otters were counted{} by the wardens in the spring, and by all\nothers who swim in the lakes.\n"
    note = "1 See the record of the meeting that the wardens held in the spring.\n"
    blocks = read_text_string(f"1.\n{words.format(',1')}{note}2.\n{words.format('')}").blocks
    assert [(block.kind, block.number) for block in blocks] == [
        ("paragraph", "1"),
        ("footnote", "1"),
        ("paragraph", "2"),
    ]


def test_a_number_with_a_dot_is_no_note_where_one_without_stands_below() -> None:
    text = (
        "3. The otters were counted1 by wardens2 in the spring, and by all others who live on the lakes in the\n"
        "autumn of the year that the Committee had named for it.\n"
        "Otters of the lakes\n1. Requests the wardens to count otters;\n2. Invites the Parties to ring them.\n"
        "1 See the document on otters.\n2 Of the parks.\n"
    )
    assert _notes(text) == [("1", "See the document on otters."), ("2", "Of the parks.")]


def test_a_number_that_an_abbreviation_awaits_is_no_mark() -> None:
    text = "The otters were counted1 and ringed.\n\n1 By the wardens.\n\nSee p. 2\n\n2. Otters eat fish.\n"
    assert _notes(text) == [("1", "By the wardens.")]


def test_the_name_of_an_annex_ends_the_page_of_notes() -> None:
    text = (
        "1.\nThe otters of the lakes were counted in the spring by those who live on the lakes1, and were ringed in\n"
        "the autumn by the Parties2, as the Committee had asked them to do in the year before that one.\n"
        "2.\nThe Committee is invited to note the number of the otters, which was never as high before.\n"
        "1\nBy the wardens.\n2\nOf the lakes.\nAnnex\nOTTERS OF THE LAKES\n"
        + "They were counted by the Parties.\n"
        * 12
    )
    assert _notes(text) == [("1", "By the wardens."), ("2", "Of the lakes.")]


def test_a_list_of_paragraphs_before_an_annex_is_none_of_notes() -> None:
    text = "1. The otters were counted.1\n\n1. Count them again;\n2. Ring them;\n3. Feed them.\n\nAnnex 2\n\nText.\n"
    assert _notes(text) == []


def test_a_sign_begins_a_note_where_a_mark_in_the_text_calls_it() -> None:
    text = "1. This paper has been submitted by the friends of otters.*\n\n2. The otters were counted.\n\n{}"
    note = "The names used here are those of the friends."
    assert _notes(text.format(f"* {note}\n")) == [("*", note)]
    assert _notes(text.format(f"*{note}\n")) == [("*", note)]
    assert _notes(text.format(f"\\* {note}\n").replace("otters.*", "otters.\\*")) == [("*", note)]
    assert _notes(text.format(f"* {note}\n").replace("otters.*", "otters.")) == []
    assert _notes(text.format("* The otters;\n* The herons.\n")) == []


def test_a_star_of_emphasis_calls_and_begins_no_note() -> None:
    body = "# Otters\n\nThe otters (*Lutra lutra*) were counted.\n\n* The names are those of the friends.\n"
    assert _notes(body) == []
    assert _notes("# Otters\n\n1. Submitted by the friends.\\*\n\n*The friends of the otters*\n\nThey met.\n") == []


def test_a_number_may_stand_right_before_the_text_of_its_paragraph() -> None:
    parsed = read_text_string("Background\n\n1.The otters were counted.\n\n2.They were ringed.\n")
    assert [block.number for block in parsed.blocks] == [None, "1", "2"]


def test_emphasis_that_is_torn_over_paragraphs_begins_no_note() -> None:
    assert _notes("**CONVENTION ON OTTERS\n\nAND HERONS**\n\n**The count\n\nof otters**\n\n1. They swim.\n") == []
    assert _notes("*The friends of the\n\nOtters*\n\n1. They swim.\n") == []


def test_bullets_over_several_lines_or_paragraphs_apart_are_no_notes_though_a_mark_is_like_them() -> None:
    listed = "* The wardens count the otters in the spring\n  and tell it the Secretariat.\n"
    assert _notes(f"The otters* were counted.\n\nThey agreed:\n\n{listed * 3}") == []
    assert _notes("The otters* were counted.\n\n* Count.\n\nThe Chair spoke.\n\n* Report.\n\nThey met.\n") == []
    notes = _notes(f"The otters* were counted.\n\n{listed * 3}\nThe Chair spoke.\n\n* By the wardens.\n")
    assert notes == [("*", "By the wardens.")]


def test_a_sign_behind_what_is_emphasised_calls_a_note() -> None:
    assert _notes("The *Lutra lutra*† swims.\n\n† In most rivers.\n") == [("†", "In most rivers.")]


@pytest.mark.parametrize("behind", ["", "Activity\tResults\nA2. Feed otters.\tFed.\n"])
def test_a_cell_that_fell_out_behind_the_title_of_a_programme_is_no_note_of_a_mark_before_it(behind: str) -> None:
    source = (
        "1. The otters were counted¹.\n\nDRAFT JOINT WORK PROGRAMME 2091-2094\n\n"
        f"Activity\tResults\nA1. Ring otters.\t\n\nThey were ringed.\n\n{behind}"
    )
    assert _notes(source) == []


@pytest.mark.parametrize(
    ("row", "notes"), [("2.1 Ring them.\tDone.", 1), ("2.10. Ring them.\tDone.", 1), ("Ring them.\tDone.", 2)]
)
def test_the_heading_of_a_theme_with_the_number_of_the_codes_below_it_is_no_note(row: str, notes: int) -> None:
    source = f"1. The otters were counted.¹\n\n¹ In the spring.\n\n2 Otters of the lakes\n\nActivity\tResults\n{row}\n"
    assert len(_notes(source)) == notes


@pytest.mark.parametrize(
    "source",
    [
        "1. The otters were counted. [1]_ They were ringed.\n\n+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n"
        "\n.. [1]\n   See document SC58\n   Doc. 10.\n",
        "* Otters\n1. The otters were counted.[fn:1] They were ringed.\n\n| a | b |\n|---+---|\n| c | d |\n\n"
        "[fn:1] See document SC58\nDoc. 10.\n",
    ],
)
def test_notes_and_marks_as_languages_of_mark_up_print_them(source: str) -> None:
    parsed = read_text_string(source)
    assert parsed.ledger.unaccounted == 0
    assert _notes(source) == [("1", "See document SC58 Doc. 10.")]
    (place,) = next(block for block in parsed.blocks if block.kind == "footnote").fragments
    assert place.source_start == source.rindex("1]")
    paragraph = next(block for block in parsed.blocks if block.number == "1" and block.kind == "paragraph")
    (mark,) = paragraph.spans
    assert (paragraph.text, mark.style) == ("The otters were counted.1 They were ringed.", "superscript")
    assert not {issue.rule for issue in parsed.issues} & {"footnote-without-mark", "mark-without-footnote"}
