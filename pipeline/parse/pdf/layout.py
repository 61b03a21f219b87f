"""What stands on one page in reading order: paragraphs column by column, tables, footnotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from operator import attrgetter

from pipeline.model import Box
from pipeline.parse.pdf.furniture import PARAGRAPH_PITCH
from pipeline.parse.pdf.gutters import GUTTER, RUN_ON, Span, has_gap
from pipeline.parse.pdf.line_ends import has_ended
from pipeline.parse.pdf.lines import WIDE_GAP, Line, evenly_spaced, lines_of, stretches
from pipeline.parse.pdf.markers import BULLETS, DASHES, NUMBER
from pipeline.parse.pdf.notes import SMALLER, footnotes, raised_numbers, split_footnotes, take_table_notes
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.paragraphs import Paragraph, column_paragraphs, is_level, level_words, own_pitch, paragraphs
from pipeline.parse.pdf.styles import TOUCH
from pipeline.parse.pdf.tables.find import PageParts
from pipeline.parse.pdf.tables.table import PageTable
from pipeline.parse.pdf.text_columns import TextColumns

APART = 3.0
"""Stretches of a line farther apart than this, in type sizes, are two things (a language, a symbol), not one line."""

FEW_LINES = 8
"""So few lines need not show how far the lines of their column can reach; more do."""

MIN_COLUMN_LINES = 3
"""A column has at least so many lines."""

MIN_COLUMN_SHARE = 0.15
"""A column is at least this share of the text's width."""

FLUSH = 0.1
"""Justified lines begin and end at one place, give or take so much, in type sizes."""

PROSE_SHARE = 0.55
"""Lines of a column of prose fill at least this share of it; labels beside their values do not."""

_X0 = attrgetter("x0")


@dataclass(slots=True)
class PageLayout:
    """The paragraphs and tables of a page in reading order, and its footnotes with their marks (None: goes on)."""

    page: int
    items: list[Paragraph | PageTable]
    footnotes: list[tuple[str | None, Paragraph]] = field(default_factory=list)
    columns: TextColumns | None = None
    """The two columns of text that the page has; None where it has one."""
    waiting: frozenset[str] = frozenset()
    """The numbers that the page raises and has no footnote for."""
    size: float = 0.0
    """The type size of most of its text."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the pages before one tell of it.

    ``columns`` are the two columns of text that one of them had, ``unended`` is the last footnote of the page right
    before where it may go on, ``waiting`` are the marks there whose footnotes it had no room for, ``size`` is the type
    size of most of the text so far.
    """

    columns: TextColumns | None = None
    unended: Paragraph | None = None
    waiting: AbstractSet[str] = frozenset()
    size: float = 0.0


@dataclass(slots=True)
class _Stretch:
    """A stretch of a line, a table, or a rule that divides the page (neither words nor table), to be put in order."""

    box: Box
    words: list[Word]
    line: Line | None = None
    table: PageTable | None = None


@dataclass(frozen=True, slots=True)
class _Noted:
    """The lines of a page's text and the words of the notes at its foot, with what told them apart.

    ``usual`` is the type size of most of the text, ``raised`` are the marks that may have a note there.
    """

    lines: Sequence[Line]
    notes: list[Word]
    usual: float
    raised: AbstractSet[str]


