"""Hyphens at line ends: joined or kept by the document's own vocabulary."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.parse.language import CUT_ADDRESS, HANGING_BEFORE, divides_a_word
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.lines import LOST_LINE_ENDS
from pipeline.parse.text.runs import Run

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_BROKEN = re.compile(
    rf"(?<![^\W\d_])(?P<first>[^\W\d_]++)(?P<hyphen>[-\u2010{LOST_LINE_ENDS}])"
    rf"(?:[ \t]*(?:\r\n|[\n\r\f\v\u2028])\s*|(?<=[{LOST_LINE_ENDS}]))(?P<second>[^\W\d_]+)"
)
_SOFT_BREAK = re.compile(r"(?<=\u00ad)(?:\r\n|[\n\r\u2028])(?=[^\W\d_A-ZÀ-ÖØ-Þ])")
_UNHYPHENATED = re.compile(rf"(?:(?<=\w/)|{CUT_ADDRESS})(?P<end>[ \t]*(?:\r\n|[\n\r\f\v\u2028])\s*)(?=\S)")
"""A line end within a word or an address that no hyphen cuts."""
_DASHES = str.maketrans("\u2010\u2011", "--")
_ALONE_IN_CELL = re.compile(r"(?<=\|)[ \t]*\S+[ \t]*(?=\|)")
"""What stands alone on a line of a drawn cell: it may be a piece of a word."""
_SIGN = re.compile(r"[^\w(\"“‘«]")
_LAST_FIGURES = re.compile(r"\d+$")
_FIRST_FIGURES = re.compile(r"^\d+")
_LONGEST_NUMBER = 4
"""In figures: a year's."""


def without_soft_breaks(source: str) -> str:
    """Return a source whose lines go on behind soft hyphens: each line end there is a soft hyphen; offsets stay."""
    return _SOFT_BREAK.sub(lambda match: "\u00ad" * len(match[0]), source)


class Vocabulary:
    """The words of a document, and whether it breaks words at line ends.

    A document breaks words where at least one word broken by a hyphen at a line end is printed whole elsewhere, and
    more so than hyphenated. Where it does not, a hyphen at a line end is the word's own.
    """

    def __init__(self, source: str) -> None:
        unbroken = _ALONE_IN_CELL.sub(" ", _BROKEN.sub(" ", source))
        self._words = Counter(word.translate(_DASHES).casefold() for word in _WORD.findall(unbroken))
        whole = hyphenated = 0
        for match in _BROKEN.finditer(source):
            first, second = match["first"].casefold(), match["second"].casefold()
            whole += first + second in self._words
            hyphenated += f"{first}-{second}" in self._words
        self._breaks_words = whole > hyphenated

    def joins(self, first: str, second: str) -> bool:
        """Say whether ``first`` and ``second``, parted by a hyphen at a line end, are one word without it."""
        return self._breaks_words and divides_a_word(first, second, lambda word: self._words[word.casefold()])

    def chopped(self, first: str, second: str, *, doubtful: bool) -> bool:
        """Say whether two pieces that stand alone on two lines, the second as wide as its column, are one word.

        So they are where the second begins with a sign or goes on with a number, and where the document prints them as
        one elsewhere; ``doubtful``: where it prints neither of them elsewhere, too.
        """
        if _SIGN.match(second) or first[-1] in "-/":
            return True
        if first[-1].isdigit() and second[0].isdigit():
            whole = _LAST_FIGURES.findall(first)[0] + _FIRST_FIGURES.findall(second)[0]
            return len(whole) <= _LONGEST_NUMBER
        before, behind = _WORD.findall(first)[-1:], _WORD.findall(second)[:1]
        if not before or not behind or not second[0].isalpha() or (first[-1].islower() and second[0].isupper()):
            return False
        one, other = before[0].casefold(), behind[0].casefold()
        return bool(self._words[one + other]) or (doubtful and not self._words[one] and not self._words[other])


def joined_lines(run: Run, vocabulary: Vocabulary, coverage: Coverage) -> tuple[Run, bool]:
    """Return ``run`` with words broken at line ends made whole, and whether a hyphen was dropped.

    A kept hyphen stays with the rest of its word on the next line, and so does a slash, or the sign at which an address
    is cut; only the line end goes.
    """
    run = _on_one_line(run, coverage)
    parts: list[Run] = []
    done = 0
    dropped = False
    for match in _BROKEN.finditer(run.text):
        hyphen = match.start("hyphen")
        if vocabulary.joins(match["first"], match["second"]):
            dropped = True
            run.set_aside(hyphen, hyphen + 1, coverage, "line_end_hyphen")
            parts.append(run.part(done, hyphen))
        elif match["second"] in HANGING_BEFORE:
            continue
        elif match["hyphen"] in LOST_LINE_ENDS:
            run.set_aside(hyphen, hyphen + 1, coverage, "line_end_hyphen")
            parts += [run.part(done, hyphen), Run.added("-")]
        else:
            parts.append(run.part(done, hyphen + 1))
        done = match.start("second")
        run.set_aside(hyphen + 1, done, coverage, "white_space")
    parts.append(run.part(done))
    return Run.joined(parts), dropped


def _on_one_line(run: Run, coverage: Coverage) -> Run:
    """Return ``run`` without the line ends that no hyphen cuts a word or an address at; they are set aside."""
    parts: list[Run] = []
    done = 0
    for match in _UNHYPHENATED.finditer(run.text):
        parts.append(run.part(done, match.start("end")))
        done = match.end("end")
        run.set_aside(*match.span("end"), coverage, "white_space")
    parts.append(run.part(done))
    return Run.joined(parts)
