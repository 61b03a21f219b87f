"""The text that lines say one after the other: white space, hyphens at their ends, ligatures, and its styles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import attrgetter

from pipeline.model import Span, Style
from pipeline.parse.language import CUT_ADDRESS
from pipeline.parse.pdf.hyphens import BREAK, HYPHENS
from pipeline.parse.pdf.lines import SPACE, Line, parted
from pipeline.parse.pdf.pages.page import Word

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u00ad": "-",
    "\u00a0": " ",
}
"""What is printed as one glyph and read as letters; a soft hyphen that was drawn is a hyphen."""
_TRANSLATE = str.maketrans(LIGATURES)
_SEVERAL = re.compile(f"[{''.join(LIGATURES)}]")
_INSIDE_ADDRESSES = frozenset("._?=&#%~")
"""Signs at which an address of the web is cut at the end of a line, beside `/`."""
_CUT_ADDRESS = re.compile(CUT_ADDRESS)
_STYLES: tuple[Style, ...] = ("bold", "italic", "underline", "strikethrough", "superscript")
_styles_of = attrgetter(*_STYLES)


def set_text(
    group: Sequence[Line], dropped: int = 0, prefix: str = "", *, glued: bool = False
) -> tuple[str, list[Span]]:
    """Return the text of lines, without the first ``dropped`` words (and one glyph, if ``glued``), and its styles."""
    parts = [prefix]
    styled: list[tuple[int, Word]] = []
    previous: Word | None = None
    between = ""
    for at, line in enumerate(group):
        words = line.words[dropped:] if at == 0 and dropped else line.words
        if not words:
            continue
        lost = int(glued and previous is None)
        if previous is not None:
            between = _between(previous, words[0], glued=len(previous.text) > 1 or (len(parts) > 2 and not between))
            parts.append(between)
        previous = words[-1]
        # So much white parts words in any case; most lines have it between all of theirs.
        spaced = [right.x0 - left.x1 > SPACE * left.size or parted(left, right) for left, right in pairwise(words)]
        marked = [
            word.bold or word.italic or word.underline or word.strikethrough or word.superscript for word in words
        ]
        if all(spaced) and (True not in marked or _look_alike(words)):
            if marked[0]:
                styled.append((len(parts), words[0]))
            said = line.said if words is line.words else " ".join([word.text for word in words])
            parts.append(_composed(said[lost:]))
            between = " " if spaced else between
            continue
        for place, word in enumerate(words):
            if place:
                between = " " if spaced[place - 1] else ""
                parts.append(between)
            parts.append(_composed(word.text if place else word.text[lost:]))
            if marked[place]:
                styled.append((len(parts) - 1, word))
    return "".join(parts), _spans(parts, styled) if styled else []


def _look_alike(words: Sequence[Word]) -> bool:
    """Say whether all words have the styles of the first."""
    first = _styles_of(words[0])
    return all(_styles_of(word) == first for word in words)


def _composed(text: str) -> str:
    """Return a text in NFC with ligatures and the like as letters."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text.translate(_TRANSLATE) if _SEVERAL.search(text) else text)


def _spans(parts: Sequence[str], styled: Sequence[tuple[int, Word]]) -> list[Span]:
    """Return the styles of a text put together of parts, by its styled words and which parts they, or their lines, are.

    A style runs on over the white space between two words that follow each other.
    """
    # A word is every second part: what parts it from the word before stands between them.
    ends = list(accumulate(map(len, parts)))
    spans: list[Span] = []
    for style in _STYLES:
        first = last = -2
        for at, word in styled:
            if not getattr(word, style):
                continue
            if at != last + 2:
                if last > 0:
                    spans.append(Span(ends[first - 1], ends[last], style))
                first = at
            last = at
        if last > 0:
            spans.append(Span(ends[first - 1], ends[last], style))
    spans.sort(key=lambda span: (span.start, span.end, span.style))
    return spans


def _between(left: Word, right: Word, *, glued: bool) -> str:
    """Return what stands between the words at a line end: a space, nothing, or the mark of a hyphen there.

    ``glued`` says that the last sign of the line belongs to a word, and is no dash by itself.
    """
    last = left.text[-1:]
    if last in HYPHENS and glued:
        return BREAK
    if last == "/" and glued:
        return ""
    if last in _INSIDE_ADDRESSES and _CUT_ADDRESS.search(f"{left.text} {right.text}"):
        return ""
    if last == "–" and left.text[-2:-1].isdigit() and right.text[:1].isdigit():
        return ""
    return " "
