"""Lines whose words keep to columns by their places, and the rows and cells that such lines make."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.drafts import DraftCell, is_finished, starts_small
from pipeline.parse.text.hyphens import Vocabulary, joined_lines
from pipeline.parse.text.inline import read_run
from pipeline.parse.text.lines import BULLETS, Line
from pipeline.parse.text.runs import Run, collapsed
from pipeline.parse.text.tables.cells import BULLET_MARK, begins_paragraph, bulleted, had_room

_SEGMENT = re.compile(r"\S+(?: \S+)*")
_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]+")
MAX_HANGING = 8
"""A number or letter stands at most so many characters before the words of its item."""


@dataclass(frozen=True)
class PlacedLine:
    """A line of a table, its index among the lines of the source, and whether a blank line stands before it.

    ``items`` says that a number or letter alone begins an item of a cell: the table has no column of codes.
    """

    line: Line
    at: int
    blank_before: bool
    items: bool = False

    @cached_property
    def segments(self) -> list[tuple[int, int]]:
        """The stretches of words that wide gaps part; a bullet goes with the words that it stands before.

        So does the number or letter of an item.
        """
        found: list[tuple[int, int]] = []
        for match in _SEGMENT.finditer(self.line.text):
            start, end = match.span()
            if found and self._is_mark(found[-1], start):
                start = found.pop()[0]
            found.append((start, end))
        return found

    def _is_mark(self, part: tuple[int, int], behind: int) -> bool:
        text = self.line.text[slice(*part)]
        hanging = self.items and behind - part[0] <= MAX_HANGING
        return text in BULLETS or (hanging and _ITEM.fullmatch(text) is not None)

    def part(self, start: int, end: int | None) -> tuple[int, int]:
        """Return where the words between two columns of characters begin and end in the line; None is its end."""
        text = self.line.text[start:end]
        first = start + len(text) - len(text.lstrip())
        return first, max(first, start + len(text.rstrip()))


class CellReader:
    """Reads rows of cells from lines; with ``markdown`` false only HTML is mark-up in them."""

    def __init__(self, coverage: Coverage, vocabulary: Vocabulary, *, markdown: bool) -> None:
        self.coverage = coverage
        self._vocabulary = vocabulary
        self._markdown = markdown

    def row(self, lines: Sequence[PlacedLine], columns: Sequence[tuple[int, int | None]]) -> list[DraftCell | None]:
        """Put the lines of a row together, cell by cell; each column keeps its place."""
        return self.divided([(line, [line.part(left, right) for left, right in columns]) for line in lines])

    def divided(self, lines: Sequence[tuple[PlacedLine, Sequence[tuple[int, int]]]]) -> list[DraftCell | None]:
        """Put the lines of a row together, cell by cell; with each goes where its words of each column are."""
        columns = range(len(lines[0][1]))
        return [self._cell([(line, *parts[column]) for line, parts in lines]) for column in columns]

    def enclosed(self, areas: Sequence[tuple[Sequence[PlacedLine], int, int]]) -> tuple[list[DraftCell], bool]:
        """Return the cells whose lines stand between two bars each, a space inside of these, and whether any is narrow.

        A word wider than its cell is chopped there: its last piece is as wide as the cell, and so are those before it
        but the first. Where one is that certainly, pieces that the document prints nowhere else are put together, too.
        Source: the grid tables that Pandoc writes.
        """
        cells = [
            ([(line, *line.part(left, right)) for line in lines], right - left - 2) for lines, left, right in areas
        ]
        narrow = any(
            self._is_chopped(above.line.text[slice(*at)], line.line.text[start:end], width, doubtful=False)
            for lines, width in cells
            for (above, *at), (line, start, end) in pairwise(lines)
        )
        return [self._cell(lines, width, doubtful=narrow) for lines, width in cells], narrow

    def _is_chopped(self, above: str, text: str, width: int | None, *, doubtful: bool) -> bool:
        alone = len(text) == width and above and len((above + text).split()) == 1
        return bool(alone) and self._vocabulary.chopped(above, text, doubtful=doubtful)

    def _cell(
        self, lines: Sequence[tuple[PlacedLine, int, int]], chopped: int | None = None, *, doubtful: bool = False
    ) -> DraftCell:
        """Put the lines of a cell together as paragraphs; ``chopped`` is where (characters) longer words are cut.

        Bars enclose such a cell: a line without words between them ends a paragraph.
        """
        width = max(end - start for _, start, end in lines)
        cell = DraftCell([], [])
        paragraph: list[tuple[int, int]] = []
        inside: set[int] = set()
        parted = False
        above = ""
        for line, start, end in lines:
            text = line.line.text[start:end]
            if not text:
                parted = parted or line.blank_before or chopped is not None
                continue
            room = had_room(above, text, width)
            # A blank line parts what is finished, or a line that had room for more.
            gap = (parted or line.blank_before) and (is_finished(above) or room) and not starts_small(text)
            gap = gap or (parted and chopped is not None)
            ended = is_finished(above) and room and not starts_small(text)
            if paragraph and not gap and self._is_chopped(above, text, chopped, doubtful=doubtful):
                inside.add(line.line.start + start)
            elif paragraph and (gap or ended or begins_paragraph(text)):
                cell.paragraphs.append(self.paragraph(paragraph, inside))
                paragraph = []
            paragraph.append((line.line.start + start, line.line.start + end))
            cell.stretches.append(paragraph[-1])
            parted, above = False, text
        if paragraph:
            cell.paragraphs.append(self.paragraph(paragraph, inside))
        cell.paragraphs = [run for run in cell.paragraphs if run.text]
        if not cell.stretches:
            cell.stretches = [(lines[0][0].line.end, lines[0][0].line.end)]
        return cell

    def paragraph(self, stretches: Sequence[tuple[int, int]], inside: Collection[int] = ()) -> Run:
        """Return the lines of a cell's paragraph, or bullet, as one text; some begin ``inside`` of a word."""
        parts: list[Run] = []
        for number, (start, end) in enumerate(stretches):
            parts += [Run.added("\n")] * (number > 0 and start not in inside)
            parts.append(Run.of_source(self.coverage, start, end))
        run = read_run(Run.joined(parts), self.coverage, markdown=self._markdown)
        run, _ = joined_lines(run, self._vocabulary, self.coverage)
        run = collapsed(run, self.coverage)
        bullet = BULLET_MARK.match(run.text)
        return bulleted(run, self.coverage, bullet.end()) if bullet else run
