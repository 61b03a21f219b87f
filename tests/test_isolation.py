from __future__ import annotations

import os
import time

import pytest

from pipeline.datafiles import DataFileError
from pipeline.isolation import Limits, each
from pipeline.model import UnreadableSourceError


def work(task: str) -> str:
    if task == "slow":
        time.sleep(60)
    if task == "crash":
        os._exit(7)
    if task == "greedy":
        return str(len(bytearray(3 * 1024**3)))
    if task == "unreadable":
        raise UnreadableSourceError("damaged", "the file is damaged")
    if task == "gone":
        raise FileNotFoundError(2, "No such file or directory", "gone")
    if task == "data":
        raise DataFileError("data/families/years.yml: there is no 'name'")
    if task == "bug":
        raise KeyError("oops")
    return task.upper()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bad_task_costs_only_itself(jobs: int) -> None:
    tasks = ["a", "slow", "crash", "b", "greedy", "unreadable", "gone", "data", "bug", "c"]
    outcomes = list(each(work, tasks, jobs, Limits(seconds=6, megabytes=1024)))
    assert [outcome.task for outcome in outcomes] == tasks
    assert [outcome.result for outcome in outcomes if outcome.failure is None] == ["A", "B", "C"]
    causes = {outcome.task: outcome.failure.cause for outcome in outcomes if outcome.failure}
    assert causes == {
        "slow": "out_of_time",
        "crash": "crashed",
        "greedy": "out_of_memory",
        "unreadable": "damaged",
        "gone": "unreadable_file",
        "data": "data_file",
        "bug": "internal_error",
    }


def test_no_task_needs_no_process() -> None:
    assert list(each(work, [], 2, Limits())) == []


class Poison:
    """A task that no process survives taking over."""

    def __reduce__(self) -> tuple:
        return (_die_elsewhere, (os.getpid(),))


def _die_elsewhere(home: int) -> str:
    if os.getpid() != home:
        os._exit(9)
    return "home"


def test_processes_that_cannot_begin_are_given_up() -> None:
    [outcome] = each(str, [Poison()], 1, Limits(seconds=6, megabytes=1024))
    assert outcome.failure is not None
    assert outcome.failure.cause in {"no_process", "crashed"}
