"""Names that the lexicon does not have, by their form and by what shows that they are names."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipeline.tag.names import places_of
from pipeline.tag.shadow import fold
from pipeline.tag.taxa.epithets import (
    ends_as_other_words,
    is_epithet,
    is_known_epithet,
    is_latin,
    is_new_in_brackets,
    is_new_name,
    may_be_epithet,
)
from pipeline.tag.taxa.joints import LEFT_OF_COORDINATION, RIGHT_OF_COORDINATION, WORD, WORD_WITH_CAPITAL
from pipeline.tag.taxa.listed import Listed
from pipeline.tag.taxa.mention import BINOMIAL, Found
from pipeline.tag.taxa.misspelt import nearest_of
from pipeline.tag.taxa.searched import CONTEXT, SearchedText
from pipeline.tag.taxa.told_apart import line

_GENERA_LISTED = re.compile(
    r"g(?<=\bg)(?:enus|enera|enres?|éneros?) "
    r"([A-Z][a-z]{3,}\b(?:(?:, (?:and |et |y )?| and | et | y )[A-Z][a-z]{3,}\b)*)"
)
"""What is said to be a genus, or to be several."""
_RANK_SAID = re.compile(
    r":(?: ?| ?\| ?)([A-Z][a-z]{2,}(?:[ao]|ae|es|i|us|um|is|on|ys|ix|ax)|[A-Z]{4,})(?= ?(?:$|[|(,.;]|\d|[A-Z]))"
)
"""What stands behind a colon, as in the taxonomy of a proposal (``1.2 Order: Pholidota``)."""
_TRIBE_BEHIND = re.compile(r" trib[eu] (?:(?:des?|du|of|of the|de los) )?([A-Z][a-z]{3,}ini)\b")
_TRIBE_BEFORE = re.compile(r"\b([A-Z][a-z]{3,}ini)$")
"""A tribe, of which the ending is that of surnames as well, beside the word for it."""
_WORD_BEFORE = re.compile(r"([\w-]+) ?$")
_SIGN_OF_A_GENUS = re.compile(r"spp\b\.?")
_TRIBE_WORD = " trib"
_SIGN_BEGINS = "spp"
"""Faster to look for than for the sign."""
_CAPITALS_BEFORE = re.compile(r"\b[A-Z]{5,}$")
_HIGHER_IN_CAPITALS = re.compile(r"(?<=[A-Z])(?:IDAE|INAE|ACEAE|OIDEA|IFORMES)\b")
_SHORTEST_MISSPELT = 7
"""How long a genus or higher taxon is that may be another one misspelt: short ones are too near to one another. A
shorter genus may be one that the document has named."""
_IN_CAPITALS = re.compile(r"((?:[A-Z]{3,}|[A-Z][a-z]{2,})) ([A-Z](?:[A-Z]{4,}|[a-z]{4,}))\b")
"""A name with capitals, which may be one of the lexicon misspelt; any other words may be so in a heading."""
_SHORTENED = re.compile(r"([A-Z][a-z]{2,}) ([a-z])\. ?([a-z]{4,})\b")
"""A subspecies whose species is shortened (``Anser f. fabalis``)."""
_AUTHOR_BEHIND = re.compile(
    r" (?:\([A-Z][^\W\d_]*(?:\.|[^()|]{0,20}, 1[789]\d\d)\)|L\.|[A-Z][^\W\d_]+(?:\.| & [A-Z][^\W\d_]+)?,? 1[789]\d\d\b)"
)
"""Who described a species, behind its name: in brackets, as ``L.``, or with the year."""
_IN_BRACKETS = [
    re.compile(rf"{opening}(?<=[\w\"'] .)([A-Z][a-z]{{2,}} [a-z]{{3,}}(?: [a-z]{{4,}})?)[)\]]")
    for opening in ("\\(", "\\[")
]
"""Two patterns: one that begins with a single character is searched for several times as fast."""

_LEAST_IN_BRACKETS = 3
"""So many species a document must have in brackets to show that it puts scientific names there."""


def binomials(searched: SearchedText, listed: Listed) -> Iterator[Found]:
    """Yield scientific names one or two letters away from one of the lexicon, new epithets of its genera, new names."""
    starts = {name.start for name in listed.names if name.via == "scientific" and name.taxa}
    ends = {name.end for name in listed.names if name.via == "scientific" and name.taxa}
    for at in listed.binomials:
        match = BINOMIAL.match(searched.text, at) or _IN_CAPITALS.match(searched.text, at)
        if match is None:
            if shortened := _SHORTENED.match(searched.text, at):
                yield from _subspecies(searched, shortened)
            continue
        if match[1].lower() in searched.lexicon.epithets:
            found = _of_known_genus(searched, match, starts, ends)
        else:
            found = _of_unknown_genus(searched, match)
        if found:
            yield found


def _of_known_genus(searched: SearchedText, match: re.Match[str], starts: Set[int], ends: set[int]) -> Found | None:
    """A name of a genus of the lexicon, where it is misspelt or new; its end is added to ``ends`` where it is new."""
    genus, epithet = match[1].lower(), match[2].lower()
    epithets = searched.lexicon.epithets[genus]
    if searched.in_address(match.start()):
        return None
    if epithet in epithets:
        return _new_subspecies(searched, match, epithets)
    nearest = nearest_of(epithet, [e for e in epithets if " " not in e])
    if nearest and nearest[: len(epithet) - 2] != epithet[:-2] and is_known_epithet(searched, epithet):
        nearest = None  # that of another genus, as in ``Bos taurus``, and no other ending of this one's
    if nearest and (misspelt := _misspelt(searched, match, f"{genus} {nearest}")):
        return misspelt
    if match.re is _IN_CAPITALS:
        return None
    if is_epithet(searched, epithet):
        name, why = _with_subspecies(searched, match), f"{epithet} has the form of an epithet"
    elif may_be_epithet(searched, match[1], epithet) and (where := _where_it_is_one(searched, match, starts, ends)):
        name, why = f"{match[1]} {epithet}", f"the name stands {where}"
    else:
        return None
    ends.add(match.start() + len(name))
    return _unlisted(match.start(), name, f"{match[1]} is a genus and {why}")


def _of_unknown_genus(searched: SearchedText, match: re.Match[str]) -> Found | None:
    """A name of which the lexicon does not have the genus: misspelt, or new by the form of both words."""
    genus, epithet = match[1].lower(), match[2].lower()
    nearest = nearest_of(genus, searched.lexicon.genera.get(epithet, ()))
    if nearest and (misspelt := _misspelt(searched, match, f"{nearest} {epithet}")):
        return misspelt
    if match.re is _IN_CAPITALS or not is_new_name(searched, match[1], epithet) or searched.in_address(match.start()):
        return None
    why = "both of its words have the form of a scientific name's"
    return _unlisted(match.start(), _with_subspecies(searched, match), why)


def _misspelt(searched: SearchedText, match: re.Match[str], nearest: str) -> Found | None:
    """The name taken for the nearest one of the lexicon; None where that has it for no taxon."""
    label = searched.lexicon.scientific(nearest)
    if not label:
        return None
    reason = f"{match[1]} {match[2]} is not in the lexicon; the nearest name is {nearest.capitalize()}"
    return Found(match.start(), match.end(2), label.taxa, "scientific", "misspelt", reason)


def _new_subspecies(searched: SearchedText, match: re.Match[str], epithets: Container[str]) -> Found | None:
    """A subspecies that the lexicon does not have, of a species that it has; not told where it is in capitals.

    One that the lexicon has as a species (``Propithecus verreauxi coquereli``) is that.
    """
    epithet = match[2].lower()
    if match.re is _IN_CAPITALS or not match[3] or f"{epithet} {match[3]}" in epithets:
        return None
    raised = searched.lexicon.scientific(f"{match[1].lower()} {match[3]}") if match[3] != epithet else None
    if raised:
        reason = f"{match[0]} is not in the lexicon; {match[1]} {match[3]} is a species"
        return Found(match.start(), match.end(), raised.taxa, "scientific", "synonym", reason)
    if not is_epithet(searched, match[3]):
        return None
    why = f"{match[1]} {epithet} is a species and {match[3]} has the form of an epithet"
    return _unlisted(match.start(), match[0], why)


def _with_subspecies(searched: SearchedText, match: re.Match[str]) -> str:
    """Return a name of two words with the third behind it, if that has the form of an epithet."""
    return match[0] if match[3] and is_epithet(searched, match[3]) else f"{match[1]} {match[2]}"


def _where_it_is_one(searched: SearchedText, match: re.Match[str], starts: Set[int], ends: Set[int]) -> str | None:
    """Where a name with an epithet of whatever form is one.

    Before its author, in brackets of its own, in a list of scientific names.
    """
    text, start, end = searched.text, match.start(), match.end(2)
    sure = not ends_as_other_words(match[2])
    if sure and _AUTHOR_BEHIND.match(text, end):
        return "before its author"
    if sure and text[start - 1 : start] in ("(", "[") and text[end : end + 1] in (")", "]"):
        return "in brackets"
    left = LEFT_OF_COORDINATION.search(text, max(0, start - 6), start)
    right = RIGHT_OF_COORDINATION.match(text, end)
    before = start - 2 if text[start - 2 : start] == "; " else left.start() if left else -1
    behind = end + 2 if text[end : end + 2] == "; " else right.end() if right else -1
    if before >= 0 and behind >= 0 and _of_one_genus(text, match[1], before, behind):
        return "in a list of names of its genus"
    if not sure:
        return None
    closed = behind >= 0 or text[end : end + 1] in (".", ";", ")", "]", "|", "") or text[end : end + 2] == " ("
    in_list = (before in ends and closed) or behind in starts
    return "in a list of names" if in_list else None


def _of_one_genus(text: str, genus: str, before: int, behind: int) -> bool:
    """Whether names of the same genus end and begin there (``Diospyros enervis, Diospyros filipes, Diospyros mun``)."""
    first = re.search(rf"\b{genus} [a-z]{{3,}}$", text[max(0, before - CONTEXT) : before])
    return bool(first and text.startswith(f"{genus} ", behind) and text[behind + len(genus) + 1 :][:1].islower())


def _subspecies(searched: SearchedText, match: re.Match[str]) -> Iterator[Found]:
    """A subspecies of the lexicon, else that of the same name as a species of the lexicon (``Anser f. fabalis``)."""
    genus, initial, last = match[1].lower(), match[2], match[3]
    known = searched.lexicon.epithets.get(genus, ())
    listed = [rest for rest in known if rest[0] == initial and rest.endswith(f" {last}")]
    reason = f"{match[0]} is shortened from "
    if len(listed) == 1 and (label := searched.lexicon.scientific(f"{genus} {listed[0]}")):
        yield Found(*match.span(), label.taxa, "scientific", "variant", f"{reason}{match[1]} {listed[0]}")
    elif not listed and last[0] == initial and last in known:
        name = f"{match[1]} {last} {last}"
        reason = f"{name} is not in the lexicon; {match[0]} is shortened from it, and its species is"
        yield Found(*match.span(), (name,), "open", "unlisted", reason, "subspecies")


def shown_by_form(searched: SearchedText, listed: Listed) -> Iterator[Found]:
    """Yield names that the lexicon does not have, by their form and by what shows that they are names."""
    yield from _in_italics(searched)
    yield from _in_brackets(searched, listed)
    yield from _said_genera(searched, listed)
    yield from _of_said_rank(searched, listed)
    yield from _by_ending(searched, listed)


def _in_italics(searched: SearchedText) -> Iterator[Found]:
    for block, italics in searched.italics.items():
        printed = searched.shadows[block].original
        for first, last in italics:
            match = BINOMIAL.fullmatch(printed[first:last].strip(" ,.;:()"))
            if match and is_latin(searched, match, bracketed=printed[first - 1 : first] in {"(", "["}):
                end = searched.starts[block] + len(searched.shadows[block].text)
                for start in places_of(match[0], searched.text, searched.starts[block], end):
                    yield _unlisted(start, match[0], "it is in italics and has the form of a scientific name")


def _in_brackets(searched: SearchedText, listed: Listed) -> Iterator[Found]:
    """Names in brackets, by the endings that no other words have; by any ending where others of the document are so."""
    habit: bool | None = None
    for bracket in chain.from_iterable(pattern.finditer(searched.text) for pattern in _IN_BRACKETS):
        match = BINOMIAL.fullmatch(bracket[1])
        if match is None or searched.lexicon.common(fold(match[1]), searched.languages):
            continue
        shown = is_latin(searched, match, bracketed=False)
        if not shown and is_new_in_brackets(searched, match[1], match[2]):
            habit = _names_are_in_brackets(searched, listed) if habit is None else habit
            shown = habit
        if shown:
            yield _unlisted(bracket.start(1), match[0], "it stands in brackets and has the form of a scientific name")


def _names_are_in_brackets(searched: SearchedText, listed: Listed) -> bool:
    """Whether the document puts scientific names in brackets."""
    named = {
        name.taxa
        for name in listed.names
        if name.via == "scientific" and searched.text[name.start - 1 : name.start] in ("(", "[")
    }
    return len(named) >= _LEAST_IN_BRACKETS


def _said_genera(searched: SearchedText, listed: Listed) -> Iterator[Found]:
    """Genera shown by ``spp.``, which may have lost its space (``Cordylusspp.``), or by the word genus before them."""
    for place in places_of(_SIGN_BEGINS, searched.text):
        sign = _SIGN_OF_A_GENUS.match(searched.text, place)
        apart = searched.text[place - 1 : place] == " "
        genus = WORD_WITH_CAPITAL.search(searched.text, max(0, place - CONTEXT), place - apart)
        if not sign or not genus:
            continue
        if fold(genus[0]) not in searched.lexicon.epithets:
            shown = _of_rank(searched, listed, genus.group(), genus.start(), "genus", "spp. shows a genus")
            yield replace(shown, end=sign.end())
        elif not apart and (label := searched.lexicon.scientific(fold(genus[0]))):
            yield Found(genus.start(), sign.end(), label.taxa, "scientific", "variant")
    for genera in _GENERA_LISTED.finditer(searched.text):
        for genus in WORD.finditer(searched.text, genera.start(1), genera.end()):
            if genus[0][0].isupper() and fold(genus[0]) not in searched.lexicon.epithets:
                yield _of_rank(searched, listed, genus.group(), genus.start(), "genus", "it is said to be a genus")


def _of_said_rank(searched: SearchedText, listed: Listed) -> Iterator[Found]:
    """Families, tribes and other higher taxa beside the word for their rank."""
    for said in _RANK_SAID.finditer(searched.text):
        word = _WORD_BEFORE.search(searched.left(said.start(), CONTEXT))
        rank = searched.lexicon.rank_words.get(fold(word[1])) if word else None
        word_said = fold(said[1])
        if rank and word_said not in searched.lexicon.no_epithets and not searched.lexicon.scientific(word_said):
            yield _of_rank(searched, listed, said[1], said.start(1), rank, "its rank is said")
    for place in places_of(_TRIBE_WORD, searched.text):
        tribe = _TRIBE_BEHIND.match(searched.text, place)
        tribe = tribe or _TRIBE_BEFORE.search(searched.text, max(0, place - CONTEXT), place)
        if tribe:
            yield _of_rank(searched, listed, tribe[1], tribe.start(1), "tribe", "its rank is said")


def _by_ending(searched: SearchedText, listed: Listed) -> Iterator[Found]:
    """Higher taxa by the ending of their rank (``-idae``)."""
    for end, ending in listed.higher:
        at = end - len(ending.text)
        form = _CAPITALS_BEFORE if _HIGHER_IN_CAPITALS.match(searched.text, at) else WORD_WITH_CAPITAL
        name = form.search(searched.text, max(0, at - CONTEXT), end)
        if name and ending.rank and not searched.lexicon.scientific(fold(name[0])):
            why = f"its ending is that of a {ending.rank}"
            yield _of_rank(searched, listed, name.group(), name.start(), ending.rank, why)


def _of_rank(searched: SearchedText, listed: Listed, printed: str, start: int, rank: str, why: str) -> Found:
    """A genus or higher taxon that is known to be one; one letter from one of the lexicon, it is that one misspelt."""
    known: Iterable[str] = searched.lexicon.higher.get(rank, ()) if len(printed) >= _SHORTEST_MISSPELT else ()
    if rank == "genus" and not known:
        known = {name.taxa[0].split(" ")[0] for name in listed.names if name.taxa}
    near = process.extract_iter(printed.capitalize(), known, scorer=OSA.distance, score_cutoff=1)
    nearest = [other for other, distance, _ in near if distance]
    end = start + len(printed)
    if len(nearest) == 1:
        reason = f"{printed} is not in the lexicon; the nearest name of a {rank} is {nearest[0]}"
        return Found(start, end, (nearest[0],), "scientific", "misspelt", reason)
    reason = f"{printed} is not in the lexicon; {why}"
    return Found(start, end, (printed.capitalize(),), "open", "unlisted", reason, rank)


def shown_elsewhere(searched: SearchedText, listed: Listed, found: Sequence[Found]) -> Iterator[Found]:
    """Yield genera, and names that the lexicon does not have, that the document shows to be names in another place.

    A genus in a list with other scientific names is shown by these.
    """
    scientific = [name for name in found if name.via == "scientific" and name.taxa]
    starts, ends = {name.start: name for name in scientific}, {name.end: name for name in scientific}
    for genus in listed.genera_alone:
        word = searched.spaced[genus.start : genus.end]
        before = LEFT_OF_COORDINATION.search(searched.text, max(0, genus.start - 6), genus.start)
        behind = RIGHT_OF_COORDINATION.match(searched.text, genus.end)
        beside = [before and ends.get(before.start()), behind and starts.get(behind.end())]
        shown = word in searched.known.genera or any(beside)
        if word in searched.lexicon.no_genera_alone:
            shown = any(_is_relative(searched, genus, other) for other in filter(None, beside))
        if shown:
            yield genus
    for name in sorted(searched.known.unlisted):
        for start in places_of(name, searched.text):
            yield _unlisted(start, name, "the document names it so elsewhere")


def _is_relative(searched: SearchedText, genus: Found, other: Found) -> bool:
    """Whether another genus is beneath what a genus is beneath, up to the order: it tells that no other thing is meant.

    ``Panthera and Neofelis`` are cats, where ``Panthera and Dalbergia`` may be an organisation and a tree.
    """
    if other.taxa[0].startswith(genus.taxa[0]):
        return False
    one, another = (line(searched, name.taxa[0]) for name in (genus, other))
    return not set(one).isdisjoint(another)


def _unlisted(start: int, name: str, why: str) -> Found:
    rank = "subspecies" if name.count(" ") > 1 else "species"
    reason = f"{name} is not in the lexicon; {why}"
    return Found(start, start + len(name), (name,), "open", "unlisted", reason, rank)
