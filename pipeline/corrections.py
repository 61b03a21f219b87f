"""Corrections: values mended by hand, each with what is expected to be found, why, and on what evidence.

``corrections.yml`` is a list of records::

    - id: sc98-b4-code              # unique, names the correction in issues
      table: activities
      row: {activity_id: sc98-doc-3/annex-1/B4}    # any columns that single out the row
      action: change                # change (default), remove or add
      field: theme                  # of the row; only to change
      expected: A                   # what is found there without the correction; only to change
      use: B                        # the value to use; for `add`, the whole row is in `row`
      reason: The heading was lost in conversion.
      evidence: Page 4 of the printed document.

Every stage applies those of its tables. A correction whose row is there but no longer has the expected value is
stale; one whose row was never met is unused; both fail ``concord check``. What follows from a corrected value (the
years from a time frame) is not worked out anew: a warning names the columns that no correction of the row states.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow as pa
import yaml

from pipeline.schema import Field, tables

Row = dict[str, Any]
Action = Literal["change", "remove", "add"]

USED = "correction-used"
STALE = "correction-stale"
UNUSED = "correction-unused"
PARTIAL = "correction-partial"

_REQUIRED = {"id", "table", "row", "reason", "evidence"}
_CHANGE = {"field", "expected", "use"}
_FOLLOWING: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("documents", "symbol"): ("document_id",),
    ("documents", "meeting_id"): ("convention", "body"),
    ("activities", "code"): ("activity_id",),
    ("activities", "timeframe"): ("timeframe_start", "timeframe_end", "ongoing", "subject_to_funding"),
    ("activities", "theme"): ("theme_title",),
    ("results", "text"): ("status", "status_evidence"),
    ("results", "status"): ("status_evidence",),
    ("clauses", "text"): ("text_before", "text_after"),
    ("meeting_mentions", "dates"): ("date_start", "date_end"),
    ("event_mentions", "dates"): ("date_start", "date_end"),
    ("meeting_outcomes", "verb"): ("kind",),
    ("meeting_outcomes", "meeting_id"): ("body_id",),
    ("taxon_mentions", "name"): ("taxon_id", "rank"),
    ("taxon_mentions", "taxon_id"): ("name", "rank"),
    ("organisation_mentions", "organisation_id"): ("name",),
    ("framework_mentions", "framework_id"): ("name",),
}
"""What the stages make of a column, by table: it stays as it was where that column alone is corrected."""
_ACTIONS: tuple[Action, ...] = get_args(Action)


class CorrectionsError(ValueError):
    """The corrections file is not what it must be; the message names the record and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One record of the corrections file. ``field``, ``expected`` and ``use`` are None unless ``action`` is change."""

    id: str
    table: str
    row: Mapping[str, Any]
    action: Action
    field: str | None
    expected: Any
    use: Any
    reason: str
    evidence: str

    def names(self, row: Mapping[str, Any]) -> bool:
        """Say whether this is the row that the correction names."""
        return all(column in row and same(row[column], value) for column, value in self.row.items())


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying did: the rows as they are now, the ids of the corrections used, and why others are stale.

    ``partial`` has by the id of a correction the columns that follow from what it changed, and that none states.
    """

    rows: list[Row]
    used: tuple[str, ...]
    stale: Mapping[str, str]
    partial: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_corrections(path: Path) -> list[Correction]:
    """Read a corrections file; one that does not exist has none. Raises `CorrectionsError`."""
    if not path.exists():
        return []
    try:
        records = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CorrectionsError(f"{path.name} is not YAML in UTF-8: {error}") from error
    if not isinstance(records, list):
        raise CorrectionsError(f"{path.name} must be a list of corrections.")
    found = [_correction(record, place) for place, record in enumerate(records, 1)]
    for place, correction in enumerate(found):
        if correction.id in {other.id for other in found[:place]}:
            raise CorrectionsError(f"Two corrections are called {correction.id}.")
    return found


