"""A dataset against gold annotation: precision, recall and F1 by document and kind, with what is missing and too many.

Gold is one JSON a document, named after its document_id or known by its symbol, with the lists that
docs/evaluation.md describes. Texts compare by their letters and digits. A list that the gold does not have is not
measured.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, product
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
        "not_measured": sorted(
            {*chain(*annotated.values())} - {"amendments_lost", *(kind[0] for kind in _KINDS.values())}
        ),
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
    for kind, (name, read, items) in _KINDS.items():
        if name in gold:
            try:
                wanted = items(_annotated(gold, name, found))
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                cause = f"{type(error).__name__}: {error}"
                raise GoldError(
                    f"{document_id}.json: `{name}` is not as docs/evaluation.md describes it ({cause})"
                ) from error
            scores[kind] = _score(wanted, items(read(found, gold)))
    return scores


def _annotated(gold: Row, name: str, found: Found) -> Any:
    """Return a list of the gold; among amendments, insertions that some source lost, if this one could keep them."""
    if name != "amendments" or not found["documents"][0]["insertions_recoverable"]:
        return gold[name]
    return [*gold[name], *({"kind": "insert", "text": text} for text in gold.get("amendments_lost") or ())]


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


# What is compared: rows of the dataset put as annotators put them, and what counts of either


def _coded(found: Found) -> list[Row]:
    """Return the activities with a code (`B4`); tasks only have a number."""
    return [row for row in found["activities"] if not row["code"].isdigit()]


def _read_activities(found: Found, _gold: Row) -> list[Row]:
    return [{**row, "programme": row["programme_id"], "section": row["annex"]} for row in _coded(found)]


def _activities(rows: list[Row]) -> Items:
    return Counter((row["programme"] or "", bare(row["section"]), row["code"] or "", bare(row["text"])) for row in rows)


def _places(rows: list[Row]) -> Items:
    named = ("theme_title", "group", "timeframe")
    return Counter(
        (bare(row["section"]), row["code"] or "", row["theme"] or "", *(bare(row[name]) for name in named))
        for row in rows
    )


def _read_tasks(found: Found, _gold: Row) -> list[Row]:
    return [{**row, "programme": row["programme_id"]} for row in found["activities"] if row["code"].isdigit()]


def _tasks(rows: list[Row]) -> Items:
    """Return tasks to compare: the only one of its row is no other task where its number is not printed."""
    places = [(row["programme"] or "", bare(row["theme_title"])) for row in rows]
    in_row = Counter(places)
    return Counter(
        (*place, "" if in_row[place] == 1 else row["code"] or "", bare(row["text"]))
        for place, row in zip(places, rows, strict=True)
    )


def _read_results(found: Found, _gold: Row) -> list[Row]:
    texts = {row["result_id"]: row["text"] for row in found["results"]}
    activities = {row["activity_id"]: row for row in _coded(found)}
    return [
        {"section": activity["annex"], "code": activity["code"], "result": texts.get(link["result_id"])}
        for link in found["activity_results"]
        if (activity := activities.get(link["activity_id"]))
    ]


def _results(rows: list[Row]) -> Items:
    return Counter((bare(row["section"]), row["code"] or "", bare(row["result"])) for row in rows if row.get("result"))


def _read_facts(found: Found, gold: Row) -> Row:
    row = found["documents"][0]
    values = {**row, "date_start": row["meeting_start"], "date_end": row["meeting_end"]}
    return {name: values[name] for name in _FACTS if name in gold["document"]}


def _facts(document: Row) -> Items:
    return Counter((name, bare(str(document[name]))) for name in _FACTS if document.get(name))


def _read_taxa(found: Found, _gold: Row) -> list[Row]:
    counted = Counter(row["name"] for row in found["taxon_mentions"])
    return [{"accepted": name, "mentions": count} for name, count in counted.items()]


def _read_meetings(found: Found, _gold: Row) -> list[Row]:
    return [{"id": row["meeting_id"]} for row in found["meeting_mentions"] if not row["in_symbol"]]


def _meetings_in_symbols(found: Found, gold: Row) -> set[str]:
    outside = {row["id"] for row in _read_meetings(found, gold)}
    return {row["meeting_id"] for row in found["meeting_mentions"]} - outside


def _symbols(found: Found, _gold: Row) -> list[str]:
    return [row["symbol"] for row in found["document_mentions"]]


def _read_instruments(found: Found, _gold: Row) -> list[Row]:
    return [{"id": row["instrument_id"]} for row in found["instrument_mentions"]]


def _once(values: Iterable[str | None]) -> Items:
    return Counter({(value,) for value in values if value})


def _identifiers(rows: list[Row]) -> Items:
    return _once(row["id"] for row in rows)


def _events(rows: list[Row]) -> Items:
    """Return the places and dates of events, once each: annotators name an event in words of their own.

    One that is named again with a part of its place and dates (the town alone, without dates) is the same event.
    """
    stated = {(event["place"] or "", bare(event["dates"])) for event in rows}
    parts = {
        part
        for place, dates in stated
        for part in product((bare(place), bare(place.partition(",")[0]), ""), (dates, ""))
        if part != (bare(place), dates)
    }
    return Counter(setting for setting in {(bare(place), dates) for place, dates in stated} - parts if any(setting))


def _organisations(names: Iterable[str]) -> Items:
    return _once(" ".join(name.split()) for name in names)


def _answered(found: Found, gold: Row) -> list[str]:
    """Return the names of the gold that organisations of the document answer, and those that answer none by their ids.

    One answers a name that is its id, its name, one of its printed surfaces, or that reads as it; however often it is
    mentioned, it counts once.
    """
    forms: dict[str, set[str]] = {}
    for row in found["organisation_mentions"]:
        known = forms.setdefault(row["organisation_id"], set())
        known.update(bare(row[name]) for name in ("organisation_id", "name", "surface"))
    read = {name: _read_as(name) for name in gold["organizations"]}
    return [
        name
        for identifier, known in forms.items()
        for name in [name for name in read if bare(name) in known or read[name] == identifier] or [identifier]
    ]


def _read_as(name: str) -> str | None:
    """Return the organisation that a name of the gold is known to be: annotators call one in words of their own."""
    read = find_organisations(Passage.of(name), {})
    return read[0].organisation_id if len(read) == 1 and (read[0].start, read[0].end) == (0, len(name)) else None


def _texts(entries: list[Any]) -> Items:
    return Counter((bare(entry["text"] if isinstance(entry, dict) else entry),) for entry in entries)


def _clauses(rows: list[Row]) -> Items:
    return Counter((row["kind"], str(row["number"] or "").strip("."), bare(row["verb"])) for row in rows)


def _amendments(rows: list[Row]) -> Items:
    return Counter((row["kind"], bare(row["text"])) for row in rows)


def _table(name: str) -> Callable[[Found, Row], Any]:
    return lambda found, _gold: found[name]


_KINDS: Mapping[str, tuple[str, Callable[[Found, Row], Any], Callable[[Any], Items]]] = {
    "facts": ("document", _read_facts, _facts),
    "activities": ("activities", _read_activities, _activities),
    "activity_places": ("activities", _read_activities, _places),
    "tasks": ("tasks", _read_tasks, _tasks),
    "results": ("activities", _read_results, _results),
    "taxa": ("taxa", _read_taxa, lambda rows: _once(row["accepted"] for row in rows)),
    "taxon_mentions": ("taxa", _read_taxa, lambda rows: Counter({(x["accepted"],): int(x["mentions"]) for x in rows})),
    "meetings": ("meetings", _read_meetings, _identifiers),
    "meetings_in_symbols": ("meetings_in_symbols", _meetings_in_symbols, _once),
    "documents": ("document_refs", _symbols, _once),
    "instruments": ("instrument_refs", _read_instruments, _identifiers),
    "events": ("other_events", _table("event_mentions"), _events),
    "organisations": ("organizations", _answered, _organisations),
    "requested_actions": ("requested_actions", _table("requested_actions"), _texts),
    "footnotes": ("footnotes", _table("footnotes"), _texts),
    "clauses": ("clauses", _table("clauses"), _clauses),
    "amendments": ("amendments", _table("amendments"), _amendments),
}
"""Each kind that is measured: the gold's list that must be there, what the document has in its place, put likewise, and
what of such a list is compared."""
