"""Names that a converter tore apart are mentions once, where they begin."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Block, Fragment
from pipeline.tag.document import tag_document
from pipeline.tag.lexicon import lexicon
from pipeline.tag.rejoined import Stretch, rejoined, with_broken

DOCUMENT = {"document_id": "d", "convention": "CITES", "meeting_id": "CITES-SC191", "symbol": None, "language": "en"}
WOVEN = (
    "Lead the work on herons and visit range The Secretariat spoke at the Second "
    "States of the saiga where funds Meeting of the Collaborative Partnership on "
    "allow, and report. Sustainable Wildlife Management held on 3 May 2093."
)
LEFT = "Lead the work on herons and visit range States of the saiga where funds allow, and report."
RIGHT = (
    "The Secretariat spoke at the Second Meeting of the Collaborative Partnership on "
    "Sustainable Wildlife Management held on 3 May 2093."
)


def block(number: int, text: str) -> Block:
    return Block("table_cell", text, [Fragment(page=1)], block_id=f"d/b{number}")


def rows_of(
    texts: list[str], activity: tuple[str, list[int]], result: tuple[str, list[int]]
) -> dict[str, list[dict[str, Any]]]:
    def row(key: str, text: str, numbers: list[int]) -> dict[str, Any]:
        return {key: f"d/{key}", "text": text, "block_ids": [f"d/b{number}" for number in numbers]}

    split = {"activities": [row("activity_id", *activity)], "results": [row("result_id", *result)]}
    return tag_document(DOCUMENT, [block(n, text) for n, text in enumerate(texts)], split, lexicon())


def test_a_meeting_in_woven_columns_is_read_where_it_begins() -> None:
    (meeting,) = rows_of([WOVEN], (LEFT, [0]), (RIGHT, [0]))["meeting_mentions"]
    assert (meeting["meeting_id"], meeting["surface"], meeting["dates"]) == ("CPW-2", "Second", "3 May 2093")
    assert (meeting["activity_id"], meeting["result_id"]) == (None, "d/result_id")
    assert WOVEN[meeting["start"] : meeting["end"]] == "Second"


def test_a_name_that_goes_on_in_a_later_block_is_one_mention() -> None:
    texts = [
        "B1. Follow the trade in the saiga",
        "Seven visits were made to lakes.",
        "antelope. B2. Count snow leopards.",
    ]
    rows = rows_of(texts, ("Follow the trade in the saiga antelope.", [0, 2]), (texts[1], [1]))["taxon_mentions"]
    assert [(row["name"], row["block_id"], row["surface"]) for row in rows] == [
        ("Saiga tatarica", "d/b0", "saiga"),
        ("Panthera uncia", "d/b2", "snow leopards"),
    ]
    assert rows[0]["activity_id"] == "d/activity_id"


def test_what_a_block_has_whole_is_left_to_it() -> None:
    rows = rows_of([WOVEN], (LEFT, [0]), ("No results on the saiga antelope.", []))["taxon_mentions"]
    assert [(row["name"], row["surface"]) for row in rows] == [("Ardeidae", "herons"), ("Saiga tatarica", "saiga")]


def test_a_text_in_one_piece_is_not_rejoined() -> None:
    blocks = [block(0, "A1. Count herons."), block(1, "in May")]
    for text in ("Count herons.", "Count herons.\nin May", "• Count herons.", None):
        assert rejoined(blocks, [{"text": text, "block_ids": ["d/b0", "d/b1"]}]) == []


WORDS = st.lists(
    st.sampled_from(["saiga", "antelope", "of", "the", "lake", "trade", "B1.", "in"]), min_size=1, max_size=8
)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=6))
def test_every_part_leads_back_to_the_words_it_stands_for(lines: list[tuple[list[str], list[str]]]) -> None:
    woven = " ".join(" ".join((*left, *right)) for left, right in lines)
    text = " ".join(" ".join(left) for left, _ in lines)
    for each in rejoined([block(0, woven)], [{"text": text, "block_ids": ["d/b0"]}]):
        stretches = each.stretches(0, len(text))
        assert " ".join(woven[at.start : at.end] for at in stretches) == text


def test_a_mention_longer_than_a_piece_stays() -> None:
    blocks = [block(0, "a b c d e f")]
    (text,) = rejoined(blocks, [{"text": "a b e f", "block_ids": ["d/b0"]}])
    assert text.stretches(2, 5) == [Stretch(0, 2, 3), Stretch(0, 8, 9)]
    placed = with_broken([("b c", Stretch(0, 2, 5))], [("b e", text, 2, 5)])
    assert [mention for mention, _, _ in placed] == ["b c"]
    placed = with_broken([("b", Stretch(0, 2, 3)), ("d", Stretch(0, 6, 7))], [("b e", text, 2, 5)])
    assert [mention for mention, _, _ in placed] == ["b e", "d"]
