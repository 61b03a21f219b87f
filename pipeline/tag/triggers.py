"""One look at a document for everything that makes a reference, event or framework worth looking for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipeline.tag.bodies import load_bodies
from pipeline.tag.events.ground import event_grammar
from pipeline.tag.frameworks import framework_grammar
from pipeline.tag.grammar import Lookout
from pipeline.tag.instruments.find import instrument_grammar
from pipeline.tag.meetings.find import meeting_grammar
from pipeline.tag.organisations import organisation_finder, organisation_grammar
from pipeline.tag.outcomes.words import outcome_grammar, record_grammar
from pipeline.tag.passage import Passage
from pipeline.tag.symbols import document_grammar


def look_for_triggers(passages: Sequence[Passage]) -> None:
    """Note on each passage the forms of all grammars worth trying, and its treaties and organisations, in one pass."""
    _lookout().look(passages)


@lru_cache(maxsize=1)
def _lookout() -> Lookout:
    return Lookout(
        [
            document_grammar(),
            instrument_grammar(),
            meeting_grammar(),
            organisation_grammar(),
            event_grammar(),
            framework_grammar(),
            outcome_grammar(),
            record_grammar(),
        ],
        {"treaties": load_bodies().treaty_finder, "organisations": organisation_finder()},
    )
