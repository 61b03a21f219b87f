"""Each kind of file is read by the reader of its kind."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.model import Block, Ledger, ParsedDocument, UnreadableSourceError
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


def test_a_file_in_which_no_text_is_found_is_told(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for number in range(1, 7):
        canvas.drawString(70, 800, "SC98 Doc. 4")
        canvas.drawString(290, 30, f"p. {number}")
        canvas.showPage()
    canvas.save()
    issues = read_source(source(tmp_path / "a.pdf")).issues
    assert [(issue.rule, issue.level, issue.evidence) for issue in issues] == [
        ("text-missing", "warning", "72 characters in the source")
    ]


def test_a_file_that_lost_text_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportlab.rl_config.useA85", 0)
    canvas = Canvas(str(tmp_path / "a.pdf"), pageCompression=1)
    canvas.drawString(70, 700, "Herons nest here.")
    canvas.save()
    data = (tmp_path / "a.pdf").read_bytes()
    at = data.index(b"stream") + 20
    (tmp_path / "a.pdf").write_bytes(data[:at] + bytes(8) + data[at + 8 :])
    assert "file-damaged" in [issue.rule for issue in read_source(source(tmp_path / "a.pdf")).issues]


@pytest.mark.parametrize(
    ("drawn", "letters"), [("Herons \u0645\u0627 nest", "2 letters"), ("H\u00e9rons \u2013 nest", None)]
)
def test_text_from_right_to_left_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn: str, letters: str | None
) -> None:
    path = tmp_path / "a.pdf"
    Canvas(str(path)).save()
    block = Block("paragraph", drawn, [])
    found = ParsedDocument("application/pdf", "pdf", [block], [], Ledger(), [])
    monkeypatch.setattr("pipeline.parse.document.read_pdf", lambda *_, **__: found)
    issues = [(issue.rule, issue.evidence) for issue in read_source(source(path)).issues]
    assert issues == ([("right-to-left", letters)] if letters else [])
