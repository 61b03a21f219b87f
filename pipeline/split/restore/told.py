"""What the rows of a table so far, and single texts, tell about loose paragraphs."""

from __future__ import annotations

from pipeline.split.programmes.codes import code_at_start, codes_inside
from pipeline.split.programmes.rows import ProgrammeTable
from pipeline.split.programmes.statuses import status


def code_number(table: ProgrammeTable, text: str, last: int) -> int | None:
    """Return the number of the code of the table's theme at the start of a text, None where none stands there."""
    code = code_at_start(text, table.letter, last)
    return code.number if code else None


def last_number(table: ProgrammeTable, column: int) -> int:
    """Return the number of the last code in a column, 0 where there is none."""
    last = 0
    for row in table.rows:
        for piece in row.pieces(column):
            last = max(last, last_code(table, piece.text, last))
    return last


def last_code(table: ProgrammeTable, text: str, last: int) -> int:
    """Return the number of the last code in a text that carries on the series, ``last`` where there is none."""
    letter = table.letter
    first = code_number(table, text, last) or last
    inside = codes_inside(text, letter, first) if letter else []
    return inside[-1][1].number if inside else first


def last_text(table: ProgrammeTable, column: int) -> str:
    """Return the last text of a column, empty where there is none."""
    for row in reversed(table.rows):
        pieces = row.pieces(column)
        if pieces:
            return pieces[-1].text
    return ""


def last_answer(table: ProgrammeTable, column: int) -> str:
    """Return the last text of a column in the last row, empty where there is none."""
    return last_text(table, column) if table.rows and table.rows[-1].pieces(column) else ""


def is_status(text: str) -> bool:
    """Say whether a text is a status and nothing else (``Completed``): it answers, and heads nothing."""
    found = status(text)[1]
    return found is not None and found == text.strip(" .")
