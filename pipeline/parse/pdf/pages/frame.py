"""The frame that some house styles draw around a whole page: rules that part and close nothing."""

from __future__ import annotations

from pipeline.parse.pdf.pages.page import PageContent, Rule

HIGH, WIDE = 0.6, 0.7
"""A frame is at least this share of the page's height and width."""

MEET = 2.0
"""Rules whose ends are at most this far (points) from each other meet in a corner."""

WHITE = 12.0
"""A page's frame keeps at least this much white (points) at both sides of the text; the padding of cells is less."""

INSIDE = 0.8
"""At least this share of the page's words stand inside."""


def take_out_frame(page: PageContent) -> bool:
    """Take the rules of the page's frame, single or double, out of the page; return whether it has one."""
    found = False
    while rules := _frame(page):
        found = True
        taken = {id(rule) for rule in rules}
        page.rules = [rule for rule in page.rules if id(rule) not in taken]
    return found


def _frame(page: PageContent) -> list[Rule]:
    """Return the four rules of the outermost frame, or none."""
    upright = [
        rule for rule in page.rules if not rule.horizontal and rule.box.bottom - rule.box.top > HIGH * page.height
    ]
    if len(upright) < 2:
        return []
    left = min(upright, key=lambda rule: rule.box.x0)
    right = max(upright, key=lambda rule: rule.box.x1)
    x0, x1, top, bottom = left.box.x0, right.box.x1, left.box.top, left.box.bottom
    if x1 - x0 < WIDE * page.width or abs(right.box.top - top) > MEET or abs(right.box.bottom - bottom) > MEET:
        return []
    level = [
        rule
        for rule in page.rules
        if rule.horizontal and abs(rule.box.x0 - x0) <= MEET and abs(rule.box.x1 - x1) <= MEET
    ]
    upper = next((rule for rule in level if abs(rule.box.top - top) <= MEET), None)
    lower = next((rule for rule in level if abs(rule.box.bottom - bottom) <= MEET), None)
    if upper is None or lower is None:
        return []
    words = [word for word in page.words if x0 < word.x0 < x1 and top < word.top < bottom]
    if not words or len(words) < INSIDE * len(page.words):
        return []
    if min(word.x0 for word in words) - x0 < WHITE or x1 - max(word.x1 for word in words) < WHITE:
        return []
    return [left, right, upper, lower]
