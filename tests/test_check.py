"""Every rule of `concord check` is shown failing on a dataset that breaks it and nothing else."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.check import MOST, RULES, Finding, Findings, check
from pipeline.layout import DOCUMENT_STAGES
from pipeline.parquet import read_rows, to_table, write_table
from pipeline.publish.datapackage import DESCRIPTOR, describe
from pipeline.schema import tables


@pytest.fixture
def copy(dataset: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "dataset"
    shutil.copytree(dataset, folder)
    return folder


def rewrite(folder: Path, table: str, rows: list[dict[str, Any]], *, strict: bool = True) -> None:
    schema = tables()[table]
    if strict:
        piece = to_table(schema, rows)
    else:
        import pyarrow as pa

        loose = pa.schema([field.with_nullable(True) for field in schema.arrow])
        piece = pa.Table.from_pylist(rows, schema=loose)
    path = folder / f"{table}.parquet"
    if strict:
        write_table(path, schema, [piece], {})
    else:
        import pyarrow.parquet as pq

        pq.write_table(piece, path)
    (folder / DESCRIPTOR).write_bytes(orjson.dumps(describe(folder, "1.0.0")))


def rules_broken(folder: Path) -> set[str]:
    return {finding.rule for finding in check(folder)}


def changed(folder: Path, table: str, at: int = 0, **values: Any) -> None:
    rows = read_rows(folder, table)
    rows[at] = {**rows[at], **values}
    rewrite(folder, table, rows)


def test_the_specimens_keep_the_contract(dataset: Path) -> None:
    assert check(dataset) == []


def test_a_table_without_a_file(copy: Path) -> None:
    (copy / "meetings.parquet").unlink()
    assert rules_broken(copy) == {"table-missing"}


def test_a_file_that_is_no_parquet(copy: Path) -> None:
    (copy / "meetings.parquet").write_bytes(b"PAR1 nothing PAR1")
    assert rules_broken(copy) == {"file-damaged"}


def test_a_table_with_another_column(copy: Path) -> None:
    import pyarrow.parquet as pq

    path = copy / "ledger.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["source_characters"]), path)
    findings = check(copy)
    assert [(finding.rule, finding.table) for finding in findings] == [("schema-differs", "ledger")]
    assert "source_characters" in findings[0].message


def test_a_key_that_occurs_twice(copy: Path) -> None:
    rows = read_rows(copy, "footnotes")
    rewrite(copy, "footnotes", [*rows, rows[0]])
    assert rules_broken(copy) == {"key-repeated"}


def test_a_document_that_occurs_twice_is_told_once(copy: Path) -> None:
    rows = read_rows(copy, "documents")
    rewrite(copy, "documents", [*rows, rows[0]])
    assert [finding.rule for finding in check(copy)] == ["key-repeated"]


def test_an_identifier_of_another_document(copy: Path) -> None:
    first = read_rows(copy, "requested_actions")[0]
    changed(copy, "requested_actions", action_id=f"other-{first['action_id']}")
    assert rules_broken(copy) == {"id-misplaced"}


def test_a_null_where_there_may_be_none(copy: Path) -> None:
    import pyarrow.parquet as pq

    rows = read_rows(copy, "footnotes")
    rows[0]["text"] = None
    rewrite(copy, "footnotes", rows, strict=False)
    assert [str(finding) for finding in check(copy) if finding.table == "footnotes"] == [
        "schema-differs: footnotes: does not have the schema of the contract: column types or their order"
    ]
    given = {"footnotes": pq.read_table(copy / "footnotes.parquet")}
    found = list(RULES["value-missing"](tables()["footnotes"], given))
    assert [finding.rule for finding in found] == ["value-missing"]


def test_a_value_that_is_none_of_those_allowed(copy: Path) -> None:
    changed(copy, "requested_actions")
    assert rules_broken(copy) == set()
    changed(copy, "results", status="forgotten")
    assert "value-unknown" in rules_broken(copy)


def test_a_reference_to_nothing(copy: Path) -> None:
    changed(copy, "footnotes", mark_block_id="nowhere/b0001")
    assert rules_broken(copy) == {"reference-broken"}


def test_a_reference_to_nothing_within_a_list(copy: Path) -> None:
    at = 3
    row = read_rows(copy, "activities")[at]
    changed(copy, "activities", at, block_ids=[*row["block_ids"], "nowhere/b0001"])
    assert [str(finding) for finding in check(copy)] == [
        f"reference-broken: activities: block_ids 'nowhere/b0001' of activity_id {row['activity_id']} is not in blocks"
    ]


def test_a_mention_beside_its_words(copy: Path) -> None:
    row = read_rows(copy, "taxon_mentions")[0]
    changed(copy, "taxon_mentions", start=row["start"] + 1)
    assert rules_broken(copy) == {"offset-wrong"}
    changed(copy, "taxon_mentions", start=row["end"], surface="")
    assert rules_broken(copy) == {"offset-wrong"}


def test_a_style_beyond_its_text(copy: Path) -> None:
    row = read_rows(copy, "blocks")[0]
    end = len(row["text"]) + 1
    changed(copy, "blocks", spans=[{"start": 0, "end": end, "style": "bold"}])
    assert rules_broken(copy) == {"span-outside"}


def test_an_amendment_beyond_its_text(copy: Path) -> None:
    changed(copy, "amendments", end=9_999)
    assert rules_broken(copy) == {"span-outside"}
    changed(copy, "amendments", end=read_rows(copy, "amendments")[0]["start"])
    assert rules_broken(copy) == {"span-outside"}


def test_a_mark_of_a_footnote_beyond_its_text(copy: Path) -> None:
    at = next(at for at, row in enumerate(read_rows(copy, "footnotes")) if row["mark_block_id"])
    changed(copy, "footnotes", at, mark_end=9_999)
    assert rules_broken(copy) == {"span-outside"}
    changed(copy, "footnotes", at, mark_end=None)
    assert rules_broken(copy) == {"span-outside"}


@pytest.mark.parametrize(
    ("table", "first", "last"),
    [
        ("documents", "meeting_start", "meeting_end"),
        ("meeting_mentions", "date_start", "date_end"),
        ("activities", "timeframe_start", "timeframe_end"),
        ("tables", "page_first", "page_last"),
        ("blocks", "source_start", "source_end"),
    ],
)
def test_an_end_before_its_beginning(copy: Path, table: str, first: str, last: str) -> None:
    later, earlier = (2, 1) if "date" not in first and "meeting" not in first else (_day(2), _day(1))
    values: dict[str, Any] = {first: later, last: earlier}
    changed(copy, table, **values)
    assert rules_broken(copy) == {"order-wrong"}


def _day(day: int) -> datetime.date:
    return datetime.date(2099, 1, day)


def test_an_activity_that_nothing_traces(copy: Path) -> None:
    row = next(row for row in read_rows(copy, "lineage_ends") if row["relation"] == "new")
    ends = [other for other in read_rows(copy, "lineage_ends") if other["activity_id"] != row["activity_id"]]
    links = [link for link in read_rows(copy, "lineage") if link["from_activity_id"] != row["activity_id"]]
    rewrite(copy, "lineage_ends", ends)
    rewrite(copy, "lineage", links)
    findings = check(copy)
    assert {finding.rule for finding in findings} == {"activity-untraced"}
    assert row["activity_id"] in {finding.message.split()[0] for finding in findings}


def test_characters_unaccounted_for(copy: Path) -> None:
    row = read_rows(copy, "ledger")[0]
    lost = f"characters-unaccounted: ledger: {row['document_id']}: 3 characters are unaccounted for"
    changed(copy, "ledger", source_characters=row["source_characters"] + 3)
    assert list(map(str, check(copy))) == [lost]
    changed(copy, "ledger", source_characters=row["source_characters"], characters_unaccounted=3)
    assert list(map(str, check(copy))) == [lost]


def test_a_document_without_a_ledger(copy: Path) -> None:
    rewrite(copy, "ledger", read_rows(copy, "ledger")[1:])
    assert rules_broken(copy) == {"ledger-missing"}


def test_an_activity_without_text(copy: Path) -> None:
    changed(copy, "activities", text=" ")
    assert rules_broken(copy) == {"text-empty"}


def test_a_result_reported_without_text(copy: Path) -> None:
    rows = read_rows(copy, "results")
    at = next(place for place, row in enumerate(rows) if row["text"])
    changed(copy, "results", at, text=None)
    assert rules_broken(copy) == {"status-wrong"}


def test_an_error_that_a_stage_noticed(copy: Path) -> None:
    rows = read_rows(copy, "issues")
    rows[0] = {**rows[0], "level": "error", "rule": "codes-with-gaps"}
    rewrite(copy, "issues", rows)
    assert rules_broken(copy) == {"codes-with-gaps"}


def test_no_description(copy: Path) -> None:
    (copy / DESCRIPTOR).unlink()
    assert list(map(str, check(copy))) == ["not-described: there is no datapackage.json; run `concord publish`"]


def test_a_table_that_is_not_described(copy: Path) -> None:
    described = orjson.loads((copy / DESCRIPTOR).read_bytes())
    described["resources"] = [entry for entry in described["resources"] if entry["name"] != "meetings"]
    (copy / DESCRIPTOR).write_bytes(orjson.dumps(described))
    assert [(finding.rule, finding.table) for finding in check(copy)] == [("not-described", "meetings")]


def test_a_description_of_another_file(copy: Path) -> None:
    described = (copy / DESCRIPTOR).read_bytes()
    changed(copy, "meetings", mentions=987)
    (copy / DESCRIPTOR).write_bytes(described)
    assert rules_broken(copy) == {"description-stale"}


def test_many_findings_are_cut(copy: Path) -> None:
    rows = [{**row, "surface": "nothing"} for row in read_rows(copy, "taxon_mentions")]
    rewrite(copy, "taxon_mentions", rows)
    findings = check(copy)
    assert len(findings) == 21
    assert findings[-1].message == f"and {len(rows) - 20} more"


def test_findings_of_parts_are_cut_together() -> None:
    def part(count: int) -> Findings:
        found = Findings()
        found.add("text-empty", "activities", (Finding("text-empty", "activities", str(n)) for n in range(count)))
        return found

    assert len(part(MOST + 5).found["text-empty", "activities"]) == MOST
    whole = part(MOST - 1)
    whole.merge(part(1))
    assert [finding.message for finding in whole.listed()] == [*map(str, range(MOST - 1)), "0"]
    whole.merge(part(3))
    assert [finding.message for finding in whole.listed()][MOST - 1 :] == ["0", "and 3 more"]


def in_two_parts(folder: Path, second: dict[str, list[dict[str, Any]]], *, moved: bool) -> None:
    """Part the tables of the documents: rows of the second part by table, which the first keeps or not."""
    for name, schema in tables().items():
        if schema.stage in DOCUMENT_STAGES:
            path = folder / f"{name}.parquet"
            rows, there = read_rows(folder, name), second.get(name, [])
            path.unlink()
            path.mkdir()
            kept = [row for row in rows if not moved or row not in there]
            for part, own in enumerate((kept, there)):
                write_table(path / f"part-{part:05}.parquet", schema, [to_table(schema, own)], {})
    (folder / DESCRIPTOR).write_bytes(orjson.dumps(describe(folder, "1.0.0")))


def test_a_document_in_two_parts_is_a_key_repeated(copy: Path) -> None:
    in_two_parts(copy, {"documents": read_rows(copy, "documents")[:1]}, moved=False)
    assert [(found.table, found.message) for found in check(copy) if found.rule == "key-repeated"] == [
        ("documents", "('cms-stc152-partnerships',) occurs 2 times")
    ]


def test_what_is_in_another_part_is_found_there(copy: Path) -> None:
    in_two_parts(copy, {name: read_rows(copy, name) for name in ("documents", "ledger")}, moved=True)
    assert rules_broken(copy) == set()
