"""Results in a table of their own: told by the codes of the activities that they answer, in the table before."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Block, Table
from pipeline.split.notices import Notices
from pipeline.split.printed import piece
from pipeline.split.programmes.codes import LETTERS, NUMBERS, code_at_start
from pipeline.split.programmes.columns import blocks_of_row, row_texts
from pipeline.split.programmes.rows import ProgrammeTable, Row
from pipeline.split.programmes.themes import unique_texts
from pipeline.titles import column_roles

BESIDE = "its results stand in a table of their own, beside the codes of its activities"
_HEADER_SEARCH = 2
_FEWEST_KNOWN = 0.5
"""At least this share of the codes of such a table are those of the table before."""


def take_results(table: Table, blocks: Sequence[Block], before: Sequence[ProgrammeTable], notices: Notices) -> bool:
    """Put the results of a table that names codes and no activities beside these in one of the tables before it.

    ``before`` are the tables of the same programme so far, of which those are taken that have the codes and no results
    of their own. Returns whether there are such tables; results whose codes they have not are an issue.
    """
    header = next((row for row in range(min(_HEADER_SEARCH, table.rows)) if _roles(table, row, blocks)), None)
    if header is None:
        return False
    names = row_texts(table, header, blocks)
    roles = column_roles(names)
    code = roles.index("code")
    rows = [row for row in range(header + 1, table.rows) if len(unique_texts(row_texts(table, row, blocks))) > 1]
    keys = {row: _key(row_texts(table, row, blocks)[code]) for row in rows}
    open_ones = [one for one in reversed(before) if BESIDE in one.inferred or not one.columns("result")]
    found = _answered(open_ones, set(keys.values()))
    known = {key: (target, row) for target, own in found for key, row in own.items()}
    count = sum(key in known for key in keys.values())
    if not count or count < _FEWEST_KNOWN * len(keys):
        return False
    for target, own in found:
        _put(table, blocks, header, {row: own.get(key) for row, key in keys.items()}, target)
    _report_unknown(table, blocks, [row for row, key in keys.items() if key not in known], notices)
    return True


def _answered(tables: Sequence[ProgrammeTable], keys: set[str]) -> list[tuple[ProgrammeTable, dict[str, Row]]]:
    """Return those of some tables whose codes the ``keys`` are, with their rows by these.

    The first that has them all or, where no code is in two of them, all that have some, else the first that has most.
    """
    known = [(table, {key: row for key, row in _rows_by_code(table).items() if key in keys}) for table in tables]
    known = [(table, own) for table, own in known if own]
    whole = next((one for one in known if len(one[1]) == len(keys)), None)
    if whole is not None:
        return [whole]
    every = [key for _, own in known for key in own]
    if len(set(every)) == len(every):
        return known
    return [one for one in known if len(one[1]) >= _FEWEST_KNOWN * len(keys)][:1]


def _roles(table: Table, row: int, blocks: Sequence[Block]) -> bool:
    """Say whether a row names a column of codes and one of results, and none of activities."""
    roles = column_roles(row_texts(table, row, blocks))
    return "code" in roles and "result" in roles and not {"activity", "task"} & set(roles)


def _key(text: str) -> str:
    """Return the normalised code that a text is or begins with, empty where it has none."""
    bare = text.strip(" .():")
    for words in (text, f"{bare}. Words", f"{bare}) Words"):
        for series in (None, NUMBERS, LETTERS):
            code = code_at_start(words, series, 0)
            if code is not None:
                return f"{code.letter} {code.name}"
    return ""


def _rows_by_code(table: ProgrammeTable) -> dict[str, Row]:
    """Return the rows of a table by the first code in them."""
    found: dict[str, Row] = {}
    for row in table.rows:
        pieces = row.pieces(table.column("code")) or row.pieces(table.column("activity"))
        key = _key(pieces[0].text) if pieces else ""
        if key:
            found.setdefault(key, row)
    return found


def _put(
    table: Table, blocks: Sequence[Block], header: int, rows: dict[int, Row | None], target: ProgrammeTable
) -> None:
    """Add the columns of a table, but those of codes, to another one, and what they hold to its rows."""
    names = row_texts(table, header, blocks)
    places: dict[int, int] = {}
    for column, role in enumerate(column_roles(names)):
        if role == "code":
            continue
        if names[column] not in target.headers:
            target.headers.append(names[column])
            target.roles.append(role)
        places[column] = target.headers.index(names[column])
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.column not in places:
            continue
        if cell.row == header:
            target.header_blocks.setdefault(places[cell.column], []).extend(cell.block_indexes)
            continue
        row = rows.get(cell.row)
        if row is not None:
            for index in cell.block_indexes:
                row.add(places[cell.column], piece(blocks[index], index))
    target.parts.append(table)
    if BESIDE not in target.inferred:
        target.inferred.append(BESIDE)


def _report_unknown(table: Table, blocks: Sequence[Block], rows: Sequence[int], notices: Notices) -> None:
    """Say which rows of a table of results stand beside codes that no activity has."""
    for row in rows:
        texts = row_texts(table, row, blocks)
        notices.add("result-without-activity/beside", " ".join(texts)[:500], blocks_of_row(table, row))
