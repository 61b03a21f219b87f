"""Rules drawn as rows of dots."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box
from pipeline.parse.pdf.pages.dots import FEWEST, rules_of_dots


def dot(x: float, y: float, size: float = 0.75) -> Box:
    return Box(x, y, x + size, y + size)


@given(
    rows=st.integers(2, 4),
    columns=st.integers(2, 4),
    along=st.integers(FEWEST, 20),
    order=st.randoms(use_true_random=False),
)
def test_dots_of_a_grid_make_its_rules(rows: int, columns: int, along: int, order: object) -> None:
    step = 1.5
    places = {(c * along * step, y * step) for c in range(columns) for y in range((rows - 1) * along + 1)}
    places |= {(x * step, r * along * step) for r in range(rows) for x in range((columns - 1) * along + 1)}
    dots = [dot(x, y) for x, y in sorted(places)]
    order.shuffle(dots)  # type: ignore[attr-defined]
    rules = rules_of_dots(dots)
    assert sum(rule.horizontal for rule in rules) == rows
    assert sum(not rule.horizontal for rule in rules) == columns
    width, height = (columns - 1) * along * step + 0.75, (rows - 1) * along * step + 0.75
    assert {rule.box.x1 - rule.box.x0 for rule in rules if rule.horizontal} == {width}
    assert {rule.box.bottom - rule.box.top for rule in rules if not rule.horizontal} == {height}


def test_few_dots_are_no_line() -> None:
    dots = [dot(10 + 1.5 * k, 20) for k in range(FEWEST - 1)]
    assert [rule.box for rule in rules_of_dots(dots)] == dots


def test_dots_far_apart_are_no_line() -> None:
    dots = [dot(10 + 9 * k, 20) for k in range(FEWEST + 2)]
    assert len(rules_of_dots(dots)) == len(dots)
