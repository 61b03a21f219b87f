"""Whatever is changed in how a data file is built, in any of them, is told with its name and the place."""

from __future__ import annotations

import copy
import csv
import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import families, notices
from pipeline.aggregate import concordance, similarity, totals
from pipeline.datafiles import DATA, DataFileError
from pipeline.parse import language
from pipeline.tag import bodies, grammar_files, lexicon, lexicon_import, numerals, organisations, places

Reader = Callable[[Path], object]

READERS: dict[str, Reader] = {
    "families/shared/parts.yml": lambda _: families.parts.__wrapped__(),
    "families/*.yml": lambda path: families.forms.__wrapped__(path.stem),
    "identity/languages.yml": lambda _: language._languages.__wrapped__(),
    "identity/hundreds.yml": lambda _: numerals._hundreds.__wrapped__(),
    "identity/*.yml": lambda path: grammar_files.read_grammar.__wrapped__(str(path)),
    "lineage/words.yml": lambda _: similarity.words_data.__wrapped__(),
    "totals/totals.yml": lambda _: totals.bounds.__wrapped__(),
    "*/notices.yml": lambda path: notices.messages.__wrapped__(path.parent.name),
    "references/bodies.yml": lambda _: bodies.load_bodies.__wrapped__(),
    "references/*.yml": lambda path: grammar_files.read_grammar.__wrapped__(path.name),
    "references/meetings.csv": lambda _: bodies.load_meetings.__wrapped__(),
    "references/places.csv": lambda _: bodies._other_place_names.__wrapped__(),
    "references/countries_with_article.csv": lambda _: places._countries_with_article.__wrapped__(),
    "references/countries.csv": lambda _: places._countries.__wrapped__(),
    "references/spellings.csv": lambda _: organisations._other_spellings.__wrapped__(),
    "references/organisations/*.csv": lambda _: organisations._lexicon.__wrapped__(),
    "taxa/listings.csv": lambda _: concordance.curated_listings.__wrapped__(),
    "taxa/members.csv": lambda _: concordance.curated_members.__wrapped__(),
    "taxa/import_columns.csv": lambda _: lexicon_import._known_columns.__wrapped__(),
    "taxa/taxa/*.csv": lambda path: list(lexicon.read_taxa(path)),
    "taxa/*.csv": lambda _: lexicon.load_lexicon(),
}
"""How each data file is read, past what is kept of it: the first pattern that its name matches."""
OPEN = {
    "parts",
    "lists",
    "actors",
    "pairs",
    "other_months",
    "ordinals",
    "lengths",
    "families",
    "programmes",
    "beginnings",
    "round",
    "info",
    "warning",
    "error",
}
"""Mappings with names of their own: any key may be in them, or not."""
OPTIONAL = {
    *("parts", "lists", "counterexamples", "reads", "triggers", "also", "continues", "begins", "lead", "breaks"),
    *("kinds", "beside", "memorandum", "treaty", "kind", "names", "en", "fr", "es", "series", "next", "misprinted"),
    *(
        "role",
        "stems",
        "loose",
        "reason",
        "reason_examples",
        "reason_counterexamples",
        "part",
        "part_examples",
        "part_counterexamples",
        "ongoing",
        "error",
    ),
}
"""Keys that need not be there, in one file or another."""
FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.is_file())


def reader_of(file: str) -> Reader:
    return next(reader for pattern, reader in READERS.items() if Path(file).match(pattern))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for `pipeline/data` wherever that is named."""
    organisations.organisation_finder()  # is kept, and made of the true files
    for name, module in list(sys.modules.items()):
        if name.startswith("pipeline."):
            for constant, value in list(vars(module).items()):
                if isinstance(value, Path) and value.is_relative_to(DATA):
                    monkeypatch.setattr(module, constant, tmp_path / value.relative_to(DATA))
    for file in FILES:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        text = (DATA / file).read_text(encoding="utf-8")
        (tmp_path / file).write_text("".join(text.splitlines(keepends=True)[:3]) if file.endswith("csv") else text)
    return tmp_path


def told(file: str, path: Path, text: str) -> str | None:
    path.write_text(text, encoding="utf-8")
    try:
        reader_of(file)(path)
    except DataFileError as error:
        assert str(error).startswith(f"data/{file}: "), error
        return str(error)
    return None


def mappings(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the places of mappings, in lists that in the first entry."""
    if isinstance(value, list) and value:
        yield from mappings(value[0], (*place, 0))
    if isinstance(value, dict):
        yield place
        for key, entry in value.items():
            yield from mappings(entry, (*place, key))


