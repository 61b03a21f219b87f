"""What an event is called: the words before its noun that belong to its name, and where the name ends behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from pipeline.tag.bodies import towns
from pipeline.tag.events.ground import FORMS, PAUSE, Ground
from pipeline.tag.places import is_known
from pipeline.tag.shadow import fold

_OF_EVENTS = ("workshop", "gathering", "side_event")
"""The forms whose nouns may be of one event or of several."""
_WORD_OF_A_NAME = FORMS.regex("word_of_a_name")
_TOLD_OTHERWISE = FORMS.regex("told_otherwise")
_ASIDE = re.compile(r" - (?=[a-zà-öø-ÿ])")
"""What is said in between, behind a dash; before a capital it may join a name to its second half."""
_COUNT = re.compile(r"\d{1,3} ")
"""How many events there were is no part of their name."""
_BEGINS_A_TOWN = ("La ", "El ", "Le ")
_LONGEST_WORD = 40
_LONGEST_ACRONYM = 12
_ACRONYM_BEFORE = re.compile(r" \([A-Z][A-Za-z]*[A-Z]\)$")
OF_ONE_KNOWN = ("The ", "the ", "This ", "this ")
"""What stands before the plain noun where an event is meant that was named before."""


def beginning(ground: Ground, noun: int) -> int:
    """Return where the words before the noun begin that belong to its name ("joint CMS/AEWA workshop")."""
    text, start = ground.text, noun
    floor = max([end for _, end in ground.taken if end <= noun], default=0)
    floor = max(floor, ground.passage.sentence(noun)[0])
    for _ in range(7):
        space = start - 1
        if space <= 0 or text[space] != " ":
            break
        if acronym := _ACRONYM_BEFORE.search(text, max(0, space - _LONGEST_ACRONYM), space):
            space = acronym.start()  # "Risk Management (RM) Workshop"
        begin = max([text.rfind(mark, max(0, space - _LONGEST_WORD), space) for mark in ' ("']) + 1
        if begin < floor or begin == space or not _WORD_OF_A_NAME.fullmatch(text, begin, space):
            break
        start = begin
    count = _COUNT.match(text, start, noun)
    if not count and text[max(0, start - 3) : start] in _BEGINS_A_TOWN and fold(_town(text, start)) in towns():
        return start - len("La ")  # "the La Paz workshop"
    return count.end() if count else start


def _town(text: str, start: int) -> str:
    """Return what may be the name of a town that begins with an article before an offset."""
    return text[start - len("La ") : text.find(" ", start)]


def name_end(ground: Ground, start: int, limit: int) -> int:
    """Return where a name ends that goes on at ``start``: at a pause, or where something else is told of the event."""
    text = ground.text
    ends = [found.start() for regex in (PAUSE, _ASIDE, _TOLD_OTHERWISE) if (found := regex.search(text, start, limit))]
    return max(start, len(text[: min(ends, default=limit)].rstrip()))


def tidy(name: str) -> str:
    """Return a name without what tells behind it that the event was held."""
    bare = FORMS["behind_a_name"].regex.sub("", name).strip(" ,;:")
    return bare if bare.endswith('"') and bare.count('"') == 2 else bare.strip(" ,;:\"'")


def called_before(ground: Ground, nouns: Sequence[tuple[str, re.Match[str]]], match: re.Match[str]) -> str | None:
    """Return the name that "the meeting" had further up in the passage; None where it had none."""
    if not ground.text[: match.start()].endswith(OF_ONE_KNOWN):
        return None
    for _, noun in reversed(nouns):
        if noun.start() < match.start() and noun["noun"] == match["noun"]:
            start, end = beginning(ground, noun.start()), noun.end("noun")
            name = tidy(ground.text[start : name_end(ground, end, ground.limit(end))])
            if name != noun["noun"] and not ground.is_taken(start, end):
                return name
    return None


def town_of(ground: Ground, match: re.Match[str], before: str, opening: int) -> str | None:
    """Return the town that an event is called by: ``the Bonn workshop``, ``la conférence de Londres``; None for none.

    It may stand ``before`` the noun, right behind it, or at the end of the name, where place and dates begin.
    """
    if before and " " not in before and (fold(before) in towns() or (match[0].islower() and is_known(before))):
        return before
    words = before.split()
    for end in range(1, len(words)):  # "the Abu Dhabi raptors meeting"
        if words[end].islower() and fold(town := " ".join(words[:end])) in towns():
            return town
    for behind in FORMS["of_town"].regex.finditer(ground.text, match.end("noun"), opening):
        alone = behind.start() == match.end("noun") or not ground.text[behind.end() : opening].strip(" ,")
        if alone and fold(behind["place"]) in towns():
            return behind["place"]
    return None


@lru_cache(maxsize=256)
def one_of(noun: str) -> str:
    """Return the noun of one event where a noun is that of several: a shorter one that the same form of nouns knows."""
    nouns = {" ".join(words) for words in product(*map(_without_plural, noun.split(" ")))}
    known = [one for one in nouns if any(FORMS[form].regex.fullmatch(one) for form in _OF_EVENTS)]
    return min(known, key=lambda one: (len(one), one), default=noun)


def _without_plural(word: str) -> list[str]:
    """Return a word, and what it may be without the ending of a plural in any of the languages."""
    endings = () if word.endswith("ss") else (("s", ""), ("es", ""), ("ies", "y"))
    return [word, *(word.removesuffix(plural) + one for plural, one in endings if word.endswith(plural))]
