"""The lexicon of taxa: accepted names, synonyms, common names in three languages, and what must not match.

It is built from files (`pipeline.tag.taxon_files`): every form in which a name may be printed (`name_forms`) leads to
the taxa that it may mean.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Literal

from pipeline.collector import collector_paused
from pipeline.datafiles import MistakeError, reading
from pipeline.tag.name_forms import called_after_scientific, plurals, variants, words_of
from pipeline.tag.names import WordFinder
from pipeline.tag.shadow import fold
from pipeline.tag.taxon_files import LANGUAGES, Rule, Taxon, curated_files, read_rules, read_taxa, read_words

Via = Literal["scientific", "common", "open"]
Match = Literal["exact", "synonym", "variant", "misspelt", "unlisted"]

RANK_ENDINGS = {
    "idae": "family",
    "inae": "subfamily",
    "aceae": "family",
    "oidea": "superfamily",
    "iformes": "order",
    "opsida": "class",
}
"""How the names of higher taxa end, and which rank that is."""
EPITHET_ENDINGS = (
    *("aceus", "anus", "atus", "icus", "inus", "orus", "osus", "ulus", "ellus", "illus", "atum", "icum", "inum"),
    *("osum", "ulum", "iana", "arum", "orum", "ensis", "opsis", "oides", "folia", "folium", "forme", "formis"),
    *("cephala", "ii", "gera", "fera", "pus", "cornis", "ceps"),
)
"""How epithets end that hardly are words of any other kind: enough to look for a name that the lexicon lacks."""
_MOST_WORDS_JOINED = 2
"""How many words a hyphen may join before the last one of a common name (``lappet-faced vulture``)."""


@dataclass(frozen=True, slots=True)
class Label:
    """One way to print a taxon's name. ``taxa`` are the accepted names it may mean, the likeliest first.

    A label without taxa is a negative one.
    """

    taxa: tuple[str, ...]
    via: Via
    match: Match
    rule: Rule | None = None
    languages: frozenset[str] = frozenset()
    """Where a single word counts (``ours`` is a bear in French only); empty means in every language."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a lexicon found, folded: a name, the ending of a rank or of an epithet, a word of a scientific name."""

    text: str
    labels: tuple[Label, ...] = ()
    rank: str | None = None
    genus: bool = False
    epithet: bool = False
    ending: bool = False


