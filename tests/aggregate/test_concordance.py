import csv
from pathlib import Path

import pytest
from invented import document

from pipeline.aggregate.calendar import Calendar
from pipeline.aggregate.concordance import (
    CONVENTIONS,
    Listings,
    concordance,
    curated_listings,
    curated_members,
    curated_taxa,
)
from pipeline.aggregate.registers import tally_taxa
from pipeline.tag.taxon_files import Taxon

SHARED = Path(__file__).parents[3] / "shared"


def taxon(name, rank, parent=None, cites=None, cms=None, cms_name=None):
    return Taxon(f"name:{name}", name, rank, parent, (), {}, cites, cms, cms_name)


TAXA = [
    taxon("Sirenidae", "family"),
    taxon("Sirena", "genus", "Sirenidae"),
    taxon("Sirena alba", "species", "Sirenidae", cites="I", cms="II", cms_name="Halia alba"),
    taxon("Sirena nigra", "species", "Sirenidae", cites="II"),
    taxon("Gryphus", "genus", cites="II"),
    taxon("Gryphus aureus", "species"),
    taxon("Gryphus aureus minor", "subspecies", cms="I"),
    taxon("Draco fumans", "species"),
]
LISTINGS = Listings(TAXA, {})


@pytest.mark.parametrize(
    ("name", "rank", "cites", "cms"),
    [
        ("Sirena alba", "species", ("I", "whole", "Sirena alba"), ("II", "whole", "Halia alba")),
        ("Sirena", "genus", ("I/II", "part", "Sirena"), ("II", "part", "Sirena")),
        ("Sirenidae", "family", ("I/II", "part", "Sirenidae"), ("II", "part", "Sirenidae")),
        ("Gryphus aureus", "species", ("II", "within", "Gryphus aureus"), ("I", "part", "Gryphus aureus")),
        (
            "Gryphus aureus minor",
            "subspecies",
            ("II", "within", "Gryphus aureus minor"),
            ("I", "whole", "Gryphus aureus minor"),
        ),
        ("Draco fumans", "species", None, None),
        ("Nobody", "species", None, None),
    ],
)
def test_a_listing_is_its_own_or_of_the_taxon_above_or_of_those_below(name, rank, cites, cms):
    for convention, expected in zip(CONVENTIONS, (cites, cms), strict=True):
        found = LISTINGS.listing(name, rank, convention)
        assert (found and (found.appendix, found.scope, found.name)) == expected


def test_what_is_listed_with_the_taxon_above_names_that_entry():
    listing = LISTINGS.listing("Gryphus aureus", "species", "CITES")
    assert (listing.listed_as, listing.listed_rank) == ("Gryphus", "genus")


def rows(*programmes, name="Sirena alba", rank="species", surfaces=()):
    named = [{"programme_id": p, "taxon_id": "t", "name": name, "rank": rank} for p in programmes]
    mentions = [
        {"taxon_id": "t", "document_id": document_id, "via": via, "match": match, "surface": surface}
        for document_id, via, match, surface in surfaces
    ]
    calendar = Calendar([document("sc91-doc-1", issued="2091-01-01"), document("a-note", issued="2099-01-01")])
    return concordance(named, tally_taxa(mentions), TAXA, calendar)


def test_disagreement_of_names_is_pointed_out_and_programmes_are_listed():
    (row,) = rows(
        "2094-2099",
        "2091-2093",
        surfaces=[
            ("a-note", "common", "exact", "mermaid"),
            ("sc91-doc-1", "scientific", "synonym", "Halia alba"),
            ("a-note", "scientific", "misspelt", "Haila alba"),
        ],
    )
    assert (row["disagreement"], row["ranks_differ"]) == ("CITES calls it Sirena alba, CMS Halia alba", False)
    assert (row["names_differ"], row["listed_in"]) == (True, "CITES and CMS")
    assert (row["programmes"], row["first_programme_id"]) == (["2091-2093", "2094-2099"], "2091-2093")
    assert (row["names_printed"], row["first_document_id"]) == (["Halia alba"], "sc91-doc-1")
    assert (row["cites_appendix"], row["cms_appendix"]) == ("I", "II")


