"""Tables in the ways that secretariats draw them, over page breaks, come back cell by cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from pipeline.parse.pdf.read import read_pdf

TEXT = ParagraphStyle("text", fontName="Times-Roman", fontSize=9.5, leading=11.5)
BOLD = ParagraphStyle("bold", parent=TEXT, fontName="Times-Bold")
TITLE = ParagraphStyle("title", parent=BOLD, fontSize=12, leading=15, spaceAfter=8)
BULLET = ParagraphStyle("bullet", parent=TEXT, leftIndent=12, bulletIndent=2)

TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
GREY, PALE = Color(0.85, 0.85, 0.85), Color(0.92, 0.92, 0.92)
ENDS = [("LINEABOVE", (0, 0), (-1, 0), 0.5, black), ("LINEBELOW", (0, -1), (-1, -1), 0.5, black)]
STYLES: dict[str, list[Any]] = {
    "grid": [("GRID", (0, 0), (-1, -1), 0.5, black)],
    "pale grid": [("GRID", (0, 0), (-1, -1), 0.25, GREY)],
    "dashed grid": [("GRID", (0, 0), (-1, -1), 0.5, black, None, (2, 2))],
    "double grid": [("GRID", (0, 0), (-1, -1), 0.3, black, None, None, None, 2, 1.5)],
    "no outer border": [("INNERGRID", (0, 0), (-1, -1), 0.5, black)],
    "lines under rows": [*ENDS, ("LINEBELOW", (0, 0), (-1, -1), 0.5, black)],
    "line under the header": [
        *ENDS,
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, black),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    ],
    "lines under rows, none above": [("LINEBELOW", (0, 0), (-1, -1), 0.5, black)],
    "lines over rows of text": [("LINEABOVE", (0, 1), (-1, -1), 0.5, black)],
    "lines under rows of text": [("LINEBELOW", (0, 1), (-1, -1), 0.5, black)],
    "frame": [("BOX", (0, 0), (-1, -1), 0.5, black), ("BOTTOMPADDING", (0, 0), (-1, -1), 6)],
    "frame and columns": [
        ("BOX", (0, 0), (-1, -1), 0.5, black),
        ("LINEBEFORE", (1, 0), (-1, -1), 0.5, black),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    ],
    "striped": [("ROWBACKGROUNDS", (0, 0), (-1, -1), [PALE, None])],
    "nothing drawn": [("BOTTOMPADDING", (0, 0), (-1, -1), 6)],
}
NAMES = ["Code", "Activity", "Lead", "Time frame", "Result"]
WORDS = ("heron", "otter", "marsh", "ledger", "census", "delta", "harbour", "corridor", "festival", "tally", "lantern")
WIDTHS = [40, 180, 60, 60, 130]


def sentence(seed: int, length: int) -> str:
    """Return the same words for the same seed: a sentence that begins with a capital."""
    words = [WORDS[(seed * 7 + k * (k + seed)) % len(WORDS)] for k in range(length)]
    return " ".join(words).capitalize() + "."


def programme(rows: int) -> list[list[str]]:
    return [
        [f"A{k}.", sentence(k, 14 + 5 * k % 23), WORDS[k % 11].capitalize(), str(2090 + k), sentence(k + 3, 9 + k % 17)]
        for k in range(1, rows + 1)
    ]


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", re.sub(r"<[^>]+>", "", text))


def flowing(text: str, style: ParagraphStyle = TEXT) -> list[Paragraph]:
    parts = text.split("\n")
    return [
        Paragraph(part[2:], BULLET, bulletText="\u2022") if part.startswith("• ") else Paragraph(part, style)
        for part in parts
    ]


def laid(
    names: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    style: list[Any],
    names_in: ParagraphStyle = BOLD,
    **options: Any,
) -> Table:
    data = [[flowing(text, names_in) for text in row] for row in names]
    data += [[flowing(text) for text in row] for row in rows]
    return Table(data, style=TableStyle([TOP, *style]), **options)


def read_back(folder: Path, flow: list[Any]) -> list[dict[tuple[int, int], tuple[int, int, str]]]:
    """Return the tables of what was laid out: each cell's spans and bare text by row and column."""
    path = folder / "house.pdf"
    SimpleDocTemplate(str(path), pagesize=A4, margins=60, topMargin=50, bottomMargin=50, invariant=1).build(flow)
    document = read_pdf(path)
    assert document.ledger.unaccounted == 0
    return [
        {
            (cell.row, cell.column): (
                cell.row_span,
                cell.column_span,
                bare(
                    "".join(
                        f"{document.blocks[at].number or ''}{document.blocks[at].text}" for at in cell.block_indexes
                    )
                ),
            )
            for cell in table.cells
        }
        for table in document.tables
    ]


