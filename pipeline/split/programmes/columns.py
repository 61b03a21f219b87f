"""What the columns of a programme table hold: by its header row, wherever it stands, else by what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import mean

from pipeline.model import Block, Cell, Table, letters_and_digits
from pipeline.split.continuity import is_finished
from pipeline.split.printed import printed
from pipeline.split.programmes.codes import NUMBERS, code_alone, code_at_start, codes_inside
from pipeline.split.programmes.timeframes import is_timeframe
from pipeline.titles import column_role, column_roles, is_programme_header, made_whole, without_continued

_HEADER_SEARCH = 4
"""A header row stands at most so far down a table, below its titles."""
_LONGEST_CODE = 12
_LONGEST_NAME = 60
_MIN_CODED_ROWS = 2
"""In so many rows a table must print codes to be one of activities without a header that says so."""
_NAMES = {"activity": "Activities", "code": "No.", "timeframe": "Timeframe", "result": "Results"}
ROW_NUMBER = "number"
"""The role of a column of numbers of rows: kept in the cells only."""
NOT_PRINTED = "its header is not printed"
BY_CONTENT = "what its columns hold is inferred from what is in them"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table.

    ``headers`` are as printed (or, where nothing is, as usual), ``roles`` what they hold, ``header_row`` is where they
    are printed (None: nowhere), ``first_row`` the first row below. ``inferred`` says what was inferred.
    """

    headers: list[str]
    roles: list[str | None]
    header_row: int | None
    first_row: int
    inferred: list[str] = field(default_factory=list)


def cell_text(cell: Cell, blocks: Sequence[Block]) -> str:
    """Return what is printed in a cell, its paragraphs in one line."""
    return " ".join(printed(blocks[index]) for index in cell.block_indexes)


def row_texts(table: Table, row: int, blocks: Sequence[Block]) -> list[str]:
    """Return the texts of a row's cells by column."""
    texts = [""] * table.columns
    for cell in table.cells:
        if cell.row == row and cell.column < table.columns:
            texts[cell.column] = cell_text(cell, blocks)
    return texts


def blocks_of_row(table: Table, row: int) -> list[int]:
    """Return the indexes of the blocks in a row's cells."""
    return [index for cell in table.cells if cell.row == row for index in cell.block_indexes]


def own_column(cell: Cell, table: Table, roles: Sequence[str | None]) -> int:
    """Return the column of a programme table, given by their roles, that a cell of one of its parts belongs to.

    What stands over all columns heads activities, though another column comes first; so does a part of one column.
    """
    across = cell.column_span == table.columns and roles[0] not in ("code", "group")
    if (across or table.columns == 1) and "activity" in roles:
        return roles.index("activity")
    return cell.column


def header_row(table: Table, blocks: Sequence[Block]) -> list[str]:
    """Return the texts of a table's header row, one for each column (empty: nothing printed there).

    Without a marked header row, a row near the top is taken where it reads as the header of a programme table.
    """
    found = columns_by_header(table, blocks)
    if found:
        return found.headers
    marked = [row_texts(table, row, blocks) for row in range(table.header_rows)]
    return [" ".join(filter(None, column)) for column in zip(*marked, strict=True)]


def columns_by_header(table: Table, blocks: Sequence[Block]) -> Columns | None:
    """Return the columns of a table that prints the header of a programme table near its top, else None."""
    for row in range(min(max(table.header_rows, _HEADER_SEARCH), table.rows)):
        texts = _names_down_to(table, row, blocks)
        if is_programme_header(texts):
            last, names = _with_names_below(table, row, texts, blocks)
            first = max(last + 1, table.header_rows)
            roles = _without_row_numbers(table, blocks, column_roles(names), first)
            apart = _with_codes_apart(table, blocks, roles, first)
            return Columns(names, apart or roles, row, first, [BY_CONTENT] if apart else [])
        heads = any(cell.row == row and cell.column_span > 1 for cell in table.cells)
        if row >= table.header_rows and len({text for text in texts if text}) > 1 and not heads:
            return None
    return None


def _names_down_to(table: Table, row: int, blocks: Sequence[Block]) -> list[str]:
    """Return the names in a row, with those that reach down to it from above or, in a header, have nothing below them.

    What spans columns above the row heads several, and names none.
    """
    names = row_texts(table, row, blocks)
    above = [cell for cell in table.cells if cell.row < row and cell.column_span == 1 and cell.column < table.columns]
    for cell in sorted(above, key=lambda cell: -cell.row):
        if not names[cell.column] and (row < table.header_rows or cell.row + cell.row_span > row):
            names[cell.column] = cell_text(cell, blocks)
    return names


def bare_name(header: str) -> str:
    """Return the letters and digits of the name of a column, without those that say that its table goes on."""
    return letters_and_digits(without_continued(header))


