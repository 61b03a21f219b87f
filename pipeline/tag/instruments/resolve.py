"""Resolutions, decisions, recommendations and notifications told apart by convention.

Both conventions have a ``Resolution 13.3``: which is meant follows from the words beside it, from "Conf.", from the
spelling of a revision, from the form of the number, from what the document says elsewhere
(`pipeline.tag.context.Context`) and from its own convention. The reason is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.tag.bodies import load_bodies, load_meetings
from pipeline.tag.context import PAIR, Context, Finding
from pipeline.tag.grammar import load_forms
from pipeline.tag.grammar_files import read_grammar
from pipeline.tag.instruments.hit import KINDS, InstrumentHit
from pipeline.tag.lazy import LazyPattern
from pipeline.tag.meetings.authority import FARTHEST_AHEAD, last_known
from pipeline.tag.meetings.resolve import MeetingMention
from pipeline.tag.surroundings import surrounding

NUMBERS = "numbers.yml"
"""The file of the forms of numbers."""
_OWN = "the document's own convention"
_JOINED = surrounding("joined")
_MOST_NAMED = ("CITES", "CMS", "CBD", "Ramsar", "AEWA")
"""The treaties that are meant where they only stand before an instrument in its sentence."""
_SCIENCE_POLICY = "IPBES"
"""What the CBD decides about, and what numbers its own decisions in Arabic figures."""
_IN_ROMAN = re.compile(r"[IVXLC]+/")
_ADOPTED = surrounding("adopted")
_ADOPTS = surrounding("adopts")


@dataclass(slots=True)
class InstrumentMention:
    """A resolved instrument: ``instrument_id`` is None where it stays ambiguous between ``candidates``."""

    hit: InstrumentHit
    instrument_id: str | None
    reason: str
    candidates: tuple[str, ...] = ()
    finding: Finding | None = None


@lru_cache(maxsize=64)
def _is_of_cms(treaty: str) -> bool:
    """Say whether an agreement's meetings are counted among those of CMS, which issues the notifications about it."""
    return any(b.treaty == treaty and b.meeting.startswith("CMS-") for b in load_bodies().bodies.values())


_OF_MEETING = re.compile(r"(\d{1,2})\.\d")
"""A number that begins with that of the meeting that adopted it."""


def resolve_instruments(
    hits: list[InstrumentHit], context: Context, meetings: Sequence[MeetingMention] = ()
) -> list[InstrumentMention]:
    """Give each instrument its identifier from what is printed beside it and from the whole document.

    ``meetings`` are those of the document, resolved: an instrument may be numbered after one in its sentence.
    """
    beside: dict[int, list[MeetingMention]] = {}
    for mention in meetings:
        beside.setdefault(mention.hit.passage.index, []).append(mention)
    uses_conf = context.own_meeting_code is not None or any(hit.conf for hit in hits)
    firm: dict[tuple[str, str], set[str]] = {}
    for hit in hits:
        if hit.treaty:
            firm.setdefault((hit.kind, hit.number), set()).add(hit.treaty)
    mentions = [_resolve(hit, context, uses_conf, firm, beside.get(hit.passage.index, ())) for hit in hits]
    for place in range(1, len(mentions)):
        mentions[place] = _with_the_one_before(mentions[place], mentions[place - 1])
    return [_misprint(mention, mentions) if "," in mention.hit.number else mention for mention in mentions]


def _with_the_one_before(mention: InstrumentMention, before: InstrumentMention) -> InstrumentMention:
    """Read ``adopted Resolution 92.10 and Decisions 92.55 to 92.57`` as of one convention.

    Where nothing but the document's own convention speaks for the second, and both are numbered after one meeting and
    joined in one sentence that names no other treaty between them.
    """
    hit, other = mention.hit, before.hit
    if mention.reason != _OWN or before.instrument_id is None or hit.passage is not other.passage:
        return mention
    treaty = before.instrument_id.split("-")[0]
    between = hit.passage.folded[other.end : hit.start]
    named = any(other.end <= start < hit.start for start, _, _ in hit.passage.treaties)
    same = hit.number.split(".")[0] == other.number.split(".")[0]
    joined = hit.start < other.end or (_JOINED.search(between) and not re.search(r"[;:]", between))
    one = hit.passage.sentence(hit.start) == hit.passage.sentence(other.start)
    if named or not same or not one or not joined or treaty not in PAIR or mention.instrument_id == _id(treaty, hit):
        return mention
    return InstrumentMention(hit, _id(treaty, hit), f"named together with {before.instrument_id}")


def _id(treaty: str, hit: InstrumentHit) -> str:
    return f"{treaty}-{hit.kind}-{hit.number.replace(',', '.').removeprefix('IPBES-')}"


_Told = tuple[str, str, Finding | None]
"""The treaty of an instrument, why it is that one, and what is to be said about it."""


