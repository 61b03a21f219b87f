from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import mlcroissant
import networkx
import orjson
import pandas
import pyarrow.parquet as pq
import pytest

from pipeline.aggregate.citations import graphml
from pipeline.parquet import content_hash, read_rows, to_table, write_table
from pipeline.publish import changelog
from pipeline.publish.changelog import ReleasedError, change_log_of, next_version, read_released, release_of
from pipeline.publish.croissant import croissant
from pipeline.publish.datapackage import describe
from pipeline.schema import tables

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:mlcroissant"),
]
"""What the validators themselves use of their libraries."""


def test_frictionless_finds_description_and_rows_valid(dataset: Path) -> None:
    report = frictionless.validate(dataset / "datapackage.json")
    assert report.valid, report.flatten(["name", "type", "message"])
    assert [task.name.replace("-", "_") for task in report.tasks] == list(tables())
    assert {task.name: task.stats["rows"] for task in report.tasks} == {
        name.replace("_", "-"): pq.read_metadata(dataset / f"{name}.parquet").num_rows for name in tables()
    }


@pytest.mark.parametrize(
    ("column", "value", "error"),
    [
        ("status", "finished", "constraint-error"),
        ("status", None, "constraint-error"),
        ("row", "third", "type-error"),
        ("document_id", "no-such-document", "foreign-key"),
        ("order", 2.5, "type-error"),
    ],
)
def test_frictionless_finds_a_broken_row(dataset: Path, tmp_path: Path, column: str, value: object, error: str) -> None:
    package = orjson.loads((dataset / "datapackage.json").read_bytes())
    package["resources"] = [entry for entry in package["resources"] if entry["name"] in {"documents", "results"}]
    for entry in package["resources"]:
        kept = [key for key in entry["schema"].get("foreignKeys", []) if key["reference"]["resource"] == "documents"]
        entry["schema"]["foreignKeys"] = kept
    (tmp_path / "datapackage.json").write_bytes(orjson.dumps(package))
    shutil.copy(dataset / "documents.parquet", tmp_path)
    frame = pandas.read_parquet(dataset / "results.parquet").head(3).astype({column: object})
    frame.loc[1, column] = value
    if column in {"row", "order"}:
        frame[column] = frame[column].astype(str if isinstance(value, str) else float)
    frame.to_parquet(tmp_path / "results.parquet")
    report = frictionless.validate(tmp_path / "datapackage.json")
    assert error in {found for (found,) in report.flatten(["type"])}


def test_croissant_is_valid(dataset: Path) -> None:
    metadata = mlcroissant.Dataset(dataset / "croissant.json").metadata
    assert not metadata.issues.errors
    assert [entry.id for entry in metadata.record_sets] == list(tables())
    assert {entry.name for entry in metadata.distribution} == {
        "citations.graphml",
        *(f"{name}.parquet" for name in tables()),
    }


def test_croissant_that_says_what_is_not_so_is_refused(dataset: Path, tmp_path: Path) -> None:
    described = orjson.loads((dataset / "croissant.json").read_bytes())
    described["recordSet"][0]["field"][0]["source"]["fileObject"] = {"@id": "no-such-file.parquet"}
    (tmp_path / "croissant.json").write_bytes(orjson.dumps(described))
    with pytest.raises(mlcroissant.ValidationError, match="no-such-file"):
        mlcroissant.Dataset(tmp_path / "croissant.json")


@pytest.mark.parametrize("name", ["blocks", "lineage", "ledger"])
def test_croissant_reads_rows(dataset: Path, name: str) -> None:
    """Records come out by the description alone: plain and nested columns, and tables that refer to others."""
    records = list(mlcroissant.Dataset(dataset / "croissant.json").records(name))
    rows = read_rows(dataset, name)
    assert len(records) == len(rows)
    for record, row in zip(records, rows, strict=True):
        for column, value in row.items():
            read, expected = _read(record[f"{name}/{column}"]), _flat(value)
            if isinstance(read, dict):
                assert set(read.values()) == {None} if expected is None else read == expected
            else:
                assert read == expected


