from __future__ import annotations

import copy
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.publish.codebook import CODEBOOK
from tests.changes import BASELINE, ROOT, SHOWN, as_bytes, differences, main, report, state_of

State = dict[str, Any]


@pytest.fixture(scope="module")
def state(dataset: Path) -> State:
    found: State = orjson.loads(as_bytes(state_of(dataset)))
    return found


@pytest.fixture
def commit(tmp_path: Path) -> Callable[[State], None]:
    """Commit a state as the baseline of a repository in ``tmp_path``."""
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / BASELINE.parent).mkdir()

    def add(state: State) -> None:
        (tmp_path / BASELINE).write_bytes(as_bytes(state))
        subprocess.run([*git, "add", "."], cwd=tmp_path, check=True)
        subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "baseline"], cwd=tmp_path, check=True)

    return add


def test_gains_and_losses_are_told(state: State, dataset: Path, record_property: Callable[[str, object], None]) -> None:
    """What is recorded here, `conftest` prints at the end of the run."""
    lines = report(state)
    if (ROOT / "docs" / CODEBOOK).read_bytes() != (dataset / CODEBOOK).read_bytes():
        lines.append("docs/codebook.md counts another dataset; `make docs` writes it and the baseline anew")
    record_property("gains and losses", "\n".join(lines))
    assert lines


def test_the_committed_baseline_watches_every_specimen(state: State) -> None:
    baseline = orjson.loads((ROOT / BASELINE).read_bytes())
    assert baseline["items"].keys() == state["items"].keys()
    assert baseline["figures"].keys() == state["figures"].keys()


def changed(state: State) -> State:
    other = copy.deepcopy(state)
    document = other["items"]["sc205-doc-9"]
    document["activities"]["annex 9 | Z99"] = 1
    name = sorted(document["taxon_mentions"])[0]
    document["taxon_mentions"][name] += 1
    del other["items"]["sc201-doc-11"]["meeting_mentions"]
    other["figures"]["taxa"] = 0.5
    return other


def test_differences_are_named_by_document_and_kind(state: State) -> None:
    other = changed(state)
    found = list(differences(state, other))
    name = sorted(state["items"]["sc205-doc-9"]["taxon_mentions"])[0]
    meetings = state["items"]["sc201-doc-11"]["meeting_mentions"]
    assert f"F1 of taxa: {state['figures']['taxa']} -> 0.5" in found
    assert "sc205-doc-9, activities: gained 1: annex 9 | Z99" in found
    assert f"sc205-doc-9, taxon_mentions: gained 1: {name}" in found
    assert [
        line for line in found if line.startswith(f"sc201-doc-11, meeting_mentions: lost {sum(meetings.values())}:")
    ]
    assert len(found) == 4
    assert [line.replace("gained", "lost") for line in found if "gained" in line] == [
        line for line in differences(other, state) if "sc205" in line
    ]


def test_nothing_differs_from_itself(state: State) -> None:
    assert list(differences(state, copy.deepcopy(state))) == []


def test_long_lists_are_cut(state: State) -> None:
    other = copy.deepcopy(state)
    other["items"]["sc205-doc-9"]["event_mentions"] = {f"Event {number:02}": 1 for number in range(SHOWN + 3)}
    (line,) = (line for line in differences(state, other) if "Event" in line)
    assert f"Event {SHOWN - 1:02}; and 3 more" in line


def test_a_change_is_held_against_head_then_the_commit_before(
    state: State, commit: Callable[[State], None], tmp_path: Path
) -> None:
    assert report(state, tmp_path) == ["no baseline is committed: nothing to compare with"]
    commit(changed(state))
    assert report(state, tmp_path)[0] == "against HEAD:"
    commit(state)
    assert report(state, tmp_path)[0] == "against HEAD~1:"
    commit(state)
    assert report(state, tmp_path) == ["nothing gained or lost against HEAD and HEAD~1"]


def test_the_baseline_is_only_written_when_asked_to(
    state: State, dataset: Path, commit: Callable[[State], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(changed(state))
    before = (tmp_path / BASELINE).read_bytes()
    main([str(dataset)], tmp_path)
    assert (tmp_path / BASELINE).read_bytes() == before
    main([str(dataset), "--regenerate"], tmp_path)
    assert (tmp_path / BASELINE).read_bytes() == as_bytes(state)
    assert capsys.readouterr().out.count("F1 of taxa") == 2