def apply(corrections: Sequence[Correction], table: str, rows: Iterable[Row]) -> Applied:
    """Apply the corrections of a table to its rows (all of them or those of one document).

    The rows given are not changed. A correction whose row is not among them is neither used nor stale here. To be
    used, it must find exactly one row that it names, and the expected value there; a row to add must not exist yet.
    """
    result = [dict(row) for row in rows]
    used: list[str] = []
    stale: dict[str, str] = {}
    changed: list[tuple[Correction, Row]] = []
    for correction in corrections:
        if correction.table != table:
            continue
        places = [place for place, row in enumerate(result) if correction.names(row)]
        if correction.action == "add":
            if places:
                stale[correction.id] = "the row to add is there already"
            elif _belongs(correction, result):
                used.append(correction.id)
                columns = {column: None for row in result for column in row}
                result.append({**columns, **correction.row})
        elif len(places) > 1:
            stale[correction.id] = f"it names {len(places)} rows, not one"
        elif places:
            row = result[places[0]]
            there = row.get(correction.field or "")
            if correction.action == "remove":
                del result[places[0]]
            elif correction.field and same(there, correction.expected):
                row[correction.field] = correction.use
                changed.append((correction, row))
            else:
                earlier = [other.id for other, of in changed if of is row and other.field == correction.field]
                by = f" by {earlier[-1]}" if earlier else ""
                stale[correction.id] = f"{correction.field} is {_shown(there)}{by}, not {_shown(correction.expected)}"
                continue
            used.append(correction.id)
    return Applied(result, tuple(used), stale, _partial(changed))


def _partial(changed: Sequence[tuple[Correction, Row]]) -> dict[str, tuple[str, ...]]:
    """Return the columns that follow from what corrections changed and that no correction of the row states."""
    found: dict[str, tuple[str, ...]] = {}
    for correction, row in changed:
        stated = {other.field for other, of in changed if of is row}
        following = _FOLLOWING.get((correction.table, correction.field or ""), ())
        if left := tuple(column for column in following if column not in stated):
            found[correction.id] = left
    return found


def issues(corrections: Sequence[Correction], applied: Applied, document_id: str | None, stage: str) -> list[Row]:
    """Return the rows of `issues`: the corrections used (info), stale (error), and used but left partial (warning)."""
    by_id = {correction.id: correction for correction in corrections}
    place = {"stage": stage, "document_id": document_id}
    return [
        *(_issue(USED, by_id[name], place) for name in applied.used),
        *(
            _issue(STALE, by_id[name], place, f"{why}; look again, and change it or take it out")
            for name, why in applied.stale.items()
        ),
        *(
            _issue(PARTIAL, by_id[name], place, f"{', '.join(left)}; correct each as well, or confirm it")
            for name, left in applied.partial.items()
        ),
    ]


def unused(corrections: Sequence[Correction], found: Iterable[Row]) -> list[Row]:
    """Return an issue (error) for each correction that no stage used, given all rows of `issues`."""
    met = {row["evidence"] for row in found if row["rule"] in (USED, STALE)}
    return [
        _issue(UNUSED, correction, {"stage": "aggregate", "document_id": None})
        for correction in corrections
        if correction.id not in met
    ]


def same(value: Any, stated: Any) -> bool:
    """Compare a value of a table with one stated in the file; dates and numbers compare as they are written."""
    if isinstance(value, datetime.date) or isinstance(stated, datetime.date):
        return str(value) == str(stated)
    return bool(value == stated)


_WORDS = {
    USED: ("info", "was applied"),
    STALE: ("error", "no longer finds what it expects"),
    UNUSED: ("error", "names a row that is not there"),
    PARTIAL: ("warning", "leaves as it was what follows from its column"),
}


