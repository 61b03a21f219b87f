"""The tag stage for one document: from blocks to the mentions of taxa, meetings, documents, instruments and others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from pipeline.collector import collector_paused
from pipeline.model import FURNITURE, Block
from pipeline.tag.bodies import names_memoranda
from pipeline.tag.context import Context, Finding
from pipeline.tag.events.find import find_events
from pipeline.tag.events.ground import EventMention, event_grammar
from pipeline.tag.frameworks import find_frameworks, framework_grammar
from pipeline.tag.instruments.resolve import InstrumentMention
from pipeline.tag.lexicon import Lexicon
from pipeline.tag.meetings.authority import was_then
from pipeline.tag.meetings.resolve import OF_UNLISTED_BODY, MeetingMention
from pipeline.tag.organisations import find_organisations, learn_acronyms, organisation_grammar
from pipeline.tag.outcomes.document import DocumentOutcomes
from pipeline.tag.passage import Passage
from pipeline.tag.references import DocumentMention, References, find_references
from pipeline.tag.rejoined import Placed, Stretch, rejoined, with_broken
from pipeline.tag.rows import MentionRows, Row
from pipeline.tag.shadow import Shadow
from pipeline.tag.taxa.find import find_taxa_in_blocks
from pipeline.tag.taxa.mention import NamesSoFar, TaxonMention
from pipeline.tag.triggers import look_for_triggers

TABLES = (
    "taxon_mentions",
    "meeting_mentions",
    "document_mentions",
    "instrument_mentions",
    "organisation_mentions",
    "event_mentions",
    "framework_mentions",
    "meeting_outcomes",
    "issues",
)
T = TypeVar("T")
_Stretches = Mapping[int, list[tuple[int, int]]]
"""Where meetings stand, by the index of the passage."""


class _Event(NamedTuple):
    passage: Passage
    event: EventMention


def tag_document(
    document: Mapping[str, Any],
    blocks: Sequence[Block],
    split_rows: Mapping[str, Sequence[Mapping[str, Any]]],
    lexicon: Lexicon,
) -> dict[str, list[Row]]:
    """Return the rows of the tables of `TABLES` for one document, in reading order.

    ``document`` is its `documents` row (``document_id``, ``convention``, ``meeting_id``, ``symbol``, ``title`` and
    ``language`` are read), ``blocks`` are all its blocks, ``split_rows`` what `pipeline.split` made of them. Running
    heads and feet are not read. Offsets are of the block's ``text``. ``activity_id`` and ``result_id`` are null outside
    activities and results, and where a block belongs to several and the words do not tell which.
    """
    with collector_paused():
        return _Tagger(document, blocks, split_rows, lexicon).run()


class _Tagger:
    def __init__(
        self,
        document: Mapping[str, Any],
        blocks: Sequence[Block],
        split_rows: Mapping[str, Sequence[Mapping[str, Any]]],
        lexicon: Lexicon,
    ) -> None:
        self._document = document
        self._blocks = blocks
        self._lexicon = lexicon
        self._passages = [
            Passage.of(block.text, index, block.spans)
            for index, block in enumerate(blocks)
            if block.kind not in FURNITURE
        ]
        self._context = Context(
            document.get("convention"), document.get("meeting_id"), document.get("symbol"), self._passages
        )
        self._rejoined = rejoined(blocks, (*split_rows.get("activities", ()), *split_rows.get("results", ())))
        self._torn = [Passage.of(text.text, number) for number, text in enumerate(self._rejoined)]
        self._rows = MentionRows(str(document["document_id"]), blocks, split_rows, TABLES)

    def run(self) -> dict[str, list[Row]]:
        """Tag the document."""
        look_for_triggers(self._passages)
        self._tag_taxa()
        found, broken = self._tag_references()
        self._tag_events(found, broken)
        self._tag_outcomes(found.meetings)
        self._tag_others()
        return self._rows.tables

    def _tag_taxa(self) -> None:
        known = NamesSoFar()
        found = find_taxa_in_blocks(
            [passage.shadow for passage in self._passages],
            [passage.spans for passage in self._passages],
            self._lexicon,
            known,
            language=self._document.get("language"),
        )
        broken = find_taxa_in_blocks(
            [Shadow.of(text.text) for text in self._rejoined],
            [()] * len(self._rejoined),
            self._lexicon,
            known,
            language=self._document.get("language"),
        )
        blocks = self._blocks
        whole = [
            (taxon, Stretch(passage.index, taxon.start, taxon.end))
            for passage, taxa in zip(self._passages, found, strict=True)
            for taxon in taxa
            if not _in_symbol(blocks[passage.index].text, taxon.start)
        ]
        torn = [
            (taxon, text, taxon.start, taxon.end)
            for text, taxa in zip(self._rejoined, broken, strict=True)
            for taxon in taxa
        ]
        for taxon, at, owner in with_broken(whole, torn):
            values = {
                "taxon_id": taxon.taxon_id,
                "name": taxon.name,
                "rank": taxon.rank,
                "via": taxon.via,
                "match": taxon.match,
                "candidates": list(taxon.candidates),
                "reason": taxon.reason,
            }
            self._rows.add("taxon_mentions", at, taxon.taxon_id, values, owner)
            if taxon.reason is not None and (doubt := _doubt(taxon)):
                self._rows.note(doubt, at.block)

    def _tag_references(self) -> tuple[References, list[References]]:
        """Write the references; return those of the blocks and those of each rejoined text."""
        found = find_references(self._passages, self._context)
        broken = [find_references([passage], self._context) for passage in self._torn]
        for meeting, at, owner in self._placed(found.meetings, [each.meetings for each in broken], _of_hit):
            setting = meeting.hit.setting
            dates = setting.dates if setting else None
            values = {
                "meeting_id": meeting.meeting_id,
                "place": setting.place if setting else None,
                "date_start": dates.start if dates else None,
                "date_end": dates.end if dates else None,
                "dates": dates.printed if dates else None,
                "in_symbol": meeting.in_symbol,
                "reason": meeting.reason,
                "candidates": list(meeting.candidates),
            }
            self._rows.add("meeting_mentions", at, meeting.meeting_id, values, owner)
            if meeting.finding:
                self._rows.note(meeting.finding, at.block)
        for document, at, owner in self._placed(found.documents, [each.documents for each in broken], _of_symbol):
            symbol = document.symbol
            values = {"symbol": symbol.symbol, "target_document_id": None, "reason": symbol.inferred}
            self._rows.add("document_mentions", at, symbol.symbol, values, owner)
            if symbol.mended:
                message = f"The symbol is not printed as its convention does; read as {symbol.symbol}."
                printed = document.passage.text[symbol.start : symbol.end]
                self._rows.note(Finding("info", "symbol-normalised", message, printed), at.block)
        for instrument, at, owner in self._placed(found.instruments, [each.instruments for each in broken], _of_hit):
            values = {
                "instrument_id": instrument.instrument_id,
                "revision": instrument.hit.revision,
                "title": instrument.hit.title,
                "reason": instrument.reason,
                "candidates": list(instrument.candidates),
            }
            self._rows.add("instrument_mentions", at, instrument.instrument_id, values, owner)
            if instrument.finding:
                self._rows.note(instrument.finding, at.block)
        return found, broken

    def _tag_events(self, references: References, broken: Sequence[References]) -> None:
        mask, meetings = event_grammar().mask, _stretches(references.meetings)
        found: list[_Event] = []
        for place, passage in enumerate(self._passages):
            if passage.triggered & mask:
                below = "\n".join([line.text for line in self._passages[place + 1 : place + 3]])
                events = find_events(passage, meetings.get(passage.index, ()), references.years.get(place), below)
                found += [_Event(passage, event) for event in events]
        numbered = {meeting.meeting_id for meeting in references.meetings}
        found = [each for each in found if not _is_one_of(each.event, numbered)]
        for each, at, owner in self._placed(
            found,
            [
                [
                    _Event(passage, event)
                    for event in find_events(passage, _stretches(torn.meetings).get(passage.index, ()))
                ]
                for passage, torn in zip(self._torn, broken, strict=True)
            ],
            _of_event,
        ):
            event, dates = each.event, each.event.setting.dates
            values = {
                "name": event.name,
                "kind": event.kind,
                "place": event.setting.place,
                "date_start": dates.start if dates else None,
                "date_end": dates.end if dates else None,
                "dates": dates.printed if dates else event.setting.days,
            }
            self._rows.add("event_mentions", at, event.name, values, owner)

    def _tag_outcomes(self, meetings: Sequence[MeetingMention]) -> None:
        title, language = self._document.get("title"), self._document.get("language")
        outcomes = DocumentOutcomes(self._context, self._blocks, meetings, title, language)
        for passage, outcome in outcomes.find():
            values = {
                "kind": outcome.kind,
                "verb": outcome.verb,
                "actor": outcome.actor,
                "body_id": outcome.body_id,
                "meeting_id": outcome.meeting_id,
                "reason": outcome.reason,
            }
            at = (passage.index, *passage.shadow.span(outcome.start, outcome.end))
            self._rows.add("meeting_outcomes", at, (outcome.kind, outcome.actor), values)

    def _placed(
        self,
        found: Sequence[T],
        broken: Sequence[Sequence[T]],
        place_of: Callable[[T], tuple[Passage, int, int]],
    ) -> list[Placed[T]]:
        """Give mentions, of the blocks and of each rejoined text, their places; ``place_of`` says it of the shadow."""

        def printed(mention: T) -> Stretch:
            passage, start, end = place_of(mention)
            return Stretch(passage.index, *passage.shadow.span(start, end))

        return with_broken(
            [(each, printed(each)) for each in found],
            [
                (each, text, *printed(each)[1:])
                for text, mentions in zip(self._rejoined, broken, strict=True)
                for each in mentions
            ],
        )

    def _tag_others(self) -> None:
        acronyms = learn_acronyms(self._passages)
        add, mask, by_form = self._rows.add, framework_grammar().mask, organisation_grammar().mask
        for passage in self._passages:
            number, span, triggered = passage.index, passage.shadow.span, passage.triggered
            may_name = triggered & by_form or any(passage.named.values()) or names_memoranda(passage.folded)
            for organisation in find_organisations(passage, acronyms) if may_name else ():
                identifier = organisation.organisation_id
                values: Row = {"organisation_id": identifier, "name": organisation.name, "reason": organisation.reason}
                add("organisation_mentions", (number, *span(organisation.start, organisation.end)), identifier, values)
            for framework in find_frameworks(passage) if triggered & mask else ():
                identity = framework.framework_id, framework.part
                values = {"framework_id": identity[0], "name": framework.name, "part": framework.part}
                add("framework_mentions", (number, *span(framework.start, framework.end)), identity, values)


_SYMBOL_SO_FAR = re.compile(r"(?:^|[\s(])(?:(?:UNEP|PNUE|PNUMA)/)?CMS/(?:[\w.-]+/)*$")


def _in_symbol(text: str, start: int) -> bool:
    """Say whether a name at ``start`` is a segment of a document's symbol (``CMS/Sharks/MOS9``): no mention of it."""
    return text[start - 1 : start] == "/" and bool(_SYMBOL_SO_FAR.search(text, max(0, start - 40), start))


