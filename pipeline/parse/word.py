"""Reading a Word file (.docx): paragraphs, headings, lists, tables, footnotes, tracked changes, running heads.

The source of a Word file is the text of its runs, in order: the body, then foot- and endnotes, then running heads.
Offsets count its characters. Tracked insertions are underlined and tracked deletions struck out, as the conventions
print them; text in content controls, links and text boxes is read where it stands.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from pipeline.model import BULLET, BlockKind, Issue, ParsedDocument, Style, UnreadableSourceError
from pipeline.parse.notices import notice
from pipeline.parse.signatures import ZIP, kind_of
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.drafts import DraftCell, DraftTable, Item, Paragraph
from pipeline.parse.text.headings import mark_headings, nest_lists
from pipeline.parse.text.lines import read_marker
from pipeline.parse.text.reader import assembled
from pipeline.parse.text.runs import SYNTHETIC, Run, collapsed, style_bit
from pipeline.parse.word_numbers import Numbering, child_value, elements

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_UNPACKED_BYTES = 512 * 2**20
"""What a file may unpack to; meeting documents stay far below, and a larger one is no document."""

_STYLES: dict[str, Style] = {
    "w:b": "bold",
    "w:i": "italic",
    "w:u": "underline",
    "w:strike": "strikethrough",
    "w:dstrike": "strikethrough",
}
_OFF = {"0", "false", "none", "off"}
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_CHANGED: dict[str, Style] = {
    "w:ins": "underline",
    "w:moveTo": "underline",
    "w:del": "strikethrough",
    "w:moveFrom": "strikethrough",
}
_BREAKS = {qn(name) for name in ("w:tab", "w:br", "w:cr")}
_TEXT = {qn("w:t"), qn("w:delText")}
_PASSED_OVER = {qn(name) for name in ("w:pPr", "w:rPr", "w:instrText", "w:sectPr", "w:tblPr", "w:tcPr")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    PackageNotFoundError,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
)
"""What opening a Word file raises where its archive, or the parts that name the others, are not whole."""


def read_word(path: Path) -> ParsedDocument:
    """Read a Word file.

    Raises:
        UnreadableSourceError: ``damaged`` where it is no Word file, or its parts declare entities, whose text would be
            lost (ISO/IEC 29500-2 allows them no document type); ``too_large`` where it unpacks to too much.

    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise UnreadableSourceError("too_large", f"it unpacks to more than {MAX_UNPACKED_BYTES} bytes")
            for name in archive.namelist():
                if name.endswith(".xml") and b"<!DOCTYPE" in archive.read(name):
                    raise UnreadableSourceError("damaged", f"{name} declares a document type, which Word files may not")
        document = docx.Document(str(path))
    except _DAMAGED as error:
        with path.open("rb") as file:
            kind = kind_of(file.read(1024))
        cause = error if kind in (None, ZIP) else f"it is {kind}"
        raise UnreadableSourceError("damaged", f"it is no Word file that can be read ({cause})") from error
    return _WordReader(document).result()


@dataclass(slots=True)
class _Drawn:
    """A paragraph as Word has it: its text, and what numbers it."""

    run: Run
    element: Any
    boxes: list[Any] = field(default_factory=list)


