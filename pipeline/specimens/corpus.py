"""A corpus of random specimens of any size, written to a folder with its catalogue and its truth."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from pipeline.specimens.compose import Composed, compose
from pipeline.specimens.flow import print_document
from pipeline.specimens.pdf import pdf_bytes
from pipeline.specimens.placed import PrintedDocument
from pipeline.specimens.shipped import catalogue_bytes, json_bytes
from pipeline.specimens.text import text_of
from pipeline.specimens.truth import rendition_truth, truth

Format = Literal["pdf", "text", "both"]
CHUNK = 16
"""Documents that a worker takes at once: enough that handing them over costs nothing beside making them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write and where; ``truths`` is None where no truth is wanted."""

    out: Path
    truths: Path | None
    seed: int
    form: Format


def write_corpus(plan: Plan, documents: int, jobs: int = 1) -> int:
    """Write a corpus of so many documents; return the number of pages. Any number of jobs gives the same bytes."""
    rows: list[dict[str, str]] = []
    pages = 0
    for made, count in _written(plan, documents, jobs):
        rows += made
        pages += count
    (plan.out / "catalogue.csv").write_bytes(catalogue_bytes(rows))
    return pages


def _written(plan: Plan, documents: int, jobs: int) -> Iterator[tuple[list[dict[str, str]], int]]:
    plan.out.mkdir(parents=True, exist_ok=True)
    if plan.truths:
        plan.truths.mkdir(parents=True, exist_ok=True)
    write = partial(write_document, plan)
    if jobs == 1:
        yield from map(write, range(documents))
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(write, range(documents), chunksize=CHUNK)


def write_document(plan: Plan, number: int) -> tuple[list[dict[str, str]], int]:
    """Write one document of a corpus; return its catalogue rows and its number of pages."""
    composed = compose(plan.seed, number)
    printed = print_document(composed.document, composed.layout)
    facts = composed.document.facts
    folder = facts.meeting_id.lower()
    rows = []
    for suffix, content in _renditions(composed, printed, plan.form):
        path = Path(folder) / f"{facts.document_id}{suffix}"
        (plan.out / folder).mkdir(exist_ok=True)
        (plan.out / path).write_bytes(content)
        rows.append({"file": path.as_posix(), "sha256": hashlib.sha256(content).hexdigest(), "specimen": "true"})
    if plan.truths:
        known = truth(printed)
        known["renditions"] = [
            rendition_truth(row["file"], None if row["file"].endswith(".pdf") else composed.dialect, composed.damage)
            for row in rows
        ]
        (plan.truths / f"{facts.document_id}.json").write_bytes(json_bytes(known))
    return rows, len(printed.pages)


def _renditions(composed: Composed, printed: PrintedDocument, form: Format) -> Iterator[tuple[str, bytes]]:
    if form != "text":
        yield ".pdf", pdf_bytes(printed)
    if form != "pdf":
        suffix = ".md" if composed.dialect == "markdown" else ".txt"
        if composed.layout.merge_results:  # text cannot say which rows a cell spans
            printed = print_document(composed.document, replace(composed.layout, merge_results=False))
        yield suffix, text_of(printed, composed.dialect, composed.damage).encode()
