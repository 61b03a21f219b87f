"""What the sentences of a passage say was decided.

"At its 57th meeting (SC57, Geneva, July 2098), the Standing Committee approved the list": who decided stands before the
verb, or behind it ("was approved by SC57"); what may stand between, `outcomes.yml` says. The meeting is the one that
the sentence says it was at; else, in the record of a meeting, that meeting itself; else one that the sentence or the
passage names before. Items of a list whose first words are such a verb go on with who stands before the list ("The
Committee: a) noted ...; b) agreed ..."), in one passage or in several.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import NamedTuple

from pipeline.tag.bodies import Body, load_bodies
from pipeline.tag.context import Context
from pipeline.tag.meetings.authority import body_that_met
from pipeline.tag.meetings.resolve import MeetingMention
from pipeline.tag.outcomes.actors import Actor, ActorReader
from pipeline.tag.outcomes.words import Before, load_words, outcome_grammar, passive_of_records, record_grammar
from pipeline.tag.passage import Passage

_JOINED = re.compile(r"(?:[,;]|(?:[,;]? (?:and|but|et|mais|y|e|pero)))$")
"""What stands before the second of several verbs with one subject."""
_COMMA = re.compile(r"[,;](?: (?:and|but|et|mais|y|e|pero))?$")
"""What stands before a verb that is none of a clause before it, as far as such marks tell."""
_BREAK = re.compile(r"[;:]")
_ON_A_MATTER = frozenset({"agreed", "decided"})
"""The kinds whose verbs go on with "on" before what was decided."""
_ASKED = "requested"
"""The kind whose verbs may have no object though they are active ("asked for funds")."""
_LONGEST_AUXILIARY = 12
"""How far before a verb in the passive what makes it a pluperfect may begin."""
_MOST_EARLIER = 100
"""A paragraph names fewer meetings before a sentence: of a longer one only so many are looked at."""
_FARTHEST_AHEAD = 40
"""So near before a meeting named before it stands that something is to be done there."""
_FARTHEST_TOLD = 300
"""So near before a verb in the passive it stands that somebody tells it."""
_BULLET = re.compile(r"[\s•*–-]*")
_MARK = r"(?<!\S)(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)|[•*-])"
_ITEM = re.compile(rf"[:;,.]?(?: (?:and|et|y|e))?(?:^| ){_MARK}$")
"""What stands before the first word of an item of a list, behind the item before it."""
_LAST_OF_MARK = ")•*-"
_LONGEST_ITEM = 14
_FIRST_ITEM = re.compile(r": [•*-] |:? \(?(?:a|i|1)\) ")
"""The mark of a list's first item: before it stands who decided what all of them say."""
_TRAILING_MARK = re.compile(rf" {_MARK}$")


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


class Decider(NamedTuple):
    """Who decided, and at which meeting: the values of `Outcome` of these names."""

    actor: str | None
    body_id: str | None
    meeting_id: str | None
    reason: str | None


class _Telling(NamedTuple):
    """How a document tells of outcomes: its convention; of a record its own meeting and its passive in the present."""

    convention: str | None
    own: str | None = None
    passive: Before | None = None


