"""Meetings told apart by convention.

``CoP93`` and ``COP93``, ``the Standing Committee`` and ``its 13th meeting`` say too little by themselves. What is
printed beside them, the place and dates against the authority table, the sentence, and the document decide, in this
order, and the reason is kept. What stays ambiguous has no identifier, but candidates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from itertools import islice

from pipeline.roman import roman_value
from pipeline.tag.bodies import Body, load_bodies, load_meetings
from pipeline.tag.context import PAIR, Context, Finding
from pipeline.tag.meetings.antecedents import BODY_NOUN, TELLING, antecedent_above, antecedent_of, own_antecedent
from pipeline.tag.meetings.authority import (
    FARTHEST_AHEAD,
    agrees,
    bodies_agreeing,
    body_of,
    body_that_met,
    first_after,
    known_there,
)
from pipeline.tag.meetings.beside import is_of_unlisted_treaty
from pipeline.tag.meetings.choose import choose, is_of_contracting_parties
from pipeline.tag.meetings.hit import OF_GROUP, OWN_COMMITTEE, MeetingHit, letters_of
from pipeline.tag.shadow import fold
from pipeline.tag.surroundings import surrounding

_FARTHEST_AFTER = timedelta(days=4 * 365)
"""A document speaks of no meeting that begins later after its own: the next but one of a conference is nearer."""
_FEW_MONTHS = 100
_CONFERENCE_OR_COMMITTEE = "CP"
"""What French and Spanish shorten the Conference of the Parties to, and the Standing Committee."""
OF_UNLISTED_BODY = "of a body that is not listed"
"""The reason of a meeting without identifier, which is an event where it is told when it was."""
_MOST_CONFERENCES = 22
"""No conference of CITES or CMS will have a greater number for years; their Standing Committees have met oftener."""
_GROUP_FOR_SHORT = surrounding("group_for_short")
_ARTICLES = (" the", " this", " its")
_FARTHEST_FULL_NAME = 12
"""How many passages before "the Task Force" its name may stand in full."""
_DECISION = surrounding("decision")
_DECISION_OF = surrounding("decision_of")
_ITS_DECISION = surrounding("its_decision")
"""A decision beside a meeting, numbered in Roman figures as those of the CBD and of Ramsar are."""


@dataclass(slots=True)
class MeetingMention:
    """A resolved meeting. ``meeting_id`` is None where it stays ambiguous between ``candidates``."""

    hit: MeetingHit
    meeting_id: str | None
    reason: str
    candidates: tuple[str, ...] = ()
    finding: Finding | None = None

    @property
    def in_symbol(self) -> bool:
        """Whether the meeting is named only by the symbol of a document."""
        return self.hit.symbol_meetings is not None


def resolve_meetings(hits: list[MeetingHit], context: Context) -> list[MeetingMention]:
    """Give each meeting its identifier from what is printed with it and from the whole document."""
    firm: dict[tuple[str, int], set[str]] = {}
    for hit in hits:
        body = load_bodies().bodies["Ramsar-COP"] if is_of_contracting_parties(hit, context) else _certain(hit)
        if body and hit.number:
            firm.setdefault((_class_of(body), hit.number), set()).add(body.id)
    if own := body_of(context.meeting_id):
        firm.setdefault((_class_of(own[0]), own[1]), set()).add(own[0].id)
    mentions: list[MeetingMention] = []
    for hit in hits:
        mention = _resolve(hit, context, firm) if hit.follows is None else None
        if hit.follows is not None or (mention and mention.candidates):
            mention = _with_the_one_before(hit, mentions) or mention
        if mention and mention.meeting_id and letters_of(hit) == _CONFERENCE_OR_COMMITTEE and not hit.symbol_meetings:
            mention.reason = f"inferred from its number, which {_CONFERENCE_OR_COMMITTEE} stands for: {mention.reason}"
        if mention is None and hit.possessive and hit.follows is None:
            mention = _next_to_named(hit, mentions)
        if mention is None and hit.number and not (hit.kind or hit.body or hit.code):
            mention = _named_before(hit, mentions)
        if mention is None and hit.possessive and hit.number and not (hit.kind or hit.body or hit.code):
            mention = _of_a_group_named(hit, context)
        if mention:
            mentions.append(mention)
    return mentions


def _of_a_group_named(hit: MeetingHit, context: Context) -> MeetingMention | None:
    """Return "its 5th meeting" of a group that the sentence names before; None for any other.

    One that is not listed must be told when and where it met.
    """
    setting, start = hit.setting, hit.passage.sentence(hit.start)[0]
    if not BODY_NOUN.search(hit.passage.folded, start, hit.start):
        return None
    short = _GROUP_FOR_SHORT.search(hit.passage.text, start, hit.start)
    if short and (body := _named_in_full(short, hit, context)):
        return _checked(hit, body, "the body whose name it shortens")
    told = setting is not None and setting.place and setting.dates and not setting.code
    return _of_group(hit) if told else None


def _named_in_full(short: re.Match[str], hit: MeetingHit, context: Context) -> Body | None:
    """Return the body that was last named before "the Task Force", where that ends its name; None for any other."""
    ends = f" {fold(short[1])}"
    named = {name: body for name, body in load_bodies().body_names("en").items() if name.endswith(ends)}
    earlier = islice(context.above(hit.passage), _FARTHEST_FULL_NAME)
    for folded in (hit.passage.folded[: short.start()], *(passage.folded for passage in earlier)):
        end = len(folded)
        while (at := folded.rfind(ends, 0, end)) >= 0:
            full = next((name for name in named if folded.endswith(name, 0, at + len(ends))), None)
            if full or not folded.endswith(_ARTICLES, 0, at):
                return load_bodies().bodies[named[full]] if full else None
            end = at
    return None


def _named_before(hit: MeetingHit, mentions: list[MeetingMention]) -> MeetingMention | None:
    """Take "the second meeting" for the one with that number that the passage names before; None for no such one."""
    named = {m.meeting_id for m in mentions if m.hit.passage is hit.passage and m.hit.number == hit.number}
    body = body_that_met(named.pop()) if len(named) == 1 else None
    return _checked(hit, body, "the meeting with its number that is named before it") if body else None


def _with_the_one_before(hit: MeetingHit, mentions: list[MeetingMention]) -> MeetingMention | None:
    """Give a meeting the body of the one in whose words it is told, too (``the 77th and 78th meetings``).

    That is the one that it follows, of which only its own number is printed, or else the one that is told in just the
    same words; None where there is no such meeting, or that has no body.
    """
    start = hit.start if hit.follows is None else hit.follows
    for mention in reversed(mentions):
        before = mention.hit
        if before.passage is not hit.passage:
            return None
        if before.start == start and not mention.in_symbol:
            body = body_that_met(mention.meeting_id)
            return _checked(hit, body, "the body of the meeting before it") if body else None
    return None


def _next_to_named(hit: MeetingHit, mentions: list[MeetingMention]) -> MeetingMention | None:
    """Take "its 59th meeting" for that of the one body whose 58th or 60th meeting the passage names before; else None.

    Only of numbers that few bodies have come to.
    """
    if hit.number is None or hit.number < TELLING or hit.kind or hit.body or hit.code:
        return None
    beside = (hit.number - 1, hit.number + 1)
    near = [m for m in mentions if m.hit.passage is hit.passage and m.hit.number in beside and m.meeting_id]
    named = {body.id: body for mention in near if (body := body_that_met(mention.meeting_id))}
    if len(named) != 1:
        return None
    (body,) = named.values()
    return _checked(hit, body, "its number is next to that of a meeting named before it")


def _class_of(body: Body) -> str:
    """Return what bodies are confused within: their kind, or the body itself."""
    return body.kind or body.id


def _candidates(hit: MeetingHit) -> tuple[Body, ...]:
    """Return the bodies that what is printed allows."""
    if letters_of(hit) == _CONFERENCE_OR_COMMITTEE and hit.number:
        kind = "COP" if hit.number <= _MOST_CONFERENCES else "StandingCommittee"
        return _allowed(None, kind, hit.treaty, None)
    return _allowed(hit.body, hit.kind, hit.treaty, letters_of(hit))


@lru_cache(maxsize=1024)
def _allowed(body: str | None, kind: str | None, treaty: str | None, code: str | None) -> tuple[Body, ...]:
    bodies = load_bodies()
    if body:
        return (bodies.bodies[body],)
    if kind:
        allowed = bodies.of_kind(kind, treaty)
        if code and len(allowed) > 1:
            narrowed = tuple(each for each in allowed if code in each.codes)
            if narrowed and code not in ("COP", "CoP"):
                return narrowed
        return allowed
    if code:
        wanted = ("CoP", "COP") if code.lower() in ("cop", "cdp") else (code,)
        allowed = tuple(each for letters in wanted for each in bodies.by_code.get(letters, ()))
        if treaty:
            own = tuple(each for each in allowed if each.treaty == treaty)
            if not own and treaty in ("UNEP", "CMS", "CITES"):
                return allowed  # "CMS Sharks MOU (MOS1)": what stands before is the family, not the treaty
            return own
        return allowed
    return ()


def _certain(hit: MeetingHit) -> Body | None:
    """Return the body where what is printed beside the meeting leaves no choice."""
    candidates = _candidates(hit)
    if len(candidates) == 1 and (hit.treaty or hit.body or hit.kind is None or letters_of(hit)):
        return candidates[0]
    return None


def _resolve(hit: MeetingHit, context: Context, firm: dict[tuple[str, int], set[str]]) -> MeetingMention | None:
    if hit.symbol_meetings:
        return MeetingMention(hit, hit.symbol_meetings, "in the symbol of a document")
    if not (hit.treaty or hit.body) and is_of_unlisted_treaty(hit.passage, hit.start, hit.bare_end or hit.end):
        return _of_unlisted_treaty(hit)
    if hit.form in OF_GROUP and hit.body is None:
        return _of_group(hit)
    if hit.form in OWN_COMMITTEE and hit.body == "IWC" and not context.treaties["IWC"]:
        return None
    if hit.form in OWN_COMMITTEE and hit.body is None:
        own = body_of(context.meeting_id)
        if own and own[0].kind != "COP":
            return _checked(hit, own[0], "the committee whose document this is")
    candidates = _candidates(hit)
    if not candidates and (hit.kind or hit.body or hit.code):
        return None
    if not candidates:
        antecedent = known_there(hit, context) or antecedent_of(hit) or antecedent_above(hit, context)
        if hit.form not in OWN_COMMITTEE:
            antecedent = antecedent or own_antecedent(hit, context)
        if antecedent is None:
            decided = _by_its_decisions(hit, load_bodies().of_kind("COP")) if hit.possessive else None
            return _checked(hit, *decided) if decided else None
        candidates, why = antecedent
        if len(candidates) == 1:
            return _checked(hit, candidates[0], why)
    if hit.number is None:
        return _by_setting(hit, candidates, context)
    if len(candidates) == 1:
        why = "its name" if hit.body or not hit.treaty else f"named with it: {hit.treaty}"
        return _checked(hit, candidates[0], why if not hit.code or hit.treaty else f"its code: {letters_of(hit)}")
    return _told_apart(hit, candidates, context, firm)


def _told_apart(
    hit: MeetingHit, candidates: tuple[Body, ...], context: Context, firm: dict[tuple[str, int], set[str]]
) -> MeetingMention:
    """Choose among several bodies by what is said with the meeting and in the document, else leave it ambiguous."""
    assert hit.number is not None
    decided = _by_its_decisions(hit, candidates)
    if decided:
        return _checked(hit, *decided)
    in_time = _in_time(hit.number, candidates, context)
    spoken_of = any(body.treaty in PAIR or context.treaties[body.treaty or ""] for body in in_time)
    if spoken_of or letters_of(hit) != "CoP":
        candidates = in_time  # or others than CITES are spelt as it spells its own
    if len(candidates) == 1:
        return _checked(hit, candidates[0], "the others had not met so often when the document was written")
    code = letters_of(hit)
    if code == "SC" and not _is_of_an_agreement(context, candidates) and context.convention != "Ramsar":
        return _checked(hit, next(b for b in candidates if b.treaty == "CITES"), "its code: SC")
    doubtful = _by_time_alone(hit) and _is_of_an_agreement(context, candidates)
    by_table = () if doubtful else bodies_agreeing(hit, candidates)
    if len(by_table) == 1:
        return _checked(hit, by_table[0], "place and dates of the authority table")
    narrowed = by_table or candidates
    known = {b for c in {_class_of(b) for b in narrowed} for b in firm.get((c, hit.number), set())}
    known &= {b.id for b in narrowed}
    chosen = choose(hit, narrowed, context, known)
    if chosen:
        return _checked(hit, *chosen)
    ids = tuple(body.meeting_id(hit.number) for body in narrowed)
    message = f"“{_surface(hit)}” may be the meeting of several bodies."
    finding = Finding("warning", "meeting-ambiguous", message, ", ".join(ids))
    return MeetingMention(hit, None, "nothing tells the bodies apart", ids, finding)


def _surface(hit: MeetingHit) -> str:
    return hit.passage.text[hit.start : hit.end]


def _of_unlisted_treaty(hit: MeetingHit) -> MeetingMention:
    message = f"“{_surface(hit)}” is of a treaty whose meetings are not listed."
    around = hit.passage.text[slice(*hit.passage.sentence(hit.start))][:200]
    finding = Finding("warning", "meeting-unlisted", message, around)
    return MeetingMention(hit, None, "of a treaty that is not listed", (), finding)


def _of_group(hit: MeetingHit) -> MeetingMention:
    """Take the meeting of a body that is not listed for that which was then and there; else it has no identifier."""
    assert hit.number is not None
    setting = hit.setting
    if setting and setting.place and setting.dates:
        there = [
            meeting.meeting_id
            for meeting in load_meetings().values()
            if meeting.number == hit.number and agrees(setting, meeting.meeting_id) == (True, True)
        ]
        if len(there) == 1:
            return MeetingMention(hit, there[0], "place and dates of the authority table")
    message = f"“{_surface(hit)}” is of a body whose meetings are not listed."
    finding = Finding("warning", "meeting-unlisted", message, _surface(hit))
    return MeetingMention(hit, None, OF_UNLISTED_BODY, (), finding)


def _by_its_decisions(hit: MeetingHit, candidates: tuple[Body, ...]) -> tuple[Body, str] | None:
    """Read ``Decision X/20 of COP10``: the conference is that which numbers its decisions so, after that meeting."""
    folded = hit.passage.folded
    start, end = hit.passage.sentence(hit.start)
    if folded.find("decision ", start, end) < 0 and folded.find("resolu", start, end) < 0:  # which is faster to ask
        return None
    stated = _DECISION_OF.search(folded, start, hit.start) or _ITS_DECISION.match(folded, hit.bare_end or hit.end, end)
    if stated is None and hit.possessive:  # "at its tenth meeting it adopted the plan in decision X/2"
        stated = _DECISION.search(folded, hit.end, end)
    if stated is None or roman_value(stated["number"]) != hit.number:
        return None
    treaty = {"/": "CBD", ".": "Ramsar"}[stated["mark"]]
    body = next((body for body in candidates if body.treaty == treaty and body.kind == "COP"), None)
    return (body, f"the form of its decision's number: {stated['number'].upper()}{stated['mark']}") if body else None


def _by_time_alone(hit: MeetingHit) -> bool:
    """Whether only a time is stated: of the many agreements, two may have met then."""
    return hit.setting is not None and hit.setting.place is None and not hit.treaty


def _is_of_an_agreement(context: Context, candidates: tuple[Body, ...]) -> bool:
    """Whether the document is of an agreement's body, which is among those that may be meant."""
    own = body_of(context.meeting_id)
    return own is not None and own[0].treaty not in PAIR and own[0] in candidates


