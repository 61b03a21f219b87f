"""The tables of one page, and what of the page is outside of them. Lengths are in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Box
from pipeline.parse.pdf.lines import Line, lines_of
from pipeline.parse.pdf.pages.page import PageContent, Rule, Word
from pipeline.parse.pdf.tables.columns.edged import headers_on
from pipeline.parse.pdf.tables.columns.pieces import CONCLUDED, uprights_of_pieces
from pipeline.parse.pdf.tables.drawn.boxes import is_inside, is_within
from pipeline.parse.pdf.tables.drawn.grid import SNAP, Area, Grid, JoinedRule, joined_rules
from pipeline.parse.pdf.tables.drawn.grids import grids_on, headings_in_boxes, real_grids
from pipeline.parse.pdf.tables.drawn.ruled import are_parted, holds_groups, parts_rows, ruled_table
from pipeline.parse.pdf.tables.drawn.shades import banding, grounds_of_names, has_bars
from pipeline.parse.pdf.tables.learnt import Learnt
from pipeline.parse.pdf.tables.names import counted_names
from pipeline.parse.pdf.tables.rows.together import may_be_rows
from pipeline.parse.pdf.tables.strips import strips_of_cells
from pipeline.parse.pdf.tables.table import PageCell, PageTable
from pipeline.parse.pdf.tables.unruled import find_text_tables
from pipeline.parse.pdf.text_columns import TextColumns


@dataclass(slots=True)
class PageParts:
    """The tables of a page, from top to bottom, the words in none of them, and the lines of those that run level.

    ``counts`` are the words under names of columns that only count these: they are in no table, and set aside.
    ``columns`` are the two columns of text in which tables stand, where some do.
    """

    tables: list[PageTable]
    words: list[Word]
    lines: list[Line]
    counts: list[Word]
    columns: TextColumns | None = None


def find_tables(page: PageContent, before: PageTable | None = None, learnt: Learnt | None = None) -> PageParts:
    """Find the tables of a page, and what is outside of them.

    ``before`` is the table that ends the page before, if one does: without rules, only its columns tell that text at
    the top of this page goes on in them. ``learnt`` is what tables on the pages before told, to which that of this
    page's is added.

    The page's rules must be without those that underline or strike out text. Every word of the page is in at most
    one cell. Frames of pages and charts, and text that only stands in columns (lists, numbered paragraphs, prose in
    two columns), are not tables.
    """
    learnt = Learnt() if learnt is None else learnt
    headers = headers_on(page)
    concluded = uprights_of_pieces(
        page,
        learnt.pieced,
        before.xs if before is not None else (),
        headers,
        learnt.unclosed,
        cut=before is not None and CONCLUDED in before.inferred and not before.drawn_bottom,
    )
    page.rules += concluded
    grids = grids_on(page)
    charts = [grid.box for grid in grids if has_bars(page.shades, grid.box)] if page.shades else []
    if charts:
        grids = [grid for grid in grids if not any(is_within(grid.box, chart) for chart in charts)]
    tables = _ruled_tables(page, real_grids(page, grids, before), concluded, learnt)
    words = _outside(tables, page.words)
    level = level_words(page, words)
    lines = lines_of(level)
    counted = counted_names(lines)
    for counting, names in counted:
        words = _in_place_of(words, names, counting)
    if counted:
        level = level_words(page, words)
        lines = lines_of(level)
    drawn = [*charts, *headings_in_boxes(page, grids), *(table.box for table in tables)]
    free = [header for header in headers if not any(box.top - SNAP < header.bottom <= box.bottom for box in drawn)]
    rules = _level_rules(page, drawn, level)
    for counting, names in counted:  # One row, whatever is drawn between.
        rules = [rule for rule in rules if not names[-1].baseline < rule.place < counting.baseline]
    going_on = before if before is not None and before.evidence != "rules" else None
    unruled = find_text_tables(lines, rules, page, going_on, learnt, grounds_of_names(page, level), free)
    if unruled:
        tables += unruled
        words = _outside(unruled, words)
        lines = lines_of(level_words(page, words))
    tables.sort(key=lambda table: (table.box.top, table.box.x0))
    if tables:
        page_end = max([word.bottom for word in page.words])
        for table in tables:
            table.page_end = page_end
    return PageParts(tables, words, lines, [word for counting, _ in counted for word in counting.words])


def _ruled_tables(
    page: PageContent,
    grids: Sequence[tuple[Grid, list[tuple[Area, list[Word]]]]],
    concluded: Sequence[Rule],
    learnt: Learnt,
) -> list[PageTable]:
    """Make the tables of a page's grids; what they tell about others is added to ``learnt``.

    ``concluded`` are the upright rules that nothing draws (`uprights_of_pieces`).
    """
    tables: list[PageTable] = []
    for grid, standing in grids:
        in_pieces = any(is_inside(rule, grid.box) for rule in concluded)
        table = ruled_table(page, grid, standing, learnt.parted, learnt.gaps, concluded=in_pieces)
        if in_pieces:
            table.inferred.append(CONCLUDED)
        of_groups = table.rows_by_white or holds_groups(page, table, concluded=in_pieces)
        known = not of_groups and are_parted(table, learnt.parted)
        table.together = not known and _may_run_together(table, of_groups=of_groups)
        tables.append(table)
        if table.rows_by_white and table.row_gap is not None:
            learnt.gaps.append((table.xs, table.row_gap))
        if parts_rows(table) and not of_groups and not known:
            learnt.parted.append(table.xs)
    return tables


def _may_run_together(table: PageTable, *, of_groups: bool) -> bool:
    """Say whether the only row under the names of a table's columns, or that of a group, may be several."""
    if table.rows - table.header_rows != 1 and not of_groups:
        return False
    rows: dict[int, list[PageCell]] = {}
    for cell in sorted(table.cells, key=lambda cell: cell.column):
        if cell.row >= table.header_rows:
            rows.setdefault(cell.row, []).append(cell)
    return any(may_be_rows(strips_of_cells([cell.words for cell in row]), len(row)) for row in rows.values())


def level_words(page: PageContent, words: list[Word]) -> list[Word]:
    """Return those of some words of a page that run straight from left to right."""
    return words if page.level else [word for word in words if not word.direction]


def _outside(tables: Sequence[PageTable], words: list[Word]) -> list[Word]:
    """Return the words that are in none of some tables."""
    taken: set[Word] = set()
    for table in tables:
        for cell in table.cells:
            taken.update(cell.words)
    return [word for word in words if word not in taken] if taken else words


def _in_place_of(words: Sequence[Word], names: Sequence[Line], counts: Line) -> list[Word]:
    """Return words with names of columns in the place of the line under them that counts these: rows begin below it."""
    taken = set(counts.words)
    down = counts.baseline - names[-1].baseline
    lowered = {
        word: replace(word, top=word.top + down, bottom=word.bottom + down, baseline=word.baseline + down)
        for line in names
        for word in line.words
    }
    return [lowered.get(word, word) for word in words if word not in taken]


def _level_rules(page: PageContent, drawn: Sequence[Box], words: Sequence[Word]) -> list[JoinedRule]:
    """Return the level rules of a page, and the edges of bands behind some words, that are none of what is drawn.

    ``drawn`` are the boxes of charts, headings and ruled tables, whose rules are none of theirs.
    """
    return [
        rule
        for rule in joined_rules([*page.rules, *banding(page, words)], horizontal=True)
        if not any(
            box.top - SNAP <= rule.place <= box.bottom + SNAP and rule.start < box.x1 and rule.end > box.x0
            for box in drawn
        )
    ]
