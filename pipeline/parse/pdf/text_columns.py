"""Pages set in two columns of text: their parts, each to be read for tables by itself. Lengths are in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import inf
from typing import NamedTuple

from pipeline.model import Box
from pipeline.parse.pdf.gutters import Span
from pipeline.parse.pdf.pages.page import PageContent, Word, moved
from pipeline.parse.pdf.styles import TOUCH
from pipeline.parse.pdf.tables.table import PageTable

CORE = 1 / 3
"""What stands across two columns covers this share, in the middle, of the white between them; what stands in one may
reach a little over its edge."""

LEAST_GUTTER = 6.0
"""Columns of text are at least so far apart."""

AS_WIDE = 0.15
"""Columns of text are equally wide: their longest lines differ by at most this share."""


class TextColumns(NamedTuple):
    """Two columns of text: where each begins, and where its lines end at most."""

    left: float
    end: float
    start: float
    right: float

    @property
    def alike(self) -> bool:
        """Whether they are equally wide, as columns of text are, and labels and what stands beside them are not."""
        widths = self.end - self.left, self.right - self.start
        return max(widths) - min(widths) <= AS_WIDE * max(widths)

    def joined(self, other: TextColumns | None) -> TextColumns:
        """Return them as wide as they, or what shows them otherwise, are: those of text rather than others."""
        if other is None or (self.alike and not other.alike):
            return self
        if other.alike and not self.alike:
            return other
        if max(self.end, other.end) >= min(self.start, other.start):
            return self
        return TextColumns(
            min(self.left, other.left),
            max(self.end, other.end),
            min(self.start, other.start),
            max(self.right, other.right),
        )


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of a page with what stands in it: across the page (``left`` is 0), or in the column that begins there.

    What stands in the second column is moved to where the first is, so that either is read alike; ``words`` are those
    of the page by the moved ones.
    """

    content: PageContent
    left: float = 0.0
    words: dict[Word, Word] = field(default_factory=dict)


def parts_of(page: PageContent, columns: TextColumns) -> list[PagePart]:
    """Return the parts of a page in reading order: what stands across, and between that one column after the other.

    Empty where nothing shows two columns: nothing stands beside other text, or all that is drawn reaches across. Of a
    word at an edge of the page more may lie outside than on it.
    """
    white = columns.start - columns.end
    if white < LEAST_GUTTER:
        return []
    core = Span(columns.end + CORE * white, columns.start - CORE * white)
    zones = list(_zones(page, core))
    if all(across for _, across in zones):
        return []
    middle = core.middle
    parts = []
    for zone, across in zones:
        if across:
            parts.append(PagePart(_within(page, Box(-inf, zone.x0, inf, zone.x1))))
        else:
            first = _within(page, Box(-inf, zone.x0, middle, zone.x1))
            parts.append(PagePart(replace(first, width=columns.left + columns.end), columns.left))
            second = _within(page, Box(middle, zone.x0, inf, zone.x1))
            parts.append(_in_place_of_first(second, columns))
    return parts


def _in_place_of_first(second: PageContent, columns: TextColumns) -> PagePart:
    by = columns.left - columns.start
    words = [moved(word, _moved(word.box, by)) for word in second.words]
    content = replace(
        second,
        width=columns.left + columns.end,
        words=words,
        rules=[replace(rule, box=_moved(rule.box, by)) for rule in second.rules],
        shades=[_moved(shade, by) for shade in second.shades],
        images=[_moved(image, by) for image in second.images],
    )
    return PagePart(content, columns.start, dict(zip(words, second.words, strict=True)))


def _zones(page: PageContent, core: Span) -> Iterator[tuple[Span, bool]]:
    """Yield stretches of a page's height, from top to bottom, each with whether what stands there reaches across."""
    cut = _across(page, core)
    ends = [-inf, *(y for span in cut for y in span), inf]
    held: Span | None = None
    for place, (top, bottom) in enumerate(pairwise(ends)):
        if not place % 2:
            inside = [word for word in page.words if top <= (word.top + word.bottom) / 2 < bottom]
            if any(word.x1 <= core.x1 for word in inside) and any(word.x0 >= core.x0 for word in inside):
                if held is not None:
                    yield held, True
                yield Span(top, bottom), False
                held = None
                continue
        held = Span(top if held is None else held.x0, bottom)
    if held is not None:
        yield held, True


def _across(page: PageContent, core: Span) -> list[Span]:
    """Return the stretches of a page's height in which something stands across its columns, from top to bottom.

    All between the first and the last rule or ground across is one: a table, as far as its upright rules reach beyond
    these at the ends of pages. A rule by itself divides the page, with an upright one between the columns.
    """
    drawn = [*(rule.box for rule in page.rules if rule.horizontal), *page.shades]
    crossing = [Span(box.top, box.bottom) for box in drawn if box.x0 < core.x1 and box.x1 > core.x0]
    found = [Span(word.top, word.bottom) for word in page.words if word.x0 < core.x1 and word.x1 > core.x0]
    if crossing:
        top, bottom = min(span.x0 for span in crossing), max(span.x1 for span in crossing)
        uprights = [
            rule.box
            for rule in page.rules
            if not rule.horizontal and not core.x0 <= rule.box.x0 <= core.x1
            if rule.box.top <= bottom + TOUCH and rule.box.bottom >= top - TOUCH
        ]
        ends = [y for box in uprights for y in (box.top, box.bottom)]
        found.append(Span(min([top, *ends]), max([bottom, *ends])))
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.x0 <= joined[-1].x1:
            joined[-1] = Span(joined[-1].x0, max(joined[-1].x1, span.x1))
        else:
            joined.append(span)
    return joined


def _within(page: PageContent, box: Box) -> PageContent:
    """Return what of a page has its middle in a box."""

    def holds(one: Word | Box) -> bool:
        return box.x0 <= (one.x0 + one.x1) / 2 < box.x1 and box.top <= (one.top + one.bottom) / 2 < box.bottom

    return replace(
        page,
        words=[word for word in page.words if holds(word)],
        rules=[rule for rule in page.rules if holds(rule.box)],
        shades=[shade for shade in page.shades if holds(shade)],
        images=[image for image in page.images if holds(image)],
    )


def at_column(table: PageTable, left: float, words: Mapping[Word, Word] | None = None) -> PageTable:
    """Return a table as it stands in the column of text that begins at ``left``, from where it is in another.

    ``words`` are those that it has there, by what they are here; others are moved.
    """
    by = left - table.left
    known = words or {}
    return replace(
        table,
        box=_moved(table.box, by),
        xs=[x + by for x in table.xs],
        gutters=tuple(Span(gutter.x0 + by, gutter.x1 + by) for gutter in table.gutters),
        margin=None if table.margin is None else table.margin + by,
        cells=[
            replace(
                cell,
                box=_moved(cell.box, by),
                words=[known.get(word) or moved(word, _moved(word.box, by)) for word in cell.words],
            )
            for cell in table.cells
        ],
        left=left,
    )


def _moved(box: Box, by: float) -> Box:
    return Box(box.x0 + by, box.top, box.x1 + by, box.bottom)
