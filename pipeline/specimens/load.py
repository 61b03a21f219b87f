"""Specimen documents from their YAML sources under ``shipped/``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import yaml

from pipeline.specimens.content import (
    Activity,
    Annex,
    Content,
    Document,
    Element,
    Facts,
    Matrix,
    PageBreak,
    Programme,
    Row,
    Summary,
    TaskRow,
    TaskTable,
    Theme,
)
from pipeline.specimens.layout import Layout
from pipeline.specimens.rich import plain
from pipeline.specimens.text import NO_DAMAGE, Damage, Dialect

Source = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of a document: its path under ``raw/``, and for text its dialect and what is broken in it."""

    path: str
    dialect: Dialect | None = None
    damage: Damage = NO_DAMAGE


@dataclass(frozen=True, slots=True)
class Shipped:
    """A specimen that a clone ships: the document, how it is printed, and its files.

    ``catalogue`` names the facts that its catalogue entries state because its files lack them.
    """

    document: Document
    layout: Layout
    renditions: tuple[Rendition, ...]
    catalogue: tuple[str, ...] = ()


def load_all() -> list[Shipped]:
    """Return every shipped specimen, in the order of their names."""
    folder = resources.files("pipeline.specimens").joinpath("shipped")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yml"))
    return [load(name.removesuffix(".yml")) for name in names]


def load(name: str) -> Shipped:
    """Return one shipped specimen by the name of its source.

    Raises ValueError where the source holds a key that is not understood.
    """
    source = _read(f"shipped/{name}.yml")
    facts = Facts(document_id=name, **_facts(source.pop("facts")))
    document = Document(
        facts,
        tuple(_contents(source.pop("body"), facts)),
        tuple(
            Annex(str(entry["number"]), tuple(_contents(entry["contents"], facts)))
            for entry in source.pop("annexes", [])
        ),
        {str(number): text for number, text in source.pop("footnotes", {}).items()},
    )
    shipped = Shipped(
        document,
        Layout(house=facts.convention, **source.pop("layout", {})),
        tuple(_rendition(entry) for entry in source.pop("files")),
        tuple(source.pop("catalogue", ())),
    )
    if source:
        raise ValueError(f"{name}: not understood: {', '.join(source)}")
    return shipped


@cache
def _text(path: str) -> str:
    return resources.files("pipeline.specimens").joinpath(path).read_text(encoding="utf-8")


def _read(path: str) -> Source:
    loaded: Source = yaml.load(_text(path), Loader=yaml.CSafeLoader)
    return loaded


def _facts(source: Source) -> Source:
    return {**source, "agenda_headings": tuple(source.get("agenda_headings", ()))}


def _rendition(source: Source) -> Rendition:
    damage = dict(source.get("damage", {}))
    for key in ("fallen_out", "interleaved", "lost_codes"):
        damage[key] = frozenset(damage.get(key, ()))
    return Rendition(source["path"], source.get("dialect"), Damage(**damage))


def _contents(sources: list[Source], facts: Facts) -> Iterator[Content]:
    """Yield the contents of a body or annex; numbered paragraphs count on from 1."""
    count = 0
    for source in sources:
        ((kind, value),) = source.items()
        if kind == "numbered":
            text, items, requested = _numbered(value)
            count += 1
            yield Element("numbered", text, f"{count}.", requested=requested)
            yield from items
        elif kind in _HEADINGS:
            level, style = _HEADINGS[kind]
            of_cites = kind == "heading" and facts.convention == "CITES"
            yield Element("heading", value, level=level, style="underline" if of_cites else style)
        elif kind in _OTHERS:
            yield from _OTHERS[kind](value)
        else:
            raise ValueError(f"{facts.document_id}: unknown content {kind!r}")


def _numbered(value: str | Source) -> tuple[str, list[Element], tuple[str, ...]]:
    if isinstance(value, str):
        return value, [], ()
    items = [Element("item", text, "\u2022") for text in value.get("bullets", ())]
    return value["text"], items, tuple(value.get("requested", ()))


def _examples(texts: list[str]) -> Iterator[Element]:
    for i, text in enumerate(texts):
        yield Element("item", text, f"{chr(ord('a') + i)})")


def _requested(texts: list[str]) -> Iterator[Element]:
    """Yield lettered requested actions; what is asked is each item without what joins it to the next."""
    for i, text in enumerate(texts):
        asked = plain(text).removesuffix("; and").rstrip(".;")
        yield Element("item", text, f"{chr(ord('a') + i)})", requested=(asked,))


