"""The files of taxa and of words about their names, read strictly.

They lie in ``pipeline/data/taxa``:

- ``taxa/*.csv``: one row a taxon: ``name`` (accepted: the name that Species+ and the standard references of CITES use,
  or else of CMS), ``rank``, ``parent`` (a higher taxon), ``synonyms`` (scientific names that mean the same),
  ``english``, ``french``, ``spanish``, ``cites`` and ``cms`` (Appendices; empty is "none stated here"), ``cms_name``
  (where CMS lists it under another name), ``species_plus_id``. Several values are separated by ``; ``. Plurals follow
  from rules (`plurals`); an irregular one stands behind a slash: ``wolf/wolves``. The genus of a species needs no row
  of its own where there is no more to say of it.
- ``rules.csv``: conditions of single names: the case they must be printed in (``list``: a name that counts only in a
  list of names, or before its scientific name), the words that must not be beside them.
- ``ordinary_words.csv``: words that look like an epithet (``is_no`` is ``epithet``: ``consensus``), or like a misspelt
  first word of a common name (``misspelling``: ``previous corals`` are no ``precious corals``), and are none; genera
  that alone are other names as well (``genus_alone``: the organisation Panthera, the island Anguilla), or may be
  (``genus_unshown``: the town Morelia), so that something has to show that the genus is meant; words, and their plurals
  in ``-s``, that documents have often beside scientific names and that are no names of these (``common_name``:
  ``specimen``), or end a French or Spanish one (``modifier``: ``protégé``).
- ``place_words.csv``: what makes a place of the name before it (``Shark Bay``, ``Lion Street``).
- ``english_words.csv``: words that show an English name around a single word in a French or Spanish document
  (``Shark Trust``).
- ``rank_words.csv``: words for ranks, behind which a colon and a name may stand (``Order: Pholidota``).
- ``small_words.csv``: words that a common name does not begin with: articles, joints, prepositions (``inner`` where
  they stand within French and Spanish names, ``chat de la jungle``).
- ``words_before.csv``: what makes a person, a place or something else that is named of the name behind it (``Ms.
  Crane``, ``lac des Cygnes``, ``Operation Eagle``), or a place of the given name behind it (``San Juan``).
- ``words_of_persons.csv``: what makes a surname of a name with another word with a capital before it: that somebody
  said something stands ``before`` or ``behind`` both, or a ``title`` behind a comma (``said Ada Swan``, ``Ada Swan,
  director``).
- ``negative.csv``: phrases that hold a name and do not mean it (``ray of hope``).

An imported list (`pipeline.tag.lexicon_import`) is a file with the columns of ``taxa/*.csv``; the curated files win
where both say something.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.datafiles import DATA, MistakeError, read_rows, reading
from pipeline.tag.name_forms import words_of

TAXA = DATA / "taxa"
LANGUAGES = {"english": "en", "french": "fr", "spanish": "es"}
COLUMNS = (
    "name",
    "rank",
    "parent",
    "synonyms",
    "english",
    "french",
    "spanish",
    "cites",
    "cms",
    "cms_name",
    "species_plus_id",
)
"""The columns of ``taxa/*.csv`` and of what an import writes."""
Case = Literal["any", "lower", "capital", "list"]


@dataclass(frozen=True, slots=True)
class Taxon:
    """A taxon, or a group of several that has a common name (rank ``group``).

    ``names`` maps ``en``, ``fr``, ``es`` to common names in the singular, the preferred one first; ``cites`` and
    ``cms`` are the Appendices as printed (``I``, ``I/II``), None where none is stated; ``cms_name`` is None where CMS
    uses ``name``.
    """

    taxon_id: str
    name: str
    rank: str
    parent: str | None
    synonyms: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    cites: str | None = None
    cms: str | None = None
    cms_name: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """When a common name means its taxon: the case of its first letter, words (folded) that must not be beside it.

    In the case ``list`` it does in a list of names, and before its scientific name; in a list any case will do.
    """

    case: Case = "any"
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()


def curated_files() -> list[Path]:
    """Return the files of taxa that lie in the repository, in the order of their names."""
    return sorted((TAXA / "taxa").glob("*.csv"))


def read_taxa(path: Path) -> Iterator[Taxon]:
    """Read a lexicon file.

    Raises `DataFileError` where a column is missing or a row has no name or rank.
    """
    for number, row in enumerate(read_rows(path, COLUMNS), start=2):
        name, rank = row["name"], row["rank"]
        if not name or not rank:
            with reading(path):
                raise MistakeError(f"row {number}: a taxon needs a name and a rank")
        yield Taxon(
            taxon_id=f"spp:{row['species_plus_id']}" if row["species_plus_id"] else f"name:{name}",
            name=name,
            rank=rank,
            parent=row["parent"] or None,
            synonyms=split_values(row["synonyms"]),
            names={code: split_values(row[column]) for column, code in LANGUAGES.items()},
            cites=row["cites"] or None,
            cms=row["cms"] or None,
            cms_name=row["cms_name"] or None,
        )


def split_values(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several, separated by semicolons."""
    return tuple(value.strip() for value in cell.split(";") if value.strip())


def read_words(
    file: str, columns: Sequence[str], known: Mapping[str, Collection[str]] | None = None, unique: Sequence[str] = ()
) -> list[dict[str, str]]:
    """Read a file of words, each there once; in the columns ``known``, no value but those that are known.

    Raises `DataFileError` where a column is missing, a row is there twice, or a value is not known.
    """
    rows = read_rows(TAXA / file, columns, unique or columns[:1])
    with reading(TAXA / file):
        for number, row in enumerate(rows, start=2):
            for column, values in (known or {}).items():
                if row[column] not in values:
                    raise MistakeError(f"row {number}: {column}: {row[column]!r} is none of {', '.join(values)}")
    return rows


def read_rules() -> dict[str, Rule]:
    """Return the conditions of single names, by the name as it is looked up; see `read_words`."""
    rules: dict[str, Rule] = {}
    columns = ("name", "case", "not_after", "not_before", "example", "counterexample", "reason")
    for row in read_words("rules.csv", columns, {"case": get_args(Case)}):
        case: Any = row["case"]
        rule = Rule(
            case,
            frozenset(map(words_of, split_values(row["not_after"]))),
            frozenset(map(words_of, split_values(row["not_before"]))),
        )
        rules[words_of(row["name"])] = rule
    return rules
