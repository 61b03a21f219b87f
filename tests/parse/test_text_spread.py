"""Tables of which a row runs over several lines, as word processors and scripts write them down."""

from __future__ import annotations

import pytest

from pipeline.model import ParsedDocument
from pipeline.parse.text import read_text_string

NAMES = "Description of joint activities{s}Results\n"
BODY = """\
Otters of the north
A1. Count the otters of all lakes.
A2. Ring them, in particular:
•\totters of lakes;
•\totters of rivers.{s}They were counted.
They were ringed.[1]
A3. Feed them.{s}
Bears
A4. Count the bears.{s}No progress.
"""
BELOW = "(B) Storks\n" + NAMES + "B1. Count the storks.{s}In May.\nThey were three.\n\nThe end.\n\n[1] By wardens.\n"


def _grid(parsed: ParsedDocument, table: int = 0) -> list[list[str]]:
    it = parsed.tables[table]
    rows = [[""] * it.columns for _ in range(it.rows)]
    for cell in it.cells:
        rows[cell.row][cell.column] = " / ".join(parsed.blocks[index].text for index in cell.block_indexes)
    return rows


@pytest.mark.parametrize("sign", ["\t", " | "], ids=["tabs", "bars"])
def test_a_row_is_whole_when_all_its_cells_have_come(sign: str) -> None:
    parsed = read_text_string((NAMES + BODY + BELOW).format(s=sign))
    assert parsed.ledger.unaccounted == 0
    assert _grid(parsed) == [
        ["Description of joint activities", "Results"],
        [
            "Otters of the north / A1. Count the otters of all lakes. / A2. Ring them, in particular: / "
            "• otters of lakes; / • otters of rivers.",
            "They were counted. / They were ringed.1",
        ],
        ["A3. Feed them.", ""],
        ["Bears / A4. Count the bears.", "No progress."],
    ]
    assert _grid(parsed, 1)[1:] == [["B1. Count the storks.", "In May. / They were three."]]
    assert [block.text for block in parsed.blocks if block.kind == "heading"] == ["(B) Storks"]
    assert "The end." in [block.text for block in parsed.blocks]


def test_rows_that_each_have_a_line_may_be_parted_by_bars() -> None:
    parsed = read_text_string("Joint activities | Results\nA1. Count. | Done.\nA2. Feed. | \n")
    assert _grid(parsed) == [["Joint activities", "Results"], ["A1. Count.", "Done."], ["A2. Feed.", ""]]
    assert parsed.tables[0].inferred == []


def test_rows_without_a_code_among_others_are_reported() -> None:
    source = NAMES + "A1. Count.\tDone.\nTwice.\nOtters are fed\tIn May.\nA2. Ring.\tNo.\n"
    issues = [issue for issue in read_text_string(source.format(s="\t")).issues if issue.rule == "row-doubtful"]
    assert [issue.evidence for issue in issues] == ["Otters are fed"]


@pytest.mark.parametrize(
    "below",
    ["A1. Count.\tDone.\tMore.\tOnce more.\n", "A1. Count\nthe otters.\tIn\tMay.\n"],
    ids=["too-many-cells", "too-many-signs"],
)
def test_rows_that_do_not_fit_the_names_are_left_to_other_readers(below: str) -> None:
    parsed = read_text_string((NAMES + below).format(s="\t"))
    assert parsed.ledger.unaccounted == 0
    assert not any("several lines" in reason for table in parsed.tables for reason in table.inferred)


def test_lines_behind_the_last_whole_row_are_none_of_the_table() -> None:
    parsed = read_text_string((NAMES + "A1. Count.\tDone.\nTwice.\nA2. This is prose.\n").format(s="\t"))
    assert _grid(parsed)[1:] == [["A1. Count.", "Done. / Twice."]]
    assert parsed.blocks[-1].text == "A2. This is prose."


