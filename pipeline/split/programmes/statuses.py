"""What a result says about how far an activity has come."""

from __future__ import annotations

import re
from functools import cache

from pipeline.families import Form, anywhere, at_start, forms

NOT_REPORTED = "not_reported"
REPORTED = "reported"
NO_ACTION = "no_action"
IN_PROGRESS = "in_progress"
_COMPLETED = "completed"

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*")


def status(text: str | None) -> tuple[str, str | None]:
    """Return the status of a result and the words that justify it (None where no words do).

    No text, or one without any letter or digit (a dash), is `NOT_REPORTED`; a text that says none of the family's
    phrases is `REPORTED`. Where nothing was done about a part only, the whole is in progress if it says so, and else
    `REPORTED`.
    """
    if not text or not any(sign.isalnum() for sign in text):
        return NOT_REPORTED, None
    lead = at_start("status_leads", text)
    found = [_said(part) for part in (text, text[lead[1].end() :] if lead else "")]
    if not any(found):
        return REPORTED, None
    form, match = min(filter(None, found), key=lambda form_and_match: forms("statuses").index(form_and_match[0]))
    if form.name == NO_ACTION and not _is_first(text, match.start(), form):
        going_on = _form(IN_PROGRESS).pattern.search(text)
        return (IN_PROGRESS, going_on.group()) if going_on else (REPORTED, None)
    return form.name, match.group().strip()


def _said(text: str) -> tuple[Form, re.Match[str]] | None:
    """Return the first status that a text says, with its words, or None; none is completed where that is denied."""
    for form in forms("statuses"):
        for match in form.pattern.finditer(text):
            if form.name != _COMPLETED or anywhere("status_denials", text[: match.start()]) is None:
                return form, match
    return None


def _is_first(text: str, start: int, form: Form) -> bool:
    """Say whether nothing but reasons stands in the sentences before the one with ``start``."""
    reason = re.compile(form.attributes["reason"], re.IGNORECASE)
    before = [found.group().strip() for found in _SENTENCE.finditer(text) if found.end() <= start]
    return all(reason.match(sentence) for sentence in before if sentence)


@cache
def _form(name: str) -> Form:
    return next(form for form in forms("statuses") if form.name == name)
