"""What the passages of a document say was decided; items of a list go on with who stands before the list."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial

from pipeline.model import Block
from pipeline.tag.context import Context
from pipeline.tag.meetings.resolve import MeetingMention
from pipeline.tag.outcomes.find import Decider, Outcome, OutcomeReader
from pipeline.tag.outcomes.words import is_record, outcome_grammar, passive_of_records, record_grammar
from pipeline.tag.passage import Passage
from pipeline.tag.references import find_references


class DocumentOutcomes:
    """Reads the outcomes of the passages of a ``context``, made of ``blocks``, that name these ``meetings``.

    ``title`` and ``language`` are the document's, None where they are unknown.
    """

    def __init__(
        self,
        context: Context,
        blocks: Sequence[Block],
        meetings: Sequence[MeetingMention],
        title: str | None,
        language: str | None,
    ) -> None:
        self._context = context
        self._passages = context.passages
        self._blocks = blocks
        self._title = title
        self._language = language
        self._named: dict[int, list[MeetingMention]] = defaultdict(list)
        for meeting in meetings:
            self._named[meeting.hit.passage.index].append(meeting)

    def find(self) -> Iterator[tuple[Passage, Outcome]]:
        """Yield what the passages say was decided, in order; headings say nothing of that."""
        mask = outcome_grammar().mask
        if passive_of_records(self._language) and self._is_record:
            mask |= record_grammar().mask
        for place, passage in enumerate(self._passages):
            if passage.triggered & mask and self._blocks[passage.index].kind != "heading":
                for outcome in self._reader(place).find(partial(self._before_list, place)):
                    yield passage, outcome

    def _reader(self, place: int) -> OutcomeReader:
        passage = self._passages[place]
        named, language = self._named[passage.index], self._language
        return OutcomeReader(passage, named, self._context, of_record=self._is_record, language=language)

    def _before_list(self, place: int) -> Sequence[Decider]:
        """Return who is named before the list of which a passage is an item."""
        introduction = self._introduction(place)
        return () if introduction is None else self._reader(introduction).introduced()

    def _introduction(self, place: int) -> int | None:
        """Return the place of the passage that introduces the list of which one is an item; None for no item."""
        beginnings, colons = self._lists
        first = bisect_right(beginnings, place)
        begin = beginnings[first - 1] if first else 0
        colon = bisect_left(colons, begin)
        return colons[colon] if colon < len(colons) and colons[colon] < place and begin < place else None

    @cached_property
    def _lists(self) -> tuple[list[int], list[int]]:
        """The places of passages with which no list goes on, and of those that end with a colon."""
        texts = [passage.text for passage in self._passages]
        items = [self._blocks[passage.index].kind == "list_item" for passage in self._passages]
        new = [place for place, text in enumerate(texts) if not items[place] and not text[:1].islower()]
        return new, [place for place, text in enumerate(texts) if text.endswith(":")]

    @cached_property
    def _is_record(self) -> bool:
        """Whether the document records what its own meeting decided: no report of another that its title names."""
        if not is_record(self._context.symbol, self._title):
            return False
        heading = Passage.of(self._title or "")
        named = find_references([heading], replace(self._context, passages=[heading])).meetings
        return {meeting.meeting_id for meeting in named} <= {self._context.meeting_id}
