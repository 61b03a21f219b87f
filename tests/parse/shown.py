"""What a document was read as, in a form that tests compare."""

from __future__ import annotations

from pipeline.model import ParsedDocument


def grid(parsed: ParsedDocument, table: int = 0) -> list[list[str | None]]:
    """The texts of a table's cells by row, paragraphs parted by `` / ``; None where a cell spans."""
    found = parsed.tables[table]
    rows: list[list[str | None]] = [[None] * found.columns for _ in range(found.rows)]
    for cell in found.cells:
        rows[cell.row][cell.column] = " / ".join(parsed.blocks[index].text for index in cell.block_indexes)
    return rows


def shape(parsed: ParsedDocument) -> list[tuple[str, str | None, str]]:
    """The kind, number and text of each block."""
    return [(block.kind, block.number, block.text) for block in parsed.blocks]
