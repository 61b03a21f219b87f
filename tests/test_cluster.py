"""A run on a Dask cluster: a real scheduler and two worker processes, one of which is killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.params import Params, ParseParams
from pipeline.stages import Run, run_stages
from tests.conftest import ROOT, run_concord
from tests.test_add import write
from tests.test_run import files

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "20s"}


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
        cwd=folder,
        env={**ENVIRONMENT, "DASK_TEMPORARY_DIRECTORY": str(folder)},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )


def wait_for(process: subprocess.Popen[str], pattern: str) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(pattern, line):
            return found[0]
    raise AssertionError(f"{process.args} ended without saying {pattern}")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    processes = [start(tmp_path, "scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        address = wait_for(processes[0], r"tcp://127\.0\.0\.1:\d+")
        for _ in range(2):
            common = (
                "--nthreads",
                "1",
                "--no-nanny",
                "--host",
                "127.0.0.1",
                "--local-directory",
                str(tmp_path / "dask"),
            )
            processes.append(start(tmp_path, "worker", address, *common))
        for process in processes[1:]:
            wait_for(process, r"Registered to")
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.communicate()


def test_the_same_bytes_as_here_though_a_worker_dies(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[str]]]
) -> None:
    address, workers = cluster
    for number in range(1, 7):
        write(tmp_path / "raw" / f"{number}.txt", f"SC98 Doc. {number}")
    (tmp_path / "raw" / "empty.txt").write_bytes(b"")
    killed: list[int] = []

    def kill_one(stage: str, done: int, total: int) -> None:
        if not killed:
            workers[0].send_signal(signal.SIGKILL)
            killed.append(done)

    here = Run(tmp_path / "raw", tmp_path / "here", tmp_path / "kept-here", Params(parse=ParseParams(seconds=60)))
    there = replace(here, out=tmp_path / "there", keep=tmp_path / "kept-there", progress=kill_one, scheduler=address)
    one, other = run_stages(here, ("parse", "split", "tag")), run_stages(there, ("parse", "split", "tag"))
    assert killed
    assert one.documents == other.documents == 6
    assert one.quarantined == other.quarantined == [("empty.txt", "empty: the file is empty")]
    assert files(tmp_path / "here") == files(tmp_path / "there")


@pytest.mark.parametrize("address", ["nonsense://x", "tcp://127.0.0.1:9", "tcp://127.0.0.1"])
def test_no_scheduler_there(tmp_path: Path, address: str) -> None:
    write(tmp_path / "raw" / "1.txt")
    places = ("--raw", tmp_path / "raw", "--out", tmp_path / "out", "--keep", tmp_path / "kept")
    done = run_concord("run", *places, "--scheduler", address)
    assert done.returncode == 2
    assert "no scheduler answers" in done.stderr
