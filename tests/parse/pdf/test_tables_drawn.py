"""Tables of known cells, drawn in many ways, come back as they are."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drawn import Drawing, Entry, Rules, Sheet, draw
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.pdf.gutters import text_lines
from pipeline.parse.pdf.pages import open_pdf
from pipeline.parse.pdf.stitch import StitchedTable, stitch
from pipeline.parse.pdf.styles import mark_styles
from pipeline.parse.pdf.tables import PageTable, find_tables

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
            tables = find_tables(page, tables[-1] if tables else None)
            taken = {id(word) for table in tables for cell in table.cells for word in cell.words}
            flow.extend(tables)
            flow.extend(line.text for line in text_lines([word for word in page.words if id(word) not in taken]))
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


@pytest.mark.parametrize("rules", ["all", "horizontal", "header", "none"])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_programme_comes_back(rules: Rules, data: st.DataObject) -> None:
    header, rows = data.draw(programmes())
    sheet = data.draw(sheets(len(header), rules))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.pdf"
        drawing = draw(path, header, rows, sheet)
        found = tables_of(path)
    assert isinstance(drawing, Drawing)
    assert len(found) == 1
    assert texts(found[0]) == expected([header, *rows])
    assert found[0].header_rows == 1
    assert [fragment.page for fragment in found[0].fragments] == list(range(1, drawing.pages + 1))
