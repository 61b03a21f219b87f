"""Which words have the form of an epithet.

Latin endings that no other word of the language has are enough; with those that others have, more must speak for it:
brackets, italics, a list of its genus.
"""

from __future__ import annotations

import re

from pipeline.tag.lexicon import EPITHET_ENDINGS
from pipeline.tag.taxa.searched import SearchedText

_LATIN = re.compile(
    r"(?:us|um|is|i|ae|oides|ops|ceps|ifer|ifera|igera|icola|cauda|ptera|soma|gaster|dasys|stachys|emys|chelys)$"
)
"""Endings of epithets. A name that the lexicon lacks needs one, besides italics or brackets."""
_LATIN_IN = {
    "en": re.compile(r"(?:.[^aeiou]a|.[eiu]a|ense)$"),
    "fr": re.compile(r"(?:.[^aeiour]a|[eiu]a|[^cdfmpst]ense)$"),
    "es": re.compile(r"(?:[pt]h|ss|tt|mm|pp|ff|gg|[kw]|rh|ch[lr]|[b-df-hj-np-tv-z]y[b-df-hj-np-tv-z]).*[ae]$"),
}
"""Endings that hardly a word of the language has: behind a genus of the lexicon they are enough there.

French has the future in ``-ra``, and ``défense`` or ``immense``; of Spanish, only letters that it does not have tell.
"""
_GENDERS = re.compile(r"(?:us|a|um|is|e)$")
_OF_PLANTS = ("folia", "flora", "phylla", "carpa", "sperma", "cephala", "ensis")
"""Endings of epithets that hardly a French or Spanish word has either."""
_LESS_LATIN = re.compile(r"(?:a|ense|aule|ile|ale|are|forme|oide)$")
"""Endings that ordinary words have too, taken where more speaks for a name."""
_SHORTEST_EPITHET = 4
"""How long one is where it stands as one."""
_NO_LATIN = ("s", "ed", "ing", "ion", "ment", "ly", "ty")
"""How words end that, with no other sign of an epithet than where they stand, are others."""
_OF_ROMANCE = ("iana", "gera", "fera", "oides", "forme", "opsis", "pus", "ceps", "cornis", "anus", "illus")
"""Of the endings that are enough in English, those that French or Spanish words have (``conforme``, ``ligera``)."""
_ROMAN = re.compile(r"[ivxlc]+")
_GENUS = re.compile(r"(?:[aeo]s|a|us|um|is|on|ys|ops|[aeiy]x)$")
"""Endings of genera. What stands before an epithet of no genus that the lexicon has needs one."""
_OF_NOUNS = ("ncia", "anza", "tiva")
"""How Spanish nouns end that have adjectives behind them (``Conferencia``, ``Iniciativa``), no genera."""
_SURE_EPITHET = 5
"""How long an epithet is that is one of whatever genus it stands behind; shorter ones are other words as well."""


def is_epithet(searched: SearchedText, word: str) -> bool:
    """Whether a word is an epithet of any genus, or has the form of one and is no ordinary word of that form."""
    known = len(word) >= _SURE_EPITHET and word in searched.lexicon.genera
    form = known or word.endswith(_OF_PLANTS) or bool(_LATIN.search(word))
    form = form or any(_LATIN_IN.get(language, _LATIN).search(word) for language in searched.languages)
    return form and word not in searched.lexicon.no_epithets and not _ROMAN.fullmatch(word)


def is_known_epithet(searched: SearchedText, word: str) -> bool:
    """Whether a word is an epithet of any genus, in whatever gender."""
    stem = _GENDERS.sub("", word)
    return any(f"{stem}{ending}" in searched.lexicon.genera for ending in ("", "us", "a", "um", "is", "e"))


def may_be_epithet(searched: SearchedText, genus: str, word: str) -> bool:
    """Whether a word may be an epithet of a genus that is no other word, where more than its form speaks for it."""
    lexicon = searched.lexicon
    return (
        len(word) >= _SHORTEST_EPITHET
        and genus.lower() in lexicon.plain_genera
        and word not in lexicon.no_epithets
        and word not in lexicon.no_common_names
        and not lexicon.labels.get(word)
    )


def ends_as_other_words(word: str) -> bool:
    """Whether a word ends as words do that are no epithets: nothing but its place in a list of its genus shows one."""
    return word.endswith(_NO_LATIN)


def is_new_name(searched: SearchedText, genus: str, epithet: str) -> bool:
    """Whether two words, of which the lexicon has at most the second, are a name by their form alone."""
    english = "en" in searched.languages
    return (
        bool(_GENUS.search(genus))
        and (epithet.endswith(EPITHET_ENDINGS) or (english and epithet in searched.lexicon.genera))
        and (english or not epithet.endswith(_OF_ROMANCE))
        and bool(_LATIN.search(epithet) or _LATIN_IN["en"].search(epithet))
        and len(epithet) >= _SURE_EPITHET
        and is_epithet(searched, epithet)
    )


def is_new_in_brackets(searched: SearchedText, genus: str, epithet: str) -> bool:
    """Whether two words may be a name that the lexicon does not have, in a document with such names in brackets."""
    genus_like = _GENUS.search(genus) and not genus.endswith(_OF_NOUNS)
    return bool(genus_like) and len(epithet) >= _SURE_EPITHET and is_epithet(searched, epithet)


def is_latin(searched: SearchedText, match: re.Match[str], *, bracketed: bool) -> bool:
    """Whether a name has the form of a scientific one; where more speaks for it, it may end in any ``a``."""
    known = searched.lexicon.epithets.get(match[1].lower())
    return all(
        (known and word in known)
        or (
            word not in searched.lexicon.no_epithets
            and (_LATIN.search(word) or (_LESS_LATIN.search(word) and (bracketed or known is not None)))
        )
        for word in match.groups()[1:]
        if word
    )
