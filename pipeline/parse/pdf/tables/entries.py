"""What the text of a cell begins and ends with: codes of items, bullets, heads of groups; the end of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from pipeline.parse.pdf.line_ends import last_said
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.table import PageCell

_X0 = attrgetter("x0")

CODE = re.compile(r"^[A-Z]{1,2}[.\- ]?\d{1,3}(?:\.\d+)*[.):]?$|^\(?\d{1,3}(?:\.\d+)*[.)]$")
"""A word that begins an item: `B4.`, `B.8`, `1.`, `(2)`, `13.4.`."""

COUNTED_CODE = re.compile(r"^\d{1,2}(?:\.\d{1,3}){1,2}$|^\(?[a-z]\)$")
"""A word that begins an item where several count on: `1.1`, `2.10`, `a)`, `(b)`."""

BARE_CODE = re.compile(
    r"^(?:[A-Z]\w{2,9}[.]? )?\(?(?:(?:[A-Z]|[IVX]{2,4})[.–-]? ?)?\d{1,3}(?:\.\d{1,3}){0,3}(?:\.?[a-z])?[.):]?$"
    r"|^\(?[a-z][.)]$"
)
"""What a cell says that holds a code and nothing else: `B4`, `II.3`, `2`, `(2)`, `1.1.a`, `Action 3`, `(a)`."""

BULLET_MARK = re.compile(r"^[•●▪■◦○‣⁃\uf0b7\uf0a7·*–—-]$")
"""A word that is a bullet."""

HEADS = frozenset({"bold type", "underlined type", "italics"})
"""The looks of heads of groups."""

ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
"""The end of a sentence or clause, behind which nothing needs to follow."""

GOES_ON = re.compile(r"(?:[;,]|\b(?:and|or|et|ou|y|e|o|u))$")
"""How an item of a list ends that is not the last."""


def leaves_list_open(above: Sequence[Word], below: Sequence[Word]) -> bool:
    """Say whether a line announces a list, or ends an item that is not the last, and the next begins with a bullet."""
    end = last_said(above)
    return BULLET_MARK.match(below[0].text) is not None and (end.endswith(":") or GOES_ON.search(end) is not None)


def kind_of_start(words: Sequence[Word]) -> str:
    """Name what the first words of a cell look like."""
    highest = min([word.baseline for word in words])
    size = min([word for word in words if word.baseline == highest], key=_X0).size
    line = [word for word in words if word.baseline - highest < 0.3 * size]
    first = min(line, key=_X0)
    if BULLET_MARK.match(first.text):
        return "a bullet"
    if CODE.match(first.text):
        return "a code"
    if all(word.bold for word in line):
        return "bold type"
    if all(word.underline for word in line):
        return "underlined type"
    if all(word.italic for word in line):
        return "italics"
    return "a small letter" if first.text[:1].islower() else "plain type"


def begins_as_head(words: Sequence[Word]) -> bool:
    """Say whether the first words of a cell look like the head of a group."""
    styled = any(word.bold or word.underline or word.italic for word in words)
    return styled and kind_of_start(words) in HEADS


def only_heads(cell: PageCell) -> bool:
    """Say whether every line of a cell looks like the head of a group."""
    return all(begins_as_head(line.words) for line in cell.lines())


def count_items(cell: PageCell) -> int:
    """Count the lines of a cell that begin with a code."""
    return sum(CODE.match(line.words[0].text) is not None for line in cell.lines())


def white_under(cell: PageCell) -> float:
    """Return how far a cell, which must have words, goes on under the base of its last line, in points."""
    return cell.box.bottom - max([word.baseline for word in cell.words])


def ends_with_item(cell: PageCell) -> bool:
    """Say whether the last lines of a cell are an item behind a bullet that may end without a mark.

    It is set in from the cell's other text. Where items before it end with a mark, the last of the list does, too.
    """
    at = _last_item(cell)
    return at is not None and (not at or not GOES_ON.search(last_said(cell.lines()[at - 1].words)))


def _last_item(cell: PageCell) -> int | None:
    """Return the index of the line with which the item begins that the last lines of a cell are; None without one."""
    lines = cell.lines()
    left = min([line.x0 for line in lines])
    marked = [BULLET_MARK.match(line.words[0].text) is not None for line in lines]
    at = next(at for at in reversed(range(len(lines))) if marked[at] or lines[at].x0 <= left + 1.0)
    return at if marked[at] else None


def own_type(words: Sequence[Word]) -> bool:
    """Say whether all words are bold, in italics or underlined; there is one at least."""
    first = words[0]  # it has no such type in most lines
    return (
        (first.bold and all(word.bold for word in words))
        or (first.italic and all(word.italic for word in words))
        or (first.underline and all(word.underline for word in words))
    )
