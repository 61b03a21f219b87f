"""Dates as the conventions print them."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def in_words(day: date) -> str:
    """Return ``7 May 2093``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_range(start: date, end: date) -> str:
    """Return ``5-7 May 2093``, ``30 June - 3 July 2093``, or one day."""
    if start == end:
        return in_words(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}-{in_words(end)}"
    return f"{start.day} {MONTHS[start.month - 1]} - {in_words(end)}"
