"""Printed documents to text, in the dialects of the converters that such documents come from.

=========== =====================================================================================================
``tab``      cells parted by tabs, no mark-up
``tab_html`` cells parted by tabs with HTML inside; lists and italics outside of tables as in Markdown
``markdown`` headings, emphasis, ``~~``, links and ``<sup>``; underlining is lost
``plain``    the lines as printed, paragraph numbers on lines of their own
=========== =====================================================================================================

In each of them a table begins again, with its header, on every page that it runs over, and its cells are cut there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.specimens.content import SPECIMEN_MARK
from pipeline.specimens.placed import Part, Placed, PlacedCell, PlacedTable, PrintedDocument
from pipeline.specimens.rich import Rich

Dialect = Literal["tab", "tab_html", "markdown", "plain"]

_RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_HTML = {"italic": "i", "bold": "b", "underline": "u", "strikethrough": "s"}
_STARS = {"italic": "*", "bold": "**", "strikethrough": "~~"}


@dataclass(frozen=True, slots=True)
class Damage:
    """What a converter breaks, by activity codes.

    Rows that ``fallen_out`` names fall out into loose paragraphs, the columns of ``interleaved`` rows run together, and
    ``lost_codes`` are not printed; ``without_first_page`` drops that page, ``without_symbol`` what prints the symbol.
    """

    fallen_out: frozenset[str] = frozenset()
    interleaved: frozenset[str] = frozenset()
    lost_codes: frozenset[str] = frozenset()
    without_first_page: bool = False
    without_symbol: bool = False


NO_DAMAGE = Damage()


def text_of(printed: PrintedDocument, dialect: Dialect, damage: Damage = NO_DAMAGE) -> str:
    """Return the document as text in a dialect, broken as told."""
    writer = _Writer(printed, dialect, damage)
    return writer.run()


@dataclass(frozen=True, slots=True)
class _Event:
    page: int
    item: Placed | PlacedTable
    part: Part | None
    first: bool


def _events(printed: PrintedDocument) -> Iterator[_Event]:
    """Yield what stands on each page, in order; footnotes come last on theirs."""
    found: list[tuple[tuple[int, int], int, _Event]] = []
    for i, item in enumerate(printed.order):
        if isinstance(item, PlacedTable):
            for k, (page, _) in enumerate(item.parts):
                found.append(((page, 0), i, _Event(page, item, None, k == 0)))
            continue
        late = int(item.kind == "footnote")
        for k, part in enumerate(item.parts):
            found.append(((part.page, late), i, _Event(part.page, item, part, k == 0)))
    yield from (event for _, _, event in sorted(found, key=lambda entry: entry[:2]))


def marked(text: Rich, start: int, end: int, dialect: Dialect, *, cell: bool = False) -> str:
    """Return the characters ``start`` to ``end`` of a text with the mark-up that a dialect keeps."""
    marks = _marks(dialect, cell)
    out: list[str] = []
    open_marks: list[str] = []
    at = 0

    def close_all_but(wanted: Sequence[str]) -> None:
        kept = 0
        while kept < len(open_marks) and open_marks[kept] in wanted:
            kept += 1
        space = ""
        if len(open_marks) > kept and out and out[-1].endswith(" "):
            space, out[-1] = " ", out[-1].rstrip(" ")
        while len(open_marks) > kept:
            out.append(marks[open_marks.pop()][1])
        if space:
            out.append(space)

    for run in text.runs:
        piece = run.text[max(0, start - at) : max(0, end - at)]
        at += len(run.text)
        if not piece:
            continue
        raised = "superscript" in run.styles
        wanted = [style for style in _ORDER if style in run.styles and style in marks and not raised]
        close_all_but(wanted)
        fresh = [style for style in wanted if style not in open_marks]
        if fresh and piece.startswith(" "):
            out.append(" ")
            piece = piece.lstrip(" ")
        for style in fresh:
            out.append(marks[style][0])
            open_marks.append(style)
        if raised:
            piece = _raised(piece, dialect)
        if run.link and not cell and dialect in ("markdown", "tab_html"):
            piece = f"[{piece}]({run.link})"
        out.append(piece)
    close_all_but([])
    return "".join(out).strip()


_ORDER = ("italic", "bold", "underline", "strikethrough")


def _marks(dialect: Dialect, cell: bool) -> dict[str, tuple[str, str]]:
    """Return what a dialect puts before and after each style that it keeps."""
    if dialect == "tab_html" and cell:
        return {style: (f"<{tag}>", f"</{tag}>") for style, tag in _HTML.items()}
    if dialect in ("markdown", "tab_html"):
        return {style: (stars, stars) for style, stars in _STARS.items()}
    return {}


def _raised(text: str, dialect: Dialect) -> str:
    if dialect == "markdown":
        return f"<sup>{text}</sup>"
    return text if dialect == "plain" else text.translate(_RAISED)


class _Writer:
    def __init__(self, printed: PrintedDocument, dialect: Dialect, damage: Damage) -> None:
        self.printed = printed
        self.dialect = dialect
        self.damage = damage
        self.out: list[str] = []

    def run(self) -> str:
        lines: list[str] = [SPECIMEN_MARK, ""]
        previous: _Event | None = None
        symbol = self.printed.document.facts.symbol
        for event in _events(self.printed):
            if self.damage.without_first_page and event.page == 1:
                continue
            if isinstance(event.item, Placed) and event.item.role == "front" and self.damage.without_symbol:
                text = event.item.text.text
                if symbol in text:
                    continue
            written = self._table(event) if isinstance(event.item, PlacedTable) else self._placed(event)
            if lines[-1] and self._parted(previous, event):
                lines.append("")
            lines += written
            previous = event
        return "\n".join(lines) + "\n"

    def _parted(self, previous: _Event | None, event: _Event) -> bool:
        if self.dialect == "plain":
            return previous is not None and previous.page != event.page
        if previous is None or previous.page != event.page:
            return True
        before, item = previous.item, event.item
        if isinstance(before, Placed) and isinstance(item, Placed):
            if before.role == "front" and item.role == "front":
                return abs(event.part.box.top - previous.part.box.bottom) > 4 if event.part and previous.part else True
            if self.dialect == "tab_html" and item.kind == "paragraph" and before.kind == "paragraph":
                return item.number is None or before.number is None
            return not (before.kind == item.kind == "list_item")
        return True

    # -- outside of tables --------------------------------------------------------------------------------------

    def _placed(self, event: _Event) -> list[str]:
        placed, part = event.item, event.part
        assert isinstance(placed, Placed)
        assert part is not None
        if self.dialect == "plain":
            return self._plain(placed, part, event.first)
        text = marked(placed.text, part.start, part.end, self.dialect)
        if placed.kind == "footnote":
            number = placed.number or ""
            if self.dialect == "markdown":
                mark = f"<sup>{number}</sup> "
                return ["---", "", mark + text] if event.first else [text]
            return [f"{number.translate(_RAISED)} {text}" if event.first else text]
        if placed.kind == "heading" and self.dialect == "markdown":
            return [f"{'#' * ((placed.level or 1) + 1)} {text}"]
        if not event.first:
            return [text]
        printed_number = placed.number
        if placed.kind == "list_item":
            indent = "  " * ((placed.level or 1) - 1)
            lead = " " if self.dialect in ("tab", "tab_html") else "  "
            return [
                f"{lead}{indent}- {text}" if printed_number == "\u2022" else f"{lead}{indent}- {printed_number} {text}"
            ]
        return [f"{printed_number} {text}" if printed_number else text]

    def _plain(self, placed: Placed, part: Part, first: bool) -> list[str]:
        lines = [placed.text.text[start:end].strip() for start, end in part.lines]
        hyphens = set(part.hyphens)
        lines = [line + ("-" if span[1] in hyphens else "") for line, span in zip(lines, part.lines, strict=True)]
        if first and placed.number and placed.kind == "paragraph":
            return [placed.number, *lines]
        if first and placed.number:
            return [f"{placed.number} {lines[0]}", *lines[1:]]
        if placed.kind == "heading":
            return ([f" {lines[0]}", *lines[1:]]) if (placed.level or 1) == 1 else lines
        return lines

    # -- tables -------------------------------------------------------------------------------------------------

    def _table(self, event: _Event) -> list[str]:
        table = event.item
        assert isinstance(table, PlacedTable)
        grid, page = table.grid, event.page
        rows = [row for row in range(grid.rows) if row >= grid.header_rows and self._on(table, row, page)]
        header = [
            "\t".join(self._whole(table.cells.get((row, column)), grid.header_rows) for column in range(grid.columns))
            for row in range(grid.header_rows)
        ]
        lines = list(header)
        open_table = True
        for row in rows:
            codes = {code for code, place in table.grid.places.items() if place.row == row}
            if codes & self.damage.fallen_out:
                lines += ["", *self._fallen(table, row, page)]
                open_table = False
                continue
            if codes & self.damage.interleaved:
                if lines == header and len(header) == 1:
                    lines = [header[0].replace("\t", " ") + " " + self._interleaved(table, row, page)]
                else:
                    lines += ["", self._interleaved(table, row, page)]
                open_table = False
                continue
            if not open_table:
                lines += ["", *header]
                open_table = True
            lines.append("\t".join(self._cell(table, row, column, page) for column in range(grid.columns)))
        return lines

    def _on(self, table: PlacedTable, row: int, page: int) -> bool:
        """Say whether a row that begins in some cell has a part on this page."""
        return any(
            placed.cell.row == row and placed.cell.row_span == 1 and any(at == page for at, _ in placed.areas)
            for placed in table.cells.values()
        )

    def _whole(self, placed: PlacedCell | None, _: int) -> str:
        return " ".join(paragraph.text.text for paragraph in placed.paragraphs) if placed else ""

    def _pieces(self, placed: PlacedCell, page: int) -> Iterator[tuple[Placed, Part, bool]]:
        for paragraph in placed.paragraphs:
            for i, part in enumerate(paragraph.parts):
                if part.page == page:
                    yield paragraph, part, i == 0

    def _cell(self, table: PlacedTable, row: int, column: int, page: int) -> str:
        placed = table.cells.get((row, column))
        if placed is None:
            placed = self._spanning(table, row, column, page)
            if placed is None:
                return ""
        elif placed.cell.row_span > 1 and not any(True for _ in self._pieces(placed, page)):
            return ""
        return self._html(placed, page) if self.dialect == "tab_html" else self._flat(placed, page)

    def _spanning(self, table: PlacedTable, row: int, column: int, page: int) -> PlacedCell | None:
        """Return a cell that spans this row from above, if this row is the first of it on this page."""
        for placed in table.cells.values():
            cell = placed.cell
            if cell.column == column and cell.row < row < cell.row + cell.row_span:
                before = any(self._on(table, above, page) for above in range(cell.row, row))
                return None if before else placed
        return None

    def _printed(self, paragraph: Placed, part: Part, first: bool) -> str:
        text = marked(paragraph.text, part.start, part.end, self.dialect, cell=True)
        if paragraph.role == "group" and self.dialect == "tab_html":
            text = f"<u>{text}</u>"
        if first and paragraph.role == "activity":
            for code in self.damage.lost_codes:
                if text.startswith((f"{code} ", f"{code}. ", f"{code}.")):
                    text = text.partition(" ")[2]
                    break
        if first and paragraph.number:
            text = f"{paragraph.number} {text}"
        return text

    def _flat(self, placed: PlacedCell, page: int) -> str:
        return " ".join(
            ("\u2022 " if first and paragraph.role == "bullet" else "") + self._printed(paragraph, part, first)
            for paragraph, part, first in self._pieces(placed, page)
        )

    def _html(self, placed: PlacedCell, page: int) -> str:
        pieces = list(self._pieces(placed, page))
        if len(pieces) == 1 and pieces[0][0].role not in ("bullet", "activity"):
            return self._printed(*pieces[0])
        out: list[str] = []
        depth = 0
        for paragraph, part, first in pieces:
            wanted = (paragraph.level or 1) if paragraph.role == "bullet" and first else 0
            while depth < wanted:
                out.append("<ul>")
                depth += 1
            while depth > wanted:
                out.append("</ul>")
                depth -= 1
            text = self._printed(paragraph, part, first)
            out.append(f"<li>\u2022 {text}</li>" if wanted else f"<p>{text}</p>")
        out += ["</ul>"] * depth
        return " ".join(out)

    def _fallen(self, table: PlacedTable, row: int, page: int) -> list[str]:
        """Return a row fallen out of its table: sub-heading, activities as list items, then the result, all loose."""
        lines: list[str] = []
        for column in range(table.grid.columns):
            placed = table.cells.get((row, column))
            for paragraph, part, first in self._pieces(placed, page) if placed else ():
                text = self._printed(paragraph, part, first)
                if paragraph.role == "activity":
                    lines.append(f"- {text}")
                elif paragraph.role == "bullet":
                    lines.append(f" - {text}")
                else:
                    lines += [text, ""] if paragraph.role == "group" else ["", text]
        while lines and not lines[0]:
            lines.pop(0)
        return lines

    def _interleaved(self, table: PlacedTable, row: int, page: int) -> str:
        """Both columns of a row read line by line across, as a converter does that does not see the gutter."""
        columns: list[list[str]] = []
        for column in range(table.grid.columns):
            placed = table.cells.get((row, column))
            lines = []
            for paragraph, part, first in self._pieces(placed, page) if placed else ():
                for i, (start, end) in enumerate(part.lines):
                    text = paragraph.text.text[start:end].strip()
                    lines.append(f"\u2022 {text}" if i == 0 and first and paragraph.role == "bullet" else text)
            columns.append(lines)
        longest = max(len(lines) for lines in columns)
        return " ".join(lines[i] for i in range(longest) for lines in columns if i < len(lines))
