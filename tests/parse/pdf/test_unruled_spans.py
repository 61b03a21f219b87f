"""What spans rows or columns of a table that no rule draws."""

from __future__ import annotations

from pipeline.model import Box
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.find import find_tables
from tests.parse.pdf.unruled import LEFT, LINE, MARGIN, PARAGRAPH, RIGHT, ROW, cells, column, line, names, page, said


def test_row_that_begins_beside_running_text_shares_the_cell_of_this() -> None:
    content = page(
        1,
        names(100.0),
        column(LEFT, 124.0, "A1 Count the herons.", (ROW, "A2 Ring the herons."), (ROW, "A3 Feed them.")),
        column(
            RIGHT, 124.0, "All herons of the lakes", "were counted and ringed", "by both secretariats", "in spring."
        ),
        column(LEFT, 124.0 + 3 * ROW, "A4 Watch the otters."),
        column(RIGHT, 124.0 + 3 * ROW, "Not begun."),
    )
    (table,) = find_tables(content).tables
    found = cells(table)
    assert [found[row, 0][0] for row in (1, 2, 3, 4)] == [
        "A1 Count the herons.",
        "A2 Ring the herons.",
        "A3 Feed them.",
        "A4 Watch the otters.",
    ]
    assert found[1, 1] == ("All herons of the lakes were counted and ringed by both secretariats in spring.", 3, 1)
    assert found[4, 1] == ("Not begun.", 1, 1)
    assert table.spanning == frozenset({1})
    assert any("to span" in words for words in table.inferred)


def test_paragraph_that_begins_level_with_a_row_is_of_the_cell_that_spans_it() -> None:
    """It stands nearer to the text above than rows do, and the first column as far as these."""
    done = ("All herons of the lakes", (13.0, "were counted by both of"), (13.0, "them."), (PARAGRAPH, "They met."))
    content = page(
        1,
        names(100.0),
        column(LEFT, 124.0, "A1 Count the herons of", "both lakes.", (30.0, "A2 Ring the herons.")),
        column(RIGHT, 124.0, *done),
        column(
            LEFT, 196.0, "A3 Watch otters:", (PARAGRAPH, "- at sea;"), (PARAGRAPH, "- by night."), (30.0, "A4 Map it.")
        ),
        column(RIGHT, 196.0, "Not begun.", (30.0 + 2 * PARAGRAPH, "Not begun.")),
        ground=(85.0, 108.0),
    )
    (table,) = find_tables(content).tables
    found = cells(table)
    assert found[1, 1] == ("All herons of the lakes were counted by both of them. They met.", 2, 1)
    assert [found[row, 0][0][:2] for row in (1, 2, 3, 4)] == ["A1", "A2", "A3", "A4"]


def test_empty_cells_are_spanned_only_where_others_visibly_are() -> None:
    content = page(
        1,
        names(100.0),
        column(LEFT, 124.0, "A1 Count the herons.", (ROW, "A2 Ring the herons."), (ROW, "A3 Feed them.")),
        column(RIGHT, 124.0, "All were counted."),
        ground=(85.0, 108.0),
    )
    (table,) = find_tables(content).tables
    assert cells(table)[1, 1] == ("All were counted.", 1, 1)
    assert cells(table)[2, 1] == ("", 1, 1)


def test_cell_that_makes_its_row_as_high_as_it_is_does_not_span_the_empty_ones_below() -> None:
    """The text of A4 needs two lines more than A4 has; were its cell to go on beside A5, it would need none."""
    content = page(
        1,
        names(100.0),
        column(LEFT, 124.0, "A1 Count the herons.", (ROW, "A2 Ring the herons."), (ROW, "A3 Feed them.")),
        column(
            RIGHT, 124.0, "All herons of the lakes", "were counted and ringed", "by both secretariats", "in spring."
        ),
        column(LEFT, 196.0, "A4 Watch the otters."),
        column(RIGHT, 196.0, "Otters were watched", "in all of the lakes", "and in the delta."),
        column(LEFT, 220.0 + ROW, "A5 Map it.", (ROW, "A6 Mend the boats.")),
    )
    (table,) = find_tables(content).tables
    found = cells(table)
    assert found[4, 1] == ("Otters were watched in all of the lakes and in the delta.", 1, 1)
    assert found[5, 1] == found[6, 1] == ("", 1, 1)


def test_empty_cells_under_others_are_named_where_nothing_tells_what_spans_them() -> None:
    first = [*column(LEFT, 124.0, "A1 Count the herons."), *column(RIGHT, 124.0, "All were counted.")]
    below = column(LEFT, 124.0 + ROW, "A2 Ring the herons.")
    beside = column(RIGHT, 124.0 + ROW, "All were ringed.")
    named = [
        any("not taken to span" in words for words in table.inferred)
        for content in (page(1, names(100.0), first, below), page(1, names(100.0), first, below, beside))
        for table in find_tables(content).tables
    ]
    assert named == [True, False]


def test_regions_and_heads_span_what_stands_under_them_in_a_table_of_figures() -> None:
    xs = (70.0, 150.0, 270.0, 330.0)

    def row(baseline: float, *texts: str, bold: bool = False) -> list[Word]:
        return [word for x, text in zip(xs, texts, strict=False) if text for word in line(text, x, baseline, bold=bold)]

    content = page(
        1,
        row(100.0, "Region", "Species", "Seizures", bold=True),
        row(124.0, "", "", "2090", "2091", bold=True),
        row(148.0, "North and", "herons", "12", "340"),
        row(160.0, "West"),
        row(172.0, "", "otters", "7", "81"),
        row(196.0, "East", "herons", "9", "11"),
        row(220.0, "", "storks", "3", "5"),
        row(244.0, "", "otters", "30", "6"),
    )
    (table,) = find_tables(content).tables
    found = cells(table)
    assert found[0, 0] == ("Region", 2, 1)
    assert found[0, 2] == ("Seizures", 1, 2)
    assert found[2, 0] == ("North and West", 2, 1)
    assert found[4, 0] == ("East", 3, 1)
    assert table.rows == 7


def test_grounds_of_some_columns_show_the_cell_beside_them_that_spans_rows() -> None:
    """The second result answers two activities; it has no ground, nor have the first of them, the row below, a head."""
    done = ["Two herons were counted.", "Mapped in May.", "", "Six boats were mended."]
    tops = [124.0 + 2 * LINE * k for k in range(4)]
    words = names(100)
    for k, (top, result) in enumerate(zip(tops, done, strict=True)):
        words += line(f"B{k + 1} Count all of the herons", LEFT, top) + line("of the lakes.", LEFT, top + LINE)
        words += line(result, RIGHT, top) if result else []
    content = page(1, words)
    content.shades = [Box(MARGIN, tops[k] - 10, right, tops[k] + 2 * LINE - 10) for k, right in ((0, 540), (2, 300))]
    content.words += line("Otters", LEFT, tops[3] + 2 * LINE, bold=True)
    last = tops[3] + 3 * LINE
    content.shades.append(Box(MARGIN, last - 10, 540, last + LINE - 10))
    content.words += [*line("B5 Seek funds.", LEFT, last), *line("Found.", RIGHT, last)]
    [table] = find_tables(content).tables
    spans = {(cell.row, cell.column): (cell.row_span, said(cell.words)) for cell in table.cells if cell.column}
    assert spans == {
        (0, 1): (1, "What was done"),
        (1, 1): (1, done[0]),
        (2, 1): (2, done[1]),
        (4, 1): (1, done[3]),
        (6, 1): (1, "Found."),
    }