def _in_time(number: int, candidates: tuple[Body, ...], context: Context) -> tuple[Body, ...]:
    """Leave out bodies whose meeting of that number came years after the document's own.

    The next meetings of the bodies of the document's own treaty stay: papers of the 92nd speak of the 94th. Where the
    authority table has the meeting of none that are left, none is left out: it says nothing of when theirs were.
    """
    written = body_of(context.meeting_id)
    own = load_meetings().get(context.meeting_id or "")
    if own is None or written is None:
        return candidates
    near = []
    for body in candidates:
        ahead = body.treaty == written[0].treaty and number < first_after(body.id, own.end) + FARTHEST_AHEAD
        if ahead or number < first_after(body.id, own.end + _FARTHEST_AFTER):
            near.append(body)
    return tuple(near) if any(body.meeting_id(number) in load_meetings() for body in near) else candidates


def _by_setting(hit: MeetingHit, candidates: tuple[Body, ...], context: Context) -> MeetingMention | None:
    """Find the meeting of an unnumbered mention by its place and dates ("Ramsar COP (Bucharest, July 2012)").

    Without a place it is of the treaty that is named with it, or of the document's own convention.
    """
    setting = hit.setting
    assert setting is not None and setting.dates is not None  # or it would not have been found
    treaty = None if setting.place else hit.treaty or context.convention
    ids = {body.id for body in candidates if setting.place or body.treaty == treaty}
    there = [
        meeting.meeting_id
        for meeting in load_meetings().values()
        if meeting.body in ids and agrees(setting, meeting.meeting_id) == (bool(setting.place) or None, True)
    ]
    if len(there) != 1:
        return None
    reason = f"its number follows from {'place and dates' if setting.place else 'its dates'} in the authority table"
    message = f"The meeting is {there[0]}: {reason}."
    finding = Finding("info", "meeting-number-inferred", message, setting.dates.printed)
    return MeetingMention(hit, there[0], reason, (), finding)


