"""Lines of a source and the markers that stand at their beginning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.parse.text.coverage import Coverage
from pipeline.roman import roman_value

LOST_LINE_ENDS = "\ufffe\x02"
"""What pdfium prints for a hyphen at a line end and for the line end with it, by the one call and by the other."""
_LINE_END = re.compile(rf"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]|(?<=\w[{LOST_LINE_ENDS}])(?=\w)")

BULLETS = "-*+•▪▫◦‣●○■□►➢✓–—·\u2043\u2219\uf0a7\uf0b7\uf0d8\ufffe\x02"
_BULLET = re.compile(rf"[{re.escape(BULLETS)}](?=[ \t\u00a0]|$)|o(?=\t|[ ]{{2,}}\S)|[•▪●■\uf0b7\uf0a7]")
_NUMBER = re.compile(
    r"""(?:
        (?P<decimal>\d{1,2}(?:\.\d{1,3})+)\.?(?![ ](?:to|and|&|[-–]|à|au|et|a|y)[ ]\d+\.\d)  # no range
      | (?P<arabic>\d{1,3}(?:\ ?(?:bis|ter|quater))?)\\?\.(?!\d)
      | (?P<arabic_bracket>\d{1,3}\\?\)|\(\d{1,3}\))
      | (?P<letter>[a-z]\\?\)|\([a-z]\\?\)|\[[a-z]\]|[a-z]\\?\.)
      | (?P<roman>[ivx]{1,5}\\?\)|\([ivx]{1,5}\\?\)|[ivx]{1,5}\\?\.)
      | (?P<capital>\([A-Z]\)|[A-Z]\\?\.|[A-Z]\\?\))
    )(?=[ \t\u00a0]|$|(?<=\d\.)[^\W\d_a-zß-ÿ][a-zß-ÿ])""",
    re.VERBOSE,
)
_QUOTE = re.compile(r"\s{0,3}(?:>(?:[ \t]|$))+")
_EMPHASIS = re.compile(
    r"(?P<open>\*{1,3}|_{1,3}|<(?P<tag>u|b|i|em|strong)>)(?P<number>[^\s*_<>]{1,8})"
    r"(?P<close>(?(tag)</(?P=tag)>|(?P=open)))(?P<stop>[.)]?)(?=\s|$)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without its end; ``form_feed`` says whether a page ended before it."""

    start: int
    end: int
    text: str
    form_feed: bool = False

    @property
    def blank(self) -> bool:
        """Whether the line holds nothing but white space."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """How many columns of white space it begins with; a tab counts as four."""
        return len((self.text[: len(self.text) - len(self.text.lstrip())]).expandtabs(4))


def split_lines(source: str) -> list[Line]:
    """Return the lines of ``source``; every line end of Unicode and the form feed end one."""
    lines: list[Line] = []
    start = 0
    form_feed = False
    for match in _LINE_END.finditer(source):
        lines.append(Line(start, match.start(), source[start : match.start()], form_feed))
        form_feed = match.group() == "\f"
        start = match.end()
    if start < len(source):
        lines.append(Line(start, len(source), source[start:], form_feed))
    return lines


def unquoted(lines: Sequence[Line], coverage: Coverage) -> list[Line]:
    """Return the lines of a Markdown source without the marks of its block quotes: these are set aside."""
    made: list[Line] = []
    for line in lines:
        quote = _QUOTE.match(line.text)
        if quote is None:
            made.append(line)
            continue
        coverage.set_aside(line.start, line.start + len(quote.group().rstrip()), "mark_up")
        start = line.start + quote.end()
        made.append(Line(start, line.end, line.text[quote.end() :], line.form_feed))
    return made


@dataclass(frozen=True, slots=True)
class Marker:
    """What a paragraph begins with: a bullet, a printed number, or both (a converter's ``- 1.``).

    Offsets are in the line; ``end`` is where the text begins. ``number`` is as printed without a final dot.
    ``style`` is ``arabic``, ``decimal``, ``letter``, ``roman`` or ``capital``; ``value`` its place in a sequence.
    ``mark_up`` is where the marks of emphasis around the number stand.
    """

    end: int
    bullet: tuple[int, int] | None = None
    number: str | None = None
    number_start: int = 0
    number_end: int = 0
    style: str | None = None
    value: int = 0
    mark_up: tuple[tuple[int, int], ...] = ()


def read_marker(text: str) -> Marker | None:
    """Return the marker that ``text`` (a line) begins with, or None.

    A capital letter with a dot counts only behind a bullet, or alone in its line: else it heads a theme or a name.
    """
    position = len(text) - len(text.lstrip())
    bullet = _BULLET.match(text, position)
    if bullet:
        rest = _skip_space(text, bullet.end())
        number = _NUMBER.match(text, rest)
        if number is None:
            return Marker(rest, bullet.span())
    else:
        number = _NUMBER.match(text, position)
        if number is None or (number["capital"] and text[number.end() :].strip()):
            return None
    style = number.lastgroup or ""
    printed = number.group().replace("\\", "")
    value = _value(printed.strip("()[]."), style)
    return Marker(
        _skip_space(text, number.end()),
        bullet.span() if bullet else None,
        printed.removesuffix("."),
        number.start(),
        number.end(),
        "arabic" if style == "arabic_bracket" else style,
        value,
    )


def read_emphasised_marker(text: str) -> Marker | None:
    """Return the marker that a line of Markdown begins with, also where its number is emphasised (``**1.**``).

    The full stop or bracket behind the number may stand behind the emphasis (``**1**.``).
    """
    marker = read_marker(text)
    if marker is not None and marker.number is not None:
        return marker
    found = _EMPHASIS.match(text, marker.end if marker else len(text) - len(text.lstrip()))
    if found is None:
        return marker
    number = found["number"] + found["stop"]
    inner = read_marker(number)
    if inner is None or inner.number is None or inner.end != len(number):
        return marker
    start, end = found.span("number")
    return replace(
        inner,
        end=_skip_space(text, found.end()),
        bullet=marker.bullet if marker else None,
        number_start=inner.number_start + start,
        number_end=min(inner.number_end + start, end),
        mark_up=((found.start(), start), (end, found.end())),
    )


def _skip_space(text: str, position: int) -> int:
    return len(text) - len(text[position:].lstrip())


def _value(text: str, style: str) -> int:
    if style in {"arabic", "arabic_bracket"}:
        return int(text.rstrip("bisterqua "))
    if style == "decimal":
        return int(text.rsplit(".", 1)[1])
    if style == "roman":
        return roman_value(text)
    return ord(text.lower()) - ord("a") + 1
