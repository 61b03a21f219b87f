"""Finds the programme tables of a document: under their titles and theme headings, joined over pages, made whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import dropwhile, takewhile

from pipeline.families import at_start
from pipeline.model import ASIDE, BULLET, BlockKind, ParsedDocument, Table
from pipeline.split.continuity import Usage, begins_low, is_finished
from pipeline.split.notices import Notices
from pipeline.split.printed import piece, printed, without_bullet
from pipeline.split.programmes.beside import take_results
from pipeline.split.programmes.cards import turned
from pipeline.split.programmes.codes import Code, code_alone, code_at_start
from pipeline.split.programmes.columns import (
    BY_CONTENT,
    NOT_PRINTED,
    Columns,
    bare_name,
    blocks_of_row,
    columns_by_content,
    columns_by_header,
    header_row,
    is_bare_code,
    row_texts,
    with_known_names,
)
from pipeline.split.programmes.entries import (
    begins_activity,
    is_group,
    join_codes_above,
    tell_groups,
    with_codes_joined,
)
from pipeline.split.programmes.header_lines import ON_LINES, first_words, fused_heading, header_blocks, names_on_lines
from pipeline.split.programmes.headers import header_before, named_roles
from pipeline.split.programmes.labelled import part_labelled_results, part_results_below, part_results_in_rows
from pipeline.split.programmes.listed import listed_tables
from pipeline.split.programmes.parts import TablePart, runs_across
from pipeline.split.programmes.rows import ProgrammeTable, Row
from pipeline.split.programmes.themes import code_of_row, heading_in_row, introduces, themes_in_rows, unique_texts
from pipeline.split.restore.loose import WEIGHED, place_loose
from pipeline.split.restore.woven import place_woven
from pipeline.split.restore.woven_words import names_inside
from pipeline.titles import (
    PLAIN_ROLES,
    Programme,
    Theme,
    column_role,
    column_roles,
    header_cells,
    is_programme_header,
    is_span,
    programme_title,
    says_continued,
    theme_heading,
)

_LOOK_AHEAD = 8
_LONGEST_THEME = 160
_FIRST_WORDS = 60
"""In so many words of running text stands the first code of a table."""
_NUMBER = re.compile(r"^\d{1,2}[.):]*\s*")
_LETTERED = re.compile(r"(?P<letter>[A-Z])\.?\s?\d{1,2}[.:)]*\s+[^\W\d_]")


@dataclass(slots=True)
class Assembly:
    """What a document's tables are.

    ``programmes``: the programme tables in order; ``others``: the reader's tables that are none; ``prose``: indexes of
    loose blocks that belong to no table, by annex in reading order, among which fragments of cells may be;
    ``unread``: those of ``others`` that stand under the title of a programme; ``titles``: the blocks that are titles
    of programmes, with these.
    """

    programmes: list[ProgrammeTable] = field(default_factory=list)
    others: list[Table] = field(default_factory=list)
    prose: list[int] = field(default_factory=list)
    unread: list[Table] = field(default_factory=list)
    titles: dict[int, Programme] = field(default_factory=dict)


def assemble(parsed: ParsedDocument, usage: Usage, notices: Notices) -> Assembly:
    """Return the programme tables of a document and what is in none of them."""
    assembler = _Assembler(parsed, usage, notices)
    order = _reading_order(parsed)
    for place, (kind, index) in enumerate(order):
        if kind == "table":
            assembler.take_table(parsed.tables[index])
        else:
            assembler.take_block(index, order[place + 1 : place + 1 + _LOOK_AHEAD])
    assembler.end_programme()
    return assembler.assembly


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
        self._series: str | None = None
        """The letter of the codes of an open table that stands in loose paragraphs, under no theme."""
        self._widths: tuple[float, float] | None = None
        self._layout: Columns | None = None
        self._untitled: Theme | None = None
        self._theme_line: int | None = None
        self._headed = False  # a sub-heading is the last row of the open table: below it no row goes on
        self._below: list[int] = []
        """The loose blocks below the title or heading at hand, as long as no table stands there."""
        self._lists: list[tuple[Theme | None, list[int]]] = []
        """The same for the themes before it in the programme, with these."""
        self._tabled = False
        self._header_lines: set[int] = set()
        self._names = names_inside(block.text for block in parsed.blocks)
        self._known = [
            headers for table in parsed.tables if is_programme_header(headers := header_row(table, parsed.blocks))
        ]

    def take_block(self, index: int, ahead: list[tuple[str, int]]) -> None:
        """Take a block that is in none of the reader's tables; ``ahead`` is what comes next in reading order."""
        block = self._blocks[index]
        if block.kind in ASIDE:
            return
        self._enter(block.annex)
        text = printed(block)
        listed = block.kind == "list_item" or without_bullet(text) != text
        title = None if listed else programme_title(text) or self._title_on_two(index, text)
        theme = None if listed and self._table is None and block.number is None else theme_heading(without_bullet(text))
        if self._untitled is not None and not title and not theme and self._take_theme_title(text):
            return
        self._untitled = None
        if not title and not theme and not listed:
            theme = self._unlettered_theme(text, ahead)
        if title:
            self.end_programme(title)
            self._layout = None
            self.assembly.titles[index] = title
        elif theme:
            self._take_theme(theme)
            self._theme_line = index
        elif index not in self._header_lines and not self._take_header(index, text, ahead):
            series = self._series_without_theme(block.kind, text)
            if series and series != self._series:
                self.close()
                self._open(["Activities"], {}, NOT_PRINTED)
                self._series = series
            elif self._table is None and self._begins_without_header(text):
                self._open(["Activities"], {}, NOT_PRINTED)
                self._take_group_above(index)
            if self._table is None:
                self.assembly.prose.append(index)
                self._below.append(index)
            else:
                self._pending.append(index)

    def _title_on_two(self, index: int, text: str) -> Programme | None:
        """Return the programme that two headings in capitals name together, as a title whose lines were parted.

        Of the second line the years alone may be left.
        """
        above = self._blocks[index - 1] if index else None
        if above is None or above.kind != "heading" or not above.text.isupper() or programme_title(printed(above)):
            return None
        if not is_span(text) and not (self._blocks[index].kind == "heading" and text.isupper()):
            return None
        return programme_title(f"{printed(above)} {text}")

    def _take_theme(self, theme: Theme) -> None:
        """Begin a theme; names of columns without rows above it, or on lines of their own, go on to hold below it."""
        bare = self._table is not None and not (self._table.rows or self._pending) and bool(self._table.header_blocks)
        table = self._table if self._table and (bare or ON_LINES in self._table.inferred) else None
        if table and not (table.rows or self._pending):
            self._begin_theme(theme)
            table.theme, table.titles, table.inferred = theme, dict(self._titles), [ON_LINES]
            return
        if table:
            self._settle(True, [])
        self.close()
        self._begin_theme(theme)
        if table:
            self._open(table.headers, {}, ON_LINES, roles=table.roles)

    def _unlettered_theme(self, text: str, ahead: list[tuple[str, int]]) -> Theme | None:
        """Return the theme that a line right above a table is the heading of, where its codes begin a new series.

        The line bears no letter, or the number that the codes begin with; below such a number, sentences may stand
        between both.
        """
        if self._programme is None or len(text) > _LONGEST_THEME:
            return None
        code = self._first_code_ahead(ahead, text)
        if code is None and (numbered := _NUMBER.match(text)):
            code = self._first_code_ahead(list(dropwhile(self._is_sentence, ahead)), text)
            code = code if code and code.letter == numbered[0].strip(" .):") else None
        if code is None or code.number != 1 or code.letter in self._titles:
            return None
        bare = _NUMBER.sub("", text) if text.startswith(code.letter) else text
        if not bare[:1].isupper() or is_finished(bare):
            return None
        return Theme(code.letter, bare)

    def _is_sentence(self, ahead: tuple[str, int]) -> bool:
        """Say whether what comes next is a loose paragraph that ends a sentence and bears no number."""
        kind, index = ahead
        block = self._blocks[index] if kind == "block" else None
        return block is not None and block.kind == "paragraph" and not block.number and is_finished(block.text)

    def _first_code_ahead(self, ahead: list[tuple[str, int]], above: str) -> Code | None:
        """Return the first code of the table right below, whether a reader found it or its cells stand on lines.

        Where they stand in running text, it is the first that has the number of the line ``above``.
        """
        if not ahead:
            return None
        kind, index = ahead[0]
        numbered = _NUMBER.match(above)
        woven = header_before(printed(self._blocks[index]), self._known) if kind == "block" and numbered else None
        if numbered and woven:
            words = woven[1].split()
            starts = (" ".join(words[at : at + 3]) for at in range(min(len(words), _FIRST_WORDS)))
            codes = (code_at_start(start, None, 0) for start in starts)
            return next((code for code in codes if code and numbered[0].strip(" .):") == code.letter), None)
        rows: list[list[str]] = []
        roles: list[str | None] = []
        names = 0
        if kind == "table":
            table = self._parsed.tables[index]
            columns = columns_by_header(table, self._blocks)
            first = columns.first_row if columns else table.rows
            rows = [row_texts(table, row, self._blocks) for row in range(first, table.rows)]
            roles = columns.roles if columns else []
            names = int(columns is not None)
        else:
            names = len(names_on_lines(self._blocks, index, ahead[1:]))
        if names and not rows:  # the first row stands in loose paragraphs below the names
            texts = [printed(self._blocks[at]) for kind, at in ahead[names:] if kind == "block"]
            rows, roles = [[text] for text in texts[:2]], ["activity"]
        code = code_of_row(rows[0], roles) if rows else None
        below = code is None and len(rows) > 1 and len(unique_texts(rows[0])) == 1
        if below and not heading_in_row(rows[0]) and not themes_in_rows(rows, roles, self._titles):
            code = code_of_row(rows[1], roles)  # below a sub-heading
        return code

    def take_table(self, found: Table) -> None:
        """Take one of the reader's tables."""
        self._enter(found.annex)
        programmes = self.assembly.programmes
        before = [one for one in programmes if (one.annex, one.programme) == (self._annex, self._programme)]
        if before and take_results(found, self._blocks, before, self._notices):
            self.close()
            return
        table = turned(found, self._blocks)
        columns = self._fused_columns(table) or columns_by_header(table, self._blocks)
        if columns is not None:
            columns = with_known_names(columns, self._layout)
            self._take_titles(table, columns)
            self._open_with(table, columns)
            self._take_group_above(table.position)
            if columns.inferred:
                self._say_inferred(table, columns)
        elif self._carries_on(table):
            columns = Columns([], [], None, 0)
        else:
            reported = self._programme is not None and self._programme.role == "progress_report"
            columns = columns_by_content(table, self._blocks, self._layout, self._letter(), reported)
            if columns is None or not (self._programme or self._theme):
                self.close()
                self.assembly.others.append(table)
                if self._programme is not None and table.columns > 1 and table.rows > 1:
                    self.assembly.unread.append(table)
                return
            self._open_with(table, columns)
            self._take_group_above(table.position)
            if BY_CONTENT in columns.inferred:
                self._say_inferred(table, columns)
        assert self._table is not None
        self._settle(True, self._first_row(table, columns))
        self._add_rows(table, columns, whole=table is not found)

    def _first_row(self, table: Table, columns: Columns) -> list[str]:
        """Return the texts of the first row below a table's header, none where it has no such row."""
        return row_texts(table, columns.first_row, self._blocks) if columns.first_row < table.rows else []

    def _open_with(self, table: Table, columns: Columns) -> None:
        """Begin a table, or carry on the open one, with the header of one of the reader's tables."""
        blocks, following = header_blocks(table, columns), self._first_row(table, columns)
        self._open(columns.headers, blocks, *columns.inferred, following=following, roles=columns.roles)

    def _fused_columns(self, table: Table) -> Columns | None:
        """Return the columns of a table into whose header a reader ran the heading of its theme, and take the theme."""
        fused = fused_heading(header_row(table, self._blocks))
        if fused is None:
            return None
        self.close()
        theme, headers = fused
        self._begin_theme(theme)
        return Columns(headers, column_roles(headers), 0, max(table.header_rows, 1))

    def _take_titles(self, table: Table, columns: Columns) -> None:
        """Take the rows that stand above a table's header: titles of a programme or a theme, or prose."""
        for row in range(columns.header_row or 0):
            filled = unique_texts(row_texts(table, row, self._blocks))
            title = programme_title(filled[0]) if len(filled) == 1 else None
            theme = theme_heading(filled[0]) if len(filled) == 1 else None
            if title:
                self.end_programme(title)
            elif theme:
                self.close()
                self._begin_theme(theme)
            else:
                self.assembly.prose += blocks_of_row(table, row)

    def _say_inferred(self, table: Table, columns: Columns) -> None:
        named = ", ".join(
            f"{header or number} ({role or 'not known'})"
            for number, (header, role) in enumerate(zip(columns.headers, columns.roles, strict=True), 1)
        )
        self._notices.add(
            "columns-inferred", named, [index for cell in table.cells[:1] for index in cell.block_indexes]
        )

    def _begin_theme(self, theme: Theme) -> None:
        self._part_below()
        self._theme = theme
        self._titles[theme.letter] = theme
        self._untitled = theme if not theme.title else None

    def close(self) -> None:
        """End the table that is open: what stands after it is taken in as far as it certainly belongs to it."""
        if self._table is not None:
            self._settle(False, [])
            join_codes_above(self._table)
            tell_groups(self._table, self._notices)
            part_labelled_results(self._table)
            part_results_in_rows(self._table, self._notices)
            part_results_below(self._table, self._notices)
        self._table = self._series = None

    def end_programme(self, following: Programme | None = None) -> None:
        """End the programme at hand; where it has no table, numbered lists below its title and themes are one each."""
        self.close()
        self._part_below()
        if self._programme and self._annex and not self._tabled:
            for table in listed_tables(self._blocks, self._lists, self._annex, self._programme, self._titles):
                self._take_list(table, self._programme)
        self._programme, self._titles, self._theme = following, {}, None
        self._lists, self._tabled = [], False

    def _part_below(self) -> None:
        if self._below:
            self._lists.append((self._theme, self._below))
            self._below = []

    def _take_list(self, table: ProgrammeTable, programme: Programme) -> None:
        taken = table.blocks()
        self.assembly.prose = [index for index in self.assembly.prose if index not in taken]
        part_labelled_results(table)
        self.assembly.programmes.append(table)
        self._notices.add("activities-listed", table.theme.title if table.theme else programme.title, taken[:1])

    def _enter(self, annex: str | None) -> None:
        if annex != self._annex:
            self.end_programme()
            self._annex = annex
            self._layout = self._untitled = None

    def _take_header(self, index: int, text: str, ahead: list[tuple[str, int]]) -> bool:
        """Open or carry on a table whose header row fell out of it, alone or with the table's words behind it."""
        if self._programme is None and self._theme is None:
            return False
        names = names_on_lines(self._blocks, index, ahead)
        if len(names) > 1:
            self._header_lines.update(names)
            self._open(
                [printed(self._blocks[name]) for name in names],
                {column: [name] for column, name in enumerate(names)},
                ON_LINES,
            )
            return True
        if cells := header_cells(text) or self._name_alone(text, ahead):
            self._open(cells, {0: [index]}, following=self._texts_ahead(ahead)[:1])
            if len(cells) == 1:
                self._take_group_above(index)
            return True
        found = header_before(text, self._known)
        if found is None:
            return False
        cells, rest = found
        self._open(cells, {0: [index]}, "its rows stand in a paragraph of running text")
        assert self._table is not None
        self._settle(True, [])
        followers = tuple(first_words(self._parsed, ahead))
        self._widths = place_woven(
            self._table, index, rest, followers, self._usage, self._names, self._notices, self._widths
        )
        return True

    def _name_alone(self, text: str, ahead: list[tuple[str, int]]) -> list[str] | None:
        """Return the one column that a line names over activities in loose paragraphs, or names again, else None."""
        if column_role(text, in_text=True) != "activity":
            return None
        if self._table is not None:
            again = [bare_name(name) for name in self._table.headers] == [bare_name(text)]
            if again or len(self._table.headers) > 1:
                return [text] if again else None
        begins = (begins_activity(below, self._letter()) for below in self._texts_ahead(ahead)[:2])
        return [text] if any(begins) else None  # the first may be a sub-heading

    def _texts_ahead(self, ahead: list[tuple[str, int]]) -> list[str]:
        """Return the loose blocks that come next, down to a table."""
        loose = takewhile(lambda one: one[0] == "block", ahead)
        return [printed(self._blocks[index]) for _, index in loose if self._blocks[index].kind not in ASIDE]

    def _series_without_theme(self, kind: BlockKind, text: str) -> str | None:
        """Return the letter of the series that a loose paragraph begins in a programme without themes, else None."""
        loose = self._table is None or self._series is not None
        if not loose or self._theme or not self._programme or kind == "heading":
            return None
        code = code_at_start(text, None, 0)
        return code.letter if code is not None and code.number == 1 and code.letter.isalpha() else None

    def _begins_without_header(self, text: str) -> bool:
        if self._theme is None:
            return False
        alone = code_alone(text, self._theme.letter) if is_bare_code(text, self._theme.letter) else None
        first = code_at_start(text, self._theme.letter, 0) or alone
        if first is not None and first.number == 1:
            return True
        # The first activities are lost in the source: the theme's letter before a number is enough under a programme.
        lettered = _LETTERED.match(text) if self._programme else None
        return lettered is not None and lettered["letter"] == self._theme.letter

    def _open(
        self,
        headers: list[str],
        blocks: dict[int, list[int]],
        *inferred: str,
        following: list[str] | None = None,
        roles: list[str | None] | None = None,
    ) -> None:
        """Begin a table, or carry on the open one where its header is only repeated; ``following`` is its next row.

        ``roles`` are what the columns hold where that is known otherwise than by their names.
        """
        names = list(map(bare_name, headers))
        if self._table is not None and list(map(bare_name, self._table.headers)) == names:
            self._settle(True, following or [])
            for column, indexes in blocks.items():
                self._table.header_blocks.setdefault(column, []).extend(indexes)
        else:
            self.close()
            roles = list(self._in_context(roles or column_roles(headers)))
            self._layout = Columns(list(headers), list(roles), None, 0)
            self._table = ProgrammeTable(
                headers=list(headers),
                roles=roles,
                annex=self._annex,
                programme=self._programme,
                theme=self._theme,
                titles=dict(self._titles),
                header_blocks={column: list(indexes) for column, indexes in blocks.items()},
            )
            self.assembly.programmes.append(self._table)
            self._tabled = True
            self._known.append(list(headers))
        self._table.inferred += [reason for reason in inferred if reason not in self._table.inferred]

    def _in_context(self, roles: list[str | None]) -> list[str | None]:
        """Return the roles of columns, comments being results where a progress report has no other column for these."""
        reported = self._programme is not None and self._programme.role == "progress_report"
        if reported and "comment" in roles and not {"result", "task"} & set(roles):
            return ["result" if role == "comment" else role for role in roles]
        return roles

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

    def _letter(self) -> str | None:
        return self._theme.letter if self._theme else None

    def _add_rows(self, table: Table, columns: Columns, *, whole: bool) -> None:
        """Add the rows of a piece of the open table, each theme that begins in one as a table of its own.

        ``whole``: no page break is in it or above it that may cut a row.
        """
        assert self._table is not None
        part = TablePart(table, self._blocks)
        self._table.parts.append(table)
        first = columns.first_row
        themes = themes_in_rows(part.texts[first:], self._table.roles, self._titles)
        after_break = not (whole or self._headed) and (bool(self._table.rows) or first > 1)
        breaks = set() if whole else set(part.breaks())
        self._headed = False
        introduced = False
        for number in range(first, table.rows):
            after_break = after_break or number in breaks
            heading = heading_in_row(part.texts[number]) or themes.get(number - first)
            if heading:
                headers, roles = self._table.headers, self._table.roles
                self.close()
                self._begin_theme(heading)
                self._open(headers, {}, roles=roles)
                self._table.parts.append(table)
                introduced = True
            elif part.repeats(number, self._table.headers):
                after_break = after_break or (number > 0 and not whole)
                for column, indexes in part.indexes(number):
                    self._table.header_blocks.setdefault(column, []).extend(indexes)
                introduced = False
            elif introduced and introduces(part.texts, number, self._table):
                self.assembly.prose += [index for _, indexes in part.indexes(number) for index in indexes]
            else:
                introduced = False
                self._table.rows.append(part.row(number, self._table.roles, after_break=after_break))
                after_break = False

    def _take_theme_title(self, text: str) -> bool:
        """Take a line below a theme's bare letter for its title, where it reads as one."""
        assert self._untitled is not None
        theme = Theme(self._untitled.letter, text)
        self._untitled = None
        if is_finished(text) or not text[:1].isupper() or header_cells(text) or code_at_start(text, None, 0):
            return False
        self._theme = theme
        self._titles[theme.letter] = theme
        return True

    def _take_group_above(self, first: int) -> None:
        """Take the heading right above the ``first`` block of a table for the sub-heading of its rows."""
        above = first - 1
        while above > 0 and self._blocks[above].kind in ASIDE:
            above -= 1
        if self.assembly.prose and self.assembly.prose[-1] == above and self._heads_group(above):
            self._pending.append(self.assembly.prose.pop())

    def _heads_group(self, index: int) -> bool:
        """Say whether a block right above rows of a table can only be their sub-heading."""
        block = self._blocks[index]
        text = printed(block)
        names = named_roles(text) or column_role(text, in_text=True) not in (None, *PLAIN_ROLES)
        heads = (block.kind == "heading" or self._theme_line == index - 1) and not names
        return heads and is_group(text, True, None, True) and not says_continued(text)

    def _settle(self, inside: bool, following: list[str]) -> None:
        """Put the loose blocks since the table's last row into it; ``inside``: more of the table follows."""
        if self._table is None or not self._pending:
            return
        column = self._table.column("activity")
        heads = inside and following and column is not None and self._heads_group(self._pending[-1])
        head = self._pending.pop() if heads else None
        aside = [index for index in self._pending if self._is_aside(index)]
        self.assembly.prose += aside
        pieces = [piece(self._blocks[index], index, loose=True) for index in self._pending if index not in aside]
        if pieces:
            pieces = pieces if self._table.column("code") is not None else with_codes_joined(pieces)
            left_over = place_loose(self._table, pieces, inside, following, self._usage, self._notices)
            self.assembly.prose += left_over
        if head is not None and column is not None:
            heading = piece(self._blocks[head], head)
            self._table.rows.append(Row({column: [heading]}))
            self._headed = True
            if pieces and not WEIGHED.issuperset(self._table.roles):
                self._notices.add_of([heading], "column-doubtful")
        self._pending = []

    def _is_aside(self, index: int) -> bool:
        """Say whether a loose block is no text of the open table: a note to it, or a paragraph as wide as columns.

        A sub-heading may stand across these.
        """
        block = self._blocks[index]
        if at_start("notes", block.text):
            return True
        parts = self._table.parts if self._table else []
        return bool(parts) and runs_across(block, parts[-1]) and not self._heads_group(index)
