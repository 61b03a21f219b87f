"""Tables that run over page breaks: their pieces joined into one table, cut rows into one row, cut cells into one cell.

Whether a row is cut by the break or ends there is weighed from what is printed; every piece keeps its page and box,
and a table can be left as the pages have it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Box, Fragment, Issue
from pipeline.parse.notices import notice
from pipeline.parse.pdf.tables.entries import CODE, count_items
from pipeline.parse.pdf.tables.headers.repeated import is_only_header, with_header_apart
from pipeline.parse.pdf.tables.over_pages.breaks import certain_from, columns_left_open, ends_of_cuts, weigh, with_cuts
from pipeline.parse.pdf.tables.over_pages.chains import Chain, Columns, same_columns
from pipeline.parse.pdf.tables.over_pages.habits import Habits, Remembered, habits_of, whole_rows
from pipeline.parse.pdf.tables.over_pages.spanned import is_uncertain, spans_break
from pipeline.parse.pdf.tables.over_pages.stitched import CellPiece, StitchedCell, StitchedTable
from pipeline.parse.pdf.tables.table import PageCell, PageTable
from pipeline.titles import says_continued

SAYS = re.compile(r"[^\W\d_]{2}")
"""What a heading or paragraph has: letters. A number by itself, lost beside a table, does not end it."""


def stitch(
    flow: Sequence[PageTable | str], enabled: bool = True, before: Remembered | None = None
) -> list[StitchedTable]:
    """Join the tables of a document's pages.

    ``flow`` is the document in reading order: each page's tables, and between them a string for each heading,
    paragraph or caption that stands there (its text); furniture and footnotes are left out, since a table goes on
    behind them; so it does behind the title right above its names that a page prints again. With ``enabled`` false each
    page's table stays by itself. What no rule ends at its right is made as wide as on other pages. ``before`` is what
    tables showed that were joined before these; what these show is added to it. Returns the tables in order.
    """
    chains: list[Chain] = []
    last: PageTable | None = None
    above = title = ""
    for item in flow:
        if isinstance(item, str):
            if SAYS.search(item) and not says_continued(item):
                above = item
                last = last if item == title else None
            continue
        follows = enabled and last is not None and _follows(last, item)
        piece = with_header_apart(chains[-1].named, item) if follows else item
        columns = same_columns(chains[-1], piece) if follows else None
        if above and last is not None and not (columns is not None and columns.header):
            columns = None  # Another table of the same title.
        if columns is None:
            title = above
            chains.append(Chain([item], [Columns(list(range(item.columns + 1)), 0, "")]))
        else:
            first = chains[-1].pieces[0]
            only_names = not columns.late and (columns.header == first.rows or is_only_header(first, piece))
            if len(chains[-1].pieces) == 1 and only_names:
                first.header_rows = first.rows
            chains[-1].pieces.append(piece)
            chains[-1].columns.append(columns)
        above = ""
        last = item
    for chain in chains:
        _set_as_wide(chain)
    before = Remembered() if before is None else before
    habits = _habits(chains, before)
    return [_join(chain, with_cuts(own, before.cuts)) for chain, own in zip(chains, habits, strict=True)]


def _set_as_wide(chain: Chain) -> None:
    """Let the pieces of a table of which no rule shows where it ends be as wide as the widest of them.

    How far its last column reaches is only seen where a line fills it.
    """
    first = chain.pieces[0]
    pieces = [
        piece
        for piece in chain.pieces
        if piece.evidence == "gutters" and (piece.columns, piece.page_width) == (first.columns, first.page_width)
    ]
    # The white before it ends where its text begins.
    begins = [piece.gutters[-1].x1 if piece.gutters else piece.xs[0] for piece in pieces]
    width = max((piece.xs[-1] - begin for piece, begin in zip(pieces, begins, strict=True)), default=0.0)
    for piece, begin in zip(pieces, begins, strict=True):
        right = begin + width
        if right > piece.xs[-1]:
            piece.xs[-1] = right
            piece.box = replace(piece.box, x1=right)
            for cell in piece.cells:
                if cell.column + cell.column_span == piece.columns:
                    cell.box = replace(cell.box, x1=right)


def _habits(chains: Sequence[Chain], before: Remembered) -> list[Habits]:
    """Learn the habits of tables, and add what they show to what others did before."""
    if not any(len(chain.pieces) > 1 for chain in chains):
        for chain in chains:
            before.wait(chain)
        return [Habits() for _ in chains]
    rows = [list(whole_rows(chain)) for chain in chains]
    habits = [
        habits_of(k, chains, rows, before) if len(chain.pieces) > 1 else Habits() for k, chain in enumerate(chains)
    ]
    for chain, found, own in zip(chains, rows, habits, strict=True):
        before.add(chain.pieces[0].columns, found, ends_of_cuts(chain, own))
    return habits


def _join(chain: Chain, habits: Habits) -> StitchedTable:
    first = chain.pieces[0]
    late = any(columns.late for columns in chain.columns)
    repeated = 0 if late else max(columns.header for columns in chain.columns)
    header = first.header_rows or repeated
    table = StitchedTable(
        rows=first.rows,
        columns=first.columns,
        cells=[_stitched(cell, first, cell.row, cell.row < header) for cell in first.cells],
        header_rows=header,
        fragments=[Fragment(page=first.page, bbox=first.box)],
        inferred=list(first.inferred),
    )
    if repeated and not first.header_rows:
        table.inferred.append("the header is what later pages print again")
    table.issues += [_run_together(piece) for piece in chain.pieces if piece.together]
    for last, piece, columns in zip(chain.pieces, chain.pieces[1:], chain.columns[1:], strict=False):
        _append(table, last, piece, columns, habits)
    return table


def _append(table: StitchedTable, last: PageTable, piece: PageTable, columns: Columns, habits: Habits) -> None:
    """Add the next page's piece below, joining the row that the break cuts."""
    table.fragments.append(Fragment(page=piece.page, bbox=piece.box))
    table.inferred.extend(words for words in piece.inferred if words not in table.inferred)
    where = _break_between(last, piece)
    if columns.reason:
        table.inferred.append(f"joined over {where}: {columns.reason}")
    if columns.late:
        _put_on_top(table, piece, columns.header)
    for cell in piece.cells:
        if cell.row < columns.header and cell.words and not columns.late:
            table.repeated.append(CellPiece.of(cell, piece))
    body = _body(piece, columns.header)
    if not body:
        return
    top = [cell for cell in body if cell.row == columns.header]
    # Where only names of columns stand above, nothing goes on.
    begun = table.rows > table.header_rows
    pairs = _pairs(table, top, columns) if begun else {}
    cut = begun and _cuts_row(table, last, piece, columns, habits, alike=len(pairs) == len(top))
    open_columns = frozenset() if cut else columns_left_open(last, piece, columns.header)
    shift = table.rows - columns.header - (1 if cut else 0)
    for cell in body:
        above = pairs.get(id(cell))
        goes_on = cut or cell.column in open_columns
        spans = above is not None and not goes_on and spans_break(habits, last, piece, above, cell)
        if above is not None and (goes_on or spans):
            if spans:
                table.inferred.append(f"a cell that spans rows goes on over {where}")
            above.pieces.append(CellPiece.of(cell, piece))
            above.row_span = cell.row + shift + cell.row_span - above.row
            continue
        if above is not None and is_uncertain(habits, last, piece, above, cell):
            table.issues.append(_uncertain_span(piece.page, where, cell.column + 1))
        added = _stitched(cell, piece, cell.row + shift, header=False)
        added.column = columns.starts[cell.column]
        added.column_span = columns.starts[cell.column + cell.column_span] - added.column
        table.cells.append(added)
    table.rows += piece.rows - columns.header - (1 if cut else 0)


