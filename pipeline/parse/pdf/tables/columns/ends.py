"""Where the lines of a table end: before a heading, or before the title of the next table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.parse.pdf.gutters import LEAST_SPACE, Span
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.columns.white import FAR, OVERHANG, apart
from pipeline.parse.pdf.tables.entries import own_type
from pipeline.parse.pdf.tables.names import names_columns
from pipeline.parse.pdf.tables.strips import MORE_THAN_SPACE

FEWEST_SPACES = 5
"""A line has at least so many spaces where they tell how wide a space is in it."""


def without_title(
    held: list[Line], following: Sequence[Line], gutters: Sequence[Span], begins: float | None = None
) -> list[Line]:
    """Leave out of a table's lines the title of the next, whose columns are named, or text runs across, behind it.

    ``following`` are the lines behind them; ``begins`` is where the name of the first column does, if it is known.
    Titles are set in a type of their own, in no column but the first.
    """
    held = _without_heading(held, gutters, begins)
    if not held:
        return []
    body = next((index for index, line in enumerate(held) if not names_columns(line)), len(held))
    stop = next((index for index in range(body, len(held)) if names_columns(held[index])), len(held))
    runs_into = stop == len(held) and following and following[0].baseline - held[-1].baseline <= FAR * held[-1].size
    if stop == len(held) and not runs_into:
        return held
    first = stop
    # Where the title itself runs across, only what stands right above it in its type is of it.
    titled = bool(runs_into) and own_type(following[0].words)
    while first > body and (not apart(held[first - 1], gutters) or (runs_into and _runs_on(held[first - 1]))):
        if titled and not own_type(held[first - 1].words):
            break
        first -= 1

    def may_be_title(line: Line) -> bool:
        return line.x0 < gutters[0].x1 - 1 and own_type(line.words)

    title = next((index for index in range(stop - 1, first - 1, -1) if may_be_title(held[index])), stop)
    while title > first and may_be_title(held[title - 1]):
        title -= 1
    return held[:title]


def _runs_on(line: Line) -> bool:
    """Say whether a line is running text: no white between its words is wider than the spaces of a justified line."""
    gaps = [behind.x0 - word.x1 for word, behind in pairwise(line.words)]
    spaces = [gap for gap in gaps if gap >= LEAST_SPACE * line.size]
    return len(spaces) >= FEWEST_SPACES and max(spaces) <= MORE_THAN_SPACE * median(spaces)


def _without_heading(held: list[Line], gutters: Sequence[Span], begins: float | None) -> list[Line]:
    """Leave out what follows a table in its first column only, from a heading on that begins left of the table's text.

    Headings are set in a type of their own. Where no text stands in the first column, that begins where its name does
    (``begins``).
    """
    last = max((index for index, line in enumerate(held) if line.x1 > gutters[0].x1 - OVERHANG), default=0)
    texts = [line.x0 for line in held[: last + 1] if not own_type(line.words)]
    left = min(texts if begins is None else [*texts, begins], default=0.0)
    for index in range(last + 1, len(held)):
        if held[index].x0 < left - OVERHANG and own_type(held[index].words):
            return held[:index]
    return held
