"""Registers: one row for each taxon, meeting, instrument and organisation that the documents name."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.aggregate.calendar import Calendar, as_date
from pipeline.aggregate.rows import Row, Rows, issue
from pipeline.aggregate.tally import Tallies, Tally, commonest, distinct, grouped
from pipeline.tag.bodies import load_meetings, same_places


def tally_taxa(mentions: Iterable[Row]) -> Tallies:
    """Tally `taxon_mentions` by taxon; ``printed`` are scientific names as they stand there, if rightly spelt."""
    found: Tallies = {}
    for taxon_id, rows in grouped(mentions, "taxon_id"):
        tally = found[taxon_id] = Tally.of(rows, ("name", "rank"), ("surface",))
        tally.sums["activities"] = distinct(rows, "activity_id")
        tally.sums["results"] = distinct(rows, "result_id")
        tally.sums["synonyms"] = sum(row["match"] == "synonym" for row in rows)
        tally.sums["misspelt"] = sum(row["match"] == "misspelt" for row in rows)
        tally.seen["printed"] = {
            row["surface"]
            for row in rows
            if row["via"] == "scientific" and row["match"] != "misspelt" and row["surface"][:1].isupper()
        }
    return found


def taxa(tallies: Tallies, calendar: Calendar) -> Rows:
    """Return a row for each taxon that `taxon_mentions` resolve to."""
    return [
        {
            "taxon_id": taxon_id,
            "name": tally.commonest("name"),
            "rank": tally.commonest("rank"),
            **_counts(tally, calendar),
            **{column: tally.sums[column] for column in ("activities", "results", "synonyms", "misspelt")},
            "surfaces": len(tally.seen["surface"]),
        }
        for taxon_id, tally in sorted(tallies.items())
    ]


def tally_instruments(mentions: Iterable[Row]) -> Tallies:
    """Tally `instrument_mentions` by instrument."""
    return {name: Tally.of(rows, ("title",), ("revision",)) for name, rows in grouped(mentions, "instrument_id")}


def instruments(tallies: Tallies, calendar: Calendar) -> Rows:
    """Return a row for each resolution, decision and the like; its title is the one stated most often."""
    return [
        {
            "instrument_id": instrument_id,
            "title": tally.commonest("title"),
            "revisions": sorted(tally.seen["revision"]),
            **_counts(tally, calendar),
        }
        for instrument_id, tally in sorted(tallies.items())
    ]


def tally_organisations(mentions: Iterable[Row]) -> Tallies:
    """Tally `organisation_mentions` by organisation."""
    return {name: Tally.of(rows, ("name",)) for name, rows in grouped(mentions, "organisation_id")}


def organisations(tallies: Tallies, calendar: Calendar) -> Rows:
    """Return a row for each organisation."""
    return [
        {"organisation_id": organisation_id, "name": tally.commonest("name"), **_counts(tally, calendar)}
        for organisation_id, tally in sorted(tallies.items())
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


def tally_meetings(mentions: Iterable[Row]) -> Tallies:
    """Tally `meeting_mentions` by meeting; ``stated`` is what each document says of its place and dates."""
    found: Tallies = {}
    for meeting_id, rows in grouped(mentions, "meeting_id"):
        tally = found[meeting_id] = Tally.of(rows)
        tally.seen["stated"] = {
            (row["document_id"], row.get("place"), _iso(row.get("date_start")), _iso(row.get("date_end")), row["dates"])
            for row in rows
            if row.get("place") or row.get("date_start")
        }
    return found


def meetings(tallies: Tallies, documents: Sequence[Row], calendar: Calendar) -> tuple[Rows, Rows]:
    """Return a row for each meeting named or met, and an issue for each on whose place or dates documents differ.

    Place and dates are those of the meeting's own documents, else of the table of meetings, else the most precise
    that documents state (``source`` says which: ``document``, ``table``, ``stated``). All statements are kept.
    """
    held: dict[str, Rows] = defaultdict(list)
    for document in documents:
        if document.get("meeting_id"):
            held[document["meeting_id"]].append(document)
    rows: Rows = []
    issues: Rows = []
    for meeting_id in sorted(tallies.keys() | held.keys()):
        tally, own = tallies.get(meeting_id, Tally()), held.get(meeting_id, [])
        statements = _statements(tally, own)
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
            **_counts(tally, calendar),
            "own_documents": len(own),
        }
        rows.append(row)
        for text in contradictions:
            message = f"Documents differ on {meeting_id}: {text}. Both are kept."
            issues.append(issue("warning", "meeting-contradiction", message, "; ".join(stated)))
    return rows, issues


def _statements(tally: Tally, documents: Iterable[Row]) -> list[_Statement]:
    found = {
        _Statement(document_id, place, _day(start), _day(end), printed, own=False)
        for document_id, place, start, end, printed in tally.seen["stated"]
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
        if row.get("place") or row.get("meeting_start")
    }
    return sorted(found, key=lambda entry: (not entry.own, entry.document_id, str(entry)))


def _contradictions(statements: Sequence[_Statement]) -> list[str]:
    """Return in words where documents differ: places without a word in common in any language, dates apart."""
    found: list[str] = []
    statements = _telling(statements)
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


def _telling(statements: Iterable[_Statement]) -> list[_Statement]:
    """Leave out what two other documents say alike before: what contradicts it contradicts one of them."""
    said: dict[tuple[object, ...], set[str]] = defaultdict(set)
    found: list[_Statement] = []
    for entry in statements:
        documents = said[entry.place, entry.start, entry.end]
        if len(documents) < 2:
            documents.add(entry.document_id)
            found.append(entry)
    return found


def _places_differ(one: _Statement, other: _Statement) -> bool:
    if not one.place or not other.place:
        return False
    return not _place_words(one.place) & _place_words(other.place)


@lru_cache(maxsize=4096)
def _place_words(place: str) -> frozenset[str]:
    return frozenset(word.strip(",()") for name in same_places(place) for word in name.split()) - {""}


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
    place = commonest(Counter(entry.place for entry in statements if entry.place))
    dated = [(entry.start, entry.end or entry.start) for entry in statements if entry.start is not None]
    start, end = min(dated, key=lambda days: days[1] - days[0], default=(None, None))
    return place, start, end, "stated"


def _period(start: datetime.date | str | None, end: datetime.date | str | None) -> str | None:
    return None if start is None else f"{start} to {end}" if end and end != start else str(start)


def _day(value: datetime.date | str | None) -> datetime.date | None:
    return as_date(value) if value else None


def _iso(value: datetime.date | str | None) -> str | None:
    return str(value) if value else None


def _counts(tally: Tally, calendar: Calendar) -> Row:
    first, last = calendar.first_and_last(tally.documents)
    return {
        "mentions": tally.sums["mentions"],
        "documents": len(tally.documents),
        "first_document_id": first,
        "last_document_id": last,
    }
