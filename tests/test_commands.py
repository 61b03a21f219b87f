"""The commands that look at a dataset, as their users run them."""

from __future__ import annotations

import shutil
from pathlib import Path

import orjson
import pytest
from PIL import Image

from pipeline.parquet import count_rows, read_rows
from pipeline.pictures import PAPER, RESOLUTION
from pipeline.schema import tables_of
from tests.conftest import ROOT, run_concord

SIDES = ("x0", "top", "x1", "bottom")
AGGREGATES = [schema.name for schema in tables_of("aggregate")]


def test_check_prints_the_ledger(dataset: Path) -> None:
    done = run_concord("check", "--out", dataset)
    assert done.returncode == 0
    assert done.stdout.count("unaccounted 0") == len(read_rows(dataset, "documents"))
    assert "keeps the contract" in done.stderr


def test_check_fails_where_something_is_broken(dataset: Path, tmp_path: Path) -> None:
    shutil.copytree(dataset, tmp_path / "d")
    (tmp_path / "d" / "taxa.parquet").unlink()
    done = run_concord("check", "--out", tmp_path / "d", "--json")
    assert done.returncode == 1
    assert orjson.loads(done.stdout)["findings"] == [
        {"rule": "table-missing", "table": "taxa", "message": "has no file"}
    ]


def test_looking_needs_a_dataset(tmp_path: Path) -> None:
    for command in ("check", "show", "evaluate"):
        more = {"show": ["x"], "evaluate": ["--gold", "tests/gold"]}.get(command, [])
        done = run_concord(command, "--out", tmp_path, *more)
        assert done.returncode == 2, command
        assert "holds no dataset" in done.stderr


def test_a_table_that_is_damaged_or_missing_is_named(dataset: Path, tmp_path: Path) -> None:
    shutil.copytree(dataset, tmp_path / "d")
    activities = tmp_path / "d" / "activities.parquet"
    looking = [
        ("show", "nowhere/annex-1/B1", "--out", tmp_path / "d"),
        ("diff", tmp_path / "d", dataset),
        ("sql", "select 1", "--out", tmp_path / "d"),
        ("evaluate", "--gold", "tests/specimens/truth", "--out", tmp_path / "d"),
    ]
    activities.write_text("no Parquet")
    for arguments in looking:
        done = run_concord(*arguments)
        assert done.returncode == 2, arguments
        assert f"concord: {activities}: is damaged, or no Parquet file" in done.stderr
    activities.unlink()
    for command in ("aggregate", "publish"):
        done = run_concord(command, "--out", tmp_path / "d")
        assert done.returncode == 2, command
        assert f"concord: {activities}: there is no such table" in done.stderr


