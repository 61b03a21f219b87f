"""What the sentences of a passage say was decided.

"At its 57th meeting (SC57, Geneva, July 2098), the Standing Committee approved the list": who decided stands before the
verb, or behind it ("was approved by SC57"); what may stand between, `outcomes.yml` says. The meeting is the one that
the sentence says it was at; else, in the record of a meeting, that meeting itself; else the last of that body that the
passage names before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.tag.bodies import Body, load_bodies
from pipeline.tag.context import Context
from pipeline.tag.meetings.authority import body_of
from pipeline.tag.meetings.resolve import MeetingMention
from pipeline.tag.outcomes.actors import Actor, ActorReader
from pipeline.tag.outcomes.words import load_words, outcome_grammar
from pipeline.tag.passage import Passage

_JOINED = re.compile(r"(?:,|(?:,? (?:and|et|y|e)))$")
"""What stands before the second of several verbs with one subject."""
_LONGEST_AUXILIARY = 12
"""How far before a verb in the passive what makes it a pluperfect may begin."""
_FARTHEST_TOLD = 300
"""So near before a verb in the passive it stands that somebody tells it."""
_BULLET = re.compile(r"[\s•*–-]*")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something decided: offsets (of the shadow text) of the words that say it, the verb as printed and its kind.

    ``actor`` is what is printed of who decided, ``body_id`` the body that it is, ``meeting_id`` the meeting; each None
    where nothing tells it. ``reason`` says how the meeting was inferred, or why it was not; None where the sentence
    names it, or nothing does.
    """

    start: int
    end: int
    verb: str
    kind: str
    actor: str | None
    body_id: str | None
    meeting_id: str | None
    reason: str | None


def find_outcomes(
    passage: Passage, meetings: Sequence[MeetingMention], context: Context, *, of_record: bool
) -> list[Outcome]:
    """Return what the sentences of a passage say was decided, in order: one for each verb and each who decided.

    ``meetings`` are those that the passage names. ``of_record`` says whether the document records what its own meeting
    decided.
    """
    verbs = outcome_grammar().find(passage)
    if not verbs:
        return []
    named = sorted(
        [each for each in meetings if each.meeting_id and not each.in_symbol], key=lambda each: each.hit.start
    )
    starts = [each.hit.start for each in named]
    told: list[list[Outcome]] = []
    sentence: _Sentence | None = None
    for kind, verb in sorted(verbs, key=lambda pair: pair[1].start()):
        bounds = passage.sentence(verb.start())
        if sentence is None or sentence.bounds != bounds:
            first, last = (bisect_left(starts, bound) for bound in bounds)
            sentence = _Sentence(passage, bounds, named[:first], named[first:last], context, of_record)
        if outcomes := sentence.read(kind, verb):
            if told:
                told[-1] = [_cut(passage, each, outcomes[0].start) for each in told[-1]]
            told.append(outcomes)
    return [each for outcomes in told for each in outcomes]


def _cut(passage: Passage, outcome: Outcome, start: int) -> Outcome:
    """Return an outcome without the words from an offset on, with which the next begins."""
    return replace(outcome, end=_without_leads(passage, outcome.start, start)) if outcome.end > start else outcome


def _without_leads(passage: Passage, start: int, end: int) -> int:
    """Return where words end, without what leads from them to the next."""
    leads = load_words().leads
    while True:
        end = start + len(passage.text[start:end].rstrip(" ,;"))
        place = leads.place(passage.folded, start, end)
        if place is None:
            return end
        end = place


