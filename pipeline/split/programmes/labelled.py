"""Results that stand below their activity, with a label (``Progress: ...``), in rows or paragraphs, in no column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from pipeline.families import whole
from pipeline.split.continuity import announces, begins_low, is_finished
from pipeline.split.notices import Notices
from pipeline.split.printed import Piece, without_bullet
from pipeline.split.programmes.codes import code_alone, code_at_start
from pipeline.split.programmes.columns import NOT_PRINTED
from pipeline.split.programmes.entries import code_ahead, is_group, row_series
from pipeline.split.programmes.rows import ProgrammeTable, Row
from pipeline.split.restore.told import is_status
from pipeline.titles import column_label, column_roles, result_label

_RESULT = "result"
_BESIDE = ("timeframe", "lead", "priority")
"""What a label may say of an activity besides its result."""
LABELLED = "results stand below their activities, named by a label"
IN_ROWS = "results are the rows below their activities"
BELOW = "results are the paragraphs below their activities"


def labelled(text: str) -> re.Match[str] | None:
    """Return the label of a result that a text begins with, behind a bullet or not; see `result_label`."""
    return result_label(without_bullet(text))


def part_labelled_results(table: ProgrammeTable) -> None:
    """Give a programme table columns of what paragraphs below its activities are labelled as, as far as it has none.

    A paragraph labelled as a result and those after it, up to the next code or the sub-heading above it, are the result
    of the activity right above them; other labels (``Lead: CMS``), found more than once, tell of their own paragraph.
    A table of tasks stays as it is.
    """
    column = table.column("activity")
    if column is None or "task" in table.roles:
        return
    labels = _labels(table, [piece.text for row in table.rows for piece in row.pieces(column)])
    if not labels:
        return
    for row in table.rows:
        if column in row.cells:
            row.cells[column] = [part for piece in row.cells[column] for part in _at_labels(piece, labels.keys())]
    # Where codes stand elsewhere, a row without one in its text is no rest of the one above.
    coded = any(_is_coded(row.pieces(column), None) for row in table.rows)
    columns: dict[str, int] = {}
    for label, role in labels.items():
        if role not in columns:
            columns[role] = _add_results(table, label, LABELLED) if role == _RESULT else _add_column(table, label, role)
    places = {label: columns[role] for label, role in labels.items()}
    rows: list[Row] = []
    answered = False
    for row in table.rows:
        parts, answered = _parted(row, column, places, columns.get(_RESULT), answered=answered and coded)
        rows += parts
    table.rows = rows


def _labels(table: ProgrammeTable, texts: Sequence[str]) -> dict[str, str]:
    """Return the labels at the beginning of texts of a table, with the roles of the columns that it lacks for them."""
    said = Counter(match["label"] for text in texts if (match := column_label(without_bullet(text))))
    roles = dict(zip(said, column_roles(list(said)), strict=True))
    results = not _has_answers(table)
    return {
        label: role
        for label, role in roles.items()
        if (role == _RESULT and results)
        or (role == "status" and _RESULT in roles.values() and results)
        or (role in _BESIDE and said[label] > 1 and table.column(role) is None)
    }


def part_results_in_rows(table: ProgrammeTable, notices: Notices) -> None:
    """Give a report a column of results where below most rows with a code one stands that says but one thing.

    That is no sub-heading, nor the rest of a sentence or list of the activity. Activities that have none are named: it
    may be in their words. A table that has a column of results or tasks stays as it is.
    """
    column = table.column("activity")
    if column is None or table.role != "progress_report" or _has_answers(table):
        return
    rows: list[Row] = []
    answers: dict[int, list[Piece]] = {}
    coded: list[int] = []
    above: str | None = None  # the last words of the activity that goes on
    begins = [_begins_activity(table, row, letter) for row, letter in zip(table.rows, row_series(table), strict=True)]
    for place, row in enumerate(table.rows):
        alone = _alone(row, (table.column("code"), column))
        if begins[place]:
            above = row.pieces(column)[-1].text
            coded.append(len(rows))
        elif not (above and alone) or _ends_results(alone[0], code_follows=any(begins[place + 1 : place + 2])):
            above = None
        elif coded[-1] in answers or is_finished(above) or not (announces(above) or begins_low(alone[0].text)):
            answers.setdefault(coded[-1], []).extend(alone)
            continue
        else:
            above = alone[-1].text
        rows.append(row)
    if 2 * len(answers) < max(len(coded), 2):
        return
    for number in coded:
        if number not in answers:
            notices.add_of(rows[number].pieces(column), "result-not-told")
    result = _add_results(table, "Results", IN_ROWS)
    table.rows = [replace(row, cells={**row.cells, result: answers.get(number, [])}) for number, row in enumerate(rows)]
    found = [piece for pieces in answers.values() for piece in pieces]
    notices.add_of(found, "column-inferred/rows")


def _begins_activity(table: ProgrammeTable, row: Row, letter: str | None) -> bool:
    """Say whether a row has an activity with a code of a series, in a column of codes or before its words."""
    words = row.pieces(table.column("activity"))
    codes = (code_alone(piece.text, letter) for piece in table.codes(row))
    return bool(words) and (any(codes) or _is_coded(words, letter))


def _alone(row: Row, columns: Sequence[int | None]) -> list[Piece]:
    """Return what stands in one of some columns of a row, where nothing stands in any other; else nothing."""
    filled = [column for column, pieces in row.cells.items() if pieces]
    return row.pieces(filled[0]) if len(filled) == 1 and filled[0] in columns else []


def _ends_results(piece: Piece, *, code_follows: bool) -> bool:
    """Say whether what stands alone in a row is no result: a sub-heading, or an activity of another series."""
    return _is_coded([piece], None) or _heads(piece, code_follows=code_follows)


def _heads(piece: Piece, *, code_follows: bool) -> bool:
    """Say whether what stands alone in a row, without a code, is a sub-heading."""
    return not is_status(piece.text) and is_group(piece.text, piece.styled, None, code_follows)


def _has_answers(table: ProgrammeTable) -> bool:
    """Say whether a table has a column of tasks, or one of results; one of statuses, by name and words, is none."""
    column = table.column(_RESULT)
    if column is None or "task" in table.roles:
        return "task" in table.roles
    said = [piece.text for row in table.rows for piece in row.pieces(column)]
    named = whole("status_columns", " ".join(table.headers[column].split()).strip(" :.")) is not None
    return not named or not all(is_status(text) or not is_finished(text) for text in said)


def _add_results(table: ProgrammeTable, name: str, why: str) -> int:
    """Add a column of results to a table, beside which one of results that says but statuses is none; return it."""
    table.roles[:] = ["status" if role == _RESULT else role for role in table.roles]
    table.inferred.append(why)
    return _add_column(table, name, _RESULT)


def _add_column(table: ProgrammeTable, name: str, role: str) -> int:
    """Add a column with a role to a table and return it."""
    table.headers.append(name)
    table.roles.append(role)
    return len(table.headers) - 1


def in_paragraphs(table: ProgrammeTable) -> bool:
    """Say whether a programme table is a report that stands in loose paragraphs, of which no column holds results."""
    loose = not table.parts and NOT_PRINTED in table.inferred
    return loose and table.role == "progress_report" and not {_RESULT, "task"} & set(table.roles)


def part_results_below(table: ProgrammeTable, notices: Notices) -> None:
    """Give a report that stands in loose paragraphs a column of results, where most activities have some below them.

    The result of an activity are the paragraphs behind it up to the next code or sub-heading; what is listed, or goes
    on with a sentence, belongs to what stands above it.
    """
    column = table.column("activity")
    if column is None or not in_paragraphs(table):
        return
    rows: list[Row] = []
    result = len(table.headers)
    at, above = column, ""
    letter = table.letter
    pieces = [piece for row in table.rows for piece in row.pieces(column)]
    for place, piece in enumerate(pieces):
        coded = code_at_start(piece.text, letter, 0) is not None
        code_follows = code_ahead(pieces[place + 1 : place + 2], letter, 0)
        if coded or _heads(piece, code_follows=code_follows):
            headed = coded and rows and not _is_coded(rows[-1].pieces(column), letter)
            at, rows = column, rows if headed else [*rows, Row()]
        elif not (piece.listed or begins_low(piece.text)) and is_finished(above):
            at = result
        if not rows:
            return
        rows[-1].add(at, piece)
        above = piece.text
    coded_rows = [row for row in rows if _is_coded(row.pieces(column), letter)]
    if 2 * sum(bool(row.pieces(result)) for row in coded_rows) >= max(len(coded_rows), 1):
        _add_results(table, "Results", BELOW)
        table.rows = rows
        answers = [piece for row in rows for piece in row.pieces(result)]
        notices.add_of(answers, "column-inferred/paragraphs")


def _is_coded(pieces: Sequence[Piece], letter: str | None) -> bool:
    """Say whether an activity with a code of a series (None: any) stands among the pieces of a cell."""
    return any(code_at_start(piece.text, letter, 0) is not None for piece in pieces)


def _at_labels(piece: Piece, labels: AbstractSet[str]) -> list[Piece]:
    """Part a piece where a sentence has ended and a label of other results stands: no break was told there."""
    places = [
        match.end() - len(f"{label}:")
        for label in labels
        for match in re.finditer(rf"(?<=[.;])\s+{re.escape(label)}:(?=\s)", piece.text)
    ]
    if labelled(piece.text) or len(places) != 1:
        return [piece]
    return [piece.part(piece.text[: places[0]]), piece.part(piece.text[places[0] :])]


def _parted(
    row: Row, column: int, places: Mapping[str, int], result: int | None, *, answered: bool
) -> tuple[list[Row], bool]:
    """Return a row as several, each of which begins with a code, or with a sub-heading behind a result.

    ``places`` are the columns of what is labelled so, ``result`` that of results. ``answered``: the row above ends in a
    result, which goes on in what is neither; the same is returned of this row.
    """
    parts: list[Row] = []
    coded = False
    pieces = row.pieces(column)
    for place, piece in enumerate(pieces, 1):
        match = column_label(without_bullet(piece.text))
        own_place = places.get(match["label"]) if match else None
        begins = own_place is None and code_at_start(piece.text, None, 0) is not None
        heads = answered and is_group(piece.text, piece.styled, None, code_ahead(pieces[place : place + 1], None, 0))
        if not parts or (begins and (coded or answered)) or heads:
            own = {at: pieces for at, pieces in row.cells.items() if at != column} if not parts else {}
            goes_on = answered and not (parts or begins or heads)
            parts.append(Row(own, row.covered if not parts else frozenset(), row.after_break and not parts))
            answered, coded = goes_on, False
        coded = coded or begins
        answered = answered or (own_place is not None and own_place == result)
        at = result if answered and result is not None else column
        parts[-1].add(
            at if own_place is None else own_place, _without_label(piece, match if own_place is not None else None)
        )
    return parts or [row], answered


def _without_label(piece: Piece, match: re.Match[str] | None) -> Piece:
    return piece.part(without_bullet(piece.text)[match.end() :]) if match else piece