def test_disagreement_of_rank_is_pointed_out():
    (row,) = rows("2091-2093", name="Gryphus aureus minor", rank="subspecies")
    assert (row["names_differ"], row["ranks_differ"]) == (False, True)
    assert row["disagreement"] == "CITES lists it as Gryphus (genus), CMS as Gryphus aureus minor (subspecies)"


@pytest.mark.parametrize(("name", "listed_in"), [("Lycaon pictus", "CMS"), ("Panthera tigris", "CITES")])
def test_there_is_no_disagreement_with_a_convention_that_is_known_not_to_list_it(name, listed_in):
    (row,) = rows("2091-2093", name=name)
    scopes = {row["cites_scope"], row["cms_scope"]}
    assert (row["listed_in"], row["disagreement"], scopes) == (listed_in, None, {"whole", "not_listed"})


def test_where_one_convention_lists_it_there_is_no_disagreement():
    (row,) = rows("2091-2093", name="Sirena nigra")
    assert (row["listed_in"], row["disagreement"], row["cms_scope"]) == ("CITES", None, None)


@pytest.mark.parametrize(
    ("name", "rank", "cites", "cms"),
    [
        ("Sirenes", ("group"), ("I/II", "part"), ("II", "part")),
        ("Gryphidae", "family", ("II", "part"), ("I", "part")),
        ("Gryphus", "genus", ("II", "whole"), ("I", "part")),
        ("Draco fumans", "species", ("I", "within"), None),
        ("Draco volans", "species", ("II", "within"), None),
    ],
)
def test_families_and_groups_are_listed_as_their_members_are(name, rank, cites, cms):
    members = {"Sirenes": ["Sirenidae"], "Gryphidae": ["Gryphus"], "Draconidae": ["Draco fumans"]}
    taxa = [
        *TAXA[:-1],
        taxon("Reptantia", "order", cites="II"),
        taxon("Draconidae", "family", "Reptantia", cites="I"),
        taxon("Draco fumans", "species", "Reptantia"),
        taxon("Draco volans", "species", "Reptantia"),
    ]
    listings = Listings(taxa, members)
    for convention, expected in zip(CONVENTIONS, (cites, cms), strict=True):
        found = listings.listing(name, rank, convention)
        assert (found and (found.appendix, found.scope)) == expected


def test_what_is_listed_above_and_below_is_in_both_appendices():
    taxa = [taxon("Aquilae", "family", cms="II"), taxon("Gryphus aureus", "species", cms="I")]
    found = Listings(taxa, {"Aquilae": ["Gryphus"]}).listing("Gryphus", "genus", "CMS")
    assert (found.appendix, found.scope, found.listed_as) == ("I/II", "within", "Aquilae")


def test_members_are_known_and_of_one_group_each_and_no_group_holds_itself():
    named = {taxon.name for taxon in curated_taxa()}
    genera = {taxon.name.split()[0] for taxon in curated_taxa() if taxon.rank in {"species", "subspecies"}}
    members = curated_members()
    assert set(members) <= named
    assert {name for names in members.values() for name in names} <= named | genera
    for names in members.values():
        assert len(names) == len(set(names))

    def held(name, above=()):
        assert name not in above, (*above, name)
        for below in members.get(name, ()):
            held(below, (*above, name))

    for name in members:
        held(name)


