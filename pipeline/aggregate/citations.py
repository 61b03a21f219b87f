"""Citations: which document cites which documents, meetings and instruments, and what cannot be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from pipeline.aggregate.calendar import Calendar
from pipeline.aggregate.rows import Row, Rows, issue, ordered

_REVISED_AT = re.compile(r"\bCo?O?P\s?(\d+)\b", re.IGNORECASE)


def targets(mentions: Iterable[Row], documents: Iterable[Row]) -> Rows:
    """Return `document_mentions` with ``target_document_id`` set where the document is in the dataset."""
    known = {_letters(row["symbol"]): row["document_id"] for row in documents if row.get("symbol")}
    return [{**row, "target_document_id": known.get(_letters(row["symbol"]))} for row in mentions]


def citations(tables: Mapping[str, Rows]) -> Rows:
    """Return an edge for each document, meeting and instrument that a document cites.

    ``tables`` holds ``documents`` and the three tables of mentions. A document's own symbol and meeting are no
    citations; nor is a meeting that stands only in the symbol of a document cited.
    """
    own = {row["document_id"]: row for row in tables["documents"]}
    edges: dict[tuple[str, str, str], Rows] = defaultdict(list)
    found_documents: dict[str, str | None] = {}
    for row in tables["document_mentions"]:
        if row.get("symbol") and _letters(row["symbol"]) != _letters(own.get(row["document_id"], {}).get("symbol")):
            edges[row["document_id"], "document", row["symbol"]].append(row)
            found_documents[row["symbol"]] = row.get("target_document_id")
    for row in tables["meeting_mentions"]:
        meeting_id = row.get("meeting_id")
        if meeting_id and not row.get("in_symbol") and meeting_id != own.get(row["document_id"], {}).get("meeting_id"):
            edges[row["document_id"], "meeting", meeting_id].append(row)
    for row in tables["instrument_mentions"]:
        if row.get("instrument_id"):
            edges[row["document_id"], "instrument", row["instrument_id"]].append(row)
    rows = [
        {
            "document_id": document_id,
            "target_kind": kind,
            "target": target,
            "target_document_id": found_documents.get(target) if kind == "document" else None,
            "mentions": len(found),
            "first_block_id": ordered(found, "block_id", "start")[0]["block_id"],
        }
        for (document_id, kind, target), found in edges.items()
    ]
    return ordered(rows, "document_id", "target_kind", "target")


def later_meetings(tables: Mapping[str, Rows], calendar: Calendar) -> Rows:
    """Return an issue for each document that cites a meeting held after its own.

    A meeting that is named may be one that was planned (info); a document of it, or a text as revised by it, cannot
    have been there yet (warning). Meetings and documents whose dates are not known are not judged.
    """
    cited: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in tables["meeting_mentions"]:
        if row.get("meeting_id"):
            cited[row["document_id"], row["meeting_id"]].append({**row, "planned": not row.get("in_symbol")})
    for row in tables["instrument_mentions"]:
        match = _REVISED_AT.search(row.get("revision") or "")
        if match and row.get("instrument_id"):
            treaty = row["instrument_id"].split("-", 1)[0]
            body = "COP" if treaty == "CMS" else "CoP"
            cited[row["document_id"], f"{treaty}-{body}{match[1]}"].append({**row, "planned": False})
    issues: Rows = []
    for (document_id, meeting_id), rows in sorted(cited.items()):
        held = calendar.meeting(meeting_id)
        end = calendar.meeting_end_of(document_id)
        if held is None or end is None or held[0] <= end:
            continue
        planned = all(row["planned"] for row in rows)
        what = "names" if planned else "cites what came of"
        message = f"The document (until {end}) {what} {meeting_id}, which began on {held[0]}."
        surface = ordered(rows, "planned", "block_id", "start")[0]["surface"]
        issues.append(issue("info" if planned else "warning", "later-meeting-cited", message, surface, document_id))
    return issues


def graphml(edges: Iterable[Row], documents: Iterable[Row]) -> bytes:
    """Return the citations as GraphML (UTF-8): nodes with ``kind`` and ``title``, edges with ``mentions``.

    A document of the dataset is a node under its document_id, another one under its symbol.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    for row in ordered(documents, "document_id"):
        graph.add_node(row["document_id"], kind="document", title=row.get("title") or "", in_dataset=True)
    for edge in ordered(edges, "document_id", "target_kind", "target"):
        target = edge["target_document_id"] or edge["target"]
        if target not in graph:
            graph.add_node(target, kind=edge["target_kind"], title="", in_dataset=False)
        graph.add_edge(edge["document_id"], target, mentions=edge["mentions"])
    return ("\n".join(nx.generate_graphml(graph, prettyprint=True)) + "\n").encode()


def _letters(symbol: Any) -> str:
    return re.sub(r"[\W_]+", "", symbol or "").lower()
