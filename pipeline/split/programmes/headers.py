"""Header rows of programme tables, also where a converter ran their cells together."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.split.programmes.codes import code_at_start
from pipeline.titles import LONGEST_HEADER, column_roles, is_programme_header, split_names

_LONGEST_GROUP = 10
"""A sub-heading between the name of a column and the first code has at most so many words."""


def header_before(text: str, known: Sequence[Sequence[str]]) -> tuple[list[str], str] | None:
    """Return the columns and the rest of a paragraph that begins with a header row and goes on, or None.

    ``known`` are header rows met elsewhere in the document. A header of one column counts only when it is one of
    them or when a code follows it, alone or with a sub-heading: prose may begin `Joint activities ...`.
    """
    words = text.split()
    for count in range(min(LONGEST_HEADER, len(words) - 1), 0, -1):
        cells = split_names(words[:count])
        if cells is None or not is_programme_header(cells):
            continue
        rest = " ".join(words[count:])
        if len(cells) > 1 or list(cells) in [list(header) for header in known] or _begins_coded(words[count:]):
            return cells, rest
    return None


def _begins_coded(words: Sequence[str]) -> bool:
    """Say whether words begin with an activity's code, or with a sub-heading and the first code of a letter."""
    if code_at_start(" ".join(words), None, 0):
        return True
    if not words[0][:1].isupper():
        return False
    for place in range(1, min(_LONGEST_GROUP + 1, len(words))):
        code = code_at_start(" ".join(words[place:]), None, 0)
        if code is not None and code.letter.isalpha():
            return True
        if words[place - 1].endswith((".", ";", ":")):
            return False
    return False


def named_roles(text: str) -> list[str | None]:
    """Return the roles of the columns that a paragraph names, in plain words too, if it is a whole header row."""
    found = split_names(text.split(), plain=True)
    return column_roles(found) if found and is_programme_header(found) else []
