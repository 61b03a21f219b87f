"""Names of columns: which lines are these, and what they say.

They are bold and of several parts, or say in any type what the columns of a programme are called; no dots lead to
them, and they do more than to count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.parse.pdf.gutters import LEADER, RUN_ON, has_gap, is_value, stretches
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.strips import WIDE
from pipeline.titles import activity_stems, names_activities

NUMBERING = re.compile(r"^\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Za-z][.)]|[ivxIVX]+[.)])[.)]?$")
"""What numbers an item or a heading, where nothing else stands before the white: `1.`, `a)`, `2`, `3.1`, `IV.`."""

COUNTS = [row.split() for row in ("1 2 3 4 5 6 7 8 9", "a b c d e f g h i", "i ii iii iv v vi vii viii ix")]
"""What counts columns, in small letters: from left to right, from the first on."""

AROUND = "()[]."
"""What may stand around it."""

FIRST = "1aAiI"
"""What counts the first column."""

AMOUNT = re.compile(r"\d[.,\s’']\d{3}\b|\d[.,]\d|\d{5}|\d ?%")
"""A figure that names no column, as years and numbers may: with thousands or decimals set apart, long, or a share."""

MAX_HEAD_WORDS = 9
"""A line without gaps that has more words than this is running text, not the head of a group."""

MAX_HEADER_LINES = 8
"""Names of columns take no more lines than this."""

LOOSE_LINES = 3
"""So many lines without a wide gap may follow each other in a table: heads of groups, entries of several lines."""


def names_columns(line: Line) -> bool:
    """Say whether a line looks like the names of columns: of several parts, to none of which dots lead, and bold.

    Those of a programme's columns may be set in any type; in bold they may be as near each other as words may be.
    A heading behind its number names none.
    """
    wide = has_gap(line, WIDE)
    if not (wide or (line.bold and has_gap(line, RUN_ON))):
        return False
    if not (wide and line.bold) and not says_columns(line, WIDE if wide else RUN_ON):
        return False
    if (wide and is_numbered(line)) or any(LEADER.search(word.text) for word in line.words):
        return False
    return not (wide and _sums_up(line))


def _sums_up(line: Line) -> bool:
    """Say whether a line has figures only behind its first part, one of which at least is an amount, as totals are."""
    figures = [" ".join(word.text for word in part) for part in stretches(line, WIDE)][1:]
    return all(map(is_value, figures)) and any(map(AMOUNT.search, figures))


def is_numbered(line: Line) -> bool:
    """Say whether a line is a number and, behind white, one text, as headings are, or such headings of two columns."""
    parts = [" ".join(word.text for word in part) for part in stretches(line, WIDE)]
    if len(parts) % 2:
        return False
    return all(map(NUMBERING.match, parts[::2])) and not any(map(NUMBERING.match, parts[1::2]))


def counts_columns(texts: Sequence[str]) -> bool:
    """Say whether texts, one for each column, only count the columns: `1 2 3`, `(a) (b)`, `[I] [II]`."""
    said = [text.strip(AROUND).casefold() for text in texts] if texts[0].strip(AROUND) in FIRST else []
    return len(said) > 1 and any(said == counts[: len(said)] for counts in COUNTS)


def counted_names(lines: Sequence[Line]) -> list[tuple[Line, list[Line]]]:
    """Return the lines that only count the columns whose names stand right above, each with the lines of these names.

    They count as many as there are names.
    """
    found = []
    for index, line in enumerate(lines):
        if not index or len(line.words) > len(COUNTS[0]) or not counts_columns([word.text for word in line.words]):
            continue
        names: list[Line] = []
        for above in reversed(lines[max(index - LOOSE_LINES, 0) : index]):
            names.insert(0, above)
            if names_columns(above) and len(stretches(above, WIDE)) == len(line.words):
                found.append((line, names))
                break
            if not above.bold:
                break
    return found


def says_columns(line: Line, gap: float = WIDE) -> bool:
    """Say whether what white wider than ``gap`` (ems) parts in a line can only be names of a programme's columns."""
    if not activity_stems().search(line.text):
        return False
    return names_activities([" ".join(word.text for word in part) for part in stretches(line, gap)])


def names_of_one_column(lines: Sequence[Line]) -> list[Line]:
    """Return the lines at the top of which all are bold and that together say that a column describes activities."""
    for count, line in enumerate(lines[: LOOSE_LINES - 1], 1):
        if not line.bold or has_gap(line, WIDE):
            break
        if names_activities([" ".join(one.text for one in lines[:count])]):
            return list(lines[:count])
    return []


def letters_of(lines: Iterable[Line]) -> str:
    """Return the letters and digits of lines, small."""
    return re.sub(r"\W+", "", "".join(word.text for line in lines for word in line.words)).casefold()
