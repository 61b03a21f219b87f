"""A table of one column: what shows that it is one, and where it goes on."""

from __future__ import annotations

from pipeline.model import Box
from pipeline.parse.pdf.pages.page import PageContent, Rule, Word
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from tests.parse.pdf.unruled import (
    DESCRIBED,
    LEFT,
    LINE,
    MARGIN,
    PARAGRAPH,
    ROW,
    cells,
    column,
    joined,
    line,
    page,
    read,
)


def one_column(number: int, *parts: list[Word], ground: bool = True) -> PageContent:
    return page(number, *parts, ground=(85.0, 108.0) if ground else None)


def test_column_under_a_ground_is_a_table_where_other_text_begins_with_the_ground() -> None:
    title = line("A. Herons and other birds of the lakes", MARGIN, 70.0, bold=True)
    name = line("Joint activities", LEFT, 100.0, bold=True)
    body = column(
        LEFT, 124.0, "A1 Count the herons of both lakes.", (ROW, "A2 Ring them."), (PARAGRAPH, "A3 Feed them.")
    )
    after = line("The secretariats thank all who counted.", MARGIN, 210.0)
    (table,) = find_tables(one_column(1, title, name, body, after)).tables
    assert [text for text, _, _ in cells(table).values()] == [
        "Joint activities",
        "A1 Count the herons of both lakes.",
        "A2 Ring them. A3 Feed them.",
    ]
    assert find_tables(one_column(1, title, name, body, after, ground=False)).tables == []
    assert find_tables(one_column(1, name, body)).tables == []


def test_column_whose_name_describes_activities_is_a_table_where_it_is_set_in() -> None:
    title = line("A. Herons and other birds of the lakes", MARGIN, 70.0, bold=True)
    name = line(DESCRIBED, LEFT, 100.0, bold=True)
    body = column(
        LEFT, 124.0, "A1 Count the herons of both lakes.", (ROW, "A2 Ring them."), (PARAGRAPH, "A3 Feed them.")
    )
    after = line("The secretariats thank all who counted.", MARGIN, 210.0)
    (table,) = find_tables(page(1, title, name, body, after)).tables
    assert [text for text, _, _ in cells(table).values()] == [
        DESCRIBED,
        "A1 Count the herons of both lakes.",
        "A2 Ring them. A3 Feed them.",
    ]
    assert (table.xs[0], table.xs[-1], table.header_rows) == (MARGIN, 600.0 - MARGIN, 1)
    assert find_tables(page(1, name, body)).tables == [], "all text of the page begins where the name does"


def between(content: PageContent, *places: float) -> PageContent:
    """Draw rules over the whole width of the text of a page."""
    content.rules += [Rule(Box(MARGIN, y, 540.0, y + 0.6), horizontal=True) for y in places]
    return content


def test_column_between_rules_is_a_table_though_its_page_ends_behind_its_name_or_the_first_head() -> None:
    title = line("A. Herons and other birds of the lakes", MARGIN, 660.0, bold=True)
    name = line(DESCRIBED, LEFT, 700.0, bold=True)
    head = line("Herons", LEFT, 724.0, bold=True)
    body = column(
        LEFT, 74.0, "A1 Count the herons of both lakes.", (PARAGRAPH, "A2 Ring them."), (ROW, "A3 Feed them.")
    )
    for above, rules in (((title, name), (686, 708)), ((title, name, head), (686, 708, 732))):
        upper = find_tables(between(page(1, *above), *rules)).tables
        assert [(table.rows, table.header_rows, table.ruled_rows) for table in upper] == [(len(rules) - 1, 1, True)]
        (lower,) = find_tables(between(page(2, body), 60.0, 98.0, 122.0), upper[0]).tables
        assert [text for text, _, _ in cells(lower).values()] == [
            "A1 Count the herons of both lakes. A2 Ring them.",
            "A3 Feed them.",
        ]


def test_plain_name_that_describes_activities_names_a_column_between_rules_with_white_over_heads() -> None:
    """As where a font has no name that says it is bold. A title has more white over it, too, but no activity below."""
    name = line(DESCRIBED, LEFT, 100.0)
    groups = [
        [*line(head, LEFT, y), *line(f"{code} Count them at both lakes.", LEFT, y + LINE)]
        for head, code, y in (("Herons", "A1.", 128.0), ("Otters", "A2.", 172.0))
    ]
    (table,) = find_tables(between(page(1, name, *groups), 86.0, 105.0, 150.0, 194.0)).tables
    assert [text for text, _, _ in cells(table).values()] == [
        DESCRIBED,
        "Herons A1. Count them at both lakes.",
        "Otters A2. Count them at both lakes.",
    ]
    titles = [line("Herons of the lakes", LEFT, 128.0), line("Otters of the lakes", LEFT, 172.0)]
    assert find_tables(between(page(1, name, *titles), 86.0, 105.0, 150.0, 194.0)).tables == []