def _resolve(
    hit: InstrumentHit,
    context: Context,
    uses_conf: bool,
    firm: dict[tuple[str, str], set[str]],
    meetings: Sequence[MeetingMention],
) -> InstrumentMention:
    subject = _subject(hit)
    told = _by_print(hit, subject, meetings)
    told = told or _by_context(hit, context, subject, firm.get((hit.kind, hit.number), set()), uses_conf)
    if told is None:
        candidates = tuple(_id(treaty, hit) for treaty in PAIR)
        message = f"“{hit.passage.text[hit.start : hit.end]}” may be of either convention."
        finding = Finding("warning", "instrument-ambiguous", message, " or ".join(candidates))
        return InstrumentMention(hit, None, "nothing tells the conventions apart", candidates, finding)
    treaty, reason, said = told
    if said is None and reason == _OWN and (rival := _rival(hit)):
        message = f"“{hit.passage.text[hit.start : hit.end]}” is read as {context.convention}'s, and may be {rival}'s."
        around = hit.passage.text[slice(*hit.passage.sentence(hit.start))][:200]
        said = Finding("warning", "instrument-doubtful", message, around)
    issuer = "CMS" if hit.kind == "NOT" and _is_of_cms(treaty) else treaty
    return InstrumentMention(hit, _id(issuer, hit), reason, (), said)


def _by_print(
    hit: InstrumentHit, subject: tuple[str, str, bool] | None, meetings: Sequence[MeetingMention]
) -> _Told | None:
    """Tell the treaty by what is printed with the instrument, and by the form of its number."""
    beside = hit.treaty in PAIR or (hit.treaty == _SCIENCE_POLICY and _IN_ROMAN.match(hit.number))
    partner = _by_form(hit) if beside and hit.kind != "NOT" else None
    if partner:  # "the plan with CMS (Decision VI/20)", "collaboration with IPBES (decision XI/2)"
        return (*partner, None)
    if hit.treaty in PAIR or (hit.treaty and hit.treaty not in ("UNEP", "IUCN")):
        return hit.treaty, hit.reason, None
    if hit.conf:
        adopts = _ADOPTED.search(hit.passage.folded, max(0, hit.start - 12), hit.start)
        if subject and subject[0] != "CITES" and adopts and not hit.revision:
            surface = hit.passage.text[hit.start : hit.end]
            message = f"“{surface}” is printed with “Conf.”, as CITES does, but {subject[1]} adopted it."
            around = hit.passage.text[slice(*hit.passage.sentence(hit.start))][:200]
            finding = Finding("warning", "instrument-spelling", message, around)
            return subject[0], f"subject of the sentence: {subject[1]}", finding
        return "CITES", "CITES prints “Conf.”", None
    if hit.revision and hit.revision.startswith("CoP"):
        return "CITES", "spelling of the revision: CoP", None
    if hit.revision and hit.revision.startswith("COP"):
        return "CMS", "spelling of the revision: COP", None
    form = _by_form(hit) or _numbered_after(hit, meetings)
    return (*form, None) if form else None


def _by_context(
    hit: InstrumentHit, context: Context, subject: tuple[str, str, bool] | None, known: set[str], uses_conf: bool
) -> _Told | None:
    """Tell the treaty by the sentence, by other places of the document, and by whose document it is.

    ``known`` are the treaties with which the same kind and number is named elsewhere in it.
    """
    if subject and subject[2]:
        return subject[0], f"subject of the sentence: {subject[1]}", None
    not_own = context.convention == "CITES" and (hit.kind == "REC" or (hit.kind == "RES" and uses_conf))
    if not_own:
        known = known - {"CITES"}
    if len(known) == 1:
        return next(iter(known)), "named with its convention elsewhere in the document", None
    if not_own and (other := context.counterpart):
        why = "CITES adopts no recommendations" if hit.kind == "REC" else "CITES prints “Conf.”, this has none"
        return other, f"{why}; {other} is the other convention of the document", None
    if other := _the_one_that_met(hit, context):
        return other, f"the conference of {context.convention} had not met so often", None
    if context.convention in PAIR and not (context.convention == "CITES" and hit.kind in ("RES", "REC")):
        return context.convention, _OWN, None
    if subject:
        return subject[0], f"nearest convention in the sentence: {subject[1]}", None
    if context.convention:
        return context.convention, _OWN, None
    only = [treaty for treaty in PAIR if context.treaties[treaty]]
    return (only[0], "the one of both conventions that the document names", None) if len(only) == 1 else None


def _rival(hit: InstrumentHit) -> str | None:
    """Return another treaty than the pair's that the sentence names, and no other instrument; None where none is."""
    if hit.kind not in ("RES", "REC"):
        return None
    start, end = hit.passage.sentence(hit.start)
    named = [t for t in hit.passage.treaties if start <= t[0] < end and t[2] in _MOST_NAMED and t[2] not in PAIR]
    return hit.passage.text[slice(*named[0][:2])] if named else None


@dataclass(frozen=True, slots=True)
class _NumberForm:
    """Whose an instrument is by the form of its number, one row of `numbers.yml`."""

    regex: re.Pattern[str]
    treaty: str
    reason: str
    kinds: frozenset[str]
    beside: LazyPattern | None


