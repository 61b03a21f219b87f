"""Cells of exports that were in a spreadsheet, a web page or two encodings: used, mended, or left out and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.tag.lexicon_cells import (
    Remarks,
    appendices,
    cleaned,
    common_names,
    rank_of,
    scientific_name,
    synonyms,
    taxon_number,
)
from pipeline.tag.lexicon_import import LexiconImportError, import_lexicon
from pipeline.tag.taxon_files import read_taxa


@pytest.mark.parametrize(
    ("cell", "name", "reason"),
    [
        ("Fictus magnus", "Fictus magnus", ""),
        ("Fictus spp.", "Fictus", ""),
        ("Fictus magnus minor", "Fictus magnus minor", ""),
        ("Fictus magnus var. minor", "Fictus magnus var. minor", ""),
        ("Neo-Fictus paranaënsis", "Neo-Fictus paranaënsis", ""),
        ('Fictus "North Cape"', 'Fictus "North Cape"', ""),
        ("Fictus × magnus", "Fictus × magnus", ""),
        # with its author
        ("Fictus magnus (Author, 2091)", "Fictus magnus", ""),
        ("Fictus magnus Author & Other, 2091", "Fictus magnus", ""),
        ("Fictus magnus van Author 2091", "Fictus magnus", ""),
        ("Fictus magnus A.B. Author ex Other", "Fictus magnus", ""),
        ("Fictus magnus d'Author", "Fictus magnus", ""),
        ("Fictus magnus L.", "Fictus magnus", ""),
        # with anything else
        ("Fictus magnus – see the note", None, "more than a scientific name"),
        ("Fictus magnus (population of Exampleland only)", None, "more than a scientific name"),
        ("Fictus magnus II", None, "more than a scientific name"),
        ("Fictus magnus; Fictus parvus", None, "more than a scientific name"),
        ("Fictus magnus http://www.example.org", None, "more than a scientific name"),
        ("Fictus magnus and the others", None, "more than a scientific name"),
        ("Fictus magnus 12", None, "more than a scientific name"),
        ("birds of lakes", None, "no scientific name by its form"),
        ("12 Fictus magnus", None, "no scientific name by its form"),
        ("", None, "no scientific name"),
    ],
)
def test_scientific_name(cell: str, name: str | None, reason: str) -> None:
    mended = Remarks()
    assert scientific_name(cell, mended) == (name, reason)
    assert bool(mended.counts) == (name is not None and name != cell.removesuffix(" spp."))


@pytest.mark.parametrize(
    ("cell", "text", "is_mended"),
    [
        ("<i>Fictus magnus</i>", "Fictus magnus", True),
        ("Fictive&nbsp;Bird &amp; Co<br/>", "Fictive Bird & Co", True),
        ("<a href='https://www.example.org/1'>Fictus</a> <!-- old -->", "Fictus", True),
        ("\ufeff Fictus\u00a0 mag\u00adnus\u200b ", "Fictus magnus", False),
        ("Author & Other, a < b", "Author & Other, a < b", False),
    ],
)
def test_mark_up_is_taken_out(cell: str, text: str, is_mended: bool) -> None:
    mended = Remarks()
    assert cleaned(cell, mended) == text
    assert bool(mended.counts) == is_mended


@pytest.mark.parametrize(
    ("cell", "name", "expected"),
    [
        ("", "Fictus", ("genus", "")),
        ("", "Fictidae", ("family", "")),
        ("", "Fictaceae", ("family", "")),
        ("", "Fictinae", ("subfamily", "")),
        ("", "Fictiformes", ("order", "")),
        ("", "Fictus magnus", ("species", "")),
        ("", "Fictus magnus minor", ("subspecies", "")),
        ("SPECIES", "Fictus magnus", ("species", "")),
        ("Family", "Fictidae", ("family", "")),
        ("SPECIES", "Fictidae", (None, "a rank that the name does not have")),
        ("genus", "Fictus magnus", (None, "a rank that the name does not have")),
        ("II", "Fictus magnus", (None, "no rank that is known")),
    ],
)
def test_rank(cell: str, name: str, expected: tuple[str | None, str]) -> None:
    assert rank_of(cell, name) == expected


@pytest.mark.parametrize(
    ("cell", "expected", "left_out"),
    [
        ("Oldus magnus Author, 2091, Fictus major (De Author & Other, 2092)", ["Oldus magnus", "Fictus major"], 0),
        ("Oldus magnus hort.; Oldus minor nom. nud.", ["Oldus magnus", "Oldus minor"], 0),
        ("Fictus parvus auct. non Author; Fictus medius sensu Other", [], 2),
        ("Oldus Author; see the note", [], 1),
        ("", [], 0),
    ],
)
def test_synonyms(cell: str, expected: list[str], left_out: int) -> None:
    remarks = Remarks()
    assert list(synonyms(cell, remarks)) == expected
    assert sum(remarks.counts.values()) == left_out


@pytest.mark.parametrize(
    ("cell", "expected", "left_out"),
    [
        ("Great Fictive Bird, Fictive", ["Great Fictive Bird", "Fictive"], 0),
        ("Bird; Other, Bird | Ave", ["Bird", "Other, Bird", "Ave"], 0),
        ("Bird (male); Bird 2; Bird/Ave", [], 3),
        ("Oiseau fÃ©erique; Oiseau f\ufffderique; Oiseau féerique", ["Oiseau féerique"], 2),
        ("see https://www.example.org; -; ?; " + "long " * 20, [], 4),
    ],
)
def test_common_names(cell: str, expected: list[str], left_out: int) -> None:
    remarks = Remarks()
    assert list(common_names(cell, remarks)) == expected
    assert sum(remarks.counts.values()) == left_out


@pytest.mark.parametrize(
    ("cell", "expected", "left_out"),
    [
        ("I", "I", 0),
        ("II/NC", "II", 0),
        ("I/II", "I/II", 0),
        ("II and I", "I/II", 0),
        ("NC", None, 0),
        ("", None, 0),
        ("A", None, 1),
        ("IV", None, 1),
        ("see Annex I", None, 1),
    ],
)
def test_appendices(cell: str, expected: str | None, left_out: int) -> None:
    remarks = Remarks()
    assert appendices(cell, remarks) == expected
    assert sum(remarks.counts.values()) == left_out


def test_taxon_number() -> None:
    remarks = Remarks()
    cells = ("900001", "900001.0", "", "9.0E5", "n/a")
    assert [taxon_number(cell, remarks) for cell in cells] == ["900001", "900001", None, None, None]
    assert remarks.counts == {"ids that are no numbers": 2}
    assert list(remarks.lines("Left out")) == ["Left out: 2 ids that are no numbers (the first: 9.0E5)."]


DIRTY = """\
"sep=;"
Id;Scientific Name;Rank;Agreement;Listing;Common names in English;Synonyms
900001.0;<i>Fictus magnus</i> (Author, 2091);SPECIES;CITES;II;Great Fictive Bird;Fictus minor auct.
900002;Fictus parvus – see note 3;SPECIES;CITES;II;Small Fictive Bird;
900003;Fictus medius;II;CITES;II;;
900004;Fictus longus;SPECIES;AEWA;A;Long Fictive Bird <b>(rare)</b>;
"""


def test_a_dirty_export_is_read_and_what_is_not_understood_is_said(tmp_path: Path) -> None:
    path = tmp_path / "dirty.csv"
    path.write_text(DIRTY, encoding="utf-8")
    report = import_lexicon(path, tmp_path / "imported.csv")
    taxa = {taxon.name: (taxon.taxon_id, taxon.cites) for taxon in read_taxa(tmp_path / "imported.csv")}
    assert taxa == {"Fictus longus": ("spp:900004", None), "Fictus magnus": ("spp:900001", "II")}
    assert [line for line in report.lines() if "the first" in line] == [
        "Rows set aside: 1 more than a scientific name (the first: line 4, Fictus parvus – see note 3).",
        "Rows set aside: 1 no rank that is known (the first: line 5, Fictus medius, II).",
        "Left out: 1 common names with a figure, a bracket or a slash (the first: Long Fictive Bird (rare)).",
        "Left out: 1 listings of instruments other than CITES and CMS (the first: AEWA A).",
        "Left out: 1 synonyms that are names of others, misapplied (the first: Fictus minor auct.).",
        "Mended: 2 cells with mark-up, taken out (the first: <i>Fictus magnus</i> (Author, 2091)).",
        "Mended: 1 scientific names with their author, taken off (the first: Fictus magnus (Author, 2091)).",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('FullName,Listing\nFictus magnus,"II\nFictus parvus,I\n', "line 2: unexpected end of data"),
        ("FullName,Listing,Listing\nFictus magnus,I,II\n", "columns that are there twice: Listing"),
    ],
)
def test_an_export_that_is_broken_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconImportError, match=message):
        import_lexicon(path, tmp_path / "imported.csv")
    assert not (tmp_path / "imported.csv").exists()
