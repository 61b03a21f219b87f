"""The truth of a printed specimen as JSON: the shape of the gold annotation, and beyond it cells, blocks and places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from pipeline.model import BULLET, Box
from pipeline.specimens.content import Facts, Programme, TaskTable, Theme
from pipeline.specimens.placed import Placed, PlacedCell, PlacedTable, PrintedDocument
from pipeline.specimens.rich import Change, Rich, plain
from pipeline.specimens.taxa import rank, taxon_mentions, vocabulary
from pipeline.specimens.text import Damage

Json = dict[str, Any]


def truth(printed: PrintedDocument) -> Json:
    """Return everything that is known of a document and of where it was printed.

    ``blocks`` are in reading order, with boxes in points from the top left corner of the page as displayed;
    ``mentions`` point into them by index and characters.
    """
    blocks = list(_blocks(printed))
    mentions = [mention for i, (placed, _) in enumerate(blocks) for mention in _mentions(placed, i)]
    document = printed.document
    return {
        "document": _document(document.facts),
        "specimen": True,
        "pages": len(printed.pages),
        "activities": [activity for table in _tables(printed) for activity in _activities(table)],
        "tasks": [task for table in _tables(printed) if isinstance(table.source, TaskTable) for task in _tasks(table)],
        "taxa": _taxa(mentions),
        "meetings": _meetings(mentions),
        "document_refs": _unique(m["s"] for m in mentions if m["kind"] == "document"),
        "instrument_refs": _instruments(mentions),
        "other_events": _events(mentions),
        "frameworks": _unique(m["n"] for m in mentions if m["kind"] == "framework"),
        "organizations": _organizations(placed.text.text for placed, _ in blocks),
        "footnotes": [{"number": int(n), "text": plain(text)} for n, text in sorted(document.footnotes.items())],
        "requested_actions": [action for placed, _ in blocks if placed.element for action in placed.element.requested],
        "clauses": _clauses(blocks),
        "amendments": _amendments(blocks),
        "tables": [_table(table, i) for i, table in enumerate(_tables(printed), start=1)],
        "blocks": [_block(placed, table) for placed, table in blocks],
        "mentions": mentions,
    }


def rendition_truth(path: str, dialect: str | None, damage: Damage) -> Json:
    """Return what one file of a document is (``dialect`` None is PDF) and what was broken in it on purpose."""
    return {
        "path": path,
        "dialect": dialect or "pdf",
        "fallen_out": sorted(damage.fallen_out) if dialect else [],
        "interleaved": sorted(damage.interleaved) if dialect else [],
        "lost_codes": sorted(damage.lost_codes) if dialect else [],
        "without_first_page": damage.without_first_page,
        "without_symbol": damage.without_symbol,
    }


def _mentions(placed: Placed, block: int) -> Iterator[Json]:
    """Yield what a block names, by place; offsets are in the block's text with its bullet."""
    shift = _shift(placed)
    tagged = [
        {"kind": m.kind, "start": m.start, "end": m.end, "surface": m.surface, **dict(m.facts)}
        for m in placed.text.mentions
    ]
    for mention in sorted(tagged + taxon_mentions(placed.text.text), key=lambda m: (m["start"], m["end"], m["kind"])):
        yield {"block": block, **mention, "start": mention["start"] + shift, "end": mention["end"] + shift}


def _tables(printed: PrintedDocument) -> list[PlacedTable]:
    return [item for item in printed.order if isinstance(item, PlacedTable)]


def _blocks(printed: PrintedDocument) -> Iterator[tuple[Placed, str | None]]:
    number = 0
    for item in printed.order:
        if isinstance(item, PlacedTable):
            number += 1
            for _, cell in sorted(item.cells.items()):
                for paragraph in cell.paragraphs:
                    yield paragraph, f"t{number}"
        else:
            yield item, None


def _document(facts: Facts) -> Json:
    return {
        "document_id": facts.document_id,
        "symbol": facts.symbol,
        "convention": facts.convention,
        "meeting_id": facts.meeting_id,
        "title": plain(facts.title),
        "place": facts.place,
        "date_start": facts.start.isoformat(),
        "date_end": facts.end.isoformat(),
        "issued": facts.issued.isoformat() if facts.issued else None,
        "agenda_item": facts.agenda_item,
        "language": facts.language,
    }


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _joined(paragraphs: Iterable[Placed], by: str) -> str:
    return by.join(paragraph.text.text for paragraph in paragraphs)


def _theme(table: PlacedTable) -> Theme:
    assert isinstance(table.source, Programme)
    return next(theme for theme in table.source.themes if theme.letter == table.theme)


