"""Tables of one column that nothing shows but its name, and that its text is set in from all other text.

Where text stands on a filled ground and all that follows is set in from its ends, while other text of the page begins
where the ground does (or the name is that of a table before), the ground is the head of a table. Without a ground, the
name must say that the column describes activities. Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from pipeline.model import Box
from pipeline.parse.pdf.gutters import has_gap
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.columns.white import FAR, OVERHANG
from pipeline.parse.pdf.tables.columns.zones import Zone
from pipeline.parse.pdf.tables.drawn.rules import INSET
from pipeline.parse.pdf.tables.names import letters_of, names_of_one_column
from pipeline.parse.pdf.tables.strips import WIDE
from pipeline.parse.pdf.tables.table import PageTable

SAME_EDGE = 1.5
"""Text that begins within this of the end of a ground begins where the ground does."""


def grounded_zones(lines: Sequence[Line], grounds: Sequence[Box], known: Container[str]) -> list[Zone]:
    """Find the tables of one column on a page, with their names.

    ``grounds`` are filled bands behind bold words, ``known`` the names (`letters_of`) of the columns of tables before.
    """
    zones = []
    for ground in grounds:
        names = [line for line in lines if ground.top <= line.middle <= ground.bottom]
        if not names or any(has_gap(line, WIDE) for line in names):
            continue
        below = [line for line in lines if line.top > ground.bottom]
        # What says that it describes activities may be centred, or stand at the right, over a table that is set in.
        told = bool(below) and len(names_of_one_column(names)) == len(names)
        level = any(abs(line.x0 - names[0].x0) <= OVERHANG for line in below)
        left = below[0].x0 if told and not level else names[0].x0
        off = [line.x0 - ground.x0 for line in lines]
        outside = any(x <= SAME_EDGE if told else abs(x) <= SAME_EDGE for x in off)
        if not outside and letters_of(names) not in known:
            continue
        held = _run_inset(below, ground.x0, ground.x1, left, names[-1])
        if held and abs(min(line.x0 for line in held) - left) <= OVERHANG:
            zones.append(Zone([*names, *held], [], [], [], single=True, ends=(ground.x0, ground.x1), names=len(names)))
    return zones


def named_zones(lines: Sequence[Line], insets: Mapping[str, float], width: float) -> list[Zone]:
    """Find the tables of one column on a page of a width whose name, in bold type, says that it describes activities.

    Other text of the page begins farther left (or ``insets`` says how far text of a table under that name is set in),
    and lines may end as far from the right edge of the page. Where the page ends under a name, the rows follow on the
    next.
    """
    margin = min([line.x0 for line in lines], default=0.0)
    zones: list[Zone] = []
    end = 0
    for index, line in enumerate(lines):
        if index < end or not line.bold:
            continue
        names = names_of_one_column(lines[index:])
        if not names:
            continue
        left = min(margin, line.x0 - insets.get(letters_of(names), 0.0))
        right = max(width - left, *(other.x1 + INSET for other in lines))
        below = lines[index + len(names) :]
        held = _run_inset(below, left, right, line.x0, names[-1])
        if _stand_at(names, left, right, line.x0) and (not below or (held and abs(held[0].x0 - line.x0) <= OVERHANG)):
            zone = Zone([*names, *held], [], [], [], single=True, ends=(left, right), names=len(names))
            zone.only_names = not held
            zones.append(zone)
            end = index + len(names) + len(held)
    return zones


def continued_column(lines: Sequence[Line], known: PageTable, grounds: Sequence[Box]) -> list[Zone]:
    """Find what goes on at the top of a page in the one column of the table that ended the page before."""
    if known.text_left <= known.xs[0] + INSET or any(
        ground.top <= lines[0].middle <= ground.bottom for ground in grounds
    ):
        return []
    held = _run_inset(lines, known.xs[0], known.xs[-1], known.text_left, None)
    if not held:
        return []
    return [Zone(held, [], [], [], continued=True, single=True, ends=(known.xs[0], known.xs[-1]))]


def _run_inset(lines: Sequence[Line], start: float, end: float, left: float, above: Line | None) -> list[Line]:
    """Take lines from the first on as long as they are set in as the name is and follow each other as rows do."""
    held: list[Line] = []
    for line in lines:
        last = held[-1] if held else above
        if not _stand_at([line], start, end, left):
            break
        if last is not None and line.baseline - last.baseline > FAR * line.size:
            break
        held.append(line)
    return held


def _stand_at(lines: Sequence[Line], start: float, end: float, left: float) -> bool:
    """Say whether lines begin nearer to ``left`` than to where the ground begins, and end before it does."""
    begins = max(left - OVERHANG, (start + left) / 2)
    return left > start + INSET and all(line.x0 >= begins and line.x1 < end - INSET for line in lines)