def _doubt(taxon: TaxonMention) -> Finding | None:
    """Return what is to be said of a name that is not resolved as it is printed."""
    read = f"“{taxon.surface}” is read as {taxon.name}: {taxon.reason}."
    if taxon.match == "misspelt":
        return Finding("warning", "taxon-misspelt", read, taxon.surface)
    if taxon.match == "unlisted":
        message = f"“{taxon.surface}” is taken for a taxon: {taxon.reason}."
        return Finding("info", "taxon-unlisted", message, taxon.surface)
    return Finding("warning", "taxon-ambiguous", read, taxon.surface) if taxon.candidates else None


def _of_hit(mention: MeetingMention | InstrumentMention) -> tuple[Passage, int, int]:
    return mention.hit.passage, mention.hit.start, mention.hit.end


def _is_one_of(event: EventMention, meetings: Iterable[str | None]) -> bool:
    """Say whether "the meeting", by its place and dates, is a numbered one that the document names elsewhere."""
    return event.name == event.kind and any(was_then(event.setting, each) for each in meetings)


def _of_event(each: _Event) -> tuple[Passage, int, int]:
    return each.passage, each.event.start, each.event.end


def _stretches(meetings: Sequence[MeetingMention]) -> _Stretches:
    stretches: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for meeting in meetings:
        if meeting.reason == OF_UNLISTED_BODY:
            continue
        stretches[meeting.hit.passage.index].append((meeting.hit.start, meeting.hit.end))
    return stretches


def _of_symbol(mention: DocumentMention) -> tuple[Passage, int, int]:
    return mention.passage, mention.symbol.start, mention.symbol.end
