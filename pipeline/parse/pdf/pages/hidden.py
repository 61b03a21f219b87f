"""Hidden text: glyphs that are drawn and that nobody sees, as they are white, off the page, clipped, or drawn twice.

What lies under something that is drawn later, or on a layer that is off, is found in `pipeline.parse.pdf.pages.unseen`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import eq, sub

from pipeline.model import Box
from pipeline.parse.pdf.pages import pdfium
from pipeline.parse.pdf.pages.coordinates import Edges
from pipeline.parse.pdf.pages.page import PageContent, Word, set_aside

SHIFT = 0.12
"""Two copies of a word nearer than this share of the type size are one word in fake bold."""

SAME_EXTENT = 0.05
"""Text objects whose widths and heights differ by less than this (points) say the same."""

MIDDLE = 0.3
"""The middle of small letters is so far above their baseline, in type sizes."""

BETWEEN = 0.25
"""Half of what neither page shows of such a line where browsers cut it, in points."""

WHOLE, CUT, NOTHING = range(3)
"""How much a page shows of a text object."""

_EDGES, _MATRIX, _POINT, _SIZE = (pdfium.Room("f", places) for places in (4, 6, 2, 1))


def extent_of(text: int) -> tuple[float, float, float, float]:
    """Return width, height, left and bottom of a text object in its own coordinates."""
    pdfium.object_bounds(text, *_EDGES.at)
    left, bottom, right, top = _EDGES.read()
    return right - left, top - bottom, left, bottom


def clipped(texts: Sequence[int]) -> dict[int, bool]:
    """Return those of some text objects of which the page shows less than a half, and whether it shows any of them.

    Where a page break cuts a line, browsers draw its upper half on one page and the lower half on the next; of what is
    placed on a page, or stands in a cell of a fixed height, a part only may be shown.
    """
    clips = list(map(pdfium.object_clip, texts))
    counts = list(map(pdfium.count_clip_paths, clips))
    if max(counts, default=0) <= 0:
        return {}
    shown: dict[int, tuple[float, float, float, float]] = {}
    found: dict[int, bool] = {}
    for text, clip, count in zip(texts, clips, counts, strict=True):
        for path in range(count):
            # Texts that are clipped alike share the points of the path.
            first = pdfium.get_clip_segment(clip, path, 0)
            if first is None:
                continue
            if first not in shown:
                shown[first] = _extent_of_clip(clip, path)
            if (share := _share_of(text, shown[first])) != WHOLE:
                found[text] = share == CUT and found.get(text, True)
    return found


def _extent_of_clip(clip: int, path: int) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of what a path of a clip shows."""
    points = []
    for at in range(pdfium.count_clip_segments(clip, path)):
        pdfium.segment_point(pdfium.get_clip_segment(clip, path, at), *_POINT.at)
        points.append(_POINT.read())
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _share_of(text: int, shown: tuple[float, float, float, float]) -> int:
    """Say how much of a text object a clip shows: most of it, less than the upper or lower half, or nothing.

    Both are in the coordinates of the page's content, or a form's, in which text may run up or down.
    """
    pdfium.object_bounds(text, *_EDGES.at)
    left, bottom, right, top = _EDGES.read()
    if left > shown[2] or right < shown[0] or bottom > shown[3] or top < shown[1]:
        return NOTHING
    pdfium.object_matrix(text, _MATRIX.at[0])
    pdfium.text_font_size(text, *_SIZE.at)
    _, _, c, d, *begin = _MATRIX.read()
    axis = int(abs(d) >= abs(c))
    middle = begin[axis] + MIDDLE * _SIZE.read()[0] * (c, d)[axis]
    return WHOLE if shown[axis] - BETWEEN <= middle <= shown[axis + 2] + BETWEEN else CUT


def lies_upon(extent: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Say whether a text object lies upon another of the same extent, so near that the two look like bold type."""
    near = SHIFT * max(min(extent[0], extent[1]), 4.0)  # the text may run up or down the page
    return (
        abs(extent[1] - other[1]) <= SAME_EXTENT
        and abs(extent[2] - other[2]) <= near
        and abs(extent[3] - other[3]) <= near
    )


def all_apart(content: PageContent, edges: Edges, runs: list[tuple[int, int]], near: float) -> bool:
    """Say whether all of some level words begin on the page, none reaches far out of it or is as near to another.

    Runs go from left to right at nearly one height; so it is enough to look at runs, and at neighbours in each.
    """
    x0s, tops, x1s, _ = edges
    if max(x1s, default=0.0) > 2 * content.width:
        return False
    steps = list(map(sub, x0s[1:], x0s))
    level = list(map(eq, tops[1:], tops))
    for first, _ in runs[1:]:
        steps[first - 1], level[first - 1] = math.inf, True
    if min(steps, default=math.inf) <= near:
        return False
    # Glyphs that a font lacks are taken from another, whose letters reach a little higher.
    uneven = 0.0
    if not all(level):
        uneven = max(max(tops[first:end]) - min(tops[first:end]) for first, end in runs)
    found = sorted([(tops[first], x0s[first], x0s[end - 1]) for first, end in runs])
    if found:
        heights, lefts, rights = zip(*found, strict=True)
        if heights[0] <= 0 or heights[-1] >= content.height or min(lefts) <= 0 or max(rights) >= content.width:
            return False
    reach = near + 2 * uneven
    for at, (top, x0, x1) in enumerate(found, start=1):
        for other in range(at, len(found)):
            other_top, other_x0, other_x1 = found[other]
            if other_top - top > reach:
                break
            if other_x0 - x1 <= near and x0 - other_x1 <= near:
                return False
    return True


def keep_if_seen(content: PageContent, word: Word, kind: str, dark: Sequence[Box]) -> None:
    """Keep a word that is white on dark ground, given as boxes, or a scan's text layer; set aside what nobody sees.

    A word whose matrix leaves it no height is a line at most, on any ground.
    """
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    grounds = content.images if kind == "invisible_glyph" else [*dark, *content.images]
    if word.size > 0 and any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in grounds):
        content.words.append(word)
        if kind == "invisible_glyph":
            content.layered_glyphs += word.glyphs
    else:
        set_aside(content, kind, word.glyphs)


def drop_hidden(content: PageContent) -> None:
    """Set aside words drawn twice over themselves, and words outside the page or larger than it."""
    kept: list[Word] = []
    places: dict[str, list[Word]] = {}
    width, height = content.width, content.height
    for word in content.words:
        x0, top = word.x0, word.top
        outside = word.x1 <= 0 or x0 >= width or word.bottom <= 0 or top >= height
        if outside or word.x1 - x0 > width or word.bottom - top > height:
            set_aside(content, "off_page_glyph", word.glyphs)
            continue
        text = word.text
        same = places.get(text)
        if same is None:
            places[text] = [word]
        else:
            near = SHIFT * word.size
            twin = None
            for other in same:
                if -near <= other.top - top <= near and -near <= other.x0 - x0 <= near:
                    twin = other
                    break
            if twin is not None:
                twin.bold = True
                set_aside(content, "duplicate_glyph", word.glyphs)
                continue
            same.append(word)
        kept.append(word)
    content.words = kept
