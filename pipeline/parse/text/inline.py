"""Mark-up inside a paragraph: HTML styles, Markdown emphasis, links, escapes, character references."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Style
from pipeline.parse.text.coverage import Coverage
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
  | (?P<note>\[\^(?P<note_number>\w{{1,4}})\])
  | (?P<power>\$\^\{{?(?P<power_number>[0-9]{{1,3}})\}}?\$)
  | (?P<caret>\^(?P<caret_number>[0-9]{{1,3}})\^)
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
    return read_run(Run.of_source(coverage.source, start, end), coverage, markdown=markdown, block_tags=block_tags)


def read_run(run: Run, coverage: Coverage, *, markdown: bool, block_tags: list[_BlockTag] | None = None) -> Run:
    """Read stretches of the source that make one text, the lines of a cell: see `read_inline`."""
    source, end = run.text, len(run.text)
    tokens = _MARKDOWN_TOKEN if markdown else _HTML_TOKEN
    emphasis = _emphasis(source) if markdown and _EMPHASIS.search(source) else {}
    parts: list[Run] = []
    length = 0
    styles = _Styles()
    links_open = 0
    spans_open: list[Style | None] = []

    def add(part: Run) -> None:
        nonlocal length
        parts.append(part)
        length += len(part.text)

    def text(first: int, last: int, extra: int = 0) -> None:
        part = run.part(first, last)
        if bits := styles.bits | extra:
            part.styles = [style | bits for style in part.styles]
        add(part)

    def set_aside(first: int, last: int, kind: str) -> None:
        for start, stop in run.part(first, last).stretches():
            coverage.set_aside(start, stop, kind)

    position = 0
    while position < end:
        match = tokens.search(source, position, end)
        until = match.start() if match else end
        if until > position:
            text(position, until)
        if match is None:
            break
        position, stop = match.span()
        match match.lastgroup:
            case "tag" if (name := match["name"].lower()) in _TAG_STYLES or name in BLOCK_TAGS:
                closes = match["tag"][1] == "/"
                styles.change(_TAG_STYLES.get(name), -1 if closes else 1)
                if name not in _TAG_STYLES or name == "br":
                    if block_tags is not None:
                        block_tags.append(_BlockTag(length, "/" * closes + name))
                    add(Run.added(" "))
                set_aside(position, stop, "mark_up")
            case "tag":
                stop = position + 1
                text(position, stop)
            case "reference" if len(html.unescape(match["reference"])) == 1:
                # One source character stands for the reference; the rest of its spelling is mark-up.
                add(Run(html.unescape(match["reference"]), [run.origins[position]], [styles.bits]))
                set_aside(position + 1, stop, "mark_up")
            case "invisible":
                set_aside(position, stop, "invisible")
            case "raised":
                text(position, stop, style_bit("superscript"))
            case "note" | "power" | "caret":
                first, last = match.span(f"{match.lastgroup}_number")
                set_aside(position, first, "mark_up")
                text(first, last, style_bit("superscript"))
                set_aside(last, stop, "mark_up")
            case "span_start":
                spans_open.append(_SPAN_STYLES.get(match["span_style"]))
                styles.change(spans_open[-1], 1)
                set_aside(position, stop, "mark_up")
            case "span_end" if spans_open:
                styles.change(spans_open.pop(), -1)
                set_aside(position, stop, "mark_up")
            case "link_start":
                links_open += 1
                set_aside(position, stop, "mark_up")
            case "link_end" if links_open:
                links_open -= 1
                set_aside(position, stop, "mark_up")
            case "link_end" | "span_end":
                stop = position + 1
                text(position, stop)
            case "delimiter":
                for offset in range(position, stop):
                    if offset not in emphasis:
                        text(offset, offset + 1)
                        continue
                    set_aside(offset, offset + 1, "mark_up")
                    for style, change in emphasis[offset]:
                        styles.change(style, change)
            case "image":
                set_aside(position, stop, "image")
            case "escape":
                set_aside(position, stop, "mark_up")
                text(stop, stop + 1)
                stop += 1
            case "autolink":
                set_aside(position, position + 1, "mark_up")
                text(position + 1, stop - 1)
                set_aside(stop - 1, stop, "mark_up")
            case "comment" | "hard_break" | "code":
                set_aside(position, stop, "mark_up")
            case _:
                text(position, stop)
        position = stop
    return Run.joined(parts)


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
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    if mark == "~":
        # Struck-out text is printed with the space that goes with it: `~~word ~~`.
        opens, closes = True, True
    return _Delimiter(match.start(), len(match.group()), mark, opens, closes)
