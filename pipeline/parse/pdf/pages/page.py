"""What a PDF page draws, before anybody asks what it means.

Lengths are in points, the origin is the top left corner of the page as displayed (page rotation applied).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any

from pipeline.model import Box

WHITE = 250
"""Each colour channel from which on ink is not seen on white paper."""


@dataclass(slots=True, eq=False)
class Word:
    """A stretch of glyphs without white space, set in one style on one baseline; it is equal to no other word.

    ``text`` is what the glyphs say as drawn (ligatures and soft hyphens kept); ``x0``, ``top``, ``x1`` and ``bottom``
    are the edges of its box. ``glyphs`` counts the drawn glyphs, for the ledger. ``size`` is the font size in points
    as displayed. ``direction`` is the angle of the baseline in degrees, clockwise from left-to-right (0, 90, 180, 270,
    or the exact angle of slanted text). ``space_after`` says that white space was drawn between this word and the
    next of its run. ``confidence`` (0 to 1) is set where the word was recognised in an image.
    ``underline``, ``strikethrough`` and ``superscript`` are set by `pipeline.parse.pdf.styles.mark_styles`.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    baseline: float
    bold: bool = False
    italic: bool = False
    direction: float = 0.0
    glyphs: int = 0
    space_after: bool = False
    underline: bool = False
    strikethrough: bool = False
    superscript: bool = False
    confidence: float | None = None

    @property
    def box(self) -> Box:
        """Its four edges together, which are fields of their own as they are asked for thousands of times a page."""
        return Box(self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class Rule:
    """A drawn line, thin rectangle or edge of a stroked rectangle, horizontal or vertical.

    ``box`` has the thickness as drawn. ``edge_of_shade`` marks the border of a filled area that parts rows like a line;
    the rules of a page, which are drawn, are none.
    """

    box: Box
    horizontal: bool
    edge_of_shade: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation that gives the words in a box a style: ``underline`` or ``strikethrough``."""

    style: str
    box: Box


@dataclass(frozen=True, slots=True)
class Note:
    """What an annotation of some kind says: no part of the text that the page draws."""

    kind: str
    text: str


@dataclass(slots=True)
class PageContent:
    """Words in drawing order, rules and filled areas of one page; ``number`` counts from 1.

    ``set_aside`` counts glyphs that were drawn and are not in ``words``, by kind (``duplicate_glyph``,
    ``invisible_glyph``, ``white_glyph``, ``covered_glyph``, ``layer_glyph``, ``off_page_glyph``, ``watermark``,
    ``white_space``). ``glyphs`` counts all that the page draws. ``shades`` are the filled areas that are not white,
    ``marks`` and ``notes`` are annotations.
    ``inferred_glyphs`` counts those whose character the file does not state, ``unreadable_glyphs`` those that stay
    without one; ``layered_glyphs`` counts those of the unseen text layer of a scan, ``swapped_glyphs`` letters of
    ligatures that the file states with their bytes swapped; ``inferred_capitals`` counts letters that are
    capitals or small ones by their size, against their font (`pipeline.parse.pdf.pages.capitals`). ``turned`` is the
    direction that the text had on the page as displayed, where the page was turned for the reading
    (`pipeline.parse.pdf.pages.turn`). ``level`` says that all words run straight from left to right (``direction`` 0),
    so that nobody need look; where it is False, some may not.
    """

    number: int
    width: float
    height: float
    words: list[Word]
    rules: list[Rule]
    shades: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    glyphs: int = 0
    set_aside: dict[str, int] = field(default_factory=dict)
    inferred_glyphs: int = 0
    unreadable_glyphs: int = 0
    inferred_capitals: int = 0
    layered_glyphs: int = 0
    swapped_glyphs: int = 0
    turned: int = 0
    level: bool = False


def words_of_columns(said: Sequence[str], *columns: Iterable[Any]) -> list[Word]:
    """Return words of what they say and the next fields of each, up to ``space_after``, as columns; the rest is unset.

    Hundreds are made a page: to make them empty and to fill them takes two thirds of calling `Word` for each.
    """
    words = list(map(Word.__new__, repeat(Word, len(said))))
    for (
        word,
        word.text,
        word.x0,
        word.top,
        word.x1,
        word.bottom,
        word.size,
        word.baseline,
        word.bold,
        word.italic,
        word.direction,
        word.glyphs,
        word.space_after,
    ) in zip(words, said, *columns, strict=False):
        word.underline = word.strikethrough = word.superscript = False
        word.confidence = None
    return words


def moved(word: Word, box: Box, **changes: Any) -> Word:
    """Return a copy of a word at another place, with ``changes`` to other fields of it."""
    return replace(word, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, **changes)


def set_aside(content: PageContent, kind: str, glyphs: int) -> None:
    """Count so many glyphs as drawn and set aside, under the name of their kind."""
    content.set_aside[kind] = content.set_aside.get(kind, 0) + glyphs


def take_out(content: PageContent, kind: str, words: Collection[Word]) -> None:
    """Take words out of those of a page and count their glyphs as set aside; what is not among these is left."""
    taken = [word for word in content.words if word in words]
    if taken:
        set_aside(content, kind, sum(word.glyphs for word in taken))
        content.words = [word for word in content.words if word not in words]


def is_white(red: int, green: int, blue: int, alpha: int) -> bool:
    """Say whether ink of a colour is not seen on white paper: it is white, or nothing at all."""
    return alpha == 0 or (red >= WHITE and green >= WHITE and blue >= WHITE)
