"""Meetings, documents and instruments of a document: found passage by passage, then resolved over the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.tag.context import Context
from pipeline.tag.instruments.find import find_instruments, instrument_grammar
from pipeline.tag.instruments.hit import InstrumentHit
from pipeline.tag.instruments.resolve import InstrumentMention, resolve_instruments
from pipeline.tag.meetings.find import find_meetings, meeting_grammar
from pipeline.tag.meetings.hit import MeetingHit
from pipeline.tag.meetings.resolve import MeetingMention, resolve_meetings
from pipeline.tag.meetings.settings import in_year, years_above
from pipeline.tag.passage import Passage
from pipeline.tag.places import line
from pipeline.tag.surroundings import surrounding
from pipeline.tag.symbols import SymbolMention, document_grammar, find_symbols
from pipeline.tag.triggers import look_for_triggers

_FINISHED = surrounding("finished")
_LONGEST_END = 4
_ENDS = ".!?;:"
_BEGUN = surrounding("begun")
_BEHIND_A_NUMBER = surrounding("behind_a_number")
"""How a reference goes on whose number ends a line: the next of a list, the rest of a symbol, what it counts."""
_OWN_ANNEX = surrounding("own_annex")
"""What heads the pages of a document's annex behind its symbol."""
_HEAD = 5
"""The text of a resolution is headed by its number within so many lines."""
_AROUND_A_HEADING = " .,:*¹²³0123456789"
"""What may stand beside the number of a resolution that heads its text: marks of footnotes, a point."""
_BRACKET = surrounding("bracket")
"""What may stand between the name of a meeting and the end of its line: a scientific name, letters."""
_RUNS_ON = surrounding("runs_on")
"""A bullet before a small letter is a sentence that a converter cut."""
_SEAM_BEFORE, _SEAM_AFTER = 160, 260
"""How much of a passage before and behind a break is read together."""


@dataclass(frozen=True, slots=True)
class DocumentMention:
    """A document symbol with the passage it stands in."""

    passage: Passage
    symbol: SymbolMention


@dataclass(frozen=True, slots=True)
class References:
    """Everything that a document refers to, in reading order."""

    documents: list[DocumentMention]
    instruments: list[InstrumentMention]
    meetings: list[MeetingMention]
    years: dict[int, str]
    """The year that heads a passage, by the place of those that are headed by one."""


def find_references(passages: Sequence[Passage], context: Context) -> References:
    """Find and resolve the references of a document's passages.

    The document's own symbol is no reference. A meeting whose name goes on in the next passage, or whose
    place and dates are all that stands there (as on a cover), is read over both.
    """
    documents: list[DocumentMention] = []
    instruments: list[InstrumentHit] = []
    meetings: list[MeetingHit] = []
    look_for_triggers([passage for passage in passages if not passage.looked_for])
    years, seams = years_above(passages), _seams(passages)
    worth_trying = _worth_trying()
    for position, passage in enumerate(passages):
        found = _find(passage, context) if passage.triggered & worth_trying else None
        if seam := seams.get(position):
            over = _over_break(passage, seam, found.meetings if found else [], context)
            found = found.with_more(over) if found and over else found or over
        if found is None:
            continue
        if found.meetings:
            found.meetings = _with_setting(found.meetings, passages[position + 1 : position + 3])
            if year := years.get(position):
                found.meetings = [in_year(hit, year) if hit.month else hit for hit in found.meetings]
        documents += [DocumentMention(passage, symbol) for symbol in found.symbols]
        instruments += found.instruments
        meetings += found.meetings
    own = _own_instrument(instruments, context)
    if own:
        headed = [hit for hit in instruments if hit.kind == own.kind and hit.number == own.number]
        headed = [hit for hit in headed if hit.treaty in (None, own.treaty)]
        instruments = [hit for hit in instruments if hit not in headed]
        documents = [each for each in documents if not any(_is_symbol_of(hit, each) for hit in headed)]
    met = resolve_meetings(meetings, context)
    return References(documents, resolve_instruments(instruments, context, met), met, years)


def _own_instrument(hits: Sequence[InstrumentHit], context: Context) -> InstrumentHit | None:
    """Return the resolution or decision that a document is the text of: one of its first lines is nothing else.

    Only of a document without a symbol: one of a meeting's documents may be headed by what it is about.
    """
    if context.symbol is not None or len(context.passages) <= _HEAD:
        return None
    for hit in hits:
        text = hit.passage.text
        if hit.passage.index >= _HEAD or hit.kind == "NOT":
            return None
        if not (text[: hit.start] + text[hit.end :]).strip(_AROUND_A_HEADING):
            return hit
    return None


def _is_symbol_of(hit: InstrumentHit, document: DocumentMention) -> bool:
    """Tell whether a document's symbol is that of an instrument."""
    return document.passage is hit.passage and document.symbol.start == hit.start


