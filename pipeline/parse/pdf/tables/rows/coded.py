"""Rows that codes tell where no rule parts them, and no more white is between rows than inside of them.

Word processors set tables so by default. One column has one code in every row, by itself or before the words of a cell;
what other columns have in a row begins level with the code, or is level with it in its middle or in its foot. Where
several items with codes stand in one cell, the text beside them runs on past some of them, and fits none of the three.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.families import at_start
from pipeline.parse.pdf.hyphens import HYPHENS
from pipeline.parse.pdf.line_ends import last_said
from pipeline.parse.pdf.tables.entries import BARE_CODE, CODE, COUNTED_CODE, own_type
from pipeline.parse.pdf.tables.strips import ALIKE, Entry, Strip, baseline_of, entries_in

FEWEST_CODES = 3
"""Fewer codes may stand beside the beginnings of other text by chance."""

MOST_WORDS = 4
"""A code by itself has no more words, its dots and brackets counted (`Action 3 .`)."""

BESIDE_CODES = 0.8
"""At least this share of the codes has text of another column beside it."""

TOP = "the codes in their first column or another, beside which all other columns begin"
MIDDLE = "the codes in one column and the middles of all other cells, which are level in every row"
FOOT = "the codes in one column and the last lines of all other cells, which are level in every row"
CODES = (TOP, MIDDLE, FOOT)
"""What tells rows, in words; the first that fits is taken."""


CodeReader = Callable[[Entry], str | None]
"""Returns the code that an entry begins with, or is; None where it has none."""


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry of one column: the index of its strip, its baseline, and whether it stands within a sentence.

    It begins with a small letter, or what stands above it ends with a word's hyphen.
    """

    strip: int
    baseline: float
    inside: bool


def rows_by_codes(
    strips: Sequence[Strip], count: int, fewest: int = FEWEST_CODES, told: Sequence[str] = CODES
) -> tuple[list[list[Strip]], str] | None:
    """Put the strips of a table of so many columns into rows that have one code each; None where codes do not tell.

    ``fewest`` is how many codes there must be, ``told`` which of `CODES` may tell rows. Returns the rows, and what
    tells them. What stands above the first code is the rest of a row; heads of groups are rows of their own.
    """
    coded = coded_column(strips, count, fewest)
    if count < 2 or coded is None:
        return None
    column, read = coded
    for words in told:
        rows: list[list[Strip]] = []
        for part in between_heads(strips, column, read):
            found = [list(part)] if _is_head(part[0], column, read) else _rows_of(part, count, coded, words)
            if found is None:
                break
            rows += found
        else:
            if fewest < FEWEST_CODES or _stand_beside(rows, column, read):
                return rows, words
    return None


def _stand_beside(rows: Sequence[Sequence[Strip]], column: int, read: CodeReader) -> bool:
    """Say whether enough of the rows with a code have text of another column."""
    coded = [row for row in rows if any((entry := strip.at(column)) and read(entry) for strip in row)]
    beside = sum(any(entry.column != column for strip in row for entry in strip.entries) for row in coded)
    return beside >= BESIDE_CODES * len(coded)


def are_run_together(rows: Sequence[Sequence[Strip]], count: int, *, ruled: bool) -> bool:
    """Say whether rows have several codes each that are no items of one row.

    They are none where their column holds codes and nothing else, where two other columns begin beside nearly each or,
    between rules (``ruled``), where all that stands beside them begins level with one of them. There they are items
    where a sentence runs on past one.
    """
    strips = [strip for row in rows for strip in row]
    found = coded_column(strips, count, FEWEST_CODES)
    if found is None:
        return False
    column, read = found
    coded = [[strip for strip in row if (entry := strip.at(column)) and read(entry)] for row in rows]
    every = [strip for own in coded for strip in own]
    beside = sum(len(strip.entries) > 2 for strip in every) >= BESIDE_CODES * len(every)
    bare = all(
        BARE_CODE.match(entry.text)
        for strip in strips
        if (entry := strip.at(column)) is not None and not _is_head(strip, column, read)
    )
    if not any(len(own) > 1 for own in coded):
        return False
    if ruled and any(begins_small(strip, column + 1) for own in coded for strip in own[1:]):
        return False
    return bare or beside or (ruled and rows_by_codes(strips, count, told=(TOP,)) is not None)


def begins_small(strip: Strip, column: int) -> bool:
    """Say whether the entry of a column begins with a small letter, within a sentence; False where there is none."""
    entry = strip.at(column)
    return entry is not None and entry.words[0].text[0].islower()


