"""Filled areas of a page: grounds of rows, of the names of columns and of cells, and the bars of charts.

Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Box
from pipeline.parse.pdf.pages.page import PageContent, Rule, Word
from pipeline.parse.pdf.tables.drawn.boxes import is_inside, is_within, words_in
from pipeline.parse.pdf.tables.drawn.grid import SNAP, Grid, joined_rules

BAND_HEIGHT = 8.0
"""A filled band that is higher than this (points) may be the ground of a row."""

FEWEST_BANDS = 2
"""So many filled bands of one width, with text that is not all bold, are grounds of rows; one is among rows as wide."""

MOST_SPACING = 5.0
"""Grounds of the cells of a row touch, or are at most this far (points) apart where borders are not joined."""

FEWEST_BARS = 3
"""So many bars of different lengths make a chart."""

BAR_GAP = 1.5
"""Bars are farther apart than this (points); grounds of cells touch."""


def rows_by_shades(page: PageContent, grids: Sequence[Grid]) -> list[Rule]:
    """Return the level edges of bands that fill drawn grids of several columns from side to side: grounds of rows.

    Where a rule is drawn, only it says which cells it parts.
    """
    return [
        rule
        for grid in grids
        if len(grid.xs) > 2
        for band in _bands(page)
        if abs(band.x0 - grid.xs[0]) <= SNAP and abs(band.x1 - grid.xs[-1]) <= SNAP
        for rule in _edges_of(band)
        if is_inside(rule, grid.box) and not any(abs(rule.box.top - y) <= SNAP for y in grid.ys)
    ]


def banding(page: PageContent, words: Sequence[Word]) -> list[Rule]:
    """Return the level edges of the bands that are grounds of rows where no grid is drawn.

    Where a cell spans rows of which every other has a ground, that of the other cells of a row ends at it: a narrower
    band that begins or ends where others do, or where rules drawn over rows do, is a ground, too.
    """
    every = _bands(page) if page.shades else []
    plain = {
        band for band, held in zip(every, words_in(every, words), strict=True) if any(not word.bold for word in held)
    }
    drawn = joined_rules(page.rules, horizontal=True) if plain else []
    lines = {Box(line.start, line.place, line.end, line.place) for line in drawn}
    wide = [one for one in (*every, *lines) if one.x1 - one.x0 >= page.width / 2]
    found: dict[Box, None] = {}
    for whole in wide:
        alike = [one for one in plain if _as_wide(whole, one)]
        parts = [one for one in every if _is_part(one, whole)]
        if not alike and sum(one in plain for one in parts) < FEWEST_BANDS:
            continue
        among = any(_as_wide(whole, one) for one in wide if one not in plain)
        if len(alike) + len(parts) // 2 >= FEWEST_BANDS or among:
            found |= dict.fromkeys(one for one in (whole, *parts) if one not in lines)
    return [rule for band in found for rule in _edges_of(band)]


def _is_part(band: Box, whole: Box) -> bool:
    """Say whether a band is as wide as some of another's columns, from one of its ends on."""
    left, right = abs(band.x0 - whole.x0) <= SNAP, abs(band.x1 - whole.x1) <= SNAP
    return left != right and band.x0 >= whole.x0 - SNAP and band.x1 <= whole.x1 + SNAP


def _as_wide(one: Box, other: Box) -> bool:
    return abs(other.x0 - one.x0) <= SNAP and abs(other.x1 - one.x1) <= SNAP


def grounds_of_names(page: PageContent, words: Sequence[Word]) -> list[Box]:
    """Return the bands that may be grounds of the names of columns: all words on them are bold."""
    if not page.shades:
        return []
    bands = _bands(page)
    return [
        band
        for band, held in zip(bands, words_in(bands, words), strict=True)
        if held and all(word.bold for word in held)
    ]


def grounds_in_pieces(page: PageContent) -> list[tuple[float, float, list[float]]]:
    """Return top, bottom and edges of the cells of each row of which the cells have grounds, side by side."""
    found = []
    for boxes in _side_by_side(page):
        gaps = [after.x0 - before.x1 for before, after in pairwise(boxes)]
        if gaps and all(-SNAP <= gap <= MOST_SPACING for gap in gaps):
            meets = [(before.x1 + after.x0) / 2 for before, after in pairwise(boxes)]
            edges = [boxes[0].x0, *meets, boxes[-1].x1]
            found.append((min(box.top for box in boxes), max(box.bottom for box in boxes), edges))
    return found


def _side_by_side(page: PageContent) -> list[list[Box]]:
    """Return filled areas that may be grounds of rows, those at one height together, from left to right."""
    at_height: dict[tuple[int, int], list[Box]] = {}
    for shade in page.shades:
        if shade.bottom - shade.top >= BAND_HEIGHT:
            at_height.setdefault((round(shade.top), round(shade.bottom)), []).append(shade)
    return [sorted(boxes, key=lambda box: box.x0) for boxes in at_height.values()]


def _bands(page: PageContent) -> list[Box]:
    """Return filled areas as bands: those that stand side by side at one height are one."""
    bands: list[Box] = []
    for boxes in _side_by_side(page):
        band = boxes[0]
        for box in boxes[1:]:
            if box.x0 - band.x1 > SNAP:
                bands.append(band)
                band = box
            band = band.union(box)
        bands.append(band)
    return bands


def _edges_of(band: Box) -> list[Rule]:
    return [Rule(Box(band.x0, y, band.x1, y), horizontal=True, edge_of_shade=True) for y in (band.top, band.bottom)]


def is_ground_of(shade: Box, box: Box) -> bool:
    """Say whether a filled area is the ground of a cell: most of the cell lies on it."""
    width = min(shade.x1, box.x1) - max(shade.x0, box.x0)
    height = min(shade.bottom, box.bottom) - max(shade.top, box.top)
    return width > 0 and height > 0 and width * height >= 0.7 * (box.x1 - box.x0) * (box.bottom - box.top)


def has_bars(shades: Sequence[Box], box: Box) -> bool:
    """Say whether filled areas inside a box are the bars of a chart: apart, on one line, of different lengths."""
    inner = [shade for shade in shades if is_within(shade, box)]
    upright = [(shade.bottom, shade.x0, shade.x1, shade.top) for shade in inner]
    level = [(shade.x0, shade.top, shade.bottom, shade.x1) for shade in inner]
    for bars in (upright, level):
        for foot, _, _, _ in bars:
            row = sorted({bar[1:] for bar in bars if abs(bar[0] - foot) <= 1.0})
            apart = all(one[1] + BAR_GAP < other[0] for one, other in pairwise(row))
            if apart and len({round(end) for _, _, end in row}) >= FEWEST_BARS:
                return True
    return False
