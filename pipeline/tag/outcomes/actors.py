"""Who decided: the body or the meeting that is named before a verb of deciding, or behind it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.tag.bodies import Body, load_bodies
from pipeline.tag.meetings.authority import body_that_met
from pipeline.tag.meetings.resolve import MeetingMention
from pipeline.tag.outcomes.words import load_words
from pipeline.tag.passage import Passage

_LONGEST_NAME = 90
"""How far before a verb, or behind it, the name of a body is looked for."""
_FARTHEST = 60
"""How far behind a verb in the passive it may stand who decided."""
_LONGEST_CLAUSE = 60
"""Between where a clause begins that tells of a meeting and the verb are no more characters."""
_FARTHEST_AGAIN = 120
"""How far behind one who decided it stands who decided as well: meetings with place and dates are between them."""
_LONGEST_WORDS = 24
"""The words behind which it stands who decided are no longer."""
_WORD = re.compile(r"[\w'/-]+")
_BREAK = re.compile(r"[;:]")
_JOINTS = (" and ", " et ", " y ")
"""What stands between two bodies that are called at once."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who decided: its offsets; the kinds of bodies that it may be (none: any), or the one body that it is."""

    start: int
    end: int
    kinds: Sequence[str] = ()
    body: Body | None = None
    meetings: tuple[MeetingMention, ...] = ()
    """The meeting that it is, or those that are named right beside it."""
    unlisted: bool = False
    """Whether words tell it apart that name no body that is listed (the Saiga working group)."""

    def may_be(self, body: Body) -> bool:
        """Say whether it may be a body."""
        if self.body is not None:
            return body.id == self.body.id
        return not self.kinds or body.kind in self.kinds


