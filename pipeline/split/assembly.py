"""Finds the programme tables of a document: under their titles and theme headings, joined over pages, made whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model import BULLET, Block, ParsedDocument, Table
from pipeline.split.codes import code_at_start, codes_inside
from pipeline.split.continuity import Usage, begins_low
from pipeline.split.headers import header_before, header_cells
from pipeline.split.notices import Notices
from pipeline.split.printed import letters_and_digits, piece, printed, without_bullet
from pipeline.split.restore import place_loose, place_woven
from pipeline.split.rows import ProgrammeTable, Row
from pipeline.split.timeframes import timeframes
from pipeline.split.titles import (
    Programme,
    Theme,
    column_role,
    column_roles,
    is_programme_header,
    programme_title,
    theme_heading,
)
from pipeline.split.weave import names_inside

_LOOK_AHEAD = 6
_FURNITURE = frozenset({"running_header", "running_footer", "footnote", "caption"})


@dataclass(slots=True)
class Assembly:
    """What a document's tables are.

    ``programmes``: the programme tables in order; ``others``: the reader's tables that are none; ``prose``: indexes of
    loose blocks that belong to no table, by annex in reading order, among which fragments of cells may be.
    """

    programmes: list[ProgrammeTable] = field(default_factory=list)
    others: list[Table] = field(default_factory=list)
    prose: list[int] = field(default_factory=list)


def assemble(parsed: ParsedDocument, usage: Usage, notices: Notices) -> Assembly:
    """Return the programme tables of a document and what is in none of them."""
    assembler = _Assembler(parsed, usage, notices)
    order = _reading_order(parsed)
    for place, (kind, index) in enumerate(order):
        if kind == "table":
            assembler.take_table(parsed.tables[index])
        else:
            assembler.take_block(index, order[place + 1 : place + 1 + _LOOK_AHEAD])
    assembler.close()
    return assembler.assembly


def header_row(table: Table, blocks: list[Block]) -> list[str]:
    """Return the texts of a table's header row, one for each column (empty: nothing printed there).

    Without a marked header row, the first row is taken where it reads as the header of a programme table.
    """
    marked = [row_texts(table, row, blocks) for row in range(table.header_rows)]
    for texts in marked:
        if is_programme_header(texts):
            return texts
    if marked:
        return [" ".join(filter(None, column)) for column in zip(*marked, strict=True)]
    if table.rows:
        first = row_texts(table, 0, blocks)
        if is_programme_header(first):
            return first
    return []


def row_texts(table: Table, row: int, blocks: list[Block]) -> list[str]:
    """Return the texts of a row's cells by column."""
    texts = [""] * table.columns
    for cell in table.cells:
        if cell.row == row and cell.column < table.columns:
            texts[cell.column] = " ".join(printed(blocks[index]) for index in cell.block_indexes)
    return texts


def _reading_order(parsed: ParsedDocument) -> list[tuple[str, int]]:
    in_tables = {index for table in parsed.tables for cell in table.cells for index in cell.block_indexes}
    order = [(float(index), "block", index) for index in range(len(parsed.blocks)) if index not in in_tables]
    order += [(table.position - 0.5, "table", number) for number, table in enumerate(parsed.tables)]
    return [(kind, index) for _, kind, index in sorted(order, key=lambda entry: (entry[0], entry[2]))]


