"""Headings of themes that are rows of a table: with a letter, with a number that codes begin with, or with neither.

Where no letter tells, the codes below do: each series begins below its heading. Rows between both may be prose.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipeline.model import BULLET
from pipeline.split.continuity import is_finished
from pipeline.split.programmes.codes import Code, code_alone, code_at_start, first_code
from pipeline.split.programmes.columns import is_bare_code
from pipeline.split.programmes.entries import is_group
from pipeline.split.programmes.rows import ProgrammeTable
from pipeline.titles import Theme, is_programme_header, theme_heading

_LONGEST = 120
"""A row that heads others is shorter, in characters."""
_NUMBER = re.compile(r"\d+|[IVX]+")
"""A theme's number; a single letter that is none may be a word of the heading (``A plan``)."""
_FEWEST_SERIES = 2
"""A table has at least so many themes where nothing printed says that they are themes."""


def unique_texts(texts: Sequence[str]) -> list[str]:
    """Return what a row's cells hold, each text once: converters repeat a cell that spans several columns."""
    return list(dict.fromkeys(text for text in texts if text))


def heading_in_row(texts: Sequence[str]) -> Theme | None:
    """Return the theme whose heading is a row of a table: in one cell, in each of them, or its letter in the first."""
    filled = unique_texts(texts)
    if not texts[0]:
        return None
    if len(filled) == 1:
        return theme_heading(filled[0])
    if len(filled) == 2 and len(texts) > 2:
        return theme_heading(f"{filled[0].strip(' .():')}. {filled[1]}")
    return None


def code_of_row(texts: Sequence[str], roles: Sequence[str | None]) -> Code | None:
    """Return the code of a row of activities (in a column of its own, else the first of its activities), or None."""
    if "code" in roles and roles.index("code") < len(texts):
        return code_alone(texts[roles.index("code")], None)
    if "activity" in roles and roles.index("activity") < len(texts):
        return first_code(texts[roles.index("activity")])
    return None


def themes_in_rows(
    rows: Sequence[Sequence[str]], roles: Sequence[str | None], known: Collection[str]
) -> dict[int, Theme]:
    """Return the rows (indexes) of a table of activities that are headings of themes without letter, with the theme.

    A heading with a number is one where the codes behind it begin with that number (``II Trade`` above ``II.1``). One
    without is taken for one where every series of codes begins below a heading and goes on without another (``Trade``
    above ``B1`` to ``B4``), or has a second below it (the sub-heading). ``known`` are the letters of the themes whose
    headings were read before: theirs stay sub-headings.
    """
    runs = _runs(rows, roles)
    found: dict[int, Theme] = {}
    for run, code in runs:
        form = rf"{code.letter} ?[.):]?\s+(\S.*)"
        numbered = re.fullmatch(form, rows[run[0]][0]) if _NUMBER.fullmatch(code.letter) else None
        if numbered and code.letter not in known and numbered[1][:1].isupper():
            found[run[0]] = Theme(code.letter, numbered[1])
    if found or any(theme_heading(rows[run[0]][0]) for run, _ in runs):
        return found
    series = [code.letter for run, code in runs]
    begun = [(run, code) for run, code in runs if code.number == 1 and code.letter not in known]
    alone = [series.count(code.letter) == 1 or len(run) > 1 for run, code in begun]
    if len(begun) >= _FEWEST_SERIES and all(alone) and {code.letter for _, code in begun} == set(series):
        return {run[0]: Theme(code.letter, rows[run[0]][0]) for run, code in begun}
    return {}


def introduces(rows: Sequence[Sequence[str]], number: int, table: ProgrammeTable) -> bool:
    """Say whether a row below the heading of a theme is prose about it, for only later ones have codes.

    ``rows`` are those of a piece of the ``table``. What has a text in a second column too is a row whose code is
    missing, and is named as such.
    """
    if (
        _has_code(rows[number], table)
        or _heads(rows[number : number + 2], table)
        or len(unique_texts(rows[number])) > 1
    ):
        return False
    return any(_has_code(row, table) for row in rows)


def _has_code(texts: Sequence[str], table: ProgrammeTable) -> bool:
    """Say whether a row of a table has a code, in its activity or in a column of its own."""
    letter = table.letter
    code, activity = table.column("code"), table.column("activity") or 0
    if code is not None and is_bare_code(texts[code], letter):
        return True
    return code_at_start(texts[activity], letter, 0) is not None


def _heads(rows: Sequence[Sequence[str]], table: ProgrammeTable) -> bool:
    """Say whether the first of two rows is a sub-heading over the second, which has a code."""
    filled = unique_texts(rows[0])
    return len(filled) == 1 and len(rows) > 1 and _has_code(rows[1], table) and is_group(filled[0], False, None, True)


def _runs(rows: Sequence[Sequence[str]], roles: Sequence[str | None]) -> list[tuple[list[int], Code]]:
    """Return the headings (row indexes) right above a row with a code, or with the names again, with that code."""
    runs: list[tuple[list[int], Code]] = []
    run: list[int] = []
    for number, texts in enumerate(rows):
        if run and is_programme_header(texts):
            continue
        code = code_of_row(texts, roles)
        if code is not None and run:
            runs.append((run, code))
        heads = code is None and len(unique_texts(texts)) == 1 and _may_be_theme(texts[0])
        run = [*run, number] if heads else []
    return runs


def _may_be_theme(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and not text.startswith(BULLET) and not is_finished(text) and text[:1].isalnum()
