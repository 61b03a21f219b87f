"""Heads of groups that stand between the items of a cell, no farther from them than their lines are from each other."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.pdf.lines import Line

MOST_LINES = 2
"""The head of a group has no more lines."""


def head_at_end(group: Sequence[Line], *, ended: Sequence[bool]) -> int:
    """Count the lines at the end of a paragraph, behind which an item with a code begins, that are a head over that.

    They are set in bold or underlined as a whole and begin with a capital, and the line above them is not set so where
    it ends. ``ended`` says of each line whether a sentence ends with it. In the middle of a sentence only bold type
    tells a head.
    """
    for kind in ("bold", "underline"):
        count = 0
        while count < len(group) and getattr(group[-1 - count], kind):
            count += 1
        if not 0 < count <= min(MOST_LINES, len(group) - 1):
            continue
        last, first = group[-1 - count].words[-1], group[-count].words[0]
        if getattr(last, kind) or not first.text[0].isupper() or ended[-1]:
            continue
        if kind == "bold" or ended[-1 - count]:
            return count
    return 0