def single(rows: Sequence[Sequence[str]]) -> dict[tuple[int, int], tuple[int, int, str]]:
    """Return what a table without merged cells holds."""
    return {(r, c): (1, 1, bare(text)) for r, row in enumerate(rows) for c, text in enumerate(row)}


@pytest.mark.parametrize("names_in", [BOLD, TEXT], ids=["bold", "plain"])
@pytest.mark.parametrize("repeated", [0, 1])
@pytest.mark.parametrize("style", STYLES)
def test_activity_tables_of_five_columns(style: str, repeated: int, names_in: ParagraphStyle, tmp_path: Path) -> None:
    rows = programme(22)
    table = laid([NAMES], rows, STYLES[style], names_in, colWidths=WIDTHS, repeatRows=repeated)
    assert read_back(tmp_path, [Paragraph("Annex 1: Programme", TITLE), table]) == [single([NAMES, *rows])]


@pytest.mark.parametrize("style", ["grid", "lines under rows", "line under the header", "nothing drawn"])
def test_tables_under_titles_stay_apart(style: str, tmp_path: Path) -> None:
    parts = [programme(3), programme(2), programme(4)]
    flow: list[Any] = []
    for number, rows in enumerate(parts, 1):
        flow += [Paragraph(f"Theme {number}: wardens", TITLE)]
        flow += [laid([NAMES], rows, STYLES[style], colWidths=WIDTHS), Spacer(1, 14)]
    assert read_back(tmp_path, flow) == [single([NAMES, *rows]) for rows in parts]


@pytest.mark.parametrize(
    "style", ["lines under rows, none above", "line under the header", "frame", "frame and columns"]
)
def test_two_tables_of_a_page_with_the_same_names(style: str, tmp_path: Path) -> None:
    parts = [[["<b>Theme " + WORDS[part] + "</b>", *[""] * 4], *programme(4 + part)] for part in range(2)]
    flow: list[Any] = []
    for number, rows in enumerate(parts, 1):
        drawn = [*(entry for entry in STYLES[style] if entry not in ENDS), ("SPAN", (0, 1), (-1, 1))]
        flow += [Paragraph(f"Part {number}: wardens", TITLE)]
        flow += [laid([NAMES], rows, drawn, colWidths=WIDTHS), Spacer(1, 14)]
    expected = [single([NAMES, *rows]) for rows in parts]
    for number, table in enumerate(expected):
        for column in range(5):
            del table[1, column]
        table[1, 0] = (1, 5, f"Theme{WORDS[number]}")
    assert read_back(tmp_path, flow) == expected


@pytest.mark.parametrize("style", ["grid", "lines under rows", "nothing drawn"])
def test_heads_of_groups_span_the_columns(style: str, tmp_path: Path) -> None:
    rows, spans = [], []
    expected = {(0, c): (1, 1, bare(name)) for c, name in enumerate(NAMES)}
    for group in range(4):
        at = len(rows) + 1
        rows.append([f"<b>Theme {WORDS[group]}</b>", *[""] * 4])
        spans.append(("SPAN", (0, at), (-1, at)))
        expected[at, 0] = (1, 5, f"Theme{WORDS[group]}")
        for row in programme(4):
            expected |= {(len(rows) + 1, c): (1, 1, bare(text)) for c, text in enumerate(row)}
            rows.append(row)
    table = laid([NAMES], rows, [*STYLES[style], *spans], colWidths=WIDTHS)
    assert read_back(tmp_path, [Paragraph("Annex 1", TITLE), table]) == [expected]


@pytest.mark.parametrize("style", ["grid", "lines under rows"])
def test_two_rows_of_names(style: str, tmp_path: Path) -> None:
    names = [["Code", "Activity", "Means", "", "Priority"], ["", "", "Budget", "Staff", ""]]
    spans = [("SPAN", (c, 0), (c, 1)) for c in (0, 1, 4)] + [("SPAN", (2, 0), (3, 0))]
    rows = programme(14)
    lines = STYLES[style] if style == "grid" else [*ENDS, ("LINEBELOW", (0, 1), (-1, -1), 0.5, black)]
    under = [] if style == "grid" else [("LINEBELOW", (2, 0), (3, 0), 0.5, black)]
    table = laid(names, rows, [*lines, *under, *spans], colWidths=WIDTHS, repeatRows=2)
    expected = {(r + 2, c): (1, 1, bare(text)) for r, row in enumerate(rows) for c, text in enumerate(row)}
    expected |= {(0, c): (2, 1, names[0][c]) for c in (0, 1, 4)}
    expected |= {(0, 2): (1, 2, "Means"), (1, 2): (1, 1, "Budget"), (1, 3): (1, 1, "Staff")}
    assert read_back(tmp_path, [Paragraph("Annex 1", TITLE), table]) == [expected]


