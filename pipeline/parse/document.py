"""Reading one file with the reader of its kind."""

from __future__ import annotations

from pipeline.model import ParsedDocument, UnreadableSourceError
from pipeline.parse.pdf.read import read_pdf
from pipeline.parse.text.reader import read_text
from pipeline.parse.word import read_word
from pipeline.sources import Source


def read_source(source: Source, *, stitch: bool = True, ocr: bool = False) -> ParsedDocument:
    """Read a file of the folder of documents.

    ``stitch`` joins tables over pages; ``ocr`` reads pages without a text layer. Raises `UnreadableSourceError`.
    """
    if source.path.stat().st_size == 0:
        raise UnreadableSourceError("empty", "the file is empty")
    if source.media_type == "application/pdf":
        return read_pdf(source.path, stitch=stitch, ocr=ocr)
    if source.path.suffix.lower() == ".docx":
        return read_word(source.path)
    return read_text(source.path, stitch=stitch)
