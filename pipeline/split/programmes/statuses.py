"""What a result says about how far an activity has come."""

from __future__ import annotations

import re
from functools import cache

from pipeline.families import Form, anywhere, at_start, forms

NOT_REPORTED = "not_reported"
REPORTED = "reported"
NO_ACTION = "no_action"
IN_PROGRESS = "in_progress"
COMPLETED = "completed"
ANY = "any"
"""In the family of what stands before words on other things: of whatever status these are."""

_LAST_WORD = re.compile(r"(?<=[.!?] )\w+\W*$")
"""A last sentence of one word, which says the status of all that stands before."""

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*")


def status(text: str | None) -> tuple[str, str | None]:
    """Return the status of a result and the words that justify it (None where no words do).

    No text, or one without any letter or digit (a dash), is `NOT_REPORTED`; a text that says none of the family's
    phrases is `REPORTED`. Where nothing was done about a part only, the whole is in progress if it says so, and else
    `REPORTED`.
    """
    if not text or not any(sign.isalnum() for sign in text):
        return NOT_REPORTED, None
    found = [(*said, start) for start in _openings(text) if (said := _said(text[start:]))]
    if not found:
        return REPORTED, None
    form, match, start = min(found, key=lambda said: forms("statuses").index(said[0]))
    if form.name == NO_ACTION and not _is_first(text, start + match.start()):
        going_on = _said_as(_form(IN_PROGRESS), text)
        return (IN_PROGRESS, going_on.group().strip()) if going_on else (REPORTED, None)
    return form.name, match.group().strip()


def _openings(text: str) -> list[int]:
    """Return where words may stand that say a status only where they open a text.

    That is at the start and behind sentences that only give reasons, there also behind what it is the status of, and
    where one word is the last sentence.
    """
    starts = [0]
    for sentence in _SENTENCE.finditer(text):
        if not _attribute("reason").match(sentence.group().strip()):
            break
        starts.append(sentence.end())
    leads = [start + lead[1].end() for start in starts if (lead := at_start("status_leads", text[start:]))]
    last = _LAST_WORD.search(text)
    return [*starts, *leads, *([last.start()] if last else [])]


def _said(text: str) -> tuple[Form, re.Match[str]] | None:
    """Return the status that counts first of those that are said of the activity, with its words; None if none is."""
    return next(((form, match) for form in forms("statuses") if (match := _said_as(form, text))), None)


def _said_as(form: Form, text: str) -> re.Match[str] | None:
    """Return the first words of this status that are said of the activity and not denied, or None."""
    for match in form.pattern.finditer(text):
        if form.name == COMPLETED and anywhere("status_denials", text[: match.start()]):
            continue
        before = _sentence_before(text, match.start())
        if not any(
            other.pattern.search(before) for other in forms("statuses_of_others") if other.name in (form.name, ANY)
        ):
            return match
    return None


def _sentence_before(text: str, start: int) -> str:
    """Return what stands before ``start`` in its sentence."""
    return next(
        (
            found.group()[: start - found.start()]
            for found in _SENTENCE.finditer(text)
            if found.start() <= start < found.end()
        ),
        "",
    )


def _is_first(text: str, start: int) -> bool:
    """Say whether nothing but reasons stands before ``start``, in the sentences before and as a part of its own."""
    reason = _attribute("reason")
    here = _sentence_before(text, start).strip()
    if _attribute("part").match(here) and not reason.match(here):
        return False
    before = [found.group().strip() for found in _SENTENCE.finditer(text) if found.end() <= start]
    return all(reason.match(sentence) for sentence in before if sentence)


@cache
def _attribute(key: str) -> re.Pattern[str]:
    """Return one of the patterns that say what may stand before words that nothing was done."""
    return re.compile(_form(NO_ACTION).attributes[key], re.IGNORECASE)


@cache
def _form(name: str) -> Form:
    return next(form for form in forms("statuses") if form.name == name)
