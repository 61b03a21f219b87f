"""The tables of a page set in two columns of text: each stands in one column, or across both."""

from __future__ import annotations

from copy import deepcopy

from pipeline.parse.pdf.lines import Line, lines_of
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.styles import TOUCH
from pipeline.parse.pdf.tables.drawn.rules import NOTE_SIZE
from pipeline.parse.pdf.tables.find import PageParts, find_tables, level_words
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.names import names_columns
from pipeline.parse.pdf.tables.table import PageTable
from pipeline.parse.pdf.text_columns import LEAST_GUTTER, TextColumns, at_column, parts_of
from pipeline.titles import column_role, names_activities

OVERHANG = 4.0
"""Columns that begin nearer to each other than this are one."""

LEVEL = 24.0
"""Columns whose text ends at heights this near (points, two lines) may be balanced: as long as each other, not as the
page."""


def find_in_columns(
    page: PageContent, columns: TextColumns, before: PageTable | None, learnt: Learnt
) -> PageParts | None:
    """Find the tables of a page that stand in its two columns of text or between these across it (`find_tables`).

    Each column is read as a page by itself: a table that ends the first goes on at the top of the second as over a page
    break. None where no column has a table that names or rules show there, or that goes on from one, and where the
    names of a table's columns stand in both, or a row fills the page: then the page may as well be set in one.
    What is found is added to ``learnt``, and nothing where that is None.
    """
    if not columns.alike or _has_names_across(page, columns):
        return None
    parts = [] if before is not None and page.words and _is_all_of(page, before) else parts_of(page, columns)
    if not parts:
        return None
    tables: list[PageTable] = []
    words: list[Word] = []
    counts: list[Word] = []
    anew = deepcopy(learnt)
    first: list[PageTable] = []
    first_end = 0.0
    shown = before is not None and before.left > 0.0
    if before is not None and before.left:
        before = at_column(before, columns.left)
    for part in parts:
        found = find_tables(part.content, before, anew)
        before = _ending(found)
        end = max([word.bottom for word in part.content.words], default=0.0)
        if part.words and end <= first_end + LEVEL:
            for table in first:
                table.page_end = 0.0
        first, first_end = found.tables, end
        for table in found.tables:
            table.page_width = page.width
            table.left = columns.left if part.left else 0.0
            tables.append(at_column(table, part.left, part.words) if part.words else table)
        words += [part.words.get(word, word) for word in found.words]
        counts += [part.words.get(word, word) for word in found.counts]
    # By white alone, what stands in one half of a table across the page is a table as well.
    if not any(table.left and (shown or table.header_rows or table.evidence != "gutters") for table in tables):
        return None
    for name in Learnt.__slots__:
        setattr(learnt, name, getattr(anew, name))
    return PageParts(tables, words, lines_of(level_words(page, words)), counts, columns)


def columns_of(page: PageContent, known: TextColumns | None) -> TextColumns | None:
    """Return the two columns of text that a page may have: ``known`` from pages before, unless its tables show others.

    These stand in both under the same names, which are as far from each other as the columns begin; the columns are as
    wide as what is left of the text's width.
    """
    bold = _bold(page)
    if len({word.text for word in bold}) == len(bold):
        return known  # no name stands twice
    left, right = min([word.x0 for word in page.words]), max([word.x1 for word in page.words])
    middle = (left + right) / 2
    first = {line.text: line for line in lines_of([word for word in bold if word.x1 < middle])}
    for line in lines_of([word for word in bold if word.x0 > middle]):
        if line.text in first and (names_columns(line) or names_activities([line.text])):
            apart = line.x0 - first[line.text].x0
            if known is None or not known.alike or abs(known.start - known.left - apart) > OVERHANG:
                start = left + apart
                end = max(word.x1 for word in page.words if word.x1 < start - LEAST_GUTTER)
                return TextColumns(left, end, start, right)
            break
    return known


def _bold(page: PageContent) -> list[Word]:
    """Return the level words of a page in bold type, in which names of columns stand."""
    return [word for word in page.words if word.bold and not word.direction]


def _has_names_across(page: PageContent, columns: TextColumns) -> bool:
    """Say whether a line names the columns of one table: other names stand in the first column than in the second."""
    middle = (columns.end + columns.start) / 2
    bold = _bold(page)
    if not any(word.x0 > middle for word in bold):
        return False
    for line in lines_of(bold):
        halves = [[word for word in line.words if (word.x0 > middle) is second] for second in (False, True)]
        if all(halves):
            said = [" ".join(word.text for word in half) for half in halves]
            if said[0] != said[1] and all(map(_are_names, halves, said)):
                return True
    return False


def _is_all_of(page: PageContent, table: PageTable) -> bool:
    """Say whether a page holds nothing but what goes on in a row of a table, whose upright rules all run down it."""
    top, bottom = min(word.top for word in page.words), max(word.bottom for word in page.words)
    down = [rule.box.x0 for rule in page.rules if rule.box.top <= top and rule.box.bottom >= bottom]
    return not table.left and all(any(abs(x - edge) <= TOUCH for x in down) for edge in table.xs)


def _are_names(words: list[Word], said: str) -> bool:
    return column_role(said) is not None or names_columns(Line(words))


def _ending(parts: PageParts) -> PageTable | None:
    """Return the table that ends a part of a page, if one does; notes in smaller type may stand below it."""
    last = parts.tables[-1] if parts.tables else None
    if last is None:
        return None
    size = max((word.size for cell in last.last_cells for word in cell.words), default=0.0)
    below = [line for line in parts.lines if line.top >= last.box.bottom]
    return last if all(line.size < NOTE_SIZE * size for line in below) else None
