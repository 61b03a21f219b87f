"""Blocks as they were printed: number and text together, and what their style says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import BULLET, Block, Span

_HEADING_STYLES = ("underline", "bold", "italic")
_EDGE_PUNCTUATION = " .:;,-–—()"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block as printed.

    ``block`` is the index of the block in `ParsedDocument.blocks`. ``styled``: the whole block is underlined, bold
    or italic, as sub-headings are. ``loose``: the block stood outside any table. ``listed``: it was a list item.
    ``resumes``: it is the first after a break in its cell.
    """

    text: str
    block: int
    styled: bool = False
    loose: bool = False
    listed: bool = False
    resumes: bool = False

    def part(self, text: str) -> Piece:
        """Return a piece of the same block with another stretch of its text."""
        return Piece(text.strip(), self.block, False, self.loose, self.listed)


def printed(block: Block) -> str:
    """Return the block's text with its number before it, closed by a full stop where the number is bare."""
    if not block.number:
        return block.text
    text = block.text.removeprefix(BULLET)
    stop = "." if block.number[-1].isalnum() else ""
    return f"{block.number}{stop} {text}"


def piece(block: Block, index: int, loose: bool = False) -> Piece:
    """Return the whole block as a piece; a loose list item loses its bullet where a code follows it."""
    return Piece(
        text=printed(block),
        block=index,
        styled=is_styled(block.text, block.spans),
        loose=loose,
        listed=block.kind == "list_item",
    )


def is_styled(text: str, spans: Iterable[Span]) -> bool:
    """Say whether one style of a sub-heading covers all of the text but punctuation at its edges."""
    bare = text.strip(_EDGE_PUNCTUATION)
    if not bare:
        return False
    start = text.index(bare)
    end = start + len(bare)
    spans = list(spans)
    for style in _HEADING_STYLES:
        reach = start
        for span in sorted((s for s in spans if s.style == style), key=lambda s: s.start):
            if span.start > reach and text[reach : span.start].strip():
                break
            reach = max(reach, span.end)
        if reach >= end:
            return True
    return False


def without_bullet(text: str) -> str:
    """Return the text without a bullet before it."""
    return text.removeprefix(BULLET)


def unique(numbers: Iterable[int]) -> list[int]:
    """Return the numbers without repetition, in their first order."""
    return list(dict.fromkeys(numbers))


def lines(texts: Sequence[str]) -> str:
    """Join paragraphs and bullets as cell text holds them."""
    return "\n".join(text for text in texts if text)