class _WordReader:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._source: list[str] = []
        self._issues: list[Issue] = []
        self._numbering = Numbering(document)
        self._style_names = {style.style_id: style.name or "" for style in document.styles}
        self._notes: dict[tuple[str, str], str] = {}
        self._style_elements = {style.style_id: style.element for style in document.styles}

    def result(self) -> ParsedDocument:
        body = list(self._items(self._document.element.body))
        notes = [note for kind in ("footnote", "endnote") for note in self._note_paragraphs(kind)]
        items: list[Item] = [*body, *notes, *self._heads()]
        coverage = Coverage("".join(self._source))
        finished = [self._finished(item, coverage) for item in items]
        kept = [item for item in finished if isinstance(item, DraftTable) or item.text.removeprefix(BULLET)]
        mark_headings(kept, set())
        nest_lists(kept)
        blocks, tables = assembled(kept, coverage)
        return ParsedDocument(MEDIA_TYPE, "word", blocks, tables, coverage.ledger(), [*self._issues, *self._comments()])

    # Blocks of a part

    def _items(self, parent: Any) -> Iterator[Item]:
        for element in parent:
            if element.tag == qn("w:p"):
                yield from self._paragraphs(element)
            elif element.tag == qn("w:tbl"):
                yield self._table(element)
            elif element.tag not in _PASSED_OVER and element.tag != _FALLBACK:
                yield from self._items(element)

    def _paragraphs(self, element: Any, kind: BlockKind | None = None) -> Iterator[Paragraph]:
        drawn = _Drawn(Run(), element)
        self._read_into(drawn, element, 0)
        yield self._draft(drawn, kind)
        for box in drawn.boxes:
            for inner in _own_paragraphs(box):
                yield from self._paragraphs(inner, kind)

    def _read_into(self, drawn: _Drawn, parent: Any, bits: int) -> None:
        for element in parent:
            tag = element.tag
            if tag in _PASSED_OVER or tag == _FALLBACK:
                continue
            if tag == qn("w:r"):
                own = bits | self._run_styles(element, drawn.element)
                self._read_into(drawn, element, own)
            elif tag in _TEXT:
                self._append(drawn.run, _said(element), bits)
            elif tag in _BREAKS:
                _extend(drawn.run, " ", bits)
            elif tag == qn("w:noBreakHyphen"):
                _extend(drawn.run, "-", bits)
            elif tag == qn("w:sym"):
                _extend(drawn.run, chr(int(element.get(qn("w:char")), 16)), bits)
            elif tag in {qn("w:footnoteReference"), qn("w:endnoteReference")}:
                _extend(drawn.run, self._note_mark(element), bits | style_bit("superscript"))
            elif tag == qn("w:txbxContent"):
                drawn.boxes.append(element)
            else:
                changed = next((style for name, style in _CHANGED.items() if tag == qn(name)), None)
                self._read_into(drawn, element, bits | (style_bit(changed) if changed else 0))

    def _append(self, run: Run, text: str, bits: int) -> None:
        start = len(self._source)
        self._source.extend(text)
        run.text += text
        run.origins.extend(range(start, start + len(text)))
        run.styles.extend([bits] * len(text))

    def _run_styles(self, run: Any, paragraph: Any) -> int:
        bits = 0
        named = [run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}"), paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")]
        chain = [run.find(qn("w:rPr"))]
        for style in named:
            chain.extend(self._style_chain(style.get(qn("w:val")) if style is not None else None))
        for name, style in _STYLES.items():
            if (_nearest(chain, name) or "0") not in _OFF:
                bits |= style_bit(style)
        if _nearest(chain, "w:vertAlign") == "superscript":
            bits |= style_bit("superscript")
        return bits

    def _style_chain(self, style_id: str | None) -> Iterator[Any]:
        """Yield the run properties of a style and of those it is based on."""
        seen: set[str] = set()
        while style_id and style_id not in seen:
            seen.add(style_id)
            style = self._style_elements.get(style_id)
            if style is None:
                return
            yield style.find(qn("w:rPr"))
            based = style.find(qn("w:basedOn"))
            style_id = based.get(qn("w:val")) if based is not None else None

    def _draft(self, drawn: _Drawn, kind: BlockKind | None) -> Paragraph:
        properties = drawn.element.find(qn("w:pPr"))
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        name = self._style_names.get(style.get(qn("w:val")), "") if style is not None else ""
        heading = _HEADING.fullmatch(name)
        draft = Paragraph(kind or "paragraph", drawn.run)
        number = self._numbering.next(properties, style.get(qn("w:val")) if style is not None else None)
        if kind is None and (heading or name == "Title"):
            draft.kind, draft.level = "heading", int(heading[1]) if heading else 1
        elif kind is None and name.lower() == "caption":
            draft.kind = "caption"
        if number is not None and kind is None:
            draft.bullet, draft.indent = number.text is None, number.level
            if draft.kind == "paragraph" and not number.is_decimal:
                draft.kind = "list_item"
            draft.number = number.text
            draft.style = "arabic" if number.is_decimal else "letter"
        return draft

    def _finished(self, item: Item, coverage: Coverage) -> Item:
        """Return an item with its white space collapsed and its typed marker taken from the text."""
        if isinstance(item, DraftTable):
            for row in item.rows:
                for cell in row:
                    if cell is not None:
                        cell.paragraphs = [
                            run
                            for run in (self._bulleted(collapsed(run, coverage), coverage) for run in cell.paragraphs)
                            if run.text.removeprefix(BULLET)
                        ]
                        cell.stretches = [stretch for run in cell.paragraphs for stretch in run.stretches()]
            item.stretches = [stretch for row in item.rows for cell in row if cell for stretch in cell.stretches]
            return item
        item.run = collapsed(item.run, coverage)
        marker = read_marker(item.run.text) if item.number is None and item.kind in {"paragraph", "list_item"} else None
        if item.bullet:
            item.run = Run.joined([Run.added(BULLET), item.run])
        elif marker is not None:
            self._take_marker(item, marker, coverage)
        return item

    def _take_marker(self, item: Paragraph, marker: Any, coverage: Coverage) -> None:
        run = item.run
        if marker.number is not None:
            places = [place for place in run.origins[marker.number_start : marker.number_end] if place != SYNTHETIC]
            item.number, item.style, item.value = marker.number, marker.style, marker.value
            if places:
                item.number_at = places[0], places[-1] + 1
                for place in places:
                    coverage.take(place, place + 1)
        _set_marker_aside(run, (*range(marker.number_start), *range(marker.number_end, marker.end)), coverage)
        item.run = run.part(marker.end)
        if marker.number is None:
            item.bullet = True
            item.run = Run.joined([Run.added(BULLET), item.run])
        if marker.number is None or marker.style not in {"arabic", "decimal"}:
            item.kind = "list_item"

    def _bulleted(self, run: Run, coverage: Coverage) -> Run:
        """Make a typed bullet of a cell's paragraph `BULLET`; its numbers stay in the text."""
        marker = read_marker(run.text)
        if marker is None or marker.bullet is None:
            return run
        end = marker.number_start if marker.number is not None else marker.end
        _set_marker_aside(run, range(end), coverage)
        return Run.joined([Run.added(BULLET), run.part(end)])

    # Tables

    def _table(self, table: Any) -> DraftTable:
        rows: list[list[DraftCell | None]] = []
        header_rows = 0
        open_cells: dict[int, DraftCell] = {}
        for row in elements(table, "w:tr"):
            cells: list[DraftCell | None] = [None] * int(child_value(row, "w:trPr", "w:gridBefore") or 0)
            for element in elements(row, "w:tc"):
                column = len(cells)
                span = int(child_value(element, "w:tcPr", "w:gridSpan") or 1)
                merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                going_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
                runs = list(self._cell_runs(element))
                if going_on and column in open_cells:
                    upper = open_cells[column]
                    upper.row_span += 1
                    upper.paragraphs.extend(runs)
                    cells.extend([None] * span)
                    continue
                cell = DraftCell(runs, [], 1, span)
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = cell
                cells.extend([cell, *[None] * (span - 1)])
            rows.append(cells)
            if header_rows == len(rows) - 1 and row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
                header_rows = len(rows)
        width = max((len(row) for row in rows), default=0)
        for cells in rows:
            cells.extend([DraftCell([], []) for _ in range(width - len(cells))])
        if header_rows == len(rows):
            header_rows = 0
        for heading in (cell for cells in rows[:header_rows] for cell in cells if cell is not None):
            heading.header = True
        return DraftTable(rows, header_rows, [])

    def _cell_runs(self, cell: Any) -> Iterator[Run]:
        """Yield the paragraphs of a cell, those of a table inside it in their order."""
        for item in self._items(cell):
            if isinstance(item, DraftTable):
                runs = [run for row in item.rows for inner in row if inner is not None for run in inner.paragraphs]
                said = " ".join(run.text for run in runs)[:500]
                self._issues.append(notice("nested-table", said))
                yield from runs
            elif item.bullet:
                yield Run.joined([Run.added(BULLET), item.run])
            elif item.number is not None:
                yield Run.joined([Run.added(f"{item.number} "), item.run])
            else:
                yield item.run

    # Notes and running heads

    def _note_mark(self, element: Any) -> str:
        kind = "footnote" if element.tag == qn("w:footnoteReference") else "endnote"
        key = kind, element.get(qn("w:id"))
        self._notes.setdefault(key, str(sum(one == kind for one, _ in self._notes) + 1))
        return self._notes[key]

    def _note_paragraphs(self, kind: str) -> Iterator[Paragraph]:
        """Yield the notes of a kind; the body has been read, which numbers them."""
        reltype = RELATIONSHIP_TYPE.FOOTNOTES if kind == "footnote" else RELATIONSHIP_TYPE.ENDNOTES
        for root in self._parts(reltype):
            for note in elements(root, f"w:{kind}"):
                if note.get(qn("w:type")) in {"separator", "continuationSeparator", "continuationNotice"}:
                    continue
                number = self._notes.get((kind, note.get(qn("w:id"))))
                for element in _own_paragraphs(note):
                    for paragraph in self._paragraphs(element, "footnote"):
                        paragraph.number, number = number, None
                        yield paragraph

    def _comments(self) -> Iterator[Issue]:
        """Report what comments say: they are laid over the text, and no part of it."""
        for root in self._parts(RELATIONSHIP_TYPE.COMMENTS):
            for comment in elements(root, "w:comment"):
                said = " ".join("".join(map(_said, part.iter(*_TEXT))) for part in comment.iter(qn("w:p")))
                yield notice("annotation-not-read/comment", said)

    def _heads(self) -> Iterator[Paragraph]:
        kinds: tuple[tuple[str, BlockKind], ...] = (
            (RELATIONSHIP_TYPE.HEADER, "running_header"),
            (RELATIONSHIP_TYPE.FOOTER, "running_footer"),
        )
        for reltype, kind in kinds:
            for root in self._parts(reltype):
                for element in _own_paragraphs(root):
                    yield from self._paragraphs(element, kind)

    def _parts(self, reltype: str) -> Iterator[Any]:
        relations = self._document.part.rels.values()
        parts = {
            str(one.target_part.partname): one.target_part
            for one in relations
            if one.reltype == reltype and not one.is_external
        }
        for _, part in sorted(parts.items()):
            yield part.element if hasattr(part, "element") else parse_xml(part.blob)


