"""The examples of docs/loading.md: run where their program is here, else held against the files they name."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.schema import tables
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "loading.md").read_text("utf-8")


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def beside(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the dataset is called as the examples call it."""
    (tmp_path / "extracted").symlink_to(dataset)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("code", examples("python"))
def test_python(beside: Path, code: str) -> None:
    *lines, last = code.rstrip().split("\n")
    scope: dict[str, object] = {}
    exec("\n".join(lines), scope)
    assert len(eval(last, scope)) > 0


@pytest.mark.parametrize("line", [line for line in examples("sh") if not line.startswith(("duckdb", "frictionless"))])
def test_shell(beside: Path, line: str) -> None:
    """The programs beside this Python; `tests/test_publish.py` has Frictionless validate the same file."""
    program, *arguments = shlex.split(line)
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("line", [line for line in examples("sh") if line.startswith("duckdb")])
def test_duckdb(beside: Path, line: str) -> None:
    """What DuckDB's program would be given, given to DuckDB."""
    _, _, statement = shlex.split(line)
    answer = duckdb.sql(statement)
    assert len(answer) > 0 if answer else (beside / "activities.csv").read_text("utf-8").count("\n") > 100


@pytest.mark.parametrize("line", examples("r"))
def test_r_names_what_is_there(beside: Path, line: str) -> None:
    (path,) = re.findall(r'"(extracted/[\w.]+)"', line)
    assert (beside / path).exists()
    columns = {field.name for schema in tables().values() for field in schema.fields if schema.name == Path(path).stem}
    selected = re.findall(r"col_select = c\((.*?)\)", line)
    named = re.findall(r'"(\w+)"', selected[0]) if selected else re.findall(r"\), (\w+), sort", line)
    assert set(named) <= columns


def test_every_language_has_examples() -> None:
    assert all(examples(language) for language in ("python", "r", "sh"))
