"""Tables of which a page's words are left line by line: the cells one below the other, activity and result in turn.

Tools that take the words out of a PDF print its tables so. How far a line reaches, and whether its last word was
followed by room for the next, says which of the two columns it was in and where a paragraph ends, where the columns are
of different width; codes, sub-headings and sentences say so where they are not. The cheapest reading of all lines
together (`stacked_columns`) is taken; it is marked as inferred, and lines that could as well be in the other column are
reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice, pairwise, takewhile

from pipeline.families import whole
from pipeline.model import Issue
from pipeline.parse.language import breaks_off, common_words
from pipeline.parse.notices import notice
from pipeline.parse.structure import annex_named
from pipeline.parse.text.drafts import MAX_GROUP_WORDS, DraftCell, DraftTable, is_finished, may_head, starts_activity
from pipeline.parse.text.lines import BULLETS, Line
from pipeline.parse.text.tables.by_place import is_heading
from pipeline.parse.text.tables.placed import CellReader
from pipeline.parse.text.tables.stacked_columns import Reading, StackedLine, cheapest, width_of
from pipeline.titles import column_role, is_programme_header, programme_title, theme_heading

INFERRED = "its columns and rows are inferred from how far its lines reach"

ROLES = ["activity", "result"]
"""What the two columns hold."""
MAX_HEADER_LINES = 4
"""The two names run over no more lines."""
MOST_NAMES = 6
"""A table has no more columns."""
MAX_NAME = 60
"""A line of a column's name has at most so many characters."""
FIRST_LINES = 15
MAX_WIDE = 1.25
"""A line so many times as wide as the widest of a table's first lines is in neither of its columns."""
MAX_NOTE_LINES = 12
"""Footnotes at the foot of a page have fewer lines."""
MAX_LINES = 5000
"""A table of more lines is not read so: all of its lines are weighed together, for each width."""
MIN_CODES = 2
"""A table with fewer codes is none."""
CERTAIN = 1.0
"""A line whose other reading costs less than this more is reported as doubtful."""
_BULLET = re.compile(rf"[{re.escape(BULLETS)}](?:\s+(?=\S)|$)")
_LETTERS = re.compile(r"[^\W\d_]+")
_Stretches = list[tuple[int, int]]
"""Where the lines of a text are in the source."""


@dataclass(frozen=True)
class _Header:
    """The names of two columns, and the index of the line behind them."""

    names: list[_Stretches]
    end: int


@dataclass
class _Piece:
    """What of a table stands on one page: the names of its columns, and its rows by cell and paragraph."""

    at: int
    end: int
    header: list[_Stretches] = field(default_factory=list)
    rows: list[tuple[list[_Stretches], list[_Stretches]]] = field(default_factory=list)


