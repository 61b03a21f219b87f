"""The specimens that a clone ships: their files, their catalogue and their truth."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

from pipeline.sources import CATALOGUE, CATALOGUE_COLUMNS, read_catalogue, write_catalogue
from pipeline.specimens.flow import print_document
from pipeline.specimens.load import Shipped, load_all
from pipeline.specimens.pdf import pdf_bytes
from pipeline.specimens.text import text_of
from pipeline.specimens.truth import rendition_truth, truth


def shipped_files() -> dict[str, bytes]:
    """Return the bytes of every shipped document by its path under ``raw/``."""
    return {path: content for shipped in load_all() for path, content in document_files(shipped).items()}


def shipped_entries() -> list[dict[str, str]]:
    """Return what the catalogue says of the shipped documents, a row a file; what it does not state is left out."""
    return [
        _entry(shipped, path, content) for shipped in load_all() for path, content in document_files(shipped).items()
    ]


def catalogue_bytes(rows: list[dict[str, str]]) -> bytes:
    """Return a catalogue as CSV, in the order of its files; what a row does not state is left empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, CATALOGUE_COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["file"]))
    return out.getvalue().encode()


def document_files(shipped: Shipped) -> dict[str, bytes]:
    """Return the bytes of each rendition of a shipped document by its path under ``raw/``."""
    printed = print_document(shipped.document, shipped.layout)
    return {
        rendition.path: text_of(printed, rendition.dialect, rendition.damage).encode()
        if rendition.dialect
        else pdf_bytes(printed)
        for rendition in shipped.renditions
    }


def shipped_truth() -> dict[str, bytes]:
    """Return the truth of every shipped document as JSON, by file name."""
    return {f"{s.document.facts.document_id}.json": truth_json(s) for s in load_all()}


def truth_json(shipped: Shipped) -> bytes:
    """Return the truth of one shipped document as JSON, with what its text renditions have lost."""
    known = truth(print_document(shipped.document, shipped.layout))
    known["renditions"] = [rendition_truth(r.path, r.dialect, r.damage) for r in shipped.renditions]
    return json_bytes(known)


def json_bytes(known: dict[str, Any]) -> bytes:
    """Return JSON with one line for each item of each list, so that differences can be read."""
    parts = []
    for key, value in known.items():
        if isinstance(value, list) and value:
            items = ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in value)
            parts.append(f'"{key}": [\n  {items}\n ]')
        else:
            parts.append(f'"{key}": {json.dumps(value, ensure_ascii=False)}')
    return ("{\n " + ",\n ".join(parts) + "\n}\n").encode()


def write_shipped(raw: Path, truths: Path | None) -> list[Path]:
    """Write every shipped file, and its truth where a folder is given; return the paths written.

    What the catalogue says of other documents stays.
    """
    written = []
    for folder, files in ((raw, shipped_files()), (truths, shipped_truth() if truths else {})):
        if folder is None:
            continue
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            written.append(target)
    catalogue = raw / CATALOGUE
    others = [entry for entry in read_catalogue(catalogue).values() if entry["specimen"] != "true"]
    write_catalogue(catalogue, [*others, *shipped_entries()])
    return [*written, catalogue]


def _entry(shipped: Shipped, path: str, content: bytes) -> dict[str, str]:
    """Return what the catalogue says of a file: its checksum, that it is a specimen, and what the file lacks."""
    facts = shipped.document.facts
    known = {"symbol": facts.symbol, "convention": facts.convention, "meeting_id": facts.meeting_id}
    stated = {key: value for key, value in known.items() if key in shipped.catalogue}
    return {"file": path, **stated, "sha256": hashlib.sha256(content).hexdigest(), "specimen": "true"}
