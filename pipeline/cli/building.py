"""The commands that read documents or write the dataset, all or parts of it."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline.cli.said import ALL_WELL, PARTLY, WRONG_USE, print_json, say

PARAMS, CORRECTIONS = Path("params.yaml"), Path("corrections.yml")


def run_command(options: argparse.Namespace) -> int:
    """Read all documents of the folder and write the whole dataset."""
    return _stages(options, ("parse", "split", "tag"), after=("aggregate", "publish"))


def stage_command(options: argparse.Namespace) -> int:
    """Do one stage of reading: those before it are done where their results are not kept."""
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
            say(f"concord: quarantined {name}: {cause}")
        if "aggregate" in after:
            report.rows |= _aggregate_into(run)
        if "publish" in after:
            failed = bool(_publish_into(run, told="document-quarantined")) or failed
    if not report.documents and not failed:
        say(f"concord: {run.raw}: {NO_DOCUMENTS}")
    summary = {
        "documents": report.documents,
        "quarantined": [{"file": name, "cause": cause} for name, cause in report.quarantined],
        "made": report.made,
        "kept": report.kept,
        "rows": report.rows,
        "seconds": round(time.monotonic() - begun, 2),
    }
    if options.json:
        print_json(summary)
    else:
        say(_in_words(summary))
    return PARTLY if failed else ALL_WELL


def add_command(options: argparse.Namespace) -> int:
    """Take documents into the folder and its catalogue, and with ``--run`` build the dataset."""
    from pipeline.add import add, track  # noqa: PLC0415

    run, _ = _prepared(options)
    results = add(run, options.paths, options.symbol, options.url)
    taken = [added for added in results if added.name]
    if taken and (untracked := track(run.raw)):
        say(f"concord: {untracked}")
    if options.json:
        print_json([_added_row(added) for added in results])
    for added in results:
        _tell_added(added, run.raw, quiet=options.json)
    refused = WRONG_USE if any(added.absent for added in results) else PARTLY
    code = ALL_WELL if len(taken) == len(results) else refused
    if options.run and taken:
        return max(code, _run_with_account(options))
    if taken and not options.json:
        say("concord: `dvc repro` or `concord run` builds the dataset with it")
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
        say(f"concord: {added.path}: {added.cause}")
        return
    if not quiet:
        facts = added.facts
        known = [str(facts[name]) for name in ("symbol", "meeting_id", "language", "title") if facts[name]]
        print(f"{added.path}: {', '.join([facts['document_id'], *known])}, taken in as {raw / added.name}")
        for note in added.notes:
            print(f"  {note}")
    for column in added.unknown:
        where = f"column `{column}` of {raw / 'catalogue.csv'}, line {added.name}"
        say(f"concord: {added.path}: its {column} was not recognised; state it in {where}")


def fetch_command(options: argparse.Namespace) -> int:
    """Bring the documents that the catalogue names and the folder lacks."""
    from dataclasses import asdict  # noqa: PLC0415

    from pipeline.add import track  # noqa: PLC0415
    from pipeline.fetch import fetch, fetch_from  # noqa: PLC0415

    run, _ = _prepared(options)
    results = []
    for result in fetch_from(run, options.folder) if options.folder else fetch(run):
        results.append(result)
        say(f"concord: {result.file}: {result.outcome}{': ' if result.detail else ''}{result.detail}")
    if any(result.outcome == "taken" for result in results) and (untracked := track(run.raw)):
        say(f"concord: {untracked}")
    if options.json:
        print_json([asdict(result) for result in results])
    return PARTLY if any(result.outcome in {"failed", "set-aside"} for result in results) else ALL_WELL


def _run_with_account(options: argparse.Namespace) -> int:
    """Build the dataset and say in words what is new in it against the one that was there."""
    from pipeline.compare import account, account_rows, compare  # noqa: PLC0415
    from pipeline.schema import tables  # noqa: PLC0415

    before = account_rows(options.out)
    options.json = False
    code = run_command(options)
    after = account_rows(options.out)
    difference = compare(before, after, {name: schema.pairs for name, schema in tables().items()})
    print("\n".join(account(difference, after)))
    return code


def prune_command(options: argparse.Namespace) -> int:
    """Remove the kept results that no run over the folder uses."""
    from pipeline.aggregate.stage import used_by_aggregate  # noqa: PLC0415
    from pipeline.kept import Kept  # noqa: PLC0415
    from pipeline.publish.survey import used_by_survey  # noqa: PLC0415
    from pipeline.stages import used_keys  # noqa: PLC0415

    run, _ = _prepared(options)
    files, size = Kept(run.keep).prune({**used_keys(run), **used_by_aggregate(run), **used_by_survey(run)})
    if options.json:
        print_json({"files": files, "bytes": size})
    say(f"concord: removed {files} kept results ({size / 2**20:.1f} MB) that a run over {run.raw} does not use")
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


def aggregate_command(options: argparse.Namespace) -> int:
    """Write the tables across documents anew."""
    from pipeline.compare import numbered  # noqa: PLC0415

    run, _ = _prepared(options)
    rows = _aggregate_into(run)
    if options.json:
        print_json({"rows": rows})
    else:
        say(f"concord: {numbered('{} row{s}', sum(rows.values()))} in {numbered('{} table{s}', len(rows))}")
    return ALL_WELL


def _aggregate_into(run: Any) -> dict[str, int]:
    from pipeline.aggregate.stage import aggregate_dataset  # noqa: PLC0415

    return aggregate_dataset(run)


def publish_command(options: argparse.Namespace) -> int:
    """Write what describes the dataset anew."""
    from dataclasses import asdict  # noqa: PLC0415

    run, _ = _prepared(options)
    findings = _publish_into(run)
    if options.json:
        print_json({"findings": [asdict(finding) for finding in findings]})
    return PARTLY if findings else ALL_WELL


def _publish_into(run: Any, told: str | None = None) -> list[Any]:
    """Publish, and say in what the dataset breaks the contract, but for a rule of which all is told already."""
    from pipeline.publish.stage import publish_dataset  # noqa: PLC0415

    findings = publish_dataset(run)
    for finding in findings:
        if finding.rule != told:
            say(f"concord: {finding}")
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
    stitch, ocr = params.parse.stitch and not options.no_stitch, params.parse.ocr or options.ocr
    params = dataclasses.replace(params, parse=dataclasses.replace(params.parse, stitch=stitch, ocr=ocr))
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
