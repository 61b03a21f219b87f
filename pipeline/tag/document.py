"""The tag stage for one document: from blocks to the mentions of taxa, meetings, documents, instruments and others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pipeline.model import Block
from pipeline.tag.context import Context, Finding
from pipeline.tag.events import find_events
from pipeline.tag.frameworks import find_frameworks
from pipeline.tag.instruments import InstrumentMention
from pipeline.tag.lexicon import Lexicon
from pipeline.tag.meetings import MeetingMention
from pipeline.tag.organisations import find_organisations, learn_acronyms
from pipeline.tag.passage import Passage
from pipeline.tag.references import DocumentMention, find_references
from pipeline.tag.rejoined import Placed, Stretch, rejoined, with_broken
from pipeline.tag.shadow import Shadow
from pipeline.tag.taxa import NamesSoFar, TaxonMention, find_taxa_in_blocks
from pipeline.tag.triggers import look_for_triggers

STAGE = "tag"
TABLES = (
    "taxon_mentions",
    "meeting_mentions",
    "document_mentions",
    "instrument_mentions",
    "organisation_mentions",
    "event_mentions",
    "framework_mentions",
    "issues",
)
_FURNITURE = ("running_header", "running_footer")
_NEIGHBOURHOODS = ((25, 25), (25, 0), (0, 25), (8, 0), (0, 8), (0, 0))
"""How many characters before and behind a mention tell which activity of a block it is in, the surest first."""

Rows = list[dict[str, Any]]
T = TypeVar("T")


def tag_document(
    document: Mapping[str, Any],
    blocks: Sequence[Block],
    split_rows: Mapping[str, Sequence[Mapping[str, Any]]],
    lexicon: Lexicon,
) -> dict[str, Rows]:
    """Return the rows of the tables of `TABLES` for one document, in reading order.

    ``document`` is its `documents` row (``document_id``, ``convention``, ``meeting_id``, ``symbol`` and ``language``
    are read), ``blocks`` are all its blocks, ``split_rows`` what `pipeline.split` made of them. Running heads and feet
    are not read. Offsets are of the block's ``text``. ``activity_id`` and ``result_id`` are null outside activities and
    results, and where a block belongs to several and the words do not tell which.
    """
    return _Tagger(document, blocks, split_rows, lexicon).run()


class _Tagger:
    def __init__(
        self,
        document: Mapping[str, Any],
        blocks: Sequence[Block],
        split_rows: Mapping[str, Sequence[Mapping[str, Any]]],
        lexicon: Lexicon,
    ) -> None:
        self._document_id = str(document["document_id"])
        self._language = document.get("language")
        self._blocks = blocks
        self._lexicon = lexicon
        self._passages = [
            Passage.of(block.text, index, tuple(block.spans))
            for index, block in enumerate(blocks)
            if block.kind not in _FURNITURE
        ]
        self._context = Context(
            document.get("convention"), document.get("meeting_id"), document.get("symbol"), self._passages
        )
        activities, results = split_rows.get("activities", ()), split_rows.get("results", ())
        self._activities = _owners(activities, "activity_id")
        self._results = _owners(results, "result_id")
        self._rejoined = rejoined(blocks, (*activities, *results))
        self._rows: dict[str, Rows] = {table: [] for table in TABLES}
        self._seen: dict[tuple[Any, ...], dict[str, Any]] = {}

    def run(self) -> dict[str, Rows]:
        """Tag the document."""
        look_for_triggers(self._passages)
        self._tag_taxa()
        meetings = self._tag_references()
        self._tag_others(meetings)
        return self._rows

    def _tag_taxa(self) -> None:
        known = NamesSoFar()
        found = find_taxa_in_blocks(
            [passage.shadow for passage in self._passages],
            [passage.spans for passage in self._passages],
            self._lexicon,
            known,
            language=self._language,
        )
        broken = find_taxa_in_blocks(
            [Shadow.of(text.text) for text in self._rejoined],
            [()] * len(self._rejoined),
            self._lexicon,
            known,
            language=self._language,
        )
        for placed in with_broken(
            (
                (taxon, Stretch(passage.index, taxon.start, taxon.end))
                for passage, taxa in zip(self._passages, found, strict=True)
                for taxon in taxa
                if not _in_symbol(self._blocks[passage.index].text, taxon.start)
            ),
            (
                (taxon, text, taxon.start, taxon.end)
                for text, taxa in zip(self._rejoined, broken, strict=True)
                for taxon in taxa
            ),
        ):
            taxon = placed.mention
            self._add(
                "taxon_mentions",
                placed,
                taxon_id=taxon.taxon_id,
                name=taxon.name,
                rank=taxon.rank,
                via=taxon.via,
                match=taxon.match,
                candidates=list(taxon.candidates),
                reason=taxon.reason,
            )
            self._note(_doubt(taxon), placed)

    def _tag_references(self) -> dict[int, list[tuple[int, int]]]:
        """Write the references; return the stretches of meetings by index of the block."""
        found = find_references(self._passages, self._context)
        broken = [
            find_references([Passage.of(text.text, number)], self._context)
            for number, text in enumerate(self._rejoined)
        ]
        stretches: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for meeting in found.meetings:
            stretches[meeting.hit.passage.index].append((meeting.hit.start, meeting.hit.end))
        for placed in self._placed(found.meetings, [each.meetings for each in broken], _of_hit):
            meeting = placed.mention
            setting = meeting.hit.setting
            dates = setting.dates if setting else None
            self._add(
                "meeting_mentions",
                placed,
                meeting_id=meeting.meeting_id,
                place=setting.place if setting else None,
                date_start=dates.start if dates else None,
                date_end=dates.end if dates else None,
                dates=dates.printed if dates else None,
                in_symbol=meeting.in_symbol,
                reason=meeting.reason,
                candidates=list(meeting.candidates),
            )
            self._note(meeting.finding, placed)
        for document in self._placed(found.documents, [each.documents for each in broken], _of_symbol):
            symbol = document.mention.symbol
            self._add(
                "document_mentions",
                document,
                symbol=symbol.symbol,
                target_document_id=None,
                reason=symbol.inferred,
            )
            if symbol.mended:
                message = f"The symbol is not printed as its convention does; read as {symbol.symbol}."
                printed = document.mention.passage.text[symbol.start : symbol.end]
                self._note(Finding("info", "symbol-normalised", message, printed), document)
        for instrument in self._placed(found.instruments, [each.instruments for each in broken], _of_hit):
            hit = instrument.mention.hit
            self._add(
                "instrument_mentions",
                instrument,
                instrument_id=instrument.mention.instrument_id,
                revision=hit.revision,
                title=hit.title,
                reason=instrument.mention.reason,
                candidates=list(instrument.mention.candidates),
            )
            self._note(instrument.mention.finding, instrument)
        return stretches

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
            ((each, printed(each)) for each in found),
            (
                (each, text, *printed(each)[1:])
                for text, mentions in zip(self._rejoined, broken, strict=True)
                for each in mentions
            ),
        )

    def _tag_others(self, meetings: Mapping[int, list[tuple[int, int]]]) -> None:
        acronyms = learn_acronyms(self._passages)
        for passage in self._passages:
            if not passage.triggered and not any(passage.named.values()):
                continue
            for organisation in find_organisations(passage, acronyms):
                self._add_from_shadow(
                    "organisation_mentions",
                    passage,
                    organisation.start,
                    organisation.end,
                    organisation_id=organisation.organisation_id,
                    name=organisation.name,
                    reason=organisation.reason,
                )
            for event in find_events(passage, meetings.get(passage.index, ())):
                dates = event.setting.dates
                self._add_from_shadow(
                    "event_mentions",
                    passage,
                    event.start,
                    event.end,
                    name=event.name,
                    kind=event.kind,
                    place=event.setting.place,
                    date_start=dates.start if dates else None,
                    date_end=dates.end if dates else None,
                    dates=dates.printed if dates else None,
                )
            for framework in find_frameworks(passage):
                self._add_from_shadow(
                    "framework_mentions",
                    passage,
                    framework.start,
                    framework.end,
                    framework_id=framework.framework_id,
                    name=framework.name,
                    part=framework.part,
                )

    def _add_from_shadow(self, table: str, passage: Passage, start: int, end: int, **values: Any) -> None:
        start, end = passage.shadow.span(start, end)
        self._add(table, Placed(None, Stretch(passage.index, start, end)), **values)

    def _add(self, table: str, placed: Placed[Any], **values: Any) -> None:
        (number, start, end), owner = placed.at, placed.row
        key = (table, number, start, end, next(iter(values.values())), values.get("part"))
        if (same := self._seen.get(key)) is not None:
            same.get("candidates", []).extend(values.get("candidates", ()))
            return
        block = self._blocks[number]
        self._seen[key] = values
        values["document_id"] = self._document_id
        values["block_id"] = block.block_id
        values["start"] = start
        values["end"] = end
        values["surface"] = block.text[start:end]
        values["activity_id"] = owner.get("activity_id") if owner else _owner(self._activities, block, start, end)
        values["result_id"] = owner.get("result_id") if owner else _owner(self._results, block, start, end)
        self._rows[table].append(values)

    def _note(self, finding: Finding | None, placed: Placed[Any]) -> None:
        if finding is None:
            return
        block = self._blocks[placed.at.block]
        self._rows["issues"].append(
            {
                "document_id": self._document_id,
                "level": finding.level,
                "stage": STAGE,
                "rule": finding.rule,
                "message": finding.message,
                "evidence": finding.evidence,
                "page": next((fragment.page for fragment in block.fragments if fragment.page), None),
                "block_ids": [block.block_id],
            }
        )


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


def _of_symbol(mention: DocumentMention) -> tuple[Passage, int, int]:
    return mention.passage, mention.symbol.start, mention.symbol.end


_Owners = dict[str, list[tuple[str, str]]]


def _owners(rows: Iterable[Mapping[str, Any]], key: str) -> _Owners:
    """Return, for each block id, the identifiers and the texts of the rows that rest on it."""
    owners: _Owners = defaultdict(list)
    for row in rows:
        for block_id in row["block_ids"]:
            owners[block_id].append((row[key], row["text"]))
    return owners


def _owner(owners: _Owners, block: Block, start: int, end: int) -> str | None:
    rows = owners.get(block.block_id) if owners else None
    if rows is None:
        return None
    if len(rows) == 1:
        return rows[0][0]
    for before, behind in _NEIGHBOURHOODS:
        near = _letters(block.text[max(0, start - before) : end + behind])
        holding = [identifier for identifier, text in rows if near in _letters(text)]
        if len(holding) == 1:
            return holding[0]
    return None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
