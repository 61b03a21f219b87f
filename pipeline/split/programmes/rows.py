"""Programme tables as the documents mean them: joined over pages, with the rows that fell out of them put back."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model import Table
from pipeline.split.printed import Piece
from pipeline.titles import Programme, Theme


@dataclass(slots=True)
class Row:
    """A row of a programme table: pieces by column.

    ``covered`` names the columns that a cell of the row above spans over. ``after_break``: the row is the first
    after a page break as far as that can be seen (a repeated header, another piece of the table).
    """

    cells: dict[int, list[Piece]] = field(default_factory=dict)
    covered: frozenset[int] = frozenset()
    after_break: bool = False

    def add(self, column: int, piece: Piece) -> None:
        """Append a piece to the cell of a column."""
        self.cells.setdefault(column, []).append(piece)

    def pieces(self, column: int | None) -> list[Piece]:
        """Return the pieces of a column, none for None."""
        return [] if column is None else self.cells.get(column, [])


@dataclass(slots=True)
class ProgrammeTable:
    """One table of a programme, whatever pieces and loose paragraphs it came in.

    ``headers`` and ``roles`` name the columns; ``header_blocks`` are the indexes of the blocks that print them, by
    column. ``parts`` are the reader's tables that it is made of, ``inferred`` what was inferred about it. ``counts_on``
    says whether bare numbers of its activities count on through the tables of its programme.
    """

    headers: list[str]
    roles: list[str | None]
    annex: str | None
    programme: Programme | None
    theme: Theme | None
    titles: dict[str, Theme] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    header_blocks: dict[int, list[int]] = field(default_factory=dict)
    parts: list[Table] = field(default_factory=list)
    inferred: list[str] = field(default_factory=list)
    table_id: str = ""
    counts_on: bool = False

    def column(self, role: str) -> int | None:
        """Return the first column with a role, or None."""
        return next(iter(self.columns(role)), None)

    def columns(self, role: str) -> list[int]:
        """Return all columns with a role."""
        return [column for column, name in enumerate(self.roles) if name == role]

    def codes(self, row: Row) -> list[Piece]:
        """Return what stands in a row's column of codes, but for signs alone (a dash, a bracket)."""
        return [piece for piece in row.pieces(self.column("code")) if any(map(str.isalnum, piece.text))]

    @property
    def letter(self) -> str | None:
        """The letter of the table's theme, None where it has none."""
        return self.theme.letter if self.theme else None

    @property
    def programme_id(self) -> str | None:
        """The years of the table's programme, None where it has none."""
        return self.programme.programme_id if self.programme else None

    @property
    def kind(self) -> str:
        """What the table is: a task list, or a programme planned or reported on."""
        if "task" in self.roles:
            return "task_list"
        return "programme_progress" if self.role == "progress_report" else "programme_draft"

    @property
    def role(self) -> str:
        """``draft`` or ``progress_report``: by the results column, else by the programme's title."""
        if "result" in self.roles:
            return "progress_report"
        return self.programme.role if self.programme else "draft"

    def blocks(self) -> list[int]:
        """Return the indexes of all blocks of the table in their order in it."""
        names = [index for column in sorted(self.header_blocks) for index in self.header_blocks[column]]
        return list(dict.fromkeys([*names, *self.row_blocks()]))

    def row_blocks(self) -> list[int]:
        """Return the indexes of the blocks of the table's rows in their order in it, one as often as it is there."""
        return [piece.block for row in self.rows for column in sorted(row.cells) for piece in row.cells[column]]
