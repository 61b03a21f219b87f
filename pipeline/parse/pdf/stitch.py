"""Tables that run over page breaks: their pieces joined into one table, cut rows into one row, cut cells into one cell.

Whether a row is cut by the break or ends there is weighed from what is printed; every piece keeps its page and box,
and a table can be left as the pages have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from pipeline.families import whole
from pipeline.model import Box, Fragment, Issue
from pipeline.parse.pdf.gutters import broke_on_purpose, is_value
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.page import Word
from pipeline.parse.pdf.tables import Evidence, PageCell, PageTable

SAME_EDGE = 4.0
"""Column edges of two pages that differ by less than this, in points, are the same column."""

SAME_SHARE = 0.06
"""Edges of columns on pages of different widths agree if they differ by at most this share of the table's width."""

SAME_PADDING = 1.2
"""White under the last line of a row that differs by less than this from other rows' is the same."""

FEW_ROWS = 3
"""Fewer rows do not show how the cells of a column end."""

FEW_WORDS = 3
"""A single line of fewer words is a short entry, which fills a narrow column without being cut."""

MANY_WORDS = 4
"""A line of more words is seldom full by chance."""

CERTAIN = 1.5
"""A balance of evidence smaller than this is reported as uncertain."""

CERTAIN_AMONG_ITEMS = 3.25
"""The same where rows hold several items, so that what begins with a code may be one more of them."""

CERTAIN_WITHOUT_RULES = 2.75
"""The same where rows are joined that no rule parts: how the second begins does not show by itself that it is none."""

SENTENCE_LINES = 2
"""What has fewer lines in a cell may be a name, behind which a small letter begins the next name."""

ROOM = 2.7
"""Where a cell goes on, so much white, in ems, is not left under its text: there was room for its next line, and for
one that is kept with it."""

MUCH_ROOM = 4.5
"""The same where a paragraph of three lines may have been kept together."""

CLOSED = 9.0
"""A rule that ends a row weighs more than all that its text may say."""

MOST_UNUSED = 8.0
"""A page may end so far under a cut row, in type sizes: the lines that came next were kept together."""

RUNS_ON = 3.0
"""Evidence of at least this weight shows by itself that a cell's text goes on over a break."""

BEGINS_ON = 1.0
"""The same in a column of which other cells span rows."""

MAX_HEADER = 5
"""Headers have no more rows than this."""

CONTINUED = re.compile(r"\(?\b(?:cont(?:inued|inuation|['’]?d|\.)|suite|continuación|cont)\b\.?\)?", re.IGNORECASE)
"""A caption that says that the table below is the one above: `Table 3 (continued)`."""

SAYS = re.compile(r"[^\W\d_]{2}")
"""What a heading or paragraph has: letters. A number by itself, lost beside a table, does not end it."""

CODE = re.compile(r"^[A-Z]{1,2}[.\- ]?\d{1,3}(?:\.\d+)*[.):]?$|^\(?\d{1,3}(?:\.\d+)*[.)]$")
"""A word that begins an item: `B4.`, `B.8`, `1.`, `(2)`, `13.4.`."""

COUNTED = re.compile(r"^([A-Z]{0,2}[.-]?)(\d{1,3})[.)]?$")
"""The number of a row: `22`, `B4.`; what stands before the digits, and these."""

TASK = re.compile(r"^(\d{1,2})(?:[-–]\d{1,2})?[.)]$")
"""The number of a task or of tasks in a cell: `2.`, `1-3.`."""

GOES_ON = re.compile(r"(?:[;,]|\b(?:and|or|et|ou|y|e|o|u))$")
"""How an item of a list ends that is not the last."""

HEADS = frozenset({"bold type", "underlined type", "italics"})
"""The looks of heads of groups."""

LETTERED = re.compile(r"^\(?([a-z])[).]$")
"""A word that begins an item of a lettered list: `(d)`, `d)`, `d.`."""

BULLET_MARK = re.compile(r"^[•●▪■◦○‣⁃\uf0b7\uf0a7·*–—-]$")
"""A word that is a bullet."""

ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
"""The end of a sentence or clause, behind which nothing needs to follow."""


@dataclass(slots=True)
class CellPiece:
    """The part of a cell that stands on one page: the page's number, where, and its words in drawing order.

    ``lines`` are what its words make, from top to bottom.
    """

    page: int
    box: Box
    words: list[Word]
    lines: list[Line]


@dataclass(slots=True)
class StitchedCell:
    """A cell of a joined table; a cell that page breaks cut has a piece for each page, in order."""

    row: int
    column: int
    row_span: int
    column_span: int
    pieces: list[CellPiece]
    header: bool