def test_rows_taller_than_a_page_with_bullets(tmp_path: Path) -> None:
    tall = "\n".join([sentence(1, 60), *(f"• {sentence(k, 20 + k % 9)}" for k in range(60))])
    rows = [["A1.", sentence(5, 9), "Results follow."], ["A2.", tall, sentence(4, 30)], ["A3.", sentence(2, 9), ""]]
    names = ["Code", "Activity", "Result"]
    table = laid([names], rows, STYLES["grid"], colWidths=[40, 220, 200], splitInRow=1)
    assert read_back(tmp_path, [Paragraph("Annex 1", TITLE), table]) == [single([names, *rows])]


def test_header_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    rows = programme(6)
    table = laid([NAMES], rows, STYLES["grid"], colWidths=WIDTHS)
    assert read_back(tmp_path, [Paragraph("Annex 1", TITLE), Spacer(1, 680), table]) == [single([NAMES, *rows])]


def test_blank_rows_stay(tmp_path: Path) -> None:
    rows = programme(6)
    rows[2] = rows[4] = [""] * 5
    table = laid([NAMES], rows, STYLES["grid"], colWidths=WIDTHS)
    assert read_back(tmp_path, [Paragraph("Annex 1", TITLE), table]) == [single([NAMES, *rows])]


def reported(rows: int) -> list[list[str]]:
    """Return rows of several activities each and of the result that answers them."""
    return [
        [
            "\n".join(f"B{4 * k + j}. {sentence(3 * k + j, 12 + 4 * j)}" for j in range(1, 2 + k % 3)),
            "\n".join(sentence(k + j, 11 + 6 * j) for j in range(1 + (k + 1) % 3)),
        ]
        for k in range(rows)
    ]


PARTED: dict[str, list[Any]] = {
    "grounds of every second row": [("ROWBACKGROUNDS", (0, 0), (-1, -1), [GREY, None])],
    "grounds of all rows": [("ROWBACKGROUNDS", (0, 0), (-1, -1), [GREY, PALE])],
    "grounds in a frame": [
        ("BOX", (0, 0), (-1, -1), 0.5, black),
        ("GRID", (0, 0), (-1, 0), 0.5, black),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), [PALE, None]),
    ],
    "upright rules in some rows only": [
        ("BOX", (0, 0), (-1, -1), 0.5, black),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, black),
        ("LINEAFTER", (0, 0), (0, 1), 0.5, black),
    ],
}


@pytest.mark.parametrize("style", PARTED)
def test_rows_of_paragraphs_parted_by_grounds_or_few_rules(style: str, tmp_path: Path) -> None:
    names, rows = ["Joint activities", "Results"], reported(6)
    table = laid([names], rows, PARTED[style], colWidths=[230, 230], repeatRows=1)
    assert read_back(tmp_path, [Paragraph("Annex 1", TITLE), table]) == [single([names, *rows])]


LEVEL = STYLES["lines under rows"]


@pytest.mark.parametrize("breaks", [False, True])
@pytest.mark.parametrize("side", ["LEFT", "CENTER"])
def test_themes_between_rules_of_one_length_stay_apart(side: str, breaks: bool, tmp_path: Path) -> None:
    """Titles stand as near to the tables' rules as rows do, but left of them, or over names of columns."""
    names, parts = ["Joint activities", "Results"], [reported(3), [["B90. " + sentence(4, 30), ""]], reported(2)]
    title = ParagraphStyle("theme", parent=BOLD, leading=13)
    flow: list[Any] = [Spacer(1, 500 if breaks else 10)]
    for number, rows in enumerate(parts):
        flow += [Paragraph(f"{'ABC'[number]}. Matters of the {WORDS[number]}", title), Spacer(1, 3)]
        flow += [laid([names], rows, LEVEL, colWidths=[237, 237], hAlign=side), Spacer(1, 4)]
    assert read_back(tmp_path, flow) == [single([names, *rows]) for rows in parts]