class OutcomeReader:
    """Reads what the sentences of a passage say was decided.

    ``meetings`` are those that the passage names. ``of_record`` says whether the document records what its own meeting
    decided; such records tell it in the present in some of the languages (``language``, None where unknown).
    """

    def __init__(
        self,
        passage: Passage,
        meetings: Sequence[MeetingMention],
        context: Context,
        *,
        of_record: bool,
        language: str | None = None,
    ) -> None:
        self._passage = passage
        self._named = [each for each in meetings if not each.in_symbol]
        self._named.sort(key=lambda each: each.hit.start)
        self._starts = [each.hit.start for each in self._named]
        self._telling = (
            _Telling(context.convention, context.meeting_id, passive_of_records(language))
            if of_record
            else _Telling(context.convention)
        )
        self._decided: set[str | None] = set()
        """The meetings of what the passage says was decided so far."""

    def find(self, lead: Callable[[], Sequence[Decider]] = tuple) -> list[Outcome]:
        """Return what was decided, in order: one for each verb and each who decided.

        ``lead`` returns those who are named before the list of which the passage is an item.
        """
        passage = self._passage
        told: list[list[Outcome]] = []
        sentence: _Sentence | None = None
        for kind, verb, present in self._verbs():
            bounds = passage.sentence(verb.start())
            if sentence is None or sentence.bounds != bounds:
                sentence = self._sentence(bounds)
            before = sentence.without_adverbs(verb.start())
            if outcomes := sentence.read(kind, verb, before, partial(self._listed, sentence, lead), present=present):
                if told:
                    told[-1] = [_cut(passage, each, outcomes[0].start) for each in told[-1]]
                told.append(outcomes)
                self._decided.update([each.meeting_id for each in outcomes])
        return [each for outcomes in told for each in outcomes]

    def _verbs(self) -> list[tuple[str, re.Match[str], bool]]:
        """Return the verbs of the passage in order with their kinds, and whether they tell it in the present."""
        verbs = [(kind, verb, False) for kind, verb in outcome_grammar().find(self._passage)]
        if self._telling.passive:
            verbs += [(kind, verb, True) for kind, verb in record_grammar().find(self._passage)]
        return sorted(verbs, key=lambda each: each[1].start())

    def introduced(self) -> Sequence[Decider]:
        """Return who is named right before the colon that ends the passage, and a list follows; none where none is."""
        end = len(self._passage.text.rstrip())
        return self._deciders(end - 1) if self._passage.text.endswith(":", 0, end) else ()

    def _listed(self, sentence: _Sentence, lead: Callable[[], Sequence[Decider]], end: int) -> Sequence[Decider]:
        """Return who is named before the list of which the mark of an item ends at an offset; none for no item."""
        at = sentence.item(end)
        if at is None:
            return ()
        place = bisect_right(self._lists, at)
        return (self._deciders(self._lists[place - 1]) if place else ()) or (lead() if at == 0 else ())

    @cached_property
    def _lists(self) -> list[int]:
        """Where the first items of lists begin, with the colon before them."""
        return [first.start() for first in _FIRST_ITEM.finditer(self._passage.folded)]

    def _deciders(self, end: int) -> Sequence[Decider]:
        return self._sentence(self._passage.sentence(end)).deciders_before(end)

    def _sentence(self, bounds: tuple[int, int]) -> _Sentence:
        first, last = (bisect_left(self._starts, bound) for bound in bounds)
        earlier, named = self._named[max(0, first - _MOST_EARLIER) : first], self._named[first:last]
        return _Sentence(self._passage, bounds, earlier, named, self._telling, self._decided)


