"""Registers: one row for each taxon, meeting, instrument and organisation that the documents name."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.aggregate.calendar import Calendar, as_date
from pipeline.aggregate.rows import Row, Rows, commonest, issue
from pipeline.tag.bodies import load_meetings
from pipeline.tag.shadow import fold


def taxa(mentions: Iterable[Row], calendar: Calendar) -> Rows:
    """Return a row for each taxon that `taxon_mentions` resolve to."""
    return [
        {
            "taxon_id": taxon_id,
            "name": commonest(row["name"] for row in rows),
            "rank": commonest(row["rank"] for row in rows),
            **_counts(rows, calendar),
            "activities": _distinct(rows, "activity_id"),
            "results": _distinct(rows, "result_id"),
            "surfaces": _distinct(rows, "surface"),
            "synonyms": sum(row["match"] == "synonym" for row in rows),
            "misspelt": sum(row["match"] == "misspelt" for row in rows),
        }
        for taxon_id, rows in _by(mentions, "taxon_id")
    ]


def instruments(mentions: Iterable[Row], calendar: Calendar) -> Rows:
    """Return a row for each resolution, decision and the like; its title is the one stated most often."""
    return [
        {
            "instrument_id": instrument_id,
            "title": commonest(row.get("title") for row in rows),
            "revisions": sorted({row["revision"] for row in rows if row.get("revision")}),
            **_counts(rows, calendar),
        }
        for instrument_id, rows in _by(mentions, "instrument_id")
    ]


def organisations(mentions: Iterable[Row], calendar: Calendar) -> Rows:
    """Return a row for each organisation."""
    return [
        {
            "organisation_id": organisation_id,
            "name": commonest(row.get("name") for row in rows),
            **_counts(rows, calendar),
        }
        for organisation_id, rows in _by(mentions, "organisation_id")
    ]


@dataclass(frozen=True, slots=True)
class _Statement:
    """What one document says of a meeting's place and dates; None where it says nothing."""

    document_id: str
    place: str | None
    start: datetime.date | None
    end: datetime.date | None
    printed: str | None
    own: bool

    def __str__(self) -> str:
        return f"{', '.join(part for part in (self.place, self.printed) if part)} ({self.document_id})"


def meetings(mentions: Iterable[Row], documents: Sequence[Row], calendar: Calendar) -> tuple[Rows, Rows]:
    """Return a row for each meeting named or met, and an issue for each on whose place or dates documents differ.

    Place and dates are those of the meeting's own documents, else of the table of meetings, else the most precise
    that documents state (``source`` says which: ``document``, ``table``, ``stated``). All statements are kept.
    """
    by_meeting = dict(_by(mentions, "meeting_id"))
    held = {row["meeting_id"] for row in documents if row.get("meeting_id")}
    rows: Rows = []
    issues: Rows = []
    for meeting_id in sorted(by_meeting.keys() | held):
        found = by_meeting.get(meeting_id, [])
        statements = _statements(meeting_id, found, documents)
        contradictions = _contradictions(statements)
        place, start, end, source = _settled(meeting_id, statements, calendar)
        stated = list(dict.fromkeys(str(statement) for statement in statements))
        row: Row = {
            "meeting_id": meeting_id,
            "place": place,
            "date_start": start,
            "date_end": end,
            "source": source,
            "stated": stated,
            "contradiction": contradictions[0] if contradictions else None,
            **_counts(found, calendar),
            "own_documents": sum(document.get("meeting_id") == meeting_id for document in documents),
        }
        rows.append(row)
        for text in contradictions:
            message = f"Documents differ on {meeting_id}: {text}. Both are kept."
            issues.append(issue("warning", "meeting-contradiction", message, "; ".join(stated)))
    return rows, issues


def _statements(meeting_id: str, mentions: Iterable[Row], documents: Iterable[Row]) -> list[_Statement]:
    found = {
        _Statement(
            row["document_id"],
            row.get("place"),
            _day(row.get("date_start")),
            _day(row.get("date_end")),
            row.get("dates"),
            own=False,
        )
        for row in mentions
        if row.get("place") or row.get("date_start")
    }
    found |= {
        _Statement(
            row["document_id"],
            row.get("place"),
            _day(row.get("meeting_start")),
            _day(row.get("meeting_end")),
            _period(row.get("meeting_start"), row.get("meeting_end")),
            own=True,
        )
        for row in documents
        if row.get("meeting_id") == meeting_id and (row.get("place") or row.get("meeting_start"))
    }
    return sorted(found, key=lambda entry: (not entry.own, entry.document_id, str(entry)))


def _contradictions(statements: Sequence[_Statement]) -> list[str]:
    """Return in words where documents differ: places that share no word, dates that do not overlap."""
    found: list[str] = []
    for kind, differ in (("place", _places_differ), ("dates", _dates_differ)):
        pair = next(
            (
                (one, other)
                for place, one in enumerate(statements)
                for other in statements[place + 1 :]
                if one.document_id != other.document_id and differ(one, other)
            ),
            None,
        )
        if pair:
            found.append(f"{kind}: {pair[0]} or {pair[1]}")
    return found


def _places_differ(one: _Statement, other: _Statement) -> bool:
    if not one.place or not other.place:
        return False
    places = [
        set(fold(place).replace(",", " ").replace("(", " ").replace(")", " ").split())
        for place in (one.place, other.place)
    ]
    return not places[0] & places[1]


def _dates_differ(one: _Statement, other: _Statement) -> bool:
    if one.start is None or other.start is None:
        return False
    return (one.end or one.start) < other.start or (other.end or other.start) < one.start


def _settled(
    meeting_id: str, statements: Sequence[_Statement], calendar: Calendar
) -> tuple[str | None, datetime.date | None, datetime.date | None, str | None]:
    own = next((entry for entry in statements if entry.own), None)
    table = load_meetings().get(meeting_id)
    dates = calendar.meeting(meeting_id)
    if own:
        place = own.place or (table.place if table else None)
        return place, own.start or (dates[0] if dates else None), own.end or (dates[1] if dates else None), "document"
    if table:
        return table.place, table.start, table.end, "table"
    if not statements:
        return None, None, None, None
    place = commonest(entry.place for entry in statements)
    dated = [entry for entry in statements if entry.start is not None]
    best = min(dated, key=_length, default=None)
    return place, best.start if best else None, (best.end or best.start) if best else None, "stated"


def _length(statement: _Statement) -> int:
    start = statement.start or datetime.date.min
    return ((statement.end or start) - start).days


def _period(start: datetime.date | str | None, end: datetime.date | str | None) -> str | None:
    return None if start is None else f"{start} to {end}" if end and end != start else str(start)


def _day(value: datetime.date | str | None) -> datetime.date | None:
    return as_date(value) if value else None


def _by(mentions: Iterable[Row], column: str) -> list[tuple[str, Rows]]:
    """Group mentions by what they resolve to, sorted; those that stay open are in the mentions table alone."""
    found: dict[str, Rows] = defaultdict(list)
    for row in mentions:
        if row.get(column):
            found[row[column]].append(row)
    return sorted(found.items())


def _counts(rows: Sequence[Row], calendar: Calendar) -> Row:
    first, last = calendar.first_and_last(row["document_id"] for row in rows)
    return {
        "mentions": len(rows),
        "documents": _distinct(rows, "document_id"),
        "first_document_id": first,
        "last_document_id": last,
    }


def _distinct(rows: Iterable[Mapping[str, object]], column: str) -> int:
    return len({row[column] for row in rows if row.get(column) is not None})