class StackedReader:
    """Finds and reads such tables among the lines of one source; ``issues`` are what was doubtful in them.

    ``is_apart`` says which lines belong to no table (running heads, page numbers), ``is_numbered`` which go on with the
    numbered paragraphs of the document, ``is_note`` whether a line begins a footnote, as many as are given on.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        cells: CellReader,
        is_apart: Callable[[Line], bool],
        is_numbered: Callable[[Line], bool],
        is_note: Callable[[int, int], bool],
    ) -> None:
        self._lines = lines
        self._cells = cells
        self._is_apart = is_apart
        self._is_numbered = is_numbered
        self._is_note = is_note
        self._pieces: dict[int, _Piece] = {}
        self._planned = -1
        self.issues: list[Issue] = []

    def read(self, at: int) -> tuple[DraftTable, int] | None:
        """Return the table, or piece of one on a new page, that begins with a line and the index of the line behind."""
        if at >= self._planned and (header := self.header(at)):
            self._plan(at, header)
        piece = self._pieces.pop(at, None)
        return (self._table(piece), piece.end) if piece else None

    def header(self, at: int) -> _Header | None:
        """Return the names of two columns that begin with a line, one below the other or on it; None where none do.

        Where a name of another column stands right above them or below, there are more than two.
        """
        found = self._names(at)
        if found is None:
            return None
        above = next((line for line in reversed(self._lines[:at]) if not line.blank), None)
        below = next((line for line in self._lines[found.end :] if not line.blank), None)
        return None if any(line and _role(line.text.strip()) for line in (above, below)) else found

    def begins_names(self, at: int) -> bool:
        """Say whether the names of the columns of a programme's table begin with a line, however many."""
        if self.header(at) is not None:
            return True
        printed = (line.text.strip() for line in self._lines[at:] if not line.blank and not self._is_apart(line))
        names = list(islice(takewhile(_role, printed), MOST_NAMES))
        return len(names) > 1 and is_programme_header(names)

    def ends_names(self, lines: Sequence[Line], at: int) -> bool:
        """Say whether lines, right before that of an index, are the last names of a programme's columns."""
        if not self.is_name(lines):
            return False
        above = self._lines[max(0, at - len(lines) - MOST_NAMES) : at - len(lines)]
        printed = [line.text.strip() for line in reversed(above) if not line.blank]
        names = list(takewhile(_role, printed))[::-1]
        return bool(names) and is_programme_header([*names, " ".join(line.text.strip() for line in lines)])

    def is_name(self, lines: Sequence[Line]) -> bool:
        """Say whether lines are the name of a column, whose words may be broken."""
        return len(lines) <= MAX_HEADER_LINES and column_role(" ".join(line.text.strip() for line in lines)) is not None

    def _names(self, at: int) -> _Header | None:
        found: list[tuple[int, int]] = []
        for index in range(at, len(self._lines)):
            line = self._lines[index]
            if line.blank and found:
                continue
            if line.blank or self._is_apart(line) or len(line.text) > MAX_NAME or len(found) == MAX_HEADER_LINES:
                break
            found.append((line.start, line.end))
            parted = _parted_names(line) if len(found) == 1 else None
            if parted:
                return _Header([[part] for part in parted], index + 1)
            for cut in range(1, len(found)):
                names = [found[:cut], found[cut:]]
                if [
                    _role(" ".join(self._cells.coverage.source[slice(*part)] for part in name)) for name in names
                ] == ROLES:
                    return _Header(names, index + 1)
        return None

    def _plan(self, at: int, header: _Header) -> None:
        """Read all pages of the table whose header begins here, if it is one."""
        headers = {at: header}
        rows = _with_last_marked(list(islice(self._rows(header.end, headers), MAX_LINES + 1)))
        self._planned = at + 1
        if len(rows) > MAX_LINES or sum(row.code for row in rows) < MIN_CODES:
            return
        rows, moved = _in_order(rows)
        reading = cheapest(rows)
        if len(set(reading.columns)) < len(ROLES):
            return
        self._planned = max(row.at for row in rows) + 1
        self._report(rows, reading)
        self._part(rows, reading, headers)
        if moved:  # what stands lower was printed behind: any result may be that of other activities, too
            self._report_odd([*moved, *(row.text for row in rows if row.code)])

    def _rows(self, at: int, headers: dict[int, _Header]) -> Iterator[StackedLine]:
        """Yield the lines of the table up to the next heading or to what is wider than a column.

        Footnotes at the foot of a page are passed over; ``headers`` takes the headers that are printed again.
        """
        blank = page = owed = False
        above = "."
        ahead = (line for line in self._lines[at:] if not line.blank and not self._is_apart(line))
        widest = max((len(line.text.strip()) for line in islice(ahead, FIRST_LINES)), default=0)

        def is_wide(one: Line) -> bool:
            return len(one.text.strip()) > MAX_WIDE * widest

        index = at
        notes = 0
        while index < len(self._lines):
            line = self._lines[index]
            page = page or line.form_feed
            text = line.text.strip()
            if self._is_note(index, notes) and (foot := self._behind_notes(index)) is not None:
                for other in range(index, foot):
                    notes += self._is_note(other, notes)
                index, page = foot, True
                continue
            if line.blank or self._is_apart(line):
                blank, page = blank or line.blank, page or not line.blank
            elif self._heads_rows(index):
                page = True
            elif self._ends_table(index, above):
                return
            elif is_wide(line) and (text[:1].isdigit() or is_wide(self._next_printed(index))):
                behind = self._behind_notes(index)
                if behind is None:
                    return
                index, page = behind, True
                continue
            elif again := self.header(index):
                headers[index] = again
                index, page = again.end, True
                continue
            else:
                owed = not is_finished(above) if page else owed
                row = self._row(index, blank, page, owed)
                yield replace(row, width=0.0, joined=True) if is_wide(line) else row
                blank = page = False
                above = text
            index += 1

    def _ends_table(self, at: int, above: str) -> bool:
        """Say whether a line is a heading, and not in the middle of the sentence that the line above begins."""
        text = self._lines[at].text.strip()
        if "\t" in text or theme_heading(text) or annex_named(text) or self._is_numbered(self._lines[at]):
            return True
        if text.isupper() and programme_title(text):
            return True
        return is_heading(text) and not breaks_off(text) and is_finished(above)

    def _heads_rows(self, at: int) -> bool:
        """Say whether a line is the heading of a theme within the table: rows go on right below it, without names."""
        if theme_heading(self._lines[at].text.strip()) is None:
            return False
        below = next((index for index in range(at + 1, len(self._lines)) if not self._lines[index].blank), at)
        goes_on = starts_activity(self._lines[below].text.strip()) or self._is_group(below)
        return below > at and goes_on and self.header(below) is None

    def _next_printed(self, at: int) -> Line:
        """Return the next line that is not blank, the line itself where there is none."""
        return next((line for line in self._lines[at + 1 :] if not line.blank), self._lines[at])

    def _behind_notes(self, at: int) -> int | None:
        """Return the next end of a page, where it is so near that footnotes stand before it; else None."""
        for index in range(at, min(at + MAX_NOTE_LINES, len(self._lines))):
            if self._is_apart(self._lines[index]) or (self._lines[index].form_feed and index > at):
                return index
        return None

    def _row(self, at: int, after_blank: bool, after_page: bool, owed: bool) -> StackedLine:
        text = self._lines[at].text.strip()
        code, bullet = starts_activity(text), _BULLET.match(text) is not None
        return StackedLine(
            self._lines[at],
            at,
            after_blank,
            after_page,
            owed,
            False,
            width_of(text),
            width_of(text.split()[0]),
            code,
            bullet,
            not code and not bullet and self._is_group(at),
            *_told_by_words(text),
        )

    def _is_group(self, at: int) -> bool:
        """Say whether a line is a sub-heading, alone or with the next one: a code follows it."""
        text = self._lines[at].text.strip()
        if not may_head(text):
            return False
        following = [line.text.strip() for line in self._lines[at + 1 : at + 5] if not line.blank][:2]
        if not following or starts_activity(following[0]):
            return bool(following)
        second = len(following) > 1 and starts_activity(following[1]) and len(following[0].split()) <= MAX_GROUP_WORDS
        return second and not is_finished(following[0])

    def _report(self, rows: Sequence[StackedLine], reading: Reading) -> None:
        costs = zip(rows, reading.either, strict=True)
        doubtful = [row.text for row, (first, second) in costs if abs(first - second) < CERTAIN]
        if doubtful:
            self.issues.append(notice("column-doubtful/stacked", " / ".join(text[:80] for text in doubtful)))

    def _part(self, rows: Sequence[StackedLine], reading: Reading, headers: dict[int, _Header]) -> None:
        """Part the lines into the rows of each page."""
        grouped = _is_grouped(rows, reading)
        piece: _Piece | None = None
        waiting = dict(headers)
        for place, row in enumerate(rows):
            column, begins = reading.columns[place], reading.begins[place]
            back = place > 0 and column == 0 and reading.columns[place - 1] == 1
            if piece is None or row.after_page:
                piece = _Piece(row.at, row.at + 1)
                for at in [at for at in waiting if at < row.at]:
                    header = waiting.pop(at)
                    if all(line.blank for line in self._lines[header.end : row.at]):
                        piece.at, piece.header = at, header.names
                    else:
                        self._pieces[at] = _Piece(at, header.end, header.names)
                self._pieces[piece.at] = piece
                piece.rows.append(([], []))
                begins = True
            elif back or (begins and column == 0 and self._has_code(piece.rows[-1][0]) and row.heading):
                piece.rows.append(([], []))
            cell = piece.rows[-1][column]
            if begins or not cell:
                cell.append([])
            cell[-1].append((row.line.start, row.line.end))
            piece.end = max(piece.end, row.at + 1)
        self._report_reach(rows, reading, grouped)
        self._report_order(rows, reading)

    def _report_reach(self, rows: Sequence[StackedLine], reading: Reading, grouped: bool) -> None:
        """Report results before which several rows may begin: whether they answer all of them is not printed."""
        starts: list[str] = []
        for place, row in enumerate(rows):
            column = reading.columns[place]
            if column == 1:
                if len(starts) > 1:
                    evidence = f"{' / '.join(starts)}: {row.text[:80]}"
                    self.issues.append(notice("result-reach-doubtful/stacked", evidence))
                starts = []
            elif reading.begins[place] and _begins_row(row, grouped):
                starts.append(row.text[:40])

    def _report_order(self, rows: Sequence[StackedLine], reading: Reading) -> None:
        """Report a table whose cells are not row by row: a result in the middle of an activity."""
        turns = [
            (above, row, reading.columns[place])
            for place, (above, row) in enumerate(pairwise(rows), 1)
            if reading.columns[place] != reading.columns[place - 1] and not row.after_page
        ]
        odd = [
            row.text
            for above, row, to in turns
            if (not is_finished(above.text) and not row.last if to else not row.code and not row.heading)
        ]
        if odd:
            self._report_odd(odd)

    def _report_odd(self, texts: Sequence[str]) -> None:
        self.issues.append(notice("cells-out-of-order", " / ".join(text[:80] for text in texts)))

    def _table(self, piece: _Piece) -> DraftTable:
        rows: list[list[DraftCell | None]] = []
        if piece.header:
            rows.append([self._cell([name]) for name in piece.header])
        rows += [[self._cell(cell) for cell in row] for row in piece.rows]
        first, last = self._lines[piece.at].start, self._lines[piece.end - 1].end
        table = DraftTable(rows, 1 if piece.header else 0, [(first, last)], [INFERRED])
        table.name_header(table.header_rows)
        at = first
        for row in rows:
            for draft in row:
                if draft is not None and not draft.stretches:
                    draft.stretches = [(at, at)]
                at = draft.stretches[-1][1] if draft is not None else at
        return table

    def _cell(self, paragraphs: Sequence[_Stretches]) -> DraftCell:
        runs = [self._cells.paragraph(stretches) for stretches in paragraphs]
        return DraftCell(runs, [stretch for stretches in paragraphs for stretch in stretches])

    def _has_code(self, cell: Sequence[_Stretches]) -> bool:
        return any(starts_activity(self._cells.coverage.source[slice(*stretches[0])].strip()) for stretches in cell)


