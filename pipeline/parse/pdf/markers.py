"""Markers that paragraphs begin with: numbers, letters, bullets, dashes; and what shows them: white, indentation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.parse.pdf.line_ends import has_ended
from pipeline.parse.pdf.lines import Line, unparted

INDENT = 0.5
"""Left edges that differ by less than this, in type sizes, are the same."""

MARKER_GAP = 0.4
"""White behind a dash or a number that is wider than this, in type sizes, shows it as a marker."""

SURE_MARKER_GAP = 0.8
"""The same right below text that announces no list; spaces of justified text are narrower."""

BULLETS = frozenset("•●▪■◦○‣⁃∙⚫➢➤►✓✔❖◆◇□▶→\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf02d\uf06f\uf0e0\u2023")
"""Signs that begin a list item and do nothing else (Symbol's and Wingdings' as private-use characters)."""

DASHES = frozenset("–—-−*·o§")
"""Signs that begin a list item where white space or indentation shows it."""

MARKER_WORDS = 4
"""A number is drawn in at most so many pieces (`(`, `a`, `)`)."""

LETTERLIKE = frozenset("o*·§")
"""Of these, those that print as words or signs too: white space must always show them."""

NUMBER = re.compile(
    r"\d{1,3}(?:[-–]\d{1,3}|bis|ter|quater)?[.)]|\d{1,3}\.[-–]|\(\d{1,2}\)|\d{1,2}(?:\.\d{1,2}){1,4}\.?"
    r"|\(?[a-z]{1,2}\)|\(?[ivxlc]{1,6}\)|[ivx]{1,5}\.|[a-z]\.|[A-Z][.)]|\([A-Z]\)|[IVXL]{1,5}[.)]"
)
"""A word that numbers a paragraph: `6.`, `1-3.`, `3bis.`, `6.-`, `a)`, `(iv)`, `2.1`, `B.`."""

WITH_SIGN = re.compile(r"§ \d{1,3}[.)]?|\d{1,3} [-–—]")
"""A number with a sign before or behind it, which stand apart: `§ 6`, `6 –`."""

DECIMAL = re.compile(r"\d+\.\d")
"""A number with parts, which a line of plain text often begins with too (`Decision / 14.97 on`)."""

CAPITAL = re.compile(r"[A-Z][.)]|\([A-Z]\)|[IVXL]{1,5}[.)]")
"""A word that letters a theme or a part: it stays in the text."""

CODE = re.compile(r"[A-Z]{1,2}[.\-]?\d{1,3}(?:\.\d+)*[.):]?|\(?\d{1,3}(?:\.\d+)*(?:[-–]\d{1,3})?[.):]")
"""A word that names an activity (`B4.`, `B.8`) or numbers a task (`1-3.`)."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: of how many words of its line it is, and its number or letter as printed (None: a bullet)."""

    words: int
    number: str | None


def rest_x0(group: Sequence[Line], marker: Marker | None) -> float:
    """Return where the next line of a paragraph would begin, by its lines so far and its marker."""
    if len(group) > 1:
        return group[-1].x0
    first = group[0]
    return first.words[marker.words].x0 if marker and marker.words < len(first.words) else first.x0


def marker_of(line: Line, above: Sequence[Line] | None, above_marker: Marker | None) -> Marker | None:
    """Return the marker that a line begins with; inside a paragraph, white space and indentation must show it.

    ``above`` are the lines of the paragraph that may go on, with its marker; None where the line begins one anyway.
    """
    text, count = _first_token(line)
    if text == "§" or text[-1].isdecimal():
        text, count = _number_with_sign(line) or (text, count)
    last_sign = text[-1]
    is_number = last_sign in ".)-–—" or last_sign.isdecimal()
    if not is_number and text[0] not in BULLETS and text not in DASHES:
        return None
    first, last = line.words[0], line.words[count - 1]
    if text[0] in BULLETS and len(text) > 1 and text[1].isalnum():
        return Marker(0, None)
    if count == len(line.words) and not (above is None and text in BULLETS):
        return None
    if text in BULLETS:
        return Marker(1, None)
    is_dash = text in DASHES
    is_number = is_number and (" " in text or NUMBER.fullmatch(text) is not None)
    if not (is_dash or is_number) or first.superscript:
        return None
    gap = line.words[count].x0 - last.x1
    wide = gap > MARKER_GAP * line.size
    aside = above is not None and abs(line.x0 - rest_x0(above, above_marker)) > INDENT * line.size
    if (
        aside
        and is_dash
        and above
        and above[0].words[0].text == text
        and abs(line.x0 - above[0].x0) < INDENT * line.size
    ):
        return Marker(count, None)  # of a list that has begun
    if is_dash and not wide and (above is not None or text in LETTERLIKE):
        return None
    if above is not None:
        ended = has_ended(above[-1])
        listed = is_dash and wide and above[-1].words[-1].text.endswith(":")
        apart = listed or (gap > SURE_MARKER_GAP * line.size and DECIMAL.match(text) is None)
        if not (ended and apart) and not (aside and (wide or ended)):
            return None
    return Marker(count, text if is_number else None)


def _number_with_sign(line: Line) -> tuple[str, int] | None:
    """Return the number and its sign in the first two words of a line whose third begins large, else None."""
    words = line.words
    if len(words) < 3 or not (words[0].text == "§" or words[1].text in "-–—") or not words[2].text[:1].isupper():
        return None
    text = f"{words[0].text} {words[1].text}"
    return (text, 2) if WITH_SIGN.fullmatch(text) else None


def _first_token(line: Line) -> tuple[str, int]:
    """Return what a line begins with up to its first white space, and of how many words (in several styles) it is."""
    count = unparted(line.words[:MARKER_WORDS])
    return line.words[0].text if count == 1 else "".join([word.text for word in line.words[:count]]), count
