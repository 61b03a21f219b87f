"""Ordinals in figures and words, as meeting documents print them in English, French and Spanish.

Patterns and look-ups here are for folded text (`pipeline.tag.shadow.fold`): lower case, no diacritics.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, TypedDict, get_args

from pipeline.datafiles import DATA
from pipeline.structures import read_structure
from pipeline.tag.patterns import any_of

Language = Literal["en", "fr", "es"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_HUNDREDS = DATA / "identity" / "hundreds.yml"

_EN_ONES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_EN_TEENS = [
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

_FR_UNITS = [
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
_FR_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}

_ES_ONES = ["primera", "segunda", "tercera", "cuarta", "quinta", "sexta", "septima", "octava", "novena"]
_ES_TENS = [
    "decima",
    "vigesima",
    "trigesima",
    "cuadragesima",
    "quincuagesima",
    "sexagesima",
    "septuagesima",
    "octogesima",
    "nonagesima",
]


def _english() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_EN_ONES + _EN_TEENS, start=1)}
    for tens, stem in enumerate(_EN_TENS, start=2):
        words[stem[:-1] + "ieth"] = tens * 10
        for ones, one in enumerate(_EN_ONES, start=1):
            words[f"{stem}-{one}"] = tens * 10 + ones
    return words


def _french_cardinal(number: int) -> str:
    if number <= 16:
        return _FR_UNITS[number - 1]
    if number < 20:
        return f"dix-{_FR_UNITS[number - 11]}"
    tens = number // 10 * 10
    if tens in (70, 90):
        tens -= 10
    rest = number - tens
    if rest == 0:
        return _FR_TENS[tens]
    joint = " et " if rest in (1, 11) and tens != 80 else "-"
    return f"{_FR_TENS[tens]}{joint}{_french_cardinal(rest)}"


def _french() -> dict[str, int]:
    words = {"premiere": 1, "unieme": 1, "seconde": 2}
    for number in range(2, 100):
        stem = _french_cardinal(number).removesuffix("e")
        if stem.endswith("neuf"):
            stem = stem.removesuffix("f") + "v"
        elif stem.endswith("cinq"):
            stem += "u"
        words[stem + "ieme"] = number
    return words


_ES_OLD_ONES = {"tercia": 3, "setima": 7, "nona": 9}
"""Ones that stand behind tens alone (``decimotercia``)."""


def _spanish() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_ES_ONES, start=1)}
    words |= {"undecima": 11, "duodecima": 12}
    for tens, ten in enumerate(_ES_TENS, start=1):
        words[ten] = tens * 10
        for one, ones in [*zip(_ES_ONES, range(1, 10), strict=True), *_ES_OLD_ONES.items()]:
            words[f"{ten} {one}"] = tens * 10 + ones
            words[f"{ten.removesuffix('a')}o {one}"] = tens * 10 + ones
            words[f"{ten.removesuffix('a')}o{one}"] = tens * 10 + ones
            words[f"{ten}{one}"] = tens * 10 + ones
            if one.startswith("o"):  # decimoctava
                words[f"{ten.removesuffix('a')}{one}"] = tens * 10 + ones
    masculine = {f"{word[:-1]}o": number for word, number in words.items()}  # "segundo período de sesiones"
    return {**words, **masculine, "primer": 1, "tercer": 3}


WORDS = {"en": _english(), "fr": _french(), "es": _spanish()}
"""Ordinals up to ninety-ninth in words, folded, by language."""
_DIGITS = {
    "en": r"\d{1,3} ?(?:st|nd|rd|th)(?:(?=(?:meeting|session)s?\b)|\b)",  # converters lose the space behind it
    "fr": r"\d{1,3} ?(?:re|er|i?eme|ere|nde|e|°)(?!\w)",
    # NFKC makes a and o of the ordinal indicators, which converters lose: "su 13 reunión".
    "es": r"(?:\d{1,3}\.? ?(?:(?:a|o|er)\b|°)\.?(?!\w)|(?<=\b(?:su|la) )\d{1,3}(?= (?:reunion|sesion)\b))",
}


class _Hundreds(TypedDict):
    beginnings: dict[str, int]
    round: dict[str, int]


class _ByLanguage(TypedDict):
    en: _Hundreds
    fr: _Hundreds
    es: _Hundreds


@lru_cache(maxsize=1)
def _hundreds() -> _ByLanguage:
    """Return ``beginnings`` of ordinals above ninety-ninth (``two hundred and``) and the ``round``, by language."""
    return read_structure(_HUNDREDS, _ByLanguage)


@lru_cache(maxsize=1)
def _values() -> dict[str, int]:
    """Return the values of all ordinals in words, the words separated by spaces."""
    values = {word.replace("-", " "): number for words in WORDS.values() for word, number in words.items()}
    for language in LANGUAGES:
        hundreds = _hundreds()[language]
        ones = [(word.replace("-", " "), number) for word, number in WORDS[language].items()]
        values |= {f"{lead} {word}": more + n for lead, more in hundreds["beginnings"].items() for word, n in ones}
        values |= hundreds["round"]
    return values


@cache
def ordinal_pattern(language: Language) -> str:
    """Return a regular expression (without groups) for an ordinal, in figures or in words, on folded text."""
    beginnings, rounds = _hundreds()[language]["beginnings"], _hundreds()[language]["round"]
    ones = any_of(WORDS[language], hyphens=True)
    words = rf"(?:(?:{any_of(beginnings, hyphens=True)}[ -])?{ones}|{any_of(rounds, hyphens=True)})"
    return rf"(?:{_DIGITS[language]}|{words}(?!\w))"


def ordinal_value(folded: str) -> int:
    """Return the number that an ordinal stands for (``57th``, ``hundred and sixty-fifth``, ``vigesima primera``).

    Raises:
        ValueError: the text is no ordinal of the three languages.

    """
    figures = re.match(r"\d+", folded)
    if figures:
        return int(figures[0])
    try:
        return _values()[folded.replace("-", " ").strip()]
    except KeyError:
        raise ValueError(f"no ordinal: {folded!r}") from None
