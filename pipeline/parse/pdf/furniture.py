"""Running heads, running feet and page numbers, found by what pages repeat, never by a fixed height."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import inf

from pipeline.families import whole
from pipeline.model import Box
from pipeline.parse.pdf.edge_rows import ALONE, SAME_SIDE, is_in_table
from pipeline.parse.pdf.lines import Line, lines_of, outer_rows, rows_of, stretches
from pipeline.parse.pdf.page_furniture import Furniture, outer_rules, place_of
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.paragraphs import level_words_on
from pipeline.roman import roman_value

ROWS = 6
"""So many rows at the top and at the bottom of a page are looked at; no house style repeats more."""

SAME_HEIGHT = 3.0
"""Rows of two pages whose distances from the page's edge differ by less than this (points) stand at one height."""

VERY_SAME_HEIGHT = 0.3
"""The same of rows that a program has set there, and not text that happens to stand there."""

PARAGRAPH_PITCH = 1.35
"""Lines of a paragraph are at most this many type sizes apart."""

SAME_SIZE = 0.2
"""Type sizes that differ by at most this (points) are one."""

REMEMBERED = 12
"""So many pages of one batch bear witness for the next."""

COUNTING = 0.3
"""Page numbers stand at one height on at least this share of the pages (half of them where sides alternate)."""

NEAR = 2
"""What runs over pages is printed again on the next page, or the next of the same side; headings of parts are not."""

FEWEST_BESIDE = 2
"""So many other pages at least repeat a part of a row whose rest is another on every page (the name of a section), or
show where text begins."""

WRAPPED = 3
"""The name of a section in a running head takes, with what stands beside it, no more rows."""

MANY_PAGES = 5
"""In a document of so many pages, more than two print a running head or foot."""

MIN_SYMBOL = 6
"""A document's symbol has at least so many characters."""

_SYMBOL = re.compile(r"^[^\W\d_]\S{0,39}?\d\S*(?<![.:;])$")
_BETWEEN_NUMBERS = re.compile(r" (?<=\d )(?=\d)")
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]{1,6}|[IVXLC]{1,6}")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite|página|pág\.)?\s*[-–—]?\s*(\d{1,4})\s*[-–—]?(?:\s*(?:/|of|de|sur)\s*\d{1,4})?", re.I
)


@dataclass(slots=True)
class _Row:
    """A row near a page's edge, as other pages compare with it."""

    page: int
    height: float
    pattern: str
    numbers: tuple[int, ...]
    size: float
    x0: float
    x1: float
    middle: float


@dataclass(slots=True)
class _Edge:
    """What pages print at their top or at their bottom: ``rows`` of those of a batch and of some before.

    ``known`` are the same by their pattern; ``waiting`` are the lines and rows, from the edge inwards, of each page
    whose furniture was not yet taken out. ``parts`` are those of the outermost rows that wide gaps part. ``furniture``
    says how far from the edge what was found to be furniture stood first, by its pattern.
    """

    rows: list[_Row] = field(default_factory=list)
    parts: list[_Row] = field(default_factory=list)
    known: dict[str, list[_Row]] = field(default_factory=dict)
    waiting: deque[tuple[list[Line], list[_Row]]] = field(default_factory=deque)
    furniture: dict[str, float] = field(default_factory=dict)

    def add(self, lines: list[Line], rows: list[_Row]) -> None:
        """Add what a page prints."""
        self.waiting.append((lines, rows))
        self._know(rows)

    def _know(self, rows: Sequence[_Row]) -> None:
        self.rows += rows
        for row in rows:
            self.known.setdefault(row.pattern, []).append(row)

    def forget(self, last: int) -> None:
        """Forget the rows of pages up to one."""
        self.parts = [part for part in self.parts if part.page > last]
        kept = [row for row in self.rows if row.page > last]
        self.rows, self.known = [], {}
        self._know(kept)


