"""Rows between upright rules, which no level rule parts, told by columns that begin again together under white."""

from __future__ import annotations

from itertools import pairwise

from pipeline.parse.pdf.gutters import text_lines
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.tables.find import find_tables
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.table import PageTable
from tests.parse.pdf.setting import level_rule, page, upright_rule, words

COLUMNS = (50.0, 310.0)
WORK = (
    "Count all of the herons along the banks and",
    "tell the wardens of it.",
    "Meet the wardens of the other lakes and of the",
    "coast once in each year, and more often where",
    "that is needed.",
)
DONE = ("The herons were counted by the wardens of both", "lakes.", "They met in May and once more in the autumn")


def sheet(cells: list[tuple[float, float, tuple[str, ...]]], top: float = 126.0) -> PageContent:
    """Set cells, by where their lines begin, in a frame with a rule between the columns, and names over it."""
    named = top > 110
    content = [word for x, name in zip(COLUMNS, ("Activities", "Results"), strict=True) for word in words(name, x, 112)]
    content = content if named else []
    for x, y, texts in cells:
        content += [word for k, text in enumerate(texts) for word in words(text, x, y + 12 * k)]
    content.sort(key=lambda word: word.baseline)
    bottom = max(word.box.bottom for word in content) + 6
    levels = (98, 118, bottom) if named else (bottom,)
    first = 98 if named else 70
    uprights = [upright_rule(x, first, bottom) for x in (44, 304, 560)]
    return page(content, *uprights, *(level_rule(44, 560, y) for y in levels))


def said(found: list[Word]) -> str:
    return " ".join(line.text for line in text_lines(found))


def body(table: PageTable) -> list[list[str]]:
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = said(cell.words)
    return rows[1:] if rows[0] == ["Activities", "Results"] else rows


def read(content: PageContent, learnt: Learnt | None = None) -> list[list[str]]:
    [table] = find_tables(content, learnt=learnt).tables
    return body(table)


TWO_ROWS = [(50.0, 136.0, WORK), (310.0, 136.0, DONE[:2]), (50.0, 208.0, WORK[2:]), (310.0, 208.0, DONE[2:])]


def test_columns_that_begin_again_together_begin_a_row() -> None:
    assert read(sheet(TWO_ROWS)) == [
        [" ".join(WORK), " ".join(DONE[:2])],
        [" ".join(WORK[2:]), DONE[2]],
    ]


def test_rows_of_even_height_are_as_far_apart_as_those_of_the_table_before() -> None:
    cells = [(x, y, texts[:2]) for x, texts in zip(COLUMNS, (WORK, DONE), strict=True) for y in (136.0, 172.0)]
    rows = [[" ".join(WORK[:2]), " ".join(DONE[:2])]] * 2
    assert read(sheet(cells)) == [[" ".join(row) for row in zip(*rows, strict=True)]]
    learnt = Learnt()
    read(sheet(TWO_ROWS), learnt)
    assert read(sheet(cells), learnt) == rows


def test_all_columns_that_begin_under_the_rest_of_one_begin_a_row() -> None:
    cells = [(310.0, 84.0, DONE), (50.0, 144.0, WORK), (310.0, 144.0, DONE[:1])]
    assert read(sheet(cells, 76.0)) == [["", " ".join(DONE)], [" ".join(WORK), DONE[0]]]


def test_paragraphs_as_far_apart_as_rows_would_be_tell_none() -> None:
    beside = [(310.0, 136.0, DONE[:1]), (310.0, 160.0, DONE[:1]), (310.0, 208.0, DONE[2:])]
    [[work, done]] = read(sheet([TWO_ROWS[0], TWO_ROWS[2], *beside]))
    assert (work, done) == (" ".join(WORK + WORK[2:]), " ".join([DONE[0], DONE[0], DONE[2]]))


HEADS = [f"{name} of the lakes, of the rivers and of the islands off the coast" for name in ("Herons", "Otters")]


def banded(*levels: float) -> PageContent:
    """Set two heads over all columns, at which the rule between these ends, over two rows each and over even ones."""
    even = [(x, y, texts[:2]) for x, texts in zip(COLUMNS, (WORK, DONE), strict=True) for y in (288.0, 324.0)]
    cells = [*TWO_ROWS, *even]
    content = [word for x, y, texts in cells for k, text in enumerate(texts) for word in words(text, x, y + 12 * k)]
    content += [word for x, name in zip(COLUMNS, ("Activities", "Results"), strict=True) for word in words(name, x, 92)]
    content += words(HEADS[0], 50, 112, bold=True) + words(HEADS[1], 50, 264, bold=True)
    content.sort(key=lambda word: word.baseline)
    heights = (80, 98, 120, 250, 272, 350)
    inner = [upright_rule(304, first, last) for first, last in ((80, 98), (120, 250), (272, 350))]
    outer = [upright_rule(x, first, last) for x in (44, 560) for first, last in pairwise(heights)]
    return page(content, *inner, *outer, *(level_rule(44, 560, y) for y in (80, 98, 350, *levels)))


def test_rows_between_heads_that_no_rule_parts_are_told_by_those_of_which_white_tells_it() -> None:
    even = [" ".join(WORK[:2]), " ".join(DONE[:2])]
    assert read(banded()) == [
        [HEADS[0], ""],
        [" ".join(WORK), " ".join(DONE[:2])],
        [" ".join(WORK[2:]), DONE[2]],
        [HEADS[1], ""],
        even,
        even,
    ]


def test_what_white_parts_under_one_head_leaves_rows_under_another_that_may_be_several() -> None:
    content = banded()
    content.words = [word for word in content.words if word.baseline < 280]
    for k, animal in enumerate(("cranes", "otters")):
        content.words += words(f"B{k + 1}. Count all the {animal} of the lakes,", 50, 288 + 24 * k)
        content.words += words("and ring them.", 50, 300 + 24 * k)
        content.words += words("They were counted in spring, and", 310, 283 + 24 * k)
        content.words += words("ringed in autumn, by the wardens.", 310, 295 + 24 * k)
    content.words.sort(key=lambda word: (word.baseline, word.x0))
    [table] = find_tables(content).tables
    assert [row[0].split()[0] for row in body(table)][-2:] == ["Otters", "B1."]
    assert table.together


def test_names_printed_again_with_rules_of_their_own_do_not_part_the_rows_between_heads() -> None:
    content = banded(370)
    for x, name, last in zip(COLUMNS, ("Activities", "Results"), ("Rest.", "None yet."), strict=True):
        content.words += [*words(name, x, 364, bold=True), *words(last, x, 384)]
    content.rules += [upright_rule(x, 350, 400) for x in (44, 304, 560)] + [level_rule(44, 560, 400)]
    for word in content.words:
        word.bold |= word.baseline == 92
    assert next(row for row in read(content) if row[0].startswith(WORK[0])) == read(banded())[1]


def test_rules_at_heads_part_rows() -> None:
    assert len(read(banded(120, 250, 272))) == 4


def test_rows_without_any_rule_between_them_are_told_so_however_little_white_parts_them() -> None:
    """Names stand further off than any two lines, as over paragraphs of one row."""
    low = [(50.0, 142.0, WORK), (310.0, 142.0, DONE[:2]), (50.0, 203.5, WORK[2:]), (310.0, 203.5, DONE[2:])]
    content = sheet(low)
    content.rules = [rule for rule in content.rules if rule.horizontal and rule.box.top < 120]
    assert read(content) == [[" ".join(WORK), " ".join(DONE[:2])], [" ".join(WORK[2:]), DONE[2]]]