def _says_when(hit: MeetingHit) -> bool:
    """Whether the dates stated with a meeting are narrow enough to say that it is meant: days or months."""
    dates = hit.setting.dates if hit.setting else None
    return dates is not None and dates.end - dates.start < timedelta(days=_FEW_MONTHS)


def _checked(hit: MeetingHit, body: Body, reason: str) -> MeetingMention:
    """Hold the place and dates stated against the authority table; a contradiction is an issue, both are kept."""
    assert hit.number is not None
    meeting_id = body.meeting_id(hit.number)
    finding = None
    if hit.setting:
        verdict = agrees(hit.setting, meeting_id)
        elsewhere = (verdict[0] is False and not (verdict[1] and _says_when(hit))) or hit.setting.place is None
        if False in verdict and elsewhere and (hit.form == "code" or hit.setting.clause):
            # "a workshop at CoP97 (Entebbe, 2096)", "the panel before COP92, held in May 2097": said of these.
            return MeetingMention(replace(hit, setting=None, end=hit.bare_end), meeting_id, reason)
        if False in verdict:
            known = load_meetings()[meeting_id]
            said = ", ".join(
                filter(None, (hit.setting.place, hit.setting.dates.printed if hit.setting.dates else None))
            )
            finding = Finding(
                "warning",
                "meeting-contradicts-authority",
                f"{meeting_id} is said to be “{said}”; "
                f"the authority table has {known.place}, {known.start} to {known.end}.",
                hit.passage.text[hit.start : hit.end],
            )
            if hit.possessive and verdict == (False, False):  # "its 9th meeting" is of something else
                why = "place and dates are not those of what is named"
                return MeetingMention(hit, None, why, (meeting_id,), finding)
    return MeetingMention(hit, meeting_id, reason, (), finding)
