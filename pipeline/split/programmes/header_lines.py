"""Headers that are no row of cells: names of columns on lines of their own, or with a heading run into them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Block, ParsedDocument, Table
from pipeline.split.printed import printed, without_bullet
from pipeline.split.programmes.columns import Columns, columns_by_header, row_texts
from pipeline.titles import (
    PLAIN_ROLES,
    Theme,
    column_role,
    column_roles,
    is_programme_header,
    programme_title,
    theme_heading,
)

Ahead = Sequence[tuple[str, int]]
"""What comes next in reading order: ``table`` or ``block``, and its index among these."""
ON_LINES = "its cells stand on lines of their own"
"""How a table is marked whose names of columns were read one below the other."""
_MIN_TELLING = 2
_MAY_HEAD = PLAIN_ROLES - {"lead", "priority"}
"""Roles whose headers may as well be sub-headings of activities: where who leads is a column, its cells show it."""


def names_on_lines(blocks: Sequence[Block], index: int, ahead: Ahead) -> list[int]:
    """Return the blocks, from this one on, that print the names of columns one below the other, none for fewer."""
    if column_role(printed(blocks[index]), in_text=True) is None:
        return []
    found = [index]
    for kind, following in ahead:
        if kind != "block" or column_role(printed(blocks[following])) is None:
            break
        found.append(following)
    # The last of them may be the first sub-heading below (`Funding`), but where it stands there again and again. What
    # names groups is before what they hold: behind it, it fell out of a table.
    while found and (role := column_role(printed(blocks[found[-1]]))) in _MAY_HEAD:
        if role != "group" and _is_repeated(blocks, found):
            break
        found.pop()
    names = [printed(blocks[name]) for name in found]
    roles = column_roles(names)
    if len(set(roles) - PLAIN_ROLES) < _MIN_TELLING:
        return []
    return found if is_programme_header(names) and len(set(roles)) == len(roles) else []


def _is_repeated(blocks: Sequence[Block], names: Sequence[int]) -> bool:
    """Say whether names of columns that stand one below the other stand so elsewhere, too: over a page, or a theme."""
    texts = [printed(blocks[name]) for name in names]
    starts = [index for index, block in enumerate(blocks) if printed(block) == texts[0]]
    return sum([printed(block) for block in blocks[start : start + len(texts)]] == texts for start in starts) > 1


def first_words(parsed: ParsedDocument, ahead: Ahead) -> Iterator[str]:
    """Yield the first words of the texts that follow in the same table, as far as that can be seen."""
    for kind, index in ahead:
        if kind == "table":
            for text in _first_row(parsed.tables[index], parsed.blocks):
                yield from text.split()[:1]
            return
        text = without_bullet(printed(parsed.blocks[index]))
        if theme_heading(text) or programme_title(text):
            return
        yield from text.split()[:1]


def fused_heading(headers: list[str]) -> tuple[Theme, list[str]] | None:
    """Part a theme's heading from the header cell into which a reader ran it, None where there is none."""
    words = headers[0].split() if headers else []
    for cut in range(2, len(words)):
        theme = theme_heading(" ".join(words[:cut]))
        rest = [" ".join(words[cut:]), *headers[1:]]
        if theme and column_role(rest[0]) and is_programme_header(rest):
            return theme, rest
    return None


def header_blocks(table: Table, columns: Columns) -> dict[int, list[int]]:
    """Return the indexes of the blocks in the header of a table, by column."""
    found: dict[int, list[int]] = {column: [] for column in range(len(columns.headers))}
    for cell in table.cells:
        if columns.header_row is not None and columns.header_row <= cell.row < columns.first_row:
            found.setdefault(cell.column, []).extend(cell.block_indexes)
    return found


def _first_row(table: Table, blocks: Sequence[Block]) -> list[str]:
    columns = columns_by_header(table, blocks)
    first = columns.first_row if columns else 0
    return row_texts(table, first, blocks) if first < table.rows else []