@dataclass(slots=True)
class StitchedTable:
    """A table joined over pages, or one page's table as it is.

    ``fragments`` are its places, one a page. ``repeated`` are the pieces of headers printed again on later pages:
    their words are in no cell. ``inferred`` names in words what of the table was concluded and not printed;
    ``issues`` holds what is uncertain about that.
    """

    rows: int
    columns: int
    cells: list[StitchedCell]
    header_rows: int
    evidence: Evidence
    fragments: list[Fragment]
    repeated: list[CellPiece] = field(default_factory=list)
    inferred: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def stitch(flow: Sequence[PageTable | str], enabled: bool = True) -> list[StitchedTable]:
    """Join the tables of a document's pages.

    ``flow`` is the document in reading order: each page's tables, and between them a string for each heading,
    paragraph or caption that stands there (its text); furniture and footnotes are left out, since a table goes on
    behind them. With ``enabled`` false each page's table stays by itself. Returns the tables in order.
    """
    chains: list[_Chain] = []
    last: PageTable | None = None
    for item in flow:
        if isinstance(item, str):
            if SAYS.search(item) and not CONTINUED.search(item[-40:]):
                last = None
            continue
        follows = enabled and last is not None and item.page == last.page + 1
        piece = _with_header_apart(chains[-1].pieces[0], item) if follows else item
        columns = _same_columns(chains[-1], piece) if follows else None
        if columns is None:
            chains.append(_Chain([item], [_Columns(list(range(item.columns + 1)), 0, "")]))
        else:
            if len(chains[-1].pieces) == 1 and _is_only_header(chains[-1].pieces[0], piece):
                chains[-1].pieces[0] = replace(chains[-1].pieces[0], header_rows=chains[-1].pieces[0].rows)
            chains[-1].pieces.append(piece)
            chains[-1].columns.append(columns)
        last = item
    rows = [list(_whole_rows(chain)) for chain in chains] if any(len(chain.pieces) > 1 for chain in chains) else []
    return [
        _join(chain, _habits(k, chains, rows) if len(chain.pieces) > 1 else NO_HABITS) for k, chain in enumerate(chains)
    ]


@dataclass(frozen=True, slots=True)
class _Columns:
    """How the columns of a piece map onto those of the table, and whether its header repeats the table's."""

    starts: list[int]
    header: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Chain:
    """The pages' pieces of one table, and how the columns of each map onto those of the first."""

    pieces: list[PageTable]
    columns: list[_Columns]


@dataclass(frozen=True, slots=True)
class _Habits:
    """What whole rows of a table have in common; None or left out where they have nothing in common.

    ``padding`` is the white under a row's lowest line in points, ``start`` names what rows begin with (or the items
    under the head of a group that they begin with), ``filled`` are the columns that next to no row leaves empty,
    ``items`` is how many items with a code a row has at most in its first column. ``headed``: heads of groups stand at
    the beginning of rows, and nowhere else in them.
    """

    padding: float | None
    start: str | None
    filled: frozenset[int]
    items: int | None
    headed: bool
    rows_of_heads: bool
    ended: frozenset[int]


NO_HABITS = _Habits(None, None, frozenset(), None, headed=False, rows_of_heads=False, ended=frozenset())


def _habits(index: int, chains: Sequence[_Chain], rows: Sequence[Sequence[_WholeRow]]) -> _Habits:
    """Learn what whole rows look like: from the table itself, else from those with as many columns.

    ``rows`` are the whole rows of each chain.
    """
    columns = chains[index].pieces[0].columns
    own = rows[index]
    kin = [
        row for chain, found in zip(chains, rows, strict=True) if chain.pieces[0].columns == columns for row in found
    ]
    every = [row for found in rows for row in found]

    def usual_start(rows: Sequence[_WholeRow]) -> str | None:
        starts = [row.start for row in rows if row.start]
        if "a code" in starts:
            starts = [start for start in starts if start not in HEADS]
        usual = max(sorted(set(starts)), key=starts.count, default=None)
        return usual if usual is not None and len(starts) >= 2 and starts.count(usual) >= 0.8 * len(starts) else None

    def usual_padding(rows: Sequence[_WholeRow]) -> float | None:
        paddings = [row.padding for row in rows if row.padding is not None]
        middle = median(paddings) if len(paddings) >= 2 else 0.0
        alike = sum(abs(padding - middle) <= SAME_PADDING for padding in paddings)
        return middle if len(paddings) >= 2 and alike >= 0.8 * len(paddings) else None

    counted = own if len(own) >= 2 else kin
    paddings = (usual_padding(group) for group in (own, kin, every))
    return _Habits(
        padding=next((padding for padding in paddings if padding is not None), None),
        start=usual_start(own if len(own) >= 3 else kin),
        filled=frozenset(
            column
            for column in range(columns)
            if len(counted) >= 2 and sum(column in row.filled for row in counted) >= 0.8 * len(counted)
        ),
        items=max(itemized) if len(itemized := [row.items for row in kin if row.items]) >= 3 else None,
        headed=any(row.start in HEADS for row in kin) and not any(row.headed_within for row in kin),
        rows_of_heads=any(row.only_head for row in kin),
        ended=frozenset(
            column
            for column in range(columns)
            if len(ends := [column in row.ended for row in kin if column in row.filled and not row.only_head])
            >= FEW_ROWS
            and sum(ends) >= 0.9 * len(ends)
        ),
    )


