"""Activities of a table that prints no codes, or such that only their counting on shows to be codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from pipeline.families import forms
from pipeline.roman import roman_value
from pipeline.split.continuity import begins_low, is_finished
from pipeline.split.notices import Notices
from pipeline.split.printed import without_bullet
from pipeline.split.programmes.codes import NUMBERS, Code, may_begin_with_code
from pipeline.split.programmes.entries import Entry, read_entries
from pipeline.split.programmes.lost_codes import with_lost_codes
from pipeline.split.programmes.rows import ProgrammeTable

COUNTED = "the table prints no codes; its rows are counted"
"""Why the activities of a table without codes have some."""

_FEWEST = 2
"""Fewer numbers do not show that they count."""

_OVER_ROWS = ("result", "group", "status", "comment")
"""What several activities may share, each in a row of its own."""

_NEXT = 0.8
"""At least this share of numbers is the next of the one before: one may have run into the text above it."""


def entries_with_codes(table: ProgrammeTable, series: list[str | None], notices: Notices | None) -> list[Entry]:
    """Return what stands in the activities' column, each activity with its code, printed or not.

    ``series`` is what `row_series` returns; ``notices`` takes what is concluded, None where it was said before.
    """
    return with_lost_codes(_with_counts(table, read_entries(table, series)), notices)


def _with_counts(table: ProgrammeTable, entries: list[Entry]) -> list[Entry]:
    """Give the activities of a programme's table codes where it prints none by their form: printed numbers, or counts.

    Numbers that are codes by no form of theirs are where each row begins with one and they count on. Else each row
    begins an activity, and these are counted. A row that carries on the one above it, below a page break or beside a
    cell that spans both, begins none (`_begun`).
    """
    if not table.programme or any(entry.code or may_begin_with_code(entry.text) for entry in entries):
        return entries
    begun = _begun(table, entries)
    numbers = _printed(entries, begun)
    counted: list[Entry] = []
    number = 0
    for place, entry in enumerate(entries):
        text = without_bullet(entry.text)
        if place in numbers:
            number, end = numbers[place]
            code = Code(NUMBERS, number, 0)
            counted.append(replace(entry, kind="code", text=text[end:], code=code, letter=NUMBERS))
        elif place in begun and not numbers:
            number += 1
            code = Code(NUMBERS, number, 0)
            counted.append(replace(entry, kind="code", text=text, code=code, letter=NUMBERS, inferred=COUNTED))
        else:
            counted.append(entry)
    return counted


def _begun(table: ProgrammeTable, entries: list[Entry]) -> list[int]:
    """Return the places of the first texts of rows, without those of rows that carry on the one above.

    Beside a result or the name of a group that spans several rows, each begins an activity whose text is one of its
    own: what stands above it has ended, and it begins as a sentence does.
    """
    spanning = {column for role in _OVER_ROWS for column in table.columns(role)}
    found: list[int] = []
    last = None
    for place, entry in enumerate(entries):
        row = table.rows[entry.row]
        goes_on = row.after_break and begins_low(entry.text)
        if row.covered:
            own = place > 0 and is_finished(entries[place - 1].text) and not begins_low(entry.text)
            goes_on = not (own and row.covered <= spanning)
        if entry.kind == "text" and entry.row != last and not goes_on:
            last = entry.row
            found.append(place)
    return found


def _printed(entries: list[Entry], begun: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return by their places the numbers that texts begin with, and where these end; none unless they count on."""
    for form in forms("counted_codes"):
        found: dict[int, tuple[int, int]] = {}
        for place, entry in enumerate(entries):
            match = form.pattern.match(without_bullet(entry.text)) if entry.kind == "text" else None
            if match is not None:
                groups = match.groupdict()
                number = int(groups["number"]) if groups.get("number") else roman_value(match["roman"])
                found[place] = number, match.end()
        counts = [number for number, _ in found.values()]
        steps = [below - above for above, below in pairwise(counts)]
        counted = min(steps, default=0) > 0 and steps.count(1) >= _NEXT * len(steps)
        if len(counts) >= _FEWEST and set(begun) <= set(found) and counted:
            return found
    return {}
