"""What the readers put together before it becomes blocks and tables: paragraphs and rows of runs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.families import at_start, ends_with, forms, whole
from pipeline.model import FURNITURE, BlockKind
from pipeline.parse.language import breaks_off
from pipeline.parse.text.runs import Run, style_bit

_CLOSERS = "\"'”’»)]*¹²³⁴⁵⁶⁷⁸⁹⁰ "
_ENDS = frozenset(".!?:;…")
_LAST_BUT_ONE = re.compile(r"; (?:and|or|et|ou|y|e|o|u)(?:/or)?$")
_ENDED_WITH_MARK = re.compile(r"(?:[a-z]{4}|\))[.!?:;](?:\d{1,2}|\[\d{1,3}\])$")
_YEARS_OPEN = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-–—/]$")
_YEAR = re.compile(r"(?:19|20)?\d\d\b")
"""What a span of years that a line breaks off ends with, and goes on with."""
_THEME = re.compile(r"(?:\([A-Z]\)|[A-Z]\.|[IVX]+\.)\s+\S")
_HEADED = re.compile(r"(\d{1,2}|[IVX]{1,5})[.):]?\s+[^\W\d_a-z]")
_BEHIND_CAPTION = re.compile(r"[.:]? ?[–—:-]|[.:](?=\s)|$")
_CODE = re.compile(r"\(?(?:[A-Z]|[IVX]{2,4})(?:\.?\s?|-)\d{1,3}\b")
_NUMBERED_CODE = re.compile(r"\(?\d{1,2}(?:\.\d{1,2}){1,2}[.)]{0,2}(?:\s+[\"“‘'(]?[^\W\d_a-z]|$)")
_LONE_CODE = re.compile(r"\(?(?:(?:[A-Z]|[IVX]{2,4})(?:\.?\s?|-)\d{1,2}(?:\.\d{1,2})?|\d{1,2}(?:\.\d{1,2}){0,2})[.):]*")
_ITEM = re.compile(
    r"(?:•|\d{1,3}(?:\s?[-–]\s?\d{1,3})?[.)]|\(?\d{1,2}(?:\.\d{1,2}){1,2}[.)]{0,2}(?=\s[^\W\d_a-z])|\(?[a-z]\)"
    r"|\(?[A-Z](?:\.?\s?|-)\d{1,3}\b[.)]{0,2})\s"
)


MAX_TIMEFRAME = 40
"""A time frame that is not conditional has at most so many characters."""
MAX_GROUP_WORDS = 12
"""A sub-heading has no more words."""
MIN_LONG = 60
"""A paragraph of so many characters is running text and no heading or table entry."""


@dataclass(slots=True)
class Paragraph:
    """A block to be; ``number_at`` is where its number is printed.

    ``style`` and ``value`` are those of its number; ``indent`` is in columns; ``after_break`` says whether a blank line
    or the end of a page stands before it, ``alone_at`` where its number or bullet has a line of its own.
    """

    kind: BlockKind
    run: Run
    number: str | None = None
    number_at: tuple[int, int] | None = None
    level: int | None = None
    bullet: bool = False
    style: str | None = None
    value: int = 0
    indent: int = 0
    after_break: bool = False
    alone_at: int | None = None
    printed: str | None = None

    @property
    def text(self) -> str:
        """The text as it stands now."""
        return self.run.text

    @property
    def words(self) -> str:
        """The text without a footnote mark at its end."""
        end = len(self.run.text)
        while end and self.run.styles[end - 1] & style_bit("superscript"):
            end -= 1
        return self.run.text[:end]


@dataclass(slots=True)
class DraftCell:
    """A cell to be: its paragraphs, and the stretches of the source it covers."""

    paragraphs: list[Run]
    stretches: list[tuple[int, int]]
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(slots=True)
class DraftTable:
    """A table to be: rows of cells by column (a position that a span covers has None)."""

    rows: list[list[DraftCell | None]]
    header_rows: int
    stretches: list[tuple[int, int]]
    inferred: list[str] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    def name_header(self, rows: int) -> None:
        """Mark the first rows, and their cells, as the header."""
        self.header_rows = rows
        for cell in (cell for row in self.rows[:rows] for cell in row if cell is not None):
            cell.header = True

    def header(self) -> list[str]:
        """Return the texts of the header rows, cell by cell, to compare two tables by."""
        return [
            " ".join(run.text for run in cell.paragraphs).casefold()
            for row in self.rows[: self.header_rows]
            for cell in row
            if cell is not None
        ]


Item = Paragraph | DraftTable


def is_furniture(item: Item) -> bool:
    """Say whether an item is a running head or foot."""
    return isinstance(item, Paragraph) and item.kind in FURNITURE


def is_finished(text: str) -> bool:
    """Say whether ``text`` ends as a sentence, a list item or an introduction ends.

    An abbreviation that a number or a name follows (``Resolution Conf.``) ends nothing.
    """
    bare = text.rstrip(_CLOSERS)
    if _LAST_BUT_ONE.search(text) or _ENDED_WITH_MARK.search(text):
        return True
    return bare[-1:] in _ENDS and not awaits_number(bare)


def starts_clause(text: str, role: str = "preambular") -> bool:
    """Say whether ``text`` begins like a clause of a resolution (``Recalling``, ``Aware of``; operative: ``Urges``)."""
    return any(form.attributes["role"] == role and form.pattern.match(text) for form in forms("clause_verbs"))


def is_timeframe(text: str) -> bool:
    """Say whether ``text`` is a time frame of years, or one that goes on or comes again, and nothing else."""
    found = whole("timeframes", text) if len(text) <= MAX_TIMEFRAME else None
    return found is not None and found.name != "conditional"


def awaits_number(text: str) -> bool:
    """Say whether ``text`` ends with an abbreviation that a number follows (``Doc.``)."""
    return ends_with("abbreviations", text)


def runs_on(above: str, below: str) -> bool:
    """Say whether a line goes on in the next: it is not finished, and the next begins with a small letter."""
    return starts_small(below) and not is_finished(above)


def share_years(above: str, below: str) -> bool:
    """Say whether a span of years that a text breaks off goes on in the one below it (``2091-``, ``2095``)."""
    return _YEARS_OPEN.search(above) is not None and _YEAR.match(below) is not None


def starts_small(text: str) -> bool:
    """Say whether ``text`` begins with a small letter, and not with the letter of a list item."""
    stripped = text.lstrip("\"'“‘«([")
    return stripped[:1].islower() and not _ITEM.match(text)


def may_head(text: str) -> bool:
    """Say whether ``text`` may be a sub-heading: a few words from a capital letter on, and no sentence."""
    return text[:1].isupper() and not is_finished(text) and len(text.split()) <= MAX_GROUP_WORDS


def starts_item(text: str) -> bool:
    """Say whether ``text`` begins with a bullet, a number or an activity's code."""
    return _ITEM.match(text) is not None


