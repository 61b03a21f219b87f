"""Tables that a text keeps by the places of its words: columns parted by stretches of spaces, as on the printed page.

Nothing but the places says where a column ends, and nothing but blank lines, codes and sub-headings where a row begins:
what is found is marked as inferred.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice, pairwise, takewhile

from pipeline.model import Issue
from pipeline.parse.language import breaks_off
from pipeline.parse.notices import notice
from pipeline.parse.structure import annex_named
from pipeline.parse.text.drafts import DraftTable, in_capitals, is_finished, starts_activity
from pipeline.parse.text.lines import Line, read_marker
from pipeline.parse.text.tables.centred import centred_rows
from pipeline.parse.text.tables.gutters import SHIFT, Columns, divide, find_columns, with_owed
from pipeline.parse.text.tables.placed import CellReader, PlacedLine
from pipeline.parse.text.tables.rowbreaks import Divided, is_coded, parted_rows
from pipeline.titles import (
    activity_stems,
    column_role,
    column_roles,
    is_programme_header,
    programme_title,
    theme_heading,
)

INFERRED = "its columns and rows are inferred from the places of its words"

MAX_HEADER_LINES = 4
"""The names of columns run over no more lines."""
MAX_BLANK = 3
"""A table ends at more blank lines in a row."""
MIN_LINES = 3
"""A table without a header that names its columns shows in so many lines."""
MAX_SAMPLE = 60
"""So many lines below a header show where the columns stand."""
MIN_SUPPORT = 2
"""Above so many texts a word begins a name of its own, though but one space parts it from the name before."""
MAX_STARTS = 24
"""Names of columns begin at fewer places."""
_KNOWN, _UNKNOWN, _CLOSE_CUT = 10, -3, -12
"""What is worth a known name, an unknown one, and parting two at one space above which nothing begins."""
MAX_CLOSE_HEADER = 100
"""Names of columns that one space parts are no longer together."""
MAX_COLUMN_GAPS = 4
"""A line with more wide spaces is justified."""
MIN_STRETCHED = 6
"""A line with fewer gaps between words may be names of columns, or a row of single words."""
MAX_STRETCH = 3
"""Justifying a line puts at most so many spaces between two words."""
NAME_SHIFT = 2
"""A column begins at most so many characters behind its name."""
MIN_TITLE_WORDS = 2
"""A line in capitals with more words is a title."""


_WORD = re.compile(r"\S+")
_GAP = re.compile(r"(?<=\S) +(?=\S)")
_COLUMN_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")


@dataclass(frozen=True)
class _Header:
    """The lines that name the columns, and where the name of each begins."""

    rows: Sequence[PlacedLine]
    starts: tuple[int, ...]

    def texts(self) -> list[str]:
        return [_words_in(self.rows, start, end) for start, end in zip(self.starts, self._ends(), strict=True)]

    def ranges(self) -> list[tuple[int, int]]:
        """Return between which places each column but the first begins: behind the name before it."""
        found: list[tuple[int, int]] = []
        for place in range(1, len(self.starts)):
            parts = [self.parts(row)[place - 1 : place + 1] for row in self.rows]
            ends = [left[1] for left, right in parts if left[0] < left[1] and right[0] < right[1]]
            low = max([self.starts[place - 1] + 1, *(ends or [left[1] for left, _ in parts])])
            found.append((min(low + 1, self.starts[place]), self.starts[place] + NAME_SHIFT))
        return found

    def parts(self, row: PlacedLine) -> list[tuple[int, int]]:
        """Return where the words of each name are in one of the lines: a word belongs where it begins."""
        parts: list[tuple[int, int]] = []
        for start, end in zip(self.starts, self._ends(), strict=True):
            words = [word.span() for word in _WORD.finditer(row.line.text) if _is_within(word.start(), start, end)]
            parts.append((words[0][0], words[-1][1]) if words else (row.line.end - row.line.start,) * 2)
        return parts

    def _ends(self) -> tuple[int | None, ...]:
        return (*self.starts[1:], None)


class LayoutReader:
    """Finds and reads such tables among the lines of one source.

    ``is_apart`` says which lines belong to no table: running heads, page numbers; ``is_note`` whether a line begins a
    footnote, as many as are given on. ``issues`` are what was doubtful.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        cells: CellReader,
        is_apart: Callable[[Line], bool],
        is_note: Callable[[int, int], bool],
    ) -> None:
        self._lines = lines
        self._cells = cells
        self._is_apart = is_apart
        self._is_note = is_note
        self._columns: Columns | None = None
        self._roles: list[str | None] = []
        self._items = False
        self._passed_by: list[str] = []
        self.issues: list[Issue] = []

    def pass_by(self, lines: Sequence[Line], text: str) -> None:
        """Take note of the lines of a text outside of tables: wide spaces in them may have parted columns."""
        if any(map(_has_column_gap, lines)):
            self._passed_by.append(text)

    def passed_by(self) -> list[Issue]:
        """Return what is to be said of texts outside of tables, where there are tables."""
        if not self._passed_by or (self._columns is None and not self.issues):
            return []
        return [notice("columns-run-together", " / ".join(self._passed_by), count=len(self._passed_by))]

    def read(self, at: int) -> tuple[DraftTable, int] | None:
        """Return the table that begins with the line ``at`` and the index of the line behind it, or None."""
        first = next(self._rows(at), None)
        if first is None or "\t" in first.line.text:
            return None
        headed = self._header(at)
        if headed is not None:
            self._items = "code" not in column_roles(headed.texts())
            sample = self._sample(at, len(headed.rows))
            columns = with_owed(find_columns(sample, headed.ranges(), headed.starts), sample, _begins_activity)
        elif self._columns and not is_heading(first.line.text.strip()) and (found := self._same_columns(at)):
            columns = found
        else:
            return None
        body = self._body(at, len(headed.rows) if headed else 0, columns)
        if all(line.over_all for line in body):
            if headed:
                self._report_rest(headed.rows[-1].at + 1)
            return None
        self._report_rest(body[-1].row.at + 1)
        self._columns = columns if headed or self._columns is None else self._columns
        header = [Divided(row, headed.parts(row)) for row in headed.rows] if headed else []
        return self._table(header, body), body[-1].row.at + 1

    def _body(self, at: int, header_lines: int, columns: Columns) -> list[Divided]:
        """Return the lines of a table below its header, as far as they keep to its columns."""
        body: list[Divided] = []
        rows = list(self._rows(at))[header_lines:]
        for number, row in enumerate(rows):
            if number and self._begins_other(row, next(iter(rows[number + 1 :]), None)):
                break
            text = row.line.text.strip()
            if annex_named(text) and body and is_finished(_last_text(body)):
                break
            division = divide(row, columns, _row_below(rows, number), begins=_begins_activity(row))
            heading = is_heading(text) and (division is None or not division.wide)
            if heading and (not number or theme_heading(text)) and _ends_above(body):
                body.append(Divided(row, [row.part(0, None)], over_all=True))
                continue
            if division is None or (
                division.filled > 1
                and not division.wide
                and not (division.exact and body and not row.blank_before)
                and not _is_backed(number, rows, columns)
            ):
                division = divide(row, columns, forced=True) if body and _is_between(number, rows, columns) else None
            if division is None:
                break
            columns = columns.below(division)
            body.append(Divided(row, division.parts, certain=division.certain))
        while body and body[-1].over_all:
            body.pop()
        return body

    def _begins_other(self, row: PlacedLine, below: PlacedLine | None) -> bool:
        """Say whether a line behind a blank one is no row of the table: a heading, or the header of another table.

        A line is a heading, too, that stands alone above such a header; a heading right above one needs no blank line.
        """
        if not row.blank_before:
            return below is not None and is_heading(row.line.text.strip()) and self._header(below.at) is not None
        if len(row.segments) > 1:
            return self._header(row.at) is not None
        if is_heading(row.line.text.strip()):
            return True
        if below is None or not below.blank_before or len(below.segments) < 2:
            return False
        return self._header(below.at) is not None

    def _rows(self, at: int) -> Iterator[PlacedLine]:
        """Yield the lines from ``at`` on up to the end of a page or of anything that a table may stand in."""
        blank = 0
        for index in range(at, len(self._lines)):
            line = self._lines[index]
            if line.form_feed and index > at:
                return
            if line.blank:
                blank += 1
                if blank > MAX_BLANK:
                    return
                continue
            if self._is_apart(line) or is_stretched(line.text) or (blank and self._is_note(index, 0)):
                return
            yield PlacedLine(line, index, blank > 0, self._items)
            blank = 0

    def _sample(self, at: int, header_lines: int) -> list[PlacedLine]:
        """Return the lines that show where the columns of a table stand: those below its header, up to a heading."""
        sample: list[PlacedLine] = []
        for row in islice(self._rows(at), header_lines, MAX_SAMPLE):
            if sample and row.blank_before and is_heading(row.line.text.strip()):
                break
            sample.append(row)
        return sample

    def _header(self, at: int) -> _Header | None:
        """Return the names of the columns of a programme table that begin with the line ``at``, or None."""
        best: tuple[tuple[int, int], _Header] | None = None
        rows: list[PlacedLine] = []
        for row in self._rows(at):
            if len(rows) == MAX_HEADER_LINES or (rows and row.blank_before):
                break
            rows.append(row)
            if len(rows) == 1 and len(row.segments) < 2 and len(row.line.text.strip()) > MAX_CLOSE_HEADER:
                return None
            if not any(activity_stems().search(one.line.text) for one in rows):
                continue
            names = self._parted_names(at, tuple(rows))
            known = sum(role is not None for role in column_roles(names.texts()))
            # A line that names nothing more, and parts what is named, is the first of the rows.
            worth = known, known - len(names.starts)
            if len(names.starts) > 1 and is_programme_header(names.texts()) and (best is None or worth >= best[0]):
                best = worth, names
        return best[1] if best else None

    def _parted_names(self, at: int, rows: Sequence[PlacedLine]) -> _Header:
        """Return the lines as names of columns, parted so that most of them are known.

        They are parted where several spaces stand, or where but one does and texts begin below line after line. Where
        no line at all has several spaces between its words, none keeps columns apart.
        """
        sample = self._sample(at, len(rows))
        below = Counter(start for row in sample for start, _ in row.segments)
        wide = {start for row in rows for start, _ in row.segments}
        words = {match.start() for row in rows for match in _WORD.finditer(row.line.text)}
        told = wide | {start for start in words if below[start] >= MIN_SUPPORT}
        starts = sorted(words)
        apart = any(len(row.segments) > 1 for row in (*rows, *sample))
        if len(starts) > MAX_STARTS or len(told) < 2 or not apart:
            return _Header(rows, tuple(starts[:1]))
        best: list[tuple[int, tuple[int, ...]]] = [(0, ())]
        for end in range(1, len(starts) + 1):
            behind = starts[end] if end < len(starts) else None
            found = []
            for begin in range(end):
                name = _words_in(rows, starts[begin], behind)
                worth = (_KNOWN if _is_known(name) else _UNKNOWN) + (0 if starts[begin] in told else _CLOSE_CUT)
                found.append((best[begin][0] + worth, (*best[begin][1], starts[begin])))
            best.append(max(found))
        return _Header(rows, best[-1][1])

    def _same_columns(self, at: int) -> Columns | None:
        """Return the columns of lines that are set in as many columns as the table before, or None.

        Several lines must keep the columns apart, some must have words in two, and wide spaces must part these on most:
        prose has words everywhere.
        """
        assert self._columns is not None
        for columns in filter(None, (self._columns, self._kept_apart(at))):
            body = self._body(at, 0, columns)
            both = [line.row for line in body if sum(start < end for start, end in line.parts) > 1]
            wide = sum(len(row.segments) > 1 for row in both)
            if len(body) >= MIN_LINES and both and 2 * wide >= len(both):
                usual = columns.usual
                ranges = [(max(start - SHIFT, left + 2), start + SHIFT) for left, start in pairwise(usual)]
                within = [line for line in body if not line.over_all]
                left = min((line.parts[0][0] for line in within if line.texts[0]), default=usual[0])
                rows = [line.row for line in within]
                return with_owed(find_columns(rows, ranges, left=left), rows, _begins_activity)
        return None

    def _kept_apart(self, at: int) -> Columns | None:
        """Return the columns of lines that spaces keep apart all the way down, where these are as many as before."""
        assert self._columns is not None
        found: list[tuple[int, int]] | None = None
        spans: list[tuple[int, int]] = []
        for row in self._rows(at):
            spans = _merged([*spans, *row.segments])
            if found is not None and len(spans) < len(self._columns.usual):
                break
            if len(spans) == len(self._columns.usual):
                found = spans
        return Columns(tuple(start for start, _ in found)) if found else None

    def _table(self, header: Sequence[Divided], body: Sequence[Divided]) -> DraftTable:
        columns = len(next(line for line in body if not line.over_all).parts)
        drafts = [self._cells.divided([(line.row, line.parts) for line in header])] if header else []
        parted: list[list[Divided]] = []
        for over_all, group in groupby(body, lambda line: line.over_all):
            lines = list(group)
            if over_all:
                for line in lines:
                    [cell] = self._cells.divided([(line.row, line.parts)])
                    assert cell is not None
                    cell.column_span = columns
                    drafts.append([cell, *[None] * (columns - 1)])
                continue
            rows = self._rows_of(lines, above_code=lines[-1] is body[-1] and self._above_code(body[-1].row.at))
            drafts += [self._cells.divided([(line.row, line.parts) for line in row]) for row in rows]
            parted += rows
        stretch = ((header or body)[0].row.line.start, body[-1].row.line.end)
        table = DraftTable(drafts, 1 if header else 0, [stretch], [INFERRED])
        table.name_header(table.header_rows)
        if header:
            self._roles = column_roles(table.header())
        self._report_reach(parted)
        self._report_doubtful(body)
        self._report_empty(parted)
        return table

    def _report_empty(self, rows: Sequence[Sequence[Divided]]) -> None:
        """Report rows of a table that has words in fewer columns than it has: they may stand in the wrong one."""
        texts = [
            [" ".join(filter(None, column)) for column in zip(*(line.texts for line in row), strict=True)]
            for row in rows
        ]
        if all(any(column) for column in zip(*texts, strict=True)):
            return
        self.issues.append(notice("column-empty", " / ".join(" ".join(filter(None, row)) for row in texts)))

    def _above_code(self, at: int) -> bool:
        """Say whether a code begins the page below a line, under the names of columns where these are repeated."""
        index = at + 1
        while index < len(self._lines) and (self._lines[index].blank or self._is_apart(self._lines[index])):
            index += 1
        between = self._lines[at + 1 : index + 1]
        page = any(line.form_feed or self._is_apart(line) for line in between)
        if not page or index == len(self._lines):
            return False
        header = self._header(index)
        below = next(islice(self._rows(index), len(header.rows) if header else 0, None), None)
        return below is not None and _begins_activity(below)

    def _rows_of(self, lines: Sequence[Divided], *, above_code: bool) -> list[list[Divided]]:
        rows = centred_rows(lines)
        if rows is None:
            return parted_rows(lines, above_code=above_code)
        evidence = " / ".join(" ".join(" ".join(line.texts) for line in row) for row in rows)
        self.issues.append(notice("rows-inferred", evidence))
        return rows

    def _report_rest(self, at: int) -> None:
        """Report the lines right below a table, or the names of its columns, that cannot be parted into its columns."""
        rest = list(islice(self._rows(at), MAX_SAMPLE))
        if not rest or rest[0].blank_before or is_heading(rest[0].line.text.strip()):
            return
        rest = rest[:1] + list(takewhile(lambda row: not is_heading(row.line.text.strip()), rest[1:]))
        if any(len(row.segments) > 1 for row in rest):
            evidence = " / ".join(" ".join(row.line.text.split()) for row in rest)
            self.issues.append(notice("lines-not-parted", evidence))

    def _report_doubtful(self, body: Sequence[Divided]) -> None:
        """Report lines whose words stand so near to each other that they may be divided otherwise."""
        lines = [" ".join(line.row.line.text.split()) for line in body if not line.certain]
        if lines:
            self.issues.append(notice("column-doubtful/by-place", " / ".join(lines)))

    def _report_reach(self, groups: Sequence[Sequence[Divided]]) -> None:
        """Report rows with several codes beside one result: how far each cell reaches is not printed."""
        if "result" not in self._roles or not groups or len(self._roles) != len(groups[0][0].parts):
            return
        result = self._roles.index("result")
        shared: list[str] = []
        beside: list[str] = []
        for above, rows in pairwise([[], *groups]):
            texts = [line.texts for line in rows]
            coded = [next(filter(None, line))[:20] for line in texts if is_coded(line)]
            if len(coded) > 1 and any(line[result] for line in texts):
                shared.append(" / ".join(coded))
            elif above and coded and not rows[0].row.blank_before and not any(line[result] for line in texts):
                beside.append(coded[0])
        if shared:
            self.issues.append(notice("result-reach-doubtful/beside", " | ".join(shared)))
        if beside:
            self.issues.append(notice("result-reach-doubtful/above", " | ".join(beside)))