def test_names_that_leave_no_white_part_columns_of_figures(tmp_path: Path) -> None:
    names = ["Port", "2090-2091", "2092-2093", "2094-2095"]
    rows = [[WORDS[k].capitalize(), *(str(91 * k + 7 * j) for j in range(3))] for k in range(8)]
    rows[3][1:] = ["Not reported", "", ""]
    table = laid([names], rows, [*LEVEL, ("LEFTPADDING", (1, 0), (-1, -1), 1), ("RIGHTPADDING", (1, 0), (-1, -1), 1)],
                 colWidths=[120, 46, 46, 46])  # fmt: skip
    expected = single([names, *rows])
    del expected[4, 2], expected[4, 3]
    expected[4, 1] = (1, 3, "Notreported")
    assert read_back(tmp_path, [Paragraph("Table 1", TITLE), table]) == [expected]


def test_row_of_sentences_over_the_first_rule_is_no_header(tmp_path: Path) -> None:
    rows = reported(4)
    assert read_back(tmp_path, [laid([], rows, LEVEL, colWidths=[237, 237])]) == [single(rows)]
    assert read_pdf(tmp_path / "house.pdf").tables[0].header_rows == 0


@pytest.mark.parametrize("style", ["grid", "lines under rows"])
@pytest.mark.parametrize(("mark", "called"), [("<super>{}</super>", 1), ("{}", 1), ("{}", 0)])
def test_notes_right_under_a_table_are_footnotes(style: str, mark: str, called: int, tmp_path: Path) -> None:
    rows = reported(3)
    rows[0][1] += "<super>1</super>" * called  # else raised on a page before
    rows[2][0] += "<super>2</super>"
    small = ParagraphStyle("small", parent=TEXT, fontSize=7.5, leading=9)
    notes = [Paragraph(f"{mark.format(k)} {sentence(k, 12 + 9 * k)}", small) for k in (1, 2)]
    table = laid([["Joint activities", "Results"]], rows, STYLES[style], colWidths=[230, 230])
    read_back(
        tmp_path, [Paragraph("Annex 1", TITLE), table, Spacer(1, 4), *notes, Spacer(1, 9), *flowing(sentence(8, 60))]
    )
    blocks = read_pdf(tmp_path / "house.pdf").blocks
    found = [(block.number, bare(block.text)) for block in blocks if block.kind == "footnote"]
    assert found == [(str(k), bare(sentence(k, 12 + 9 * k))) for k in (1, 2)]
    assert [bare(block.text) for block in blocks if block.kind == "paragraph"] == [bare(sentence(8, 60))]


def test_box_beside_the_text_stands_by_itself(tmp_path: Path) -> None:
    texts = [sentence(k, 70) for k in (1, 2, 4)]

    def box(canvas: Any, _: Any) -> None:
        canvas.rect(400, 640, 130, 80)
        canvas.setFont("Times-Roman", 8)
        for k, line in enumerate(["Wardens of the marsh", "at Farhaven harbour", "count herons daily"]):
            canvas.drawString(408, 700 - 12 * k, line)

    path = tmp_path / "box.pdf"
    document = SimpleDocTemplate(str(path), pagesize=A4, leftMargin=60, rightMargin=205, invariant=1)
    document.build([Paragraph(text, TEXT) for text in texts], onFirstPage=box)
    read = read_pdf(path)
    assert read.tables == []
    found = [bare(block.text) for block in read.blocks]
    assert [text for text in found if text in map(bare, texts)] == list(map(bare, texts))
    assert "".join(text for text in found if text not in map(bare, texts)) == bare(
        "Wardens of the marsh at Farhaven harbour count herons daily"
    )


def test_few_short_rows_far_below_the_names_of_their_columns(tmp_path: Path) -> None:
    rows = [["#1", "Names roots"], ["#2", "Names timber"], ["#3", "Names trunks"]]
    names = ["CoP97", "Valid from 1 July 2091"]
    style: list[Any] = [("BACKGROUND", (0, 0), (-1, 0), GREY), ("BOTTOMPADDING", (0, 0), (-1, 0), 7)]
    style.append(("TOPPADDING", (0, 1), (-1, -1), 2))
    table = laid([names], rows, style, colWidths=[60, 300])
    assert read_back(tmp_path, [Paragraph("Annotations", TITLE), table]) == [single([names, *rows])]
