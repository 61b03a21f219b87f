"""DVC as its users use it, in clones: repro, nothing to do, push, pull elsewhere, the same bytes, a new document."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.sources import MEDIA_TYPES, read_catalogue
from tests.conftest import ROOT, run_concord
from tests.test_add import write
from tests.test_run import files

ENVIRONMENT = {
    **os.environ,
    "DVC_NO_ANALYTICS": "1",
    "DVC_TEST": "1",
    "GIT_AUTHOR_NAME": "nobody",
    "GIT_AUTHOR_EMAIL": "nobody@example.org",
    "GIT_COMMITTER_NAME": "nobody",
    "GIT_COMMITTER_EMAIL": "nobody@example.org",
}


def call(folder: Path, *command: str, environment: dict[str, str] | None = None) -> str:
    given = {**ENVIRONMENT, "PYTHONPATH": str(folder), **(environment or {})}
    done = subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def dvc(folder: Path, *arguments: str) -> str:
    return call(folder, sys.executable, "-m", "dvc", *arguments)


def clone(source: Path, target: Path) -> Path:
    call(target.parent, "git", "clone", "--quiet", str(source), str(target))
    (target / ".venv").symlink_to(Path(sys.prefix))
    return target


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    found = clone(ROOT, tmp_path / "one")
    for path in (found / "raw").rglob("*"):
        if path.suffix in MEDIA_TYPES and path.name != "sc201-doc-11.txt":
            path.unlink()
    call(found, "git", "commit", "--quiet", "--all", "--message", "One document is enough here")
    return found


def test_from_repro_to_pull(repository: Path, tmp_path: Path) -> None:
    dvc(repository, "repro", "--quiet")
    assert dvc(repository, "status").strip() == "Data and pipelines are up to date."
    assert "Running stage" not in dvc(repository, "repro")
    done = run_concord("run", "--out", tmp_path / "plain", "--keep", repository / ".concord", cwd=repository)
    assert done.returncode in (0, 1), done.stderr
    assert files(tmp_path / "plain") == files(repository / "extracted")

    dvc(repository, "remote", "add", "--default", "folder", str(tmp_path / "remote"))
    call(repository, "git", "add", "dvc.lock", "metrics", ".dvc/config")
    call(repository, "git", "commit", "--quiet", "--message", "Built")
    dvc(repository, "push", "--quiet")
    other = clone(repository, tmp_path / "two")
    dvc(other, "pull", "--quiet")
    assert "Running stage" not in dvc(other, "repro")
    assert files(other / "extracted") == files(repository / "extracted")
    assert "overall" in dvc(other, "metrics", "show", "--md")
    assert dvc(other, "metrics", "diff").strip() == ""
    assert "f1.json" in dvc(other, "plots", "show", "--json")

    new = write(tmp_path / "new.txt")
    told = call(other, ".venv/bin/python", "-m", "pipeline", "add", str(new))
    assert "taken in as raw/official/cites/sc98-doc-4.txt" in told
    assert (other / "raw" / "official.dvc").exists()
    assert read_catalogue(other / "raw" / "catalogue.csv")["official/cites/sc98-doc-4.txt"]["sha256"]
    changed = call(other, "git", "status", "--porcelain", "--untracked-files=all").splitlines()
    assert [line for line in changed if ".venv" not in line] == [" M raw/catalogue.csv", "?? raw/official.dvc"]
    assert "changed deps" in dvc(other, "status", "parse")
    call(other, "git", "add", "raw")
    call(other, "git", "commit", "--quiet", "--message", "A document")
    dvc(other, "push", "--quiet")
    third = clone(other, tmp_path / "three")
    dvc(third, "pull", "--quiet", "raw/official.dvc")
    assert (third / "raw" / "official" / "cites" / "sc98-doc-4.txt").read_bytes() == new.read_bytes()
