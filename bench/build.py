"""What a build costs: stage by stage, with one process and two, with more documents, and with one document added."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.inputs import ROOT
from bench.report import Report
from pipeline.specimens.corpus import Plan, write_corpus

DOCUMENTS = int(os.environ.get("CONCORD_BENCH_DOCUMENTS", "200"))
"""Specimens of the largest build; 2,000 take half an hour on two slow cores."""
SEED = 98
STEPS = ("parse", "split", "tag", "aggregate", "publish")
LOOK = 0.05
"""So often, in seconds, is looked at the processes of a build; what a process uses after that is not seen."""
LIBRARY = 50_000, 700_000
"""Documents and pages of all meetings of both conventions, roughly."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall clock and of processor, those of the first process alone, the peak of the largest in MB."""

    seconds: float
    processor: float
    alone: float
    peak: float


def run() -> list[Report]:
    """Return the reports on building ``DOCUMENTS`` specimens."""
    with tempfile.TemporaryDirectory(prefix="concord-bench-") as folder:
        place = Path(folder)
        raw = place / "raw"
        pages = write_corpus(Plan(raw, None, SEED, "pdf"), DOCUMENTS + 1, jobs=2)
        held = _hold_back_one(raw, place)
        stages = {step: _measured(step, raw, place / "steps", place / "steps-kept", 2) for step in STEPS}
        cold = {jobs: _measured("run", raw, place / f"out{jobs}", place / f"kept{jobs}", jobs) for jobs in (1, 2)}
        warm = _measured("run", raw, place / "out2", place / "kept2", 2)
        shutil.copyfile(held, raw / held.name)
        added = _measured("run", raw, place / "out2", place / "kept2", 2)
        tenth = _measured("run", _tenth(raw, place / "tenth"), place / "outT", place / "keptT", 2)
        parts = sum(path.is_dir() for path in (place / "out2").glob("*.parquet"))
        written = sum(path.stat().st_size for path in (place / "out2").rglob("*") if path.is_file())
        size = sum(path.stat().st_size for path in (place / "kept2").rglob("*") if path.is_file())
        source = sum(path.stat().st_size for path in raw.rglob("*.pdf"))
    return [_by_stage(stages, pages), _whole(cold, warm, added, tenth, Sizes(pages, source, size, written, parts))]


def _by_stage(stages: dict[str, Cost], pages: int) -> Report:
    return Report(
        f"Stages over {DOCUMENTS:,} specimens (PDF, {pages:,} pages), two processes, nothing kept before",
        ["stage", "seconds", "processor s", "documents/s", "pages/s", "peak MB of a process"],
        [
            (
                name,
                f"{cost.seconds:.1f}",
                f"{cost.processor:.1f}",
                f"{DOCUMENTS / cost.processor:.1f}",
                f"{pages / cost.processor:.1f}",
                f"{cost.peak:.0f}",
            )
            for name, cost in stages.items()
        ],
        ["Each with what it takes to start, per second of processor. Split and tag find what was read before."],
    )


@dataclass(frozen=True, slots=True)
class Sizes:
    """Pages, bytes of the PDFs, of what is kept and of the dataset, and how many of its tables are in parts."""

    pages: int
    source: int
    kept: int
    written: int
    parts: int


def _whole(cold: dict[int, Cost], warm: Cost, added: Cost, tenth: Cost, sizes: Sizes) -> Report:
    documents, library_pages = LIBRARY
    pages = sizes.pages
    hours = cold[2].processor / 2 / pages * library_pages / 3600
    grown = (cold[2].peak - tenth.peak) / (DOCUMENTS - DOCUMENTS // 10)
    rows = [
        ("cold, one process", cold[1]),
        ("cold, two processes", cold[2]),
        ("nothing changed", warm),
        ("one document added", added),
        (f"cold, {DOCUMENTS // 10:,} documents, two processes", tenth),
    ]
    return Report(
        f"Building {DOCUMENTS:,} specimens ({pages:,} pages)",
        ["build", "seconds", "processor s", "of that one process", "of the cold build", "peak MB of a process"],
        [
            (
                name,
                f"{cost.seconds:.1f}",
                f"{cost.processor:.1f}",
                f"{cost.alone:.1f}",
                f"{cost.processor / cold[2].processor:.1%}",
                f"{cost.peak:.0f}",
            )
            for name, cost in rows
        ],
        [
            f"By the clock two processes are {cold[1].seconds / cold[2].seconds:.2f} times as fast as one; by what is "
            f"left to one process, they are {_by_processor(cold[2]):.2f} times as fast where nothing else runs. With "
            f"ten times the documents the largest process needs {cold[2].peak / tenth.peak:.2f} times the memory. "
            "Shares of the cold build are of processor time, which what else the machine does hardly changes.",
            f"The PDFs take {sizes.source / 2**20:.0f} MB, what is kept of them {sizes.kept / 2**20:.0f} MB, the "
            f"dataset {sizes.written / 2**20:.0f} MB ({sizes.parts} tables in parts).",
            f"On paper, in proportion to pages: {documents:,} documents with {library_pages:,} pages take "
            f"{hours:.1f} hours on this machine, about {hours / 10:.1f} on a cluster of ten like it, "
            f"{sizes.kept / pages * library_pages / 2**30:.0f} GB of kept results and "
            f"{sizes.written / pages * library_pages / 2**30:.1f} GB of dataset; the largest process about "
            f"{cold[2].peak + grown * (documents - DOCUMENTS):.0f} MB.",
        ],
    )


def _by_processor(cost: Cost) -> float:
    """Return how much faster two processes are: what one does alone cannot be shared, all else can."""
    return cost.processor / (cost.alone + (cost.processor - cost.alone) / 2)


def _hold_back_one(raw: Path, place: Path) -> Path:
    """Take the last document out of the folder and return where it is."""
    last = sorted(raw.rglob("*.pdf"))[-1]
    return last.rename(place / last.name)


def _tenth(raw: Path, target: Path) -> Path:
    target.mkdir()
    for path in sorted(raw.rglob("*.pdf"))[:: max(1, DOCUMENTS // (DOCUMENTS // 10))]:
        shutil.copyfile(path, target / path.name)
    return target


def _measured(command: str, raw: Path, out: Path, keep: Path, jobs: int) -> Cost:
    places = ["--raw", raw, "--out", out, "--keep", keep, "--jobs", jobs]
    arguments = [sys.executable, "-m", "pipeline", command, *map(str, places)]
    seen: dict[str, tuple[float, float]] = {}
    begun = time.monotonic()
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(arguments, cwd=ROOT, stdout=messages, stderr=messages, start_new_session=True)
        while process.poll() is None:
            seen.update(_processes(process.pid))
            time.sleep(LOOK)
        seconds = time.monotonic() - begun
        if process.returncode not in (0, 1):
            messages.seek(0)
            raise RuntimeError(f"concord {command} failed: {messages.read().decode()}")
    spent, peaks = zip(*seen.values(), strict=True)
    return Cost(seconds, sum(spent), seen[str(process.pid)][0], max(peaks))


def _processes(session: int) -> dict[str, tuple[float, float]]:
    """Return seconds of processor and peak memory (MB) so far of the processes of a session (Linux's /proc)."""
    found: dict[str, tuple[float, float]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            figures = (place / "stat").read_text().rpartition(")")[2].split()
            if int(figures[3]) == session:
                peak = re.search(r"VmHWM:\s+(\d+) kB", (place / "status").read_text())
                if peak:
                    ticks = os.sysconf("SC_CLK_TCK")
                    found[place.name] = (int(figures[11]) + int(figures[12])) / ticks, int(peak[1]) / 1024
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found
