"""Styles that no font says: underlined and struck out by rules and annotations, superscripts by size and baseline.

What highlights words is no style of the model: it is only taken for nothing else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import compress, count, pairwise
from operator import attrgetter, ne

from pipeline.model import Box
from pipeline.parse.pdf.pages.page import PageContent, Rule, Word

UNDERLINE_BELOW = 0.24
"""How far below the baseline an underline runs at most, in type sizes; borders of cells run lower."""

UNDERLINE_ABOVE = 0.04
"""How far an underline may touch the baseline from above, in type sizes."""

STRIKE_FROM, STRIKE_TO = 0.12, 0.5
"""How far above the baseline a rule strikes out: from the low middle of x-height to that of capitals, in type sizes."""

OVERHANG = 0.6
"""How far a text rule may run past its words at either end (white space underlined with them), in type sizes."""

MAX_THICKNESS = 0.2
"""A text rule is at most this thick, in type sizes."""

SMALL = 0.85
"""Superscripts are set at most at this share of the size of their text, but for marks and what touches a figure."""

RAISED_FROM, RAISED_TO = 0.12, 0.75
"""How far above the baseline of the text a superscript's own baseline is, in sizes of that text."""

ADJACENT = 0.6
"""Largest gap between a superscript and its text, in sizes of that text."""

HANGING = 3.0
"""The same for a mark that begins a line, whose text may be set in."""

TOUCHING = 0.1
"""The same for those that are hardly smaller than the text they follow, as what prints web pages may set them."""

MARKS = "*†‡§0123456789"
"""Signs and figures that are marks of notes."""

TOUCH = 1.5
"""A rule this near (points) to an upright one is of the same table: a border of its cells."""

HIGHLIGHT_HEIGHT = 1.8
"""What highlights words is one line high, in type sizes."""

HIGHLIGHT_REACH = 0.15
"""It begins and ends with words, to this share of their size; grounds of cells are wider than what stands in them."""

HIGHLIGHT_SPACE = 0.5
"""It may end with the space behind its last word, in type sizes."""

SPACE_LEFT = 0.15
"""An underline that leaves a letter out ends and begins so near to it, in type sizes: less than a space."""

_DESCENDERS = frozenset("gjpqyQçşţ")
_BASELINE = attrgetter("baseline")


def mark_styles(page: PageContent) -> None:
    """Set ``underline``, ``strikethrough`` and ``superscript`` of a page's words, and take out the rules used for it.

    A word that a rule or an annotation covers in part is split. A superscript's baseline becomes that of the text it
    stands in.
    """
    _mark_superscripts(page.words)
    _mark_rules(page)
    if page.marks:
        _mark_annotated(page)
    if page.shades:
        _take_out_highlights(page)


def _mark_superscripts(words: list[Word]) -> None:
    if not words:
        return
    sizes = [word.size for word in words]
    # A word among words of its own size is none; unless it stands behind one: then it may be its second glyph.
    changes = list(compress(count(1), map(ne, sizes[1:], sizes)))
    beside = {0, *changes, *(index - 1 for index in changes)}
    for index in sorted(beside):
        _mark_superscript(words, index)
        last = index
        while words[last].superscript and last + 1 < len(words) and last + 1 not in beside:
            last += 1
            _mark_superscript(words, last)


def _mark_superscript(words: list[Word], index: int) -> None:
    """Set ``superscript`` and baseline of a word where it is one; those of the words before it must be set."""
    word = words[index]
    before_it = words[index - 1] if index else None
    following = words[index + 1] if index + 1 < len(words) else None
    for neighbour in (before_it, following):
        if neighbour is None or word.size >= neighbour.size or word.direction != neighbour.direction:
            continue
        raised = neighbour.baseline - word.baseline
        before, behind = word.x0 - neighbour.x1, neighbour.x0 - word.x1
        if before > ADJACENT * neighbour.size or behind > HANGING * neighbour.size:
            continue
        small = word.size <= SMALL * neighbour.size
        marks = not word.text.strip(MARKS) or neighbour.text[-1].isdigit()
        if not small and not (marks and before <= TOUCHING * neighbour.size and behind <= ADJACENT * neighbour.size):
            continue
        if RAISED_FROM * neighbour.size <= raised <= RAISED_TO * neighbour.size:
            word.superscript = True
        elif not small or not -0.3 * neighbour.size <= raised < 0:
            continue
        word.baseline = neighbour.baseline
        return
    # A mark of several glyphs drawn one by one goes with the first of them.
    if (
        before_it is not None
        and before_it.superscript
        and abs(word.size - before_it.size) < 0.1
        and 0 <= before_it.baseline - word.baseline <= word.size
        and abs(word.x0 - before_it.x1) < ADJACENT * word.size
    ):
        word.superscript = True
        word.baseline = before_it.baseline


