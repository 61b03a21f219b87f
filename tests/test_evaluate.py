from __future__ import annotations

from pathlib import Path

import orjson
import pytest
import yaml

from pipeline.evaluate import GoldError, Score, evaluate, metrics, plot_points, read_gold
from pipeline.parquet import read_rows
from tests.conftest import ROOT, run_concord

TRUTH = ROOT / "tests" / "specimens" / "truth"
INFERRED = {
    ("unep-cms-cop12-doc-23-1", "events", "muscatoman | 1822october2015"),
    ("unep-cms-cop12-doc-23-1", "events", "muscat | 1822october2015"),
    ("unep-cms-cop12-doc-23-1", "organisations", "UN Environment Sub Regional Office for West Africa"),
    ("unep-cms-cop12-doc-23-1", "organisations", "Sub Regional Office for West Africa"),
}
"""Of one event the annotators name a country that is not said with the place, of an office its organisation, which the
text names before another."""
LEFT_OUT = {
    ("unep-cms-cop12-doc-23-1", "organisations", "RFMOs"),
    ("unep-cms-cop12-doc-23-1", "organisations", "Open Working Group on Sustainable Development Goals"),
}
"""The annotators list the first in the other document."""
NOT_NAMED = {
    ("unep-cms-stc38-doc-3", "events", "mombasa | june2008"),
}
"""A meeting that is not called one."""
EXPLAINED = {"text": NOT_NAMED, "pdf": {("sc65-doc-16-2", "taxon_mentions", "Elephantidae"), *NOT_NAMED}}
"""It was annotated from the text, in which one hyphen is lost: a fused word is no mention, the hyphened one is."""


def test_scores() -> None:
    score = Score(expected=4, found=5, right=3)
    assert (score.precision, score.recall, round(score.f1, 4)) == (0.6, 0.75, 0.6667)
    assert (Score(0, 0, 0).f1, Score(0, 2, 0).f1, Score(2, 0, 0).f1) == (1.0, 0.0, 0.0)


def test_what_is_missing_and_too_many_is_listed(dataset: Path, tmp_path: Path) -> None:
    gold = orjson.loads((TRUTH / "sc205-doc-9.json").read_bytes())
    gold["taxa"] = [*gold["taxa"], {"accepted": "Dracunculus ignis", "mentions": 2}]
    gold["document_refs"] = gold["document_refs"][1:]
    (tmp_path / "sc205-doc-9.json").write_bytes(orjson.dumps(gold))
    found = evaluate(tmp_path, dataset)["documents"]["sc205-doc-9"]
    assert "Dracunculus ignis" in found["taxa"]["missing"]
    assert "Dracunculus ignis (2)" in found["taxon_mentions"]["missing"]
    assert len(found["documents"]["extra"]) >= 1
    assert found["documents"]["recall"] == 1.0


def test_a_document_that_is_not_there_is_named(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "sc99-doc-1.json").write_bytes(orjson.dumps({"document": {"symbol": "SC99 Doc. 1"}}))
    evaluation = evaluate(tmp_path, dataset)
    assert evaluation["not_found"] == ["sc99-doc-1"]
    assert evaluation["documents"] == {}


def test_a_folder_of_gold_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="nowhere: there is no such folder"):
        read_gold(tmp_path / "nowhere")


def test_gold_of_another_name_is_known_by_its_symbol(dataset: Path, tmp_path: Path) -> None:
    gold = orjson.loads((TRUTH / "sc205-doc-9.json").read_bytes())
    (tmp_path / "my gold.json").write_bytes(orjson.dumps({**gold, "activites": []}))
    evaluation = evaluate(tmp_path, dataset)
    assert list(evaluation["documents"]) == ["sc205-doc-9"]
    assert evaluation["not_found"] == []
    assert "activites" in evaluation["not_measured"]
    assert not {"activities", "document", "amendments_lost"} & set(evaluation["not_measured"])
    (tmp_path / "sc205-doc-9.json").write_bytes(orjson.dumps(gold))
    assert evaluate(tmp_path, dataset)["not_found"] == ["my gold"]


