from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.kept import PACKAGE, KeepError, Kept, code_hash, ingredients, key_of
from tests.conftest import ROOT


def test_bytes_and_tables_come_back(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    key = key_of("a")
    assert not kept.has("read", key)
    assert kept.read_bytes("read", key) is None
    kept.write_bytes("read", key, b"what was read" * 100)
    assert kept.read_bytes("read", key) == b"what was read" * 100
    tables = {"one": pa.table({"a": [1, 2]}), "none": pa.table({"b": pa.array([], pa.string())})}
    kept.write_tables("split", key, tables)
    found = kept.read_tables("split", key)
    assert found is not None
    assert {name: table.to_pylist() for name, table in found.items()} == {"one": [{"a": 1}, {"a": 2}], "none": []}
    assert list(kept.read_tables("split", key, ["none"]) or ()) == ["none"]


def test_what_is_damaged_is_forgotten(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.write_bytes("read", key_of("a"), b"x" * 1000)
    kept.write_tables("split", key_of("a"), {"one": pa.table({"a": list(range(100))})})
    for stage in ("read", "split"):
        path = kept.path(stage, key_of("a"))
        path.write_bytes(path.read_bytes()[:-9])
    assert kept.read_bytes("read", key_of("a")) is None
    assert kept.read_tables("split", key_of("a")) is None
    assert not kept.has("read", key_of("a"))
    assert not kept.has("split", key_of("a"))


def test_where_nothing_can_be_kept_the_folder_and_the_cause_are_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(KeepError, match=r"file: nothing can be kept there: Not a directory"):
        Kept(tmp_path / "file").write_bytes("read", key_of("a"), b"1234")


def test_on_a_full_disk_nothing_half_written_is_left(tmp_path: Path) -> None:
    kept, key = Kept(tmp_path), key_of("a")
    place = kept.path("read", key)
    place.parent.mkdir(parents=True)
    place.with_name(f".{key}.{os.getpid()}.part").symlink_to("/dev/full")
    with pytest.raises(KeepError, match="No space left on device"):
        kept.write_bytes("read", key, b"1234")
    assert list(place.parent.iterdir()) == []


def test_pruning_keeps_what_is_used(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    for name in "abc":
        kept.write_bytes("read", key_of(name), b"1234")
    files, size = kept.prune({"read": [key_of("b")]})
    assert files == 2
    assert size > 0
    assert [kept.has("read", key_of(name)) for name in "abc"] == [False, True, False]


def test_a_later_stage_depends_on_more_than_an_earlier_one() -> None:
    assert len({code_hash(stage) for stage in ("read", "parse", "split", "tag")}) == 4


IMPORTED = """
import sys, {modules}
print(*(module.__file__ for name, module in sys.modules.items() if name.split(".")[0] == "pipeline"), sep="\\n")
"""


@pytest.mark.parametrize(
    ("stage", "modules"),
    [
        ("read", "pipeline.parse.document, pipeline.parse.identity, pipeline.records"),
        ("parse", "pipeline.parse.structure, pipeline.corrections, pipeline.parquet"),
        ("split", "pipeline.split.document"),
        ("tag", "pipeline.tag.document, pipeline.tag.lexicon"),
    ],
)
def test_a_key_knows_all_code_that_a_stage_uses(stage: str, modules: str) -> None:
    command = [sys.executable, "-c", IMPORTED.format(modules=modules)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    imported = {Path(line) for line in done.stdout.split()} - {PACKAGE / "__init__.py"}
    assert {path for path in imported if path.stat().st_size} <= ingredients(stage)


@given(st.recursive(st.none() | st.integers(-(2**53), 2**53) | st.text(), st.lists, max_leaves=5))
def test_a_key_depends_on_the_value_alone(value: object) -> None:
    assert key_of(value) == key_of(value)
    assert key_of(value) != key_of([value])
