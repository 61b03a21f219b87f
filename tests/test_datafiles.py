"""Mistakes in data files are told with the file and the mistake, once, and no document is blamed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.datafiles import DataFileError, reading
from pipeline.families import family_names, forms
from pipeline.tag import grammar, grammar_files
from tests.conftest import ROOT

FORM = '- name: year\n  pattern: "20\\\\d\\\\d"\n  examples: ["2098"]\n  counterexamples: ["98"]\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (FORM.replace("name", "nam"), "entry 1: unknown key nam"),
        (FORM.replace("20", "(20"), "missing ), unterminated subpattern at position 0 of the pattern '(20\\\\d\\\\d'"),
        (FORM.replace('["2098"]', "7"), "entry 1 (year): examples: 7 is not a list"),
        (FORM.replace('["2098"]', "2098"), "entry 1 (year): examples: 2098 is not a list"),
        (FORM.replace('["2098"]', '["2098", on]'), "entry 1 (year): examples: entry 2: True is not text"),
        (FORM + FORM, "the form year stands twice"),
        (FORM + "  examples: []\n", "line 5: 'examples' stands twice in one mapping"),
        ("name: year\n", "{'name': 'year'} is not a list"),
        (FORM.replace('["2098"]', '["2098"'), "ParserError: while parsing a flow sequence"),
        (FORM.replace("2098", "\udcff"), "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff"),
        (None, "FileNotFoundError: [Errno 2] No such file or directory"),
    ],
)
def test_a_family_of_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None, message: str) -> None:
    (tmp_path / "families").mkdir()
    if text is not None:
        (tmp_path / "families" / "years.yml").write_text(text, encoding="utf-8", errors="surrogateescape")
    monkeypatch.setattr("pipeline.families.DATA", tmp_path)
    monkeypatch.setattr("pipeline.datafiles.DATA", tmp_path)
    with pytest.raises(DataFileError, match=rf"^data/families/years\.yml: {re.escape(message)}"):
        forms.__wrapped__("years")


def test_a_grammar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "forms:\n- form: year\n  pattern: '%{century}'\n  examples: []\n"
    (tmp_path / "years.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(grammar, "REFERENCES", tmp_path)
    monkeypatch.setattr(grammar_files, "REFERENCES", tmp_path)
    with pytest.raises(DataFileError, match=r"/years\.yml: there is no 'century'$"):
        grammar.load_forms("years.yml")


def test_what_is_told_already_is_told_once() -> None:
    with pytest.raises(DataFileError, match=r"^data/b/c\.yml: there is no 'x'$"), reading("a.yml"), reading("b/c.yml"):
        raise KeyError("x")


def test_every_attribute_of_a_form_is_one_that_is_read() -> None:
    folders = ("pipeline", "tests")  # what is held against examples only is read by tests
    code = "".join(path.read_text(encoding="utf-8") for name in folders for path in (ROOT / name).rglob("*.py"))
    stated = {name for family in family_names() for form in forms(family) for name in form.attributes}
    assert {name for name in stated if f'"{name}"' not in code} == set()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("references/meetings.yml", "parts:", "partz:", "unknown key partz"),
        ("families/timeframes.yml", "- name: years\n", "- nam: years\n", "entry "),
        ("totals/totals.yml", "\nfamilies:", "\nfamilys:", "unknown key familys"),
    ],
)
def test_a_run_is_not_begun_or_ends_with_the_mistake(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    shutil.copytree(ROOT / "pipeline", tmp_path / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / "pipeline" / "data" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "run", "--raw", ROOT / "raw", "--jobs", "2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("concord: ")
    assert f"data/{file}: {message}" in line
