"""What is done in a worker process with one file, one document or one part of a dataset: what is made is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa

from pipeline import corrections as correcting
from pipeline.kept import KeepError, Kept, key_of
from pipeline.model import ParsedDocument
from pipeline.parquet import file_bytes, to_table
from pipeline.parse.document import read_source
from pipeline.parse.identity import identify
from pipeline.parse.structure import finish
from pipeline.records import from_bytes, parse_rows, to_bytes
from pipeline.schema import tables, tables_of
from pipeline.split.document import split_document
from pipeline.tag.document import tag_document
from pipeline.tag.lexicon import lexicon
from pipeline.tag.targets import symbols, with_targets
from pipeline.tasks import FACTS, NOTES, PART, WORDS, DocumentTask, PartTask, ReadTask

Row = dict[str, Any]

_ILLEGIBLE = frozenset({"page-without-text-layer", "characters-unreadable"})
"""The rules that name a page of which some or all text could not be read."""


def read_file(task: ReadTask) -> None:
    """Read one file, unless what was read of it is kept, and keep it with the facts that it states."""
    parsed = _read(task)
    facts, issues = identify(parsed, task.source.stated)
    words = sorted({word for block in parsed.blocks for word in re.findall(r"\w{4,}", block.text.lower())})
    card = {
        "facts": facts,
        "issues": issues,
        "errors": sum(issue.level == "error" for issue in parsed.issues),
        "characters": parsed.ledger.in_blocks,
        "illegible": len({issue.page for issue in parsed.issues if issue.rule in _ILLEGIBLE}),
        "unaccounted": parsed.ledger.unaccounted,
        "pages": parsed.pages,
        "dialect": parsed.dialect,
        "insertions_recoverable": parsed.insertions_recoverable,
    }
    parts = {FACTS: orjson.dumps(card), WORDS: orjson.dumps([key_of(word)[:6] for word in words])}
    Kept(task.keep).write_parts("card", task.card_key, parts)


def work_on_document(task: DocumentTask) -> None:
    """Bring one document through the stages whose results are not kept."""
    kept = Kept(task.read.keep)
    parsed: ParsedDocument | None = None
    made: dict[str, list[Row]] = {}
    for stage in task.keys:
        found = None if parsed else kept.read_tables(stage, task.keys[stage])
        if found is not None:
            made.update({name: table.to_pylist() for name, table in found.items() if name != "issues"})
            continue
        if parsed is None:
            parsed = _read(task.read)
            finish(parsed, task.document_id)
            _take_corrected(parsed, made.get("blocks", ()))
        if stage == "parse":
            rows = parse_rows(task.document, parsed, task.issues)
        elif stage == "split":
            rows = split_document(task.document, parsed, stitch=task.read.stitch)
        else:
            names = lexicon(*(Path(path) for path in task.lexicons))
            rows = tag_document(task.document, parsed.blocks, made, names)
        rows = _corrected(task, stage, rows)
        if stage == "parse":
            _take_corrected(parsed, rows["blocks"])
        made.update({name: entries for name, entries in rows.items() if name != "issues"})
        kept.write_tables(
            stage, task.keys[stage], {name: to_table(tables()[name], entries) for name, entries in rows.items()}
        )


def put_together(task: PartTask) -> None:
    """Make the files of a part of the dataset from what is kept of its documents, and keep them as they are.

    Beside them stands how many rows each has, and which documents the symbols mentioned in them lead to.
    """
    kept = Kept(task.keep)
    for stage, key in task.keys.items():
        found = [_kept_tables(kept, stage, document) for document in task.documents]
        targets: dict[str, str | None] = {}
        files: dict[str, bytes] = {}
        rows: dict[str, int] = {}
        for schema in (*tables_of(stage), tables()["issues"]):
            pieces = [entry[schema.name] for entry in found]
            if schema.name == "document_mentions":
                targets = {name: task.known.get(name) for piece in pieces for name in symbols(piece)}
                pieces = [with_targets(piece, targets) for piece in pieces]
            files[schema.name] = file_bytes(schema, pieces, task.about)
            rows[schema.name] = sum(piece.num_rows for piece in pieces)
        kept.write_parts(PART, key, {**files, NOTES: orjson.dumps({"rows": rows, "targets": targets})})


def _read(task: ReadTask) -> ParsedDocument:
    """Return what is kept of a file; read it and keep it where nothing is."""
    kept = Kept(task.keep)
    data = kept.read_bytes("read", task.key)
    if data is not None:
        return from_bytes(data)
    parsed = read_source(task.source, stitch=task.stitch, ocr=task.ocr)
    kept.write_bytes("read", task.key, to_bytes(parsed))
    return parsed


def _kept_tables(kept: Kept, stage: str, task: DocumentTask) -> dict[str, pa.Table]:
    """Return what is kept of a document's stage; what is damaged is made anew."""
    found = kept.read_tables(stage, task.keys[stage])
    if found is None:
        work_on_document(task)
        found = kept.read_tables(stage, task.keys[stage])
    if found is None:
        raise KeepError(f"{task.read.keep}: what was made of {task.document_id} cannot be kept there")
    return found


def _corrected(task: DocumentTask, stage: str, rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    issues = list(rows.get("issues", ()))
    result: dict[str, list[Row]] = {}
    for name, entries in rows.items():
        if name == "issues":
            continue
        applied = correcting.apply(task.corrections, name, entries)
        result[name] = applied.rows
        issues += correcting.issues(task.corrections, applied, task.document_id, stage)
    return {**result, "issues": [{"block_ids": [], **row} for row in issues]}


def _take_corrected(parsed: ParsedDocument, rows: Iterable[Row]) -> None:
    """Let the stages after parse read the blocks as they were corrected."""
    by_id = {row["block_id"]: row for row in rows}
    for block in parsed.blocks:
        row = by_id.get(block.block_id)
        if row is not None:
            block.text, block.number, block.annex, block.kind = row["text"], row["number"], row["annex"], row["kind"]