def coded_column(strips: Sequence[Strip], count: int, fewest: int) -> tuple[int, CodeReader] | None:
    """Return the first column of which enough entries begin with codes, all of them different, and what reads these.

    Bare numbers count up. What may as well be a figure or a point of a list is a code where nothing else in its column
    is one, and each counts on from the one above. Beside codes with letters, those without are none; beside such with
    a stop behind them, those with more letters and no stop are none.
    """
    for column in range(count):
        own = [entry for strip in strips if (entry := strip.at(column)) and not _is_head(strip, column, code_of)]
        codes = [code for entry in own if (code := code_of(entry)) is not None]
        lettered = [code for entry in own if (code := lettered_code_of(entry)) is not None]
        stopped = [code for entry in own if (code := stopped_code_of(entry)) is not None]
        others = map(_count_letters, set(lettered).difference(stopped))
        if fewest <= len(stopped) == len(set(stopped)) and min(others, default=0) > max(map(_count_letters, stopped)):
            return column, stopped_code_of
        if fewest <= len(lettered) == len(set(lettered)) < len(codes):
            return column, lettered_code_of
        numbers = [int(code) for code in codes if code.isdecimal()]
        up = all(below == above + 1 for above, below in pairwise(numbers))
        if len(codes) >= fewest and len(set(codes)) == len(codes) and up:
            return column, code_of
        counted = [code for entry in entries_in(strips, column) if (code := counted_code_of(entry)) is not None]
        if not codes and len(counted) >= fewest and all(counts_on(one, other) for one, other in pairwise(counted)):
            return column, counted_code_of
    return None


def code_of(entry: Entry) -> str | None:
    """Return the code that an entry begins with, or is; None where it has none."""
    first = entry.words[0].text
    if CODE.match(first):
        return first
    if len(entry.words) <= MOST_WORDS and BARE_CODE.match(entry.text):
        return entry.text
    worded = len(entry.words) > 2 and entry.words[1].text[0].isdigit() and at_start("activity_codes", entry.text)
    return worded[1].group() if worded else None


def lettered_code_of(entry: Entry) -> str | None:
    """Return the code with a letter that an entry begins with: figures among such are the number of a document."""
    code = code_of(entry)
    return code if code and code.lstrip("(")[0].isalpha() else None


def stopped_code_of(entry: Entry) -> str | None:
    """Return the code with a letter and a stop behind it that an entry begins with: `SC70` is a document among such."""
    code = lettered_code_of(entry)
    return code if code and not code[-1].isalnum() else None


def _count_letters(code: str) -> int:
    return sum(map(str.isalpha, code))


def counted_code_of(entry: Entry) -> str | None:
    """Return what an entry begins with that is a code only where several count on (`counts_on`); None without it."""
    first = entry.words[0].text
    return first if len(entry.words) > 1 and COUNTED_CODE.match(first) else None


