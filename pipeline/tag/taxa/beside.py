"""Common names whose taxon the scientific name beside them says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.tag.shadow import fold
from pipeline.tag.taxa.joints import LEFT_OF_COORDINATION
from pipeline.tag.taxa.mention import Found
from pipeline.tag.taxa.searched import BETWEEN_BLOCKS, SearchedText

_UP_TO_BRACKET = re.compile(r"((?: [^\W\d_]+(?:['-][^\W\d_]+)*){0,5}) [(\[]['\"]?")
"""What stands between a name and a bracket: nothing, or the words that go on with a French or Spanish name."""
_UP_TO_NAME = re.compile(r"((?: [^\W\d_]+(?:['-][^\W\d_]+)*){1,5}) ")
_SEGMENT_BEGINS = re.compile(r"(?:^|[;:.] )$")
_SEGMENT_ENDS = re.compile(r"[;.|]|$")
"""What is before and behind a name that stands for itself with its scientific name, in no sentence."""
_STEM = 5
"""An epithet in another gender is the same by its first letters."""
_OPENING_BRACKET = re.compile(r"[ |][(\[]['\"]?((?:[^\W\d_][\w'-]*[ -]){0,4})")
_NAME_IN_BRACKETS = re.compile(r"[ |]\(([^\W\d_][^()\[\],;/|]{2,60})\)")
_ALONE_IN_NEXT_BLOCK = re.compile(r"\|([^\W\d_][^()\[\],;:/|\d]{2,60})(?=\||$)")
_REST_OF_BRACKET = re.compile(r", [^()\[\]|;]{2,40}[)\]]")
_SEVERAL = re.compile(r" (?:and|or|&|et|ou|y|e|o) ")
"""What parts several names from one another."""
_NO_WORDS_OF_A_NAME = {"a", "an", "as", "at", "by", "for", "from", "in", "its", "of", "on", "s", "the", "to", "with"}
"""English words that are in no name."""
_OWN_WORD = re.compile(r"(?:\w-\w+|'s?)[ -](?:[a-z]+ )?$")
_OWN_NAME = re.compile(r"(?<!\w)(?!(?:The|An|THE|AN)\b)[A-Z]\w+ $")
"""What before a common name is part of the name of a species: a compound, a person's name; before one in the singular,
any word with a capital."""


def named_beside(searched: SearchedText, found: list[Found]) -> list[Found]:
    """Give a common name the taxon of the scientific name beside it in brackets, where it is that one's name."""
    found = _one_in_brackets(searched, _compounded(searched, found))
    for at in range(1, len(found)):
        first, second = found[at - 1], found[at]
        if not (first.taxa and second.taxa):
            continue
        if not _closes(searched, found, at):
            if _stand_alone(searched, first, second):
                found[at - 1] = _with_words_behind(searched, first, second, _UP_TO_NAME)
            continue
        opening = _OPENING_BRACKET.fullmatch(searched.text, first.end, second.start)
        if opening and first.via == "common" != second.via and not opening[1]:
            left, one = searched.left(first.start, 30), _is_one(searched, first)
            own_word = _OWN_WORD.search(left) or (one and _OWN_NAME.search(left))
            found[at - 1] = _named_as(searched, first, second, bool(own_word))
        elif first.via == "common" != second.via and not opening and "en" not in searched.languages:
            found[at - 1] = _with_words_behind(searched, first, second, _UP_TO_BRACKET)
        elif opening and second.via == "common" != first.via and (named := _listed_before(searched, found, at)):
            has_words = _has_words(searched, second)
            found[at] = _named_as(searched, second, named, has_words or bool(opening[1]), behind=has_words)
    return found


def _compounded(searched: SearchedText, found: list[Found]) -> list[Found]:
    """Make one name of a common name and that of a higher taxon it belongs to beside it.

    In English that stands behind it (``python snakes``), in French and Spanish before it (``tortuga taricaya``).
    """
    english = "en" in searched.languages
    result: list[Found] = []
    for name in found:
        last = result[-1] if result else None
        if (
            last is not None
            and last.end + 1 == name.start
            and searched.text[last.end] == " "
            and last.via == name.via == "common"
            and last.taxa
            and name.taxa
            and " " not in searched.text[name.start : name.end]
        ):
            if english and _is_beneath(searched, last.taxa[0], name.taxa[0]):
                result[-1] = replace(last, end=name.end)
                continue
            if (
                not english
                and _is_beneath(searched, name.taxa[0], last.taxa[0])
                and searched.text[name.start].islower()
            ):
                result[-1] = replace(name, start=last.start)
                continue
        result.append(name)
    return result


