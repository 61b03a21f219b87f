"""Does one stretch of text go on in another? General evidence only: punctuation, case, the document's own usage."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable

from pipeline.families import Form, whole
from pipeline.model import BULLET

_TERMINAL = re.compile(r"[.!?][\"”’')\]]*$")
_FRAGMENT_WORDS = 6
_WORD = re.compile(r"[^\W_]+(?:[’'.][^\W_]+)*")
_PHRASE = (0.0, 1.0, 3.0)
_TAIL = 250
"""How a text ends and begins shows in so many characters."""
SURE = 2.0
"""From this score on, two stretches are one text."""


def is_finished(text: str) -> bool:
    """Say whether the text ends as a sentence ends."""
    return bool(_TERMINAL.search(text[-_TAIL:].rstrip()))


def announces(text: str) -> bool:
    """Say whether the text ends as a text ends that a list follows, or as a list's item ends."""
    stripped = text.rstrip()
    return stripped.endswith((":", ";")) or bool(re.search(r";\s*(?:and|or|et|ou|y|[oeu])$", stripped))


def is_cut(text: str) -> bool:
    """Say whether the text ends where no text can end: after a function word, a comma, a hyphen, in a bracket."""
    stripped = text.rstrip()
    if not stripped or is_finished(stripped) or announces(stripped):
        return False
    if stripped.endswith((",", "-", "–", "(", "[", "/")):
        return True
    if stripped.count("(") > stripped.count(")"):
        return True
    return _open_word(stripped) is not None


def _open_word(text: str) -> Form | None:
    """Return the form of the last word of a text if no text ends with it."""
    return whole("open_words", re.split(r"[\s(]", text.rstrip()[-_TAIL:])[-1])


def is_fragment(text: str) -> bool:
    """Say whether a text is too short for a paragraph of its own: a few words that end a sentence, without a verb."""
    listed = words(text)
    if not is_finished(text) or len(listed) > _FRAGMENT_WORDS:
        return False
    classes = {form.name for form in (whole("word_classes", word) for word in listed) if form}
    return not classes & {"auxiliary", "modal", "past"}


def begins_low(text: str) -> bool:
    """Say whether the text begins in the middle of a sentence: with a small letter or a closing mark."""
    bare = text.removeprefix(BULLET).lstrip("\"“‘'([")
    return bool(bare) and (bare[0].islower() or bare[0] in "),.;:]")


def _begins_sentence(text: str, before: str) -> bool:
    """Say whether the text begins with a capitalised function word, which no name does.

    French and Spanish names do, in English text, too: behind an English word that ends no text it may be one.
    """
    first = re.split(r"[\s,]", text.removeprefix(BULLET).lstrip("\"“‘'(["), maxsplit=1)[0]
    form = first[:1].isupper() and (whole("sentence_starts", first) or whole("open_words", first.lower()))
    if not form:
        return False
    last = None if form.name == "english" else _open_word(before)
    return last is None or last.name != "english"


def words(text: str) -> list[str]:
    """Return the text's words in lower case."""
    return [match.group().casefold() for match in _WORD.finditer(text)]


class Usage:
    """The word pairs and triples of a document, by which a broken phrase is recognised."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._triples: Counter[tuple[str, str, str]] = Counter()
        for text in texts:
            listed = words(text)
            self._pairs.update(itertools.pairwise(listed))
            self._triples.update(zip(listed, listed[1:], listed[2:], strict=False))

    def attests(self, before: list[str], after: list[str], times: int = 1) -> int:
        """Say how well the document knows the phrase across the seam: 0 not, 1 a pair, 2 a triple.

        ``times``: how often it must occur, 2 where one of the places is the seam itself.
        """
        if not before or not after:
            return 0
        if (len(before) > 1 and self._triples[before[-2], before[-1], after[0]] >= times) or (
            len(after) > 1 and self._triples[before[-1], after[0], after[1]] >= times
        ):
            return 2
        return 1 if self._pairs[before[-1], after[0]] >= times else 0


def seam(before: str, after: str, usage: Usage) -> float:
    """Return how well ``after`` continues ``before``; from `SURE` on they are one text, below 0 they are not."""
    score = 0.0
    if is_finished(before):
        score -= 3.0
    if is_cut(before):
        score += 2.0
    if begins_low(after):
        score += 1.0 if is_finished(before) else 2.0
    elif _begins_sentence(after, before):
        score -= 3.0
    elif not is_cut(before) and not announces(before):
        score -= 1.0
    score += _PHRASE[usage.attests(words(before[-_TAIL:])[-2:], words(after[:_TAIL])[:2])]
    return score


def join(before: str, after: str) -> str:
    """Return the two stretches as one running text; a hyphen at the cut stays, without a space after it."""
    if before.endswith("-") and after[:1].islower():
        return before + after
    return f"{before} {after}"
