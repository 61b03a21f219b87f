"""Footnotes at the foot of a page or under a table: where they begin, and which mark each has.

Lengths are in points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from pipeline.parse.pdf.gutters import broke_on_purpose
from pipeline.parse.pdf.lines import Line, lines_of, parted
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.paragraphs import Paragraph
from pipeline.parse.pdf.tables.table import PageTable

SEPARATOR = (0.08, 0.6)
"""A rule above footnotes is between these shares of the page's width; a longer one is where their mark is raised."""

SMALLER = 0.96
"""Without a rule above them, footnotes are set at most at this share of the text's size, or stand apart from it."""

APART = 1.8
"""The first line of footnotes stands apart from the text if its baseline is so many type sizes below the text's."""

SAME_SIZE = 0.3
"""The lines of a footnote differ by at most this in size (points) over a page break."""

_MARK = re.compile(r"\d{1,3}|[*†‡§¶#]{1,3}|[a-z]")
_NUMBER = re.compile(r"\d{1,2}")
_POINTED = re.compile(r"\(?(\d{1,3})[.)]")


def raised_numbers(words: Sequence[Word]) -> frozenset[str]:
    """Return the numbers that words of a page raise, which may be marks of footnotes."""
    return frozenset(word.text for word in words if word.superscript and word.text.isdigit())


def split_footnotes(
    page: PageContent,
    lines: Sequence[Line],
    tables: Sequence[PageTable],
    usual: float,
    raised: AbstractSet[str],
    unended: Paragraph | None = None,
) -> tuple[Sequence[Line], list[Word]]:
    """Part the lines of a page into those of its text and the words of its footnotes.

    ``usual`` is the type size of most of the text, ``raised`` are the numbers of `raised_numbers`, ``unended`` is the
    last footnote of the page before where that page ends before its sentence does.
    """
    start = _top(page, lines, tables, usual, raised, unended)
    if start is None:
        return lines, []
    words = [word for line in lines for word in line.words]
    return (
        lines_of([word for word in words if word.baseline <= start]),
        [word for word in words if word.baseline > start],
    )


def _top(
    page: PageContent,
    lines: Sequence[Line],
    tables: Sequence[PageTable],
    usual: float,
    raised: AbstractSet[str],
    unended: Paragraph | None,
) -> float | None:
    """Return the height below which a page's footnotes stand, or None."""
    if not lines:
        return None
    left = min([line.x0 for line in lines])
    right = max([line.x1 for line in lines])
    lowest_table = max((table.box.bottom for table in tables), default=0.0)
    # Word draws a longer rule above what goes on from the page before, across the whole column; others do above all.
    for rule in sorted(page.rules, key=lambda rule: rule.box.top):
        box = rule.box
        width = box.x1 - box.x0
        if box.x1 < left or box.x0 > right or not rule.horizontal or not SEPARATOR[0] * page.width <= width:
            continue
        if box.top < lowest_table:
            continue
        below = [line for line in lines if line.words[0].baseline > box.bottom]
        if below and all(line.size <= usual for line in below):
            mark = _mark(below[0].words, usual, raised)
            long = width > SEPARATOR[1] * page.width
            marked = mark in raised and below[0].size <= SMALLER * usual if long else mark
            if marked or (unended is not None and _goes_on(unended, below[0], usual, right)):
                return box.bottom
    top = None
    for line in reversed(lines):
        if line.size > SMALLER * usual or line.baseline < lowest_table:
            break
        if line.words[0].superscript and _mark(line.words, usual, raised):
            top = line.top
    if top is None:
        return _top_of_pointed(lines, lowest_table, usual, raised) if raised else None
    return top if any(line.words[0].baseline < top for line in lines) else None


def _goes_on(note: Paragraph, line: Line, usual: float, right: float) -> bool:
    """Say whether the first line below a rule goes on with the footnote that the page before does not end.

    It is set as that one, smaller than the text, and its first word had no room on the last line before.
    """
    return (
        line.size <= SMALLER * usual
        and abs(line.size - note.size) <= SAME_SIZE
        and not broke_on_purpose(note.lines[-1], line, max(right, note.right))
    )


def _top_of_pointed(lines: Sequence[Line], lowest_table: float, usual: float, raised: AbstractSet[str]) -> float | None:
    """Return the height below which footnotes stand whose marks are numbers as those of paragraphs, or None.

    The last lines of the page count on from a number that it raises, through such numbers only; they are smaller than
    the text or stand apart from it, and their left edge is their own.
    """
    following: int | None = None
    for index in range(len(lines) - 1, 0, -1):
        line, above = lines[index], lines[index - 1]
        if line.size > usual or line.baseline < lowest_table:
            return None
        mark = _POINTED.fullmatch(line.words[0].text)
        if mark is None:
            continue
        number = int(mark[1])
        if mark[1] not in raised or (following is not None and number != following - 1):
            return None
        following = number
        apart = line.baseline - above.baseline > APART * line.size or line.size <= SMALLER * above.size
        if apart and str(number - 1) not in raised:
            return line.top
    return None


