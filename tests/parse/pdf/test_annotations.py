"""What annotations lay over a page: words struck out and underlined by them, notes, form fields."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from setting import print_pdf, typeset

from pipeline.model import Block
from pipeline.parse.pdf.read import read_pdf

BASELINE = 500.0
"""Of the line, from the bottom of the page as it is not turned; a page on its side is less high."""
LINE = "1. The Committee urges encourages the parties to count herons."


@dataclass(frozen=True)
class Laid:
    """An annotation to be laid over some words of the line, or the line's beginning."""

    kind: int
    words: str = ""
    says: str = ""
    flags: int = 0


def test_an_annotation_that_is_none_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[null 9 0 R 4 0 R]>>",
        b"<</Type/Annot/Subtype/Text/Rect[70 700 90 720]/Contents(Not so.)>>",
    ]
    body = b"".join(b"%d 0 obj %s endobj\n" % (number, written) for number, written in enumerate(objects, start=1))
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer <</Size 5/Root 1 0 R>>\n%%EOF")
    assert [issue.evidence for issue in read_pdf(path).issues if issue.rule == "annotation-not-read"] == ["Not so."]


@pytest.mark.parametrize(
    ("shows", "said"),
    [
        ("(High) Tj", "High"),
        ("[(In pro) 20 (gress)] TJ 0 -9 Td (\\(late\\)) Tj", "In progress \\(late\\)"),
        ("0 g", ""),
    ],
)
def test_what_a_form_field_shows_is_reported_where_its_value_is_inherited(
    tmp_path: Path, shows: str, said: str
) -> None:
    """As of one with several places on the pages; the value is in the field's dictionary, not in the place's."""
    path = tmp_path / "field.pdf"
    drawn = f"/Tx BMC BT /F 9 Tf {shows} ET EMC"
    objects = [
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R]>>",
        "<</Type/Annot/Subtype/Widget/Rect[70 700 190 720]/Parent 5 0 R/AP<</N 6 0 R>>>>",
        "<</FT/Tx/T(priority)/V(High)/Kids[4 0 R]>>",
        f"<</Type/XObject/Subtype/Form/BBox[0 0 120 20]/Length {len(drawn)}>>stream\n{drawn}\nendstream",
    ]
    body = "".join(f"{number} 0 obj {written} endobj\n" for number, written in enumerate(objects, start=1))
    path.write_text(f"%PDF-1.4\n{body}trailer <</Size 7/Root 1 0 R>>\n%%EOF")
    found = [issue.evidence for issue in read_pdf(path).issues if issue.rule == "annotation-not-read"]
    assert found == ([said] if said else [])


def annotated(path: Path, laid: Sequence[Laid], *, turned: bool = False) -> Path:
    """Draw the line, on a page that is displayed sideways where ``turned``, and lay annotations over it."""

    def draw(canvas: Canvas) -> None:
        if turned:
            canvas.setPageRotation(90)
        typeset(canvas, [LINE, "2. It thanks nobody."], y=BASELINE)

    plain = print_pdf(path.with_suffix(".plain.pdf"), draw)
    document = pypdfium2.PdfDocument(plain)
    page = document[0]
    for one in laid:
        annotation = raw.FPDFPage_CreateAnnot(page, one.kind)
        left = 70 + stringWidth(LINE[: LINE.index(one.words)], "Helvetica", 10)
        right = left + stringWidth(one.words, "Helvetica", 10)
        top, bottom = BASELINE + 8, BASELINE - 3
        raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(left, top, right, bottom))
        if one.words:
            corners = raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
            raw.FPDFAnnot_AppendAttachmentPoints(annotation, corners)
        if one.says:
            text = (one.says + "\0").encode("utf-16-le")
            buffer = ctypes.create_string_buffer(text)
            pointer = ctypes.cast(buffer, raw.FPDF_WIDESTRING)
            raw.FPDFAnnot_SetStringValue(annotation, b"Contents", pointer)
        raw.FPDFAnnot_SetFlags(annotation, one.flags)
        raw.FPDFPage_CloseAnnot(annotation)
    document.save(path)
    return path


def styled(block: Block) -> list[tuple[str, str]]:
    return [(span.style, block.text[span.start : span.end]) for span in block.spans]


@pytest.mark.parametrize("turned", [False, True])
def test_words_are_struck_out_and_underlined(tmp_path: Path, *, turned: bool) -> None:
    laid = [
        Laid(raw.FPDF_ANNOT_STRIKEOUT, "urges"),
        Laid(raw.FPDF_ANNOT_UNDERLINE, "encourages"),
        Laid(raw.FPDF_ANNOT_SQUIGGLY, "count herons"),
        Laid(raw.FPDF_ANNOT_HIGHLIGHT, "parties"),
    ]
    parsed = read_pdf(annotated(tmp_path / "marked.pdf", laid, turned=turned))
    first, second = parsed.blocks
    assert first.text == LINE.removeprefix("1. ")
    assert styled(first) == [("strikethrough", "urges"), ("underline", "encourages"), ("underline", "count herons")]
    assert styled(second) == []
    assert [(issue.rule, issue.level, issue.evidence, issue.page) for issue in parsed.issues] == [
        ("styles-by-annotations", "info", "1 strikethrough, 2 underline", 1)
    ]
    assert parsed.ledger.unaccounted == 0


def test_a_part_of_a_word(tmp_path: Path) -> None:
    parsed = read_pdf(annotated(tmp_path / "part.pdf", [Laid(raw.FPDF_ANNOT_STRIKEOUT, "en")]))
    [(style, text)] = styled(parsed.blocks[0])
    assert (style, text) == ("strikethrough", "en")


def test_what_annotations_say_is_reported(tmp_path: Path) -> None:
    laid = [
        Laid(raw.FPDF_ANNOT_FREETEXT, says="and otters"),
        Laid(raw.FPDF_ANNOT_TEXT, says="Why\nherons?"),
        Laid(raw.FPDF_ANNOT_STRIKEOUT, "urges", says="too strong"),
        Laid(raw.FPDF_ANNOT_TEXT),
    ]
    parsed = read_pdf(annotated(tmp_path / "notes.pdf", laid))
    said = [(issue.level, issue.evidence) for issue in parsed.issues if issue.rule == "annotation-not-read"]
    assert said == [("warning", "and otters"), ("warning", "Why herons?"), ("warning", "too strong")]
    for issue, kind in zip(parsed.issues[1:], ("text laid over the page", "note", "note on a mark"), strict=True):
        assert f"({kind})" in issue.message
    assert "otters" not in parsed.blocks[0].text


def test_what_is_hidden_and_links_say_nothing(tmp_path: Path) -> None:
    laid = [
        Laid(raw.FPDF_ANNOT_STRIKEOUT, "urges", says="gone", flags=raw.FPDF_ANNOT_FLAG_HIDDEN),
        Laid(raw.FPDF_ANNOT_LINK, "parties", says="elsewhere"),
        Laid(raw.FPDF_ANNOT_POPUP, says="a window"),
    ]
    parsed = read_pdf(annotated(tmp_path / "hidden.pdf", laid))
    assert (styled(parsed.blocks[0]), parsed.issues) == ([], [])