class ActorReader:
    """Finds who decided in one sentence, ``start`` to ``end``, of a passage; it names ``meetings``, in order."""

    def __init__(self, passage: Passage, start: int, end: int, meetings: Sequence[MeetingMention]) -> None:
        self._passage = passage
        self._folded = passage.folded
        self._start, self._end = start, end
        self._meetings = meetings
        self._ending = {each.hit.end: place for place, each in enumerate(meetings)}
        """The places of the meetings by where they end."""

    def before(self, end: int) -> list[Actor]:
        """Return who is named up to an offset, or before what stands there between commas; several who are joined."""
        actors = self._up_to(end - self._folded.endswith(":", self._start, end))
        if not actors and self._folded.endswith(",", self._start, end):
            comma = self._folded.rfind(",", self._start, end - 1)
            actors = self._up_to(comma) if comma > self._start else []
        return actors

    def _up_to(self, end: int) -> list[Actor]:
        """Return who is named up to an offset, behind whom meetings and brackets may stand."""
        end, beside = self.behind_meetings(end)
        place = self._ending.get(end)
        of = self._of_treaty(end) if place is None else None
        if of:
            place = self._ending.get(of[0])
        if place is not None:
            return self._met(place)
        if pair := self._pair(end, beside) or (self._pair(of[0], beside) if of else []):
            return pair
        actor = self._named_up_to(end, beside, of) if end > self._start else None
        return [actor] if actor else []

    def behind_meetings(self, end: int) -> tuple[int, tuple[MeetingMention, ...]]:
        """Return where the words end before brackets and "at" a meeting that stand up to an offset; these meetings."""
        beside: list[MeetingMention] = []
        while (end := self._without_space(end)) > self._start:
            place = self._ending.get(end)
            if place is not None:
                at = self._words_before(self._meetings[place])
                if at is None:
                    break
                beside.append(self._meetings[place])
                end = at
            elif self._folded[end - 1] == ")":
                end = max(self._start, self._folded.rfind("(", self._start, end))
            else:
                break
        return end, tuple(beside)

    def behind(self, start: int, *, far: bool) -> list[Actor]:
        """Return who is named behind ``by``, or the meetings behind ``at``, at an offset or, if ``far``, soon after."""
        stop = start + _FARTHEST if far else start + 1
        if far and (broken := _BREAK.search(self._folded, start, stop)):
            stop = broken.start()
        for words in load_words().behind.finditer(self._folded, start, min(self._end, stop + _LONGEST_WORDS)):
            if words.start() >= stop:
                break
            place = bisect_right(self._meetings, words.start(), key=_start)
            met = place < len(self._meetings) and _start(self._meetings[place]) <= words.end()
            own = met and self._meetings[place].hit.possessive  # "was extended to cover 2090 at its 97th meeting"
            if not (words["agent"] or own) and load_words().ahead.search(self._folded, start, words.start()):
                continue
            if met:
                return self._with_further(self._met(place))
            if words["agent"] and (agents := self._agents_from(words.end())):
                return self._with_further(agents)
        return []

    def right_behind(self, end: int) -> list[Actor]:
        """Return who is named right behind an offset, the meetings or the bodies: ``Comme l'a demandé le Comité``."""
        article = load_words().article_behind.match(self._folded, end, self._end)
        start = article.end() if article else end
        place = bisect_left(self._meetings, start, key=_start)
        met = place < len(self._meetings) and _start(self._meetings[place]) == start
        return self._met(place) if met else self._agents_from(start)

    def where(self, end: int) -> list[Actor]:
        """Return the meetings of which the clause that goes on up to an offset tells what was decided there."""
        where = load_words().where.search(self._folded, max(self._start, end - _LONGEST_CLAUSE), end)
        if where is None:
            return []
        before = where.start()
        if before not in self._ending and self._folded[before - 1] == ")":
            before = self._without_space(max(self._start, self._folded.rfind("(", self._start, before)))
        place = self._ending.get(before)
        return [] if place is None else self._met(place)

    def asked(self, end: int) -> list[Actor]:
        """Return who is asked by name right behind a verb in the passive: ``Il est demandé au Comité``."""
        to = load_words().asked.match(self._folded, end, self._end)
        actor = self._named_from(to.end()) if to else None
        return [actor] if actor else []

    def _with_further(self, actors: list[Actor]) -> list[Actor]:
        """Return those who decided with those named behind "and by": ``by SC65 (Lima, 2094) and by the Committee``."""
        end = actors[-1].end
        again = load_words().again.search(self._folded, end, min(self._end, end + _FARTHEST_AGAIN))
        if again is None or _BREAK.search(self._folded, end, again.start()):
            return actors
        further = self._agent_from(again.end())
        return self._with_further([*actors, further]) if further and (further.body or further.kinds) else actors

    def at(self, actor: Actor | None, start: int, end: int, *, far: bool) -> list[MeetingMention]:
        """Return the meetings at which the sentence says it was, that it may be; no more than two different ones.

        The verb stands from ``start`` to ``end``. They stand right behind it or behind who decided; before the verb, as
        a part of the sentence of their own; or, if ``far``, farther behind, called by "its", where nothing says that it
        is for then, or of what was decided.
        """
        found: dict[str | None, MeetingMention] = {}
        if actor and (bracketed := self._in_brackets(actor)):
            found[bracketed.meeting_id] = bracketed
        told = behind = max(end, actor.end) if actor else end
        for at, mention in self._introduced:
            if not self.may_be(actor, mention):
                continue
            if at <= start:
                stated = self._is_apart(at, actor)
            elif at <= told + 1:
                stated = at in (end, end + 1, told, told + 1)
            elif not far or load_words().ahead.search(self._folded, behind, at):
                break  # nor is any behind it
            else:
                behind = at
                stated = mention.hit.possessive and not self.is_of_a_noun(told, at)
                stated = stated and not self._follows_lead(self._without_space(at))
            if stated:
                found.setdefault(mention.meeting_id, mention)
                if len(found) > 1:
                    break
        return list(found.values())

    def beside(self, actor: Actor | None, end: int) -> MeetingMention | None:
        """Return a meeting, that it may be, at which the sentence says something was, if not what the verb says.

        It is the last before the verb's ``end``, else the first behind it where nothing says that it is for then.
        """
        told, ahead = max(end, actor.end) if actor else end, load_words().ahead
        before = None
        for at, mention in self._introduced:
            if at > end and (before or ahead.search(self._folded, told, at)):
                break
            if self.may_be(actor, mention) and not self.is_of_a_noun(self._start, at):
                if at > end:
                    return mention
                before = mention
        return before

    def is_of_a_noun(self, start: int, end: int) -> bool:
        """Say whether words end at an offset, and begin behind another, with which something is said of a noun."""
        return bool(load_words().of_a_noun.search(self._folded, max(start, end - _LONGEST_WORDS), end))

    def _in_brackets(self, actor: Actor) -> MeetingMention | None:
        """Return the meeting right behind who decided in brackets, that it may be."""
        opens = self._folded.startswith(" (", actor.end)
        first = actor.end + 2
        beside = (each for each in self._meetings if each.hit.start == first and self.may_be(actor, each))
        return next(beside, None) if opens else None

    def may_be(self, actor: Actor | None, mention: MeetingMention) -> bool:
        """Say whether who decided, None where nobody is named, may be the body of a meeting; of one not known, too."""
        own = body_that_met(mention.meeting_id)
        return actor is None or own is None or actor.may_be(own)

    def _is_apart(self, at: int, actor: Actor | None) -> bool:
        """Say whether words from an offset on are a part of the sentence of their own: no more is said of a noun."""
        end = self._start + len(self._folded[self._start : at].rstrip())
        begins = end <= self._start or not self._folded[end - 1].isalpha()
        return begins or (actor is not None and end == actor.end) or self._follows_lead(end)

    def _follows_lead(self, end: int) -> bool:
        return load_words().leads.place(self._folded, self._start, end) is not None

    @cached_property
    def _introduced(self) -> list[tuple[int, MeetingMention]]:
        """The meetings that the sentence says something was at, with where the words begin that say so."""
        return [(at, each) for each in self._meetings if (at := self._words_before(each)) is not None]

    def _without_space(self, end: int) -> int:
        while end > self._start and self._folded[end - 1] in " ,":
            end -= 1
        return end

    def _words_before(self, mention: MeetingMention) -> int | None:
        """Return where the words begin that say that something was at a meeting; None where there are none."""
        return load_words().meeting.place(self._folded, self._start, mention.hit.start - 1)

    def _met(self, place: int) -> list[Actor]:
        """Return a meeting that decided, with those that are joined to it."""
        first, last = place, place + 1
        while first and self._joined(first - 1):
            first -= 1
        while last < len(self._meetings) and self._joined(last - 1):
            last += 1
        return [
            Actor(each.hit.start, each.hit.end, (), body_that_met(each.meeting_id), (each,))
            for each in self._meetings[first:last]
        ]

    def _joined(self, at: int) -> bool:
        """Say whether a meeting of the sentence and the next are joined by "and", or told in the same words."""
        one, other = self._meetings[at : at + 2]
        if one.hit.start == other.hit.start:
            return True  # "the 1st to 8th sessions"
        end = one.hit.end
        if self._folded.startswith(" (", end):
            end = max(end, self._folded.find(")", end, other.hit.start) + 1)
        return bool(load_words().joint.fullmatch(self._folded, end, other.hit.start))

    def _named_up_to(
        self, end: int, beside: tuple[MeetingMention, ...], of: tuple[int, tuple[int, int, str]] | None
    ) -> Actor | None:
        """Return the body whose name ends at an offset: its own, that of its kind, or a noun alone.

        ``of`` is where it ends before "of" a treaty, and the treaty; None where none stands there.
        """
        last, word = end, self._folded[self._folded.rfind(" ", self._start, end) + 1 : end]
        treaty = None
        if of:
            end, treaty = of
        if treaty is None and word not in load_words().name_ends:
            return None
        begin = max(self._start, end - _LONGEST_NAME)
        for start, stop, name in self._names(begin, end):
            if stop == end:
                owner = start - len("'s ") if self._folded.startswith("'s ", start - len("'s ")) else start - 1
                before = None if treaty else self._treaty_up_to(owner)
                first, of_treaty = before[0] if before else start, treaty or before
                return self._called(name, of_treaty[2] if of_treaty else None, first, last, beside)
        return None if treaty else self._noun_up_to(end, beside)

    def _of_treaty(self, end: int) -> tuple[int, tuple[int, int, str]] | None:
        """Return where the words end before "of" a treaty that ends at an offset, and the treaty."""
        treaty = self._treaty_up_to(end)
        of = load_words().of_a_treaty.search(self._folded, self._start, treaty[0]) if treaty else None
        return (of.start(), treaty) if of and treaty else None

    def _treaty_up_to(self, end: int) -> tuple[int, int, str] | None:
        """Return the treaty of which the name ends at an offset; None where none does."""
        treaty = self._passage.last_treaty(end)
        return treaty if treaty and treaty[1] == end else None

    def _pair(self, end: int, beside: tuple[MeetingMention, ...] = ()) -> list[Actor]:
        """Return two bodies that are called at once by what ends at an offset; nothing where none are."""
        for name, bodies in load_words().pairs.items():
            if self._folded.endswith(name, self._start, end):
                start = end - len(name)
                joint = max(self._folded.rfind(word, start, end) for word in _JOINTS)
                article = load_words().article.search(self._folded, self._start, start)
                first = Actor(article.start() if article else start, joint, (), bodies[0], beside)
                return [first, Actor(self._folded.index(" ", joint + 1) + 1, end, (), bodies[1], beside)]
        return []

    def _agents_from(self, start: int) -> list[Actor]:
        """Return the body, or the two called at once, whose name begins at an offset."""
        for name in load_words().pairs:
            if self._folded.startswith(name, start):
                return self._pair(start + len(name))
        actor = self._agent_from(start)
        return [actor] if actor else []

    def _agent_from(self, start: int) -> Actor | None:
        """Return the body whose name begins at an offset; words behind it may tell that it is none that is listed."""
        actor = self._named_from(start)
        if actor and not actor.body and load_words().of_another.match(self._folded, actor.end, self._end):
            return replace(actor, kinds=(), unlisted=True)  # "the Council of Europe"
        return actor

    def _named_from(self, start: int) -> Actor | None:
        """Return the body whose name begins at an offset."""
        treaty = self._passage.next_treaty(start)
        treaty = treaty if treaty and treaty[0] == start else None
        begin = treaty[1] + 1 if treaty else start
        for first, stop, name in self._names(begin, min(self._end, begin + _LONGEST_NAME)):
            if first == begin:
                of = None if treaty else self._treaty_behind(stop)
                return self._called(name, (treaty or of or (0, 0, None))[2], start, of[1] if of else stop)
        nouns = load_words().first_words.match(self._folded, begin, self._end)
        for end in (match.end() for match in _WORD.finditer(nouns[0])) if nouns else ():
            if actor := self._noun_up_to(begin + end, ()):
                return actor
        return None

    def _treaty_behind(self, end: int) -> tuple[int, int, str] | None:
        """Return the treaty that a body is said to be of behind its name, which ends at an offset."""
        treaty = self._passage.next_treaty(end)
        return treaty if treaty and load_words().of_a_treaty.fullmatch(self._folded, end, treaty[0]) else None

    def _names(self, start: int, end: int) -> Iterable[tuple[int, int, str]]:
        """Yield the names of bodies between two offsets, those that begin with a capital."""
        text = self._passage.text
        for first, stop, name in load_bodies().name_finder.find(text[start:end], self._folded[start:end]):
            if text[start + first].isupper():
                yield start + first, start + stop, name

    def _called(
        self, name: str, treaty: str | None, start: int, end: int, beside: tuple[MeetingMention, ...] = ()
    ) -> Actor:
        """Return what is called by the name of a body or of a kind of bodies, of a treaty where one is named."""
        bodies = load_bodies()
        article = load_words().article.search(self._folded, self._start, start)
        actor = Actor(article.start() if article else start, end, meetings=beside)
        if name in bodies.bodies:
            return replace(actor, body=bodies.bodies[name])
        of_treaty = bodies.of_kind(name, treaty) if treaty else ()
        return replace(actor, kinds=(name,), body=of_treaty[0] if len(of_treaty) == 1 else None)

    def _noun_up_to(self, end: int, beside: tuple[MeetingMention, ...]) -> Actor | None:
        """Return the body that a code without a number or a noun alone stands for, which ends at an offset."""
        match = load_words().noun.search(self._folded, max(self._start, end - _LONGEST_NAME), end)
        if match is None:
            return None
        if code := load_bodies().by_code.get(self._passage.text[match.start("noun") : end]):
            named = [each[2] for each in self._passage.treaties if each[1] == match.start("noun") - 1]
            code = tuple(body for body in code if body.treaty in named) or code
            kinds = tuple(sorted({body.kind for body in code if body.kind}))
            return Actor(match.start(), end, kinds, code[0] if len(code) == 1 else None, beside)
        kinds_of_noun = load_words().actors.get(match["noun"])
        if kinds_of_noun is None:
            return None
        several = match["noun"].endswith("s")
        return Actor(match.start(), end, kinds_of_noun, None, beside, unlisted=bool(match["which"]) or several)


def _start(mention: MeetingMention) -> int:
    return mention.hit.start