def lay_out(page: PageContent, parts: PageParts, pitch: float, right: float, before: Before) -> PageLayout:
    """Put the words of a page that are in no table, and its tables, in reading order.

    ``pitch`` is the usual distance of baselines in type sizes, ``right`` where the document's lines usually end.
    """
    tables, lines, level = parts.tables, parts.lines, parts.words
    turned = [] if page.level else [word for word in level if word.direction]
    if turned:
        level = level_words(level)
        lines = lines_of(level)
    own_marks = raised_numbers(page.words)
    noted = _without_notes(page, tables, lines, level, own_marks, before)
    elements = _stretches_of(noted.lines, _narrow_gutter(noted.lines))
    elements += [_Stretch(table.box, [], table=table) for table in tables]
    elements += [_Stretch(box, []) for box in _dividers(page, tables)]
    layout = PageLayout(page.number, [], size=noted.usual)
    columns = _ordered(elements, before.columns, drawn=parts.columns is not None)
    for index, column in enumerate(columns):
        if len(columns) > 1 and not noted.notes:
            of_column = lines_of([word for one in column for word in one.words])
            own_lines, below = split_footnotes(page, of_column, tables, noted.usual, noted.raised)
            if below:
                layout.footnotes += footnotes(below, noted.usual, noted.raised)
                kept = {word for line in own_lines for word in line.words}
                column = [one for one in column if not one.words or one.words[0] in kept]  # noqa: PLW2901
        others = [one for at, beside in enumerate(columns) if at != index for one in beside]
        edge, found = _reach_of(column, others, before.columns, right, noted.usual)
        if found is not None:
            layout.columns = found.joined(layout.columns)
        layout.items += _column_items(column, edge, pitch, page.images)
    layout.footnotes += take_table_notes(layout.items, noted.usual, noted.raised)
    if len(level) < len(parts.words):
        layout.items += paragraphs([word for word in turned if not is_level(word)], pitch=pitch, numbered=True)
    layout.footnotes += footnotes(noted.notes, noted.usual, noted.raised)
    layout.waiting = own_marks.difference(mark for mark, _ in layout.footnotes)
    return layout


def _without_notes(
    page: PageContent,
    tables: Sequence[PageTable],
    lines: Sequence[Line],
    level: Sequence[Word],
    own_marks: AbstractSet[str],
    before: Before,
) -> _Noted:
    """Part the notes at the foot of a page from its text; ``own_marks`` are the numbers that the page raises."""
    shown = tables if len(lines) <= FEW_LINES else []
    first_in_cells = [cell.words[0] for table in shown for cell in table.cells if cell.words]
    # Where a page has but notes beside its tables, these show the size of its text.
    usual = max(_usual_size(level), _usual_size(first_in_cells))
    # In the type of the text, what counts on from the marks that wait may as well be a numbered paragraph.
    smaller = bool(before.waiting and lines) and lines[-1].size <= SMALLER * usual
    raised = own_marks | before.waiting if smaller else own_marks
    text, notes = split_footnotes(page, lines, tables, usual, raised, before.unended)
    if not notes and before.size > usual and (raised or before.unended):  # or long notes are most of its text
        text, notes = split_footnotes(page, lines, tables, before.size, raised, before.unended)
        usual = before.size if notes else usual
    if notes and _notes_in_columns(lines, notes):
        text, notes = lines, []
    return _Noted(text, notes, usual, raised)


def _reach_of(
    column: Sequence[_Stretch], others: Sequence[_Stretch], known: TextColumns | None, right: float, usual: float
) -> tuple[float, TextColumns | None]:
    """Return how far to the right the lines of a column can reach, and the two columns that it and another make.

    The latter are None where nothing of the ``others`` stands to the right of it.
    """
    edge = max([element.box.x1 for element in column if element.words], default=0.0)
    beside = [other.box for other in others if _is_beside(other, column)]
    few = sum(bool(element.words) for element in column) <= FEW_LINES
    found = None
    if edge and (after := [box for box in beside if edge < box.x0]):
        left = min(element.box.x0 for element in column if element.words)
        found = TextColumns(left, edge, min(box.x0 for box in after), max(box.x1 for box in after))
    if few and known is not None and edge <= known.end + usual:
        edge = max(edge, known.end)
    elif few and edge < right and not any(edge < box.x0 < right for box in beside):
        edge = right
    return edge, found


