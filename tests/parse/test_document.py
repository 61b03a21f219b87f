"""Each kind of file is read by the reader of its kind."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.model import UnreadableSourceError
from pipeline.parse.document import read_source
from pipeline.sources import MEDIA_TYPES, Source


def source(path: Path) -> Source:
    return Source(path, path.name, MEDIA_TYPES[path.suffix.lower()], "", {})


@pytest.mark.parametrize(
    ("name", "dialect"), [("a.pdf", "pdf"), ("a.docx", "word"), ("a.DOCX", "word"), ("a.txt", "text"), ("a.md", "text")]
)
def test_a_file_is_read_as_what_it_is(tmp_path: Path, name: str, dialect: str) -> None:
    path = tmp_path / name
    if dialect == "pdf":
        canvas = Canvas(str(path))
        canvas.drawString(70, 700, "Herons nest here.")
        canvas.save()
    elif dialect == "word":
        document = docx.Document()
        document.add_paragraph("Herons nest here.")
        document.save(str(path))
    else:
        path.write_text("Herons nest here.\n")
    parsed = read_source(source(path))
    assert [block.text for block in parsed.blocks] == ["Herons nest here."]
    assert parsed.media_type == MEDIA_TYPES[path.suffix.lower()]


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.txt"])
def test_a_file_without_a_byte_is_empty(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()
    with pytest.raises(UnreadableSourceError, match="the file is empty") as raised:
        read_source(source(path))
    assert raised.value.cause == "empty"
