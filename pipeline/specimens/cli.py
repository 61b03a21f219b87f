"""The ``concord-specimens`` command: specimen documents in any number, with their truth."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.specimens.corpus import Plan, write_corpus
from pipeline.specimens.shipped import write_shipped


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 all well, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="concord-specimens", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the documents and their catalogue")
    parser.add_argument("--truth", type=Path, help="folder for their truth, as JSON")
    parser.add_argument("--documents", type=_count, default=10, help="how many documents (default 10)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other documents (default 1)")
    parser.add_argument("--format", choices=("pdf", "text", "both"), default="pdf", help="files to write of each")
    parser.add_argument(
        "--jobs", type=_count, default=1, help="processes to use; the files are the same with any number"
    )
    parser.add_argument("--shipped", action="store_true", help="instead, the specimens that the repository ships")
    options = parser.parse_args(arguments)
    if options.shipped:
        print(f"{len(write_shipped(options.out, options.truth))} files written", file=sys.stderr)
        return 0
    plan = Plan(options.out, options.truth, options.seed, options.format)
    pages = write_corpus(plan, options.documents, options.jobs)
    print(f"{options.documents} documents with {pages} pages written", file=sys.stderr)
    return 0


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
