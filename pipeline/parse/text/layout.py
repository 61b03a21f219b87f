"""Tables that a text keeps by the places of its words: columns parted by stretches of spaces, as on the printed page.

Nothing but the places says where a column ends, and nothing but blank lines, codes and sub-headings where a row begins:
what is found is marked as inferred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from pipeline.model import Issue
from pipeline.parse.language import breaks_off
from pipeline.parse.structure import annex_named
from pipeline.parse.text.cells import BULLET_MARK, had_room
from pipeline.parse.text.decode import STAGE
from pipeline.parse.text.drafts import (
    DraftTable,
    in_capitals,
    is_code,
    is_finished,
    starts_code,
    starts_small,
)
from pipeline.parse.text.lines import Line
from pipeline.parse.text.placed import CellReader, PlacedLine, mark_header
from pipeline.titles import column_roles, is_programme_header, programme_title, theme_heading

INFERRED = "its columns and rows are inferred from the places of its words"

MAX_HEADER_LINES = 4
"""The names of columns run over no more lines."""
MAX_BLANK = 3
"""A table ends at more blank lines in a row."""
MIN_LINES = 3
"""A table without a header that names its columns shows in so many lines."""
MIN_ANSWERED = 3
"""A text that begins beside each of fewer codes may do so by chance."""
MAX_GROUP_WORDS = 8
"""A sub-heading has no more words."""
MIN_TITLE_WORDS = 2
"""A line in capitals with more words is a title."""


class LayoutReader:
    """Finds and reads such tables among the lines of one source.

    ``is_apart`` says which lines belong to no table: running heads, page numbers. ``issues`` are what was doubtful.
    """

    def __init__(self, lines: Sequence[Line], cells: CellReader, is_apart: Callable[[Line], bool]) -> None:
        self._lines = lines
        self._cells = cells
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
        taken: list[PlacedLine] = []
        over_all = 0
        for number, row in enumerate(self._rows(at)):
            narrowed = _narrowed(gaps, row)
            if number == header_lines > 0 and narrowed is None and is_heading(row.line.text.strip()):
                taken.append(row)
                over_all = 1
                continue
            if number >= header_lines and (narrowed is None or (number > header_lines and self._begins_other(row))):
                break
            gaps = narrowed or gaps
            taken.append(row)
        cuts = [(start + end + 1) // 2 for start, end in gaps]
        table = self._table(taken, header_lines, over_all, list(zip([0, *cuts], [*cuts, None], strict=True)))
        if len(table.rows) <= table.header_rows:
            return None
        self._columns = len(gaps) + 1
        return table, taken[-1].at + 1

    def _begins_other(self, row: PlacedLine) -> bool:
        """Say whether a line behind a blank one is no row of the table: a heading, or the header of another table."""
        if not row.blank_before:
            return False
        return self._header(row.at) is not None if len(row.segments) > 1 else is_heading(row.line.text.strip())

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
            if self._is_apart(line):
                return
            yield PlacedLine(line, index, blank > 0)
            blank = 0

    def _header(self, at: int) -> tuple[int, list[tuple[int, int]]] | None:
        """Return how many lines name the columns of a programme table, and the gaps between the columns."""
        best: tuple[int, int, list[tuple[int, int]]] | None = None
        rows: list[PlacedLine] = []
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

    def _table(
        self,
        rows: Sequence[PlacedLine],
        header_lines: int,
        over_all: int,
        columns: Sequence[tuple[int, int | None]],
    ) -> DraftTable:
        """Make the table of lines; ``over_all`` of them, below the names of columns, are a heading over these."""
        first = header_lines + over_all
        groups = [rows[:header_lines]] if header_lines else []
        drafts = [self._cells.row(group, columns) for group in groups]
        for row in rows[header_lines:first]:
            [cell] = self._cells.row([row], [(0, None)])
            assert cell is not None
            cell.column_span = len(columns)
            drafts.append([cell, *[None] * (len(columns) - 1)])
        parted = _parted(rows[first:], columns)
        drafts += [self._cells.row(group, columns) for group in parted]
        table = DraftTable(drafts, 1 if header_lines else 0, [(rows[0].line.start, rows[-1].line.end)], [INFERRED])
        mark_header(table)
        if header_lines:
            self._roles = column_roles(table.header())
        self._report_reach(parted, columns)
        return table

    def _report_reach(self, groups: Sequence[Sequence[PlacedLine]], columns: Sequence[tuple[int, int | None]]) -> None:
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


def _parted(rows: Sequence[PlacedLine], columns: Sequence[tuple[int, int | None]]) -> list[list[PlacedLine]]:
    """Part the lines of a table into its rows.

    A row begins at a sub-heading above a code, where the table has such; else at a code. It does so behind a blank line
    where blank lines part rows, and never where another column is in the middle of a sentence. Behind a blank line, a
    code begins one also without a sub-heading where what answers it begins on the same line; and without either where
    that is so for every code.
    """
    texts = [_texts(row, columns) for row in rows]
    coded = [_is_coded(line) for line in texts]
    widths = [max((len(line[column]) for line in texts), default=0) for column in range(len(columns))]
    headed = [
        not coded[at]
        and at + 1 < len(rows)
        and coded[at + 1]
        and _is_group(texts[at])
        and (rows[at].blank_before or not at or not _wraps(texts[at - 1], texts[at], widths))
        for at in range(len(rows))
    ]
    grouped = any(headed)
    each = _answered_each(texts, coded)
    spaced = any(row.blank_before and (coded[at] or headed[at]) for at, row in enumerate(rows) if at)
    parted: list[list[PlacedLine]] = []
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
        answered = answered or (each and coded[at] and not (at and headed[at - 1]))
        if not parted or (begins and free) or answered or _alone(texts[at]):
            parted.append([])
            above = [""] * len(columns)
        parted[-1].append(row)
        above = [text or before for text, before in zip(texts[at], above, strict=True)]
    return parted


def _texts(row: PlacedLine, columns: Sequence[tuple[int, int | None]]) -> list[str]:
    """Return what a line prints in each column."""
    return [row.line.text[slice(*row.part(left, right))] for left, right in columns]


def _answers_begin(texts: Sequence[str], above: Sequence[str], widths: Sequence[int]) -> bool:
    """Say whether every column beside a code begins a text on its line, each behind one that has an end."""
    return len(texts) > 1 and all(
        text
        and before
        and not (starts_small(text) or BULLET_MARK.match(text))
        and (is_finished(before) or BULLET_MARK.match(before) or had_room(before, text, width))
        for text, before, width in zip(texts[1:], above[1:], widths[1:], strict=True)
    )


def _answered_each(texts: Sequence[Sequence[str]], coded: Sequence[bool]) -> bool:
    """Say whether beside each of several codes a text begins in every other column, behind one that has ended."""
    before = [""] * len(texts[0]) if texts else []
    for line, begins in zip(texts, coded, strict=True):
        for text, above in zip(line[1:], before[1:], strict=True):
            ended = not above or is_finished(above) or above[-1].isdigit()
            if begins and not (ended and (text[:1].isupper() or text[:1].isdigit())):
                return False
        before = [text or above for text, above in zip(line, before, strict=True)]
    return sum(coded) >= MIN_ANSWERED


def is_heading(text: str) -> bool:
    """Say whether a line is the heading of an annex, a programme or a theme, or a title in capitals."""
    heading = theme_heading(text) or programme_title(text) or annex_named(text)
    return heading is not None or (in_capitals(text) and len(text.split()) > MIN_TITLE_WORDS)


def _is_coded(texts: Sequence[str]) -> bool:
    """Say whether a line begins an activity: with its code alone in the first column, or before the words of one."""
    return is_code(texts[0]) or any(starts_code(text) for text in texts[:2])


def _is_group(texts: Sequence[str]) -> bool:
    text = next(filter(None, texts), "")
    return text[:1].isupper() and not is_finished(text) and len(text.split()) <= MAX_GROUP_WORDS


def _wraps(above: Sequence[str], texts: Sequence[str], widths: Sequence[int]) -> bool:
    """Say whether what a line begins with is the rest of the line above: that has no end, and had no room for more."""
    column = next(at for at, text in enumerate(texts) if text)
    full = not had_room(above[column], texts[column], widths[column])
    return bool(above[column]) and full and not is_finished(above[column])


def _alone(texts: Sequence[str]) -> bool:
    """Say whether a line has a code in a column of its own: then each code has its own row."""
    return is_code(texts[0])


def _narrowed(gaps: Sequence[tuple[int, int]], row: PlacedLine) -> list[tuple[int, int]] | None:
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


def _words_in(rows: Sequence[PlacedLine], span: tuple[int, int]) -> str:
    return " ".join(
        row.line.text[start:end] for row in rows for start, end in row.segments if span[0] <= start and end <= span[1]
    )