class FurnitureFinder:
    """Finds the furniture of a document, given in batches of consecutive pages.

    All pages of a batch must be looked at before the furniture of the first is asked for, in the same order.
    """

    def __init__(self) -> None:
        self._tops = _Edge()
        self._bottoms = _Edge()
        self._first_words: Sequence[Word] = ()
        self._outer_rules: Counter[Box] = Counter()
        self._parting: set[Box] = set()
        self._seen = 0

    def look_at(self, page: PageContent) -> None:
        """Learn from a page what it prints at its edges."""
        if not self._tops.waiting:
            self._forget(page.number - 1 - REMEMBERED)
        self._seen += 1
        if page.number == 1:
            self._first_words = level_words_on(page)
        self._outer_rules.update(map(place_of, outer_rules(page)))
        top, bottom = ([Line(row) for row in rows] for rows in outer_rows(level_words_on(page), ROWS))
        self._tops.add(top, [_row(page, line, line.baseline) for line in top])
        self._bottoms.add(bottom, [_row(page, line, page.height - line.baseline) for line in bottom])
        self._tops.parts += _parts(page, top)
        self._bottoms.parts += _parts(page, bottom)

    @cached_property
    def _symbols(self) -> list[str]:
        """What the first page says that may be the document's symbol; few documents have rows that ask for it.

        It begins with a letter, has no word that begins with a small one, and is no sentence.
        """
        parts = [part for row in rows_of(self._first_words) for part in [row, *stretches(row)]]
        named = [part for part in parts if not any(word.text[0].islower() for word in part)]
        texts = {_text(part).casefold() for part in named}
        return sorted(text for text in texts if len(text) >= MIN_SYMBOL and _SYMBOL.search(text))

    def _forget(self, last: int) -> None:
        """Forget, before a new batch, the rows of pages up to one."""
        self._tops.forget(last)
        self._bottoms.forget(last)
        self._seen = len({row.page for row in self._bottoms.rows})

    def find_on(self, page: PageContent) -> Furniture:
        """Return the furniture of a page, whose words are still among those of the page."""
        (top_lines, top_rows), (bottom_lines, bottom_rows) = self._tops.waiting[0], self._bottoms.waiting[0]
        header = self._run(page, self._tops, at_top=True)
        footer = self._run(page, self._bottoms, at_top=False)
        header = _with_notices(min(header, len(top_lines)), top_lines)
        footer = _with_notices(footer, bottom_lines)
        taken = {line.words[0] for line in top_lines[:header]}
        for row in top_rows[:header]:
            self._tops.furniture.setdefault(row.pattern, row.height)
        foot: list[Line] = []
        for line, row in reversed(list(zip(bottom_lines[:footer], bottom_rows, strict=False))):
            if line.words[0] not in taken:
                foot.append(line)
                self._bottoms.furniture.setdefault(row.pattern, row.height)
        return Furniture(
            header=top_lines[:header],
            footer=foot,
            rules=[rule for rule in outer_rules(page) if self._outer_rules[place_of(rule)] > 1],
            parting=self._parting,
        )

    def find_across(self, page: PageContent) -> Furniture:
        """Return what of a page that is turned for this is furniture of other pages, which stand upright.

        So do running heads and feet stand beside tables that are set sideways, or that are turned for who reads them.
        """
        found = Furniture()
        for line in lines_of(page.words):
            pattern = _pattern(_text(line.words))[0]
            if abs(self._tops.furniture.get(pattern, inf) - line.baseline) <= SAME_HEIGHT:
                found.header.append(line)
            elif abs(self._bottoms.furniture.get(pattern, inf) - (page.height - line.baseline)) <= SAME_HEIGHT:
                found.footer.append(line)
        return found

    def _run(self, page: PageContent, edge: _Edge, *, at_top: bool) -> int:
        """Count the rows from the edge inwards that are furniture."""
        lines, rows = edge.waiting.popleft()
        known, every = edge.known, edge.rows
        count = 0
        for index, (line, row) in enumerate(zip(lines, rows, strict=True)):
            if is_in_table(page, line, lines[index + 1 :], at_top=at_top):
                break
            near = index > 0 and abs(line.baseline - lines[index - 1].baseline) < ALONE * line.size
            if _is_repeated(row, known.get(row.pattern, ()), self._seen, may_count=near or index == 0):
                count = index + 1
                continue
            following = lines[index + 1] if index + 1 < len(lines) else None
            gap = abs(line.baseline - following.baseline) if following else page.height
            if gap > ALONE * line.size and (
                self._is_lone(row, line, at_top=at_top) or (index == 0 and self._is_repeated_in_part([row], edge))
            ):
                count = index + 1
                continue
            outer = _outside_gap(lines) if index == 0 else 0
            if 1 < outer <= WRAPPED and self._is_repeated_in_part(
                [*rows[:outer], *_in_middle(rows[:outer], edge)], edge
            ):
                return outer
            if near and _aligned_with_known(row, known, every):
                count = index + 1
                continue
            break
        if 0 < count < len(lines):
            outside = _behind_gap(lines[:count])
            if self._is_text(lines, rows, outside, count, edge, at_top=at_top):
                return outside
        return _outside_gap(lines) if count == ROWS else count

    def _is_repeated_in_part(self, rows: Sequence[_Row], edge: _Edge) -> bool:
        """Say whether a good share of the pages print a part of outermost rows, at the same place.

        Their rest may be another on every page: the name of the section that stands there, on more lines if it is long.
        """
        fewest = max(FEWEST_BESIDE, COUNTING * self._seen - 1)
        return any(
            sum(
                other.pattern == part.pattern
                and min(abs(other.x0 - part.x0), abs(other.x1 - part.x1)) <= SAME_SIDE
                and _repeats(part, other)
                for other in edge.parts
            )
            >= fewest
            for part in (*(part for part in edge.parts if part.page == rows[0].page), *rows)
        )

    def _is_text(
        self,
        lines: Sequence[Line],
        rows: Sequence[_Row],
        first: int,
        end: int,
        edge: _Edge,
        *,
        at_top: bool,
    ) -> bool:
        """Say whether rows that repeat are text: two pages may end in one phrase, or begin with one.

        They are those from ``first`` to before ``end``; only one other page prints them. The line before them goes on
        in them as lines of a paragraph do, or with a small letter a sentence that the page before began; or they are as
        near to the text as rows of a list, and other furniture is not, or farther out and not at the very same height,
        at which furniture is, or where the paragraphs of other pages begin.
        """
        own, known = rows[first:end], edge.known
        if any(row.numbers for row in own) or any(
            len({o.page for o in known[row.pattern] if _repeats(row, o)}) > 1 for row in own
        ):
            return False
        outer, inner = lines[end - 1], lines[end]
        if abs(outer.size - inner.size) > SAME_SIZE:
            return False
        gap = abs(outer.baseline - inner.baseline) / inner.size
        return (
            (gap <= PARAGRAPH_PITCH and abs(outer.x0 - inner.x0) <= SAME_SIDE)
            or (at_top and lines[first].text[:1].islower())
            or (
                first > 0
                and self._seen >= MANY_PAGES
                and (gap <= ALONE or not _stand_level(own, known) or _where_text_begins(own[0], edge.rows))
            )
        )

    def _is_lone(self, row: _Row, line: Line, *, at_top: bool) -> bool:
        """Say whether a row is furniture that no other page repeats: its page's number, or the document's symbol."""
        match = _PAGE_NUMBER.fullmatch(line.text.strip())
        if match is not None and int(match[1]) == row.page:
            return True
        if not at_top or row.page == 1:
            return False
        text = _text(line.words).casefold()
        return any(text.startswith(symbol) for symbol in self._symbols)


