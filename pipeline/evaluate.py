"""A dataset against gold annotation: precision, recall and F1 by document and kind, with what is missing and too many.

Gold is one JSON a document, named after its document_id or known by its symbol, with the lists that
docs/evaluation.md describes. Texts compare by their letters and digits. A list that the gold does not have is not
measured.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import orjson

from pipeline.layout import Unit, units
from pipeline.model import letters_and_digits as bare
from pipeline.parquet import read_table, rows_of_documents
from pipeline.tag.organisations import find_organisations
from pipeline.tag.passage import Passage

Row = dict[str, Any]
Found = Mapping[str, list[Row]]
"""The rows of a document by table."""
Items = Counter[tuple[str, ...]]
Measured = Callable[[Found, Row], Items]
"""What a document has to compare with its gold, given both."""

_TABLES = (
    "documents",
    "activities",
    "results",
    "activity_results",
    "requested_actions",
    "footnotes",
    "clauses",
    "amendments",
    "taxon_mentions",
    "meeting_mentions",
    "document_mentions",
    "instrument_mentions",
    "event_mentions",
    "organisation_mentions",
)
_FACTS = ("symbol", "convention", "meeting_id", "title", "place", "date_start", "date_end", "issued", "agenda_item")


class GoldError(Exception):
    """The gold cannot be used; the message names the file."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many items are expected, found and right; what is missing and what is too many."""

    expected: int
    found: int
    right: int
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is expected that was found; 1 where nothing is expected."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where nothing is expected and nothing found."""
        total = self.expected + self.found
        return 2 * self.right / total if total else 1.0

    def figures(self) -> dict[str, float | int]:
        """Return the figures alone."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "expected": self.expected,
            "found": self.found,
            "right": self.right,
        }

    def listed(self) -> dict[str, Any]:
        """Return the figures with what is missing and too many."""
        return {**self.figures(), "missing": list(self.missing), "extra": list(self.extra)}


def evaluate(gold: Path, out: Path) -> dict[str, Any]:
    """Return the scores of the dataset in ``out``: ``documents`` by id and kind, ``overall`` by kind.

    ``not_found`` are the files whose documents the dataset lacks, ``not_measured`` the lists that are none of those
    known.

    Raises `GoldError` for gold that is none, FileNotFoundError where the dataset lacks a table.
    """
    annotated = _by_identifier(read_gold(gold), out)
    by_document = {
        document_id: _scores(document_id, annotated[document_id], found)
        for unit in units(out, _TABLES)
        for document_id, found in _of_documents(unit, annotated).items()
    }
    by_document = {name: by_document[name] for name in annotated if name in by_document}
    overall: dict[str, Score] = {}
    for scores in by_document.values():
        for kind, score in scores.items():
            overall[kind] = _sum(overall.get(kind), score)
    return {
        "overall": {kind: score.figures() for kind, score in overall.items()},
        "documents": {
            document_id: {kind: score.listed() for kind, score in scores.items()}
            for document_id, scores in by_document.items()
        },
        "not_found": sorted(set(annotated) - set(by_document)),
        "not_measured": sorted({name for entry in annotated.values() for name in entry} - _measured()),
    }


def metrics(evaluation: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of an evaluation that DVC shows: by kind, over all and by document."""
    return {
        "overall": evaluation["overall"],
        "documents": {
            document_id: {
                kind: {name: score[name] for name in ("f1", "expected", "right")} for kind, score in kinds.items()
            }
            for document_id, kinds in evaluation["documents"].items()
        },
    }