def _parted_names(line: Line) -> list[tuple[int, int]] | None:
    """Return the two names of columns that a line prints side by side, None where it does not."""
    for space in re.finditer(r"\s+", line.text):
        left, right = line.text[: space.start()].strip(), line.text[space.end() :].strip()
        if left and right and [_role(left), _role(right)] == ROLES:
            return [(line.start, line.start + space.start()), (line.start + space.end(), line.end)]
    return None


def _in_order(rows: Sequence[StackedLine]) -> tuple[list[StackedLine], list[str]]:
    """Return the lines with results behind what they stand beside, and the first lines of those that were moved there.

    Where blank lines part what stands apart, some tools print a result that begins beside a sub-heading, or beside the
    end of an activity, before the activity, or the list, that is printed lower.
    """
    starts = [at for at, row in enumerate(rows) if not at or row.after_blank or row.after_page]
    blocks = [list(rows[start:end]) for start, end in pairwise([*starts, len(rows)])]
    moved: list[str] = []
    above = "."
    for at in range(len(blocks) - 2):
        head, result, rest = blocks[at : at + 3]
        told = not any(row.begins for row in result) and result[0].text[:1].isupper() and is_finished(result[-1].text)
        whole = told and not any(row.after_page for row in (*result, *rest))
        heads = rest[0].code and _heads_beside(head, above)
        if whole and (heads or (rest[0].bullet and head[-1].text.endswith(":"))):
            blocks[at] = [replace(row, heading=row.heading or heads) for row in head]
            stop = next((place for place, row in enumerate(rest) if place and (row.code or row.heading)), len(rest))
            blocks[at + 1 : at + 3] = rest[:stop], [*result, *rest[stop:]]
            moved.append(result[0].text)
        above = blocks[at][-1].text
    return [row for block in blocks for row in block], moved


