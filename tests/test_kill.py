"""A run killed at any moment: nothing half written is seen, and the next run gives the bytes of one never killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.stages import BusyError, writing
from tests.conftest import ROOT, run_concord
from tests.test_add import FRENCH, write
from tests.test_run import files

KILLS = 10
LONGEST = 2.0
"""Seconds before the kill, at most: a run from nothing takes about so long where nothing else runs."""


def test_killed_at_random_moments(tmp_path: Path) -> None:
    for number in range(1, 6):
        write(tmp_path / "raw" / f"{number}.txt", f"SC98 Doc. {number}", FRENCH if number == 3 else "1. One line.\n")
    never = run_concord("run", "--raw", tmp_path / "raw", "--out", tmp_path / "never", "--keep", tmp_path / "k1")
    assert never.returncode == 0, never.stderr
    out, keep = tmp_path / "often", tmp_path / "k2"
    command = [sys.executable, "-m", "pipeline", "run", "--raw", tmp_path / "raw", "--out", out, "--keep", keep]
    choice = random.Random(98)
    killed = 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            [*command, "--jobs", "2"], cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(choice.uniform(0.2, LONGEST))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
        for path in out.rglob("[!.]*.parquet"):
            pq.read_table(path)
        for path in keep.rglob("*"):
            assert path.is_dir() or path.name.endswith(".part") or path.stat().st_size > 0
    assert killed
    last = run_concord(*map(str, command[3:]), "--jobs", "2")
    assert last.returncode == 0, last.stderr
    assert files(out) == files(tmp_path / "never")


def test_two_runs_at_once_and_one_process_twice(tmp_path: Path) -> None:
    write(tmp_path / "raw" / "1.txt")
    out = tmp_path / "out"
    with writing(out), writing(out):
        done = run_concord("run", "--raw", tmp_path / "raw", "--out", out, "--keep", tmp_path / "keep")
        assert done.returncode == 2
        assert f"{out}: another run is writing this dataset" in done.stderr
        assert [path.name for path in out.iterdir()] == [".lock"]
    done = run_concord("run", "--raw", tmp_path / "raw", "--out", out, "--keep", tmp_path / "keep")
    assert done.returncode == 0


def test_what_is_held_elsewhere_is_busy(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from pipeline.stages import writing\n"
    code += "with writing(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, tmp_path], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BusyError):
            writing(tmp_path)
        other.kill()
        other.wait()
        with writing(tmp_path):
            pass


def test_pruning_keeps_what_a_run_uses(tmp_path: Path) -> None:
    for number in (1, 2):
        write(tmp_path / "raw" / f"{number}.txt", f"SC98 Doc. {number}")
    places = ("--raw", tmp_path / "raw", "--out", tmp_path / "out", "--keep", tmp_path / "keep")
    assert run_concord("run", *places).returncode == 0
    assert "removed 0 kept results" in run_concord("prune", *places).stderr
    (tmp_path / "raw" / "2.txt").unlink()
    (tmp_path / "keep" / "read" / "ab").mkdir(exist_ok=True)
    (tmp_path / "keep" / "read" / "ab" / ".left.part").write_bytes(b"half")
    # what was read of the second, its card and three stages; the tables of both together; what was half written
    assert "removed 9 kept results" in run_concord("prune", *places).stderr
    done = run_concord("run", *places, "--json")
    assert '"made": 0' in done.stdout