def _nearest(chain: Iterable[Any], name: str) -> str | None:
    """Return the value of a property where it is first stated (``1`` where it is stated without one), else None."""
    for part in chain:
        found = part.find(qn(name)) if part is not None else None
        if found is not None:
            return str(found.get(qn("w:val"), "1"))
    return None


def _extend(run: Run, text: str, bits: int) -> None:
    """Add characters that the file has in no run."""
    run.text += text
    run.origins.extend([SYNTHETIC] * len(text))
    run.styles.extend([bits] * len(text))


def _set_marker_aside(run: Run, places: Iterable[int], coverage: Coverage) -> None:
    """Set the signs of a marker, and the white space between them, aside."""
    for place in places:
        kind = "white_space" if run.text[place].isspace() else "list_marker"
        run.set_aside(place, place + 1, coverage, kind)


def _own_paragraphs(part: Any) -> Iterator[Any]:
    """Yield the paragraphs of a part in their order, without those of text boxes, which are read where these stand."""
    for element in part:
        if element.tag == qn("w:p"):
            yield element
        elif element.tag != qn("w:txbxContent"):
            yield from _own_paragraphs(element)


def _said(element: Any) -> str:
    """Return the text of an element, that behind a comment or an instruction of the XML within it as well."""
    return "".join(element.itertext())
