"""What nothing printed tells: a table meant otherwise that gives the same pages."""

from __future__ import annotations

from dataclasses import replace

from bench.retold import tells_nothing
from pipeline.model import Block, Cell, Table
from pipeline.specimens.compose import compose
from pipeline.specimens.content import Document
from pipeline.specimens.flow import print_document
from pipeline.specimens.layout import Layout
from pipeline.specimens.placed import PlacedTable, PrintedDocument
from pipeline.specimens.truth import truth


def as_meant(printed: PrintedDocument, number: int) -> tuple[Table, list[Block]]:
    """Return a table as a perfect reader would give it, one block a line of each cell."""
    known = truth(printed)["tables"][number]
    blocks: list[Block] = []
    cells = []
    for cell in known["cells"]:
        lines = cell["text"].split("\n") if cell["text"] else []
        indexes = list(range(len(blocks), len(blocks) + len(lines)))
        blocks += [Block("table_cell", text, []) for text in lines]
        cells.append(Cell(cell["row"], cell["column"], cell["row_span"], cell["column_span"], indexes))
    return Table(known["rows"], known["columns"], cells, known["header_rows"], 0), blocks


def results(printed: PrintedDocument) -> list[int]:
    """Return the numbers of the tables with results of a document."""
    tables = [item for item in printed.order if isinstance(item, PlacedTable)]
    return [number for number, table in enumerate(tables) if table.grid.kind == "activity_result"]


def printed_without_rules(**choices: bool) -> PrintedDocument:
    made = next(made for made in (compose(3, number) for number in range(20)) if results_of(made.document))
    return print_document(made.document, replace(Layout(rules="none"), **choices))


def results_of(document: Document) -> bool:
    return bool(results(print_document(document, Layout())))


def test_table_as_it_was_meant_gives_the_same_pages() -> None:
    printed = printed_without_rules()
    table, blocks = as_meant(printed, results(printed)[0])
    assert tells_nothing(printed, results(printed)[0], table, blocks)


def test_rows_put_together_give_other_pages() -> None:
    printed = printed_without_rules(merge_results=False)
    number = next(
        n
        for n in results(printed)
        if sum(cell.row == 2 and bool(cell.block_indexes) for cell in as_meant(printed, n)[0].cells)
    )
    table, blocks = as_meant(printed, number)
    upper = {cell.column: cell for cell in table.cells if cell.row == 1}
    for cell in [cell for cell in table.cells if cell.row == 2]:
        upper[cell.column].block_indexes += cell.block_indexes
        table.cells.remove(cell)
    for cell in table.cells:
        cell.row -= cell.row > 2
    table.rows -= 1
    assert not tells_nothing(printed, number, table, blocks)


def test_empty_cells_beside_rows_may_be_spanned() -> None:
    """A result that stands beside the first of several activities: nothing shows how many rows its cell has."""
    printed = printed_without_rules(merge_results=True)
    for number in results(printed):
        table, blocks = as_meant(printed, number)
        tall = next((cell for cell in table.cells if cell.row_span > 1 and not cell.block_indexes), None)
        if tall is None:
            continue
        rows = tall.row_span
        tall.row_span = 1
        table.cells += [Cell(tall.row + k, tall.column) for k in range(1, rows)]
        assert tells_nothing(printed, number, table, blocks)
        return
    raise AssertionError("no result of this document is empty beside several activities")


def test_text_that_was_never_there_is_no_other_truth() -> None:
    printed = printed_without_rules()
    table, blocks = as_meant(printed, results(printed)[0])
    blocks[0].text += " and more"
    assert not tells_nothing(printed, results(printed)[0], table, blocks)


def test_name_of_a_column_that_was_read_with_the_row_below_it_is_no_other_truth() -> None:
    printed = printed_without_rules(header_repeated=True)
    number = max(results(printed), key=lambda n: len(as_meant(printed, n)[0].cells))
    table, blocks = as_meant(printed, number)
    name, below = (next(c for c in table.cells if (c.row, c.column) == (row, 0)) for row in (0, 1))
    name.row_span = 2
    name.block_indexes += below.block_indexes
    table.cells.remove(below)
    assert not tells_nothing(printed, number, table, blocks)


def test_paragraph_that_a_page_break_cuts_behind_a_sentence_may_be_two() -> None:
    """A row of which all cells are cut there, one of them in a paragraph whose line is full, looks like two."""
    made = compose(6101, 35)
    printed = print_document(made.document, replace(made.layout, rules="none"))
    table, blocks = as_meant(printed, 1)
    for cell in table.cells:
        cell.row += cell.row > 4
    table.rows += 1
    for cell, lines in ((cell, len(cell.block_indexes)) for cell in list(table.cells) if cell.row == 4):
        cut = cell.block_indexes[2 if cell.column else lines - 1]
        rest = cell.block_indexes[cell.block_indexes.index(cut) :]
        del cell.block_indexes[cell.block_indexes.index(cut) :]
        if cell.column:
            above, below = blocks[cut].text.split(" Japan provided", 1)
            blocks.append(Block("table_cell", above, []))
            cell.block_indexes.append(len(blocks) - 1)
            blocks[cut].text = "Japan provided" + below
        table.cells.append(Cell(5, cell.column, block_indexes=rest))
    assert tells_nothing(printed, 1, table, blocks)
    blocks[-1].text += " Japan"
    blocks[cut].text = blocks[cut].text.removeprefix("Japan ")
    assert not tells_nothing(printed, 1, table, blocks)
