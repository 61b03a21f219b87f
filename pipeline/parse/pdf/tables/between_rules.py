"""Tables between horizontal rules of one length, with what goes on in their columns under the last."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from pipeline.parse.pdf.gutters import (
    find_gutters,
    has_gap,
)
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.ends import without_title
from pipeline.parse.pdf.tables.grid import Line as Rule
from pipeline.parse.pdf.tables.named_columns import gutters_under
from pipeline.parse.pdf.tables.names import LOOSE_LINES, letters_of, names_columns, names_of_one_column, says_columns
from pipeline.parse.pdf.tables.rules import (
    OUTSET,
    TITLE_WHITE,
    Band,
    along,
    is_inset,
    is_outset,
    is_title_between,
    levels_of,
    lines_in,
    lines_under,
    runs_across,
)
from pipeline.parse.pdf.tables.strips import WIDE
from pipeline.parse.pdf.tables.undrawn import rules_under_names
from pipeline.parse.pdf.tables.white import ALIGNED, FAR, OVERHANG, TIGHT, apart, under
from pipeline.parse.pdf.tables.zones import Zone, is_tabular, tabular_run

FEWEST_RULES = 3
"""A table of one column has at least so many rules: over and under what names the column, and at its end."""

NOT_WHOLE = 0.9
"""A rule that is shorter than this share of a table's width stands under the head of some columns."""

NOTE_SIZE = 0.93
"""Notes under a table are set in at most this share of the size of its rows."""


def ruled_zones(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Zone]:
    """Find what stands between horizontal rules of one length, with what goes on in columns under the last."""
    zones = []
    levels = levels_of(rules)
    if concluded := rules_under_names(lines, levels):
        rules = [*rules, *concluded]
        levels = levels_of(rules)
    used: set[int] = set()
    for first, level in enumerate(levels):
        if first in used:
            continue
        chain = [level]
        held = _names_over(lines, level)
        gutters = gutters_under(held, lines_under(lines, level)) if held else []
        white = level.place - held[-1].bottom if held else 0.0
        bands = [Band(held.copy(), held[0].top - white, level.place)] if held else []
        single = bool(held) and not gutters and bool(names_of_one_column(held))
        titled = False
        again: Line | None = None
        for k in range(first + 1, len(levels)):
            other = levels[k]
            if k in used or abs(other.start - level.start) > ALIGNED or abs(other.end - level.end) > ALIGNED:
                continue
            between = lines_in(lines, level, chain[-1].place, other.place)
            if bands and (again := _named_again(lines, other, bands[0]) or _names_others(between, bands)):
                break
            band = Band(between, chain[-1].place, other.place)
            if not bands:
                short = [rule for rule in rules if rule.end - rule.start < NOT_WHOLE * (level.end - level.start)]
                gutters = gutters_under(between, lines_under(lines, other), short)
                single = not gutters and _names_one_column(band, level)
            elif is_outset(band, bands, level) or (
                (gutters or single) and (is_title_between(band, bands) or _is_headed_again(k, levels, lines, bands[0]))
            ):
                titled = True
                break
            if single:
                if not is_inset(between, level) or (bands and between and not _follows(band, bands)):
                    break
            else:
                within, narrowed = under(between, gutters) if gutters else ([], [])
                if len(within) < len(between) and not _may_be_rows(between):
                    break
                if gutters and len(within) == len(between):
                    gutters = narrowed
                elif len(chain) > 1 and not (gutters and runs_across(between)):
                    gutters = []
            held.extend(between)
            chain.append(other)
            used.add(k)
            bands.append(band)
        least = NOTE_SIZE * max([line.size for band in bands for line in band.lines], default=0.0)
        below = [line for line in lines if line.baseline > chain[-1].place and line.size > least and along(line, level)]
        if again is not None:
            below = [line for line in below if line.baseline < again.baseline]
            below = without_title(below, [again], gutters) if gutters else []
        if len(chain) == 1:
            if not held:
                held = _over(lines, level)
                gutters = gutters_under(held, lines_under(lines, level))
            if not held and below and names_columns(below[0]):
                continue  # A table that the page's end cuts: what stands under the names tells how far it goes.
        if single:
            if len(chain) < FEWEST_RULES or all(line.bold for line in held):
                continue
            if below and not titled and is_inset(below, level) and _follows(Band(below, chain[-1].place, inf), bands):
                held.extend(below)
        elif below and not titled and below[0].baseline - chain[-1].place < FAR * below[0].size:
            run, narrowed = under(below, gutters) if gutters else ([], [])
            run = without_title(run, below[len(run) :], narrowed) if run else run
            rows = [k for k, line in enumerate(run) if apart(line, narrowed)]
            if gutters and len(run) == len(below) and _ends_page_as_row(run, bands, level):
                held.extend(run)
                gutters = narrowed
            elif rows:
                # Lines of one column that follow at once may be the rest of a cell; a note stands further off.
                stop = rows[-1] + 1
                while stop < len(run) and run[stop].baseline - run[stop - 1].baseline < TIGHT * run[stop].size:
                    stop += 1
                held.extend(run[:stop])
                gutters = narrowed
            elif len(chain) <= 2 and len(held) <= 4:
                held.extend(tabular_run(below, chain[-1].place))
        if len(held) < 2 or not (single or gutters or any(is_tabular(line) for line in held) or find_gutters(held)):
            continue
        top, bottom = chain[0].place, max(chain[-1].place, held[-1].bottom)
        inside = [rule for rule in rules if top - 1 <= rule.place <= bottom + 1]
        zones.append(Zone(held, inside, [rule.place for rule in chain], gutters, single=single))
    return zones


