"""Meetings, documents and instruments of a document: found passage by passage, then resolved over the whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.tag.context import Context
from pipeline.tag.instruments import InstrumentHit, InstrumentMention, find_instruments, resolve_instruments
from pipeline.tag.meetings import MeetingHit, MeetingMention, find_meetings, resolve_meetings
from pipeline.tag.passage import Passage
from pipeline.tag.places import line
from pipeline.tag.symbols import SymbolMention, find_symbols

_UNFINISHED = re.compile(r"(?:\b(?:of|of the|de|de la|del|du|des|de l'|the)|meeting|session|reunion)$")
_LONGEST_TITLE_LINE = 120


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


def find_references(passages: Sequence[Passage], context: Context) -> References:
    """Find and resolve the references of a document's passages.

    The document's own symbol is no reference. A meeting whose name goes on in the next passage, or whose
    place and dates are all that stands there (as on a cover), is read over both.
    """
    documents: list[DocumentMention] = []
    instruments: list[InstrumentHit] = []
    meetings: list[MeetingHit] = []
    own_code = re.match(r"(?:CoP|SC|AC|PC)\d+", context.symbol or "")
    for position, passage in enumerate(passages):
        found = find_symbols(passage, own_code[0] if own_code else None)
        own = [symbol for symbol in found if symbol.symbol == context.symbol]
        symbols = [symbol for symbol in found if symbol.symbol != context.symbol]
        documents.extend(DocumentMention(passage, symbol) for symbol in symbols)
        hits = find_instruments(passage, symbols)
        instruments.extend(hits)
        taken = [(hit.start, hit.end) for hit in hits] + [(symbol.start, symbol.end) for symbol in own]
        named = find_meetings(passage, taken, symbols)
        meetings.extend(_over_passages(named, passage, passages[position + 1 : position + 3]))
    return References(documents, resolve_instruments(instruments, context), resolve_meetings(meetings, context))


def _over_passages(hits: list[MeetingHit], passage: Passage, following: Sequence[Passage]) -> list[MeetingHit]:
    if not following or len(passage.text) > _LONGEST_TITLE_LINE:
        return hits
    if not hits and _UNFINISHED.search(passage.folded):
        joined = Passage.of(f"{passage.text} {following[0].text}", passage.index)
        if len(following[0].text) <= _LONGEST_TITLE_LINE:
            ends = [replace(hit, passage=passage, end=len(passage.text)) for hit in find_meetings(joined, (), ())
                    if hit.start < len(passage.text) < hit.end]  # fmt: skip
            whole = bool(ends) and joined.text[: len(passage.text)] == passage.text
            return _with_setting(ends, following[1:]) if whole else hits
    return _with_setting(hits, following)


def _with_setting(hits: list[MeetingHit], following: Sequence[Passage]) -> list[MeetingHit]:
    """Give the last meeting of a passage the place and dates that stand alone on the next line."""
    if not hits or not following or hits[-1].setting is not None or hits[-1].form in ("symbol", "code"):
        return hits
    last = hits[-1]
    if last.passage.text[last.end :].strip(" ,."):
        return hits
    setting = line(following[0].text)
    return [*hits[:-1], replace(last, setting=setting)] if setting and setting.place else hits
