"""Zones of a page where a table without upright rules may be: under a header, or where lines have gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.parse.pdf.gutters import ENUMERATOR, GUTTER, Span, find_gutters, has_gap, is_prose, stretches
from pipeline.parse.pdf.lines import Line, lines_of
from pipeline.parse.pdf.tables.columns.ends import without_title
from pipeline.parse.pdf.tables.columns.named import gutters_under, names_on
from pipeline.parse.pdf.tables.columns.white import FAR, under
from pipeline.parse.pdf.tables.drawn.grid import JoinedRule
from pipeline.parse.pdf.tables.names import LOOSE_LINES, MAX_HEAD_WORDS, names_columns, says_columns
from pipeline.parse.pdf.tables.strips import ALIKE, WIDE, middle_of

AIRY = 2.6
"""Lines that only wide gaps show to be rows are no further apart than this, in ems."""

AIRIEST = 6.0
"""The first row of a programme is no further below the names of its columns than this, in ems."""

FEWEST_BESIDE = 4
"""So many lines in each of two columns show that a page's text is set in them."""

SIDE_LINES = 8
"""A column of a page has at least this many lines."""


@dataclass(slots=True)
class Zone:
    """Lines that may be a table, with the horizontal rules between and around them, from top to bottom.

    ``bounds`` are the places of the rules as long as the table; ``gutters`` are set where a header gave them.
    ``continued``: the lines go on, without a header, in the columns of the page before; ``expected``: they stand in
    those columns, whose rows were ``row_gap`` apart and the names of the columns ``head_gap`` from the first, or
    (``ruled_rows``) parted by rules; ``spanning`` are those of which
    some cells span rows.
    ``single``: rules part the rows of a single column. ``only_names``: the page ends behind the names of the columns.
    ``level`` is what of their cells was level there, where that told rows.
    ``ends`` are the left and right end of the table where a ground shows them, on which its first ``names`` lines are;
    ``edges`` those of its columns where they are drawn (`edged_zones`), ``inferred`` what is concluded of its rows.
    """

    lines: list[Line]
    rules: list[JoinedRule]
    bounds: list[float]
    gutters: list[Span]
    continued: bool = False
    expected: bool = False
    row_gap: float | None = None
    head_gap: float | None = None
    spanning: frozenset[int] = frozenset()
    ruled_rows: bool = False
    single: bool = False
    only_names: bool = False
    ends: tuple[float, float] | None = None
    names: int | None = None
    level: str = ""
    edges: tuple[float, ...] = ()
    inferred: list[str] = field(default_factory=list)

    @property
    def right(self) -> float:
        """Where its lines end."""
        return max(line.x1 for line in self.lines)


def sides_of(lines: list[Line]) -> list[list[Line]]:
    """Part the lines of a page that is set in columns of running text; else return them as they are."""
    if len(lines) < 2 * SIDE_LINES:
        return [lines]
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    if sum(line.x1 - line.x0 < 0.6 * width or has_gap(line, GUTTER) for line in lines) < 0.6 * len(lines):
        return [lines]
    for gutter in find_gutters(lines):
        middle = gutter.middle
        left = lines_of([word for line in lines for word in line.words if middle_of(word) < middle])
        right = lines_of([word for line in lines for word in line.words if middle_of(word) >= middle])
        if min(len(left), len(right)) >= SIDE_LINES and (_is_text(left) or _is_text(right)):
            return [left, right]
    return [lines]


def _is_text(lines: Sequence[Line]) -> bool:
    """Say whether lines are running text without columns in it."""
    return is_prose(lines) and sum(has_gap(line, WIDE) for line in lines) <= 0.3 * len(lines)


def headed_zones(lines: Sequence[Line], rules: Sequence[JoinedRule]) -> list[Zone]:
    """Find what stands in columns under a bold line of several parts, as far down as the gutters stay white."""
    zones = []
    index = end = 0
    while index < len(lines):
        head = lines[index]
        names = 1
        named = names_columns(head)
        if named:
            while index + names < len(lines) and names_on(lines[index + names - 1], lines[index + names]):
                names += 1
        below = lines[index + names :]
        gutters = gutters_under(lines[index : index + names], below, rules) if named else []
        index += 1
        if not gutters:
            continue
        if len(gutters) == 1 and not says_columns(head) and _are_text_columns(lines[end : index - 1], gutters[0]):
            continue
        far = _rows_apart(lines[index + names - 2], below[0]) if below and says_columns(head) else FAR
        held, _ = under(lines[index:], gutters, far=far)
        held = without_title(held, lines[index + len(held) :], gutters, head.x0)
        held, gutters = under(held, gutters, far=far)
        if held and held[0].baseline - head.baseline <= far * head.size:
            top, bottom = head.top, held[-1].bottom
            inside = [rule for rule in rules if top - 6 <= rule.place <= bottom + 6]
            zones.append(Zone([head, *held], inside, [], gutters))
            index += len(held)
            end = index
        elif not held and index + names - 1 == len(lines):
            zones.append(Zone([head, *lines[index:]], [], [], gutters, only_names=True))
            index = len(lines)
    return zones


def _rows_apart(names: Line, first: Line) -> float:
    """Return how far rows may be apart, in ems, by the first of them and the last names of a programme's columns."""
    apart = (first.baseline - names.baseline) / first.size
    return max(FAR, apart + ALIKE) if apart <= AIRIEST else FAR


def _are_text_columns(above: Sequence[Line], gutter: Span) -> bool:
    """Say whether the lines above are running text in two columns that a gutter parts: headings may stand there level.

    What stands in two columns under a line across both, or under nothing, may be a table.
    """
    left: list[Line] = []
    right: list[Line] = []
    for line in reversed(above):
        edge = gutter.x1 - WIDE * line.size / 2
        before = [word for word in line.words if word.x1 <= edge]
        behind = [word for word in line.words if word.x0 >= edge]
        if len(before) + len(behind) < len(line.words):
            break
        left += [Line(before)] if before else []
        right += [Line(behind)] if behind else []
    return min(len(left), len(right)) >= FEWEST_BESIDE and (is_prose(left) or is_prose(right))


def loose_zones(lines: Sequence[Line], rules: Sequence[JoinedRule]) -> list[Zone]:
    """Find lines with wide gaps that follow each other."""
    zones = []
    index = 0
    while index < len(lines):
        if not is_tabular(lines[index]):
            index += 1
            continue
        run = tabular_run(lines[index:], None)
        if len(run) >= 3:
            top, bottom = run[0].top, run[-1].bottom
            zones.append(Zone(run, [r for r in rules if top - 6 <= r.place <= bottom + 6], [], []))
        index += max(len(run), 1)
    return zones


def is_tabular(line: Line) -> bool:
    """Say whether wide gaps part a line, and not only the mark of a list from its text."""
    if not has_gap(line, WIDE):
        return False
    parts = stretches(line, WIDE)
    return len(parts) >= 2 and not (len(parts) == 2 and ENUMERATOR.match(" ".join(w.text for w in parts[0])))


def tabular_run(lines: Sequence[Line], start: float | None) -> list[Line]:
    """Take lines from the first on as long as every few of them have wide gaps and they stand close together."""
    run: list[Line] = []
    last = 0
    for line in lines:
        above = run[-1].baseline if run else start
        if above is not None and line.baseline - above > AIRY * line.size:
            break
        if is_tabular(line):
            run.append(line)
            last = len(run)
        elif len(run) - last < LOOSE_LINES and len(line.words) <= MAX_HEAD_WORDS:
            run.append(line)
        else:
            break
    return run[:last]
