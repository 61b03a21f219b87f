"""Releases as their users make them: frozen, had again by their tags, compared; and what is refused."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.parquet import read_rows
from pipeline.revisions import RevisionError, dataset_at, release
from tests.conftest import ROOT
from tests.test_add import write
from tests.test_check import changed
from tests.test_dvc import ENVIRONMENT, call, dvc

STAGES = """stages:
  dataset:
    cmd: {python} -m pipeline run --jobs 1 --keep {keep}
    deps: [raw, corrections.yml]
    params: [publish.version]
    outs: [extracted]
"""
Concord = Callable[..., tuple[int, str]]
CORRECTION = """- id: title
  table: documents
  row: {document_id: sc98-doc-4}
  field: title
  expected: COUNTING OF LEOPARDS
  use: COUNTING OF SNOW LEOPARDS
  reason: Words were lost.
  evidence: The agenda of the meeting.
"""


def git(folder: Path, *arguments: str) -> str:
    return call(folder, "git", *arguments)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "More")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty repository of git in which the tests are, with one document to be read."""
    for name, value in (ENVIRONMENT | {"PYTHONPATH": str(ROOT)}).items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "project"
    write(folder / "raw" / "sc98-doc-4.txt")
    (folder / "corrections.yml").write_text("[]\n")
    (folder / "params.yaml").write_text("publish:\n  version: 1.0.0\n")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    monkeypatch.chdir(folder)
    yield folder


def build(folder: Path) -> None:
    call(folder, sys.executable, "-m", "dvc", "repro", "--quiet", environment={"PYTHONPATH": str(ROOT)})


@pytest.fixture
def concord(capsys: pytest.CaptureFixture[str]) -> Concord:
    """The command, run here: its exit code and what it says."""

    def run(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_from_the_first_release_to_the_third(
    project: Path, kept: Path, tmp_path: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch
) -> None:
    dvc(project, "init", "--quiet")
    dvc(project, "remote", "add", "--default", "folder", str(tmp_path / "remote"))
    (project / "dvc.yaml").write_text(STAGES.format(python=sys.executable, keep=kept))
    build(project)
    log = (project / "extracted" / "CHANGELOG.md").read_text("utf-8")
    commit(project)
    code, told = concord("release")
    assert (code, "tagged as v1.0.0" in told, "with the DVC remote folder" in told) == (0, True, True)
    assert git(project, "status", "--porcelain").strip() == ""
    assert dvc(project, "status").strip() == "Data and pipelines are up to date."
    assert concord("release") == (0, "concord: nothing changed since version 1.0.0\n")

    (project / "corrections.yml").write_text(CORRECTION)
    build(project)
    code, told = concord("release")
    assert (code, "commit or undo it first: corrections.yml" in told) == (2, True)
    commit(project)
    code, told = concord("release")
    assert (code, "this is version 1.0.1: params.yaml now says so" in told) == (1, True)
    code, told = concord("release")
    assert (code, "build it by `dvc repro`" in told) == (2, True)
    build(project)
    assert concord("release")[0] == 0

    write(project / "raw" / "sc98-doc-5.txt", "SC98 Doc. 5", title="COUNTING OF GAZELLES")
    build(project)
    assert "commit or undo it first: raw/sc98-doc-5.txt" in concord("release")[1]
    commit(project)
    assert concord("release")[0] == 1
    build(project)
    ready = (project / "extracted" / "CHANGELOG.md").read_text("utf-8")
    assert concord("release")[0] == 0
    assert git(project, "tag").split() == ["v1.0.0", "v1.0.1", "v1.1.0"]
    entries = [line for line in ready.splitlines() if line.startswith("## ")]
    assert entries == ["## 1.1.0, against 1.0.1", "## 1.0.1, against 1.0.0", "## 1.0.0", "## Content"]
    assert "| documents | sc98-doc-5 | 1 |  |  |" in ready
    assert "| documents | sc98-doc-4 |  |  | 1 |" in ready
    assert log.partition("## Content")[0].partition("# Changes")[2].strip() in ready

    assert concord("publish")[0] == 0
    assert (project / "extracted" / "CHANGELOG.md").read_text("utf-8") == ready, "a release changes no byte"

    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", str(project), str(other))
    monkeypatch.chdir(other)
    code, told = concord("diff", "v1.0.1", "v1.1.0")
    assert (code, told.partition("\n")[0]) == (0, "New: 1 document: sc98-doc-5.")
    assert "| documents | sc98-doc-4 |  |  | 1 |" in concord("diff", "v1.0.0", "v1.0.1")[1]
    assert concord("diff", "HEAD", str(project / "extracted")) == (0, "Nothing new.\n\nNothing changed.\n")

    shutil.rmtree(tmp_path / "remote")
    shutil.rmtree(other / ".dvc" / "cache", ignore_errors=True)
    code, told = concord("diff", "v1.0.0", str(project / "extracted"))
    assert (code, "v1.0.0: DVC does not have its dataset; bring" in told, "any troubles" in told) == (2, True, False)


def test_a_file_changed_since_is_refused(project: Path, dataset: Path) -> None:
    shutil.copytree(dataset, project / "extracted")
    (project / ".gitignore").write_text("/extracted\n")
    commit(project)
    (project / "corrections.yml").write_text("[] # nothing\n")
    with pytest.raises(RevisionError, match=r"commit or undo it first: corrections\.yml$"):
        release(Path("extracted"), Path("params.yaml"))


def test_a_dataset_that_breaks_the_contract_is_refused(project: Path, dataset: Path) -> None:
    shutil.copytree(dataset, project / "extracted")
    (project / ".gitignore").write_text("/extracted\n")
    commit(project)
    row = read_rows(project / "extracted", "taxon_mentions")[0]
    changed(project / "extracted", "taxon_mentions", start=row["start"] + 1)
    with pytest.raises(RevisionError, match=r"breaks the contract .offset-wrong"):
        release(Path("extracted"), Path("params.yaml"))
    (project / "extracted" / "taxa.parquet").unlink()
    with pytest.raises(RevisionError, match="no complete dataset, it lacks taxa"):
        release(Path("extracted"), Path("params.yaml"))


def test_a_dataset_that_no_tag_would_lead_to_is_refused(project: Path, dataset: Path) -> None:
    commit(project)
    with pytest.raises(RevisionError, match="is not the dataset that DVC builds here"):
        release(dataset, Path("params.yaml"))
    shutil.copytree(dataset, project / "extracted")
    with pytest.raises(RevisionError, match="build it by `dvc repro`"):
        release(Path("extracted"), Path("params.yaml"))
    git(project, "tag", "v1.0.0")
    with pytest.raises(RevisionError, match=r"v1\.0\.0: there is such a tag already"):
        release(Path("extracted"), Path("params.yaml"))
    assert not (project / "released.json").exists()
    with pytest.raises(RevisionError, match=r"v1\.0\.0: DVC does not have its dataset"), dataset_at("v1.0.0"):
        pass
