"""A stretch of text that knows where each of its characters comes from and how it is styled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.model import Fragment, Span, Style
from pipeline.parse.text.coverage import Coverage

STYLES: tuple[Style, ...] = ("italic", "bold", "underline", "strikethrough", "superscript")
SYNTHETIC = -1
"""The origin of a character that the reader added: a bullet, the space at a join."""

_WHITE_SPACE = re.compile(r"\s+")


def style_bit(style: Style) -> int:
    """Return the bit that stands for ``style`` in `Run.styles`."""
    return 1 << STYLES.index(style)


@dataclass(slots=True)
class Run:
    """Text with the source offset (`SYNTHETIC` for none) and the style bits of each of its characters."""

    text: str = ""
    origins: list[int] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)

    @classmethod
    def of_source(cls, coverage: Coverage, start: int, end: int) -> Run:
        """Return the characters of a source from ``start`` to ``end``, but for those that were set aside before.

        Marks of block quotes and pieces of rules may stand within what is read as one text.
        """
        places = list(coverage.open(start, end))
        text = coverage.source[start:end]
        if len(places) < len(text):
            text = "".join(text[place - start] for place in places)
        return cls(text, places, [0] * len(places))

    @classmethod
    def added(cls, text: str) -> Run:
        """Return ``text`` that the reader adds and the source does not have."""
        return cls(text, [SYNTHETIC] * len(text), [0] * len(text))

    @classmethod
    def joined(cls, runs: Iterable[Run]) -> Run:
        """Return the runs one after the other."""
        parts = list(runs)
        return cls(
            "".join(part.text for part in parts),
            [origin for part in parts for origin in part.origins],
            [style for part in parts for style in part.styles],
        )

    def part(self, start: int, end: int | None = None) -> Run:
        """Return the characters from ``start`` to ``end`` of this run."""
        return Run(self.text[start:end], self.origins[start:end], self.styles[start:end])

    def set_aside(self, first: int, last: int, coverage: Coverage, kind: str) -> None:
        """Set the source characters from ``first`` to ``last`` of this run aside in ``coverage``."""
        for start, end in self.part(first, last).stretches():
            coverage.set_aside(start, end, kind)

    def styled(self, style: Style) -> Iterator[tuple[int, int]]:
        """Yield where characters of a style stand, neighbours as one."""
        bit = style_bit(style)
        places = enumerate(self.styles)
        for is_styled, group in groupby(places, lambda place: bool(place[1] & bit)):
            (first, _), *more = group
            if is_styled:
                yield first, first + 1 + len(more)

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Yield the source stretches that the characters come from, neighbours merged, in order of the text."""
        start = end = SYNTHETIC
        for origin in self.origins:
            if origin == SYNTHETIC:
                continue
            if origin == end:
                end += 1
                continue
            if start != SYNTHETIC:
                yield start, end
            start, end = origin, origin + 1
        if start != SYNTHETIC:
            yield start, end


def collapsed(run: Run, coverage: Coverage) -> Run:
    """Return ``run`` with each stretch of white space as one space and none at the ends.

    White space that goes is set aside in ``coverage``.
    """
    parts: list[Run] = []
    done = 0
    for match in _WHITE_SPACE.finditer(run.text):
        start, end = match.span()
        if match.group() == " " and start > 0 and end < len(run.text):
            continue
        parts.append(run.part(done, start))
        done = end
        dropped = start
        if start > 0 and end < len(run.text):
            parts.append(Run(" ", [run.origins[start]], [run.styles[start] & run.styles[end - 1]]))
            dropped += 1
        run.set_aside(dropped, end, coverage, "white_space")
    parts.append(run.part(done))
    return Run.joined(parts)


def taken(run: Run, coverage: Coverage) -> None:
    """Mark the source characters of ``run`` as being in a block."""
    for start, end in run.stretches():
        coverage.take(start, end)


def normalised(run: Run) -> tuple[str, list[Span]]:
    """Return the text of ``run`` in NFC and its spans, those of one style sorted and never touching."""
    text = unicodedata.normalize("NFC", run.text)
    same = text == run.text

    def offset(position: int) -> int:
        return position if same else min(len(unicodedata.normalize("NFC", run.text[:position])), len(text))

    if not any(run.styles):
        return text, []
    styled = ((style, offset(start), offset(end)) for style in STYLES for start, end in run.styled(style))
    spans = [Span(first, last, style) for style, first, last in styled if first < last]
    spans.sort(key=lambda span: (span.start, span.end, STYLES.index(span.style)))
    return text, spans


def fragments(stretches: Iterable[tuple[int, int]], coverage: Coverage) -> list[Fragment]:
    """Return the places of a block: its source stretches, joined where only mark-up or white space parts them."""
    merged: list[tuple[int, int]] = []
    for start, end in stretches:
        if merged and merged[-1][1] <= start and coverage.is_inner(merged[-1][1], start):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return [Fragment(source_start=start, source_end=end) for start, end in merged]
