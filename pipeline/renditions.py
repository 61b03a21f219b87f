"""Which file is which document: the same document in several files, revisions, and specimens among real documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from pipeline.model import Issue, Level
from pipeline.sources import MEDIA_TYPES, STAGE, Source

SAME_DOCUMENT = 0.5
"""Two files with one symbol of whose words (the shorter's) less is shared are two documents, not two renditions."""

SAME_TEXT = 0.8
"""Two files of one document share at least so many of their words, whatever they were converted by: mostly 0.99."""
UNDECIDED = "rendition-undecided"
"""The rule that asks which of two files of one symbol holds."""

_REVISION = re.compile(r"\s*\(Rev\.(?:\s*(?:CoP|COP)?\s*(?P<number>\d+))?\)$|/Rev\.(?P<slash>\d+)$")
_DATES = ("issued", "meeting_start", "meeting_end")
_SETTING = ("meeting_id", "body")
_TAKEN_OVER = ("symbol", "own_instrument_id", "convention", *_SETTING, "title", "agenda_item", "place", *_DATES, "url")
"""The facts that a document has from another of its files where the one that is read lacks them."""
_INFERRED = "convention-inferred"
_TOLD_OF = {"symbol": {"symbol-missing"}, "title": {"title-missing"}, "convention": {_INFERRED, "convention-unknown"}}
"""What was noticed of a file that lacks a fact, and is no more to be said where another file has it."""


@dataclass(slots=True)
class Reading:
    """One file that was read: its `documents` row, what was noticed, and how well it was read."""

    source: Source
    key: str
    document: dict[str, Any]
    issues: list[Issue]
    errors: int
    characters: int
    illegible: int
    """Pages of which some or all text could not be read."""
    words: frozenset[str]

    @classmethod
    def of(cls, source: Source, key: str, card: Mapping[str, Any]) -> Reading:
        """Return the reading that a kept card describes."""
        facts = dict(card["facts"])
        for name in _DATES:
            facts[name] = date.fromisoformat(facts[name]) if facts[name] else None
        document = {
            **facts,
            "specimen": facts["specimen"] or source.is_specimen,
            "source_file": source.name,
            "media_type": source.media_type,
            "dialect": card["dialect"],
            "sha256": source.sha256,
            "pages": card["pages"],
            "url": source.stated.get("url"),
            "renditions": [],
            "supersedes": None,
            "insertions_recoverable": card["insertions_recoverable"],
        }
        issues = [Issue(**issue) for issue in card["issues"]]
        return cls(
            source,
            key,
            document,
            issues,
            card["errors"],
            card["characters"],
            card["illegible"],
            frozenset(card["words"]),
        )

    @property
    def preference(self) -> tuple[bool, int, int, str]:
        """Order among renditions, the best first: some text, fewest errors, pages and boxes, styles, bare text."""
        rank = list(MEDIA_TYPES.values()).index(self.source.media_type)
        return (self.characters == 0, self.errors, rank, self.source.name)


@dataclass(frozen=True, slots=True)
class Settled:
    """The documents of a run, in order of their ids, and what settling them noticed."""

    readings: list[Reading]
    issues: list[Issue]


def settle(readings: Sequence[Reading]) -> Settled:
    """Settle which files are which documents.

    Of several renditions the best is taken, names the others and has from them the facts that it lacks. A file in
    another language than the English (or else the first) of the same symbol is a document of its own, with its language
    behind its id; so is one whose words are others, with a number, and an error says so. Specimens are left out where
    there is a real document.
    """
    issues: list[Issue] = []
    readings = _without_specimens(readings, issues)
    by_id: dict[str, list[Reading]] = defaultdict(list)
    for reading in sorted(readings, key=lambda reading: reading.preference):
        by_id[reading.document["document_id"]].append(reading)
    settled: list[Reading] = []
    for document_id, group in by_id.items():
        settled.extend(_editions(document_id, group, issues))
    _link_revisions(settled)
    return Settled(sorted(settled, key=lambda reading: str(reading.document["document_id"])), issues)


def _without_specimens(readings: Iterable[Reading], issues: list[Issue]) -> list[Reading]:
    specimens = [reading for reading in readings if reading.document["specimen"]]
    real = [reading for reading in readings if not reading.document["specimen"]]
    if real and specimens:
        names = ", ".join(sorted(reading.source.name for reading in specimens))
        issues.append(
            Issue("info", STAGE, "specimens-left-out", "Specimens are left out beside real documents.", names)
        )
        return real
    return [*real, *specimens]


def _editions(document_id: str, group: Sequence[Reading], issues: list[Issue]) -> list[Reading]:
    languages: dict[str | None, list[Reading]] = defaultdict(list)
    for reading in group:
        languages[reading.document["language"]].append(reading)
    unknown = languages.pop(None, []) if len(languages) > 1 else []
    main = "en" if "en" in languages else next(iter(languages))
    languages[main] += unknown
    found: list[Reading] = []
    for language, members in languages.items():
        identifier = document_id if language == main else f"{document_id}-{language}"
        found.extend(_distinct(identifier, members, issues))
    return found


def _distinct(document_id: str, members: Sequence[Reading], issues: list[Issue]) -> list[Reading]:
    """Join renditions of one document; files with other words become documents of their own."""
    leaders: list[Reading] = []
    for reading in members:
        leader = next((leader for leader in leaders if _overlap(leader.words, reading.words) >= SAME_DOCUMENT), None)
        if leader is not None:
            leader.document["renditions"] = sorted([*leader.document["renditions"], reading.source.name])
            _take_over(leader, reading)
            _tell_rival(leader, reading)
            continue
        number = len(leaders) + 1
        reading.document["document_id"] = document_id if number == 1 else f"{document_id}-{number}"
        if leaders:
            issues.append(
                Issue(
                    "error",
                    STAGE,
                    "symbol-shared",
                    f"{reading.source.name} has the symbol of {leaders[0].source.name}, but another text; "
                    "state its symbol in the catalogue.",
                    str(reading.document["symbol"] or document_id),
                )
            )
        leaders.append(reading)
    return leaders


def _take_over(leader: Reading, other: Reading) -> None:
    """Let a document have the facts that only another of its files has, and say so.

    A convention that was inferred gives way to one that the other file names or has stated; the meeting of another
    convention than the document's is not taken.
    """
    inferred = {issue.rule for issue in leader.issues} - {issue.rule for issue in other.issues}
    lacking = [name for name in _TAKEN_OVER if leader.document.get(name) is None]
    if _INFERRED in inferred:
        lacking.append("convention")
    elif leader.document.get("convention") not in (None, other.document.get("convention")):
        lacking = [name for name in lacking if name not in _SETTING]
    taken = [name for name in lacking if other.document.get(name) is not None]
    if not taken:
        return
    leader.document |= {name: other.document[name] for name in taken}
    settled = set[str]().union(*(_TOLD_OF.get(name, set()) for name in taken))
    message = f"Said by or stated of another file of the document, {other.source.name}: {', '.join(sorted(taken))}"
    leader.issues = [issue for issue in leader.issues if issue.rule not in settled]
    leader.issues.append(Issue("info", STAGE, "fact-from-rendition", message, other.source.name))


def _tell_rival(leader: Reading, other: Reading) -> None:
    """Say of two files that nothing but their names settles which is read, or that they are hardly of one text.

    Such a one is what is printed anew under the symbol of the file that it replaces, and that file is there still.
    """
    of_one_kind = leader.preference[:-1] == other.preference[:-1]
    shared, words = len(leader.words & other.words), len(leader.words | other.words)
    if not of_one_kind and (not leader.words or not other.words or shared >= SAME_TEXT * words):
        return
    level: Level = "info" if shared == words else "warning"
    kind = "are of one kind and " if of_one_kind else ""
    what = "have the same words" if level == "info" else "have not the same words"
    why = "for its name alone" if of_one_kind else "as the better one"
    message = (
        f"{leader.source.name} and {other.source.name} {kind}{what}: the first is read {why}; take the one out that "
        "does not hold."
    )
    leader.issues.append(Issue(level, STAGE, UNDECIDED, message, other.source.name))


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    if not first or not second:
        return 1.0
    return len(first & second) / min(len(first), len(second))


def _link_revisions(readings: Sequence[Reading]) -> None:
    """Let a revision name the edition before it that is in the dataset."""
    editions: dict[tuple[str, str | None], list[tuple[int, Reading]]] = defaultdict(list)
    for reading in readings:
        symbol = reading.document["symbol"]
        if symbol:
            match = _REVISION.search(symbol)
            number = int(match["number"] or match["slash"] or 1) if match else 0
            stem = symbol[: match.start()] if match else symbol
            editions[stem, reading.document["language"]].append((number, reading))
    for group in editions.values():
        ordered: dict[int, Reading] = {}
        for number, reading in sorted(group, key=lambda entry: (entry[0], entry[1].document["document_id"])):
            ordered.setdefault(number, reading)
        for earlier, later in pairwise(ordered.values()):
            later.document["supersedes"] = earlier.document["document_id"]
