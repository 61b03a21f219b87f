"""Reading one file with the reader of its kind."""

from __future__ import annotations

import re
from mmap import ACCESS_READ, mmap

from pipeline.model import FURNITURE, ParsedDocument, UnreadableSourceError
from pipeline.parse.notices import notice
from pipeline.parse.pdf.integrity import damage
from pipeline.parse.pdf.read import read_pdf
from pipeline.parse.text.reader import read_text
from pipeline.parse.word import read_word
from pipeline.sources import Source

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hebrew, Arabic and the scripts between them in Unicode."""


def read_source(source: Source, *, stitch: bool = True, ocr: bool = False) -> ParsedDocument:
    """Read a file of the folder of documents.

    ``stitch`` joins tables over pages; ``ocr`` reads pages without a text layer. A document in which no text was found
    has an issue ``text-missing``. Raises `UnreadableSourceError`.
    """
    if source.path.stat().st_size == 0:
        raise UnreadableSourceError("empty", "the file is empty")
    parsed = _read(source, stitch=stitch, ocr=ocr)
    if all(block.kind in FURNITURE for block in parsed.blocks):
        parsed.issues.append(notice("text-missing", f"{parsed.ledger.characters} characters in the source"))
    return parsed


def _read(source: Source, *, stitch: bool, ocr: bool) -> ParsedDocument:
    if source.media_type == "application/pdf":
        parsed = read_pdf(source.path, stitch=stitch, ocr=ocr)
        if letters := sum(
            len(_RIGHT_TO_LEFT.findall(block.text)) for block in parsed.blocks if not block.text.isascii()
        ):
            parsed.issues.append(notice("right-to-left", f"{letters} letters"))
        with source.path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            parsed.issues += damage(data)
        return parsed
    if source.path.suffix.lower() == ".docx":
        return read_word(source.path)
    return read_text(source.path, stitch=stitch)
