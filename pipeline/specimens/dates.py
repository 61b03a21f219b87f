"""Dates as the conventions print them."""

from __future__ import annotations

from calendar import month_name
from datetime import date


def in_words(day: date) -> str:
    """Return ``7 May 2093``."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def date_range(start: date, end: date) -> str:
    """Return ``5-7 May 2093``, ``30 June - 3 July 2093``, or one day."""
    if start == end:
        return in_words(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}-{in_words(end)}"
    return f"{start.day} {month_name[start.month]} - {in_words(end)}"
