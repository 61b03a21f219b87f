"""Level rules that are drawn cell by cell: where their pieces meet, a column ends and the next begins.

Word processors and browsers draw the borders of each cell by themselves. Where only level ones are drawn, the same
places meet in rule after rule, and show the columns as upright rules would. Lengths are in points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from pipeline.model import Box
from pipeline.parse.pdf.grouping import groups_near
from pipeline.parse.pdf.gutters import GUTTER, has_gap
from pipeline.parse.pdf.lines import Line, lines_of
from pipeline.parse.pdf.pages.page import PageContent, Rule, Word
from pipeline.parse.pdf.tables.columns.drawn import Header, names_in, rows_between
from pipeline.parse.pdf.tables.drawn.rules import NOTE_SIZE
from pipeline.parse.pdf.tables.entries import BARE_CODE, own_type
from pipeline.parse.pdf.tables.names import names_columns
from pipeline.parse.pdf.tables.strips import runs_on_over, starts_behind

MEETING = 1.2
"""Pieces of one rule meet where the next begins at most so far from where one ends; borders are up to that thick."""

WHITE_BETWEEN = 12.0
"""White between the cells of a table is at most so wide; between the columns of a page it is wider."""

SAME_PLACE = 1.0
"""Rules of one table begin, end and meet within this of each other."""

SAME_HEIGHT = 0.6
"""Pieces at one height differ by at most this."""

FEWEST_RULES = 4
"""So many rules with pieces that meet at the same places part rows: over and under names, and under each row."""

FEWEST_PIECED = 2
"""Pieces of so many rules meet where a column ends."""

CROSSES = 1.0
"""A word that reaches so far over an edge stands in a cell that spans it."""

NEAR_EDGE = 4.0
"""A word that ends so near before an edge may be followed by a space over it."""

CELL_REACH = 12.0
"""The rule over a row stands at most so far above the text of its cells."""

FULL = 0.7
"""A line that fills this share of its column shows that the column ends there."""

CONCLUDED = "the columns are those of the pieces that level rules are drawn in"
"""What is said of a table of which that is concluded."""


@dataclass(slots=True)
class _Run:
    """A rule drawn in pieces: its height, where it begins and ends, and where pieces meet."""

    height: float
    start: float
    end: float
    meets: list[float]


def tables_of_rules(page: PageContent) -> list[tuple[float, float]]:
    """Return where tables begin and end of which rules in pieces part the rows: left and right.

    None where upright rules are drawn, as these show the columns themselves.
    """
    return [
        (table[0].start, table[0].end)
        for own in _alike(page)
        for table in _tables(page.words, own)
        if len(table) >= FEWEST_RULES and _inner(table)
    ]


def uprights_of_pieces(
    page: PageContent,
    tables: Sequence[tuple[float, float]],
    before: Sequence[float] = (),
    headers: Sequence[Header] = (),
    unclosed: list[tuple[float, float]] | None = None,
    *,
    cut: bool = False,
) -> list[Rule]:
    """Return the upright rules that the pieces of level rules on a page stand for; none where such are drawn.

    Level ones are among them that part heads of groups from their rows.

    ``tables`` are those that `tables_of_rules` finds on any page: between the same ends, fewer rules are enough.
    ``before`` are the edges of columns of the table that ends the page before, if one does. ``headers`` are the page's
    rows of cells that may name columns (`headers_on`). ``unclosed`` are the ends of tables on pages before that have no
    rule under their last row, to which those of this page are added. ``cut`` says that the columns of the table before
    were concluded so, and that no rule closes its last row: that may go on where this page has no rules.
    """
    unclosed = [] if unclosed is None else unclosed
    found: list[Rule] = _rest_of_row(page, before, headers) if cut else []
    for own in _alike(page) if tables else ():
        if not _among((own[0].start, own[0].end), tables):
            continue
        tops = _open_tops(page, own, headers)
        if tops:
            unclosed.append((own[0].start, own[0].end))
        ends_open = _among((own[0].start, own[0].end), unclosed)
        parts = _tables(page.words, own, tops)
        for number, table in enumerate(parts, 1):
            inner = _inner(table)
            if not inner:
                continue
            edges = [table[0].start, *inner, table[0].end]
            begun = number == 1 and bool(before) and _same(before[0], edges[0]) and _same(before[-1], edges[-1])
            begun = begun and not any(map(_names_columns, _bands(page.words, table[:2])))
            heights = [run.height for run in table]
            top = tops.get(heights[0])
            last = number == len(parts)
            if top is not None:
                heights.insert(0, top)
            if top is not None or (begun and ends_open):
                below = parts[number][0].height if not last else inf
                heights += _rest(page, heights[-1], tops.get(below, below), edges)
                last = False
            found += _between_rules(page, heights, edges, begun=begun and top is None, last=last)
    return found


def _rest_of_row(page: PageContent, edges: Sequence[float], headers: Sequence[Header]) -> list[Rule]:
    """Return the uprights of what goes on at the top of a page in columns with some edges, above all rules of a table.

    Nothing if a rule as long as the table stands on the page, or the names of columns, or if other text may stand so.
    """
    runs = [run for run in _runs(page, WHITE_BETWEEN) if _same(run.start, edges[0]) and _same(run.end, edges[-1])]
    if runs or headers or len(edges) < FEWEST_PIECED + 1:
        return []
    rows = rows_between(lines_of(page.words), edges)
    words = [word for line in rows for word in line.words]
    if not _stand_in_columns(words, edges):
        return []
    top, bottom = min([word.top for word in words]), max([word.bottom for word in words])
    return [Rule(Box(x, top, x, bottom), horizontal=False) for x in edges]


def _among(ends: tuple[float, float], tables: Sequence[tuple[float, float]]) -> bool:
    """Say whether one of some tables begins and ends at two places."""
    return any(_same(ends[0], start) and _same(ends[1], end) for start, end in tables)


def _open_tops(page: PageContent, runs: Sequence[_Run], headers: Sequence[Header]) -> dict[float, float]:
    """Return where tables begin, over names of columns under which one of some rules is the first, by its height.

    No rule is drawn over the names. Such a table has none under its last row either. Between names on a ground and the
    rule may be the head of a group, or the rest of a row that the page before began.
    """
    alike = [header for header in headers if _same(header.edges[0], runs[0].start)]
    lines = lines_of(page.words) if alike else []
    tops: dict[float, float] = {}
    for header in alike:
        height = _first_under(header, runs, lines)
        names = names_in(lines, header) if height is not None else []
        if height is None or not names:
            continue
        top = header.top if header.top is not None else names[0].top
        if not any(
            rule.horizontal
            and names[0].top - CELL_REACH <= _height(rule.box) < names[0].bottom
            and rule.box.x0 < header.edges[-1]
            and rule.box.x1 > header.edges[0]
            for rule in page.rules
        ):
            tops[height] = top
    return tops


def _first_under(header: Header, runs: Sequence[_Run], lines: Sequence[Line]) -> float | None:
    """Return the height of the rule that ends the names of a table, or that stands under a row below; else None."""
    near = min([run.height for run in runs], key=lambda height: abs(height - header.bottom))
    if abs(near - header.bottom) <= MEETING:
        return near
    below = min([run.height for run in runs if run.height > header.bottom], default=None)
    if header.top is None or below is None or not _same(header.edges[-1], runs[0].end):
        return None
    between = [line for line in lines if header.bottom < line.middle < below]
    return below if len(rows_between(between, header.edges)) == len(between) else None


def _rest(page: PageContent, last: float, end: float, edges: Sequence[float]) -> list[float]:
    """Return where the row ends that stands in columns under the last rule of a table, over ``end``; else nothing."""
    below = [word for word in page.words if last < word.baseline and word.bottom <= end]
    rows = rows_between(lines_of(below), edges)
    return [max(line.bottom for line in rows)] if rows else []


def rules_in_pieces(page: PageContent) -> list[tuple[float, list[float]]]:
    """Return the height of each level rule that is drawn in pieces, and where these begin, meet and end."""
    return [(run.height, [run.start, *run.meets, run.end]) for run in _runs(page, MEETING) if run.meets]


def _alike(page: PageContent) -> list[list[_Run]]:
    """Return the rules in pieces of a page, those together that begin and end alike; none where others are upright.

    Upright rules beside all of them part no columns. Shorter ones between those of a table close some of its cells.
    """
    runs = [run for run in _runs(page, WHITE_BETWEEN) if run.meets]
    uprights = [rule.box for rule in page.rules if not rule.horizontal] if runs else []
    if any(run.start + MEETING < box.x0 and box.x1 < run.end - MEETING for box in uprights for run in runs):
        return []
    groups: list[list[_Run]] = []
    for run in runs:
        group = next((one for one in groups if _same(one[0].start, run.start) and _same(one[0].end, run.end)), None)
        if group is None:
            groups.append([run])
        else:
            group.append(run)
    return [own for own in groups if not any(other is not own and _encloses(other, own) for other in groups)]


def _encloses(runs: Sequence[_Run], others: Sequence[_Run]) -> bool:
    """Say whether rules, from top to bottom, are all around other ones, and longer."""
    first, last = runs[0], runs[-1]
    return (
        first.start <= others[0].start + SAME_PLACE
        and others[0].end <= first.end + SAME_PLACE
        and first.height < others[0].height
        and others[-1].height < last.height
    )


def _tables(words: Sequence[Word], runs: Sequence[_Run], begun: Container[float] = ()) -> list[list[_Run]]:
    """Part rules of one length into those of tables below each other: titles part them, set in less or over names.

    At the heights ``begun`` a table has its first rule, under its names.
    """
    bands = _bands(words, runs)
    insets = [min([word.x0 for word in band]) - runs[0].start if band else inf for band in bands]
    inset = sum(one > SAME_PLACE for one in insets) > len(insets) / 2
    heads = list(map(_names_columns, bands))
    tables = [[runs[0]]]
    for k, one in enumerate(insets):
        if runs[k + 1].height in begun or (inset and one <= SAME_PLACE) or (k + 1 < len(bands) and heads[k + 1]):
            tables.append([])
        tables[-1].append(runs[k + 1])
    return tables


def _bands(words: Sequence[Word], runs: Sequence[_Run]) -> list[list[Word]]:
    """Return the words between each of some rules of one length and the next."""
    heights = [run.height for run in runs]
    bands: list[list[Word]] = [[] for _ in runs[1:]]
    for word in words:
        at = bisect_right(heights, word.baseline - word.size / 3) - 1
        if 0 <= at < len(bands) and word.x1 > runs[0].start and word.x0 < runs[0].end:
            bands[at].append(word)
    return bands


def _names_columns(band: Sequence[Word]) -> bool:
    return bool(band) and names_columns(lines_of(band)[0])


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= SAME_PLACE


def _runs(page: PageContent, reach: float) -> list[_Run]:
    """Return the drawn level rules of a page, pieces so near each other as one, from top to bottom."""
    boxes = [rule.box for rule in page.rules if rule.horizontal]
    runs: list[_Run] = []
    for row in groups_near(boxes, _height, reach=SAME_HEIGHT):
        if len(row) == 1:
            continue
        row.sort(key=lambda box: (box.x0, box.x1))
        run = _Run(_height(row[0]), row[0].x0, row[0].x1, [])
        for last, box in pairwise(row):
            if _same(box.x0, last.x0) and _same(box.x1, last.x1):
                continue  # drawn twice: for the cell above, and for the one below
            if -MEETING <= box.x0 - run.end <= reach:
                run.meets.append((box.x0 + run.end) / 2)
                run.end = box.x1
            else:
                runs.append(run)
                run = _Run(_height(box), box.x0, box.x1, [])
        runs.append(run)
    return runs


def _height(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _inner(runs: Sequence[_Run]) -> list[float]:
    """Return where pieces meet in several rules of a table, or in its only one."""
    fewest = min(FEWEST_PIECED, len(runs))
    inner: list[float] = []
    for x in sorted(x for run in runs for x in run.meets):
        met = sum(any(_same(x, other) for other in run.meets) for run in runs)
        if met >= fewest and not (inner and _same(x, inner[-1])):
            inner.append(x)
    return inner


def _between_rules(
    page: PageContent, heights: Sequence[float], edges: Sequence[float], *, begun: bool, last: bool
) -> list[Rule]:
    """Return the upright rules between level ones at some heights, but where words stand across.

    So do heads of groups: a level one is added where no rule parts one from its rows. The upright ones of the ``last``
    table go on under its last rule if the page's text stands in the columns there, and those of one that was ``begun``
    on the page before over its first.
    """
    left, right = edges[0], edges[-1]
    within = [word for word in page.words if left <= word.x0 and word.x1 <= right]
    ends = list(heights)
    above = [word for word in page.words if word.bottom <= heights[0]]
    inside = [word for word in within if heights[0] < word.baseline < heights[-1]]
    size = max((word.size for word in inside), default=0.0)
    below = [word for word in page.words if word.baseline > heights[-1] and word.size >= NOTE_SIZE * size]
    if begun and _stand_in_columns(above, edges):
        ends.insert(0, min([word.top for word in above]))
    lines = lines_of(within)
    # Where the text of cells is set in from the ends of the rules, text that begins there is outside of the table.
    set_in = min((word.x0 for word in inside), default=left) > left + SAME_PLACE
    may_go_on = last and not (set_in and any(word.x0 <= left + SAME_PLACE for word in below))
    if may_go_on and (
        _stand_in_columns(_without_head(below, edges), edges) or _is_row_across(below, lines, heights, edges)
    ):
        ends.append(max([word.bottom for word in below]))
    heads = _ends_of_heads(lines, ends, edges)
    ends = sorted([*ends, *heads])
    across: list[Word | Line] = [*within, *heads.values()]
    crossed = {(bisect_right(ends, (one.top + one.bottom) / 2), k) for one in across for k in _crossed(one, edges)}
    near = any(-CROSSES < x - word.x1 < NEAR_EDGE for word in within for x in edges[1:-1])
    starts = starts_behind(lines, edges) if near else []
    for line in lines if any(starts) else ():
        band = bisect_right(ends, line.middle)
        crossed.update((band, k) for k, over in enumerate(runs_on_over(line, edges, starts), 1) if over)
    return [
        *(Rule(Box(left, place, right, place), horizontal=True) for place in heads),
        *(
            Rule(Box(x, top, x, bottom), horizontal=False)
            for number, (top, bottom) in enumerate(pairwise(ends), 1)
            for k, x in enumerate(edges)
            if (number, k) not in crossed
        ),
    ]


def _is_row_across(
    words: Sequence[Word], lines: Sequence[Line], heights: Sequence[float], edges: Sequence[float]
) -> bool:
    """Say whether words under the last rule of a table can only be a row without columns that the page's end cuts.

    They are set in as those of such a row are that stands between rules at some heights, no head of a group, and follow
    their rule as closely. ``lines`` are those between the sides of the table.
    """
    below = lines_of(words)
    if not below or below[0].x0 <= edges[0] + SAME_PLACE or any(line.x1 > edges[-1] for line in below):
        return False
    rows = [[line for line in lines if top < line.middle < bottom] for top, bottom in pairwise(heights)]
    return any(
        _same(row[0].x0, below[0].x0)
        and row[0].top - height >= below[0].top - heights[-1] - SAME_PLACE
        and any(line.x0 < edges[1] and line.x1 > edges[-2] for line in row)
        and not any(has_gap(line, GUTTER) or own_type(line.words) for line in row)
        for height, row in zip(heights, rows, strict=False)
        if row
    )


def _crossed(one: Word | Line, edges: Sequence[float]) -> range:
    """Return which edges of columns a word or line stands across."""
    return range(bisect_right(edges, one.x0 + CROSSES), bisect_right(edges, one.x1 - CROSSES))


def _without_head(words: Sequence[Word], edges: Sequence[float]) -> Sequence[Word]:
    """Return the words under the last rule of a table without the head of a group over them, which stands across."""
    across = [word for word in words if _crossed(word, edges)]
    if not across or len({word.baseline for word in across}) > 1:
        return words
    lines = lines_of(words)
    rest = lines[1:]
    if not rest or not _heads_rows(lines[0], rest[0], edges) or names_columns(rest[0]):
        return words
    return [word for line in rest for word in line.words]


def _ends_of_heads(lines: Sequence[Line], ends: Sequence[float], edges: Sequence[float]) -> dict[float, Line]:
    """Return the heads of groups that no rule parts from the rows on one side, by where they part from these.

    Rules may stand between groups only.
    """
    bands: dict[int, list[Line]] = {}
    for line in lines:
        bands.setdefault(bisect_right(ends, line.middle), []).append(line)
    found: dict[float, Line] = {}
    for number, band in bands.items():
        if not 0 < number < len(ends) or len(band) == 1:
            continue
        foot = band[-1]
        across = [any(_crossed(word, edges) for word in line.words) for line in band]
        if _heads_rows(band[0], band[1], edges) and not any(across[1:]):
            found[(band[0].bottom + band[1].top) / 2] = band[0]
        elif _crossed(foot, edges) and own_type(foot.words) and not has_gap(foot, GUTTER) and not any(across[:-1]):
            found[(band[-2].bottom + foot.top) / 2] = foot
    return found


def _heads_rows(line: Line, below: Line, edges: Sequence[float]) -> bool:
    """Say whether a line is the head of a group: it runs over the first column, or is set off in it over a code."""
    if not edges[0] + SAME_PLACE < line.x0 < edges[1] or has_gap(line, GUTTER):
        return False
    over_code = below.x0 < edges[1] and BARE_CODE.match(below.words[0].text) is not None
    if line.x1 > edges[1] + CROSSES:
        return below.x0 >= edges[1] or over_code or not BARE_CODE.match(line.words[0].text)
    return over_code and own_type(line.words) and not BARE_CODE.match(line.text)


def _stand_in_columns(words: Sequence[Word], edges: Sequence[float]) -> bool:
    """Say whether words can only be those of a row that the page's end cuts: in columns, some beside others or full."""
    if not words:
        return False
    inner = edges[1:-1]
    if any(
        not (edges[0] <= word.x0 and word.x1 <= edges[-1])
        or any(word.x0 + CROSSES < x < word.x1 - CROSSES for x in inner)
        for word in words
    ):
        return False
    columns = {bisect_right(inner, word.x0) for word in words}
    baselines = {round(word.baseline) for word in words}
    if len(columns) > 1:
        return True
    column = columns.pop()
    full = max([word.x1 for word in words]) - edges[column] >= FULL * (edges[column + 1] - edges[column])
    return column > 0 or (full and len(baselines) > 1)
