"""Tables of pages set in two columns of text: each column is read by itself, and goes on in the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.model import Box, ParsedDocument
from pipeline.parse.pdf.read import read_pdf
from pipeline.parse.pdf.tables.in_columns import find_in_columns
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.table import PageTable
from pipeline.parse.pdf.text_columns import TextColumns
from tests.parse.pdf.setting import page, upright_rule, words

PROSE = (
    "Wardens count all herons of the lakes",
    "and of the nearest territories, where",
    "other conservators keep the grasslands",
    "in which birds overwinter, and tell it",
    "to those who look after their wetlands",
    "before the next winter begins. It says",
    "how many storks there were, how many of",
    "them had young, and what became of all.",
    "The cranes are counted on their way, by",
    "those who live beside the marshes where",
    "they rest, together with the wardens of",
)
"""Lines of a column of text, on either side of the page."""

NAMES = ("Activity", "Results")
ABOVE = [
    ("A1. Count the herons of", "Herons were counted in"),
    ("both lakes.", "all territories."),
    None,
    ("A2. Count the storks, and", "Storks were counted by"),
]
"""The first column of the table: rows that rules part; the last is cut."""
BELOW = [
    ("tell it to the wardens.", "eleven wardens."),
    None,
    ("A3. Count the cranes on", "No cranes came through"),
    ("their way.", "in autumn."),
]

ACROSS = [
    ("No.", "Activity", "Results", "Lead"),
    ("A1", "Count the herons.", "Herons were counted.", "Wardens"),
    ("A2", "Count the storks.", "Nobody counted them.", "Wardens"),
    ("A3", "Count the cranes.", "Cranes were counted.", "Keepers"),
]
"""A table across both columns, none of which stands over the white between these."""

Lines = Sequence[tuple[str, str] | None]


def _column(canvas: Canvas, left: float, top: float, lines: Lines, *, ruled: bool, named: bool = True) -> None:
    """Draw names of columns and rows of a table of 220 pt."""
    y = top

    def rule() -> None:
        if ruled:
            canvas.line(left, y, left + 220, y)

    rule()
    canvas.setFont("Helvetica-Bold", 9)
    if named:
        for x, name in zip((left + 4, left + 124), NAMES, strict=True):
            canvas.drawString(x, y - 11, name)
        y -= 17
        rule()
    canvas.setFont("Helvetica", 9)
    for line in lines:
        if line is None:
            y -= 8
            rule()
            continue
        y -= 11
        for x, text in zip((left + 4, left + 124), line, strict=True):
            canvas.drawString(x, y, text)
    y -= 8
    rule()


def _prose(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    for k, line in enumerate(PROSE):
        for x in (50, 300):
            canvas.drawString(x, 760 - 12 * k, line + (" others" if x == 50 else " places"))
    canvas.showPage()


def _cells(parsed: ParsedDocument) -> list[list[str]]:
    [table] = parsed.tables
    cells = {(cell.row, cell.column): [parsed.blocks[i].text for i in cell.block_indexes] for cell in table.cells}
    return [[" ".join(cells.get((row, column), [])) for column in range(table.columns)] for row in range(table.rows)]


@pytest.mark.parametrize(("ruled", "prose"), [(True, True), (False, True), (True, False)])
def test_table_goes_on_in_the_next_column_of_text(tmp_path: Path, ruled: bool, prose: bool) -> None:
    """Text on the page before shows the columns, or the same names in each."""
    canvas = Canvas(str(tmp_path / "columns.pdf"), pagesize=(595, 842), invariant=True)
    if prose:
        _prose(canvas)
    _column(canvas, 50, 760, ABOVE, ruled=ruled)
    _column(canvas, 300, 760, BELOW, ruled=ruled)
    canvas.showPage()
    canvas.save()
    parsed = read_pdf(tmp_path / "columns.pdf")
    assert _cells(parsed) == [
        list(NAMES),
        ["A1. Count the herons of both lakes.", "Herons were counted in all territories."],
        [
            "A2. Count the storks, and tell it to the wardens.",
            "Storks were counted by eleven wardens.",
        ],
        ["A3. Count the cranes on their way.", "No cranes came through in autumn."],
    ]
    assert any(f"the break between the columns of page {1 + prose}" in said for said in parsed.tables[0].inferred)
    assert [fragment.bbox.x0 > 290 for fragment in parsed.tables[0].fragments if fragment.bbox] == [False, True]


def test_a_word_of_which_more_is_outside_than_on_the_page_stands_in_the_second_column(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "edge.pdf"), pagesize=(595, 842), invariant=True)
    _prose(canvas)
    _column(canvas, 50, 760, ABOVE, ruled=True)
    _column(canvas, 300, 760, BELOW, ruled=True)
    canvas.drawString(580, 400, "outermost")
    canvas.showPage()
    canvas.save()
    parsed = read_pdf(tmp_path / "edge.pdf")
    assert parsed.blocks[-1].text == "outermost"
    assert parsed.ledger.unaccounted == 0


def test_table_goes_on_behind_the_notes_of_its_column_without_its_names(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "notes.pdf"), pagesize=(595, 842), invariant=True)
    _prose(canvas)
    _column(canvas, 50, 760, ABOVE, ruled=False)
    _column(canvas, 300, 760, BELOW, ruled=False, named=False)
    canvas.line(50, 110, 150, 110)
    for x, y, size, text in ((50, 102, 5, "1"), (55, 99, 7, "Herons of the lakes and of the rivers.")):
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    parsed = read_pdf(tmp_path / "notes.pdf")
    assert [row[0] for row in _cells(parsed)[2:]] == [
        "A2. Count the storks, and tell it to the wardens.",
        "A3. Count the cranes on their way.",
    ]
    assert [block.kind for block in parsed.blocks if block.text.startswith("Herons of the lakes")] == ["footnote"]


@pytest.mark.parametrize(("rows", "told"), [(2, False), (3, False), (6, True)])
def test_columns_that_end_level_do_not_tell_how_far_text_may_reach(rows: int, told: bool) -> None:
    """They may be balanced; only where text of the second reaches farther down was there room in the first."""
    found = []
    for x, count in ((50, 2), (300, rows)):
        for k, texts in enumerate([NAMES, *[("Count the herons.", "They were counted.")] * count]):
            for at, text in zip((0, 120), texts, strict=True):
                found += words(text, x + at, 100 + 20 * k, bold=not k)
    content = page(sorted(found, key=lambda word: word.baseline))
    parts = find_in_columns(content, TextColumns(50, 270, 300, 520), None, Learnt())
    assert parts is not None
    first, second = parts.tables
    assert (first.page_end > 0, second.page_end > 0) == (told, True)


def test_names_on_either_side_of_the_white_are_those_of_one_table(tmp_path: Path) -> None:
    """The columns of a table without rules may stand where those of the text before did."""
    canvas = Canvas(str(tmp_path / "across.pdf"), pagesize=(595, 842), invariant=True)
    _prose(canvas)
    y = 760.0
    for row in ACROSS:
        canvas.setFont("Helvetica-Bold" if row is ACROSS[0] else "Helvetica", 9)
        for x, text in zip((50, 90, 300, 440), row, strict=True):
            canvas.drawString(x, y, text)
        y -= 24
    canvas.showPage()
    canvas.save()
    [table] = read_pdf(tmp_path / "across.pdf").tables
    assert (table.columns, len(table.fragments)) == (4, 1)


def test_table_across_goes_on_to_the_page_s_end_where_its_upright_rules_do(tmp_path: Path) -> None:
    """No level rule stands over what a page break cut off the row before; one upright rule is near the white."""
    canvas = Canvas(str(tmp_path / "across.pdf"), pagesize=(595, 842), invariant=True)
    _prose(canvas)
    canvas.setFont("Helvetica", 9)
    first, last = ("A1. Count herons.", "Herons were counted."), ("A3. Count cranes.", "Nobody counted them.")
    cut = [(f"{line[:30]},", f"{line[:26]};") for line in PROSE]
    pages = [(150, [first, *cut[:6]], (0, 18)), (780, [*cut[6:], last], (75, 93))]
    for top, lines, level in pages:
        for upper, lower in pairwise(sorted({0, *level, 93})):
            for x in (50, 283, 520):
                canvas.line(x, top - upper, x, top - lower)
        for y in level:
            canvas.line(50, top - y, 520, top - y)
        for k, line in enumerate(lines):
            for x, text in zip((54, 300), line, strict=True):
                canvas.drawString(x, top - 12 * k - (12 if line in (first, last) else 18), text)
        canvas.showPage()
        canvas.setFont("Helvetica", 9)
    canvas.save()
    [table] = read_pdf(tmp_path / "across.pdf").tables
    assert (table.rows, table.columns, len(table.fragments)) == (3, 2, 2)


def test_row_that_fills_a_page_is_in_no_column_of_text() -> None:
    """Only the upright rules of the table tell it."""
    content = page(
        [
            word
            for k in range(20)
            for x in (54, 300)
            for word in words("Herons and storks, and cranes of", x, 100 + 12 * k)
        ]
    )
    content.rules = [upright_rule(x, 80, 340) for x in (50, 283, 520)]
    table = PageTable(1, Box(50, 80, 520, 780), [50, 283, 520], [80, 780], [], 0, "rules", True, False)
    columns = TextColumns(50, 268, 300, 519)
    assert find_in_columns(content, columns, table, Learnt()) is None
    assert find_in_columns(content, columns, None, Learnt()) is not None


def test_what_stands_over_both_columns_at_the_right_is_read_first(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "label.pdf"), pagesize=(595, 842), invariant=True)
    canvas.setFont("Helvetica", 10)
    canvas.drawRightString(530, 790, "Annex 1")
    _prose(canvas)
    canvas.save()
    parsed = read_pdf(tmp_path / "label.pdf")
    assert parsed.blocks[0].text == "Annex 1"
    assert "others" in parsed.blocks[1].text
