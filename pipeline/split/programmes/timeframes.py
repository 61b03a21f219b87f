"""Time frames as printed and as years.

The forms of a family must cover a text to its end, else it is kept as printed and not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.families import forms
from pipeline.titles import made_whole

_LONGEST_BROKEN = 25
"""A time frame so long (characters) at most may be broken inside of a word or year."""
_INSIDE_YEARS = re.compile(r"(?<=\d) (?=\d)|(?<=\d[-–—]) (?=\d)")
_JOINED = re.compile(r"\w|&")
"""What joins two time frames to one (``2091 and 2093``)."""
_SEPARATOR = re.compile(r"[\s,;/]*(?:(?:and|et|y)\b|&)?\s*")


@dataclass(frozen=True, slots=True)
class Timeframe:
    """One time frame. ``start`` and ``end`` are years; None where the text states none.

    ``form`` names the family's form, None where the text is not understood; ``behind`` is what parts it from the one
    before it in the same text.
    """

    text: str
    start: int | None = None
    end: int | None = None
    ongoing: bool = False
    form: str | None = None
    behind: str = " "


def timeframes(text: str) -> list[Timeframe]:
    """Return the time frames that a paragraph of a time frame cell prints, in order; none for empty text.

    Those that a word joins are one. A text that the family does not cover to its end is one time frame without years
    and without form, unless it does once the words and years are whole that lines of a narrow cell break.
    """
    stripped = text.strip()
    if not stripped:
        return []
    for whole in (stripped, *_made_whole(stripped)):
        found = _covering(whole)
        if found:
            return found
    return [Timeframe(stripped)]


def _made_whole(text: str) -> Iterator[str]:
    """Yield what a short text may be that lines of a narrow cell break inside of words or years."""
    if " " in text and len(text) <= _LONGEST_BROKEN:
        yield _INSIDE_YEARS.sub("", text)
        yield from made_whole(text)


def _covering(text: str) -> list[Timeframe]:
    """Return the time frames that cover a text to its end, none where they do not."""
    found: list[Timeframe] = []
    position = 0
    behind = " "
    while position < len(text):
        for form in forms("timeframes"):
            match = form.pattern.match(text, position)
            if match and match.end() > position:
                frame = replace(_timeframe(form.name, bool(form.attributes.get("ongoing")), match), behind=behind)
                found[-1:] = [together([*found[-1:], frame])] if _JOINED.search(behind) else [*found[-1:], frame]
                position = match.end()
                break
        else:
            return []
        separator = _SEPARATOR.match(text, position)
        behind = separator.group() if separator else ""
        position += len(behind)
    return found


def is_timeframe(text: str) -> bool:
    """Say whether all that a text says are time frames, by their form."""
    found = timeframes(text)
    return bool(found) and all(frame.form for frame in found)


def together(parts: list[Timeframe]) -> Timeframe:
    """Return several time frames that belong to one activity as one, spanning their years."""
    years = [year for part in parts for year in (part.start, part.end) if year is not None]
    return Timeframe(
        text="".join(part.behind * bool(number) + part.text for number, part in enumerate(parts)),
        start=min(years, default=None),
        end=max(years, default=None),
        ongoing=any(part.ongoing for part in parts),
        form=parts[0].form if all(part.form for part in parts) else None,
        behind=parts[0].behind,
    )


def _timeframe(name: str, ongoing: bool, match: re.Match[str]) -> Timeframe:
    groups = match.groupdict()
    start_text = groups.get("start") or groups.get("start2")
    end_text = groups.get("end")
    start = int(start_text) if start_text else None
    end = int(end_text) if end_text else None
    if start is not None and end is not None and end < 100:
        end += start // 100 * 100
    if end is None and start is not None and not ongoing:
        end = start
    return Timeframe(match.group().strip(), start, end, ongoing, name)
