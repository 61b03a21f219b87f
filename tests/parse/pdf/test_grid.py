"""Grids of rules: closed on every side, spans exposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from setting import page, words

from pipeline.model import Box
from pipeline.parse.pdf.pages.page import Rule
from pipeline.parse.pdf.tables.drawn.grid import Grid, grids_of, joined_rules, regions
from pipeline.parse.pdf.tables.drawn.grids import grids_on


def level(y: float, x0: float, x1: float) -> Rule:
    return Rule(Box(x0, y - 0.25, x1, y + 0.25), horizontal=True)


def upright(x: float, top: float, bottom: float) -> Rule:
    return Rule(Box(x - 0.25, top, x + 0.25, bottom), horizontal=False)


def grids(*rules: Rule) -> list[Grid]:
    return grids_of(joined_rules(rules, horizontal=True), joined_rules(rules, horizontal=False))


def places(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(area.row, area.column, area.row_span, area.column_span) for area in grid.areas]


def test_full_grid() -> None:
    rules = [level(y, 10, 110) for y in (10, 30, 50)] + [upright(x, 10, 50) for x in (10, 60, 110)]
    [grid] = grids(*rules)
    assert places(grid) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    assert (grid.drawn_top, grid.drawn_bottom) == (True, True)


def test_rules_drawn_cell_by_cell_and_double_rules_are_one() -> None:
    rules = [level(y, x, x + 50) for y in (10, 30, 31.5, 50) for x in (10, 60)]
    rules += [upright(x, y, y + 20) for y in (10, 30) for x in (10, 60, 110)]
    [grid] = grids(*rules)
    assert len(grid.areas) == 4


def test_rule_missing_at_the_break_is_added() -> None:
    rules = [level(10, 10, 110), level(30, 10, 110)] + [upright(x, 10, 80) for x in (10, 60, 110)]
    [grid] = grids(*rules)
    assert places(grid) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    assert (grid.drawn_top, grid.drawn_bottom) == (True, False)
    assert grid.box.bottom == 80


@pytest.mark.parametrize(
    ("x0", "baseline", "bottom"),
    [
        (62, 92, 94),  # right below, behind the first column
        (12, 92, 80),  # in the first column a paragraph may stand
        (62, 112, 80),  # far below
    ],
)
def test_words_below_the_end_of_upright_rules_are_of_the_cell_above(x0: float, baseline: float, bottom: float) -> None:
    rules = [level(10, 10, 110), level(30, 10, 110)] + [upright(x, 10, 80) for x in (10, 60, 110)]
    [grid] = grids_on(page(words("herons", x0, baseline), *rules))
    assert grid.box.bottom == bottom


def test_rules_that_enclose_nothing_are_no_grid() -> None:
    assert grids(level(10, 10, 110), upright(10, 10, 13)) == []
    assert grids(level(10, 10, 13), upright(10, 10, 110)) == []
    assert len(grids(level(10, 10, 110), upright(10, 10, 60))) == 1


def test_row_that_fills_a_page_without_any_level_rule() -> None:
    [grid] = grids(*(upright(x, 60, 780) for x in (10, 60, 110)))
    assert places(grid) == [(0, 0, 1, 1), (0, 1, 1, 1)]
    assert not grid.drawn_top
    assert not grid.drawn_bottom


def test_side_of_a_column_that_goes_on_over_both_ends_of_a_page() -> None:
    left = [level(60, 10, 60), *(upright(x, 60, 780) for x in (10, 60))]
    [grid] = grids(*left, upright(110, 60, 780))
    assert places(grid) == [(0, 0, 1, 1), (0, 1, 1, 1)]
    assert (grid.open_top, grid.drawn_bottom) == (frozenset({1}), False)
    [closed] = grids(*left, level(780, 10, 60), upright(110, 60, 780))
    assert closed.box.x1 == 60, "a mark beside a table that its rules close"
    [apart] = grids(*left, upright(110, 300, 400))
    assert apart.box.x1 == 60, "a line that ends elsewhere"


@pytest.mark.parametrize("closed", [True, False])
def test_heads_that_interrupt_upright_rules_part_rows_to_the_end_of_a_page(closed: bool) -> None:
    rules = [level(y, 10, 110) for y in (10, 30, *([190] if closed else []))]
    rules += [upright(x, 10, 190) for x in (10, 110)]
    rules += [upright(60, *part) for part in ((10, 80), (100, 140), (160, 190))]
    [grid] = grids(*rules)
    assert grid.ys == (10, 30, 80, 100, 140, 160, 190)
    assert [place for place in places(grid) if place[3] == 2] == [(2, 0, 1, 2), (4, 0, 1, 2)]


@pytest.mark.parametrize(("second", "below"), [(60.0, [55, 80, 100, 140]), (70.0, [])])
def test_upright_rules_go_on_below_heads_where_all_of_a_grid_do_at_the_same_heights(
    second: float, below: list[float]
) -> None:
    """Of a table without sides, of which only the names stand over a level rule."""
    rules = [level(30, 10, 160), *(upright(x, 10, 30) for x in (60, 110))]
    rules += [upright(60, 55, 80), upright(110, 55, 80), upright(second, 100, 140), upright(110, 100, 140)]
    [grid] = grids(*rules)[:1]
    assert grid.ys == (10, 30, *(below or [55, 80]))
    assert (2 if below else 0, 0, 1, 1) in places(grid)
    assert (1, 0, 1, 3) in places(grid)


def test_sides_that_are_not_drawn_are_closed() -> None:
    rules = [level(y, 10, 110) for y in (10, 30)] + [upright(60, 10, 30)]
    [grid] = grids(*rules)
    assert places(grid) == [(0, 0, 1, 1), (0, 1, 1, 1)]
    assert not grid.drawn_left
    assert not grid.drawn_right


def test_spans_are_exposed() -> None:
    rules = [level(10, 10, 110), level(30, 60, 110), level(50, 10, 110), level(70, 10, 110)]
    rules += [upright(10, 10, 70), upright(110, 10, 70), upright(60, 10, 50)]
    [grid] = grids(*rules)
    assert places(grid) == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1), (2, 0, 1, 2)]


def test_a_line_that_meets_no_other_is_no_grid() -> None:
    assert grids(level(10, 10, 110), level(30, 10, 110), upright(300, 10, 50)) == []


@given(st.data())
def test_regions_cover_every_position_once(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))
    raster = st.lists(st.lists(st.booleans(), min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    covered = [
        (row, column)
        for top, left, height, width in regions(data.draw(raster), data.draw(raster))
        for row in range(top, top + height)
        for column in range(left, left + width)
    ]
    assert sorted(covered) == [(row, column) for row in range(rows) for column in range(columns)]


def test_columns_that_an_outer_rule_leaves_open_are_named() -> None:
    rules = [level(100, 50, 150), level(140, 50, 250), level(180, 150, 250)]
    rules += [upright(x, 100, 180) for x in (50, 150, 250)]
    [grid] = grids_of(joined_rules(rules, horizontal=True), joined_rules(rules, horizontal=False))
    assert (grid.open_top, grid.open_bottom) == ({1}, {0})


def test_upright_rule_between_names_of_columns_ends_where_the_first_head_does() -> None:
    """No level rule stands over the names, or between them and the head of a group; one stands under each head."""
    [grid] = grids(
        *(upright(x, 100, 220) for x in (50, 350)),
        *(upright(200, top, bottom) for top, bottom in ((100, 114), (130, 160), (176, 220))),
        *(level(y, 50, 350) for y in (130, 176)),
    )
    assert grid.ys == (100, 114, 130, 160, 176, 220)
    assert places(grid)[:3] == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)]