def _is_ended(column: int, rows: Sequence[_WholeRow]) -> bool:
    """Say whether next to every cell of a column ends a sentence."""
    ends = [column in row.ended for row in rows if column in row.filled and not row.only_head]
    return len(ends) >= FEW_ROWS and sum(ends) >= 0.9 * len(ends)


@dataclass(frozen=True, slots=True)
class _WholeRow:
    padding: float | None
    start: str | None
    filled: frozenset[int]
    items: int
    headed_within: bool
    only_head: bool
    ended: frozenset[int]


def _whole_rows(chain: _Chain) -> Iterator[_WholeRow]:
    """Take the body rows of a table that no break can have cut."""
    final = len(chain.pieces) - 1
    for index, (piece, columns) in enumerate(zip(chain.pieces, chain.columns, strict=True)):
        if piece.columns != chain.pieces[0].columns:
            continue
        header = columns.header if index else piece.header_rows
        first = header + (1 if index else 0)
        stop = piece.rows - (1 if index < final else 0)
        beginning: dict[int, list[PageCell]] = {}
        ending: dict[int, list[PageCell]] = {}
        for cell in piece.cells:
            beginning.setdefault(cell.row, []).append(cell)
            ending.setdefault(cell.row + cell.row_span - 1, []).append(cell)
        for row in range(first, stop):
            cells = [cell for cell in beginning.get(row, ()) if cell.words]
            ends = [_padding(cell) for cell in ending.get(row, ()) if cell.words]
            yield _WholeRow(
                padding=min(ends) if ends and (piece.evidence == "rules" or piece.ruled_rows) else None,
                start=next((_start(cell.words) for cell in cells if cell.column == 0), None),
                filled=frozenset(cell.column for cell in cells),
                items=sum(_items(cell) for cell in cells if cell.column == 0),
                headed_within=any(_heads_within(cell) for cell in cells if cell.column == 0),
                only_head=any(_only_heads(cell) for cell in cells if cell.column == 0),
                ended=frozenset(cell.column for cell in cells if ENDED.search(cell.lines()[-1].words[-1].text)),
            )


def _heads_within(cell: PageCell) -> bool:
    """Say whether the head of a group stands in a cell behind other text."""
    kinds = [_start(line.words) in HEADS for line in cell.lines()]
    return any(kind and not above for above, kind in pairwise(kinds))


def _join(chain: _Chain, habits: _Habits) -> StitchedTable:
    first = chain.pieces[0]
    repeated = max(columns.header for columns in chain.columns)
    header = first.header_rows or repeated
    table = StitchedTable(
        rows=first.rows,
        columns=first.columns,
        cells=[_stitched(cell, first, cell.row, cell.row < header) for cell in first.cells],
        header_rows=header,
        evidence=first.evidence,
        fragments=[Fragment(page=first.page, bbox=first.box)],
        inferred=list(first.inferred),
    )
    if repeated and not first.header_rows:
        table.inferred.append("the header is what later pages print again")
    for last, piece, columns in zip(chain.pieces, chain.pieces[1:], chain.columns[1:], strict=False):
        _append(table, last, piece, columns, habits)
    return table


