"""The lines of a source put together as paragraphs, headings, list items, footnotes and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from pipeline.model import BULLET, BlockKind, Issue
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.dialect import Dialect, is_tab_row
from pipeline.parse.text.drafts import DraftTable, Item, Paragraph, awaits_number, is_finished, starts_code
from pipeline.parse.text.footnotes.notes import (
    BACK_LINK,
    LISTED_FOOTNOTE,
    RAISED_DIGITS,
    NoteStarts,
    group_of_number,
    possible_marks,
)
from pipeline.parse.text.footnotes.parted import PartedNotes, put_together
from pipeline.parse.text.furniture import find_furniture
from pipeline.parse.text.hyphens import Vocabulary, joined_lines
from pipeline.parse.text.inline import read_run
from pipeline.parse.text.lines import Line, Marker, read_emphasised_marker, read_marker
from pipeline.parse.text.runs import Run, collapsed
from pipeline.parse.text.tables import marked
from pipeline.parse.text.tables.by_place import LayoutReader, is_heading
from pipeline.parse.text.tables.cells import FULL_LINE, read_cell
from pipeline.parse.text.tables.drawn import read_grid, read_ruled
from pipeline.parse.text.tables.html import read_html_table
from pipeline.parse.text.tables.placed import CellReader
from pipeline.parse.text.tables.row_lines import PIPE_ROW, RowLines
from pipeline.parse.text.tables.spread import read_spread
from pipeline.parse.text.tables.stacked import StackedReader
from pipeline.parse.text.wrapping import LONE_CODE, Joint, Wrapping
from pipeline.roman import roman_value

_RULE = re.compile(r"^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|(?:=\s*){3,}|(?:[—─]\s*){3,})$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_ATX = re.compile(r"^\s{0,3}(?P<marks>#{1,6})[ \t]+(?=\S)")
_ATX_END = re.compile(r"[ \t]+#+[ \t]*$")
_BLOCK_HTML_LINE = re.compile(r"^\s*</?(?:p|ul|ol|li|div|h[1-6]|blockquote|center)\b[^<>]*>", re.IGNORECASE)
_TABLE_START = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_HTML_HEADING = re.compile(r"^\s*<h(?P<level>[1-6])\b", re.IGNORECASE)

MIN_BLANK = 0.05
"""Where fewer of the lines are blank, blank lines part no paragraphs."""


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
        self._moved = parted.moved
        self._lines = lines = parted.lines
        self._is_dense = sum(line.blank for line in lines) < MIN_BLANK * len(lines)
        self._at = 0
        self._last_value = {"arabic": 0, "decimal": 0, "letter": 0, "roman": 0, "capital": 0}
        self._notes = NoteStarts(coverage.source, marks, lines, self._is_apart, self._begins_other)
        self._rows = RowLines(coverage.source, lines, dialect)
        self._wrapping = Wrapping(lines, dialect, self._marker)
        self._cells = CellReader(coverage, vocabulary, markdown=dialect.markdown)
        self._layout = LayoutReader(lines, self._cells, self._is_apart, self._is_note)
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
                # Tags that belong to no table or list leave a paragraph without text.
                yield from (item for item in self._next() if isinstance(item, DraftTable) or item.text or item.number)

    def _next(self) -> Iterator[Item]:
        line = self._lines[self._at]
        markdown = self._dialect.markdown
        if line.start in self._furniture:
            self._at += 1
            yield self._running(line)
        elif _TABLE_START.search(line.text):
            yield from self._html_table()
        elif rows := self._rows.drawn(self._at):
            self._at = rows.end
            yield read_grid(rows.lines, self._cells)
        elif ruled := read_ruled(self._lines, self._at, self._cells):
            table, self._at = ruled
            yield table
        elif spread := read_spread(self._lines, self._at, self._coverage, self._is_apart, markdown=markdown):
            within = self._lines[self._at : spread.end]
            self._at = spread.end
            self._issues += spread.issues
            yield spread.table
            yield from map(self._running, filter(self._is_apart, within))
        elif markdown and (rows := self._rows.piped(self._at)):
            self._at = rows.end
            yield marked.read_pipe_rows(rows.lines, self._coverage, self._vocabulary)
        elif rows := self._rows.tabbed(self._at) or self._rows.single_column(self._at):
            self._at = rows.end
            repeated = self._rows.is_repeated(rows.lines[0])
            yield marked.read_tab_rows(rows.lines, self._coverage, markdown=markdown, repeated=repeated)
        elif listed := LISTED_FOOTNOTE.match(line.text):
            yield self._footnote(line, listed)
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

    def _running(self, line: Line) -> Paragraph:
        """Return what stands between the pages of the source."""
        return Paragraph(self._furniture[line.start], self._read(line.start, line.end)[0])

    def _html_table(self) -> Iterator[Item]:
        line = self._lines[self._at]
        source = self._coverage.source
        opening = _TABLE_START.search(source, line.start)
        start = opening.start() if opening else line.start
        closing = _TABLE_END.search(source, start)
        end = closing.end() if closing else len(source)
        self._at = self._rows.run(self._at, lambda one: one.start < end).end
        last = self._lines[self._at - 1]
        yield from self._html_paragraphs(line.start, start)
        yield read_html_table(start, end, self._coverage, markdown=self._dialect.markdown)
        yield from self._html_paragraphs(end, max(end, last.end))

    def _html_lines(self) -> Iterator[Item]:
        first = self._at
        self._at += 1
        heading = _HTML_HEADING.match(self._lines[first].text)
        if heading is None:
            self._at = self._rows.run(self._at, _is_html_line).end
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
        number = match[kind].translate(RAISED_DIGITS).replace("\\", "")
        self._coverage.take(first, last)
        for start, end in ((line.start, first), (last, line.start + match.end())):
            self._set_aside_marker(start, end)
        if number.isdigit():
            self._notes.last = int(number)
        lines = [line]
        self._at += 1
        while self._at < len(self._lines):
            following = self._lines[self._at]
            heads = following.blank or is_heading(following.text.strip())
            if heads or following.form_feed or self._begins_something(following) or self._is_behind_note(lines[-1]):
                break
            begins = kind == "below" and len(lines) == 1
            wraps = begins or not self._dialect.wrapped or self._wrapping.wraps(Joint(lines, None, following, self._at))
            if not wraps and not self._notes.is_foot(self._at):
                break
            lines.append(following)
            self._at += 1
        end = lines[-1].end
        if back := BACK_LINK.search(self._coverage.source[line.start : end]):
            self._set_aside_marker(line.start + back.start(), end)
            end = line.start + back.start()
        alone = lines[1:] if kind == "alone" else []
        run, printed = self._read(alone[0].start if alone else line.start + match.end(), end)
        return Paragraph("footnote", run, number=number, number_at=(first, last), printed=printed)

    def _is_behind_note(self, above: Line) -> bool:
        """Say whether the line at hand is none of the note's, whose last is ``above``.

        That is the next of the numbered paragraphs behind a sentence; where a line is a paragraph, any item, and where
        no blank lines part paragraphs what is behind a sentence.
        """
        if self._dialect.wrapped:
            return is_finished(above.text) and self._is_numbered(self._lines[self._at])
        return self._marker(self._at) is not None or (self._is_dense and is_finished(above.text))

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
        elif LONE_CODE.match(line.text) and (text_line := self._text_of_lone_marker()):
            lines = [text_line]
        while self._at < len(self._lines) and self._goes_on(lines, marker):
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

    def _goes_on(self, lines: Sequence[Line], marker: Marker | None) -> bool:
        """Say whether the line at hand is the next of the paragraph that ``lines`` have so far."""
        following = self._lines[self._at]
        if following.blank or following.form_feed or self._begins_something(following) or self._marker(self._at):
            return False
        if LONE_CODE.match(following.text) or (self._dialect.name == "plain" and self._begins_name(lines)):
            return False
        return self._wrapping.goes_on(Joint(lines, marker, following, self._at))

    def _begins_name(self, lines: Sequence[Line]) -> bool:
        """Say whether the line at hand begins names of columns, or ``lines`` hold one: that before it, or the last."""
        names = self._stacked
        next_name = names.is_name([self._lines[self._at]]) and names.is_name(lines)
        return names.begins_names(self._at) or next_name or names.ends_names(lines, self._at)

    def _text_of_lone_marker(self) -> Line | None:
        """Step to the text that belongs to a number on a line of its own, blank lines between them or not."""
        at = self._at
        while at < len(self._lines) and self._lines[at].blank:
            at += 1
        if at == len(self._lines) or self._begins_something(self._lines[at]) or self._marker(at):
            return None
        if LONE_CODE.match(self._lines[at].text):
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
        if awaits_number(above.text):
            return None
        if is_finished(above.text) or expected:
            return marker
        # A number alone below a short line stands below a heading.
        alone = not line.text[marker.end :].strip()
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
            or (self._dialect.markdown and (_ATX.match(text) or PIPE_ROW.match(text) or _FENCE.match(text)))
        )

    def _read(self, start: int, end: int) -> tuple[Run, str | None]:
        """Read a stretch as a paragraph; the second is its text as printed where a hyphen was dropped.

        Numbers of footnotes that were put above their texts are none of it.
        """
        edges = [start, *chain.from_iterable(span for span in self._moved if start < span[0] < end), end]
        parts = [Run.of_source(self._coverage, *stretch) for stretch in zip(edges[::2], edges[1::2], strict=True)]
        run = read_run(Run.joined(parts), self._coverage, markdown=self._dialect.markdown)
        joined, dropped = joined_lines(run, self._vocabulary, self._coverage)
        printed = " ".join(run.text.split()) if dropped else None
        return collapsed(joined, self._coverage), printed

    def _set_aside_marker(self, start: int, end: int) -> None:
        for position in range(start, end):
            if not self._coverage.source[position].isspace():
                self._coverage.set_aside(position, position + 1, "mark_up")


def _is_html_line(line: Line) -> bool:
    """Say whether a line begins with a tag of HTML that parts paragraphs, but for those of headings, notes and rows."""
    apart = _HTML_HEADING.match(line.text) or LISTED_FOOTNOTE.match(line.text) or is_tab_row(line)
    return _BLOCK_HTML_LINE.match(line.text) is not None and not apart
