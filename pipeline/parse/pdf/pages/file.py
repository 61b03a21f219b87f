"""PDF files: opened, read page by page, drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_void_p
from pathlib import Path

from pipeline.model import UnreadableSourceError
from pipeline.parse.pdf.pages import pdfium
from pipeline.parse.pdf.pages.content import read_page
from pipeline.parse.pdf.pages.fonts import TextStyles
from pipeline.parse.pdf.pages.page import PageContent
from pipeline.parse.pdf.pages.raster import raster
from pipeline.parse.signatures import PDF, kind_of

_MESSAGES = {
    "encrypted": "the file is protected by a password; a copy saved without one can be read",
    "damaged": "the file is damaged: its structure cannot be read as PDF",
}


class PdfFile:
    """An open PDF file with ``page_count`` pages. Use `open_pdf`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        self._styles = TextStyles()
        self.reopen()
        self.page_count: int = pdfium.page_count(self._handle)

    def reopen(self) -> None:
        """Open the file anew, so that PDFium forgets what it keeps of pages that are done.

        Raises `UnreadableSourceError` (``encrypted``, ``damaged``).
        """
        self.close()
        self._handle = pdfium.load_document(str(self._path).encode(), None)
        if not self._handle:
            cause = pdfium.ERRORS.get(pdfium.last_error(), "damaged")
            raise UnreadableSourceError(cause, _MESSAGES[cause])

    def close(self) -> None:
        """Close the file."""
        if self._handle:
            pdfium.close_document(self._handle)
        self._handle = None
        self._styles.clear()

    def page(self, number: int) -> PageContent:
        """Read one page, counted from 1.

        Raises `UnreadableSourceError` (``damaged``) where PDFium cannot load it.
        """
        page = pdfium.load_page(self._handle, number - 1)
        if not page:
            raise UnreadableSourceError("damaged", f"page {number} cannot be loaded")
        try:
            return read_page(c_void_p(page), number, self._styles)
        finally:
            pdfium.close_page(page)

    def image(self, number: int, resolution: int, turns: int = 0) -> tuple[int, int, bytes]:
        """Draw one page, counted from 1, in grey at so many dots per inch, turned clockwise by so many quarters.

        Returns width and height in pixels, and a byte for each pixel by rows from the top, 255 is white.
        """
        page = pdfium.load_page(self._handle, number - 1)
        try:
            width = round(pdfium.page_width(page) * resolution / 72)
            height = round(pdfium.page_height(page) * resolution / 72)
            if turns % 2:
                width, height = height, width
            return width, height, raster(page, width, height, turns)
        finally:
            pdfium.close_page(page)


@contextmanager
def open_pdf(path: Path) -> Iterator[PdfFile]:
    """Open a PDF file for reading.

    Raises `UnreadableSourceError`: ``empty`` (no bytes), ``not_a_pdf`` (another kind of file, or no PDF header in the
    first 1024 bytes, where ISO 32000 readers look for it), ``encrypted`` (a password is needed), ``damaged`` (no page
    can be had: PDFium opens no file without pages).
    """
    with path.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise UnreadableSourceError("empty", "the file is empty")
    kind = kind_of(head)
    if kind not in (None, PDF):
        raise UnreadableSourceError("not_a_pdf", f"the file is not a PDF: it is {kind}")
    if b"%PDF-" not in head:
        raise UnreadableSourceError("not_a_pdf", "the file is not a PDF: it has no PDF header")
    pdf = PdfFile(path)
    try:
        yield pdf
    finally:
        pdf.close()