@dataclass(slots=True)
class _Found:
    symbols: list[SymbolMention]
    instruments: list[InstrumentHit]
    meetings: list[MeetingHit]

    def with_more(self, other: _Found) -> _Found:
        return _Found(
            self.symbols + other.symbols, self.instruments + other.instruments, self.meetings + other.meetings
        )


@lru_cache(maxsize=1)
def _worth_trying() -> int:
    """Return the bits of all forms of documents, instruments and meetings."""
    return document_grammar().mask | instrument_grammar().mask | meeting_grammar().mask


def _find(passage: Passage, context: Context) -> _Found:
    found = find_symbols(passage, context.own_meeting_code, context.convention)
    own = [_OWN_ANNEX.sub("", symbol.symbol) == context.symbol for symbol in found]
    symbols = [symbol for symbol, is_own in zip(found, own, strict=True) if not is_own]
    instruments = find_instruments(passage, symbols)
    taken = [(hit.start, hit.end) for hit in instruments]
    taken += [(symbol.start, symbol.end) for symbol, is_own in zip(found, own, strict=True) if is_own]
    return _Found(symbols, instruments, find_meetings(passage, taken, symbols))


def _is_unfinished(text: str) -> bool:
    """Tell whether a text does not end as a sentence or the head of a list does."""
    return bool(text) and text[-1] not in _ENDS and not _FINISHED.match(text, max(0, len(text) - _LONGEST_END))


def _may_go_on(passage: Passage, following: Passage) -> bool:
    """Tell whether a passage ends as a reference does that goes on behind it."""
    tail = passage.folded[-_SEAM_BEFORE:].rstrip(" ,-(")
    last = tail[tail.rfind(" ") + 1 :]
    if last[-1:].isdigit():
        return bool(_BEHIND_A_NUMBER.match(following.folded))
    if last[:1].isdigit() or _BEGUN.match(last):
        return True
    begun = max(tail.rfind("meeting of "), tail.rfind("session of "), tail.rfind("reunion of "))
    return begun >= 0 and "." not in tail[begun:] and ";" not in tail[begun:]


class _Seam(NamedTuple):
    """The end of a passage and the beginning of the next, joined, and where the end begins in its passage."""

    joined: Passage
    cut: int


def _seams(passages: Sequence[Passage]) -> dict[int, _Seam]:
    """Return what is to be read over the break behind a passage, by its place, where a reference may go on there."""
    seams = {
        place: seam
        for place, (passage, following) in enumerate(pairwise(passages))
        if _is_unfinished(passage.text) and _may_go_on(passage, following) and (seam := _seam(passage, following))
    }
    look_for_triggers([seam.joined for seam in seams.values()])
    return seams


def _seam(passage: Passage, following: Passage) -> _Seam | None:
    """Join the end of a passage and the beginning of the next; None where that changes the end."""
    cut = max(0, len(passage.text) - _SEAM_BEFORE)
    cut = passage.text.find(" ", cut) + 1 if cut else 0
    before = passage.text[cut:]
    bullet = _RUNS_ON.match(following.text)
    after = following.text[bullet.end() if bullet else 0 : _SEAM_AFTER]
    joined = Passage.of(f"{before} {after}", passage.index)
    return _Seam(joined, cut) if joined.text.startswith(before) else None


def _over_break(passage: Passage, seam: _Seam, known: list[MeetingHit], context: Context) -> _Found | None:
    """Find what begins in a passage and ends in the next, where a sentence runs on over the break.

    Its mention is what stands before the break.
    """
    if not seam.joined.triggered & _worth_trying():
        return None
    found = _find(seam.joined, context)
    cut, end = seam.cut, len(passage.text)
    inside = [hit for hit in known if hit.end + 1 >= end and not hit.form.startswith("bare")]

    def crosses(start: int, stop: int) -> bool:
        return start < end - cut < stop - 1 and not any(hit.start == start + cut for hit in inside)

    return _Found(
        [replace(s, start=s.start + cut, end=end) for s in found.symbols if crosses(s.start, s.end)],
        [
            replace(h, passage=passage, start=h.start + cut, end=end)
            for h in found.instruments
            if crosses(h.start, h.end)
        ],
        [
            replace(h, passage=passage, start=h.start + cut, end=end, bare_end=end)
            for h in found.meetings
            if crosses(h.start, h.bare_end or h.end) and h.form not in ("bare", "bare_fr", "bare_es")
        ],
    )


def _with_setting(hits: list[MeetingHit], behind: Sequence[Passage]) -> list[MeetingHit]:
    """Give the last meeting of a title line the place and dates that stand alone on one of the next lines."""
    last = hits[-1]
    if not behind or last.setting is not None or last.form in ("symbol", "code"):
        return hits
    bracket = _BRACKET.match(last.passage.text, last.end)
    if last.passage.text[bracket.end() if bracket else last.end :].strip(" ,."):
        return hits
    for passage in behind:
        setting = line(passage.text)
        if setting and setting.place:
            return [*hits[:-1], replace(last, setting=setting)]
    return hits