def _mark_rules(page: PageContent) -> None:
    candidates = [rule for rule in page.rules if rule.horizontal]
    if not candidates:
        return
    level = list(page.words) if page.level else [word for word in page.words if not word.direction]
    drawn = [word.baseline for word in level]
    baselines = sorted(drawn)
    if baselines != drawn:
        level.sort(key=_BASELINE)
    largest = max([word.size for word in level], default=0.0)
    uprights = [rule.box for rule in page.rules if not rule.horizontal]
    used: set[int] = set()
    pieces: dict[Word, list[Word]] = {}
    underlines: list[Box] = []
    for rule in candidates:
        y = (rule.box.top + rule.box.bottom) / 2
        low = bisect_left(baselines, y - UNDERLINE_BELOW * largest)
        high = bisect_left(baselines, y + STRIKE_TO * largest)
        near = {word: style for word in level[low:high] if (style := _style_of(rule, word))}
        if not near or not _is_text_rule(rule.box, list(near), uprights):
            continue
        used.add(id(rule))
        if "underline" in near.values():
            underlines.append(rule.box)
        for word, style in near.items():
            _mark(word, rule.box, style, pieces)
    if underlines:
        _mark_descenders(level, pieces, underlines)
    if used:
        page.rules = [rule for rule in page.rules if id(rule) not in used]
    _put_in(page, pieces)


def _mark_descenders(level: Sequence[Word], pieces: Mapping[Word, list[Word]], underlines: Sequence[Box]) -> None:
    """Underline the letters below the line that underlines leave out, in a word or as one (``y``) between two of them.

    Browsers and typesetters do so (CSS Text Decoration 4, ``text-decoration-skip-ink``).
    """
    for parts in pieces.values():
        ruled = [False, *(part.underline for part in parts), False]
        for part, before, behind in zip(parts, ruled, ruled[2:], strict=False):
            if (before or behind) and _may_be_left_out(part, two=before and behind):
                part.underline = True
    for word in level:
        if word.text[0] in _DESCENDERS and word not in pieces and _may_be_left_out(word):
            slack, low, high = SPACE_LEFT * word.size, word.baseline, word.baseline + UNDERLINE_BELOW * word.size
            beside = [box for box in underlines if low <= (box.top + box.bottom) / 2 <= high]
            word.underline = any(abs(box.x1 - word.x0) <= slack for box in beside) and any(
                abs(box.x0 - word.x1) <= slack for box in beside
            )


def _may_be_left_out(word: Word, *, two: bool = False) -> bool:
    """Say whether a word, or piece of one, has but letters below the line, or ``two`` letters of which one is such.

    Where a word is cut, is estimated: between two underlines a letter more may seem to be left out.
    """
    if word.underline or word.strikethrough:
        return False
    return _DESCENDERS.issuperset(word.text) or (two and len(word.text) == 2 and not _DESCENDERS.isdisjoint(word.text))


def _take_out_highlights(page: PageContent) -> None:
    """Take out the filled areas behind words that begin and end with these: they are no grounds of cells, and no bars.

    A word processor fills what is set in one style at a time: areas side by side that touch are one.
    """
    words = sorted((word for word in page.words if not word.direction), key=_BASELINE)
    baselines = list(map(_BASELINE, words))
    highest = HIGHLIGHT_HEIGHT * max([word.size for word in words], default=0.0)
    runs: list[tuple[Box, list[Box]]] = []
    for shade in sorted(page.shades, key=lambda shade: (shade.top, shade.bottom, shade.x0)):
        if shade.bottom - shade.top > highest:
            continue
        if runs and (run := runs[-1])[0].top == shade.top and 0 <= shade.x0 - run[0].x1 + TOUCH <= 2 * TOUCH:
            runs[-1] = (run[0].union(shade), [*run[1], shade])
        else:
            runs.append((shade, [shade]))
    taken: set[int] = set()
    for whole, shades in runs:
        level = words[bisect_right(baselines, whole.top) : bisect_right(baselines, whole.bottom)]
        if _is_highlight(whole, level):
            taken.update(map(id, shades))
    if taken:
        page.shades = [shade for shade in page.shades if id(shade) not in taken]


