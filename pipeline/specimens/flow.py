"""Documents to pages: what is drawn where, and which place each paragraph and cell has."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Box
from pipeline.specimens.content import (
    SPECIMEN_MARK,
    Annex,
    Content,
    Document,
    Element,
    Matrix,
    PageBreak,
    Programme,
    Summary,
    TaskTable,
)
from pipeline.specimens.dates import date_range, in_words
from pipeline.specimens.grid import CellParagraph, Grid, GridCell, matrix_grid, programme_grid, task_grid
from pipeline.specimens.layout import Layout
from pipeline.specimens.placed import (
    Page,
    Part,
    PendingLine,
    Placed,
    PlacedCell,
    PlacedTable,
    PrintedDocument,
    Rule,
    Text,
)
from pipeline.specimens.rich import rich
from pipeline.specimens.table_flow import TablePrinter
from pipeline.specimens.typeset import Line, Piece, Setting, break_lines, face, text_width

ASCENT = 0.76
"""Where the base line stands below the top of a line, as a share of its font size (plus half the extra leading)."""
PARAGRAPH_GAP = 8.0
CELL_GAP = 4.0
INDENT = 28.0
BULLET_INDENT = 14.0
NOTE_SIZE = 8.0


def print_document(document: Document, layout: Layout) -> PrintedDocument:
    """Lay a document out in a layout.

    Raises ValueError where a line cannot be placed on an empty page.
    """
    return Printer(document, layout).run()


class Printer:
    """Places a document page by page: ``y`` is how far down the frame between ``top`` and ``bottom`` it has come."""

    def __init__(self, document: Document, layout: Layout) -> None:
        self.document = document
        self.layout = layout
        self.pages: list[Page] = []
        self.order: list[Placed | PlacedTable] = []
        self.footnotes: dict[str, Placed] = {}
        self.annex: str | None = None
        self.heads: list[str | None] = []
        self.notes: list[str] = []
        self.column = 0
        self.columns = layout.columns
        self.x0 = self.x1 = self.y = self.top = self.foot = self.bottom = 0.0

    def run(self) -> PrintedDocument:
        """Return the document on its pages."""
        self._new_page()
        self._front_page()
        self._contents(self.document.body)
        for annex in self.document.annexes:
            self._annex(annex)
        self._finish_frame()
        self._furniture()
        return PrintedDocument(self.document, self.layout, self.pages, self.order, self.footnotes)

    # -- settings -----------------------------------------------------------------------------------------------

    def _setting(
        self,
        size: float | None = None,
        *,
        bold: bool = False,
        italic: bool = False,
        underline: bool = False,
        justify: bool = False,
        text: bool = True,
    ) -> Setting:
        layout = self.layout
        return Setting(
            layout.family,
            size or layout.size,
            layout.leading,
            bold,
            italic,
            underline,
            justify and layout.justify,
            layout.hyphenate and text,
            layout.ligatures,
            layout.fake_bold,
        )

    # -- pages and frames ---------------------------------------------------------------------------------------

    def _new_page(self) -> None:
        layout = self.layout
        turned = self.annex is not None and (layout.landscape_annexes or layout.rotate != 0)
        width, height = layout.page_width, layout.page_height
        if turned:
            width, height = height, width
        self.pages.append(Page(width, height, layout.rotate if turned else 0))
        self.heads.append(self.annex)
        self.column = 0
        self.top = layout.margin
        self.foot = height - layout.margin
        self.columns = layout.columns if self.annex is None else 1
        self._frame()

    def _frame(self) -> None:
        page, layout = self.pages[-1], self.layout
        gutter = 22.0
        width = (page.width - 2 * layout.margin - gutter * (self.columns - 1)) / self.columns
        self.x0 = layout.margin + self.column * (width + gutter)
        self.x1 = self.x0 + width
        self.y = self.top
        self.bottom = self.foot
        self.notes = []

    def next_frame(self) -> None:
        """Go on in the next column, or on the next page."""
        self._finish_frame()
        if self.column + 1 < self.columns:
            self.column += 1
            self._frame()
        else:
            self._new_page()

    def _finish_frame(self) -> None:
        """Print the footnotes whose marks stand in this frame."""
        if not self.notes:
            return
        y = self.bottom + 6
        self.pages[-1].rules.append(Rule(self.x0, y, self.x0 + min(144.0, self.x1 - self.x0), y, 0.5))
        y += 4
        setting = self._setting(NOTE_SIZE)
        for number in self.notes:
            note = rich(self.document.footnotes[number])
            placed = Placed("footnote", note, number=number, annex=self.annex)
            self.footnotes[number] = placed
            mark = self._piece(number, NOTE_SIZE * 0.7, rise=NOTE_SIZE * 0.34)
            for i, line in enumerate(break_lines(note, setting, self.x1 - self.x0 - 9)):
                self.put(placed, line, self.x0 + 9, y, (mark, self.x0) if i == 0 else None)
                y += line.height
            self.order.append(placed)
        self.notes = []

    def _note_height(self, number: str) -> float:
        lines = break_lines(rich(self.document.footnotes[number]), self._setting(NOTE_SIZE), self.x1 - self.x0 - 9)
        return sum(line.height for line in lines)

    def _piece(
        self,
        text: str,
        size: float | None = None,
        *,
        italic: bool = False,
        rise: float = 0.0,
        underline: bool = False,
        strike: bool = False,
    ) -> Piece:
        size = size or self.layout.size
        font = face(self.layout.family, False, italic)
        return Piece(0.0, text, font, size, text_width(text, font, size), rise, underline, strike)

    def _bullet_piece(self, mark: str, size: float) -> Piece:
        if mark != "\u2022" or self.layout.bullet == "\u2022":
            return self._piece(mark, size)
        if self.layout.bullet == "symbol":
            return Piece(0.0, "\u2022", "Symbol", size, text_width("\u2022", "Symbol", size))
        return self._piece(self.layout.bullet, size)

    # -- lines --------------------------------------------------------------------------------------------------

    def put(self, placed: Placed, line: Line, x: float, y: float, mark: tuple[Piece, float] | None = None) -> None:
        """Draw a line whose top left corner is given, and note its place."""
        page = self.pages[-1]
        base = y + (line.height - line.size) / 2 + line.size * ASCENT
        left = x
        if mark:
            page.texts.append(Text(mark[1], base, mark[0]))
            left = mark[1]
        for piece in line.pieces:
            page.texts.append(Text(x + piece.x, base, piece))
        box = Box(left, y, x + line.width, y + line.height)
        number = len(self.pages)
        part = placed.parts[-1] if placed.parts else None
        if part is None or part.page != number or y < part.box.top:
            part = Part(number, box, line.start, line.end)
            placed.parts.append(part)
        part.box = part.box.union(box)
        part.end = line.end
        part.lines.append((line.start, line.end))
        if line.hyphen:
            part.hyphens.append(line.end)

    def _paragraph(
        self,
        placed: Placed,
        setting: Setting,
        *,
        indent: float = 0.0,
        mark: Piece | None = None,
        mark_x: float = 0.0,
        centred: bool = False,
        gap: float = PARAGRAPH_GAP,
        keep_next: float = 0.0,
        listed: bool = True,
    ) -> None:
        """Place a paragraph in the flow, over frames where needed."""
        if self.y > self.top:
            self.y += gap
        first = True
        for line in break_lines(placed.text, setting, self.x1 - self.x0 - indent):
            notes = [n for n in line.footnotes if n not in self.notes]
            need = sum(self._note_height(n) for n in notes) + (10 if notes and not self.notes else 0)
            if self.y + line.height + need + (keep_next if first else 0) > self.bottom:
                if self.y <= self.top:
                    raise ValueError("a line does not fit on an empty page")
                self.next_frame()
            self.notes += notes
            self.bottom -= need
            x = self.x0 + indent
            if centred:
                x = (self.x0 + self.x1 - line.width) / 2
            self.put(placed, line, x, self.y, (mark, self.x0 + mark_x) if first and mark else None)
            self.y += line.height
            first = False
        if listed:
            self.order.append(placed)

    # -- front page ---------------------------------------------------------------------------------------------

    def _front_page(self) -> None:
        self.columns = 1
        self._frame()
        if self.layout.house == "CITES":
            self._cites_front()
        else:
            self._cms_front()
        self.columns = self.layout.columns
        if self.columns > 1:
            self.top = self.y + PARAGRAPH_GAP
            self._frame()
        else:
            self.y += 6

    def _at(self, text: str, x: float, *, bold: bool = False, right: bool = False, underline: bool = False) -> None:
        """Place one line of front matter at x without moving on."""
        setting = self._setting(bold=bold, underline=underline, text=False)
        line = break_lines(rich(text), setting, 1000.0)[0]
        placed = Placed("paragraph", rich(text), role="front")
        self.put(placed, line, x - line.width if right else x, self.y)
        self.order.append(placed)

    def _centred(
        self, text: str, *, bold: bool = False, underline: bool = False, italic: bool = False, gap: float = 0
    ) -> None:
        setting = self._setting(bold=bold, underline=underline, italic=italic, text=False)
        self._paragraph(Placed("paragraph", rich(text), role="front"), setting, centred=True, gap=gap)

    def _short_rule(self) -> None:
        self.y += 10
        middle = (self.x0 + self.x1) / 2
        self.pages[-1].rules.append(Rule(middle - 58, self.y, middle + 58, self.y, 0.8))
        self.y += 6

    def _meeting_line(self) -> str:
        facts = self.document.facts
        stated = f'place="{facts.place}" dates="{date_range(facts.start, facts.end)}"'
        return f'<m id="{facts.meeting_id}" {stated}>{facts.meeting_line}</m>'

    def _cites_front(self) -> None:
        facts = self.document.facts
        self._at("Original language: English", self.x0)
        self._at(facts.symbol, self.x1, bold=True, right=True)
        self.y += 32
        self._centred("CONVENTION ON INTERNATIONAL TRADE IN ENDANGERED SPECIES", bold=True)
        self._centred("OF WILD FAUNA AND FLORA", bold=True)
        self._short_rule()
        self._centred(self._meeting_line())
        self._centred(f"{facts.place}, {date_range(facts.start, facts.end)}")
        self._short_rule()
        for heading in facts.agenda_headings:
            self._centred(heading, underline=True, gap=8)
        self._centred(facts.title, gap=14)
        self.y += 8

    def _cms_front(self) -> None:
        facts = self.document.facts
        right = self.x0 + 0.56 * (self.x1 - self.x0)
        start = self.y
        for words in ("CONVENTION ON", "MIGRATORY", "SPECIES"):
            self._at(words, self.x0 + 50, bold=True)
            self.y += 15
        end, self.y = self.y, start
        printed = in_words(facts.issued) if facts.issued else ""
        for words in ("Distribution: General", "", facts.symbol, printed, "", "Original: English"):
            if words:
                self._at(words, right)
            self.y += 12 if words else 8
        self.y = max(end, self.y) + 8
        self.pages[-1].rules.append(Rule(self.x0, self.y, self.x1, self.y, 1.0))
        self.y += 12
        agenda = f"Agenda Item {facts.agenda_item}" if facts.agenda_item else ""
        for words in (self._meeting_line(), f"{facts.place}, {date_range(facts.start, facts.end)}", agenda):
            if words:
                self._at(words, self.x0)
                self.y += 13
        self.y += 22
        self._centred(facts.title, bold=True)
        self._centred("(Prepared by the Secretariat)", italic=True, gap=8)
        self.y += 10

    # -- contents -----------------------------------------------------------------------------------------------

    def _annex(self, annex: Annex) -> None:
        self._finish_frame()
        self.annex = annex.number
        self._new_page()
        if self.layout.house == "CMS":
            setting = self._setting(bold=True, text=False)
            text = rich(f"ANNEX {annex.number}")
            line = break_lines(text, setting, 300.0)[0]
            placed = Placed("heading", text, annex=annex.number, level=1, role="annex")
            self.put(placed, line, self.x1 - line.width, self.y)
            self.order.append(placed)
            self.y += line.height + 4
        self._contents(annex.contents)

    def _contents(self, contents: Iterable[Content]) -> None:
        for content in contents:
            if isinstance(content, Element):
                self._element(content)
            elif isinstance(content, PageBreak):
                self._finish_frame()
                self._new_page()
            elif isinstance(content, Summary):
                self._summary(content)
            elif isinstance(content, Programme):
                for theme in content.themes:
                    self._heading(theme.heading, "bold", 2)
                    for element in theme.intro:
                        self._element(element)
                    self._table(programme_grid(content, theme, self.layout), content, theme.letter)
            elif isinstance(content, TaskTable):
                self._table(task_grid(content), content)
            else:
                if content.caption:
                    placed = Placed("caption", rich(content.caption), annex=self.annex)
                    self._paragraph(placed, self._setting(self.layout.table_size), keep_next=60)
                self._table(matrix_grid(content), content)

    def _heading(self, text: str, style: str, level: int, element: Element | None = None) -> None:
        setting = self._setting(
            bold="bold" in style, italic="italic" in style, underline="underline" in style, text=False
        )
        placed = Placed("heading", rich(text), level=level, annex=self.annex, element=element)
        self._paragraph(placed, setting, centred="centred" in style, gap=12, keep_next=58)

    def _element(self, element: Element) -> None:
        text = rich(element.text)
        if element.kind == "heading":
            self._heading(element.text, element.style or "bold", element.level, element)
            return
        placed = Placed("paragraph", text, annex=self.annex, element=element)
        if element.kind == "centred":
            setting = self._setting(bold="bold" in element.style, italic="italic" in element.style, text=False)
            self._paragraph(placed, setting, centred=True)
            return
        setting = self._setting(justify=True)
        if element.number is None:
            self._paragraph(placed, setting)
            return
        placed.number = element.number
        inserted = bool(text.changes) and text.changes[0].text == text.text
        underline = inserted and text.changes[0].kind == "insert"
        strike = inserted and text.changes[0].kind == "delete"
        if element.kind == "item":
            placed.kind, placed.level = "list_item", element.level
            indent, mark_x = INDENT * (1 + element.level) - 10, INDENT * element.level
            if element.number == "\u2022":
                mark = self._bullet_piece(element.number, self.layout.size)
            else:
                mark = self._piece(element.number, underline=underline, strike=strike)
            self._paragraph(placed, setting, indent=indent, mark=mark, mark_x=mark_x, gap=5)
            return
        mark = self._piece(element.number, underline=underline, strike=strike)
        self._paragraph(placed, setting, indent=INDENT, mark=mark)

    def _summary(self, summary: Summary) -> None:
        self.y += PARAGRAPH_GAP
        top = self.y
        self.x0, self.x1, self.y = self.x0 + 8, self.x1 - 8, self.y + 6
        for i, text in enumerate(summary.paragraphs):
            placed = Placed("paragraph", rich(text), annex=self.annex)
            self._paragraph(placed, self._setting(justify=True), gap=0 if i == 0 else 6)
        self.x0, self.x1, self.y = self.x0 - 8, self.x1 + 8, self.y + 6
        box = Box(self.x0, top, self.x1, self.y)
        self.pages[-1].rules += _frame_rules(box)

    # -- tables -------------------------------------------------------------------------------------------------

    def _table(self, grid: Grid, source: Programme | TaskTable | Matrix, theme: str | None = None) -> None:
        self.y += PARAGRAPH_GAP
        placed = {(cell.row, cell.column): self._placed_cell(cell) for cell in grid.cells}
        table = PlacedTable(grid, placed, self.annex, source, theme)
        TablePrinter(self, table).run()
        self.order.append(table)
        self.y += 4

    def _placed_cell(self, cell: GridCell) -> PlacedCell:
        paragraphs = [
            Placed(
                "table_cell",
                rich(paragraph.text),
                number=paragraph.mark if paragraph.role == "number" else None,
                level=paragraph.level if paragraph.role == "bullet" else None,
                annex=self.annex,
                role=paragraph.role,
            )
            for paragraph in cell.paragraphs
        ]
        return PlacedCell(cell, paragraphs)

    def cell_setting(self, paragraph: CellParagraph) -> Setting:
        """Return how a paragraph of a cell is set."""
        group = self.layout.group_style if paragraph.role == "group" else ""
        return self._setting(
            self.layout.table_size,
            bold=paragraph.role == "header" or group == "bold",
            italic=group == "italic",
            underline=group == "underline",
            text=paragraph.role != "header",
        )

    def pending(self, placed: PlacedCell, width: float) -> list[PendingLine]:
        """Break the paragraphs of a cell into lines."""
        made: list[PendingLine] = []
        for paragraph, shown in zip(placed.cell.paragraphs, placed.paragraphs, strict=True):
            mark = None
            indent = mark_x = 0.0
            if paragraph.mark:
                mark_x = BULLET_INDENT * (paragraph.level - 1)
                indent = mark_x + BULLET_INDENT
                mark = self._bullet_piece(paragraph.mark, self.layout.table_size)
            setting = self.cell_setting(paragraph)
            gap = CELL_GAP if made else 0.0
            for i, line in enumerate(break_lines(shown.text, setting, width - indent)):
                made.append(PendingLine(shown, line, indent, gap if i == 0 else 0.0, mark if i == 0 else None, mark_x))
        return made

    # -- furniture ----------------------------------------------------------------------------------------------

    def _furniture(self) -> None:
        """Print running heads, page numbers and the mark of a specimen on every page."""
        facts, layout = self.document.facts, self.layout
        cites = layout.house == "CITES"
        for i, (page, annex) in enumerate(zip(self.pages, self.heads, strict=True)):
            even = layout.mirrored and i % 2 == 1
            foot = page.height - 34.0
            if i > 0 and cites:
                lines = [facts.symbol, *([f"Annex {annex}"] if annex else [])]
                self._margin_lines(page, lines, y=30.0, at_right=not even)
            elif i > 0:
                self._margin_lines(page, [facts.symbol + (f"/Annex {annex}" if annex else "")], y=34.0, at_right=even)
            if cites:
                self._margin_lines(page, [f"{facts.symbol} \u2013 p. {i + 1}"], y=foot, at_right=not even)
            else:
                number = self._piece(str(i + 1), 9)
                page.texts.append(Text((page.width - number.width) / 2, foot, number))
            mark = self._piece(SPECIMEN_MARK, 7.5, italic=True)
            at_right = cites and even
            x = page.width - layout.margin - mark.width if at_right else layout.margin
            page.texts.append(Text(x, foot, mark))

    def _margin_lines(self, page: Page, lines: list[str], *, y: float, at_right: bool) -> None:
        for k, words in enumerate(lines):
            piece = self._piece(words, 8.5)
            x = page.width - self.layout.margin - piece.width if at_right else self.layout.margin
            page.texts.append(Text(x, y + 11 * k, piece))


def _frame_rules(box: Box) -> list[Rule]:
    return [
        Rule(box.x0, box.top, box.x1, box.top),
        Rule(box.x0, box.bottom, box.x1, box.bottom),
        Rule(box.x0, box.top, box.x0, box.bottom),
        Rule(box.x1, box.top, box.x1, box.bottom),
    ]
