"""Which of two columns each line of a table stood in whose cells are left one below the other: the cheapest reading."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from pipeline.parse.language import breaks_off
from pipeline.parse.text.drafts import is_code, is_finished, starts_small
from pipeline.parse.text.lines import BULLETS, LOST_LINE_ENDS, Line

MIN_WIDTH, STEP = 0.3, 0.025
"""The narrower column has this share of the wider one's width at least; widths are tried in such steps."""
SLACK, LITTLE_ROOM = 0.02, 0.03
"""What a line may reach over its column's width, and the room that says nothing yet: fonts differ."""

# Costs of a reading, on one scale: what would be very unlikely costs about 4, what is hardly worth a word 0.3.
_TOO_WIDE, _OVER = 8.0, 40.0
_ROOM, _ROOM_SHARE, _ROOM_BEFORE_SMALL = 0.5, 25.0, 1.0
_BEGINNING_JOINED, _BLANK_JOINED, _FINISHED_JOINED = 6.0, 3.0, (1.2, 0.4)
_SENTENCE_JOINED, _PAST_IN_ACTIVITIES = 1.5, 0.5
_UNFINISHED, _UNFINISHED_AT_PAGE, _UNFINISHED_ITEM = 3.0, 0.3, 1.0
_SMALL, _HYPHEN, _BROKEN_OFF, _NO_ROOM = 4.0, 4.0, 2.0, 0.3
_CODE_IN_RESULTS, _HEADING_IN_RESULTS = 4.0, 2.0
_PARAGRAPH, _ITEM = (2.0, 0.6), 0.3
_BACK_WITHOUT_CODE, _BACK_AT_PAGE, _AFTER_COLON, _LIST_IN_RESULTS = 3.0, 0.6, 2.0, 2.0
_FIRST_IN_RESULTS = 3.0
_NEVER_GONE_ON, _HEADING_CUT_OFF = 3.0, 0.5

_COLUMNS = (0, 1, 1)
"""The columns of the states of a reading: the last is that of results while a page's end cuts the text beside them."""
_FONT = "Helvetica"
_LISTING = (":", ";")
"""A list goes on behind a line that ends so, whether its bullets are printed with the items or not."""


@dataclass(frozen=True)
class StackedLine:
    """A line of the table, and what it is by its words.

    ``owed``: the page before ended in the middle of a text; ``last``: no code stands below it on its page, and the
    table goes on on the next, so that the row is cut there; ``past`` counts its words that tell of what has happened,
    as results do; ``sentence``: a joining word with a capital begins it; ``joined``: a tool took out a hyphen between
    two lines and made them one, whose width says nothing.
    """

    line: Line
    at: int
    after_blank: bool
    after_page: bool
    owed: bool
    last: bool
    width: float
    first_word: float
    code: bool
    bullet: bool
    heading: bool
    past: int = 0
    sentence: bool = False
    joined: bool = False

    @property
    def text(self) -> str:
        """Its text without white space around it."""
        return self.line.text.strip()

    @property
    def hyphen(self) -> bool:
        """Whether it ends within a word."""
        return self.text.endswith(("-", *LOST_LINE_ENDS))

    @property
    def begins(self) -> bool:
        """Whether it shows by itself that a paragraph begins with it."""
        return self.code or self.bullet or self.heading


@dataclass(frozen=True)
class Reading:
    """The columns of all lines, whether each begins a paragraph, what it costs, and what with each line in either."""

    cost: float
    columns: Sequence[int]
    begins: Sequence[bool]
    either: Sequence[tuple[float, float]]


def cheapest(rows: Sequence[StackedLine]) -> Reading:
    """Return the cheapest reading over all widths that the two columns may have; with other widths a line may move."""
    widest = max(row.width for row in rows)
    shares = [MIN_WIDTH + STEP * step for step in range(round((1 - MIN_WIDTH) / STEP) + 1)]
    widths = [(widest, widest * share) for share in shares] + [(widest * share, widest) for share in shares]
    turns = _turns(rows)
    readings = [_read(rows, pair, turns) for pair in widths]
    places = zip(*(reading.either for reading in readings), strict=True)
    either = [(min(first), min(second)) for first, second in (zip(*costs, strict=True) for costs in places)]
    return replace(min(readings, key=lambda reading: reading.cost), either=either)


def _read(
    rows: Sequence[StackedLine], widths: tuple[float, float], turns: Sequence[dict[tuple[int, int], float]]
) -> Reading:
    """Return the cheapest reading of lines with these widths of the columns; ``turns`` are the costs of `_turns`."""
    first_and_second = ((_cost_in(row, 0, widths[0]), _cost_in(row, 1, widths[1])) for row in rows)
    own = [[costs[column] for column in _COLUMNS] for costs in first_and_second]
    steps: list[dict[tuple[int, int], tuple[float, bool]]] = []
    for (above, row), turn in zip(pairwise(rows), turns, strict=True):
        first, second = (_cost_of_next(above, row, column, widths[column]) for column in (0, 1))
        steps.append(
            {(0, 0): first, (1, 1): second, (2, 2): second} | {states: (cost, True) for states, cost in turn.items()}
        )
    never = math.inf
    forward = [[own[0][0], own[0][1] + _FIRST_IN_RESULTS, never]]
    for place, step in enumerate(steps, 1):
        costs = [never] * len(_COLUMNS)
        for (a, b), (cost, _) in step.items():
            costs[b] = min(costs[b], forward[-1][a] + cost + own[place][b])
        forward.append(costs)
    backward = [[0.0] * len(_COLUMNS)]
    for place in range(len(steps) - 1, -1, -1):
        costs = [never] * len(_COLUMNS)
        for (a, b), (cost, _) in steps[place].items():
            costs[a] = min(costs[a], cost + own[place + 1][b] + backward[-1][b])
        backward.append(costs)
    backward.reverse()
    state = min(range(len(_COLUMNS)), key=lambda a: forward[-1][a])
    columns = [_COLUMNS[state]]
    begins = [True] * len(rows)
    for place in range(len(rows) - 2, -1, -1):
        before = [
            (forward[place][a] + cost, a, parted) for (a, b), (cost, parted) in steps[place].items() if b == state
        ]
        _, state, begins[place + 1] = min(before)
        columns.append(_COLUMNS[state])
    columns.reverse()
    both = [[f + b for f, b in zip(*costs, strict=True)] for costs in zip(forward, backward, strict=True)]
    return Reading(min(forward[-1]), columns, begins, [(first, min(second)) for first, *second in both])


