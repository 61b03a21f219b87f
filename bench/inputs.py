"""The documents that benchmarks read: real ones where they are at hand, else the specimens of the repository."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("CONCORD_SHARED", ROOT.parent / "shared"))
"""The folder of real documents that are read and not committed; set ``CONCORD_SHARED`` where it is elsewhere."""


def documents() -> list[Path]:
    """Return the PDFs of meeting documents: the real ones, else the specimens."""
    real = sorted((SHARED / "corpus" / "pdf").glob("*.pdf"))
    return real or sorted((ROOT / "raw").rglob("*.pdf"))


def competition() -> list[Path]:
    """Return the PDFs of the ICDAR 2013 table competition that are at hand with their truth; perhaps none."""
    return sorted(pdf for pdf in SHARED.rglob("*.pdf") if pdf.with_name(f"{pdf.stem}-str.xml").exists())
