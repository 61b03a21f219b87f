"""The commands that look at a dataset, freeze it, or import a lexicon."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.cli.said import ALL_WELL, PARTLY, WRONG_USE, print_json, say


def check_command(options: argparse.Namespace) -> int:
    """Check a dataset against the contract and print its ledger."""
    from dataclasses import asdict  # noqa: PLC0415

    from pipeline.check import check  # noqa: PLC0415
    from pipeline.compare import numbered  # noqa: PLC0415
    from pipeline.parquet import read_rows  # noqa: PLC0415

    _need_dataset(options.out)
    findings = check(options.out)
    ledger = read_rows(options.out, "ledger") if (options.out / "ledger.parquet").exists() else []
    if options.json:
        print_json({"findings": [asdict(finding) for finding in findings], "ledger": ledger})
    else:
        for row in ledger:
            aside = ", ".join(f"{e['characters']} {e['kind']}" for e in row["characters_set_aside"])
            print(
                f"{row['document_id']}: {row['source_characters']} characters, "
                f"{row['characters_in_blocks']} in blocks, set aside {aside or 'none'}, "
                f"unaccounted {row['characters_unaccounted']}"
            )
        for finding in findings:
            say(f"concord: {finding}")
        say(f"concord: {numbered('{} finding{s}', len(findings)) if findings else 'the dataset keeps the contract'}")
    return PARTLY if findings else ALL_WELL


def evaluate_command(options: argparse.Namespace) -> int:
    """Measure a dataset against gold annotation."""
    from pipeline.evaluate import evaluate, metrics, plot_points  # noqa: PLC0415
    from pipeline.whole import write_json  # noqa: PLC0415

    _need_dataset(options.out)
    evaluation = evaluate(options.gold, options.out)
    if options.metrics:
        write_json(options.metrics, metrics(evaluation))
    if options.plots:
        write_json(options.plots, plot_points(evaluation))
    print_json(evaluation)
    for document_id in evaluation["not_found"]:
        say(f"concord: {document_id} is annotated, but not in the dataset")
    if evaluation["not_measured"]:
        say(f"concord: not measured: {', '.join(evaluation['not_measured'])}")
    return ALL_WELL


def show_command(options: argparse.Namespace) -> int:
    """Print a row beside the place in its source."""
    from pipeline.show import draw_pages, in_words, show  # noqa: PLC0415

    _need_dataset(options.out)
    found = show(options.out, options.id)
    if not found:
        say(f"concord: nothing in {options.out} is called {options.id}")
        return WRONG_USE
    if options.json:
        print_json([{"table": shown.table, "row": shown.row, "blocks": shown.blocks} for shown in found])
    else:
        print("\n\n".join(in_words(shown) for shown in found))
    if options.pages:
        drawn = draw_pages(options.out, options.raw, found, options.pages)
        for path in drawn:
            say(f"concord: drew {path}")
        if not drawn:
            say(f"concord: {options.id} stands on no page of a PDF")
    return ALL_WELL


def diff_command(options: argparse.Namespace) -> int:
    """Print what changed between two datasets."""
    from pipeline.compare import account, change_log, compare  # noqa: PLC0415
    from pipeline.parquet import read_dataset  # noqa: PLC0415
    from pipeline.revisions import dataset_at  # noqa: PLC0415
    from pipeline.schema import tables  # noqa: PLC0415

    with dataset_at(options.old) as old, dataset_at(options.new) as new:
        before, after = read_dataset(old), read_dataset(new)
    difference = compare(before, after, {name: schema.pairs for name, schema in tables().items()})
    if options.json:
        print_json(difference.as_dict())
    else:
        print("\n".join([*account(difference, after), "", *change_log(difference)]))
    return ALL_WELL


def sql_command(options: argparse.Namespace) -> int:
    """Print the answer to a query."""
    from pipeline.sql import query  # noqa: PLC0415

    answer = query(options.out, options.statement)
    sys.stdout.write(answer.as_json().decode() if options.json else answer.as_text())
    return ALL_WELL


def lexicon_import_command(options: argparse.Namespace) -> int:
    """Merge an exported list of species into a lexicon file."""
    from dataclasses import asdict  # noqa: PLC0415

    from pipeline.tag.lexicon_import import import_lexicon  # noqa: PLC0415

    report = import_lexicon(options.file, options.to)
    if options.json:
        print_json(asdict(report))
    else:
        print("\n".join(report.lines()))
    say(f"concord: wrote {options.to}; name it under tag: lexicons in params.yaml to use it")
    return ALL_WELL


def release_command(options: argparse.Namespace) -> int:
    """Freeze the dataset as a version."""
    from dataclasses import asdict  # noqa: PLC0415

    from pipeline.revisions import release  # noqa: PLC0415

    _need_dataset(options.out)
    answer = release(options.out, options.params, push=options.push)
    if options.json:
        print_json(asdict(answer))
    for line in answer.done:
        say(f"concord: {line}")
    return ALL_WELL if answer.frozen else PARTLY


def _need_dataset(folder: Path) -> None:
    from pipeline.sources import FolderError  # noqa: PLC0415

    if not (folder / "documents.parquet").exists():
        raise FolderError(f"{folder}: holds no dataset; build one with `concord run --out {folder}`")
