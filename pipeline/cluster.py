"""Work on documents by the workers of a Dask cluster, which see the same folders as this machine.

A worker does what this machine would do: documents in a process beside it, within their limits, results kept in the
same folder. A worker that dies costs nothing: its documents are given to another.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from pipeline.isolation import Failure, Limits, Outcome, each

T = TypeVar("T")
R = TypeVar("R")

RETRIES = 2
"""How often a document is given to another worker after an error of the cluster itself."""
PATIENCE = 30.0
"""Seconds in which a scheduler must answer."""
BATCH = 8
"""So many documents a worker takes at once at most, in one process: starting one costs as much as many pages."""
AHEAD = 3
"""Batches handed out at once, for each thread of the cluster: enough that no worker waits for the next."""


class ClusterError(Exception):
    """The cluster cannot be used; the message says why."""


def each_on_cluster(
    scheduler: str, work: Callable[[T], R], tasks: Iterable[T], limits: Limits
) -> Iterator[Outcome[T, R]]:
    """Yield the outcome of ``work`` for every task, in the order of the tasks, as `pipeline.isolation.each` does.

    ``scheduler`` is an address (``tcp://host:port``). Raises `ClusterError`.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise ClusterError("a cluster needs the extra `cluster`: pip install -e '.[cluster]'") from error
    waiting = list(tasks)
    if not waiting:
        return
    try:
        _knock(scheduler)
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(f"{scheduler}: no scheduler answers there ({error})") from error
    with client:
        threads = max(1, sum(client.nthreads().values()))
        size = max(1, min(BATCH, len(waiting) // threads))
        batches = [waiting[start : start + size] for start in range(0, len(waiting), size)]
        futures: dict[int, Any] = {}
        for position, batch in enumerate(batches):
            for coming in range(position, min(position + AHEAD * threads, len(batches))):
                if coming not in futures:
                    futures[coming] = client.submit(
                        _work_on, work, batches[coming], limits, pure=False, retries=RETRIES
                    )
            try:
                answers = futures.pop(position).result()
            except Exception as error:  # whatever the cluster raises is about these documents only
                failure = Failure("crashed", f"the cluster could not work on it: {error}")
                answers = [(None, failure)] * len(batch)
            for task, (result, failed) in zip(batch, answers, strict=True):
                yield Outcome(task, result, failed)


def _knock(scheduler: str) -> None:
    """Raise OSError or ValueError at once where nothing listens; a client would try again and again."""
    from distributed.comm.addressing import parse_address, parse_host_port  # noqa: PLC0415 - an optional extra
    from distributed.comm.registry import get_backend  # noqa: PLC0415

    scheme, place = parse_address(scheduler)
    get_backend(scheme)
    if scheme in {"tcp", "tls"}:
        with socket.create_connection(parse_host_port(place), timeout=PATIENCE):
            pass


def _work_on(work: Callable[[T], R], batch: list[T], limits: Limits) -> list[tuple[R | None, Failure | None]]:
    return [(outcome.result, outcome.failure) for outcome in each(work, batch, 1, limits)]
