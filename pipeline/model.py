"""The document model that every reader produces and every later stage reads.

Lengths are in points (1/72 inch), the origin is the top left corner of the page as it is displayed.
Offsets are in characters, ends are exclusive. ``None`` means "does not apply" or "unknown", never "empty".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal[
    "heading", "paragraph", "list_item", "table_cell", "footnote", "caption", "running_header", "running_footer"
]
FURNITURE: frozenset[BlockKind] = frozenset({"running_header", "running_footer"})
"""The kinds of blocks that pages print again and again."""
ASIDE: frozenset[BlockKind] = FURNITURE | {"footnote", "caption"}
"""The kinds of blocks that stand beside the text and are no part of it as it runs on."""
Style = Literal["italic", "bold", "underline", "strikethrough", "superscript"]
Level = Literal["info", "warning", "error"]

SPANNED = "cells beside which further rows are empty are taken to span these, as others visibly do"
"""What is said of a table in which white shows of some cells that they span rows, and of others does not."""
EMPTY_BELOW = "cells under which others are empty are not taken to span these: nothing printed tells"
"""What is said of a table in which no rule shows whether a cell spans the rows below that have nothing beside it."""

BULLET = "• "
"""What every bullet begins with in block and cell text, whatever the source printed."""

_NO_LETTERS = re.compile(r"[\W_]+")


def letters_and_digits(text: str | None) -> str:
    """Return what of a text counts in comparing: its letters and digits, in small letters; empty for None."""
    return _NO_LETTERS.sub("", text or "").casefold()


@dataclass(slots=True, unsafe_hash=True)
class Box:
    """A rectangle on a page, in points: left, top, right, bottom. Boxes are values: nobody changes one.

    (It is not frozen because that makes it four times as slow to make, and a page has hundreds.)
    """

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@dataclass(slots=True, unsafe_hash=True)
class Fragment:
    """One place that a block, a cell or a table comes from; a value like `Box`.

    ``page`` (from 1) and ``bbox`` are set for paged sources, ``source_start`` and ``source_end``
    (characters of the decoded source) for text sources.
    """

    page: int | None = None
    bbox: Box | None = None
    source_start: int | None = None
    source_end: int | None = None


@dataclass(slots=True, unsafe_hash=True)
class Span:
    """A styled stretch of a block's text; a value like `Box`."""

    start: int
    end: int
    style: Style


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item, footnote, or one paragraph or bullet of a table cell.

    ``text`` is NFC with white space collapsed and mark-up removed; a bullet begins with `BULLET`; the printed
    number of a numbered paragraph or list item (``6``, ``a)``, ``1`` of a footnote) is in ``number`` and not in
    ``text``. Struck-out text stays in ``text`` and carries a ``strikethrough`` span.
    ``level`` is the depth of a heading (1 is the highest) or of a list item (1 is the outermost), else None.
    ``fragments`` lists every place the block comes from, in reading order; a block that runs over a page break
    has several. ``printed`` is the text as printed where reading changed it (a hyphen joined at a line end), else None.
    ``confidence`` (0 to 1) and ``ocr`` are set where the text was recognised from an image.
    """

    kind: BlockKind
    text: str
    fragments: list[Fragment]
    number: str | None = None
    level: int | None = None
    spans: list[Span] = field(default_factory=list)
    annex: str | None = None
    section: list[str] = field(default_factory=list)
    printed: str | None = None
    confidence: float | None = None
    ocr: bool = False
    block_id: str = ""
    """Given by `pipeline.parse.structure.finish`; empty before."""


@dataclass(slots=True)
class Cell:
    """A cell of a table; ``row`` and ``column`` count from 0 and name its first row and column.

    A position covered by another cell's span has no `Cell`; an empty cell has one without blocks.
    ``block_indexes`` point into `ParsedDocument.blocks`, in reading order.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    block_indexes: list[int] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    header: bool = False


@dataclass(slots=True)
class Table:
    """A table, joined over pages unless stitching is off.

    ``header_rows`` counts the rows at the top that name the columns. ``position`` is the index of the block in
    `ParsedDocument.blocks` before which the table stands (its own blocks begin there). ``inferred`` names, in
    words, what of its shape was inferred and not printed.
    """

    rows: int
    columns: int
    cells: list[Cell]
    header_rows: int
    position: int
    fragments: list[Fragment] = field(default_factory=list)
    inferred: list[str] = field(default_factory=list)
    annex: str | None = None
    table_id: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something inferred, doubtful, contradictory, misspelt, set aside or not understood.

    ``rule`` is a stable name in kebab-case (``code-inferred``), ``message`` a sentence for a person, ``evidence``
    what it rests on. ``page`` counts from 1; None where the source has no pages.
    """

    level: Level
    stage: str
    rule: str
    message: str
    evidence: str = ""
    page: int | None = None


@dataclass(slots=True)
class Ledger:
    """Where every character (text) or drawn glyph (PDF) of a source went.

    ``set_aside`` counts by kind (``white_space``, ``mark_up``, ``running_header``, ``duplicate_glyph``, ...).
    """

    characters: int = 0
    in_blocks: int = 0
    set_aside: dict[str, int] = field(default_factory=dict)

    @property
    def unaccounted(self) -> int:
        """Characters that are in no block and were not set aside by name."""
        return self.characters - self.in_blocks - sum(self.set_aside.values())


@dataclass(slots=True)
class ParsedDocument:
    """What a reader returns: blocks in reading order, tables over them, the ledger and what was noticed.

    ``dialect`` names the reader that was used (``pdf``, ``word``, ``html``, ``tab``, ``tab_html``, ``markdown``,
    ``plain``).
    ``insertions_recoverable`` is False where the source lost underlining. ``pages`` is None for text.
    """

    media_type: str
    dialect: str
    blocks: list[Block]
    tables: list[Table]
    ledger: Ledger
    issues: list[Issue] = field(default_factory=list)
    pages: int | None = None
    insertions_recoverable: bool = True


class UnreadableSourceError(Exception):
    """A source that cannot be read at all; ``cause`` is a short name (``encrypted``, ``empty``, ``damaged``, ...).

    The message names the cause in words a user can act on; the caller adds the file's name.
    """

    def __init__(self, cause: str, message: str) -> None:
        super().__init__(message)
        self.cause = cause
