"""Tallies: what the mentions in some documents say of each thing they name, small enough to be kept and added up.

A tally of two runs of documents that share no document is the sum of theirs; so those of a document more are added to
what is kept of the others.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.aggregate.rows import Row

Plain = dict[str, Any]
"""A tally as values that JSON can hold."""


@dataclass(slots=True)
class Tally:
    """What is known of one thing.

    ``values`` count what is said of it, by column; ``seen`` are the different values of a column; ``sums`` what is
    counted of it, `mentions` first.
    """

    documents: set[str] = field(default_factory=set)
    values: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seen: dict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))
    sums: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, rows: Sequence[Row], values: Sequence[str] = (), seen: Sequence[str] = ()) -> Tally:
        """Tally rows of mentions by these columns; null counts nowhere."""
        found = cls({row["document_id"] for row in rows}, sums=Counter(mentions=len(rows)))
        for column in values:
            found.values[column].update(row[column] for row in rows if row.get(column))
        for column in seen:
            found.seen[column].update(row[column] for row in rows if row.get(column))
        return found

    def add(self, other: Tally) -> None:
        """Add what other documents say."""
        self.documents |= other.documents
        self.sums += other.sums
        for column, counted in other.values.items():
            self.values[column].update(counted)
        for column, found in other.seen.items():
            self.seen[column] |= found

    def commonest(self, column: str) -> str | None:
        """Return the value that is said most, of several the first in the alphabet; None where there is none."""
        return commonest(self.values[column])

    def plain(self) -> Plain:
        """Return the tally as `from_plain` takes it."""
        return {
            "documents": sorted(self.documents),
            "values": {column: dict(sorted(counted.items())) for column, counted in self.values.items()},
            "seen": {column: sorted(found, key=str) for column, found in self.seen.items()},
            "sums": dict(self.sums),
        }

    @classmethod
    def from_plain(cls, plain: Plain) -> Tally:
        """Return the tally that `plain` wrote."""
        # Thousands of tallies name the same documents: one text for each id, not one for each time it is named.
        found = cls(set(map(sys.intern, plain["documents"])), sums=Counter(plain["sums"]))
        for column, counted in plain["values"].items():
            found.values[column] = Counter(counted)
        for column, members in plain["seen"].items():
            found.seen[column] = {tuple(member) if isinstance(member, list) else member for member in members}
        return found


Tallies = dict[str, Tally]
"""Tallies by what they are of."""


def grouped(mentions: Iterable[Row], column: str) -> list[tuple[str, list[Row]]]:
    """Group mentions by what they resolve to, sorted; those that stay open are in the mentions table alone."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in mentions:
        if row.get(column):
            found[row[column]].append(row)
    return sorted(found.items())


def commonest(counted: Counter[str]) -> str | None:
    """Return the value that is counted most, of several the first in the alphabet; None where there is none."""
    return min(counted, key=lambda value: (-counted[value], value), default=None)


def add_all(total: Tallies, more: Mapping[str, Tally]) -> None:
    """Add tallies of other documents to a total."""
    for name, tally in more.items():
        total.setdefault(name, Tally()).add(tally)


def distinct(rows: Iterable[Row], column: str) -> int:
    """Return how many different values a column has, null apart."""
    return len({row[column] for row in rows if row.get(column) is not None})
