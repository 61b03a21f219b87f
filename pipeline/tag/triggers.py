"""One look at a document for everything that makes a reference, event or framework worth looking for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipeline.tag.events import event_grammar
from pipeline.tag.frameworks import framework_grammar
from pipeline.tag.grammar import Triggers
from pipeline.tag.instruments import instrument_grammar
from pipeline.tag.meetings import meeting_grammar
from pipeline.tag.organisations import organisation_grammar
from pipeline.tag.passage import Passage
from pipeline.tag.symbols import document_grammar


def look_for_triggers(passages: Sequence[Passage]) -> None:
    """Note on each passage the forms of all grammars that are worth trying on it, in one pass over the text."""
    _triggers().look(passages)


@lru_cache(maxsize=1)
def _triggers() -> Triggers:
    return Triggers(
        [
            document_grammar(),
            instrument_grammar(),
            meeting_grammar(),
            organisation_grammar(),
            event_grammar(),
            framework_grammar(),
        ]
    )
