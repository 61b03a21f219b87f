"""Tables of known cells, drawn in many ways, come back as they are."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drawn import TEXT_TOP, Drawing, Entry, Rules, Sheet, draw, wrap
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipeline.parse.pdf.gutters import text_lines
from pipeline.parse.pdf.pages.file import open_pdf
from pipeline.parse.pdf.read import read_pdf
from pipeline.parse.pdf.styles import mark_styles
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.over_pages.stitch import stitch
from pipeline.parse.pdf.tables.over_pages.stitched import StitchedTable
from pipeline.parse.pdf.tables.table import PageTable

NOUNS = [
    "heron",
    "otter",
    "marsh",
    "ledger",
    "census",
    "delta",
    "harbour",
    "corridor",
    "festival",
    "tally",
    "orchard",
    "lantern",
]
VERBS = ["counts", "follows", "guards", "maps", "revisits", "prepares", "reviews", "measures"]
PLACES = ["Farhaven", "Westmere", "Oldquay", "Northreach", "Sandholm", "Eastvale"]


@st.composite
def sentences(draw_from: st.DrawFn, least: int = 4, most: int = 30) -> str:
    """Draw a sentence of invented words, with a capital at its beginning and a full stop at its end."""
    count = draw_from(st.integers(least, most))
    words = [draw_from(st.sampled_from(NOUNS + VERBS + PLACES)) for _ in range(count)]
    return " ".join(words).capitalize() + "."


def tables_of(path: Path, enabled: bool = True) -> list[StitchedTable]:
    flow: list[PageTable | str] = []
    tables: list[PageTable] = []
    with open_pdf(path) as pdf:
        for number in range(1, pdf.page_count + 1):
            page = pdf.page(number)
            mark_styles(page)
            parts = find_tables(page, tables[-1] if tables else None)
            tables = parts.tables
            flow.extend(tables)
            flow.extend(line.text for line in text_lines(parts.words))
    return stitch(flow, enabled)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def texts(table: StitchedTable) -> list[dict[int, str]]:
    """Return each row's cells by column, without white space."""
    rows: list[dict[int, str]] = [{} for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = bare(
            "".join(line.text for piece in cell.pieces for line in text_lines(piece.words))
        )
    return rows


def expected(rows: list[list[Entry]]) -> list[dict[int, str]]:
    found = []
    for row in rows:
        column, cells = 0, {}
        for entry in row:
            cells[column] = bare("".join(entry.paragraphs))
            column += entry.column_span
        found.append(cells)
    return found


@st.composite
def programmes(draw_from: st.DrawFn) -> tuple[list[Entry], list[list[Entry]]]:
    """Draw a table of two or three columns of text: an activity with its code, its result, perhaps a time frame."""
    columns = draw_from(st.integers(2, 3))
    header = [Entry((title,)) for title in ("Description of activities", "Results", "Period")[:columns]]
    rows = []
    for number in range(1, draw_from(st.integers(3, 9)) + 1):
        activity = [f"B{number}. {draw_from(sentences())}"]
        activity.extend(draw_from(st.lists(sentences(), max_size=2)))
        result = tuple(draw_from(sentences()) for _ in range(draw_from(st.integers(1, 3))))
        row = [Entry(tuple(activity)), Entry(result)]
        if columns == 3:
            row.append(Entry((f"{2090 + number}",)))
        rows.append(row)
    return header, rows


@st.composite
def sheets(draw_from: st.DrawFn, columns: int, rules: Rules) -> Sheet:
    wide = draw_from(st.booleans())
    page = (842.0, 595.0) if wide else (595.0, draw_from(st.sampled_from([842.0, 500.0, 400.0])))
    room = page[0] - 100
    share = draw_from(st.sampled_from([0.35, 0.45, 0.55]))
    widths = (room * share, room * (1 - share)) if columns == 2 else (room * share, room * (0.85 - share), room * 0.15)
    size = draw_from(st.sampled_from([8.0, 9.0, 10.5]))
    return Sheet(
        widths=widths,
        page=page,
        rules=rules,
        font=draw_from(st.sampled_from(["Helvetica", "Times-Roman"])),
        size=size,
        leading=round(size * draw_from(st.sampled_from([1.15, 1.25])), 2),
        padding=draw_from(st.sampled_from([3.0, 4.0, 6.0])),
        header_repeated=draw_from(st.booleans()),
        shaded_header=draw_from(st.booleans()),
        rules_at_breaks=draw_from(st.booleans()),
    )


def read_back(header: list[Entry], rows: list[list[Entry]], sheet: Sheet) -> tuple[Drawing, list[StitchedTable]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.pdf"
        return draw(path, header, rows, sheet), tables_of(path)


@pytest.mark.parametrize("rules", ["all", "horizontal", "header", "none"])
@given(data=st.data())
@settings(max_examples=20, deadline=None, derandomize=True)
def test_programme_comes_back(rules: Rules, data: st.DataObject) -> None:
    header, rows = data.draw(programmes())
    drawing, found = read_back(header, rows, data.draw(sheets(len(header), rules)))
    assert [texts(table) for table in found] == [expected([header, *rows])]
    assert found[0].header_rows == 1
    assert [fragment.page for fragment in found[0].fragments] == list(range(1, drawing.pages + 1))


@given(data=st.data())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_split_anywhere_and_stitched_is_equal(data: st.DataObject) -> None:
    header, rows = data.draw(programmes())
    sheet = data.draw(sheets(len(header), "all"))
    room = sheet.page[1] - sheet.bottom - TEXT_TOP
    start = data.draw(st.floats(0.0, room - 60.0))
    _, found = read_back(header, rows, replace(sheet, first_top=TEXT_TOP + start))
    _, whole = read_back(header, rows, replace(sheet, page=(sheet.page[0], 4000.0)))
    assert [texts(table) for table in found] == [texts(table) for table in whole]


@st.composite
def merged(draw_from: st.DrawFn) -> list[list[Entry]]:
    """Draw rows of three columns in which cells span columns and rows."""
    rows: list[list[Entry]] = []
    for number in range(draw_from(st.integers(2, 5))):
        kind = draw_from(st.sampled_from(["plain", "wide", "tall", "head"]))
        theme = f"Theme {number}"
        texts = [draw_from(sentences(2, 8)) for _ in range(4)]
        if kind == "plain":
            rows.append([Entry((theme,)), Entry((texts[0],)), Entry((texts[1],))])
        elif kind == "wide":
            rows.append([Entry((theme,)), Entry((texts[0],), column_span=2)])
        elif kind == "head":
            rows.append([Entry((theme,), column_span=3)])
        else:
            rows.append([Entry((theme,), row_span=2), Entry((texts[0],)), Entry((texts[1],))])
            rows.append([Entry((texts[2],)), Entry((texts[3],))])
    return rows


@given(data=st.data())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_spans_of_merged_cells_are_exposed(data: st.DataObject) -> None:
    rows = data.draw(merged())
    header = [Entry((title,)) for title in ("Theme", "Activity", "Result")]
    sheet = Sheet(widths=(90.0, 200.0, 200.0), size=data.draw(st.sampled_from([8.0, 10.0])))
    _, [table] = read_back(header, rows, sheet)
    spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in table.cells}
    truth: dict[tuple[int, int], tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate([header, *rows]):
        column = 0
        for entry in row:
            while (r, column) in taken:
                column += 1
            truth[r, column] = (entry.row_span, entry.column_span)
            taken |= {(r + k, column + j) for k in range(entry.row_span) for j in range(entry.column_span)}
            column += entry.column_span
    assert spans == truth


@pytest.mark.parametrize("rules", ["all", "horizontal", "header", "none"])
@given(data=st.data())
@settings(max_examples=20, deadline=None, derandomize=True)
def test_figures_come_back(rules: Rules, data: st.DataObject) -> None:
    columns = data.draw(st.integers(2, 6))
    header = [Entry(("Province",)), *(Entry((f"Tally {k}",)) for k in range(1, columns))]
    names = data.draw(st.lists(st.sampled_from(PLACES), min_size=4, max_size=6, unique=True))
    figure = st.one_of(
        st.integers(0, 99999).map(lambda n: f"{n:,}"), st.just("n.a."), st.integers(0, 99).map("{}%".format)
    )
    rows = [[Entry((name,)), *(Entry((data.draw(figure),)) for _ in range(1, columns))] for name in names]
    sheet = Sheet(
        widths=(120.0, *(data.draw(st.sampled_from([55.0, 70.0])) for _ in range(1, columns))),
        rules=rules,
        padding=data.draw(st.sampled_from([1.0, 3.0])),
        bold_header=data.draw(st.booleans()),
    )
    _, found = read_back(header, rows, sheet)
    assert [texts(table) for table in found] == [expected([header, *rows])]


def paragraphs_of(text: str, canvas: Canvas, x: float, y: float, width: float) -> float:
    for line in wrap(text, "Times-Roman", 10, width):
        canvas.drawString(x, y, line)
        y -= 12
    return y - 6


def drawn_page(folder: Path, write: Callable[[Canvas], None]) -> list[StitchedTable]:
    path = folder / "page.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=True)
    canvas.setFont("Times-Roman", 10)
    write(canvas)
    canvas.save()
    return tables_of(path)


LONG = "the wardens of the delta counted herons and otters in every marsh that they could reach before the winter " * 6


def test_numbered_paragraphs_and_lists_are_no_tables(tmp_path: Path) -> None:
    def write(canvas: Canvas) -> None:
        y = 780.0
        for mark in ("1.", "2.", "3.", "(a)", "(b)", "\u2022", "\u2022", "-"):
            canvas.drawString(60, y, mark)
            y = paragraphs_of(LONG[:220], canvas, 90, y, 440)

    assert drawn_page(tmp_path, write) == []


def test_prose_in_two_columns_is_no_table(tmp_path: Path) -> None:
    def write(canvas: Canvas) -> None:
        paragraphs_of(LONG, canvas, 60, 780, 220)
        paragraphs_of(LONG, canvas, 310, 780, 220)

    assert drawn_page(tmp_path, write) == []


def test_letterhead_contents_and_signatures_are_no_tables(tmp_path: Path) -> None:
    def write(canvas: Canvas) -> None:
        for k, line in enumerate(("Distribution: General", "MA/SC12/Doc.7", "14 March 2093", "Original: English")):
            canvas.drawString(60, 800 - 13 * k, "MERIDIAN ACCORD" if k == 0 else "")
            canvas.drawString(400, 800 - 13 * k, line)
        for k, (entry, number) in enumerate((("Introduction", 3), ("The survey", 5), ("Lanterns", 12), ("Annex", 20))):
            canvas.drawString(60, 700 - 14 * k, entry + " " + "." * 120)
            canvas.drawRightString(530, 700 - 14 * k, str(number))
        for k, (one, other) in enumerate((("A. Heron", "B. Otter"), ("Chair", "Secretary"), ("Farhaven", "Westmere"))):
            canvas.drawString(100, 500 - 14 * k, one)
            canvas.drawString(350, 500 - 14 * k, other)

    assert drawn_page(tmp_path, write) == []


def test_frames_of_pages_and_charts_are_no_tables(tmp_path: Path) -> None:
    def write(canvas: Canvas) -> None:
        canvas.rect(40, 40, 515, 762)
        canvas.rect(150, 150, 300, 200)
        for k in range(1, 5):
            canvas.line(150, 150 + 40 * k, 450, 150 + 40 * k)
            canvas.drawRightString(145, 150 + 40 * k, str(100 * k))
        canvas.drawString(180, 330, "Herons")
        paragraphs_of(LONG, canvas, 60, 780, 470)
        paragraphs_of(LONG, canvas, 60, 600, 470)

    assert drawn_page(tmp_path, write) == []


@pytest.mark.parametrize("upright", [True, False])
def test_bars_on_lines_are_no_table(upright: bool, tmp_path: Path) -> None:
    def write(canvas: Canvas) -> None:
        paragraphs_of(LONG, canvas, 60, 780, 470)
        canvas.rect(60, 200, 400, 220)
        for k in range(6):
            canvas.line(80, 220 + 32 * k, 450, 220 + 32 * k)
            canvas.setFillGray(0.7)
            bar = (100 + 55 * k, 220, 30, 30 + 25 * k) if upright else (80, 224 + 32 * k, 60 + 50 * k, 20)
            canvas.rect(*bar, fill=1)
            canvas.setFillGray(0)
            canvas.drawString(104 + 55 * k, 206, str(2091 + k))
            canvas.drawString(62, 222 + 32 * k, str(10 * k))

    assert drawn_page(tmp_path, write) == []


def test_boxed_paragraph_is_a_table_of_one_cell(tmp_path: Path) -> None:
    def write(canvas: Canvas) -> None:
        paragraphs_of(LONG, canvas, 60, 780, 470)
        canvas.rect(55, 560, 480, 60)
        paragraphs_of(LONG[:250], canvas, 60, 605, 470)

    [table] = drawn_page(tmp_path, write)
    assert (table.rows, table.columns) == (1, 1)


def test_heads_over_several_columns_span_them(tmp_path: Path) -> None:
    def write(canvas: Canvas) -> None:
        canvas.line(60, 700, 520, 700)
        canvas.drawCentredString(265, 686, "Summer")
        canvas.drawCentredString(445, 686, "Winter")
        canvas.line(210, 682, 330, 682)
        canvas.line(390, 682, 510, 682)
        places = (220, 320, 400, 500)
        for x, year in zip(places, ("2091", "2092", "2091", "2092"), strict=True):
            canvas.drawRightString(x, 670, year)
        canvas.drawString(60, 670, "Province")
        canvas.line(60, 664, 520, 664)
        for k, name in enumerate(("Farhaven", "Westmere", "Oldquay")):
            canvas.drawString(60, 650 - 13 * k, name + " " + "." * 20)
            for x in places:
                canvas.drawRightString(x, 650 - 13 * k, str(x + k))
        canvas.line(60, 618, 520, 618)

    [table] = drawn_page(tmp_path, write)
    heads = {(cell.column, cell.column_span) for cell in table.cells if cell.row == 0 and cell.pieces[0].words}
    assert heads == {(1, 2), (3, 2)}
    assert (table.rows, table.columns, table.header_rows) == (5, 5, 2)


@pytest.mark.corpus
def test_tables_of_the_real_documents_are_whole() -> None:
    root = Path(__file__).parents[3]
    folder = root.parent / "shared" / "corpus" / "pdf"
    if not folder.is_dir():
        pytest.skip("the real documents are not here: no folder pdf in ../shared/corpus")
    found = []
    for path in sorted(folder.glob("*.pdf")):
        for table in read_pdf(path).tables:
            pages = [fragment.page for fragment in table.fragments]
            found.append((path.stem, pages[0], pages[-1], table.rows, table.columns))
    with (root / "bench" / "corpus_tables.csv").open(newline="") as file:
        counted = [(row[0], *map(int, row[1:])) for row in list(csv.reader(file))[1:]]
    assert sorted(found) == sorted(counted)
