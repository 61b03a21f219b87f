"""What "its 13th meeting" is a meeting of: the body that the sentence names, or whose document it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.tag.bodies import Body, alternatives, load_bodies
from pipeline.tag.context import Context
from pipeline.tag.meetings.authority import bodies_agreeing, body_of
from pipeline.tag.meetings.beside import treaty_around, treaty_behind
from pipeline.tag.meetings.find import numbers_in
from pipeline.tag.meetings.hit import OWN_COMMITTEE, SHORT_KINDS, MeetingHit
from pipeline.tag.meetings.settings import LONGEST_LABEL
from pipeline.tag.numerals import LANGUAGES
from pipeline.tag.passage import Passage
from pipeline.tag.shadow import fold
from pipeline.tag.surroundings import surrounding

_OTHER_BODY = surrounding("any_body")
BODY_NOUN = surrounding("body_noun")
"""What a group or body may be called."""
_GROUP_BEFORE = surrounding("group_before")
_RIGHT_BEHIND = surrounding("right_behind")
_RIGHT_BEFORE = surrounding("right_before")
_OWN_BODY = surrounding("own_body")
_OF_ANOTHER = surrounding("of_another_meeting")
"""What makes a body that of another meeting."""
_COUNCILS = ("council", "conseil", "consejo")
TELLING = 20
"""Numbers of meetings from here on are so few bodies' that one next to the document's own is that body's."""
_FEWEST_BEFORE = 3
"""A body that has met so often counts its meetings: "the fourth meeting will" is hardly that of another."""
_LONGEST_BODY = 120
"""The line of a cover that names a body takes no more."""
_WILL_BE = surrounding("will_be")
AWAITED = surrounding("awaited")
"""What stands before a meeting that is to come."""
_CODES_OF_COMMITTEES = {"ac": "AC", "pc": "PC", "sc": "SC", "stc": "StC", "scc": "ScC"}
"""Codes by which running text calls a committee ("the AC, at its 97th meeting"), folded, as they are printed."""
_CODE_OF_COMMITTEE = re.compile(r"(?<![\w/])[APS]C(?=\d)")
"""How the code of a committee of CITES is printed before a number; those of CMS are also other treaties'."""


def antecedent_of(hit: MeetingHit) -> tuple[tuple[Body, ...], str] | None:
    """Find what "its 13th meeting" is a meeting of: a body named in the sentence before or behind it."""
    bodies = load_bodies()
    passage = hit.passage
    start, end = passage.sentence(hit.start)
    named = _bodies_named(passage, start, end)
    other = _OTHER_BODY.search(passage.text, max(0, hit.start - LONGEST_LABEL), hit.start) if hit.possessive else None
    if other and BODY_NOUN.fullmatch(fold(other[1])) and not any(each[0] <= other.start(1) < each[1] for each in named):
        return None
    if hit.form in OWN_COMMITTEE:
        named = [each for each in named if _is_committee(each)] or _committee_of_code(passage, start, hit.start)
    before = [each for each in named if each[1] <= hit.start and not _closed_off(passage.text, each[1], hit.start)]
    behind = [each for each in named if each[0] >= hit.end]
    if hit.possessive:  # "its 59th meeting and the 15th meeting of the Conference"
        behind = [each for each in behind if not _is_of_another(hit, each[0])]
    if behind and not before and hit.possessive and _GROUP_BEFORE.search(passage.folded, start, hit.start):
        return None
    if not hit.possessive and not (hit.code or hit.setting or before):
        return None
    order = [*reversed(before), *behind]
    if not hit.possessive:
        order = [*behind[:1], *reversed(before)] if not before else [*reversed(before), *behind]
    if before and behind and _is_next_to(passage, hit, before[-1], behind[0]):
        order = [behind[0], *order]
    nearest = None
    for body_start, body_end, kind, body in order:
        treaty = None if body else treaty_around(passage, body_start, body_end)
        if allowed := (bodies.bodies[body],) if body else bodies.of_kind(kind, treaty):
            option = allowed, f"body named in the sentence: {passage.text[body_start:body_end]}"
            if hit.setting is None or bodies_agreeing(hit, allowed):
                return option
            nearest = nearest or option
    return nearest  # place and dates are those of no other's


def _is_of_another(hit: MeetingHit, start: int) -> bool:
    """Say whether a body behind a meeting is what another meets, which is not the next of the same body."""
    other = _OF_ANOTHER.search(hit.passage.folded, hit.end, start)
    if other is None or hit.number is None:
        return False
    return (hit.number + 1) not in numbers_in(hit.passage.folded[hit.end : other.end()])


def antecedent_above(hit: MeetingHit, context: Context) -> tuple[tuple[Body, ...], str] | None:
    """Take a line that begins with ``Seventh meeting`` for that of the body whose name is all of the line above."""
    if hit.possessive or hit.start or (above := next(context.above(hit.passage), None)) is None:
        return None
    if len(above.text) > _LONGEST_BODY or len(named := _bodies_named(above, 0, len(above.text))) != 1:
        return None
    ((start, end, kind, body),) = named
    treaty, stop = treaty_behind(above, end)
    if start or (stop if treaty else end) < len(above.text.partition(" (")[0]):
        return None
    bodies = load_bodies()
    allowed = (bodies.bodies[body],) if body else bodies.of_kind(kind, treaty or context.convention)
    return (allowed, f"body named on the line above: {above.text}") if len(allowed) == 1 else None


