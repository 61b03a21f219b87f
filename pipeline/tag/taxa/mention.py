"""Mentions of taxa, as they are found and as they are told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.tag.lexicon import RANK_ENDINGS, Match, Via

OPEN_GENUS = re.compile(r"([A-Z][a-z]{2,}) s(?:pp|sp|p)\b\.?")
BINOMIAL = re.compile(r"([A-Z](?<=\b.)[a-z]{2,}) ([a-z]{3,})(?: ([a-z]{4,}))?\b")
"""This and others look back at the beginning of a word only once they have a capital letter: that is twice as fast."""


@dataclass(slots=True)
class TaxonMention:
    """A place where a taxon is named. Nobody changes one; not to be frozen makes it four times as fast to make.

    ``start`` and ``end`` are offsets in the printed text, ``surface`` is what stands there. ``taxon_id``, ``name`` and
    ``rank`` are of the accepted taxon. ``candidates`` are the accepted names that the printed name may mean where there
    are several, the one chosen first; ``reason`` says why a name that is not printed exactly was resolved as it is.
    """

    start: int
    end: int
    surface: str
    taxon_id: str
    name: str
    rank: str
    via: Via
    match: Match
    candidates: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(slots=True)
class NamesSoFar:
    """The scientific names that a document has spelt out, for the abbreviations that follow them.

    Pass the same one along a document's blocks, in their order.
    """

    names: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """Initial and epithet to genus and epithet, all folded."""
    genera: set[str] = field(default_factory=set)
    """Genera that have been named, folded."""
    unlisted: set[str] = field(default_factory=set)
    """Names (as printed) that the lexicon does not have."""

    def learn(self, name: str, *, listed: bool) -> None:
        """Remember a scientific name, as printed; ``listed`` says whether the lexicon has it."""
        match = OPEN_GENUS.fullmatch(name) or BINOMIAL.match(name)
        if match is None:
            if " " not in name and not name.lower().endswith(tuple(RANK_ENDINGS)):
                self.genera.add(name.lower())
            return
        genus = match[1].lower()
        self.genera.add(genus)
        if match.re is BINOMIAL:
            epithet = match[2]
            self.names[genus[0], epithet] = genus, epithet
            if not listed:
                self.unlisted.add(name)


@dataclass(slots=True)
class Found:
    """A mention in offsets of the shadow; ``taxa`` are accepted names, empty for what is no mention. A value."""

    start: int
    end: int
    taxa: tuple[str, ...]
    via: Via
    match: Match
    reason: str | None = None
    rank: str | None = None
    """Of a name that the lexicon does not have."""
