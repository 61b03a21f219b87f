"""`concord run` as its users run it: bad input, the same bytes, kept results, corrections, one run at a time."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from filelock import FileLock

from pipeline import cli
from pipeline.cli import building
from pipeline.params import ParamsError, read_params
from pipeline.parquet import read_rows
from tests.conftest import ROOT, run_concord

NOTE = """Seventh meeting of nobody

1. This note was written for a test.
2. It mentions the snow leopard (Panthera uncia) and CoP98 Doc. 4.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "note.txt").write_text(NOTE, encoding="utf-8")
    return raw


def run(raw: Path, out: Path, *more: str) -> tuple[int, dict, str]:
    keep = out.parent / "kept"
    done = run_concord("run", "--raw", raw, "--out", out, "--keep", keep, "--jobs", "1", "--json", *more)
    return done.returncode, orjson.loads(done.stdout) if done.stdout else {}, done.stderr


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    done = run_concord("run", "--raw", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "nowhere: there is no such folder" in done.stderr


def test_nothing_is_left_where_temporary_files_are(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory() as temporary:  # of a short name: sockets have no long ones
        monkeypatch.setenv("TMPDIR", temporary)
        code, summary, _ = run(folder, tmp_path / "out")
        assert (code, summary["documents"]) == (0, 1)
        assert list(Path(temporary).iterdir()) == []


def test_wrong_use() -> None:
    assert run_concord("run", "--jobs", "0").returncode == 2
    assert run_concord("fly").returncode == 2


def test_bad_input_is_named_and_the_rest_is_built(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "no.pdf").write_bytes(b"this is no PDF at all")
    (folder / "table.xls").write_bytes(b"not read")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("This is read by nobody.\n")
    (folder / "latin.txt").write_bytes("Comité permanent, réunion tenue à Genève par les Parties.\n".encode("latin-1"))
    code, summary, messages = run(folder, tmp_path / "out")
    assert code == 1
    causes = {entry["file"]: entry["cause"] for entry in summary["quarantined"]}
    assert set(causes) == {"empty.txt", "empty.pdf", "binary.txt", "no.pdf", "caf\\xe9.txt"}
    assert causes["caf\\xe9.txt"] == "unreadable_file: its name is not UTF-8; give it another"
    assert causes["empty.txt"].startswith("empty: ")
    assert causes["empty.pdf"].startswith("empty: ")
    for name in causes:
        assert name in messages
    documents = {row["document_id"] for row in read_rows(tmp_path / "out", "documents")}
    assert documents == {"note", "latin"}
    issues = read_rows(tmp_path / "out", "issues")
    quarantined = {row["message"].split(":")[0] for row in issues if row["rule"] == "document-quarantined"}
    assert quarantined == set(causes)
    assert any(row["rule"] == "file-not-read" and "table.xls" in row["message"] for row in issues)
    assert any(row["document_id"] == "latin" and row["stage"] == "parse" for row in issues)
    assert any("Comité" in row["text"] for row in read_rows(tmp_path / "out", "blocks"))


def test_an_encrypted_pdf(folder: Path, tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(folder / "locked.pdf"), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 720, "Nobody reads this.")
    canvas.save()
    code, summary, messages = run(folder, tmp_path / "out")
    assert code == 1
    assert [entry["file"] for entry in summary["quarantined"]] == ["locked.pdf"]
    assert summary["quarantined"][0]["cause"].startswith("encrypted: ")
    assert "locked.pdf" in messages
    assert summary["documents"] == 1


def test_the_same_bytes_cold_warm_and_with_any_number_of_jobs(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(ROOT / "raw", raw, ignore=shutil.ignore_patterns("*.pdf"))
    code, summary, _ = run(raw, tmp_path / "first")
    assert code in (0, 1)
    assert summary["made"] and not summary["kept"]
    code, summary, _ = run(raw, tmp_path / "second")
    assert summary["kept"] and not summary["made"]
    keep = tmp_path / "other-kept"
    done = run_concord("run", "--raw", raw, "--out", tmp_path / "third", "--keep", keep, "--jobs", "3")
    assert done.returncode == code
    assert files(tmp_path / "first") == files(tmp_path / "second") == files(tmp_path / "third")


def test_a_document_taken_away_is_gone(folder: Path, tmp_path: Path) -> None:
    (folder / "other.txt").write_text(NOTE.replace("snow leopard", "dugong"), encoding="utf-8")
    out = tmp_path / "out"
    run(folder, out)
    assert {row["document_id"] for row in read_rows(out, "blocks")} == {"note", "other"}
    (folder / "other.txt").unlink()
    run(folder, out)
    assert {row["document_id"] for row in read_rows(out, "blocks")} == {"note"}
    fresh = tmp_path / "fresh"
    run(folder, fresh)
    assert files(out) == files(fresh)


def test_damaged_kept_results_are_made_anew(folder: Path, tmp_path: Path) -> None:
    out, kept = tmp_path / "out", tmp_path / "kept"
    run(folder, out)
    before = files(out)
    for path in sorted(kept.rglob("*")):
        if path.is_file() and "/parse/" in path.as_posix():
            path.unlink()
    code, _, messages = run(folder, out)
    assert (code, messages) == (0, "")
    assert files(out) == before


def test_stages_one_by_one_make_what_a_run_makes(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "whole")
    for stage in ("parse", "split", "tag", "aggregate", "publish"):
        done = run_concord(stage, "--raw", folder, "--out", tmp_path / "steps", "--keep", tmp_path / "kept")
        assert done.returncode == 0, done.stderr
    assert files(tmp_path / "whole") == files(tmp_path / "steps")


def test_two_renditions_are_one_document(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "note.txt", folder / "note.md")
    run(folder, tmp_path / "out")
    [row] = read_rows(tmp_path / "out", "documents")
    assert (row["source_file"], row["renditions"]) == ("note.md", ["note.txt"])


def test_specimens_are_left_out_beside_a_real_document(folder: Path, tmp_path: Path) -> None:
    text = "SPECIMEN - no official record\n\n" + NOTE.replace("dugong", "vicuña")
    (folder / "specimen.txt").write_text(text, encoding="utf-8")
    (folder / "catalogue.csv").write_text("file,specimen\nspecimen.txt,true\n", encoding="utf-8")
    run(folder, tmp_path / "out")
    assert [row["document_id"] for row in read_rows(tmp_path / "out", "documents")] == ["note"]
    assert any(row["rule"] == "specimens-left-out" for row in read_rows(tmp_path / "out", "issues"))
    (folder / "note.txt").unlink()
    run(folder, tmp_path / "out")
    assert [row["specimen"] for row in read_rows(tmp_path / "out", "documents")] == [True]


def test_a_run_waits_for_no_other(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with FileLock(out / ".lock"):
        code, _, messages = run(folder, out)
    assert code == 2
    assert "another run is writing" in messages


def test_where_nothing_can_be_kept_no_document_is_blamed(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out")
    before = files(tmp_path / "out")
    keep = tmp_path / "no room"
    keep.mkdir()
    (keep / "read").write_text("no folder")
    done = run_concord("run", "--raw", folder, "--out", tmp_path / "out", "--keep", keep)
    assert done.returncode == 2
    assert done.stderr == f"concord: {keep}: nothing can be kept there: Not a directory\n"
    assert files(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "from.pdf", None, "raw/to.pdf"), "raw/to.pdf: No space left"),
        (OSError(errno.ENOSPC, "No space left on device"), "concord: No space left on device; make room and give"),
        (OSError(errno.EACCES, "Permission denied", "out", None, "else"), "concord: out: Permission denied\n"),
    ],
)
def test_what_the_disk_refuses_is_said_with_its_place(
    error: OSError, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> int:
        raise error

    monkeypatch.setattr(building, "run_command", refuse)
    assert cli.main(["run"]) == cli.WRONG_USE
    assert said in capsys.readouterr().err


INTERRUPTED = """
import os, signal, sys, threading, time
from pipeline import cli, isolation, stages

signal.signal(signal.SIGINT, signal.default_int_handler)  # the tests may run where it is ignored: in the background

def interrupt():
    os.killpg(0, signal.SIGINT)
    while True:
        time.sleep(0.01)  # another thread may be the one that takes the signal

def once_begun(*arguments):
    isolation.make_ready()
    interrupt()

if sys.argv[1] == "begun":
    stages.find_sources = once_begun
elif sys.argv[1] == "making":
    make_ready = isolation.make_ready
    def once_asked():
        make_ready()
        threading.Timer(0.2, os.killpg, (0, signal.SIGINT)).start()  # it takes longer to load what it copies
    isolation.make_ready = once_asked
else:
    each = stages.Run.each
    def once_read(self, work, tasks):
        for outcome in each(self, work, tasks):
            yield outcome
            interrupt()
    stages.Run.each = once_read
sys.exit(cli.main(sys.argv[2:]))
"""


@pytest.mark.parametrize("moment", ["begun", "making", "read"])
def test_ctrl_c_is_answered_in_one_line(folder: Path, tmp_path: Path, moment: str) -> None:
    """Also while the processes that documents are read in are just being made."""
    command = [sys.executable, "-c", INTERRUPTED, moment, "run", "--raw", folder, "--out", tmp_path / "out"]
    done = subprocess.run(
        [*command, "--keep", tmp_path / "keep"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert done.returncode == 130
    assert done.stderr == f"\nconcord: interrupted; the same command {cli._GOES_ON}\n"
    assert not list((tmp_path / "out").glob("*.parquet"))


def test_what_a_killed_run_left_is_cleared(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / ".blocks.parquet.part").write_bytes(b"half")
    run(folder, out)
    assert not list(out.rglob("*.part"))


CORRECTION = """- id: note-2
  table: blocks
  row: {{block_id: {block_id}}}
  field: text
  expected: {expected}
  use: It mentions the dugong (Dugong dugon) and nothing else.
  reason: A test.
  evidence: The note itself.
"""


@pytest.fixture
def second_block(folder: Path, tmp_path: Path) -> Iterator[dict]:
    run(folder, tmp_path / "plain")
    rows = read_rows(tmp_path / "plain", "blocks")
    yield next(row for row in rows if row["text"].startswith("It mentions"))


def test_a_correction_is_used_by_every_stage(folder: Path, tmp_path: Path, second_block: dict) -> None:
    file = tmp_path / "corrections.yml"
    file.write_text(
        CORRECTION.format(block_id=second_block["block_id"], expected=orjson.dumps(second_block["text"]).decode()),
        encoding="utf-8",
    )
    code, _, messages = run(folder, tmp_path / "out", "--corrections", str(file))
    assert (code, messages) == (0, "")
    assert {row["name"] for row in read_rows(tmp_path / "out", "taxon_mentions")} == {"Dugong dugon"}


def test_a_stale_correction_fails(folder: Path, tmp_path: Path, second_block: dict) -> None:
    file = tmp_path / "corrections.yml"
    file.write_text(CORRECTION.format(block_id=second_block["block_id"], expected="something else"), encoding="utf-8")
    code, _, messages = run(folder, tmp_path / "out", "--corrections", str(file))
    assert code == 1
    assert "correction-stale" in messages


def test_an_unused_correction_fails(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "corrections.yml"
    file.write_text(CORRECTION.format(block_id="nowhere/b0001", expected="x"), encoding="utf-8")
    code, _, messages = run(folder, tmp_path / "out", "--corrections", str(file))
    assert code == 1
    assert "correction-unused" in messages


def test_a_total_that_is_not_kept_fails(tmp_path: Path) -> None:
    text = (ROOT / "raw" / "cites" / "sc201-doc-11.txt").read_text("utf-8")
    code = next(code for code in ("A3.", "A2.") if code in text)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "programme.txt").write_text(text.replace(code, "A5."), encoding="utf-8")
    returned, _, told = run(tmp_path / "raw", tmp_path / "out")
    assert (returned, "code-gap: sc201-doc-11: 2094-2099 in sc201-doc-11/annex-1: In theme A" in told) == (1, True)
    assert run_concord("check", "--out", tmp_path / "out").returncode == 1
    (tmp_path / "raw" / "programme.txt").write_text(text, encoding="utf-8")
    assert run(tmp_path / "raw", tmp_path / "out")[0] == 0
    assert run_concord("check", "--out", tmp_path / "out").returncode == 0


def test_a_catalogue_that_is_none(folder: Path, tmp_path: Path) -> None:
    (folder / "catalogue.csv").write_text("name,symbol\nnote.txt,X\n", encoding="utf-8")
    code, _, messages = run(folder, tmp_path / "out")
    assert code == 2
    assert "catalogue.csv: unknown columns name" in messages


def test_parameters_that_are_none(folder: Path, tmp_path: Path) -> None:
    for stated, message in (
        ("parse: {stich: true}", "unknown stich"),
        ("publish: {version: second}", "not 'second'"),
        ("7: {}", "unknown 7"),
        ("tag: {lexicons: names.csv}", "tag: lexicons cannot be 'names.csv'"),
        ("parse: {seconds: -1}", "parse: seconds cannot be -1"),
        ("parse: {seconds: .nan}", "parse: seconds cannot be nan"),
        ("parse: {megabytes: .inf}", "parse: megabytes cannot be inf"),
        ("parse: {megabytes: 0.5}", "parse: megabytes cannot be 0.5"),
        ("parse: {megabytes: 0}", "parse: megabytes cannot be 0"),
        ("parse: {ocr: 1}", "parse: ocr cannot be 1"),
        ("publish: {gold: [7]}", "publish: gold cannot be [7]"),
    ):
        (tmp_path / "params.yaml").write_text(stated, encoding="utf-8")
        with pytest.raises(ParamsError, match=re.escape(message)):
            read_params(tmp_path / "params.yaml")
    code, _, messages = run(folder, tmp_path / "out", "--params", str(tmp_path / "params.yaml"))
    assert (code, messages) == (2, "concord: params.yaml: publish: gold cannot be [7]\n")
    (tmp_path / "params.yaml").write_text("publish: {gold: [nowhere]}", encoding="utf-8")
    code, _, messages = run(folder, tmp_path / "out", "--params", str(tmp_path / "params.yaml"))
    assert (code, messages) == (2, f"concord: params.yaml: publish: gold: there is no folder {tmp_path / 'nowhere'}\n")
    assert not (tmp_path / "out").exists()


def test_what_parameters_name_is_sought_from_where_they_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "params.yaml").write_text(
        "{tag: {lexicons: [a.csv]}, publish: {gold: [b, /c], released: d.json}}", encoding="utf-8"
    )
    params = read_params(tmp_path / "params.yaml")
    assert params.tag.lexicons == (str(tmp_path / "a.csv"),)
    assert (params.publish.gold, params.publish.released) == ((str(tmp_path / "b"), "/c"), str(tmp_path / "d.json"))
    monkeypatch.chdir(tmp_path)
    assert read_params(Path("params.yaml")).publish.gold == ("b", "/c")


def test_pauses_and_retries_may_be_none_and_times_whole(tmp_path: Path) -> None:
    (tmp_path / "params.yaml").write_text("fetch: {pause: 0, retries: 0, seconds: 5, hosts: []}", encoding="utf-8")
    fetch = read_params(tmp_path / "params.yaml").fetch
    assert (fetch.pause, fetch.retries, fetch.seconds, fetch.hosts) == (0.0, 0, 5.0, ())


def test_an_empty_folder_gives_an_empty_dataset(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    code, summary, said = run(raw, tmp_path / "out")
    assert (code, summary["documents"]) == (0, 0)
    assert read_rows(tmp_path / "out", "activities") == []
    assert [(row["level"], row["rule"]) for row in read_rows(tmp_path / "out", "issues")] == [
        ("warning", "no-documents")
    ]
    assert f"{raw}: The folder holds no document" in said
