"""Rows at the edge of a page that are a table's, no running head: by rules and grounds, and by the columns behind."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise, takewhile

from pipeline.model import Box
from pipeline.parse.pdf.lines import Line, stretches
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.titles import names_activities

SAME_SIDE = 2.0
"""Edges that differ by less than this (points) are aligned."""

CELL_REACH = 60.0
"""A rule this near (points) below a row closes the cell of a repeated table header; a page's frame is farther off."""

ALONE = 1.8
"""What stands by itself is parted from the text by this many type sizes."""

NEAR = 2.2
"""Names of columns stand at most so far above the first row, and its lines above each other, in type sizes."""

ROWS_BELOW = 3
"""In so many lines under names of columns text begins where these do."""


def is_in_table(page: PageContent, line: Line, inner: Sequence[Line], *, at_top: bool) -> bool:
    """Say whether a row belongs to a table: a cell's rules hold it, its parts stand above columns, or name them.

    ``inner`` are the rows behind it, as seen from the page's edge.
    """
    y = line.baseline - 0.3 * line.size
    beside = [rule.box for rule in page.rules if not rule.horizontal and rule.box.top < y < rule.box.bottom]
    if beside and any(rule.horizontal and 0 < rule.box.top - y < CELL_REACH for rule in page.rules):
        return True
    # A cell that the page's end cuts may be closed by no rule: its upright rules end there.
    ending = [box for box in beside if (y - box.top if at_top else box.bottom - y) < CELL_REACH]
    if any(box.x0 <= line.x0 for box in ending) and any(box.x1 >= line.x1 for box in ending):
        return True
    if page.shades and _on_ground_of_a_table(page, line, inner):
        return True
    if at_top and _between_rules_of_a_table(page, line, y):
        return True
    parts = stretches(line.words)
    if not at_top or not inner:
        return False
    if line.bold and names_activities([" ".join([word.text for word in part]) for part in parts]):
        return True
    if len(parts) < 2:
        return False
    # The head of a group may stand over the first row, and a full line in this leave little white.
    near = takewhile(lambda pair: pair[1].baseline - pair[0].baseline <= NEAR * line.size, pairwise([line, *inner]))
    starts = [part[0].x0 for _, below in islice(near, ROWS_BELOW) for part in stretches(below.words)]
    return sum(any(abs(part[0].x0 - start) < SAME_SIDE for start in starts) for part in parts) > 1


def _on_ground_of_a_table(page: PageContent, line: Line, inner: Sequence[Line]) -> bool:
    """Say whether a row stands whole on filled areas, and what is behind these (``inner``) follows as rows do.

    The ground of a logo is behind its own words only, that of a running head is parted from the text.
    """
    y = line.baseline - 0.3 * line.size
    grounds = [shade for shade in page.shades if shade.top < y < shade.bottom and shade.bottom - shade.top < CELL_REACH]
    if not all(any(one.x0 <= (word.x0 + word.x1) / 2 <= one.x1 for one in grounds) for word in line.words):
        return False
    top, bottom = min(one.top for one in grounds), max(one.bottom for one in grounds)
    behind = next((one for one in inner if not top < one.baseline - 0.3 * one.size < bottom), None)
    if behind is None:
        return True
    white = behind.baseline - behind.size - bottom if behind.baseline > bottom else top - behind.baseline
    return white <= ALONE * line.size


def _between_rules_of_a_table(page: PageContent, line: Line, y: float) -> bool:
    """Say whether a row names the columns of a table without upright rules: set in between two rules of one length.

    ``y`` is the row's height. At least one more rule of that length below them closes the table. Rules may be drawn in
    pieces, cell by cell. Where tables stand side by side, in two columns of text, the row is that of both.
    """
    rules = _whole_rules(page)
    near = sorted((box for box in rules if 0 < y - box.top <= CELL_REACH), key=lambda box: -box.top)
    for nearest in near:
        level = [box for box in near if abs(box.top - nearest.top) <= SAME_SIDE]
        over = [box for box in level if any(_is_set_in(word, box) for word in line.words)]
        if all(any(_is_set_in(word, box) for box in over) for word in line.words):
            below = [[other.top - y for other in rules if other.top > y and is_as_long(other, box)] for box in over]
            return any(len(places) > 1 and min(places) < CELL_REACH for places in below)
    return False


def is_as_long(one: Box, other: Box) -> bool:
    """Say whether two rules begin and end at the same places."""
    return abs(one.x0 - other.x0) <= SAME_SIDE and abs(one.x1 - other.x1) <= SAME_SIDE


def _is_set_in(word: Word, box: Box) -> bool:
    return box.x0 < word.x0 - SAME_SIDE and box.x1 > word.x1 + SAME_SIDE


def _whole_rules(page: PageContent) -> list[Box]:
    """Return the level rules of a page, pieces that meet at one height as one."""
    boxes = sorted((rule.box for rule in page.rules if rule.horizontal), key=lambda box: (round(box.top), box.x0))
    whole: list[Box] = []
    for box in boxes:
        if whole and round(whole[-1].top) == round(box.top) and box.x0 <= whole[-1].x1 + SAME_SIDE:
            whole[-1] = whole[-1].union(box)
        else:
            whole.append(box)
    return whole