def _turns(rows: Sequence[StackedLine]) -> list[dict[tuple[int, int], float]]:
    """Return what it costs, from each line to the next, that the other column begins, by the states of both."""
    turns: list[dict[tuple[int, int], float]] = []
    for above, row in pairwise(rows):
        owed = row.last and not is_finished(above.text)
        back = _cost_of_turn(above, row, 0)
        never = _NEVER_GONE_ON if row.begins or not row.after_page else 0.0
        forth = _cost_of_turn(above, row, 1)
        whole = _HEADING_CUT_OFF if owed and not starts_small(above.text) else math.inf if owed else 0.0
        turns.append({(0, 1): forth + whole, (0, 2): forth if owed else math.inf, (1, 0): back, (2, 0): back + never})
    return turns


def _cost_in(row: StackedLine, column: int, width: float) -> float:
    over = row.width / width - 1 - SLACK
    cost = _TOO_WIDE + _OVER * over if over > 0 else 0.0
    return cost + ((_CODE_IN_RESULTS if row.code else 0.0) if column else _PAST_IN_ACTIVITIES * row.past)


def _cost_of_next(above: StackedLine, row: StackedLine, column: int, width: float) -> tuple[float, bool]:
    """Return what it costs that a line follows another in its column, and whether it begins a paragraph."""
    room = 0.0 if above.joined else (width - above.width - row.first_word) / width - LITTLE_ROOM
    joined, parted = _cost_joined(above, row, column, room), _cost_parted(above, row, column, room)
    return (joined, False) if joined <= parted else (parted, True)


def _cost_joined(above: StackedLine, row: StackedLine, column: int, room: float) -> float:
    small = starts_small(row.text)
    if above.text in BULLETS or is_code(above.text):
        return 0.0
    finished = _FINISHED_JOINED[column] if is_finished(above.text) else _SENTENCE_JOINED if row.sentence else 0.0
    cost = 0.0 if small else finished
    if room > 0 and not above.hyphen:
        cost = _ROOM_BEFORE_SMALL if small else _ROOM + _ROOM_SHARE * room
    if row.begins:
        cost += _BEGINNING_JOINED
    return cost + (_BLANK_JOINED if row.after_blank and not row.after_page else 0.0)


def _cost_parted(above: StackedLine, row: StackedLine, column: int, room: float) -> float:
    if row.code:
        cost = 0.0
    elif row.heading:
        cost = _HEADING_IN_RESULTS if column else 0.2
    elif above.text.endswith(_LISTING) and starts_small(row.text):
        return _ITEM + (0.0 if room > 0 else _NO_ROOM)
    else:
        cost = 0.0 if row.bullet else _PARAGRAPH[column]
    if not is_finished(above.text) and not (above.heading and row.code):
        cost += _UNFINISHED_ITEM if above.bullet or row.bullet else _UNFINISHED
    return cost + _cost_cut(above, row) + (0.0 if room > 0 else _NO_ROOM)


def _cost_of_turn(above: StackedLine, row: StackedLine, to: int) -> float:
    cost = 0.0
    if to == 0 and not row.code and not row.heading:
        cost += _BACK_AT_PAGE if row.after_page else _BACK_WITHOUT_CODE
    if to == 0 and row.after_page:
        return cost + (0.0 if is_finished(above.text) else _UNFINISHED_AT_PAGE)
    if to == 1 and (above.text.endswith(":") or (above.text.endswith(";") and starts_small(row.text))):
        cost += _AFTER_COLON
    if to == 1 and row.bullet:
        cost += _LIST_IN_RESULTS
    if to == 1 and row.last and not is_finished(above.text) and not starts_small(row.text):
        return cost + _UNFINISHED_AT_PAGE
    if to == 1 and row.owed and starts_small(row.text):
        return cost + (0.0 if is_finished(above.text) else _UNFINISHED)
    return cost + (0.0 if is_finished(above.text) else _UNFINISHED) + _cost_cut(above, row)


def _cost_cut(above: StackedLine, row: StackedLine) -> float:
    cost = _SMALL if starts_small(row.text) and not row.bullet else 0.0
    cost += _BROKEN_OFF if breaks_off(above.text) else 0.0
    return cost + (_HYPHEN if above.hyphen else 0.0)


@lru_cache(maxsize=4096)
def width_of(text: str) -> float:
    """Return how wide a text is in a usual font, with the space behind it; only ratios of widths count."""
    from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415 - slow to load, and few texts ask for it

    return float(stringWidth(f"{text} ", _FONT, 1))