def _append(table: StitchedTable, last: PageTable, piece: PageTable, columns: _Columns, habits: _Habits) -> None:
    """Add the next page's piece below, joining the row that the break cuts."""
    table.fragments.append(Fragment(page=piece.page, bbox=piece.box))
    table.inferred.extend(words for words in piece.inferred if words not in table.inferred)
    where = f"the break between pages {last.page} and {piece.page}"
    if columns.reason:
        table.inferred.append(f"joined over {where}: {columns.reason}")
    for cell in piece.cells:
        if cell.row < columns.header and cell.words:
            table.repeated.append(CellPiece(piece.page, cell.box, cell.words, cell.lines()))
    body = _body(piece, columns.header)
    if not body:
        return
    top = [cell for cell in body if cell.row == columns.header]
    balance, reasons = _weigh(habits, last, piece, columns.header)
    pairs = _pairs(table, top, columns)
    cut = balance > 0 and len(pairs) == len(top) and table.rows > table.header_rows
    open_columns = frozenset() if cut else _open_columns(last, piece, columns.header)
    if cut:
        table.inferred.append(f"row {table.rows} is cut by {where}: {'; '.join(reasons[True])}")
    if abs(balance) < _certain(balance, habits, last):
        table.issues.append(_uncertain(piece.page, where, cut, reasons))
    shift = table.rows - columns.header - (1 if cut else 0)
    for cell in body:
        above = pairs.get(id(cell))
        goes_on = cut or cell.column in open_columns
        if above is not None and (
            goes_on or _spans_break(above, cell, last.spanning & piece.spanning) or _runs_over_rows(last, cell)
        ):
            if not goes_on:
                table.inferred.append(f"a cell that spans rows goes on over {where}")
            above.pieces.append(CellPiece(piece.page, cell.box, cell.words, cell.lines()))
            above.row_span = cell.row + shift + cell.row_span - above.row
            continue
        if above is not None and above.row_span > 1 and cell.column and cell.words and above.pieces[-1].words:
            table.issues.append(_uncertain_span(piece.page, where, cell.column + 1))
        added = _stitched(cell, piece, cell.row + shift, header=False)
        added.column = columns.starts[cell.column]
        added.column_span = columns.starts[cell.column + cell.column_span] - added.column
        table.cells.append(added)
    table.rows += piece.rows - columns.header - (1 if cut else 0)


def _certain(balance: float, habits: _Habits, last: PageTable) -> float:
    """Return how large a balance of evidence must be for what it decides to be certain."""
    if balance < 0 and (habits.items or 0) > 1:
        return CERTAIN_AMONG_ITEMS
    return CERTAIN_WITHOUT_RULES if balance > 0 and last.evidence == "gutters" else CERTAIN


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
    return Issue(
        level="warning",
        stage="parse",
        rule="row-break-uncertain",
        message=(
            f"It is not certain whether a row {'ends at' if cut else 'goes on over'} {where}; "
            f"it was {'joined' if cut else 'not joined'}."
        ),
        evidence="; ".join(weighed) or "nothing printed tells",
        page=page,
    )


def _uncertain_span(page: int, where: str, column: int) -> Issue:
    return Issue(
        level="warning",
        stage="parse",
        rule="row-break-uncertain",
        message=(
            f"It is not certain whether the cell of column {column} that spans rows goes on over {where}; "
            "it was not joined with the text below."
        ),
        evidence="a paragraph ends above the break, another begins below",
        page=page,
    )


def _pairs(table: StitchedTable, top: Sequence[PageCell], columns: _Columns) -> dict[int, StitchedCell]:
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
    piece = CellPiece(table.page, cell.box, cell.words, cell.lines())
    return StitchedCell(row, cell.column, cell.row_span, cell.column_span, [piece], header)


def _spans_break(above: StitchedCell, cell: PageCell, spanning: frozenset[int]) -> bool:
    """Say whether an empty cell under the break is the rest of a cell that spans rows on either side of it.

    ``spanning`` are the columns of which empty cells are taken to be spanned.
    """
    if cell.words or not any(piece.words for piece in above.pieces):
        return False
    return above.row_span > 1 or cell.row_span > 1 or cell.column in spanning


def _runs_over_rows(last: PageTable, cell: PageCell) -> bool:
    """Say whether a sentence runs on into a cell though another row begins there: the cell spans both rows."""
    if not cell.column or not cell.words:
        return False
    upper = next((c for c in last.cells if c.row + c.row_span == last.rows and c.column == cell.column), None)
    if upper is None or len(upper.lines()) < SENTENCE_LINES:
        return False
    return _runs_on(upper, cell, BEGINS_ON if cell.column in last.spanning else RUNS_ON)


