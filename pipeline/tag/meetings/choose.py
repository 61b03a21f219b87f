"""Which of several bodies met: what the line, the sentence, the spelling and the document tell.

Each clue is a function of its own; they are asked in the order of `_CLUES`, and the first that tells decides. A clue
may also leave out bodies for those after it.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.tag.bodies import Body, load_meetings
from pipeline.tag.context import PAIR, Context
from pipeline.tag.meetings.antecedents import AWAITED
from pipeline.tag.meetings.authority import FARTHEST_AHEAD, body_of, first_after
from pipeline.tag.meetings.beside import is_of_unlisted_treaty
from pipeline.tag.meetings.hit import MeetingHit, letters_of
from pipeline.tag.meetings.settings import LONGEST_LABEL, start_of_line
from pipeline.tag.passage import Passage
from pipeline.tag.surroundings import surrounding

_MEETING_BEHIND = surrounding("meeting_behind")
_PARTNER = surrounding("partner")
_MEETING_BEFORE = surrounding("meeting_before")

_CONTRACTING = "contra"
"""How it begins, in three languages, that Ramsar's Parties are contracting ones; those of CITES and CMS are not."""
Choice = tuple[Body | None, str]
"""The body that a clue tells, and how; None for the body where it tells that none can be chosen."""
_Named = tuple[int, int, str]
"""Start, end and treaty of a name in a passage."""


def choose(hit: MeetingHit, candidates: tuple[Body, ...], context: Context, known: set[str]) -> tuple[Body, str] | None:
    """Choose the body of a meeting among candidates and say why; None where the clues disagree or say nothing.

    ``known`` are the ids of candidates that are named with their convention elsewhere in the document.
    """
    question = _Question(hit, context, candidates, known)
    for clue in _CLUES:
        choice = clue(question)
        if choice:
            body, why = choice
            return (body, why) if body else None
    return None


class _Question:
    """A meeting, the bodies that may be meant, and what its surroundings name."""

    def __init__(self, hit: MeetingHit, context: Context, candidates: tuple[Body, ...], known: set[str]) -> None:
        self.hit = hit
        self.context = context
        self.passage = hit.passage
        self.code = letters_of(hit)
        self.written = body_of(context.meeting_id)
        self.known = known
        self._leave(candidates)
        before = hit.passage.treaties_before(hit.start)
        self.named: list[_Named] = [t for t in before if t[2] in self.by_treaty and not _is_partner(hit.passage, t)]

    def _leave(self, candidates: tuple[Body, ...]) -> None:
        self.candidates = candidates
        self.by_treaty = {body.treaty: body for body in candidates}

    def leave(self, candidates: tuple[Body, ...]) -> None:
        """Go on with fewer candidates."""
        self._leave(candidates)
        self.known = self.known & {body.id for body in candidates}
        self.named = [t for t in self.named if t[2] in self.by_treaty]

    @property
    def own(self) -> Body | None:
        """The candidate that is of the document's own convention."""
        return self.by_treaty.get(self.context.convention)

    @property
    def of_document(self) -> Body | None:
        """The body whose meeting the document is of, where it is an agreement's and may have come to that number."""
        body = self.written[0] if self.written else None
        return body if body and body.treaty not in PAIR and not self.too_far_ahead(body) else None

    def too_far_ahead(self, body: Body) -> bool:
        """Tell whether a number is far beyond that of the document's own meeting of the body (COP91 before COP78)."""
        own, number = self.written, self.hit.number
        return bool(own and number and own[0].id == body.id and number > own[1] + FARTHEST_AHEAD)

    def not_for_years(self, body: Body) -> bool:
        """Tell whether a number is far beyond what a body had come to when the document was written."""
        own, number = load_meetings().get(self.context.meeting_id or ""), self.hit.number
        return bool(own and number and number >= first_after(body.id, own.end) + FARTHEST_AHEAD)


def _label(question: _Question) -> Choice | None:
    hit, passage = question.hit, question.passage
    line_start = start_of_line(passage, hit.start)
    named = [t for t in passage.treaties_before(hit.start, line_start) if t[2] in question.by_treaty]
    if not named:
        return None
    start, end, treaty = named[0]
    if passage.text[end : end + 2].lstrip().startswith(":") and not passage.text[line_start:start].strip():
        return question.by_treaty[treaty], f"the line is labelled {treaty}"
    return None


def _possessor(question: _Question) -> Choice | None:
    return _sentence(question) if question.hit.possessive else None


def is_of_contracting_parties(hit: MeetingHit, context: Context) -> bool:
    """Say whether a meeting is Ramsar's: of the Contracting Parties, in a document of another that names Ramsar.

    Beside the name of a treaty it is that one's.
    """
    if hit.treaty or hit.kind != "COP" or hit.passage.folded.find(_CONTRACTING, hit.start, hit.end) < 0:
        return False
    if context.convention not in PAIR or not context.treaties["Ramsar"]:
        return False
    return not is_of_unlisted_treaty(hit.passage, hit.start, hit.bare_end or hit.end)


def _of_contracting_parties(question: _Question) -> Choice | None:
    body = question.by_treaty.get("Ramsar")
    if body is None or not is_of_contracting_parties(question.hit, question.context):
        return None
    return body, "Ramsar has Contracting Parties"


def _own_body(question: _Question) -> Choice | None:
    body = question.of_document
    if body is None or question.named:
        return None
    if body in question.candidates:
        return body, "the document's own body"
    same = [each for each in question.candidates if each.treaty == body.treaty]
    return (same[0], "a body of the agreement whose document this is") if len(same) == 1 else None


