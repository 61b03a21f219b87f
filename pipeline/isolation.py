"""Work on documents in processes of their own, with limits on time and memory.

A document that crashes its process, takes too long or too much memory costs only itself: the process is replaced and
the others go on. Processes are copies of one that has loaded code and data once and works on nothing itself.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as OutOfTimeError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.datafiles import DataFileError
from pipeline.kept import KeepError
from pipeline.model import UnreadableSourceError

T = TypeVar("T")
R = TypeVar("R")

READY = "pipeline.ready"
"""The module that a process must have loaded to work on documents."""
MOST_POOLS = 3
"""A pool whose processes end before they work on anything is begun anew so many times in all."""


NOT_KEPT, DATA_FILE = "not_kept", "data_file"
"""The causes of failures that are not the task's: its result could not be kept, a data file is not what it must be."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The budget of one document: ``seconds`` of time, ``megabytes`` of memory.

    Memory is what the system reserves, not what is used: what a process starts with counts (over half of the default).
    """

    seconds: float = 300.0
    megabytes: int = 2048


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be worked on: a short name of the cause, and a sentence."""

    cause: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T, R]):
    """What came of one task: a result or a failure."""

    task: T
    result: R | None
    failure: Failure | None


def make_ready() -> None:
    """Begin to load what the processes need, beside whatever this process does meanwhile."""
    multiprocessing.set_forkserver_preload([READY])
    # Ctrl-C reaches every process that a terminal began. The copies leave it to this one, which ends them; a process
    # that is begun while a signal is blocked has it blocked.
    resource_tracker.ensure_running()  # lets the signal through again once it runs, in every thread that begins it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def each(work: Callable[[T], R], tasks: Iterable[T], jobs: int, limits: Limits) -> Iterator[Outcome[T, R]]:
    """Yield the outcome of ``work`` for every task, in the order of the tasks.

    ``work`` and the tasks must be picklable. At most ``jobs`` processes run at once. Nothing that a task does
    raises here.
    """
    waiting = list(tasks)
    for _ in range(MOST_POOLS):
        done = 0
        for outcome in _pooled(work, waiting, jobs, limits):
            yield outcome
            done += 1
        waiting = waiting[done:]
        if not waiting:
            return
    for task in waiting:
        yield Outcome(task, None, Failure("no_process", "no process could be started or kept running to read it"))


def _pooled(work: Callable[[T], R], tasks: list[T], jobs: int, limits: Limits) -> Iterator[Outcome[T, R]]:
    """Yield outcomes of the tasks in their order, fewer than there are tasks if the pool breaks down."""
    if not tasks:
        return
    make_ready()
    pool = ProcessPool(
        max_workers=max(1, min(jobs, len(tasks))),
        context=multiprocessing.get_context("forkserver"),
        initializer=_limit_memory,
        initargs=[limits.megabytes],
    )
    with pool:
        try:
            futures = [(task, pool.schedule(_guarded, args=[work, task], timeout=limits.seconds)) for task in tasks]
            for task, future in futures:
                try:
                    answer = future.result()
                except OutOfTimeError:
                    answer = Failure("out_of_time", f"took longer than {limits.seconds:g} seconds")
                except ProcessExpired as error:
                    answer = Failure("crashed", f"the process that read it ended with code {error.exitcode}")
                except BrokenProcessPool:
                    return
                if isinstance(answer, Failure):
                    yield Outcome(task, None, answer)
                else:
                    yield Outcome(task, answer, None)
        except BaseException as error:
            pool.stop()  # type: ignore[no-untyped-call]
            if isinstance(error, KeyboardInterrupt):
                _make_no_more()
            raise


def _make_no_more() -> None:
    """End the process that the others are copies of: it would make those asked for already, which then find nobody."""
    pid = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    if pid is not None:
        os.kill(pid, signal.SIGKILL)


def _limit_memory(megabytes: int) -> None:
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _guarded(work: Callable[[T], R], task: T) -> R | Failure:
    try:
        return work(task)
    except UnreadableSourceError as error:
        return Failure(error.cause, str(error))
    except KeepError as error:
        return Failure(NOT_KEPT, str(error))
    except DataFileError as error:
        return Failure(DATA_FILE, str(error))
    except MemoryError:
        return Failure("out_of_memory", "needs more memory than its budget")
    except RecursionError:
        return Failure("too_deep", "is nested too deeply")
    except OSError as error:
        return Failure("unreadable_file", f"cannot be read: {error.strerror or error}")
    except Exception as error:
        return Failure("internal_error", f"{type(error).__name__}: {error}")
