"""Annotations: what a reader's program lays over a page, which draws it. Marks on words are styles, notes are texts.

Source: ISO 32000-1, 12.5.6 (types of annotations) and 12.5.3 (flags).
"""

from __future__ import annotations

import re
from ctypes import c_void_p, create_string_buffer

from pypdfium2 import raw

from pipeline.parse.pdf.pages import pdfium
from pipeline.parse.pdf.pages.coordinates import Frame
from pipeline.parse.pdf.pages.page import Mark, Note, PageContent

STYLES = {
    raw.FPDF_ANNOT_STRIKEOUT: "strikethrough",
    raw.FPDF_ANNOT_UNDERLINE: "underline",
    raw.FPDF_ANNOT_SQUIGGLY: "underline",
}
"""What an annotation of a type makes of the words that it lies over."""

SILENT = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})
"""Types that say nothing: links, and the windows that show what other annotations say."""

KINDS = {
    raw.FPDF_ANNOT_TEXT: "note",
    raw.FPDF_ANNOT_FREETEXT: "text laid over the page",
    raw.FPDF_ANNOT_CARET: "insertion",
    raw.FPDF_ANNOT_STAMP: "stamp",
    raw.FPDF_ANNOT_WIDGET: "form field",
}
"""What types are called that are not a note on something marked."""

_HIDDEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_SHOWN = re.compile(r"(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f ]+>|\[[^\]]*\])\s*T[jJ]\b")
_STRINGS = re.compile(r"\(((?:\\.|[^\\()])*)\)|(<[0-9A-Fa-f ]+>)")
"""What an appearance shows, and the strings in it: characters, or the numbers of glyphs."""

_CORNERS = pdfium.Room("f", 8)


def read_annotations(page: c_void_p, frame: Frame, content: PageContent) -> None:
    """Add to the content of a page the marks on its words and what notes and form fields say."""
    for index in range(pdfium.count_annotations(page)):
        annotation = pdfium.get_annotation(page, index)
        if not annotation:
            continue
        try:
            kind = pdfium.annotation_type(annotation)
            if kind not in SILENT and not pdfium.annotation_flags(annotation) & _HIDDEN:
                _read(annotation, kind, frame, content)
        finally:
            pdfium.close_annotation(annotation)


def _read(annotation: int, kind: int, frame: Frame, content: PageContent) -> None:
    if style := STYLES.get(kind):
        for number in range(pdfium.count_quadrilaterals(annotation)):
            pdfium.quadrilateral(annotation, number, _CORNERS.at[0])
            corners = _CORNERS.read()
            xs, ys = corners[::2], corners[1::2]
            content.marks.append(Mark(style, frame.box(min(xs), min(ys), max(xs), max(ys))))
    is_field = kind == raw.FPDF_ANNOT_WIDGET
    said = _text(annotation, b"V" if is_field else b"Contents") or (_shown(annotation) if is_field else "")
    if said:
        content.notes.append(Note(KINDS.get(kind, "note on a mark"), said))


def _text(annotation: int, key: bytes) -> str:
    """Return the text that an annotation has under a key, with single spaces; empty where it has none."""
    return _asked(pdfium.annotation_text, annotation, key)


def _shown(annotation: int) -> str:
    """Return the text that an annotation shows: a form field may inherit its value, of which PDFium tells nothing.

    What it draws by the numbers of glyphs stands as such (ISO 32000-1, 9.4.3: strings are shown by `Tj` and `TJ`).
    """
    drawn = _asked(pdfium.annotation_appearance, annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL)
    return " ".join("".join(map("".join, _STRINGS.findall(shown))) for shown in _SHOWN.findall(drawn))


def _asked(question: pdfium.Call, annotation: int, what: bytes | int) -> str:
    """Return a text that PDFium has of an annotation, with single spaces."""
    size = question(annotation, what, None, 0)
    if size <= len("\0".encode("utf-16-le")):
        return ""
    room = create_string_buffer(size)
    question(annotation, what, room, size)
    return " ".join(room.raw.decode("utf-16-le", "replace").rstrip("\0").split())
