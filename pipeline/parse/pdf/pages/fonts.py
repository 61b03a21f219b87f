"""Fonts: size, weight, slant and direction that text objects are set in, by their fonts and matrices.

Each text object is asked once, by one of its characters; what looks alike on one page after the other is one style.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from ctypes import byref, c_int, create_string_buffer
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from pipeline.parse.pdf.pages import pdfium
from pipeline.parse.pdf.pages.page import is_white

SKEW = 0.1
"""Tangent of the slant (about six degrees) from which on an upright font was skewed to look italic."""

BOLD_WEIGHT = 600
"""Weight from which on a font is bold (CSS and OpenType: 600 is semi-bold)."""

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|(?<![a-z])bd(?![a-z])|^(?:CM|SF)(?:SS|TT)?B[A-Z]*\d+$", re.IGNORECASE)
"""Names of bold fonts; those of TeX's Computer Modern are short (`CMBX12`, `CMSSBX10`, `SFBX1095`)."""
_PLAIN_NAME = re.compile(r"regular|book|light|[-,](?:italic|oblique|it)$", re.IGNORECASE)
"""Names of fonts that say how heavy these are, and not that they are bold."""
_ITALIC_NAME = re.compile(r"italic|oblique|(?<![a-z])it(?![a-z])|kursiv|slanted", re.IGNORECASE)

_MATRICES = pdfium.Answers("f", each=6)
_SIZES = pdfium.Answers("f", each=1)
_COLORS = pdfium.Answers("I", each=1, places=4)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one text object is set, in the page's own coordinates."""

    size: float
    bold: bool
    italic: bool
    direction: float
    unmapped: bool
    hidden: str | None
    """Why its glyphs are not seen (``invisible_glyph``, ``white_glyph``), else None."""


@dataclass(frozen=True, slots=True)
class _Font:
    """What a font is: ``bold`` as its name or flags say it, ``sturdy`` where its weight alone does."""

    bold: bool
    sturdy: bool
    italic: bool


_NO_STYLE = TextStyle(0.0, bold=False, italic=False, direction=0.0, unmapped=False, hidden="invisible_glyph")
"""Of what no text object draws."""


class TextStyles:
    """The styles of text objects, kept from one page to the next until the file is opened anew."""

    def __init__(self) -> None:
        self._fonts: dict[int, _Font] = {}
        self._styles: dict[tuple[Any, ...], TextStyle] = {}

    def clear(self) -> None:
        """Forget what holds for one opening of the file only."""
        self._fonts.clear()
        self._styles.clear()

    def of(
        self, text_page: pdfium.Handle, texts: list[int | None], indexes: list[int], rotation: int
    ) -> list[TextStyle]:
        """Return the styles of text objects, each by one of its characters, on a page turned by so many quarters.

        Where most of them are set in a font that its weight alone would make bold, weights tell nothing: programs that
        write a file anew may state stems by how far letters reach.
        """
        first_of = dict(zip(reversed(texts), reversed(indexes), strict=True))
        first_of.pop(None, None)
        asked = [text for text in first_of if text is not None]
        firsts = list(first_of.values())
        _, matrices = _MATRICES.of(pdfium.char_matrix, firsts, on=text_page)
        _, sizes = _SIZES.of(pdfium.text_font_size, asked)
        filled, colors = _COLORS.of(pdfium.object_fill_color, asked)
        fonts = list(map(pdfium.text_font, asked))
        weighed = not fonts or not self._font(Counter(fonts).most_common(1)[0][0]).sturdy
        looks = zip(
            *(matrices[place::6].tolist() for place in range(4)),
            sizes.tolist(),
            fonts,
            map(pdfium.text_render_mode, asked),
            filled,
            *(colors[place::4].tolist() for place in range(4)),
            map(pdfium.char_is_unmapped, repeat(text_page), firsts),
            repeat(rotation),
            repeat(weighed),
            strict=False,
        )
        known = self._styles
        found: dict[int | None, TextStyle] = {None: _NO_STYLE}
        for text, look in zip(asked, looks, strict=True):
            style = known.get(look)
            if style is None:
                style = known[look] = self._style(look)
            found[text] = style
        return [found[text] for text in texts]

    def _style(self, look: tuple[Any, ...]) -> TextStyle:
        a, b, c, d, font_size, font, mode, filled, *color, unmapped, rotation, weighed = look
        if font_size < 0:  # turns glyphs as the matrix does
            a, b, c, d = -a, -b, -c, -d
        size = abs(font_size) * math.hypot(c, d)
        direction = 0.0
        skewed = False
        if b == 0 and a > 0:
            skewed = d > 0 and c / d > SKEW
        else:
            direction = round(-math.degrees(math.atan2(b, a)), 1) % 360
            length = math.hypot(a, b) or 1.0
            along, across = (a * c + b * d) / length, abs(a * d - b * c) / length
            skewed = across > 0 and along / across > SKEW
        direction = (direction + 90 * rotation) % 360
        said = self._font(font)
        hidden = None
        if mode in pdfium.INVISIBLE_MODES or not size:  # its matrix may leave it no height
            hidden = "invisible_glyph"
        elif filled and is_white(*color):
            hidden = "white_glyph"
        bold = said.bold or (said.sturdy and weighed)
        return TextStyle(size, bold, said.italic or skewed, direction, bool(unmapped), hidden)

    def _font(self, font: int) -> _Font:
        if font not in self._fonts:
            name_buffer = create_string_buffer(256)
            pdfium.font_base_name(font, name_buffer, 256)
            name = name_buffer.value.decode("utf-8", "replace")
            name = name.split("+", 1)[-1]
            flags = pdfium.font_flags(font)
            angle = c_int()
            pdfium.font_italic_angle(font, byref(angle))
            bold = is_bold(name, flags, 0)
            sturdy = not bold and is_bold(name, flags, pdfium.font_weight(font))
            italic = bool(_ITALIC_NAME.search(name) or (flags > 0 and flags & pdfium.FONT_ITALIC) or angle.value)
            self._fonts[font] = _Font(bold, sturdy, italic)
        return self._fonts[font]


def is_bold(name: str, flags: int, weight: int) -> bool:
    """Say whether a font is bold, by its name (without what marks a subset), its flags and its weight.

    PDFium takes the weight from the width of stems where the font states none, and so takes sturdy regular fonts for
    semi-bold; where the name says how heavy the font is, the name holds.
    """
    if _BOLD_NAME.search(name) or flags & pdfium.FONT_FORCE_BOLD:
        return True
    return weight >= BOLD_WEIGHT and not _PLAIN_NAME.search(name)
