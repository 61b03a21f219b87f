"""Lineage over the real documents, measured on links that a reader made: facts only."""

import csv
import json
from pathlib import Path

import pytest
from invented import ends, lineage

from pipeline.parse.identity import identify
from pipeline.parse.structure import finish
from pipeline.parse.text import read_text
from pipeline.split.document import split_document

pytestmark = pytest.mark.corpus

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "text"
TRANSITIONS = json.loads(Path(__file__).with_name("lineage_links.json").read_text(encoding="utf-8"))["transitions"]


@pytest.fixture(scope="module")
def record():
    if not CORPUS.is_dir():
        pytest.skip("the real documents are not here: no folder corpus/text in ../shared")
    with (CORPUS / "catalogue.csv").open(encoding="utf-8") as file:
        stated = {row["file"]: {name: value or None for name, value in row.items()} for row in csv.DictReader(file)}
    documents, activities = [], []
    for name in ("sc65-doc-16-2", "sc73-doc-13", "stc38-doc-3"):
        parsed = read_text(CORPUS / f"{name}.txt")
        facts, _ = identify(parsed, stated.get(f"{name}.txt", {"file": f"{name}.txt"}))
        finish(parsed, facts["document_id"])
        documents.append(dict(facts))
        activities += split_document(facts, parsed)["activities"]
    links, issues = lineage(activities, documents)
    return activities, links, ends(links, activities, documents), issues


def pairs(transition, links):
    return {
        (row["from_activity_id"].rsplit("/", 1)[1], row["to_activity_id"].rsplit("/", 1)[1]): row
        for row in links
        if row["from_activity_id"].rsplit("/", 1)[0] == transition["from"]
        and row["to_activity_id"].rsplit("/", 1)[0] == transition["to"]
    }


def f1(transitions, links):
    right = wrong = missing = 0
    for transition in transitions:
        found = pairs(transition, links).keys()
        expected = {(link[0], link[1]) for link in transition["links"]}
        right += len(found & expected)
        wrong += len(found - expected)
        missing += len(expected - found)
    return 2 * right / (2 * right + wrong + missing)


def test_the_links_made_by_hand_are_found(record):
    _, links, _, issues = record
    assert issues == []
    assert f1(TRANSITIONS, links) >= 0.95
    assert f1([entry for entry in TRANSITIONS if "to-progress" in entry["name"]], links) == 1.0
    assert f1([entry for entry in TRANSITIONS if "to-draft" in entry["name"]], links) >= 0.88


def test_the_relations_and_ends_are_those_of_the_reader(record):
    _, links, ends, _ = record
    stated = {
        (transition["name"], link[0], link[1]): link[2] for transition in TRANSITIONS for link in transition["links"]
    }
    found = {
        (transition["name"], *pair): row["relation"]
        for transition in TRANSITIONS
        for pair, row in pairs(transition, links).items()
    }
    both = stated.keys() & found.keys()
    assert sum(stated[key] == found[key] for key in both) >= 0.95 * len(both)
    ended = {(row["activity_id"], row["relation"]) for row in ends if row["compared_with"]}
    read = {
        (f"{transition[side]}/{code}", relation)
        for transition in TRANSITIONS
        for side, relation in (("from", "dropped"), ("to", "new"))
        for code in transition[relation]
    }
    assert len(read) == 75
    assert read <= ended


def test_every_activity_is_in_the_lineage_or_its_ends(record):
    activities, links, ends, _ = record
    assert len(activities) == 164 + 12
    named = {row[column] for row in links for column in ("from_activity_id", "to_activity_id")}
    assert {row["activity_id"] for row in activities} == named | {row["activity_id"] for row in ends}


def test_between_the_editions_of_2012_2014_codes_moved_and_one_is_gone(record):
    _, links, ends, _ = record
    found = pairs(TRANSITIONS[1], links)
    assert {pair for pair, row in found.items() if row["relation"] == "renumbered"} == {
        ("A4", "B19"),
        ("A5", "A4"),
        ("A6", "A5"),
    }
    assert "moved from theme A to B" in found["A4", "B19"]["evidence"]
    gone = {
        row["activity_id"]
        for row in ends
        if row["relation"] == "dropped" and row["compared_with"] == TRANSITIONS[1]["to"]
    }
    assert gone == {f"{TRANSITIONS[1]['from']}/D4"}
    reworded = {pair[0] for pair, row in found.items() if row["relation"] == "reworded"}
    expected = {link[0] for link in TRANSITIONS[1]["links"] if link[2] == "reworded"}
    assert expected <= reworded
    words = {
        code: tuple(len((found[code, code][column] or "").split()) for column in ("words_removed", "words_added"))
        for code in ("B1", "B11", "B18")
    }
    assert words == {"B1": (0, 9), "B11": (3, 2), "B18": (7, 1)}
    minor = {pair[0] for pair, row in found.items() if "only spelling or small words differ" in row["evidence"]}
    assert {"B6", "B8", "B16"} <= minor and not minor & {"B1", "B11", "B18"}
