"""Names of the lexicon in a text.

A name that is another word as well counts by its case and by what stands around it: no surname, place or ship, but
its scientific name behind it, or names of its kind beside it in a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from pipeline.tag.lexicon import Label, Word
from pipeline.tag.shadow import fold
from pipeline.tag.surroundings import surrounding
from pipeline.tag.taxa.joints import BREAKS, WORD, WORD_WITH_CAPITAL
from pipeline.tag.taxa.mention import Found
from pipeline.tag.taxa.searched import BETWEEN_BLOCKS, CONTEXT, SearchedText
from pipeline.tag.taxa.told_apart import line
from pipeline.tag.taxon_files import Rule

_PLURAL_OF_GENUS = re.compile(r" (?:spp|ssp|sp|SPP)\b\.?")
_GENUS_WORD = re.compile(
    r"\b(?:[Gg](?:enus|enera|enres?|éneros?):?|species of|espèces de|espèces d'|especies de)[ \"']?$"
)
_GENERA = "gen"
_GENERA_BEFORE = re.compile(
    r"\b[Gg](?:enus|enera|enres?|éneros?) (?:[A-Z][a-z]+(?:, (?:and |et |y )?| and | et | y )){0,9}$"
)
"""What stands before a genus in a list of genera."""
_LONGEST_LIST = 150
_SPECIES_NEXT = re.compile(r" species\b")
_NEXT_WORD = re.compile(r"[^\w.;:!?|]{0,2}([^\W\d_]+(?:['-][^\W\d_]+)*)")
"""The next word of the same sentence."""
_INITIAL = re.compile(r"[\w,] [A-Z]\. $")
"""Behind it stands a surname (``and J. Swan``)."""
_NUMBERED = surrounding("numbered")
_AUTHOR = re.compile(r" et al\b|, [A-Z]\.(?! (?!(?:and|et|y|in)\b)[a-z])")
"""Behind a surname in a citation (``Crane et al.``, ``Crane, J.``); an initial before an epithet is a genus."""
_VOLUME = surrounding("volume")
_TITLES = [
    re.compile(rf"(?<!\w)([^\W\d_]+)\.? {first_name}$")
    for first_name in ("", r"[^\W\d_a-z][\w'-]+ ", r"(?:[A-Z]\. ?)+")
]
"""What may be a title before a surname, without and with a first name or initials."""
_GIVEN_NAMES = [re.compile(rf"(?<!\w)([^\W\d_]+) {second}$") for second in ("", r"[^\W\d_a-z][\w'-]+ ")]
"""What may be a given name before a surname, without and with another; a full stop may be behind a title only."""
_WORD_BEFORE = re.compile(r"(?<!\w)([^\W\d_]+)\.?[ -]$")
_KIND_OF_PLACE = re.compile(
    r"(?<!\w)([^\W\d_]+) (?:(?:des|aux|de la|de las|de los|de|du|del|la|los|las) |(?:de l|d)')?$"
)
"""What may be a kind of place before its name, with the words between."""
_KINDS_OF_THINGS = [
    re.compile(rf"(?<!\w)([^\W\d_]+) {between}$")
    for between in ("", r"['\"] ?", r"[^\W\d_A-Z][\w'-]* ['\"] ?", r"[^\W\d_a-z][\w'-]+ ")
]
"""What may be a kind of thing before its name: in quotation marks, said to be ``named`` so, with a word of its own."""
_BEFORE_A_NAME = (
    *((title, "person") for title in _TITLES),
    *((name, "given") for name in _GIVEN_NAMES),
    (_KIND_OF_PLACE, "place"),
    *((kind, "thing") for kind in _KINDS_OF_THINGS),
)
"""What may stand before a proper name, and what the word found must be known for."""
_BEHIND_COMMA = re.compile(r", ((?:[^\W\d_][\w'-]* ){0,3}[^\W\d_]+)")
_WORDS_OF_A_NAME = re.compile(r"\b[A-Z][a-z]{2,} [a-z]{3,}$")
_DESCRIBES = re.compile(
    r"-(?:horned|tailed|faced|headed|eyed|striped|spotted|billed|nosed|crested|toed|eared|necked|backed|bellied|footed"
    r"|winged|shaped|like|legged|sized|lipped|cheeked|mouthed|snouted|throated|breasted|browed|chinned|capped|haired"
    r"|maned|beaked|coloured|colored|patterned|banded|skinned|toothed)\b",
    re.IGNORECASE,
)
"""What makes a word that describes something else of a name (``owl-faced``)."""
_WORD_IN_BRACKETS = re.compile(r"\((?<=[^\W\d_] .)(?:or |ou |o )?([^\W\d_][a-zà-ÿ]+(?:-[^\W\d_]+)*)\)(?= [^\W\d_])")
"""One word in brackets, no acronym, which may be part of the name around it or say another; a space is before it."""
_SCIENTIFIC: Set[str] = {"scientific"}
_BOTH: Set[str] = {"scientific", "common"}
_SCIENTIFIC_NAME = re.compile(r"(?<!\w)[A-Z][a-z]+ [a-z]+")
_LISTED_NEAR = 100
"""How far behind a scientific name its names in several languages are looked for."""
_SCIENTIFIC_NEXT = re.compile(r"(?:[.,:]? [(\[]?|\|)([A-Z][a-z]+ [a-z]+)")


@dataclass(slots=True)
class Listed:
    """What the lexicon has of a text: names, and words of which a name may be made."""

    names: list[Found] = field(default_factory=list)
    genera_alone: list[Found] = field(default_factory=list)
    """Genera without a sign that they are meant; they are where the document names the genus in another way too."""
    in_lists: list[Found] = field(default_factory=list)
    """Common names printed in a case in which they are other words; a list of names shows that they are meant."""
    told: set[tuple[str, ...]] = field(default_factory=set)
    """The taxa of such names that stand before their scientific name: the document means them elsewhere, too."""
    binomials: list[int] = field(default_factory=list)
    """Where a name of two words may begin of which the lexicon has the first or the second, or the ending."""
    higher: list[tuple[int, Word]] = field(default_factory=list)
    """Where words end that end as the names of higher taxa do."""


def look_up(searched: SearchedText) -> Listed:
    """Return what the lexicon has of a text."""
    text, listed, binomials = searched.text, Listed(), set[int]()
    told = searched.lexicon.words.told
    for index, start, end in searched.lexicon.words.find(f" {searched.spaced} "):
        end -= 2  # noqa: PLW2901
        word = told[index]
        if word.rank:
            listed.higher.append((end, word))
            continue
        if word.ending:
            if name := _WORDS_OF_A_NAME.search(text, max(0, start - CONTEXT), end):
                binomials.add(name.start())
            continue
        if word.genus:
            binomials.add(start)
        if word.epithet:
            before = WORD_WITH_CAPITAL.search(text, max(0, start - CONTEXT), max(0, start - 1))
            if before:
                binomials.add(before.start())
        if word.labels and not (" " in word.text and BREAKS.search(text, start, end) and _broken(searched, start, end)):
            found = _accept(searched, listed, start, end, word.labels)
            if found:
                listed.names.append(found)
    listed.binomials = sorted(binomials)
    listed.names += _over_gaps(searched, listed)
    return listed


def _over_gaps(searched: SearchedText, listed: Listed) -> Iterator[Found]:
    """Find names that are there once a hyphen at a line end, or a word in brackets, is taken out of them.

    ``ele- phant``; ``White-winged (Black) Tern``, with the word in the brackets and without; ``Agelaius (Xanthopsar)
    flavus``.
    """
    for first, last, inside, vias in _gaps(searched):
        left = max(0, first - CONTEXT)
        before, behind = f"{searched.spaced[left:first]}{inside}", searched.spaced[last : last + CONTEXT]
        for index, start, end in searched.lexicon.words.find(f" {before}{behind} "):
            word = searched.lexicon.words.told[index]
            start, end = left + start, last + end - 2 - len(before)  # noqa: PLW2901
            if not word.labels or not start < first or not last < end or _broken(searched, start, first):
                continue
            if _broken(searched, last, end):
                continue
            found = _accept(searched, listed, start, end, word.labels)
            if found and found.via in vias:
                yield found


def _gaps(searched: SearchedText) -> Iterator[tuple[int, int, str, Set[str]]]:
    """Yield where something that is no part of a name may stand within one, what is read there, and of which names.

    A genus in brackets parts common names; in scientific ones it is the subgenus.
    """
    for start, shadow in zip(searched.starts, searched.shadows, strict=True):
        for at in shadow.divisions:
            yield start + at, start + at + 1, "", _BOTH
    for bracket in _WORD_IN_BRACKETS.finditer(searched.text):
        word, space, end = fold(bracket[1]), bracket.start() - 1, bracket.end()
        if word in searched.lexicon.epithets:
            yield space, end, "", _SCIENTIFIC
        else:
            yield space, end, f" {word}", _BOTH
            yield space, end, "", _BOTH


def _broken(searched: SearchedText, start: int, end: int) -> bool:
    """Tell whether something stands between the words that is in no name.

    A name with two spaces is one with a bracket of its own (a subgenus).
    """
    if not BREAKS.search(searched.text, start, end):
        return False
    return "  " not in searched.spaced[start:end] or BETWEEN_BLOCKS in searched.text[start:end]


def _accept(searched: SearchedText, listed: Listed, start: int, end: int, labels: tuple[Label, ...]) -> Found | None:
    """Return the name that a word of the lexicon is in this place, None where it is none; note genera alone."""
    if searched.addresses and searched.in_address(start):
        return None
    printed = searched.text[start:end]
    if printed[0].isupper() and " " not in printed and _VOLUME.match(searched.text, end):
        return None
    for label in labels:
        if not label.taxa:
            return Found(start, end, (), "common", "exact")
        if label.via == "common":
            if len(labels) > 1 and (
                _PLURAL_OF_GENUS.match(searched.text, end) or _among_genera(searched, printed, start)
            ):
                continue
            if _common_stands(searched, label, printed, start, end):
                taxa = label.taxa if len(label.taxa) == 1 else _told_apart(searched, label.taxa, end)
                found = Found(start, end, taxa, "common", label.match)
                if label.rule is None or _case_fits(label.rule, printed):
                    return found
                if " " not in printed and _is_before_its_own(searched, label, end):
                    listed.told.add(label.taxa)
                    return found
                listed.in_lists.append(found)
        elif " " in printed or "-" in printed:
            if printed[0].isupper() or printed[0].islower() == printed.islower():
                match = label.match if printed[0].isupper() or label.match != "exact" else "variant"
                return Found(start, end, label.taxa, "scientific", match)
        elif printed[0].isupper():
            rank = searched.lexicon.taxa[label.taxa[0]].rank
            plural = _PLURAL_OF_GENUS.match(searched.text, end)
            if plural:
                end = plural.end()
            elif (
                rank == "genus"
                and not _is_plain_genus(searched, start, end)
                and not _shown_as_genus(searched, start, end)
            ):
                listed.genera_alone.append(Found(start, end, label.taxa, "scientific", label.match))
                continue
            return Found(start, end, label.taxa, "scientific", label.match)
    return None


def _common_stands(searched: SearchedText, label: Label, printed: str, start: int, end: int) -> bool:
    if (
        label.languages
        and label.languages.isdisjoint(searched.languages)
        and not (_in_english(searched, label, start, end) or _near_its_own(searched, label, start, end))
    ):
        return False
    if (
        printed[0].isupper()
        and " " not in printed
        and (
            (
                printed.isupper()
                and searched.between_small_letters(start, end)
                and not _is_before_its_own(searched, label, end)
            )
            or _in_a_proper_name(searched, start, end)
        )
    ):
        return False
    if searched.text[end : end + 1] == "-" and _DESCRIBES.match(searched.text, end):
        return False
    rule = label.rule
    if rule is None:
        return True
    if rule.not_after and not rule.not_after.isdisjoint(searched.spaced[max(0, start - 30) : start].split()):
        before = _last_word(searched.left(start, 30))
        if before and fold(before) in rule.not_after:
            return False
    if rule.not_before:
        after = _NEXT_WORD.match(searched.text, end)
        if after and fold(after[1]) in rule.not_before:
            return False
    return True


def _in_english(searched: SearchedText, label: Label, start: int, end: int) -> bool:
    """Whether a single word stands in an English name (``Shark Trust``): an English word is one of two beside it."""
    if "en" not in label.languages:
        return False
    behind = searched.text[end + 1 : end + CONTEXT].partition(BETWEEN_BLOCKS)[0]
    beside = (*searched.left(start, CONTEXT).split(" ")[-3:-1], *behind.split(" ")[:2])
    return any(word.strip('().,;:"').lower() in searched.lexicon.english_words for word in beside)


def _near_its_own(searched: SearchedText, label: Label, start: int, end: int) -> bool:
    """Whether the taxon's scientific name, or that of a species beneath it, is near.

    So it is where names are listed in several languages (``Lamna nasus | Porbeagle | Marrajo sardinero``).
    """
    for name in _SCIENTIFIC_NAME.finditer(searched.text, max(0, start - _LISTED_NEAR), end + CONTEXT):
        found = searched.lexicon.scientific(searched.spaced[name.start() : name.end()])
        if found and not set(line(searched, found.taxa[0])).isdisjoint(label.taxa):
            return True
    return False


def _last_word(text: str) -> str | None:
    """Return the last word of a text; none where a list's letter (``a) grues``) or colon ends it.

    The words of a text are in order, none goes over a space.
    """
    if text.rstrip().endswith((")", ":", ";")):
        return None
    return next((words[-1] for part in reversed(text.split()) if (words := WORD.findall(part))), None)


def _case_fits(rule: Rule, printed: str) -> bool:
    """Whether a name is printed in the case in which it is no other word."""
    if rule.case == "any":
        return True
    return printed[0].islower() if rule.case == "lower" else rule.case == "capital" and printed[0].isupper()


def _is_before_its_own(searched: SearchedText, label: Label, end: int) -> bool:
    """Whether the scientific name of the taxon, or of a species of the genus, follows."""
    behind = _scientific_behind(searched, end)
    return bool(behind) and (behind in label.taxa or behind.split(" ", maxsplit=1)[0] in label.taxa)


def _in_a_proper_name(searched: SearchedText, start: int, end: int) -> bool:
    """Whether a word with a capital is a surname (``J. Swan``, ``Ms Crane``), a place (``Shark Bay``) or a ship."""
    text = searched.text
    if text[start - 2 : start] == ". " and _INITIAL.search(text, max(0, start - 5), start):
        return not _NUMBERED.search(text, max(0, start - CONTEXT), start)
    if _AUTHOR.match(text, end):
        return True
    known = searched.lexicon.words_before
    if not known.keys().isdisjoint(searched.spaced[max(0, start - CONTEXT) : start].split()):
        left = searched.left(start, CONTEXT)
        for pattern, what in _BEFORE_A_NAME:
            before = pattern.search(left)
            if before is None or known.get(fold(before[1])) != what:
                continue
            if what != "given" or not _names_a_place(searched, left, before):
                return True
    after = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    if after is not None and after[0] in searched.lexicon.place_words:
        return True
    return text[start - 1 : start] == " " and _is_surname(searched, start, end, after)


def _names_a_place(searched: SearchedText, left: str, given: re.Match[str]) -> bool:
    """Whether a given name is that of a place, by the word before or behind it: ``St. Lawrence``, ``James Bay``."""
    if given[0].split()[-1] in searched.lexicon.place_words:
        return True
    word = _WORD_BEFORE.search(left, 0, given.start())
    return word is not None and searched.lexicon.words_before.get(fold(word[1])) in ("given_place", "place")


def _is_surname(searched: SearchedText, start: int, end: int, after: re.Match[str] | None) -> bool:
    """Whether a word with a capital before a word is a first name: ``said Ada Swan``, ``Ada Swan, its director``.

    ``after`` is the next word, if no comma is between.
    """
    text, spaced = searched.text, searched.spaced
    first = text.rfind(" ", 0, start - 1) + 1
    name = text[first : start - 1]
    kinds = searched.lexicon.small_words
    if not (name.istitle() and name[1:].replace("-", "").isalpha()) or spaced[first : start - 1] in kinds:
        return False
    persons = searched.lexicon.words_of_persons
    if not persons["before"].isdisjoint(spaced[max(0, first - 12) : first].split()[-1:]):
        return True
    if after:
        return spaced[after.start() : after.end()] in persons["behind"]
    behind = _BEHIND_COMMA.match(text, end)
    words = spaced[behind.start(1) : behind.end()].split() if behind else []
    return bool(words) and kinds.get(words[0]) != "article" and not persons["title"].isdisjoint(words)


def _is_plain_genus(searched: SearchedText, start: int, end: int) -> bool:
    """Whether the name is no other word and no acronym."""
    return searched.spaced[start:end] in searched.lexicon.plain_genera and not (
        searched.text[start:end].isupper() and searched.between_small_letters(start, end)
    )


def _among_genera(searched: SearchedText, printed: str, start: int) -> bool:
    """Whether a word with a capital stands in a list of genera (``the genera Gazella, Antilope and Procapra``)."""
    left = searched.left(start, _LONGEST_LIST) if printed[0].isupper() and " " not in printed else ""
    return _GENERA in left and _GENERA_BEFORE.search(left) is not None


def _shown_as_genus(searched: SearchedText, start: int, end: int) -> bool:
    if searched.is_italic(start, end):
        return True
    if searched.text[start - 1 : start] in ("(", "[") and searched.text[end : end + 1] in (")", "]"):
        return True
    return bool(_SPECIES_NEXT.match(searched.text, end) or _GENUS_WORD.search(searched.text, max(0, start - 12), start))


def _told_apart(searched: SearchedText, taxa: tuple[str, ...], end: int) -> tuple[str, ...]:
    """Of several taxa with one common name, the one whose scientific name follows it, else all."""
    if len(taxa) > 1 and (behind := _scientific_behind(searched, end)) in taxa:
        return (behind,)
    return taxa


def _scientific_behind(searched: SearchedText, end: int) -> str:
    """Return the accepted name of the species whose scientific name follows, else nothing."""
    name = _SCIENTIFIC_NEXT.match(searched.text, end)
    label = searched.lexicon.scientific(searched.spaced[name.start(1) : name.end(1)]) if name else None
    return label.taxa[0] if label else ""