@dataclass(slots=True)
class Lexicon:
    """The taxa of one or more lexicon files, and every way to print them, ready to be looked up.

    Keys of the mappings are made with `words_of`.
    """

    taxa: dict[str, Taxon]
    """By accepted name."""
    labels: dict[str, tuple[Label, ...]]
    """Every printed form; of one form, common names come before scientific ones."""
    words: WordFinder[Word]
    """Finds the keys of ``labels`` and, single words of ``epithets`` and ``genera``, each between two spaces, and the
    ends of higher taxa (`RANK_ENDINGS`) and epithets (`EPITHET_ENDINGS`) before one; what it found it gives as a
    `Word`."""
    epithets: dict[str, tuple[str, ...]]
    """Genus (or higher taxon) to the rest of every name in it (``panthera`` to ``leo``, ``uncia`` ...)."""
    genera: dict[str, tuple[str, ...]]
    """The rest of a name to the genera that have it."""
    higher: dict[str, tuple[str, ...]]
    """Rank of the genus or above to the accepted names of that rank."""
    modifiers: dict[str, tuple[str, ...]]
    """Last word of an English common name of two words to the first words that go with it."""
    joined_modifiers: dict[str, tuple[str, ...]]
    """Last word of an English common name of three words to the two before it, which a hyphen may join."""
    no_epithets: frozenset[str]
    """Words that no scientific name ends with, whatever their form."""
    no_misspellings: frozenset[str]
    """Words that are right before a common name, though a letter away from a part of one."""
    no_modifiers: frozenset[str]
    """French and Spanish words that are no part of a common name behind the name of a group, folded."""
    no_common_names: frozenset[str]
    """Words that are no common name of the scientific name in brackets behind them (``specimens``), folded."""
    plain_genera: frozenset[str]
    """Genera of the curated files that are no other word, folded: they are meant wherever they stand."""
    no_genera_alone: frozenset[str]
    """Genera that need more than another mention of the genus in the document to be meant where they stand alone."""
    words_before: Mapping[str, str]
    """Words, folded, that make a name of a single word with a capital behind them that of a ``person`` (titles, and
    ``given`` names, at which no sentence ends), ``place`` or ``thing`` (an operation, a ship); and those that make a
    given name behind them that of a place (``given_place``)."""
    words_of_persons: Mapping[str, Set[str]]
    """Words, folded, that show a person: ``before`` or ``behind`` the name is what is said, behind a comma a
    ``title``."""
    place_words: frozenset[str]
    """Words, as printed, that make the name of a place of a single word with a capital before them."""
    english_words: frozenset[str]
    """Words, in small letters, that are English and no word of French or Spanish."""
    rank_words: Mapping[str, str]
    """Words for ranks, folded, and the rank that they are for."""
    small_words: Mapping[str, str]
    """Words that no common name begins with, folded, and their kind: ``article``, ``joint``, ``inner`` or
    ``preposition``."""
    clashes: list[str]
    """Names that two taxa claim, in words."""

    def common(self, words: str, languages: frozenset[str]) -> Label | None:
        """Return the common name that these words (see `words_of`) are in one of the languages, or None."""
        for label in self.labels.get(words, ()):
            if label.via == "common" and label.taxa and (not label.languages or label.languages & languages):
                return label
        return None

    def scientific(self, words: str) -> Label | None:
        """Return the scientific name that these words (see `words_of`) are, or None."""
        for label in self.labels.get(words, ()):
            if label.via == "scientific":
                return label
        return None


def load_lexicon(*imported: Path) -> Lexicon:
    """Load the curated lexicon, and lexicon files written by an import on top of it.

    Raises `DataFileError` where a file lacks a column, repeats a taxon or names an unknown rule.
    """
    with collector_paused():
        return _gathered(imported).build()


def _gathered(imported: Iterable[Path]) -> _Builder:
    builder = _Builder(read_rules())
    for row in read_words("ordinary_words.csv", ("word", "is_no"), {"is_no": builder.ordinary}, ("word", "is_no")):
        builder.ordinary[row["is_no"]].add(row["word"])
    made = {"makes": ("person", "given", "given_place", "place", "thing")}
    for row in read_words("words_before.csv", ("word", "makes", "language", "example"), made):
        builder.words_before[fold(row["word"])] = row["makes"]
    where = {"where": ("before", "behind", "title")}
    for row in read_words("words_of_persons.csv", ("word", "where", "language", "example"), where, ("word", "where")):
        builder.words_of_persons[row["where"]].add(fold(row["word"]))
    builder.place_words = frozenset(row["word"] for row in read_words("place_words.csv", ("word", "example")))
    builder.english_words = frozenset(row["word"] for row in read_words("english_words.csv", ("word", "example")))
    for row in read_words("rank_words.csv", ("word", "rank", "language", "example")):
        builder.rank_words[fold(row["word"])] = row["rank"]
    kinds = {"kind": ("article", "joint", "inner", "preposition")}
    for row in read_words("small_words.csv", ("word", "kind", "language", "example"), kinds):
        builder.small_words[row["word"]] = row["kind"]
    for phrase in read_words("negative.csv", ("phrase", "reason", "example")):
        builder.add_negative(phrase["phrase"])
    for path in curated_files():
        builder.add_file(path)
    builder.add_genera()
    builder.add_names_of_higher_taxa()
    for path in imported:
        builder.begin_import()
        builder.add_file(path)
        builder.add_names_of_higher_taxa()
    return builder