def _same_columns(chain: _Chain, piece: PageTable) -> _Columns | None:
    """Say how a piece on the next page continues a table; None where it is another table.

    The header printed again proves it. Without it, the column edges must be the same, or one piece's edges a part of
    the other's (a row that spans all columns shows none of the inner edges), and a new header must not begin there.
    """
    first = chain.pieces[0]
    if piece.columns == first.columns and (repeated := _repeated_rows(first, piece)):
        return _Columns(list(range(piece.columns + 1)), repeated, "")
    named = piece.columns > 1 or any(cell.shaded for cell in piece.cells if cell.row == 0)
    if named and piece.header_rows and piece.header_rows < piece.rows and first.header_rows:
        return None
    if _shares_columns(chain.pieces[-1], piece):
        reason = "the page is turned, and the columns have the same shares of its width"
        return _Columns(list(range(piece.columns + 1)), 0, reason)
    above = chain.pieces[-1].gutters
    if above and piece.gutters:
        white = len(above) == len(piece.gutters) and all(
            min(one.x1, other.x1) > max(one.x0, other.x0) for one, other in zip(above, piece.gutters, strict=True)
        )
        return _Columns(list(range(piece.columns + 1)), 0, "the same gutters are white") if white else None
    shift = piece.xs[0] - first.xs[0]
    if abs((piece.xs[-1] - first.xs[-1]) - shift) > SAME_EDGE:
        return None
    starts: list[int] = []
    for x in piece.xs:
        near = min(range(len(first.xs)), key=lambda k: abs(first.xs[k] + shift - x))
        if abs(first.xs[near] + shift - x) > SAME_EDGE or near in starts:
            return None
        starts.append(near)
    return _Columns(starts, 0, "the columns stand at the same places and nothing is printed between")


def _shares_columns(last: PageTable, piece: PageTable) -> bool:
    """Say whether a page of another width goes on in columns with the same shares of it, under no names of its own."""
    if last.page_width == piece.page_width or piece.header_rows or not 1 < last.columns == piece.columns:
        return False
    shares = [
        [(x - one.xs[0]) / (one.xs[-1] - one.xs[0]) for x in ([gap.x1 for gap in one.gutters] or one.xs)]
        for one in (last, piece)
    ]
    return len(shares[0]) == len(shares[1]) and all(
        abs(one - other) <= SAME_SHARE for one, other in zip(*shares, strict=True)
    )


def _is_only_header(first: PageTable, piece: PageTable) -> bool:
    """Say whether a page ends behind the names of a table's columns, whose rows all stand on the next."""

    def marked(cells: Sequence[PageCell]) -> bool:
        filled = [cell for cell in cells if cell.words]
        return bool(filled) and (
            all(cell.shaded for cell in filled) or all(word.bold for cell in filled for word in cell.words)
        )

    return (
        not first.header_rows
        and first.rows <= MAX_HEADER
        and marked(first.cells)
        and all(len(_row_text(first, row)) == first.columns for row in range(first.rows))
        and not marked([cell for cell in piece.cells if cell.row == 0])
    )


def _with_header_apart(first: PageTable, piece: PageTable) -> PageTable:
    """Part the header that a page prints again from the rest of a cut row, where no rule is drawn between them.

    Returns the piece as it is where its first row is something else, or a row of its own.
    """
    names, top = _row_text(first, 0), [cell for cell in piece.cells if cell.row == 0]
    if (
        first.header_rows != 1
        or piece.columns != first.columns
        or not names
        or {cell.column for cell in top} != set(names)
    ):
        return piece
    parts = {cell.column: _lines_that_say(cell, names[cell.column]) for cell in top}
    longer = [cell for cell in top if 0 < (parts[cell.column] or 0) < len(cell.lines())]
    if not longer or not all(parts.values()):
        return piece
    edge = max(cell.lines()[(parts[cell.column] or 1) - 1].bottom for cell in top)
    inserted = all(cell.row_span == 1 for cell in longer)
    shift = 1 if inserted else 0
    cells = [
        PageCell(c.row + shift, c.column, c.row_span, c.column_span, c.box, c.words, c.shaded)
        for c in piece.cells
        if c.row > 0
    ]
    for cell in top:
        count = parts[cell.column] or 0
        head = [word for line in cell.lines()[:count] for word in line.words]
        rest = [word for line in cell.lines()[count:] for word in line.words]
        above = Box(cell.box.x0, cell.box.top, cell.box.x1, edge)
        cells.append(PageCell(0, cell.column, 1, cell.column_span, above, head, cell.shaded))
        if rest or inserted:
            below = Box(cell.box.x0, edge, cell.box.x1, cell.box.bottom)
            span = cell.row_span if inserted else cell.row_span - 1
            cells.append(PageCell(1, cell.column, span, cell.column_span, below, rest, cell.shaded))
    ys = [piece.ys[0], edge, *piece.ys[1:]] if inserted else piece.ys
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(piece, ys=ys, cells=cells, header_rows=1)


def _lines_that_say(cell: PageCell, text: str) -> int | None:
    """Count the lines at the top of a cell that say a text (letters and digits); None where it begins otherwise."""
    said = ""
    for count, line in enumerate(cell.lines(), 1):
        said += re.sub(r"\W+", "", "".join(word.text for word in line.words)).casefold()
        if said == text:
            return count
        if not text.startswith(said):
            return None
    return None


