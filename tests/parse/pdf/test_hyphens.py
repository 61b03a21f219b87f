"""Hyphens at line ends, by the document's own words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Block, Span
from pipeline.parse.pdf.hyphens import BREAK, join_hyphens

DIVIDED = ["capa-^city of the harbour", "the capacity of all", "mainte-^nance and", "maintenance", "har-^bour"]


def joined(*texts: str) -> list[str]:
    blocks = [Block("paragraph", text.replace("^", BREAK), []) for text in texts]
    join_hyphens(blocks)
    return [block.text for block in blocks]


def test_word_known_whole_is_joined() -> None:
    assert joined(*DIVIDED)[0] == "capacity of the harbour"


def test_word_known_with_its_hyphen_keeps_it() -> None:
    assert joined(*DIVIDED, "trans-^boundary parks", "trans-boundary areas")[-2] == "trans-boundary parks"


def test_unknown_word_is_joined_where_words_are_divided() -> None:
    assert joined(*DIVIDED, "estu-^ary")[-1] == "estuary"


def test_two_known_words_keep_their_hyphen() -> None:
    assert joined(*DIVIDED, "harbour-^city", "the city")[-2] == "harbour-city"


def test_document_that_divides_no_words_keeps_all() -> None:
    texts = ["cross-^border and estu-^ary", "cross-border", "long-^term", "long-term plans", "well-^being"]
    assert joined(*texts)[0] == "cross-border and estu-ary"


def test_names_numbers_and_acronyms_keep_theirs() -> None:
    assert joined(*DIVIDED, "CMS-^led", "Guinea-^Bissau", "2089-^2091", "e-^permits")[-4:] == [
        "CMS-led",
        "Guinea-Bissau",
        "2089-2091",
        "e-permits",
    ]


def test_names_that_are_known_whole_are_joined() -> None:
    texts = [*DIVIDED, "with TRAF-^FIC, TRAFFIC itself, and Bird-^Life", "BirdLife", "well-^(2)", "as well"]
    assert joined(*texts)[5:8:2] == ["with TRAFFIC, TRAFFIC itself, and BirdLife", "well-(2)"]


def test_word_that_ends_as_what_a_hyphen_hangs_before_is_joined() -> None:
    assert joined(*DIVIDED, "put in-^to French, short-^to medium-term", "into")[-2:] == [
        "put into French, short- to medium-term",
        "into",
    ]


def test_hanging_hyphen_keeps_its_space() -> None:
    assert joined(*DIVIDED, "pre-^and post-session")[-1] == "pre- and post-session"


def test_compound_divided_in_its_last_part() -> None:
    assert joined(*DIVIDED, "non-mainte-^nance")[-1] == "non-maintenance"


def test_hyphens_that_only_layout_prints_are_dropped() -> None:
    assert joined("an estu\u2010^ary", "a long-term plan", "well-^being")[0] == "an estuary"


def test_plain_hyphen_is_the_words_own_where_words_are_divided_by_another() -> None:
    divided = ["an estu\u2010^ary", "a mar\u2010^shy coast"]
    assert joined(*divided, "reef-^dwelling fish")[-1] == "reef-dwelling fish"
    assert joined(*DIVIDED, divided[0], "reef-^dwelling fish")[-1] == "reefdwelling fish"


def test_compound_by_its_last_part_keeps_its_hyphen() -> None:
    said = joined(*DIVIDED, "heron-^specific plans", "unspe-^cific plans", "inter-^specific pairs")[-3:]
    assert said == ["heron-specific plans", "unspecific plans", "interspecific pairs"]


def test_printed_form_is_kept_where_one_was_dropped() -> None:
    blocks = [Block("paragraph", text.replace("^", BREAK), []) for text in DIVIDED]
    join_hyphens(blocks)
    assert blocks[0].printed == "capa-city of the harbour"
    assert blocks[1].printed is None


def test_spans_move_with_the_text() -> None:
    text = f"the capa-{BREAK}city of estu-{BREAK}aries grows"
    start = text.index("aries")
    block = Block("paragraph", text, [], spans=[Span(4, start + 5, "italic"), Span(len(text) - 5, len(text), "bold")])
    join_hyphens([block, *(Block("paragraph", text.replace("^", BREAK), []) for text in DIVIDED)])
    italic, bold = block.spans
    assert block.text[italic.start : italic.end] == "capacity of estuaries"
    assert block.text[bold.start : bold.end] == "grows"


PIECES = st.sampled_from(["a", "b", "-", "\u2010", " ", "-" + BREAK, "\u2010" + BREAK])


@given(st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=6))
def test_only_hyphens_and_marks_go(texts: list[str]) -> None:
    blocks = [Block("paragraph", text, []) for text in texts]
    join_hyphens(blocks)
    for text, block in zip(texts, blocks, strict=True):
        assert BREAK not in block.text
        assert block.text.replace("-", "").replace("\u2010", "") == text.replace("-", "").replace("\u2010", "").replace(
            BREAK, ""
        )
