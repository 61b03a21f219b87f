"""What converters that show documents on sites make of pages: a frame around them, and each page on one line.

A page that was run together is read as the lines that it had: the parts of its cover (symbol, convention, meeting with
place and days, title in capitals) and its numbered paragraphs. Nothing is added; the parts stand where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise, takewhile

from pipeline.parse.cover import IDENTITY, MAX_COVER_BLOCKS, MAX_MEETING_DAYS, CoverLine, cover_forms, cover_line
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.lines import Line, read_marker
from pipeline.tag.dates import find_dates
from pipeline.tag.grammar import Form, load_forms
from pipeline.tag.passage import Passage

FRAME = "converter_frame"
"""The name under which the ledger counts the lines of a frame."""
PAGE_NUMBER = "page_number"
"""The name under which the ledger counts the numbers before pages."""
MIN_RUN_TOGETHER = 300
"""A shorter line is no page: a cover at most."""
MIN_COVER_PARTS = 3
"""A line that says so many things is several lines of a cover."""
MAX_COVER = 1600
"""Cover and heading of a page that was run together are within so many characters."""
MAX_PLACE = 90
"""Between a meeting and its days stands a place, of at most so many characters."""
MIN_CAPITALS = 10
"""A title in capitals has at least so many letters."""
MIN_LETTERHEAD = 25
"""The name of a convention in full has at least so many characters."""
MIN_PAGES = 2
"""Fewer lines with a space before them are no habit."""
PAGE_LINES = (20, 120)
"""So few and so many lines has a page that text runs over, cells one below the other; the last may have fewer."""

_NUMBERED = re.compile(r"(?:(?<=\s)|^)(?P<number>\d{1,3})\. ?(?=[\"“«(\[]?[^\W\d_a-z])")
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_ENDS = re.compile(r"[.;:?!)\]’”\"*_]\s*$")
_SECTION_LETTER = re.compile(r"[A-Z]\.")
_PAGE = re.compile(r"\s*(?:[-–—]\s*)?p\. ?\d{1,3}(?!\d)")
_LEADING_PAGE = re.compile(r"^\s*(?P<page>\d{1,3}|\(\d{1,3}\))\s(?!\s*(?:th|st|nd|rd|[eè]me|er|e|a|ª|º)\b)")
_LONE_NUMBER = re.compile(r"^\s*\d{1,3}\s*$")
_CAPITALS_ON = re.compile(r"(?:[ ,]+(?:[A-Z]{2,}|[A-Z]))+(?=[ ,]|$)")
_SMALL = re.compile(r"(?<![\w(])(?!(?:de|del|la|le|des|du|of|the|and|et|y|in)\b)[^\W\d_A-Z][^\W\d_]*")
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ](?:[^\W_a-zß-öø-ÿ]|['’&/.-])*"
_ORDINAL_ENDING = r"(?:th|st|nd|rd|[eè]me|er|re|e|a|ª|º)"
_ORDINAL_FIGURE = re.compile(rf"^\d{{1,3}}\s?{_ORDINAL_ENDING}\b")
_CAPITALS = re.compile(
    rf"(?<!\w){_CAPITAL}(?:[,:;]?\s+(?:{_CAPITAL}|\d{{1,4}}(?:[ªº]|TH|ST|ND|RD|\s?{_ORDINAL_ENDING}\b)?|[-–&]|\([^()]{{2,40}}\)))+(?![\w])[.:]?"
)


def without_frame(lines: Sequence[Line], coverage: Coverage) -> list[Line]:
    """Return the lines that are the document's; the others are set aside in ``coverage`` as its converter's frame."""
    forms = frame_forms()
    printed = [line for line in lines if not line.blank]
    framed = {line.start for line in printed[:MAX_COVER_BLOCKS] if _is(forms["frame"], line)}
    if printed and _is(forms["frame"], printed[-1]):
        framed.add(printed[-1].start)
    if not framed:
        return list(lines)
    maybe = {line.start for line in printed[:MAX_COVER_BLOCKS] if _is(forms["beside"], line)}
    for order in (printed, printed[::-1]):
        for above, line in pairwise(order):
            if line.start in maybe and above.start in framed:
                framed.add(line.start)
    for line in lines:
        if line.start in framed:
            coverage.set_aside(line.start, line.end, FRAME)
    return [line for line in lines if line.start not in framed or line.blank]


@lru_cache(maxsize=1)
def frame_forms() -> dict[str, Form]:
    """Return the forms of `frames.yml`."""
    return load_forms(str(IDENTITY / "frames.yml"))


def _is(form: Form, line: Line) -> bool:
    passage = Passage.of(line.text.strip())
    return len(line.text) < MIN_RUN_TOGETHER * 2 and next(form.find(passage), None) is not None


def with_pages(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of plain text, those marked as the first of a page that alone have a space before them.

    That space is what some converters leave of the running head. The lines are a page's length apart, and no other is
    indented.
    """
    indented = [at for at, line in enumerate(lines) if line.indent and not line.blank]
    lengths = [below - above for above, below in pairwise([*indented, len(lines)])]
    fewest, most = PAGE_LINES
    regular = all(fewest <= length for length in lengths[:-1]) and all(length <= most for length in lengths)
    if len(indented) < MIN_PAGES or not regular or any(lines[at].indent > 1 for at in indented):
        return list(lines)
    return [replace(line, form_feed=line.form_feed or (at in indented and at > 0)) for at, line in enumerate(lines)]