@lru_cache(maxsize=4)
def lexicon(*imported: Path) -> Lexicon:
    """Return `load_lexicon` of these files, loaded once in a process."""
    return load_lexicon(*imported)


class _Builder:
    """Gathers the printed forms of taxa, and notes where two taxa claim one."""

    def __init__(self, rules: dict[str, Rule]) -> None:
        self.rules = rules
        self.taxa: dict[str, Taxon] = {}
        self.common: dict[str, list[Label]] = {}
        self.without_rule: dict[tuple[str, Match, frozenset[str]], Label] = {}
        """Most of a taxon's common names have the same label: it is kept once."""
        self.scientific: dict[str, Label] = {}
        self.negative: set[str] = set()
        self.words_before: dict[str, str] = {}
        self.words_of_persons: dict[str, set[str]] = {where: set() for where in ("before", "behind", "title")}
        self.place_words: frozenset[str] = frozenset()
        self.english_words: frozenset[str] = frozenset()
        self.rank_words: dict[str, str] = {}
        self.small_words: dict[str, str] = {}
        self.ordinary: dict[str, set[str]] = {
            use: set() for use in ("epithet", "misspelling", "modifier", "common_name", "genus_alone", "genus_unshown")
        }
        self.curated_names: frozenset[str] = frozenset()
        self.clashes: list[str] = []
        self.imported = False

    def begin_import(self) -> None:
        self.imported = True
        self.curated_names = self.curated_names or frozenset(self.taxa)

    def add_negative(self, phrase: str) -> None:
        self.negative.add(words_of(phrase))

    def add_file(self, path: Path) -> None:
        """Add the taxa of a file; raise `DataFileError` where one is there already, and must not be."""
        with reading(path):
            for taxon in read_taxa(path):
                self.add(taxon)

    def add(self, taxon: Taxon) -> None:
        if taxon.name in self.taxa:
            if not self.imported:
                raise MistakeError(f"{taxon.name} is there twice")
            self._enrich(taxon)
            return
        if self.imported and (known := self.scientific.get(words_of(taxon.name))) and known.match == "synonym":
            # what the import accepts is a synonym here: its names are names of the taxon that we accept
            self.clashes.append(f"{taxon.name} is imported as accepted and known here as a synonym of {known.taxa[0]}")
            self._names(taxon, known.taxa[0])
            return
        self.taxa[taxon.name] = taxon
        self._names(taxon, taxon.name)

    def add_genera(self) -> None:
        """Add the genera of the species so far that have no row, beneath what all their species are beneath.

        A species whose row names the genus as its parent says nothing of that. A genus that a row has as the synonym of
        another taxon is not added.
        """
        parents: dict[str, set[str | None]] = {}
        for taxon in self.taxa.values():
            genus, space, _ = taxon.name.partition(" ")
            if space and taxon.rank == "species" and genus not in self.taxa and words_of(genus) not in self.scientific:
                parents.setdefault(genus, set()).update({taxon.parent} - {genus})
        for genus, beneath in parents.items():
            parent = next(iter(beneath)) if len(beneath) == 1 else None
            self.add(Taxon(f"name:{genus}", genus, "genus", parent, (), dict.fromkeys(LANGUAGES.values(), ())))

    def add_names_of_higher_taxa(self) -> None:
        """Add what families and orders are called after their scientific names (``rhinobatids``), if nothing else.

        A name that two of them are called (``pectínidos``) is of both.
        """
        higher = [taxon for taxon in self.taxa.values() if taxon.rank in ("family", "order")]
        known = frozenset(self.common)
        for taxon, language in product(higher, LANGUAGES.values()):
            for scientific in (taxon.name, *taxon.synonyms):
                name = called_after_scientific(scientific, language)
                for form in (name, *plurals(name, language)) if name else ():
                    if (key := words_of(form)) not in known:
                        self._common(form, key, taxon.name, language, "exact", self.rules.get(key))

    def _enrich(self, taxon: Taxon) -> None:
        mine = self.taxa[taxon.name]
        self.taxa[taxon.name] = Taxon(
            mine.taxon_id if mine.taxon_id.startswith("spp:") else taxon.taxon_id,
            mine.name,
            mine.rank,
            mine.parent or taxon.parent,
            tuple(dict.fromkeys(mine.synonyms + taxon.synonyms)),
            {code: tuple(dict.fromkeys(mine.names[code] + taxon.names[code])) for code in mine.names},
            mine.cites or taxon.cites,
            mine.cms or taxon.cms,
            mine.cms_name or taxon.cms_name,
        )
        self._names(taxon, taxon.name)

    def _names(self, taxon: Taxon, accepted: str) -> None:
        if " + " in taxon.name:
            for joint in ("and", "et", "y", "&"):
                for each in ("", " spp."):
                    self._scientific(taxon.name.replace(" + ", f"{each} {joint} ") + each, accepted, "exact")
        elif taxon.rank != "group":
            self._scientific(taxon.name, accepted, "exact" if taxon.name == accepted else "synonym")
        for synonym in (*taxon.synonyms, *filter(None, [taxon.cms_name])):
            self._scientific(synonym, accepted, "synonym")
        for language, names in taxon.names.items():
            for name in names:
                singular, slash, plural = name.partition("/")
                if self.imported and " " not in singular and "-" not in singular:
                    continue  # single words of long lists are ordinary words too often (Ruff, Knot, Man)
                same = language == "en" and plural == singular  # ``impala``, of which ``impalas`` are two as well
                regular = plurals(singular, language) if same or not slash else ()
                for form in dict.fromkeys((singular, *filter(None, [plural]), *regular)):
                    key = words_of(form)
                    rule = self._rule(key, singular) if form != singular else self.rules.get(key)
                    self._common(form, key, accepted, language, "exact", rule)
                    for variant in variants(form, language):
                        other = words_of(variant)
                        self._common(variant, other, accepted, language, "variant", self.rules.get(other, rule))

    def _rule(self, plural: str, singular: str) -> Rule | None:
        """Return the rule of the plural of a common name (see `words_of`): with a capital it is no surname (``Foxes``).

        It may have one of its own.
        """
        if plural in self.rules:
            return self.rules[plural]
        rule = self.rules.get(words_of(singular))
        return replace(rule, case="any") if rule and rule.case == "lower" else rule

    def _scientific(self, name: str, accepted: str, match: Match) -> None:
        key = words_of(name)
        known = self.scientific.get(key)
        if known is None:
            self.scientific[key] = Label((accepted,), "scientific", match)
        elif accepted not in known.taxa:
            self.clashes.append(f"{name} is {match} of {accepted} and {known.match} of {' and of '.join(known.taxa)}")
            if known.match == "synonym" and match == "exact":
                self.scientific[key] = Label((accepted, *known.taxa), "scientific", "exact")

    def _common(self, form: str, key: str, accepted: str, language: str, match: Match, rule: Rule | None) -> None:
        """Add a printed form, ``key`` is its `words_of`; a single word may be a name of others in other languages."""
        languages = frozenset({language}) if " " not in key else frozenset[str]()
        labels = self.common.setdefault(key, [])
        same = next((label for label in labels if accepted in label.taxa), None)
        known = next((label for label in labels if not label.languages.isdisjoint(languages)), same)
        if not languages and labels:
            known = labels[0]
        if known is None:
            label = Label((accepted,), "common", match, rule, languages)
            labels.append(label if rule else self.without_rule.setdefault((accepted, match, languages), label))
            return
        at = labels.index(known)
        if accepted in known.taxa:
            better = match if known.match == "variant" and accepted == known.taxa[0] else known.match
            if better != known.match or not known.languages >= languages:
                labels[at] = replace(known, match=better, languages=known.languages | languages)
            return
        if not self.imported or known.taxa[0] not in self.curated_names:
            taxa = (*known.taxa, accepted)
            labels[at] = Label(taxa, "common", known.match, rule, known.languages | languages)
        self.clashes.append(f"{form} ({language}) is a name of {accepted} and of {' and of '.join(known.taxa)}")

    def build(self) -> Lexicon:
        labels: dict[str, tuple[Label, ...]] = {}
        negative = (Label((), "common", "exact"),)
        alone: dict[int, tuple[Label, ...]] = {}
        for key in sorted({*self.common, *self.scientific, *self.negative}):
            found = (*self.common.get(key, []), *filter(None, [self.scientific.get(key)]))
            one = alone.setdefault(id(found[0]), found) if len(found) == 1 else found
            labels[key] = negative if key in self.negative else one
        epithets: dict[str, list[str]] = {}
        genera: dict[str, list[str]] = {}
        modifiers: dict[str, list[str]] = {}
        joined: dict[str, list[str]] = {}
        for key in sorted(self.scientific):
            genus, space, rest = key.partition(" ")
            if not space:
                epithets.setdefault(genus, [])
            else:
                epithets.setdefault(genus, []).append(rest)
                genera.setdefault(rest, []).append(genus)
        for key, found_labels in sorted(self.common.items()):
            first, space, last = key.rpartition(" ")
            if space and found_labels[0].match == "exact" and (words := first.count(" ")) < _MOST_WORDS_JOINED:
                (joined if words else modifiers).setdefault(last, []).append(first)
        higher: dict[str, list[str]] = {}
        for name, taxon in sorted(self.taxa.items()):
            if " " not in name:
                higher.setdefault(taxon.rank, []).append(name)
        return Lexicon(
            taxa=self.taxa,
            labels=labels,
            words=_words(labels, epithets, genera),
            epithets=_frozen(epithets),
            genera=_frozen(genera),
            higher=_frozen(higher),
            modifiers=_frozen(modifiers),
            joined_modifiers=_frozen(joined),
            no_epithets=frozenset(self.ordinary["epithet"]),
            no_misspellings=frozenset(self.ordinary["misspelling"]),
            no_modifiers=_with_plurals(self.ordinary["modifier"]),
            no_common_names=_with_plurals(self.ordinary["common_name"] | self.ordinary["modifier"]),
            plain_genera=self._plain_genera(),
            no_genera_alone=frozenset(self.ordinary["genus_alone"]),
            words_before=self.words_before,
            words_of_persons=self.words_of_persons,
            place_words=self.place_words,
            english_words=self.english_words,
            rank_words=self.rank_words,
            small_words=self.small_words,
            clashes=self.clashes,
        )

    def _plain_genera(self) -> frozenset[str]:
        curated = self.curated_names or frozenset(self.taxa)
        genera = {fold(name) for name in curated if self.taxa[name].rank == "genus"}
        ruled = {genus for genus in genera if any(label.rule for label in self.common.get(genus, []))}
        return frozenset(genera - ruled - self.ordinary["genus_alone"] - self.ordinary["genus_unshown"])


def _with_plurals(words: Iterable[str]) -> frozenset[str]:
    """Return words and their plurals in ``-s``; the data has plurals of another form."""
    return frozenset(form for word in words for form in (word, f"{word}s"))


def _words(
    labels: Mapping[str, tuple[Label, ...]], genera: Collection[str], epithets: Collection[str]
) -> WordFinder[Word]:
    singles = {word for word in (*genera, *epithets) if " " not in word}
    words: dict[str, Word] = {}
    for key in sorted(singles.union(labels)):
        single = key in singles
        genus, epithet = single and key in genera, single and key in epithets
        words[f" {key} "] = Word(key, labels.get(key, ()), genus=genus, epithet=epithet)
    for ending, rank in RANK_ENDINGS.items():
        words[f"{ending} "] = Word(ending, rank=rank)
    for ending in EPITHET_ENDINGS:
        words[f"{ending} "] = Word(ending, ending=True)
    return WordFinder(words)


def _frozen(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in lists.items()}