def _with_notices(count: int, lines: Sequence[Line]) -> int:
    """Count the rows that are furniture with those behind them that say that a table goes on over the page's edge."""
    while count < len(lines) and whole("page_breaks", lines[count].text):
        count += 1
    return count


def _outside_gap(lines: Sequence[Line]) -> int:
    """Count the rows outside the first gap (0 without one), where so many repeat that whole pages are alike."""
    for count, (outer, inner) in enumerate(pairwise(lines), start=1):
        if abs(outer.baseline - inner.baseline) > ALONE * max(outer.size, inner.size):
            return count
    return 0


def _behind_gap(lines: Sequence[Line]) -> int:
    """Count the rows outside the last gap: those behind it are as near to the text as to each other."""
    return max(
        (k for k, (a, b) in enumerate(pairwise(lines), start=1) if abs(a.baseline - b.baseline) > ALONE * b.size),
        default=0,
    )


def _row(page: PageContent, line: Line, height: float) -> _Row:
    pattern, numbers = _pattern(_text(line.words))
    return _Row(page.number, height, pattern, numbers, line.size, line.x0, page.width - line.x1, line.x0 + line.x1)


def _in_middle(rows: Sequence[_Row], edge: _Edge) -> list[_Row]:
    """Return the parts of what other pages print in one row half way down some rows, where longer text is wrapped."""
    middle = (rows[0].height + rows[-1].height) / 2
    return [
        part for part in edge.parts if abs(part.height - middle) <= 1.0 and abs(part.size - rows[0].size) <= SAME_SIZE
    ]


