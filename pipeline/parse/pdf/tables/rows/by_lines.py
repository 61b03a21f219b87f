"""Rows of a table that no rule parts: which strips make one.

Figures make a row of each line that has one; of text a row begins where every column broke its line on purpose, under
more white than lines of a paragraph have, and where a column begins again beside the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from pipeline.parse.pdf.grouping import cut_at, groups_near
from pipeline.parse.pdf.gutters import VALUE_LETTERS, Span, broke_on_purpose, is_prose, is_value
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.pages.page import Word
from pipeline.parse.pdf.tables.entries import leaves_list_open
from pipeline.parse.pdf.tables.strips import (
    ALIKE,
    BESIDE,
    FEWEST,
    LEAST_PITCH,
    MORE_WHITE,
    MOST_PITCH,
    SENTENCE_END,
    Entry,
    Strip,
    baseline_of,
    column_distances,
    column_lines,
    distance_between,
    entries_in,
    gap_between,
    value_columns,
    words_by_column,
)

SHORT_ENTRIES = 0.85
"""Where at least this share of lines with words in several columns begin there on purpose, entries are short."""

FIGURES = 0.15
"""Rows of figures have at least this share of them among their words."""

SENTENCES = 0.3
"""Where at least this share of the lines of a column ends a sentence, its entries are text and no names."""

WIDE_ENTRY = 20
"""So much wider than its entries, in ems, a column of short entries may be where nothing shows its end."""

SENTENCE_WORDS = 3
"""A line of fewer words is no sentence."""

SAME_GAP = 0.2
"""Distances of lines that differ by less than this, in ems, are the same."""


def holds_figures(words: Sequence[Word]) -> bool:
    """Say whether so many words are figures that they may be rows of figures."""
    # Most words are letters, of which only few stand for a figure.
    texts = [text for word in words if not (text := word.text).isalpha() or text[0] in VALUE_LETTERS]
    return sum([text[-1].isdigit() or is_value(text) for text in texts]) >= FIGURES * len(words)


def rows_between_rules(strips: Sequence[Strip], count: int) -> list[list[list[Word]]] | None:
    """Split a ruled row that holds several lines of figures into the rows that were meant.

    ``strips`` are those of the row's ``count`` cells. Returns for each row the words of each column, or None where the
    cells hold running text, or too little to tell.
    """
    figures = value_columns(strips, count)
    lined = [strip for strip in strips if _has_figures(strip, figures)]
    named = [strip for strip in lined if strip.entries[0].column == 0]
    first = [Line(strip.entries[0].words) for strip in strips if strip.entries[0].column == 0]
    if len(lined) < max(3, 0.7 * len(strips)) or len(named) < 0.7 * len(lined):
        return None
    if is_prose(first) or ends_sentences(first):
        return None
    split = _figure_rows(strips, figures, max((line.x1 for line in first), default=0.0), None)
    return words_by_column(split, count) if len(split) >= 3 else None


def _has_figures(strip: Strip, figures: set[int]) -> bool:
    """Say whether a strip has a figure in one of the columns of figures."""
    return any(entry.column in figures and is_value(entry.text) for entry in strip.entries)


def fills_lines(lines: Sequence[Line]) -> bool:
    """Say whether lines of one column, enough to show it, are running text."""
    return len(lines) >= FEWEST and is_prose(lines)


def ends_sentences(lines: Sequence[Line]) -> bool:
    """Say whether so many lines of one column end a sentence or clause that its entries are text.

    A line of few words ends one where it is the rest of a line above.
    """
    ended = 0
    goes_on = False
    for line in lines:
        long = len(line.words) >= SENTENCE_WORDS
        # A full stop in another style than the word before it is a word of its own.
        ends = SENTENCE_END.search("".join(word.text for word in line.words[-2:])) is not None
        ended += ends and (long or goes_on)
        goes_on = long and not ends
    return ended >= max(2, SENTENCES * len(lines))


def split_rows(
    strips: Sequence[Strip],
    count: int,
    gutters: Sequence[Span],
    row_gap: float | None = None,
    head_gap: float | None = None,
) -> list[list[Strip]]:
    """Put strips of a table into rows, none of which a rule parts.

    ``row_gap`` is how far rows are apart where that is known, ``head_gap`` how far the first is from the names of the
    columns (both in ems, `gap_between`).

    In a table of figures each strip with a figure is a row, and lines without are the rest of an entry before (as
    those closer to it than rows are to each other) or behind, or a head of their own. In a table of text a row begins
    where every column breaks on purpose, under more white than lines of a paragraph have, and a column begins again
    beside the first.
    """
    if len(strips) < 2:
        return [list(strips)] if strips else []
    figures = value_columns(strips, count)
    widest = max((entry.words[-1].x1 for entry in entries_in(strips, 0) if entry.span == 1), default=0.0)
    lined = sum(_has_figures(strip, figures) for strip in strips)
    prose = any(fills_lines(column) or ends_sentences(column) for column in column_lines(strips, count))
    gaps = [gap_between(strips[:index], strips[index]) for index in range(1, len(strips))]
    # Beside text, rows are as far apart as the first is from the names of the columns, where other lines are closer.
    white = prose and head_gap is not None and min(gaps) < head_gap - ALIKE and max(gaps) <= head_gap + ALIKE
    if row_gap is None and figures and not white and (lined >= 0.6 * len(strips) or not prose):
        return _figure_rows(strips, figures, widest, head_gap)
    return _text_rows(strips, count, gutters, row_gap, head_gap)


def _figure_rows(
    strips: Sequence[Strip], figures: set[int], widest: float, head_gap: float | None
) -> list[list[Strip]]:
    """Put the strips of a table of figures into rows (`split_rows`); ``widest`` is how far the first column reaches."""
    has_figures = [_has_figures(strip, figures) for strip in strips]
    gaps = [inf, *(gap_between([above], below) for above, below in pairwise(strips)), inf]
    between = [gaps[k] for k in range(1, len(strips)) if has_figures[k - 1] and has_figures[k]]
    enough = len(between) >= (FEWEST if head_gap is None else FEWEST - 1)
    least = min(between) - MORE_WHITE if enough else 0.0
    # Where rows stand further apart than lines of one entry ever do, that tells them.
    white = least >= MOST_PITCH
    rows: list[list[Strip]] = []
    waiting: list[Strip] = []  # lines of a row whose figures stand on one that follows
    last: dict[int, Entry] = {}
    for index, strip in enumerate(strips):
        goes_on = _goes_on(strip, last)
        last |= {entry.column: entry for entry in strip.entries}
        both = index > 0 and has_figures[index] and has_figures[index - 1]
        ends = has_figures[index]
        if index and strips[index - 1].bottom - strip.top > BESIDE * strip.line.size and not both:
            # Lines of one entry, with its figures set at half their height.
            (waiting or rows[-1]).append(strip)
        elif has_figures[index]:
            waiting.append(strip)
        else:
            following = strips[index + 1] if index + 1 < len(strips) else None
            apart = following is None or following.at(0) is None or gaps[index + 1] > gaps[index] + MORE_WHITE
            close = goes_on or (gaps[index] < least and (apart or white))
            as_row = white and gaps[index] >= least
            if rows and not waiting and (close or (not as_row and _continues(rows[-1][-1], strip, widest))):
                rows[-1].append(strip)
            else:
                waiting.append(strip)
            ends = (
                following is None
                or (white and gaps[index + 1] >= least)
                or not _leads_to(strip, following, widest, has_figures[index + 1])
            )
        if ends and waiting:
            rows.append(waiting)
            waiting = []
    return [*rows, waiting] if waiting else rows


def _continues(above: Strip, strip: Strip, widest: float) -> bool:
    """Say whether a line without figures is the rest of the entries above it."""
    own, prior = strip.at(0), above.at(0)
    if own is None:
        return True
    if prior is None or own.span > 1 or strip.top - above.bottom > 0.8 * strip.line.size:
        return False
    if own.words[0].bold != prior.words[-1].bold:
        return False
    full = not broke_on_purpose(Line(prior.words), Line(own.words), widest)
    indented = own.words[0].x0 > prior.words[0].x0 + 0.4 * strip.line.size
    lower = own.text[:1].islower() or own.text[:1] in "(&"
    return (lower and (full or indented)) or (full and indented)


def _leads_to(strip: Strip, following: Strip, widest: float, figures: bool) -> bool:
    """Say whether a line without figures begins an entry whose figures stand on the next line."""
    own, after = strip.at(0), following.at(0)
    if own is None or own.span > 1 or own.text.endswith(":") or own.words[-1].bold != following.line.words[0].bold:
        return False
    if after is None:
        return figures
    full = not broke_on_purpose(Line(own.words), Line(after.words), widest)
    return full and (after.text[:1].islower() or after.words[0].x0 > own.words[0].x0 + 0.4 * strip.line.size)


@dataclass(frozen=True, slots=True)
class _Break:
    """A place between two lines where a row may begin.

    ``gap``: the distance of the lines in ems. ``several``: more than one column has words below. ``forced``: no
    column's line was broken because it was full. ``resumed``: a column begins again beside others. ``white``: more
    white is there than between lines of a paragraph. ``level``: two columns at least begin below, on one baseline,
    each under so much white. ``listed``: an item of a list begins below that the line above leaves open, and no row.
    """

    index: int
    gap: float
    several: bool
    forced: bool
    resumed: bool
    white: bool
    level: bool
    listed: bool


def _starts(
    breaks: Sequence[_Break], head_gap: float | None, inner: Sequence[float], *, text: bool, prose: bool
) -> set[int]:
    """Return the indexes of the lines at which rows begin.

    ``text``: the entries are sentences, ``prose``: or fill lines; ``inner`` are the distances of paragraphs that begin
    in one column beside lines of another.
    """
    several = [place for place in breaks if place.several]
    if not text and len(several) >= FEWEST and sum(p.forced for p in several) >= SHORT_ENTRIES * len(several):
        # Entries of one line each: lines with words in several columns are rows, whatever white is between them.
        return {place.index for place in breaks if place.forced or (place.white and place.several)}
    white = [place for place in breaks if place.white]
    if head_gap is not None:
        if any(abs(place.gap - head_gap) <= ALIKE for place in white):
            return {place.index for place in breaks if place.gap >= head_gap - ALIKE}
        level = [place for place in white if place.level]
        rows = level if not prose else len(level) > 1 and len(level) == len(white) and not inner
        lined = all(place.several and place.forced for place in breaks)
        if not rows and not lined and not any(place.gap > head_gap for place in breaks):
            # The names of the columns stand further off than any two lines: paragraphs of one row.
            return set()
    levels = _levels([place.gap for place in white])
    # What several paragraphs inside of rows keep is no distance of rows, where two stand side by side by chance.
    paragraphs = [level for level in levels[:-1] if sum(abs(gap - level) <= ALIKE for gap in inner) >= FEWEST]
    levels = [level for level in levels if level not in paragraphs]
    if len(levels) > 1 or paragraphs or (levels and head_gap is not None and abs(head_gap - levels[0]) <= SAME_GAP):
        least = _row_level(levels, white)
        return {place.index for place in white if place.gap >= least - SAME_GAP}
    sure = [place for place in white if place.several]
    if not sure:
        sure = [place for place in breaks if place.forced and place.resumed]
        white = [place for place in breaks if place.white or place.forced] if sure else white
    # What has less white above it than every row that surely begins is a paragraph inside a row.
    least = min((place.gap for place in sure), default=0.0)
    return {place.index for place in white if place.gap >= least - 0.04}


def _levels(gaps: Sequence[float]) -> list[float]:
    """Return the distances that lines have, from the smallest; those that hardly differ are one (its smallest)."""
    return [level[0] for level in groups_near(gaps, float, reach=SAME_GAP, step=SAME_GAP / 2)]


def _row_level(levels: Sequence[float], white: Sequence[_Break]) -> float:
    """Choose the least distance between rows: where most begin several columns.

    Paragraphs inside rows are less far apart, and only by chance two of them stand side by side.
    """
    chosen = levels[-1]
    for level, above in zip(reversed(levels), [inf, *reversed(levels)], strict=False):
        own = [place for place in white if level <= place.gap < above]
        if 2 * sum(place.several for place in own) <= len(own):
            break
        chosen = level
    return chosen


def _text_rows(
    strips: Sequence[Strip],
    count: int,
    gutters: Sequence[Span],
    row_gap: float | None,
    head_gap: float | None,
) -> list[list[Strip]]:
    breaks, inner = _breaks(strips, count, gutters)
    if row_gap is None:
        columns = column_lines(strips, count)
        text = any(map(ends_sentences, columns))
        prose = text or any(map(fills_lines, columns))
        starts = _starts(breaks, head_gap, inner, text=text, prose=prose)
    else:
        starts = {place.index for place in breaks if place.gap >= row_gap - SAME_GAP / 2}
    starts -= {place.index for place in breaks if place.listed}
    return cut_at(strips, sorted(starts))


def _breaks(strips: Sequence[Strip], count: int, gutters: Sequence[Span]) -> tuple[list[_Break], list[float]]:
    """Return where rows may begin, and the distances of paragraphs that begin in one column beside lines of another."""
    last: dict[int, Entry] = {entry.column: entry for entry in strips[0].entries}
    rights = _right_edges(strips, count, gutters)
    apart = min(line_pitch(strips), MOST_PITCH) + MORE_WHITE
    breaks: list[_Break] = []
    inner: list[float] = []
    for index, (above, strip) in enumerate(pairwise(strips), 1):
        several = len(strip.entries) > 1
        if strip.at(0) is not None or several:
            forced = _is_forced(strip, last, rights)
            resumed = any(above.at(entry.column) is None for entry in strip.entries) or len(above.entries) == count
            gap = gap_between(strips[:index], strip)
            white = gap >= apart
            own = [(distance_between(last[e.column], e) if e.column in last else inf, e) for e in strip.entries]
            new = [baseline_of(entry) for distance, entry in own if distance >= apart]
            level = len(new) > 1 and max(new) - min(new) <= ALIKE * strip.line.size
            if not white:
                inner += [distance for distance, _ in own if apart <= distance < inf]
            listed = _goes_on(strip, last)
            breaks.append(_Break(index, gap, several, forced, several and resumed, white, white and level, listed))
        last |= {entry.column: entry for entry in strip.entries}
    return breaks, inner


def _goes_on(strip: Strip, last: Mapping[int, Entry]) -> bool:
    """Say whether a strip begins with an item of a list that the line above it in its column, ``last``, leaves open."""
    first = strip.entries[0]
    return first.column in last and leaves_list_open(last[first.column].words, first.words)


def _is_forced(strip: Strip, last: Mapping[int, Entry], rights: Sequence[float]) -> bool:
    """Say whether no entry of a strip stands there because the line above it, ``last`` of its column, was full."""
    return all(
        entry.column not in last
        or broke_on_purpose(Line(last[entry.column].words), Line(entry.words), rights[entry.column])
        for entry in strip.entries
    )


def begins_again(strips: Sequence[Strip], count: int) -> list[bool]:
    """Say of each strip but the first whether it begins several columns again, none of whose lines above was full."""
    rights = _right_edges(strips, count, ())
    last: dict[int, Entry] = {entry.column: entry for entry in strips[0].entries}
    found = []
    for strip in strips[1:]:
        found.append(len(strip.entries) > 1 and _is_forced(strip, last, rights))
        last |= {entry.column: entry for entry in strip.entries}
    return found


def line_pitch(strips: Sequence[Strip]) -> float:
    """Return how far lines of a column are apart, in ems: lines of others may stand between them at other heights."""
    found = sorted(distance for own in column_distances(strips) for distance in own if distance >= LEAST_PITCH)
    return found[len(found) // 10] if found else LEAST_PITCH


def _right_edges(strips: Sequence[Strip], count: int, gutters: Sequence[Span]) -> list[float]:
    """Return where each column's lines end: running text at its longest line, else where the next column begins."""
    edges = []
    for column, lines in enumerate(column_lines(strips, count)):
        content = max((line.x1 for line in lines), default=0.0)
        if not is_prose(lines):
            size = lines[0].size if lines else 0.0
            content = max(
                content, gutters[column].x1 - 0.5 * size if column < len(gutters) else content + WIDE_ENTRY * size
            )
        edges.append(content + 1.0)
    return edges
