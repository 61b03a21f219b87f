"""Tables of random specimens, cell by cell, in every kind of rules that the generator can draw.

Each specimen is printed in its own layout, with all rules, with horizontal rules only, and with none.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import get_args

from bench.report import Report
from pipeline.parse.pdf.read import read_pdf
from pipeline.parse.structure import finish
from pipeline.specimens.compose import compose
from pipeline.specimens.flow import print_document
from pipeline.specimens.layout import Layout, Rules
from pipeline.specimens.measure import Comparison, compare_activities, compare_cells
from pipeline.specimens.pdf import pdf_bytes
from pipeline.specimens.truth import truth
from pipeline.split.document import split_document

DOCUMENTS = int(os.environ.get("CONCORD_BENCH_CELLS", "60"))
"""Specimens that are printed three times each."""
SEED = int(os.environ.get("CONCORD_BENCH_SEED", "101"))
KINDS: tuple[Rules, ...] = get_args(Rules)


@dataclass(slots=True)
class Read:
    """What was read of specimens printed alike, beside their truth."""

    documents: int = 0
    whole: int = 0
    cells: Comparison = field(default_factory=Comparison)
    activities: Comparison = field(default_factory=Comparison)
    unaccounted: int = 0

    def add(self, other: Read) -> None:
        """Add the figures of other specimens."""
        self.documents += other.documents
        self.whole += other.whole
        self.unaccounted += other.unaccounted
        for own, more in ((self.cells, other.cells), (self.activities, other.activities)):
            own.values += more.values
            own.equal += more.equal
            own.surplus += more.surplus
            own.untold += more.untold


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
        rows = split_document(known["document"], parsed)
        cells, activities = compare_cells(known, parsed), compare_activities(known, rows)
        whole = cells.perfect and activities.perfect and not cells.untold
        found[_kind(layout)] = Read(1, int(whole), cells, activities, parsed.ledger.unaccounted)
    return found


def _kind(layout: Layout) -> str:
    return f"{layout.rules}, merged results" if layout.merge_results else layout.rules


def _report(totals: dict[str, Read]) -> Report:
    kinds = [f"{rules}{merged}" for rules in KINDS for merged in ("", ", merged results")]
    return Report(
        f"Cells: {DOCUMENTS} random specimens (seed {SEED}), each printed with every kind of rules",
        ["rules", "documents", "whole", "cells", "right", "untold", "activities", "right", "unaccounted"],
        list(_rows(kinds, totals)),
        [
            "A cell is right whose text, row, column and spans are; an activity, whose text, group, time frame and "
            "result are. Untold: cells of tables that are not whole where a page break parts a row without cutting a "
            "paragraph of it; they are not among the cells. Whole: documents without any difference."
        ],
    )


def _rows(kinds: list[str], totals: dict[str, Read]) -> Iterator[tuple[str, ...]]:
    for kind in kinds:
        if kind in totals:
            read = totals[kind]
            figures = (
                read.documents,
                read.whole,
                read.cells.values,
                read.cells.equal,
                read.cells.untold,
                read.activities.values,
                read.activities.equal,
                read.unaccounted,
            )
            yield kind, *(f"{figure:,}" for figure in figures)
