"""The committed specimens are what their sources say, and hold what they are there for."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from pipeline.specimens.content import SPECIMEN_MARK
from pipeline.specimens.load import load_all
from pipeline.specimens.shipped import shipped_entries, shipped_files, shipped_truth
from pipeline.specimens.taxa import vocabulary

ROOT = Path(__file__).parents[2]
RAW = ROOT / "raw"
TRUTH = Path(__file__).parent / "truth"
REGENERATE = False
"""Set by hand to write the committed files anew: `concord-specimens --shipped --out raw --truth tests/specimens/truth`
does the same. A commit with this on fails."""

NAMES = sorted(path.name for path in TRUTH.glob("*.json"))


def known(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((TRUTH / name).read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def everything() -> list[dict[str, Any]]:
    return [known(name) for name in NAMES]


def test_regeneration_is_off() -> None:
    assert not REGENERATE


@pytest.mark.parametrize(("folder", "make"), [(RAW, shipped_files), (TRUTH, shipped_truth)])
def test_generator_gives_the_committed_bytes(folder: Path, make: Any) -> None:
    made = make()
    if REGENERATE:
        for path, content in made.items():
            (folder / path).write_bytes(content)
    committed = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    known = {
        path
        for path in committed
        if not (path.startswith("official") or path == "catalogue.csv" or Path(path).name.startswith("."))
    }
    assert known == set(made)
    different = [path for path, content in made.items() if committed[path].read_bytes() != content]
    assert different == []


def test_catalogue_names_every_specimen_with_its_checksum() -> None:
    with (RAW / "catalogue.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["specimen"]]
    assert [{key: value for key, value in row.items() if value} for row in rows] == sorted(
        shipped_entries(), key=lambda entry: entry["file"]
    )
    for row in rows:
        assert hashlib.sha256((RAW / row["file"]).read_bytes()).hexdigest() == row["sha256"]


def test_every_page_says_that_it_is_a_specimen() -> None:
    for path in RAW.rglob("*.pdf"):
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                assert SPECIMEN_MARK in page.get_textpage().get_text_bounded(), path
    for path in [*RAW.rglob("*.txt"), *RAW.rglob("*.md")]:
        assert path.read_text(encoding="utf-8").startswith(SPECIMEN_MARK)


def test_years_and_meetings_are_far_ahead(everything: list[dict[str, Any]]) -> None:
    for document in everything:
        years = {
            int(year)
            for block in document["blocks"]
            for year in re.findall(r"(?<![\d,.])(1[89]\d\d|20\d\d)(?![\d,])", block["text"])
        }
        assert min(years) >= 2071


def test_specimens_hold_what_they_are_there_for(everything: list[dict[str, Any]]) -> None:
    tables = [table for document in everything for table in document["tables"]]
    activities = [activity for document in everything for activity in document["activities"]]
    taxa = [mention for document in everything for mention in document["mentions"] if mention["kind"] == "taxon"]
    long = [t for t in tables if t["kind"] == "activity_result" and t["page_last"] - t["page_first"] >= 2]
    assert any(len(cell["fragments"]) > 1 for table in long for cell in table["cells"])
    assert any(table["kind"] == "tasks" and table["columns"] == 4 for table in tables)
    assert any(summary.startswith("1-3. ") for d in everything for task in d["tasks"] for summary in task["summaries"])
    assert any(activity["timeframe"] for activity in activities)
    assert any(table["kind"] == "activity" for table in tables)
    assert {a["kind"] for d in everything for a in d["amendments"]} == {"insert", "delete"}
    assert any(document["footnotes"] for document in everything)
    assert any(" | " in activity["text"] for activity in activities)
    assert any(len(activity["shared_with"]) > 1 for activity in activities)
    assert any(activity["has_result_column"] and activity["result"] is None for activity in activities)
    assert any(rendition["lost_codes"] for document in everything for rendition in document["renditions"])
    assert {taxon["match"] for taxon in taxa} == {"exact", "synonym", "misspelt"}
    elliptic = {m["s"] for d in everything for m in d["mentions"] if m["kind"] == "document" and m["s"] != m["surface"]}
    assert "CoP98 Doc. 69.2" in elliptic
    numbers = {i["id"] for document in everything for i in document["instrument_refs"]}
    assert {"CITES-RES-93.3", "CMS-RES-93.3"} <= numbers


@pytest.mark.parametrize("name", NAMES)
def test_truth_holds_together(name: str) -> None:
    document = known(name)
    blocks = document["blocks"]
    for mention in document["mentions"]:
        assert blocks[mention["block"]]["text"][mention["start"] : mention["end"]] == mention["surface"]
    for change in document["amendments"]:
        block = blocks[change["block"]]
        printed = block["text"][change["start"] : change["end"]]
        assert change["text"] in (printed, f"{block['number']} {printed}")
    for block in blocks:
        assert block["fragments"], block["text"]
        assert block["fragments"][0]["start"] == 0
        assert block["fragments"][-1]["end"] == len(block["text"])
        for before, after in zip(block["fragments"], block["fragments"][1:], strict=False):
            assert block["text"][before["end"] : after["start"]].strip() == ""
    for table in document["tables"]:
        covered = [
            (row, column)
            for cell in table["cells"]
            for row in range(cell["row"], cell["row"] + cell["row_span"])
            for column in range(cell["column"], cell["column"] + cell["column_span"])
        ]
        assert sorted(covered) == [(row, column) for row in range(table["rows"]) for column in range(table["columns"])]


def test_no_name_of_the_vocabulary_is_used_by_two_taxa() -> None:
    forms = [
        form.lower()
        for entry in vocabulary()["taxa"].values()
        for key, forms in entry.items()
        if key != "rank"
        for form in forms
    ]
    assert len(forms) == len(set(forms))


def test_every_source_is_shipped() -> None:
    assert {f"{shipped.document.facts.document_id}.json" for shipped in load_all()} == set(NAMES)
