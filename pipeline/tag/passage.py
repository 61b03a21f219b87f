"""A passage: the text of one block, ready for finding references in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from pipeline.model import Span
from pipeline.tag.bodies import load_bodies
from pipeline.tag.names import Found
from pipeline.tag.shadow import Shadow

_ABBREVIATION = re.compile(
    r"(?:\b(?:doc|docs|res|conf|inf|rev|add|corr|no|nos|dec|rec|com|sum|prop|art|para|paras|st|dr|mr|ms|mrs|spp|sp|cf"
    r"|sr|sra|srta|sres|dra|excmo|excma|prof|hon|vs|num|arts|e\.g|i\.e|vol|pp|fig|approx)|\b[a-z])\.$"
)
_END = re.compile(r"[.!?;]['\")\]]* (?=[A-ZÀ-ÖØ-Þ\"'(\[•¿¡-])")
LONGEST_SENTENCE = 6000
"""The preamble of a treaty in one sentence has some 4,000 characters; what goes on for longer is no sentence, and is
parted, so that what is asked of each sentence takes time that grows with the text, not faster."""
_START_OF_NAME, _END_OF_NAME = itemgetter(0), itemgetter(1)

_MARK = re.compile(r"(?<=[^\W_])[.,;:)]?([⁰¹²³⁴-⁹]+)")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]")
_FIGURES = re.compile(r"\d+")
_BEFORE_A_MARK = re.compile(r"[^\W_][.,;:)]?$")


def _marks(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the stretches of superscript figures that stand behind a word, or behind what closes it."""
    marks = [
        (span.start, span.end)
        for span in spans
        if span.style == "superscript"
        and _FIGURES.fullmatch(text, span.start, span.end)
        and _BEFORE_A_MARK.search(text, max(0, span.start - 2), span.start)
    ]
    if text.isascii() or not _RAISED.search(text):
        return marks
    return [*marks, *(match.span(1) for match in _MARK.finditer(text))]


@dataclass(slots=True, init=False)
class Passage:
    """A block's text as a shadow, with what surrounds it: its place in the document and the italic stretches."""

    index: int
    shadow: Shadow
    spans: Sequence[Span]
    text: str
    """The shadow text, to which every offset in this package belongs until a mention is written out."""
    folded: str
    """The shadow text in lower case without diacritics; the same offsets."""
    looked_for: int
    """The forms whose triggers have been looked for in the passage (`pipeline.tag.grammar.Form.bit`)."""
    triggered: int
    """Those of them that are worth trying on it; see `pipeline.tag.grammar.Lookout`."""
    places: dict[int, list[int]]
    """Where the triggers stand of forms that begin with one (`pipeline.tag.grammar.Form.bit`), in the order found."""
    named: dict[str, Found]
    """What finders of names have found in it, by the name of the finder."""
    _treaties: Found | None = field(repr=False, compare=False)
    _ends: list[int] | None = field(repr=False, compare=False)

    def __init__(self, index: int, shadow: Shadow, spans: Sequence[Span] = ()) -> None:
        # By hand, because that makes it twice as fast to make.
        self.index = index
        self.shadow = shadow
        self.spans = spans
        self.text = shadow.text
        self.folded = shadow.folded
        self.looked_for = self.triggered = 0
        self.places = {}
        self.named = {}
        self._treaties = self._ends = None

    @classmethod
    def of(cls, text: str, index: int = 0, spans: Sequence[Span] = ()) -> Passage:
        """Make a passage of a text; ``spans`` are offsets into it.

        Marks of footnotes behind a word (``Resolution 69.23²``, ``Heron Club²``) are left out of its shadow text: they
        are no part of it.
        """
        return cls(index, Shadow.of(text, _marks(text, spans) if spans or not text.isascii() else ()), spans)

    @property
    def treaties(self) -> Found:
        """Start, end and treaty id of every treaty named in the passage, in order."""
        if self._treaties is None:
            bodies = load_bodies()
            named = self.named.get("treaties")
            if named is None:
                named = bodies.treaty_finder.find(self.text, self.folded)
            self._treaties = bodies.with_memoranda(named, self.text, self.folded)
        return self._treaties

    def _sentence_ends(self) -> list[int]:
        if self._ends is None:
            ends = [
                match.end()
                for match in _END.finditer(self.text)
                if not _ABBREVIATION.search(self.folded, max(0, match.start() - 8), match.start() + 1)
                and not (match[0][0] == ";" and self._in_brackets(match.start()))
            ]
            self._ends = ends if len(self.text) <= LONGEST_SENTENCE else _parted(self.text, ends)
        return self._ends

    def _in_brackets(self, offset: int) -> bool:
        return self.text.count("(", 0, offset) > self.text.count(")", 0, offset)

    def sentence(self, offset: int) -> tuple[int, int]:
        """Return start and end of the sentence that holds an offset."""
        ends = self._sentence_ends()
        at = bisect_left(ends, offset + 1)
        return (ends[at - 1] if at else 0), (ends[at] if at < len(ends) else len(self.text))

    def treaties_before(self, offset: int, start: int | None = None) -> list[tuple[int, int, str]]:
        """Return the treaties named in the sentence before an offset (from ``start`` on, if given), nearest last."""
        begin = self.sentence(offset)[0] if start is None else start
        return [treaty for treaty in self.treaties if begin <= treaty[0] and treaty[1] <= offset]

    def last_treaty(self, offset: int) -> tuple[int, int, str] | None:
        """Return the last treaty named up to an offset; None where none is."""
        at = bisect_right(self.treaties, offset, key=_END_OF_NAME)
        return self.treaties[at - 1] if at else None

    def next_treaty(self, offset: int) -> tuple[int, int, str] | None:
        """Return the first treaty named from an offset on; None where none is."""
        at = bisect_left(self.treaties, offset, key=_START_OF_NAME)
        return self.treaties[at] if at < len(self.treaties) else None

    @property
    def italics(self) -> list[tuple[int, int]]:
        """Italic stretches as offsets of the shadow text."""
        return [
            (self.shadow.offset_of(span.start), self.shadow.offset_of(span.end))
            for span in self.spans
            if span.style == "italic"
        ]


def _parted(text: str, ends: Sequence[int]) -> list[int]:
    """Return the ends of sentences with more of them, behind spaces where there are any, so that none is too long."""
    parted = [0]
    for end in (*ends, len(text)):
        while end - parted[-1] > LONGEST_SENTENCE:
            stop = parted[-1] + LONGEST_SENTENCE
            parted.append(text.rfind(" ", parted[-1], stop) + 1 or stop)
        parted.append(end)
    return parted[1:-1]
