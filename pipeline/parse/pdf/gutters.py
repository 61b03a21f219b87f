"""Lines of text across a page or a table, and the white gutters that make columns and rows where no rule does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.parse.pdf.page import Word

SPACE = 0.28
"""A space between words, in ems."""

FULL_LINE = 0.85
"""A line that fills this share of its column is a full one."""

NUMBER = re.compile(r"^[<>≤≥~±+\-–−(]*[$€£¥]?[<>+\-–−(]*\d[\d.,:/  ]*(?:%|\)|[a-z*†‡]{1,2})*$")
"""A value of a table of figures: `1 200`, `(34.5)`, `<0.1`, `12%`, `45*`."""

NO_VALUE = re.compile(r"^(?:[-–—.…*]+|n\.?\s?a\.?|\(?[A-Z]\)?|—|nil)$", re.IGNORECASE)
"""What stands in a table of figures for no figure: `-`, `n.a.`, `..`, `(D)`."""


@dataclass(slots=True)
class TextLine:
    """Words on one line, from left to right, wherever gaps are between them."""

    top: float
    bottom: float
    words: list[Word]

    @property
    def x0(self) -> float:
        """Left end."""
        return self.words[0].box.x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(word.box.x1 for word in self.words)

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)


def text_lines(words: Sequence[Word]) -> list[TextLine]:
    """Put words that stand on one line together, lines from top to bottom.

    A raised or lowered word (a footnote mark) belongs to the line that it overlaps by half of its height.
    """
    lines: list[TextLine] = []
    for word in sorted(words, key=lambda word: (word.box.top + word.box.bottom, word.box.x0)):
        height = word.box.bottom - word.box.top
        for line in reversed(lines[-3:]):
            shared = min(line.bottom, word.box.bottom) - max(line.top, word.box.top)
            if shared >= 0.5 * min(height, line.bottom - line.top):
                line.words.append(word)
                if word.size >= 0.8 * line.words[0].size:
                    line.top, line.bottom = min(line.top, word.box.top), max(line.bottom, word.box.bottom)
                break
        else:
            lines.append(TextLine(word.box.top, word.box.bottom, [word]))
    for line in lines:
        line.words.sort(key=lambda word: word.box.x0)
    lines.sort(key=lambda line: line.top)
    return lines


def is_prose(lines: Sequence[TextLine]) -> bool:
    """Say whether lines of one column read as running text: several words each, broken where the column ends."""
    if not lines:
        return False
    if len(lines) == 1:
        return len(lines[0].words) >= 3
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    full = sum(line.x1 - left >= FULL_LINE * (right - left) for line in lines[:-1])
    return median(len(line.words) for line in lines) >= 3 and full >= 0.4 * (len(lines) - 1)


def broke_on_purpose(line: TextLine, following: TextLine, right: float) -> bool:
    """Say whether the first word of the line below would have fitted on this line, so that a new item begins there."""
    last, first = line.words[-1], following.words[0]
    if last.text[-1:] in "-‐\u00ad\ufffe\u0002":
        return False
    return last.box.x1 + SPACE * last.size + (first.box.x1 - first.box.x0) <= right


def is_value(text: str) -> bool:
    """Say whether a cell's text is a figure or stands for a missing one."""
    bare = text.replace(" ", "").replace("\u00a0", "")
    return bool(NUMBER.match(bare) or NO_VALUE.match(bare))
