"""Data files of the package: read strictly, and told by name where something in one is wrong."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

DATA = Path(__file__).parent / "data"

PART = re.compile(r"%\{(\w+)\}")
"""What stands in a pattern for one of its parts."""


class DataFileError(Exception):
    """A data file is not what it must be; the message names it and says what is wrong. No document is at fault."""


class MistakeError(ValueError):
    """What is wrong at a place of a data file, in words; `reading` puts the name of the file before them."""


@contextmanager
def reading(path: str | Path) -> Iterator[None]:
    """Name a data file in whatever goes wrong while it is read: one of `pipeline/data` by where it is there.

    ``path`` is a path, or as a string where the file is in `pipeline/data`. Raises `DataFileError`.
    """
    try:
        yield
    except _mistakes() as error:
        raise DataFileError(f"{_called(path)}: {_told(error)}") from error


def read_rows(path: Path, columns: Sequence[str], unique: Sequence[str] = ()) -> list[dict[str, str]]:
    """Read a file of comma-separated values: all of these columns and no others, each row with a cell for each.

    No two rows have the same values in the columns ``unique``. Cells are without the white space around them.

    Raises `DataFileError`.
    """
    with reading(path), path.open(encoding="utf-8", newline="") as file:
        records = csv.reader(file, strict=True)
        header = next(records, [])
        check_names(header, columns, columns, "column")
        rows: list[dict[str, str]] = []
        seen: dict[Hashable, int] = {}
        for number, record in enumerate(records, start=2):
            if len(record) != len(header):
                raise MistakeError(f"row {number}: {len(record)} cells where there are {len(header)} columns")
            row = {column: cell.strip() for column, cell in zip(header, record, strict=True)}
            key = tuple(row[column] for column in unique)
            if key and (above := seen.setdefault(key, number)) != number:
                raise MistakeError(f"row {number}: {', '.join(key)} stands in row {above}, too")
            rows.append(row)
    return rows


def check_names(names: Collection[Hashable], known: Collection[str], needed: Collection[str], what: str) -> None:
    """Raise `MistakeError` where one of the names is not known or stands twice, or one that is needed is missing."""
    if unknown := [str(name) for name in names if name not in known]:
        raise MistakeError(f"unknown {what} {', '.join(unknown)}")
    if missing := [name for name in needed if name not in names]:
        raise MistakeError(f"no {what} {', '.join(missing)}")
    check_unique(names, what)


def check_unique(names: Collection[Hashable], what: str) -> None:
    """Raise `MistakeError` where one of the names stands twice."""
    if twice := [str(name) for name, count in Counter(names).items() if count > 1]:
        raise MistakeError(f"{what} {', '.join(twice)} stands twice")


def _called(path: str | Path) -> Path:
    if isinstance(path, str):
        return Path("data", path)
    return Path("data", path.relative_to(DATA)) if path.is_relative_to(DATA) else path


def _mistakes() -> tuple[type[Exception], ...]:
    import yaml  # noqa: PLC0415 - start-up stays quick where all is well

    return (yaml.YAMLError, csv.Error, re.error, LookupError, TypeError, ValueError, AttributeError, OSError)


def _told(error: Exception) -> str:
    if isinstance(error, MistakeError):
        return str(error)
    if isinstance(error, KeyError):
        return f"there is no {error}"
    if isinstance(error, re.error):
        return f"{error} of the pattern {error.pattern!r:.200}"
    return f"{type(error).__name__}: {error}"


def expand(pattern: str, parts: Mapping[str, str], within: tuple[str, ...] = ()) -> str:
    """Put the parts that ``%{name}`` names into a pattern, and the parts within them; KeyError for an unknown one.

    ``within`` are the parts that the pattern is of; raises `MistakeError` where it names one of them.
    """

    def put(match: re.Match[str]) -> str:
        return expand(parts[match[1]], parts, deeper(match[1], within))

    return PART.sub(put, pattern)


def deeper(name: str, within: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts that a part named within others is within with itself."""
    if name in within:
        raise MistakeError(f"the part {name} names itself")
    return *within, name