def test_a_file_that_is_asked_for_must_be_there(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    for arguments in (
        ("run", "--params", nothing),
        ("run", "--corrections", nothing),
        ("lexicon", "import", nothing),
    ):
        done = run_concord(*arguments)
        assert done.returncode == 2, arguments
        assert done.stderr == f"concord: {nothing}: No such file or directory\n"


@pytest.mark.parametrize("arguments", [("add", ""), ("run", "--out", ""), ("prune", "--keep", "")])
def test_an_empty_path_is_not_this_folder(arguments: tuple[str, ...]) -> None:
    done = run_concord(*arguments)
    assert done.returncode == 2
    assert done.stderr.endswith(": is empty\n")


def test_stages_say_what_they_made(dataset: Path, tmp_path: Path) -> None:
    shutil.copytree(dataset, tmp_path / "d")
    done = run_concord("aggregate", "--out", tmp_path / "d", "--json")
    assert orjson.loads(done.stdout)["rows"]["taxa"] == count_rows(dataset, "taxa")
    done = run_concord("publish", "--out", tmp_path / "d", "--json")
    assert orjson.loads(done.stdout) == {"findings": []}


def test_show_tells_a_row_and_its_place(dataset: Path) -> None:
    row = next(row for row in read_rows(dataset, "activities") if row["fragments"][0]["page"])
    done = run_concord("show", row["activity_id"], "--out", dataset)
    assert done.returncode == 0
    assert row["text"].split("\n")[0] in done.stdout
    assert f"page {row['fragments'][0]['page']} at " in done.stdout
    assert "fragments" not in done.stdout, "the blocks say where it stands"
    answers = [link for link in read_rows(dataset, "activity_results") if link["activity_id"] == row["activity_id"]]
    assert f"in activity_results: {row['activity_id']}#{answers[0]['result_id']}" in done.stdout
    mention = read_rows(dataset, "taxon_mentions")[0]
    key = "#".join(str(mention[name]) for name in ("block_id", "start", "end", "taxon_id"))
    done = run_concord("show", key, "--out", dataset, "--json")
    [shown] = orjson.loads(done.stdout)
    assert shown["blocks"][0]["text"][mention["start"] : mention["end"]] == mention["surface"]


def test_what_documents_say_is_told_in_any_locale(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("sql", "--out", dataset, "select chr(8211)")
    plain = run_concord(*asked)
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    assert (plain.returncode, plain.stdout[-2:], run_concord(*asked).stdout) == (0, "–\n", plain.stdout)


def test_show_draws_the_pages_of_a_row(dataset: Path, tmp_path: Path) -> None:
    row = next(row for row in read_rows(dataset, "activities") if len({f["page"] for f in row["fragments"]}) > 1)
    done = run_concord("show", row["activity_id"], "--out", dataset, "--pages", tmp_path)
    assert done.returncode == 0
    for place in row["fragments"]:
        path = tmp_path / f"{row['activity_id'].replace('/', '-')}-page-{place['page']}.png"
        assert f"drew {path}" in done.stderr
        with Image.open(path) as picture:
            left, top, right, bottom = (round(place["bbox"][side] * RESOLUTION / 72) for side in SIDES)
            inside = picture.crop((left, top, right, bottom)).getcolors(maxcolors=1 << 20)
            corner = picture.getpixel((0, 0))
        assert max(inside)[1] == PAPER, "most of what is marked is paper of the colour of marks"
        assert corner == (255, 255, 255)


def test_show_draws_nothing_of_a_text_and_of_another_file(dataset: Path, tmp_path: Path) -> None:
    rows = read_rows(dataset, "activities")
    text = next(row for row in rows if row["fragments"][0]["page"] is None)["activity_id"]
    done = run_concord("show", text, "--out", dataset, "--pages", tmp_path / "p")
    assert f"{text} stands on no page of a PDF" in done.stderr
    paged = next(row for row in rows if row["fragments"][0]["page"])["activity_id"]
    done = run_concord("show", paged, "--out", dataset, "--raw", tmp_path, "--pages", tmp_path / "p")
    assert done.returncode == 2
    assert "is not the file that" in done.stderr
    assert not (tmp_path / "p").exists()


def test_show_of_nothing(dataset: Path) -> None:
    done = run_concord("show", "nowhere/annex-1/B1", "--out", dataset)
    assert done.returncode == 2
    assert "nothing in" in done.stderr


def test_diff_of_two_folders(dataset: Path, tmp_path: Path) -> None:
    done = run_concord("diff", dataset, dataset)
    assert (done.returncode, done.stdout) == (0, "Nothing new.\n\nNothing changed.\n")
    shutil.copytree(dataset, tmp_path / "before")
    shutil.copy(dataset / "footnotes.parquet", tmp_path / "before" / "voyages.parquet")
    done = run_concord("diff", tmp_path / "before", dataset)
    assert "- The table `voyages` is gone.\n" in done.stdout
    done = run_concord("diff", dataset, tmp_path)
    assert done.returncode == 2
    assert "holds no dataset" in done.stderr
    done = run_concord("diff", "no-such-revision", dataset)
    assert done.returncode == 2
    assert "neither a folder nor a git revision" in done.stderr


def test_a_document_more_is_its_rows_and_the_aggregates_that_it_changes(
    dataset: Path, kept: Path, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "raw", tmp_path / "raw")
    (tmp_path / "raw" / "cites" / "sc201-doc-11.txt").unlink()
    done = run_concord("run", "--raw", tmp_path / "raw", "--out", tmp_path / "without", "--keep", kept)
    assert done.returncode == 0, done.stderr
    difference = orjson.loads(run_concord("diff", tmp_path / "without", dataset, "--json").stdout)
    own = {name for name in difference if name not in AGGREGATES} - {"issues"}
    assert {"documents", "blocks", "activities", "results", "ledger", "taxon_mentions"} <= own
    for name in own:
        rows = read_rows(dataset, name)
        assert difference[name]["removed"] == []
        expected = [row for row in rows if row["document_id"] == "sc201-doc-11"]
        assert len(difference[name]["added"]) == len(expected) > 0, name
        assert {row["document_id"] for row in difference[name]["added"]} == {"sc201-doc-11"}
        for change in difference[name]["changed"]:
            assert list(change["fields"]) == ["target_document_id"], "only who else cites it sees it"
    without = {name: read_rows(tmp_path / "without", name) for name in AGGREGATES}
    for name, rows in without.items():
        changed = [row for row in read_rows(dataset, name) if row not in rows]
        changes = difference.get(name, {"added": [], "changed": []})
        assert len(changed) == len(changes["added"]) + len(changes["changed"]), name
    assert "New: 1 document: sc201-doc-11." in run_concord("diff", tmp_path / "without", dataset).stdout


def test_sql(dataset: Path) -> None:
    done = run_concord("sql", "select count(*) as n from activities", "--out", dataset)
    assert done.stdout == f"n\n{len(read_rows(dataset, 'activities'))}\n"
    done = run_concord("sql", "select nonsense", "--out", dataset)
    assert done.returncode == 2
    assert done.stderr.startswith("concord: ")


def test_the_notebook_runs(dataset: Path, monkeypatch) -> None:
    import nbformat
    from nbclient import NotebookClient

    path = ROOT / "notebooks" / "record.ipynb"
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "the notebook is committed without its outputs"
    monkeypatch.setenv("CONCORD_DATASET", str(dataset))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    shown = [kind for cell in notebook.cells for output in cell.get("outputs", ()) for kind in output.get("data", ())]
    assert "image/png" in shown
