"""The paragraphs and bullets of a table cell, or of any stretch with HTML blocks in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import BULLET
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.drafts import is_finished, starts_code, starts_small
from pipeline.parse.text.hyphens import Vocabulary, joined_lines
from pipeline.parse.text.inline import between_block_tags
from pipeline.parse.text.lines import BULLETS
from pipeline.parse.text.runs import Run, collapsed

_CERTAIN_BULLET = re.compile(r"(?:(?<=\s)|^)[•▪●■◦‣\uf0b7\uf0a7]\s*")
_DASH = re.compile(
    r"(?:(?:(?<=[;:,.>])|(?<=\band)|(?<=\bor)|(?<=\bet)|(?<=\bou)|(?<=\by)|(?<=\bo))\s+|^)([-–—*])\s+(?=\S)"
)
_CAPITAL_DASH = re.compile(r"(?:(?<=[^\W\d_]|\))\s+|^)([-–—*])\s+(?=[^\W\d_a-z])")
_DASHES = "-–—·\u2043\ufffe"
_LINE_DASH = re.compile(r"[-–—*]\s+(?=\S)")
_ENUMERATOR = re.compile(
    r"(?:(?<=[.;:,)])\s+|(?<=\band)\s+|(?<=\bor)\s+|^)"
    r"(?P<item>(?P<first>\d{1,2})(?:\s?[-–,]\s?(?P<last>\d{1,2}))?[.)]|(?P<letter>\(?[a-z])\))\s+(?=\S)"
)
BULLET_MARK = re.compile(rf"[{re.escape(BULLETS)}]\s+(?=\S)")
_ITEM = re.compile(r"(?:\(?[a-z]\)|\d{1,2}[.)]|[ivx]{1,4}[.)])\s+(?=\S)")

FULL_LINE = 0.8
"""A line of this share of its column's or the page's width is full: the type is proportional."""


def had_room(above: str, text: str, width: float) -> bool:
    """Say whether a line had room for the first word of the next in a column of a width (characters)."""
    return len(above) + 1 + len(text.split(maxsplit=1)[0]) <= FULL_LINE * width


def read_cell(start: int, end: int, coverage: Coverage, *, markdown: bool) -> list[Run]:
    """Return the paragraphs and bullets between two offsets, white space collapsed, mark-up and empty ones gone.

    A paragraph ends at a block tag or a line break; in ``<ul>`` without ``<li>`` at each bullet or dash, in ``<ol>``
    at each next number or letter; at the signs that are bullets and nothing else everywhere. Bullets begin
    with `BULLET`. A sign that is alone in its cell marks it, and stays; a dash says that it is empty.
    """
    paragraphs: list[Run] = []
    lists: list[str] = []
    in_item = False
    alone: Run | None = None
    for piece, tag in between_block_tags(start, end, coverage, markdown=markdown):
        if alone and piece.text:
            paragraphs.append(Run.joined([bulleted(alone, coverage, len(alone.text)), piece]))
            alone = None
        elif piece.text and piece.text in BULLETS:
            alone = piece
        elif piece.text:
            kind = lists[-1] if lists else None
            paragraphs += _items(piece, kind, in_item, coverage)
            in_item = False
        match tag:
            case "ul" | "ol":
                lists.append(tag)
            case "/ul" | "/ol":
                lists = lists[:-1]
            case "li":
                in_item = True
                lists = lists or ["ul"]
            case "p" | "td":
                # A list that was never closed ends where a paragraph begins.
                lists = lists if in_item else []
    paragraphs = [paragraph for paragraph in paragraphs if paragraph.text.removeprefix(BULLET.strip())]
    if alone and (paragraphs or alone.text in _DASHES):
        bulleted(alone, coverage, len(alone.text))
    elif alone:
        paragraphs.append(alone)
    return _dashed(paragraphs, coverage)


def _dashed(paragraphs: list[Run], coverage: Coverage) -> list[Run]:
    """Return the paragraphs with those that begin with a dash as bullets, where several do or a colon announces it."""
    dashes = [_LINE_DASH.match(paragraph.text) for paragraph in paragraphs]
    listed = sum(map(bool, dashes)) > 1 or any(
        dash and above.text.endswith(":") for above, dash in zip(paragraphs, dashes[1:], strict=False)
    )
    return [
        bulleted(paragraph, coverage, dash.end()) if dash and listed else paragraph
        for paragraph, dash in zip(paragraphs, dashes, strict=True)
    ]


def unwrapped(paragraphs: Sequence[Run], width: int, vocabulary: Vocabulary, coverage: Coverage) -> list[Run]:
    """Return the paragraphs of a cell of which each is a printed line; ``width`` is that of its column's longest."""
    joined: list[Run] = []
    above = ""
    for line in paragraphs:
        text = line.text
        ended = is_finished(above) and had_room(above, text, width)
        if joined and not begins_paragraph(text) and (starts_small(text) or not ended):
            run, _ = joined_lines(Run.joined([joined[-1], Run.added("\n"), line]), vocabulary, coverage)
            joined[-1] = collapsed(run, coverage)
        else:
            joined.append(line)
        above = text
    return joined


def begins_paragraph(text: str) -> bool:
    """Say whether a line begins a paragraph by its form: a bullet, an item or a code."""
    return bool(BULLET_MARK.match(text) or _ITEM.match(text)) or starts_code(text)


def bulleted(run: Run, coverage: Coverage, marker: int) -> Run:
    """Return ``run`` with its first ``marker`` characters (and the white space there) replaced by `BULLET`."""
    run.set_aside(0, marker, coverage, "list_marker")
    return Run.joined([Run.added(BULLET), run.part(marker)])


def _items(run: Run, kind: str | None, in_item: bool, coverage: Coverage) -> list[Run]:
    """Split the text between two block tags into its bullets or numbered items."""
    starts = {match.start(): match.end() for match in _CERTAIN_BULLET.finditer(run.text)}
    if kind == "ul" and not starts and not in_item:
        starts = {match.start(): match.end() for match in _DASH.finditer(run.text)}
        if len(starts) < 2 and starts:
            starts |= {match.start(): match.end() for match in _CAPITAL_DASH.finditer(run.text)}
        starts = starts if 0 in starts else {}
    if starts:
        cuts = sorted({0, *starts, len(run.text)})
        items = []
        for first, last in pairwise(cuts):
            part = run.part(first, last)
            items.append(bulleted(part, coverage, starts[first] - first) if first in starts else part)
        return [collapsed(item, coverage) for item in items]
    if kind == "ol":
        cuts = [*_enumerated(run.text), len(run.text)]
        return [collapsed(run.part(first, last), coverage) for first, last in pairwise(cuts)]
    if kind == "ul" and in_item:
        return [Run.joined([Run.added(BULLET), run])]
    return [run]


def _enumerated(text: str) -> list[int]:
    """Return where the items of a numbered list begin: at the start, and at each number or letter that goes on."""
    starts = [0]
    last_value: int | None = None
    style = ""
    for match in _ENUMERATOR.finditer(text):
        if match["letter"]:
            first = last = ord(match["letter"][-1]) - ord("a") + 1
            new_style = "letter"
        else:
            first = int(match["first"])
            last = int(match["last"] or first)
            new_style = "number"
        if last_value is None:
            if match.start("item") == 0:
                style, last_value = new_style, last
            continue
        if new_style == style and first <= last_value + 1:
            starts.append(match.start("item"))
            last_value = max(last, last_value) if style == "number" else last
    return starts
