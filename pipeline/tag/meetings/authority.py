"""What the authority table of meetings says of one: whether it was there and then."""

from __future__ import annotations

import re
import sys
from datetime import date
from functools import lru_cache

from pipeline.tag.bodies import Body, load_bodies, load_meetings, place_names
from pipeline.tag.context import PAIR, Context
from pipeline.tag.meetings.hit import MeetingHit
from pipeline.tag.places import Setting
from pipeline.tag.shadow import fold

FARTHEST_AHEAD = 3
"""A document speaks of no more meetings of its own body than so many ahead."""


@lru_cache(maxsize=1024)
def body_of(meeting_id: str | None) -> tuple[Body, int] | None:
    """Return body and number of a meeting_id, None where no body has such meetings, or none is known."""
    match = re.fullmatch(r"(.*?)-?(\d+)", meeting_id or "")
    if match:
        for body in load_bodies().bodies.values():
            if body.meeting_id(int(match[2])) == meeting_id:
                return body, int(match[2])
    return None


def body_that_met(meeting_id: str | None) -> Body | None:
    """Return the body of a meeting_id, None where no body has such meetings, or none is known."""
    own = body_of(meeting_id)
    return own[0] if own else None


def agrees(setting: Setting, meeting_id: str) -> tuple[bool | None, bool | None]:
    """Compare place and dates with the authority table: True agrees, False contradicts, None says nothing."""
    meeting = load_meetings().get(meeting_id)
    if meeting is None:
        return None, None
    place: bool | None = None
    if setting.place:
        said = fold(setting.place)
        names = [name for known in (meeting.place, meeting.country) if known for name in place_names(known)]
        place = any(name in said or said in name for name in names)
    dates: bool | None = None
    if setting.dates:
        dates = setting.dates.start <= meeting.end and meeting.start <= setting.dates.end
    return place, dates


def was_then(setting: Setting, meeting_id: str | None) -> bool:
    """Say whether place and dates are, to the day, those that the authority table has of a meeting."""
    meeting, dates = load_meetings().get(meeting_id or ""), setting.dates
    if meeting is None or dates is None or (dates.start, dates.end) != (meeting.start, meeting.end):
        return False
    return agrees(setting, meeting.meeting_id)[0] is not False


def bodies_agreeing(hit: MeetingHit, candidates: tuple[Body, ...]) -> tuple[Body, ...]:
    """Return the candidates whose meeting the authority table has at that place or time; none where it says nothing."""
    if hit.setting is None or hit.number is None or not (hit.setting.place or hit.setting.dates):
        return ()
    listed = _numbered(hit.number)
    agreeing = []
    for body in candidates:
        if body.id in listed:
            verdict = agrees(hit.setting, body.meeting_id(hit.number))
            if True in verdict and False not in verdict:
                agreeing.append(body)
    return tuple(agreeing)


@lru_cache(maxsize=256)
def _numbered(number: int) -> frozenset[str]:
    """Return the bodies of which the authority table has the meeting of a number: of most candidates it has none."""
    return frozenset(meeting.body for meeting in load_meetings().values() if meeting.number == number)


def known_there(hit: MeetingHit, context: Context) -> tuple[tuple[Body, ...], str] | None:
    """Find the one meeting with this number that the authority table has at that place and time.

    It is of CITES, of CMS or of the body whose document this is.
    """
    setting = hit.setting
    if hit.number is None or setting is None or not (setting.place and setting.dates):
        return None
    own = body_of(context.meeting_id)
    asked = [b for b in load_bodies().bodies.values() if b.treaty in PAIR or (own and b.id == own[0].id)]
    there = [body for body in asked if agrees(setting, body.meeting_id(hit.number)) == (True, True)]
    return ((there[0],), "place and dates of the authority table") if len(there) == 1 else None


@lru_cache(maxsize=64)
def last_known(body: str) -> int:
    """Return the highest number that the authority table has of a body, the highest of all where it has none."""
    return max((m.number for m in load_meetings().values() if m.body == body), default=sys.maxsize - FARTHEST_AHEAD)


@lru_cache(maxsize=4096)
def first_after(body: str, day: date) -> int:
    """Return the lowest number of a body's meetings that begin after a day, as far as the authority table tells.

    Where it has none, the lowest that is farther ahead of all that it has than a document speaks of.
    """
    later = [m.number for m in load_meetings().values() if m.body == body and m.start > day]
    return min(later, default=last_known(body) + FARTHEST_AHEAD + 1)
