"""Word files, made here: every character of their runs is taken or set aside, and their shape is read."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import BULLET, Block, ParsedDocument, UnreadableSourceError
from pipeline.parse.word import read_word
from tests.parse.shown import shape


def read(make: Callable[[Any], None]) -> ParsedDocument:
    document = docx.Document()
    make(document)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        document.save(str(path))
        parsed = read_word(path)
    assert parsed.ledger.unaccounted == 0
    return parsed


def styled(block: Block, style: str) -> list[str]:
    return [block.text[span.start : span.end] for span in block.spans if span.style == style]


def test_headings_paragraphs_and_lists() -> None:
    def make(document: Any) -> None:
        document.add_heading("Nobody's programme", 1)
        document.add_heading("Second part", 2)
        document.add_paragraph("12.\tThe  Committee counted\u00a0dragons.")
        document.add_paragraph("a)\tone of them,")
        document.add_paragraph("Green ones", style="List Bullet")
        document.add_paragraph("First asked", style="List Number")
        document.add_paragraph("Then answered", style="List Number")
        document.add_paragraph("")

    parsed = read(make)
    assert shape(parsed) == [
        ("heading", None, "Nobody's programme"),
        ("heading", None, "Second part"),
        ("paragraph", "12", "The Committee counted dragons."),
        ("list_item", "a)", "one of them,"),
        ("list_item", None, f"{BULLET}Green ones"),
        ("paragraph", "1", "First asked"),
        ("paragraph", "2", "Then answered"),
    ]
    assert [block.level for block in parsed.blocks[:2]] == [1, 2]
    assert (parsed.dialect, parsed.pages) == ("word", None)


def numbered(document: Any, levels: list[tuple[str, str, int]], name: str = "90") -> None:
    """Define how paragraphs of the numbering ``name`` are numbered: form, text and first number of each level."""
    defined = "".join(
        f"<w:lvl w:ilvl='{level}'><w:start w:val='{start}'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/>"
        "</w:lvl>"
        for level, (form, text, start) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    root.append(parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='{name}'>{defined}</w:abstractNum>"))
    root.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='{name}'><w:abstractNumId w:val='{name}'/></w:num>"))


def item(parent: Any, text: str, level: int = 0, name: str = "90") -> None:
    """Add a paragraph that a numbering numbers."""
    properties = parent.add_paragraph(text)._p.get_or_add_pPr()
    stated = f"<w:ilvl w:val='{level}'/><w:numId w:val='{name}'/>"
    properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{stated}</w:numPr>"))


def test_the_numbers_that_word_counts() -> None:
    def make(document: Any) -> None:
        numbered(document, [("upperRoman", "%1.", 1), ("lowerLetter", "%2)", 26), ("decimal", "%1.%3", 1)])
        for level in (0, 1, 1, 2, 2, 0, 1, 2):
            item(document, "otters", level)

    parsed = read(make)
    assert [(block.kind, block.number) for block in parsed.blocks] == [
        ("list_item", "I"),
        ("list_item", "z)"),
        ("list_item", "aa)"),
        ("paragraph", "I.1"),
        ("paragraph", "I.2"),
        ("list_item", "II"),
        ("list_item", "z)"),
        ("paragraph", "II.1"),
    ]


@pytest.mark.parametrize(
    ("count", "printed"),
    [
        (3, "iii"),
        (4, "iv"),
        (9, "ix"),
        (19, "xix"),
        (40, "xl"),
        (49, "xlix"),
        (88, "lxxxviii"),
        (99, "xcix"),
        (140, "cxl"),
    ],
)
def test_the_roman_numerals_that_word_counts(count: int, printed: str) -> None:
    def make(document: Any) -> None:
        numbered(document, [("lowerRoman", "(%1)", count)])
        item(document, "otters")

    assert shape(read(make)) == [("list_item", f"({printed})", "otters")]


def test_a_numbering_that_is_not_defined_numbers_nothing() -> None:
    def make(document: Any) -> None:
        numbered(document, [("decimal", "%1.", 1)])
        item(document, "otters", name="91")
        item(document, "cranes", level=7)

    assert shape(read(make)) == [("paragraph", None, "otters"), ("paragraph", None, "cranes")]


def test_a_numbering_may_begin_anew_and_be_formed_otherwise() -> None:
    def make(document: Any) -> None:
        numbered(document, [("decimal", "%1.", 1), ("decimal", "%1.%2", 1)])
        overrides = (
            "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride><w:lvlOverride w:ilvl='1'>"
            "<w:lvl w:ilvl='1'><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%2)'/></w:lvl></w:lvlOverride>"
        )
        anew = f"<w:num {nsdecls('w')} w:numId='91'><w:abstractNumId w:val='90'/>{overrides}</w:num>"
        same = f"<w:num {nsdecls('w')} w:numId='92'><w:abstractNumId w:val='90'/></w:num>"
        for number in (anew, same):
            document.part.numbering_part.element.append(parse_xml(number))
        for level, name in ((0, "90"), (1, "90"), (0, "90"), (0, "91"), (0, "91"), (1, "91"), (0, "92")):
            item(document, "otters", level, name)

    assert [block.number for block in read(make).blocks] == ["1", "1.1", "2", "1", "2", "a)", "3"]


def test_a_typed_bullet_and_a_caption() -> None:
    def make(document: Any) -> None:
        document.add_paragraph("-\tof otters")
        document.add_paragraph("Otters by river", style="Caption")

    assert shape(read(make)) == [("list_item", None, f"{BULLET}of otters"), ("caption", None, "Otters by river")]


def test_signs_that_stand_in_no_text() -> None:
    def make(document: Any) -> None:
        paragraph = document.add_paragraph("SC98")
        for sign in ("<w:noBreakHyphen/>", "<w:sym w:char='00D7'/>", "<w:tab/>", "<w:t>2</w:t>"):
            paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{sign}</w:r>"))

    assert shape(read(make)) == [("paragraph", None, "SC98-\u00d7 2")]


def text_box(text: str, inside: str = "") -> str:
    """Write a run that draws a text box, once for new readers and once for old ones, as Word does."""
    content = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r>{inside}</w:p></w:txbxContent>"
    alternate = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return (
        f"<w:r {nsdecls('w')}><mc:AlternateContent xmlns:mc='{alternate}'><mc:Choice>{content}</mc:Choice>"
        f"<mc:Fallback>{content}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once_behind_the_paragraph_they_hang_on() -> None:
    def make(document: Any) -> None:
        paragraph = document.add_paragraph("Herons.")
        paragraph._p.append(parse_xml(text_box("Cranes.", text_box("Storks."))))
        document.add_paragraph("Otters.")
        document.sections[0].header.paragraphs[0]._p.append(parse_xml(text_box("SC98 Doc. 4")))
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:footnoteReference w:id='5'/></w:r>"))
        notes = (
            f"<w:footnotes {nsdecls('w')}><w:footnote w:id='5'><w:p><w:r><w:t>Not all.</w:t></w:r>"
            f"{text_box('Some.')}</w:p></w:footnote></w:footnotes>"
        )
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    assert shape(read(make)) == [
        ("paragraph", None, "Herons.1"),
        ("paragraph", None, "Cranes."),
        ("paragraph", None, "Storks."),
        ("paragraph", None, "Otters."),
        ("footnote", "1", "Not all."),
        ("footnote", None, "Some."),
        ("running_header", None, "SC98 Doc. 4"),
    ]


def test_a_style_that_the_file_does_not_have() -> None:
    def make(document: Any) -> None:
        run = document.add_paragraph("Herons").runs[0]
        run._r.get_or_add_rPr().append(parse_xml(f"<w:rStyle {nsdecls('w')} w:val='Nowhere'/>"))

    [block] = read(make).blocks
    assert (block.text, block.spans) == ("Herons", [])


def test_styles_and_tracked_changes() -> None:
    def make(document: Any) -> None:
        document.styles["Emphasis"].font.italic = True
        paragraph = document.add_paragraph("Plain ")
        paragraph.add_run("bold").bold = True
        paragraph.add_run(" slanted", style="Emphasis")
        paragraph.add_run(" under").underline = True
        paragraph.add_run(" struck").font.strike = True
        paragraph.add_run("7").font.superscript = True
        paragraph.add_run(" not bold").bold = False
        for tag, text in (("ins", "put in"), ("del", "taken out")):
            inner = "delText" if tag == "del" else "t"
            paragraph._p.append(
                parse_xml(f"<w:{tag} {nsdecls('w')} w:id='1'><w:r><w:{inner}>{text}</w:{inner}></w:r></w:{tag}>")
            )

    [block] = read(make).blocks
    assert block.text == "Plain bold slanted under struck7 not boldput intaken out"
    assert styled(block, "bold") == ["bold"]
    assert styled(block, "italic") == [" slanted"]
    assert styled(block, "superscript") == ["7"]
    assert styled(block, "underline") == [" under", "put in"]
    assert styled(block, "strikethrough") == [" struck", "taken out"]


def test_a_table_with_merged_cells() -> None:
    def make(document: Any) -> None:
        document.add_paragraph("Before.")
        table = document.add_table(rows=4, cols=3)
        for row, texts in enumerate((("No", "Activity", "Result"), ("A1", "Count", "Done"), ("A2", "Find", ""))):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        table.cell(1, 2).merge(table.cell(2, 2))
        table.cell(3, 0).merge(table.cell(3, 2)).text = "Whole row"
        table.cell(1, 1).add_paragraph("- again")
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        document.add_paragraph("After.")

    parsed = read(make)
    [table] = parsed.tables
    assert (table.rows, table.columns, table.header_rows, table.position) == (4, 3, 1, 1)
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    assert set(cells) == {(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (3, 0)}
    assert (cells[1, 2].row_span, cells[1, 2].column_span) == (2, 1)
    assert (cells[3, 0].row_span, cells[3, 0].column_span) == (1, 3)
    assert [parsed.blocks[index].text for index in cells[1, 1].block_indexes] == ["Count", f"{BULLET}again"]
    assert cells[0, 0].header
    assert not cells[1, 0].header
    assert parsed.blocks[-1].text == "After."


def test_lists_in_a_cell_keep_their_marks() -> None:
    def make(document: Any) -> None:
        numbered(document, [("lowerLetter", "%1)", 1), ("bullet", "-", 1)])
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.text = "Count:"
        item(cell, "otters,")
        item(cell, "of rivers", level=1)
        item(cell, "cranes.")

    parsed = read(make)
    assert [block.text for block in parsed.blocks] == ["Count:", "a) otters,", f"{BULLET}of rivers", "b) cranes."]


def test_a_table_that_is_all_header_has_none() -> None:
    def make(document: Any) -> None:
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Activity", "Result"
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    [table] = read(make).tables
    assert table.header_rows == 0
    assert [cell.header for cell in table.cells] == [False, False]


def test_rows_in_content_controls() -> None:
    def make(document: Any) -> None:
        table = document.add_table(rows=2, cols=1)
        table.cell(0, 0).text, table.cell(1, 0).text = "Otters", "Cranes"
        row = table.rows[1]._tr
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        row.getparent().replace(row, control)
        control[0].append(row)

    parsed = read(make)
    assert [block.text for block in parsed.blocks] == ["Otters", "Cranes"]
    assert parsed.tables[0].rows == 2


def test_a_table_in_a_cell_is_reported() -> None:
    def make(document: Any) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.text = "Herons by state"
        inner = cell.add_table(rows=2, cols=2)
        for place, word in enumerate(("State", "Herons", "Farhaven", "42")):
            inner.cell(place // 2, place % 2).text = word

    parsed = read(make)
    assert [block.text for block in parsed.blocks] == ["Herons by state", "State", "Herons", "Farhaven", "42"]
    assert len(parsed.tables) == 1
    assert [(issue.rule, issue.level, issue.evidence) for issue in parsed.issues] == [
        ("nested-table", "info", "State Herons Farhaven 42")
    ]


def test_an_empty_cell_is_there_and_has_no_block() -> None:
    def make(document: Any) -> None:
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text = "x"

    [table] = read(make).tables
    assert [(cell.column, len(cell.block_indexes)) for cell in table.cells] == [(0, 1), (1, 0)]


def test_footnotes() -> None:
    def make(document: Any) -> None:
        paragraph = document.add_paragraph("1. All of them were counted, more or less.")
        xml = f"<w:r {nsdecls('w')}><w:footnoteReference w:id='5'/></w:r>"
        paragraph._p.append(parse_xml(xml))
        notes = (
            f"<w:footnotes {nsdecls('w')}><w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>"
            "<w:footnote w:id='5'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Not all of them.</w:t></w:r></w:p>"
            "</w:footnote></w:footnotes>"
        )
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    parsed = read(make)
    assert shape(parsed) == [
        ("paragraph", "1", "All of them were counted, more or less.1"),
        ("footnote", "1", "Not all of them."),
    ]
    assert styled(parsed.blocks[0], "superscript") == ["1"]


def test_comments_are_reported() -> None:
    def make(document: Any) -> None:
        document.add_paragraph("All herons were counted.")
        comments = (
            f"<w:comments {nsdecls('w')}><w:comment w:id='0'><w:p><w:r><w:t>All of </w:t></w:r>"
            "<w:r><w:t>them?</w:t></w:r></w:p><w:p><w:r><w:t>Truly?</w:t></w:r></w:p></w:comment></w:comments>"
        )
        part = Part(PackURI("/word/notes.xml"), CONTENT_TYPE.WML_COMMENTS, comments.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)

    parsed = read(make)
    assert shape(parsed) == [("paragraph", None, "All herons were counted.")]
    assert [(issue.rule, issue.level, issue.evidence) for issue in parsed.issues] == [
        ("annotation-not-read", "warning", "All of them? Truly?")
    ]


def test_running_heads_are_furniture() -> None:
    def make(document: Any) -> None:
        document.add_paragraph("Body.")
        document.sections[0].header.paragraphs[0].text = "SC98 Doc. 4"
        document.sections[0].footer.paragraphs[0].text = "page"

    assert shape(read(make)) == [
        ("paragraph", None, "Body."),
        ("running_header", None, "SC98 Doc. 4"),
        ("running_footer", None, "page"),
    ]


def test_text_in_links_and_content_controls() -> None:
    def make(document: Any) -> None:
        body = document.element.body
        paragraph = "<w:p><w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink></w:p>"
        xml = f"<w:sdt {nsdecls('w')}><w:sdtContent>{paragraph}</w:sdtContent></w:sdt>"
        body.insert(0, parse_xml(xml))

    assert shape(read(make)) == [("paragraph", None, "linked")]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=12), max_size=4),
        max_size=6,
    )
)
def test_every_character_is_accounted_for(paragraphs: list[list[str]]) -> None:
    written: list[str] = []

    def make(document: Any) -> None:
        for texts in paragraphs:
            paragraph = document.add_paragraph()
            for text in texts:
                paragraph.add_run(text)
        written.extend(element.text or "" for element in document.element.body.iter(qn("w:t")))

    parsed = read(make)
    assert parsed.ledger.characters == sum(map(len, written))


def test_a_file_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    docx.Document().save(str(path))
    monkeypatch.setattr("pipeline.parse.word.MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(UnreadableSourceError, match="unpacks to more than 1000 bytes") as raised:
        read_word(path)
    assert raised.value.cause == "too_large"


def test_files_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"no zip at all")
    with pytest.raises(UnreadableSourceError, match="no Word file"):
        read_word(path)
    with zipfile.ZipFile(path, "w") as sink:
        sink.writestr("a.txt", "x")
    with pytest.raises(UnreadableSourceError, match="no Word file"):
        read_word(path)
    whole = io.BytesIO()
    docx.Document().save(whole)
    path.write_bytes(whole.getvalue()[:-200])
    with pytest.raises(UnreadableSourceError, match="no Word file"):
        read_word(path)
    data = bytearray(whole.getvalue())
    at = data.index(b"[Content_Types].xml") + 40
    data[at : at + 60] = b"\xff" * 60
    path.write_bytes(data)
    with pytest.raises(UnreadableSourceError, match="no Word file that can be read"):
        read_word(path)
    with zipfile.ZipFile(path, "w") as sink:
        sink.writestr("[Content_Types].xml", "<other/>")
    with pytest.raises(UnreadableSourceError, match="no Word file"):
        read_word(path)


def rewritten(path: Path, old: bytes, new: bytes) -> Path:
    """Save a Word file in whose body one text stands for another."""
    whole = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("We counted all otters.")
    document.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as sink:
        for name in source.namelist():
            data = source.read(name)
            sink.writestr(name, data.replace(old, new) if name == "word/document.xml" else data)
    return path


def test_text_behind_a_comment_of_the_xml_is_read(tmp_path: Path) -> None:
    parsed = read_word(rewritten(tmp_path / "a.docx", b"all otters", b"all<!-- of --> ot<?go on?>ters"))
    assert [block.text for block in parsed.blocks] == ["We counted all otters."]


def test_a_part_that_declares_entities_is_refused_as_their_text_would_be_lost(tmp_path: Path) -> None:
    path = rewritten(tmp_path / "a.docx", b"<w:document", b"<!DOCTYPE w:document><w:document")
    with pytest.raises(UnreadableSourceError, match=r"word/document\.xml declares a document type") as raised:
        read_word(path)
    assert raised.value.cause == "damaged"