def counts_on(above: str, below: str) -> bool:
    """Say whether a code of one or several parts is the next after another, or the first under the next of a part."""
    old, new = _parts(above), _parts(below)
    at = next((k for k, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    return at is not None and len(old) == len(new) and new[at] == old[at] + 1 and all(k == 1 for k in new[at + 1 :])


def _parts(code: str) -> list[int]:
    """Return the numbers of a code's parts; a letter counts as its place in the alphabet."""
    parts = code.strip("().").split(".")
    return [int(part) if part.isdecimal() else ord(part) - ord("a") + 1 for part in parts]


def between_heads(strips: Sequence[Strip], column: int, read: CodeReader) -> list[Sequence[Strip]]:
    """Part strips where the head of a group stands, which is a part of its own."""
    starts = {0, len(strips)}
    for index, strip in enumerate(strips):
        if _is_head(strip, column, read):
            starts |= {index, index + 1}
    return [strips[start:stop] for start, stop in pairwise(sorted(starts))]


def _is_head(strip: Strip, column: int, read: CodeReader) -> bool:
    """Say whether a line stands alone in the first column, or over several, in a type of its own, and is no code."""
    if len(strip.entries) != 1:
        return False
    [alone] = strip.entries
    first = alone.column == 0 or alone.span > 1
    return first and own_type(alone.words) and not (alone.column == column and read(alone) is not None)


def _rows_of(strips: Sequence[Strip], count: int, coded: tuple[int, CodeReader], told: str) -> list[list[Strip]] | None:
    """Put strips without heads among them into rows; None where the codes of a column do not tell them so."""
    if any(entry.span > 1 for strip in strips for entry in strip.entries):
        return None
    lines, codes = _lines_by_column(strips, count, coded)
    if not codes:
        return [list(strips)]
    column = coded[0]
    row_of = _row_of_strips(lines, column, codes, told, ALIKE * strips[0].line.size)
    if row_of is None:
        return None
    for each in lines:
        rows = [-1, *(row_of[line.strip] for line in each)]
        if any(line.inside and row != above for line, row, above in zip(each, rows[1:], rows, strict=False)):
            return None
    ordered = [row_of[index] for index in range(len(strips))]
    if ordered != sorted(ordered):
        return None
    return [list(strips[bisect_left(ordered, row) : bisect_right(ordered, row)]) for row in dict.fromkeys(ordered)]


def _lines_by_column(
    strips: Sequence[Strip], count: int, coded: tuple[int, CodeReader]
) -> tuple[list[list[_Line]], list[int]]:
    """Return the lines of each column, and which of those of the coded column begin with codes."""
    column, read = coded
    lines: list[list[_Line]] = [[] for _ in range(count)]
    codes = []
    above = [""] * count
    for index, strip in enumerate(strips):
        for entry in strip.entries:
            code = entry.column == column and read(entry) is not None
            end = above[entry.column]
            inside = entry.words[0].text[0].islower() or (end[-1:] in HYPHENS and end[-2:-1].isalpha())
            above[entry.column] = last_said(entry.words)
            lines[entry.column].append(_Line(index, baseline_of(entry), inside and not code))
            if code:
                codes.append(len(lines[column]) - 1)
    return lines, codes


def _row_of_strips(
    lines: Sequence[Sequence[_Line]], column: int, codes: Sequence[int], told: str, tolerance: float
) -> dict[int, int] | None:
    """Return the row of each strip; None where a column does not keep to the codes, or two columns disagree."""
    own = lines[column]
    ends = [*codes[1:], len(own)]
    anchors = [_place(own[start].baseline, own[end - 1].baseline, told) for start, end in zip(codes, ends, strict=True)]
    row_of: dict[int, int] = {}
    for k, each in enumerate(lines):
        if k == column:
            found: list[int] | None = [bisect_right(codes, index) - 1 for index in range(len(own))]
        else:
            found = _ROWS[told](each, anchors, tolerance)
        if found is None or any(
            row_of.setdefault(line.strip, row) != row for line, row in zip(each, found, strict=True)
        ):
            return None
    last = len(codes) - 1
    if all(row_of[line.strip] != last or line.baseline > anchors[last] - tolerance for each in lines for line in each):
        # A row that a page break cuts begins level with its code, however its cells are set.
        row_of = {strip: min(row, last) for strip, row in row_of.items()}
    return row_of


def _place(first: float, last: float, told: str) -> float:
    """Return where a cell is level with others of its row, by its first and last baseline."""
    return first if told == TOP else last if told == FOOT else (first + last) / 2


def _begun_level(lines: Sequence[_Line], anchors: Sequence[float], tolerance: float) -> list[int] | None:
    """Return the row of each line of a column whose cells begin on the anchors; -1 above the first of these."""
    rows = [bisect_right(anchors, line.baseline + tolerance) - 1 for line in lines]
    begun = set()
    for line, row in zip(lines, rows, strict=True):
        if row >= 0 and row not in begun:
            if line.baseline - anchors[row] > tolerance:
                return None
            begun.add(row)
    return rows


def _ended_level(lines: Sequence[_Line], anchors: Sequence[float], tolerance: float) -> list[int] | None:
    """Return the row of each line of a column whose cells end on the anchors; lines below the last are a row."""
    rows = [bisect_left(anchors, line.baseline - tolerance) for line in lines]
    for line, row, behind in zip(lines, rows, [*rows[1:], None], strict=False):
        if row < len(anchors) and row != behind and anchors[row] - line.baseline > tolerance:
            return None
    return rows


def _centred_level(lines: Sequence[_Line], anchors: Sequence[float], tolerance: float) -> list[int]:
    """Return the row of each line of a column whose cells have their middles on the anchors.

    Above the first cell and below the last, parts of rows may stand that page breaks cut.
    """

    @cache
    def ends(row: int, start: int) -> tuple[int, ...]:
        """Return where the cells of the rows from one on end, of which the first begins at a line or is empty."""
        if row == len(anchors):
            return ()
        for end in range(start + 1, len(lines) + 1):
            middle = (lines[start].baseline + lines[end - 1].baseline) / 2
            if middle > anchors[row] + tolerance:
                break
            if middle >= anchors[row] - tolerance:
                return (end, *ends(row + 1, end))
        return (start, *ends(row + 1, start))

    if not lines:
        return []
    first = min(range(len(lines)), key=lambda first: first - ends(0, first)[-1])
    places = ends(0, first)
    return [bisect_right(places, index) if index >= first else -1 for index in range(len(lines))]


_ROWS: dict[str, Callable[[Sequence[_Line], Sequence[float], float], list[int] | None]] = {
    TOP: _begun_level,
    MIDDLE: _centred_level,
    FOOT: _ended_level,
}
