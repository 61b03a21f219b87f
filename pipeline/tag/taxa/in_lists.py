"""Common names that are other words as well, shown by the list of names in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.tag.taxa.mention import Found
from pipeline.tag.taxa.searched import BETWEEN_BLOCKS, SearchedText
from pipeline.tag.taxa.told_apart import class_of

_JOINT = re.compile(
    r"(?: \([^()|]{3,60}\)|\))?(?:[,;]? (?:and|or|&|et|ou|y|e|o|u) |[,;] )(?:(?:the|les?|la|l'|el|los|las) ?)?"
)
"""What stands between two names of a list: the first one's scientific name may be in brackets."""
_BEHIND = re.compile(r"[,;.:)|]| \(| (?:and|or|&|et|ou|y|e|o|u) |$")
"""What stands behind a name of a list, so that it is no part of another one (``Heron Foundation``)."""
_NEXT = frozenset(["", *",;.:)| "])
"""The first characters of ``_BEHIND``, which are faster to ask for."""


def shown_by_lists(searched: SearchedText, names: Sequence[Found], candidates: Sequence[Found]) -> Iterator[Found]:
    """Yield what of the candidates stands in a list with names printed in the same case (``Osprey, Hobby, Merlin``).

    Of the list, one name at least is of several words or scientific, or two are in small letters: ``Heron and Swan``
    may be persons. One is of its class, or of no known one: ``whale sharks, divers and boats`` names no birds.
    """
    text = searched.text
    candidates = [
        each for each in candidates if text[each.end : each.end + 1] in _NEXT and _BEHIND.match(text, each.end)
    ]
    if not candidates or not names:
        return
    unsure = {id(each) for each in candidates}
    run: list[Found] = []
    end = 0
    for name in sorted([*names, *candidates], key=lambda found: (found.start, -found.end)):
        if name.start < end:
            continue
        end = name.end
        if run and not (name.taxa and _joined(searched, run[-1], name)):
            yield from _shown(searched, run, unsure)
            run = []
        if name.taxa:
            run.append(name)
    yield from _shown(searched, run, unsure)


def _joined(searched: SearchedText, first: Found, second: Found) -> bool:
    """Whether two names stand in one list: parted by a joint, each alone in its block, the second alone in brackets."""
    if first.via != "common" and searched.text[first.end : second.start] == " (":
        return searched.text[second.end : second.end + 1] == ")"
    if second.start - first.end > 1:
        return bool(_JOINT.fullmatch(searched.text, first.end, second.start))
    return (
        searched.text[first.end : second.start] == BETWEEN_BLOCKS
        and searched.text[first.start - 1 : first.start] in ("", BETWEEN_BLOCKS)
        and searched.text[second.end : second.end + 1] in ("", BETWEEN_BLOCKS)
    )


def _shown(searched: SearchedText, run: Sequence[Found], unsure: set[int]) -> Iterator[Found]:
    sure = [name for name in run if id(name) not in unsure]
    if len(sure) == len(run):
        return
    cases = {
        searched.text[name.start].isupper()
        for name in sure
        if name.via != "common" or " " in searched.text[name.start : name.end]
    }
    if sum(searched.text[name.start].islower() for name in sure) > 1:
        cases.add(False)
    classes = {class_of(searched, taxon) for name in sure for taxon in name.taxa}
    for name in run:
        if id(name) in unsure and searched.text[name.start].isupper() in cases:
            own = {class_of(searched, taxon) for taxon in name.taxa}
            if None in own | classes or not own.isdisjoint(classes):
                yield name
