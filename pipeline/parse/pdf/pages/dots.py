"""Dotted rules: rows and columns of small squares or discs that stand for a line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from pipeline.model import Box
from pipeline.parse.pdf.grouping import cut_at, groups_near
from pipeline.parse.pdf.pages.page import Rule

FEWEST = 8
"""So many dots at even distances are a line; fewer may be leaders, bullets or corners."""

STEP = 4.0
"""Dots of a line are at most so many times their size apart, from middle to middle."""

IN_LINE = 0.3
"""Middles of dots of one line differ by at most this (points) across it."""


def rules_of_dots(dots: Sequence[Box]) -> list[Rule]:
    """Return the rules that dots make, level and upright; those that make none are level rules by themselves."""
    found: list[Rule] = []
    used: set[int] = set()
    for horizontal in (True, False):
        across = [_middle(dot, across=horizontal) for dot in dots]
        for line in groups_near(range(len(dots)), across.__getitem__, reach=inf, step=IN_LINE):
            for run in _runs(line, dots, horizontal):
                if len(run) >= FEWEST:
                    box = dots[run[0]].union(dots[run[-1]])
                    found.append(Rule(box, horizontal))
                    used.update(run)
    found += [Rule(box, horizontal=True) for index, box in enumerate(dots) if index not in used]
    return found


def _middle(box: Box, *, across: bool) -> float:
    return (box.top + box.bottom) / 2 if across else (box.x0 + box.x1) / 2


def _runs(line: Sequence[int], dots: Sequence[Box], horizontal: bool) -> list[list[int]]:
    """Cut a line of dots where two are far apart."""
    order = sorted(line, key=lambda index: _middle(dots[index], across=not horizontal))
    cuts = []
    for at, (before, index) in enumerate(pairwise(order), 1):
        size = max(dots[index].x1 - dots[index].x0, dots[index].bottom - dots[index].top)
        apart = _middle(dots[index], across=not horizontal) - _middle(dots[before], across=not horizontal)
        if apart > STEP * size:
            cuts.append(at)
    return cut_at(order, cuts)