def with_known_names(columns: Columns, known: Columns | None) -> Columns:
    """Return columns with the names that are not printed again, where all that are were those of the table before.

    A name over several rows of the header may be missing where only the last of these is repeated.
    """
    if known is None or len(known.headers) != len(columns.headers) or all(columns.headers):
        return columns
    pairs = zip(columns.headers, known.headers, strict=True)
    if any(name and bare_name(name) != bare_name(before) for name, before in pairs):
        return columns
    return replace(columns, headers=list(known.headers), roles=list(known.roles))


def _with_names_below(table: Table, row: int, texts: list[str], blocks: Sequence[Block]) -> tuple[int, list[str]]:
    """Return the row that ends a header of several rows, and the lowest name of each column, where these say more."""
    last, lowest = row, texts
    for below in range(row + 1, table.header_rows):
        own = row_texts(table, below, blocks)
        lowest = [name or above for name, above in zip(own, lowest, strict=True)]
        if sum(map(bool, column_roles(lowest))) > sum(map(bool, column_roles(texts))) and is_programme_header(lowest):
            last, texts = below, lowest
    return last, texts


def _with_codes_apart(
    table: Table, blocks: Sequence[Block], roles: list[str | None], first: int
) -> list[str | None] | None:
    """Return the roles of columns where one that is not named so holds the codes, else None.

    ``first`` is the first row below the header. The codes stand in the column of activities, and their words in another
    one that has no name of its own, or the same where a name that spans both is repeated; or, with letters, in a column
    whose name says nothing.
    """
    if "activity" not in roles or "code" in roles:
        return None
    rows = [row_texts(table, row, blocks) for row in range(first, table.rows)]
    column = roles.index("activity")
    if _holds_codes(rows, column, (None, NUMBERS)):
        free = [other for other, role in enumerate(roles) if role in (None, "activity") and other > column]
        words = [other for other in free if _words(rows, other) > 2]
        given = {column: "code", words[0]: "activity"} if words else {}
    else:
        unnamed = [other for other, role in enumerate(roles) if role is None and _holds_codes(rows, other, (None,))]
        given = {unnamed[0]: "code"} if unnamed else {}
    return [given.get(place, role) for place, role in enumerate(roles)] if given else None


def _holds_codes(rows: Sequence[Sequence[str]], column: int, series: Sequence[str | None]) -> bool:
    """Say whether half of what a column holds are codes of one of the series and nothing else, and enough of them."""
    filled = [row[column] for row in rows if row[column]]
    named = sum(any(is_bare_code(text, letter) for letter in series) for text in filled)
    return named >= _MIN_CODED_ROWS and 2 * named >= len(filled)


def _without_row_numbers(
    table: Table, blocks: Sequence[Block], roles: list[str | None], first: int
) -> list[str | None]:
    """Return the roles of columns; that of codes holds but numbers of rows where the activities bear codes themselves.

    ``first`` is the first row below the header.
    """
    if "code" not in roles or "activity" not in roles:
        return roles
    code, activity = roles.index("code"), roles.index("activity")
    numbered = {
        row
        for row in range(first, table.rows)
        if is_bare_code((texts := row_texts(table, row, blocks))[code], NUMBERS) and texts[activity]
    }
    own = {
        cell.row
        for cell in table.cells
        if cell.column == activity and any(bears_code(printed(blocks[index])) for index in cell.block_indexes)
    }
    if not numbered or 2 * len(numbered & own) <= len(numbered):
        return roles
    return [ROW_NUMBER if column == code else role for column, role in enumerate(roles)]


def bears_code(text: str) -> bool:
    """Say whether a text begins with a code of the theme that its letter says."""
    return text[:1].isupper() and code_at_start(text, text[:1], 0) is not None


