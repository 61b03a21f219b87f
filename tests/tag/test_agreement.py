"""Agreement with hand annotation: two documents annotated by others, three by reading before any tagger read them."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.parse.identity import identify
from pipeline.parse.structure import finish
from pipeline.parse.text import read_text
from pipeline.split.document import split_document
from pipeline.tag.document import tag_document
from pipeline.tag.lexicon import lexicon

TESTS = Path(__file__).parents[1]
SHARED = TESTS.parents[1] / "shared"
GOLD = {
    "sc73-doc-13": SHARED / "gold" / "sc73-doc-13.json",
    "cop12-doc-23-1": SHARED / "gold" / "unep-cms-cop12-doc-23-1.json",
    "stc38-doc-3": TESTS / "gold" / "unep-cms-stc38-doc-3.json",
    "sc65-doc-16-2": TESTS / "gold" / "sc65-doc-16-2.json",
    "stc40-partnerships": TESTS / "gold" / "stc40-partnerships.json",
}

pytestmark = pytest.mark.corpus


@pytest.mark.parametrize("stem", GOLD)
def test_references_agree(stem: str) -> None:
    source = SHARED / "corpus" / "text" / f"{stem}.txt"
    if not source.exists() or not GOLD[stem].exists():
        pytest.skip("the real documents are not here: no folder corpus/text in ../shared")
    gold = json.loads(GOLD[stem].read_text("utf-8"))
    rows = tagged(source)
    named = {row["meeting_id"] for row in rows["meeting_mentions"] if not row["in_symbol"]}
    assert named == {each["id"] for each in gold["meetings"]}
    in_symbols = {row["meeting_id"] for row in rows["meeting_mentions"] if row["in_symbol"]}
    assert in_symbols - named == set(gold["meetings_in_symbols"])
    assert {row["symbol"] for row in rows["document_mentions"]} == set(gold["document_refs"])
    instruments = {row["instrument_id"] for row in rows["instrument_mentions"]}
    assert instruments == {each["id"] for each in gold["instrument_refs"]}
    revisions = {(row["instrument_id"], row["revision"]) for row in rows["instrument_mentions"] if row["revision"]}
    assert revisions == {(each["id"], each["rev"]) for each in gold["instrument_refs"] if each["rev"]}


def tagged(source: Path) -> dict[str, list[dict[str, Any]]]:
    with (source.parent / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        stated = next((row for row in csv.DictReader(file) if row["file"] == source.name), {"file": source.name})
    parsed = read_text(source)
    facts, _ = identify(parsed, stated)
    finish(parsed, facts["document_id"])
    return tag_document(facts, parsed.blocks, split_document(facts, parsed), lexicon())
