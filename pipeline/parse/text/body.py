"""The lines of a source put together as paragraphs, headings, list items, footnotes and tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipeline.model import BULLET, BlockKind, Issue
from pipeline.parse.cover import cover_line
from pipeline.parse.language import breaks_off, common_words
from pipeline.parse.structure import annex_named
from pipeline.parse.text import tables
from pipeline.parse.text.cells import read_cell
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.dialect import FULL_LINE, MIN_FULL_LINE, Dialect, is_tab_row
from pipeline.parse.text.drafts import (
    MIN_LONG,
    DraftTable,
    Item,
    Paragraph,
    announces_section,
    awaits_number,
    in_capitals,
    is_finished,
    is_timeframe,
    starts_clause,
    starts_code,
    starts_small,
    starts_theme,
)
from pipeline.parse.text.drawn import read_grid, read_ruled
from pipeline.parse.text.furniture import MAX_COVER, find_furniture
from pipeline.parse.text.hyphens import Vocabulary, joined_lines
from pipeline.parse.text.inline import read_inline
from pipeline.parse.text.layout import LayoutReader
from pipeline.parse.text.lines import Line, Marker, read_emphasised_marker, read_marker
from pipeline.parse.text.notes import BACK_LINK, RAISED_DIGITS, NoteStarts, group_of_number, possible_marks
from pipeline.parse.text.parted_notes import PartedNotes, put_together
from pipeline.parse.text.placed import CellReader
from pipeline.parse.text.runs import Run, collapsed
from pipeline.parse.text.spread import read_spread
from pipeline.parse.text.stacked import StackedReader
from pipeline.roman import roman_value
from pipeline.titles import is_programme_header

_RULE = re.compile(r"^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|(?:=\s*){3,}|(?:[—─]\s*){3,})$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_ATX = re.compile(r"^\s{0,3}(?P<marks>#{1,6})[ \t]+(?=\S)")
_ATX_END = re.compile(r"[ \t]+#+[ \t]*$")
_BLOCK_HTML_LINE = re.compile(r"^\s*</?(?:p|ul|ol|li|div|h[1-6]|blockquote|center)\b[^<>]*>", re.IGNORECASE)
_TABLE_START = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_PIPE_ROW = re.compile(r"^\s*\|.*\|")
_PIPE = re.compile(r"(?<!\\)\|")
_CODE = r"\(?[A-Z]\.?\d{1,2}(?:\.\d{1,2})?"
_LONE_CODE = re.compile(rf"^\s*{_CODE}[.):]*\s*$")
_CODED = re.compile(rf"{_CODE}(?:[.):]| [-–—])\s+[^\W\d_a-z]")
_CODE_AND_WORD = re.compile(rf"{_CODE}[.):]?(?: [-–—])?\s+[^\W\d_a-z]")
_CLAUSE_ENDS = re.compile(r"(?:[,;]|[,;] (?:and|et|y))$")
_CAPITALS = re.compile(r"[^\W\d_]{5,}(?= \S)(?<=[A-ZÀ-Þ]{5})(?! [A-ZÀ-Þ]{2,} [A-ZÀ-Þ]{2,})")
"""How a clause of CITES begins: its verb in capitals, the rest not."""
_STAR_BULLET = re.compile(r"^\s*\*(?=\s)", re.MULTILINE)
_OPEN_QUOTE = re.compile(r'(?:^|\t)"(?!")[^"\t]*$')
_CLOSE_QUOTE = re.compile(r'^[^"]*"(?=\t|$)')
_YEARS = re.compile(r"\(?(?:19|20)\d\d\s?[-–—/]\s?(?:19|20)?\d\d\)?")
_GRID_RULE = re.compile(r"^\s*\+(?:[-=:]+\+)+\s*$")
_HTML_HEADING = re.compile(r"^\s*<h(?P<level>[1-6])\b", re.IGNORECASE)


_MOST_FUSED = 2
"""The names of more columns are a table's header although nothing follows on the next line with tabs."""
MIN_TITLE_LINE = 40
"""A line in capitals of so many characters may go on in the next."""
MIN_GRID_LINES = 3
"""A table drawn with characters has so many lines: two rules and a row."""
MAX_CELL_LINES = 60
"""A cell runs over fewer lines."""
LINES_AROUND = 6
"""So many lines before and behind a place show how wide its column is."""


