"""What a reader returned, as bytes that can be kept, and as rows of the tables of the parse stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from pipeline.model import Block, Box, Cell, Fragment, Issue, Ledger, ParsedDocument, Span, Table

Row = dict[str, Any]


def to_bytes(parsed: ParsedDocument) -> bytes:
    """Return a parsed document as JSON."""
    return orjson.dumps(parsed)


def from_bytes(data: bytes) -> ParsedDocument:
    """Return the parsed document that `to_bytes` wrote."""
    entry = orjson.loads(data)
    return ParsedDocument(
        **{
            **entry,
            "blocks": [_block(block) for block in entry["blocks"]],
            "tables": [_table(table) for table in entry["tables"]],
            "ledger": Ledger(**entry["ledger"]),
            "issues": [Issue(**issue) for issue in entry["issues"]],
        }
    )


def parse_rows(document: Mapping[str, Any], parsed: ParsedDocument, issues: Iterable[Issue]) -> dict[str, list[Row]]:
    """Return the rows of the tables of the parse stage for one finished document.

    ``document`` is its `documents` row, ``issues`` what identifying it noticed beside the reader's own.
    """
    document_id = document["document_id"]
    ledger = parsed.ledger
    return {
        "documents": [dict(document)],
        "blocks": [_block_row(document_id, number, block) for number, block in enumerate(parsed.blocks, 1)],
        "ledger": [
            {
                "document_id": document_id,
                "source_characters": ledger.characters,
                "characters_in_blocks": ledger.in_blocks,
                "characters_set_aside": [
                    {"kind": kind, "characters": count} for kind, count in sorted(ledger.set_aside.items())
                ],
                "characters_unaccounted": ledger.unaccounted,
            }
        ],
        "issues": [issue_row(issue, document_id) for issue in (*parsed.issues, *issues)],
    }


def issue_row(issue: Issue, document_id: str | None) -> Row:
    """Return an issue as a row of `issues`."""
    return {
        "level": issue.level,
        "stage": issue.stage,
        "document_id": document_id,
        "page": issue.page,
        "rule": issue.rule,
        "message": issue.message,
        "evidence": issue.evidence,
        "block_ids": [],
    }


def _block_row(document_id: str, number: int, block: Block) -> Row:
    first = block.fragments[0] if block.fragments else Fragment()
    ends = [fragment.source_end for fragment in block.fragments if fragment.source_end is not None]
    return {
        "document_id": document_id,
        "block_id": block.block_id,
        "order": number,
        "kind": block.kind,
        "annex": block.annex,
        "section": list(block.section),
        "number": block.number,
        "depth": block.level,
        "text": block.text,
        "page": first.page,
        "bbox": _box_row(first.bbox),
        "source_start": first.source_start,
        "source_end": max(ends, default=None),
        "spans": [{"start": span.start, "end": span.end, "style": span.style} for span in block.spans],
        "fragments": [
            {
                "page": fragment.page,
                "bbox": _box_row(fragment.bbox),
                "source_start": fragment.source_start,
                "source_end": fragment.source_end,
            }
            for fragment in block.fragments
        ],
        "printed": block.printed,
        "confidence": block.confidence,
        "ocr": block.ocr,
    }


def _box_row(box: Box | None) -> Row | None:
    if box is None:
        return None
    return {name: round(getattr(box, name), 2) for name in ("x0", "top", "x1", "bottom")}


def _block(entry: Row) -> Block:
    return Block(
        **{
            **entry,
            "fragments": [_fragment(fragment) for fragment in entry["fragments"]],
            "spans": [Span(**span) for span in entry["spans"]],
        }
    )


def _table(entry: Row) -> Table:
    return Table(
        **{
            **entry,
            "cells": [
                Cell(**{**cell, "fragments": [_fragment(fragment) for fragment in cell["fragments"]]})
                for cell in entry["cells"]
            ],
            "fragments": [_fragment(fragment) for fragment in entry["fragments"]],
        }
    )


def _fragment(entry: Row) -> Fragment:
    box = entry["bbox"]
    return Fragment(**{**entry, "bbox": Box(**box) if box else None})
