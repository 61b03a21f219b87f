"""Common names of several taxa, and which one a document means.

It is the one that it names otherwise, too, or of which it names most relatives: in the words beside it before those
of the rest of the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.tag.taxa.mention import Found
from pipeline.tag.taxa.searched import SearchedText

_TOO_HIGH = {"class", "phylum", "kingdom"}


def told_apart(searched: SearchedText, found: Sequence[Found]) -> list[Found]:
    """Return the names, of each the taxon first that the document names otherwise too, or names most relatives of.

    What the names beside it are comes before the rest of the document. ``beluga`` is a whale beside narwhals, a
    sturgeon where nothing says so: the likeliest is the lexicon's first.
    """
    if not any(len(name.taxa) > 1 and name.via == "common" for name in found):
        return list(found)
    lines = {name: line(searched, name) for each in found for name in each.taxa}
    named: Counter[str] = Counter()
    beneath: Counter[str] = Counter()
    for each in found:
        if len(each.taxa) == 1:
            named[each.taxa[0]] += 1
            beneath.update(lines[each.taxa[0]])
    result = []
    for at, each in enumerate(found):
        if len(each.taxa) > 1 and each.via == "common":
            near = [other.taxa for other in (*found[max(0, at - 2) : at], *found[at + 1 : at + 3])]
            weights = {
                name: (
                    sum(len(other) == 1 and not set(lines[name]).isdisjoint(lines[other[0]]) for other in near),
                    named[name],
                    max([beneath[higher] for higher in lines[name]], default=0),
                )
                for name in each.taxa
            }
            best = max(each.taxa, key=lambda name: weights[name])
            if best != each.taxa[0]:
                taxa = (best, *(name for name in each.taxa if name != best))
                reason = (
                    f"the name is used for {' and for '.join(taxa)}; the document speaks of {best} or its relatives"
                )
                each = replace(each, taxa=taxa, reason=reason)  # noqa: PLW2901
        result.append(each)
    return result


def line(searched: SearchedText, name: str) -> list[str]:
    """Return a taxon, its genus and what these are beneath, below the class."""
    higher: list[str] = []
    taxa = searched.lexicon.taxa
    for start in (name, name.split(" ", maxsplit=1)[0]):
        taxon = taxa.get(start)
        while taxon and taxon.rank not in _TOO_HIGH and taxon.name not in higher:
            higher.append(taxon.name)
            taxon = taxa.get(taxon.parent) if taxon.parent else None
    return higher


def class_of(searched: SearchedText, name: str) -> str | None:
    """Return the class of a taxon, which may be that class; None where the lexicon tells none."""
    taxa = searched.lexicon.taxa
    for start in (name, name.split(" ", maxsplit=1)[0]):
        taxon = taxa.get(start)
        while taxon and taxon.rank != "class":
            taxon = taxa.get(taxon.parent) if taxon.parent else None
        if taxon:
            return taxon.name
    return None