def _activities(table: PlacedTable) -> Iterator[Json]:
    """Yield every coded activity; its text leaves the code out, bullets are parted by `` | ``."""
    if not isinstance(table.source, Programme):
        return
    programme, theme = table.source, _theme(table)
    group: str | None = None
    for row in theme.rows:
        group = row.group or group
        for activity in row.activities:
            place = table.grid.places[activity.code]
            cell = table.cells[(place.row, 0)]
            paragraphs = cell.paragraphs[place.first : place.end]
            own = plain(activity.text)
            items = [paragraph.text.text for paragraph in paragraphs[1:]]
            yield {
                "programme": programme.programme_id,
                "role": programme.role,
                "section": f"annex {table.annex}",
                "code": activity.code,
                "printed": activity.printed,
                "theme": theme.letter,
                "theme_title": plain(theme.title),
                "group": plain(group) if group else None,
                "text": " | ".join([own, *items]),
                "timeframe": activity.timeframe,
                "result": "\n".join(plain(text) for text in row.result) if row.result else None,
                "has_result_column": table.grid.kind == "activity_result",
                "shared_with": [other.code for other in row.activities if other is not activity] if row.result else [],
                "row": place.row,
                "pages": sorted({part.page for paragraph in paragraphs for part in paragraph.parts}),
            }


_RANGE = re.compile(r"(\d+)(?:-(\d+))?\. ")


def _ranged(paragraphs: Iterable[str]) -> dict[int, list[str]]:
    """Share paragraphs out to the tasks whose range they begin with; a paragraph without one goes on with the last."""
    found: dict[int, list[str]] = defaultdict(list)
    tasks: range = range(0)
    for text in paragraphs:
        match = _RANGE.match(text)
        if match:
            tasks = range(int(match[1]), int(match[2] or match[1]) + 1)
        for task in tasks:
            found[task].append(text)
    return found


def _tasks(table: PlacedTable) -> Iterator[Json]:
    source = table.source
    assert isinstance(source, TaskTable)
    for i, row in enumerate(source.rows, start=1):
        numbered = [text.partition("|") for text in row.tasks]
        comments = _ranged(plain(text) for text in row.comments)
        summaries = _ranged(plain(text) for text in row.summaries)
        for number, bar, text in numbered:
            if not bar:
                number, text = "", number  # noqa: PLW2901
            yield {
                "programme": source.programme_id,
                "section": f"annex {table.annex}",
                "theme_title": plain(row.title),
                "code": number or None,
                "text": plain(text),
                "comments": comments.get(int(number or 0), []),
                "summaries": summaries.get(int(number or 0), []),
                "result": "\n".join(plain(summary) for summary in row.summaries) or None,
                "row": i,
            }


def _taxa(mentions: list[Json]) -> list[Json]:
    found: dict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        if mention["kind"] == "taxon":
            found[mention["name"]].append(mention["surface"])
    return [
        {"accepted": name, "rank": rank(name), "surfaces": sorted(set(surfaces)), "mentions": len(surfaces)}
        for name, surfaces in sorted(found.items())
    ]


def _meetings(mentions: list[Json]) -> list[Json]:
    found: dict[str, Json] = {}
    for mention in mentions:
        if mention["kind"] == "meeting":
            entry = found.setdefault(mention["id"], {"id": mention["id"], "place": None, "dates": None, "surfaces": []})
            for key in ("place", "dates"):
                entry[key] = entry[key] or mention.get(key)
            if mention["surface"] not in entry["surfaces"]:
                entry["surfaces"].append(mention["surface"])
    return list(found.values())


def _instruments(mentions: list[Json]) -> list[Json]:
    found: dict[tuple[str, str | None], Json] = {}
    for mention in mentions:
        if mention["kind"] == "instrument":
            key = (mention["id"], mention.get("rev"))
            entry = found.setdefault(key, {"id": key[0], "rev": key[1], "title": None, "surfaces": []})
            entry["title"] = entry["title"] or mention.get("title")
            if mention["surface"] not in entry["surfaces"]:
                entry["surfaces"].append(mention["surface"])
    return list(found.values())


def _events(mentions: list[Json]) -> list[Json]:
    return [
        {"name": m["n"], "place": m.get("place"), "dates": m.get("dates")} for m in mentions if m["kind"] == "event"
    ]


def _organizations(texts: Iterable[str]) -> list[str]:
    names = vocabulary()["organizations"]
    joined = "\n".join(texts)
    return [
        name
        for name, surfaces in names.items()
        if any(re.search(rf"(?<!\w){re.escape(surface)}(?![^\W\d])", joined) for surface in surfaces)
    ]


