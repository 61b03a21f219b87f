"""Rows of `tables` and `cells`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from pipeline.model import Block, Cell, Fragment, Table
from pipeline.split.output.places import Places, box_row, fragment_rows, in_order
from pipeline.split.printed import lines, printed
from pipeline.split.programmes.assembly import Assembly
from pipeline.split.programmes.columns import header_row
from pipeline.split.programmes.rows import ProgrammeTable
from pipeline.split.texts import paragraphs_of

Row = dict[str, Any]


class TableRows:
    """The rows of a document's tables, ``tables`` and ``cells``, in the order of their numbers.

    ``words`` are the document's blocks without the marks of footnotes.
    """

    def __init__(self, places: Places, words: Sequence[Block]) -> None:
        self._places = places
        self._words = words
        self.tables: list[Row] = []
        self.cells: list[Row] = []

    def number(self, assembly: Assembly, pages: Sequence[Table] | None) -> None:
        """Give the tables their identifiers in reading order, and write the rows of those of no programme.

        Without stitching, the tables are those of the ``pages``, as the reader has them, and a programme's table is
        known by the first of its pieces.
        """
        if pages is not None:
            for number, table in enumerate(pages, 1):
                self._write_table(table, f"{self._places.document_id}/t{number}")
            fallen = len(pages)
            for programme in assembly.programmes:
                first = next((place for place, table in enumerate(pages, 1) if _holds(programme, table)), None)
                fallen += first is None
                programme.table_id = f"{self._places.document_id}/t{first or fallen}"
            return
        places = [
            (min(table.blocks(), default=0), "programme", index) for index, table in enumerate(assembly.programmes)
        ]
        places += [(table.position, "other", index) for index, table in enumerate(assembly.others)]
        for number, (_, kind, index) in enumerate(sorted(places), 1):
            table_id = f"{self._places.document_id}/t{number}"
            if kind == "programme":
                assembly.programmes[index].table_id = table_id
            else:
                self._write_table(assembly.others[index], table_id)

    def _write_table(self, table: Table, table_id: str) -> None:
        cells = [(cell, [printed(self._words[index]) for index in cell.block_indexes]) for cell in table.cells]
        self._write(replace(table, table_id=table_id), "other", header_row(table, self._words), cells)

    def write_programmes(self, programmes: Sequence[ProgrammeTable]) -> None:
        """Write the rows of programmes' tables, and put all rows in the order of the tables' numbers."""
        uses = Counter(id(part) for table in programmes for part in table.parts)
        shared = {part for part, count in uses.items() if count > 1}
        for table in programmes:
            self._write_programme(table, shared)
        self.tables.sort(key=_number)
        self.cells.sort(key=lambda row: (_number(row), row["row"], row["column"]))

    def _write_programme(self, table: ProgrammeTable, shared: Collection[int]) -> None:
        """Write the rows of a programme's table; ``shared`` are its parts (by `id`) that other programmes have too."""
        whole = [part for part in table.parts if id(part) not in shared]
        fragments = [fragment for part in whole for fragment in part.fragments]
        inside = {index for part in whole for cell in part.cells for index in cell.block_indexes}
        fragments += self._places.fragments(index for index in table.blocks() if index not in inside)
        inferred = [text for part in table.parts for text in part.inferred] + table.inferred
        cells = [
            (Cell(0, column, block_indexes=table.header_blocks.get(column, []), header=True), [header])
            for column, header in enumerate(table.headers)
        ]
        for number, row in enumerate(table.rows, 1):
            for column in range(len(table.headers)):
                if column not in row.covered:
                    pieces = row.pieces(column)
                    span = self._row_span(table, number - 1, column)
                    cell = Cell(number, column, span, block_indexes=[piece.block for piece in pieces])
                    cells.append((cell, [text.text for text in paragraphs_of(pieces)]))
        size = len(table.rows) + 1, len(table.headers)
        made = Table(*size, [], 1, 0, in_order(fragments), inferred, table.annex, table.table_id)
        self._write(made, table.kind, table.headers, cells)

    @staticmethod
    def _row_span(table: ProgrammeTable, row: int, column: int) -> int:
        span = 1
        while row + span < len(table.rows) and column in table.rows[row + span].covered:
            span += 1
        return span

    def _write(self, table: Table, kind: str, header: list[str], cells: Iterable[tuple[Cell, list[str]]]) -> None:
        """Write the row of a table, and those of its cells with their paragraphs."""
        pages = [fragment.page for fragment in table.fragments if fragment.page]
        self.tables.append(
            {
                "document_id": self._places.document_id,
                "table_id": table.table_id,
                "kind": kind,
                "annex": table.annex,
                "header": list(header),
                "rows": table.rows,
                "columns": table.columns,
                "page_first": min(pages, default=None),
                "page_last": max(pages, default=None),
                "fragments": fragment_rows(table.fragments),
                "inferred": list(dict.fromkeys(table.inferred)),
            }
        )
        for cell, texts in cells:
            fragments = cell.fragments or self._places.fragments(cell.block_indexes)
            first = fragments[0] if fragments else Fragment()
            self.cells.append(
                {
                    "document_id": self._places.document_id,
                    "table_id": table.table_id,
                    "row": cell.row,
                    "column": cell.column,
                    "row_span": cell.row_span,
                    "column_span": cell.column_span,
                    "text": lines(texts),
                    "page": first.page,
                    "bbox": box_row(first),
                    "block_ids": self._places.block_ids(cell.block_indexes),
                    "is_header": cell.header,
                    "fragments": fragment_rows(fragments),
                }
            )


def _number(row: Row) -> int:
    return int(row["table_id"].rsplit("t", 1)[1])


def _holds(programme: ProgrammeTable, table: Table) -> bool:
    return any(part is table for part in programme.parts)