def at(value: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        value = value[step]
    return value


def other(value: Any) -> Any:
    """Return a value of another type: what a slip of the hand makes of one."""
    if isinstance(value, list):
        return "".join(map(str, value[:1]))
    return [value] if isinstance(value, str | int) else "none"


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".yml")])
def test_a_structure(data: Path, file: str) -> None:
    path = data / file
    whole = yaml.safe_load((DATA / file).read_text(encoding="utf-8"))
    if isinstance(whole, dict) and "forms" in whole:
        whole["forms"] = whole["forms"][:1]
    passed = []
    for place in mappings(whole):
        free = bool(place) and place[-1] in OPEN
        for key, value in at(whole, place).items():
            changes: dict[str, Any] = {"type": {key: other(value)}, "add": {key: value, "zzz": 1}, "drop": {}}
            for what, change in changes.items():
                may_be = free or key in OPTIONAL
                either = key == "also" or place[-1:] == ("parts",)  # one pattern, or a list of them
                if (what == "add" and free) or (what == "drop" and may_be) or (what == "type" and either):
                    continue
                mutated = copy.deepcopy(whole)
                mapping = at(mutated, place)
                del mapping[key]
                mapping |= change
                message = told(file, path, yaml.safe_dump(mutated, sort_keys=False, allow_unicode=True))
                name = "zzz" if what == "add" else str(key)
                if message is None or (name not in message and what != "type"):
                    passed.append((what, place, key, message))
    assert passed == []


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".yml")])
def test_a_key_that_stands_twice(data: Path, file: str) -> None:
    text = (DATA / file).read_text(encoding="utf-8")
    key = re.search(r"^(?:- |  - )?([\w-]+|\"[^\"]+\"):(?= )", text, re.MULTILINE) or re.search(r"^(\w+):", text, re.M)
    assert key is not None
    indent = re.sub("-", " ", text[text.rfind("\n", 0, key.start() + 1) + 1 : key.start(1)])
    line = text[key.start(1) : text.index("\n", key.start(1))]
    block = line if not line.endswith((":", "|-", "|", ">", "[")) and line.count("[") == line.count("]") else None
    again = f"{indent}{block or f'{key[1]}: x'}\n"
    start = text.rfind("\n", 0, key.start(1)) + 1
    twice = text[:start] + text[start : key.start(1)] + again.lstrip() + indent + text[key.start(1) :]
    message = told(file, data / file, twice)
    assert message is not None
    assert "stands twice in one mapping" in message


@pytest.mark.parametrize("file", [file for file in FILES if "families/" in file or "references/" in file])
def test_an_entry_that_stands_twice(data: Path, file: str) -> None:
    path = data / file
    if file.endswith(".csv"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        message = told(file, path, "".join([*lines, lines[-1]]))
        assert message is not None
        assert re.search(r": row 4: .* stands in row 3, too$", message)
        return
    whole = yaml.safe_load((DATA / file).read_text(encoding="utf-8"))
    lists = [whole] if isinstance(whole, list) else [value for value in whole.values() if isinstance(value, list)]
    for entries in lists:
        if isinstance(entries[0], dict):
            entries.append(entries[0])
            message = told(file, path, yaml.safe_dump(whole, sort_keys=False, allow_unicode=True))
            entries.pop()
            assert message is not None
            assert message.endswith(" stands twice")


def shown(rows: list[list[str]], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".csv")])
def test_a_table(data: Path, file: str) -> None:
    path = data / file
    with path.open(encoding="utf-8", newline="") as opened:
        header, first, second = csv.reader(opened)
    columns = len(header)
    assert told(file, path, shown([header, first, second])) is None
    assert f": no column {header[-1]}" in str(told(file, path, shown([header[:-1], first[:-1]])))
    assert ": unknown column zzz" in str(told(file, path, shown([[*header, "zzz"], [*first, ""]])))
    assert f": column {header[0]} stands twice" in str(told(file, path, shown([[*header, header[0]], [*first, ""]])))
    assert f": no column {', '.join(header)}" in str(told(file, path, ""))
    for row in (second[:-1], [*second, ""], [";".join(second)]):
        message = f": row 3: {len(row)} cells where there are {columns} columns"
        assert message in str(told(file, path, shown([header, first, row])))
    assert ": unknown column " in str(told(file, path, shown([header, first], ";")))


@pytest.mark.parametrize(
    ("file", "column", "value", "message"),
    [
        ("taxa/listings.csv", "convention", "CBD", "row 2: no Appendix "),
        ("taxa/listings.csv", "appendix", "IV", "row 2: no Appendix IV of CITES is known"),
        ("taxa/listings.csv", "since", "long ago", "row 2: 'long ago' is no year"),
        ("taxa/ordinary_words.csv", "is_no", "genus", "row 2: is_no: 'genus' is none of epithet, "),
        ("taxa/small_words.csv", "kind", "verb", "row 2: kind: 'verb' is none of article, "),
        (
            "taxa/words_before.csv",
            "makes",
            "ghost",
            "row 2: makes: 'ghost' is none of person, given, given_place, place, thing",
        ),
        ("taxa/rules.csv", "case", "upper", "row 2: case: 'upper' is none of any, lower, capital, list"),
        ("references/meetings.csv", "body", "Herons", "row 2: no meeting 1 of Herons is known of"),
        ("references/meetings.csv", "number", "one", "row 2: no meeting one of "),
        ("references/meetings.csv", "end", "3 May 2098", "row 2: .* to 3 May 2098 are no days, months or years"),
    ],
)
def test_a_value_that_none_can_be(data: Path, file: str, column: str, value: str, message: str) -> None:
    path = data / file
    with path.open(encoding="utf-8", newline="") as opened:
        header, first, _ = csv.reader(opened)
    first[header.index(column)] = value
    assert re.match(rf"data/{file}: {message}", str(told(file, path, shown([header, first]))))


def test_no_data_file_is_without_a_reader() -> None:
    assert {Path(file).suffix for file in FILES} == {".csv", ".yml"}
    assert [file for file in FILES if not any(Path(file).match(pattern) for pattern in READERS)] == []
