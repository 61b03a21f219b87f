"""Rows as they pass between the stages, and the few things done with rows of every table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Row = dict[str, Any]
Rows = list[Row]
Tables = Mapping[str, Rows]


def sort_key(value: Any) -> tuple[int, Any]:
    """Return a key that orders values of one column, None first; lists and structures by what they hold."""
    if value is None:
        return (0, "")
    if isinstance(value, bool | int | float):
        return (1, value)
    if isinstance(value, list | tuple):
        return (3, tuple(sort_key(entry) for entry in value))
    if isinstance(value, dict):
        return (3, tuple(sort_key(value[name]) for name in sorted(value)))
    return (2, str(value))


def ordered(rows: Iterable[Row], *columns: str) -> Rows:
    """Return the rows in the order of the columns named, None first."""
    return sorted(rows, key=lambda row: tuple(sort_key(row.get(column)) for column in columns))


def issue(level: str, rule: str, message: str, evidence: str = "", document_id: str | None = None) -> Row:
    """Return a row of `issues` written by this stage."""
    return {
        "level": level,
        "stage": "aggregate",
        "document_id": document_id,
        "page": None,
        "rule": rule,
        "message": message,
        "evidence": evidence,
        "block_ids": [],
    }
