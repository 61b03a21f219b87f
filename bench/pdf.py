"""Reading PDF: speed, memory, and the tables each tool gets right, in one run on one machine."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2

from bench.icdar import truth
from bench.inputs import ROOT, competition, documents
from bench.report import Report
from bench.score import Score, ScoredTable, adjacency, grits_content, grits_topology, tables_right
from bench.tools import TOOLS, concord_joined

_MEASURE = """
import json, resource, sys
from pathlib import Path
from bench.tools import TOOLS
tool, paths, least = TOOLS[sys.argv[1]], [Path(name) for name in sys.argv[3:]], float(sys.argv[2])
tool(paths[0])
def used():
    both = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in both)
runs, start = 0, used()
while runs == 0 or used() - start < least:
    for path in paths:
        tool(path)
    runs += 1
seconds = (used() - start) / runs
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": seconds, "megabytes": peak / 1024}))
"""
"""Runs in a process of its own: one tool over the given files, once to warm up, then repeatedly; the mean of these."""

_ROUNDS = 3
"""So often the tools take turns, each in a new process: all meet the good and the bad minutes of a machine."""

_LEAST_SECONDS = 1.5
"""For so long each tool is timed in a round, in processor time."""


def run() -> Iterator[Report]:
    """Measure speed, memory and tables right, and give each report when it is ready."""
    yield _speed("meeting documents", documents())
    if competition():
        yield _speed("ICDAR 2013", competition())
    yield _memory()
    yield _corpus_tables()
    yield from _competition()


def _speed(what: str, paths: Sequence[Path]) -> Report:
    pages = sum(_page_count(path) for path in paths)
    rounds = [{name: _measure(name, paths, _LEAST_SECONDS) for name in TOOLS} for _ in range(_ROUNDS)]
    seconds = {name: _mean([measured[name]["seconds"] for measured in rounds]) for name in TOOLS}
    own = seconds["Concord"]
    return Report(
        f"Speed: {what}, {pages} pages of {len(paths)} PDFs, one process",
        ["tool", "pages/CPU s", "Concord is faster by", "peak memory MB"],
        [
            (
                name,
                f"{pages / seconds[name]:.1f}",
                f"{seconds[name] / own:.1f}",
                f"{max(measured[name]['megabytes'] for measured in rounds):.0f}",
            )
            for name in TOOLS
        ],
        [
            "Concord reads the whole document (`read_pdf`: words, styles, paragraphs, headings, tables, ledger); "
            f"the others give words and tables, camelot tables only. The mean of {_ROUNDS} rounds in which the tools "
            f"take turns, each for {_LEAST_SECONDS} seconds or more. CPU time of the process and its children, so that "
            "what else the machine does hardly counts."
        ],
    )


def _memory() -> Report:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        peaks = {}
        for pages in (100, 1000):
            path = Path(folder) / f"{pages}.pdf"
            _repeat(documents(), pages, path)
            measured = _measure("Concord", [path], 0.0)
            peaks[pages] = measured["megabytes"]
            rows.append((f"{pages}", f"{measured['megabytes']:.0f}", f"{pages / measured['seconds']:.0f}"))
    return Report(
        "Memory of one long document (Concord)",
        ["pages", "peak memory MB", "pages/CPU s"],
        [*rows, ("ratio", f"{peaks[1000] / peaks[100]:.2f}", "")],
        ["The documents' pages, repeated in one file."],
    )


def _corpus_tables() -> Report:
    """Count the tables of the real documents that come out whole: joined over pages, with all rows and columns."""
    with (ROOT / "bench" / "corpus_tables.csv").open(newline="") as file:
        expected = list(csv.DictReader(file))
    paths = {path.stem: path for path in documents()}
    expected = [row for row in expected if row["document"] in paths]
    names = sorted({row["document"] for row in expected})
    rows = []
    for name, tool in {**TOOLS, "Concord": concord_joined}.items():
        found = {stem: tool(paths[stem]) for stem in names}
        whole = sum(_is_among(row, found[row["document"]]) for row in expected)
        rows.append((name, f"{whole}", f"{sum(len(tables) for tables in found.values())}"))
    return Report(
        f"Tables of the meeting documents: {len(expected)}, of which "
        f"{sum(row['page_first'] != row['page_last'] for row in expected)} run over pages",
        ["tool", "whole", "reported"],
        rows,
        ["Whole: first and last page, number of rows and of columns as counted by eye. Only Concord joins pages."],
    )


def _competition() -> Iterator[Report]:
    paths = competition()
    if not paths:
        return
    true = {path: truth(path) for path in paths}
    rows = []
    for name, tool in TOOLS.items():
        found = {path: tool(path) for path in paths}
        relations = [adjacency(found[path], true[path]) for path in paths]
        right = sum(tables_right(found[path], true[path]) for path in paths)
        precision, recall = _mean([s.precision for s in relations]), _mean([s.recall for s in relations])
        rows.append(
            (
                name,
                f"{precision:.3f}",
                f"{recall:.3f}",
                f"{Score(precision * recall, recall, precision).f1:.3f}",
                f"{_mean([grits_content(found[path], true[path]).f1 for path in paths]):.3f}",
                f"{_mean([grits_topology(found[path], true[path]).f1 for path in paths]):.3f}",
                f"{right}",
                f"{sum(len(tables) for tables in found.values())}",
            )
        )
    yield Report(
        f"ICDAR 2013 table competition: {len(paths)} PDFs, {sum(map(len, true.values()))} tables",
        ["tool", "precision", "recall", "F1", "GriTS content", "GriTS topology", "tables right", "reported"],
        rows,
        [
            "Precision and recall of adjacency relations, mean over documents (the competition's measure, tables "
            "found by the tool itself); GriTS as F1, mean over documents; right: every relation, none too many."
        ],
    )


def _measure(tool: str, paths: Sequence[Path], least: float) -> dict[str, float]:
    command = [sys.executable, "-c", _MEASURE, tool, str(least), *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def _repeat(paths: Sequence[Path], pages: int, to: Path) -> None:
    """Write a PDF of so many pages, made of the pages of others over and over."""
    made = pypdfium2.PdfDocument.new()
    while len(made) < pages:
        for path in paths:
            source = pypdfium2.PdfDocument(path)
            made.import_pages(source, list(range(min(len(source), pages - len(made)))))
            source.close()
            if len(made) == pages:
                break
    made.save(to)
    made.close()


def _is_among(expected: dict[str, str], tables: Sequence[ScoredTable]) -> bool:
    place = (int(expected["page_first"]), int(expected["page_last"]))
    size = (int(expected["rows"]), int(expected["columns"]))
    return any((table.page, table.last_page or table.page) == place and table.size == size for table in tables)


def _page_count(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    count = len(document)
    document.close()
    return count


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
