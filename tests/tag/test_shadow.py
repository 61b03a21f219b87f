"""The shadow finds what is meant, and its map leads back to what is printed."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.tag.shadow import Shadow, fold

TROUBLE = "ab Z-'\n\t\xa0\xad\u2009\u2011\u2013’“ﬁ½²éÉe\u0301\u200b…№ßİ"


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("snow\xa0leopard", "snow leopard"),
        ("snow \n leopard", "snow leopard"),
        ("white\u2011headed vulture", "white-headed vulture"),
        ("2098–2099", "2098-2099"),
        ("ele\xadphant", "elephant"),
        ("ele\xad\nphant", "elephant"),
        ("Rüppell’s", "Rüppell's"),
        ("“saiga”", '"saiga"'),
        ("ﬁsh", "fish"),
        ("Ru\u0308ppell", "Rüppell"),
        ("12²", "122"),
        ("ele- phant", "ele-phant"),
        ("trans-\nboundary", "trans-boundary"),
        ("short- and long-tailed", "short- and long-tailed"),
        ("CoP98 - Doc. 3", "CoP98 - Doc. 3"),
        ("human- Elephant", "human- Elephant"),
    ],
)
def test_text(printed: str, text: str) -> None:
    assert Shadow.of(printed).text == text


def test_divisions_are_hyphens_that_may_be_none() -> None:
    shadow = Shadow.of("two ele- phants and a well-known trans-\nboundary park")
    assert [shadow.text[at - 3 : at + 4] for at in shadow.divisions] == ["ele-pha", "ans-bou"]
    assert all(shadow.text[at] == "-" for at in shadow.divisions)


def test_folded_has_no_case_and_no_diacritics() -> None:
    assert fold("Éléphant d’Asie, GRULLA Ñandú, Łódź, Ærø") == "elephant d’asie, grulla nandu, lodz, æro"


def test_span_leads_back() -> None:
    printed = "The  Rüppell’s\u00a0\n vul\xadture (ﬁsh)"
    shadow = Shadow.of(printed)
    for name, original in [("Rüppell's vulture", "Rüppell’s\u00a0\n vul\xadture"), ("fish", "ﬁsh"), ("The", "The")]:
        at = shadow.text.index(name)
        start, end = shadow.span(at, at + len(name))
        assert printed[start:end] == original


def test_span_takes_in_all_of_a_character_that_became_several() -> None:
    assert Shadow.of("a½b").text == "a1⁄2b"
    assert Shadow.of("a½b").span(2, 3) == (1, 2)


def test_span_refuses_what_is_not_there() -> None:
    with pytest.raises(ValueError, match="no stretch"):
        Shadow.of("abc").span(2, 4)


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet=TROUBLE) | st.text())
def test_map_is_monotone_and_covers(printed: str) -> None:
    shadow = Shadow.of(printed)
    assert shadow.original == printed
    assert len(shadow.folded) == len(shadow.text)
    previous_start, previous_end = 0, 0
    for at in range(len(shadow.text)):
        start, end = shadow.span(at, at + 1)
        assert 0 <= start < end <= len(printed)
        assert start >= previous_start
        assert end >= previous_end
        previous_start, previous_end = start, end
    start, end = shadow.span(0, len(shadow.text))
    left_out = printed[:start] + printed[end:]
    assert not left_out.strip("\xad\u0002\u200b\u200c\u200d\u2060\ufeff\ufffe\u200e\u200f")


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="abcdé ’“\xa0\n\u200bﬁ"), st.data())
def test_every_stretch_stands_for_what_it_came_from(printed: str, data: st.DataObject) -> None:
    shadow = Shadow.of(printed)
    start = data.draw(st.integers(0, len(shadow.text)))
    end = data.draw(st.integers(start, len(shadow.text)))
    a, b = shadow.span(start, end)
    again = Shadow.of(printed[a:b]).text
    if "ﬁ" in printed:
        assert shadow.text[start:end] in again
    else:
        assert again == shadow.text[start:end]


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet=TROUBLE), st.data())
def test_an_offset_of_what_is_printed_leads_to_the_first_that_stands_for_it(printed: str, data: st.DataObject) -> None:
    shadow = Shadow.of(printed)
    offset = data.draw(st.integers(0, len(printed)))
    behind = [at for at in range(len(shadow.text) + 1) if shadow.span(at, at)[0] >= offset]
    assert shadow.offset_of(offset) == (behind[0] if behind else len(shadow.text))


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_folding_keeps_the_length_and_is_stable(text: str) -> None:
    once = fold(text)
    assert once == "".join(map(fold, text))
    assert len(once) == len(text)
    assert fold(once) == once
    assert not any(unicodedata.combining(c) for c in once)
