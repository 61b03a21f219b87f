"""The schema of today keeps the one released, unless its major version is raised."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.publish.released_schema import (
    RELEASED_SCHEMA,
    breaking_changes,
    read_released_schema,
    snapshot,
    write_released_schema,
)
from pipeline.revisions import release
from tests.conftest import ROOT

Tables = dict[str, Any]


def test_the_schema_keeps_the_one_released() -> None:
    broken = breaking_changes(read_released_schema(ROOT / RELEASED_SCHEMA), snapshot())
    assert broken == [], "raise the major VERSION of pipeline/schema, or put back what is gone"


def without_table(tables: Tables) -> None:
    del tables["footnotes"]


def without_column(tables: Tables) -> None:
    del tables["activities"]["columns"]["theme"]


def renamed_column(tables: Tables) -> None:
    columns = tables["activities"]["columns"]
    columns["heading"] = columns.pop("theme_title")


def with_another_type(tables: Tables) -> None:
    tables["blocks"]["columns"]["page"]["type"] = "string"


def with_another_unit(tables: Tables) -> None:
    tables["blocks"]["columns"]["bbox"]["unit"] = "millimetres"


def with_another_key(tables: Tables) -> None:
    tables["cells"]["key"] = ["table_id", "row"]


BREAKING: list[tuple[Callable[[Tables], None], list[str]]] = [
    (without_table, ["table footnotes is gone"]),
    (without_column, ["activities.theme is gone"]),
    (renamed_column, ["activities.theme_title is gone"]),
    (with_another_type, ["the type of blocks.page was int64 and is string"]),
    (with_another_unit, ["the unit of blocks.bbox was points and is millimetres"]),
    (with_another_key, ["the key of cells was ['table_id', 'row', 'column'] and is ['table_id', 'row']"]),
]


@pytest.mark.parametrize(("tamper", "told"), BREAKING)
def test_a_breaking_change_is_named_unless_the_major_version_is_raised(
    tamper: Callable[[Tables], None], told: list[str]
) -> None:
    now = copy.deepcopy(snapshot())
    tamper(now["tables"])
    now["version"] = "1.9"
    assert breaking_changes(snapshot(), now) == told
    now["version"] = "2.0"
    assert breaking_changes(snapshot(), now) == []


def test_what_is_added_breaks_nothing() -> None:
    now = copy.deepcopy(snapshot())
    now["tables"]["activities"]["columns"]["colour"] = {"type": "string", "unit": None}
    now["tables"]["voyages"] = {"key": [], "columns": {}}
    assert breaking_changes(snapshot(), now) == []


def test_the_released_schema_is_read_as_written(tmp_path: Path) -> None:
    write_released_schema(tmp_path / RELEASED_SCHEMA)
    assert read_released_schema(tmp_path / RELEASED_SCHEMA) == snapshot()


def test_a_release_writes_the_schema(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "params.yaml").write_text("publish:\n  version: 1.0.0\n")
    answer = release(dataset, Path("params.yaml"))
    assert answer.frozen
    assert answer.done == ("released.json holds the state of version 1.0.0", "there is no git repository to tag")
    assert read_released_schema(tmp_path / RELEASED_SCHEMA) == snapshot()