@pytest.mark.parametrize("content", [None, b"{", b"[]"])
def test_gold_that_is_none(dataset: Path, tmp_path: Path, content: bytes | None) -> None:
    folder = tmp_path / "gold"
    if content is not None:
        folder.mkdir()
        (folder / "a.json").write_bytes(content)
    with pytest.raises(GoldError):
        evaluate(folder, dataset)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("document", []),
        ("document", None),
        ("activities", 1),
        ("activities", [{"kode": "B4"}]),
        ("taxa", [{"accepted": "Panthera uncia", "mentions": "many"}]),
        ("meetings", ["CITES-SC98"]),
        ("other_events", [{"place": "Bonn"}]),
        ("footnotes", [7]),
        ("organizations", [{"id": "FAO"}]),
        ("amendments", None),
    ],
)
def test_gold_of_another_form_is_told_with_its_document_and_list(
    dataset: Path, tmp_path: Path, name: str, value: object
) -> None:
    (tmp_path / "sc205-doc-9.json").write_bytes(orjson.dumps({"document": {}, name: value}))
    with pytest.raises(GoldError, match=rf"^sc205-doc-9.json: `{name}` is not as docs/evaluation.md describes it"):
        evaluate(tmp_path, dataset)


def test_what_gold_leaves_open_is_compared_and_lost_insertions_only_beside_amendments(
    dataset: Path, tmp_path: Path
) -> None:
    activity = dict.fromkeys(
        ("programme", "section", "code", "theme", "theme_title", "group", "text", "timeframe", "result")
    )
    gold = {"document": {}, "activities": [activity], "tasks": [activity], "amendments_lost": ["Herons."]}
    expected = {"facts": 0, "activities": 1, "activity_places": 1, "tasks": 1, "results": 0}
    for amended in ({}, {"amendments": []}):
        (tmp_path / "sc205-doc-9.json").write_bytes(orjson.dumps({**gold, **amended}))
        found = evaluate(tmp_path, dataset)["overall"]
        assert {kind: figures["expected"] for kind, figures in found.items()} == expected | dict.fromkeys(amended, 1)


def test_the_command_writes_what_dvc_shows(dataset: Path, tmp_path: Path) -> None:
    done = run_concord(
        *(
            "evaluate",
            "--gold",
            TRUTH,
            "--out",
            dataset,
            "--metrics",
            tmp_path / "m.json",
            "--plots",
            tmp_path / "p.json",
        )
    )
    assert done.returncode == 0, done.stderr
    evaluation = orjson.loads(done.stdout)
    assert orjson.loads((tmp_path / "m.json").read_bytes()) == metrics(evaluation)
    assert orjson.loads((tmp_path / "p.json").read_bytes()) == plot_points(evaluation)


def test_dvc_draws_one_bar_of_a_length_for_each_kind(dataset: Path) -> None:
    [plot] = yaml.safe_load((ROOT / "dvc.yaml").read_text("utf-8"))["stages"]["evaluate"]["plots"]
    axes = plot["metrics/f1.json"]
    points = plot_points(evaluate(TRUTH, dataset))
    assert all(0 <= point[axes["x"]] <= 1 for point in points)
    names = [point[axes["y"]] for point in points]
    assert len(set(names)) == len(names) > 10


def test_the_specimens_are_read_rightly(dataset: Path) -> None:
    overall = evaluate(TRUTH, dataset)["overall"]
    assert {
        kind
        for kind in ("activities", "activity_places", "results", "footnotes", "clauses", "amendments")
        if overall[kind]["f1"] < 0.98
    } == set()
    assert {
        kind
        for kind in ("taxa", "taxon_mentions", "meetings", "documents", "instruments", "events", "organisations")
        if overall[kind]["f1"] < 0.95
    } == set()