def _dividers(page: PageContent, tables: Sequence[PageTable]) -> list[Box]:
    """Return the rules, whole or drawn in pieces, that divide a page into what stands above and below them."""
    at_height: dict[int, list[Box]] = {}
    for rule in page.rules:
        if rule.horizontal:
            at_height.setdefault(round(rule.box.top), []).append(rule.box)
    dividers = []
    for boxes in at_height.values():
        whole = Box(min([box.x0 for box in boxes]), boxes[0].top, max([box.x1 for box in boxes]), boxes[0].bottom)
        drawn = sum([box.x1 - box.x0 for box in boxes])
        in_table = any(table.box.top - 3 <= whole.top <= table.box.bottom + 3 for table in tables)
        if drawn > 0.5 * page.width and not in_table:
            dividers.append(whole)
    return dividers


def _parts(row: Sequence[Word]) -> list[list[Word]]:
    """Cut a row at wide gaps, but not behind a number or bullet that hangs before its text."""
    parts: list[list[Word]] = []
    for part in stretches(row):
        if parts and len(parts[-1]) == 1 and _is_marker(parts[-1][0]):
            gap = part[0].x0 - parts[-1][-1].x1
            if gap < 6 * part[0].size:
                parts[-1] += part
                continue
        parts.append(part)
    return parts


def _is_marker(word: Word) -> bool:
    return word.text in BULLETS or word.text in DASHES or NUMBER.fullmatch(word.text) is not None or word.superscript


def _ordered(
    elements: list[_Stretch], known: TextColumns | None = None, *, drawn: bool = False
) -> list[list[_Stretch]]:
    """Return the elements as columns in reading order, each column from top to bottom.

    ``known`` are the two columns of text of a page before; ``drawn``: tables of this page stand in them.
    """
    elements.sort(key=lambda element: (element.box.top, element.box.x0))
    if known is not None and drawn:
        edge: float | None = known.start
    else:
        edge = _column_edge(elements) or (_known_edge(elements, known.end) if known is not None else None)
    if edge is None:
        return [elements] if elements else []
    result: list[list[_Stretch]] = []
    band: list[_Stretch] = []
    for element in [*elements, None]:
        if element is not None and (element.box.x1 < edge or element.box.x0 >= edge - 1.0):
            band.append(element)
            continue
        left = [one for one in band if one.box.x1 < edge]
        right = [one for one in band if one.box.x1 >= edge]
        if left and right:
            ending = _ending_above(result[-1][-1] if result and result[-1] else None, left, right)
            label = _above_columns(left[ending:], right)
            if ending or label:
                _extend_last(result, [*left[:ending], *label])
                right = right[len(label) :]
            end = _end_of_column(left, right, element)
            result += [*_ordered(_rejoined(left[ending:end])), *_ordered(_rejoined(right)), left[end:]]
        elif band:
            _extend_last(result, band)
        band = []
        if element is not None:
            _extend_last(result, [element])
    return [column for column in result if column]


def _above_columns(left: Sequence[_Stretch], right: Sequence[_Stretch]) -> list[_Stretch]:
    """Return what stands at the top right over columns that begin level, and is read before both: `Annex 1`."""
    top = left[0].box.top
    label = list(takewhile(lambda one: one.box.bottom <= top, right))
    level = len(label) < len(right) and abs(right[len(label)].box.top - top) <= left[0].box.bottom - top
    return label if level else []


def _ending_above(last: _Stretch | None, left: Sequence[_Stretch], right: Sequence[_Stretch]) -> int:
    """Count what stands above both columns as the short end of the ``last`` line, which runs across: one or nothing.

    It is nearer to that line than to what is below, or goes on with its sentence.
    """
    if last is None or last.line is None or left[0].line is None or len(left) < 2:
        return 0
    line, above = left[0].line, last.line
    below = min(left[1].box.bottom, right[0].box.bottom) - left[0].box.bottom
    pitch = line.baseline - above.baseline
    if below < 0.5 * line.size or pitch > PARAGRAPH_PITCH * line.size or abs(line.x0 - above.x0) > line.size:
        return 0
    return int(pitch < below - FLUSH * line.size or (not has_ended(above) and line.words[0].text[:1].islower()))