def plot_points(evaluation: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return one point for each kind, over all documents, for the bars of `dvc plots` (which pile up several)."""
    return [{"kind": kind, "f1": score["f1"]} for kind, score in evaluation["overall"].items()]


def read_gold(folder: Path) -> dict[str, Row]:
    """Return the gold annotation of a folder by document_id, in order. Raises `GoldError`."""
    if not folder.is_dir():
        raise GoldError(f"{folder}: there is no such folder")
    found: dict[str, Row] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            entry = orjson.loads(path.read_bytes())
        except orjson.JSONDecodeError as error:
            raise GoldError(f"{path}: is no JSON ({error})") from error
        if isinstance(entry, dict) and "document" in entry:
            found[path.stem] = entry
    if not found:
        raise GoldError(f"{folder}: holds no gold annotation (JSON files with `document`)")
    return found


def _measured() -> set[str]:
    return {"amendments_lost", *(name for name, _, _ in _KINDS.values())}


def _by_identifier(annotated: Mapping[str, Row], out: Path) -> dict[str, Row]:
    """Return gold by the document_id of its document; where no document is called as its file, by its symbol."""
    there = read_table(out, "documents", ["document_id", "symbol"]).to_pylist()
    ids = {row["document_id"] for row in there}
    symbols = {bare(row["symbol"]): row["document_id"] for row in reversed(there) if row["symbol"]}
    found: dict[str, Row] = {}
    for name, entry in annotated.items():
        document = entry["document"]
        symbol = bare(str(document.get("symbol") or "")) if isinstance(document, dict) else ""
        identifier = name if name in ids else symbols.get(symbol, name)
        found[name if identifier in {*annotated, *found} else identifier] = entry
    return found


def _scores(document_id: str, gold: Row, found: Found) -> dict[str, Score]:
    scores: dict[str, Score] = {}
    for kind, (name, expected, got) in _KINDS.items():
        if name in gold:
            try:
                wanted = expected(gold)
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                cause = f"{type(error).__name__}: {error}"
                raise GoldError(
                    f"{document_id}.json: `{name}` is not as docs/evaluation.md describes it ({cause})"
                ) from error
            scores[kind] = _score(wanted, got(found, gold))
    lost = gold.get("amendments_lost")
    if lost and found["documents"][0]["insertions_recoverable"]:
        insertions: Items = Counter(("insert", bare(text)) for text in lost)
        scores["amendments"] = _score(_gold_amendments(gold) + insertions, _amendments(found, gold))
    return scores


def _score(expected: Items, found: Items) -> Score:
    right = expected & found
    return Score(
        sum(expected.values()),
        sum(found.values()),
        sum(right.values()),
        tuple(_listed(expected - found)),
        tuple(_listed(found - expected)),
    )


def _listed(items: Items) -> Iterable[str]:
    for item, count in sorted(items.items()):
        text = " | ".join(part[:80] for part in item)
        yield f"{text} ({count})" if count > 1 else text


def _sum(first: Score | None, second: Score) -> Score:
    if first is None:
        return Score(second.expected, second.found, second.right)
    return Score(first.expected + second.expected, first.found + second.found, first.right + second.right)


def _of_documents(unit: Unit, wanted: Iterable[str]) -> dict[str, dict[str, list[Row]]]:
    """Return the rows by table of each of these documents that is in a part of the dataset."""
    rows = rows_of_documents(unit.files, wanted)
    found: dict[str, dict[str, list[Row]]] = {
        row["document_id"]: {name: [] for name in _TABLES} for row in rows["documents"]
    }
    for name, entries in rows.items():
        for row in entries:
            found[row["document_id"]][name].append(row)
    return found


# What is compared: the gold's list, and what the dataset has in its place


def _annex(text: str | None) -> str:
    return bare(text)


def _gold_activities(gold: Row) -> Items:
    return Counter((a["programme"], _annex(a["section"]), a["code"], bare(a["text"])) for a in gold["activities"])


def _activities(found: Found, _gold: Row) -> Items:
    return Counter(
        (a["programme_id"] or "", _annex(a["annex"]), a["code"], bare(a["text"])) for a in _coded(found, coded=True)
    )


def _coded(found: Found, *, coded: bool) -> list[Row]:
    """Return the activities with a code (`B4`), or the tasks, which only have a number."""
    return [row for row in found["activities"] if row["code"].isdigit() is not coded]


def _gold_tasks(gold: Row) -> Items:
    return _numbered((t["programme"], bare(t["theme_title"]), t["code"], bare(t["text"])) for t in gold["tasks"])


def _tasks(found: Found, _gold: Row) -> Items:
    return _numbered(
        (t["programme_id"] or "", bare(t["theme_title"]), t["code"], bare(t["text"]))
        for t in _coded(found, coded=False)
    )


def _numbered(tasks: Iterable[tuple[str, str, str | None, str]]) -> Items:
    """Return tasks to compare: the only one of its row is no other task where its number is not printed."""
    listed = list(tasks)
    in_row = Counter(task[:2] for task in listed)
    return Counter(
        (programme, row, "" if in_row[programme, row] == 1 else code or "", text)
        for programme, row, code, text in listed
    )


def _gold_places(gold: Row) -> Items:
    return Counter(
        (
            _annex(a["section"]),
            a["code"],
            a["theme"] or "",
            bare(a["theme_title"]),
            bare(a["group"]),
            bare(a["timeframe"]),
        )
        for a in gold["activities"]
    )


def _places(found: Found, _gold: Row) -> Items:
    return Counter(
        (
            _annex(a["annex"]),
            a["code"],
            a["theme"] or "",
            bare(a["theme_title"]),
            bare(a["group"]),
            bare(a["timeframe"]),
        )
        for a in _coded(found, coded=True)
    )


def _gold_results(gold: Row) -> Items:
    return Counter((_annex(a["section"]), a["code"], bare(a["result"])) for a in gold["activities"] if a.get("result"))


def _results(found: Found, _gold: Row) -> Items:
    texts = {row["result_id"]: row["text"] for row in found["results"]}
    activities = {row["activity_id"]: row for row in _coded(found, coded=True)}
    items: Items = Counter()
    for link in found["activity_results"]:
        text, activity = texts.get(link["result_id"]), activities.get(link["activity_id"])
        if text and activity:
            items[_annex(activity["annex"]), activity["code"], bare(text)] += 1
    return items


def _gold_facts(gold: Row) -> Items:
    return Counter((name, bare(str(gold["document"][name]))) for name in _FACTS if gold["document"].get(name))


def _facts(found: Found, gold: Row) -> Items:
    row = found["documents"][0]
    values = {**row, "date_start": row["meeting_start"], "date_end": row["meeting_end"]}
    return Counter((name, bare(str(values[name]))) for name in _FACTS if values[name] and name in gold["document"])


def _gold_named(name: str, key: str | None) -> Callable[[Row], Items]:
    def items(gold: Row) -> Items:
        return Counter({(entry[key] if key else entry,) for entry in gold[name]})

    return items


def _named(table: str, column: str, in_symbol: bool | None = None) -> Measured:
    def items(found: Found, _gold: Row) -> Items:
        rows = [row for row in found[table] if row[column]]
        if in_symbol is not None:
            outside = {row[column] for row in rows if not row["in_symbol"]}
            if in_symbol:
                return Counter({(row[column],) for row in rows if row["in_symbol"] and row[column] not in outside})
            return Counter({(value,) for value in outside})
        return Counter({(row[column],) for row in rows})

    return items


def _gold_events(gold: Row) -> Items:
    return _settings(gold["other_events"])


def _events(found: Found, _gold: Row) -> Items:
    return _settings(found["event_mentions"])


def _settings(events: Iterable[Row]) -> Items:
    """Return the places and dates of events, once each: annotators name an event in words of their own.

    One that is named again with a part of its place and dates (the town alone, without dates) is the same event.
    """
    stated = {(event["place"] or "", bare(event["dates"])) for event in events}
    parts = {
        part
        for place, dates in stated
        for part in product((bare(place), bare(place.partition(",")[0]), ""), (dates, ""))
        if part != (bare(place), dates)
    }
    return Counter(setting for setting in {(bare(place), dates) for place, dates in stated} - parts if any(setting))


def _gold_organisations(gold: Row) -> Items:
    return Counter({(_as_printed(name),) for name in gold["organizations"]})


def _organisations(found: Found, gold: Row) -> Items:
    """Return the names of the gold that organisations of the document answer, and those that answer none by their ids.

    One answers a name that is its id, its name, one of its printed surfaces, or that reads as it; however often it is
    mentioned, it counts once.
    """
    forms: dict[str, set[str]] = {}
    for row in found["organisation_mentions"]:
        known = forms.setdefault(row["organisation_id"], set())
        known.update(bare(row[name]) for name in ("organisation_id", "name", "surface"))
    read = {name: _read_as(name) for name in gold["organizations"]}
    answered: set[str] = set()
    for identifier, known in forms.items():
        names = [name for name in read if bare(name) in known or read[name] == identifier]
        answered.update(map(_as_printed, names or [identifier]))
    return Counter((name,) for name in answered)


def _as_printed(name: str) -> str:
    return " ".join(name.split())


def _read_as(name: str) -> str | None:
    """Return the organisation that a name of the gold is known to be: annotators call one in words of their own."""
    read = find_organisations(Passage.of(name), {})
    return read[0].organisation_id if len(read) == 1 and (read[0].start, read[0].end) == (0, len(name)) else None


def _gold_mentions(gold: Row) -> Items:
    return Counter({(entry["accepted"],): int(entry["mentions"]) for entry in gold["taxa"]})


def _mentions(found: Found, _gold: Row) -> Items:
    return Counter((row["name"],) for row in found["taxon_mentions"])


def _gold_texts(name: str) -> Callable[[Row], Items]:
    def items(gold: Row) -> Items:
        return Counter((bare(entry["text"] if isinstance(entry, dict) else entry),) for entry in gold[name])

    return items


def _texts(table: str) -> Measured:
    def items(found: Found, _gold: Row) -> Items:
        return Counter((bare(row["text"]),) for row in found[table])

    return items


def _gold_clauses(gold: Row) -> Items:
    return Counter((c["kind"], str(c["number"] or ""), bare(c["verb"])) for c in gold["clauses"])


def _clauses(found: Found, _gold: Row) -> Items:
    return Counter((c["kind"], (c["number"] or "").strip("."), bare(c["verb"])) for c in found["clauses"])


def _gold_amendments(gold: Row) -> Items:
    return Counter((a["kind"], bare(a["text"])) for a in gold["amendments"])


def _amendments(found: Found, _gold: Row) -> Items:
    return Counter((a["kind"], bare(a["text"])) for a in found["amendments"])


_KINDS: Mapping[str, tuple[str, Callable[[Row], Items], Measured]] = {
    "facts": ("document", _gold_facts, _facts),
    "activities": ("activities", _gold_activities, _activities),
    "activity_places": ("activities", _gold_places, _places),
    "tasks": ("tasks", _gold_tasks, _tasks),
    "results": ("activities", _gold_results, _results),
    "taxa": ("taxa", _gold_named("taxa", "accepted"), _named("taxon_mentions", "name")),
    "taxon_mentions": ("taxa", _gold_mentions, _mentions),
    "meetings": ("meetings", _gold_named("meetings", "id"), _named("meeting_mentions", "meeting_id", False)),
    "meetings_in_symbols": (
        "meetings_in_symbols",
        _gold_named("meetings_in_symbols", None),
        _named("meeting_mentions", "meeting_id", True),
    ),
    "documents": ("document_refs", _gold_named("document_refs", None), _named("document_mentions", "symbol")),
    "instruments": (
        "instrument_refs",
        _gold_named("instrument_refs", "id"),
        _named("instrument_mentions", "instrument_id"),
    ),
    "events": ("other_events", _gold_events, _events),
    "organisations": ("organizations", _gold_organisations, _organisations),
    "requested_actions": ("requested_actions", _gold_texts("requested_actions"), _texts("requested_actions")),
    "footnotes": ("footnotes", _gold_texts("footnotes"), _texts("footnotes")),
    "clauses": ("clauses", _gold_clauses, _clauses),
    "amendments": ("amendments", _gold_amendments, _amendments),
}
"""Each kind that is measured: the gold's list that must be there, and what gold and dataset have to compare."""
