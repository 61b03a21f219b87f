"""A dataset of many documents: tables in parts, the same rows, and a document more changes one part alone."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import layout
from pipeline.aggregate.stage import aggregate_dataset
from pipeline.check import check
from pipeline.compare import compare
from pipeline.kept import Kept
from pipeline.layout import cut, table_files, units
from pipeline.parquet import read_dataset, read_rows, rows_of_documents
from pipeline.publish.stage import publish_dataset
from pipeline.schema import tables
from pipeline.show import show
from pipeline.sql import query
from pipeline.stages import STAGES, Run, run_stages
from tests.conftest import run_concord
from tests.test_add import write
from tests.test_run import files

PROGRAMME = """{symbol}

SPECIMEN - no official record

1. The snow leopard (Panthera uncia) is in {other} and in Resolution Conf. 98.{number}.
"""


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "PARTITIONED_FROM", 4)
    monkeypatch.setattr(layout, "PART", 3)


def build(folder: Path, name: str, jobs: int = 1) -> Path:
    run = Run(folder / "raw", folder / name, folder / "keep", jobs=jobs)
    run_stages(run, STAGES)
    aggregate_dataset(run)
    assert publish_dataset(run) == []
    return run.out


def write_documents(folder: Path, count: int) -> None:
    for number in range(1, count + 1):
        text = PROGRAMME.format(symbol=f"SC98 Doc. {number}", other=f"SC98 Doc. {number + 3}", number=number)
        path = folder / "raw" / f"{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_the_same_rows_in_parts_as_in_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_documents(tmp_path, 9)
    whole = build(tmp_path, "whole")
    monkeypatch.setattr(layout, "PARTITIONED_FROM", 4)
    monkeypatch.setattr(layout, "PART", 3)
    parts = build(tmp_path, "parts", jobs=2)
    assert len(table_files(parts, "blocks")) > 1
    assert (whole / "blocks.parquet").is_file()
    keys = {name: schema.key for name, schema in tables().items()}
    assert not compare(read_dataset(whole), read_dataset(parts), keys)
    assert check(parts) == []
    for name, schema in tables().items():
        frame = pd.read_parquet(parts / f"{name}.parquet")
        assert list(frame.columns) == [field.name for field in schema.fields]
        assert query(parts, f"select count(*) from {name}").rows == ((len(frame),),)
    relation = duckdb.read_parquet(str(parts / "blocks.parquet" / "*.parquet"))
    assert len(relation) == len(read_rows(whole, "blocks"))
    block = read_rows(whole, "blocks")[0]["block_id"]
    assert [shown.row for shown in show(parts, block)] == [shown.row for shown in show(whole, block)]
    done = run_concord("diff", whole, parts)
    assert (done.returncode, "Nothing changed." in done.stdout) == (0, True), done.stderr
    wanted = ["sc98-doc-2", "sc98-doc-9"]
    of_two = [row for unit in units(parts) for row in rows_of_documents(unit.files, wanted)["blocks"]]
    assert of_two == [row for row in read_rows(whole, "blocks") if row["document_id"] in wanted]


@pytest.mark.usefixtures("small_parts")
def test_a_document_more_changes_one_part_and_what_leads_to_it(tmp_path: Path) -> None:
    write_documents(tmp_path, 9)
    held = tmp_path / "raw" / "05.txt"
    text = held.read_bytes()
    held.unlink()
    out = build(tmp_path, "out")
    before = {path.read_bytes() for path in (out / "blocks.parquet").iterdir()}
    assert read_rows(out, "document_mentions")[1]["target_document_id"] is None
    held.write_bytes(text)
    build(tmp_path, "out")
    after = {path.read_bytes() for path in (out / "blocks.parquet").iterdir()}
    assert len(after - before) <= 2
    assert len(after & before) >= len(before) - 1
    targets = {row["symbol"]: row["target_document_id"] for row in read_rows(out, "document_mentions")}
    assert targets["SC98 Doc. 5"] == "sc98-doc-5"
    (tmp_path / "keep").rename(tmp_path / "aside")
    assert files(build(tmp_path, "fresh")) == files(out)


@pytest.mark.usefixtures("small_parts")
def test_a_dataset_that_shrinks_is_in_one_file_again(tmp_path: Path) -> None:
    write_documents(tmp_path, 6)
    out = build(tmp_path, "out")
    assert (out / "cells.parquet").is_dir()
    for number in (4, 5, 6):
        (tmp_path / "raw" / f"{number:02}.txt").unlink()
    build(tmp_path, "out")
    assert (out / "cells.parquet").is_file()
    assert files(out) == files(build(tmp_path, "fresh"))


@pytest.mark.usefixtures("small_parts")
def test_what_is_kept_and_damaged_is_made_anew(tmp_path: Path) -> None:
    write_documents(tmp_path, 6)
    out = build(tmp_path, "out")
    before = files(out)
    for stage in ("tag", "part", "summary", "survey"):
        for path in Kept(tmp_path / "keep").folder.glob(f"{stage}/*/*"):
            data = bytearray(path.read_bytes())
            data[-5] ^= 255
            path.write_bytes(data)
    assert files(build(tmp_path, "out")) == before


@given(st.sets(st.integers(1, 9999), min_size=1, max_size=400), st.integers(1, 9999))
def test_parts_are_cut_where_a_document_says_so(numbers: set[int], new: int) -> None:
    ids = sorted(f"sc98-doc-{number}" for number in numbers)
    parts = cut(ids)
    assert [name for part in parts for name in part] == ids
    assert all(parts)
    if len(ids) < layout.PARTITIONED_FROM:
        assert len(parts) == 1
        return
    added = cut(sorted({*ids, f"sc98-doc-{new}"}))
    assert len([part for part in added if part not in parts]) <= 2


def test_pruning_keeps_what_links_editions(tmp_path: Path) -> None:
    write(tmp_path / "raw" / "1.txt")
    places = ("--raw", tmp_path / "raw", "--out", tmp_path / "out", "--keep", tmp_path / "keep")
    assert run_concord("run", *places).returncode == 0
    for stage in ("summary", "survey", "lineage"):
        (tmp_path / "keep" / stage / "ab").mkdir(parents=True, exist_ok=True)
        (tmp_path / "keep" / stage / "ab" / "abc").write_bytes(b"what nothing uses")
    kept = {path for path in (tmp_path / "keep").rglob("*") if path.is_file()}
    assert "removed 3 kept results" in run_concord("prune", *places).stderr
    assert {path.name for path in kept if not path.exists()} == {"abc"}