def _not_yet(question: _Question) -> None:
    own = question.own
    if own and question.too_far_ahead(own):
        question.leave(tuple(body for body in question.candidates if body is not own))


def _spelling(question: _Question) -> Choice | None:
    context = question.context
    if question.code == "CoP" and "CITES" in question.by_treaty:
        if context.convention in (None, "CITES") or (len(question.known) != 1 and "CITES" in context.treaties):
            return question.by_treaty["CITES"], "spelling: CITES prints CoP"
    elif (
        question.code in ("COP", "Cop")
        and context.convention == "CITES"
        and not question.passage.text.isupper()
        and not (context.counterpart is None and (question.known == {"CITES-CoP"} or question.hit.kind))
    ):
        # CITES prints CoP: in its documents, COP is another convention's, save as the letters of a conference named in
        # words where no other convention of the pair is named, or where a text that is of no meeting names no other.
        others = tuple(body for body in question.candidates if body.treaty != "CITES")
        alone = context.treaties["CITES"] and not any(body.treaty in context.treaties for body in others)
        if (context.meeting_id or not alone) and any(
            body.treaty in PAIR or body.treaty in context.treaties for body in others
        ):
            question.leave(others)
    return None


def _awaited(question: _Question) -> Choice | None:
    start, own = question.hit.start, question.own
    if question.named or not question.code or own is None:
        return None
    awaited = AWAITED.search(question.passage.folded, max(0, start - LONGEST_LABEL), start)
    return (own, "the document's own convention awaits it") if awaited else None


def _named_elsewhere(question: _Question) -> Choice | None:
    if len(question.known) != 1:
        return None
    body = next(body for body in question.candidates if body.id in question.known)
    in_words = question.own is not None and question.hit.kind == "COP" and question.code is None
    if in_words and body.treaty not in PAIR and all(treaty != body.treaty for _, _, treaty in question.named):
        return None  # "the 97th meeting of the Conference of the Parties" is one's own, whatever CBD COP97 is beside it
    return body, "named with its convention elsewhere in the document"


def _contradicted(question: _Question) -> Choice | None:
    free = [t for t in question.named if not _has_its_meeting(question.passage, t)]
    if question.own and free and question.code and all(t[2] != question.context.convention for t in free):
        return None, "the sentence speaks of another convention than the document's own"
    return None


def _own_convention(question: _Question) -> Choice | None:
    return (question.own, "the document's own convention") if question.own else None


def _sentence(question: _Question) -> Choice | None:
    if not question.named:
        return None
    treaty = question.named[-1][2]
    return question.by_treaty[treaty], f"the sentence speaks of {treaty}"


def _paragraph(question: _Question) -> Choice | None:
    """Take the convention that the paragraph speaks of before the sentence, where it is none of the pair."""
    passage = question.passage
    before = [t for t in passage.treaties_before(question.hit.start, 0) if t[2] in question.by_treaty]
    if not before or before[-1][2] in PAIR or _is_partner(passage, before[-1]):
        return None
    body = question.by_treaty[before[-1][2]]
    return None if question.not_for_years(body) else (body, f"the paragraph speaks of {body.treaty}")


def _counterpart(question: _Question) -> Choice | None:
    other = question.context.counterpart
    if other not in question.by_treaty or question.not_for_years(question.by_treaty[other]):
        return None
    return question.by_treaty[other], f"{other} is the other convention of the document"


def _code_of_cites(question: _Question) -> Choice | None:
    if question.code not in ("AC", "PC") or question.written or not question.context.treaties["CITES"]:
        return None
    return (question.by_treaty["CITES"], f"its code: {question.code}") if "CITES" in question.by_treaty else None


def _only_one_named(question: _Question) -> Choice | None:
    treaties = question.context.treaties
    near = [body for body in question.candidates if body.treaty in PAIR or body.treaty in treaties]
    if len(near) == 1 and question.not_for_years(near[0]):
        return None
    if len(near) == 1 and (question.code or near[0].kind in ("MOS", "MOP")):
        return near[0], "no other body of this kind is named in the document"
    return None


_CLUES: tuple[Callable[[_Question], Choice | None], ...] = (
    _label,
    _possessor,
    _of_contracting_parties,
    _own_body,
    _not_yet,
    _spelling,
    _awaited,
    _named_elsewhere,
    _contradicted,
    _own_convention,
    _sentence,
    _paragraph,
    _counterpart,
    _code_of_cites,
    _only_one_named,
)


def _is_partner(passage: Passage, treaty: _Named) -> bool:
    """Tell whether a treaty is only one of a pair (``the CMS-CITES plan``) or a partner (``a plan with CITES``)."""
    start, end, _ = treaty
    paired = any(
        (other[1] == start - 1 or other[0] == end + 1) and passage.text[min(end, other[1])] in "-/"
        for other in passage.treaties
    )
    return paired or _PARTNER.search(passage.folded, max(0, start - 20), start) is not None


def _has_its_meeting(passage: Passage, treaty: _Named) -> bool:
    """Tell whether a treaty is named for a meeting of its own ("CBD COP93"), and so not for one that follows."""
    start, end, _ = treaty
    behind = _MEETING_BEHIND.match(passage.folded, end)
    return bool(behind or _MEETING_BEFORE.search(passage.folded[max(0, start - 40) : start]))
