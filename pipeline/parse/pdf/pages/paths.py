"""Paths that a page draws: rules, the dots of dotted rules, and filled areas."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise, repeat
from operator import attrgetter
from typing import Any

from pipeline.model import Box
from pipeline.parse.pdf.pages import pdfium
from pipeline.parse.pdf.pages.bullets import LARGEST, may_be_bullet
from pipeline.parse.pdf.pages.coordinates import Frame, apply, multiply
from pipeline.parse.pdf.pages.dots import rules_of_dots
from pipeline.parse.pdf.pages.page import PageContent, Rule, is_white
from pipeline.parse.pdf.pages.unseen import Cover

THIN = 3.0
"""A filled rectangle at most this thick (points) is drawn as a line: rules of Word are 0.5, heavy ones 2.25."""

DOT = 1.8
"""Filled areas that are at most so wide and high (points) may be the dots of a dotted rule."""

MIN_RULE = 2.0
"""Lines shorter than this are dots and corners of borders; they are kept only as parts of longer ones."""

RING = (8, 10)
"""Two rectangles in one path have so many segments."""

SMALL_OUTLINE = (4, 64)
"""A square or ring, drawn by its outline, has so many segments: as a curve or by many short lines."""

BESIDE = 1.0
"""So far beside a white rule (points) are the grounds that it parts."""

NO_WIDTH = 0.02
"""Sides of a border that are no thicker than this (points) are not drawn."""

MAX_SEGMENTS = 4000
"""A path of more segments is a map or a drawing; the grids of whole tables drawn in one path have some hundreds."""

PATHS_AT_ONCE = 256
"""So many paths are asked about at once: enough for speed, few enough for maps with many thousands."""

DARK = 220
"""Lightness (0 to 255) below which white text can be read on a ground."""

_Segment = tuple[int, int, float, float]
"""Of a piece of a path its kind, whether it closes a part, and where it ends, in the path's own coordinates."""

_EDGES = pdfium.Room("f", 4)
_MATRICES = pdfium.Answers("f", each=6)
_SIZES = pdfium.Answers("f", each=1)
_COLORS = pdfium.Answers("I", each=1, places=4)
_BOUNDS = pdfium.Answers("f", each=1, places=4)
_DRAW_MODES = pdfium.Answers("i", each=1, places=2)
_POINTS = pdfium.Answers("f", each=1, places=2)


