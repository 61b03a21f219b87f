"""When documents and meetings were: what "first", "last" and "later" mean in the aggregates."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from pipeline.aggregate.rows import Row
from pipeline.tag.bodies import load_meetings

_NEVER = datetime.date.max


class Calendar:
    """The dates of a dataset's documents, and of meetings: those of its documents and of the table of meetings."""

    def __init__(self, documents: Iterable[Row]) -> None:
        self._documents: Mapping[str, Row] = {row["document_id"]: row for row in documents}
        self._meetings: dict[str, tuple[datetime.date, datetime.date]] = {
            meeting_id: (meeting.start, meeting.end) for meeting_id, meeting in load_meetings().items()
        }
        for _, row in sorted(self._documents.items()):
            start, end = row.get("meeting_start"), row.get("meeting_end")
            if row.get("meeting_id") and start:
                self._meetings[row["meeting_id"]] = (as_date(start), as_date(end or start))

    def document(self, document_id: str) -> datetime.date | None:
        """Return the first day of the document's meeting, or the day it was issued, or None."""
        row = self._documents.get(document_id, {})
        held = self._meetings.get(row.get("meeting_id") or "")
        if held:
            return held[0]
        first = row.get("meeting_start") or row.get("issued")  # a meeting that is not known has its days all the same
        return as_date(first) if first else None

    def order(self, document_id: str) -> tuple[datetime.date, str]:
        """Return a key that puts documents in the order of their dates, those without last."""
        return (self.document(document_id) or _NEVER, document_id)

    def first_and_last(self, document_ids: Iterable[str]) -> tuple[str | None, str | None]:
        """Return the earliest and the latest of some documents."""
        ids = sorted(set(document_ids), key=self.order)
        return (ids[0], ids[-1]) if ids else (None, None)

    def meeting(self, meeting_id: str) -> tuple[datetime.date, datetime.date] | None:
        """Return the first and last day of a meeting, as its documents say, else as the table says, or None."""
        return self._meetings.get(meeting_id)

    def meeting_end_of(self, document_id: str) -> datetime.date | None:
        """Return the last day of the document's own meeting, or the day it was issued, or None."""
        row = self._documents.get(document_id, {})
        held = self._meetings.get(row.get("meeting_id") or "")
        if held:
            return held[1]
        return as_date(row["meeting_end"]) if row.get("meeting_end") else self.document(document_id)


def as_date(value: datetime.date | str) -> datetime.date:
    """Return a date given as one or as ISO text."""
    if isinstance(value, datetime.datetime):
        return value.date()
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
