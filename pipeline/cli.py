"""The `concord` command. Each command is a function that calls what does the work and says what came of it."""

from __future__ import annotations

import argparse
import errno
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import orjson

from pipeline.datafiles import DataFileError

ALL_WELL, PARTLY, WRONG_USE = 0, 1, 2
"""Exit codes of the contract: all well; done but a document was quarantined or a check failed; wrong use."""
INTERRUPTED = 130
"""What shells give for a command that was ended by Ctrl-C."""
_FULL = (errno.ENOSPC, errno.EDQUOT)
_ONCE_MORE = "; make room and give the command again: it goes on from what is done"
PARAMS, CORRECTIONS = Path("params.yaml"), Path("corrections.yml")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. ``arguments`` are those of the process by default."""
    options = _parser().parse_args(arguments)
    try:
        code = int(options.command(options))
        sys.stdout.flush()
    except KeyboardInterrupt:
        _say("\nconcord: interrupted; the same command goes on from what is done")
        return INTERRUPTED
    except DataFileError as error:
        _say(f"concord: {error}")
        return WRONG_USE
    except _wrong_use() as error:
        _say(f"concord: {error}")
        return WRONG_USE
    except BrokenPipeError:
        sys.stderr.close()
        return ALL_WELL
    except OSError as error:
        full = error.errno in _FULL
        place = (error.filename2 or error.filename) if full else error.filename
        if place is None and not full:
            raise
        _say(f"concord: {f'{place}: ' if place else ''}{error.strerror}{_ONCE_MORE if full else ''}")
        return WRONG_USE
    return code


def _wrong_use() -> tuple[type[Exception], ...]:
    """Errors whose message tells the user what to do otherwise."""
    from pipeline.cluster import ClusterError  # noqa: PLC0415 - start-up stays quick for --help
    from pipeline.corrections import CorrectionsError  # noqa: PLC0415
    from pipeline.evaluate import GoldError  # noqa: PLC0415
    from pipeline.params import ParamsError  # noqa: PLC0415
    from pipeline.publish.changelog import ReleasedError  # noqa: PLC0415
    from pipeline.revisions import RevisionError  # noqa: PLC0415
    from pipeline.sources import FolderError  # noqa: PLC0415
    from pipeline.sql import QueryError  # noqa: PLC0415
    from pipeline.stages import BusyError, WorkError  # noqa: PLC0415
    from pipeline.tag.lexicon_import import LexiconImportError  # noqa: PLC0415

    return (
        BusyError,
        ClusterError,
        CorrectionsError,
        FolderError,
        GoldError,
        LexiconImportError,
        ParamsError,
        QueryError,
        ReleasedError,
        RevisionError,
        WorkError,
    )


# Building


def _run(options: argparse.Namespace) -> int:
    return _stages(options, ("parse", "split", "tag"), after=("aggregate", "publish"))


def _stage(options: argparse.Namespace) -> int:
    return _stages(options, (options.stage,))


def _stages(options: argparse.Namespace, stages: Sequence[str], after: Sequence[str] = ()) -> int:
    from pipeline.sources import NO_DOCUMENTS  # noqa: PLC0415
    from pipeline.stages import run_stages, writing  # noqa: PLC0415

    begun = time.monotonic()
    run, bar = _prepared(options)
    with writing(run.out):
        try:
            report = run_stages(run, stages)
        finally:
            if bar:
                bar.close()
        failed = bool(report.quarantined)
        for name, cause in report.quarantined:
            _say(f"concord: quarantined {name}: {cause}")
        if "aggregate" in after:
            report.rows |= _aggregate_into(run)
        if "publish" in after:
            failed = bool(_publish_into(run, told="document-quarantined")) or failed
    if not report.documents and not failed:
        _say(f"concord: {run.raw}: {NO_DOCUMENTS}")
    summary = {
        "documents": report.documents,
        "quarantined": [{"file": name, "cause": cause} for name, cause in report.quarantined],
        "made": report.made,
        "kept": report.kept,
        "rows": report.rows,
        "seconds": round(time.monotonic() - begun, 2),
    }
    if options.json:
        _print_json(summary)
    else:
        _say(_in_words(summary))
    return PARTLY if failed else ALL_WELL


def _add(options: argparse.Namespace) -> int:
    from pipeline.add import add, track  # noqa: PLC0415

    run, _ = _prepared(options)
    results = add(run, options.paths, options.symbol, options.url)
    taken = [added for added in results if added.name]
    if taken and (untracked := track(run.raw)):
        _say(f"concord: {untracked}")
    if options.json:
        _print_json([_added_row(added) for added in results])
    for added in results:
        _tell_added(added, run.raw, quiet=options.json)
    if any(added.absent for added in results):
        return WRONG_USE
    code = ALL_WELL if len(taken) == len(results) else PARTLY
    if options.run and taken:
        return max(code, _run_with_account(options))
    if taken and not options.json:
        _say("concord: `dvc repro` or `concord run` builds the dataset with it")
    return code


def _added_row(added: Any) -> dict[str, Any]:
    facts = added.facts or {}
    return {
        "path": added.path,
        "file": added.name,
        "cause": added.cause,
        **{name: facts.get(name) for name in ("document_id", "symbol", "meeting_id", "language", "title")},
        "unknown": added.unknown,
        "notes": added.notes,
    }


def _tell_added(added: Any, raw: Path, *, quiet: bool) -> None:
    if added.cause:
        _say(f"concord: {added.path}: {added.cause}")
        return
    if not quiet:
        facts = added.facts
        known = [str(facts[name]) for name in ("symbol", "meeting_id", "language", "title") if facts[name]]
        print(f"{added.path}: {', '.join([facts['document_id'], *known])}, taken in as {raw / added.name}")
        for note in added.notes:
            print(f"  {note}")
    for column in added.unknown:
        where = f"column `{column}` of {raw / 'catalogue.csv'}, line {added.name}"
        _say(f"concord: {added.path}: its {column} was not recognised; state it in {where}")


def _fetch(options: argparse.Namespace) -> int:
    from dataclasses import asdict  # noqa: PLC0415

    from pipeline.add import track  # noqa: PLC0415
    from pipeline.fetch import fetch, fetch_from  # noqa: PLC0415

    run, _ = _prepared(options)
    results = []
    for result in fetch_from(run, options.folder) if options.folder else fetch(run):
        results.append(result)
        _say(f"concord: {result.file}: {result.outcome}{': ' if result.detail else ''}{result.detail}")
    if any(result.outcome == "taken" for result in results) and (untracked := track(run.raw)):
        _say(f"concord: {untracked}")
    if options.json:
        _print_json([asdict(result) for result in results])
    return PARTLY if any(result.outcome in {"failed", "set-aside"} for result in results) else ALL_WELL


def _run_with_account(options: argparse.Namespace) -> int:
    """Build the dataset and say in words what is new in it against the one that was there."""
    from pipeline.compare import account, account_rows, compare  # noqa: PLC0415
    from pipeline.schema import tables  # noqa: PLC0415

    before = account_rows(options.out)
    options.json = False
    code = _run(options)
    after = account_rows(options.out)
    difference = compare(before, after, {name: schema.key for name, schema in tables().items()})
    print("\n".join(account(difference, after)))
    return code


def _prune(options: argparse.Namespace) -> int:
    from pipeline.aggregate.stage import used_by_aggregate  # noqa: PLC0415
    from pipeline.kept import Kept  # noqa: PLC0415
    from pipeline.publish.survey import used_by_survey  # noqa: PLC0415
    from pipeline.stages import used_keys  # noqa: PLC0415

    run, _ = _prepared(options)
    files, size = Kept(run.keep).prune({**used_keys(run), **used_by_aggregate(run), **used_by_survey(run)})
    if options.json:
        _print_json({"files": files, "bytes": size})
    _say(f"concord: removed {files} kept results ({size / 2**20:.1f} MB) that a run over {run.raw} does not use")
    return ALL_WELL


def _in_words(summary: dict[str, Any]) -> str:
    from pipeline.compare import numbered  # noqa: PLC0415

    rows: dict[str, int] = summary["rows"]
    mentions = sum(count for name, count in rows.items() if name.endswith("_mentions"))
    parts = [numbered("{} document{s}", summary["documents"])]
    named = {"activities": "{} activit{ies}", "results": "{} result{s}"}
    parts += [numbered(words, rows[name]) for name, words in named.items() if name in rows]
    if mentions:
        parts.append(numbered("{} mention{s}", mentions))
    issues = rows.get("issues") or sum(count for name, count in rows.items() if name.startswith("issues of"))
    parts.append(numbered("{} issue{s}", issues))
    if summary["quarantined"]:
        parts.append(f"{len(summary['quarantined'])} quarantined")
    return f"concord: {', '.join(parts)}, in {summary['seconds']:.1f} s"


def _aggregate(options: argparse.Namespace) -> int:
    from pipeline.compare import numbered  # noqa: PLC0415

    run, _ = _prepared(options)
    rows = _aggregate_into(run)
    if options.json:
        _print_json({"rows": rows})
    else:
        _say(f"concord: {numbered('{} row{s}', sum(rows.values()))} in {numbered('{} table{s}', len(rows))}")
    return ALL_WELL


def _aggregate_into(run: Any) -> dict[str, int]:
    from pipeline.aggregate.stage import aggregate_dataset  # noqa: PLC0415

    return aggregate_dataset(run)


def _publish(options: argparse.Namespace) -> int:
    from dataclasses import asdict  # noqa: PLC0415

    run, _ = _prepared(options)
    findings = _publish_into(run)
    if options.json:
        _print_json({"findings": [asdict(finding) for finding in findings]})
    return PARTLY if findings else ALL_WELL


def _publish_into(run: Any, told: str | None = None) -> list[Any]:
    """Publish, and say in what the dataset breaks the contract, but for a rule of which all is told already."""
    from pipeline.publish.stage import publish_dataset  # noqa: PLC0415

    findings = publish_dataset(run)
    for finding in findings:
        if finding.rule != told:
            _say(f"concord: {finding}")
    return findings


def _prepared(options: argparse.Namespace) -> tuple[Any, Any]:
    """Return the `Run` that the options ask for, and the progress bar (None where stderr is no terminal)."""
    import dataclasses  # noqa: PLC0415

    from pipeline.corrections import read_corrections  # noqa: PLC0415
    from pipeline.params import ParamsError, read_params  # noqa: PLC0415
    from pipeline.stages import Run  # noqa: PLC0415

    for file, unless in ((options.params, PARAMS), (options.corrections, CORRECTIONS)):
        if file != unless:
            file.stat()  # the files of a repository may be absent, one that is asked for may not
    params = read_params(options.params)
    for folder in params.publish.gold:
        if not Path(folder).is_dir():  # told before the work, not behind it
            raise ParamsError(f"{options.params.name}: publish: gold: there is no folder {folder}")
    if options.no_stitch:
        params = dataclasses.replace(params, parse=dataclasses.replace(params.parse, stitch=False))
    if options.ocr:
        params = dataclasses.replace(params, parse=dataclasses.replace(params.parse, ocr=True))
    bar = None
    progress: Callable[[str, int, int], None] | None = None
    if sys.stderr.isatty():
        from tqdm import tqdm  # noqa: PLC0415

        bar = tqdm(unit=" documents", leave=False)

        def show(stage: str, done: int, total: int) -> None:
            bar.set_description(stage, refresh=False)
            bar.total, bar.n = total, done
            bar.refresh()

        progress = show
    run = Run(
        raw=options.raw.resolve() if options.scheduler else options.raw,  # workers may run in other folders
        out=options.out,
        keep=options.keep.resolve() if options.scheduler else options.keep,
        params=params,
        corrections=tuple(read_corrections(options.corrections)),
        jobs=options.jobs,
        progress=progress,
        scheduler=options.scheduler,
    )
    return run, bar


# Looking


def _check(options: argparse.Namespace) -> int:
    from dataclasses import asdict  # noqa: PLC0415

    from pipeline.check import check  # noqa: PLC0415
    from pipeline.compare import numbered  # noqa: PLC0415
    from pipeline.parquet import read_rows  # noqa: PLC0415

    _need_dataset(options.out)
    findings = check(options.out)
    ledger = read_rows(options.out, "ledger") if (options.out / "ledger.parquet").exists() else []
    if options.json:
        _print_json({"findings": [asdict(finding) for finding in findings], "ledger": ledger})
    else:
        for row in ledger:
            aside = ", ".join(f"{e['characters']} {e['kind']}" for e in row["characters_set_aside"])
            print(
                f"{row['document_id']}: {row['source_characters']} characters, "
                f"{row['characters_in_blocks']} in blocks, set aside {aside or 'none'}, "
                f"unaccounted {row['characters_unaccounted']}"
            )
        for finding in findings:
            _say(f"concord: {finding}")
        _say(f"concord: {numbered('{} finding{s}', len(findings)) if findings else 'the dataset keeps the contract'}")
    return PARTLY if findings else ALL_WELL


def _evaluate(options: argparse.Namespace) -> int:
    from pipeline.evaluate import evaluate, metrics, plot_points  # noqa: PLC0415

    _need_dataset(options.out)
    evaluation = evaluate(options.gold, options.out)
    if options.metrics:
        _write_json(options.metrics, metrics(evaluation))
    if options.plots:
        _write_json(options.plots, plot_points(evaluation))
    _print_json(evaluation)
    for document_id in evaluation["not_found"]:
        _say(f"concord: {document_id} is annotated, but not in the dataset")
    if evaluation["not_measured"]:
        _say(f"concord: not measured: {', '.join(evaluation['not_measured'])}")
    return ALL_WELL


def _show(options: argparse.Namespace) -> int:
    from pipeline.show import draw_pages, in_words, show  # noqa: PLC0415

    _need_dataset(options.out)
    found = show(options.out, options.id)
    if not found:
        _say(f"concord: nothing in {options.out} is called {options.id}")
        return WRONG_USE
    if options.json:
        _print_json([{"table": shown.table, "row": shown.row, "blocks": shown.blocks} for shown in found])
    else:
        print("\n\n".join(in_words(shown) for shown in found))
    if options.pages:
        drawn = draw_pages(options.out, options.raw, found, options.pages)
        for path in drawn:
            _say(f"concord: drew {path}")
        if not drawn:
            _say(f"concord: {options.id} stands on no page of a PDF")
    return ALL_WELL


def _diff(options: argparse.Namespace) -> int:
    from pipeline.compare import account, change_log, compare  # noqa: PLC0415
    from pipeline.parquet import read_dataset  # noqa: PLC0415
    from pipeline.revisions import dataset_at  # noqa: PLC0415
    from pipeline.schema import tables  # noqa: PLC0415

    with dataset_at(options.old) as old, dataset_at(options.new) as new:
        before, after = read_dataset(old), read_dataset(new)
    difference = compare(before, after, {name: schema.key for name, schema in tables().items()})
    if options.json:
        _print_json(difference.as_dict())
    else:
        print("\n".join([*account(difference, after), "", *change_log(difference)]))
    return ALL_WELL


def _sql(options: argparse.Namespace) -> int:
    from pipeline.sql import query  # noqa: PLC0415

    answer = query(options.out, options.statement)
    sys.stdout.write(answer.as_json().decode() if options.json else answer.as_text())
    return ALL_WELL


def _lexicon_import(options: argparse.Namespace) -> int:
    from dataclasses import asdict  # noqa: PLC0415

    from pipeline.tag.lexicon_import import import_lexicon  # noqa: PLC0415

    report = import_lexicon(options.file, options.to)
    if options.json:
        _print_json(asdict(report))
    else:
        print("\n".join(report.lines()))
    _say(f"concord: wrote {options.to}; name it under tag: lexicons in params.yaml to use it")
    return ALL_WELL


def _release(options: argparse.Namespace) -> int:
    from dataclasses import asdict  # noqa: PLC0415

    from pipeline.revisions import release  # noqa: PLC0415

    _need_dataset(options.out)
    answer = release(options.out, options.params, push=options.push)
    if options.json:
        _print_json(asdict(answer))
    for line in answer.done:
        _say(f"concord: {line}")
    return ALL_WELL if answer.frozen else PARTLY


def _need_dataset(folder: Path) -> None:
    from pipeline.sources import FolderError  # noqa: PLC0415

    if not (folder / "documents.parquet").exists():
        raise FolderError(f"{folder}: holds no dataset; build one with `concord run --out {folder}`")


def _write_json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE, default=str))
    beside.replace(path)


def _print_json(value: Any) -> None:
    print(orjson.dumps(value, option=orjson.OPT_INDENT_2, default=str).decode())


# The command line


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="concord", description="The record of the CITES/CMS Joint Work Programmes as data."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    building = argparse.ArgumentParser(add_help=False)
    building.add_argument("--raw", type=Path, default=Path("raw"), help="folder of documents (default: raw)")
    building.add_argument("--out", type=Path, default=Path("extracted"), help="the dataset (default: extracted)")
    building.add_argument(
        "--jobs",
        type=_positive,
        default=os.cpu_count() or 1,
        help="processes at once (default: %(default)s, one for each processor)",
    )
    building.add_argument("--scheduler", metavar="URL", help="workers of a Dask cluster instead (tcp://host:port)")
    building.add_argument(
        "--keep", type=Path, default=Path(".concord"), help="folder of kept results, safe to delete (default: .concord)"
    )
    building.add_argument("--params", type=Path, default=PARAMS, help="the parameters file (default: params.yaml)")
    building.add_argument(
        "--corrections", type=Path, default=CORRECTIONS, help="the corrections file (default: corrections.yml)"
    )
    building.add_argument("--no-stitch", action="store_true", help="leave tables as the pages have them")
    building.add_argument("--ocr", action="store_true", help="read pages without a text layer with Tesseract")
    building.add_argument("--json", action="store_true", help="print the summary as JSON")

    run = _command(commands, "run", "the whole pipeline over a folder of documents", building)
    run.set_defaults(command=_run)
    for stage, summary in (
        ("parse", "documents to blocks"),
        ("split", "blocks to activities, results, clauses"),
        ("tag", "mentions in blocks"),
    ):
        command = _command(commands, stage, f"one stage: {summary}", building)
        command.set_defaults(command=_stage, stage=stage)
    aggregate = _command(commands, "aggregate", "one stage: the record across documents", building)
    aggregate.set_defaults(command=_aggregate)
    publish = _command(commands, "publish", "one stage: the dataset and its description", building)
    publish.set_defaults(command=_publish)

    adding = _command(commands, "add", "take new documents into the folder and its catalogue", building)
    adding.add_argument(
        "paths", type=Path, nargs="+", metavar="PATH", help="PDF, text or Word files, folders or zip archives of them"
    )
    adding.add_argument("--symbol", help="the symbol, where the document does not print it")
    adding.add_argument("--url", help="the official address")
    adding.add_argument("--run", action="store_true", help="then build the dataset and say what is new in it")
    adding.set_defaults(command=_add)
    fetching = _command(commands, "fetch", "bring the catalogued documents", building)
    fetching.add_argument("--from", type=Path, dest="folder", metavar="DIR", help="from a folder, not the network")
    fetching.set_defaults(command=_fetch)
    pruning = _command(commands, "prune", "remove kept results that a run does not use", building)
    pruning.set_defaults(command=_prune)

    looking = argparse.ArgumentParser(add_help=False)
    looking.add_argument("--out", type=Path, default=Path("extracted"), help="the dataset (default: extracted)")
    checking = _command(commands, "check", "validate a dataset and print its ledger", looking)
    checking.add_argument("--json", action="store_true", help="print findings and ledger as JSON")
    checking.set_defaults(command=_check)
    showing = _command(commands, "show", "one row beside the place it came from", looking)
    showing.add_argument("id", metavar="ID", help="the key of a row; several columns with # between them")
    showing.add_argument("--json", action="store_true", help="print rows and blocks as JSON")
    showing.add_argument("--pages", type=Path, metavar="DIR", help="also draw the pages into a folder, places marked")
    showing.add_argument("--raw", type=Path, default=Path("raw"), help="folder of documents, to draw (default: raw)")
    showing.set_defaults(command=_show)
    differing = _command(commands, "diff", "what changed between two datasets, row by row")
    differing.add_argument(
        "old", metavar="OLD", help="a dataset folder, or a git revision or tag whose dataset DVC has"
    )
    differing.add_argument("new", metavar="NEW", help="the same")
    differing.add_argument("--json", action="store_true", help="print the difference as JSON")
    differing.set_defaults(command=_diff)
    sql = _command(commands, "sql", "a query over the tables, answered by DuckDB", looking)
    sql.add_argument("statement", metavar="SQL", help="one statement")
    sql.add_argument("--json", action="store_true", help="print rows as JSON")
    sql.set_defaults(command=_sql)
    lexicons = _command(commands, "lexicon", "names of taxa").add_subparsers(required=True, metavar="COMMAND")
    importing = _command(lexicons, "import", "merge an export of the Checklist of CITES Species or of Species+")
    importing.add_argument("file", type=Path, metavar="FILE", help="a CSV file, plain or gzip")
    importing.add_argument("--to", type=Path, default=Path("lexicon.csv"), help="the lexicon file it is merged into")
    importing.add_argument("--json", action="store_true", help="print what it brought as JSON")
    importing.set_defaults(command=_lexicon_import)
    releasing = _command(commands, "release", "freeze the dataset as a version", looking)
    releasing.add_argument("--params", type=Path, default=PARAMS, help="the parameters file")
    releasing.add_argument(
        "--no-push", dest="push", action="store_false", help="leave the data here, even where DVC has a default remote"
    )
    releasing.add_argument("--json", action="store_true", help="print what was done as JSON")
    releasing.set_defaults(command=_release)
    evaluating = _command(commands, "evaluate", "a dataset against gold annotation, as JSON", looking)
    evaluating.add_argument("--gold", type=Path, required=True, help="folder of gold annotation")
    evaluating.add_argument("--metrics", type=Path, help="write the figures here, for DVC")
    evaluating.add_argument("--plots", type=Path, help="write F1 by kind here, for DVC")
    evaluating.set_defaults(command=_evaluate)
    return parser


def _command(commands: Any, name: str, summary: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add a command that says the same of itself in the list of commands and in its own help."""
    description = f"{summary[0].upper()}{summary[1:]}."
    command: argparse.ArgumentParser = commands.add_parser(name, parents=parents, help=summary, description=description)
    return command


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number of at least 1")
    return int(text)


def _say(text: str) -> None:
    print(text, file=sys.stderr)
