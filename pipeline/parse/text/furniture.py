"""Running heads, feet and page numbers of a text source, by form feeds, rising numbers and repeated symbols."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain, groupby, pairwise
from typing import Literal, NamedTuple

from pipeline.families import whole
from pipeline.parse.cover import cover_line
from pipeline.parse.structure import annex_named, annex_of_head
from pipeline.parse.text.drafts import DraftTable, Item, Paragraph, is_finished, is_furniture, starts_small
from pipeline.parse.text.lines import Line, read_marker
from pipeline.parse.text.runs import SYNTHETIC
from pipeline.titles import column_role, header_cells

_FIGURES = re.compile(r"\d+")
_PAGE_WORD = re.compile(r"\b(?:p|page|página|pág)\b\.?\s*(?P<page>\d{1,4})\b", re.IGNORECASE)
_PAGE_ENDS = re.compile(r"\b(?:p|page|página|pág)\b\.?\s*\d*$", re.IGNORECASE)
_ANNEX_BEHIND = re.compile(r"(?<=\d)[\s/,–-]+(?:annexe?|anexo)(?:\s?\w{1,3})?$", re.IGNORECASE)
_LONE_PAGE = re.compile(r"^(?:[-–—]\s*)?(?P<page>\d{1,4})(?:\s*[-–—]|\s*(?:/|of|de|sur)\s*\d{1,4})?$")

MAX_FURNITURE = 100
"""A running head or foot has at most so many characters."""
MIN_LONE_PAGES = 3
"""Numbers on lines of their own are page numbers where so many of them count up by one."""
MAX_FIRST_PAGE = 3
"""A document begins on page 1; a page or two at its front may bear no number."""
MIN_PAGE_LINES = 10
"""A page has at least so many lines."""
LINE_WIDTH = 100
"""A printed line has about so many characters: a longer one of the source was several."""
MAX_COVER = 1500
"""The cover of a document ends before so many characters."""
MAX_SYMBOL_BEGUN = 20
"""The parts of a symbol that is broken in two are shorter, in characters."""
MARGIN_LINES = 2
"""So many lines at the top and at the foot of a page may be running heads and feet."""

FurnitureKind = Literal["running_header", "running_footer"]


def find_furniture(lines: Sequence[Line]) -> dict[int, FurnitureKind]:
    """Return the offsets of the lines that stand between the pages of the source, with their kind.

    With form feeds: lines at a page's margin that come again, figures apart, and page numbers there. Without: lines
    with the word for page and a rising number or beside a symbol, numbers that count up on lines of their own, and the
    document's symbol where it comes again alone. In both, what says that a table goes on over a page break. The name of
    an annex beside any of these, if it comes again, belongs to them, and so does what always stands beside them.
    """
    margins = _margins(lines)
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        text = _printed(line)
        if text and len(text) <= MAX_FURNITURE and "\t" not in line.text.strip() and not _is_lone_marker(text):
            groups[_FIGURES.sub("#", text)].append(line)
    found: dict[int, FurnitureKind] = {}
    symbols = [line for group in groups.values() for line in _repeated_symbols(group)]
    for line in (*_page_numbers(lines, symbols), *filter(_names_its_page, lines)):
        found[line.start] = "running_footer"
    numbered = [line for group in groups.values() for line in (*_numbered(group), *_at_margins(group, margins))]
    for line in (*numbered, *symbols):
        found[line.start] = "running_header" if _page_of(line) is None else "running_footer"
    printed = [line for line in lines if not line.blank]
    found.update((line.start, "running_header") for line in _symbols_on_two_lines(printed))
    found.update((line.start, "running_footer") for line in printed if _says_that_a_table_goes_on(line.text.strip()))
    found.update(dict.fromkeys(_numbers_beside(printed, found), "running_footer"))
    texts = Counter(line.text.strip() for line in printed)
    for index, line in enumerate(printed):
        again = line.start not in found and texts[line.text.strip()] > 1
        if again and _is_beside(printed, index, found) and annex_named(line.text.strip()):
            found[line.start] = "running_header"
    found.update(dict.fromkeys(_always_beside(printed, found), "running_header"))
    return found


def _numbers_beside(printed: Sequence[Line], found: Mapping[int, FurnitureKind]) -> list[int]:
    """Return the offsets of numbers alone on their lines beside running heads, if they rise from each to the next.

    They rise together with the page numbers that are known, else they are entries of a table that ends there. The next
    of these may end the source, beside no head.
    """
    known = [(line.start, page) for line in printed if line.start in found if (page := _page_of(line)) is not None]
    numbers = [
        (page, line.start)
        for index, line in enumerate(printed)
        if line.start not in found and _is_beside(printed, index, found)
        if (page := _lone_page(line)) is not None
        and all(other < page if start < line.start else page < other for start, other in known)
    ]
    rising = all(one < following for (one, _), (following, _) in pairwise(numbers))
    beside = numbers if rising else []
    following = max([page for _, page in known] + [page for page, _ in beside], default=-2) + 1
    ends = [line.start for line in printed[-1:] if found and _lone_page(line) == following]
    return [*(start for _, start in beside), *ends]


def _lone_page(line: Line) -> int | None:
    match = _LONE_PAGE.match(line.text.strip())
    return int(match["page"]) if match else None


def _page_of(line: Line) -> int | None:
    """Return the page that a running head or foot names, None where it names none."""
    match = _LONE_PAGE.match(line.text.strip()) or _PAGE_WORD.search(line.text)
    return int(match["page"]) if match else None


def _is_beside(printed: Sequence[Line], index: int, found: Mapping[int, FurnitureKind]) -> bool:
    around = (*printed[max(0, index - 1) : index], *printed[index + 1 : index + 2])
    return any(other.start in found for other in around)


def _always_beside(printed: Sequence[Line], found: Mapping[int, FurnitureKind]) -> list[int]:
    """Return the offsets of the lines that stand beside other furniture wherever they stand, on half of the pages.

    The names of columns do, too, where a table that runs over pages repeats them.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(printed):
        text = _printed(line)
        if line.start not in found and len(text) <= MAX_FURNITURE and "\t" not in line.text.strip():
            groups[text].append(index)
    feet = sum(kind == "running_footer" for kind in found.values())
    return [
        printed[index].start
        for text, indexes in groups.items()
        if len(indexes) >= max(MIN_LONE_PAGES, feet / 2)
        and all(_is_beside(printed, index, found) for index in indexes)
        and not (text[0].islower() or is_finished(text) or _names_columns(text))
        for index in indexes
    ]