def _cuts_row(
    table: StitchedTable, last: PageTable, piece: PageTable, columns: Columns, habits: Habits, *, alike: bool
) -> bool:
    """Say whether a break cuts the last row, and add to the table what is concluded of it, or doubtful.

    ``alike``: the cells above the break and those below it stand in the same columns, as those of one row do.
    """
    where = _break_between(last, piece)
    balance, reasons = weigh(habits, last, piece, columns.header)
    cut = balance > 0 and alike
    if cut:
        table.inferred.append(f"row {table.rows} is cut by {where}: {'; '.join(reasons[True])}")
    elif balance > 0:
        reasons[False].append("the cells above the break and those below it do not stand in the same columns")
    if (balance > 0 and not alike) or abs(balance) < certain_from(balance, habits, last):
        table.issues.append(_uncertain(piece.page, where, cut, reasons))
    return cut


def _follows(last: PageTable, item: PageTable) -> bool:
    """Say whether a table stands on the page after that of another, or in the next column of text of the same page."""
    return item.page == last.page + 1 or (item.page == last.page and item.left > last.left > 0)


def _break_between(last: PageTable, piece: PageTable) -> str:
    if piece.page == last.page:
        return f"the break between the columns of page {piece.page}"
    return f"the break between pages {last.page} and {piece.page}"


