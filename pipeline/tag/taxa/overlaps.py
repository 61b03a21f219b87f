"""Of names that overlap, those that count."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from pipeline.tag.taxa.mention import Found

_LONGEST_COORDINATION = 500
"""How far before a name the beginning of one that holds it is looked for."""


def longest(found: list[Found]) -> list[Found]:
    """Of overlapping names keep the longest, of equally long ones the first; return them in the order of the text."""
    kept: list[Found] = []
    cluster: list[Found] = []
    end = 0
    for candidate in sorted(found, key=attrgetter("start")):
        if candidate.start >= end:
            kept += _longest_of_cluster(cluster) if len(cluster) > 1 else cluster
            cluster = []
        cluster.append(candidate)
        end = max(end, candidate.end)
    return kept + _longest_of_cluster(cluster)


def _longest_of_cluster(cluster: list[Found]) -> list[Found]:
    if len(cluster) < 2:
        return cluster
    kept: list[Found] = []
    for candidate in sorted(cluster, key=lambda f: (f.start - f.end, f.start)):
        if all(candidate.end <= other.start or candidate.start >= other.end for other in kept):
            kept.append(candidate)
    return sorted(kept, key=attrgetter("start"))


def merged(found: list[Found], more: list[Found]) -> list[Found]:
    """Add names where none is yet; a longer one takes the place of what it holds. Return them in the text's order."""
    found = sorted(found, key=attrgetter("start", "end"))
    starts = [f.start for f in found]
    for new in more:
        first = bisect_left(starts, new.start - _LONGEST_COORDINATION)
        behind = bisect_left(starts, new.end)
        overlapping = [i for i in range(first, behind) if found[i].end > new.start]
        if all(
            new.start <= found[i].start
            and found[i].end <= new.end
            and found[i].end - found[i].start < new.end - new.start
            for i in overlapping
        ):
            for i in reversed(overlapping):
                del found[i], starts[i]
            at = bisect_left(starts, new.start)
            found.insert(at, new)
            starts.insert(at, new.start)
    return found
