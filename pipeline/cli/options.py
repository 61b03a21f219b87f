"""The command line: which commands there are, what each is given, and the function that does it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.cli import building, looking
from pipeline.cli.building import CORRECTIONS, PARAMS

Function = Callable[[argparse.Namespace], int]


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, whose ``command`` is the function that does what is asked."""
    made = argparse.ArgumentParser(
        prog="concord", description="The record of the CITES/CMS Joint Work Programmes as data."
    )
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    _add_building(commands)
    _add_looking(commands)
    return made


def _add_building(commands: Any) -> None:
    written = argparse.ArgumentParser(add_help=False)
    written.add_argument("--raw", type=_path, default=Path("raw"), help="folder of documents (default: raw)")
    written.add_argument("--out", type=_path, default=Path("extracted"), help="the dataset (default: extracted)")
    written.add_argument(
        "--jobs",
        type=_positive,
        default=os.cpu_count() or 1,
        help="processes at once (default: %(default)s, one for each processor)",
    )
    written.add_argument("--scheduler", metavar="URL", help="workers of a Dask cluster instead (tcp://host:port)")
    written.add_argument(
        "--keep",
        type=_path,
        default=Path(".concord"),
        help="folder of kept results, safe to delete (default: .concord)",
    )
    written.add_argument("--params", type=_path, default=PARAMS, help="the parameters file (default: params.yaml)")
    written.add_argument(
        "--corrections", type=_path, default=CORRECTIONS, help="the corrections file (default: corrections.yml)"
    )
    written.add_argument("--no-stitch", action="store_true", help="leave tables as the pages have them")
    written.add_argument("--ocr", action="store_true", help="read pages without a text layer with Tesseract")
    written.add_argument("--json", action="store_true", help="print the summary as JSON")

    _command(commands, "run", building.run_command, "the whole pipeline over a folder of documents", written)
    for stage, summary in (
        ("parse", "documents to blocks"),
        ("split", "blocks to activities, results, clauses"),
        ("tag", "mentions in blocks"),
    ):
        command = _command(commands, stage, building.stage_command, f"one stage: {summary}", written)
        command.set_defaults(stage=stage)
    _command(commands, "aggregate", building.aggregate_command, "one stage: the record across documents", written)
    _command(commands, "publish", building.publish_command, "one stage: the dataset and its description", written)

    adding = _command(
        commands, "add", building.add_command, "take new documents into the folder and its catalogue", written
    )
    adding.add_argument(
        "paths", type=_path, nargs="+", metavar="PATH", help="PDF, text or Word files, folders or zip archives of them"
    )
    adding.add_argument("--symbol", help="the symbol, where the document does not print it")
    adding.add_argument("--url", help="the official address")
    adding.add_argument("--run", action="store_true", help="then build the dataset and say what is new in it")
    fetching = _command(commands, "fetch", building.fetch_command, "bring the catalogued documents", written)
    fetching.add_argument("--from", type=_path, dest="folder", metavar="DIR", help="from a folder, not the network")
    _command(commands, "prune", building.prune_command, "remove kept results that a run does not use", written)


def _add_looking(commands: Any) -> None:
    read = argparse.ArgumentParser(add_help=False)
    read.add_argument("--out", type=_path, default=Path("extracted"), help="the dataset (default: extracted)")
    checking = _command(commands, "check", looking.check_command, "validate a dataset and print its ledger", read)
    checking.add_argument("--json", action="store_true", help="print findings and ledger as JSON")
    showing = _command(commands, "show", looking.show_command, "one row beside the place it came from", read)
    showing.add_argument("id", metavar="ID", help="the key of a row; several columns with # between them")
    showing.add_argument("--json", action="store_true", help="print rows and blocks as JSON")
    showing.add_argument("--pages", type=_path, metavar="DIR", help="also draw the pages into a folder, places marked")
    showing.add_argument("--raw", type=_path, default=Path("raw"), help="folder of documents, to draw (default: raw)")
    differing = _command(commands, "diff", looking.diff_command, "what changed between two datasets, row by row")
    differing.add_argument(
        "old", metavar="OLD", help="a dataset folder, or a git revision or tag whose dataset DVC has"
    )
    differing.add_argument("new", metavar="NEW", help="the same")
    differing.add_argument("--json", action="store_true", help="print the difference as JSON")
    sql = _command(commands, "sql", looking.sql_command, "a query over the tables, answered by DuckDB", read)
    sql.add_argument("statement", metavar="SQL", help="one statement")
    sql.add_argument("--json", action="store_true", help="print rows as JSON")
    lexicons = _command(commands, "lexicon", None, "names of taxa").add_subparsers(required=True, metavar="COMMAND")
    importing = _command(
        lexicons,
        "import",
        looking.lexicon_import_command,
        "merge an export of the Checklist of CITES Species or of Species+",
    )
    importing.add_argument("file", type=_path, metavar="FILE", help="a CSV file, plain or gzip")
    importing.add_argument(
        "--to",
        type=_path,
        default=Path("lexicon.csv"),
        help="the lexicon file it is merged into (default: lexicon.csv)",
    )
    importing.add_argument("--json", action="store_true", help="print what it brought as JSON")
    releasing = _command(commands, "release", looking.release_command, "freeze the dataset as a version", read)
    releasing.add_argument("--params", type=_path, default=PARAMS, help="the parameters file (default: params.yaml)")
    releasing.add_argument(
        "--no-push", dest="push", action="store_false", help="leave the data here, even where DVC has a default remote"
    )
    releasing.add_argument("--json", action="store_true", help="print what was done as JSON")
    evaluating = _command(
        commands, "evaluate", looking.evaluate_command, "a dataset against gold annotation, as JSON", read
    )
    evaluating.add_argument("--gold", type=_path, required=True, help="folder of gold annotation")
    evaluating.add_argument("--metrics", type=_path, help="write the figures here, for DVC")
    evaluating.add_argument("--plots", type=_path, help="write F1 by kind here, for DVC")


def _command(
    commands: Any, name: str, function: Function | None, summary: str, *parents: argparse.ArgumentParser
) -> argparse.ArgumentParser:
    """Add a command that says the same of itself in the list of commands and in its own help.

    ``function`` does it; None where what does it depends on words of its own.
    """
    description = f"{summary[0].upper()}{summary[1:]}."
    command: argparse.ArgumentParser = commands.add_parser(name, parents=parents, help=summary, description=description)
    command.set_defaults(command=function)
    return command


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("is empty")  # of a shell's variable that is not set; not this folder
    return Path(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number of at least 1")
    return int(text)
