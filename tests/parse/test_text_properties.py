"""What holds for every text: nothing is lost or added, and tables come back however they were written or cut."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import BULLET, ParsedDocument
from pipeline.parse.structure import finish
from pipeline.parse.text import read_text_string, reader
from pipeline.parse.text.coverage import Coverage

PIECES = [
    *["\n", "\n\n", "\r\n", "\f", "\t", " ", "\u00a0", "  \n", "\u2028", "\u00ad", "\u200b", "\x0b"],
    *["- ", "* ", "• ", "1. ", "2. ", "12.\n", "a) ", "(i) ", "(A) ", "B1. ", "¹", "¹ ", "1 Note ", "[^1]", "[^1]: "],
    *["*", "**", "_", "~~", "`", "\\", "# ", "## ", "---\n", "```\n", "|", "| a | b |\n", "|---|---|\n", "<", ">"],
    *["<p>", "</p>", "<ul>", "</ul>", "<ol>", "<li>", "<br>", "<u>", "</u>", "<sup>2</sup>", "<i>", "<!-- c -->"],
    *["<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<td rowspan=2 colspan=3>", "<th>", "<h2>", "<b "],
    *["+------+------+\n", "  +------+------+\n", "+---\n", "| Otters | Bears |\n", "> ", "> 1 See item 21. \n"],
    *["Activity| Results  \n", "---|---  \n", "A1. Count all the herons.  \n", '<tr class="odd">\n', "<td>Otters\n"],
    *["[x](http://x.org/a_b)", "http://x.org/a_b*c", "$^{2}$", "![i](x.png)", "capa-\n", "city ", "capacity "],
    *[
        "Annex 1\n",
        "SC98 Doc. 1\n",
        "p. 3\n",
        "Description\tResults\n",
        "otters ",
        "Bears. ",
        "and ",
        "LAKES ",
        "e\u0301 ",
    ],
]
SOURCES = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=200)


def read_with_coverage(source: str, *, stitch: bool) -> tuple[ParsedDocument, Coverage]:
    kept: list[Coverage] = []

    class Kept(Coverage):
        def __init__(self, source: str) -> None:
            super().__init__(source)
            kept.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "Coverage", Kept)
        parsed = read_text_string(source, stitch=stitch)
    return parsed, kept[0]


def letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, unicodedata.normalize("NFKD", text)))


@settings(max_examples=250, deadline=None)
@given(SOURCES, st.booleans())
def test_nothing_is_lost_and_nothing_is_added(source: str, stitch: bool) -> None:
    source = source.replace("&", "")
    parsed, coverage = read_with_coverage(source, stitch=stitch)
    assert parsed.ledger.unaccounted == 0
    assert parsed.ledger.characters == len(source)
    taken = "".join(character for position, character in enumerate(source) if coverage.is_taken(position))
    assert parsed.ledger.in_blocks == len(taken)
    assert letters("".join((block.number or "") + block.text for block in parsed.blocks)) == letters(taken)


@settings(max_examples=250, deadline=None)
@given(SOURCES, st.booleans())
def test_every_block_is_clean_and_lies_inside_the_source(source: str, stitch: bool) -> None:
    parsed = read_text_string(source, stitch=stitch)
    for block in parsed.blocks:
        assert block.text or block.number
        assert unicodedata.is_normalized("NFC", block.text)
        assert " ".join(block.text.split()) == block.text
        assert block.fragments or not any(map(str.isalnum, block.text))
        for fragment in block.fragments:
            assert fragment.source_start is not None
            assert fragment.source_end is not None
            assert 0 <= fragment.source_start < fragment.source_end <= len(source)
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)


@settings(max_examples=150, deadline=None)
@given(SOURCES)
def test_cells_and_their_blocks_belong_together(source: str) -> None:
    parsed = read_text_string(source)
    finish(parsed, "specimen")
    indexes = [index for table in parsed.tables for cell in table.cells for index in cell.block_indexes]
    assert indexes == [index for index, block in enumerate(parsed.blocks) if block.kind == "table_cell"]
    for table in parsed.tables:
        positions = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + 1)
            for column in range(cell.column, cell.column + 1)
        ]
        assert len(positions) == len(set(positions))
        assert all(row < table.rows and column < table.columns for row, column in positions)
        first = min((index for cell in table.cells for index in cell.block_indexes), default=table.position)
        assert table.position == first
    assert [block.block_id for block in parsed.blocks] == [
        f"specimen/b{number:04d}" for number in range(1, len(parsed.blocks) + 1)
    ]


@settings(max_examples=80, deadline=None)
@given(SOURCES)
def test_the_same_text_is_read_the_same_way(source: str) -> None:
    first, second = read_text_string(source), read_text_string(source)
    assert first == second


WORDS = ["otters", "rivers", "the", "of", "Lake", "2094", "count", "far", "north", "and", "Parties", "all"]
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(lambda words: f"The {' '.join(words)} end.")
CELL = st.lists(SENTENCE, min_size=1, max_size=3)
ROWS = st.integers(2, 4).flatmap(
    lambda columns: st.lists(st.lists(CELL, min_size=columns, max_size=columns), min_size=2, max_size=6)
)
Rows = list[list[list[str]]]


def grid(parsed: ParsedDocument) -> Rows:
    (table,) = parsed.tables
    rows: Rows = [[[] for _ in range(table.columns)] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = [parsed.blocks[index].text for index in cell.block_indexes]
    return rows


def header(rows: Rows) -> list[list[str]]:
    return [[f"Column {chr(ord('P') + number)}"] for number in range(len(rows[0]))]


def as_tabs(row: list[list[str]]) -> str:
    return "\t".join("".join(f"<p>{text}</p>" for text in cell) for cell in row) + "\n"


def as_pipes(row: list[list[str]]) -> str:
    return "| " + " | ".join("<br>".join(cell) for cell in row) + " |\n"


def as_html(row: list[list[str]]) -> str:
    return "<tr>" + "".join(f"<td>{''.join(f'<p>{text}</p>' for text in cell)}</td>" for cell in row) + "</tr>\n"


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_a_table_comes_back_from_every_way_of_writing_it(rows: Rows) -> None:
    expected = [header(rows), *rows]
    tabs = "".join(map(as_tabs, expected))
    pipes = as_pipes(header(rows)) + "|---" * len(rows[0]) + "|\n" + "".join(map(as_pipes, rows))
    html = "<table>\n" + as_html(header(rows)).replace("td>", "th>") + "".join(map(as_html, rows)) + "</table>\n"
    for source in (tabs, pipes, html):
        assert grid(read_text_string(f"Before it.\n\n{source}\nAfter it.\n")) == expected


@settings(max_examples=80, deadline=None)
@given(ROWS, st.data())
def test_a_table_cut_anywhere_with_its_header_repeated_is_one(rows: Rows, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(rows) - 1), "row")
    column = data.draw(st.integers(0, len(rows[0]) - 1), "column")
    words = rows[row][column][-1].split()
    cut = data.draw(st.integers(1, len(words) - 1), "word")
    if not words[cut][0].islower():
        # A rest that begins with a capital is no certain rest; the certain ones must come back.
        words[cut] = words[cut].lower() if words[cut].isalpha() else "again"
    whole = [[list(cell) for cell in one] for one in rows]
    whole[row][column][-1] = " ".join(words)
    upper = [list(cell) for cell in whole[row]]
    lower: list[list[str]] = [[] for _ in upper]
    upper[column] = [*upper[column][:-1], " ".join(words[:cut])]
    lower[column] = [" ".join(words[cut:])]
    top = as_tabs(header(rows))
    source = (
        top
        + "".join(map(as_tabs, [*whole[:row], upper]))
        + "\n"
        + top
        + "".join(map(as_tabs, [lower, *whole[row + 1 :]]))
    )
    parsed = read_text_string(source)
    assert grid(parsed) == [header(rows), *whole]
    assert parsed.ledger.unaccounted == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(SENTENCE, min_size=2, max_size=8), st.sampled_from(["-", "•", "*", "▪"]))
def test_bullets_come_back_whatever_was_printed(texts: list[str], bullet: str) -> None:
    parsed = read_text_string("**A list:**\n\n" + "".join(f"{bullet} {text}\n" for text in texts))
    assert [block.text for block in parsed.blocks[1:]] == [BULLET + text for text in texts]
