"""Styled text with its mentions, written in a small mark-up and known exactly.

The mark-up of specimen text, one tag a fact:

========================  ==========================================================================
``<i> <b> <u> <s>``       italic, bold, underlined, struck-out
``<sup>``                 superscript
``<fn>1</fn>``            the mark of footnote 1
``<a href="...">``        a link
``<ins>``, ``<del>``      an amendment: proposed new text, text to be deleted
``<t n="...">``           a taxon: accepted name ``n``, ``v`` = via, ``m`` = match
``<m id="...">``          a meeting: ``place`` and ``dates`` as stated there
``<d s="...">``           a meeting document: its symbol ``s``
``<r id="...">``          a resolution, decision or notification: ``rev``, ``title`` as stated there
``<e n="...">``           a workshop or the like: ``place``, ``dates``
``<w n="...">``           a target, goal or strategic plan
========================  ==========================================================================
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from pipeline.model import Style

AmendmentKind = Literal["insert", "delete"]

_TAG = re.compile(r"<(/?)([a-z]+)((?: [a-z]+=\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r"([a-z]+)=\"([^\"]*)\"")
_STYLES: dict[str, Style] = {
    "i": "italic",
    "b": "bold",
    "u": "underline",
    "s": "strikethrough",
    "sup": "superscript",
    "fn": "superscript",
    "ins": "underline",
    "del": "strikethrough",
}
_MENTIONS = {"t": "taxon", "m": "meeting", "d": "document", "r": "instrument", "e": "event", "w": "framework"}
_AMENDMENTS: dict[str, AmendmentKind] = {"ins": "insert", "del": "delete"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one set of styles; ``link`` is the address that it points to, if any."""

    text: str
    styles: frozenset[Style]
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """What a stretch of text names; ``facts`` are the attributes of its tag, ``start`` and ``end`` characters."""

    kind: str
    start: int
    end: int
    surface: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Proposed new text or text to be deleted; ``start`` and ``end`` in characters."""

    kind: AmendmentKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Rich:
    """Styled text; ``footnotes`` are the numbers of the footnotes whose marks stand in it, with their offsets."""

    text: str
    runs: tuple[Run, ...]
    mentions: tuple[Mention, ...] = ()
    changes: tuple[Change, ...] = ()
    footnotes: tuple[tuple[int, str], ...] = ()

    def without(self, kind: AmendmentKind) -> str:
        """Return the text without its insertions (as it was) or its deletions (as proposed)."""
        kept = list(self.text)
        for change in self.changes:
            if change.kind == kind:
                kept[change.start : change.end] = [""] * (change.end - change.start)
        return re.sub(r" +([,;.:])", r"\1", " ".join("".join(kept).split()))

    def spans(self) -> list[tuple[int, int, Style]]:
        """Return each stretch that has a style, joined over runs, in order of place and style."""
        found: list[tuple[int, int, Style]] = []
        open_spans: dict[Style, int] = {}
        position = 0
        for run in (*self.runs, Run("", frozenset())):
            ended = sorted(set(open_spans) - run.styles)
            found += [(open_spans.pop(style), position, style) for style in ended]
            for style in sorted(run.styles):
                open_spans.setdefault(style, position)
            position += len(run.text)
        return sorted(found)


@dataclass(slots=True)
class _Open:
    tag: str
    start: int
    facts: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=65536)
def rich(marked: str) -> Rich:
    """Parse marked-up text.

    Raises ValueError where a tag is unknown, not closed, or closed out of turn.
    """
    marked = unicodedata.normalize("NFC", " ".join(marked.split()))
    runs: list[Run] = []
    stack: list[_Open] = []
    mentions: list[Mention] = []
    changes: list[Change] = []
    footnotes: list[tuple[int, str]] = []
    text = ""
    position = 0

    def add(piece: str) -> None:
        nonlocal text
        if piece:
            styles = frozenset(_STYLES[item.tag] for item in stack if item.tag in _STYLES)
            link = next((item.facts["href"] for item in stack if item.tag == "a"), None)
            runs.append(Run(piece, styles, link))
            text += piece

    for tag in _TAG.finditer(marked):
        add(marked[position : tag.start()])
        position = tag.end()
        closing, name = tag[1], tag[2]
        if name not in _STYLES and name not in _MENTIONS and name != "a":
            raise ValueError(f"unknown tag <{name}> in {marked!r}")
        if not closing:
            stack.append(_Open(name, len(text), dict(_ATTRIBUTE.findall(tag[3]))))
            continue
        if not stack or stack[-1].tag != name:
            raise ValueError(f"</{name}> closes nothing in {marked!r}")
        opened = stack.pop()
        surface = text[opened.start :]
        if name in _MENTIONS:
            facts = tuple(sorted(opened.facts.items()))
            mentions.append(Mention(_MENTIONS[name], opened.start, len(text), surface, facts))
        if name in _AMENDMENTS:
            changes.append(Change(_AMENDMENTS[name], opened.start, len(text), surface))
        if name == "fn":
            footnotes.append((opened.start, surface))
    add(marked[position:])
    if stack:
        raise ValueError(f"<{stack[-1].tag}> is not closed in {marked!r}")
    if "<" in text:
        raise ValueError(f"a stray '<' in {marked!r}")
    return Rich(text, tuple(runs), tuple(sorted(mentions, key=lambda m: m.start)), tuple(changes), tuple(footnotes))


def plain(marked: str) -> str:
    """Return marked-up text without its tags."""
    return rich(marked).text