def _is_beneath(searched: SearchedText, name: str, higher: str) -> bool:
    """Whether the lexicon has a taxon, or its genus, beneath another one."""
    taxa = searched.lexicon.taxa
    for start in (name, name.split(" ", maxsplit=1)[0]):
        taxon = taxa.get(start)
        while taxon and taxon.parent:
            if taxon.parent == higher:
                return True
            taxon = taxa.get(taxon.parent)
    return False


def _closes(searched: SearchedText, found: Sequence[Found], at: int) -> bool:
    """Whether a name ends what stands in brackets, or only words with no name among them are behind a comma there."""
    end = found[at].end
    end += searched.text[end : end + 1] in ("'", '"')
    if searched.text[end : end + 1] in (")", "]"):
        return True
    if searched.text[end : end + 1] != "," or found[at].via != "common":
        return False
    closing = _REST_OF_BRACKET.match(searched.text, end)
    return closing is not None and (at + 1 == len(found) or found[at + 1].start > closing.end())


def _is_one(searched: SearchedText, name: Found) -> bool:
    """Whether a common name is in the singular, by the last letter of what has an ending in its language."""
    words = searched.spaced[name.start : name.end].split()
    return words[-1][-1] != "s" if "en" in searched.languages else words[0][-1] not in "sx"


def _has_words(searched: SearchedText, name: Found) -> bool:
    """Whether a name is of several words, of which one may tell a species from the others of its genus."""
    return " " in searched.text[name.start : name.end] and searched.rank(name.taxa[0]) != "species"


def _one_in_brackets(searched: SearchedText, found: list[Found]) -> list[Found]:
    """Make one name of what alone stands in brackets behind the scientific name of a species.

    ``rhino-horned lizard`` in ``Ceratophora exemplaris (rhino-horned lizard)`` is no rhino, nor a horned lizard. A
    French or Spanish name goes on behind the name of a group (``Ceratophora exemplaris (lézard à corne)``).
    """
    result: list[Found] = []
    at = 0
    while at < len(found):
        name = found[at]
        result.append(name)
        at += 1
        if name.via == "common" or not name.taxa:
            continue
        if beside := _one_in_next_block(searched, name, found[at : at + 4]):
            result.append(beside)
            at += sum(each.end <= beside.end for each in found[at : at + 4])
            continue
        brackets = _NAME_IN_BRACKETS.match(searched.text, name.end)
        if brackets is None or _SEVERAL.search(brackets[1]):
            continue
        inside = [each for each in found[at : at + 4] if each.via == "common" and each.end <= brackets.end(1)]
        if not inside or not all(each.taxa for each in inside):
            continue
        named = next((each for each in inside if each.taxa == name.taxa), None)
        goes_on = named is None and _goes_on(searched, name, inside[0], brackets)
        if goes_on or (len(inside) > 1 and inside[-1].end == brackets.end(1)):
            named = named or inside[0 if goes_on else -1]
            result.append(replace(named, start=inside[0].start, end=brackets.end(1)))
            at += len(inside)
    return result


def _one_in_next_block(searched: SearchedText, scientific: Found, behind: Sequence[Found]) -> Found | None:
    """Make one name of what is all of the block behind that of a scientific name, as in the columns of a table.

    ``Roussette d'Exemple`` is ``Pteropus exemplaris`` where that stands alone before it: it has the name of a group
    that the species belongs to, in the singular, where a name has it, and words of its own.
    """
    if searched.text[scientific.start - 1 : scientific.start] not in ("", BETWEEN_BLOCKS):
        return None
    block = _ALONE_IN_NEXT_BLOCK.match(searched.text, scientific.end)
    inside = [each for each in behind if each.end <= block.end(1)] if block else []
    if block is None or not inside or not all(each.taxa and each.via == "common" for each in inside):
        return None
    english = "en" in searched.languages
    group = inside[-1 if english else 0]
    edge = group.end == block.end(1) if english else group.start == block.start(1)
    others = searched.spaced[block.start(1) : group.start] + searched.spaced[group.end : block.end(1)]
    unlike_names = searched.lexicon.no_common_names if english else searched.lexicon.no_modifiers
    if (
        not edge
        or not others.strip()
        or not _is_one(searched, group)
        or not unlike_names.isdisjoint(others.split())
        or not _is_beneath(searched, scientific.taxa[0], group.taxa[0])
    ):
        return None
    reason = _beside(scientific.taxa[0])
    start, end = block.span(1)
    return Found(start, end, scientific.taxa, "common", "unlisted", reason, scientific.rank)


