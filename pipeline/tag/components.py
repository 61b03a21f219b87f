"""The tagger as spaCy components, for any text.

Each component fills groups of ``doc.spans`` (``taxa``; ``meetings``, ``documents`` and ``instruments``;
``organisations``; ``events``; ``frameworks``); a span's label is what it resolves to, so that displaCy shows it:

    nlp = pipeline.tag.load()
    doc = nlp("At its 65th meeting (SC65, Geneva, July 2014), the Standing Committee ...")
    displacy.render(doc, style="span", options={"spans_key": "meetings"})

Names and references are found by character, not by token: where one ends inside a token the span takes in the whole
token, and ``doc._.mentions`` keeps the exact offsets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.parse.language import language_of
from pipeline.tag.context import Context
from pipeline.tag.events.find import find_events
from pipeline.tag.frameworks import find_frameworks
from pipeline.tag.lexicon import Lexicon, lexicon
from pipeline.tag.organisations import find_organisations, learn_acronyms
from pipeline.tag.passage import Passage
from pipeline.tag.references import find_references
from pipeline.tag.taxa.find import find_taxa_in_blocks
from pipeline.tag.triggers import look_for_triggers

COMPONENTS = ("concord_taxa", "concord_references", "concord_organisations", "concord_events", "concord_frameworks")
_LINE = re.compile(r"[^\n]+")
_Component = Callable[[Doc], Doc]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention in a `Doc`: exact character offsets, what it resolves to (None where ambiguous), what else is known."""

    start: int
    end: int
    id: str | None
    details: dict[str, Any]


if not Doc.has_extension("mentions"):
    Doc.set_extension("mentions", default=None)
    Doc.set_extension("passages", default=None)


def load(convention: str | None = None, imported: Iterable[Path] = ()) -> Language:
    """Return a spaCy pipeline that tags any text; no model and no network are needed.

    ``convention`` (``CITES``, ``CMS``) is whose documents are read: it decides what a bare ``Standing Committee`` is.
    ``imported`` are lexicon files beside the curated one.
    """
    nlp = spacy.blank("en")
    nlp.add_pipe("concord_taxa", config={"imported": [str(path) for path in imported]})
    nlp.add_pipe("concord_references", config={"convention": convention})
    for name in COMPONENTS[2:]:
        nlp.add_pipe(name)
    return nlp


def _passages(doc: Doc) -> list[tuple[int, Passage]]:
    """Return the lines of a text as passages with the offsets at which they begin, made once a `Doc`."""
    if doc._.passages is None:
        lines = _LINE.finditer(doc.text)
        doc._.passages = [(m.start(), Passage.of(m[0], index)) for index, m in enumerate(lines)]
        look_for_triggers([passage for _, passage in doc._.passages])
        doc._.mentions = {}
    passages: list[tuple[int, Passage]] = doc._.passages
    return passages


def _write(doc: Doc, group: str, mentions: list[Mention]) -> None:
    spans = []
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, label=mention.id or "ambiguous", alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans[group] = spans
    doc._.mentions[group] = mentions


def _mention(base: int, passage: Passage, start: int, end: int, identifier: str | None, **details: Any) -> Mention:
    start, end = passage.shadow.span(start, end)
    return Mention(base + start, base + end, identifier, details)


def taxa_component(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    imported: list[str],
    language: str | None,
) -> _Component:
    """Fill ``doc.spans["taxa"]``: labels are accepted names; a ``language`` of None is found by the text's words."""
    names: Lexicon = lexicon(*map(Path, imported))

    def tag(doc: Doc) -> Doc:
        based = _passages(doc)
        shadows = [passage.shadow for _, passage in based]
        spoken = language or language_of([passage.text for _, passage in based], least=1)
        found = []
        for (base, _), taxa in zip(
            based, find_taxa_in_blocks(shadows, [()] * len(shadows), names, language=spoken), strict=True
        ):
            for taxon in taxa:
                details = {"taxon_id": taxon.taxon_id, "rank": taxon.rank, "via": taxon.via, "match": taxon.match}
                found.append(Mention(base + taxon.start, base + taxon.end, taxon.name, details))
        _write(doc, "taxa", found)
        return doc

    return tag


def references_component(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    convention: str | None,
    meeting_id: str | None,
    symbol: str | None,
) -> _Component:
    """Fill ``doc.spans`` of meetings, documents and instruments: labels are identifiers and symbols."""

    def tag(doc: Doc) -> Doc:
        based = _passages(doc)
        bases = {passage.index: base for base, passage in based}
        passages = [passage for _, passage in based]
        found = find_references(passages, Context(convention, meeting_id, symbol, passages))
        meetings, documents, instruments = [], [], []
        for meeting in found.meetings:
            hit = meeting.hit
            details = {"reason": meeting.reason, "candidates": meeting.candidates, "in_symbol": meeting.in_symbol}
            base = bases[hit.passage.index]
            meetings.append(_mention(base, hit.passage, hit.start, hit.end, meeting.meeting_id, **details))
        for document in found.documents:
            span = document.symbol
            base = bases[document.passage.index]
            documents.append(_mention(base, document.passage, span.start, span.end, span.symbol))
        for instrument in found.instruments:
            named = instrument.hit
            details = {
                "reason": instrument.reason,
                "candidates": instrument.candidates,
                "revision": named.revision,
                "title": named.title,
            }
            base = bases[named.passage.index]
            instruments.append(
                _mention(base, named.passage, named.start, named.end, instrument.instrument_id, **details)
            )
        _write(doc, "meetings", meetings)
        _write(doc, "documents", documents)
        _write(doc, "instruments", instruments)
        return doc

    return tag


def organisations_component(nlp: Language, name: str) -> _Component:  # noqa: ARG001
    """Fill ``doc.spans["organisations"]``."""

    def tag(doc: Doc) -> Doc:
        based = _passages(doc)
        acronyms = learn_acronyms([passage for _, passage in based])
        _write(
            doc,
            "organisations",
            [
                _mention(base, passage, each.start, each.end, each.organisation_id, name=each.name, reason=each.reason)
                for base, passage in based
                for each in find_organisations(passage, acronyms)
            ],
        )
        return doc

    return tag


def events_component(nlp: Language, name: str) -> _Component:  # noqa: ARG001
    """Fill ``doc.spans["events"]``: labels are the kinds of events."""

    def tag(doc: Doc) -> Doc:
        found = []
        for base, passage in _passages(doc):
            meetings = [(m.start - base, m.end - base) for m in doc._.mentions.get("meetings", ())]
            for each in find_events(passage, meetings):
                details = {"name": each.name, "place": each.setting.place}
                found.append(_mention(base, passage, each.start, each.end, each.kind, **details))
        _write(doc, "events", found)
        return doc

    return tag


def frameworks_component(nlp: Language, name: str) -> _Component:  # noqa: ARG001
    """Fill ``doc.spans["frameworks"]``."""

    def tag(doc: Doc) -> Doc:
        _write(
            doc,
            "frameworks",
            [
                _mention(base, passage, each.start, each.end, each.framework_id, part=each.part)
                for base, passage in _passages(doc)
                for each in find_frameworks(passage)
            ],
        )
        return doc

    return tag


Language.factory("concord_taxa", default_config={"imported": [], "language": None}, func=taxa_component)
Language.factory(
    "concord_references",
    default_config={"convention": None, "meeting_id": None, "symbol": None},
    func=references_component,
)
Language.factory("concord_organisations", func=organisations_component)
Language.factory("concord_events", func=events_component)
Language.factory("concord_frameworks", func=frameworks_component)
