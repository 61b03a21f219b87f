"""Programmes that are a numbered list and no table.

The numbers count on as codes do; how far a paragraph is set in tells what belongs to the item above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.families import whole
from pipeline.model import Block
from pipeline.split.printed import Piece, piece, printed
from pipeline.split.programmes.codes import NUMBERS, Code, code_at_start
from pipeline.split.programmes.entries import is_group
from pipeline.split.programmes.labelled import labelled
from pipeline.split.programmes.rows import ProgrammeTable, Row
from pipeline.titles import Programme, Theme, column_role

LISTED = "its activities are a list and stand in no table"
HEADERS = ["No.", "Activities"]
ROLES: list[str | None] = ["code", "activity"]
_CODE, _ACTIVITY = range(2)

_SAME_PLACE = 2.0
"""Paragraphs that begin within this of each other, in points, are set in alike."""

_FEWEST = 2
"""A list of activities has so many items."""
_BEGIN_WITH_VERBS = 2 / 3
"""Of the items of a list of activities, such a share begins with verbs as activities do."""


def listed_tables(
    blocks: Sequence[Block],
    lists: Iterable[tuple[Theme | None, Sequence[int]]],
    annex: str,
    programme: Programme,
    titles: Mapping[str, Theme],
) -> Iterator[ProgrammeTable]:
    """Yield the lists of a programme's activities as tables; ``lists`` are the blocks below its title and themes."""
    last = 0
    for theme, below in lists:
        rows = read_list(blocks, below, last)
        last += sum(len(row.cells) > 1 for row in rows)
        if rows:
            yield ProgrammeTable(
                headers=list(HEADERS),
                roles=list(ROLES),
                annex=annex,
                programme=programme,
                theme=theme,
                titles=dict(titles),
                rows=rows,
                inferred=[LISTED],
            )


def read_list(blocks: Sequence[Block], indexes: Sequence[int], last: int) -> list[Row]:
    """Return the rows of a programme that is a list of numbered activities, none where the blocks are no such list.

    ``indexes`` are the blocks below its title or the heading of a theme, in order; numbers go on from ``last`` or begin
    with one. What stands between two numbers belongs to the first of them, or heads the second; before the first number
    only a heading does so, and behind the last one only items and results belong to it.
    """
    codes = {at: code for at, index in enumerate(indexes) if (code := _code(blocks[index])) is not None}
    first = next((at for at, code in codes.items() if code.number in (1, last + 1)), None)
    if first is None:
        return []
    above = [piece(blocks[index], index, loose=True) for index in indexes[max(0, first - 1) : first]]
    headed = above and blocks[above[0].block].kind == "heading" and not column_role(above[0].text)
    rows = [Row({_ACTIVITY: above})] if headed and is_group(above[0].text, True, None, True) else []
    count, verbs = codes[first].number - 1, 0
    waiting: list[Piece] = []
    for at in range(first, len(indexes)):
        block = blocks[indexes[at]]
        code = codes.get(at)
        if code is not None and code.number == count + 1:
            count += 1
            rows += _rows_of(waiting, rows)
            number, words = str(code.number), printed(block)[code.end :]
            verbs += whole("activity_verbs", re.split(r"\W", words, maxsplit=1)[0]) is not None
            rows.append(
                Row(
                    {
                        _CODE: [Piece(number, indexes[at], loose=True)],
                        _ACTIVITY: [Piece(words, indexes[at], loose=True)],
                    }
                )
            )
            waiting = []
        else:
            waiting.append(piece(block, indexes[at], loose=True))
    item = next((row.cells[_CODE][0].block for row in reversed(rows) if _CODE in row.cells), 0)
    while waiting and not (waiting[-1].listed or labelled(waiting[-1].text) or _goes_on(waiting, blocks[item], blocks)):
        waiting.pop()
    rows += _rows_of(waiting, rows)
    items = sum(_CODE in row.cells for row in rows)
    return rows if items >= _FEWEST and verbs >= _BEGIN_WITH_VERBS * items else []


def _goes_on(waiting: Sequence[Piece], item: Block, blocks: Sequence[Block]) -> bool:
    """Say whether the last of the paragraphs behind an item is set in as far as its result, farther than its number."""
    result = next((one for one in reversed(waiting) if labelled(one.text)), None)
    if result is None:
        return False
    number, answer, last = (_begins_at(block) for block in (item, blocks[result.block], blocks[waiting[-1].block]))
    if number is None or answer is None or last is None:
        return False
    return abs(last - answer) <= _SAME_PLACE and last > number + _SAME_PLACE


def _begins_at(block: Block) -> float | None:
    """Return where the lines of a block begin, in points; None where no page shows it."""
    box = block.fragments[0].bbox if block.fragments else None
    return box.x0 if box is not None else None


def _rows_of(waiting: Sequence[Piece], rows: Sequence[Row]) -> list[Row]:
    """Add what stands behind an item to its row; return the row of the sub-heading that ends it, if one does."""
    heads = bool(waiting) and not waiting[-1].listed and is_group(waiting[-1].text, waiting[-1].styled, None, True)
    for each in waiting[: -1 if heads else None]:
        rows[-1].add(_ACTIVITY, each)
    return [Row({_ACTIVITY: [waiting[-1]]})] if heads else []


def _code(block: Block) -> Code | None:
    """Return the number that a block begins with as a code, None where it begins with none or one of an item below."""
    code = code_at_start(printed(block), NUMBERS, 0)
    return code if code is not None and code.in_series else None
