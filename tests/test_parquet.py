from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline import parquet
from pipeline.parquet import RowError, content_hash, read_rows, to_table, write_table
from pipeline.schema import tables

SCHEMA = tables()["activity_results"]


def row(number: int, **values: Any) -> dict[str, Any]:
    return {
        "document_id": "sc98-doc-1",
        "activity_id": f"sc98-doc-1/annex-1/B{number}",
        "result_id": f"sc98-doc-1/annex-1/r{number}",
        "basis": "row",
        **values,
    }


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({**row(1), "colour": "blue"}, r"unknown fields \['colour'\]"),
        ({"document_id": "sc98-doc-1"}, "missing fields"),
        (row(1, basis=None), "basis is null"),
        (row(1, basis=7), "activity_results"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(bad: dict[str, Any], message: str) -> None:
    with pytest.raises(RowError, match=message):
        to_table(SCHEMA, [bad])


def test_the_bytes_do_not_depend_on_how_rows_were_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROW_GROUP", 4)
    rows = [row(number) for number in range(11)]
    cuts = {"one": [11], "many": [1] * 11, "uneven": [5, 0, 6]}
    for name, sizes in cuts.items():
        pieces, at = [], 0
        for size in sizes:
            pieces.append(to_table(SCHEMA, rows[at : at + size]))
            at += size
        assert write_table(tmp_path / name, SCHEMA, pieces, {"dataset_version": "1.0.0"}) == 11
    assert len({(tmp_path / name).read_bytes() for name in cuts}) == 1


def test_no_rows_are_a_table_too(tmp_path: Path) -> None:
    assert write_table(tmp_path / "activity_results.parquet", SCHEMA, [], {}) == 0
    assert read_rows(tmp_path, "activity_results") == []
    assert list(pd.read_parquet(tmp_path / "activity_results.parquet").columns) == [f.name for f in SCHEMA.fields]


def test_the_content_hash_is_that_of_the_rows(tmp_path: Path) -> None:
    pieces = [to_table(SCHEMA, [row(1), row(2)])]
    write_table(tmp_path / "a", SCHEMA, pieces, {"dataset_version": "1.0.0"})
    write_table(tmp_path / "b", SCHEMA, pieces, {"dataset_version": "2.0.0"})
    write_table(tmp_path / "c", SCHEMA, [to_table(SCHEMA, [row(2), row(1)])], {})
    assert (tmp_path / "a").read_bytes() != (tmp_path / "b").read_bytes()
    assert content_hash(tmp_path / "a") == content_hash(tmp_path / "b") != content_hash(tmp_path / "c")


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    def breaking() -> Any:
        yield to_table(SCHEMA, [row(1)])
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        write_table(tmp_path / "activity_results.parquet", SCHEMA, breaking(), {})
    assert not (tmp_path / "activity_results.parquet").exists()


def test_on_a_full_disk_the_file_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / ".activity_results.parquet.part").symlink_to("/dev/full")
    path = tmp_path / "activity_results.parquet"
    with pytest.raises(OSError, match="No space left on device") as caught:
        write_table(path, SCHEMA, [to_table(SCHEMA, [row(1)])], {})
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(path))
    assert list(tmp_path.iterdir()) == []