def _resolution(value: Source) -> Iterator[Element]:
    for text in value["preambular"]:
        yield Element("paragraph", text, clause="preambular")
    for text in value["enacting"]:
        yield Element("centred", f"<i>{text}</i>")
    for i, entry in enumerate(value["operative"], start=1):
        text, items = (entry, []) if isinstance(entry, str) else (entry["text"], entry["bullets"])
        yield Element("numbered", text, f"{i}.", clause="operative")
        for item in items:
            yield Element("item", item, "\u2022", clause="operative")


def _tasks(value: Source) -> TaskTable:
    rows = tuple(
        TaskRow(row["title"], tuple(row["tasks"]), tuple(row.get("comments", ())), tuple(row.get("summaries", ())))
        for row in value["rows"]
    )
    return TaskTable(value["programme"], tuple(value["columns"]), rows)


def _matrix(value: Source) -> Matrix:
    rows = tuple(
        tuple(
            None if entry is None else (entry, 1, 1) if isinstance(entry, str) else (entry[0], entry[1], entry[2])
            for entry in row
        )
        for row in value["rows"]
    )
    return Matrix(value.get("caption"), rows, value["header_rows"], tuple(value["widths"]))


def _programme(value: Source) -> Programme:
    """Take a programme from its own file, as a draft or with the results that this document reports."""
    source = _read(f"shipped/programmes/{value['edition']}.yml")
    results: dict[str, list[str]] = value.get("results", {})
    reported = value["role"] == "progress_report"
    timed = len(value["columns"]) > 1 and not reported
    style = value.get("codes", "{code}.")
    themes = []
    for theme in source["themes"]:
        rows = []
        for row in theme["rows"]:
            activities = tuple(_activity(entry, style, timed) for entry in row["activities"])
            rows.append(Row(activities, row.get("group")))
        if reported:
            rows = [_reported(row, results) for row in _split_rows(rows, set(results))]
        heading = value.get("heading", "({letter}) {title}").format(letter=theme["letter"], title=theme["title"])
        intro = () if reported else tuple(Element("paragraph", text) for text in theme.get("intro", ()))
        if not reported:
            intro += tuple(Element("item", text, "\u2022") for text in theme.get("species", ()))
        themes.append(Theme(theme["letter"], theme["title"], heading, tuple(rows), intro))
    unknown = set(results) - {a.code for theme in themes for row in theme.rows for a in row.activities}
    if unknown:
        raise ValueError(f"results for unknown activities: {', '.join(sorted(unknown))}")
    return Programme(source["programme"], value["role"], tuple(value["columns"]), tuple(themes))


def _activity(source: Source, style: str, timed: bool) -> Activity:
    code = source["code"]
    printed = source.get("printed", style.format(code=code))
    timeframe = str(source["timeframe"]) if timed and "timeframe" in source else None
    return Activity(code, printed, source["text"], tuple(source.get("items", ())), timeframe)


def _split_rows(rows: list[Row], starts: set[str]) -> Iterator[Row]:
    """Part the rows of a group at the activities for which a result begins."""
    for row in rows:
        part: list[Activity] = []
        group = row.group
        for activity in row.activities:
            if part and activity.code in starts:
                yield Row(tuple(part), group)
                part, group = [], None
            part.append(activity)
        yield Row(tuple(part), group)


def _reported(row: Row, results: dict[str, list[str]]) -> Row:
    result = results.get(row.activities[0].code)
    return replace(row, result=tuple(result) if result else None)


_HEADINGS = {"title": (1, "bold centred"), "heading": (2, "bold"), "subheading": (3, "italic")}
"""Level and style of a heading; those of the second level are underlined in documents of CITES."""
_OTHERS: dict[str, Callable[[Any], Iterable[Content]]] = {
    "page_break": lambda _: [PageBreak()],
    "paragraph": lambda text: [Element("paragraph", text)],
    "bullets": lambda texts: [Element("item", text, "\u2022") for text in texts],
    "summary": lambda texts: [Summary(tuple(texts))],
    "examples": _examples,
    "requested": _requested,
    "resolution": _resolution,
    "tasks": lambda value: [_tasks(value)],
    "programme": lambda value: [_programme(value)],
    "matrix": lambda value: [_matrix(value)],
}
"""How the contents are made of which each stands for itself."""
