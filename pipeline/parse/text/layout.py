"""Tables that a text keeps by the places of its words: columns parted by stretches of spaces, as on the printed page.

Nothing but the places says where a column ends, and nothing but blank lines, codes and sub-headings where a row begins:
what is found is marked as inferred.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipeline.model import Issue
from pipeline.parse.structure import annex_named
from pipeline.parse.text.cells import bulleted
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.decode import STAGE
from pipeline.parse.text.drafts import (
    DraftCell,
    DraftTable,
    breaks_off,
    in_capitals,
    is_finished,
    starts_code,
    starts_small,
)
from pipeline.parse.text.hyphens import Vocabulary, joined_lines
from pipeline.parse.text.inline import read_inline
from pipeline.parse.text.lines import BULLETS, Line
from pipeline.parse.text.runs import Run, collapsed
from pipeline.titles import column_roles, is_programme_header, programme_title, theme_heading

INFERRED = "its columns and rows are inferred from the places of its words"

_SEGMENT = re.compile(r"\S+(?: \S+)*")
_BULLET = re.compile(rf"[{re.escape(BULLETS)}]\s+(?=\S)")
_ITEM = re.compile(r"(?:\(?[a-z]\)|\d{1,2}[.)]|[ivx]{1,4}[.)])\s+(?=\S)")
_LONE_CODE = re.compile(r"\(?(?:[A-Z]\.?\s?\d{1,2}(?:\.\d{1,2})?|\d{1,2}(?:\.\d{1,2}){0,2})[.):]*")

MAX_HEADER_LINES = 4
"""The names of columns run over no more lines."""
MAX_BLANK = 3
"""A table ends at more blank lines in a row."""
MIN_LINES = 3
"""A table without a header that names its columns shows in so many lines."""
MAX_GROUP_WORDS = 8
"""A sub-heading has no more words."""
MIN_TITLE_WORDS = 2
"""A line in capitals with more words is a title."""
FULL_LINE = 0.8
"""A line of this share of its column's width is full."""


@dataclass(frozen=True)
class _Row:
    """A line of the table: its segments, as stretches of the line."""

    line: Line
    at: int
    blank_before: bool

    @cached_property
    def segments(self) -> list[tuple[int, int]]:
        """The stretches of words that wide gaps part; a bullet goes with the words that it stands before."""
        found: list[tuple[int, int]] = []
        for match in _SEGMENT.finditer(self.line.text):
            start, end = match.span()
            if found and self.line.text[slice(*found[-1])] in BULLETS:
                start = found.pop()[0]
            found.append((start, end))
        return found

    def part(self, start: int, end: int) -> tuple[int, int]:
        """Return where the words between two columns of characters begin and end in the line."""
        text = self.line.text[start:end]
        first = start + len(text) - len(text.lstrip())
        return first, max(first, start + len(text.rstrip()))


