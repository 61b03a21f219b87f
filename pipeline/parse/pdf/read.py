"""A PDF file read as a document: blocks in reading order, tables, styles, furniture, and where every glyph went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from statistics import median_high

from pipeline.collector import collector_paused
from pipeline.families import at_start
from pipeline.model import Block, BlockKind, Box, Cell, Fragment, Issue, Ledger, ParsedDocument, Table
from pipeline.parse.notices import notice
from pipeline.parse.pdf.furniture import FurnitureFinder
from pipeline.parse.pdf.headings import Look, mark_headings
from pipeline.parse.pdf.hyphens import join_hyphens
from pipeline.parse.pdf.layout import Before, PageLayout, lay_out
from pipeline.parse.pdf.line_ends import ENDED
from pipeline.parse.pdf.line_numbers import LineNumberFinder
from pipeline.parse.pdf.lines import Line, line_pitches, usual_pitch
from pipeline.parse.pdf.page_furniture import Furniture
from pipeline.parse.pdf.pages.file import PdfFile, open_pdf
from pipeline.parse.pdf.pages.frame import take_out_frame
from pipeline.parse.pdf.pages.ocr import read_image
from pipeline.parse.pdf.pages.page import PageContent, set_aside
from pipeline.parse.pdf.pages.pictured import is_scan, read_pictured_rules
from pipeline.parse.pdf.pages.turn import turned_box, turned_upright, turned_words
from pipeline.parse.pdf.pages.watermark import take_out_watermark
from pipeline.parse.pdf.paragraphs import Paragraph, column_paragraphs, continues, paragraphs
from pipeline.parse.pdf.styles import mark_styles
from pipeline.parse.pdf.tables.columns.pieces import tables_of_rules
from pipeline.parse.pdf.tables.entries import own_type
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.in_columns import columns_of, find_in_columns
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.over_pages.alignment import AT_EDGE, Setting, flushed, settings_of
from pipeline.parse.pdf.tables.over_pages.habits import Remembered
from pipeline.parse.pdf.tables.over_pages.stitch import stitch
from pipeline.parse.pdf.tables.over_pages.stitched import StitchedCell, StitchedTable
from pipeline.parse.pdf.tables.table import PageTable
from pipeline.parse.pdf.text_columns import TextColumns
from pipeline.titles import says_continued

BATCH = 48
"""So many pages are held at once: enough to see what repeats, few enough for memory to stay flat."""

TEXT_SHARE = 0.1
"""A type size in which at least this share of the text outside tables is set is one of text, not of headings."""

MAX_CAPTION = 240
"""Captions are shorter than this, in characters."""

UNREADABLE = "unreadable_glyph"
"""What is set aside where OCR reads a page for want of characters."""

HIDDEN = {
    "invisible_glyph": "invisible-text",
    "white_glyph": "white-text",
    "covered_glyph": "covered-text",
    "layer_glyph": "layer-off",
    "duplicate_glyph": "duplicate-text",
    "off_page_glyph": "off-page-text",
    UNREADABLE: "text-recognised",
}
"""The notice of what pages draw and nobody sees, or reads, by the name under which it is set aside."""

UNSTATED = {
    "layered_glyphs": "text-layer",
    "inferred_glyphs": "characters-inferred",
    "inferred_capitals": "capitals-inferred",
    "swapped_glyphs": "characters-swapped",
    "unreadable_glyphs": "characters-unreadable",
}
"""The notice of glyphs whose character the file does not state, by what counts them on a page."""


@dataclass(slots=True)
class _Item:
    """Something of the document in reading order; ``fragments`` grow where it goes on over a page break."""

    kind: BlockKind
    page: int
    content: Paragraph | PageTable
    fragments: list[Fragment] = field(default_factory=list)
    number: str | None = None

    @property
    def in_body(self) -> bool:
        """Whether it is part of the text, which goes on behind footnotes and furniture."""
        return self.kind not in {"footnote", "running_header", "running_footer"}


def read_pdf(path: Path, *, stitch: bool = True, ocr: bool = False) -> ParsedDocument:
    """Read a PDF file.

    ``stitch`` joins tables over pages; without it each page's tables stay as they are. With ``ocr``, pages without a
    text layer, or most of whose glyphs the file states no character for, are read by Tesseract; else an issue
    ``page-without-text-layer`` or ``characters-unreadable`` names each. Raises
    `UnreadableSourceError` where the file cannot be read at all: ``empty``, ``not_a_pdf``, ``encrypted``, ``damaged``,
    and with ``ocr`` ``no_ocr_program`` and ``ocr_failed``.
    """
    with open_pdf(path) as pdf, collector_paused():
        assembly = _Assembly(stitched=stitch)
        for batch in _batches(pdf, ocr=ocr):
            assembly.add(batch)
        return assembly.finish(pdf.page_count)


def _batches(pdf: PdfFile, *, ocr: bool) -> Iterator[Iterator[PageContent]]:
    """Give the pages in batches, each of which must be taken before the next; pages are read when they are taken."""
    for first in range(1, pdf.page_count + 1, BATCH):
        if first > 1:
            pdf.reopen()
        yield (_page(pdf, number, ocr=ocr) for number in range(first, min(first + BATCH, pdf.page_count + 1)))


def _page(pdf: PdfFile, number: int, *, ocr: bool) -> PageContent:
    page = pdf.page(number)
    if ocr and _is_illegible(page):
        set_aside(page, UNREADABLE, sum([word.glyphs for word in page.words]))
        page.words.clear()
        page.inferred_glyphs = page.unreadable_glyphs = 0
        read_image(pdf, page)
    elif ocr and not page.glyphs and page.images:
        read_image(pdf, page)
    if is_scan(page):
        read_pictured_rules(pdf, page)
    return turned_upright(page)


def _is_illegible(page: PageContent) -> bool:
    """Say whether no character is known for most glyphs of a page."""
    return 2 * page.unreadable_glyphs > page.glyphs


class _Assembly:
    """Puts the pages together, batch by batch; what is finished is kept as blocks, the rest waits in the flow."""

    def __init__(self, *, stitched: bool) -> None:
        self._stitched = stitched
        self._furniture = FurnitureFinder()
        self._line_numbers = LineNumberFinder()
        self._pitches: Counter[float] = Counter()
        self._pitch = 0.0
        self._sizes: Counter[float] = Counter()
        self._page_sizes: Counter[float] = Counter()
        self._flow: list[_Item] = []
        self._blocks: list[Block] = []
        self._looks: list[Look | None] = []
        self._known_looks: dict[Look, Look] = {}
        self._tables: list[Table] = []
        self._issues: list[Issue] = []
        self._ledger = Ledger()
        self._list_edges: list[float] = []
        self._columns: dict[float, TextColumns] = {}
        self._turned: dict[int, PageContent] = {}
        self._ending: PageTable | None = None
        self._waiting: frozenset[str] = frozenset()
        self._learnt = Learnt()
        self._remembered = Remembered()

    def add(self, batch: Iterable[PageContent]) -> None:
        """Add the next pages.

        They are gone through as few times as can be, and first when each is read: what the processor has at hand of
        one page it has lost when it comes back from the others.
        """
        pages = []
        for page in batch:
            if page.turned:
                self._turned[page.number] = replace(page, words=[], rules=[], shades=[], images=[])
            if said := take_out_watermark(page):
                self._report("watermark", said, page)
            self._line_numbers.look_at(page)
            pages.append(page)
        for page in pages:
            if numbers := self._line_numbers.take_out(page):
                self._report("line-numbers/in-margin", f"{numbers} numbers", page)
        for page in pages:
            take_out_frame(page)
            mark_styles(page)
            self._pitches.update(line_pitches(page.words))
            self._count(page)
            self._furniture.look_at(page)
        self._pitch = usual_pitch(self._pitches)
        furnitures = [self._furniture.find_on(page) for page in pages]
        line_ends: dict[float, list[float]] = {}
        for page, furniture in zip(pages, furnitures, strict=True):
            self._learnt.pieced += [ends for ends in tables_of_rules(page) if ends not in self._learnt.pieced]
            furniture.take_out_of(page)
            line_ends.setdefault(page.width, []).append(max([word.x1 for word in page.words], default=0.0))
        # Where lines usually end, for each width of page: the middle of what single pages have.
        ends = {width: median_high(found) for width, found in line_ends.items()}
        for page, furniture in zip(pages, furnitures, strict=True):
            if not page.level:
                self._take_out_across(page)
            columns = columns_of(page, self._columns.get(page.width))
            parts = find_in_columns(page, columns, self._ending, self._learnt) if columns is not None else None
            parts = parts or find_tables(page, self._ending, self._learnt)
            if parts.counts:
                self._set_aside("column_counts", sum([word.glyphs for word in parts.counts]))
            size = max(self._page_sizes, key=self._page_sizes.__getitem__, default=0.0)
            before = Before(columns, self._unended_footnote(page.number - 1), self._waiting, size)
            layout = lay_out(page, parts, self._pitch, ends[page.width], before)
            self._waiting = layout.waiting
            self._page_sizes[layout.size] += 1
            if found := layout.columns or parts.columns:
                self._columns[page.width] = found.joined(columns)
            self._ending = _table_at_end(layout.items)
            self._add_page(layout, furniture)
        self._flush(self._finished())

    def _take_out_across(self, page: PageContent) -> None:
        """Take running heads and feet out of a page that stand across its text, as one of the two is set sideways."""
        for view, words in turned_words(page):
            furniture = self._furniture.find_across(view)
            self._add_furniture("running_header", furniture.header, page.number, view)
            self._add_furniture("running_footer", furniture.footer, page.number, view)
            taken = {words[word] for line in (*furniture.header, *furniture.footer) for word in line.words}
            if taken:
                page.words = [word for word in page.words if word not in taken]

    def finish(self, page_count: int) -> ParsedDocument:
        """Return the document."""
        self._flush(len(self._flow))
        enough = TEXT_SHARE * sum(self._sizes.values())
        usual_size = max((size for size, glyphs in self._sizes.items() if glyphs >= enough), default=0.0)
        join_hyphens(self._blocks)
        mark_headings(self._blocks, self._looks, usual_size)
        if self._turned:
            self._turn_back()
        return ParsedDocument(
            media_type="application/pdf",
            dialect="pdf",
            blocks=self._blocks,
            tables=self._tables,
            ledger=self._ledger,
            issues=self._issues,
            pages=page_count,
        )

    def _turn_back(self) -> None:
        """Move the places on pages that were turned for the reading to where they are on the page as displayed."""
        owners: list[Block | Table | Cell] = [*self._blocks, *self._tables]
        owners += [cell for table in self._tables for cell in table.cells]
        for owner in owners:
            owner.fragments = [self._displayed(fragment) for fragment in owner.fragments]

    def _displayed(self, fragment: Fragment) -> Fragment:
        page = self._turned.get(fragment.page or 0)
        if page is None or fragment.bbox is None:
            return fragment
        return Fragment(fragment.page, _turned_back(fragment.bbox, page))

    def _report(self, name: str, evidence: str, page: PageContent, **filled: str) -> None:
        self._issues.append(notice(name, evidence, page.number, **filled))

    def _count(self, page: PageContent) -> None:
        """Enter a page into the ledger and name what is hidden on it, or that it has no text."""
        self._ledger.characters += page.glyphs
        for kind, glyphs in sorted(page.set_aside.items()):
            self._set_aside(kind, glyphs)
            if kind in HIDDEN:
                self._report(HIDDEN[kind], f"{glyphs} glyphs", page)
        self._report_annotations(page)
        for counted, name in UNSTATED.items():
            if glyphs := getattr(page, counted):
                self._report(name, f"{glyphs} glyphs", page)
        if not page.glyphs and page.images:
            self._report("page-without-text-layer", f"{len(page.images)} images", page)
        elif not page.glyphs:
            self._report("page-blank", "0 glyphs", page)

    def _report_annotations(self, page: PageContent) -> None:
        if page.marks:
            counts = sorted(Counter(mark.style for mark in page.marks).items())
            said = ", ".join(f"{count} {style}" for style, count in counts)
            self._report("styles-by-annotations", said, page)
        for note in page.notes:
            self._report("annotation-not-read/on-page", note.text, page, kind=note.kind)

    def _set_aside(self, kind: str, glyphs: int) -> None:
        self._ledger.set_aside[kind] = self._ledger.set_aside.get(kind, 0) + glyphs

    def _add_page(self, layout: PageLayout, furniture: Furniture) -> None:
        self._add_furniture("running_header", furniture.header, layout.page)
        for item in layout.items:
            if isinstance(item, PageTable):
                self._flow.append(_Item("table_cell", layout.page, item))
            else:
                self._add_paragraph(item, layout.page)
        for mark, paragraph in layout.footnotes:
            self._add_footnote(mark, paragraph, layout.page)
        self._add_furniture("running_footer", furniture.footer, layout.page)

    def _add_furniture(
        self, kind: BlockKind, lines: Sequence[Line], page: int, view: PageContent | None = None
    ) -> None:
        """Add lines of furniture; ``view`` is the page as it was turned to find them, None where it was not."""
        for line in lines:
            paragraph = Paragraph.of([line])
            box = _turned_back(paragraph.box, view) if view is not None else paragraph.box
            self._flow.append(_Item(kind, page, paragraph, [Fragment(page, box)]))

    def _add_paragraph(self, paragraph: Paragraph, page: int) -> None:
        last = next((item for item in reversed(self._flow) if item.in_body), None)
        fragment = Fragment(page, paragraph.box)
        if (
            last is not None
            and isinstance(last.content, Paragraph)
            and self._breaks_between(last, paragraph, page)
            and continues(last.content, paragraph)
        ):
            last.content = last.content.joined(paragraph)
            last.fragments.append(fragment)
            return
        self._flow.append(_Item("paragraph", page, paragraph, [fragment], paragraph.number))

    @staticmethod
    def _breaks_between(last: _Item, paragraph: Paragraph, page: int) -> bool:
        """Say whether a page or column break parts two neighbours in the flow."""
        end = last.fragments[-1]
        if end.page != page:
            return end.page == page - 1
        return end.bbox is not None and paragraph.box.top < end.bbox.top and paragraph.box.x0 > end.bbox.x1

    def _add_footnote(self, mark: str | None, paragraph: Paragraph, page: int) -> None:
        fragment = Fragment(page, paragraph.box)
        last = self._last_footnote(page - 1) if mark is None else None
        if last is not None and isinstance(last.content, Paragraph):
            last.content = last.content.joined(paragraph)
            last.fragments.append(fragment)
            return
        self._flow.append(_Item("footnote", page, paragraph, [fragment], mark))

    def _last_footnote(self, page: int) -> _Item | None:
        """Return the last footnote of a page, the last before what is added; it may have begun on the page before."""
        near = takewhile(lambda item: item.page >= page - 1, reversed(self._flow))
        last = next((item for item in near if item.kind == "footnote"), None)
        return last if last is not None and last.fragments[-1].page == page else None

    def _unended_footnote(self, page: int) -> Paragraph | None:
        """Return the last footnote if a page ends with it before its sentence does."""
        last = self._last_footnote(page)
        if last is None or not isinstance(last.content, Paragraph) or ENDED.search(last.content.text):
            return None
        return last.content

    # What is finished

    def _finished(self) -> int:
        """Return how many items of the flow nothing on later pages can change."""
        body = [index for index, item in enumerate(self._flow) if item.in_body]
        for index in reversed(body):
            content = self._flow[index].content
            if isinstance(content, Paragraph) and not says_continued(content.text):
                return index if index == body[-1] else index + 1
        return 0

    def _flush(self, count: int) -> None:
        """Make blocks and tables of the first items of the flow."""
        done, self._flow = self._flow[:count], self._flow[count:]
        flow = [
            item.content if isinstance(item.content, PageTable) else item.content.text for item in done if item.in_body
        ]
        tables = {table.fragments[0]: table for table in stitch(flow, self._stitched, self._remembered)}
        for item in done:
            if isinstance(item.content, PageTable):
                table = tables.pop(Fragment(item.content.page, item.content.box), None)
                if table is not None and table.rows == table.columns == 1 and self._stitched:
                    self._add_box(table)
                elif table is not None:
                    self._add_table(table)
            else:
                self._add_block(item.kind, item.content, item.fragments, item.number)

    def _add_block(
        self, kind: BlockKind, paragraph: Paragraph, fragments: list[Fragment], number: str | None = None
    ) -> None:
        level = None
        if kind in {"running_header", "running_footer"}:
            self._set_aside(kind, paragraph.glyphs)
        else:
            self._ledger.in_blocks += paragraph.glyphs
        if kind == "paragraph":
            self._sizes[round(paragraph.size, 1)] += paragraph.glyphs
            kind, level = self._kind(paragraph)
        look = Look.of(paragraph) if kind == "paragraph" else None
        self._looks.append(None if look is None else self._known_looks.setdefault(look, look))
        confidence = paragraph.confidence
        self._blocks.append(
            Block(
                kind,
                paragraph.text,
                fragments,
                number=number,
                level=level,
                spans=paragraph.spans,
                confidence=confidence,
                ocr=confidence is not None,
            )
        )

    def _kind(self, paragraph: Paragraph) -> tuple[BlockKind, int | None]:
        """Say whether a paragraph is a list item (and how deep), a caption or neither."""
        if paragraph.bullet or (paragraph.number is not None and not paragraph.number[0].isdigit()):
            x0 = paragraph.x0 - paragraph.left
            while self._list_edges and self._list_edges[-1] > x0 + 0.5 * paragraph.size:
                self._list_edges.pop()
            if not self._list_edges or x0 > self._list_edges[-1] + 0.5 * paragraph.size:
                self._list_edges.append(x0)
            return "list_item", len(self._list_edges)
        self._list_edges.clear()
        if (
            len(paragraph.text) < MAX_CAPTION
            and not paragraph.text.endswith(";")
            and at_start("captions", paragraph.text)
        ):
            return "caption", None
        return "paragraph", None

    def _add_table(self, stitched: StitchedTable) -> None:
        position = len(self._blocks)
        settings = settings_of(stitched)
        cells = []
        for cell in sorted(stitched.cells, key=lambda cell: (cell.row, cell.column)):
            first = len(self._blocks)
            self._add_cell(cell, settings)
            cells.append(
                Cell(
                    cell.row,
                    cell.column,
                    cell.row_span,
                    cell.column_span,
                    list(range(first, len(self._blocks))),
                    [Fragment(piece.page, piece.box) for piece in cell.pieces],
                    cell.header,
                )
            )
        for piece in stitched.repeated:
            self._set_aside("repeated_table_header", sum(word.glyphs for word in piece.words))
        self._tables.append(
            Table(
                stitched.rows,
                stitched.columns,
                cells,
                stitched.header_rows,
                position,
                stitched.fragments,
                stitched.inferred,
            )
        )
        self._issues += stitched.issues

    def _add_box(self, box: StitchedTable) -> None:
        """Append the text of a single cell: a box around a summary or a note is no table."""
        self._issues += box.issues
        for paragraph, fragments in self._cell_paragraphs(box.cells[0], settings_of(box), numbered=True):
            self._add_block("paragraph", paragraph, fragments, paragraph.number)

    def _add_cell(self, cell: StitchedCell, settings: dict[tuple[int, float, int], Setting]) -> None:
        """Append a block for each paragraph of a cell; one that a page break cuts is one block."""
        for paragraph, fragments in self._cell_paragraphs(cell, settings):
            self._add_block("table_cell", paragraph, fragments)

    def _cell_paragraphs(
        self, cell: StitchedCell, settings: dict[tuple[int, float, int], Setting], *, numbered: bool = False
    ) -> list[tuple[Paragraph, list[Fragment]]]:
        found: list[tuple[Paragraph, list[Fragment]]] = []
        for piece in cell.pieces:
            setting = settings.get((piece.page, piece.left, cell.column), AT_EDGE)
            right = piece.box.x1 - setting.behind
            if piece.lines and piece.lines[-1].words[0].direction:  # what is turned comes last
                found_here = paragraphs(piece.words, right, self._pitch, numbered=numbered)
            else:
                flush = None if setting.alignment == "left" else flushed(piece, setting)
                found_here = column_paragraphs(piece.lines, right, self._pitch, numbered=numbered, flush=flush)
            for index, paragraph in enumerate(found_here):
                fragment = Fragment(piece.page, paragraph.box)
                if index == 0 and found and continues(found[-1][0], paragraph):
                    found[-1] = found[-1][0].joined(paragraph), [*found[-1][1], fragment]
                else:
                    found.append((paragraph, [fragment]))
        return found


def _turned_back(box: Box, page: PageContent) -> Box:
    """Return where a box of a page that was turned for the reading is on the page as displayed."""
    return turned_box(box, 360 - page.turned, page.width, page.height)


def _table_at_end(items: Sequence[Paragraph | PageTable]) -> PageTable | None:
    """Return the table that ends a page, if one does; a head in a type of its own may stand below it.

    It heads what follows on the next page: more of the table, or another one, as that page tells.
    """
    last = items[-1] if items else None
    if isinstance(last, Paragraph) and len(items) > 1 and all(own_type(line.words) for line in last.lines):
        last = items[-2]
    return last if isinstance(last, PageTable) else None