@pytest.mark.parametrize(
    ("name", "rank", "cites", "cms"),
    [
        ("Elephantidae", "family", "I/II", "I/II"),
        ("Hominidae", "family", "I", "I/II"),
        ("Hominoidea", "superfamily", "I", "I/II"),
        ("Pantherinae + Acinonyx", "group", "I/II", "I/II"),
        ("Aegypiinae + Gypaetinae", "group", "II", "I/II"),
        ("Falco", "genus", "I/II", "I/II"),
        ("Elasmobranchii", "subclass", "I/II/III", "I/II"),
        ("Selachii", "infraclass", "II", "I/II"),
        ("Anguillidae", "family", "II", "II"),
        ("Saiga", "genus", "II", "II"),
        ("Nomascus concolor", "species", "I", None),
        ("Chimaeriformes", "order", None, None),
        # of families that CMS lists as a whole
        ("Aix galericulata", "species", None, "II"),
        ("Merganetta armata", "species", None, "II"),
        ("Bartramia longicauda", "species", None, "II"),
    ],
)
def test_known_listings_of_higher_taxa(name, rank, cites, cms):
    of = [Listings(curated_taxa()).listing(name, rank, convention) for convention in CONVENTIONS]
    assert [listing and listing.appendix for listing in of] == [cites, cms]


def test_the_lexicon_states_appendices_in_their_columns():
    for taxon in curated_taxa():
        assert taxon.cms in {None, "", "I", "II", "I/II"}, taxon.name
        assert not set((taxon.cites or "").split("/")) - {"", "I", "II", "III"}, taxon.name


def test_curated_listings_are_of_known_taxa_and_well_formed():
    names = {taxon.name for taxon in curated_taxa()}
    for (name, convention), row in curated_listings().items():
        assert name in names, name
        assert convention in CONVENTIONS
        assert row["appendix"] in {"", "I", "II", "III", "I/II"}
        assert not row["since"] or 1975 <= int(row["since"]) <= 2026
        assert bool(row["listed_rank"]) <= bool(row["listed_as"])


@pytest.mark.parametrize(
    ("name", "cites", "cms", "names_differ"),
    [
        ("Panthera uncia", "I", "I", True),
        ("Saiga tatarica", "II", "II", False),
        ("Panthera tigris", "I", None, False),
        ("Lycaon pictus", None, "II", False),
        ("Torgos tracheliotos", "II", "I/II", True),
    ],
)
def test_known_listings(name, cites, cms, names_differ):
    of = [Listings(curated_taxa()).listing(name, "species", convention) for convention in CONVENTIONS]
    assert [entry.appendix for entry in of if entry] == [cites, cms]
    assert (len({entry.name for entry in of if entry and entry.name}) > 1) is names_differ


@pytest.mark.corpus
def test_no_listing_of_an_export_is_missing():
    path = SHARED / "lexicon" / "cms_listed_taxa.csv"
    if not path.exists():
        pytest.skip("the export of listed taxa is not beside this checkout (../shared/lexicon)")
    stated: dict[str, set[str]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["instrument"] == "CMS" and row["is_current"] == "1":
                stated.setdefault(row["taxon"], set()).update(row["listing"].split("/"))
    curated = tuple(curated_taxa())
    listings = Listings(curated)
    taxa = {name: taxon for taxon in curated for name in taxon.synonyms}
    taxa |= {taxon.name: taxon for taxon in curated}
    compared = {
        name: listings.listing(taxa[name].name, taxa[name].rank, "CMS")
        for name in stated
        if taxa.get(name) and taxa[name].rank
    }
    assert len(compared) > 300
    lacking = {
        name
        for name, found in compared.items()
        if not stated[name] <= set(((found and found.appendix) or "").split("/"))
    }
    assert lacking == set()


def test_what_no_entry_covers_has_none():
    part = Listings(TAXA).listing("Sirena", "genus", "CITES")
    assert (part.scope, part.name, part.listed_as, part.listed_rank) == ("part", "Sirena", None, None)
    none = Listings(()).listing("Lycaon pictus", "species", "CITES")
    assert (none.scope, none.appendix, none.name, none.listed_as, none.listed_rank) == ("not_listed", *[None] * 4)
