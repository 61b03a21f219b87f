"""SQL over a dataset: DuckDB with one view for each table of the folder, and nothing else within reach."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import orjson

_CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}


_RESERVED = 'Columns that are called as words of SQL are ("group", "order", "start", "end") stand in double quotes.'


class QueryError(Exception):
    """A folder that holds no dataset, or a statement that DuckDB does not accept; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query: the names of its columns, and its rows as tuples of Python values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def as_text(self) -> str:
        """Return the rows as tab-separated lines under the names; null is empty, line breaks and tabs are spaces."""
        lines = ["\t".join(self.columns)]
        lines += ["\t".join(_cell(value) for value in row) for row in self.rows]
        return "\n".join(lines) + "\n"

    def as_json(self) -> bytes:
        """Return the rows as a JSON list of objects."""
        records = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return orjson.dumps(records, option=orjson.OPT_INDENT_2, default=str) + b"\n"


def tables_of(folder: Path) -> dict[str, str]:
    """Return the tables of a dataset folder: name to the path (or pattern) of its Parquet files, sorted by name.

    A table is a file ``name.parquet`` or, where it is in parts, a folder of that name; a folder ``name`` of Parquet
    files is a table too.
    """
    found: dict[str, str] = {}
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_file() and path.suffix == ".parquet":
            found[path.stem] = str(path)
        elif path.is_dir() and not path.name.startswith(".") and next(path.rglob("*.parquet"), None):
            found[path.name.removesuffix(".parquet")] = str(path / "**" / "*.parquet")
    return dict(sorted(found.items()))


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB in memory with a view for each table of a dataset folder.

    Only files under ``folder`` can be read, nothing can be written, no extension is loaded from anywhere. Raises
    `QueryError` if the folder holds no tables, or one that is damaged.
    """
    tables = tables_of(folder)
    if not tables:
        raise QueryError(f"{folder} holds no tables (*.parquet): has the dataset been built?")
    connection = duckdb.connect(":memory:", config=_CLOSED)
    connection.execute(f"SET allowed_directories = [{_quoted(str(folder.resolve()) + '/')}]")
    connection.execute("SET enable_external_access = false")
    for name, path in tables.items():
        source = _quoted(
            str(Path(path) if Path(path).is_absolute() else folder.resolve() / Path(path).relative_to(folder))
        )
        identifier = '"' + name.replace('"', '""') + '"'
        try:
            connection.execute(f"CREATE VIEW {identifier} AS SELECT * FROM read_parquet({source})")
        except duckdb.Error as error:
            raise QueryError(f"{path}: is damaged, or no Parquet file ({str(error).splitlines()[0]})") from error
    connection.execute("SET lock_configuration = true")
    return connection


def query(folder: Path, statement: str) -> Answer:
    """Answer one SQL statement over a dataset folder. Raises `QueryError` with DuckDB's message."""
    connection = connect(folder)
    try:
        statements = connection.extract_statements(statement)
        if len(statements) != 1:
            raise QueryError(f"one statement is answered at a time, these are {len(statements)}")
        cursor = connection.execute(statements[0])
        return Answer(tuple(column[0] for column in cursor.description), tuple(cursor.fetchall()))
    except duckdb.ParserException as error:
        raise QueryError(f"{error}\n\n{_RESERVED}") from error
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
    finally:
        connection.close()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = orjson.dumps(value, default=str).decode() if isinstance(value, list | dict) else str(value)
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