@pytest.mark.parametrize(("first", "second", "heading"), [("1", "2", "2. Storks"), ("I", "II", "II Storks")])
def test_a_number_with_a_title_right_above_the_names_printed_again_is_no_rest_of_a_cell(
    first: str, second: str, heading: str
) -> None:
    parsed = read_text_string(
        (NAMES + f"{first}.1. Count.{{s}}Done\n{heading}\n" + NAMES + f"{second}.1. Ring.{{s}}Three.\n").format(s="\t")
    )
    assert [_grid(parsed, table)[1:] for table in (0, 1)] == [
        [[f"{first}.1. Count.", "Done"]],
        [[f"{second}.1. Ring.", "Three."]],
    ]
    assert parsed.ledger.unaccounted == 0
    assert "table-broken" not in {issue.rule for issue in parsed.issues}


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        (
            "<p><u>Otters</u></p>\n<p>A1. Count.</p>{s}<p>Done.</p>\n<p>Bears</p>\n<p>A2. Ring.</p>{s}<p>No.</p>\n",
            [["Otters / A1. Count.", "Done."], ["Bears / A2. Ring.", "No."]],
        ),
        (
            "A1. Count.{s}Done.\nBears\n\n" + NAMES + "A2. Ring.{s}No.\n",
            [["A1. Count.", "Done."], ["Bears", ""], ["A2. Ring.", "No."]],
        ),
        (
            "A1. Count.{s}Done.\nBears\n\nA2. Ring them.\n",
            [["A1. Count.", "Done."], ["Bears", ""]],
        ),
        (
            "A1. Count.{s}Done.\nA2. Ring.{s}No.\n<p>Two of them.</p>\n\nThe end.\n",
            [["A1. Count.", "Done."], ["A2. Ring.", "No. / Two of them."]],
        ),
    ],
    ids=["in-tags", "above-a-page-end", "above-a-row-that-fell-out", "rest-in-tags"],
)
def test_a_sub_heading_between_rows_is_no_rest_of_the_cell_above(source: str, rows: list[list[str]]) -> None:
    parsed = read_text_string((NAMES + source).format(s="\t"))
    assert parsed.ledger.unaccounted == 0
    assert len(parsed.tables) == 1
    assert _grid(parsed)[1:] == rows


@pytest.mark.parametrize("sign", ["\t", " | "], ids=["tabs", "bars"])
def test_a_sub_heading_above_a_code_in_a_cell_of_its_own_is_a_row_over_all_columns(sign: str) -> None:
    source = "No.\tActivities\tResults\nOtters\nA1\tCount.\tDone.\nBears\nA2\tRing.\tNo.\n"
    parsed = read_text_string(source.replace("\t", sign))
    assert _grid(parsed)[1:] == [
        ["Otters", "", ""],
        ["A1", "Count.", "Done."],
        ["Bears", "", ""],
        ["A2", "Ring.", "No."],
    ]
    assert [cell.row for cell in parsed.tables[0].cells if cell.column_span == 3] == [1, 3]


def test_the_heading_of_a_theme_in_tags_ends_the_rows_above_it_and_no_rows_are_its_paragraph() -> None:
    source = "<p>A1. Count.</p>{s}<p>Done.</p>\n<p><b>B. Bears</b></p>\n<p>B1. Ring.</p>{s}<p>No.</p>\n"
    parsed = read_text_string((NAMES + source).format(s="\t"))
    assert "B. Bears" in [block.text for block in parsed.blocks if block.kind != "table_cell"]
    assert [_grid(parsed, table)[-1] for table in (0, 1)] == [["A1. Count.", "Done."], ["B1. Ring.", "No."]]


@pytest.mark.parametrize("feet", [("Page 1", "Page 2"), ("Continued on next page",) * 2], ids=["numbers", "notices"])
def test_what_stands_between_pages_is_in_no_cell(feet: tuple[str, str]) -> None:
    source = "A1. Count\nthe otters.{s}Done.\n{}\nTwice.\nA2. Ring them\n{}\nall.{s}No.\n"
    parsed = read_text_string((NAMES + source).format(*feet, s="\t"))
    assert _grid(parsed)[1:] == [["A1. Count / the otters.", "Done. / Twice."], ["A2. Ring them / all.", "No."]]
    assert [(block.kind, block.text) for block in parsed.blocks[-2:]] == [("running_footer", foot) for foot in feet]
    assert parsed.ledger.unaccounted == 0
