from typing import Any

import pytest

from pipeline.model import Block, Fragment, Span
from pipeline.tag.document import TABLES, tag_document
from pipeline.tag.lexicon import Lexicon, lexicon

DOCUMENT = {
    "document_id": "sc91-doc-7",
    "symbol": "SC91 Doc. 7",
    "convention": "CITES",
    "meeting_id": "CITES-SC91",
    "language": "en",
}


@pytest.fixture(scope="module")
def names() -> Lexicon:
    return lexicon()


def block(number: int, text: str, kind: Any = "paragraph", spans: list[Span] | None = None, page: int = 1) -> Block:
    return Block(kind, text, [Fragment(page=page)], spans=spans or [], block_id=f"sc91-doc-7/b{number:04}")


def tag(blocks: list[Block], names: Lexicon, **split: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return tag_document(DOCUMENT, blocks, split, names)


def test_every_table_is_there_and_every_mention_points_at_its_words(names: Lexicon) -> None:
    blocks = [
        block(1, "SC91 Doc. 7", "running_header"),
        block(2, "Ninety-first meeting of the Standing Committee", "heading"),
        block(3, "Geneva (Switzerland), 7-11 July 2094"),
        block(4, "CMS adopted Resolution 92.27 on Names; see CoP98 Doc. 69.1 and 69.2, and SC97 Doc. 3."),
        block(
            5, "A workshop on the saiga antelope (Bonn, 2093) was held with FAO under the Aichi Targets. SC91 noted it."
        ),
        block(6, "see CoP99 Doc. 1", "running_footer"),
    ]
    rows = tag(blocks, names)
    assert tuple(rows) == TABLES
    texts = {b.block_id: b.text for b in blocks}
    for table in TABLES[:-1]:
        assert rows[table], table
        for row in rows[table]:
            assert texts[row["block_id"]][row["start"] : row["end"]] == row["surface"]
            assert row["document_id"] == "sc91-doc-7"
            assert row["block_id"] not in ("sc91-doc-7/b0001", "sc91-doc-7/b0006")
    own = rows["meeting_mentions"][0]
    assert (own["meeting_id"], own["place"], own["dates"]) == ("CITES-SC91", "Geneva (Switzerland)", "7-11 July 2094")
    assert [row["symbol"] for row in rows["document_mentions"]] == ["CoP98 Doc. 69.1", "CoP98 Doc. 69.2", "SC97 Doc. 3"]
    assert {row["target_document_id"] for row in rows["document_mentions"]} == {None}
    assert [(row["meeting_id"], row["in_symbol"]) for row in rows["meeting_mentions"][1:]] == [
        ("CITES-CoP98", True),
        ("CITES-CoP98", True),
        ("CITES-SC97", True),
        ("CITES-SC91", False),
    ]


def test_offsets_lead_through_the_shadow_to_the_text_as_printed(names: Lexicon) -> None:
    text = "In\u00a0the  “report” of the 57th\u00a0meeting of the Standing\u00a0Com\u00admittee on 2\u20113 cats"
    (row,) = tag([block(1, text)], names)["meeting_mentions"]
    assert row["surface"] == "57th\u00a0meeting of the Standing\u00a0Com\u00admittee"
    assert text[row["start"] : row["end"]] == row["surface"]


def test_mentions_belong_to_their_activity_or_result(names: Lexicon) -> None:
    blocks = [block(1, "Support CoP98."), block(2, "SC97 agreed."), block(3, "SC96 was free.")]
    rows = tag(
        blocks,
        names,
        activities=[{"activity_id": "a/B1", "text": "Support CoP98.", "block_ids": ["sc91-doc-7/b0001"]}],
        results=[{"result_id": "a/r1", "text": "SC97 agreed.", "block_ids": ["sc91-doc-7/b0002"]}],
    )
    assert [(row["activity_id"], row["result_id"]) for row in rows["meeting_mentions"]] == [
        ("a/B1", None),
        (None, "a/r1"),
        (None, None),
    ]


def test_in_a_block_of_several_activities_the_words_decide(names: Lexicon) -> None:
    blocks = [
        block(1, "B1. Support the agenda of CoP98 in full. B2. Follow up on the outcomes of SC97 with care. Then SC96.")
    ]
    ids = ["sc91-doc-7/b0001"]
    rows = tag(
        blocks,
        names,
        activities=[
            {"activity_id": "a/B1", "text": "Support the agenda of CoP98 in full.", "block_ids": ids},
            {"activity_id": "a/B2", "text": "Follow up on the outcomes of SC97 with care.", "block_ids": ids},
        ],
    )
    assert [row["activity_id"] for row in rows["meeting_mentions"]] == ["a/B1", "a/B2", None]


def test_doubts_become_issues_with_page_and_block(names: Lexicon) -> None:
    blocks = [block(1, "At its 59th meeting (SC59, Doha, 2011), the Standing Committee extended it.", page=3)]
    (issue,) = tag(blocks, names)["issues"]
    assert issue["rule"] == "meeting-contradicts-authority"
    assert (issue["stage"], issue["level"], issue["page"]) == ("tag", "warning", 3)
    assert issue["block_ids"] == ["sc91-doc-7/b0001"]


def test_the_same_blocks_give_the_same_rows(names: Lexicon) -> None:
    blocks = [
        block(1, "Lions, FAO, CoP98, SC97 Doc. 3 and Resolution Conf. 92.11."),
        block(2, "The workshop (Bonn, 2093)."),
    ]
    assert tag(blocks, names) == tag(blocks, names)


def test_a_mention_stands_once_whatever_a_range_holds(names: Lexicon) -> None:
    rows = tag([block(1, "See SC97 Doc. 16.1 to 16.4.")], names)
    assert [row["symbol"] for row in rows["document_mentions"]] == [f"SC97 Doc. 16.{n}" for n in (1, 2, 3, 4)]
    keys = [(row["start"], row["end"], row["meeting_id"]) for row in rows["meeting_mentions"]]
    assert len(keys) == len(set(keys)) == 2


def test_names_that_are_not_sure_are_issues(names: Lexicon) -> None:
    blocks = [block(1, "cheetah (Acynonix jubatus), beluga, the frog (Petropedetes exemplaris) and Panthera leo")]
    issues = tag(blocks, names)["issues"]
    assert [(row["level"], row["rule"], row["evidence"]) for row in issues] == [
        ("warning", "taxon-misspelt", "Acynonix jubatus"),
        ("warning", "taxon-ambiguous", "beluga"),
        ("info", "taxon-unlisted", "Petropedetes exemplaris"),
    ]
    assert "the nearest name is Acinonyx jubatus" in issues[0]["message"]


def test_a_memorandum_by_what_it_is_on_is_found_where_nothing_else_is_named(names: Lexicon) -> None:
    rows = tag([block(1, "Memorandum of Understanding on Dugongs", "heading")], names)
    assert [row["organisation_id"] for row in rows["organisation_mentions"]] == ["DugongMOU"]


def test_a_segment_of_a_symbol_is_no_taxon(names: Lexicon) -> None:
    rows = tag([block(1, "Sharks: see CMS/Sharks/MOS99/Doc.1 on sharks/rays.")], names)
    assert [row["surface"] for row in rows["taxon_mentions"]] == ["Sharks", "sharks", "rays"]


def test_what_a_body_that_is_not_listed_met_for_is_an_event(names: Lexicon) -> None:
    tables = tag([block(1, "The 97th meeting of the Heron Fund Committee was held in Lima on 3 May 2095.")], names)
    assert [(row["meeting_id"], row["reason"]) for row in tables["meeting_mentions"]] == [
        (None, "of a body that is not listed")
    ]
    assert [(row["name"], row["place"], row["dates"]) for row in tables["event_mentions"]] == [
        ("97th meeting of the Heron Fund Committee", "Lima", "3 May 2095")
    ]


def test_days_without_a_year_are_kept_as_printed(names: Lexicon) -> None:
    tables = tag([block(1, "A heron workshop will take place on 2-4 December in Lima, Peru.")], names)
    (row,) = tables["event_mentions"]
    assert (row["place"], row["dates"], row["date_start"], row["date_end"]) == (
        "Lima, Peru",
        "2-4 December",
        None,
        None,
    )


def test_the_meeting_then_and_there_is_the_numbered_one_that_the_document_names(names: Lexicon) -> None:
    first = block(1, "It was the second meeting of the Signatories to the Saiga MOU.")
    there = block(2, "The meeting took place in Ulaanbaatar, Mongolia, from 7 to 10 September 2010.")
    assert tag([first, there], names)["event_mentions"] == []
    assert len(tag([there], names)["event_mentions"]) == 1
    day = block(2, "The meeting took place in Ulaanbaatar, Mongolia, on 8 September 2010.")
    assert len(tag([first, day], names)["event_mentions"]) == 1  # another, during it
