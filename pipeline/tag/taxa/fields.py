"""Names that stand in a field of their own of the taxon that a proposal is about.

The form of proposals (that of CITES in Annex 6 to Resolution Conf. 9.24, that of CMS) has a field for the taxon, and
behind it one for its scientific synonyms and one for its common names in each language. What stands in these two is a
name of that taxon, whatever the lexicon has: it says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.tag.names import places_of
from pipeline.tag.shadow import fold
from pipeline.tag.taxa.mention import Found
from pipeline.tag.taxa.searched import BETWEEN_BLOCKS, SearchedText

_TRIGGERS = {
    "en": ("ynonym", "ommon name"),
    "fr": ("ynonym", "om commun", "oms commun"),
    "es": ("inónimo", "ombre común", "ombres comun"),
}
"""By the language of the document; faster to look for than for the labels."""
_SYNONYMS = re.compile(
    r"\b(?:[Ss]cientific [Ss]ynonyms?(?:\(s\))?|[Ss]ynonymes? scientifiques?|[Ss]inónimos? científicos?) ?(?::|\|) ?\|?"
)
_COMMON_NAMES = re.compile(
    r"\b(?:[Cc]ommon [Nn]ames?(?:\(s\))?|[Nn]oms? communs?|[Nn]ombres? comun(?:es)?|[Nn]ombre común)"
    r"(?:,? [^:|]{0,60})? ?(?::|\|) ?\|?"
)
_WIDEST_LABEL = 40
"""So far before the words by which it is looked for a label may begin."""
_LABEL_REACH = 120
"""So far behind them it may end."""
_LANGUAGE = re.compile(
    r"\(?\b(?:[Ee]nglish|[Ff]rench|[Ss]panish|[Aa]nglais|[Ff]rançais|[Ee]spagnol|[Ii]nglés|[Ff]rancés|[Ee]spañol"
    r"|[Ee]n|[Ff]r|[Ee]s|[Aa]rabic|[Aa]rabe|[Áá]rabe|[Gg]erman|[Aa]llemand|[Aa]lemán|[Pp]ortuguese|[Pp]ortugais"
    r"|[Pp]ortugués|[Rr]ussian|[Rr]usse|[Rr]uso)\b\)? ?[:–-] ?"
)
"""What says the language of the names behind it."""
_NEXT_FIELD = re.compile(r" \d\.\d{1,2}\.? [A-ZÉ]| \d\. [A-ZÉ]|(?: ?\b[Cc]ode numbers?| ?\b[Nn]um[ée]ros? de c[oó])")
"""What ends a field within a block."""
_PART = re.compile(r"[^,;:()\[\]|/–]+")
_SYNONYM_PART = re.compile(r"(?:\([A-Z][a-z]+\) (?=[a-z])|[^,;:()\[\]|/–])+")
"""A part of the field for synonyms, where a subgenus may stand in brackets (``Squalus (Lamna) exemplaris``)."""
_SYNONYM = re.compile(r"[A-Z][a-z]{2,}(?: \([A-Z][a-z]+\))? ([a-z]{3,})(?: ([a-z]{4,}))?\b")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?: [^\W\d_]+(?:['’-][^\W\d_]+)*){0,5}")
_AT_START = re.compile(r"[A-Z][a-z]{2,} [a-z]{3,}")
_OF = re.compile(r"(?:[Ss]ynonyms of|[Ss]ynonymes de|[Ss]inónimos de) ")
_NEAR = 700
"""How far before the label of a field its taxon may stand."""
_BESIDE = 200
"""Names this near before the label, in one block, are named side by side: none of them is the field's taxon."""
_RANKS = ("species", "subspecies")
_SHORTEST = 3


def named_in_fields(searched: SearchedText, found: Sequence[Found]) -> list[Found]:
    """Return the names that stand in the fields for synonyms and common names, of the taxon before these fields.

    Names that the lexicon has of a group, or of the taxon itself, are not among them, nor are synonyms that it has of
    another one.
    """
    triggers = [trigger for language in searched.languages for trigger in _TRIGGERS.get(language, ())]
    places = {place for trigger in triggers for place in places_of(trigger, searched.text)}
    result: list[Found] = []
    taxon, reach = None, 0
    for place in sorted(places):
        first = max(0, place - _WIDEST_LABEL)
        synonyms = _label(_SYNONYMS, searched, first, place)
        label = synonyms or _label(_COMMON_NAMES, searched, first, place)
        if label is None:
            continue
        if taxon is None or label.start() > reach:
            taxon = _taxon_before(searched, found, label.start())
        start, said = label.end(), _said_of(searched, found, label.end())
        if said:
            start, taxon = searched.text.index(":", said.end), said
        if taxon is None:
            continue
        end = _end(searched, start, scientific=bool(synonyms))
        reach = end + _NEAR
        if synonyms:
            result += _synonyms(searched, found, taxon, start, end)
        else:
            result += _common_names(searched, _named_so(found, taxon, start, end), start, end)
    return result


def with_names(found: Sequence[Found], names: Sequence[Found]) -> list[Found]:
    """Return names with others in the place of what these hold, in the order of the text."""
    if not names:
        return list(found)
    spans = [(name.start, name.end) for name in names]
    kept = [each for each in found if not any(each.start < end and start < each.end for start, end in spans)]
    return sorted([*kept, *names], key=lambda name: (name.start, name.end))


