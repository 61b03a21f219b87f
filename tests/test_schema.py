from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml

from pipeline.evaluate import _TABLES as MEASURED_TABLES
from pipeline.kept import ingredients
from pipeline.params import Params
from pipeline.schema import TYPES, VERSION, field_tree, table_tree, tables, tables_of
from tests.conftest import ROOT


def test_every_field_of_the_tree_is_used() -> None:
    used = {field.name for schema in tables().values() for field in schema.fields}
    assert used == set(field_tree())


@pytest.mark.parametrize("path", sorted((ROOT / "pipeline").rglob("*.yml")), ids=lambda path: path.name)
def test_no_key_of_a_data_file_stands_twice(path: Path) -> None:
    """YAML lets the second win in silence."""
    assert keys_twice(yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)) == []


def test_a_key_that_stands_twice_is_seen() -> None:
    assert keys_twice(yaml.compose("a: {b: 1, c: 2, b: 3}\nd: [{e: 1, e: 2}]", Loader=yaml.CSafeLoader)) == ["b", "e"]


def keys_twice(node: yaml.Node) -> list[str]:
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        found = [key for at, key in enumerate(keys) if key in keys[:at]]
        return found + [key for _, value in node.value for key in keys_twice(value)]
    if isinstance(node, yaml.SequenceNode):
        return [key for item in node.value for key in keys_twice(item)]
    return []


def test_every_type_is_used() -> None:
    assert {field.type for schema in tables().values() for field in schema.fields} == set(TYPES)


def test_every_type_of_a_field_exists() -> None:
    assert {entry["type"] for entry in field_tree().values()} <= set(TYPES)


@pytest.mark.parametrize("name", tables())
def test_keys_and_references_name_fields(name: str) -> None:
    schema = tables()[name]
    for column in (*schema.key, *schema.refers):
        schema.field(column)
    for table, target in schema.refers.values():
        tables()[table].field(target)


def test_a_field_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="ledger has no field colour"):
        tables()["ledger"].field("colour")


def test_kinds_and_relations_belong_to_tables_with_that_field() -> None:
    for name, entry in table_tree().items():
        fields = {text.removesuffix("?") for text in entry["fields"].split()}
        assert ("kinds" in entry) <= ("kind" in fields), name
        assert ("relations" in entry) == ("relation" in fields), name


def test_dvc_knows_every_table_where_it_is_written() -> None:
    stages = yaml.safe_load((ROOT / "dvc.yaml").read_text("utf-8"))["stages"]
    for stage in ("parse", "split", "tag", "aggregate", "publish"):
        tables_out = {out for out in stages[stage]["outs"] if out.endswith(".parquet") and "/.stages/" not in out}
        assert tables_out == {f"extracted/{schema.name}.parquet" for schema in tables_of(stage)}


def test_dvc_knows_every_file_of_a_dataset(dataset: Path) -> None:
    stages = yaml.safe_load((ROOT / "dvc.yaml").read_text("utf-8"))["stages"]
    outs = {Path(out).name for stage in stages.values() for out in stage.get("outs", []) if "/.stages/" not in out}
    assert {path.name for path in dataset.iterdir() if not path.name.startswith(".")} == outs


def test_files_that_dvc_depends_on_exist_or_are_made() -> None:
    stages = yaml.safe_load((ROOT / "dvc.yaml").read_text("utf-8"))["stages"]
    for stage in stages.values():
        for dependency in stage["deps"]:
            assert dependency.startswith("extracted/") or (ROOT / dependency).exists(), dependency


def test_each_stage_depends_on_all_that_the_stages_before_it_make() -> None:
    """A document without tables changes nothing of what split makes, and is to be tagged all the same."""
    stages = yaml.safe_load((ROOT / "dvc.yaml").read_text("utf-8"))["stages"]
    made: list[str] = []
    for stage in ("parse", "split", "tag", "aggregate", "publish"):
        assert [out for out in made if out not in stages[stage]["deps"]] == [], stage
        made += stages[stage]["outs"]
    assert {f"extracted/{name}.parquet" for name in MEASURED_TABLES} <= set(stages["evaluate"]["deps"])


def test_dvc_depends_on_what_the_results_of_each_stage_depend_on() -> None:
    stages = yaml.safe_load((ROOT / "dvc.yaml").read_text("utf-8"))["stages"]
    known: set[str] = set()
    for stage in ("parse", "split", "tag", "aggregate"):
        known |= set(stages[stage]["deps"])
        files = {path.relative_to(ROOT) for path in ingredients(stage)}
        assert {file for file in files if not known & {file.as_posix(), *map(Path.as_posix, file.parents)}} == set()


def test_dvc_depends_on_the_gold_that_the_parameters_name() -> None:
    stages = yaml.safe_load((ROOT / "dvc.yaml").read_text("utf-8"))["stages"]
    gold = yaml.safe_load((ROOT / "params.yaml").read_text("utf-8"))["publish"]["gold"]
    assert [folder for stage in ("publish", "evaluate") for folder in gold if folder not in stages[stage]["deps"]] == []


def test_the_dataset_version_has_the_major_number_of_the_schema() -> None:
    stated = yaml.safe_load((ROOT / "params.yaml").read_text("utf-8"))["publish"]["version"]
    assert stated.split(".")[0] == VERSION.split(".")[0] == Params().publish.version.split(".")[0]


def test_parquet_says_its_versions_and_describes_its_fields(dataset) -> None:
    for name, schema in tables().items():
        found = pq.read_schema(dataset / f"{name}.parquet")
        assert {b"schema_version", b"dataset_version", b"code_version", b"description"} <= set(found.metadata)
        assert b"pandas" not in found.metadata
        for field in schema.fields:
            assert found.field(field.name).metadata[b"description"].decode() == field.description
