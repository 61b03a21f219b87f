"""Large words aslant over a page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from setting import lines, page, words

from pipeline.parse.pdf.pages.watermark import take_out_watermark
from pipeline.parse.pdf.read import read_pdf


def test_watermark_is_taken_out_and_said() -> None:
    mark = [replace(word, direction=315.0) for word in words("DRAFT", 100, 400, size=80)]
    content = page([*lines(["Herons were counted.", "Otters were not."]), *mark])
    assert take_out_watermark(content) == "DRAFT"
    assert content.set_aside == {"watermark": 5}
    assert [word.text for word in content.words] == ["Herons", "were", "counted.", "Otters", "were", "not."]


def test_small_slanted_and_large_level_words_stay() -> None:
    """The mark of a title reaches into its last letter, where letters are set close."""
    title = words("HERONS", 50, 60, size=40)
    small = [replace(word, direction=315.0) for word in words("Species", 100, 400)]
    turned = [replace(word, direction=90.0) for word in words("Figures", 30, 400, size=40)]
    content = page(
        [*lines(["Herons were counted."]), *title, *words("1", title[-1].x1 - 1, 46, size=20), *small, *turned]
    )
    assert take_out_watermark(content) == ""
    assert len(content.words) == 7


@pytest.mark.parametrize(("y", "said"), [(130, "D RAFT"), (240, "")])
def test_large_level_words_over_lines_are_taken_out(y: float, said: str) -> None:
    """Letters may be drawn one by one; one of them need not stand over any line. A title stands over none."""
    mark = [*words("D", 20, y, size=60), *words("RAFT", 80, y, size=60)]
    content = page([*lines(["Herons were counted.", "Otters were not."] * 2, x0=90), *mark])
    assert take_out_watermark(content) == said
    assert content.set_aside.get("watermark", 0) == len(said.replace(" ", ""))


def test_document_with_a_watermark_reads_as_without(tmp_path: Path) -> None:
    def draw(name: str, *, marked: bool) -> Path:
        path = tmp_path / name
        canvas = Canvas(str(path), pagesize=A4, invariant=True)
        for number in (1, 2):
            canvas.setFont("Helvetica", 10)
            for k in range(8):
                canvas.drawString(70, 700 - 14 * k, f"Sentence {k} of page {number} tells of herons and of otters.")
            if marked:
                canvas.saveState()
                canvas.translate(200, 450)
                canvas.rotate(45)
                canvas.setFillGray(0.85)
                canvas.setFont("Helvetica-Bold", 90)
                canvas.drawString(0, 0, "DRAFT")
                canvas.restoreState()
            canvas.showPage()
        canvas.save()
        return path

    plain, marked = read_pdf(draw("plain.pdf", marked=False)), read_pdf(draw("marked.pdf", marked=True))
    assert [block.text for block in marked.blocks] == [block.text for block in plain.blocks]
    assert marked.ledger.set_aside["watermark"] == 10
    assert marked.ledger.unaccounted == 0
    assert [(issue.rule, issue.evidence, issue.page) for issue in marked.issues] == [
        ("watermark", "DRAFT", 1),
        ("watermark", "DRAFT", 2),
    ]