def _clauses(blocks: list[tuple[Placed, str | None]]) -> list[Json]:
    """Return the clauses of draft resolutions; list items under a clause belong to it."""
    clauses: list[Json] = []
    for i, (placed, _) in enumerate(blocks):
        element = placed.element
        if element is None or element.clause is None:
            continue
        if element.kind == "item" and clauses:
            clauses[-1]["blocks"].append(i)
            for key, kind in (("text", None), ("before", "insert"), ("after", "delete")):
                clauses[-1][key] = (clauses[-1][key] + "\n" + _versions(placed.text, kind)).strip()
            continue
        clauses.append(
            {
                "kind": element.clause,
                "number": int(element.number.rstrip(".")) if element.number else None,
                "verb": _verb(placed.text),
                "text": placed.text.text,
                "before": _versions(placed.text, "insert"),
                "after": _versions(placed.text, "delete"),
                "blocks": [i],
            }
        )
    return clauses


def _versions(text: Rich, without: Any) -> str:
    return text.without(without) if without else text.text


def _verb(text: Rich) -> str:
    """Return the verb of a clause: what its first italics say."""
    return next((run.text.strip() for run in text.runs if "italic" in run.styles), "")


def _amendments(blocks: list[tuple[Placed, str | None]]) -> list[Json]:
    clause = -1
    found: list[Json] = []
    for i, (placed, _) in enumerate(blocks):
        element = placed.element
        if element is not None and element.clause is not None and not (element.kind == "item" and clause >= 0):
            clause += 1
        found += [
            {
                "kind": change.kind,
                "text": _with_number(placed, change),
                "clause": clause if element is not None and element.clause is not None else None,
                "block": i,
                "start": change.start + _shift(placed),
                "end": change.end + _shift(placed),
            }
            for change in placed.text.changes
        ]
    return found


def _with_number(placed: Placed, change: Change) -> str:
    """Return the text of an amendment; where a whole numbered paragraph is changed, its number is too."""
    whole = placed.number and change.text == placed.text.text and not _bulleted(placed)
    return f"{placed.number} {change.text}" if whole else change.text


def _box(box: Box) -> list[float]:
    return [round(value, 2) for value in (box.x0, box.top, box.x1, box.bottom)]


def _bulleted(placed: Placed) -> bool:
    return placed.role == "bullet" or (placed.kind == "list_item" and placed.number == BULLET.strip())


def _shift(placed: Placed) -> int:
    return len(BULLET) if _bulleted(placed) else 0


def _line(placed: Placed) -> str:
    return (BULLET if _bulleted(placed) else "") + placed.text.text


def _block(placed: Placed, table: str | None) -> Json:
    shift = _shift(placed)
    return {
        "kind": placed.kind,
        "text": _line(placed),
        "number": None if shift else placed.number,
        "level": placed.level,
        "annex": placed.annex,
        "table": table,
        "spans": [
            {"start": start + shift, "end": end + shift, "style": style} for start, end, style in placed.text.spans()
        ],
        "fragments": [
            {
                "page": part.page,
                "bbox": _box(part.box),
                "start": part.start + shift if part.start else 0,
                "end": part.end + shift,
                "hyphens": [at + shift for at in part.hyphens],
            }
            for part in placed.parts
        ],
    }


def _cell_text(placed: PlacedCell) -> str:
    return "\n".join(
        (f"{paragraph.number} " if paragraph.number else "") + _line(paragraph) for paragraph in placed.paragraphs
    )


def _silent_cuts(table: PlacedTable) -> list[Json]:
    """Return the page breaks inside a row that cut no paragraph of it.

    Where tables are closed by a rule at each page's end (or have no rules), only what the words say can tell whether
    one row goes on there or another begins.
    """
    found = []
    for row in range(table.grid.rows):
        cells = [placed for placed in table.cells.values() if placed.cell.row == row and placed.cell.row_span == 1]
        pages = sorted({page for placed in cells for page, _ in placed.areas})
        for before, after in pairwise(pages):
            cut = any(
                {before, after} <= {part.page for part in paragraph.parts}
                for placed in cells
                for paragraph in placed.paragraphs
            )
            if not cut:
                found.append({"row": row, "page": after})
    return found


def _table(table: PlacedTable, number: int) -> Json:
    grid = table.grid
    pages = [page for page, _ in table.parts]
    return {
        "table_id": f"t{number}",
        "kind": grid.kind,
        "annex": table.annex,
        "rows": grid.rows,
        "columns": grid.columns,
        "header_rows": grid.header_rows,
        "header": [
            _cell_text(table.cells[(0, column)]) if (0, column) in table.cells else None
            for column in range(grid.columns)
        ],
        "page_first": pages[0],
        "page_last": pages[-1],
        "header_again": table.header_again,
        "silent_cuts": _silent_cuts(table),
        "fragments": [{"page": page, "bbox": _box(box)} for page, box in table.parts],
        "cells": [
            {
                "row": row,
                "column": column,
                "row_span": placed.cell.row_span,
                "column_span": placed.cell.column_span,
                "header": placed.cell.header,
                "text": _cell_text(placed),
                "fragments": [{"page": page, "bbox": _box(box)} for page, box in placed.areas],
            }
            for (row, column), placed in sorted(table.cells.items())
        ],
    }
