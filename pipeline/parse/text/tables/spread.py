"""Tables of which a row may run over several lines: each paragraph of a cell has its own, and a sign parts the cells.

So do word processors save tables as plain text, with tabs, and scripts that join the texts of cells, with tabs or bars.
A row is whole when as many signs have come as part the names of the columns; what stands behind on lines without any
goes on with the last cell, unless an activity's code or a sub-heading begins the next row. Cells may have tags in them;
a sub-heading above a code that has a cell of its own, or that a page ends behind, is a row itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.model import Issue
from pipeline.parse.notices import notice
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.drafts import (
    DraftCell,
    DraftTable,
    heads_codes,
    is_code,
    is_finished,
    may_head,
    starts_activity,
)
from pipeline.parse.text.lines import Line, read_marker
from pipeline.parse.text.tables.cells import read_cell
from pipeline.parse.text.tables.marked import PIPE_RULE
from pipeline.parse.text.tables.row_lines import OPEN_QUOTE, ends_rows
from pipeline.titles import is_programme_header

SIGNS = ("\t", " | ")
"""What parts cells."""
INFERRED = "its rows run over several lines: they are told apart by how many signs part their cells"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")

_Stretch = tuple[int, int]


@dataclass
class SpreadTable:
    """A table that was read, the index of the line behind it, and what is doubtful in it."""

    table: DraftTable
    end: int
    issues: list[Issue] = field(default_factory=list)


def read_spread(
    lines: Sequence[Line], at: int, coverage: Coverage, is_apart: Callable[[Line], bool], *, markdown: bool
) -> SpreadTable | None:
    """Return the table whose names of columns stand on a line, None where none do or each of its lines is a row.

    ``is_apart`` says which lines belong to no table (running heads, page numbers): they are left out of it.
    """
    sign = next((sign for sign in SIGNS if _names_columns(lines[at].text, sign)), None)
    if sign is None or (at + 1 < len(lines) and PIPE_RULE.match(lines[at + 1].text)):
        return None
    names = _parts(lines[at], sign)
    columns = len(names)
    end = _end(lines, at + 1, sign, columns, is_apart)
    body = [(line, _parts(line, sign)) for line in lines[at + 1 : end] if not is_apart(line)]
    texts = [line.text for line, _ in body]
    if sign == "\t" and (all(len(parts) == columns for _, parts in body) or any(map(OPEN_QUOTE.search, texts))):
        return None
    rows = _rows(body, columns, _text_behind([line for line in lines[end:] if not is_apart(line)]))
    if not rows:
        return None
    whole = rows if len(rows[-1]) == columns else rows[:-1]
    taken = sum(len(cell) for row in whole for cell in row)
    count = _lines_of(body, taken)
    if not whole or any(len(row) != columns for row in whole):
        return None
    made = [_made(row, coverage, markdown=markdown) for row in ([[part] for part in names], *whole)]
    for line, parts in [(lines[at], names), *body[:count]]:
        for _, stop in parts[:-1]:
            place = coverage.source.index(sign.strip() or sign, stop, line.end)
            coverage.set_aside(place, place + 1, "cell_separator")
    last = body[count - 1][0]
    table = DraftTable(made, 1, [(lines[at].start, last.end)], [INFERRED] if count > len(whole) else [])
    table.name_header(table.header_rows)
    return SpreadTable(table, lines.index(last, at) + 1, _doubts(whole, coverage))


def _names_columns(text: str, sign: str) -> bool:
    names = [name.strip() for name in text.split(sign)]
    return len(names) > 1 and all(names) and not names[0].startswith("|") and is_programme_header(names)


def _parts(line: Line, sign: str) -> list[_Stretch]:
    """Return the stretches of a line between signs; a tab behind a bullet or a number of a list parts no cells."""
    marker = read_marker(line.text)
    text = line.text + " " * (sign != "\t")  # an empty last cell leaves no space behind the bar
    skip = marker.end if marker and not line.indent else 0
    found: list[_Stretch] = []
    start = 0
    place = text.find(sign, skip)
    while place >= 0:
        found.append((line.start + start, line.start + place))
        start = min(place + len(sign), len(line.text))
        place = text.find(sign, start)
    return [*found, (line.start + start, line.end)]


def _end(lines: Sequence[Line], at: int, sign: str, columns: int, is_apart: Callable[[Line], bool]) -> int:
    """Return the index of the first line that is none of the table: blank, a heading, a note, the names again.

    A number with a title right above the names is the heading of what they begin.
    """
    index = at
    while index < len(lines):
        text = lines[index].text
        if is_apart(lines[index]):
            index += 1
            continue
        if not text.strip() or (sign not in text and ends_rows(_untagged(text))) or _names_columns(text, sign):
            break
        if len(_parts(lines[index], sign)) > columns:
            break
        below, code = [*(line.text for line in lines[index + 1 : index + 3]), "", ""][:2]
        numbered = heads_codes(text, code) or (read_marker(text) and not is_finished(text))
        if sign not in text and numbered and _names_columns(below, sign):
            break
        index += 1
    return index


def _rows(body: Sequence[tuple[Line, list[_Stretch]]], columns: int, behind: str) -> list[list[list[_Stretch]]]:
    """Return the rows: for each cell the stretches of its lines. Empty where a row has too many cells.

    ``behind`` is what stands behind them: the next piece of the table, or a row that fell out of it. A sub-heading that
    is a row has its stretch in the first cell.
    """
    rows: list[list[list[_Stretch]]] = []
    texts = [*(_untagged(line.text) for line, _ in body), behind]
    firsts = [_untagged(line.text[: parts[0][1] - line.start]) for line, parts in body]
    for at, (_, parts) in enumerate(body):
        whole = not rows or len(rows[-1]) == columns
        coded = starts_activity(texts[at])
        heads = whole and len(parts) == 1 and not coded and may_head(texts[at]) and starts_activity(texts[at + 1])
        if whole and rows and len(parts) == 1 and not heads and not coded:
            rows[-1][-1].append(parts[0])
            continue
        if whole:
            rows.append([[parts[0]]])
        else:
            rows[-1][-1].append(parts[0])
        rows[-1] += [[part] for part in parts[1:]]
        if heads and (at + 1 == len(body) or is_code(firsts[at + 1])):
            rows[-1] += [[] for _ in range(1, columns)]
        if len(rows[-1]) > columns:
            return []
    return rows


def _text_behind(lines: Sequence[Line]) -> str:
    """Return the text of the first line behind blank ones and names of columns; empty where the source ends."""
    behind = (line.text for line in lines if not line.blank)
    text = next(behind, "")
    return _untagged(next(behind, "") if any(_names_columns(text, sign) for sign in SIGNS) else text)


def _untagged(text: str) -> str:
    """Return a text without tags, white space collapsed."""
    return " ".join(_TAG.sub(" ", text).split())


def _lines_of(body: Sequence[tuple[Line, list[_Stretch]]], stretches: int) -> int:
    """Return how many lines the first so many stretches are on."""
    count = 0
    for _, parts in body:
        if stretches <= 0:
            break
        stretches -= len(parts)
        count += 1
    return count


def _made(row: Sequence[Sequence[_Stretch]], coverage: Coverage, *, markdown: bool) -> list[DraftCell | None]:
    """Return the cells of a row; one without any stretch behind the first is spanned by it."""
    cells = [_cell(stretches, coverage, markdown=markdown) if stretches else None for stretches in row]
    if cells[0] is not None:
        cells[0].column_span += cells.count(None)
    return cells


def _cell(stretches: Sequence[_Stretch], coverage: Coverage, *, markdown: bool) -> DraftCell:
    paragraphs = [run for start, end in stretches for run in read_cell(start, end, coverage, markdown=markdown)]
    return DraftCell(paragraphs, list(stretches))


def _doubts(rows: Sequence[Sequence[Sequence[_Stretch]]], coverage: Coverage) -> list[Issue]:
    """Report rows that begin with no code where others do: their first lines may stand in the row above."""
    firsts = [[_untagged(coverage.source[slice(*stretch)]) for stretch in row[0]] for row in rows if all(row)]
    coded = [any(map(starts_activity, texts)) for texts in firsts]
    odd = [texts[0] for texts, has_code in zip(firsts, coded, strict=True) if not has_code]
    if not odd or not any(coded):
        return []
    return [notice("row-doubtful", " / ".join(text[:80] for text in odd))]
