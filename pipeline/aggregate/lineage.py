"""Lineage: what an activity was before, and what became of it.

Between two editions of one programme an activity is the same, reworded or renumbered; from one programme to the
next it is continued; in both, several can be merged into one and one split into several. What has no successor was
dropped, what has no predecessor is new. Method and measurement: ``docs/lineage.md``.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import pyarrow as pa

from pipeline.aggregate.editions import Edition, Step
from pipeline.aggregate.rows import Row, Rows
from pipeline.aggregate.similarity import Comparison, Similarity, points_back
from pipeline.parquet import in_order
from pipeline.schema import tables

MUTUAL = 0.25
"""A pair is linked from this score on if each is the other's most similar."""
ONE_SIDED = 0.45
"""And from this on if only one of them has the other as its most similar: a merger or a split."""
MINOR_WORD = 3
"""Words of up to so many letters change without changing what is meant (`the`, `of`, `and`)."""

_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Link:
    earlier: Row
    later: Row
    similarity: float
    reasons: tuple[str, ...]


def lineage_ends(from_ids: Collection[str], to_ids: Collection[str], steps: Iterable[Step]) -> pa.Table:
    """Return what ended (``dropped``) and what began (``new``), given the ids of the activities that links join.

    An activity of the first edition known is new as far as the record goes: its ``compared_with`` is None. In the
    last edition known nothing is dropped. The rows are sorted.
    """
    schema = tables()["lineage_ends"].arrow
    # Column by column: there are about as many rows as activities, and as rows they would weigh ten times as much.
    columns: dict[str, list[str | None]] = {name: [] for name in schema.names}
    for step in steps:
        began = [name for name in step.later.activity_ids if name not in to_ids]
        _add_ends(columns, began, "new", step.later, step.earlier)
        if step.earlier:
            ended = [name for name in step.earlier.activity_ids if name not in from_ids]
            _add_ends(columns, ended, "dropped", step.earlier, step.later)
    return in_order(pa.table(columns, schema), "activity_id", "relation")


def _add_ends(
    columns: Mapping[str, list[str | None]],
    activity_ids: Sequence[str],
    relation: str,
    own: Edition,
    other: Edition | None,
) -> None:
    if other is None:
        evidence = "The first edition known: there is nothing earlier to compare it with."
    else:
        evidence = f"Nothing in {other.name} ({other.programme_id}) is similar enough."
    columns["activity_id"].extend(activity_ids)
    for name, value in (
        ("document_id", own.document_id),
        ("relation", relation),
        ("programme_id", own.programme_id),
        ("compared_with", other.name if other else None),
        ("evidence", evidence),
    ):
        columns[name].extend([value] * len(activity_ids))


def step_links(step: Step, earlier: Rows, later: Rows) -> Rows:
    """Return the rows of `lineage` between two editions, whose activities are given in their order."""
    found = _equal(earlier, later) if step.within_programme else []
    taken = {link.earlier["activity_id"] for link in found} | {link.later["activity_id"] for link in found}
    left = [row for row in earlier if row["activity_id"] not in taken]
    right = [row for row in later if row["activity_id"] not in taken]
    if left and right:
        comparison = Comparison(earlier, later, same_programme=step.within_programme)
        found += _similar(left, right, comparison)
        found += _pointing_back(earlier, found, comparison)
    successors = Counter(link.earlier["activity_id"] for link in found)
    predecessors = Counter(link.later["activity_id"] for link in found)
    return [
        _row(
            link,
            _relation(
                link,
                step,
                merged=predecessors[link.later["activity_id"]] > 1,
                split=successors[link.earlier["activity_id"]] > 1,
            ),
        )
        for link in found
    ]


def _equal(earlier: Sequence[Row], later: Sequence[Row]) -> list[_Link]:
    """Link activities whose letters and digits are equal; of several, first those with the same code."""
    waiting: dict[str, Rows] = defaultdict(list)
    for row in later:
        waiting[_letters(row["text"])].append(row)
    found: list[_Link] = []
    by_code = sorted(
        earlier, key=lambda row: row["code"] not in {entry["code"] for entry in waiting[_letters(row["text"])]}
    )
    for row in by_code:
        candidates = waiting[_letters(row["text"])]
        if candidates:
            partner = next((entry for entry in candidates if entry["code"] == row["code"]), candidates[0])
            candidates.remove(partner)
            found.append(_Link(row, partner, 1.0, ("equal to the letter",)))
    return found