class _Sentence:
    """Reads what one sentence says was decided, verb by verb in order."""

    def __init__(
        self,
        passage: Passage,
        bounds: tuple[int, int],
        earlier: Sequence[MeetingMention],
        meetings: Sequence[MeetingMention],
        context: Context,
        of_record: bool,
    ) -> None:
        self.bounds = bounds
        self._text, self._folded = passage.text, passage.folded
        self._start = bounds[0] + len(_BULLET.match(self._text, *bounds)[0])  # type: ignore[index]
        self._end = _without_leads(passage, self._start, bounds[1])
        self._earlier = earlier
        self._actors = ActorReader(passage, *bounds, meetings)
        self._own = context.meeting_id if of_record else None
        self._convention = context.convention
        self._sooner = False
        """Whether the verb says that it was decided before what the document records."""
        self._last: list[Outcome] = []
        """What the last verb says that says something."""

    def read(self, kind: str, verb: re.Match[str]) -> list[Outcome]:
        """Return what a verb says was decided; nothing where it says nothing of that."""
        words = load_words()
        before = self._without_adverbs(verb.start())
        near = self._folded[max(self.bounds[0], before - _LONGEST_AUXILIARY) : verb.start()]
        self._sooner = not words.earlier.isdisjoint(near.split())
        if words.denied.place(self._folded, self.bounds[0], before) is not None:
            return []
        passive = words.passive.place(self._folded, self.bounds[0], before)
        if passive is None and not words.qualified.match(self._folded, verb.end()):
            if actors := self._actors.before(before):
                if words.within.place(self._folded, self.bounds[0], actors[0].start - 1) is not None:
                    return []
                return self._told(kind, verb, actors, actors[0].start, self._end)
            if self._last and _JOINED.search(self._folded, max(self.bounds[0], before - 5), before):
                return self._going_on(kind, verb)
        actors = self._actors.behind(verb.end(), far=passive is not None)
        if passive is not None and (actors or self._is_own(passive)):
            return self._told(kind, verb, actors, passive, self._end)
        return self._told(kind, verb, actors, verb.start(), actors[-1].end) if actors else []

    def _is_own(self, passive: int) -> bool:
        """Say whether what was decided, by nobody who is named, is what the document records."""
        before = self._folded[max(self.bounds[0], passive - _FARTHEST_TOLD) : passive]
        first_hand = load_words().told.isdisjoint(before.split())
        return self._own is not None and first_hand and not self._sooner

    def _told(self, kind: str, verb: re.Match[str], actors: Sequence[Actor], start: int, end: int) -> list[Outcome]:
        """Return what is said of each of those who decided; the first of a sentence begins where the sentence does."""
        found = []
        for actor in actors or (None,):
            meeting_id, reason = self._meeting(actor, verb)
            body = self._body(actor, meeting_id)
            found.append(
                Outcome(
                    start if self._last else self._start,
                    end,
                    verb[0],
                    kind,
                    self._text[actor.start : actor.end] if actor else None,
                    body.id if body else None,
                    meeting_id,
                    reason,
                )
            )
        self._last = found
        return found

    def _going_on(self, kind: str, verb: re.Match[str]) -> list[Outcome]:
        """Return what a second verb says of the subject of the last; nothing where it says something of a noun."""
        if load_words().apart.match(self._folded, verb.end()):
            return []
        self._last = [replace(each, start=verb.start(), end=self._end, verb=verb[0], kind=kind) for each in self._last]
        return self._last

    def _without_adverbs(self, end: int) -> int:
        """Return where the words before a verb end that are no adverbs."""
        adverb, start = load_words().adverb, self.bounds[0]
        end = max(start, end - 1)
        while (place := adverb.place(self._folded, start, end)) is not None:
            end = max(start, place - 1)
        return end

    def _meeting(self, actor: Actor | None, verb: re.Match[str]) -> tuple[str | None, str | None]:
        """Return the meeting at which it was decided and how it was inferred; None for each where nothing tells it."""
        stated = actor.meetings if actor and actor.meetings else self._actors.at(actor, verb)
        known = {mention.meeting_id for mention in stated}
        if known:
            return (known.pop(), None) if len(known) == 1 else (None, "several meetings are named")
        if actor and actor.unlisted:
            return None, None
        own = body_of(self._own) if self._own and not self._sooner else None
        if own and (actor is None or actor.may_be(own[0])):
            return self._own, "the document is the record of this meeting"
        for mention in reversed(self._earlier):
            own = body_of(mention.meeting_id or "")
            if own and actor and actor.may_be(own[0]):
                return mention.meeting_id, "the meeting that is named before it in the paragraph"
        return None, None

    def _body(self, actor: Actor | None, meeting_id: str | None) -> Body | None:
        """Return the body that decided: the one named, that of the meeting, the only one of its kind here."""
        if actor and (actor.body or actor.unlisted):
            return actor.body
        met = body_of(meeting_id) if meeting_id else None
        if met:
            return met[0]
        kinds = actor.kinds if actor else ()
        own = load_bodies().of_kind(kinds[0], self._convention) if len(kinds) == 1 and self._convention else ()
        return own[0] if len(own) == 1 else None
