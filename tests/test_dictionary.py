"""The documentation that is made from the schema and from the specimens' dataset."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.parquet import read_rows
from pipeline.publish.codebook import CODEBOOK, codebook
from pipeline.publish.codebook import main as write_codebook
from pipeline.publish.dictionary import DICTIONARY, data_dictionary
from pipeline.publish.markdown import table
from pipeline.schema import tables
from tests.conftest import ROOT


def test_the_dictionary_is_current() -> None:
    assert (ROOT / DICTIONARY).read_text("utf-8") == data_dictionary(), "write it anew with `make docs`"


def test_the_dictionary_has_every_table_column_and_value() -> None:
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", data_dictionary(), re.MULTILINE | re.DOTALL))
    assert list(sections) == list(tables())
    for name, schema in tables().items():
        assert re.findall(r"^\| `(\w+)`", sections[name], re.MULTILINE) == [field.name for field in schema.fields]
        for field in schema.fields:
            assert all(f"`{value}`" in sections[name] for value in field.allowed or ())


def test_links_of_the_dictionary_lead_to_tables() -> None:
    assert set(re.findall(r"\]\(#(\w+)\)", data_dictionary())) <= set(tables())


def test_the_codebook_counts_what_is_there(dataset: Path) -> None:
    text = (dataset / CODEBOOK).read_text("utf-8")
    assert text == codebook(dataset)
    for name in tables():
        assert f"## {name}\n\n{pq.read_metadata(dataset / f'{name}.parquet').num_rows} rows." in text
    activities = read_rows(dataset, "activities")
    inferred = sum(row["code_inferred"] for row in activities)
    assert f"`false` {len(activities) - inferred}, `true` {inferred} |" in text
    funded = [row["timeframe_start"] for row in activities if row["timeframe_start"]]
    assert f"| `timeframe_start` | {len(funded)} | {len(set(funded))} | {min(funded)} to {max(funded)} |" in text


def test_a_codebook_of_other_documents_than_specimens_is_not_written(dataset: Path, tmp_path: Path) -> None:
    rows = pq.read_table(dataset / "documents.parquet")
    false = pa.array([False] * len(rows))
    column = rows.schema.get_field_index("specimen")
    pq.write_table(rows.set_column(column, "specimen", false), tmp_path / "documents.parquet")
    with pytest.raises(ValueError, match="no specimens: cms-"):
        write_codebook(tmp_path, tmp_path / CODEBOOK)
    assert not (tmp_path / CODEBOOK).exists()


def test_the_codebook_in_the_documentation_has_the_tables_of_the_schema() -> None:
    """Its counts are held by nothing: `make docs` writes them anew, and `make test` says when that is due."""
    text = (ROOT / "docs" / CODEBOOK).read_text("utf-8")
    assert re.findall(r"^## (\w+)", text, re.MULTILINE) == list(tables())


def test_cells_of_a_table_cannot_break_it() -> None:
    assert table(("a", "b:"), [("x | y", "1\n2")]) == ["| a | b |", "|---|--:|", "| x \\| y | 1 2 |"]