def starts_theme(text: str) -> bool:
    """Say whether ``text`` begins with the letter or Roman number of a theme (``(A) Otters``, ``B. Bears``)."""
    return _THEME.match(text) is not None


def heads_codes(heading: str, below: str) -> bool:
    """Say whether an unfinished text begins with the number of the code ``below`` it (``II Marine``, ``II.1``)."""
    number = _HEADED.match(heading)
    return number is not None and not is_finished(heading) and re.match(rf"\(?{number[1]}\.\d", below) is not None


def starts_caption(text: str) -> bool:
    """Say whether ``text`` begins like the caption of a table or figure, its number set off (``Table 1. Otters``)."""
    found = at_start("captions", text) if text[:1].isupper() else None
    return found is not None and _BEHIND_CAPTION.match(text, found[1].end()) is not None


def in_capitals(text: str) -> bool:
    """Say whether all letters of ``text`` are capitals."""
    return text.upper() == text and any(map(str.isalpha, text))


def starts_code(text: str) -> bool:
    """Say whether ``text`` begins with an activity's code (``B2 Ensure``, ``C1. Organize``, ``A-1 Hold``)."""
    return _CODE.match(text) is not None


def starts_worded_code(text: str) -> bool:
    """Say whether ``text`` begins with an activity's code behind the word for it (``Activity B2: Ensure``)."""
    found = at_start("activity_codes", text)
    return found is not None and found[0].name == "worded"


def starts_activity(text: str) -> bool:
    """Say whether ``text`` begins with an activity's code, that of a numbered theme, too (``2.1 Hold``)."""
    return starts_code(text) or _NUMBERED_CODE.match(text) is not None


def is_code(text: str) -> bool:
    """Say whether ``text`` is the code of an activity and nothing else (``B2``, ``2.1``, ``3.``)."""
    return _LONE_CODE.fullmatch(text) is not None


def is_one_sentence(upper: str, lower: str) -> bool:
    """Say whether ``lower`` goes on in the middle of the sentence that ``upper`` breaks off: see `runs_on` for lines.

    A small letter after an unfinished sentence is evidence enough, and so is a joining word or an abbreviation at
    its end; after a long one that ends in no punctuation at all, a capital or a figure is, too, if a sentence ends
    there and no item begins.
    """
    if not upper or not lower or is_finished(upper):
        return False
    if awaits_number(upper) and lower[0].isdigit():
        return True
    if starts_item(lower):
        return False
    if starts_small(lower) or breaks_off(upper):
        return True
    going_on = len(lower) >= MIN_LONG or is_finished(lower)
    return len(upper) >= MIN_LONG and going_on and not upper.endswith((*')]”"', ", and", ", or"))