def _similar(earlier: Sequence[Row], later: Sequence[Row], comparison: Comparison) -> list[_Link]:
    """Link those that are most similar to each other, and mergers and splits."""
    scores: dict[tuple[int, int], Similarity] = {
        (i, j): comparison.similarity(one["activity_id"], other["activity_id"])
        for i, one in enumerate(earlier)
        for j, other in enumerate(later)
    }
    best_later = {i: max(range(len(later)), key=lambda j: scores[i, j].score) for i in range(len(earlier))}
    best_earlier = {j: max(range(len(earlier)), key=lambda i: scores[i, j].score) for j in range(len(later))}
    found: list[_Link] = []
    for (i, j), similarity in scores.items():
        sides = (best_later[i] == j) + (best_earlier[j] == i)
        if (sides == 2 and similarity.score >= MUTUAL) or (sides and similarity.score >= ONE_SIDED):
            side = "most similar to each other" if sides == 2 else "most similar on one side"
            found.append(
                _Link(
                    earlier[i],
                    later[j],
                    similarity.text,
                    (side, *comparison.reasons(similarity, later[j]["activity_id"])),
                )
            )
    return found


def _pointing_back(earlier: Sequence[Row], found: Sequence[_Link], comparison: Comparison) -> list[_Link]:
    """Link activities without a link that point back to the one before them with that one's successor."""
    linked = {link.earlier["activity_id"] for link in found}
    successors = {link.earlier["activity_id"]: link.later for link in found}
    more: list[_Link] = []
    for before, row in pairwise(earlier):
        word = points_back(row["text"] or "")
        if not word or row["activity_id"] in linked or before.get("theme") != row.get("theme"):
            continue
        later = successors.get(before["activity_id"])
        if later is not None:
            similarity = comparison.similarity(row["activity_id"], later["activity_id"])
            more.append(_Link(row, later, similarity.text, (f"'{word}' points back to {before['code']}",)))
    return more


def _relation(link: _Link, step: Step, *, merged: bool, split: bool) -> str:
    if merged:
        return "merged"
    if split:
        return "split"
    if not step.within_programme:
        return "continued"
    if link.earlier["code"] != link.later["code"]:
        return "renumbered"
    return "same" if _letters(link.earlier["text"]) == _letters(link.later["text"]) else "reworded"


def _row(link: _Link, relation: str) -> Row:
    removed, added = words_changed(link.earlier["text"] or "", link.later["text"] or "")
    reasons = list(link.reasons)
    if link.earlier["code"] != link.later["code"] and relation == "renumbered":
        reasons.append(f"code {link.earlier['code']} became {link.later['code']}")
        if link.earlier.get("theme") != link.later.get("theme"):
            reasons.append(f"moved from theme {link.earlier.get('theme')} to {link.later.get('theme')}")
    if relation in ("reworded", "renumbered") and (removed or added) and is_minor(removed, added):
        reasons.append("only spelling or small words differ")
    return {
        "from_activity_id": link.earlier["activity_id"],
        "to_activity_id": link.later["activity_id"],
        "relation": relation,
        "similarity": link.similarity,
        "from_programme_id": link.earlier.get("programme_id"),
        "to_programme_id": link.later.get("programme_id"),
        "words_removed": " | ".join(removed) or None,
        "words_added": " | ".join(added) or None,
        "evidence": "; ".join(reasons),
    }


def words_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the stretches of words that are gone and those that are new, as printed.

    Case, punctuation and hyphens do not count.
    """
    one, other = _tokens(before), _tokens(after)
    matcher = difflib.SequenceMatcher(None, [key for key, _ in one], [key for key, _ in other], autojunk=False)
    removed: list[str] = []
    added: list[str] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal" or "".join(key for key, _ in one[i1:i2]) == "".join(key for key, _ in other[j1:j2]):
            continue
        if i2 > i1:
            removed.append(" ".join(printed for _, printed in one[i1:i2]))
        if j2 > j1:
            added.append(" ".join(printed for _, printed in other[j1:j2]))
    return removed, added


def is_minor(removed: Sequence[str], added: Sequence[str]) -> bool:
    """Say whether only the spelling of words or small words (`the`, `of`) changed."""
    gone, come = (
        [key for text in texts for key, printed in _tokens(text) if len(key) > MINOR_WORD or not printed.islower()]
        for texts in (removed, added)
    )
    return len(gone) == len(come) and all(
        difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.8
        for one, other in zip(gone, come, strict=True)
    )


def _tokens(text: str) -> list[tuple[str, str]]:
    return [(key, word.strip(".,;:()")) for word in _TOKEN.findall(text) if (key := _letters(word))]


@lru_cache(maxsize=8192)
def _letters(text: str | None) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text or "").casefold() if sign.isalnum())