def _parts(page: PageContent, lines: Sequence[Line]) -> list[_Row]:
    """Return the parts of the first of some rows from a page's edge inwards, if wide gaps part it."""
    parts = stretches(lines[0].words) if lines else []
    return [_row(page, Line(part), lines[0].baseline) for part in parts] if len(parts) > 1 else []


def _text(words: Sequence[Word]) -> str:
    """Return words without spaces but between numbers: that of a page stands behind that of a document."""
    parts = _BETWEEN_NUMBERS.split(" ".join([word.text for word in words]))
    return " ".join([part.replace(" ", "") for part in parts])


def _pattern(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text with its numbers left open, and the numbers."""
    folded = text.casefold()
    between = _DIGITS.split(folded)
    if len(between) > 1:
        return "#".join(between), tuple([int(number) for number in _DIGITS.findall(folded)])
    if _ROMAN.fullmatch(text.strip("-–—")):
        return "roman", (roman_value(folded.strip("-–—")),)
    return folded, ()


def _repeats(row: _Row, other: _Row) -> bool:
    """Say whether two pages print one thing at one height; numbers are the same, or count the pages."""
    if other.page == row.page or abs(other.height - row.height) > SAME_HEIGHT:
        return False
    if row.numbers == other.numbers:
        return True
    ahead = other.page - row.page
    return len(row.numbers) == len(other.numbers) and all(
        two in (one, one + ahead) for one, two in zip(row.numbers, other.numbers, strict=True)
    )


def _stand_level(rows: Sequence[_Row], known: Mapping[str, Sequence[_Row]]) -> bool:
    """Say whether another page prints each of some rows at the very same height."""
    return all(
        any(_repeats(row, other) and abs(row.height - other.height) <= VERY_SAME_HEIGHT for other in known[row.pattern])
        for row in rows
    )


def _where_text_begins(row: _Row, rows: Sequence[_Row]) -> bool:
    """Say whether lines of a paragraph begin on other pages at the very height and side at which a row stands."""
    pages = {
        one.page
        for one, other in pairwise(rows)
        if one.page == other.page != row.page
        and abs(one.height - row.height) <= VERY_SAME_HEIGHT
        and max(abs(one.x0 - row.x0), abs(other.x0 - row.x0)) <= SAME_SIDE
        and other.height - one.height <= PARAGRAPH_PITCH * one.size
    }
    return len(pages) >= FEWEST_BESIDE


def _is_repeated(row: _Row, others: Sequence[_Row], pages: int, *, may_count: bool) -> bool:
    """Say whether a row is furniture by what other pages print at its height.

    One page near by is enough that prints the very same; farther off one heading can stand over two parts. Rows that
    count must do so on a good share of the pages, since two headings (`Article 4`, `Article 6`) can stand at one height
    two pages apart; ``may_count`` says whether a row is near enough to the edge for it.
    """
    found = [other for other in others if _repeats(row, other)]
    same = [other for other in found if other.numbers == row.numbers]
    share = max(1, COUNTING * pages - 1)
    return (
        any(abs(other.page - row.page) <= NEAR for other in same)
        or len(same) >= share
        or (may_count and len(found) >= share)
    )


def _aligned_with_known(row: _Row, known: dict[str, list[_Row]], every: Sequence[_Row]) -> bool:
    """Say whether a row changes from page to page (a section's name) at a place where other pages have furniture."""
    return any(
        other.page != row.page
        and abs(other.height - row.height) <= 1.0
        and abs(other.size - row.size) <= SAME_SIZE
        and min(abs(other.x0 - row.x0), abs(other.x1 - row.x1), abs(other.middle - row.middle)) <= SAME_SIDE
        and len(other.pattern) < 60
        and len(row.pattern) < 60
        and any(_repeats(other, third) for third in known.get(other.pattern, ()))
        for other in every
    )
