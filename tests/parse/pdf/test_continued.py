"""What goes on at the top of a page in the table that ended the page before."""

from __future__ import annotations

import pytest

from pipeline.model import Box
from pipeline.parse.pdf.gutters import Span, text_lines
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.columns.continued import continued_zone
from pipeline.parse.pdf.tables.columns.grounded import continued_column, grounded_zones
from pipeline.parse.pdf.tables.drawn.grid import JoinedRule
from pipeline.parse.pdf.tables.table import PageCell, PageTable
from tests.parse.pdf.setting import words


def known(gutters: list[Span], *, ruled: bool = True, margin: float | None = 44.0) -> PageTable:
    """Return a table, between rules unless ``ruled`` is False, whose text is set in by six points."""
    cells = [PageCell(1, 0, 1, 1, Box(44, 28, 560, 46), words("Count all herons.", 50, 40))]
    return PageTable(
        page=1,
        box=Box(44, 10, 560, 64),
        xs=[44.0, *(gutter.x1 for gutter in gutters), 560.0],
        ys=[10.0, 28.0, 46.0, 64.0],
        cells=cells,
        header_rows=1,
        evidence="horizontal_rules" if ruled else "gutters",
        drawn_top=True,
        drawn_bottom=True,
        gutters=tuple(gutters),
        ruled_rows=True,
        margin=margin,
    )


def lines_at(*said: tuple[float, float, str]) -> list[Line]:
    """Set lines, each at a place from the left and a height."""
    return list(text_lines([word for x, y, text in said for word in words(text, x, y)]))


def test_one_column_goes_on_only_where_rules_show_it() -> None:
    assert continued_zone(lines_at((50, 100, "Count the herons of the lakes.")), [], known([])) == []


@pytest.mark.parametrize(
    ("below", "count"),
    [((50, 124, "Count storks."), 3), ((50, 160, "Count storks."), 2), ((44, 124, "The report goes on."), 2)],
)
def test_lines_set_in_as_the_column_is_go_on_as_long_as_they_are_near(
    below: tuple[float, float, str], count: int
) -> None:
    lines = lines_at((50, 100, "of the lakes."), (50, 112, "Count otters."), below)
    [zone] = continued_column(lines, known([]), [])
    assert len(zone.lines) == count


def test_nothing_goes_on_where_a_ground_begins_another_table() -> None:
    lines = lines_at((50, 100, "Activity"), (50, 112, "Count otters."))
    assert continued_column(lines, known([]), [Box(44, 90, 560, 105)]) == []


@pytest.mark.parametrize(("name", "count"), [("Description of joint activities", 1), ("Herons of the marsh", 0)])
def test_name_of_a_column_of_activities_may_be_centred_on_its_ground(name: str, count: int) -> None:
    named = [*words("Other text.", 40, 70), *words(name, 220, 100, bold=True)]
    rows = [*words("B1. Count all herons.", 60, 120), *words("B2. Map the delta.", 60, 140)]
    zones = grounded_zones(text_lines([*named, *rows]), [Box(50, 90, 560, 105)], ())
    assert [(zone.names, len(zone.lines), zone.ends) for zone in zones] == [(1, 3, (50, 560))] * count


def test_text_where_the_ground_begins_ends_a_column_that_is_hardly_set_in() -> None:
    named = words("Description of joint activities", 220, 100, bold=True)
    rows = [*words("B1. Count all herons.", 52, 120), *words("The Secretariats will act.", 50, 140)]
    [zone] = grounded_zones(text_lines([*named, *rows]), [Box(50, 90, 560, 105)], ())
    assert len(zone.lines) == 2


@pytest.mark.parametrize(("place", "bounds"), [(140.0, 2), (152.0, 1)])
def test_rule_that_closes_a_cut_row_may_stand_lower_than_under_whole_ones(place: float, bounds: int) -> None:
    lines = lines_at((50, 100, "of the lakes."), (300, 100, "Done."), (50, 112, "Count otters."))
    rules = [JoinedRule(88.0, 44.0, 560.0, drawn=True), JoinedRule(place, 44.0, 560.0, drawn=True)]
    [zone] = continued_zone(lines, rules, known([Span(150.0, 300.0)]))
    assert len(zone.bounds) == bounds


def test_nothing_goes_on_where_an_annex_begins() -> None:
    """Its title has words right behind the white between columns, by chance."""
    lines = lines_at((480, 100, "ANNEX 2"), (220, 124, "DRAFT PLAN OF"), (300, 124, "WORK"))
    assert continued_zone(lines, [], known([Span(150.0, 300.0)], ruled=False)) == []


def test_column_under_its_name_may_begin_with_the_second_level_of_a_list() -> None:
    lines = [*words("Other text.", 40, 70), *words("Description of joint activities", 60, 100, bold=True)]
    lines += [*words("- of lakes;", 75, 120), *words("- of rivers.", 60, 134), *words("B2. Map the delta.", 60, 150)]
    [zone] = grounded_zones(text_lines(lines), [Box(50, 90, 560, 105)], ())
    assert len(zone.lines) == 4


@pytest.mark.parametrize(("below", "count"), [(44.0, 1), (50.0, 0)])
def test_list_at_the_top_goes_on_where_the_text_below_it_begins_left_of_the_table(below: float, count: int) -> None:
    lines = lines_at((50, 100, "- of the lakes;"), (50, 114, "- of the rivers."), (below, 160, "The report goes on."))
    before = known([Span(150.0, 300.0)], ruled=False, margin=None)
    zones = continued_zone(lines, [], before)
    assert [len(zone.lines) for zone in zones] == [2] * count
