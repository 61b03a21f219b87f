"""``python -m bench [subject ...]`` runs all benchmarks, or those named, and prints their figures as Markdown."""

from __future__ import annotations

import argparse
import importlib

from bench.report import machine, text_of

SUBJECTS = ("pdf", "cells", "tagging", "build")
"""Modules of this package with a function ``run()`` that gives Reports, in the order in which they run."""


def main() -> None:
    """Run the benchmarks named on the command line, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("subjects", nargs="*", default=SUBJECTS, choices=[*SUBJECTS, []], metavar="subject")
    chosen = parser.parse_args().subjects or SUBJECTS
    print(f"Measured on: {machine()}\n")
    for subject in chosen:
        for report in importlib.import_module(f"bench.{subject}").run():
            print(text_of(report), flush=True)


if __name__ == "__main__":
    main()
