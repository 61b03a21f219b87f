"""The rows of a table whose cells are set to the middle of their rows, and not to their top.

A browser sets them so where nothing says otherwise. Beside a text of several lines a shorter one begins further down:
blank lines, and where the texts of the columns stand between each other, say where each row begins and ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.text.drafts import is_finished, starts_small
from pipeline.parse.text.tables.rowbreaks import Divided, is_coded

MAX_HEIGHT = 60
"""A row has fewer lines."""
MIN_CODES = 2
"""Fewer codes beside the middle of their rows may stand there by chance."""
MIN_GAIN = 0.9
"""By so much less misfit the cells are set to the middle rather than to the top."""
LINES_BELOW = 2
"""A blank line may belong to the paragraph above it, and the middle be between lines: so much lower is no misfit."""
_USUAL, _OFF = 1, 0.1
"""How many lines more stand below a cell than above it, and what each that is missing or more costs."""
MAX_APART = 3
"""Over so many lines a text may go on in its cell."""
_IN_SENTENCE = 2.0
"""What it costs that a row ends in the middle of a sentence, on the scale of lines that a cell is out of its place."""


def centred_rows(lines: Sequence[Divided]) -> list[list[Divided]] | None:
    """Return the lines of a table by the rows whose cells are set to their middle, None where they are not.

    Each row has one code. They are set so where that fits its cells far better than that all begin level.
    """
    codes = [at for at, line in enumerate(lines) if is_coded(line.texts)]
    if len(codes) < MIN_CODES:
        return None
    levelled = _parted(lines, codes, centred=False)
    centred = _parted(lines, codes, centred=True)
    if centred is None or levelled is None or centred[0] + MIN_GAIN > levelled[0]:
        return None
    return [list(lines[start:end]) for start, end in centred[1]]


def _parted(
    lines: Sequence[Divided], codes: Sequence[int], *, centred: bool
) -> tuple[float, list[tuple[int, int]]] | None:
    """Return the cheapest rows of one code each, as the lines from which to which they reach, and their misfit.

    None where a row would be too high.
    """
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {0: (0.0, [])}
    for place, code in enumerate(codes):
        stops = range(code + 1, codes[place + 1] + 1) if place + 1 < len(codes) else [len(lines)]
        following: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for end in stops:
            against = _cost_of_end(lines, end) if end < len(lines) else 0.0
            found = [
                (cost + _misfit(lines, start, end, against, centred=centred), [*rows, (start, end)])
                for start, (cost, rows) in best.items()
                if end - start <= MAX_HEIGHT
            ]
            if found:
                following[end] = min(found)
        best = following
    return best.get(len(lines))


def _misfit(lines: Sequence[Divided], start: int, end: int, against: float, *, centred: bool) -> float:
    """Return how far the cells of the lines are from where they would stand in a row, and what speaks against its end.

    ``centred``: from its middle; else from its top. ``against`` is what speaks against an end there.
    """
    row = lines[start:end]
    top = row[0].row.at
    bottom = lines[end].row.at - 1 if end < len(lines) else row[-1].row.at
    cost = against
    for column in range(len(row[0].texts)):
        filled = [line.row.at for line in row if line.texts[column]]
        if not filled:
            continue
        above, below = filled[0] - top, bottom - filled[-1]
        if centred:
            lower = below - above
            cost += max(0, -lower, lower - LINES_BELOW) + _OFF * abs(lower - _USUAL)
        else:
            cost += above
    return cost


def _cost_of_end(lines: Sequence[Divided], end: int) -> float:
    """Return what speaks against an end of a row above a line: sentences and lists that go on there."""
    cost = 0.0
    for column in range(len(lines[end].texts)):
        below = next((line.texts[column] for line in lines[end : end + MAX_APART] if line.texts[column]), "")
        above = next(
            (line.texts[column] for line in lines[end - 1 : end - 1 - MAX_APART : -1] if line.texts[column]), ""
        )
        cost += _IN_SENTENCE * (bool(below) and starts_small(below))
        cost += bool(below and above) and not is_finished(above)
    return cost
