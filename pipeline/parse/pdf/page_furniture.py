"""The running heads and feet of one page, taken out of it with the rules that part them from its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

from pipeline.model import Box
from pipeline.parse.pdf.edge_rows import SAME_SIDE, is_as_long
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import PageContent, Rule

SAME_RULE = 0.3
"""Level rules whose heights differ by at most this (points) are parts of one."""

RULE_NEAR = 1.0
"""A rule under a running head or over a running foot is at most this far from its text, in type sizes."""

RULE_FAR = 5.0
"""A rule that parts a running head or foot from the text is at most this far from one of its lines, in type sizes."""


@dataclass(slots=True)
class Furniture:
    """The lines of one page that are no part of its text."""

    header: list[Line] = field(default_factory=list)
    footer: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    """Those of the page's outermost rules that other pages draw at the very same place."""
    parting: set[Box] = field(default_factory=set)
    """Where rules are that part running heads or feet from the text; the pages of a document share it."""

    def take_out_of(self, page: PageContent) -> None:
        """Remove its words, and the rules that belong to it, from its page."""
        words = {word for line in (*self.header, *self.footer) for word in line.words}
        if words:
            page.words = [word for word in page.words if word not in words]
            page.rules = [rule for rule in page.rules if not _belongs_to(self, rule, page)]
        own = {id(rule) for rule in self.rules if self._is_parting(rule, page)}
        if own:
            page.rules = [rule for rule in page.rules if id(rule) not in own]

    def _is_parting(self, rule: Rule, page: PageContent) -> bool:
        """Say whether a rule parts a running head or foot from the text: by itself, or as that of a page before did.

        A table that fills its page may begin or end right at it, so that its upright rules meet the rule.
        """
        place = place_of(rule)
        if place not in self.parting and _parts_off(self, rule, page):
            self.parting.add(place)
        return place in self.parting


def _belongs_to(furniture: Furniture, rule: Rule, page: PageContent) -> bool:
    """Say whether a rule is drawn right under the running head or right over the running foot: no upright one meets it.

    One that no other page draws there is a table's if others are as long: its last row fills the page.
    """
    if not rule.horizontal:
        return False
    head, foot = furniture.header[-1:], furniture.footer[:1]
    under = any(0 < rule.box.top - line.baseline <= RULE_NEAR * line.size for line in head)
    over = any(0 < line.baseline - line.size - rule.box.top <= RULE_NEAR * line.size for line in foot)
    if not under and not over:
        return False
    repeated = any(other is rule for other in furniture.rules)
    return not any(
        not repeated and abs(other.box.top - rule.box.top) > SAME_RULE and _is_as_long(other.box, rule.box, rule.box)
        if other.horizontal
        else rule.box.x0 - SAME_SIDE <= other.box.x0 <= rule.box.x1 + SAME_SIDE
        and other.box.top - SAME_SIDE <= rule.box.top <= other.box.bottom + SAME_SIDE
        for other in page.rules
    )


def outer_rules(page: PageContent) -> list[Rule]:
    """Return the first and the last level rule of a page, and those at their heights."""
    level = [rule for rule in page.rules if rule.horizontal]
    if len(level) < 2:
        return level
    places = [rule.box.top for rule in level]
    first, last = min(places), max(places)
    return [rule for rule in level if rule.box.top - first <= SAME_RULE or last - rule.box.top <= SAME_RULE]


def place_of(rule: Rule) -> Box:
    """Return where a rule is, as rules of other pages compare with it."""
    return Box(round(rule.box.x0), round(rule.box.top), round(rule.box.x1), round(rule.box.top))


def _parts_off(furniture: Furniture, rule: Rule, page: PageContent) -> bool:
    """Say whether an outermost rule of a page, drawn on others too, parts a running head or foot from the text.

    No text of the page, without its furniture, is on its other side, and it is none of a table's: no upright rule meets
    it at an end, no other is as long at the same place, or longer from where all of its pieces begin or end, and it is
    not far from the running head or foot, as what ends the last rows is on a page that has only these.
    """
    height = rule.box.top
    head = [line for line in furniture.header if abs(line.baseline - height) <= RULE_FAR * line.size]
    foot = [line for line in furniture.footer if abs(line.baseline - height) <= RULE_FAR * line.size]
    over = head and all(line.baseline < height for line in head)
    under = foot and all(line.baseline > height for line in foot)
    if not (over and min([word.bottom for word in page.words], default=inf) > height) and not (
        under and max([word.baseline for word in page.words], default=-inf) < height
    ):
        return False
    level = [other.box for other in page.rules if other.horizontal and abs(other.box.top - height) <= SAME_RULE]
    pieces = [rule.box, *level]
    whole = Box(min(box.x0 for box in pieces), height, max(box.x1 for box in pieces), height)
    return not any(
        (
            _is_as_long(other.box, rule.box, whole)
            if other.horizontal
            else min(abs(other.box.x0 - rule.box.x0), abs(other.box.x0 - rule.box.x1)) <= SAME_SIDE
            and other.box.top - SAME_SIDE <= height <= other.box.bottom + SAME_SIDE
        )
        for other in page.rules
        if other is not rule
    )


def _is_as_long(other: Box, rule: Box, whole: Box) -> bool:
    """Say whether a rule begins and ends where another does, or one of both as the ``whole`` of it and is longer."""
    if is_as_long(other, rule):
        return True
    meets = min(abs(other.x0 - whole.x0), abs(other.x1 - whole.x1)) <= SAME_SIDE
    return meets and other.x1 - other.x0 > whole.x1 - whole.x0
