"""Styled text to lines: widths, breaking, hyphens at line ends, ligatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from pipeline.model import Style
from pipeline.specimens.rich import Rich

_FACES = {
    "helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"),
    "times": ("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"),
    "courier": ("Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"),
    "vera": ("Vera", "VeraBd", "VeraIt", "VeraBI"),
}
SUPERSCRIPT_SIZE = 0.64
SUPERSCRIPT_RISE = 0.36
_CHUNK = re.compile(r" +|[^ ]+")
_AFTER = re.compile(r"(?<=[A-Za-z][-/])(?=[A-Za-z])")
_HYPHENATION_POINT = re.compile(
    r"(?<=[aeiou][bcdfgklmnprstv])(?=[bcdfglmnprstv][aeiouy])|(?<=[aeiou])(?=[bcdfglmnprstv][aeiou])"
)
_SHORTEST_PART = 3


@cache
def register_vera() -> None:
    """Make the Vera fonts, which come with reportlab, known to it."""
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in _FACES["vera"]:
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))


def face(family: str, bold: bool, italic: bool) -> str:
    """Return the font of a family for a weight and a slant."""
    if family == "vera":
        register_vera()
    return _FACES[family][bold + 2 * italic]


@cache
def text_width(text: str, font: str, size: float) -> float:
    """Return the width of text in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


@dataclass(slots=True)
class Piece:
    """Text drawn in one go, at ``x`` from the left of its line."""

    x: float
    text: str
    font: str
    size: float
    width: float
    rise: float = 0.0
    underline: bool = False
    strike: bool = False
    twice: bool = False
    link: str | None = None


