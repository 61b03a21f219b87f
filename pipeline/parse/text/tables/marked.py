"""Tables of a text source: rows parted by tabs or pipes, single columns of HTML cells; two of them as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.drafts import (
    DraftCell,
    DraftTable,
    is_code,
    is_finished,
    is_one_sentence,
    runs_on,
    starts_code,
    starts_item,
)
from pipeline.parse.text.hyphens import Vocabulary
from pipeline.parse.text.lines import Line
from pipeline.parse.text.runs import Run
from pipeline.parse.text.tables.cells import read_cell, unwrapped
from pipeline.titles import column_role

MAX_HEADER = 60
"""Column names are shorter than this many characters."""
FEWEST_GOING_ON = 3
MIN_GOING_ON = 0.2
"""Of the lines of cells, so many at least go on in the next with a small letter; in prose half of them do."""
PIPE_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?$")
HTML_CELL = re.compile(r"^\s*<(?:p|ul|ol|li|div)\b", re.IGNORECASE)
PIPE = re.compile(r"(?<!\\)\|")
"""What parts the cells of a row in Markdown: a bar that is not escaped."""


def read_tab_rows(lines: Sequence[Line], coverage: Coverage, *, markdown: bool, repeated: bool) -> DraftTable:
    """Read consecutive lines as rows, cells parted by tabs; a line without a tab is a row of one cell.

    ``repeated`` says whether the first line stands elsewhere in the source, too: then it is a header.
    """
    rows: list[list[DraftCell | None]] = []
    inferred: list[str] = []
    for line in lines:
        row = [
            DraftCell(read_cell(*_unquoted(start, end, coverage), coverage, markdown=markdown), [(start, end)])
            for start, end in _parts(line, re.compile("\t"))
        ]
        for cell in row[:-1]:
            coverage.set_aside(cell.stretches[0][1], cell.stretches[0][1] + 1, "cell_separator")
        if rows and line.text[:1] == " " and _goes_on(rows[-1], row):
            _extend(rows[-1], row, joined=False)
            inferred.append("indented rows without other cells belong to the row above")
        else:
            rows.append(list(row))
    table = table_of(rows, [(lines[0].start, lines[-1].end)], list(dict.fromkeys(inferred)))
    plain_above_html = len(lines) > 1 and "<" not in lines[0].text and HTML_CELL.match(lines[1].text)
    if (repeated or plain_above_html) and _names_columns(rows[0]):
        table.name_header(1)
    return table


def read_pipe_rows(lines: Sequence[Line], coverage: Coverage, vocabulary: Vocabulary) -> DraftTable:
    """Read consecutive lines as a Markdown table; the rule under the header is set aside.

    Where the paragraphs of its cells are printed lines (PyMuPDF4LLM ends each with ``<br>``), they are put together.
    What stands outside of the outermost pipes is no cell, where the first row has such pipes or this one more of them.
    """
    first = lines[0].text.strip()
    opened, closed = first.startswith("|"), first.endswith("|") and not first.endswith("\\|")
    rows: list[list[DraftCell | None]] = []
    header_rows = 0
    for line in lines:
        if PIPE_RULE.match(line.text):
            coverage.set_aside(line.start, line.end, "rule")
            header_rows = header_rows or len(rows)
            continue
        row: list[DraftCell | None] = []
        parts = _parts(line, PIPE)
        for number, (start, end) in enumerate(parts):
            if end < line.end:
                coverage.set_aside(end, end + 1, "cell_separator")
            more = bool(rows) and len(parts) > len(rows[0])
            outer = (number == 0 and (opened or more)) or (number == len(parts) - 1 and (closed or more))
            if not outer or coverage.source[start:end].strip():
                row.append(DraftCell(read_cell(start, end, coverage, markdown=True), [(start, end)]))
        rows.append(row)
    given = _without_placeholders(rows[0], coverage) if header_rows else False
    table = table_of(rows, [(lines[0].start, lines[-1].end)], [])
    if header_rows and not given:
        table.name_header(header_rows)
        _span_lost(table)
    _unwrap(table, coverage, vocabulary)
    return table


def _without_placeholders(row: Sequence[DraftCell | None], coverage: Coverage) -> bool:
    """Set the names aside that a converter gave columns without one (``Col2``); say whether there were any.

    Markdown wants a header: what stands beside such names is the first row.
    """
    given = False
    for number, cell in enumerate(row, 1):
        if cell is not None and [run.text for run in cell.paragraphs] == [f"Col{number}"]:
            cell.paragraphs[0].set_aside(0, len(cell.paragraphs[0].text), coverage, "mark_up")
            cell.paragraphs = []
            given = True
    return given


def _unwrap(table: DraftTable, coverage: Coverage, vocabulary: Vocabulary) -> None:
    """Put the lines of each cell together, where the paragraphs go on in one another too often to be paragraphs."""
    body = [row for row in table.rows[table.header_rows :] if len(row) == table.columns]
    columns = [[cell for row in body if (cell := row[column]) is not None] for column in range(table.columns)]
    pairs = [pair for cells in columns for cell in cells for pair in pairwise(run.text for run in cell.paragraphs)]
    going_on = sum(runs_on(above, below) for above, below in pairs)
    if going_on < FEWEST_GOING_ON or going_on < MIN_GOING_ON * len(pairs):
        return
    for cells in columns:
        width = max((len(run.text) for cell in cells for run in cell.paragraphs), default=0)
        for cell in cells:
            cell.paragraphs = unwrapped(cell.paragraphs, width, vocabulary, coverage)


def _span_lost(table: DraftTable) -> None:
    """Let cells span the rows below that lack theirs: Markdown has no spans, and some converters leave them out.

    Such a row has fewer cells than the header names, the first with a code, which full rows have further to the right
    by as many columns.
    """
    body = [row for row in table.rows[table.header_rows :] if len(row) > 1]
    full = [row for row in body if len(row) == table.columns]
    coded = [column for row in full if (column := next((at for at, cell in enumerate(row) if _coded(cell)), 0))]
    if not coded:
        return
    column = max(set(coded), key=lambda at: (coded.count(at), -at))
    above: list[DraftCell | None] = []
    for row in body:
        if len(row) == table.columns:
            above = row[:column] if _coded(row[column]) else []
        elif len(row) == table.columns - column and above and _coded(row[0]):
            row[:0] = [None] * column
            for cell in above:
                if cell is not None:
                    cell.row_span += 1
            table.inferred.append("rows that begin with a code are without the cells of rows above that span them")
    table.inferred = list(dict.fromkeys(table.inferred))


def _coded(cell: DraftCell | None) -> bool:
    text = cell.paragraphs[0].text if cell is not None and cell.paragraphs else ""
    return starts_code(text) or is_code(text)


def stitched(upper: DraftTable, lower: DraftTable, coverage: Coverage) -> DraftTable | None:
    """Return the two tables as one where that is certain, else None.

    It is where the lower one repeats the header of the upper one, or has no header and as many columns. The repeated
    header is set aside. The first row of the lower one goes on with the last of the upper one where its first
    cell is empty or a sentence is cut in two, and never where it begins with the code of an activity.
    """
    rows = lower.rows
    if lower.header_rows:
        if upper.header() != lower.header():
            return None
        for row in rows[: lower.header_rows]:
            for cell in row:
                for run in cell.paragraphs if cell else ():
                    run.set_aside(0, len(run.text), coverage, "repeated_header")
        rows = rows[lower.header_rows :]
    elif upper.columns != lower.columns:
        return None
    inferred = [*upper.inferred, *lower.inferred]
    above = list(upper.rows)
    if rows and len(above) > upper.header_rows and _row_goes_on(above[-1], rows[0]):
        _extend(above[-1], rows[0], joined=True)
        rows = rows[1:]
        inferred.append("a row cut by a break is joined")
    return DraftTable(
        [*above, *rows], upper.header_rows, [*upper.stretches, *lower.stretches], list(dict.fromkeys(inferred))
    )


def _unquoted(start: int, end: int, coverage: Coverage) -> tuple[int, int]:
    """Return a cell of several lines without the quotation marks that hold it together."""
    text = coverage.source[start:end]
    if "\n" not in text or not text.startswith('"') or not text.endswith('"'):
        return start, end
    coverage.set_aside(start, start + 1, "mark_up")
    coverage.set_aside(end - 1, end, "mark_up")
    return start + 1, end - 1


def _parts(line: Line, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    cuts = [match.start() for match in separator.finditer(line.text)]
    starts = [0, *(cut + 1 for cut in cuts)]
    return [(line.start + start, line.start + end) for start, end in zip(starts, [*cuts, len(line.text)], strict=True)]


def table_of(rows: list[list[DraftCell | None]], stretches: list[tuple[int, int]], inferred: list[str]) -> DraftTable:
    """Return a table of these rows, its header found by its form: short names in every cell, longer rows below."""
    table = DraftTable(rows, 0, stretches, inferred)
    if rows and _names_columns(rows[0]) and (len(rows) == 1 or not _names_columns(rows[1])):
        table.name_header(1)
    return table


def _names_columns(row: Sequence[DraftCell | None]) -> bool:
    return bool(row) and all(
        cell is not None
        and len(cell.paragraphs) == 1
        and 0 < len(cell.paragraphs[0].text) <= MAX_HEADER
        and (not is_finished(cell.paragraphs[0].text) or column_role(cell.paragraphs[0].text) is not None)
        and not cell.paragraphs[0].text[:1].isdigit()
        and not starts_item(cell.paragraphs[0].text)
        for cell in row
    )


def _goes_on(above: Sequence[DraftCell | None], row: Sequence[DraftCell]) -> bool:
    """Say whether an indented row is what the first cell of the row above announces or goes on listing."""
    first = above[0]
    if first is None or not first.paragraphs or not row[0].paragraphs:
        return False
    if any(cell.paragraphs for cell in row[1:]):
        return False
    return first.paragraphs[-1].text.rstrip()[-1:] in {":", ";"} or (
        len(first.paragraphs) > 1 and not is_finished(first.paragraphs[-1].text)
    )


def _row_goes_on(above: Sequence[DraftCell | None], row: Sequence[DraftCell | None]) -> bool:
    """Say whether ``row`` is the rest of the row ``above``: its first cell is empty, or one of its cells is cut."""
    pairs = [
        (upper.paragraphs[-1].text, lower.paragraphs[0].text)
        for upper, lower in zip(above, row, strict=False)
        if upper is not None and lower is not None and upper.paragraphs and lower.paragraphs
    ]
    if any(upper is None and lower is not None and lower.paragraphs for upper, lower in zip(above, row, strict=False)):
        return False  # below a cell that spans others nothing says what goes on
    first = row[0]
    if len(row) > 1 and first is not None and not first.paragraphs:
        if any(map(_coded, row)):
            return False
        return any(cell is not None and cell.paragraphs for cell in row)
    if first is not None and is_code(" ".join(run.text for run in first.paragraphs)):
        return False
    return any(is_one_sentence(upper, lower) for upper, lower in pairs)


def _extend(above: list[DraftCell | None], row: Sequence[DraftCell | None], *, joined: bool) -> None:
    """Add the cells of ``row`` to those ``above``; a paragraph cut in two becomes one where ``joined``."""
    for column, lower in enumerate(row):
        if lower is None:
            continue
        if column >= len(above):
            above.append(lower)
            continue
        upper = above[column]
        if upper is None:
            continue  # it is spanned
        upper.stretches += lower.stretches
        rest = lower.paragraphs
        if joined and upper.paragraphs and rest and is_one_sentence(upper.paragraphs[-1].text, rest[0].text):
            upper.paragraphs[-1] = Run.joined([upper.paragraphs[-1], Run.added(" "), rest[0]])
            rest = rest[1:]
        upper.paragraphs += rest