@pytest.mark.corpus
@pytest.mark.parametrize("kind", ["text", "pdf"])
def test_the_real_documents_are_read_rightly(corpus: Path, tmp_path: Path, kept: Path, kind: str) -> None:
    done = run_concord("run", "--raw", corpus / kind, "--out", tmp_path, "--keep", kept, "--jobs", "2")
    assert done.returncode == 0, done.stderr
    activities = read_rows(tmp_path, "activities")
    counts: dict[tuple[str, str], int] = {}
    for row in activities:
        key = (row["programme_id"], row["role"])
        counts[key] = counts.get(key, 0) + 1
    assert counts == {
        ("2008-2011", "progress_report"): 12,
        ("2012-2014", "draft"): 31,
        ("2012-2014", "progress_report"): 30,
        ("2015-2020", "draft"): 33,
        ("2015-2020", "progress_report"): 33,
        ("2021-2025", "draft"): 37,
    }
    assert [row["characters_unaccounted"] for row in read_rows(tmp_path, "ledger")] == [0] * 5
    answered = {row["activity_id"] for row in read_rows(tmp_path, "activity_results")}
    silent = {row["result_id"] for row in read_rows(tmp_path, "results") if row["status"] == "not_reported"}
    blank = {row["activity_id"] for row in read_rows(tmp_path, "activity_results") if row["result_id"] in silent}
    coded = {row["activity_id"] for row in activities if not row["code"].isdigit()}
    assert (len(answered & coded), len(blank & coded)) == (63, 5)
    assert differences(corpus.parent / "gold", tmp_path) == INFERRED | LEFT_OUT
    assert differences(ROOT / "tests" / "gold", tmp_path) == EXPLAINED[kind]


def differences(gold: Path, out: Path) -> set[tuple[str, str, str]]:
    """Return what is missing or too many by the gold, with its document and kind."""
    return {
        (document, name, item)
        for document, scores in evaluate(gold, out)["documents"].items()
        for name, score in scores.items()
        for item in (*score["missing"], *score["extra"])
    }


def test_events_compare_by_place_and_dates_once_each(dataset: Path, tmp_path: Path) -> None:
    gold = orjson.loads((TRUTH / "unep-cms-stc150-doc-7.json").read_bytes())
    gold["other_events"] += [
        {"name": "named again", "place": "Zanzibar", "dates": None},
        {"name": "without both", "place": None, "dates": None},
        {"name": "held nowhere else", "place": "Hobart, Australia", "dates": "2090"},
        {"name": "the same, without its country", "place": "Hobart", "dates": "2090"},
    ]
    (tmp_path / "unep-cms-stc150-doc-7.json").write_bytes(orjson.dumps(gold))
    score = evaluate(tmp_path, dataset)["documents"]["unep-cms-stc150-doc-7"]["events"]
    assert (score["missing"], score["extra"]) == (["hobartaustralia | 2090"], [])


def test_an_organisation_answers_each_name_that_it_has_and_counts_once(dataset: Path, tmp_path: Path) -> None:
    gold = orjson.loads((TRUTH / "sc205-doc-9.json").read_bytes())
    names = [
        *("Food and Agriculture Organization of the  United Nations", "FAO", "MOU on saiga", "Ramsar", "Otter Club"),
        *(name for name in gold["organizations"] if name not in ("FAO", "Saiga MOU", "Ramsar Convention", "GRASP")),
    ]
    (tmp_path / "sc205-doc-9.json").write_bytes(orjson.dumps({**gold, "organizations": names}))
    score = evaluate(tmp_path, dataset)["documents"]["sc205-doc-9"]["organisations"]
    assert (score["missing"], score["extra"]) == (["Otter Club"], ["GRASP"])
    assert (score["expected"], score["found"], score["right"]) == (len(names), len(names), len(names) - 1)


@pytest.mark.parametrize("code", [None, "1"])
def test_the_only_task_of_a_row_needs_no_number(dataset: Path, tmp_path: Path, code: str | None) -> None:
    gold = orjson.loads((TRUTH / "unep-cms-stc150-doc-7.json").read_bytes())
    rows = [task["theme_title"] for task in gold["tasks"]]
    for task in gold["tasks"]:
        if rows.count(task["theme_title"]) == 1:
            task["code"] = code
    (tmp_path / "unep-cms-stc150-doc-7.json").write_bytes(orjson.dumps(gold))
    score = evaluate(tmp_path, dataset)["documents"]["unep-cms-stc150-doc-7"]["tasks"]
    assert (score["missing"], score["extra"]) == ([], [])