def _repeated_rows(first: PageTable, piece: PageTable) -> int:
    """Count the rows at the top of a piece that print the table's first rows again; 0 where it begins otherwise."""
    count = 0
    while count < min(first.rows, piece.rows, MAX_HEADER) and _row_text(first, count) == _row_text(piece, count):
        count += 1
    if first.header_rows:
        return count if count >= first.header_rows else 0
    if first.columns == 1:
        return int(count == 1 and all(word.bold for cell in first.cells if cell.row == 0 for word in cell.words))
    return count if any(len(_row_text(first, row)) > 1 for row in range(count)) else 0


def _row_text(table: PageTable, row: int) -> dict[int, str]:
    """Return the letters and digits of a row's cells that have any, by column."""
    cells = sorted((cell for cell in table.cells if cell.row == row and cell.words), key=lambda cell: cell.column)
    return {cell.column: re.sub(r"\W+", "", "".join(word.text for word in cell.words)).casefold() for cell in cells}


def _weigh(habits: _Habits, last: PageTable, piece: PageTable, header: int) -> tuple[float, dict[bool, list[str]]]:
    """Weigh whether the row above a break and the row below it are one.

    Returns the balance (above 0: one row) and the reasons for one row (True) and for two (False).
    """
    reasons: dict[bool, list[str]] = {True: [], False: []}
    balance = 0.0
    for weight, reason in _evidence(habits, last, piece, header):
        balance += weight
        reasons[weight > 0].append(reason)
    return balance, reasons


def _evidence(habits: _Habits, last: PageTable, piece: PageTable, header: int) -> Iterator[tuple[float, str]]:
    """Yield what speaks for one row (weight above 0) or two, each with its reason."""
    above = sorted((c for c in last.cells if c.row + c.row_span == last.rows), key=lambda c: c.column)
    below = sorted((c for c in piece.cells if c.row == header), key=lambda c: c.column)
    # A rule under names that are printed again says nothing of the row below them.
    if not header and (open_columns := _open_columns(last, piece, header)):
        closed = ", ".join(str(column + 1) for column in range(piece.columns) if column not in open_columns)
        yield -CLOSED, f"the rule at the break closes column {closed} only"
    if last.evidence == "rules" and not (last.drawn_bottom or piece.drawn_top or header) and last.rows > 1:
        yield 2.0, "no rule is drawn at the break"
    spanning = last.spanning | piece.spanning
    yield from _text_evidence(habits, [cell for cell in above if cell.column not in spanning], below)
    yield from _number_evidence(above, below)
    yield from _figure_evidence(above, below)
    yield from _room_evidence(habits, above, below)
    yield from _task_evidence(above, below)
    yield from _empty_evidence(habits, above, below, last.spanning & piece.spanning)
    yield from _padding_evidence(habits, above)
    if _is_head_alone(above, habits):
        yield 4.0, "the head of a group stands above without what it heads"
    else:
        yield from _start_evidence(habits, below)


def _open_columns(last: PageTable, piece: PageTable, header: int) -> frozenset[int]:
    """Return the columns in which a cell goes on over a break though the rule there, drawn over others, ends a row.

    The name of a column that a page prints again has no rule under it where a cell goes on below.
    """
    if header:
        return frozenset(cell.column for cell in piece.cells if cell.row < header < cell.row + cell.row_span)
    return piece.open_top | (last.open_bottom if last.columns == piece.columns else frozenset())


def _is_head_alone(cells: Sequence[PageCell], habits: _Habits) -> bool:
    """Say whether a row holds only the head of a group in its first cell, though that is no row of its own.

    Other cells of the row have text then, or it is the only one, and heads begin rows elsewhere in the table.
    """
    first, *others = cells
    if first.column or not first.words or not _only_heads(first):
        return False
    if not others:
        return habits.headed and not habits.rows_of_heads
    return not all(_start(cell.words) in HEADS for cell in others if cell.words)


def _only_heads(cell: PageCell) -> bool:
    return all(_start(line.words) in HEADS for line in cell.lines())


def _text_evidence(
    habits: _Habits, above: Sequence[PageCell], below: Sequence[PageCell]
) -> Iterator[tuple[float, str]]:
    """Look for a sentence that runs on from the last line above to the first line below, in any column."""
    ended = compared = 0
    for upper in above:
        lower = next((cell for cell in below if cell.column == upper.column), None)
        if lower is None or not lower.words or not upper.words:
            continue
        compared += 1
        found = _running_on(upper, lower)
        if _breaks_off(habits, upper) and (found is None or found[0] < RUNS_ON):
            yield (
                RUNS_ON,
                f"no sentence ends with {upper.lines()[-1].words[-1].text!r}, as other cells of its column do",
            )
        elif found is not None:
            yield found
        elif ENDED.search(upper.lines()[-1].words[-1].text):
            ended += 1
    if compared and ended == compared:
        yield -1.0, "sentences end above the break"


