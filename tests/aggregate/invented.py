"""Rows of an invented dataset: two conventions' programmes far in the future."""

from typing import Any

Row = dict[str, Any]


def document(document_id: str, **values: Any) -> Row:
    row = {
        "document_id": document_id,
        "symbol": document_id.upper(),
        "convention": "CITES",
        "meeting_id": None,
        "title": None,
        "issued": None,
        "place": None,
        "meeting_start": None,
        "meeting_end": None,
        "language": "en",
        "specimen": True,
    }
    return row | values


def activity(document_id: str, code: str, text: str, **values: Any) -> Row:
    annex = values.pop("annex", "annex 1")
    row = {
        "document_id": document_id,
        "activity_id": f"{document_id}/{annex.replace(' ', '-')}/{code}",
        "order": values.pop("order", int(code.lstrip("ABCDE"))),
        "annex": annex,
        "programme_id": "2091-2093",
        "role": "draft",
        "code": code,
        "theme": code[0],
        "theme_title": {"A": "Names and lists", "B": "Joint work on shared species", "C": "Money and staff"}[code[0]],
        "group": None,
        "text": text,
    }
    return row | values


def edition(
    document_id: str, programme: str, role: str, *activities: tuple[str, str | None, str], **values: Any
) -> list[Row]:
    return [
        activity(document_id, code, text, group=group, programme_id=programme, role=role, order=place, **values)
        for place, (code, group, text) in enumerate(activities, 1)
    ]


MERMAID = "Draw up a plan for the recovery of the mermaid with the lagoon wardens, and pay for two boats"
GRIFFIN = "Count the griffins of the high plateau every winter and publish the counts in one list"
LEDGER = "Keep one ledger of names for the Appendices of both treaties"
"""Texts of activities that have nothing in common."""
