"""Mentions of taxa in the blocks of a document."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Span
from pipeline.tag.lexicon import Lexicon
from pipeline.tag.shadow import Shadow
from pipeline.tag.taxa.abbreviated import abbreviated
from pipeline.tag.taxa.beside import named_beside
from pipeline.tag.taxa.bracketed import with_bracketed
from pipeline.tag.taxa.coordinated import coordinated
from pipeline.tag.taxa.fields import named_in_fields, with_names
from pipeline.tag.taxa.in_lists import shown_by_lists
from pipeline.tag.taxa.listed import look_up
from pipeline.tag.taxa.mention import Found, NamesSoFar, TaxonMention
from pipeline.tag.taxa.misspelt import with_misspelt_modifiers
from pipeline.tag.taxa.overlaps import longest, merged
from pipeline.tag.taxa.searched import SearchedText
from pipeline.tag.taxa.subspecies import subspecies_alone
from pipeline.tag.taxa.told import named_by_brackets, said_again
from pipeline.tag.taxa.told_apart import told_apart
from pipeline.tag.taxa.unlisted import binomials, shown_by_form, shown_elsewhere


def find_taxa(
    text: str,
    shadow: Shadow,
    spans: Sequence[Span],
    lexicon: Lexicon,
    known: NamesSoFar | None = None,
    *,
    language: str | None = None,
) -> list[TaxonMention]:
    """Return the mentions of taxa in one text, in its order; see `find_taxa_in_blocks`.

    Raises `ValueError` where ``shadow`` is not that of ``text``.
    """
    if shadow.original != text:
        raise ValueError("the shadow is that of another text")
    return find_taxa_in_blocks([shadow], [spans], lexicon, known, language=language)[0]


def find_taxa_in_blocks(
    shadows: Sequence[Shadow],
    spans: Sequence[Sequence[Span]],
    lexicon: Lexicon,
    known: NamesSoFar | None = None,
    *,
    language: str | None = None,
) -> list[list[TaxonMention]]:
    """Return the mentions of taxa in each block of a document, in the order of its text.

    ``shadows`` are of the blocks' texts; ``spans`` the blocks' styles (italics are evidence); ``known`` are the names
    that the document has spelt out before, and learns those of these blocks; ``language`` is the document's (``en``,
    ``fr``, ``es``; None is taken for English). All blocks at once are much faster than one after the other.
    """
    if not shadows:
        return []
    searched = SearchedText(shadows, spans, lexicon, known if known is not None else NamesSoFar(), language or "en")
    listed = look_up(searched)
    names = longest(listed.names)
    if listed.in_lists:
        told = [name for name in listed.in_lists if name.taxa in listed.told]
        names = longest([*names, *told, *shown_by_lists(searched, names, listed.in_lists)])
    found = coordinated(searched, names)
    found = merged(found, [*binomials(searched, listed), *shown_by_form(searched, listed)])
    for name in found:
        if name.via != "common" and name.taxa:
            searched.known.learn(searched.text[name.start : name.end], listed=name.via == "scientific")
    found = merged(found, [*shown_elsewhere(searched, listed, found), *abbreviated(searched, found)])
    if subspecies := list(subspecies_alone(searched, found)):
        found = merged(found, subspecies)
    mentions: list[list[TaxonMention]] = [[] for _ in shadows]
    found = named_beside(searched, told_apart(searched, with_misspelt_modifiers(searched, found)))
    found = with_bracketed(searched, named_by_brackets(searched, found))
    if fields := named_in_fields(searched, found):
        # a name of one word is that of its taxon in the field only: elsewhere it may be another word (``brasil``)
        several = [name for name in fields if " " in searched.text[name.start : name.end]]
        found = with_names(said_again(searched, with_names(found, several)), fields)
    else:
        found = said_again(searched, found)
    for name in found:
        if name.taxa:
            block = searched.block_of(name.start)
            mentions[block].append(_mention(searched, name, block))
    return mentions


def _mention(searched: SearchedText, found: Found, block: int) -> TaxonMention:
    shadow, offset = searched.shadows[block], searched.starts[block]
    start, end = shadow.span(found.start - offset, found.end - offset)
    name = found.taxa[0]
    taxon = searched.lexicon.taxa.get(name)
    reason = found.reason
    if reason is None and len(found.taxa) > 1:
        reason = f"the name is used for {' and for '.join(found.taxa)}"
    return TaxonMention(
        start,
        end,
        shadow.original[start:end],
        taxon.taxon_id if taxon else f"name:{name}",
        name,
        taxon.rank if taxon else found.rank or "species",
        found.via,
        found.match,
        found.taxa if len(found.taxa) > 1 else (),
        reason,
    )