def _read(value: Any) -> Any:
    """Return what mlcroissant read, members under their own names."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, list):
        return [_read(entry) for entry in value]
    if isinstance(value, dict):
        return {key.split("/")[-1]: _read(entry) for key, entry in value.items() if entry is not None} or {"": None}
    return value


def _flat(value: Any) -> Any:
    """Return a value as Croissant describes it: members of members under the path to them."""
    if isinstance(value, list):
        return [_flat(entry) for entry in value]
    if isinstance(value, dict):
        members = {key: _flat(entry) for key, entry in value.items() if entry is not None}
        nested = {
            f"{key}.{below}": entry for key, m in members.items() if isinstance(m, dict) for below, entry in m.items()
        }
        return {key: entry for key, entry in members.items() if not isinstance(entry, dict)} | nested
    return value


def test_descriptions_are_the_same_bytes_again(dataset: Path) -> None:
    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    assert (dataset / "croissant.json").read_bytes() == orjson.dumps(croissant(dataset, "1.0.0"), option=option)
    assert (dataset / "datapackage.json").read_bytes() == orjson.dumps(describe(dataset, "1.0.0"), option=option)


def test_the_graph_holds_every_citation(dataset: Path) -> None:
    graph = networkx.read_graphml(dataset / "citations.graphml")
    rows = read_rows(dataset, "citations")
    assert {(source, target): data["mentions"] for source, target, data in graph.edges(data=True)} == {
        (row["document_id"], row["target_document_id"] or row["target"]): row["mentions"] for row in rows
    }
    documents = read_rows(dataset, "documents")
    assert {node for node, data in graph.nodes(data=True) if data["in_dataset"]} == {
        row["document_id"] for row in documents
    }
    again = "".join(graphml(rows, reversed(documents)))
    assert again == (dataset / "citations.graphml").read_text("utf-8")


def test_pandas_and_duckdb_read_every_table(dataset: Path) -> None:
    for name, schema in tables().items():
        path = dataset / f"{name}.parquet"
        columns = [field.name for field in schema.fields]
        rows = pq.read_metadata(path).num_rows
        frame = pandas.read_parquet(path)
        relation = duckdb.read_parquet(str(path))
        assert (list(frame.columns), len(frame)) == (columns, rows)
        assert (relation.columns, len(relation)) == (columns, rows)


def test_the_data_package_describes_every_table(dataset: Path) -> None:
    package = orjson.loads((dataset / "datapackage.json").read_bytes())
    assert [resource["name"].replace("-", "_") for resource in package["resources"]] == list(tables())
    for resource in package["resources"]:
        schema = tables()[resource["name"].replace("-", "_")]
        assert [field["name"] for field in resource["schema"]["fields"]] == [field.name for field in schema.fields]
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_the_report_loads_nothing_from_elsewhere(dataset: Path) -> None:
    page = (dataset / "report" / "index.html").read_text("utf-8")
    assert not re.search(r"(?:src|href)\s*=|url\(|@import|<script", page)
    assert "specimen" in page


def test_the_report_tells_what_was_decided(dataset: Path) -> None:
    page = (dataset / "report" / "index.html").read_text("utf-8")
    assert "<td>CITES-SC192</td><td>extended</td><td>was extended to cover 2090 at its 192nd meeting" in page


def test_quality_tells_the_figures(dataset: Path) -> None:
    quality = orjson.loads((dataset / "quality.json").read_bytes())
    assert quality["check"] == {"findings": 0, "by_rule": {}}
    assert quality["characters"]["unaccounted"] == 0
    assert quality["rows"]["activities"] > 100
    assert set(quality["evaluate"]) == {"tests/specimens/truth"}


@pytest.mark.parametrize("text", ["{", "{}", '{"version": "second"}', "[]"])
def test_a_damaged_state_of_a_release_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "released.json").write_text(text)
    with pytest.raises(ReleasedError, match=r"released\.json: is not the state"):
        read_released(tmp_path / "released.json")


def test_the_change_log_tells_what_changed_since_the_release(dataset: Path, tmp_path: Path) -> None:
    hashes = {name: content_hash(dataset / f"{name}.parquet") for name in tables()}
    first = change_log_of(dataset, "1.0.0", hashes, None)
    assert "## 1.0.0\n\nThe first version.\n" in first
    assert all(f"| {name} | {value} |" in first for name, value in hashes.items())
    state = orjson.loads(release_of(dataset, "1.0.0", hashes, None))
    same = tmp_path / "same.json"
    same.write_bytes(orjson.dumps(state))
    released = read_released(same)
    assert next_version(dataset, hashes, released) == "1.0.0"
    assert change_log_of(dataset, "1.0.0", hashes, released) == first, "it is the same after the release"

    document = "sc205-doc-9"
    rows = state["rows"]["activities"][document]
    gone, other = sorted(rows)[:2]
    del rows[gone]
    rows[other] = "0" * 12
    del state["documents"][document]
    state["tables"]["activities"] = "0" * 64
    before = tmp_path / "before.json"
    before.write_bytes(orjson.dumps(state))
    text = change_log_of(dataset, "1.0.0", hashes, read_released(before))
    assert "## 1.1.0, against 1.0.0\n\nNot released: the files still state 1.0.0, until" in text
    assert f"| activities | {document} | 1 |  | 1 |" in text
    assert text.index("## 1.1.0, against 1.0.0") < text.index("## 1.0.0\n\nThe first version.")
    assert "Not released" not in change_log_of(dataset, "1.1.0", hashes, read_released(before))
    assert read_released(tmp_path / "none.json") is None


@pytest.mark.parametrize("large", [("before",), ("after",), ("before", "after"), ()])
def test_large_tables_are_compared_by_document(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: tuple[str, ...]
) -> None:
    folder = tmp_path / "dataset"
    folder.mkdir()
    for name in tables():
        shutil.copy(dataset / f"{name}.parquet", folder)

    def hashes() -> dict[str, str]:
        return {name: content_hash(folder / f"{name}.parquet") for name in tables()}

    monkeypatch.setattr(changelog, "ROWS", 5 if "before" in large else 1_000)
    (tmp_path / "released.json").write_bytes(release_of(folder, "1.0.0", hashes(), None))
    rows = read_rows(folder, "results")
    documents = sorted({row["document_id"] for row in rows})
    kept = [row for row in rows if row["document_id"] != documents[0]]
    del kept[next(at for at, row in enumerate(kept) if row["document_id"] == documents[1])]
    at = next(at for at, row in enumerate(kept) if row["document_id"] == documents[2])
    kept[at] = {**kept[at], "row": 987}
    write_table(folder / "results.parquet", tables()["results"], [to_table(tables()["results"], kept)], {})
    monkeypatch.setattr(changelog, "ROWS", 5 if "after" in large else 1_000)
    text = change_log_of(folder, "1.0.0", hashes(), read_released(tmp_path / "released.json"))
    gone = sum(row["document_id"] == documents[0] for row in rows)
    assert [line for line in text.partition("## 1.0.0\n")[0].splitlines() if line.startswith("| results")] == [
        f"| results | {documents[0]} |  | {gone} |  |",
        f"| results | {documents[1]} |  | 1 | {'some' if large else ''} |",
        f"| results | {documents[2]} |  |  | {'some' if large else 1} |",
    ]


def test_a_table_in_parts_is_in_the_released_state_as_one(dataset: Path, tmp_path: Path) -> None:
    rows = read_rows(dataset, "results")
    parts = tmp_path / "results.parquet"
    parts.mkdir()
    for number, piece in enumerate((rows[:7], rows[7:])):
        schema = tables()["results"]
        write_table(parts / f"part-{number}.parquet", schema, [to_table(schema, piece)], {})
    assert changelog.row_digests(tmp_path, ["results"]) == changelog.row_digests(dataset, ["results"])
