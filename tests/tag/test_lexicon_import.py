"""Exports of several editions are read, merged and reported; the file of the import is whole or absent."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from pipeline.tag.lexicon import load_lexicon
from pipeline.tag.lexicon_import import LexiconImportError, import_lexicon
from pipeline.tag.name_forms import words_of
from pipeline.tag.shadow import Shadow
from pipeline.tag.taxa.find import find_taxa
from pipeline.tag.taxon_files import read_taxa

CHECKLIST = """\
TaxonId,Kingdom,Class,Order,Family,Genus,Species,FullName,RankName,CurrentListing,SynonymsWithAuthors,EnglishNames,\
SpanishNames,FrenchNames,Colour
900001,Animalia,Aves,Fictiformes,Fictidae,Fictus,magnus,Fictus magnus,SPECIES,II/NC,\
"Oldus magnus Author, 2091, Fictus major (De Author & Other, 2092)","Great Fictive Bird, Fictive",Ave ficticia,\
Oiseau fictif,red
900002,Animalia,Mammalia,Carnivora,Felidae,Uncia,uncia,Uncia uncia,SPECIES,I,"Panthera uncia (Schreber, 2075)",\
"Mountain Ghost Cat",,,grey
900003,Animalia,Mammalia,Proboscidea,Elephantidae,Loxodonta,africana,Loxodonta africana,SPECIES,I/II,,,,,grey
,,,,,,,,SPECIES,II,,,,,
"""
SPECIES_PLUS = """\
Id;Scientific Name;Rank;Agreement;Listing;Common names in English
900001;Fictus magnus;SPECIES;CMS;I;Great Fictive Bird
;Addax nasomaculatus;SPECIES;CMS;II;
;Fictus parvus;SPECIES;AEWA;A;Small Fictive Bird
"""


@pytest.fixture
def checklist(tmp_path: Path) -> Path:
    path = tmp_path / "checklist.csv"
    path.write_text(CHECKLIST, encoding="utf-8")
    return path


def test_a_checklist_is_merged_and_reported(checklist: Path, tmp_path: Path) -> None:
    destination = tmp_path / "lexicon" / "imported.csv"
    report = import_lexicon(checklist, destination)
    assert (report.rows, report.new_taxa, report.known_taxa, report.new_ids) == (4, 1, 2, 3)
    assert report.new_synonyms == 2
    assert report.new_names == {"en": 3, "fr": 1, "es": 1}
    assert report.unknown_columns == ["Colour"]
    assert report.set_aside.counts == {"no scientific name": 1}
    assert report.missing_fields == []
    assert [clash for clash in report.clashes if "Loxodonta" in clash] == []
    taxa = {taxon.name: taxon for taxon in read_taxa(destination)}
    assert list(taxa) == ["Fictus magnus", "Loxodonta africana", "Panthera uncia"]
    fictus = taxa["Fictus magnus"]
    assert (fictus.taxon_id, fictus.rank, fictus.parent, fictus.cites) == ("spp:900001", "species", "Fictidae", "II")
    assert fictus.synonyms == ("Oldus magnus", "Fictus major")
    assert fictus.names["en"] == ("Great Fictive Bird", "Fictive")


def test_an_imported_family_is_called_after_its_scientific_name(tmp_path: Path) -> None:
    path, destination = tmp_path / "families.csv", tmp_path / "imported.csv"
    path.write_text("FullName,RankName\nFictidae,FAMILY\n", encoding="utf-8")
    import_lexicon(path, destination)
    found = load_lexicon(destination).common("fictids", frozenset({"en"}))
    assert found is not None
    assert found.taxa == ("Fictidae",)


def test_the_accepted_name_of_the_lexicon_stands(checklist: Path, tmp_path: Path) -> None:
    destination = tmp_path / "imported.csv"
    import_lexicon(checklist, destination)
    lexicon = load_lexicon(destination)
    assert lexicon.taxa["Panthera uncia"].taxon_id == "spp:900002"
    assert "Uncia uncia" not in lexicon.taxa
    text = "the mountain ghost cat, Uncia uncia, great fictive birds and Oldus magnus; a fictive tale"
    found = find_taxa(text, Shadow.of(text), [], lexicon)
    assert [(m.name, m.match) for m in found] == [
        ("Panthera uncia", "exact"),
        ("Panthera uncia", "synonym"),
        ("Fictus magnus", "exact"),
        ("Fictus magnus", "synonym"),
    ]


def test_a_second_export_adds_to_the_first(checklist: Path, tmp_path: Path) -> None:
    destination = tmp_path / "imported.csv"
    import_lexicon(checklist, destination)
    second = tmp_path / "cms.csv.gz"
    second.write_bytes(gzip.compress(b"\xef\xbb\xbf" + SPECIES_PLUS.encode()))
    report = import_lexicon(second, destination)
    assert (report.new_taxa, report.known_taxa, report.new_cms_listings, report.new_cites_listings) == (1, 2, 2, 0)
    assert report.missing_fields == ["synonyms", "french", "spanish"]
    taxa = {taxon.name: taxon for taxon in read_taxa(destination)}
    assert (taxa["Fictus magnus"].cites, taxa["Fictus magnus"].cms) == ("II", "I")
    assert (taxa["Fictus parvus"].cites, taxa["Fictus parvus"].cms) == (None, None)
    assert "Addax nasomaculatus: CMS II in the import, I in the lexicon" in report.clashes
    assert any("Clashes" in line for line in report.lines())


def test_importing_again_brings_nothing(checklist: Path, tmp_path: Path) -> None:
    destination = tmp_path / "imported.csv"
    import_lexicon(checklist, destination)
    before = destination.read_bytes()
    report = import_lexicon(checklist, destination)
    assert (report.new_taxa, report.new_ids, report.new_synonyms, sum(report.new_names.values())) == (0, 0, 0, 0)
    assert destination.read_bytes() == before


@pytest.mark.parametrize(("encoding", "named"), [("cp1252", "windows-1252"), ("utf-16", "utf-16")])
def test_other_encodings_are_read_and_named(tmp_path: Path, encoding: str, named: str) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("Scientific Name\tFrench\nFictus magnus\tOiseau féerique\n".encode(encoding))
    report = import_lexicon(path, tmp_path / "imported.csv")
    assert report.encoding == named
    assert next(read_taxa(tmp_path / "imported.csv")).names["fr"] == ("Oiseau féerique",)


def test_rows_that_are_no_taxa_are_set_aside_and_said(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "FullName,Colour,CurrentListing,Is current\n"
        "Fictus magnus,red,II,0\n"
        "Fictus parvus,grey,I,1\n"
        "birds of lakes,grey,I,1\n"
        "Fictus medius,grey\n"
        "Loxodonta africana,grey,III,1\n",
        encoding="utf-8",
    )
    report = import_lexicon(path, tmp_path / "imported.csv")
    taxa = {taxon.name: taxon.cites for taxon in read_taxa(tmp_path / "imported.csv")}
    assert taxa == {"Fictus magnus": None, "Fictus parvus": "I", "Loxodonta africana": "III"}
    assert [*report.lines()][3:] == [
        "Rows set aside: 1 no scientific name by its form (the first: line 4, birds of lakes).",
        "Rows set aside: 1 not as many cells as columns (the first: line 5).",
        "Columns not understood: Colour.",
        "The file says nothing of: id, rank, synonyms, english, french, spanish.",
        "Clashes with what is known: 1.",
        "Loxodonta africana: CITES III in the import, I/II in the lexicon",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Colour,Size\nred,big\n", "no column with scientific names"),
        (b"\x1f\x8bgarbage", "gzip file is damaged"),
        (b"PK\x03\x04\x00\x00", "this is no text"),
        (b"", "no column with scientific names"),
    ],
)
def test_what_is_no_export_is_refused_and_nothing_is_written(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "no-export.csv"
    path.write_bytes(content)
    with pytest.raises(LexiconImportError, match=f"no-export.csv: .*{message}"):
        import_lexicon(path, tmp_path / "imported.csv")
    assert not (tmp_path / "imported.csv").exists()


def test_an_import_that_is_broken_off_leaves_the_earlier_file(
    checklist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    destination = tmp_path / "imported.csv"
    destination.write_text("name,rank,parent,synonyms,english,french,spanish,cites,cms,cms_name,species_plus_id\n")
    before = destination.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        import_lexicon(checklist, destination)
    assert destination.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["checklist.csv", "imported.csv"]


@pytest.mark.corpus
def test_the_full_checklist(tmp_path: Path) -> None:
    folder = Path(os.environ.get("CONCORD_SHARED", Path(__file__).parents[3] / "shared")) / "lexicon"
    if not folder.is_dir():
        pytest.skip(f"the lists of {folder} are not here")
    destination = tmp_path / "imported.csv"
    report = import_lexicon(folder / "Index_of_CITES_Species_2017-04-21.csv.gz", destination)
    assert (report.rows, report.unknown_columns, report.set_aside.counts) == (38079, [], {})
    assert report.new_taxa + report.known_taxa == 38079 - sum("left out" in clash for clash in report.clashes)
    assert report.new_ids > 38000
    second = import_lexicon(folder / "cms_listed_taxa.csv", destination)
    assert (second.rows, second.unknown_columns, second.set_aside.counts) == (618, [], {})
    assert second.new_cms_listings > 300
    lexicon = load_lexicon(destination)
    assert len(lexicon.taxa) > 38000
    assert lexicon.taxa["Panthera uncia"].taxon_id.startswith("spp:")
    assert lexicon.scientific(words_of("Uncia uncia")).taxa == ("Panthera uncia",)  # type: ignore[union-attr]
