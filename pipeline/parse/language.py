"""The language of a text, by its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypedDict

from pipeline.families import whole
from pipeline.parse.cover import IDENTITY
from pipeline.structures import read_structure

_WORD = re.compile(r"[^\W\d_]+")

MIN_LANGUAGE_WORDS = 8
"""A document with fewer of the commonest words of a language gives no evidence of it."""
MIN_LANGUAGE_LEAD = 1.5
"""The commonest words of the document's language must be so many times those of the next."""
WORDS_OF_A_LANGUAGE = 100
"""In so many words of running text the commonest words of its language are many."""
HANGING_BEFORE = frozenset({"and", "or", "to", "et", "ou", "y", "e", "o", "u"})
"""Words before which a hyphen hangs over (`pre- and post-`): a space stays between them."""
CUT_ADDRESS = r"(?:://|\bwww\.)[^\s()<>\[\]]{0,400}(?:[.?](?=\s+[a-z])|[_=&#%~](?=\s+\w))"
"""An address of the web up to a line end within it; behind a sign that ends a sentence stands a capital."""


def language_of(texts: Iterable[str], least: int = MIN_LANGUAGE_WORDS) -> str | None:
    """Return ``en``, ``fr`` or ``es``, whichever commonest words the texts have most of; None without evidence.

    Fewer than ``least`` of the commonest words are none.
    """
    counts = Counter(word.casefold() for text in texts for word in _WORD.findall(text))
    scores = sorted(
        ((sum(counts[word] for word in words), language) for language, words in _languages().items()), reverse=True
    )
    (first, language), (second, _), *_ = scores
    return language if first >= least and first >= MIN_LANGUAGE_LEAD * second else None


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return the commonest words of all languages, in small letters: those that join others."""
    return frozenset(word for words in _languages().values() for word in words)


def breaks_off(text: str) -> bool:
    """Say whether ``text`` ends with a word that ends no text (``of the``): it goes on, whatever follows.

    With a capital it is another word (``in May``, ``Group A``), unless all of the text is in capitals and the word is
    no name (``AMÉRICA DEL SUR``).
    """
    words = text.rsplit(maxsplit=1)
    last = words[-1] if words else ""
    in_capitals = len(last) > 1 and text.isupper()
    form = whole("open_words", last.lower()) if last.isalpha() and (in_capitals or last.islower()) else None
    return form is not None and not (in_capitals and form.name == "also_names")


def divides_a_word(first: str, second: str, times: Callable[[str], int]) -> bool:
    """Say whether a hyphen at a line end divides a word, in a document that divides some; else it is a compound's own.

    ``first`` is the word before it, with hyphens where it is a compound itself, ``second`` what follows, ``times`` how
    often the document prints a word. One that is printed whole is joined, unless it is printed with the hyphen more
    often; of neither, a word whose parts are no words, and none of the family ``compounds``. Of what hardly is one word
    (`may_be_divided`: ``TRAF-FIC``, ``in-to``), only one that is printed whole more often.
    """
    last = first.rsplit("-", 1)[-1]
    joined, compound = times(last + second), times(f"{first}-{second}")
    if not may_be_divided(first, second):
        return joined > compound
    if joined or compound:
        return joined >= compound
    return not (times(last) and times(second)) and not whole("compounds", f"{first}-{second}")


def may_be_divided(first: str, second: str) -> bool:
    """Say whether two parts look like those of a word: not ``CITES-listed``, ``e-permits``, ``mid-May``, ``pre- and``.

    Nobody leaves a single letter of a word at a line end.
    """
    return len(first) > 1 and not first.isupper() and second[:1].islower() and second not in HANGING_BEFORE


class _Languages(TypedDict):
    """The commonest words of each language."""

    en: list[str]
    fr: list[str]
    es: list[str]


@lru_cache(maxsize=1)
def _languages() -> dict[str, frozenset[str]]:
    """Return the words of `languages.yml`; raise `DataFileError` where one is no text (a bare ``on`` is true)."""
    data = read_structure(IDENTITY / "languages.yml", _Languages)
    return {"en": frozenset(data["en"]), "fr": frozenset(data["fr"]), "es": frozenset(data["es"])}
