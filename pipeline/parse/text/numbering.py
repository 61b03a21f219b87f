"""Numbers of paragraphs that a converter parted from their texts, or lost.

Where numbers hang in a margin of their own, some converters give those of several paragraphs first and their texts
behind them, or the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import ASIDE, BULLET, Issue
from pipeline.parse.notices import notice
from pipeline.parse.structure import annex_named
from pipeline.parse.text.drafts import Item, Paragraph, is_finished, starts_small
from pipeline.parse.text.runs import Run
from pipeline.titles import programme_title

MIN_ROW = 2
"""Fewer numbers in a row are those of what follows right behind."""


def pair_numbers(items: Sequence[Item]) -> tuple[list[Item], list[Issue]]:
    """Return the items with the numbers and bullets that stand in a row, apart from their texts, given to these.

    They belong to as many paragraphs behind them, in order, or, where there are not as many, before them. Paragraphs
    that end in no sentence's end are headings and have none. A row that has not as many paragraphs stays as it is. Each
    row that was given away is reported.
    """
    made: list[Item] = list(items)
    issues: list[Issue] = []
    # What stands within a text comes behind its number: from the last row to the first, inner ones are done before.
    # Those whose texts stand before them are done once no other number may claim these.
    for behind in (True, False):
        for at in range(len(made) - 1, -1, -1):
            count = _row_length(made, at)
            if count < MIN_ROW or (at and _row_length(made, at - 1) > count):
                continue
            markers = [marker for marker in made[at : at + count] if isinstance(marker, Paragraph)]
            last = _without_number(markers[-1])
            rest = [*([last] if last.text else []), *made[at + count :]]
            around = rest if behind else made[:at][::-1]
            texts = _texts(around, markers[0], count + 1, 1 if behind else -1)
            if len(texts) == count or (behind and len(texts) > count):
                given = texts[:count] if behind else texts[::-1]
                issues.append(_paired(markers, certain=len(texts) == count))
                for marker, text in zip(markers, given, strict=True):
                    _give(marker, text)
                made[at:] = rest
    return made, issues


def _row_length(items: Sequence[Item], at: int) -> int:
    """Return how many numbers or bullets stand alone in a row from an item on; the last may have a text behind it.

    Capital letters are those of themes, whose texts are titles: they are left.
    """
    count = 0
    last: Paragraph | None = None
    for index in range(at, len(items)):
        item = items[index]
        if not (isinstance(item, Paragraph) and item.alone_at is not None and item.style != "capital"):
            break
        if last and not _counts_on(last, item):
            break
        count += 1
        last = item
        if _without_number(item).text:
            break
    return count


def _counts_on(above: Paragraph, below: Paragraph) -> bool:
    return above.style == below.style and (above.style is None or below.value == above.value + 1)


def _texts(items: Sequence[Item], marker: Paragraph, most: int, step: int) -> list[Paragraph]:
    """Return the paragraphs that may have lost the ``marker`` and those like it, ``most`` of them.

    ``step`` is -1 where the items are given from the last to the first. The next annex or programme is another text.
    """
    found: list[Paragraph] = []
    for at, item in enumerate(items):
        if len(found) == most or not isinstance(item, Paragraph):
            break
        if not _is_aside(item) and (annex_named(item.text) or programme_title(item.text)):
            break
        if (item.number or item.bullet) and item.style == marker.style:
            break
        if item.kind == "paragraph" and not item.number and _is_whole(items, at, step):
            found.append(item)
    return found


def _is_whole(items: Sequence[Item], at: int, step: int) -> bool:
    """Say whether a paragraph is one by itself: no heading, and not the rest of one that a page break cut."""
    text = _text(items, at)
    above, below = (_beside(items, at, way) for way in (-step, step))
    cut_above = bool(above) and not is_finished(above) and starts_small(text)
    return not cut_above and (is_finished(text) or starts_small(below))


def _beside(items: Sequence[Item], at: int, way: int) -> str:
    """Return the text of the nearest paragraph on one side, over running heads and notes; empty where none is."""
    at += way
    while 0 <= at < len(items) and _is_aside(items[at]):
        at += way
    return _text(items, at) if 0 <= at < len(items) else ""


def _is_aside(item: Item) -> bool:
    return isinstance(item, Paragraph) and item.kind in ASIDE


def _text(items: Sequence[Item], at: int) -> str:
    item = items[at]
    return item.text if isinstance(item, Paragraph) and not item.number else ""


def _without_number(marker: Paragraph) -> Paragraph:
    run = marker.run.part(len(BULLET)) if marker.text.startswith(BULLET) else marker.run
    return Paragraph("paragraph", run, indent=marker.indent, after_break=True, printed=marker.printed)


def _give(marker: Paragraph, text: Paragraph) -> None:
    text.kind, text.number, text.number_at = marker.kind, marker.number, marker.number_at
    text.bullet, text.style, text.value = marker.bullet, marker.style, marker.value
    if marker.number is None:
        text.run = Run.joined([Run.added(BULLET), text.run])


def _paired(markers: Sequence[Paragraph], *, certain: bool) -> Issue:
    first, last = (marker.number or BULLET.strip() for marker in (markers[0], markers[-1]))
    return notice("numbers-paired" if certain else "numbers-paired/more", f"{first} – {last}", count=len(markers))


def number_paragraphs(items: Sequence[Item]) -> list[Issue]:
    """Give a paragraph the number it lost to a converter's list dash, where its neighbours leave room for just one."""
    issues: list[Issue] = []
    paragraphs = [item for item in items if isinstance(item, Paragraph)]
    dashed = any(item.bullet and item.style == "arabic" for item in paragraphs)
    numbered = [index for index, item in enumerate(paragraphs) if item.style == "arabic" and item.kind == "paragraph"]
    for before, after in pairwise(numbered):
        candidates = [
            item
            for item in paragraphs[before + 1 : after]
            if item.kind == "list_item" and item.bullet and item.number is None and item.indent == 0
        ]
        value = paragraphs[before].value + 1
        if dashed and len(candidates) == 1 and paragraphs[after].value == value + 1:
            lost = candidates[0]
            lost.kind, lost.number, lost.bullet, lost.level = "paragraph", str(value), False, None
            lost.run = lost.run.part(len(BULLET))
            issues.append(notice("number-inferred", lost.text, number=value))
    return issues