@dataclass(slots=True)
class Line:
    """One line; ``start`` and ``end`` are characters of the paragraph, ``hyphen`` says that one was put at its end."""

    pieces: list[Piece]
    start: int
    end: int
    width: float
    height: float
    size: float
    hyphen: bool = False
    footnotes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set: font family, sizes and options; ``bold`` and ``italic`` come on top of its own styles."""

    family: str
    size: float
    leading: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    justify: bool = False
    hyphenate: bool = False
    ligatures: bool = False
    fake_bold: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """How text with one set of styles is drawn."""

    font: str
    size: float
    rise: float
    underline: bool
    strike: bool
    twice: bool
    link: str | None


@dataclass(slots=True)
class _Chunk:
    text: str
    shown: str
    look: _Look
    width: float
    start: int

    def piece(self, x: float, width: float) -> Piece:
        look = self.look
        drawn = (look.rise, look.underline, look.strike, look.twice, look.link)
        return Piece(x, self.shown, look.font, look.size, width, *drawn)


@cache
def _look(styles: frozenset[Style], link: str | None, setting: Setting) -> _Look:
    raised = "superscript" in styles
    bold = setting.bold or "bold" in styles
    return _Look(
        face(setting.family, bold and not setting.fake_bold, setting.italic or "italic" in styles),
        setting.size * SUPERSCRIPT_SIZE if raised else setting.size,
        setting.size * SUPERSCRIPT_RISE if raised else 0.0,
        setting.underline or "underline" in styles or link is not None,
        "strikethrough" in styles,
        bold and setting.fake_bold,
        link,
    )


def _chunk(text: str, start: int, look: _Look, setting: Setting) -> _Chunk:
    shown = text.replace("fi", "\ufb01").replace("fl", "\ufb02") if setting.ligatures else text
    return _Chunk(text, shown, look, text_width(shown, look.font, look.size), start)


def _words(text: Rich, setting: Setting) -> list[tuple[list[_Chunk], list[_Chunk]]]:
    """Split into unbreakable words, each with the space before it (empty after a hyphen or a slash)."""
    words: list[tuple[list[_Chunk], list[_Chunk]]] = []
    space: list[_Chunk] = []
    open_word = False
    position = 0
    for run in text.runs:
        look = _look(run.styles, run.link, setting)
        for found in _CHUNK.finditer(run.text):
            if found[0].isspace():
                space = [_chunk(" ", position + found.start(), look, setting)]
                open_word = False
                continue
            at = found.start()
            for number, part in enumerate(_AFTER.split(found[0])):
                chunk = _chunk(part, position + at, look, setting)
                at += len(part)
                if open_word and number == 0:
                    words[-1][1].append(chunk)
                else:
                    words.append((space, [chunk]))
                    space = []
                open_word = True
        position += len(run.text)
    return words


def _hyphenated(chunk: _Chunk, room: float, setting: Setting) -> tuple[_Chunk, _Chunk] | None:
    """Cut a word so that its first part and a hyphen fit into the room."""
    if not chunk.text.isascii() or not chunk.text.strip("(),.;:").isalpha() or not chunk.text.strip("(),.;:").islower():
        return None
    for point in sorted((m.start() for m in _HYPHENATION_POINT.finditer(chunk.text)), reverse=True):
        first, rest = chunk.text[:point], chunk.text[point:]
        if len(first.strip("(")) < _SHORTEST_PART or len(rest.strip("),.;:")) < _SHORTEST_PART:
            continue
        made = _chunk(first + "-", chunk.start, chunk.look, setting)
        if made.width <= room:
            return made, _chunk(rest, chunk.start + point, chunk.look, setting)
    return None


def _cut(word: Sequence[_Chunk], width: float, setting: Setting) -> tuple[list[_Chunk], list[_Chunk]]:
    """Cut a word that is wider than a line where this ends, behind a stop or a slash where there is one on it."""
    for index, chunk in enumerate(word):
        if chunk.width <= width:
            width -= chunk.width
            continue
        fits = [k for k in range(1, len(chunk.text)) if _chunk(chunk.text[:k], 0, chunk.look, setting).width <= width]
        if not fits:
            break
        point = max([k for k in fits if chunk.text[k - 1] in "./"], default=fits[-1])
        parts = [(chunk.text[:point], chunk.start), (chunk.text[point:], chunk.start + point)]
        first, rest = (_chunk(part, start, chunk.look, setting) for part, start in parts)
        return [*word[:index], first], [rest, *word[index + 1 :]]
    # Not even one character fits there: it goes on the next line, alone if it must.
    split = max(index, 1)
    return list(word[:split]), list(word[split:])


def break_lines(text: Rich, setting: Setting, width: float) -> list[Line]:
    """Break a paragraph into lines no wider than ``width``; a word that is wider is cut where its line ends."""
    lines: list[Line] = []
    current: list[_Chunk] = []
    used = 0.0
    words = _words(text, setting)
    i = 0

    def close(hyphen: bool, last: bool) -> None:
        nonlocal current, used
        stretch_to = width if setting.justify and not last else None
        lines.append(_line(current, setting, text, stretch_to=stretch_to, hyphen=hyphen))
        current, used = [], 0.0

    while i < len(words):
        space, word = words[i]
        gap = sum(chunk.width for chunk in space) if current else 0.0
        wide = sum(chunk.width for chunk in word)
        if not current and wide > width:
            word, rest = _cut(word, width, setting)
            if rest:
                words[i] = ([], rest)
                current = word
                close(hyphen=False, last=False)
                continue
        if used + gap + wide <= width or not current:
            current += (space if current else []) + word
            used += gap + wide
            i += 1
            continue
        if setting.hyphenate and len(word) == 1:
            cut = _hyphenated(word[0], width - used - gap, setting)
            if cut:
                current += [*space, cut[0]]
                words[i] = ([], [cut[1]])
                close(hyphen=True, last=False)
                continue
        close(hyphen=False, last=False)
    if current:
        close(hyphen=False, last=True)
    for offset, number in text.footnotes:
        next(line for line in lines if offset < line.end).footnotes.append(number)
    return lines


def _line(chunks: list[_Chunk], setting: Setting, text: Rich, *, stretch_to: float | None, hyphen: bool) -> Line:
    spaces = sum(chunk.text == " " for chunk in chunks)
    stretch = 0.0
    if stretch_to is not None and spaces:
        stretch = max(0.0, (stretch_to - sum(chunk.width for chunk in chunks)) / spaces)
    pieces: list[Piece] = []
    look: _Look | None = None
    x = 0.0
    for chunk in chunks:
        wide = chunk.width + (stretch if chunk.text == " " else 0.0)
        parted = stretch and pieces and pieces[-1].text.endswith(" ")  # stretched words are placed one by one
        if chunk.look == look and not parted:
            pieces[-1].text += chunk.shown
            pieces[-1].width += wide
        else:
            pieces.append(chunk.piece(x, wide))
            look = chunk.look
        x += wide
    end = chunks[-1].start + len(chunks[-1].text) - (1 if hyphen else 0)
    if len(text.text) == end + 1 and text.text[end] == " ":
        end += 1
    return Line(pieces, chunks[0].start, end, x, setting.size * setting.leading, setting.size, hyphen)