@lru_cache(maxsize=1)
def _number_forms() -> tuple[_NumberForm, ...]:
    forms = load_forms(NUMBERS)
    return tuple(
        _NumberForm(
            forms[row["form"]].regex,
            row["treaty"],
            row["reason"],
            frozenset(row.get("kinds", KINDS.values())),
            surrounding(row["beside"]) if "beside" in row else None,
        )
        for row in read_grammar(NUMBERS)["forms"]
    )


def _by_form(hit: InstrumentHit) -> tuple[str, str] | None:
    """Return whose an instrument is by the form of its number, with the reason; None where any may number so."""
    for form in _number_forms():
        if hit.kind not in form.kinds or not form.regex.match(hit.number):
            continue
        if form.beside is None or form.beside.search(hit.passage.folded, *hit.passage.sentence(hit.start)):
            return form.treaty, form.reason
    return None


def _numbered_after(hit: InstrumentHit, meetings: Sequence[MeetingMention]) -> tuple[str, str] | None:
    """Read ``CMS COP92 decided in Decision 92.36``: numbered after a meeting of one convention in the sentence."""
    number = _OF_MEETING.match(hit.number)
    if number is None:
        return None
    sentence = hit.passage.sentence(hit.start)
    conferences = {load_bodies().of_kind("COP", treaty)[0].meeting_id(int(number[1])): treaty for treaty in PAIR}
    met = {
        conferences[mention.meeting_id]
        for mention in meetings
        if mention.meeting_id in conferences
        and not mention.in_symbol
        and mention.reason != _OWN
        and sentence[0] <= mention.hit.start < sentence[1]
    }
    treaty = met.pop() if len(met) == 1 else None
    return (treaty, f"numbered after the meeting in the sentence: {treaty} {number[1]}") if treaty else None


def _the_one_that_met(hit: InstrumentHit, context: Context) -> str | None:
    """Return the other convention of the pair where the document's own had no meeting of a decision's number."""
    number = _OF_MEETING.match(hit.number) if hit.kind == "DEC" else None
    if number is None or context.convention not in PAIR:
        return None
    other = PAIR[1 - PAIR.index(context.convention)]
    met = [_has_met(treaty, int(number[1]), context.meeting_id) for treaty in (context.convention, other)]
    return other if met == [False, True] else None


def _has_met(treaty: str, number: int, own: str | None) -> bool:
    """Tell whether the conference of a treaty had its meeting of a number when the document was written."""
    conference = load_bodies().of_kind("COP", treaty)[0]
    meetings = load_meetings()
    meeting, written = meetings.get(conference.meeting_id(number)), meetings.get(own or "")
    if meeting is None:
        return number <= last_known(conference.id) + (FARTHEST_AHEAD if written is None else 0)
    return written is None or meeting.start <= written.end


def _subject(hit: InstrumentHit) -> tuple[str, str, bool] | None:
    """Return the convention that the sentence speaks of before the instrument: id, words, whether it adopts it."""
    before = [t for t in hit.passage.treaties_before(hit.start) if t[2] in _deciding()]
    folded = hit.passage.folded
    for start, end, treaty in reversed(before):
        if _ADOPTS.search(folded[end : hit.start]):
            return treaty, hit.passage.text[start:end], True
    named = [t for t in before if t[2] in _MOST_NAMED]
    if not named:
        return None
    start, end, treaty = named[-1]
    return treaty, hit.passage.text[start:end], False


@lru_cache(maxsize=1)
def _deciding() -> frozenset[str]:
    """Return the treaties whose parties meet, and so adopt resolutions."""
    bodies = load_bodies()
    own = {b.treaty for b in bodies.bodies.values() if b.treaty and b.kind in ("COP", "MOP")}
    return frozenset(own | {"IWC", "UNEA"})


def _misprint(mention: InstrumentMention, mentions: list[InstrumentMention]) -> InstrumentMention:
    """Read a number printed with a comma: as another of the document, if that one's title stands in the sentence."""
    hit = mention.hit
    if mention.instrument_id is None:
        return mention
    surface = hit.passage.text[hit.start : hit.end]
    sentence = set(_words(hit.passage.folded[slice(*hit.passage.sentence(hit.start))]))
    treaty, kind, _ = mention.instrument_id.split("-", 2)
    printed = hit.number.replace(",", ".")
    best = None
    for other in mentions:
        if not other.hit.title or other is mention or not (other.instrument_id or "").startswith(f"{treaty}-{kind}-"):
            continue
        words = _words(other.hit.title.lower())
        told = len(words) >= 2 and sum(word in sentence for word in words) >= 0.6 * len(words)
        if told and Levenshtein.distance(printed, other.hit.number) <= 1:
            best = other
            break
    read = best.instrument_id if best else mention.instrument_id
    because = f"its title “{best.hit.title}” stands in the sentence" if best else "no other of its kind is near it"
    finding = Finding("warning", "instrument-number-misprint", f"“{surface}” is read as {read}: {because}.", surface)
    return InstrumentMention(hit, read, f"misprint read by evidence: {because}", (), finding)


def _words(folded: str) -> list[str]:
    return [word[:7] for word in re.findall(r"[a-z]{4,}", folded)]
