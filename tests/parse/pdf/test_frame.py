"""Frames around whole pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from setting import Draw, level_rule, lines, page, print_pdf, typeset, upright_rule

from pipeline.parse.pdf.pages.frame import take_out_frame
from pipeline.parse.pdf.pages.page import Rule
from pipeline.parse.pdf.read import read_pdf


def rectangle(x0: float, top: float, x1: float, bottom: float) -> list[Rule]:
    level = [level_rule(x0, x1, y) for y in (top, bottom)]
    return [*level, *(upright_rule(x, top, bottom) for x in (x0, x1))]


def test_single_and_double_frames_are_taken_out() -> None:
    inner = level_rule(60, 300, 400)
    content = page(lines(["Herons were counted."]), *rectangle(20, 20, 580, 780), *rectangle(23, 23, 577, 777), inner)
    assert take_out_frame(content)
    assert content.rules == [inner]


@pytest.mark.parametrize(
    ("box", "why"),
    [
        ((44, 20, 580, 780), "a cell keeps less white beside its text"),
        ((20, 20, 580, 400), "half a page is a box"),
        ((20, 20, 300, 780), "half the width is a column"),
    ],
)
def test_other_rectangles_stay(box: tuple[float, float, float, float], why: str) -> None:
    content = page(lines(["Herons were counted."]), *rectangle(*box))
    assert not take_out_frame(content), why
    assert len(content.rules) == 4


def test_four_rules_that_do_not_meet_are_no_frame() -> None:
    content = page(lines(["Herons were counted."]), *rectangle(20, 20, 580, 780))
    content.rules[1] = level_rule(60, 540, 780)
    assert not take_out_frame(content)


def test_a_frame_around_a_picture_above_the_text_stays() -> None:
    content = page(lines(["Herons were counted."], baseline=700), *rectangle(20, 20, 580, 560))
    assert not take_out_frame(content)


def test_document_in_frames_reads_as_without(tmp_path: Path) -> None:
    def sheet(number: int, *, framed: bool) -> Draw:
        def draw(canvas: Canvas) -> None:
            birds, done = [("herons", "Counted"), ("cranes", "Mapped"), ("storks", "None seen")][number - 1]
            typeset(canvas, [birds.upper()], font="Helvetica-Bold")
            for x, entries in ((70, ["Activity", f"B{number}. Look for {birds}"]), (300, ["Result", done])):
                typeset(canvas, entries[:1], x, 740, font="Helvetica-Bold")
                typeset(canvas, entries[1:], x, 720)
            for y in (752, 734, 714):
                canvas.line(66, y, 520, y)
            typeset(canvas, [f"Page {number}"], 280, 40)
            if framed:
                canvas.rect(30, 30, 535, 782)

        return draw

    plain, framed = (
        read_pdf(print_pdf(tmp_path / f"{framed}.pdf", *(sheet(number, framed=framed) for number in (1, 2, 3))))
        for framed in (False, True)
    )
    assert [(block.kind, block.text) for block in framed.blocks] == [(block.kind, block.text) for block in plain.blocks]
    assert [block.kind for block in framed.blocks].count("running_footer") == 3
    assert len(framed.tables) == len(plain.tables) == 3