def _is_next_to(
    passage: Passage,
    hit: MeetingHit,
    before: tuple[int, int, str, str | None],
    behind: tuple[int, int, str, str | None],
) -> bool:
    """Whether a body is named right behind a meeting ("at its 46th meeting the CMS Standing Committee"), none before.

    "The first Committee at its 46th meeting, the second at its 31st" is of the body right before.
    """
    treaty = passage.next_treaty(hit.end)
    end = min(behind[0], treaty[0]) if treaty else behind[0]
    between = passage.folded[hit.end : end]
    return bool(_RIGHT_BEHIND.fullmatch(between)) and not _RIGHT_BEFORE.fullmatch(passage.folded[before[1] : hit.start])


def _is_committee(named: tuple[int, int, str, str | None]) -> bool:
    """Whether a body named in a sentence may be called "the Committee" or "the Council" behind that."""
    _, _, kind, body = named
    return fold((load_bodies().bodies[body].kind or "") if body else kind).endswith(("committee", "council"))


def _committee_of_code(passage: Passage, start: int, end: int) -> list[tuple[int, int, str, str | None]]:
    """Return the committee whose meeting or document is named last between two offsets: ``SC97 Doc. 3 was before``."""
    codes = [*_CODE_OF_COMMITTEE.finditer(passage.text, start, end)]
    return [(*code.span(), "", load_bodies().by_code[code[0]][0].id) for code in codes[-1:]]


def own_antecedent(hit: MeetingHit, context: Context) -> tuple[tuple[Body, ...], str] | None:
    """Take "the Council, at its tenth meeting" for that whose document this is, so the meeting before its own."""
    own = body_of(context.meeting_id)
    if own is None:
        return None
    if not hit.possessive:
        if hit.number == own[1] + 1 and own[1] >= _FEWEST_BEFORE and _is_to_come(hit):
            return (own[0],), "the meeting after the document's own"
        if own[1] >= TELLING and hit.number in range(own[1] - 1, own[1] + 3) and _names_no_group(hit):
            return (own[0],), "its number is next to that of the document's own meeting"
        return ((own[0],), "the meeting before the document's own") if hit.number == own[1] - 1 else None
    named = _OWN_BODY.search(hit.passage.folded, *hit.passage.sentence(hit.start))
    if named is None and own[0].kind != "COP" and own[1] >= TELLING and hit.number in range(own[1] - 1, own[1] + 3):
        return (own[0],), "its number is next to that of the document's own meeting"
    if named is None or (named[1] in _COUNCILS) != (own[0].kind == "ScientificCouncil") or own[0].kind == "COP":
        return None
    return (own[0],), "the committee whose document this is"


def _is_to_come(hit: MeetingHit) -> bool:
    """Whether a meeting is said to come, in a sentence that names no group or other body of its own."""
    folded, start = hit.passage.folded, hit.passage.sentence(hit.start)[0]
    ahead = _WILL_BE.match(folded, hit.end) or AWAITED.search(folded, start, hit.start)
    return ahead is not None and _names_no_group(hit)


def _names_no_group(hit: MeetingHit) -> bool:
    """Whether the sentence of a meeting names no group, committee or other body, save "the Committee"."""
    start, end = hit.passage.sentence(hit.start)
    return not BODY_NOUN.search(_OWN_BODY.sub("", hit.passage.folded[start:end]))


def _closed_off(text: str, end: int, before: int) -> bool:
    """Say whether what ends at ``end`` stands in brackets that are closed before the other offset."""
    closing, opening = text.find(")", end, before), text.find("(", end, before)
    opened = text.rfind("(", 0, end) > text.rfind(")", 0, end)
    return opened and closing >= 0 and not 0 <= opening < closing


@lru_cache(maxsize=1)
def _body_regex() -> re.Pattern[str]:
    bodies = load_bodies()
    kinds = {name: kind for language in LANGUAGES for name, kind in bodies.kind_names(language).items()}
    names = {name: body for language in LANGUAGES for name, body in bodies.body_names(language).items()}
    return re.compile(
        rf"(?<!\w)(?:(?P<kind>{alternatives(kinds)})|(?P<name>{alternatives(names)})"
        r"|(?P<acronym>(?:blg|iwc|csab|cpw)(?!\w)|(?:ipbes|unea)(?=:|,? (?:plenary|at its) ))"
        r"|(?<=\bthe )(?:(?P<code>ac|pc|sc|stc|scc)|(?P<parties>cop|mop|mos|tag|tc))"
        r"(?!\w)(?! ?\d))"
    )


def _bodies_named(passage: Passage, start: int, end: int) -> list[tuple[int, int, str, str | None]]:
    """Return start, end, kind and id of the bodies named between two offsets; the kind is empty or the id is None."""
    named = _named_in(passage.text[start:end], passage.folded[start:end])
    return [(start + first, start + last, kind, body) for first, last, kind, body in named]


@lru_cache(maxsize=16)
def _named_in(text: str, folded: str) -> Sequence[tuple[int, int, str, str | None]]:
    """Return the bodies that a sentence names, of which every meeting in it is asked."""
    bodies = load_bodies()
    found: list[tuple[int, int, str, str | None]] = []
    for match in _body_regex().finditer(folded):
        if match["kind"]:
            kind = next(
                k[match["kind"]] for language in LANGUAGES if match["kind"] in (k := bodies.kind_names(language))
            )
            found.append((*match.span(), kind, None))
        elif match["name"]:
            body = next(
                k[match["name"]] for language in LANGUAGES if match["name"] in (k := bodies.body_names(language))
            )
            found.append((*match.span(), "", body))
        elif match["parties"]:
            if not text[match.start() : match.end()].islower():
                found.append((*match.span(), SHORT_KINDS[match["parties"]], None))
        elif match["code"]:
            code = _CODES_OF_COMMITTEES[match["code"]]
            if text[match.start() : match.end()] == code:
                found.append((*match.span(), "", bodies.by_code[code][0].id))
        elif text[match.start() : match.end()].isupper():
            found.append((*match.span(), "", bodies.by_code[match[0].upper()][0].id))
    return found