def _cut(passage: Passage, outcome: Outcome, start: int) -> Outcome:
    """Return an outcome without the words from an offset on, with which the next begins, unless it is what it says."""
    if outcome.end <= start or load_words().told.intersection(passage.folded[start - 5 : start].split()[-1:]):
        return outcome
    last = start - 1
    mark = _TRAILING_MARK.search(passage.folded, max(outcome.start, last - _LONGEST_ITEM), last)
    return replace(outcome, end=_without_leads(passage, outcome.start, mark.start() if mark else start))


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
        telling: _Telling,
        decided: Set[str | None],
    ) -> None:
        self.bounds = bounds
        self._text, self._folded = passage.text, passage.folded
        self._passage = passage
        self._earlier = earlier
        self._actors = ActorReader(passage, *bounds, meetings)
        self._decided = decided
        self._convention, self._own, self._present_passive = telling
        self._sooner = False
        """Whether the verb says that it was decided before what the document records."""
        self._last: Sequence[Decider] = ()
        """Who decided what the last verb says that says something."""

    def _beginning(self) -> int:
        """Return where the words of the sentence begin, behind a bullet."""
        return self.bounds[0] + len(_BULLET.match(self._text, *self.bounds)[0])  # type: ignore[index]

    def _ending(self) -> int:
        """Return where the words of the sentence end."""
        return _without_leads(self._passage, *self.bounds)

    def item(self, before: int) -> int | None:
        """Return where the mark begins, with what joins it, that ends at an offset; None if there is none.

        An item of which the passage has no mark begins where the passage does.
        """
        if before == 0 or self._text[before - 1] not in _LAST_OF_MARK:
            return None if before else 0
        found = _ITEM.search(self._folded, max(0, before - _LONGEST_ITEM), before)
        return found.start() if found else None

    def deciders_before(self, end: int) -> Sequence[Decider]:
        """Return who is named right before an offset, where what follows says what was decided."""
        actors = self._actors.before(end)
        if not actors or self._is_within(actors[0]):
            return ()
        return [self._decider(actor, end, end) for actor in actors]

    def read(
        self,
        kind: str,
        verb: re.Match[str],
        before: int,
        listed: Callable[[int], Sequence[Decider]],
        *,
        present: bool = False,
    ) -> list[Outcome]:
        """Return what a verb says, with adverbs from ``before`` on, was decided; nothing where it says none of that.

        ``listed`` returns those named before the list of which an item begins at an offset. One in the ``present``
        decides something behind who decided, or where it is told of nobody.
        """
        if deciders := listed(before):
            self._last = deciders
            return _outcomes(deciders, kind, verb, before + 1 if before else 0, self._ending())
        words = load_words()
        near = self._folded[max(self.bounds[0], before - _LONGEST_AUXILIARY) : verb.start()]
        self._sooner = not words.earlier.isdisjoint(near.split())
        if words.denied.place(self._folded, self.bounds[0], before) is not None:
            return []
        if words.inverted.place(self._folded, self.bounds[0], verb.start() - 1) is not None:
            inverted = self._actors.right_behind(verb.end())
            return self._told(kind, verb, inverted, verb.start(), inverted[-1].end) if inverted else []
        passive = words.passive.place(self._folded, self.bounds[0], before)
        if passive is None and words.is_passive(
            self._folded[before : verb.start()], self._folded[verb.start() : verb.end()]
        ):
            passive = before + 1
        if passive is None and not words.qualified.match(self._folded, verb.end()):
            actors = self._actors.before(before)
            within = bool(actors) and self._is_within(actors[0])
            of_nobody = self._told_of_nobody(before, verb.start())
            if actors and not within and not (present and of_nobody is not None):
                first_hand = not present or (self._may_be_own(actors) and self._is_first_hand(actors[0].start))
                return self._told(kind, verb, actors, actors[0].start, self._ending()) if first_hand else []
            if (going_on := self._going_on(kind, verb, before, listed)) is not None:
                return going_on
            passive = of_nobody
            may_be_passive = passive is None and kind != _ASKED and self._is_joined(before)
            if may_be_passive and words.of_no_object.match(self._folded, verb.end()):
                passive = self._led(before, listed)[1]
            if passive is None and (within or present):
                return []
        if passive is None and words.of_any.search(self._folded, self.bounds[0], before):
            return []
        actors = self._actors.behind(verb.end(), far=passive is not None)
        if passive is not None:
            actors = actors or self._actors.where(passive)
        own = passive is not None and self._is_own(passive, verb.end())
        if passive is not None and (actors or own):
            return self._told(kind, verb, actors, passive, self._ending())
        if verb[0].lower() in words.standing:  # "experts appointed by the Committee" are so at any time
            actors = [each for each in actors if each.meetings or self._actors.at(each, *verb.span(), far=False)]
        return self._told(kind, verb, actors, verb.start(), actors[-1].end) if actors else []

    def _told_of_nobody(self, before: int, end: int) -> int | None:
        """Return where a record's passive in the present, with adverbs from ``before`` on, begins; None for none."""
        if self._present_passive is None:
            return None
        adverbs = self._folded[before:end].split()
        begin = before + 1 if self._present_passive.holds_any(adverbs) else None
        return begin or self._present_passive.place(self._folded, self.bounds[0], before)

    def _is_own(self, passive: int, end: int) -> bool:
        """Say whether what was decided, by no body that is named, is what the document records.

        The verb in the passive ends at ``end``. No body asks itself ("The Committee was invited to note the report"),
        and what an instrument says was decided before ("In Decision 18.5, the Secretariat was directed to report").
        """
        words = load_words()
        if self._own is None or self._sooner or not self._is_first_hand(passive):
            return False
        if words.in_an_instrument.match(self._folded, self._beginning(), passive):
            return False
        if words.of_a_subject.match(self._folded, end) or words.by_others.match(self._folded, end):
            return False
        if words.on_a_day.match(self._folded, end):
            return False  # "The plan was adopted on 3 May 2090"
        subject = self._actors.before(passive)
        asked = [*(() if subject and self._is_within(subject[0]) else subject), *self._actors.asked(end)]
        named = [each for each in asked if each.body or each.kinds]
        return not named or not self._may_be_own(named) or bool(self._actors.at(None, passive, end, far=False))

    def _may_be_own(self, actors: Sequence[Actor]) -> bool:
        """Say whether one of some may be the body whose meeting the document records, or none is told by its name."""
        own = body_that_met(self._own)
        return own is None or any((len(each.kinds) != 1 and not each.body) or each.may_be(own) for each in actors)

    def _is_first_hand(self, end: int) -> bool:
        """Say whether what a sentence says from an offset on is told by nobody named before, and no "if" or "no"."""
        before = self._folded[max(self.bounds[0], end - _FARTHEST_TOLD) : end]
        words = load_words()
        told = words.told_of_nothing.sub("", before).replace("'", " ").split()
        return words.told.isdisjoint(told) and not words.unreal.search(before)

    def _is_within(self, actor: Actor) -> bool:
        """Say whether words that name who seems to have decided only tell of another (the Chair of the Committee)."""
        return load_words().within.place(self._folded, self.bounds[0], actor.start - 1) is not None

    def _told(self, kind: str, verb: re.Match[str], actors: Sequence[Actor], start: int, end: int) -> list[Outcome]:
        """Return what is said of each of those who decided; the first of a sentence begins where the sentence does."""
        start = start if self._last else self._beginning()
        self._last = [self._decider(actor, *verb.span()) for actor in actors or (None,)]
        return _outcomes(self._last, kind, verb, start, end)

    def _decider(self, actor: Actor | None, start: int, end: int) -> Decider:
        """Return who decided what a verb, from ``start`` to ``end``, says, and where."""
        meeting_id, reason = self._meeting(actor, start, end)
        body = self._body(actor, meeting_id)
        printed = self._text[actor.start : actor.end] if actor else None
        return Decider(printed, body.id if body else None, meeting_id, reason)

    def _going_on(
        self, kind: str, verb: re.Match[str], before: int, listed: Callable[[int], Sequence[Decider]]
    ) -> list[Outcome] | None:
        """Return what a second verb says of the subject of the last, at the meeting that is named between them.

        None where none joins them, or it says something of a noun. The last may be one with which nothing is decided.
        """
        first, beside = self._actors.behind_meetings(before)
        joined = self.without_adverbs(first + 1) if beside else before
        if not self._is_joined(joined) or self._is_apart(kind, verb):
            return None
        if not self._last:
            led, passive = self._led(joined, listed)
            if passive is not None and kind not in _ON_A_MATTER and load_words().to_act.match(self._folded, verb.end()):
                return None  # "The Committee was thanked and asked to go on"
            self._last = led
        if not self._last:
            return None
        if beside:
            meeting_id, reason = _stated(beside)
            self._last = [each._replace(meeting_id=meeting_id, reason=reason) for each in self._last]
        return _outcomes(self._last, kind, verb, verb.start(), self._ending())

    def _is_apart(self, kind: str, verb: re.Match[str]) -> bool:
        """Say whether a verb may only say something of a noun by the word behind it: none agrees "on" that."""
        words = load_words()
        on_a_matter = kind in _ON_A_MATTER and words.on_a_matter.match(self._folded, verb.end())
        return not on_a_matter and words.apart.match(self._folded, verb.end()) is not None

    def _led(self, end: int, listed: Callable[[int], Sequence[Decider]]) -> tuple[Sequence[Decider], int | None]:
        """Return who did something else, told before words that go on with it ("thanked Peru and"); ``listed``: `read`.

        With it comes where that verb begins where it is in the passive ("was introduced by Peru and"), else None.
        Nobody where another may have done what stands between, or a clause only tells of it ("heard that it met and").
        Of a verb in the passive it is its subject ("The Committee was told of it and noted").
        """
        words = load_words()
        begin = max(self.bounds[0], end - _FARTHEST_TOLD)
        clause = bool(_COMMA.search(self._folded, begin, end))
        for past in reversed(list(words.past.finditer(self._text, begin, end))):
            before = self.without_adverbs(past.start())
            passive = words.passive.place(self._folded, begin, before)
            subject = before if passive is None else self.without_adverbs(passive)
            deciders = listed(subject) or self.deciders_before(subject)
            if deciders or passive is not None:
                told = not clause and words.clause.search(self._folded, past.end(), end)
                broken = passive is not None and _BREAK.search(self._folded, passive, end)
                return () if told else deciders, None if broken else passive
            if self._is_joined(before) or words.apart.match(self._folded, past.end()):
                continue
            if not words.clause.search(self._folded, begin, before):
                break
        return (), None

    def _is_joined(self, before: int) -> bool:
        return bool(_JOINED.search(self._folded, max(self.bounds[0], before - 5), before))

    def without_adverbs(self, end: int) -> int:
        """Return where the words before a verb end that are no adverbs."""
        adverb, start = load_words().adverb, self.bounds[0]
        end = max(start, end - 1)
        while (place := adverb.place(self._folded, start, end)) is not None:
            end = max(start, place - 1)
        return end

    def _meeting(self, actor: Actor | None, start: int, end: int) -> tuple[str | None, str | None]:
        """Return the meeting at which it was decided and how it was inferred; None for each where nothing tells it.

        The verb stands from ``start`` to ``end``.
        """
        own = None if self._sooner else body_that_met(self._own)
        is_own = own is not None and (actor is None or actor.may_be(own)) and not (actor and actor.unlisted)
        stated = actor.meetings if actor and actor.meetings else self._actors.at(actor, start, end, far=not is_own)
        if stated:
            return _stated(stated)
        there = self._actors.where(min(start, actor.start) if actor else start)
        if mentions := [each for met in there for each in met.meetings if self._actors.may_be(actor, each)]:
            return _stated(mentions)
        if actor and actor.unlisted:
            return None, None
        if is_own:
            return self._own, "the document is the record of this meeting"
        if beside := self._actors.beside(actor, end):
            return beside.meeting_id, "the meeting that is named in the sentence"
        for mention in reversed(self._earlier):
            met = body_that_met(mention.meeting_id)
            if met and actor and actor.may_be(met) and not self._only_speaks_of(mention):
                return mention.meeting_id, "the meeting that is named before it in the paragraph"
        return None, None

    def _only_speaks_of(self, mention: MeetingMention) -> bool:
        """Say whether only something else is told of a meeting named before: what was, or shall be, presented at it."""
        at = load_words().meeting.place(self._folded, 0, mention.hit.start - 1)
        if at is None or mention.meeting_id in self._decided:
            return False
        ahead = load_words().ahead.search(self._folded, max(0, at - _FARTHEST_AHEAD), at)
        return bool(ahead) or self._actors.is_of_a_noun(0, at)

    def _body(self, actor: Actor | None, meeting_id: str | None) -> Body | None:
        """Return the body that decided: the one named, that of the meeting, the only one of its kind here."""
        if actor and (actor.body or actor.unlisted):
            return actor.body
        if met := body_that_met(meeting_id):
            return met
        kinds = actor.kinds if actor else ()
        own = load_bodies().of_kind(kinds[0], self._convention) if len(kinds) == 1 and self._convention else ()
        return own[0] if len(own) == 1 else None


def _outcomes(deciders: Sequence[Decider], kind: str, verb: re.Match[str], start: int, end: int) -> list[Outcome]:
    return [Outcome(start, end, verb[0], kind, *decider) for decider in deciders]


def _stated(meetings: Sequence[MeetingMention]) -> tuple[str | None, str | None]:
    """Return the one meeting that all of these are, and why it is None."""
    known = {each.meeting_id for each in meetings}
    if len(known) > 1:
        return None, "several meetings are named"
    return (
        (meetings[0].meeting_id, None) if meetings[0].meeting_id else (None, "the meeting that is named is not known")
    )