def cover_columns(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, those of the cover parted that print two things side by side, one at each margin.

    A letterhead stands left of symbol, date and language; one of the two must be such a thing.
    """
    made: list[Line] = []
    printed = 0
    on_cover = True
    for line in lines:
        printed += not line.blank
        on_cover = (
            on_cover and line.start < MAX_COVER and printed <= MAX_COVER_BLOCKS and read_marker(line.text) is None
        )
        gaps = [gap.end() for gap in _GAP.finditer(line.text)] if on_cover else []
        parts = _GAP.split(line.text.strip()) if gaps else []
        made.extend(_pieces(line, gaps) if any(cover_line(part).is_formal for part in parts) else [line])
    return made


def parted(lines: Sequence[Line], coverage: Coverage) -> list[Line]:
    """Return the lines, pages that were run together as the lines and paragraphs that they had.

    Only a document whose first page was run together, cover and all, is read so. The numbers that stand before its
    pages are set aside in ``coverage``, as is the number of pages on a line of its own right before the first. Where
    the cover alone was run together, or lines of it, it is parted, and all that stands behind is left as it is.
    """
    first = next((index for index, line in enumerate(lines[:MAX_COVER_BLOCKS]) if _cover_end(line)), None)
    if first is None:
        before = list(takewhile(lambda line: read_marker(line.text) is None, lines[:MAX_COVER_BLOCKS]))
        pieces = (_pieces(line, _edges(line.text) if _runs_together(line) else []) for line in before)
        return [*chain.from_iterable(pieces), *lines[len(before) :]]
    made = list(lines[:first])
    above = next((line for line in reversed(made) if not line.blank), None)
    if above and _LONE_NUMBER.match(above.text):
        coverage.set_aside(above.start, above.end, FRAME)
        made.remove(above)
    number = 0
    for index, line in enumerate(lines[first:]):
        page = _LEADING_PAGE.match(line.text) if len(line.text) >= MIN_RUN_TOGETHER else None
        begun = line
        if page:
            coverage.set_aside(line.start + page.start("page"), line.start + page.end("page"), PAGE_NUMBER)
            begun = Line(line.start + page.end(), line.end, line.text[page.end() :], line.form_feed)
        cuts, number = _cuts(begun, number, cover=index == 0)
        made.extend(_pieces(begun, cuts))
    return made


def _runs_together(line: Line) -> bool:
    """Say whether a line, which is no page, holds several lines of a cover and cannot be read as one of them."""
    if line.blank or "\t" in line.text or len(line.text) >= MIN_RUN_TOGETHER:
        return False
    cover = _Cover(line.text)
    return cover.is_one and (cover.parts >= MIN_COVER_PARTS or not cover_line(line.text).is_formal)


def _edges(text: str) -> list[int]:
    """Return where the parts of a cover that was run together begin and end."""
    return sorted({edge for edge in _Cover(text).edges() if 0 < edge < len(text)})


def _cover_end(line: Line) -> int:
    """Return how far the cover goes on a line that holds one and more; 0 where it holds none."""
    if len(line.text) < MIN_RUN_TOGETHER or "\t" in line.text:
        return 0
    head = line.text[:MAX_COVER]
    body = next((match.start() for match in _NUMBERED.finditer(head) if match["number"] == "1"), len(head))
    found = _Cover(head[:body])
    return body if found.is_one else 0


def _cuts(line: Line, number: int, *, cover: bool) -> tuple[list[int], int]:
    """Return where the line is to be parted, and the number of its last numbered paragraph."""
    text = line.text
    if len(text) < MIN_RUN_TOGETHER or "\t" in text:
        return [], number
    cuts: set[int] = set()
    start = 0
    if cover:
        start = _cover_end(line)
        cuts.update(_edges(text[:start]))
    for match in _NUMBERED.finditer(text, start):
        if int(match["number"]) != number + 1:
            continue
        heading = _heading_before(text, match.start(), start)
        if heading is None:
            continue
        cuts.update((heading, match.start()))
        number += 1
    return sorted(cut for cut in cuts if 0 < cut < len(text)), number


def _heading_before(text: str, end: int, start: int) -> int | None:
    """Return where the heading before a numbered paragraph begins (its own start without one); None inside text."""
    before = text[start:end].rstrip()
    if not before or _ENDS.search(before):
        return end
    last = max((match.end() for match in re.finditer(r"[.;:?!)\]”\"*]\s+", before)), default=0)
    words = before[last:]
    if len(words) <= MAX_PLACE and words[:1].isupper() and not words.endswith((",", " and", " of", " to", " in")):
        return start + last
    return None


def _pieces(line: Line, cuts: Sequence[int]) -> Iterator[Line]:
    """Yield the parts of a line, and between them lines without characters, so that each is a paragraph."""
    edges = [0, *cuts, len(line.text)]
    for begin, end in pairwise(edges):
        part = line.text[begin:end]
        if begin:
            yield Line(line.start + begin, line.start + begin, "")
        yield Line(line.start + begin, line.start + end, part, line.form_feed and begin == 0)


class _Cover:
    """What the beginning of a page says, as stretches of its text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line: CoverLine = cover_line(text)
        self._taken: list[tuple[int, int]] = []
        self._formal: list[tuple[int, int]] = []
        self._meeting = self._find_meeting()
        if self._meeting:
            self._take(*self._meeting)
            self._take_record(self._meeting[1])
        self._take_notes()
        self._take_letterheads()
        self._take_symbols()
        self._take_capitals()

    def _take_notes(self) -> None:
        """Take the notes of a cover: original language, distribution, agenda item, languages."""
        for name in ("original", "distribution", "agenda", "languages"):
            match = self._line.found.get(name)
            if match:
                self._formal.append(self._printed(*match.span()))
                self._take(*self._formal[-1])

    def _take_letterheads(self) -> None:
        """Take the names of treaties in capitals."""
        for start, end, _ in self._line.passage.treaties:
            begin, stop = self._printed(start, end)
            if self._text[begin:stop].isupper() and stop - begin >= MIN_LETTERHEAD:
                self._formal.append((begin, stop))
                self._take(begin, stop)

    def _take_symbols(self) -> None:
        """Take symbols of documents with the day or the number of the page behind them."""
        for symbol in self._line.symbols:
            begin, stop = self._printed(symbol.start, symbol.end)
            page = _PAGE.match(self._text, stop)
            days = [day for day in self._line.days if 0 <= day[0] - symbol.end <= 2]
            if days:
                stop = self._printed(*days[0][:2])[1]
            elif self._meeting and begin > self._meeting[1]:
                continue  # a reference in the text
            self._take(begin, page.end() if page else stop)

    def _take_capitals(self) -> None:
        """Take titles in capitals among the rest, without the letter that begins the text behind them."""
        free = list(self._text)
        for begin, stop in self._taken:
            free[begin:stop] = "|" * (stop - begin)
        for match in _CAPITALS.finditer("".join(free)):
            begin, stop = match.span()
            if sum(map(str.isalpha, match[0])) < MIN_CAPITALS:
                continue
            last = match[0].split()[-1]
            self._taken.append((begin, stop - len(last) - 1 if _SECTION_LETTER.fullmatch(last) else stop))

    @property
    def parts(self) -> int:
        """How many things it says."""
        return len(self._taken)

    @property
    def is_one(self) -> bool:
        """Whether it is a cover: a meeting with its days beside what only covers have, or a symbol and distribution."""
        if self._meeting is None:
            return bool(self._line.symbols) and "distribution" in self._line.found
        named = _ORDINAL_FIGURE.sub("", self._text[slice(*self._meeting)])
        return bool(self._formal or named[:40].isupper())

    def edges(self) -> Iterator[int]:
        """Yield where the parts begin and end."""
        for start, end in self._taken:
            yield start
            yield len(self._text) - len(self._text[end:].lstrip())

    def _take_record(self, behind: int) -> None:
        """Take the title of a summary record, which stands right behind the meeting and not in capitals."""
        rest = self._text[behind:].lstrip(" _")
        passage = Passage.of(rest)
        for record in cover_forms()["record"].find(passage):
            start, end = passage.shadow.span(*record.span("words"))
            begin = len(self._text) - len(rest)
            self._take(begin + start, begin + end)

    def _printed(self, start: int, end: int) -> tuple[int, int]:
        return self._line.passage.shadow.span(start, end)

    def _free(self, start: int, end: int) -> bool:
        return all(end <= begin or stop <= start for begin, stop in self._taken)

    def _take(self, start: int, end: int) -> None:
        if self._free(start, end):
            self._taken.append((start, end))

    def _find_meeting(self) -> tuple[int, int] | None:
        """Return the words that name the meeting with its place and days: what stands between the two is a place."""
        passage = self._line.passage
        dated = [dates for dates in find_dates(passage.text) if any(map(str.isalpha, dates[2].printed))]
        for name in ("meeting", "meeting_after"):
            for meeting in cover_forms()[name].find(passage):
                capitals = _CAPITALS_ON.match(passage.text, meeting.end())
                named = capitals.end() if capitals and passage.text[meeting.end() - 1].isupper() else meeting.end()
                for start, end, dates in dated:
                    between = passage.text[named:start]
                    place = 0 <= start - named <= MAX_PLACE and between.count("(") == between.count(")")
                    if place and not _SMALL.search(between) and (dates.end - dates.start).days <= MAX_MEETING_DAYS + 3:
                        return self._printed(meeting.start(), end)
        return None