def _is_highlight(box: Box, words: Sequence[Word]) -> bool:
    """Say whether a filled area begins and ends with those of its words that stand on it, and is as high as a line.

    ``words`` are those whose baselines are on its height.
    """
    held = [word for word in words if box.x0 < (word.x0 + word.x1) / 2 < box.x1]
    if not held:
        return False
    size = max(word.size for word in held)
    right = box.x1 - max(word.x1 for word in held)
    return (
        box.bottom - box.top <= HIGHLIGHT_HEIGHT * size
        and abs(min(word.x0 for word in held) - box.x0) <= HIGHLIGHT_REACH * size
        and -HIGHLIGHT_REACH * size <= right <= HIGHLIGHT_SPACE * size
    )


def _mark_annotated(page: PageContent) -> None:
    """Give the words whose middle an annotation covers the style that it says."""
    pieces: dict[Word, list[Word]] = {}
    for word in page.words:
        middle = (word.top + word.bottom) / 2
        for mark in page.marks:
            if not word.direction and mark.box.top <= middle <= mark.box.bottom:
                _mark(word, mark.box, mark.style, pieces)
    _put_in(page, pieces)


def _put_in(page: PageContent, pieces: Mapping[Word, list[Word]]) -> None:
    """Put the pieces that words were split into in their place."""
    if pieces:
        page.words = [piece for word in page.words for piece in pieces.get(word, [word])]


def _style_of(rule: Rule, word: Word) -> str | None:
    """Return ``underline`` or ``strikethrough`` for the height at which a rule runs past a word, else None."""
    box, size = rule.box, word.size
    if box.bottom - box.top > MAX_THICKNESS * size:
        return None
    below = (box.top + box.bottom) / 2 - word.baseline
    if -UNDERLINE_ABOVE * size <= below <= UNDERLINE_BELOW * size:
        return "underline"
    return "strikethrough" if STRIKE_FROM * size <= -below <= STRIKE_TO * size else None


def _is_text_rule(box: Box, near: list[Word], uprights: list[Box]) -> bool:
    """Say whether a rule keeps to the words beside it and touches no upright rule."""
    reach = OVERHANG * max(word.size for word in near)
    over = [word for word in near if word.x0 - reach <= box.x1 and word.x1 + reach >= box.x0]
    if not over or box.x0 < min(word.x0 for word in over) - reach:
        return False
    if box.x1 > max(word.x1 for word in over) + reach:
        return False
    return not any(
        upright.top - TOUCH <= box.bottom
        and upright.bottom + TOUCH >= box.top
        and (abs((upright.x0 + upright.x1) / 2 - box.x0) < TOUCH or abs((upright.x0 + upright.x1) / 2 - box.x1) < TOUCH)
        for upright in uprights
    )


def _mark(word: Word, box: Box, style: str, pieces: dict[Word, list[Word]]) -> None:
    """Set a style on the part of a word that a rule covers; most rules cover whole words."""
    slack = 0.25 * word.size
    for part in pieces.get(word, [word]):
        left, right = max(part.x0, box.x0), min(part.x1, box.x1)
        if right - left <= min(slack, 0.5 * (part.x1 - part.x0)):
            continue
        if left <= part.x0 + slack and right >= part.x1 - slack:
            setattr(part, style, True)
            continue
        cut = split_word(part, [edge for edge in (box.x0, box.x1) if part.x0 + slack < edge < part.x1 - slack])
        for piece in cut:
            middle = (piece.x0 + piece.x1) / 2
            if box.x0 <= middle <= box.x1:
                setattr(piece, style, True)
        whole = pieces.get(word, [word])
        at = whole.index(part)
        pieces[word] = [*whole[:at], *cut, *whole[at + 1 :]]


_NARROW, _WIDE = frozenset("iljtfrI.,;:'|!()[]-"), frozenset("mwMW%@—")


def split_word(word: Word, edges: list[float]) -> list[Word]:
    """Cut a word at the glyph boundaries nearest to some x positions; widths are weighed by the shapes of letters."""
    weights = [0.5 if char in _NARROW else 1.5 if char in _WIDE else 1.0 for char in word.text]
    scale = (word.x1 - word.x0) / sum(weights)
    bounds = [word.x0]
    for weight in weights:
        bounds.append(bounds[-1] + weight * scale)
    inner = range(1, len(word.text))
    cuts = sorted({_nearest(bounds, inner, edge) for edge in edges} if inner else set())
    places = [0, *cuts, len(word.text)]
    result = []
    for start, end in pairwise(places):
        result.append(
            replace(
                word,
                text=word.text[start:end],
                x0=bounds[start],
                x1=bounds[end] if end < len(word.text) else word.x1,
                glyphs=end - start,
                space_after=word.space_after and end == len(word.text),
            )
        )
    return result


def _nearest(bounds: Sequence[float], indexes: Sequence[int], edge: float) -> int:
    return min(indexes, key=lambda index: abs(bounds[index] - edge))
