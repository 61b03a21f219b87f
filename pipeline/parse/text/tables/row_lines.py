"""Which lines of a source are the rows of one table: drawn with characters, between pipes, with tabs, of one column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.parse.text.dialect import Dialect, is_tab_row
from pipeline.parse.text.drafts import is_finished, starts_theme
from pipeline.parse.text.footnotes.notes import FOOTNOTE
from pipeline.parse.text.lines import Line, read_marker
from pipeline.parse.text.tables import marked
from pipeline.parse.text.tables.by_place import is_heading
from pipeline.parse.text.wrapping import LONE_CODE
from pipeline.titles import is_programme_header

PIPE_ROW = re.compile(r"^\s*\|.*\|")
OPEN_QUOTE = re.compile(r'(?:^|\t)"(?!")[^"\t]*$')
"""A cell that a quotation mark opens runs to the one that closes it."""
_CLOSE_QUOTE = re.compile(r'^[^"]*"(?=\t|$)')
_GRID_RULE = re.compile(r"^\s*\+(?:[-=:]+\+)+\s*$")

_MOST_FUSED = 2
"""The names of more columns are a table's header although nothing follows on the next line with tabs."""
MIN_GRID_LINES = 3
"""A table drawn with characters has so many lines: two rules and a row."""
MAX_CELL_LINES = 60
"""A cell runs over fewer lines."""


class Rows(NamedTuple):
    """The rows of a table, each a line or several as one, and where the line behind them stands among the lines."""

    lines: Sequence[Line]
    end: int


class RowLines:
    """Finds the lines of a source that are the rows of a table beginning at one of them."""

    def __init__(self, source: str, lines: Sequence[Line], dialect: Dialect) -> None:
        self._source = source
        self._lines = lines
        self._tabbed = dialect.name in {"tab", "tab_html"}
        self._with_html = dialect.name == "tab_html"
        self._repeats = Counter(line.text.strip() for line in lines)
        self._tab_columns = 0
        self._last = next((line for line in reversed(lines) if not line.blank), None)

    def is_repeated(self, line: Line) -> bool:
        """Say whether a line with the same words stands elsewhere in the source, too."""
        return self._repeats[line.text.strip()] > 1

    def run(self, at: int, belongs: Callable[[Line], bool]) -> Rows:
        """Return the lines from an index on that belong."""
        end = next((end for end in range(at, len(self._lines)) if not belongs(self._lines[end])), len(self._lines))
        return Rows(self._lines[at:end], end)

    def drawn(self, at: int) -> Rows | None:
        """Return the lines of a table drawn with plus signs, dashes and bars; None where none begins."""
        if not _GRID_RULE.match(self._lines[at].text):
            return None
        rows = self.run(at, lambda one: one.text.lstrip()[:1] in {"+", "|"})
        closed = len(rows.lines) >= MIN_GRID_LINES and _GRID_RULE.match(rows.lines[-1].text)
        return rows if closed else None

    def piped(self, at: int) -> Rows | None:
        """Return the rows between pipes from a line on; None where it neither is one nor has a rule with pipes below.

        Where two spaces end the names of the columns and the rule below, they end each row but one that ends the
        source: it may run over several lines, blank ones too, and a row without pipes is one cell. So does html2text
        write tables.
        """
        if not self._begins_pipes(at):
            return None
        header, *below = self._lines[at : at + 2]
        if header.text.lstrip().startswith("|") or not all(self._ends_row(line) for line in (header, *below)):
            return self.run(at, lambda one: bool(marked.PIPE.search(one.text)))
        rows: list[Line] = []
        while at < len(self._lines) and not self._lines[at].blank:
            rows.append(self._joined(at, last := self._closing(at, at, self._ends_row)))
            at = last + 1
        return Rows(rows, at)

    def tabbed(self, at: int) -> Rows | None:
        """Return the rows of a table with tabs, None where none begins.

        One short line, nowhere repeated, is none, unless it begins with a code or has as many cells as the table above.
        """
        line = self._lines[at]
        if not self._tabbed or not is_tab_row(line):
            return None
        rows = self._quoted(at)
        cells = line.text.split("\t")
        short = all(len(cell) <= marked.MAX_HEADER for cell in cells)
        short = short and len(cells) != self._tab_columns and not LONE_CODE.match(cells[0])
        short = short and not (len(cells) > _MOST_FUSED and is_programme_header(cells))
        if len(rows.lines) == 1 and short and not self.is_repeated(line):
            return None
        self._tab_columns = max(len(row.text.split("\t")) for row in rows.lines)
        return rows

    def single_column(self, at: int) -> Rows | None:
        """Return the rows of a table of one column: a column's name with HTML cells right below it; None where none is.

        Where the name stands elsewhere in the source, too, plain rows may come before the first HTML cell.
        """
        line = self._lines[at]
        text = line.text.strip()
        if not self._with_html or len(text) > marked.MAX_HEADER or is_finished(text) or "<" in text:
            return None
        if read_marker(text) or starts_theme(text):
            return None
        rows = self.run(at, lambda one: not one.blank and "\t" not in one.text and not ends_rows(one.text))
        cells = [bool(marked.HTML_CELL.match(row.text)) for row in rows.lines[1:]]
        return rows if any(cells) and (cells[0] or self.is_repeated(line)) else None

    def _begins_pipes(self, at: int) -> bool:
        """Say whether a line is a row between pipes, or one that a rule with pipes follows."""
        if PIPE_ROW.match(self._lines[at].text):
            return True
        ruled = any(marked.PIPE_RULE.match(line.text) for line in self._lines[at + 1 : at + 2])
        return ruled and marked.PIPE.search(self._lines[at].text) is not None

    def _quoted(self, at: int) -> Rows:
        """Return the consecutive rows with tabs; one may run over several lines in a quoted cell."""
        rows: list[Line] = []
        while at < len(self._lines) and not self._lines[at].blank and "\t" in self._lines[at].text:
            opens = OPEN_QUOTE.search(self._lines[at].text)
            last = self._closing(at, at + 1, lambda one: bool(_CLOSE_QUOTE.search(one.text))) if opens else at
            rows.append(self._joined(at, last))
            at = last + 1
        return Rows(rows, at)

    def _closing(self, at: int, first: int, closes: Callable[[Line], bool]) -> int:
        """Return where the first line from ``first`` on is that closes the row begun ``at`` a line, else ``at``.

        What is set aside at the beginning of a line, as the mark of a block quote, ends the row above.
        """
        for last in range(first, min(at + MAX_CELL_LINES, len(self._lines))):
            if last > at and self._source[self._lines[last - 1].end : self._lines[last].start].strip():
                break
            if closes(self._lines[last]):
                return last
        return at

    def _ends_row(self, line: Line) -> bool:
        """Say whether two spaces end a line, alone where a list stands above them, or the source does."""
        return line.text.endswith("  ") or line is self._last

    def _joined(self, at: int, last: int) -> Line:
        """Return the lines from one to another as one."""
        line, end = self._lines[at], self._lines[last].end
        return line if last == at else Line(line.start, end, self._source[line.start : end], line.form_feed)


def ends_rows(text: str) -> bool:
    """Say whether a line without cells ends the rows above it where no blank line does: a heading, or a note."""
    return is_heading(text.strip()) or FOOTNOTE.match(text) is not None
