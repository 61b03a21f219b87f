"""Forms of names: how a name is looked up, plurals by the rules of a language, spellings in careless printing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.tag.shadow import Shadow, fold

_NOT_A_LETTER = re.compile(r"[\W\d_]")
_TWO_PLURALS = ("fish", *(f"{consonant}o" for consonant in "bcdfghjklmnpqrstvwxz"))
"""How English words end that have two plurals, of which one adds ``es``."""
_FRENCH_ALS = {"bharal", "caracal", "chacal", "chital", "coucal", "gavial", "goral", "monal", "narval", "quetzal"}
_FRENCH_ALS |= {"rorqual", "serval", "urial"}
"""Animals with a plural in ``-als``."""
_FRENCH_US = {"bleu", "émeu"}
"""Words with a plural in ``-us`` (``requins bleus``, ``émeus``)."""
_FRENCH_STOP = {"de", "d", "du", "des", "a", "au", "aux", "en", "la", "le", "l", "et", "sans"}
_SPANISH_PART = re.compile(
    r" (?:de )?((?:alas?|aletas?|barba|cabeza|cara|cejas?|cola|copete|corona|cuello|dorso|espalda|frente|garganta"
    r"|hocico|lomo|mejillas?|mentón|nuca|oídos?|orejas?|patas?|pecho|penacho|pico|puntas|vientre) [^\W\d_]+)$"
)
"""A part of the body and its adjective, which end a Spanish name."""
_FISH = re.compile(r"(?<=[^\W\d_])(fish(?:es)?)\b")
_ENDINGS_OF_HIGHER = {
    "en": {"idae": "id"},
    "fr": {"idae": "idé", "aceae": "acée", "iformes": "iforme"},
    "es": {"idae": "ido", "aceae": "ácea", "iformes": "iforme"},
}
"""How the endings of families and orders are in a language."""
_LATIN_IN_SPANISH = [
    (re.compile(latin), spanish)
    for latin, spanish in (
        *((r"^s(?=[^aeiouy])", "es"), (r"ph", "f"), (r"([bcdfgklmnpstz])\1", r"\1"), (r"(?<=[rt])h", "")),
        *((r"(?:ch|k)(?=[ei])", "qu"), (r"ch", "c"), (r"[ao]e", "e"), (r"y", "i"), (r"ii", "i")),
    )
]
"""How Spanish spells what Latin has from Greek, in the order in which it is replaced."""
_SHORTEST_SPANISH = 7
"""How long the Spanish name of a family or order is at least: a shorter one may be another word (``reído``)."""
_SPANISH_STOP = {"de", "del", "la", "las", "los", "el", "a", "al", "con", "sin", "en", "y"}


def words_of(name: str) -> str:
    """Return a name as it is looked up: folded, words separated by one space (``rüppell's`` is ``ruppell s``)."""
    return _NOT_A_LETTER.sub(" ", Shadow.of(name).folded)


def plurals(name: str, language: str) -> tuple[str, ...]:
    """Return the plural forms of a common name in the singular by the rules of ``en``, ``fr`` or ``es``.

    English puts the last word in the plural (``guitarfish`` may stay as it is, ``buffalo`` has ``buffalos`` and
    ``buffaloes``, so there are two forms); French and
    Spanish put every word before the first preposition in it, and may leave the adjectives of a list in the singular
    (``elefantes africano y asiático``), or what a joint adds to the name (``dauphins bleus et blanc``). Some words have
    two plurals (``requins-taupes`` and ``requins-taupe``, ``manatíes`` and ``manatís``).
    """
    if language == "en":
        head, space, last = name.rpartition(" ")
        plural = head + space + _english_plural(last)
        return (plural, f"{name}es") if last.lower().endswith(_TWO_PLURALS) else (plural,)
    stop = _FRENCH_STOP if language == "fr" else _SPANISH_STOP
    words = name.split(" ")
    count = 0
    while count < len(words) and fold(re.split(r"['’]", words[count])[0]) not in stop:
        count += 1
    if count == 0:
        return ()
    forms = []
    for pluralise in (_french_plural, _french_head) if language == "fr" else (_spanish_plural, _spanish_plural_in_s):
        full = [pluralise(word) for word in words[:count]] + words[count:]
        forms += [full, [full[0], *words[1:]]]
        if words[count : count + 1] in (["et"], ["y"]) and stop.isdisjoint(map(fold, words[count + 1 :])):
            forms.append([*full[: count + 1], *map(pluralise, words[count + 1 :])])
    return tuple(dict.fromkeys(map(" ".join, forms)))


def called_after_scientific(higher: str, language: str) -> str | None:
    """Return what a family or order is called after its scientific name in ``en``, ``fr`` or ``es``, in the singular.

    ``Rhinobatidae`` are rhinobatids, ``rhinobatidés`` and ``rinobátidos`` (accents are as they come: names are looked
    up without). None where the name has another ending, or is short.
    """
    for latin, ending in _ENDINGS_OF_HIGHER[language].items():
        if not higher.endswith(latin):
            continue
        name = f"{higher.removesuffix(latin).lower()}{ending}"
        for sound, spelling in _LATIN_IN_SPANISH if language == "es" else ():
            name = sound.sub(spelling, name)
        return None if language == "es" and len(name) < _SHORTEST_SPANISH else name
    return None


def _english_plural(word: str) -> str:
    lower = word.lower()
    if lower.endswith(("s", "x", "z", "ch", "sh")) and not lower.endswith("fish"):
        return word + "es"
    if lower.endswith("y") and lower[-2:-1] not in {"a", "e", "i", "o", "u"}:
        return word[:-1] + "ies"
    if lower.endswith("goose"):
        return word[:-5] + ("Geese" if word[-5] == "G" else "geese")
    if lower.endswith("wolf"):
        return word[:-1] + "ves"
    if lower.endswith(("sheep", "deer", "fish", "grouse")):
        return word
    return word + "s"


def _french_plural(word: str) -> str:
    if "-" in word:
        return "-".join(_french_plural(part) if part not in {"à", "de"} else part for part in word.split("-"))
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith(("eau", "au", "eu")) and word not in _FRENCH_US:
        return word + "x"
    if word.endswith("al") and word not in _FRENCH_ALS:
        return word[:-2] + "aux"
    return "coraux" if word == "corail" else word + "s"


def _french_head(word: str) -> str:
    """Return the plural of a compound of which only the first word is in the plural."""
    head, hyphen, rest = word.partition("-")
    return f"{_french_plural(head)}{hyphen}{rest}"


def _spanish_plural_in_s(word: str) -> str:
    return f"{word}s" if word.endswith(("í", "ú")) else _spanish_plural(word)


def _spanish_plural(word: str) -> str:
    folded = fold(word)
    if folded.endswith("z"):
        return word[:-1] + "ces"
    if folded.endswith("s") and (len(re.findall("[aeiou]+", folded)) == 1 or word[-2:-1] in "áéíóú"):
        return word + "es"
    if folded.endswith(("s", "x")):
        return word
    return word + ("s" if folded[-1:] in {"a", "e", "i", "o", "u"} and word[-1] not in "íú" else "es")


def variants(form: str, language: str) -> Iterable[str]:
    """Yield the same name as careless printing has it: without its hyphens (``whitebacked``), without apostrophe.

    English names have ``fish`` apart from its word (``guitar fish``).
    Spanish names have ``de`` before a part of the body, or in the Americas none (``loro cabeza amarilla``).
    """
    if language == "es" and (part := _SPANISH_PART.search(form)):
        yield (
            f"{form[: part.start()]} {part[1]}"
            if part[0].startswith(" de ")
            else f"{form[: part.start()]} de {part[1]}"
        )
    if language == "en" and (apart := _FISH.sub(r" \1", form)) != form:
        yield apart
    if "-" in form:
        yield form.replace("-", "")
    if "'s " in form:
        yield form.replace("'s ", "s ")
        yield form.replace("'s ", " ")