def test_row_that_the_page_cuts_right_under_the_name_of_a_column_is_one_row() -> None:
    name = line(DESCRIBED, LEFT, 700.0, bold=True)
    cut = [*line("Herons", LEFT, 724.0, bold=True), *line("A1 Count the herons of", LEFT, 742.0)]
    (upper,) = find_tables(between(page(1, name, cut), 686, 708)).tables
    assert (upper.rows, upper.header_rows, upper.ruled_rows) == (2, 1, True)
    assert cells(upper)[1, 0][0] == "Herons A1 Count the herons of"


def test_column_is_known_by_its_name_and_how_far_it_was_set_in_before() -> None:
    title = line("A. Herons and other birds of the lakes", MARGIN, 70.0, bold=True)
    name = line(DESCRIBED, LEFT, 100.0, bold=True)
    first = page(1, title, name, column(LEFT, 124.0, "A1 Count the herons."), line("B. Otters", MARGIN, 190.0))
    learnt = Learnt()
    find_tables(first, None, learnt)
    alone = page(2, line(DESCRIBED, LEFT, 70.0, bold=True), column(LEFT, 94.0, "B1 Count the otters."))
    (table,) = find_tables(alone, None, learnt).tables
    assert (table.rows, table.header_rows, table.xs[0]) == (2, 1, MARGIN)


def test_name_of_one_column_at_the_end_of_a_page_heads_what_the_next_begins_with() -> None:
    title = line("A. Herons and other birds of the lakes", MARGIN, 70.0, bold=True)
    first = page(1, title, line(DESCRIBED, LEFT, 100.0, bold=True))
    rest = column(LEFT, 70.0, "A1 Count the herons.", (ROW, "A2 Ring them."))
    (table,) = read(first, page(2, rest, line("Other matters were not raised.", MARGIN, 140.0)))
    assert (table.header_rows, list(joined(table).values())) == (
        1,
        [DESCRIBED, "A1 Count the herons.", "A2 Ring them."],
    )


def test_column_goes_on_where_text_is_set_in_as_the_table_was() -> None:
    title = line("A. Herons and other birds of the lakes", MARGIN, 70.0, bold=True)
    name = line("Joint activities", LEFT, 100.0, bold=True)
    first = one_column(1, title, name, column(LEFT, 124.0, "A1 Count the herons.", (ROW, "A2 Ring them all, and")))
    rest = column(LEFT, 70.0, "feed them.", (ROW, "A3 Watch the otters."))
    (table,) = read(first, page(2, rest, line("Other matters were not raised.", MARGIN, 140.0)))
    assert list(joined(table).values()) == [
        "Joint activities",
        "A1 Count the herons.",
        "A2 Ring them all, and|feed them.",
        "A3 Watch the otters.",
    ]


def test_rows_of_one_column_on_every_other_ground_are_those_of_the_name_over_the_first() -> None:
    """The first row has no ground, so that nothing is drawn under the name; the page ends with the head of a group."""
    running = line("Running text begins farther left than the table.", MARGIN, 60)
    rows = [
        ["Herons"],
        ["B1 Count herons."],
        ["Otters"],
        ["B2 Count otters", "of all rivers", "in winter."],
        ["Cranes"],
    ]
    rows += [["B3 Count cranes."], ["Seals"]]
    name = "Description of joint activities"
    words = line(name, LEFT, 100, bold=True)
    shades = []
    top = 124.0
    for at, texts in enumerate(rows):
        for text in texts:
            words += line(text, LEFT, top + LINE * texts.index(text), bold=at % 2 == 0)
        height = ROW + LINE * (len(texts) - 1)
        if at % 2:
            shades.append(Box(MARGIN, top - 15, 540, top - 15 + height))
        top += height
    content = page(1, running, words)
    content.shades = shades
    [table] = find_tables(content).tables
    assert table.header_rows == 1
    assert [cells(table)[row, 0][0] for row in range(table.rows)] == [name, *map(" ".join, rows)]


def test_column_under_a_name_printed_again_may_begin_with_the_second_level_of_a_list() -> None:
    name = line("Joint activities", LEFT, 100.0, bold=True)
    rest = [*column(LEFT + 12, 124.0, "- frogs; and"), *column(LEFT, 140.0, "- fish."), *line("After.", MARGIN, 180.0)]
    (table,) = find_tables(one_column(1, name, rest)).tables
    assert cells(table)[1, 0][0] == "- frogs; and - fish."
