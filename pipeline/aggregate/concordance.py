"""Concordance: how CITES and CMS list and name each taxon of shared attention, and which programmes name it.

Listings come from ``pipeline/data/taxa/listings.csv`` (an empty Appendix says that the taxon is not listed), else from
the lexicon of taxa, curated or imported; what is said of a higher taxon or of those below is taken from them. Which
families and groups hold which genera is in ``pipeline/data/taxa/members.csv``, where the lexicon places them higher.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.aggregate.calendar import Calendar
from pipeline.aggregate.rows import Row, Rows, ordered
from pipeline.aggregate.tally import Tallies, Tally
from pipeline.datafiles import MistakeError, read_rows, reading
from pipeline.tag.taxon_files import TAXA, Taxon, curated_files, read_taxa

CONVENTIONS = ("CITES", "CMS")
Scope = Literal["whole", "part", "within", "not_listed"]
"""Listed itself; only taxa below it are; listed with the taxon above it; known not to be."""

_APPENDICES = ("I", "II", "III")


@dataclass(frozen=True, slots=True)
class Listing:
    """How a convention lists a taxon; ``since`` is the year in which the listing as it stands took effect.

    ``name`` is what the convention calls the taxon, None for one that it does not list under a name that is known;
    ``listed_as`` and ``listed_rank`` are the entry that covers it, None where none covers the whole of it.
    """

    appendix: str | None
    scope: Scope
    name: str | None
    listed_as: str | None
    listed_rank: str | None
    since: int | None = None
    note: str | None = None


@cache
def curated_taxa() -> tuple[Taxon, ...]:
    """Return the taxa of the curated lexicon."""
    return tuple(taxon for path in curated_files() for taxon in read_taxa(path))


@cache
@reading("taxa/listings.csv")
def curated_listings() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Return the rows of ``listings.csv`` by taxon and convention."""
    columns = ("taxon", "convention", "appendix", "since", "listed_as", "listed_rank", "name_used", "note")
    rows = read_rows(TAXA / "listings.csv", columns, ("taxon", "convention"))
    for number, row in enumerate(rows, start=2):
        if row["convention"] not in CONVENTIONS or not {"", *_APPENDICES}.issuperset(row["appendix"].split("/")):
            raise MistakeError(f"row {number}: no Appendix {row['appendix']} of {row['convention']} is known")
        if row["since"] and not row["since"].isdecimal():
            raise MistakeError(f"row {number}: {row['since']!r} is no year")
    return {(row["taxon"], row["convention"]): row for row in rows}


@cache
def curated_members() -> Mapping[str, tuple[str, ...]]:
    """Return the rows of ``members.csv``: the families, genera and species of which families and groups are made."""
    rows = read_rows(TAXA / "members.csv", ("taxon", "members"), ("taxon",))
    return {row["taxon"]: tuple(row["members"].split(";")) for row in rows}


