"""Common names that the lexicon lacks, told by the scientific name in brackets, and where the document has them again.

``the dorado (Brachyplatystoma rousseauxii)`` says that the dorado is that species, there and wherever the document
has the name again: if the document is one that puts scientific names in brackets behind common ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.tag.name_forms import plurals, words_of
from pipeline.tag.names import places_of
from pipeline.tag.shadow import fold
from pipeline.tag.taxa.beside import unlisted_beside
from pipeline.tag.taxa.joints import BREAKS
from pipeline.tag.taxa.mention import Found
from pipeline.tag.taxa.overlaps import merged
from pipeline.tag.taxa.searched import BETWEEN_BLOCKS, SearchedText

_WORDS_BEFORE = re.compile(r"(?:[^\W\d_]+(?:['-][^\W\d_]+)* ){0,5}[^\W\d_]+(?:['-][^\W\d_]+)* $")
_FURTHEST = 70
_SPECIES = ("species", "subspecies", "genus")
_OPENS = (" (", " [")
_LEAST_NAMED = 3
"""Of so many taxa at least a document must have a common name before the bracket: fewer show no habit."""
_LONGEST_ENGLISH = 3
_SHORTEST = 4
"""How many letters a name of one word has that is looked for in the rest of the document."""
_NO_NAME = re.compile(
    r"(?:[ts]ions?|ments?|ances?|ences?|it(?:y|ies)|ness|ships?|ings?|ism|ures?|logy|cion|ciones|mientos?|dad(?:es)?"
    r"|eurs?|dor(?:es)?|ly)$"
)
"""How words end that are what is done, or who does it, hardly ever an animal or plant."""
_BRACKETED_BLOCK = re.compile(r"\|\(([^\W\d_][^()\[\],;:/|\d]{3,60})\)(?=\||$)")


def named_by_brackets(searched: SearchedText, found: list[Found]) -> list[Found]:
    """Add the names that scientific ones in brackets behind them tell, and those in a bracket of their own behind one.

    A word before a bracket is a name where the document has the habit: most of its brackets with a scientific name are
    right behind a common name that the lexicon has. ``Zyzomys exemplaris`` and in the next block ``(rata coligorda)``,
    as in the tables of proposals, are of one taxon.
    """
    before: dict[int, Found] = {}
    named: set[tuple[str, ...]] = set()
    for at, (last, name) in enumerate(zip([None, *found], found, strict=False)):
        if _is_scientific(searched, name):
            if told := _before(searched, name, last):
                before[at] = told
            elif last and last.via == "common" and last.taxa and searched.text[last.end : name.start] in _OPENS:
                named.add(name.taxa)
    if len(named) < max(_LEAST_NAMED, 2 * len({told.taxa for told in before.values()})):
        before = {}
    result: list[Found] = []
    for at, name in enumerate(found):
        result += [before[at], name] if at in before else [name]
        if _is_scientific(searched, name):
            following = found[at + 1].start if at + 1 < len(found) else None
            if told := _in_own_block(searched, name, following):
                result.append(told)
    return result


def _is_scientific(searched: SearchedText, name: Found) -> bool:
    return name.via != "common" and bool(name.taxa) and (name.rank or searched.rank(name.taxa[0])) in _SPECIES


def _before(searched: SearchedText, scientific: Found, last: Found | None) -> Found | None:
    """The name of which the last word, in small letters, stands right before the bracket.

    Words that say more of a name of the same taxon are none (``sperm whales of the eastern Pacific``).
    """
    first = last.end if last else 0
    end = scientific.start - 2
    opens = searched.text[max(end, 0) : scientific.start] in _OPENS
    match = _WORDS_BEFORE.search(searched.left(end + 1, _FURTHEST)) if opens and first < end else None
    if match is None or searched.text[scientific.end : scientific.end + 1] not in (")", "]", ",", ";"):
        return None
    english = "en" in searched.languages
    name: list[str] = []
    for word in reversed(match[0].split()):
        if fold(word).rpartition("'")[2] in searched.lexicon.small_words or (english and len(name) == _LONGEST_ENGLISH):
            break
        name.insert(0, word)
        if fold(word).startswith(("l'", "d'")):
            break
    if not name or not name[-1][0].islower() or len(name[-1]) < _SHORTEST or fold(name[0]).startswith("d'"):
        return None
    name[0] = name[0][2:] if fold(name[0]).startswith("l'") else name[0]
    start = end - len(" ".join(name))
    words = [fold(word).rpartition("-")[2] for word in (name[-1:] if english else name)]
    others = searched.lexicon.no_common_names
    if start < first or _NO_NAME.search(words[-1]) or not others.isdisjoint(words):
        return None
    if last and last.taxa == scientific.taxa and not BREAKS.search(searched.text, first, start):
        joint = fold(searched.text[first:start]).split()[-1:]
        if joint and searched.lexicon.small_words.get(joint[0]) != "joint":
            return None
    return unlisted_beside(searched, start, end, scientific)


def _in_own_block(searched: SearchedText, scientific: Found, following: int | None) -> Found | None:
    """The name that alone stands in brackets in the block behind that of a scientific name."""
    if searched.text[scientific.start - 1 : scientific.start] not in ("", BETWEEN_BLOCKS):
        return None
    bracket = _BRACKETED_BLOCK.match(searched.text, scientific.end)
    if bracket is None or (following is not None and following < bracket.end()):
        return None
    words = fold(bracket[1]).split()
    if any(word[0].isupper() for word in bracket[1].split()[1:]):
        return None  # a place (``Black Sea``)
    if len(words) < 2 or not searched.lexicon.no_common_names.isdisjoint(words):
        return None
    return unlisted_beside(searched, bracket.start(1), bracket.end(1), scientific)


def said_again(searched: SearchedText, found: Sequence[Found]) -> list[Found]:
    """Return the names with those that the document tells by a scientific name beside them in another place.

    What it tells of two taxa, it does not tell.
    """
    language = next(iter(searched.languages))
    told: dict[str, Found] = {}
    taxa: dict[str, set[tuple[str, ...]]] = {}
    for name in [each for each in found if each.match == "unlisted" and each.via == "common"]:
        printed, whole = searched.text[name.start : name.end], _is_whole(searched, name)
        for form in map(words_of, (printed, *plurals(printed, language))):
            taxa.setdefault(form, set()).add(name.taxa)
            if whole:
                told.setdefault(form, name)
    one = ((words, name) for words, name in sorted(told.items()) if len(taxa[words]) == 1)
    more = [new for words, name in one for new in _places(searched, words, name)]
    if not more:
        return list(found)
    again = {(new.start, new.end): new for new in more}
    known_otherwise = [
        name.via == "common" and name.match != "unlisted" and not set(map(searched.rank, name.taxa)) & {"species"}
        for name in found
    ]
    names = [
        again.get((name.start, name.end), name) if other else name
        for name, other in zip(found, known_otherwise, strict=True)
    ]
    return merged(names, more)


def _places(searched: SearchedText, words: str, name: Found) -> Iterator[Found]:
    reason = f"the document names {name.taxa[0]} so beside its scientific name"
    for at in places_of(words, searched.spaced):
        end = at + len(words)
        whole = searched.spaced[at - 1 : at] in ("", " ") and searched.spaced[end : end + 1] in ("", " ")
        if whole and not BREAKS.search(searched.text, at, end):
            yield Found(at, end, name.taxa, "common", "unlisted", reason, name.rank)


def _is_whole(searched: SearchedText, name: Found) -> bool:
    """Whether a name is all that is said: behind an article or a joint, or at the beginning, and no word of a list."""
    printed = searched.text[name.start : name.end]
    if " " not in printed and (len(printed) < _SHORTEST or searched.lexicon.labels.get(fold(printed))):
        return False
    before = fold(searched.left(name.start, 20)).replace("'", "' ").split()
    if not before or before[-1].endswith((",", ";", ":", "(", ".")):
        return True
    kinds = searched.lexicon.small_words
    kind = "article" if before[-1] == "l'" else kinds.get(before[-1])
    within = len(before) > 1 and kinds.get(before[-2]) == "inner"  # ``chat de la jungle``
    return kind == "joint" or (kind == "article" and not within)
