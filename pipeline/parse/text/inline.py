"""Mark-up inside a paragraph: HTML styles, Markdown emphasis, links, escapes, character references."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Style
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.drafts import starts_code
from pipeline.parse.text.runs import STYLES, Run, collapsed, style_bit

_TAG_STYLES: dict[str, Style | None] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "cite": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "sup": "superscript",
    "sub": None,
    "span": None,
    "font": None,
    "a": None,
    "small": None,
    "mark": None,
    "code": None,
    "tt": None,
    "abbr": None,
    "big": None,
    "label": None,
    "img": None,
    "br": None,
}
_TABLE_TAGS = ("table", "thead", "tbody", "tfoot", "colgroup", "col", "tr", "td", "th", "caption")
_HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TEXT_TAGS = ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "hr", "blockquote", "center", "pre", "address")
_PAGE_TAGS = ("html", "head", "body", "main", "header", "footer", "nav", "section", "article", "aside", "figure")
BLOCK_TAGS = frozenset((*_TABLE_TAGS, *_HEADING_TAGS, *_TEXT_TAGS, *_PAGE_TAGS, "figcaption"))
"""Tags that end a paragraph."""

_URL = r"(?:https?://|www\.)[^\s<>()\[\]*]*(?:\([^\s<>()]*\)[^\s<>()\[\]*]*)*"
_LINK_TARGET = r"\((?:[^()\n]|\([^()\n]*\))*\)"

_ANY_MARK_UP = r"""
    (?P<comment><!--.*?-->)
  | (?P<autolink><(?:https?://|www\.|mailto:)[^<>\s]+>)
  | (?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>)
  | (?P<reference>&(?:[A-Za-z][A-Za-z0-9]*|\#[0-9]+|\#[xX][0-9A-Fa-f]+);)
  | (?P<invisible>(?:[\u00ad\u200b-\u200f\u2060\ufeff\x00\x01\x03-\x08\x0e-\x1b\x7f]|(?<!\w)\x02|\x02(?!\w))+)
  | (?P<raised>[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+)
"""
_MARKDOWN = rf"""
  | (?P<url>{_URL})
  | (?P<image>!\[[^\[\]\n]*\]{_LINK_TARGET})
  | (?P<note>\[(?:\^|fn:)(?P<note_number>\w{{1,4}})\])
  | (?P<cited>[ ]\[(?P<cited_number>[0-9]{{1,3}})\]_(?!\w))
  | (?P<power>\$\^\{{?(?P<power_number>[0-9]{{1,3}})\}}?\$)
  | (?P<caret>\^(?P<caret_number>[0-9]{{1,3}})\^)
  | (?P<role>(?:\\[ ])?:sup:`(?P<role_number>[0-9]{{1,3}})`)
  | (?P<span_start>\[(?=[^\[\]]*\]\{{\.(?P<span_style>[a-z]+)\}}))
  | (?P<span_end>\]\{{\.[a-z]+\}})
  | (?P<link_start>\[(?=(?:[^\[\]]|\[[^\[\]]*\])*\]{_LINK_TARGET}))
  | (?P<link_end>\]{_LINK_TARGET})
  | (?P<escape>\\(?=[\\`*_{{}}\[\]()\#+\-.!|~<>&'"^$:;,/=?@%]))
  | (?P<hard_break>\\(?=\r?\n|\s*\Z))
  | (?P<delimiter>\*+|_+|~~)
  | (?P<code>`+)
"""
_HTML_TOKEN = re.compile(_ANY_MARK_UP, re.VERBOSE | re.DOTALL)
_MARKDOWN_TOKEN = re.compile(_ANY_MARK_UP + _MARKDOWN, re.VERBOSE | re.DOTALL)

_SPAN_STYLES: dict[str, Style] = {"underline": "underline", "ul": "underline"}
"""The classes of bracketed spans (``[word]{.underline}``) that are styles."""
MAX_CODE = 12
"""A code has fewer characters with what stands behind it. html2text glues one to a sub-heading with an apostrophe."""
_EMPHASIS = re.compile(r"[*_~]")
_DELIMITED_STYLE: dict[str, Style] = {"*": "italic", "**": "bold", "_": "italic", "__": "bold", "~~": "strikethrough"}


@dataclass(slots=True)
class _Delimiter:
    """A run of emphasis characters that may open or close a styled stretch."""

    start: int
    length: int
    mark: str
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class _BlockTag:
    """A tag that ends a paragraph: its place in the text that was read and its name, with ``/`` if it closes."""

    position: int
    name: str


def between_block_tags(start: int, end: int, coverage: Coverage, *, markdown: bool) -> Iterator[tuple[Run, str]]:
    """Yield what `read_inline` reads in pieces, white space collapsed, each with the name of the block tag behind it.

    A piece may be empty; the name behind the last is empty, and ``/`` stands before that of a closing tag.
    """
    tags: list[_BlockTag] = []
    run = read_inline(start, end, coverage, markdown=markdown, block_tags=tags)
    done = 0
    for tag in [*tags, _BlockTag(len(run.text), "")]:
        yield collapsed(run.part(done, tag.position), coverage), tag.name
        done = tag.position


def read_inline(
    start: int, end: int, coverage: Coverage, *, markdown: bool, block_tags: list[_BlockTag] | None = None
) -> Run:
    """Read the stretch of the source from ``start`` to ``end`` as text.

    Returns the text without its mark-up, styles marked, white space as it stands; mark-up is set aside in
    ``coverage``. With ``markdown`` false only HTML is mark-up. Emphasis that is never closed is text.
    Tags that end a paragraph are listed in ``block_tags`` where that is given.
    """
    return read_run(Run.of_source(coverage, start, end), coverage, markdown=markdown, block_tags=block_tags)


def read_run(run: Run, coverage: Coverage, *, markdown: bool, block_tags: list[_BlockTag] | None = None) -> Run:
    """Read stretches of the source that make one text, the lines of a cell: see `read_inline`."""
    return _RunReader(run, coverage, markdown, block_tags).read()


class _RunReader:
    """Reads one text token by token: what is text goes into parts, what is mark-up is set aside."""

    def __init__(self, run: Run, coverage: Coverage, markdown: bool, block_tags: list[_BlockTag] | None) -> None:
        self._run = run
        self._coverage = coverage
        self._block_tags = block_tags
        self._tokens = _MARKDOWN_TOKEN if markdown else _HTML_TOKEN
        self._emphasis = _emphasis(run.text) if markdown and _EMPHASIS.search(run.text) else {}
        self._parts: list[Run] = []
        self._length = 0
        self._styles = _Styles()
        self._links_open = 0
        self._spans_open: list[Style | None] = []

    def read(self) -> Run:
        source, position, end = self._run.text, 0, len(self._run.text)
        while position < end:
            match = self._tokens.search(source, position, end)
            until = match.start() if match else end
            if until > position:
                self._text(position, until)
            if match is None:
                break
            position = self._token(match)
        return Run.joined(self._parts)

    def _add(self, part: Run) -> None:
        self._parts.append(part)
        self._length += len(part.text)

    def _text(self, first: int, last: int, extra: int = 0) -> None:
        part = self._run.part(first, last)
        if bits := self._styles.bits | extra:
            part.styles = [style | bits for style in part.styles]
        self._add(part)

    def _set_aside(self, first: int, last: int, kind: str = "mark_up") -> None:
        self._run.set_aside(first, last, self._coverage, kind)

    def _token(self, match: re.Match[str]) -> int:
        """Read a token; return where the text behind it begins."""
        start, stop = match.span()
        match match.lastgroup:
            case "tag":
                return self._tag(match)
            case "span_start" | "span_end" | "link_start" | "link_end":
                return self._bracket(match)
            case "escape":
                self._set_aside(start, stop)
                self._text(stop, stop + 1)
                return stop + 1
            case "note" | "cited" | "power" | "caret" | "role":
                self._within(start, match.span(f"{match.lastgroup}_number"), stop, style_bit("superscript"))
            case "autolink":
                self._within(start, (start + 1, stop - 1), stop)
            case "reference" if len(character := html.unescape(match["reference"])) == 1:
                # One source character stands for the reference; the rest of its spelling is mark-up.
                self._add(Run(character, [self._run.origins[start]], [self._styles.bits]))
                self._set_aside(start + 1, stop)
            case "delimiter":
                self._delimiters(start, stop)
            case "comment" | "hard_break" | "code":
                self._set_aside(start, stop)
            case "invisible" | "image" as kind:
                self._set_aside(start, stop, kind)
            case "raised":
                self._text(start, stop, style_bit("superscript"))
            case _:
                self._text(start, stop)
        return stop

    def _tag(self, match: re.Match[str]) -> int:
        """Read a tag that styles or ends a paragraph; of others the first character is text."""
        name, start, stop = match["name"].lower(), *match.span()
        if name not in _TAG_STYLES and name not in BLOCK_TAGS:
            self._text(start, start + 1)
            return start + 1
        closes = match["tag"][1] == "/"
        self._styles.change(_TAG_STYLES.get(name), -1 if closes else 1)
        if name not in _TAG_STYLES or name == "br":
            if self._block_tags is not None:
                self._block_tags.append(_BlockTag(self._length, "/" * closes + name))
            self._add(Run.added(" "))
        self._set_aside(start, stop)
        return stop

    def _bracket(self, match: re.Match[str]) -> int:
        """Read the beginning or end of a link or span; of an end without a beginning the first character is text."""
        start, stop = match.span()
        match match.lastgroup:
            case "span_start":
                self._spans_open.append(_SPAN_STYLES.get(match["span_style"]))
                self._styles.change(self._spans_open[-1], 1)
            case "span_end" if self._spans_open:
                self._styles.change(self._spans_open.pop(), -1)
            case "link_start":
                self._links_open += 1
            case "link_end" if self._links_open:
                self._links_open -= 1
            case _:
                self._text(start, start + 1)
                return start + 1
        self._set_aside(start, stop)
        return stop

    def _within(self, start: int, text: tuple[int, int], stop: int, extra: int = 0) -> None:
        """Take what stands within mark-up as text."""
        self._set_aside(start, text[0])
        self._text(*text, extra)
        self._set_aside(text[1], stop)

    def _delimiters(self, start: int, stop: int) -> None:
        for offset in range(start, stop):
            if offset not in self._emphasis:
                self._text(offset, offset + 1)
                continue
            self._set_aside(offset, offset + 1)
            for style, change in self._emphasis[offset]:
                self._styles.change(style, change)
                if change < 0 and starts_code(self._run.text[stop : stop + MAX_CODE]):
                    self._add(Run.added(" "))


class _Styles:
    """The styles that are open at a place, as counts, so that nested tags close one by one."""

    def __init__(self) -> None:
        self._counts = dict.fromkeys(STYLES, 0)
        self.bits = 0

    def change(self, style: Style | None, change: int) -> None:
        if style is None:
            return
        self._counts[style] = max(0, self._counts[style] + change)
        self.bits = sum(style_bit(style) for style, count in self._counts.items() if count)


def _emphasis(source: str) -> dict[int, list[tuple[Style, int]]]:
    """Return the offsets of emphasis characters that are mark-up, with the styles that begin (1) or end (-1) there."""
    delimiters = [
        _delimiter(source, match) for match in _MARKDOWN_TOKEN.finditer(source) if match.lastgroup == "delimiter"
    ]
    changes: dict[int, list[tuple[Style, int]]] = {}
    open_ones: list[_Delimiter] = []
    for closer in delimiters:
        while closer.closes and closer.length:
            places = range(len(open_ones) - 1, -1, -1)
            place = next((at for at in places if open_ones[at].mark == closer.mark and open_ones[at].length), None)
            if place is None:
                break
            opener = open_ones[place]
            width = 2 if closer.mark == "~" or min(opener.length, closer.length) > 1 else 1
            style = _DELIMITED_STYLE[closer.mark * width]
            opener.length -= width
            first = opener.start + opener.length
            for offset in (*range(first, first + width), *range(closer.start, closer.start + width)):
                changes.setdefault(offset, [])
            changes[first].append((style, 1))
            changes[closer.start].append((style, -1))
            closer.start += width
            closer.length -= width
            del open_ones[place + 1 :]
        if closer.opens and closer.length:
            open_ones.append(closer)
    return changes


def _delimiter(source: str, match: re.Match[str]) -> _Delimiter:
    """Say whether a run of emphasis characters may open or close, by the characters on its two sides."""
    before = source[match.start() - 1] if match.start() > 0 else " "
    after = source[match.end()] if match.end() < len(source) else " "
    mark = match.group()[0]
    opens = not after.isspace() and (after.isalnum() or not before.isalnum())
    closes = not before.isspace() and (before.isalnum() or not after.isalnum())
    if mark == "_":
        glued = after.isalnum() and not starts_code(source[match.end() : match.end() + MAX_CODE])
        opens, closes = opens and not before.isalnum(), closes and not glued
    if mark == "~":
        # Struck-out text is printed with the space that goes with it: `~~word ~~`.
        opens, closes = True, True
    return _Delimiter(match.start(), len(match.group()), mark, opens, closes)
