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