def _goes_on(searched: SearchedText, scientific: Found, common: Found, brackets: re.Match[str]) -> bool:
    """Whether all in brackets is a name that goes on behind the common name of another taxon (``marsupial mouse``).

    A French or Spanish name begins with that of the other taxon.
    """
    words = searched.spaced[common.end : brackets.end(1)].split()
    if "en" in searched.languages:
        begins = not _NO_WORDS_OF_A_NAME.intersection(words)
        others = searched.lexicon.no_common_names
    else:
        begins = common.start == brackets.start(1)
        others = searched.lexicon.no_modifiers
    if not words or not begins or not others.isdisjoint(words):
        return False
    return _named_as(searched, common, scientific, own_word=True, behind=True) is not common


def _listed_before(searched: SearchedText, found: Sequence[Found], at: int) -> Found | None:
    """Return the scientific name that a common name in brackets behind it, or behind the last of a list, may be of.

    One in the plural behind several names is of the genus of them all (``Cuora exemplaris and C. alia (spotted box
    turtles)``), or of none of them; and one that is a name of any of them is that one's.
    """
    common, last = found[at], found[at - 1]
    names = [last]
    for each in reversed(found[: at - 1]):
        joint = LEFT_OF_COORDINATION.search(searched.text, max(0, names[0].start - 6), names[0].start)
        if joint is None or joint.start() != each.end or not each.taxa:
            break
        names.insert(0, each)
    if any(each.taxa == common.taxa for each in names):
        return None
    words = searched.text[common.start : common.end].split(" ")
    if len(names) == 1 or words[-1 if "en" in searched.languages else 0][-1] not in "sSxX":
        return last
    genera = {each.taxa[0].split(" ")[0] for each in names}
    return replace(last, taxa=tuple(genera), rank="genus") if len(genera) == 1 else None


def _stand_alone(searched: SearchedText, common: Found, scientific: Found) -> bool:
    """Whether a French or Spanish name and the scientific name behind it are all of a line, or between semicolons."""
    return (
        common.via == "common" != scientific.via
        and "en" not in searched.languages
        and bool(_SEGMENT_BEGINS.search(searched.left(common.start, 2)))
        and bool(_SEGMENT_ENDS.match(searched.text, scientific.end))
    )


def _with_words_behind(searched: SearchedText, common: Found, scientific: Found, up_to: re.Pattern[str]) -> Found:
    """Take ``à front clair`` of ``la gazelle à front clair (Gazella exemplaris)`` as part of the name."""
    behind = up_to.fullmatch(searched.text, common.end, scientific.start)
    words = [fold(word) for word in behind[1].split()] if behind else []
    if behind is None or not words or not searched.lexicon.no_modifiers.isdisjoint(words):
        return common
    named = _named_as(searched, common, scientific, own_word=True)
    return common if named is common else replace(named, end=behind.end(1))


def _named_as(
    searched: SearchedText, common: Found, scientific: Found, own_word: bool, *, behind: bool = False
) -> Found:
    """Decide whether a common name is that of the scientific name beside it.

    It is where what the lexicon has is of another genus (``horned lizards (Ceratophora spp.)``), another species of
    the genus, or a higher taxon, the genus or the species and the name has a word of its own (``Cuora exemplaris
    (spotted turtle)``). ``behind`` says that the common name alone is in brackets behind the other: then it may be
    that of a genus, too (``Cuora spp. (spotted turtles)``).
    """
    known = searched.lexicon.taxa.get(common.taxa[0])
    name = scientific.taxa[0]
    genus, _, epithet = name.partition(" ")
    other, _, known_epithet = common.taxa[0].partition(" ")
    if known is None or not (epithet or scientific.rank == "genus" or searched.rank(name) == "genus"):
        return common
    if known.rank in ("genus", "species", "subspecies"):
        same_epithet = epithet[:_STEM] == known_epithet[:_STEM] and bool(epithet)
        differs = other != genus and not same_epithet
        if other == genus:
            both = known.rank == "species" == (searched.rank(name) or scientific.rank)
            beneath = name.startswith(f"{common.taxa[0]} ")
            differs = epithet != known_epithet if both else own_word and beneath
    else:
        differs = own_word and (bool(epithet) or behind)
    if not differs:
        return common
    return replace(common, taxa=scientific.taxa, match="unlisted", reason=_beside(name), rank=scientific.rank)


def unlisted_beside(searched: SearchedText, start: int, end: int, scientific: Found) -> Found:
    """Return a common name that the lexicon lacks, of the taxon that the scientific name beside it says."""
    name = scientific.taxa[0]
    rank = scientific.rank or searched.rank(name)
    return Found(start, end, scientific.taxa, "common", "unlisted", _beside(name), rank)


def _beside(name: str) -> str:
    """Return the reason for reading a common name as one of the taxon whose scientific name is beside it."""
    return f"it stands beside {name}, which it is a name of"