def columns_by_content(
    table: Table, blocks: Sequence[Block], known: Columns | None, letter: str | None, reported: bool
) -> Columns | None:
    """Return the columns of a table of coded activities whose header says nothing or is not printed, else None.

    ``known`` are the columns of the table before it in its programme, ``letter`` the series of its theme's codes,
    ``reported`` says whether its title announces results.
    """
    rows = [row_texts(table, row, blocks) for row in range(table.rows)]
    cells: dict[int, list[Cell]] = {}
    for cell in table.cells:
        cells.setdefault(cell.column, []).append(cell)
    coded = [_coded(cells.get(column, ()), blocks, rows, column, letter) for column in range(table.columns)]
    bare = [_bare_codes(rows, column, letter) for column in range(table.columns)]
    named = _header_names(rows, letter)
    told = named and len(named) == 1
    if known and not told and len(known.headers) == table.columns and _agrees(known, coded, bare):
        return replace(known, header_row=None, first_row=0, inferred=[NOT_PRINTED])
    roles: list[str | None] = [None] * table.columns
    enough = 1 if letter else _MIN_CODED_ROWS
    if max(bare, default=0) >= enough and any(len(row) > 1 for row in rows):
        code = bare.index(max(bare))
        right = [column for column in range(code + 1, table.columns) if _words(rows, column) > 2]
        if not right:
            return None
        roles[code], roles[right[0]] = "code", "activity"
    elif max(coded, default=0) >= enough:
        activity = coded.index(max(coded))
        said = column_roles(named or [])
        across = any(cell.column_span == table.columns for cell in cells[activity])
        if named and across and said[activity] in ("timeframe", "lead", "priority", "result", "comment"):
            # Activities stand over all columns, right above what these say of them.
            return Columns([*named, _NAMES["activity"]], [*said, "activity"], 0, 1, [BY_CONTENT])
        roles[activity] = "activity"
    else:
        return None
    if named:
        said = column_roles(named)
        roles = [role or (said[column] if said[column] not in roles else None) for column, role in enumerate(roles)]
    roles = _others(rows[bool(named) :], roles, reported)
    headers = [
        name or _NAMES.get(role or "", "") for name, role in zip(named or [""] * table.columns, roles, strict=True)
    ]
    inferred = [] if named else [NOT_PRINTED]
    return Columns(
        headers,
        roles,
        0 if named else None,
        int(bool(named)),
        [*inferred, *([BY_CONTENT] if (named and not told) or table.columns > 2 else [])],
    )


def _others(rows: Sequence[Sequence[str]], roles: list[str | None], reported: bool) -> list[str | None]:
    """Give time frames and results their roles by what the others hold; results stand behind activities."""
    found = list(roles)
    for column, role in enumerate(found):
        texts = [row[column] for row in rows if row[column]]
        dated = texts and all(map(is_timeframe, texts))
        if role is None and dated and "timeframe" not in found:
            found[column] = "timeframe"
    free = [column for column, role in enumerate(found) if role is None and column > found.index("activity")]
    if free and "result" not in found and (reported or len(found) == 2):
        found[max(free, key=lambda column: _words(rows, column))] = "result"
    return found


def _coded(
    cells: Sequence[Cell], blocks: Sequence[Block], rows: Sequence[Sequence[str]], column: int, letter: str | None
) -> int:
    """Return in how many of a column's cells a paragraph begins with a code, or running text prints codes in order."""
    said = ((cell.row, printed(blocks[index])) for cell in cells for index in cell.block_indexes)
    begin = {row for row, text in said if code_at_start(text, letter, 0) or is_bare_code(text, letter)}
    last = 0
    for number, row in enumerate(rows):
        inside = codes_inside(row[column], letter, last) if letter else []
        if inside:
            begin.add(number)
            last = inside[-1][1].number
    return len(begin)


def _bare_codes(rows: Sequence[Sequence[str]], column: int, letter: str | None) -> int:
    return sum(is_bare_code(row[column], letter) for row in rows)


def is_bare_code(text: str, letter: str | None) -> bool:
    """Say whether a cell holds a code and nothing else."""
    bare = text.strip(" .():")
    code = code_alone(bare, letter) if len(bare) <= _LONGEST_CODE else None
    return code is not None and code.end > len(bare)


def whole_code(text: str) -> str:
    """Return the code that a cell holds, put together where its lines break inside a word, else the text as it is."""
    if is_bare_code(text, None) or is_bare_code(text, NUMBERS):
        return text
    return next((one for one in made_whole(text) if is_bare_code(one, None) or is_bare_code(one, NUMBERS)), text)


def _agrees(known: Columns, coded: Sequence[int], bare: Sequence[int]) -> bool:
    if "code" in known.roles:
        return bare[known.roles.index("code")] > 0
    return coded[known.roles.index("activity")] > 0 if "activity" in known.roles else False


def _header_names(rows: Sequence[Sequence[str]], letter: str | None) -> list[str] | None:
    """Return the first row where it reads as names of columns: short, unfinished, without a code.

    A single column may begin with a sub-heading: of activities it is named in just the words for these.
    """
    if not rows or not all(rows[0]) or (len(rows[0]) == 1 and column_role(rows[0][0], in_text=True) != "activity"):
        return None
    names = list(rows[0])
    for text in names:
        if len(text) > _LONGEST_NAME or is_finished(text) or not text[0].isupper():
            return None
        if is_bare_code(text, letter) or code_at_start(text, letter, 0):
            return None
    return names


def _words(rows: Sequence[Sequence[str]], column: int) -> float:
    counts = [len(row[column].split()) for row in rows if row[column]]
    return mean(counts) if counts else 0.0
