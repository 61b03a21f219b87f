from __future__ import annotations

import re
from pathlib import Path

import frictionless
import orjson

from pipeline.parquet import content_hash
from pipeline.publish.changelog import change_log_of, next_version, read_released, release_of
from pipeline.schema import tables


def test_the_data_package_is_one(dataset: Path) -> None:
    report = frictionless.Package.validate_descriptor(orjson.loads((dataset / "datapackage.json").read_bytes()))
    assert report.valid, report.flatten(["message"])


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


def test_quality_tells_the_figures(dataset: Path) -> None:
    quality = orjson.loads((dataset / "quality.json").read_bytes())
    assert quality["check"] == {"findings": 0, "by_rule": {}}
    assert quality["characters"]["unaccounted"] == 0
    assert quality["rows"]["activities"] > 100
    assert set(quality["evaluate"]) == {"tests/specimens/truth"}


def test_the_change_log_tells_what_changed_since_the_release(dataset: Path, tmp_path: Path) -> None:
    hashes = {name: content_hash(dataset / f"{name}.parquet") for name in tables()}
    state = orjson.loads(release_of(dataset, "1.0.0", hashes))
    same = tmp_path / "same.json"
    same.write_bytes(orjson.dumps(state))
    released = read_released(same)
    assert next_version(dataset, hashes, released) == "1.0.0"
    assert "Nothing changed." in change_log_of(dataset, "1.0.0", hashes, released)

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
    assert f"| activities | {document} | 1 |  | 1 |" in text
    assert "By what changed, this is version 1.1.0." in text
    assert read_released(tmp_path / "none.json") is None
