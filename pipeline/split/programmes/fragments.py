"""Finds the cells from which the fragments come that stand alone among a document's prose."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model import Block
from pipeline.split.continuity import (
    SURE,
    Usage,
    announces,
    begins_low,
    is_cut,
    is_finished,
    is_fragment,
    join,
    seam,
    words,
)
from pipeline.split.notices import Notices
from pipeline.split.printed import Piece, piece, without_bullet
from pipeline.split.programmes.assembly import Assembly
from pipeline.split.programmes.codes import code_at_start
from pipeline.split.programmes.entries import is_group
from pipeline.split.programmes.rows import ProgrammeTable, Row

_REPEATED_WORDS = 4
_CLEAR = 1.0
"""By how much the best cell must fit better than the next best."""


@dataclass(slots=True)
class _Cut:
    """A text that may be cut: the piece at ``position`` of a cell, and its words with what was added to them."""

    table: ProgrammeTable
    row: Row
    column: int
    position: int
    text: str


def place_fragments(assembly: Assembly, blocks: list[Block], usage: Usage, notices: Notices) -> None:
    """Put fragments of cells that stand outside their table back where they continue a text that is cut there.

    What repeats the end of a cell is noted and left; what fits nowhere for certain is reported with its text.
    """
    annexes = {table.annex for table in assembly.programmes}
    fragments = [
        piece(blocks[index], index, loose=True)
        for index in assembly.prose
        if blocks[index].annex in annexes and _may_be_fragment(blocks[index]) and not _goes_on(blocks, index)
    ]
    fragments = [part for part in fragments if not _repeats(part, assembly, blocks, notices)]
    cuts = [cut for table in assembly.programmes for cut in _cuts(table)]
    placed = True
    while placed and fragments:
        placed = False
        ranked = sorted(
            (
                (seam(cut.text, fragment.text, usage), -number, -place)
                for number, fragment in enumerate(fragments)
                for place, cut in enumerate(cuts)
                if cut.table.annex == blocks[fragment.block].annex
            ),
            reverse=True,
        )
        for score, number, place in ranked:
            fragment, cut = fragments[-number], cuts[-place]
            rival = max((other for other, n, p in ranked if n == number and p != place), default=score - _CLEAR)
            if score < SURE or score - rival < _CLEAR:
                continue
            _place(fragment, cut, notices)
            fragments.remove(fragment)
            cuts = [entry for entry in cuts if not is_finished(entry.text)]
            placed = True
            break
    for fragment in fragments:
        notices.add("fragment-unplaced", fragment.text, [fragment.block])


def _may_be_fragment(block: Block) -> bool:
    text = block.text
    if block.kind != "paragraph" or block.number or announces(text):
        return False
    return begins_low(text) or is_fragment(text)


def _goes_on(blocks: list[Block], index: int) -> bool:
    """Say whether a block is the rest of the heading right above it, which breaks off."""
    above = blocks[index - 1] if index else None
    return above is not None and above.kind == "heading" and is_cut(above.text)


def _repeats(fragment: Piece, assembly: Assembly, blocks: list[Block], notices: Notices) -> bool:
    """Say, with a notice, whether a fragment repeats the end of a cell."""
    bare = words(fragment.text)
    if len(bare) < _REPEATED_WORDS:
        return False
    annex = blocks[fragment.block].annex
    rows = (row for table in assembly.programmes if table.annex == annex for row in table.rows)
    parts = (part for row in rows for pieces in row.cells.values() for part in pieces)
    repeated = next((part for part in parts if words(part.text)[-len(bare) :] == bare), None)
    if repeated is not None:
        notices.add("fragment-repeated", fragment.text, [fragment.block, repeated.block])
    return repeated is not None


def _cuts(table: ProgrammeTable) -> list[_Cut]:
    """Return the texts of a table's cells that have no end, before a new activity or at the end of the cell."""
    letter = table.letter
    found: list[_Cut] = []
    for row in table.rows:
        for column, pieces in sorted(row.cells.items()):
            if table.roles[column] not in ("activity", "result", "task", "comment"):
                continue
            for position, part in enumerate(pieces):
                following = pieces[position + 1] if position + 1 < len(pieces) else None
                ends = following is None or code_at_start(following.text, letter, 0) is not None
                heading = code_at_start(part.text, letter, 0) is None and is_group(part.text, part.styled, None, True)
                if ends and not heading and not is_finished(part.text) and not announces(part.text):
                    found.append(_Cut(table, row, column, position, part.text))
    return found


def _place(fragment: Piece, cut: _Cut, notices: Notices) -> None:
    text = without_bullet(fragment.text)
    pieces = cut.row.cells[cut.column]
    pieces.insert(cut.position + 1, replace(fragment, text=text, resumes=True))
    cut.position += 1
    cut.text = join(cut.text, text)
    notices.add("fragment-placed", cut.text[-200:], [fragment.block])