def _heads_beside(lines: Sequence[StackedLine], above: str) -> bool:
    """Say whether a line that stands apart may be a sub-heading with a result beside it: behind a text with an end."""
    [first, *more] = lines
    return not more and is_finished(above) and not first.begins and may_head(first.text)


def _with_last_marked(rows: Sequence[StackedLine]) -> list[StackedLine]:
    """Return the lines with those marked that are the last of their page."""
    marked: list[StackedLine] = []
    last = after_page = False
    for row in reversed(rows):
        last = after_page or (last and not row.code and not row.heading)
        marked.append(replace(row, last=last))
        after_page = row.after_page
    return marked[::-1]


@lru_cache(maxsize=4096)
def _role(name: str) -> str | None:
    return column_role(name, in_text=True)


def _told_by_words(text: str) -> tuple[int, bool]:
    """Return how many words of a line tell of what has happened, and whether a joining word begins a sentence in it."""
    words = _LETTERS.findall(text)
    classes = [form.name for word in words if (form := whole("word_classes", word))]
    return classes.count("past"), bool(words) and words[0].istitle() and words[0].casefold() in common_words()


def _is_grouped(rows: Sequence[StackedLine], reading: Reading) -> bool:
    """Say whether a row of the table is all that stands under a sub-heading, however many activities these are."""
    returns = [
        row
        for place, row in enumerate(rows)
        if place and reading.columns[place - 1 : place + 1] == [1, 0] and not row.after_page
    ]
    return bool(returns) and all(row.heading for row in returns)


def _begins_row(row: StackedLine, grouped: bool) -> bool:
    return row.heading if grouped else row.code
