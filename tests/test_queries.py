"""Every query of the documentation runs over the tables of the schema; the one on a taxon finds all said of it."""

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.parquet import to_table
from pipeline.schema import tables
from pipeline.sql import query

PAGE = Path(__file__).parents[1] / "docs" / "queries.md"
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
DEFAULTS = {
    "text": "x",
    "integer": 1,
    "number": 0.5,
    "boolean": False,
    "texts": [],
    "fragments": [],
    "spans": [],
    "counts": [],
}


def row(table, **values):
    found = {}
    for field in tables()[table].fields:
        default = None if field.nullable else field.allowed[0] if field.allowed else DEFAULTS[field.type]
        found[field.name] = values.pop(field.name, default)
    assert not values
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dataset")
    one, two = (
        {"document_id": f"sc9{n}-doc-1", "annex": "annex 1", "programme_id": f"209{n}-209{n + 1}", "table_id": "t"}
        for n in (1, 3)
    )
    rows = {
        "documents": [row("documents", document_id=entry["document_id"]) for entry in (two, one)],
        "activities": [
            row("activities", activity_id="named", code="B1", order=1, text="Count the saiga.", **one),
            row(
                "activities",
                activity_id="other",
                code="B2",
                order=2,
                text="Count griffins.",
                comment="And saiga.",
                **one,
            ),
            row("activities", activity_id="beside", code="B3", order=3, text="Ring.", comment="And saiga.", **one),
            row(
                "activities",
                activity_id="headed",
                code="B1",
                order=1,
                group="Saiga antelope",
                text="Count them.",
                **two,
            ),
            row("activities", activity_id="silent", code="B3", order=3, text="Count mermaids.", **two),
        ],
        "results": [row("results", result_id="r1", text="Counted.", status="completed", **two)],
        "activity_results": [
            row("activity_results", document_id="sc93-doc-1", activity_id="headed", result_id="r1"),
        ],
        "blocks": [
            row("blocks", document_id="sc93-doc-1", block_id=name, kind="paragraph", text=f"This was {name}.")
            for name in ("said", "unsaid")
        ],
        "taxon_mentions": [
            row("taxon_mentions", document_id="sc91-doc-1", name="Saiga tatarica", activity_id="named"),
            row("taxon_mentions", document_id="sc91-doc-1", name="Gryphus aureus", activity_id="other"),
            row("taxon_mentions", document_id="sc93-doc-1", name="Saiga", block_id="said"),
            row("taxon_mentions", document_id="sc93-doc-1", name="Gryphus aureus", block_id="unsaid"),
        ],
    }
    for name, schema in tables().items():
        pq.write_table(to_table(schema, rows.get(name, [])), folder / f"{name}.parquet")
    return folder


def test_there_are_queries():
    assert len(QUERIES) >= 6


@pytest.mark.parametrize("statement", QUERIES)
def test_every_query_of_the_documentation_runs(folder, statement):
    assert query(folder, statement).columns


@pytest.mark.parametrize("statement", QUERIES)
def test_every_query_of_the_documentation_finds_something_in_a_fresh_clone(dataset, statement):
    assert query(dataset, statement).rows


def test_one_query_finds_all_that_is_said_of_a_taxon(folder):
    answer = query(folder, QUERIES[0])
    found = [(row[0], row[2], row[3], row[5]) for row in answer.rows]
    assert found == [
        ("2091-2092", "activity", "B1", "Count the saiga."),
        ("2091-2092", "comment", "B2, B3", "And saiga."),
        ("2093-2094", "activity", "B1", "Count them."),
        ("2093-2094", "result", "B1", "Counted."),
        (None, "paragraph", None, "This was said."),
    ]
