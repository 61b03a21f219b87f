"""Line numbers: figures before the lines of a draft that count them, one by one or every so many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.model import Issue
from pipeline.parse.notices import notice
from pipeline.parse.text.drafts import starts_small
from pipeline.parse.text.lines import Line, read_marker, split_lines

KIND = "line_number"
"""The name under which the ledger counts them."""

MIN_COUNTED = {1: 20, 2: 10, 5: 6, 10: 4}
"""Lines are counted one by one, or every so many; of fewer numbers none counts lines."""
COUNTED = 0.9
"""Such a share of the lines that would be have their number; the words of others went otherwise."""
DOUBTFUL = 0.5
"""Where such a share has, this is said; it is enough of lines counted every so many: the last of a page have none."""
RUNNING_ON = 2
"""So many numbers at least stand before a line that no list or table would number: blank, or numbered itself.

No list has but every so many of its lines numbered, by what they count."""

_FIGURES = re.compile(r"[ \t]*(?P<number>\d{1,4})(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A line that figures stand before, and its place among all lines and among those that are printed on."""

    line: Line
    value: int
    end: int
    places: tuple[int, int]


@dataclass
class WithoutLineNumbers:
    """A source with blanks for its line numbers, its lines without their margin, and where the numbers stood."""

    source: str
    lines: list[Line]
    numbers: list[tuple[int, int]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def without_line_numbers(source: str) -> WithoutLineNumbers:
    """Return a source as it would stand without the numbers of its lines; offsets stay what they are.

    Items of a list or table are numbered where they begin; line numbers count lines, whatever these begin with.
    """
    lines = split_lines(source)
    found = [_counting(page) for page in _pages(lines)]
    numbered = [each for page in found for each in page]
    steps = Counter(b.value - a.value for page in found for a, b in pairwise(page))
    step = steps.most_common(1)[0][0] if steps else 0
    listed = step == 1 and sum(map(_runs_on, numbered)) < RUNNING_ON
    if len(numbered) < MIN_COUNTED.get(step, len(lines) + 1) or listed:
        return WithoutLineNumbers(source, lines)
    printed = sum(not line.blank for line in lines)
    share = len(numbered) * step / printed
    if share >= (COUNTED if step == 1 else DOUBTFUL):
        return _taken_out(source, lines, numbered)
    doubt = notice("line-numbers", numbered[0].line.text[:80])
    return WithoutLineNumbers(source, lines, issues=[doubt] if share >= DOUBTFUL else [])


def _taken_out(source: str, lines: Sequence[Line], numbered: Sequence[_Numbered]) -> WithoutLineNumbers:
    at = {each.line.start: each for each in numbered}
    width = Counter(each.end for each in numbered).most_common(1)[0][0]
    made = WithoutLineNumbers("", [], issues=[notice("line-numbers/before-lines", f"{len(at)} numbers")])
    blanked = list(source)
    for line in lines:
        each = at.get(line.start)
        margin = each.end if each else min(width, len(line.text) - len(line.text.lstrip()))
        if each:
            text = line.text[:margin]
            first = line.start + len(text) - len(text.lstrip())
            made.numbers.append((first, line.start + len(text.rstrip())))
            blanked[line.start : line.start + margin] = " " * margin
        made.lines.append(Line(line.start + margin, line.end, line.text[margin:], line.form_feed))
    made.source = "".join(blanked)
    return made


def _pages(lines: Sequence[Line]) -> Iterator[list[_Numbered]]:
    """Yield the lines with figures before them, page by page: a page ends at a form feed, or where counting begins."""
    page: list[_Numbered] = []
    printed = 0
    for place, line in enumerate(lines):
        match = _FIGURES.match(line.text)
        begins = match is not None and int(match["number"]) == 1
        if page and (line.form_feed or begins):
            yield page
            page = []
        printed += not line.blank
        if match:
            page.append(_Numbered(line, int(match["number"]), match.end(), (place, printed)))
    yield page


def _counting(page: Sequence[_Numbered]) -> list[_Numbered]:
    """Return the lines of a page whose figures say how many lines stand above them, blank ones counted or not."""
    offsets = Counter((which, each.value - each.places[which]) for each in page for which in (0, 1))
    if not offsets:
        return []
    which, offset = max(offsets, key=lambda key: (offsets[key], -key[0]))
    return [each for each in page if each.value - each.places[which] == offset]


def _runs_on(each: _Numbered) -> bool:
    rest = each.line.text[each.end :].strip()
    return not rest or starts_small(rest) or read_marker(rest) is not None
