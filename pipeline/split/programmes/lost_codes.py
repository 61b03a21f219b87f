"""Codes that a source lost, given back where the series of the others leaves no other reading."""

from __future__ import annotations

import re
from itertools import groupby

from pipeline.families import whole
from pipeline.model import BULLET
from pipeline.split.continuity import announces, begins_low, is_cut, is_finished
from pipeline.split.notices import Notices
from pipeline.split.printed import without_bullet
from pipeline.split.programmes.codes import LETTERS, NUMBERS, Code
from pipeline.split.programmes.entries import Entry, fused_group


def with_lost_codes(entries: list[Entry], notices: Notices | None) -> list[Entry]:
    """Return the entries with lost codes given back, each series for itself."""
    restored: list[Entry] = []
    for letter, part in groupby(entries, key=lambda entry: entry.letter):
        own = list(part)
        if letter not in (NUMBERS, LETTERS) and all(entry.code is None or entry.code.in_series for entry in own):
            last = max((entry.code.number for entry in restored if entry.code and entry.letter == letter), default=0)
            _restore_codes(own, letter, last, notices)
        restored += own
    return restored


def _restore_codes(entries: list[Entry], letter: str | None, before: int, notices: Notices | None) -> None:
    """Give their codes back to paragraphs that lost them, where the series leaves no other reading.

    ``before`` is the number of the last code before the entries. Between two codes, as many paragraphs must begin a
    text as numbers are missing; after the last code only a paragraph right under a sub-heading counts, or an item of
    the list that the last code's is of.
    """
    if letter is None:
        return
    last = before
    candidates: list[tuple[int, bool]] = []
    text_before = ""
    for position, entry in enumerate([*entries, None]):
        if entry is None or entry.kind == "code":
            if entry is not None and entry.code is not None:
                missing = entry.code.number - last - 1
            else:
                candidates = [(place, certain) for place, certain in candidates if certain]
                missing = len(candidates)
            if missing > 0 and not (missing == 1 and not candidates and position > 0):
                _give_codes(entries, [place for place, _ in candidates], missing, letter, last, notices)
            if entry is not None and entry.code is not None:
                last = entry.code.number
                text_before = entry.text
            candidates = []
        elif entry.kind == "text":
            above = entries[position - 1] if position > 0 else None
            under_group = above is not None and above.kind == "group"
            begins = not begins_low(entry.text) and not entry.text.startswith(BULLET + BULLET)
            if begins and (under_group or not (is_cut(text_before) or announces(text_before))):
                sibling = above is not None and _is_sibling(entry, above, text_before)
                candidates.append((position, under_group or sibling))
            text_before = entry.text
        else:
            text_before = ""


def _is_sibling(entry: Entry, above: Entry, text_before: str) -> bool:
    """Say whether an item stands right below one with a code that ends a sentence, and begins as activities do."""
    listed = entry.piece.listed and above.piece.listed and above.kind == "code"
    verb = re.split(r"\W", without_bullet(entry.text), maxsplit=1)[0]
    return listed and is_finished(text_before) and whole("activity_verbs", verb) is not None


def _give_codes(
    entries: list[Entry], candidates: list[int], missing: int, letter: str, last: int, notices: Notices | None
) -> None:
    if len(candidates) > missing:
        candidates = [place for place in candidates if place > 0 and entries[place - 1].kind == "group"]
    if len(candidates) != missing:
        return
    for offset, place in enumerate(candidates):
        entry = entries[place]
        number = last + 1 + offset
        entry.kind = "code"
        entry.code = Code(letter, number, 0)
        entry.text = without_bullet(entry.text)
        if place == 0 or entries[place - 1].row != entry.row:
            entry.heading, entry.text = fused_group(entry.text)
        entry.inferred = f"the paragraph stands where {letter}{number} is missing in the series"
        if notices is not None:
            notices.add("code-inferred/series", entry.text[:200], [entry.piece.block], letter=letter, number=number)
