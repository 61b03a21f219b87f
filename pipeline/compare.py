"""Comparing two datasets row by row: what was added, removed and changed, by table and document, and in words."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from pipeline.parquet import read_rows

Row = dict[str, Any]
Rows = Sequence[Row]
Key = tuple[Any, ...]

AGGREGATE = "(all documents)"
"""What stands for the document of a row that rests on several."""
SHOWN = 5
"""So many names are listed in a sentence of the account; the rest are counted."""
_TEXT_SHOWN = 90
_LEVELS = {"info": "note"}
"""What a level is called in the account, where it is not its own name."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row whose key is in both datasets. ``fields`` maps each field that differs to its old and new value."""

    key: Key
    document_id: str
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(slots=True)
class TableDifference:
    """What differs in one table, rows in the order of their keys; whether only one of the datasets has the table."""

    added: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    appeared: bool = False
    vanished: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.appeared or self.vanished)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of a table, and of one document in it, were added, removed and changed."""

    table: str
    document_id: str
    added: int
    removed: int
    changed: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of two datasets; only tables that differ are in ``tables``."""

    tables: Mapping[str, TableDifference]

    def __bool__(self) -> bool:
        return bool(self.tables)

    def counts(self) -> list[Counts]:
        """Return the numbers by table and document, sorted."""
        counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for name, table in self.tables.items():
            for row in table.added:
                counted[name, _document(row)]["added"] += 1
            for row in table.removed:
                counted[name, _document(row)]["removed"] += 1
            for change in table.changed:
                counted[name, change.document_id]["changed"] += 1
        return [
            Counts(name, document_id, counts["added"], counts["removed"], counts["changed"])
            for (name, document_id), counts in sorted(counted.items())
        ]

    def documents(self) -> list[str]:
        """Return the ids of the documents of which a row differs, sorted."""
        return sorted({counts.document_id for counts in self.counts()} - {AGGREGATE})

    def as_dict(self) -> dict[str, Any]:
        """Return the whole difference as values that JSON can hold."""
        return {
            name: {
                "added": [_plain(row) for row in table.added],
                "removed": [_plain(row) for row in table.removed],
                "changed": [
                    {
                        "key": _plain(list(change.key)),
                        "document_id": change.document_id,
                        "fields": {name: _plain(list(values)) for name, values in change.fields.items()},
                    }
                    for change in table.changed
                ],
            }
            for name, table in sorted(self.tables.items())
        }


def compare(old: Mapping[str, Rows], new: Mapping[str, Rows], keys: Mapping[str, Sequence[str]]) -> Difference:
    """Compare two datasets given as rows by table name.

    ``keys`` names the columns by which rows are the same row (`TableSchema.pairs`); those of a table without any are
    compared whole. Where several rows have one key they are paired in the order of their contents. Columns missing in
    one are null there.
    """
    found: dict[str, TableDifference] = {}
    for name in sorted({*old, *new}):
        table = _compare_table(old.get(name, ()), new.get(name, ()), keys.get(name, ()))
        table.appeared, table.vanished = name not in old, name not in new
        if table:
            found[name] = table
    return Difference(found)


def _compare_table(old: Rows, new: Rows, columns: Sequence[str]) -> TableDifference:
    before, after = _by_key(old, columns), _by_key(new, columns)
    result = TableDifference()
    for key in sorted(before.keys() | after.keys(), key=_canonical):
        if key not in before:
            result.added.append(after[key])
        elif key not in after:
            result.removed.append(before[key])
        else:
            one, other = before[key], after[key]
            fields = {
                name: (one.get(name), other.get(name))
                for name in sorted({*one, *other})
                if _plain(one.get(name)) != _plain(other.get(name))
            }
            if fields:
                result.changed.append(Change(key[:-1], _document(other), fields))
    return result


def _by_key(rows: Rows, columns: Sequence[str]) -> dict[Key, Row]:
    """Return rows by their key, with a count behind it that tells rows with one key apart."""
    seen: Counter[Key] = Counter()
    found: dict[Key, Row] = {}
    for row in sorted(rows, key=_canonical):
        key = tuple(_hashable(row.get(column)) for column in columns) if columns else (_canonical(row).decode(),)
        found[(*key, seen[key])] = row
        seen[key] += 1
    return found


def _document(row: Row) -> str:
    return row.get("document_id") or AGGREGATE


def _canonical(value: Any) -> bytes:
    return orjson.dumps(_plain(value), option=orjson.OPT_SORT_KEYS)


def _hashable(value: Any) -> Any:
    return _canonical(value).decode() if isinstance(value, list | dict) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def change_log(difference: Difference) -> list[str]:
    """Return the lines of a change log entry (Markdown): rows by table and document."""
    if not difference:
        return ["Nothing changed."]
    lines: list[str] = []
    for name, table in sorted(difference.tables.items()):
        if table.appeared or table.vanished:
            lines.append(f"- The table `{name}` {'is new' if table.appeared else 'is gone'}.")
    lines += ["", "| table | document | added | removed | changed |", "|---|---|--:|--:|--:|"]
    lines += [
        f"| {row.table} | {row.document_id} | {row.added or ''} | {row.removed or ''} | {row.changed or ''} |"
        for row in difference.counts()
    ]
    return lines if lines[0] else lines[1:]


ACCOUNTED = (
    "documents",
    "activities",
    "results",
    "activity_results",
    "lineage",
    "programme_timeline",
    "taxa",
    "meetings",
    "instruments",
    "organisations",
    "citations",
    "issues",
)
"""The tables that `account` speaks of."""


def account_rows(folder: Path) -> dict[str, list[Row]]:
    """Return the rows of a dataset that `account` speaks of; none where there is no dataset."""
    return {name: read_rows(folder, name) for name in ACCOUNTED if (folder / f"{name}.parquet").exists()}


