"""Which columns of a table loose paragraphs belong to: the cheapest assignment of all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.split.continuity import SURE, Usage, announces, begins_low, is_cut, is_finished, is_fragment, seam
from pipeline.split.printed import Piece, without_bullet
from pipeline.split.programmes.entries import code_ahead, is_group
from pipeline.split.programmes.rows import ProgrammeTable
from pipeline.split.restore.told import code_number, is_status, last_answer, last_number, last_text
from pipeline.split.texts import overlapping

# Costs of giving a loose paragraph to a column, on one scale; the cheapest assignment of all paragraphs is taken.
_HEAD = 0.2
_ITEM = 0.3
_UNMARKED_ITEM = 0.1
_FIRST_PARAGRAPH = 0.5
_LISTED_RESULT = 0.7
_FURTHER_PARAGRAPH = 1.0
_FRAGMENT_ASIDE = 2.0
_FRAGMENT_AS_RESULT = 2.0
_CUT_ASIDE = 2.5
_UNCODED_PARAGRAPH = 3.0
_ASIDE = 3.5
_LEFT_OPEN = 2.0
_ASTRAY = 4.0
_MIDDLE_OF_NOTHING = 6.0
_CODE_IN_RESULTS = 8.0
_REPEATED = -1.0
CERTAIN = 0.3
"""An assignment whose best rival costs less than this much more is doubtful."""
_BEAM = 40
_LEFT, _RIGHT, _OUTSIDE = "abc"
_LONGEST_ITEM = 40
_ITEM_ENDS = re.compile(r"[;,](?: (?:and|or|et|ou|y|e|o|u))?$")


@dataclass(frozen=True, slots=True)
class _Path:
    """One assignment of the paragraphs so far: their columns (None: aside), the open texts, the last code.

    ``headed``: the last paragraph is a sub-heading. ``trail`` decides between assignments of the same cost.
    """

    cost: float
    columns: tuple[int | None, ...]
    left: str
    right: str
    last: int
    headed: bool = False
    trail: str = ""


def assign(
    table: ProgrammeTable, pieces: list[Piece], inside: bool, following: list[str], usage: Usage, ahead: list[Piece]
) -> tuple[tuple[int | None, ...], float]:
    """Return the column of each paragraph (None: outside the table) and how much more the best rival costs.

    ``inside``: more of the table follows, the texts of whose next row, by column, are ``following``. ``ahead`` is what
    begins that row, if anything.
    """
    left, right = table.column("activity"), table.column("result")
    assert left is not None
    assert right is not None
    start = _Path(0.0, (), last_text(table, left), last_answer(table, right), last_number(table, left))
    paths = [start]
    in_order = [*pieces, *ahead]
    for place, piece in enumerate(pieces):
        code_follows = code_ahead(in_order[place + 1 : place + 3], table.letter, 0)
        grown = [path for before in paths for path in _grow(table, before, piece, code_follows, usage)]
        paths = sorted(grown, key=lambda path: (path.cost, path.trail))[:_BEAM]
    if inside:
        paths = [replace(path, cost=path.cost + _cost_of_end(table, path, following)) for path in paths]
        paths.sort(key=lambda path: (path.cost, path.trail))
    return paths[0].columns, (paths[1].cost - paths[0].cost) if len(paths) > 1 else _MIDDLE_OF_NOTHING


def _grow(table: ProgrammeTable, path: _Path, piece: Piece, code_follows: bool, usage: Usage) -> list[_Path]:
    left, right = table.column("activity"), table.column("result")
    text = piece.text
    number = code_number(table, text, path.last)
    group = number is None and not is_status(text) and is_group(text, piece.styled, path.left, code_follows)
    fresh = group or (number is not None and bool(path.right) and is_finished(path.right))
    aside = _CUT_ASIDE if begins_low(text) else _FRAGMENT_ASIDE if is_fragment(text) else _ASIDE
    if number is not None:
        aside = _CODE_IN_RESULTS
    return [
        _Path(
            path.cost + _cost_of_activity(path, piece, number, group, usage),
            (*path.columns, left),
            text if group or number is not None else f"{path.left} {text}".strip(),
            "" if fresh else path.right,
            number or path.last,
            group,
            path.trail + _LEFT,
        ),
        _Path(
            path.cost + _cost_of_result(path, piece, number, group, usage),
            (*path.columns, right),
            path.left,
            f"{path.right} {text}".strip(),
            path.last,
            trail=path.trail + _RIGHT,
        ),
        _Path(path.cost + aside, (*path.columns, None), path.left, path.right, path.last, trail=path.trail + _OUTSIDE),
    ]


def _cost_of_activity(path: _Path, piece: Piece, number: int | None, group: bool, usage: Usage) -> float:
    if number is not None:
        return 0.0
    if group:
        return _HEAD
    if overlapping(path.left, piece.text):
        return _REPEATED
    if path.left and not is_finished(path.left) and seam(path.left, piece.text, usage) >= SURE:
        return 0.0
    if path.headed and piece.listed and not begins_low(piece.text):
        return _ITEM
    if announces(path.left) and _is_item(piece):
        return _ITEM
    if _lists(path.left, piece.text):
        return _UNMARKED_ITEM
    return _MIDDLE_OF_NOTHING if begins_low(piece.text) else _UNCODED_PARAGRAPH


def _is_item(piece: Piece) -> bool:
    return piece.listed or without_bullet(piece.text) != piece.text


def _lists(open_text: str, text: str) -> bool:
    """Say whether ``text`` is an item of a list that lost its bullets: behind a colon, items end with semicolons."""
    if open_text.endswith(":"):
        return _ITEM_ENDS.search(text) is not None
    return ": " in open_text and _ITEM_ENDS.search(open_text) is not None and len(text.split()) <= _LONGEST_ITEM


def _cost_of_result(path: _Path, piece: Piece, number: int | None, group: bool, usage: Usage) -> float:
    cost = _LISTED_RESULT if piece.listed else 0.0
    if number is not None:
        return _CODE_IN_RESULTS
    if group:
        return _ASTRAY
    if overlapping(path.right, piece.text):
        return cost + _REPEATED
    if path.right and not is_finished(path.right) and seam(path.right, piece.text, usage) >= SURE:
        return cost
    if begins_low(piece.text):
        return cost + _MIDDLE_OF_NOTHING
    if announces(path.right) and _is_item(piece):
        return _ITEM
    if is_fragment(piece.text):
        cost += _FRAGMENT_AS_RESULT
    return cost + (_FURTHER_PARAGRAPH if path.right else _FIRST_PARAGRAPH)


def _cost_of_end(table: ProgrammeTable, path: _Path, following: list[str]) -> float:
    """Return the cost of how the next row goes on: in the middle of a text, or not."""
    cost = 0.0
    for role, text in (("activity", path.left), ("result", path.right)):
        column = table.column(role)
        after = following[column] if column is not None and column < len(following) else ""
        if not after:
            continue
        if begins_low(after) and is_finished(text):
            cost += _ASTRAY
        elif is_cut(text) and not begins_low(after) and (role == "activity" and code_number(table, after, 0)):
            cost += _LEFT_OPEN
    return cost