def _mark(row: Sequence[Word], usual: float, raised: AbstractSet[str]) -> str:
    """Return a footnote's mark with which a row begins, else nothing.

    It is raised, or a number with a full stop or bracket that the page raises, or on the line before text smaller than
    usual; a letter there, which may be a word, is one that the page raises.
    """
    first = row[0]
    if len(row) < 2:
        return ""
    if _MARK.fullmatch(first.text) is None:
        pointed = _POINTED.fullmatch(first.text)
        return pointed[1] if pointed is not None and pointed[1] in raised else ""
    smaller = row[1].size <= SMALLER * usual and parted(first, row[1])
    on_line = smaller and (first.text in raised or not first.text.isalpha())
    return first.text if first.superscript or on_line else ""


def footnotes(words: Sequence[Word], usual: float, raised: AbstractSet[str]) -> list[tuple[str | None, Paragraph]]:
    """Return the footnotes that words make, each with its mark; None where one goes on from the page before."""
    groups: list[tuple[str | None, list[Line]]] = []
    for line in lines_of(words):
        row = line.words
        mark = _mark(row, usual, raised)
        if mark and (row[0].superscript or not groups or not groups[0][1][0].words[0].superscript):
            groups.append((mark, [line]))
        elif groups:
            groups[-1][1].append(line)
        else:
            groups.append((None, [line]))
    return [(note, Paragraph.of(lines, dropped=0 if note is None else 1)) for note, lines in groups]


def take_table_notes(
    items: list[Paragraph | PageTable], usual: float, raised: AbstractSet[str]
) -> list[tuple[str | None, Paragraph]]:
    """Take the footnotes out of items that stand right under a table in which their marks are raised."""
    found: list[tuple[str | None, Paragraph]] = []
    marks: set[str] = set()
    page_marks: set[str] = set()
    kept: list[Paragraph | PageTable] = []
    numbered: dict[int, list[tuple[str | None, Paragraph]]] = {}
    for index, item in enumerate(items):
        if isinstance(item, PageTable):
            marks = {word.text for cell in item.cells for word in cell.words if word.superscript}
            page_marks |= marks
            numbered |= _counted_under(item, items[index + 1 :], page_marks) if page_marks else {}
        elif id(item) in numbered:
            found += numbered[id(item)]
            continue
        elif marks and _mark(item.lines[0].words, usual, raised | marks) in marks:
            found += footnotes([word for line in item.lines for word in line.words], usual, raised | marks)
            continue
        else:
            marks = set()
        kept.append(item)
    items[:] = kept
    return found


def _counted_under(
    table: PageTable, items: Sequence[Paragraph | PageTable], marks: AbstractSet[str]
) -> dict[int, list[tuple[str | None, Paragraph]]]:
    """Return the footnotes right under a table whose numbers stand on the line, by the `id` of the item that they fill.

    They are set no larger than the table and count on, and one of their numbers at least is among the ``marks`` that it
    and the tables above it raise; the others may be raised on the pages before.
    """
    size = max([word.size for cell in table.cells for word in cell.words])
    found: dict[int, list[tuple[str | None, Paragraph]]] = {}
    last = 0
    for item in items:
        groups = _counted(item.lines, last) if isinstance(item, Paragraph) and item.size <= size else []
        if not groups:
            break
        last = groups[-1][0]
        found[id(item)] = [(str(number), Paragraph.of(lines, dropped=1)) for number, lines in groups]
    raised = any(number in marks for notes in found.values() for number, _ in notes)
    return found if raised else {}


def _counted(lines: Sequence[Line], last: int) -> list[tuple[int, list[Line]]]:
    """Part lines that begin with numbers which count on from the ``last`` one (0: from any); none where they do not."""
    groups: list[tuple[int, list[Line]]] = []
    for line in lines:
        first, *others = line.words
        number = int(first.text) if _NUMBER.fullmatch(first.text) else 0
        following = groups[-1][0] + 1 if groups else last + 1 if last else number
        if number and number == following and others and others[0].text[:1].isupper():
            groups.append((number, [line]))
        elif groups:
            groups[-1][1].append(line)
        else:
            return []
    return groups
