"""What a benchmark reports: tables of figures, printed alike."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Report:
    """Figures of one benchmark: a title, the names of columns, rows of values already in words, and notes below."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: list[str] = field(default_factory=list)


def text_of(report: Report) -> str:
    """Return a report as a Markdown table with aligned columns: the first to the left, the others to the right."""
    grid = [list(report.columns), *(list(row) for row in report.rows)]
    widths = [max(len(row[k]) for row in grid) for k in range(len(report.columns))]

    def line(row: Sequence[str]) -> str:
        first, *others = (
            value.ljust(width) if k == 0 else value.rjust(width)
            for k, (value, width) in enumerate(zip(row, widths, strict=True))
        )
        return "| " + " | ".join([first, *others]) + " |"

    ruler = "|" + "|".join("-" * (width + 1) + ("-" if k == 0 else ":") for k, width in enumerate(widths)) + "|"
    parts = [f"## {report.title}", "", line(grid[0]), ruler, *(line(row) for row in grid[1:])]
    if report.notes:
        parts += ["", *report.notes]
    return "\n".join(parts) + "\n"


def machine() -> str:
    """Name the machine as far as figures depend on it: processor, number of cores, memory, Python."""
    processor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        processor = names[0] if names else processor
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{processor}, {os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}"
