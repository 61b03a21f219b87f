"""Citations: which document cites which documents, meetings and instruments, and what cannot be."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.aggregate.calendar import Calendar
from pipeline.aggregate.rows import Row, Rows, issue, ordered
from pipeline.model import letters_and_digits
from pipeline.tag.bodies import load_bodies
from pipeline.tag.instruments.hit import revised_at

_LAST_NUMBER = re.compile(r"\d+$")


def citations(tables: Mapping[str, Rows]) -> Rows:
    """Return an edge for each document, meeting and instrument that a document cites.

    ``tables`` holds ``documents`` and the three tables of mentions. A document's own symbol, meeting and instrument are
    no citations; nor is a meeting that stands only in the symbol of a document cited.
    """
    own = {row["document_id"]: row for row in tables["documents"]}
    edges: dict[tuple[str, str, str], Rows] = defaultdict(list)
    found_documents: dict[str, str | None] = {}
    for row in tables["document_mentions"]:
        if letters_and_digits(row["symbol"]) != letters_and_digits(own.get(row["document_id"], {}).get("symbol")):
            edges[row["document_id"], "document", row["symbol"]].append(row)
            found_documents[row["symbol"]] = row.get("target_document_id")
    for row in tables["meeting_mentions"]:
        meeting_id = row.get("meeting_id")
        if meeting_id and not row.get("in_symbol") and meeting_id != own.get(row["document_id"], {}).get("meeting_id"):
            edges[row["document_id"], "meeting", meeting_id].append(row)
    for row in tables["instrument_mentions"]:
        instrument_id = row.get("instrument_id")
        if instrument_id and instrument_id != own.get(row["document_id"], {}).get("own_instrument_id"):
            edges[row["document_id"], "instrument", instrument_id].append(row)
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


def with_texts(edges: pa.Table, documents: Iterable[Row], calendar: Calendar) -> pa.Table:
    """Return `citations` with ``target_document_id`` set where the text of an instrument is in the dataset.

    Of several texts, it is the one adopted or revised last, and of one in several languages the English.
    """
    texts = [row for row in documents if row.get("own_instrument_id")]
    texts.sort(key=lambda row: (calendar.document(row["document_id"]) or date.min, row["language"] == "en"))
    known = {row["own_instrument_id"]: row["document_id"] for row in texts}
    at = pc.index_in(edges.column("target"), pa.array(list(known), pa.string()))
    found = pc.take(pa.array(list(known.values()), pa.string()), at)
    place = edges.schema.get_field_index("target_document_id")
    return edges.set_column(place, edges.schema.field(place), pc.coalesce(edges.column(place), found))


def cited_meetings(tables: Mapping[str, Rows]) -> Rows:
    """Return which meetings each document names, or cites what came of, with the words of a citation if there is one.

    ``tables`` holds the mentions of meetings and of instruments: a text as revised by a meeting came of it.
    """
    cited: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in tables["meeting_mentions"]:
        if row.get("meeting_id"):
            cited[row["document_id"], row["meeting_id"]].append({**row, "planned": not row.get("in_symbol")})
    for row in tables["instrument_mentions"]:
        number = revised_at(row.get("revision"))
        treaty = (row.get("instrument_id") or "").split("-", 1)[0]
        meeting_id = load_bodies().conference_meeting(treaty, number) if number else None
        if meeting_id:
            cited[row["document_id"], meeting_id].append({**row, "planned": False})
    return [
        {
            "document_id": document_id,
            "meeting_id": meeting_id,
            "planned": all(row["planned"] for row in rows),
            "surface": ordered(rows, "planned", "block_id", "start")[0]["surface"],
        }
        for (document_id, meeting_id), rows in sorted(cited.items())
    ]


def later_meetings(cited: Iterable[Row], calendar: Calendar) -> Rows:
    """Return an issue for each document that cites a meeting held after its own; ``cited`` as `cited_meetings` has it.

    A meeting that is named may be one that was planned: it is told (info) where it is not the next of its body, which
    most documents name. A document of it, or a text as revised by it, cannot have been there yet (warning). Meetings
    and documents whose dates are not known are not judged.
    """
    issues: Rows = []
    for row in cited:
        document_id, meeting_id = row["document_id"], row["meeting_id"]
        held = calendar.meeting(meeting_id)
        end = calendar.meeting_end_of(document_id)
        if held is None or end is None or held[0] <= end:
            continue
        before = calendar.meeting(_LAST_NUMBER.sub(lambda number: str(int(number[0]) - 1), meeting_id))
        if row["planned"] and before is not None and before[0] <= end:
            continue
        what = "names" if row["planned"] else "cites what came of"
        message = f"The document (until {end}) {what} {meeting_id}, which began on {held[0]}."
        level = "info" if row["planned"] else "warning"
        issues.append(issue(level, "later-meeting-cited", message, row["surface"], document_id))
    return issues


def graphml(edges: Iterable[Row], documents: Iterable[Row]) -> Iterator[str]:
    """Give the citations as GraphML, line by line: nodes with ``kind`` and ``title``, edges with ``mentions``.

    ``edges`` are rows of `citations` in their order. A document of the dataset is a node under its document_id,
    another one under its symbol.
    """
    yield _GRAPH_BEGINS
    known: set[str] = set()
    for row in ordered(documents, "document_id"):
        known.add(row["document_id"])
        yield _node(row["document_id"], "document", row.get("title") or "", in_dataset=True)
    for document_id, found in groupby(edges, key=lambda edge: edge["document_id"]):
        mentions: Counter[str] = Counter()
        for edge in found:
            target = edge["target_document_id"] or edge["target"]
            mentions[target] += edge["mentions"]
            if target not in known:
                known.add(target)
                yield _node(target, edge["target_kind"], "", in_dataset=False)
        for target, count in mentions.items():
            places = f"source={quoteattr(document_id)} target={quoteattr(target)}"
            yield f'    <edge {places}><data key="mentions">{count}</data></edge>\n'
    yield "  </graph>\n</graphml>\n"


def _node(name: str, kind: str, title: str, *, in_dataset: bool) -> str:
    data = {"kind": kind, "title": title, "in_dataset": str(in_dataset).lower()}
    inner = "".join(f'<data key="{key}">{escape(value)}</data>' for key, value in data.items())
    return f"    <node id={quoteattr(name)}>{inner}</node>\n"


_GRAPH_BEGINS = """<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="kind" for="node" attr.name="kind" attr.type="string" />
  <key id="title" for="node" attr.name="title" attr.type="string" />
  <key id="in_dataset" for="node" attr.name="in_dataset" attr.type="boolean" />
  <key id="mentions" for="edge" attr.name="mentions" attr.type="long" />
  <graph edgedefault="directed">
"""
"""Source: the GraphML specification (graphml.graphdrawing.org)."""
