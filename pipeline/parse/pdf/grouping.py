"""Things in a row, cut where others begin or grouped by how near they are to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import inf
from typing import TypeVar

T = TypeVar("T")


def cut_at(items: Sequence[T], places: Iterable[int]) -> list[list[T]]:
    """Cut things in a row before those at some places, which are given in order; the first is none of them."""
    return [list(items[first:end]) for first, end in pairwise([0, *places, len(items)])]


def groups_near(items: Iterable[T], place: Callable[[T], float], *, reach: float, step: float = inf) -> list[list[T]]:
    """Group things, in order of their places: those at most ``reach`` from the first and ``step`` from the last."""
    groups: list[list[T]] = []
    first = last = -inf
    for item in sorted(items, key=place):
        at = place(item)
        if at - first <= reach and at - last <= step:
            groups[-1].append(item)
        else:
            groups.append([item])
            first = at
        last = at
    return groups
