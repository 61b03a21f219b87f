"""Horizontal rules over a page, and the bands of lines between them. Lengths are in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from pipeline.parse.pdf.gutters import has_gap
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.columns.white import ALIGNED
from pipeline.parse.pdf.tables.drawn.grid import JoinedRule
from pipeline.parse.pdf.tables.names import LOOSE_LINES
from pipeline.parse.pdf.tables.strips import WIDE

INSET = 1.0
"""Text in a cell is set in by more than this (points) from the ends of the rules over it."""

OUTSET = 2.0
"""A title begins so much farther left (points) than any row of a table whose rows are set in from the rules' ends."""

TITLE_WHITE = 3.0
"""The title between two tables has so much more white (points) over and under it than rows between their rules."""

SHORT_RULE = 60.0
"""Rules shorter than this (points) do not bound a table by themselves."""


NOTE_SIZE = 0.93
"""Notes under a table are set in at most this share of the size of its rows."""


@dataclass(frozen=True, slots=True)
class Band:
    """The lines between two horizontal rules, which stand at ``top`` and ``bottom``."""

    lines: list[Line]
    top: float
    bottom: float

    @property
    def white(self) -> tuple[float, float]:
        """The white over its first line and under its last."""
        return self.lines[0].top - self.top, self.bottom - max(line.bottom for line in self.lines)


def levels_of(rules: Sequence[JoinedRule]) -> list[JoinedRule]:
    """Join the rules at one height into one, whatever the gaps between them (a rule under each column's head)."""
    levels: list[JoinedRule] = []
    for rule in sorted(rules, key=lambda rule: (rule.place, rule.start)):
        if levels and rule.place - levels[-1].place <= 1.5 and rule.start - levels[-1].end < 40:
            last = levels[-1]
            levels[-1] = JoinedRule(last.place, min(last.start, rule.start), max(last.end, rule.end), last.drawn)
        else:
            levels.append(rule)
    return [level for level in levels if level.end - level.start >= SHORT_RULE]


def levels_across(rules: Sequence[JoinedRule], left: float, right: float) -> list[JoinedRule]:
    """Return the levels of rules (`levels_of`) that begin and end where a table does."""
    return [
        level for level in levels_of(rules) if abs(level.start - left) <= ALIGNED and abs(level.end - right) <= ALIGNED
    ]


def lines_in(lines: Sequence[Line], rule: JoinedRule, top: float, bottom: float) -> list[Line]:
    """Return the lines between two heights that stand over the length of a rule."""
    return [line for line in lines if top < line.middle < bottom and along(line, rule)]


def lines_under(lines: Sequence[Line], rule: JoinedRule) -> list[Line]:
    """Return the lines below a rule that stand over its length."""
    return [line for line in lines if line.middle > rule.place and along(line, rule)]


def along(line: Line, rule: JoinedRule) -> bool:
    """Say whether a line stands over the length of a rule."""
    return line.x0 >= rule.start - ALIGNED and line.x1 <= rule.end + ALIGNED


def is_inset(lines: Sequence[Line], rule: JoinedRule) -> bool:
    """Say whether lines are set in from both ends of a rule, as in a cell."""
    return all(line.x0 > rule.start + INSET and line.x1 < rule.end - INSET for line in lines)


def begins_left_of_rows(lines: Sequence[Line], edge: float, rows: float) -> bool:
    """Say whether lines begin at the left end of a table's rules, ``edge``, and its rows farther right, at ``rows``."""
    return any(line.x0 <= edge + INSET and line.x0 < rows - OUTSET for line in lines)


def is_outset(band: Band, above: Sequence[Band], rule: JoinedRule) -> bool:
    """Say whether a band between rules of a table's length begins left of all rows above, as a title does."""
    rows = min([line.x0 for row in above for line in row.lines], default=-inf)
    return begins_left_of_rows(band.lines, rule.start, rows)


def runs_across(lines: Sequence[Line]) -> bool:
    """Say whether lines between two rules are the words of one cell over all columns."""
    return 0 < len(lines) < LOOSE_LINES and not any(has_gap(line, WIDE) for line in lines)