def _symbols_on_two_lines(printed: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines that together are a symbol and the word for page, and come again: heads broken in two."""
    groups: dict[tuple[str, str], list[tuple[Line, Line]]] = defaultdict(list)
    for above, line in pairwise(printed):
        if len(above.text) <= MAX_SYMBOL_BEGUN and len(line.text) <= MAX_SYMBOL_BEGUN:
            groups[_printed(above), _FIGURES.sub("#", _printed(line))].append((above, line))
    for group in groups.values():
        begun, rest = (_printed(line) for line in group[0])
        symbols = cover_line(f"{begun} {rest}").symbols if len(group) > 1 and _PAGE_ENDS.search(rest) else ()
        if any(symbol.start == 0 and symbol.end > len(begun) + 1 for symbol in symbols):
            yield from chain.from_iterable(group)


def _says_that_a_table_goes_on(text: str) -> bool:
    """Say whether a line says that a table goes on over a page break, and is no rest of a sentence that says so."""
    return len(text) <= MAX_FURNITURE and not starts_small(text) and whole("page_breaks", text) is not None


def _names_columns(text: str) -> bool:
    """Say whether a line is the name of a column, or the names of several run together."""
    return column_role(text) is not None or header_cells(text) is not None


def _is_lone_marker(text: str) -> bool:
    """Say whether a line holds nothing but what a numbered paragraph or an item begins with, and no bare number."""
    marker = read_marker(text)
    return marker is not None and marker.number is not None and marker.end == len(text)


def _printed(line: Line) -> str:
    """Return the words of a line: its two ends may be set far apart, at both margins of the page."""
    return " ".join(line.text.split())


def _names_its_page(line: Line) -> bool:
    """Say whether a line says on which page of which document or annex it stands, and nothing else."""
    text = _printed(line)
    page = _PAGE_WORD.search(text) if len(text) <= MAX_FURNITURE else None
    if page is None:
        return False
    rest = cover_line((text[: page.start()] + text[page.end() :]).strip(" ,;/()[]–—-"))
    return bool(rest.symbols) and rest.rest == 0


def _numbered(group: Sequence[Line]) -> Sequence[Line]:
    """Return the group where its lines are told apart by a rising page number."""
    texts = [_printed(line) for line in group]
    worded = [int(found["page"]) for text in texts if (found := _PAGE_WORD.search(text))]
    if len(worded) == len(group) > 1 and all(one < following for one, following in pairwise(worded)):
        return group
    return ()


def _page_numbers(lines: Sequence[Line], heads: Sequence[Line]) -> Sequence[Line]:
    """Return the lines that are page numbers: each one more than the one before, a page of lines apart.

    Marks of footnotes and entries of tables may count up, too. Of several such chains it is the one most of whose
    numbers, and more than of others, stand where a page ends: beside one of the running heads ``heads``, a form feed or
    the end; else the longest, of those as long the one whose pages are most alike. Where the same number stands twice
    on one page the later is the page's: the one above it may be a footnote's. Where most do not stand where pages end,
    most numbers alone on their lines must be in the chain. The last page, which ends with the source, may be short;
    where its number does and no other stands alone that may be one, two are enough.
    """
    last = max((index for index, line in enumerate(lines) if not line.blank), default=0)
    printed = [*accumulate(1 + len(_printed(line)) // LINE_WIDTH for line in lines)]
    numbers: list[tuple[int, int]] = []
    below: dict[int, int] = {}
    for index, line in reversed([*enumerate(lines)]):
        if (page := _lone_page(line)) is not None:
            if page not in below or printed[below[page]] - printed[index] >= MIN_PAGE_LINES:
                numbers.append((index, page))
            below[page] = index
    edges = _edges(lines, {line.start for line in heads})
    chains: dict[int, list[_Pages]] = defaultdict(list)
    for index, page in reversed(numbers):
        at = printed[index]
        above = [one for one in chains[page - 1] if at - one.at >= MIN_PAGE_LINES or index == last]
        above += [_Pages()] if page <= MAX_FIRST_PAGE else []
        if above:
            chains[page].append(max(one.followed_by(at, index, index in edges) for one in above))
    best = max(chain.from_iterable(chains.values()), key=_Pages.weight, default=_Pages())
    found = set(best.indexes())
    passed = sum(index not in found and page <= index for index, page in numbers)
    if best.length < MIN_LONE_PAGES:
        sure = best.length > 1 and last in found and not passed
    else:
        sure = best.ends_pages or passed < best.length
    return [lines[index] for index in sorted(found)] if sure else ()


def _edges(lines: Sequence[Line], heads: set[int]) -> set[int]:
    """Return the indexes of the printed lines where a page ends or begins: by a form feed, a running head, the end."""
    found: set[int] = set()
    above: int | None = None
    broken = True
    for index, line in enumerate(lines):
        broken |= line.form_feed or line.start in heads
        if not line.blank:
            found |= {index, index if above is None else above} if broken else set()
            above, broken = index, line.start in heads
    return found if above is None else {*found, above}


class _Pages(NamedTuple):
    """A chain of page numbers, and what speaks for it.

    ``edges`` of its numbers stand where pages end, ``likeness`` is how unlike its pages are (negative), ``at`` where
    the last of them ends in printed lines, ``last`` the index of its number, ``before`` the chain without it.
    """

    edges: int = 0
    length: int = 0
    likeness: int = 0
    at: int = 0
    last: int = -1
    before: _Pages | None = None

    def followed_by(self, at: int, index: int, edge: bool) -> _Pages:
        """Return the chain with one more number; of pages that are as long together, like ones have least squares."""
        likeness = self.likeness - (at - self.at) ** 2
        return _Pages(self.edges + edge, self.length + 1, likeness, at, index, self)

    @property
    def ends_pages(self) -> bool:
        """Whether it is long enough to tell, and most of its numbers stand where pages end: the source ends at one."""
        return self.length >= MIN_LONE_PAGES and 2 * self.edges > self.length

    def weight(self) -> tuple[int, int, int]:
        """Return what it is compared by with chains that end elsewhere."""
        return self.edges if self.ends_pages else 0, self.length, self.likeness

    def indexes(self) -> Iterator[int]:
        """Yield the indexes of its lines, the last first."""
        one = self
        while one.before is not None:
            yield one.last
            one = one.before


def _at_margins(group: Sequence[Line], margins: Mapping[int, tuple[int, int]]) -> Iterator[Line]:
    """Yield the lines of the group at the margins of pages, if half of the pages have one or they are page numbers.

    Of several numbers on a page the outermost is the page's. The name of a column is its table's, wherever it stands.
    """
    at_margin = [line for line in group if line.start in margins]
    if not at_margin or at_margin[0].text.strip()[0].islower() or _names_columns(_printed(at_margin[0])):
        return
    pages = max(page for page, _ in margins.values())
    if _LONE_PAGE.match(at_margin[0].text.strip()):
        for _, on_page in groupby(at_margin, lambda line: margins[line.start][0]):
            yield min(on_page, key=lambda line: margins[line.start][1])
    elif len(at_margin) >= max(2, pages / 2):
        yield from at_margin


def _repeated_symbols(group: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines that are the same symbol and nothing else, but for one on the cover; the annex may differ.

    With a full stop behind it a symbol ends a sentence.
    """
    first, *again = (_printed(line) for line in group)
    own = _ANNEX_BEHIND.sub("", first)
    if again and not first.endswith((".", ",", ";")) and all(_ANNEX_BEHIND.sub("", text) == own for text in again):
        line = cover_line(first)
        if line.symbols and line.rest == 0 and not line.days:
            yield from group[1:] if group[0].start < MAX_COVER else group


def _margins(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """Return the offsets of the lines at top and foot of each page: which page, and how many lines are further out.

    There are none without form feeds.
    """
    pages: list[list[Line]] = [[]]
    for line in lines:
        if line.form_feed:
            pages.append([])
        if not line.blank:
            pages[-1].append(line)
    if len(pages) == 1:
        return {}
    return {
        line.start: (number, further_out)
        for number, page in enumerate(pages, start=1)
        for edge in (page, page[::-1])
        for further_out, line in enumerate(edge[:MARGIN_LINES])
    }


def heads_before_pages(items: Sequence[Item], lines: Sequence[Line]) -> list[Item]:
    """Return the items with the running heads that name an annex before the page that they stand on.

    Some converters give a page's head behind its text, as the page was drawn, or between its columns. Form feeds show
    where a page ends; without them the end of the source does: where a head stands there and none before the second
    page, each stands behind its page.
    """
    starts = [line.start for line in lines if line.form_feed]
    if starts:
        pages = [list(page) for _, page in groupby(items, lambda item: bisect_right(starts, _offset(item)))]
    else:
        pages = _pages_by_feet(items)
        named = [any(map(_names_annex, page)) for page in pages]
        if len(pages) < 2 or named[0] or not named[-1]:
            return list(items)
    return [item for page in pages for item in _head_first(page, anywhere=bool(starts))]


def _head_first(page: list[Item], *, anywhere: bool) -> list[Item]:
    """Return the items of a page, those heads first that stand behind all of its text, or ``anywhere`` on it.

    Heads that name several annexes are none of the page as a whole.
    """
    last = next((at for at in range(len(page), 0, -1) if not is_furniture(page[at - 1])), 0)
    heads = [item for item in page if _names_annex(item)]
    annexes = {annex_of_head(head.text) for head in heads if isinstance(head, Paragraph)}
    if len(annexes) != 1 or not (anywhere or heads[0] in page[last:]):
        return page
    return [*heads, *(item for item in page if item not in heads)]


def _pages_by_feet(items: Sequence[Item]) -> list[list[Item]]:
    """Return the items page by page; a page ends with running heads and feet, a foot among them."""
    pages: list[list[Item]] = [[]]
    for item in items:
        ended = pages[-1] and is_furniture(pages[-1][-1]) and not is_furniture(item)
        if ended and any(map(_is_foot, pages[-1])):
            pages.append([])
        pages[-1].append(item)
    return pages


def _is_foot(item: Item) -> bool:
    return not isinstance(item, DraftTable) and item.kind == "running_footer"


def _names_annex(item: Item) -> bool:
    return not isinstance(item, DraftTable) and is_furniture(item) and annex_of_head(item.text) is not None


def _offset(item: Item) -> int:
    """Return where an item begins in the source."""
    if isinstance(item, DraftTable):
        return item.stretches[0][0]
    if item.alone_at is not None:
        return item.alone_at
    return item.number_at[0] if item.number_at else next(one for one in item.run.origins if one != SYNTHETIC)