class _Assembler:
    def __init__(self, parsed: ParsedDocument, usage: Usage, notices: Notices) -> None:
        self._parsed = parsed
        self._blocks = parsed.blocks
        self._usage = usage
        self._notices = notices
        self.assembly = Assembly()
        self._annex: str | None = None
        self._programme: Programme | None = None
        self._titles: dict[str, Theme] = {}
        self._theme: Theme | None = None
        self._table: ProgrammeTable | None = None
        self._pending: list[int] = []
        self._widths: tuple[float, float] | None = None
        self._names = names_inside(block.text for block in parsed.blocks)
        self._known = [
            headers for table in parsed.tables if is_programme_header(headers := header_row(table, parsed.blocks))
        ]

    def take_block(self, index: int, ahead: list[tuple[str, int]]) -> None:
        """Take a block that is in none of the reader's tables; ``ahead`` is what comes next in reading order."""
        block = self._blocks[index]
        if block.kind in _FURNITURE:
            return
        self._enter(block.annex)
        text = printed(block)
        listed = block.kind == "list_item" or without_bullet(text) != text
        title = None if listed else programme_title(text)
        theme = None if listed and self._table is None and block.number is None else theme_heading(without_bullet(text))
        if title:
            self.close()
            self._programme, self._titles, self._theme = title, {}, None
        elif theme:
            self.close()
            self._theme = theme
            self._titles[theme.letter] = theme
        elif not self._take_header(index, text, ahead):
            if self._table is None and self._begins_without_header(text):
                self._open(["Activities"], {}, "its header is not printed")
            (self.assembly.prose if self._table is None else self._pending).append(index)

    def take_table(self, table: Table) -> None:
        """Take one of the reader's tables."""
        self._enter(table.annex)
        headers = header_row(table, self._blocks)
        fused = _fused_heading(headers)
        if fused:
            self.close()
            self._theme, headers = fused
            self._titles[self._theme.letter] = self._theme
        if headers and is_programme_header(headers):
            self._open(headers, self._header_blocks(table, headers), following=self._first_row(table))
        elif not self._carries_on(table):
            headers = self._headers_by_content(table)
            if not headers:
                self.close()
                self.assembly.others.append(table)
                return
            self._open(headers, {}, "its header is not printed")
        assert self._table is not None
        self._settle(True, self._first_row(table))
        self._add_rows(table)

    def close(self) -> None:
        """End the table that is open: what stands after it is taken in as far as it certainly belongs to it."""
        if self._table is not None:
            self._settle(False, [])
        self._table = None

    def _enter(self, annex: str | None) -> None:
        if annex != self._annex:
            self.close()
            self._annex = annex
            self._programme, self._titles, self._theme = None, {}, None

    def _take_header(self, index: int, text: str, ahead: list[tuple[str, int]]) -> bool:
        """Open or carry on a table whose header row fell out of it, alone or with the table's words behind it."""
        in_context = self._programme is not None or self._theme is not None
        cells = header_cells(text) if in_context else None
        if cells:
            self._open(cells, {0: [index]})
            return True
        found = header_before(text, self._known) if in_context else None
        if found:
            cells, rest = found
            self._open(cells, {0: [index]}, "its rows stand in a paragraph of running text")
            assert self._table is not None
            self._settle(True, [])
            followers = tuple(self._first_words(ahead))
            self._widths = place_woven(
                self._table, index, rest, followers, self._usage, self._names, self._notices, self._widths
            )
            return True
        return False

    def _first_words(self, ahead: list[tuple[str, int]]) -> Iterator[str]:
        """Yield the first words of the texts that follow in the same table, as far as that can be seen."""
        for kind, index in ahead:
            if kind == "table":
                for text in self._first_row(self._parsed.tables[index]):
                    yield from text.split()[:1]
                return
            text = without_bullet(printed(self._blocks[index]))
            if theme_heading(text) or programme_title(text):
                return
            yield from text.split()[:1]

    def _begins_without_header(self, text: str) -> bool:
        if self._theme is None:
            return False
        code = code_at_start(text, self._theme.letter, 0)
        return code is not None and code.number == 1

    def _open(
        self,
        headers: list[str],
        blocks: dict[int, list[int]],
        inferred: str | None = None,
        following: list[str] | None = None,
    ) -> None:
        """Begin a table, or carry on the open one where its header is only repeated; ``following`` is its next row."""
        names = [letters_and_digits(header) for header in headers]
        if self._table is not None and [letters_and_digits(header) for header in self._table.headers] == names:
            self._settle(True, following or [])
            for column, indexes in blocks.items():
                self._table.header_blocks.setdefault(column, []).extend(indexes)
        else:
            self.close()
            self._table = ProgrammeTable(
                headers=list(headers),
                roles=column_roles(headers),
                annex=self._annex,
                programme=self._programme,
                theme=self._theme,
                titles=dict(self._titles),
                header_blocks={column: list(indexes) for column, indexes in blocks.items()},
            )
            self.assembly.programmes.append(self._table)
            self._known.append(list(headers))
        if inferred and inferred not in self._table.inferred:
            self._table.inferred.append(inferred)

    def _header_blocks(self, table: Table, headers: list[str]) -> dict[int, list[int]]:
        rows = max(table.header_rows, 1)
        found: dict[int, list[int]] = {column: [] for column in range(len(headers))}
        for cell in table.cells:
            if cell.row < rows:
                found.setdefault(cell.column, []).extend(cell.block_indexes)
        return found

    def _carries_on(self, table: Table) -> bool:
        """Say whether a table without a header row is the next piece of the open one."""
        if self._table is None or self._pending:
            return False
        if table.columns == len(self._table.headers):
            return True
        column = self._table.column("activity")
        if table.columns != 1 or column is None or not table.rows:
            return False
        first = row_texts(table, 0, self._blocks)[0]
        return begins_low(first) or first.startswith(BULLET) or code_at_start(first, self._letter(), 0) is not None

    def _has_code(self, text: str) -> bool:
        letter = self._letter()
        return code_at_start(text, letter, 0) is not None or bool(letter and codes_inside(text, letter, 0))

    def _letter(self) -> str | None:
        return self._theme.letter if self._theme else None

    def _headers_by_content(self, table: Table) -> list[str]:
        """Return headers for a table of coded activities whose header is not printed, none for any other table."""
        if self._programme is None and self._theme is None:
            return []
        first = [row_texts(table, row, self._blocks)[0] for row in range(table.rows) if table.columns]
        if not any(code_at_start(text, self._letter(), 0) for text in first) or table.columns > 2:
            return []
        if table.columns == 1:
            return ["Activities"]
        second = [row_texts(table, row, self._blocks)[1] for row in range(table.rows)]
        dated = [all(frame.form for frame in timeframes(text)) for text in second if text]
        return ["Activities", "Timeframe" if dated and all(dated) else "Results"]

    def _add_rows(self, table: Table) -> None:
        assert self._table is not None
        covered = _covered(table)
        header = header_row(table, self._blocks)
        skipped = table.header_rows if is_programme_header(header) or _fused_heading(header) else 0
        after_break = bool(self._table.rows)
        introduced = False
        self._table.parts.append(table)
        cells = {(cell.row, cell.column): cell for cell in table.cells}
        for number in range(table.rows):
            printed_texts = row_texts(table, number, self._blocks)
            heading = self._heading_in_row(printed_texts)
            if heading:
                headers = self._table.headers
                self.close()
                self._theme = heading
                self._titles[heading.letter] = heading
                self._open(headers, {})
                self._table.parts.append(table)
                introduced = True
                continue
            names = [letters_and_digits(header) for header in self._table.headers]
            texts = [letters_and_digits(text) for text in printed_texts]
            if number < skipped or (any(texts) and all(text in names for text in texts if text)):
                after_break = after_break or number > 0
                if number >= max(skipped, 1):
                    for place, again in sorted(cells.items()):
                        if place[0] == number:
                            self._table.header_blocks.setdefault(place[1], []).extend(again.block_indexes)
                introduced = False
                continue
            if introduced and not self._has_code(printed_texts[0]):
                self.assembly.prose += [
                    index for cell in table.cells if cell.row == number for index in cell.block_indexes
                ]
                continue
            introduced = False
            row = Row(covered=frozenset(column for column in range(table.columns) if (number, column) in covered))
            for column in range(table.columns):
                cell = cells.get((number, column))
                target = column if table.columns > 1 else self._table.column("activity") or 0
                for index in cell.block_indexes if cell else []:
                    row.add(target, piece(self._blocks[index], index))
            row.after_break = after_break
            after_break = False
            self._table.rows.append(row)

    @staticmethod
    def _heading_in_row(texts: list[str]) -> Theme | None:
        """Return the theme whose heading a reader took for a row of the table, with the next theme's rows under it."""
        filled = [text for text in texts if text]
        if len(filled) != 1 or not texts[0]:
            return None
        return theme_heading(filled[0])

    def _first_row(self, table: Table) -> list[str]:
        skipped = max(table.header_rows, 1) if is_programme_header(header_row(table, self._blocks)) else 0
        return row_texts(table, skipped, self._blocks)

    def _settle(self, inside: bool, following: list[str]) -> None:
        """Put the loose blocks since the table's last row into it; ``inside``: more of the table follows."""
        if self._table is None or not self._pending:
            return
        pieces = [piece(self._blocks[index], index, loose=True) for index in self._pending]
        left_over = place_loose(self._table, pieces, inside, following, self._usage, self._notices)
        self.assembly.prose += left_over
        self._pending = []


def _fused_heading(headers: list[str]) -> tuple[Theme, list[str]] | None:
    """Part a theme's heading from the header cell into which a reader ran it, None where there is none."""
    words = headers[0].split() if headers else []
    for cut in range(2, len(words)):
        theme = theme_heading(" ".join(words[:cut]))
        rest = [" ".join(words[cut:]), *headers[1:]]
        if theme and column_role(rest[0]) and is_programme_header(rest):
            return theme, rest
    return None


def _covered(table: Table) -> set[tuple[int, int]]:
    """Return the positions that a cell of a row above spans over."""
    return {
        (row, column)
        for cell in table.cells
        for row in range(cell.row + 1, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