class LayoutReader:
    """Finds and reads such tables among the lines of one source.

    ``is_apart`` says which lines belong to no table: running heads, page numbers. ``issues`` are what was doubtful.
    """

    def __init__(
        self, lines: Sequence[Line], coverage: Coverage, vocabulary: Vocabulary, is_apart: Callable[[Line], bool]
    ) -> None:
        self._lines = lines
        self._coverage = coverage
        self._vocabulary = vocabulary
        self._is_apart = is_apart
        self._columns = 0
        self._roles: list[str | None] = []
        self.issues: list[Issue] = []

    def read(self, at: int) -> tuple[DraftTable, int] | None:
        """Return the table that begins with the line ``at`` and the index of the line behind it, or None."""
        first = next(self._rows(at), None)
        if first is None or "\t" in first.line.text:
            return None
        headed = self._header(at) if len(first.segments) > 1 else None
        if headed is not None:
            header_lines, gaps = headed
        elif self._columns and not is_heading(first.line.text.strip()) and (found := self._same_columns(at)):
            header_lines, gaps = 0, found
        else:
            return None
        taken: list[_Row] = []
        for number, row in enumerate(self._rows(at)):
            narrowed = _narrowed(gaps, row)
            if number >= header_lines and (narrowed is None or (number > header_lines and self._begins_other(row))):
                break
            gaps = narrowed or gaps
            taken.append(row)
        cuts = [(start + end + 1) // 2 for start, end in gaps]
        table = self._table(taken, header_lines, list(zip([0, *cuts], [*cuts, None], strict=True)))
        if len(table.rows) <= table.header_rows:
            return None
        self._columns = len(gaps) + 1
        return table, taken[-1].at + 1

    def read_grid(self, lines: Sequence[Line]) -> DraftTable:
        """Read a table whose borders are drawn with plus signs, dashes and bars; a rule of ``=`` ends its header."""
        first = lines[0].text
        edges = [at for at, character in enumerate(first) if character == "+"]
        columns = [(left + 1, right) for left, right in pairwise(edges)]
        groups: list[list[_Row]] = []
        header = 0
        for at, line in enumerate(lines):
            if line.text.lstrip().startswith("+"):
                self._coverage.set_aside(line.start, line.end, "rule")
                header = len(groups) if "=" in line.text else header
                groups.append([])
                continue
            for edge in edges:
                if line.text[edge : edge + 1] == "|":
                    self._coverage.set_aside(line.start + edge, line.start + edge + 1, "cell_separator")
            groups[-1].append(_Row(line, at, False))
        rows = [self._row(group, columns) for group in groups if group]
        table = DraftTable(rows, header, [(lines[0].start, lines[-1].end)])
        mark_header(table)
        return table

    def _begins_other(self, row: _Row) -> bool:
        """Say whether a line behind a blank one is no row of the table: a heading, or the header of another table."""
        if not row.blank_before:
            return False
        return self._header(row.at) is not None if len(row.segments) > 1 else is_heading(row.line.text.strip())

    def _rows(self, at: int) -> Iterator[_Row]:
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
            if self._is_apart(line):
                return
            yield _Row(line, index, blank > 0)
            blank = 0

    def _header(self, at: int) -> tuple[int, list[tuple[int, int]]] | None:
        """Return how many lines name the columns of a programme table, and the gaps between the columns."""
        best: tuple[int, int, list[tuple[int, int]]] | None = None
        rows: list[_Row] = []
        for row in self._rows(at):
            if len(rows) == MAX_HEADER_LINES or (rows and row.blank_before):
                break
            rows.append(row)
            spans = _merged([span for one in rows for span in one.segments])
            if len(spans) < 2:
                break
            names = [_words_in(rows, span) for span in spans]
            known = sum(role is not None for role in column_roles(names))
            if is_programme_header(names) and (best is None or known > best[0]):
                best = known, len(rows), [(left[1], right[0]) for left, right in pairwise(spans)]
        return (best[1], best[2]) if best else None

    def _same_columns(self, at: int) -> list[tuple[int, int]] | None:
        """Return the gaps of lines that are set in as many columns as the table before, or None.

        Several lines must keep the columns apart, and one of them at least must have words in two.
        """
        found: list[tuple[int, int]] | None = None
        spans: list[tuple[int, int]] = []
        count = 0
        parted = False
        for row in self._rows(at):
            spans = _merged([*spans, *row.segments])
            if found is not None and len(spans) < self._columns:
                break
            count += 1
            parted = parted or len(row.segments) > 1
            if len(spans) == self._columns:
                found = [(left[1], right[0]) for left, right in pairwise(spans)]
        return found if parted and count >= MIN_LINES else None

    def _table(self, rows: Sequence[_Row], header_lines: int, columns: Sequence[tuple[int, int | None]]) -> DraftTable:
        groups = [rows[:header_lines]] if header_lines else []
        groups += _parted(rows[header_lines:], columns)
        drafts = [self._row(group, columns) for group in groups]
        table = DraftTable(drafts, 1 if header_lines else 0, [(rows[0].line.start, rows[-1].line.end)], [INFERRED])
        mark_header(table)
        if header_lines:
            self._roles = column_roles(table.header())
        self._report_reach(groups[table.header_rows :], columns)
        return table

    def _report_reach(self, groups: Sequence[Sequence[_Row]], columns: Sequence[tuple[int, int | None]]) -> None:
        """Report rows with several codes beside one result: how far each cell reaches is not printed."""
        if "result" not in self._roles or len(self._roles) != len(columns):
            return
        result = self._roles.index("result")
        shared: list[str] = []
        for rows in groups:
            texts = [_texts(row, columns) for row in rows]
            coded = [next(filter(None, line)) for line in texts if _is_coded(line)]
            if len(coded) > 1 and any(line[result] for line in texts):
                shared.append(" / ".join(text[:20] for text in coded))
        if shared:
            self.issues.append(
                Issue(
                    "warning",
                    STAGE,
                    "result-reach-doubtful",
                    "Several activities stand beside one result in a table without rules: which of them it answers is "
                    "not printed, it is given to all.",
                    " | ".join(shared),
                )
            )

    def _row(self, rows: Sequence[_Row], columns: Sequence[tuple[int, int | None]]) -> list[DraftCell | None]:
        """Put the lines of a row together, cell by cell."""
        widths = [
            max(end - start for row in rows for start, end in [row.part(left, _end(row, right))])
            for left, right in columns
        ]
        return [self._cell(rows, left, right, width) for (left, right), width in zip(columns, widths, strict=True)]

    def _cell(self, rows: Sequence[_Row], left: int, right: int | None, width: int) -> DraftCell:
        """Put the lines of a cell together as paragraphs."""
        cell = DraftCell([], [])
        paragraph: list[tuple[int, int]] = []
        parted = False
        above = ""
        for row in rows:
            start, end = row.part(left, _end(row, right))
            text = row.line.text[start:end]
            if not text:
                parted = parted or row.blank_before
                continue
            had_room = len(above) + 1 + len(text.split()[0]) <= FULL_LINE * width
            # A blank line parts what is finished, or a line that had room for more.
            gap = (parted or row.blank_before) and (is_finished(above) or had_room) and not starts_small(text)
            if paragraph and (gap or _begins(text) or (is_finished(above) and had_room and not starts_small(text))):
                cell.paragraphs.append(self._paragraph(paragraph))
                paragraph = []
            paragraph.append((row.line.start + start, row.line.start + end))
            cell.stretches.append(paragraph[-1])
            parted, above = False, text
        if paragraph:
            cell.paragraphs.append(self._paragraph(paragraph))
        if not cell.stretches:
            cell.stretches = [(rows[0].line.end, rows[0].line.end)]
        return cell

    def _paragraph(self, stretches: Sequence[tuple[int, int]]) -> Run:
        return paragraph_of(stretches, self._vocabulary, self._coverage)


def paragraph_of(stretches: Sequence[tuple[int, int]], vocabulary: Vocabulary, coverage: Coverage) -> Run:
    """Return the lines of a cell's paragraph, or bullet, as one text."""
    parts: list[Run] = []
    for number, (start, end) in enumerate(stretches):
        parts += [Run.added("\n")] * bool(number) + [read_inline(start, end, coverage, markdown=False)]
    run, _ = joined_lines(Run.joined(parts), vocabulary, coverage)
    run = collapsed(run, coverage)
    bullet = _BULLET.match(run.text)
    return bulleted(run, coverage, bullet.end()) if bullet else run


def mark_header(table: DraftTable) -> None:
    """Mark the cells of the header rows as such."""
    for row in table.rows[: table.header_rows]:
        for cell in row:
            if cell is not None:
                cell.header = True


def _parted(rows: Sequence[_Row], columns: Sequence[tuple[int, int | None]]) -> list[list[_Row]]:
    """Part the lines of a table into its rows.

    A row begins at a sub-heading above a code, where the table has such; else at a code. It does so behind a blank line
    where blank lines part rows, and never where another column is in the middle of a sentence. Behind a blank line, a
    code begins one also without a sub-heading where what answers it begins on the same line.
    """
    texts = [_texts(row, columns) for row in rows]
    coded = [_is_coded(line) for line in texts]
    headed = [
        not coded[at] and at + 1 < len(rows) and coded[at + 1] and _is_group(texts[at]) for at in range(len(rows))
    ]
    grouped = any(headed)
    spaced = any(row.blank_before and (coded[at] or headed[at]) for at, row in enumerate(rows) if at)
    widths = [max((len(line[column]) for line in texts), default=0) for column in range(len(columns))]
    parted: list[list[_Row]] = []
    above = [""] * len(columns)
    for at, row in enumerate(rows):
        begins = headed[at] if grouped else coded[at]
        in_sentence = any(
            text
            and (
                starts_small(text)
                or breaks_off(above[column].lower())
                or (column > 1 and above[column] and not is_finished(above[column]) and not row.blank_before)
            )
            for column, text in enumerate(texts[at])
            if column
        )
        free = (row.blank_before or not spaced) and not in_sentence
        answered = coded[at] and row.blank_before and _answers_begin(texts[at], above, widths)
        if not parted or (begins and free) or answered or _alone(texts[at]):
            parted.append([])
            above = [""] * len(columns)
        parted[-1].append(row)
        above = [text or before for text, before in zip(texts[at], above, strict=True)]
    return parted


def _texts(row: _Row, columns: Sequence[tuple[int, int | None]]) -> list[str]:
    """Return what a line prints in each column."""
    return [row.line.text[slice(*row.part(left, _end(row, right)))] for left, right in columns]


def _answers_begin(texts: Sequence[str], above: Sequence[str], widths: Sequence[int]) -> bool:
    """Say whether every column beside a code begins a text on its line, each behind one that has an end."""
    return len(texts) > 1 and all(
        text
        and before
        and not (starts_small(text) or _BULLET.match(text))
        and (
            is_finished(before) or _BULLET.match(before) or len(before) + 1 + len(text.split()[0]) <= FULL_LINE * width
        )
        for text, before, width in zip(texts[1:], above[1:], widths[1:], strict=True)
    )


def is_heading(text: str) -> bool:
    """Say whether a line is the heading of an annex, a programme or a theme, or a title in capitals."""
    heading = theme_heading(text) or programme_title(text) or annex_named(text)
    return heading is not None or (in_capitals(text) and len(text.split()) > MIN_TITLE_WORDS)


def _is_coded(texts: Sequence[str]) -> bool:
    """Say whether a line begins an activity: with its code alone in the first column, or before the words of one."""
    return bool(_LONE_CODE.fullmatch(texts[0])) or any(starts_code(text) for text in texts[:2])


def _is_group(texts: Sequence[str]) -> bool:
    text = next(filter(None, texts), "")
    return text[:1].isupper() and not is_finished(text) and len(text.split()) <= MAX_GROUP_WORDS


def _alone(texts: Sequence[str]) -> bool:
    """Say whether a line has a code in a column of its own: then each code has its own row."""
    return bool(_LONE_CODE.fullmatch(texts[0]))


def _begins(text: str) -> bool:
    return bool(_BULLET.match(text) or _ITEM.match(text)) or starts_code(text)


def _narrowed(gaps: Sequence[tuple[int, int]], row: _Row) -> list[tuple[int, int]] | None:
    """Return what is left of the gaps beside the words of a line; None where a word stands across one of them."""
    narrowed: list[tuple[int, int]] = []
    for start, end in gaps:
        left = max([start, *(last for first, last in row.segments if first <= start)])
        right = min([end, *(first for first, _ in row.segments if first > start)])
        if left >= right:
            return None
        narrowed.append((left, right))
    return narrowed


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans with those that overlap, or are one space apart, as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _words_in(rows: Sequence[_Row], span: tuple[int, int]) -> str:
    return " ".join(
        row.line.text[start:end] for row in rows for start, end in row.segments if span[0] <= start and end <= span[1]
    )


def _end(row: _Row, right: int | None) -> int:
    return len(row.line.text) if right is None else right