def _issue(rule: str, correction: Correction, place: Mapping[str, str | None], more: str | None = None) -> Row:
    level, words = _WORDS[rule]
    return {
        "level": level,
        **place,
        "page": None,
        "rule": rule,
        "message": f"The correction {correction.id} of {correction.table} {words}: {more or correction.reason}",
        "evidence": correction.id,
        "block_ids": [],
    }


def _belongs(correction: Correction, rows: Sequence[Row]) -> bool:
    """Say whether a row to add goes here: where its document's rows are, or anywhere if it has no document."""
    document_id = correction.row.get("document_id")
    return document_id is None or any(row.get("document_id") == document_id for row in rows)


def _shown(value: Any) -> str:
    return "null" if value is None else repr(value) if isinstance(value, str) else str(value)


def _correction(record: Any, place: int) -> Correction:
    name = f"Correction {place}"
    action = _known_action(record, name)
    schema = tables()[record["table"]]
    row, use = record["row"], record.get("use")
    columns = {field.name: field for field in schema.fields}
    for column in (*row, *([record["field"]] if action == "change" else [])):
        if column not in columns:
            raise CorrectionsError(f"{name}: {schema.name} has no column {column}.")
    if action == "change":
        use = _fitting(columns[record["field"]], use, name)
    if action == "add":
        lacking = sorted(column for column, field in columns.items() if not field.nullable and row.get(column) is None)
        if lacking:
            raise CorrectionsError(f"{name}: a row of {schema.name} needs {', '.join(lacking)}.")
        row = {column: _fitting(columns[column], value, name) for column, value in row.items()}
    return Correction(
        id=record["id"],
        table=schema.name,
        row=row,
        action=action,
        field=record.get("field"),
        expected=record.get("expected"),
        use=use,
        reason=record["reason"],
        evidence=record["evidence"],
    )


def _known_action(record: Any, name: str) -> Action:
    """Return what a record asks for; raise `CorrectionsError` where it lacks a key, has another, or names no table."""
    if not isinstance(record, dict):
        raise CorrectionsError(f"{name} is no mapping.")
    action: Action = record.get("action", "change")
    if action not in _ACTIONS:
        raise CorrectionsError(f"{name}: action must be one of {', '.join(_ACTIONS)}, not {action!r}.")
    required = _REQUIRED | (_CHANGE if action == "change" else set())
    missing = ", ".join(sorted(required - record.keys()))
    unknown = ", ".join(sorted(map(str, record.keys() - required - {"action"})))
    wrong = [what for what in (f"lacks {missing}" * bool(missing), f"has unknown {unknown}" * bool(unknown)) if what]
    if wrong:
        raise CorrectionsError(f"{name}: {'; '.join(wrong)}")
    if not isinstance(record["row"], dict) or not record["row"]:
        raise CorrectionsError(f"{name}: row must name at least one column.")
    for column in ("id", "table", "reason", "evidence", *({"field"} & required)):
        if not isinstance(record[column], str) or not record[column].strip():
            raise CorrectionsError(f"{name}: {column} must be a text that is not empty.")
    if record["table"] not in tables():
        raise CorrectionsError(f"{name}: there is no table {record['table']}.")
    return action


def _fitting(field: Field, value: Any, name: str) -> Any:
    """Return a stated value as the column holds it (a date may be written as text). Raises `CorrectionsError`."""
    if value is None and field.nullable:
        return None
    try:
        if field.type == "date" and isinstance(value, str):
            value = datetime.date.fromisoformat(value)
        if value is None or isinstance(value, bool) != (field.type == "boolean"):
            raise TypeError
        if isinstance(value, str) != (field.type == "text"):  # Arrow takes a text for a list of its letters
            raise TypeError
        pa.array([value], field.arrow.type)
    except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError, ValueError, OverflowError) as error:
        raise CorrectionsError(f"{name}: {field.name} is to be {field.type}, not {_shown(value)}.") from error
    if field.allowed and value not in field.allowed:
        raise CorrectionsError(f"{name}: {field.name} is one of {', '.join(field.allowed)}, not {_shown(value)}.")
    return value
