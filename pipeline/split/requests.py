"""What a document asks its meeting to do.

Who is asked stands in a sentence of a known form, or in a heading; each action begins with a verb of acting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.families import anywhere, at_start, whole
from pipeline.model import ASIDE, Block
from pipeline.split.printed import printed, without_bullet

_TO = r"(?:(?:to|à|de|a|que)\s+|d['’])?"
_JOINT = re.compile(rf",?\s+(?:and|et|y|e)\s+{_TO}|;\s+(?:(?:and|et|y|e)\s+)?{_TO}|,\s+{_TO}")
_LEADING = re.compile(rf"^(?:[,;]\s*)?(?:(?:and|et|y|e)\s+)?{_TO}")
_TRAILING = re.compile(r"[;,.]?\s*(?:(?<=[;,\s])(?:and|or|et|ou|y|o))?\s*[;,.]?$")
_JOINED = re.compile(r"\s*;\s+(?:and|or|et|ou|y|o|e)\s+")
_LINK = re.compile(r"\s*(?:to|and|or|and/or|à|de|et|ou|a|que|y|o)\s*:?\s*")
_LISTED = re.compile(
    r"(?:^|(?<=[;,.:])\s+(?:(?:and|or|et|ou|y|o)\s+)?)(\(?(?P<mark>[a-h]|i{1,3}|iv|vi{0,3})[.)])\s+(?=\w)"
)
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
_SENTENCE = re.compile(r"(?<=[a-zà-ÿ0-9)])\.\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Request:
    """One requested action: who is asked (as printed), the number of a listed one, its words, its block (index).

    ``body`` is None where a heading introduces the list, and no words say whom it asks.
    """

    body: str | None
    number: str | None
    text: str
    block: int


def requests(blocks: list[Block], loose: Iterable[int]) -> list[Request]:
    """Return the requested actions of a document's main text, in order.

    ``loose`` are the indexes of the blocks outside tables. Annexes do not count: what a draft resolution
    asks is a clause.
    """
    found: list[Request] = []
    body: str | None = None
    headed = False
    for index in loose:
        block = blocks[index]
        if block.kind in ASIDE or block.annex is not None:
            continue
        invitation = anywhere("requests", block.text)
        if invitation and not block.text.rstrip().endswith("?"):
            _, match = invitation
            rest = block.text[match.end() :].strip(" :")
            asked = match["body"].strip()
            listed = listed_actions(rest)
            found += [Request(asked, number, text, index) for number, text in listed]
            if not listed:
                found += [Request(asked, None, part, index) for part in actions(_SENTENCE.split(rest)[0])]
            body, headed = asked if not rest else None, False
        elif (body is not None and (block.kind == "list_item" or _listed(block) or _goes_on(block))) or (
            headed and block.kind == "list_item" and _asks(block.text)
        ):
            parts = _JOINED.split(block.text) if body is not None and _goes_on(block) else [block.text]
            texts = [_action(without_bullet(part)) for part in parts]
            found += [Request(body, block.number, text, index) for text in texts if text]
        elif whole("request_headings", block.text.strip()):
            headed = True
        elif body is None or not _LINK.fullmatch(block.text):
            body, headed = None, False
    return found


def _asks(text: str) -> bool:
    """Say whether an item begins with a verb of acting, in capital letters or not."""
    bare = without_bullet(text).strip()
    return at_start("request_verbs", bare[:1].lower() + bare[1:]) is not None


def _goes_on(block: Block) -> bool:
    """Say whether a paragraph goes on with a list that figures number, or whose letters a converter dropped."""
    return block.kind == "paragraph" and block.text[:1].islower() and (bool(block.number) or _asks(block.text))


def actions(text: str) -> list[str]:
    """Split a sentence into the actions that it asks for: each begins with a verb of acting.

    ``note the report and endorse the plan`` is two actions, ``note the report and its Annex`` is one.
    """
    stripped = _TRAILING.sub("", text.strip()).strip()
    if not stripped:
        return []
    joints = [joint for joint in _JOINT.finditer(stripped) if at_start("request_verbs", stripped[joint.end() :])]
    starts = [0, *(joint.start() for joint in joints)]
    parts = [_clean(stripped[start:end]) for start, end in zip(starts, [*starts[1:], len(stripped)], strict=True)]
    return [part for part in parts if part]


def listed_actions(text: str) -> list[tuple[str, str]]:
    """Split ``a) note the report; and b) adopt the plan.`` into (number as printed, action); nothing for other texts.

    Letters or small Roman numerals count on from the first, which begins the text.
    """
    marks = list(_LISTED.finditer(text))
    if not marks or marks[0].start():
        return []
    numerals = marks[0]["mark"] == "i"
    counted = [
        mark
        for at, mark in enumerate(marks)
        if at < len(_NUMERALS) and mark["mark"] == (_NUMERALS[at] if numerals else chr(ord("a") + at))
    ]
    if counted != marks:
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = [(mark[1].removesuffix("."), text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)]
    return [
        (number, _clean(part if at < len(parts) - 1 else _SENTENCE.split(part)[0]))
        for at, (number, part) in enumerate(parts)
    ]


def _action(item: str) -> str:
    """Return what an item of a list asks, without what joins it to the sentence above (``d'adopter``)."""
    cleaned = _clean(item)
    return cleaned if at_start("request_verbs", cleaned) else _TRAILING.sub("", item).strip()


def _clean(part: str) -> str:
    return _TRAILING.sub("", _LEADING.sub("", part.strip())).strip()


def _listed(block: Block) -> bool:
    return (
        bool(block.number)
        and bool(re.fullmatch(r"\(?(?:[a-z]|[ivx]+)[.)]?", block.number or ""))
        and bool(printed(block))
    )