class BodyReader:
    """Reads the lines of one source in order; `items` yields what they make."""

    def __init__(self, coverage: Coverage, lines: Sequence[Line], dialect: Dialect, vocabulary: Vocabulary) -> None:
        self._coverage = coverage
        self._dialect = dialect
        self._vocabulary = vocabulary
        self._furniture = find_furniture(lines)
        parted = PartedNotes(list(lines))
        marks = possible_marks(coverage.source)
        if dialect.name == "plain":
            parted = put_together(lines, marks, self._is_apart)
        for start in parted.numbers & self._furniture.keys():
            del self._furniture[start]
        self._issues = parted.issues
        self._lines = lines = parted.lines
        self._repeats = Counter(line.text.strip() for line in lines)
        self._at = 0
        self._last_value = {"arabic": 0, "decimal": 0, "letter": 0, "roman": 0, "capital": 0}
        self._notes = NoteStarts(coverage.source, marks, lines, self._is_apart, self._begins_other)
        self._tab_columns = 0
        self._cells = CellReader(coverage, vocabulary, markdown=dialect.markdown)
        self._layout = LayoutReader(lines, self._cells, self._is_apart)
        self._stacked = StackedReader(lines, self._cells, self._is_apart, self._is_numbered, self._is_note)

    @property
    def issues(self) -> list[Issue]:
        """What was doubtful in the lines that have been read."""
        return [*self._issues, *self._layout.issues, *self._stacked.issues, *self._layout.passed_by()]

    def _is_apart(self, line: Line) -> bool:
        return line.start in self._furniture

    def _prints_lines(self) -> bool:
        """Say whether the source is plain text whose lines end as on the printed page."""
        return self._dialect.name == "plain" and self._dialect.wrapped is not None

    def _is_numbered(self, line: Line) -> bool:
        """Say whether a line begins the next of the numbered paragraphs."""
        marker = read_marker(line.text)
        return marker is not None and marker.style == "arabic" and marker.value == self._last_value["arabic"] + 1

    def _is_note(self, at: int, ahead: int) -> bool:
        """Say whether a footnote begins on a line and stands at a page's foot; so many before it are not read yet."""
        line = self._lines[at]
        if self._is_apart(line):
            return False
        match = self._notes.begins(line, at, self._last_value["arabic"], ahead=ahead, wrapped=True)
        number = match[group_of_number(match)] if match else ""
        return number.isdecimal() and self._notes.is_foot(at + 1, int(number))

    def items(self) -> Iterator[Item]:
        """Yield the paragraphs and tables of the source in its order."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.blank:
                self._at += 1
            elif self._dialect.markdown and _FENCE.match(line.text):
                self._coverage.set_aside(line.start, line.end, "mark_up")
                self._at += 1
            elif _RULE.match(line.text):
                self._coverage.set_aside(line.start, line.end, "rule")
                self._at += 1
            else:
                yield from self._next()

    def _next(self) -> Iterator[Item]:
        line = self._lines[self._at]
        markdown = self._dialect.markdown
        if line.start in self._furniture:
            self._at += 1
            yield Paragraph(self._furniture[line.start], self._read(line.start, line.end)[0])
        elif _TABLE_START.search(line.text):
            yield from self._html_table()
        elif _GRID_RULE.match(line.text) and (grid := self._grid()):
            yield grid
        elif ruled := read_ruled(self._lines, self._at, self._cells):
            table, self._at = ruled
            yield table
        elif spread := read_spread(self._lines, self._at, self._coverage, markdown=markdown):
            self._at = spread.end
            self._issues += spread.issues
            yield spread.table
        elif markdown and self._begins_pipe_table(self._at):
            yield tables.read_pipe_rows(self._pipe_rows(), self._coverage, self._vocabulary)
        elif rows := self._tab_rows() or self._single_column():
            repeated = self._repeats[rows[0].text.strip()] > 1
            yield tables.read_tab_rows(rows, self._coverage, markdown=markdown, repeated=repeated)
        elif _BLOCK_HTML_LINE.match(line.text):
            yield from self._html_lines()
        elif markdown and (heading := _ATX.match(line.text)):
            yield self._atx_heading(line, heading)
        elif footnote := self._footnote_start(line):
            yield self._footnote(line, footnote)
        elif self._dialect.name == "plain" and (laid_out := self._layout.read(self._at)):
            table, self._at = laid_out
            yield table
        elif self._prints_lines() and (stacked := self._stacked.read(self._at)):
            table, self._at = stacked
            yield table
        else:
            yield self._paragraph(line)

    def _grid(self) -> DraftTable | None:
        """Return the table drawn with plus signs, dashes and bars that begins here."""
        first = self._at
        rows = self._run_of(lambda one: one.text.lstrip()[:1] in {"+", "|"})
        if len(rows) < MIN_GRID_LINES or not _GRID_RULE.match(rows[-1].text):
            self._at = first
            return None
        return read_grid(rows, self._cells)

    def _begins_pipe_table(self, at: int) -> bool:
        """Say whether a line is a row between pipes, or one that a rule with pipes follows."""
        if _PIPE_ROW.match(self._lines[at].text):
            return True
        following = self._lines[at + 1] if at + 1 < len(self._lines) else None
        ruled = following is not None and tables.PIPE_RULE.match(following.text) is not None
        return ruled and _PIPE.search(self._lines[at].text) is not None

    def _pipe_rows(self) -> Sequence[Line]:
        """Return the rows between pipes from here on.

        Where two spaces end the names of the columns and the rule below, they end each row: it may run over several
        lines, blank ones too, and a row without pipes is one cell. So does html2text write tables.
        """
        header, *below = self._lines[self._at : self._at + 2]
        if header.text.lstrip().startswith("|") or not all(_ends_row(line) for line in (header, *below)):
            return self._run_of(lambda one: bool(_PIPE.search(one.text)))
        rows: list[Line] = []
        while self._at < len(self._lines) and not self._lines[self._at].blank:
            line = self._lines[self._at]
            ahead = self._lines[self._at : self._at + MAX_CELL_LINES]
            last = next((at for at, one in enumerate(ahead, self._at) if _ends_row(one)), self._at)
            end = self._lines[last].end
            rows.append(Line(line.start, end, self._coverage.source[line.start : end], line.form_feed))
            self._at = last + 1
        return rows

    def _run_of(self, belongs: Callable[[Line], bool]) -> Sequence[Line]:
        """Return the lines from here on that belong, and step behind them."""
        first = self._at
        while self._at < len(self._lines) and belongs(self._lines[self._at]):
            self._at += 1
        return self._lines[first : self._at]

    def _tab_rows(self) -> Sequence[Line]:
        """Return the rows of a table with tabs that begins here.

        One short line, nowhere repeated, is none, unless it begins with a code or has as many cells as the table above.
        """
        line = self._lines[self._at]
        if self._dialect.name not in {"tab", "tab_html"} or not is_tab_row(line):
            return ()
        first = self._at
        rows = self._quoted_rows()
        cells = line.text.split("\t")
        short = all(len(cell) <= tables.MAX_HEADER for cell in cells)
        short = short and len(cells) != self._tab_columns and not _LONE_CODE.match(cells[0])
        short = short and not (len(cells) > _MOST_FUSED and is_programme_header(cells))
        if len(rows) == 1 and short and self._repeats[line.text.strip()] == 1:
            self._at = first
            return ()
        self._tab_columns = max(len(row.text.split("\t")) for row in rows)
        return rows

    def _quoted_rows(self) -> Sequence[Line]:
        """Return the consecutive rows with tabs from here on; one may run over several lines in a quoted cell."""
        rows: list[Line] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.blank or "\t" not in line.text:
                break
            last = self._at
            if _OPEN_QUOTE.search(line.text):
                ahead = self._lines[last + 1 : last + MAX_CELL_LINES]
                closing = next((at for at, one in enumerate(ahead, last + 1) if _CLOSE_QUOTE.search(one.text)), None)
                last = closing if closing is not None else last
            end = self._lines[last].end
            text = self._coverage.source[line.start : end]
            rows.append(line if last == self._at else Line(line.start, end, text, line.form_feed))
            self._at = last + 1
        return rows

    def _single_column(self) -> Sequence[Line]:
        """Return the rows of a table of one column that begins here: a column's name with HTML cells right below it.

        Where the name stands elsewhere in the source, too, plain rows may come before the first HTML cell.
        """
        line = self._lines[self._at]
        text = line.text.strip()
        if self._dialect.name != "tab_html" or len(text) > tables.MAX_HEADER or is_finished(text) or "<" in text:
            return ()
        if read_marker(text) or starts_theme(text):
            return ()
        first = self._at
        rows = self._run_of(lambda one: not one.blank and "\t" not in one.text)
        cells = [bool(tables.HTML_CELL.match(row.text)) for row in rows[1:]]
        if any(cells) and (cells[0] or self._repeats[text] > 1):
            return rows
        self._at = first
        return ()

    def _html_table(self) -> Iterator[Item]:
        line = self._lines[self._at]
        source = self._coverage.source
        opening = _TABLE_START.search(source, line.start)
        start = opening.start() if opening else line.start
        closing = _TABLE_END.search(source, start)
        end = closing.end() if closing else len(source)
        self._run_of(lambda one: one.start < end)
        last = self._lines[self._at - 1]
        yield from self._html_paragraphs(line.start, start)
        yield tables.read_html_table(start, end, self._coverage, markdown=self._dialect.markdown)
        yield from self._html_paragraphs(end, max(end, last.end))

    def _html_lines(self) -> Iterator[Item]:
        first = self._at
        self._at += 1
        heading = _HTML_HEADING.match(self._lines[first].text)
        if heading is None:
            self._run_of(lambda one: bool(_BLOCK_HTML_LINE.match(one.text)) and not _HTML_HEADING.match(one.text))
        start, end = self._lines[first].start, self._lines[self._at - 1].end
        for paragraph in self._html_paragraphs(start, end):
            if heading:
                paragraph.kind, paragraph.level = "heading", int(heading["level"])
            yield paragraph

    def _html_paragraphs(self, start: int, end: int) -> Iterator[Paragraph]:
        for run in read_cell(start, end, self._coverage, markdown=self._dialect.markdown):
            bullet = run.text.startswith(BULLET)
            yield Paragraph("list_item" if bullet else "paragraph", run, bullet=bullet, level=1 if bullet else None)

    def _atx_heading(self, line: Line, heading: re.Match[str]) -> Paragraph:
        self._at += 1
        end = line.end
        if closing := _ATX_END.search(line.text, heading.end()):
            end = line.start + closing.start()
            self._coverage.set_aside(end, line.end, "mark_up")
        elif self._at < len(self._lines) and self._goes_on_heading(line, self._lines[self._at]):
            end = self._lines[self._at].end
            self._at += 1
        self._coverage.set_aside(line.start, line.start + heading.end(), "mark_up")
        run, printed = self._read(line.start + heading.end(), end)
        return Paragraph("heading", run, level=len(heading["marks"]), printed=printed)

    def _goes_on_heading(self, line: Line, following: Line) -> bool:
        """Say whether a converter that breaks lines broke a heading, too: the line had no room for the next word."""
        if not self._dialect.wrapped or following.blank or self._begins_something(following):
            return False
        return len(line.text) + 1 + len(following.text.split()[0]) > self._dialect.wrapped

    def _footnote_start(self, line: Line) -> re.Match[str] | None:
        """Return how a footnote begins on the line at hand, see `NoteStarts`."""
        return self._notes.begins(line, self._at, self._last_value["arabic"], wrapped=bool(self._dialect.wrapped))

    def _footnote(self, line: Line, match: re.Match[str]) -> Paragraph:
        kind = group_of_number(match)
        first, last = line.start + match.start(kind), line.start + match.end(kind)
        number = match[kind].translate(RAISED_DIGITS)
        self._coverage.take(first, last)
        for start, end in ((line.start, first), (last, line.start + match.end())):
            self._set_aside_marker(start, end)
        if number.isdigit():
            self._notes.last = int(number)
        lines = [line]
        self._at += 1
        while self._at < len(self._lines):
            following = self._lines[self._at]
            if following.blank or following.form_feed or self._begins_something(following):
                break
            if self._dialect.wrapped and not self._wraps(lines[-1], following) and not self._notes.is_foot(self._at):
                break
            lines.append(following)
            self._at += 1
        end = lines[-1].end
        if back := BACK_LINK.search(lines[-1].text):
            end = lines[-1].start + back.start()
            self._set_aside_marker(end, lines[-1].end)
        alone = lines[1:] if kind == "alone" else []
        run, printed = self._read(alone[0].start if alone else line.start + match.end(), end)
        return Paragraph("footnote", run, number=number, number_at=(first, last), printed=printed)

    def _paragraph(self, line: Line) -> Paragraph:
        marker = self._marker(self._at)
        after_break = line.form_feed or (self._at > 0 and self._lines[self._at - 1].blank)
        self._at += 1
        if marker and marker.style:
            self._last_value[marker.style] = marker.value
            if marker.style == "arabic":
                self._last_value |= {"letter": 0, "roman": 0}
        lines = [line]
        start = line.start + (marker.end if marker else 0)
        alone = marker is not None and not line.text[marker.end :].strip()
        if alone and (text_line := self._text_of_lone_marker()):
            lines = [text_line]
            start = text_line.start
        elif _LONE_CODE.match(line.text) and (text_line := self._text_of_lone_marker()):
            lines = [text_line]
        while self._at < len(self._lines) and self._continues(lines, self._lines[self._at], marker):
            lines.append(self._lines[self._at])
            self._at += 1
        run, printed = self._read(start, lines[-1].end)
        if self._dialect.name == "plain":
            self._layout.pass_by(lines, run.text)
        if marker is None:
            paragraph = Paragraph("paragraph", run, indent=line.indent, printed=printed)
        else:
            paragraph = self._marked(line, marker, run, printed)
        paragraph.after_break, paragraph.alone_at = after_break, line.start if alone else None
        return paragraph

    def _text_of_lone_marker(self) -> Line | None:
        """Step to the text that belongs to a number on a line of its own, blank lines between them or not."""
        at = self._at
        while at < len(self._lines) and self._lines[at].blank:
            at += 1
        if at == len(self._lines) or self._begins_something(self._lines[at]) or self._marker(at):
            return None
        if _LONE_CODE.match(self._lines[at].text):
            return None
        self._at = at + 1
        return self._lines[at]

    def _marked(self, line: Line, marker: Marker, run: Run, printed: str | None) -> Paragraph:
        """Return the paragraph of a marker, its number taken and its bullet made `BULLET`."""
        number_at = None
        if marker.bullet:
            self._coverage.set_aside(line.start + marker.bullet[0], line.start + marker.bullet[1], "list_marker")
        for start, end in marker.mark_up:
            self._coverage.set_aside(line.start + start, line.start + end, "mark_up")
        if marker.number is not None:
            number_at = (line.start + marker.number_start, line.start + marker.number_end)
            for position in range(*number_at):
                character = self._coverage.source[position]
                if character == "\\" or (character == "." and position == number_at[1] - 1):
                    self._coverage.set_aside(position, position + 1, "mark_up" if character == "\\" else "list_marker")
                else:
                    self._coverage.take(position, position + 1)
        paragraph_number = marker.number is not None and marker.style in {"arabic", "decimal"}
        kind: BlockKind = "paragraph" if paragraph_number else "list_item"
        bullet = marker.number is None and not starts_code(run.text)
        if bullet:
            run = Run.joined([Run.added(BULLET), run])
        return Paragraph(
            kind,
            run,
            number=marker.number,
            number_at=number_at,
            bullet=marker.bullet is not None,
            style=marker.style,
            value=marker.value,
            indent=line.indent,
            printed=printed,
        )

    def _marker(self, at: int) -> Marker | None:
        """Return the marker of a line, unless the line goes on a sentence and the number only stands there."""
        line = self._lines[at]
        marker = read_emphasised_marker(line.text) if self._dialect.markdown else read_marker(line.text)
        if marker is None or marker.style is None:
            return marker
        if marker.style == "letter" and (marker.number or "").strip("()[]") in {"i", "v", "x"}:
            value = roman_value((marker.number or "").strip("()[]"))
            if marker.value != self._last_value["letter"] + 1:
                marker = replace(marker, style="roman", value=value)
        above = self._lines[at - 1] if at else None
        if not self._dialect.wrapped or marker.bullet or above is None or above.blank or line.form_feed:
            return marker
        expected = marker.style != "decimal" and marker.value in {1, self._last_value[marker.style or ""] + 1}
        if is_finished(above.text) or (expected and not awaits_number(above.text)):
            return marker
        # A number alone below a short line stands below a heading.
        alone = not line.text[marker.end :].strip() and not awaits_number(above.text)
        return marker if alone and len(above.text.strip()) <= FULL_LINE * self._dialect.wrapped else None

    def _begins_something(self, line: Line) -> bool:
        """Say whether ``line`` is no plain text: a running head, a rule, a table row, a heading, a footnote."""
        return self._begins_other(line) or self._footnote_start(line) is not None

    def _begins_other(self, line: Line) -> bool:
        text = line.text
        return bool(
            line.start in self._furniture
            or _RULE.match(text)
            or _TABLE_START.search(text)
            or _BLOCK_HTML_LINE.match(text)
            or (self._dialect.name in {"tab", "tab_html"} and is_tab_row(line))
            or (self._dialect.markdown and (_ATX.match(text) or _PIPE_ROW.match(text) or _FENCE.match(text)))
        )

    def _continues(self, lines: Sequence[Line], following: Line, marker: Marker | None) -> bool:
        """Say whether ``following`` is the next line of the paragraph that ``lines`` have so far."""
        if following.blank or following.form_feed or self._begins_something(following) or self._marker(self._at):
            return False
        if _LONE_CODE.match(following.text):
            return False
        if self._prints_lines() and self._stacked.header(self._at):
            return False
        above = lines[-1].text.strip()
        text = following.text.strip()
        if self._dialect.markdown and _emphasis_is_open(lines):
            return True
        if _CAPITALS.match(text) and (starts_clause(text) or starts_clause(text, "operative")):
            return False
        if _CLAUSE_ENDS.search(above) and starts_clause(text):
            return False
        if starts_small(text) or breaks_off(above):
            return True
        if _CODED.match(text) and not awaits_number(above):
            return False
        if is_finished(above) and is_timeframe(text):
            return False
        if awaits_number(above) and (text[:1].isdigit() or " " in above):
            return True
        if following.start < MAX_COVER and (cover_line(above).is_formal or cover_line(text).is_formal):
            return _share_days(above, text)
        if self._dialect.wrapped is None and len(lines) == 1 and starts_theme(above):
            return False
        if in_capitals(above) and len(above) >= MIN_TITLE_LINE and _YEARS.fullmatch(text):
            return True
        if in_capitals(above) or in_capitals(text):
            if in_capitals(above) != in_capitals(text):
                return self._dialect.wrapped is not None and len(lines) > 1 and self._wraps(lines[-1], following)
            return _is_one_title(above, text)
        if is_finished(above) and starts_clause(text):
            return False
        if _CLAUSE_ENDS.search(above) and starts_clause(text, "operative"):
            return False
        if self._dialect.wrapped:
            if is_finished(above) and (starts_code(text) or starts_theme(text)):
                return False
            first = lines[0].text.strip()
            if starts_theme(first) and text[:1].isupper() and len(text) > FULL_LINE * self._dialect.wrapped:
                return False
            return self._wraps(lines[-1], following, whole_page=starts_theme(first) or starts_clause(first))
        if marker and not following.indent and self._heads_items(following):
            return False
        if marker and (following.indent or not is_finished(above)):
            return True
        return len(above) >= MIN_LONG and not is_finished(above)

    def _wraps(self, above: Line, following: Line, *, whole_page: bool = False) -> bool:
        """Say whether a wrapped paragraph goes on: a line that had room for the next word was ended on purpose.

        With ``whole_page`` the line is as wide as the page, whatever stands around it: it is a title.
        """
        width = (self._dialect.wrapped or 0) if whole_page else self._width()
        text, next_text = above.text.strip(), following.text.strip()
        had_room = len(text) + 1 + len(next_text.split()[0]) <= FULL_LINE * width
        if starts_small(next_text):
            return True
        if not had_room:
            ends = is_finished(text) or self._heads_codes(following)
            return not (ends and self._stands_as_heading(following))
        return False

    def _heads_codes(self, line: Line) -> bool:
        """Say whether a short line stands right above an activity with a code: it heads it, whatever ends above it."""
        text = line.text.strip()
        if len(text) > MIN_FULL_LINE or not text[:1].isupper():
            return False
        at = self._lines.index(line, self._at) + 1
        return at < len(self._lines) and _CODE_AND_WORD.match(self._lines[at].text.strip()) is not None

    def _width(self) -> int:
        """Return the width of full lines here: that of the lines around, for columns are narrower than the page."""
        around = self._lines[max(0, self._at - LINES_AROUND) : self._at + LINES_AROUND]
        return min(self._dialect.wrapped or 0, max(MIN_FULL_LINE, *(len(line.text.strip()) for line in around)))

    def _stands_as_heading(self, line: Line) -> bool:
        """Say whether a short unfinished line is followed by what a heading is followed by."""
        text = line.text.strip()
        if (is_finished(text) and not announces_section(text)) or len(text) > FULL_LINE * self._width():
            return False
        at = self._lines.index(line, self._at) + 1
        if at >= len(self._lines):
            return False
        return self._lines[at].blank or self._marker(at) is not None or not starts_small(self._lines[at].text.strip())

    def _heads_items(self, line: Line) -> bool:
        """Say whether a short line between two list items is the heading of the second."""
        text = line.text.strip()
        if len(text) > MIN_FULL_LINE or is_finished(text) or not text[:1].isupper():
            return False
        at = self._lines.index(line, self._at) + 1
        return at < len(self._lines) and self._marker(at) is not None and self._marker(self._at - 1) is not None

    def _read(self, start: int, end: int) -> tuple[Run, str | None]:
        """Read a stretch as a paragraph; the second is its text as printed where a hyphen was dropped."""
        run = read_inline(start, end, self._coverage, markdown=self._dialect.markdown)
        joined, dropped = joined_lines(run, self._vocabulary, self._coverage)
        printed = " ".join(run.text.split()) if dropped else None
        return collapsed(joined, self._coverage), printed

    def _set_aside_marker(self, start: int, end: int) -> None:
        for position in range(start, end):
            if not self._coverage.source[position].isspace():
                self._coverage.set_aside(position, position + 1, "mark_up")


def _ends_row(line: Line) -> bool:
    return line.text.endswith("  ") and not line.blank


def _share_days(above: str, text: str) -> bool:
    """Say whether a line that names a meeting goes on in the next: its days stand on both."""
    if not cover_line(above).meeting or cover_line(above).days:
        return False
    both = cover_line(f"{above} {text}").days
    return bool(both) and both[0][0] < len(above) < both[0][1]


def _is_one_title(above: str, text: str) -> bool:
    """Say whether two lines in capitals are one title: the first is long, or a joining word stands where they meet."""
    if any(annex_named(line) or cover_line(line).is_formal for line in (above, text)):
        return False
    meeting = {above.rsplit(maxsplit=1)[-1].casefold(), text.split(maxsplit=1)[0].casefold()}
    return len(above) >= MIN_TITLE_LINE or not meeting.isdisjoint(common_words())


def _emphasis_is_open(lines: Sequence[Line]) -> bool:
    """Say whether the paragraph so far has opened bold or italic that it has not closed."""
    text = _STAR_BULLET.sub("", "\n".join(line.text for line in lines)).replace("\\*", "")
    return text.count("**") % 2 == 1 or text.replace("**", "").count("*") % 2 == 1