def account(difference: Difference, new: Mapping[str, Rows]) -> list[str]:
    """Say in words what is new in a dataset against the version before; ``new`` is the later dataset.

    In this order: documents, activities, what became of those before, results (those that answer activities which
    were there before apart), species, references, issues; only what there is.
    """
    tables = difference.tables
    lines: list[str] = []
    left_out = _left_out(tables, new)
    removed = [row for row in _part(tables, "documents", "removed") if row["document_id"] not in left_out]
    for words, rows in (("New", _part(tables, "documents", "added")), ("Gone", removed)):
        lines += _sentence(f"{words}: {{}} document{{s}}", [row["document_id"] for row in rows])
    if left_out:
        lines.append(numbered("Left out beside real documents: {} specimen{s}.", len(left_out)))
    lines += _programmes("new activit{ies}", _part(tables, "activities", "added"))
    gone = [row for row in _part(tables, "activities", "removed") if row["document_id"] not in left_out]
    lines += _programmes("activit{ies} gone", gone)
    lines += _reworded(tables)
    lines += _successions(_part(tables, "programme_timeline", "added"))
    lines += _results(tables, new)
    lines += _sentence("{} new taxon name{s} in the record", [row["name"] for row in _part(tables, "taxa", "added")])
    for table, column, words in (
        ("meetings", "meeting_id", "{} meeting{s} not named before"),
        ("instruments", "instrument_id", "{} instrument{s} not cited before"),
        ("organisations", "name", "{} organisation{s} not named before"),
    ):
        lines += _sentence(words, [str(row[column]) for row in _part(tables, table, "added")])
    cited = sorted({row["target"] for row in _part(tables, "citations", "added") if row["target_kind"] == "document"})
    lines += _sentence("{} new reference{s} to documents", cited)
    lines += _issues(_part(tables, "issues", "added"))
    return lines or ["Nothing new."]


def _left_out(tables: Mapping[str, TableDifference], new: Mapping[str, Rows]) -> set[str]:
    """Return the specimens that are gone because real documents are there."""
    real = any(not row.get("specimen") for row in new.get("documents", ()))
    return {row["document_id"] for row in _part(tables, "documents", "removed") if real and row.get("specimen")}


def _part(tables: Mapping[str, TableDifference], name: str, part: str) -> list[Row]:
    table = tables.get(name)
    rows: list[Row] = getattr(table, part) if table else []
    return rows


def _sentence(words: str, names: Iterable[str]) -> list[str]:
    names = list(names)
    if not names:
        return []
    text = numbered(words, len(names))
    rest = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return [f"{text}: {', '.join(names[:SHOWN])}{rest}."]


def numbered(words: str, count: int) -> str:
    """Fill a number into ``{}``, and the ending that it asks for into ``{s}`` or ``{ies}``."""
    one = count == 1
    return words.replace("{s}", "" if one else "s").replace("{ies}", "y" if one else "ies").replace("{}", str(count), 1)


def _programmes(words: str, rows: Sequence[Row]) -> list[str]:
    by_edition: Counter[tuple[str, str]] = Counter(
        (row.get("programme_id") or "a programme without years", row["activity_id"].rsplit("/", 1)[0]) for row in rows
    )
    return [
        f"{numbered(f'{{}} {words}', count)} of {programme}, in {edition}."
        for (programme, edition), count in sorted(by_edition.items())
    ]


def _reworded(tables: Mapping[str, TableDifference]) -> list[str]:
    table = tables.get("activities")
    changed = [change for change in table.changed if "text" in change.fields] if table else []
    return _sentence("The text of {} was read otherwise", [str(change.key[0]) for change in changed])


def _results(tables: Mapping[str, TableDifference], new: Mapping[str, Rows]) -> list[str]:
    """Tell results of activities that came with them from results about what was known before.

    An activity was known before if it, or what `lineage` links it to, was in the earlier dataset.
    """
    added = {row["result_id"]: row for row in _part(tables, "results", "added") if row.get("text")}
    if not added:
        return []
    new_activities = {row["activity_id"] for row in _part(tables, "activities", "added")}
    before = {row["to_activity_id"]: row["from_activity_id"] for row in new.get("lineage", ())}
    about_old: list[str] = []
    for row in new.get("activity_results", ()):
        activity = row["activity_id"]
        if row["result_id"] not in added:
            continue
        known = before.get(activity) if activity in new_activities else activity
        if known is not None and known not in new_activities:
            about_old.append(f"{known} ({_short(added[row['result_id']]['text'])})")
    lines = [f"{len(added)} new result{'' if len(added) == 1 else 's'}."]
    return lines + _sentence("They answer {} activit{ies} known before", about_old)


def _successions(rows: Sequence[Row]) -> list[str]:
    return [
        f"{row['programme_id']} ({row['role'].replace('_', ' ')} in {row['document_id']}): {row['linked']} of "
        f"{row['activities']} activities go on from the edition before, new: {row['new']}; of the edition before, "
        f"dropped: {row['dropped']}."
        for row in rows
        if row["position"] > 1
    ]


def _issues(rows: Sequence[Row]) -> list[str]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        found[row["level"], row["rule"]].append(row["message"])
    order = ["error", "warning", "info"]
    lines: list[str] = []
    for (level, rule), messages in sorted(found.items(), key=lambda entry: (order.index(entry[0][0]), entry[0][1])):
        plural = "" if len(messages) == 1 else "s"
        lines.append(f"{len(messages)} new {_LEVELS.get(level, level)}{plural}: {rule}.")
        if level != "info":
            lines += [f"  {message}" for message in messages[:SHOWN]]
    return lines


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TEXT_SHOWN else line[: _TEXT_SHOWN - 1].rstrip() + "…"
