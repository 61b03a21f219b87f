"""The lexicon's files say what they should, and every rule is held against its example and its counterexample."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from habit import HABIT, NAMES_OF_HABIT

from pipeline.datafiles import DataFileError
from pipeline.tag import taxon_files
from pipeline.tag.lexicon import lexicon, load_lexicon
from pipeline.tag.name_forms import called_after_scientific, plurals, words_of
from pipeline.tag.shadow import Shadow
from pipeline.tag.taxa.find import find_taxa
from pipeline.tag.taxa.mention import TaxonMention
from pipeline.tag.taxon_files import TAXA, curated_files, read_taxa, split_values

FILES = curated_files()
RANKS = {
    *("kingdom", "phylum", "subphylum", "class", "subclass", "infraclass"),
    *("superorder", "order", "suborder", "infraorder", "parvorder"),
    *("clade", "superfamily", "family", "subfamily", "tribe", "genus", "section", "species", "subspecies"),
    "group",
}


def rows(name: str) -> list[dict[str, str]]:
    with (TAXA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names_in(text: str, language: str) -> set[str]:
    return {words_of(m.surface) for m in find_taxa(text, Shadow.of(text), [], lexicon(), language=language)}


def told(text: str, language: str = "en") -> list[TaxonMention]:
    """Return the names of a text in a document whose brackets mostly stand behind common names."""
    whole = f"{HABIT[language]} {text}"
    return find_taxa(whole, Shadow.of(whole), [], lexicon(), language=language)[NAMES_OF_HABIT:]


def test_the_lexicon_is_broad() -> None:
    taxa = lexicon().taxa.values()
    assert len(taxa) >= 1500
    assert sum(1 for taxon in taxa if taxon.cms) >= 400
    assert sum(1 for taxon in taxa if taxon.names["fr"]) >= 1000
    assert sum(1 for taxon in taxa if taxon.names["es"]) >= 1000


def test_ranks_follow_from_the_names() -> None:
    for taxon in lexicon().taxa.values():
        assert taxon.rank in RANKS
        words = 0 if taxon.rank == "group" else len(taxon.name.split())
        assert words == {"species": 2, "subspecies": 3, "group": 0}.get(taxon.rank, 1), taxon.name
        for appendices in filter(None, (taxon.cites, taxon.cms)):
            assert set(appendices.split("/")) <= {"I", "II", "III"}, taxon.name
        assert taxon.cms_name != taxon.name


def test_only_names_that_are_ambiguous_in_truth_are_claimed_twice() -> None:
    claimed = {clash.split(" (")[0] for clash in lexicon().clashes}
    english = ["beluga", "crowned eagle", "elk", "golden cat", "pitcher plant"]
    english += [
        f"{white} {fish}" for white in ("white-spotted", "whitespotted") for fish in ("wedgefish", "wedge fish")
    ]
    french = ["aigle couronné", "bois de gaïac", "spatule", "gazelle des sables", "loris", "tantale"]
    spanish = ["águila coronada", "águila marina", "capuchino", "delfín gris", "murciélago rabudo", "palo rosa"]
    spanish += ["lobo común", "tiburón toro", "tiburón puntas negras", "tiburón de puntas negras", "tántalo"]
    spanish += ["pectinido", "orix blanco", "oryx blanco", "órice blanco"]
    several = {"en": english, "fr": french, "es": spanish}
    forms = {form for code, names in several.items() for name in names for form in (name, *plurals(name, code))}
    assert claimed == forms


def test_each_taxon_is_beneath_animals_or_plants() -> None:
    taxa = lexicon().taxa

    def above(name: str) -> list[str]:
        higher: list[str] = []
        while (taxon := taxa.get(name)) and taxon.parent and taxon.parent not in higher:
            higher.append(name := taxon.parent)
        return higher

    assert {name for name in taxa if not {"Animalia", "Plantae"}.intersection(above(name))} == set()
    assert {"Testudinidae", "Testudines"} <= set(above("Chelonoidis denticulatus"))
    assert {"Pantherinae", "Felidae", "Carnivora"} & set(above("Panthera")) == {"Felidae", "Carnivora"}
    assert "Cetacea" in above("Hyperoodon")


@pytest.mark.parametrize(("genus", "parent"), [("Ardea", "waterbirds"), ("Thunnus", "Actinopterygii")])
def test_a_genus_without_a_row_is_beneath_what_its_species_are_beneath_but_for_itself(genus: str, parent: str) -> None:
    assert genus not in {taxon.name for file in FILES for taxon in read_taxa(file)}
    assert genus in {taxon.parent for file in FILES for taxon in read_taxa(file)}
    assert lexicon().taxa[genus].parent == parent


def test_no_value_is_there_twice_or_empty() -> None:
    for path in FILES:
        for row in rows(f"taxa/{path.name}"):
            for column in ("synonyms", "english", "french", "spanish"):
                values = split_values(row[column])
                assert len(set(values)) == len(values), (row["name"], column)
                assert "; ".join(values) == row[column], (row["name"], column)
                assert not any(set(value) <= set("I/") for value in values), (row["name"], "an Appendix is no name")


def test_files_are_sorted_into_taxa_by_one_row_each() -> None:
    names = [taxon.name for path in FILES for taxon in read_taxa(path)]
    assert len(set(names)) == len(names)


def _language(name: str) -> str:
    """The language that a single word counts in."""
    label = next(label for label in lexicon().labels[words_of(name)] if label.via == "common")
    return "en" if not label.languages or "en" in label.languages else sorted(label.languages)[0]


@pytest.mark.parametrize("row", rows("rules.csv"), ids=lambda row: row["name"])
def test_rules_hold_both_ways(row: dict[str, str]) -> None:
    """In the example the name is found; in the counterexample it is not, and without the rule it would be."""
    name, language = words_of(row["name"]), _language(row["name"])
    forms = {name, *(words_of(plural) for code in ("en", "fr", "es") for plural in plurals(row["name"], code))}
    assert forms & {found[-len(form) :] for found in names_in(row["example"], language) for form in forms}
    assert not forms & names_in(row["counterexample"], language)
    assert any(f" {form} " in f" {words_of(row['counterexample'])} " for form in forms)
    assert row["case"] != "any" or row["not_after"] or row["not_before"]
    assert row["reason"]


@pytest.mark.parametrize("row", rows("negative.csv"), ids=lambda row: row["phrase"])
def test_negative_phrases_hide_a_name(row: dict[str, str]) -> None:
    """The example holds the phrase, and nothing is found in it."""
    phrase = words_of(row["phrase"])
    assert f" {phrase} " in f" {words_of(row['example'])} "
    assert not any(names_in(row["example"], language) for language in ("en", "fr", "es"))
    labels = lexicon().labels
    words = phrase.split()
    parts = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)} - {phrase}
    assert any(part in labels for part in parts), "the phrase hides nothing"
    assert row["reason"]


@pytest.mark.parametrize("row", rows("words_of_persons.csv"), ids=lambda row: f"{row['word']} {row['where']}")
def test_words_of_persons_make_surnames_of_names(row: dict[str, str]) -> None:
    """In the example nothing is found; with another word in place of this one, or without the first name, one is."""
    name = row["example"]
    assert names_in(name, row["language"]) == set()
    assert names_in(re.sub(rf"\b{row['word']}\b", "x", name), row["language"])
    assert names_in(re.sub(r"Zo[eé] ", "", name), row["language"])


def test_a_first_name_may_have_two_parts() -> None:
    assert names_in("une perte, selon Marie-Zoé Cerf", "fr") == set()
    assert names_in("une perte, selon MARIE-ZOÉ Cerf", "fr")


def test_place_words_make_places_of_names() -> None:
    for row in rows("place_words.csv"):
        assert names_in(row["example"], "en") == set(), row
        assert names_in(row["example"].replace(f" {row['word']}", " conservation"), "en"), row


@pytest.mark.parametrize("row", rows("english_words.csv"), ids=lambda row: row["word"])
def test_english_words_show_english_names(row: dict[str, str]) -> None:
    """In a French or Spanish document the example has a name; with another word in place of this one it has none."""
    assert row["word"] in row["example"].lower().split()
    other = re.sub(rf"\b{row['word']}\b", "x", row["example"], flags=re.IGNORECASE)
    for language in ("fr", "es"):
        assert names_in(row["example"], language), row
        assert not names_in(other, language), row


@pytest.mark.parametrize("row", rows("rank_words.csv"), ids=lambda row: row["word"])
def test_rank_words_say_the_rank_of_the_name_behind_them(row: dict[str, str]) -> None:
    """With another word in place of this one nothing is found."""
    text = row["example"]
    found = find_taxa(text, Shadow.of(text), [], lexicon())
    assert [(m.name, m.rank, m.match) for m in found] == [("Exemplaria", row["rank"], "unlisted")]
    other = re.sub(row["word"], "x", text, flags=re.IGNORECASE)
    assert not find_taxa(other, Shadow.of(other), [], lexicon())


@pytest.mark.parametrize("row", rows("small_words.csv"), ids=lambda row: row["word"])
def test_no_unknown_name_begins_with_small_words(row: dict[str, str]) -> None:
    """What a bracket tells is the word behind them; of another word in their place it would be a part."""
    assert row["kind"] in {"article", "joint", "inner", "preposition"}
    name = row["example"].partition(" (")[0].rsplit(f" {row['word']} ", 1)[1]
    for text, whole in (
        (row["example"], name),
        (f"big{row['word']} {name} (Sphyrna lewini)", f"big{row['word']} {name}"),
    ):
        first, _ = told(text, row["language"])
        assert (first.surface, first.match) == (whole, "unlisted")


@pytest.mark.parametrize("row", rows("words_before.csv"), ids=lambda row: row["word"])
def test_words_before_a_name_make_something_else_of_it(row: dict[str, str]) -> None:
    """In the example nothing is found; with another word in place of this one the name is. Before a given name: not."""
    assert row["makes"] in {"person", "given", "given_place", "place", "thing"}
    assert row["word"] in re.findall(r"\w+", row["example"])
    other = re.sub(rf"\b{row['word']}\b\.?", "x", row["example"])
    found = [bool(names_in(text, row["language"])) for text in (row["example"], other)]
    assert found == ([True, False] if row["makes"] == "given_place" else [False, True])


def test_ordinary_words_would_be_taken_for_what_they_are_not() -> None:
    for row in rows("ordinary_words.csv"):
        assert row["is_no"] in {"epithet", "misspelling", "modifier", "common_name", "genus_alone", "genus_unshown"}
        assert row["word"] == words_of(row["word"])
        if row["is_no"].startswith("genus"):
            name, seen = row["word"].capitalize(), row["is_no"] == "genus_unshown"
            alone, beside = f"the {name} meeting", f"the {name} meeting, and {name} exemplensis"
            assert all(m.via == "common" for m in find_taxa(alone, Shadow.of(alone), [], lexicon()))
            assert seen == (name in {m.surface for m in find_taxa(beside, Shadow.of(beside), [], lexicon())})
            continue
        if row["is_no"] == "common_name":
            text, named = f"the {row['word']} (Sphyrna lewini)", f"the {row['word']}exemplar (Sphyrna lewini)"
            assert not any(m.match == "unlisted" for m in [*told(text), *told(text.replace(" (", "s ("))])
            assert told(named)[0].match == "unlisted"
            continue
        if row["is_no"] == "modifier":
            text = f"requins {row['word']} (Sphyrna lewini)"
            assert find_taxa(text, Shadow.of(text), [], lexicon(), language="fr")[0].name == "Selachii"
            continue
        text = f"Gorilla {row['word']}" if row["is_no"] == "epithet" else f"{row['word']} corals"
        assert all(m.match == "exact" for m in find_taxa(text, Shadow.of(text), [], lexicon()))


@pytest.mark.parametrize(
    ("language", "singular", "plural"),
    [
        ("en", "snow leopard", "snow leopards"),
        ("en", "albatross", "albatrosses"),
        ("en", "harpy", "harpies"),
        ("en", "monkey", "monkeys"),
        ("en", "grey wolf", "grey wolves"),
        ("en", "swan goose", "swan geese"),
        ("en", "guitarfish", "guitarfish"),
        ("en", "guitarfish", "guitarfishes"),
        ("en", "buffalo", "buffalos"),
        ("en", "buffalo", "buffaloes"),
        ("en", "dwarf caiman", "dwarf caimans"),
        ("en", "bighorn sheep", "bighorn sheep"),
        ("fr", "éléphant d'Afrique", "éléphants d'Afrique"),
        ("fr", "requin-marteau commun", "requins-marteaux communs"),
        ("fr", "requin-marteau commun", "requins-marteau communs"),
        ("fr", "grand requin-marteau", "grands requins-marteau"),
        ("fr", "cheval", "chevaux"),
        ("fr", "grand requin blanc", "grands requins blancs"),
        ("fr", "ours brun", "ours bruns"),
        ("fr", "loup à crinière", "loups à crinière"),
        ("fr", "requin bleu", "requins bleus"),
        ("fr", "dauphin bleu et blanc", "dauphins bleus et blancs"),
        ("es", "delfín azul y blanco", "delfines azules y blancos"),
        ("es", "león marino", "leones marinos"),
        ("es", "perdiz roja", "perdices rojas"),
        ("es", "foca monje del Mediterráneo", "focas monjes del Mediterráneo"),
        ("es", "loro gris africano", "loros grises africanos"),
        ("es", "ibis eremita", "ibis eremitas"),
        ("es", "tortuga laúd", "tortugas laúdes"),
        ("es", "manatí africano", "manatíes africanos"),
        ("es", "manatí africano", "manatíes africano"),
        ("es", "ñandú común", "ñandús comunes"),
    ],
)
def test_plurals(language: str, singular: str, plural: str) -> None:
    assert words_of(plural) in {words_of(form) for form in plurals(singular, language)}


@pytest.mark.parametrize(
    ("language", "printed", "name"),
    [
        ("en", "rhinobatids", "Rhinobatidae"),
        ("fr", "les Rhinobatidés", "Rhinobatidae"),
        ("es", "los rinobátidos", "Rhinobatidae"),
        ("es", "los esfírnidos", "Sphyrnidae"),
        ("es", "los fenicoptéridos", "Phoenicopteridae"),
        ("es", "los triáquidos", "Triakidae"),
        ("fr", "une méliacée", "Meliaceae"),
        ("fr", "Famille : Fabacées", "Leguminosae"),
        ("es", "las meliáceas", "Meliaceae"),
        ("fr", "les passériformes", "Passeriformes"),
        ("es", "los carcariniformes", "Carcharhiniformes"),
        ("fr", "les cuculiformes", "Cuculiformes"),
        ("es", "los cuculiformes", "Cuculiformes"),
    ],
)
def test_families_and_orders_are_called_after_their_scientific_names(language: str, printed: str, name: str) -> None:
    assert [found.name for found in find_taxa(printed, Shadow.of(printed), [], lexicon(), language=language)] == [name]


def test_families_are_not_called_what_is_another_word() -> None:
    for language, text in (("en", "a squalid place"), ("es", "han reído, un pitido, un tema manido y ha parido")):
        assert find_taxa(text, Shadow.of(text), [], lexicon(), language=language) == []
    assert called_after_scientific("Panthera", "en") is None
    assert called_after_scientific("Meliaceae", "en") is None


@pytest.mark.parametrize(("printed", "taxa"), [("impala", 1), ("impalas", 1), ("elk", 2), ("lynxes", 1)])
def test_plurals_of_english_names_that_may_stay_as_they_are(printed: str, taxa: int) -> None:
    (label,) = lexicon().labels[printed]
    assert len(label.taxa) == taxa


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,rank\nPanthera leo,species\n", "no column"),
        (",".join(rows("taxa/mammals.csv")[0]) + "\n,species,,,,,,,,,\n", "row 2: a taxon needs a name"),
        (
            ",".join(rows("taxa/mammals.csv")[0]) + "\nPanthera leo,species\n",
            "row 2: 2 cells where there are 11 columns",
        ),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError, match=f"list.csv.*{message}"):
        list(read_taxa(path))


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the lexicon's files with nothing but their headers, which is the lexicon's for now."""
    for path in [*TAXA.glob("*.csv"), TAXA / "taxa" / "mammals.csv"]:
        copy = tmp_path / path.relative_to(TAXA)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    monkeypatch.setattr(taxon_files, "TAXA", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "row", "message"),
    [
        (
            "words_before.csv",
            "Herr,ghost,de,Herr Wolf",
            "words_before.csv: row 2: makes: 'ghost' is none of person, given, given_place, place, thing",
        ),
        ("rules.csv", "wolf,none,,,,,", "rules.csv: row 2: case: 'none' is none of any, lower, capital, list"),
        (
            "taxa/mammals.csv",
            "Fictus magnus,species,,,,,,,,,\nFictus magnus,species,,,,,,,,,",
            "Fictus magnus is there twice",
        ),
    ],
)
def test_a_row_that_no_lexicon_has_is_named(bare: Path, file: str, row: str, message: str) -> None:
    with (bare / file).open("a", encoding="utf-8") as opened:
        opened.write(f"{row}\n")
    with pytest.raises(DataFileError, match=message):
        load_lexicon()


def test_a_name_that_is_also_a_synonym_of_another_is_of_both(bare: Path) -> None:
    with (bare / "taxa" / "mammals.csv").open("a", encoding="utf-8") as opened:
        opened.write("Fictus magnus,species,,Oldus magnus,,,,,,,\nOldus magnus,species,,,,,,,,,\n")
    loaded = load_lexicon()
    found = loaded.scientific("oldus magnus")
    assert found is not None
    assert (found.taxa, found.match) == (("Oldus magnus", "Fictus magnus"), "exact")
    assert list(loaded.clashes) == ["Oldus magnus is exact of Oldus magnus and synonym of Fictus magnus"]


def test_names_of_one_taxon_share_their_label() -> None:
    """There are ten times as many names as labels, and every process has them all in memory."""
    labels = lexicon().labels
    assert labels["great white shark"] is labels["grand requin blanc"]
