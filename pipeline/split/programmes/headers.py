"""Header rows of programme tables, also where a converter ran their cells together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.split.programmes.codes import code_at_start
from pipeline.titles import column_role, column_roles, is_programme_header

_LONGEST_HEADER = 14
_MOST_COLUMNS = 6
_FEWEST_TOLD = 2
"""Beside fewer names of columns plain words are no names."""
_LONGEST_GROUP = 10
"""A sub-heading between the name of a column and the first code has at most so many words."""
PLAIN_ROLES = frozenset({"group", "code", "lead", "cost", "priority", "measure"})
"""Roles whose headers are plain words: run together with others they prove nothing."""


def header_cells(text: str) -> list[str] | None:
    """Return the columns that a paragraph names if it is a whole header row and nothing else, or None.

    Plain words count as names where they stand between or beside two others.
    """
    for plain in (False, True):
        found = _split(text.split(), plain=plain) or []
        told = sum(role not in PLAIN_ROLES for role in column_roles(found))
        if found and is_programme_header(found) and not (plain and told < _FEWEST_TOLD):
            return found
    return None


def header_before(text: str, known: Sequence[Sequence[str]]) -> tuple[list[str], str] | None:
    """Return the columns and the rest of a paragraph that begins with a header row and goes on, or None.

    ``known`` are header rows met elsewhere in the document. A header of one column counts only when it is one of
    them or when a code follows it, alone or with a sub-heading: prose may begin `Joint activities ...`.
    """
    words = text.split()
    for count in range(min(_LONGEST_HEADER, len(words) - 1), 0, -1):
        cells = _split(words[:count])
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
    found = _split(text.split(), plain=True)
    return column_roles(found) if found and is_programme_header(found) else []


def _split(words: Sequence[str], *, plain: bool = False) -> list[str] | None:
    """Split words into columns each of which has a role, the fewest columns first, or None.

    ``plain``: columns with plain names count, too.
    """
    if not 0 < len(words) <= _LONGEST_HEADER:
        return None
    for columns in range(1, _MOST_COLUMNS + 1):
        for cells in _partitions(words, columns):
            roles = column_roles(cells)
            if all(roles) and len(set(roles)) == len(roles) and (plain or not PLAIN_ROLES & set(roles)):
                return cells
    return None


def _partitions(words: Sequence[str], columns: int) -> Iterator[list[str]]:
    if columns == 1:
        if column_role(" ".join(words), in_text=True):
            yield [" ".join(words)]
        return
    for cut in range(1, len(words) - columns + 2):
        first = " ".join(words[:cut])
        if column_role(first, in_text=True):
            for rest in _partitions(words[cut:], columns - 1):
                yield [first, *rest]
