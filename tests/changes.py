"""What the specimens' dataset gained and lost against that of the commit before: references, taxa, activities, figures.

``python -m tests.changes DATASET`` says it; with ``--regenerate`` it writes the baseline, which is committed beside the
change. `make test` says it at its end, and fails neither for gains nor for losses: tests hold what must not be lost.
"""

from __future__ import annotations

import argparse
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from pipeline.evaluate import evaluate
from pipeline.parquet import read_rows

ROOT = Path(__file__).parent.parent
BASELINE = Path("tests/baseline.json")
TRUTH = ROOT / "tests" / "specimens" / "truth"
REVISIONS = ("HEAD", "HEAD~1")
"""What is not committed yet differs from HEAD; what is just committed, with its baseline, from the commit before."""
SHOWN = 12
"""So many items of a document and kind are listed; the rest are counted."""

_ITEMS: Mapping[str, tuple[str, ...]] = {
    "activities": ("annex", "code"),
    "results": ("result_id", "status"),
    "activity_results": ("activity_id", "result_id"),
    "taxon_mentions": ("name", "surface", "match"),
    "meeting_mentions": ("meeting_id", "surface"),
    "document_mentions": ("symbol", "surface"),
    "instrument_mentions": ("instrument_id", "revision", "surface"),
    "organisation_mentions": ("organisation_id", "surface"),
    "event_mentions": ("name", "surface"),
    "framework_mentions": ("framework_id", "part", "surface"),
    "meeting_outcomes": ("kind", "actor", "meeting_id", "surface"),
    "requested_actions": ("action_id",),
    "footnotes": ("footnote_id",),
    "clauses": ("clause_id", "kind"),
    "amendments": ("amendment_id", "kind"),
}
"""The kinds that are watched: table and the columns that make an item."""

State = Mapping[str, Any]


def state_of(dataset: Path) -> dict[str, Any]:
    """Return what is watched of a dataset: ``figures`` by kind, ``items`` with counts by document and kind."""
    items: dict[str, dict[str, Counter[str]]] = {}
    for name, columns in _ITEMS.items():
        for row in read_rows(dataset, name, ["document_id", *columns]):
            item = " | ".join(str(row[column]) for column in columns if row[column] is not None)
            items.setdefault(row["document_id"], {}).setdefault(name, Counter())[item] += 1
    figures = {kind: score["f1"] for kind, score in evaluate(TRUTH, dataset)["overall"].items()}
    return {"figures": figures, "items": items}


def as_bytes(state: State) -> bytes:
    """Return a state as it is committed: the same bytes for the same state."""
    return orjson.dumps(state, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def differences(before: State, after: State) -> Iterator[str]:
    """Say what was gained and lost: first the figures, then the items by document and kind."""
    for kind in sorted({*before["figures"], *after["figures"]}):
        old, new = before["figures"].get(kind), after["figures"].get(kind)
        if old != new:
            yield f"F1 of {kind}: {'none' if old is None else old} -> {'none' if new is None else new}"
    for document in sorted({*before["items"], *after["items"]}):
        olds, news = before["items"].get(document, {}), after["items"].get(document, {})
        for kind in sorted({*olds, *news}):
            old, new = Counter(olds.get(kind, {})), Counter(news.get(kind, {}))
            for word, changed in (("gained", new - old), ("lost", old - new)):
                if changed:
                    yield f"{document}, {kind}: {word} {changed.total()}: {_listed(changed)}"


def report(after: State, root: Path = ROOT) -> list[str]:
    """Return in lines what a state gained and lost against the newest of `REVISIONS` that it differs from."""
    compared = []
    for revision in REVISIONS:
        before = committed(revision, root)
        if before is None:
            continue
        found = list(differences(before, after))
        if found:
            return [f"against {revision}:", *found]
        compared.append(revision)
    if not compared:
        return ["no baseline is committed: nothing to compare with"]
    return [f"nothing gained or lost against {' and '.join(compared)}"]


def committed(revision: str, root: Path = ROOT) -> State | None:
    """Return the baseline of a revision; None where git, the revision or its baseline is not there."""
    command = ["git", "show", f"{revision}:{BASELINE.as_posix()}"]
    try:
        shown = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        return None
    state: State | None = orjson.loads(shown.stdout) if shown.returncode == 0 else None
    return state


def _listed(items: Counter[str]) -> str:
    listed = [item if count == 1 else f"{item} ({count})" for item, count in sorted(items.items())]
    more = len(listed) - SHOWN
    return "; ".join(listed[:SHOWN]) + (f"; and {more} more" if more > 0 else "")


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> None:
    """Say what a dataset of the specimens gained and lost; write the baseline only when asked to."""
    parser = argparse.ArgumentParser(prog="python -m tests.changes", description=__doc__)
    parser.add_argument("dataset", type=Path, help="the dataset of the specimens")
    parser.add_argument("--regenerate", action="store_true", help="write the baseline anew")
    options = parser.parse_args(arguments)
    state = state_of(options.dataset)
    print("\n".join(report(state, root)))
    if options.regenerate:
        (root / BASELINE).write_bytes(as_bytes(state))


if __name__ == "__main__":
    main()
