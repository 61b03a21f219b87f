"""Which paragraphs of a PDF are headings, and how deep, by how they look.

A heading is short and set off by size, weight, slant, a line under it or centred capitals; those that look alike are of
one level, of which the largest is the highest, and of one size that in capitals, then that in bold type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Block
from pipeline.parse.pdf.line_ends import ends_entry
from pipeline.parse.pdf.paragraphs import Paragraph
from pipeline.titles import announces_section

MAX_LINES, MAX_LENGTH = 4, 220
"""A heading has at most so many lines and characters; long titles of agenda items have about 200."""

MAX_PLAIN_LENGTH = 130
"""So many characters has a heading that only underlining or italics set off: whole paragraphs are set so too."""

LARGER = 1.08
"""Type larger than this, in sizes of the text, marks a heading by itself."""

_UNFINISHED = re.compile(r"[.;,!?]$")


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks: what headings of one level have in common."""

    size: float
    capitals: bool
    centred: bool
    bold: bool
    underline: bool
    italic: bool

    @classmethod
    def of(cls, paragraph: Paragraph) -> Look | None:
        """Return the look of a paragraph; None where it has more lines than any heading, or names one and its page."""
        lines = paragraph.lines
        if len(lines) > MAX_LINES or ends_entry(lines[-1]):
            return None
        text = paragraph.text
        return cls(
            round(paragraph.size, 1),
            text.upper() == text and sum(char.isalpha() for char in text[:40]) > 3,
            paragraph.centred,
            all(line.bold for line in lines),
            all(line.underline for line in lines),
            all(line.italic for line in lines),
        )

    def stands_out(self, usual_size: float) -> bool:
        """Say whether text that looks so is set off from the text around it."""
        return (
            self.bold
            or self.underline
            or self.size > LARGER * usual_size
            or (self.italic and self.size >= 0.95 * usual_size)
            or (self.capitals and self.centred)
        )

    def rank(self) -> tuple[float, bool, bool, bool, bool, bool]:
        """Return what headings are ranked by, the highest first."""
        return (-self.size, not self.capitals, not self.bold, not self.centred, not self.underline, self.italic)


def mark_headings(blocks: Sequence[Block], looks: Sequence[Look | None], usual_size: float) -> None:
    """Make headings of the paragraphs that look and read like headings, and give each its level (1 the highest).

    ``looks`` goes with ``blocks`` (None: cannot be a heading); ``usual_size`` is the type size of the text.
    """
    headings = [
        (block, look)
        for block, look in zip(blocks, looks, strict=True)
        if look is not None and _reads_like_heading(block, look, usual_size)
    ]
    ranks = sorted({look.rank() for _, look in headings})
    for block, look in headings:
        block.kind = "heading"
        block.level = ranks.index(look.rank()) + 1


def _reads_like_heading(block: Block, look: Look, usual_size: float) -> bool:
    text = block.text
    if len(text) > MAX_LENGTH or not look.stands_out(usual_size):
        return False
    if not look.bold and not look.capitals and len(text) > MAX_PLAIN_LENGTH and look.size <= LARGER * usual_size:
        return False
    if not any(char.isalpha() for char in text) or text[0].islower():
        return False
    if _UNFINISHED.search(text) and not (look.bold or look.capitals):
        return False
    if look.italic and not look.bold and text.startswith(("(", "[", "“", '"')):
        return False
    return not text.endswith(":") or announces_section(text)