def is_heading(text: str) -> bool:
    """Say whether a line is the heading of an annex, a programme or a theme, or a title in capitals."""
    heading = theme_heading(text) or programme_title(text) or annex_named(text)
    return heading is not None or (in_capitals(text) and len(text.split()) > MIN_TITLE_WORDS)


def is_stretched(text: str) -> bool:
    """Say whether a line was justified by spaces: between most of its words stand two or three, and nowhere more."""
    gaps = [len(gap.group()) for gap in _GAP.finditer(text)]
    wide = sum(gap > 1 for gap in gaps)
    return len(gaps) >= MIN_STRETCHED and 3 * wide >= 2 * len(gaps) and max(gaps) <= MAX_STRETCH


def _has_column_gap(line: Line) -> bool:
    """Say whether wide spaces stand in the middle of a line, and not many, as in justified type."""
    marker = read_marker(line.text)
    return 0 < len(_COLUMN_GAP.findall(line.text, marker.end if marker else 0)) <= MAX_COLUMN_GAPS


def _begins_activity(row: PlacedLine) -> bool:
    return starts_activity(row.line.text.strip())


def _row_below(rows: Sequence[PlacedLine], number: int) -> list[PlacedLine]:
    """Return the lines that follow a line up to a blank one or the next code."""
    return list(takewhile(lambda row: not row.blank_before and not _begins_activity(row), rows[number + 1 :]))