class Listings:
    """Answers how a convention lists a taxon."""

    def __init__(self, taxa: Sequence[Taxon], members: Mapping[str, Sequence[str]] | None = None) -> None:
        """Take the taxa whose listings are known; ``members`` are by default the curated ones."""
        self._taxa = {taxon.name: taxon for taxon in taxa}
        self._members = curated_members() if members is None else members
        self._group = {name: taxon for taxon, names in sorted(self._members.items()) for name in names}
        self._below: dict[str, list[str]] = defaultdict(list)
        for taxon in taxa:
            for above in {taxon.parent, *_genus(taxon.name, taxon.rank)} - {None, taxon.name}:
                self._below[str(above)].append(taxon.name)
        for name, names in self._members.items():
            self._below[name].extend(names)

    def listing(self, name: str, rank: str, convention: str) -> Listing | None:
        """Return the listing of a taxon, or None where nothing is known about it."""
        own = self._own(name, rank, convention)
        if own:
            return own
        above = self._above(name, convention)
        parts = set(self._parts(name, convention, set()))
        members = self._members.get(name, ())
        if above and not (members and all(self._own(member, "", convention) for member in members)):
            appendix = _united({*parts, str(above.appendix)})
            return Listing(appendix, "within", name, above.listed_as, above.listed_rank, above.since, above.note)
        if parts:
            return Listing(_united(parts), "part", name, None, None, note="taxa below it are listed")
        return None

    def _own(self, name: str, rank: str, convention: str) -> Listing | None:
        row = curated_listings().get((name, convention))
        if row and not row["appendix"]:
            return Listing(None, "not_listed", row["name_used"] or None, None, None, note=row["note"] or None)
        if row:
            return Listing(
                row["appendix"],
                "whole",
                row["name_used"] or name,
                row["listed_as"] or row["name_used"] or name,
                row["listed_rank"] or rank,
                int(row["since"]) if row["since"] else None,
                row["note"] or None,
            )
        taxon = self._taxa.get(name)
        appendix = taxon and (taxon.cites if convention == "CITES" else taxon.cms)
        if not taxon or not appendix:
            return None
        used = (taxon.cms_name if convention == "CMS" else None) or name
        return Listing(appendix, "whole", used, used, rank)

    def _above(self, name: str, convention: str) -> Listing | None:
        """Return the listing of the nearest taxon above that is listed, or None.

        Where that one is in several Appendices, nothing follows for what is below it.
        """
        for above in self._lineage(name, {name}):
            taxon = self._taxa.get(above)
            own = self._own(above, taxon.rank if taxon else "", convention)
            if own:
                return own if own.appendix in _APPENDICES else None
        return None

    def _lineage(self, name: str, seen: set[str]) -> Iterable[str]:
        """Return the taxa above, the nearest first: genus, family or group, and what the lexicon places it under."""
        taxon = self._taxa.get(name)
        genus = _genus(name, taxon.rank if taxon else "species")
        for above in (*genus, self._group.get(name), taxon.parent if taxon else None):
            if above is not None and above not in seen:
                seen.add(above)
                yield above
                yield from self._lineage(above, seen)

    def _parts(self, name: str, convention: str, seen: set[str]) -> Iterable[str]:
        """Return the Appendices of the taxa below, those without a listing of their own left out."""
        for below in self._below.get(name, ()):
            if below in seen:
                continue
            seen.add(below)
            taxon = self._taxa.get(below)
            own = self._own(below, taxon.rank if taxon else "", convention)
            if own and own.appendix:
                yield from own.appendix.split("/")
            yield from self._parts(below, convention, seen)


def _united(appendices: Iterable[str]) -> str:
    found = {part for appendix in appendices for part in appendix.split("/")}
    return "/".join(part for part in _APPENDICES if part in found)


def concordance(by_programme: Sequence[Row], tallies: Tallies, taxa: Sequence[Taxon], calendar: Calendar) -> Rows:
    """Return a row for each taxon that a programme names.

    ``by_programme`` are rows of `species_by_programme`, ``tallies`` those of all taxa, ``taxa`` the lexicon.
    """
    listings = Listings(taxa)
    named: dict[str, Rows] = defaultdict(list)
    for row in by_programme:
        named[row["taxon_id"]].append(row)
    rows: Rows = []
    for taxon_id, found in named.items():
        name, rank = found[0]["name"], found[0]["rank"]
        tally = tallies.get(taxon_id, Tally())
        programmes = sorted({row["programme_id"] for row in found})
        of = {convention: listings.listing(name, rank, convention) for convention in CONVENTIONS}
        first, _ = calendar.first_and_last(tally.documents)
        entry: Row = {"taxon_id": taxon_id, "name": name, "rank": rank}
        for convention, listing in of.items():
            prefix = convention.lower()
            for column in ("appendix", "scope", "name", "listed_as", "listed_rank", "since", "note"):
                entry[f"{prefix}_{column}"] = getattr(listing, column) if listing else None
        entry |= {
            "listed_in": " and ".join(key for key, listed in of.items() if listed and listed.appendix) or None,
            **_disagreement(of["CITES"], of["CMS"]),
            "names_printed": sorted(tally.seen["printed"]),
            "programmes": programmes,
            "first_programme_id": programmes[0],
            "first_document_id": first,
        }
        rows.append(entry)
    return ordered(rows, "name", "taxon_id")


def _disagreement(cites: Listing | None, cms: Listing | None) -> Row:
    texts: list[str] = []
    names = ranks = False
    if cites and cms and cites.appendix and cms.appendix:
        names = cites.name != cms.name
        ranks = "part" not in (cites.scope, cms.scope) and cites.listed_rank != cms.listed_rank
        if names:
            texts.append(f"CITES calls it {cites.name}, CMS {cms.name}")
        if ranks:
            entries = [f"{entry.listed_as} ({entry.listed_rank})" for entry in (cites, cms)]
            texts.append(f"CITES lists it as {entries[0]}, CMS as {entries[1]}")
    return {"names_differ": names, "ranks_differ": ranks, "disagreement": "; ".join(texts) or None}


def _genus(name: str, rank: str) -> tuple[str, ...]:
    """Return the taxa that a species or subspecies stands under by its own name, the nearest first."""
    words = name.split()
    if rank == "subspecies":
        return (" ".join(words[:2]), words[0])
    return (words[0],) if rank == "species" and len(words) > 1 else ()
