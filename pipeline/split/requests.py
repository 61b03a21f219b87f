"""What a document asks its meeting to do.

Who is asked stands in a sentence of a known form, or in a heading; each action begins with a verb of acting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pipeline.families import anywhere, at_start, ends_with, whole
from pipeline.model import ASIDE, Block
from pipeline.split.notices import Notices
from pipeline.split.printed import printed, without_bullet

_TO = r"(?:(?:to|à|de|a|que)\s+|d['’])?"
_JOINT = re.compile(
    rf",?\s+(?:and|et|y|e)(?:,\s+[^,;]{{1,40}},)?\s+{_TO}|;\s+(?:(?:and|et|y|e)\s+)?{_TO}|,\s+(?P<bare>{_TO})"
)
_INFINITIVE = re.compile(r" to ([a-z-]+)$")
"""What shares its object with the verb that is joined to it (``how to select and retain species``)."""
_LEADING = re.compile(rf"^(?:[,;]\s*)?(?:(?:and|et|y|e)(?:,\s*|\s+))?{_TO}")
_TRAILING = re.compile(r"[;,.]?\s*(?:(?<=[;,\s])(?:and|or|et|ou|y|o))?\s*[;,.]?$")
_JOINED = re.compile(r"\s*;\s+(?:and|or|et|ou|y|o|e)\s+")
_LINK = re.compile(r"\s*(?:to|and|or|and/or|à|de|et|ou|a|que|y|o)\s*:?\s*")
_LISTED = re.compile(
    r"(?:^|(?<=[;,.:])\s+(?:(?:and|or|et|ou|y|o)\s+)?)(\(?(?P<mark>[a-h]|i{1,3}|iv|vi{0,3})[.)])\s+(?=\w)"
)
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
_HEADING_NUMBER = re.compile(r"^(?:(?P<figures>\d{1,2}(?:\.\d{1,2})*)\.?|(?:[IVX]{1,5}|[A-Z])[.)])\s+")
_SENTENCE = re.compile(r"(?<=[a-zà-ÿ0-9)])\.\s+(?=[A-Z])")
"""Where a sentence ends and another begins, if the full stop does not only shorten a word (``Rev. CoP91``)."""
_NOTIFICATION = "-NOT-"
"""What the identifiers of notifications have in them."""


@dataclass(slots=True)
class Request:
    """One requested action: who is asked (as printed), the number of a listed one, its words, its block (index).

    ``body`` is None where a heading introduces the list, and no words say whom it asks. What a list below an action
    asks of others (``encourage Parties to: i) …``) belongs to its words.
    """

    body: str | None
    number: str | None
    text: str
    block: int


def requests(blocks: list[Block], loose: Iterable[int], notices: Notices, own: str | None = None) -> list[Request]:
    """Return the requested actions of a document's main text, in order.

    ``loose`` are the indexes of the blocks outside tables, ``own`` is the instrument that the document is. Annexes do
    not count: what a draft resolution asks is a clause. A notification asks Parties, and not a meeting. A sentence
    that announces a list is named where no item is found below it.
    """
    reading = _Reading(notifies=_NOTIFICATION in (own or ""))
    for index in loose:
        block = blocks[index]
        if block.kind not in ASIDE and block.annex is None:
            reading.take(index, block)
    for index in reading.without_list():
        notices.add("requests-not-read", blocks[index].text[-200:], [index])
    for request in reading.found:
        text = request.text
        request.text = _TRAILING.sub("", text).strip() if "\n" in text else text.removesuffix(":")
    return reading.found


class _Reading:
    """What a document asks, read block by block: who is asked, and what the block before it leaves open.

    In the list that goes on stands what a body is asked for, or what a heading of requests stands above; its last item
    may have lines below it.
    """

    def __init__(self, *, notifies: bool) -> None:
        self.found: list[Request] = []
        self._notifies = notifies
        self._quotes = False
        self._unlisted: list[int] = []
        self._announced: int | None = None
        self._below = False
        """Whether the last heading is one of requests."""
        self._counted: dict[str, int] = {}
        """The last part of each numbered paragraph or heading since the last that has no number above it."""
        self._open(None)

    def without_list(self) -> list[int]:
        """End the reading; return the blocks (indexes) that announce a list of which no item was found."""
        self._open(None)
        return self._unlisted

    def take(self, index: int, block: Block) -> None:
        """Read the next block: it quotes decisions, asks in a sentence, is an item of a list, or a heading."""
        is_part = self._count(block)
        self._quotes = not is_part and _quotes(block, going_on=self._quotes)
        self._below = self._below and block.kind != "heading"
        if self._quotes:
            self._open(None)
        elif match := _invitation(block.text, plural=self._notifies or self._below, headed=self._headed):
            self._take_sentence(index, block, match)
        elif self._last is not None and _is_below(block, self._last):
            self.found[-1].text += f"\n{printed(block)}"
        elif self._is_item(block, is_part=is_part):
            self._take_item(index, block)
        elif heading := whole("request_headings", title := _without_number(block)):
            self._below = True
            named = heading.pattern.fullmatch(title)
            self._open(named and named.groupdict().get("body"), headed=True)
        elif self._body is None or not _LINK.fullmatch(block.text):
            self._open(None)

    def _count(self, block: Block) -> bool:
        """Count the number of a block; say whether it is the next part of a numbered paragraph (``4.2``)."""
        in_heading = _HEADING_NUMBER.match(block.text) if block.kind == "heading" else None
        number = _own_number(block) or (in_heading and in_heading["figures"]) or ""
        above, _, last = number.rpartition(".")
        if not last.isdigit():
            return False
        is_part = bool(above) and self._counted.get(above) == int(last) - 1
        self._counted = {**self._counted, above: int(last), number: 0} if above else {number: 0}
        return is_part

    def _open(self, body: str | None, *, headed: bool = False) -> None:
        """Begin a list of what ``body`` is asked for; without anybody and a heading, none."""
        self._unlisted += [] if self._announced is None else [self._announced]
        self._announced = None
        self._body, self._headed = body, headed
        self._last: Block | None = None
        self._number: str | None = None

    def _take_sentence(self, index: int, block: Block, match: re.Match[str]) -> None:
        rest = match.string[match.end() :].strip(" :")
        asked = match["body"].strip()
        sentence, *more = _sentences(rest)
        found = [Request(asked, number, text, index) for number, text in listed_actions(rest)]
        found = found or [Request(asked, None, part, index) for part in actions(sentence)]
        self.found += found
        self._open(asked if not rest else None)
        if _announces(block) and not rest:
            self._announced = index
        elif _announces(block) and found and not more:
            self.found[-1].text += ":"
            self._last = block

    def _is_item(self, block: Block, *, is_part: bool) -> bool:
        """Say whether a block is an item of the list that goes on; the parts of a numbered paragraph are (`_count`).

        Below a heading that names nobody the first item has to ask for something: recommendations may be told there.
        """
        is_listed = block.kind == "list_item"
        if self._body is not None and (is_listed or is_part or _listed(block) or self._goes_on(block)):
            return True
        return self._headed and is_listed and (self._last is not None or _asks(block.text))

    def _take_item(self, index: int, block: Block) -> None:
        parts = _JOINED.split(block.text) if self._body is not None and self._goes_on(block) else [block.text]
        texts = [_action(without_bullet(part)) for part in parts]
        self.found += [Request(self._body, block.number, text, index) for text in texts if text]
        self._announced = None
        self._last = block if texts[-1] else None
        self._number = _own_number(block) or self._number

    def _goes_on(self, block: Block) -> bool:
        """Say whether a paragraph goes on with a list that figures number, or whose letters a converter dropped.

        Two of three signs say so: a number, no capital letter, a verb of acting. With a capital letter the number has
        to be the next of the list: a paragraph of the document below it has one, too (``9. Review of the ...``).
        """
        low, number = block.text[:1].islower(), _own_number(block)
        is_next = _counts_on(self._number or "0", number)
        numbered = number is not None and (low or is_next)
        return block.kind == "paragraph" and sum((numbered, low, _asks(block.text))) >= 2


def _quotes(block: Block, *, going_on: bool) -> bool:
    """Say whether a block is of decisions that a paper quotes: below whom they are directed to, or numbered as they."""
    text = without_bullet(block.text).strip()
    if whole("directed", text) or at_start("decisions", printed(block)):
        return True
    return going_on and block.kind != "heading" and not (block.kind == "paragraph" and block.number)


def _invitation(text: str, *, plural: bool, headed: bool) -> re.Match[str] | None:
    """Return the words by which a text asks somebody for something, None where it only tells or asks itself.

    ``plural``: it may ask Parties as such, and no body of theirs. ``headed``: whoever wrote it may ask, a heading says.
    """
    found = anywhere("requests", text) or (anywhere("notification_requests", text) if plural else None)
    found = found or (at_start("headed_requests", text) if headed else None)
    if found is None or text.rstrip().endswith("?"):
        return None
    match = found[1]
    sentence = _sentences(text[: match.start()])[-1]
    return None if at_start("told_requests", sentence) else match


def _is_below(block: Block, last: Block) -> bool:
    """Say whether an item belongs to the list below the ``last`` item or sentence: it begins another series."""
    if block.kind != "list_item" or not _announces(last):
        return False
    own, above = _own_number(block), _own_number(last)
    return (own != above or last.kind != "list_item") and not _counts_on(above, own)


def _announces(block: Block) -> bool:
    return block.text.rstrip().endswith(":")


def _without_number(block: Block) -> str:
    """Return the words of a block; those of a heading without the number that it may begin with."""
    return (_HEADING_NUMBER.sub("", block.text) if block.kind == "heading" else block.text).strip()


def _own_number(block: Block) -> str | None:
    return (block.number or "").strip("().") or None


def _counts_on(above: str | None, own: str | None) -> bool:
    """Say whether a number is the next of the same series: figures, letters or small Roman numerals."""
    if above is None or own is None:
        return False
    if above.isdigit() and own.isdigit():
        return int(own) == int(above) + 1
    if above in _NUMERALS and own in _NUMERALS:
        return _NUMERALS.index(own) == _NUMERALS.index(above) + 1
    return len(above) == len(own) == 1 and ord(own) == ord(above) + 1


def _asks(text: str) -> bool:
    """Say whether an item begins with a verb of acting, in capital letters or not."""
    bare = without_bullet(text).strip()
    return at_start("request_verbs", bare[:1].lower() + bare[1:]) is not None


def actions(text: str) -> list[str]:
    """Split a sentence into the actions that it asks for: each begins with a verb of acting.

    ``note the report and endorse the plan`` is two actions, ``note the report and its Annex`` is one; so is what others
    are asked for (``encourage Parties to collect and submit data``), but where a comma parts the last.
    """
    stripped = _TRAILING.sub("", text.strip()).strip()
    if not stripped:
        return []
    starts, listed = [0], False
    for joint in _JOINT.finditer(stripped):
        after = stripped[joint.end() :]
        if not (
            at_start("request_verbs", after) or (joint[0].endswith("to ") and at_start("request_verbs", f"to {after}"))
        ):
            continue
        part = _clean(stripped[starts[-1] : joint.start()])
        if at_start("requests_of_others", part):
            listed = listed or joint[0].strip() == ","
            if listed or not joint[0].startswith((",", ";")):
                continue
        elif joint["bare"] and "," in part and at_start("requests_of_others", _clean(stripped[starts[-1] :])):
            continue  # "direct the Secretariat, with Parties, to act"
        elif (infinitive := _INFINITIVE.search(part)) and at_start("request_verbs", infinitive[1]):
            continue
        starts, listed = [*starts, joint.start()], False
    parts = [_clean(stripped[start:end]) for start, end in pairwise([*starts, len(stripped)])]
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
        (number, _clean(part if at < len(parts) - 1 else _sentences(part)[0]))
        for at, (number, part) in enumerate(parts)
    ]


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text, each without the full stop that another follows."""
    found = (match.span() for match in _SENTENCE.finditer(text))
    ends = [span for span in found if not ends_with("abbreviations", text[: span[0] + 1])]
    return [text[start:end] for (_, start), (end, _) in pairwise([(0, 0), *ends, (len(text), 0)])]


def _action(item: str) -> str:
    """Return what an item of a list asks, without what joins it to the sentence above (``d'adopter``)."""
    cleaned = _clean(item)
    return cleaned if at_start("request_verbs", cleaned) else _TRAILING.sub("", item).strip()


def _clean(part: str) -> str:
    return _TRAILING.sub("", _LEADING.sub("", part.strip())).strip()


def _listed(block: Block) -> bool:
    return re.fullmatch(r"\(?(?:[a-z]|[ivx]+)[.)]?", block.number or "") is not None
