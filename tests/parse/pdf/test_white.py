"""Lines at the top of a page that can only be the rest of a table, by the white that they leave."""

from __future__ import annotations

import pytest

from pipeline.parse.pdf.gutters import Span, text_lines
from pipeline.parse.pdf.tables.columns.white import only_there, under
from tests.parse.pdf.setting import words

GUTTER = Span(200.0, 220.0)


@pytest.mark.parametrize(
    ("rows", "rest"),
    [
        ([(220, "Done in May."), (220, "And in June.")], True),
        ([(50, "of the lakes."), (50, "And of rivers.")], True),  # it goes on with a sentence
        ([(50, "The wardens of the northern la"), (50, "kes count herons.")], True),  # broken at the gutter
        ([(50, "The wardens."), (50, "They count herons.")], False),
        ([(50, "of the lakes."), (50, "And of rivers that run through the north to the sea")], False),
    ],
)
def test_only_there(rows: list[tuple[float, str]], rest: bool) -> None:
    lines = text_lines([word for at, (x, text) in enumerate(rows) for word in words(text, x, 100 + 12 * at)])
    assert only_there(lines, [GUTTER]) is rest


NARROW = Span(195.0, 198.0)
"""Narrower than the white between two columns usually is, and than a space."""

BESIDE = [(50, "The wardens of the northern l"), (198, "Otters were seen.")]
"""A line that ends right before the gutter, and one that begins right behind it."""


def _held(rows: list[tuple[list[tuple[float, str]], float]]) -> int:
    """Count the lines that leave narrow white, of rows of parts that begin somewhere, at some baselines."""
    lines = text_lines([word for parts, at in rows for x, text in parts for word in words(text, x, at)])
    return len(under(lines, [NARROW])[0])


def test_narrow_white_parts_columns_where_lines_begin_behind_it() -> None:
    assert _held([(BESIDE, 100), (BESIDE, 112), (BESIDE, 124)]) == 3


def test_narrow_white_parts_no_columns_where_hardly_any_line_begins_behind_it() -> None:
    assert _held([([BESIDE[0]], 100), ([BESIDE[0]], 112)]) == 0


def test_a_line_whose_spaces_are_all_alike_runs_across_unless_others_settle_where_the_column_begins() -> None:
    across = [(58 + 28 * k, "lakes") for k in range(12)]  # spaces of 3, one of them right before 198
    assert _held([(across, 100)]) == 0
    assert _held([(BESIDE, 100), (BESIDE, 112), (across, 124)]) == 3


def test_what_begins_left_of_a_table_is_outside_of_it() -> None:
    left = [(40, "The wardens of the north la ke"), (198, "Otters.")]
    assert _held([(BESIDE, 100), (BESIDE, 112), (left, 124)]) == 2


@pytest.mark.parametrize(("left", "held"), [(50.0, 1), (40.0, 2), (None, 1)])
def test_what_begins_left_of_where_a_table_did_on_the_page_before_is_outside_of_it(
    left: float | None, held: int
) -> None:
    """Its justified line has a word right behind the white between the columns; spaces are wider than that must be."""
    across = (
        (44, "Wardens"),
        (86, "of"),
        (104, "all"),
        (126, "the"),
        (150, "north"),
        (182, "far"),
        (205, "up"),
        (220, "do."),
    )
    lines = text_lines(
        [*words("- nests", 60, 100), *words("Done.", 220, 100), *(w for x, said in across for w in words(said, x, 112))]
    )
    assert len(under(lines, [Span(200.0, 220.0)], left)[0]) == held
