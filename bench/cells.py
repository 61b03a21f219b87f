"""Tables of random specimens, cell by cell, in every kind of rules that the generator can draw.

Each specimen is printed in its own layout, with all rules, with horizontal rules only, and with none.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any, get_args

from bench.measure import compare_activities, compare_table, paired_tables
from bench.report import Report
from bench.retold import tells_nothing
from pipeline.model import ParsedDocument, Table
from pipeline.parse.pdf.read import read_pdf
from pipeline.parse.structure import finish
from pipeline.specimens.compose import compose
from pipeline.specimens.flow import print_document
from pipeline.specimens.layout import Layout, Rules
from pipeline.specimens.pdf import pdf_bytes
from pipeline.specimens.placed import PrintedDocument
from pipeline.specimens.truth import truth
from pipeline.split.document import split_document

Json = Mapping[str, Any]
DOCUMENTS = int(os.environ.get("CONCORD_BENCH_CELLS", "60"))
"""Specimens that are printed three times each."""
SEED = int(os.environ.get("CONCORD_BENCH_SEED", "101"))
KINDS: tuple[Rules, ...] = get_args(Rules)


@dataclass(slots=True)
class Read:
    """What was read of specimens printed alike, beside their truth.

    Of the ``cells``, ``right`` came back equal. The others are ``untold`` where the pages would be the same had the
    table been meant as it was read (``named`` counts those of which an issue or inference says so), else ``wrong``.
    """

    documents: int = 0
    cells: int = 0
    right: int = 0
    untold: int = 0
    named: int = 0
    wrong: int = 0
    surplus: int = 0
    activities: int = 0
    activities_right: int = 0
    unaccounted: int = 0

    def add(self, other: Read) -> None:
        """Add the figures of other specimens."""
        for name in (entry.name for entry in fields(Read)):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def run() -> list[Report]:
    """Return the report on ``DOCUMENTS`` specimens of ``SEED``."""
    totals: dict[str, Read] = {}
    with tempfile.TemporaryDirectory(prefix="concord-bench-") as folder, ProcessPoolExecutor() as pool:
        for found in pool.map(partial(read_specimen, SEED, Path(folder)), range(DOCUMENTS)):
            for kind, read in found.items():
                totals.setdefault(kind, Read()).add(read)
    return [_report(totals)]


def read_specimen(seed: int, folder: Path, number: int) -> dict[str, Read]:
    """Print and read one specimen with each kind of rules; layouts into which it does not fit are left out."""
    made = compose(seed, number)
    found = {}
    for rules in KINDS:
        layout = replace(made.layout, rules=rules)
        try:
            printed = print_document(made.document, layout)
        except ValueError:
            continue
        path = folder / f"{seed}-{number}-{rules}.pdf"
        path.write_bytes(pdf_bytes(printed))
        known = truth(printed)
        parsed = read_pdf(path)
        path.unlink()
        finish(parsed, known["document"]["document_id"])
        found[_kind(layout)] = _compared(printed, known, parsed, split_document(known["document"], parsed))
    return found


def _compared(
    printed: PrintedDocument, known: Json, parsed: ParsedDocument, rows: Mapping[str, Sequence[Json]]
) -> Read:
    activities = compare_activities(known, rows)
    read = Read(
        documents=1,
        activities=activities.values,
        activities_right=activities.equal,
        unaccounted=parsed.ledger.unaccounted,
    )
    pairs = paired_tables(known, parsed)
    read.surplus = len(parsed.tables) - sum(other is not None for _, other in pairs)
    for number, (table, other) in enumerate(pairs):
        compared = compare_table(table, other, parsed.blocks)
        different = compared.values - compared.equal
        read.cells += compared.values
        read.right += compared.equal
        if different and other is not None and tells_nothing(printed, number, other, parsed.blocks):
            read.untold += different
            read.named += different if _is_named(table, other, parsed) else 0
        else:
            read.wrong += different
    return read


def _is_named(table: Json, other: Table, parsed: ParsedDocument) -> bool:
    """Say whether an issue names a break within a table as uncertain, or what cells span as concluded."""
    pages = range(table["page_first"] + 1, table["page_last"] + 1)
    uncertain = any(issue.rule == "row-break-uncertain" and issue.page in pages for issue in parsed.issues)
    return uncertain or any("span" in words for words in other.inferred)


def _kind(layout: Layout) -> str:
    return f"{layout.rules}, merged results" if layout.merge_results else layout.rules


def _report(totals: dict[str, Read]) -> Report:
    kinds = [f"{rules}{merged}" for rules in KINDS for merged in ("", ", merged results")]
    return Report(
        f"Cells: {DOCUMENTS} random specimens (seed {SEED}), each printed with every kind of rules",
        ["rules", "documents", "cells", "right", "untold", "named", "wrong", "activities", "right"],
        [(kind, *_figures(totals[kind])) for kind in kinds if kind in totals],
        [
            "A cell is right whose text, row, column and spans are; an activity, whose text, group, time frame and "
            "result are. Untold: cells of tables that, printed again as they were read, give the same pages; named: "
            "those of them of which an issue or an inference says it. "
            f"Tables never there: {sum(read.surplus for read in totals.values())}; "
            f"characters unaccounted for: {sum(read.unaccounted for read in totals.values())}."
        ],
    )


def _figures(read: Read) -> Iterator[str]:
    for figure in (read.documents, read.cells, read.right, read.untold, read.named, read.wrong):
        yield f"{figure:,}"
    yield f"{read.activities:,}"
    yield f"{read.activities_right:,}"
