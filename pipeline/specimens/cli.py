"""The ``concord-specimens`` command: specimen documents in any number, with their truth."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.specimens.shipped import write_shipped


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 all well, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="concord-specimens", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the documents and their catalogue")
    parser.add_argument("--truth", type=Path, help="folder for their truth, as JSON")
    parser.add_argument("--shipped", action="store_true", help="the specimens that the repository ships, again")
    options = parser.parse_args(arguments)
    written = write_shipped(options.out, options.truth)
    print(f"{len(written)} files written", file=sys.stderr)
    return 0
