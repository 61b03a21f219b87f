"""Whatever a page holds, its tables are whole grids, and no word is in two cells."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Box
from pipeline.parse.pdf.pages.page import PageContent, Rule, Word
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.over_pages.stitch import stitch
from pipeline.parse.pdf.tables.table import PageTable

PLACES = st.integers(0, 24).map(lambda n: 20.0 + 20 * n)
TEXTS = st.sampled_from(
    ["heron", "12", "B4.", "3,456", ".....", "Total.....", "•", "of", "$", "%", "-", "(a)", "Oldquay"]
)


@st.composite
def words(draw: st.DrawFn) -> Word:
    x0, top, text = draw(PLACES), draw(PLACES), draw(TEXTS)
    size = draw(st.sampled_from([7.0, 9.0, 12.0]))
    edges = (x0, top, x0 + 0.5 * size * len(text), top + size)
    direction = draw(st.sampled_from([0.0, 0.0, 0.0, 90.0]))
    return Word(text, *edges, size, top + 0.8 * size, bold=draw(st.booleans()), direction=direction, glyphs=len(text))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    horizontal = draw(st.booleans())
    place, start, length = draw(PLACES), draw(PLACES), draw(st.sampled_from([20.0, 100.0, 300.0]))
    box = Box(start, place, start + length, place) if horizontal else Box(place, start, place, start + length)
    return Rule(box, horizontal)


@st.composite
def pages(draw: st.DrawFn, number: int = 1) -> PageContent:
    return PageContent(
        number,
        600.0,
        600.0,
        draw(st.lists(words(), min_size=1, max_size=40)),
        draw(st.lists(rules(), max_size=25)),
    )


def positions(table: PageTable) -> list[tuple[int, int]]:
    return sorted(
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    )


@given(pages(1), pages(2))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_tables_are_whole_and_share_no_word(first: PageContent, second: PageContent) -> None:
    before = find_tables(first)
    after = find_tables(second, before.tables[-1] if before.tables else None)
    for page, parts in ((first, before), (second, after)):
        tables = parts.tables
        held = [id(word) for table in tables for cell in table.cells for word in cell.words]
        assert len(held) == len(set(held))
        assert sorted([*held, *map(id, parts.words)]) == sorted(map(id, page.words))
        assert sorted(id(word) for line in parts.lines for word in line.words) == sorted(
            id(word) for word in parts.words if not word.direction
        )
        for table in tables:
            assert positions(table) == [(r, c) for r in range(table.rows) for c in range(table.columns)]
            assert table.xs == sorted(table.xs)
            assert table.ys == sorted(table.ys)
    joined = stitch([*before.tables, *after.tables])
    kept = [id(word) for table in joined for cell in table.cells for piece in cell.pieces for word in piece.words]
    kept += [id(word) for table in joined for piece in table.repeated for word in piece.words]
    assert sorted(kept) == sorted(
        id(word) for table in [*before.tables, *after.tables] for cell in table.cells for word in cell.words
    )
    for table in joined:
        assert sorted(
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ) == [(r, c) for r in range(table.rows) for c in range(table.columns)]
