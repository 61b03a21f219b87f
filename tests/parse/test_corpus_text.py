"""The real documents, where they are at hand: facts and counts, nothing of their text."""

import csv
from datetime import date
from pathlib import Path

import pytest

from pipeline.model import ParsedDocument
from pipeline.parse.identity import Facts, identify
from pipeline.parse.structure import finish
from pipeline.parse.text import read_text

pytestmark = pytest.mark.corpus

# dialect, tables as rows x columns, annexes, numbered paragraphs of the body, footnotes, struck-out stretches
SHAPES = {
    "cop12-doc-23-1": ("markdown", [], ["annex 1"], 34, 1, 5),
    "sc65-doc-16-2": ("tab", [(3, 2), (3, 2), (5, 2), (3, 2), (3, 2)], ["annex 1", "annex 2"], 8, 2, 0),
    "sc73-doc-13": (
        "tab_html",
        [(3, 2), (10, 2), (5, 2), (2, 2), (3, 1), (13, 1), (2, 1), (5, 1), (4, 1)],
        ["annex 1", "annex 2"],
        11,
        1,
        0,
    ),
    "stc38-doc-3": ("tab_html", [(5, 4), (3, 2), (9, 2), (4, 2), (5, 2)], ["annex 1", "annex 2"], 12, 1, 0),
    "stc40-partnerships": ("plain", [], [], 24, 0, 0),
}
FACTS = {
    "cop12-doc-23-1": ("UNEP/CMS/COP12/Doc.23.1", "CMS-COP12", "23.1", date(2017, 7, 24), date(2017, 10, 23)),
    "sc65-doc-16-2": ("SC65 Doc. 16.2", "CITES-SC65", None, None, date(2014, 7, 7)),
    "sc73-doc-13": ("SC73 Doc. 13", "CITES-SC73", None, None, date(2021, 5, 5)),
    "stc38-doc-3": ("UNEP/CMS/StC38/Doc.3", "CMS-StC38", "5(a)", date(2011, 9, 27), date(2011, 11, 19)),
    "stc40-partnerships": (None, "CMS-StC40", None, None, None),
}


def read(folder: Path, name: str) -> tuple[ParsedDocument, Facts]:
    with (folder / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        catalogue = {row["file"]: row for row in csv.DictReader(file)}
    parsed = read_text(folder / f"{name}.txt")
    facts, _ = identify(parsed, {"file": f"{name}.txt", **catalogue.get(f"{name}.txt", {})})
    finish(parsed, facts["document_id"])
    return parsed, facts


@pytest.mark.parametrize("name", SHAPES)
def test_shape(corpus_text: Path, name: str) -> None:
    parsed, _ = read(corpus_text, name)
    dialect, tables, annexes, numbered, footnotes, struck = SHAPES[name]
    assert parsed.dialect == dialect
    assert parsed.ledger.unaccounted == 0
    assert [(table.rows, table.columns) for table in parsed.tables] == tables
    assert list(dict.fromkeys(block.annex for block in parsed.blocks if block.annex)) == annexes
    body = [block for block in parsed.blocks if block.kind == "paragraph" and block.number and block.annex is None]
    assert len(body) == numbered
    assert sum(block.kind == "footnote" for block in parsed.blocks) == footnotes
    assert sum(span.style == "strikethrough" for block in parsed.blocks for span in block.spans) == struck


@pytest.mark.parametrize("name", FACTS)
def test_facts(corpus_text: Path, name: str) -> None:
    _, facts = read(corpus_text, name)
    found = (facts["symbol"], facts["meeting_id"], facts["agenda_item"], facts["issued"], facts["meeting_start"])
    assert found == FACTS[name]


@pytest.mark.parametrize("name", SHAPES)
def test_fragments_lead_back_to_the_words(corpus_text: Path, name: str) -> None:
    parsed = read_text(corpus_text / f"{name}.txt")
    source = (corpus_text / f"{name}.txt").read_text("utf-8")
    for block in parsed.blocks:
        words = [word for word in block.text.split() if word.isalpha() and len(word) > 3]
        stretch = "".join(source[one.source_start : one.source_end] for one in block.fragments)
        assert all(word in stretch or block.printed for word in words), block.block_id
