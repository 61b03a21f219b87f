"""Where paragraphs end, and where they go on."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from setting import lines, words

from pipeline.model import Span
from pipeline.parse.pdf.line_ends import ENDED
from pipeline.parse.pdf.lines import evenly_spaced, line_pitches, stretches, usual_pitch
from pipeline.parse.pdf.markers import BULLETS, CODE, NUMBER
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.paragraphs import Paragraph, continues, paragraphs

WIDTH = 300.0
"""Right edge of the column: 50 letters from the left edge at 50."""


def texts(found: list[Word], right: float | None = WIDTH, *, numbered: bool = False) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(found, right, numbered=numbered)]


FULL = "the wardens of Farhaven count the herons of the ma"


def test_full_lines_are_one_paragraph() -> None:
    assert len(FULL) == 50
    assert texts(lines([FULL, FULL, "rsh."])) == [f"{FULL} {FULL} rsh."]


def test_wider_gap_parts() -> None:
    assert texts([*words(FULL), *words("And again", 50, 116)]) == [FULL, "And again"]


@pytest.mark.parametrize(("below", "parts"), [("B7 Meet.", 3), ("Meet.", 2)])
def test_head_right_under_the_item_of_another_group_is_none_of_its_text(below: str, parts: int) -> None:
    """The item fills its line, so that the head could go on in it, but for the item with a code behind it."""
    head = words("Great apes", 50, 124, bold=True)
    assert len(texts([*lines([f"B6 {FULL[:47]}", FULL]), *head, *words(below, 50, 136)])) == parts


def test_word_that_goes_on_behind_a_hyphen_is_one_wherever_its_lines_stand() -> None:
    [paragraph] = paragraphs([*words("Summary of under-", 150), *words("takings", 200, 112)], WIDTH)
    assert [line.text for line in paragraph.lines] == ["Summary of under-", "takings"]


def test_line_that_had_room_ended_on_purpose() -> None:
    assert texts(lines(["First item.", "Second item."])) == ["First item.", "Second item."]


@pytest.mark.parametrize(
    ("first", "second", "bold"),
    [("REPORT OF THE WARDENS OF FARHAVEN ON THE HERONS OF", "THE MARSH", False), (FULL[:47], "of Farhaven", True)],
)
def test_title_that_fills_its_line_goes_on_in_the_middle_below(first: str, second: str, *, bold: bool) -> None:
    middle = (50 + WIDTH) / 2
    found = [
        *words(first, middle - 2.5 * len(first), 100, bold=bold),
        *words(second, middle - 2.5 * len(second), 112, bold=bold),
    ]
    assert texts(found) == [f"{first} {second}"]


def test_title_of_which_a_later_line_fills_the_column_is_one() -> None:
    said = ["REPORT OF THE WARDENS OF FARHAVEN", "ON THE HERONS OF THE MARSH AND OF BOTH LAKES OF", "THE COAST"]
    middle = (50 + WIDTH) / 2
    found = [word for k, text in enumerate(said) for word in words(text, middle - 2.5 * len(text), 100 + 12 * k)]
    assert texts(found) == [" ".join(said)]


def test_bold_item_behind_a_plain_bullet_goes_on() -> None:
    item = [*words("\u2022"), *words(FULL[:46], 70, bold=True)]
    [above], [below] = (paragraphs(found, WIDTH) for found in (item, words("Farhaven and the lakes.", 70, bold=True)))
    assert continues(above, below)


def test_centred_paragraph_whose_lines_are_nearly_as_wide_as_the_column_is_one() -> None:
    said = [FULL[:-1], FULL[:-4], "river by the lake"]
    middle = (50 + WIDTH) / 2
    found = [word for k, text in enumerate(said) for word in words(text, middle - 2.5 * len(text), 100 + 12 * k)]
    assert texts(found) == [" ".join(said)]


def test_line_in_the_middle_below_plain_text_begins_anew() -> None:
    assert texts([*words(FULL), *words("Herons", 160, 112)]) == [FULL, "Herons"]


def test_small_letter_goes_on_where_little_room_was_left() -> None:
    assert len(texts(lines(["the wardens of Farhaven count all herons", "of the marsh"]))) == 1


def test_first_line_set_in_begins_a_paragraph() -> None:
    assert texts(lines(["  " + FULL[:47], FULL, "  " + FULL[:47]])) == [f"{FULL[:47]} {FULL}", FULL[:47]]


@pytest.mark.parametrize("sign", ["•", "\uf0b7", "▪", "–", "-"])
def test_bullets_begin_alike(sign: str) -> None:
    found = lines([f"{sign}  count the herons; and", f"{sign}  map the marsh."])
    assert texts(found) == ["• count the herons; and", "• map the marsh."]


def test_dash_where_that_of_the_item_above_stands_begins_the_next_item() -> None:
    found = lines([f"– {FULL[:45]} and", "– the otters."])
    for dash in (found[0], found[-3]):
        dash.x1 += 2  # no white shows it
    assert texts(found) == [f"• {FULL[:45]} and", "• the otters."]


def test_lines_may_hang_farther_in_than_their_number_is_wide() -> None:
    [paragraph] = paragraphs(lines([f"2.  {FULL[:46]}", "      of Farhaven and of the lakes."]), WIDTH, numbered=True)
    assert (paragraph.number, len(paragraph.lines)) == ("2", 2)


def test_a_bullet_may_touch_its_item_or_be_all_that_there_is() -> None:
    assert texts(lines(["•herons of the marsh,", "•otters."])) == ["• herons of the marsh,", "• otters."]
    assert texts(words("•")) == ["• "]


@pytest.mark.parametrize(("end", "listed"), [("by:", True), ("by", False)])
def test_letters_below_what_announces_a_list_are_bullets_where_white_shows_it(end: str, listed: bool) -> None:
    above = f"{FULL} and {end}"
    found = [*words(above), *words("o", 50, 112), *words("ringing herons.", 61, 112)]
    assert texts(found) == ([above, "• ringing herons."] if listed else [f"{above} o ringing herons."])


def test_a_span_of_years_at_a_line_end_is_one_word() -> None:
    assert texts(lines([f"{FULL[:43]} 2088–", "2090 and after."])) == [f"{FULL[:43]} 2088–2090 and after."]


def test_dash_inside_a_sentence_is_no_bullet() -> None:
    assert texts(lines([FULL, "– and the otters – too."])) == [f"{FULL} – and the otters – too."]


@pytest.mark.parametrize(
    ("printed", "number"), [("6.", "6"), ("a)", "a)"), ("(iv)", "(iv)"), ("2.1", "2.1"), ("12)", "12)"), ("6.-", "6")]
)
def test_numbers_are_taken_from_the_text(printed: str, number: str) -> None:
    found = lines([f"{printed}   {FULL[:40]}", " " * (len(printed) + 3) + "hanging below its text"])
    [paragraph] = paragraphs(found, WIDTH, numbered=True)
    assert (paragraph.number, paragraph.text) == (number, f"{FULL[:40]} hanging below its text")


@pytest.mark.parametrize(
    ("begun", "number", "text"),
    [
        ("§ 6  Count the herons.", "§ 6", "Count the herons."),
        ("6 –  Count the herons.", "6", "Count the herons."),
        ("6 – 9 herons were counted.", None, "6 – 9 herons were counted."),
    ],
)
def test_a_number_may_have_a_sign_beside_it(begun: str, number: str | None, text: str) -> None:
    [paragraph] = paragraphs(words(begun), WIDTH, numbered=True)
    assert (paragraph.number, paragraph.text) == (number, text)


@pytest.mark.parametrize(
    ("end", "parts"), [("the document of the CoP91 Doc.", 1), ("the documents of the Committee.", 2)]
)
def test_number_below_a_shortened_word_goes_on_with_it(end: str, parts: int) -> None:
    said = f"1.  {end.rjust(46, 'h')}"
    assert len(said) == len(FULL)
    below = [*words("24.3", 50, 112), *words("and 24.4 name them.", 73, 112)]
    assert len(texts([*words(said), *below])) == parts


def test_numbers_stay_where_they_are_not_asked_for() -> None:
    assert texts(lines(["1.   Count the herons.", "2.   Map the marsh."])) == [
        "1. Count the herons.",
        "2. Map the marsh.",
    ]


def test_number_at_a_line_end_begins_no_paragraph() -> None:
    first = "the wardens of Farhaven follow up on Resolution 91"
    found = [
        *lines([f"3.   {first[:40]}", f"     {FULL[:40]} Conf."], 50),
        *words("13.3 on the herons of the marsh", 75, 124),
    ]
    assert len(paragraphs(found, WIDTH, numbered=True)) == 1


def test_bold_line_is_parted_from_text_below() -> None:
    assert texts([*words("Herons of the marsh", bold=True), *words("A1. Count them.", 50, 112)]) == [
        "Herons of the marsh",
        "A1. Count them.",
    ]


def test_styles_become_spans_over_spaces_too() -> None:
    found = [*words("see"), *words("Ardea cinerea", 70, italic=True), *words("here", 140)]
    [paragraph] = paragraphs(found, WIDTH)
    assert paragraph.text == "see Ardea cinerea here"
    assert paragraph.spans == [Span(4, 17, "italic")]


def test_ligatures_and_private_signs_are_read() -> None:
    assert texts(words("the oﬃcial ﬁnding")) == ["the official finding"]


def test_words_that_run_upwards_are_read_in_their_own_lines() -> None:
    level = words("turned head")
    turned = [
        Word(
            word.text,
            90.0,
            300 - word.x1,
            100.0,
            300 - word.x0,
            10.0,
            98.0,
            direction=270.0,
            glyphs=1,
        )
        for word in level
    ]
    [paragraph] = paragraphs(turned)
    assert paragraph.text == "turned head"
    assert (paragraph.box.x0, paragraph.box.x1) == (90.0, 100.0)


@given(st.lists(st.text("abcdefg", min_size=1, max_size=8), min_size=1, max_size=60), st.integers(20, 60))
def test_text_wrapped_at_any_width_comes_back(tokens: list[str], width: int) -> None:
    rows = [""]
    for token in tokens:
        if rows[-1] and len(rows[-1]) + 1 + len(token) > width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {token}".strip()
    found = lines(rows)
    assert texts(found, 50 + 5.0 * width) == [" ".join(tokens)]
    assert sum(paragraph.glyphs for paragraph in paragraphs(found)) == sum(map(len, tokens))


def one(text: list[str], x0: float = 50.0, *, numbered: bool = True) -> Paragraph:
    [paragraph] = paragraphs(lines(text, x0), WIDTH, numbered=numbered)
    return paragraph


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ([FULL], ["rsh and of the delta."], True),
        ([FULL[:-1] + "."], ["They count them each spring."], True),
        (["They count them."], ["They map the marsh."], False),
        ([FULL], ["•  an item"], False),
        ([FULL], ["7.   a numbered paragraph"], False),
        ([FULL[:-1] + "."], ["B4. Map the marsh."], False),
        ([FULL[:45] + "(Rev."], ["CoP94) on the herons of the marsh"], True),
        ([FULL[:-2] + "a-"], ["rshes of the delta"], True),
    ],
)
def test_over_a_page_break(above: list[str], below: list[str], joined: bool) -> None:
    assert continues(one(above), one(below)) is joined


@pytest.mark.parametrize(("underlined", "joined"), [(False, False), (True, True)])
def test_an_underlined_line_behind_a_page_break_is_a_heading(underlined: bool, joined: bool) -> None:
    """It goes on with what is underlined above it: words that an amendment inserts."""
    above, below = one([FULL]), one(["The Note of Herons"])
    for word in [*below.lines[0].words, *(above.lines[0].words if underlined else ())]:
        word.underline = True
    assert continues(above, below) is joined


@pytest.mark.parametrize(("end", "parts"), [("ma", 1), ("s.", 2)])
def test_line_that_a_raised_mark_pushes_down_goes_on_with_its_sentence(end: str, parts: int) -> None:
    found = [*lines([FULL, FULL[:-2] + end]), *words("Rsh at the 4th meeting", 50, 127)]
    mark = found[-2]
    mark.superscript, mark.top, mark.bottom = True, mark.top - 3, mark.bottom - 3
    assert len(texts(found)) == parts


@pytest.mark.parametrize("italic", [True, False])
def test_over_a_page_break_what_begins_as_the_clause_above_begins_anew(italic: bool) -> None:
    def clause(verb: str) -> Paragraph:
        [paragraph] = paragraphs([*words(verb, italic=True), *words(FULL[10:], 100)], WIDTH)
        return paragraph

    above, below = clause("Recalling"), clause("Stressing")
    below.lines[0].words[0].italic = italic
    assert continues(above, below) is not italic


def test_a_line_that_is_all_raised_is_no_mark_behind_a_word() -> None:
    above, below = one(["The herons-"]), one(["of the marsh were counted."])
    for word in above.lines[0].words:
        word.superscript = True
    assert continues(above, below)


def test_wide_gaps_cut_a_row_and_are_alike_in_a_justified_line() -> None:
    apart = [*words("Original language", 50), *words("SC91 Doc. 4", 300)]
    assert [len(part) for part in stretches(apart)] == [2, 3]
    assert not evenly_spaced(apart)
    spread = [word for index, text in enumerate(["herons", "otters", "geese"]) for word in words(text, 50 + 80 * index)]
    spread[2:] = words("geese", spread[1].box.x1 + spread[1].box.x0 - spread[0].box.x1)
    assert evenly_spaced(spread)


def test_pitch_is_that_inside_paragraphs() -> None:
    found = [*lines([FULL] * 4), *lines([FULL] * 3, baseline=160), *lines([FULL] * 3, baseline=210)]
    assert usual_pitch(Counter(line_pitches(found))) == pytest.approx(1.2, abs=0.03)


def test_lines_that_a_mark_pushes_down_and_items_tell_no_pitch() -> None:
    items = [word for at in range(4) for word in words(f"a) herons and {FULL}", 50, 100 + 20 * at)]
    assert line_pitches(items) == []
    pushed = [*words(FULL, 50, 100), *words("herons", 40, 116), *words("1", 75, 116, size=6)]
    assert len(line_pitches(pushed)) == 1
    pushed[-1].superscript = True
    assert line_pitches(pushed) == []


def test_patterns_against_examples() -> None:
    assert all(NUMBER.fullmatch(text) for text in ["6.", "1-3.", "3bis.", "a)", "(iv)", "2.1", "B.", "(12)"])
    assert not any(NUMBER.fullmatch(text) for text in ["2091", "13.3rd", "CoP13", "a", "and)", "Annex"])
    assert all(CODE.fullmatch(text) for text in ["B4.", "B.8", "A1", "1-3.", "13.4."])
    assert not any(CODE.fullmatch(text) for text in ["CoP94)", "Annex", "2091"])
    assert all(ENDED.search(text) for text in ["marsh.", "marsh;", "marsh.”", "marsh.1"])
    assert not any(ENDED.search(text) for text in ["marsh", "marsh,", "marsh)"])
    assert "•" in BULLETS
    assert "a" not in BULLETS


@pytest.mark.parametrize(
    ("end", "parts"),
    [("count the herons of the marsh before", 1), ("count the herons", 2), ("the herons of the marsh; and", 2)],
)
def test_year_below_a_word_that_ends_no_sentence_goes_on_with_it(end: str, parts: int) -> None:
    assert len(texts(lines([end, "2091."]))) == parts