def _running_on(upper: PageCell, lower: PageCell) -> tuple[float, str] | None:
    """Return what shows that the text of a cell goes on in the cell below it, and its weight; None where nothing does.

    Both have words.
    """
    before, after = upper.lines()[-1], lower.lines()[0]
    end, start = before.words[-1].text, after.words[0].text
    if BULLET_MARK.match(start):
        if GOES_ON.search(end):
            return 3.0, f"a list goes on below behind {end!r}"
        return 1.0, "the text below begins with a bullet"
    if (item := LETTERED.match(start)) and item[1] != "a" and _has_item(upper, chr(ord(item[1]) - 1)):
        return 2.0, f"the list goes on below with {start!r}"
    if whole("open_words", end):
        return 4.0, f"no sentence, heading or entry ends with {end!r}"
    if GOES_ON.search(end) and GOES_ON.search(start):
        return 3.0, f"a list goes on below with {start!r} behind {end!r}"
    full = not broke_on_purpose(before, after, _right(upper, before))
    if ENDED.search(end):
        if full and len(before.words) >= FEW_WORDS and _start(lower.words) == "plain type":
            return 1.0, "the line above is full, though a sentence ends with it"
        return None
    if start[:1].islower() or end[-1:] in "-/\u00ad\ufffe\u0002":
        return 3.0, f"the sentence runs on from {end!r} to {start!r}"
    if (
        full
        and (len(before.words) >= FEW_WORDS or len(upper.lines()) > 1)
        and not CODE.match(start)
        and not is_value(end)
    ):
        weight = 1.5 if len(before.words) > MANY_WORDS else 0.5
        return weight, f"the line above is full and no sentence ends with {end!r}"
    return None


def _breaks_off(habits: _Habits, cell: PageCell) -> bool:
    """Say whether a cell ends within a sentence though the others of its column end one."""
    return cell.column in habits.ended and not _only_heads(cell) and not ENDED.search(cell.lines()[-1].words[-1].text)


def _runs_on(upper: PageCell, lower: PageCell, least: float) -> bool:
    """Say whether evidence of at least a weight shows that the text of a cell goes on in the cell below it."""
    said = _running_on(upper, lower)
    return said is not None and said[0] >= least


def _room_evidence(
    habits: _Habits, above: Sequence[PageCell], below: Sequence[PageCell]
) -> Iterator[tuple[float, str]]:
    """Look for a column with text below the break though above it there was room for that text, beside other text.

    Not where a sentence runs on in that column.
    """
    foot = max((cell.lines()[-1].bottom for cell in above if cell.words), default=0.0)
    filled = {cell.column: cell for cell in below if cell.words}
    rooms = []
    for cell in above:
        if not cell.words or cell.column not in filled or _breaks_off(habits, cell):
            continue
        if not _runs_on(cell, filled[cell.column], RUNS_ON):
            line = cell.lines()[-1]
            rooms.append(((foot - line.bottom) / line.size, cell.column))
    room, column = max(rooms, default=(0.0, 0))
    if room > ROOM:
        weight = 4.0 if room > MUCH_ROOM else 2.0
        yield -weight, f"column {column + 1} has text below the break, for which there was room above it"


def _has_item(cell: PageCell, letter: str) -> bool:
    """Say whether an item of a lettered list begins with a letter in a cell."""
    return any((found := LETTERED.match(word.text)) is not None and found[1] == letter for word in cell.words)


def _right(cell: PageCell, line: Line) -> float:
    """Return where lines of a cell end: as far from its right edge as they begin from its left edge."""
    return cell.box.x1 - min(max(line.x0 - cell.box.x0, 0.0), 8.0)


def _empty_evidence(
    habits: _Habits, above: Sequence[PageCell], below: Sequence[PageCell], spanning: frozenset[int]
) -> Iterator[tuple[float, str]]:
    """Look for a cell that is empty below the break though other rows fill its column: its text ended above.

    Not in columns of which cells span rows (``spanning``).
    """
    if not any(cell.words for cell in below):
        yield 2.0, "the row below the break is empty"
        return
    spanned = {*spanning, *(cell.column for cell in (*above, *below) if cell.row_span > 1)}
    for cell in below:
        if not cell.words and cell.column in habits.filled and cell.column not in spanned:
            yield (
                (2.0 if cell.column else 3.0),
                f"column {cell.column + 1}, which other rows fill, is empty below the break",
            )
            return
    if below[0].column == 0 and not below[0].words and above[0].words and 0 not in spanned:
        yield 1.5, "the first column is empty below the break"