def _end_of_column(left: Sequence[_Stretch], right: Sequence[_Stretch], following: _Stretch | None) -> int:
    """Return where a column ends that may have a short line below it and the other, nearer to what follows across both.

    So do headings of what follows stand.
    """
    bottom = max([one.box.bottom for one in right], default=0.0)
    gaps = {
        at: one.box.top - above.box.bottom
        for at, (above, one) in enumerate(pairwise(left), 1)
        if one.box.top >= bottom
        and one.words
        and one.box.bottom - above.box.bottom > PARAGRAPH_PITCH * one.words[0].size
    }
    end = max(gaps, key=gaps.__getitem__, default=None)
    if end is None or following is None or gaps[end] <= following.box.top - left[-1].box.bottom:
        return len(left)
    return end


def _extend_last(columns: list[list[_Stretch]], elements: list[_Stretch]) -> None:
    """Add elements to the last column, or as the first."""
    if columns:
        columns[-1] += elements
    else:
        columns.append(list(elements))


def _column_edge(elements: Sequence[_Stretch]) -> float | None:
    """Return where the second of two columns begins, or None where the elements stand in one column."""
    text = [element for element in elements if element.words]
    if len(text) < 2 * MIN_COLUMN_LINES:
        return None
    start, end = min(element.box.x0 for element in text), max(element.box.x1 for element in text)
    width = end - start
    counts = Counter(round(element.box.x0) for element in text)
    best: tuple[int, float] | None = None
    for rounded, count in sorted(counts.items()):
        if count < 2 or not start + MIN_COLUMN_SHARE * width < rounded < end - MIN_COLUMN_SHARE * width:
            continue
        edge = min(element.box.x0 for element in text if abs(element.box.x0 - rounded) <= 1.0)
        left = [element for element in text if element.box.x1 < edge]
        # Numbers hang before what begins at one place in the second column.
        reach = max([element.box.x1 for element in left], default=edge)
        edge = min([edge, *(element.box.x0 for element in text if element.box.x0 > reach)])
        right = [element for element in text if element.box.x0 >= edge - 1.0]
        if len(left) < MIN_COLUMN_LINES or len(right) < MIN_COLUMN_LINES:
            continue
        if max(left[0].box.top, right[0].box.top) > min(left[-1].box.bottom, right[-1].box.bottom):
            continue
        across = len(text) - len(left) - len(right)
        if (best is None or across < best[0]) and _are_columns(left, right, (start, edge, end)):
            best = across, edge
    return best[1] if best else None


def _known_edge(elements: Sequence[_Stretch], column_end: float) -> float | None:
    """Return where the second column begins on a page with too little text to show it, of which nothing stands across.

    None where all of it stands on one side of where the first column ended before.
    """
    sides = [element for element in elements if element.words or element.table is not None]
    right = [element.box.x0 for element in sides if element.box.x0 > column_end]
    if not right or len(right) == len(sides):
        return None
    reach = column_end + FLUSH * max((element.words[0].size for element in sides if element.words), default=0.0)
    return min(right) if all(one.box.x1 <= reach or one.box.x0 > column_end for one in sides) else None


