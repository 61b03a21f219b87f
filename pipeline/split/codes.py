"""Activity codes as documents print them, normalised to the theme's letter and a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.split.families import forms
from pipeline.split.printed import without_bullet

_SENTENCE_END = re.compile(r"[.;:!?][\"”’')\]]*$")
_LAST_SENTENCE = re.compile(r"(?<=[.;:!?])\s+")
_LONGEST_TITLE = 8
_INLINE = re.compile(r"(?<!\S)(?=\(?[A-Z][ ]?[.]?[ ]?\d{1,2})")
LONGEST_GAP = 3
"""How many codes in a row may be lost before a number is held to be no code of the series."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code found in a text: its letter and number, and where the words after it begin (characters)."""

    letter: str
    number: int
    end: int

    @property
    def name(self) -> str:
        """The normalised code, ``B1``."""
        return f"{self.letter}{self.number}"


def code_at_start(text: str, letter: str | None, last: int) -> Code | None:
    """Return the code that the text begins with, or None.

    ``letter`` is the theme's letter (None: any), ``last`` the number before in the series (0: none yet). The looser
    a form is, the more it needs: bare forms must carry on the series.
    """
    bare = without_bullet(text)
    skipped = len(text) - len(bare)
    for form in forms("activity_codes"):
        match = form.pattern.match(bare)
        if match is None or (letter is not None and match["letter"] != letter):
            continue
        number = int(match["number"])
        if number == 0:
            continue
        if form.name == "open" and not (letter is not None or number == last + 1):
            continue
        if form.name == "plain" and not (letter is not None and number == last + 1):
            continue
        return Code(match["letter"], number, skipped + match.end())
    return None


def codes_inside(text: str, letter: str, last: int) -> list[tuple[int, Code]]:
    """Return the codes that stand inside a running text as (start, code), in order, carrying on the series.

    A table flattened by a converter prints several activities in one paragraph. A number counts as a code only when
    it is the next of the series (or up to `LONGEST_GAP` further, after the end of a sentence).
    """
    found: list[tuple[int, Code]] = []
    expected = last + 1
    for place in _INLINE.finditer(text):
        start = place.start()
        if start == 0:
            continue
        code = code_at_start(text[start:], letter, expected - 1)
        if code is None:
            continue
        before = text[:start].rstrip()
        after_sentence = bool(_SENTENCE_END.search(before)) or _is_title(_LAST_SENTENCE.split(before)[-1])
        printed = text[start : start + code.end].rstrip()
        separated = not printed[-1].isdigit() or "." in printed
        near = expected <= code.number <= expected + LONGEST_GAP and after_sentence and separated
        if (code.number == expected and (after_sentence or separated)) or near:
            found.append((start, Code(code.letter, code.number, start + code.end)))
            expected = code.number + 1
    return found


def _is_title(text: str) -> bool:
    """Say whether a text may be a sub-heading: a few words that begin with a capital letter."""
    return text[:1].isupper() and len(text.split()) <= _LONGEST_TITLE and not text.endswith(",")
