"""Work on documents in processes of their own, with limits on time and memory.

A document that crashes its process, takes too long or too much memory costs only itself: the process is replaced and
the others go on.
"""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as OutOfTimeError
from dataclasses import dataclass
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.model import UnreadableSourceError

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Limits:
    """The budget of one document: ``seconds`` of time, ``megabytes`` of memory beyond what a process starts with."""

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


def each(work: Callable[[T], R], tasks: Iterable[T], jobs: int, limits: Limits) -> Iterator[Outcome[T, R]]:
    """Yield the outcome of ``work`` for every task, in the order of the tasks.

    ``work`` and the tasks must be picklable. At most ``jobs`` processes run at once. Nothing that a task does
    raises here.
    """
    waiting = list(tasks)
    if not waiting:
        return
    pool = ProcessPool(
        max_workers=max(1, min(jobs, len(waiting))),
        context=multiprocessing.get_context("spawn"),
        initializer=_limit_memory,
        initargs=[limits.megabytes],
    )
    with pool:
        futures = [(task, pool.schedule(_guarded, args=[work, task], timeout=limits.seconds)) for task in waiting]
        try:
            for task, future in futures:
                try:
                    answer = future.result()
                except OutOfTimeError:
                    answer = Failure("out_of_time", f"took longer than {limits.seconds:g} seconds")
                except ProcessExpired as error:
                    answer = Failure("crashed", f"the process that read it ended with code {error.exitcode}")
                if isinstance(answer, Failure):
                    yield Outcome(task, None, answer)
                else:
                    yield Outcome(task, answer, None)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _limit_memory(megabytes: int) -> None:
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _guarded(work: Callable[[T], R], task: T) -> R | Failure:
    try:
        return work(task)
    except UnreadableSourceError as error:
        return Failure(error.cause, str(error))
    except MemoryError:
        return Failure("out_of_memory", "needs more memory than its budget")
    except RecursionError:
        return Failure("too_deep", "is nested too deeply")
    except OSError as error:
        return Failure("unreadable_file", f"cannot be read: {error.strerror or error}")
    except Exception as error:
        return Failure("internal_error", f"{type(error).__name__}: {error}")
