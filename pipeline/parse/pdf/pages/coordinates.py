"""Coordinates: from those of a page's content, and of the forms in it, to those of the page as displayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Box

Edges = tuple[Sequence[float], Sequence[float], Sequence[float], Sequence[float]]
"""Where words begin, their tops, where they end, and their bottoms: an index is one word in each."""


@dataclass(slots=True)
class Frame:
    """Maps the coordinates of the page's content to those of the page as displayed."""

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a box of the content as a box of the displayed page."""
        if self.rotation == 0:
            return Box(left - self.x0, self.y1 - top, right - self.x0, self.y1 - bottom)
        if self.rotation == 1:
            return Box(bottom - self.y0, left - self.x0, top - self.y0, right - self.x0)
        if self.rotation == 2:
            return Box(self.x1 - right, bottom - self.y0, self.x1 - left, top - self.y0)
        return Box(self.y1 - top, self.x1 - right, self.y1 - bottom, self.x1 - left)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the content as a point of the displayed page."""
        if self.rotation == 0:
            return x - self.x0, self.y1 - y
        box = self.box(x, y, x, y)
        return box.x0, box.top

    def box_of(self, edges: tuple[float, ...], matrix: tuple[float, ...] | None) -> Box:
        """Return the box of an object by its left, bottom, right and top edge and the matrix of the forms around it."""
        return self.box(*(edges if matrix is None else apply_to_box(matrix, edges)))


def apply(matrix: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    """Return where a matrix (PDF's six numbers) moves a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def apply_to_box(matrix: tuple[float, ...], edges: tuple[float, ...]) -> tuple[float, float, float, float]:
    """Return the left, bottom, right and top edge of what a matrix makes of a box, given by the same."""
    left, bottom, right, top = edges
    corners = [apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def multiply(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    """Return the matrix that applies ``inner`` first and ``outer`` then (PDF's row vectors)."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