def _are_columns(left: Sequence[_Stretch], right: Sequence[_Stretch], edges: tuple[float, float, float]) -> bool:
    """Say whether stretches on two sides are columns to be read one after the other, and no labels with values."""
    start, edge, end = edges
    widths = [sorted(_widths(side)) for side in (left, right)]
    middles = [side[len(side) // 2] for side in widths]
    if min(middles) < MIN_COLUMN_SHARE * (end - start):
        return False
    baselines = {round(element.words[0].baseline) for element in left}
    shared = sum(round(element.words[0].baseline) in baselines for element in right)
    if shared < 0.8 * min(len(left), len(right)):
        return True
    return middles[0] >= PROSE_SHARE * (edge - start) and middles[1] >= PROSE_SHARE * (end - edge)


def _widths(side: Sequence[_Stretch]) -> list[float]:
    """Return how wide the stretches on one side are; those of one line whose spaces are all alike are one."""
    return [element.box.x1 - element.box.x0 for element in _rejoined(side)]


def _rejoined(side: Sequence[_Stretch]) -> list[_Stretch]:
    """Return what stands on one side, the stretches of a line whose spaces are all alike as one."""
    rows: dict[int, list[_Stretch]] = {}
    for element in side:
        if element.words:
            rows.setdefault(round(element.words[0].baseline), []).append(element)
    found = [element for element in side if not element.words]
    for row in rows.values():
        words = sorted([word for element in row for word in element.words], key=_X0) if len(row) > 1 else []
        found += [_of_line(Line(words))] if words and _is_evenly_spaced(words) else row
    return found


def _is_beside(other: _Stretch, column: Sequence[_Stretch]) -> bool:
    return (
        bool(column) and other.box.bottom > column[0].box.top and other.box.top < max(one.box.bottom for one in column)
    )


def _column_items(
    column: Sequence[_Stretch], right: float, pitch: float, images: Sequence[Box]
) -> list[Paragraph | PageTable]:
    """Return the paragraphs and tables of one column, whose lines can reach ``right``, or one of the page's images."""
    items: list[Paragraph | PageTable] = []
    lines: list[Line] = []
    left = min([element.box.x0 for element in column if element.words], default=0.0)
    pitch = max(pitch, own_pitch([element.line for element in column if element.line is not None], pitch))

    around = [*images, *(element.box for element in column if element.table is not None)]
    beside = [box for box in around if left < box.x0 < right]

    def flush() -> None:
        items.extend(column_paragraphs(lines, right, pitch, left=left, numbered=True, beside=beside))
        lines.clear()

    def end(row: list[_Stretch]) -> None:
        for line, alone in _row_lines(row, lines[-1] if lines else None, right):
            if alone:
                flush()
            lines.append(line)
            if alone:
                flush()

    row: list[_Stretch] = []
    boxes: list[PageTable] = []
    for element in column:
        if element.words and row and _same_row(row[-1], element):
            row.append(element)
        elif element.table is not None and _has_text_beside(element.table, column):
            # The text goes on beside the box, which stands by itself, behind the paragraph that goes on there.
            boxes.append(element.table)
        elif element.words:
            end(row)
            row = [element]
        else:
            end(row)
            row = []
            flush()
            if element.table is not None:
                items.append(element.table)
    end(row)
    flush()
    for box in boxes:
        at = next((k for k, item in enumerate(items) if item.box.top >= box.box.bottom), len(items))
        items.insert(at, box)
    return items


def _has_text_beside(table: PageTable, column: Sequence[_Stretch]) -> bool:
    """Say whether a box of text has other text of its column at its side."""
    return table.rows == table.columns == 1 and any(
        element.words and table.box.top < element.words[0].baseline < table.box.bottom for element in column
    )


def _same_row(one: _Stretch, two: _Stretch) -> bool:
    first, second = one.words[0], two.words[0]
    return abs(first.baseline - second.baseline) <= 0.3 * min(first.size, second.size)


def _row_lines(row: Sequence[_Stretch], above: Line | None, right: float) -> list[tuple[Line, bool]]:
    """Return the lines that the stretches of one row make, each with whether it stands by itself.

    ``above`` is the line above in its column, None where another thing stands there; ``right`` is where lines end.
    """
    if len(row) == 1:
        return [(row[0].line or Line(row[0].words), False)]
    words = sorted([word for element in row for word in element.words], key=_X0)
    if row and (_is_evenly_spaced(words) or _fills_column(words, above, right)):
        return [(Line(words), False)]
    groups: list[list[Word]] = []
    for element in sorted(row, key=lambda element: element.box.x0):
        if groups and element.box.x0 - groups[-1][-1].x1 < APART * element.words[0].size:
            groups[-1] += element.words
        else:
            groups.append(list(element.words))
    return [(Line(group), len(groups) > 1) for group in groups]


def _is_evenly_spaced(words: Sequence[Word]) -> bool:
    """Say whether the spaces of a line are all alike, without that behind a number or bullet."""
    return evenly_spaced(words[1:] if _is_marker(words[0]) else words)


def _fills_column(words: Sequence[Word], above: Line | None, right: float) -> bool:
    """Say whether words reach from where the full line above begins to where it ends: justified, however few.

    Behind a number, where nothing above shows it, they reach the end of the column and go on in small letters.
    """
    flush = abs(words[-1].x1 - right) <= FLUSH * words[-1].size
    if flush and _is_marker(words[0]) and len(words) > 2 and all(word.text[0].islower() for word in words[2:]):
        return True
    if above is None:
        return False
    hangs = len(above.words) > 1 and _is_marker(above.words[0])
    begins = above.words[1].x0 if hangs else above.x0
    off = (above.x1 - right, words[-1].x1 - right, words[0].x0 - begins)
    return max(map(abs, off)) <= FLUSH * above.size


def _notes_in_columns(lines: Sequence[Line], notes: list[Word]) -> bool:
    """Say whether a page's footnotes stand in its two columns, below the text of each."""
    edge = _column_edge(_stretches_of(lines))
    return edge is not None and not any(
        part.box.x0 < edge - 1.0 and part.box.x1 >= edge for part in _stretches_of(lines_of(notes))
    )


def _stretches_of(lines: Sequence[Line], gutter: Span | None = None) -> list[_Stretch]:
    """Return the stretches that lines are cut into, at a ``gutter`` that is narrower than what parts stretches, too."""
    found: list[_Stretch] = []
    for line in lines:
        if not has_gap(line, RUN_ON):
            found.append(_of_line(line))
            continue
        parts = _parts(line.words)
        if gutter is not None:
            parts = [piece for part in parts for piece in _parted_at(part, gutter)]
        found += [_of_line(Line(part)) for part in parts] if len(parts) > 1 else [_of_line(line)]
    return found


def _parted_at(words: list[Word], gutter: Span) -> list[list[Word]]:
    """Cut words at a gutter, if none of them stands in it."""
    left = [word for word in words if word.x1 <= gutter.x1]
    right = words[len(left) :]
    apart = left and right and left[-1].x1 <= gutter.x0 + TOUCH and right[0].x0 >= gutter.x1 - TOUCH
    return [left, right] if apart else [words]


def _narrow_gutter(lines: Sequence[Line]) -> Span | None:
    """Return the white between two columns of text whose lines stand level, where it is no wider than spaces may be.

    TeX's is as wide as its type. Many lines have a wide space that ends at one place, or begin there, and few have
    words there.
    """
    ends: dict[int, list[tuple[float, float]]] = {}
    for line in lines:
        if has_gap(line, GUTTER):
            for before, word in pairwise(line.words):
                if GUTTER * word.size < word.x0 - before.x1 <= WIDE_GAP * word.size:
                    ends.setdefault(round(word.x0), []).append((before.x1, word.x0))
    place = max(ends, key=lambda one: len(ends[one]), default=0)
    found = ends.get(place, [])
    if len(found) < MIN_COLUMN_LINES:
        return None
    gutter = Span(max(end for end, _ in found), min(start for _, start in found))
    shown = len(found) + sum(round(line.x0) == place for line in lines)
    left, right = gutter.x0 + TOUCH, gutter.x1 - TOUCH
    crossing = sum(any(word.x0 < right and word.x1 > left for word in line.words) for line in lines)
    return gutter if crossing < shown else None


def _of_line(line: Line) -> _Stretch:
    return _Stretch(line.box, line.words, line)


def _usual_size(words: Sequence[Word]) -> float:
    """Return the type size in which most of some words are set; 0 where there are none."""
    glyphs: dict[float, int] = {}
    for word in words:
        glyphs[word.size] = glyphs.get(word.size, 0) + word.glyphs
    sizes: Counter[float] = Counter()
    for size, number in glyphs.items():
        sizes[round(size, 1)] += number
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)