def _ends_above(body: Sequence[Divided]) -> bool:
    """Say whether a heading may stand below these lines: the first column is not in the middle of a sentence."""
    return not breaks_off(_last_text(body))


def _last_text(body: Sequence[Divided]) -> str:
    return next((line.texts[0] for line in reversed(body) if line.texts[0]), "")


def _is_backed(number: int, rows: Sequence[PlacedLine], columns: Columns) -> bool:
    """Say whether a line without wide gaps stands between lines that have such: then it is a line of the table."""
    around = [rows[number - 1]] if number and not rows[number].blank_before else []
    around += [row for row in rows[number + 1 : number + 2] if not row.blank_before]
    divisions = [divide(row, columns) for row in around]
    return any(division is not None and division.wide for division in divisions)


@lru_cache(maxsize=4096)
def _is_known(name: str) -> bool:
    return column_role(name) is not None


def _is_between(number: int, rows: Sequence[PlacedLine], columns: Columns) -> bool:
    """Say whether a line stands right between the line above and one with wide gaps: the table goes on below it."""
    below = rows[number + 1 : number + 2]
    if rows[number].blank_before or not below or below[0].blank_before:
        return False
    division = divide(below[0], columns)
    return division is not None and division.wide


def _is_within(place: int, start: int, end: int | None) -> bool:
    return start <= place and (end is None or place < end)


def _words_in(rows: Sequence[PlacedLine], start: int, end: int | None) -> str:
    """Return the words that begin between two places, line by line."""
    words = (word for row in rows for word in _WORD.finditer(row.line.text))
    return " ".join(word.group() for word in words if _is_within(word.start(), start, end))


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans with those that overlap, or are one space apart, as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
