"""What a result says about how far an activity has come."""

from __future__ import annotations

from pipeline.split.families import anywhere

NOT_REPORTED = "not_reported"
REPORTED = "reported"


def status(text: str | None) -> tuple[str, str | None]:
    """Return the status of a result and the words that justify it (None where no words do).

    No text is `NOT_REPORTED`; a text that says none of the family's phrases is `REPORTED`.
    """
    if not text or not text.strip():
        return NOT_REPORTED, None
    found = anywhere("statuses", text)
    if found is None:
        return REPORTED, None
    form, match = found
    return form.name, match.group()