def _put_on_top(table: StitchedTable, piece: PageTable, header: int) -> None:
    """Make the names of columns that a later page is the first to print the first rows of the table."""
    for cell in table.cells:
        cell.row += header
    table.cells += [_stitched(cell, piece, cell.row, header=True) for cell in piece.cells if cell.row < header]
    table.rows += header
    table.header_rows = header
    table.inferred.append(f"the header is what page {piece.page} is the first to print")


def _body(piece: PageTable, header: int) -> list[PageCell]:
    """Return the cells under the header, with what an empty cell under it shares with the cell of a name."""
    body = [cell for cell in piece.cells if cell.row >= header]
    reaching = [cell for cell in piece.cells if cell.row < header < cell.row + cell.row_span]
    for cell in reaching:
        span = cell.row + cell.row_span - header
        box = Box(cell.box.x0, piece.ys[header], cell.box.x1, cell.box.bottom)
        body.append(PageCell(header, cell.column, span, cell.column_span, box))
    return sorted(body, key=lambda cell: (cell.row, cell.column)) if reaching else body


def _uncertain(page: int, where: str, cut: bool, reasons: dict[bool, list[str]]) -> Issue:
    weighed = [f"for one row: {why}" for why in reasons[True]] + [f"against: {why}" for why in reasons[False]]
    name = "row-break-uncertain/joined" if cut else "row-break-uncertain/not-joined"
    return notice(name, "; ".join(weighed) or "nothing printed tells", page, where=where)


def _run_together(piece: PageTable) -> Issue:
    several = [cell for cell in piece.cells if cell.words and count_items(cell) > 1]
    items = [line.words[0].text for cell in several for line in cell.lines() if CODE.match(line.words[0].text)]
    return notice("rows-run-together", " ".join(items) or "no codes", piece.page)


def _uncertain_span(page: int, where: str, column: int) -> Issue:
    evidence = "nothing shows that its text goes on, and others of its column span rows"
    return notice("row-break-uncertain/span", evidence, page, column=column, where=where)


def _pairs(table: StitchedTable, top: Sequence[PageCell], columns: Columns) -> dict[int, StitchedCell]:
    """Match the cells of a piece's first row with those above them that reach the break, by column."""
    reaching = {(cell.column, cell.column_span): cell for cell in table.cells if cell.row + cell.row_span == table.rows}
    pairs = {}
    for cell in top:
        start = columns.starts[cell.column]
        above = reaching.get((start, columns.starts[cell.column + cell.column_span] - start))
        if above is not None:
            pairs[id(cell)] = above
    return pairs


def _stitched(cell: PageCell, table: PageTable, row: int, header: bool) -> StitchedCell:
    piece = CellPiece.of(cell, table)
    return StitchedCell(row, cell.column, cell.row_span, cell.column_span, [piece], header)