class PathReader:
    """Reads the paths of one page into its `PageContent`."""

    def __init__(self, frame: Frame, content: PageContent) -> None:
        self._frame = frame
        self._content = content
        self._dots: list[Box] = []
        self._white: list[Rule] = []
        self.dark: list[Box] = []
        """Areas on which white text can be read."""
        self.small: list[Box] = []
        """Shapes that may be bullets."""
        self.covers: list[Cover] = []
        """Areas and thick strokes that the page draws after texts, white ones too."""

    def read(self, paths: Sequence[tuple[int, tuple[float, ...] | None, int]]) -> None:
        """Append the rules and filled areas of paths.

        Each is given with the matrix of the forms around it, and how many text objects are drawn before it.
        """
        for first in range(0, len(paths), PATHS_AT_ONCE):
            self._read_paths(paths[first : first + PATHS_AT_ONCE])
        if self._dots:
            rules = rules_of_dots(self._dots)
            self._content.rules += rules
            self.small += [rule.box for rule in rules if may_be_bullet(rule.box)]
        if self._white and self._content.shades:
            self._content.rules += _seen(self._white, self._content.shades)

    def _read_paths(self, paths: Sequence[tuple[int, tuple[float, ...] | None, int]]) -> None:
        """Append the rules, dots and filled areas of paths, given as to `read`."""
        items = [path for path, _, _ in paths]
        modes = _in_tuples(_DRAW_MODES.of(pdfium.path_draw_mode, items)[1], 2)
        matrices = _in_tuples(_MATRICES.of(pdfium.object_matrix, items)[1], 6)
        filled = [path for path, (fill, _) in zip(items, modes, strict=True) if fill]
        edges = iter(_in_tuples(_BOUNDS.of(pdfium.object_bounds, filled)[1], 4))
        fills = iter(_colors(pdfium.object_fill_color, filled))
        stroked = [path for path, (_, stroke) in zip(items, modes, strict=True) if stroke]
        strokes = iter(_colors(pdfium.object_stroke_color, stroked))
        outlines = _outlines(stroked)
        widths = iter(_SIZES.of(pdfium.object_stroke_width, stroked)[1].tolist())
        for (path, form, texts), (fill, stroke), own in zip(paths, modes, matrices, strict=True):
            to_page = own if form is None else multiply(own, form)
            if fill:
                box, color = self._frame.box_of(next(edges), form), next(fills)
                if fill != pdfium.ALTERNATE or not self._read_ring(path, to_page, color):
                    self._read_area(path, box, color)
                    if texts and box.bottom - box.top > THIN:
                        self.covers.append(Cover(texts, box, is_image=False))
            if stroke:
                color, width, outline = next(strokes), next(widths), next(outlines)
                white = color is not None and is_white(*color)
                self._read_strokes(outline, to_page, width, self._white if white else self._content.rules)
                if not white and SMALL_OUTLINE[0] <= len(outline) <= SMALL_OUTLINE[1]:
                    self._read_small(outline, to_page)
                if texts and width > THIN:
                    pdfium.object_bounds(path, *_EDGES.at)
                    self.covers.append(Cover(texts, self._frame.box_of(_EDGES.read(), form), is_image=False))

    def _read_area(self, path: int, box: Box, color: tuple[int, ...] | None) -> None:
        """Append what a filled path is by its box: a rule, a dot, or an area; of what is white only rules, aside.

        A pattern has no ``color``: it is neither white nor dark.
        """
        content = self._content
        width, height = box.x1 - box.x0, box.bottom - box.top
        if color and is_white(*color):
            if min(width, height) <= THIN < max(width, height):
                self._white.append(Rule(box, horizontal=width >= height))
            return
        if min(width, height) <= THIN:
            if 0 < max(width, height) <= DOT:
                self._dots.append(box)
            elif max(width, height) > 0:
                content.rules.append(Rule(box, horizontal=width >= height))
                if may_be_bullet(box):
                    self.small.append(box)
            return
        if may_be_bullet(box):
            self.small.append(box)
        if self._rectangular(path):
            content.shades.append(box)
            if color and 0.3 * color[0] + 0.59 * color[1] + 0.11 * color[2] < DARK:
                self.dark.append(box)

    def _read_ring(self, path: int, to_page: tuple[float, ...], color: tuple[int, ...] | None) -> bool:
        """Append as rules what a path fills between two rectangles, one inside the other; say whether it is one.

        Borders are drawn so, and clipped to one side: of a border on one side only, the others have no width.
        """
        if not RING[0] <= pdfium.count_segments(path) <= RING[1]:
            return False
        found = self._rectangles(path, to_page)
        if len(found) != 2:
            return False
        inner, outer = sorted(found, key=lambda box: (box.x1 - box.x0) * (box.bottom - box.top))
        if inner.union(outer) != outer:
            return False
        sides = [
            Box(outer.x0, outer.top, outer.x1, inner.top),
            Box(outer.x0, inner.bottom, outer.x1, outer.bottom),
            Box(outer.x0, outer.top, inner.x0, outer.bottom),
            Box(inner.x1, outer.top, outer.x1, outer.bottom),
        ]
        if any(min(side.x1 - side.x0, side.bottom - side.top) > THIN for side in sides):
            return False
        if color is None or not is_white(*color):
            self._content.rules += [
                Rule(side, horizontal=number < 2)
                for number, side in enumerate(sides)
                if side.x1 - side.x0 > NO_WIDTH and side.bottom - side.top > NO_WIDTH
            ]
        return True

    def _rectangles(self, path: int, to_page: tuple[float, ...]) -> list[Box]:
        """Return the boxes of the parts of a path that are upright rectangles, empty ones too; none if others are."""
        pieces = [pdfium.get_segment(path, index) for index in range(pdfium.count_segments(path))]
        kinds = [pdfium.segment_type(piece) for piece in pieces]
        if pdfium.BEZIER in kinds:
            return []
        places = _in_tuples(_POINTS.of(pdfium.segment_point, pieces)[1], 2)
        begins = [index for index, kind in enumerate(kinds) if kind == pdfium.MOVE_TO]
        found = []
        for begin, end in pairwise([*begins, len(pieces)]):
            points = [self._frame.point(*apply(to_page, x, y)) for x, y in places[begin:end]]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = Box(min(xs), min(ys), max(xs), max(ys))
            if any(
                min(x - box.x0, box.x1 - x) > NO_WIDTH or min(y - box.top, box.bottom - y) > NO_WIDTH for x, y in points
            ):
                return []
            found.append(box)
        return found

    def _rectangular(self, path: int) -> bool:
        """Say whether a path has straight edges only, and few of them: the ground of a cell, no drawing."""
        count = pdfium.count_segments(path)
        return count <= 12 and all(
            pdfium.segment_type(pdfium.get_segment(path, index)) != pdfium.BEZIER for index in range(count)
        )

    def _read_strokes(
        self, outline: Sequence[_Segment], to_page: tuple[float, ...], line_width: float, rules: list[Rule]
    ) -> None:
        """Append the straight upright and level strokes of a path to rules."""
        half = max(line_width * math.sqrt(abs(to_page[0] * to_page[3] - to_page[1] * to_page[2])), 0.1) / 2
        to_display = self._frame.point
        at: tuple[float, float] | None = None
        begin: tuple[float, float] | None = None
        for kind, closes, x, y in outline:
            point = to_display(*apply(to_page, x, y))
            if kind == pdfium.MOVE_TO:
                begin = point
            elif kind == pdfium.LINE_TO and at is not None:
                _add_rule(rules, at, point, half)
            at = point
            if closes and begin is not None:
                _add_rule(rules, at, begin, half)

    def _read_small(self, outline: Sequence[_Segment], to_page: tuple[float, ...]) -> None:
        """Keep what a stroke encloses, if it is small, as a shape that may be a bullet."""
        across = self._frame.point(*apply(to_page, *outline[len(outline) // 2][2:]))
        begin = self._frame.point(*apply(to_page, *outline[0][2:]))
        if math.dist(begin, across) > 2 * LARGEST:
            return
        xs, ys = zip(*(self._frame.point(*apply(to_page, x, y)) for _, _, x, y in outline), strict=True)
        box = Box(min(xs), min(ys), max(xs), max(ys))
        if may_be_bullet(box):
            self.small.append(box)


def _add_rule(rules: list[Rule], start: tuple[float, float], end: tuple[float, float], half: float) -> None:
    """Append a stroke to rules if it is upright or level; ``half`` is half as much as it is thick."""
    width, height = abs(end[0] - start[0]), abs(end[1] - start[1])
    x0, x1 = min(start[0], end[0]), max(start[0], end[0])
    top, bottom = min(start[1], end[1]), max(start[1], end[1])
    if width >= MIN_RULE and height <= 0.5:
        rules.append(Rule(Box(x0, top - half, x1, bottom + half), horizontal=True))
    elif height >= MIN_RULE and width <= 0.5:
        rules.append(Rule(Box(x0 - half, top, x1 + half, bottom), horizontal=False))


def _seen(white: Sequence[Rule], shades: Sequence[Box]) -> list[Rule]:
    """Return the white rules of a page that part grounds, none where more of them is drawn on the paper."""
    shades = sorted(shades, key=attrgetter("top"))
    tops = [shade.top for shade in shades]
    tallest = max(shade.bottom - shade.top for shade in shades)
    sides = []
    for rule in white:
        first, end = bisect_left(tops, rule.box.top - BESIDE - tallest), bisect_right(tops, rule.box.bottom + BESIDE)
        sides.append(_sides_on_grounds(rule.box, rule.horizontal, shades[first:end]))
    long = [rule.box.x1 - rule.box.x0 + rule.box.bottom - rule.box.top for rule in white]
    parting = sum(length for length, count in zip(long, sides, strict=True) if count == 2)
    on_paper = sum(length for length, count in zip(long, sides, strict=True) if not count)
    return [rule for rule, count in zip(white, sides, strict=True) if count == 2] if parting > on_paper else []


def _sides_on_grounds(box: Box, horizontal: bool, shades: Sequence[Box]) -> int:
    """Count the sides of a rule on which most of it has filled areas beside it."""
    if horizontal:
        sides = [Box(box.x0, y, box.x1, y) for y in (box.top - BESIDE, box.bottom + BESIDE)]
    else:
        sides = [Box(x, box.top, x, box.bottom) for x in (box.x0 - BESIDE, box.x1 + BESIDE)]
    return sum(_on_grounds(side, shades) for side in sides)


def _on_grounds(line: Box, shades: Sequence[Box]) -> bool:
    """Say whether more than half of an upright or level line lies on filled areas."""
    spans = sorted(
        (max(line.x0, one.x0) + max(line.top, one.top), min(line.x1, one.x1) + min(line.bottom, one.bottom))
        for one in shades
        if one.x0 <= line.x1 and line.x0 <= one.x1 and one.top <= line.bottom and line.top <= one.bottom
    )
    covered = 0.0
    reached = line.x0 + line.top
    for begin, end in spans:
        covered += max(end - max(begin, reached), 0.0)
        reached = max(reached, end)
    return 2 * covered > line.x1 - line.x0 + line.bottom - line.top


def _outlines(paths: Sequence[int]) -> Iterator[list[_Segment]]:
    """Give the segments of each path, none of drawings; PDFium is asked about those of many paths at once."""
    waiting: list[list[int]] = []
    for path in paths:
        count = pdfium.count_segments(path)
        waiting.append(list(map(pdfium.get_segment, repeat(path), range(count if count <= MAX_SEGMENTS else 0))))
        if sum(map(len, waiting)) > MAX_SEGMENTS:
            yield from _segments(waiting)
            waiting = []
    yield from _segments(waiting)


def _segments(pieces: Sequence[list[int]]) -> Iterator[list[_Segment]]:
    """Give what PDFium says of the pieces of each path."""
    every = list(chain.from_iterable(pieces))
    _, places = _POINTS.of(pdfium.segment_point, every)
    kinds, closes = map(pdfium.segment_type, every), map(pdfium.segment_closes, every)
    found = zip(kinds, closes, places[::2].tolist(), places[1::2].tolist(), strict=True)
    for own in pieces:
        yield list(islice(found, len(own)))


def _colors(question: pdfium.Call, paths: Sequence[int]) -> list[tuple[int, ...] | None]:
    """Return the colors in which paths are filled, or stroked; None for patterns."""
    known, written = _COLORS.of(question, paths)
    return [color if one else None for one, color in zip(known, _in_tuples(written, 4), strict=True)]


def _in_tuples(numbers: Any, each: int) -> list[tuple[Any, ...]]:
    """Return numbers, so many for one thing after the other, as a tuple for each thing."""
    return list(zip(*(numbers[at::each].tolist() for at in range(each)), strict=True))