def _padding_evidence(habits: _Habits, above: Sequence[PageCell]) -> Iterator[tuple[float, str]]:
    """Compare the white under the last line with that of whole rows: a cut row ends where the page does.

    Where more lines would have fitted in, the white does not tell: something else ended the row there.
    """
    at_break = [_padding(cell) for cell in above if cell.words]
    if habits.padding is None or not at_break:
        return
    size = max(word.size for cell in above for word in cell.words)
    if min(at_break) - habits.padding > MOST_UNUSED * size:
        return
    if abs(min(at_break) - habits.padding) > SAME_PADDING:
        yield 3.0, f"the row ends {min(at_break):.1f} pt under its text, others {habits.padding:.1f} pt"
    else:
        yield -1.0, "the row ends under its text as others do"


def _padding(cell: PageCell) -> float:
    return cell.box.bottom - max(word.box.bottom for word in cell.words)


def _number_evidence(above: Sequence[PageCell], below: Sequence[PageCell]) -> Iterator[tuple[float, str]]:
    """Look for a number that stands alone in the first column below and follows that of the row above."""
    if above[0].column or below[0].column or len(above[0].words) != 1 or len(below[0].words) != 1:
        return
    numbers = [COUNTED.match(cell.words[0].text) for cell in (above[0], below[0])]
    if numbers[0] and numbers[1] and numbers[0][1] == numbers[1][1] and int(numbers[1][2]) == int(numbers[0][2]) + 1:
        yield -4.0, f"the row below has the next number, {numbers[1][0]!r}"


def _figure_evidence(above: Sequence[PageCell], below: Sequence[PageCell]) -> Iterator[tuple[float, str]]:
    """Look for a column of figures, one a row, that has another below the break."""
    figures = {cell.column for cell in above if _is_figure(cell)}
    column = next((cell.column for cell in below if cell.column in figures and _is_figure(cell)), None)
    if column is not None:
        yield -4.0, f"column {column + 1} has another figure below the break"


def _is_figure(cell: PageCell) -> bool:
    """Say whether a cell, not the first of its row, holds one figure and nothing else."""
    return bool(cell.column and cell.words) and len(cell.lines()) == 1 and is_value(cell.lines()[0].text)


def _task_evidence(above: Sequence[PageCell], below: Sequence[PageCell]) -> Iterator[tuple[float, str]]:
    """Look for numbers of tasks that begin again below the break."""
    for upper in above:
        lower = next((cell for cell in below if cell.column == upper.column and cell.words), None)
        begins = TASK.match(lower.lines()[0].words[0].text) if lower is not None else None
        numbers = [found for line in upper.lines() if (found := TASK.match(line.words[0].text))] if upper.words else []
        if begins and numbers and int(begins[1]) < int(numbers[-1][1]):
            yield -3.0, f"numbers begin again below the break, with {begins[0]!r} behind {numbers[-1][0]!r}"
            return


def _start_evidence(habits: _Habits, below: Sequence[PageCell]) -> Iterator[tuple[float, str]]:
    """Compare how the text below begins with how rows of this table begin: with a code, a bold head, a capital."""
    first = next((cell for cell in below if cell.column == 0 and cell.words), None)
    if first is None:
        return
    kind = _start(first.words)
    if kind in HEADS and habits.headed and kind != habits.start:
        yield -2.5, f"the text below begins with the head of a group ({kind}), as other rows do"
        return
    if habits.start is None:
        return
    if kind == habits.start == "a code":
        weight = 3.5 if habits.items == 1 else 1.0 if habits.items else 2.5
    elif habits.start == "a code" or (habits.start in HEADS and (habits.items or 0) > 1):
        weight = 2.5
    else:
        weight = 0.5 if kind == "a code" else 1.5
    if kind == habits.start or (habits.start == "a code" and kind in HEADS):
        yield -weight, f"the text below begins as other rows do ({kind})"
    else:
        yield weight, f"the text below begins with {kind}, other rows with {habits.start}"


def _items(cell: PageCell) -> int:
    """Count the lines of a cell that begin with a code."""
    return sum(CODE.match(line.words[0].text) is not None for line in cell.lines())


def _start(words: Sequence[Word]) -> str:
    """Name what the first words of a cell look like."""
    top = min(words, key=lambda word: (word.baseline, word.box.x0))
    line = [word for word in words if abs(word.baseline - top.baseline) < 0.3 * top.size]
    first = min(line, key=lambda word: word.box.x0)
    if BULLET_MARK.match(first.text):
        return "a bullet"
    if CODE.match(first.text):
        return "a code"
    if all(word.bold for word in line):
        return "bold type"
    if all(word.underline for word in line):
        return "underlined type"
    if all(word.italic for word in line):
        return "italics"
    return "a small letter" if first.text[:1].islower() else "plain type"