def _label(pattern: re.Pattern[str], searched: SearchedText, first: int, place: int) -> re.Match[str] | None:
    """Return the label of a field that holds a place."""
    labels = pattern.finditer(searched.text, first, place + _LABEL_REACH)
    return next((label for label in labels if label.start() <= place < label.end()), None)


def _taxon_before(searched: SearchedText, found: Sequence[Found], place: int) -> Found | None:
    """Return the species or subspecies named last before, None where its block names several."""
    before = [
        name
        for name in found
        if place - _NEAR <= name.start < place
        and name.via != "common"
        and name.taxa
        and (name.rank or searched.rank(name.taxa[0])) in _RANKS
    ]
    if not before:
        return None
    block = searched.block_of(before[-1].start)
    near = [name for name in before if name.start > place - _BESIDE]
    beside = {name.taxa[0] for name in near if searched.block_of(name.start) == block}
    return before[-1] if len(beside) == 1 else None


def _said_of(searched: SearchedText, found: Sequence[Found], start: int) -> Found | None:
    """Return the taxon of which a field says that its names are (``Synonyms of Dalbergia exemplaris:``)."""
    of = _OF.match(searched.text, start)
    said = next((name for name in found if name.start == of.end() and name.taxa), None) if of else None
    behind = said and searched.text.find(":", said.end, said.end + _WIDEST_LABEL)
    return said if behind and behind > 0 else None


def _end(searched: SearchedText, start: int, *, scientific: bool) -> int:
    """Return where a field ends: before the next one, or with the last block that goes on with such names."""
    text, at = searched.text, start
    while True:
        end = text.find(BETWEEN_BLOCKS, at)
        end = len(text) if end < 0 else end
        following = _NEXT_FIELD.search(text, at, end)
        if following:
            return following.start()
        goes_on = (_AT_START if scientific else _LANGUAGE).match(text, end + 1)
        if goes_on is None:
            return end
        at = end + 1


def _synonyms(searched: SearchedText, found: Sequence[Found], taxon: Found, start: int, end: int) -> Iterator[Found]:
    """Yield the scientific names with which the parts of a field begin."""
    known = {
        name.start
        for name in found
        if name.via == "scientific" and name.match in ("exact", "synonym") and " " in name.taxa[0]
    }
    for part in _SYNONYM_PART.finditer(searched.text, start, end):
        first = part.end() - len(part[0].lstrip())
        name = _SYNONYM.match(searched.text, first)
        if name and first not in known and not _says_nothing(searched, name[1]):
            last = name.end() if name[2] and name.end() == part.end() else name.end(1)
            yield _named(searched, first, last, taxon, "scientific")


def _named_so(found: Sequence[Found], taxon: Found, start: int, end: int) -> Found:
    """Return the species of a subspecies where the field has a known name of the species, else the taxon itself."""
    species = " ".join(taxon.taxa[0].split(" ")[:2])
    if any(start <= name.start < end and name.taxa == (species,) for name in found):
        return replace(taxon, taxa=(species,), rank="species")
    return taxon


def _common_names(searched: SearchedText, taxon: Found, start: int, end: int) -> Iterator[Found]:
    """Yield the parts of a field that are made as common names are."""
    languages = [*_LANGUAGE.finditer(searched.text, start, end)]
    for first, last in zip([start, *(m.end() for m in languages)], [*(m.start() for m in languages), end], strict=True):
        for part in _PART.finditer(searched.text, first, last):
            at = part.end() - len(part[0].lstrip())
            printed = part[0].strip(" .\"'")
            if _is_name(searched, taxon, printed):
                at = searched.text.index(printed, at)
                yield _named(searched, at, at + len(printed), taxon, "common")


def _is_name(searched: SearchedText, taxon: Found, printed: str) -> bool:
    """Whether a part of the field is a name of its taxon that the lexicon lacks, or has of another species."""
    lexicon = searched.lexicon
    words = fold(printed).replace("-", " ").split()
    if len(printed) < _SHORTEST or not _WORDS.fullmatch(printed):
        return False
    if all(_says_nothing(searched, word) for word in words):
        return False
    labels = [label for label in lexicon.labels.get(" ".join(words), ()) if label.taxa]
    taxa = {name for label in labels for name in label.taxa}
    return not taxa or (taxon.taxa[0] not in taxa and all(searched.rank(name) in _RANKS for name in taxa))


def _says_nothing(searched: SearchedText, word: str) -> bool:
    """Whether a word is a small one (``and``, between authors), or one that stands beside names and is in none."""
    return word in searched.lexicon.small_words or word in searched.lexicon.no_common_names


def _named(searched: SearchedText, start: int, end: int, taxon: Found, via: str) -> Found:
    rank = taxon.rank or searched.rank(taxon.taxa[0])
    if via == "scientific":
        reason = f"it is said to be a synonym of {taxon.taxa[0]}"
        return Found(start, end, taxon.taxa, "scientific", "unlisted", reason, rank)
    reason = f"it is said to be a common name of {taxon.taxa[0]}"
    return Found(start, end, taxon.taxa, "common", "unlisted", reason, rank)