def _named_again(lines: Sequence[Line], rule: Rule, head: Band) -> Line | None:
    """Return the line right over or right under a rule that names the columns of another table as its head does."""
    if not head.lines or not names_columns(head.lines[0]):
        return None
    beside = [line for line in lines if along(line, rule)]
    over = [line for line in beside if line.baseline < rule.place][-len(head.lines) :]
    under_it = [line for line in beside if line.baseline > rule.place][: len(head.lines)]
    said = letters_of(head.lines)
    for names in (over, under_it):
        if names and names[0] is not head.lines[0] and letters_of(names) == said:
            return names[0]
    return None


def _names_others(between: Sequence[Line], above: Sequence[Band]) -> Line | None:
    """Return the line right over a rule that names the columns of a programme's table, where one stands above."""
    named = len(above) > 1 and between and has_gap(between[-1], WIDE) and says_columns(between[-1])
    return between[-1] if named else None


def _is_headed_again(index: int, levels: Sequence[Rule], lines: Sequence[Line], head: Band) -> bool:
    """Say whether the band under a rule names the columns once more: another table begins there."""
    rule = levels[index]
    below = next((level for level in levels[index + 1 :] if abs(level.start - rule.start) <= ALIGNED), None)
    if below is None or not head.lines:
        return False
    names = lines_in(lines, rule, rule.place, below.place)
    return [line.text for line in names] == [line.text for line in head.lines]


def _names_one_column(band: Band, rule: Rule) -> bool:
    """Say whether the lines between two rules name the one column of a table: bold, and set in from the rules' ends."""
    return 0 < len(band.lines) < LOOSE_LINES and all(line.bold for line in band.lines) and is_inset(band.lines, rule)


def _follows(band: Band, above: Sequence[Band]) -> bool:
    """Say whether what stands under the last rule of a page follows as closely as rows follow their rules."""
    return band.white[0] <= min(other.white[0] for other in above if other.lines) + TITLE_WHITE


def _ends_page_as_row(below: Sequence[Line], above: Sequence[Band], rule: Rule) -> bool:
    """Say whether all that stands under the last rule of a page is a row that the page break cuts.

    It is set in from the ends of the rules as the rows above are, and follows as closely as they do.
    """
    return (
        bool(above)
        and min([line.x0 for band in above for line in band.lines]) > rule.start + OUTSET
        and not is_outset(Band(list(below), 0.0, inf), above, rule)
        and _follows(Band(list(below), above[-1].bottom, inf), above)
        and (not all(line.bold for line in below) or _is_head_of_row(below, above))
    )


def _is_head_of_row(below: Sequence[Line], above: Sequence[Band]) -> bool:
    """Say whether a bold line is what some row under the names of the columns begins with: the head of its group."""
    return len(below) == 1 and any(
        band.lines and band.lines[0].words[0].bold and abs(band.lines[0].x0 - below[0].x0) <= OVERHANG
        for band in above[1:]
    )


def _over(lines: Sequence[Line], rule: Rule) -> list[Line]:
    """Return the line that names columns right above a rule, if one does."""
    above = [line for line in lines if line.baseline < rule.place and along(line, rule)]
    if above and rule.place - above[-1].baseline < TIGHT * above[-1].size and has_gap(above[-1], WIDE):
        return [above[-1]]
    return []


def _names_over(lines: Sequence[Line], rule: Rule) -> list[Line]:
    """Return the lines right above the first rule of a table that name its columns, none where those below do."""
    found: list[Line] = []
    for line in reversed([line for line in lines if line.baseline < rule.place]):
        below = found[0].baseline if found else rule.place
        near = along(line, rule) and below - line.baseline <= TIGHT * line.size
        if not near or not (line.bold or names_columns(line)):
            break
        found.insert(0, line)
    if not any(map(names_columns, found)):
        lasts = (found[at:] for at in range(len(found)))
        only = next((last for last in lasts if len(names_of_one_column(last)) == len(last)), [])
        return only if is_inset(only, rule) else []
    while len(found) > 1 and not has_gap(found[0], WIDE):
        found.pop(0)
    rows = lines_under(lines, rule)
    return found if rows and not names_columns(rows[0]) else []


def _may_be_rows(lines: Sequence[Line]) -> bool:
    """Say whether lines between two rules can be rows: not running text alone."""
    return len(lines) < 3 or any(is_tabular(line) for line in lines) or bool(find_gutters(lines))
